#include "export/told_times.h"

#include "base/str.h"

static size_t count_sources(const demarche_deed *deed)
{
    size_t n = 0;
    for (size_t i = 0; i < deed->n_tellings; i++) {
        size_t k = 0;
        while (k < i && !dmr_str_eq(deed->tellings[k].source, deed->tellings[i].source))
            k++;
        n += k == i;
    }
    return n;
}

dmr_times dmr_told_times(const dmr_told *told)
{
    const demarche_deed *deed = told->deed;
    size_t own = told->event->n_reports ? told->event->n_reports : 1;
    if (!deed || !deed->n_tellings)
        return (dmr_times){own, 1, 1};
    return (dmr_times){deed->n_tellings, count_sources(deed),
                       deed->n_documents ? deed->n_documents : 1};
}

/* The report of the document in hand that tells it in that sentence. */
static const demarche_event *report_in(const dmr_told *told, const demarche_telling *t)
{
    const demarche_event *e = told->event;
    if (!dmr_str_eq(t->doc, told->meta->id))
        return NULL;
    for (size_t i = 0; i < e->n_reports; i++) {
        if (e->reports[i].told->sentence == t->sentence)
            return e->reports[i].told;
    }
    return e->sentence == t->sentence ? e : NULL;
}

dmr_one_telling dmr_told_telling(const dmr_told *told, size_t number)
{
    const demarche_event *e = told->event;
    const demarche_meta *meta = told->meta;
    if (told->deed && number < told->deed->n_tellings) {
        const demarche_telling *t = &told->deed->tellings[number];
        return (dmr_one_telling){*t, report_in(told, t)};
    }
    const demarche_event *of = number < e->n_reports ? e->reports[number].told : e;
    size_t n;
    const demarche_sentence *s = demarche_document_sentences(told->doc, &n);
    demarche_telling t = {.doc = meta->id,
                          .title = meta->title,
                          .url = meta->url,
                          .source = meta->source,
                          .date = meta->date,
                          .sentence = of->sentence,
                          .confidence = of->confidence};
    if (of->sentence < n) {
        t.start = s[of->sentence].start;
        t.end = s[of->sentence].end;
    }
    return (dmr_one_telling){t, of};
}

bool dmr_told_first(const dmr_told *told)
{
    size_t n_paragraphs, n;
    const demarche_paragraph *p = demarche_document_paragraphs(told->doc, &n_paragraphs);
    const demarche_sentence *s = demarche_document_sentences(told->doc, &n);
    if (told->event->sentence >= n)
        return false;
    for (size_t i = 0; i < n_paragraphs; i++) {
        if (strcmp(p[i].kind, "prose") == 0)
            return s[told->event->sentence].paragraph == i;
    }
    return false;
}

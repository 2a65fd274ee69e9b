/* From the stages' own structs to the arrays of the public header. */
#include <stdlib.h>

#include "base/error.h"
#include "handles.h"
#include "mention/links.h"

demarche_status dmr_publish_paragraphs(demarche_document *doc, demarche_error *err)
{
    size_t n = doc->source.n_paragraphs;
    demarche_paragraph *out = DMR_NEW_ARRAY(doc->arena, demarche_paragraph, n);
    if (!out)
        return dmr_error_memory(err);
    for (size_t i = 0; i < n; i++) {
        const dmr_paragraph *p = &doc->source.paragraphs[i];
        out[i] = (demarche_paragraph){p->start, p->end, dmr_paragraph_kind_name(p->kind)};
    }
    doc->paragraphs = out;
    return DEMARCHE_OK;
}

demarche_status dmr_publish_sentences(demarche_document *doc, demarche_error *err)
{
    size_t n = doc->tokens.n_sentences;
    demarche_sentence *out = DMR_NEW_ARRAY(doc->arena, demarche_sentence, n);
    if (!out)
        return dmr_error_memory(err);
    for (size_t i = 0; i < n; i++) {
        const dmr_sentence *s = &doc->tokens.sentences[i];
        out[i] = (demarche_sentence){.start = s->start,
                                     .end = s->end,
                                     .paragraph = s->paragraph,
                                     .first_token = s->first,
                                     .n_tokens = s->n};
    }
    doc->sentences = out;
    return DEMARCHE_OK;
}

demarche_status dmr_publish_tokens(demarche_document *doc, demarche_error *err)
{
    demarche_token *out = DMR_NEW_ARRAY(doc->arena, demarche_token, doc->tokens.n_tokens);
    if (!out)
        return dmr_error_memory(err);
    for (size_t s = 0; s < doc->tokens.n_sentences; s++) {
        const dmr_tree *tree = &doc->trees[s];
        uint32_t first = doc->tokens.sentences[s].first;
        for (int32_t i = 0; i < tree->n; i++) {
            const dmr_word *w = &tree->words[i];
            out[first + (uint32_t)i] = (demarche_token){
                .start = tree->tokens[i].start,
                .end = tree->tokens[i].end,
                .lemma = w->lemma,
                .upos = dmr_upos_name(w->upos),
                .deprel = dmr_rel_name(w->rel),
                .head = w->head,
            };
        }
    }
    doc->public_tokens = out;
    return DEMARCHE_OK;
}

/* ------------------------------------------------------------------- copied strings */

/* Where strings of a piece go: a copy, unless they are slices of the text. */
typedef struct keeper {
    demarche_document *doc;
    bool copy;
    bool failed;
} keeper;

static demarche_str keep(keeper *k, demarche_str s)
{
    demarche_str text = k->doc->source.text;
    if (!k->copy || !s.len || k->failed)
        return s;
    if (text.len && s.ptr >= text.ptr && s.ptr + s.len <= text.ptr + text.len)
        return s;
    demarche_str copy = dmr_str_copy(k->doc->arena, s);
    if (!copy.ptr)
        k->failed = true;
    return copy;
}

static const char *keep_c(keeper *k, const char *s)
{
    if (!s)
        return "";
    demarche_str copy = dmr_str_copy(k->doc->arena, dmr_str_c(s));
    if (!copy.ptr)
        k->failed = true;
    return copy.ptr ? copy.ptr : "";
}

/* Room for one more of `size` bytes. */
static bool grow(void **at, size_t n, size_t *room, size_t size)
{
    if (n < *room)
        return true;
    size_t want = *room ? *room * 2 : 64;
    void *p = want > SIZE_MAX / size ? NULL : realloc(*at, want * size);
    if (!p)
        return false;
    *at = p;
    *room = want;
    return true;
}

/* ------------------------------------------------------------------------- mentions */

/* Those for whom a plural stands; its code is theirs only where they have the same. */
static void put_members(keeper *k, const dmr_reading *reading, uint32_t index,
                        demarche_mention *out)
{
    const dmr_link *l = &reading->links->at[index];
    if (l->n_members < 2)
        return;
    demarche_member *at = DMR_NEW_ARRAY(k->doc->arena, demarche_member, l->n_members);
    if (!at) {
        k->failed = true;
        return;
    }
    for (uint32_t i = 0; i < l->n_members; i++) {
        const dmr_mention *m =
            &reading->mentions.at[reading->links->members[l->members + i] - 1];
        at[i] = (demarche_member){keep(k, m->code), keep(k, m->sector), keep(k, m->name)};
        if (!dmr_str_eq(at[i].code, at[0].code))
            out->code = (demarche_str){"", 0};
    }
    out->members = at;
    out->n_members = l->n_members;
}

static demarche_mention public_mention(keeper *k, const dmr_reading *reading,
                                       const dmr_mention *m, uint32_t first_sentence)
{
    const dmr_tree *tree = &reading->trees[m->sentence];
    demarche_str text = k->doc->source.text;
    demarche_mention out = {
        .kind = m->kind,
        .sentence = first_sentence + m->sentence,
        .cluster = m->cluster,
        .code = keep(k, m->code),
        .sector = keep(k, m->sector),
        .name = keep(k, m->name),
        .office = keep(k, m->office),
        .type = keep(k, m->time.timex_type),
        .value = keep(k, m->time.timex_value),
        .edtf = keep(k, m->time.edtf),
        .comparator = keep(k, m->comparator),
        .number = m->number,
        .unit = keep(k, m->unit),
        .lat = m->lat,
        .lon = m->lon,
        .geonameid = m->geonameid,
        .toponym = m->is_toponym,
        .place = keep(k, m->place),
    };
    if (m->first < 0 || m->last >= tree->n || m->last < m->first)
        return out;
    out.start = tree->tokens[m->first].start;
    out.end = tree->tokens[m->last].end;
    if (out.end <= text.len && out.start <= out.end)
        out.text = dmr_str(text.ptr + out.start, out.end - out.start);
    if (m->head >= 0)
        out.head = k->doc->tokens.sentences[out.sentence].first + (uint32_t)m->head;
    return out;
}

/* One end of a range of times, beside the range `whole` itself. */
static demarche_mention public_end(keeper *k, const dmr_reading *reading,
                                   const dmr_mention *m, const dmr_time_end *end,
                                   const demarche_mention *whole)
{
    const dmr_tree *tree = &reading->trees[m->sentence];
    demarche_mention out = *whole;
    out.name = dmr_str(NULL, 0);
    out.type = keep(k, end->timex_type);
    out.value = keep(k, end->timex_value);
    out.edtf = keep(k, end->edtf);
    if (end->first < 0 || end->last >= tree->n || end->last < end->first)
        return out;
    out.start = tree->tokens[end->first].start;
    out.end = tree->tokens[end->last].end;
    if (out.start >= whole->start && out.end <= whole->end && out.start <= out.end)
        out.text =
            dmr_str(whole->text.ptr + (out.start - whole->start), out.end - out.start);
    out.head = k->doc->tokens.sentences[out.sentence].first + (uint32_t)end->last;
    return out;
}

static demarche_status add_mention(dmr_heap_mentions *list, demarche_mention mention,
                                   demarche_error *err)
{
    if (!grow((void **)&list->at, list->n, &list->room, sizeof *list->at))
        return dmr_error_memory(err);
    list->at[list->n++] = mention;
    return DEMARCHE_OK;
}

demarche_status dmr_publish_mentions(demarche_document *doc, const dmr_reading *reading,
                                     uint32_t first_sentence, bool copy,
                                     demarche_error *err)
{
    dmr_heap_mentions *list = &doc->mentions;
    keeper k = {doc, copy, false};
    for (size_t i = 0; i < reading->mentions.n; i++) {
        const dmr_mention *m = &reading->mentions.at[i];
        demarche_mention whole = public_mention(&k, reading, m, first_sentence);
        put_members(&k, reading, (uint32_t)i, &whole);
        DMR_TRY(add_mention(list, whole, err));
        for (int e = 0; m->time.ends && e < 2; e++)
            DMR_TRY(add_mention(
                list, public_end(&k, reading, m, &m->time.ends[e], &whole), err));
        if (k.failed)
            return dmr_error_memory(err);
    }
    doc->source.counts.mentions = list->n;
    doc->source.counts.unresolved += reading->mentions.n_unresolved;
    doc->source.counts.times_missed += reading->mentions.n_times_missed;
    return DEMARCHE_OK;
}

/* --------------------------------------------------------------------------- events */

static const demarche_entity *keep_entities(keeper *k, const demarche_entity *from,
                                            size_t n)
{
    demarche_entity *out = DMR_NEW_ARRAY(k->doc->arena, demarche_entity, n);
    if (!out) {
        k->failed = true;
        return NULL;
    }
    for (size_t i = 0; i < n; i++) {
        out[i] = from[i];
        out[i].text = keep(k, from[i].text);
        out[i].identifier = keep(k, from[i].identifier);
        out[i].code = keep(k, from[i].code);
        out[i].sector = keep(k, from[i].sector);
        out[i].office = keep(k, from[i].office);
        out[i].region = keep(k, from[i].region);
    }
    return out;
}

static const demarche_quantity *keep_quantities(keeper *k, const demarche_quantity *from,
                                                size_t n)
{
    demarche_quantity *out = DMR_NEW_ARRAY(k->doc->arena, demarche_quantity, n);
    if (!out) {
        k->failed = true;
        return NULL;
    }
    for (size_t i = 0; i < n; i++) {
        out[i] = from[i];
        out[i].comparator = keep(k, from[i].comparator);
        out[i].unit = keep(k, from[i].unit);
        out[i].text = keep(k, from[i].text);
    }
    return out;
}

static const demarche_reason *keep_reasons(keeper *k, const demarche_reason *from,
                                           size_t n)
{
    demarche_reason *out = DMR_NEW_ARRAY(k->doc->arena, demarche_reason, n);
    if (!out) {
        k->failed = true;
        return NULL;
    }
    for (size_t i = 0; i < n; i++) {
        out[i] = from[i];
        out[i].text = keep(k, from[i].text);
        out[i].why = keep(k, from[i].why);
    }
    return out;
}

static const char *const *keep_contexts(keeper *k, const char *const *from, size_t n)
{
    const char **out = DMR_NEW_ARRAY(k->doc->arena, const char *, n);
    if (!out) {
        k->failed = true;
        return NULL;
    }
    for (size_t i = 0; i < n; i++)
        out[i] = keep_c(k, from[i]);
    return out;
}

demarche_status dmr_publish_event(demarche_document *doc, const demarche_event *event,
                                  uint32_t first_sentence, demarche_error *err)
{
    keeper k = {doc, true, false};
    dmr_heap_events *list = &doc->copied;
    if (!grow((void **)&list->at, list->n, &list->room, sizeof *list->at))
        return dmr_error_memory(err);
    demarche_event *out = &list->at[list->n++];
    *out = *event;
    out->id = keep_c(&k, event->id);
    out->type = keep_c(&k, event->type);
    out->mode = keep_c(&k, event->mode);
    out->cameo = keep_c(&k, event->cameo);
    out->track = keep_c(&k, event->track);
    out->modality = keep_c(&k, event->modality);
    out->rule = keep_c(&k, event->rule);
    out->context = keep_contexts(&k, event->context, event->n_context);
    out->actors = keep_entities(&k, event->actors, event->n_actors);
    out->recipients = keep_entities(&k, event->recipients, event->n_recipients);
    out->via = keep_entities(&k, event->via, event->n_via);
    out->quantities = keep_quantities(&k, event->quantities, event->n_quantities);
    out->reasons = keep_reasons(&k, event->reasons, event->n_reasons);
    out->date_edtf = keep(&k, event->date_edtf);
    out->place = keep(&k, event->place);
    out->place_name = keep(&k, event->place_name);
    out->place_country = keep(&k, event->place_country);
    out->text = keep(&k, event->text);
    out->sentence += first_sentence;
    return k.failed ? dmr_error_memory(err) : DEMARCHE_OK;
}

demarche_status dmr_publish_tellings(demarche_document *doc, size_t n, dmr_telling **out,
                                     demarche_error *err)
{
    dmr_heap_tellings *list = &doc->tellings;
    if (list->n + n > list->room) {
        size_t want = list->room * 2 > list->n + n ? list->room * 2 : list->n + n;
        void *p = want > SIZE_MAX / sizeof *list->at
                      ? NULL
                      : realloc(list->at, want * sizeof *list->at);
        if (!p)
            return dmr_error_memory(err);
        list->at = p;
        list->room = want;
    }
    *out = list->at ? list->at + list->n : NULL; /* of a text without events */
    list->n += n;
    return DEMARCHE_OK;
}

void dmr_publish_event_counts(demarche_document *doc)
{
    size_t n = doc->tokens.n_sentences, e = 0, told = 0;
    demarche_counts *counts = &doc->source.counts;
    counts->events = doc->events.n;
    counts->folded = doc->events.n_told - doc->events.n;
    counts->rejected = doc->events.n_rejected;
    counts->sentences_uncoded = 0;
    counts->sentences_discarded = 0;
    for (size_t s = 0; s < n; s++) {
        doc->sentences[s].first_event = (uint32_t)e;
        while (e < doc->events.n && doc->events.at[e].sentence == s)
            e++;
        doc->sentences[s].n_events = (uint32_t)e - doc->sentences[s].first_event;
        doc->sentences[s].n_reports = 0;
        for (; told < doc->events.n_told && doc->events.told[told].sentence == s; told++)
            doc->sentences[s].n_reports++;
        counts->sentences_uncoded += doc->sentences[s].n_reports == 0;
        if (doc->left_out)
            doc->sentences[s].discard = doc->left_out[s];
        counts->sentences_discarded += doc->sentences[s].discard.len > 0;
    }
}

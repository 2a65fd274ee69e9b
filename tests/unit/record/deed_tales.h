/* Documents that tell of deeds, one event a sentence. */
#ifndef DMR_TEST_DEED_TALES_H
#define DMR_TEST_DEED_TALES_H

#include "record_sample.h"

/* What an event is told by; what is NULL is not said. */
typedef struct tale {
    const char *id, *text;
    const char *date; /* EDTF; "": none */
    const char *from, *to, *type, *mode, *person, *modality, *as_of;
    bool mutual;
} tale;

static const tale treaty = {.id = "a",
                            .text = "France signed a treaty on fishing with Italy.",
                            .date = "1982-05-03",
                            .from = "FRA",
                            .to = "ITA",
                            .type = "COOPERATE",
                            .mode = "",
                            .modality = "asserted",
                            .as_of = "1983"};
/* The same in other words; what a test changes of it is what it is about. */
static const tale retold = {.id = "b",
                            .text = "A fishing treaty between Rome and Paris was signed.",
                            .date = "1982-05-03",
                            .from = "FRA",
                            .to = "ITA",
                            .type = "COOPERATE",
                            .mode = "",
                            .modality = "asserted",
                            .as_of = "1984"};

static inline demarche_entity party(const tale *t, const char *code, const char *name)
{
    return (demarche_entity){.text = dmr_str(t->text, 1),
                             .code = dmr_str_c(code),
                             .identifier = dmr_str_c(name ? name : ""),
                             .start = 0,
                             .end = 1};
}

static inline void set_event(demarche_event *e, const tale *t, const char *id,
                             size_t sentence, dmr_arena *arena)
{
    demarche_entity *sides = DMR_NEW_ARRAY(arena, demarche_entity, 2);
    demarche_report *report = DMR_NEW(arena, demarche_report);
    demarche_event *told = DMR_NEW(arena, demarche_event);
    dmr_day first, last;
    sides[0] = party(t, t->from, t->person);
    sides[1] = party(t, t->to, NULL);
    *e = (demarche_event){.id = id,
                          .type = t->type,
                          .mode = t->mode,
                          .cameo = "",
                          .track = "",
                          .actors = sides,
                          .n_actors = 1,
                          .recipients = sides + 1,
                          .n_recipients = 1,
                          .date_edtf = dmr_str_c(t->date),
                          .lat = NAN,
                          .lon = NAN,
                          .modality = t->modality,
                          .confidence = 0.9,
                          .rule = "sign.treaty",
                          .sentence = (uint32_t)sentence,
                          .mutual = t->mutual};
    if (t->date[0]) {
        assert_true(dmr_edtf_bounds(e->date_edtf, &first, &last));
        dmr_day_text(e->date, first);
        dmr_day_text(e->enddate, last);
    }
    *told = *e;
    *report = (demarche_report){told, 1};
    e->reports = report;
    e->n_reports = 1;
}

/* A document of `n` sentences, each of which tells an event. */
static inline demarche_document *tell(const tale *tales, size_t n)
{
    demarche_document *doc = dmr_document_new();
    size_t len = 0;
    for (size_t i = 0; i < n; i++)
        len += strlen(tales[i].text) + 1;
    char *text = dmr_arena_alloc(doc->arena, len + 1);
    demarche_sentence *s = DMR_NEW_ARRAY(doc->arena, demarche_sentence, n);
    demarche_event *e = DMR_NEW_ARRAY(doc->arena, demarche_event, n);
    demarche_mention *m = calloc(n, sizeof *m);
    len = 0;
    for (size_t i = 0; i < n; i++) {
        char *id = dmr_arena_alloc(doc->arena, 17);
        size_t words = strlen(tales[i].text);
        snprintf(id, 17, "%s-%zu", tales[0].id, i);
        memcpy(text + len, tales[i].text, words);
        text[len + words] = ' ';
        s[i] = (demarche_sentence){.start = len, .end = len + words, .n_tokens = 8};
        set_event(&e[i], &tales[i], id, i, doc->arena);
        demarche_entity *actor = (demarche_entity *)(uintptr_t)e[i].actors;
        actor->start = len;
        actor->end = len + 1;
        e[i].trigger = (demarche_span){len, len + 6};
        *(demarche_event *)(uintptr_t)e[i].reports[0].told = e[i];
        m[i] = (demarche_mention){.kind = DEMARCHE_MENTION_PERSON,
                                  .start = len,
                                  .end = len + 1,
                                  .sentence = (uint32_t)i,
                                  .lat = NAN,
                                  .lon = NAN};
        len += words + 1;
    }
    doc->stage = DEMARCHE_STAGE_EVENT;
    doc->source.text = dmr_str(text, len);
    doc->source.meta.id = dmr_str_c(tales[0].id);
    doc->source.meta.as_of = dmr_str_c(tales[0].as_of);
    doc->source.counts.sentences = n;
    doc->source.counts.events = n;
    doc->source.counts.mentions = n;
    doc->sentences = s;
    doc->tokens.n_sentences = n;
    doc->events.at = e;
    doc->events.n = n;
    doc->mentions.at = m;
    doc->mentions.n = doc->mentions.room = n;
    return doc;
}

static inline void add_tales(record_sample *r, const tale *tales, size_t n)
{
    demarche_document *doc = tell(tales, n);
    assert_true(sample_add(r, doc));
    demarche_document_free(doc);
}

static inline void add_tale(record_sample *r, tale t)
{
    add_tales(r, &t, 1);
}

/* Which event of which document is of the deed of which. */
static inline void deeds_are(const record_sample *r, const char *expected)
{
    sample_is(r,
              "SELECT e.event_id, d.event_id FROM event e JOIN event d ON d.event_key ="
              " e.deed ORDER BY e.event_key",
              expected);
}

#endif

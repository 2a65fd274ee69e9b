/* Whether a coding is what a document gives again. */
#include <math.h>

#include "record/record_load.h"

static bool same_number(double a, double b)
{
    return isnan(a) ? isnan(b) : !(a < b) && !(a > b) && !isnan(b);
}

static bool same_c(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

static bool same_span(demarche_span a, demarche_span b)
{
    return a.start == b.start && a.end == b.end;
}

static bool same_mention(const demarche_mention *a, const demarche_mention *b)
{
    const demarche_str pairs[][2] = {
        {a->code, b->code},     {a->sector, b->sector}, {a->name, b->name},
        {a->office, b->office}, {a->type, b->type},     {a->value, b->value},
        {a->edtf, b->edtf},     {a->unit, b->unit},     {a->comparator, b->comparator},
        {a->place, b->place}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (!dmr_str_eq(pairs[i][0], pairs[i][1]))
            return false;
    }
    for (size_t i = 0; i < a->n_members && i < b->n_members; i++) {
        const demarche_member *x = &a->members[i], *y = &b->members[i];
        if (!dmr_str_eq(x->code, y->code) || !dmr_str_eq(x->sector, y->sector) ||
            !dmr_str_eq(x->name, y->name))
            return false;
    }
    return a->kind == b->kind && a->start == b->start && a->end == b->end &&
           a->sentence == b->sentence && a->cluster == b->cluster &&
           a->n_members == b->n_members && a->toponym == b->toponym &&
           a->geonameid == b->geonameid && same_number(a->lat, b->lat) &&
           same_number(a->lon, b->lon) &&
           (a->kind != DEMARCHE_MENTION_QUANTITY || same_number(a->number, b->number));
}

static bool same_parties(const demarche_entity *a, size_t n_a, const demarche_entity *b,
                         size_t n_b)
{
    for (size_t i = 0; i < n_a && i < n_b; i++) {
        if (!dmr_str_eq(a[i].text, b[i].text) ||
            !dmr_str_eq(a[i].identifier, b[i].identifier) ||
            !dmr_str_eq(a[i].code, b[i].code) || !dmr_str_eq(a[i].sector, b[i].sector) ||
            !dmr_str_eq(a[i].office, b[i].office) ||
            !dmr_str_eq(a[i].region, b[i].region) || a[i].start != b[i].start ||
            a[i].end != b[i].end)
            return false;
    }
    return n_a == n_b;
}

static bool same_quantities(const demarche_event *a, const demarche_event *b)
{
    for (size_t i = 0; i < a->n_quantities && i < b->n_quantities; i++) {
        const demarche_quantity *x = &a->quantities[i], *y = &b->quantities[i];
        if (!dmr_str_eq(x->comparator, y->comparator) || !dmr_str_eq(x->unit, y->unit) ||
            !dmr_str_eq(x->text, y->text) || !same_number(x->value, y->value) ||
            x->start != y->start || x->end != y->end)
            return false;
    }
    return a->n_quantities == b->n_quantities;
}

static bool same_reasons(const demarche_event *a, const demarche_event *b)
{
    for (size_t i = 0; i < a->n_reasons && i < b->n_reasons; i++) {
        const demarche_reason *x = &a->reasons[i], *y = &b->reasons[i];
        if (!same_c(x->rule, y->rule) || !same_c(x->event, y->event) ||
            !dmr_str_eq(x->why, y->why) || x->start != y->start || x->end != y->end)
            return false;
    }
    return a->n_reasons == b->n_reasons;
}

static bool same_contexts(const demarche_event *a, const demarche_event *b)
{
    for (size_t i = 0; i < a->n_context && i < b->n_context; i++) {
        if (!same_c(a->context[i], b->context[i]))
            return false;
    }
    return a->n_context == b->n_context;
}

/* An event or a report of one, but for its reports. */
static bool same_telling(const demarche_event *a, const demarche_event *b)
{
    return same_c(a->id, b->id) && same_c(a->type, b->type) && same_c(a->mode, b->mode) &&
           same_c(a->cameo, b->cameo) && same_c(a->track, b->track) &&
           a->quad == b->quad && same_number(a->scale, b->scale) &&
           a->mutual == b->mutual && dmr_str_eq(a->date_edtf, b->date_edtf) &&
           dmr_str_eq(a->place, b->place) && dmr_str_eq(a->place_name, b->place_name) &&
           dmr_str_eq(a->place_country, b->place_country) &&
           same_number(a->lat, b->lat) && same_number(a->lon, b->lon) &&
           a->geonameid == b->geonameid && same_c(a->modality, b->modality) &&
           same_number(a->confidence, b->confidence) && same_c(a->rule, b->rule) &&
           dmr_str_eq(a->text, b->text) && a->sentence == b->sentence &&
           same_span(a->trigger, b->trigger) && same_span(a->date_span, b->date_span) &&
           same_span(a->place_span, b->place_span) &&
           same_parties(a->actors, a->n_actors, b->actors, b->n_actors) &&
           same_parties(a->recipients, a->n_recipients, b->recipients, b->n_recipients) &&
           same_parties(a->via, a->n_via, b->via, b->n_via) && same_contexts(a, b) &&
           same_quantities(a, b) && same_reasons(a, b);
}

static bool same_event(const demarche_event *a, const demarche_event *b)
{
    for (size_t i = 0; i < a->n_reports && i < b->n_reports; i++) {
        if (!same_telling(a->reports[i].told, b->reports[i].told) ||
            !same_number(a->reports[i].likeness, b->reports[i].likeness))
            return false;
    }
    return a->n_reports == b->n_reports && same_telling(a, b);
}

demarche_status dmr_record_is_same(demarche_record *record, int64_t coding,
                                   const demarche_document *doc, bool *same,
                                   demarche_error *err)
{
    dmr_record_contents c;
    size_t n_mentions, n_events, n_sentences;
    const demarche_mention *mentions = demarche_document_mentions(doc, &n_mentions);
    const demarche_event *events = demarche_document_events(doc, &n_events);
    const demarche_sentence *sentences = demarche_document_sentences(doc, &n_sentences);
    *same = false;
    DMR_TRY(dmr_record_load_found(&c, record, coding, record->scratch, err));
    if (c.n_mentions != n_mentions || c.n_events != n_events ||
        c.n_sentences != n_sentences)
        return DEMARCHE_OK;
    for (size_t i = 0; i < n_sentences; i++) {
        if (!dmr_str_eq(c.sentences[i].discard, sentences[i].discard))
            return DEMARCHE_OK;
    }
    for (size_t i = 0; i < n_mentions; i++) {
        if (!same_mention(&c.mentions[i], &mentions[i]))
            return DEMARCHE_OK;
    }
    for (size_t i = 0; i < n_events; i++) {
        if (!same_event(&c.events[i], &events[i]))
            return DEMARCHE_OK;
    }
    *same = true;
    return DEMARCHE_OK;
}

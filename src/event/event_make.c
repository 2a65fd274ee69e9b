#include <math.h>

#include "base/error.h"
#include "event/coding.h"
#include "event/event_fields.h"

static demarche_entity entity_of(const dmr_coding *c, const dmr_party *p)
{
    demarche_entity e = {.text = p->text,
                         .identifier = p->identifier,
                         .code = p->code,
                         .sector = p->sector,
                         .office = p->office,
                         .region = p->region};
    e.start = (size_t)(p->text.ptr - c->reading->source->text.ptr);
    e.end = e.start + p->text.len;
    return e;
}

bool dmr_event_side(dmr_coding *c, const dmr_side *side, const demarche_entity **out,
                    size_t *n)
{
    demarche_entity *list = DMR_NEW_ARRAY(c->arena, demarche_entity, side->n);
    if (!list)
        return false;
    for (size_t i = 0; i < side->n; i++)
        list[i] = entity_of(c, &side->at[i]);
    *out = list;
    *n = side->n;
    return true;
}

static void word_span(const dmr_coding *c, int32_t first, int32_t last,
                      demarche_span *span)
{
    span->start = c->view.tree->tokens[first].start;
    span->end = c->view.tree->tokens[last].end;
}

static bool set_context(dmr_coding *c, const dmr_match *match, demarche_event *e)
{
    const char *found[4];
    size_t n = dmr_fields_contexts(&c->view, match, found, 4, &e->track);
    const char **list = DMR_NEW_ARRAY(c->arena, const char *, n);
    if (!list)
        return false;
    for (size_t i = 0; i < n; i++)
        list[i] = found[i];
    e->context = list;
    e->n_context = n;
    return true;
}

static demarche_str text_of(const dmr_coding *c, demarche_span span)
{
    return dmr_str(c->reading->source->text.ptr + span.start, span.end - span.start);
}

static bool set_quantities(dmr_coding *c, const dmr_match *match, demarche_event *e)
{
    uint32_t found[16];
    size_t n = dmr_fields_quantities(&c->view, match, found, 16);
    demarche_quantity *list = DMR_NEW_ARRAY(c->arena, demarche_quantity, n);
    if (!list)
        return false;
    for (size_t i = 0; i < n; i++) {
        const dmr_mention *m = &c->reading->mentions.at[found[i]];
        demarche_span span;
        word_span(c, m->first, m->head > m->last ? m->head : m->last, &span);
        list[i] = (demarche_quantity){.comparator = m->comparator,
                                      .unit = m->unit,
                                      .text = text_of(c, span),
                                      .value = m->number,
                                      .start = span.start,
                                      .end = span.end};
    }
    e->quantities = list;
    e->n_quantities = n;
    return true;
}

static void set_place(dmr_coding *c, const dmr_match *match, const dmr_when *when,
                      demarche_event *e)
{
    dmr_day day = when->first;
    uint32_t i = dmr_fields_place(&c->view, match, when->mention);
    e->lat = e->lon = NAN;
    if (i == UINT32_MAX)
        return;
    const dmr_mention *m = &c->reading->mentions.at[i];
    word_span(c, m->first, m->last, &e->place_span);
    e->place = text_of(c, e->place_span);
    e->place_name = m->place.len ? m->place : m->name;
    e->place_country =
        m->entity ? dmr_gazetteer_code(c->reading->gazetteer, m->entity,
                                       day == DMR_DAY_NONE ? c->reading->as_of : day)
                  : m->code;
    if (e->place_country.len == 0)
        e->place_country = m->code;
    e->lat = m->lat;
    e->lon = m->lon;
    e->geonameid = m->geonameid;
}

static void set_date(dmr_coding *c, const dmr_when *when, demarche_event *e)
{
    e->date_edtf = when->edtf;
    dmr_day_text(e->date, when->first);
    dmr_day_text(e->enddate, when->last);
    if (when->mention != UINT32_MAX) {
        const dmr_mention *m = &c->reading->mentions.at[when->mention];
        const dmr_tree *t = &c->reading->trees[m->sentence];
        e->date_span.start = t->tokens[m->first].start;
        e->date_span.end = t->tokens[m->last].end;
    }
}

/*
 * How sure the coder is where nothing was learned: more with a rule of more tests, less where a party was found
 * through coreference or as the nearest one, where the date is the tale's, and for nouns.
 */
static double rule_of_thumb(const dmr_match *match, const dmr_sides *s)
{
    uint32_t weight = match->rule->weight > 8 ? 8 : match->rule->weight;
    double sure = 0.7 + 0.03 * weight;
    for (size_t i = 0; i < s->actor.n; i++)
        sure -= s->actor.at[i].by_coreference ? 0.05 : 0;
    for (size_t i = 0; i < s->recipient.n; i++)
        sure -= s->recipient.at[i].by_coreference ? 0.05 : 0;
    if (s->recipient.slot.kind == DMR_SLOT_ANY)
        sure -= 0.15;
    if (match->rule->pos == DMR_TRIGGER_NOUN)
        sure -= 0.1;
    return sure < 0.2 ? 0.2 : sure > 0.98 ? 0.98 : round(sure * 100) / 100;
}

/* To the hundredth: more would be make-believe. */
static bool set_confidence(dmr_coding *c, const dmr_match *match, const dmr_sides *s,
                           dmr_modality modality, demarche_event *e,
                           dmr_sureness_seen *seen)
{
    const dmr_sureness_weights *weights = c->ontology->sureness_weights;
    bool asked = c->trace && c->trace->seen;
    e->confidence = rule_of_thumb(match, s);
    if ((weights || asked) &&
        !dmr_sureness_see(seen, &c->view, match, &s->actor, &s->recipient, modality,
                          e->type, c->arena))
        return false;
    if (weights)
        e->confidence = round(dmr_sureness(weights, seen) * 100) / 100;
    return true;
}

static uint64_t hash_side(uint64_t h, const demarche_entity *side, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        h = dmr_hash(h, &side[i].start, sizeof side[i].start);
        h = dmr_hash(h, side[i].code.ptr, side[i].code.len);
    }
    return dmr_hash(h, "/", 1);
}

bool dmr_event_set_id(dmr_coding *c, demarche_event *e)
{
    demarche_str doc = c->reading->source->meta.id;
    uint64_t h = dmr_hash(DMR_HASH_SEED, doc.ptr, doc.len);
    h = dmr_hash(h, &e->trigger, sizeof e->trigger);
    h = dmr_hash(h, e->type, strlen(e->type));
    h = dmr_hash(h, e->date_edtf.ptr, e->date_edtf.len);
    h = hash_side(h, e->actors, e->n_actors);
    h = hash_side(h, e->recipients, e->n_recipients);
    char *id = dmr_arena_alloc(c->arena, 17);
    if (!id)
        return false;
    dmr_hash_hex(h, id);
    e->id = id;
    return true;
}

static dmr_modality without_plan(dmr_modality m)
{
    m.denied = m.planned = false;
    if (m.effect == DMR_EFFECT_FUTURE)
        m.effect = DMR_EFFECT_NONE;
    return m;
}

demarche_status dmr_event_make(dmr_coding *c, const dmr_match *match, const dmr_sides *s,
                               dmr_modality modality, const dmr_when *when)
{
    const dmr_rule *rule = match->rule;
    dmr_sureness_seen seen;
    const dmr_type *type = dmr_coded_type(rule, modality);
    demarche_event *e = DMR_PUSH(c->arena, c->events);
    if (!e)
        return dmr_error_memory(c->err);
    e->type = type->name;
    e->mode = type == rule->type && rule->mode ? rule->mode->name : "";
    e->cameo = rule->cameo;
    e->quad = type->quad;
    e->scale = type == rule->type && rule->mode ? rule->mode->scale : type->scale;
    e->rule = rule->name;
    e->sentence = c->view.sentence;
    /* Without a recipient where one must be: several do it to one another. */
    e->mutual = rule->mutual || (!s->recipient.n && !rule->recipient_may_lack);
    if (type != rule->type) /* the type says what the words made of the deed */
        modality = without_plan(modality);
    e->modality = dmr_modality_name(modality);
    int32_t first, last;
    dmr_fields_words(&c->view, match, &first, &last);
    word_span(c, first, last, &e->trigger);
    e->text = text_of(c, e->trigger);
    set_date(c, when, e);
    set_place(c, match, when, e);
    if (!dmr_event_side(c, &s->actor, &e->actors, &e->n_actors) ||
        !dmr_event_side(c, &s->recipient, &e->recipients, &e->n_recipients) ||
        !dmr_event_side(c, &s->via, &e->via, &e->n_via) || !set_context(c, match, e) ||
        !set_quantities(c, match, e) || !dmr_event_set_id(c, e) ||
        !set_confidence(c, match, s, modality, e, &seen))
        return dmr_error_memory(c->err);
    if (c->trace && c->trace->seen)
        c->trace->seen(c->trace->user, e, &seen);
    return DEMARCHE_OK;
}

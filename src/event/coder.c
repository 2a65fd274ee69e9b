#include "event/coder.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/vec.h"
#include "event/event_date.h"
#include "event/event_fields.h"

typedef struct coder {
    const dmr_ontology *ontology;
    const dmr_reading *reading;
    const dmr_trace *trace;
    dmr_arena *arena;
    demarche_error *err;
    dmr_view view;
    bool *used; /* (longest sentence) words that are part of an event already */
    dmr_told told;
    DMR_VEC(demarche_event) events;
    size_t first_of_sentence; /* in events */
    size_t n_rejected;
} coder;

demarche_status dmr_view_make(dmr_view *out, const dmr_ontology *ontology,
                              const dmr_reading *reading, uint32_t sentence,
                              dmr_arena *arena, demarche_error *err)
{
    const dmr_tree *tree = &reading->trees[sentence];
    demarche_str *lemma = DMR_NEW_ARRAY(arena, demarche_str, (size_t)tree->n);
    if (!lemma)
        return dmr_error_memory(err);
    for (int32_t w = 0; w < tree->n; w++) {
        lemma[w] = dmr_str_lower(arena, tree->words[w].lemma);
        if (!lemma[w].ptr && tree->words[w].lemma.len)
            return dmr_error_memory(err);
    }
    *out = (dmr_view){ontology, reading, tree, sentence, lemma};
    return DEMARCHE_OK;
}

static void tell(const coder *c, int32_t word, const dmr_rule *rule, dmr_trial trial,
                 size_t test)
{
    if (c->trace)
        c->trace->call(c->trace->user, &c->view, word, rule, trial, test);
}

const dmr_type *dmr_coded_type(const dmr_rule *rule, dmr_modality modality)
{
    const dmr_type *type = rule->type;
    if (!modality.planned)
        return type;
    if (modality.denied)
        return type->denied ? type->denied : type;
    return type->future ? type->future : type;
}

/* -------------------------------------------------------------- words used up */

/* Mark what a complement says: all below it but relative clauses, which tell of deeds of
 * their own. */
static void use_up(coder *c, int32_t top, int depth)
{
    c->used[top] = true;
    if (depth > 30)
        return;
    for (int32_t k = c->view.tree->words[top].first_child; k >= 0;
         k = c->view.tree->words[k].next_sibling) {
        uint8_t rel = c->view.tree->words[k].rel;
        if (rel != DMR_REL_ACL_RELCL && rel != DMR_REL_PARATAXIS && rel != DMR_REL_APPOS)
            use_up(c, k, depth + 1);
    }
}

static void use_slot(coder *c, const dmr_match *match, dmr_slot slot)
{
    dmr_fillers fillers = {.n = 0};
    dmr_clause_fill(c->view.tree, match->word, slot, NULL, 0, &fillers);
    for (size_t k = 0; k < fillers.n; k++) {
        if (dmr_tree_under(c->view.tree, fillers.at[k], match->word))
            use_up(c, fillers.at[k], 0);
    }
}

static void use_complements(coder *c, const dmr_match *match, const dmr_type *type,
                            bool clauses_only)
{
    if (!type->absorbs)
        return;
    static const dmr_slot_kind complements[] = {DMR_SLOT_XCOMP, DMR_SLOT_CCOMP,
                                                DMR_SLOT_OBJ};
    for (size_t i = 0; i < (clauses_only ? 2 : 3); i++)
        use_slot(c, match, (dmr_slot){complements[i], {NULL, 0}});
    /* "Lifted the ban on imports", "blamed Chad for the raid". */
    static const char *const themes[] = {"of", "for", "on", "over", "about", "against"};
    for (size_t i = 0; !clauses_only && i < sizeof themes / sizeof *themes; i++)
        use_slot(c, match, (dmr_slot){DMR_SLOT_PREP, dmr_str_c(themes[i])});
}

static void use_match(coder *c, const dmr_match *match, const dmr_type *type)
{
    c->used[match->word] = true;
    for (size_t i = 0; i < match->n_anchors; i++)
        c->used[match->anchors[i]] = true;
    use_complements(c, match, type, false);
}

/* -------------------------------------------------------------------- parties */

typedef struct sides {
    dmr_side actor, recipient, via;
} sides;

static bool has_code(const dmr_side *side)
{
    for (size_t i = 0; i < side->n; i++) {
        if (side->at[i].code.len)
            return true;
    }
    return false;
}

/* "Seoul and Moscow traded": those who do it to each other are all in one list. */
static bool is_company(const dmr_side *side)
{
    for (size_t i = 1; i < side->n; i++) {
        if (!dmr_match_same_party(&side->at[0], &side->at[i]))
            return true;
    }
    return false;
}

/* What one does "with" another, a company does among itself: "Portugal and Indonesia broke
 * off relations". */
static bool is_shared(const dmr_rule *rule)
{
    for (size_t i = 0; i < rule->recipient.n; i++) {
        if (rule->recipient.at[i].kind == DMR_SLOT_PREP &&
            (dmr_str_is(rule->recipient.at[i].prep, "with") ||
             dmr_str_is(rule->recipient.at[i].prep, "between")))
            return true;
    }
    return false;
}

static bool is_aside(const dmr_slot *slot)
{
    return slot->kind == DMR_SLOT_ANY ||
           (slot->kind == DMR_SLOT_PREP &&
            (dmr_str_is(slot->prep, "in") || dmr_str_is(slot->prep, "at")));
}

static void join_sides(dmr_side *to, const dmr_side *more)
{
    for (size_t i = 0; i < more->n && to->n < DMR_PARTIES_MAX; i++)
        to->at[to->n++] = more->at[i];
}

/* How far back, in sentences, a deed may have been told that is named once more. */
enum { DEED_REACH = 2 };

/* A party of an event told before, quoted by the word that names the deed again. */
static dmr_party party_of(const coder *c, int32_t word, const demarche_entity *e)
{
    return (dmr_party){.word = word,
                       .first = word,
                       .last = word,
                       .text = c->view.tree->tokens[word].form,
                       .identifier = e->identifier,
                       .code = e->code,
                       .sector = e->sector,
                       .office = e->office,
                       .region = e->region,
                       .by_coreference = true};
}

static bool same_first(const dmr_side *a, const dmr_side *b)
{
    return a->n && b->n && dmr_str_eq(a->at[0].code, b->at[0].code);
}

/* "Condemned the raid": a deed told before, named once more with an article. The one who
 * did it is meant. */
static bool names_deed(const coder *c, int32_t word, const dmr_type **type)
{
    const dmr_tree *t = c->view.tree;
    int32_t det = dmr_tree_child(t, word, DMR_REL_DET);
    size_t n = 0;
    if (t->words[word].upos != DMR_UPOS_NOUN || det < 0 ||
        !(dmr_str_is(c->view.lemma[det], "the") || dmr_str_is(c->view.lemma[det], "this")))
        return false;
    const uint32_t *run = dmr_ontology_triggered(c->ontology, DMR_TRIGGER_NOUN,
                                                 c->view.lemma[word], &n);
    *type = n ? c->ontology->rules[run[0]].type : NULL;
    return n > 0;
}

static void by_deed(coder *c, const dmr_match *match, dmr_side *out)
{
    dmr_fillers fillers = {.n = 0};
    const dmr_type *type;
    dmr_clause_fill(c->view.tree, match->word, (dmr_slot){DMR_SLOT_OBJ, {NULL, 0}}, NULL, 0,
                    &fillers);
    for (size_t i = 0; i < fillers.n && out->n == 0; i++) {
        if (!names_deed(c, fillers.at[i], &type))
            continue;
        for (size_t k = c->events.n; k-- > 0 && out->n == 0;) {
            const demarche_event *e = &c->events.at[k];
            if (c->view.sentence - e->sentence > DEED_REACH)
                break;
            for (size_t a = 0; a < e->n_actors && strcmp(e->type, type->name) == 0; a++)
                out->at[out->n++] = party_of(c, fillers.at[i], &e->actors[a]);
        }
    }
}

static dmr_trial find_sides(coder *c, const dmr_match *match, dmr_day day, sides *out)
{
    const dmr_rule *rule = match->rule;
    dmr_side passed = {.n = 0}; /* who cannot be the recipient */
    out->via.n = 0;
    if (rule->via.n)
        dmr_match_parties(&c->view, match, rule->via, NULL, day, &out->via);
    dmr_match_parties(&c->view, match, rule->actor, rule->via.n ? &out->via : NULL, day,
                      &out->actor);
    join_sides(&passed, &out->via);
    join_sides(&passed, &out->actor);
    dmr_match_parties(&c->view, match, rule->recipient, &passed, day, &out->recipient);
    /* "France and Italy signed in Geneva": those who sign are named; Geneva is a place. */
    if (rule->mutual && is_company(&out->actor) && is_aside(&out->recipient.slot))
        out->recipient.n = 0;
    if (!has_code(&out->recipient) && out->actor.n && !rule->mutual) {
        dmr_side doers = {.n = 0};
        by_deed(c, match, &doers);
        if (doers.n && !same_first(&doers, &out->actor))
            out->recipient = doers;
    }
    if (out->recipient.n && !out->actor.n && !rule->actor_may_lack) {
        /* Of a mutual deed either side may be the one that is named. */
        if (!rule->mutual || !is_company(&out->recipient))
            return DMR_TRIAL_ACTOR;
        out->actor = out->recipient;
        out->recipient.n = 0;
    }
    if (!out->actor.n && (!rule->actor_may_lack || !out->recipient.n))
        return DMR_TRIAL_ACTOR;
    bool alone = (rule->mutual || is_shared(rule)) && is_company(&out->actor);
    if (!out->recipient.n && !alone && !rule->recipient_may_lack)
        return DMR_TRIAL_RECIPIENT;
    if (!has_code(&out->actor) && !has_code(&out->recipient))
        return DMR_TRIAL_ACTOR;
    /* A noun tells a deed where both sides are named; else it is a topic. */
    if (rule->pos == DMR_TRIGGER_NOUN && out->recipient.n && !has_code(&out->actor))
        return DMR_TRIAL_ACTOR;
    if (rule->pos == DMR_TRIGGER_NOUN && out->recipient.n && !has_code(&out->recipient))
        return DMR_TRIAL_RECIPIENT;
    return DMR_TRIAL_FIRED;
}

/* --------------------------------------------------------------------- making */

static demarche_entity entity_of(const coder *c, const dmr_party *p)
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

static bool copy_side(coder *c, const dmr_side *side, const demarche_entity **out,
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

static void word_span(const coder *c, int32_t first, int32_t last, demarche_span *span)
{
    span->start = c->view.tree->tokens[first].start;
    span->end = c->view.tree->tokens[last].end;
}

static bool set_context(coder *c, const dmr_match *match, demarche_event *e)
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

static demarche_str text_of(const coder *c, demarche_span span)
{
    return dmr_str(c->reading->source->text.ptr + span.start, span.end - span.start);
}

static bool set_quantities(coder *c, const dmr_match *match, demarche_event *e)
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

static void set_place(coder *c, const dmr_match *match, dmr_day day, demarche_event *e)
{
    uint32_t i = dmr_fields_place(&c->view, match);
    e->lat = e->lon = NAN;
    if (i == UINT32_MAX)
        return;
    const dmr_mention *m = &c->reading->mentions.at[i];
    word_span(c, m->first, m->last, &e->place_span);
    e->place = text_of(c, e->place_span);
    e->place_name = m->name;
    e->place_country = m->entity
                           ? dmr_gazetteer_code(c->reading->gazetteer, m->entity,
                                                day == DMR_DAY_NONE ? c->reading->as_of
                                                                    : day)
                           : m->code;
    if (e->place_country.len == 0)
        e->place_country = m->code;
    e->lat = m->lat;
    e->lon = m->lon;
    e->geonameid = m->geonameid;
}

static void set_day(char out[11], dmr_day day)
{
    out[0] = '\0';
    if (day == DMR_DAY_NONE || day == DMR_DAY_OPEN)
        return;
    int year, month, mday;
    dmr_day_to_civil(day, &year, &month, &mday);
    if (year < 0 || year > 9999)
        return;
    const int parts[] = {year / 1000 % 10, year / 100 % 10, year / 10 % 10, year % 10, -1,
                         month / 10,       month % 10,      -1,             mday / 10,
                         mday % 10};
    for (int i = 0; i < 10; i++)
        out[i] = parts[i] < 0 ? '-' : (char)('0' + parts[i]);
    out[10] = '\0';
}

static void set_date(coder *c, const dmr_when *when, demarche_event *e)
{
    e->date_edtf = when->edtf;
    set_day(e->date, when->first);
    set_day(e->enddate, when->last);
    if (when->mention != UINT32_MAX) {
        const dmr_mention *m = &c->reading->mentions.at[when->mention];
        const dmr_tree *t = &c->reading->trees[m->sentence];
        e->date_span.start = t->tokens[m->first].start;
        e->date_span.end = t->tokens[m->last].end;
    }
}

/*
 * How sure the coder is: more with a rule of more tests, less where a party was found
 * through coreference or as the nearest one, where the date is the tale's, and for nouns.
 */
static double confidence_of(const dmr_match *match, const sides *s)
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

static uint64_t hash_side(uint64_t h, const demarche_entity *side, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        h = dmr_hash(h, &side[i].start, sizeof side[i].start);
        h = dmr_hash(h, side[i].code.ptr, side[i].code.len);
    }
    return dmr_hash(h, "/", 1);
}

static bool set_id(coder *c, demarche_event *e)
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
    if (m.effect == DMR_EFFECT_FUTURE || m.effect == DMR_EFFECT_NEGATED)
        m.effect = DMR_EFFECT_NONE;
    return m;
}

static demarche_status make_event(coder *c, const dmr_match *match, const sides *s,
                                  dmr_modality modality, const dmr_when *when)
{
    const dmr_rule *rule = match->rule;
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
    if (type != rule->type) /* the type says what the words made of the deed */
        modality = without_plan(modality);
    e->modality = dmr_modality_name(modality);
    e->confidence = confidence_of(match, s);
    int32_t first, last;
    dmr_fields_words(&c->view, match, &first, &last);
    word_span(c, first, last, &e->trigger);
    e->text = text_of(c, e->trigger);
    set_date(c, when, e);
    set_place(c, match, when->first, e);
    if (!copy_side(c, &s->actor, &e->actors, &e->n_actors) ||
        !copy_side(c, &s->recipient, &e->recipients, &e->n_recipients) ||
        !copy_side(c, &s->via, &e->via, &e->n_via) || !set_context(c, match, e) ||
        !set_quantities(c, match, e) || !set_id(c, e))
        return dmr_error_memory(c->err);
    return DEMARCHE_OK;
}

/* -------------------------------------------------------------------- deciding */

static bool told_of(const demarche_entity *side, size_t n, const dmr_party *p)
{
    for (size_t i = 0; i < n; i++) {
        if (dmr_str_eq(side[i].code, p->code))
            return true;
    }
    return false;
}

/* The same parties: side by side, or of a mutual deed in whatever order and list. */
static bool same_pair(const demarche_event *e, const sides *s, bool mutual)
{
    if (e->n_actors + e->n_recipients != s->actor.n + s->recipient.n ||
        (!mutual && e->n_actors != s->actor.n))
        return false;
    const dmr_side *both[] = {&s->actor, &s->recipient};
    for (size_t k = 0; k < 2; k++) {
        for (size_t i = 0; i < both[k]->n; i++) {
            bool actor = told_of(e->actors, e->n_actors, &both[k]->at[i]);
            bool recipient = told_of(e->recipients, e->n_recipients, &both[k]->at[i]);
            if (mutual ? !actor && !recipient : !(k ? recipient : actor))
                return false;
        }
    }
    return true;
}

/* The event of this sentence that tells of the same deed in other words: type and parties
 * are the same and neither has a date of its own against the other. NULL: none. */
static demarche_event *told_already(const coder *c, const dmr_match *match,
                                    const dmr_type *type, const sides *s,
                                    const dmr_when *when)
{
    for (size_t i = c->first_of_sentence; i < c->events.n; i++) {
        demarche_event *e = &c->events.at[i];
        bool dates_differ = e->date_edtf.len && when->edtf.len &&
                            !dmr_str_eq(e->date_edtf, when->edtf);
        bool again = match->rule->pos == DMR_TRIGGER_NOUN || match->rule->via.n ||
                     strcmp(e->rule, match->rule->name) == 0;
        if (strcmp(e->type, type->name) == 0 && again && !dates_differ &&
            same_pair(e, s, match->rule->mutual))
            return e;
    }
    return NULL;
}

static demarche_status fire(coder *c, const dmr_match *match)
{
    dmr_modality modality = dmr_modality_of(&c->view, match->word);
    dmr_when whens[DMR_WHENS_MAX];
    sides s;
    size_t n = dmr_date_find(&c->view, match->word, c->arena, whens);
    dmr_trial trial = find_sides(c, match, n ? whens[0].first : DMR_DAY_NONE, &s);
    tell(c, match->word, match->rule, trial, 0);
    const dmr_type *type = dmr_coded_type(match->rule, modality);
    if (trial != DMR_TRIAL_FIRED) {
        /* Who asks may be unknown; what is asked has not happened for that. */
        if (match->rule->weight > 0)
            use_complements(c, match, type, true);
        return DEMARCHE_OK;
    }
    use_match(c, match, type);
    if (n == 0)
        n = dmr_date_told(&c->told, &c->view, &s.actor, &s.recipient, modality, whens);
    dmr_when none = {.mention = UINT32_MAX, .first = DMR_DAY_NONE, .last = DMR_DAY_NONE};
    if (n == 0)
        whens[n++] = none;
    for (size_t i = 0; i < n; i++) {
        demarche_event *told = told_already(c, match, type, &s, &whens[i]);
        if (told && s.via.n && !told->n_via) {
            if (!copy_side(c, &s.via, &told->via, &told->n_via))
                return dmr_error_memory(c->err);
        }
        if (told)
            continue;
        DMR_TRY(make_event(c, match, &s, modality, &whens[i]));
        dmr_date_remember(&c->told, &c->view, &s.actor, &s.recipient, &whens[i]);
    }
    return DEMARCHE_OK;
}

/* Try the rules that a word triggers, the best first, until one gives an event. */
static demarche_status try_word(coder *c, int32_t word, dmr_trigger_pos pos,
                                demarche_str lemma)
{
    size_t n;
    const uint32_t *run = dmr_ontology_triggered(c->ontology, pos, lemma, &n);
    bool held = false;
    size_t before = c->events.n;
    for (size_t i = 0; i < n && c->events.n == before && !c->used[word]; i++) {
        const dmr_rule *rule = &c->ontology->rules[run[i]];
        dmr_match match;
        size_t failed = 0;
        dmr_miss miss = dmr_match_rule(&c->view, rule, word, &match, &failed);
        if (miss == DMR_MISS_TEST)
            tell(c, word, rule, DMR_TRIAL_TEST, failed);
        if (miss != DMR_MISS_NONE)
            continue;
        held = true;
        DMR_TRY(fire(c, &match));
    }
    if (held && !c->used[word])
        c->n_rejected++;
    return DEMARCHE_OK;
}

static void tell_used(const coder *c, int32_t word, int pos)
{
    size_t n = 0;
    const uint32_t *run = dmr_ontology_triggered(c->ontology, (dmr_trigger_pos)pos,
                                                 c->view.lemma[word], &n);
    if (n)
        tell(c, word, &c->ontology->rules[run[0]], DMR_TRIAL_USED, 0);
}

/* "Commerce" in the name of a chamber, "Peace" in that of a movement: no deeds. */
static bool is_part_of_name(const coder *c, int32_t word)
{
    const dmr_sentence *s = c->view.tree->sentence;
    uint32_t i = c->reading->mentions.word_mention[s->first + (uint32_t)word];
    if (i == 0 || c->view.tree->words[word].upos == DMR_UPOS_VERB)
        return false;
    const dmr_mention *m = &c->reading->mentions.at[i - 1];
    return m->kind == DEMARCHE_MENTION_PERSON || m->kind == DEMARCHE_MENTION_ORG ||
           m->kind == DEMARCHE_MENTION_STATE || m->kind == DEMARCHE_MENTION_PLACE;
}

/* "Improved relations", "occupation troops", "a test site": no deeds told, but what is
 * said of something else. */
static bool is_attribute(const coder *c, int32_t word)
{
    const dmr_word *w = &c->view.tree->words[word];
    return (w->rel == DMR_REL_AMOD || w->rel == DMR_REL_COMPOUND) && w->head > word;
}

static demarche_status code_word(coder *c, int32_t word)
{
    int pos = dmr_match_pos(c->view.tree, word);
    if (pos < 0 || is_part_of_name(c, word) || is_attribute(c, word))
        return DEMARCHE_OK;
    if (c->used[word]) {
        tell_used(c, word, pos);
        return DEMARCHE_OK;
    }
    DMR_TRY(try_word(c, word, (dmr_trigger_pos)pos, c->view.lemma[word]));
    /* "is concerned", "is opposed": participles that are listed as adjectives, and
     * adjectives that the tagger took for verbs. */
    if (pos == DMR_TRIGGER_VERB && !c->used[word]) {
        demarche_str form = dmr_str_lower(c->arena, c->view.tree->tokens[word].form);
        if (!dmr_str_eq(form, c->view.lemma[word]))
            DMR_TRY(try_word(c, word, DMR_TRIGGER_ADJ, form));
    }
    return DEMARCHE_OK;
}

/* Words from the root down, so that what governs decides before what it governs; within
 * one depth as they stand. (n) */
static int32_t *words_by_depth(coder *c)
{
    int32_t n = c->view.tree->n;
    int32_t *order = DMR_NEW_ARRAY(c->arena, int32_t, (size_t)n);
    if (!order)
        return NULL;
    int32_t filled = 0;
    if (n)
        order[filled++] = c->view.tree->root;
    for (int32_t i = 0; i < filled; i++) {
        for (int32_t k = c->view.tree->words[order[i]].first_child; k >= 0 && filled < n;
             k = c->view.tree->words[k].next_sibling)
            order[filled++] = k;
    }
    return order;
}

static int by_trigger(const void *x, const void *y)
{
    const demarche_event *a = x, *b = y;
    if (a->trigger.start != b->trigger.start)
        return a->trigger.start < b->trigger.start ? -1 : 1;
    int c = strcmp(a->rule, b->rule);
    if (c)
        return c;
    c = dmr_str_compare(a->date_edtf, b->date_edtf);
    return c ? c : strcmp(a->id, b->id);
}

static demarche_status code_sentence(coder *c, uint32_t sentence)
{
    DMR_TRY(dmr_view_make(&c->view, c->ontology, c->reading, sentence, c->arena, c->err));
    int32_t n = c->view.tree->n;
    if (n == 0)
        return DEMARCHE_OK;
    memset(c->used, 0, (size_t)n * sizeof *c->used);
    int32_t *order = words_by_depth(c);
    if (!order)
        return dmr_error_memory(c->err);
    c->first_of_sentence = c->events.n;
    for (int32_t i = 0; i < n; i++)
        DMR_TRY(code_word(c, order[i]));
    size_t found = c->events.n - c->first_of_sentence;
    if (found)
        qsort(c->events.at + c->first_of_sentence, found, sizeof *c->events.at,
              by_trigger);
    return DEMARCHE_OK;
}

demarche_status dmr_event_code_traced(dmr_events *out, const dmr_ontology *ontology,
                                      const dmr_reading *reading, const dmr_trace *trace,
                                      dmr_arena *arena, demarche_error *err)
{
    coder c = {.ontology = ontology,
               .reading = reading,
               .trace = trace,
               .arena = arena,
               .err = err};
    int32_t longest = 0;
    for (size_t s = 0; s < reading->tokens->n_sentences; s++) {
        if (reading->trees[s].n > longest)
            longest = reading->trees[s].n;
    }
    c.used = DMR_NEW_ARRAY(arena, bool, (size_t)longest);
    if (!c.used)
        return dmr_error_memory(err);
    for (size_t s = 0; s < reading->tokens->n_sentences; s++)
        DMR_TRY(code_sentence(&c, (uint32_t)s));
    *out = (dmr_events){c.events.at, c.events.n, c.n_rejected};
    return DEMARCHE_OK;
}

demarche_status dmr_event_code(dmr_events *out, const dmr_ontology *ontology,
                               const dmr_reading *reading, dmr_arena *arena,
                               demarche_error *err)
{
    return dmr_event_code_traced(out, ontology, reading, NULL, arena, err);
}

#include "event/coding.h"
#include "event/pattern_code.h"

#include <stdlib.h>

#include "base/error.h"
#include "event/fill.h"

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

static void tell(const dmr_coding *c, int32_t word, const dmr_rule *rule, dmr_trial trial,
                 size_t test)
{
    if (c->trace && c->trace->call)
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

static bool told_of(const demarche_entity *side, size_t n, const dmr_party *p)
{
    for (size_t i = 0; i < n; i++) {
        if (dmr_str_eq(side[i].code, p->code))
            return true;
    }
    return false;
}

/* The same parties: side by side, or of a mutual deed in whatever order and list. */
static bool same_pair(const demarche_event *e, const dmr_sides *s, bool mutual)
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
static demarche_event *told_already(const dmr_coding *c, const dmr_match *match,
                                    const dmr_type *type, const dmr_sides *s,
                                    const dmr_when *when)
{
    for (size_t i = c->first_of_sentence; i < c->events.n; i++) {
        demarche_event *e = &c->events.at[i];
        bool dates_differ =
            e->date_edtf.len && when->edtf.len && !dmr_str_eq(e->date_edtf, when->edtf);
        bool again = match->rule->pos == DMR_TRIGGER_NOUN || match->rule->via.n ||
                     strcmp(e->rule, match->rule->name) == 0;
        if (strcmp(e->type, type->name) == 0 && again && !dates_differ &&
            same_pair(e, s, match->rule->mutual))
            return e;
    }
    return NULL;
}

/* "Attacked Iran in 1980 and Kuwait in 1990": the second party of a gapped clause, which the
 * tree joins to the first one's date or goods. -1: none. */
static int32_t gapped_party(const dmr_coding *c, int32_t verb)
{
    const dmr_tree *t = c->view.tree;
    for (int32_t o = t->words[verb].first_child; o >= 0; o = t->words[o].next_sibling) {
        int32_t mark = dmr_tree_child(t, o, DMR_REL_CASE);
        int32_t name = t->words[o].rel == DMR_REL_OBL && mark >= 0
                           ? dmr_tree_child(t, o, DMR_REL_CONJ)
                           : -1;
        dmr_party found[DMR_PARTIES_MAX];
        if (name > o && name + 1 < t->n && t->words[name].upos == DMR_UPOS_PROPN &&
            t->words[o].upos != DMR_UPOS_PROPN &&
            dmr_tree_child(t, name, DMR_REL_CASE) < 0 &&
            dmr_str_eq(c->view.lemma[mark], c->view.lemma[name + 1]) &&
            dmr_party_find(c->reading, c->view.sentence, name, DMR_DAY_NONE, false,
                           found) > 0)
            return name;
    }
    return -1;
}

/* The time right behind a gapped party: "Kuwait in 1990". */
static dmr_when gapped_time(const dmr_coding *c, int32_t name)
{
    const dmr_mentions *m = &c->reading->mentions;
    for (uint32_t i = m->first_of_sentence[c->view.sentence];
         i < m->first_of_sentence[c->view.sentence + 1]; i++) {
        const dmr_mention *x = &m->at[i];
        bool behind = x->first > name && x->first <= name + 3;
        if (behind && x->kind == DEMARCHE_MENTION_TIME && x->time.edtf.len)
            return (dmr_when){x->time.edtf, x->time.first, x->time.last, i};
    }
    return (dmr_when){.mention = UINT32_MAX, .first = DMR_DAY_NONE, .last = DMR_DAY_NONE};
}

/* The event of the gapped clause beside the one that the verb has told. */
static demarche_status fire_gapped(dmr_coding *c, const dmr_match *match, dmr_sides *s,
                                   dmr_modality modality)
{
    int32_t name = s->recipient.n ? gapped_party(c, match->word) : -1;
    if (name < 0)
        return DEMARCHE_OK;
    dmr_when when = gapped_time(c, name);
    s->recipient.n = dmr_party_find(c->reading, c->view.sentence, name, when.first, false,
                                    s->recipient.at);
    return s->recipient.n ? dmr_event_make(c, match, s, modality, &when) : DEMARCHE_OK;
}

static demarche_status fire(dmr_coding *c, const dmr_match *match)
{
    dmr_modality modality = dmr_modality_of(&c->view, match->word);
    dmr_when whens[DMR_WHENS_MAX];
    dmr_sides s;
    size_t n = dmr_date_find(&c->view, match->word, whens);
    dmr_trial trial = dmr_sides_find(c, match, n ? whens[0].first : DMR_DAY_NONE, &s);
    tell(c, match->word, match->rule, trial, 0);
    const dmr_type *type = dmr_coded_type(match->rule, modality);
    if (trial != DMR_TRIAL_FIRED) {
        /* Who asks may be unknown; what is asked has not happened for that. */
        if (s.recipient.names_nobody)
            dmr_used_match(c, match, type);
        else if (match->rule->weight > 0)
            dmr_used_clauses(c, match, type);
        return DEMARCHE_OK;
    }
    dmr_used_match(c, match, type);
    if (n == 0)
        n = dmr_date_told(&c->told, &c->view, &s.actor, &s.recipient, modality, whens);
    dmr_when none = {.mention = UINT32_MAX, .first = DMR_DAY_NONE, .last = DMR_DAY_NONE};
    if (n == 0)
        whens[n++] = none;
    for (size_t i = 0; i < n; i++) {
        demarche_event *told = told_already(c, match, type, &s, &whens[i]);
        if (told && s.via.n && !told->n_via) {
            if (!dmr_event_side(c, &s.via, &told->via, &told->n_via))
                return dmr_error_memory(c->err);
        }
        if (told) {
            tell(c, match->word, match->rule, DMR_TRIAL_TOLD, 0);
            continue;
        }
        DMR_TRY(dmr_event_make(c, match, &s, modality, &whens[i]));
        dmr_date_remember(&c->told, &c->view, &s.actor, &s.recipient, &whens[i]);
    }
    return fire_gapped(c, match, &s, modality);
}

/* Try the rules that a word triggers, the best first, until one gives an event. */
static demarche_status try_word(dmr_coding *c, int32_t word, dmr_trigger_pos pos,
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

/* Why the rules of a word are not tried. */
static void tell_word(const dmr_coding *c, int32_t word, int pos, dmr_trial why)
{
    size_t n = 0;
    if (!c->trace || !c->trace->call)
        return;
    const uint32_t *run = dmr_ontology_triggered(c->ontology, (dmr_trigger_pos)pos,
                                                 c->view.lemma[word], &n);
    if (n)
        tell(c, word, &c->ontology->rules[run[0]], why,
             why == DMR_TRIAL_USED ? (size_t)c->used_by[word] : 0);
}

/* "Commerce" in the name of a chamber, "Peace" in that of a movement: no deeds. */
static bool is_part_of_name(const dmr_coding *c, int32_t word)
{
    const dmr_sentence *s = c->view.tree->sentence;
    uint32_t i = c->reading->mentions.word_mention[s->first + (uint32_t)word];
    if (i == 0 || c->view.tree->words[word].upos == DMR_UPOS_VERB)
        return false;
    const dmr_mention *m = &c->reading->mentions.at[i - 1];
    return m->kind == DEMARCHE_MENTION_PERSON || m->kind == DEMARCHE_MENTION_ORG ||
           m->kind == DEMARCHE_MENTION_STATE || m->kind == DEMARCHE_MENTION_PLACE ||
           (m->kind == DEMARCHE_MENTION_TIME && /* "since World War II" */
            c->view.tree->words[word].upos == DMR_UPOS_PROPN);
}

/* "Improved relations", "occupation troops", "a test site": no deeds told, but what is
 * said of something else. */
static bool is_attribute(const dmr_coding *c, int32_t word)
{
    const dmr_word *w = &c->view.tree->words[word];
    return (w->rel == DMR_REL_AMOD || w->rel == DMR_REL_COMPOUND) && w->head > word;
}

static demarche_status code_word(dmr_coding *c, int32_t word)
{
    int pos = dmr_match_pos(c->view.tree, word);
    if (pos < 0)
        return DEMARCHE_OK;
    bool name = is_part_of_name(c, word);
    if (name || is_attribute(c, word) || c->used[word]) {
        tell_word(c, word, pos,
                  name            ? DMR_TRIAL_NAME
                  : c->used[word] ? DMR_TRIAL_USED
                                  : DMR_TRIAL_ATTRIBUTE);
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
static int32_t *words_by_depth(dmr_coding *c)
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

int dmr_event_order(const void *x, const void *y)
{
    const demarche_event *a = x, *b = y;
    if (a->sentence != b->sentence)
        return a->sentence < b->sentence ? -1 : 1;
    if (a->trigger.start != b->trigger.start)
        return a->trigger.start < b->trigger.start ? -1 : 1;
    int c = strcmp(a->rule, b->rule);
    if (c)
        return c;
    c = dmr_str_compare(a->date_edtf, b->date_edtf);
    return c ? c : strcmp(a->id, b->id);
}

static bool is_dated(const dmr_coding *c)
{
    const dmr_mentions *m = &c->reading->mentions;
    for (uint32_t i = m->first_of_sentence[c->view.sentence];
         i < m->first_of_sentence[c->view.sentence + 1]; i++) {
        if (m->at[i].kind == DEMARCHE_MENTION_TIME)
            return true;
    }
    return false;
}

/* "The Indo-Sri Lankan Accord and Foreign Relations", "withdrawal of troops from Korea;": a
 * heading or an item of a list that says nothing of a deed. A chronicle gives the time:
 * "1950: Withdrawal of troops from Korea." */
static bool is_mere_title(const dmr_coding *c)
{
    uint32_t paragraph = c->view.tree->sentence->paragraph;
    bool heading =
        paragraph < c->reading->source->n_paragraphs &&
        c->reading->source->paragraphs[paragraph].kind == DMR_PARAGRAPH_HEADING;
    for (int32_t w = 0; w < c->view.tree->n; w++) {
        uint8_t upos = c->view.tree->words[w].upos;
        if (upos == DMR_UPOS_VERB || upos == DMR_UPOS_AUX)
            return false;
    }
    return heading || !is_dated(c);
}

static demarche_status code_sentence(dmr_coding *c, uint32_t sentence)
{
    DMR_TRY(dmr_view_make(&c->view, c->ontology, c->reading, sentence, c->arena, c->err));
    int32_t n = c->view.tree->n;
    bool left_out = c->reading->left_out && c->reading->left_out[sentence].len;
    if (n == 0 || left_out || is_mere_title(c))
        return DEMARCHE_OK;
    if (c->ontology->patterns)
        return dmr_pattern_code(c);
    memset(c->used, 0, (size_t)n * sizeof *c->used);
    int32_t *order = words_by_depth(c);
    if (!order)
        return dmr_error_memory(c->err);
    c->first_of_sentence = c->events.n;
    for (int32_t i = 0; i < n; i++)
        DMR_TRY(code_word(c, order[i]));
    if (c->fill)
        DMR_TRY(dmr_fill_sentence(c));
    size_t found = c->events.n - c->first_of_sentence;
    if (found)
        qsort(c->events.at + c->first_of_sentence, found, sizeof *c->events.at,
              dmr_event_order);
    return DEMARCHE_OK;
}

static demarche_status code_all(dmr_coding *c, dmr_events *out)
{
    const dmr_reading *reading = c->reading;
    int32_t longest = 0;
    for (size_t s = 0; s < reading->tokens->n_sentences; s++) {
        if (reading->trees[s].n > longest)
            longest = reading->trees[s].n;
    }
    c->used = DMR_NEW_ARRAY(c->arena, bool, (size_t)longest);
    c->used_by = DMR_NEW_ARRAY(c->arena, int32_t, (size_t)longest);
    if (!c->used || !c->used_by)
        return dmr_error_memory(c->err);
    for (size_t s = 0; s < reading->tokens->n_sentences; s++)
        DMR_TRY(code_sentence(c, (uint32_t)s));
    DMR_TRY(dmr_fill_join(c));
    *out =
        (dmr_events){.at = c->events.at, .n = c->events.n, .n_rejected = c->n_rejected};
    return DEMARCHE_OK;
}

demarche_status dmr_event_code_how(dmr_events *out, const dmr_ontology *ontology,
                                   const dmr_reading *reading, const dmr_code_how *how,
                                   dmr_arena *arena, demarche_error *err)
{
    dmr_coding c = {.ontology = ontology,
                    .reading = reading,
                    .trace = how->trace,
                    .fill = how->fill,
                    .arena = arena,
                    .err = err};
    c.scratch = how->fill ? dmr_arena_new(0) : NULL;
    if (how->fill && !c.scratch)
        return dmr_error_memory(err);
    demarche_status status = code_all(&c, out);
    dmr_arena_free(c.scratch);
    return status;
}

demarche_status dmr_event_code(dmr_events *out, const dmr_ontology *ontology,
                               const dmr_reading *reading, dmr_arena *arena,
                               demarche_error *err)
{
    const dmr_code_how how = {NULL, NULL};
    return dmr_event_code_how(out, ontology, reading, &how, arena, err);
}

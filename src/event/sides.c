#include "event/coding.h"

static bool has_code(const dmr_side *side)
{
    for (size_t i = 0; i < side->n; i++) {
        if (side->at[i].code.len)
            return true;
    }
    return false;
}

/* "The release of Japanese prisoners", "relief for refugees from Palestine": the one name
 * that is there says of whom the deed is told; who does it is not named. */
static bool share_words(const dmr_side *actor, const dmr_side *recipient)
{
    for (size_t i = 0; i < actor->n; i++) {
        for (size_t k = 0; k < recipient->n; k++) {
            const dmr_party *a = &actor->at[i], *b = &recipient->at[k];
            if (a->code.len && dmr_str_eq(a->code, b->code) && a->first >= b->first &&
                a->last <= b->last)
                return true;
        }
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

/* "The government of Kenya was sure that Kenya would trade": those who act for a state do
 * nothing to it; but its bandits, parties and teachers may. */
static bool acts_for(const dmr_party *actor, const dmr_party *state)
{
    return state->code.len && !state->sector.len &&
           dmr_str_eq(actor->code, state->code) &&
           (!actor->sector.len || dmr_str_is(actor->sector, "GOV") ||
            dmr_str_is(actor->sector, "MIL") || dmr_str_is(actor->sector, "ELI"));
}

static bool is_own_state(const dmr_side *actor, const dmr_side *recipient)
{
    if (is_company(actor)) /* each may do it to the other */
        return false;
    for (size_t k = 0; k < recipient->n; k++) {
        bool own = false;
        for (size_t i = 0; i < actor->n && !own; i++)
            own = acts_for(&actor->at[i], &recipient->at[k]);
        if (!own)
            return false;
    }
    return recipient->n > 0;
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

static bool is_aside(const dmr_side *side)
{
    const dmr_slot *slot = &side->slot;
    return side->of_modifiers || slot->kind == DMR_SLOT_ANY ||
           (slot->kind == DMR_SLOT_PREP &&
            (dmr_str_is(slot->prep, "in") || dmr_str_is(slot->prep, "at") ||
             dmr_str_is(slot->prep, "of"))); /* "the Treaty of Portsmouth" */
}

static void join_sides(dmr_side *to, const dmr_side *more)
{
    for (size_t i = 0; i < more->n && to->n < DMR_PARTIES_MAX; i++)
        to->at[to->n++] = more->at[i];
}

/* How far back, in sentences, a deed may have been told that is named once more. */
enum { DEED_REACH = 2 };

/* A party of an event told before, quoted by the word that names the deed again. */
static dmr_party party_of(const dmr_coding *c, int32_t word, const demarche_entity *e)
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
static bool names_deed(const dmr_coding *c, int32_t word, const dmr_type **type)
{
    const dmr_tree *t = c->view.tree;
    int32_t det = dmr_tree_child(t, word, DMR_REL_DET);
    size_t n = 0;
    if (t->words[word].upos != DMR_UPOS_NOUN || det < 0 ||
        !(dmr_str_is(c->view.lemma[det], "the") ||
          dmr_str_is(c->view.lemma[det], "this")))
        return false;
    const uint32_t *run =
        dmr_ontology_triggered(c->ontology, DMR_TRIGGER_NOUN, c->view.lemma[word], &n);
    *type = n ? c->ontology->rules[run[0]].type : NULL;
    return n > 0;
}

static void by_deed(dmr_coding *c, const dmr_match *match, dmr_side *out)
{
    dmr_fillers fillers = {.n = 0};
    const dmr_type *type;
    dmr_clause_fill(c->view.tree, match->word, (dmr_slot){DMR_SLOT_OBJ, {NULL, 0}}, NULL,
                    0, &fillers);
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

/* A party of an event told before, where nobody is named at all. */
static void quote(const dmr_coding *c, int32_t word, const demarche_entity *e, size_t n,
                  dmr_side *out)
{
    for (size_t i = 0; i < n && e[i].code.len; i++)
        out->at[out->n++] = party_of(c, word, &e[i]);
}

static bool done_to(const demarche_event *e, const dmr_side *side)
{
    return e->n_recipients && side->n &&
           dmr_str_eq(e->recipients[0].code, side->at[0].code);
}

static bool done_by(const demarche_event *e, const dmr_side *side)
{
    return e->n_actors && side->n && dmr_str_eq(e->actors[0].code, side->at[0].code);
}

/* How far back, in sentences, lies what a deed answers or undoes. */
enum { ANSWER_REACH = 1, UNDO_REACH = 6 };

/* "Poland asked Brussels for food. Brussels sent grain": to whom who asked. "Guinea seized
 * a Portuguese ship, and Portugal protested": a hostile deed that names no
 * other side answers the one who has just done harm; "recalled its envoy from Tripoli and
 * closed the border": or goes on with what was begun. "Iraq invaded Kuwait. It withdrew its
 * troops": stepping back is from whom the harm was done to. What answers, goes on with or
 * undoes what, the ontology says. */
static void by_answer(const dmr_coding *c, const dmr_match *match, const dmr_side *actor,
                      dmr_side *out)
{
    const dmr_type *type = match->rule->type;
    bool joined = c->view.tree->words[match->word].rel == DMR_REL_CONJ;
    for (size_t k = c->events.n; k-- > 0 && out->n == 0;) {
        const demarche_event *e = &c->events.at[k];
        uint32_t back = c->view.sentence - e->sentence;
        if (back > UNDO_REACH)
            return;
        if (back <= ANSWER_REACH && done_to(e, actor) &&
            dmr_types_have(type->answers, e->type))
            quote(c, match->word, e->actors, e->n_actors, out);
        else if (back == 0 && joined && done_by(e, actor) &&
                 dmr_types_have(type->follows, e->type))
            quote(c, match->word, e->recipients, e->n_recipients, out);
        else if (match->rule->recipient_may_lack && done_by(e, actor) &&
                 dmr_types_have(type->undoes, e->type))
            quote(c, match->word, e->recipients, e->n_recipients, out);
    }
}

static bool may_be_told(const dmr_rule *rule)
{
    for (size_t i = 0; i < rule->recipient.n; i++) {
        if (rule->recipient.at[i].kind == DMR_SLOT_TOLD)
            return true;
    }
    return false;
}

/* "Relations were resumed": where the rule says so, a deed of which no side is named is
 * that of the two who were told of last. */
static void by_pair(const dmr_coding *c, const dmr_match *match, dmr_sides *out)
{
    for (size_t k = c->events.n; k-- > 0;) {
        const demarche_event *e = &c->events.at[k];
        if (c->view.sentence - e->sentence > UNDO_REACH ||
            e->sentence == c->view.sentence)
            return;
        if (e->n_actors != 1 || e->n_recipients != 1 || !e->actors[0].code.len ||
            !e->recipients[0].code.len)
            continue;
        quote(c, match->word, e->actors, 1, &out->actor);
        quote(c, match->word, e->recipients, 1, &out->recipient);
        return;
    }
}

/* "Accused each other", "fired at one another". */
static bool is_reciprocal(const dmr_coding *c, const dmr_match *match)
{
    const dmr_tree *t = c->view.tree;
    for (int32_t w = match->word + 1; w + 1 < t->n; w++) {
        bool each = dmr_str_is(c->view.lemma[w], "each") &&
                    dmr_str_is(c->view.lemma[w + 1], "other");
        bool one = dmr_str_is(c->view.lemma[w], "one") &&
                   dmr_str_is(c->view.lemma[w + 1], "another");
        if ((each || one) &&
            (t->words[w].head == match->word || t->words[w + 1].head == match->word))
            return true;
    }
    return false;
}

/* A list of things is followed this far up. */
enum { LIST_REACH = 8 };

/* "Mozambique's request reached Oslo", "enjoyed a visit by the king": the noun and who is
 * near are both said of one verb; or "the request that Chile leave". */
static bool shares_verb(const dmr_tree *t, int32_t noun, int32_t party)
{
    int32_t verb = t->words[party].head;
    if (verb < 0)
        return false;
    if (t->words[verb].head == noun)
        return t->words[party].rel == DMR_REL_NSUBJ;
    for (int step = 0;
         step < LIST_REACH && t->words[noun].head >= 0 &&
         (t->words[noun].rel == DMR_REL_CONJ || t->words[noun].rel == DMR_REL_APPOS);
         step++)
        noun = t->words[noun].head;
    return t->words[noun].head == verb && t->words[verb].upos == DMR_UPOS_VERB &&
           (t->words[noun].rel == DMR_REL_NSUBJ || t->words[noun].rel == DMR_REL_OBJ);
}

/* A noun tells a deed where both sides are named by its own phrases; else it is a topic.
 * "The march of the Kuwait Airways staff" is not Kuwait's; and who is merely near suffers a
 * deed only where the noun is called by the doer's name ("recalled the Japanese
 * occupation") or one verb joins the two. */
static dmr_trial noun_tells(const dmr_tree *t, const dmr_match *match, const dmr_sides *s)
{
    const dmr_slot *of = &s->actor.slot;
    bool loose = of->kind == DMR_SLOT_SUBJ ||
                 (of->kind == DMR_SLOT_PREP && dmr_str_is(of->prep, "of") &&
                  !match->rule->mutual); /* "the rupture of relations between" */
    if (s->actor.n && s->actor.of_modifiers && loose)
        return DMR_TRIAL_ACTOR;
    if (s->recipient.n && s->recipient.slot.kind == DMR_SLOT_ANY &&
        of->kind != DMR_SLOT_MOD && !shares_verb(t, match->word, s->recipient.at[0].word))
        return DMR_TRIAL_RECIPIENT;
    if (s->recipient.n && !has_code(&s->actor))
        return DMR_TRIAL_ACTOR;
    if (s->recipient.n && !has_code(&s->recipient))
        return DMR_TRIAL_RECIPIENT;
    return DMR_TRIAL_FIRED;
}

dmr_trial dmr_sides_find(dmr_coding *c, const dmr_match *match, dmr_day day,
                         dmr_sides *out)
{
    const dmr_rule *rule = match->rule;
    dmr_side passed = {.n = 0}; /* who cannot be the recipient */
    out->via.n = 0;
    if (rule->via.n)
        dmr_match_parties(&c->view, match, rule->via, NULL, day, &out->via);
    dmr_match_parties(&c->view, match, rule->actor, rule->via.n ? &out->via : NULL, day,
                      &out->actor);
    if (is_company(&out->actor) && is_reciprocal(c, match)) {
        out->recipient.n = 0;
        return has_code(&out->actor) ? DMR_TRIAL_FIRED : DMR_TRIAL_ACTOR;
    }
    join_sides(&passed, &out->via);
    join_sides(&passed, &out->actor);
    dmr_match_parties(&c->view, match, rule->recipient, &passed, day, &out->recipient);
    /* "France and Italy signed in Geneva": those who sign are named; Geneva is a place. */
    if (rule->mutual && is_company(&out->actor) && is_aside(&out->recipient))
        out->recipient.n = 0;
    if (!rule->mutual && share_words(&out->actor, &out->recipient))
        return DMR_TRIAL_ACTOR;
    if (is_own_state(&out->actor, &out->recipient))
        out->recipient.n = 0;
    if (!has_code(&out->recipient) && out->actor.n && !rule->mutual) {
        dmr_side doers = {.n = 0};
        by_deed(c, match, &doers);
        if (doers.n && !same_first(&doers, &out->actor))
            out->recipient = doers;
    }
    if (!has_code(&out->recipient) && has_code(&out->actor) && !rule->mutual) {
        dmr_side other = {.n = 0};
        by_answer(c, match, &out->actor, &other);
        if (other.n && !same_first(&other, &out->actor))
            out->recipient = other;
    }
    if (may_be_told(rule) && !out->actor.n && !out->recipient.n &&
        dmr_clause_is_passive(c->view.tree, match->word))
        by_pair(c, match, out);
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
    return rule->pos == DMR_TRIGGER_NOUN ? noun_tells(c->view.tree, match, out)
                                         : DMR_TRIAL_FIRED;
}

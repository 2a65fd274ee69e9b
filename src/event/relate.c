#include "event/relate.h"

#include <math.h>
#include <string.h>

#include "base/error.h"

/*
 * Weights of what speaks for a rule. Tuned by hand on the development set plv-dev, where
 * the result is flat around them; sealed sets are the judge. A slot that holds the party
 * it should is worth some three steps of distance in the tree.
 */
static const double IN_SLOT = 1.5, TURNED = 1.0, STEP = 0.45, SPECIAL = 0.2,
                    ABSORBED = 4.0, TEST_FAILED = 3.0, NOUN = 0.8;
static const int32_t FARTHEST = 12;
/* A rule that is wholly sure against the learned weights, which are natural logarithms. */
static const double SURE = 4.0;

typedef struct relating {
    dmr_view view;
    dmr_part source, target;
    bool *source_word, *target_word;  /* (n) words of the parts */
    bool *absorbed;                   /* (n) below a verb that speaks of its complement */
    int32_t source_head, target_head; /* -1: not in this sentence */
    double *best;        /* (types) greatest score of a rule of that type; -INFINITY */
    dmr_related *answer; /* (types) what that rule says */
    size_t top;          /* the type of the best rule of all */
    int32_t trigger; /* its word in this sentence; -1: it stands in another, or none */
    dmr_relation_features *features;
    dmr_arena *arena;
} relating;

static int32_t mark_part(const dmr_tree *t, dmr_part part, bool *words)
{
    int32_t head = -1;
    for (int32_t w = 0; w < t->n; w++) {
        words[w] = t->tokens[w].start < part.end && t->tokens[w].end > part.start;
        int32_t above = t->words[w].head;
        bool outside = above < 0 || t->tokens[above].start >= part.end ||
                       t->tokens[above].end <= part.start;
        if (words[w] && outside && head < 0)
            head = w;
    }
    return head;
}

static double nearness(const relating *r, int32_t word, int32_t party)
{
    if (party < 0)
        return -STEP * FARTHEST / 2;
    int32_t d = dmr_tree_distance(r->view.tree, word, party);
    return -STEP * (d > FARTHEST ? FARTHEST : d);
}

/* Some filler of the slots, or a word of its phrase, is a word of the part. */
static bool in_slots(const relating *r, const dmr_match *m, dmr_slots slots,
                     const bool *part)
{
    for (size_t s = 0; s < slots.n; s++) {
        dmr_fillers fillers = {.n = 0};
        dmr_clause_fill(r->view.tree, m->word, slots.at[s], m->anchors, m->n_anchors,
                        &fillers);
        for (size_t i = 0; i < fillers.n; i++) {
            int32_t first, last;
            if (part[fillers.at[i]])
                return true;
            if (slots.at[s].kind == DMR_SLOT_SUBJ && fillers.at[i] > m->word)
                continue;
            dmr_tree_span(r->view.tree, fillers.at[i], &first, &last);
            for (int32_t w = first; w <= last; w++) {
                if (part[w] && w != m->word && last - first < 12)
                    return true;
            }
        }
    }
    return false;
}

static void consider(relating *r, const dmr_match *m, double handicap)
{
    const dmr_rule *rule = m->rule;
    bool subject = in_slots(r, m, rule->actor, r->source_word);
    bool object = in_slots(r, m, rule->recipient, r->target_word);
    bool turned = !subject && !object && in_slots(r, m, rule->actor, r->target_word);
    double score = (subject ? IN_SLOT : 0) + (object ? IN_SLOT : 0) -
                   (turned && !rule->mutual ? TURNED : 0) +
                   nearness(r, m->word, r->source_head) +
                   nearness(r, m->word, r->target_head) +
                   (handicap > 0 ? 0 : SPECIAL * rule->weight) - handicap;
    if (rule->pos == DMR_TRIGGER_NOUN)
        score -= NOUN;
    if (r->absorbed[m->word])
        score -= ABSORBED;
    if (r->source_word[m->word] || r->target_word[m->word])
        score -= ABSORBED;
    dmr_modality modality = dmr_modality_of(&r->view, m->word);
    const dmr_type *type = dmr_coded_type(rule, modality);
    if (modality.denied && rule->type->denied)
        type = rule->type->denied;
    else if (modality.planned && rule->type->announced)
        type = rule->type->announced;
    size_t at = (size_t)(type - r->view.ontology->types);
    if (score > r->best[r->top]) {
        r->top = at;
        r->trigger = m->word;
    }
    if (score <= r->best[at])
        return;
    r->best[at] = score;
    r->answer[at] = (dmr_related){.type = type,
                                  .mode = type == rule->type ? rule->mode : NULL,
                                  .cameo = rule->cameo,
                                  .rule = rule->name};
}

static void absorb(relating *r, const dmr_match *m)
{
    static const dmr_slot_kind complements[] = {DMR_SLOT_XCOMP, DMR_SLOT_CCOMP,
                                                DMR_SLOT_OBJ};
    if (!m->rule->type->absorbs)
        return;
    for (size_t i = 0; i < 3; i++) {
        dmr_fillers fillers = {.n = 0};
        dmr_clause_fill(r->view.tree, m->word, (dmr_slot){complements[i], {NULL, 0}},
                        NULL, 0, &fillers);
        for (size_t k = 0; k < fillers.n; k++) {
            for (int32_t w = 0; w < r->view.tree->n; w++) {
                if (dmr_tree_under(r->view.tree, w, fillers.at[k]))
                    r->absorbed[w] = true;
            }
        }
    }
}

static void weigh_run(relating *r, int32_t word, dmr_trigger_pos pos, demarche_str lemma)
{
    size_t n;
    const uint32_t *run = dmr_ontology_triggered(r->view.ontology, pos, lemma, &n);
    bool held = false;
    for (size_t i = 0; i < n; i++) {
        dmr_match m;
        size_t failed;
        dmr_miss miss =
            dmr_match_rule(&r->view, &r->view.ontology->rules[run[i]], word, &m, &failed);
        if (miss == DMR_MISS_NONE) {
            consider(r, &m, 0);
            if (!held)
                absorb(r, &m);
            held = true;
        } else if (miss == DMR_MISS_TEST) {
            consider(r, &m, TEST_FAILED);
        }
    }
}

static void weigh_word(relating *r, int32_t word)
{
    int pos = dmr_match_pos(r->view.tree, word);
    if (pos < 0)
        return;
    weigh_run(r, word, (dmr_trigger_pos)pos, r->view.lemma[word]);
    if (pos == DMR_TRIGGER_VERB)
        weigh_run(r, word, DMR_TRIGGER_ADJ, r->view.lemma[word]);
}

/* Root first, so that a verb marks what it absorbs before that is weighed. */
static void weigh_tree(relating *r, int32_t word, int depth)
{
    weigh_word(r, word);
    if (depth > 200)
        return;
    for (int32_t c = r->view.tree->words[word].first_child; c >= 0;
         c = r->view.tree->words[c].next_sibling)
        weigh_tree(r, c, depth + 1);
}

static bool see(relating *r, const char *kind, const char *value)
{
    return dmr_relation_feature_add(r->features, kind, dmr_str(value, strlen(value)),
                                    r->arena);
}

/* Words that say what happens: no names, numbers, points. */
static bool tells(const dmr_tree *t, int32_t w)
{
    uint8_t upos = t->words[w].upos;
    return upos != DMR_UPOS_PROPN && upos != DMR_UPOS_NUM && upos != DMR_UPOS_PUNCT &&
           upos != DMR_UPOS_DET && upos != DMR_UPOS_SYM;
}

/* The words between the parts, their heads, and what hangs on the trigger. */
static bool see_words(relating *r)
{
    const dmr_tree *t = r->view.tree;
    size_t from = r->source.end, to = r->target.start;
    if (r->target.end <= r->source.start) {
        from = r->target.end;
        to = r->source.start;
    }
    for (int32_t w = 0; w < t->n; w++) {
        demarche_str lemma = r->view.lemma[w];
        const char *kind = NULL;
        if (w == r->source_head)
            kind = "source";
        else if (w == r->target_head)
            kind = "target";
        else if (r->source_word[w] || r->target_word[w])
            continue;
        else if (t->tokens[w].start >= from && t->tokens[w].end <= to)
            kind = "between";
        if (!tells(t, w))
            continue;
        if (kind && !dmr_relation_feature_add(r->features, kind, lemma, r->arena))
            return false;
        if (r->trigger >= 0 && (w == r->trigger || t->words[w].head == r->trigger) &&
            !dmr_relation_feature_add(r->features, "deed", lemma, r->arena))
            return false;
    }
    return true;
}

static bool see_rule(relating *r)
{
    const dmr_related *best = &r->answer[r->top];
    if (!best->type)
        return see(r, "rule", "none");
    demarche_str form = dmr_str_format(r->arena, "%s-%s", best->type->name,
                                       best->mode ? best->mode->name : "");
    return form.ptr && see(r, "rule", best->rule) && see(r, "type", best->type->name) &&
           see(r, "cameo", best->cameo) &&
           dmr_relation_feature_add(r->features, "mode", form, r->arena);
}

/* How sure a rule with that score is. */
static double sureness(double score)
{
    return isinf(score) ? 0 : 1 / (1 + exp(-(score + 2) / 2));
}

/* The rules' word and what was learned together. */
static demarche_status decide(relating *r, dmr_related *out, demarche_error *err)
{
    const dmr_ontology *o = r->view.ontology;
    double *sure = DMR_NEW_ARRAY(r->arena, double, o->n_types);
    double *sum = DMR_NEW_ARRAY(r->arena, double, o->n_types);
    if (!sure || !sum)
        return dmr_error_memory(err);
    for (size_t i = 0; i < o->n_types; i++) {
        sure[i] = sureness(r->best[i]);
        sum[i] = SURE * sure[i];
        if (o->relation_weights)
            sum[i] += dmr_relation_score(o->relation_weights, r->features, i);
    }
    size_t win = r->top; /* which came first of equals */
    double all = 0;
    for (size_t i = 0; i < o->n_types; i++)
        win = sum[i] > sum[win] ? i : win;
    for (size_t i = 0; i < o->n_types; i++)
        all += exp(sum[i] - sum[win]);
    *out = r->answer[win];
    out->score = o->relation_weights ? 1 / all : sure[win];
    if (!out->type)
        *out = (dmr_related){.type = &o->types[win], .cameo = "", .score = out->score};
    if (sum[win] == 0) { /* nothing to go by */
        out->score = 0;
        out->rule = "none";
    } else if (win != r->top || !out->rule) {
        out->rule = "model";
    }
    out->sure = sure;
    out->each = r->answer;
    out->odds = sum;
    out->features = r->features;
    return DEMARCHE_OK;
}

static demarche_status begin(relating *r, const dmr_ontology *ontology,
                             demarche_error *err)
{
    r->view.ontology = ontology;
    r->best = DMR_NEW_ARRAY(r->arena, double, ontology->n_types);
    r->answer = DMR_NEW_ARRAY(r->arena, dmr_related, ontology->n_types);
    r->features = DMR_NEW(r->arena, dmr_relation_features);
    if (!r->best || !r->answer || !r->features)
        return dmr_error_memory(err);
    for (size_t i = 0; i < ontology->n_types; i++)
        r->best[i] = -INFINITY;
    return DEMARCHE_OK;
}

/* Weigh the rules of the sentence that r->view is of. */
static demarche_status weigh_sentence(relating *r, demarche_error *err)
{
    size_t n = (size_t)r->view.tree->n;
    r->source_word = DMR_NEW_ARRAY(r->arena, bool, n);
    r->target_word = DMR_NEW_ARRAY(r->arena, bool, n);
    r->absorbed = DMR_NEW_ARRAY(r->arena, bool, n);
    if (!r->source_word || !r->target_word || !r->absorbed)
        return dmr_error_memory(err);
    r->source_head = mark_part(r->view.tree, r->source, r->source_word);
    r->target_head = mark_part(r->view.tree, r->target, r->target_word);
    r->trigger = -1;
    if (n && r->view.tree->root >= 0)
        weigh_tree(r, r->view.tree->root, 0);
    return see_words(r) ? DEMARCHE_OK : dmr_error_memory(err);
}

demarche_status dmr_event_relate(dmr_related *out, const dmr_ontology *ontology,
                                 const dmr_reading *reading, dmr_part source,
                                 dmr_part target, dmr_arena *arena, demarche_error *err)
{
    relating r = {.source = source, .target = target, .arena = arena};
    DMR_TRY(begin(&r, ontology, err));
    for (size_t s = 0; s < reading->tokens->n_sentences; s++) {
        DMR_TRY(dmr_view_make(&r.view, ontology, reading, (uint32_t)s, arena, err));
        DMR_TRY(weigh_sentence(&r, err));
    }
    if (!see_rule(&r))
        return dmr_error_memory(err);
    return decide(&r, out, err);
}

demarche_status dmr_event_relate_within(dmr_related *out, const dmr_view *view,
                                        dmr_part source, dmr_part target,
                                        dmr_arena *arena, demarche_error *err)
{
    relating r = {.source = source, .target = target, .arena = arena};
    DMR_TRY(begin(&r, view->ontology, err));
    r.view = *view;
    DMR_TRY(weigh_sentence(&r, err));
    if (!see_rule(&r))
        return dmr_error_memory(err);
    return decide(&r, out, err);
}

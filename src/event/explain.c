#include "event/explain.h"

#include <stdio.h>

#include "base/error.h"
#include "base/table.h"
#include "base/vec.h"
#include "event/fold.h"
#include "event/near_rule.h"
#include "event/trial_text.h"
#include "event/trials.h"

/* A telling and the one before it that it was held against. */
typedef struct comparison {
    size_t telling, before;
    dmr_fold_score score;
    bool folded;
} comparison;

typedef struct explainer {
    dmr_arena *arena;
    char *text; /* growing */
    size_t n, room;
    dmr_trials trials;
    DMR_VEC(comparison) comparisons;
    bool failed;   /* want of memory */
    bool patterns; /* code in place of rules */
} explainer;

static void put(explainer *x, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void put(explainer *x, const char *format, ...)
{
    char line[512];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    if (n < 0 || x->failed)
        return;
    size_t len = (size_t)n < sizeof line ? (size_t)n : sizeof line - 1;
    if (x->n + len > x->room) {
        size_t want = x->room ? x->room * 2 : 4096;
        while (want < x->n + len)
            want *= 2;
        char *grown = dmr_arena_grow(x->arena, x->text, x->n, want);
        if (!grown) {
            x->failed = true;
            return;
        }
        x->text = grown;
        x->room = want;
    }
    memcpy(x->text + x->n, line, len);
    x->n += len;
}

/* ------------------------------------------------------------------------ tree */

static void put_tree(explainer *x, const dmr_tree *t, int32_t word, int depth)
{
    const dmr_word *w = &t->words[word];
    int indent = 2 * (depth > 20 ? 20 : depth);
    put(x, "  %*s%.*s  %s %s", indent, "", DMR_STR_ARG(t->tokens[word].form),
        dmr_upos_name((dmr_upos)w->upos), dmr_rel_name((dmr_rel)w->rel));
    if (!dmr_str_eq(w->lemma, t->tokens[word].form))
        put(x, "  (%.*s)", DMR_STR_ARG(w->lemma));
    put(x, "\n");
    if (depth > 200)
        return;
    for (int32_t c = w->first_child; c >= 0; c = t->words[c].next_sibling)
        put_tree(x, t, c, depth + 1);
}

/* -------------------------------------------------------------------- mentions */

static void put_words(explainer *x, const dmr_reading *r, const dmr_tree *t,
                      int32_t first, int32_t last)
{
    size_t start = t->tokens[first].start, end = t->tokens[last].end;
    if (end > start + 200)
        end = start + 200;
    for (size_t i = start; i < end; i++) {
        char c = r->source->text.ptr[i];
        put(x, "%c", c == '\n' || c == '\t' ? ' ' : c);
    }
}

static void put_mention(explainer *x, const dmr_reading *r, const dmr_tree *t,
                        const dmr_mention *m)
{
    put(x, "  %-13s", dmr_mention_kind_name(m->kind));
    put_words(x, r, t, m->first, m->last);
    if (m->code.len || m->sector.len)
        put(x, "  %.*s %.*s", DMR_STR_ARG(m->code), DMR_STR_ARG(m->sector));
    if (m->time.edtf.len)
        put(x, "  %.*s", DMR_STR_ARG(m->time.edtf));
    else if (m->time.timex_value.len)
        put(x, "  %.*s", DMR_STR_ARG(m->time.timex_value));
    if (m->kind == DEMARCHE_MENTION_QUANTITY)
        put(x, "  %.*s%.10g %.*s", DMR_STR_ARG(m->comparator), m->number,
            DMR_STR_ARG(m->unit));
    if (m->cluster)
        put(x, "  #%u", (unsigned)m->cluster);
    put(x, "\n");
}

/* ------------------------------------------------------------- rules and events */

static void put_trial(explainer *x, const dmr_tree *t, const dmr_tried *tr)
{
    demarche_str what = dmr_trial_text(tr->rule, tr->trial, tr->test, x->arena);
    x->failed |= !what.ptr;
    put(x, "  %-24s at \"%.*s\": %.*s\n", tr->rule->name,
        DMR_STR_ARG(t->tokens[tr->word].form), DMR_STR_ARG(what));
}

static void put_parties(explainer *x, const demarche_entity *side, size_t n)
{
    if (n == 0)
        put(x, "nobody");
    for (size_t i = 0; i < n; i++) {
        put(x, "%s%.*s", i ? ", " : "",
            DMR_STR_ARG(side[i].code.len ? side[i].code : side[i].identifier));
        if (side[i].sector.len)
            put(x, " %.*s", DMR_STR_ARG(side[i].sector));
    }
}

static void put_event(explainer *x, const demarche_event *e)
{
    put(x, "  ");
    put_parties(x, e->actors, e->n_actors);
    put(x, "  %s%s%s  ", e->type[0] ? e->type : e->cameo, e->mode[0] ? "-" : "", e->mode);
    put_parties(x, e->recipients, e->n_recipients);
    if (e->n_via) {
        put(x, "  through ");
        put_parties(x, e->via, e->n_via);
    }
    put(x, "\n    when %.*s, %s%s%s; confidence %.2f; rule %s\n",
        DMR_STR_ARG(e->date_edtf.len ? e->date_edtf : DMR_STR("not told")), e->modality,
        *e->track ? ", " : "", e->track, e->confidence, e->rule);
    if (e->place.len)
        put(x, "    where %.*s (%.*s)\n", DMR_STR_ARG(e->place),
            DMR_STR_ARG(e->place_country));
    put(x, "    words \"%.*s\"\n", DMR_STR_ARG(e->text));
    for (size_t i = 0; i < e->n_reasons; i++)
        put(x, "    near  %s, %s, at \"%.*s\": %.*s\n", e->reasons[i].rule,
            e->reasons[i].event, DMR_STR_ARG(e->reasons[i].text),
            DMR_STR_ARG(e->reasons[i].why));
}

/* However long. */
static void put_line(explainer *x, demarche_str line)
{
    while (line.len) {
        size_t n = line.len < 256 ? line.len : 256;
        put(x, "%.*s", (int)n, line.ptr);
        line = dmr_str(line.ptr + n, line.len - n);
    }
}

static void put_sentence(explainer *x, const dmr_reading *r, uint32_t s,
                         const dmr_events *events)
{
    const dmr_tree *t = &r->trees[s];
    if (t->n == 0)
        return;
    put(x, "SENTENCE %u\n  ", (unsigned)s + 1);
    put_words(x, r, t, 0, t->n - 1);
    put(x, "\n\nTREE\n");
    if (t->root >= 0)
        put_tree(x, t, t->root, 0);
    put(x, "\nMENTIONS\n");
    for (uint32_t i = r->mentions.first_of_sentence[s];
         i < r->mentions.first_of_sentence[s + 1]; i++)
        put_mention(x, r, t, &r->mentions.at[i]);
    if (r->left_out && r->left_out[s].len)
        put(x, "\nLEFT OUT\n  for \"%.*s\" of discards.tsv\n",
            DMR_STR_ARG(r->left_out[s]));
    put(x, x->patterns ? "\nPATTERNS\n" : "\nRULES\n");
    for (size_t i = 0; i < x->trials.lines.n; i++)
        if (x->trials.lines.at[i].sentence == s)
            put_line(x, x->trials.lines.at[i].text);
    for (size_t i = 0; i < x->trials.list.n; i++) {
        const dmr_tried *tr = &x->trials.list.at[i];
        /* A common verb has dozens of rules: those are told that nearly held. */
        if (tr->sentence == s && dmr_rule_is_near(tr->rule, tr->trial, tr->test))
            put_trial(x, t, tr);
    }
    put(x, "\nEVENTS\n");
    size_t found = 0;
    for (size_t i = 0; i < events->n; i++) {
        if (events->at[i].sentence == s) {
            put_event(x, &events->at[i]);
            found++;
        }
    }
    if (!found)
        put(x, "  none\n");
    put(x, "\n");
}

/* -------------------------------------------------------------------- told again */

static void remember_fold(void *user, size_t telling, size_t before,
                          const dmr_fold_score *score, bool folded)
{
    explainer *x = user;
    comparison *c = DMR_PUSH(x->arena, x->comparisons);
    if (c)
        *c = (comparison){telling, before, *score, folded};
    else
        x->failed = true;
}

static void put_telling(explainer *x, const demarche_event *e)
{
    put(x, "sentence %u \"%.*s\"", (unsigned)e->sentence + 1, DMR_STR_ARG(e->text));
}

/* What speaks for and against, with what it weighs. */
static void put_parts(explainer *x, const dmr_fold_score *score)
{
    const char *before = "    ";
    for (int i = 0; i < DMR_LIKE_COUNT; i++) {
        if (score->part[i] < 0 || score->part[i] > 0) {
            put(x, "%s%s %.2g", before, dmr_likeness_name((dmr_likeness)i),
                score->part[i]);
            before = ", ";
        }
    }
    put(x, "\n");
}

static void put_comparison(explainer *x, const dmr_fold_words *words,
                           const dmr_events *events, const comparison *c)
{
    put(x, "  ");
    put_telling(x, &events->told[c->telling]);
    put(x, c->folded ? " is told in " : " is not told in ");
    put_telling(x, &events->told[c->before]);
    if (c->score.excluded) {
        put(x, ": the %s excludes it\n", c->score.excluded);
        return;
    }
    put(x, ": %.2f of %.2g\n", c->score.sum, words->threshold);
    put_parts(x, &c->score);
}

/* Which tellings are of one deed, and which only nearly. */
static demarche_status put_folds(explainer *x, const dmr_ontology *ontology,
                                 const dmr_reading *reading, dmr_events *events,
                                 demarche_error *err)
{
    const dmr_fold_trace trace = {remember_fold, x};
    dmr_telling *tellings = DMR_NEW_ARRAY(x->arena, dmr_telling, events->n);
    if (!tellings)
        return dmr_error_memory(err);
    DMR_TRY(dmr_fold_look(tellings, ontology->fold_words, reading, events, err));
    DMR_TRY(dmr_fold(events, tellings, ontology->fold_words, &trace, x->arena, err));
    if (x->comparisons.n)
        put(x, "TOLD AGAIN\n");
    for (size_t i = 0; i < x->comparisons.n; i++)
        put_comparison(x, ontology->fold_words, events, &x->comparisons.at[i]);
    if (x->comparisons.n)
        put(x, "\n");
    return DEMARCHE_OK;
}

demarche_status dmr_event_explain(demarche_str *out, const dmr_ontology *ontology,
                                  const dmr_reading *reading, const dmr_fill *fill,
                                  dmr_arena *arena, demarche_error *err)
{
    explainer x = {.arena = arena,
                   .trials = {.arena = arena},
                   .patterns = ontology->patterns != NULL};
    const dmr_trace trace = dmr_trials_trace(&x.trials);
    const dmr_code_how how = {&trace, fill};
    dmr_events events;
    DMR_TRY(dmr_event_code_how(&events, ontology, reading, &how, arena, err));
    for (size_t s = 0; s < reading->tokens->n_sentences; s++)
        put_sentence(&x, reading, (uint32_t)s, &events);
    DMR_TRY(put_folds(&x, ontology, reading, &events, err));
    if (x.failed || x.trials.failed)
        return dmr_error_memory(err);
    *out = dmr_str(x.text, x.n);
    return DEMARCHE_OK;
}

/*
 * The trace of a coding as JSONL: a line for each sentence, with the rules that were tried at
 * its words, in the order in which they were; or with what patterns made of it.
 */
#include "base/error.h"
#include "event/near_rule.h"
#include "event/trial_text.h"
#include "handles.h"

typedef struct tracer {
    dmr_json *j;
    const demarche_document *doc;
    const dmr_reading *reading;
    const dmr_trials *trials;
    const dmr_events *events;
    uint32_t first; /* sentence of the document with which the reading begins */
    bool patterns;  /* code in place of rules */
    dmr_arena *arena;
    size_t at, line, event; /* next trial, next line of patterns, next event */
} tracer;

static void put_span(dmr_json *j, size_t start, size_t end)
{
    dmr_json_key_uint(j, "start", start);
    dmr_json_key_uint(j, "end", end);
}

static bool put_trial(tracer *t, const dmr_tree *tree, const dmr_tried *tried)
{
    dmr_json *j = t->j;
    const dmr_token *word = &tree->tokens[tried->word];
    demarche_str why = dmr_trial_text(tried->rule, tried->trial, tried->test, t->arena);
    dmr_json_open(j, '{');
    dmr_json_key_str(j, "word", word->form);
    put_span(j, word->start, word->end);
    dmr_json_key_c(j, "rule", tried->rule->name);
    dmr_json_key_c(j, "event", tried->rule->type->name);
    dmr_json_key_c(j, "outcome", dmr_trial_name(tried->trial));
    if (tried->trial != DMR_TRIAL_FIRED)
        dmr_json_key_str(j, "why", why);
    if (tried->trial == DMR_TRIAL_USED)
        dmr_json_key_str(j, "by", tree->tokens[tried->test].form);
    dmr_json_close(j, '}');
    return why.ptr != NULL;
}

/* The trials of a sentence; what fails at its first words is only counted. */
static bool put_trials(tracer *t, const dmr_tree *tree, uint32_t s, uint64_t *n_far)
{
    const dmr_tried *list = t->trials->list.at;
    bool good = true;
    dmr_json_key(t->j, "tried");
    dmr_json_open(t->j, '[');
    for (; t->at < t->trials->list.n && list[t->at].sentence == s; t->at++) {
        const dmr_tried *tried = &list[t->at];
        if (dmr_rule_is_near(tried->rule, tried->trial, tried->test))
            good = put_trial(t, tree, tried) && good;
        else
            ++*n_far;
    }
    dmr_json_close(t->j, ']');
    return good;
}

/* What patterns made of a sentence, line by line: of its names, then of its verbs. */
static void put_patterns(tracer *t, uint32_t s)
{
    const dmr_pattern_line *lines = t->trials->lines.at;
    dmr_json_key(t->j, "patterns");
    dmr_json_open(t->j, '[');
    for (; t->line < t->trials->lines.n && lines[t->line].sentence == s; t->line++) {
        demarche_str rest = lines[t->line].text, one;
        while (dmr_str_split(&rest, '\n', &one)) {
            one = dmr_str_trim(one);
            if (one.len)
                dmr_json_str(t->j, one);
        }
    }
    dmr_json_close(t->j, ']');
}

/* A rule was tried at a word of it; of patterns, whose first line is of the names: a verb has
 * one. */
static bool has_trial(const tracer *t, uint32_t s)
{
    const dmr_trials *trials = t->trials;
    return (t->at < trials->list.n && trials->list.at[t->at].sentence == s) ||
           (t->line + 1 < trials->lines.n && trials->lines.at[t->line + 1].sentence == s);
}

static const char *outcome_of(const tracer *t, uint32_t s, demarche_str left_out)
{
    uint32_t paragraph = t->reading->tokens->sentences[s].paragraph;
    if (t->event < t->events->n && t->events->at[t->event].sentence == s)
        return "coded";
    if (left_out.len)
        return "left_out";
    if (has_trial(t, s))
        return "no_event";
    return paragraph < t->reading->source->n_paragraphs &&
                   t->reading->source->paragraphs[paragraph].kind == DMR_PARAGRAPH_HEADING
               ? "heading"
               : "no_rule";
}

static bool put_sentence(tracer *t, uint32_t s)
{
    dmr_json *j = t->j;
    const dmr_sentence *sentence = &t->reading->tokens->sentences[s];
    demarche_str text = t->reading->source->text;
    demarche_str left_out = {NULL, 0};
    uint64_t n_far = 0;
    if (t->reading->left_out)
        left_out = t->reading->left_out[s];
    dmr_json_open(j, '{');
    dmr_json_key_str(j, "doc", t->doc->source.meta.id);
    dmr_json_key_str(
        j, "text", dmr_str(text.ptr + sentence->start, sentence->end - sentence->start));
    dmr_json_key(j, "text_info");
    dmr_json_open(j, '{');
    dmr_json_key_uint(j, "sequence", (uint64_t)t->first + s + 1);
    put_span(j, sentence->start, sentence->end);
    dmr_json_close(j, '}');
    dmr_json_key_c(j, "outcome", outcome_of(t, s, left_out));
    dmr_json_key_some(j, "discard", left_out);
    dmr_json_key(j, "events");
    dmr_json_open(j, '[');
    for (; t->event < t->events->n && t->events->at[t->event].sentence == s; t->event++)
        dmr_json_c(j, t->events->at[t->event].id);
    dmr_json_close(j, ']');
    bool good = put_trials(t, &t->reading->trees[s], s, &n_far);
    dmr_json_key_uint(j, "far", n_far);
    if (t->patterns)
        put_patterns(t, s);
    dmr_json_close(j, '}');
    dmr_json_newline(j);
    return good;
}

demarche_status dmr_trace_add(demarche_document *doc, const dmr_reading *reading,
                              const dmr_trials *trials, const dmr_events *events,
                              uint32_t first_sentence, bool patterns, demarche_error *err)
{
    dmr_json j;
    tracer t = {.j = &j,
                .doc = doc,
                .reading = reading,
                .trials = trials,
                .events = events,
                .first = first_sentence,
                .patterns = patterns,
                .arena = dmr_arena_new(0)};
    if (!t.arena || trials->failed) {
        dmr_arena_free(t.arena);
        return dmr_error_memory(err);
    }
    bool good = true;
    dmr_json_begin(&j, dmr_buffer_write, &doc->trace);
    for (size_t s = 0; good && s < reading->tokens->n_sentences; s++) {
        good = put_sentence(&t, (uint32_t)s);
        dmr_arena_reset(t.arena);
    }
    dmr_arena_free(t.arena);
    /* A buffer fails for want of memory alone. */
    return good && !dmr_json_finish(&j, NULL) ? DEMARCHE_OK : dmr_error_memory(err);
}

demarche_status demarche_write_trace(const demarche_document *doc,
                                     demarche_write_fn write, void *user,
                                     demarche_error *err)
{
    if (!doc || !write)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "a document and a function to write are needed");
    if (doc->trace.n && write(user, doc->trace.at, doc->trace.n) != 0)
        return dmr_error_set(err, DEMARCHE_E_IO, 0, "the trace cannot be written");
    return DEMARCHE_OK;
}

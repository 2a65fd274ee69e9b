/* Patterns as they are written: words, blanks and "_" between them, marks for parties. */
#include "event/pattern.h"

#include "base/vec.h"

static bool is_joint(char c)
{
    return c == ' ' || c == '_';
}

bool dmr_words_parse(dmr_words *out, demarche_str text, dmr_arena *arena)
{
    DMR_VEC(demarche_str) words = {0};
    size_t at = 0;
    while (at < text.len) {
        size_t start = at;
        while (at < text.len && !is_joint(text.ptr[at]))
            at++;
        if (at > start) {
            demarche_str *place = DMR_PUSH(arena, words);
            if (!place)
                return false;
            *place = dmr_str(text.ptr + start, at - start);
        }
        at += at < text.len;
    }
    *out = (dmr_words){words.at, words.n};
    return true;
}

const char *dmr_deed_parse(dmr_deed *out, demarche_str text, dmr_arena *arena)
{
    *out = (dmr_deed){.code_c = "", .back_c = ""};
    if (dmr_str_is(text, "---"))
        return NULL;
    const char *colon = text.len ? memchr(text.ptr, ':', text.len) : NULL;
    size_t n = colon ? (size_t)(colon - text.ptr) : text.len;
    out->code = dmr_str_trim(dmr_str(text.ptr, n));
    if (colon)
        out->back = dmr_str_trim(dmr_str(colon + 1, text.len - n - 1));
    if (!out->code.len && !out->back.len)
        return "no code; write --- where nothing is to be coded";
    for (size_t i = 0; i < text.len; i++)
        if (dmr_is_blank(text.ptr[i]))
            return "a blank in the code";
    out->code_c = dmr_arena_copy(arena, out->code.ptr, out->code.len);
    out->back_c = dmr_arena_copy(arena, out->back.ptr, out->back.len);
    return out->code_c && out->back_c ? NULL : "no memory";
}

/* A pattern under way. */
typedef struct parser {
    demarche_str rest;
    const dmr_map *sets;
    dmr_step steps[2 * DMR_STEPS_MAX]; /* in order of the text */
    bool joined[2 * DMR_STEPS_MAX];    /* "_" before it */
    size_t n, verb;                    /* the verb stands before steps[verb] */
    bool has_verb, verb_joined;        /* "_" before "*" */
    uint8_t phrases, phrase;           /* {} and () begun; the one that is open */
    char opened;
    const char *why;
} parser;

static bool fail(parser *p, const char *why)
{
    p->why = why;
    return false;
}

static bool open_phrase(parser *p, char c)
{
    p->rest = dmr_str(p->rest.ptr + 1, p->rest.len - 1);
    if (c == '{' || c == '(') {
        /* "(FOR {FINANCIAL AID})" is one phrase. */
        if (!p->phrase)
            p->phrase = ++p->phrases;
        else if (p->opened == '{')
            return fail(p, "'{' within '{'");
        p->opened = c == '(' ? '(' : p->opened ? p->opened : '{';
        return true;
    }
    if (!p->phrase)
        return fail(p, "'}' or ')' without its other half");
    if (c == '}' && p->opened == '(')
        return true;
    p->phrase = 0;
    p->opened = 0;
    return true;
}

static bool add_step(parser *p, demarche_str word, bool joined)
{
    dmr_step step = {.word = word, .phrase = p->phrase};
    if (dmr_str_is(word, "*")) {
        if (p->has_verb)
            return fail(p, "a second '*'; a pattern has one verb");
        p->has_verb = true;
        p->verb = p->n;
        p->verb_joined = joined;
        return true;
    }
    if (p->n == 2 * DMR_STEPS_MAX)
        return fail(p, "too many words; write 16 at most on either side of the verb");
    if (word.len == 1 && memchr("$+%^", word.ptr[0], 4)) {
        step.kind = word.ptr[0] == '$'   ? DMR_STEP_SOURCE
                    : word.ptr[0] == '+' ? DMR_STEP_TARGET
                    : word.ptr[0] == '%' ? DMR_STEP_BOTH
                                         : DMR_STEP_SKIP;
    } else if (word.ptr[0] == '&') {
        demarche_str name = dmr_str(word.ptr + 1, word.len - 1);
        step.set = dmr_map_get(p->sets, name, UINT32_MAX);
        step.kind = DMR_STEP_SET;
        if (step.set == UINT32_MAX)
            return fail(p, "it names a set that is not defined; write it as a set, "
                           "&NAME");
    }
    p->steps[p->n] = step;
    p->joined[p->n++] = joined;
    return true;
}

static bool read_steps(parser *p)
{
    bool joined = false;
    while (p->rest.len) {
        char c = p->rest.ptr[0];
        if (c == ' ' || c == '_') {
            joined = c == '_';
            p->rest = dmr_str(p->rest.ptr + 1, p->rest.len - 1);
            continue;
        }
        if (memchr("{}()", c, 4)) {
            if (!open_phrase(p, c))
                return false;
            continue;
        }
        size_t n = 0;
        while (n < p->rest.len && !memchr(" _{}()", p->rest.ptr[n], 6))
            n++;
        if (!add_step(p, dmr_str(p->rest.ptr, n), joined))
            return false;
        joined = false;
        p->rest = dmr_str(p->rest.ptr + n, p->rest.len - n);
    }
    if (p->phrase)
        return fail(p, "'{' or '(' without its other half");
    if (!p->has_verb)
        return fail(p, "no '*', where the verb stands");
    if (p->n == 0)
        return fail(p, "nothing but the verb; give the verb the code");
    return true;
}

bool dmr_pattern_parse(dmr_pattern *out, demarche_str text, const dmr_map *sets,
                       dmr_arena *arena, const char **why)
{
    parser p = {.rest = dmr_str_trim(text), .sets = sets};
    *out = (dmr_pattern){0};
    if (!read_steps(&p)) {
        *why = p.why;
        return false;
    }
    size_t n_before = p.verb, n_behind = p.n - p.verb;
    if (n_before > DMR_STEPS_MAX || n_behind > DMR_STEPS_MAX) {
        *why = "too many words; write 16 at most on either side of the verb";
        return false;
    }
    dmr_step *steps = DMR_NEW_ARRAY(arena, dmr_step, p.n);
    out->text = dmr_arena_copy(arena, text.ptr, text.len);
    if (!steps || !out->text) {
        *why = "no memory";
        return false;
    }
    for (size_t i = 0; i < n_before; i++) {
        size_t at = n_before - 1 - i; /* outwards */
        steps[i] = p.steps[at];
        steps[i].close = at + 1 < n_before ? p.joined[at + 1] : p.verb_joined;
    }
    for (size_t i = 0; i < n_behind; i++) {
        steps[n_before + i] = p.steps[n_before + i];
        steps[n_before + i].close = p.joined[n_before + i];
    }
    out->before = steps;
    out->behind = steps + n_before;
    out->n_before = (uint8_t)n_before;
    out->n_behind = (uint8_t)n_behind;
    return true;
}

/*
 * Coding by patterns: each verb of the dictionary, in order of the text. What stands behind
 * one that was coded is not coded again.
 */
#include "event/pattern_code.h"

#include "base/error.h"
#include "event/pattern_event.h"
#include "event/pattern_explain.h"

typedef struct sentence_coder {
    dmr_coding *c;
    dmr_pattern_view view;
    bool *coded;     /* (n) words that stand behind a verb that was coded */
    int32_t used_to; /* the last of them, -1: none */
} sentence_coder;

static void mark_coded(sentence_coder *s, const dmr_pattern_site *site)
{
    for (int32_t w = site->first; w < s->view.tree->n; w++) {
        if (w <= site->last || site->behind[w]) {
            s->coded[w] = true;
            s->used_to = w > s->used_to ? w : s->used_to;
        }
    }
}

static void tell(const sentence_coder *s, demarche_str line)
{
    s->c->trace->line(s->c->trace->user, s->view.sentence, line);
}

static demarche_status code_verb(sentence_coder *s, int32_t w)
{
    dmr_pattern_found found;
    int32_t begin = s->used_to < w ? s->used_to + 1 : 0;
    if (!dmr_pattern_find(&s->view, w, begin, &found))
        return dmr_error_memory(s->c->err);
    if (!found.verb)
        return DEMARCHE_OK;
    size_t before = s->c->events.n;
    if (!dmr_pattern_sides(&s->view, &found.site, &found.parties) ||
        !dmr_pattern_changed(&s->view, &found))
        return dmr_error_memory(s->c->err);
    if (s->c->trace && s->c->trace->line)
        tell(s, dmr_pattern_explain_found(&s->view, &found));
    if (dmr_deed_is_null(found.deed))
        return DEMARCHE_OK;
    DMR_TRY(dmr_pattern_event_add(s->c, &s->view, &found));
    if (s->c->events.n > before)
        mark_coded(s, &found.site);
    else
        s->c->n_rejected++;
    return DEMARCHE_OK;
}

demarche_status dmr_pattern_code(dmr_coding *c)
{
    sentence_coder s = {.c = c, .used_to = -1};
    if (!dmr_pattern_view_make(&s.view, c->ontology->patterns, c->reading,
                               c->view.sentence, c->arena))
        return dmr_error_memory(c->err);
    if (c->trace && c->trace->line)
        tell(&s, dmr_pattern_explain_names(&s.view));
    int32_t n = s.view.tree->n;
    s.coded = DMR_NEW_ARRAY(c->arena, bool, (size_t)n);
    if (!s.coded)
        return dmr_error_memory(c->err);
    for (int32_t w = 0; w < n; w++)
        if (!s.coded[w])
            DMR_TRY(code_verb(&s, w));
    return DEMARCHE_OK;
}

/* Which event of one coding is which of another: by id, else within a sentence. */
#include <stdlib.h>

#include "base/hash.h"
#include "record/record_diff.h"

demarche_str dmr_diff_sentence(const dmr_diff_event *event, demarche_str text)
{
    size_t end = event->sentence.end < text.len ? event->sentence.end : text.len;
    size_t start = event->sentence.start < end ? event->sentence.start : end;
    return dmr_str(text.len ? text.ptr + start : "", end - start);
}

void dmr_diff_set_keys(dmr_diff_events *events, const demarche_str *text)
{
    for (size_t i = 0; i < events->n; i++) {
        dmr_diff_event *e = &events->at[i];
        e->key = text ? dmr_hash_str(dmr_diff_sentence(e, *text))
                      : (uint64_t)e->sentence.start;
    }
}

/* An event and its place among all of its coding. */
typedef struct place {
    const dmr_diff_event *event;
    size_t at;
} place;

static int by_id(const void *a, const void *b)
{
    const place *x = a, *y = b;
    int c = dmr_str_compare(x->event->id, y->event->id);
    return c ? c : (x->at > y->at) - (x->at < y->at);
}

static int by_sentence(const void *a, const void *b)
{
    const place *x = a, *y = b;
    if (x->event->key != y->event->key)
        return x->event->key < y->event->key ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

/* Those without a pair, in that order. */
static place *sorted(const dmr_diff_events *events, size_t *n,
                     int (*order)(const void *, const void *), dmr_arena *arena)
{
    place *p = DMR_NEW_ARRAY(arena, place, events->n + 1);
    *n = 0;
    for (size_t i = 0; p && i < events->n; i++) {
        if (events->at[i].pair == DMR_DIFF_NONE)
            p[(*n)++] = (place){&events->at[i], i};
    }
    if (p)
        qsort(p, *n, sizeof *p, order);
    return p;
}

static void pair(dmr_diff_events *a, dmr_diff_events *b, size_t i, size_t j)
{
    a->at[i].pair = j;
    b->at[j].pair = i;
}

/* The first of an id with the first of it, the second with the second. */
static bool pair_by_id(dmr_diff_events *a, dmr_diff_events *b, dmr_arena *arena)
{
    size_t n_a, n_b;
    place *x = sorted(a, &n_a, by_id, arena), *y = sorted(b, &n_b, by_id, arena);
    if (!x || !y)
        return false;
    for (size_t i = 0, j = 0; i < n_a && j < n_b;) {
        int c = dmr_str_compare(x[i].event->id, y[j].event->id);
        if (c == 0)
            pair(a, b, x[i++].at, y[j++].at);
        else if (c < 0)
            i++;
        else
            j++;
    }
    return true;
}

/* ------------------------------------------------------------------ within a sentence */

static bool same_field(const dmr_diff_event *a, const dmr_diff_event *b,
                       dmr_diff_field field)
{
    return dmr_str_eq(a->field[field], b->field[field]);
}

static bool same_parties(const dmr_diff_event *a, const dmr_diff_event *b)
{
    return same_field(a, b, DMR_DIFF_ACTOR) && same_field(a, b, DMR_DIFF_RECIPIENT) &&
           same_field(a, b, DMR_DIFF_VIA);
}

/* Of codes of a foreign system the type is empty. */
static bool same_type(const dmr_diff_event *a, const dmr_diff_event *b)
{
    return same_field(a, b, DMR_DIFF_TYPE) &&
           (a->field[DMR_DIFF_TYPE].len || same_field(a, b, DMR_DIFF_CAMEO));
}

static bool same_trigger(const dmr_diff_event *a, const dmr_diff_event *b)
{
    return a->trigger.end && a->trigger.start == b->trigger.start &&
           a->trigger.end == b->trigger.end;
}

static bool triggers_meet(const dmr_diff_event *a, const dmr_diff_event *b)
{
    return a->trigger.start < b->trigger.end && b->trigger.start < a->trigger.end;
}

enum { WAYS = 6 };

/* From what says most for one event to what says least. */
static bool is_alike(const dmr_diff_event *a, const dmr_diff_event *b, int way)
{
    switch (way) {
    case 0:
        return same_trigger(a, b) && same_type(a, b) && same_parties(a, b);
    case 1:
        return same_trigger(a, b) && same_parties(a, b);
    case 2:
        return same_trigger(a, b) && same_type(a, b);
    case 3:
        return same_trigger(a, b);
    case 4:
        return same_type(a, b) && same_parties(a, b);
    default:
        return triggers_meet(a, b) && (same_type(a, b) || same_parties(a, b));
    }
}

/*
 * Each of a takes the first of b that is left. The pairs are the same whichever side is called
 * a: the first of a that can have any has the first that it can, and that one, looking from b,
 * finds it first; and so on with what is left.
 */
static void pair_sentence(dmr_diff_events *a, dmr_diff_events *b, const place *x,
                          size_t n_a, const place *y, size_t n_b)
{
    size_t left = n_a < n_b ? n_a : n_b;
    for (int way = 0; way < WAYS; way++) {
        for (size_t i = 0; left && i < n_a; i++) {
            for (size_t j = 0; j < n_b && x[i].event->pair == DMR_DIFF_NONE; j++) {
                if (y[j].event->pair == DMR_DIFF_NONE &&
                    is_alike(x[i].event, y[j].event, way)) {
                    pair(a, b, x[i].at, y[j].at);
                    left--;
                }
            }
        }
    }
}

static size_t end_of(const place *p, size_t n, size_t from)
{
    size_t end = from;
    while (end < n && p[end].event->key == p[from].event->key)
        end++;
    return end;
}

bool dmr_diff_match(dmr_diff_events *a, dmr_diff_events *b, dmr_arena *arena)
{
    size_t n_a, n_b;
    if (!pair_by_id(a, b, arena))
        return false;
    place *x = sorted(a, &n_a, by_sentence, arena);
    place *y = sorted(b, &n_b, by_sentence, arena);
    if (!x || !y)
        return false;
    for (size_t i = 0, j = 0; i < n_a && j < n_b;) {
        size_t i_end = end_of(x, n_a, i), j_end = end_of(y, n_b, j);
        if (x[i].event->key == y[j].event->key)
            pair_sentence(a, b, x + i, i_end - i, y + j, j_end - j);
        if (x[i].event->key <= y[j].event->key) {
            if (x[i].event->key == y[j].event->key)
                j = j_end;
            i = i_end;
        } else {
            j = j_end;
        }
    }
    return true;
}

/*
 * The growing list into which each finder of the stage appends its mentions, sentence by
 * sentence. The driver sorts it and makes dmr_mentions of it.
 */
#ifndef DMR_MENTION_MENTION_LIST_H
#define DMR_MENTION_MENTION_LIST_H

#include <math.h>

#include "base/vec.h"
#include "mention/mention.h"

typedef struct dmr_mention_list {
    dmr_mention *at;
    size_t n, room;
} dmr_mention_list;

/*
 * One more mention at the end of the list: zeroed, place unknown (NaN), time unknown.
 * NULL for want of memory. It moves when the list grows.
 */
static inline dmr_mention *dmr_mention_list_add(dmr_mention_list *list, dmr_arena *arena,
                                                demarche_mention_kind kind,
                                                uint32_t sentence, int32_t first,
                                                int32_t last, int32_t head)
{
    dmr_mention *m = DMR_PUSH(arena, *list);
    if (!m)
        return NULL;
    m->kind = kind;
    m->sentence = sentence;
    m->first = first;
    m->last = last;
    m->head = head;
    m->lat = m->lon = NAN;
    m->time.first = DMR_DAY_NONE;
    m->time.last = DMR_DAY_OPEN;
    return m;
}

#endif

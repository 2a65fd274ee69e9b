/*
 * Names of the gazetteer in a sentence: longest match from left to right over the words
 * in normal form. Linear in the sentence.
 */
#ifndef DMR_MENTION_NAME_MATCH_H
#define DMR_MENTION_NAME_MATCH_H

#include "mention/gazetteer.h"

typedef struct dmr_name_hit {
    uint32_t sentence;
    int32_t first, last; /* words */
    uint32_t key;        /* gazetteer key + 1 */
} dmr_name_hit;

typedef struct dmr_name_hits {
    dmr_name_hit *at;
    size_t n, room;
    char *buf; /* scratch of the matcher */
    size_t buf_room;
    void *words;
    size_t words_room;
} dmr_name_hits;

/* Append the hits of one sentence. Fails for want of memory only. */
demarche_status dmr_name_match(dmr_name_hits *hits, const dmr_gazetteer *gazetteer,
                               const dmr_tree *tree, uint32_t sentence, dmr_arena *arena,
                               demarche_error *err);

/* Keys of the names in a plain text (title, section), in order; at most `room`. */
size_t dmr_name_match_text(const dmr_gazetteer *gazetteer, demarche_str text,
                           uint32_t *keys, size_t room);

#endif

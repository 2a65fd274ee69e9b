/*
 * A sentence as patterns see it: its words in capitals, the names in it, and
 * whom a noun phrase stands for in the dictionary's codes.
 */
#ifndef DMR_EVENT_PATTERN_VIEW_H
#define DMR_EVENT_PATTERN_VIEW_H

#include "event/pattern.h"

/* A name or noun in the sentence, of actor_phrases.tsv or agent_phrases.tsv. */
typedef struct dmr_pattern_name {
    int32_t first, last, head; /* words */
    demarche_str code;         /* as of the document's day; "~GOV" of an agent */
    bool agent;
    demarche_str name; /* as the table has it */
} dmr_pattern_name;

typedef struct dmr_pattern_view {
    const dmr_patterns *patterns;
    const dmr_reading *reading;
    const dmr_tree *tree;
    uint32_t sentence;
    dmr_arena *arena;
    const demarche_str *capitals;  /* (tree->n) the words in ASCII capitals */
    const dmr_pattern_name *names; /* (n_names) in order of the text */
    size_t n_names;
} dmr_pattern_view;

/* False for want of memory. */
bool dmr_pattern_view_make(dmr_pattern_view *out, const dmr_patterns *patterns,
                           const dmr_reading *reading, uint32_t sentence,
                           dmr_arena *arena);

/* How many words from `w` on, before `end`, spell `word`: one, or the parts of what has a
 * hyphen ("state", "-", "run") or an apostrophe ("do", "n't"). 0: they do not. */
int32_t dmr_pattern_spells(const dmr_pattern_view *v, int32_t w, int32_t end,
                           demarche_str word);

/* The head of the noun phrase that `w` stands in without a preposition between. */
int32_t dmr_pattern_base(const dmr_tree *tree, int32_t w);

enum { DMR_PATTERN_PARTIES_MAX = 24, DMR_PATTERN_AGENTS_MAX = 6 };

/* One party: an actor with what is said of it, "ARN" and "GOV". */
typedef struct dmr_pattern_party {
    const dmr_pattern_name *actor; /* NULL: agents alone, "---GOV" */
    const dmr_pattern_name *agents[DMR_PATTERN_AGENTS_MAX];
    size_t n_agents;
    int32_t member; /* head of its member of the list */
    demarche_str code;
} dmr_pattern_party;

typedef struct dmr_pattern_group {
    dmr_pattern_party at[DMR_PATTERN_PARTIES_MAX];
    size_t n;
    int32_t first, last; /* words from the first name to the last; n > 0 */
    int32_t top;         /* head of the whole noun phrase */
    bool coded;          /* some party has an actor */
} dmr_pattern_group;

/* Whom the noun phrase of `w` stands for, by the names among the words from `lo` until
 * before `hi`. False for want of memory. */
bool dmr_pattern_group_of(const dmr_pattern_view *v, int32_t w, int32_t lo, int32_t hi,
                          dmr_pattern_group *out);

/* The noun phrase with head `w` as a party by its words, "\"THE TIDE BOARD\"", where they
 * are no more than `most`; else out->n is 0. False for want of memory. */
bool dmr_pattern_new_actor(const dmr_pattern_view *v, int32_t w, uint32_t most,
                           dmr_pattern_group *out);

#endif

/*
 * Patterns: coding as PETRARCH does, with its dictionaries and in its codes. Where a lexicon
 * has patterns.tsv, its rows take the place of rules, and names in their own codes that of the
 * gazetteer:
 *
 *   actor_phrases.tsv   who is who: "UNITED_NATIONS" IGOUNO
 *   agent_phrases.tsv   what somebody is: "SOLDIER" ~MIL
 *   patterns.tsv        verbs with their forms and code, what may stand before and behind them
 *                       ("WILL NOT * AID"), sets of words ("&TIES")
 *
 * A pattern is a sequence of words around the verb; the tree says how far a clause reaches,
 * what is one noun phrase, and who is the subject. docs/PETRARCH.md defines both tables and
 * how who and whom are found. Immutable once loaded, shared by threads.
 */
#ifndef DMR_EVENT_PATTERN_H
#define DMR_EVENT_PATTERN_H

#include "base/hash.h"
#include "base/tables.h"
#include "event/ontology.h"
#include "mention/mention.h"

typedef enum dmr_step_kind {
    DMR_STEP_WORD = 0,
    DMR_STEP_SET,    /* "&TIES" */
    DMR_STEP_SOURCE, /* "$" */
    DMR_STEP_TARGET, /* "+" */
    DMR_STEP_BOTH,   /* "%": several who do it to one another */
    DMR_STEP_SKIP,   /* "^": a noun phrase that is passed over */
} dmr_step_kind;

/* One step of a pattern, seen from the verb outwards. */
typedef struct dmr_step {
    dmr_step_kind kind;
    demarche_str word; /* in capitals */
    uint32_t set;      /* index of a set */
    bool close;        /* stands right beside the step before it (nearer to the verb) */
    uint8_t phrase;    /* number of its {} or (), from 1; 0: in none */
} dmr_step;

/* Several words in one: an entry of a set, what goes with a verb. */
typedef struct dmr_words {
    const demarche_str *at; /* (n) in capitals, in order of the text */
    size_t n;
} dmr_words;

typedef struct dmr_word_set {
    demarche_str name;
    const dmr_words *entries; /* (n), those of more words first */
    size_t n;
} dmr_word_set;

/* "032:033": what the source does to the target, and the target to the source. Empty:
 * nothing. "---" codes nothing at all, and is empty on both sides. */
typedef struct dmr_deed {
    demarche_str code, back;
    const char *code_c, *back_c; /* the same, with a NUL */
} dmr_deed;

static inline bool dmr_deed_is_null(const dmr_deed *deed)
{
    return !deed->code.len && !deed->back.len;
}

enum { DMR_STEPS_MAX = 16 };

typedef struct dmr_pattern {
    const char *text;                /* "WILL NOT * AID" */
    const dmr_step *before, *behind; /* from the verb outwards */
    uint8_t n_before, n_behind;
    bool in_clause; /* of PETRARCH2: words behind the verb stand in its own clause */
    dmr_deed deed;
    uint32_t order; /* of loading */
} dmr_pattern;

/* The patterns that the verbs of one block of a dictionary have in common. */
typedef struct dmr_block {
    const dmr_pattern *patterns; /* (n), those of more steps first */
    size_t n;
} dmr_block;

/*
 * What a verb makes of the one in its complement: "a (a b ATTACK) SAY = a b 015", who says
 * that he himself attacked somebody. Letters stand for parties, the first for the subject of
 * the verb that governs; '.' is anybody, '_' nobody; Q any verb, and its code.
 */
typedef struct dmr_change {
    const char *text;      /* as above */
    uint32_t outer, inner; /* blocks of SAY and ATTACK; UINT32_MAX: any, Q */
    char subject;          /* "a" */
    char source, target;   /* of the verb below: "a", "b" */
    char by, to;           /* of the event that is made */
    dmr_deed deed;         /* empty on both sides: that of the verb below */
    demarche_str verbs[2]; /* "SAY", "ATTACK" */
} dmr_change;

/* One form of a verb, "BROKE" with "DOWN" behind it. */
typedef struct dmr_verb_form {
    dmr_words before, behind;
    uint32_t verb;
} dmr_verb_form;

typedef struct dmr_pattern_verb {
    const char *name; /* "BREAK_DOWN" */
    uint32_t block;
    dmr_deed deed; /* where no pattern fits */
} dmr_pattern_verb;

/* One of the codes of a name, on the days from `from` until `until`. */
typedef struct dmr_phrase_code {
    demarche_str code;
    dmr_day from, until;
    bool dated;
} dmr_phrase_code;

/* A name or noun: its words, and whether each stands right behind the one before. */
typedef struct dmr_phrase {
    dmr_words words;
    const bool *close;            /* (words.n) */
    const dmr_phrase_code *codes; /* (n_codes) */
    size_t n_codes;
    demarche_str name; /* as the table has it */
    bool agent;        /* "~GOV": says what somebody is */
} dmr_phrase;

/* Runs of indexes under a word: count, then the indexes. */
typedef struct dmr_word_index {
    dmr_map *starts;
    const uint32_t *runs;
} dmr_word_index;

typedef struct dmr_code_type {
    demarche_str code; /* "04": all codes that begin so */
    const dmr_type *type;
} dmr_code_type;

struct dmr_patterns {
    const dmr_phrase *phrases;
    size_t n_phrases;
    dmr_word_index phrase_index; /* by first word; those of more words first */
    const dmr_word_set *sets;
    size_t n_sets;
    const dmr_pattern_verb *verbs;
    size_t n_verbs;
    const dmr_block *blocks;
    size_t n_blocks;
    const dmr_verb_form *forms;
    size_t n_forms;
    dmr_word_index form_index; /* by the verb's own word; those of more words first */
    const dmr_change *changes;
    size_t n_changes;
    bool in_clause; /* of PETRARCH2, where negations are the coder's */
    const dmr_code_type *types;
    size_t n_types;
};

/* Load patterns.tsv and the names of all layers; *out is NULL where there is no
 * patterns.tsv. E_LEXICON with file and line for a bad row. */
demarche_status dmr_patterns_load(const dmr_patterns **out, const dmr_ontology *ontology,
                                  dmr_tables *tables, dmr_arena *arena,
                                  demarche_error *err);

/*
 * Parse the text of a pattern, "WILL NOT * &AID_PACKAGE $". `sets` gives a set's index by
 * its name; out->in_clause, deed and order are the caller's. On failure *why is a static string. The steps lie in the arena.
 */
bool dmr_pattern_parse(dmr_pattern *out, demarche_str text, const dmr_map *sets,
                       dmr_arena *arena, const char **why);

/* Parse "a (a b ATTACK) SAY = a b 015"; the blocks are the caller's. NULL, or what is wrong
 * with it. */
const char *dmr_change_parse(dmr_change *out, demarche_str text, dmr_arena *arena);

/* "032:033" parted. NULL, or what is wrong with it. */
const char *dmr_deed_parse(dmr_deed *out, demarche_str text, dmr_arena *arena);

/* "BREAK_DOWN" as words; blanks and "_" part them. False for want of memory. */
bool dmr_words_parse(dmr_words *out, demarche_str text, dmr_arena *arena);

/* The indexes under `word`: *n of them. */
const uint32_t *dmr_word_index_get(const dmr_word_index *index, demarche_str word,
                                   size_t *n);

#endif

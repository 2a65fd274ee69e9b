/*
 * Rules as docs/RULES.md defines them: a trigger, tests on its slots, and where the
 * parties are found. Immutable once loaded.
 */
#ifndef DMR_EVENT_RULE_H
#define DMR_EVENT_RULE_H

#include "base/hash.h"
#include "base/str.h"

typedef enum dmr_slot_kind {
    DMR_SLOT_SUBJ = 0,
    DMR_SLOT_OBJ,
    DMR_SLOT_IOBJ,
    DMR_SLOT_XCOMP,
    DMR_SLOT_CCOMP,
    DMR_SLOT_POSS,
    DMR_SLOT_MOD,
    DMR_SLOT_PREP,    /* `prep` says which */
    DMR_SLOT_SURFACE, /* not written in rules: what `subj` of an adjective is */
    DMR_SLOT_ANY,     /* parties only: the nearest other party */
    DMR_SLOT_TOLD,    /* parties only: the two that were told of last */
    DMR_SLOT_NONE,    /* parties only, "?": the side may stay empty */
} dmr_slot_kind;

typedef struct dmr_slot {
    dmr_slot_kind kind;
    demarche_str prep; /* "with", "because_of" */
} dmr_slot;

typedef struct dmr_slots {
    const dmr_slot *at; /* (n) alternatives, in order */
    size_t n;
} dmr_slots;

typedef enum dmr_want {
    DMR_WANT_ANY = 0, /* "*" */
    DMR_WANT_WORDS,   /* lemmas or a class */
    DMR_WANT_PARTY,
    DMR_WANT_ACTOR, /* the word itself, not only a modifier, is a party */
    DMR_WANT_STATE,
    DMR_WANT_PLACE,
    DMR_WANT_EVENT,
    DMR_WANT_MONEY,
    DMR_WANT_NUMBER,
} dmr_want;

typedef struct dmr_test {
    dmr_slots slots;
    dmr_want want;
    bool negated;
    demarche_str text;    /* as the rule has it: "obj:{agreement}" */
    const dmr_map *words; /* WANT_WORDS: set of lemmas, several joined by "_" */
} dmr_test;

typedef enum dmr_trigger_pos {
    DMR_TRIGGER_VERB = 0,
    DMR_TRIGGER_NOUN,
    DMR_TRIGGER_ADJ,
    DMR_TRIGGER_POS_COUNT,
} dmr_trigger_pos;

/* A lemma, or several ("break_off"): `key` is the one the tree is asked for, the others
 * stand before or behind it. */
typedef struct dmr_trigger {
    demarche_str key;
    demarche_str before[3], after[3];
    uint8_t n_before, n_after;
} dmr_trigger;

/* What the further words of a trigger add to a rule's weight. */
static inline uint32_t dmr_trigger_weight(const dmr_trigger *t)
{
    return 4u * (t->n_before + t->n_after);
}

enum { DMR_TESTS_MAX = 8, DMR_RULE_CONTEXTS_MAX = 6 };

struct dmr_type;
struct dmr_mode;

typedef struct dmr_rule {
    const char *name; /* "sign.agreement" */
    dmr_trigger_pos pos;
    const dmr_trigger *triggers; /* (n_triggers) */
    size_t n_triggers;
    dmr_test tests[DMR_TESTS_MAX];
    size_t n_tests;
    dmr_slots actor, recipient, via;
    bool actor_may_lack, recipient_may_lack; /* "?" */
    bool mutual;                             /* "+" */
    const struct dmr_type *type;
    const struct dmr_mode *mode; /* NULL: none */
    const char *cameo;
    const char *contexts[DMR_RULE_CONTEXTS_MAX]; /* names of the ontology */
    size_t n_contexts;
    uint32_t weight; /* of the tests: docs/RULES.md, "the most tests wins" */
    uint32_t order;  /* of loading; breaks ties */
} dmr_rule;

/* Word classes: from name to the set of its words. */
typedef struct dmr_classes {
    dmr_map *index;      /* name -> index */
    const dmr_map **set; /* (n) */
    size_t n;
} dmr_classes;

/*
 * Parse the columns `pattern` and `parties` into *rule. On failure *why is a static or
 * arena string saying what is wrong; the caller knows file and line.
 */
bool dmr_rule_parse(dmr_rule *rule, demarche_str pattern, demarche_str parties,
                    const dmr_classes *classes, dmr_arena *arena, demarche_str *why);

#endif

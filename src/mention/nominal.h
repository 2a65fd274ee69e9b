/*
 * Nominals: the words of a sentence that may stand for somebody or something, whether a
 * list knows them or not: names, pronouns, nouns that the network takes for entities, and
 * "here" and "there". What is noted of each is what decides who is who (chain.h).
 */
#ifndef DMR_MENTION_NOMINAL_H
#define DMR_MENTION_NOMINAL_H

#include "mention/scene.h"

/* What a nominal is by its form: pronouns by person, nouns by what determines them. */
#define DMR_NOMINAL_LIST(X)                                                              \
    X(I, "i")                                                                            \
    X(WE, "we")                                                                          \
    X(YOU, "you")                                                                        \
    X(HE, "he")                                                                          \
    X(SHE, "she")                                                                        \
    X(IT, "it")                                                                          \
    X(THEY, "they")                                                                      \
    X(HERE, "here")                                                                      \
    X(THIS, "this")                                                                      \
    X(PRONOUN, "pronoun")                                                                \
    X(NAME, "name")                                                                      \
    X(THE, "the")                                                                        \
    X(OWNED, "owned")                                                                    \
    X(THAT, "that")                                                                      \
    X(ONE, "one")                                                                        \
    X(BARE, "bare")                                                                      \
    X(OTHER, "other")                                                                    \
    X(ADJECTIVE, "adjective")

typedef enum dmr_nominal_class {
#define DMR_NOMINAL_ENUM(id, name) DMR_NOMINAL_##id,
    DMR_NOMINAL_LIST(DMR_NOMINAL_ENUM)
#undef DMR_NOMINAL_ENUM
        DMR_NOMINAL_COUNT
} dmr_nominal_class;

/* The last class that is a pronoun (or stands for a place or thing as one does). */
#define DMR_NOMINAL_LAST_PRONOUN DMR_NOMINAL_PRONOUN

typedef enum dmr_nominal_role {
    DMR_NOMINAL_SUBJECT = 0,
    DMR_NOMINAL_OBJECT,
    DMR_NOMINAL_POSSESSOR,
    DMR_NOMINAL_ROOT,
    DMR_NOMINAL_OBLIQUE,
    DMR_NOMINAL_INSIDE, /* another phrase */
    DMR_NOMINAL_ROLES
} dmr_nominal_role;

enum { DMR_NOMINAL_WORDS = 8 }; /* modifiers, words of a name that are compared */

typedef struct dmr_nominal {
    uint32_t sentence;
    int32_t word, head; /* of the sentence */
    uint32_t chain;     /* index + 1 */
    uint32_t before;    /* the nominal + 1 before it in its chain; 0: the first */
    uint32_t known;     /* cluster of the names that say the same; 0: unknown */
    uint32_t lemma, form, initials; /* hashes; initials: of a name's words, 0: one word */
    uint32_t mods[DMR_NOMINAL_WORDS];  /* hashes of its modifiers, ascending */
    uint32_t words[DMR_NOMINAL_WORDS]; /* of the words of its name, ascending */
    uint8_t n_mods, n_words;
    uint8_t class, ent, role, rel; /* dmr_nominal_class, dmr_entity_kind, ... dmr_rel */
    uint8_t kind;                  /* 0: no name found here; else mention kind + 1 */
    uint8_t gender;                /* 0, 1: he, 2: she */
    bool plural, joined;           /* joined: "A and B" */
    bool quoted, owned, of, predicate;
    bool acronym;
    bool listed; /* a name that the gazetteer has: `known` says who it is */
} dmr_nominal;

static inline bool dmr_nominal_is_pronoun(const dmr_nominal *n)
{
    return n->class <= DMR_NOMINAL_LAST_PRONOUN;
}

/*
 * Fill *out for the word of the sentence at hand; false where it is no nominal. `quoted`:
 * it stands inside quotation marks. Names must have been found before, groups not.
 */
bool dmr_nominal_at(dmr_scene *scene, int32_t word, bool quoted, dmr_nominal *out);

#endif

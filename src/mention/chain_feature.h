/*
 * What speaks for a nominal's being the same as those of a chain before it, as numbers of
 * features, whose weights are in lexicon/coreference.tsv. A feature is a template with up
 * to four values: "pair he name" holds where a "he" may follow a name. Weights were
 * learned by train/coreference.py; the chain with the greatest sum wins, or none where
 * "begins a chain" does (Denis and Baldridge 2008, a ranking of candidates).
 */
#ifndef DMR_MENTION_CHAIN_FEATURE_H
#define DMR_MENTION_CHAIN_FEATURE_H

#include "mention/nominal.h"

enum { DMR_CHAIN_DESCRIBED = 12, DMR_CHAIN_KNOWN = 4 };

/* Those nominals that were found to be one. */
typedef struct dmr_chain {
    uint32_t last; /* nominal, index + 1 */
    uint32_t size, n_names, n_plural;
    uint32_t classes; /* bits 1 << dmr_nominal_class */
    uint32_t ents[DMR_ENT_COUNT];
    uint32_t described[DMR_CHAIN_DESCRIBED]; /* nominals + 1 with words of their own, no
                                                two alike; the latest, as a ring */
    uint32_t n_described;
    uint32_t known[DMR_CHAIN_KNOWN]; /* clusters of names */
    uint32_t n_known;
    uint32_t listed; /* the cluster of names of which the gazetteer says who it is */
    uint8_t gender;
} dmr_chain;

/* Values of a template's places, and how many there are; the last are plain numbers. */
#define DMR_CHAIN_DOMAIN_LIST(X)                                                         \
    X(NOTHING, 1)                                                                        \
    X(CLASS, DMR_NOMINAL_COUNT)                                                          \
    X(ENT, DMR_ENT_COUNT)                                                                \
    X(ROLE, DMR_NOMINAL_ROLES)                                                           \
    X(REL, DMR_REL_COUNT)                                                                \
    X(KIND, DEMARCHE_MENTION_PLACE + 2) /* mention kind + 1, 0: no name */               \
    X(GENDER, 3)                                                                         \
    X(2, 2)                                                                              \
    X(3, 3)                                                                              \
    X(4, 4)                                                                              \
    X(5, 5)                                                                              \
    X(6, 6)                                                                              \
    X(7, 7)                                                                              \
    X(8, 8)                                                                              \
    X(10, 10)

#define DMR_CHAIN_TEMPLATES(X)                                                           \
    /* any nominal and the last of the chain */                                          \
    X(PAIR, "pair", CLASS, CLASS, NOTHING, NOTHING)                                      \
    X(FAR, "far", CLASS, 8, NOTHING, NOTHING) /* sentences between */                    \
    X(PAIR_FAR, "pair-far", CLASS, CLASS, 5, NOTHING)                                    \
    X(RANK, "rank", CLASS, 10, NOTHING, NOTHING) /* nominals between */                  \
    X(SORT, "sort", CLASS, ENT, ENT, NOTHING)    /* of the last */                       \
    X(SORTS, "sorts", CLASS, ENT, ENT, NOTHING)  /* of most of the chain */              \
    X(NUMBER, "number", CLASS, 2, 2, 2)          /* plural, plural, joined */            \
    X(ROLES, "roles", CLASS, ROLE, ROLE, 3)      /* near */                              \
    X(SIZE, "size", CLASS, 7, 5, NOTHING)        /* far */                               \
    X(SAID, "said", CLASS, 2, 2, 5)              /* named, same class, far */            \
    X(GENDER, "gender", CLASS, GENDER, GENDER, NOTHING)                                  \
    X(SPEAKERS, "speakers", CLASS, 8, NOTHING, NOTHING) /* I, we, you in the chain */    \
    X(QUOTES, "quotes", CLASS, CLASS, 4, 3)             /* quoted, near */               \
    X(NAMED, "named", CLASS, 2, 7, 3)                   /* named, size, near */          \
    X(PAIR_ROLE, "pair-role", CLASS, CLASS, ROLE, 3)                                     \
    /* in one sentence */                                                                \
    X(INSIDE, "inside", CLASS, REL, NOTHING, NOTHING)                                    \
    X(AROUND, "around", CLASS, REL, NOTHING, NOTHING)                                    \
    X(SISTERS, "sisters", CLASS, ROLE, ROLE, NOTHING)                                    \
    X(NIECE, "niece", CLASS, REL, ROLE, NOTHING)                                         \
    X(SUBJECT, "subject", CLASS, 3, 2, ROLE) /* which, clause, own role */               \
    X(APPOSED, "apposed", CLASS, CLASS, NOTHING, NOTHING)                                \
    X(PREDICATE, "predicate", CLASS, CLASS, NOTHING, NOTHING)                            \
    X(LISTED, "listed", CLASS, 2, NOTHING, NOTHING)                                      \
    X(SPOKEN, "spoken", CLASS, 4, NOTHING, NOTHING) /* "X said: I" */                    \
    /* nouns and names by their words */                                                 \
    X(SAME_HEAD, "same-head", CLASS, CLASS, 2, NOTHING)                                  \
    X(SAME_HEAD_FAR, "same-head-far", CLASS, 2, 8, NOTHING)                              \
    X(SAME_NUMBER, "same-number", CLASS, 2, 2, NOTHING)                                  \
    X(MODS, "mods", CLASS, CLASS, 4, NOTHING)                                            \
    X(MODS_SORT, "mods-sort", CLASS, ENT, 4, NOTHING)                                    \
    X(MODS_FORM, "mods-form", CLASS, 4, 2, 8)                                            \
    X(OWNERS, "owners", CLASS, CLASS, 2, NOTHING)                                        \
    X(NAME_WORDS, "name-words", ENT, ENT, 5, 5)                                          \
    X(NAME_KIND, "name-kind", KIND, 5, 2, 2)                                             \
    X(ACRONYM, "acronym", NOTHING, NOTHING, NOTHING, NOTHING)                            \
    X(KNOWN, "known", CLASS, KIND, 2, 2)                                                 \
    X(OTHER_PAIR, "other-pair", CLASS, CLASS, NOTHING, NOTHING)                          \
    X(OTHER_SORT, "other-sort", CLASS, ENT, ENT, NOTHING)                                \
    X(OTHER_FAR, "other-far", CLASS, 5, 10, NOTHING)                                     \
    /* the nominal begins a chain */                                                     \
    X(NEW, "new", CLASS, NOTHING, NOTHING, NOTHING)                                      \
    X(NEW_SORT, "new-sort", CLASS, ENT, NOTHING, NOTHING)                                \
    X(NEW_ROLE, "new-role", CLASS, ROLE, NOTHING, NOTHING)                               \
    X(NEW_NUMBER, "new-number", CLASS, 2, NOTHING, NOTHING)                              \
    X(NEW_QUOTED, "new-quoted", CLASS, 2, NOTHING, NOTHING)                              \
    X(NEW_AT, "new-at", CLASS, 6, NOTHING, NOTHING) /* nominals before */                \
    X(NEW_REL, "new-rel", CLASS, REL, NOTHING, NOTHING)                                  \
    X(NEW_SEEN, "new-seen", CLASS, 2, 4, NOTHING) /* head before, modifiers */           \
    X(NEW_KIND, "new-kind", CLASS, KIND, NOTHING, NOTHING)                               \
    X(NEW_OF, "new-of", CLASS, 2, NOTHING, NOTHING)

typedef enum dmr_chain_template {
#define DMR_CHAIN_ENUM(id, name, a, b, c, d) DMR_CHAIN_T_##id,
    DMR_CHAIN_TEMPLATES(DMR_CHAIN_ENUM)
#undef DMR_CHAIN_ENUM
        DMR_CHAIN_TEMPLATE_COUNT
} dmr_chain_template;

enum { DMR_CHAIN_FEATURES_MAX = 64 };

/* The features of one candidate: indices into the weights. */
typedef struct dmr_chain_features {
    uint32_t at[DMR_CHAIN_FEATURES_MAX];
    size_t n;
} dmr_chain_features;

/* How many features there are. */
uint32_t dmr_chain_feature_count(void);

/* Index of the feature, or UINT32_MAX where a value is out of its domain. */
uint32_t dmr_chain_feature_index(dmr_chain_template t, const uint32_t values[4]);

/* The template of that name, or COUNT. */
dmr_chain_template dmr_chain_template_by_name(demarche_str name);

/* How many values a template has. */
size_t dmr_chain_value_count(dmr_chain_template t);

/* A value by what it is written as in coreference.tsv; UINT32_MAX for none. `place` is 0
 * to 3. */
uint32_t dmr_chain_value_by_name(dmr_chain_template t, size_t place, demarche_str name);

/* How the feature is written: "pair" and "he name" into `values` (room bytes); false where
 * there is no such feature. Static name. */
bool dmr_chain_feature_name(uint32_t index, const char **name, char *values, size_t room);

/* The nominals of the document so far, as chains need them. */
typedef struct dmr_nominals {
    const dmr_nominal *at; /* (n) */
    size_t n;
} dmr_nominals;

/*
 * Features of `a`, a nominal of the sentence whose tree is given, being one with `chain`.
 * The words of *out are replaced.
 */
void dmr_chain_features_of(const dmr_nominals *all, const dmr_tree *tree,
                           const dmr_nominal *a, const dmr_chain *chain,
                           dmr_chain_features *out);

/* Features of `a` being the first of its chain; `seen`: its lemma was a nominal's
 * before. */
void dmr_chain_features_new(const dmr_nominals *all, const dmr_nominal *a, bool seen,
                            dmr_chain_features *out);

#endif

/*
 * Dependency trees: part of speech, lemma, features, head and relation of every word,
 * in Universal Dependencies 2. Word indexes count within the sentence, from 0; the root
 * has head -1.
 */
#ifndef DMR_PARSE_TREE_H
#define DMR_PARSE_TREE_H

#include "text/token.h"

/* UPOS, in the order of https://universaldependencies.org/u/pos/. */
#define DMR_UPOS_LIST(ITEM)                                                              \
    ITEM(ADJ)                                                                            \
    ITEM(ADP)                                                                            \
    ITEM(ADV)                                                                            \
    ITEM(AUX)                                                                            \
    ITEM(CCONJ)                                                                          \
    ITEM(DET)                                                                            \
    ITEM(INTJ)                                                                           \
    ITEM(NOUN)                                                                           \
    ITEM(NUM)                                                                            \
    ITEM(PART)                                                                           \
    ITEM(PRON)                                                                           \
    ITEM(PROPN)                                                                          \
    ITEM(PUNCT)                                                                          \
    ITEM(SCONJ)                                                                          \
    ITEM(SYM)                                                                            \
    ITEM(VERB)                                                                           \
    ITEM(X)

typedef enum dmr_upos {
#define DMR_UPOS_ENUM(name) DMR_UPOS_##name,
    DMR_UPOS_LIST(DMR_UPOS_ENUM)
#undef DMR_UPOS_ENUM
        DMR_UPOS_COUNT
} dmr_upos;

/* Relations that occur in English UD, with their subtypes. */
#define DMR_REL_LIST(X)                                                                  \
    X(ACL, "acl")                                                                        \
    X(ACL_RELCL, "acl:relcl")                                                            \
    X(ADVCL, "advcl")                                                                    \
    X(ADVCL_RELCL, "advcl:relcl")                                                        \
    X(ADVMOD, "advmod")                                                                  \
    X(AMOD, "amod")                                                                      \
    X(APPOS, "appos")                                                                    \
    X(AUX, "aux")                                                                        \
    X(AUX_PASS, "aux:pass")                                                              \
    X(CASE, "case")                                                                      \
    X(CC, "cc")                                                                          \
    X(CC_PRECONJ, "cc:preconj")                                                          \
    X(CCOMP, "ccomp")                                                                    \
    X(COMPOUND, "compound")                                                              \
    X(COMPOUND_PRT, "compound:prt")                                                      \
    X(CONJ, "conj")                                                                      \
    X(COP, "cop")                                                                        \
    X(CSUBJ, "csubj")                                                                    \
    X(CSUBJ_OUTER, "csubj:outer")                                                        \
    X(CSUBJ_PASS, "csubj:pass")                                                          \
    X(DEP, "dep")                                                                        \
    X(DET, "det")                                                                        \
    X(DET_PREDET, "det:predet")                                                          \
    X(DISCOURSE, "discourse")                                                            \
    X(DISLOCATED, "dislocated")                                                          \
    X(EXPL, "expl")                                                                      \
    X(FIXED, "fixed")                                                                    \
    X(FLAT, "flat")                                                                      \
    X(GOESWITH, "goeswith")                                                              \
    X(IOBJ, "iobj")                                                                      \
    X(LIST, "list")                                                                      \
    X(MARK, "mark")                                                                      \
    X(NMOD, "nmod")                                                                      \
    X(NMOD_DESC, "nmod:desc")                                                            \
    X(NMOD_POSS, "nmod:poss")                                                            \
    X(NMOD_UNMARKED, "nmod:unmarked")                                                    \
    X(NSUBJ, "nsubj")                                                                    \
    X(NSUBJ_OUTER, "nsubj:outer")                                                        \
    X(NSUBJ_PASS, "nsubj:pass")                                                          \
    X(NUMMOD, "nummod")                                                                  \
    X(OBJ, "obj")                                                                        \
    X(OBL, "obl")                                                                        \
    X(OBL_AGENT, "obl:agent")                                                            \
    X(OBL_UNMARKED, "obl:unmarked")                                                      \
    X(ORPHAN, "orphan")                                                                  \
    X(PARATAXIS, "parataxis")                                                            \
    X(PUNCT, "punct")                                                                    \
    X(REPARANDUM, "reparandum")                                                          \
    X(ROOT, "root")                                                                      \
    X(VOCATIVE, "vocative")                                                              \
    X(XCOMP, "xcomp")

typedef enum dmr_rel {
#define DMR_REL_ENUM(id, name) DMR_REL_##id,
    DMR_REL_LIST(DMR_REL_ENUM)
#undef DMR_REL_ENUM
        DMR_REL_COUNT
} dmr_rel;

/* What a word stands for as the head of a named or coreferent span: GUM's entity types. */
#define DMR_ENT_LIST(X)                                                                  \
    X(PERSON, "person")                                                                  \
    X(ORGANIZATION, "organization")                                                      \
    X(PLACE, "place")                                                                    \
    X(TIME, "time")                                                                      \
    X(OBJECT, "object")                                                                  \
    X(EVENT, "event")                                                                    \
    X(ABSTRACT, "abstract")                                                              \
    X(ANIMAL, "animal")                                                                  \
    X(PLANT, "plant")                                                                    \
    X(SUBSTANCE, "substance")

typedef enum dmr_entity_kind {
    DMR_ENT_NONE, /* "-": heads no span */
#define DMR_ENT_ENUM(id, name) DMR_ENT_##id,
    DMR_ENT_LIST(DMR_ENT_ENUM)
#undef DMR_ENT_ENUM
        DMR_ENT_COUNT
} dmr_entity_kind;

/* "NOUN"; "nsubj:pass"; "person", "-" for none. Static. */
const char *dmr_upos_name(dmr_upos upos);
const char *dmr_rel_name(dmr_rel rel);
const char *dmr_ent_name(dmr_entity_kind ent);

/* The value of that name, also of those that the first version of Universal Dependencies
 * had ("dobj", "CONJ"); COUNT if there is none. An unknown subtype ("obl:tmod") gives
 * its plain relation. */
dmr_upos dmr_upos_by_name(demarche_str name);
dmr_rel dmr_rel_by_name(demarche_str name);
dmr_entity_kind dmr_ent_by_name(demarche_str name);

typedef struct dmr_word {
    demarche_str lemma;
    demarche_str xpos;  /* Penn tag, "NNP"; belongs to the model or the arena */
    demarche_str feats; /* "Number=Sing"; "_" for none */
    int32_t head;       /* -1: the root */
    uint8_t upos, rel;  /* dmr_upos, dmr_rel */
    uint8_t ent;        /* dmr_entity_kind; NONE with a model that knows no entities */
    /* Children as lists, in order of the text; -1 ends. Set by dmr_tree_link. */
    int32_t first_child, next_sibling;
} dmr_word;

typedef struct dmr_tree {
    const dmr_sentence *sentence;
    const dmr_token *tokens; /* (n) of this sentence: tokens[i] is words[i]'s */
    dmr_word *words;         /* (n) */
    int32_t n;
    int32_t root;
} dmr_tree;

/* Set root, first_child and next_sibling from the heads. */
void dmr_tree_link(dmr_tree *tree);

/* The first child of `word` with that relation, or -1. */
int32_t dmr_tree_child(const dmr_tree *tree, int32_t word, dmr_rel rel);

/* True where `word` is `top` or below it. */
bool dmr_tree_under(const dmr_tree *tree, int32_t word, int32_t top);

/* The word where the ways up from two words meet, one of them itself where it is above the
 * other; -1: nowhere. */
int32_t dmr_tree_meeting(const dmr_tree *tree, int32_t a, int32_t b);

/* How many steps up and down lie between two words; at most 2 * tree->n. */
int32_t dmr_tree_distance(const dmr_tree *tree, int32_t a, int32_t b);

/* First and last word of the subtree of `word` (which in English is nearly always
 * without gaps). */
void dmr_tree_span(const dmr_tree *tree, int32_t word, int32_t *first, int32_t *last);

/* Iterate: for (int32_t c = tree->words[w].first_child; c >= 0;
 *               c = tree->words[c].next_sibling) */

#endif

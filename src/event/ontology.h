/*
 * The ontology: event types, their modes and scores, contexts and what shows them, word
 * classes, modality words, and the rules with their index. All of it is data of the
 * lexicon; nothing here knows PLOVER. Immutable once loaded, shared by threads.
 */
#ifndef DMR_EVENT_ONTOLOGY_H
#define DMR_EVENT_ONTOLOGY_H

#include "event/event.h"
#include "event/rule.h"

/* Some of the types. */
typedef struct dmr_types {
    const struct dmr_type *const *at; /* (n) */
    size_t n;
} dmr_types;

/* A row of ontology/types.tsv. */
typedef struct dmr_type {
    const char *name;              /* "CONSULT" */
    int quad;                      /* 1..4; 0: the ontology has none */
    double scale;                  /* conflict-cooperation score; NaN: none */
    const char *track;             /* of a deed that shows no context; may be empty */
    const struct dmr_type *future; /* what a planned deed of this type is; NULL: itself */
    const struct dmr_type *denied; /* what it is to say that one will not; NULL: itself */
    const struct dmr_type *announced; /* `relate`: what it is to say that one will */
    dmr_types answers;                /* deeds done to one, which one answers by this */
    dmr_types follows;                /* deeds of one's own, with which this goes on */
    dmr_types undoes;                 /* deeds of one's own, which this takes back */
    dmr_types blames; /* deeds which this may name: it goes to who did them */
    bool absorbs;     /* its complements are what is asked, refused, threatened */
    bool asks;        /* whom the deed asks is said by its object, known to us or not */
    const dmr_table_row *row;
} dmr_type;

/* A row of ontology/modes.tsv. */
typedef struct dmr_mode {
    const char *name;
    const dmr_type *type;
    double scale;   /* its type's where the row has none */
    bool at_object; /* what it is done to is the place of it */
    const dmr_table_row *row;
} dmr_mode;

/* The most contexts that an ontology may have. */
enum { DMR_CONTEXTS_MAX = 64 };

/* A row of ontology/contexts.tsv. */
typedef struct dmr_context {
    const char *name;
    const char *track; /* may be empty */
    const dmr_table_row *row;
} dmr_context;

/* A word of ontology/cues.tsv: its presence near an event shows the context. */
typedef struct dmr_cue {
    uint32_t context; /* index */
    uint32_t layer;
    double weight;
} dmr_cue;

/* What a word of modality.tsv makes of what it governs. */
typedef enum dmr_effect {
    DMR_EFFECT_NONE = 0,
    DMR_EFFECT_TRANSPARENT, /* begin, continue: the complement is the event itself */
    DMR_EFFECT_REPORTED,
    DMR_EFFECT_ALLEGED,
    DMR_EFFECT_RUMORED,
    DMR_EFFECT_FUTURE,
    DMR_EFFECT_HYPOTHETICAL,
    DMR_EFFECT_NEGATED,
    DMR_EFFECT_COUNT,
} dmr_effect;

typedef enum dmr_scope {
    DMR_SCOPE_XCOMP = 1,  /* its infinitive or participle */
    DMR_SCOPE_CCOMP = 2,  /* its that-clause */
    DMR_SCOPE_OBJ = 4,    /* its object, or what a noun or adjective modifies */
    DMR_SCOPE_CLAUSE = 8, /* the clause that it is an adverb, auxiliary or mark of */
    DMR_SCOPE_SUBJ = 16,  /* its subject */
} dmr_scope;

typedef struct dmr_modality_word {
    demarche_str word; /* lemma, or several joined by "_" */
    char pos;          /* V N A R(adverb) X(auxiliary) M(mark, preposition) */
    dmr_effect effect;
    unsigned scopes; /* of dmr_scope */
    bool passive;    /* only as a passive: "was rumored to" */
    uint32_t layer;
} dmr_modality_word;

typedef struct dmr_discards dmr_discards; /* phrases of discards.tsv, see discard.h */
typedef struct dmr_patterns dmr_patterns; /* patterns.tsv, see pattern.h */
typedef struct dmr_relation_weights dmr_relation_weights; /* see relate_weight.h */
typedef struct dmr_sureness_weights dmr_sureness_weights; /* see sureness.h */
typedef struct dmr_fold_words dmr_fold_words;             /* see fold.h */
typedef struct dmr_kin dmr_kin;                           /* see kin.h */
typedef struct dmr_fill_weights dmr_fill_weights;         /* see fill_weight.h */

struct dmr_ontology {
    const dmr_type *types;
    size_t n_types;
    const dmr_mode *modes;
    size_t n_modes;
    const dmr_context *contexts;
    size_t n_contexts;
    const dmr_cue *cues;
    size_t n_cues;
    dmr_map *cue_index; /* lemma -> index into cues */
    const dmr_modality_word *modality;
    size_t n_modality;
    dmr_map *modality_index; /* "word/pos" first of its run in modality */
    dmr_classes classes;
    const dmr_rule *rules; /* (n_rules) in order of loading */
    size_t n_rules;
    dmr_map *trigger_index[DMR_TRIGGER_POS_COUNT]; /* key -> run */
    const uint32_t *runs; /* for each key: count, then indexes of rules, best first */
    const dmr_discards *discards; /* what is left out */
    const dmr_patterns *patterns; /* code in place of the rules; NULL: none */
    const dmr_relation_weights *relation_weights; /* of `relate`; NULL: none */
    const dmr_sureness_weights *sureness_weights; /* of events; NULL: none */
    const dmr_fold_words *fold_words;             /* NULL: tellings are not folded */
    const dmr_kin *kin;                   /* words like those of rules; NULL: none */
    const dmr_fill_weights *fill_weights; /* of `code --fill`; NULL: none */
};

/* Whether the type of that name is one of them. */
bool dmr_types_have(dmr_types types, const char *name);

/* The type, mode or context of that name; NULL if there is none. */
const dmr_type *dmr_ontology_type(const dmr_ontology *o, demarche_str name);
const dmr_mode *dmr_ontology_mode(const dmr_ontology *o, const dmr_type *type,
                                  demarche_str name);
const dmr_context *dmr_ontology_context(const dmr_ontology *o, demarche_str name);

/*
 * The rules that a word with that lemma may trigger, the most specific first: *n of them
 * at the result, indexes into o->rules. The lemma is in lower case.
 */
const uint32_t *dmr_ontology_triggered(const dmr_ontology *o, dmr_trigger_pos pos,
                                       demarche_str lemma, size_t *n);

/* The modality word with that lemma and part of speech, or NULL. */
const dmr_modality_word *dmr_ontology_modality(const dmr_ontology *o, demarche_str lemma,
                                               char pos);

#endif

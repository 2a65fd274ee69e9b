/*
 * One deed, one event: the tellings of one deed in a document are folded into one event
 * that keeps them all as its reports.
 *
 * "Nixon visited China in February 1972. ... Nixon's visit to China alarmed Taipei." are two
 * tellings (what the coder finds: one of a sentence) of one event. Two tellings can be of one
 * deed where type, mode, parties, dates, places and quantities do not speak against it; they
 * are where what speaks for it weighs enough:
 *
 *     Nixon visited China in February 1972.   +  Nixon's visit to China alarmed Taipei.
 *     same words 1 ("visit"), named again 1.5, same person 0.5, no further words 1, date of
 *     the tale 0.4, near 0.5, same mode 0.3 = 5.2, and 3 is enough: one deed
 *
 *     Tito visited India in December 1954.    +  In January 1959 Tito visited India ...
 *     the dates exclude each other: two deeds
 *
 *     Norway and Finland signed a trade agreement in 1951.  +  ... a cultural agreement in 1951.
 *     same words 1, same date 1.5, near 0.5, other content -1.5, indefinite -1.5 = 0: two
 *
 * Weights and words are rows of lexicon/retellings.tsv; a lexicon without it folds nothing.
 * fold_words.c loads them, fold_look.c sees in the tree what a telling says beside its event
 * ("again", "the visit"), fold_score.c compares two, fold.c goes through a document, in linear
 * time: a telling is compared with the latest of the same type and parties; fold_merge.c
 * makes the event of its tellings.
 */
#ifndef DMR_EVENT_FOLD_H
#define DMR_EVENT_FOLD_H

#include "event/ontology.h"

/* What may speak for or against; names as in retellings.tsv. */
typedef enum dmr_likeness {
    DMR_LIKE_DAY = 0,
    DMR_LIKE_DATE,
    DMR_LIKE_TALE,
    DMR_LIKE_TALE_APART,
    DMR_LIKE_PLACE,
    DMR_LIKE_QUANTITY,
    DMR_LIKE_WORDS,
    DMR_LIKE_KINDRED,
    DMR_LIKE_NAMED_AGAIN,
    DMR_LIKE_NAMED_ALIKE,
    DMR_LIKE_THING_AGAIN,
    DMR_LIKE_KNOWN,
    DMR_LIKE_HEADING,
    DMR_LIKE_PERSON,
    DMR_LIKE_CONTENT,
    DMR_LIKE_NO_CONTENT,
    DMR_LIKE_LESS_CONTENT,
    DMR_LIKE_CONTENT_APART,
    DMR_LIKE_OTHER_THING,
    DMR_LIKE_NEAR,
    DMR_LIKE_FAR,
    DMR_LIKE_ANEW,
    DMR_LIKE_INDEFINITE,
    DMR_LIKE_CODE_APART,
    DMR_LIKE_MODE,
    DMR_LIKE_MODE_LACKS,
    DMR_LIKE_PARTY_LACKS,
    DMR_LIKE_PARTY_MORE,
    DMR_LIKE_COUNT,
} dmr_likeness;

/* "same day", ...; static. */
const char *dmr_likeness_name(dmr_likeness which);

/* What a word of retellings.tsv is; bits, since "that" may be several. */
enum {
    DMR_FOLD_ANEW = 1,
    DMR_FOLD_DEFINITE = 2,
    DMR_FOLD_INDEFINITE = 4,
    DMR_FOLD_ORDINAL = 8, /* and from bit 8 on which */
};

typedef struct dmr_fold_words {
    double threshold, weights[DMR_LIKE_COUNT];
    dmr_map *words;  /* lemma -> bits */
    dmr_map *organs; /* sectors that are organs of a state, of ontology/sectors.tsv */
} dmr_fold_words;

/* Load the tables into the arena. *out is NULL where the lexicon has no retellings.tsv.
 * E_LEXICON with file and line for a bad row. */
demarche_status dmr_fold_words_load(const dmr_fold_words **out, dmr_tables *tables,
                                    dmr_arena *arena,
                                    demarche_error *err) DEMARCHE_MUST_CHECK;

enum { DMR_FOLD_CONTENT_MAX = 16, DMR_FOLD_LEMMA = 16 };

/* What is seen of a telling beside its event. No pointers: it outlives the trees. */
typedef struct dmr_telling {
    char lemma[DMR_FOLD_LEMMA];             /* of the trigger's head, cut; lower case */
    uint32_t content[DMR_FOLD_CONTENT_MAX]; /* hashes of the further words, ascending */
    uint32_t n_content;
    uint32_t thing;  /* hash of what is signed, asked, praised: the head of it; 0: none */
    uint32_t within; /* bits: content that is part of the trigger, "the agreement" of
                        "signed the agreement" */
    uint32_t figure; /* hash of the number of a thing: "resolution 425"; 0: none */
    uint32_t paragraph, ordinal; /* ordinal 0: none told */
    /* Bits: parties that are persons, bodies, towns, capitals that stand for a state; actors
     * from bit 0, recipients from 16 */
    uint32_t persons, bodies, towns, capitals;
    dmr_day first, last; /* of its date; DMR_DAY_NONE, DMR_DAY_OPEN */
    bool own_date;       /* its own words give it */
    bool uncertain_date;
    bool noun, definite, indefinite, thing_definite, known, anew;
    bool bare; /* a noun in the singular without an article: "Japanese accession" */
    bool heading;
    bool wide_place; /* its place is a whole state */
} dmr_telling;

/* Look at the events of a reading: out (events->n). `words` may be NULL. */
demarche_status dmr_fold_look(dmr_telling *out, const dmr_fold_words *words,
                              const dmr_reading *reading, const dmr_events *events,
                              demarche_error *err);

/* Two tellings beside each other, the later one second. */
typedef struct dmr_fold_pair {
    const demarche_event *event[2];
    const dmr_telling *telling[2];
} dmr_fold_pair;

typedef struct dmr_fold_score {
    const char *excluded; /* what excludes it: "type", "date"; NULL: nothing does */
    double sum;
    double part[DMR_LIKE_COUNT]; /* 0: says nothing */
} dmr_fold_score;

void dmr_fold_compare(dmr_fold_score *out, const dmr_fold_words *words,
                      const dmr_fold_pair *pair);

/* How the parties of two events agree by their codes; of a mutual one in either order. */
typedef enum dmr_fold_parties {
    DMR_FOLD_APART, /* different ones */
    DMR_FOLD_SAME,
    DMR_FOLD_LACKS, /* one does not tell a side at all */
    DMR_FOLD_MORE,  /* one has others beside those of the other */
} dmr_fold_parties;

dmr_fold_parties dmr_fold_compare_parties(const demarche_event *a,
                                          const demarche_event *b);

/* Called for each telling that was compared with a telling before it. */
typedef void (*dmr_fold_trace_fn)(void *user, size_t telling, size_t before,
                                  const dmr_fold_score *score, bool folded);

typedef struct dmr_fold_trace {
    dmr_fold_trace_fn call;
    void *user;
} dmr_fold_trace;

/*
 * Fold the events of a document: events->at becomes the deeds, in order of their main
 * sentence, each with its reports; events->told stays what the coder found. `words` NULL:
 * each telling is an event of its own. trace may be NULL. All of it lies in the arena.
 */
demarche_status dmr_fold(dmr_events *events, const dmr_telling *tellings,
                         const dmr_fold_words *words, const dmr_fold_trace *trace,
                         dmr_arena *arena, demarche_error *err);

/* Of the tellings `at` (n >= 1, indexes in order of the text) the fullest: its sentence stands
 * for the deed. Gives its index. */
uint32_t dmr_fold_main(const dmr_events *events, const dmr_telling *tellings,
                       const uint32_t *at, size_t n);

/*
 * The event of those tellings, with `scores` of their likeness to those before: the telling
 * `main_telling`, and what that does not say from the others. E_MEMORY.
 */
demarche_status dmr_fold_merge(demarche_event *out, const dmr_events *events,
                               const dmr_telling *tellings, uint32_t main_telling,
                               const uint32_t *at, const double *scores, size_t n,
                               dmr_arena *arena, demarche_error *err);

#endif

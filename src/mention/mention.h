/*
 * Mentions: the spans of a text that name or stand for states, persons, organisations,
 * groups, places, times and quantities, and who is who among them.
 *
 * The stage has three parts, each in files of its own: names (lexicon of states, actors,
 * offices, agents; persons and organisations told by their shape in the tree),
 * times (EDTF), quantities; then coreference over the whole document. What later stages
 * ask is "which parties does this noun phrase stand for, on that day?": dmr_party_find.
 */
#ifndef DMR_MENTION_MENTION_H
#define DMR_MENTION_MENTION_H

#include "base/image.h"
#include "base/tables.h"
#include "parse/tree.h"
#include "read/source.h"

typedef struct dmr_gazetteer dmr_gazetteer; /* states, actors, offices, agents, places;
                                               immutable, shared by threads */

/* Days since 1970-01-01, proleptic Gregorian. */
typedef int32_t dmr_day;
#define DMR_DAY_NONE INT32_MIN /* unknown, or open to the past */
#define DMR_DAY_OPEN INT32_MAX /* open to the future */

/*
 * A time as EDTF (level 0, 1 and sets) with first and last possible day. `edtf` is empty
 * for durations and for times that could not be placed.
 */
typedef struct dmr_time {
    demarche_str edtf, timex_type, timex_value;
    dmr_day first, last;
    const struct dmr_time_end *ends; /* (2) of "from 1979 to 1981"; else NULL */
} dmr_time;

/* One end of a range that is a time of its own words: "1979". To TIMEX3 it is a time too; to
 * the stages behind it is part of the range. */
typedef struct dmr_time_end {
    int32_t first, last; /* words of the sentence */
    demarche_str edtf, timex_type, timex_value;
} dmr_time_end;

typedef struct dmr_mention {
    demarche_mention_kind kind;
    uint32_t sentence;
    int32_t first, last, head; /* words of the sentence */
    uint32_t entity;   /* STATE, ORG, PERSON, PLACE known to the gazetteer: its index + 1;
                         0: unknown */
    uint32_t cluster;  /* who is who in this document; 0: alone */
    demarche_str code; /* as of the time of the sentence; may be empty */
    demarche_str sector; /* "GOV"; may be empty */
    demarche_str name;   /* canonical; else the words */
    demarche_str office;
    bool is_list_name; /* a people or adjective ("Soviet", "the Japanese"), not a name */
    bool can_act;      /* may be a party; false for a place or time */
    bool is_toponym;   /* STATE, PLACE: the name of a place, no adjective or pronoun */
    dmr_time time;     /* TIME */
    demarche_str comparator, unit; /* QUANTITY */
    double number;
    double lat, lon;    /* STATE, PLACE; NaN where unknown */
    demarche_str place; /* STATE: the place that stands for it, "Moscow"; may be empty */
    int64_t geonameid;
} dmr_mention;

typedef struct dmr_mentions {
    const dmr_mention *at; /* (n), in order of the text */
    size_t n;
    const uint32_t *first_of_sentence; /* (n_sentences + 1) into at */
    const uint32_t *word_mention; /* (n_tokens) innermost mention that covers the token,
                                     index + 1; 0: none */
    size_t n_unresolved;          /* names without a code */
    size_t n_times_missed;        /* times to the network that no TIME covers */
} dmr_mentions;

/* A party that a noun phrase stands for. */
typedef struct dmr_party {
    int32_t word;        /* head of the phrase, in its sentence */
    int32_t first, last; /* words of the phrase that are quoted as its name */
    demarche_str text;   /* the words, slice of the text */
    demarche_str identifier, code, sector, office, region;
    uint32_t cluster;
    bool by_coreference; /* resolved through another mention */
} dmr_party;

/* Everything the mention stage knows of one document; made by dmr_mention_find. */
typedef struct dmr_reading {
    const dmr_gazetteer *gazetteer;
    const dmr_source *source;
    const dmr_tokens *tokens;
    const dmr_tree *trees;                   /* (tokens->n_sentences) */
    const struct dmr_links *links;           /* the stage's own: where codes come from */
    const struct dmr_chain_teacher *teacher; /* NULL, but in training (chain.h) */
    dmr_mentions mentions;
    dmr_day as_of; /* last day the document knows; DMR_DAY_NONE where it does not say */
    const demarche_str *left_out; /* (n_sentences) the phrase of discards.tsv for which a
                                     sentence gives no events, empty: none; NULL: none at
                                     all. The coder's own. */
} dmr_reading;

/* Load all tables of the stage into the arena. E_LEXICON with file and line for a bad
 * row. */
demarche_status dmr_gazetteer_load(dmr_gazetteer **out, dmr_tables *tables,
                                   dmr_arena *arena, demarche_error *err);

/* Add to a gazetteer out of an image what is not in it: the small tables and the towns.
 * dmr_gazetteer_load has done so. */
demarche_status dmr_gazetteer_finish(dmr_gazetteer *gazetteer, dmr_tables *tables,
                                     dmr_arena *arena, demarche_error *err);

/* As an image (base/image.h), for compiled lexicons; what is read uses the image where it
 * lies, which must outlive it. NULL where that is bad, or for want of memory. */
void dmr_gazetteer_put(dmr_image_writer *w, const dmr_gazetteer *gazetteer);
dmr_gazetteer *dmr_gazetteer_get(dmr_image_reader *r, dmr_arena *arena);

/* Find all mentions of a document and who is who. out->source, tokens, trees and
 * gazetteer are set by the caller; mentions and as_of are filled. */
demarche_status dmr_mention_find(dmr_reading *out, dmr_arena *arena, demarche_error *err);

enum { DMR_PARTIES_MAX = 16 };

/*
 * The parties that the noun phrase with head `word` stands for, as of `day`
 * (DMR_DAY_NONE: as of the document). A list gives each member; a pronoun or role is
 * resolved; "South Korea's major multinationals" gives KOR BUS; a phrase that stands for
 * nobody gives 0. At most DMR_PARTIES_MAX are written to `out`; the number is returned.
 * Where `modifiers` is set, a phrase whose head is no party ("Soviet-Korean trade",
 * "Seoul's offer") gives the parties among its modifiers.
 */
size_t dmr_party_find(const dmr_reading *reading, uint32_t sentence, int32_t word,
                      dmr_day day, bool modifiers, dmr_party *out);

/* Code of a gazetteer entity (index + 1, as in dmr_mention.entity) on that day: "SUN" in
 * 1988, "RUS" in 1993. Empty where it has none. */
demarche_str dmr_gazetteer_code(const dmr_gazetteer *gazetteer, uint32_t entity,
                                dmr_day day);

/*
 * Normalise a piece of text as a time ("June 2, 1989", "1988", "Data as of June 1990"
 * without its prefix), without context. False where it is none.
 */
bool dmr_time_from_text(dmr_time *out, demarche_str text, dmr_arena *arena);

/* "state", "person", ...; "other" for what is no kind. Static. */
const char *dmr_mention_kind_name(demarche_mention_kind kind);

/* Civil date <-> day number. month 1..12, day 1..31; no check. */
dmr_day dmr_day_from_civil(int year, int month, int day);
void dmr_day_to_civil(dmr_day day, int *year, int *month, int *mday);

/* "1979-05-31" and a NUL; "" for an open or unknown day, and outside of the years 0 to 9999. */
void dmr_day_text(char out[11], dmr_day day);

/* First and last day of an EDTF string (levels 0, 1, "{a,b}" sets). False where it is
 * not EDTF. Open ends give DMR_DAY_NONE and DMR_DAY_OPEN. */
bool dmr_edtf_bounds(demarche_str edtf, dmr_day *first, dmr_day *last);

#endif

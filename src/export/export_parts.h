/*
 * What several outputs ask of an event: its words, names for things that last, and which
 * of these have been seen.
 */
#ifndef DMR_EXPORT_PARTS_H
#define DMR_EXPORT_PARTS_H

#include "base/hash.h"
#include "base/json.h"

/* "demarche 0.1.0" */
#define DMR_EXPORT_CODER "demarche " DEMARCHE_VERSION

/* Bytes [start, end) of the document's text; empty where they do not lie in it. */
demarche_str dmr_export_words(const demarche_document *doc, size_t start, size_t end);

/* The sentence of that number; NULL where the document has no such. */
const demarche_sentence *dmr_export_sentence(const demarche_document *doc,
                                             uint32_t number);

/* Negated and hypothetical: was not done, and counts for nothing. */
bool dmr_export_undone(const demarche_event *e);

/* The name in the party's words, else these. */
demarche_str dmr_export_party_name(const demarche_entity *party);

/* "urn:demarche:WHAT:ID", of ID all but letters, digits and "-._~:/" as %XX. {NULL, 0} for
 * want of memory. */
demarche_str dmr_export_urn(dmr_arena *arena, const char *what, demarche_str id);

/* The text is an absolute URL of the web as it stands, without blanks and the like. */
bool dmr_export_is_url(demarche_str s);

/* 16 hexadecimal digits over the parts, each closed by a NUL: a name for what they tell of. */
void dmr_export_hash(char out[17], const demarche_str *parts, size_t n);

/* With each run of blanks as one blank, none at the ends; {NULL, 0} for want of memory. */
demarche_str dmr_export_one_line(dmr_arena *arena, demarche_str s);

/* A day as dates are in ISO 8601 where it is no more than a year, a month or a day: 1988,
 * 1988-12, 1988-12-31. Empty where EDTF says more. */
demarche_str dmr_export_simple_date(demarche_str edtf);

/* Latitude and longitude are there and are on the globe. */
bool dmr_export_has_point(const demarche_event *e);

/* Who does something to whom in the event: the pair of that number, from 0; false behind the
 * last. Of a mutual deed each pair in both directions, of one that names only actors each of
 * them with each other. Parties are numbered: actors, behind them recipients. */
typedef struct dmr_pair {
    size_t from, to;
} dmr_pair;

bool dmr_export_pair(const demarche_event *e, size_t number, dmr_pair *out);

/* Texts numbered from 0 in the order in which they came. */
typedef struct dmr_seen {
    dmr_map *map;
    dmr_arena *arena;
} dmr_seen;

demarche_status dmr_seen_begin(dmr_seen *seen, dmr_arena *arena, demarche_error *err);

/* *is_new: it came for the first time; *number may be NULL. E_MEMORY. */
demarche_status dmr_seen_put(dmr_seen *seen, demarche_str text, uint32_t *number,
                             bool *is_new, demarche_error *err);

size_t dmr_seen_count(const dmr_seen *seen);

#endif

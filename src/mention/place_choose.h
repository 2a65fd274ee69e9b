/*
 * Which place of that name? Four kinds of evidence, in the order of their weight:
 *
 * 1. the container: "San Jose, Costa Rica", "the Georgian city of Gori", "Norfolk (Virginia)";
 * 2. the countries that the document speaks of, by their share of it;
 * 3. nearness to the other places of the document (Smith and Crane 2001, "Disambiguating
 *    geographic names in a historical digital library"; Leidner 2007, "Toponym resolution
 *    in text", ch. 4, calls it spatial minimality);
 * 4. size: people speak of large places more than of small ones.
 *
 * Each adds to one score, in units of a power of ten of inhabitants, so that a village beats
 * a city only where two of the others speak for it.
 */
#ifndef DMR_MENTION_PLACE_CHOOSE_H
#define DMR_MENTION_PLACE_CHOOSE_H

#include "mention/place_table.h"

/* A state that the document names, or in which places of it lie. */
typedef struct dmr_place_country {
    demarche_str code;
    double share;     /* 0 .. 1, of all that the document names */
    demarche_str key; /* the one name that named it, and cannot speak for itself; empty
                         where several did */
} dmr_place_country;

/* A place of the document that is sure. */
typedef struct dmr_place_point {
    double lat, lon;  /* degrees */
    double reach;     /* km over which its nearness fades */
    demarche_str key; /* of its name: no name speaks for itself */
} dmr_place_point;

typedef struct dmr_place_clues {
    const dmr_place_country *countries;
    size_t n_countries;
    const dmr_place_point *points;
    size_t n_points;
    demarche_str key; /* of the name in question; may be empty */
} dmr_place_clues;

/* What a name is said to lie in: a state (code), a place, or either of one name
 * ("Georgia"). */
typedef struct dmr_place_within {
    demarche_str code; /* may be empty */
    const dmr_place *places;
    size_t n_places;
} dmr_place_within;

enum { DMR_CANDIDATES_MAX = 64 };

/* Kilometres on a plane that is good enough for comparing. */
double dmr_place_distance(double lat, double lon, double lat2, double lon2);

/*
 * All places of a key (normal form), those of places.tsv first, into out
 * (DMR_CANDIDATES_MAX). A town that places.tsv has too is there once. E_LEXICON for a bad
 * row of towns.tsv.
 */
demarche_status dmr_places_candidates(const dmr_places *places, demarche_str key,
                                      dmr_place *out, size_t *n, demarche_error *err);

/* How well known a place is, as a power of ten of inhabitants: a state capital or a city of
 * places.tsv more than a town of that size. */
double dmr_place_size(const dmr_place *place);

/* The place lies in what it is said to lie in: 1, and up to 2 where it is near its middle;
 * 0 where it does not. */
double dmr_place_fit(const dmr_place *place, const dmr_place_within *within);

/* A village, or where the document names countries a town, that neither they nor its places
 * speak for: the name is likelier that of a place which no table has. */
bool dmr_place_is_stray(const dmr_place *place, const dmr_place_clues *clues);

/* The index of the best of n places; `within` may be NULL. n must not be 0. */
size_t dmr_place_best(const dmr_place *at, size_t n, const dmr_place_clues *clues,
                      const dmr_place_within *within);

#endif

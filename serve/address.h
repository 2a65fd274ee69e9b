/*
 * Addresses of the reading room: "/pair/KOR-SUN.json?known=1990-06". The path has up to four
 * parts; each stands for a word of the record (a document's id, a person's name) in letters
 * that are safe in addresses and as file names: letters, digits, "-" and "." as they are, a
 * blank as "_", all else below 128 as "~" and two hexadecimal digits. The last part may end in
 * a format. What narrows all of the room stands in the query: `known` (as known on), `at` (after
 * which run).
 */
#ifndef DEMARCHE_SERVE_ADDRESS_H
#define DEMARCHE_SERVE_ADDRESS_H

#include "room.h"

enum { ADDRESS_PARTS = 4, ADDRESS_VALUES = 32 };

typedef enum address_format {
    ADDRESS_HTML,
    ADDRESS_JSON,
    ADDRESS_CSV,
    ADDRESS_ATOM,
    ADDRESS_BIB, /* how to cite the page: BibTeX */
    ADDRESS_RIS
} address_format;

typedef struct address {
    const char *parts[ADDRESS_PARTS]; /* (n_parts) decoded */
    size_t n_parts;
    address_format format;
    struct address_value {
        const char *name, *value;
    } values[ADDRESS_VALUES]; /* (n_values) of the query, decoded, in order */
    size_t n_values;
    char memory[2 * ROOM_ADDRESS_MOST + 64];
} address;

/* Endings of formats: ".json", ...; NULL behind the last. */
extern const char *const address_ends[];

/* Take an address apart. The HTTP status: 200, or 400 for one that is malformed (bad escapes,
 * NULs, no UTF-8, too many parts), or 414 (too long, too many values). */
int address_read(address *out, const room_request *request);

/* How many values a query has (NULL: none); "&&" has none between. */
size_t address_values(const char *query);

/* The first value of that name; NULL: it has none, or "". */
const char *address_value_of(const address *a, const char *name);

/* A part of a path: a word of the record, made safe. */
void address_put_part(room_text *out, demarche_str word);

/* A value of a query, percent-encoded. */
void address_put_value(room_text *out, demarche_str value);

#endif

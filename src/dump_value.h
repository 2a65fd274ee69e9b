/*
 * Values out of JSON that anybody may have written: each is of its kind, or one line says
 * which is not and where ("events[3].actors[0].end: ...").
 */
#ifndef DMR_DUMP_VALUE_H
#define DMR_DUMP_VALUE_H

#include <jansson.h>

#include "base/arena.h"
#include "base/str.h"

/* What all values of a line have in common. */
typedef struct dmr_dump_line {
    dmr_arena *arena;  /* where strings go */
    demarche_str text; /* of the document, for spans */
    demarche_error *err;
} dmr_dump_line;

/* An object and where it stands in the line. */
typedef struct dmr_dump_at {
    dmr_dump_line *line;
    const json_t *object;
    const struct dmr_dump_at *up; /* NULL: it is the line */
    const char *name;             /* of the array or object in `up` */
    size_t number;                /* in the array; SIZE_MAX: it is in none */
} dmr_dump_at;

/* E_FORMAT: that member of the object is wrong. */
demarche_status dmr_dump_wrong(const dmr_dump_at *at, const char *key, const char *what);

/* Whether it is an object and has no members but these (NULL ends them): one of another name
 * would be lost. */
demarche_status dmr_dump_check(const dmr_dump_at *at, const char *const *keys);

/* "" where the object has none, which is wrong if `needed`. A copy in the arena, with NUL. */
demarche_status dmr_dump_str(const dmr_dump_at *at, const char *key, bool needed,
                             demarche_str *out);
demarche_status dmr_dump_c(const dmr_dump_at *at, const char *key, bool needed,
                           const char **out);

/* A whole number from 0 to max; *out stays where there is none. */
demarche_status dmr_dump_uint(const dmr_dump_at *at, const char *key, bool needed,
                              uint64_t max, uint64_t *out);

/* A number from `least` to `most`; *out stays where there is none. */
demarche_status dmr_dump_real(const dmr_dump_at *at, const char *key, double least,
                              double most, double *out);

demarche_status dmr_dump_bool(const dmr_dump_at *at, const char *key, bool *out);

/* An array; *out is NULL and *n 0 where there is none. */
demarche_status dmr_dump_array(const dmr_dump_at *at, const char *key, const json_t **out,
                               size_t *n);

/* Whole numbers up to max in an array of `n`. */
demarche_status dmr_dump_numbers(const dmr_dump_at *at, const char *key,
                                 const json_t *array, size_t n, uint64_t max,
                                 uint64_t *out);

/* "start" and "end": they lie in the text, in order, at whole characters. */
demarche_status dmr_dump_bytes(const dmr_dump_at *at, size_t *start, size_t *end);

/* [start, end], not empty; none: zeros. */
demarche_status dmr_dump_span(const dmr_dump_at *at, const char *key, demarche_span *out);

/* The object of that number in the array `name` of `up`. */
dmr_dump_at dmr_dump_item(const dmr_dump_at *up, const char *name, const json_t *array,
                          size_t number);

#endif

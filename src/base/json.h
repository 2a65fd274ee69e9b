/*
 * JSON out: a small writer that puts commas and escapes, and a growing buffer to write
 * into. Nothing depends on the locale. To read JSON, use jansson.
 *
 *     dmr_json j;
 *     dmr_json_begin(&j, write, user);
 *     dmr_json_open(&j, '{');
 *     dmr_json_key(&j, "id");
 *     dmr_json_str(&j, id);
 *     dmr_json_close(&j, '}');
 *     dmr_json_newline(&j);
 *     return dmr_json_finish(&j, err);
 */
#ifndef DMR_BASE_JSON_H
#define DMR_BASE_JSON_H

#include "base/str.h"

enum { DMR_JSON_ROOM = 4096 };

/* Small enough for the stack. After a failed write nothing more is written. */
typedef struct dmr_json {
    demarche_write_fn write;
    void *user;
    size_t n;
    bool failed;
    bool comma; /* a value stands before us on this level */
    char buffer[DMR_JSON_ROOM];
} dmr_json;

void dmr_json_begin(dmr_json *j, demarche_write_fn write, void *user);

/* Write what is left. E_IO where any write failed. */
demarche_status dmr_json_finish(dmr_json *j, demarche_error *err);

void dmr_json_open(dmr_json *j, char bracket); /* '{' or '[' */
void dmr_json_close(dmr_json *j, char bracket);
void dmr_json_key(dmr_json *j, const char *key);
void dmr_json_newline(
    dmr_json *j); /* ends a line of JSONL; the next value has no comma */

/* Values. Invalid UTF-8 becomes U+FFFD; a number that is not finite becomes null. */
void dmr_json_str(dmr_json *j, demarche_str s);
void dmr_json_c(dmr_json *j, const char *s); /* NULL: null */
void dmr_json_int(dmr_json *j, int64_t v);
void dmr_json_uint(dmr_json *j, uint64_t v);
void dmr_json_double(dmr_json *j, double v);
void dmr_json_bool(dmr_json *j, bool v);

/* Key and value in one. The _some ones write nothing where the string is empty. */
void dmr_json_key_str(dmr_json *j, const char *key, demarche_str s);
void dmr_json_key_c(dmr_json *j, const char *key, const char *s);
void dmr_json_key_some(dmr_json *j, const char *key, demarche_str s);
void dmr_json_key_some_c(dmr_json *j, const char *key, const char *s);
void dmr_json_key_uint(dmr_json *j, const char *key, uint64_t v);
void dmr_json_key_double(dmr_json *j, const char *key, double v);

/* A value that is JSON already. */
void dmr_json_value(dmr_json *j, const char *json);

/* Bytes as they are, for TSV writers that share the buffer. */
void dmr_json_raw(dmr_json *j, const char *bytes, size_t n);

/*
 * The shortest decimal number that reads back as v, with ".0" where it is whole; "" where
 * v is not finite. NUL-ended; gives its length.
 */
enum { DMR_NUMBER_ROOM = 40 };
size_t dmr_number_text(double v, char out[DMR_NUMBER_ROOM]);

/* A growing buffer on the heap. {0} is empty; its `at` is yours to free(). */
typedef struct dmr_buffer {
    char *at;
    size_t n, room;
} dmr_buffer;

/* A demarche_write_fn: user is a dmr_buffer. Non-zero for want of memory. */
int dmr_buffer_write(void *user, const char *bytes, size_t n);

#endif

/*
 * What a form of HTML sends (application/x-www-form-urlencoded), taken apart. Untrusted bytes.
 */
#ifndef DEMARCHE_SERVE_FORM_FIELDS_H
#define DEMARCHE_SERVE_FORM_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

enum { FORM_MOST = 16 << 10, FORM_FIELDS = 48 };

typedef struct form_fields {
    struct form_field {
        const char *name, *value;
    } at[FORM_FIELDS]; /* (n) in the order that they came, decoded */
    size_t n;
    char memory[FORM_MOST + 2 * FORM_FIELDS + 2];
} form_fields;

/* False for what is malformed: over FORM_MOST bytes, more than FORM_FIELDS, bad escapes, NULs,
 * no UTF-8. Line breaks and other controls in values become blanks. */
bool form_fields_read(form_fields *out, const char *bytes, size_t n);

/* The first value of that name, "" where it has none; NULL: it is not there. */
const char *form_fields_get(const form_fields *form, const char *name);

#endif

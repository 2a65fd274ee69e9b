#include "form_fields.h"

#include <string.h>

#include "percent.h"
#include "room_text.h"

/* Up to `end`; gives what stands behind the NUL of what was written, NULL where it is bad. */
static char *decode(char *to, const char *from, const char *end)
{
    char *behind = percent_decode(to, from, (size_t)(end - from), true);
    for (; behind && *to; to++) {
        unsigned char c = (unsigned char)*to;
        *to = c < ' ' || c == 0x7F ? ' ' : (char)c;
    }
    return behind;
}

bool form_fields_read(form_fields *out, const char *bytes, size_t n)
{
    char *to = out->memory;
    out->n = 0;
    if (n > FORM_MOST)
        return false;
    for (const char *at = bytes, *last = bytes + n; at < last;) {
        const char *end = memchr(at, '&', (size_t)(last - at));
        end = end ? end : last;
        const char *equal = memchr(at, '=', (size_t)(end - at));
        if (end > at) {
            if (out->n == FORM_FIELDS)
                return false;
            struct form_field *f = &out->at[out->n++];
            f->name = to;
            if (!(to = decode(to, at, equal ? equal : end)))
                return false;
            f->value = to;
            if (!(to = decode(to, equal ? equal + 1 : end, end)) ||
                !room_is_utf8(f->name) || !room_is_utf8(f->value))
                return false;
        }
        at = end + (end < last);
    }
    return true;
}

const char *form_fields_get(const form_fields *form, const char *name)
{
    for (size_t i = 0; i < form->n; i++) {
        if (strcmp(form->at[i].name, name) == 0)
            return form->at[i].value;
    }
    return NULL;
}

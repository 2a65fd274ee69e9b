/*
 * Templates of pages: HTML with holes, which a model (JSON) fills. The language is a part of
 * Mustache (https://mustache.github.io/mustache.5.html):
 *
 *     {{name}}           a value, escaped. "a.b" goes into an object, "." is the value at hand
 *     {{,name}}          a whole number, thousands parted: 12,345
 *     {{*name deed|deeds}}   the first word where a number is 1, else the second
 *     {{#name}}...{{/name}}  once for each of a list; once inside of an object, or where a value
 *                        is there and neither false, null nor ""
 *     {{^name}}...{{/name}}  where the above gives nothing
 *     {{>name}}          another template
 *     {{&drawn.name}}    markup that was drawn for the page (charts): nothing else is let through
 *     {{!words}}         a comment
 *
 * A line that has but one tag of these (no value) leaves no empty line. A template of one line
 * has no line end: it stands within a line.
 */
#ifndef DEMARCHE_SERVE_TEMPLATE_H
#define DEMARCHE_SERVE_TEMPLATE_H

#include <jansson.h>

#include "room_text.h"

typedef struct template_source {
    const char *name, *text;
    size_t n;
} template_source;

typedef struct template_set template_set;

/* Compiled once, then only read: threads may share it. NULL where one of them is wrong; `why`
 * (of `room` bytes) then has the template, the line and what is wrong. */
template_set *template_compile(const template_source *sources, size_t n, char *why,
                               size_t room);
void template_free(template_set *set);

/* Fill a template. False where there is none of that name. */
bool template_fill(room_text *out, const template_set *set, const char *name,
                   json_t *model);

#endif

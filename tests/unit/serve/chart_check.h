/* What a chart wrote, read as XML: it must be whole, hold nothing but what charts draw, and have
 * the marks that are asked for. */
#ifndef DEMARCHE_TEST_CHART_CHECK_H
#define DEMARCHE_TEST_CHART_CHECK_H

#include <expat.h>
#include <stdlib.h>
#include <string.h>

#include "room_text.h"

enum { CHART_ELEMENTS = 40000, CHART_TEXT = 400, CHART_PATH = 200 };

typedef struct chart_element {
    char name[16], class[80], text[CHART_TEXT]; /* the text right within it */
    char d[CHART_PATH], id[64], label[200], href[200], fill[64];
    double x, y, width, height, cx, cy, r;
    int parent; /* -1: none */
} chart_element;

typedef struct chart_seen {
    chart_element *at; /* (n) in their order */
    size_t n;
    int open;
    const char *wrong; /* NULL: nothing is */
} chart_seen;

static inline void chart_start(void *data, const XML_Char *name,
                               const XML_Char **attributes)
{
    static const char *const known[] = {
        "figure",     "a",    "div", "svg",  "title", "desc",  "defs",
        "pattern",    "path", "g",   "rect", "text",  "tspan", "circle",
        "figcaption", "ul",   "li",  "p",    "span"};
    chart_seen *seen = data;
    bool ok = false;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        ok |= strcmp(name, known[i]) == 0;
    if (!ok || seen->n == CHART_ELEMENTS) {
        seen->wrong = ok ? "too many elements" : "an element that no chart has";
        return;
    }
    chart_element *e = &seen->at[seen->n];
    *e = (chart_element){.parent = seen->open};
    seen->open = (int)seen->n++;
    snprintf(e->name, sizeof e->name, "%s", name);
    for (size_t i = 0; attributes[i]; i += 2) {
        const char *key = attributes[i], *value = attributes[i + 1];
        const struct {
            const char *key;
            char *to;
            size_t room;
        } strings[] = {{"class", e->class, sizeof e->class},
                       {"d", e->d, sizeof e->d},
                       {"id", e->id, sizeof e->id},
                       {"fill", e->fill, sizeof e->fill},
                       {"href", e->href, sizeof e->href},
                       {"aria-labelledby", e->label, sizeof e->label}};
        for (size_t k = 0; k < sizeof strings / sizeof *strings; k++) {
            if (strcmp(key, strings[k].key) == 0)
                snprintf(strings[k].to, strings[k].room, "%s", value);
        }
        const struct {
            const char *key;
            double *to;
        } numbers[] = {
            {"x", &e->x},   {"y", &e->y},   {"width", &e->width}, {"height", &e->height},
            {"cx", &e->cx}, {"cy", &e->cy}, {"r", &e->r}};
        for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++) {
            if (strcmp(key, numbers[k].key) == 0)
                *numbers[k].to = strtod(value, NULL);
        }
        if (strncmp(key, "on", 2) == 0 || strcmp(key, "style") == 0)
            seen->wrong = "an attribute that does or looks";
    }
}

static inline void chart_end(void *data, const XML_Char *name)
{
    chart_seen *seen = data;
    (void)name;
    if (seen->open >= 0)
        seen->open = seen->at[seen->open].parent;
}

static inline void chart_words(void *data, const XML_Char *words, int n)
{
    chart_seen *seen = data;
    if (seen->open < 0)
        return;
    char *text = seen->at[seen->open].text;
    size_t room = CHART_TEXT - 1 - strlen(text);
    strncat(text, words, (size_t)n < room ? (size_t)n : room);
}

/* Fails the test where the chart is not what charts are. Free with chart_forget. */
static inline chart_seen chart_see(const room_text *out)
{
    chart_seen seen = {.at = calloc(CHART_ELEMENTS, sizeof(chart_element)), .open = -1};
    assert_non_null(seen.at);
    assert_false(out->failed);
    XML_Parser parser = XML_ParserCreate("UTF-8");
    XML_SetUserData(parser, &seen);
    XML_SetElementHandler(parser, chart_start, chart_end);
    XML_SetCharacterDataHandler(parser, chart_words);
    if (XML_Parse(parser, out->at, (int)out->n, 1) != XML_STATUS_OK)
        fail_msg("not well-formed: %s at byte %ld: %.60s",
                 XML_ErrorString(XML_GetErrorCode(parser)),
                 (long)XML_GetCurrentByteIndex(parser),
                 out->at + XML_GetCurrentByteIndex(parser));
    XML_ParserFree(parser);
    if (seen.wrong)
        fail_msg("%s", seen.wrong);
    return seen;
}

static inline void chart_forget(chart_seen *seen)
{
    free(seen->at);
}

/* Whether the element has the class. */
static inline bool chart_is(const chart_element *e, const char *class)
{
    size_t n = strlen(class);
    for (const char *at = strstr(e->class, class); at; at = strstr(at + 1, class)) {
        if ((at == e->class || at[-1] == ' ') && (at[n] == ' ' || !at[n]))
            return true;
    }
    return false;
}

/* The nth element (from 0) of that name ("": any) and class ("": any); NULL: there are fewer. */
static inline chart_element *chart_nth(const chart_seen *seen, const char *name,
                                       const char *class, size_t nth)
{
    for (size_t i = 0; i < seen->n; i++) {
        chart_element *e = &seen->at[i];
        if ((!*name || strcmp(e->name, name) == 0) && (!*class || chart_is(e, class)) &&
            nth-- == 0)
            return e;
    }
    return NULL;
}

static inline size_t chart_count(const chart_seen *seen, const char *name,
                                 const char *class)
{
    size_t n = 0;
    while (chart_nth(seen, name, class, n))
        n++;
    return n;
}

/* The nth child of that name. */
static inline chart_element *chart_child(const chart_seen *seen, const chart_element *of,
                                         const char *name, size_t nth)
{
    for (size_t i = (size_t)(of - seen->at) + 1; i < seen->n; i++) {
        chart_element *e = &seen->at[i];
        if (e->parent == of - seen->at && strcmp(e->name, name) == 0 && nth-- == 0)
            return e;
    }
    return NULL;
}

/* The number behind that letter in the path of an element, which there must be; behind ' ' the
 * first y. */
static inline double chart_path(const chart_element *e, char letter)
{
    const char *at = e ? strchr(e->d, letter) : NULL;
    if (!at)
        fail_msg("no path with a %c", letter);
    return at ? strtod(at + 1, NULL) : 0;
}

/* Whether some text of the chart is that. */
static inline bool chart_says(const chart_seen *seen, const char *words)
{
    for (size_t i = 0; i < seen->n; i++) {
        if (strstr(seen->at[i].text, words))
            return true;
    }
    return false;
}

/* Words that want to be more than words, and bytes that are none. */
static const char *const chart_hostile[] = {
    NULL,
    "",
    "<script>alert(1)</script>",
    "\"><svg onload=alert(1)>",
    "' onmouseover='alert(1)",
    "]]><!-- <![CDATA[ &amp; &#0; &bogus;",
    "javascript:alert(1)",
    "\xFF\xFE\x80\x80\x80\xC0\xAF\xED\xA0\x80\xF5\x90",
    "\x01\x02\x0B\x1F\x7F tab\tline\n",
    "\xEF\xBF\xBE\xEF\xBF\xBF", /* U+FFFE, U+FFFF: no characters of XML */
    "a name that is longer than any chart has room for, and goes on, and on, and on, and "
    "on, "
    "and on, and on, and on, and on, and on, and on, and on, and on, and on, and on, and "
    "on",
    "Côte d’Ivoire · 대한민국 · Россия",
};
enum { CHART_HOSTILE = sizeof chart_hostile / sizeof *chart_hostile };

/* Numbers that are the same in each run (Knuth, MMIX). */
static inline uint64_t chart_random(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return *state >> 33;
}

#endif

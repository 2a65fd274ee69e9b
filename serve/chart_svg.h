/*
 * What all charts are put together from: figures with their SVG, coordinates, counts, clipped
 * words, keys of the legend. Not for pages: those have chart.h.
 */
#ifndef DEMARCHE_SERVE_CHART_SVG_H
#define DEMARCHE_SERVE_CHART_SVG_H

#include "chart.h"
#include "chart_day.h"

/* Ids of one chart, the same wherever the same chart stands on the same page, and another than
 * those of any other chart there. */
typedef struct chart_id {
    char text[24]; /* "chart-0123456789abcdef"; ends of ids are put behind it */
} chart_id;

/* Of a chart of this kind and title that begins where `out` ends now. */
chart_id chart_id_of(const room_text *out, const char *kind, const char *title);

void chart_put_id(room_text *out, const chart_id *id);

/* A coordinate, in tenths; what is no number or out of all bounds is brought within. */
void chart_put_number(room_text *out, double number);

/* ` name="12.5"` */
#define chart_attribute(out, name, number)                                               \
    do {                                                                                 \
        room_put(out, " " name "=\"");                                                   \
        chart_put_number(out, number);                                                   \
        room_put(out, "\"");                                                             \
    } while (0)

/* "12,345" */
void chart_put_count(room_text *out, int64_t count);

/* In five characters at most, for marks and axes: "950", "1.2k", "34M"; rounded down. */
void chart_put_short_count(room_text *out, int64_t count);

/* "1 deed", "12 deeds": both are ours. */
#define chart_put_counted(out, count, one, many)                                         \
    do {                                                                                 \
        chart_put_count(out, count);                                                     \
        if ((count) == 1)                                                                \
            room_put(out, " " one);                                                      \
        else                                                                             \
            room_put(out, " " many);                                                     \
    } while (0)

/* Escaped words, at most so many characters of them: "…" stands for the rest. NULL is empty. */
void chart_put_clipped(room_text *out, const char *words, size_t most);

/* How many characters the words have, up to `most`. */
size_t chart_characters(const char *words, size_t most);

/* Begin a link, or where there is no address to go to a group; ` class="` follows. What was begun
 * is ended by chart_close_link with the same address. */
void chart_open_link(room_text *out, const char *href);
void chart_close_link(room_text *out, const char *href);

/* The most bytes of an address that is linked; a longer one is no address of ours. */
enum { CHART_HREF_MOST = 2048 };

/* `<figure class="chart chart-KIND"`, with a link past the chart where it has many. */
#define chart_open_figure(out, id, kind, links)                                          \
    do {                                                                                 \
        room_put(out, "<figure class=\"chart chart-" kind "\">");                        \
        if ((links) > CHART_LINKS_FEW)                                                   \
            chart_put_skip(out, id);                                                     \
    } while (0)
enum { CHART_LINKS_FEW = 12 };
void chart_put_skip(room_text *out, const chart_id *id);

/* `<svg …><title>…</title><desc>`: the text of the description follows, then
 * chart_close_head. One with links is a group to those who hear it, else an image. `scale`: of a
 * chart whose days a script may ask for (data-from, data-until, data-left, data-right); or NULL. */
void chart_open_svg(room_text *out, const chart_id *id, const char *title, int width,
                    int height, bool links, const chart_scale *scale);
void chart_close_head(room_text *out);

/* The caption under it, for the legend and notes; the link past the chart leads there. */
void chart_open_caption(room_text *out, const chart_id *id);
void chart_close_figure(room_text *out);

/* A figure that says in one line why there is nothing in it. */
#define chart_put_empty(out, kind, title, line)                                          \
    do {                                                                                 \
        room_put(out, "<figure class=\"chart chart-" kind " chart-empty\"><p>");         \
        room_put(out, line "</p>");                                                      \
        chart_put_empty_title(out, title);                                               \
        room_put(out, "</figure>");                                                      \
    } while (0)
void chart_put_empty_title(room_text *out, const char *title);

/* The four classes of deeds as they are named in legends, 1 to 4; 0: of none. */
void chart_put_quad_name(room_text *out, int quad);

/* `class="quad-2"`, without the quotes' attribute: `quad-2`. Any other number is 0. */
void chart_put_quad_class(room_text *out, int quad);

/* An item of the legend: a swatch of each class. */
void chart_put_quad_keys(room_text *out);

/* Hatching for what is not covered: a pattern in <defs>; then ` fill="url(#…)"`. */
void chart_put_hatch(room_text *out, const chart_id *id);
void chart_put_hatch_fill(room_text *out, const chart_id *id);

#endif

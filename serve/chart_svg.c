#include "chart_svg.h"

#include <math.h>
#include <string.h>

#include "fnv.h"

chart_id chart_id_of(const room_text *out, const char *kind, const char *title)
{
    uint64_t hash = fnv(FNV_START, kind, strlen(kind) + 1);
    if (title)
        hash = fnv(hash, title, strlen(title) + 1);
    /* Two charts of one title on a page begin at different bytes of it. */
    for (uint64_t at = out->n; at; at >>= 8)
        hash = fnv(hash, &(unsigned char){(unsigned char)at}, 1);
    chart_id id = {"chart-"};
    for (int i = 0; i < 12; i++)
        id.text[6 + i] = "0123456789abcdef"[hash >> (60 - 4 * i) & 15];
    return id;
}

void chart_put_id(room_text *out, const chart_id *id)
{
    room_put_markup(out, id->text, strlen(id->text));
}

void chart_put_number(room_text *out, double number)
{
    if (!(number > -1e6))
        number = -1e6;
    if (number > 1e6)
        number = 1e6;
    long tenths = lround(number * 10);
    char digits[16];
    size_t at = sizeof digits;
    unsigned long left = (unsigned long)(tenths < 0 ? -tenths : tenths);
    if (left % 10) {
        digits[--at] = (char)('0' + left % 10);
        digits[--at] = '.';
    }
    left /= 10;
    do
        digits[--at] = (char)('0' + left % 10);
    while (left /= 10);
    if (tenths < 0)
        digits[--at] = '-';
    room_put_markup(out, digits + at, sizeof digits - at);
}

void chart_put_count(room_text *out, int64_t count)
{
    char digits[32];
    size_t at = sizeof digits;
    uint64_t left = count < 0 ? 0 - (uint64_t)count : (uint64_t)count;
    for (int n = 0; n == 0 || left; n++, left /= 10) {
        if (n && n % 3 == 0)
            digits[--at] = ',';
        digits[--at] = (char)('0' + left % 10);
    }
    if (count < 0)
        digits[--at] = '-';
    room_put_markup(out, digits + at, sizeof digits - at);
}

void chart_put_short_count(room_text *out, int64_t count)
{
    static const char letters[] = "kMGTPE";
    int64_t unit = 1;
    int letter = -1;
    while (count / unit >= 1000) {
        unit *= 1000;
        letter++;
    }
    room_put_int(out, count / unit);
    if (letter < 0)
        return;
    if (count / unit < 10 && count % unit / (unit / 10)) {
        room_put(out, ".");
        room_put_int(out, count % unit / (unit / 10));
    }
    room_put_markup(out, letters + letter, 1);
}

/* Bytes of at most so many characters. What is no UTF-8 is bounded too: none has more than 4. */
static size_t bytes_of(const char *words, size_t most, size_t *characters)
{
    size_t i = 0;
    for (*characters = 0; words[i] && i < most * 4; i++) {
        if (((unsigned char)words[i] & 0xC0) == 0x80)
            continue;
        if (*characters == most)
            return i;
        ++*characters;
    }
    return i;
}

void chart_put_clipped(room_text *out, const char *words, size_t most)
{
    if (!words)
        return;
    size_t characters, n = bytes_of(words, most, &characters);
    if (!words[n]) {
        room_put_words(out, (demarche_str){words, n});
        return;
    }
    n = bytes_of(words, most - 1, &characters);
    while (n && words[n - 1] == ' ')
        n--;
    room_put_words(out, (demarche_str){words, n});
    room_put(out, "…");
}

size_t chart_characters(const char *words, size_t most)
{
    size_t characters = 0;
    if (words)
        bytes_of(words, most, &characters);
    return characters;
}

static bool links(const char *href)
{
    return href && *href && strnlen(href, CHART_HREF_MOST + 1) <= CHART_HREF_MOST;
}

void chart_open_link(room_text *out, const char *href)
{
    if (!links(href)) {
        room_put(out, "<g class=\"");
        return;
    }
    room_put(out, "<a href=\"");
    room_put_string(out, href);
    room_put(out, "\" class=\"");
}

void chart_close_link(room_text *out, const char *href)
{
    if (links(href))
        room_put(out, "</a>");
    else
        room_put(out, "</g>");
}

void chart_put_skip(room_text *out, const chart_id *id)
{
    room_put(out, "<a class=\"chart-skip\" href=\"#");
    chart_put_id(out, id);
    room_put(out, "-end\">Past the chart</a>");
}

void chart_open_svg(room_text *out, const chart_id *id, const char *title, int width,
                    int height, bool with_links, const chart_scale *scale)
{
    room_put(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");
    room_put_int(out, width);
    room_put(out, " ");
    room_put_int(out, height);
    if (scale) {
        room_put(out, "\" data-from=\"");
        room_put_int(out, scale->from);
        room_put(out, "\" data-until=\"");
        room_put_int(out, scale->until);
        room_put(out, "\" data-left=\"");
        chart_put_number(out, scale->left);
        room_put(out, "\" data-right=\"");
        chart_put_number(out, scale->right);
    }
    /* What has the role of an image has no parts that could be gone to. */
    if (with_links)
        room_put(out, "\" role=\"group\" aria-labelledby=\"");
    else
        room_put(out, "\" role=\"img\" aria-labelledby=\"");
    chart_put_id(out, id);
    room_put(out, "-t ");
    chart_put_id(out, id);
    room_put(out, "-d\"><title id=\"");
    chart_put_id(out, id);
    room_put(out, "-t\">");
    room_put_string(out, title);
    room_put(out, "</title><desc id=\"");
    chart_put_id(out, id);
    room_put(out, "-d\">");
}

void chart_close_head(room_text *out)
{
    room_put(out, "</desc>");
}

void chart_open_caption(room_text *out, const chart_id *id)
{
    room_put(out, "<figcaption id=\"");
    chart_put_id(out, id);
    room_put(out, "-end\">");
}

void chart_close_figure(room_text *out)
{
    room_put(out, "</figcaption></figure>\n");
}

void chart_put_empty_title(room_text *out, const char *title)
{
    if (!title)
        return;
    room_put(out, "<figcaption>");
    room_put_string(out, title);
    room_put(out, "</figcaption>");
}

void chart_put_quad_name(room_text *out, int quad)
{
    if (quad == 1)
        room_put(out, "cooperation in words");
    else if (quad == 2)
        room_put(out, "cooperation in deeds");
    else if (quad == 3)
        room_put(out, "conflict in words");
    else if (quad == 4)
        room_put(out, "conflict in deeds");
    else
        room_put(out, "neither");
}

void chart_put_quad_class(room_text *out, int quad)
{
    room_put(out, "quad-");
    room_put_int(out, quad >= 1 && quad <= 4 ? quad : 0);
}

void chart_put_quad_keys(room_text *out)
{
    static const int order[] = {2, 1, 3, 4}; /* as they lie one above the other */
    for (size_t i = 0; i < 4; i++) {
        room_put(out, "<li><svg class=\"key\" viewBox=\"0 0 12 12\" aria-hidden=\"true\">"
                      "<rect class=\"");
        chart_put_quad_class(out, order[i]);
        room_put(out, "\" width=\"12\" height=\"12\"/></svg> ");
        chart_put_quad_name(out, order[i]);
        room_put(out, "</li>");
    }
}

void chart_put_hatch(room_text *out, const chart_id *id)
{
    room_put(out, "<defs><pattern id=\"");
    chart_put_id(out, id);
    room_put(out,
             "-h\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
             "<path class=\"hatch\" d=\"M-1 7L7-1M-1 1L1-1M5 7L7 5\"/></pattern></defs>");
}

void chart_put_hatch_fill(room_text *out, const chart_id *id)
{
    room_put(out, " fill=\"url(#");
    chart_put_id(out, id);
    room_put(out, "-h)\"");
}

/*
 * A piece of text that is a date and little else: front matter, "Data as of June 1990",
 * a field of JSONL.
 */
#include "mention/time_resolve.h"

#include "mention/day.h"

enum { TEXT_WORDS_MAX = 24, TEXT_MAX = 200 };

typedef struct text_words {
    dmr_time_atom atoms[TEXT_WORDS_MAX];
    int32_t n;
} text_words;

static bool word_byte(char c)
{
    return dmr_is_alpha(c) || dmr_is_digit(c) || (c & 0x80) || c == '\'' || c == ':' ||
           c == '.';
}

/* Blanks, commas and hyphens part words, but for what holds digits: "1989-06-02". */
static void split_words(demarche_str s, text_words *out)
{
    size_t i = 0;
    out->n = 0;
    while (i < s.len && out->n < TEXT_WORDS_MAX) {
        if (dmr_is_blank(s.ptr[i])) {
            i++;
            continue;
        }
        size_t from = i;
        if (dmr_is_digit(s.ptr[i]))
            while (i < s.len &&
                   (word_byte(s.ptr[i]) || s.ptr[i] == '-' || s.ptr[i] == '/'))
                i++;
        else
            while (i < s.len && word_byte(s.ptr[i]))
                i++;
        if (i == from)
            i++;
        demarche_str form = dmr_str(s.ptr + from, i - from);
        dmr_time_atom atom = dmr_time_atom_of(form, i >= s.len || dmr_is_blank(s.ptr[i]));
        if (atom.kind == DMR_TW_OTHER && dmr_is_digit(form.ptr[0]) && i > from + 1) {
            /* "2-10" of "June 2-10, 1989": its parts */
            size_t k = 0;
            while (k < form.len && dmr_is_digit(form.ptr[k]))
                k++;
            if (k < form.len && (form.ptr[k] == '-' || form.ptr[k] == '/')) {
                i = from + k;
                atom = dmr_time_atom_of(dmr_str(form.ptr, k), false);
            }
        }
        atom.capital = true; /* "june 1990" too: there is nothing else it could be */
        out->atoms[out->n++] = atom;
    }
}

/* "19890602", as archives of news write it. */
static bool compact(demarche_str s, dmr_date *out)
{
    uint64_t v;
    *out = (dmr_date){0};
    if (s.len != 8 || !dmr_str_to_uint(s, 99999999, &v))
        return false;
    out->year = (int)(v / 10000);
    out->month = (int)(v / 100 % 100);
    out->day = (int)(v % 100);
    return out->year >= 1000 && dmr_day_valid(out->year, out->month, out->day);
}

static bool from_words(const text_words *words, dmr_time_value *v)
{
    dmr_time_scan scan = {words->atoms, words->n, NULL, NULL, DMR_DAY_NONE};
    dmr_time_point p = dmr_time_point_new(DMR_POINT_NONE), q;
    int32_t i = 0, end = 0;
    for (; i < words->n && end <= i; i++) {
        end = dmr_time_point_match(&scan, i, &p);
        if (end == i)
            end = dmr_time_point_year(&scan, i, &p);
        if (end > i && (p.kind != DMR_POINT_CIVIL || (p.year == DMR_NO_YEAR && !p.month)))
            end = i;
        if (end > i)
            break;
    }
    if (end <= i)
        return false;
    dmr_tw sep = dmr_time_kind(&scan, end);
    int32_t to = end + 1;
    bool range = sep == DMR_TW_TO || sep == DMR_TW_HYPHEN || sep == DMR_TW_THROUGH ||
                 sep == DMR_TW_UNTIL;
    if (range) {
        int32_t e = dmr_time_point_match(&scan, to, &q);
        if (e == to)
            e = dmr_time_point_year(&scan, to, &q);
        range = e > to && q.kind == DMR_POINT_CIVIL;
    }
    if (range && p.year == DMR_NO_YEAR)
        p.year =
            (int16_t)(q.year == DMR_NO_YEAR ? q.year
                                            : q.year - (q.month && q.month < p.month));
    dmr_time_resolve(v, &p, NULL, NULL, false);
    if (!v->placed || !range)
        return v->placed;
    dmr_time_value w;
    dmr_time_resolve(&w, &q, NULL, NULL, false);
    dmr_day a, b, c, d;
    dmr_time_value_bounds(v, &a, &b);
    if (w.placed) {
        dmr_time_value_bounds(&w, &c, &d);
        if (d >= a)
            dmr_time_value_join(v, &w);
    }
    return true;
}

bool dmr_time_from_text(dmr_time *out, demarche_str text, dmr_arena *arena)
{
    demarche_str s = dmr_str_trim(text);
    *out = (dmr_time){.first = DMR_DAY_NONE, .last = DMR_DAY_OPEN};
    if (!s.len || s.len > TEXT_MAX)
        return false;
    out->timex_type = DMR_STR("DATE");
    dmr_date day;
    char text_of_day[DMR_EDTF_MAX];
    if (dmr_str_find(s, DMR_STR("T"), 0) != SIZE_MAX && dmr_edtf_read(s, &day))
        s = dmr_str(text_of_day, dmr_edtf_write(&day, text_of_day)); /* no hours */
    if (dmr_edtf_bounds(s, &out->first, &out->last)) {
        out->edtf = out->timex_value = dmr_str_copy(arena, s);
        return out->edtf.ptr != NULL;
    }
    dmr_time_value v = {.type = "DATE"};
    if (compact(s, &v.a)) {
        v.placed = true;
    } else {
        text_words words;
        split_words(s, &words);
        if (!from_words(&words, &v))
            return false;
    }
    out->edtf = dmr_time_value_edtf(&v, arena);
    out->timex_value = v.timex[0] ? dmr_str_copy(arena, dmr_str_c(v.timex)) : out->edtf;
    return out->edtf.ptr && dmr_edtf_bounds(out->edtf, &out->first, &out->last);
}

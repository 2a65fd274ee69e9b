#include "read/date_line.h"

static const char *const month_names[12] = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december",
};

static const char *const weekday_names[7] = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
};

/* `word` is the name or its abbreviation of three letters or more: 1-based, else 0. */
static int name_in(demarche_str word, const char *const *names, int n)
{
    for (int i = 0; i < n; i++) {
        demarche_str name = dmr_str_c(names[i]);
        if (word.len >= 3 && word.len <= name.len &&
            dmr_str_eq_nocase(word, dmr_str(name.ptr, word.len)))
            return i + 1;
    }
    return 0;
}

static int days_in(int year, int month)
{
    if (month == 2)
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static bool digits(demarche_str s, size_t from, size_t n, int *out)
{
    uint64_t v;
    if (from + n > s.len || !dmr_str_to_uint(dmr_str(s.ptr + from, n), 99999999, &v))
        return false;
    *out = (int)v;
    return true;
}

/* ------------------------------------------------------------------ EDTF by shape */

static bool year_shape(demarche_str y)
{
    if (y.len && y.ptr[0] == '-')
        y = dmr_str(y.ptr + 1, y.len - 1);
    if (y.len != 4)
        return false;
    bool open = false; /* digits, then X to the end */
    for (size_t i = 0; i < 4; i++) {
        if (y.ptr[i] == 'X')
            open = true;
        else if (open || !dmr_is_digit(y.ptr[i]))
            return false;
    }
    return true;
}

/* "1988", "198X", "1988-07", "1988-07-04", "1988-XX", seasons 21..24; with ~ ? % */
static bool edtf_date(demarche_str s)
{
    if (s.len && strchr("~?%", s.ptr[s.len - 1]))
        s.len--;
    size_t sign = s.len && s.ptr[0] == '-' ? 1 : 0;
    if (s.len < sign + 4 || !year_shape(dmr_str(s.ptr, sign + 4)))
        return false;
    int year = 0, month = 0, day = 0;
    bool has_year = digits(s, sign, 4, &year);
    s = dmr_str(s.ptr + sign + 4, s.len - sign - 4);
    if (s.len == 0)
        return true;
    if (s.ptr[0] != '-' || (s.len != 3 && s.len != 6))
        return false;
    if (s.ptr[1] == 'X' && s.ptr[2] == 'X')
        month = 0;
    else if (!digits(s, 1, 2, &month) || month < 1 || (month > 12 && month < 21) ||
             month > 24)
        return false;
    if (s.len == 3)
        return true;
    if (s.ptr[3] != '-' || month > 12)
        return false;
    if (s.ptr[4] == 'X' && s.ptr[5] == 'X')
        return true;
    return digits(s, 4, 2, &day) && day >= 1 &&
           day <= (month ? days_in(has_year ? year : 2000, month) : 31);
}

bool dmr_date_is_edtf(demarche_str s)
{
    if (s.len >= 2 && ((s.ptr[0] == '{' && s.ptr[s.len - 1] == '}') ||
                       (s.ptr[0] == '[' && s.ptr[s.len - 1] == ']'))) {
        demarche_str rest = dmr_str(s.ptr + 1, s.len - 2), part;
        while (dmr_str_split(&rest, ',', &part)) {
            if (!edtf_date(part))
                return false;
        }
        return true;
    }
    demarche_str rest = s, from, to;
    dmr_str_split(&rest, '/', &from);
    if (!rest.ptr)
        return edtf_date(s);
    to = rest;
    bool open_from = from.len == 0 || dmr_str_is(from, "..");
    bool open_to = to.len == 0 || dmr_str_is(to, "..");
    return !(open_from && open_to) && (open_from || edtf_date(from)) &&
           (open_to || edtf_date(to));
}

/* ------------------------------------------------------------------ words and numbers */

typedef struct parts {
    int year, month, day; /* 0: not seen */
    bool about;
} parts;

/* "2", "02", "2nd": a day. A number of four digits: a year. */
static bool take_number(parts *d, demarche_str word)
{
    size_t n = 0;
    int v;
    while (n < word.len && dmr_is_digit(word.ptr[n]))
        n++;
    demarche_str tail = dmr_str(word.ptr + n, word.len - n);
    if (n == 4 && tail.len == 0 && !d->year && digits(word, 0, 4, &v) && v >= 1000) {
        d->year = v;
        return true;
    }
    bool ordinal = dmr_str_eq_nocase(tail, DMR_STR("st")) ||
                   dmr_str_eq_nocase(tail, DMR_STR("nd")) ||
                   dmr_str_eq_nocase(tail, DMR_STR("rd")) ||
                   dmr_str_eq_nocase(tail, DMR_STR("th"));
    if (n < 1 || n > 2 || (tail.len && !ordinal) || d->day || !digits(word, 0, n, &v))
        return false;
    d->day = v;
    return v >= 1 && v <= 31;
}

static bool is_clock(demarche_str word)
{
    return word.len >= 4 && word.len <= 8 && dmr_is_digit(word.ptr[0]) &&
           memchr(word.ptr, ':', word.len) != NULL;
}

static bool take_word(parts *d, demarche_str word)
{
    int month;
    if (dmr_is_digit(word.ptr[0]))
        return take_number(d, word);
    if (name_in(word, weekday_names, 7))
        return true;
    if (dmr_str_eq_nocase(word, DMR_STR("c")) || dmr_str_eq_nocase(word, DMR_STR("ca")) ||
        dmr_str_eq_nocase(word, DMR_STR("circa")) ||
        dmr_str_eq_nocase(word, DMR_STR("about"))) {
        d->about = true;
        return true;
    }
    if (dmr_str_eq_nocase(word, DMR_STR("of")) || dmr_str_eq_nocase(word, DMR_STR("the")))
        return true;
    month = name_in(word, month_names, 12);
    if (!month && dmr_str_eq_nocase(word, DMR_STR("sept")))
        month = 9;
    if (!month || d->month)
        return false;
    d->month = month;
    return true;
}

static bool read_words(parts *d, demarche_str text)
{
    size_t i = 0;
    for (int words = 0; i < text.len; words++) {
        size_t from = i;
        while (i < text.len && !dmr_is_blank(text.ptr[i]) && text.ptr[i] != ',')
            i++;
        demarche_str word = dmr_str(text.ptr + from, i - from);
        while (i < text.len && (dmr_is_blank(text.ptr[i]) || text.ptr[i] == ','))
            i++;
        if (word.len > 1 && word.ptr[word.len - 1] == '.')
            word.len--;
        if (word.len == 0)
            continue;
        if (words > 8)
            return false;
        /* RFC 5322: a time of day ends what we need. */
        if (d->year && d->month && d->day && is_clock(word))
            return true;
        if (!take_word(d, word))
            return false;
    }
    return true;
}

/* "25.12.1989", "25/12/1989": only where the order shows. */
static bool read_numbers(parts *d, demarche_str text)
{
    char sep = '\0';
    int v[3], n = 0;
    for (size_t i = 0; i < text.len; n++) {
        size_t from = i;
        while (i < text.len && dmr_is_digit(text.ptr[i]))
            i++;
        if (n == 3 || i == from || i - from > 4 || !digits(text, from, i - from, &v[n]))
            return false;
        if (n == 2 && i - from != 4)
            return false;
        if (i < text.len) {
            if (!strchr("./", text.ptr[i]) || (sep && sep != text.ptr[i]))
                return false;
            sep = text.ptr[i++];
            if (i == text.len)
                return false;
        }
    }
    if (n != 3 || v[2] < 1000)
        return false;
    bool day_first = sep == '.' || v[0] > 12 || v[0] == v[1];
    if (!day_first && v[1] <= 12)
        return false;
    *d = (parts){v[2], day_first ? v[1] : v[0], day_first ? v[0] : v[1], false};
    return true;
}

/* "1951-10-02T09:30", "1951-10-02 09:30:00", "19511002" */
static bool read_iso(parts *d, demarche_str text)
{
    if (text.len == 8 && digits(text, 0, 4, &d->year) && digits(text, 4, 2, &d->month) &&
        digits(text, 6, 2, &d->day))
        return true;
    if (text.len < 12 || text.ptr[4] != '-' || text.ptr[7] != '-' ||
        (text.ptr[10] != 'T' && text.ptr[10] != ' ') || !dmr_is_digit(text.ptr[11]))
        return false;
    return digits(text, 0, 4, &d->year) && digits(text, 5, 2, &d->month) &&
           digits(text, 8, 2, &d->day);
}

demarche_str dmr_date_line(demarche_str text, dmr_arena *arena)
{
    enum { LONGEST = 64 };
    text = dmr_str_trim(text);
    if (text.len && text.ptr[text.len - 1] == '.')
        text.len--;
    if (text.len < 4 || text.len > LONGEST)
        return dmr_str(NULL, 0);
    if (dmr_date_is_edtf(text))
        return dmr_str_copy(arena, text);
    int decade;
    if (text.len == 5 && text.ptr[3] == '0' && text.ptr[4] == 's' &&
        digits(text, 0, 4, &decade) && decade >= 1000)
        return dmr_str_format(arena, "%dX", decade / 10);
    parts d = {0};
    if (!read_iso(&d, text)) {
        d = (parts){0};
        if (!read_numbers(&d, text)) {
            d = (parts){0};
            if (!read_words(&d, text))
                return dmr_str(NULL, 0);
        }
    }
    if (d.year < 1000 || d.year > 2999 || d.month > 12 || (d.day && !d.month) ||
        (d.day && d.day > days_in(d.year, d.month)))
        return dmr_str(NULL, 0);
    const char *about = d.about ? "~" : "";
    if (d.day)
        return dmr_str_format(arena, "%04d-%02d-%02d%s", d.year, d.month, d.day, about);
    if (d.month)
        return dmr_str_format(arena, "%04d-%02d%s", d.year, d.month, about);
    return dmr_str_format(arena, "%04d%s", d.year, about);
}

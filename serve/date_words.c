#include "date_words.h"

#include <stdint.h>
#include <string.h>

/* ------------------------------------------------------------------------------- reading */

/* One date. What is not known of it is 0; a part that is "XX" is told by `no_month`, `no_day`. */
typedef struct day {
    int64_t year; /* 0 is 1 BC */
    int unknown;  /* how many of the last digits of the year are X */
    int month;    /* 1..12; 21..41: a season or another part of the year */
    int day;
    bool no_month, no_day;
    bool negative; /* the year has a minus: -00XX is not 00XX */
    bool uncertain, about;
    char clock[6];     /* "23:20", or "" */
    demarche_str zone; /* behind the clock: "Z", "+02:00", or nothing */
} day;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* n digits; -1: they are none. */
static int number_of(const char *p, size_t n)
{
    int out = 0;
    for (size_t i = 0; i < n; i++) {
        if (!is_digit(p[i]))
            return -1;
        out = out * 10 + (p[i] - '0');
    }
    return out;
}

static bool is_unknown(const char *p)
{
    return p[0] == 'X' && p[1] == 'X';
}

static int month_length(int64_t year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap);
}

static bool read_month(day *d, demarche_str s)
{
    if (is_unknown(s.ptr + 5)) {
        d->no_month = true;
    } else {
        d->month = number_of(s.ptr + 5, 2);
        if (d->month < 1 || d->month > 41 || (d->month > 12 && d->month < 21))
            return false;
    }
    if (s.len == 7)
        return true;
    if (s.ptr[7] != '-' || d->month > 12)
        return false;
    d->no_day = is_unknown(s.ptr + 8);
    if (d->no_day)
        return true;
    d->day = number_of(s.ptr + 8, 2);
    return !d->no_month && d->day >= 1 && d->day <= month_length(d->year, d->month);
}

/* "1989", "198X", "1989-06", "1989-06-02", "2004-06-XX", without sign. */
static bool read_parts(day *d, demarche_str s, bool before_zero)
{
    if (s.len != 4 && s.len != 7 && s.len != 10)
        return false;
    size_t known = 0;
    while (known < 4 && is_digit(s.ptr[known]))
        known++;
    for (size_t i = known; i < 4; i++) {
        if (s.ptr[i] != 'X')
            return false;
    }
    d->unknown = 4 - (int)known;
    d->year = number_of(s.ptr, known);
    for (int i = 0; i < d->unknown; i++)
        d->year *= 10;
    if (d->unknown == 4 || (before_zero && !d->year && !d->unknown))
        return false;
    d->negative = before_zero;
    if (before_zero)
        d->year = -d->year;
    if (s.len == 4)
        return true;
    return s.ptr[4] == '-' && !d->unknown && read_month(d, s);
}

/* "Y17000000", "Y-17E7": a year of more than four digits. */
static bool read_long_year(day *d, demarche_str s)
{
    const int64_t most = INT32_MAX;
    bool negative = s.len > 1 && s.ptr[1] == '-';
    size_t i = 1 + negative, digits = 0;
    for (; i < s.len && is_digit(s.ptr[i]) && d->year <= most; i++, digits++)
        d->year = d->year * 10 + (s.ptr[i] - '0');
    if (digits && i + 2 == s.len && s.ptr[i] == 'E' && is_digit(s.ptr[i + 1])) {
        for (int k = s.ptr[i + 1] - '0'; k > 0 && d->year <= most; k--)
            d->year *= 10;
        i = s.len;
    }
    if (!digits || i != s.len || d->year > most || d->year <= 9999)
        return false;
    d->year = negative ? -d->year : d->year;
    return true;
}

/* "23:20:30Z": hours and minutes are kept, and the zone. */
static bool read_clock(day *d, demarche_str s)
{
    if (s.len < 5 || s.ptr[2] != ':' || number_of(s.ptr, 2) < 0 ||
        number_of(s.ptr, 2) > 24 || number_of(s.ptr + 3, 2) < 0 ||
        number_of(s.ptr + 3, 2) > 59)
        return false;
    memcpy(d->clock, s.ptr, 5);
    size_t at = 5;
    if (s.len >= 8 && s.ptr[5] == ':' && number_of(s.ptr + 6, 2) >= 0)
        at = 8;
    d->zone = (demarche_str){s.ptr + at, s.len - at};
    if (d->zone.len == 0 || (d->zone.len == 1 && d->zone.ptr[0] == 'Z'))
        return true;
    return (d->zone.ptr[0] == '+' || d->zone.ptr[0] == '-') &&
           (d->zone.len == 3 || (d->zone.len == 6 && d->zone.ptr[3] == ':' &&
                                 number_of(d->zone.ptr + 4, 2) >= 0)) &&
           number_of(d->zone.ptr + 1, 2) >= 0;
}

static bool read_day(day *d, demarche_str s)
{
    *d = (day){0};
    if (!s.len)
        return false;
    const char *t = memchr(s.ptr, 'T', s.len);
    if (t) {
        size_t n = (size_t)(t - s.ptr);
        if (!read_clock(d, (demarche_str){t + 1, s.len - n - 1}))
            return false;
        s.len = n;
    }
    char last = s.len ? s.ptr[s.len - 1] : '\0';
    d->uncertain = last == '?' || last == '%';
    d->about = last == '~' || last == '%';
    s.len -= d->uncertain || d->about;
    if (s.len && s.ptr[0] == 'Y')
        return !t && read_long_year(d, s);
    bool minus = s.len && s.ptr[0] == '-';
    return read_parts(d, (demarche_str){s.ptr + minus, s.len - minus}, minus) &&
           (!t || d->day);
}

/* ------------------------------------------------------------------------------- writing */

typedef struct words {
    char *at; /* (DATE_WORDS_MAX) */
    size_t n;
    bool full;
} words;

static void put_bytes(words *w, const char *bytes, size_t n)
{
    if (w->n + n >= DATE_WORDS_MAX) {
        w->full = true;
        return;
    }
    memcpy(w->at + w->n, bytes, n);
    w->n += n;
    w->at[w->n] = '\0';
}

static void put(words *w, const char *text)
{
    put_bytes(w, text, strlen(text));
}

static void put_number(words *w, int64_t n)
{
    char digits[24];
    size_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + n % 10);
    while ((n /= 10) > 0);
    put_bytes(w, digits + at, sizeof digits - at);
}

/* "19th". */
static void put_ordinal(words *w, int64_t n)
{
    static const char *const ends[] = {"th", "st", "nd", "rd"};
    bool teen = n % 100 >= 11 && n % 100 <= 13;
    put_number(w, n);
    put(w, teen || n % 10 > 3 ? "th" : ends[n % 10]);
}

/* A year that has three digits or fewer could be a number of anything: it says its era. */
static void put_year(words *w, int64_t year)
{
    if (year <= 0) {
        put_number(w, 1 - year);
        put(w, " BC");
        return;
    }
    put(w, year < 1000 ? "AD " : "");
    put_number(w, year);
}

/* "the 1980s", "19th century", "2nd millennium": years of which the last digits are unknown. */
static void put_years(words *w, const day *d)
{
    static const int64_t sizes[] = {1, 10, 100, 1000};
    int64_t size = sizes[d->unknown], year = d->year < 0 ? -d->year : d->year;
    bool before = d->negative;
    if (d->unknown == 1) {
        if (before || year < 1000) { /* "the 40s" are none of them */
            put(w, before ? "" : "AD ");
            put_number(w, before ? year + 10 : year);
            put(w, " to ");
            put_number(w, before ? year + 1 : year + 9);
            put(w, before ? " BC" : "");
            return;
        }
        put(w, "the ");
        put_number(w, year);
        put(w, "s");
        return;
    }
    put_ordinal(w, year / size + 1);
    put(w, d->unknown == 2 ? " century" : " millennium");
    put(w, before ? " BC" : "");
}

static const char *month_name(int month)
{
    static const char *const names[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
    return names[month - 1];
}

/* Seasons, quarters, thirds and halves of a year: what stands before the year. */
static const char *part_name(int month)
{
    static const char *const names[] = {
        "spring",        "summer",         "autumn",        "winter",
        "spring",        "summer",         "autumn",        "winter",
        "spring",        "summer",         "autumn",        "winter",
        "first quarter", "second quarter", "third quarter", "fourth quarter",
        "first third",   "second third",   "last third",    "first half",
        "second half"};
    return names[month - 21];
}

/* A part of a year and the year. A winter goes on into the year behind it. */
static void put_part(words *w, const day *d)
{
    bool winter = d->month == 24 || d->month == 28;
    put(w, part_name(d->month));
    put(w, d->month >= 33 ? " of " : " ");
    put_year(w, d->year);
    if (winter && d->year >= 1000) {
        int64_t next = (d->year + 1) % 100;
        put(w, next < 10 ? "/0" : "/");
        put_number(w, next);
    }
    if (d->month >= 29 && d->month <= 32)
        put(w, " (southern)");
}

/* How much of a date is said: what another one beside it says is left out. */
enum { ALL, WITHOUT_YEAR, DAY_ALONE };

static void put_time(words *w, const day *d)
{
    if (!d->clock[0])
        return;
    put(w, ", ");
    put_bytes(w, d->clock, 5);
    if (d->zone.len == 1)
        put(w, " UTC");
    else if (d->zone.len) {
        put(w, " (UTC");
        put_bytes(w, d->zone.ptr, d->zone.len);
        put(w, ")");
    }
}

static void put_day(words *w, const day *d, int how)
{
    put(w, d->about ? "about " : "");
    if (d->no_day && !d->no_month)
        put(w, "some day in ");
    else if (d->no_month)
        put(w, "some time in ");
    if (d->unknown) {
        put_years(w, d);
        return;
    }
    if (d->month > 12) {
        put_part(w, d);
        return;
    }
    if (d->day) {
        put_number(w, d->day);
        put(w, how == DAY_ALONE ? "" : " ");
    }
    if (d->month && how != DAY_ALONE) {
        put(w, month_name(d->month));
        put(w, how == ALL ? " " : "");
    }
    if (how == ALL)
        put_year(w, d->year);
    put_time(w, d);
}

/* How much of the first of two has to be said beside the second. */
static int shared_by(const day *a, const day *b)
{
    bool plain = a->month && b->month && a->month <= 12 && b->month <= 12;
    if (!plain || a->year != b->year || a->clock[0] || b->clock[0] || a->no_day ||
        b->no_day)
        return ALL;
    return a->month == b->month && a->day && b->day ? DAY_ALONE : WITHOUT_YEAR;
}

/* ------------------------------------------------------------------- more than one date */

/* "about 4", "44": of an interval both ends; what is not sure is said once, behind them. */
static bool put_interval(words *w, demarche_str from, demarche_str to)
{
    day a, b;
    bool open = from.len == 2 && memcmp(from.ptr, "..", 2) == 0;
    bool onward = to.len == 2 && memcmp(to.ptr, "..", 2) == 0;
    bool begins = from.len && !open, ends = to.len && !onward;
    if ((begins && !read_day(&a, from)) || (ends && !read_day(&b, to)))
        return false;
    if (begins && ends) {
        bool bc =
            a.year < 0 && b.year < 0 && !a.month && !b.month && !a.unknown && !b.unknown;
        if (bc) { /* "44 to 42 BC" */
            put(w, a.about ? "about " : "");
            put_number(w, 1 - a.year);
        } else {
            put_day(w, &a, shared_by(&a, &b));
        }
        put(w, " to ");
        put_day(w, &b, ALL);
        put(w, !a.uncertain && !b.uncertain ? ""
               : a.uncertain && b.uncertain ? ", not sure"
               : a.uncertain                ? ", the beginning not sure"
                                            : ", the end not sure");
    } else if (begins) {
        put(w, onward ? "since " : "from ");
        put_day(w, &a, ALL);
        put(w, onward ? "" : ", the end not known");
        put(w, a.uncertain ? ", not sure" : "");
    } else if (ends) {
        put(w, open ? "by " : "until ");
        put_day(w, &b, ALL);
        put(w, open ? "" : ", the beginning not known");
        put(w, b.uncertain ? ", not sure" : "");
    } else {
        return false;
    }
    return true;
}

enum { MEMBERS_MOST = 32 };

/* Of a set: a date, or all those between two ("1970..1972"), before ("..1984") or behind. */
typedef struct member {
    day from, to;
    bool has_from, has_to, range;
} member;

static bool read_member(member *m, demarche_str s)
{
    size_t dots = 0;
    while (dots + 1 < s.len && !(s.ptr[dots] == '.' && s.ptr[dots + 1] == '.'))
        dots++;
    *m = (member){.range = dots + 1 < s.len};
    if (!m->range) {
        m->has_from = true;
        return read_day(&m->from, s);
    }
    m->has_from = dots > 0;
    m->has_to = dots + 2 < s.len;
    return (m->has_from || m->has_to) &&
           (!m->has_from || read_day(&m->from, (demarche_str){s.ptr, dots})) &&
           (!m->has_to ||
            read_day(&m->to, (demarche_str){s.ptr + dots + 2, s.len - dots - 2}));
}

static void put_member(words *w, const member *m, int how)
{
    if (!m->range) {
        put_day(w, &m->from, how);
    } else if (m->has_from && m->has_to) {
        put_day(w, &m->from, shared_by(&m->from, &m->to));
        put(w, " to ");
        put_day(w, &m->to, how);
    } else {
        put_day(w, m->has_from ? &m->from : &m->to, how);
        put(w, m->has_from ? " or later" : " or earlier");
    }
    bool unsure = (m->has_from && m->from.uncertain) || (m->has_to && m->to.uncertain);
    put(w, unsure ? " (not sure)" : "");
}

/* What all but the last may leave out; nothing where one of them is not sure by itself. */
static int shared_by_all(const member *members, size_t n)
{
    int how = n > 1 ? DAY_ALONE : ALL;
    for (size_t i = 0; i + 1 < n; i++) {
        const member *a = &members[i], *b = &members[i + 1];
        int shared = a->range || b->range ? ALL : shared_by(&a->from, &b->from);
        how = shared < how ? shared : how;
    }
    return how;
}

/* "[a,b]" is one of them, "{a,b}" all of them. */
static bool put_set(words *w, demarche_str inside, bool all)
{
    member members[MEMBERS_MOST];
    size_t n = 0;
    for (size_t at = 0; at <= inside.len;) {
        const char *comma =
            at < inside.len ? memchr(inside.ptr + at, ',', inside.len - at) : NULL;
        size_t end = comma ? (size_t)(comma - inside.ptr) : inside.len;
        if (n == MEMBERS_MOST ||
            !read_member(&members[n++], (demarche_str){inside.ptr + at, end - at}))
            return false;
        at = end + 1;
    }
    bool unsure = n > 1;
    for (size_t i = 0; i < n; i++)
        unsure = unsure && !members[i].range && members[i].from.uncertain;
    for (size_t i = 0; unsure && i < n; i++)
        members[i].from.uncertain = false;
    int how = shared_by_all(members, n);
    for (size_t i = 0; i < n; i++) {
        put(w, !i ? "" : i + 1 < n ? ", " : all ? " and " : " or ");
        put_member(w, &members[i], i + 1 < n ? how : ALL);
    }
    put(w, unsure ? ", not sure" : "");
    return true;
}

/* ------------------------------------------------------------------------------- the door */

static bool put_date(words *w, demarche_str s)
{
    char first = s.len ? s.ptr[0] : '\0', last = s.len ? s.ptr[s.len - 1] : '\0';
    day d;
    if (s.len > 2 && ((first == '{' && last == '}') || (first == '[' && last == ']')))
        return put_set(w, (demarche_str){s.ptr + 1, s.len - 2}, first == '{');
    const char *slash = s.len ? memchr(s.ptr, '/', s.len) : NULL;
    if (slash) {
        size_t n = (size_t)(slash - s.ptr);
        return put_interval(w, (demarche_str){s.ptr, n},
                            (demarche_str){slash + 1, s.len - n - 1});
    }
    if (!read_day(&d, s))
        return false;
    put_day(w, &d, ALL);
    put(w, d.uncertain ? ", not sure" : "");
    return true;
}

bool date_words(char out[DATE_WORDS_MAX], demarche_str edtf)
{
    words w = {.at = out};
    out[0] = '\0';
    bool good = put_date(&w, edtf) && !w.full && w.n;
    if (!good)
        out[0] = '\0';
    return good;
}

bool date_day(char out[DATE_DAY_MAX], demarche_str edtf)
{
    day d;
    size_t from = edtf.len && (edtf.ptr[0] == '{' || edtf.ptr[0] == '['), n = 0;
    out[0] = '\0';
    while (from + n < edtf.len && !strchr("/,.}]", edtf.ptr[from + n]))
        n++;
    if (!n || !read_day(&d, (demarche_str){edtf.ptr + from, n}) || d.year < 1 ||
        d.year > 9999)
        return false;
    int parts[3] = {(int)d.year, d.month <= 12 ? d.month : 0, d.day};
    static const int digits[] = {4, 2, 2};
    size_t at = 0;
    for (int i = 0; i < 3 && parts[i]; i++) {
        if (i)
            out[at++] = '-';
        for (int k = digits[i], n_part = parts[i]; k > 0; k--, n_part /= 10)
            out[at + (size_t)k - 1] = (char)('0' + n_part % 10);
        at += (size_t)digits[i];
    }
    out[at] = '\0';
    return true;
}

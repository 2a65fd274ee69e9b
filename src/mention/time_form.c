#include "mention/time_form.h"

#include "mention/day.h"

/* Digits at s[*i]: their value, and *i behind them. -1 where there are none or > 9. */
static int32_t number_at(demarche_str s, size_t *i, int *count)
{
    int32_t value = 0;
    size_t from = *i;
    while (*i < s.len && dmr_is_digit(s.ptr[*i]) && *i - from < 9)
        value = value * 10 + (s.ptr[(*i)++] - '0');
    *count = (int)(*i - from);
    return *count == 0 || (*i < s.len && dmr_is_digit(s.ptr[*i])) ? -1 : value;
}

static bool rest_is(demarche_str s, size_t i, const char *what)
{
    return dmr_str_eq_nocase(dmr_str(s.ptr + i, s.len - i), dmr_str_c(what));
}

/* I .. XII at s[*i]; 0 if not. */
static int roman_month(demarche_str s, size_t *i)
{
    static const char *const roman[] = {"VIII", "VII", "XII", "III", "IV", "VI",
                                        "IX",   "XI",  "II",  "I",   "V",  "X"};
    static const signed char month[] = {8, 7, 12, 3, 4, 6, 9, 11, 2, 1, 5, 10};
    for (size_t k = 0; k < sizeof month; k++) {
        size_t len = strlen(roman[k]);
        if (s.len - *i >= len && memcmp(s.ptr + *i, roman[k], len) == 0) {
            *i += len;
            return month[k];
        }
    }
    return 0;
}

int dmr_time_roman_month(demarche_str form)
{
    size_t i = 0;
    int month = roman_month(form, &i);
    return i == form.len ? month : 0;
}

/* The month that s[*i..] begins with, spelled out: "Nov", "JUNE"; 0 if none. */
static int month_name(demarche_str s, size_t *i)
{
    size_t to = *i;
    while (to < s.len && dmr_is_alpha(s.ptr[to]))
        to++;
    dmr_time_atom atom = dmr_time_atom_of(dmr_str(s.ptr + *i, to - *i), true);
    if (to - *i < 3 || atom.kind != DMR_TW_MONTH)
        return 0;
    *i = to;
    return atom.value;
}

/* Two-digit years of accounts of our time: 00..34 are 20XX, 35..99 19XX. */
static int full_year(int value, int count)
{
    if (count == 4)
        return value;
    return count == 2 ? value + (value < 35 ? 2000 : 1900) : -1;
}

/* The date, `order` being what it says of the order of day and month: DMR_ORDER_*. */
static bool set_date(dmr_time_atom *atom, int year, int month, int day, int order)
{
    if (year < 1000 || year > 2199 || !dmr_day_valid(year, month, day))
        return false;
    atom->kind = DMR_TW_DATE;
    atom->sub = (uint8_t)order;
    atom->value = year * 10000 + month * 100 + day;
    return true;
}

/* The middle of a date: digits, a Roman number or the name of a month. */
static int32_t middle_part(demarche_str s, size_t *i, bool *named)
{
    int count;
    *named = false;
    if (*i >= s.len || !dmr_is_alpha(s.ptr[*i]))
        return *i < s.len ? number_at(s, i, &count) : -1;
    *named = true;
    int month = roman_month(s, i);
    return month ? month : month_name(s, i);
}

bool dmr_time_form_date(demarche_str s, dmr_time_atom *atom)
{
    size_t i = 0;
    int na, nc;
    bool named;
    int32_t a = number_at(s, &i, &na);
    if (a < 0 || i >= s.len)
        return false;
    char sep = s.ptr[i++];
    if (sep != '-' && sep != '/' && sep != '.')
        return false;
    int32_t b = middle_part(s, &i, &named);
    if (b <= 0 || i >= s.len || s.ptr[i++] != sep)
        return false;
    int32_t c = number_at(s, &i, &nc);
    if (c < 0 || (i < s.len && s.ptr[i] != 'T' && !(s.ptr[i] == '.' && i + 1 == s.len)))
        return false;
    if (na == 4 && nc <= 2)
        return set_date(atom, a, b, c, DMR_ORDER_NONE);
    int year = full_year(c, nc);
    if (na > 2 || year < 0)
        return false;
    if (named || sep == '.') /* the continent's order: day, month, year */
        return set_date(atom, year, b, a, DMR_ORDER_NONE);
    if (a > 12)
        return set_date(atom, year, b, a, DMR_ORDER_DAY_FIRST);
    return set_date(atom, year, a, b,
                    b > 12   ? DMR_ORDER_MONTH_FIRST
                    : a == b ? DMR_ORDER_NONE
                             : DMR_ORDER_UNKNOWN);
}

/* "7/1989": a month. */
static bool month_form(demarche_str s, dmr_time_atom *atom)
{
    size_t i = 0;
    int na, nb;
    int32_t month = number_at(s, &i, &na);
    if (month < 1 || month > 12 || i >= s.len || s.ptr[i++] != '/')
        return false;
    int32_t year = number_at(s, &i, &nb);
    if (nb != 4 || i != s.len || year < 1800 || year > 2099)
        return false;
    atom->kind = DMR_TW_DATE;
    atom->sub = DMR_ORDER_NONE;
    atom->value = year * 10000 + month * 100;
    return true;
}

/* "Q3", "3Q", "H1", "2H"; "FY89", "FY1989". */
static bool account_form(demarche_str s, dmr_time_atom *atom)
{
    size_t i = 2;
    int count;
    char letter = s.ptr[0], digit = s.len == 2 ? s.ptr[1] : '0';
    if (s.len == 2 && dmr_is_digit(letter)) {
        letter = s.ptr[1];
        digit = s.ptr[0];
    }
    bool quarter = letter == 'Q' && digit >= '1' && digit <= '4';
    if (quarter || (letter == 'H' && (digit == '1' || digit == '2'))) {
        atom->kind = DMR_TW_QUARTER;
        atom->value = (quarter ? 32 : 39) + (digit - '0');
        return true;
    }
    if (s.len < 4 || !dmr_str_starts(s, DMR_STR("FY")))
        return false;
    i += s.ptr[2] == '-' || dmr_str_starts(dmr_str(s.ptr + 2, 1), DMR_STR("'"));
    int32_t value = number_at(s, &i, &count);
    if (i != s.len || (count != 2 && count != 4) || value < 0)
        return false;
    atom->kind = DMR_TW_FISCAL_YEAR;
    atom->value = full_year(value, count);
    return true;
}

/* "1980s", "'80s", "80s"; "'88". */
static bool decade_form(demarche_str s, dmr_time_atom *atom)
{
    size_t i = 0;
    int count;
    bool apostrophe = s.ptr[0] == '\'' || dmr_str_starts(s, DMR_STR("\xe2\x80\x99"));
    if (apostrophe)
        i = s.ptr[0] == '\'' ? 1 : 3;
    int32_t value = number_at(s, &i, &count);
    if (value < 0)
        return false;
    if (apostrophe && i == s.len && count == 2) {
        atom->kind = DMR_TW_YEAR2;
        atom->value = full_year(value, 2);
        return true;
    }
    bool plural =
        rest_is(s, i, "s") || rest_is(s, i, "'s") || rest_is(s, i, "\xe2\x80\x99s");
    int year = count == 2 ? value + 1900 : value;
    if (!plural || (count != 2 && count != 4) || value % 10 || year < 1500 || year > 2100)
        return false;
    atom->kind = DMR_TW_DECADE;
    atom->sub = year % 100 == 0; /* "the 1800s" may be the century */
    atom->value = year;
    return true;
}

/* "12:30", "1200Z", "031200Z". */
static bool clock_form(demarche_str s, dmr_time_atom *atom)
{
    size_t i = 0;
    int count, count2;
    int32_t value = number_at(s, &i, &count);
    if (value < 0 || i >= s.len)
        return false;
    if (rest_is(s, i, "z") && (count == 4 || count == 6)) {
        int clock = value % 10000, day = value / 10000;
        if (clock / 100 > 24 || clock % 100 > 59 || (count == 6 && (day < 1 || day > 31)))
            return false;
        atom->kind = DMR_TW_CLOCK;
        atom->sub = (uint8_t)day;
        atom->digits = DMR_CLOCK_UTC;
        atom->value = clock;
        return true;
    }
    bool pm = rest_is(s, i, "pm");
    if (count <= 2 && value >= 1 && value <= 12 && (pm || rest_is(s, i, "am"))) {
        atom->kind = DMR_TW_CLOCK; /* "10am" */
        atom->value = (value % 12 + (pm ? 12 : 0)) * 100;
        return true;
    }
    if (s.ptr[i] != ':' || count > 2 || value > 24)
        return false;
    i++;
    int32_t minute = number_at(s, &i, &count2);
    if (minute < 0 || minute > 59 || count2 != 2)
        return false;
    atom->kind = DMR_TW_CLOCK;
    atom->value = value * 100 + minute;
    return true;
}

static bool ordinal_form(demarche_str s, dmr_time_atom *atom)
{
    size_t i = 0;
    int count;
    int32_t value = number_at(s, &i, &count);
    if (value < 0 || count > 3 ||
        !(rest_is(s, i, "st") || rest_is(s, i, "nd") || rest_is(s, i, "rd") ||
          rest_is(s, i, "d") || rest_is(s, i, "th")))
        return false;
    atom->kind = DMR_TW_ORDINAL;
    atom->value = value;
    return true;
}

static void digit_form(demarche_str s, dmr_time_atom *atom)
{
    if (dmr_time_form_date(s, atom) || month_form(s, atom) || clock_form(s, atom) ||
        ordinal_form(s, atom) || decade_form(s, atom) || account_form(s, atom))
        return;
    size_t i = 0;
    int count;
    int32_t value = number_at(s, &i, &count);
    if (value < 0)
        return;
    bool whole = i == s.len || (i + 1 == s.len && s.ptr[i] == '.');
    if (!whole && s.ptr[i] != ',' && s.ptr[i] != '.')
        return;
    atom->kind = whole ? DMR_TW_NUMBER : DMR_TW_AMOUNT;
    atom->digits = (uint8_t)count;
    atom->value = value;
    if (!whole && count <= 2 && value <= 24 && s.ptr[i++] == '.') {
        int32_t minute = number_at(s, &i, &count); /* "11.50 a.m." */
        if (count == 2 && i == s.len && minute < 60)
            atom->value = value * 100 + minute;
        atom->sub = count == 2 && i == s.len && minute < 60;
    }
}

void dmr_time_form_read(demarche_str form, dmr_time_atom *atom)
{
    char c = form.ptr[0];
    if (dmr_is_digit(c))
        digit_form(form, atom);
    else if (c == '\'' || c == '\xe2')
        decade_form(form, atom);
    else if ((c == 'Q' || c == 'H' || c == 'F') && form.len <= 7)
        account_form(form, atom);
}

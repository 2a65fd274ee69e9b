/*
 * The grammar of single times: from word classes to what is said, before it is worked
 * out against the document ("June 10" has no year yet, "a year later" no date).
 */
#ifndef DMR_MENTION_TIME_POINT_H
#define DMR_MENTION_TIME_POINT_H

#include "mention/time_word.h"

struct dmr_time_lexicon;

typedef struct dmr_time_scan {
    const dmr_time_atom *atoms; /* (n) */
    int32_t n;
    const dmr_tree *tree;                   /* may be NULL: no parts of speech */
    const struct dmr_time_lexicon *lexicon; /* may be NULL: no happenings */
    dmr_day as_of;                          /* happenings behind it are not known yet */
} dmr_time_scan;

typedef enum dmr_point_kind {
    DMR_POINT_NONE = 0,
    DMR_POINT_CIVIL,     /* year, month, day, as far as said */
    DMR_POINT_WEEKDAY,   /* weekday; "last Friday" */
    DMR_POINT_SHIFT,     /* count units from the anchor: "last year", "two days later" */
    DMR_POINT_HAPPENING, /* row of times.tsv */
    DMR_POINT_CLOCK,     /* time of day, no date */
    DMR_POINT_DURATION,  /* count units */
    DMR_POINT_SET,       /* every count units */
    DMR_POINT_REF,       /* "recently" (-1), "currently" (0), "soon" (1) in count */
    DMR_POINT_THEN, /* the anchor itself: "since then"; count years from it: "the same
                            month a year ago" */
    DMR_POINT_SPAN, /* span_first to span_last: a year of another calendar */
    DMR_POINT_TURN, /* "the turn of the century" */
} dmr_point_kind;

typedef enum dmr_time_anchor {
    DMR_ANCHOR_NONE = 0,
    DMR_ANCHOR_DOCUMENT, /* "last year", "ago" */
    DMR_ANCHOR_TALE,     /* "a year later", "that day" */
} dmr_time_anchor;

/* Of week, beside its number in the month. */
enum { DMR_WEEK_LAST = 5, DMR_WEEK_OF = 6 /* the week of that day */ };

enum {
    DMR_NO_YEAR = INT16_MIN,
    DMR_COUNT_VAGUE = -1000,
    DMR_COUNT_VAGUE_AHEAD = 1000000
};

typedef struct dmr_time_point {
    int32_t first, last; /* words */
    uint8_t kind;        /* dmr_point_kind */
    uint8_t part;        /* DMR_PART_* */
    uint8_t anchor;      /* dmr_time_anchor, of rel and SHIFT */
    uint8_t unit;        /* dmr_time_unit, of SHIFT, DURATION, SET */
    int16_t year;        /* DMR_NO_YEAR: not said */
    int8_t unknown;      /* digits of the year: decade 1, century 2 */
    int8_t month;        /* 1..12, 21.. as EDTF, 0 */
    int8_t day, weekday;
    int8_t day2;            /* "June 2 to 10", "June 2 and 3": 0 or the second day */
    bool days_apart;        /* day2 is one of two days, not the end of a range */
    bool approximate;       /* "about 1985" */
    uint8_t order;          /* dmr_day_order, of 02/06/89 */
    uint8_t week;           /* "the second week of May": 2; DMR_WEEK_* */
    bool last_day;          /* "the last day of May" */
    bool has_rel, year_rel; /* rel counts from the anchor: "last March" -1; with
                               year_rel it is the year that does: "March of last year" */
    int8_t rel;
    int8_t daypart;         /* 1..4, 0 */
    bool fiscal, two_years; /* "fiscal 1989/90" */
    bool half;              /* "two and a half years" */
    bool counted;           /* SHIFT: "a week ago", not "last week" */
    int16_t clock;          /* HHMM; -1: none */
    bool utc;               /* the clock is that of Greenwich */
    int32_t count;     /* of SHIFT (negative: back), DURATION, SET; DMR_COUNT_VAGUE */
    int32_t happening; /* row */
    bool bare;         /* "the weekend": this one or the last, by the tense */
    dmr_day span_first, span_last; /* of SPAN */
} dmr_time_point;

/* May a time that is no happening begin at word i? Most words are of no class, or only lead
 * to a time; this saves the trying. */
bool dmr_time_begins(const dmr_time_scan *scan, int32_t i);

/* The longest time that begins at word i: the word behind it, or i where none does. */
int32_t dmr_time_point_match(const dmr_time_scan *scan, int32_t i, dmr_time_point *out);

/* A year at word i, taken as one because of what stands around it (in a range): the word
 * behind it, or i. */
int32_t dmr_time_point_year(const dmr_time_scan *scan, int32_t i, dmr_time_point *out);

/* The class of word i; OTHER outside. */
static inline dmr_tw dmr_time_kind(const dmr_time_scan *scan, int32_t i)
{
    return i < 0 || i >= scan->n ? DMR_TW_OTHER : (dmr_tw)scan->atoms[i].kind;
}

/* A point of that kind that says nothing yet. */
dmr_time_point dmr_time_point_new(dmr_point_kind kind);

/* A four-digit number that can be a year, followed by nothing that it counts. */
bool dmr_time_yearlike(const dmr_time_scan *scan, int32_t i);

/* "May 1989", "May" where the word is the month: as dmr_time_point_match. */
int32_t dmr_time_point_month(const dmr_time_scan *scan, int32_t i, dmr_time_point *out);

/* A year said behind a month or day that ends before word i ("1989", ", 1989", "of 1989",
 * "'89", "of last year"): the word behind it, or i. */
int32_t dmr_time_year_behind(const dmr_time_scan *scan, int32_t i, bool with_day,
                             dmr_time_point *p);

/* "/90", "-90", "-1990" behind the year before ("fiscal 1989/90", "the winter of 1941-42"):
 * the word behind it, or i. */
int32_t dmr_time_second_year(const dmr_time_scan *scan, int32_t i, int year);

/* What follows is as dmr_time_point_match, each for one kind of time. */

/* In time_relative.c: what counts from an anchor. */
int32_t dmr_time_relative(const dmr_time_scan *scan, int32_t i, dmr_time_point *out);

/* In time_length.c: "the past three years", "three years"; "every year", "for decades". */
int32_t dmr_time_span_of_late(const dmr_time_scan *scan, int32_t i, dmr_time_point *out);
int32_t dmr_time_length(const dmr_time_scan *scan, int32_t i, dmr_time_point *out);
int32_t dmr_time_repeated(const dmr_time_scan *scan, int32_t i, dmr_time_point *out);

/* In time_length.c: "three", "36", "a", "several", "two dozen", "two and a half": the word
 * behind it. */
int32_t dmr_time_count(const dmr_time_scan *scan, int32_t i, int32_t *count, bool *half);

/* In time_era.c. */
int32_t dmr_time_era(const dmr_time_scan *scan, int32_t i, dmr_time_point *out);
int32_t dmr_time_day_of_month(const dmr_time_scan *scan, int32_t i, dmr_time_point *out);
int32_t dmr_time_day_abroad(const dmr_time_scan *scan, int32_t i, dmr_time_point *out);
int32_t dmr_time_packed(const dmr_time_scan *scan, int32_t i, dmr_time_point *out);

/* In time_account.c. */
int32_t dmr_time_fiscal(const dmr_time_scan *scan, int32_t i, dmr_time_point *out);
int32_t dmr_time_quarter_token(const dmr_time_scan *scan, int32_t i, dmr_time_point *out);

/* In time_clock.c. */
int32_t dmr_time_clock(const dmr_time_scan *scan, int32_t i, dmr_time_point *out);
int32_t dmr_time_part_of_day(const dmr_time_scan *scan, int32_t i, dmr_time_point *out);

#endif

/*
 * The words that time expressions are made of: each token of a sentence is sorted into a
 * class ("June" is MONTH 6, "1980s" DECADE 1980, "the" THE), and the grammar of
 * time_point.c works on the classes alone.
 */
#ifndef DMR_MENTION_TIME_WORD_H
#define DMR_MENTION_TIME_WORD_H

#include "mention/mention.h"

typedef enum dmr_tw {
    DMR_TW_OTHER = 0,
    DMR_TW_NUMBER,  /* 1 to 9 digits; value; digits: how many */
    DMR_TW_AMOUNT,  /* "6,000", "2.5": no part of a date; sub 1: "11.50", which may be a
                       time of day; value HHMM then, else its whole part */
    DMR_TW_NUMWORD, /* "one" .. "ninety"; value */
    DMR_TW_ORDINAL, /* "2nd", "second"; value */
    DMR_TW_MONTH,   /* value 1..12; sub 1: also a plain word; 2: abbreviated; 3: of
                       another language ("juin") */
    DMR_TW_WEEKDAY, /* value 1..7; sub 1: abbreviated */
    DMR_TW_SEASON,  /* value 21..24 */
    DMR_TW_UNIT,    /* value dmr_time_unit; sub 1: plural */
    DMR_TW_DECADE,  /* value 1980 */
    DMR_TW_DATE,    /* "1989-06-02", "02/06/89" in one token: value is YYYYMMDD, with
                       DD 00 for "7/1989"; sub: dmr_day_order */
    DMR_TW_CLOCK,   /* "12:30", "1200Z"; value HHMM; sub: day of "031200Z"; digits:
                       DMR_CLOCK_UTC of "1200Z" */
    DMR_TW_YEAR2,   /* "'88"; value 1988 */
    DMR_TW_COMMA,
    DMR_TW_HYPHEN,
    DMR_TW_SLASH,
    DMR_TW_POSSESSIVE,
    DMR_TW_OPEN,
    DMR_TW_CLOSE,
    DMR_TW_THE,
    DMR_TW_A,
    DMR_TW_OF,
    DMR_TW_IN,
    DMR_TW_ON,
    DMR_TW_AT,
    DMR_TW_TO,
    DMR_TW_FROM,
    DMR_TW_BETWEEN,
    DMR_TW_AND,
    DMR_TW_OR,
    DMR_TW_UNTIL,
    DMR_TW_THROUGH,
    DMR_TW_SINCE,
    DMR_TW_BY,
    DMR_TW_BEFORE,
    DMR_TW_AFTER,
    DMR_TW_DURING,
    DMR_TW_PREP, /* other prepositions that a date may follow: "for", "throughout" */
    DMR_TW_AS,
    DMR_TW_WHEN,
    DMR_TW_AGO,
    DMR_TW_LATER,
    DMR_TW_EARLIER,
    DMR_TW_LAST, /* sub 1: "past" */

    DMR_TW_NEXT,
    DMR_TW_THIS,
    DMR_TW_THAT,
    DMR_TW_SAME,
    DMR_TW_PREVIOUS,
    DMR_TW_FOLLOWING,
    DMR_TW_COMING,
    DMR_TW_EARLY,
    DMR_TW_MID,
    DMR_TW_LATE,
    DMR_TW_BEGIN,
    DMR_TW_END,
    DMR_TW_HALF,
    DMR_TW_PART,
    DMR_TW_FEW,
    DMR_TW_SEVERAL,
    DMR_TW_COUPLE,
    DMR_TW_MANY,
    DMR_TW_EVERY,
    DMR_TW_DAYWORD, /* value -1, 0, 1; sub: part of the day that "tonight" says */
    DMR_TW_DAYPART, /* morning, afternoon, evening, night; value 1..4; sub 1: dawn, dusk */
    DMR_TW_FISCAL,
    DMR_TW_ABOUT,
    DMR_TW_YEARWORD_SET, /* annually: value unit */
    DMR_TW_REF,          /* recently, currently, soon: value -1, 0, 1 */
    DMR_TW_WILL,
    DMR_TW_NOTYEAR_BEFORE,
    DMR_TW_NOTYEAR_AFTER,
    DMR_TW_OLD,
    DMR_TW_HOURS,
    DMR_TW_ONWARD,
    DMR_TW_PRIOR,
    DMR_TW_BC,
    DMR_TW_QUARTER,     /* "Q3", "H1"; value 33..36, 40, 41 */
    DMR_TW_FISCAL_YEAR, /* "FY89"; value 1989 */
    DMR_TW_AD,
    DMR_TW_AH,
    DMR_TW_ERA,  /* "Showa", "Juche"; value: the year before its first */
    DMR_TW_NOON, /* "noon", "midnight"; value HHMM */
    DMR_TW_TWICE,
    DMR_TW_WEEKDAYS, /* "Tuesdays"; value 1..7 */
    DMR_TW_RECENT,
    DMR_TW_THEN,
    DMR_TW_FUTURE, /* sub 1: "term", of "the near term" */
    /* Words that only go on with a time that others began. */
    DMR_TW_INSIDE_ONLY,
    DMR_TW_INSTANT = DMR_TW_INSIDE_ONLY, /* "inst.", "ult.", "prox."; value 0, -1, 1 */
    DMR_TW_DE,
    DMR_TW_LOCAL,
    DMR_TW_TIME,
    DMR_TW_TURN,
    DMR_TW_DOZEN,
    DMR_TW_ALTERNATE, /* "every other" */
    DMR_TW_TIMES,     /* "three times a week" */
    DMR_TW_LONG,      /* "decade-long" */
    DMR_TW_FILLER,    /* "two consecutive days" */
    DMR_TW_MOMENT,
} dmr_tw;

typedef enum dmr_time_unit {
    DMR_UNIT_SECOND = 0,
    DMR_UNIT_MINUTE,
    DMR_UNIT_HOUR,
    DMR_UNIT_DAY,
    DMR_UNIT_WEEKEND,
    DMR_UNIT_WEEK,
    DMR_UNIT_FORTNIGHT,
    DMR_UNIT_MONTH,
    DMR_UNIT_QUARTER,
    DMR_UNIT_YEAR,
    DMR_UNIT_DECADE,
    DMR_UNIT_CENTURY,
} dmr_time_unit;

/* Which third of a time is meant. */
enum {
    DMR_PART_NONE = 0,
    DMR_PART_EARLY,
    DMR_PART_MID,
    DMR_PART_LATE,
    DMR_PART_EARLY_MID, /* "early to mid" */
    DMR_PART_MID_LATE,
};

/* What an atom of DMR_TW_HOURS says of the clock before it: its value. */
enum { DMR_HOURS_PLAIN = 0, DMR_HOURS_AM, DMR_HOURS_PM, DMR_HOURS_UTC, DMR_HOURS_LOCAL };

enum { DMR_CLOCK_UTC = 1 };

/* What "02/06/89" says of the order of day and month. */
typedef enum dmr_day_order {
    DMR_ORDER_NONE = 0, /* nothing: "1989-06-02", "03/03/89" */
    DMR_ORDER_UNKNOWN,  /* it may be either */
    DMR_ORDER_DAY_FIRST,
    DMR_ORDER_MONTH_FIRST,
} dmr_day_order;

typedef struct dmr_time_atom {
    uint8_t kind; /* dmr_tw */
    uint8_t sub;
    uint8_t digits; /* of a NUMBER; of a CLOCK: DMR_CLOCK_UTC */
    uint8_t part;   /* of "mid-June" in one token: DMR_PART_MID */
    uint8_t prefix; /* of "pre-1945", "post-1945" in one token: DMR_TW_BEFORE, AFTER */
    bool capital;
    bool glued; /* no blank behind it */
    int32_t value;
} dmr_time_atom;

/* May a time begin with a word of that class? */
static inline bool dmr_tw_begins(dmr_tw kind)
{
    return kind != DMR_TW_OTHER && kind < DMR_TW_INSIDE_ONLY;
}

/* The class of one token's form. */
dmr_time_atom dmr_time_atom_of(demarche_str form, bool space_after);

#endif

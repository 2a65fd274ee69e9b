/*
 * Times: from the words of a sentence to TIME mentions with TIMEX3 type and value and an
 * EDTF date.
 *
 * A mention covers the date itself without a plain preposition ("in [July 1989]"), a
 * range whole ("[from June 2 to June 10, 1989]", "[between 1980 and 1988]"). The
 * preposition still counts: since 1975 is `1975/..`, until and before 1985 are `../1985`,
 * by 1985 is `../1985`, after 1985 is `1985/..`. mention.name holds the word that
 * governs, where it matters ("since", "until", "by", "before", "after").
 *
 * Readings chosen where English is vague:
 *   early, mid, late YEAR        its months 1 to 4, 5 to 8, 9 to 12, ~
 *   early, mid, late DECADE      years 0 to 3, 4 to 6, 7 to 9, ~
 *   early, mid, late MONTH       days 1 to 10, 11 to 20, 21 to the end, ~
 *   beginning, end of YEAR       as early and late; of MONTH likewise
 *   first, second half of YEAR   January to June, July to December
 *   spring .. winter YEAR        EDTF seasons 21 .. 24
 *   a year later                 the year (or month, or day) after: no finer than the phrase,
 *                                and none where it counts from something coarser
 *   a dated happening            from lexicon/times.tsv, with `?`
 *   about, around 1985           1985~
 *   the second week of May       its days 8 to 14, ~; the last week its last seven days
 *   the 1800s, the 19th century  18XX; the 1900s are 190X
 *   on Friday                    the last one, or the next where the verb looks ahead
 *   02/06/89                     by what other dates of the document show, else by the day
 *                                of publication, else one of the two
 *   1409 AH, Ramadan 1973        by the arithmetical calendar, ~
 *   two days after X             that day, where X is a date or a clause with a date
 *   before, after what lasts     up to its begin, from its end
 *   since, until what lasts      the calendar's times taken in, happenings left out:
 *                                "since World War II" is 1945-09-02?/..
 */
#ifndef DMR_MENTION_TIME_FIND_H
#define DMR_MENTION_TIME_FIND_H

#include "mention/mention_list.h"

/* Dated happenings and reigns of times.tsv. Immutable once loaded, shared by threads. */
typedef struct dmr_time_lexicon dmr_time_lexicon;

/* Load times.tsv into the arena. E_LEXICON with file and line for a bad row, E_IO where
 * there is none. */
demarche_status dmr_time_lexicon_load(dmr_time_lexicon **out, dmr_tables *tables,
                                      dmr_arena *arena, demarche_error *err);

/* As part of an image (base/image.h); NULL where that is bad, or for want of memory. */
void dmr_time_lexicon_put(dmr_image_writer *w, const dmr_time_lexicon *lexicon);
dmr_time_lexicon *dmr_time_lexicon_get(dmr_image_reader *r, dmr_arena *arena);

size_t dmr_time_lexicon_count(const dmr_time_lexicon *lexicon);

/* What a document has told of time so far: one for each document, fed sentence by
 * sentence in order of the text. */
typedef struct dmr_time_state {
    dmr_day published; /* day of publication; NONE where it is not known to the day */
    dmr_day as_of;     /* last day the document knows; NONE where it does not say */
    int as_of_grain;   /* how exact that is: dmr_time_grain */
    bool dated;        /* the document has a date of its own, be it only a year */
    bool has_last;     /* `last` is set: */
    dmr_day last_first, last_last; /* the last dated time of the tale */
    int last_grain; /* how exact it was: 1 year, 2 month, 3 day; 0 coarser */
    uint32_t last_paragraph;
    bool has_wide; /* told since then, coarser than a year: "in the 1980s" */
    dmr_day wide_first, wide_last;
    uint32_t paragraph; /* of the sentence being read */
    uint8_t day_order;  /* dmr_day_order that "25/12/88" has shown; NONE at first */
} dmr_time_state;

/* The state at the begin of a document, from meta.date and meta.as_of. */
void dmr_time_state_init(dmr_time_state *state, const demarche_meta *meta);

/*
 * Append the TIME mentions of one sentence to `list`, in order of the text, not
 * overlapping. lexicon may be NULL: no happenings. Everything lies in the arena or the
 * lexicon. Fails only for want of memory.
 */
demarche_status dmr_time_find(const dmr_time_lexicon *lexicon, const dmr_tree *tree,
                              uint32_t sentence, dmr_time_state *state,
                              dmr_mention_list *list, dmr_arena *arena,
                              demarche_error *err);

#endif

/*
 * Which time governs a word: the question that the event coder asks for each trigger.
 */
#ifndef DMR_MENTION_TIME_FOR_H
#define DMR_MENTION_TIME_FOR_H

#include "mention/mention.h"

enum { DMR_TIMES_MAX = 4 };

/* How the time was found, from the surest to none. */
typedef enum dmr_time_how {
    DMR_TIME_NONE = 0,
    DMR_TIME_OWN,      /* attached to the word itself, or to its own phrase or clause */
    DMR_TIME_HOST,     /* of the clause in which the word's phrase or clause stands:
                          "During a visit [in May] he signed", asked for "signed" or for
                          "visit" where the other has it; a participial or relative clause
                          without time of its own takes that of its host */
    DMR_TIME_SENTENCE, /* of the adverbial that opens the sentence */
    DMR_TIME_STAY,     /* "while he was in Moscow", "during his visit": of what was told
                          before in the paragraph; the mention lies in an earlier
                          sentence */
} dmr_time_how;

typedef struct dmr_time_found {
    dmr_time_how how;
    size_t n;                        /* "in 1986 and 1988" gives both */
    uint32_t mention[DMR_TIMES_MAX]; /* indexes into reading->mentions.at */
} dmr_time_found;

/*
 * The time of what word `word` of that sentence tells. Only TIME mentions with EDTF
 * count (no durations, no sets). A time inside another clause or a nominal belongs to
 * that one: in "announced on Tuesday that in June 1988 it had opened an office",
 * "announced" has Tuesday and "opened" June 1988; in "signed the treaty of 1944",
 * "signed" has none and "treaty" 1944. A complement clause does not take the time of
 * the saying, but for a promise or forecast ("announced that it would allow"): that
 * happens when it is made.
 */
dmr_time_found dmr_time_for(const dmr_reading *reading, uint32_t sentence, int32_t word);

/*
 * The tale's running date as the sentence begins: the last dated time of the sentences
 * before it. Which of several: that of the last main clause that has one, else the last
 * in the text.
 */
typedef struct dmr_time_running {
    bool found;
    uint32_t mention;  /* index into reading->mentions.at */
    uint32_t distance; /* sentences back, 1 or more */
    bool same_paragraph;
} dmr_time_running;

dmr_time_running dmr_time_context(const dmr_reading *reading, uint32_t sentence);

#endif

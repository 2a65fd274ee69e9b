/*
 * Small closed lists of the tokenizer: what English glues and what UD's English treebanks
 * cut. All compare without regard to case; ASCII only.
 */
#ifndef DMR_TEXT_AFFIX_H
#define DMR_TEXT_AFFIX_H

#include "base/str.h"

typedef enum dmr_affix {
    DMR_AFFIX_PREFIX = 0,  /* keeps its hyphen: "non-aligned" is one word */
    DMR_AFFIX_SUFFIX,      /* the same behind: "Kafka-esque" */
    DMR_AFFIX_HYPHENED,    /* whole words with a hyphen: "e-mail" */
    DMR_AFFIX_UNIT,        /* cut from the number before it: "5km" */
    DMR_AFFIX_ENDING,      /* last part of an address or file name: "org", "pdf" */
    DMR_AFFIX_STARTER,     /* begins sentences and hardly ever a name */
    DMR_AFFIX_ELISION,     /* words that begin with an apostrophe: "'em" */
    DMR_AFFIX_REPORT,      /* verbs behind quoted speech: '"Why?" Pak asked' */
    DMR_AFFIX_HYPHEN_TAIL, /* English words that end a compound, not a given name */
    DMR_AFFIX_SURNAME,     /* Korean and Chinese ones, before given names with a hyphen */
    DMR_AFFIX_CALENDAR,    /* what follows a time of day: "10 p.m. Monday" */
    DMR_AFFIX_NATION,      /* first parts of "Franco-German" */
    DMR_AFFIX_COMPOUND,    /* words that end a compound with a hyphen: "Soviet-backed" */
    DMR_AFFIX_FIRST_PART,  /* words that begin one: "long-term" */
    DMR_AFFIX_FRAGMENT,    /* ends of words that are no words themselves: "short|ening" */
    DMR_AFFIX_MODAL,       /* what stands before a verb: "must STOP" */
    DMR_AFFIX_NUMBERED,    /* what bears a number: "Table 3." */
    DMR_AFFIX_COUNT
} dmr_affix;

/* True where `word` is on that list. */
bool dmr_affix_is(dmr_affix list, demarche_str word);

/*
 * Where a word that English writes as one is cut: "cannot" gives 1 and cuts[0] = 3;
 * "dunno" gives 2. 0: it is not cut.
 */
size_t dmr_affix_cuts(demarche_str word, size_t cuts[2]);

/*
 * True where `part` could be one syllable of a Chinese or Korean name in any of the usual
 * romanisations ("Sun", "gi", "ch'ol", "hui"): initial, vowels, final.
 */
bool dmr_affix_is_syllable(demarche_str part);

#endif

/*
 * Abbreviations that end in a stop, and whether a sentence can end with them.
 */
#ifndef DMR_TEXT_ABBREV_H
#define DMR_TEXT_ABBREV_H

#include "text/split.h"

typedef enum dmr_abbrev {
    DMR_ABBREV_NONE = 0,
    DMR_ABBREV_TITLE,  /* before a name: "Gen."; never ends a sentence */
    DMR_ABBREV_PLAIN,  /* "e.g.", "approx."; never ends a sentence */
    DMR_ABBREV_NUMBER, /* one only before a number: "No. 5", "Art. 2", not "I said no." */
    DMR_ABBREV_DATE,   /* one only beside a number or another date word: "Mar. 3" */
    DMR_ABBREV_NAME,   /* ends one before a word like "The", not before a name: "Inc." */
    DMR_ABBREV_END,    /* ends one before any capital: "etc.", "a.m." */
    DMR_ABBREV_COUNT
} dmr_abbrev;

/*
 * The kind of `word` (without its last stop). All capitals find what is written "Gen" in
 * the table, capitals at the start what is written "approx". `splitter` may be NULL.
 */
dmr_abbrev dmr_abbrev_find(const dmr_splitter *splitter, demarche_str word);

#endif

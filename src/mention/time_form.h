/*
 * Single tokens that say a time by their shape and not by being a word: "1989-06-02",
 * "14.VI.1941", "19-Nov-12", "1980s", "'88", "031200Z", "12:30", "2nd", "Q3", "FY89".
 */
#ifndef DMR_MENTION_TIME_FORM_H
#define DMR_MENTION_TIME_FORM_H

#include "mention/time_word.h"

/* Fill the kind, value and so on of an atom from a token of at least one byte. It is left
 * alone where the token has no such shape. */
void dmr_time_form_read(demarche_str form, dmr_time_atom *atom);

/* A date of three parts in one piece, also where the tokenizer made several of it:
 * kind DATE. False where it is none. */
bool dmr_time_form_date(demarche_str form, dmr_time_atom *atom);

/* I .. XII: 1 .. 12; 0 for anything else. */
int dmr_time_roman_month(demarche_str form);

#endif

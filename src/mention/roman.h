/*
 * Names that one alphabet writes in several ways: Pak Ch'or-on and Park Chul-un, Chou
 * En-lai and Zhou Enlai, Gorbachev and Gorbatschow, Qaddafi and Kadhafi.
 *
 * A *system* is a language with the states where it is spoken ("ko": KOR, PRK). It has one
 * *way* of spelling or more ("pinyin", "wade"); a name is read letter by letter in one of
 * them, by the rows of romanizations.tsv. What comes out is a *reading*: a row of units,
 * each the set of sounds that the letters may stand for ("ch" of McCune-Reischauer without
 * its apostrophe is j or ch). Two readings are of one name where each unit shares a sound.
 * So an ambiguous spelling agrees with either, while two exact ones agree only where they
 * are the same. Hyphens, blanks, apostrophes, diacritics and capitals are nothing.
 */
#ifndef DMR_MENTION_ROMAN_H
#define DMR_MENTION_ROMAN_H

#include "base/hash.h"
#include "base/image.h"
#include "base/str.h"
#include "base/tables.h"

enum {
    DMR_ROMAN_UNITS_MAX = 40,
    DMR_ROMAN_READINGS_MAX = 24, /* of one name: all ways of all systems */
    DMR_ROMAN_SYSTEMS_MAX = 16,
};

typedef struct dmr_roman dmr_roman; /* the tables; immutable once loaded */

enum {
    DMR_ROMAN_OWN = 1,   /* only the ways that English texts and the lexicon have */
    DMR_ROMAN_SIGN = 2,  /* only readings with a sign of their language */
    DMR_ROMAN_PLACE = 4, /* of a place: it needs no family name */
};

typedef struct dmr_roman_reading {
    uint8_t system, way; /* index */
    uint8_t n;
    bool family;       /* its language has a list of family names, and it has one */
    bool family_first; /* that is its first word */
    bool sign; /* it has a word or an ending of that language, as "Park", "-enko" */
    uint64_t units[DMR_ROMAN_UNITS_MAX]; /* (n) sets of sounds */
} dmr_roman_reading;

/* Load romanizations.tsv. E_LEXICON with file and line for a bad row. */
demarche_status dmr_roman_load(const dmr_roman **out, dmr_tables *tables,
                               dmr_arena *arena, demarche_error *err);

/* Bits of the systems of a state ("PRK"); 0: none. */
uint32_t dmr_roman_systems(const dmr_roman *roman, demarche_str code);

/* The two letters of a system ("ko"). */
demarche_str dmr_roman_system_name(const dmr_roman *roman, uint8_t system);

/*
 * Read a name in normal form (name_norm.h) in each way of the systems (bits). Gives the
 * number of readings, 0 where the letters fit none.
 */
size_t dmr_roman_read(const dmr_roman *roman, demarche_str norm, uint32_t systems,
                      unsigned flags, dmr_roman_reading out[DMR_ROMAN_READINGS_MAX]);

/* The name is of one or two words that many bear ("Muhammad al-Amin"): it tells little. */
bool dmr_roman_is_common(const dmr_roman *roman, demarche_str norm);

/* Whether two readings may be of one name. Not transitive. */
bool dmr_roman_same(const dmr_roman_reading *a, const dmr_roman_reading *b);

/* ---- a collection of readings, each with a number */

typedef struct dmr_roman_entry {
    uint64_t *units; /* (n) */
    uint8_t system, n;
    uint32_t value;
    uint32_t next; /* entry + 1 alike in the rough; 0 ends */
} dmr_roman_entry;

typedef struct dmr_roman_index {
    dmr_roman_entry *at;
    size_t n, room;
    dmr_map *rough; /* system and class of each unit -> entry + 1 */
} dmr_roman_index;

/* False for want of memory. */
bool dmr_roman_index_open(dmr_roman_index *index, dmr_arena *arena);
bool dmr_roman_index_add(dmr_roman_index *index, const dmr_roman *roman,
                         const dmr_roman_reading *reading, uint32_t value,
                         dmr_arena *arena);

/* As part of an image (base/image.h); false where that is bad, or for want of memory.
 * Values are 1 .. most. */
void dmr_roman_index_put(dmr_image_writer *w, const dmr_roman_index *index);
bool dmr_roman_index_get(dmr_image_reader *r, dmr_roman_index *index, uint32_t most,
                         dmr_arena *arena);

/* Append the values of all readings that agree with this one to values[*n ..], each once;
 * false where there are more than `room`. */
bool dmr_roman_index_find(const dmr_roman_index *index, const dmr_roman *roman,
                          const dmr_roman_reading *reading, uint32_t *values, size_t *n,
                          size_t room);

/*
 * As find, of a name in normal form in all its readings, and, where the language has either
 * order, with its first word last or its last first.
 */
bool dmr_roman_index_find_name(const dmr_roman_index *index, const dmr_roman *roman,
                               demarche_str norm, unsigned flags, uint32_t *values,
                               size_t *n, size_t room);

#endif

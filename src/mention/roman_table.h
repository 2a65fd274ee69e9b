/* Inside of dmr_roman, for its loader (roman_table.c) and its reader (roman_read.c). */
#ifndef DMR_MENTION_ROMAN_TABLE_H
#define DMR_MENTION_ROMAN_TABLE_H

#include "base/vec.h"
#include "mention/roman.h"

enum { DMR_ROMAN_WAYS_MAX = 6, DMR_ROMAN_RULE_UNITS = 12, DMR_ROMAN_SOUNDS = 62 };

typedef enum dmr_roman_place { /* of the letters in their word */
                               DMR_ROMAN_ANY = 0,
                               DMR_ROMAN_BEGIN,
                               DMR_ROMAN_END,
                               DMR_ROMAN_WORD, /* all of it */
} dmr_roman_place;

typedef struct dmr_roman_rule {
    demarche_str text;
    uint8_t place;
    uint8_t n;
    bool sign, family;
    bool regular;  /* without sounds of its own: read by the other rules */
    uint32_t ways; /* bits */
    uint32_t next; /* WORD: rule + 1 with the same letters; 0 ends */
    uint64_t units[DMR_ROMAN_RULE_UNITS];
} dmr_roman_rule;

typedef struct dmr_roman_system {
    demarche_str name, states;
    demarche_str ways[DMR_ROMAN_WAYS_MAX];
    size_t n_ways;
    uint32_t own;      /* bits of ways */
    uint32_t persons;  /* bits of those that places do not have */
    bool either_order; /* the first word may go last and the last first */
    bool has_families; /* a name without a family name of the list is none of it */
    DMR_VEC(dmr_roman_rule) rules;
    uint32_t first[27]; /* by letter, into order */
    uint32_t *order;    /* rules other than WORD */
    dmr_map *words;     /* letters -> rule + 1 */
    uint8_t class_of[DMR_ROMAN_SOUNDS];
} dmr_roman_system;

struct dmr_roman {
    dmr_roman_system systems[DMR_ROMAN_SYSTEMS_MAX];
    size_t n_systems;
};

#endif

/*
 * Importing the dictionaries of TABARI and PETRARCH: actors, agents and discards become
 * rows of our tables. Every line that cannot be taken is reported, with what is wrong; what
 * is taken but odd is reported as a remark. Inside of demarche_import (demarche.h).
 *
 *     bytes → lines without comments → entries (names and codes) → rows
 *             import_line.c            import_actors.c, ...        import.c
 *
 * What a code of CAMEO means for us is data: lexicon/cameo.tsv, import_code.c.
 */
#ifndef DMR_LEXICON_IMPORT_H
#define DMR_LEXICON_IMPORT_H

#include "base/file.h"
#include "base/hash.h"
#include "base/tables.h"
#include "base/vec.h"
#include "mention/gazetteer.h"

/* The tables that an import can fill, in the order in which they are written. */
enum {
    DMR_IMPORT_STATES,
    DMR_IMPORT_ACTORS,
    DMR_IMPORT_PERSONS,
    DMR_IMPORT_AGENTS,
    DMR_IMPORT_DISCARDS,
    DMR_IMPORT_ACTOR_PHRASES,
    DMR_IMPORT_AGENT_PHRASES,
    DMR_IMPORT_PATTERNS,
    DMR_IMPORT_TABLES
};

typedef struct dmr_cameo dmr_cameo; /* lexicon/cameo.tsv, read */

struct demarche_import {
    dmr_arena *arena;   /* rows, and the lexicon */
    dmr_arena *scratch; /* of one entry */
    dmr_file lexicon;   /* a compiled one, else closed */
    const dmr_gazetteer *gazetteer;
    const dmr_cameo *cameo;
    struct {
        DMR_VEC(demarche_str) rows; /* lines without line end */
        dmr_map *seen;              /* row without its note and source */
    } tables[DMR_IMPORT_TABLES];
    demarche_import_counts counts;
};

/* One file on its way. */
typedef struct dmr_import_file {
    demarche_import *import;
    const char *name; /* of the file, without folders: for notes */
    demarche_import_codes codes;
    demarche_import_report_fn report;
    void *user;
    dmr_map *macros; /* agents: "PERSON" -> index + 1 in macro_text */
    DMR_VEC(demarche_str) macro_text;
    demarche_error *err;
} dmr_import_file;

/* Tell of a line, or a part of it, that was not taken, or (remark) was, but is odd. */
void dmr_import_refuse(dmr_import_file *f, size_t line, demarche_str what,
                       const char *format, ...) __attribute__((format(printf, 4, 5)));
void dmr_import_remark(dmr_import_file *f, size_t line, demarche_str what,
                       const char *format, ...) __attribute__((format(printf, 4, 5)));

/* -------------------------------------------------------------------------- lines */

/* One line of a dictionary: what stands before the first bracket, the brackets' insides,
 * and the comment. Slices of the file. */
enum { DMR_IMPORT_BRACKETS_MAX = 32 };
typedef struct dmr_import_line {
    size_t number; /* from 1 */
    demarche_str whole, head, comment;
    demarche_str tail; /* behind the last bracket, no comment: stray */
    demarche_str brackets[DMR_IMPORT_BRACKETS_MAX];
    size_t n_brackets;
    bool indented;
    const char *wrong; /* a bracket without its other half, ...; NULL: sound */
} dmr_import_line;

typedef struct dmr_import_lines {
    demarche_str rest;
    size_t number;
    bool in_comment; /* between <!-- and --> */
} dmr_import_lines;

/* The next line that is not wholly comment; blank lines come with an empty `whole`. False
 * at the end. `open` and `close` are the brackets: '[' and ']'. */
bool dmr_import_next(dmr_import_lines *lines, dmr_import_line *out);

/* --------------------------------------------------------------------------- names */

/* What is written in a dictionary, as we write it: "KOFI_ANNAN_" as "Kofi Annan". */
typedef struct dmr_import_name {
    demarche_str raw;  /* slice of the file */
    demarche_str text; /* ours, in the arena */
    size_t line;
    bool stem;         /* had no closing "_" */
    bool odd;          /* had a bracket of which the other half is missing */
    const char *wrong; /* why it cannot be taken; NULL: it can */
} dmr_import_name;

/* As we write it, in the arena; out->wrong says what is wrong with it. E_MEMORY only. */
demarche_status dmr_import_name_read(dmr_import_name *out, demarche_str raw, size_t line,
                                     dmr_arena *arena, demarche_error *err);

/* Lower case words of an entry that is no name: "chamber of commerce". */
demarche_status dmr_import_noun_read(dmr_import_name *out, demarche_str raw, size_t line,
                                     dmr_arena *arena, demarche_error *err);

/* "Moon Jae in" as "Moon Jae In": what are small words in other names. In the arena; NULL
 * for want of memory. */
demarche_str dmr_import_name_of_person(demarche_str name, dmr_arena *arena);

/* Whether `word` ("MILF") is made of the first letters of `name`. */
bool dmr_import_is_initials(demarche_str word, demarche_str name);

/* --------------------------------------------------------------------------- dates */

/* "USAGOV 010120-050120" parted; "", an open end, is DMR_DAY_NONE or DMR_DAY_OPEN. */
typedef struct dmr_import_dated {
    demarche_str code;
    dmr_day from, until; /* first and last day */
    bool dated;
} dmr_import_dated;

/* Read the inside of a bracket. NULL, or what is wrong with it (in `why`). */
const char *dmr_import_dated_read(dmr_import_dated *out, demarche_str inside,
                                  char why[256]);

/* --------------------------------------------------------------------------- codes */

/* Whom a code of CAMEO means, in our terms. */
typedef struct dmr_import_who {
    demarche_str code, sector; /* in the lexicon's arena; may be empty */
    demarche_str region;       /* the code of a region's row, "002" or "-" */
    bool nobody;               /* "---": not to be coded */
    bool person;               /* only persons have it: ELI */
    bool office;               /* its first role is the government's, or it is IGO */
    bool firm;                 /* NGO, MNC: no person */
    bool bare;                 /* a state or region and no role */
    demarche_str unknown;      /* the first step that the table does not know */
} dmr_import_who;

demarche_status dmr_cameo_load(const dmr_cameo **out, dmr_tables *tables,
                               dmr_arena *arena, demarche_error *err);

/* Whom `code` means. NULL, or what is wrong with it (in `why`). */
const char *dmr_cameo_read(const demarche_import *im, demarche_import_codes codes,
                           demarche_str code, dmr_import_who *out, char why[256]);

/* The sector of an agent's code, without its "~". NULL, or what is wrong. */
const char *dmr_cameo_agent(const demarche_import *im, demarche_str code,
                            demarche_str *sector, char why[256]);

/* Whether the code begins with the name of a belief: to tell what codes a file has. */
bool dmr_cameo_is_faith(const demarche_import *im, demarche_str code);

/* Whether the code begins with a state, region or body. */
bool dmr_cameo_is_actor(const demarche_import *im, demarche_str code);

/* ------------------------------------------------------------------- kinds of files */

/* Tell by its look what a file is, where `kind` and `codes` do not say. E_FORMAT where it
 * is none that can be read. */
demarche_status dmr_import_look(const demarche_import *im, demarche_str bytes,
                                demarche_import_kind *kind, demarche_import_codes *codes,
                                demarche_error *err);

demarche_status dmr_import_actors(dmr_import_file *f, demarche_str bytes);
demarche_status dmr_import_agents(dmr_import_file *f, demarche_str bytes);
demarche_status dmr_import_discards(dmr_import_file *f, demarche_str bytes);
demarche_status dmr_import_verbs(dmr_import_file *f, demarche_str bytes);

/* ---------------------------------------------------------------------------- rows */

/* Add a row: its cells (n), then FILE:LINE and the note, and the source. A row whose cells
 * stand there already is only counted. */
demarche_status dmr_import_row(dmr_import_file *f, int table, const demarche_str *cells,
                               size_t n, demarche_str note, size_t line);

#endif

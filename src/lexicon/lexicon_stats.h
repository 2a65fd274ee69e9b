/* Figures of a lexicon: how much is in it, and what it lacks. */
#ifndef DMR_LEXICON_LEXICON_STATS_H
#define DMR_LEXICON_LEXICON_STATS_H

#include "base/tables.h"

typedef enum dmr_figure_kind {
    DMR_FIGURE_TABLE = 0, /* key: file or folder; rows and names */
    DMR_FIGURE_KIND,      /* key: kind of states.tsv; rows and names */
    DMR_FIGURE_STATES,    /* key: states, and what some lack; list: their codes */
    DMR_FIGURE_DECADE,    /* key: "1950"; rows of persons.tsv whose days touch it */
    DMR_FIGURE_SOURCE,    /* key: of sources.tsv, or empty; rows */
    DMR_FIGURE_KINDS,
} dmr_figure_kind;

typedef struct dmr_figure {
    dmr_figure_kind kind;
    demarche_str key;
    size_t rows, names;
    demarche_str list; /* codes parted by blanks; mostly empty */
} dmr_figure;

typedef struct dmr_figures {
    DMR_VEC(dmr_figure) list; /* those of a kind follow one another */
} dmr_figures;

/* Count. All lies in the arena. E_LEXICON for a bad row, E_IO, E_MEMORY. */
demarche_status dmr_lexicon_stats(dmr_figures *out, dmr_tables *tables, dmr_arena *arena,
                                  demarche_error *err);

/* For people, lines of 80 columns at most; or a line of JSON for each. E_IO, E_MEMORY. */
demarche_status dmr_figures_write(const dmr_figures *figures, demarche_write_fn write,
                                  void *user, demarche_error *err);
demarche_status dmr_figures_write_jsonl(const dmr_figures *figures,
                                        demarche_write_fn write, void *user,
                                        demarche_error *err);

#endif

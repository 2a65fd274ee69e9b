#include "lexicon/lexicon_check.h"
#include "lexicon/import.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "event/event.h"
#include "mention/edtf.h"
#include "text/split.h"

const dmr_check_table dmr_check_tables[] = {
    {"states.tsv",
     {"code", "kind", "text", "from", "until", "sector", "?note", "?source"},
     false},
    {"actors.tsv",
     {"name", "names", "code", "sector", "from", "until", "?note", "?source"},
     false},
    {"persons.tsv",
     {"name", "names", "state", "sector", "office", "from", "until", "?note", "?source"},
     false},
    {"offices.tsv", {"noun", "sector", "kind", "?note", "?source"}, false},
    {"agents.tsv", {"noun", "sector", "kind", "?note", "?source"}, false},
    {"times.tsv", {"id", "names", "edtf", "kind", "?note", "?example", "?source"}, false},
    {"places.tsv",
     {"geonameid", "name", "aliases", "country", "kind", "lat", "lon", "population",
      "?only", "?note", "?source"},
     false},
    {"middles.tsv", {"code", "lat", "lon", "?note", "?source"}, false},
    {"towns.tsv",
     {"key", "geonameid", "name", "country", "lat", "lon", "population"},
     false},
    {"nouns.tsv", {"noun", "uses", "?note", "?source"}, true},
    {"genders.tsv", {"words", "kind", "gender", "?note", "?source"}, false},
    {"qualifiers.tsv",
     {"word", "place", "effect", "office", "sector", "other", "?example", "?coded",
      "?note", "?source"},
     false},
    {"romanizations.tsv",
     {"system", "ways", "kind", "spelling", "sounds", "?example", "?note", "?source"},
     false},
    {"coreference.tsv", {"feature", "values", "weight", "?source"}, false},
    {"actor_phrases.tsv", {"phrase", "code", "from", "until", "?note", "?source"}, true},
    {"agent_phrases.tsv", {"phrase", "code", "?note", "?source"}, true},
    {"patterns.tsv",
     {"kind", "block", "text", "forms", "code", "?note", "?source"},
     true},
    {"codes.tsv", {"code", "title", "?note", "?source"}, true},
    {"shared.tsv", {"name", "?note", "?source"}, true},
    {"sources.tsv", {"key", "title", "licence", "where"}, true},
    {NULL, {NULL}, false},
};

demarche_status dmr_check_load(dmr_table *out, const dmr_lexicon_check *check,
                               const char *name)
{
    const dmr_check_table *t = dmr_check_tables;
    *out = (dmr_table){0};
    while (t->name && strcmp(t->name, name) != 0)
        t++;
    if (!t->name || (t->optional && !dmr_tables_has(check->tables, name)))
        return DEMARCHE_OK;
    return dmr_tables_load(out, check->tables, name, t->columns, check->err);
}

demarche_status dmr_check_complain(const dmr_lexicon_check *check,
                                   const dmr_table_row *row, const char *format, ...)
{
    char what[512];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    return dmr_tables_row(check->tables, row,
                          dmr_table_refuse(row, check->err, "%s", what), check->err);
}

bool dmr_check_days(dmr_sure_days *out, demarche_str from, demarche_str until)
{
    dmr_date date;
    dmr_day other;
    *out = (dmr_sure_days){DMR_DAY_NONE, DMR_DAY_OPEN};
    if (from.len) {
        if (!dmr_edtf_read(from, &date))
            return false;
        dmr_date_bounds(&date, &other, &out->from);
    }
    if (until.len) {
        if (!dmr_edtf_read(until, &date))
            return false;
        dmr_date_bounds(&date, &out->until, &other);
    }
    return out->from <= out->until;
}

bool dmr_check_overlap(const dmr_sure_days *a, const dmr_sure_days *b)
{
    dmr_day from = a->from > b->from ? a->from : b->from;
    dmr_day until = a->until < b->until ? a->until : b->until;
    return from < until;
}

/* All that an engine loads; what the loaders refuse is kept. */
static demarche_status load_all(dmr_tables *tables, dmr_ontology **ontology,
                                dmr_arena *arena, demarche_error *err)
{
    dmr_gazetteer *gazetteer;
    dmr_splitter *splitter;
    const dmr_cameo *cameo;
    DMR_TRY(dmr_gazetteer_load(&gazetteer, tables, arena, err));
    DMR_TRY(dmr_ontology_load(ontology, tables, arena, err));
    DMR_TRY(dmr_splitter_load(&splitter, tables, arena, err));
    DMR_TRY(dmr_cameo_load(&cameo, tables, arena, err)); /* the importer's */
    return dmr_tables_all_known(tables, err);
}

static int by_file_and_line(const void *x, const void *y)
{
    const dmr_complaint *a = x, *b = y;
    int c = strcmp(a->path, b->path);
    if (c == 0)
        c = (a->line > b->line) - (a->line < b->line);
    return c ? c : strcmp(a->message, b->message);
}

static uint32_t layer_of(const dmr_tables *tables, const char *path)
{
    for (size_t i = 0; i < tables->files.n; i++)
        if (strcmp(tables->files.at[i].file.path, path) == 0)
            return tables->files.at[i].file.layer;
    return 0;
}

/* In order, each once (a table may have been read twice), without the lower layers. */
static void put_in_order(dmr_complaints *c, const dmr_tables *tables,
                         uint32_t first_layer)
{
    size_t n = 0;
    if (c->list.n)
        qsort(c->list.at, c->list.n, sizeof *c->list.at, by_file_and_line);
    for (size_t i = 0; i < c->list.n; i++) {
        const dmr_complaint *at = &c->list.at[i];
        if ((n && by_file_and_line(&c->list.at[n - 1], at) == 0) ||
            (first_layer && layer_of(tables, at->path) < first_layer))
            continue;
        c->list.at[n++] = *at;
    }
    c->list.n = n;
}

demarche_status dmr_lexicon_check_all(dmr_complaints *out, dmr_tables *tables,
                                      uint32_t first_layer, dmr_arena *arena,
                                      demarche_error *err)
{
    demarche_error own = {0};
    dmr_lexicon_check check = {.tables = tables,
                               .arena = arena,
                               .codes = dmr_map_new(arena),
                               .sources = dmr_map_new(arena),
                               .err = err ? err : &own};
    *out = (dmr_complaints){.arena = arena};
    if (!check.codes || !check.sources)
        return dmr_error_memory(err);
    dmr_complaints *before = tables->complaints;
    tables->complaints = out;
    dmr_ontology *ontology;
    demarche_status status = load_all(tables, &ontology, arena, check.err);
    if (!status)
        status = dmr_check_sources(&check);
    if (!status)
        status = dmr_check_codes(&check);
    if (!status)
        status = dmr_check_offices(&check);
    if (!status)
        status = dmr_check_names(&check);
    /* While rows are refused, what they would use seems to be idle. */
    if (!status && !out->list.n)
        status = dmr_check_ontology(&check, ontology);
    tables->complaints = before;
    put_in_order(out, tables, first_layer);
    return status;
}

/*
 * Events out, in the formats that others read: what each output is to the frame that drives
 * them. Each is a file of its own with one dmr_export_kind; export.c lists them. Columns and
 * their traps are in docs/EXPORT.md.
 */
#ifndef DMR_EXPORT_EXPORT_H
#define DMR_EXPORT_EXPORT_H

#include "base/arena.h"
#include "base/json.h"

/* One event on its way out. */
typedef struct dmr_told {
    const demarche_document *doc;
    const demarche_meta *meta;
    const demarche_event *event;
    const demarche_deed *deed; /* NULL: only the document is known */
    uint64_t number;           /* of the event in this export, from 1 */
} dmr_told;

struct demarche_export {
    const struct dmr_export_kind *kind;
    demarche_export_options opts; /* its strings are copies in the arena */
    demarche_file_fn write;
    void *user;
    dmr_json *files; /* (n_files) one for each file; files[0] is the main one */
    struct dmr_export_file {
        demarche_export *of;
        const char *name;
    } * sinks;
    size_t n_files;
    dmr_arena *arena; /* lives as long as the export: for what is gathered to its end */
    void *state;      /* of the kind, in the arena or freed by its `end` */
    uint64_t events;  /* so far */
};

enum { DMR_EXPORT_FILES = 8 };

typedef struct dmr_export_kind {
    demarche_output output;
    const char *name;
    /* One file; what is written of an event or document depends on nothing else: no state,
     * number, arena, options, `end`. Those are written on many threads at once. */
    bool lines;
    /* The format cannot say that something was not done: negated and hypothetical events
     * are never written. */
    bool only_done;
    const char *files[DMR_EXPORT_FILES]; /* names, NULL behind the last; { "" } for one */
    /* Each may be NULL. They write to x->files[k] with dmr_json_...; failed writes are seen
     * by the frame. Errors of their own are E_MEMORY. */
    demarche_status (*begin)(demarche_export *x, demarche_error *err);
    demarche_status (*event)(demarche_export *x, const dmr_told *told,
                             demarche_error *err);
    demarche_status (*document)(demarche_export *x, const demarche_document *doc,
                                demarche_error *err); /* of outputs of whole documents */
    demarche_status (*end)(demarche_export *x, demarche_error *err);
    void (*drop)(demarche_export *x); /* free what `state` holds on the heap */
} dmr_export_kind;

/* The kind of that output; NULL if there is none. */
const dmr_export_kind *dmr_export_kind_of(demarche_output output);

/* False for an event that the kind never writes. */
bool dmr_export_takes(const dmr_export_kind *kind, const demarche_event *event);

extern const dmr_export_kind dmr_export_jsonl;
extern const dmr_export_kind dmr_export_tsv;
extern const dmr_export_kind dmr_export_csv;
extern const dmr_export_kind dmr_export_plover;
extern const dmr_export_kind dmr_export_petrarch;
extern const dmr_export_kind dmr_export_icews;
extern const dmr_export_kind dmr_export_polecat;
extern const dmr_export_kind dmr_export_phoenix;
extern const dmr_export_kind dmr_export_gdelt1;
extern const dmr_export_kind dmr_export_gdelt2;
extern const dmr_export_kind dmr_export_annotation;
extern const dmr_export_kind dmr_export_prov;
extern const dmr_export_kind dmr_export_ftm;
extern const dmr_export_kind dmr_export_frictionless;
extern const dmr_export_kind dmr_export_geojson;
extern const dmr_export_kind dmr_export_graphml;
extern const dmr_export_kind dmr_export_gexf;
extern const dmr_export_kind dmr_export_timex3;
extern const dmr_export_kind dmr_export_conllu;

#endif

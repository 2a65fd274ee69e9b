/* Foreign bytes as the tables of an ontology: refused with one line, or loaded, and a short
 * text is coded, related and explained by it. A line "==NAME" begins the table NAME; what
 * stands before the first is ontology/types.tsv. */
#include "../tests/unit/lexicon/tiny_lexicon.h"
#include "event/explain.h"
#include "event/ontology.h"
#include "event/relate.h"
#include "fuzz_engine.h"

static const char *const names[] = {
    "ontology/types.tsv",    "ontology/modes.tsv",
    "ontology/contexts.tsv", "ontology/cues.tsv",
    "modality.tsv",          "rules/classes.tsv",
    "rules/a.tsv",           "rules/b.tsv",
    "discards.tsv",          "ontology/relations.tsv",
    "ontology/sureness.tsv",
};

static void add(dmr_tables *t, const char *name, demarche_str bytes)
{
    dmr_tables_file *f = DMR_PUSH(t->arena, t->files);
    FUZZ_PROMISE(f);
    *f = (dmr_tables_file){.name = name, .file = {.path = name, .bytes = bytes}};
}

static const char *known(demarche_str line)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (dmr_str_is(line, names[i]))
            return names[i];
    return NULL;
}

static void add_all(dmr_tables *t, demarche_str text)
{
    const char *name = names[0], *begin = text.ptr;
    demarche_str rest = text, line;
    while (dmr_str_split(&rest, '\n', &line)) {
        const char *next = dmr_str_starts(line, DMR_STR("=="))
                               ? known(dmr_str(line.ptr + 2, line.len - 2))
                               : NULL;
        if (!next)
            continue;
        add(t, name, dmr_str(begin, (size_t)(line.ptr - begin)));
        name = next;
        begin = rest.ptr ? rest.ptr : text.ptr + text.len;
    }
    add(t, name, dmr_str(begin, (size_t)(text.ptr + text.len - begin)));
    if (!dmr_tables_has(t, "modality.tsv"))
        add(t, "modality.tsv", DMR_STR("word\tpos\teffect\tscope\texample\n"));
}

/* Every event is of the ontology. */
static void code(const dmr_ontology *o, const dmr_reading *reading, dmr_arena *arena)
{
    dmr_events events;
    dmr_related related;
    demarche_str told;
    FUZZ_PROMISE(!dmr_event_code(&events, o, reading, arena, NULL));
    for (size_t i = 0; i < events.n; i++) {
        const demarche_event *e = &events.at[i];
        const dmr_type *type = dmr_ontology_type(o, dmr_str_c(e->type));
        FUZZ_PROMISE(type && e->quad == type->quad && e->track && e->cameo);
        FUZZ_PROMISE(!*e->mode || dmr_ontology_mode(o, type, dmr_str_c(e->mode)));
        for (size_t k = 0; k < e->n_context; k++)
            FUZZ_PROMISE(dmr_ontology_context(o, dmr_str_c(e->context[k])));
    }
    dmr_part source = {0, 6}, target = {17, 22};
    FUZZ_PROMISE(!dmr_event_relate(&related, o, reading, source, target, arena, NULL));
    FUZZ_PROMISE(related.type && related.rule);
    FUZZ_PROMISE(!dmr_event_explain(&told, o, reading, NULL, arena, NULL) && told.len);
}

static void read_and_code(const dmr_ontology *o, dmr_tables *tables, dmr_arena *arena)
{
    dmr_conllu file;
    dmr_tree *trees = NULL;
    dmr_gazetteer *gazetteer;
    dmr_source source = {.meta.as_of = DMR_STR("1960")};
    FUZZ_PROMISE(!dmr_gazetteer_load(&gazetteer, tables, arena, NULL));
    FUZZ_PROMISE(!dmr_conllu_read(&file, DMR_STR(tiny_text), arena, NULL) &&
                 !dmr_conllu_trees(&trees, &file, arena, NULL));
    source.text = file.text;
    dmr_reading reading = {.gazetteer = gazetteer,
                           .source = &source,
                           .tokens = &file.tokens,
                           .trees = trees};
    FUZZ_PROMISE(!dmr_mention_find(&reading, arena, NULL));
    code(o, &reading, arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    dmr_arena *arena = dmr_arena_new(0);
    FUZZ_PROMISE(arena);
    dmr_tables *tables = tiny_tables(arena);
    dmr_ontology *o;
    demarche_error err = {0};
    add_all(tables, n ? dmr_str((const char *)bytes, n) : DMR_STR(""));
    demarche_status status = dmr_ontology_load(&o, tables, arena, &err);
    if (status)
        FUZZ_PROMISE(status == DEMARCHE_E_LEXICON && err.message[0] &&
                     !strchr(err.message, '\n'));
    else
        read_and_code(o, tables, arena);
    dmr_arena_free(arena);
    return 0;
}

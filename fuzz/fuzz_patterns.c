/*
 * Foreign bytes as a dictionary of verbs: what the importer makes of it the coder loads, and
 * two sentences are coded by it, each event within its sentence. Then the bytes themselves
 * as patterns.tsv: loaded, or refused with a line that lies in it.
 */
#include "base/json.h"
#include "event/coder.h"
#include "event/pattern.h"
#include "fuzz_engine.h"
#include "lexicon/import.h"
#include "parse/conllu.h"

static const char sentences[] =
    "1\tQuayland\tQuayland\tPROPN\tNNP\t_\t3\tnsubj\t_\t_\n"
    "2\tmay\tmay\tAUX\tMD\t_\t3\taux\t_\t_\n"
    "3\tmoor\tmoor\tVERB\tVB\t_\t0\troot\t_\t_\n"
    "4\tboats\tboat\tNOUN\tNNS\t_\t3\tobj\t_\t_\n"
    "5\tat\tat\tADP\tIN\t_\t7\tcase\t_\t_\n"
    "6\tdry\tdry\tADJ\tJJ\t_\t7\tamod\t_\t_\n"
    "7\tdocks\tdock\tNOUN\tNNS\t_\t3\tobl\t_\t_\n"
    "8\tof\tof\tADP\tIN\t_\t9\tcase\t_\t_\n"
    "9\tIsleria\tIsleria\tPROPN\tNNP\t_\t7\tnmod\t_\t_\n"
    "10\tand\tand\tCCONJ\tCC\t_\t11\tcc\t_\t_\n"
    "11\tFenland\tFenland\tPROPN\tNNP\t_\t9\tconj\t_\t_\n"
    "\n"
    "1\tIsleria\tIsleria\tPROPN\tNNP\t_\t3\tnsubj:pass\t_\t_\n"
    "2\twas\tbe\tAUX\tVBD\t_\t3\taux:pass\t_\t_\n"
    "3\trammed\tram\tVERB\tVBN\t_\t0\troot\t_\t_\n"
    "4\tby\tby\tADP\tIN\t_\t6\tcase\t_\t_\n"
    "5\tQuayland\tQuayland\tPROPN\tNNP\t_\t6\tcompound\t_\t_\n"
    "6\tguards\tguard\tNOUN\tNNS\t_\t3\tobl:agent\t_\t_\n";

static const char actors[] = "phrase\tcode\tfrom\tuntil\n"
                             "QUAYLAND\tQUA\t\t\n"
                             "ISLERIA\tISL\t\t\n"
                             "FENLAND\tFEN\t\t\n";
static const char agents[] = "phrase\tcode\nGUARDS\t~COP\n";

/* The events that the two sentences give by these patterns. */
static void code(const dmr_patterns *patterns, dmr_arena *arena)
{
    dmr_conllu read;
    dmr_tree *trees;
    dmr_events events;
    demarche_error err = {0};
    dmr_ontology ontology = {.patterns = patterns, .modality_index = dmr_map_new(arena)};
    for (int pos = 0; pos < DMR_TRIGGER_POS_COUNT; pos++)
        ontology.trigger_index[pos] = dmr_map_new(arena);
    FUZZ_PROMISE(ontology.modality_index);
    FUZZ_PROMISE(!dmr_conllu_read(&read, DMR_STR(sentences), arena, &err));
    FUZZ_PROMISE(!dmr_conllu_trees(&trees, &read, arena, &err));
    dmr_source source = {.text = read.text, .wishes = {.one_side = true}};
    dmr_reading reading = {
        .source = &source, .tokens = &read.tokens, .trees = trees, .as_of = DMR_DAY_NONE};
    FUZZ_PROMISE(!dmr_event_code(&events, &ontology, &reading, arena, &err));
    for (size_t i = 0; i < events.n; i++) {
        const demarche_event *e = &events.at[i];
        FUZZ_PROMISE(e->trigger.start < e->trigger.end &&
                     e->trigger.end <= read.text.len);
        FUZZ_PROMISE(e->n_actors || e->n_recipients);
        FUZZ_PROMISE(e->cameo[0] && e->rule[0]);
    }
}

static void load(demarche_str bytes, bool sound, dmr_arena *arena)
{
    dmr_tables tables = {.arena = arena, .base = "fuzz"};
    const dmr_tables_file files[] = {
        {.name = "patterns.tsv", .file = {"patterns.tsv", bytes, 0}},
        {.name = "actor_phrases.tsv", .file = {"actor_phrases.tsv", DMR_STR(actors), 0}},
        {.name = "agent_phrases.tsv", .file = {"agent_phrases.tsv", DMR_STR(agents), 0}}};
    for (size_t i = 0; i < 3; i++) {
        dmr_tables_file *f = DMR_PUSH(arena, tables.files);
        FUZZ_PROMISE(f);
        *f = files[i];
    }
    const dmr_patterns *patterns;
    const dmr_ontology none = {0};
    demarche_error err = {0};
    demarche_status status = dmr_patterns_load(&patterns, &none, &tables, arena, &err);
    if (status && sound)
        fprintf(stderr, "%s\n", err.message);
    if (status)
        FUZZ_PROMISE(status == DEMARCHE_E_LEXICON && !sound && err.message[0]);
    else
        code(patterns, arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    dmr_arena *arena = dmr_arena_new(0);
    demarche_import import = {.arena = dmr_arena_new(0), .scratch = dmr_arena_new(0)};
    demarche_error err = {0};
    dmr_buffer out = {0};
    FUZZ_PROMISE(arena && import.arena && import.scratch);
    for (int t = 0; t < DMR_IMPORT_TABLES; t++)
        FUZZ_PROMISE((import.tables[t].seen = dmr_map_new(import.arena)));
    dmr_import_file file = {.import = &import, .name = "fuzz.txt", .err = &err};
    FUZZ_PROMISE(!dmr_import_verbs(&file, dmr_str((const char *)bytes, n)));
    FUZZ_PROMISE(!demarche_import_write(&import, DMR_IMPORT_PATTERNS, dmr_buffer_write,
                                        &out, &err));
    load(dmr_str(out.at, out.n), true, arena);
    load(dmr_str((const char *)bytes, n), false, arena);
    free(out.at);
    dmr_arena_free(import.arena);
    dmr_arena_free(import.scratch);
    dmr_arena_free(arena);
    return 0;
}

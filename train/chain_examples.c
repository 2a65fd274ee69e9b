/*
 * Examples for train/coreference.py: what the ranking of chains has to choose from, in
 * documents whose entities are known, as the mention stage itself sees it.
 *
 *     chain_examples --names      one line a feature: its name and values
 *     chain_examples < documents  examples on stdout
 *
 * A document is a line with two numbers, the bytes of its text and of its marks; then the
 * text, then the marks: lines with the first byte and the end of a word that heads a
 * mention, and its entity's number. An example is 32-bit numbers in the machine's order:
 * candidates, the right one, then for each candidate how many features and which.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "handles.h"
#include "mention/chain.h"

typedef struct mark {
    size_t start, end;
    uint32_t entity;
} mark;

typedef struct marks {
    mark *at;
    size_t n;
} marks;

static uint32_t gold(void *context, size_t start, size_t end)
{
    const marks *m = context;
    for (size_t i = 0; i < m->n; i++)
        if (m->at[i].start < end && m->at[i].end > start)
            return m->at[i].entity;
    return 0;
}

static void write_number(size_t value)
{
    uint32_t v = (uint32_t)value;
    if (fwrite(&v, sizeof v, 1, stdout) != 1) {
        perror("chain_examples: standard output");
        exit(1);
    }
}

static void example(void *context, const dmr_chain_features *candidates, size_t n,
                    size_t right)
{
    (void)context;
    write_number(n);
    write_number(right);
    for (size_t i = 0; i < n; i++) {
        write_number(candidates[i].n);
        for (size_t k = 0; k < candidates[i].n; k++)
            write_number(candidates[i].at[k]);
    }
}

static int names(void)
{
    for (uint32_t i = 0; i < dmr_chain_feature_count(); i++) {
        const char *name;
        char values[128];
        if (!dmr_chain_feature_name(i, &name, values, sizeof values))
            return 1;
        printf("%s\t%s\n", name, values);
    }
    return 0;
}

static void check(demarche_status status, const demarche_error *err)
{
    if (!status)
        return;
    fprintf(stderr, "chain_examples: %s\n", err->message);
    exit(1);
}

static void look_at(demarche_worker *worker, demarche_str text, marks *m)
{
    demarche_error err;
    demarche_reader *reader;
    demarche_document *doc;
    check(demarche_reader_open(&reader, worker, text, NULL, &err), &err);
    check(demarche_reader_next(reader, &doc, &err), &err);
    check(demarche_document_run(doc, worker, DEMARCHE_STAGE_PARSE, &err), &err);
    const dmr_chain_teacher teacher = {m, gold, example};
    dmr_reading reading = {.gazetteer = worker->engine->gazetteer,
                           .source = &doc->source,
                           .tokens = &doc->tokens,
                           .trees = doc->trees,
                           .teacher = &teacher,
                           .as_of = DMR_DAY_NONE};
    check(dmr_mention_find(&reading, doc->arena, &err), &err);
    demarche_document_free(doc);
    demarche_reader_free(reader);
}

static char *read_bytes(size_t n)
{
    char *bytes = malloc(n + 1);
    if (!bytes || fread(bytes, 1, n, stdin) != n) {
        fprintf(stderr, "chain_examples: a document ends early\n");
        exit(1);
    }
    bytes[n] = '\0';
    return bytes;
}

static marks read_marks(char *text)
{
    marks m = {0};
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        mark *grown = realloc(m.at, (m.n + 1) * sizeof *grown);
        if (!grown || sscanf(line, "%zu %zu %" SCNu32, &grown[m.n].start,
                             &grown[m.n].end, &grown[m.n].entity) != 3) {
            fprintf(stderr, "chain_examples: '%s' is no mark\n", line);
            exit(1);
        }
        m.at = grown;
        m.n++;
    }
    return m;
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--names") == 0)
        return names();
    demarche_error err;
    demarche_engine *engine;
    demarche_worker *worker;
    check(demarche_engine_open(&engine, NULL, &err), &err);
    check(demarche_worker_new(&worker, engine, &err), &err);
    size_t n_text, n_marks;
    while (scanf("%zu %zu", &n_text, &n_marks) == 2 && getchar() == '\n') {
        char *text = read_bytes(n_text), *list = read_bytes(n_marks);
        marks m = read_marks(list);
        look_at(worker, dmr_str(text, n_text), &m);
        free(m.at);
        free(list);
        free(text);
    }
    demarche_worker_free(worker);
    demarche_engine_free(engine);
    return 0;
}

/*
 * Examples for train/sureness.py: what the coder sees of each event of the documents.
 *
 *     sureness_examples PATH...
 *
 * A line an event: document, first byte of its sentence, first and last byte of its words,
 * type, rule, codes of its parties ("KOR,PRK>SUN"), what is seen; parted by tabs.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "event/coder.h"
#include "handles.h"

static void check(demarche_status status, const demarche_error *err)
{
    if (!status)
        return;
    fprintf(stderr, "sureness_examples: %s\n", err->message);
    exit(1);
}

static void codes(const demarche_entity *side, size_t n)
{
    for (size_t i = 0; i < n; i++)
        printf("%s%.*s", i ? "," : "", DMR_STR_ARG(side[i].code));
}

static void example(void *user, const demarche_event *e, const dmr_sureness_seen *seen)
{
    const demarche_document *doc = user;
    printf("%.*s\t%zu\t%zu\t%zu\t%s\t%s\t", DMR_STR_ARG(doc->source.meta.id),
           doc->tokens.sentences[e->sentence].start, e->trigger.start, e->trigger.end,
           e->type, e->rule);
    codes(e->actors, e->n_actors);
    putchar('>');
    codes(e->recipients, e->n_recipients);
    for (size_t i = 0; i < seen->n; i++)
        printf("\t%.*s", DMR_STR_ARG(seen->at[i]));
    putchar('\n');
}

static void look_at(demarche_document *doc, demarche_worker *worker)
{
    demarche_error err;
    dmr_events events;
    check(demarche_document_run(doc, worker, DEMARCHE_STAGE_PARSE, &err), &err);
    dmr_reading reading = {.gazetteer = worker->engine->gazetteer,
                           .source = &doc->source,
                           .tokens = &doc->tokens,
                           .trees = doc->trees,
                           .as_of = DMR_DAY_NONE};
    const dmr_trace trace = {.user = doc, .seen = example};
    check(dmr_mention_find(&reading, doc->arena, &err), &err);
    const dmr_code_how how = {.trace = &trace};
    check(dmr_event_code_how(&events, worker->engine->ontology, &reading, &how, doc->arena,
                             &err),
          &err);
}

static char *read_file(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    char *bytes = NULL;
    *n = 0;
    for (size_t room = 1 << 16; f; room *= 2) {
        char *grown = realloc(bytes, room);
        if (!grown)
            break;
        bytes = grown;
        *n += fread(bytes + *n, 1, room - *n, f);
        if (*n < room) {
            fclose(f);
            return bytes;
        }
    }
    perror(path);
    exit(1);
}

int main(int argc, char **argv)
{
    demarche_error err;
    demarche_engine *engine;
    demarche_worker *worker;
    check(demarche_engine_open(&engine, NULL, &err), &err);
    check(demarche_worker_new(&worker, engine, &err), &err);
    for (int i = 1; i < argc; i++) {
        size_t n;
        char *bytes = read_file(argv[i], &n);
        demarche_reader *reader;
        demarche_document *doc;
        demarche_read_options options = DEMARCHE_READ_OPTIONS_INIT;
        options.path = argv[i];
        check(demarche_reader_open(&reader, worker, dmr_str(bytes, n), &options, &err),
              &err);
        for (;;) {
            check(demarche_reader_next(reader, &doc, &err), &err);
            if (!doc)
                break;
            look_at(doc, worker);
            demarche_document_free(doc);
        }
        demarche_reader_free(reader);
        free(bytes);
    }
    demarche_worker_free(worker);
    demarche_engine_free(engine);
    return 0;
}

/*
 * Examples for train/fill.py: the pairs of parties that the rules leave untold, and what is
 * seen between them.
 *
 *     fill_examples < TEXTS.jsonl
 *
 * Of each pair a line, its cells parted by tabs: document, sentence (from 0), codes and words
 * of source and target, what type `relate` says and how sure it is, the word that would tell
 * the deed, then the features.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/table.h"
#include "event/fill.h"
#include "handles.h"

static void check(demarche_status status, const demarche_error *err)
{
    if (!status)
        return;
    fprintf(stderr, "fill_examples: %s\n", err->message);
    exit(1);
}

/* Words in one line. */
static void put_words(demarche_str words)
{
    putchar('\t');
    for (size_t i = 0; i < words.len; i++)
        putchar(dmr_is_blank(words.ptr[i]) ? ' ' : words.ptr[i]);
}

static demarche_status watch(void *user, const dmr_view *view, const dmr_fill_pair *pair,
                             const dmr_related *related)
{
    (void)user;
    demarche_str doc = view->reading->source->meta.id;
    printf("%.*s\t%u\t%.*s\t%.*s", DMR_STR_ARG(doc), (unsigned)view->sentence,
           DMR_STR_ARG(pair->source->party.code), DMR_STR_ARG(pair->target->party.code));
    put_words(pair->source->party.text);
    put_words(pair->target->party.text);
    putchar('\t');
    for (size_t i = 0; i < view->ontology->n_types; i++)
        printf("%s:%.3f ", view->ontology->types[i].name, related->odds[i]);
    printf("\t%s\t%.6f\t%.*s", related->type->name, related->score,
           DMR_STR_ARG(view->lemma[pair->path[0]]));
    for (size_t i = 0; i < pair->features->n; i++)
        printf("\t%.*s", DMR_STR_ARG(pair->features->at[i]));
    putchar('\n');
    return DEMARCHE_OK;
}

static void ask(demarche_document *doc, demarche_worker *worker)
{
    static const dmr_fill fill = {0, watch, NULL};
    static const dmr_code_how how = {NULL, &fill};
    demarche_error err;
    dmr_events events;
    check(demarche_document_run(doc, worker, DEMARCHE_STAGE_MENTION, &err), &err);
    check(dmr_event_code_how(&events, worker->engine->ontology, &doc->reading, &how,
                             doc->arena, &err),
          &err);
}

static demarche_str read_all(FILE *f)
{
    dmr_buffer all = {0};
    char part[1 << 16];
    size_t n;
    while ((n = fread(part, 1, sizeof part, f)) > 0) {
        if (dmr_buffer_write(&all, part, n))
            exit(1);
    }
    return dmr_str(all.at, all.n);
}

int main(void)
{
    demarche_error err;
    demarche_engine *engine;
    demarche_worker *worker;
    demarche_reader *reader;
    demarche_read_options read = DEMARCHE_READ_OPTIONS_INIT;
    demarche_str texts = read_all(stdin);
    read.format = DEMARCHE_FORMAT_JSONL;
    check(demarche_engine_open(&engine, NULL, &err), &err);
    check(demarche_worker_new(&worker, engine, &err), &err);
    check(demarche_reader_open(&reader, worker, texts, &read, &err), &err);
    for (;;) {
        demarche_document *doc;
        check(demarche_reader_next(reader, &doc, &err), &err);
        if (!doc)
            break;
        ask(doc, worker);
        demarche_document_free(doc);
    }
    demarche_reader_free(reader);
    demarche_worker_free(worker);
    demarche_engine_free(engine);
    free((void *)(uintptr_t)texts.ptr);
    return 0;
}

/*
 * What the fuzz targets share: one engine and worker for all inputs, opened once.
 */
#ifndef DMR_FUZZ_ENGINE_H
#define DMR_FUZZ_ENGINE_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "demarche.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static demarche_engine *fuzz_engine;
static demarche_worker *fuzz_worker;

static inline void fuzz_close(void)
{
    demarche_worker_free(fuzz_worker);
    demarche_engine_free(fuzz_engine);
}

static inline demarche_worker *fuzz_open(void)
{
    demarche_error err = {0};
    if (fuzz_worker)
        return fuzz_worker;
    if (demarche_engine_open(&fuzz_engine, NULL, &err) ||
        demarche_worker_new(&fuzz_worker, fuzz_engine, &err)) {
        fprintf(stderr, "%s\n", err.message);
        exit(1);
    }
    atexit(fuzz_close);
    return fuzz_worker;
}

/* Swallow output. */
static inline int fuzz_sink(void *user, const char *bytes, size_t n)
{
    (void)user;
    (void)bytes;
    (void)n;
    return 0;
}

/* A failed promise is a crash, for the fuzzer and the replay alike. */
#define FUZZ_PROMISE(condition)                                                          \
    do {                                                                                 \
        if (!(condition)) {                                                              \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);              \
            abort();                                                                     \
        }                                                                                \
    } while (0)

/* Every document of these bytes, through all stages and every writer. */
static inline void fuzz_documents(const uint8_t *bytes, size_t n, demarche_format format)
{
    demarche_worker *worker = fuzz_open();
    demarche_read_options opts = DEMARCHE_READ_OPTIONS_INIT;
    opts.format = format;
    opts.path = "fuzz";
    opts.fill = 0.01; /* nearly every pair of parties is told of */
    opts.trace = true;
    demarche_reader *reader = NULL;
    demarche_error err = {0};
    if (demarche_reader_open(&reader, worker, (demarche_str){(const char *)bytes, n},
                             &opts, &err))
        return;
    size_t last = 0;
    for (int turns = 0; turns < 1000; turns++) {
        demarche_document *doc = NULL;
        demarche_status status = demarche_reader_next(reader, &doc, &err);
        size_t here = demarche_reader_offset(reader);
        FUZZ_PROMISE(here >= last && here <= n);
        last = here;
        if (status) {
            FUZZ_PROMISE(err.message[0] && !doc);
            if (status != DEMARCHE_E_FORMAT)
                break;
            continue;
        }
        if (!doc)
            break;
        demarche_str text = demarche_document_text(doc);
        if (!demarche_document_run(doc, worker, DEMARCHE_STAGE_EVENT, &err)) {
            const demarche_wanted everything = {true, 0};
            size_t n_sentences, n_tokens;
            const demarche_sentence *s = demarche_document_sentences(doc, &n_sentences);
            const demarche_token *t = demarche_document_tokens(doc, &n_tokens);
            for (size_t i = 0; i < n_sentences; i++)
                FUZZ_PROMISE(s[i].start <= s[i].end && s[i].end <= text.len);
            for (size_t i = 0; i < n_tokens; i++)
                FUZZ_PROMISE(t[i].start <= t[i].end && t[i].end <= text.len);
            FUZZ_PROMISE(!demarche_write_structure(doc, fuzz_sink, NULL, &err));
            FUZZ_PROMISE(!demarche_write_trace(doc, fuzz_sink, NULL, &err));
            FUZZ_PROMISE(!demarche_write_conllu(doc, fuzz_sink, NULL, &err));
            FUZZ_PROMISE(!demarche_write_events(doc, DEMARCHE_OUTPUT_JSONL, &everything,
                                                fuzz_sink, NULL, &err));
            FUZZ_PROMISE(!demarche_write_events(doc, DEMARCHE_OUTPUT_TSV, &everything,
                                                fuzz_sink, NULL, &err));
            FUZZ_PROMISE(!demarche_write_events(doc, DEMARCHE_OUTPUT_PETRARCH,
                                                &everything, fuzz_sink, NULL, &err));
        }
        demarche_document_free(doc);
    }
    demarche_reader_free(reader);
}

#endif

/* What the verbs that take PATH... have in common: open the engine, read every input, run
 * the documents through the pool, print in order, count, and say at the end what was not
 * read. */
#ifndef CLI_RUN_H
#define CLI_RUN_H

#include "options.h"
#include "talk.h"

/* Write what the verb prints of a document. Called on a worker's thread, with a buffer of
 * the document's own, or on the main thread for stdout. */
typedef demarche_status (*cli_print_fn)(const cli_options *options,
                                        const demarche_document *doc,
                                        demarche_write_fn write, void *to,
                                        demarche_error *err);

typedef struct cli_plan {
    demarche_stage stage; /* how far documents are taken */
    cli_print_fn print;
    bool
        events; /* prints events in the output of --format: it has a header, or is no output
                    of lines and is put in order by an export; --output is heeded */
} cli_plan;

/* Gives the exit code. */
int cli_run(const cli_options *options, const cli_plan *plan);

/* A verb that takes paths, --jobs and --input and prints by one plan: options, `help` where
 * it is asked for, then cli_run. argv[0] is the verb. Gives the exit code. */
int cli_run_verb(const char *help, const cli_plan *plan, int argc, char **argv);

/* Open the engine; after a failure a line on stderr has said why. */
bool cli_open_engine(demarche_engine **out, const cli_options *options);

#endif

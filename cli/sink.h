/*
 * Where an export puts its files: standard output, a file, or a folder for those of several.
 * Files are written beside those whose place they take, as NAME.part, and take it when all
 * has been written: who looks in between sees the old ones, whole.
 */
#ifndef CLI_SINK_H
#define CLI_SINK_H

#include "demarche.h"

typedef struct cli_sink cli_sink;

/* True where the output has several files, or one with a name: it needs a folder. */
bool cli_sink_needs_folder(demarche_output output);

/*
 * `to` is a file, or a folder (made where it is not there) if the output needs one; NULL or
 * "-": standard output. NULL after a line on stderr. Free with cli_sink_close.
 */
cli_sink *cli_sink_open(demarche_output output, const char *to);

/* A demarche_file_fn; user is the sink. A line on stderr has told of the first failure. */
int cli_sink_write(void *user, const char *file, const char *bytes, size_t n);

/* The same as a demarche_write_fn, for the one file without a name. */
int cli_sink_put(void *user, const char *bytes, size_t n);

bool cli_sink_failed(const cli_sink *sink);

/* Put the files into their places if `keep`, else remove what was begun. False where that,
 * or a write before, failed; a line on stderr has said why. NULL is fine. */
bool cli_sink_close(cli_sink *sink, bool keep);

#endif

/* The inputs that paths on the command line name: files, folders, standard input. */
#ifndef CLI_INPUTS_H
#define CLI_INPUTS_H

#include <stdbool.h>
#include <stddef.h>

#include "demarche.h"

/* Paths in order; of folders all files below them, in bytewise order of their paths. */
typedef struct cli_inputs {
    char **paths; /* (n) */
    size_t n, room;
    /* Folders of HTML pages that are one work, in the order of the paths. */
    struct cli_site {
        demarche_site *site;
        size_t from, to; /* the paths that are of it */
    } * sites;
    size_t n_sites;
    size_t bad; /* folders that could not be read or are empty; told on stderr */
} cli_inputs;

/* Expand the paths. A path that names nothing stays in the list: opening it tells. False
 * for want of memory. Free with cli_inputs_free. */
bool cli_inputs_expand(cli_inputs *out, char **paths, int n);
void cli_inputs_free(cli_inputs *inputs);

/* The work that an input is a page of; NULL: none. */
const demarche_site *cli_inputs_site(const cli_inputs *inputs, size_t i);

/* The bytes of one input. */
typedef struct cli_file {
    demarche_str bytes;
    char *owned;
    void *mapping;
} cli_file;

/* Open one; "-" is standard input. E_IO with a message that lacks the path; E_MEMORY. */
demarche_status cli_file_open(cli_file *out, const char *path, demarche_error *err);
void cli_file_close(cli_file *file);

#endif

/*
 * A file as a stream of bytes: mapped where it is large, else read as it comes. Messages lack
 * the path: whoever has asked knows it.
 */
#ifndef DMR_READ_INPUT_H
#define DMR_READ_INPUT_H

#include "read/stream.h"

typedef struct dmr_input {
    dmr_feed feed;     /* its stream is the input's, mapped or not */
    int fd;            /* -1: none is open */
    void *mapping;     /* NULL: not mapped */
    size_t size;       /* of the file; 0 where it is not known (a pipe) */
    uint64_t consumed; /* bytes of the file that were read, or of the mapping taken */
} dmr_input;

/* Open a file; "-" is standard input. Its stream is &out->feed.stream: do not move *out
 * while it is read. E_IO, E_MEMORY. Close with dmr_input_close, also after an error. */
demarche_status dmr_input_open(dmr_input *out, const char *path, demarche_error *err);
void dmr_input_close(dmr_input *input);

#endif

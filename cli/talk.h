/* Talk on stderr and results on stdout: the only places where the program prints. */
#ifndef CLI_TALK_H
#define CLI_TALK_H

#include <stdbool.h>
#include <stddef.h>

#include "demarche.h"

/* One line on stderr, control characters made blanks; it takes the place of the progress
 * line where one is shown. */
void cli_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* "demarche: PATH: MESSAGE" */
void cli_complain(const char *path, const demarche_error *err);

/*
 * Results: buffered writing to stdout. After the first failure (closed pipe, full disk) a
 * line on stderr says so, once, and the rest is dropped. cli_write is a demarche_write_fn
 * (user is not used).
 */
int cli_write(void *user, const char *bytes, size_t n);
bool cli_write_failed(void);

/* Write what is left. False where any write failed. */
bool cli_flush(void);

/* A growing buffer; {0} is empty, `at` is yours to free(). cli_buffer_write is a
 * demarche_write_fn with the buffer as its user. */
typedef struct cli_buffer {
    char *at;
    size_t n, room;
} cli_buffer;

int cli_buffer_write(void *user, const char *bytes, size_t n);

#endif

/* A line on stderr that shows how far the work is: on a terminal only. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* `total` inputs are to come. Nothing is shown where stderr is no terminal or `quiet`. */
void cli_progress_begin(size_t total, bool quiet);

/* How far the input at hand is read: `at` of `size` bytes; size 0: it is not known. Of an
 * archive its own bytes. Shown with a large input, and time left goes by it. */
void cli_progress_input(size_t at, size_t size);

/* `inputs` done, `words` coded so far. Drawn at most five times a second. */
void cli_progress_show(size_t inputs, uint64_t words);

/* Some other line in its place, as often. */
void cli_progress_tell(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Take the line away, so that something else can be printed. */
void cli_progress_clear(void);

#endif

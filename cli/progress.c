#include "progress.h"

#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static struct {
    bool on, shown;
    size_t total;
    size_t at, size;    /* bytes of the input at hand */
    double begin, last; /* seconds */
} state;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

void cli_progress_begin(size_t total, bool quiet)
{
    state.on = !quiet && isatty(STDERR_FILENO);
    state.total = total;
    state.begin = state.last = now();
}

void cli_progress_clear(void)
{
    if (!state.shown)
        return;
    fputs("\r\033[K", stderr);
    state.shown = false;
}

void cli_progress_input(size_t at, size_t size)
{
    state.at = at < size ? at : size;
    state.size = size;
}

/* Whether it is time to draw; `t` is now. */
static bool is_due(double t)
{
    const double every = 0.2;
    if (t - state.last < every || t <= state.begin)
        return false;
    state.last = t;
    return true;
}

void cli_progress_tell(const char *format, ...)
{
    if (!state.on || !is_due(now()))
        return;
    va_list args;
    va_start(args, format);
    fputs("\r\033[K", stderr);
    vfprintf(stderr, format, args);
    va_end(args);
    fflush(stderr);
    state.shown = true;
}

void cli_progress_show(size_t inputs, uint64_t words)
{
    enum { LARGE = 16 * 1024 * 1024, MEGABYTE = 1000000 };
    if (!state.on)
        return;
    double t = now(), spent = t - state.begin;
    if (!is_due(t))
        return;
    fprintf(stderr, "\r\033[K%zu/%zu files, %.0f words/s", inputs, state.total,
            (double)words / spent);
    double read = (double)inputs;
    if (state.size)
        read += (double)state.at / (double)state.size;
    if (state.size >= LARGE)
        fprintf(stderr, ", %zu of %zu MB", state.at / MEGABYTE, state.size / MEGABYTE);
    if (read > 0 && read < (double)state.total) {
        double left = spent / read * ((double)state.total - read);
        fprintf(stderr, ", %d:%02d left", (int)(left / 60), (int)left % 60);
    }
    fflush(stderr);
    state.shown = true;
}

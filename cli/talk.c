#include "talk.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "progress.h"

void cli_say(const char *format, ...)
{
    char line[4096];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    if (n < 0)
        return;
    for (char *p = line; *p; p++) {
        if ((unsigned char)*p < 0x20 || *p == 0x7F)
            *p = ' ';
    }
    cli_progress_clear();
    fprintf(stderr, "%s\n", line);
}

void cli_complain(const char *path, const demarche_error *err)
{
    if (path && *path)
        cli_say("demarche: %s: %s", path, err->message);
    else
        cli_say("demarche: %s", err->message);
}

/* The one stdout of the process; written by the main thread alone. */
static struct {
    char buffer[64 * 1024];
    size_t n;
    bool failed;
} out;

static void out_failed(int cause)
{
    if (out.failed)
        return;
    out.failed = true;
    if (cause == EPIPE)
        cli_say(
            "demarche: standard output: closed by its reader; the rest is not written");
    else if (cause == ENOSPC)
        cli_say("demarche: standard output: the disk is full; make room and run again");
    else
        cli_say("demarche: standard output: %s; the rest is not written",
                strerror(cause));
}

static void write_out(const char *bytes, size_t n)
{
    while (n && !out.failed) {
        ssize_t done = write(STDOUT_FILENO, bytes, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0) {
            out_failed(errno);
            return;
        }
        bytes += done;
        n -= (size_t)done;
    }
}

int cli_write(void *user, const char *bytes, size_t n)
{
    (void)user;
    if (n > sizeof out.buffer - out.n) {
        write_out(out.buffer, out.n);
        out.n = 0;
    }
    if (n > sizeof out.buffer) {
        write_out(bytes, n);
    } else if (n) {
        memcpy(out.buffer + out.n, bytes, n);
        out.n += n;
    }
    return out.failed ? -1 : 0;
}

bool cli_write_failed(void)
{
    return out.failed;
}

bool cli_flush(void)
{
    write_out(out.buffer, out.n);
    out.n = 0;
    return !out.failed;
}

int cli_buffer_write(void *user, const char *bytes, size_t n)
{
    cli_buffer *b = user;
    if (n > b->room - b->n) {
        size_t room = b->room ? b->room : 4096;
        while (room - b->n < n) {
            if (room > (size_t)-1 / 2)
                return -1;
            room *= 2;
        }
        char *p = realloc(b->at, room);
        if (!p)
            return -1;
        b->at = p;
        b->room = room;
    }
    if (n)
        memcpy(b->at + b->n, bytes, n);
    b->n += n;
    return 0;
}

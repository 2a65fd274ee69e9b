#include "sink.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "talk.h"

enum { FILES_MAX = 16 };

typedef struct sink_file {
    const char *name; /* within the export */
    char *path, *part;
    FILE *to;
} sink_file;

struct cli_sink {
    bool standard; /* all goes to standard output */
    bool failed;
    sink_file files[FILES_MAX];
    size_t n;
};

bool cli_sink_needs_folder(demarche_output output)
{
    const char *first = demarche_output_file(output, 0);
    return first && (*first || demarche_output_file(output, 1));
}

static void refuse(cli_sink *s, const char *path, int cause)
{
    if (cause == ENOSPC)
        cli_say("demarche: --output: %s: the disk is full; make room and run again",
                path);
    else if (cause == ENOENT)
        cli_say("demarche: --output: %s: the folder is not there; make it first", path);
    else
        cli_say("demarche: --output: %s: %s", path, strerror(cause));
    s->failed = true;
}

static char *joined(const char *a, const char *between, const char *b)
{
    size_t n = strlen(a) + strlen(between) + strlen(b) + 1;
    char *out = malloc(n);
    if (out)
        snprintf(out, n, "%s%s%s", a, between, b);
    return out;
}

static bool is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* A pipe, a terminal, /dev/null: there is nothing whose place could be taken. */
static bool is_no_file(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode);
}

/* `path` is malloc'ed and becomes the sink's. */
static bool open_file(cli_sink *s, const char *name, char *path)
{
    sink_file *f = &s->files[s->n++];
    f->name = name;
    f->path = path;
    if (!path) {
        refuse(s, name, ENOMEM);
        return false;
    }
    if (is_folder(path)) {
        cli_say("demarche: --output: %s is a folder; this format is one file: name that",
                path);
        return false;
    }
    if (!is_no_file(path)) {
        f->part = joined(path, "", ".part");
        if (!f->part) {
            refuse(s, path, ENOMEM);
            return false;
        }
    }
    f->to = fopen(f->part ? f->part : path, "wb");
    if (!f->to) {
        refuse(s, path, errno);
        free(f->part); /* another's: nothing to remove */
        f->part = NULL;
    }
    return f->to != NULL;
}

/* Where a link leads to, so that the link stays. */
static char *place_of(const char *path)
{
    struct stat st;
    char *real =
        lstat(path, &st) == 0 && S_ISLNK(st.st_mode) ? realpath(path, NULL) : NULL;
    return real ? real : strdup(path);
}

static bool open_folder(cli_sink *s, demarche_output output, const char *to)
{
    if (mkdir(to, 0777) != 0 && !is_folder(to)) {
        int cause = errno;
        if (cause == EEXIST)
            cli_say("demarche: --output: %s is a file; this format is several: name a "
                    "folder",
                    to);
        else
            refuse(s, to, cause);
        return false;
    }
    const char *name;
    for (size_t i = 0; i < FILES_MAX && (name = demarche_output_file(output, i)); i++) {
        if (!open_file(s, name, joined(to, "/", name)))
            return false;
    }
    return true;
}

cli_sink *cli_sink_open(demarche_output output, const char *to)
{
    cli_sink *s = calloc(1, sizeof *s);
    if (!s) {
        cli_say("demarche: --output: not enough memory");
        return NULL;
    }
    bool good = true;
    if (!to || strcmp(to, "-") == 0)
        s->standard = true;
    else if (cli_sink_needs_folder(output))
        good = open_folder(s, output, to);
    else
        good = open_file(s, "", place_of(to));
    if (good)
        return s;
    (void)cli_sink_close(s, false);
    return NULL;
}

int cli_sink_write(void *user, const char *file, const char *bytes, size_t n)
{
    cli_sink *s = user;
    if (s->standard)
        return cli_write(NULL, bytes, n);
    for (size_t i = 0; i < s->n && !s->failed; i++) {
        sink_file *f = &s->files[i];
        if (strcmp(f->name, file) != 0)
            continue;
        if (fwrite(bytes, 1, n, f->to) != n)
            refuse(s, f->path, errno);
        return s->failed ? -1 : 0;
    }
    return -1;
}

int cli_sink_put(void *user, const char *bytes, size_t n)
{
    return cli_sink_write(user, "", bytes, n);
}

bool cli_sink_failed(const cli_sink *sink)
{
    return sink->standard ? cli_write_failed() : sink->failed;
}

bool cli_sink_close(cli_sink *s, bool keep)
{
    if (!s)
        return true;
    for (size_t i = 0; i < s->n; i++) {
        sink_file *f = &s->files[i];
        if (f->to && fclose(f->to) != 0 && !s->failed)
            refuse(s, f->path, errno);
    }
    /* only when every one of them is whole */
    for (size_t i = 0; i < s->n; i++) {
        sink_file *f = &s->files[i];
        if (f->part && keep && !s->failed && rename(f->part, f->path) != 0)
            refuse(s, f->path, errno);
        if (f->part && (!keep || s->failed))
            unlink(f->part);
        free(f->part);
        free(f->path);
    }
    bool good = !s->failed && !(s->standard && cli_write_failed());
    free(s);
    return good;
}

#include "inputs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "talk.h"

static demarche_status fail(demarche_error *err, demarche_status code, const char *what)
{
    err->code = code;
    err->offset = 0;
    snprintf(err->message, sizeof err->message, "%s", what);
    return code;
}

static demarche_status fail_errno(demarche_error *err, int cause)
{
    switch (cause) {
    case ENOENT:
    case ENOTDIR:
        return fail(err, DEMARCHE_E_IO, "no such file; check the path");
    case EACCES:
    case EPERM:
        return fail(err, DEMARCHE_E_IO, "not readable for you; change its permissions");
    case EISDIR:
        return fail(err, DEMARCHE_E_IO, "is a folder; name a file");
    case ELOOP:
        return fail(err, DEMARCHE_E_IO,
                    "a link that leads in circles; name the file itself");
    case ENAMETOOLONG:
        return fail(err, DEMARCHE_E_IO, "the path is too long; shorten it");
    case EMFILE:
    case ENFILE:
        return fail(err, DEMARCHE_E_IO, "too many open files; raise ulimit -n");
    case ENOMEM:
        return fail(err, DEMARCHE_E_MEMORY, "not enough memory; split the file");
    default:
        return fail(err, DEMARCHE_E_IO, "could not be read; check the disk");
    }
}

/* -------------------------------------------------------------------------- expanding */

static bool add(cli_inputs *in, const char *path)
{
    if (in->n == in->room) {
        size_t room = in->room ? in->room * 2 : 64;
        char **more = realloc(in->paths, room * sizeof *more);
        if (!more)
            return false;
        in->paths = more;
        in->room = room;
    }
    in->paths[in->n] = strdup(path);
    if (!in->paths[in->n])
        return false;
    in->n++;
    return true;
}

static char *join(const char *dir, const char *name)
{
    size_t n = strlen(dir), m = strlen(name);
    while (n > 1 && dir[n - 1] == '/')
        n--;
    char *path = malloc(n + m + 2);
    if (!path)
        return NULL;
    memcpy(path, dir, n);
    path[n] = '/';
    memcpy(path + n + (dir[n - 1] != '/'), name, m + 1);
    return path;
}

/* Links to folders are not followed, so that no walk goes in circles. */
static bool walk(cli_inputs *in, const char *dir, int depth)
{
    enum { DEEPEST = 64 };
    DIR *d = depth < DEEPEST ? opendir(dir) : NULL;
    if (!d) {
        demarche_error err;
        fail_errno(&err, depth < DEEPEST ? errno : ENAMETOOLONG);
        cli_complain(dir, &err);
        in->bad++;
        return true;
    }
    bool good = true;
    struct dirent *e;
    while (good && (e = readdir(d)) != NULL) {
        if (e->d_name[0] == '.')
            continue;
        char *path = join(dir, e->d_name);
        struct stat st;
        good = path != NULL;
        if (!good || lstat(path, &st)) {
            free(path);
            continue;
        }
        if (S_ISDIR(st.st_mode))
            good = walk(in, path, depth + 1);
        else if (S_ISREG(st.st_mode) || S_ISLNK(st.st_mode))
            good = (S_ISLNK(st.st_mode) && stat(path, &st) == 0 && S_ISDIR(st.st_mode)) ||
                   add(in, path);
        free(path);
    }
    closedir(d);
    return good;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool has_pages(const cli_inputs *in, size_t from)
{
    for (size_t i = from; i < in->n; i++) {
        const char *dot = strrchr(in->paths[i], '.');
        if (dot && (strcasecmp(dot, ".html") == 0 || strcasecmp(dot, ".htm") == 0))
            return true;
    }
    return false;
}

/* A folder of pages and their contents is one work. Where that cannot be told its pages are
 * read without. */
static bool add_site(cli_inputs *in, const char *dir, size_t from)
{
    demarche_site *site = NULL;
    demarche_error err;
    if (!has_pages(in, from))
        return true;
    if (demarche_site_open(&site, dir, &err)) {
        cli_complain(dir, &err);
        in->bad++;
        return true;
    }
    if (!site)
        return true;
    struct cli_site *more = realloc(in->sites, (in->n_sites + 1) * sizeof *more);
    if (!more) {
        demarche_site_free(site);
        return false;
    }
    in->sites = more;
    in->sites[in->n_sites++] = (struct cli_site){site, from, in->n};
    return true;
}

const demarche_site *cli_inputs_site(const cli_inputs *in, size_t i)
{
    for (size_t k = 0; k < in->n_sites; k++) {
        if (i >= in->sites[k].from && i < in->sites[k].to)
            return in->sites[k].site;
    }
    return NULL;
}

static bool add_folder(cli_inputs *in, const char *dir)
{
    size_t from = in->n, bad = in->bad;
    if (!walk(in, dir, 0))
        return false;
    if (in->n > from + 1)
        qsort(in->paths + from, in->n - from, sizeof *in->paths, by_bytes);
    if (in->n == from && in->bad == bad) {
        cli_say("demarche: %s: a folder without files; name another", dir);
        in->bad++;
    }
    return add_site(in, dir, from);
}

bool cli_inputs_expand(cli_inputs *out, char **paths, int n)
{
    *out = (cli_inputs){0};
    for (int i = 0; i < n; i++) {
        struct stat st;
        bool folder =
            strcmp(paths[i], "-") && stat(paths[i], &st) == 0 && S_ISDIR(st.st_mode);
        if (!(folder ? add_folder(out, paths[i]) : add(out, paths[i])))
            return false;
    }
    return true;
}

void cli_inputs_free(cli_inputs *inputs)
{
    for (size_t i = 0; i < inputs->n; i++)
        free(inputs->paths[i]);
    for (size_t i = 0; i < inputs->n_sites; i++)
        demarche_site_free(inputs->sites[i].site);
    free(inputs->sites);
    free(inputs->paths);
    *inputs = (cli_inputs){0};
}

/* ---------------------------------------------------------------------------- opening */

static demarche_status read_all(cli_file *out, int fd, size_t room, demarche_error *err)
{
    cli_buffer b = {0};
    b.at = malloc(room);
    b.room = b.at ? room : 0;
    for (;;) {
        if (b.room - b.n < 2) {
            char *more =
                b.room && b.room < (size_t)-1 / 2 ? realloc(b.at, b.room * 2) : NULL;
            if (!more) {
                free(b.at);
                return fail_errno(err, ENOMEM);
            }
            b.at = more;
            b.room *= 2;
        }
        ssize_t got = read(fd, b.at + b.n, b.room - b.n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            int cause = errno;
            free(b.at);
            return fail_errno(err, cause);
        }
        if (got == 0)
            break;
        b.n += (size_t)got;
    }
    out->owned = b.at;
    out->bytes = (demarche_str){b.at, b.n};
    return DEMARCHE_OK;
}

demarche_status cli_file_open(cli_file *out, const char *path, demarche_error *err)
{
    enum { MAP_FROM = 16 * 1024 * 1024, PIPE_ROOM = 64 * 1024 };
    *out = (cli_file){0};
    bool is_stdin = strcmp(path, "-") == 0;
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (fd < 0)
        return fail_errno(err, errno);
    demarche_status status;
    if (fstat(fd, &st)) {
        status = fail_errno(err, errno);
    } else if (S_ISDIR(st.st_mode)) {
        status = fail_errno(err, EISDIR);
    } else if (S_ISREG(st.st_mode) && !is_stdin && st.st_size >= MAP_FROM) {
        /* Archives of millions of lines: mapped, so that memory stays small. */
        size_t n = (size_t)st.st_size;
        void *p = mmap(NULL, n, PROT_READ, MAP_PRIVATE, fd, 0);
        status = p == MAP_FAILED ? fail_errno(err, errno) : DEMARCHE_OK;
        if (!status) {
            out->mapping = p;
            out->bytes = (demarche_str){p, n};
        }
    } else {
        size_t room =
            S_ISREG(st.st_mode) && st.st_size > 0 ? (size_t)st.st_size + 2 : PIPE_ROOM;
        status = read_all(out, fd, room, err);
    }
    if (!is_stdin)
        close(fd);
    return status;
}

void cli_file_close(cli_file *file)
{
    free(file->owned);
    if (file->mapping)
        munmap(file->mapping, file->bytes.len);
    *file = (cli_file){0};
}

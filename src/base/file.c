#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/vec.h"

/* What to do about it, in the user's words. */
static demarche_status refuse(demarche_error *err, const char *path, int cause)
{
    const char *text;
    switch (cause) {
    case ENOENT:
    case ENOTDIR:
        text = "no such file; check the path";
        break;
    case EACCES:
    case EPERM:
        text = "not readable for you; change its permissions";
        break;
    case EISDIR:
        text = "is a folder; name a file";
        break;
    case ELOOP:
        text = "a link that leads in circles; name the file itself";
        break;
    case ENAMETOOLONG:
        text = "the path is too long; shorten it";
        break;
    case EMFILE:
    case ENFILE:
        text = "too many open files; raise the limit (ulimit -n)";
        break;
    default:
        text = "could not be read; check the disk";
        break;
    }
    return dmr_error_set(err, DEMARCHE_E_IO, 0, "%s: %s", path, text);
}

static demarche_status open_file(int *fd, struct stat *st, const char *path,
                                 demarche_error *err)
{
    *fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (*fd < 0)
        return refuse(err, path, errno);
    int cause = 0;
    if (fstat(*fd, st))
        cause = errno;
    else if (S_ISDIR(st->st_mode))
        cause = EISDIR;
    if (!cause)
        return DEMARCHE_OK;
    if (*fd != STDIN_FILENO)
        close(*fd);
    return refuse(err, path, cause);
}

/* Read until the end: sizes of pipes are unknown, and a file may grow under us. */
static demarche_status read_all(dmr_file *out, int fd, size_t room, size_t max,
                                const char *path, demarche_error *err)
{
    size_t n = 0;
    char *p = malloc(room);
    if (!p)
        return dmr_error_memory(err);
    for (;;) {
        if (n + 1 >= room) {
            char *more = room > SIZE_MAX / 2 ? NULL : realloc(p, room * 2);
            if (!more) {
                free(p);
                return dmr_error_memory(err);
            }
            p = more;
            room *= 2;
        }
        ssize_t got = read(fd, p + n, room - n - 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            int cause = errno;
            free(p);
            return refuse(err, path, cause);
        }
        if (got == 0)
            break;
        n += (size_t)got;
        if (max && n > max) {
            free(p);
            return dmr_error_set(err, DEMARCHE_E_LIMIT, max,
                                 "%s: larger than %zu bytes; split it", path, max);
        }
    }
    p[n] = '\0';
    out->owned = p;
    out->bytes = dmr_str(p, n);
    return DEMARCHE_OK;
}

demarche_status dmr_file_read(dmr_file *out, const char *path, size_t max,
                              demarche_error *err)
{
    *out = (dmr_file){0};
    int fd;
    struct stat st = {0};
    DMR_TRY(open_file(&fd, &st, path, err));
    size_t room = 64 * 1024;
    if (S_ISREG(st.st_mode) && st.st_size > 0 && (uintmax_t)st.st_size < SIZE_MAX / 4 &&
        (!max || (uintmax_t)st.st_size <= max))
        room = (size_t)st.st_size + 2;
    demarche_status status = read_all(out, fd, room, max, path, err);
    if (fd != STDIN_FILENO)
        close(fd);
    return status;
}

demarche_status dmr_file_map(dmr_file *out, const char *path, demarche_error *err)
{
    *out = (dmr_file){0};
    int fd;
    struct stat st = {0};
    DMR_TRY(open_file(&fd, &st, path, err));
    if (!S_ISREG(st.st_mode) || st.st_size <= 0 || (uintmax_t)st.st_size > SIZE_MAX / 2) {
        demarche_status status = read_all(out, fd, 4096, 0, path, err);
        if (fd != STDIN_FILENO)
            close(fd);
        return status;
    }
    size_t n = (size_t)st.st_size;
    void *p = mmap(NULL, n, PROT_READ, MAP_PRIVATE, fd, 0);
    int cause = errno;
    if (fd != STDIN_FILENO)
        close(fd);
    if (p == MAP_FAILED)
        return cause == ENOMEM ? dmr_error_memory(err) : refuse(err, path, cause);
    out->mapping = p;
    out->mapping_size = n;
    out->bytes = dmr_str(p, n);
    return DEMARCHE_OK;
}

void dmr_file_close(dmr_file *file)
{
    if (!file)
        return;
    free(file->owned);
    if (file->mapping)
        munmap(file->mapping, file->mapping_size);
    *file = (dmr_file){0};
}

typedef struct listing {
    dmr_arena *arena;
    const char *suffix;
    DMR_VEC(const char *) paths;
} listing;

static demarche_status list_into(listing *l, const char *dir, int depth,
                                 demarche_error *err);

static demarche_status list_entry(listing *l, const char *path, int depth,
                                  demarche_error *err)
{
    struct stat st;
    if (lstat(path, &st))
        return DEMARCHE_OK; /* went away meanwhile */
    if (S_ISDIR(st.st_mode))
        return depth > 0 ? list_into(l, path, depth - 1, err) : DEMARCHE_OK;
    if (S_ISLNK(st.st_mode) && stat(path, &st))
        return DEMARCHE_OK;
    if (!S_ISREG(st.st_mode))
        return DEMARCHE_OK;
    if (l->suffix && !dmr_str_ends(dmr_str_c(path), dmr_str_c(l->suffix)))
        return DEMARCHE_OK;
    const char **place = DMR_PUSH(l->arena, l->paths);
    if (!place)
        return dmr_error_memory(err);
    *place = path;
    return DEMARCHE_OK;
}

static demarche_status list_into(listing *l, const char *dir, int depth,
                                 demarche_error *err)
{
    DIR *d = opendir(dir);
    if (!d && errno == ENOTDIR)
        return dmr_error_set(err, DEMARCHE_E_IO, 0, "%s: not a folder; name one", dir);
    if (!d && errno == ENOENT)
        return dmr_error_set(err, DEMARCHE_E_IO, 0, "%s: no such folder; check the path",
                             dir);
    if (!d)
        return refuse(err, dir, errno);
    demarche_status status = DEMARCHE_OK;
    struct dirent *e;
    while (!status && (e = readdir(d)) != NULL) {
        if (e->d_name[0] == '.')
            continue;
        const char *path = dmr_file_join(l->arena, dir, e->d_name);
        status = path ? list_entry(l, path, depth, err) : dmr_error_memory(err);
    }
    closedir(d);
    return status;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

demarche_status dmr_file_list_folder(dmr_file_list *out, const char *dir,
                                     const char *suffix, int depth, dmr_arena *arena,
                                     demarche_error *err)
{
    listing l = {.arena = arena, .suffix = suffix};
    DMR_TRY(list_into(&l, dir, depth, err));
    if (l.paths.n > 1)
        qsort(l.paths.at, l.paths.n, sizeof *l.paths.at, by_bytes);
    *out = (dmr_file_list){l.paths.at, l.paths.n};
    return DEMARCHE_OK;
}

bool dmr_file_is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool dmr_file_exists(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0;
}

const char *dmr_file_join(dmr_arena *arena, const char *dir, const char *name)
{
    size_t n = strlen(dir);
    while (n > 1 && dir[n - 1] == '/')
        n--;
    const char *slash = n && dir[n - 1] == '/' ? "" : "/";
    if (n > 65536)
        return NULL;
    return dmr_str_format(arena, "%.*s%s%s", (int)n, dir, slash, name).ptr;
}

static bool write_all(int fd, demarche_str bytes)
{
    while (bytes.len) {
        ssize_t done = write(fd, bytes.ptr, bytes.len);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        bytes = dmr_str(bytes.ptr + done, bytes.len - (size_t)done);
    }
    return fsync(fd) == 0 || errno == EINVAL;
}

demarche_status dmr_file_write(const char *path, demarche_str bytes, demarche_error *err)
{
    enum { ROOM = 4096 };
    char other[ROOM];
    int n = snprintf(other, sizeof other, "%s.XXXXXX", path);
    if (n < 0 || n >= ROOM)
        return dmr_error_set(err, DEMARCHE_E_IO, 0, "%s: the path is too long", path);
    int fd = mkstemp(other);
    bool written = fd >= 0 && write_all(fd, bytes) && fchmod(fd, 0644) == 0;
    int cause = errno;
    if (fd >= 0 && close(fd) != 0 && written) {
        written = false;
        cause = errno;
    }
    if (written && rename(other, path) != 0) {
        written = false;
        cause = errno;
    }
    if (written)
        return DEMARCHE_OK;
    if (fd >= 0)
        unlink(other);
    return dmr_error_set(err, DEMARCHE_E_IO, 0, "%s: could not be written (%s)", path,
                         strerror(cause));
}

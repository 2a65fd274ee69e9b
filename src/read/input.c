#include "read/input.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"

static demarche_status fail(int cause, demarche_error *err)
{
    static const struct {
        int cause;
        const char *what;
    } causes[] = {
        {ENOENT, "no such file; check the path"},
        {ENOTDIR, "no such file; check the path"},
        {EACCES, "not readable for you; change its permissions"},
        {EPERM, "not readable for you; change its permissions"},
        {EISDIR, "is a folder; name a file"},
        {ELOOP, "a link that leads in circles; name the file itself"},
        {ENAMETOOLONG, "the path is too long; shorten it"},
        {EMFILE, "too many open files; raise ulimit -n"},
        {ENFILE, "too many open files; raise ulimit -n"},
    };
    if (cause == ENOMEM)
        return dmr_error_set(err, DEMARCHE_E_MEMORY, 0,
                             "not enough memory; split the file");
    const char *what = "could not be read; check the disk";
    for (size_t i = 0; i < sizeof causes / sizeof *causes; i++) {
        if (causes[i].cause == cause)
            what = causes[i].what;
    }
    return dmr_error_set(err, DEMARCHE_E_IO, 0, "%s", what);
}

static demarche_status read_file(void *user, char *into, size_t n, size_t *got,
                                 demarche_error *err)
{
    dmr_input *input = user;
    ssize_t came;
    do
        came = read(input->fd, into, n);
    while (came < 0 && errno == EINTR);
    if (came < 0)
        return fail(errno, err);
    *got = (size_t)came;
    input->consumed += *got;
    return DEMARCHE_OK;
}

static demarche_status open_file(dmr_input *out, demarche_error *err)
{
    enum { MAP_FROM = 16 * 1024 * 1024 };
    struct stat st;
    if (fstat(out->fd, &st))
        return fail(errno, err);
    if (S_ISDIR(st.st_mode))
        return fail(EISDIR, err);
    if (!S_ISREG(st.st_mode) || out->fd == STDIN_FILENO)
        return DEMARCHE_OK;
    out->size = (size_t)st.st_size;
    if (st.st_size < MAP_FROM)
        return DEMARCHE_OK;
    /* Archives of millions of lines: mapped, so that memory stays small. */
    void *p = mmap(NULL, out->size, PROT_READ, MAP_PRIVATE, out->fd, 0);
    if (p == MAP_FAILED)
        return fail(errno, err);
    out->mapping = p;
    out->feed.stream = dmr_stream_of(dmr_str(p, out->size));
    return DEMARCHE_OK;
}

demarche_status dmr_input_open(dmr_input *out, const char *path, demarche_error *err)
{
    *out = (dmr_input){.fd = -1};
    dmr_feed_open(&out->feed, read_file, out);
    out->fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (out->fd < 0)
        return fail(errno, err);
    return open_file(out, err);
}

void dmr_input_close(dmr_input *input)
{
    dmr_feed_close(&input->feed);
    if (input->mapping)
        munmap(input->mapping, input->size);
    if (input->fd > STDIN_FILENO)
        close(input->fd);
    *input = (dmr_input){.fd = -1};
}

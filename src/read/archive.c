#include "read/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <stdlib.h>

#include "base/error.h"

enum { PIECE = 256 * 1024, HEAD = 512 };

/* One archive, or compressed file, and the member of it that is at hand. */
struct dmr_archive_level {
    struct archive *archive;
    dmr_stream *from;
    size_t lent;        /* bytes of the window of `from` that libarchive has */
    char *path;         /* of the archive */
    char *member;       /* path of the member at hand; NULL: none */
    dmr_feed feed;      /* bytes of that member */
    bool one;           /* compressed, and no archive: its member goes by its path */
    bool failed;        /* no more members can be read */
    demarche_error err; /* of `from`; code 0: none */
};

/* ---------------------------------------------------------------------------- telling */

static bool is_archive(demarche_str head)
{
    static const struct {
        const char *mark;
        size_t n, at;
    } marks[] = {
        {"PK\3\4", 4, 0},
        {"\x1F\x8B", 2, 0},
        {"BZh", 3, 0},
        {"\xFD"
         "7zXZ",
         5, 0},
        {"\x28\xB5\x2F\xFD", 4, 0},
        {"ustar", 5, 257},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (head.len >= marks[i].at + marks[i].n &&
            memcmp(head.ptr + marks[i].at, marks[i].mark, marks[i].n) == 0)
            return true;
    }
    return false;
}

/* What office programs put first into their zip archives. */
static bool is_office(const char *name)
{
    static const char *const names[] = {"[Content_Types].xml", "_rels/.rels", "mimetype"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(name, names[i]) == 0)
            return true;
    }
    return false;
}

/* Hidden files, what is in hidden folders, and what a Mac puts beside each file. */
static bool is_hidden(const char *name)
{
    demarche_str rest = dmr_str_c(name), part;
    if (dmr_str_starts(rest, DMR_STR("__MACOSX/")))
        return true;
    while (dmr_str_split(&rest, '/', &part)) {
        if (part.len > 1 && part.ptr[0] == '.')
            return true;
    }
    return false;
}

/* ---------------------------------------------------------------------- a level's bytes */

static la_ssize_t lend(struct archive *a, void *user, const void **bytes)
{
    dmr_archive_level *l = user;
    dmr_stream_take(l->from, l->lent);
    l->lent = 0;
    if (dmr_stream_need(l->from, 1, &l->err)) {
        archive_set_error(a, -1, "%s", l->err.message);
        return -1;
    }
    size_t n = l->from->window.len;
    l->lent = n < PIECE ? n : PIECE;
    *bytes = l->from->window.ptr;
    return (la_ssize_t)l->lent;
}

/* What libarchive, or the stream below, says is wrong. */
static demarche_status fail(dmr_archive_level *l, demarche_error *err)
{
    if (l->err.code)
        return dmr_error_set(err, l->err.code, l->err.offset, "%s", l->err.message);
    demarche_str why = dmr_str_trim(dmr_str_c(archive_error_string(l->archive)));
    if (!why.len)
        why = DMR_STR("damaged");
    return dmr_error_set(err, DEMARCHE_E_FORMAT, (size_t)l->from->at,
                         "cannot be unpacked (%.*s); unpack it with another program",
                         (int)(why.len < 120 ? why.len : 120), why.ptr);
}

static demarche_status unpack(void *user, char *into, size_t n, size_t *got,
                              demarche_error *err)
{
    dmr_archive_level *l = user;
    la_ssize_t came = archive_read_data(l->archive, into, n);
    if (came < 0) {
        l->failed = l->failed || came == ARCHIVE_FATAL;
        return fail(l, err);
    }
    *got = (size_t)came;
    return DEMARCHE_OK;
}

static void close_level(dmr_archive_level *l)
{
    if (!l)
        return;
    archive_read_free(l->archive);
    dmr_feed_close(&l->feed);
    free(l->path);
    free(l->member);
    free(l);
}

static demarche_status open_level(dmr_archive_level **out, dmr_stream *from,
                                  const char *path, demarche_error *err)
{
    dmr_archive_level *l = calloc(1, sizeof *l);
    *out = l;
    if (!l)
        return dmr_error_memory(err);
    l->from = from;
    l->path = strdup(path);
    l->archive = archive_read_new();
    if (!l->path || !l->archive)
        return dmr_error_memory(err);
    archive_read_support_filter_gzip(l->archive);
    archive_read_support_filter_bzip2(l->archive);
    archive_read_support_filter_xz(l->archive);
    archive_read_support_filter_zstd(l->archive);
    archive_read_support_format_zip_streamable(l->archive);
    archive_read_support_format_tar(l->archive);
    archive_read_support_format_raw(l->archive);
    archive_read_support_format_empty(l->archive);
    if (archive_read_open(l->archive, l, NULL, lend, NULL) != ARCHIVE_OK)
        return fail(l, err);
    return DEMARCHE_OK;
}

/* ---------------------------------------------------------------------------- members */

/* The next header. Names are in UTF-8 whatever the locale is: it is set for the call, and for
 * this thread alone. */
static int read_header(struct archive *a, struct archive_entry **entry)
{
    locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    locale_t before = utf8 ? uselocale(utf8) : (locale_t)0;
    int result;
    do
        result = archive_read_next_header(a, entry);
    while (result == ARCHIVE_RETRY);
    if (utf8) {
        uselocale(before);
        freelocale(utf8);
    }
    return result;
}

static char *join(const char *path, const char *name)
{
    size_t n = strlen(path), m = strlen(name);
    char *whole = malloc(n + m + 2);
    if (whole) {
        memcpy(whole, path, n);
        whole[n] = '/';
        memcpy(whole + n + 1, name, m + 1);
    }
    return whole;
}

static const char *name_of(struct archive_entry *entry)
{
    const char *name = archive_entry_pathname(entry);
    if (!name)
        name = archive_entry_pathname_utf8(entry);
    while (name && strncmp(name, "./", 2) == 0)
        name += 2;
    return name && *name ? name : "unnamed";
}

/* The next member that is to be read; *got is false at the end. */
static demarche_status next_member(dmr_archive_level *l, bool *got, demarche_error *err)
{
    *got = false;
    dmr_feed_close(&l->feed);
    while (!l->failed) {
        struct archive_entry *entry;
        int result = read_header(l->archive, &entry);
        free(l->member);
        l->member = NULL;
        if (result == ARCHIVE_EOF)
            return DEMARCHE_OK;
        if (result != ARCHIVE_OK && result != ARCHIVE_WARN) {
            l->failed = true;
            return fail(l, err);
        }
        const char *name = name_of(entry);
        l->one = archive_format(l->archive) == ARCHIVE_FORMAT_RAW;
        if (!l->one &&
            (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry)))
            continue;
        if (l->one && archive_filter_count(l->archive) < 2) { /* nothing unpacks it */
            l->failed = true;
            return dmr_error_set(err, DEMARCHE_E_FORMAT, (size_t)l->from->at,
                                 "begins like an archive, and what follows is damaged; "
                                 "fetch it anew");
        }
        if (!l->one && is_office(name)) {
            l->failed = true;
            return dmr_error_set(err, DEMARCHE_E_FORMAT, 0,
                                 "is an office document, not text; convert it to plain "
                                 "text");
        }
        if (!l->one && is_hidden(name))
            continue;
        l->member = l->one ? strdup(l->path) : join(l->path, name);
        if (!l->member)
            return dmr_error_memory(err);
        dmr_feed_open(&l->feed, unpack, l);
        *got = true;
        return DEMARCHE_OK;
    }
    return DEMARCHE_OK;
}

/* --------------------------------------------------------------------------- the input */

/* Where the stream is an archive, one level more; *deeper says so. */
static demarche_status look_into(dmr_archive *a, dmr_stream *stream, const char *path,
                                 bool *deeper, demarche_error *err)
{
    *deeper = false;
    DMR_TRY(dmr_stream_need(stream, HEAD, err));
    if (!is_archive(stream->window))
        return DEMARCHE_OK;
    if (a->depth == DMR_ARCHIVE_DEPTH)
        return dmr_error_set(err, DEMARCHE_E_FORMAT, 0,
                             "an archive within %d others; unpack it first",
                             DMR_ARCHIVE_DEPTH);
    dmr_archive_level *l;
    demarche_status status = open_level(&l, stream, path, err);
    if (status) {
        close_level(l);
        return status;
    }
    a->levels[a->depth++] = l;
    *deeper = true;
    return DEMARCHE_OK;
}

demarche_status dmr_archive_open(dmr_archive *out, dmr_stream *base, const char *path,
                                 demarche_error *err)
{
    bool deeper;
    *out = (dmr_archive){.base = base};
    out->path = strdup(path);
    if (!out->path)
        return dmr_error_memory(err);
    return look_into(out, base, path, &deeper, err);
}

void dmr_archive_close(dmr_archive *archive)
{
    while (archive->depth)
        close_level(archive->levels[--archive->depth]);
    free(archive->path);
    *archive = (dmr_archive){0};
}

demarche_status dmr_archive_next(dmr_archive *a, dmr_stream **stream, demarche_error *err)
{
    bool first = !a->begun, got, deeper;
    *stream = NULL;
    a->begun = true;
    if (!a->depth) {
        if (first)
            *stream = a->base;
        return DEMARCHE_OK;
    }
    while (a->depth) {
        dmr_archive_level *l = a->levels[a->depth - 1];
        DMR_TRY(next_member(l, &got, err));
        if (!got) {
            /* The outermost stays: it has the path of what could not be read. */
            if (a->depth == 1)
                return DEMARCHE_OK;
            close_level(a->levels[--a->depth]);
            continue;
        }
        DMR_TRY(look_into(a, &l->feed.stream, l->member, &deeper, err));
        if (!deeper) {
            *stream = &l->feed.stream;
            return DEMARCHE_OK;
        }
    }
    return DEMARCHE_OK;
}

const char *dmr_archive_path(const dmr_archive *a)
{
    if (!a->depth)
        return a->path;
    const dmr_archive_level *l = a->levels[a->depth - 1];
    return l->member ? l->member : l->path;
}

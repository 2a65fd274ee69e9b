#include "read/documents.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/str.h"
#include "read/charset.h"
#include "read/file_name.h"
#include "read/format.h"
#include "read/given.h"

#define MAX_BYTES ((size_t)256 << 20)

/* ---------------------------------------------------------------------------- opening */

demarche_status dmr_documents_check(const demarche_read_options *opts,
                                    demarche_error *err)
{
    if (opts->version != DEMARCHE_READ_OPTIONS_VERSION)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "read options of version %u; this library knows %d",
                             (unsigned)opts->version, DEMARCHE_READ_OPTIONS_VERSION);
    if (!(opts->fill >= 0 && opts->fill <= 1)) /* nor is it NaN */
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "fill is from 0 (only rules) to 1");
    if (opts->charset && !dmr_charset_is_known(dmr_str_c(opts->charset)))
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "no character set of the name %.60s; iconv -l lists them",
                             opts->charset);
    if (opts->format != DEMARCHE_FORMAT_AUTO && !dmr_format_kind_of(opts->format))
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "a format that this build does not read");
    return dmr_given_check(opts, err);
}

static demarche_status take_options(dmr_documents *d, const demarche_read_options *opts,
                                    demarche_error *err)
{
    static const demarche_read_options defaults = DEMARCHE_READ_OPTIONS_INIT;
    d->opts = malloc(sizeof *d->opts);
    if (!d->opts)
        return dmr_error_memory(err);
    *d->opts = opts ? *opts : defaults;
    DMR_TRY(dmr_documents_check(d->opts, err));
    if (!d->opts->max_bytes)
        d->opts->max_bytes = MAX_BYTES;
    return DEMARCHE_OK;
}

static demarche_status tell(dmr_documents *d, demarche_error *err)
{
    if (d->opts->format == DEMARCHE_FORMAT_AUTO) {
        DMR_TRY(dmr_stream_need(d->stream, DMR_FORMAT_HEAD, err));
        return dmr_format_tell(&d->kind, d->stream->window, d->opts->path, err);
    }
    d->kind = dmr_format_kind_of(d->opts->format);
    return DEMARCHE_OK;
}

demarche_status dmr_documents_of(dmr_documents *out, dmr_stream *stream,
                                 const demarche_read_options *opts, demarche_error *err)
{
    *out = (dmr_documents){.stream = stream, .done = true};
    DMR_TRY(take_options(out, opts, err));
    DMR_TRY(tell(out, err));
    out->done = false;
    return DEMARCHE_OK;
}

demarche_status dmr_documents_open(dmr_documents *out, demarche_str bytes,
                                   const demarche_read_options *opts, demarche_error *err)
{
    *out = (dmr_documents){.done = true};
    if (bytes.len && !bytes.ptr)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "no bytes given to read");
    dmr_stream *own = malloc(sizeof *own);
    if (!own)
        return dmr_error_memory(err);
    *own = dmr_stream_of(bytes);
    demarche_status status = dmr_documents_of(out, own, opts, err);
    out->own = own;
    return status;
}

void dmr_documents_close(dmr_documents *d)
{
    if (d->state)
        d->kind->close(d->state);
    free(d->opts);
    free(d->own);
    *d = (dmr_documents){.done = true};
}

uint64_t dmr_documents_left_out(const dmr_documents *d)
{
    return d->state && d->kind->left_out ? d->kind->left_out(d->state) : 0;
}

size_t dmr_documents_offset(const dmr_documents *d)
{
    return d->stream ? (size_t)d->stream->at : 0;
}

/* ---------------------------------------------------------------------------- reading */

/* An input that is one document. */
static demarche_status read_whole(dmr_documents *d, dmr_source *source, dmr_arena *arena,
                                  demarche_error *err)
{
    DMR_TRY(dmr_stream_all(d->stream, d->opts->max_bytes, err));
    demarche_str bytes = d->stream->window;
    DMR_TRY(d->kind->whole(source, bytes, d->opts, arena, err));
    dmr_stream_take(d->stream, bytes.len);
    source->source_end = bytes.len;
    source->counts.bytes = bytes.len;
    return DEMARCHE_OK;
}

static demarche_status read_next(dmr_documents *d, dmr_source *source, bool *got,
                                 bool *goes_on, dmr_arena *arena, demarche_error *err)
{
    if (d->kind->whole) {
        *got = d->n == 0;
        return *got ? read_whole(d, source, arena, err) : DEMARCHE_OK;
    }
    if (!d->state)
        DMR_TRY(d->kind->open(&d->state, d->stream, d->opts, err));
    return d->kind->next(d->state, source, got, goes_on, arena, err);
}

/* Whether a document that has no id of its own is named by its number: "#n". What cannot be
 * read behind it is told when its turn comes. */
static bool is_numbered(const dmr_documents *d)
{
    bool goes_on;
    if (d->kind->whole)
        return false;
    return d->kind->numbered || d->n > 1 ||
           dmr_stream_goes_on(d->stream, &goes_on, NULL) || goes_on;
}

/* Its own id, else the path, with "#n" where the input has several documents. */
static demarche_status name_document(const dmr_documents *d, dmr_source *source,
                                     dmr_arena *arena, demarche_error *err)
{
    demarche_meta *meta = &source->meta;
    meta->path = dmr_str_copy(arena, dmr_str_c(d->opts->path));
    meta->format = dmr_str_c(d->kind->name);
    if (!meta->path.ptr)
        return dmr_error_memory(err);
    dmr_file_name_meta(meta);
    if (meta->id.len)
        return DEMARCHE_OK;
    meta->id = meta->path;
    if (is_numbered(d))
        meta->id =
            dmr_str_format(arena, "%.*s#%zu", (int)meta->path.len, meta->path.ptr, d->n);
    return meta->id.ptr ? DEMARCHE_OK : dmr_error_memory(err);
}

demarche_status dmr_documents_next(dmr_documents *d, dmr_source *source, bool *got,
                                   dmr_arena *arena, demarche_error *err)
{
    bool goes_on = false;
    *source = (dmr_source){0};
    *got = false;
    if (d->done)
        return DEMARCHE_OK;
    demarche_status status = read_next(d, source, got, &goes_on, arena, err);
    d->done = status ? status == DEMARCHE_E_MEMORY || !goes_on : !*got;
    d->n += status || *got;
    if (status)
        *got = false;
    if (!*got)
        return status;
    source->counts.paragraphs = source->n_paragraphs;
    DMR_TRY(dmr_given_take(&source->meta, d->opts, arena, err));
    source->meta.source_start = source->source_start;
    source->meta.source_end = source->source_end;
    return name_document(d, source, arena, err);
}

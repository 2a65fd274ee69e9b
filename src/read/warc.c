/*
 * WARC, what crawlers keep: each response that holds a page is a document, and so are
 * resources and conversions (texts made of pages). The page is read by the format that its
 * Content-Type names, else by its content. All other records (requests, metadata, revisits,
 * pictures, pages that were not found) are left out and counted.
 */
#include <stdlib.h>

#include "base/error.h"
#include "base/utf8.h"
#include "read/blocks.h"
#include "read/charset.h"
#include "read/date_line.h"
#include "read/format.h"
#include "read/http_body.h"

enum { HEAD_MAX = 256 * 1024 }; /* bytes of the header lines of a record or response */

typedef struct warc {
    dmr_stream *stream;
    const demarche_read_options *opts;
    uint64_t left_out;
} warc;

/* One record. */
typedef struct record {
    demarche_str fields;  /* its header lines, in the arena */
    size_t start, length; /* first byte; bytes of the block */
    demarche_str type;    /* Content-Type of what it holds */
    demarche_str page;    /* as sent */
    demarche_str lines;   /* header lines of the response; empty where it is none */
} record;

static demarche_status warc_open(void **state, dmr_stream *stream,
                                 const demarche_read_options *opts, demarche_error *err)
{
    warc *w = calloc(1, sizeof *w);
    *state = w;
    if (!w)
        return dmr_error_memory(err);
    w->stream = stream;
    w->opts = opts;
    return DEMARCHE_OK;
}

static demarche_status bad_record(const warc *w, const char *what, demarche_error *err)
{
    return dmr_error_set(err, DEMARCHE_E_FORMAT, (size_t)w->stream->at,
                         "byte %llu: %s; the file is cut off or no WARC",
                         (unsigned long long)w->stream->at, what);
}

/* Have all lines up to the first empty one in the window: *n bytes, the empty one *took. */
static demarche_status measure_lines(warc *w, size_t *n, size_t *took,
                                     demarche_error *err)
{
    enum { STEP = 4096 };
    size_t want = STEP;
    for (*n = 0; *n < HEAD_MAX;) {
        DMR_TRY(dmr_stream_need(w->stream, want, err));
        demarche_str window = w->stream->window;
        const char *from = window.ptr + *n;
        const char *end = window.len > *n ? memchr(from, '\n', window.len - *n) : NULL;
        if (!end && (w->stream->ended || want >= HEAD_MAX))
            break;
        if (!end) {
            want *= 2;
            continue;
        }
        *took = (size_t)(end - from) + 1;
        if (dmr_str_trim(dmr_str(from, *took)).len == 0)
            return DEMARCHE_OK;
        *n += *took;
    }
    return bad_record(w, "a header that does not end", err);
}

/* Take empty lines and the header of the next record; *got is false at the end. */
static demarche_status read_header(warc *w, record *r, bool *got, dmr_arena *arena,
                                   demarche_error *err)
{
    demarche_str line;
    size_t took = 0, n = 0;
    uint64_t length;
    do {
        dmr_stream_take(w->stream, took);
        DMR_TRY(dmr_stream_line(w->stream, HEAD_MAX, &line, &took, got, err));
        if (!*got)
            return DEMARCHE_OK;
    } while (dmr_str_trim(line).len == 0);
    *r = (record){.start = (size_t)w->stream->at};
    if (!dmr_str_starts(line, DMR_STR("WARC/")))
        return bad_record(w, "no record begins here", err);
    DMR_TRY(measure_lines(w, &n, &took, err));
    r->fields = dmr_str_copy(arena, dmr_str(w->stream->window.ptr, n));
    if (!r->fields.ptr)
        return dmr_error_memory(err);
    dmr_stream_take(w->stream, n + took);
    if (!dmr_str_to_uint(dmr_http_field(r->fields, "Content-Length"), SIZE_MAX / 4,
                         &length))
        return bad_record(w, "a record without its Content-Length", err);
    r->length = (size_t)length;
    return DEMARCHE_OK;
}

/* Move on by n bytes, of which few are here at a time. */
static demarche_status skip(warc *w, size_t n, demarche_error *err)
{
    enum { PIECE = 64 * 1024 };
    while (n) {
        DMR_TRY(dmr_stream_need(w->stream, n < PIECE ? n : PIECE, err));
        size_t here = w->stream->window.len < n ? w->stream->window.len : n;
        if (!here)
            return bad_record(w, "a record that is cut off", err);
        dmr_stream_take(w->stream, here);
        n -= here;
    }
    return DEMARCHE_OK;
}

static bool is_type(demarche_str type, const char *name)
{
    demarche_str want = dmr_str_c(name);
    return type.len >= want.len && dmr_str_eq_nocase(dmr_str(type.ptr, want.len), want) &&
           (type.len == want.len || type.ptr[want.len] == ';' ||
            dmr_is_blank(type.ptr[want.len]));
}

/* The response's first line and header lines, which lie at the head of the block; false where
 * it is no page that was found. */
static bool read_response(record *r, demarche_str block)
{
    demarche_str rest = block, line, version, status;
    if (!dmr_blocks_line(&rest, &line) || !dmr_str_split(&line, ' ', &version) ||
        !dmr_str_starts(version, DMR_STR("HTTP/")) ||
        !dmr_str_split(&line, ' ', &status) || !dmr_str_is(dmr_str_trim(status), "200"))
        return false;
    const char *first = rest.ptr;
    while (dmr_blocks_line(&rest, &line)) {
        if (dmr_str_trim(line).len)
            continue;
        r->lines = dmr_str(first, (size_t)(line.ptr - first));
        r->type = dmr_http_field(r->lines, "Content-Type");
        r->page = rest.len ? rest : dmr_str(line.ptr + line.len, 0);
        return true;
    }
    return false;
}

/* Whether the record holds a page, by its headers; `head` is the beginning of its block. */
static bool holds_page(record *r, demarche_str head)
{
    demarche_str type = dmr_http_field(r->fields, "WARC-Type");
    if (dmr_str_is(type, "response"))
        return is_type(dmr_http_field(r->fields, "Content-Type"), "application/http") &&
               read_response(r, head);
    r->type = dmr_http_field(r->fields, "Content-Type");
    r->page = head;
    return dmr_str_is(type, "resource") || dmr_str_is(type, "conversion");
}

/* By which format a page is read: as its type says, else as it looks; NULL: by none. */
static const dmr_format_kind *kind_of(const record *r, demarche_str page)
{
    const dmr_format_kind *kind = NULL;
    if (is_type(r->type, "text/html") || is_type(r->type, "application/xhtml+xml"))
        return dmr_format_kind_of(DEMARCHE_FORMAT_HTML);
    if (is_type(r->type, "application/pdf"))
        return dmr_format_kind_of(DEMARCHE_FORMAT_PDF);
    bool text = is_type(r->type, "text/plain");
    if (r->type.len && !text && !is_type(r->type, "text/markdown") &&
        !is_type(r->type, "application/xml") && !is_type(r->type, "text/xml"))
        return NULL;
    if (dmr_format_tell(&kind, page, NULL, NULL))
        return NULL;
    return kind->whole ? kind : text ? &dmr_format_text : NULL;
}

/* What the record says of the page, where that does not say it itself. */
static demarche_status set_meta(const record *r, dmr_source *source,
                                const demarche_read_options *opts, dmr_arena *arena,
                                demarche_error *err)
{
    demarche_str id = dmr_http_field(r->fields, "WARC-Record-ID");
    demarche_str url = dmr_http_field(r->fields, "WARC-Target-URI");
    demarche_meta *meta = &source->meta;
    if (id.len > 2 && id.ptr[0] == '<' && id.ptr[id.len - 1] == '>')
        id = dmr_str(id.ptr + 1, id.len - 2);
    if (url.len > 2 && url.ptr[0] == '<' && url.ptr[url.len - 1] == '>')
        url = dmr_str(url.ptr + 1, url.len - 2); /* as of WARC/1.0 */
    uint64_t repaired = 0;
    DMR_TRY(dmr_utf8_repair(&meta->url, url, arena, &repaired, err));
    DMR_TRY(dmr_utf8_repair(&meta->id, id.len ? id : url, arena, &repaired, err));
    if (!meta->date.len && !meta->as_of.len && !opts->date && !opts->as_of)
        meta->as_of = dmr_date_line(dmr_http_field(r->fields, "WARC-Date"), arena);
    return DEMARCHE_OK;
}

/* The page as a document; *got is false where no format reads it. */
static demarche_status read_page(warc *w, const record *r, size_t block,
                                 demarche_str sent, dmr_source *source, bool *got,
                                 dmr_arena *arena, demarche_error *err)
{
    demarche_read_options opts = *w->opts;
    dmr_origin in_sent;
    demarche_str page;
    bool known;
    char name[64];
    DMR_TRY(dmr_http_body(&page, &in_sent, &known, r->lines, r->page, opts.max_bytes,
                          arena, err));
    const dmr_format_kind *kind = known ? kind_of(r, page) : NULL;
    if (!kind)
        return DEMARCHE_OK;
    demarche_str charset = dmr_http_parameter(r->type, "charset");
    if (!opts.charset && charset.len && charset.len < sizeof name &&
        dmr_charset_is_known(charset)) {
        memcpy(name, charset.ptr, charset.len);
        name[charset.len] = '\0';
        opts.charset = name;
    }
    DMR_TRY(kind->whole(source, page, &opts, arena, err));
    dmr_origin in_page = source->origin, whole;
    if (!dmr_origin_chain(&whole, &in_sent, &in_page, 0, source->text.len, arena))
        return dmr_error_memory(err);
    for (size_t i = 0; i < whole.runs.n; i++)
        whole.runs.at[i].source += block + (size_t)(r->page.ptr - sent.ptr);
    source->origin = whole;
    *got = true;
    return set_meta(r, source, w->opts, arena, err);
}

/* Of a record whose block comes next. */
static demarche_status read_record(warc *w, record *r, dmr_source *source, bool *got,
                                   bool *goes_on, dmr_arena *arena, demarche_error *err)
{
    size_t block = (size_t)w->stream->at, max = w->opts->max_bytes;
    size_t head = r->length < HEAD_MAX ? r->length : HEAD_MAX;
    DMR_TRY(dmr_stream_need(w->stream, head, err));
    demarche_str here = w->stream->window;
    if (!holds_page(r, dmr_str(here.ptr, here.len < head ? here.len : head)))
        return skip(w, r->length, err);
    if (r->length > HEAD_MAX && r->length - HEAD_MAX > max) {
        DMR_TRY(skip(w, r->length, err));
        *goes_on = true;
        return dmr_error_set(
            err, DEMARCHE_E_LIMIT, r->start,
            "byte %zu: a page of over %zu bytes, and no more are allowed", r->start, max);
    }
    DMR_TRY(dmr_stream_need(w->stream, r->length, err));
    if (w->stream->window.len < r->length)
        return bad_record(w, "a record that is cut off", err);
    demarche_str sent = dmr_str(w->stream->window.ptr, r->length);
    (void)holds_page(r, sent); /* the window may have moved */
    demarche_status status = read_page(w, r, block, sent, source, got, arena, err);
    dmr_stream_take(w->stream, r->length);
    *goes_on = true;
    source->source_start = r->start;
    source->source_end = (size_t)w->stream->at;
    source->counts.bytes = source->source_end - r->start;
    return status;
}

static demarche_status warc_next(void *state, dmr_source *source, bool *got,
                                 bool *goes_on, dmr_arena *arena, demarche_error *err)
{
    warc *w = state;
    for (;;) {
        record r;
        bool more;
        *got = *goes_on = false;
        DMR_TRY(read_header(w, &r, &more, arena, err));
        if (!more)
            return DEMARCHE_OK;
        DMR_TRY(read_record(w, &r, source, got, goes_on, arena, err));
        if (*got)
            return DEMARCHE_OK;
        w->left_out++;
    }
}

static uint64_t left_out(const void *state)
{
    const warc *w = state;
    return w->left_out;
}

static bool is_warc(demarche_str head, const char *path)
{
    (void)path;
    return dmr_str_starts(head, DMR_STR("WARC/1.")) ||
           dmr_str_starts(head, DMR_STR("WARC/0."));
}

static const char *const suffixes[] = {".warc", NULL};

const dmr_format_kind dmr_format_warc = {
    .format = DEMARCHE_FORMAT_WARC,
    .name = "warc",
    .suffixes = suffixes,
    .is = is_warc,
    .open = warc_open,
    .next = warc_next,
    .close = free,
    .numbered = true,
    .left_out = left_out,
};

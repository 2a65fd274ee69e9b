#include "read/documents.h"

#include "base/error.h"
#include "base/str.h"
#include "read/clean_text.h"
#include "read/country_study.h"
#include "read/file_name.h"
#include "read/format.h"
#include "read/front_matter.h"
#include "read/given.h"
#include "read/jsonl.h"
#include "read/markdown.h"
#include "read/plain_text.h"

#define MAX_BYTES ((size_t)256 << 20)

demarche_status dmr_documents_open(dmr_documents *out, demarche_str bytes,
                                   const demarche_read_options *opts, demarche_error *err)
{
    static const demarche_read_options defaults = DEMARCHE_READ_OPTIONS_INIT;
    *out = (dmr_documents){.bytes = bytes, .opts = opts ? *opts : defaults};
    if (out->opts.version != DEMARCHE_READ_OPTIONS_VERSION)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "read options of version %u; this library knows %d",
                             (unsigned)out->opts.version, DEMARCHE_READ_OPTIONS_VERSION);
    if (!(out->opts.fill >= 0 && out->opts.fill <= 1)) /* nor is it NaN */
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "fill is from 0 (only rules) to 1");
    DMR_TRY(dmr_given_check(&out->opts, err));
    if (bytes.len && !bytes.ptr)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "no bytes given to read");
    if (!out->opts.max_bytes)
        out->opts.max_bytes = MAX_BYTES;
    out->format = out->opts.format;
    if (out->format == DEMARCHE_FORMAT_AUTO)
        return dmr_format_tell(&out->format, bytes, out->opts.path, err);
    return DEMARCHE_OK;
}

static demarche_status read_markdown(dmr_source *source, dmr_arena *arena,
                                     demarche_error *err)
{
    demarche_str yaml;
    size_t head = dmr_front_matter_find(source->text, &yaml);
    dmr_meta meta = {.out = &source->meta, .arena = arena};
    if (head) {
        DMR_TRY(dmr_front_matter_read(&meta, yaml, err));
        source->text = dmr_str(source->text.ptr + head, source->text.len - head);
    }
    DMR_TRY(dmr_markdown(source, arena, err));
    return dmr_meta_finish(&meta) ? DEMARCHE_OK : dmr_error_memory(err);
}

/* An input that is one document. */
static demarche_status read_whole(dmr_documents *d, dmr_source *source, dmr_arena *arena,
                                  demarche_error *err)
{
    d->done = true;
    d->offset = d->bytes.len;
    DMR_TRY(dmr_clean_text(&source->text, d->bytes, d->opts.max_bytes, &source->counts,
                           arena, err));
    source->counts.bytes = d->bytes.len;
    switch (d->format) {
    case DEMARCHE_FORMAT_MARKDOWN:
        return read_markdown(source, arena, err);
    case DEMARCHE_FORMAT_COUNTRY_STUDY:
        return dmr_country_study(source, arena, err);
    case DEMARCHE_FORMAT_CONLLU:
        return DEMARCHE_OK; /* sentences and tokens are read by `parse` */
    default: /* has no metadata: a dateline or heading only looks like some */
        DMR_TRY(dmr_given_take(&source->meta, &d->opts, arena, err));
        return dmr_plain_text(source, arena, err);
    }
}

static bool only_blanks(demarche_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (!dmr_is_blank(s.ptr[i]))
            return false;
    }
    return true;
}

/* The next line that is not blank; false at the end. */
static bool next_line(dmr_documents *d, demarche_str *line, size_t *at)
{
    while (d->offset < d->bytes.len) {
        demarche_str rest = dmr_str(d->bytes.ptr + d->offset, d->bytes.len - d->offset);
        const char *end = memchr(rest.ptr, '\n', rest.len);
        *line = dmr_str(rest.ptr, end ? (size_t)(end - rest.ptr) : rest.len);
        *at = d->offset;
        d->offset += line->len + (end != NULL);
        d->line++;
        if (*at == 0 && dmr_str_starts(*line, DMR_STR("\xEF\xBB\xBF")))
            *line = dmr_str(line->ptr + 3, line->len - 3);
        if (!only_blanks(*line))
            return true;
    }
    return false;
}

static demarche_status read_line(dmr_documents *d, dmr_source *source, bool *got,
                                 dmr_arena *arena, demarche_error *err)
{
    demarche_str line;
    size_t at;
    if (!next_line(d, &line, &at)) {
        d->done = true;
        return DEMARCHE_OK;
    }
    d->n++;
    demarche_status status =
        dmr_jsonl_line(source, line, d->line, at, &d->opts, arena, err);
    if (status == DEMARCHE_E_MEMORY)
        d->done = true;
    if (status)
        return status;
    source->counts.bytes = line.len;
    *got = true;
    return DEMARCHE_OK;
}

static demarche_status read_petrarch(dmr_documents *d, dmr_source *source, bool *got,
                                     dmr_arena *arena, demarche_error *err)
{
    bool goes_on = false;
    demarche_status status = DEMARCHE_OK;
    if (!d->petrarch)
        status = dmr_petrarch_open(&d->petrarch, d->bytes, d->opts.max_bytes, err);
    if (!status)
        status = dmr_petrarch_next(d->petrarch, source, got, &goes_on, arena, err);
    d->done = status ? status == DEMARCHE_E_MEMORY || !goes_on : !*got;
    d->offset = d->done ? d->bytes.len : dmr_petrarch_offset(d->petrarch);
    d->n++;
    return status;
}

/* Its own id, else the path, with "#n" where the input has several documents. */
static demarche_status name_document(const dmr_documents *d, dmr_source *source,
                                     dmr_arena *arena, demarche_error *err)
{
    demarche_meta *meta = &source->meta;
    meta->path = dmr_str_copy(arena, dmr_str_c(d->opts.path));
    meta->format = dmr_str_c(dmr_format_name(d->format));
    if (!meta->path.ptr)
        return dmr_error_memory(err);
    dmr_file_name_meta(meta);
    if (meta->id.len)
        return DEMARCHE_OK;
    meta->id = meta->path;
    bool several = d->format == DEMARCHE_FORMAT_PETRARCH ||
                   (d->format == DEMARCHE_FORMAT_JSONL &&
                    (d->n > 1 || !only_blanks(dmr_str(d->bytes.ptr + d->offset,
                                                      d->bytes.len - d->offset))));
    if (several)
        meta->id =
            dmr_str_format(arena, "%.*s#%zu", (int)meta->path.len, meta->path.ptr, d->n);
    return meta->id.ptr ? DEMARCHE_OK : dmr_error_memory(err);
}

demarche_status dmr_documents_next(dmr_documents *d, dmr_source *source, bool *got,
                                   dmr_arena *arena, demarche_error *err)
{
    *source = (dmr_source){0};
    *got = false;
    if (d->done)
        return DEMARCHE_OK;
    if (d->format == DEMARCHE_FORMAT_JSONL) {
        DMR_TRY(read_line(d, source, got, arena, err));
    } else if (d->format == DEMARCHE_FORMAT_PETRARCH) {
        DMR_TRY(read_petrarch(d, source, got, arena, err));
    } else {
        DMR_TRY(read_whole(d, source, arena, err));
        *got = true;
    }
    if (!*got)
        return DEMARCHE_OK;
    source->counts.paragraphs = source->n_paragraphs;
    DMR_TRY(dmr_given_take(&source->meta, &d->opts, arena, err));
    return name_document(d, source, arena, err);
}

void dmr_documents_close(dmr_documents *d)
{
    dmr_petrarch_free(d->petrarch);
    d->petrarch = NULL;
    d->done = true;
}

/* PDF: the text of its pages, by a module that is loaded when one is met. */
#include <stdlib.h>
#include <time.h>

#include "base/error.h"
#include "base/json.h"
#include "read/blocks.h"
#include "read/clean_text.h"
#include "read/format_kind.h"
#include "read/given.h"
#include "read/meta_field.h"
#include "read/pages.h"
#include "read/pdf_module.h"
#include "read/plain_text.h"
#include "read/running_lines.h"

typedef struct reading {
    dmr_source *source;
    dmr_arena *arena;
    dmr_meta meta;
    const demarche_read_options *opts;
    size_t max, total; /* bytes of text */
    DMR_VEC(dmr_page_lines) pages;
    demarche_status status;
    demarche_error *err;
} reading;

static bool is_pdf(demarche_str head, const char *path)
{
    enum { NEAR = 1024 }; /* as readers of PDF allow for what stands before it */
    (void)path;
    if (dmr_str_starts(head, DMR_STR("%PDF-")))
        return true;
    size_t at = dmr_str_find(dmr_str(head.ptr, head.len > NEAR ? NEAR : head.len),
                             DMR_STR("\n%PDF-1."), 0);
    return at != SIZE_MAX && memchr(head.ptr, '\0', head.len);
}

static int take_info(void *user, const char *title, int64_t made)
{
    reading *r = user;
    time_t t = (time_t)made;
    struct tm day;
    demarche_str date = {NULL, 0};
    if (made > 0 && gmtime_r(&t, &day))
        date = dmr_str_format(r->arena, "%04d-%02d-%02d", day.tm_year + 1900,
                              day.tm_mon + 1, day.tm_mday);
    if (!dmr_meta_set(&r->meta, DMR_FIELD_TITLE, dmr_str_c(title)) ||
        !dmr_meta_set(&r->meta, DMR_FIELD_DATE, date))
        r->status = dmr_error_memory(r->err);
    return r->status != DEMARCHE_OK;
}

static int take_page(void *user, const char *text, size_t n)
{
    reading *r = user;
    dmr_page_lines *page = DMR_PUSH(r->arena, r->pages);
    r->total += n;
    if (!page)
        r->status = dmr_error_memory(r->err);
    else if (r->max && r->total > r->max)
        r->status = dmr_error_set(
            r->err, DEMARCHE_E_LIMIT, 0,
            "a text of over %zu bytes, and no more are allowed; split it", r->max);
    else
        r->status = dmr_clean_text(&page->text, NULL, dmr_str(text, n), r->max,
                                   &r->source->counts, r->arena, r->err);
    return r->status != DEMARCHE_OK;
}

/* Heads, bodies and feet of all pages in one text. */
static bool put_together(reading *r, dmr_buffer *text)
{
    for (size_t i = 0; i < r->pages.n; i++) {
        dmr_page_lines *p = &r->pages.at[i];
        if (dmr_buffer_write(text, p->text.ptr, p->text.len) ||
            dmr_buffer_write(text, "\n\n", 2))
            return false;
    }
    return true;
}

static bool add_running(reading *r, dmr_blocks *blocks, demarche_str text, size_t from,
                        size_t to)
{
    size_t before = blocks->list.n;
    bool good =
        from == to || dmr_blocks_add(blocks, text, from, to, DMR_PARAGRAPH_NAVIGATION);
    r->source->counts.navigation_lines += blocks->list.n - before;
    return good;
}

static demarche_status split_pages(reading *r, dmr_blocks *blocks, demarche_str text)
{
    size_t at = 0, last = SIZE_MAX; /* last: the last paragraph of the page before */
    for (size_t i = 0; i < r->pages.n; i++) {
        const dmr_page_lines *p = &r->pages.at[i];
        size_t body = at + p->head, foot = at + p->text.len - p->foot;
        if (!add_running(r, blocks, text, at, body))
            return dmr_error_memory(r->err);
        size_t first = blocks->list.n;
        DMR_TRY(dmr_blocks_split(blocks, text, body, foot, r->err));
        if (last != SIZE_MAX && first < blocks->list.n)
            dmr_pages_join_at(&blocks->list.at[last], &blocks->list.at[first], text);
        if (first < blocks->list.n)
            last = blocks->list.n - 1;
        at += p->text.len;
        if (!add_running(r, blocks, text, foot, at))
            return dmr_error_memory(r->err);
        at += 2;
    }
    return DEMARCHE_OK;
}

static demarche_status fill(reading *r)
{
    dmr_source *source = r->source;
    dmr_buffer buffer = {0};
    dmr_blocks blocks = {.arena = r->arena};
    bool good =
        dmr_running_lines(r->pages.at, r->pages.n, r->arena) && put_together(r, &buffer);
    if (good)
        source->text = dmr_str_copy(r->arena, dmr_str(buffer.at, buffer.n));
    free(buffer.at);
    /* Where on the page words stand is no byte of the file: all of it leads to its front. */
    if (!good || !source->text.ptr ||
        !dmr_origin_add(&source->origin, 0, 0, 1, 0, r->arena))
        return dmr_error_memory(r->err);
    DMR_TRY(split_pages(r, &blocks, source->text));
    source->counts.navigation_lines += blocks.navigation;
    source->paragraphs = blocks.list.at;
    source->n_paragraphs = blocks.list.n;
    DMR_TRY(dmr_given_take(&source->meta, r->opts, r->arena, r->err));
    dmr_plain_datelines(source, blocks.list.at, r->arena);
    for (size_t i = 0; i < blocks.list.n && !source->meta.title.len; i++) {
        const dmr_paragraph *p = &blocks.list.at[i];
        if (p->kind == DMR_PARAGRAPH_HEADING)
            source->meta.title = dmr_str(source->text.ptr + p->start, p->end - p->start);
        else if (p->kind != DMR_PARAGRAPH_NAVIGATION)
            break;
    }
    return dmr_meta_finish(&r->meta) ? DEMARCHE_OK : dmr_error_memory(r->err);
}

static demarche_status whole(dmr_source *source, demarche_str bytes,
                             const demarche_read_options *opts, dmr_arena *arena,
                             demarche_error *err)
{
    reading r = {.source = source,
                 .arena = arena,
                 .meta = {.out = &source->meta, .arena = arena},
                 .opts = opts,
                 .max = opts->max_bytes,
                 .err = err};
    const dmr_pdf_out out = {&r, take_info, take_page};
    dmr_pdf_read_fn read;
    dmr_pdf_module_load(&read);
    if (!read)
        return dmr_error_set(err, DEMARCHE_E_FORMAT, 0,
                             "is a PDF, and this demarche was built without poppler; "
                             "convert it to text (pdftotext)");
    switch (read(bytes.ptr, bytes.len, &out)) {
    case DMR_PDF_OK:
        return fill(&r);
    case DMR_PDF_ENCRYPTED:
        return dmr_error_set(err, DEMARCHE_E_FORMAT, 0,
                             "is a PDF that asks for a password; save it without one");
    case DMR_PDF_STOPPED:
        return r.status;
    case DMR_PDF_DAMAGED:
        break;
    }
    return dmr_error_set(err, DEMARCHE_E_FORMAT, 0,
                         "is a damaged PDF; fetch it anew or repair it (qpdf)");
}

const dmr_format_kind dmr_format_pdf = {
    .format = DEMARCHE_FORMAT_PDF,
    .name = "pdf",
    .suffixes = (const char *const[]){".pdf", NULL},
    .is = is_pdf,
    .whole = whole,
};

#include "read/plain_text.h"

#include "base/error.h"
#include "read/blocks.h"
#include "read/clean_text.h"
#include "read/format_kind.h"
#include "read/given.h"

static demarche_str slice(const dmr_source *source, const dmr_paragraph *p)
{
    return dmr_str(source->text.ptr + p->start, p->end - p->start);
}

/*
 * "# Source: http://... (publisher) | remarks" as a first line says where a text was
 * taken from; it is no prose. Gives the bytes that it takes.
 */
static size_t source_line(dmr_source *source)
{
    demarche_str rest = source->text, line;
    if (!dmr_str_starts(rest, DMR_STR("# Source:")) || !dmr_blocks_line(&rest, &line))
        return 0;
    demarche_str said = dmr_str_trim(dmr_str(line.ptr + 9, line.len - 9));
    size_t n = 0;
    while (n < said.len && !dmr_is_blank(said.ptr[n]))
        n++;
    demarche_str url = dmr_str(said.ptr, n);
    if (dmr_str_starts(url, DMR_STR("http://")) ||
        dmr_str_starts(url, DMR_STR("https://"))) {
        source->meta.url = url;
        said = dmr_str_trim(dmr_str(said.ptr + n, said.len - n));
    }
    if (said.len && said.ptr[0] == '(') {
        size_t end = dmr_str_find(said, DMR_STR(")"), 1);
        if (end != SIZE_MAX)
            source->meta.source = dmr_str(said.ptr + 1, end - 1);
    }
    source->counts.navigation_lines++;
    return line.len;
}

void dmr_plain_datelines(dmr_source *source, dmr_paragraph *paragraphs, dmr_arena *arena)
{
    enum { HEAD = 5 };
    for (size_t i = 0; i < source->n_paragraphs && i < HEAD; i++) {
        dmr_paragraph *p = &paragraphs[i];
        if (p->kind == DMR_PARAGRAPH_NAVIGATION || p->kind == DMR_PARAGRAPH_LIST)
            continue;
        demarche_str date = dmr_blocks_dateline(slice(source, p), arena);
        if (!date.len)
            continue;
        p->kind = DMR_PARAGRAPH_BYLINE;
        if (!source->meta.date.len)
            source->meta.date = date;
    }
}

demarche_status dmr_plain_text(dmr_source *source, dmr_arena *arena, demarche_error *err)
{
    dmr_blocks blocks = {.arena = arena};
    size_t from = source_line(source);
    if (from && !dmr_blocks_add(&blocks, source->text, 0, from, DMR_PARAGRAPH_NAVIGATION))
        return dmr_error_memory(err);
    blocks.top = blocks.list.n;
    DMR_TRY(dmr_blocks_split(&blocks, source->text, from, source->text.len, err));
    source->counts.navigation_lines += blocks.navigation;
    source->paragraphs = blocks.list.at;
    source->n_paragraphs = blocks.list.n;
    dmr_plain_datelines(source, blocks.list.at, arena);
    if (!source->meta.title.len && blocks.list.n > blocks.top + 1 &&
        blocks.list.at[blocks.top].kind == DMR_PARAGRAPH_HEADING)
        source->meta.title = slice(source, &blocks.list.at[blocks.top]);
    return DEMARCHE_OK;
}

static demarche_status whole(dmr_source *source, demarche_str bytes,
                             const demarche_read_options *opts, dmr_arena *arena,
                             demarche_error *err)
{
    DMR_TRY(dmr_clean_input(source, bytes, opts, arena, err));
    /* it has no metadata: a dateline or heading only looks like some */
    DMR_TRY(dmr_given_take(&source->meta, opts, arena, err));
    return dmr_plain_text(source, arena, err);
}

static const char *const suffixes[] = {".txt", ".text", NULL};

const dmr_format_kind dmr_format_text = {
    .format = DEMARCHE_FORMAT_TEXT,
    .name = "text",
    .suffixes = suffixes,
    .whole = whole,
};

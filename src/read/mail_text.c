#include "read/mail_text.h"

#include <stdlib.h>

#include "base/error.h"
#include "read/blocks.h"
#include "read/draft.h"
#include "read/format.h"

/* What the lines of a message are. */
typedef enum line_sort { LINE_OWN = 0, LINE_BLANK, LINE_QUOTE, LINE_SIGNATURE } line_sort;

static line_sort sort_of(demarche_str line)
{
    demarche_str said = dmr_str_trim(line);
    if (!said.len)
        return LINE_BLANK;
    if (line.ptr[0] == '>')
        return LINE_QUOTE;
    return dmr_str_is(said, "--") && dmr_str_starts(line, DMR_STR("-- ")) ? LINE_SIGNATURE
                                                                          : LINE_OWN;
}

static size_t next_line(demarche_str s, size_t at, demarche_str *line)
{
    const char *end = at < s.len ? memchr(s.ptr + at, '\n', s.len - at) : NULL;
    size_t to = end ? (size_t)(end - s.ptr) : s.len;
    *line = dmr_str(s.ptr + at, to - at);
    return to + (end != NULL);
}

static uint64_t count_lines(demarche_str s)
{
    uint64_t n = 0;
    demarche_str line;
    while (dmr_blocks_line(&s, &line))
        n += dmr_str_trim(line).len > 0;
    return n;
}

/* "On 3 July 1990, Ana Sol wrote:" at the end of text[from, to): where it begins, else `to`.
 * It may be broken to two lines. */
static size_t attribution(demarche_str text, size_t from, size_t to)
{
    demarche_str s = dmr_str_trim(dmr_str(text.ptr + from, to - from));
    size_t lines = 0, i = s.len;
    if (!dmr_str_ends(s, DMR_STR("wrote:")) && !dmr_str_ends(s, DMR_STR("writes:")))
        return to;
    while (lines < 2) {
        while (i && s.ptr[i - 1] != '\n')
            i--;
        lines++;
        bool begins = dmr_str_starts(dmr_str(s.ptr + i, s.len - i), DMR_STR("On "));
        if (begins || lines == 2 || !i)
            return begins || lines == 1 ? (size_t)(s.ptr - text.ptr) + i : to;
        i--;
    }
    return to;
}

static demarche_status add_navigation(dmr_blocks *blocks, dmr_mail_text *t,
                                      demarche_str text, size_t from, size_t to,
                                      demarche_error *err)
{
    if (from >= to)
        return DEMARCHE_OK;
    t->counts.navigation_lines += count_lines(dmr_str(text.ptr + from, to - from));
    return dmr_blocks_add(blocks, text, from, to, DMR_PARAGRAPH_NAVIGATION)
               ? DEMARCHE_OK
               : dmr_error_memory(err);
}

/* The paragraphs of a part. */
static demarche_status split(dmr_blocks *blocks, dmr_mail_text *t, demarche_str text,
                             demarche_error *err)
{
    size_t own = 0, at = 0;
    while (at < text.len) {
        demarche_str line;
        size_t next = next_line(text, at, &line);
        line_sort sort = sort_of(line);
        if (sort != LINE_QUOTE && sort != LINE_SIGNATURE) {
            at = next;
            continue;
        }
        size_t head = sort == LINE_QUOTE ? attribution(text, own, at) : at;
        DMR_TRY(dmr_blocks_split(blocks, text, own, head, err));
        DMR_TRY(add_navigation(blocks, t, text, head, at, err));
        size_t end = next;
        while (end < text.len) {
            size_t behind = next_line(text, end, &line);
            line_sort s = sort_of(line);
            if (sort == LINE_QUOTE && s != LINE_QUOTE && s != LINE_BLANK)
                break;
            end = behind;
        }
        DMR_TRY(add_navigation(blocks, t, text, at, end, err));
        own = at = end;
    }
    DMR_TRY(dmr_blocks_split(blocks, text, own, text.len, err));
    t->counts.navigation_lines += blocks->navigation;
    return DEMARCHE_OK;
}

/* A part behind those that are there. */
static demarche_status append(dmr_mail_text *t, const dmr_source *part,
                              demarche_error *err)
{
    if (!part->text.len)
        return DEMARCHE_OK;
    if (t->text.n) {
        size_t end = dmr_origin_find(&t->origin, 0, t->text.n - 1) + 1;
        if (!dmr_origin_add(&t->origin, t->text.n, end, 1, 0, t->arena) ||
            dmr_buffer_write(&t->text, "\n\n", 2))
            return dmr_error_memory(err);
    }
    size_t shift = t->text.n;
    if (part->text.len > t->max - (shift < t->max ? shift : t->max))
        return dmr_error_set(
            err, DEMARCHE_E_LIMIT, 0,
            "a text of over %zu bytes, and no more are allowed; split it", t->max);
    for (size_t i = 0; i < part->origin.runs.n; i++) {
        const dmr_origin_run *r = &part->origin.runs.at[i];
        if (!dmr_origin_add(&t->origin, r->text + shift, r->source, r->text_step,
                            r->source_step, t->arena))
            return dmr_error_memory(err);
    }
    for (size_t i = 0; i < part->n_paragraphs; i++) {
        dmr_paragraph *p = DMR_PUSH(t->arena, t->paragraphs);
        if (!p)
            return dmr_error_memory(err);
        *p = part->paragraphs[i];
        p->start += shift;
        p->end += shift;
    }
    return dmr_buffer_write(&t->text, part->text.ptr, part->text.len)
               ? dmr_error_memory(err)
               : DEMARCHE_OK;
}

demarche_status dmr_mail_text_add(dmr_mail_text *t, const dmr_led_bytes *part,
                                  demarche_error *err)
{
    dmr_source source = {0};
    dmr_blocks blocks = {.arena = t->arena};
    dmr_draft draft;
    dmr_origin clean;
    if (!part->bytes.len)
        return DEMARCHE_OK;
    dmr_draft_begin(&draft, t->max, t->arena);
    dmr_draft_verbatim(&draft, part->bytes, 0);
    DMR_TRY(dmr_draft_finish(&draft, &source, err));
    clean = source.origin;
    if (!dmr_origin_chain(&source.origin, &part->origin, &clean, 0, source.text.len,
                          t->arena))
        return dmr_error_memory(err);
    t->counts.repaired += source.counts.repaired;
    t->counts.controls += source.counts.controls;
    DMR_TRY(split(&blocks, t, source.text, err));
    source.paragraphs = blocks.list.at;
    source.n_paragraphs = blocks.list.n;
    return append(t, &source, err);
}

demarche_status dmr_mail_text_add_html(dmr_mail_text *t, const dmr_led_bytes *part,
                                       const demarche_read_options *opts, bool *left_out,
                                       demarche_error *err)
{
    const dmr_format_kind *kind = dmr_format_kind_of(DEMARCHE_FORMAT_HTML);
    demarche_read_options own = *opts;
    dmr_source source = {0};
    dmr_origin page;
    *left_out = !kind || !kind->whole || !part->bytes.len;
    if (*left_out)
        return DEMARCHE_OK;
    own.path = NULL; /* it is no page of a site */
    demarche_status status = kind->whole(&source, part->bytes, &own, t->arena, err);
    *left_out = status == DEMARCHE_E_FORMAT || !source.text.len;
    if (status || *left_out)
        return *left_out ? DEMARCHE_OK : status;
    page = source.origin;
    if (!dmr_origin_chain(&source.origin, &part->origin, &page, 0, source.text.len,
                          t->arena))
        return dmr_error_memory(err);
    t->counts.repaired += source.counts.repaired;
    t->counts.controls += source.counts.controls;
    t->counts.navigation_lines += source.counts.navigation_lines;
    return append(t, &source, err);
}

void dmr_mail_text_drop(dmr_mail_text *t)
{
    free(t->text.at);
    t->text = (dmr_buffer){0};
}

demarche_status dmr_mail_text_finish(dmr_mail_text *t, dmr_source *source,
                                     demarche_error *err)
{
    demarche_str text = dmr_str("", 0);
    if (t->text.n)
        text = dmr_str_copy(t->arena, dmr_str(t->text.at, t->text.n));
    dmr_mail_text_drop(t);
    if (!text.ptr)
        return dmr_error_memory(err);
    source->text = text;
    source->origin = t->origin;
    source->paragraphs = t->paragraphs.at;
    source->n_paragraphs = t->paragraphs.n;
    source->counts.repaired += t->counts.repaired;
    source->counts.controls += t->counts.controls;
    source->counts.navigation_lines += t->counts.navigation_lines;
    return DEMARCHE_OK;
}

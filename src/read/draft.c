#include "read/draft.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/utf8.h"

enum { BREAK = 2 }; /* bytes between paragraphs */

void dmr_draft_begin(dmr_draft *draft, size_t max_bytes, dmr_arena *arena)
{
    if (max_bytes > SIZE_MAX - BREAK)
        max_bytes = 0;
    *draft = (dmr_draft){.arena = arena, .max = max_bytes};
}

static dmr_draft_part *top(dmr_draft *draft)
{
    return &draft->parts[draft->depth];
}

/* Bytes behind the part's text, from that place of the source. */
static void put(dmr_draft *draft, dmr_draft_part *part, demarche_str bytes, size_t at,
                uint32_t text_step, uint32_t source_step)
{
    if (draft->failed || draft->too_long || !bytes.len)
        return;
    /* The break behind the last paragraph is taken off in the end, and does not count. */
    if (draft->max && bytes.len > draft->max + BREAK - part->text.n) {
        draft->too_long = true;
        return;
    }
    draft->failed = !dmr_origin_add(&part->origin, part->text.n, at, text_step,
                                    source_step, draft->arena) ||
                    dmr_buffer_write(&part->text, bytes.ptr, bytes.len);
}

/* ----------------------------------------------------------------------- paragraphs */

/* What lies in `from` behind what lies in `to`. */
static void append(dmr_draft *draft, dmr_draft_part *to, dmr_draft_part *from)
{
    size_t shift = to->text.n;
    for (size_t i = 0; i < from->origin.runs.n && !draft->failed; i++) {
        const dmr_origin_run *r = &from->origin.runs.at[i];
        draft->failed = !dmr_origin_add(&to->origin, r->text + shift, r->source,
                                        r->text_step, r->source_step, draft->arena);
    }
    for (size_t i = 0; i < from->paragraphs.n && !draft->failed; i++) {
        dmr_paragraph *p = DMR_PUSH(draft->arena, to->paragraphs);
        draft->failed = !p;
        if (p) {
            *p = from->paragraphs.at[i];
            p->start += shift;
            p->end += shift;
        }
    }
    if (draft->max && from->text.n > draft->max + BREAK - to->text.n)
        draft->too_long = true;
    else if (!draft->failed && from->text.n)
        draft->failed = dmr_buffer_write(&to->text, from->text.at, from->text.n);
    from->text.n = 0;
    from->origin.runs.n = 0;
    from->paragraphs.n = 0;
}

static void flush_notes(dmr_draft *draft)
{
    dmr_draft_part *behind = &draft->behind[draft->depth];
    if (behind->text.n)
        append(draft, top(draft), behind);
}

void dmr_draft_close(dmr_draft *draft)
{
    dmr_draft_part *part = top(draft);
    if (part->open) {
        part->open = part->blank = false;
        while (part->text.n > part->from && dmr_is_blank(part->text.at[part->text.n - 1]))
            part->text.n--;
        if (part->text.n > part->from) {
            dmr_paragraph *p = DMR_PUSH(draft->arena, part->paragraphs);
            draft->failed = draft->failed || !p;
            if (p)
                *p = (dmr_paragraph){
                    .start = part->from, .end = part->text.n, .kind = part->kind};
            size_t end = part->origin.runs.n
                             ? dmr_origin_find(&part->origin, 0, part->text.n - 1) + 1
                             : 0;
            put(draft, part, DMR_STR("\n\n"), end, 1, 0);
        }
    }
    flush_notes(draft);
}

void dmr_draft_open(dmr_draft *draft, dmr_paragraph_kind kind)
{
    dmr_draft_close(draft);
    dmr_draft_part *part = top(draft);
    part->open = true;
    part->kind = kind;
    part->from = part->text.n;
}

bool dmr_draft_is_open(const dmr_draft *draft)
{
    return draft->parts[draft->depth].open;
}

demarche_str dmr_draft_words(const dmr_draft *draft)
{
    const dmr_draft_part *part = &draft->parts[draft->depth];
    if (!part->open || part->text.n == part->from)
        return dmr_str(NULL, 0);
    return dmr_str(part->text.at + part->from, part->text.n - part->from);
}

/* ---------------------------------------------------------------------------- words */

static dmr_draft_part *to_write(dmr_draft *draft)
{
    if (!top(draft)->open)
        dmr_draft_open(draft, draft->depth ? DMR_PARAGRAPH_NOTE : DMR_PARAGRAPH_PROSE);
    return top(draft);
}

/* A blank that is due goes in front of the next word: not at the head of a paragraph. */
static void pay_blank(dmr_draft *draft, dmr_draft_part *part, size_t at)
{
    bool due = part->blank && part->text.n > part->from &&
               part->text.at[part->text.n - 1] != '\n';
    part->blank = false;
    if (due)
        put(draft, part, DMR_STR(" "), at ? at - 1 : 0, 1, 1);
}

/* Whether the bytes at p are one sign that may stay as it is; *n are its bytes. */
static bool is_sound(const char *p, size_t left, size_t *n)
{
    int32_t c;
    bool valid;
    *n = dmr_utf8_decode_checked(p, left, &c, &valid);
    return valid && c >= 0x20 && !(c >= 0x7F && c < 0xA0);
}

static void put_unsound(dmr_draft *draft, dmr_draft_part *part, demarche_str sign,
                        size_t at)
{
    int32_t c;
    bool valid;
    dmr_utf8_decode_checked(sign.ptr, sign.len, &c, &valid);
    if (valid) {
        draft->counts.controls++;
        part->blank = true;
        return;
    }
    draft->counts.repaired++;
    pay_blank(draft, part, at);
    put(draft, part, DMR_STR("\xEF\xBF\xBD"), at, 3, (uint32_t)sign.len);
}

void dmr_draft_flow(dmr_draft *draft, demarche_str words, size_t at)
{
    size_t i = 0, n = 0;
    while (i < words.len) {
        if (dmr_is_blank(words.ptr[i])) {
            top(draft)->blank = true;
            i++;
            continue;
        }
        dmr_draft_part *part = to_write(draft);
        size_t from = i;
        while (i < words.len && !dmr_is_blank(words.ptr[i]) &&
               is_sound(words.ptr + i, words.len - i, &n))
            i += n;
        if (i > from) {
            pay_blank(draft, part, at + from);
            put(draft, part, dmr_str(words.ptr + from, i - from), at + from, 1, 1);
        } else {
            put_unsound(draft, part, dmr_str(words.ptr + i, n), at + i);
            i += n;
        }
    }
}

void dmr_draft_sign(dmr_draft *draft, demarche_str sign, size_t at, size_t source_n)
{
    size_t n;
    if (!sign.len)
        return;
    if (dmr_is_blank(sign.ptr[0])) {
        top(draft)->blank = true;
        return;
    }
    dmr_draft_part *part = to_write(draft);
    for (size_t i = 0; i < sign.len; i += n) {
        if (!is_sound(sign.ptr + i, sign.len - i, &n)) {
            put_unsound(draft, part, dmr_str(sign.ptr + i, n), at);
            continue;
        }
        pay_blank(draft, part, at);
        bool alone = n == sign.len && source_n <= UINT32_MAX;
        put(draft, part, dmr_str(sign.ptr + i, n), at, (uint32_t)n,
            alone ? (uint32_t)source_n : 0);
    }
}

void dmr_draft_verbatim(dmr_draft *draft, demarche_str bytes, size_t at)
{
    size_t n = 0;
    dmr_draft_part *part = to_write(draft);
    pay_blank(draft, part, at);
    for (size_t i = 0; i < bytes.len; i += n) {
        size_t from = i;
        while (i < bytes.len && (bytes.ptr[i] == '\n' || bytes.ptr[i] == '\t' ||
                                 is_sound(bytes.ptr + i, bytes.len - i, &n)))
            i += bytes.ptr[i] == '\n' || bytes.ptr[i] == '\t' ? 1 : n;
        put(draft, part, dmr_str(bytes.ptr + from, i - from), at + from, 1, 1);
        n = 0;
        if (i == bytes.len)
            break;
        if (bytes.ptr[i] == '\r') {
            bool pair = i + 1 < bytes.len && bytes.ptr[i + 1] == '\n';
            put(draft, part, pair ? DMR_STR(" ") : DMR_STR("\n"), at + i, 1, 1);
            n = 1;
            continue;
        }
        (void)is_sound(bytes.ptr + i, bytes.len - i, &n);
        put_unsound(draft, part, dmr_str(bytes.ptr + i, n), at + i);
        pay_blank(draft, part, at + i + n);
    }
}

void dmr_draft_space(dmr_draft *draft)
{
    top(draft)->blank = true;
}

void dmr_draft_break(dmr_draft *draft)
{
    dmr_draft_part *part = top(draft);
    part->blank = false;
    if (!part->open || part->text.n == part->from ||
        part->text.at[part->text.n - 1] == '\n')
        return;
    size_t end = dmr_origin_find(&part->origin, 0, part->text.n - 1) + 1;
    put(draft, part, DMR_STR("\n"), end, 1, 0);
}

/* ---------------------------------------------------------------------------- notes */

void dmr_draft_note_begin(dmr_draft *draft)
{
    if (draft->depth == DMR_DRAFT_NOTES) {
        draft->deeper++;
        return;
    }
    draft->depth++;
    dmr_draft_part *part = top(draft);
    part->blank = false;
}

void dmr_draft_note_end(dmr_draft *draft)
{
    if (draft->deeper) {
        draft->deeper--;
        return;
    }
    if (draft->depth == 0)
        return;
    dmr_draft_close(draft);
    dmr_draft_part *note = top(draft);
    draft->depth--;
    append(draft, &draft->behind[draft->depth], note);
    if (!top(draft)->open)
        flush_notes(draft);
}

/* ----------------------------------------------------------------------------- end */

void dmr_draft_drop(dmr_draft *draft)
{
    for (size_t i = 0; i <= DMR_DRAFT_NOTES; i++) {
        free(draft->parts[i].text.at);
        free(draft->behind[i].text.at);
    }
    *draft = (dmr_draft){0};
}

demarche_status dmr_draft_finish(dmr_draft *draft, dmr_source *source,
                                 demarche_error *err)
{
    draft->deeper = 0;
    while (draft->depth)
        dmr_draft_note_end(draft);
    dmr_draft_close(draft);
    dmr_draft_part *whole = &draft->parts[0];
    while (whole->text.n && whole->text.at[whole->text.n - 1] == '\n')
        whole->text.n--;
    demarche_str text = dmr_str(whole->text.at, whole->text.n);
    text = text.len ? dmr_str_copy(draft->arena, text) : dmr_str("", 0);
    bool failed = draft->failed || !text.ptr;
    bool too_long = draft->too_long || (draft->max && text.len > draft->max);
    size_t max = draft->max;
    source->text = text;
    source->paragraphs = whole->paragraphs.at;
    source->n_paragraphs = whole->paragraphs.n;
    source->origin = whole->origin;
    source->counts.repaired += draft->counts.repaired;
    source->counts.controls += draft->counts.controls;
    dmr_draft_drop(draft);
    if (failed)
        return dmr_error_memory(err);
    if (too_long)
        return dmr_error_set(
            err, DEMARCHE_E_LIMIT, 0,
            "a text of over %zu bytes, and no more are allowed; split it", max);
    return DEMARCHE_OK;
}

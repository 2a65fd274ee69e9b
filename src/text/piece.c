#include "text/cutter.h"

void dmr_cutter_put(dmr_cutter *c, size_t end, dmr_piece_kind kind)
{
    dmr_piece *p = DMR_PUSH(c->arena, *c->out);
    if (!p) {
        c->failed = true;
        c->at = end;
        return;
    }
    size_t len;
    p->start = c->at;
    p->end = end;
    p->kind = (uint8_t)kind;
    p->first = (uint8_t)dmr_cutter_glyph(c, c->at, &len);
    p->space_after = end >= c->chunk_end;
    c->at = end;
}

size_t dmr_cutter_next_word(const dmr_cutter *c, size_t at)
{
    int skipped = 0;
    while (at < c->end && skipped < 8) {
        size_t len;
        dmr_glyph g = dmr_glyph_at(c->text + at, c->end - at, &len);
        if (dmr_glyph_is_alnum(g))
            return at;
        if (g == DMR_GLYPH_OPEN || g == DMR_GLYPH_QUOTE || g == DMR_GLYPH_LQUOTE ||
            g == DMR_GLYPH_APOS || g == DMR_GLYPH_RQUOTE || g == DMR_GLYPH_CLOSE)
            skipped++;
        else if (g != DMR_GLYPH_BLANK)
            break;
        at += len;
    }
    return c->end;
}

demarche_str dmr_cutter_letters(const dmr_cutter *c, size_t at)
{
    size_t to = at, limit = c->end - at > DMR_CUTTER_LOOK ? at + DMR_CUTTER_LOOK : c->end;
    while (to < limit) {
        size_t len;
        dmr_glyph g = dmr_glyph_at(c->text + to, c->end - to, &len);
        if (!dmr_glyph_is_letter(g))
            break;
        to += len;
    }
    return dmr_str(c->text + at, to - at);
}

/* The run of characters of class g (and `also`) that begins at c->at. */
static size_t run_end(const dmr_cutter *c, dmr_glyph g, dmr_glyph also)
{
    size_t at = c->at;
    for (;;) {
        size_t len;
        dmr_glyph next = dmr_cutter_glyph(c, at, &len);
        if (!len || (next != g && next != also))
            return at;
        at += len;
    }
}

/* Runs of one ASCII character: "***", "----". */
static size_t same_end(const dmr_cutter *c)
{
    size_t at = c->at;
    while (at < c->chunk_end && c->text[at] == c->text[c->at])
        at++;
    return at;
}

/* "." "..." "?!" and ".?"; dots stand apart from marks. */
static void cut_stops(dmr_cutter *c)
{
    size_t dots = run_end(c, DMR_GLYPH_STOP, DMR_GLYPH_STOP);
    if (dots - c->at > 1) {
        dmr_cutter_put(c, dots, DMR_PIECE_DOTS);
        return;
    }
    size_t from = c->at;
    c->at = dots; /* a single stop before marks is part of them */
    size_t marks = run_end(c, DMR_GLYPH_MARK, DMR_GLYPH_MARK);
    c->at = from;
    if (marks == dots)
        dmr_cutter_put(c, dots, DMR_PIECE_STOP);
    else
        dmr_cutter_put(c, marks, DMR_PIECE_MARK);
}

static bool behind_blank(const dmr_cutter *c)
{
    return c->out->n == 0 || c->out->at[c->out->n - 1].space_after;
}

/* True where what stands before c->at opens: nothing, a blank, a bracket, a dash. */
static bool behind_opening(const dmr_cutter *c)
{
    if (behind_blank(c))
        return true;
    switch (c->out->at[c->out->n - 1].kind) {
    case DMR_PIECE_OPEN:
    case DMR_PIECE_LQUOTE:
    case DMR_PIECE_DASH:
        return true;
    default:
        return false;
    }
}

static void cut_double_quote(dmr_cutter *c)
{
    size_t len, end;
    dmr_cutter_glyph(c, c->at, &len);
    end = c->at + len;
    bool before = behind_opening(c), behind = end >= c->chunk_end;
    bool opens = before && !behind;
    if (before && behind)
        opens = !c->in_double; /* free-standing: take turns */
    c->in_double = opens;
    dmr_cutter_put(c, end, opens ? DMR_PIECE_LQUOTE : DMR_PIECE_RQUOTE);
}

/* A clitic that stands apart: "Seoul 's", "do n't". */
static bool cut_lone_clitic(dmr_cutter *c, size_t letters_at)
{
    demarche_str rest = dmr_cutter_letters(c, letters_at);
    static const char *const clitics[] = {"s", "ll", "re", "ve", "m", "d", NULL};
    if (c->in_single || !behind_blank(c) || !c->out->n)
        return false;
    for (const char *const *at = clitics; *at; at++) {
        if (dmr_str_is(rest, *at)) {
            dmr_cutter_put(c, letters_at + rest.len, DMR_PIECE_WORD);
            return true;
        }
    }
    return false;
}

/* An apostrophe that is not inside a word: quote, elision or year. */
static void cut_apostrophe(dmr_cutter *c)
{
    size_t len, next_len;
    dmr_cutter_glyph(c, c->at, &len);
    size_t behind = c->at + len;
    dmr_glyph next = dmr_cutter_glyph(c, behind, &next_len);
    if (next == DMR_GLYPH_APOS && next_len == len &&
        memcmp(c->text + c->at, c->text + behind, len) == 0) {
        /* '' and `` are typed for double quotes */
        bool opens = behind_opening(c) && behind + len < c->chunk_end;
        dmr_cutter_put(c, behind + len, opens ? DMR_PIECE_LQUOTE : DMR_PIECE_RQUOTE);
        return;
    }
    if (behind_opening(c) && dmr_glyph_is_alnum(next)) {
        demarche_str word = dmr_cutter_letters(c, behind);
        if (word.len && dmr_affix_is(DMR_AFFIX_ELISION, word)) {
            dmr_cutter_put(c, behind + word.len, DMR_PIECE_WORD);
            return;
        }
        if (cut_lone_clitic(c, behind))
            return;
        if (next == DMR_GLYPH_DIGIT && c->end - behind >= 2 &&
            dmr_is_digit(c->text[behind + 1])) {
            size_t at = behind + 2;
            while (at < c->chunk_end && c->text[at] == 's')
                at++;
            size_t l;
            if (!dmr_glyph_is_alnum(dmr_cutter_glyph(c, at, &l))) { /* '72, '60s */
                dmr_cutter_put(c, at, DMR_PIECE_NUMBER);
                return;
            }
        }
        c->in_single = true;
        dmr_cutter_put(c, behind, DMR_PIECE_LQUOTE);
        return;
    }
    bool opens = behind_opening(c) && next != DMR_GLYPH_BLANK;
    c->in_single = opens;
    dmr_cutter_put(c, behind, opens ? DMR_PIECE_LQUOTE : DMR_PIECE_RQUOTE);
}

/* "#hashtag", "@name" and "+44" keep their sign; runs of one symbol stand together. */
static void cut_symbol(dmr_cutter *c)
{
    size_t len;
    char sign = c->text[c->at];
    dmr_glyph next = dmr_cutter_glyph(c, c->at + 1, &len);
    if ((sign == '#' || sign == '@') && behind_blank(c) && dmr_glyph_is_letter(next)) {
        size_t end = c->at + 1;
        while (dmr_glyph_is_alnum(dmr_cutter_glyph(c, end, &len)))
            end += len;
        dmr_cutter_put(c, end, DMR_PIECE_WORD);
        return;
    }
    dmr_cutter_put(c, same_end(c), DMR_PIECE_OTHER);
}

static void cut_hyphen(dmr_cutter *c)
{
    size_t len;
    if (c->text[c->at] != '-') {
        dmr_cutter_glyph(c, c->at, &len);
        dmr_cutter_put(c, c->at + len, DMR_PIECE_OTHER);
        return;
    }
    size_t end = same_end(c);
    dmr_cutter_put(c, end,
                   end - c->at > 1 || behind_blank(c) ? DMR_PIECE_DASH : DMR_PIECE_OTHER);
}

static void cut_one(dmr_cutter *c)
{
    size_t len;
    dmr_glyph g = dmr_cutter_glyph(c, c->at, &len);
    size_t next = c->at + len;
    switch (g) {
    case DMR_GLYPH_UPPER:
    case DMR_GLYPH_LOWER:
        dmr_cutter_word(c);
        return;
    case DMR_GLYPH_DIGIT:
        dmr_cutter_number(c);
        return;
    case DMR_GLYPH_STOP:
        if (next < c->chunk_end && dmr_is_digit(c->text[next]) && behind_opening(c)) {
            dmr_cutter_number(c); /* ".04" */
            return;
        }
        cut_stops(c);
        return;
    case DMR_GLYPH_MARK:
        cut_stops(c);
        return;
    case DMR_GLYPH_DOTS:
        dmr_cutter_put(c, run_end(c, DMR_GLYPH_DOTS, DMR_GLYPH_STOP), DMR_PIECE_DOTS);
        return;
    case DMR_GLYPH_COMMA:
        dmr_cutter_put(c, next, DMR_PIECE_COMMA);
        return;
    case DMR_GLYPH_SEMI:
        dmr_cutter_put(c, next, DMR_PIECE_SEMI);
        return;
    case DMR_GLYPH_COLON:
        dmr_cutter_put(c, next, DMR_PIECE_COLON);
        return;
    case DMR_GLYPH_HYPHEN:
        cut_hyphen(c);
        return;
    case DMR_GLYPH_DASH:
        dmr_cutter_put(c, next, DMR_PIECE_DASH);
        return;
    case DMR_GLYPH_APOS:
        cut_apostrophe(c);
        return;
    case DMR_GLYPH_QUOTE:
        cut_double_quote(c);
        return;
    case DMR_GLYPH_LQUOTE:
        /* the wrong way round before elisions: ‘em; else it opens */
        c->in_single |= len == 3 && memcmp(c->text + c->at, "\xE2\x80\x98", 3) == 0;
        dmr_cutter_put(c, next, DMR_PIECE_LQUOTE);
        return;
    case DMR_GLYPH_RQUOTE:
        dmr_cutter_put(c, next, DMR_PIECE_RQUOTE);
        return;
    case DMR_GLYPH_OPEN:
        dmr_cutter_put(c, next, DMR_PIECE_OPEN);
        return;
    case DMR_GLYPH_CLOSE:
        dmr_cutter_put(c, next, DMR_PIECE_CLOSE);
        return;
    case DMR_GLYPH_RUN:
        if (c->text[c->at] == '+' && behind_blank(c) && next < c->chunk_end &&
            dmr_is_digit(c->text[next])) {
            dmr_cutter_number(c);
            return;
        }
        cut_symbol(c);
        return;
    case DMR_GLYPH_AT:
        cut_symbol(c);
        return;
    default:
        dmr_cutter_put(c, next, DMR_PIECE_OTHER);
        return;
    }
}

static size_t chunk_end(const dmr_cutter *c, size_t at)
{
    while (at < c->end) {
        size_t len;
        if (dmr_glyph_at(c->text + at, c->end - at, &len) == DMR_GLYPH_BLANK)
            break;
        at += len;
    }
    return at;
}

bool dmr_piece_cut(dmr_pieces *out, const dmr_splitter *splitter, demarche_str text,
                   size_t start, size_t end, dmr_arena *arena)
{
    dmr_cutter c = {.splitter = splitter,
                    .text = text.ptr,
                    .begin = start,
                    .end = end,
                    .at = start,
                    .out = out,
                    .arena = arena};
    out->n = 0;
    while (c.at < end && !c.failed) {
        size_t len;
        if (dmr_glyph_at(text.ptr + c.at, end - c.at, &len) == DMR_GLYPH_BLANK) {
            c.at += len;
            continue;
        }
        c.chunk_end = chunk_end(&c, c.at);
        while (c.at < c.chunk_end && !c.failed)
            if (!dmr_cutter_address(&c) && !dmr_cutter_smiley(&c))
                cut_one(&c);
    }
    return !c.failed;
}

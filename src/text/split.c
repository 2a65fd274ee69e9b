#include "text/split.h"

#include "base/error.h"
#include "text/piece.h"

typedef struct dmr_split {
    DMR_VEC(dmr_sentence) sentences;
    DMR_VEC(dmr_token) tokens;
    size_t n_long;
    demarche_str text;
    dmr_arena *arena;   /* of the result */
    dmr_arena *scratch; /* of one paragraph */
} dmr_split;

static bool add_token(dmr_split *s, size_t start, size_t end, bool space, bool joins)
{
    dmr_token *t = DMR_PUSH(s->arena, s->tokens);
    if (!t)
        return false;
    t->start = start;
    t->end = end;
    t->form = dmr_str(s->text.ptr + start, end - start);
    t->space_after = space;
    t->joins_next = joins;
    return true;
}

/* EWT cuts the stop off "etc." and "p.m." where it also ends the sentence; names keep it
 * ("the U.S."). */
static bool has_two_ends(const dmr_split *s, const dmr_piece *last)
{
    return last->kind == DMR_PIECE_ABBREV && last->abbrev == DMR_ABBREV_END &&
           last->end - last->start > 1 && s->text.ptr[last->end - 1] == '.';
}

/* Add pieces [from, from + n) as a sentence. False for want of memory. */
static bool add_sentence(dmr_split *s, const dmr_piece *from, size_t n,
                         uint32_t paragraph)
{
    dmr_sentence *sentence = DMR_PUSH(s->arena, s->sentences);
    if (!sentence || s->tokens.n + n > UINT32_MAX)
        return false;
    sentence->start = from[0].start;
    sentence->end = from[n - 1].end;
    sentence->paragraph = paragraph;
    sentence->first = (uint32_t)s->tokens.n;
    sentence->n = (uint32_t)n;
    for (size_t i = 0; i < n; i++) {
        const dmr_piece *p = &from[i];
        size_t end = p->end;
        if (i + 1 == n && n < DMR_SENTENCE_MAX && has_two_ends(s, p)) {
            if (!add_token(s, p->start, --end, false, false))
                return false;
            sentence->n++;
        }
        if (!add_token(s, end == p->end ? p->start : end, p->end, p->space_after,
                       p->joins_next && i + 1 < n))
            return false;
    }
    return true;
}

/* How good the place behind a piece is to cut a sentence that is too long. */
static int cut_value(const dmr_piece *p)
{
    switch (p->kind) {
    case DMR_PIECE_SEMI:
    case DMR_PIECE_MARK:
    case DMR_PIECE_DOTS:
        return 5;
    case DMR_PIECE_COLON:
        return 4;
    case DMR_PIECE_COMMA:
    case DMR_PIECE_DASH:
        return 3;
    case DMR_PIECE_CLOSE:
    case DMR_PIECE_RQUOTE:
        return 2;
    default:
        return p->joins_next ? 0 : 1;
    }
}

/* Where to cut n pieces, more than DMR_SENTENCE_MAX: the best place in the second half of
 * what may be kept, the last of equals. */
static size_t long_cut(const dmr_piece *from)
{
    size_t best = DMR_SENTENCE_MAX;
    int value = 0;
    for (size_t i = DMR_SENTENCE_MAX; i > DMR_SENTENCE_MAX / 2; i--) {
        int v = cut_value(&from[i - 1]);
        if (v > value) {
            value = v;
            best = i;
        }
    }
    return best;
}

static bool add_pieces(dmr_split *s, const dmr_piece *from, size_t n, uint32_t paragraph)
{
    if (n > DMR_SENTENCE_MAX)
        s->n_long++;
    while (n > DMR_SENTENCE_MAX) {
        size_t cut = long_cut(from);
        if (!add_sentence(s, from, cut, paragraph))
            return false;
        from += cut;
        n -= cut;
    }
    return add_sentence(s, from, n, paragraph);
}

static bool split_paragraph(dmr_split *s, const dmr_splitter *splitter, size_t start,
                            size_t end, uint32_t paragraph)
{
    dmr_pieces pieces = {0};
    dmr_arena_reset(s->scratch);
    if (!dmr_piece_cut(&pieces, splitter, s->text, start, end, s->scratch))
        return false;
    uint32_t *closers = dmr_boundary_brackets(&pieces, s->text, s->scratch);
    if (!closers)
        return false;
    bool cable = dmr_boundary_is_cable(&pieces, s->text);
    for (size_t at = 0; at < pieces.n;) {
        size_t n = dmr_boundary_next(&pieces, at, s->text, closers, cable);
        if (!add_pieces(s, pieces.at + at, n, paragraph))
            return false;
        at += n;
    }
    return true;
}

/* Room for about as many tokens as there will be, so that a long document's array need not
 * be copied as it grows: prose has 1.15 tokens for each word between blanks. */
static bool reserve(dmr_split *s)
{
    size_t words = 0;
    bool inside = false;
    for (size_t i = 0; i < s->text.len; i++) {
        bool word = (unsigned char)s->text.ptr[i] > ' ';
        words += word && !inside;
        inside = word;
    }
    s->tokens.room = words + words / 5 + 16;
    s->tokens.at = dmr_arena_alloc(s->arena, s->tokens.room * sizeof *s->tokens.at);
    return s->tokens.at != NULL;
}

demarche_status dmr_text_split(dmr_tokens *out, const dmr_splitter *splitter,
                               const dmr_source *source, dmr_arena *arena,
                               demarche_error *err)
{
    dmr_split s = {.text = source->text, .arena = arena, .scratch = dmr_arena_new(0)};
    bool good = s.scratch && reserve(&s);
    *out = (dmr_tokens){0};
    for (size_t i = 0; good && i < source->n_paragraphs; i++) {
        const dmr_paragraph *p = &source->paragraphs[i];
        if (p->kind != DMR_PARAGRAPH_NAVIGATION && p->start < p->end)
            good = split_paragraph(&s, splitter, p->start, p->end, (uint32_t)i);
    }
    dmr_arena_free(s.scratch);
    if (!good)
        return dmr_error_memory(err);
    out->sentences = s.sentences.at;
    out->n_sentences = s.sentences.n;
    out->tokens = s.tokens.at;
    out->n_tokens = s.tokens.n;
    out->n_long_sentences = s.n_long;
    return DEMARCHE_OK;
}

#include "text/split.h"

#include "base/error.h"
#include "text/piece.h"
#include "text/rejoin.h"

typedef struct dmr_split {
    DMR_VEC(dmr_sentence) sentences;
    DMR_VEC(dmr_token) tokens;
    size_t n_long;
    demarche_str document;
    demarche_str text;   /* that the pieces are of: the document, or a mended paragraph */
    dmr_rejoined mended; /* the paragraph, where it needed mending */
    size_t cut;          /* of it, where the last token began */
    bool many_stops;     /* more than one STOP in the document */
    dmr_arena *arena;    /* of the result */
    dmr_arena *scratch;  /* of one paragraph */
} dmr_split;

static demarche_str look_of(const dmr_piece *p)
{
    switch (p->sign) {
    case '.':
        return DMR_STR(".");
    case ',':
        return DMR_STR(",");
    case '*':
        return DMR_STR("*");
    default:
        return dmr_str(NULL, 0);
    }
}

/* "can-\nnot" is two tokens: the hyphen that was mended away belongs to the second. */
static bool hyphen_between(const dmr_split *s, const dmr_token *before, size_t start)
{
    if (before->space_after || before->end >= start)
        return false;
    unsigned char c = (unsigned char)s->document.ptr[before->end];
    return c == '-' || c == 0xC2 || c == 0xE2;
}

static bool add_token(dmr_split *s, size_t start, size_t end, bool space, bool joins,
                      demarche_str look)
{
    dmr_token *t = DMR_PUSH(s->arena, s->tokens);
    if (!t)
        return false;
    t->form = dmr_str(s->text.ptr + start, end - start);
    if (s->mended.n_cuts) {
        start = dmr_rejoin_origin(&s->mended, start, &s->cut);
        size_t cut = s->cut;
        end = dmr_rejoin_origin(&s->mended, end - 1, &cut) + 1;
        if (t > s->tokens.at && hyphen_between(s, &t[-1], start))
            start = t[-1].end;
    }
    t->start = start;
    t->end = end;
    if (end - start == t->form.len) /* not one that was broken */
        t->form.ptr = s->document.ptr + start;
    t->look = look;
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
    size_t first = s->tokens.n;
    dmr_sentence *sentence = DMR_PUSH(s->arena, s->sentences);
    if (!sentence || s->tokens.n + n >= UINT32_MAX)
        return false;
    for (size_t i = 0; i < n; i++) {
        const dmr_piece *p = &from[i];
        size_t end = p->end;
        demarche_str look = look_of(p);
        if (i + 1 == n && n < DMR_SENTENCE_MAX && has_two_ends(s, p) &&
            !add_token(s, p->start, --end, false, false, look))
            return false;
        if (!add_token(s, end == p->end ? p->start : end, p->end, p->space_after,
                       p->joins_next && i + 1 < n, look))
            return false;
    }
    sentence->start = s->tokens.at[first].start;
    sentence->end = s->tokens.at[s->tokens.n - 1].end;
    sentence->paragraph = paragraph;
    sentence->first = (uint32_t)first;
    sentence->n = (uint32_t)(s->tokens.n - first);
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

/* Split paragraphs[0, n), of which the later go on the first; `paragraph` is its index. */
static bool split_paragraph(dmr_split *s, const dmr_splitter *splitter,
                            const dmr_paragraph *paragraphs, size_t n, uint32_t paragraph)
{
    dmr_pieces pieces = {0};
    size_t start = paragraphs[0].start, end = paragraphs[0].end;
    dmr_arena_reset(s->scratch);
    if (!dmr_rejoin(&s->mended, s->document, paragraphs, n, s->arena))
        return false;
    s->text = s->document;
    s->cut = 0;
    if (s->mended.n_cuts) {
        s->text = s->mended.text;
        start = 0;
        end = s->text.len;
    }
    if (!dmr_piece_cut(&pieces, splitter, s->text, start, end, s->scratch))
        return false;
    uint32_t *closers = dmr_boundary_brackets(&pieces, s->text, s->scratch);
    if (!closers)
        return false;
    dmr_boundary_mark_notes(&pieces, s->text);
    dmr_boundary_mark_small(&pieces, s->text);
    bool cable = dmr_boundary_mark_cable(&pieces, s->text, s->many_stops);
    for (size_t at = 0; at < pieces.n;) {
        size_t many = dmr_boundary_next(&pieces, at, s->text, closers, cable);
        if (!add_pieces(s, pieces.at + at, many, paragraph))
            return false;
        at += many;
    }
    return true;
}

/* The number of paragraphs from `at` on that are one: those that go on over a page's end,
 * and what stands between. */
static size_t paragraphs_together(const dmr_source *source, size_t at)
{
    size_t last = at;
    while (source->paragraphs[last].goes_on) {
        size_t next = last + 1;
        while (next < source->n_paragraphs &&
               source->paragraphs[next].kind == DMR_PARAGRAPH_NAVIGATION)
            next++;
        if (next == source->n_paragraphs)
            break;
        last = next;
    }
    return last - at + 1;
}

/* More than one STOP stands in the text. */
static bool has_many_stops(demarche_str text)
{
    size_t first = dmr_str_find(text, DMR_STR("STOP"), 0);
    return first != SIZE_MAX &&
           dmr_str_find(text, DMR_STR("STOP"), first + 4) != SIZE_MAX;
}

/* Room for about as many tokens as there will be, so that a long document's array need not
 * be copied as it grows: prose has 1.15 tokens for each word between blanks. */
static bool reserve(dmr_split *s)
{
    size_t words = 0;
    bool inside = false;
    for (size_t i = 0; i < s->document.len; i++) {
        bool word = (unsigned char)s->document.ptr[i] > ' ';
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
    dmr_split s = {.document = source->text, .arena = arena, .scratch = dmr_arena_new(0)};
    s.many_stops = has_many_stops(source->text);
    bool good = s.scratch && reserve(&s);
    *out = (dmr_tokens){0};
    for (size_t i = 0, n = 1; good && i < source->n_paragraphs; i += n) {
        const dmr_paragraph *p = &source->paragraphs[i];
        n = paragraphs_together(source, i);
        if (p->kind != DMR_PARAGRAPH_NAVIGATION && p->start < p->end)
            good = split_paragraph(&s, splitter, p, n, (uint32_t)i);
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

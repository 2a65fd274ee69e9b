#include "parse/conllu.h"

#include "base/error.h"
#include "base/vec.h"

enum { COLUMNS = 10, ID = 0, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL, DEPS, MISC };

static const uint64_t MAX_INDEX = 0x7fffffff;

typedef struct reader {
    dmr_arena *arena;
    demarche_error *err;
    size_t line; /* number of the line at hand, from 1 */
    uint32_t paragraph;
    bool begun;                     /* a sentence stands before this one */
    size_t first_line, first_token; /* of the sentence at hand */
    uint64_t words, range_last;     /* of the sentence at hand */
    bool range_space;               /* a blank behind the range at hand */
    DMR_VEC(dmr_conllu_line) lines;
    DMR_VEC(dmr_conllu_lines) spans;
    DMR_VEC(dmr_token) tokens;
    DMR_VEC(dmr_sentence) sentences;
} reader;

static demarche_status bad(const reader *r, const char *what)
{
    return dmr_error_set(r->err, DEMARCHE_E_FORMAT, r->line, "CoNLL-U line %zu: %s",
                         r->line, what);
}

/* Is "SpaceAfter=No" one of the entries of MISC? */
static bool space_after(demarche_str misc)
{
    demarche_str part;

    while (dmr_str_split(&misc, '|', &part)) {
        if (dmr_str_is(part, "SpaceAfter=No"))
            return false;
    }
    return true;
}

static demarche_status split_columns(const reader *r, dmr_conllu_line *l)
{
    demarche_str rest = l->text, part;
    size_t n = 0;

    while (dmr_str_split(&rest, '\t', &part)) {
        if (n < COLUMNS)
            l->column[n] = part;
        n++;
    }
    if (n != COLUMNS)
        return dmr_error_set(r->err, DEMARCHE_E_FORMAT, r->line,
                             "CoNLL-U line %zu: %zu columns, ten wanted", r->line, n);
    if (l->column[FORM].len == 0)
        return bad(r, "no form");
    return DEMARCHE_OK;
}

static demarche_status add_token(reader *r, const dmr_conllu_line *l)
{
    dmr_token *t = DMR_PUSH(r->arena, r->tokens);

    if (!t)
        return dmr_error_memory(r->err);
    if (r->tokens.n > MAX_INDEX)
        return dmr_error_set(r->err, DEMARCHE_E_LIMIT, r->line, "more than 2^31 words");
    r->words++;
    t->form = l->column[FORM];
    t->joins_next = r->words < r->range_last;
    if (r->words > r->range_last)
        t->space_after = space_after(l->column[MISC]);
    else
        t->space_after = r->words == r->range_last && r->range_space;
    return DEMARCHE_OK;
}

/* A range "a-b": b > a = next word, and no range is open. */
static demarche_status begin_range(reader *r, dmr_conllu_line *l, size_t dash)
{
    demarche_str id = l->column[ID];
    uint64_t a, b;

    if (!dmr_str_to_uint(dmr_str(id.ptr, dash), MAX_INDEX, &a) ||
        !dmr_str_to_uint(dmr_str(id.ptr + dash + 1, id.len - dash - 1), MAX_INDEX, &b) ||
        a != r->words + 1 || b < a || r->words < r->range_last)
        return bad(r, "range of words out of order");
    l->kind = DMR_CONLLU_RANGE;
    l->range_last = (uint32_t)b;
    r->range_last = b;
    r->range_space = space_after(l->column[MISC]);
    return DEMARCHE_OK;
}

static demarche_status read_row(reader *r, dmr_conllu_line *l)
{
    demarche_str id;
    uint64_t k;
    size_t dash, dot;

    DMR_TRY(split_columns(r, l));
    id = l->column[ID];
    dash = dmr_str_find(id, DMR_STR("-"), 0);
    dot = dmr_str_find(id, DMR_STR("."), 0);
    if (dash != SIZE_MAX)
        return begin_range(r, l, dash);
    if (dot != SIZE_MAX) {
        if (!dmr_str_to_uint(dmr_str(id.ptr, dot), MAX_INDEX, &k) || k != r->words)
            return bad(r, "empty node out of order");
        l->kind = DMR_CONLLU_EMPTY;
        return DEMARCHE_OK;
    }
    if (!dmr_str_to_uint(id, MAX_INDEX, &k) || k != r->words + 1)
        return bad(r, "ids do not count 1, 2, 3");
    l->kind = DMR_CONLLU_WORD;
    return add_token(r, l);
}

static demarche_status end_sentence(reader *r)
{
    if (r->lines.n == r->first_line)
        return DEMARCHE_OK; /* empty lines in a row */
    if (r->words < r->range_last)
        return bad(r, "sentence ends within a range of words");
    if (r->words == 0)
        return DEMARCHE_OK; /* comments only: they go with the next sentence */
    dmr_conllu_lines *span = DMR_PUSH(r->arena, r->spans);
    dmr_sentence *s = DMR_PUSH(r->arena, r->sentences);
    if (!span || !s)
        return dmr_error_memory(r->err);
    *span = (dmr_conllu_lines){r->first_line, r->lines.n - r->first_line};
    s->paragraph = r->paragraph;
    s->first = (uint32_t)r->first_token;
    s->n = (uint32_t)r->words;
    r->first_line = r->lines.n;
    r->first_token = r->tokens.n;
    r->words = 0;
    r->range_last = 0;
    r->begun = true;
    return DEMARCHE_OK;
}

static demarche_status read_line(reader *r, demarche_str text)
{
    dmr_conllu_line *l;

    if (text.len > 0 && text.ptr[text.len - 1] == '\r')
        text.len--;
    if (text.len == 0)
        return end_sentence(r);
    l = DMR_PUSH(r->arena, r->lines);
    if (!l)
        return dmr_error_memory(r->err);
    l->text = text;
    if (text.ptr[0] != '#')
        return read_row(r, l);
    l->kind = DMR_CONLLU_COMMENT;
    if (r->begun && r->words == 0 &&
        (dmr_str_starts(text, DMR_STR("# newpar")) ||
         (dmr_str_starts(text, DMR_STR("# newdoc")) && r->lines.n == r->first_line + 1)))
        r->paragraph++;
    return DEMARCHE_OK;
}

/* Join the forms to a text and set the spans. */
static demarche_status make_text(reader *r, dmr_conllu *out)
{
    size_t n = 0;
    char *p;

    for (size_t i = 0; i < r->tokens.n; i++)
        n += r->tokens.at[i].form.len + 1;
    p = dmr_arena_alloc(r->arena, n + 1);
    if (!p)
        return dmr_error_memory(r->err);
    n = 0;
    for (size_t s = 0; s < r->sentences.n; s++) {
        dmr_sentence *sentence = &r->sentences.at[s];

        sentence->start = n;
        for (size_t i = sentence->first; i < sentence->first + sentence->n; i++) {
            dmr_token *t = &r->tokens.at[i];
            memcpy(p + n, t->form.ptr, t->form.len);
            t->start = n;
            n += t->form.len;
            t->end = n;
            t->form.ptr = p + t->start;
            sentence->end = n;
            if (i + 1 == sentence->first + sentence->n)
                p[n++] = '\n';
            else if (t->space_after)
                p[n++] = ' ';
        }
    }
    p[n] = '\0';
    out->text = dmr_str(p, n);
    return DEMARCHE_OK;
}

demarche_status dmr_conllu_read(dmr_conllu *out, demarche_str bytes, dmr_arena *arena,
                                demarche_error *err)
{
    reader r = {.arena = arena, .err = err};
    demarche_str rest = bytes, line;

    *out = (dmr_conllu){0};
    while (dmr_str_split(&rest, '\n', &line)) {
        r.line++;
        DMR_TRY(read_line(&r, line));
    }
    DMR_TRY(end_sentence(&r));
    DMR_TRY(make_text(&r, out));
    out->tokens.sentences = r.sentences.at;
    out->tokens.n_sentences = r.sentences.n;
    out->tokens.tokens = r.tokens.at;
    out->tokens.n_tokens = r.tokens.n;
    out->sentences = r.spans.at;
    out->lines = r.lines.at;
    out->n_lines = r.lines.n;
    return DEMARCHE_OK;
}

/* "EntityHead=person" among the entries of MISC. */
static dmr_entity_kind entity_head(demarche_str misc)
{
    static const char key[] = "EntityHead=";
    demarche_str part;

    while (dmr_str_split(&misc, '|', &part)) {
        if (!dmr_str_starts(part, DMR_STR(key)))
            continue;
        size_t at = sizeof key - 1;
        dmr_entity_kind ent = dmr_ent_by_name(dmr_str(part.ptr + at, part.len - at));
        return ent == DMR_ENT_COUNT ? DMR_ENT_NONE : ent;
    }
    return DMR_ENT_NONE;
}

/* One word of a gold tree from its line. False where its head is no number in range. */
static bool gold_word(const dmr_conllu_line *l, uint32_t n, dmr_word *w)
{
    dmr_upos upos = dmr_upos_by_name(l->column[UPOS]);
    dmr_rel rel = dmr_rel_by_name(l->column[DEPREL]);
    uint64_t head;

    w->lemma = l->column[LEMMA];
    w->xpos = l->column[XPOS];
    w->feats = l->column[FEATS];
    w->upos = upos == DMR_UPOS_COUNT ? DMR_UPOS_X : (uint8_t)upos;
    w->rel = rel == DMR_REL_COUNT ? DMR_REL_DEP : (uint8_t)rel;
    w->ent = (uint8_t)entity_head(l->column[MISC]);
    if (!dmr_str_to_uint(l->column[HEAD], n, &head))
        return false;
    w->head = (int32_t)head - 1;
    return true;
}

/* One root, and every word hangs below it. */
static bool well_formed(const dmr_tree *tree)
{
    int32_t roots = 0;

    for (int32_t i = 0; i < tree->n; i++)
        roots += tree->words[i].head < 0;
    if (roots != 1)
        return false;
    for (int32_t i = 0; i < tree->n; i++) {
        if (!dmr_tree_under(tree, i, tree->root))
            return false;
    }
    return true;
}

demarche_status dmr_conllu_trees(dmr_tree **out, const dmr_conllu *file, dmr_arena *arena,
                                 demarche_error *err)
{
    const dmr_tokens *tokens = &file->tokens;
    dmr_tree *trees = DMR_NEW_ARRAY(arena, dmr_tree, tokens->n_sentences);
    dmr_word *words = DMR_NEW_ARRAY(arena, dmr_word, tokens->n_tokens);

    if (!trees || !words)
        return dmr_error_memory(err);
    for (size_t s = 0; s < tokens->n_sentences; s++) {
        const dmr_sentence *sentence = &tokens->sentences[s];
        const dmr_conllu_line *l = file->lines + file->sentences[s].first;
        dmr_word *w = words + sentence->first;
        bool good = true;

        trees[s] = (dmr_tree){sentence, tokens->tokens + sentence->first, w,
                              (int32_t)sentence->n, -1};
        for (size_t i = 0; i < file->sentences[s].n; i++) {
            if (l[i].kind == DMR_CONLLU_WORD)
                good = gold_word(&l[i], sentence->n, w++) && good;
        }
        if (good)
            dmr_tree_link(&trees[s]);
        if (!good || !well_formed(&trees[s]))
            return dmr_error_set(err, DEMARCHE_E_FORMAT, s + 1,
                                 "CoNLL-U sentence %zu: its heads are no tree with one "
                                 "root",
                                 s + 1);
    }
    *out = trees;
    return DEMARCHE_OK;
}

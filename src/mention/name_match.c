#include "mention/name_match.h"

#include "base/error.h"
#include "base/vec.h"
#include "mention/name_norm.h"

enum { WORD_MAX = 64, NAME_WORDS_MAX = 14 };

/* A word of the normal form, and the token it comes from. */
typedef struct piece {
    uint32_t start, end; /* in buf; start == end: nothing may run across */
    int32_t token;
    bool begins, ends;   /* its token */
} piece;

static bool is_hyphen(demarche_str s)
{
    return dmr_str_is(s, "-") || dmr_str_is(s, "\u2010") || dmr_str_is(s, "\u2011") ||
           dmr_str_is(s, "\u2013");
}

/* Write the pieces of one token behind the others; gives their number, at most `room`.
 * Pieces are joined by one blank each, so that a name is one slice of buf. */
static size_t add_token(piece *out, size_t room, char *buf, size_t buf_room, size_t *used,
                        demarche_str form, int32_t token)
{
    size_t at = *used ? *used + 1 : 0, n = 0;
    size_t k = 0;
    bool barrier = form.len > WORD_MAX || form.len == 0 || form.ptr[0] == '\'' ||
                   dmr_str_starts(form, DMR_STR("\u2019"));
    if (!barrier) {
        k = dmr_name_norm(buf + at, buf_room - at, form);
        barrier = k == 0 || k == SIZE_MAX;
    }
    if (barrier) {
        out[0] = (piece){(uint32_t)at, (uint32_t)at, token, true, true};
        if (at < buf_room)
            buf[at] = '\x01'; /* in no key */
        if (*used)
            buf[*used] = ' ';
        *used = at + 1;
        return 1;
    }
    if (*used)
        buf[*used] = ' ';
    size_t start = at;
    for (size_t i = at; i <= at + k && n < room; i++) {
        if (i < at + k && buf[i] != ' ')
            continue;
        out[n] = (piece){(uint32_t)start, (uint32_t)i, token, n == 0, i == at + k};
        n++;
        start = i + 1;
    }
    *used = at + k;
    return n;
}

static bool has_lower(const dmr_tree *tree)
{
    size_t upper = 0, lower = 0;
    for (int32_t i = 0; i < tree->n; i++) {
        demarche_str f = tree->tokens[i].form;
        for (size_t j = 0; j < f.len && j < WORD_MAX; j++) {
            upper += dmr_is_upper(f.ptr[j]);
            lower += dmr_is_lower(f.ptr[j]);
        }
    }
    return lower * 4 >= upper;
}

static bool fits(const dmr_gazetteer *g, const dmr_key *key, const dmr_tree *tree,
                 int32_t first, int32_t last, bool mixed_case)
{
    const dmr_word *w = &tree->words[first];
    dmr_name_case c = dmr_name_case_of(tree->tokens[first].form);
    if (mixed_case) {
        if (key->acronym && first == last && c != DMR_CASE_UPPER)
            return false;
        if (key->proper && c == DMR_CASE_LOWER && !dmr_is_digit(tree->tokens[first].form.ptr[0]))
            return false;
        if (key->proper && first != last && !key->acronym &&
            dmr_name_case_of(tree->tokens[last].form) == DMR_CASE_LOWER &&
            tree->words[last].upos != DMR_UPOS_PROPN)
            return false;
    }
    if (first != last)
        return true;
    switch (w->upos) {
    case DMR_UPOS_PRON: case DMR_UPOS_DET: case DMR_UPOS_ADP: case DMR_UPOS_CCONJ:
    case DMR_UPOS_SCONJ: case DMR_UPOS_PART: case DMR_UPOS_AUX: case DMR_UPOS_INTJ:
        return false;
    case DMR_UPOS_VERB: case DMR_UPOS_ADV:
        if (first == 0)
            return false;
        break;
    default:
        break;
    }
    /* Surnames are common words too: "Major", "Bush", "May". */
    const dmr_sense *s = &g->senses[key->first - 1];
    if (s->name == DMR_NAME_SHORT)
        return w->upos == DMR_UPOS_PROPN || (first > 0 && w->upos != DMR_UPOS_ADJ);
    return true;
}

demarche_status dmr_name_match(dmr_name_hits *hits, const dmr_gazetteer *g,
                               const dmr_tree *tree, uint32_t sentence, dmr_arena *arena,
                               demarche_error *err)
{
    size_t n_words = (size_t)tree->n;
    size_t need = n_words * (WORD_MAX * 3 + 2) + 64;
    size_t need_pieces = n_words * (WORD_MAX / 2 + 1) + 1;
    need_pieces = need_pieces > n_words * 4 + 64 ? n_words * 4 + 64 : need_pieces;
    if (hits->buf_room < need) {
        hits->buf = dmr_arena_alloc(arena, need);
        hits->buf_room = hits->buf ? need : 0;
    }
    if (hits->words_room < need_pieces) {
        hits->words = dmr_arena_alloc(arena, need_pieces * sizeof(piece));
        hits->words_room = hits->words ? need_pieces : 0;
    }
    if (!hits->buf || !hits->words)
        return dmr_error_memory(err);
    piece *p = hits->words;
    size_t n = 0, used = 0;
    for (int32_t i = 0; i < tree->n; i++) {
        demarche_str form = tree->tokens[i].form;
        if (i > 0 && is_hyphen(form) && !tree->tokens[i - 1].space_after)
            continue;
        if (hits->words_room - n < 2)
            break; /* a sentence of hyphened words alone: what is left has no names */
        n += add_token(p + n, hits->words_room - n - 1, hits->buf, hits->buf_room, &used,
                       form, i);
    }
    bool mixed = has_lower(tree);
    for (size_t i = 0; i < n; i++) {
        if (!p[i].begins || p[i].start == p[i].end)
            continue;
        size_t best = 0;
        uint32_t best_key = 0;
        for (size_t j = i; j < n && j < i + NAME_WORDS_MAX; j++) {
            if (p[j].start == p[j].end)
                break;
            demarche_str text = dmr_str(hits->buf + p[i].start, p[j].end - p[i].start);
            uint32_t key = dmr_map_get(g->names, text, UINT32_MAX);
            if (key == UINT32_MAX)
                break;
            if (key && p[j].ends &&
                fits(g, &g->keys[key - 1], tree, p[i].token, p[j].token, mixed)) {
                best = j;
                best_key = key;
            }
        }
        if (!best_key)
            continue;
        dmr_name_hit *h = DMR_PUSH(arena, *hits);
        if (!h)
            return dmr_error_memory(err);
        *h = (dmr_name_hit){sentence, p[i].token, p[best].token, best_key};
        i = best;
    }
    return DEMARCHE_OK;
}

size_t dmr_name_match_text(const dmr_gazetteer *g, demarche_str text, uint32_t *keys,
                           size_t room)
{
    char buf[512];
    if (text.len > 150)
        text.len = 150; /* titles longer than this are no titles */
    size_t len = dmr_name_norm(buf, sizeof buf, text), n = 0;
    if (len == SIZE_MAX)
        return 0;
    for (size_t i = 0; i < len && n < room;) {
        uint32_t best = 0;
        size_t best_end = 0;
        for (size_t j = i; j <= len; j++) {
            if (j < len && buf[j] != ' ')
                continue;
            uint32_t key = dmr_map_get(g->names, dmr_str(buf + i, j - i), UINT32_MAX);
            if (key == UINT32_MAX)
                break;
            if (key && g->senses[g->keys[key - 1].first - 1].name != DMR_NAME_SHORT &&
                !g->keys[key - 1].acronym) {
                best = key;
                best_end = j;
            }
        }
        if (best) {
            keys[n++] = best;
            i = best_end + 1;
        } else {
            while (i < len && buf[i] != ' ')
                i++;
            i++;
        }
    }
    return n;
}

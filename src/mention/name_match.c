#include "mention/name_match.h"

#include "base/error.h"
#include "base/vec.h"
#include "mention/name_norm.h"

enum { WORD_MAX = 64, NAME_WORDS_MAX = 14 };

/* A word of the normal form, and the token it comes from. */
typedef struct piece {
    uint32_t start, end; /* in buf; start == end: nothing may run across */
    int32_t token;
    bool begins, ends; /* its token */
} piece;

static bool is_hyphen(demarche_str s)
{
    return dmr_str_is(s, "-") || dmr_str_is(s, "\u2010") || dmr_str_is(s, "\u2011") ||
           dmr_str_is(s, "\u2013");
}

static bool is_genitive(demarche_str s)
{
    return dmr_str_eq_nocase(s, DMR_STR("'s")) || dmr_str_is(s, "\u2019s");
}

/* Write the pieces of one token behind the others; gives their number, at most `room`.
 * Pieces are joined by one blank each, so that a name is one slice of buf. */
static size_t add_token(piece *out, size_t room, char *buf, size_t buf_room, size_t *used,
                        demarche_str form, int32_t token)
{
    size_t at = *used ? *used + 1 : 0, n = 0;
    size_t k = 0;
    bool barrier = form.len > WORD_MAX || form.len == 0 || form.ptr[0] == '\'' ||
                   memchr(form.ptr, '$', form.len) ||
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
    if (last + 1 < tree->n && !tree->tokens[last].space_after &&
        dmr_str_starts(tree->tokens[last + 1].form, DMR_STR("$")))
        return false; /* "US$1 billion" */
    dmr_name_case c = dmr_name_case_of(tree->tokens[first].form);
    if (mixed_case) {
        if (key->acronym && first == last && c != DMR_CASE_UPPER)
            return false;
        if (key->proper && c == DMR_CASE_LOWER &&
            !dmr_is_digit(tree->tokens[first].form.ptr[0]))
            return false;
        if (key->proper && first != last && !key->acronym &&
            dmr_name_case_of(tree->tokens[last].form) == DMR_CASE_LOWER &&
            tree->words[last].upos != DMR_UPOS_PROPN)
            return false;
    }
    if (first != last || (key->acronym && mixed_case))
        return true;
    switch (w->upos) {
    case DMR_UPOS_PRON:
    case DMR_UPOS_DET:
    case DMR_UPOS_ADP:
    case DMR_UPOS_CCONJ:
    case DMR_UPOS_SCONJ:
    case DMR_UPOS_PART:
    case DMR_UPOS_AUX:
    case DMR_UPOS_INTJ:
        return false;
    case DMR_UPOS_VERB:
    case DMR_UPOS_ADV:
        /* "Begin had sent a letter", but not "Begin at once". */
        if (first == 0 && (tree->n < 2 || (tree->words[1].upos != DMR_UPOS_AUX &&
                                           !dmr_str_is(tree->words[1].xpos, "VBD"))))
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

/* One stream of pieces over the sentence. With `glued`, "People" and "'s" are one. */
static size_t add_pieces(dmr_name_hits *hits, const dmr_tree *tree, bool glued)
{
    piece *p = hits->words;
    size_t n = 0, used = 0;
    for (int32_t i = 0; i < tree->n; i++) {
        demarche_str form = tree->tokens[i].form;
        bool tight = i > 0 && !tree->tokens[i - 1].space_after;
        if (tight &&
            (is_hyphen(form) || dmr_str_is(form, "'") || dmr_str_is(form, "\u2019")))
            continue;
        if (hits->words_room - n < 2)
            break; /* a sentence of hyphened words alone: what is left has no names */
        if (glued && tight && n > 0 && is_genitive(form) &&
            p[n - 1].start < p[n - 1].end) {
            hits->buf[used++] = 's';
            p[n - 1].end++;
            p[n - 1].ends = false; /* no name ends with a genitive */
            continue;
        }
        n += add_token(p + n, hits->words_room - n - 1, hits->buf, hits->buf_room, &used,
                       form, i);
    }
    return n;
}

/* "Franco" before a hyphen: the key + 1 of such a prefix, or 0. */
static uint32_t prefix_key(const dmr_name_hits *hits, const piece *p,
                           const dmr_gazetteer *g, const dmr_tree *tree)
{
    char buf[24];
    size_t len = p->end - p->start;
    int32_t next = p->token + 1;
    if (!p->begins || !p->ends || len == 0 || len + 1 > sizeof buf || next >= tree->n ||
        tree->tokens[p->token].space_after || !is_hyphen(tree->tokens[next].form))
        return 0;
    memcpy(buf, hits->buf + p->start, len);
    buf[len] = '-';
    return dmr_map_get(g->names, dmr_str(buf, len + 1), 0);
}

/* The longest names from left to right; of the glued stream those with a genitive. */
static demarche_status match_pieces(dmr_name_hits *hits, size_t n, const dmr_gazetteer *g,
                                    const dmr_tree *tree, uint32_t sentence, bool glued,
                                    dmr_arena *arena, demarche_error *err)
{
    const piece *p = hits->words;
    bool mixed = has_lower(tree);
    for (size_t i = 0; i < n; i++) {
        if (!p[i].begins || p[i].start == p[i].end)
            continue;
        size_t best = 0;
        uint32_t best_key = 0;
        bool genitive = false, best_genitive = false;
        for (size_t j = i; j < n && j < i + NAME_WORDS_MAX; j++) {
            if (p[j].start == p[j].end)
                break;
            genitive |= !p[j].ends;
            demarche_str text = dmr_str(hits->buf + p[i].start, p[j].end - p[i].start);
            uint32_t key = dmr_map_get(g->names, text, UINT32_MAX);
            if (key == UINT32_MAX)
                break;
            if (key && p[j].ends &&
                fits(g, &g->keys[key - 1], tree, p[i].token, p[j].token, mixed)) {
                best = j;
                best_key = key;
                best_genitive = genitive;
            }
        }
        uint32_t prefix = glued ? 0 : prefix_key(hits, &p[i], g, tree);
        if (prefix && best <= i) {
            best = i;
            best_key = prefix;
        }
        if (!best_key || (glued && !best_genitive))
            continue;
        dmr_name_hit *h = DMR_PUSH(arena, *hits);
        if (!h)
            return dmr_error_memory(err);
        *h = (dmr_name_hit){sentence, p[i].token, p[best].token, best_key};
        i = best;
    }
    return DEMARCHE_OK;
}

/* The hits from `middle` on, which have a genitive, win over those that they overlap;
 * both runs are in the order of the text, and so is the result. */
static void merge_hits(dmr_name_hits *hits, size_t first, size_t middle)
{
    size_t n = first;
    for (size_t i = first; i < middle; i++) {
        bool overlaps = false;
        for (size_t j = middle; j < hits->n; j++)
            overlaps |= hits->at[i].first <= hits->at[j].last &&
                        hits->at[j].first <= hits->at[i].last;
        if (!overlaps)
            hits->at[n++] = hits->at[i];
    }
    for (size_t j = middle; j < hits->n; j++) {
        dmr_name_hit h = hits->at[j];
        size_t at = n++;
        while (at > first && hits->at[at - 1].first > h.first) {
            hits->at[at] = hits->at[at - 1];
            at--;
        }
        hits->at[at] = h;
    }
    hits->n = n;
}

demarche_status dmr_name_match(dmr_name_hits *hits, const dmr_gazetteer *g,
                               const dmr_tree *tree, uint32_t sentence, dmr_arena *arena,
                               demarche_error *err)
{
    size_t n_words = (size_t)tree->n;
    size_t need = n_words * (WORD_MAX * 3 + 2) + 64;
    size_t need_pieces = n_words * 4 + 64;
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
    size_t first = hits->n;
    size_t n = add_pieces(hits, tree, false);
    DMR_TRY(match_pieces(hits, n, g, tree, sentence, false, arena, err));
    bool genitive = false;
    for (int32_t i = 1; i < tree->n; i++)
        genitive |= is_genitive(tree->tokens[i].form);
    if (!genitive)
        return DEMARCHE_OK;
    size_t middle = hits->n;
    n = add_pieces(hits, tree, true);
    DMR_TRY(match_pieces(hits, n, g, tree, sentence, true, arena, err));
    if (hits->n > middle)
        merge_hits(hits, first, middle);
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

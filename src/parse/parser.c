#include "parse/parser.h"

#include <stdlib.h>

#include "base/error.h"
#include "parse/decode.h"
#include "parse/features.h"
#include "parse/lemma.h"

enum {
    MAX_WORDS = DMR_SENTENCE_MAX,
    BATCH_WORDS = 96, /* sentences are gathered up to this: weights stay in cache */
};

/* Part of a sentence, nearly always all of it: what is parsed as one. */
typedef struct piece {
    size_t sentence; /* index of its sentence */
    size_t first, n; /* words of the sentence */
} piece;

struct dmr_parser {
    const dmr_network *net;
    char *memory;
    /* All (MAX_WORDS, width), width as noted. */
    float *embedded; /* e */
    float *normed;   /* max(e, d): norms; then what the scans give */
    float *x;        /* d: the trunk */
    float *v;        /* d: convolutions; then queries of arcs */
    float *wide;     /* max(3 d, head_n): gates; then heads */
    float *tags;     /* tags.n */
    float *pairs;    /* 2 rel: features of the arcs found */
    float *labels;   /* rels.n */
    float *scores;   /* MAX_WORDS + 16: arcs of one sentence */
    float *packed;   /* heads of one sentence in panels: arc * (MAX_WORDS + 16) */
    float *state;    /* (d) */
    void *decode;
    int32_t heads[MAX_WORDS]; /* of the batch, index within the piece */
    piece pieces[MAX_WORDS];
    size_t n_pieces, n_words; /* of the batch */
};

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* Lay the buffers out from `base` (NULL: only count); returns the bytes. */
static size_t lay_out(dmr_parser *p, char *base)
{
    const dmr_network *net = p->net;
    size_t m = MAX_WORDS, at = 0, columns = dmr_panels(MAX_WORDS + 1);
    struct {
        float **to;
        size_t n;
    } parts[] = {
        {&p->embedded, m * net->e},
        {&p->normed, m * larger(net->e, net->d)},
        {&p->x, m * net->d},
        {&p->v, m * larger(net->d, net->arc)},
        {&p->wide, m * larger(3 * net->d, net->head_n)},
        {&p->tags, m * net->tags.n},
        {&p->pairs, m * 2 * net->rel},
        {&p->labels, m * net->rels.n},
        {&p->scores, m * columns},
        {&p->packed, net->arc * columns},
        {&p->state, net->d},
    };

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (base)
            *parts[i].to = (float *)(void *)(base + at);
        at += (parts[i].n * sizeof(float) + 63) / 64 * 64;
    }
    if (base)
        p->decode = base + at;
    return (at + dmr_decode_scratch(MAX_WORDS) + 63) / 64 * 64;
}

demarche_status dmr_parser_new(dmr_parser **out, const dmr_network *net,
                               demarche_error *err)
{
    dmr_parser *p = calloc(1, sizeof *p);

    *out = NULL;
    if (!p)
        return dmr_error_memory(err);
    p->net = net;
    p->memory = aligned_alloc(64, lay_out(p, NULL));
    if (!p->memory) {
        free(p);
        return dmr_error_memory(err);
    }
    lay_out(p, p->memory);
    *out = p;
    return DEMARCHE_OK;
}

void dmr_parser_free(dmr_parser *p)
{
    if (!p)
        return;
    free(p->memory);
    free(p);
}

/* ---------------------------------------------------------------------- forward */

/* The sum of a word's rows into to (e). */
static void embed(const dmr_network *net, const dmr_token *tokens, size_t i, float *to)
{
    dmr_features f;
    bool glued = i > 0 && (!tokens[i - 1].space_after || tokens[i - 1].joins_next);

    dmr_features_of(net, tokens[i].form, glued, &f);
    memset(to, 0, net->e * sizeof *to);
    net->kernels->add_row(net->e, net->word_rows + f.word * net->e,
                          net->word_scale[f.word], to);
    for (size_t k = 0; k < f.n; k++)
        net->kernels->add_row(net->e, net->hashed_rows + f.hashed[k] * net->e,
                              net->hashed_scale[f.hashed[k]], to);
}

static void apply(const dmr_network *net, const dmr_linear *l, size_t m, const float *x,
                  size_t ldx, float *y, bool add)
{
    net->kernels->linear(m, l->k, l->n, x, ldx, l->w, l->b, y, l->n, add);
}

/* x (n, d) through one block, sentence by sentence where words meet. */
static void run_block(dmr_parser *p, const dmr_block *b)
{
    const dmr_network *net = p->net;
    size_t d = net->d, at = 0;

    net->kernels->layer_norm(p->n_words, d, p->x, d, b->norm, b->norm + d, p->normed, d);
    for (size_t s = 0; s < p->n_pieces; s++) {
        size_t n = p->pieces[s].n;
        net->kernels->convolve(n, d, net->n_taps, p->normed + at * d, b->conv,
                               p->v + at * d);
        at += n;
    }
    apply(net, &b->gates, p->n_words, p->v, d, p->wide, false);
    at = 0;
    for (size_t s = 0; s < p->n_pieces; s++) {
        size_t n = p->pieces[s].n;
        net->kernels->scan(n, d, p->wide + at * 3 * d, 3 * d, p->normed + at * d, d,
                           p->state);
        at += n;
    }
    apply(net, &b->mix, p->n_words, p->normed, d, p->x, true);
}

/* From embedded (n, e) to tags (n, tags.n), wide (n, head_n) and v, the arcs' queries. */
static void forward(dmr_parser *p)
{
    const dmr_network *net = p->net;
    const dmr_kernels *k = net->kernels;
    size_t n = p->n_words, e = net->e, d = net->d;

    k->layer_norm(n, e, p->embedded, e, net->in_norm, net->in_norm + e, p->normed, e);
    apply(net, &net->in, n, p->normed, e, p->x, false);
    for (size_t i = 0; i < net->n_blocks; i++)
        run_block(p, &net->blocks[i]);
    k->layer_norm(n, d, p->x, d, net->out_norm, net->out_norm + d, p->normed, d);
    apply(net, &net->heads, n, p->normed, d, p->wide, false);
    for (size_t i = 0; i < n; i++)
        k->leaky(net->at_rel_dep, p->wide + i * net->head_n);
    apply(net, &net->tags, n, p->wide, net->head_n, p->tags, false);
    apply(net, &net->arcs, n, p->wide + net->at_dep, net->head_n, p->v, false);
}

/* Arc scores of the n words from `at` on: scores (n, columns); returns columns. */
static size_t score_arcs(dmr_parser *p, size_t at, size_t n)
{
    const dmr_network *net = p->net;
    size_t a = net->arc, columns = dmr_panels(n + 1);

    for (size_t c = 0; c < columns; c++) {
        const float *head =
            c == 0 ? net->arc_root : p->wide + (at + c - 1) * net->head_n + net->at_head;
        float *panel = p->packed + c / DMR_PANEL * DMR_PANEL * a + c % DMR_PANEL;
        for (size_t j = 0; j < a; j++)
            panel[j * DMR_PANEL] = c <= n ? head[j] : 0.0f;
    }
    net->kernels->linear(n, a, columns, p->v + at * a, a, p->packed, NULL, p->scores,
                         columns, false);
    return columns;
}

/* Features of the arc from word i of the batch to its head: [leaky(d + h), d * h]. */
static void pair(dmr_parser *p, size_t at, size_t i)
{
    const dmr_network *net = p->net;
    size_t r = net->rel;
    const float *dep = p->wide + (at + i) * net->head_n + net->at_rel_dep;
    int32_t h = p->heads[at + i];
    const float *head = h < 0
                            ? net->rel_root
                            : p->wide + (at + (size_t)h) * net->head_n + net->at_rel_head;
    float *to = p->pairs + (at + i) * 2 * r;

    for (size_t j = 0; j < r; j++) {
        to[j] = dep[j] + head[j];
        to[r + j] = dep[j] * head[j];
    }
    net->kernels->leaky(r, to);
}

/* Heads and label scores of the batch; returns how many pieces were mended. */
static size_t find_arcs(dmr_parser *p)
{
    const dmr_network *net = p->net;
    size_t at = 0, mended = 0;

    for (size_t s = 0; s < p->n_pieces; s++) {
        size_t n = p->pieces[s].n, columns = score_arcs(p, at, n);

        mended += dmr_decode_tree(n, p->scores, columns, p->heads + at, p->decode);
        for (size_t i = 0; i < n; i++)
            pair(p, at, i);
        at += n;
    }
    apply(net, &net->rels, p->n_words, p->pairs, 2 * net->rel, p->labels, false);
    return mended;
}

/* ----------------------------------------------------------------------- reading */

/* Tag, Penn tag and features that were seen together and score best together. */
static const dmr_combo *best_combo(const dmr_network *net, const float *t)
{
    const float *tx = t + net->n_upos, *tf = tx + net->n_xpos;
    const dmr_combo *best = net->combos;
    float top = -1e30f;

    for (size_t i = 0; i < net->n_combos; i++) {
        const dmr_combo *c = &net->combos[i];
        float s = t[c->upos] + tx[c->xpos] + tf[c->feats];
        if (s > top) {
            top = s;
            best = c;
        }
    }
    return best;
}

static size_t best_of(const float *t, size_t n)
{
    size_t best = 0;

    for (size_t i = 1; i < n; i++) {
        if (t[i] > t[best])
            best = i;
    }
    return best;
}

/* The best label; `root` belongs to the root and to it alone. */
static uint8_t best_rel(const dmr_network *net, const float *scores, bool is_root)
{
    uint8_t best = DMR_REL_DEP;
    float top = -1e30f;

    if (is_root)
        return DMR_REL_ROOT;
    for (size_t i = 0; i < net->n_rels; i++) {
        if (net->rels_by_label[i] != DMR_REL_ROOT && scores[i] > top) {
            top = scores[i];
            best = net->rels_by_label[i];
        }
    }
    return best;
}

static demarche_status read_word(dmr_parser *p, size_t i, demarche_str form,
                                 dmr_arena *arena, dmr_word *w, demarche_error *err)
{
    const dmr_network *net = p->net;
    const float *t = p->tags + i * net->tags.n;
    const dmr_combo *c = best_combo(net, t);
    size_t at_scripts = net->n_upos + net->n_xpos + net->n_feats;

    w->upos = net->upos[c->upos];
    w->xpos = net->xpos[c->xpos];
    w->feats = net->feats[c->feats];
    w->lemma =
        dmr_lemma(net, form, w->xpos, best_of(t + at_scripts, net->n_scripts), arena);
    w->rel = best_rel(net, p->labels + i * net->rels.n, p->heads[i] < 0);
    return w->lemma.ptr || form.len == 0 ? DEMARCHE_OK : dmr_error_memory(err);
}

/* ----------------------------------------------------------------------- batches */

/* Add a piece and embed its words. */
static void take(dmr_parser *p, size_t sentence, const dmr_token *tokens, size_t first,
                 size_t n)
{
    p->pieces[p->n_pieces++] = (piece){sentence, first, n};
    for (size_t i = 0; i < n; i++)
        embed(p->net, tokens, first + i, p->embedded + (p->n_words + i) * p->net->e);
    p->n_words += n;
}

/* Run the network on what was taken and write it into the trees. */
static demarche_status finish(dmr_parser *p, dmr_tree *trees, dmr_arena *arena,
                              dmr_parse_counts *counts, demarche_error *err)
{
    size_t at = 0;

    forward(p);
    counts->mended += find_arcs(p);
    for (size_t s = 0; s < p->n_pieces; s++) {
        const piece *q = &p->pieces[s];
        dmr_tree *tree = &trees[q->sentence];

        for (size_t i = 0; i < q->n; i++) {
            dmr_word *w = &tree->words[q->first + i];
            int32_t h = p->heads[at + i];

            DMR_TRY(read_word(p, at + i, tree->tokens[q->first + i].form, arena, w, err));
            w->head = h < 0 ? -1 : h + (int32_t)q->first;
            if (h < 0 && q->first > 0) { /* hang a later piece on the first one's root */
                w->head = tree->root;
                w->rel = DMR_REL_PARATAXIS;
            } else if (h < 0) {
                tree->root = (int32_t)i;
            }
        }
        counts->words += q->n;
        at += q->n;
    }
    p->n_pieces = 0;
    p->n_words = 0;
    return DEMARCHE_OK;
}

/* Take a sentence, in pieces where it is too long; finish batches that are full. */
static demarche_status take_sentence(dmr_parser *p, size_t s, dmr_tree *trees,
                                     dmr_arena *arena, dmr_parse_counts *counts,
                                     demarche_error *err)
{
    dmr_tree *tree = &trees[s];
    size_t n = (size_t)tree->n;

    for (size_t first = 0; first < n; first += MAX_WORDS) {
        size_t take_n = n - first < MAX_WORDS ? n - first : MAX_WORDS;

        if (p->n_words > 0 && p->n_words + take_n > BATCH_WORDS)
            DMR_TRY(finish(p, trees, arena, counts, err));
        take(p, s, tree->tokens, first, take_n);
        counts->pieces += n > MAX_WORDS;
    }
    return DEMARCHE_OK;
}

static demarche_status new_trees(const dmr_tokens *tokens, dmr_arena *arena,
                                 dmr_tree **out, demarche_error *err)
{
    dmr_tree *trees = DMR_NEW_ARRAY(arena, dmr_tree, tokens->n_sentences);
    dmr_word *words = DMR_NEW_ARRAY(arena, dmr_word, tokens->n_tokens);

    if (!trees || !words)
        return dmr_error_memory(err);
    for (size_t s = 0; s < tokens->n_sentences; s++) {
        const dmr_sentence *sentence = &tokens->sentences[s];
        trees[s] = (dmr_tree){sentence, tokens->tokens + sentence->first,
                              words + sentence->first, (int32_t)sentence->n, -1};
    }
    *out = trees;
    return DEMARCHE_OK;
}

demarche_status dmr_parse(dmr_parser *p, const dmr_tokens *tokens, dmr_arena *arena,
                          dmr_tree **out, dmr_parse_counts *counts, demarche_error *err)
{
    dmr_parse_counts ignored = {0};
    dmr_tree *trees = NULL;

    counts = counts ? counts : &ignored;
    p->n_pieces = 0; /* an earlier call may have failed half-way */
    p->n_words = 0;
    DMR_TRY(new_trees(tokens, arena, &trees, err));
    for (size_t s = 0; s < tokens->n_sentences; s++)
        DMR_TRY(take_sentence(p, s, trees, arena, counts, err));
    if (p->n_words > 0)
        DMR_TRY(finish(p, trees, arena, counts, err));
    for (size_t s = 0; s < tokens->n_sentences; s++)
        dmr_tree_link(&trees[s]);
    counts->sentences += tokens->n_sentences;
    *out = trees;
    return DEMARCHE_OK;
}

void dmr_parser_activations(dmr_parser *p, const dmr_token *tokens, size_t n,
                            dmr_activations *out)
{
    p->n_pieces = 0;
    p->n_words = 0;
    take(p, 0, tokens, 0, n);
    forward(p);
    size_t columns = score_arcs(p, 0, n);
    *out = (dmr_activations){n, p->embedded, p->normed, p->tags, p->scores, columns};
    p->n_pieces = 0;
    p->n_words = 0;
}

#include "parse/parser.h"

#include <stdlib.h>

#include "base/error.h"
#include "parse/decode.h"
#include "parse/features.h"
#include "parse/lemma.h"
#include "parse/rel_settle.h"
#include "parse/word_cache.h"

enum {
    MAX_WORDS = DMR_SENTENCE_MAX,
    BATCH_WORDS = 96, /* sentences are gathered up to this: weights stay in cache */
};

/* Part of a sentence, nearly always all of it: what is parsed as one. */
typedef struct piece {
    size_t sentence; /* index of its sentence */
    size_t first, n; /* words of the sentence */
} piece;

/* A word of the batch that the cache did not know. */
typedef struct newcomer {
    size_t word; /* of the batch */
    demarche_str look;
    bool glued;
} newcomer;

struct dmr_parser {
    const dmr_network *net;
    dmr_word_cache *cache;
    char *memory;
    /* All (MAX_WORDS, width), width as noted. */
    float *embedded;    /* e: sums of rows of the newcomers */
    float *normed;      /* max(e, d): norms; then what the scans give */
    float *x;           /* d: the trunk */
    float *v;           /* max(d, arc): convolutions; then queries of arcs */
    float *wide;        /* max(3 d, head_n): gates; then heads */
    float *tags;        /* tags.n */
    float *pairs;       /* 2 rel: features of the arcs found */
    float *labels;      /* rels.n */
    float *scores;      /* MAX_WORDS + 16: arcs of one sentence */
    float *packed;      /* heads of one sentence in panels: arc * (MAX_WORDS + 16) */
    float *state;       /* (d) */
    float *scale;       /* (MAX_WORDS): of the rows of `quantised` */
    uint8_t *quantised; /* the widest input of a layer */
    void *decode;
    int32_t heads[MAX_WORDS]; /* of the batch, index within the piece */
    piece pieces[MAX_WORDS];
    newcomer newcomers[MAX_WORDS];
    size_t n_pieces, n_words, n_newcomers; /* of the batch */
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
    size_t widest = larger(larger(net->e, net->d), larger(net->tag, net->arc));
    struct {
        void *to; /* of a pointer */
        size_t bytes;
    } parts[] = {
        {&p->embedded, m * net->e * sizeof(float)},
        {&p->normed, m * larger(net->e, net->d) * sizeof(float)},
        {&p->x, m * net->d * sizeof(float)},
        {&p->v, m * larger(net->d, net->arc) * sizeof(float)},
        {&p->wide, m * larger(3 * net->d, net->head_n) * sizeof(float)},
        {&p->tags, m * net->tags.n * sizeof(float)},
        {&p->pairs, m * 2 * net->rel * sizeof(float)},
        {&p->labels, m * net->rels.n * sizeof(float)},
        {&p->scores, m * columns * sizeof(float)},
        {&p->packed, net->arc * columns * sizeof(float)},
        {&p->state, net->d * sizeof(float)},
        {&p->scale, m * sizeof(float)},
        {&p->quantised, m * larger(widest, 2 * net->rel)},
        {&p->decode, dmr_decode_scratch(MAX_WORDS)},
    };

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (base) {
            char *place = base + at;
            memcpy(parts[i].to, &place, sizeof place);
        }
        at += (parts[i].bytes + 63) / 64 * 64;
    }
    return at;
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
    p->cache = dmr_word_cache_new(net->d);
    if (!p->memory || !p->cache) {
        dmr_parser_free(p);
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
    dmr_word_cache_free(p->cache);
    free(p->memory);
    free(p);
}

/* ---------------------------------------------------------------------- forward */

/* What the network sees of a token. */
static demarche_str look_of(const dmr_token *token)
{
    return token->look.len ? token->look : token->form;
}

/* No blank stands before token i. What looks like a stop touches the word before it. */
static bool is_glued(const dmr_token *tokens, size_t i)
{
    return i > 0 &&
           (tokens[i].look.len || !tokens[i - 1].space_after || tokens[i - 1].joins_next);
}

/* The sum of a word's rows into to (e). */
static void embed(const dmr_network *net, demarche_str form, bool glued, float *to)
{
    dmr_features f;

    dmr_features_of(net, form, glued, &f);
    memset(to, 0, net->e * sizeof *to);
    net->kernels->add_row(net->e, net->word_rows + f.word * net->e,
                          net->word_scale[f.word], to);
    for (size_t k = 0; k < f.n; k++)
        net->kernels->add_row(net->e, net->hashed_rows + f.hashed[k] * net->e,
                              net->hashed_scale[f.hashed[k]], to);
}

/* y (m, l->n) = layer l of x (m, l->k), or y += that. */
static void apply(dmr_parser *p, const dmr_layer *l, size_t m, const float *x, size_t ldx,
                  float *y, bool add)
{
    const dmr_kernels *k = p->net->kernels;

    k->quantise(m, l->k, x, ldx, p->quantised, p->scale);
    k->linear(m, l, p->quantised, p->scale, y, l->n, add);
}

/* The newcomers' rows of x from their embedded rows, and into the cache. */
static void welcome(dmr_parser *p)
{
    const dmr_network *net = p->net;
    size_t n = p->n_newcomers, e = net->e, d = net->d;

    net->kernels->layer_norm(n, e, p->embedded, e, net->in_norm, net->in_norm + e,
                             p->normed, e);
    apply(p, &net->in, n, p->normed, e, p->v, false);
    for (size_t i = 0; i < n; i++) {
        const newcomer *c = &p->newcomers[i];
        memcpy(p->x + c->word * d, p->v + i * d, d * sizeof(float));
        dmr_word_cache_put(p->cache, c->look, c->glued, p->v + i * d);
    }
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
    apply(p, &b->gates, p->n_words, p->v, d, p->wide, false);
    at = 0;
    for (size_t s = 0; s < p->n_pieces; s++) {
        size_t n = p->pieces[s].n;
        net->kernels->scan(n, d, p->wide + at * 3 * d, 3 * d, p->normed + at * d, d,
                           p->state);
        at += n;
    }
    apply(p, &b->mix, p->n_words, p->normed, d, p->x, true);
}

/* From x (n, d), where the newcomers are still missing, to tags (n, tags.n), wide
 * (n, head_n) and v, the arcs' queries. */
static void forward(dmr_parser *p)
{
    const dmr_network *net = p->net;
    size_t n = p->n_words, d = net->d;

    welcome(p);
    for (size_t i = 0; i < net->n_blocks; i++)
        run_block(p, &net->blocks[i]);
    net->kernels->layer_norm(n, d, p->x, d, net->out_norm, net->out_norm + d, p->normed,
                             d);
    apply(p, &net->heads, n, p->normed, d, p->wide, false);
    for (size_t i = 0; i < n; i++)
        net->kernels->leaky(net->at_rel_dep, p->wide + i * net->head_n);
    apply(p, &net->tags, n, p->wide, net->head_n, p->tags, false);
    apply(p, &net->arcs, n, p->wide + net->at_dep, net->head_n, p->v, false);
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
    net->kernels->product(n, a, columns, p->v + at * a, a, p->packed, p->scores, columns);
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
    apply(p, &net->rels, p->n_words, p->pairs, 2 * net->rel, p->labels, false);
    return mended;
}

/* ----------------------------------------------------------------------- reading */

/*
 * Tag, Penn tag and features that were seen together and score best together; of equals
 * the first. A Penn tag whose triples cannot reach the best so far even with the best
 * tag and the best features is passed by: few are not.
 */
static const dmr_combo *best_combo(const dmr_network *net, const float *t)
{
    const dmr_kernels *k = net->kernels;
    const float *tx = t + net->n_upos, *tf = tx + net->n_xpos;
    float most_u = t[k->best(net->n_upos, t)], most_f = tf[k->best(net->n_feats, tf)];
    size_t first = k->best(net->n_xpos, tx), best = 0;
    float top = -1e30f;

    /* The tag that is best by itself goes first; its second turn changes nothing. */
    for (size_t turn = 0; turn <= net->n_xpos; turn++) {
        size_t x = turn == 0 ? first : turn - 1;
        if (!((most_u + tx[x]) + most_f >= top))
            continue;
        for (size_t i = net->combo_begin[x]; i < net->combo_begin[x + 1]; i++) {
            const dmr_combo *c = &net->combos[net->combo_order[i]];
            float s = (t[c->upos] + tx[x]) + tf[c->feats];
            if (s > top || (s == top && net->combo_order[i] < best)) {
                top = s;
                best = net->combo_order[i];
            }
        }
    }
    return &net->combos[best];
}

/* The best label; `root` belongs to the root and to it alone. */
static uint8_t best_rel(const dmr_network *net, const float *scores, bool is_root)
{
    uint8_t best = net->rels_by_label[net->kernels->best(net->n_rels, scores)];
    float top = -1e30f;

    if (is_root || best != DMR_REL_ROOT)
        return is_root ? DMR_REL_ROOT : best;
    best = DMR_REL_DEP;
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
    const float *scripts = t + net->n_upos + net->n_xpos + net->n_feats;

    w->upos = net->upos[c->upos];
    w->xpos = net->xpos[c->xpos];
    w->feats = net->feats[c->feats];
    w->lemma =
        dmr_lemma(net, form, w->xpos, net->kernels->best(net->n_scripts, scripts), arena);
    if (net->n_ents > 0) {
        const float *ents = scripts + net->n_scripts;
        w->ent = net->ents[net->kernels->best(net->n_ents, ents)];
    }
    w->rel = best_rel(net, p->labels + i * net->rels.n, p->heads[i] < 0);
    return w->lemma.ptr || form.len == 0 ? DEMARCHE_OK : dmr_error_memory(err);
}

/* ----------------------------------------------------------------------- batches */

/* Add a piece and what is known of its words; others wait among the newcomers. */
static void take(dmr_parser *p, size_t sentence, const dmr_token *tokens, size_t first,
                 size_t n)
{
    size_t e = p->net->e, d = p->net->d;

    p->pieces[p->n_pieces++] = (piece){sentence, first, n};
    for (size_t i = first; i < first + n; i++, p->n_words++) {
        demarche_str look = look_of(&tokens[i]);
        bool glued = is_glued(tokens, i);
        const float *known = dmr_word_cache_get(p->cache, look, glued);

        if (known) {
            memcpy(p->x + p->n_words * d, known, d * sizeof *known);
            continue;
        }
        embed(p->net, look, glued, p->embedded + p->n_newcomers * e);
        p->newcomers[p->n_newcomers++] = (newcomer){p->n_words, look, glued};
    }
}

/* Begin a new batch. */
static void clear(dmr_parser *p)
{
    p->n_pieces = 0;
    p->n_words = 0;
    p->n_newcomers = 0;
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
        dmr_rel_settle(p->net, p->labels + at * p->net->rels.n, p->heads + at,
                       tree->words + q->first, q->n);
        counts->words += q->n;
        at += q->n;
    }
    clear(p);
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
    clear(p); /* an earlier call may have failed half-way */
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
    clear(p);
    take(p, 0, tokens, 0, n);
    forward(p);
    size_t columns = score_arcs(p, 0, n);
    /* The cache may have known words: their rows once more. `embedded` is free now. */
    for (size_t i = 0; i < n; i++)
        embed(p->net, look_of(&tokens[i]), is_glued(tokens, i),
              p->embedded + i * p->net->e);
    *out = (dmr_activations){n, p->embedded, p->normed, p->tags, p->scores, columns};
    clear(p);
}

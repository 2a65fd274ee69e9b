#include "parse/decode.h"

#include <math.h>
#include <string.h>

/*
 * Slots 0 .. n - 1 of the matrices: 0 is the root, i + 1 word i. A ring of heads is
 * contracted into the slot of one member, which gets a new id; ids below n are the slots
 * themselves, each contraction adds one.
 */
typedef struct graph {
    size_t n;       /* slots */
    size_t n_ids;   /* ids in use, below 2 n */
    double *score;  /* (n, n): [dependent][head] */
    int32_t *from;  /* (n, n): the word that the arc really enters */
    int32_t *to;    /* (n, n): the word or root that it really comes from */
    int32_t *head;  /* (n): best head of each live slot */
    int32_t *mark;  /* (n): walks; IN_RING for members of the ring at hand */
    int32_t *id;    /* (n): the id that lives in the slot, -1 when it was swallowed */
    int32_t *above; /* (2 n): the contraction that took the id in, -1 for none */
    int32_t *in_from, *in_to; /* (2 n): the arc that enters the id */
} graph;

enum { IN_RING = -2 };

size_t dmr_decode_scratch(size_t n)
{
    size_t m = n + 1;
    return m * m * (sizeof(double) + 2 * sizeof(int32_t)) + 9 * m * sizeof(int32_t);
}

static void lay_out(graph *g, size_t n, void *scratch)
{
    int32_t *p;

    g->n = n;
    g->n_ids = n;
    g->score = scratch;
    p = (int32_t *)(void *)(g->score + n * n);
    g->from = p;
    g->to = p + n * n;
    p += 2 * n * n;
    g->head = p;
    g->mark = p + n;
    g->id = p + 2 * n;
    g->above = p + 3 * n;
    g->in_from = p + 5 * n;
    g->in_to = p + 7 * n;
}

/* What is no number, from a model gone wrong, counts as none; trees come out anyway. */
static double sane(float s)
{
    return s > -1e9f && s < 1e9f ? (double)s : 0.0;
}

/*
 * Scores for the root are fined by more than any choice of heads can make up for: so the
 * best tree has one root (Zmigrod et al., "Please Mind the Root", 2020, section 3).
 */
static void fill(graph *g, const float *scores, size_t lds)
{
    size_t n = g->n;
    double low = 0, high = 0;

    for (size_t d = 0; d < n; d++) {
        g->id[d] = (int32_t)d;
        for (size_t h = 0; h < n; h++) {
            double s = d == 0 || d == h ? -INFINITY : sane(scores[(d - 1) * lds + h]);
            g->score[d * n + h] = s;
            g->from[d * n + h] = (int32_t)d;
            g->to[d * n + h] = (int32_t)h;
            low = s < low && d != 0 && d != h ? s : low;
            high = s > high ? s : high;
        }
    }
    for (size_t d = 0; d < n; d++)
        g->score[d * n] -= (high - low + 1.0) * (double)n;
    for (size_t i = 0; i < 2 * n; i++)
        g->above[i] = -1;
}

/* The best head of slot d among the live. */
static void choose(graph *g, size_t d)
{
    const double *row = g->score + d * g->n;
    int32_t best = -1;

    for (size_t h = 0; h < g->n; h++) {
        if (h != d && g->id[h] >= 0 && (best < 0 || row[h] > row[best]))
            best = (int32_t)h;
    }
    g->head[d] = best;
}

/* A slot on a ring of the chosen heads, or 0, which is on none. */
static size_t find_ring(graph *g)
{
    for (size_t i = 0; i < g->n; i++)
        g->mark[i] = -1;
    for (size_t i = 1; i < g->n; i++) {
        size_t v = i;

        if (g->id[i] < 0)
            continue;
        while (v != 0 && g->mark[v] < 0) {
            g->mark[v] = (int32_t)i;
            v = (size_t)g->head[v];
        }
        if (v != 0 && g->mark[v] == (int32_t)i)
            return v;
    }
    return 0;
}

/* Slot c takes over the arcs of its fellow v of the ring. */
static void absorb(graph *g, size_t c, size_t v, double own)
{
    size_t n = g->n;

    for (size_t x = 0; x < n; x++) {
        if (g->id[x] < 0 || g->mark[x] == IN_RING)
            continue;
        double in = g->score[v * n + x] - own; /* x -> v breaks the ring at v */
        if (in > g->score[c * n + x]) {
            g->score[c * n + x] = in;
            g->from[c * n + x] = g->from[v * n + x];
            g->to[c * n + x] = g->to[v * n + x];
        }
        if (x != 0 && g->score[x * n + v] > g->score[x * n + c]) {
            g->score[x * n + c] = g->score[x * n + v];
            g->from[x * n + c] = g->from[x * n + v];
            g->to[x * n + c] = g->to[x * n + v];
        }
    }
}

/* The arc that was chosen for slot v, noted for its id. */
static void note_arc(graph *g, size_t v)
{
    size_t at = v * g->n + (size_t)g->head[v];

    g->in_from[g->id[v]] = g->from[at];
    g->in_to[g->id[v]] = g->to[at];
}

/* Contract the ring through slot c into it. */
static void contract(graph *g, size_t c)
{
    size_t n = g->n, v = c;
    int32_t fresh = (int32_t)g->n_ids++;
    double own = g->score[c * n + (size_t)g->head[c]];

    do {
        note_arc(g, v);
        g->above[g->id[v]] = fresh;
        g->mark[v] = IN_RING;
        v = (size_t)g->head[v];
    } while (v != c);
    for (size_t x = 0; x < n; x++) {
        if (g->id[x] >= 0 && g->mark[x] != IN_RING)
            g->score[c * n + x] -= own;
    }
    for (v = (size_t)g->head[c]; v != c; v = (size_t)g->head[v])
        absorb(g, c, v, g->score[v * n + (size_t)g->head[v]]);
    for (v = (size_t)g->head[c]; v != c; v = (size_t)g->head[v])
        g->id[v] = -1;
    g->id[c] = fresh;
    /* Whose head was on the ring has it in c, at the same score; others keep theirs. */
    for (size_t x = 1; x < n; x++) {
        if (g->id[x] >= 0 && x != c && g->mark[g->head[x]] == IN_RING)
            g->head[x] = (int32_t)c;
    }
    choose(g, c);
}

/*
 * Open the contractions again, the last one first: the arc into a contraction is the arc
 * into that member which holds the word it really enters; the others keep their own.
 */
static void expand(graph *g)
{
    for (size_t d = 1; d < g->n; d++) {
        if (g->id[d] >= 0)
            note_arc(g, d);
    }
    for (size_t s = g->n_ids; s-- > g->n;) {
        int32_t x = g->in_from[s];

        while (g->above[x] != (int32_t)s)
            x = g->above[x];
        g->in_from[x] = g->in_from[s];
        g->in_to[x] = g->in_to[s];
    }
}

/* True where the heads (-1 the root) are one tree; mark (n) is scratch. */
static bool is_tree(size_t n, const int32_t *heads, int32_t *mark)
{
    size_t roots = 0;

    for (size_t i = 0; i < n; i++) {
        roots += heads[i] < 0;
        mark[i] = -1;
    }
    if (roots != 1)
        return false;
    for (size_t i = 0; i < n; i++) {
        int32_t v = (int32_t)i;
        while (v >= 0 && mark[v] < 0) {
            mark[v] = (int32_t)i;
            v = heads[v];
        }
        if (v >= 0 && mark[v] == (int32_t)i)
            return false;
    }
    return true;
}

bool dmr_decode_tree(size_t n, const float *scores, size_t lds, int32_t *heads,
                     void *scratch)
{
    graph g;
    size_t ring;

    for (size_t i = 0; i < n; i++) {
        const float *row = scores + i * lds;
        size_t best = 0;

        for (size_t h = 1; h <= n; h++) {
            if (h != i + 1 && row[h] > row[best])
                best = h;
        }
        heads[i] = (int32_t)best - 1;
    }
    if (is_tree(n, heads, scratch))
        return false;
    lay_out(&g, n + 1, scratch);
    fill(&g, scores, lds);
    for (size_t d = 1; d <= n; d++)
        choose(&g, d);
    while ((ring = find_ring(&g)) != 0)
        contract(&g, ring);
    expand(&g);
    for (size_t i = 0; i < n; i++)
        heads[i] = g.in_to[i + 1] - 1;
    return true;
}

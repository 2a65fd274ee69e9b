/* The tree search against trying all heads, on small sentences. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>

#include "parse/decode.h"

enum { MOST = 5, LD = 16 };

/* One root, and every word reaches it. */
static bool is_tree(size_t n, const int32_t *heads)
{
    size_t roots = 0;

    for (size_t i = 0; i < n; i++) {
        int32_t v = (int32_t)i;
        roots += heads[i] < 0;
        for (size_t steps = 0; steps <= n && v >= 0; steps++)
            v = heads[v];
        if (v >= 0)
            return false;
    }
    return roots == 1;
}

static double total(size_t n, const float *scores, const int32_t *heads)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += (double)scores[i * LD + (size_t)(heads[i] + 1)];
    return sum;
}

/* The best score of all trees, by trying every combination of heads. */
static double best_of_all(size_t n, const float *scores)
{
    int32_t heads[MOST];
    double best = -INFINITY;
    size_t ways = 1;

    for (size_t i = 0; i < n; i++)
        ways *= n + 1;
    for (size_t way = 0; way < ways; way++) {
        size_t rest = way;
        for (size_t i = 0; i < n; i++, rest /= n + 1)
            heads[i] = (int32_t)(rest % (n + 1)) - 1;
        if (is_tree(n, heads) && total(n, scores, heads) > best)
            best = total(n, scores, heads);
    }
    return best;
}

static void the_tree_is_the_best_there_is(void **state)
{
    float scores[MOST * LD];
    int32_t heads[MOST];
    void *scratch = malloc(dmr_decode_scratch(MOST));
    uint32_t seed = 7;
    size_t mended = 0;

    (void)state;
    for (int round = 0; round < 3000; round++) {
        size_t n = (size_t)(round % MOST) + 1;
        for (size_t i = 0; i < MOST * LD; i++) {
            seed = seed * 1664525u + 1013904223u;
            scores[i] = (float)(seed >> 16) / 6000.0f;
        }
        mended += dmr_decode_tree(n, scores, LD, heads, scratch);
        assert_true(is_tree(n, heads));
        assert_true(fabs(total(n, scores, heads) - best_of_all(n, scores)) < 1e-4);
    }
    assert_true(mended > 500);
    free(scratch);
}

static void long_sentences_come_out_as_trees_whatever_the_scores(void **state)
{
    enum { N = 120 };
    size_t ld = 128;
    float *scores = malloc(N * ld * sizeof *scores);
    int32_t heads[N];
    void *scratch = malloc(dmr_decode_scratch(N));

    (void)state;
    for (int kind = 0; kind < 4; kind++) {
        uint32_t seed = (uint32_t)kind;
        for (size_t i = 0; i < N * ld; i++) {
            seed = seed * 1664525u + 1013904223u;
            scores[i] = kind == 0   ? 0.0f
                        : kind == 1 ? NAN
                        : kind == 2 ? (float)((seed >> 20) % 3)
                                    : (float)(seed >> 8) * 50.0f;
        }
        if (kind == 3) { /* one long ring */
            for (size_t i = 0; i < N; i++)
                scores[i * ld + 1 + (i + 1) % N] = 9e8f;
        }
        dmr_decode_tree(N, scores, ld, heads, scratch);
        assert_true(is_tree(N, heads));
    }
    free(scratch);
    free(scores);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tree_is_the_best_there_is),
        cmocka_unit_test(long_sentences_come_out_as_trees_whatever_the_scores),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Relations that others under the same head make likelier or not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "parse/rel_settle.h"

enum { LABELS = 8, MOST = 8, LIKELY = 9, WIDE = 16 };

static const uint8_t labels[LABELS] = {DMR_REL_ROOT, DMR_REL_NSUBJ,   DMR_REL_NSUBJ_PASS,
                                       DMR_REL_OBJ,  DMR_REL_IOBJ,    DMR_REL_OBL,
                                       DMR_REL_CASE, DMR_REL_AUX_PASS};

/* A sentence whose relations each have 9 of the score, all others 0. */
typedef struct sentence {
    dmr_network net;
    uint8_t of_label[LABELS];
    float scores[MOST][WIDE];
    int32_t heads[MOST];
    dmr_word words[MOST];
    size_t n;
} sentence;

static void begin(sentence *s)
{
    memset(s, 0, sizeof *s);
    memcpy(s->of_label, labels, sizeof labels);
    s->net.n_rels = LABELS;
    s->net.rels.n = WIDE;
    s->net.rels_by_label = s->of_label;
}

static float *score(sentence *s, size_t word, dmr_rel rel)
{
    for (size_t k = 0; k < LABELS; k++) {
        if (labels[k] == rel)
            return &s->scores[word][k];
    }
    fail_msg("no such label");
    return NULL;
}

static size_t word(sentence *s, dmr_upos upos, int32_t head, dmr_rel rel)
{
    size_t i = s->n++;
    s->words[i].upos = (uint8_t)upos;
    s->words[i].rel = (uint8_t)rel;
    s->heads[i] = head;
    *score(s, i, rel) = LIKELY;
    return i;
}

static size_t settle(sentence *s)
{
    return dmr_rel_settle(&s->net, s->scores[0], s->heads, s->words, s->n);
}

static void a_bare_passive_must_be_much_likelier(void **state)
{
    (void)state;
    sentence s;
    begin(&s); /* exhibition opened */
    size_t subject = word(&s, DMR_UPOS_NOUN, 1, DMR_REL_NSUBJ_PASS);
    word(&s, DMR_UPOS_VERB, -1, DMR_REL_ROOT);
    *score(&s, subject, DMR_REL_NSUBJ) = 8.5f;
    assert_int_equal(settle(&s), 1);
    assert_int_equal(s.words[subject].rel, DMR_REL_NSUBJ);

    s.words[subject].rel = DMR_REL_NSUBJ_PASS; /* ships seized */
    *score(&s, subject, DMR_REL_NSUBJ) = 7.5f;
    assert_int_equal(settle(&s), 0);
    assert_int_equal(s.words[subject].rel, DMR_REL_NSUBJ_PASS);
}

static void an_auxiliary_makes_it_passive(void **state)
{
    (void)state;
    sentence s;
    begin(&s); /* ships were seized */
    size_t subject = word(&s, DMR_UPOS_NOUN, 2, DMR_REL_NSUBJ_PASS);
    word(&s, DMR_UPOS_AUX, 2, DMR_REL_AUX_PASS);
    word(&s, DMR_UPOS_VERB, -1, DMR_REL_ROOT);
    *score(&s, subject, DMR_REL_NSUBJ) = 8.9f;
    assert_int_equal(settle(&s), 0);
    assert_int_equal(s.words[subject].rel, DMR_REL_NSUBJ_PASS);
}

static void the_first_of_two_objects_is_indirect(void **state)
{
    (void)state;
    sentence s;
    begin(&s); /* loaned Indonesia ship */
    word(&s, DMR_UPOS_VERB, -1, DMR_REL_ROOT);
    size_t to = word(&s, DMR_UPOS_PROPN, 0, DMR_REL_OBJ);
    size_t what = word(&s, DMR_UPOS_NOUN, 0, DMR_REL_OBJ);
    *score(&s, to, DMR_REL_IOBJ) = 7;
    *score(&s, what, DMR_REL_OBL) = 3;
    assert_int_equal(settle(&s), 1);
    assert_int_equal(s.words[to].rel, DMR_REL_IOBJ);
    assert_int_equal(s.words[what].rel, DMR_REL_OBJ);

    /* the second is the doubtful one */
    s.words[to].rel = DMR_REL_OBJ;
    *score(&s, what, DMR_REL_OBL) = 8;
    assert_int_equal(settle(&s), 0);
}

static void an_oblique_without_preposition_is_an_object(void **state)
{
    (void)state;
    sentence s;
    begin(&s); /* warned ship off port */
    word(&s, DMR_UPOS_VERB, -1, DMR_REL_ROOT);
    size_t ship = word(&s, DMR_UPOS_NOUN, 0, DMR_REL_OBL);
    word(&s, DMR_UPOS_ADP, 3, DMR_REL_CASE);
    size_t port = word(&s, DMR_UPOS_NOUN, 0, DMR_REL_OBL);
    *score(&s, ship, DMR_REL_OBJ) = 5;
    *score(&s, port, DMR_REL_OBJ) = 5;
    assert_int_equal(settle(&s), 1);
    assert_int_equal(s.words[ship].rel, DMR_REL_OBJ);
    assert_int_equal(s.words[port].rel, DMR_REL_OBL);

    s.words[ship].rel = DMR_REL_OBL; /* something else is likelier than an object */
    *score(&s, ship, DMR_REL_IOBJ) = 6;
    assert_int_equal(settle(&s), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bare_passive_must_be_much_likelier),
        cmocka_unit_test(an_auxiliary_makes_it_passive),
        cmocka_unit_test(the_first_of_two_objects_is_indirect),
        cmocka_unit_test(an_oblique_without_preposition_is_an_object),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Slots of verbs and nouns, from small trees in CoNLL-U columns written by us. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "event/clause.h"
#include "parse/conllu.h"

/* A tree from lines "form lemma UPOS XPOS head rel", heads counted from 1. */
typedef struct sample {
    dmr_arena *arena;
    dmr_tree *trees;
    dmr_conllu file;
} sample;

static const dmr_tree *grow(sample *s, const char *const *rows)
{
    demarche_error err = {0};
    s->arena = dmr_arena_new(0);
    demarche_str text = dmr_str("", 0);
    for (int i = 0; rows[i]; i++) {
        char form[32], lemma[32], upos[8], xpos[8], rel[16];
        int head;
        assert_int_equal(sscanf(rows[i], "%31s %31s %7s %7s %d %15s", form, lemma, upos,
                                xpos, &head, rel),
                         6);
        text = dmr_str_format(s->arena, "%.*s%d\t%s\t%s\t%s\t%s\t_\t%d\t%s\t_\t_\n",
                              (int)text.len, text.ptr, i + 1, form, lemma, upos, xpos,
                              head, rel);
    }
    text = dmr_str_format(s->arena, "%.*s\n", (int)text.len, text.ptr);
    assert_int_equal(dmr_conllu_read(&s->file, text, s->arena, &err), 0);
    assert_int_equal(dmr_conllu_trees(&s->trees, &s->file, s->arena, &err), 0);
    return &s->trees[0];
}

static int32_t first_filler(const dmr_tree *t, int32_t word, dmr_slot_kind kind,
                            const char *prep)
{
    dmr_fillers f = {.n = 0};
    dmr_clause_fill(t, word, (dmr_slot){kind, dmr_str_c(prep)}, NULL, 0, &f);
    return f.n ? f.at[0] : -1;
}

static void a_passive_turns_subject_and_object(void **state)
{
    (void)state;
    sample s;
    const dmr_tree *t =
        grow(&s, (const char *const[]){
                     "Envoys envoy NOUN NNS 3 nsubj:pass", "were be AUX VBD 3 aux:pass",
                     "received receive VERB VBN 0 root", "by by ADP IN 5 case",
                     "Peru Peru PROPN NNP 3 obl:agent", NULL});
    assert_true(dmr_clause_is_passive(t, 2));
    assert_int_equal(first_filler(t, 2, DMR_SLOT_SUBJ, NULL), 4);
    assert_int_equal(first_filler(t, 2, DMR_SLOT_OBJ, NULL), 0);
    dmr_arena_free(s.arena);
}

static void a_passive_without_agent_has_no_subject(void **state)
{
    (void)state;
    sample s;
    const dmr_tree *t =
        grow(&s, (const char *const[]){"Envoys envoy NOUN NNS 3 nsubj:pass",
                                       "were be AUX VBD 3 aux:pass",
                                       "expelled expel VERB VBN 0 root", NULL});
    assert_int_equal(first_filler(t, 2, DMR_SLOT_SUBJ, NULL), -1);
    dmr_arena_free(s.arena);
}

static void an_infinitive_is_done_by_its_controller(void **state)
{
    (void)state;
    sample s;
    /* Chile agreed to send ...; Chile urged Peru to send ... */
    const dmr_tree *t =
        grow(&s, (const char *const[]){
                     "Chile Chile PROPN NNP 2 nsubj", "urged urge VERB VBD 0 root",
                     "Peru Peru PROPN NNP 2 obj", "to to PART TO 5 mark",
                     "send send VERB VB 2 xcomp", "wheat wheat NOUN NN 5 obj", NULL});
    assert_int_equal(first_filler(t, 4, DMR_SLOT_SUBJ, NULL), 2);
    assert_int_equal(first_filler(t, 1, DMR_SLOT_XCOMP, NULL), 4);
    dmr_arena_free(s.arena);
    t = grow(&s, (const char *const[]){
                     "Chile Chile PROPN NNP 2 nsubj", "agreed agree VERB VBD 0 root",
                     "to to PART TO 4 mark", "send send VERB VB 2 xcomp",
                     "wheat wheat NOUN NN 4 obj", NULL});
    assert_int_equal(first_filler(t, 3, DMR_SLOT_SUBJ, NULL), 0);
    dmr_arena_free(s.arena);
}

static void a_relative_clause_takes_its_antecedent(void **state)
{
    (void)state;
    sample s;
    /* envoys who visited Lima; planes that France sold */
    const dmr_tree *t =
        grow(&s, (const char *const[]){"envoys envoy NOUN NNS 0 root",
                                       "who who PRON WP 3 nsubj",
                                       "visited visit VERB VBD 1 acl:relcl",
                                       "Lima Lima PROPN NNP 3 obj", NULL});
    assert_int_equal(first_filler(t, 2, DMR_SLOT_SUBJ, NULL), 0);
    assert_int_equal(first_filler(t, 2, DMR_SLOT_OBJ, NULL), 3);
    dmr_arena_free(s.arena);
    t = grow(&s, (const char *const[]){
                     "planes plane NOUN NNS 0 root", "France France PROPN NNP 3 nsubj",
                     "sold sell VERB VBD 1 acl:relcl", "to to ADP IN 5 case",
                     "Iraq Iraq PROPN NNP 3 obl", NULL});
    assert_int_equal(first_filler(t, 2, DMR_SLOT_OBJ, NULL), 0);
    assert_int_equal(first_filler(t, 2, DMR_SLOT_PREP, "to"), 4);
    dmr_arena_free(s.arena);
}

static void coordinated_verbs_share_subject_and_object(void **state)
{
    (void)state;
    sample s;
    const dmr_tree *t = grow(
        &s,
        (const char *const[]){"Mali Mali PROPN NNP 2 nsubj", "armed arm VERB VBD 0 root",
                              "and and CCONJ CC 4 cc", "trained train VERB VBD 2 conj",
                              "rebels rebel NOUN NNS 2 obj", NULL});
    assert_int_equal(first_filler(t, 3, DMR_SLOT_SUBJ, NULL), 0);
    assert_int_equal(first_filler(t, 3, DMR_SLOT_OBJ, NULL), 4);
    dmr_arena_free(s.arena);
}

static void a_phrase_on_the_object_counts_for_the_verb(void **state)
{
    (void)state;
    sample s;
    const dmr_tree *t =
        grow(&s, (const char *const[]){
                     "Oman Oman PROPN NNP 2 nsubj", "signed sign VERB VBD 0 root",
                     "a a DET DT 4 det", "treaty treaty NOUN NN 2 obj",
                     "with with ADP IN 6 case", "Yemen Yemen PROPN NNP 4 nmod", NULL});
    assert_int_equal(first_filler(t, 1, DMR_SLOT_PREP, "with"), 5);
    assert_int_equal(first_filler(t, 3, DMR_SLOT_SUBJ, NULL), 0);
    assert_int_equal(dmr_clause_governor(t, 3), 1);
    dmr_arena_free(s.arena);
}

static void prepositions_of_several_words_are_one(void **state)
{
    (void)state;
    sample s;
    const dmr_tree *t =
        grow(&s, (const char *const[]){
                     "Togo Togo PROPN NNP 2 nsubj", "protested protest VERB VBD 0 root",
                     "because because ADP IN 5 case", "of of ADP IN 3 fixed",
                     "tariffs tariff NOUN NNS 2 obl", NULL});
    assert_int_equal(first_filler(t, 1, DMR_SLOT_PREP, "because_of"), 4);
    assert_int_equal(first_filler(t, 1, DMR_SLOT_PREP, "of"), -1);
    dmr_arena_free(s.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_passive_turns_subject_and_object),
        cmocka_unit_test(a_passive_without_agent_has_no_subject),
        cmocka_unit_test(an_infinitive_is_done_by_its_controller),
        cmocka_unit_test(a_relative_clause_takes_its_antecedent),
        cmocka_unit_test(coordinated_verbs_share_subject_and_object),
        cmocka_unit_test(a_phrase_on_the_object_counts_for_the_verb),
        cmocka_unit_test(prepositions_of_several_words_are_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

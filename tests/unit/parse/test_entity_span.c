/* Which words belong to an entity, from the tree and the words that head one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../mention/words_tree.h"
#include "parse/entity_span.h"

/* Each row: a sentence as words_tree.h has it, then its spans in order. */
static const struct {
    const char *line, *spans;
} rows[] = {
    /* articles, modifiers, complements and clauses; not the preposition before */
    {"The/DET<2:det new/ADJ<2:amod envoy/NOUN<5:nsubj!person of/ADP<4:case "
     "Spain<2:nmod!place arrived/VERB<-1:root in/ADP<7:case Oslo<5:obl!place _.<5:punct",
     "person: The new envoy of Spain | place: Spain | place: Oslo"},
    {"He/PRON<5:nsubj!person praised/VERB<-1:root a/DET<3:det pact/NOUN<1:obj!abstract "
     "that/PRON<6:nsubj!abstract they/PRON<6:nsubj!person signed/VERB<3:acl:relcl "
     "_.<1:punct",
     "person: He | abstract: a pact that they signed | abstract: that | person: they"},
    {"Seoul/PROPN<2:nmod:poss!place _'s/PART<0:case offer/NOUN<-1:root!abstract",
     "abstract: Seoul 's offer | place: Seoul 's"},
    /* what stands beside a name is an entity of its own */
    {"Anna/PROPN<6:nsubj!person Berg/PROPN<0:flat _,<4:punct the/DET<4:det "
     "minister/NOUN<0:appos!person _,<4:punct resigned/VERB<-1:root _.<6:punct",
     "person: Anna Berg | person: the minister"},
    {"presenter/NOUN<3:nsubj!person Anna<0:appos Berg<1:flat left/VERB<-1:root",
     "person: presenter Anna Berg"},
    /* conjuncts that are entities are others; those that are none belong to it */
    {"Seoul<3:nsubj!place and/CCONJ<2:cc Moscow<0:conj!place talked/VERB<-1:root",
     "place: Seoul | place: Moscow"},
    {"research/NOUN<3:nsubj!abstract and/CCONJ<2:cc development/NOUN<0:conj "
     "stopped/VERB<-1:root",
     "abstract: research and development"},
    {"a/DET<1:det visit/NOUN<-1:root!event and/CCONJ<4:cc he/PRON<4:nsubj!person "
     "left/VERB<1:conj",
     "event: a visit | person: he"},
    /* predicates leave their subject and copula out, clauses take theirs in */
    {"He/PRON<3:nsubj!person is/AUX<3:cop a/DET<3:det minister/NOUN<-1:root!person "
     "today/NOUN<3:obl:unmarked!time _.<3:punct",
     "person: He | person: a minister | time: today"},
    {"that/SCONJ<3:mark the/DET<2:det army/NOUN<3:nsubj!organization "
     "fled/VERB<-1:root!event _.<3:punct",
     "event: the army fled | organization: the army"},
    /* brackets and quotation marks come in pairs or not at all */
    {"the/DET<2:det _\"/PUNCT<2:punct truce/NOUN<-1:root!event _\"/PUNCT<2:punct",
     "event: the \" truce \""},
    {"_(/PUNCT<1:punct Seoul<-1:root!place _)/PUNCT<1:punct", "place: Seoul"},
    {"talks/NOUN<-1:root!event _,<3:punct _(/PUNCT<3:punct long/ADJ<0:acl",
     "event: talks , ( long"},
    {"of/ADP<2:case _\"/PUNCT<2:punct peace/NOUN<-1:root!abstract _,<2:punct",
     "abstract: peace"},
    /* a stretch of time is two */
    {"1988/NUM<-1:root!time to/ADP<2:case 1990/NUM<0:nmod!time",
     "time: 1988 | time: 1990"},
    {"you/PRON<1:dep people/NOUN<-1:root!person", "person: you people"},
    {"about/ADV<1:advmod ten/NUM<-1:root!abstract", "abstract: about ten"},
};

static void spans_are_noun_phrases(void **state)
{
    dmr_arena *arena = dmr_arena_new(0);
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        words_tree t;
        char got[1024] = "", words[512];
        size_t used = 0;
        dmr_entities found;
        const dmr_tree *tree = words_tree_of(&t, rows[i].line);
        assert_int_equal(dmr_entities_find(&found, tree, arena, NULL), DEMARCHE_OK);
        for (size_t k = 0; k < found.n; k++)
            used += (size_t)snprintf(
                got + used, sizeof got - used, "%s%s: %s", k ? " | " : "",
                dmr_ent_name(found.at[k].kind),
                words_tree_span(tree, found.at[k].first, found.at[k].last, words));
        assert_string_equal(got, rows[i].spans);
    }
    dmr_arena_free(arena);
}

static void a_tree_without_heads_of_entities_has_none(void **state)
{
    words_tree t;
    dmr_entities found = {NULL, 7};
    (void)state;
    const dmr_tree *tree = words_tree_of(&t, "Seoul<1:nsubj replied/VERB<-1:root");
    assert_int_equal(dmr_entities_find(&found, tree, NULL, NULL), DEMARCHE_OK);
    assert_int_equal(found.n, 0);
}

/* Any heads, also such as are no tree: spans lie in the sentence, hold their head and not
 * the word that governs it. */
static void odd_trees_give_spans_that_hold_their_heads(void **state)
{
    enum { N = 24 };
    static const char *const forms[] = {"a", "(", ")", "\"", ",", ".", "Seoul", "'"};
    dmr_arena *arena = dmr_arena_new(0);
    uint32_t random = 1;
    (void)state;
    for (int round = 0; round < 4000; round++) {
        dmr_token tokens[N] = {0};
        dmr_word words[N] = {0};
        dmr_tree tree = {.tokens = tokens, .words = words, .n = 1 + round % N};
        for (int32_t i = 0; i < tree.n; i++) {
            random = random * 1664525 + 1013904223;
            tokens[i].form = dmr_str_c(forms[(random >> 8) % 8]);
            words[i].lemma = tokens[i].form;
            words[i].upos = (uint8_t)(tokens[i].form.len == 1 && (random & 16)
                                          ? DMR_UPOS_PUNCT
                                          : (random >> 12) % DMR_UPOS_COUNT);
            words[i].rel = (uint8_t)((random >> 16) % DMR_REL_COUNT);
            words[i].ent = (uint8_t)((random >> 22) % DMR_ENT_COUNT);
            random = random * 1664525 + 1013904223;
            words[i].head = (int32_t)((random >> 8) % (uint32_t)(tree.n + 1)) - 1;
        }
        dmr_tree_link(&tree);
        dmr_entities found;
        assert_int_equal(dmr_entities_find(&found, &tree, arena, NULL), DEMARCHE_OK);
        for (size_t k = 0; k < found.n; k++) {
            const dmr_entity *e = &found.at[k];
            int32_t over = words[e->head].head;
            assert_in_range(e->first, 0, e->head);
            assert_in_range(e->last, e->head, tree.n - 1);
            assert_true(over == e->head || over < e->first || over > e->last);
            if (k)
                assert_true(found.at[k - 1].first <= e->first);
        }
        dmr_arena_reset(arena);
    }
    dmr_arena_free(arena);
}

static void ten_types_are_five_sorts(void **state)
{
    (void)state;
    assert_string_equal(dmr_entity_sort_name(dmr_entity_sort_of(DMR_ENT_ORGANIZATION)),
                        "organisation");
    assert_int_equal(dmr_entity_sort_of(DMR_ENT_NONE), DMR_SORT_NONE);
    assert_int_equal(dmr_entity_sort_of(DMR_ENT_PLANT), DMR_SORT_OTHER);
    for (int k = DMR_ENT_NONE + 1; k < DMR_ENT_COUNT; k++)
        assert_int_not_equal(dmr_entity_sort_of((dmr_entity_kind)k), DMR_SORT_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spans_are_noun_phrases),
        cmocka_unit_test(a_tree_without_heads_of_entities_has_none),
        cmocka_unit_test(odd_trees_give_spans_that_hold_their_heads),
        cmocka_unit_test(ten_types_are_five_sorts),
    };
    return cmocka_run_group_tests_name("entity_span", tests, NULL, NULL);
}

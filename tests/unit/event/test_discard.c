/* Phrases that leave out sentences and documents. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "event/discard.h"

enum { WORDS_MAX = 64 };

/* Sentences of words parted by blanks; "~" in front of a word: no blank before it. */
typedef struct text {
    dmr_token tokens[WORDS_MAX];
    dmr_sentence sentences[8];
    dmr_tokens all;
} text;

static void cut(text *t, const char *const *sentences)
{
    *t = (text){.all = {.sentences = t->sentences, .tokens = t->tokens}};
    for (; *sentences; sentences++) {
        dmr_sentence *s = &t->sentences[t->all.n_sentences++];
        s->first = (uint32_t)t->all.n_tokens;
        demarche_str rest = dmr_str_c(*sentences), word;
        while (dmr_str_split(&rest, ' ', &word)) {
            bool tight = dmr_str_starts(word, DMR_STR("~"));
            if (tight)
                word = dmr_str(word.ptr + 1, word.len - 1);
            if (tight && t->all.n_tokens)
                t->tokens[t->all.n_tokens - 1].space_after = false;
            t->tokens[t->all.n_tokens++] = (dmr_token){.form = word, .space_after = true};
            s->n++;
        }
    }
}

/* Load a lexicon of this table alone (NULL: no table). */
static demarche_status load(const dmr_discards **out, const char *table, dmr_arena *arena,
                            demarche_error *err)
{
    char dir[] = "/tmp/demarche-discards-XXXXXX", path[64];
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/discards.tsv", dir);
    if (table) {
        FILE *f = fopen(path, "wb");
        assert_non_null(f);
        fprintf(f, "phrase\tscope\tnote\n%s", table);
        fclose(f);
    }
    dmr_tables *tables = NULL;
    demarche_status status = dmr_tables_open(&tables, dir, arena, err);
    if (!status)
        status = dmr_discards_load(out, tables, arena, err);
    unlink(path);
    rmdir(dir);
    return status;
}

/* The phrases that leave out the sentences, joined by "/"; "-" of one that stays. */
static void leaves_out(const char *table, const char *const *sentences, const char *want)
{
    text t;
    char got[512] = "";
    demarche_error err = {0};
    dmr_arena *arena = dmr_arena_new(0);
    const dmr_discards *discards = NULL;
    const demarche_str *phrases = NULL;
    assert_int_equal(load(&discards, table, arena, &err), 0);
    cut(&t, sentences);
    assert_int_equal(dmr_discards_find(&phrases, discards, &t.all, arena, &err), 0);
    for (size_t i = 0; phrases && i < t.all.n_sentences; i++) {
        size_t n = strlen(got);
        snprintf(got + n, sizeof got - n, "%s%.*s", i ? "/" : "",
                 phrases[i].len ? (int)phrases[i].len : 1,
                 phrases[i].len ? phrases[i].ptr : "-");
    }
    assert_string_equal(got, want);
    dmr_arena_free(arena);
}

#define SENTENCES(...)                                                                   \
    (const char *const[])                                                                \
    {                                                                                    \
        __VA_ARGS__, NULL                                                                \
    }

static void a_phrase_leaves_out_its_sentence(void **state)
{
    (void)state;
    leaves_out("tide table\tsentence\t\n",
               SENTENCES("The tide table of Ibb", "A table of the tide", "Tide Table ."),
               "tide table/-/tide table");
}

static void case_marks_and_hyphens_do_not_matter(void **state)
{
    (void)state;
    leaves_out(
        "Semi-Final\tsentence\t\ncaf\xC3\xA9 war\tsentence\t\n",
        SENTENCES("a SEMI - FINAL", "a semi final", "a semi-final", "the Cafe war"),
        "Semi-Final/Semi-Final/Semi-Final/caf\xC3\xA9 war");
}

static void only_whole_words_are_found(void **state)
{
    (void)state;
    leaves_out("golfer\tsentence\t\ncup\tsentence\t\n",
               SENTENCES("two golfers", "golfing", "golferish", "a cupboard", "cups",
                         "the golfer ~'s hat"),
               "golfer/-/-/-/cup/golfer");
}

static void genitives_are_as_in_the_phrase(void **state)
{
    (void)state;
    leaves_out("women's doubles\tsentence\t\n",
               SENTENCES("in women ~'s doubles", "women double"), "women's doubles/-");
}

static void signs_part_phrases(void **state)
{
    (void)state;
    leaves_out("world cup\tsentence\t\n", SENTENCES("of the world , cup in hand"), "-");
}

static void a_phrase_for_documents_leaves_out_all(void **state)
{
    (void)state;
    leaves_out("tide\tsentence\t\nregatta of ibb\tdocument\t\n",
               SENTENCES("The tide rose", "Then the Regatta of Ibb", "and no more"),
               "regatta of ibb/regatta of ibb/regatta of ibb");
    leaves_out("tide\tsentence\t\nregatta of ibb\tdocument\t\n",
               SENTENCES("The tide rose", "Then a regatta", "and no more"), "tide/-/-");
}

static void a_lexicon_without_the_table_leaves_out_nothing(void **state)
{
    (void)state;
    leaves_out(NULL, SENTENCES("The tide rose"), "");
    leaves_out("", SENTENCES("The tide rose"), "");
}

static void bad_rows_are_refused_with_their_line(void **state)
{
    (void)state;
    static const struct {
        const char *row, *why;
    } bad[] = {
        {"tide\tstory\t\n", "discards.tsv:2: scope 'story' is neither"},
        {"?!\tsentence\t\n", "discards.tsv:2: the phrase has no words"},
    };
    for (size_t i = 0; i < 2; i++) {
        demarche_error err = {0};
        dmr_arena *arena = dmr_arena_new(0);
        const dmr_discards *discards = NULL;
        assert_int_equal(load(&discards, bad[i].row, arena, &err), DEMARCHE_E_LEXICON);
        if (!strstr(err.message, bad[i].why))
            fail_msg("%s", err.message);
        dmr_arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_phrase_leaves_out_its_sentence),
        cmocka_unit_test(case_marks_and_hyphens_do_not_matter),
        cmocka_unit_test(only_whole_words_are_found),
        cmocka_unit_test(genitives_are_as_in_the_phrase),
        cmocka_unit_test(signs_part_phrases),
        cmocka_unit_test(a_phrase_for_documents_leaves_out_all),
        cmocka_unit_test(a_lexicon_without_the_table_leaves_out_nothing),
        cmocka_unit_test(bad_rows_are_refused_with_their_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

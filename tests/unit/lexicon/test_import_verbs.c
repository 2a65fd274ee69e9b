/* Dictionaries of verbs of PETRARCH and PETRARCH2 as rows of patterns.tsv. The dictionaries
 * here are ours. */
#include "import_kit.h"

static void verbs_get_their_forms(void **state)
{
    (void)state;
    imported i;
    IMPORT(i, VERBS,
           "--- MOOR [042] ---\n"
           "MOOR\n"
           "BEACH [171]\n"
           "PLEDGE\n"
           "ALLY\n"
           "SINK {SANK SUNK}\n"
           "AGREED {}\n"
           "TIE_+UP\n"
           "+CAST_OFF\n");
    import_has(&i, PATTERNS, "verb\tMOOR 1\tMOOR\tMOOR|MOORS|MOORED|MOORING\t042");
    import_has(&i, PATTERNS, "verb\tMOOR 1\tBEACH\tBEACH|BEACHES|BEACHED|BEACHING\t171");
    import_has(&i, PATTERNS,
               "verb\tMOOR 1\tPLEDGE\tPLEDGE|PLEDGES|PLEDGED|PLEDGING\t042");
    import_has(&i, PATTERNS, "verb\tMOOR 1\tALLY\tALLY|ALLIES|ALLIED|ALLYING\t042");
    import_has(&i, PATTERNS, "verb\tMOOR 1\tSINK\tSINK|SANK|SUNK\t042");
    import_has(&i, PATTERNS, "verb\tMOOR 1\tAGREED\tAGREED\t042");
    import_has(&i, PATTERNS,
               "verb\tMOOR 1\tTIE_+UP\tTIE_+UP|TIE_+UPS|TIE_+UPED|TIE_+UPING\t042");
    import_has(
        &i, PATTERNS,
        "verb\tMOOR 1\tCAST_OFF\t+CAST_OFF|+CASTS_OFF|+CASTED_OFF|+CASTING_OFF\t042");
    import_done(&i);
}

static void patterns_keep_their_block_and_code(void **state)
{
    (void)state;
    imported i;
    IMPORT(i, VERBS,
           "&SHIP\n+BOAT\n+FERRY\n\n"
           "--- MOOR [042] ---\n"
           "MOOR\n"
           "- WILL NOT * AT_&SHIP $ [012]  # for once\n"
           "- * with % [030:031]\n"
           "- * NOWHERE [---]\n"
           "- * NOWHERE [---]\n"
           "- * NOWHERE [190]\n");
    import_has(&i, PATTERNS, "set\tSHIP\tBOAT|BOATS|FERRY|FERRIES\t\t");
    import_has(&i, PATTERNS, "words\tMOOR 5\tWILL NOT * AT_&SHIP $\t\t012");
    import_has(&i, PATTERNS, "words\tMOOR 5\t* WITH %\t\t030:031");
    import_has(&i, PATTERNS, "words\tMOOR 5\t* NOWHERE\t\t---");
    import_told(&i, "~11: - * NOWHERE [190]: it stands above with the code ---");
    assert_int_equal(i.counts.refused, 0);
    assert_int_equal(i.counts.repeated, 1);
    import_done(&i);
}

static void a_dictionary_of_verbs_is_told_by_its_look(void **state)
{
    (void)state;
    imported i;
    IMPORT(i, AUTO, "--- MOOR [042] ---\nMOOR\n- * AT QUAY [012]\n- * BY [061]\n");
    assert_int_equal(i.read_as, DEMARCHE_IMPORT_VERBS);
    assert_string_equal(i.told, "");
    assert_int_equal(i.counts.names, 3);
    import_done(&i);
}

static void the_second_grammar_is_told_by_its_brackets(void **state)
{
    (void)state;
    imported i;
    IMPORT(i, VERBS,
           "--- MOOR [042] ---\n"
           "MOOR\n"
           "- * {DRY DOCK} (AT QUAY) [012]\n"
           "- * ROPE [030]\n");
    import_has(&i, PATTERNS, "clause\tMOOR 1\t* {DRY DOCK} (AT QUAY)\t\t012");
    import_has(&i, PATTERNS, "clause\tMOOR 1\t* ROPE\t\t030");
    import_done(&i);
}

static void transformations_name_verbs_above(void **state)
{
    (void)state;
    imported i;
    IMPORT(i, VERBS,
           "--- MOOR [042] ---\nMOOR\n"
           "--- SAY [010] ---\nSAY\n"
           "~ a (a b MOOR) SAY = a b 015\n"
           "~ a (_ b Q) SAY = a b Q\n");
    assert_string_equal(i.told, "");
    import_has(&i, PATTERNS, "change\t\ta (a b MOOR) SAY = a b 015\t\t");
    import_has(&i, PATTERNS, "change\t\ta (_ b Q) SAY = a b Q\t\t");
    import_done(&i);
}

static void what_cannot_be_taken_is_told(void **state)
{
    (void)state;
    imported i;
    IMPORT(i, VERBS,
           "LOOSE [010]\n"
           "- * LOOSE [010]\n"
           "&EMPTY\n"
           "--- MOOR [042] ---\n"
           "MOOR {MOORED\n"
           "BEACH [042] [043]\n"
           "- ROPE [010]\n"
           "- * ROPE * [010]\n"
           "- * ROPE\n"
           "- * &NOSUCH [010]\n"
           "- * (AT QUAY [010]\n"
           "- * AT} [010]\n"
           "- * [010]\n"
           "- * ROPE [###]\n"
           "- * ROPE [01 0]\n"
           "~ a (a b MOOR) SAY = a b 015\n"
           "~ a (a b MOOR = a b 015\n"
           "~ a (a b MOOR) MOOR = a c 015\n");
    import_told(&i, "1: LOOSE [010]: a verb outside of a block");
    import_told(&i, "2: - * LOOSE [010]: a pattern outside of a block");
    import_told(&i, "3: EMPTY: a set without words");
    import_told(&i, "5: MOOR {MOORED: '{' and '}' do not belong together");
    import_told(&i, "6: BEACH [042] [043]: more than one code");
    import_told(&i, "7: - ROPE [010]: no '*'");
    import_told(&i, "8: - * ROPE * [010]: a second '*'");
    import_told(&i, "9: - * ROPE: no code");
    import_told(&i, "10: - * &NOSUCH [010]: it names a set that is not defined");
    import_told(&i, "11: - * (AT QUAY [010]: '{' or '(' without its other half");
    import_told(&i, "12: - * AT} [010]: '}' or ')' without its other half");
    import_told(&i, "13: - * [010]: nothing but the verb");
    import_told(&i, "14: - * ROPE [###]: TABARI's marks");
    import_told(&i, "15: - * ROPE [01 0]: a blank in the code");
    import_told(&i, "16: ~ a (a b MOOR) SAY = a b 015: a verb in it that does not stand");
    import_told(&i, "17: ~ a (a b MOOR = a b 015: no transformation");
    import_told(&i, "18: ~ a (a b MOOR) MOOR = a c 015: ");
    assert_int_equal(i.counts.refused, 17);
    assert_int_equal(i.counts.names, 0);
    import_done(&i);
}

static void sets_may_hold_sets(void **state)
{
    (void)state;
    imported i;
    IMPORT(i, VERBS,
           "&SHIP_\n+BOAT\n+TUG\n"
           "&CRAFT\n+RAFT\n+&SHIP\n+&NOSUCH\n+BIG_&SHIP\n"
           "&SHIP\n+OTHER\n"
           "--- MOOR [042] ---\nMOOR\n- * &CRAFT [012]\n");
    import_has(&i, PATTERNS, "set\tSHIP\tBOAT|TUG\t\t");
    import_has(&i, PATTERNS, "set\tCRAFT\tRAFT|RAFTS|BOAT|TUG\t\t");
    import_told(&i, "7: +&NOSUCH: no set of that name stands above");
    import_told(&i, "8: +BIG_&SHIP: a set among the words of an entry");
    import_told(&i, "~9: SHIP: the set stands twice");
    import_done(&i);
}

/* Names in the dictionary's own codes, for patterns; invented ones too. */
static void names_keep_their_codes_for_patterns(void **state)
{
    (void)state;
    imported i;
    IMPORT(i, ACTORS,
           "TIDE_GUILD_ [QUAGLD]\n"
           "ISLE BOARD\n"
           "+THE_BOARD_\n"
           "\t[QUA <990101]\n"
           "\t[QUAGOV 19990101-20011231]\n"
           "\t[qua]\n"
           "TWO_ISLES [QUA/ISL]\n"
           "BAD_DAYS [QUA 19990230]\n");
    import_has(&i, ACTOR_PHRASES, "TIDE_GUILD\tQUAGLD\t\t");
    import_has(&i, ACTOR_PHRASES, "ISLE BOARD\tQUA\t\t1998-12-31");
    import_has(&i, ACTOR_PHRASES, "THE_BOARD\tQUAGOV\t1999-01-01\t2001-12-31");
    import_has(&i, ACTOR_PHRASES, "THE_BOARD\tqua\t\t");
    import_has(&i, ACTOR_PHRASES, "TWO_ISLES\tQUA/ISL\t\t");
    import_has_not(&i, ACTOR_PHRASES, "BAD_DAYS");
    import_told(&i, "QUA/ISL");
    import_done(&i);
    IMPORT(i, AGENTS, "DOCK_MASTER [ ~PIL]\nPILOT {} [NGO~]\n");
    import_has(&i, AGENT_PHRASES, "DOCK_MASTER\t~PIL");
    import_has(&i, AGENT_PHRASES, "DOCK_MASTERS\t~PIL");
    import_has(&i, AGENT_PHRASES, "PILOT\tNGO~");
    import_has_not(&i, AGENT_PHRASES, "PILOTS");
    import_done(&i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verbs_get_their_forms),
        cmocka_unit_test(patterns_keep_their_block_and_code),
        cmocka_unit_test(a_dictionary_of_verbs_is_told_by_its_look),
        cmocka_unit_test(the_second_grammar_is_told_by_its_brackets),
        cmocka_unit_test(transformations_name_verbs_above),
        cmocka_unit_test(what_cannot_be_taken_is_told),
        cmocka_unit_test(sets_may_hold_sets),
        cmocka_unit_test(names_keep_their_codes_for_patterns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

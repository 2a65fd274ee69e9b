/* Agents and discards of TABARI and PETRARCH. The dictionaries here are ours. */
#include "import_kit.h"

static void agents_get_sector_and_kind(void **state)
{
    (void)state;
    imported i;
    IMPORT(i, AUTO,
           "QUAY_MINISTER_ [~GOV] ; one\n"
           "TIDE_MINISTRY [ ~GOV]\n"
           "MOORING_GUILD {} [~LAB]\n"
           "HARBOUR_THIEF {HARBOUR_THIEVES } [~CRM]\n"
           "RESCUE_BODY [NGO~]\n"
           "TIDE_REPORTER [~OPPMED]\n"
           "TIDE_PREACHER [~MUS]\n"
           "TIDE_RAIDER [~MUSUAF]\n");
    assert_int_equal(i.read_as, DEMARCHE_IMPORT_AGENTS);
    assert_string_equal(i.told, "");
    import_has(&i, AGENTS, "quay minister\tGOV\trole,domestic");
    import_has(&i, AGENTS, "tide ministry\tGOV\tbody");
    import_has(&i, AGENTS, "mooring guild\tLAB\tgroup");
    import_has(&i, AGENTS, "harbour thief|harbour thieves\tCRM\tgroup");
    import_has(&i, AGENTS, "rescue body\tNGO\tgroup");
    import_has(&i, AGENTS, "tide reporter\tOPP\trole");
    import_has(&i, AGENTS, "tide preacher\tREL\tgroup");
    import_has(&i, AGENTS, "tide raider\tUAF\tgroup,domestic");
    import_done(&i);
}

static void sets_of_words_are_put_in(void **state)
{
    (void)state;
    imported i;
    IMPORT(i, AGENTS,
           "!FOLK! = MAN, MEN\n"
           "!MINIST! = MINISTER, MINISTRY\n"
           "BOATS!FOLK! [~AGR]\n"
           "!MINIST!_OF_TIDES [~GOV]\n"
           "TIDE_!NONE! [~GOV]\n"
           "AD!MINIST!RATION [~GOV]\n"
           "WHAT! [~GOV]\n"
           "!EMPTY! =\n");
    import_has(&i, AGENTS, "boatsman|boatsmen\tAGR\tgroup");
    import_has(&i, AGENTS, "minister of tides\tGOV\trole,domestic");
    import_has(&i, AGENTS, "ministry of tides\tGOV\tbody");
    import_told(&i, "5: TIDE_!NONE! [~GOV]: no set !NONE! is defined above");
    import_told(&i, "6: AD!MINIST!RATION [~GOV]: !MINIST! stands within a word");
    import_told(&i, "7: WHAT! [~GOV]: '!' without its other half");
    import_told(&i, "8: !EMPTY! =: a set without words");
    assert_int_equal(i.counts.refused, 4);
    import_done(&i);
}

static void agents_that_are_none_are_refused(void **state)
{
    (void)state;
    imported i;
    IMPORT(i, AGENTS,
           "TIDE_KEEPER\n"
           "TIDE_KEEPER [GOV]\n"
           "TIDE_KEEPER [~GOV}\n"
           "TIDE_KEEPER [~QQQ]\n"
           "TIDE_KEEPER [~GOV] [~MIL]\n"
           "TIDE_KEEPER {KEEPERS [~GOV]\n"
           "+TIDE_KEEPER [~GOV]\n"
           "[~GOV]\n"
           "TIDE_KEEP\xC9R [~GOV]\n");
    import_told(&i, "1: TIDE_KEEPER: no code");
    import_told(&i, "2: TIDE_KEEPER [GOV]: no '~'");
    import_told(&i, "3: TIDE_KEEPER [~GOV}: '[' without ']'");
    import_told(&i, "4: TIDE_KEEPER [~QQQ]: 'QQQ' is no role");
    import_told(&i, "5: TIDE_KEEPER [~GOV] [~MIL]: more than one code");
    import_told(&i, "6: TIDE_KEEPER {KEEPERS [~GOV]: '{' and '}'");
    import_told(&i, "7: +TIDE_KEEPER [~GOV]: '+' says nothing here");
    import_told(&i, "8: [~GOV]: a code without a noun");
    import_told(&i, "9: ");
    assert_int_equal(i.counts.refused, 9);
    assert_int_equal(i.counts.rows, 0);
    import_done(&i);
}

static void discards_have_a_scope(void **state)
{
    (void)state;
    imported i;
    IMPORT(i, AUTO,
           "# ours\n"
           "TIDE TABLE\n"
           "+ Regatta of Ibb   # whole stories\n"
           "GROUP Q_\n"
           "1987\n"
           "LOST\xEF\xBF\xBD\n");
    assert_int_equal(i.read_as, DEMARCHE_IMPORT_DISCARDS);
    import_has(&i, DISCARDS, "tide table\tsentence");
    import_has(&i, DISCARDS, "regatta of ibb\tdocument");
    import_has(&i, DISCARDS, "group q\tsentence");
    import_has(&i, DISCARDS, "1987\tsentence");
    import_told(&i, "6: LOST");
    assert_int_equal(i.counts.years, 1);
    assert_int_equal(i.counts.refused, 1);
    import_done(&i);
}

static void codes_among_discards_are_refused(void **state)
{
    (void)state;
    imported i;
    IMPORT(i, DISCARDS, "QUAY_BOARD_ [OMNGOV]\nTIDE TABLE\n");
    import_told(&i, "1: QUAY_BOARD_ [OMNGOV]: a code among discards");
    assert_int_equal(i.counts.rows, 1);
    import_done(&i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agents_get_sector_and_kind),
        cmocka_unit_test(sets_of_words_are_put_in),
        cmocka_unit_test(agents_that_are_none_are_refused),
        cmocka_unit_test(discards_have_a_scope),
        cmocka_unit_test(codes_among_discards_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

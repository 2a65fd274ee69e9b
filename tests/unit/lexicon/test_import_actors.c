/* Actors of TABARI and PETRARCH: every trap of their formats. The dictionaries here are
 * ours. */
#include "import_kit.h"

static void both_layouts_are_read(void **state)
{
    (void)state;
    imported i;
    IMPORT(i, AUTO,
           "OMAN_ROYAL_GUARD_ [OMNMIL]  ;one line, TABARI\n"
           "+SULTAN'S_GUARD_\n"
           "\n"
           "HARBOUR_WATCH_  # PETRARCH\n"
           "+PORT_WATCH\n"
           "\t[OMNCOP]\n");
    assert_int_equal(i.read_as, DEMARCHE_IMPORT_ACTORS);
    import_has(&i, ACTORS, "Oman Royal Guard\tSultan's Guard\tOMN\tMIL\t\t");
    import_has(&i, ACTORS, "Harbour Watch\tPort Watch\tOMN\tCOP\t\t");
    assert_string_equal(i.told, "");
    assert_int_equal(i.counts.names, 4);
    assert_int_equal(i.counts.stems, 1);
    import_done(&i);
}

static void comments_and_codes_are_the_note(void **state)
{
    (void)state;
    imported i;
    IMPORT(i, ACTORS,
           "# a head\n"
           "; and another\n"
           "<!-- markup over\n THREE_ [USA]\n lines -->\n"
           "RED_QUAY_MILITIA_ [OMNUAF]\t; seen 1991\n");
    char *rows = import_rows(&i, ACTORS);
    assert_string_equal(rows,
                        "\nRed Quay Militia\t\tOMN\tUAF\t\t\tnames.txt:6; CAMEO OMNUAF; "
                        "seen 1991\timport\n");
    free(rows);
    assert_string_equal(i.told, "");
    import_done(&i);
}

static void names_are_written_as_texts_write_them(void **state)
{
    (void)state;
    imported i;
    IMPORT(i, ACTORS,
           "MARITIME_OFFICERS_LEAGUE_OF_IBB_\n"
           "+MOLI_\n+U.Y._GUARD_\n+QWRT_\n+MCALLEN-O'NEILL_GROUP\n"
           "+PEOPLE'S_OWN_\n+Ibb Officers of the Line\n+\xC3\x9C\xC4\xB0RUN_\n"
           "+SEA___LEAGUE\t\n"
           "\t[YEMUAF]\n");
    import_has(&i, ACTORS,
               "Maritime Officers League of Ibb\tMOLI|U.Y. Guard|QWRT|"
               "McAllen-O'Neill Group|People's Own|Ibb Officers of the Line|"
               "\xC3\x9Cirun|Sea League\tYEM\tUAF\t\t");
    import_done(&i);
}

static void days_are_read_with_their_pivot(void **state)
{
    (void)state;
    imported i;
    IMPORT(i, ACTORS,
           "LAND_OFFICE_\n"
           "\t[OMNGOV 310101-19521231]\n" /* six and eight digits in one */
           "\t[OMNMIL 19530101 - 300101]\n"
           "AIR_OFFICE_\n\t[OMNGOV <820101]\n\t[OMNMIL > 891231]\n");
    import_has(&i, ACTORS, "Land Office\t\tOMN\tGOV\t1931-01-01\t1952-12-31");
    import_has(&i, ACTORS, "Land Office\t\tOMN\tMIL\t1953-01-01\t2030-01-01");
    import_has(&i, ACTORS, "Air Office\t\tOMN\tGOV\t\t1981-12-31");
    import_has(&i, ACTORS, "Air Office\t\tOMN\tMIL\t1989-12-31\t");
    assert_string_equal(i.told, "");
    import_done(&i);
}

static void days_that_do_not_exist_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *code, *why;
    } bad[] = {
        {"OMNGOV 2004017-20061201", "'2004017' has 7 digits"},
        {"OMNGOV >201005011", "'201005011' has 9 digits"},
        {"OMNGOV 010230-020101", "'010230' does not exist"},
        {"OMNGOV <15990101", "before 1601"},
        {"OMNGOV 19991231-19990101", "ends before it begins"},
        {"OMNGOV 250101-411231", "ends before it begins (years 00 to 30"},
        {"OMNGOV 19990101", "no time; write <DATE"},
        {"OMNGOV 19990101-", "no time"},
        {"OMNGOV <", "no time"},
    };
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        imported i;
        char text[128];
        snprintf(text, sizeof text, "OTHER_OFFICE_ [OMNMIL]\nLAND_OFFICE_\n\t[%s]\n",
                 bad[k].code);
        import_bytes(&i, DEMARCHE_IMPORT_ACTORS, DEMARCHE_IMPORT_CODES_AUTO, text,
                     strlen(text));
        import_told(&i, bad[k].why);
        import_told(&i, "\n2: LAND_OFFICE_: none of its codes could be taken\n");
        import_has_not(&i, ACTORS, "Land");
        import_has(&i, ACTORS, "Other Office\t\tOMN\tMIL\t\t");
        assert_int_equal(i.counts.refused, 2);
        import_done(&i);
    }
}

/* The first code that holds on a day counts; a code without days holds on the others. */
static void codes_are_laid_out_in_time(void **state)
{
    (void)state;
    imported i;
    IMPORT(i, ACTORS,
           "BREAKWATER_BOARD_ [OMNSPY]  # at all other times\n"
           "\t[OMNGOV 19800101-19891231]\n"
           "\t[OMNMIL 19850101-19921231]\n"
           "\t[OMNGOV 19921231-19951231]\n");
    import_has(&i, ACTORS, "Breakwater Board\t\tOMN\tSPY\t\t1979-12-31");
    import_has(&i, ACTORS, "Breakwater Board\t\tOMN\tGOV\t1980-01-01\t1989-12-31");
    import_has(&i, ACTORS, "Breakwater Board\t\tOMN\tMIL\t1990-01-01\t1992-12-30");
    import_has(&i, ACTORS, "Breakwater Board\t\tOMN\tGOV\t1992-12-31\t1995-12-31");
    import_has(&i, ACTORS, "Breakwater Board\t\tOMN\tSPY\t1996-01-01\t");
    assert_int_equal(i.counts.rows, 5);
    import_done(&i);
}

static void several_codes_may_stand_in_a_line(void **state)
{
    (void)state;
    imported i;
    IMPORT(i, ACTORS,
           "QUAY_BOARD_\t[OMNGOV <19900101] [OMNMIL] [OMNSPY] ; two defaults\n");
    import_has(&i, ACTORS, "Quay Board\t\tOMN\tGOV\t\t1989-12-31");
    import_has(&i, ACTORS, "Quay Board\t\tOMN\tMIL\t1990-01-01\t");
    import_told(&i, "~1: OMNSPY: a second code without days never holds");
    assert_int_equal(i.counts.refused, 0);
    import_done(&i);
}

static void codes_of_cameo_are_ours(void **state)
{
    (void)state;
    static const struct {
        const char *code, *ours; /* code, sector of ours */
    } codes[] = {
        {"ROMGOV", "ROU\tGOV"},    {"TMPMIL", "TLS\tMIL"},
        {"KSVCOP", "XKX\tCOP"},    {"USRSPY", "SUN\tSPY"},
        {"OMNMED", "OMN\tJRN"},    {"OMNHLH", "OMN\tMED"},
        {"OMNINS", "OMN\tREB"},    {"OMNSEP", "OMN\tREB"},
        {"OMNHRI", "OMN\tSOC"},    {"OMNGOVLEG", "OMN\tLEG"},
        {"OMNGOVBUS", "OMN\tGOV"}, {"OMNREBMUS", "OMN\tREB"},
        {"OMNMUS", "OMN\tREL"},    {"OMNKUR", "OMN\tSOC"},
        {"GBRIMYGOV", "IMN\tGOV"}, {"USRUZBGOV", "SUN\tGOV"},
        {"INDASMREB", "IND\tREB"}, {"MUSGOV", "MUS\tGOV"},
        {"IGOUNO", "UNO\tIGO"},    {"IGOUNOREFHCR", "UNO\tIGO"},
        {"IGOEUREEC", "EUR\tIGO"}, {"IGOWSTNAT", "NAT\tIGO"},
        {"IGOAFR", "IGO\tIGO"},    {"NGO", "NGO\tNGO"},
        {"NGOHRI", "NGO\tNGO"},    {"NGOCHR", "NGO\tREL"},
        {"NGOOMNEDU", "OMN\tEDU"}, {"MNCOMN", "OMN\tBUS"},
        {"MNC", "MNC\tBUS"},       {"MNCAUT", "AUT\tBUS"},
        {"IMGMUSALQ", "IMG\tUAF"}, {"AFRREB", "\tREB"},
        {"MED", "\tJRN"},          {"---", "\t"},
    };
    for (size_t k = 0; k < sizeof codes / sizeof *codes; k++) {
        imported i;
        char text[128], row[128];
        snprintf(text, sizeof text, "BREAKWATER_BOARD_ [%s]\n", codes[k].code);
        snprintf(row, sizeof row, "Breakwater Board\t\t%s\t\t", codes[k].ours);
        import_bytes(&i, DEMARCHE_IMPORT_ACTORS, DEMARCHE_IMPORT_CODES_AUTO, text,
                     strlen(text));
        assert_string_equal(i.told, "");
        import_has(&i, ACTORS, row);
        import_done(&i);
    }
}

static void codes_that_mean_nothing_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *code, *why;
    } bad[] = {
        {"ZZQGOV", "'ZZQ' is no state, region or role"},
        {"OMNZZQ", "'ZZQ' is no role"},
        {"OMNGOVE", "not made of steps of three letters"},
        {"OMN/YEM", "of several actors at once"},
        {"###", "leaves out the text"},
        {"+++", "not made of steps of three letters"},
        {"", "there is no code in it"},
        {"INT", "tells neither whose it is nor what it does"},
    };
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        imported i;
        char text[128];
        snprintf(text, sizeof text, "BREAKWATER_BOARD_ [%s]\n", bad[k].code);
        import_bytes(&i, DEMARCHE_IMPORT_ACTORS, DEMARCHE_IMPORT_CODES_AUTO, text,
                     strlen(text));
        import_told(&i, bad[k].why);
        assert_int_equal(i.counts.names, 0);
        assert_int_equal(i.counts.refused, 2);
        import_done(&i);
    }
}

static void states_and_regions_get_names(void **state)
{
    (void)state;
    imported i;
    IMPORT(i, ACTORS,
           "OMAN_ [OMN]\n+OOMAN_\nWEST_AFRICA_LAND_ [WAF]\n"
           "OLD_IBB_ [ROM <18860101]\nFAR_ROCK_ [GBRMSR]\n");
    import_has(&i, STATES, "OMN\tname\tOman|Ooman\t\t\t");
    import_has(&i, STATES, "011\tregion\tWest Africa Land\t\t\t");
    import_has(&i, STATES, "ROU\tname\tOld Ibb\t\t1885-12-31\t");
    import_has(&i, STATES, "MSR\tname\tFar Rock\t\t\t");
    assert_int_equal(i.counts.rows, 4);
    import_done(&i);
}

static void persons_are_told_from_bodies(void **state)
{
    (void)state;
    imported i;
    IMPORT(i, ACTORS,
           "SALEM_QAIS_\n\t[OMNGOV 19850101-19891231]\n\t[OMNELI]\n" /* ELI: a person */
           "TARIQ_BU_NASR_\n+MINISTER_BU_NASR_\n+BU_NASR_\n\t[OMNGOV]\n" /* a title */
           "HAMAD_ZUBAIR_\n\t[OMNGOV >20010101]\n" /* office and shape */
           "KIM_JAE_IN_\n\t[KORGOV >20010101]\n"
           "OMANI_COUNCIL_\n\t[OMNGOV >20010101]\n"
           "FRIENDS_OF_QAIS_\n\t[OMNELI]\n"
           "NIZWA_TRADING_\n\t[MNCOMN <20010101]\n\t[OMNGOV >20010101]\n");
    import_has(&i, PERSONS, "Salem Qais\t\tOMN\tELI\t\t\t1984-12-31");
    import_has(&i, PERSONS, "Salem Qais\t\tOMN\tGOV\t\t1985-01-01\t1989-12-31");
    import_has(&i, PERSONS, "Salem Qais\t\tOMN\tELI\t\t1990-01-01\t");
    import_has(&i, PERSONS, "Tariq Bu Nasr\tMinister Bu Nasr|Bu Nasr\tOMN\tGOV\t\t\t");
    import_has(&i, PERSONS, "Hamad Zubair\t\tOMN\tGOV\t\t2001-01-01\t");
    import_has(&i, PERSONS, "Kim Jae In\t\tKOR\tGOV\t\t2001-01-01\t");
    import_has(&i, ACTORS, "Omani Council\t\tOMN\tGOV\t2001-01-01\t");
    import_has(&i, ACTORS, "Friends of Qais\t\tOMN\tELI\t\t");
    import_has(&i, ACTORS, "Nizwa Trading\t\tOMN\tGOV\t2001-01-01\t");
    import_done(&i);
}

static void damaged_lines_are_refused_alone(void **state)
{
    (void)state;
    static const struct {
        const char *line, *why;
    } bad[] = {
        {"OMNGOV]", "']' without '['"},
        {"120]--", "']' without '['"},
        {"+FAEROYENE]_", "']' without '['"},
        {"INERGY_L.P. [", "'[' without ']'"},
        {"+TWO_NAMES+_ON_ONE_LINE_", "'+' within it"},
        {"+CAF\xC9_BOARD_", "no UTF-8"},
        {"+COTE_D\xEF\xBF\xBDOR_", "a character of it was lost"},
        {"+BAD\x1A\x42OARD_", "a control character"},
        {"+___", "no letters in it"},
    };
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        imported i;
        char text[256];
        snprintf(text, sizeof text,
                 "QUAY_BOARD_ [OMNGOV]\n%s\n\nLAND_BOARD_\n+EARTH_BOARD_\n\t[OMNMIL]\n",
                 bad[k].line);
        import_bytes(&i, DEMARCHE_IMPORT_ACTORS, DEMARCHE_IMPORT_CODES_AUTO, text,
                     strlen(text));
        import_told(&i, "2: ");
        import_told(&i, bad[k].why);
        import_has(&i, ACTORS, "Quay Board\t\tOMN\tGOV\t\t");
        import_has(&i, ACTORS, "Land Board\tEarth Board\tOMN\tMIL\t\t");
        assert_int_equal(i.counts.refused, 1);
        import_done(&i);
    }
}

static void names_without_codes_are_refused(void **state)
{
    (void)state;
    imported i;
    IMPORT(i, ACTORS,
           "QUAY_BOARD_\n+PIER_BOARD_\n\nLAND_BOARD_\n\t[OMNMIL]\n"
           "SEA_BOARD_\nAIR_BOARD_ [OMNCOP]\n");
    import_told(&i, "1: QUAY_BOARD_: no code");
    import_told(&i, "2: PIER_BOARD_: no code");
    import_told(&i, "6: SEA_BOARD_: no code");
    assert_int_equal(i.counts.refused, 3);
    assert_int_equal(i.counts.names, 2);
    import_done(&i);
}

/* A block of names without "+" and without blank lines shares the codes below it. */
static void a_block_of_names_is_one_entry(void **state)
{
    (void)state;
    imported i;
    IMPORT(i, ACTORS,
           "THE_QUAY_BOARD_\nQUAY_BOARD_\n# a comment between\nQ.B._\n\t[OMNMIL]\n");
    import_has(&i, ACTORS, "The Quay Board\tQuay Board|Q.B.\tOMN\tMIL\t\t");
    import_told(&i, "~2: QUAY_BOARD_: no '+'");
    import_told(&i, "~4: Q.B._: no '+'");
    assert_int_equal(i.counts.refused, 0);
    import_done(&i);
}

static void stray_text_is_remarked(void **state)
{
    (void)state;
    imported i;
    IMPORT(i, ACTORS,
           "QUAY_BOARD_ [OMNMIL]--\n"
           "\tLAND_BOARD_\n\t[omngov]\n"
           "JOHN_PIER_(ACTING_ [OMNCOP]\n"
           "SEA_LEAGUE_OF_IBB_(SLI)_ [OMNCOP]\n");
    import_told(&i, "~1: QUAY_BOARD_ [OMNMIL]--: '--' behind the code");
    import_told(&i, "~2: LAND_BOARD_: a name behind a blank");
    import_told(&i, "~3: omngov: small letters; taken as OMNGOV");
    import_told(&i, "~4: JOHN_PIER_(ACTING_: a bracket");
    import_has(&i, ACTORS, "John Pier\t\tOMN\tCOP\t\t");
    import_has(&i, ACTORS, "Sea League of Ibb\tSLI\tOMN\tCOP\t\t");
    assert_int_equal(i.counts.refused, 0);
    assert_int_equal(i.counts.remarks, 4);
    import_done(&i);
}

static void codes_and_synonyms_want_a_name(void **state)
{
    (void)state;
    imported i;
    IMPORT(i, ACTORS, "+PIER_\n\t[OMNMIL]\nQUAY_BOARD_ [OMNMIL]\r\n");
    import_told(&i, "1: +PIER_: '+' without a name above");
    import_told(&i, "2: [OMNMIL]: a code without a name above");
    import_has(&i, ACTORS, "Quay Board\t\tOMN\tMIL\t\t");
    import_done(&i);
}

static void repeats_are_written_once(void **state)
{
    (void)state;
    imported i;
    IMPORT(i, ACTORS,
           "QUAY_BOARD_ [OMNMIL]\n+QUAY-BOARD\nPIER_ [OMNMIL]\nPIER_ [OMNMIL]\n");
    assert_int_equal(i.counts.rows, 2);
    assert_int_equal(i.counts.repeated, 2);
    import_done(&i);
}

/* Dictionaries of peoples and of beliefs have letters that are also those of states. */
static void peoples_and_beliefs_have_codes_of_their_own(void **state)
{
    (void)state;
    imported i;
    IMPORT(i, AUTO,
           "QUAYFOLK_ [ARG]\nPIERFOLK_ [QYB]\nREEDFOLK_ [QYC]\nSANDFOLK_ [QYD]\n"
           "TIDEFOLK_ [QYE]\nMOORFOLK_ [QYF]\nFENFOLK_ [QYG]\nDUNEFOLK_ [QYH]\n"
           "CAPEFOLK_ [QYI]\n");
    import_has(&i, ACTORS, "Quayfolk\t\t\tSOC\t\t");
    assert_int_equal(i.counts.rows, 9);
    assert_string_equal(i.told, "");
    import_done(&i);
    IMPORT(i, AUTO,
           "PIER_ZEN_ [BUD100]\nREED_ZEN_ [BUDMAH112]\nSAND_ZEN_ [BUD200]\n"
           "TIDE_RITE_ [CHR100]\nMOOR_RITE_ [CHRCTH]\nFEN_RITE_ [CHR200]\n"
           "QUAY_WAY_ [SHN]\nDUNE_RITE_ [JEW073]\nCAPE_RITE_ [TAO]\n");
    import_has(&i, ACTORS, "Quay Way\t\t\tREL\t\t");
    import_has_not(&i, STATES, "Quay");
    import_done(&i);
    import_bytes(&i, DEMARCHE_IMPORT_ACTORS, DEMARCHE_IMPORT_CODES_PEOPLES,
                 "QUAYFOLK_ [ARG]\n", 16);
    import_has(&i, ACTORS, "Quayfolk\t\t\tSOC\t\t");
    import_done(&i);
}

static void other_dictionaries_are_refused_whole(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "<ISSUE CATEGORY=\"Q\">\nquay [QUAY]\n</ISSUE>\n",
        "# nothing but a comment\n\n",
    };
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        imported i;
        import_bytes(&i, DEMARCHE_IMPORT_AUTO, DEMARCHE_IMPORT_CODES_AUTO, bad[k],
                     strlen(bad[k]));
        assert_int_equal(i.status, DEMARCHE_E_FORMAT);
        assert_int_equal(i.counts.rows, 0);
        import_done(&i);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_layouts_are_read),
        cmocka_unit_test(comments_and_codes_are_the_note),
        cmocka_unit_test(names_are_written_as_texts_write_them),
        cmocka_unit_test(days_are_read_with_their_pivot),
        cmocka_unit_test(days_that_do_not_exist_are_refused),
        cmocka_unit_test(codes_are_laid_out_in_time),
        cmocka_unit_test(several_codes_may_stand_in_a_line),
        cmocka_unit_test(codes_of_cameo_are_ours),
        cmocka_unit_test(codes_that_mean_nothing_are_refused),
        cmocka_unit_test(states_and_regions_get_names),
        cmocka_unit_test(persons_are_told_from_bodies),
        cmocka_unit_test(damaged_lines_are_refused_alone),
        cmocka_unit_test(names_without_codes_are_refused),
        cmocka_unit_test(a_block_of_names_is_one_entry),
        cmocka_unit_test(stray_text_is_remarked),
        cmocka_unit_test(codes_and_synonyms_want_a_name),
        cmocka_unit_test(repeats_are_written_once),
        cmocka_unit_test(peoples_and_beliefs_have_codes_of_their_own),
        cmocka_unit_test(other_dictionaries_are_refused_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

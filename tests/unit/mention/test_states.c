#include "mention/name_norm.h"
#include "mention_kit.h"

static demarche_str code_on(const mention_kit *kit, const char *name, int year)
{
    demarche_str norm = dmr_name_norm_copy(kit->arena, dmr_str_c(name));
    return dmr_gazetteer_code(kit->gazetteer, dmr_gazetteer_key(kit->gazetteer, norm),
                              dmr_day_from_civil(year, 7, 15));
}

static void a_name_means_the_state_of_its_day(void **state)
{
    static const struct {
        const char *name;
        int year;
        const char *code;
    } rows[] = {
        {"Moscow", 1910, "RUS"},
        {"Moscow", 1988, "SUN"},
        {"Moscow", 1993, "RUS"},
        {"Kremlin", 1962, "SUN"},
        {"Kremlin", 2014, "RUS"},
        {"Germany", 1912, "DEU"},
        {"Germany", 1948, "DEU"},
        {"Germany", 1985, "DEU"},
        {"Germany", 1995, "DEU"},
        {"East Germany", 1985, "DDR"},
        {"East Berlin", 1961, "DDR"},
        {"GDR", 1970, "DDR"},
        {"Bonn", 1985, "DEU"},
        {"Prague", 1968, "CSK"},
        {"Prague", 1999, "CZE"},
        {"Belgrade", 1914, "SRB"},
        {"Belgrade", 1948, "YUG"},
        {"Belgrade", 1999, "YUG"},
        {"Belgrade", 2004, "SCG"},
        {"Belgrade", 2010, "SRB"},
        {"Hanoi", 1968, "VDR"},
        {"Hanoi", 1988, "VNM"},
        {"Saigon", 1968, "VNM"},
        {"North Vietnam", 1970, "VDR"},
        {"Seoul", 1988, "KOR"},
        {"P'yongyang", 1988, "PRK"},
        {"DPRK", 1990, "PRK"},
        {"Rangoon", 1980, "BUR"},
        {"Rangoon", 1995, "MMR"},
        {"Burma", 1995, "MMR"},
        {"Zaire", 1980, "ZAR"},
        {"Kinshasa", 1965, "COD"},
        {"Kinshasa", 1985, "ZAR"},
        {"Kinshasa", 2005, "COD"},
        {"Congo", 1999, "COD"},
        {"Brazzaville", 1985, "COG"},
        {"Salisbury", 1970, "RHO"},
        {"Harare", 1985, "ZWE"},
        {"Aden", 1980, "YMD"},
        {"Upper Volta", 1980, "HVO"},
        {"Ouagadougou", 1990, "BFA"},
        {"Dahomey", 1970, "DHY"},
        {"Siam", 1900, "THA"},
        {"Persia", 1910, "IRN"},
        {"Ceylon", 1960, "LKA"},
        {"Constantinople", 1910, "TUR"},
        {"Ankara", 1950, "TUR"},
        {"Rio de Janeiro", 1950, "BRA"},
        {"U.S.", 1990, "USA"},
        {"USSR", 1970, "SUN"},
        {"UAR", 1960, "EGY"},
        {"Republic of China", 1930, "CHN"},
        {"Republic of China", 1960, "TWN"},
        {"Peking", 1970, "CHN"},
        {"Nanking", 1937, "CHN"},
        {"Karachi", 1950, "PAK"},
        {"Islamabad", 1990, "PAK"},
        {"Juba", 2015, "SSD"},
        {"East Timor", 1990, "TMP"},
        {"East Timor", 2010, "TLS"},
        {"Côte d'Ivoire", 1990, "CIV"},
        {"Guinea-Bissau", 1990, "GNB"},
        {"Quai d'Orsay", 1950, "FRA"},
        {"Whitehall", 1956, "GBR"},
        {"Blue House", 1990, "KOR"},
        {"Germany", 1933, "DEU"},
        {"Prussia", 1860, "DEU"},
        {"Hanover", 1850, "DEU"},
        {"Austria", 1910, "AUT"},
        {"Austria", 1930, "AUT"},
        {"Austria", 1940, "AUT"},
        {"Dual Monarchy", 1900, "AUT"},
        {"Habsburg", 1900, "AUT"},
        {"Kingdom of Sardinia", 1850, "ITA"},
        {"Rome", 1860, "VAT"},
        {"Rome", 1900, "ITA"},
        {"Poland", 1930, "POL"},
        {"Soviet Russia", 1920, "RUS"},
        {"Petrograd", 1916, "RUS"},
        {"Yugoslavia", 1925, "YUG"},
        {"Yugoslavia", 1985, "YUG"},
        {"Yugoslavia", 1995, "YUG"},
        {"Yugoslavia", 2004, "YUG"},
        {"Christiania", 1910, "NOR"},
        {"Korea", 1900, "KOR"},
        {"Korea", 1946, "KOR"},
        {"Korea", 1988, "KOR"},
        {"Hermit Kingdom", 1890, "KOR"},
        {"Hermit Kingdom", 2010, "PRK"},
        {"China", 1930, "CHN"},
        {"China", 1955, "CHN"},
        {"China", 1985, "CHN"},
        {"Celestial Empire", 1880, "CHN"},
        {"Tibet", 1930, "CHN"},
        {"Vietnam", 1960, "VNM"},
        {"Vietnam", 1965, "VNM"},
        {"Vietnam", 1980, "VNM"},
        {"Annam", 1880, "VNM"},
        {"Yemen", 1985, "YEM"},
        {"Yemen", 1995, "YEM"},
        {"Aden", 1995, "YEM"},
        {"Congo", 1955, "COD"},
        {"Congo", 1962, "COD"},
        {"Congo", 1985, "COG"},
        {"Congo", 2000, "COD"},
        {"French Congo", 1905, "COG"},
        {"Léopoldville", 1959, "COD"},
        {"Lourenço Marques", 1965, "MOZ"},
        {"Transvaal", 1899, "ZAF"},
        {"Batavia", 1930, "IDN"},
        {"Jogjakarta", 1948, "IDN"},
        {"Calcutta", 1900, "IND"},
        {"Ciudad Trujillo", 1950, "DOM"},
        {"Gran Colombia", 1825, "COL"},
        {"Nur-Sultan", 2020, "KAZ"},
        {"Persia", 1925, "IRN"},
        {"Siam", 1930, "THA"},
        {"Dahomean", 1970, "DHY"},
        {"Upper Voltan", 1970, "HVO"},
        {"Zairean", 1985, "ZAR"},
        {"Rhodesian", 1970, "RHO"},
        {"Tanganyikan", 1962, "TZA"},
        {"Abyssinian", 1930, "ETH"},
        {"Malacañang", 1970, "PHL"},
        {"Zhongnanhai", 1990, "CHN"},
        {"Itamaraty", 1970, "BRA"},
        {"South Block", 1990, "IND"},
        {"Aiwan-e-Sadr", 1990, "PAK"},
        {"Rideau Hall", 1960, "CAN"},
        {"Aso Rock", 2000, "NGA"},
        {"Çankaya", 1990, "TUR"},
    };
    const mention_kit *kit = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        demarche_str code = code_on(kit, rows[i].name, rows[i].year);
        if (!dmr_str_is(code, rows[i].code))
            fail_msg("%s in %d is '%.*s', not %s", rows[i].name, rows[i].year,
                     (int)code.len, code.ptr, rows[i].code);
    }
}

static void a_body_is_what_it_was_on_its_day(void **state)
{
    static const struct {
        const char *name;
        int year;
        const char *code, *sector;
    } rows[] = {
        {"League of Nations", 1930, "IGO", "IGO"},
        {"ONUC", 1961, "UNO", "MIL"},
        {"UNTAC", 1992, "UNO", "IGO"},
        {"MINUSMA", 2015, "UNO", "MIL"},
        {"Comecon", 1970, "IGO", "IGO"},
        {"High Authority", 1955, "EUR", "IGO"},
        {"CPTPP", 2020, "IGO", "IGO"},
        {"KGB", 1970, "SUN", "SPY"},
        {"TASS", 1980, "SUN", "MED"},
        {"TASS", 2000, "RUS", "MED"},
        {"Škoda", 1980, "CSK", "BUS"},
        {"Škoda", 2000, "CZE", "BUS"},
        {"Stasi", 1980, "DDR", "SPY"},
        {"PLO", 1980, "PSE", "REB"},
        {"PLO", 2000, "PSE", "GOV"},
        {"SAVAK", 1970, "IRN", "SPY"},
        {"Aramco", 1980, "SAU", "BUS"},
        {"Union Minière", 1960, "BEL", "BUS"},
        {"ANC", 1980, "ZAF", "OPP"},
        {"ANC", 2000, "ZAF", "PTY"},
        {"FRELIMO", 1970, "MOZ", "REB"},
        {"FRELIMO", 1980, "MOZ", "PTY"},
        {"SPLM", 1990, "SDN", "REB"},
        {"SPLM", 2012, "SSD", "GOV"},
        {"Rapid Support Forces", 2020, "SDN", "MIL"},
        {"Rapid Support Forces", 2024, "SDN", "REB"},
        {"Taliban", 1995, "AFG", "REB"},
        {"Taliban", 1999, "AFG", "GOV"},
        {"Taliban", 2010, "AFG", "REB"},
        {"Taliban", 2022, "AFG", "GOV"},
        {"Inter-Services Intelligence", 1985, "PAK", "SPY"},
        {"Kuomintang", 1930, "CHN", "PTY"},
        {"Kuomintang", 1960, "TWN", "PTY"},
        {"KOTRA", 1988, "KOR", "BUS"},
        {"Gaimusho", 1930, "JPN", "GOV"},
        {"Tatmadaw", 1970, "BUR", "MIL"},
        {"Tatmadaw", 2000, "MMR", "MIL"},
        {"FARC", 1990, "COL", "REB"},
        {"FARC", 2019, "COL", "PTY"},
        {"Petrobras", 1990, "BRA", "BUS"},
    };
    const mention_kit *kit = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        demarche_str norm = dmr_name_norm_copy(kit->arena, dmr_str_c(rows[i].name));
        const dmr_sense *s =
            dmr_gazetteer_sense(kit->gazetteer, dmr_gazetteer_key(kit->gazetteer, norm),
                                dmr_day_from_civil(rows[i].year, 7, 15), NULL, NULL);
        if (!s || !dmr_str_is(s->code, rows[i].code) ||
            !dmr_str_is(s->sector, rows[i].sector))
            fail_msg("%s in %d is not %s %s", rows[i].name, rows[i].year, rows[i].code,
                     rows[i].sector);
    }
}

static void a_change_of_state_is_told_to_the_day(void **state)
{
    const mention_kit *kit = *state;
    uint32_t moscow = dmr_gazetteer_key(kit->gazetteer, DMR_STR("moscow"));
    assert_int_not_equal(moscow, 0);
    assert_true(dmr_str_is(
        dmr_gazetteer_code(kit->gazetteer, moscow, dmr_day_from_civil(1991, 12, 25)),
        "SUN"));
    assert_true(dmr_str_is(
        dmr_gazetteer_code(kit->gazetteer, moscow, dmr_day_from_civil(1991, 12, 26)),
        "RUS"));
    assert_true(dmr_str_is(
        dmr_gazetteer_code(kit->gazetteer, moscow, dmr_day_from_civil(1922, 12, 29)),
        "RUS"));
}

static void a_dead_state_keeps_its_code_after_its_end(void **state)
{
    const mention_kit *kit = *state;
    assert_true(dmr_str_is(code_on(kit, "Soviet Union", 2005), "SUN"));
    assert_true(dmr_str_is(code_on(kit, "Czechoslovakia", 2005), "CSK"));
}

static void places_lie_in_the_state_of_their_day(void **state)
{
    const mention_kit *kit = *state;
    demarche_str tallinn = dmr_gazetteer_holder(kit->gazetteer, DMR_STR("EST"),
                                                dmr_day_from_civil(1988, 1, 1));
    assert_true(dmr_str_is(tallinn, "SUN"));
    assert_true(dmr_str_is(dmr_gazetteer_holder(kit->gazetteer, DMR_STR("EST"),
                                                dmr_day_from_civil(1935, 1, 1)),
                           "EST"));
    assert_true(dmr_str_is(dmr_gazetteer_holder(kit->gazetteer, DMR_STR("HRV"),
                                                dmr_day_from_civil(1980, 1, 1)),
                           "YUG"));
    assert_true(dmr_str_is(dmr_gazetteer_holder(kit->gazetteer, DMR_STR("DZA"),
                                                dmr_day_from_civil(1956, 1, 1)),
                           "FRA"));
    assert_true(dmr_str_is(dmr_gazetteer_holder(kit->gazetteer, DMR_STR("CZE"),
                                                dmr_day_from_civil(1942, 1, 1)),
                           "DEU"));
}

static void leaders_hold_office_for_their_days(void **state)
{
    const mention_kit *kit = *state;
    uint32_t key = dmr_gazetteer_key(kit->gazetteer, DMR_STR("nelson mandela"));
    assert_int_not_equal(key, 0);
    const dmr_sense *s = dmr_gazetteer_sense(kit->gazetteer, key,
                                             dmr_day_from_civil(1990, 2, 11), NULL, NULL);
    assert_true(dmr_str_is(s->sector, "OPP"));
    s = dmr_gazetteer_sense(kit->gazetteer, key, dmr_day_from_civil(1995, 2, 11), NULL,
                            NULL);
    assert_true(dmr_str_is(s->sector, "GOV"));
}

static void unknown_entities_have_no_code(void **state)
{
    const mention_kit *kit = *state;
    assert_int_equal(dmr_gazetteer_code(kit->gazetteer, 0, 0).len, 0);
    assert_int_equal(dmr_gazetteer_code(kit->gazetteer, UINT32_MAX, 0).len, 0);
    assert_int_equal(dmr_gazetteer_key(kit->gazetteer, DMR_STR("nowhere land")), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_means_the_state_of_its_day),
        cmocka_unit_test(a_body_is_what_it_was_on_its_day),
        cmocka_unit_test(a_change_of_state_is_told_to_the_day),
        cmocka_unit_test(a_dead_state_keeps_its_code_after_its_end),
        cmocka_unit_test(places_lie_in_the_state_of_their_day),
        cmocka_unit_test(leaders_hold_office_for_their_days),
        cmocka_unit_test(unknown_entities_have_no_code),
    };
    return cmocka_run_group_tests(tests, kit_open, kit_close);
}

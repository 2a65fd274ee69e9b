/* Every byte of a text leads back to the byte of the input that it was read from. */
#include "read_check.h"

/* All documents of an input: each letter and figure of the text stands in the input where
 * the way back leads, within the bytes of its document. Gives how many documents. */
static int lead_back(demarche_str bytes, demarche_format format)
{
    demarche_read_options opts = DEMARCHE_READ_OPTIONS_INIT;
    dmr_documents d;
    demarche_error err = {0};
    int n = 0;
    bool got = true;
    opts.format = format;
    opts.path = "x";
    assert_int_equal(dmr_documents_open(&d, bytes, &opts, &err), DEMARCHE_OK);
    while (got) {
        dmr_source s;
        size_t last = 0;
        if (dmr_documents_next(&d, &s, &got, arena, &err))
            fail_msg("%s", err.message);
        n += got;
        assert_true(s.source_start <= s.source_end && s.source_end <= bytes.len);
        for (size_t i = 0; got && i < s.text.len; i++) {
            char c = s.text.ptr[i];
            size_t at = dmr_origin_find(&s.origin, s.source_start, i);
            if (at < s.source_start || at > s.source_end || at < last)
                fail_msg("byte %zu leads to %zu", i, at);
            last = at;
            if ((dmr_is_alpha(c) || dmr_is_digit(c)) && bytes.ptr[at] != c)
                fail_msg("byte %zu, '%c', leads to %zu, '%c'", i, c, at, bytes.ptr[at]);
        }
    }
    dmr_documents_close(&d);
    return n;
}

static void plain_text(void **state)
{
    (void)state;
    static const char text[] =
        "Talks in Rome\n\nFrance met Italy\x01 in 1990.\r\nIt \xFF\xFE was \xE2\x82 new.";
    assert_int_equal(lead_back(dmr_str_c(text), DEMARCHE_FORMAT_TEXT), 1);
    demarche_str marked = dmr_str_format(arena, "\xEF\xBB\xBF%s", text);
    assert_int_equal(lead_back(marked, DEMARCHE_FORMAT_TEXT), 1);
    lead_back(S("\xEF\xBB\xBF"), DEMARCHE_FORMAT_TEXT);
    lead_back(S(""), DEMARCHE_FORMAT_TEXT);
}

static void utf16(void **state)
{
    (void)state;
    lead_back(S("\xFF\xFE"
                "a\0\xE9\0b\0\x3D\xD8\x00\xDE"
                "c\0\0\xD8"
                "d\0"),
              DEMARCHE_FORMAT_TEXT);
}

static void pages_of_country_studies(void **state)
{
    (void)state;
    lead_back(S("Country Listing\n\nKotra Table of Contents\n\nKotra\n\nFOREIGN "
                "RELATIONS\n\nThey met in Lund.\n\nData as of June 1990\n"),
              DEMARCHE_FORMAT_COUNTRY_STUDY);
}

static void markdown(void **state)
{
    (void)state;
    lead_back(
        S("\xEF\xBB\xBF---\ntitle: A talk\ndate: 1990-05-01\n---\n# Head **1** #\n\n"
          "Some *thin* words\nand [a link](http://x.org/y) \xFF with `code`,  \n"
          "caf&eacute; AT&amp;T <b>bold</b> 1\\. done<br>line\n\n* item one\n  goes "
          "on\n* item two\n\n| a | b |\n|---|---|\n| c1 | d2 |\n\n> quoted\n\n"
          "```\ncode here\n  more\n```\nSetext 9\n======\nlast <http://u.org>\n"),
        DEMARCHE_FORMAT_MARKDOWN);
}

static void jsonl(void **state)
{
    (void)state;
    int n = lead_back(
        S("\xEF\xBB\xBF{\"text\":\"plain words 1\",\"id\":\"a\"}\n\n"
          "{ \"meta\" : {\"text\":\"no [}\"}, \"t\\u0065xt\" : \"caf\\u00e9 \\\"q\\\"\\n"
          "b \\ud83d\\ude00 c\\/d\" , \"x\":[1,\"]\"] }\n"
          "{\"text\":\"not this\",\"text\":\"but this\"}\n"
          "{\"a\":\"\xFF\xFF\",\"text\":\"bad \xFE byte\\u0000 here\"}"),
        DEMARCHE_FORMAT_JSONL);
    assert_int_equal(n, 4);
}

static void petrarch(void **state)
{
    (void)state;
    int n = lead_back(
        S("<?xml version='1.0' encoding='UTF-8'?>\n<Sentences>\n"
          "<Sentence id=\"1\"><Text>\n Iran &amp; Iraq\nmet &#233; caf\xC3\xA9 x. \n"
          "</Text></Sentence>\n<Sentence sentence='false'><Text>One.\r\n\r\n<!-- no -->"
          "Two <b>bold</b>&#65533; 3.</Text></Sentence>\n"
          "<Sentence><Parse>(ROOT (S (NP (NNP Iran)) (VP (VBD left)\n(NP (-NONE- *)))))"
          "</Parse></Sentence></Sentences>"),
        DEMARCHE_FORMAT_PETRARCH);
    assert_int_equal(n, 3);
    n = lead_back(S("<?xml version='1.0' encoding='ISO-8859-1'?><Sentence><Text>"
                    "caf\xE9 \xFC"
                    "ber</Text></Sentence>"),
                  DEMARCHE_FORMAT_PETRARCH);
    assert_int_equal(n, 1);
}

static void pages_of_a_crawl(void **state)
{
    (void)state;
    int n = lead_back(
        S("WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\n"
          "Content-Length: 101\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
          "Transfer-Encoding: chunked\r\n\r\n7\r\nFrance \r\n4\r\nmet.\r\n0\r\n\r\n\r\n"
          "\r\nWARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain; "
          "charset=latin1\r\nContent-Length: 9\r\n\r\ncaf\xE9 abc!\r\n\r\n"),
        DEMARCHE_FORMAT_AUTO);
    assert_int_equal(n, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_text),
        cmocka_unit_test(utf16),
        cmocka_unit_test(pages_of_country_studies),
        cmocka_unit_test(markdown),
        cmocka_unit_test(jsonl),
        cmocka_unit_test(petrarch),
        cmocka_unit_test(pages_of_a_crawl),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}

/* CSV and TSV: rows are documents, whatever is wrong in a row is told and the rest read. */
#include "kind_check.h"

static const dmr_format_kind *const CSV = &dmr_format_csv;
static const dmr_format_kind *const TSV = &dmr_format_tsv;

static void a_row_is_a_document_with_what_its_columns_say(void **state)
{
    (void)state;
    reading r = read_kind(CSV,
                          S("\xEF\xBB\xBFId,Headline,TEXT,Doc_Date,Source,weather\r\n"
                            "a1,Talks,France met Italy.,5 June 1990,AFP,fine\r\n"
                            ",,Two.,,,\r\n"),
                          NULL);
    assert_int_equal(r.n, 2);
    const dmr_source *s = document(&r, 0);
    is(s->meta.id, "a1");
    is(s->meta.title, "Talks");
    is(s->meta.date, "1990-06-05");
    is(s->meta.source, "AFP");
    is(s->text, "France met Italy.");
    assert_int_equal(s->n_paragraphs, 1);
    is(document(&r, 1)->text, "Two.");
    is(document(&r, 1)->meta.id, "");
}

static void quoted_cells_hold_breaks_separators_and_quotes(void **state)
{
    (void)state;
    demarche_str in = S("id,text\n"
                        "1,\"He said \"\"no\"\", twice.\n\nThen he left.\"\n"
                        "2,He said \"no\" to it.\n"
                        "3,\"He said \"no\" to it.\"\n");
    reading r = read_kind(CSV, in, NULL);
    assert_int_equal(r.n, 3);
    const dmr_source *s = document(&r, 0);
    is(s->text, "He said \"no\", twice.\n\nThen he left.");
    assert_int_equal(s->n_paragraphs, 2);
    comes_from(s, "He said", in, "He said");
    comes_from(s, "\"no", in, "\"\"no");
    comes_from(s, "no\"", in, "no\"\"");
    comes_from(s, ", twice", in, ", twice");
    comes_from(s, "Then", in, "Then");
    is(document(&r, 1)->text, "He said \"no\" to it.");
    is(document(&r, 2)->text, "He said \"no\" to it.");
}

static void the_separator_is_told_from_the_names(void **state)
{
    (void)state;
    static const char *const inputs[] = {
        "id,text\n1,One; two|three.\n", "id;text\n1;One; two|three.\n",
        "id\ttext\n1\tOne; two|three.\n", "id|text\n1|One; two|three.\n",
        "\"id\";\"text\"\n1;One; two|three.\n"};
    reading r = read_kind(CSV, dmr_str_c(inputs[0]), NULL);
    is(document(&r, 0)->text, "One; two|three.");
    r = read_kind(CSV, dmr_str_c(inputs[1]), NULL); /* three cells, and two columns */
    is_error(&r, 0, DEMARCHE_E_FORMAT,
             "row 2, line 2 (byte 8): 3 cells, and there are 2");
    r = read_kind(CSV, dmr_str_c(inputs[2]), NULL);
    is(document(&r, 0)->text, "One; two|three.");
    r = read_kind(CSV, dmr_str_c(inputs[3]), NULL);
    is_error(&r, 0, DEMARCHE_E_FORMAT, "3 cells");
    r = read_kind(CSV, S("\"id\";\"text\"\n1;\"One; two\"\n"), NULL);
    is(document(&r, 0)->text, "One; two");
}

static void a_bad_row_is_told_and_the_rest_goes_on(void **state)
{
    (void)state;
    reading r = read_kind(CSV,
                          S("id,text,date\n"
                            "1,One.,1990\n"
                            "2,Two,and a half.,1990\n"
                            "\n"
                            "3\n"
                            "4,Four.,1990\n"
                            "5,\"Five.,1990\n"
                            "6,\"Six.\",1990\n"
                            "7,Seven.,1990"),
                          NULL);
    assert_int_equal(r.n, 7);
    is(document(&r, 0)->meta.id, "1");
    is_error(&r, 1, DEMARCHE_E_FORMAT,
             "row 3, line 3 (byte 25): 4 cells, and there are 3");
    is_error(&r, 2, DEMARCHE_E_FORMAT,
             "row 4, line 5 (byte 49): 1 cells, and there are 3");
    is(document(&r, 3)->meta.id, "4");
    is_error(&r, 4, DEMARCHE_E_FORMAT, "row 6, line 7 (byte 64): a quote is left open");
    is(document(&r, 5)->text, "Six.");
    is(document(&r, 6)->text, "Seven.");
}

static void a_quote_left_open_costs_its_row_alone(void **state)
{
    (void)state;
    reading r = read_kind(CSV, S("id,text\n1,\"One.\n2,Two.\n3,Three.\n"), NULL);
    assert_int_equal(r.n, 3);
    is_error(&r, 0, DEMARCHE_E_FORMAT,
             "row 2, line 2 (byte 8): a quoted cell that does not");
    is(document(&r, 1)->text, "Two.");
    is(document(&r, 2)->text, "Three.");
}

static void names_given_win_and_where_none_is_the_text_they_are_listed(void **state)
{
    (void)state;
    demarche_read_options opts = usual_options();
    demarche_str in = S("id,Text,Story,date,seen\n1,No.,Yes.,1990,1991\n");
    opts.field_text = "story";
    opts.field_date = "seen";
    reading r = read_kind(CSV, in, &opts);
    is(document(&r, 0)->text, "Yes.");
    is(document(&r, 0)->meta.date, "1991");
    opts.field_text = "words";
    r = read_kind(CSV, in, &opts);
    assert_int_equal(r.n, 1);
    is_error(
        &r, 0, DEMARCHE_E_FORMAT,
        "no column is the text, of id, Text, Story, date, seen; name it (--field-text)");
    r = read_kind(CSV, S("a,b\n1,2\n"), NULL);
    assert_int_equal(r.n, 1);
    is_error(&r, 0, DEMARCHE_E_FORMAT, "of a, b;");
}

static void many_names_are_cut_to_one_line(void **state)
{
    (void)state;
    dmr_buffer b = {0};
    for (int i = 0; i < 100; i++)
        dmr_buffer_write(&b, "a_column,", 9);
    reading r = read_kind(CSV, dmr_str(b.at, b.n - 1), NULL);
    is_error(&r, 0, DEMARCHE_E_FORMAT, ", ...");
    is_error(&r, 0, DEMARCHE_E_FORMAT, "(--field-text)");
    free(b.at);
}

static void tsv_has_no_quotes_unless_they_are_plain(void **state)
{
    (void)state;
    /* A cell that begins with a quote, and is none. */
    reading r = read_kind(TSV, S("id\ttext\n1\t\"No,\" he said.\n2\tTwo.\n"), NULL);
    assert_int_equal(r.n, 2);
    is(document(&r, 0)->text, "\"No,\" he said.");
    /* Names are quoted. */
    r = read_kind(TSV, S("\"id\"\t\"text\"\n\"1\"\t\"One.\"\n"), NULL);
    is(document(&r, 0)->text, "One.");
    /* A cell needs its quotes. */
    demarche_str in = S("id\ttext\n1\t\"One\ttwo \"\"three\"\".\nFour.\"\n2\tTwo.\n");
    r = read_kind(TSV, in, NULL);
    assert_int_equal(r.n, 2);
    is(document(&r, 0)->text, "One\ttwo \"three\".\nFour.");
    comes_from(document(&r, 0), "three", in, "three");
    /* Whole sentences in quotes are sentences in quotes. */
    r = read_kind(TSV, S("id\ttext\n1\t\"We go.\"\n"), NULL);
    is(document(&r, 0)->text, "\"We go.\"");
}

static void tsv_of_dumps_has_escapes(void **state)
{
    (void)state;
    demarche_str in = S("id\ttext\tdate\n1\tOne.\\n\\nTwo\\tthree \\\\ four.\t\\N\n");
    reading r = read_kind(TSV, in, NULL);
    is(document(&r, 0)->text, "One.\n\nTwo\tthree \\ four.");
    is(document(&r, 0)->meta.date, "");
    assert_int_equal(document(&r, 0)->n_paragraphs, 2);
    comes_from(document(&r, 0), "four", in, "four");
    comes_from(document(&r, 0), "three", in, "three");
    /* Backslashes that begin no escape anywhere: none is one. */
    r = read_kind(TSV, S("id\ttext\n1\tIn C:\\new and D:\\art.\n"), NULL);
    is(document(&r, 0)->text, "In C:\\new and D:\\art.");
}

static void bad_bytes_are_repaired_and_lead_back(void **state)
{
    (void)state;
    demarche_str in = S("id,text\n1,\"A \xFF \"\"b\"\" \x01 caf\xC3\xA9 end.\"\n");
    demarche_read_options opts = usual_options();
    opts.charset = "UTF-8";
    reading r = read_kind(CSV, in, &opts);
    const dmr_source *s = document(&r, 0);
    is(s->text, "A \xEF\xBF\xBD \"b\"   caf\xC3\xA9 end.");
    assert_int_equal(s->counts.repaired, 1);
    assert_int_equal(s->counts.controls, 1);
    comes_from(s, "caf", in, "caf");
    comes_from(s, "end", in, "end");
}

static void a_row_over_the_limit_is_told_and_passed(void **state)
{
    (void)state;
    demarche_read_options opts = usual_options();
    opts.max_bytes = 20;
    reading r = read_kind(
        CSV, S("id,text\n1,One two three four five six seven.\n2,Two.\n"), &opts);
    assert_int_equal(r.n, 2);
    is_error(&r, 0, DEMARCHE_E_LIMIT, "row 2, line 2 (byte 8): a row of over 20 bytes");
    is(document(&r, 1)->text, "Two.");
}

static void other_sets_of_characters_are_told_for_the_whole_table(void **state)
{
    (void)state;
    demarche_str in = S("id,title,text\n"
                        "1,Caf\xE9,\"Fran\xE7ois visited the \"\"caf\xE9\"\" in Orl\xE9"
                        "ans and left.\"\n2,Two,Plain.\n");
    reading r = read_kind(CSV, in, NULL);
    const dmr_source *s = document(&r, 0);
    is(s->text, "Fran\xC3\xA7ois visited the \"caf\xC3\xA9\" in Orl\xC3\xA9"
                "ans and left.");
    is(s->meta.title, "Caf\xC3\xA9");
    is(s->meta.charset, "WINDOWS-1252");
    assert_int_equal(s->counts.repaired, 0);
    comes_from(s, "\xC3\xA7ois", in, "\xE7ois");
    comes_from(s, "ans and", in, "ans and");
    is(document(&r, 1)->text, "Plain.");
    demarche_read_options opts = usual_options();
    opts.charset = "KOI8-R";
    r = read_kind(CSV, S("id,text\n1,\xED\xCF\xD3\xCB\xD7\xC1.\n"), &opts);
    is(document(&r, 0)->text, "\xD0\x9C\xD0\xBE\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB0.");
}

static void utf16_is_refused_with_what_to_do(void **state)
{
    (void)state;
    reading r = read_kind(TSV, S("\xFF\xFEi\0d\0\t\0t\0\n\0"), NULL);
    assert_int_equal(r.n, 1);
    is_error(&r, 0, DEMARCHE_E_FORMAT, "convert it to UTF-8");
}

static void tables_are_told_by_their_names_and_prose_is_not(void **state)
{
    (void)state;
    assert_true(CSV->is(S("id,text\n1,x\n"), NULL));
    assert_true(CSV->is(S("Headline;Body;Link"), NULL));
    assert_true(CSV->is(S("\"date\"|\"content\"\r\n"), NULL));
    assert_true(TSV->is(S("doc_id\tlang\ttext\n"), NULL));
    assert_false(TSV->is(S("id,text\n"), NULL));
    assert_false(CSV->is(S("id\ttext\n"), NULL));
    assert_false(CSV->is(S("text\nOne.\n"), NULL));
    assert_false(CSV->is(S("text,colour\n"), NULL));
    assert_false(CSV->is(S("The date, the text, and the source.\n"), NULL));
    assert_false(TSV->is(S("id\tsentence\tsource\ttarget\n"), NULL));
    assert_false(CSV->is(S(""), NULL));
    reading r = read_kind(CSV, S(""), NULL);
    assert_int_equal(r.n, 0);
}

/* Whatever stands in a cell, each byte of its text comes from that byte of the input. */
static void each_byte_leads_back_to_itself(void **state)
{
    (void)state;
    demarche_read_options opts = usual_options();
    opts.charset = "UTF-8";
    for (uint32_t seed = 0; seed < 300; seed++) {
        dmr_buffer cell = {0}, b = {0};
        put_hard_words(&cell, seed, 40);
        dmr_buffer_write(&b, "id,text,date\n7,\"", 16);
        for (size_t i = 0; i < cell.n; i++) {
            dmr_buffer_write(&b, cell.at + i, 1);
            if (cell.at[i] == '"')
                dmr_buffer_write(&b, "\"", 1);
        }
        dmr_buffer_write(&b, "\",1990\n", 7);
        demarche_str in = dmr_str(b.at, b.n);
        reading r = read_kind(CSV, in, &opts);
        assert_int_equal(r.n, 1);
        const dmr_source *s = document(&r, 0);
        is(s->meta.date, "1990");
        size_t same = 0;
        for (size_t i = 0; i < s->text.len; i++) {
            char c = s->text.ptr[i], from = b.at[dmr_origin_find(&s->origin, 0, i)];
            if (!dmr_is_blank(c) && from != '\xFF' && c != from)
                fail_msg("seed %u: byte %zu is \"%c\" and comes from \"%c\"", seed, i, c,
                         from);
            same += c == from;
        }
        assert_true(same > 20);
        free(cell.at);
        free(b.at);
    }
}

/* 200,000 rows of 40 to 140 bytes: the window stays that of a step of reading. */
static void a_table_takes_the_memory_of_its_largest_row(void **state)
{
    (void)state;
    enum { ROWS = 200000 };
    const demarche_read_options opts = usual_options();
    dmr_buffer b = {0};
    dmr_buffer_write(&b, "id,text\n", 8);
    for (int i = 0; i < ROWS; i++) {
        char row[200];
        int n = snprintf(
            row, sizeof row, "%d,\"Row \"\"%d\"\" of\nmany.%.*s\"\n", i, i, i % 100,
            "....................................................................."
            "....................................");
        dmr_buffer_write(&b, row, (size_t)n);
    }
    drip d;
    void *table = NULL;
    demarche_error err = {0};
    drip_open(&d, dmr_str(b.at, b.n), 4096);
    assert_int_equal(CSV->open(&table, &d.stream, &opts, &err), DEMARCHE_OK);
    dmr_arena *own = dmr_arena_new(0);
    size_t n = 0;
    for (bool got = true, goes_on;; n++) {
        dmr_source s = {0};
        dmr_arena_reset(own);
        assert_int_equal(CSV->next(table, &s, &got, &goes_on, own, &err), DEMARCHE_OK);
        if (!got)
            break;
        char id[20];
        snprintf(id, sizeof id, "%zu", n);
        is(s.meta.id, id);
        assert_true(dmr_arena_used(own) < 64 * 1024 || n == 0);
    }
    assert_int_equal(n, ROWS);
    assert_true(d.most < 256 * 1024);
    CSV->close(table);
    dmr_arena_free(own);
    free(d.copy);
    free(b.at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_a_document_with_what_its_columns_say),
        cmocka_unit_test(quoted_cells_hold_breaks_separators_and_quotes),
        cmocka_unit_test(the_separator_is_told_from_the_names),
        cmocka_unit_test(a_bad_row_is_told_and_the_rest_goes_on),
        cmocka_unit_test(a_quote_left_open_costs_its_row_alone),
        cmocka_unit_test(names_given_win_and_where_none_is_the_text_they_are_listed),
        cmocka_unit_test(many_names_are_cut_to_one_line),
        cmocka_unit_test(tsv_has_no_quotes_unless_they_are_plain),
        cmocka_unit_test(tsv_of_dumps_has_escapes),
        cmocka_unit_test(bad_bytes_are_repaired_and_lead_back),
        cmocka_unit_test(a_row_over_the_limit_is_told_and_passed),
        cmocka_unit_test(other_sets_of_characters_are_told_for_the_whole_table),
        cmocka_unit_test(utf16_is_refused_with_what_to_do),
        cmocka_unit_test(tables_are_told_by_their_names_and_prose_is_not),
        cmocka_unit_test(each_byte_leads_back_to_itself),
        cmocka_unit_test(a_table_takes_the_memory_of_its_largest_row),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}

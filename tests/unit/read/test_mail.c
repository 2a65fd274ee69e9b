/* Mail: what is written in a message is its document; what leads around it is told. */
#include "kind_check.h"

#include "read/format.h"

static const dmr_format_kind *const MAIL = &dmr_format_mail;

#define HEAD                                                                             \
    "From: Ana Sol <ana@mfa.example.org>\r\nSubject: Talks\r\n"                          \
    "Date: Tue, 3 Jul 1990 23:12:00 -0500 (EST)\r\nMessage-ID: <1@example.org>\r\n"

static void a_message_is_a_document_with_what_its_head_says(void **state)
{
    (void)state;
    demarche_str in = S(HEAD "\r\nFrance met Italy.\r\nThey spoke.\r\n");
    reading r = read_kind(MAIL, in, NULL);
    assert_int_equal(r.n, 1);
    const dmr_source *s = document(&r, 0);
    is(s->meta.title, "Talks");
    is(s->meta.date, "1990-07-03"); /* though it is the 4th in London */
    is(s->meta.id, "1@example.org");
    is(s->meta.source, "mfa.example.org");
    is(s->meta.speaker, "");
    assert_int_equal(s->n_paragraphs, 1);
    comes_from(s, "France", in, "France");
    comes_from(s, "They", in, "They");
}

static void lists_name_the_source_and_words_in_other_sets_are_read(void **state)
{
    (void)state;
    reading r = read_kind(MAIL,
                          S("From: x@example.org\nList-Id: The news <news.example.org>\n"
                            "Subject: =?iso-8859-1?Q?Caf=E9_and?=\n =?UTF-8?B?IHRl4oI=?= "
                            "=?utf-8?b?rCBlbmQ=?=, "
                            "plain =?nonsense\nDate: 3 Jul 90 09:12 GMT\n\nOne.\n"),
                          NULL);
    is(document(&r, 0)->meta.source, "news.example.org");
    is(document(&r, 0)->meta.title,
       "Caf\xC3\xA9 and te\xE2\x82\xAC end, plain =?nonsense");
    is(document(&r, 0)->meta.date, "1990-07-03");
}

static void quoted_printable_leads_back_sign_by_sign(void **state)
{
    (void)state;
    demarche_str in = S(HEAD "Content-Type: text/plain; charset=\"utf-8\"\r\n"
                             "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
                             "The caf=C3=A9 of =\r\nParis, 1 =3D 1, a=ZZ.\r\n");
    reading r = read_kind(MAIL, in, NULL);
    const dmr_source *s = document(&r, 0);
    is(s->text, "The caf\xC3\xA9 of Paris, 1 = 1, a=ZZ.");
    comes_from(s, "\xC3\xA9", in, "=C3=A9");
    comes_from(s, " of", in, " of =");
    comes_from(s, "Paris", in, "Paris");
    comes_from(s, "= 1", in, "=3D 1");
    comes_from(s, "a=ZZ", in, "a=ZZ");
}

static void base64_leads_back_to_its_quartets(void **state)
{
    (void)state;
    demarche_str in = S(HEAD "Content-Transfer-Encoding: BASE64\r\n\r\n"
                             "RnJhbmNlIG1l\r\ndCBJdGFseS4=\r\n");
    reading r = read_kind(MAIL, in, NULL);
    const dmr_source *s = document(&r, 0);
    is(s->text, "France met Italy.");
    size_t base = dmr_str_find(in, S("RnJh"), 0);
    for (size_t i = 0; i < 9; i++)
        assert_int_equal(dmr_origin_find(&s->origin, s->source_start, i),
                         base + i / 3 * 4);
    comes_from(s, "met", in, "IG1l"); /* its quartet begins with the blank before */
}

static char hex_at(const char *p)
{
    char two[3] = {p[0], p[1], '\0'};
    return (char)strtoul(two, NULL, 16);
}

/* Whatever is written, each byte of the text comes from itself, or from its "=C3". */
static void each_byte_leads_back_through_quoted_printable(void **state)
{
    (void)state;
    for (uint32_t seed = 0; seed < 300; seed++) {
        dmr_buffer body = {0}, b = {0};
        const char *head = HEAD "Content-Type: text/plain; charset=utf-8\n"
                                "Content-Transfer-Encoding: quoted-printable\n\n";
        put_hard_words(&body, seed, 40);
        dmr_buffer_write(&b, head, strlen(head));
        for (size_t i = 0; i < body.n; i++) {
            char hex[8], c = body.at[i];
            bool plain = (c & 0x80) == 0 && c != '=' && i % 7;
            int n = plain ? snprintf(hex, sizeof hex, "%c", c)
                          : snprintf(hex, sizeof hex, "=%02X", (unsigned char)c);
            dmr_buffer_write(&b, hex, (size_t)n);
            if (i % 11 == 0)
                dmr_buffer_write(&b, "=\r\n", 3);
        }
        reading r = read_kind(MAIL, dmr_str(b.at, b.n), NULL);
        const dmr_source *s = document(&r, 0);
        assert_true(s->text.len > 20);
        for (size_t i = 0; i < s->text.len; i++) {
            size_t at = dmr_origin_find(&s->origin, 0, i);
            char c = s->text.ptr[i],
                 from = b.at[at] == '=' ? hex_at(b.at + at + 1) : b.at[at];
            if (!dmr_is_blank(c) && from != '\xFF' && c != from)
                fail_msg("seed %u: byte %zu is %02X and comes from %02X", seed, i,
                         (unsigned char)c, (unsigned char)from);
        }
        free(body.at);
        free(b.at);
    }
}

static void sets_of_characters_are_read_sign_by_sign(void **state)
{
    (void)state;
    demarche_str in = S(HEAD "Content-Type: text/plain; charset=koi8-r\r\n\r\n"
                             "\xED\xCF\xD3\xCB\xD7\xC1 end.\r\n");
    reading r = read_kind(MAIL, in, NULL);
    const dmr_source *s = document(&r, 0);
    is(s->text, "\xD0\x9C\xD0\xBE\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB0 end.");
    comes_from(s, "\xD0\xB2\xD0\xB0", in, "\xD7\xC1");
    comes_from(s, "end", in, "end.");
    in = S(HEAD "Content-Type: text/plain; charset*=us-ascii''iso-2022-jp\r\n\r\n"
                "\x1B$B4X78\x1B(B end.\r\n");
    r = read_kind(MAIL, in, NULL);
    is(document(&r, 0)->text, "\xE9\x96\xA2\xE4\xBF\x82 end.");
    comes_from(document(&r, 0), "end", in, "end.");
}

static void
of_alternatives_the_plain_one_is_read_and_attachments_are_counted(void **state)
{
    (void)state;
    demarche_str in =
        S(HEAD "MIME-Version: 1.0\r\nContent-Type: multipart/mixed;\r\n boundary*0=\"o\";"
               " boundary*1=\"ut\"\r\n\r\nPreamble.\r\n--out\r\n"
               "Content-Type: multipart/alternative; boundary=in\r\n\r\n"
               "--in\r\nContent-Type: text/html\r\n\r\n<p>Hyper.</p>\r\n"
               "--in\r\nContent-Type: text/plain\r\n\r\nPlain.\r\n\r\n--in--\r\n"
               "--out\r\nContent-Type: text/plain\r\nContent-Disposition: attachment;"
               " filename=\"a;b.txt\"\r\n\r\nNot this.\r\n"
               "--out\r\nContent-Type: image/png\r\n\r\nNor this.\r\n"
               "--out\r\n\r\nAlso this.\r\n--out--\r\nEpilogue.\r\n");
    reading r = read_kind(MAIL, in, NULL);
    assert_int_equal(r.n, 1);
    const dmr_source *s = document(&r, 0);
    is(s->text, "Plain.\n\nAlso this.");
    assert_int_equal(s->n_paragraphs, 2);
    assert_int_equal(s->counts.navigation_lines, 2); /* the parts left out */
    comes_from(s, "Plain", in, "Plain.");
    comes_from(s, "Also", in, "Also");
}

static void html_alone_is_read_as_html_is_or_counted(void **state)
{
    (void)state;
    demarche_str in = S(HEAD "Content-Type: text/html; charset=iso-8859-1\r\n"
                             "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
                             "<html><body><p>France =\r\nmet Italy in the caf=E9 of the "
                             "ministry.</p></body></html>\r\n");
    reading r = read_kind(MAIL, in, NULL);
    assert_int_equal(r.n, 1);
    const dmr_source *s = document(&r, 0);
    if (!dmr_format_kind_of(DEMARCHE_FORMAT_HTML)) {
        is(s->text, "");
        assert_int_equal(s->counts.navigation_lines, 1);
        return;
    }
    is(s->text, "France met Italy in the caf\xC3\xA9 of the ministry.");
    comes_from(s, "met", in, "met");
    comes_from(s, "\xC3\xA9", in, "=E9");
}

static void a_message_in_a_message_is_read(void **state)
{
    (void)state;
    reading r = read_kind(
        MAIL,
        S(HEAD "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee "
               "below.\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: "
               "Old\r\n\r\nAn old letter.\r\n--b--\r\n"),
        NULL);
    is(document(&r, 0)->text, "See below.\n\nAn old letter.");
    is(document(&r, 0)->meta.title, "Talks");
}

static void lines_that_flow_are_put_together(void **state)
{
    (void)state;
    demarche_str in = S(HEAD "Content-Type: text/plain; format=flowed; delsp=no\r\n\r\n"
                             "France met \r\nItaly in Rome.\r\n From here on.\r\n"
                             "> They may \r\n> come.\r\n>> Never.\r\n-- \r\nAna\r\n");
    reading r = read_kind(MAIL, in, NULL);
    const dmr_source *s = document(&r, 0);
    is(s->text,
       "France met Italy in Rome.\nFrom here on.\n> They may come.\n>> Never.\n-- \nAna");
    comes_from(s, "Italy", in, "Italy");
    comes_from(s, "come", in, "come");
    r = read_kind(MAIL,
                  S(HEAD "Content-Type: text/plain; format=flowed; delsp=yes\r\n\r\n"
                         "Kai \r\nser.\r\n"),
                  NULL);
    is(document(&r, 0)->text, "Kaiser.");
}

static void quotes_and_signatures_are_navigation_and_not_lost(void **state)
{
    (void)state;
    reading r = read_kind(MAIL,
                          S(HEAD "\r\nWe agree.\r\n\r\nOn 2 July 1990, Ben <b@x.org>\r\n"
                                 "wrote:\r\n> Will you\r\n>\r\n> come?\r\n\r\n"
                                 "We will come.\r\n\r\n-- \r\nAna Sol\r\nMinistry\r\n"),
                          NULL);
    const dmr_source *s = document(&r, 0);
    assert_int_equal(s->n_paragraphs, 5);
    paragraph_is(s, 0, DMR_PARAGRAPH_PROSE, "We agree.");
    assert_int_equal(s->paragraphs[1].kind, DMR_PARAGRAPH_NAVIGATION);
    assert_true(dmr_str_starts(words(s, 1), S("On 2 July")));
    assert_int_equal(s->paragraphs[2].kind, DMR_PARAGRAPH_NAVIGATION);
    assert_true(dmr_str_starts(words(s, 2), S("> Will you")));
    paragraph_is(s, 3, DMR_PARAGRAPH_PROSE, "We will come.");
    assert_int_equal(s->paragraphs[4].kind, DMR_PARAGRAPH_NAVIGATION);
    assert_true(dmr_str_ends(words(s, 4), S("Ministry")));
    assert_int_equal(s->counts.navigation_lines, 2 + 3 + 3);
}

#define FROM_LINE "From ana@example.org Tue Jul  3 09:12:00 1990\n"

static void an_mbox_is_read_message_by_message(void **state)
{
    (void)state;
    demarche_str in =
        S(FROM_LINE
          "From: a@example.org\nMessage-ID: <1@x>\n\nOne.\n>From here on.\n"
          ">>From there.\n\nFrom 1990 on, 12:00 was noon.\n\nFrom Rome\n\n" FROM_LINE
          "From: b@example.org\nMessage-ID: <2@x>\n\nTwo.\n\n" FROM_LINE
          "From: c@example.org\n\n");
    reading r = read_kind(MAIL, in, NULL);
    assert_int_equal(r.n, 3);
    is(document(&r, 0)->text,
       "One.\nFrom here on.\n>From there.\n\nFrom 1990 on, 12:00 was "
       "noon.\n\nFrom Rome");
    is(document(&r, 0)->meta.id, "1@x");
    comes_from(document(&r, 0), "From here", in, "From here");
    is(document(&r, 1)->text, "Two.");
    comes_from(document(&r, 1), "Two", in, "Two.");
    is(document(&r, 2)->text, "");
    is(document(&r, 2)->meta.source, "example.org");
}

static void a_message_over_the_limit_is_told_and_passed(void **state)
{
    (void)state;
    demarche_read_options opts = usual_options();
    dmr_buffer b = {0};
    const char *head = FROM_LINE "From: a@example.org\n\n",
               *last = "\n" FROM_LINE "From: b@x.org\n\nTwo.\n";
    dmr_buffer_write(&b, head, strlen(head));
    for (int i = 0; i < 20000; i++)
        dmr_buffer_write(&b, "Word by word.\n", 14);
    dmr_buffer_write(&b, last, strlen(last));
    opts.max_bytes = 100000;
    for (size_t step = 4096; step <= b.n; step *= 100) {
        reading r = read_dripping(MAIL, dmr_str(b.at, b.n), &opts, step);
        assert_int_equal(r.n, 2);
        is_error(&r, 0, DEMARCHE_E_LIMIT, "byte 0: a message of over 100000 bytes");
        is(document(&r, 1)->text, "Two.");
    }
    free(b.at);
}

/* 20,000 messages, 10 MB: the window stays that of a few. */
static void an_mbox_takes_the_memory_of_its_largest_message(void **state)
{
    (void)state;
    enum { N = 20000 };
    const demarche_read_options opts = usual_options();
    dmr_buffer b = {0};
    for (int i = 0; i < N; i++) {
        char m[700];
        int n = snprintf(m, sizeof m,
                         FROM_LINE "From: a@example.org\nMessage-ID: <%d@x>\n\n%0*d.\n\n",
                         i, 300 + i % 100, i);
        dmr_buffer_write(&b, m, (size_t)n);
    }
    drip d;
    void *mail = NULL;
    drip_open(&d, dmr_str(b.at, b.n), 4096);
    assert_int_equal(MAIL->open(&mail, &d.stream, &opts, NULL), DEMARCHE_OK);
    dmr_arena *own = dmr_arena_new(0);
    size_t n = 0;
    for (bool got = true, goes_on;; n++) {
        dmr_source s = {0};
        dmr_arena_reset(own);
        assert_int_equal(MAIL->next(mail, &s, &got, &goes_on, own, NULL), DEMARCHE_OK);
        if (!got)
            break;
        char id[20];
        snprintf(id, sizeof id, "%zu@x", n);
        is(s.meta.id, id);
    }
    assert_int_equal(n, N);
    assert_true(d.most < 256 * 1024);
    MAIL->close(mail);
    dmr_arena_free(own);
    free(d.copy);
    free(b.at);
}

static void nested_parts_are_bounded(void **state)
{
    (void)state;
    dmr_buffer b = {0};
    for (int i = 0; i < 200; i++) {
        char part[120];
        int n = snprintf(part, sizeof part,
                         "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i);
        dmr_buffer_write(&b, part, (size_t)n);
    }
    reading r = read_kind(MAIL, dmr_str(b.at, b.n), NULL);
    assert_int_equal(r.n, 1);
    is(document(&r, 0)->text, "");
    assert_int_equal(document(&r, 0)->counts.navigation_lines, 1);
    free(b.at);
}

static void mail_is_told_from_cables_and_letters(void **state)
{
    (void)state;
    assert_true(MAIL->is(S(HEAD "\r\nOne."), NULL));
    assert_true(
        MAIL->is(S("Received: from x\n\tby y\nFrom: a\nDate: b\nSubject: c\n\n"), NULL));
    assert_true(MAIL->is(S(FROM_LINE "From: a\n\n"), NULL));
    assert_false(
        MAIL->is(S("FROM: ACCRA\nDATE: 3 July 1990\nSUBJECT: Fishing\n\n1. "), NULL));
    assert_false(MAIL->is(S("From: a\nDate: b\nMIME-Version is a name.\n"), NULL));
    assert_false(MAIL->is(S("From 1990 to 1991 there were talks at 12:00.\n"), NULL));
    assert_false(
        MAIL->is(S("From Rome, 12:00, 3 July 1990\nThe talks: they failed.\n"), NULL));
    assert_false(MAIL->is(S(""), NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_message_is_a_document_with_what_its_head_says),
        cmocka_unit_test(lists_name_the_source_and_words_in_other_sets_are_read),
        cmocka_unit_test(quoted_printable_leads_back_sign_by_sign),
        cmocka_unit_test(base64_leads_back_to_its_quartets),
        cmocka_unit_test(each_byte_leads_back_through_quoted_printable),
        cmocka_unit_test(sets_of_characters_are_read_sign_by_sign),
        cmocka_unit_test(
            of_alternatives_the_plain_one_is_read_and_attachments_are_counted),
        cmocka_unit_test(html_alone_is_read_as_html_is_or_counted),
        cmocka_unit_test(a_message_in_a_message_is_read),
        cmocka_unit_test(lines_that_flow_are_put_together),
        cmocka_unit_test(quotes_and_signatures_are_navigation_and_not_lost),
        cmocka_unit_test(an_mbox_is_read_message_by_message),
        cmocka_unit_test(a_message_over_the_limit_is_told_and_passed),
        cmocka_unit_test(an_mbox_takes_the_memory_of_its_largest_message),
        cmocka_unit_test(nested_parts_are_bounded),
        cmocka_unit_test(mail_is_told_from_cables_and_letters),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}

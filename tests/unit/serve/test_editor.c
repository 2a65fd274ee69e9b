/* What forms say of events is kept, with who and when; what they cannot say is refused with a
 * line, and nothing of it kept. */
#include "../record/record_sample.h"

#include <pthread.h>

#include "editor.h"

#define EVENT "0123456789abcdef"
#define OTHER "fedcba9876543210"

static demarche_status say(editor *e, const char *bytes, int64_t *id, demarche_error *err)
{
    form_fields *form = malloc(sizeof *form);
    assert_non_null(form);
    assert_true(form_fields_read(form, bytes, strlen(bytes)));
    demarche_status status = editor_keep(e, form, bytes, strlen(bytes), id, err);
    free(form);
    return status;
}

static int64_t keeps(editor *e, const char *bytes)
{
    demarche_error err = {0};
    int64_t id = 0;
    if (say(e, bytes, &id, &err))
        fail_msg("%s: %s", bytes, err.message);
    return id;
}

static void refuses(editor *e, const char *bytes, demarche_status status, const char *why)
{
    demarche_error err = {0};
    int64_t id = 0;
    assert_int_equal(say(e, bytes, &id, &err), status);
    if (!strstr(err.message, why))
        fail_msg("%s: \"%s\" has no \"%s\"", bytes, err.message, why);
}

static void each_verdict_is_kept_with_who_and_when(void **state)
{
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    editor *e = editor_new(r->path);
    assert_int_equal(keeps(e, "verdict=right&event=" EVENT "&by=Ada+L."), 1);
    assert_int_equal(
        keeps(e, "verdict=wrong&event=" OTHER "&by=Ada&note=no%0D%0Asuch+%3Cb%3E"), 2);
    assert_int_equal(keeps(e, "verdict=note&event=" EVENT "&by=Bo&note=see+p.+4"), 3);
    assert_int_equal(keeps(e, "verdict=recode&event=" EVENT "&by=Bo&type=CONSULT"
                              "&was-type=AID&mode=&was-mode=material&date=1988&was-date="
                              "1988&place=Rome&was-place=Rome"),
                     4);
    sample_is(r,
              "SELECT correction_id, who, verdict, event_id, field, value, note,"
              " made GLOB '20*-*T*Z' FROM correction ORDER BY 1",
              "1|Ada L.|right|" EVENT "|~|~|~|1\n"
              "2|Ada|wrong|" OTHER "|~|~|no  such <b>|1\n"
              "3|Bo|note|" EVENT "|~|~|see p. 4|1\n"
              "4|Bo|recode|" EVENT "|type|CONSULT|~|1\n"
              "5|Bo|recode|" EVENT "|mode||~|1");
    editor_free(e);
}

static void deeds_are_joined_and_parted_and_it_is_undone(void **state)
{
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    editor *e = editor_new(r->path);
    int64_t join = keeps(e, "verdict=join&event=" EVENT "&other=+" OTHER "+,&by=Ada");
    sample_is(r, "SELECT count(DISTINCT deed) FROM event", "1");
    char undo[100];
    snprintf(undo, sizeof undo, "verdict=withdraw&correction=%d&by=Bo", (int)join);
    keeps(e, undo);
    sample_is(r, "SELECT count(DISTINCT deed) FROM event", "2");
    keeps(e, "verdict=join&event=" EVENT "&other=" OTHER "&by=Cy");
    keeps(e, "verdict=part&event=" OTHER "&by=Ada");
    sample_is(r, "SELECT count(DISTINCT deed) FROM event", "2");
    sample_is(r, "SELECT count(*) FROM correction_now", "2");
    refuses(e, "verdict=withdraw&correction=1&by=Di", DEMARCHE_E_ARGUMENT, "before");
    editor_free(e);
}

static void a_form_that_comes_twice_is_kept_once(void **state)
{
    static const char right[] = "page=77&verdict=right&event=" EVENT "&by=Ada";
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    editor *e = editor_new(r->path);
    assert_int_equal(keeps(e, right), 1);
    assert_int_equal(keeps(e, right), 0);
    keeps(e, "verdict=withdraw&correction=1&by=Ada");
    assert_int_equal(keeps(e, right), 3); /* undone, and said again */
    sample_is(r, "SELECT count(*) FROM correction_now", "1");
    editor_free(e);
}

static void what_cannot_be_said_is_refused(void **state)
{
    static const char long_name[] =
        "verdict=right&event=" EVENT
        "&by=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    editor *e = editor_new(r->path);
    refuses(e, "", DEMARCHE_E_ARGUMENT, "who you are");
    refuses(e, "verdict=right&event=" EVENT "&by=++", DEMARCHE_E_ARGUMENT, "who you are");
    refuses(e, long_name, DEMARCHE_E_ARGUMENT, "100 bytes");
    refuses(e, "verdict=good&event=" EVENT "&by=A", DEMARCHE_E_ARGUMENT, "not good");
    refuses(e, "verdict=right&event=x&by=A", DEMARCHE_E_ARGUMENT, "no event x");
    refuses(e, "verdict=right&by=A", DEMARCHE_E_ARGUMENT, "one event");
    refuses(e, "verdict=note&event=" EVENT "&by=A&note=+", DEMARCHE_E_ARGUMENT, "words");
    refuses(e, "verdict=recode&event=" EVENT "&by=A&type=AID&was-type=AID",
            DEMARCHE_E_ARGUMENT, "nothing was changed");
    refuses(e, "verdict=recode&event=" EVENT "&by=A&date=1988&quad=9",
            DEMARCHE_E_ARGUMENT, "quad takes");
    refuses(e, "verdict=join&event=" EVENT "&by=A", DEMARCHE_E_ARGUMENT, "two events");
    refuses(e, "verdict=withdraw&by=A&correction=9x", DEMARCHE_E_ARGUMENT, "number");
    refuses(e, "verdict=withdraw&by=A&correction=9", DEMARCHE_E_ARGUMENT,
            "no correction");
    sample_is(r, "SELECT count(*) FROM correction", "0");
    editor_free(e);
}

static void a_record_that_cannot_be_written_is_said(void **state)
{
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    editor *e = editor_new(r->path);
    sample_execute(r, "PRAGMA user_version = 9999");
    refuses(e, "verdict=right&event=" EVENT "&by=A", DEMARCHE_E_RECORD, r->path);
    unlink(r->path);
    refuses(e, "verdict=right&event=" EVENT "&by=A", DEMARCHE_E_IO, r->path);
    assert_int_not_equal(access(r->path, F_OK), 0); /* and none is made */
    editor_free(e);
}

enum { TIMES = 20 };

typedef struct labour {
    editor *e;
    int who;
} labour;

static void *say_many(void *user)
{
    const labour *l = user;
    for (int i = 0; i < TIMES; i++) {
        char bytes[100];
        snprintf(bytes, sizeof bytes, "verdict=note&event=" EVENT "&by=w%d&note=n%d",
                 l->who, i);
        keeps(l->e, bytes);
    }
    return NULL;
}

static void several_write_at_once(void **state)
{
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    editor *e = editor_new(r->path), *other = editor_new(r->path);
    labour labours[4] = {{e, 0}, {e, 1}, {other, 2}, {other, 3}};
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, say_many, &labours[i]), 0);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    sample_is(r, "SELECT who, count(DISTINCT note) FROM correction GROUP BY 1 ORDER BY 1",
              "w0|20\nw1|20\nw2|20\nw3|20");
    editor_free(e);
    editor_free(other);
}

static void malformed_forms_are_refused(void **state)
{
    static const char *const bad[] = {"a=%", "a=%4",  "a=%zz", "a=%00",
                                      "%=1", "a=%ff", "a=%C3", "a=%ED%A0%80"};
    char many[FORM_MOST + 2];
    form_fields *form = malloc(sizeof *form);
    (void)state;
    assert_non_null(form);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        if (form_fields_read(form, bad[i], strlen(bad[i])))
            fail_msg("%s is taken", bad[i]);
    }
    memset(many, 'a', sizeof many);
    assert_true(form_fields_read(form, many, FORM_MOST));
    assert_false(form_fields_read(form, many, FORM_MOST + 1));
    for (size_t i = 0; i < 2 * FORM_FIELDS; i++)
        memcpy(many + 2 * i, "&b", 2);
    assert_true(form_fields_read(form, many, (size_t)2 * FORM_FIELDS));
    assert_false(form_fields_read(form, many, (size_t)2 * FORM_FIELDS + 2));
    assert_true(form_fields_read(form, "&&x=1+%2B&x=2&y&z=", 18));
    assert_string_equal(form_fields_get(form, "x"), "1 +");
    assert_string_equal(form_fields_get(form, "y"), "");
    assert_null(form_fields_get(form, "none"));
    free(form);
}

#define EDITOR_TEST(f) cmocka_unit_test_setup_teardown(f, sample_open, sample_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        EDITOR_TEST(each_verdict_is_kept_with_who_and_when),
        EDITOR_TEST(deeds_are_joined_and_parted_and_it_is_undone),
        EDITOR_TEST(a_form_that_comes_twice_is_kept_once),
        EDITOR_TEST(what_cannot_be_said_is_refused),
        EDITOR_TEST(a_record_that_cannot_be_written_is_said),
        EDITOR_TEST(several_write_at_once),
        cmocka_unit_test(malformed_forms_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Templates: holes filled and escaped, sections, what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "template.h"

static void filled(const char *text, const char *model, const char *expected)
{
    char why[200] = "";
    const template_source sources[] = {{"page", text, strlen(text)},
                                       {"part", "[{{name}}]\n", 11}};
    template_set *set = template_compile(sources, 2, why, sizeof why);
    room_text out = {0};
    json_error_t error;
    json_t *values = json_loads(model, 0, &error);
    if (!set)
        fail_msg("%s", why);
    assert_non_null(values);
    assert_true(template_fill(&out, set, "page", values));
    assert_false(template_fill(&out, set, "nobody", values));
    assert_string_equal(out.at ? out.at : "", expected);
    room_text_free(&out);
    json_decref(values);
    template_free(set);
}

static void refused(const char *text, const char *said)
{
    char why[200] = "";
    const template_source source = {"page", text, strlen(text)};
    assert_null(template_compile(&source, 1, why, sizeof why));
    if (!strstr(why, said))
        fail_msg("\"%s\" of %s has not \"%s\"", why, text, said);
}

static void values_are_escaped(void **state)
{
    (void)state;
    filled("<b title=\"{{a}}\">{{ a }}</b>", "{\"a\": \"<&>\\\"'\"}",
           "<b title=\"&lt;&amp;&gt;&quot;&#39;\">&lt;&amp;&gt;&quot;&#39;</b>");
    filled("{{a}} {{b}} {{c}} {{d}} {{e}}",
           "{\"a\": 12345, \"b\": 0.5, \"c\": null, \"d\": true}", "12345 0.5  true ");
    filled("{{,a}} {{,b}} {{,c}}", "{\"a\": 1234567, \"b\": 999, \"c\": -1000}",
           "1,234,567 999 -1,000");
}

static void one_is_not_many(void **state)
{
    (void)state;
    filled("{{,n}} {{*n deed|deeds}}", "{\"n\": 1}", "1 deed");
    filled("{{,n}} {{* n deed | deeds }}", "{\"n\": 1000}", "1,000 deeds");
    filled("{{*n deed|deeds}} {{*none is told|are told}}", "{\"n\": 0}",
           "deeds are told");
}

static void sections_repeat_and_look_outward(void **state)
{
    (void)state;
    filled("{{#a}}{{n}}{{b}};{{/a}}",
           "{\"b\": \"x\", \"a\": [{\"n\": 1}, {\"n\": 2, \"b\": 3}]}", "1x;23;");
    filled("{{#a}}<{{.}}>{{/a}}", "{\"a\": [\"x\", \"&\"]}", "<x><&amp;>");
    filled("{{#a.b}}{{c}}{{/a.b}}{{a.b.c}}", "{\"a\": {\"b\": {\"c\": 7}}}", "77");
    filled("{{^a}}none{{/a}}{{#a}}some{{/a}}", "{\"a\": []}", "none");
    filled("{{^a}}none{{/a}}{{#a}}some{{/a}}", "{\"a\": \"\"}", "none");
    filled("{{^a}}none{{/a}}{{#a}}some{{/a}}", "{\"a\": 0}", "some");
    filled("{{#a}}{{#b}}in{{/b}}{{/a}}", "{\"a\": {\"b\": false}, \"b\": true}", "");
}

static void parts_and_lines(void **state)
{
    (void)state;
    filled("<{{>part}}>", "{\"name\": \"x\"}", "<[x]>");
    filled("a\n  {{#l}}\n{{n}}\n{{/l}}\nb\n{{! nothing }}\nc",
           "{\"l\": [{\"n\": 1}, {\"n\": 2}]}", "a\n1\n2\nb\nc");
}

static void only_drawn_markup_goes_through(void **state)
{
    (void)state;
    filled("{{&drawn.c}}|{{c}}", "{\"drawn\": {\"c\": \"<svg/>\"}, \"c\": \"<svg/>\"}",
           "<svg/>|&lt;svg/&gt;");
    filled("{{&drawn.none}}", "{\"drawn\": {}}", "");
    /* a list of that name inside does not stand before what was drawn */
    filled("{{#rows}}{{&drawn.c}}{{/rows}}",
           "{\"drawn\": {\"c\": \"<svg/>\"}, \"rows\": [{\"drawn\": {\"c\": "
           "\"<script>\"}}]}",
           "<svg/>");
    refused("{{&words}}", "only what is drawn");
    refused("{{{words}}}", "no name");
}

static void wrong_templates_are_refused(void **state)
{
    (void)state;
    refused("{{*n deeds}}", "one|many");
    refused("{{*n}}", "one|many");
    refused("{{*|}}", "one|many");
    refused("{{#a}}", "not closed");
    refused("x\n{{#a}}{{/b}}", "page:2: closes what is not open");
    refused("{{a", "without an end");
    refused("{{}}", "without a name");
    refused("{{>other}}", "no such template");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_escaped),
        cmocka_unit_test(one_is_not_many),
        cmocka_unit_test(sections_repeat_and_look_outward),
        cmocka_unit_test(parts_and_lines),
        cmocka_unit_test(only_drawn_markup_goes_through),
        cmocka_unit_test(wrong_templates_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

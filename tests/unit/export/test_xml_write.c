/* Whatever stands in a text, what is written is XML that says just that. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "export/xml_write.h"

typedef struct page {
    dmr_buffer bytes;
    dmr_json j;
    dmr_xml xml;
} page;

static void begin(page *p)
{
    *p = (page){{0}, {0}, {0}};
    dmr_json_begin(&p->j, dmr_buffer_write, &p->bytes);
    dmr_xml_begin(&p->xml, &p->j);
}

static void is(page *p, const char *expected)
{
    assert_int_equal(dmr_json_finish(&p->j, NULL), 0);
    dmr_buffer_write(&p->bytes, "", 1);
    static const char declaration[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    assert_memory_equal(p->bytes.at, declaration, sizeof declaration - 1);
    assert_string_equal(p->bytes.at + sizeof declaration - 1, expected);
    free(p->bytes.at);
}

static void elements_nest_and_empty_ones_close_themselves(void **state)
{
    (void)state;
    page p;
    begin(&p);
    dmr_xml_open(&p.xml, "a");
    dmr_xml_attr_uint(&p.xml, "n", 12);
    dmr_xml_open(&p.xml, "b");
    dmr_xml_attr_some(&p.xml, "none", dmr_str(NULL, 0));
    dmr_xml_close(&p.xml);
    dmr_xml_element(&p.xml, "c", DMR_STR("x"));
    dmr_xml_close(&p.xml);
    is(&p, "<a n=\"12\"><b/><c>x</c></a>");
}

static void what_means_something_in_xml_is_escaped(void **state)
{
    (void)state;
    page p;
    begin(&p);
    dmr_xml_open(&p.xml, "a");
    dmr_xml_attr(&p.xml, "v", DMR_STR("\"<&>'\n\t\r"));
    dmr_xml_text(&p.xml, DMR_STR("]]><b c=\"d\">&amp;\n\t\r</b>"));
    dmr_xml_close(&p.xml);
    is(&p, "<a v=\"&quot;&lt;&amp;&gt;'&#10;&#9;&#13;\">"
           "]]&gt;&lt;b c=\"d\"&gt;&amp;amp;\n\t&#13;&lt;/b&gt;</a>");
}

static void what_xml_cannot_hold_is_replaced(void **state)
{
    (void)state;
    page p;
    begin(&p);
    dmr_xml_open(&p.xml, "a");
    dmr_xml_text(&p.xml, DMR_STR("1\x01"
                                 "2\xEF\xBF\xBE"
                                 "3\xEF\xBF\xBF"
                                 "4\xED\xA0\x80"
                                 "5\xF0\x9F\x99\x82"));
    dmr_xml_close(&p.xml);
    is(&p, "<a>1\xEF\xBF\xBD"
           "2\xEF\xBF\xBD"
           "3\xEF\xBF\xBD"
           "4\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"
           "5\xF0\x9F\x99\x82</a>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elements_nest_and_empty_ones_close_themselves),
        cmocka_unit_test(what_means_something_in_xml_is_escaped),
        cmocka_unit_test(what_xml_cannot_hold_is_replaced),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "export/xml_write.h"

#include <assert.h>
#include <stdio.h>

#include "base/utf8.h"

static void put_c(dmr_xml *x, const char *s)
{
    dmr_json_raw(x->j, s, strlen(s));
}

void dmr_xml_begin(dmr_xml *x, dmr_json *j)
{
    *x = (dmr_xml){.j = j};
    put_c(x, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
}

static void end_tag(dmr_xml *x)
{
    if (x->in_tag)
        put_c(x, ">");
    x->in_tag = false;
}

void dmr_xml_open(dmr_xml *x, const char *name)
{
    assert(x->depth < DMR_XML_DEPTH);
    end_tag(x);
    put_c(x, "<");
    put_c(x, name);
    x->open[x->depth++] = name;
    x->in_tag = true;
}

void dmr_xml_close(dmr_xml *x)
{
    assert(x->depth > 0);
    const char *name = x->open[--x->depth];
    if (x->in_tag) {
        put_c(x, "/>");
    } else {
        put_c(x, "</");
        put_c(x, name);
        put_c(x, ">");
    }
    x->in_tag = false;
}

/* What stands for a character that cannot stand for itself; NULL: it can. Line breaks and tabs
 * of an attribute, and returns anywhere, would be read as other blanks. */
static const char *stand_in(int32_t c, bool valid, bool attribute)
{
    if (!valid)
        return "\xEF\xBF\xBD";
    switch (c) {
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '&':
        return "&amp;";
    case '"':
        return attribute ? "&quot;" : NULL;
    case '\n':
        return attribute ? "&#10;" : NULL;
    case '\t':
        return attribute ? "&#9;" : NULL;
    case '\r':
        return "&#13;";
    case 0xFFFE:
    case 0xFFFF:
        return "\xEF\xBF\xBD";
    default:
        return c < 0x20 ? "\xEF\xBF\xBD" : NULL;
    }
}

static void put_escaped(dmr_xml *x, demarche_str s, bool attribute)
{
    size_t from = 0;
    for (size_t i = 0; i < s.len;) {
        int32_t c = (unsigned char)s.ptr[i];
        bool valid = true;
        size_t took = 1;
        if (c >= 0x80)
            took = dmr_utf8_decode_checked(s.ptr + i, s.len - i, &c, &valid);
        const char *other = stand_in(c, valid, attribute);
        if (other) {
            dmr_json_raw(x->j, s.ptr + from, i - from);
            put_c(x, other);
            from = i + took;
        }
        i += took;
    }
    if (from < s.len)
        dmr_json_raw(x->j, s.ptr + from, s.len - from);
}

void dmr_xml_attr(dmr_xml *x, const char *name, demarche_str value)
{
    assert(x->in_tag);
    put_c(x, " ");
    put_c(x, name);
    put_c(x, "=\"");
    put_escaped(x, value, true);
    put_c(x, "\"");
}

void dmr_xml_attr_c(dmr_xml *x, const char *name, const char *value)
{
    dmr_xml_attr(x, name, dmr_str_c(value));
}

void dmr_xml_attr_some(dmr_xml *x, const char *name, demarche_str value)
{
    if (value.len)
        dmr_xml_attr(x, name, value);
}

void dmr_xml_attr_uint(dmr_xml *x, const char *name, uint64_t value)
{
    char text[32];
    snprintf(text, sizeof text, "%llu", (unsigned long long)value);
    dmr_xml_attr_c(x, name, text);
}

void dmr_xml_text(dmr_xml *x, demarche_str text)
{
    end_tag(x);
    put_escaped(x, text, false);
}

void dmr_xml_newline(dmr_xml *x)
{
    end_tag(x);
    put_c(x, "\n");
}

void dmr_xml_element(dmr_xml *x, const char *name, demarche_str text)
{
    dmr_xml_open(x, name);
    dmr_xml_text(x, text);
    dmr_xml_close(x);
}

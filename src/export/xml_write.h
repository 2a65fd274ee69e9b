/*
 * XML out, as it comes: elements, attributes, text, all escaped here and nowhere else. Writes
 * into the buffer of a dmr_json, whose failures it leaves to it.
 *
 *     dmr_xml xml;
 *     dmr_xml_begin(&xml, j);
 *     dmr_xml_open(&xml, "node");
 *     dmr_xml_attr(&xml, "id", id);
 *     dmr_xml_text(&xml, words);
 *     dmr_xml_close(&xml);
 *
 * What XML 1.0 does not allow in a document (controls, U+FFFE, U+FFFF, invalid UTF-8) becomes
 * U+FFFD.
 */
#ifndef DMR_EXPORT_XML_WRITE_H
#define DMR_EXPORT_XML_WRITE_H

#include "base/json.h"

enum { DMR_XML_DEPTH = 16 }; /* our formats are shallow */

typedef struct dmr_xml {
    dmr_json *j; /* may be changed between elements */
    const char *open[DMR_XML_DEPTH];
    size_t depth;
    bool in_tag; /* "<name" is written, ">" is not yet */
} dmr_xml;

/* The declaration, and a line break. */
void dmr_xml_begin(dmr_xml *x, dmr_json *j);

/* Names are our own, never from a text. */
void dmr_xml_open(dmr_xml *x, const char *name);
void dmr_xml_close(dmr_xml *x); /* the innermost element */

/* Of the element just opened. The _some ones write nothing where the value is empty. */
void dmr_xml_attr(dmr_xml *x, const char *name, demarche_str value);
void dmr_xml_attr_c(dmr_xml *x, const char *name, const char *value);
void dmr_xml_attr_some(dmr_xml *x, const char *name, demarche_str value);
void dmr_xml_attr_uint(dmr_xml *x, const char *name, uint64_t value);

void dmr_xml_text(dmr_xml *x, demarche_str text);
void dmr_xml_newline(dmr_xml *x);

/* An element with text and nothing else. */
void dmr_xml_element(dmr_xml *x, const char *name, demarche_str text);

#endif

/*
 * XML out of a stream, event by event: expat, fed piece by piece, that says where in the input
 * each event stands and can be halted between two of them.
 *
 *     dmr_xml *xml;
 *     DMR_TRY(dmr_xml_stream_open(&xml, stream, &handlers, user, err));
 *     while (!(status = dmr_xml_run(xml, err)) && !dmr_xml_ended(xml))
 *         ... // a handler called dmr_xml_pause
 *     dmr_xml_stream_close(xml);
 *
 * No entities but XML's own and numbers: a DOCTYPE that declares some is refused, and so is an
 * entity that one might have declared elsewhere. Nothing else is ever opened.
 */
#ifndef DMR_READ_XML_STREAM_H
#define DMR_READ_XML_STREAM_H

#include "read/draft.h"
#include "read/stream.h"

typedef struct dmr_xml dmr_xml;

/* Names are as written, with their prefix; attributes are name, value, name, ..., NULL. What
 * the pointers lead to is good for the call alone. */
typedef struct dmr_xml_handlers {
    void (*begins)(void *user, const char *name, const char **attributes);
    void (*ends)(void *user, const char *name);
    /* `words` took `took` bytes of the input from `at` on, whatever its encoding. */
    void (*words)(void *user, demarche_str words, size_t at, size_t took);
} dmr_xml_handlers;

/* Stream, handlers and user outlive *out. E_MEMORY. */
demarche_status dmr_xml_stream_open(dmr_xml **out, dmr_stream *stream,
                                    const dmr_xml_handlers *handlers, void *user,
                                    demarche_error *err);
void dmr_xml_stream_close(dmr_xml *xml); /* NULL is fine */

/* On to the next pause, or to the end. Bad XML and what a handler failed with are one line
 * that names line and byte; nothing can be read behind them. E_FORMAT, E_LIMIT, E_IO,
 * E_MEMORY. */
demarche_status dmr_xml_run(dmr_xml *xml, demarche_error *err);
bool dmr_xml_ended(const dmr_xml *xml);

/* From a handler: halt behind this event, or fail. `why` (static) is what is wrong and what to
 * do. */
void dmr_xml_pause(dmr_xml *xml);
void dmr_xml_fail(dmr_xml *xml, demarche_status status, const char *why);

/* From a handler: the first byte of this event in the input, and that behind it. */
size_t dmr_xml_at(const dmr_xml *xml);
size_t dmr_xml_behind(const dmr_xml *xml);

/* The value of the attribute of that name, prefix and all; empty where there is none. */
demarche_str dmr_xml_attribute(const char **attributes, const char *name);

/* The name without its prefix. */
const char *dmr_xml_local(const char *name);

/* Words of an event into a draft, each sign with where it stands. */
void dmr_xml_flow(dmr_draft *draft, demarche_str words, size_t at, size_t took);

/* The name of the first element of an input, prefix and all, behind mark, declaration,
 * comments and a DOCTYPE; empty where `head` shows none. */
demarche_str dmr_xml_root(demarche_str head);

#endif

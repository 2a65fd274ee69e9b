#include "read/xml_stream.h"

#include <expat.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/utf8.h"

enum { CHUNK = 64 * 1024 };

struct dmr_xml {
    XML_Parser parser;
    dmr_stream *stream;
    const dmr_xml_handlers *handlers;
    void *user;
    size_t base; /* where in the input the parser's first byte stands */
    size_t fed;  /* bytes of the window that the parser has */
    bool fed_last, paused, ended;
    demarche_status status; /* with which a handler failed */
    const char *why;
};

/* --------------------------------------------------------------------- from the parser */

static void XMLCALL element_begins(void *user, const XML_Char *name,
                                   const XML_Char **attributes)
{
    dmr_xml *x = user;
    if (!x->status)
        x->handlers->begins(x->user, name, attributes);
}

static void XMLCALL element_ends(void *user, const XML_Char *name)
{
    dmr_xml *x = user;
    if (!x->status)
        x->handlers->ends(x->user, name);
}

static void XMLCALL characters(void *user, const XML_Char *s, int n)
{
    dmr_xml *x = user;
    size_t at = dmr_xml_at(x);
    if (!x->status)
        x->handlers->words(x->user, dmr_str(s, (size_t)n), at, dmr_xml_behind(x) - at);
}

static void XMLCALL doctype_begins(void *user, const XML_Char *name, const XML_Char *sys,
                                   const XML_Char *public_id, int has_subset)
{
    (void)name;
    (void)sys;
    (void)public_id;
    if (has_subset)
        dmr_xml_fail(user, DEMARCHE_E_FORMAT,
                     "a DOCTYPE with declarations, which are not read; take them out");
}

static void XMLCALL entity_skipped(void *user, const XML_Char *name, int is_parameter)
{
    (void)name;
    if (!is_parameter)
        dmr_xml_fail(user, DEMARCHE_E_FORMAT,
                     "an entity that is not XML's own; write the sign itself");
}

/* ------------------------------------------------------------------------------- runs */

demarche_status dmr_xml_stream_open(dmr_xml **out, dmr_stream *stream,
                                    const dmr_xml_handlers *handlers, void *user,
                                    demarche_error *err)
{
    dmr_xml *x = calloc(1, sizeof *x);
    *out = x;
    if (x)
        x->parser = XML_ParserCreate(NULL);
    if (!x || !x->parser) {
        dmr_xml_stream_close(x);
        *out = NULL;
        return dmr_error_memory(err);
    }
    x->stream = stream;
    x->handlers = handlers;
    x->user = user;
    x->base = (size_t)stream->at;
    XML_SetUserData(x->parser, x);
    XML_SetElementHandler(x->parser, element_begins, element_ends);
    XML_SetCharacterDataHandler(x->parser, characters);
    XML_SetStartDoctypeDeclHandler(x->parser, doctype_begins);
    XML_SetSkippedEntityHandler(x->parser, entity_skipped);
    return DEMARCHE_OK;
}

void dmr_xml_stream_close(dmr_xml *x)
{
    if (x && x->parser)
        XML_ParserFree(x->parser);
    free(x);
}

bool dmr_xml_ended(const dmr_xml *x)
{
    return x->ended;
}

void dmr_xml_pause(dmr_xml *x)
{
    if (!x->status)
        XML_StopParser(x->parser, XML_TRUE);
}

void dmr_xml_fail(dmr_xml *x, demarche_status status, const char *why)
{
    if (x->status)
        return;
    x->status = status;
    x->why = why;
    XML_StopParser(x->parser, XML_FALSE);
}

size_t dmr_xml_at(const dmr_xml *x)
{
    XML_Index at = XML_GetCurrentByteIndex(x->parser);
    return x->base + (at > 0 ? (size_t)at : 0);
}

size_t dmr_xml_behind(const dmr_xml *x)
{
    int n = XML_GetCurrentByteCount(x->parser);
    return dmr_xml_at(x) + (n > 0 ? (size_t)n : 0);
}

static demarche_status xml_error(const dmr_xml *x, demarche_error *err)
{
    size_t line = XML_GetCurrentLineNumber(x->parser), at = dmr_xml_at(x);
    enum XML_Error code = XML_GetErrorCode(x->parser);
    if (x->status == DEMARCHE_E_MEMORY || code == XML_ERROR_NO_MEMORY)
        return dmr_error_memory(err);
    if (x->status)
        return dmr_error_set(err, x->status, at, "line %zu (byte %zu): %s", line, at,
                             x->why);
    return dmr_error_set(err, DEMARCHE_E_FORMAT, at,
                         "line %zu (byte %zu): not XML (%s); mend the line", line, at,
                         XML_ErrorString(code));
}

/* Hand the next piece of the window to the parser, which keeps a copy. */
static demarche_status feed(dmr_xml *x, enum XML_Status *status, demarche_error *err)
{
    dmr_stream_take(x->stream, x->fed);
    x->fed = 0;
    DMR_TRY(dmr_stream_need(x->stream, CHUNK, err));
    demarche_str w = x->stream->window;
    x->fed = w.len < CHUNK ? w.len : CHUNK;
    x->fed_last = x->stream->ended && x->fed == w.len;
    *status = XML_Parse(x->parser, x->fed ? w.ptr : "", (int)x->fed, x->fed_last);
    return DEMARCHE_OK;
}

/* What the parser is through with, up to byte `here`, is taken off the stream. */
static void take_until(dmr_xml *x, size_t here)
{
    size_t at = (size_t)x->stream->at, n = here > at ? here - at : 0;
    n = n < x->fed ? n : x->fed;
    dmr_stream_take(x->stream, n);
    x->fed -= n;
}

demarche_status dmr_xml_run(dmr_xml *x, demarche_error *err)
{
    while (!x->ended) {
        enum XML_Status status = XML_STATUS_OK;
        if (x->paused) {
            x->paused = false;
            status = XML_ResumeParser(x->parser);
        } else if (!x->fed_last) {
            DMR_TRY(feed(x, &status, err));
        }
        if (status == XML_STATUS_ERROR)
            return xml_error(x, err);
        x->paused = status == XML_STATUS_SUSPENDED;
        if (x->paused) {
            take_until(x, dmr_xml_behind(x));
            return DEMARCHE_OK;
        }
        x->ended = x->fed_last;
    }
    take_until(x, SIZE_MAX);
    return DEMARCHE_OK;
}

/* ------------------------------------------------------------------------------ words */

demarche_str dmr_xml_attribute(const char **attributes, const char *name)
{
    for (; *attributes; attributes += 2) {
        if (strcmp(attributes[0], name) == 0)
            return dmr_str_trim(dmr_str_c(attributes[1]));
    }
    return dmr_str(NULL, 0);
}

const char *dmr_xml_local(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon && colon[1] ? colon + 1 : name;
}

/* UTF-8 stands as it stood. Of another encoding each sign took a byte (Latin-1), or two or
 * four (UTF-16). */
void dmr_xml_flow(dmr_draft *draft, demarche_str words, size_t at, size_t took)
{
    size_t signs = 0, pairs = 0, n;
    int32_t c;
    if (words.len == took) {
        dmr_draft_flow(draft, words, at);
        return;
    }
    for (size_t i = 0; i < words.len; i += n) {
        n = dmr_utf8_decode(words.ptr + i, words.len - i, &c);
        signs++;
        pairs += c > 0xFFFF;
    }
    size_t step = signs == took ? 1 : 2 * (signs + pairs) == took ? 2 : 0;
    for (size_t i = 0; i < words.len; i += n) {
        n = dmr_utf8_decode(words.ptr + i, words.len - i, &c);
        size_t bytes = step == 2 && c > 0xFFFF ? 4 : step ? step : took;
        dmr_draft_sign(draft, dmr_str(words.ptr + i, n), at, bytes);
        at += step ? bytes : 0;
    }
}

/* ------------------------------------------------------------------------------- root */

/* Behind what `s` begins with, if it begins with that and ends so; false otherwise. */
static bool pass(demarche_str *s, const char *begin, const char *end)
{
    if (!dmr_str_starts(*s, dmr_str_c(begin)))
        return false;
    size_t at = dmr_str_find(*s, dmr_str_c(end), strlen(begin));
    if (at == SIZE_MAX)
        return false;
    at += strlen(end);
    *s = dmr_str(s->ptr + at, s->len - at);
    return true;
}

static bool pass_doctype(demarche_str *s)
{
    const char *subset = s->len ? memchr(s->ptr, '[', s->len) : NULL;
    const char *end = s->len ? memchr(s->ptr, '>', s->len) : NULL;
    return pass(s, "<!DOCTYPE", subset && end && subset < end ? "]>" : ">");
}

demarche_str dmr_xml_root(demarche_str s)
{
    if (dmr_str_starts(s, DMR_STR("\xEF\xBB\xBF")))
        s = dmr_str(s.ptr + 3, s.len - 3);
    do {
        while (s.len && dmr_is_blank(s.ptr[0]))
            s = dmr_str(s.ptr + 1, s.len - 1);
    } while (pass(&s, "<?", "?>") || pass(&s, "<!--", "-->") || pass_doctype(&s));
    size_t n = 0;
    if (s.len < 2 || s.ptr[0] != '<' || !(dmr_is_alpha(s.ptr[1]) || s.ptr[1] == '_'))
        return dmr_str(NULL, 0);
    for (n = 1;
         n < s.len && !dmr_is_blank(s.ptr[n]) && s.ptr[n] != '>' && s.ptr[n] != '/';)
        n++;
    return n < s.len ? dmr_str(s.ptr + 1, n - 1) : dmr_str(NULL, 0);
}

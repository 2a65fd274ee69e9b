/*
 * Whole documents as TimeML: the text with its times marked where they stand, and the day of
 * the document. One document is one <TimeML>; several are held by a <TimeMLDocuments>, which
 * is ours, as the standard knows but one. Numbers (tid) go on from document to document, so that
 * each names one time of the file.
 *
 * Marks cannot lie in each other. A range ("from 1979 to 1981") has its two ends marked, and
 * behind them an empty TIMEX3, a DURATION with beginPoint and endPoint; so is a time that
 * overlaps another one an empty element behind it. Every time of the document has its TIMEX3.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "export/export.h"
#include "export/export_parts.h"
#include "export/xml_write.h"

typedef struct timeml {
    dmr_xml xml;
    dmr_json first_json; /* the first document is kept until a second or the end comes */
    dmr_buffer first;
    size_t documents;
    uint64_t tid; /* the next */
} timeml;

/* A document under way. */
typedef struct marked {
    timeml *to;
    demarche_str text;
    size_t at; /* bytes of the text that are written */
} marked;

typedef const demarche_mention *time_at;

static demarche_status begin(demarche_export *x, demarche_error *err)
{
    timeml *t = DMR_NEW(x->arena, timeml);
    if (!t)
        return dmr_error_memory(err);
    x->state = t;
    dmr_xml_begin(&t->xml, &x->files[0]);
    dmr_json_begin(&t->first_json, dmr_buffer_write, &t->first);
    return DEMARCHE_OK;
}

static void drop(demarche_export *x)
{
    timeml *t = x->state;
    if (t)
        free(t->first.at);
}

static void tid_attr(dmr_xml *xml, const char *name, uint64_t number)
{
    char text[32];
    snprintf(text, sizeof text, "t%llu", (unsigned long long)number);
    dmr_xml_attr_c(xml, name, text);
}

static void open_time(timeml *t, demarche_str type, demarche_str value)
{
    dmr_xml_open(&t->xml, "TIMEX3");
    tid_attr(&t->xml, "tid", t->tid++);
    dmr_xml_attr(&t->xml, "type", type.len ? type : DMR_STR("DATE"));
    dmr_xml_attr(&t->xml, "value", value);
}

static void text_to(marked *m, size_t end)
{
    if (end > m->at)
        dmr_xml_text(&m->to->xml, dmr_str(m->text.ptr + m->at, end - m->at));
    m->at = end > m->at ? end : m->at;
}

/* `ends` are the marks that lie in it, of which the first has that number. */
static void put_outer(marked *m, time_at outer, uint64_t first_end, uint64_t ends)
{
    if (ends == 2) {
        open_time(m->to, DMR_STR("DURATION"), DMR_STR("PXD"));
        tid_attr(&m->to->xml, "beginPoint", first_end);
        tid_attr(&m->to->xml, "endPoint", first_end + 1);
        dmr_xml_attr_c(&m->to->xml, "temporalFunction", "true");
    } else {
        open_time(m->to, outer->type, outer->value);
    }
    dmr_xml_close(&m->to->xml);
}

static void put_time(marked *m, time_at time)
{
    if (time->start >= m->at) {
        text_to(m, time->start);
        open_time(m->to, time->type, time->value);
        text_to(m, time->end);
    } else {
        open_time(m->to, time->type, time->value);
    }
    dmr_xml_close(&m->to->xml);
}

static bool lies_in(time_at inner, time_at outer)
{
    return inner->start >= outer->start && inner->end <= outer->end;
}

static void put_times(marked *m, const time_at *times, size_t n)
{
    time_at outer = NULL;
    uint64_t first_end = 0;
    for (size_t i = 0; i < n; i++) {
        if (outer && !lies_in(times[i], outer)) {
            put_outer(m, outer, first_end, m->to->tid - first_end);
            outer = NULL;
        }
        if (!outer && i + 1 < n && lies_in(times[i + 1], times[i])) {
            outer = times[i];
            first_end = m->to->tid;
        } else {
            put_time(m, times[i]);
        }
    }
    if (outer)
        put_outer(m, outer, first_end, m->to->tid - first_end);
}

static int by_place(const void *a, const void *b)
{
    const demarche_mention *x = *(const time_at *)a, *y = *(const time_at *)b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    if (x->end != y->end)
        return x->end > y->end ? -1 : 1;
    return x < y ? -1 : x > y;
}

/* The document's times in order, on the heap. */
static demarche_status times_of(const demarche_document *doc, time_at **out, size_t *n,
                                demarche_error *err)
{
    size_t n_mentions;
    const demarche_mention *at = demarche_document_mentions(doc, &n_mentions);
    *n = 0;
    for (size_t i = 0; i < n_mentions; i++)
        *n += at[i].kind == DEMARCHE_MENTION_TIME;
    *out = calloc(*n + 1, sizeof **out);
    if (!*out)
        return dmr_error_memory(err);
    *n = 0;
    for (size_t i = 0; i < n_mentions; i++) {
        if (at[i].kind == DEMARCHE_MENTION_TIME)
            (*out)[(*n)++] = &at[i];
    }
    qsort(*out, *n, sizeof **out, by_place);
    return DEMARCHE_OK;
}

/* The day on which it was published, where it is one that TimeML can hold. */
static void put_head(timeml *t, const demarche_meta *meta)
{
    demarche_str day = dmr_export_simple_date(meta->date);
    dmr_xml_element(&t->xml, "DOCID", meta->id);
    dmr_xml_newline(&t->xml);
    dmr_xml_open(&t->xml, "DCT");
    if (meta->date.len) {
        open_time(t, DMR_STR("DATE"), day.len ? day : DMR_STR("XXXX-XX-XX"));
        dmr_xml_attr_c(&t->xml, "functionInDocument", "CREATION_TIME");
        dmr_xml_attr_c(&t->xml, "temporalFunction", "false");
        dmr_xml_text(&t->xml, meta->date);
        dmr_xml_close(&t->xml);
    }
    dmr_xml_close(&t->xml);
    dmr_xml_newline(&t->xml);
    if (meta->title.len) {
        dmr_xml_element(&t->xml, "TITLE", meta->title);
        dmr_xml_newline(&t->xml);
    }
}

static demarche_status put_document(timeml *t, const demarche_document *doc,
                                    demarche_error *err)
{
    marked m = {t, demarche_document_text(doc), 0};
    time_at *times;
    size_t n;
    DMR_TRY(times_of(doc, &times, &n, err));
    dmr_xml_open(&t->xml, "TimeML");
    dmr_xml_newline(&t->xml);
    put_head(t, demarche_document_meta(doc));
    dmr_xml_open(&t->xml, "TEXT");
    put_times(&m, times, n);
    text_to(&m, m.text.len);
    dmr_xml_close(&t->xml);
    dmr_xml_newline(&t->xml);
    dmr_xml_close(&t->xml);
    dmr_xml_newline(&t->xml);
    free(times);
    return DEMARCHE_OK;
}

static demarche_status put_first(demarche_export *x, demarche_error *err)
{
    timeml *t = x->state;
    if (dmr_json_finish(&t->first_json, NULL))
        return dmr_error_memory(err);
    if (t->first.n)
        dmr_json_raw(&x->files[0], t->first.at, t->first.n);
    free(t->first.at);
    t->first = (dmr_buffer){0};
    return DEMARCHE_OK;
}

static demarche_status document(demarche_export *x, const demarche_document *doc,
                                demarche_error *err)
{
    timeml *t = x->state;
    t->xml.j = t->documents ? &x->files[0] : &t->first_json;
    if (++t->documents == 2) {
        dmr_xml_open(&t->xml, "TimeMLDocuments");
        dmr_xml_newline(&t->xml);
        DMR_TRY(put_first(x, err));
    }
    return put_document(t, doc, err);
}

static demarche_status end(demarche_export *x, demarche_error *err)
{
    timeml *t = x->state;
    t->xml.j = &x->files[0];
    if (t->documents == 1)
        return put_first(x, err);
    if (t->documents == 0)
        dmr_xml_open(&t->xml, "TimeMLDocuments");
    dmr_xml_close(&t->xml);
    dmr_xml_newline(&t->xml);
    return DEMARCHE_OK;
}

const dmr_export_kind dmr_export_timex3 = {
    .output = DEMARCHE_OUTPUT_TIMEX3,
    .name = "timex3",
    .files = {""},
    .begin = begin,
    .document = document,
    .end = end,
    .drop = drop,
};

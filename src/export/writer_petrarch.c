/*
 * Events as PETRARCH writes them, for the scripts that read that: no header, one line for
 * each pair of parties, and of a mutual deed one for each direction.
 *
 *   date source target code issues ids [url] source actor-text target-text event-text
 *   actor-root target-root
 *
 * The column of the URL is there only where the document has one. A party without a code
 * is "---".
 */
#include <stdio.h>

#include "export/writer_events.h"

static void tab(dmr_json *j)
{
    dmr_json_raw(j, "\t", 1);
}

/* Blanks in place of what would end a cell or line. */
static void put_text(dmr_json *j, demarche_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        bool breaks = c == '\t' || c == '\n' || c == '\r';
        dmr_json_raw(j, breaks ? " " : &s.ptr[i], 1);
    }
}

static void put_c(dmr_json *j, const char *s)
{
    put_text(j, dmr_str_c(s));
}

/* The first day of an EDTF date as YYYYMMDD; false where it is none of at least a year. */
static bool put_day(dmr_json *j, demarche_str edtf)
{
    char day[9] = "00000101";
    size_t n = 0;
    for (size_t i = 0; i < edtf.len && n < 8; i++) {
        if (dmr_is_digit(edtf.ptr[i]))
            day[n++] = edtf.ptr[i];
        else if (edtf.ptr[i] != '-' || n == 0)
            break;
    }
    if (n != 4 && n != 6 && n != 8)
        return false;
    put_c(j, day);
    return true;
}

/* CAMEO's letters where PLOVER's are others. Some depend on there being a state. */
static demarche_str cameo_sector(demarche_str sector, bool of_state)
{
    if (dmr_str_is(sector, "JRN"))
        return DMR_STR("MED");
    if (dmr_str_is(sector, "MED"))
        return DMR_STR("HLH");
    if (dmr_str_is(sector, "BUS") && !of_state)
        return DMR_STR("MNC");
    if (dmr_str_is(sector, "UAF") && !of_state)
        return DMR_STR("IMG");
    return sector;
}

/* "USAGOV"; organisations of states the other way round, "IGOUNO". */
static void put_code(dmr_json *j, const demarche_entity *party)
{
    demarche_str none = dmr_str(NULL, 0);
    demarche_str code = party ? party->code : none, sector = party ? party->sector : none;
    if (dmr_str_eq(code, sector))
        sector = none; /* "IGO" of the body whose letters are not known */
    sector = cameo_sector(sector, code.len > 0);
    if (!code.len && !sector.len)
        put_c(j, "---");
    bool turned = dmr_str_is(sector, "IGO");
    put_text(j, turned ? sector : code);
    put_text(j, turned ? code : sector);
}

/* "UNITED_NATIONS" */
static void put_root(dmr_json *j, const demarche_entity *party)
{
    demarche_str name = party ? party->identifier : dmr_str(NULL, 0);
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        if (dmr_is_lower(c))
            c = (char)(c - 'a' + 'A');
        else if (dmr_is_blank(c))
            c = '_';
        dmr_json_raw(j, &c, 1);
    }
}

static void put_issues(dmr_json *j, const demarche_event *e)
{
    for (size_t i = 0; i < e->n_context; i++) {
        put_c(j, i ? ";" : "");
        put_c(j, e->context[i]);
        put_c(j, ",1");
    }
}

/* The id of a sentence of PETRARCH's file is one already, unless it holds several. Of a deed
 * that several sentences tell all are named. */
static void put_ids(dmr_json *j, const demarche_document *doc, const demarche_event *e)
{
    const demarche_meta *meta = demarche_document_meta(doc);
    size_t n;
    (void)demarche_document_sentences(doc, &n);
    bool whole = n == 1 && dmr_str_is(meta->format, "petrarch");
    for (size_t i = 0; i < e->n_reports; i++) {
        char number[16];
        snprintf(number, sizeof number, "_%lu",
                 (unsigned long)e->reports[i].told->sentence + 1);
        put_c(j, i ? ";" : "");
        put_text(j, meta->id);
        put_c(j, whole ? "" : number);
    }
}

static void put_line(dmr_json *j, const demarche_document *doc, const demarche_event *e,
                     const demarche_entity *source, const demarche_entity *target)
{
    const demarche_meta *meta = demarche_document_meta(doc);
    demarche_str none = dmr_str(NULL, 0);
    if (!put_day(j, dmr_str_c(e->date)))
        put_day(j, meta->date);
    tab(j);
    put_code(j, source);
    tab(j);
    put_code(j, target);
    tab(j);
    put_c(j, *e->cameo ? e->cameo : e->type);
    tab(j);
    put_issues(j, e);
    tab(j);
    put_ids(j, doc, e);
    if (meta->url.len) {
        tab(j);
        put_text(j, meta->url);
    }
    tab(j);
    put_text(j, meta->source);
    tab(j);
    put_text(j, source ? source->text : none);
    tab(j);
    put_text(j, target ? target->text : none);
    tab(j);
    put_text(j, e->text);
    tab(j);
    put_root(j, source);
    tab(j);
    put_root(j, target);
    dmr_json_newline(j);
}

/* Each of `from` to each of `to`; a side without parties is one that is not told. */
static void put_pairs(dmr_json *j, const demarche_document *doc, const demarche_event *e,
                      const demarche_entity *from, size_t n_from,
                      const demarche_entity *to, size_t n_to)
{
    for (size_t i = 0; i < n_from || i == 0; i++) {
        for (size_t k = 0; k < n_to || k == 0; k++) {
            const demarche_entity *source = n_from ? &from[i] : NULL;
            const demarche_entity *target = n_to ? &to[k] : NULL;
            if (source != target || !source)
                put_line(j, doc, e, source, target);
        }
    }
}

void dmr_event_petrarch(dmr_json *j, const demarche_document *doc,
                        const demarche_event *e)
{
    bool among = e->mutual && e->n_actors > 1 && e->n_recipients == 0;
    if (among) {
        put_pairs(j, doc, e, e->actors, e->n_actors, e->actors, e->n_actors);
        return;
    }
    put_pairs(j, doc, e, e->actors, e->n_actors, e->recipients, e->n_recipients);
    if (e->mutual && e->n_actors && e->n_recipients)
        put_pairs(j, doc, e, e->recipients, e->n_recipients, e->actors, e->n_actors);
}

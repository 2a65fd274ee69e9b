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

#include "export/pairs.h"
#include "export/party_code.h"
#include "export/told_day.h"
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
    char day[DMR_DAY_ROOM], digits[DMR_DAY_ROOM];
    bool good = dmr_first_day(edtf, day);
    dmr_day_digits(day, digits);
    put_c(j, digits);
    return good;
}

/* "USAGOV"; organisations of states the other way round, "IGOUNO". */
static void put_code(dmr_json *j, const demarche_entity *party)
{
    demarche_str none = dmr_str(NULL, 0);
    demarche_str code = party ? party->code : none, sector = party ? party->sector : none;
    if (dmr_str_eq(code, sector))
        sector = none; /* "IGO" of the body whose letters are not known */
    sector = dmr_cameo_sector(sector, code.len > 0);
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

void dmr_event_petrarch(dmr_json *j, const demarche_document *doc,
                        const demarche_event *e)
{
    dmr_pair pair = {0};
    while (dmr_pair_next(&pair, e))
        put_line(j, doc, e, pair.source, pair.target);
}

/* What a query asks for, as conditions in SQL. */
#include <math.h>
#include <stdio.h>

#include "mention/mention.h"
#include "record/query_sql.h"

void dmr_query_put(dmr_query_sql *sql, const char *words)
{
    if (dmr_buffer_write(&sql->text, words, strlen(words)))
        sql->failed = true;
}

/* The parameter of the last value: by number, as the same words may come again. */
static void put_number(dmr_query_sql *sql)
{
    char number[24];
    snprintf(number, sizeof number, "?%zu", (size_t)sql->values.n);
    dmr_query_put(sql, number);
}

void dmr_query_bind(dmr_query_sql *sql, demarche_str value)
{
    dmr_query_value *v = DMR_PUSH(sql->arena, sql->values);
    demarche_str copy = dmr_str_copy(sql->arena, value);
    if (!v || (value.len && !copy.ptr)) {
        sql->failed = true;
        return;
    }
    v->text = copy;
    put_number(sql);
}

void dmr_query_bind_real(dmr_query_sql *sql, double value)
{
    dmr_query_value *v = DMR_PUSH(sql->arena, sql->values);
    if (!v) {
        sql->failed = true;
        return;
    }
    v->real = value;
    v->is_real = true;
    put_number(sql);
}

bool dmr_query_bind_list(dmr_query_sql *sql, const char *values)
{
    demarche_str rest = dmr_str_c(values), part;
    bool any = false;
    dmr_query_put(sql, "(");
    while (dmr_str_split(&rest, ',', &part)) {
        part = dmr_str_trim(part);
        if (!part.len)
            continue;
        dmr_query_put(sql, any ? ", " : "");
        dmr_query_bind(sql, part);
        any = true;
    }
    dmr_query_put(sql, ")");
    return any;
}

/* " AND column IN (...)"; nothing where nothing is asked. */
static void is_one_of(dmr_query_sql *sql, const char *column, const char *values)
{
    if (!values || !*values)
        return;
    dmr_query_put(sql, " AND ");
    dmr_query_put(sql, column);
    dmr_query_put(sql, " IN ");
    dmr_query_bind_list(sql, values);
}

/* " AND column = ..." or, of "prefix*", those that begin with it. */
static void is_like(dmr_query_sql *sql, const char *column, const char *value)
{
    if (!value || !*value)
        return;
    demarche_str v = dmr_str_c(value);
    dmr_query_put(sql, " AND ");
    dmr_query_put(sql, column);
    if (!dmr_str_ends(v, DMR_STR("*"))) {
        dmr_query_put(sql, " = ");
        dmr_query_bind(sql, v);
        return;
    }
    v.len--;
    dmr_query_put(sql, " >= ");
    dmr_query_bind(sql, v);
    dmr_query_put(sql, " AND ");
    dmr_query_put(sql, column);
    dmr_query_put(sql, " < ");
    dmr_query_bind(sql, v);
    dmr_query_put(sql, " || char(1114111)");
}

void dmr_query_put_document(dmr_query_sql *sql, const demarche_query *query)
{
    is_like(sql, "d.doc", query->document);
}

/* --------------------------------------------------------------------------- parties */

bool dmr_query_is_code(demarche_str s)
{
    if (s.len != 3)
        return false;
    for (size_t i = 0; i < 3; i++) {
        if (!dmr_is_upper(s.ptr[i]))
            return false;
    }
    return true;
}

/* "KOR:BUS": the code before the colon; all of it where there is none. */
static demarche_str code_before_sector(demarche_str who, size_t *colon)
{
    *colon = dmr_str_find(who, DMR_STR(":"), 0);
    return dmr_str(who.ptr, *colon == SIZE_MAX ? who.len : *colon);
}

bool dmr_query_names_code(demarche_str who)
{
    size_t colon;
    return dmr_query_is_code(code_before_sector(who, &colon));
}

bool dmr_query_goes_by_dyad(const demarche_query *q)
{
    return (q->pair && *q->pair) ||
           (q->actor && dmr_query_is_code(dmr_str_trim(dmr_str_c(q->actor))));
}

/* A pair by the parties themselves, as dyads have it: one does it to the other, or with it. */
static void is_pair_of_parties(dmr_query_sql *sql, demarche_str a, demarche_str b,
                               bool way)
{
    dmr_query_put(sql,
                  " AND EXISTS (SELECT 1 FROM event_party pa JOIN entity na ON "
                  "na.entity_id = pa.entity_id JOIN event_party pb ON pb.event_key = "
                  "pa.event_key JOIN entity nb ON nb.entity_id = pb.entity_id WHERE "
                  "pa.event_key = e.event_key AND na.code = ");
    dmr_query_bind(sql, a);
    dmr_query_put(sql, " AND nb.code = ");
    dmr_query_bind(sql, b);
    dmr_query_put(sql, " AND ((pa.role = 'actor' AND pb.role = 'recipient')");
    if (!way)
        dmr_query_put(sql, " OR (pa.role = 'recipient' AND pb.role = 'actor')");
    dmr_query_put(sql,
                  " OR (e.mutual AND pa.role = 'recipient' AND pb.role = 'actor') OR "
                  "(e.mutual AND pa.role = pb.role AND pa.role <> 'via' AND na.code <> "
                  "nb.code AND NOT EXISTS (SELECT 1 FROM event_party px WHERE "
                  "px.event_key = e.event_key AND px.role NOT IN ('via', pa.role)))))");
}

demarche_status dmr_query_pair(const char *pair, demarche_str *a, demarche_str *b,
                               bool *one_way, demarche_error *err)
{
    demarche_str p = dmr_str_c(pair);
    size_t at = dmr_str_find(p, DMR_STR(","), 0);
    *one_way = at == SIZE_MAX;
    if (*one_way)
        at = dmr_str_find(p, DMR_STR(">"), 0);
    *a = dmr_str_trim(dmr_str(p.ptr, at == SIZE_MAX ? 0 : at));
    *b = at == SIZE_MAX ? dmr_str(NULL, 0)
                        : dmr_str_trim(dmr_str(p.ptr + at + 1, p.len - at - 1));
    if (dmr_query_is_code(*a) && dmr_query_is_code(*b))
        return DEMARCHE_OK;
    return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                         "a pair is two codes, KOR,SUN (either way) or KOR>SUN, not "
                         "%.60s",
                         pair);
}

static demarche_status is_pair(dmr_query_sql *sql, const char *pair, bool by_dyad,
                               demarche_error *err)
{
    demarche_str a, b;
    bool way;
    DMR_TRY(dmr_query_pair(pair, &a, &b, &way, err));
    if (!by_dyad) {
        is_pair_of_parties(sql, a, b, way);
        return DEMARCHE_OK;
    }
    dmr_query_put(sql, " AND x.code = ");
    dmr_query_bind(sql, a);
    dmr_query_put(sql, " AND x.other = ");
    dmr_query_bind(sql, b);
    if (way)
        dmr_query_put(sql, " AND x.side IN (0, 1)");
    return DEMARCHE_OK;
}

/* Words of a name as a query of FTS5: each of them, in any order, quoted. */
static demarche_str name_words(demarche_str name, dmr_arena *arena)
{
    char *out = dmr_arena_alloc(arena, 4 * name.len + 4);
    size_t n = 0;
    if (!out)
        return dmr_str(NULL, 0);
    for (size_t i = 0; i < name.len;) {
        while (i < name.len && (dmr_is_blank(name.ptr[i]) || name.ptr[i] == '"'))
            i++;
        if (i == name.len)
            break;
        if (n)
            out[n++] = ' ';
        out[n++] = '"';
        while (i < name.len && !dmr_is_blank(name.ptr[i]) && name.ptr[i] != '"')
            out[n++] = name.ptr[i++];
        out[n++] = '"';
    }
    return dmr_str(out, n);
}

/* Entities of that name: "=Roh Tae Woo" exactly so, else with all of its words. */
static void put_named(dmr_query_sql *sql, demarche_str who)
{
    if (who.ptr[0] == '=') {
        dmr_query_put(sql, "SELECT entity_id FROM entity WHERE name IS NOT NULL"
                           " AND ifnull(name, '') = ");
        dmr_query_bind(sql, dmr_str_trim(dmr_str(who.ptr + 1, who.len - 1)));
        return;
    }
    dmr_query_put(sql,
                  "SELECT rowid FROM entity_fts WHERE entity_fts MATCH 'name : (' || ");
    dmr_query_bind(sql, name_words(who, sql->arena));
    dmr_query_put(sql, " || ')'");
}

void dmr_query_put_entities(dmr_query_sql *sql, const demarche_query *q)
{
    demarche_str who = dmr_str_trim(dmr_str_c(q->actor));
    size_t at;
    demarche_str code = code_before_sector(who, &at);
    if (dmr_query_is_code(code)) {
        dmr_query_put(sql, "SELECT entity_id FROM entity WHERE code = ");
        dmr_query_bind(sql, code);
        if (at == SIZE_MAX)
            return;
        dmr_query_put(sql, " AND sector = ");
        dmr_query_bind(sql, dmr_str(who.ptr + at + 1, who.len - at - 1));
        return;
    }
    if (q->state_too)
        dmr_query_put(sql, "SELECT entity_id FROM entity WHERE code IN (SELECT code FROM "
                           "entity WHERE entity_id IN (");
    put_named(sql, who);
    if (!q->state_too)
        return;
    dmr_query_put(sql, ")) UNION ");
    put_named(sql, who);
}

int dmr_query_roles(const char *roles)
{
    static const char *const names[] = {"actor", "recipient", "via"};
    demarche_str rest = dmr_str_c(roles), role;
    int mask = 0;
    while (dmr_str_split(&rest, ',', &role)) {
        for (int i = 0; i < 3; i++)
            mask |= dmr_str_is(dmr_str_trim(role), names[i]) ? 1 << i : 0;
    }
    return mask;
}

static demarche_status is_party(dmr_query_sql *sql, const demarche_query *q, bool by_dyad,
                                demarche_error *err)
{
    demarche_str who = dmr_str_trim(dmr_str_c(q->actor));
    bool has_pair = q->pair && *q->pair;
    if (has_pair)
        DMR_TRY(is_pair(sql, q->pair, by_dyad, err));
    if (!who.len)
        return DEMARCHE_OK;
    if (by_dyad && !has_pair) {
        dmr_query_put(sql, " AND x.once AND x.code = ");
        dmr_query_bind(sql, who);
        if (!q->role || !*q->role)
            return DEMARCHE_OK;
        char roles[32];
        snprintf(roles, sizeof roles, " AND x.roles & %d", dmr_query_roles(q->role));
        dmr_query_put(sql, roles);
        return DEMARCHE_OK;
    }
    dmr_query_put(sql, sql->looked_up ? " AND EXISTS (SELECT 1 FROM event_party w WHERE"
                                        " w.event_key = e.event_key AND w.entity_id IN ("
                                      : " AND e.event_key IN (SELECT event_key FROM"
                                        " event_party WHERE entity_id IN (");
    dmr_query_put_entities(sql, q);
    dmr_query_put(sql, ")");
    is_one_of(sql, "role", q->role);
    dmr_query_put(sql, ")");
    return DEMARCHE_OK;
}

/* ----------------------------------------------------------------------- where and when */

static void is_in_box(dmr_query_sql *sql, const double *box)
{
    static const char *const columns[] = {
        "max_lat >= ", " AND max_lon >= ", " AND min_lat <= ", " AND min_lon <= "};
    dmr_query_put(sql, " AND e.place_id IN (SELECT place_id FROM place_box WHERE ");
    for (int i = 0; i < 4; i++) {
        dmr_query_put(sql, columns[i]);
        dmr_query_bind_real(sql, box[i]);
    }
    dmr_query_put(sql, ")");
}

static demarche_status is_where(dmr_query_sql *sql, const demarche_query *q,
                                demarche_error *err)
{
    if (q->place && *q->place) {
        dmr_query_put(sql,
                      " AND (e.place_id IN (SELECT place_id FROM place WHERE name = ");
        dmr_query_bind(sql, dmr_str_c(q->place));
        dmr_query_put(sql, " COLLATE NOCASE OR country = ");
        dmr_query_bind(sql, dmr_str_c(q->place));
        dmr_query_put(sql, ") OR e.place_text = ");
        dmr_query_bind(sql, dmr_str_c(q->place));
        dmr_query_put(sql, " COLLATE NOCASE)");
    }
    if (!q->box)
        return DEMARCHE_OK;
    for (int i = 0; i < 4; i++) {
        if (!isfinite(q->box[i]))
            return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                                 "a box is south,west,north,east in degrees");
    }
    is_in_box(sql, q->box);
    return DEMARCHE_OK;
}

demarche_status dmr_query_days(const char *edtf, char first[11], char last[11],
                               demarche_error *err)
{
    dmr_day from, to;
    if (!dmr_edtf_bounds(dmr_str_c(edtf), &from, &to))
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "a time is EDTF: 1990, 1990-06, 1979-05/1990, ../1985; not "
                             "%.60s",
                             edtf);
    dmr_day_text(first, from);
    dmr_day_text(last, to);
    return DEMARCHE_OK;
}

/* A test, such as " AND first_day <= ", and the day that it is held against. */
static void and_day(dmr_query_sql *sql, const char *test, const char *day)
{
    dmr_query_put(sql, test);
    dmr_query_bind(sql, dmr_str_c(day));
}

/* What was before 1950 has no first day, what goes on no last; what has neither has no date. */
static demarche_status is_when(dmr_query_sql *sql, const demarche_query *q, bool by_dyad,
                               demarche_error *err)
{
    char first[11] = "", last[11] = "";
    if (!q->when || !*q->when)
        return DEMARCHE_OK;
    DMR_TRY(dmr_query_days(q->when, first, last, err));
    /* '' is below all days, as in dyad */
    if (*last)
        and_day(
            sql,
            by_dyad ? " AND x.first_day <= " : " AND ifnull(e.first_day, '') <= ", last);
    if (*first) {
        and_day(sql, by_dyad ? " AND (x.last_day >= " : " AND (e.last_day >= ", first);
        dmr_query_put(sql, by_dyad ? " OR x.last_day = '')" : " OR e.last_day IS NULL)");
    }
    if (!q->undated)
        dmr_query_put(sql,
                      by_dyad ? " AND (x.first_day > '' OR x.last_day > '')"
                              : " AND (ifnull(e.first_day, '') > '' OR e.last_day > '')");
    return DEMARCHE_OK;
}

bool dmr_query_first_year(const demarche_query *q, char year[5])
{
    dmr_day from, to;
    char first[11];
    if (!q->when || !*q->when || !dmr_edtf_bounds(dmr_str_c(q->when), &from, &to))
        return false;
    dmr_day_text(first, from);
    if (!dmr_is_digit(first[0]))
        return false;
    memcpy(year, first, 4);
    year[4] = '\0';
    return true;
}

/* --------------------------------------------------------------------- as of when, which */

/* The codings that held after a run: of each version of a document the last by then, and of
 * those the latest. */
static void held_at(dmr_query_sql *sql, int64_t run, bool by_dyad)
{
    char number[32];
    snprintf(number, sizeof number, "%lld", (long long)run);
    dmr_query_put(sql, " AND EXISTS (SELECT 1 FROM coded k CROSS JOIN "
                       "document kd USING (document_id) WHERE k.coding_id = ");
    dmr_query_put(sql, by_dyad ? "x" : "e");
    dmr_query_put(sql, ".event_key >> 24 AND k.run_id <= ");
    dmr_query_put(sql, number);
    dmr_query_put(sql, " AND (k.until_run IS NULL OR k.until_run > ");
    dmr_query_put(sql, number);
    dmr_query_put(sql, ") AND NOT EXISTS (SELECT 1 FROM document o JOIN coded ok ON "
                       "ok.document_id = o.document_id WHERE o.doc = kd.doc AND "
                       "o.document_id <> kd.document_id AND ok.run_id <= ");
    dmr_query_put(sql, number);
    dmr_query_put(sql,
                  " AND (ifnull(o.known_from, kd.known_from) > ifnull(kd.known_from, "
                  "o.known_from) OR (ifnull(o.known_from, '') IS "
                  "ifnull(kd.known_from, '') AND o.version > kd.version))))");
}

static demarche_status is_held(dmr_query_sql *sql, const demarche_query *q, bool by_dyad,
                               demarche_error *err)
{
    char first[11], known[11] = "";
    bool as_known = q->as_known && *q->as_known;
    if (as_known) {
        DMR_TRY(dmr_query_days(q->as_known, first, known, err));
        as_known = known[0] != '\0'; /* "1990/..": whatever is known */
    }
    if (q->at_run > 0) {
        held_at(sql, q->at_run, by_dyad);
    } else if (!as_known) {
        dmr_query_put(sql, by_dyad ? " AND x.latest" : " AND e.holds = 2");
        return DEMARCHE_OK;
    } else if (!by_dyad) {
        dmr_query_put(sql, " AND e.holds > 0");
    }
    if (!as_known)
        return DEMARCHE_OK;
    /* dyads of a coding that holds no more have no time */
    const char *t = by_dyad && q->at_run <= 0 ? "x." : "d.";
    dmr_query_put(sql, " AND ");
    dmr_query_put(sql, t);
    dmr_query_put(sql, "known_from <= ");
    dmr_query_bind(sql, dmr_str_c(known));
    dmr_query_put(sql, " AND (");
    dmr_query_put(sql, t);
    dmr_query_put(sql, "known_until IS NULL OR ");
    dmr_query_put(sql, t);
    dmr_query_put(sql, "known_until > ");
    dmr_query_bind(sql, dmr_str_c(known));
    dmr_query_put(sql, ")");
    return DEMARCHE_OK;
}

/* Called wrong, and not later right or recoded; of an event coded anew as long as it says the
 * same. */
static void is_judged_well(dmr_query_sql *sql)
{
    dmr_query_put(sql,
                  " AND NOT EXISTS (SELECT 1 FROM event_claim y JOIN correction_now w"
                  " ON w.event_id = y.event_id WHERE y.same_key = e.same_key"
                  " AND w.verdict = 'wrong' AND (y.event_id = e.event_id OR y.claim ="
                  "  (SELECT z.claim FROM event_claim z WHERE z.event_key = e.event_key))"
                  " AND NOT EXISTS (SELECT 1 FROM event x JOIN correction_now v"
                  "  ON v.event_id = x.event_id WHERE x.same_key = e.same_key"
                  "  AND v.verdict IN ('right', 'recode')"
                  "  AND v.correction_id > w.correction_id))");
}

static void is_sure(dmr_query_sql *sql, const demarche_query *q, const char *t)
{
    double least = isnan(q->confidence) ? DEMARCHE_CONFIDENCE : q->confidence;
    if (!q->all) {
        dmr_query_put(sql, " AND ");
        dmr_query_put(sql, t);
        dmr_query_put(sql, "modality NOT IN ('negated', 'hypothetical')");
    }
    if (!(least > 0))
        return;
    /* nobody is sure of what was not done; what filled a gap was sure enough to be kept */
    dmr_query_put(sql, " AND (");
    dmr_query_put(sql, t);
    dmr_query_put(sql, "confidence >= ");
    dmr_query_bind_real(sql, least);
    dmr_query_put(sql, " OR ");
    dmr_query_put(sql, t);
    dmr_query_put(sql, "modality IN ('negated', 'hypothetical')");
    dmr_query_put(sql, sql->filled ? " OR e.rule = 'model')" : ")");
}

demarche_status dmr_query_filters(dmr_query_sql *sql, const demarche_query *q,
                                  bool by_dyad, demarche_error *err)
{
    DMR_TRY(is_party(sql, q, by_dyad, err));
    is_one_of(sql, by_dyad ? "x.type" : "e.type", q->type);
    is_one_of(sql, by_dyad ? "x.mode" : "e.mode", q->mode);
    is_one_of(sql, by_dyad ? "x.track" : "e.track", q->track);
    if (q->corrected) /* a column that is reckoned has no affinity */
        is_one_of(sql, by_dyad ? "CAST(x.quad AS TEXT)" : "CAST(e.quad AS TEXT)",
                  q->quad);
    else
        is_one_of(sql, by_dyad ? "x.quad" : "e.quad", q->quad);
    is_one_of(sql, by_dyad ? "x.modality" : "e.modality", q->modality);
    is_like(sql, "e.rule", q->rule);
    if (q->context && *q->context) {
        dmr_query_put(sql,
                      " AND EXISTS (SELECT 1 FROM event_context c WHERE c.event_key = "
                      "e.event_key AND c.context IN ");
        dmr_query_bind_list(sql, q->context);
        dmr_query_put(sql, ")");
    }
    DMR_TRY(is_where(sql, q, err));
    DMR_TRY(is_when(sql, q, by_dyad, err));
    dmr_query_put_document(sql, q);
    if (q->text && *q->text) {
        dmr_query_put(sql, " AND e.event_key IN (SELECT r.event_key FROM event_report r "
                           "WHERE r.sentence_id IN (SELECT rowid FROM sentence_fts WHERE "
                           "sentence_fts MATCH ");
        dmr_query_bind(sql, dmr_str_c(q->text));
        dmr_query_put(sql, "))");
    }
    DMR_TRY(is_held(sql, q, by_dyad, err));
    is_sure(sql, q, by_dyad ? "x." : "e.");
    sql->n_plain = sql->text.n;
    if (q->corrected)
        is_judged_well(sql);
    return DEMARCHE_OK;
}

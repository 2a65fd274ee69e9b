/*
 * SQL under construction: text that grows, and the values that are bound to it. What comes
 * from outside is always bound, never text.
 */
#ifndef DMR_RECORD_QUERY_SQL_H
#define DMR_RECORD_QUERY_SQL_H

#include "base/json.h"
#include "base/vec.h"
#include "record/record_db.h"

typedef struct dmr_query_value {
    demarche_str text;
    double real;
    bool is_real;
} dmr_query_value;

/* A row of a page: an event, and how often its deed is told. */
typedef struct dmr_query_row {
    int64_t key;
    uint64_t events, reports;
} dmr_query_row;

typedef struct dmr_query_sql {
    dmr_arena *arena; /* of the values */
    dmr_buffer text;
    DMR_VEC(dmr_query_value) values;
    bool filled;    /* the record has events that filled gaps */
    bool looked_up; /* the event is known: conditions test it, and do not look for it */
    bool failed;    /* no memory */
    size_t n_plain; /* of filters: bytes before what only corrections can decide */
    bool is_paged;  /* the page has these rows */
    const dmr_query_row *page; /* (n_page) */
    size_t n_page;
} dmr_query_sql;

/* Add words of SQL. */
void dmr_query_put(dmr_query_sql *sql, const char *words);

/* Add a parameter and its value. */
void dmr_query_bind(dmr_query_sql *sql, demarche_str value);
void dmr_query_bind_real(dmr_query_sql *sql, double value);

/* "(?, ?, ...)" of values parted by commas; false where there is none. */
bool dmr_query_bind_list(dmr_query_sql *sql, const char *values);

/* "WITH ..., " of tables that stand before the record's own: what they say as hands have
 * corrected it. */
void dmr_query_put_corrected(dmr_query_sql *sql);

/* The rows of a statement of ours whose ?1 is `of` and ?2 `number`; and whether it has one. */
demarche_status dmr_query_list(demarche_answer **out, demarche_record *record,
                               const char *sql, const char *of, int64_t number,
                               demarche_error *err);
demarche_status dmr_query_gives(demarche_record *record, const char *sql, const char *of,
                                int64_t number, bool *gives, demarche_error *err);

/* Build the statement of a query. E_ARGUMENT for what cannot be asked; E_MEMORY. */
demarche_status dmr_query_build(dmr_query_sql *sql, const demarche_query *query,
                                demarche_error *err);

/* The filters of a query as " AND ..." on event `e`, document `d` and dyad `x` (see
 * query_build.c for which of them are there). */
demarche_status dmr_query_filters(dmr_query_sql *sql, const demarche_query *query,
                                  bool by_dyad, demarche_error *err);

/* Whether it has the form of a code: KOR. */
bool dmr_query_is_code(demarche_str s);

/* Whether a party is named by code, or code and sector: "KOR", "KOR:BUS". */
bool dmr_query_names_code(demarche_str who);

/* A pair's codes; `one_way`: "KOR>SUN", what KOR does to SUN or with it. E_ARGUMENT. */
demarche_status dmr_query_pair(const char *pair, demarche_str *a, demarche_str *b,
                               bool *one_way, demarche_error *err);

/* First and last day of an EDTF string; "" where it is open. E_ARGUMENT. */
demarche_status dmr_query_days(const char *edtf, char first[11], char last[11],
                               demarche_error *err);

/* Entities of the party that is asked for: "SELECT" ids. */
void dmr_query_put_entities(dmr_query_sql *sql, const demarche_query *query);

/* Roles parted by commas, as dyad.roles has them: 1 actor, 2 recipient, 4 via. */
int dmr_query_roles(const char *roles);

/* Whether the conditions speak of that alias ("e."): then its table is joined. */
bool dmr_query_speaks_of(const dmr_query_sql *sql, const char *alias);

/* The year in which the time that is asked for begins; false where it has no beginning. */
bool dmr_query_first_year(const demarche_query *query, char year[5]);

/* "WITH page AS (...), told AS (...)": of the events for which the filters `where` hold, one
 * of each deed (or each, if `events`), in order, within the limit: event_key, first_day,
 * deed, sure (its confidence), events and reports of the deed among them. `of_known` are
 * the same filters, made with `looked_up`. */
void dmr_query_put_page(dmr_query_sql *sql, const dmr_query_sql *where,
                        const dmr_query_sql *of_known, const demarche_query *query,
                        bool by_dyad);

/* " AS (SELECT ...)" of the deeds of `hits` (what dmr_query_put_hits gives), and of each
 * with each value of a column `with` (""): the event of which the coder is surest, of several
 * the first, with how many events and reports it has. */
void dmr_query_put_deeds(dmr_query_sql *sql, const char *hits, const char *with);

/* By what is counted. */
typedef enum dmr_count_key {
    DMR_BY_MONTH,
    DMR_BY_YEAR,
    DMR_BY_QUAD,
    DMR_BY_TYPE,
    DMR_BY_MODE,
    DMR_BY_TRACK,
    DMR_BY_MODALITY,
    DMR_BY_RULE,
    DMR_BY_PAIR,
    DMR_BY_PARTNER,
    DMR_BY_CONTEXT,
    DMR_BY_PLACE,
    DMR_BY_COUNTRY,
    DMR_BY_DOCUMENT,
    DMR_BY_ACTOR,
    DMR_BY_RECIPIENT,
    DMR_COUNT_KEYS
} dmr_count_key;

enum { DMR_COUNT_KEYS_MOST = 3 }; /* of one query */

typedef struct dmr_count_keys {
    dmr_count_key at[DMR_COUNT_KEYS_MOST];
    size_t n; /* 0: nothing is counted */
} dmr_count_keys;

/* E_ARGUMENT where a count is by nothing that there is. */
demarche_status dmr_count_keys_read(dmr_count_keys *out, const demarche_query *query,
                                    demarche_error *err);

const char *dmr_count_key_name(dmr_count_key key);

/* Months, years and classes come in their order, all else by how much there is of it. */
bool dmr_count_keys_in_order(const dmr_count_keys *keys);

/* Whether a key is one of them: one event may count with several. */
bool dmr_count_keys_have(const dmr_count_keys *keys, dmr_count_key key);

/* "WITH ... SELECT ...": the counts of the events for which the filters `where` hold. */
void dmr_query_put_counts(dmr_query_sql *sql, const dmr_query_sql *where,
                          const demarche_query *query, const dmr_count_keys *keys,
                          bool by_dyad);

/* The same from strips; *out is NULL where they do not know what is asked for. */
demarche_status dmr_query_count_strips(demarche_answer **out, demarche_record *record,
                                       const demarche_query *query, bool filled,
                                       demarche_error *err);

/* Whether strips know which events stand on the query's page; and look for them:
 * sql->page. */
bool dmr_page_strips_knows(const demarche_query *query);
demarche_status dmr_query_page_strips(dmr_query_sql *sql, demarche_record *record,
                                      const demarche_query *query, demarche_error *err);

/* The filter that names documents, on document `d`. */
void dmr_query_put_document(dmr_query_sql *sql, const demarche_query *query);

/*
 * Parts of a statement that others need too. "WITH hit AS (...)": event_key, first_day,
 * last_day, confidence, reports, quad, scale and deed (the event's own key if `events`) of the
 * events for which the filters `where` hold. " ORDER BY ..." of rows with first_day, sure and
 * event_key. " LIMIT ... OFFSET ..." where there is one. `corrected`: of the record as hands
 * would have it.
 */
void dmr_query_put_hits(dmr_query_sql *sql, const dmr_query_sql *where, bool by_dyad,
                        bool events, bool corrected);
void dmr_query_put_order(dmr_query_sql *sql, demarche_query_order order);
void dmr_query_put_limit(dmr_query_sql *sql, const demarche_query *query);

/* What is wrong with a question that SQLite refuses. */
demarche_status dmr_query_refuse(const demarche_record *record, int code,
                                 demarche_error *err);

/* Make the statement and bind its values. */
demarche_status dmr_query_prepare(sqlite3_stmt **out, demarche_record *record,
                                  const dmr_query_sql *sql, demarche_error *err);

/* Whether the record has events that filled gaps; for dmr_query_sql.filled. */
demarche_status dmr_query_is_filled(const demarche_record *record, bool *filled,
                                    demarche_error *err);

/* Whether the query names a pair, or a party by code alone: it then goes by dyads. */
bool dmr_query_goes_by_dyad(const demarche_query *query);

#endif

/* Asking a record: a query, or SQL that may only read, and its rows. */
#include <stdlib.h>

#include "record/answer.h"
#include "record/query_sql.h"

static demarche_status refuse(const demarche_record *record, int code, bool asked_in_sql,
                              demarche_error *err)
{
    /* what is wrong with the question, not with the record */
    if (code == SQLITE_ERROR || code == SQLITE_AUTH || code == SQLITE_MISUSE)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             asked_in_sql ? "SQL: %.200s"
                                          : "the words of the text, a query as FTS5 has "
                                            "them: %.150s",
                             sqlite3_errmsg(record->db));
    return dmr_record_refuse(record, code, err);
}

demarche_status dmr_query_refuse(const demarche_record *record, int code,
                                 demarche_error *err)
{
    return refuse(record, code, false, err);
}

static demarche_status prepare(demarche_answer **out, demarche_record *record,
                               const char *sql, bool asked_in_sql, const char **tail,
                               demarche_error *err)
{
    demarche_answer *a = calloc(1, sizeof *a);
    if (!a)
        return dmr_error_memory(err);
    a->record = record;
    a->in_sql = asked_in_sql;
    int code = sqlite3_prepare_v2(record->db, sql, -1, &a->s, tail);
    if (code != SQLITE_OK) {
        free(a);
        demarche_status status = refuse(record, code, asked_in_sql, err);
        return status ? status : DEMARCHE_E_RECORD;
    }
    *out = a;
    return DEMARCHE_OK;
}

/* One number of the record. */
static demarche_status number_of(const demarche_record *record, const char *sql,
                                 int64_t *out, demarche_error *err)
{
    sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v2(record->db, sql, -1, &s, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(s);
    if (code == SQLITE_ROW)
        *out = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    return code == SQLITE_ROW ? DEMARCHE_OK : dmr_record_refuse(record, code, err);
}

demarche_status dmr_query_is_filled(const demarche_record *record, bool *filled,
                                    demarche_error *err)
{
    int64_t n = 0;
    DMR_TRY(
        number_of(record, "SELECT EXISTS (SELECT 1 FROM run WHERE fill > 0)", &n, err));
    *filled = n != 0;
    return DEMARCHE_OK;
}

static demarche_status bind_values(const demarche_record *record, sqlite3_stmt *s,
                                   const dmr_query_sql *sql, demarche_error *err)
{
    /* those behind the last that the statement speaks of are not asked for */
    size_t most = (size_t)sqlite3_bind_parameter_count(s);
    for (size_t i = 0; i < sql->values.n && i < most; i++) {
        const dmr_query_value *v = &sql->values.at[i];
        int code =
            v->is_real
                ? sqlite3_bind_double(s, (int)i + 1, v->real)
                : sqlite3_bind_text64(s, (int)i + 1, v->text.len ? v->text.ptr : "",
                                      v->text.len, SQLITE_TRANSIENT, SQLITE_UTF8);
        if (code != SQLITE_OK)
            return dmr_record_refuse(record, code, err);
    }
    return DEMARCHE_OK;
}

demarche_status dmr_query_prepare(sqlite3_stmt **out, demarche_record *record,
                                  const dmr_query_sql *sql, demarche_error *err)
{
    int code = sqlite3_prepare_v2(record->db, sql->text.at, -1, out, NULL);
    if (code != SQLITE_OK)
        return refuse(record, code, false, err);
    return bind_values(record, *out, sql, err);
}

static demarche_status ask(demarche_answer **out, demarche_record *record,
                           const demarche_query *query, dmr_query_sql *sql,
                           demarche_error *err)
{
    int64_t n = 0;
    if (query->at_run > 0) {
        DMR_TRY(number_of(record, "SELECT ifnull(max(run_id), 0) FROM run", &n, err));
        if (query->at_run > n)
            return dmr_error_set(
                err, DEMARCHE_E_ARGUMENT, 0,
                "there is no run %lld; the last one is %lld (see `demarche "
                "record show R.db runs`)",
                (long long)query->at_run, (long long)n);
    }
    DMR_TRY(dmr_query_is_filled(record, &sql->filled, err));
    DMR_TRY(dmr_query_count_strips(out, record, query, sql->filled, err));
    bool rows = !query->count_by || !*query->count_by;
    if (rows && dmr_page_strips_knows(query))
        DMR_TRY(dmr_query_page_strips(sql, record, query, err));
    if (!*out) {
        DMR_TRY(dmr_query_build(sql, query, err));
        DMR_TRY(prepare(out, record, sql->text.at, false, NULL, err));
        DMR_TRY(bind_values(record, (*out)->s, sql, err));
    }
    if (!query->as_known || !*query->as_known)
        return DEMARCHE_OK;
    DMR_TRY(number_of(record, "SELECT count(*) FROM document WHERE known_from IS NULL",
                      &n, err));
    (*out)->unknown = (uint64_t)n;
    return DEMARCHE_OK;
}

demarche_status demarche_ask(demarche_answer **out, demarche_record *record,
                             const demarche_query *query, demarche_error *err)
{
    static const demarche_query everything = DEMARCHE_QUERY_INIT;
    if (!out || !record)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "a record is needed");
    *out = NULL;
    if (!query)
        query = &everything;
    if (query->version != DEMARCHE_QUERY_VERSION)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "a query of version %u; this library knows %d",
                             (unsigned)query->version, DEMARCHE_QUERY_VERSION);
    dmr_query_sql sql = {.arena = dmr_arena_new(0)};
    /* what is read in several steps is read at one time */
    bool alone = sqlite3_get_autocommit(record->db) &&
                 sqlite3_exec(record->db, "BEGIN", NULL, NULL, NULL) == SQLITE_OK;
    demarche_status status =
        sql.arena ? ask(out, record, query, &sql, err) : dmr_error_memory(err);
    if (alone)
        sqlite3_exec(record->db, "COMMIT", NULL, NULL, NULL);
    free(sql.text.at);
    dmr_arena_free(sql.arena);
    if (status) {
        demarche_answer_free(*out);
        *out = NULL;
    }
    return status;
}

demarche_status demarche_ask_sql(demarche_answer **out, demarche_record *record,
                                 const char *sql, demarche_error *err)
{
    const char *tail = NULL;
    if (!out || !record || !sql)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "a record and SQL are needed");
    *out = NULL;
    DMR_TRY(prepare(out, record, sql, true, &tail, err));
    demarche_answer *a = *out;
    const char *why = NULL;
    if (!a->s)
        why = "no statement in it";
    else if (tail && dmr_str_trim(dmr_str_c(tail)).len)
        why = "more than one statement; ask them one by one";
    else if (!sqlite3_stmt_readonly(a->s) || sqlite3_column_count(a->s) == 0)
        why = "only reading is allowed (SELECT, WITH, EXPLAIN)";
    if (!why)
        return DEMARCHE_OK;
    demarche_answer_free(a);
    *out = NULL;
    return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "SQL: %s", why);
}

demarche_status demarche_ask_sql_of(demarche_answer **out, demarche_record *record,
                                    const char *sql, const demarche_str *values, size_t n,
                                    demarche_error *err)
{
    demarche_answer *a = NULL;
    int code = SQLITE_OK;
    if (!out)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "a place for the answer is needed");
    *out = NULL;
    DMR_TRY(demarche_ask_sql(&a, record, sql, err));
    size_t most = a ? (size_t)sqlite3_bind_parameter_count(a->s) : 0;
    for (size_t i = 0; i < n && code == SQLITE_OK; i++) {
        if (i >= most)
            code = SQLITE_RANGE;
        else if (values[i].ptr)
            code = sqlite3_bind_text64(a->s, (int)i + 1, values[i].ptr, values[i].len,
                                       SQLITE_TRANSIENT, SQLITE_UTF8);
    }
    *out = code == SQLITE_OK ? a : NULL;
    if (code == SQLITE_OK)
        return DEMARCHE_OK;
    demarche_answer_free(a);
    if (code == SQLITE_RANGE)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "SQL: %zu values, and fewer parameters", n);
    return dmr_record_refuse(record, code, err);
}

demarche_status dmr_query_list(demarche_answer **out, demarche_record *record,
                               const char *sql, const char *of, int64_t number,
                               demarche_error *err)
{
    DMR_TRY(prepare(out, record, sql, false, NULL, err));
    int code = sqlite3_bind_text((*out)->s, 1, of ? of : "", -1, SQLITE_TRANSIENT);
    if (code == SQLITE_OK)
        code = sqlite3_bind_int64((*out)->s, 2, number);
    if (code == SQLITE_OK)
        return DEMARCHE_OK;
    demarche_answer_free(*out);
    *out = NULL;
    return dmr_record_refuse(record, code, err);
}

demarche_status dmr_query_gives(demarche_record *record, const char *sql, const char *of,
                                int64_t number, bool *gives, demarche_error *err)
{
    demarche_answer *a = NULL;
    DMR_TRY(dmr_query_list(&a, record, sql, of, number, err));
    demarche_status status = demarche_answer_next(a, gives, err);
    demarche_answer_free(a);
    return status;
}

size_t demarche_answer_columns(const demarche_answer *answer)
{
    return answer->rows ? answer->rows->n_names : (size_t)sqlite3_column_count(answer->s);
}

const char *demarche_answer_name(const demarche_answer *answer, size_t column)
{
    if (answer->rows)
        return column < answer->rows->n_names ? answer->rows->names[column] : "";
    const char *name = sqlite3_column_name(answer->s, (int)column);
    return name ? name : "";
}

demarche_status demarche_answer_next(demarche_answer *answer, bool *got,
                                     demarche_error *err)
{
    if (!answer || !got)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "an answer is needed");
    if (answer->rows)
        return answer->rows->next(answer->self, got, err);
    int code = sqlite3_step(answer->s);
    *got = code == SQLITE_ROW;
    if (code == SQLITE_ROW || code == SQLITE_DONE)
        return DEMARCHE_OK;
    return refuse(answer->record, code, answer->in_sql, err);
}

demarche_cell demarche_answer_cell(demarche_answer *answer, size_t column)
{
    demarche_cell cell = {0};
    int c = (int)column;
    if (answer->rows)
        return column < answer->rows->n_names ? answer->rows->cell(answer->self, column)
                                              : cell;
    switch (sqlite3_column_type(answer->s, c)) {
    case SQLITE_INTEGER:
        cell.kind = DEMARCHE_CELL_INT;
        cell.number = sqlite3_column_int64(answer->s, c);
        cell.real = (double)cell.number;
        break;
    case SQLITE_FLOAT:
        cell.kind = DEMARCHE_CELL_REAL;
        cell.real = sqlite3_column_double(answer->s, c);
        break;
    case SQLITE_TEXT:
        cell.kind = DEMARCHE_CELL_TEXT;
        break;
    default:
        return cell;
    }
    cell.text = dmr_record_column(answer->s, c);
    return cell;
}

uint64_t demarche_answer_unknown(const demarche_answer *answer)
{
    return answer->unknown;
}

void demarche_answer_free(demarche_answer *answer)
{
    if (answer && answer->rows)
        answer->rows->free(answer->self);
    if (answer)
        sqlite3_finalize(answer->s);
    free(answer);
}

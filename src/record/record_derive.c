/*
 * What is derived of the codings of a document: dyads, and of the one that holds now counts,
 * which answer quickly what most ask (and strips: record_strips.c). All of it by SQL from the
 * rows of the coding, so that what `record check --repair` makes anew is what was there.
 */
#include "record/record_db.h"

/* Statements on the events of codings `from` to before `to`: keys from ?1 to before ?2. */
static demarche_status run_over_all(demarche_record *r, dmr_record_statement which,
                                    int64_t from, int64_t to, demarche_error *err)
{
    DMR_RECORD_STATEMENT(s, r, which, err);
    sqlite3_bind_int64(s, 1, dmr_record_id(from, 0));
    sqlite3_bind_int64(s, 2, dmr_record_id(to, 0));
    return dmr_record_run(r, s, err);
}

/* The same of one coding; ?3 is its document. */
static demarche_status run_over(demarche_record *r, dmr_record_statement which,
                                int64_t document, int64_t coding, demarche_error *err)
{
    DMR_RECORD_STATEMENT(s, r, which, err);
    sqlite3_bind_int64(s, 3, document);
    return run_over_all(r, which, coding, coding + 1, err);
}

/* How far the events of a coding hold; event.holds. */
static demarche_status mark_events(demarche_record *r, int64_t coding, int holds,
                                   demarche_error *err)
{
    DMR_RECORD_STATEMENT(s, r, DMR_RECORD_MARK_EVENTS, err);
    sqlite3_bind_int64(s, 1, dmr_record_id(coding, 0));
    sqlite3_bind_int64(s, 2, dmr_record_id(coding + 1, 0));
    sqlite3_bind_int(s, 3, holds);
    return dmr_record_run(r, s, err);
}

/* Nothing stays of what is counted no more, as if it had never been. */
static demarche_status uncount(demarche_record *r, int64_t document, int64_t coding,
                               demarche_error *err)
{
    DMR_TRY(run_over(r, DMR_RECORD_UNCOUNT_TALLY, document, coding, err));
    return run_over(r, DMR_RECORD_CLEAN_TALLY, document, coding, err);
}

demarche_status dmr_record_count_derived(demarche_record *record, demarche_error *err)
{
    int64_t from = record->uncounted, to = record->counted_to;
    record->uncounted = record->counted_to = 0;
    if (from == to)
        return DEMARCHE_OK;
    DMR_TRY(run_over_all(record, DMR_RECORD_ADD_CODE_DOCUMENTS, from, to, err));
    return run_over_all(record, DMR_RECORD_COUNT_TALLY, from, to, err);
}

demarche_status dmr_record_derive(demarche_record *record, int64_t document,
                                  int64_t coding, bool again, demarche_error *err)
{
    DMR_TRY(dmr_record_touch_strip(record, coding, err));
    if (again) {
        DMR_TRY(mark_events(record, coding, 1 + record->latest, err));
        DMR_TRY(run_over(record, DMR_RECORD_DROP_DYADS, document, coding, err));
    }
    DMR_TRY(run_over(record, DMR_RECORD_ADD_DYADS, document, coding, err));
    if (record->counted_to != coding) {
        DMR_TRY(dmr_record_count_derived(record, err));
        record->uncounted = coding;
    }
    record->counted_to = coding + 1;
    return DEMARCHE_OK;
}

demarche_status dmr_record_underive(demarche_record *record, int64_t document,
                                    int64_t coding, demarche_error *err)
{
    DMR_TRY(dmr_record_touch_strip(record, coding, err));
    DMR_TRY(dmr_record_count_derived(record, err));
    DMR_TRY(uncount(record, document, coding, err));
    DMR_TRY(mark_events(record, coding, 0, err));
    DMR_TRY(run_over(record, DMR_RECORD_DROP_CODE_DOCUMENTS, document, coding, err));
    return run_over(record, DMR_RECORD_RETIRE_DYADS, document, coding, err);
}

demarche_status dmr_record_mark_derived(demarche_record *record, int64_t document,
                                        const char *until, bool latest,
                                        demarche_error *err)
{
    int64_t coding;
    bool found;
    DMR_RECORD_STATEMENT(find, record, DMR_RECORD_FIND_CODED, err);
    sqlite3_bind_int64(find, 1, document);
    DMR_TRY(dmr_record_number(record, find, &coding, &found, err));
    if (!found)
        return DEMARCHE_OK;
    DMR_TRY(dmr_record_touch_strip(record, coding, err));
    DMR_TRY(dmr_record_count_derived(record, err));
    /* Counts are of latest versions alone: out with what it was, in with what it is. */
    DMR_TRY(uncount(record, document, coding, err));
    DMR_TRY(mark_events(record, coding, 1 + latest, err));
    DMR_RECORD_STATEMENT(s, record, DMR_RECORD_MARK_DYADS, err);
    sqlite3_bind_int64(s, 1, dmr_record_id(coding, 0));
    sqlite3_bind_int64(s, 2, dmr_record_id(coding + 1, 0));
    dmr_record_bind_text(s, 3, until);
    sqlite3_bind_int(s, 4, latest);
    DMR_TRY(dmr_record_run(record, s, err));
    return run_over_all(record, DMR_RECORD_COUNT_TALLY, coding, coding + 1, err);
}

/*
 * The inside of a record: one SQLite connection with its statements, and what all files of
 * this stage share.
 */
#ifndef DMR_RECORD_DB_H
#define DMR_RECORD_DB_H

#include <sqlite3.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/str.h"
#include "read/origin.h"
#include "record/schema.h"

typedef enum dmr_record_statement {
    DMR_RECORD_BEGIN = 0,
    DMR_RECORD_COMMIT,
    DMR_RECORD_ROLLBACK,
    DMR_RECORD_SAVE,
    DMR_RECORD_RELEASE,
    DMR_RECORD_UNDO,
    DMR_RECORD_FIND_RUN,
    DMR_RECORD_ADD_RUN,
    DMR_RECORD_FIND_RUN_AS,
    DMR_RECORD_ADD_RUN_AS,
    DMR_RECORD_ADD_CODES,
    DMR_RECORD_ADD_RULES,
    DMR_RECORD_COUNT_RUN,
    DMR_RECORD_END_RUN,
    DMR_RECORD_ADD_FAILURE,
    DMR_RECORD_COUNT_FAILURE,
    DMR_RECORD_HAS,
    DMR_RECORD_FIND_WORK,
    DMR_RECORD_ADD_WORK,
    DMR_RECORD_PLACE_WORK,
    DMR_RECORD_FIND_SECTION,
    DMR_RECORD_ADD_SECTION,
    DMR_RECORD_PLACE_SECTION,
    DMR_RECORD_FIND_DOCUMENT,
    DMR_RECORD_ADD_DOCUMENT,
    DMR_RECORD_ADD_TEXT,
    DMR_RECORD_ADD_PERSON,
    DMR_RECORD_INDEX_TITLE,
    DMR_RECORD_LIST_VERSIONS,
    DMR_RECORD_SET_VERSION,
    DMR_RECORD_FIND_READING,
    DMR_RECORD_ADD_READING,
    DMR_RECORD_ADD_PARAGRAPH,
    DMR_RECORD_ADD_SENTENCE,
    DMR_RECORD_INDEX_SENTENCE,
    DMR_RECORD_LIST_CODINGS,
    DMR_RECORD_ADD_CODING,
    DMR_RECORD_FIND_CODED,
    DMR_RECORD_FIND_NOW,
    DMR_RECORD_END_CODED,
    DMR_RECORD_ADD_CODED,
    DMR_RECORD_FIND_CODED_BY,
    DMR_RECORD_END_CODED_AS,
    DMR_RECORD_ADD_CODED_AS,
    DMR_RECORD_ADD_DISCARDED,
    DMR_RECORD_FIND_ENTITY,
    DMR_RECORD_ADD_ENTITY,
    DMR_RECORD_INDEX_ENTITY,
    DMR_RECORD_FIND_PLACE,
    DMR_RECORD_ADD_PLACE,
    DMR_RECORD_ADD_BOX,
    DMR_RECORD_ADD_MENTION,
    DMR_RECORD_ADD_MEMBER,
    DMR_RECORD_ADD_EVENT,
    DMR_RECORD_ADD_PARTY,
    DMR_RECORD_ADD_CONTEXT,
    DMR_RECORD_ADD_QUANTITY,
    DMR_RECORD_ADD_REPORT,
    DMR_RECORD_ADD_REPORT_PARTY,
    DMR_RECORD_ADD_REPORT_CONTEXT,
    DMR_RECORD_ADD_REPORT_QUANTITY,
    DMR_RECORD_ADD_REASON,
    DMR_RECORD_ADD_DYADS,
    DMR_RECORD_DROP_DYADS,
    DMR_RECORD_RETIRE_DYADS,
    DMR_RECORD_MARK_EVENTS,
    DMR_RECORD_MARK_DYADS,
    DMR_RECORD_ADD_CODE_DOCUMENTS,
    DMR_RECORD_DROP_CODE_DOCUMENTS,
    DMR_RECORD_COUNT_TALLY,
    DMR_RECORD_UNCOUNT_TALLY,
    DMR_RECORD_CLEAN_TALLY,
    DMR_RECORD_STRIP_OF_EVENTS,
    DMR_RECORD_STRIP_OF_DYADS,
    DMR_RECORD_STRIP_OF_REPORTS,
    DMR_RECORD_STRIP_OF_CODINGS,
    DMR_RECORD_DROP_STRIPS,
    DMR_RECORD_ADD_STRIP,
    DMR_RECORD_DROP_STRIP_CODINGS,
    DMR_RECORD_ADD_STRIP_CODINGS,
    DMR_RECORD_FIND_KIND,
    DMR_RECORD_ADD_KIND,
    DMR_RECORD_FIND_CODE,
    DMR_RECORD_ADD_CODE,
    DMR_RECORD_FIND_SAME,
    DMR_RECORD_DEED_OF,
    DMR_RECORD_LAST_CODING,
    DMR_RECORD_LIST_ANCHORS,
    DMR_RECORD_FIND_LIKE,
    DMR_RECORD_FIND_LIKE_UNDATED,
    DMR_RECORD_FIND_LIKE_UNKNOWN,
    DMR_RECORD_LIST_PARTIES,
    DMR_RECORD_IN_DEED,
    DMR_RECORD_ANY_HAND,
    DMR_RECORD_HAND_IN_DEED,
    DMR_RECORD_LIST_CODED_AS,
    DMR_RECORD_LIST_LIKE,
    DMR_RECORD_LIST_SAID,
    DMR_RECORD_LIST_SAID_OF,
    DMR_RECORD_SET_DEED,
    DMR_RECORD_SET_DYAD_DEED,
    DMR_RECORD_EVENT_BY_ID,
    DMR_RECORD_EVENT_BY_KEY,
    DMR_RECORD_LIST_DEED,
    DMR_RECORD_ADD_CORRECTION,
    DMR_RECORD_FIND_CORRECTION,
    DMR_RECORD_HAS_CORRECTION,
    DMR_RECORD_LIST_SPOKEN_OF,
    DMR_RECORD_KNOWS_TYPE,
    DMR_RECORD_KNOWS_NAME,
    DMR_RECORD_STATEMENTS
} dmr_record_statement;

/* What a coding is by: version, lexicon and model, and how sure what fills gaps must be. */
typedef struct dmr_record_coder {
    char version[32], lexicon_hash[17], model_hash[17], kernel[16];
    double fill;   /* 0: nothing is filled */
    char *options; /* JSON */
    char *lexicon; /* what it says, of demarche_lexicon_write; NULL: not known */
    /* Of a run that was elsewhere: when it began and ended, and when what is added next was
     * recorded there. started "": the run is ours. */
    char started[32], finished[32], recorded[32];
} dmr_record_coder;

/* Empty it: no run is under way then. */
void dmr_record_coder_free(dmr_record_coder *coder);

/*
 * Words for search that wait until the transaction is committed: FTS5 would write out what it
 * has gathered at each savepoint, and so for each document.
 */
typedef struct dmr_record_word_row {
    dmr_record_statement which;
    int64_t id;
    demarche_str words[2];
} dmr_record_word_row;

typedef struct dmr_record_word_rows {
    dmr_arena *arena; /* of the words */
    dmr_record_word_row *at;
    size_t n, room;
} dmr_record_word_rows;

typedef struct dmr_record_names dmr_record_names; /* entities and places that were met */
typedef struct dmr_kinds dmr_kinds;               /* strip_kinds.h */

struct demarche_record {
    sqlite3 *db;
    char *path;         /* for messages */
    bool writes, wrote; /* wrote: something was added since it was opened */
    sqlite3_stmt *statements[DMR_RECORD_STATEMENTS]; /* made when first used */
    dmr_record_coder coder; /* of the run that is under way; kernel "": none is */
    int64_t run;            /* its row; 0 before the first thing is added */
    bool in_transaction;
    double begun;        /* seconds, when the transaction did */
    double at_work;      /* when the first did; 0: none yet */
    bool latest;         /* the document at hand is the latest of its versions */
    size_t commit;       /* the most documents of one; 0: as is quick */
    size_t added, bytes; /* documents in the transaction, and bytes of their texts */
    dmr_record_names *names;
    dmr_record_word_rows words;
    int64_t uncounted,
        counted_to;   /* codings from the one to before the other: their dyads are
                                      there, and are counted at the commit at the latest */
    int64_t *touched; /* (n_touched) blocks of strips that are to be made anew */
    size_t n_touched, touched_room;
    dmr_arena *scratch; /* of one document; reset by whoever begins with one */
    dmr_kinds *kinds;   /* of events, that counts have read; NULL: none yet */
    uint32_t limit_ms;  /* that questions may take; 0: any time */
    int64_t limit_end;  /* of CLOCK_MONOTONIC, in ms: until when */
};

/* Statement `which`, ready to be bound; NULL after a failure, with *err. */
sqlite3_stmt *dmr_record_statement_of(demarche_record *record, dmr_record_statement which,
                                      demarche_error *err);

/* Declare `s`, the statement; or return. */
#define DMR_RECORD_STATEMENT(s, record, which, err)                                      \
    sqlite3_stmt *(s) = dmr_record_statement_of((record), (which), (err));               \
    if (!(s))                                                                            \
    return DEMARCHE_E_RECORD

/* Fill *err from the connection's last error: one line, what, where, what to do. */
demarche_status dmr_record_refuse(const demarche_record *record, int code,
                                  demarche_error *err);

/* Bind: the empty string, NaN and (for ..._id) 0 become NULL. */
void dmr_record_bind_str(sqlite3_stmt *s, int column, demarche_str value);
void dmr_record_bind_text(sqlite3_stmt *s, int column, const char *value);
void dmr_record_bind_real(sqlite3_stmt *s, int column, double value);
void dmr_record_bind_id(sqlite3_stmt *s, int column, int64_t value);
void dmr_record_bind_size(sqlite3_stmt *s, int column, uint64_t value);

/* Bind a span to two columns; NULL and NULL where there is none. */
void dmr_record_bind_span(sqlite3_stmt *s, int column, demarche_span span);

/* Run a bound statement that gives no row, and make it ready for the next. */
demarche_status dmr_record_run(demarche_record *record, sqlite3_stmt *s,
                               demarche_error *err);

/* Run a bound statement that gives one number or none (*value 0); *found may be NULL. */
demarche_status dmr_record_number(demarche_record *record, sqlite3_stmt *s,
                                  int64_t *value, bool *found, demarche_error *err);

/* Run a statement without parameters. */
demarche_status dmr_record_do(demarche_record *record, dmr_record_statement which,
                              demarche_error *err);

/* Step a statement of many rows: *row is false at its end, when it is made ready again. */
demarche_status dmr_record_step(demarche_record *record, sqlite3_stmt *s, bool *row,
                                demarche_error *err);

/* A column's text; empty where it is NULL. Good until the next step. */
demarche_str dmr_record_column(sqlite3_stmt *s, int column);

/* Ids of what is numbered within something: reading_id << 24 | number. */
enum { DMR_RECORD_NUMBER_BITS = 24, DMR_RECORD_NUMBER_MAX = (1 << 24) - 1 };
static inline int64_t dmr_record_id(int64_t of, size_t number)
{
    return of * ((int64_t)DMR_RECORD_NUMBER_MAX + 1) + (int64_t)number;
}

/* Let a row of a search table wait for the commit; `which` takes an id and the words. */
demarche_status dmr_record_index(demarche_record *record, dmr_record_statement which,
                                 int64_t id, demarche_str a, demarche_str b,
                                 demarche_error *err);

/* Write all that waits; forget it; free it. */
demarche_status dmr_record_words_write(demarche_record *record, demarche_error *err);
void dmr_record_words_forget(demarche_record *record);
void dmr_record_words_free(demarche_record *record);

/* Have a transaction open; commit it when it has grown or aged enough; give it up. */
demarche_status dmr_record_begin(demarche_record *record, demarche_error *err);
demarche_status dmr_record_commit_if_due(demarche_record *record, demarche_error *err);
void dmr_record_lose(demarche_record *record);

/* Where a part of a transaction begins: what dmr_record_end_part goes back to. */
typedef struct dmr_record_part {
    int64_t run, uncounted, counted_to;
    size_t words;
} dmr_record_part;
demarche_status dmr_record_begin_part(demarche_record *record, dmr_record_part *part,
                                      demarche_error *err);

/*
 * End a part of a transaction: what came of it is kept or undone. Gives `status`, or what went wrong at the end.
 */
demarche_status dmr_record_end_part(demarche_record *record, const dmr_record_part *part,
                                    bool keep, demarche_status status,
                                    demarche_error *err);

/* ------------------------------------------------------------ parts of adding a document */

/* Bind who codes: version, lexicon and model, and fill, from that column on. */
void dmr_record_bind_coder(const demarche_record *record, sqlite3_stmt *s, int column);

/* As demarche_record_begin_as; what is added next was recorded at that time. */
demarche_status dmr_record_begin_by(demarche_record *record, const demarche_coder *coder,
                                    const char *recorded, demarche_error *err);

/* The row of this run: that of an unfinished one like it, or made. */
demarche_status dmr_record_keep_run(demarche_record *record, demarche_error *err);

/* Keep what the coder's lexicon says, where the record does not say so yet; the run has its
 * row. */
demarche_status dmr_record_keep_lexicon(demarche_record *record, demarche_error *err);

/* The row of the document with that content, made where it is not there; it is put on top of
 * its versions. *is_new says whether it was made. */
demarche_status dmr_record_keep_document(demarche_record *record,
                                         const demarche_document *doc, int64_t *document,
                                         bool *is_new, demarche_error *err);

/* Put a version of the document on top of the others. E_LIMIT where there are too many. */
demarche_status dmr_record_put_on_top(demarche_record *record, demarche_str doc,
                                      int64_t document, demarche_error *err);

/* How many versions of the document do not say what follows from their order; `mend`: set them
 * right, but not what is derived of them. */
demarche_status dmr_record_settle_versions(demarche_record *record, demarche_str doc,
                                           bool mend, size_t *n_wrong,
                                           demarche_error *err);

/* Up to when a document knows, as a day: the last of its as_of, else of its date; "". */
void dmr_record_known(const demarche_meta *meta, char out[11]);

/* Where the bytes of its text came from. (src/recorded.c: a document is closed to stages.) */
const dmr_origin *dmr_record_origin_of(const demarche_document *doc);

/* 16 hexadecimal digits over a document's text and what it says of itself. */
void dmr_record_content_hash(demarche_str text, const demarche_meta *meta, char out[17]);

/* The reading of the document with these paragraphs and sentences, made where it is not
 * there. */
demarche_status dmr_record_keep_reading(demarche_record *record,
                                        const demarche_document *doc, int64_t document,
                                        int64_t *reading, demarche_error *err);

/* Rows of a coding that is there already. */
demarche_status dmr_record_add_mentions(demarche_record *record, int64_t coding,
                                        int64_t reading, const demarche_document *doc,
                                        demarche_error *err);
demarche_status dmr_record_add_events(demarche_record *record, int64_t coding,
                                      int64_t reading, const demarche_document *doc,
                                      demarche_error *err);

/* The words of a sentence of a document; empty where it has none of that number. */
demarche_str dmr_record_sentence(const demarche_document *doc, size_t sentence);

/* Whether a coding has the very mentions and events of the document. */
demarche_status dmr_record_is_same(demarche_record *record, int64_t coding,
                                   const demarche_document *doc, bool *same,
                                   demarche_error *err);

/* Rows of entities and places, made where they are not there. */
typedef struct dmr_record_entity {
    demarche_str name, code, sector, office, region;
    const char *kind; /* as mentions have it; "": none */
} dmr_record_entity;

/* Of which kind the mention is that has the party's very words; "": there is none. */
const char *dmr_record_party_kind(const demarche_document *doc,
                                  const demarche_entity *party);

demarche_status dmr_record_keep_entity(demarche_record *record,
                                       const dmr_record_entity *entity, int64_t *id,
                                       demarche_error *err);
typedef struct dmr_record_place {
    demarche_str name, country;
    double lat, lon; /* NaN: unknown */
    int64_t geonameid;
} dmr_record_place;
/* *id is 0 for a place of which nothing is known. */
demarche_status dmr_record_keep_place(demarche_record *record,
                                      const dmr_record_place *place, int64_t *id,
                                      demarche_error *err);

/* Numbers of codes and of kinds of events, as strips have them; if `add`, made where they are
 * not there, else *id is 0. */
typedef struct dmr_record_kind {
    demarche_str type, mode, track, modality, rule, contexts;
    int quad;
    double scale; /* NaN: none */
} dmr_record_kind;
demarche_status dmr_record_keep_kind(demarche_record *record, const dmr_record_kind *kind,
                                     bool add, int64_t *id, demarche_error *err);
demarche_status dmr_record_keep_code(demarche_record *record, demarche_str code, bool add,
                                     int64_t *id, demarche_error *err);
void dmr_record_names_free(dmr_record_names *names);
/* What was met is no longer sure to be there: a transaction was rolled back. */
void dmr_record_names_forget(demarche_record *record);

/* The derived rows of the coding that holds now of a document: put in (`again`: its events were
 * there before, and held no more), and taken out. */
demarche_status dmr_record_derive(demarche_record *record, int64_t document,
                                  int64_t coding, bool again, demarche_error *err);
demarche_status dmr_record_underive(demarche_record *record, int64_t document,
                                    int64_t coding, demarche_error *err);

/* The strips of a coding are no longer right: they are made anew at the commit. */
demarche_status dmr_record_touch_strip(demarche_record *record, int64_t coding,
                                       demarche_error *err);
demarche_status dmr_record_write_strips(demarche_record *record, demarche_error *err);

/* Count what derive has left to be counted: some hundred codings in one go are much less work
 * than one by one. */
demarche_status dmr_record_count_derived(demarche_record *record, demarche_error *err);

/* A version of a document was replaced at `until`, or ("") is the latest again. */
demarche_status dmr_record_mark_derived(demarche_record *record, int64_t document,
                                        const char *until, bool latest,
                                        demarche_error *err);

/* An event of an earlier coding that an event is found again as; event_key 0: it is new. */
typedef struct dmr_record_before {
    int64_t event_key, same_key, deed;
} dmr_record_before;

/* Which events of a coding on its way in are of earlier codings of its document: an array
 * (n_events) in the record's scratch; NULL where the document has no other coding. */
demarche_status dmr_record_find_before(demarche_record *record,
                                       const demarche_document *doc, int64_t coding,
                                       dmr_record_before **out, demarche_error *err);

/*
 * The deed that an event tells of: that of the event it was before, or of the one that it is
 * most like (`like`, 0: none), else its own. What hands say of it is not asked.
 */
typedef struct dmr_record_deed {
    int64_t same_key, like, deed;
    double likeness; /* to `like`; 1: there is none */
    bool by_hand;
} dmr_record_deed;
demarche_status dmr_record_find_deed(demarche_record *record,
                                     const demarche_document *doc, size_t event,
                                     int64_t place, int64_t event_key,
                                     const dmr_record_before *before,
                                     dmr_record_deed *out, demarche_error *err);

/*
 * Put the deeds of all events together anew that have to do with this one, by what the rule
 * found and by what hands say of them. E_LIMIT where they are too many.
 */
demarche_status dmr_record_regroup(demarche_record *record, int64_t same_key,
                                   demarche_error *err);

/* The same, but only where a hand has spoken of an event of that deed. */
demarche_status dmr_record_heed_hands(demarche_record *record, int64_t same_key,
                                      int64_t deed, demarche_error *err);

/*
 * The content words of a sentence, as event.gist has them: hashes in ascending order, 4 bytes
 * each, least significant first; bit 31 marks numbers. Gives the bytes written.
 */
enum { DMR_RECORD_GIST_WORDS = 48, DMR_RECORD_GIST_BYTES = 4 * DMR_RECORD_GIST_WORDS };
size_t dmr_record_gist(demarche_str sentence, unsigned char out[DMR_RECORD_GIST_BYTES]);

/* How much two gists have in common, 0 to 1 (Jaccard); *numbers_apart: both have numbers, and
 * none in common. */
double dmr_record_gist_likeness(const unsigned char *a, size_t n_a,
                                const unsigned char *b, size_t n_b, bool *numbers_apart);

#endif

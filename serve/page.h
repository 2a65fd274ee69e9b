/*
 * A page in the making: an address and a record in, a model out. The model (JSON) is what
 * `.json` gives as it is; a template makes HTML of it, and its list `rows` the `.csv`.
 */
#ifndef DEMARCHE_SERVE_PAGE_H
#define DEMARCHE_SERVE_PAGE_H

#include <jansson.h>

#include "address.h"
#include "code_names.h"

/* Sentences of a document that stand on one page. */
enum { DOCUMENT_PART = 200 };

typedef struct page {
    demarche_record *record;
    const address *asked;
    const code_names *names;
    const room_editing *editing; /* NULL: of a reader */
    bool still;                  /* of a static site */
    bool data;                   /* of a static site: .json and .csv are there too */
    bool edit;                   /* somebody may correct */
    bool timeless;               /* what was known on a day makes no difference to it */
    const char *template;        /* its name */
    int status;                  /* of HTTP */
    json_t *model, *drawn;       /* drawn: charts, by their names; part of the model */
    json_t *location;            /* of a redirect */
    json_t *taken;               /* columns of the answer that was taken last */
    json_t *columns;             /* of `rows`, where page_put_rows has put them */
    bool long_csv;               /* the table turns by other steps in .csv */
    demarche_error err;          /* why it failed, where its function says so */
} page;

/* Make a page. Parts of the address are p->asked->parts. A failure is told by status, with a
 * message in p->err or for status 404 in the model's "message". */
typedef demarche_status (*page_fn)(page *p);

/* Pages, each in a file of its name. */
demarche_status page_listing(page *p);
demarche_status page_work(page *p);
demarche_status page_country(page *p);
demarche_status page_document(page *p);
demarche_status page_pair(page *p);
demarche_status page_actor(page *p);
demarche_status page_place(page *p);
demarche_status page_event(page *p);
demarche_status page_rule(page *p);
demarche_status page_run(page *p);
demarche_status page_codebook(page *p);
demarche_status page_search(page *p);
demarche_status page_compare(page *p);
demarche_status page_review(page *p);

/* --------------------------------------------------------------------------- the model */

/* Put a value into the model (or an object); it is the model's then, or, for want of memory,
 * gone. NULL is put as null. */
void page_set(page *p, const char *key, json_t *value);
void page_set_string(page *p, const char *key, const char *value);
void page_put(json_t *object, const char *key, json_t *value);

/* Text of any bytes as JSON; bytes that are no UTF-8 are replaced. NULL for want of memory. */
json_t *page_text(demarche_str text);
json_t *page_string(const char *text);

/* Rows of the answer that was taken last (page_take) become the model's `rows`. */
void page_put_rows(page *p, json_t *rows);

/* Markup that a chart has drawn; taken, and freed. */
void page_draw(page *p, const char *name, room_text *markup);

/* "Not found", with what is not there. */
demarche_status page_missing(page *p, const char *what);

/* A date of an object beside its words: by "date" it gets "date_words" (what is no EDTF as it is)
 * and "date_time", of which the template `time` makes an element; null where the date is;
 * nothing where there is no such key. */
void page_say_date(json_t *object, const char *key);
void page_say_dates(json_t *rows, const char *key);

/* Whether a key is one that these have put: tables have dates as the record has them. */
bool page_is_said(const char *key);

/* ------------------------------------------------------------------------------ asking */

/* The rows of a statement of ours as a list of objects by column. Values are text, NULL: null.
 * What is wrong with it is wrong with the record (E_RECORD), not with what was asked. */
demarche_status page_rows(page *p, json_t **out, const char *sql,
                          const char *const *values, size_t n);

/* All rows of an answer, which is freed. NULL in *out where it fails. */
demarche_status page_take(page *p, json_t **out, demarche_answer *answer);

/* The same of a query, narrowed by the address: known, at. Numbers stay numbers. */
demarche_status page_query(page *p, json_t **out, demarche_query *query);

/* Up to when documents may know: the last day of `known`; "9999-12-31" where none is set. */
const char *page_known_day(const page *p);

/* For statements: whether the document `d` is one of those that count: on that day, given as
 * parameter n, the version that was known then, else the latest. Of a document that does not
 * say up to when it knows nothing was known on any day. */
#define PAGE_DOCUMENT_COUNTS(n)                                                          \
    " CASE WHEN ?" #n " < '9999' THEN d.known_from <= ?" #n                              \
    " AND (d.known_until IS NULL OR d.known_until > ?" #n ") ELSE d.latest END"

/* A cell of a row: "" and 0 where there is none. The string is the row's. */
const char *page_cell(const json_t *row, const char *key);
int64_t page_count(const json_t *row, const char *key);

/* Which page of rows is asked for (from 1, "page" of the query) and what stands before it. */
int64_t page_number(const page *p);

/* How many rows a page of a table has, of which `shown` are shown: for programs (.csv) more. */
enum { PAGE_CSV_ROWS = 10000 };
int64_t page_most(page *p, int64_t shown);

/* Links to the pages before and behind: "previous", "next", "number"; `more`: there is one
 * behind. */
void page_turn(page *p, bool more);

/* ------------------------------------------------------------------------------- links */

/* The address of a page: kind, and up to two words of the record (NULL: none), with what the
 * whole room is narrowed by; `fragment` behind "#" (NULL: none). */
json_t *page_link(const page *p, const char *kind, const char *a, const char *b,
                  const char *fragment);

/* The same with more of a query: "when", "1988", ..., NULL. */
json_t *page_link_with(const page *p, const char *kind, const char *a, const char *b,
                       const char *const *query);

/* This page's own address: what of its query goes along. */
typedef enum page_keep {
    PAGE_KEEP_NOTHING,
    PAGE_KEEP_KNOWN,
    PAGE_KEEP_ALL,
    PAGE_KEEP_ALL_BUT_PAGE,
    PAGE_KEEP_UNBOUND,   /* all but `known`, `at` and the page of its table */
    PAGE_KEEP_ALL_TIMES, /* all but `when` and the page of its table */
} page_keep;

/* It, with that ending (".json", "": none). */
json_t *page_own(const page *p, const char *ending, page_keep keep);

/* It, as it was asked for, with another word as its second part. */
json_t *page_own_of(const page *p, const char *word);

/* A sentence by its number in its document, on the page of the part that it stands in. */
json_t *page_sentence_link(const page *p, const char *doc, int64_t number);

/* What a code is called; the code itself where nobody knows. The page's. */
const char *page_code_name(const page *p, const char *code);

/* Whether the record has something of that code, or its lexicon knows it. */
demarche_status page_has_code(page *p, const char *code, bool *has);

/* "Soviet Union, South Korea and Finland": a list of objects by their member `name`. */
json_t *page_name_list(const json_t *parties);

/* A step of the way to this page. */
void page_crumb(page *p, const char *title, json_t *href);

/* "KOR-SUN": the pair's part of an address, the first by the alphabet first. */
void page_pair_part(char out[16], const char *a, const char *b);

/* What a class of events is called: 1 is cooperation in words. */
const char *page_quad_words(int quad);

/* Rows of events as demarche_ask gives them: links, names and words for people are added. */
void page_adorn_events(page *p, json_t *events);

/* The events that a query asks for, 50 on a page, become the model's `rows`. `when` of the
 * address narrows them, and stands in the model. */
demarche_status page_put_events(page *p, const demarche_query *asked);

#endif

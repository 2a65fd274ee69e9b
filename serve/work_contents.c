#include "work_contents.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "document_title.h"
#include "natural_order.h"

enum { BEYOND = -1 }; /* the parent of documents whose section is not listed */

/* What stands below a section, or (parent 0) right below the work. */
typedef struct node {
    json_t *row;
    int64_t parent, id; /* id: of a section; 0: a document */
    int order;     /* documents beside numbered sections, numbered ones, all others */
    int64_t place; /* of a section that has one */
    size_t rank;   /* of a document; of a section that of its first one */
} node;

typedef struct document {
    json_t *row;
    const char *path;
    int64_t id;
} document;

typedef struct section {
    json_t *row;
    int64_t id, parent;
    size_t first, documents, other, children; /* other: not called as the section is */
    bool numbers;                             /* has sections with a place */
} section;

typedef struct contents {
    page *p;
    section *sections; /* (n_sections) by id */
    node *nodes;       /* (n) by parent, and in order within it */
    size_t n_sections, n;
    size_t at, from, to; /* documents walked over; those that this page shows */
    bool whole;          /* all are on this page */
    bool bare;           /* the documents in order are wanted, nothing of them */
    json_t *out, *rows;
} contents;

static bool has_place(const json_t *row)
{
    return json_is_integer(json_object_get(row, "place"));
}

/* ------------------------------------------------------------------------------ in order */

static int by_id(const void *a, const void *b)
{
    const section *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

/* By the names of their files, those of one file as they came. */
static int by_file(const void *a, const void *b)
{
    const document *x = a, *y = b;
    int order = natural_compare(x->path, y->path);
    return order ? order : (x->id > y->id) - (x->id < y->id);
}

static int by_place(const void *a, const void *b)
{
    const node *x = a, *y = b;
    if (x->parent != y->parent)
        return x->parent < y->parent ? -1 : 1;
    if (x->order != y->order)
        return x->order - y->order;
    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

static section *find(const contents *c, int64_t id)
{
    const section key = {.id = id};
    return id && c->n_sections
               ? bsearch(&key, c->sections, c->n_sections, sizeof key, by_id)
               : NULL;
}

static void take_sections(contents *c, json_t *rows)
{
    json_t *row;
    size_t i;
    json_array_foreach(rows, i, row) c->sections[c->n_sections++] =
        (section){.row = row,
                  .id = page_count(row, "section_id"),
                  .parent = page_count(row, "parent_id"),
                  .first = SIZE_MAX};
    if (c->n_sections)
        qsort(c->sections, c->n_sections, sizeof *c->sections, by_id);
    for (i = 0; i < c->n_sections; i++) {
        section *above = find(c, c->sections[i].parent);
        if (above) {
            above->children++;
            above->numbers = above->numbers || has_place(c->sections[i].row);
        }
    }
}

/* Tell the sections above a document of it. False where one of them is not listed or too deep:
 * then none of them knows of it. */
static bool tell_sections(contents *c, const json_t *row, size_t rank)
{
    section *way[WORK_DEEP + 1];
    size_t n = 0;
    for (int64_t id = page_count(row, "section_id"); id; id = way[n++]->parent) {
        if (n == sizeof way / sizeof *way)
            return false;
        way[n] = find(c, id);
        if (!way[n])
            return false;
    }
    for (size_t i = 0; i < n; i++) {
        way[i]->documents++;
        way[i]->first = rank < way[i]->first ? rank : way[i]->first;
    }
    if (n && strcasecmp(page_cell(way[0]->row, "name"), page_cell(row, "title")) != 0)
        way[0]->other++;
    return true;
}

/* Whether a heading would say but what is said below it: of one document, or where the work does
 * not number its sections of some that are all called alike. */
static bool is_needless(const section *s)
{
    return s->documents && !s->children && !s->other &&
           (s->documents == 1 || !has_place(s->row));
}

/* ------------------------------------------------------------------------------ the nodes */

static void add_document(contents *c, json_t *row, size_t rank, bool listed,
                         bool top_numbers)
{
    node *n = &c->nodes[c->n++];
    section *s = listed ? find(c, page_count(row, "section_id")) : NULL;
    *n = (node){.row = row, .order = 2, .rank = rank};
    n->parent = !listed ? BEYOND : s ? s->id : 0;
    if (s && is_needless(s)) { /* it stands where its section would */
        bool numbered = has_place(s->row);
        n->parent = s->parent;
        n->order = numbered ? 1 : 2;
        n->place = numbered ? page_count(s->row, "place") : 0;
    } else if (listed && (s ? s->numbers : top_numbers)) {
        n->order = 0;
    }
}

static void add_section(contents *c, const section *s)
{
    bool numbered = has_place(s->row);
    if (is_needless(s))
        return;
    c->nodes[c->n++] = (node){.row = s->row,
                              .parent = s->parent,
                              .id = s->id,
                              .order = numbered ? 1 : 2,
                              .place = numbered ? page_count(s->row, "place") : 0,
                              .rank = s->first};
}

/* Sections know of their documents before the first node is made of them. */
static void add_nodes(contents *c, const document *documents, size_t n)
{
    bool *listed = calloc(n ? n : 1, sizeof *listed), numbers = false;
    for (size_t i = 0; listed && i < n; i++)
        listed[i] = tell_sections(c, documents[i].row, i);
    for (size_t i = 0; i < c->n_sections; i++)
        numbers = numbers || (!c->sections[i].parent && has_place(c->sections[i].row));
    for (size_t i = 0; listed && i < n; i++)
        add_document(c, documents[i].row, i, listed[i], numbers);
    for (size_t i = 0; listed && i < c->n_sections; i++)
        add_section(c, &c->sections[i]);
    free(listed);
    if (c->n)
        qsort(c->nodes, c->n, sizeof *c->nodes, by_place);
}

/* ------------------------------------------------------------------------------- the list */

/* "10" of ".../10-cablegram.md", where the title does not begin with it and it is no year. */
static void put_number(json_t *row)
{
    enum { LONGEST = 6 };
    const char *doc = page_cell(row, "doc"), *title = page_cell(row, "title");
    demarche_str file = document_file_name((demarche_str){doc, strlen(doc)});
    size_t n = 0;
    while (n < file.len && file.ptr[n] >= '0' && file.ptr[n] <= '9')
        n++;
    bool apart = n == file.len || strchr("-_. ", file.ptr[n]);
    if (!n || n > LONGEST || !apart || strncmp(title, file.ptr, n) == 0 ||
        (n == 4 && strncmp(page_cell(row, "date"), file.ptr, n) == 0))
        return;
    page_put(row, "number", page_text((demarche_str){file.ptr, n}));
}

static void put_document(contents *c, const node *n, int depth)
{
    size_t at = c->at++;
    if (at < c->from || at >= c->to)
        return;
    json_array_append(c->rows, n->row);
    if (c->bare)
        return;
    page_put(n->row, "depth", json_integer(depth));
    page_put(n->row, "href",
             page_link(c->p, "document", page_cell(n->row, "doc"), NULL, NULL));
    if (n->order != 1)
        put_number(n->row);
    json_array_append(c->out, n->row);
}

/* A heading of this page; false where it has none of its documents. */
static bool put_heading(contents *c, const section *s, int depth)
{
    bool here = c->at < c->to && c->at + s->documents > c->from;
    if (!here && !c->whole) {
        c->at += s->documents;
        return false;
    }
    if (c->bare)
        return true;
    json_t *one = json_object();
    page_put(one, "section", json_incref(json_object_get(s->row, "name")));
    page_put(one, "depth", json_integer(depth));
    json_array_append_new(c->out, one);
    return true;
}

/* All that is below a section, which begin at the first node with that parent. */
static void put_below(contents *c, int64_t parent, int depth)
{
    size_t low = 0, high = c->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (c->nodes[middle].parent < parent)
            low = middle + 1;
        else
            high = middle;
    }
    for (; depth <= WORK_DEEP + 1 && low < c->n && c->nodes[low].parent == parent;
         low++) {
        const node *n = &c->nodes[low];
        const section *s = find(c, n->id);
        if (!s)
            put_document(c, n, depth);
        else if (depth <= WORK_DEEP && put_heading(c, s, depth))
            put_below(c, s->id, depth + 1);
    }
}

/* What stands in sections that the list has no room for. */
static void put_beyond(contents *c)
{
    size_t n = 0;
    while (n < c->n && c->nodes[n].parent == BEYOND)
        n++;
    if (!n || c->at + n <= c->from || c->at >= c->to)
        return;
    json_t *one = json_object();
    page_put(one, "beyond", json_integer((json_int_t)n));
    page_put(one, "depth", json_integer(0));
    json_array_append_new(c->out, one);
    put_below(c, BEYOND, 0);
}

/* Documents of the page get their titles; what a made title has of a document is not said
 * twice. */
static demarche_status put_titles(contents *c)
{
    json_t *row;
    size_t i;
    page_say_dates(c->rows, "as_of");
    page_say_dates(c->rows, "date");
    json_array_foreach(c->rows, i, row)
    {
        bool titled = *page_cell(row, "title") != '\0';
        page_put(row, "by", titled ? json_incref(json_object_get(row, "speaker")) : NULL);
        if (!titled && *page_cell(row, "speaker"))
            page_put(row, "date_time", NULL);
        json_object_del(row, "document_id");
        json_object_del(row, "path");
    }
    return document_title_rows(c->p, c->rows);
}

/* Walk over all in order: rows of this page into `rows`, with their headings into `out`; both are
 * the caller's. */
static demarche_status walk(contents *c, json_t *sections, json_t *documents)
{
    size_t n = json_array_size(documents), n_sections = json_array_size(sections);
    document *sorted = calloc(n ? n : 1, sizeof *sorted);
    c->sections = calloc(n_sections ? n_sections : 1, sizeof *c->sections);
    c->nodes = calloc(n + n_sections ? n + n_sections : 1, sizeof *c->nodes);
    c->out = json_array();
    c->rows = json_array();
    bool good = sorted && c->sections && c->nodes && c->out && c->rows;
    if (good) {
        for (size_t i = 0; i < n; i++) {
            json_t *row = json_array_get(documents, i);
            sorted[i] =
                (document){row, page_cell(row, "path"), page_count(row, "document_id")};
        }
        if (n)
            qsort(sorted, n, sizeof *sorted, by_file);
        take_sections(c, sections);
        add_nodes(c, sorted, n);
        put_below(c, 0, 0);
        put_beyond(c);
    }
    free(sorted);
    free(c->sections);
    free(c->nodes);
    return good ? DEMARCHE_OK : DEMARCHE_E_MEMORY;
}

demarche_status work_put_contents(page *p, json_t *sections, json_t *documents,
                                  size_t first)
{
    size_t n = json_array_size(documents);
    contents c = {.p = p,
                  .from = first,
                  .to = first + WORK_DOCUMENTS_MOST,
                  .whole = n <= WORK_DOCUMENTS_MOST};
    demarche_status status = walk(&c, sections, documents);
    page_set(p, "contents", c.out);
    page_set(p, "rows", c.rows);
    page_turn(p, n > c.to);
    return status ? status : put_titles(&c);
}

demarche_status work_order(page *p, json_t *sections, json_t *documents, json_t **out)
{
    contents c = {.p = p, .to = SIZE_MAX, .whole = true, .bare = true};
    demarche_status status = walk(&c, sections, documents);
    json_decref(c.out);
    *out = c.rows;
    return status;
}

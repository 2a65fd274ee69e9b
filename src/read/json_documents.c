/*
 * JSON: the outermost objects that have a text are the documents, whatever stands around
 * them: {"text": ...}, [{...}, {...}], {"response": {"docs": [...]}}, the hits of a search
 * with their "_source". An array is read element by element; so is one inside an object of
 * over a megabyte, which is not held as a whole.
 */
#include <jansson.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/utf8.h"
#include "read/format_kind.h"
#include "read/json_scan.h"
#include "read/jsonl.h"
#include "read/meta_field.h"

enum {
    SMALL = 1024 * 1024, /* an object of no more bytes is looked at as a whole */
    DEEP = 64,           /* brackets in which documents are looked for */
};

/* An object that is a document. Offsets are bytes of the value that it was found in. */
typedef struct found {
    size_t at, n;
    size_t hit_at, hit_n; /* the object whose "_source" it is; 0 bytes: none */
} found;

typedef struct json_documents {
    dmr_json_scan scan;
    const demarche_read_options *opts;
    size_t depth;     /* of the brackets that were entered */
    char open[DEEP];  /* which */
    bool frame[DEEP]; /* of an array: its first element had no document */
    bool begun;       /* a byte order mark is past */
    size_t n;         /* documents so far */
    size_t value_n;   /* bytes of the value at the front of the window that documents are
                       * being taken from */
    dmr_arena *arena; /* of the queue */
    DMR_VEC(found) queue;
    size_t next;    /* of the queue */
    size_t line_at; /* bytes of the value in which lines are counted */
    size_t line;    /* and the line there */
} json_documents;

/* ------------------------------------------------------------- documents in a value */

/* The name of the member that is the object's text; empty where it has none. */
static demarche_str text_member(const json_documents *d, demarche_str object)
{
    const char *asked = d->opts->field_text;
    dmr_json_walk walk = {object, 0};
    demarche_str key, value, best = {"", 0};
    size_t best_rank = 0, at;
    while (object.ptr[0] == '{' && dmr_json_walk_next(&walk, &key, &value, &at)) {
        size_t rank = asked ? dmr_str_is(key, asked) : dmr_text_name_rank(key);
        if (rank > best_rank && value.ptr[0] == '"') {
            best_rank = rank;
            best = key;
        }
    }
    return best;
}

/*
 * The outermost objects that have a text, in the n bytes of `all` at `at`, in order. False
 * for want of memory.
 */
static bool gather(json_documents *d, demarche_str all, found here, size_t depth)
{
    demarche_str value = dmr_str(all.ptr + here.at, here.n), key, inner;
    dmr_json_walk walk = {value, 0};
    size_t at;
    if (text_member(d, value).len) {
        found *f = DMR_PUSH(d->arena, d->queue);
        if (f)
            *f = here;
        return f != NULL;
    }
    while (depth < DEEP && dmr_json_walk_next(&walk, &key, &inner, &at)) {
        found within = {.at = here.at + at, .n = inner.len};
        if (inner.ptr[0] != '{' && inner.ptr[0] != '[')
            continue;
        if (dmr_str_is(key, "_source")) {
            within.hit_at = here.at;
            within.hit_n = here.n;
        }
        if (!gather(d, all, within, depth + 1))
            return false;
    }
    return true;
}

/* ------------------------------------------------------------------ where values lie */

static demarche_status wrong(const json_documents *d, const char *why,
                             demarche_error *err)
{
    return dmr_error_set(err, DEMARCHE_E_FORMAT, (size_t)d->scan.stream->at,
                         "line %zu (byte %llu): %s", d->scan.line,
                         (unsigned long long)d->scan.stream->at, why);
}

static demarche_status no_text(const json_documents *d, size_t line, size_t at,
                               demarche_error *err)
{
    return dmr_error_set(
        err, DEMARCHE_E_FORMAT, at,
        "line %zu (byte %zu): no text in field \"%s\"; name the field that has it "
        "(--field-text)",
        line, at, d->opts->field_text ? d->opts->field_text : "text");
}

/* Of a value without documents: whether it is JSON at all. */
static demarche_status check_json(const json_documents *d, demarche_str value,
                                  demarche_error *err)
{
    demarche_str sound;
    uint64_t repaired = 0;
    json_error_t why;
    DMR_TRY(dmr_utf8_repair(&sound, value, d->arena, &repaired, err));
    json_t *root =
        json_loadb(sound.ptr, sound.len, JSON_ALLOW_NUL | JSON_DECODE_ANY, &why);
    json_decref(root);
    if (root)
        return DEMARCHE_OK;
    size_t at =
        (size_t)d->scan.stream->at + (size_t)(why.position > 0 ? why.position : 0);
    return dmr_error_set(
        err, DEMARCHE_E_FORMAT, at, "line %zu (byte %zu): not JSON (%s); mend it",
        d->scan.line + (size_t)(why.line > 0 ? why.line - 1 : 0), at, why.text);
}

/* Line up the documents of the first n bytes of the window, which stay; where there are
 * none, move behind. */
static demarche_status line_up(json_documents *d, size_t n, demarche_error *err)
{
    demarche_str value = dmr_str(d->scan.stream->window.ptr, n);
    demarche_status status = DEMARCHE_OK;
    dmr_arena_reset(d->arena);
    memset(&d->queue, 0, sizeof d->queue);
    d->next = d->line_at = 0;
    d->line = d->scan.line;
    if (!gather(d, value, (found){.n = n}, 0))
        return dmr_error_memory(err);
    if (!d->queue.n)
        status = check_json(d, value, err);
    if (!d->queue.n)
        dmr_json_scan_take(&d->scan, n);
    d->value_n = d->queue.n ? n : 0;
    return status;
}

static demarche_status enter(json_documents *d, char bracket, demarche_error *err)
{
    if (d->depth == DEEP)
        return wrong(d, "brackets too deep for documents; take them out of their frame",
                     err);
    d->open[d->depth] = bracket;
    d->frame[d->depth++] = false;
    dmr_json_scan_take(&d->scan, 1);
    return DEMARCHE_OK;
}

/*
 * Whether an object that is too big to be looked at as a whole has its text before any array
 * of objects, so that it is a document itself. Its first megabyte is here.
 */
static bool begins_with_text(const json_documents *d)
{
    demarche_str w = d->scan.stream->window, key, value;
    dmr_json_walk walk = {w.len > SMALL ? dmr_str(w.ptr, SMALL) : w, 0};
    size_t at;
    for (;;) {
        /* The last member is cut: the name is there, and how its value begins. */
        bool whole = dmr_json_walk_next(&walk, &key, &value, &at);
        bool is_text = d->opts->field_text ? dmr_str_is(key, d->opts->field_text)
                                           : dmr_text_name_rank(key) > 0;
        if (is_text && at < walk.value.len && walk.value.ptr[at] == '"')
            return true;
        if (!whole)
            return false;
    }
}

/* At a value outside of any array of documents: read it, enter it, or pass over it. */
static demarche_status at_frame(json_documents *d, char c, demarche_error *err)
{
    size_t n;
    bool whole;
    if (c == '[')
        return enter(d, c, err);
    if (c != '{') {
        if (!d->depth)
            return wrong(d,
                         "neither an object nor an array; JSON's texts are members "
                         "of objects",
                         err);
        DMR_TRY(dmr_json_scan_value(&d->scan, SIZE_MAX, &n, &whole, err));
        dmr_json_scan_take(&d->scan, n);
        return DEMARCHE_OK;
    }
    DMR_TRY(dmr_json_scan_value(&d->scan, SMALL, &n, &whole, err));
    if (!whole && begins_with_text(d))
        DMR_TRY(dmr_json_scan_value(&d->scan, SIZE_MAX, &n, &whole, err));
    if (!whole)
        return enter(d, c, err);
    size_t line = d->scan.line, at = (size_t)d->scan.stream->at;
    DMR_TRY(line_up(d, n, err));
    return d->queue.n || d->depth ? DEMARCHE_OK : no_text(d, line, at, err);
}

/* At an element of an array. Where the first one has no document, what follows is looked
 * through as any frame is. */
static demarche_status at_element(json_documents *d, char c, demarche_error *err)
{
    size_t n, level = d->depth - 1;
    size_t line = d->scan.line, at = (size_t)d->scan.stream->at;
    bool whole;
    if (d->frame[level] || (c != '{' && d->depth > 1))
        return at_frame(d, c, err);
    DMR_TRY(dmr_json_scan_value(&d->scan, SIZE_MAX, &n, &whole, err));
    DMR_TRY(line_up(d, n, err));
    if (d->queue.n)
        return DEMARCHE_OK;
    if (d->depth > 1 && d->n == 0) {
        d->frame[level] = true;
        return DEMARCHE_OK;
    }
    return no_text(d, line, at, err);
}

/* One step towards the next document: a bracket, a comma, a key or a value. */
static demarche_status step(json_documents *d, char c, demarche_error *err)
{
    char open = d->depth ? d->open[d->depth - 1] : '\0';
    size_t n;
    bool whole;
    if (d->depth && c == (open == '{' ? '}' : ']')) {
        d->depth--;
        dmr_json_scan_take(&d->scan, 1);
        return DEMARCHE_OK;
    }
    if (d->depth && c == ',') {
        dmr_json_scan_take(&d->scan, 1);
        return DEMARCHE_OK;
    }
    if (c == ']' || c == '}' || c == ',' || c == ':')
        return wrong(d, "not JSON (a sign out of place); mend it", err);
    if (open != '{')
        return d->depth ? at_element(d, c, err) : at_frame(d, c, err);
    if (c != '"')
        return wrong(d, "not JSON (the name of a member is missing); mend it", err);
    DMR_TRY(dmr_json_scan_value(&d->scan, SIZE_MAX, &n, &whole, err));
    dmr_json_scan_take(&d->scan, n);
    DMR_TRY(dmr_json_scan_peek(&d->scan, &c, err));
    if (c != ':')
        return wrong(d, "not JSON (a colon is missing); mend it", err);
    dmr_json_scan_take(&d->scan, 1);
    DMR_TRY(dmr_json_scan_peek(&d->scan, &c, err));
    return at_frame(d, c, err);
}

/* --------------------------------------------------------------------------- documents */

static demarche_status json_open(void **state, dmr_stream *stream,
                                 const demarche_read_options *opts, demarche_error *err)
{
    enum { ESCAPE = 6 }; /* a sign of the text takes as much, at the most */
    json_documents *d = calloc(1, sizeof *d);
    size_t max = opts->max_bytes;
    *state = d;
    if (!d)
        return dmr_error_memory(err);
    d->arena = dmr_arena_new(0);
    d->opts = opts;
    max = max < (SIZE_MAX - SMALL) / ESCAPE ? max * ESCAPE + SMALL : SIZE_MAX;
    d->scan = (dmr_json_scan){stream, max, 1};
    return d->arena ? DEMARCHE_OK : dmr_error_memory(err);
}

static void json_close(void *state)
{
    json_documents *d = state;
    if (d)
        dmr_arena_free(d->arena);
    free(d);
}

/* The names by which an object has what the options do not name otherwise: those of
 * meta_field.h, where it has not the usual one. False for want of memory. */
static bool find_names(const json_documents *d, demarche_str object,
                       demarche_read_options *o, dmr_arena *arena)
{
    const struct {
        const char **place, *usual;
        dmr_field field;
    } fields[] = {
        {&o->field_id, "id", DMR_FIELD_ID},
        {&o->field_title, "title", DMR_FIELD_TITLE},
        {&o->field_date, "date", DMR_FIELD_DATE},
        {&o->field_as_of, "as_of", DMR_FIELD_AS_OF},
        {&o->field_source, "source", DMR_FIELD_SOURCE},
        {&o->field_url, "url", DMR_FIELD_URL},
        {&o->field_language, "language", DMR_FIELD_LANGUAGE},
        {&o->field_section, "section", DMR_FIELD_SECTION},
        {&o->field_speaker, "speaker", DMR_FIELD_SPEAKER},
    };
    enum { N = sizeof fields / sizeof *fields };
    demarche_str key, value, names[N] = {{0}};
    dmr_json_walk walk = {object, 0};
    size_t at;
    *o = *d->opts;
    while (dmr_json_walk_next(&walk, &key, &value, &at)) {
        dmr_field field = dmr_field_by_name(key);
        for (size_t k = 0; k < N; k++) {
            bool usual = dmr_str_is(key, fields[k].usual);
            if (field == fields[k].field && (usual || !names[k].len))
                names[k] = key;
        }
    }
    for (size_t k = 0; k < N; k++) {
        if (*fields[k].place || !names[k].len)
            continue;
        *fields[k].place = dmr_str_copy(arena, names[k]).ptr;
        if (!*fields[k].place)
            return false;
    }
    o->field_text = dmr_str_copy(arena, text_member(d, object)).ptr;
    return o->field_text != NULL;
}

/* A hit of a search has its document's id outside of it. */
static bool take_hit_id(demarche_str hit, dmr_source *source, dmr_arena *arena)
{
    dmr_meta meta = {.out = &source->meta, .arena = arena};
    dmr_json_walk walk = {hit, 0};
    demarche_str key, value;
    size_t at;
    while (hit.len && dmr_json_walk_next(&walk, &key, &value, &at)) {
        if (dmr_str_is(key, "_id") && value.len > 2 && value.ptr[0] == '"' &&
            !dmr_meta_set(&meta, DMR_FIELD_ID, dmr_str(value.ptr + 1, value.len - 2)))
            return false;
    }
    return true;
}

static demarche_status take(json_documents *d, const found *f, dmr_source *source,
                            dmr_arena *arena, demarche_error *err)
{
    const char *all = d->scan.stream->window.ptr;
    demarche_str object = dmr_str(all + f->at, f->n);
    size_t at = (size_t)d->scan.stream->at + f->at;
    demarche_read_options opts;
    for (; d->line_at < f->at; d->line_at++)
        d->line += all[d->line_at] == '\n';
    if (!find_names(d, object, &opts, arena))
        return dmr_error_memory(err);
    source->source_start = at;
    source->source_end = at + f->n;
    source->counts.bytes = f->n;
    DMR_TRY(dmr_jsonl_object(source, object, d->line, at, &opts, arena, err));
    if (!take_hit_id(dmr_str(all + f->hit_at, f->hit_n), source, arena))
        return dmr_error_memory(err);
    return DEMARCHE_OK;
}

/* Up to where the next value with documents lies at the front of the window; the queue is
 * at its end where the input is. */
static demarche_status advance(json_documents *d, bool *goes_on, demarche_error *err)
{
    dmr_stream *stream = d->scan.stream;
    if (!d->begun) {
        DMR_TRY(dmr_stream_need(stream, 3, err));
        if (dmr_str_starts(stream->window, DMR_STR("\xEF\xBB\xBF")))
            dmr_stream_take(stream, 3);
        d->begun = true;
    }
    while (d->next == d->queue.n) {
        char c;
        DMR_TRY(dmr_json_scan_peek(&d->scan, &c, err));
        uint64_t before = stream->at;
        if (!c && d->depth)
            return wrong(d, "not JSON (the input ends inside brackets); mend it", err);
        if (!c && !d->n)
            return no_text(d, d->scan.line, (size_t)stream->at, err);
        if (!c)
            return DEMARCHE_OK;
        demarche_status status = step(d, c, err);
        /* An element is bad, and the place behind it is known. */
        *goes_on =
            status == DEMARCHE_E_FORMAT && stream->at > before && (c == '{' || c == '[');
        if (status)
            return status;
    }
    return DEMARCHE_OK;
}

static demarche_status json_next(void *state, dmr_source *source, bool *got,
                                 bool *goes_on, dmr_arena *arena, demarche_error *err)
{
    json_documents *d = state;
    *got = *goes_on = false;
    DMR_TRY(advance(d, goes_on, err));
    if (d->next == d->queue.n)
        return DEMARCHE_OK;
    *goes_on = true;
    demarche_status status = take(d, &d->queue.at[d->next++], source, arena, err);
    d->n++;
    if (d->next == d->queue.n) {
        dmr_json_scan_take(&d->scan, d->value_n);
        d->value_n = 0;
    }
    *got = !status;
    return status;
}

/* ------------------------------------------------------------------------------ telling */

/* Whether an object goes on behind this line, which ends between two of its values. */
static bool goes_on_behind(demarche_str line)
{
    size_t depth = 0;
    bool in_string = false;
    for (size_t i = 0; i < line.len; i++) {
        char c = line.ptr[i];
        if (in_string && c == '\\')
            i++;
        else if (c == '"')
            in_string = !in_string;
        else if (!in_string && (c == '{' || c == '['))
            depth++;
        else if (!in_string && (c == '}' || c == ']') && !--depth)
            return false;
    }
    return !in_string;
}

/*
 * '[' and then '{'; or '{', the name of a member, and a first line that is no object of its
 * own, as each line of JSONL is. Where that line is all, the name of the file tells.
 */
static bool is_json(demarche_str head, const char *path)
{
    size_t i = 0;
    demarche_str name = dmr_str_c(path);
    if (dmr_str_ends(name, DMR_STR(".jsonl")) || dmr_str_ends(name, DMR_STR(".ndjson")))
        return false;
    head = dmr_str_trim(head);
    if (!head.len || (head.ptr[0] != '[' && head.ptr[0] != '{'))
        return false;
    for (i = 1; i < head.len && dmr_is_blank(head.ptr[i]);)
        i++;
    bool array = head.ptr[0] == '[';
    if (i == head.len || head.ptr[i] != (array ? '{' : '"'))
        return false;
    const char *end = memchr(head.ptr, '\n', head.len);
    if (array || !end)
        return array || dmr_str_ends(name, DMR_STR(".json"));
    return goes_on_behind(dmr_str(head.ptr, (size_t)(end - head.ptr)));
}

static const char *const json_suffixes[] = {".json", NULL};

const dmr_format_kind dmr_format_json = {
    .format = DEMARCHE_FORMAT_JSON,
    .name = "json",
    .suffixes = json_suffixes,
    .is = is_json,
    .open = json_open,
    .next = json_next,
    .close = json_close,
};

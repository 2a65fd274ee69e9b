#include "room.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "assets.h"
#include "citation.h"
#include "feed.h"
#include "kind_choices.h"
#include "page.h"
#include "room_csv.h"
#include "room_templates.h"
#include "secret.h"

struct room {
    demarche_record *record;
    template_set *templates;
    char *path; /* of the record's file */
    char *name; /* the same without its folders */
    bool still, data, edit;
    uint32_t page_ms;
    char state[96];
    code_names *names; /* of the record when it had these runs */
    int64_t names_run;
};

/* Which page an address is of, by its first part and how many it has. */
static const struct way {
    const char *first;
    size_t least, most; /* parts, with the first */
    page_fn make;
    const char *template;
    bool timeless; /* what was known on a day makes no difference to it */
} ways[] = {
    {"work", 2, 3, page_work, "work", false},
    {"country", 2, 2, page_country, "country", false},
    {"document", 2, 3, page_document, "document", false},
    {"pair", 2, 2, page_pair, "pair", false},
    {"actor", 2, 2, page_actor, "actor", false},
    {"place", 2, 2, page_place, "place", false},
    {"event", 2, 2, page_event, "event", false},
    {"rule", 2, 2, page_rule, "rule", false},
    {"run", 1, 2, page_run, "run", true},
    {"codebook", 1, 3, page_codebook, "codebook", false},
    {"search", 1, 1, page_search, "search", false},
    {"compare", 1, 1, page_compare, "compare", true},
    {"review", 1, 1, page_review, "review", false},
};

static const struct way listing = {"", 0, 0, page_listing, "listing", false};

demarche_status room_open(room **out, const room_options *options, demarche_error *err)
{
    char why[200];
    *out = NULL;
    room *r = calloc(1, sizeof *r);
    if (!r)
        return DEMARCHE_E_MEMORY;
    demarche_status status =
        demarche_record_open(&r->record, options->record, DEMARCHE_RECORD_READ, err);
    if (!status) {
        r->templates =
            template_compile(room_templates, n_room_templates, why, sizeof why);
        const char *slash = strrchr(options->record, '/');
        r->path = strdup(options->record);
        r->name = strdup(slash ? slash + 1 : options->record);
        if (!r->templates || !r->path || !r->name) {
            status = DEMARCHE_E_MEMORY;
            if (err) {
                err->code = status;
                snprintf(err->message, sizeof err->message, "%s",
                         r->templates ? "no memory" : why);
            }
        }
    }
    r->still = options->still;
    r->data = options->data;
    r->page_ms = options->page_ms;
    r->edit = options->edit && !options->still;
    if (status) {
        room_close(r);
        return status;
    }
    *out = r;
    return DEMARCHE_OK;
}

void room_close(room *r)
{
    if (!r)
        return;
    demarche_record_close(r->record, NULL);
    template_free(r->templates);
    code_names_free(r->names);
    free(r->path);
    free(r->name);
    free(r);
}

const char *room_state(room *r)
{
    demarche_answer *a = NULL;
    bool got = false;
    if (demarche_ask_sql(
            &a, r->record,
            "SELECT 'r' || (SELECT ifnull(max(run_id), 0) FROM run) || '-c' ||"
            " (SELECT ifnull(max(coding_id), 0) FROM coding) || '-k' ||"
            " (SELECT ifnull(max(correction_id), 0) FROM correction) || '-t' ||"
            " (SELECT ifnull(sum(documents), 0) FROM run)",
            NULL))
        return NULL;
    if (!demarche_answer_next(a, &got, NULL) && got)
        snprintf(r->state, sizeof r->state, "%.*s",
                 (int)demarche_answer_cell(a, 0).text.len,
                 demarche_answer_cell(a, 0).text.ptr);
    demarche_answer_free(a);
    return got ? r->state : NULL;
}

/* What codes are called changes with the runs alone. */
static demarche_status know_names(room *r, demarche_error *err)
{
    demarche_answer *a = NULL;
    bool got = false;
    int64_t run = 0;
    demarche_status status =
        demarche_ask_sql(&a, r->record, "SELECT ifnull(max(run_id), 0) FROM run", err);
    if (!status)
        status = demarche_answer_next(a, &got, err);
    if (!status && got)
        run = demarche_answer_cell(a, 0).number;
    demarche_answer_free(a);
    if (status || (r->names && r->names_run == run))
        return status;
    code_names *names = NULL;
    status = code_names_read(&names, r->record, err);
    if (status)
        return status;
    code_names_free(r->names);
    r->names = names;
    r->names_run = run;
    return DEMARCHE_OK;
}

/* ----------------------------------------------------------------------- out of a model */

static int append(const char *bytes, size_t n, void *out)
{
    room_put_markup(out, bytes, n);
    return ((room_text *)out)->failed ? -1 : 0;
}

/* The model as it is, but for what only HTML has. */
static void put_json(room_text *out, page *p)
{
    json_object_del(p->model, "drawn");
    json_object_del(p->model, "head");
    json_object_del(p->model, "editing");
    if (json_dump_callback(p->model, append, out, JSON_INDENT(1) | JSON_PRESERVE_ORDER))
        out->failed = true;
    room_put(out, "\n");
}

/* "demarche-pair-KOR-SUN.csv": the parts of the address, as ASCII. */
static void put_file_name(room_text *out, const page *p, const char *ending)
{
    enum { MOST = 120 };
    room_put(out, "demarche");
    for (size_t i = 0; i < p->asked->n_parts || i == 0; i++) {
        const char *part = p->asked->n_parts ? p->asked->parts[i] : "listing";
        bool parted = true;
        for (; *part && out->n < MOST; part++) {
            bool plain = (*part >= '0' && *part <= '9') ||
                         (*part >= 'A' && *part <= 'Z') ||
                         (*part >= 'a' && *part <= 'z') || *part == '.';
            if (plain && parted)
                room_put(out, "-");
            if (plain)
                room_put_markup(out, part, 1);
            parted = !plain;
        }
    }
    room_put_markup(out, ending, strlen(ending));
}

/* ------------------------------------------------------------------------------ answering */

/* What is known on the day that the whole room is narrowed to: whether it is a date. */
static demarche_status set_known(page *p, bool *is_date)
{
    const char *known = address_value_of(p->asked, "known");
    json_t *rows = NULL;
    page_set(p, "known", page_string(known));
    page_say_date(p->model, "known");
    *is_date = true;
    if (!known)
        return DEMARCHE_OK;
    demarche_status status =
        page_rows(p, &rows, "SELECT edtf_last(?1) AS day", &known, 1);
    if (status)
        return status;
    const json_t *day = json_object_get(json_array_get(rows, 0), "day");
    *is_date = json_is_string(day);
    if (*is_date)
        page_set_string(p, "known_day", json_string_value(day));
    json_decref(rows);
    return DEMARCHE_OK;
}

/* Other values of the query, for the form that sets `known` to keep. */
static void set_kept(page *p)
{
    json_t *kept = json_array();
    for (size_t i = 0; i < p->asked->n_values; i++) {
        const char *name = p->asked->values[i].name, *value = p->asked->values[i].value;
        if (!*name || !*value || strcmp(name, "known") == 0 || strcmp(name, "page") == 0)
            continue;
        json_t *one = json_object();
        page_put(one, "name", page_string(name));
        page_put(one, "value", page_string(value));
        json_array_append_new(kept, one);
    }
    page_set(p, "kept", kept);
}

static void put_asset_name(json_t *head, const char *key, const room_asset *asset)
{
    page_put(head, key, asset ? page_string(asset->name) : json_null());
}

/* What forms bring back: the token, and a word for this page, so that a button that is pressed
 * twice says one thing. */
static void set_editing(page *p)
{
    unsigned char random[8] = {0};
    char word[2 * sizeof random + 1];
    if (!p->editing)
        return;
    if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random)
        memset(random, 0, sizeof random);
    for (size_t i = 0; i < sizeof random; i++)
        snprintf(word + 2 * i, 3, "%02x", random[i]);
    json_t *editing = json_object();
    char token[SECRET_MASKED];
    secret_mask(token, p->editing->token);
    page_put(editing, "token", page_string(token));
    page_put(editing, "by", page_string(p->editing->by));
    page_put(editing, "page", page_string(word));
    page_set(p, "editing", editing);
    if (strcmp(p->template, "review") != 0 && strcmp(p->template, "event") != 0)
        return;
    json_t *types = NULL;
    choices_of_types(p, &types); /* without them it is the type that it is */
    page_put(editing, "types", types);
}

static void set_citation(page *p, json_t *head)
{
    json_t *path = page_own(p, "", PAGE_KEEP_ALL);
    citation_put(p, head, json_string_value(path));
    json_decref(path);
    if (p->still || !json_object_get(head, "cite"))
        return;
    page_put(head, "bib", page_own(p, ".bib", PAGE_KEEP_ALL));
    page_put(head, "ris", page_own(p, ".ris", PAGE_KEEP_ALL));
}

static void set_frame(page *p, room *r)
{
    json_t *head = json_object();
    put_asset_name(head, "style", room_asset_style());
    put_asset_name(head, "icon", room_asset_icon());
    put_asset_name(head, "early", room_asset_early());
    put_asset_name(head, "script", room_asset_script());
    /* Browsers take them ahead from a server, not from a disk. */
    put_asset_name(head, "letters", p->still ? NULL : room_asset_letters());
    bool data = !p->still || p->data;
    page_put(head, "plain", page_own(p, "", PAGE_KEEP_NOTHING));
    page_put(head, "unbound", page_own(p, "", PAGE_KEEP_UNBOUND));
    page_put(head, "at", page_string(address_value_of(p->asked, "at")));
    page_put(head, "timeless", json_boolean(p->timeless));
    if (data)
        page_put(head, "json", page_own(p, ".json", PAGE_KEEP_ALL));
    if (data && json_is_array(json_object_get(p->model, "rows")))
        page_put(
            head, "csv",
            page_own(p, ".csv", p->long_csv ? PAGE_KEEP_ALL_BUT_PAGE : PAGE_KEEP_ALL));
    if (feed_has(p))
        page_put(head, "feed", page_own(p, ".atom", PAGE_KEEP_KNOWN));
    page_put(head, "page", page_string(p->template));
    page_put(head, "home", page_link(p, "", NULL, NULL, NULL));
    if (!p->still)
        page_put(head, "search", page_link(p, "search", NULL, NULL, NULL));
    page_put(head, "codebook", page_link(p, "codebook", NULL, NULL, NULL));
    page_put(head, "runs", page_link(p, "run", NULL, NULL, NULL));
    page_put(head, "compare", page_link(p, "compare", NULL, NULL, NULL));
    if (p->editing)
        page_put(head, "review", page_link(p, "review", NULL, NULL, NULL));
    page_put(head, "living", json_boolean(!p->still));
    page_set(p, "head", head);
    page_set_string(p, "record", r->name);
    page_set_string(p, "state", room_state(r));
    set_citation(p, json_object_get(p->model, "head"));
    set_kept(p);
    set_editing(p);
}

static const struct way *way_of(const address *a)
{
    if (!a->n_parts || (a->n_parts == 1 && strcmp(a->parts[0], "listing") == 0))
        return &listing;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        if (strcmp(ways[i].first, a->parts[0]) == 0)
            return a->n_parts >= ways[i].least && a->n_parts <= ways[i].most ? &ways[i]
                                                                             : NULL;
    }
    return NULL;
}

static void fail(page *p, int status, const char *title, const char *message)
{
    p->status = status;
    p->template = "missing";
    page_set_string(p, "title", title);
    page_set_string(p, "message", message);
}

/* Whether there is something on this page of its table, or of what a search found. */
static bool has_rows(const page *p)
{
    return json_array_size(json_object_get(p->model, "rows")) > 0 ||
           json_array_size(json_object_get(p->model, "hits")) > 0;
}

/* "at" is a run of the record: a number from 1. */
static bool at_is_good(const page *p)
{
    const char *at = address_value_of(p->asked, "at");
    size_t n = at ? strspn(at, "0123456789") : 1;
    return !at || (n > 0 && n < 16 && !at[n] && at[0] != '0');
}

static void say_failure(page *p, demarche_status status, uint32_t page_ms)
{
    char late[160];
    switch (status) {
    case DEMARCHE_OK:
        break;
    case DEMARCHE_E_ARGUMENT:
        fail(p, 400, "That cannot be asked", p->err.message);
        break;
    case DEMARCHE_E_LIMIT:
        snprintf(
            late, sizeof late,
            "The record was asked for %g seconds, and this page has no more: ask for "
            "less, or again when less is asked at once.",
            page_ms / 1000.0);
        fail(p, 503, "That takes too long", late);
        json_decref(p->location);
        p->location = NULL;
        break;
    case DEMARCHE_E_MEMORY:
        p->status = 500;
        p->err.message[0] = '\0';
        break;
    default:
        fail(p, 500, "The record cannot be read", p->err.message);
    }
}

static void make(page *p, const struct way *way, uint32_t page_ms)
{
    bool is_date = false;
    demarche_status status = DEMARCHE_OK;
    if (!way) {
        fail(p, 404, "Not found", "There is no page of that address.");
        return;
    }
    status = set_known(p, &is_date);
    if (!status && !is_date) {
        fail(p, 400, "No such date",
             "\"As known on\" takes a date as EDTF has it: 1990, 1990-06 or 1990-06-04.");
        return;
    }
    if (!status && !at_is_good(p)) {
        fail(p, 400, "No such run", "\"at\" takes the number of a run: 1, 2, ...");
        return;
    }
    p->template = way->template;
    p->timeless = way->timeless;
    if (!status)
        status = way->make(p);
    if (!status && p->status == 200 && page_number(p) > 1 && !has_rows(p))
        fail(p, 404, "Not found", "The table of this page has fewer pages.");
    /* also where the page would do without what it did not get */
    say_failure(p, p->err.code == DEMARCHE_E_LIMIT ? DEMARCHE_E_LIMIT : status, page_ms);
}

/* Within the time that a page has. */
static void make_in_time(page *p, room *r)
{
    const struct way *way = way_of(p->asked);
    demarche_status status = demarche_record_limit(r->record, r->page_ms, &p->err);
    if (!status) {
        make(p, way, r->page_ms);
        status = demarche_record_limit(r->record, 0, &p->err);
    }
    if (status)
        say_failure(p, DEMARCHE_E_RECORD, r->page_ms);
}

static void put_table(room_response *out, const page *p)
{
    const json_t *turn = json_object_get(p->model, "turn");
    const char *next = json_string_value(json_object_get(turn, "next"));
    out->type = "text/csv; charset=utf-8; header=present";
    room_csv_put(&out->body, json_object_get(p->model, "rows"), p->columns, page_is_said);
    put_file_name(&out->file_name, p, ".csv");
    if (next)
        room_put_markup(&out->next, next, strlen(next));
}

/* How to cite the page, as a file. */
static bool put_citation(room_response *out, page *p)
{
    bool ris = p->asked->format == ADDRESS_RIS;
    if (p->status != 200 ||
        !citation_put_file(&out->body, json_object_get(p->model, "head"), ris))
        return false;
    out->type = ris ? "application/x-research-info-systems; charset=utf-8"
                    : "application/x-bibtex; charset=utf-8";
    put_file_name(&out->file_name, p, ris ? ".ris" : ".bib");
    return true;
}

/* What the record says of itself has its path. Where it lies is no reader's business: they are
 * told its name. */
static void hide_folders(page *p, const room *r, const char *key)
{
    const char *said = json_string_value(json_object_get(p->model, key)), *found;
    room_text t = {0};
    while (said && (found = strstr(said, r->path)) != NULL) {
        room_put_markup(&t, said, (size_t)(found - said));
        room_put_markup(&t, r->name, strlen(r->name));
        said = found + strlen(r->path);
    }
    if (said && t.n) {
        room_put_markup(&t, said, strlen(said));
        page_set(p, key, page_text((demarche_str){t.at, t.n}));
    }
    room_text_free(&t);
}

/* The feed of a page, within the time that a page has. Nobody asked for what cannot be asked. */
static bool put_feed(room_response *out, room *r, page *p)
{
    demarche_status status = demarche_record_limit(r->record, r->page_ms, &p->err);
    if (!status) {
        status = feed_put(&out->body, p);
        demarche_status ended = demarche_record_limit(r->record, 0, &p->err);
        status = status ? status : ended;
    }
    say_failure(p, status && status != DEMARCHE_E_LIMIT ? DEMARCHE_E_RECORD : status,
                r->page_ms);
    out->type = "application/atom+xml; charset=utf-8";
    return p->status == 200;
}

/* The page in a format for programs; false where it has none such, which it then says. */
static bool put_format(room_response *out, room *r, page *p)
{
    switch (p->asked->format) {
    case ADDRESS_JSON:
        out->type = "application/json";
        put_json(&out->body, p);
        if (p->status == 200)
            put_file_name(&out->file_name, p, ".json");
        out->shown = true;
        return true;
    case ADDRESS_CSV:
        if (p->status != 200)
            return false;
        if (json_is_array(json_object_get(p->model, "rows"))) {
            put_table(out, p);
            return true;
        }
        fail(p, 404, "Not found", "This page has no table.");
        return false;
    case ADDRESS_ATOM:
        if (p->status != 200)
            return false;
        if (!feed_has(p)) {
            fail(p, 404, "Not found", "This page has no feed.");
            return false;
        }
        return put_feed(out, r, p);
    case ADDRESS_BIB:
    case ADDRESS_RIS:
        if (put_citation(out, p))
            return true;
        if (p->status == 200)
            fail(p, 404, "Not found", "This page is not one to cite.");
        return false;
    default:
        return false;
    }
}

static void put_page(room_response *out, room *r, page *p)
{
    set_frame(p, r);
    hide_folders(p, r, "message");
    hide_folders(p, r, "trouble");
    out->own = p->editing;
    const int before = p->status;
    bool put = put_format(out, r, p);
    out->status = p->status;
    if (put)
        return;
    if (p->status != before) { /* it is another page now */
        set_frame(p, r);
        hide_folders(p, r, "message");
    }
    out->type = "text/html; charset=utf-8";
    template_fill(&out->body, r->templates, p->template, p->model);
}

/* The description of the addresses for programs (OpenAPI): an asset under a name of its own. */
static const room_asset *find_description(void)
{
    static const char name[] = "openapi-";
    for (size_t i = 0; i < n_room_assets; i++) {
        if (strncmp(room_assets[i].name, name, sizeof name - 1) == 0)
            return &room_assets[i];
    }
    return NULL;
}

/* What is built in: styles, script. */
static bool put_asset(room_response *out, const char *path)
{
    static const char folder[] = "/static/";
    bool described = strcmp(path, "/openapi.json") == 0;
    bool within = strncmp(path, folder, sizeof folder - 1) == 0;
    const room_asset *asset = described ? find_description()
                              : within  ? room_asset_find(path + sizeof folder - 1)
                                        : NULL;
    if (!asset)
        return false;
    out->status = 200;
    out->type = asset->type;
    out->forever = !described;
    room_put_markup(&out->body, (const char *)asset->at, asset->n);
    return true;
}

static bool begin(page *p, room *r, const room_request *request)
{
    p->record = r->record;
    p->still = r->still;
    p->data = r->data;
    p->edit = r->edit;
    p->editing = r->edit ? request->editing : NULL;
    p->status = 200;
    p->template = "missing";
    p->model = json_object();
    p->drawn = json_object();
    if (!p->model || !p->drawn)
        return false;
    page_set(p, "title", json_string(""));
    page_set(p, "crumbs", json_array());
    page_set(p, "drawn", p->drawn);
    p->drawn = json_object_get(p->model, "drawn");
    return true;
}

static void end(page *p, address *asked)
{
    json_decref(p->model);
    json_decref(p->taken);
    json_decref(p->columns);
    free(asked);
}

void room_answer(room_response *out, room *r, const room_request *request)
{
    *out = (room_response){.status = 500, .type = "text/plain; charset=utf-8"};
    if (request->path && put_asset(out, request->path))
        return;
    address *asked = malloc(sizeof *asked);
    page p = {.asked = asked};
    if (!asked || !begin(&p, r, request)) {
        end(&p, asked);
        return;
    }
    /* all that a page says is of one time */
    demarche_status held = demarche_record_hold(r->record, &p.err);
    if (!held)
        held = know_names(r, &p.err);
    p.names = r->names;
    int status = address_read(asked, request);
    if (held)
        fail(&p, 500, "The record cannot be read", p.err.message);
    else if (status == 200)
        make_in_time(&p, r);
    else
        fail(&p, status, status == 414 ? "That address is too long" : "No such address",
             status == 414 ? "An address has up to 4,096 bytes, and its query 32 values."
                           : "The address is not one that this room gives.");
    json_t *to = p.location;
    if (to) {
        out->status = p.status;
        room_put_markup(&out->location, json_string_value(to), json_string_length(to));
        json_decref(to);
    } else if (p.status != 500 || p.err.message[0]) {
        put_page(out, r, &p);
    }
    if (out->body.failed || out->location.failed) {
        room_response_free(out);
        *out = (room_response){.status = 500, .type = "text/plain; charset=utf-8"};
    }
    demarche_record_let_go(r->record);
    end(&p, asked);
}

void room_say(room_response *out, room *r, const room_request *request, int status,
              const char *title, const char *message, const char *back)
{
    *out = (room_response){.status = 500, .type = "text/plain; charset=utf-8"};
    address *asked = calloc(1, sizeof *asked);
    page p = {.asked = asked};
    if (asked && begin(&p, r, request)) {
        fail(&p, status, title, message);
        page_set_string(&p, "back", back);
        put_page(out, r, &p);
    }
    end(&p, asked);
}

void room_response_free(room_response *response)
{
    room_text_free(&response->body);
    room_text_free(&response->location);
    room_text_free(&response->file_name);
    room_text_free(&response->by);
    room_text_free(&response->next);
}

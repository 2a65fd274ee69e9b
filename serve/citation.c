#include "citation.h"

#include <string.h>

#include "date_words.h"

/* What is cited. Strings may be any; NULL or "": there is none. */
typedef struct item {
    const char *key; /* of BibTeX and CSL: its letters and digits are used */
    const char *title, *author, *container, *note, *url;
    const char *date; /* EDTF */
    bool dated;       /* the text says the date; else the note does */
} item;

static bool is_said(const char *s)
{
    return s && *s;
}

/* -------------------------------------------------------------------------------- escapes */

typedef enum style { PLAIN, TEX, TEX_ADDRESS } style;

/* What stands for a byte in TeX; NULL: it stands for itself. Braces are counted even behind a
 * backslash, so they have names. */
static const char *tex_of(char c)
{
    switch (c) {
    case '\\':
        return "{\\textbackslash}";
    case '{':
        return "{\\textbraceleft}";
    case '}':
        return "{\\textbraceright}";
    case '~':
        return "{\\textasciitilde}";
    case '^':
        return "{\\textasciicircum}";
    case '&':
        return "\\&";
    case '%':
        return "\\%";
    case '$':
        return "\\$";
    case '#':
        return "\\#";
    case '_':
        return "\\_";
    default:
        return NULL;
    }
}

static void put_percent(room_text *t, unsigned char c)
{
    static const char digits[] = "0123456789ABCDEF";
    const char out[] = {'%', digits[c >> 4], digits[c & 15]};
    room_put_markup(t, out, sizeof out);
}

static bool is_blank(char c)
{
    return (unsigned char)c <= ' ' || c == 0x7f;
}

/* Words on one line, whatever they have in them: blanks, ends of lines and control characters are
 * one blank, none of them at the ends. */
static void put_line(room_text *t, const char *words, style how)
{
    bool apart = false, begun = false;
    for (const char *s = words ? words : ""; *s; s++) {
        if (is_blank(*s)) {
            apart = begun;
            continue;
        }
        if (apart)
            room_put_markup(t, how == TEX_ADDRESS ? "%20" : " ",
                            how == TEX_ADDRESS ? 3 : 1);
        apart = false;
        begun = true;
        const char *tex = how == TEX ? tex_of(*s) : NULL;
        if (tex)
            room_put_markup(t, tex, strlen(tex));
        else if (how == TEX_ADDRESS && (strchr("{}\\\"<>^`|", *s) || (*s & 0x80)))
            put_percent(t, (unsigned char)*s);
        else
            room_put_markup(t, s, 1);
    }
}

/* Letters and digits, all else one "-"; of long words a sum stands for what is left out. */
static void put_key(room_text *t, const char *words)
{
    enum { LONGEST = 80 };
    size_t from = t->n;
    const char *s = words;
    for (; *s && t->n - from < LONGEST; s++) {
        bool plain = (*s >= '0' && *s <= '9') || (*s >= 'A' && *s <= 'Z') ||
                     (*s >= 'a' && *s <= 'z');
        if (plain)
            room_put_markup(t, s, 1);
        else if (t->n > from && t->at[t->n - 1] != '-')
            room_put(t, "-");
    }
    while (t->n > from && t->at[t->n - 1] == '-')
        t->at[--t->n] = '\0';
    if (*s) {
        uint64_t sum = UINT64_C(0xcbf29ce484222325); /* FNV-1a, 64 bits */
        for (s = words; *s; s++)
            sum = (sum ^ (unsigned char)*s) * UINT64_C(0x100000001b3);
        room_put(t, "-");
        room_put_int(t, (int64_t)(sum >> 32));
    }
}

static json_t *taken(room_text *t)
{
    json_t *out = t->failed ? NULL : page_text((demarche_str){t->at ? t->at : "", t->n});
    room_text_free(t);
    return out;
}

static void put_words_of(room_text *t, const char *date)
{
    char words[DATE_WORDS_MAX];
    bool known = date_words(words, (demarche_str){date, strlen(date)});
    put_line(t, known ? words : date, PLAIN);
}

/* ---------------------------------------------------------------------------------- forms */

static json_t *text_of(const item *i)
{
    room_text t = {0};
    if (is_said(i->author)) {
        put_line(&t, i->author, PLAIN);
        room_put(&t, ". ");
    }
    room_put(&t, "“");
    put_line(&t, i->title, PLAIN);
    room_put(&t, "”");
    if (is_said(i->container)) {
        room_put(&t, ", ");
        put_line(&t, i->container, PLAIN);
    }
    if (i->dated && is_said(i->date)) {
        room_put(&t, ", ");
        put_words_of(&t, i->date);
    }
    room_put(&t, ".");
    if (is_said(i->note)) {
        room_put(&t, " ");
        put_line(&t, i->note, PLAIN);
        room_put(&t, ".");
    }
    if (is_said(i->url)) {
        room_put(&t, " ");
        put_line(&t, i->url, PLAIN);
    }
    return taken(&t);
}

/* `whole`: braces within keep the letters as they are. */
static void put_field(room_text *t, const char *name, const char *value, style how,
                      bool whole)
{
    if (!is_said(value))
        return;
    room_put(t, ",\n  ");
    room_put_markup(t, name, strlen(name));
    room_put(t, " = {");
    room_put_markup(t, "{", whole);
    put_line(t, value, how);
    room_put_markup(t, "}", whole);
    room_put(t, "}");
}

static json_t *bibtex_of(const item *i)
{
    char day[DATE_DAY_MAX], year[5] = "";
    room_text t = {0};
    room_put(&t, "@misc{demarche-");
    put_key(&t, i->key);
    if (is_said(i->date) && date_day(day, (demarche_str){i->date, strlen(i->date)}))
        memcpy(year, day, 4);
    put_field(&t, "author", i->author, TEX, true);
    put_field(&t, "title", i->title, TEX, true);
    put_field(&t, "howpublished", i->container, TEX, false);
    put_field(&t, "year", year, TEX, false);
    put_field(&t, "date", i->date, TEX, false);
    put_field(&t, "note", i->note, TEX, false);
    put_field(&t, "url", i->url, TEX_ADDRESS, false);
    room_put(&t, "\n}\n");
    return taken(&t);
}

static void put_tag(room_text *t, const char *tag, const char *value)
{
    if (!is_said(value))
        return;
    room_put_markup(t, tag, 2);
    room_put(t, "  - ");
    put_line(t, value, PLAIN);
    room_put(t, "\r\n");
}

/* "1988/11/27/": what is not known of a day is left out, the bars stay. */
static void put_ris_day(room_text *t, const char *day)
{
    room_put(t, "DA  - ");
    size_t bars = 0;
    for (const char *c = day; *c; c++) {
        bars += *c == '-';
        room_put_markup(t, *c == '-' ? "/" : c, 1);
    }
    for (; bars < 3; bars++)
        room_put(t, "/");
    room_put(t, "\r\n");
}

static json_t *ris_of(const item *i)
{
    char day[DATE_DAY_MAX], year[5] = "";
    room_text t = {0};
    room_put(&t, "TY  - ELEC\r\n");
    put_tag(&t, "AU", i->author);
    put_tag(&t, "TI", i->title);
    put_tag(&t, "T2", i->container);
    if (is_said(i->date) && date_day(day, (demarche_str){i->date, strlen(i->date)})) {
        memcpy(year, day, 4);
        put_tag(&t, "PY", year);
        put_ris_day(&t, day);
    }
    put_tag(&t, "N1", i->note);
    put_tag(&t, "UR", i->url);
    room_put(&t, "ER  - \r\n");
    return taken(&t);
}

static void put_csl_line(json_t *csl, const char *name, const char *value)
{
    room_text t = {0};
    if (!is_said(value))
        return;
    put_line(&t, value, PLAIN);
    page_put(csl, name, taken(&t));
}

/* A date of which all is known is parts; of others the words are. */
static json_t *issued_of(const char *date)
{
    char day[DATE_DAY_MAX];
    json_t *out = json_object();
    room_text t = {0};
    if (!date_day(day, (demarche_str){date, strlen(date)}) || strcmp(day, date) != 0) {
        put_words_of(&t, date);
        page_put(out, "literal", taken(&t));
        return out;
    }
    json_t *parts = json_array(), *all = json_array();
    for (size_t at = 0; day[at]; at += day[at] == '-') {
        json_int_t n = 0;
        for (; day[at] >= '0' && day[at] <= '9'; at++)
            n = n * 10 + (day[at] - '0');
        json_array_append_new(parts, json_integer(n));
    }
    json_array_append_new(all, parts);
    page_put(out, "date-parts", all);
    return out;
}

static json_t *csl_of(const item *i)
{
    json_t *csl = json_object();
    room_text key = {0};
    room_put(&key, "demarche-");
    put_key(&key, i->key);
    page_put(csl, "id", taken(&key));
    page_put(csl, "type", json_string("webpage"));
    put_csl_line(csl, "title", i->title);
    put_csl_line(csl, "container-title", i->container);
    if (is_said(i->author)) {
        json_t *authors = json_array(), *author = json_object();
        put_csl_line(author, "literal", i->author);
        json_array_append_new(authors, author);
        page_put(csl, "author", authors);
    }
    if (is_said(i->date))
        page_put(csl, "issued", issued_of(i->date));
    put_csl_line(csl, "note", i->note);
    put_csl_line(csl, "URL", i->url);
    return csl;
}

static void put_forms(page *p, json_t *head, const char *name, const item *i)
{
    json_t *forms = json_object();
    page_put(forms, "text", text_of(i));
    page_put(forms, "bibtex", bibtex_of(i));
    page_put(forms, "ris", ris_of(i));
    page_put(head, name, forms);
    page_set(p, name, csl_of(i));
}

/* ------------------------------------------------------------------------ what is cited */

/* What narrows the page, in words; other values of the query by their names. */
static void put_narrowing(room_text *t, const page *p)
{
    static const char *const words[][2] = {
        {"known", "as known on "}, {"at", "as after run "}, {"when", "deeds of "}};
    for (size_t i = 0; i < p->asked->n_values; i++) {
        const char *name = p->asked->values[i].name, *value = p->asked->values[i].value;
        const char *said = NULL;
        if (!*value)
            continue;
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            said = strcmp(name, words[k][0]) == 0 ? words[k][1] : said;
        room_put(t, "; ");
        if (!said) {
            put_line(t, name, PLAIN);
            room_put(t, " ");
            put_line(t, value, PLAIN);
        } else {
            room_put_markup(t, said, strlen(said));
            if (strcmp(name, "at") == 0)
                put_line(t, value, PLAIN);
            else
                put_words_of(t, value);
        }
    }
}

/* The day of the last run, "2026-11-27"; "" where there was none. */
static void find_last_day(page *p, char day[DATE_DAY_MAX])
{
    json_t *rows = NULL;
    day[0] = '\0';
    if (page_rows(p, &rows,
                  "SELECT substr(coalesce(finished, started), 1, 10) AS day FROM run"
                  " ORDER BY run_id DESC LIMIT 1",
                  NULL, 0))
        return;
    const char *found = page_cell(json_array_get(rows, 0), "day");
    if (strlen(found) < DATE_DAY_MAX)
        memcpy(day, found, strlen(found) + 1);
    json_decref(rows);
}

static void cite_page(page *p, json_t *head, const char *path)
{
    char day[DATE_DAY_MAX];
    room_text container = {0}, note = {0}, key = {0};
    find_last_day(p, day);
    room_put(&container, "demarche record ");
    put_line(&container, page_cell(p->model, "record"), PLAIN);
    room_put(&note, "State ");
    put_line(&note, page_cell(p->model, "state"), PLAIN);
    put_narrowing(&note, p);
    room_put(&note, "; made by demarche ");
    put_line(&note, demarche_version(), PLAIN);
    if (*day) {
        room_put(&note, ", last run ");
        put_words_of(&note, day);
    }
    room_put(&note, "; at ");
    put_line(&note, path, PLAIN);
    put_line(&key, path, PLAIN);
    room_put(&key, "-");
    put_line(&key, page_cell(p->model, "state"), PLAIN);
    if (!container.failed && !note.failed && !key.failed)
        put_forms(p, head, "cite",
                  &(item){.key = key.at,
                          .title = page_cell(p->model, "title"),
                          .container = container.at,
                          .note = note.at,
                          .date = day});
    room_text_free(&container);
    room_text_free(&note);
    room_text_free(&key);
}

/* The document itself, as the record has it; its address where it is one of the web. */
static void cite_source(page *p, json_t *head)
{
    const json_t *document = json_object_get(p->model, "document");
    if (!json_is_object(document))
        return;
    room_text key = {0};
    room_put(&key, "source-");
    put_line(&key, page_cell(document, "doc"), PLAIN);
    if (!key.failed)
        put_forms(p, head, "cite_source",
                  &(item){.key = key.at,
                          .title = page_cell(p->model, "title"),
                          .author = page_cell(document, "speaker_name"),
                          .container = page_cell(document, "source"),
                          .url = json_is_true(json_object_get(document, "web"))
                                     ? page_cell(document, "url")
                                     : NULL,
                          .date = page_cell(document, "date"),
                          .dated = true});
    room_text_free(&key);
}

void citation_put(page *p, json_t *head, const char *path)
{
    /* What is asked of those who correct is nobody else's, nor is their token. */
    if (p->status != 200 || !path || strcmp(p->template, "review") == 0 ||
        address_value_of(p->asked, "token"))
        return;
    cite_page(p, head, path);
    cite_source(p, head);
}

bool citation_put_file(room_text *out, const json_t *head, bool ris)
{
    static const char *const names[] = {"cite", "cite_source"};
    size_t before = out->n;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const json_t *entry =
            json_object_get(json_object_get(head, names[i]), ris ? "ris" : "bibtex");
        if (json_is_string(entry))
            room_put_markup(out, json_string_value(entry), json_string_length(entry));
    }
    return out->n > before;
}

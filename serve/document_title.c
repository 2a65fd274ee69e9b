#include "document_title.h"

#include <string.h>

#include "date_words.h"

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Where an ending like ".txt" or ".html" begins: up to five letters and digits, not digits
 * alone. */
static size_t ending_of(demarche_str name)
{
    enum { LONGEST = 5 };
    bool letter = false;
    for (size_t n = 1; n <= LONGEST + 1 && n < name.len; n++) {
        char c = name.ptr[name.len - n];
        if (c == '.')
            return n > 1 && letter ? name.len - n : name.len;
        if (!is_letter(c) && !(c >= '0' && c <= '9'))
            break;
        letter = letter || is_letter(c);
    }
    return name.len;
}

demarche_str document_file_name(demarche_str doc)
{
    demarche_str name = doc;
    if (doc.len && memmem(doc.ptr, doc.len, "://", 3))
        return doc;
    for (size_t i = 0; i + 1 < doc.len; i++) {
        if (doc.ptr[i] == '/')
            name = (demarche_str){doc.ptr + i + 1, doc.len - i - 1};
    }
    name.len = ending_of(name);
    return name;
}

static bool is_said(const json_t *value)
{
    const char *s = json_string_value(value);
    return s && s[strspn(s, " \t\r\n")];
}

static void put_part(room_text *t, const json_t *value)
{
    if (!is_said(value))
        return;
    if (t->n)
        room_put(t, ", ");
    room_put_markup(t, json_string_value(value), json_string_length(value));
}

/* Of the record's row of a document. */
static json_t *title_of(const json_t *row)
{
    const json_t *doc = json_object_get(row, "doc"),
                 *title = json_object_get(row, "title");
    const json_t *date = json_object_get(row, "date");
    room_text t = {0};
    if (is_said(title))
        return json_string(json_string_value(title));
    put_part(&t, json_object_get(row, "speaker"));
    put_part(&t, json_object_get(row, "source"));
    if (t.n && is_said(date)) {
        char words[DATE_WORDS_MAX];
        bool known = date_words(
            words, (demarche_str){json_string_value(date), json_string_length(date)});
        room_put(&t, ", ");
        const char *said = known ? words : json_string_value(date);
        room_put_markup(&t, said, strlen(said));
    }
    if (!t.n) {
        demarche_str name = document_file_name(
            (demarche_str){json_string_value(doc), json_string_length(doc)});
        room_put_markup(&t, name.ptr, name.len);
    }
    json_t *out = t.failed ? NULL : page_text((demarche_str){t.at, t.n});
    room_text_free(&t);
    return out;
}

/* What the record has of a document, into what is known of others: each is asked for once. */
static demarche_status look_up(page *p, json_t *known, const char *doc)
{
    json_t *rows = NULL;
    if (json_object_get(known, doc))
        return DEMARCHE_OK;
    demarche_status status = page_rows(
        p, &rows,
        "SELECT d.doc, d.title, d.date, coalesce((SELECT c.name FROM code_now c WHERE "
        "c.code ="
        " d.speaker), d.speaker) AS speaker, coalesce((SELECT c.name FROM code_now c "
        "WHERE"
        " c.code = d.source), d.source) AS source FROM document d WHERE d.doc = ?1"
        " ORDER BY d.latest DESC, d.version DESC LIMIT 1",
        &doc, 1);
    if (!status && json_array_size(rows))
        page_put(known, doc, title_of(json_array_get(rows, 0)));
    json_decref(rows);
    return status;
}

static demarche_status put_title(page *p, json_t *known, json_t *row)
{
    const char *doc = json_string_value(json_object_get(row, "doc"));
    if (!doc || !*doc || is_said(json_object_get(row, "title")))
        return DEMARCHE_OK;
    demarche_status status = look_up(p, known, doc);
    page_put(row, "title", json_incref(json_object_get(known, doc)));
    return status;
}

demarche_status document_title_rows(page *p, json_t *rows)
{
    json_t *known = json_object(), *row;
    size_t i;
    demarche_status status = DEMARCHE_OK;
    json_array_foreach(rows, i, row)
    {
        if (!status)
            status = put_title(p, known, row);
    }
    json_decref(known);
    return status;
}

demarche_status document_title(page *p, json_t *row)
{
    json_t *known = json_object();
    demarche_status status = put_title(p, known, row);
    json_decref(known);
    return status;
}

/*
 * JSONL: a JSON object a line, one document each. The names of the fields are settable.
 */
#include "read/jsonl.h"

#include <jansson.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/str.h"
#include "read/charset.h"
#include "read/clean_text.h"
#include "read/format_kind.h"
#include "read/json_place.h"
#include "read/meta_field.h"
#include "read/plain_text.h"

static const char *field_name(const char *given, const char *ours)
{
    return given ? given : ours;
}

/* A string or whole number as a field's value; false for want of memory. */
static bool set_value(dmr_meta *meta, dmr_field field, const json_t *value)
{
    if (json_is_string(value))
        return dmr_meta_set(meta, field,
                            dmr_str(json_string_value(value), json_string_length(value)));
    if (json_is_integer(value)) {
        demarche_str s =
            dmr_str_format(meta->arena, "%lld", (long long)json_integer_value(value));
        return s.ptr && dmr_meta_set(meta, field, s);
    }
    return true;
}

static bool set_field(dmr_meta *meta, dmr_field field, const json_t *object,
                      const char *name)
{
    const json_t *value = json_object_get(object, name);
    if (!json_is_array(value))
        return set_value(meta, field, value);
    for (size_t i = 0; i < json_array_size(value); i++) {
        if (!set_value(meta, field, json_array_get(value, i)))
            return false;
    }
    return true;
}

static bool set_fields(dmr_meta *meta, const json_t *object,
                       const demarche_read_options *o)
{
    return set_field(meta, DMR_FIELD_ID, object, field_name(o->field_id, "id")) &&
           set_field(meta, DMR_FIELD_TITLE, object,
                     field_name(o->field_title, "title")) &&
           set_field(meta, DMR_FIELD_DATE, object, field_name(o->field_date, "date")) &&
           set_field(meta, DMR_FIELD_AS_OF, object,
                     field_name(o->field_as_of, "as_of")) &&
           set_field(meta, DMR_FIELD_SOURCE, object,
                     field_name(o->field_source, "source")) &&
           set_field(meta, DMR_FIELD_URL, object, field_name(o->field_url, "url")) &&
           set_field(meta, DMR_FIELD_LANGUAGE, object,
                     field_name(o->field_language, "language")) &&
           set_field(meta, DMR_FIELD_SECTION, object,
                     field_name(o->field_section, "section")) &&
           set_field(meta, DMR_FIELD_SPEAKER, object,
                     field_name(o->field_speaker, "speaker")) &&
           dmr_meta_finish(meta);
}

/* A line of the input. */
typedef struct line {
    demarche_str raw;   /* as it stands there */
    demarche_str sound; /* in valid UTF-8 */
    dmr_origin origin;  /* from `sound` back to `raw` */
    size_t number;      /* from 1 */
    size_t at;          /* its first byte in the input */
} line;

/* From each byte of the text, which is `n` bytes long, back to the input. */
static demarche_status lead_back(dmr_source *source, const line *l, demarche_str field,
                                 const dmr_origin *cleaned, dmr_arena *arena,
                                 demarche_error *err)
{
    dmr_origin escaped = {0}, in_line = {0}, in_raw = {0};
    demarche_str raw;
    size_t at;
    if (!dmr_json_member(l->sound, field, &raw, &at))
        return DEMARCHE_OK;
    if (!dmr_json_origin(&escaped, raw, at, arena) ||
        !dmr_origin_chain(&in_line, &escaped, cleaned, 0, source->text.len, arena) ||
        !dmr_origin_chain(&in_raw, &l->origin, &in_line, 0, source->text.len, arena))
        return dmr_error_memory(err);
    for (size_t i = 0; i < in_raw.runs.n; i++)
        in_raw.runs.at[i].source += l->at;
    source->origin = in_raw;
    return DEMARCHE_OK;
}

static demarche_status take_object(dmr_source *source, const json_t *object,
                                   const line *l, const demarche_read_options *opts,
                                   dmr_arena *arena, demarche_error *err)
{
    const char *field = field_name(opts->field_text, "text");
    const json_t *text = json_object_get(object, field);
    dmr_origin cleaned;
    if (!json_is_object(object))
        return dmr_error_set(err, DEMARCHE_E_FORMAT, l->at,
                             "line %zu (byte %zu): not a JSON object; write {\"text\": "
                             "...} on each line",
                             l->number, l->at);
    if (!json_is_string(text))
        return dmr_error_set(err, DEMARCHE_E_FORMAT, l->at,
                             "line %zu (byte %zu): no text in field \"%s\"; name the "
                             "field that has it (--field-text)",
                             l->number, l->at, field);
    dmr_meta meta = {.out = &source->meta, .arena = arena};
    if (!set_fields(&meta, object, opts))
        return dmr_error_memory(err);
    DMR_TRY(dmr_clean_text(&source->text, &cleaned,
                           dmr_str(json_string_value(text), json_string_length(text)),
                           opts->max_bytes, &source->counts, arena, err));
    DMR_TRY(lead_back(source, l, dmr_str_c(field), &cleaned, arena, err));
    return dmr_plain_text(source, arena, err);
}

static demarche_status read_line(dmr_source *source, line *l,
                                 const demarche_read_options *opts, dmr_arena *arena,
                                 demarche_error *err)
{
    json_error_t why;
    DMR_TRY(dmr_charset_decode(&l->sound, &l->origin, l->raw, dmr_str_c(opts->charset),
                               &source->counts, arena, err));
    json_t *object = json_loadb(l->sound.ptr, l->sound.len, JSON_ALLOW_NUL, &why);
    if (!object)
        return dmr_error_set(err, DEMARCHE_E_FORMAT, l->at,
                             "line %zu (byte %zu): not JSON (%s); mend the line",
                             l->number, l->at, why.text);
    demarche_status status = take_object(source, object, l, opts, arena, err);
    json_decref(object);
    return status;
}

demarche_status dmr_jsonl_object(dmr_source *source, demarche_str raw, size_t number,
                                 size_t at, const demarche_read_options *opts,
                                 dmr_arena *arena, demarche_error *err)
{
    line l = {.raw = raw, .number = number, .at = at};
    return read_line(source, &l, opts, arena, err);
}

/* ------------------------------------------------------------------------------ kind */

typedef struct jsonl {
    dmr_stream *stream;
    const demarche_read_options *opts;
    size_t lines; /* so far */
} jsonl;

static demarche_status jsonl_open(void **state, dmr_stream *stream,
                                  const demarche_read_options *opts, demarche_error *err)
{
    jsonl *j = calloc(1, sizeof *j);
    *state = j;
    if (!j)
        return dmr_error_memory(err);
    j->stream = stream;
    j->opts = opts;
    return DEMARCHE_OK;
}

static bool only_blanks(demarche_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (!dmr_is_blank(s.ptr[i]))
            return false;
    }
    return true;
}

/* The longest line that is read: every byte of the text escaped, and room for fields. */
static size_t line_max(const jsonl *j)
{
    enum { ESCAPE = 6, FIELDS = 1024 * 1024 };
    size_t max = j->opts->max_bytes;
    return max < (SIZE_MAX - FIELDS) / ESCAPE ? max * ESCAPE + FIELDS : SIZE_MAX;
}

/* Behind a line that is too long to be read. */
static demarche_status pass_line(jsonl *j, bool *goes_on, demarche_error *err)
{
    size_t at = (size_t)j->stream->at;
    DMR_TRY(dmr_stream_skip_line(j->stream, err));
    *goes_on = true;
    return dmr_error_set(err, DEMARCHE_E_LIMIT, at,
                         "line %zu (byte %zu): over %zu bytes, and no more are allowed; "
                         "split it",
                         ++j->lines, at, line_max(j));
}

static demarche_status jsonl_next(void *state, dmr_source *source, bool *got,
                                  bool *goes_on, dmr_arena *arena, demarche_error *err)
{
    jsonl *j = state;
    for (;;) {
        line l = {0};
        size_t took;
        bool more;
        demarche_status status =
            dmr_stream_line(j->stream, line_max(j), &l.raw, &took, &more, err);
        if (status == DEMARCHE_E_LIMIT)
            return pass_line(j, goes_on, err);
        if (status || !more)
            return status;
        l.at = (size_t)j->stream->at;
        l.number = ++j->lines;
        size_t end = l.at + l.raw.len;
        if (l.at == 0 && dmr_str_starts(l.raw, DMR_STR("\xEF\xBB\xBF"))) {
            l.raw = dmr_str(l.raw.ptr + 3, l.raw.len - 3);
            l.at = 3;
        }
        if (!only_blanks(l.raw)) {
            *goes_on = true;
            status = read_line(source, &l, j->opts, arena, err);
            *got = !status;
            source->counts.bytes = l.raw.len;
            source->source_start = l.at;
            source->source_end = end;
        }
        dmr_stream_take(j->stream, took);
        if (status || *got)
            return status;
    }
}

static bool is_jsonl(demarche_str head, const char *path)
{
    size_t i = 0;
    (void)path;
    while (i < head.len && dmr_is_blank(head.ptr[i]))
        i++;
    /* '{' and then a key or a line break. */
    if (i == head.len || head.ptr[i++] != '{')
        return false;
    while (i < head.len && (head.ptr[i] == ' ' || head.ptr[i] == '\t'))
        i++;
    return i < head.len && (head.ptr[i] == '"' || head.ptr[i] == '}');
}

static const char *const suffixes[] = {".jsonl", ".ndjson", NULL};

const dmr_format_kind dmr_format_jsonl = {
    .format = DEMARCHE_FORMAT_JSONL,
    .name = "jsonl",
    .suffixes = suffixes,
    .is = is_jsonl,
    .open = jsonl_open,
    .next = jsonl_next,
    .close = free,
};

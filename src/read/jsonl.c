#include "read/jsonl.h"

#include <jansson.h>

#include "base/error.h"
#include "base/str.h"
#include "base/utf8.h"
#include "read/clean_text.h"
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

static demarche_status take_object(dmr_source *source, const json_t *object,
                                   size_t number, size_t offset,
                                   const demarche_read_options *opts, dmr_arena *arena,
                                   demarche_error *err)
{
    const char *field = field_name(opts->field_text, "text");
    const json_t *text = json_object_get(object, field);
    if (!json_is_object(object))
        return dmr_error_set(err, DEMARCHE_E_FORMAT, offset,
                             "line %zu (byte %zu): not a JSON object; write {\"text\": "
                             "...} on each line",
                             number, offset);
    if (!json_is_string(text))
        return dmr_error_set(err, DEMARCHE_E_FORMAT, offset,
                             "line %zu (byte %zu): no text in field \"%s\"; name the "
                             "field that has it (--field-text)",
                             number, offset, field);
    dmr_meta meta = {.out = &source->meta, .arena = arena};
    if (!set_fields(&meta, object, opts))
        return dmr_error_memory(err);
    size_t max = opts->max_bytes ? opts->max_bytes : SIZE_MAX / 8;
    DMR_TRY(dmr_clean_text(&source->text,
                           dmr_str(json_string_value(text), json_string_length(text)),
                           max, &source->counts, arena, err));
    return dmr_plain_text(source, arena, err);
}

demarche_status dmr_jsonl_line(dmr_source *source, demarche_str line, size_t number,
                               size_t offset, const demarche_read_options *opts,
                               dmr_arena *arena, demarche_error *err)
{
    demarche_str sound;
    DMR_TRY(dmr_utf8_repair(&sound, line, arena, &source->counts.repaired, err));
    json_error_t why;
    json_t *object = json_loadb(sound.ptr, sound.len, JSON_ALLOW_NUL, &why);
    if (!object)
        return dmr_error_set(err, DEMARCHE_E_FORMAT, offset,
                             "line %zu (byte %zu): not JSON (%s); mend the line", number,
                             offset, why.text);
    demarche_status status =
        take_object(source, object, number, offset, opts, arena, err);
    json_decref(object);
    return status;
}

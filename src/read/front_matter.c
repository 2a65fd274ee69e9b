#include "read/front_matter.h"

#include <yaml.h>

#include "base/error.h"

/* "---" or, as an end, "..."; blanks may follow. */
static bool is_fence(demarche_str line, bool end)
{
    if (line.len < 3)
        return false;
    demarche_str tail = dmr_str_trim(dmr_str(line.ptr + 3, line.len - 3));
    return tail.len == 0 &&
           (memcmp(line.ptr, "---", 3) == 0 || (end && memcmp(line.ptr, "...", 3) == 0));
}

/* "key:" at the head of a line. */
static bool is_key_line(demarche_str line)
{
    size_t i = 0;
    while (i < line.len && (dmr_is_alpha(line.ptr[i]) || dmr_is_digit(line.ptr[i]) ||
                            line.ptr[i] == '_' || line.ptr[i] == '-'))
        i++;
    return i > 0 && i < line.len && line.ptr[i] == ':';
}

size_t dmr_front_matter_find(demarche_str text, demarche_str *yaml)
{
    enum { LONGEST = 256 * 1024 };
    demarche_str rest = dmr_str(text.ptr, text.len > LONGEST ? LONGEST : text.len), line;
    if (!rest.len || !dmr_str_split(&rest, '\n', &line) || !is_fence(line, false))
        return 0;
    const char *begin = rest.ptr;
    bool has_key = false;
    while (rest.len && dmr_str_split(&rest, '\n', &line)) {
        if (is_fence(line, true)) {
            if (!has_key && line.ptr != begin)
                return 0; /* a rule above prose */
            if (yaml)
                *yaml = dmr_str(begin, (size_t)(line.ptr - begin));
            const char *end = rest.ptr ? rest.ptr : line.ptr + line.len;
            return (size_t)(end - text.ptr);
        }
        has_key = has_key || is_key_line(line);
    }
    return 0;
}

/* "key: value" lines, quotes taken off, for what is no YAML. */
static demarche_status read_lines(dmr_meta *meta, demarche_str yaml, demarche_error *err)
{
    demarche_str rest = yaml, line;
    while (rest.len && dmr_str_split(&rest, '\n', &line)) {
        if (!is_key_line(line))
            continue;
        size_t colon = dmr_str_find(line, DMR_STR(":"), 0);
        demarche_str value =
            dmr_str_trim(dmr_str(line.ptr + colon + 1, line.len - colon - 1));
        if (value.len >= 2 && (value.ptr[0] == '"' || value.ptr[0] == '\'') &&
            value.ptr[value.len - 1] == value.ptr[0])
            value = dmr_str(value.ptr + 1, value.len - 2);
        if (!dmr_meta_set(meta, dmr_field_by_name(dmr_str(line.ptr, colon)), value))
            return dmr_error_memory(err);
    }
    return DEMARCHE_OK;
}

/* Where the reader of YAML stands: field of the top level, and how deep below it. */
typedef struct place {
    dmr_field field;
    bool is_key; /* the next scalar of the top level is a key */
    int depth;   /* open mappings and sequences */
    int lists;   /* 1 while inside a sequence that is the value of a top-level key */
} place;

static bool take_event(place *at, dmr_meta *meta, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_MAPPING_START_EVENT:
    case YAML_SEQUENCE_START_EVENT:
        if (at->depth == 1)
            at->lists = event->type == YAML_SEQUENCE_START_EVENT;
        at->depth++;
        return true;
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        at->depth--;
        if (at->depth == 1)
            at->is_key = true;
        return true;
    case YAML_ALIAS_EVENT:
        if (at->depth == 1)
            at->is_key = !at->is_key;
        return true;
    case YAML_SCALAR_EVENT:
        break;
    default:
        return true;
    }
    demarche_str value =
        dmr_str((const char *)event->data.scalar.value, event->data.scalar.length);
    if (at->depth == 1 && at->is_key) {
        at->field = dmr_field_by_name(value);
        at->is_key = false;
        return true;
    }
    if (at->depth == 1)
        at->is_key = true;
    bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    if (plain && (dmr_str_is(value, "null") || dmr_str_is(value, "~")))
        return true;
    if (at->depth == 1 || (at->depth == 2 && at->lists))
        return dmr_meta_set(meta, at->field, value);
    return true;
}

/* *good is false where it is no YAML or no mapping; then nothing is kept. */
static demarche_status read_yaml(dmr_meta *meta, demarche_str yaml, bool *good,
                                 demarche_error *err)
{
    enum { EVENTS_MAX = 20000, DEPTH_MAX = 100 };
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        return dmr_error_memory(err);
    yaml_parser_set_input_string(&parser, (const unsigned char *)yaml.ptr, yaml.len);
    place at = {.is_key = true};
    bool done = false, memory = true;
    *good = true;
    for (int n = 0; *good && memory && !done; n++) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) {
            memory = parser.error != YAML_MEMORY_ERROR;
            *good = false;
            break;
        }
        done = event.type == YAML_STREAM_END_EVENT;
        if (n > EVENTS_MAX || at.depth > DEPTH_MAX ||
            (at.depth == 0 && event.type == YAML_SCALAR_EVENT && yaml.len))
            *good = false;
        else
            memory = take_event(&at, meta, &event);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return memory ? DEMARCHE_OK : dmr_error_memory(err);
}

demarche_status dmr_front_matter_read(dmr_meta *meta, demarche_str yaml,
                                      demarche_error *err)
{
    demarche_meta before = *meta->out;
    dmr_meta saved = *meta;
    bool good = false;
    DMR_TRY(read_yaml(meta, yaml, &good, err));
    if (good)
        return DEMARCHE_OK;
    *meta = saved;
    *meta->out = before;
    return read_lines(meta, yaml, err);
}

#include "read/reuters_newsml.h"

#include <stdlib.h>

#include "base/error.h"
#include "read/meta_field.h"
#include "read/xml_stream.h"

enum { CAPTURE = 8 * 1024 }; /* bytes of a headline */

typedef enum part {
    PART_NONE = 0,
    PART_TITLE,
    PART_HEADLINE,
    PART_BYLINE,
    PART_DATELINE,
    PART_TEXT,
} part;

struct dmr_newsml {
    dmr_xml *xml;
    size_t max_bytes;
    size_t depth, story, part_depth; /* open elements; of the story, of its part */
    part part;
    dmr_buffer title, headline;

    /* Of the call at hand. */
    dmr_source *source;
    dmr_arena *arena;
    dmr_draft draft;
    dmr_meta meta;
    bool complete;
};

static void no_memory(dmr_newsml *n)
{
    dmr_xml_fail(n->xml, DEMARCHE_E_MEMORY, NULL);
}

static void set(dmr_newsml *n, dmr_field field, demarche_str value)
{
    if (value.len && !dmr_meta_set(&n->meta, field, value))
        no_memory(n);
}

static part part_of(const char *name)
{
    static const struct {
        const char *name;
        part part;
    } parts[] = {{"title", PART_TITLE},
                 {"headline", PART_HEADLINE},
                 {"byline", PART_BYLINE},
                 {"dateline", PART_DATELINE},
                 {"text", PART_TEXT}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (strcmp(name, parts[i].name) == 0)
            return parts[i].part;
    }
    return PART_NONE;
}

static void part_begins(dmr_newsml *n, part which)
{
    n->part = which;
    n->part_depth = n->depth;
    if (which == PART_HEADLINE)
        dmr_draft_open(&n->draft, DMR_PARAGRAPH_HEADING);
    else if (which == PART_BYLINE || which == PART_DATELINE)
        dmr_draft_open(&n->draft, DMR_PARAGRAPH_BYLINE);
}

static void begins(void *user, const char *name, const char **attributes)
{
    dmr_newsml *n = user;
    n->depth++;
    if (!n->story && strcmp(name, "newsitem") == 0) {
        n->story = n->depth;
        n->title.n = n->headline.n = 0;
        n->source->source_start = dmr_xml_at(n->xml);
        set(n, DMR_FIELD_ID, dmr_xml_attribute(attributes, "itemid"));
        set(n, DMR_FIELD_DATE, dmr_xml_attribute(attributes, "date"));
        set(n, DMR_FIELD_LANGUAGE, dmr_xml_attribute(attributes, "xml:lang"));
    } else if (n->story && !n->part && n->depth == n->story + 1) {
        part_begins(n, part_of(name));
    } else if (n->part == PART_TEXT && strcmp(name, "p") == 0) {
        dmr_draft_open(&n->draft, DMR_PARAGRAPH_PROSE);
    }
}

static void story_ends(dmr_newsml *n)
{
    const dmr_buffer *title = n->headline.n ? &n->headline : &n->title;
    set(n, DMR_FIELD_TITLE, dmr_str(title->n ? title->at : "", title->n));
    set(n, DMR_FIELD_SOURCE, DMR_STR("Reuters"));
    n->source->source_end = dmr_xml_behind(n->xml);
    n->source->counts.bytes = n->source->source_end - n->source->source_start;
    n->story = 0;
    n->complete = true;
    dmr_xml_pause(n->xml);
}

static void ends(void *user, const char *name)
{
    dmr_newsml *n = user;
    bool is_part = n->part && n->depth == n->part_depth;
    if (is_part || (n->part == PART_TEXT && strcmp(name, "p") == 0))
        dmr_draft_close(&n->draft);
    if (is_part)
        n->part = PART_NONE;
    if (n->story && n->depth == n->story)
        story_ends(n);
    n->depth--;
}

static void words_come(void *user, demarche_str words, size_t at, size_t took)
{
    dmr_newsml *n = user;
    dmr_buffer *keep = n->part == PART_TITLE      ? &n->title
                       : n->part == PART_HEADLINE ? &n->headline
                                                  : NULL;
    if (keep && keep->n < CAPTURE && dmr_buffer_write(keep, words.ptr, words.len))
        no_memory(n);
    if (n->part > PART_TITLE)
        dmr_xml_flow(&n->draft, words, at, took);
}

static const dmr_xml_handlers handlers = {begins, ends, words_come};

demarche_status dmr_newsml_open(dmr_newsml **out, dmr_stream *stream, size_t max_bytes,
                                demarche_error *err)
{
    dmr_newsml *n = calloc(1, sizeof *n);
    *out = n;
    if (!n)
        return dmr_error_memory(err);
    n->max_bytes = max_bytes;
    demarche_status status = dmr_xml_stream_open(&n->xml, stream, &handlers, n, err);
    if (status) {
        free(n);
        *out = NULL;
    }
    return status;
}

void dmr_newsml_close(dmr_newsml *n)
{
    if (!n)
        return;
    dmr_xml_stream_close(n->xml);
    free(n->title.at);
    free(n->headline.at);
    free(n);
}

demarche_status dmr_newsml_next(dmr_newsml *n, dmr_source *source, bool *got,
                                bool *goes_on, dmr_arena *arena, demarche_error *err)
{
    *got = *goes_on = false;
    n->source = source;
    n->arena = arena;
    n->meta = (dmr_meta){.out = &source->meta, .arena = arena};
    n->complete = false;
    dmr_draft_begin(&n->draft, n->max_bytes, arena);
    demarche_status status = dmr_xml_run(n->xml, err);
    if (status || !n->complete) {
        dmr_draft_drop(&n->draft);
        return status;
    }
    *goes_on = true;
    DMR_TRY(dmr_draft_finish(&n->draft, source, err));
    if (!dmr_meta_finish(&n->meta))
        return dmr_error_memory(err);
    *got = true;
    return DEMARCHE_OK;
}

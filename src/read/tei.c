/*
 * TEI P5, streaming: volumes of documents such as those of Foreign Relations of the United
 * States, and texts that are one document.
 *
 *     <TEI xml:id="v1"> <teiHeader>...</teiHeader> <text> <body>
 *     <div type="compilation"> <head>...</head>
 *     <div type="document" xml:id="d1" frus:doc-dateTime-min="..."> ... </div> ...
 *
 * A document is given out when the next one begins, or at the end: what stands between them
 * was passed over and is counted for the one before.
 */
#include <assert.h>
#include <stdlib.h>

#include "base/error.h"
#include "read/format_kind.h"
#include "read/tei_state.h"

void dmr_tei_no_memory(dmr_tei *t)
{
    dmr_xml_fail(t->xml, DEMARCHE_E_MEMORY, NULL);
}

/* ------------------------------------------------------------------ documents in hand */

/* Begin the document that the element on top is. */
static void document_begins(dmr_tei *t, const char **attributes, bool whole)
{
    dmr_tei_document *d = t->documents, *end = d + DMR_TEI_IN_HAND;
    while (d < end && d->in_use)
        d++; /* of three two are: what was given out was let go */
    assert(d < end);
    dmr_arena *arena = d->arena ? d->arena : dmr_arena_new(0);
    if (!arena) {
        dmr_tei_no_memory(t);
        return;
    }
    *d = (dmr_tei_document){.arena = arena, .in_use = true, .whole = whole};
    dmr_draft_begin(&d->draft, t->opts->max_bytes, arena);
    d->meta = (dmr_meta){.out = &d->source.meta, .arena = arena};
    d->source.source_start = dmr_xml_at(t->xml);
    d->first = whole && !t->bodies;
    t->bodies += whole;
    t->now = d;
    t->document = t->depth;
    t->dateline = 0;
    dmr_tei_document_begins(t, attributes);
}

static void let_go(dmr_tei_document **d)
{
    if (*d) {
        dmr_draft_drop(&(*d)->draft);
        dmr_arena_reset((*d)->arena);
        (*d)->in_use = false;
    }
    *d = NULL;
}

/* What was passed over since the document's end is told with it. */
static void hand_over(dmr_tei *t)
{
    if (t->done)
        t->done->source.counts.navigation_lines += t->left;
    t->left = t->done ? 0 : t->left;
    t->out = t->done;
    t->done = NULL;
}

static void document_ends(dmr_tei *t)
{
    dmr_tei_document *d = t->now;
    dmr_tei_document_meta(t);
    d->source.source_end = dmr_xml_behind(t->xml);
    d->source.counts.bytes = d->source.source_end - d->source.source_start;
    d->source.counts.navigation_lines = t->left;
    t->left = 0;
    d->status = dmr_draft_finish(&d->draft, &d->source, &d->err);
    if (!d->status && !dmr_tei_names_finish(&d->names, &t->persons, &d->source, d->arena))
        d->status = dmr_error_memory(&d->err);
    if (d->status == DEMARCHE_E_MEMORY)
        dmr_tei_no_memory(t);
    t->done = d;
    t->now = NULL;
}

/* A body that holds documents is none itself: its heads and the like are passed over. */
static void body_is_none(dmr_tei *t)
{
    dmr_draft_close(&t->now->draft);
    t->left += t->now->draft.parts[0].paragraphs.n;
    let_go(&t->now);
}

static void body_ends(dmr_tei *t)
{
    dmr_draft_close(&t->now->draft);
    if (!t->now->draft.parts[0].paragraphs.n) {
        let_go(&t->now);
        return;
    }
    bool wait = t->done != NULL;
    if (wait)
        hand_over(t);
    document_ends(t);
    if (wait)
        dmr_xml_pause(t->xml);
}

/* --------------------------------------------------------------------- from the parser */

static bool is_document(const dmr_tei_open *e, const char *name, const char **attributes)
{
    demarche_str type = dmr_xml_attribute(attributes, "type");
    demarche_str subtype = dmr_xml_attribute(attributes, "subtype");
    if (strcmp(name, "frus:doc") == 0)
        return true;
    return e->role == DMR_TEI_DIV &&
           (dmr_str_is(type, "document") || dmr_str_is(subtype, "editorial-note") ||
            dmr_str_is(subtype, "historical-document"));
}

/* An element of a <text>, outside of documents or in a body that may yet hold some. */
static void outside_begins(dmr_tei *t, const char *name, const char **attributes)
{
    const dmr_tei_open *e = dmr_tei_top(t);
    if (!e->dropped && is_document(e, name, attributes)) {
        bool wait = t->done != NULL;
        if (t->now)
            body_is_none(t);
        if (wait)
            hand_over(t);
        t->n++;
        document_begins(t, attributes, false);
        if (wait)
            dmr_xml_pause(t->xml);
    } else if (e->role == DMR_TEI_DIV) {
        dmr_tei_section_begins(t);
    } else if (e->role == DMR_TEI_BODY && !t->body && !t->now && !t->n && !e->in_apart) {
        t->body = t->depth;
        document_begins(t, attributes, true);
    }
}

static void root_begins(dmr_tei *t, const dmr_tei_open *e, const char **attributes)
{
    if (!t->seen_root && e->role != DMR_TEI_ROOT && e->role != DMR_TEI_CORPUS) {
        dmr_xml_fail(t->xml, DEMARCHE_E_FORMAT,
                     "not TEI: its first element is neither <TEI> nor <teiCorpus>");
        return;
    }
    t->seen_root = true;
    t->corpus = t->corpus || e->role == DMR_TEI_CORPUS;
    if (e->role == DMR_TEI_ROOT && !t->text)
        dmr_tei_volume_begins(t, attributes);
}

static void element_begins(void *user, const char *name, const char **attributes)
{
    dmr_tei *t = user;
    const char *local = dmr_xml_local(name);
    if (t->depth == DMR_TEI_DEPTH) {
        dmr_xml_fail(t->xml, DEMARCHE_E_FORMAT,
                     "elements over 200 deep, and no more are read; mend the file");
        return;
    }
    dmr_tei_open *parent = dmr_tei_top(t);
    t->depth++;
    dmr_tei_open *e = dmr_tei_top(t);
    *e = (dmr_tei_open){.role = dmr_tei_role_of(local),
                        .kind = parent->kind,
                        .dropped = parent->dropped,
                        .around = parent->around,
                        .in_note = parent->in_note,
                        .in_cell = parent->in_cell,
                        .in_apart = parent->in_apart};
    root_begins(t, e, attributes);
    if (t->header) {
        dmr_tei_header_begins(t, local, attributes);
        return;
    }
    if (e->role == DMR_TEI_HEADER && !t->text) {
        t->header = t->depth;
    } else if (e->role == DMR_TEI_TEXT && !t->text) {
        t->text = t->depth;
        t->seen_text = true;
    } else if (t->text) {
        if (!t->now || t->now->whole)
            outside_begins(t, name, attributes);
        dmr_tei_text_begins(t, attributes);
    }
}

static void element_ends(void *user, const char *name)
{
    dmr_tei *t = user;
    (void)name;
    if (t->header) {
        dmr_tei_header_ends(t);
        t->header = t->header == t->depth ? 0 : t->header;
    } else if (t->text) {
        dmr_tei_text_ends(t);
        if (t->now && t->document == t->depth) {
            if (t->now->whole)
                body_ends(t);
            else
                document_ends(t);
        }
        t->body = t->body == t->depth ? 0 : t->body;
        t->text = t->text == t->depth ? 0 : t->text;
    }
    t->depth--;
}

static void words_come(void *user, demarche_str words, size_t at, size_t took)
{
    dmr_tei *t = user;
    if (t->header)
        dmr_tei_capture_words(t, words);
    else if (t->text)
        dmr_tei_text_words(t, words, at, took);
}

static const dmr_xml_handlers handlers = {element_begins, element_ends, words_come};

/* ----------------------------------------------------------------------------- in, out */

static void tei_close(void *state)
{
    dmr_tei *t = state;
    if (!t)
        return;
    dmr_xml_stream_close(t->xml);
    dmr_tei_persons_close(&t->persons);
    for (size_t i = 0; i < DMR_TEI_IN_HAND; i++) {
        if (t->documents[i].in_use)
            dmr_draft_drop(&t->documents[i].draft);
        dmr_arena_free(t->documents[i].arena);
    }
    for (int i = 0; i < DMR_TEI_CAPS; i++)
        free(t->captures[i].words.at);
    for (int i = 0; i < DMR_TEI_FIELDS; i++)
        free(t->volume.fields[i].at);
    for (int i = 0; i < DMR_TEI_SECTIONS; i++)
        free(t->sections[i].head.at);
    free(t);
}

static demarche_status tei_open(void **state, dmr_stream *stream,
                                const demarche_read_options *opts, demarche_error *err)
{
    dmr_tei *t = calloc(1, sizeof *t);
    *state = t;
    if (!t)
        return dmr_error_memory(err);
    t->opts = opts;
    t->fresh = true;
    demarche_status status = dmr_tei_persons_open(&t->persons)
                                 ? dmr_xml_stream_open(&t->xml, stream, &handlers, t, err)
                                 : dmr_error_memory(err);
    if (status) {
        tei_close(t);
        *state = NULL;
    }
    return status;
}

static bool copy_str(demarche_str *s, dmr_arena *arena)
{
    *s = s->len ? dmr_str_copy(arena, *s) : dmr_str("", 0);
    return s->ptr != NULL;
}

#define COPY_ARRAY(arena, at, n)                                                         \
    ((n) == 0 ||                                                                         \
     ((at) = (void *)dmr_arena_copy((arena), (const char *)(at), (n) * sizeof *(at))))

/* All of it into the caller's arena. */
static bool copy_source(dmr_source *to, const dmr_source *from, dmr_arena *arena)
{
    *to = *from;
    demarche_meta *m = &to->meta;
    bool good = copy_str(&to->text, arena) && copy_str(&m->id, arena) &&
                copy_str(&m->title, arena) && copy_str(&m->date, arena) &&
                copy_str(&m->as_of, arena) && copy_str(&m->source, arena) &&
                copy_str(&m->language, arena) && copy_str(&m->place, arena) &&
                COPY_ARRAY(arena, to->paragraphs, to->n_paragraphs) &&
                COPY_ARRAY(arena, to->origin.runs.at, to->origin.runs.n);
    to->origin.runs.room = to->origin.runs.n;
    demarche_str *section =
        good ? DMR_NEW_ARRAY(arena, demarche_str, m->n_section) : NULL;
    demarche_named *named =
        good ? DMR_NEW_ARRAY(arena, demarche_named, to->n_named) : NULL;
    good = section && named;
    for (size_t i = 0; good && i < m->n_section; i++) {
        section[i] = m->section[i];
        good = copy_str(&section[i], arena);
    }
    for (size_t i = 0; good && i < to->n_named; i++) {
        named[i] = to->named[i];
        good = copy_str(&named[i].name, arena) && copy_str(&named[i].note, arena);
    }
    m->section = section;
    to->named = named;
    return good;
}

/* Give out what `out` is. */
static demarche_status give(dmr_tei *t, dmr_source *source, bool *got, bool *goes_on,
                            dmr_arena *arena, demarche_error *err)
{
    dmr_tei_document *d = t->out;
    demarche_status status = d->status;
    demarche_str id = d->source.meta.id;
    if (status == DEMARCHE_E_MEMORY ||
        (!status && !copy_source(source, &d->source, arena)))
        status = dmr_error_memory(err);
    else if (status)
        dmr_error_set(err, status, d->source.source_start, "document %.*s (byte %zu): %s",
                      (int)(id.len < 80 ? id.len : 80), id.len ? id.ptr : "",
                      d->source.source_start, d->err.message);
    let_go(&t->out);
    *got = !status;
    *goes_on = status != DEMARCHE_E_MEMORY;
    return status;
}

static demarche_status tei_next(void *state, dmr_source *source, bool *got, bool *goes_on,
                                dmr_arena *arena, demarche_error *err)
{
    dmr_tei *t = state;
    *got = *goes_on = false;
    if (!t->failed && !dmr_xml_ended(t->xml))
        t->failed = dmr_xml_run(t->xml, &t->why);
    if (!t->out && t->failed != DEMARCHE_E_MEMORY)
        hand_over(t);
    if (t->out)
        return give(t, source, got, goes_on, arena, err);
    if (!t->failed && !t->seen_text) {
        t->seen_text = true; /* told once */
        return dmr_error_set(err, DEMARCHE_E_FORMAT, 0, "no <text> in this TEI");
    }
    if (t->failed && err)
        *err = t->why;
    return t->failed;
}

static bool tei_is(demarche_str head, const char *path)
{
    (void)path;
    demarche_str root = dmr_xml_root(head);
    for (size_t i = root.len; i > 0; i--) {
        if (root.ptr[i - 1] == ':') {
            root = dmr_str(root.ptr + i, root.len - i);
            break;
        }
    }
    return dmr_str_is(root, "TEI") || dmr_str_is(root, "teiCorpus");
}

const dmr_format_kind dmr_format_tei = {.format = DEMARCHE_FORMAT_TEI,
                                        .name = "tei",
                                        .is = tei_is,
                                        .open = tei_open,
                                        .next = tei_next,
                                        .close = tei_close,
                                        .numbered = true};

/*
 * The SGML of the Reuters collection of 1987 (Reuters-21578), streaming:
 *
 *     <REUTERS ... NEWID="1"> <DATE>26-FEB-1987 15:01:01.79</DATE> ...
 *     <TEXT>&#2; <TITLE>...</TITLE> <DATELINE>    TOWN, Feb 26 - </DATELINE><BODY>First
 *     words, whose lines are broken.
 *         A paragraph begins where a line is indented. ... &#3;</BODY></TEXT> </REUTERS>
 *
 * It is no XML: control characters stand in it as numbers, and what no writer of SGML meant.
 * Tags are looked for where they are due, all else is words. The stories of the later corpus,
 * which are XML, are read by reuters_newsml.c.
 */
#include <stdlib.h>

#include "base/error.h"
#include "base/utf8.h"
#include "read/format_kind.h"
#include "read/meta_field.h"
#include "read/reuters_newsml.h"
#include "read/xml_stream.h"

typedef struct reuters {
    dmr_stream *stream;
    dmr_newsml *newsml; /* NULL: it is SGML */
    size_t max_bytes, n;
} reuters;

#define STORY_OPEN DMR_STR("<REUTERS")
#define STORY_CLOSE DMR_STR("</REUTERS>")

/* A story, and what the parts of it are put into. */
typedef struct story {
    demarche_str bytes;
    size_t at; /* first byte in the input */
    dmr_draft draft;
    dmr_meta meta;
} story;

/* -------------------------------------------------------------------- parts of a story */

/* The words between <NAME ...> and </NAME>, and its attributes; false where there is none.
 * What is not closed goes on to the end. */
static bool element(demarche_str in, const char *name, demarche_str *words,
                    demarche_str *attributes)
{
    char open[16], close[16];
    size_t n = strlen(name);
    if (n > 10)
        return false;
    open[0] = close[0] = '<';
    close[1] = '/';
    memcpy(open + 1, name, n);
    memcpy(close + 2, name, n);
    size_t from = 0;
    for (;; from++) {
        from = dmr_str_find(in, dmr_str(open, n + 1), from);
        if (from == SIZE_MAX)
            return false;
        char behind = from + n + 1 < in.len ? in.ptr[from + n + 1] : '\0';
        if (behind == '>' || dmr_is_blank(behind))
            break;
    }
    const char *end = memchr(in.ptr + from, '>', in.len - from);
    if (!end)
        return false;
    size_t begin = (size_t)(end - in.ptr) + 1;
    if (attributes)
        *attributes = dmr_str(in.ptr + from + n + 1, begin - from - n - 2);
    size_t stop = dmr_str_find(in, dmr_str(close, n + 2), begin);
    *words = dmr_str(in.ptr + begin, (stop == SIZE_MAX ? in.len : stop) - begin);
    return true;
}

/* NEWID="1": the value; empty where it is not there. */
static demarche_str attribute(demarche_str attributes, const char *name)
{
    demarche_str n = dmr_str_c(name);
    for (size_t at = 0; (at = dmr_str_find(attributes, n, at)) != SIZE_MAX; at++) {
        demarche_str rest =
            dmr_str(attributes.ptr + at + n.len, attributes.len - at - n.len);
        const char *end = rest.len > 2 && rest.ptr[0] == '=' && rest.ptr[1] == '"' &&
                                  (at == 0 || dmr_is_blank(attributes.ptr[at - 1]))
                              ? memchr(rest.ptr + 2, '"', rest.len - 2)
                              : NULL;
        if (end)
            return dmr_str(rest.ptr + 2, (size_t)(end - rest.ptr) - 2);
    }
    return dmr_str(NULL, 0);
}

/* "26-FEB-1987 15:01:01.79" as "26 FEB 1987", in the arena; an odd one is none. */
static demarche_str day_of(demarche_str date, dmr_arena *arena)
{
    date = dmr_str_trim(date);
    const char *time = date.len ? memchr(date.ptr, ' ', date.len) : NULL;
    if (time)
        date = dmr_str(date.ptr, (size_t)(time - date.ptr));
    demarche_str copy = dmr_str_copy(arena, date);
    char *p = (char *)(uintptr_t)copy.ptr; /* ours */
    for (size_t i = 0; i < copy.len; i++) {
        if (p[i] == '-')
            p[i] = ' ';
    }
    return copy;
}

/* ------------------------------------------------------------------------------- words */

/* The sign that "&lt;", "&#5;" stand for; *n are its bytes in the input, 0 where it is none. */
static int32_t entity(demarche_str s, size_t *n)
{
    static const struct {
        const char *name;
        int32_t sign;
    } own[] = {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}};
    *n = 0;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        if (dmr_str_starts(s, dmr_str_c(own[i].name))) {
            *n = strlen(own[i].name);
            return own[i].sign;
        }
    }
    size_t i = 2;
    int32_t c = 0;
    if (s.len < 4 || s.ptr[1] != '#')
        return 0;
    for (; i < s.len && i < 9 && dmr_is_digit(s.ptr[i]); i++)
        c = c * 10 + (s.ptr[i] - '0');
    *n = i > 2 && i < s.len && s.ptr[i] == ';' && c <= 0x10FFFF ? i + 1 : 0;
    return c;
}

static void flow(story *st, demarche_str words)
{
    size_t from = 0, n;
    for (size_t i = 0; i < words.len; i++) {
        if (words.ptr[i] != '&')
            continue;
        int32_t c = entity(dmr_str(words.ptr + i, words.len - i), &n);
        if (!n)
            continue;
        char sign[4];
        size_t at = (size_t)(words.ptr - st->bytes.ptr) + st->at;
        dmr_draft_flow(&st->draft, dmr_str(words.ptr + from, i - from), at + from);
        dmr_draft_sign(&st->draft, dmr_str(sign, dmr_utf8_encode(c, sign)), at + i, n);
        i += n - 1;
        from = i + 1;
    }
    size_t at = (size_t)(words.ptr - st->bytes.ptr) + st->at;
    dmr_draft_flow(&st->draft, dmr_str(words.ptr + from, words.len - from), at + from);
}

/* Without blanks and the control characters that stand around a text. */
static demarche_str bare(demarche_str s)
{
    for (;;) {
        size_t before = s.len;
        s = dmr_str_trim(s);
        for (const char *const *e = (const char *const[]){"&#2;", "&#3;", NULL}; *e;
             e++) {
            demarche_str mark = dmr_str_c(*e);
            if (dmr_str_ends(s, mark))
                s.len -= mark.len;
            if (dmr_str_starts(s, mark))
                s = dmr_str(s.ptr + mark.len, s.len - mark.len);
        }
        if (s.len == before)
            return s;
    }
}

/* Control characters of a line that has nothing else. */
static uint64_t marks_in(demarche_str line)
{
    uint64_t n = 0;
    for (size_t at = 0; (at = dmr_str_find(line, DMR_STR("&#"), at)) != SIZE_MAX; at++)
        n++;
    return n;
}

/* Cells stand apart by runs of blanks: a row of a table. */
static bool is_row(demarche_str line)
{
    enum { APART = 3 };
    demarche_str s = dmr_str_trim(line);
    for (size_t i = 0, run = 0; i < s.len; i++) {
        run = dmr_is_blank(s.ptr[i]) ? run + 1 : 0;
        if (run >= APART)
            return true;
    }
    return false;
}

static bool is_sign_off(demarche_str line)
{
    return dmr_str_eq_nocase(bare(line), DMR_STR("reuter"));
}

/*
 * Lines of a text. Those of a paragraph are broken to a width, the first is indented by two
 * blanks or more; a row is by itself; " Reuter" at the end is who sends it.
 */
static void lines(story *st, demarche_str text, demarche_counts *counts)
{
    demarche_str rest = text, line;
    bool was_row = false;
    dmr_draft_close(&st->draft);
    while (dmr_str_split(&rest, '\n', &line)) {
        bool blank = bare(line).len == 0, row = is_row(line);
        bool indented =
            line.len > 2 && dmr_is_blank(line.ptr[0]) && dmr_is_blank(line.ptr[1]);
        if (is_sign_off(line) && bare(rest).len == 0) {
            dmr_draft_open(&st->draft, DMR_PARAGRAPH_NAVIGATION);
            counts->navigation_lines++;
        } else if (blank) {
            dmr_draft_close(&st->draft);
        } else if (row) {
            dmr_draft_open(&st->draft, DMR_PARAGRAPH_LIST);
        } else if (indented || was_row || !dmr_draft_is_open(&st->draft)) {
            dmr_draft_open(&st->draft, DMR_PARAGRAPH_PROSE);
        } else {
            dmr_draft_space(&st->draft);
        }
        if (blank)
            counts->controls += marks_in(line);
        else
            flow(st, line);
        was_row = row;
    }
    dmr_draft_close(&st->draft);
}

/* A part as a paragraph of its own; gives its words, good until the next call. */
static demarche_str whole(story *st, demarche_str words, dmr_paragraph_kind kind)
{
    dmr_draft_open(&st->draft, kind);
    flow(st, bare(words));
    return dmr_draft_words(&st->draft);
}

/* What stands before the comma of "SALVADOR, Feb 26 - ". */
static demarche_str town(demarche_str dateline)
{
    const char *comma = dateline.len ? memchr(dateline.ptr, ',', dateline.len) : NULL;
    return comma ? dmr_str(dateline.ptr, (size_t)(comma - dateline.ptr))
                 : dmr_str(NULL, 0);
}

/* Title, author, dateline; gives what of the text stands behind the last of them. */
static bool heads(story *st, demarche_str text, demarche_str *behind)
{
    static const struct {
        const char *name;
        dmr_paragraph_kind kind;
        dmr_field field;
    } parts[] = {{"TITLE", DMR_PARAGRAPH_HEADING, DMR_FIELD_TITLE},
                 {"AUTHOR", DMR_PARAGRAPH_BYLINE, DMR_FIELD_NONE},
                 {"DATELINE", DMR_PARAGRAPH_BYLINE, DMR_FIELD_PLACE}};
    demarche_str words;
    *behind = text;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!element(*behind, parts[i].name, &words, NULL))
            continue;
        demarche_str got = whole(st, words, parts[i].kind);
        if (parts[i].field == DMR_FIELD_PLACE)
            got = town(got);
        if (!dmr_meta_set(&st->meta, parts[i].field, got))
            return false;
        const char *end = words.ptr + words.len, *last = text.ptr + text.len;
        const char *tag = end < last ? memchr(end, '>', (size_t)(last - end)) : NULL;
        end = tag ? tag + 1 : last;
        *behind = dmr_str(end, (size_t)(last - end));
    }
    return true;
}

static demarche_status read_story(story *st, dmr_source *source, dmr_arena *arena,
                                  demarche_error *err)
{
    demarche_str words, attributes, text = {NULL, 0}, body;
    if (!element(st->bytes, "REUTERS", &words, &attributes))
        return dmr_error_set(err, DEMARCHE_E_FORMAT, 0, "a <REUTERS> that is not closed");
    bool good = dmr_meta_set(&st->meta, DMR_FIELD_ID, attribute(attributes, "NEWID")) &&
                dmr_meta_set(&st->meta, DMR_FIELD_SOURCE, DMR_STR("Reuters"));
    demarche_str inside = words;
    if (good && element(inside, "DATE", &words, NULL))
        good = dmr_meta_set(&st->meta, DMR_FIELD_DATE, day_of(words, arena));
    if (good && element(inside, "TEXT", &text, NULL)) {
        good = heads(st, text, &body);
        const char *tag = text.len ? memchr(text.ptr, '<', text.len) : NULL;
        if (tag && body.ptr != text.ptr) /* "******" before the title */
            source->counts.navigation_lines +=
                bare(dmr_str(text.ptr, (size_t)(tag - text.ptr))).len > 0;
        if (element(body, "BODY", &words, NULL))
            body = words;
        lines(st, body, &source->counts);
    }
    return good && dmr_meta_finish(&st->meta) ? DEMARCHE_OK : dmr_error_memory(err);
}

/* ------------------------------------------------------------------------- the stream */

/* Up to the next <REUTERS; *got is false at the end. */
static demarche_status find_story(reuters *r, bool *got, demarche_error *err)
{
    enum { STEP = 64 * 1024 };
    *got = false;
    for (;;) {
        DMR_TRY(dmr_stream_need(r->stream, STEP, err));
        demarche_str w = r->stream->window;
        size_t at = w.len ? dmr_str_find(w, STORY_OPEN, 0) : SIZE_MAX;
        *got = at != SIZE_MAX;
        if (*got || r->stream->ended) {
            dmr_stream_take(r->stream, *got ? at : w.len);
            return DEMARCHE_OK;
        }
        dmr_stream_take(r->stream, w.len - STORY_OPEN.len + 1);
    }
}

/* Have the story that the window begins with in it: *n are its bytes. One in which the next
 * begins, or the input ends, is broken off (*whole is false). */
static demarche_status have_story(reuters *r, size_t *n, bool *is_whole,
                                  demarche_error *err)
{
    enum { STEP = 64 * 1024 };
    size_t looked = 1;
    for (;;) {
        demarche_str w = r->stream->window;
        size_t end = dmr_str_find(w, STORY_CLOSE, looked);
        size_t next = dmr_str_find(w, STORY_OPEN, looked);
        *is_whole = end != SIZE_MAX && end < next;
        if (*is_whole || next != SIZE_MAX || r->stream->ended) {
            *n = *is_whole ? end + STORY_CLOSE.len : next != SIZE_MAX ? next : w.len;
            return DEMARCHE_OK;
        }
        if (w.len / 4 > r->max_bytes) /* of "&#5;" four bytes are one */
            return dmr_error_set(err, DEMARCHE_E_LIMIT, (size_t)r->stream->at,
                                 "byte %zu: a <REUTERS> of over %zu bytes, and no more "
                                 "are allowed; split it",
                                 (size_t)r->stream->at, r->max_bytes);
        looked = w.len > STORY_CLOSE.len ? w.len - STORY_CLOSE.len : 1;
        DMR_TRY(dmr_stream_need(r->stream, w.len + (w.len > STEP ? w.len : STEP), err));
    }
}

static demarche_status next_story(reuters *r, dmr_source *source, bool *got,
                                  bool *goes_on, dmr_arena *arena, demarche_error *err)
{
    size_t n = 0, at;
    bool is_whole = false;
    DMR_TRY(find_story(r, got, err));
    if (!*got)
        return r->n ? DEMARCHE_OK
                    : dmr_error_set(err, DEMARCHE_E_FORMAT, 0,
                                    "no <REUTERS> in it; a Reuters collection has one "
                                    "for each story");
    r->n++;
    *got = false;
    DMR_TRY(have_story(r, &n, &is_whole, err));
    *goes_on = true;
    at = (size_t)r->stream->at;
    if (!is_whole) {
        dmr_stream_take(r->stream, n);
        return dmr_error_set(err, DEMARCHE_E_FORMAT, at,
                             "byte %zu: a <REUTERS> without its end; mend the file", at);
    }
    story st = {.bytes = dmr_str(r->stream->window.ptr, n), .at = at};
    st.meta = (dmr_meta){.out = &source->meta, .arena = arena};
    dmr_draft_begin(&st.draft, r->max_bytes, arena);
    demarche_status status = read_story(&st, source, arena, err);
    dmr_stream_take(r->stream, n);
    source->source_start = at;
    source->source_end = at + n;
    source->counts.bytes = n;
    if (status)
        dmr_draft_drop(&st.draft);
    else
        status = dmr_draft_finish(&st.draft, source, err);
    *got = !status;
    return status;
}

/* ---------------------------------------------------------------------------- the kind */

static void reuters_close(void *state)
{
    reuters *r = state;
    if (r)
        dmr_newsml_close(r->newsml);
    free(r);
}

static demarche_status reuters_open(void **state, dmr_stream *stream,
                                    const demarche_read_options *opts,
                                    demarche_error *err)
{
    *state = NULL;
    DMR_TRY(dmr_stream_need(stream, DMR_FORMAT_HEAD, err));
    reuters *r = calloc(1, sizeof *r);
    if (!r)
        return dmr_error_memory(err);
    r->stream = stream;
    r->max_bytes = opts->max_bytes;
    if (dmr_str_is(dmr_xml_root(stream->window), "newsitem")) {
        demarche_status status = dmr_newsml_open(&r->newsml, stream, r->max_bytes, err);
        if (status) {
            reuters_close(r);
            return status;
        }
    }
    *state = r;
    return DEMARCHE_OK;
}

static demarche_status reuters_next(void *state, dmr_source *source, bool *got,
                                    bool *goes_on, dmr_arena *arena, demarche_error *err)
{
    reuters *r = state;
    *got = *goes_on = false;
    if (r->newsml)
        return dmr_newsml_next(r->newsml, source, got, goes_on, arena, err);
    return next_story(r, source, got, goes_on, arena, err);
}

static bool reuters_is(demarche_str head, const char *path)
{
    (void)path;
    demarche_str root = dmr_xml_root(head);
    return dmr_str_is(root, "REUTERS") || dmr_str_is(root, "newsitem");
}

const dmr_format_kind dmr_format_reuters = {.format = DEMARCHE_FORMAT_REUTERS,
                                            .name = "reuters",
                                            .is = reuters_is,
                                            .open = reuters_open,
                                            .next = reuters_next,
                                            .close = reuters_close,
                                            .numbered = true};

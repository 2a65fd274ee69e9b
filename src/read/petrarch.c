/*
 * PETRARCH's XML: sentences with their date and source, and mostly with a parse.
 *
 *     <Sentence date="19950101" id="story_1" source="AFP" sentence="true">
 *     <Text>...</Text> <Parse>...</Parse> </Sentence>
 *
 * Each <Sentence> is a document; whatever stands around them is passed over. A parse of ten
 * columns (CoNLL, as UniversalPetrarch wants it) is given on; one in brackets (Penn
 * Treebank, as PETRARCH wants it) is not: the text is parsed here, or where there is none the
 * words of the tree. What a <Config> asks of the coder holds for the sentences behind it. The
 * file is read as it comes, sentence by sentence; one with a DOCTYPE, so with entities of its own or
 * of other files, is refused.
 */
#include <expat.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/json.h"
#include "base/str.h"
#include "base/utf8.h"
#include "read/clean_text.h"
#include "read/format_kind.h"
#include "read/meta_field.h"
#include "read/plain_text.h"

enum { CHUNK = 64 * 1024 };

typedef enum part { PART_NONE = 0, PART_TEXT, PART_PARSE, N_PARTS } part;

typedef struct petrarch {
    XML_Parser xml;
    dmr_stream *stream;
    size_t max_bytes;
    size_t fed;    /* bytes of the stream's window that the parser has */
    size_t opened; /* byte of the input where the sentence at hand begins */
    size_t n;      /* sentences so far */
    bool fed_last, paused;
    int depth, sentence_depth; /* of open elements; 0: in no sentence */
    part into;                 /* where characters go */
    dmr_buffer parts[N_PARTS];
    dmr_origin origins[N_PARTS]; /* in the arena of the call at hand */
    bool is_story;               /* sentence="false": a text of several */
    dmr_coder_wishes wishes;     /* of the <Config>s so far */

    /* Of the call at hand. */
    dmr_meta meta;
    bool complete; /* a sentence has ended */
    demarche_status status;
    const char *why; /* of E_FORMAT and E_LIMIT */
} petrarch;

/* --------------------------------------------------------------------- from the parser */

static void fail(petrarch *p, demarche_status status, const char *why)
{
    if (p->status)
        return;
    p->status = status;
    p->why = why;
    XML_StopParser(p->xml, XML_FALSE);
}

static void take_attribute(petrarch *p, const char *name, const char *value)
{
    static const struct {
        const char *name;
        dmr_field field;
    } fields[] = {{"date", DMR_FIELD_DATE},
                  {"id", DMR_FIELD_ID},
                  {"source", DMR_FIELD_SOURCE},
                  {"url", DMR_FIELD_URL}};
    demarche_str v = dmr_str_trim(dmr_str_c(value));
    if (strcmp(name, "sentence") == 0)
        p->is_story = dmr_str_eq_nocase(v, DMR_STR("false"));
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (v.len && strcmp(name, fields[i].name) == 0 &&
            !dmr_meta_set(&p->meta, fields[i].field, v))
            fail(p, DEMARCHE_E_MEMORY, NULL);
    }
}

/* <Config option="require_dyad" value="false"/>: for the sentences behind it. */
static void take_config(petrarch *p, const XML_Char **attributes)
{
    demarche_str option = {"", 0}, value = {"", 0};
    uint64_t n;
    for (; *attributes; attributes += 2) {
        if (strcmp(attributes[0], "option") == 0)
            option = dmr_str_trim(dmr_str_c(attributes[1]));
        else if (strcmp(attributes[0], "value") == 0)
            value = dmr_str_trim(dmr_str_c(attributes[1]));
    }
    if (dmr_str_is(option, "require_dyad"))
        p->wishes.one_side = dmr_str_eq_nocase(value, DMR_STR("false"));
    else if (dmr_str_is(option, "new_actor_length") && dmr_str_to_uint(value, 100, &n))
        p->wishes.new_actor_words = (uint32_t)n;
}

static void XMLCALL element_begins(void *user, const XML_Char *name,
                                   const XML_Char **attributes)
{
    petrarch *p = user;
    p->depth++;
    if (!p->sentence_depth && strcmp(name, "Sentence") == 0) {
        p->sentence_depth = p->depth;
        p->is_story = false;
        p->parts[PART_TEXT].n = p->parts[PART_PARSE].n = 0;
        p->opened = (size_t)XML_GetCurrentByteIndex(p->xml);
        for (; *attributes; attributes += 2)
            take_attribute(p, attributes[0], attributes[1]);
    } else if (!p->sentence_depth && strcmp(name, "Config") == 0) {
        take_config(p, attributes);
    } else if (p->sentence_depth && p->depth == p->sentence_depth + 1) {
        p->into = strcmp(name, "Text") == 0    ? PART_TEXT
                  : strcmp(name, "Parse") == 0 ? PART_PARSE
                                               : PART_NONE;
    }
}

static void XMLCALL element_ends(void *user, const XML_Char *name)
{
    petrarch *p = user;
    (void)name;
    if (p->depth == p->sentence_depth) {
        p->sentence_depth = 0;
        p->complete = true;
        p->n++;
        XML_StopParser(p->xml, XML_TRUE);
    } else if (p->depth == p->sentence_depth + 1) {
        p->into = PART_NONE;
    }
    p->depth--;
}

/* The bytes at s come from n_source bytes at `at`: as many, or as many for each sign
 * (UTF-16), or all of them from one place ("&amp;"). */
static bool lead_back(dmr_origin *origin, size_t text, demarche_str s, size_t at,
                      size_t n_source, dmr_arena *arena)
{
    size_t n = dmr_utf8_count(s), took;
    if (n_source == s.len)
        return dmr_origin_add(origin, text, at, 1, 1, arena);
    if (!n || n_source % n)
        return dmr_origin_add(origin, text, at, 1, 0, arena);
    for (size_t i = 0; i < s.len; i += took, at += n_source / n) {
        int32_t c;
        took = dmr_utf8_decode(s.ptr + i, s.len - i, &c);
        if (!dmr_origin_add(origin, text + i, at, (uint32_t)took,
                            (uint32_t)(n_source / n), arena))
            return false;
    }
    return true;
}

static void XMLCALL characters(void *user, const XML_Char *s, int n)
{
    petrarch *p = user;
    if (p->into == PART_NONE || p->status)
        return;
    size_t at = (size_t)XML_GetCurrentByteIndex(p->xml);
    dmr_buffer *to = &p->parts[p->into];
    if (p->parts[PART_TEXT].n + p->parts[PART_PARSE].n + (size_t)n > p->max_bytes)
        fail(p, DEMARCHE_E_LIMIT, "a longer sentence than is read; split it");
    else if (!lead_back(&p->origins[p->into], to->n, dmr_str(s, (size_t)n), at,
                        (size_t)XML_GetCurrentByteCount(p->xml), p->meta.arena) ||
             dmr_buffer_write(to, s, (size_t)n))
        fail(p, DEMARCHE_E_MEMORY, NULL);
}

static void XMLCALL doctype_begins(void *user, const XML_Char *name, const XML_Char *sys,
                                   const XML_Char *public_id, int has_subset)
{
    (void)name;
    (void)sys;
    (void)public_id;
    (void)has_subset;
    fail(user, DEMARCHE_E_FORMAT, "a DOCTYPE, which is not read; take it out");
}

/* --------------------------------------------------------------------------- in pieces */

static void petrarch_close(void *state)
{
    petrarch *p = state;
    if (!p)
        return;
    if (p->xml)
        XML_ParserFree(p->xml);
    for (int i = 0; i < N_PARTS; i++)
        free(p->parts[i].at);
    free(p);
}

static demarche_status petrarch_open(void **state, dmr_stream *stream,
                                     const demarche_read_options *opts,
                                     demarche_error *err)
{
    petrarch *p = calloc(1, sizeof *p);
    *state = p;
    if (!p)
        return dmr_error_memory(err);
    p->stream = stream;
    p->max_bytes = opts->max_bytes;
    p->xml = XML_ParserCreate(NULL);
    if (!p->xml)
        return dmr_error_memory(err);
    XML_SetUserData(p->xml, p);
    XML_SetElementHandler(p->xml, element_begins, element_ends);
    XML_SetCharacterDataHandler(p->xml, characters);
    XML_SetStartDoctypeDeclHandler(p->xml, doctype_begins);
    return DEMARCHE_OK;
}

static demarche_status xml_error(petrarch *p, demarche_error *err)
{
    size_t line = XML_GetCurrentLineNumber(p->xml), at = (size_t)p->stream->at;
    enum XML_Error code = XML_GetErrorCode(p->xml);
    if (p->status == DEMARCHE_E_MEMORY || code == XML_ERROR_NO_MEMORY)
        return dmr_error_memory(err);
    if (p->status)
        return dmr_error_set(err, p->status, at, "line %zu: %s", line, p->why);
    return dmr_error_set(err, DEMARCHE_E_FORMAT, at,
                         "line %zu: not XML (%s); mend the line", line,
                         XML_ErrorString(code));
}

/* Give the parser what comes next. */
static demarche_status feed(petrarch *p, enum XML_Status *status, demarche_error *err)
{
    DMR_TRY(dmr_stream_need(p->stream, p->fed + CHUNK, err));
    size_t n = p->stream->window.len - p->fed;
    n = n < CHUNK ? n : CHUNK;
    p->fed_last = p->stream->ended && p->fed + n == p->stream->window.len;
    *status =
        XML_Parse(p->xml, n ? p->stream->window.ptr + p->fed : "", (int)n, p->fed_last);
    p->fed += n;
    return DEMARCHE_OK;
}

/* What the parser is through with, up to byte `here`, is taken off the stream. */
static void take_until(petrarch *p, size_t here)
{
    size_t at = (size_t)p->stream->at;
    size_t n = here > at ? here - at : 0;
    n = n < p->fed ? n : p->fed;
    dmr_stream_take(p->stream, n);
    p->fed -= n;
}

/* Up to the end of the next sentence, or of the input. */
static demarche_status advance(petrarch *p, demarche_error *err)
{
    while (!p->complete && (p->paused || !p->fed_last)) {
        enum XML_Status status;
        if (p->paused) {
            p->paused = false;
            status = XML_ResumeParser(p->xml);
        } else {
            DMR_TRY(feed(p, &status, err));
        }
        if (status == XML_STATUS_ERROR)
            return xml_error(p, err);
        p->paused = status == XML_STATUS_SUSPENDED;
        if (!p->paused)
            take_until(p, SIZE_MAX);
    }
    if (!p->complete) {
        take_until(p, SIZE_MAX);
        return DEMARCHE_OK;
    }
    XML_Index at = XML_GetCurrentByteIndex(p->xml);
    take_until(p, at < 0 ? 0 : (size_t)at + (size_t)XML_GetCurrentByteCount(p->xml));
    return DEMARCHE_OK;
}

/* --------------------------------------------------------------------------- documents */

/* What a part holds, without the blanks around it; *from is how many stood before it. */
static demarche_str part_of(const petrarch *p, part which, size_t *from)
{
    demarche_str whole = dmr_str(p->parts[which].at, p->parts[which].n);
    demarche_str s = dmr_str_trim(whole);
    *from = s.len ? (size_t)(s.ptr - whole.ptr) : 0;
    return s;
}

/* One sentence is one paragraph, however short and wherever its lines break. */
static demarche_status one_paragraph(dmr_source *source, dmr_arena *arena,
                                     demarche_error *err)
{
    if (!source->text.len)
        return DEMARCHE_OK;
    dmr_paragraph *p = DMR_NEW(arena, dmr_paragraph);
    if (!p)
        return dmr_error_memory(err);
    p->end = source->text.len;
    source->paragraphs = p;
    source->n_paragraphs = 1;
    return DEMARCHE_OK;
}

/* The next bracket, or run of other characters but blanks; empty at the end. */
static demarche_str next_atom(demarche_str *rest)
{
    size_t n = 0;
    while (rest->len && dmr_is_blank(rest->ptr[0]))
        *rest = dmr_str(rest->ptr + 1, rest->len - 1);
    while (n < rest->len && !dmr_is_blank(rest->ptr[n]) && rest->ptr[n] != '(' &&
           rest->ptr[n] != ')')
        n++;
    n = n || !rest->len ? n : 1;
    demarche_str atom = dmr_str(rest->ptr, n);
    *rest = dmr_str(rest->ptr + n, rest->len - n);
    return atom;
}

/* How texts write what treebanks write for brackets and quotation marks. */
static demarche_str as_written(demarche_str word)
{
    static const char *const signs[][2] = {{"-LRB-", "("}, {"-RRB-", ")"}, {"-LSB-", "["},
                                           {"-RSB-", "]"}, {"-LCB-", "{"}, {"-RCB-", "}"},
                                           {"``", "\""},   {"''", "\""}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (dmr_str_is(word, signs[i][0]))
            return dmr_str_c(signs[i][1]);
    }
    return word;
}

/* The words of a tree in brackets, "(NNP Iran)", with a blank between; empty places
 * ("(-NONE- *)") are none. *origin leads back to the tree. */
static demarche_status leaves(demarche_str *out, dmr_origin *origin, demarche_str tree,
                              dmr_arena *arena, demarche_error *err)
{
    const char *first = tree.ptr;
    char *text = dmr_arena_alloc(arena, tree.len + 1);
    if (!text)
        return dmr_error_memory(err);
    size_t n = 0, atoms = 0; /* behind the last bracket */
    demarche_str tag = {NULL, 0}, word = {NULL, 0}, atom;
    while ((atom = next_atom(&tree)).len) {
        bool closes = dmr_str_is(atom, ")");
        if (closes && atoms == 2 && !dmr_str_is(tag, "-NONE-")) {
            demarche_str shown = as_written(word);
            bool same = shown.ptr == word.ptr;
            if (!dmr_origin_add(origin, n, (size_t)(word.ptr - first), 1, same, arena))
                return dmr_error_memory(err);
            memcpy(text + n, shown.ptr, shown.len);
            n += shown.len;
            text[n++] = ' ';
        }
        if (closes || dmr_str_is(atom, "(")) {
            atoms = 0;
            continue;
        }
        if (atoms++ == 0)
            tag = atom;
        word = atom;
    }
    *out = dmr_str_trim(dmr_str(text, n));
    return DEMARCHE_OK;
}

/* `text`, which `made` leads back to byte `from` on of the part, becomes clean as *out; the
 * source's origin leads back to the input. */
static demarche_status take_text(const petrarch *p, demarche_str *out, dmr_source *source,
                                 demarche_str text, const dmr_origin *made, part which,
                                 size_t from, dmr_arena *arena, demarche_error *err)
{
    dmr_origin cleaned = {0}, in_part = {0}, trimmed = {0};
    const dmr_origin as_it_is = {0};
    DMR_TRY(
        dmr_clean_text(out, &cleaned, text, p->max_bytes, &source->counts, arena, err));
    /* Controls at its ends are blanks by now. */
    demarche_str whole = *out;
    *out = dmr_str_trim(whole);
    size_t cut = out->len ? (size_t)(out->ptr - whole.ptr) : 0;
    bool good = dmr_origin_chain(&trimmed, &cleaned, &as_it_is, cut, out->len, arena) &&
                dmr_origin_chain(&in_part, made, &trimmed, 0, out->len, arena);
    for (size_t i = 0; i < in_part.runs.n && good; i++)
        in_part.runs.at[i].source += from;
    good = good && dmr_origin_chain(&source->origin, &p->origins[which], &in_part, from,
                                    out->len, arena);
    return good ? DEMARCHE_OK : dmr_error_memory(err);
}

static demarche_status take_sentence(const petrarch *p, dmr_source *source,
                                     dmr_arena *arena, demarche_error *err)
{
    size_t text_from, parse_from;
    demarche_str text = part_of(p, PART_TEXT, &text_from);
    demarche_str parse = part_of(p, PART_PARSE, &parse_from);
    bool in_brackets = dmr_str_starts(parse, DMR_STR("("));
    bool of_tree = in_brackets && !text.len;
    dmr_origin made = {0};
    source->wishes = p->wishes;
    if (parse.len && !in_brackets)
        return take_text(p, &source->parse, source, parse, &made, PART_PARSE, parse_from,
                         arena, err);
    if (of_tree)
        DMR_TRY(leaves(&text, &made, parse, arena, err));
    DMR_TRY(take_text(p, &source->text, source, text, &made,
                      of_tree ? PART_PARSE : PART_TEXT, of_tree ? parse_from : text_from,
                      arena, err));
    return p->is_story ? dmr_plain_text(source, arena, err)
                       : one_paragraph(source, arena, err);
}

static demarche_status petrarch_next(void *state, dmr_source *source, bool *got,
                                     bool *goes_on, dmr_arena *arena, demarche_error *err)
{
    petrarch *p = state;
    size_t before = (size_t)p->stream->at;
    p->meta = (dmr_meta){.out = &source->meta, .arena = arena};
    p->complete = false;
    p->origins[PART_TEXT] = p->origins[PART_PARSE] = (dmr_origin){0};
    DMR_TRY(advance(p, err));
    if (!p->complete && p->n == 0)
        return dmr_error_set(err, DEMARCHE_E_FORMAT, 0,
                             "no <Sentence> in it; PETRARCH's XML has one for each text");
    if (!p->complete)
        return DEMARCHE_OK;
    *goes_on = true;
    if (!dmr_meta_finish(&p->meta))
        return dmr_error_memory(err);
    DMR_TRY(take_sentence(p, source, arena, err));
    source->source_start = p->opened;
    source->source_end = (size_t)p->stream->at;
    source->counts.bytes = p->stream->at - before;
    *got = true;
    return DEMARCHE_OK;
}

/* ----------------------------------------------------------------------------- telling */

/* Behind a declaration or comment that `s` begins with; false where it begins with none,
 * or with one that does not end. */
static bool pass(demarche_str *s, const char *begin, const char *end)
{
    if (!dmr_str_starts(*s, dmr_str_c(begin)))
        return false;
    size_t at = dmr_str_find(*s, dmr_str_c(end), strlen(begin));
    if (at == SIZE_MAX)
        return false;
    at += strlen(end);
    *s = dmr_str(s->ptr + at, s->len - at);
    return true;
}

static bool is_petrarch(demarche_str s, const char *path)
{
    (void)path;
    static const char *const roots[] = {"<Sentences", "<Sentence", "<Validation"};
    if (dmr_str_starts(s, DMR_STR("\xEF\xBB\xBF")))
        s = dmr_str(s.ptr + 3, s.len - 3);
    do {
        while (s.len && dmr_is_blank(s.ptr[0]))
            s = dmr_str(s.ptr + 1, s.len - 1);
    } while (pass(&s, "<?", "?>") || pass(&s, "<!--", "-->"));
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
        size_t n = strlen(roots[i]);
        if (dmr_str_starts(s, dmr_str_c(roots[i])) && s.len > n &&
            (s.ptr[n] == '>' || dmr_is_blank(s.ptr[n])))
            return true;
    }
    return false;
}

const dmr_format_kind dmr_format_petrarch = {
    .format = DEMARCHE_FORMAT_PETRARCH,
    .name = "petrarch",
    .is = is_petrarch,
    .open = petrarch_open,
    .next = petrarch_next,
    .close = petrarch_close,
    .numbered = true,
};

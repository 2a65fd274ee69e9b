#include "read/petrarch.h"

#include <expat.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/json.h"
#include "base/str.h"
#include "read/clean_text.h"
#include "read/meta_field.h"
#include "read/plain_text.h"

enum { CHUNK = 64 * 1024 };

typedef enum part { PART_NONE = 0, PART_TEXT, PART_PARSE, N_PARTS } part;

struct dmr_petrarch {
    XML_Parser xml;
    demarche_str bytes;
    size_t max_bytes, fed, offset; /* fed: bytes that the parser has */
    size_t n;                      /* sentences so far */
    bool fed_last, paused;
    int depth, sentence_depth; /* of open elements; 0: in no sentence */
    part into;                 /* where characters go */
    dmr_buffer parts[N_PARTS];
    bool is_story;           /* sentence="false": a text of several */
    dmr_coder_wishes wishes; /* of the <Config>s so far */

    /* Of the call at hand. */
    dmr_meta meta;
    bool complete; /* a sentence has ended */
    demarche_status status;
    const char *why; /* of E_FORMAT and E_LIMIT */
};

/* --------------------------------------------------------------------- from the parser */

static void fail(dmr_petrarch *p, demarche_status status, const char *why)
{
    if (p->status)
        return;
    p->status = status;
    p->why = why;
    XML_StopParser(p->xml, XML_FALSE);
}

static void take_attribute(dmr_petrarch *p, const char *name, const char *value)
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
static void take_config(dmr_petrarch *p, const XML_Char **attributes)
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
    dmr_petrarch *p = user;
    p->depth++;
    if (!p->sentence_depth && strcmp(name, "Sentence") == 0) {
        p->sentence_depth = p->depth;
        p->is_story = false;
        p->parts[PART_TEXT].n = p->parts[PART_PARSE].n = 0;
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
    dmr_petrarch *p = user;
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

static void XMLCALL characters(void *user, const XML_Char *s, int n)
{
    dmr_petrarch *p = user;
    if (p->into == PART_NONE || p->status)
        return;
    if (p->parts[PART_TEXT].n + p->parts[PART_PARSE].n + (size_t)n > p->max_bytes)
        fail(p, DEMARCHE_E_LIMIT, "a longer sentence than is read; split it");
    else if (dmr_buffer_write(&p->parts[p->into], s, (size_t)n))
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

demarche_status dmr_petrarch_open(dmr_petrarch **out, demarche_str bytes,
                                  size_t max_bytes, demarche_error *err)
{
    dmr_petrarch *p = calloc(1, sizeof *p);
    *out = p;
    if (!p)
        return dmr_error_memory(err);
    p->bytes = bytes;
    p->max_bytes = max_bytes;
    p->xml = XML_ParserCreate(NULL);
    if (!p->xml) {
        dmr_petrarch_free(p);
        *out = NULL;
        return dmr_error_memory(err);
    }
    XML_SetUserData(p->xml, p);
    XML_SetElementHandler(p->xml, element_begins, element_ends);
    XML_SetCharacterDataHandler(p->xml, characters);
    XML_SetStartDoctypeDeclHandler(p->xml, doctype_begins);
    return DEMARCHE_OK;
}

void dmr_petrarch_free(dmr_petrarch *p)
{
    if (!p)
        return;
    if (p->xml)
        XML_ParserFree(p->xml);
    for (int i = 0; i < N_PARTS; i++)
        free(p->parts[i].at);
    free(p);
}

size_t dmr_petrarch_offset(const dmr_petrarch *p)
{
    return p->offset;
}

static demarche_status xml_error(dmr_petrarch *p, demarche_error *err)
{
    size_t line = XML_GetCurrentLineNumber(p->xml);
    enum XML_Error code = XML_GetErrorCode(p->xml);
    if (p->status == DEMARCHE_E_MEMORY || code == XML_ERROR_NO_MEMORY)
        return dmr_error_memory(err);
    if (p->status)
        return dmr_error_set(err, p->status, p->offset, "line %zu: %s", line, p->why);
    return dmr_error_set(err, DEMARCHE_E_FORMAT, p->offset,
                         "line %zu: not XML (%s); mend the line", line,
                         XML_ErrorString(code));
}

/* Up to the end of the next sentence, or of the input. */
static demarche_status advance(dmr_petrarch *p, demarche_error *err)
{
    while (!p->complete && (p->paused || !p->fed_last)) {
        enum XML_Status status;
        if (p->paused) {
            p->paused = false;
            status = XML_ResumeParser(p->xml);
        } else {
            size_t n = p->bytes.len - p->fed;
            n = n < CHUNK ? n : CHUNK;
            p->fed_last = p->fed + n == p->bytes.len;
            status =
                XML_Parse(p->xml, n ? p->bytes.ptr + p->fed : "", (int)n, p->fed_last);
            p->fed += n;
        }
        if (status == XML_STATUS_ERROR)
            return xml_error(p, err);
        p->paused = status == XML_STATUS_SUSPENDED;
    }
    if (!p->complete) {
        p->offset = p->bytes.len;
        return DEMARCHE_OK;
    }
    XML_Index at = XML_GetCurrentByteIndex(p->xml);
    size_t here = at < 0 ? 0 : (size_t)at + (size_t)XML_GetCurrentByteCount(p->xml);
    if (here > p->offset && here <= p->bytes.len)
        p->offset = here;
    return DEMARCHE_OK;
}

/* --------------------------------------------------------------------------- documents */

static demarche_str part_of(const dmr_petrarch *p, part which)
{
    return dmr_str_trim(dmr_str(p->parts[which].at, p->parts[which].n));
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
 * ("(-NONE- *)") are none. */
static demarche_status leaves(demarche_str *out, demarche_str tree, dmr_arena *arena,
                              demarche_error *err)
{
    char *text = dmr_arena_alloc(arena, tree.len + 1);
    if (!text)
        return dmr_error_memory(err);
    size_t n = 0, atoms = 0; /* behind the last bracket */
    demarche_str tag = {NULL, 0}, word = {NULL, 0}, atom;
    while ((atom = next_atom(&tree)).len) {
        bool closes = dmr_str_is(atom, ")");
        if (closes && atoms == 2 && !dmr_str_is(tag, "-NONE-")) {
            word = as_written(word);
            memcpy(text + n, word.ptr, word.len);
            n += word.len;
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

static demarche_status take_sentence(const dmr_petrarch *p, dmr_source *source,
                                     dmr_arena *arena, demarche_error *err)
{
    demarche_str text = part_of(p, PART_TEXT), parse = part_of(p, PART_PARSE);
    bool in_brackets = dmr_str_starts(parse, DMR_STR("("));
    demarche_str given = in_brackets ? dmr_str(NULL, 0) : parse;
    if (in_brackets && !text.len)
        DMR_TRY(leaves(&text, parse, arena, err));
    demarche_counts *counts = &source->counts;
    source->wishes = p->wishes;
    if (given.len)
        return dmr_clean_text(&source->parse, given, p->max_bytes, counts, arena, err);
    DMR_TRY(dmr_clean_text(&source->text, text, p->max_bytes, counts, arena, err));
    source->text = dmr_str_trim(source->text);
    return p->is_story ? dmr_plain_text(source, arena, err)
                       : one_paragraph(source, arena, err);
}

demarche_status dmr_petrarch_next(dmr_petrarch *p, dmr_source *source, bool *got,
                                  bool *goes_on, dmr_arena *arena, demarche_error *err)
{
    size_t before = p->offset;
    *got = *goes_on = false;
    p->meta = (dmr_meta){.out = &source->meta, .arena = arena};
    p->complete = false;
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
    source->counts.bytes = p->offset - before;
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

bool dmr_petrarch_is(demarche_str s)
{
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

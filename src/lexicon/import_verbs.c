/*
 * Dictionaries of verbs, of PETRARCH and PETRARCH2:
 *
 *     &TIES                     a set of words, its entries behind "+"
 *     --- BREAK [161] ---       a block, with the code of its verbs
 *     BREAK {BROKE BROKEN}      a verb with its irregular forms, or a code of its own
 *     +BREAK_DOWN {+BROKE_DOWN} one of several words; "+" marks the verb
 *     - WILL NOT * &TIES [012]  a pattern; {} and () are PETRARCH2's
 *     ~ a (a b BREAK) SAY = a b 015   what one verb makes of another
 *
 * They become rows of patterns.tsv.
 */
#include "base/error.h"
#include "base/utf8.h"
#include "event/pattern.h"
#include "lexicon/import_phrase.h"

enum { FORM_TEXT_MAX = 4096 };

typedef struct verb_reader {
    dmr_import_file *f;
    dmr_arena *scratch;
    dmr_map *sets;                 /* name -> index in `entries` */
    DMR_VEC(demarche_str) entries; /* "A|B C" */
    dmr_map *verbs;                /* names of verbs so far */
    dmr_map *patterns;             /* block and text -> 1 + index in `codes` */
    DMR_VEC(demarche_str) codes;
    const char *kind; /* of its patterns: "words", or "clause" of PETRARCH2 */
    /* the set under way */
    demarche_str set;
    size_t set_line;
    bool set_plurals;
    DMR_VEC(demarche_str) set_entries;
    /* the block under way */
    demarche_str block, block_code;
    size_t n_verbs;
    bool in_set, in_block;
} verb_reader;

static demarche_status refuse(verb_reader *r, const dmr_import_line *line,
                              const char *why)
{
    dmr_import_refuse(r->f, line->number, line->whole, "%s", why);
    return DEMARCHE_OK;
}

/* Capitals, in the import's arena: the file may be gone when rows are written. */
static demarche_str keep(verb_reader *r, demarche_str s)
{
    char *p = dmr_arena_alloc(r->f->import->arena, s.len + 1);
    for (size_t i = 0; p && i < s.len; i++)
        p[i] = s.ptr[i] == '\t'         ? ' '
               : dmr_is_lower(s.ptr[i]) ? (char)(s.ptr[i] - 'a' + 'A')
                                        : s.ptr[i];
    return dmr_str(p, p ? s.len : 0);
}

/* Bytes that no table can hold; NULL: none. */
static const char *bad_bytes(demarche_str s)
{
    if (dmr_utf8_invalid(s, 0) != SIZE_MAX)
        return "bytes that are no UTF-8; save the file as UTF-8";
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] < 0x20 ? s.ptr[i] != '\t' : s.ptr[i] == 0x7F)
            return "a control character; take it out";
    return NULL;
}

static bool is_mark_of_tabari(demarche_str code)
{
    return dmr_str_is(code, "###") || dmr_str_is(code, "+++");
}

/* What is wrong with a code; NULL: nothing. */
static const char *bad_code(verb_reader *r, demarche_str code)
{
    dmr_deed deed;
    if (is_mark_of_tabari(code))
        return "TABARI's marks ### and +++ are no codes; write --- for what is not coded";
    return dmr_deed_parse(&deed, code, r->scratch);
}

static demarche_status add_row(verb_reader *r, const char *kind, demarche_str block,
                               demarche_str text, demarche_str forms, demarche_str code,
                               const dmr_import_line *line)
{
    const demarche_str cells[] = {dmr_str_c(kind), block, text, forms, code};
    return dmr_import_row(r->f, DMR_IMPORT_PATTERNS, cells, 5, line->comment,
                          line->number);
}

/* ---------------------------------------------------------------------------- sets */

static demarche_status end_set(verb_reader *r)
{
    if (!r->in_set)
        return DEMARCHE_OK;
    dmr_import_line line = {.number = r->set_line, .whole = r->set};
    r->in_set = false;
    if (r->set_entries.n == 0)
        return refuse(r, &line, "a set without words; write each on a line behind '+'");
    if (dmr_map_get(r->sets, r->set, UINT32_MAX) != UINT32_MAX) {
        dmr_import_remark(r->f, r->set_line, r->set,
                          "the set stands twice; the first holds");
        return DEMARCHE_OK;
    }
    size_t n = 0, at = 0;
    for (size_t i = 0; i < r->set_entries.n; i++)
        n += r->set_entries.at[i].len + 1;
    char *text = dmr_arena_alloc(r->f->import->arena, n + 1);
    demarche_str *place = DMR_PUSH(r->f->import->arena, r->entries);
    if (!text || !place)
        return dmr_error_memory(r->f->err);
    for (size_t i = 0; i < r->set_entries.n; i++) {
        if (i)
            text[at++] = '|';
        memcpy(text + at, r->set_entries.at[i].ptr, r->set_entries.at[i].len);
        at += r->set_entries.at[i].len;
    }
    *place = dmr_str(text, at);
    if (!dmr_map_set(r->sets, r->set, (uint32_t)(r->entries.n - 1)))
        return dmr_error_memory(r->f->err);
    const demarche_str none = {"", 0};
    return add_row(r, "set", r->set, *place, none, none, &line);
}

static demarche_status end_block(verb_reader *r, const dmr_import_line *line)
{
    if (r->in_block && r->n_verbs == 0)
        dmr_import_remark(r->f, line->number, r->block,
                          "the block above has no verb; its patterns never hold");
    r->in_block = false;
    return DEMARCHE_OK;
}

static demarche_status begin_set(verb_reader *r, const dmr_import_line *line)
{
    demarche_str name = line->head;
    DMR_TRY(end_set(r));
    DMR_TRY(end_block(r, line));
    name = dmr_str(name.ptr + 1, name.len - 1);
    r->set_plurals = !dmr_str_ends(name, DMR_STR("_"));
    while (name.len && name.ptr[name.len - 1] == '_')
        name.len--;
    if (!name.len || memchr(name.ptr, ' ', name.len))
        return refuse(r, line, "no name of a set; write &NAME");
    r->set = keep(r, name);
    if (!r->set.ptr)
        return dmr_error_memory(r->f->err);
    r->set_line = line->number;
    r->set_entries.n = r->set_entries.room = 0;
    r->set_entries.at = NULL;
    r->in_set = true;
    return DEMARCHE_OK;
}

static demarche_status push_entry(verb_reader *r, demarche_str entry)
{
    demarche_str *place = DMR_PUSH(r->f->import->arena, r->set_entries);
    if (!place)
        return dmr_error_memory(r->f->err);
    *place = entry;
    return entry.ptr ? DEMARCHE_OK : dmr_error_memory(r->f->err);
}

/* "+SWISS_FRANC", and its plural; "+&OTHER", the words of a set above. */
static demarche_status add_entry(verb_reader *r, const dmr_import_line *line)
{
    demarche_str raw = dmr_str_trim(dmr_str(line->head.ptr + 1, line->head.len - 1));
    bool plural = r->set_plurals && !dmr_str_ends(raw, DMR_STR("_")) &&
                  !dmr_str_ends(raw, DMR_STR("S"));
    demarche_str entry = keep(r, raw);
    if (!entry.ptr)
        return dmr_error_memory(r->f->err);
    char *p = (char *)entry.ptr;
    for (size_t i = 0; i < entry.len; i++)
        p[i] = p[i] == '_' || p[i] == '|' ? ' ' : p[i];
    entry = dmr_str_trim(entry);
    if (!entry.len)
        return refuse(r, line, "'+' without a word");
    if (entry.ptr[0] == '&') {
        uint32_t at =
            dmr_map_get(r->sets, dmr_str(entry.ptr + 1, entry.len - 1), UINT32_MAX);
        if (at == UINT32_MAX)
            return refuse(r, line, "no set of that name stands above");
        return push_entry(r, r->entries.at[at]);
    }
    if (memchr(entry.ptr, '&', entry.len))
        return refuse(r, line, "a set among the words of an entry; write the words out");
    DMR_TRY(push_entry(r, entry));
    return plural ? push_entry(r, dmr_import_plural(r->f->import->arena, entry))
                  : DEMARCHE_OK;
}

/* --------------------------------------------------------------------------- forms */

typedef struct form_list {
    char *text;
    size_t n;
    bool full;
} form_list;

static void put_form(form_list *l, demarche_str before, demarche_str word,
                     const char *end, demarche_str behind)
{
    size_t n = before.len + word.len + strlen(end) + behind.len + 1;
    if (l->n + n > FORM_TEXT_MAX) {
        l->full = true;
        return;
    }
    if (l->n)
        l->text[l->n++] = '|';
    const demarche_str parts[] = {before, word, dmr_str_c(end), behind};
    for (size_t i = 0; i < 4; i++) {
        memcpy(l->text + l->n, parts[i].ptr, parts[i].len);
        l->n += parts[i].len;
    }
}

/* The regular forms of the verb that stands between `before` and `behind`. */
static void put_regular(form_list *l, demarche_str before, demarche_str verb,
                        demarche_str behind)
{
    demarche_str stem = dmr_str(verb.ptr, verb.len ? verb.len - 1 : 0);
    char last = verb.len ? verb.ptr[verb.len - 1] : ' ';
    bool y = last == 'Y' && stem.len && !memchr("AEIOU", stem.ptr[stem.len - 1], 5);
    bool hissing = memchr("SXZO", last, 4) || dmr_str_ends(verb, DMR_STR("CH")) ||
                   dmr_str_ends(verb, DMR_STR("SH"));
    if (y) {
        put_form(l, before, stem, "IES", behind);
        put_form(l, before, stem, "IED", behind);
        put_form(l, before, verb, "ING", behind);
    } else if (last == 'E') {
        put_form(l, before, verb, "S", behind);
        put_form(l, before, verb, "D", behind);
        put_form(l, before, stem, "ING", behind);
    } else {
        put_form(l, before, verb, hissing ? "ES" : "S", behind);
        put_form(l, before, verb, "ED", behind);
        put_form(l, before, verb, "ING", behind);
    }
}

/* The verb of "WIRE_+TAP": what stands before it, with the "+", and behind it. */
static void part_verb(demarche_str name, demarche_str *before, demarche_str *verb,
                      demarche_str *behind)
{
    size_t plus = dmr_str_find(name, DMR_STR("+"), 0);
    size_t start = plus == SIZE_MAX ? 0 : plus + 1, end = start;
    while (end < name.len && name.ptr[end] != '_' && name.ptr[end] != ' ')
        end++;
    *before = dmr_str(name.ptr, start);
    *verb = dmr_str(name.ptr + start, end - start);
    *behind = dmr_str(name.ptr + end, name.len - end);
}

/* Forms in { }, of a verb whose name has a "+" or none; else the regular ones. */
static const char *read_forms(demarche_str name, demarche_str braces, bool irregular,
                              form_list *out)
{
    const demarche_str none = {"", 0};
    demarche_str rest = braces, form, before, verb, behind;
    put_form(out, none, name, "", none);
    part_verb(name, &before, &verb, &behind);
    if (!verb.len)
        return "'+' without a verb behind it";
    if (!irregular)
        put_regular(out, before, verb, behind);
    while (irregular && dmr_str_split(&rest, ' ', &form))
        if (form.len)
            put_form(out, none, form, "", none);
    return out->full ? "too many forms" : NULL;
}

/* --------------------------------------------------------------------------- verbs */

/* The part in { } of "SNUB [111] {SNUBS}" or "BREAK {BROKE}". */
static const char *cut_braces(const dmr_import_line *line, demarche_str *name,
                              demarche_str *inside, bool *found)
{
    demarche_str at = line->head;
    *name = line->head;
    *found = false;
    if (!memchr(at.ptr, '{', at.len) && line->tail.len)
        at = line->tail;
    const char *open = at.len ? memchr(at.ptr, '{', at.len) : NULL;
    const char *close = at.len ? memchr(at.ptr, '}', at.len) : NULL;
    if (!open && !close)
        return line->tail.len ? "neither code nor forms nor comment; begin comments "
                                "with #"
                              : NULL;
    if (!open || !close || close < open)
        return "'{' and '}' do not belong together; write {FORM FORM}";
    *inside = dmr_str_trim(dmr_str(open + 1, (size_t)(close - open - 1)));
    *found = true;
    if (at.ptr == line->head.ptr)
        *name = dmr_str_trim(dmr_str(at.ptr, (size_t)(open - at.ptr)));
    return NULL;
}

/* "BREAK_" is "BREAK"; words are joined by "_". */
static void tidy_name(demarche_str *name)
{
    char *p = (char *)name->ptr;
    while (name->len && (p[name->len - 1] == '_' || p[name->len - 1] == ' '))
        name->len--;
    for (size_t i = 0; i < name->len; i++)
        p[i] = p[i] == ' ' ? '_' : p[i];
}

static demarche_status read_verb(verb_reader *r, const dmr_import_line *line)
{
    demarche_str name, inside = {"", 0};
    bool irregular;
    if (!r->in_block)
        return refuse(r, line,
                      "a verb outside of a block; write --- NAME [CODE] --- "
                      "above it");
    const char *wrong = line->n_brackets > 1 ? "more than one code" : NULL;
    if (!wrong)
        wrong = cut_braces(line, &name, &inside, &irregular);
    demarche_str code = line->n_brackets ? line->brackets[0] : r->block_code;
    if (!wrong)
        wrong = bad_code(r, code);
    if (!wrong && memchr(name.ptr, '|', name.len))
        wrong = "'|' in a verb";
    if (wrong)
        return refuse(r, line, wrong);
    form_list forms = {.text = dmr_arena_alloc(r->scratch, FORM_TEXT_MAX)};
    name = keep(r, name);
    inside = keep(r, inside);
    if (!forms.text || !name.ptr || !inside.ptr)
        return dmr_error_memory(r->f->err);
    tidy_name(&name);
    wrong = read_forms(name, inside, irregular, &forms);
    if (wrong)
        return refuse(r, line, wrong);
    if (name.ptr[0] == '+')
        name = dmr_str(name.ptr + 1, name.len - 1);
    r->n_verbs++;
    r->f->import->counts.names++;
    if (!dmr_map_set(r->verbs, name, 1))
        return dmr_error_memory(r->f->err);
    return add_row(r, "verb", r->block, name, dmr_str(forms.text, forms.n), code, line);
}

static demarche_status begin_block(verb_reader *r, const dmr_import_line *line)
{
    demarche_str head = line->head;
    DMR_TRY(end_set(r));
    DMR_TRY(end_block(r, line));
    while (head.len && (head.ptr[0] == '-' || head.ptr[0] == ' '))
        head = dmr_str(head.ptr + 1, head.len - 1);
    while (head.len && (head.ptr[head.len - 1] == '-' || head.ptr[head.len - 1] == ' '))
        head.len--;
    demarche_str code = line->n_brackets ? line->brackets[0] : DMR_STR("---");
    const char *wrong = bad_code(r, code);
    if (wrong)
        dmr_import_refuse(r->f, line->number, line->whole,
                          "%s; its verbs code nothing by themselves", wrong);
    else if (line->n_brackets > 1)
        dmr_import_remark(r->f, line->number, line->whole,
                          "a second code; the first counts");
    demarche_str block =
        dmr_str_format(r->f->import->arena, "%.*s %zu", DMR_STR_ARG(head), line->number);
    r->block = keep(r, block);
    r->block_code = wrong ? DMR_STR("---") : code;
    r->n_verbs = 0;
    r->in_block = true;
    return block.ptr && r->block.ptr ? DEMARCHE_OK : dmr_error_memory(r->f->err);
}

/* ------------------------------------------------------------------------ patterns */

static demarche_status read_pattern(verb_reader *r, const dmr_import_line *line)
{
    demarche_str text = dmr_str_trim(dmr_str(line->head.ptr + 1, line->head.len - 1));
    dmr_pattern pattern;
    const char *wrong = NULL;
    if (!r->in_block)
        wrong = "a pattern outside of a block; write --- NAME [CODE] --- above it";
    else if (line->n_brackets != 1)
        wrong =
            line->n_brackets ? "more than one code" : "no code; write [CODE] behind it";
    else if (line->tail.len)
        wrong = "more behind the code than a comment; begin comments with #";
    if (!wrong)
        wrong = bad_code(r, line->brackets[0]);
    text = keep(r, text);
    if (!text.ptr)
        return dmr_error_memory(r->f->err);
    const char *why = NULL;
    if (!wrong && !dmr_pattern_parse(&pattern, text, r->sets, r->scratch, &why))
        wrong = why;
    if (wrong)
        return refuse(r, line, wrong);
    demarche_str key = dmr_str_format(r->f->import->arena, "%.*s\t%.*s",
                                      DMR_STR_ARG(r->block), DMR_STR_ARG(text));
    if (!key.ptr)
        return dmr_error_memory(r->f->err);
    uint32_t before = dmr_map_get(r->patterns, key, 0);
    if (before) {
        bool same = dmr_str_eq(r->codes.at[before - 1], line->brackets[0]);
        r->f->import->counts.repeated += same;
        if (!same)
            dmr_import_remark(r->f, line->number, line->whole,
                              "it stands above with the code %.*s, which holds",
                              DMR_STR_ARG(r->codes.at[before - 1]));
        return DEMARCHE_OK;
    }
    demarche_str *place = DMR_PUSH(r->f->import->arena, r->codes);
    if (!place || !dmr_map_set(r->patterns, key, (uint32_t)r->codes.n))
        return dmr_error_memory(r->f->err);
    *place = line->brackets[0];
    r->f->import->counts.names++;
    const demarche_str none = {"", 0};
    return add_row(r, r->kind, r->block, text, none, line->brackets[0], line);
}

/* ----------------------------------------------------------------- transformations */

static bool is_verb(const verb_reader *r, demarche_str name)
{
    return dmr_map_get(r->verbs, name, 0) != 0;
}

static demarche_status read_change(verb_reader *r, const dmr_import_line *line)
{
    const demarche_str none = {"", 0};
    demarche_str text = dmr_str_trim(dmr_str(line->head.ptr + 1, line->head.len - 1));
    dmr_change change;
    const char *wrong = line->n_brackets ? "a code in brackets; it stands behind '='"
                                         : dmr_change_parse(&change, text, r->scratch);
    if (!wrong && (!is_verb(r, change.verbs[0]) ||
                   (!is_verb(r, change.verbs[1]) && !dmr_str_is(change.verbs[1], "Q"))))
        wrong = "a verb in it that does not stand above";
    if (wrong)
        return refuse(r, line, wrong);
    r->f->import->counts.names++;
    return add_row(r, "change", none, text, none, none, line);
}

/* --------------------------------------------------------------------------- lines */

static demarche_status read_line(verb_reader *r, const dmr_import_line *line)
{
    demarche_str w = line->head;
    const char *wrong = line->wrong ? line->wrong : bad_bytes(w);
    for (size_t i = 0; i < line->n_brackets && !wrong; i++)
        wrong = bad_bytes(line->brackets[i]);
    if (!wrong)
        wrong = bad_bytes(line->tail);
    if (wrong)
        return refuse(r, line, wrong);
    if (!w.len)
        return refuse(r, line, "a code without a verb or pattern");
    if (dmr_str_starts(w, DMR_STR("---")))
        return begin_block(r, line);
    if (w.ptr[0] == '&')
        return begin_set(r, line);
    if (r->in_set && w.ptr[0] == '+')
        return add_entry(r, line);
    DMR_TRY(end_set(r));
    if (w.ptr[0] == '~')
        return read_change(r, line);
    if (w.ptr[0] == '-')
        return read_pattern(r, line);
    return read_verb(r, line);
}

/* PETRARCH2 puts noun phrases into {} and phrases of prepositions into (). */
static bool is_second(demarche_str bytes)
{
    dmr_import_lines lines = {.rest = bytes};
    dmr_import_line line;
    size_t patterns = 0, marked = 0;
    while (dmr_import_next(&lines, &line)) {
        if (!dmr_str_starts(line.head, DMR_STR("- ")))
            continue;
        patterns++;
        marked += memchr(line.head.ptr, '{', line.head.len) ||
                  memchr(line.head.ptr, '(', line.head.len);
    }
    return marked * 50 > patterns;
}

demarche_status dmr_import_verbs(dmr_import_file *f, demarche_str bytes)
{
    dmr_import_lines lines = {.rest = bytes};
    dmr_import_line line;
    verb_reader r = {.f = f,
                     .scratch = f->import->scratch,
                     .sets = dmr_map_new(f->import->arena),
                     .verbs = dmr_map_new(f->import->arena),
                     .patterns = dmr_map_new(f->import->arena),
                     .kind = is_second(bytes) ? "clause" : "words"};
    if (!r.sets || !r.verbs || !r.patterns)
        return dmr_error_memory(f->err);
    while (dmr_import_next(&lines, &line)) {
        dmr_arena_reset(f->import->scratch);
        if (line.whole.len)
            DMR_TRY(read_line(&r, &line));
    }
    DMR_TRY(end_set(&r));
    return end_block(&r, &line);
}

/* Dictionaries of agents: "NOUN {PLURAL} [~COP]", "[NGO~]", and sets of words to be put in,
 * "!PERSON! = MAN, WOMAN". */
#include "lexicon/import_phrase.h"

#include <stdio.h>

#include "base/error.h"
#include "base/utf8.h"
#include "mention/name_norm.h"

enum { FORMS_MAX = 64, MARK_MAX = 32 };

typedef struct forms {
    demarche_str at[FORMS_MAX];
    size_t n;
} forms;

/* ------------------------------------------------------------------- sets of words */

/* "!PERSON! = MAN, MEN": true where the line defines a set. */
static bool is_definition(demarche_str head)
{
    size_t end = head.len > 2 && head.ptr[0] == '!' ? dmr_str_find(head, DMR_STR("!"), 1)
                                                    : SIZE_MAX;
    if (end == SIZE_MAX)
        return false;
    demarche_str behind = dmr_str_trim(dmr_str(head.ptr + end + 1, head.len - end - 1));
    return dmr_str_starts(behind, DMR_STR("="));
}

static demarche_status define(dmr_import_file *f, const dmr_import_line *line)
{
    size_t end = dmr_str_find(line->head, DMR_STR("!"), 1);
    size_t equals = dmr_str_find(line->head, DMR_STR("="), end);
    demarche_str name = dmr_str(line->head.ptr + 1, end - 1);
    demarche_str words =
        dmr_str_trim(dmr_str(line->head.ptr + equals + 1, line->head.len - equals - 1));
    if (words.len == 0 || name.len == 0) {
        dmr_import_refuse(f, line->number, line->whole,
                          "a set without words; write !NAME! = WORD, WORD");
        return DEMARCHE_OK;
    }
    demarche_str *place = DMR_PUSH(f->import->arena, f->macro_text);
    if (!place || !dmr_map_set(f->macros, name, (uint32_t)f->macro_text.n))
        return dmr_error_memory(f->err);
    *place = words;
    return DEMARCHE_OK;
}

static bool is_word_byte(demarche_str s, size_t at)
{
    return at < s.len && (dmr_is_alpha(s.ptr[at]) || (unsigned char)s.ptr[at] >= 0x80);
}

/* The first "!NAME!" of s. False where there is none. */
static bool find_mark(demarche_str s, size_t *start, size_t *end)
{
    *start = dmr_str_find(s, DMR_STR("!"), 0);
    if (*start == SIZE_MAX)
        return false;
    *end = dmr_str_find(s, DMR_STR("!"), *start + 1);
    return *end != SIZE_MAX;
}

/* Put the words of every set into the noun. NULL, or what is wrong with it. */
static const char *expand(dmr_import_file *f, demarche_str noun, forms *out,
                          char why[256])
{
    size_t start, end;
    if (!find_mark(noun, &start, &end)) {
        if (noun.len && memchr(noun.ptr, '!', noun.len))
            return "'!' without its other half; write !NAME!";
        if (out->n == FORMS_MAX)
            return "its sets make more than 64 nouns; write fewer";
        out->at[out->n++] = noun;
        return NULL;
    }
    demarche_str name = dmr_str(noun.ptr + start + 1, end - start - 1);
    uint32_t at = dmr_map_get(f->macros, name, 0);
    if (!at) {
        snprintf(why, 256, "no set !%.*s! is defined above; write !%.*s! = WORD, WORD",
                 DMR_STR_ARG(name), DMR_STR_ARG(name));
        return why;
    }
    /* "AD!MINIST!RATION" came about by replacing what only looked alike. */
    if (start && is_word_byte(noun, start - 1) && is_word_byte(noun, end + 1)) {
        snprintf(why, 256, "!%.*s! stands within a word; write the word out",
                 DMR_STR_ARG(name));
        return why;
    }
    demarche_str rest = f->macro_text.at[at - 1], word;
    while (dmr_str_split(&rest, ',', &word)) {
        word = dmr_str_trim(word);
        demarche_str whole = dmr_str_format(
            f->import->scratch, "%.*s%.*s%.*s", (int)start, noun.ptr, DMR_STR_ARG(word),
            (int)(noun.len - end - 1), noun.ptr + end + 1);
        const char *wrong =
            whole.ptr && noun.len < 4096 ? expand(f, whole, out, why) : "it is too long";
        if (wrong)
            return wrong;
    }
    return NULL;
}

/* --------------------------------------------------------------------------- kinds */

/* "ministries" is "ministry", "ministers" "minister". */
static const dmr_agent *known(const demarche_import *im, demarche_str noun)
{
    char buf[64];
    const dmr_agent *a = dmr_gazetteer_agent(im->gazetteer, noun);
    if (!a && noun.len > 3 && noun.ptr[noun.len - 1] == 's')
        a = dmr_gazetteer_agent(im->gazetteer, dmr_str(noun.ptr, noun.len - 1));
    if (!a && noun.len > 4 && noun.len < sizeof buf &&
        dmr_str_ends(noun, DMR_STR("ies"))) {
        memcpy(buf, noun.ptr, noun.len);
        buf[noun.len - 3] = 'y';
        a = dmr_gazetteer_agent(im->gazetteer, dmr_str(buf, noun.len - 2));
    }
    return a;
}

/* "ministers" of "ministers of labor and health": the word that says what it is. */
static demarche_str head_word(demarche_str norm)
{
    static const char *const links[] = {"of", "for", "in", "at", "to", "on", "from"};
    demarche_str rest = norm, word, head = {0};
    while (dmr_str_split(&rest, ' ', &word)) {
        for (size_t i = 0; head.len && i < sizeof links / sizeof *links; i++)
            if (dmr_str_is(word, links[i]))
                return head;
        head = word;
    }
    return head;
}

static bool ends_as_body(demarche_str word)
{
    static const char *const ends[] = {"tion", "ment", "ency", "ancy",
                                       "ity",  "ship", "dom",  "istry"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (dmr_str_ends(word, dmr_str_c(ends[i])))
            return true;
    return false;
}

/* Our kind of a noun: that of the noun in our lexicon, else of the word that says what it
 * is, else by how that ends. */
static const char *kind_of(const demarche_import *im, demarche_str noun)
{
    char buf[1024];
    size_t n = dmr_name_norm(buf, sizeof buf, noun);
    if (n == SIZE_MAX)
        return "group";
    demarche_str norm = dmr_str(buf, n), head = head_word(norm);
    const dmr_agent *a = known(im, norm);
    if (!a)
        a = known(im, head);
    if (!a)
        return ends_as_body(head) ? "body" : "group";
    switch (a->kind) {
    case DMR_AGENT_BODY:
        return a->domestic ? "body,domestic" : "body";
    case DMR_AGENT_ROLE:
        return a->domestic ? "role,domestic" : "role";
    case DMR_AGENT_POSTED:
        return "posted";
    case DMR_AGENT_CARRIER:
        return "carrier";
    default:
        return a->domestic ? "group,domestic" : "group";
    }
}

/* ---------------------------------------------------------------------------- rows */

/* The part in { } off the noun: an irregular plural, or nothing where it has none. */
static const char *cut_plural(demarche_str *noun, demarche_str *plural)
{
    const char *open = noun->len ? memchr(noun->ptr, '{', noun->len) : NULL;
    const char *close = noun->len ? memchr(noun->ptr, '}', noun->len) : NULL;
    *plural = (demarche_str){"", 0};
    if (!open && !close)
        return NULL;
    if (!open || !close || close < open)
        return "'{' and '}' do not belong together; write {PLURAL}";
    *plural = dmr_str_trim(dmr_str(open + 1, (size_t)(close - open - 1)));
    *noun = dmr_str_trim(dmr_str(noun->ptr, (size_t)(open - noun->ptr)));
    return NULL;
}

/* The code without "~", before or behind; false where there is no "~". */
static bool cut_tilde(demarche_str *code)
{
    *code = dmr_str_trim(*code);
    if (dmr_str_starts(*code, DMR_STR("~")))
        *code = dmr_str_trim(dmr_str(code->ptr + 1, code->len - 1));
    else if (dmr_str_ends(*code, DMR_STR("~")))
        *code = dmr_str_trim(dmr_str(code->ptr, code->len - 1));
    else
        return false;
    return true;
}

static demarche_status add_noun(dmr_import_file *f, const dmr_import_line *line,
                                demarche_str form, const char *kind, demarche_str *cell)
{
    dmr_import_name noun;
    DMR_TRY(dmr_import_noun_read(&noun, form, line->number, f->import->scratch, f->err));
    if (noun.wrong || strcmp(kind_of(f->import, noun.text), kind) != 0)
        return DEMARCHE_OK;
    demarche_str longer =
        cell->len ? dmr_str_format(f->import->scratch, "%.*s|%.*s", (int)cell->len,
                                   cell->ptr, DMR_STR_ARG(noun.text))
                  : noun.text;
    if (!longer.ptr)
        return dmr_error_memory(f->err);
    *cell = longer;
    f->import->counts.names++;
    f->import->counts.stems += noun.stem;
    return DEMARCHE_OK;
}

/* One row for each kind that the forms have: "!MINIST!" is a role and a body. */
static demarche_status add_rows(dmr_import_file *f, const dmr_import_line *line,
                                const forms *all, demarche_str sector, demarche_str code)
{
    static const char *const kinds[] = {"role,domestic", "role",   "posted",
                                        "body,domestic", "body",   "group,domestic",
                                        "group",         "carrier"};
    demarche_str note =
        dmr_str_format(f->import->scratch, "CAMEO %.*s%s%.*s", DMR_STR_ARG(code),
                       line->comment.len ? "; " : "", DMR_STR_ARG(line->comment));
    if (!note.ptr)
        return dmr_error_memory(f->err);
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        demarche_str cell = {"", 0};
        for (size_t i = 0; i < all->n; i++)
            DMR_TRY(add_noun(f, line, all->at[i], kinds[k], &cell));
        if (!cell.len)
            continue;
        const demarche_str cells[] = {cell, sector, dmr_str_c(kinds[k])};
        DMR_TRY(dmr_import_row(f, DMR_IMPORT_AGENTS, cells, 3, note, line->number));
    }
    return DEMARCHE_OK;
}

static const char *what_is_wrong(const dmr_import_line *line)
{
    if (line->wrong)
        return line->wrong;
    if (line->n_brackets == 0)
        return "no code; write [~CODE] behind it";
    if (line->n_brackets > 1)
        return "more than one code; an agent has one";
    if (line->head.len == 0)
        return "a code without a noun";
    if (line->head.ptr[0] == '+')
        return "'+' says nothing here; give each noun a line with its code";
    return NULL;
}

/* The noun's forms as the dictionary means them: those of the file, and where it does not
 * say ({...}) what the plural is, the regular one. */
static demarche_status add_phrases(dmr_import_file *f, const dmr_import_line *line,
                                   const forms *all, bool regular)
{
    const demarche_str none = {"", 0};
    demarche_str code = dmr_str_trim(line->brackets[0]);
    bool behind = code.ptr[0] == '~';
    demarche_str part = dmr_str_trim(dmr_str(code.ptr + behind, code.len - 1));
    code =
        dmr_str_format(f->import->scratch, behind ? "~%.*s" : "%.*s~", DMR_STR_ARG(part));
    if (!code.ptr)
        return dmr_error_memory(f->err);
    for (size_t i = 0; i < all->n; i++) {
        DMR_TRY(dmr_import_phrase(f, all->at[i], true, code, none, none, line->comment,
                                  line->number));
        if (!regular)
            continue;
        demarche_str plural = dmr_import_plural(f->import->scratch, all->at[i]);
        if (!plural.ptr)
            return dmr_error_memory(f->err);
        DMR_TRY(dmr_import_phrase(f, plural, true, code, none, none, line->comment,
                                  line->number));
    }
    return DEMARCHE_OK;
}

static demarche_status read_agent(dmr_import_file *f, const dmr_import_line *line)
{
    char why[256];
    demarche_str noun = line->head, plural, code, sector;
    forms all = {.n = 0};
    const char *wrong = what_is_wrong(line);
    if (!wrong)
        wrong = cut_plural(&noun, &plural);
    code = wrong ? noun : line->brackets[0];
    if (!wrong && !cut_tilde(&code))
        wrong = "no '~' in the code; write [~CODE], or [CODE~] for what goes in front";
    if (!wrong)
        wrong = expand(f, noun, &all, why);
    if (!wrong && plural.len)
        wrong = expand(f, plural, &all, why);
    if (!wrong)
        DMR_TRY(add_phrases(f, line, &all, !memchr(line->head.ptr, '{', line->head.len)));
    if (!wrong)
        wrong = dmr_cameo_agent(f->import, code, &sector, why);
    for (size_t i = 0; i < all.n && !wrong; i++) {
        dmr_import_name name;
        DMR_TRY(dmr_import_noun_read(&name, all.at[i], line->number, f->import->scratch,
                                     f->err));
        wrong = name.wrong;
    }
    if (wrong) {
        dmr_import_refuse(f, line->number, line->whole, "%s", wrong);
        return DEMARCHE_OK;
    }
    if (line->tail.len)
        dmr_import_remark(f, line->number, line->whole,
                          "'%.*s' behind the code is neither code nor comment; begin "
                          "comments with ; or #",
                          DMR_STR_ARG(line->tail));
    return add_rows(f, line, &all, sector, code);
}

demarche_status dmr_import_agents(dmr_import_file *f, demarche_str bytes)
{
    dmr_import_lines lines = {.rest = bytes};
    dmr_import_line line;
    f->macros = dmr_map_new(f->import->arena);
    if (!f->macros)
        return dmr_error_memory(f->err);
    while (dmr_import_next(&lines, &line)) {
        if (line.whole.len == 0)
            continue;
        dmr_arena_reset(f->import->scratch);
        if (!line.wrong && is_definition(line.head))
            DMR_TRY(define(f, &line));
        else
            DMR_TRY(read_agent(f, &line));
    }
    return DEMARCHE_OK;
}

/* Dictionaries of actors. An entry is a name, more names behind "+", and codes, on the
 * name's line (TABARI) or below it (PETRARCH):
 *
 *     JIMMY_CARTER_  ; a comment
 *     +PRESIDENT_CARTER
 *     	[USAGOV 770120-810120]
 *     	[USAELI]
 */
#include "lexicon/import.h"
#include "lexicon/import_timeline.h"

#include "base/error.h"
#include "lexicon/import_person.h"
#include "lexicon/import_phrase.h"
#include "mention/edtf.h"
#include "mention/name_norm.h"

typedef struct reader {
    dmr_import_file *f;
    dmr_arena *arena; /* the scratch: of one entry */
    DMR_VEC(dmr_import_name) names;
    DMR_VEC(dmr_import_code) codes;
    DMR_VEC(dmr_import_dated) raw; /* the codes as they stand, for actor_phrases.tsv */
    size_t line;                   /* of its first name */
    demarche_str note;             /* comment behind a name */
    bool begun, has_codes;
    bool gap;   /* a blank line since the last name */
    bool below; /* codes stood on lines of their own */
} reader;

/* -------------------------------------------------------------------------- codes */

static demarche_str upper(dmr_arena *arena, demarche_str s)
{
    char *p = dmr_arena_alloc(arena, s.len + 1);
    for (size_t i = 0; p && i < s.len; i++)
        p[i] = dmr_is_lower(s.ptr[i]) ? (char)(s.ptr[i] - 32) : s.ptr[i];
    return dmr_str(p, p ? s.len : 0);
}

static demarche_status add_code(reader *r, const dmr_import_line *line,
                                demarche_str inside)
{
    char why[256];
    dmr_import_dated dated;
    dmr_import_who who;
    r->has_codes = true;
    if (dmr_import_dated_read(&dated, inside, why)) {
        dmr_import_refuse(r->f, line->number, inside, "%s", why);
        return DEMARCHE_OK;
    }
    demarche_str code = upper(r->arena, dated.code);
    dmr_import_dated *raw = DMR_PUSH(r->arena, r->raw);
    if (!code.ptr || !raw)
        return dmr_error_memory(r->f->err);
    *raw = dated;
    if (dmr_cameo_read(r->f->import, r->f->codes, code, &who, why)) {
        dmr_import_refuse(r->f, line->number, inside, "%s", why);
        return DEMARCHE_OK;
    }
    if (!dmr_str_eq(code, dated.code))
        dmr_import_remark(r->f, line->number, inside, "small letters; taken as %.*s",
                          DMR_STR_ARG(code));
    if (who.unknown.len && !who.sector.len) {
        dmr_import_refuse(r->f, line->number, inside,
                          "'%.*s' is no role that cameo.tsv knows",
                          DMR_STR_ARG(who.unknown));
        return DEMARCHE_OK;
    }
    dmr_import_code *c = DMR_PUSH(r->arena, r->codes);
    if (!c)
        return dmr_error_memory(r->f->err);
    *c = (dmr_import_code){.text = code,
                           .who = who,
                           .from = dated.from,
                           .until = dated.until,
                           .dated = dated.dated,
                           .line = line->number,
                           .comment = line->comment};
    return DEMARCHE_OK;
}

static demarche_status add_codes(reader *r, const dmr_import_line *line)
{
    if (line->tail.len)
        dmr_import_remark(r->f, line->number, line->whole,
                          "'%.*s' behind the code is neither code nor comment; begin "
                          "comments with ; or #",
                          DMR_STR_ARG(line->tail));
    for (size_t i = 0; i < line->n_brackets; i++)
        DMR_TRY(add_code(r, line, line->brackets[i]));
    return DEMARCHE_OK;
}

/* -------------------------------------------------------------------------- names */

/* "(AAIA)" at the end of "ADEN_ABYAN_ISLAMIC_ARMY_(AAIA)_": a name of its own. */
static bool split_acronym(demarche_str *raw, demarche_str *acronym)
{
    demarche_str s = *raw;
    while (s.len && (s.ptr[s.len - 1] == '_' || dmr_is_blank(s.ptr[s.len - 1])))
        s.len--;
    if (s.len < 5 || s.ptr[s.len - 1] != ')')
        return false;
    size_t open = s.len - 1;
    while (open && s.ptr[open] != '(')
        open--;
    size_t letters = s.len - open - 2;
    if (open == 0 || letters < 2 || letters > 8)
        return false;
    for (size_t i = open + 1; i < s.len - 1; i++)
        if (!dmr_is_upper(s.ptr[i]) && s.ptr[i] != '-')
            return false;
    demarche_str inside = dmr_str(s.ptr + open + 1, letters);
    demarche_str before = dmr_str(s.ptr, open);
    if (!dmr_import_is_initials(inside, before) && letters > 5)
        return false; /* "(ACTING)" */
    *raw = before;
    *acronym = inside;
    return true;
}

static demarche_status add_one_name(reader *r, const dmr_import_line *line,
                                    demarche_str raw)
{
    dmr_import_name name;
    DMR_TRY(dmr_import_name_read(&name, raw, line->number, r->arena, r->f->err));
    if (name.wrong) {
        dmr_import_refuse(r->f, line->number, raw, "%s", name.wrong);
        return DEMARCHE_OK;
    }
    if (name.odd)
        dmr_import_remark(r->f, line->number, raw,
                          "a bracket of which the other half is missing; taken as '%.*s'",
                          DMR_STR_ARG(name.text));
    dmr_import_name *n = DMR_PUSH(r->arena, r->names);
    if (!n)
        return dmr_error_memory(r->f->err);
    *n = name;
    return DEMARCHE_OK;
}

static demarche_status add_name(reader *r, const dmr_import_line *line, demarche_str raw)
{
    demarche_str spaced = raw, acronym;
    r->gap = false;
    if (line->comment.len && !r->note.len)
        r->note = line->comment;
    /* "_" are blanks to whoever looks for the letters in front of the bracket. */
    if (split_acronym(&spaced, &acronym)) {
        DMR_TRY(add_one_name(r, line, spaced));
        return add_one_name(r, line, acronym);
    }
    return add_one_name(r, line, raw);
}

/* A short word all in capitals is an acronym where it is made of the first letters of
 * another of the names, or stands alone for a body of the whole world. */
static void settle_acronyms(reader *r)
{
    for (size_t i = 0; i < r->names.n; i++) {
        dmr_import_name *n = &r->names.at[i];
        demarche_str raw = n->raw;
        while (raw.len && raw.ptr[raw.len - 1] == '_')
            raw.len--;
        bool capitals = raw.len >= 2 && raw.len <= 8;
        for (size_t k = 0; k < raw.len; k++)
            capitals &= dmr_is_upper(raw.ptr[k]);
        if (!capitals)
            continue;
        bool acronym = raw.len <= 4 && r->codes.n &&
                       (dmr_str_starts(r->codes.at[0].text, DMR_STR("IGO")) ||
                        dmr_str_starts(r->codes.at[0].text, DMR_STR("NGO")));
        for (size_t k = 0; k < r->names.n && !acronym; k++)
            acronym = k != i && dmr_import_is_initials(raw, r->names.at[k].text);
        if (acronym)
            n->text = raw;
    }
}

/* One name in several spellings that we do not tell apart is one. */
static demarche_status drop_repeats(reader *r)
{
    dmr_map *seen = dmr_map_new(r->arena);
    size_t n = 0;
    if (!seen)
        return dmr_error_memory(r->f->err);
    for (size_t i = 0; i < r->names.n; i++) {
        demarche_str norm = dmr_name_norm_copy(r->arena, r->names.at[i].text);
        if (!norm.ptr)
            return dmr_error_memory(r->f->err);
        if (dmr_map_get(seen, norm, UINT32_MAX) != UINT32_MAX) {
            r->f->import->counts.repeated++;
            continue;
        }
        if (!dmr_map_set(seen, norm, 1))
            return dmr_error_memory(r->f->err);
        r->names.at[n++] = r->names.at[i];
    }
    r->names.n = n;
    return DEMARCHE_OK;
}

/* --------------------------------------------------------------------------- rows */

static demarche_str day_text(dmr_day day, dmr_arena *arena)
{
    char text[DMR_EDTF_MAX];
    if (day == DMR_DAY_NONE || day == DMR_DAY_OPEN)
        return (demarche_str){"", 0};
    dmr_date date = dmr_date_of_day(day);
    size_t n = dmr_edtf_write(&date, text);
    return dmr_str_copy(arena, dmr_str(text, n));
}

/* The names from the `first` on, parted by |. */
static demarche_str join_names(const reader *r, size_t first)
{
    size_t n = 0;
    for (size_t i = first; i < r->names.n; i++)
        n += r->names.at[i].text.len + 1;
    char *p = dmr_arena_alloc(r->arena, n + 1);
    size_t at = 0;
    for (size_t i = first; p && i < r->names.n; i++) {
        if (at)
            p[at++] = '|';
        memcpy(p + at, r->names.at[i].text.ptr, r->names.at[i].text.len);
        at += r->names.at[i].text.len;
    }
    return dmr_str(p, p ? at : 0);
}

static demarche_status add_row(reader *r, const dmr_import_span *span, bool person)
{
    const dmr_import_code *code = &r->codes.at[span->code];
    const dmr_import_who *who = &code->who;
    demarche_str from = day_text(span->from, r->arena);
    demarche_str until = day_text(span->until, r->arena);
    demarche_str all = join_names(r, 0), others = join_names(r, 1);
    demarche_str comment = code->comment.len ? code->comment : r->note;
    demarche_str note =
        dmr_str_format(r->arena, "CAMEO %.*s%s%.*s", DMR_STR_ARG(code->text),
                       comment.len ? "; " : "", DMR_STR_ARG(comment));
    if (!from.ptr || !until.ptr || !all.ptr || !others.ptr || !note.ptr)
        return dmr_error_memory(r->f->err);
    demarche_str name = r->names.at[0].text, none = {"", 0};
    if (who->bare && !person) {
        demarche_str region = who->region, code_cell = region.len ? region : who->code;
        const demarche_str cells[] = {
            code_cell, region.len ? DMR_STR("region") : DMR_STR("name"), all, from, until,
            none};
        return dmr_import_row(r->f, DMR_IMPORT_STATES, cells, 6, note, r->line);
    }
    if (person) {
        const demarche_str cells[] = {name, others, who->code, who->sector,
                                      none, from,   until};
        return dmr_import_row(r->f, DMR_IMPORT_PERSONS, cells, 7, note, r->line);
    }
    const demarche_str cells[] = {name, others, who->code, who->sector, from, until};
    return dmr_import_row(r->f, DMR_IMPORT_ACTORS, cells, 6, note, r->line);
}

static void refuse_names(reader *r)
{
    for (size_t i = 0; i < r->names.n; i++)
        dmr_import_refuse(r->f, r->names.at[i].line, r->names.at[i].raw,
                          r->has_codes
                              ? "none of its codes could be taken"
                              : "no code; write [CODE] behind it or below, or '+' before "
                                "another name of the one above");
}

/* Codes that never hold: others before them have all their days. */
static void tell_unreached(reader *r, const dmr_import_span *spans, size_t n)
{
    for (size_t i = 0; i < r->codes.n; i++) {
        bool reached = false;
        for (size_t k = 0; k < n; k++)
            reached |= spans[k].code == i;
        for (size_t k = 0; k < i && !reached; k++)
            reached = dmr_str_eq(r->codes.at[k].text, r->codes.at[i].text);
        const dmr_import_code *c = &r->codes.at[i];
        if (!reached && !c->dated)
            dmr_import_remark(r->f, c->line, c->text,
                              "a second code without days never holds");
    }
}

/* Every name with every code, as the dictionary has them. */
static demarche_status add_phrases(reader *r)
{
    for (size_t i = 0; i < r->names.n; i++) {
        for (size_t k = 0; k < r->raw.n; k++) {
            const dmr_import_dated *code = &r->raw.at[k];
            demarche_str from = day_text(code->from, r->arena);
            demarche_str until = day_text(code->until, r->arena);
            if (!from.ptr || !until.ptr)
                return dmr_error_memory(r->f->err);
            DMR_TRY(dmr_import_phrase(r->f, r->names.at[i].raw, false, code->code, from,
                                      until, dmr_str(NULL, 0), r->names.at[i].line));
        }
    }
    return DEMARCHE_OK;
}

static demarche_status finish_entry(reader *r)
{
    DMR_TRY(add_phrases(r));
    if (r->names.n && r->codes.n) {
        dmr_import_span *spans;
        size_t n;
        settle_acronyms(r);
        DMR_TRY(drop_repeats(r));
        DMR_TRY(dmr_import_timeline(&spans, &n, r->codes.at, r->codes.n, r->arena,
                                    r->f->err));
        tell_unreached(r, spans, n);
        bool person = dmr_import_is_person(r->f->import, r->names.at, r->names.n,
                                           r->codes.at, r->codes.n);
        for (size_t i = 0; person && i < r->names.n; i++) {
            demarche_str *text = &r->names.at[i].text;
            *text = dmr_import_name_of_person(*text, r->arena);
            if (!text->ptr)
                return dmr_error_memory(r->f->err);
        }
        for (size_t i = 0; i < n; i++)
            DMR_TRY(add_row(r, &spans[i], person));
        r->f->import->counts.names += r->names.n;
        for (size_t i = 0; i < r->names.n; i++)
            r->f->import->counts.stems += r->names.at[i].stem;
    } else {
        refuse_names(r);
    }
    dmr_arena_reset(r->arena);
    *r = (reader){.f = r->f, .arena = r->arena};
    return DEMARCHE_OK;
}

/* -------------------------------------------------------------------------- lines */

/* Whether a name without "+" goes on with the block of names above, which has no codes
 * yet: "UNITED_NATIONS_ / UN_ / U.N._ / [IGOUNO]". Behind a blank line, or with a code of
 * its own, it is another. */
static bool goes_on(const reader *r, const dmr_import_line *line)
{
    return r->begun && r->names.n && !r->has_codes && !r->gap && line->n_brackets == 0;
}

static demarche_status begin_entry(reader *r, const dmr_import_line *line)
{
    DMR_TRY(finish_entry(r));
    r->begun = true;
    r->line = line->number;
    return DEMARCHE_OK;
}

static demarche_status read_name_line(reader *r, const dmr_import_line *line)
{
    demarche_str raw = line->head;
    bool plus = dmr_str_starts(raw, DMR_STR("+"));
    if (plus)
        raw = dmr_str_trim(dmr_str(raw.ptr + 1, raw.len - 1));
    if (plus && !r->begun) {
        dmr_import_refuse(r->f, line->number, line->whole,
                          "'+' without a name above; take the '+' away");
        return DEMARCHE_OK;
    }
    if (line->indented)
        dmr_import_remark(r->f, line->number, line->whole,
                          "a name behind a blank; taken as one");
    if (plus && line->n_brackets && r->has_codes) {
        dmr_import_remark(r->f, line->number, line->whole,
                          "'+' and a code of its own; taken as a name of its own");
        DMR_TRY(begin_entry(r, line));
    } else if (!plus && goes_on(r, line)) {
        dmr_import_remark(r->f, line->number, line->whole,
                          "no '+'; taken as another name of the one above, whose codes "
                          "follow");
    } else if (!plus) {
        DMR_TRY(begin_entry(r, line));
    } else if (r->below) {
        dmr_import_remark(r->f, line->number, line->whole,
                          "a name behind the codes; taken as one of the names above");
    }
    DMR_TRY(add_name(r, line, raw));
    return add_codes(r, line);
}

static demarche_status read_line(reader *r, const dmr_import_line *line)
{
    if (line->wrong) {
        dmr_import_refuse(r->f, line->number, line->whole, "%s", line->wrong);
        bool begins = !line->indented && !dmr_str_starts(line->whole, DMR_STR("+"));
        if (!begins) {
            /* What it would have said of the names above is lost with it. */
            r->has_codes |= line->indented;
            return DEMARCHE_OK;
        }
        return begin_entry(r, line);
    }
    if (line->head.len)
        return read_name_line(r, line);
    if (!r->begun) {
        dmr_import_refuse(r->f, line->number, line->whole, "a code without a name above");
        return DEMARCHE_OK;
    }
    r->below = true;
    return add_codes(r, line);
}

demarche_status dmr_import_actors(dmr_import_file *f, demarche_str bytes)
{
    dmr_import_lines lines = {.rest = bytes};
    dmr_import_line line;
    dmr_arena_reset(f->import->scratch);
    reader r = {.f = f, .arena = f->import->scratch};
    while (dmr_import_next(&lines, &line)) {
        if (line.whole.len == 0)
            r.gap = true;
        else
            DMR_TRY(read_line(&r, &line));
    }
    return finish_entry(&r);
}

#include "read/country_study.h"

#include "base/error.h"
#include "read/blocks.h"
#include "read/clean_text.h"
#include "read/date_line.h"
#include "read/format_kind.h"

#define CONTENTS DMR_STR("Table of Contents")
#define AS_OF DMR_STR("Data as of ")

static bool starts_nocase(demarche_str s, demarche_str prefix)
{
    return s.len >= prefix.len && dmr_str_eq_nocase(dmr_str(s.ptr, prefix.len), prefix);
}

static bool is_one_of(demarche_str s, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (dmr_str_eq_nocase(s, dmr_str_c(names[i])))
            return true;
    }
    return false;
}

/* The X of "X Table of Contents"; empty where the line is not that. */
static demarche_str contents_of(demarche_str line)
{
    enum { LONGEST = 100 };
    demarche_str mark = CONTENTS;
    if (line.len <= mark.len || line.len > LONGEST ||
        !dmr_str_eq_nocase(dmr_str(line.ptr + line.len - mark.len, mark.len), mark))
        return dmr_str(NULL, 0);
    demarche_str name = dmr_str(line.ptr, line.len - mark.len);
    if (!dmr_is_blank(name.ptr[name.len - 1]))
        return dmr_str(NULL, 0);
    name = dmr_str_trim(name);
    if (name.len && strchr("-:|", name.ptr[name.len - 1]))
        name = dmr_str_trim(dmr_str(name.ptr, name.len - 1));
    return name;
}

/* What follows "Data as of"; empty where the line is not that. */
static demarche_str as_of_of(demarche_str line)
{
    enum { LONGEST = 60 };
    demarche_str mark = AS_OF;
    if (line.len > LONGEST || !starts_nocase(line, mark))
        return dmr_str(NULL, 0);
    return dmr_str_trim(dmr_str(line.ptr + mark.len, line.len - mark.len));
}

static bool leads_around(demarche_str line)
{
    static const char *const names[] = {
        "Country Listing",
        "Country Studies",
        "Country Study",
        "Table of Contents",
        "Contents",
        "Home",
        "Next",
        "Next Page",
        "Next Section",
        "Previous",
        "Previous Page",
        "Previous Section",
        "Back",
        "Top",
        "Back to Top",
        "Index",
        "Custom Search",
        "Search",
        "Bibliography",
        "Glossary",
        "Source: U.S. Library of Congress",
        "Library of Congress Country Studies",
    };
    line = dmr_str_trim(line);
    if (line.len > 2 && line.ptr[0] == '[' && line.ptr[line.len - 1] == ']')
        line = dmr_str_trim(dmr_str(line.ptr + 1, line.len - 2));
    return is_one_of(line, names, sizeof names / sizeof *names) ||
           contents_of(line).len || as_of_of(line).len;
}

bool dmr_country_study_line(demarche_str line, demarche_str *country, demarche_str *as_of)
{
    enum { LONGEST = 300 };
    *country = *as_of = dmr_str(NULL, 0);
    line = dmr_str_trim(line);
    if (line.len == 0 || line.len > LONGEST)
        return false;
    demarche_str rest = line, part;
    while (dmr_str_split(&rest, '|', &part)) {
        part = dmr_str_trim(part);
        if (!leads_around(part))
            return false;
        demarche_str name = contents_of(part), date = as_of_of(part);
        *country = country->len ? *country : name;
        *as_of = as_of->len ? *as_of : date;
    }
    return true;
}

static bool is_page(demarche_str text, const char *path)
{
    (void)path;
    enum { HEAD_LINES = 12, TAIL = 512 };
    static const char *const listing[] = {"Country Listing"};
    demarche_str rest = text, line;
    for (int seen = 0; seen < HEAD_LINES && dmr_blocks_line(&rest, &line);) {
        line = dmr_str_trim(line);
        seen += line.len > 0;
        if (is_one_of(line, listing, 1) || (seen <= 4 && contents_of(line).len))
            return true;
    }
    size_t from = text.len > TAIL ? text.len - TAIL : 0;
    rest = dmr_str(text.ptr + from, text.len - from);
    while (dmr_blocks_line(&rest, &line)) {
        if (as_of_of(dmr_str_trim(line)).len)
            return true;
    }
    return false;
}

typedef struct page {
    dmr_source *source;
    dmr_blocks blocks;
    demarche_str country; /* of "X Table of Contents" */
} page;

/* Prose and navigation in turn. */
static demarche_status split_page(page *p, demarche_error *err)
{
    demarche_str text = p->source->text, rest = text, line;
    size_t open = 0; /* first byte that is in no paragraph yet */
    while (dmr_blocks_line(&rest, &line)) {
        demarche_str country, as_of;
        if (!dmr_country_study_line(line, &country, &as_of))
            continue;
        size_t at = (size_t)(line.ptr - text.ptr);
        DMR_TRY(dmr_blocks_split(&p->blocks, text, open, at, err));
        open = at + line.len;
        if (!p->country.len)
            p->country = country;
        if (as_of.len && !p->source->meta.as_of.len)
            p->source->meta.as_of = dmr_date_line(as_of, p->blocks.arena);
        p->source->counts.navigation_lines++;
        if (!dmr_blocks_add(&p->blocks, text, at, open, DMR_PARAGRAPH_NAVIGATION))
            return dmr_error_memory(err);
    }
    return dmr_blocks_split(&p->blocks, text, open, text.len, err);
}

demarche_status dmr_country_study(dmr_source *source, dmr_arena *arena,
                                  demarche_error *err)
{
    page p = {.source = source, .blocks = {.arena = arena}};
    DMR_TRY(split_page(&p, err));
    DMR_VEC(demarche_str) section = {0};
    if (p.country.len) {
        demarche_str *first = DMR_PUSH(arena, section);
        if (!first)
            return dmr_error_memory(err);
        *first = p.country;
    }
    /* Headings before the first prose: the country again, the parts, the title. */
    for (size_t i = 0; i < p.blocks.list.n; i++) {
        dmr_paragraph *b = &p.blocks.list.at[i];
        demarche_str words = dmr_str(source->text.ptr + b->start, b->end - b->start);
        if (b->kind == DMR_PARAGRAPH_NAVIGATION)
            continue;
        if (b->kind != DMR_PARAGRAPH_HEADING)
            break;
        if (p.country.len && dmr_str_eq_nocase(words, p.country)) {
            b->kind = DMR_PARAGRAPH_NAVIGATION;
            source->counts.navigation_lines++;
            continue;
        }
        demarche_str *next = DMR_PUSH(arena, section);
        if (!next)
            return dmr_error_memory(err);
        *next = words;
        source->meta.title = words;
    }
    source->counts.navigation_lines += p.blocks.navigation;
    source->paragraphs = p.blocks.list.at;
    source->n_paragraphs = p.blocks.list.n;
    source->meta.section = section.at;
    source->meta.n_section = section.n;
    return DEMARCHE_OK;
}

static demarche_status whole(dmr_source *source, demarche_str bytes,
                             const demarche_read_options *opts, dmr_arena *arena,
                             demarche_error *err)
{
    DMR_TRY(dmr_clean_input(source, bytes, opts, arena, err));
    return dmr_country_study(source, arena, err);
}

const dmr_format_kind dmr_format_country_study = {
    .format = DEMARCHE_FORMAT_COUNTRY_STUDY,
    .name = "country-study",
    .is = is_page,
    .whole = whole,
};

/* HTML: the article of a page, and what leads around it as navigation. */
#include "base/error.h"
#include "read/blocks.h"
#include "read/country_study.h"
#include "read/format_kind.h"
#include "read/given.h"
#include "read/html_charset.h"
#include "read/html_country.h"
#include "read/html_meta.h"
#include "read/html_score.h"
#include "read/html_text.h"
#include "read/site.h"

typedef struct reading {
    dmr_html_page page;
    dmr_html_country country;
    const dmr_site_page *site; /* NULL: it is of no site */
    dmr_arena *arena;
} reading;

static bool is_html(demarche_str head, const char *path)
{
    static const char *const marks[] = {"<!doctype html", "<html", "<head", "<body"};
    (void)path;
    if (dmr_str_starts(head, DMR_STR("\xEF\xBB\xBF")))
        head = dmr_str(head.ptr + 3, head.len - 3);
    for (;;) {
        head = dmr_str_trim(head);
        demarche_str open = DMR_STR("<!--");
        size_t end =
            dmr_str_starts(head, open) ? dmr_str_find(head, DMR_STR("-->"), 4) : SIZE_MAX;
        /* XHTML begins as XML does. */
        if (dmr_str_starts(head, DMR_STR("<?xml")))
            end = dmr_str_find(head, DMR_STR("?>"), 5) == SIZE_MAX
                      ? SIZE_MAX
                      : dmr_str_find(head, DMR_STR("?>"), 5) - 1;
        if (end == SIZE_MAX)
            break;
        head = dmr_str(head.ptr + end + 3, head.len - end - 3);
    }
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        demarche_str mark = dmr_str_c(marks[i]);
        if (head.len > mark.len && dmr_str_eq_nocase(dmr_str(head.ptr, mark.len), mark) &&
            !dmr_is_alpha(head.ptr[mark.len]))
            return true;
    }
    return false;
}

/* All blocks in order; navigation as such. */
static demarche_status write_text(const reading *r, dmr_source *source, size_t max,
                                  demarche_error *err)
{
    dmr_draft draft;
    bool leads = r->site && r->site->leads;
    dmr_draft_begin(&draft, max, r->arena);
    for (size_t i = 0; i < r->page.blocks.n; i++) {
        const dmr_html_block *b = &r->page.blocks.at[i];
        dmr_html_put_block(&draft, &r->page, b,
                           b->navigation || leads ? DMR_PARAGRAPH_NAVIGATION : b->kind);
    }
    return dmr_draft_finish(&draft, source, err);
}

static demarche_str slice(const dmr_source *source, const dmr_paragraph *p)
{
    return dmr_str(source->text.ptr + p->start, p->end - p->start);
}

/* "Published 3 May 1990 | Ada Bell": the date of one of the parts. */
static demarche_str byline_date(demarche_str line, dmr_arena *arena)
{
    static const char *const words[] = {"Published on ", "Published: ", "Published ",
                                        "Posted on ",    "Posted: ",    "Posted "};
    demarche_str part, date = dmr_blocks_dateline(line, arena);
    while (!date.len && dmr_str_split(&line, '|', &part)) {
        part = dmr_str_trim(part);
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            demarche_str w = dmr_str_c(words[i]);
            if (part.len > w.len && dmr_str_eq_nocase(dmr_str(part.ptr, w.len), w)) {
                part = dmr_str(part.ptr + w.len, part.len - w.len);
                break;
            }
        }
        date = dmr_blocks_dateline(part, arena);
    }
    return date;
}

/* Short lines at the head that say who, where and when. */
static void find_bylines(dmr_source *source, dmr_paragraph *paragraphs, dmr_arena *arena)
{
    enum { HEAD = 5, LONGEST = 200 };
    int seen = 0;
    for (size_t i = 0; i < source->n_paragraphs && seen < HEAD; i++) {
        dmr_paragraph *p = &paragraphs[i];
        if (p->kind == DMR_PARAGRAPH_NAVIGATION || p->kind == DMR_PARAGRAPH_LIST)
            continue;
        seen++;
        demarche_str line = slice(source, p);
        if (line.len > LONGEST || p->kind == DMR_PARAGRAPH_HEADING)
            continue;
        demarche_str date = byline_date(line, arena);
        if (date.len && !source->meta.date.len)
            source->meta.date = date;
        if (date.len || (p->kind == DMR_PARAGRAPH_PROSE &&
                         dmr_blocks_kind(line, true) == DMR_PARAGRAPH_BYLINE))
            p->kind = DMR_PARAGRAPH_BYLINE;
    }
}

/* As country_study.c: headings before the first prose are the path, the country's own name
 * is navigation. */
static bool set_path(const reading *r, dmr_meta *meta, dmr_source *source,
                     dmr_paragraph *paragraphs)
{
    demarche_str country = r->country.country, title = dmr_str(NULL, 0);
    if (country.len && !dmr_meta_set(meta, DMR_FIELD_SECTION, country))
        return false;
    for (size_t i = 0; i < source->n_paragraphs; i++) {
        dmr_paragraph *p = &paragraphs[i];
        if (p->kind == DMR_PARAGRAPH_NAVIGATION)
            continue;
        if (p->kind != DMR_PARAGRAPH_HEADING)
            break;
        demarche_str words = slice(source, p);
        if (country.len && dmr_str_eq_nocase(words, country)) {
            p->kind = DMR_PARAGRAPH_NAVIGATION;
            continue;
        }
        title = words;
        if (!dmr_meta_set(meta, DMR_FIELD_SECTION, words))
            return false;
    }
    return !title.len || dmr_meta_set(meta, DMR_FIELD_TITLE, title);
}

/* "Ruritania - Relations with Strelsau": the page's title without its country. */
static void drop_country(dmr_meta *meta, demarche_str country)
{
    demarche_str t = meta->out->title;
    if (!country.len || t.len <= country.len + 3 ||
        !dmr_str_eq_nocase(dmr_str(t.ptr, country.len), country))
        return;
    demarche_str rest = dmr_str_trim(dmr_str(t.ptr + country.len, t.len - country.len));
    if (rest.len > 2 && strchr("-:|", rest.ptr[0]))
        meta->out->title = dmr_str_trim(dmr_str(rest.ptr + 1, rest.len - 1));
}

/* The page's heading, and the nodes between which its head lies. */
static demarche_str find_head(const reading *r, size_t *begin, size_t *end)
{
    enum { PROSE = 2 };
    demarche_str heading = dmr_str(NULL, 0);
    size_t prose = 0;
    *begin = r->page.body;
    *end = r->page.tree.n;
    for (size_t i = 0; i < r->page.blocks.n; i++) {
        const dmr_html_block *b = &r->page.blocks.at[i];
        if (b->navigation && !(r->site && r->site->leads))
            continue;
        if (b->level_one && !heading.ptr) {
            heading = dmr_html_all_text(&r->page.tree, b->node, 512, r->page.tree.own);
            *begin = b->node < *begin ? b->node : *begin;
        }
        if (b->kind == DMR_PARAGRAPH_PROSE && ++prose == PROSE) {
            *end = b->node;
            break;
        }
    }
    return heading;
}

/* The site knows better than the page where it stands. */
static bool take_place(const reading *r, dmr_source *source)
{
    const dmr_site_page *p = r->site;
    demarche_str *section = DMR_NEW_ARRAY(r->arena, demarche_str, p->n_section);
    uint32_t *place = DMR_NEW_ARRAY(r->arena, uint32_t, p->n_section);
    if (!section || !place)
        return false;
    for (size_t i = 0; i < p->n_section; i++) {
        section[i] = dmr_str_copy(r->arena, p->section[i]);
        place[i] = p->place[i];
        if (!section[i].ptr)
            return false;
    }
    source->meta.section = section;
    source->meta.section_place = p->n_section ? place : NULL;
    source->meta.n_section = p->n_section;
    return true;
}

static demarche_status fill(reading *r, dmr_source *source,
                            const demarche_read_options *opts, demarche_error *err)
{
    if (!dmr_html_blocks(&r->page) || !dmr_html_score(&r->page) ||
        !dmr_html_country_find(&r->country, &r->page, r->arena))
        return dmr_error_memory(err);
    if (opts->site && opts->path)
        r->site = dmr_site_find(opts->site, dmr_str_c(opts->path), r->page.tree.own);
    if (r->site && r->site->n_section)
        r->country.country = dmr_str_copy(r->arena, r->site->section[0]);
    r->country.is_page = r->country.is_page || r->site;
    DMR_TRY(write_text(r, source, opts->max_bytes, err));
    /* The draft's paragraphs are ours: they lie in our arena. */
    dmr_paragraph *paragraphs = (dmr_paragraph *)source->paragraphs;
    dmr_meta meta = {.out = &source->meta, .arena = r->arena};
    size_t begin, end;
    demarche_str heading = find_head(r, &begin, &end);
    source->meta.as_of = r->country.as_of;
    if (r->country.is_page && !set_path(r, &meta, source, paragraphs))
        return dmr_error_memory(err);
    if (!dmr_html_meta(&meta, &r->page.tree, heading, begin, end))
        return dmr_error_memory(err);
    demarche_str country, as_of;
    bool contents = dmr_country_study_line(meta.out->title, &country, &as_of);
    if (!contents && !(r->site && r->site->leads))
        drop_country(&meta, r->country.country);
    if (r->country.is_page && meta.section.n == 1 && meta.out->title.len && !contents &&
        !dmr_meta_set(&meta, DMR_FIELD_SECTION, meta.out->title))
        return dmr_error_memory(err);
    /* What is known from elsewhere goes before what only looks like a dateline. */
    DMR_TRY(dmr_given_take(&source->meta, opts, r->arena, err));
    find_bylines(source, paragraphs, r->arena);
    for (size_t i = 0; i < source->n_paragraphs; i++)
        source->counts.navigation_lines += paragraphs[i].kind == DMR_PARAGRAPH_NAVIGATION;
    if (!dmr_meta_finish(&meta) || (r->site && !take_place(r, source)))
        return dmr_error_memory(err);
    return DEMARCHE_OK;
}

static demarche_status whole(dmr_source *source, demarche_str bytes,
                             const demarche_read_options *opts, dmr_arena *arena,
                             demarche_error *err)
{
    reading r = {.arena = arena};
    demarche_str text, charset;
    dmr_origin outer = {0}, inner;
    DMR_TRY(dmr_html_decode(&text, &outer, &charset, bytes, dmr_str_c(opts->charset),
                            &source->counts, arena, err));
    DMR_TRY(dmr_html_parse(&r.page.tree, text, err));
    demarche_status status = fill(&r, source, opts, err);
    dmr_html_free(&r.page.tree);
    if (status)
        return status;
    if (!dmr_str_eq_nocase(charset, DMR_STR("UTF-8")) &&
        !(source->meta.charset = dmr_str_copy(arena, charset)).ptr)
        return dmr_error_memory(err);
    inner = source->origin;
    source->origin = (dmr_origin){0};
    return dmr_origin_chain(&source->origin, &outer, &inner, 0, source->text.len, arena)
               ? DEMARCHE_OK
               : dmr_error_memory(err);
}

const dmr_format_kind dmr_format_html = {
    .format = DEMARCHE_FORMAT_HTML,
    .name = "html",
    .suffixes = (const char *const[]){".html", ".htm", ".xhtml", NULL},
    .is = is_html,
    .whole = whole,
};

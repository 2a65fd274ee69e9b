#include "read/site_links.h"

#include "base/error.h"
#include "base/utf8.h"
#include "read/country_study.h"
#include "read/html_blocks.h"

/* -------------------------------------------------------------------------- a glance */

static bool is_tag(demarche_str html, size_t at, demarche_str name)
{
    return html.len - at > name.len + 1 &&
           dmr_str_eq_nocase(dmr_str(html.ptr + at + 1, name.len), name) &&
           !dmr_is_alpha(html.ptr[at + 1 + name.len]);
}

static size_t behind(demarche_str html, size_t at, demarche_str what)
{
    for (; at < html.len; at++) {
        const char *p = memchr(html.ptr + at, what.ptr[0], html.len - at);
        if (!p)
            break;
        at = (size_t)(p - html.ptr);
        if (html.len - at >= what.len && dmr_str_eq_nocase(dmr_str(p, what.len), what))
            return at + what.len;
    }
    return html.len;
}

bool dmr_site_may_lead(demarche_str html)
{
    size_t linked = 0, all = 0, links = 0;
    bool in_link = false;
    for (size_t i = 0; i < html.len; i++) {
        if (html.ptr[i] != '<') {
            bool letter = dmr_is_alpha(html.ptr[i]) || (html.ptr[i] & 0x80);
            all += letter;
            linked += letter && in_link;
            continue;
        }
        if (is_tag(html, i, DMR_STR("script")))
            i = behind(html, i, DMR_STR("</script")) - 1;
        else if (is_tag(html, i, DMR_STR("style")))
            i = behind(html, i, DMR_STR("</style")) - 1;
        else if (is_tag(html, i, DMR_STR("h1")))
            i = behind(html, i, DMR_STR("</h1")) - 1;
        else if (is_tag(html, i, DMR_STR("title")))
            i = behind(html, i, DMR_STR("</title")) - 1;
        else if (dmr_str_starts(dmr_str(html.ptr + i, html.len - i), DMR_STR("<!--")))
            i = behind(html, i, DMR_STR("-->")) - 1;
        bool opens = i < html.len && is_tag(html, i, DMR_STR("a"));
        if (opens)
            links++;
        if (opens || (i < html.len && is_tag(html, i, DMR_STR("/a"))))
            in_link = opens;
        i = i < html.len ? behind(html, i, DMR_STR(">")) - 1 : i;
    }
    return links >= 2 && linked * 5 >= all * 2;
}

/* ----------------------------------------------------------------------------- paths */

demarche_str dmr_site_path(demarche_str path, dmr_arena *arena)
{
    char *out = dmr_arena_alloc(arena, path.len + 1);
    size_t n = 0;
    if (!out)
        return dmr_str(NULL, 0);
    bool rooted = path.len && path.ptr[0] == '/';
    demarche_str rest = path, part;
    while (dmr_str_split(&rest, '/', &part)) {
        bool at_root = rooted && n == 0;
        if (part.len == 0 || dmr_str_is(part, ".") || (at_root && dmr_str_is(part, "..")))
            continue;
        size_t last = n;
        while (last && out[last - 1] != '/')
            last--;
        bool above = n - last == 2 && out[last] == '.' && out[last + 1] == '.';
        if (dmr_str_is(part, "..") && n && !above) {
            n = last ? last - 1 : 0;
            continue;
        }
        if (n || rooted)
            out[n++] = '/';
        memcpy(out + n, part.ptr, part.len);
        n += part.len;
    }
    out[n] = '\0';
    return dmr_str(out, n);
}

static int hex(char c)
{
    if (dmr_is_digit(c))
        return c - '0';
    c = dmr_to_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Where a link of the page leads within the folder: without fragment and query; empty where
 * it leads out or nowhere. A link to a folder is one to its index.html. */
static demarche_str target(demarche_str href, demarche_str page, dmr_arena *arena)
{
    size_t n = 0, dir = page.len;
    href = dmr_str_trim(href);
    while (n < href.len && href.ptr[n] != '#' && href.ptr[n] != '?' && href.ptr[n] != ':')
        n++;
    if (n == 0 || (n < href.len && href.ptr[n] == ':') || href.ptr[0] == '/')
        return dmr_str(NULL, 0);
    while (dir && page.ptr[dir - 1] != '/')
        dir--;
    char *joined = dmr_arena_alloc(arena, dir + n + sizeof "index.html");
    if (!joined)
        return dmr_str(NULL, 0);
    memcpy(joined, page.ptr, dir);
    size_t k = dir;
    for (size_t i = 0; i < n; i++) {
        bool coded = href.ptr[i] == '%' && i + 2 < n && hex(href.ptr[i + 1]) >= 0 &&
                     hex(href.ptr[i + 2]) >= 0;
        joined[k++] = coded ? (char)(hex(href.ptr[i + 1]) * 16 + hex(href.ptr[i + 2]))
                            : href.ptr[i];
        i += coded ? 2 : 0;
    }
    if (joined[k - 1] == '/') {
        memcpy(joined + k, "index.html", 10);
        k += 10;
    }
    return dmr_site_path(dmr_str(joined, k), arena);
}

/* ----------------------------------------------------------------------------- lines */

typedef struct reading {
    dmr_html_page page;
    dmr_site_lines *out;
    demarche_str path;
    dmr_arena *arena;
    bool failed;
} reading;

/* "Chapter 4. Government", "IV - Government", "12. Trade" without what counts them. */
static demarche_str without_number(demarche_str s)
{
    static const char *const words[] = {"chapter", "section", "part", "appendix"};
    size_t i = 0;
    for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
        demarche_str w = dmr_str_c(words[k]);
        if (s.len > w.len + 2 && s.ptr[w.len] == ' ' &&
            dmr_str_eq_nocase(dmr_str(s.ptr, w.len), w))
            i = w.len + 1;
    }
    size_t from = i;
    while (i < s.len &&
           (dmr_is_digit(s.ptr[i]) || (s.ptr[i] && strchr("IVXLC", s.ptr[i])) ||
            (from && i == from && dmr_is_upper(s.ptr[i]))))
        i++;
    if (i == from || i == s.len || !strchr(".:-)", s.ptr[i]) ||
        (dmr_is_digit(s.ptr[i - 1]) && i + 1 < s.len && dmr_is_digit(s.ptr[i + 1]))) {
        /* "Chapter 4 - Government" */
        if (i == from || i + 2 >= s.len || s.ptr[i] != ' ' || s.ptr[i + 1] != '-')
            return s;
        i++;
    }
    demarche_str rest = dmr_str_trim(dmr_str(s.ptr + i + 1, s.len - i - 1));
    return rest.len ? rest : s;
}

/* How deep a line stands: by headings above everything, by lists, by blanks before it. */
static int depth_of(const reading *r, uint32_t node)
{
    enum { LIST = 100, HEADING = -100 };
    const dmr_html_tree *t = &r->page.tree;
    int depth = 0;
    for (uint32_t i = node;; i = t->at[i].parent) {
        GumboTag tag = t->at[i].tag;
        if (tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6)
            return HEADING + (int)(tag - GUMBO_TAG_H1);
        if (tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL || tag == GUMBO_TAG_DL ||
            tag == GUMBO_TAG_BLOCKQUOTE || tag == GUMBO_TAG_MENU || tag == GUMBO_TAG_DIR)
            depth += LIST;
        if (tag == GUMBO_TAG_DD)
            depth += LIST / 2;
        if (i == 0)
            return depth;
    }
}

static int leading_blanks(demarche_str s, bool *words)
{
    int n = 0;
    for (size_t i = 0; i < s.len;) {
        int32_t c;
        i += dmr_utf8_decode(s.ptr + i, s.len - i, &c);
        if (dmr_utf8_class_of(c) != DMR_UTF8_BLANK) {
            *words = true;
            break;
        }
        n += c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200A);
    }
    return n;
}

static bool in_link(const reading *r, uint32_t node, demarche_str *href)
{
    const dmr_html_tree *t = &r->page.tree;
    for (uint32_t i = node; i; i = t->at[i].parent) {
        if (t->at[i].tag == GUMBO_TAG_A && dmr_html_has_attribute(&t->at[i], "href")) {
            *href = dmr_html_attribute(&t->at[i], "href");
            return true;
        }
    }
    return false;
}

static void add_line(reading *r, demarche_str words, demarche_str to, int indent)
{
    demarche_str country, as_of;
    words = dmr_str_trim(words);
    if (dmr_country_study_line(words, &country, &as_of)) {
        if (country.len && !r->out->name.len)
            r->out->name = dmr_str_copy(r->arena, country);
        return;
    }
    if (!words.len || r->failed)
        return;
    dmr_site_line *line = DMR_PUSH(r->arena, r->out->list);
    demarche_str title = dmr_str_copy(r->arena, without_number(words));
    r->failed = !line || !title.ptr;
    if (r->failed)
        return;
    *line = (dmr_site_line){.title = title, .to = to, .indent = indent};
    for (size_t i = r->out->list.n - 1; i > 0; i--) {
        if (r->out->list.at[i - 1].indent < indent) {
            line->up = (uint32_t)i;
            break;
        }
        /* What a line above stands under is the next that can be less deep. */
        i = r->out->list.at[i - 1].up + 1;
    }
}

/* The lines of one block; several links in a row ("Trade, Aid") are a line each. */
static void take_block(reading *r, const dmr_html_block *b)
{
    enum { LONGEST = 300 };
    char words[LONGEST + 4];
    size_t n = 0;
    int depth = depth_of(r, b->node), blanks = 0;
    bool started = false, was_link = false;
    demarche_str to = {NULL, 0};
    for (size_t i = 0; i < b->n; i++) {
        const dmr_html_piece *p = &r->page.pieces.at[b->first + i];
        demarche_str s = dmr_html_text(&r->page.tree.at[p->node]), href = {NULL, 0};
        bool link = p->kind == DMR_HTML_WORDS && in_link(r, p->node, &href);
        bool inked = dmr_str_trim(s).len > 0;
        if (p->kind != DMR_HTML_WORDS ||
            (link && was_link && inked && to.len &&
             !dmr_str_eq(target(href, r->path, r->arena), to))) {
            add_line(r, dmr_str(words, n), to, depth + blanks);
            n = 0;
            to = dmr_str(NULL, 0);
            if (p->kind != DMR_HTML_WORDS) {
                blanks = 0;
                started = was_link = false;
                continue;
            }
        }
        if (!started)
            blanks += leading_blanks(s, &started);
        if (link && inked && !to.len) {
            to = target(href, r->path, r->arena);
            was_link = true;
        }
        /* What stands behind a link says something of it: "(map)". */
        if (!link && was_link)
            continue;
        for (size_t k = 0; k < s.len;) {
            int32_t c;
            size_t took = dmr_utf8_decode(s.ptr + k, s.len - k, &c);
            bool blank = dmr_utf8_class_of(c) == DMR_UTF8_BLANK;
            if (n + took < LONGEST && !(blank && (n == 0 || words[n - 1] == ' ')))
                n += blank ? (words[n] = ' ', 1) : dmr_utf8_encode(c, words + n);
            k += took;
        }
    }
    add_line(r, dmr_str(words, n), to, depth + blanks);
}

static demarche_str heading_of(const reading *r)
{
    enum { LONGEST = 200 };
    for (int k = 0; k < 2; k++) {
        for (size_t i = 0; i < r->page.tree.n; i++) {
            GumboTag want = k ? GUMBO_TAG_TITLE : GUMBO_TAG_H1;
            if (r->page.tree.at[i].tag != want)
                continue;
            demarche_str s = dmr_html_all_text(&r->page.tree, i, LONGEST, r->arena);
            if (s.len)
                return s;
        }
    }
    return dmr_str(NULL, 0);
}

demarche_status dmr_site_lines_read(dmr_site_lines *out, demarche_str html,
                                    demarche_str path, dmr_arena *arena,
                                    demarche_error *err)
{
    *out = (dmr_site_lines){0};
    reading r = {.out = out, .path = path, .arena = arena};
    DMR_TRY(dmr_html_parse(&r.page.tree, html, err));
    r.failed = !dmr_html_blocks(&r.page);
    demarche_str heading = heading_of(&r), country, as_of;
    for (size_t i = 0; i < r.page.blocks.n && !r.failed; i++) {
        if (!r.page.blocks.at[i].level_one)
            take_block(&r, &r.page.blocks.at[i]);
    }
    if (dmr_country_study_line(heading, &country, &as_of) && country.len)
        out->name = country;
    else if (!out->name.len)
        out->name = heading;
    dmr_html_free(&r.page.tree);
    return r.failed ? dmr_error_memory(err) : DEMARCHE_OK;
}

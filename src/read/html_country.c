#include "read/html_country.h"

#include "read/country_study.h"
#include "read/date_line.h"

enum { LINE = 300 };

static void take_line(dmr_html_country *c, demarche_str country, demarche_str as_of,
                      dmr_arena *arena)
{
    if (country.len && !c->country.len)
        c->country = dmr_str_copy(arena, country);
    if (as_of.len && !c->as_of.len)
        c->as_of = dmr_date_line(as_of, arena);
}

/* The words of a block, in the page's scratch. */
static demarche_str block_words(const dmr_html_page *page, const dmr_html_block *b)
{
    char *out = dmr_arena_alloc(page->arena, LINE + 2);
    size_t n = 0;
    for (size_t i = 0; out && i < b->n; i++) {
        const dmr_html_piece *p = &page->pieces.at[b->first + i];
        demarche_str s = p->kind == DMR_HTML_WORDS
                             ? dmr_html_text(&page->tree.at[p->node])
                             : DMR_STR(" ");
        for (size_t k = 0; k < s.len; k++) {
            bool blank = dmr_is_blank(s.ptr[k]);
            if (blank && (n == 0 || out[n - 1] == ' '))
                continue;
            if (n > LINE)
                return dmr_str(NULL, 0);
            out[n++] = blank ? ' ' : s.ptr[k];
        }
    }
    return dmr_str_trim(dmr_str(out, n));
}

bool dmr_html_country_find(dmr_html_country *out, dmr_html_page *page, dmr_arena *arena)
{
    enum { WORDS = 40 };
    *out = (dmr_html_country){0};
    demarche_str country, as_of;
    for (size_t i = 0; i < page->tree.n; i++) {
        const dmr_html_node *n = &page->tree.at[i];
        if (n->tag != GUMBO_TAG_A || !dmr_html_has_attribute(n, "href"))
            continue;
        demarche_str s = dmr_html_all_text(&page->tree, i, 128, page->arena);
        if (!s.ptr)
            return false;
        if (dmr_str_eq_nocase(s, DMR_STR("Country Listing")))
            out->is_page = true;
        if (dmr_country_study_line(s, &country, &as_of))
            take_line(out, country, as_of, arena);
    }
    for (size_t i = 0; i < page->blocks.n; i++) {
        dmr_html_block *b = &page->blocks.at[i];
        if (b->words > WORDS)
            continue;
        demarche_str s = block_words(page, b);
        if (!dmr_country_study_line(s, &country, &as_of))
            continue;
        b->navigation = true;
        take_line(out, country, as_of, arena);
    }
    out->is_page = out->is_page || out->country.len || out->as_of.len;
    return true;
}

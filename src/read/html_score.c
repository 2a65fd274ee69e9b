#include "read/html_score.h"

#include "read/html_hints.h"

/* Of one node and what is below it. */
typedef struct sums {
    uint32_t words, link_words;
    uint32_t text;    /* words in blocks that read as text */
    uint32_t article; /* words in blocks told to be the article */
    bool around;      /* it, or what it lies in, leads around */
    bool byline;
    bool link_first; /* its first words are a link */
} sums;

typedef struct score {
    dmr_html_page *page;
    sums *at; /* (n nodes) */
} score;

static double density(const dmr_html_block *b)
{
    return b->words ? (double)b->link_words / b->words : 1;
}

/* Sentences, as against labels and links. */
static bool reads_as_text(const dmr_html_block *b)
{
    return density(b) <= 0.34 && (b->words > 16 || (b->words >= 5 && b->stops));
}

/* The tree of the paper (its figure 4), over a block and its neighbours. */
static bool told_by_words(const dmr_html_block *before, const dmr_html_block *b,
                          const dmr_html_block *after)
{
    static const dmr_html_block none = {0};
    double above = before ? density(before) : 0;
    const dmr_html_block *p = before ? before : &none, *n = after ? after : &none;
    if (density(b) > 0.333333)
        return false;
    if (above > 0.555556)
        return b->words > 40 || n->words > 17;
    return b->words > 16 || n->words > 15 || p->words > 4;
}

/* ------------------------------------------------------------------------ containers */

static void add_up(score *s)
{
    const dmr_html_tree *t = &s->page->tree;
    for (size_t i = 0; i < s->page->blocks.n; i++) {
        const dmr_html_block *b = &s->page->blocks.at[i];
        sums *at = &s->at[b->node];
        if (at->words == 0)
            at->link_first = density(b) > 0.5;
        at->words += b->words;
        at->link_words += b->link_words;
        at->text += reads_as_text(b) ? b->words : 0;
    }
    for (size_t i = t->n; i-- > 1;) {
        sums *up = &s->at[t->at[i].parent];
        up->words += s->at[i].words;
        up->link_words += s->at[i].link_words;
        up->text += s->at[i].text;
        /* Children come last to first: the first one with words has the last say. */
        if (s->at[i].words)
            up->link_first = s->at[i].link_first;
    }
}

/* Three or more short things side by side that each begin with a link or are one: menus,
 * teasers, related articles. */
static bool is_link_list(const score *s, size_t node)
{
    enum { CARD = 80 };
    const dmr_html_tree *t = &s->page->tree;
    size_t cards = 0, others = 0;
    for (size_t i = node + 1; i < t->at[node].end; i = t->at[i].end) {
        const sums *c = &s->at[i];
        if (t->at[i].tag == GUMBO_TAG_LAST || c->words == 0)
            continue;
        bool card = c->words <= CARD && c->link_words &&
                    (c->link_first || c->link_words * 2 > c->words);
        cards += card;
        others += !card;
    }
    return cards >= 3 && cards >= 3 * others;
}

/* What is called navigation, and does not hold a good part of the page's text. */
static void mark_around(score *s)
{
    const dmr_html_tree *t = &s->page->tree;
    uint32_t all = s->at[0].text;
    for (size_t i = 1; i < t->n; i++) {
        if (t->at[i].tag == GUMBO_TAG_LAST)
            continue;
        const sums *up = &s->at[t->at[i].parent];
        dmr_html_hint hint = dmr_html_hint_of(t, i);
        bool named = hint == DMR_HTML_HINT_AROUND || is_link_list(s, i);
        /* Elements say what they are for, classes only how they look. */
        GumboTag tag = t->at[i].tag;
        bool sure = tag == GUMBO_TAG_NAV || tag == GUMBO_TAG_ASIDE ||
                    tag == GUMBO_TAG_FOOTER || tag == GUMBO_TAG_BUTTON ||
                    tag == GUMBO_TAG_SELECT;
        bool most =
            all && (uint64_t)s->at[i].text * 100 >= (uint64_t)all * (sure ? 90 : 40);
        s->at[i].around = up->around || (named && !most);
        s->at[i].byline = up->byline || (hint == DMR_HTML_HINT_BYLINE && !most);
    }
}

/* ----------------------------------------------------------------------- the article */

static const dmr_html_block *beside(const score *s, size_t i, int step)
{
    const dmr_html_block *at = s->page->blocks.at;
    for (size_t k = i + (size_t)step; k < s->page->blocks.n; k += (size_t)step) {
        if (at[k].words && at[k].kind != DMR_PARAGRAPH_HEADING)
            return &at[k];
    }
    return NULL;
}

static void tell_article(score *s)
{
    const dmr_html_tree *t = &s->page->tree;
    for (size_t i = 0; i < s->page->blocks.n; i++) {
        dmr_html_block *b = &s->page->blocks.at[i];
        bool around = s->at[b->node].around;
        b->navigation = around || !(reads_as_text(b) ||
                                    told_by_words(beside(s, i, -1), b, beside(s, i, 1)));
        if (!b->navigation && b->kind != DMR_PARAGRAPH_HEADING)
            s->at[b->node].article += b->words;
    }
    for (size_t i = t->n; i-- > 1;)
        s->at[t->at[i].parent].article += s->at[i].article;
}

/* The smallest element with nearly all of the article; one that says that it is the
 * article needs only the better part. */
static uint32_t find_body(const score *s)
{
    const dmr_html_tree *t = &s->page->tree;
    uint32_t all = s->at[0].article, at = 0;
    for (uint32_t i = 1; i < t->n; i++) {
        if (t->at[i].tag == GUMBO_TAG_LAST || i >= t->at[at].end)
            continue;
        uint64_t part = (uint64_t)s->at[i].article * 100;
        bool named = t->at[i].tag == GUMBO_TAG_ARTICLE || t->at[i].tag == GUMBO_TAG_MAIN;
        if (part >= (uint64_t)all * (named ? 60 : 90))
            at = i;
        else if (part == 0)
            i = t->at[i].end - 1;
    }
    /* A paragraph, a list, a cell is not where an article ends. */
    while (at &&
           (t->at[at].tag == GUMBO_TAG_P || t->at[at].tag == GUMBO_TAG_UL ||
            t->at[at].tag == GUMBO_TAG_OL || t->at[at].tag == GUMBO_TAG_LI ||
            t->at[at].tag == GUMBO_TAG_FONT || t->at[at].tag == GUMBO_TAG_CENTER ||
            t->at[at].tag == GUMBO_TAG_BLOCKQUOTE || t->at[at].tag == GUMBO_TAG_PRE))
        at = t->at[at].parent;
    return at;
}

/* Whether a block within the article's element belongs to it. */
static bool belongs(const score *s, size_t i)
{
    const dmr_html_block *b = &s->page->blocks.at[i];
    if (s->at[b->node].around)
        return false;
    if (b->words == 0)
        return b->verbatim || b->row;
    if (density(b) > 0.34)
        return b->words >= 12 && b->stops && density(b) < 0.8;
    bool label =
        b->words <= 4 && !b->stops && !b->dated && b->kind == DMR_PARAGRAPH_PROSE;
    return !label || (!b->navigation && b->words > 1);
}

/* A heading goes with what it heads: the next block that is none. */
static void settle_headings(dmr_html_page *page)
{
    bool below = true;
    for (size_t i = page->blocks.n; i-- > 0;) {
        dmr_html_block *b = &page->blocks.at[i];
        if (b->kind != DMR_PARAGRAPH_HEADING)
            below = b->navigation;
        else if (!b->level_one)
            b->navigation = b->navigation || below;
    }
}

/* The page's own heading and what stands between it and the article. */
static size_t first_title(const score *s, size_t first)
{
    for (size_t i = first; i-- > 0;) {
        const dmr_html_block *b = &s->page->blocks.at[i];
        if (b->level_one && density(b) <= 0.34 && !s->at[b->node].around)
            return i;
    }
    return first;
}

static void settle(score *s)
{
    dmr_html_page *page = s->page;
    const dmr_html_tree *t = &page->tree;
    uint32_t from = page->body, to = t->at[from].end;
    size_t first = page->blocks.n;
    for (size_t i = page->blocks.n; i-- > 0;) {
        if (page->blocks.at[i].node >= from && page->blocks.at[i].node < to)
            first = i;
    }
    size_t title = first_title(s, first);
    for (size_t i = 0; i < page->blocks.n; i++) {
        dmr_html_block *b = &page->blocks.at[i];
        bool inside = b->node >= from && b->node < to;
        bool byline = s->at[b->node].byline && b->words <= 25 && !s->at[b->node].around;
        if (byline && (inside || (i > title && i < first)) &&
            b->kind != DMR_PARAGRAPH_HEADING) {
            b->kind = DMR_PARAGRAPH_BYLINE;
            b->navigation = false;
        } else if (i >= title && i < first) {
            b->navigation = b->navigation || b->kind != DMR_PARAGRAPH_HEADING;
            b->navigation = b->navigation && !(i == title);
        } else {
            b->navigation = b->kind != DMR_PARAGRAPH_NOTE && (!inside || !belongs(s, i));
        }
    }
    settle_headings(page);
}

/* A page without any text that was found: all that is not a link, if that is the most. */
static void without_article(score *s)
{
    bool links = s->at[0].link_words * 2 > s->at[0].words;
    for (size_t i = 0; i < s->page->blocks.n; i++) {
        dmr_html_block *b = &s->page->blocks.at[i];
        b->navigation = links || density(b) > 0.5 || s->at[b->node].around;
    }
}

bool dmr_html_score(dmr_html_page *page)
{
    score s = {.page = page};
    s.at = DMR_NEW_ARRAY(page->arena, sums, page->tree.n);
    if (!s.at)
        return false;
    add_up(&s);
    mark_around(&s);
    tell_article(&s);
    if (s.at[0].article == 0) {
        without_article(&s);
        return true;
    }
    page->body = find_body(&s);
    settle(&s);
    return true;
}

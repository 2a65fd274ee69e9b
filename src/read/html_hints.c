#include "read/html_hints.h"

/* Words of class and id, as sites use them; whole words only. */
static const char *const around[] = {
    "ad",           "ads",        "advert",      "advertisement", "advertising",
    "banner",       "breadcrumb", "breadcrumbs", "comment",       "comments",
    "consent",      "cookie",     "cookies",     "disqus",        "donate",
    "footer",       "gdpr",       "header",      "login",         "masthead",
    "menu",         "menubar",    "modal",       "mostread",      "nav",
    "navbar",       "navbox",     "navigation",  "newsletter",    "outbrain",
    "overlay",      "pager",      "pagination",  "paywall",       "popular",
    "popup",        "promo",      "promos",      "promotion",     "rail",
    "recommended",  "related",    "search",      "share",         "sharing",
    "shoutbox",     "sidebar",    "signup",      "skip",          "skiplink",
    "social",       "sponsor",    "sponsored",   "submenu",       "subscribe",
    "subscription", "taboola",    "tagcloud",    "tags",          "teaser",
    "teasers",      "toc",        "toolbar",     "topbar",        "trending",
    "widget",       "widgets",    NULL,
};

static const char *const article[] = {
    "article", "articlebody", "body",      "content", "entry", "main",
    "post",    "story",       "storytext", "text",    NULL,
};

static const char *const byline[] = {
    "author",    "byline",  "dateline",  "datetime", "publish",
    "published", "pubdate", "timestamp", "credit",   NULL,
};

static bool is_in(demarche_str word, const char *const *words)
{
    for (; *words; words++) {
        if (dmr_str_eq_nocase(word, dmr_str_c(*words)))
            return true;
    }
    return false;
}

static dmr_html_hint better(dmr_html_hint a, dmr_html_hint b)
{
    if (a == DMR_HTML_HINT_AROUND || b == DMR_HTML_HINT_AROUND)
        return DMR_HTML_HINT_AROUND;
    return a > b ? a : b;
}

/* Words end at signs, and where a capital begins the next: "article-share", "shareBox". */
static dmr_html_hint of_words(demarche_str s)
{
    enum { LONGEST = 512 };
    dmr_html_hint hint = DMR_HTML_HINT_NONE;
    size_t n = s.len > LONGEST ? LONGEST : s.len;
    for (size_t i = 0; i < n;) {
        size_t from = i;
        while (i < n && dmr_is_alpha(s.ptr[i]) &&
               (i == from || !(dmr_is_upper(s.ptr[i]) && dmr_is_lower(s.ptr[i - 1]))))
            i++;
        demarche_str word = dmr_str(s.ptr + from, i - from);
        if (is_in(word, around))
            hint = better(hint, DMR_HTML_HINT_AROUND);
        else if (is_in(word, byline))
            hint = better(hint, DMR_HTML_HINT_BYLINE);
        else if (is_in(word, article))
            hint = better(hint, DMR_HTML_HINT_ARTICLE);
        i += i == from;
    }
    return hint;
}

static dmr_html_hint of_role(demarche_str role)
{
    static const char *const roles[] = {
        "navigation", "banner", "contentinfo", "complementary", "search",  "menu",
        "menubar",    "dialog", "alertdialog", "toolbar",       "tablist", NULL};
    if (is_in(role, roles))
        return DMR_HTML_HINT_AROUND;
    return dmr_str_is(role, "main") || dmr_str_is(role, "article") ? DMR_HTML_HINT_ARTICLE
                                                                   : DMR_HTML_HINT_NONE;
}

static bool holds(const dmr_html_tree *t, size_t node, GumboTag tag)
{
    for (size_t i = node + 1; i < t->at[node].end; i++) {
        if (t->at[i].tag == tag)
            return true;
    }
    return false;
}

/* A <header> is the site's, unless it is an article's or holds its heading. */
static bool is_header_around(const dmr_html_tree *t, size_t node)
{
    for (size_t up = node; up; up = t->at[up].parent) {
        if (t->at[up].tag == GUMBO_TAG_ARTICLE || t->at[up].tag == GUMBO_TAG_MAIN)
            return false;
    }
    return !holds(t, node, GUMBO_TAG_H1);
}

dmr_html_hint dmr_html_hint_of(const dmr_html_tree *t, size_t node)
{
    const dmr_html_node *n = &t->at[node];
    switch (n->tag) {
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_MENU:
        return DMR_HTML_HINT_AROUND;
    case GUMBO_TAG_HEADER:
        return is_header_around(t, node) ? DMR_HTML_HINT_AROUND : DMR_HTML_HINT_NONE;
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_MAIN:
        return DMR_HTML_HINT_ARTICLE;
    case GUMBO_TAG_H1:
    case GUMBO_TAG_HTML:
    case GUMBO_TAG_LAST:
        return DMR_HTML_HINT_NONE;
    default:
        break;
    }
    if (n->node->v.element.attributes.length == 0)
        return DMR_HTML_HINT_NONE;
    dmr_html_hint hint = of_role(dmr_html_attribute(n, "role"));
    hint = better(hint, of_words(dmr_html_attribute(n, "class")));
    hint = better(hint, of_words(dmr_html_attribute(n, "id")));
    if (hint == DMR_HTML_HINT_NONE &&
        dmr_str_is(dmr_html_attribute(n, "itemprop"), "articleBody"))
        hint = DMR_HTML_HINT_ARTICLE;
    return hint;
}

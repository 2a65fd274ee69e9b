#include "read/html_meta.h"

#include <jansson.h>

#include "read/html_hints.h"

typedef struct named_field {
    const char *name;
    dmr_field field;
} named_field;

/* Names of <meta name> and <meta property>; of several the first here counts. */
static const named_field metas[] = {
    {"og:title", DMR_FIELD_TITLE},
    {"article:published_time", DMR_FIELD_DATE},
    {"og:article:published_time", DMR_FIELD_DATE},
    {"citation_publication_date", DMR_FIELD_DATE},
    {"datepublished", DMR_FIELD_DATE},
    {"dc.date.issued", DMR_FIELD_DATE},
    {"dcterms.issued", DMR_FIELD_DATE},
    {"dc.date", DMR_FIELD_DATE},
    {"dcterms.date", DMR_FIELD_DATE},
    {"dc.date.created", DMR_FIELD_DATE},
    {"dcterms.created", DMR_FIELD_DATE},
    {"pubdate", DMR_FIELD_DATE},
    {"publish-date", DMR_FIELD_DATE},
    {"publishdate", DMR_FIELD_DATE},
    {"sailthru.date", DMR_FIELD_DATE},
    {"parsely-pub-date", DMR_FIELD_DATE},
    {"date", DMR_FIELD_DATE},
    {"og:site_name", DMR_FIELD_SOURCE},
    {"dc.publisher", DMR_FIELD_SOURCE},
    {"dcterms.publisher", DMR_FIELD_SOURCE},
    {"publisher", DMR_FIELD_SOURCE},
    {"citation_publisher", DMR_FIELD_SOURCE},
    {"application-name", DMR_FIELD_SOURCE},
    {"og:url", DMR_FIELD_URL},
    {"dc.title", DMR_FIELD_TITLE},
    {"citation_title", DMR_FIELD_TITLE},
    {"dc.language", DMR_FIELD_LANGUAGE},
    {"content-language", DMR_FIELD_LANGUAGE},
};

typedef struct page_meta {
    dmr_meta *out;
    const dmr_html_tree *tree;
    const dmr_html_node *metas[sizeof metas / sizeof *metas]; /* the first of each name */
    demarche_str title, canonical, language; /* of <title>, <link>, <html> */
    bool failed;
} page_meta;

static void set(page_meta *p, dmr_field field, demarche_str value)
{
    p->failed = p->failed || !dmr_meta_set(p->out, field, value);
}

static void take_meta(page_meta *p, const dmr_html_node *n)
{
    static const char *const names[] = {"property", "name", "itemprop", "http-equiv"};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        demarche_str name = dmr_html_attribute(n, names[k]);
        for (size_t i = 0; name.len && i < sizeof metas / sizeof *metas; i++) {
            if (!p->metas[i] && dmr_str_eq_nocase(name, dmr_str_c(metas[i].name)))
                p->metas[i] = n;
        }
    }
}

static void set_metas(page_meta *p, dmr_field field)
{
    for (size_t i = 0; i < sizeof metas / sizeof *metas; i++) {
        if (metas[i].field == field && p->metas[i])
            set(p, field, dmr_html_attribute(p->metas[i], "content"));
    }
}

/* --------------------------------------------------------------------------- JSON-LD */

static void set_json(page_meta *p, dmr_field field, const json_t *v)
{
    if (json_is_array(v))
        v = json_array_get(v, 0);
    if (json_is_object(v))
        v = json_object_get(v, "name");
    if (json_is_string(v))
        set(p, field, dmr_str(json_string_value(v), json_string_length(v)));
}

static void take_json(page_meta *p, const json_t *v, int depth)
{
    enum { DEEPEST = 4, MOST = 64 };
    if (depth > DEEPEST)
        return;
    if (json_is_array(v)) {
        for (size_t i = 0; i < json_array_size(v) && i < MOST; i++)
            take_json(p, json_array_get(v, i), depth + 1);
    } else if (json_is_object(v)) {
        set_json(p, DMR_FIELD_DATE, json_object_get(v, "datePublished"));
        set_json(p, DMR_FIELD_SOURCE, json_object_get(v, "publisher"));
        take_json(p, json_object_get(v, "@graph"), depth + 1);
        take_json(p, json_object_get(v, "mainEntity"), depth + 1);
    }
}

static void take_scripts(page_meta *p)
{
    enum { LONGEST = 1024 * 1024 };
    for (size_t i = 0; i < p->tree->n; i++) {
        const dmr_html_node *n = &p->tree->at[i];
        if (n->tag != GUMBO_TAG_SCRIPT || n->end == i + 1 ||
            !dmr_str_is(dmr_html_attribute(n, "type"), "application/ld+json"))
            continue;
        demarche_str s = dmr_html_text(&p->tree->at[i + 1]);
        json_t *v = s.len <= LONGEST ? json_loadb(s.ptr, s.len, 0, NULL) : NULL;
        take_json(p, v, 0);
        json_decref(v);
    }
}

/* ----------------------------------------------------------------------------- title */

/* "Talks in Geneva - The Courier": what stands behind the last mark is the site's. */
static demarche_str without_site(demarche_str title, demarche_str site)
{
    static const char *const marks[] = {" | ",  " \xE2\x80\x94 ", " \xE2\x80\x93 ", " - ",
                                        " :: ", " \xC2\xBB ",     " \xC2\xB7 "};
    for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
        demarche_str mark = dmr_str_c(marks[m]);
        size_t at = SIZE_MAX;
        for (size_t i = 0; (i = dmr_str_find(title, mark, i)) != SIZE_MAX; i++)
            at = i;
        if (at == SIZE_MAX)
            continue;
        demarche_str front = dmr_str(title.ptr, at);
        demarche_str back = dmr_str(title.ptr + at + mark.len, title.len - at - mark.len);
        size_t before = 1, behind = 1;
        for (size_t i = 0; i < front.len; i++)
            before += front.ptr[i] == ' ';
        for (size_t i = 0; i < back.len; i++)
            behind += back.ptr[i] == ' ';
        if (dmr_str_eq_nocase(back, site) ||
            (behind <= 4 && before >= 3 && behind < before))
            return front;
    }
    return title;
}

static void set_title(page_meta *p, demarche_str heading)
{
    demarche_str site = p->out->out->source;
    for (size_t i = 0; i < sizeof metas / sizeof *metas; i++) {
        if (metas[i].field == DMR_FIELD_TITLE && p->metas[i] && i == 0)
            set(p, DMR_FIELD_TITLE,
                without_site(dmr_html_attribute(p->metas[i], "content"), site));
    }
    set(p, DMR_FIELD_TITLE, heading);
    set(p, DMR_FIELD_TITLE, without_site(p->title, site));
    set_metas(p, DMR_FIELD_TITLE);
}

/* ------------------------------------------------------------------------------ page */

/* <time> at the head of the article, but not one that says when it was changed. */
static void take_times(page_meta *p, size_t begin, size_t end)
{
    for (size_t i = begin; i < end && i < p->tree->n; i++) {
        const dmr_html_node *n = &p->tree->at[i];
        if (n->tag != GUMBO_TAG_TIME)
            continue;
        demarche_str prop = dmr_html_attribute(n, "itemprop");
        demarche_str class = dmr_html_attribute(n, "class");
        if (dmr_str_is(prop, "dateModified") ||
            dmr_str_find(class, DMR_STR("updated"), 0) != SIZE_MAX ||
            dmr_str_find(class, DMR_STR("modified"), 0) != SIZE_MAX)
            continue;
        demarche_str value = dmr_html_attribute(n, "datetime");
        if (!value.len)
            value = dmr_html_all_text(p->tree, i, 64, p->tree->own);
        set(p, DMR_FIELD_DATE, value);
    }
}

static void look_over(page_meta *p)
{
    enum { LONGEST = 1024 };
    for (size_t i = 0; i < p->tree->n; i++) {
        const dmr_html_node *n = &p->tree->at[i];
        switch (n->tag) {
        case GUMBO_TAG_META:
            take_meta(p, n);
            break;
        case GUMBO_TAG_TITLE:
            if (!p->title.len)
                p->title = dmr_html_all_text(p->tree, i, LONGEST, p->tree->own);
            break;
        case GUMBO_TAG_HTML:
            p->language = dmr_html_attribute(n, "lang");
            if (!p->language.len)
                p->language = dmr_html_attribute(n, "xml:lang");
            break;
        case GUMBO_TAG_LINK:
            if (!p->canonical.len &&
                dmr_str_eq_nocase(dmr_html_attribute(n, "rel"), DMR_STR("canonical")))
                p->canonical = dmr_html_attribute(n, "href");
            break;
        default:
            break;
        }
    }
}

bool dmr_html_meta(dmr_meta *meta, const dmr_html_tree *tree, demarche_str heading,
                   size_t time_begin, size_t time_end)
{
    page_meta p = {.out = meta, .tree = tree};
    look_over(&p);
    /* First the name that means nothing else, then JSON-LD, then the names that pages
     * use for one thing or another. */
    for (size_t i = 1; i <= 2; i++) {
        if (p.metas[i])
            set(&p, DMR_FIELD_DATE, dmr_html_attribute(p.metas[i], "content"));
    }
    set_metas(&p, DMR_FIELD_SOURCE);
    take_scripts(&p);
    set_metas(&p, DMR_FIELD_DATE);
    take_times(&p, time_begin, time_end);
    set(&p, DMR_FIELD_URL, p.canonical);
    set_metas(&p, DMR_FIELD_URL);
    set(&p, DMR_FIELD_LANGUAGE, p.language);
    set_metas(&p, DMR_FIELD_LANGUAGE);
    set_title(&p, heading);
    return !p.failed;
}

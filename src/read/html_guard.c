#include "read/html_guard.h"

#include <gumbo.h>

typedef struct guard {
    demarche_str in;
    char *copy; /* NULL: nothing was changed yet */
    dmr_arena *arena;
    size_t left_out;
    bool failed;
    GumboTag open[DMR_HTML_DEPTH];
    size_t depth;
    uint32_t formatting[GUMBO_TAG_LAST]; /* open ones of each name */
} guard;

/* One tag: where it ends, what it is. */
typedef struct tag {
    size_t start, end; /* from "<" to behind ">" */
    GumboTag name;
    bool closes;
    size_t attributes;
} tag;

static bool is_among(GumboTag name, const GumboTag *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (names[i] == name)
            return true;
    }
    return false;
}

#define IS_AMONG(name, names) is_among((name), (names), sizeof(names) / sizeof *(names))

static const GumboTag formatting[] = {
    GUMBO_TAG_A,      GUMBO_TAG_B,      GUMBO_TAG_BIG,  GUMBO_TAG_CODE, GUMBO_TAG_EM,
    GUMBO_TAG_FONT,   GUMBO_TAG_I,      GUMBO_TAG_NOBR, GUMBO_TAG_S,    GUMBO_TAG_SMALL,
    GUMBO_TAG_STRIKE, GUMBO_TAG_STRONG, GUMBO_TAG_TT,   GUMBO_TAG_U,
};

/* Elements that hold nothing, or that the next of their kind closes. */
static const GumboTag flat[] = {
    GUMBO_TAG_AREA,  GUMBO_TAG_BASE,  GUMBO_TAG_BASEFONT, GUMBO_TAG_BGSOUND,
    GUMBO_TAG_BR,    GUMBO_TAG_COL,   GUMBO_TAG_EMBED,    GUMBO_TAG_FRAME,
    GUMBO_TAG_HR,    GUMBO_TAG_IMG,   GUMBO_TAG_INPUT,    GUMBO_TAG_KEYGEN,
    GUMBO_TAG_LINK,  GUMBO_TAG_META,  GUMBO_TAG_PARAM,    GUMBO_TAG_SOURCE,
    GUMBO_TAG_TRACK, GUMBO_TAG_WBR,   GUMBO_TAG_P,        GUMBO_TAG_LI,
    GUMBO_TAG_DD,    GUMBO_TAG_DT,    GUMBO_TAG_OPTION,   GUMBO_TAG_OPTGROUP,
    GUMBO_TAG_TR,    GUMBO_TAG_TD,    GUMBO_TAG_TH,       GUMBO_TAG_TBODY,
    GUMBO_TAG_THEAD, GUMBO_TAG_TFOOT, GUMBO_TAG_COLGROUP, GUMBO_TAG_CAPTION,
    GUMBO_TAG_HTML,  GUMBO_TAG_HEAD,  GUMBO_TAG_BODY,     GUMBO_TAG_RT,
    GUMBO_TAG_RP,
};

/* Elements whose content is no markup. */
static const GumboTag raw[] = {
    GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE,  GUMBO_TAG_TEXTAREA, GUMBO_TAG_TITLE,
    GUMBO_TAG_XMP,    GUMBO_TAG_IFRAME, GUMBO_TAG_NOEMBED,  GUMBO_TAG_NOFRAMES,
};

static void blank(guard *g, const tag *t)
{
    if (!g->copy)
        g->copy = dmr_arena_copy(g->arena, g->in.ptr, g->in.len);
    g->failed = !g->copy;
    if (g->copy)
        memset(g->copy + t->start, ' ', t->end - t->start);
    g->left_out++;
}

/* The tag at `<`; quotes hold a ">" only as an attribute's value. */
static void scan_tag(const guard *g, size_t at, tag *t)
{
    const char *p = g->in.ptr;
    size_t n = g->in.len, i = at + 1;
    *t = (tag){.start = at, .closes = p[i] == '/'};
    i += t->closes;
    size_t from = i;
    while (i < n && !dmr_is_blank(p[i]) && p[i] != '>' && p[i] != '/')
        i++;
    t->name = gumbo_tagn_enum(p + from, (unsigned)(i - from > 64 ? 64 : i - from));
    bool in_name = false;
    while (i < n && p[i] != '>') {
        if (p[i] != '=') {
            bool part = !dmr_is_blank(p[i]) && p[i] != '/';
            t->attributes += part && !in_name;
            in_name = part;
            i++;
            continue;
        }
        for (i++; i < n && dmr_is_blank(p[i]);)
            i++;
        if (i < n && (p[i] == '"' || p[i] == '\'')) {
            const char *end = memchr(p + i + 1, p[i], n - i - 1);
            i = end ? (size_t)(end - p) + 1 : n;
        } else {
            while (i < n && p[i] != '>' && !dmr_is_blank(p[i]))
                i++;
        }
        in_name = false;
    }
    t->end = i < n ? i + 1 : n;
}

static void take_end(guard *g, const tag *t)
{
    if (g->formatting[t->name])
        g->formatting[t->name]--;
    for (size_t i = g->depth; i > 0; i--) {
        if (g->open[i - 1] == t->name) {
            g->depth = i - 1;
            return;
        }
    }
}

/* Behind the element whose content is no markup, or behind its start tag. */
static size_t behind_raw(const guard *g, const tag *t)
{
    const char *name = gumbo_normalized_tagname(t->name);
    demarche_str want = dmr_str_c(name);
    for (size_t i = t->end; (i = dmr_str_find(g->in, DMR_STR("</"), i)) != SIZE_MAX;
         i++) {
        demarche_str rest = dmr_str(g->in.ptr + i + 2, g->in.len - i - 2);
        if (rest.len >= want.len && dmr_str_eq_nocase(dmr_str(rest.ptr, want.len), want))
            return i;
    }
    return g->in.len;
}

static size_t take_start(guard *g, const tag *t)
{
    bool formats = IS_AMONG(t->name, formatting), is_flat = IS_AMONG(t->name, flat);
    if (t->attributes > DMR_HTML_ATTRIBUTES ||
        (formats && g->formatting[t->name] >= DMR_HTML_FORMATTING) ||
        (!is_flat && g->depth == DMR_HTML_DEPTH)) {
        blank(g, t);
        return t->end;
    }
    if (IS_AMONG(t->name, raw))
        return behind_raw(g, t);
    g->formatting[t->name] += formats;
    if (!is_flat)
        g->open[g->depth++] = t->name;
    return t->end;
}

demarche_str dmr_html_guard(demarche_str bytes, size_t *left_out, dmr_arena *arena)
{
    guard g = {.in = bytes, .arena = arena};
    size_t i = 0;
    while (!g.failed && i + 1 < bytes.len) {
        const char *p = memchr(bytes.ptr + i, '<', bytes.len - i - 1);
        if (!p)
            break;
        i = (size_t)(p - bytes.ptr);
        if (dmr_str_starts(dmr_str(p, bytes.len - i), DMR_STR("<!--"))) {
            size_t end = dmr_str_find(bytes, DMR_STR("-->"), i + 2);
            i = end == SIZE_MAX ? i + 4 : end + 3;
        } else if (dmr_is_alpha(p[1]) || (p[1] == '/' && i + 2 < bytes.len)) {
            tag t;
            scan_tag(&g, i, &t);
            if (t.closes)
                take_end(&g, &t);
            i = t.closes ? t.end : take_start(&g, &t);
        } else {
            i++;
        }
    }
    *left_out = g.left_out;
    if (g.failed)
        return dmr_str(NULL, 0);
    return g.copy ? dmr_str(g.copy, bytes.len) : bytes;
}

#include "read/html_marks.h"

#include "base/utf8.h"

/* "1", "[12]", "(a)", "*", "†": what stands for a note, or for the way back ("^", "↩"). */
static bool is_mark_text(demarche_str s)
{
    enum { LONGEST = 8 };
    if (s.len == 0 || s.len > LONGEST)
        return false;
    size_t digits = 0, letters = 0;
    for (size_t i = 0; i < s.len; i++) {
        digits += dmr_is_digit(s.ptr[i]);
        letters += dmr_is_alpha(s.ptr[i]);
    }
    return (letters == 0 && digits <= 4) || (letters == 1 && digits == 0);
}

/* What the first link below a node leads to within the page, or nothing. */
static demarche_str leads_to(const dmr_html_tree *t, size_t node)
{
    for (size_t i = node; i < t->at[node].end; i++) {
        if (t->at[i].tag != GUMBO_TAG_A)
            continue;
        demarche_str href = dmr_html_attribute(&t->at[i], "href");
        size_t hash = dmr_str_find(href, DMR_STR("#"), 0);
        if (hash != SIZE_MAX)
            return dmr_str(href.ptr + hash + 1, href.len - hash - 1);
    }
    return dmr_str(NULL, 0);
}

static bool below_sup(const dmr_html_tree *t, size_t node)
{
    enum { FAR = 4 };
    for (int i = 0; i < FAR && node; i++) {
        node = t->at[node].parent;
        if (t->at[node].tag == GUMBO_TAG_SUP)
            return true;
    }
    return false;
}

bool dmr_html_is_mark(const dmr_html_marks *m, size_t node)
{
    enum { LONGEST = 16, NODES = 12 };
    const dmr_html_tree *t = m->tree;
    const dmr_html_node *n = &t->at[node];
    if ((n->tag != GUMBO_TAG_SUP && n->tag != GUMBO_TAG_A) || n->end - node > NODES)
        return false;
    demarche_str to = leads_to(t, node);
    if (!to.len)
        return false;
    demarche_str s = dmr_html_all_text(t, node, LONGEST, m->arena);
    if (!is_mark_text(s))
        return false;
    bool sup = n->tag == GUMBO_TAG_SUP || below_sup(t, node);
    for (size_t i = node; i < n->end && !sup; i++)
        sup = t->at[i].tag == GUMBO_TAG_SUP;
    bool sign = !dmr_is_digit(s.ptr[0]) && !dmr_is_alpha(s.ptr[0]);
    return sup || sign;
}

bool dmr_html_marks_find(dmr_html_marks *out, const dmr_html_tree *tree, dmr_arena *arena)
{
    *out = (dmr_html_marks){.tree = tree, .arena = arena, .targets = dmr_map_new(arena)};
    for (size_t i = 0; out->targets && i < tree->n; i++) {
        if (!dmr_html_is_mark(out, i))
            continue;
        demarche_str to = leads_to(tree, i);
        if (dmr_map_get(out->targets, to, UINT32_MAX) == UINT32_MAX &&
            !dmr_map_set(out->targets, to, (uint32_t)i))
            return false;
    }
    return out->targets != NULL;
}

bool dmr_html_is_note(const dmr_html_marks *m, size_t node)
{
    static const char *const names[] = {"id", "name"};
    for (size_t i = 0; i < 2; i++) {
        demarche_str s = dmr_html_attribute(&m->tree->at[node], names[i]);
        if (s.len && dmr_map_get(m->targets, s, UINT32_MAX) < node)
            return true;
    }
    return false;
}

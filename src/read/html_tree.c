#include "read/html_tree.h"

#include <setjmp.h>

#include "base/error.h"
#include "base/utf8.h"
#include "read/html_guard.h"

/* gumbo does not ask whether it got its memory: where there is none left we leave it
 * altogether. All that it made lies in one arena, which goes with it. */
typedef struct gumbo_room {
    dmr_arena *arena;
    jmp_buf out;
} gumbo_room;

static void *give(void *user, size_t n)
{
    gumbo_room *r = user;
    void *p = dmr_arena_alloc(r->arena, n);
    if (!p)
        longjmp(r->out, 1);
    return p;
}

static void take_back(void *user, void *p)
{
    (void)user;
    (void)p;
}

static const GumboOutput *parse(gumbo_room *r, demarche_str bytes)
{
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = give;
    options.deallocator = take_back;
    options.userdata = r;
    options.max_errors = 0;
    if (setjmp(r->out))
        return NULL;
    return gumbo_parse_with_options(&options, bytes.ptr, bytes.len);
}

static const GumboVector *children(const GumboNode *node)
{
    static const GumboVector none = {0};
    switch (node->type) {
    case GUMBO_NODE_DOCUMENT:
        return &node->v.document.children;
    case GUMBO_NODE_ELEMENT:
    case GUMBO_NODE_TEMPLATE:
        return &node->v.element.children;
    default:
        return &none;
    }
}

/* Nodes in order. `index_within_parent` is not relied upon: broken pages shift it. */
static bool lay_flat(dmr_html_tree *tree, const GumboNode *root)
{
    DMR_VEC(dmr_html_node) nodes = {0};
    struct {
        uint32_t node, next; /* the child to come */
    } *stack = NULL;
    size_t depth = 0, room = 0;
    const GumboNode *come = root;
    for (;;) {
        if (come) {
            dmr_html_node *n = DMR_PUSH(tree->own, nodes);
            if (!n || nodes.n >= UINT32_MAX)
                return false;
            bool element =
                come->type == GUMBO_NODE_ELEMENT || come->type == GUMBO_NODE_TEMPLATE;
            n->node = come;
            n->tag = element ? come->v.element.tag : GUMBO_TAG_LAST;
            n->parent = depth ? stack[depth - 1].node : 0;
            if (depth == room || !stack) {
                size_t want = room ? room * 2 : 64;
                void *more = dmr_arena_grow(tree->own, stack, depth * sizeof *stack,
                                            want * sizeof *stack);
                if (!more)
                    return false;
                stack = more;
                room = want;
            }
            stack[depth].node = (uint32_t)(nodes.n - 1);
            stack[depth++].next = 0;
        }
        if (!stack || !nodes.at)
            return false;
        const GumboVector *c = children(nodes.at[stack[depth - 1].node].node);
        if (stack[depth - 1].next < c->length) {
            come = c->data[stack[depth - 1].next++];
            continue;
        }
        nodes.at[stack[--depth].node].end = (uint32_t)nodes.n;
        come = NULL;
        if (depth == 0)
            break;
    }
    tree->at = nodes.at;
    tree->n = nodes.n;
    return true;
}

demarche_status dmr_html_parse(dmr_html_tree *out, demarche_str bytes,
                               demarche_error *err)
{
    *out = (dmr_html_tree){.bytes = bytes};
    if (bytes.len > DMR_HTML_MAX)
        return dmr_error_set(err, DEMARCHE_E_LIMIT, 0,
                             "a page of %zu bytes, and %d are allowed; split it",
                             bytes.len, DMR_HTML_MAX);
    /* A node is some 200 bytes, and "<p>x" makes two. */
    out->own = dmr_arena_new(64u * 1024 * 1024 + bytes.len * 192);
    if (!out->own)
        return dmr_error_memory(err);
    gumbo_room r = {.arena = out->own};
    demarche_str safe = dmr_html_guard(bytes, &out->left_out, out->own);
    const GumboOutput *made = safe.ptr || !bytes.len ? parse(&r, safe) : NULL;
    /* Places are told within what was parsed: the bytes, or their tamed copy. */
    out->bytes = safe;
    if (!made || !lay_flat(out, made->document)) {
        dmr_html_free(out);
        return dmr_error_set(err, DEMARCHE_E_MEMORY, 0,
                             "not enough memory for the page's elements; split it");
    }
    return DEMARCHE_OK;
}

void dmr_html_free(dmr_html_tree *tree)
{
    dmr_arena_free(tree->own);
    *tree = (dmr_html_tree){0};
}

demarche_str dmr_html_attribute(const dmr_html_node *node, const char *name)
{
    if (node->tag == GUMBO_TAG_LAST)
        return dmr_str(NULL, 0);
    const GumboAttribute *a =
        gumbo_get_attribute(&node->node->v.element.attributes, name);
    return dmr_str_c(a ? a->value : NULL);
}

bool dmr_html_has_attribute(const dmr_html_node *node, const char *name)
{
    return node->tag != GUMBO_TAG_LAST &&
           gumbo_get_attribute(&node->node->v.element.attributes, name);
}

static bool is_text(const dmr_html_node *node)
{
    return node->node->type == GUMBO_NODE_TEXT || node->node->type == GUMBO_NODE_CDATA ||
           node->node->type == GUMBO_NODE_WHITESPACE;
}

demarche_str dmr_html_text(const dmr_html_node *node)
{
    return is_text(node) ? dmr_str_c(node->node->v.text.text) : dmr_str(NULL, 0);
}

demarche_str dmr_html_original(const dmr_html_node *node)
{
    if (!is_text(node))
        return dmr_str(NULL, 0);
    return dmr_str(node->node->v.text.original_text.data,
                   node->node->v.text.original_text.length);
}

demarche_str dmr_html_all_text(const dmr_html_tree *tree, size_t node, size_t max,
                               dmr_arena *arena)
{
    char *out = dmr_arena_alloc(arena, max + 1);
    size_t n = 0;
    bool blank = false;
    if (!out)
        return dmr_str(NULL, 0);
    for (size_t i = node; i < tree->at[node].end; i++) {
        demarche_str s = dmr_html_text(&tree->at[i]);
        blank = blank || tree->at[i].tag == GUMBO_TAG_BR;
        for (size_t k = 0; k < s.len;) {
            int32_t c;
            size_t took = dmr_utf8_decode(s.ptr + k, s.len - k, &c);
            if (dmr_utf8_class_of(c) == DMR_UTF8_BLANK) {
                blank = true;
            } else if (c != 0xAD && dmr_utf8_class_of(c) != DMR_UTF8_CONTROL) {
                if (n + took + 1 > max)
                    return dmr_str(out, n);
                if (blank && n)
                    out[n++] = ' ';
                blank = false;
                n += dmr_utf8_encode(c, out + n);
            }
            k += took;
        }
    }
    return dmr_str(out, n);
}

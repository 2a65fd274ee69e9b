#include "event/pattern_explain.h"

static demarche_str words_of(const dmr_pattern_view *v, int32_t first, int32_t last)
{
    size_t start = v->tree->tokens[first].start, end = v->tree->tokens[last].end;
    return dmr_str(v->reading->source->text.ptr + start, end - start);
}

static int length(demarche_str s)
{
    return (int)(s.len > 400 ? 400 : s.len);
}

demarche_str dmr_pattern_explain_names(const dmr_pattern_view *v)
{
    demarche_str out = {"", 0};
    for (size_t i = 0; i < v->n_names && out.ptr; i++) {
        const dmr_pattern_name *name = &v->names[i];
        demarche_str words = words_of(v, name->first, name->last);
        out =
            dmr_str_format(v->arena, "%.*s  %.*s = %.*s\n", (int)out.len, out.ptr,
                           length(words), words.ptr, length(name->code), name->code.ptr);
    }
    return out;
}

/* The codes of a side, with "nobody" where it has none. */
static demarche_str side_of(const dmr_pattern_view *v, const dmr_pattern_group *g)
{
    demarche_str out = DMR_STR("nobody");
    for (size_t i = 0; i < g->n && out.ptr; i++)
        out = i ? dmr_str_format(v->arena, "%.*s + %.*s", length(out), out.ptr,
                                 length(g->at[i].code), g->at[i].code.ptr)
                : g->at[i].code;
    return out;
}

demarche_str dmr_pattern_explain_found(const dmr_pattern_view *v,
                                       const dmr_pattern_found *f)
{
    demarche_str words = words_of(v, f->site.first, f->site.last);
    const char *row = f->change    ? f->change->text
                      : f->pattern ? f->pattern->text
                                   : "no pattern";
    demarche_str head = dmr_str_format(
        v->arena, "  \"%.*s\"  %s: %s [%s%s%s]", length(words), words.ptr, f->verb->name,
        row, f->deed->code.len || f->deed->back.len ? f->deed->code_c : "---",
        f->deed->back.len ? ":" : "", f->deed->back_c);
    if (!head.ptr)
        return head;
    if (dmr_deed_is_null(f->deed))
        return dmr_str_format(v->arena, "%.*s: nothing is coded\n", (int)head.len,
                              head.ptr);
    const dmr_pattern_parties *p = &f->parties;
    demarche_str source = side_of(v, p->both.n ? &p->both : &p->source);
    demarche_str target = side_of(v, &p->target);
    if (p->both.n)
        target = DMR_STR("one another");
    return dmr_str_format(v->arena, "%.*s: %.*s > %.*s\n", (int)head.len, head.ptr,
                          length(source), source.ptr, length(target), target.ptr);
}

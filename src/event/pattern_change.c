/* Two verbs, one in the complement of the other: what the dictionary makes of them. */
#include "event/pattern_found.h"
#include "event/pattern_site.h"

/* ------------------------------------------------------------------------- reading */

/* The next word of *rest; brackets and "=" are words of their own. Empty at the end. */
static demarche_str next_word(demarche_str *rest)
{
    size_t n = 0;
    *rest = dmr_str_trim(*rest);
    while (n < rest->len && !dmr_is_blank(rest->ptr[n]) &&
           !memchr("()=", rest->ptr[n], 3))
        n++;
    if (n == 0 && rest->len)
        n = 1;
    demarche_str word = dmr_str(rest->ptr, n);
    *rest = dmr_str(rest->ptr + n, rest->len - n);
    return word;
}

static char letter(demarche_str word)
{
    return word.len == 1 ? word.ptr[0] : '\0';
}

/* Whether `c` is a small letter, or one of `also`. */
static bool is_party(char c, const char *also)
{
    return dmr_is_lower(c) || (c && strchr(also, c));
}

static bool stands_for_one(const dmr_change *c, char party)
{
    return party == c->subject || party == c->source || party == c->target;
}

const char *dmr_change_parse(dmr_change *out, demarche_str text, dmr_arena *arena)
{
    enum {
        SUBJECT,
        OPEN,
        SOURCE,
        TARGET,
        INNER,
        CLOSE,
        OUTER,
        EQUALS,
        BY,
        TO,
        CODE,
        N_WORDS
    };
    static const char wrong[] = "no transformation; write a (a b VERB) VERB = a b CODE";
    demarche_str rest = text, w[N_WORDS];
    for (size_t i = 0; i < N_WORDS; i++)
        w[i] = next_word(&rest);
    dmr_change c = {.outer = UINT32_MAX,
                    .inner = UINT32_MAX,
                    .subject = letter(w[SUBJECT]),
                    .source = letter(w[SOURCE]),
                    .target = letter(w[TARGET]),
                    .by = letter(w[BY]),
                    .to = letter(w[TO]),
                    .verbs = {w[OUTER], w[INNER]}};
    *out = c;
    if (!w[CODE].len || dmr_str_trim(rest).len || letter(w[OPEN]) != '(' ||
        letter(w[CLOSE]) != ')' || letter(w[EQUALS]) != '=')
        return wrong;
    if (!is_party(c.subject, "") || !is_party(c.source, "._") ||
        !is_party(c.target, "._") || !is_party(c.by, "") || !is_party(c.to, ""))
        return wrong;
    if (!stands_for_one(&c, c.by) || !stands_for_one(&c, c.to))
        return "a letter behind '=' that does not stand before it";
    out->text = dmr_arena_copy(arena, text.ptr, text.len);
    if (!out->text)
        return "no memory";
    return dmr_str_is(w[CODE], "Q") ? NULL : dmr_deed_parse(&out->deed, w[CODE], arena);
}

/* ------------------------------------------------------------------------ matching */

static bool same_party(const dmr_pattern_group *a, const dmr_pattern_group *b)
{
    return a->n && b->n && dmr_str_eq(a->at[0].code, b->at[0].code);
}

/* Whether a party of the verb below is what the letter asks for. */
static bool is_asked(char asked, char subject, const dmr_pattern_group *party,
                     const dmr_pattern_group *speaker)
{
    if (asked == '_')
        return party->n == 0;
    if (asked == '.')
        return true;
    return party->n && (asked == subject) == same_party(party, speaker);
}

static const dmr_pattern_group *group_of(const dmr_change *c, char party,
                                         const dmr_pattern_group *speaker,
                                         const dmr_pattern_parties *below)
{
    return party == c->subject  ? speaker
           : party == c->source ? &below->source
                                : &below->target;
}

/* The verb in the complement of `verb`; -1: there is none. An infinitive has no source of
 * its own. */
static int32_t complement_of(const dmr_tree *t, int32_t verb, bool *infinitive)
{
    int32_t clause = dmr_tree_child(t, verb, DMR_REL_CCOMP);
    *infinitive = clause < 0;
    return clause < 0 ? dmr_tree_child(t, verb, DMR_REL_XCOMP) : clause;
}

/* Whether the verb is the one that the change names, or of its block. */
static bool is_named(const dmr_pattern_verb *verb, uint32_t block, demarche_str name)
{
    return verb->block == block || dmr_str_is(name, verb->name);
}

static bool change_by(const dmr_change *c, const dmr_pattern_group *speaker,
                      const dmr_pattern_found *below, dmr_pattern_found *f)
{
    const dmr_pattern_parties *p = &below->parties;
    bool any = c->inner == UINT32_MAX;
    if (!is_named(f->verb, c->outer, c->verbs[0]) ||
        (!any && !is_named(below->verb, c->inner, c->verbs[1])) ||
        (any && dmr_deed_is_null(below->deed)) ||
        !is_asked(c->source, c->subject, &p->source, speaker) ||
        !is_asked(c->target, c->subject, &p->target, speaker))
        return false;
    dmr_pattern_parties made = {.source = *group_of(c, c->by, speaker, p),
                                .target = *group_of(c, c->to, speaker, p)};
    if (!made.source.n || !made.target.n)
        return false;
    f->parties = made;
    f->change = c;
    f->deed = dmr_deed_is_null(&c->deed) ? below->deed : &c->deed;
    f->told = f->deed == below->deed ? below->told : f->told;
    return true;
}

bool dmr_pattern_changed(const dmr_pattern_view *v, dmr_pattern_found *f)
{
    bool infinitive, governs = false;
    for (size_t i = 0; i < v->patterns->n_changes && !governs; i++)
        governs = is_named(f->verb, v->patterns->changes[i].outer,
                           v->patterns->changes[i].verbs[0]);
    int32_t w = governs ? complement_of(v->tree, f->site.verb, &infinitive) : -1;
    dmr_pattern_found below;
    if (w < 0 || f->pattern)
        return true;
    if (!dmr_pattern_find(v, w, f->site.begin, &below))
        return false;
    if (!below.verb)
        return true;
    if (!dmr_pattern_sides(v, &below.site, &below.parties))
        return false;
    if (infinitive)
        below.parties.source.n = 0;
    dmr_pattern_group speaker = f->parties.source;
    for (size_t i = 0; i < v->patterns->n_changes; i++)
        if (change_by(&v->patterns->changes[i], &speaker, &below, f))
            return true;
    return true;
}

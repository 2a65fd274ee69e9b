#include "event/pattern_view.h"

#include "base/vec.h"

/* In ASCII capitals, with plain apostrophes. */
static demarche_str capitals(dmr_arena *arena, demarche_str s)
{
    static const char curly[] = "\xE2\x80\x99";
    char *p = dmr_arena_alloc(arena, s.len + 1);
    size_t n = 0;
    for (size_t i = 0; p && i < s.len; i++) {
        bool apostrophe = i + 3 <= s.len && memcmp(s.ptr + i, curly, 3) == 0;
        char c = apostrophe ? '\'' : s.ptr[i];
        p[n++] = dmr_is_lower(c) ? (char)(c - 'a' + 'A') : c;
        i += apostrophe ? 2 : 0;
    }
    return dmr_str(p, n);
}

int32_t dmr_pattern_spells(const dmr_pattern_view *v, int32_t w, int32_t end,
                           demarche_str word)
{
    if (w < 0 || w >= end)
        return 0;
    demarche_str first = v->capitals[w];
    if (dmr_str_eq(first, word))
        return 1;
    if (!word.len || first.len >= word.len || !dmr_str_starts(word, first) ||
        (!memchr(word.ptr, '-', word.len) && !memchr(word.ptr, '\'', word.len)))
        return 0;
    size_t at = 0;
    for (int32_t k = w; k < end; k++) {
        demarche_str part = v->capitals[k];
        if (part.len > word.len - at || memcmp(word.ptr + at, part.ptr, part.len) != 0)
            return 0;
        at += part.len;
        if (at == word.len)
            return k - w + 1;
    }
    return 0;
}

static bool is_base_rel(uint8_t rel)
{
    switch (rel) {
    case DMR_REL_COMPOUND:
    case DMR_REL_AMOD:
    case DMR_REL_FLAT:
    case DMR_REL_NUMMOD:
    case DMR_REL_DET:
    case DMR_REL_DET_PREDET:
    case DMR_REL_NMOD_POSS:
    case DMR_REL_NMOD_DESC:
    case DMR_REL_NMOD_UNMARKED:
    case DMR_REL_FIXED:
    case DMR_REL_GOESWITH:
        return true;
    default:
        return false;
    }
}

int32_t dmr_pattern_base(const dmr_tree *tree, int32_t w)
{
    while (is_base_rel(tree->words[w].rel) && tree->words[w].head >= 0)
        w = tree->words[w].head;
    return w;
}

/* The first code whose days hold, else the first without days; of a document without a date
 * that, else the first. */
static demarche_str code_on(const dmr_phrase *phrase, dmr_day day)
{
    for (size_t i = 0; i < phrase->n_codes; i++) {
        const dmr_phrase_code *c = &phrase->codes[i];
        if (c->dated && day != DMR_DAY_NONE && c->from <= day && day <= c->until)
            return c->code;
    }
    for (size_t i = 0; i < phrase->n_codes; i++)
        if (!phrase->codes[i].dated)
            return phrase->codes[i].code;
    return day == DMR_DAY_NONE ? phrase->codes[0].code : dmr_str(NULL, 0);
}

/* The words of a phrase from `w` on; those that need not stand together may have others of
 * the same noun phrase between them. The word behind the last one; 0: it is not there. */
static int32_t phrase_end(const dmr_pattern_view *v, const dmr_phrase *p, int32_t w,
                          int32_t length)
{
    int32_t n = v->tree->n, at = w + length;
    int32_t base = dmr_pattern_base(v->tree, w);
    for (size_t i = 1; i < p->words.n; i++) {
        int32_t took = dmr_pattern_spells(v, at, n, p->words.at[i]);
        while (!took && !p->close[i] && at < n && dmr_pattern_base(v->tree, at) == base)
            took = dmr_pattern_spells(v, ++at, n, p->words.at[i]);
        if (!took)
            return 0;
        at += took;
    }
    return at;
}

static int32_t head_of(const dmr_tree *tree, int32_t first, int32_t last)
{
    for (int32_t w = last; w >= first; w--) {
        int32_t head = tree->words[w].head;
        if ((head < first || head > last) && tree->words[w].rel != DMR_REL_PUNCT &&
            tree->words[w].rel != DMR_REL_CASE)
            return w;
    }
    return last;
}

/* The longest phrase that begins with `word` at `w`, of `length` words of the text. */
static const dmr_phrase *longest(const dmr_pattern_view *v, int32_t w, demarche_str word,
                                 int32_t length, int32_t *end)
{
    size_t n;
    const uint32_t *run = dmr_word_index_get(&v->patterns->phrase_index, word, &n);
    for (size_t i = 0; i < n; i++) {
        const dmr_phrase *p = &v->patterns->phrases[run[i]];
        *end = phrase_end(v, p, w, length);
        if (*end)
            return p;
    }
    return NULL;
}

/* "state", "-", "run" as one word. Empty where `w` begins none. */
static demarche_str hyphened(const dmr_pattern_view *v, int32_t w)
{
    if (w + 2 >= v->tree->n || !dmr_str_is(v->capitals[w + 1], "-"))
        return dmr_str(NULL, 0);
    return dmr_str_format(v->arena, "%.*s-%.*s", (int)v->capitals[w].len,
                          v->capitals[w].ptr, (int)v->capitals[w + 2].len,
                          v->capitals[w + 2].ptr);
}

static bool find_names(dmr_pattern_view *v, dmr_day day)
{
    DMR_VEC(dmr_pattern_name) names = {0};
    for (int32_t w = 0; w < v->tree->n;) {
        int32_t end = 0;
        demarche_str joined = hyphened(v, w);
        const dmr_phrase *p = joined.len ? longest(v, w, joined, 3, &end) : NULL;
        if (!p)
            p = longest(v, w, v->capitals[w], 1, &end);
        if (!p) {
            w++;
            continue;
        }
        demarche_str code = code_on(p, day);
        if (code.len && !dmr_str_is(code, "---")) {
            dmr_pattern_name *name = DMR_PUSH(v->arena, names);
            if (!name)
                return false;
            *name = (dmr_pattern_name){.first = w,
                                       .last = end - 1,
                                       .head = head_of(v->tree, w, end - 1),
                                       .code = code,
                                       .agent = p->agent,
                                       .name = p->name};
        }
        w = end;
    }
    v->names = names.at;
    v->n_names = names.n;
    return true;
}

bool dmr_pattern_view_make(dmr_pattern_view *out, const dmr_patterns *patterns,
                           const dmr_reading *reading, uint32_t sentence,
                           dmr_arena *arena)
{
    const dmr_tree *tree = &reading->trees[sentence];
    demarche_str *words = DMR_NEW_ARRAY(arena, demarche_str, (size_t)tree->n);
    if (!words)
        return false;
    for (int32_t w = 0; w < tree->n; w++) {
        words[w] = capitals(arena, tree->tokens[w].form);
        if (!words[w].ptr)
            return false;
    }
    *out = (dmr_pattern_view){.patterns = patterns,
                              .reading = reading,
                              .tree = tree,
                              .sentence = sentence,
                              .arena = arena,
                              .capitals = words};
    dmr_day first, day = DMR_DAY_NONE;
    if (!dmr_edtf_bounds(reading->source->meta.date, &first, &day))
        day = reading->as_of;
    return find_names(out, day);
}

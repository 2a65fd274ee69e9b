#include "mention/chain_feature.h"

#include <stdio.h>

#include "mention/gender_lexicon.h"

/* ------------------------------------------------------------------------ templates */

enum { PLACES = 4 };

enum {
#define DOMAIN_ENUM(id, size) DOMAIN_##id,
    DMR_CHAIN_DOMAIN_LIST(DOMAIN_ENUM)
#undef DOMAIN_ENUM
};

enum {
#define DOMAIN_SIZE(id, size) SIZE_##id = (size),
    DMR_CHAIN_DOMAIN_LIST(DOMAIN_SIZE)
#undef DOMAIN_SIZE
};

static const uint32_t domain_size[] = {
#define DOMAIN_ROW(id, size) (size),
    DMR_CHAIN_DOMAIN_LIST(DOMAIN_ROW)
#undef DOMAIN_ROW
};

typedef struct template
{
    const char *name;
    uint8_t domains[PLACES];
}
template;

static const template templates[] = {
#define DMR_CHAIN_ROW(id, name, a, b, c, d)                                              \
    {name, {DOMAIN_##a, DOMAIN_##b, DOMAIN_##c, DOMAIN_##d}},
    DMR_CHAIN_TEMPLATES(DMR_CHAIN_ROW)
#undef DMR_CHAIN_ROW
};

/* Where the features of each template begin: the sizes of those before, added up. */
enum {
#define DMR_CHAIN_BEGIN(id, name, a, b, c, d)                                            \
    BEGIN_##id, LAST_##id = BEGIN_##id + SIZE_##a * SIZE_##b * SIZE_##c * SIZE_##d - 1,
    DMR_CHAIN_TEMPLATES(DMR_CHAIN_BEGIN)
#undef DMR_CHAIN_BEGIN
        FEATURES
};

static const uint32_t begins[] = {
#define DMR_CHAIN_BEGIN_ROW(id, name, a, b, c, d) BEGIN_##id,
    DMR_CHAIN_TEMPLATES(DMR_CHAIN_BEGIN_ROW)
#undef DMR_CHAIN_BEGIN_ROW
};

uint32_t dmr_chain_feature_count(void)
{
    return FEATURES;
}

uint32_t dmr_chain_feature_index(dmr_chain_template t, const uint32_t values[4])
{
    uint32_t index = 0;
    for (size_t i = 0; i < PLACES; i++) {
        uint32_t size = domain_size[templates[t].domains[i]];
        if (values[i] >= size)
            return UINT32_MAX;
        index = index * size + values[i];
    }
    return begins[t] + index;
}

dmr_chain_template dmr_chain_template_by_name(demarche_str name)
{
    for (int t = 0; t < DMR_CHAIN_TEMPLATE_COUNT; t++)
        if (dmr_str_is(name, templates[t].name))
            return (dmr_chain_template)t;
    return DMR_CHAIN_TEMPLATE_COUNT;
}

size_t dmr_chain_value_count(dmr_chain_template t)
{
    size_t n = 0;
    for (size_t i = 0; i < PLACES; i++)
        n += templates[t].domains[i] != DOMAIN_NOTHING;
    return n;
}

/* How a value is written; numbers have no name. */
static const char *value_name(uint8_t in, uint32_t value)
{
    static const char *const classes[] = {
#define DMR_NOMINAL_NAME_ROW(id, name) name,
        DMR_NOMINAL_LIST(DMR_NOMINAL_NAME_ROW)
#undef DMR_NOMINAL_NAME_ROW
    };
    static const char *const roles[] = {"subject", "object",  "possessor",
                                        "root",    "oblique", "inside"};
    static const char *const genders[] = {"-", "he", "she"};
    switch (in) {
    case DOMAIN_CLASS:
        return classes[value];
    case DOMAIN_ENT:
        return dmr_ent_name((dmr_entity_kind)value);
    case DOMAIN_ROLE:
        return roles[value];
    case DOMAIN_REL:
        return dmr_rel_name((dmr_rel)value);
    case DOMAIN_KIND:
        return value ? dmr_mention_kind_name((demarche_mention_kind)(value - 1)) : "-";
    case DOMAIN_GENDER:
        return genders[value];
    default:
        return NULL;
    }
}

uint32_t dmr_chain_value_by_name(dmr_chain_template t, size_t place, demarche_str name)
{
    uint8_t in = templates[t].domains[place];
    for (uint32_t v = 0; v < domain_size[in]; v++) {
        const char *written = value_name(in, v);
        bool same = written ? dmr_str_is(name, written)
                            : name.len == 1 && name.ptr[0] == (char)('0' + v);
        if (same)
            return v;
    }
    return UINT32_MAX;
}

bool dmr_chain_feature_name(uint32_t index, const char **name, char *values, size_t room)
{
    if (index >= FEATURES)
        return false;
    size_t t = 0;
    while (t + 1 < DMR_CHAIN_TEMPLATE_COUNT && begins[t + 1] <= index)
        t++;
    *name = templates[t].name;
    uint32_t rest = index - begins[t], value[PLACES];
    for (size_t i = PLACES; i-- > 0;) {
        uint32_t size = domain_size[templates[t].domains[i]];
        value[i] = rest % size;
        rest /= size;
    }
    size_t used = 0;
    values[0] = '\0';
    for (size_t i = 0; i < PLACES; i++) {
        uint8_t in = templates[t].domains[i];
        if (in == DOMAIN_NOTHING)
            continue;
        const char *written = value_name(in, value[i]);
        int n = written ? snprintf(values + used, room - used, "%s%s", used ? " " : "",
                                   written)
                        : snprintf(values + used, room - used, "%s%u", used ? " " : "",
                                   (unsigned)value[i]);
        if (n < 0 || (size_t)n >= room - used)
            return false;
        used += (size_t)n;
    }
    return true;
}

/* ------------------------------------------------------------------------- gathering */

static void put(dmr_chain_features *out, uint32_t index)
{
    if (out->n < DMR_CHAIN_FEATURES_MAX)
        out->at[out->n++] = index;
}

/* Every value is below the size of its domain: what is called with is an enum, a flag or
 * a bucket of just that many. */
#define PUT(out, id, ...) put(out, place_of(DMR_CHAIN_T_##id, (uint32_t[4]){__VA_ARGS__}))

static uint32_t place_of(dmr_chain_template t, const uint32_t v[4])
{
    const uint8_t *d = templates[t].domains;
    return begins[t] +
           ((v[0] * domain_size[d[1]] + v[1]) * domain_size[d[2]] + v[2]) *
               domain_size[d[3]] +
           v[3];
}

/* The number of bounds that the value is above. */
static uint32_t bucket(uint32_t value, const uint16_t *bounds, size_t n)
{
    uint32_t i = 0;
    while (i < n && value > bounds[i])
        i++;
    return i;
}

#define BUCKET(value, ...)                                                               \
    bucket((value), (const uint16_t[]){__VA_ARGS__},                                     \
           sizeof((const uint16_t[]){__VA_ARGS__}) / sizeof(uint16_t))

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

static uint32_t main_sort(const dmr_chain *chain)
{
    size_t best = 0;
    for (size_t e = 1; e < DMR_ENT_COUNT; e++)
        if (chain->ents[e] > chain->ents[best])
            best = e;
    return (uint32_t)best;
}

/* ---------------------------------------------------------------------- any nominal */

typedef struct pair {
    const dmr_nominals *all;
    const dmr_tree *tree;
    const dmr_nominal *a, *c; /* the nominal, the last of the chain */
    const dmr_chain *chain;
    uint32_t far, near, sort; /* sentences between; of most of the chain */
    dmr_chain_features *out;
} pair;

static void of_any(const pair *p, uint32_t rank)
{
    const dmr_nominal *a = p->a, *c = p->c;
    const dmr_chain *chain = p->chain;
    dmr_chain_features *out = p->out;
    uint32_t size = BUCKET(chain->size, 1, 2, 3, 5, 9, 20);
    uint32_t far5 = least(p->far, 4), named = chain->n_names > 0;
    PUT(out, PAIR, a->class, c->class);
    PUT(out, FAR, a->class, p->far);
    PUT(out, PAIR_FAR, a->class, c->class, far5);
    PUT(out, RANK, a->class, rank);
    PUT(out, SORT, a->class, a->ent, c->ent);
    PUT(out, SORTS, a->class, a->ent, p->sort);
    PUT(out, NUMBER, a->class, a->plural, c->plural, c->joined);
    PUT(out, ROLES, a->class, a->role, c->role, p->near);
    PUT(out, SIZE, a->class, size, far5);
    PUT(out, SAID, a->class, named, chain->classes >> a->class & 1, far5);
    if (a->gender || chain->gender)
        PUT(out, GENDER, a->class, a->gender, chain->gender);
    uint32_t speakers = chain->classes & 7; /* I, we, you */
    if (speakers)
        PUT(out, SPEAKERS, a->class, speakers);
    if (dmr_nominal_is_pronoun(a))
        PUT(out, QUOTES, a->class, c->class, (uint32_t)(2 * a->quoted + c->quoted),
            p->near);
    if (a->class >= DMR_NOMINAL_HE && a->class <= DMR_NOMINAL_THEY) {
        PUT(out, NAMED, a->class, named, size, p->near);
        PUT(out, PAIR_ROLE, a->class, c->class, c->role, p->near);
    }
}

/* ------------------------------------------------------------------ in one sentence */

/* "X said that I ...", "I ..., X said": the word stands in what the verb's subject says. */
static bool in_speech_of(const dmr_tree *tree, int32_t word, int32_t verb)
{
    bool behind = tree->words[verb].rel == DMR_REL_PARATAXIS;
    int32_t over = tree->words[verb].head;
    for (int32_t hops = 0; word >= 0 && hops < 48; hops++) {
        int32_t head = tree->words[word].head;
        uint8_t rel = tree->words[word].rel;
        if (head == verb)
            return rel == DMR_REL_CCOMP || rel == DMR_REL_PARATAXIS;
        if (behind && head == over)
            return word != verb;
        word = head;
    }
    return false;
}

/* How the last of the chain stands among the subjects before the nominal: 0 is none, 1 the
 * nearest, 2 farther. */
static uint32_t which_subject(const pair *p)
{
    if (p->c->role != DMR_NOMINAL_SUBJECT)
        return 0;
    for (const dmr_nominal *n = p->a - 1; n > p->c; n--)
        if (n->role == DMR_NOMINAL_SUBJECT)
            return 2;
    return 1;
}

static void of_sentence(const pair *p)
{
    const dmr_nominal *a = p->a, *c = p->c;
    const dmr_tree *tree = p->tree;
    dmr_chain_features *out = p->out;
    if (dmr_tree_under(tree, a->word, c->word))
        PUT(out, INSIDE, a->class, a->rel);
    if (dmr_tree_under(tree, c->word, a->word))
        PUT(out, AROUND, a->class, c->rel);
    if (a->head == c->head && a->head >= 0)
        PUT(out, SISTERS, a->class, a->role, c->role);
    if (a->head >= 0 && tree->words[a->head].head == c->head)
        PUT(out, NIECE, a->class, a->rel, c->role);
    PUT(out, SUBJECT, a->class, which_subject(p),
        c->head >= 0 && dmr_tree_under(tree, a->word, c->head), a->role);
    if (a->rel == DMR_REL_APPOS && a->head == c->word)
        PUT(out, APPOSED, a->class, c->class);
    bool subject = c->rel == DMR_REL_NSUBJ || c->rel == DMR_REL_NSUBJ_PASS ||
                   c->rel == DMR_REL_NSUBJ_OUTER;
    if (subject && a->predicate && c->head == a->word)
        PUT(out, PREDICATE, a->class, c->class);
    if (a->rel == DMR_REL_CONJ)
        PUT(out, LISTED, a->class, a->head == c->word);
    if (subject && c->head >= 0 && in_speech_of(tree, a->word, c->head))
        PUT(out, SPOKEN, a->class, (uint32_t)(2 * a->quoted + c->quoted));
}

/* ------------------------------------------------------------------- by their words */

enum { MODS_DIFFER = 0, MODS_MORE, MODS_FEWER, MODS_SAME };

static uint32_t common(const uint32_t *a, size_t n_a, const uint32_t *b, size_t n_b)
{
    uint32_t n = 0;
    for (size_t i = 0, k = 0; i < n_a && k < n_b;) {
        n += a[i] == b[k];
        if (a[i] < b[k])
            i++;
        else if (a[i] > b[k])
            k++;
        else
            i++, k++;
    }
    return n;
}

static uint32_t compare_mods(const dmr_nominal *a, const dmr_nominal *b)
{
    uint32_t n = common(a->mods, a->n_mods, b->mods, b->n_mods);
    return n == a->n_mods && n == b->n_mods ? MODS_SAME
           : n == a->n_mods                 ? MODS_FEWER
           : n == b->n_mods                 ? MODS_MORE
                                            : MODS_DIFFER;
}

/* None, up to a third, half, most, all of `n`. */
static uint32_t share(uint32_t part, uint32_t n)
{
    return part == 0 ? 0 : part == n ? 4 : part * 3 <= n ? 1 : part * 2 <= n ? 2 : 3;
}

/* Of those with the same head, the one most like it; NULL: none. */
static const dmr_nominal *same_head(const pair *p, uint32_t *mods)
{
    const dmr_nominal *best = NULL;
    uint32_t n = p->chain->n_described;
    for (uint32_t k = 0; k < n && k < DMR_CHAIN_DESCRIBED; k++) { /* the latest first */
        const dmr_nominal *x =
            &p->all->at[p->chain->described[(n - 1 - k) % DMR_CHAIN_DESCRIBED] - 1];
        if (x->lemma != p->a->lemma)
            continue;
        uint32_t m = compare_mods(p->a, x);
        if (!best || m > *mods) {
            best = x;
            *mods = m;
        }
    }
    return best;
}

static void of_names(const pair *p, bool same)
{
    const dmr_nominal *a = p->a;
    uint32_t inner = 0, outer = 0, n = p->chain->n_described;
    bool named = false, acronym = false;
    for (uint32_t k = 0; k < n && k < DMR_CHAIN_DESCRIBED; k++) {
        const dmr_nominal *x = &p->all->at[p->chain->described[k] - 1];
        if (x->class != DMR_NOMINAL_NAME)
            continue;
        named = true;
        uint32_t both = common(a->words, a->n_words, x->words, x->n_words);
        uint32_t few = least(a->n_words, x->n_words);
        uint32_t many = a->n_words > x->n_words ? a->n_words : x->n_words;
        uint32_t in = share(both, few), out = share(both, many);
        inner = in > inner ? in : inner;
        outer = out > outer ? out : outer;
        acronym |= (a->acronym && x->initials == a->form) ||
                   (x->acronym && a->initials == x->form);
    }
    if (!named)
        return;
    PUT(p->out, NAME_WORDS, a->ent, p->sort, inner, outer);
    PUT(p->out, NAME_KIND, a->kind, inner, same, outer == 4);
    if (acronym)
        PUT(p->out, ACRONYM, 0);
}

static void of_words(const pair *p, uint32_t rank)
{
    const dmr_nominal *a = p->a, *c = p->c;
    const dmr_chain *chain = p->chain;
    dmr_chain_features *out = p->out;
    uint32_t mods = 0;
    const dmr_nominal *like = same_head(p, &mods);
    bool same = like != NULL, known = false;
    PUT(out, SAME_HEAD, a->class, c->class, same);
    PUT(out, SAME_HEAD_FAR, a->class, same, p->far);
    if (like) {
        PUT(out, MODS, a->class, like->class, mods);
        PUT(out, MODS_SORT, a->class, a->ent, mods);
        PUT(out, MODS_FORM, a->class, mods, like->form == a->form, p->far);
        if (a->owned || like->owned)
            PUT(out, OWNERS, a->class, like->class, a->owned && like->owned);
        PUT(out, SAME_NUMBER, a->class, a->plural, chain->n_plural * 2 > chain->size);
    }
    if (a->class == DMR_NOMINAL_NAME && chain->n_names)
        of_names(p, same);
    if (a->known) {
        for (uint32_t i = 0; i < chain->n_known && i < DMR_CHAIN_KNOWN; i++)
            known |= chain->known[i] == a->known;
        PUT(out, KNOWN, a->class, a->kind, known, chain->n_known > 0);
    }
    if (!same && !known) {
        PUT(out, OTHER_PAIR, a->class, c->class);
        PUT(out, OTHER_SORT, a->class, a->ent, p->sort);
        PUT(out, OTHER_FAR, a->class, least(p->far, 4), rank);
    }
}

/* ------------------------------------------------------------------------ the whole */

void dmr_chain_features_of(const dmr_nominals *all, const dmr_tree *tree,
                           const dmr_nominal *a, const dmr_chain *chain,
                           dmr_chain_features *out)
{
    const dmr_nominal *c = &all->at[chain->last - 1];
    uint32_t far = BUCKET(a->sentence - c->sentence, 0, 1, 2, 3, 5, 10, 30);
    uint32_t rank = BUCKET((uint32_t)(a - c) - 1, 0, 1, 2, 3, 5, 8, 12, 20, 40);
    const pair p = {.all = all,
                    .tree = tree,
                    .a = a,
                    .c = c,
                    .chain = chain,
                    .far = far,
                    .near = least(far, 2),
                    .sort = main_sort(chain),
                    .out = out};
    out->n = 0;
    of_any(&p, rank);
    if (a->sentence == c->sentence)
        of_sentence(&p);
    if (!dmr_nominal_is_pronoun(a))
        of_words(&p, rank);
}

void dmr_chain_features_new(const dmr_nominals *all, const dmr_nominal *a, bool seen,
                            dmr_chain_features *out)
{
    out->n = 0;
    PUT(out, NEW, a->class);
    PUT(out, NEW_SORT, a->class, a->ent);
    PUT(out, NEW_ROLE, a->class, a->role);
    PUT(out, NEW_NUMBER, a->class, a->plural);
    PUT(out, NEW_QUOTED, a->class, a->quoted);
    PUT(out, NEW_AT, a->class, BUCKET((uint32_t)(a - all->at), 0, 3, 10, 30, 100));
    PUT(out, NEW_REL, a->class, a->rel);
    if (dmr_nominal_is_pronoun(a))
        return;
    PUT(out, NEW_SEEN, a->class, seen, least(a->n_mods, 3));
    PUT(out, NEW_KIND, a->class, a->kind);
    PUT(out, NEW_OF, a->class, a->of);
}

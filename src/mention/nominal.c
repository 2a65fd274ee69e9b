#include "mention/nominal.h"

#include "mention/gender_lexicon.h"

/* ---------------------------------------------------------------------------- words */

static uint32_t fold(demarche_str s)
{
    uint64_t hash = DMR_HASH_SEED;
    for (size_t i = 0; i < s.len; i++) {
        char c = dmr_to_lower(s.ptr[i]);
        hash = dmr_hash(hash, &c, 1);
    }
    return (uint32_t)(hash ^ (hash >> 32));
}

/* Into the sorted few, without doubles; what finds no room is left out. */
static void insert(uint32_t *at, uint8_t *n, uint32_t value)
{
    size_t i = *n;
    while (i > 0 && at[i - 1] > value)
        i--;
    if ((i > 0 && at[i - 1] == value) || *n == DMR_NOMINAL_WORDS)
        return;
    for (size_t k = *n; k > i; k--)
        at[k] = at[k - 1];
    at[i] = value;
    ++*n;
}

/* ---------------------------------------------------------------------------- class */

static int pronoun_class(demarche_str form)
{
    static const struct {
        const char *form;
        uint8_t class;
    } forms[] = {
        {"i", DMR_NOMINAL_I},
        {"me", DMR_NOMINAL_I},
        {"my", DMR_NOMINAL_I},
        {"mine", DMR_NOMINAL_I},
        {"myself", DMR_NOMINAL_I},
        {"we", DMR_NOMINAL_WE},
        {"us", DMR_NOMINAL_WE},
        {"our", DMR_NOMINAL_WE},
        {"ours", DMR_NOMINAL_WE},
        {"ourselves", DMR_NOMINAL_WE},
        {"you", DMR_NOMINAL_YOU},
        {"your", DMR_NOMINAL_YOU},
        {"yours", DMR_NOMINAL_YOU},
        {"yourself", DMR_NOMINAL_YOU},
        {"yourselves", DMR_NOMINAL_YOU},
        {"he", DMR_NOMINAL_HE},
        {"him", DMR_NOMINAL_HE},
        {"his", DMR_NOMINAL_HE},
        {"himself", DMR_NOMINAL_HE},
        {"she", DMR_NOMINAL_SHE},
        {"her", DMR_NOMINAL_SHE},
        {"hers", DMR_NOMINAL_SHE},
        {"herself", DMR_NOMINAL_SHE},
        {"it", DMR_NOMINAL_IT},
        {"its", DMR_NOMINAL_IT},
        {"itself", DMR_NOMINAL_IT},
        {"they", DMR_NOMINAL_THEY},
        {"them", DMR_NOMINAL_THEY},
        {"their", DMR_NOMINAL_THEY},
        {"theirs", DMR_NOMINAL_THEY},
        {"themselves", DMR_NOMINAL_THEY},
        {"this", DMR_NOMINAL_THIS},
        {"that", DMR_NOMINAL_THIS},
        {"these", DMR_NOMINAL_THIS},
        {"those", DMR_NOMINAL_THIS},
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (dmr_str_eq_nocase(form, dmr_str_c(forms[i].form)))
            return forms[i].class;
    return -1;
}

/* By what stands before a noun. */
static uint8_t noun_class(const dmr_tree *tree, int32_t word)
{
    bool the = false, that = false, one = false;
    for (int32_t c = tree->words[word].first_child; c >= 0;
         c = tree->words[c].next_sibling) {
        if (tree->words[c].rel == DMR_REL_NMOD_POSS)
            return DMR_NOMINAL_OWNED;
        if (tree->words[c].rel != DMR_REL_DET)
            continue;
        demarche_str l = tree->words[c].lemma;
        the |= dmr_str_is(l, "the");
        that |= dmr_str_is(l, "this") || dmr_str_is(l, "that") ||
                dmr_str_is(l, "these") || dmr_str_is(l, "those") || dmr_str_is(l, "such");
        one = true;
    }
    return the                                        ? DMR_NOMINAL_THE
           : that                                     ? DMR_NOMINAL_THAT
           : one                                      ? DMR_NOMINAL_ONE
           : tree->words[word].upos == DMR_UPOS_NOUN  ? DMR_NOMINAL_BARE
           : tree->words[word].upos == DMR_UPOS_PROPN ? DMR_NOMINAL_NAME
                                                      : DMR_NOMINAL_OTHER;
}

static int class_of(dmr_scene *scene, int32_t word, const dmr_mention *name)
{
    const dmr_tree *tree = scene->tree;
    const dmr_word *w = &tree->words[word];
    demarche_str form = tree->tokens[word].form;
    bool entity = w->ent != DMR_ENT_NONE && w->ent != DMR_ENT_TIME;
    if (w->upos == DMR_UPOS_PRON || w->upos == DMR_UPOS_DET) {
        if (w->rel == DMR_REL_EXPL)
            return -1;
        int class = pronoun_class(form);
        if (w->upos == DMR_UPOS_DET && (class < 0 || class == DMR_NOMINAL_THIS))
            return -1;
        return class >= 0 ? class : w->ent != DMR_ENT_NONE ? DMR_NOMINAL_PRONOUN : -1;
    }
    if (w->upos == DMR_UPOS_ADV)
        return dmr_str_is(w->lemma, "here") || dmr_str_is(w->lemma, "there")
                   ? DMR_NOMINAL_HERE
                   : -1;
    if (w->upos == DMR_UPOS_PROPN && w->rel != DMR_REL_FLAT && (entity || name))
        return DMR_NOMINAL_NAME;
    if (entity)
        return noun_class(tree, word);
    if (!name || w->upos == DMR_UPOS_PROPN)
        return -1;
    if (dmr_scene_link(scene, dmr_scene_at(scene, word))->pronoun)
        return noun_class(tree, word); /* "the latter" */
    return w->upos == DMR_UPOS_ADJ ? DMR_NOMINAL_ADJECTIVE
           : name->kind == DEMARCHE_MENTION_STATE || name->kind == DEMARCHE_MENTION_PERSON
               ? DMR_NOMINAL_NAME
               : DMR_NOMINAL_BARE;
}

/* ----------------------------------------------------------------------- what it is */

static uint8_t role_of(const dmr_tree *tree, int32_t word)
{
    for (int32_t hops = 0; hops < 10 && word >= 0; hops++) {
        switch (tree->words[word].rel) {
        case DMR_REL_CONJ:
        case DMR_REL_APPOS:
        case DMR_REL_FLAT:
            word = tree->words[word].head;
            break;
        case DMR_REL_NSUBJ:
        case DMR_REL_NSUBJ_PASS:
        case DMR_REL_NSUBJ_OUTER:
        case DMR_REL_CSUBJ:
        case DMR_REL_CSUBJ_PASS:
        case DMR_REL_CSUBJ_OUTER:
            return DMR_NOMINAL_SUBJECT;
        case DMR_REL_OBJ:
        case DMR_REL_IOBJ:
        case DMR_REL_OBL_AGENT:
            return DMR_NOMINAL_OBJECT;
        case DMR_REL_NMOD_POSS:
            return DMR_NOMINAL_POSSESSOR;
        case DMR_REL_ROOT:
        case DMR_REL_PARATAXIS:
            return DMR_NOMINAL_ROOT;
        case DMR_REL_OBL:
        case DMR_REL_OBL_UNMARKED:
            return DMR_NOMINAL_OBLIQUE;
        default:
            return DMR_NOMINAL_INSIDE;
        }
    }
    return DMR_NOMINAL_INSIDE;
}

static bool describes(const dmr_word *w)
{
    bool rel = w->rel == DMR_REL_FLAT || w->rel == DMR_REL_COMPOUND ||
               w->rel == DMR_REL_AMOD || w->rel == DMR_REL_NMOD_DESC ||
               w->rel == DMR_REL_NMOD_UNMARKED || w->rel == DMR_REL_NUMMOD;
    return rel && (w->upos == DMR_UPOS_PROPN || w->upos == DMR_UPOS_NOUN ||
                   w->upos == DMR_UPOS_ADJ || w->upos == DMR_UPOS_NUM ||
                   w->upos == DMR_UPOS_X || w->upos == DMR_UPOS_VERB);
}

/* One word of it, its own or one that describes it, in the order of the text. */
static void take_word(const dmr_scene *scene, int32_t word, int32_t at,
                      uint64_t *initials, dmr_nominal *out)
{
    const dmr_tree *tree = scene->tree;
    const dmr_genders *genders = scene->g->genders;
    demarche_str lemma = tree->words[at].lemma, form = tree->tokens[at].form;
    insert(out->words, &out->n_words, fold(lemma));
    if (at != word)
        insert(out->mods, &out->n_mods, fold(lemma));
    if (form.len && dmr_is_upper(form.ptr[0])) {
        char first = dmr_to_lower(form.ptr[0]);
        *initials = dmr_hash(*initials, &first, 1);
    }
    if (out->class != DMR_NOMINAL_NAME || out->gender)
        return;
    if (at < word)
        out->gender = dmr_gender_of(genders, DMR_GENDER_TITLE, lemma);
    if (!out->gender)
        out->gender = dmr_gender_of(genders, DMR_GENDER_GIVEN, lemma);
}

/* The words that go with it, and what they say. */
static void look_around(const dmr_scene *scene, int32_t word, dmr_nominal *out)
{
    const dmr_tree *tree = scene->tree;
    uint64_t initials = DMR_HASH_SEED;
    bool own_taken = false;
    for (int32_t c = tree->words[word].first_child; c >= 0;
         c = tree->words[c].next_sibling) {
        const dmr_word *child = &tree->words[c];
        if (!own_taken && c > word) {
            take_word(scene, word, word, &initials, out);
            own_taken = true;
        }
        if (describes(child))
            take_word(scene, word, c, &initials, out);
        out->joined |= child->rel == DMR_REL_CONJ;
        out->owned |= child->rel == DMR_REL_NMOD_POSS;
        out->predicate |= child->rel == DMR_REL_COP;
        if (child->rel == DMR_REL_NMOD && dmr_str_is(dmr_scene_case(tree, c), "of")) {
            out->of = true;
            insert(out->mods, &out->n_mods, fold(child->lemma) * 31 + 7);
        }
    }
    if (!own_taken)
        take_word(scene, word, word, &initials, out);
    out->initials = out->n_words > 1 ? (uint32_t)(initials ^ (initials >> 32)) : 0;
}

/* "Clinton" is called Bill. */
static uint8_t gender_of_listed(const dmr_scene *scene, demarche_str name)
{
    demarche_str rest = name, part;
    while (rest.len && dmr_str_split(&rest, ' ', &part)) {
        uint8_t gender = dmr_gender_of(scene->g->genders, DMR_GENDER_GIVEN, part);
        if (gender)
            return gender;
    }
    return DMR_GENDER_UNKNOWN;
}

bool dmr_nominal_at(dmr_scene *scene, int32_t word, bool quoted, dmr_nominal *out)
{
    const dmr_tree *tree = scene->tree;
    uint32_t item = dmr_scene_at(scene, word);
    const dmr_mention *name = item ? dmr_scene_mention(scene, item) : NULL;
    if (name && name->kind > DEMARCHE_MENTION_PLACE)
        name = NULL; /* a time */
    int class = class_of(scene, word, name);
    if (class < 0)
        return false;
    const dmr_word *w = &tree->words[word];
    demarche_str form = tree->tokens[word].form;
    *out = (dmr_nominal){.sentence = scene->sentence,
                         .word = word,
                         .head = w->head,
                         .lemma = fold(w->lemma),
                         .form = fold(form),
                         .class = (uint8_t) class,
                         .ent = w->ent,
                         .role = role_of(tree, word),
                         .rel = w->rel,
                         .quoted = quoted};
    out->plural = class == DMR_NOMINAL_WE || class == DMR_NOMINAL_THEY ||
                  dmr_str_find(w->feats, DMR_STR("Number=Plur"), 0) != SIZE_MAX;
    look_around(scene, word, out);
    if (class == DMR_NOMINAL_HE)
        out->gender = DMR_GENDER_HE;
    else if (class == DMR_NOMINAL_SHE)
        out->gender = DMR_GENDER_SHE;
    else if (!dmr_nominal_is_pronoun(out) && class != DMR_NOMINAL_NAME)
        out->gender = dmr_gender_of(scene->g->genders, DMR_GENDER_NOUN, w->lemma);
    if (name && class > DMR_NOMINAL_LAST_PRONOUN) {
        out->kind = (uint8_t)(name->kind + 1);
        out->known = name->cluster;
        out->listed = name->entity != 0 && out->known;
        if (!out->gender && name->kind == DEMARCHE_MENTION_PERSON)
            out->gender = gender_of_listed(scene, name->name);
    }
    if (class == DMR_NOMINAL_NAME && out->n_words == 1 && form.len > 1 && form.len < 9) {
        out->acronym = true;
        for (size_t i = 0; i < form.len; i++)
            out->acronym &= dmr_is_upper(form.ptr[i]);
    }
    return true;
}

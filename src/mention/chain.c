#include "mention/chain.h"

#include "base/error.h"

enum {
    NEAR_PRONOUN = 40, /* nominals in which a pronoun looks for its chain */
    NEAR_WORDS = 12,   /* the same for nouns and names of other words */
    SPEAKERS = 8,      /* chains with I, we or you that are kept in view */
    WORD_CHAINS = 6,   /* chains that a word is looked up in */
    CANDIDATES = NEAR_PRONOUN + SPEAKERS + WORD_CHAINS * (DMR_NOMINAL_WORDS + 2) + 1
};

/* Chains in which a word (or a known name) occurred; the latest first. */
typedef struct word_chains {
    uint32_t key; /* hash; 0: free */
    uint32_t at[WORD_CHAINS];
    uint32_t n;
} word_chains;

struct dmr_chains {
    dmr_arena *arena;
    const dmr_reading *reading;
    const dmr_chain_weights *weights;
    const dmr_chain_teacher *teacher;
    DMR_VEC(dmr_nominal) nominals;
    DMR_VEC(dmr_chain) chains;
    DMR_VEC(uint32_t) gold;     /* beside chains: entity's number, with a teacher */
    uint32_t *nominal_at;       /* (n_tokens) nominal + 1 */
    word_chains *words;         /* open addressing, a power of two */
    size_t n_words, room;       /* used, all */
    uint32_t speaker[SPEAKERS]; /* chains + 1, the latest first */
    uint32_t mark, *marks;      /* beside chains: candidates of the nominal at hand */
    size_t room_marks;
    bool quoted;
    bool
        blind; /* the trees know no entities: the weights were learned with them in view */
    dmr_chain_features features[CANDIDATES];
    uint32_t candidate[CANDIDATES]; /* chains + 1; [0]: a new one */
    size_t n_candidates;
    const dmr_nominal *asking; /* whose they are */
};

/* -------------------------------------------------------------------------- by words */

/* Keys of lemmas, of words of names and of known names lie in one table. */
static uint32_t key_of(uint32_t value, uint32_t sort)
{
    uint32_t key = (value ^ sort * UINT32_C(0x9E3779B9)) * UINT32_C(0x85EBCA6B);
    key ^= key >> 15;
    return key ? key : 1;
}

enum { KEY_LEMMA = 1, KEY_WORD, KEY_KNOWN };

static word_chains *find_words(const dmr_chains *chains, uint32_t key)
{
    size_t i = key & (chains->room - 1);
    while (chains->words[i].key && chains->words[i].key != key)
        i = (i + 1) & (chains->room - 1);
    return &chains->words[i];
}

static bool grow_words(dmr_chains *chains)
{
    word_chains *old = chains->words;
    size_t n = chains->room;
    word_chains *fresh = DMR_NEW_ARRAY(chains->arena, word_chains, n * 2);
    if (!fresh)
        return false;
    chains->words = fresh;
    chains->room = n * 2;
    for (size_t i = 0; i < n; i++)
        if (old[i].key)
            *find_words(chains, old[i].key) = old[i];
    return true;
}

/* Put the chain to the front of the few; what falls out at the end is forgotten. */
static void to_front(uint32_t *at, uint32_t *n, uint32_t room, uint32_t chain)
{
    uint32_t i = 0;
    while (i < *n && at[i] != chain)
        i++;
    if (i == *n && *n < room)
        ++*n;
    if (i == room)
        i = room - 1;
    for (; i > 0; i--)
        at[i] = at[i - 1];
    at[0] = chain;
}

static bool note_word(dmr_chains *chains, uint32_t key, uint32_t chain)
{
    word_chains *w = find_words(chains, key);
    if (!w->key) {
        if (chains->n_words * 2 >= chains->room) {
            if (!grow_words(chains))
                return false;
            w = find_words(chains, key);
        }
        w->key = key;
        chains->n_words++;
    }
    to_front(w->at, &w->n, WORD_CHAINS, chain);
    return true;
}

/* ------------------------------------------------------------------------ candidates */

static bool shares_word(const dmr_nominal *a, const dmr_nominal *b)
{
    for (size_t i = 0; i < a->n_words; i++)
        for (size_t k = 0; k < b->n_words; k++)
            if (a->words[i] == b->words[k])
                return true;
    return a->known && a->known == b->known;
}

/* Of two whom the gazetteer knows, neither is the other; nor is a person whose name has no
 * word of those that the chain has. */
static bool is_other(const dmr_chains *chains, uint32_t number)
{
    const dmr_nominal *a = chains->asking;
    const dmr_chain *chain = &chains->chains.at[number - 1];
    if (a->listed && chain->listed)
        return a->known != chain->listed;
    bool person = a->class == DMR_NOMINAL_NAME && a->kind == DEMARCHE_MENTION_PERSON + 1;
    bool named = false;
    for (uint32_t i = 0; person && i < chain->n_described && i < DMR_CHAIN_DESCRIBED;
         i++) {
        const dmr_nominal *x = &chains->nominals.at[chain->described[i] - 1];
        if (x->class != DMR_NOMINAL_NAME || x->kind != DEMARCHE_MENTION_PERSON + 1)
            continue;
        if (shares_word(a, x))
            return false;
        named = true;
    }
    return named;
}

static void add_candidate(dmr_chains *chains, uint32_t chain)
{
    if (is_other(chains, chain) || chains->n_candidates == CANDIDATES ||
        chains->marks[chain - 1] == chains->mark)
        return;
    chains->marks[chain - 1] = chains->mark;
    chains->candidate[chains->n_candidates++] = chain;
}

static void add_by_word(dmr_chains *chains, uint32_t key)
{
    const word_chains *w = find_words(chains, key);
    for (uint32_t i = 0; w->key && i < w->n; i++)
        add_candidate(chains, w->at[i]);
}

/* Those whose last nominal is one of the `near` before `index`. */
static void add_near(dmr_chains *chains, size_t index, size_t near)
{
    for (size_t i = index; i > 0 && index - i < near; i--) {
        uint32_t chain = chains->nominals.at[i - 1].chain;
        if (chains->chains.at[chain - 1].last == i)
            add_candidate(chains, chain);
    }
}

static void find_candidates(dmr_chains *chains, size_t index)
{
    const dmr_nominal *a = &chains->nominals.at[index];
    chains->asking = a;
    chains->mark++;
    chains->n_candidates = 1;
    if (dmr_nominal_is_pronoun(a)) {
        add_near(chains, index, NEAR_PRONOUN);
        for (uint32_t i = 0;
             a->class <= DMR_NOMINAL_YOU && i < SPEAKERS && chains->speaker[i]; i++)
            add_candidate(chains, chains->speaker[i]);
        return;
    }
    add_near(chains, index, NEAR_WORDS);
    add_by_word(chains, key_of(a->lemma, KEY_LEMMA));
    if (a->known)
        add_by_word(chains, key_of(a->known, KEY_KNOWN));
    for (size_t i = 0; a->class == DMR_NOMINAL_NAME && i < a->n_words; i++)
        add_by_word(chains, key_of(a->words[i], KEY_WORD));
    if (a->acronym)
        add_by_word(chains, key_of(a->form, KEY_WORD));
    if (a->class == DMR_NOMINAL_NAME && a->initials)
        add_by_word(chains, key_of(a->initials, KEY_WORD));
}

/* --------------------------------------------------------------------------- joining */

static bool described_before(const dmr_chains *chains, const dmr_chain *chain,
                             const dmr_nominal *a)
{
    for (uint32_t i = 0; i < chain->n_described && i < DMR_CHAIN_DESCRIBED; i++) {
        const dmr_nominal *x = &chains->nominals.at[chain->described[i] - 1];
        if (x->lemma == a->lemma && x->class == a->class && x->n_mods == a->n_mods &&
            memcmp(x->mods, a->mods, a->n_mods * sizeof *a->mods) == 0)
            return true;
    }
    return false;
}

/* What can be found again by its words. */
static bool note_words(dmr_chains *chains, const dmr_nominal *a, uint32_t chain)
{
    if (!note_word(chains, key_of(a->lemma, KEY_LEMMA), chain) ||
        (a->known && !note_word(chains, key_of(a->known, KEY_KNOWN), chain)))
        return false;
    if (a->class != DMR_NOMINAL_NAME)
        return true;
    for (size_t i = 0; i < a->n_words; i++)
        if (!note_word(chains, key_of(a->words[i], KEY_WORD), chain))
            return false;
    return (!a->acronym || note_word(chains, key_of(a->form, KEY_WORD), chain)) &&
           (!a->initials || note_word(chains, key_of(a->initials, KEY_WORD), chain));
}

static bool join(dmr_chains *chains, size_t index, uint32_t number)
{
    dmr_nominal *a = &chains->nominals.at[index];
    dmr_chain *chain = &chains->chains.at[number - 1];
    a->chain = number;
    a->before = chain->last;
    chain->last = (uint32_t)index + 1;
    chain->size++;
    chain->n_plural += a->plural;
    chain->classes |= UINT32_C(1) << a->class;
    chain->ents[a->ent]++;
    if (!chain->gender)
        chain->gender = a->gender;
    if (a->class <= DMR_NOMINAL_YOU) {
        uint32_t n = 0;
        while (n < SPEAKERS && chains->speaker[n])
            n++;
        to_front(chains->speaker, &n, SPEAKERS, number);
    }
    if (dmr_nominal_is_pronoun(a))
        return true;
    chain->n_names += a->class == DMR_NOMINAL_NAME;
    if (a->listed && !chain->listed)
        chain->listed = a->known;
    if (!described_before(chains, chain, a))
        chain->described[chain->n_described++ % DMR_CHAIN_DESCRIBED] =
            (uint32_t)index + 1;
    bool known = !a->known;
    for (uint32_t i = 0; i < chain->n_known && i < DMR_CHAIN_KNOWN; i++)
        known |= chain->known[i] == a->known;
    if (!known)
        chain->known[chain->n_known++ % DMR_CHAIN_KNOWN] = a->known;
    return note_words(chains, a, number);
}

static uint32_t begin_chain(dmr_chains *chains)
{
    if (!DMR_PUSH(chains->arena, chains->chains) ||
        !DMR_PUSH(chains->arena, chains->gold))
        return 0;
    if (chains->chains.n > chains->room_marks) {
        size_t want = chains->room_marks ? chains->room_marks * 2 : 64;
        uint32_t *marks =
            dmr_arena_grow(chains->arena, chains->marks,
                           chains->room_marks * sizeof *marks, want * sizeof *marks);
        if (!marks)
            return 0;
        memset(marks + chains->room_marks, 0,
               (want - chains->room_marks) * sizeof *marks);
        chains->marks = marks;
        chains->room_marks = want;
    }
    return (uint32_t)chains->chains.n;
}

/* The candidate that weighs most; of equals the first. */
static size_t choose(const dmr_chains *chains)
{
    size_t best = 0;
    float most = 0;
    for (size_t i = 0; i < chains->n_candidates; i++) {
        float score = dmr_chain_score(chains->weights, &chains->features[i]);
        if (i == 0 || score > most) {
            best = i;
            most = score;
        }
    }
    return best;
}

/* What the teacher says, who is told what there was to choose from. The chain + 1, or 0
 * for a new one. */
static uint32_t taught(dmr_chains *chains, uint32_t gold)
{
    const dmr_chain_teacher *teacher = chains->teacher;
    size_t right = 0;
    for (size_t i = 1; gold && i < chains->n_candidates; i++)
        if (chains->gold.at[chains->candidate[i] - 1] == gold)
            right = i;
    teacher->example(teacher->context, chains->features, chains->n_candidates, right);
    if (right || !gold)
        return chains->candidate[right];
    for (size_t i = chains->gold.n; i > 0; i--)
        if (chains->gold.at[i - 1] == gold)
            return (uint32_t)i;
    return 0;
}

static bool join_one(dmr_chains *chains, const dmr_tree *tree, size_t index)
{
    const dmr_nominals all = {chains->nominals.at, chains->nominals.n};
    const dmr_nominal *a = &chains->nominals.at[index];
    find_candidates(chains, index);
    chains->candidate[0] = 0;
    const word_chains *seen = find_words(chains, key_of(a->lemma, KEY_LEMMA));
    dmr_chain_features_new(&all, a, seen->key != 0, &chains->features[0]);
    for (size_t i = 1; i < chains->n_candidates; i++)
        dmr_chain_features_of(&all, tree, a, &chains->chains.at[chains->candidate[i] - 1],
                              &chains->features[i]);
    uint32_t gold = 0, number;
    if (chains->teacher) {
        const dmr_token *t = &tree->tokens[a->word];
        gold = chains->teacher->gold(chains->teacher->context, t->start, t->end);
        number = taught(chains, gold);
    } else {
        number = chains->candidate[choose(chains)];
    }
    if (!number && !(number = begin_chain(chains)))
        return false;
    if (gold)
        chains->gold.at[number - 1] = gold;
    return join(chains, index, number);
}

/* ------------------------------------------------------------------------- the whole */

static bool knows_entities(const dmr_reading *reading)
{
    for (size_t s = 0; s < reading->tokens->n_sentences; s++)
        for (int32_t i = 0; i < reading->trees[s].n; i++)
            if (reading->trees[s].words[i].ent != DMR_ENT_NONE)
                return true;
    return false;
}

dmr_chains *dmr_chains_new(const dmr_reading *reading, dmr_arena *arena)
{
    enum { FIRST_ROOM = 256 };
    dmr_chains *chains = DMR_NEW(arena, dmr_chains);
    if (!chains)
        return NULL;
    *chains = (dmr_chains){.arena = arena,
                           .reading = reading,
                           .weights = reading->gazetteer->chain_weights,
                           .teacher = reading->teacher,
                           .blind = !knows_entities(reading),
                           .room = FIRST_ROOM};
    chains->words = DMR_NEW_ARRAY(arena, word_chains, FIRST_ROOM);
    chains->nominal_at = DMR_NEW_ARRAY(arena, uint32_t, reading->tokens->n_tokens + 1);
    return chains->words && chains->nominal_at ? chains : NULL;
}

/* A mark of quotation opens or closes; where it does not say, the other of what was. */
static bool quotes(demarche_str form, bool quoted)
{
    if (dmr_str_is(form, "\"") || dmr_str_is(form, "''"))
        return !quoted && !dmr_str_is(form, "''");
    if (dmr_str_is(form, "``") || dmr_str_is(form, "\xE2\x80\x9C") ||
        dmr_str_is(form, "\xC2\xAB"))
        return true;
    if (dmr_str_is(form, "\xE2\x80\x9D") || dmr_str_is(form, "\xC2\xBB"))
        return false;
    return quoted;
}

demarche_status dmr_chains_sentence(dmr_chains *chains, dmr_scene *scene,
                                    demarche_error *err)
{
    size_t first = chains->nominals.n;
    if (chains->blind)
        return DEMARCHE_OK;
    const dmr_tree *tree = scene->tree;
    const dmr_sentence *s = chains->reading->tokens->sentences + scene->sentence;
    if (scene->sentence == 0 || s[-1].paragraph != s->paragraph)
        chains->quoted = false; /* what was not closed ends with its paragraph */
    for (int32_t i = 0; i < tree->n; i++) {
        dmr_nominal nominal;
        chains->quoted = quotes(tree->tokens[i].form, chains->quoted);
        if (!dmr_nominal_at(scene, i, chains->quoted, &nominal))
            continue;
        dmr_nominal *place = DMR_PUSH(chains->arena, chains->nominals);
        if (!place)
            return dmr_error_memory(err);
        *place = nominal;
        chains->nominal_at[scene->base + (uint32_t)i] = (uint32_t)chains->nominals.n;
    }
    for (size_t i = first; i < chains->nominals.n; i++)
        if (!join_one(chains, tree, i))
            return dmr_error_memory(err);
    return DEMARCHE_OK;
}

uint32_t dmr_chains_nominal(const dmr_chains *chains, const dmr_scene *scene,
                            uint32_t sentence, int32_t word)
{
    uint32_t base = scene->reading->tokens->sentences[sentence].first;
    return word < 0 ? 0 : chains->nominal_at[base + (uint32_t)word];
}

dmr_nominals dmr_chains_nominals(const dmr_chains *chains)
{
    return (dmr_nominals){chains->nominals.at, chains->nominals.n};
}

const dmr_chain *dmr_chains_chain(const dmr_chains *chains, uint32_t chain)
{
    return &chains->chains.at[chain - 1];
}

uint32_t dmr_chains_count(const dmr_chains *chains)
{
    return (uint32_t)chains->chains.n;
}

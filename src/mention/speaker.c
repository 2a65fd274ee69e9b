#include "mention/speaker.h"

#include "mention/chain.h"
#include "mention/name_norm.h"

/* --------------------------------------------------------------- from the metadata */

static bool is_code(demarche_str s)
{
    return s.len == 3 && dmr_is_upper(s.ptr[0]) && dmr_is_upper(s.ptr[1]) &&
           dmr_is_upper(s.ptr[2]);
}

/* The longest name that begins at `at` of the text in normal form: its key, and where it
 * ends; 0 for none. A surname alone counts, and an acronym in any writing. */
static uint32_t name_at(const dmr_gazetteer *g, demarche_str text, size_t at, size_t *end)
{
    uint32_t best = 0;
    for (size_t j = at; j <= text.len; j++) {
        if (j < text.len && text.ptr[j] != ' ')
            continue;
        uint32_t key = dmr_map_get(g->names, dmr_str(text.ptr + at, j - at), UINT32_MAX);
        if (key == UINT32_MAX)
            break;
        if (key) {
            best = key;
            *end = j;
        }
    }
    return best;
}

/* The sense of a key that is of that kind and, where `code` is not empty, of that state;
 * of several the nearest to the day. */
static const dmr_sense *sense_of(const dmr_scene *scene, uint32_t key, uint8_t kind,
                                 demarche_str code)
{
    const dmr_gazetteer *g = scene->g;
    const dmr_sense *best = NULL;
    for (uint32_t i = g->keys[key - 1].first; i; i = g->senses[i - 1].next) {
        const dmr_sense *s = &g->senses[i - 1];
        if (s->kind != kind || (code.len && !dmr_str_eq(s->code, code)) ||
            s->name == DMR_NAME_ADJECTIVE || s->name == DMR_NAME_PEOPLE)
            continue; /* Mr. Türkmen was a Turk */
        if (!best ||
            dmr_sense_distance(s, scene->day) < dmr_sense_distance(best, scene->day))
            best = s;
    }
    return best;
}

/* "Mr. Gromyko (USSR)": the person of that state, else the state. */
static const dmr_sense *named(const dmr_scene *scene, demarche_str text)
{
    enum { MOST = 8 };
    const dmr_gazetteer *g = scene->g;
    uint32_t subject =
        is_code(text) ? dmr_map_get(g->state_code, text, UINT32_MAX) : UINT32_MAX;
    if (subject != UINT32_MAX)
        return dmr_gazetteer_subject(g, subject, scene->day);
    uint32_t keys[MOST];
    size_t n = 0;
    for (size_t at = 0, end = 0; at < text.len && n < MOST; at = end + 1) {
        uint32_t key = name_at(g, text, at, &end);
        if (key)
            keys[n++] = key;
        else
            for (end = at; end < text.len && text.ptr[end] != ' ';)
                end++;
    }
    const dmr_sense *state = NULL, *person = NULL;
    for (size_t i = 0; i < n && !state; i++)
        state = sense_of(scene, keys[i], DMR_SENSE_STATE, (demarche_str){"", 0});
    for (size_t i = 0; i < n && !person; i++)
        person = sense_of(scene, keys[i], DMR_SENSE_PERSON,
                          state ? state->code : (demarche_str){"", 0});
    return person ? person : state;
}

void dmr_speaker_find(dmr_scene *scene)
{
    demarche_str text = scene->reading->source->meta.speaker;
    char norm[512];
    size_t n = SIZE_MAX;
    if (text.len && text.len < 400 && !is_code(text))
        n = dmr_name_norm(norm, sizeof norm, text);
    if (n != SIZE_MAX)
        text = dmr_str(norm, n);
    scene->speaker = text.len && text.len < 400 ? named(scene, text) : NULL;
}

/* ------------------------------------------------------------------- from the tree */

bool dmr_speaker_is_first_person(const dmr_word *word)
{
    return word->upos == DMR_UPOS_PRON &&
           dmr_str_find(word->feats, DMR_STR("Person=1"), 0) != SIZE_MAX;
}

static bool is_plural(const dmr_word *w)
{
    return dmr_str_find(w->feats, DMR_STR("Number=Plur"), 0) != SIZE_MAX;
}

bool dmr_speaker_is_misread(const dmr_scene *scene, int32_t word)
{
    const dmr_tree *tree = scene->tree;
    const dmr_word *w = &tree->words[word];
    if (!scene->speaker || word != 0 || w->rel != DMR_REL_NSUBJ || w->head < 0 ||
        !dmr_str_is(tree->tokens[word].form, "He"))
        return false;
    int32_t verb = dmr_tree_child(tree, w->head, DMR_REL_AUX);
    verb = verb >= 0 ? verb : w->head;
    demarche_str feats = tree->words[verb].feats;
    return dmr_str_find(feats, DMR_STR("Tense=Pres"), 0) != SIZE_MAX &&
           dmr_str_find(feats, DMR_STR("VerbForm=Fin"), 0) != SIZE_MAX &&
           is_plural(&tree->words[verb]);
}

/* The subject of the verb, where it is somebody else than who is asked about. */
static int32_t subject_of(const dmr_tree *tree, int32_t verb)
{
    static const uint8_t kinds[] = {DMR_REL_NSUBJ, DMR_REL_NSUBJ_PASS,
                                    DMR_REL_NSUBJ_OUTER};
    for (size_t k = 0; k < 3; k++) {
        int32_t s = dmr_tree_child(tree, verb, kinds[k]);
        if (s >= 0 && !dmr_speaker_is_first_person(&tree->words[s]))
            return s;
    }
    return -1;
}

/* "Begin said that we ...": the subject over the clause; "We hope, said Begin": that of the
 * verb put in. -1: nobody says it in this sentence. */
static int32_t says_it(const dmr_tree *tree, int32_t word)
{
    for (int32_t w = word, hops = 0; w >= 0 && hops < 48; hops++) {
        uint8_t rel = tree->words[w].rel;
        int32_t head = tree->words[w].head;
        for (int32_t c = tree->words[w].first_child; c >= 0;
             c = tree->words[c].next_sibling) {
            if (tree->words[c].rel != DMR_REL_PARATAXIS ||
                dmr_tree_under(tree, word, c) ||
                dmr_tree_child(tree, c, DMR_REL_OBJ) >= 0)
                continue;
            int32_t s = subject_of(tree, c);
            if (s >= 0)
                return s;
        }
        if (head >= 0 && (rel == DMR_REL_CCOMP || rel == DMR_REL_PARATAXIS)) {
            int32_t s = subject_of(tree, head);
            if (s >= 0 && !dmr_tree_under(tree, s, w))
                return s;
        }
        w = head;
    }
    return -1;
}

static bool is_quoted(const dmr_scene *scene, int32_t word)
{
    uint32_t n = dmr_chains_nominal(scene->chains, scene, scene->sentence, word);
    return n && dmr_chains_nominals(scene->chains).at[n - 1].quoted;
}

/* Who says it here, or said what the quotation goes on with. */
static uint32_t speaker_here(dmr_scene *scene, int32_t word)
{
    const dmr_tokens *tokens = scene->reading->tokens;
    bool quoted = is_quoted(scene, word);
    int32_t subject = says_it(scene->tree, word);
    uint32_t item = subject < 0 ? 0 : dmr_scene_ensure(scene, subject);
    if (item) {
        if (quoted)
            scene->quoting = item;
        return item;
    }
    uint32_t before = quoted ? scene->quoting : 0;
    if (before &&
        tokens->sentences[dmr_scene_mention(scene, before)->sentence].paragraph + 1 >=
            tokens->sentences[scene->sentence].paragraph)
        return before;
    return 0;
}

/* ------------------------------------------------------------------------- the whole */

/* Those for whom the sense speaks: the state of a person. */
static void fill_from_sense(dmr_scene *scene, uint32_t item, const dmr_sense *s,
                            bool many)
{
    dmr_mention *m = dmr_scene_mention(scene, item);
    dmr_link *l = dmr_scene_link(scene, item);
    uint32_t state = dmr_map_get(scene->g->state_code, s->code, UINT32_MAX);
    const dmr_sense *home =
        state == UINT32_MAX ? NULL : dmr_gazetteer_subject(scene->g, state, scene->day);
    bool person = s->kind == DMR_SENSE_PERSON;
    m->code = s->code;
    m->sector = person ? s->sector : DMR_STR("GOV");
    m->name = person && !many ? s->canonical : home ? home->canonical : s->canonical;
    if (person && !many)
        m->office = s->office;
    l->subject = person && !many ? s->subject + 1 : 0;
}

static void fill_from_item(dmr_scene *scene, uint32_t item, uint32_t from, bool many)
{
    const dmr_mention *f = dmr_scene_mention(scene, from);
    if (!many || f->kind != DEMARCHE_MENTION_PERSON) {
        dmr_scene_refer(scene, item, from);
        return;
    }
    dmr_mention *m = dmr_scene_mention(scene, item);
    uint32_t state = dmr_map_get(scene->g->state_code, f->code, UINT32_MAX);
    const dmr_sense *home =
        state == UINT32_MAX ? NULL : dmr_gazetteer_subject(scene->g, state, scene->day);
    m->code = f->code;
    m->sector = f->sector;
    m->name = home ? home->canonical : f->name;
}

uint32_t dmr_speaker_mention(dmr_scene *scene, int32_t word)
{
    const dmr_word *w = &scene->tree->words[word];
    bool many = is_plural(w) || !dmr_speaker_is_first_person(w);
    uint32_t from = speaker_here(scene, word);
    bool known = from && (dmr_scene_mention(scene, from)->code.len ||
                          dmr_scene_mention(scene, from)->kind != DEMARCHE_MENTION_GROUP);
    if (!known && (!scene->speaker || is_quoted(scene, word)))
        return 0;
    uint32_t item = dmr_scene_add(
        scene, many ? DEMARCHE_MENTION_GROUP : DEMARCHE_MENTION_PERSON, word, word, word);
    if (!item)
        return 0;
    if (known)
        fill_from_item(scene, item, from, many);
    else
        fill_from_sense(scene, item, scene->speaker, many);
    dmr_scene_link(scene, item)->pronoun = true;
    dmr_scene_link(scene, item)->plural = many;
    return item;
}

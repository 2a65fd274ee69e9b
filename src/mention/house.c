#include "mention/house.h"

#include "mention/person_office.h"
#include "mention/speaker.h"

void dmr_house_find(dmr_scene *scene, const dmr_name_hit *hits, size_t n)
{
    enum { LEAST = 2 };
    uint32_t key = dmr_gazetteer_key(scene->g, DMR_STR("united nations"));
    size_t named = 0;
    for (size_t i = 0; i < n; i++)
        named += hits[i].key == key;
    scene->house = scene->speaker && key && named >= LEAST ? key : 0;
}

static bool is_one_of(demarche_str s, const char *const *words)
{
    for (; *words; words++)
        if (dmr_str_is(s, *words))
            return true;
    return false;
}

/* "This", "our"; else "the" before a capital: "the Organization". */
static bool points_here(const dmr_scene *scene, int32_t first, int32_t word, bool capital)
{
    const dmr_tree *tree = scene->tree;
    bool here = false;
    for (int32_t c = tree->words[word].first_child; c >= 0;
         c = tree->words[c].next_sibling) {
        const dmr_word *w = &tree->words[c];
        if (w->rel == DMR_REL_NMOD_POSS && dmr_speaker_is_first_person(w))
            here = true;
        else if (w->rel == DMR_REL_DET)
            here =
                dmr_str_is(w->lemma, "this") || (dmr_str_is(w->lemma, "the") && capital);
        else if (c < first && w->rel != DMR_REL_CASE && w->upos != DMR_UPOS_ADJ)
            return false; /* "the World Health Organization" */
        else if (c > word && w->rel == DMR_REL_NMOD)
            return false; /* "the Organization of American States" */
    }
    return here;
}

bool dmr_house_means(dmr_scene *scene, uint32_t item, int32_t first, int32_t word,
                     const dmr_agent *a)
{
    static const char *const houses[] = {"organization", "organisation", "assembly",
                                         "general assembly", NULL};
    static const char *const secretaries[] = {"secretary general", "secretary-general",
                                              NULL};
    if (!scene->house || dmr_scene_link(scene, item)->plural)
        return false;
    bool secretary = is_one_of(a->text, secretaries);
    bool capital = dmr_is_upper(scene->tree->tokens[word].form.ptr[0]);
    if ((!secretary && !is_one_of(a->text, houses)) ||
        !points_here(scene, first, word, capital))
        return false;
    const dmr_sense *s =
        dmr_gazetteer_sense(scene->g, scene->house, scene->day, NULL, NULL);
    if (!s)
        return false;
    dmr_mention *m = dmr_scene_mention(scene, item);
    if (secretary) {
        m->code = s->code;
        m->sector = s->sector;
        dmr_scene_link(scene, item)->subject = s->subject + 1;
    } else {
        dmr_person_fill(scene, item, s, scene->house);
        dmr_scene_link(scene, item)->sure = true; /* not the last body named so */
    }
    return true;
}

bool dmr_house_addresses(const dmr_tree *tree, int32_t word)
{
    static const char *const polite[] = {"Mr.",    "Mr",   "Mister", "Madam",
                                         "Madame", "Your", NULL};
    return word > 0 && is_one_of(tree->tokens[word - 1].form, polite);
}

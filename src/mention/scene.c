#include "mention/scene.h"

#include "mention/name_norm.h"

uint32_t dmr_scene_add(dmr_scene *scene, demarche_mention_kind kind, int32_t first,
                       int32_t last, int32_t head)
{
    while (scene->links.n < scene->list.n)
        if (!DMR_PUSH(scene->arena, scene->links)) {
            scene->failed = true;
            return 0;
        }
    dmr_mention *m = dmr_mention_list_add(&scene->list, scene->arena, kind,
                                          scene->sentence, first, last, head);
    dmr_link *l = m ? DMR_PUSH(scene->arena, scene->links) : NULL;
    if (!l) {
        scene->failed = true;
        return 0;
    }
    m->can_act = true;
    l->text_first = first;
    l->text_last = last;
    l->role = dmr_scene_role(scene->tree, head);
    uint32_t item = (uint32_t)scene->list.n;
    uint32_t *at = &scene->head_at[scene->base + (uint32_t)head];
    if (*at == 0)
        *at = item;
    return item;
}

void dmr_scene_inherit_state(dmr_scene *scene, uint32_t to, uint32_t from)
{
    dmr_mention *m = dmr_scene_mention(scene, to), *f = dmr_scene_mention(scene, from);
    dmr_link *l = dmr_scene_link(scene, to), *lf = dmr_scene_link(scene, from);
    m->code = f->code;
    l->key = lf->key;
    l->subject = lf->subject;
    l->listed = false;
    l->is_region = lf->is_region;
    l->region = lf->region;
}

void dmr_scene_refer(dmr_scene *scene, uint32_t to, uint32_t from)
{
    dmr_mention *m = dmr_scene_mention(scene, to), *f = dmr_scene_mention(scene, from);
    dmr_link *l = dmr_scene_link(scene, to), *lf = dmr_scene_link(scene, from);
    m->code = f->code;
    m->sector = f->sector;
    m->name = f->name;
    m->office = f->office;
    if (f->cluster == 0)
        f->cluster = ++scene->n_clusters;
    m->cluster = f->cluster;
    m->entity = f->entity;
    l->key = lf->key;
    l->subject = lf->subject;
    l->is_region = lf->is_region;
    l->region = lf->region;
    l->members = lf->members;
    l->n_members = lf->n_members;
    l->like = from;
    l->agent = lf->agent;
    l->gender = lf->gender;
    l->unresolved = lf->unresolved;
    l->vague = lf->vague;
    l->guessed = lf->guessed;
    l->listed = lf->listed;
    l->lapsed = lf->lapsed;
    l->told = lf->told;
    l->told_day = lf->told_day;
}

demarche_str dmr_scene_text(const dmr_scene *scene, int32_t first, int32_t last)
{
    const dmr_token *t = scene->tree->tokens;
    demarche_str text = scene->reading->source->text;
    if (t[last].end < t[first].start || t[last].end > text.len)
        return t[first].form;
    return dmr_str(text.ptr + t[first].start, t[last].end - t[first].start);
}

demarche_str dmr_scene_norm(dmr_scene *scene, int32_t first, int32_t last)
{
    demarche_str text = dmr_scene_text(scene, first, last);
    if (text.len > 400)
        return (demarche_str){"", 0};
    demarche_str norm = dmr_name_norm_copy(scene->arena, text);
    if (!norm.ptr) {
        scene->failed = true;
        return (demarche_str){"", 0};
    }
    return norm;
}

uint32_t dmr_scene_cluster(dmr_scene *scene, demarche_str id)
{
    uint32_t c = dmr_map_get(scene->clusters, id, 0);
    if (c == 0) {
        c = ++scene->n_clusters;
        demarche_str copy = dmr_str_copy(scene->arena, id);
        if (!copy.ptr || !dmr_map_set(scene->clusters, copy, c))
            scene->failed = true;
    }
    return c;
}

int32_t dmr_scene_head(const dmr_tree *tree, int32_t first, int32_t last)
{
    for (int32_t i = first; i <= last; i++) {
        int32_t h = tree->words[i].head;
        if ((h < first || h > last) && tree->words[i].upos != DMR_UPOS_PUNCT &&
            tree->words[i].upos != DMR_UPOS_ADP && tree->words[i].upos != DMR_UPOS_DET)
            return i;
    }
    return last;
}

uint8_t dmr_scene_role(const dmr_tree *tree, int32_t word)
{
    for (int32_t hops = 0; word >= 0 && hops < 32; hops++) {
        switch (tree->words[word].rel) {
        case DMR_REL_NSUBJ:
        case DMR_REL_NSUBJ_PASS:
        case DMR_REL_NSUBJ_OUTER:
        case DMR_REL_CSUBJ:
        case DMR_REL_CSUBJ_PASS:
            return DMR_ROLE_SUBJECT;
        case DMR_REL_OBJ:
        case DMR_REL_IOBJ:
        case DMR_REL_OBL_AGENT:
            return DMR_ROLE_OBJECT;
        case DMR_REL_CONJ:
        case DMR_REL_FLAT:
        case DMR_REL_APPOS:
            word = tree->words[word].head;
            break;
        default:
            return DMR_ROLE_OTHER;
        }
    }
    return DMR_ROLE_OTHER;
}

demarche_str dmr_scene_case(const dmr_tree *tree, int32_t word)
{
    int32_t c = dmr_tree_child(tree, word, DMR_REL_CASE);
    return c >= 0 ? tree->words[c].lemma : (demarche_str){"", 0};
}

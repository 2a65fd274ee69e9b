#include "mention/group.h"

#include "base/error.h"
#include "mention/house.h"
#include "mention/name_norm.h"
#include "mention/qualifier.h"
#include "mention/speaker.h"

enum { DEPTH_MAX = 24 };

/* ------------------------------------------------------------------ the agent noun */

static size_t put_norm(char *buf, size_t room, size_t used, demarche_str s)
{
    if (used == SIZE_MAX || s.len > 60 || used + 1 >= room)
        return SIZE_MAX;
    if (used)
        buf[used++] = ' ';
    size_t n = dmr_name_norm(buf + used, room - used, s);
    return n == SIZE_MAX || n == 0 ? SIZE_MAX : used + n;
}

/* `head`: the word that may stand in the plural. */
static const dmr_agent *agent_of(const dmr_scene *scene, int32_t first, int32_t word,
                                 int32_t head)
{
    const dmr_tree *tree = scene->tree;
    for (int by_form = 0; by_form < 2; by_form++) {
        char buf[256];
        size_t n = 0;
        bool joined = false;
        for (int32_t i = first; i <= word; i++) {
            demarche_str form = tree->tokens[i].form;
            if (dmr_str_is(form, "-"))
                continue;
            joined |= memchr(form.ptr, '-', form.len) != NULL;
            bool bare = i == word || i == head;
            n = put_norm(buf, sizeof buf, n,
                         bare && !by_form ? tree->words[i].lemma : tree->tokens[i].form);
        }
        if (n == SIZE_MAX || n == 0)
            continue;
        demarche_str norm = dmr_str(buf, n), bare;
        const dmr_agent *a = dmr_gazetteer_agent(scene->g, norm);
        if (!a && joined && dmr_qualifier_strip(scene->g->qualifiers, norm, &bare))
            a = dmr_gazetteer_agent(scene->g, bare); /* "ex-president" */
        if (a)
            return a;
    }
    return NULL;
}

/* "secretary of state", "chief of staff": the noun with what follows "of". */
static const dmr_agent *agent_before_of(const dmr_scene *scene, int32_t word,
                                        int32_t *last)
{
    const dmr_tree *tree = scene->tree;
    if (word + 2 >= tree->n || (!dmr_str_is(tree->words[word + 1].lemma, "of") &&
                                !dmr_str_is(tree->words[word + 1].lemma, "for")))
        return NULL;
    for (int32_t n = 5; n >= 2; n--) {
        if (word + n >= tree->n)
            continue;
        const dmr_agent *a = agent_of(scene, word, word + n, word);
        if (a) {
            *last = word + n;
            if (*last + 2 < tree->n && tree->words[*last + 1].upos == DMR_UPOS_CCONJ &&
                dmr_str_eq_nocase(tree->words[*last + 2].lemma, DMR_STR("government")))
                *last += 2; /* "heads of state or government" */
            return a;
        }
    }
    return NULL;
}

const dmr_agent *dmr_group_agent(dmr_scene *scene, int32_t word, int32_t *first,
                                 int32_t *last)
{
    const dmr_tree *tree = scene->tree;
    *first = *last = word;
    const dmr_agent *whole = agent_before_of(scene, word, last);
    if (whole)
        return whole;
    if (word + 1 < tree->n && tree->words[word + 1].rel == DMR_REL_FLAT &&
        tree->words[word + 1].head == word) { /* "chargé d'affaires" */
        const dmr_agent *a = agent_of(scene, word, word + 1, word + 1);
        if (a) {
            *last = word + 1;
            return a;
        }
    }
    for (int32_t n = 3; n >= 0; n--) {
        bool inside = word - n >= 0;
        for (int32_t i = word - n; inside && i < word; i++)
            inside = tree->words[i].head >= word - n && tree->words[i].head <= word;
        const dmr_agent *a = inside ? agent_of(scene, word - n, word, word) : NULL;
        if (a) {
            *first = word - n;
            return a;
        }
    }
    return NULL;
}

/* ------------------------------------------------------------------- whose it is */

static size_t push(uint32_t *out, size_t n, size_t room, uint32_t item)
{
    for (size_t i = 0; i < n; i++)
        if (out[i] == item)
            return n;
    if (n < room)
        out[n++] = item;
    return n;
}

static bool tells_state(dmr_scene *scene, uint32_t item)
{
    if (!item)
        return false;
    const dmr_mention *m = dmr_scene_mention(scene, item);
    const dmr_link *l = dmr_scene_link(scene, item);
    return m->code.len > 0 || l->is_region || l->n_members > 0;
}

/* The mention at `word` and at what is coordinated with it. */
static size_t push_all(dmr_scene *scene, int32_t word, uint32_t *out, size_t n,
                       size_t room)
{
    const dmr_tree *tree = scene->tree;
    uint32_t item = dmr_scene_ensure(scene, word);
    if (!item) { /* "Soviet" inside a longer name */
        item = scene->cover_at[scene->base + (uint32_t)word];
    }
    if (tells_state(scene, item)) {
        const dmr_link *l = dmr_scene_link(scene, item);
        if (l->n_members)
            for (uint32_t i = 0; i < l->n_members; i++)
                n = push(out, n, room, scene->members.at[l->members + i]);
        else
            n = push(out, n, room, item);
    }
    for (int32_t c = tree->words[word].first_child; c >= 0;
         c = tree->words[c].next_sibling) {
        uint8_t rel = tree->words[c].rel;
        bool pair = rel == DMR_REL_CONJ;
        if (!pair)
            continue;
        uint32_t other = dmr_scene_ensure(scene, c);
        if (tells_state(scene, other))
            n = push(out, n, room, other);
    }
    /* "Soviet-Korean": both, wherever the tree hangs the first. */
    if (word >= 2 && dmr_str_is(tree->tokens[word - 1].form, "-") &&
        !tree->tokens[word - 1].space_after) {
        uint32_t other = dmr_scene_at(scene, word - 2);
        if (other && dmr_scene_mention(scene, other)->kind == DEMARCHE_MENTION_STATE)
            n = push(out, n, room, other);
    }
    return n;
}

/* Look at the children of `word` with one of these relations. */
static size_t by_relation(dmr_scene *scene, int32_t word, const uint8_t *rels,
                          size_t n_rels, uint32_t *out, size_t room)
{
    const dmr_tree *tree = scene->tree;
    size_t n = 0;
    for (int32_t c = tree->words[word].first_child; c >= 0;
         c = tree->words[c].next_sibling)
        for (size_t r = 0; r < n_rels; r++)
            if (tree->words[c].rel == rels[r])
                n = push_all(scene, c, out, n, room);
    return n;
}

static size_t by_preposition(dmr_scene *scene, int32_t word, const char *preposition,
                             uint32_t *out, size_t room)
{
    const dmr_tree *tree = scene->tree;
    size_t n = 0;
    for (int32_t c = tree->words[word].first_child; c >= 0;
         c = tree->words[c].next_sibling)
        if (tree->words[c].rel == DMR_REL_NMOD &&
            dmr_str_is(dmr_scene_case(tree, c), preposition))
            n = push_all(scene, c, out, n, room);
    return n;
}

static size_t by_modifier(dmr_scene *scene, int32_t word, uint32_t *out, size_t room)
{
    static const uint8_t modifier[] = {DMR_REL_AMOD, DMR_REL_COMPOUND, DMR_REL_NMOD_DESC,
                                       DMR_REL_NMOD_UNMARKED};
    return by_relation(scene, word, modifier, 4, out, room);
}

size_t dmr_group_adjective(dmr_scene *scene, int32_t word, uint32_t *out, size_t room)
{
    uint32_t found[4];
    size_t n = 0, n_found = by_modifier(scene, word, found, 4);
    for (size_t i = 0; i < n_found; i++)
        if (dmr_scene_mention(scene, found[i])->is_list_name)
            n = push(out, n, room, found[i]);
    return n;
}

size_t dmr_group_of(dmr_scene *scene, int32_t word, uint32_t *out, size_t room)
{
    return by_preposition(scene, word, "of", out, room);
}

size_t dmr_group_states(dmr_scene *scene, int32_t word, bool person, uint32_t *out,
                        size_t room)
{
    static const uint8_t possessor[] = {DMR_REL_NMOD_POSS};
    size_t n = by_relation(scene, word, possessor, 1, out, room);
    if (n == 0)
        n = by_modifier(scene, word, out, room);
    if (n == 0)
        n = by_preposition(scene, word, "of", out, room);
    if (n == 0)
        n = by_preposition(scene, word, "from", out, room);
    if (n == 0 && !person)
        n = by_preposition(scene, word, "in", out, room);
    if (n == 0 && !person)
        n = by_preposition(scene, word, "at", out, room);
    return n;
}

/* ------------------------------------------------------------------------ the group */

static bool definite(const dmr_tree *tree, int32_t word)
{
    int32_t d = dmr_tree_child(tree, word, DMR_REL_DET);
    if (d < 0) { /* "the People's Assembly" */
        int32_t owner = dmr_tree_child(tree, word, DMR_REL_NMOD_POSS);
        d = owner >= 0 ? dmr_tree_child(tree, owner, DMR_REL_DET) : -1;
    }
    return d >= 0 && (dmr_str_is(tree->words[d].lemma, "the") ||
                      dmr_str_is(tree->words[d].lemma, "this") ||
                      dmr_str_is(tree->words[d].lemma, "that"));
}

static bool is_plural(const dmr_word *w)
{
    return dmr_str_find(w->feats, DMR_STR("Number=Plur"), 0) != SIZE_MAX ||
           dmr_str_is(w->xpos, "NNS") || dmr_str_is(w->xpos, "NNPS");
}

/* "two", "both", "three": how many the text speaks of; 0: it does not say. */
static size_t how_many(const dmr_tree *tree, int32_t word)
{
    static const struct {
        const char *lemma;
        size_t n;
    } numbers[] = {{"two", 2},   {"both", 2}, {"2", 2},
                   {"three", 3}, {"3", 3},    {"four", 4}};
    bool the = definite(tree, word) || dmr_tree_child(tree, word, DMR_REL_NMOD_POSS) >= 0;
    for (int32_t c = tree->words[word].first_child; c >= 0 && c < word;
         c = tree->words[c].next_sibling)
        for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
            if (dmr_str_eq_nocase(tree->words[c].lemma, dmr_str_c(numbers[i].lemma)) &&
                (the || dmr_str_is(dmr_str_c(numbers[i].lemma), "both")))
                return numbers[i].n;
    return 0;
}

void dmr_group_span(const dmr_tree *tree, int32_t word, int32_t first, int32_t *from,
                    int32_t *to)
{
    int32_t left = first;
    for (int32_t c = tree->words[word].first_child; c >= 0 && c < word;
         c = tree->words[c].next_sibling) {
        uint8_t r = tree->words[c].rel;
        if (r != DMR_REL_AMOD && r != DMR_REL_COMPOUND && r != DMR_REL_NMOD_POSS &&
            r != DMR_REL_NMOD_DESC && r != DMR_REL_FLAT)
            continue;
        int32_t a, b;
        dmr_tree_span(tree, c, &a, &b);
        if (a < left)
            left = a;
    }
    while (left < word && (tree->words[left].upos == DMR_UPOS_DET ||
                           tree->words[left].upos == DMR_UPOS_PUNCT ||
                           tree->words[left].upos == DMR_UPOS_CCONJ ||
                           tree->words[left].upos == DMR_UPOS_ADP ||
                           tree->words[left].upos == DMR_UPOS_SCONJ))
        left++;
    *from = left;
    *to = word;
}

/* The office in words: "deputy chairman of the Soviet Chamber of Commerce". */
static demarche_str office_text(dmr_scene *scene, int32_t word, int32_t first)
{
    const dmr_tree *tree = scene->tree;
    int32_t last = word;
    if (word + 1 < tree->n && tree->words[word + 1].rel == DMR_REL_FLAT &&
        tree->words[word + 1].head == word && agent_of(scene, word, word + 1, word + 1))
        last = word + 1; /* "chargé d'affaires" */
    for (int32_t c = tree->words[word].first_child; c >= 0;
         c = tree->words[c].next_sibling) {
        if (c > word && tree->words[c].rel == DMR_REL_NMOD &&
            (dmr_str_is(dmr_scene_case(tree, c), "of") ||
             dmr_str_is(dmr_scene_case(tree, c), "to"))) {
            uint32_t item = dmr_scene_at(scene, c);
            int32_t end = item ? dmr_scene_mention(scene, item)->last : c;
            uint32_t bearer = scene->cover_at[scene->base + (uint32_t)word + 1];
            if (bearer &&
                dmr_scene_mention(scene, bearer)->kind == DEMARCHE_MENTION_PERSON)
                continue; /* "candidate Rosa Maldonado of Guatemala" */
            if (end > last && end < word + 24)
                last = end;
        }
    }
    demarche_str own = dmr_scene_text(scene, first, last);
    for (int32_t c = tree->words[word].first_child; c >= 0 && c < first;
         c = tree->words[c].next_sibling) {
        uint32_t item = dmr_scene_at(scene, c);
        if (item && last == word &&
            dmr_scene_mention(scene, item)->kind == DEMARCHE_MENTION_ORG) {
            demarche_str body = dmr_scene_mention(scene, item)->name;
            demarche_str full =
                dmr_str_format(scene->arena, "%.*s of %.*s", (int)own.len, own.ptr,
                               (int)(body.len > 400 ? 400 : body.len), body.ptr);
            if (full.ptr)
                return full;
        }
    }
    return own;
}

/* Fill the group from those whose it is. */
static void belong(dmr_scene *scene, uint32_t item, const dmr_agent *a,
                   const uint32_t *from, size_t n)
{
    dmr_scene_inherit_state(scene, item, from[0]);
    const dmr_mention *f = dmr_scene_mention(scene, from[0]);
    dmr_mention *m = dmr_scene_mention(scene, item);
    bool body = f->kind == DEMARCHE_MENTION_ORG || f->kind == DEMARCHE_MENTION_GROUP;
    if (body && f->sector.len && (a->generic || a->sector.len == 0))
        m->sector = f->sector;
    /* "His deputy", "Roh's adviser": of the same side as he. */
    if (f->kind == DEMARCHE_MENTION_PERSON && f->sector.len && a->generic &&
        a->sector.len && !dmr_str_is(a->sector, "CVL"))
        m->sector = f->sector;
    if (n < 2)
        return;
    dmr_link *l = dmr_scene_link(scene, item);
    uint32_t at = (uint32_t)scene->members.n;
    uint32_t count = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t *place = DMR_PUSH(scene->arena, scene->members);
        if (!place) {
            scene->failed = true;
            return;
        }
        *place = from[i];
        count++;
    }
    l->members = at;
    l->n_members = count;
}

/* "members of X", "thousands of X": X itself, seen from here. */
static uint32_t make_part(dmr_scene *scene, int32_t word, int32_t first,
                          const dmr_agent *a)
{
    const dmr_tree *tree = scene->tree;
    for (int32_t c = tree->words[word].first_child; c >= 0;
         c = tree->words[c].next_sibling) {
        if (tree->words[c].rel != DMR_REL_NMOD || c < word)
            continue;
        demarche_str p = dmr_scene_case(tree, c);
        if (!dmr_str_is(p, "of") && !dmr_str_is(p, "from") && !dmr_str_is(p, "among"))
            continue;
        uint32_t from[4];
        size_t n = push_all(scene, c, from, 0, 4);
        uint32_t whole = dmr_scene_at(scene, c);
        if (n == 0 && !whole)
            continue;
        int32_t a1, b1;
        dmr_group_span(tree, word, first, &a1, &b1);
        uint32_t item = dmr_scene_add(scene, DEMARCHE_MENTION_GROUP, a1, b1, word);
        if (!item)
            return 0;
        dmr_mention *m = dmr_scene_mention(scene, item);
        dmr_link *l = dmr_scene_link(scene, item);
        m->sector = a->sector;
        m->name = dmr_scene_text(scene, a1, b1);
        m->cluster = ++scene->n_clusters;
        l->agent = DMR_AGENT_GROUP + 1;
        l->plural = true;
        uint32_t source = n ? from[0] : whole;
        if (n) {
            dmr_agent plain = *a;
            plain.generic = true;
            belong(scene, item, &plain, from, n);
        }
        const dmr_mention *w = dmr_scene_mention(scene, source);
        if (dmr_scene_mention(scene, item)->sector.len == 0)
            dmr_scene_mention(scene, item)->sector = w->sector;
        if (w->sentence == scene->sentence && w->head > word)
            dmr_scene_link(scene, item)->text_last =
                dmr_scene_link(scene, source)->text_last;
        return item;
    }
    return 0;
}

/* The word over a phrase and those that it is a part of: "outside the embassy in Oslo". */
static int32_t clause_over(const dmr_tree *tree, int32_t word)
{
    int32_t over = tree->words[word].head;
    while (over >= 0 && tree->words[over].upos != DMR_UPOS_VERB &&
           (tree->words[over].rel == DMR_REL_NMOD ||
            tree->words[over].rel == DMR_REL_OBL || tree->words[over].rel == DMR_REL_OBJ))
        over = tree->words[over].head;
    return over;
}

/* Where the sentence plays, for those who are at home there. */
static uint32_t scene_place(dmr_scene *scene, int32_t word)
{
    const dmr_tree *tree = scene->tree;
    size_t n = scene->list.n;
    for (size_t i = scene->first_at[scene->sentence]; i < n; i++) {
        const dmr_mention *m = &scene->list.at[i];
        if ((m->kind != DEMARCHE_MENTION_STATE && m->kind != DEMARCHE_MENTION_PLACE) ||
            m->code.len == 0 || m->head == word)
            continue;
        uint8_t r = tree->words[m->head].rel;
        demarche_str p = dmr_scene_case(tree, m->head);
        /* "The cabinet agreed that an embassy be opened in Taipei" sits elsewhere. */
        if ((r == DMR_REL_OBL || r == DMR_REL_NMOD) &&
            dmr_tree_under(tree, word, clause_over(tree, m->head)) &&
            (dmr_str_is(p, "in") || dmr_str_is(p, "at") || dmr_str_is(p, "outside")))
            return (uint32_t)i + 1;
    }
    return 0;
}

/* Bare "troops" are of the state that sends, withdraws or commands them. */
static uint32_t sender(dmr_scene *scene, int32_t word)
{
    const dmr_tree *tree = scene->tree;
    int32_t over = tree->words[word].head;
    uint8_t rel = tree->words[word].rel;
    if (over < 0 || (rel != DMR_REL_OBJ && rel != DMR_REL_OBL))
        return 0;
    for (int32_t hops = 0; hops < 4 && over >= 0; hops++) {
        int32_t subject = dmr_tree_child(tree, over, DMR_REL_NSUBJ);
        uint32_t item =
            subject >= 0 && subject != word ? dmr_scene_ensure(scene, subject) : 0;
        if (item)
            return dmr_scene_mention(scene, item)->code.len ? item : 0;
        if (tree->words[over].rel != DMR_REL_XCOMP &&
            tree->words[over].rel != DMR_REL_CONJ &&
            tree->words[over].rel != DMR_REL_ADVCL)
            return 0;
        over = tree->words[over].head;
    }
    return 0;
}

/* "the government", "the army" without a state: of the place, else of the document. */
static void at_home(dmr_scene *scene, uint32_t item, const dmr_agent *a, int32_t word)
{
    bool many = is_plural(&scene->tree->words[word]);
    if (!a->domestic ||
        (many && a->kind == DMR_AGENT_BODY && !dmr_str_ends(a->text, DMR_STR("s"))))
        return; /* "governments", "parliaments": of anybody */
    dmr_scene_link(scene, item)->home = true;
    uint32_t place = dmr_str_is(a->sector, "MIL") ? sender(scene, word) : 0;
    if (!place)
        place = scene_place(scene, word);
    if (place) {
        dmr_scene_inherit_state(scene, item, place);
        return;
    }
    if (!scene->focus || !(definite(scene->tree, word) || many))
        return;
    dmr_scene_mention(scene, item)->code = scene->focus_code;
    dmr_scene_link(scene, item)->key = scene->focus_key;
}

/* "the two countries", "both governments": one item with its members. */
static bool several_members(dmr_scene *scene, uint32_t item, int32_t word, size_t wanted,
                            const dmr_agent *a)
{
    uint32_t found[DMR_SEVERAL_MAX];
    bool persons = a->kind == DMR_AGENT_ROLE || a->kind == DMR_AGENT_POSTED ||
                   a->kind == DMR_AGENT_GROUP;
    bool bodies = a->kind == DMR_AGENT_BODY && dmr_str_is(a->sector, "CVL");
    dmr_several sort = persons  ? DMR_SEVERAL_PERSONS
                       : bodies ? DMR_SEVERAL_BODIES
                                : DMR_SEVERAL_STATES;
    if (!dmr_coref_several(scene, word, wanted, sort, found))
        return false;
    dmr_agent own = *a;
    own.generic = persons; /* each keeps what he is */
    if (persons)
        own.sector = dmr_scene_mention(scene, item)->sector = (demarche_str){"", 0};
    belong(scene, item, &own, found, wanted);
    dmr_scene_link(scene, item)->like = found[0];
    return true;
}

/* The name of a person right behind it, "-elect" or nothing between. */
static bool stands_before(const dmr_scene *scene, int32_t word)
{
    for (int32_t i = word + 1; i <= word + 3 && i < scene->tree->n; i++) {
        uint32_t next = scene->cover_at[scene->base + (uint32_t)i];
        if (next && scene->list.at[next - 1].kind == DEMARCHE_MENTION_PERSON &&
            scene->list.at[next - 1].first == i)
            return dmr_qualifier_back(scene, i) == word + 1;
    }
    return false;
}

/* "President" in "President Gorbachev": of whoever bears it. */
static bool is_title(const dmr_scene *scene, int32_t word)
{
    int32_t over = scene->tree->words[word].head;
    uint32_t at = dmr_scene_at(scene, over);
    uint8_t rel = scene->tree->words[word].rel;
    if (stands_before(scene, word))
        return true; /* wherever the tree hangs it */
    return at && scene->list.at[at - 1].kind == DEMARCHE_MENTION_PERSON &&
           (rel == DMR_REL_NMOD_DESC || rel == DMR_REL_COMPOUND || rel == DMR_REL_FLAT ||
            rel == DMR_REL_APPOS);
}

/* "The king of Buganda": of a place, though none that we know. */
static bool of_somewhere(const dmr_tree *tree, int32_t word)
{
    for (int32_t c = tree->words[word].first_child; c >= 0;
         c = tree->words[c].next_sibling)
        if (tree->words[c].rel == DMR_REL_NMOD && tree->words[c].ent == DMR_ENT_PLACE &&
            dmr_str_is(dmr_scene_case(tree, c), "of"))
            return true;
    return false;
}

/* "An adviser to President Roh", "spokesman for the ministry": whom he serves; "secretary
 * for foreign affairs of the Philippines": whose. */
static size_t serves(dmr_scene *scene, int32_t word, uint32_t *out, size_t room)
{
    const dmr_tree *tree = scene->tree;
    size_t n = by_preposition(scene, word, "to", out, room);
    if (n == 0)
        n = by_preposition(scene, word, "for", out, room);
    if (n > 0 && dmr_scene_link(scene, out[0])->home)
        n = 0; /* "minister for the army" */
    for (int32_t c = tree->words[word].first_child; c >= 0 && n == 0;
         c = tree->words[c].next_sibling)
        if (tree->words[c].rel == DMR_REL_NMOD &&
            dmr_str_is(dmr_scene_case(tree, c), "for"))
            n = by_preposition(scene, c, "of", out, room);
    return n;
}

/* "Commander of Burkina Faso's guard", "head of the Soviet mission", though the guard and
 * the mission are nobody themselves. */
static size_t behind_of(dmr_scene *scene, int32_t word, uint32_t *out, size_t room)
{
    static const uint8_t possessor[] = {DMR_REL_NMOD_POSS};
    const dmr_tree *tree = scene->tree;
    size_t n = 0;
    for (int32_t c = tree->words[word].first_child; c >= 0 && n == 0;
         c = tree->words[c].next_sibling)
        if (tree->words[c].rel == DMR_REL_NMOD && tree->words[c].upos == DMR_UPOS_NOUN &&
            dmr_str_is(dmr_scene_case(tree, c), "of")) {
            n = by_relation(scene, c, possessor, 1, out, room);
            if (n == 0)
                n = dmr_group_adjective(scene, c, out, room);
        }
    return n;
}

/* The sector of a body of which no state is known: "chairman of the Presidium". */
static demarche_str sector_of_body(dmr_scene *scene, int32_t word)
{
    const dmr_tree *tree = scene->tree;
    for (int32_t c = tree->words[word].first_child; c >= 0;
         c = tree->words[c].next_sibling) {
        uint32_t at = dmr_scene_at(scene, c);
        uint8_t rel = tree->words[c].rel;
        bool whose = rel == DMR_REL_NMOD_POSS || rel == DMR_REL_COMPOUND ||
                     (rel == DMR_REL_NMOD && dmr_str_is(dmr_scene_case(tree, c), "of"));
        if (at && whose &&
            (dmr_scene_mention(scene, at)->kind == DEMARCHE_MENTION_ORG ||
             dmr_scene_link(scene, at)->agent == DMR_AGENT_BODY + 1))
            return dmr_scene_mention(scene, at)->sector;
    }
    return (demarche_str){"", 0};
}

/* Normal form of the office that "the minister", "the former minister" asks for. */
static demarche_str wanted_office(dmr_scene *scene, int32_t first, int32_t word)
{
    const dmr_qualifier *q =
        dmr_qualifier_at(scene, dmr_qualifier_find(scene, first, word));
    demarche_str text = dmr_scene_text(scene, first, word);
    if (!q)
        return dmr_scene_norm(scene, first, word);
    demarche_str norm =
        dmr_name_norm_copy(scene->arena, dmr_qualifier_office(scene, q, text));
    scene->failed |= !norm.ptr;
    return norm;
}

/* "The Syrian minister, Farouk al-Sharaa": it is said right there who it is. */
static bool names_bearer(const dmr_scene *scene, int32_t word)
{
    const dmr_tree *tree = scene->tree;
    for (int32_t c = tree->words[word].first_child; c >= 0;
         c = tree->words[c].next_sibling) {
        uint32_t at = tree->words[c].rel == DMR_REL_APPOS ? dmr_scene_at(scene, c) : 0;
        if (at && scene->list.at[at - 1].kind == DEMARCHE_MENTION_PERSON)
            return true;
    }
    return false;
}

/* "He saw the French premier. The premier, Aristide Fabre, ...": of the state of the role
 * before, whoever bore it. */
static void state_of_role(dmr_scene *scene, uint32_t item, int32_t word, int32_t first)
{
    demarche_str none = {"", 0};
    if (dmr_scene_mention(scene, item)->code.len || !definite(scene->tree, word))
        return;
    uint32_t before =
        dmr_coref_role(scene, wanted_office(scene, first, word), false, none, word);
    if (before && dmr_scene_mention(scene, before)->kind == DEMARCHE_MENTION_GROUP &&
        dmr_scene_mention(scene, before)->code.len)
        dmr_scene_inherit_state(scene, item, before);
}

/* "The Egyptian president", "the minister": one who was named before. */
static bool known_bearer(dmr_scene *scene, uint32_t item, int32_t word, int32_t first,
                         const dmr_agent *a)
{
    if ((a->kind != DMR_AGENT_ROLE && a->kind != DMR_AGENT_POSTED) ||
        dmr_scene_link(scene, item)->plural || !definite(scene->tree, word) ||
        is_title(scene, word))
        return false;
    bool named = names_bearer(scene, word);
    uint32_t before = dmr_coref_role(scene, wanted_office(scene, first, word), a->governs,
                                     dmr_scene_mention(scene, item)->code, word);
    if (before && named &&
        dmr_scene_mention(scene, before)->kind == DEMARCHE_MENTION_PERSON)
        before = 0;
    if (!before && !named)
        before = dmr_coref_bearer(scene, dmr_scene_mention(scene, item)->code, word);
    if (before)
        dmr_scene_refer(scene, item, before);
    return before != 0;
}

/* The noun says whose it is, or what it stands beside does. */
static void group_of(dmr_scene *scene, uint32_t item, int32_t word, int32_t first,
                     const dmr_agent *a, const uint32_t *from, size_t n)
{
    belong(scene, item, a, from, n);
    const dmr_mention *f = dmr_scene_mention(scene, from[0]);
    if (f->sentence == scene->sentence && f->head > word)
        dmr_scene_link(scene, item)->text_last =
            dmr_scene_link(scene, from[0])->text_last;
    if (a->kind == DMR_AGENT_STATE && n == 1 && f->kind == DEMARCHE_MENTION_STATE)
        dmr_scene_mention(scene, item)->cluster = f->cluster;
    bool sovereign = dmr_scene_link(scene, item)->sovereign;
    if (sovereign && f->kind == DEMARCHE_MENTION_STATE)
        dmr_scene_mention(scene, item)->sector = DMR_STR("GOV");
    if (n == 1 && known_bearer(scene, item, word, first, a))
        return;
    if (a->kind == DMR_AGENT_ROLE || a->kind == DMR_AGENT_POSTED)
        dmr_qualify(scene, item, first, word, sovereign);
}

/* "Foreign troops", "the International Bank": of no state that the text is about. */
static bool is_foreign(const dmr_tree *tree, int32_t word)
{
    static const char *const kinds[] = {"foreign",  "international", "world", "global",
                                        "regional", "multinational", NULL};
    for (int32_t c = tree->words[word].first_child; c >= 0 && c < word;
         c = tree->words[c].next_sibling)
        for (const char *const *k = kinds; *k; k++)
            if (dmr_str_eq_nocase(tree->words[c].lemma, dmr_str_c(*k)))
                return true;
    return false;
}

/* The state that the document is about has such an office: Australia has no president.
 * Where we hold nobody of it, it may. */
static bool has_office(const dmr_scene *scene, const dmr_agent *a)
{
    static const char *const tops[] = {"president", "king", "queen", "emperor", NULL};
    bool top = false, held = false;
    for (const char *const *t = tops; *t; t++)
        top |= dmr_str_is(a->text, *t);
    for (size_t i = 0; top && i < scene->g->n_senses; i++) {
        const dmr_sense *s = &scene->g->senses[i];
        if (s->kind != DMR_SENSE_PERSON || !dmr_str_eq(s->code, scene->focus_code))
            continue;
        held = true;
        if (dmr_str_starts(s->office, a->text))
            return true;
    }
    return !held;
}

static bool says_that(const dmr_tree *tree, int32_t word)
{
    int32_t d = dmr_tree_child(tree, word, DMR_REL_DET);
    return d >= 0 && dmr_str_is(tree->words[d].lemma, "that");
}

/* "That country": the state that was named last before it, here or in the sentence before. */
static uint32_t named_last(dmr_scene *scene, int32_t word)
{
    uint32_t back = scene->sentence > 0 ? 1 : 0, best = 0;
    for (size_t i = scene->first_at[scene->sentence - back]; i < scene->list.n; i++) {
        const dmr_mention *m = &scene->list.at[i];
        bool here = m->sentence == scene->sentence;
        if (m->kind != DEMARCHE_MENTION_STATE || scene->links.at[i].pronoun ||
            m->code.len != 3 || (here && m->head >= word))
            continue;
        const dmr_mention *b = best ? &scene->list.at[best - 1] : NULL;
        if (!b || m->sentence > b->sentence ||
            (m->sentence == b->sentence && m->head > b->head))
            best = (uint32_t)i + 1;
    }
    return best;
}

/* It does not: someone named before, of the place, of the document. */
static void group_alone(dmr_scene *scene, uint32_t item, int32_t word, int32_t first,
                        const dmr_agent *a, size_t many)
{
    const dmr_tree *tree = scene->tree;
    bool role = a->kind == DMR_AGENT_ROLE || a->kind == DMR_AGENT_POSTED;
    bool plural = dmr_scene_link(scene, item)->plural;
    if (role && a->generic && a->sector.len == 0) {
        demarche_str sector = sector_of_body(scene, word);
        dmr_scene_mention(scene, item)->sector = sector;
    }
    if ((many && several_members(scene, item, word, many, a)) ||
        known_bearer(scene, item, word, first, a))
        return;
    if (role && names_bearer(scene, word))
        state_of_role(scene, item, word, first);
    if (a->kind == DMR_AGENT_BODY && !plural && definite(tree, word)) {
        uint32_t body = dmr_coref_body(scene, a->text, word);
        if (body) {
            dmr_scene_refer(scene, item, body);
            return;
        }
    }
    if (a->kind == DMR_AGENT_STATE && !plural && says_that(tree, word)) {
        uint32_t there = named_last(scene, word);
        if (there) {
            dmr_scene_inherit_state(scene, item, there);
            return;
        }
    }
    if (a->kind == DMR_AGENT_STATE) {
        if (scene->focus && !a->relative && !plural) {
            dmr_scene_mention(scene, item)->code = scene->focus_code;
            dmr_scene_link(scene, item)->key = scene->focus_key;
        }
        return;
    }
    bool somebodys = dmr_tree_child(tree, word, DMR_REL_NMOD_POSS) >= 0;
    if (is_foreign(tree, word) || (plural && a->governs) ||
        (role && (!has_office(scene, a) || dmr_house_addresses(tree, first))))
        return;
    if (dmr_scene_mention(scene, item)->code.len == 0 && !is_title(scene, word) &&
        !(role && (somebodys || of_somewhere(tree, word))))
        at_home(scene, item, a, word);
    if (role)
        dmr_qualify(scene, item, first, word, dmr_scene_link(scene, item)->sovereign);
}

/* Those whose it is, by its words and, for roles, by whom they serve; their number. */
static size_t owners(dmr_scene *scene, int32_t word, int32_t last, const dmr_agent *a,
                     uint32_t *out, size_t room)
{
    bool posted = a->kind == DMR_AGENT_POSTED;
    /* "The ambassador in Bonn", "the embassy in Oslo" are there, and another's */
    bool away = posted || a->kind == DMR_AGENT_CARRIER ||
                (a->kind == DMR_AGENT_BODY && !a->domestic &&
                 (dmr_str_is(a->sector, "PTY") || !is_plural(&scene->tree->words[word])));
    size_t n = a->relative ? dmr_group_adjective(scene, word, out, room)
                           : dmr_group_states(scene, word, away, out, room);
    for (int32_t i = word + 1; i <= last && n == 0; i++) /* "heads of state of Africa" */
        n = by_preposition(scene, i, "of", out, room);
    if (n == 0 && a->kind == DMR_AGENT_ROLE)
        n = serves(scene, word, out, room);
    if (n == 0 && (a->kind == DMR_AGENT_ROLE || posted))
        n = behind_of(scene, word, out, room);
    return n;
}

/* "To use force", "come into force", "now in force"; "the division of the world": no
 * troops. */
static bool is_no_troops(const dmr_tree *tree, int32_t word, const dmr_agent *a)
{
    bool bare = true, split = false;
    for (int32_t c = tree->words[word].first_child; c >= 0;
         c = tree->words[c].next_sibling) {
        uint8_t rel = tree->words[c].rel;
        bare &= c > word || rel == DMR_REL_CASE || rel == DMR_REL_ADVMOD ||
                rel == DMR_REL_PUNCT;
        split |= rel == DMR_REL_NMOD && dmr_str_is(dmr_scene_case(tree, c), "of");
    }
    return dmr_str_is(a->text, "force") ? bare : split && dmr_str_is(a->text, "division");
}

static uint32_t make_group(dmr_scene *scene, int32_t word, int32_t first, int32_t last,
                           const dmr_agent *a)
{
    const dmr_tree *tree = scene->tree;
    uint32_t from[4];
    size_t n = owners(scene, word, last, a, from, 4);
    bool plural = is_plural(&tree->words[word]);
    if (a->kind == DMR_AGENT_CARRIER && n == 0)
        return 0;
    size_t many = n == 0 && plural ? how_many(tree, word) : 0;
    if (n == 0 && !many && dmr_str_is(a->text, "superpower") && plural)
        many = 2;
    if (a->kind == DMR_AGENT_STATE && n == 0 && !many && !a->relative &&
        !definite(tree, word))
        return 0;
    if (n == 0 && first == word && !plural && is_no_troops(tree, word, a))
        return 0;
    int32_t text_first, text_last;
    dmr_group_span(tree, word, first, &text_first, &text_last);
    if (last > text_last)
        text_last = last; /* "secretary of state" */
    uint32_t item =
        dmr_scene_add(scene, DEMARCHE_MENTION_GROUP, text_first, text_last, word);
    if (!item)
        return 0;
    dmr_mention *m = dmr_scene_mention(scene, item);
    dmr_link *l = dmr_scene_link(scene, item);
    m->sector = a->sector;
    m->name = dmr_scene_text(scene, text_first, text_last);
    m->cluster = ++scene->n_clusters;
    l->agent = a->kind + 1;
    l->plural = plural;
    bool role = a->kind == DMR_AGENT_ROLE || a->kind == DMR_AGENT_POSTED;
    /* "President" alone may be a firm's; a state's is of the government. */
    l->sovereign = role && a->domestic && a->sector.len == 0;
    if (role)
        m->office = office_text(scene, word, first);
    if (dmr_house_means(scene, item, first, word, a))
        return item;
    if (n > 0)
        group_of(scene, item, word, first, a, from, n);
    else
        group_alone(scene, item, word, first, a, many);
    return item;
}

/* "Iraqi smugglers": a noun that no list has, but the network takes for people; a mention
 * where its modifiers say whose. */
static uint32_t make_unlisted(dmr_scene *scene, int32_t word)
{
    static const dmr_agent people = {
        .text = {"", 0}, .sector = {"CVL", 3}, .kind = DMR_AGENT_GROUP};
    const dmr_word *w = &scene->tree->words[word];
    uint32_t from[4];
    if (w->upos != DMR_UPOS_NOUN || w->rel == DMR_REL_COMPOUND ||
        w->ent != DMR_ENT_PERSON || scene->time_at[scene->base + (uint32_t)word] ||
        dmr_group_adjective(scene, word, from, 4) == 0)
        return 0;
    return make_group(scene, word, word, word, &people);
}

/* "People" in "People's Republic of China", "Fatherland" in the name of a committee. */
static bool part_of_name(const dmr_mention *name, int32_t word)
{
    return name->kind != DEMARCHE_MENTION_STATE ||
           (name->first != name->last && name->head != word);
}

uint32_t dmr_scene_ensure(dmr_scene *scene, int32_t word)
{
    if (word < 0)
        return 0;
    uint32_t at = scene->base + (uint32_t)word;
    if (scene->head_at[at] || scene->seen_at[at])
        return scene->head_at[at];
    if (scene->depth >= DEPTH_MAX || scene->failed)
        return 0;
    const dmr_word *w = &scene->tree->words[word];
    scene->seen_at[at] = 1;
    scene->depth++;
    uint32_t item = 0;
    if (dmr_speaker_is_first_person(w) || dmr_speaker_is_misread(scene, word)) {
        item = dmr_speaker_mention(scene, word);
    } else if (dmr_coref_is_pronoun(w)) {
        item = dmr_coref_pronoun(scene, word);
    } else if (w->upos == DMR_UPOS_NOUN || w->upos == DMR_UPOS_PROPN ||
               w->upos == DMR_UPOS_NUM || w->upos == DMR_UPOS_ADJ ||
               w->upos == DMR_UPOS_DET || w->upos == DMR_UPOS_PRON) {
        int32_t first = word, last = word;
        uint32_t inside = scene->cover_at[at];
        bool taken = inside && part_of_name(dmr_scene_mention(scene, inside), word);
        bool hyphened = word + 1 < scene->tree->n &&
                        !scene->tree->tokens[word].space_after &&
                        dmr_str_is(scene->tree->tokens[word + 1].form, "-") &&
                        !dmr_qualifier_behind(scene, word); /* "President-elect" */
        const dmr_agent *a =
            taken || hyphened ? NULL : dmr_group_agent(scene, word, &first, &last);
        for (int32_t i = word + 1; a && i <= last; i++)
            scene->seen_at[scene->base + (uint32_t)i] =
                1; /* words of the office itself */
        if (a && a->title && !is_title(scene, word))
            a = NULL;
        bool thing = a && a->kind == DMR_AGENT_THING;
        if (thing)
            a = NULL;
        if (a && a->kind == DMR_AGENT_PART)
            item = make_part(scene, word, first, a);
        else if (a && (w->upos == DMR_UPOS_NOUN || w->upos == DMR_UPOS_PROPN) &&
                 !scene->time_at[at] &&
                 !(w->rel == DMR_REL_COMPOUND && a->kind != DMR_AGENT_BODY &&
                   !stands_before(scene, word)) &&
                 !(a->polite && is_title(scene, word)))
            item = make_group(scene, word, first, last, a);
        else if (!a && !thing && !taken && !hyphened)
            item = make_unlisted(scene, word);
    }
    scene->depth--;
    return item;
}

demarche_status dmr_groups(dmr_scene *scene, demarche_error *err)
{
    for (int32_t i = 0; i < scene->tree->n; i++)
        dmr_scene_ensure(scene, i);
    return scene->failed ? dmr_error_memory(err) : DEMARCHE_OK;
}

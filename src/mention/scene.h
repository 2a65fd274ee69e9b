/*
 * The document while its mentions are found: the growing list, what stands at each word,
 * and the memory of coreference. Internal to the stage; lives in the document's arena and
 * dies with dmr_mention_find.
 */
#ifndef DMR_MENTION_SCENE_H
#define DMR_MENTION_SCENE_H

#include "base/vec.h"
#include "mention/links.h"
#include "mention/mention_list.h"
#include "mention/name_match.h"

typedef struct dmr_scene {
    const dmr_gazetteer *g;
    const dmr_reading *reading;
    dmr_arena *arena;
    dmr_mention_list list;     /* mentions in order of finding */
    DMR_VEC(dmr_link) links;   /* beside list */
    DMR_VEC(uint32_t) members; /* mentions + 1 */
    uint32_t *head_at;         /* (n_tokens) mention + 1 with that head */
    uint32_t *cover_at; /* (n_tokens) name (STATE, ORG, PERSON) + 1 that covers it */
    uint8_t *seen_at;   /* (n_tokens) 1: being looked at, 2: done */
    uint8_t *time_at;   /* (n_tokens) 1: inside a TIME */
    uint32_t *first_at; /* (n_sentences + 1) into list */
    struct dmr_chains *chains; /* who is who (chain.h) */
    const dmr_sense *speaker;  /* of the document (speaker.h); NULL: unknown */
    uint32_t house;            /* key + 1 of the body before which he speaks; 0: none */
    uint32_t quoting;          /* mention + 1 whose words were last quoted */
    uint32_t n_clusters;
    size_t n_times_missed;
    dmr_map *names;       /* normal form of a name told in this document -> mention + 1 */
    dmr_map *short_names; /* one word of a person's name -> mention + 1 */
    dmr_roman_index full_sounds;  /* names of persons -> mention + 1 (name_sound.c) */
    dmr_roman_index short_sounds; /* their surnames */
    dmr_map *clusters;            /* "S" code, "K" subject -> cluster */
    dmr_map *sorts; /* name of one word -> what it is taken for (name_sort.c); NULL:
                             nothing is known */
    struct dmr_toponyms *toponyms;
    uint32_t *state_weight; /* (g->n_subjects) */
    uint32_t focus;         /* state subject + 1 that the document is about; 0: unknown */
    uint32_t focus_key;     /* key + 1 that named it */
    demarche_str focus_code;
    /* Of the sentence at hand: */
    uint32_t sentence;
    const dmr_tree *tree;
    uint32_t base;         /* first token */
    dmr_day day, day_last; /* the time it plays in, begin and end */
    dmr_day document_day;  /* of publication, or the last it knows */
    bool day_told;         /* `day` is of a time in this very sentence */
    bool day_near;         /* ... or in its paragraph */
    int depth;
    bool failed; /* want of memory inside a finder without status */
} dmr_scene;

/* Append a mention with its link; the index + 1, or 0 for want of memory (failed set). */
uint32_t dmr_scene_add(dmr_scene *scene, demarche_mention_kind kind, int32_t first,
                       int32_t last, int32_t head);

static inline dmr_mention *dmr_scene_mention(dmr_scene *scene, uint32_t item)
{
    return &scene->list.at[item - 1];
}
static inline dmr_link *dmr_scene_link(dmr_scene *scene, uint32_t item)
{
    return &scene->links.at[item - 1];
}
/* The mention + 1 with that head in the sentence at hand, or 0. */
static inline uint32_t dmr_scene_at(const dmr_scene *scene, int32_t word)
{
    return word < 0 ? 0 : scene->head_at[scene->base + (uint32_t)word];
}

/* Copy what `from` is (code, sector, name, office, cluster, links) to `to`, and note that
 * it was resolved through it. */
void dmr_scene_refer(dmr_scene *scene, uint32_t to, uint32_t from);

/* Take over only the state that `from` belongs to. */
void dmr_scene_inherit_state(dmr_scene *scene, uint32_t to, uint32_t from);

/* Text of the words first..last of the sentence at hand. */
demarche_str dmr_scene_text(const dmr_scene *scene, int32_t first, int32_t last);

/* Normal form of those words, in the arena; empty where there is none. */
demarche_str dmr_scene_norm(dmr_scene *scene, int32_t first, int32_t last);

/* A fresh cluster, or the one kept under `id`. */
uint32_t dmr_scene_cluster(dmr_scene *scene, demarche_str id);

/* Head of the words first..last: the one that hangs on a word outside. */
int32_t dmr_scene_head(const dmr_tree *tree, int32_t first, int32_t last);

/* Subject, object or other, by the relation of the word (or of what it is a member of). */
uint8_t dmr_scene_role(const dmr_tree *tree, int32_t word);

/* Lemma of the preposition before `word` ("of"), or empty. */
demarche_str dmr_scene_case(const dmr_tree *tree, int32_t word);

/* ---- finders, each for the sentence at hand */

/* Names of the gazetteer from their hits. (names_known.c) */
demarche_status dmr_names_known(dmr_scene *scene, const dmr_name_hit *hits, size_t n,
                                demarche_error *err);

/* The mention of the words first..last that the gazetteer has under `key` (key + 1) in
 * another spelling; 0: none after all. (names_known.c) */
uint32_t dmr_names_known_as(dmr_scene *scene, int32_t first, int32_t last, int32_t head,
                            uint32_t key);

/* Names that only their shape tells: persons, bodies, acronyms. (names_shaped.c) */
demarche_status dmr_names_shaped(dmr_scene *scene, demarche_error *err);

/* Titles, offices and appositions give names their state. (names_titled.c) */
demarche_status dmr_names_titled(dmr_scene *scene, demarche_error *err);

/* Pronouns, roles and groups, left to right. (group.c, coref.c) */
demarche_status dmr_groups(dmr_scene *scene, demarche_error *err);

/* Verbs and predicates that give an office. (names_told.c) */
demarche_status dmr_names_told(dmr_scene *scene, demarche_error *err);

/* The mention + 1 that `word` heads, found now where it was not yet; 0: nobody. */
uint32_t dmr_scene_ensure(dmr_scene *scene, int32_t word);

/* Resolve a pronoun at `word`; mention + 1 or 0. (coref.c) */
uint32_t dmr_coref_pronoun(dmr_scene *scene, int32_t word);

/* "It" or, with `plural`, "they" at `word` is rather a thing that was spoken of than `item`.
 * (coref_thing.c) */
bool dmr_coref_is_thing(dmr_scene *scene, int32_t word, uint32_t item, bool plural);

enum { DMR_SEVERAL_MAX = 4 };

/* Those `wanted` (2 .. DMR_SEVERAL_MAX) that "the two countries" stands for, of the sort
 * that the noun says: persons ("both men") where there are, bodies ("both organizations").
 * Mentions + 1; false: unknown. (coref_pair.c) */
typedef enum dmr_several {
    DMR_SEVERAL_STATES,
    DMR_SEVERAL_PERSONS,
    DMR_SEVERAL_BODIES,
} dmr_several;
bool dmr_coref_several(dmr_scene *scene, int32_t word, size_t wanted, dmr_several sort,
                       uint32_t *out);

/* "The former", "the latter" as phrases of their own: which of the last two named they
 * stand for. Before chains are built, which learn of it. (coref_pair.c) */
demarche_status dmr_coref_former_latter(dmr_scene *scene, demarche_error *err);

/* The person who is named before in the chain of the role at `word`, unless of another
 * state than `code`; or 0. (coref.c) */
uint32_t dmr_coref_bearer(const dmr_scene *scene, demarche_str code, int32_t word);

/* The last body with that word in its name ("the league": the Arab League), or 0. */
uint32_t dmr_coref_body(dmr_scene *scene, demarche_str noun, int32_t word);

/* The last person with that office (normal form), or 0. With `code` only one of that state;
 * where the office `governs` then whoever is of its government. (coref.c) */
uint32_t dmr_coref_role(dmr_scene *scene, demarche_str office, bool governs,
                        demarche_str code, int32_t word);

/* True for he, she, it, they, their, who ... that stand for somebody. */
bool dmr_coref_is_pronoun(const dmr_word *word);

#endif

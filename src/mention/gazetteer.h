/*
 * The gazetteer: the names of states, organisations and persons with what they stand for
 * and when, and the nouns that say what somebody is ("troops", "foreign minister").
 *
 * A *key* is a name as it is looked up: its words in normal form, joined by blanks. It
 * has one or more *senses*, each true for some days: "moscow" is SUN from 1922-12-30 to
 * 1991-12-25 and RUS before and after. Senses that name one and the same state, body or
 * person share a *subject*. Immutable once loaded.
 */
#ifndef DMR_MENTION_GAZETTEER_H
#define DMR_MENTION_GAZETTEER_H

#include "base/hash.h"
#include "base/tables.h"
#include "mention/mention.h"
#include "mention/roman.h"

typedef enum dmr_sense_kind {
    DMR_SENSE_STATE = 0,
    DMR_SENSE_REGION, /* no code, a UN M49 number */
    DMR_SENSE_ORG,
    DMR_SENSE_PERSON,
} dmr_sense_kind;

typedef enum dmr_name_kind {
    DMR_NAME_NAME = 0, /* official or short name, in full */
    DMR_NAME_ABBR,
    DMR_NAME_ADJECTIVE,
    DMR_NAME_PEOPLE,
    DMR_NAME_CAPITAL,
    DMR_NAME_SEAT,
    DMR_NAME_SHORT, /* of a person: the surname alone */
} dmr_name_kind;

typedef struct dmr_sense {
    uint8_t kind;   /* dmr_sense_kind */
    uint8_t name;   /* dmr_name_kind */
    uint32_t layer; /* of its row: base/tables.h */
    demarche_str code, sector, canonical, office, region;
    dmr_day from, until; /* DMR_DAY_NONE, DMR_DAY_OPEN: always */
    uint32_t subject;    /* index */
    uint32_t next;       /* sense + 1 of the same key; 0 ends */
    uint32_t next_same;  /* sense + 1 of the same subject; 0 ends */
} dmr_sense;

typedef struct dmr_key {
    demarche_str text;    /* normal form */
    uint32_t first, last; /* senses + 1, linked by next */
    bool acronym;         /* written in capitals: "WHO" is not "who" */
    bool proper;          /* begins with a capital */
} dmr_key;

/* What an agent or office noun says of those it names. */
typedef enum dmr_agent_kind {
    DMR_AGENT_GROUP = 0, /* people: "troops", "students" */
    DMR_AGENT_BODY,      /* "government", "ministry", "company": singular, "it" */
    DMR_AGENT_ROLE,      /* "president", "ambassador": "he" or "she" */
    DMR_AGENT_CARRIER,   /* "ships", "team": somebody only by whose they are */
    DMR_AGENT_PART,      /* "members of", "thousands of": those behind "of" */
    DMR_AGENT_POSTED,    /* a role that is sent to another: "ambassador to" */
    DMR_AGENT_STATE,     /* "country", "nation": the state itself */
    DMR_AGENT_THING,     /* "treaty", "canal": a proper name with it acts for nobody */
} dmr_agent_kind;

typedef struct dmr_agent {
    demarche_str text;   /* lemma or lemmas, normal form */
    demarche_str sector; /* may be empty */
    uint8_t kind;        /* dmr_agent_kind */
    bool domestic;       /* without a state it is the one that the text is about */
    bool governs;        /* "leader": of a state whoever governs it */
    bool polite;         /* "Mr.": before a name no mention of its own */
    bool relative;       /* seen from another: "his counterpart" is not of his state */
    bool generic;        /* the sector of what follows "of" is better: "officials of" */
    bool title;          /* somebody only before a name: "Rep." */
} dmr_agent;

/* Whose the territory of today's state was once: Ukraine was the Soviet Union's. Or a place
 * in it: Lviv was Poland's. */
typedef struct dmr_held {
    demarche_str today; /* "UKR", "UKR Lviv" */
    demarche_str holder;
    const dmr_table_row *row; /* of states.tsv; NULL out of an image */
    dmr_day from, until;
} dmr_held;

struct dmr_gazetteer {
    dmr_key *keys;
    size_t n_keys;
    dmr_sense *senses;
    size_t n_senses;
    uint32_t *subjects; /* (n_subjects) first sense + 1 of each */
    size_t n_subjects;
    dmr_agent *agents;
    size_t n_agents;
    dmr_map *names;      /* normal form -> key + 1; 0 where it only begins one */
    dmr_map *agent_map;  /* normal form of lemmas -> index in agents */
    dmr_map *org_words;  /* "ministry" -> index in agents: heads of proper names */
    dmr_map *state_code; /* "SUN" -> subject */
    const struct dmr_qualifiers *qualifiers;
    const struct dmr_time_lexicon *times;
    struct dmr_places *places;
    const struct dmr_genders *genders;
    const struct dmr_chain_weights *chain_weights;
    const dmr_roman *roman;       /* how names are romanized */
    dmr_roman_index full_sounds;  /* names of persons in full -> key + 1 */
    dmr_roman_index short_sounds; /* surnames -> key + 1 */
    const dmr_held *held;
    size_t n_held;
};

/* The sense of `key` (index + 1) that holds on `day`; of several the one whose code
 * `prefer` likes best (NULL: the first). None holds: the nearest in time. NULL where key
 * is 0. DMR_DAY_NONE: the latest. */
typedef uint32_t (*dmr_sense_prefer)(const void *context, const dmr_sense *sense);
const dmr_sense *dmr_gazetteer_sense(const dmr_gazetteer *gazetteer, uint32_t key,
                                     dmr_day day, dmr_sense_prefer prefer,
                                     const void *context);

/* The sense of a subject (index) that holds on, or is nearest to, `day`. */
const dmr_sense *dmr_gazetteer_subject(const dmr_gazetteer *gazetteer, uint32_t subject,
                                       dmr_day day);

/* Code of the state to which a place in the state `today` belonged on that day; `today` is
 * that state's code, or dmr_place.held. */
demarche_str dmr_gazetteer_holder(const dmr_gazetteer *gazetteer, demarche_str today,
                                  dmr_day day);

/* How far `day` is from the days on which the sense holds; 0 inside. */
uint32_t dmr_sense_distance(const dmr_sense *sense, dmr_day day);

/* PLOVER's sectors, IGO, NGO, MNC, IMG, and none. */
bool dmr_gazetteer_is_sector(demarche_str sector);

/* The agent of that normal form, or NULL. */
const dmr_agent *dmr_gazetteer_agent(const dmr_gazetteer *gazetteer, demarche_str lemmas);

/* The agent that a word at the head of a proper name stands for ("Ministry", "Party"),
 * or NULL. */
const dmr_agent *dmr_gazetteer_org_word(const dmr_gazetteer *gazetteer,
                                        demarche_str lemma);

/* Key + 1 of a name in normal form, or 0. */
uint32_t dmr_gazetteer_key(const dmr_gazetteer *gazetteer, demarche_str normal);

#endif

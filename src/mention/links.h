/*
 * What the mention stage keeps beside each mention, for dmr_party_find: where its code
 * comes from (so that it can be told again for another day) and for whom it stands.
 */
#ifndef DMR_MENTION_LINKS_H
#define DMR_MENTION_LINKS_H

#include "mention/gazetteer.h"

typedef enum dmr_link_role {
    DMR_ROLE_OTHER = 0,
    DMR_ROLE_OBJECT,
    DMR_ROLE_SUBJECT,
} dmr_link_role;

typedef struct dmr_link {
    uint32_t key;     /* gazetteer key + 1 whose senses give the code; 0: none */
    uint32_t subject; /* gazetteer subject + 1 that gives the code; 0: none */
    uint32_t like;    /* mention + 1 that this one was resolved to; 0: its own words */
    uint32_t maybe;   /* key + 1 of a surname of which it is not known whose; 0: none */
    uint32_t back;    /* an earlier mention + 1 that is told what this one is told */
    uint32_t members, n_members;   /* of a plural: place in dmr_links.members */
    int32_t text_first, text_last; /* words quoted for it as a party */
    uint8_t name;                  /* dmr_name_kind of a state's name */
    uint8_t agent;                 /* dmr_agent_kind + 1 of a GROUP; 0: none */
    uint8_t role;                  /* dmr_link_role */
    uint32_t qualifier; /* row + 1 of what changes the office ("former"); 0: nothing */
    char gender;        /* 'm', 'f', 0 unknown */
    bool plural, pronoun, unresolved;
    bool bystander; /* stands in a chain of nominals, and is no party */
    bool vague;     /* a name that may be anything: "Nordpolitik" */
    bool guessed;   /* a body or place to the network alone */
    bool listed;    /* a person, and `subject` has his own rows */
    bool lapsed;    /* a listed person out of office on the day */
    bool told;      /* a listed person whose office is the text's, as of told_day */
    bool shares;    /* a person: the title before his name is that of a list */
    bool sovereign; /* a role that is of the government where it is a state's */
    bool home;      /* its state is only that of the place or the document */
    bool sure;      /* is of its own cluster, whatever its chain says */
    bool is_region;
    dmr_day told_day;
    demarche_str region;
    demarche_str today; /* PLACE: code of today's state */
} dmr_link;

struct dmr_links {
    const dmr_link *at;           /* (mentions.n) */
    const uint32_t *members;      /* mentions + 1 */
    const uint32_t *head_mention; /* (n_tokens) outermost mention with that head, + 1 */
    const uint32_t *state_weight; /* (n_subjects of the gazetteer) how much the document
                                      speaks of each state */
};
typedef struct dmr_links dmr_links;

/* Weight of a sense in this document, for dmr_gazetteer_sense. context: state_weight and
 * gazetteer. */
typedef struct dmr_focus {
    const dmr_gazetteer *gazetteer;
    const uint32_t *state_weight;
} dmr_focus;

uint32_t dmr_focus_prefer(const void *focus, const dmr_sense *sense);

/* Code of mention i as of `day`; its own code for DMR_DAY_NONE. */
demarche_str dmr_link_code(const dmr_gazetteer *gazetteer, const uint32_t *state_weight,
                           const dmr_mention *mention, const dmr_link *link, dmr_day day);

#endif

#include "mention/mention.h"

const char *dmr_mention_kind_name(demarche_mention_kind kind)
{
    switch (kind) {
    case DEMARCHE_MENTION_STATE:
        return "state";
    case DEMARCHE_MENTION_PERSON:
        return "person";
    case DEMARCHE_MENTION_ORG:
        return "organisation";
    case DEMARCHE_MENTION_GROUP:
        return "group";
    case DEMARCHE_MENTION_PLACE:
        return "place";
    case DEMARCHE_MENTION_TIME:
        return "time";
    case DEMARCHE_MENTION_QUANTITY:
        return "quantity";
    }
    return "other";
}

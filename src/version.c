#include "demarche.h"

const char *demarche_version(void)
{
    return DEMARCHE_VERSION;
}

const char *demarche_status_name(demarche_status status)
{
    switch (status) {
    case DEMARCHE_OK:
        return "ok";
    case DEMARCHE_E_MEMORY:
        return "memory";
    case DEMARCHE_E_ARGUMENT:
        return "argument";
    case DEMARCHE_E_IO:
        return "io";
    case DEMARCHE_E_FORMAT:
        return "format";
    case DEMARCHE_E_MODEL:
        return "model";
    case DEMARCHE_E_LEXICON:
        return "lexicon";
    case DEMARCHE_E_RECORD:
        return "record";
    case DEMARCHE_E_LIMIT:
        return "limit";
    }
    return "unknown";
}

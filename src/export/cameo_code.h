/* The codes of CAMEO: which is an event's, what Goldstein's scale gives them. */
#ifndef DMR_EXPORT_CAMEO_CODE_H
#define DMR_EXPORT_CAMEO_CODE_H

#include "base/str.h"

typedef struct dmr_cameo_code {
    const char *code;
    double score; /* Goldstein's, -10 to 10 */
    const char *name;
} dmr_cameo_code;

/* The row of the code, else of the longest that it begins with, else of its root; NULL where
 * CAMEO has no such root. */
const dmr_cameo_code *dmr_cameo_code_of(const char *code);

enum { DMR_CAMEO_ROOM = 8 };

/*
 * The event's code: that of the rule; where the words made another deed of it (a visit that
 * is only planned is AGREE, and no visit), the code of what it became; where the rule has
 * none, the general code of the type. "" for a type that CAMEO does not know: a failure is
 * never another event.
 */
void dmr_cameo_of_event(const demarche_event *event, char out[DMR_CAMEO_ROOM]);

/* 1 to 20; 0 where it begins with no root. */
int dmr_cameo_root(const char *code);

/* The quad class by the root, as GDELT has it: 1 to 4; 0 where there is no root. */
int dmr_cameo_quad(const char *code);

#endif

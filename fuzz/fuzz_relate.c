/* A row of `relate`: sentence, source and target, told apart by the first two tabs. */
#include <string.h>

#include "fuzz_engine.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    demarche_worker *worker = fuzz_open();
    demarche_str part[3] = {{NULL, 0}, {NULL, 0}, {NULL, 0}};
    const char *p = (const char *)bytes, *end = p + n;
    for (int i = 0; i < 3 && p; i++) {
        const char *tab = p < end ? memchr(p, '\t', (size_t)(end - p)) : NULL;
        part[i] = (demarche_str){p, (size_t)((tab && i < 2 ? tab : end) - p)};
        p = tab && i < 2 ? tab + 1 : NULL;
    }
    demarche_relation relation = {0};
    demarche_error err = {0};
    if (!demarche_relate(&relation, worker, part[0], part[1], part[2], &err)) {
        FUZZ_PROMISE(relation.event && relation.event[0]);
        FUZZ_PROMISE(relation.quad >= 1 && relation.quad <= 4);
        FUZZ_PROMISE(relation.score >= 0 && relation.score <= 1);
    }
    return 0;
}

/* A pair's deeds on a timeline. */
#ifndef DEMARCHE_SERVE_TIMELINE_H
#define DEMARCHE_SERVE_TIMELINE_H

#include "coverage.h"

/* drawn.timeline of the deeds between two codes, narrowed by the address (known, when; of an
 * earlier run there is none); `drawn_whole` says whether all of them are on it. Stretches of
 * which nothing is told are shaded. */
demarche_status timeline_draw(page *p, const char *a, const char *b,
                              const coverage *told);

#endif

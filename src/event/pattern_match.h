/* Patterns against the words around a verb. */
#ifndef DMR_EVENT_PATTERN_MATCH_H
#define DMR_EVENT_PATTERN_MATCH_H

#include "event/pattern_view.h"

/* A verb in its sentence, and how far its words reach. */
typedef struct dmr_pattern_site {
    int32_t verb;        /* its own word, "broken" of "broken down" */
    int32_t first, last; /* all its words */
    int32_t begin;       /* words from here on may stand before it */
    int32_t end;         /* ... and until before here behind it */
    const bool *behind;  /* (tree->n) words that stand behind it in its clause */
    const bool *own;     /* (tree->n) words of no clause below the verb's own */
} dmr_pattern_site;

/* Whom a pattern's marks stand for; n is 0 where it has none. */
typedef struct dmr_pattern_parties {
    dmr_pattern_group source, target, both;
    bool both_behind; /* "%" stands behind the verb */
} dmr_pattern_parties;

/* Whether the pattern holds; what its marks stand for is in *out. */
bool dmr_pattern_holds(const dmr_pattern_view *v, const dmr_pattern_site *site,
                       const dmr_pattern *pattern, dmr_pattern_parties *out);

/* The group of the first actor from `lo` on before `hi`, or from `hi` backwards; of the
 * first agent where there is no actor. `only`: words that count; NULL: all. n is 0 where
 * there is none. */
void dmr_pattern_first_group(const dmr_pattern_view *v, int32_t lo, int32_t hi,
                             bool backwards, const bool *only, dmr_pattern_group *out);

#endif

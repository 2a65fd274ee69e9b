/* Outlines of the states of today, which the build makes of Natural Earth's where it has npm. */
#ifndef DEMARCHE_SERVE_CHART_MAP_DATA_H
#define DEMARCHE_SERVE_CHART_MAP_DATA_H

#include <stddef.h>

typedef struct chart_map_shape {
    char code[4];
    const char *const *parts; /* (n_parts) of one path, one behind the other */
    size_t n_parts;           /* 0: too small for an outline, drawn as a dot */
    int x, y;                 /* of the dot */
} chart_map_shape;

/* Sorted by code; none where the map was not built. */
const chart_map_shape *chart_map_shapes(size_t *n);

/* Which of them has the code; NULL: none. */
const chart_map_shape *chart_map_find(const char *code);

/* Units of the whole map. */
int chart_map_wide(void);
int chart_map_high(void);

#endif

#include "chart_map_data.h"

#include <stdlib.h>
#include <string.h>

#ifdef DMR_MAP
#include "map_shapes.h"
#else
#define CHART_MAP_WIDE 2000
#define CHART_MAP_HIGH 900
#endif

const chart_map_shape *chart_map_shapes(size_t *n)
{
#ifdef DMR_MAP
    *n = sizeof map_shapes / sizeof *map_shapes;
    return map_shapes;
#else
    *n = 0;
    return NULL;
#endif
}

static int by_code(const void *code, const void *shape)
{
    return strcmp(code, ((const chart_map_shape *)shape)->code);
}

const chart_map_shape *chart_map_find(const char *code)
{
    size_t n;
    const chart_map_shape *shapes = chart_map_shapes(&n);
    return code && n ? bsearch(code, shapes, n, sizeof *shapes, by_code) : NULL;
}

int chart_map_wide(void)
{
    return CHART_MAP_WIDE;
}

int chart_map_high(void)
{
    return CHART_MAP_HIGH;
}

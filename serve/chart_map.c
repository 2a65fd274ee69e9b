#include <stdlib.h>
#include <string.h>

#include "chart_map_data.h"
#include "chart_svg.h"

enum {
    CLASSES = 5,
    DOT = 7, /* radius, in units of the map */
    NAME_MOST = 80
};

bool chart_map_has(const char *code)
{
    return chart_map_find(code) != NULL;
}

typedef struct map_state {
    const chart_state *state; /* the first of that code; NULL: none */
    int64_t count;            /* of all */
} map_state;

/* From which count on each class is: as many states in each, but for round numbers. */
typedef struct classes {
    int64_t from[CLASSES];
    int n;
    int64_t most;
} classes;

/* To two figures, of which the second is 0 or 5 from 20 on. */
static int64_t round_down(int64_t number)
{
    int64_t unit = 1;
    while (number / unit >= 100)
        unit *= 10;
    int64_t figures = number / unit;
    return (figures < 20 ? figures : figures - figures % 5) * unit;
}

static int by_count(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* false: no memory. */
static bool find_classes(classes *c, const map_state *all, size_t n)
{
    *c = (classes){.n = 0};
    int64_t *counts = calloc(n, sizeof *counts);
    size_t told = 0;
    for (size_t i = 0; counts && i < n; i++) {
        if (all[i].count > 0)
            counts[told++] = all[i].count;
    }
    if (told) {
        qsort(counts, told, sizeof *counts, by_count);
        c->most = counts[told - 1];
    }
    for (size_t i = 0; told && i < CLASSES; i++) {
        int64_t from = i ? round_down(counts[told * i / CLASSES]) : 1;
        if (!c->n || from > c->from[c->n - 1])
            c->from[c->n++] = from;
    }
    free(counts);
    return counts != NULL;
}

static int class_of(const classes *c, int64_t count)
{
    int of = 0;
    while (of < c->n && count >= c->from[of])
        of++;
    /* Where there are few classes the last is the darkest of all. */
    return of ? CLASSES - c->n + of : 0;
}

static void put_class(room_text *out, int of)
{
    room_put(out, "map-");
    room_put_int(out, of);
}

static void put_name(room_text *out, const map_state *one)
{
    chart_put_clipped(out, one->state->name ? one->state->name : one->state->code,
                      NAME_MOST);
    room_put(out, ": ");
    chart_put_count(out, one->count);
}

static void put_outline(room_text *out, const chart_map_shape *shape)
{
    room_put(out, "<path d=\"");
    for (size_t i = 0; i < shape->n_parts; i++)
        room_put_markup(out, shape->parts[i], strlen(shape->parts[i]));
    room_put(out, "\"/>");
}

static void put_state(room_text *out, const chart_map_shape *shape, const map_state *one,
                      const classes *c)
{
    const char *href = one->state->href;
    chart_open_link(out, href);
    room_put(out, "state ");
    put_class(out, class_of(c, one->count));
    room_put(out, "\"><title>");
    put_name(out, one);
    room_put(out, "</title>");
    if (shape->n_parts) {
        put_outline(out, shape);
    } else {
        room_put(out, "<circle");
        chart_attribute(out, "cx", shape->x);
        chart_attribute(out, "cy", shape->y);
        chart_attribute(out, "r", DOT);
        room_put(out, "/>");
    }
    chart_close_link(out, href);
}

/* Land of which nothing is told, in one path; dots of it would be specks. */
static void put_others(room_text *out, const chart_map_shape *shapes,
                       const map_state *shown, size_t n)
{
    room_put(out, "<g class=\"state map-0\"><path d=\"");
    for (size_t i = 0; i < n; i++) {
        for (size_t part = 0; !shown[i].state && part < shapes[i].n_parts; part++)
            room_put_markup(out, shapes[i].parts[part], strlen(shapes[i].parts[part]));
    }
    room_put(out, "\"/></g>");
}

static void put_key(room_text *out, int of)
{
    room_put(out, "<li><svg class=\"key\" viewBox=\"0 0 12 12\" aria-hidden=\"true\">"
                  "<rect class=\"");
    put_class(out, of);
    room_put(out, "\" width=\"12\" height=\"12\"/></svg> ");
}

static void put_legend(room_text *out, const classes *c)
{
    room_put(out, "<ul class=\"chart-legend\">");
    put_key(out, 0);
    room_put(out, "none</li>");
    for (int i = 0; i < c->n; i++) {
        put_key(out, class_of(c, c->from[i]));
        chart_put_count(out, c->from[i]);
        int64_t last = i + 1 < c->n ? c->from[i + 1] - 1 : c->most;
        if (last > c->from[i]) {
            room_put(out, " to ");
            chart_put_count(out, last);
        }
        room_put(out, "</li>");
    }
    room_put(out, "</ul>");
}

static void put_description(room_text *out, const map_state *all, size_t n,
                            const classes *c)
{
    int64_t states = 0;
    const map_state *most = NULL;
    for (size_t i = 0; i < n; i++) {
        states += all[i].count > 0;
        if (all[i].state && c->most && all[i].count == c->most && !most)
            most = &all[i];
    }
    room_put(out, "A map of the world with ");
    chart_put_counted(out, states, "state", "states");
    room_put(out, " shaded by their number");
    if (most) {
        room_put(out, "; the highest is of ");
        put_name(out, most);
    }
    room_put(out, ".");
}

static void draw(room_text *out, const char *title, const chart_map_shape *shapes,
                 const map_state *shown, size_t n, size_t links)
{
    classes c;
    if (!find_classes(&c, shown, n)) {
        out->failed = true;
        return;
    }
    chart_id id = chart_id_of(out, "map", title);
    chart_open_figure(out, &id, "map", links);
    chart_open_svg(out, &id, title, chart_map_wide(), chart_map_high(), links > 0, NULL);
    put_description(out, shown, n, &c);
    chart_close_head(out);
    put_others(out, shapes, shown, n);
    /* Dots lie on land: on the sea's side of it, or within another state. */
    for (int dots = 0; dots < 2; dots++) {
        for (size_t i = 0; i < n; i++) {
            if (shown[i].state && (shapes[i].n_parts == 0) == dots)
                put_state(out, &shapes[i], &shown[i], &c);
        }
    }
    room_put(out, "</svg>");
    chart_open_caption(out, &id);
    put_legend(out, &c);
    chart_close_figure(out);
}

void chart_put_map(room_text *out, const char *title, const chart_state *states, size_t n)
{
    size_t n_shapes;
    const chart_map_shape *shapes = chart_map_shapes(&n_shapes);
    if (!n_shapes) {
        chart_put_empty(out, "map", title,
                        "This program was built without the map of the world.");
        return;
    }
    map_state *all = calloc(n_shapes, sizeof *all);
    if (!all) {
        out->failed = true;
        return;
    }
    size_t links = 0;
    for (size_t i = 0; i < n; i++) {
        const chart_map_shape *shape = chart_map_find(states[i].code);
        if (!shape)
            continue;
        map_state *one = &all[shape - shapes];
        if (!one->state)
            one->state = &states[i];
        links += states[i].href != NULL;
        if (states[i].count > 0)
            one->count = states[i].count > INT64_MAX - one->count
                             ? INT64_MAX
                             : one->count + states[i].count;
    }
    draw(out, title, shapes, all, n_shapes, links);
    free(all);
}

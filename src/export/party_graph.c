#include "export/party_graph.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"

demarche_status dmr_graph_begin(dmr_graph *g, dmr_arena *arena, demarche_error *err)
{
    *g = (dmr_graph){.arena = arena, .scratch = dmr_arena_new(0)};
    if (!g->scratch)
        return dmr_error_memory(err);
    DMR_TRY(dmr_seen_begin(&g->node_keys, arena, err));
    return dmr_seen_begin(&g->edge_keys, arena, err);
}

void dmr_graph_free(dmr_graph *g)
{
    free(g->nodes);
    free(g->edges);
    dmr_arena_free(g->scratch);
}

/* Room for one more. */
static void *grown(void *at, size_t n, size_t *room, size_t size)
{
    if (n < *room)
        return at;
    size_t more = *room ? 2 * *room : 64;
    void *p = realloc(at, more * size);
    if (p)
        *room = more;
    return p;
}

/* Add the text to a list parted by "|" where it is not on it. */
static demarche_status add_to_list(dmr_arena *arena, demarche_str *list,
                                   demarche_str text, demarche_error *err)
{
    demarche_str rest = *list, part;
    while (list->len && dmr_str_split(&rest, '|', &part)) {
        if (dmr_str_eq(part, text))
            return DEMARCHE_OK;
    }
    if (!text.len)
        return DEMARCHE_OK;
    char *out = dmr_arena_alloc(arena, list->len + text.len + 2);
    if (!out)
        return dmr_error_memory(err);
    size_t n = 0;
    if (list->len) {
        memcpy(out, list->ptr, list->len);
        n = list->len;
        out[n++] = '|';
    }
    memcpy(out + n, text.ptr, text.len);
    *list = dmr_str(out, n + text.len);
    return DEMARCHE_OK;
}

static demarche_status new_node(dmr_graph *g, const demarche_entity *party,
                                demarche_str label, demarche_error *err)
{
    dmr_graph_node *more = grown(g->nodes, g->n_nodes, &g->node_room, sizeof *g->nodes);
    if (!more)
        return dmr_error_memory(err);
    g->nodes = more;
    label = dmr_str_copy(g->arena, label);
    if (!label.ptr)
        return dmr_error_memory(err);
    g->nodes[g->n_nodes++] = (dmr_graph_node){
        .label = label, .code = party->code.len ? label : dmr_str(NULL, 0)};
    return DEMARCHE_OK;
}

static demarche_status node_of(dmr_graph *g, const demarche_entity *party,
                               uint32_t *number, demarche_error *err)
{
    bool is_new;
    demarche_str label = party->code.len ? party->code : dmr_export_party_name(party);
    label = dmr_export_one_line(g->scratch, label);
    /* a name that looks like a code is another party */
    demarche_str key = dmr_str_format(g->scratch, "%c%s", party->code.len ? 'c' : 'n',
                                      label.ptr ? label.ptr : "");
    if (!label.ptr || !key.ptr)
        return dmr_error_memory(err);
    DMR_TRY(dmr_seen_put(&g->node_keys, key, number, &is_new, err));
    if (is_new)
        DMR_TRY(new_node(g, party, label, err));
    return add_to_list(g->arena, &g->nodes[*number].sectors, party->sector, err);
}

/* The nodes of actors and recipients, in the scratch. Each counts once for the event, though
 * several parties may be of one state. */
static demarche_status nodes_of(dmr_graph *g, const demarche_event *e, uint32_t **out,
                                demarche_error *err)
{
    size_t n = e->n_actors + e->n_recipients;
    uint32_t *at = DMR_NEW_ARRAY(g->scratch, uint32_t, n + 1);
    if (!at)
        return dmr_error_memory(err);
    for (size_t i = 0; i < n; i++) {
        bool acts = i < e->n_actors, again = false;
        DMR_TRY(node_of(g, acts ? &e->actors[i] : &e->recipients[i - e->n_actors], &at[i],
                        err));
        for (size_t k = acts ? 0 : e->n_actors; k < i && !again; k++)
            again = at[k] == at[i];
        dmr_graph_node *node = &g->nodes[at[i]];
        *(acts ? &node->as_actor : &node->as_recipient) += !again;
    }
    *out = at;
    return DEMARCHE_OK;
}

static demarche_status edge_of(dmr_graph *g, uint32_t from, uint32_t to, uint32_t *number,
                               demarche_error *err)
{
    char key[32];
    bool is_new;
    snprintf(key, sizeof key, "%lu>%lu", (unsigned long)from, (unsigned long)to);
    DMR_TRY(dmr_seen_put(&g->edge_keys, dmr_str_c(key), number, &is_new, err));
    if (!is_new)
        return DEMARCHE_OK;
    dmr_graph_edge *more = grown(g->edges, g->n_edges, &g->edge_room, sizeof *g->edges);
    if (!more)
        return dmr_error_memory(err);
    g->edges = more;
    g->edges[g->n_edges++] = (dmr_graph_edge){.from = from, .to = to};
    return DEMARCHE_OK;
}

static demarche_status count_edge(dmr_graph *g, dmr_graph_edge *edge,
                                  const demarche_event *e, demarche_error *err)
{
    edge->events++;
    edge->quads[e->quad > 0 && e->quad < DMR_GRAPH_QUADS ? e->quad : 0]++;
    if (isfinite(e->scale)) {
        edge->scale += e->scale;
        edge->scaled++;
    }
    if (e->date[0] && e->enddate[0]) {
        if (!edge->dated++ || strcmp(e->date, edge->first) < 0)
            memcpy(edge->first, e->date, sizeof edge->first);
        if (!edge->last[0] || strcmp(e->enddate, edge->last) > 0)
            memcpy(edge->last, e->enddate, sizeof edge->last);
    }
    for (size_t i = 0; i < e->n_via; i++) {
        demarche_str name =
            e->via[i].code.len
                ? e->via[i].code
                : dmr_export_one_line(g->scratch, dmr_export_party_name(&e->via[i]));
        DMR_TRY(add_to_list(g->arena, &edge->via, name, err));
    }
    return DEMARCHE_OK;
}

/* An edge is counted once for an event, though several parties of a state may stand in it. */
static bool was_pair(const demarche_event *e, const uint32_t *nodes, size_t number,
                     uint32_t from, uint32_t to)
{
    dmr_pair pair;
    for (size_t i = 0; i < number && dmr_export_pair(e, i, &pair); i++) {
        if (nodes[pair.from] == from && nodes[pair.to] == to)
            return true;
    }
    return false;
}

demarche_status dmr_graph_event(dmr_graph *g, const demarche_event *e,
                                demarche_error *err)
{
    dmr_pair pair;
    uint32_t *nodes;
    if (dmr_export_undone(e)) {
        g->undone++;
        return DEMARCHE_OK;
    }
    dmr_arena_reset(g->scratch);
    DMR_TRY(nodes_of(g, e, &nodes, err));
    size_t n = 0;
    for (; dmr_export_pair(e, n, &pair); n++) {
        uint32_t from = nodes[pair.from], to = nodes[pair.to], number;
        if (was_pair(e, nodes, n, from, to))
            continue;
        DMR_TRY(edge_of(g, from, to, &number, err));
        DMR_TRY(count_edge(g, &g->edges[number], e, err));
    }
    *(n ? &g->events : &g->one_sided) += 1;
    return DEMARCHE_OK;
}

/* ------------------------------------------------------------------- attributes */

const dmr_graph_attribute dmr_graph_node_attributes[] = {
    {"label", "string"},  {"code", "string"},       {"sector", "string"},
    {"as_actor", "long"}, {"as_recipient", "long"}, {NULL, NULL}};

const dmr_graph_attribute dmr_graph_edge_attributes[] = {{"weight", "double"},
                                                         {"events", "long"},
                                                         {"verbal_cooperation", "long"},
                                                         {"material_cooperation", "long"},
                                                         {"verbal_conflict", "long"},
                                                         {"material_conflict", "long"},
                                                         {"no_quad", "long"},
                                                         {"mean_scale", "double"},
                                                         {"dated", "long"},
                                                         {"first_day", "string"},
                                                         {"last_day", "string"},
                                                         {"via", "string"},
                                                         {NULL, NULL}};

static demarche_str count_text(uint64_t v, char room[DMR_GRAPH_VALUE])
{
    int n = snprintf(room, DMR_GRAPH_VALUE, "%llu", (unsigned long long)v);
    return dmr_str(room, (size_t)n);
}

static demarche_str number_text(double v, char room[DMR_GRAPH_VALUE])
{
    return dmr_str(room, dmr_number_text(v, room));
}

demarche_str dmr_graph_node_value(const dmr_graph_node *node, size_t attribute,
                                  char room[DMR_GRAPH_VALUE])
{
    switch (attribute) {
    case 0:
        return node->label;
    case 1:
        return node->code;
    case 2:
        return node->sectors;
    case 3:
        return count_text(node->as_actor, room);
    default:
        return count_text(node->as_recipient, room);
    }
}

demarche_str dmr_graph_edge_value(const dmr_graph_edge *edge, size_t attribute,
                                  char room[DMR_GRAPH_VALUE])
{
    switch (attribute) {
    case 0:
        return number_text((double)edge->events, room);
    case 1:
        return count_text(edge->events, room);
    case 2:
    case 3:
    case 4:
    case 5:
        return count_text(edge->quads[attribute - 1], room);
    case 6:
        return count_text(edge->quads[0], room);
    case 7:
        return number_text(edge->scaled ? edge->scale / (double)edge->scaled : NAN, room);
    case 8:
        return count_text(edge->dated, room);
    case 9:
        return dmr_str_c(edge->first);
    case 10:
        return dmr_str_c(edge->last);
    default:
        return edge->via;
    }
}

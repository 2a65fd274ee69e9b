/*
 * The network of parties, gathered event by event: nodes by code (by name where there is no
 * code), directed edges from who does to whom it is done. Negated and hypothetical events are
 * left out and counted. In the order in which they first came.
 */
#ifndef DMR_EXPORT_PARTY_GRAPH_H
#define DMR_EXPORT_PARTY_GRAPH_H

#include "export/export_parts.h"

enum { DMR_GRAPH_QUADS = 5 }; /* by quad; 0: the ontology has none */

typedef struct dmr_graph_node {
    demarche_str label;              /* the code, or the name */
    demarche_str code;               /* may be empty */
    demarche_str sectors;            /* all of them, parted by "|" */
    uint64_t as_actor, as_recipient; /* events */
} dmr_graph_node;

typedef struct dmr_graph_edge {
    uint32_t from, to;
    uint64_t events, quads[DMR_GRAPH_QUADS], dated, scaled;
    double scale;             /* sum over the scaled ones */
    char first[11], last[11]; /* ISO days over the dated ones; "" where there are none */
    demarche_str via;         /* codes or names parted by "|" */
} dmr_graph_edge;

typedef struct dmr_graph {
    dmr_arena *arena, *scratch;
    dmr_seen node_keys, edge_keys;
    dmr_graph_node *nodes; /* on the heap */
    dmr_graph_edge *edges;
    size_t n_nodes, node_room, n_edges, edge_room;
    uint64_t events;    /* with an edge */
    uint64_t one_sided; /* without one: nobody is named to whom it was done */
    uint64_t undone;    /* negated and hypothetical, left out */
} dmr_graph;

demarche_status dmr_graph_begin(dmr_graph *g, dmr_arena *arena, demarche_error *err);
demarche_status dmr_graph_event(dmr_graph *g, const demarche_event *e,
                                demarche_error *err);
void dmr_graph_free(dmr_graph *g);

/*
 * What both formats say of a node and of an edge: attributes 0 up to the first without a name.
 * The value as text in `room`, or a string of the graph's; empty where there is none.
 */
typedef struct dmr_graph_attribute {
    const char *name, *type; /* "string", "long", "double" */
} dmr_graph_attribute;

enum { DMR_GRAPH_VALUE = 48 };

extern const dmr_graph_attribute dmr_graph_node_attributes[];
extern const dmr_graph_attribute dmr_graph_edge_attributes[];

demarche_str dmr_graph_node_value(const dmr_graph_node *node, size_t attribute,
                                  char room[DMR_GRAPH_VALUE]);
demarche_str dmr_graph_edge_value(const dmr_graph_edge *edge, size_t attribute,
                                  char room[DMR_GRAPH_VALUE]);

#endif

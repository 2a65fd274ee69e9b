/*
 * The network of parties as GraphML and as GEXF 1.3. Both are written at the end, of what was
 * gathered. In GEXF an edge lives from its first day to its last; one without dates has none.
 */
#include <stdio.h>

#include "base/error.h"
#include "export/export.h"
#include "export/party_graph.h"
#include "export/xml_write.h"

static demarche_status begin(demarche_export *x, demarche_error *err)
{
    dmr_graph *g = DMR_NEW(x->arena, dmr_graph);
    if (!g)
        return dmr_error_memory(err);
    x->state = g;
    return dmr_graph_begin(g, x->arena, err);
}

static demarche_status event(demarche_export *x, const dmr_told *told,
                             demarche_error *err)
{
    return dmr_graph_event(x->state, told->event, err);
}

static void drop(demarche_export *x)
{
    if (x->state)
        dmr_graph_free(x->state);
}

/* "n12" */
static void number_attr(dmr_xml *xml, const char *name, char letter, size_t number)
{
    char text[32];
    snprintf(text, sizeof text, "%c%zu", letter, number);
    dmr_xml_attr_c(xml, name, text);
}

/* ---------------------------------------------------------------------- GraphML */

static void graphml_key(dmr_xml *xml, const char *of, char letter, size_t number,
                        const char *name, const char *type)
{
    dmr_xml_open(xml, "key");
    number_attr(xml, "id", letter, number);
    dmr_xml_attr_c(xml, "for", of);
    dmr_xml_attr_c(xml, "attr.name", name);
    dmr_xml_attr_c(xml, "attr.type", type);
    dmr_xml_close(xml);
    dmr_xml_newline(xml);
}

static void graphml_data(dmr_xml *xml, char letter, size_t number, demarche_str value)
{
    if (!value.len)
        return;
    dmr_xml_open(xml, "data");
    number_attr(xml, "key", letter, number);
    dmr_xml_text(xml, value);
    dmr_xml_close(xml);
}

/* What is said of the whole. */
enum { WHOLE = 6 };

static const dmr_graph_attribute whole[WHOLE] = {
    {"coder", "string"}, {"title", "string"},   {"made", "string"},
    {"events", "long"},  {"one_sided", "long"}, {"negated_or_hypothetical", "long"}};

static demarche_str whole_value(const demarche_export *x, size_t attribute,
                                char room[DMR_GRAPH_VALUE])
{
    const dmr_graph *g = x->state;
    const uint64_t counts[] = {g->events, g->one_sided, g->undone};
    switch (attribute) {
    case 0:
        return DMR_STR(DMR_EXPORT_CODER);
    case 1:
        return dmr_str_c(x->opts.title);
    case 2:
        return dmr_str_c(x->opts.made);
    default:
        snprintf(room, DMR_GRAPH_VALUE, "%llu",
                 (unsigned long long)counts[attribute - 3]);
        return dmr_str_c(room);
    }
}

static void graphml_keys(dmr_xml *xml)
{
    const dmr_graph_attribute *a;
    for (size_t i = 0; i < WHOLE; i++)
        graphml_key(xml, "graph", 'g', i, whole[i].name, whole[i].type);
    for (a = dmr_graph_node_attributes; a->name; a++)
        graphml_key(xml, "node", 'v', (size_t)(a - dmr_graph_node_attributes), a->name,
                    a->type);
    for (a = dmr_graph_edge_attributes; a->name; a++)
        graphml_key(xml, "edge", 'w', (size_t)(a - dmr_graph_edge_attributes), a->name,
                    a->type);
}

static void graphml_node(dmr_xml *xml, const dmr_graph *g, size_t number)
{
    char room[DMR_GRAPH_VALUE];
    dmr_xml_open(xml, "node");
    number_attr(xml, "id", 'n', number);
    for (size_t i = 0; dmr_graph_node_attributes[i].name; i++)
        graphml_data(xml, 'v', i, dmr_graph_node_value(&g->nodes[number], i, room));
    dmr_xml_close(xml);
    dmr_xml_newline(xml);
}

static void graphml_edge(dmr_xml *xml, const dmr_graph *g, size_t number)
{
    char room[DMR_GRAPH_VALUE];
    dmr_xml_open(xml, "edge");
    number_attr(xml, "id", 'e', number);
    number_attr(xml, "source", 'n', g->edges[number].from);
    number_attr(xml, "target", 'n', g->edges[number].to);
    for (size_t i = 0; dmr_graph_edge_attributes[i].name; i++)
        graphml_data(xml, 'w', i, dmr_graph_edge_value(&g->edges[number], i, room));
    dmr_xml_close(xml);
    dmr_xml_newline(xml);
}

static demarche_status graphml_end(demarche_export *x, demarche_error *err)
{
    (void)err;
    const dmr_graph *g = x->state;
    char room[DMR_GRAPH_VALUE];
    dmr_xml xml;
    dmr_xml_begin(&xml, &x->files[0]);
    dmr_xml_open(&xml, "graphml");
    dmr_xml_attr_c(&xml, "xmlns", "http://graphml.graphdrawing.org/xmlns");
    dmr_xml_newline(&xml);
    graphml_keys(&xml);
    dmr_xml_open(&xml, "graph");
    dmr_xml_attr_c(&xml, "id", "parties");
    dmr_xml_attr_c(&xml, "edgedefault", "directed");
    dmr_xml_newline(&xml);
    for (size_t i = 0; i < WHOLE; i++)
        graphml_data(&xml, 'g', i, whole_value(x, i, room));
    dmr_xml_newline(&xml);
    for (size_t i = 0; i < g->n_nodes; i++)
        graphml_node(&xml, g, i);
    for (size_t i = 0; i < g->n_edges; i++)
        graphml_edge(&xml, g, i);
    dmr_xml_close(&xml);
    dmr_xml_newline(&xml);
    dmr_xml_close(&xml);
    dmr_xml_newline(&xml);
    return DEMARCHE_OK;
}

/* ------------------------------------------------------------------------- GEXF */

/* Label and weight are attributes of XML there. */
static bool is_gexf_own(const dmr_graph_attribute *a)
{
    return strcmp(a->name, "label") == 0 || strcmp(a->name, "weight") == 0;
}

static void gexf_attributes(dmr_xml *xml, const char *of, const dmr_graph_attribute *a)
{
    dmr_xml_open(xml, "attributes");
    dmr_xml_attr_c(xml, "class", of);
    dmr_xml_attr_c(xml, "mode", "static");
    dmr_xml_newline(xml);
    for (size_t i = 0; a[i].name; i++) {
        if (is_gexf_own(&a[i]))
            continue;
        dmr_xml_open(xml, "attribute");
        dmr_xml_attr_uint(xml, "id", i);
        dmr_xml_attr_c(xml, "title", a[i].name);
        dmr_xml_attr_c(xml, "type", a[i].type);
        dmr_xml_close(xml);
        dmr_xml_newline(xml);
    }
    dmr_xml_close(xml);
    dmr_xml_newline(xml);
}

static void gexf_value(dmr_xml *xml, size_t number, demarche_str value)
{
    if (!value.len)
        return;
    dmr_xml_open(xml, "attvalue");
    dmr_xml_attr_uint(xml, "for", number);
    dmr_xml_attr(xml, "value", value);
    dmr_xml_close(xml);
}

static void gexf_node(dmr_xml *xml, const dmr_graph *g, size_t number)
{
    char room[DMR_GRAPH_VALUE];
    dmr_xml_open(xml, "node");
    number_attr(xml, "id", 'n', number);
    dmr_xml_attr(xml, "label", g->nodes[number].label);
    dmr_xml_open(xml, "attvalues");
    for (size_t i = 0; dmr_graph_node_attributes[i].name; i++) {
        if (!is_gexf_own(&dmr_graph_node_attributes[i]))
            gexf_value(xml, i, dmr_graph_node_value(&g->nodes[number], i, room));
    }
    dmr_xml_close(xml);
    dmr_xml_close(xml);
    dmr_xml_newline(xml);
}

static void gexf_edge(dmr_xml *xml, const dmr_graph *g, size_t number)
{
    const dmr_graph_edge *edge = &g->edges[number];
    char room[DMR_GRAPH_VALUE];
    dmr_xml_open(xml, "edge");
    number_attr(xml, "id", 'e', number);
    number_attr(xml, "source", 'n', edge->from);
    number_attr(xml, "target", 'n', edge->to);
    dmr_xml_attr_c(xml, "type", "directed");
    dmr_xml_attr(xml, "weight", dmr_graph_edge_value(edge, 0, room));
    dmr_xml_attr_some(xml, "start", dmr_str_c(edge->first));
    dmr_xml_attr_some(xml, "end", dmr_str_c(edge->last));
    dmr_xml_open(xml, "attvalues");
    for (size_t i = 0; dmr_graph_edge_attributes[i].name; i++) {
        if (!is_gexf_own(&dmr_graph_edge_attributes[i]))
            gexf_value(xml, i, dmr_graph_edge_value(edge, i, room));
    }
    dmr_xml_close(xml);
    dmr_xml_close(xml);
    dmr_xml_newline(xml);
}

static void gexf_meta(dmr_xml *xml, const demarche_export *x)
{
    const dmr_graph *g = x->state;
    char text[160];
    dmr_xml_open(xml, "meta");
    if (x->opts.made && strlen(x->opts.made) >= 10)
        dmr_xml_attr(xml, "lastmodifieddate", dmr_str(x->opts.made, 10));
    dmr_xml_element(xml, "creator", DMR_STR(DMR_EXPORT_CODER));
    if (x->opts.title)
        dmr_xml_element(xml, "title", dmr_str_c(x->opts.title));
    snprintf(text, sizeof text,
             "%llu events; without edges: %llu of one side, %llu negated or hypothetical",
             (unsigned long long)g->events, (unsigned long long)g->one_sided,
             (unsigned long long)g->undone);
    dmr_xml_element(xml, "description", dmr_str_c(text));
    dmr_xml_close(xml);
    dmr_xml_newline(xml);
}

static demarche_status gexf_end(demarche_export *x, demarche_error *err)
{
    (void)err;
    const dmr_graph *g = x->state;
    dmr_xml xml;
    dmr_xml_begin(&xml, &x->files[0]);
    dmr_xml_open(&xml, "gexf");
    dmr_xml_attr_c(&xml, "xmlns", "http://gexf.net/1.3");
    dmr_xml_attr_c(&xml, "version", "1.3");
    dmr_xml_newline(&xml);
    gexf_meta(&xml, x);
    dmr_xml_open(&xml, "graph");
    dmr_xml_attr_c(&xml, "defaultedgetype", "directed");
    dmr_xml_attr_c(&xml, "mode", "dynamic");
    dmr_xml_attr_c(&xml, "timeformat", "date");
    dmr_xml_newline(&xml);
    gexf_attributes(&xml, "node", dmr_graph_node_attributes);
    gexf_attributes(&xml, "edge", dmr_graph_edge_attributes);
    dmr_xml_open(&xml, "nodes");
    dmr_xml_newline(&xml);
    for (size_t i = 0; i < g->n_nodes; i++)
        gexf_node(&xml, g, i);
    dmr_xml_close(&xml);
    dmr_xml_newline(&xml);
    dmr_xml_open(&xml, "edges");
    dmr_xml_newline(&xml);
    for (size_t i = 0; i < g->n_edges; i++)
        gexf_edge(&xml, g, i);
    dmr_xml_close(&xml);
    dmr_xml_newline(&xml);
    dmr_xml_close(&xml);
    dmr_xml_newline(&xml);
    dmr_xml_close(&xml);
    dmr_xml_newline(&xml);
    return DEMARCHE_OK;
}

const dmr_export_kind dmr_export_graphml = {
    .output = DEMARCHE_OUTPUT_GRAPHML,
    .name = "graphml",
    .files = {""},
    .begin = begin,
    .event = event,
    .end = graphml_end,
    .drop = drop,
};

const dmr_export_kind dmr_export_gexf = {
    .output = DEMARCHE_OUTPUT_GEXF,
    .name = "gexf",
    .files = {""},
    .begin = begin,
    .event = event,
    .end = gexf_end,
    .drop = drop,
};

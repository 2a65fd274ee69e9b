#include "export/package_schema.h"

#include "export/cells.h"

/* `rules`: members of the field's constraints, as JSON. */
typedef struct column {
    const char *name, *type, *says, *rules;
} column;

enum { MOST_COLUMNS = 32 };

typedef struct table {
    const char *name, *file, *says;
    const char *key[3];           /* columns of the primary key */
    const char *foreign[2][2];    /* column, table whose `id` it is */
    column columns[MOST_COLUMNS]; /* up to the first without a name */
} table;

#define REQUIRED "\"required\":true"
#define BYTE REQUIRED ",\"minimum\":0"
#define SURE REQUIRED ",\"minimum\":0,\"maximum\":1"

static const table tables[DMR_PACKAGE_TABLES] = {
    {"events",
     "events.csv",
     "Who did what to whom: one row for each deed.",
     {"id"},
     {{"document", "documents"}},
     {{"id", "string", "Of document, words, type and parties; lasts", REQUIRED},
      {"date", "date", "First day on which it may have begun", NULL},
      {"enddate", "date", "Last day to which it may have gone on", NULL},
      {"date_edtf", "string", "When, as EDTF, as exact as the text is", NULL},
      {"event", "string", "Type of PLOVER", REQUIRED},
      {"mode", "string", "Mode of PLOVER", NULL},
      {"cameo", "string", "Code of CAMEO", NULL},
      {"quad_code", "integer",
       "1 verbal, 2 material cooperation, 3 verbal, 4 material conflict",
       "\"minimum\":1,\"maximum\":4"},
      {"event_scale", "number", "From conflict (-10) to cooperation (10)", NULL},
      {"track", "string", "The one broad field", NULL},
      {"context", "string", "Fields, parted by |", NULL},
      {"modality", "string", "asserted, reported, negated, ...", REQUIRED},
      {"confidence", "number", "How sure the coder is", SURE},
      {"rule", "string", "Row of the lexicon that decided", NULL},
      {"mutual", "boolean", "Each party does it to the others", REQUIRED},
      {"place", "string", "Where, in the words of the text", NULL},
      {"place_name", "string", "The place meant", NULL},
      {"country_code", "string", "State of the place, three letters", NULL},
      {"lat", "number", "Degrees", "\"minimum\":-90,\"maximum\":90"},
      {"lon", "number", "Degrees", "\"minimum\":-180,\"maximum\":180"},
      {"geonameid", "integer", "GeoNames' number of the place", NULL},
      {"event_text", "string", "The words of the event", NULL},
      {"document", "string", "Document that tells it most fully", REQUIRED},
      {"sentence", "integer", "Sentence there, from 1", REQUIRED ",\"minimum\":1"},
      {"reports", "integer", "Rows of it in reports", REQUIRED ",\"minimum\":0"},
      {NULL, NULL, NULL, NULL}}},
    {"parties",
     "parties.csv",
     "Who took part in an event.",
     {"event", "role", "number"},
     {{"event", "events"}},
     {{"event", "string", "events.id", REQUIRED},
      {"role", "string", "actor does, recipient is done to, via passes on",
       REQUIRED ",\"enum\":[\"actor\",\"recipient\",\"via\"]"},
      {"number", "integer", "Within event and role, from 1", REQUIRED ",\"minimum\":1"},
      {"text", "string", "The words", NULL},
      {"name", "string", "The name meant", NULL},
      {"code", "string", "State or organisation as of the day, three letters", NULL},
      {"sector", "string", "GOV, MIL, BUS, ...", NULL},
      {"office", "string", "Of a person", NULL},
      {"region", "string", "UN M49 number of a region", NULL},
      {"start", "integer", "First byte in the document's text", BYTE},
      {"end", "integer", "Byte behind the last", BYTE},
      {NULL, NULL, NULL, NULL}}},
    {"reports",
     "reports.csv",
     "Sentences that tell of an event.",
     {"event", "number"},
     {{"event", "events"}, {"document", "documents"}},
     {{"event", "string", "events.id", REQUIRED},
      {"number", "integer", "Within the event, from 1", REQUIRED ",\"minimum\":1"},
      {"document", "string", "documents.id", REQUIRED},
      {"sentence", "integer", "Sentence there, from 1", REQUIRED ",\"minimum\":1"},
      {"start", "integer", "First byte of the sentence in the document's text", BYTE},
      {"end", "integer", "Byte behind the last", BYTE},
      {"text", "string", "The sentence, where it is at hand", NULL},
      {"date_edtf", "string", "When, as this report has it", NULL},
      {"modality", "string", "As this report has it", NULL},
      {"confidence", "number", "How sure the coder is", SURE},
      {"rule", "string", "Row of the lexicon that decided", NULL},
      {"likeness", "number", "How much it is like the reports before",
       "\"minimum\":0,\"maximum\":1"},
      {NULL, NULL, NULL, NULL}}},
    {"quantities",
     "quantities.csv",
     "Figures that belong to an event.",
     {"event", "number"},
     {{"event", "events"}},
     {{"event", "string", "events.id", REQUIRED},
      {"number", "integer", "Within the event, from 1", REQUIRED ",\"minimum\":1"},
      {"comparator", "string", "=, >, < or ~", NULL},
      {"value", "number", "The figure", NULL},
      {"unit", "string", "What is counted", NULL},
      {"text", "string", "The words", NULL},
      {"start", "integer", "First byte in the document's text", BYTE},
      {"end", "integer", "Byte behind the last", BYTE},
      {NULL, NULL, NULL, NULL}}},
    {"documents",
     "documents.csv",
     "Documents that tell of the events.",
     {"id"},
     {{NULL}},
     {{"id", "string", "Its own, else its path", REQUIRED},
      {"path", "string", "Where it was read from", NULL},
      {"title", "string", "Title", NULL},
      {"date", "string", "Of publication, EDTF", NULL},
      {"as_of", "string", "Up to when it knows, EDTF", NULL},
      {"source", "string", "Publisher, agency, archive", NULL},
      {"speaker", "string", "Of a speech", NULL},
      {"url", "string", "Where it is to be found", NULL},
      {"language", "string", "BCP 47", NULL},
      {"section", "string", "Path in its work, parted by |", NULL},
      {NULL, NULL, NULL, NULL}}},
};

void dmr_package_header(size_t number, dmr_json *csv)
{
    dmr_row row;
    dmr_row_begin(&row, csv, DMR_ROW_CSV, '|');
    for (const column *c = tables[number].columns; c->name; c++)
        dmr_row_cell_c(&row, c->name);
    dmr_row_end(&row);
}

static void put_fields(const table *t, dmr_json *j)
{
    dmr_json_key(j, "fields");
    dmr_json_open(j, '[');
    for (const column *c = t->columns; c->name; c++) {
        dmr_json_open(j, '{');
        dmr_json_key_c(j, "name", c->name);
        dmr_json_key_c(j, "type", c->type);
        dmr_json_key_c(j, "description", c->says);
        if (c->rules) {
            dmr_json_key(j, "constraints");
            dmr_json_open(j, '{');
            dmr_json_raw(j, c->rules, strlen(c->rules));
            dmr_json_close(j, '}');
        }
        dmr_json_close(j, '}');
    }
    dmr_json_close(j, ']');
}

static void put_keys(const table *t, dmr_json *j)
{
    dmr_json_key(j, "primaryKey");
    dmr_json_open(j, '[');
    for (size_t i = 0; i < 3 && t->key[i]; i++)
        dmr_json_c(j, t->key[i]);
    dmr_json_close(j, ']');
    if (!t->foreign[0][0])
        return;
    dmr_json_key(j, "foreignKeys");
    dmr_json_open(j, '[');
    for (size_t i = 0; i < 2 && t->foreign[i][0]; i++) {
        dmr_json_open(j, '{');
        dmr_json_key_c(j, "fields", t->foreign[i][0]);
        dmr_json_key(j, "reference");
        dmr_json_open(j, '{');
        dmr_json_key_c(j, "resource", t->foreign[i][1]);
        dmr_json_key_c(j, "fields", "id");
        dmr_json_close(j, '}');
        dmr_json_close(j, '}');
    }
    dmr_json_close(j, ']');
}

void dmr_package_resource(size_t number, uint64_t rows, dmr_json *j)
{
    const table *t = &tables[number];
    dmr_json_open(j, '{');
    dmr_json_key_c(j, "profile", "tabular-data-resource");
    dmr_json_key_c(j, "name", t->name);
    dmr_json_key_c(j, "path", t->file);
    dmr_json_key_c(j, "description", t->says);
    dmr_json_key_c(j, "format", "csv");
    dmr_json_key_c(j, "mediatype", "text/csv");
    dmr_json_key_c(j, "encoding", "utf-8");
    dmr_json_key_uint(j, "rows", rows);
    dmr_json_key(j, "schema");
    dmr_json_open(j, '{');
    put_fields(t, j);
    put_keys(t, j);
    dmr_json_close(j, '}');
    dmr_json_close(j, '}');
}

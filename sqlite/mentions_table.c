/* demarche_mentions(text, date, options): who, when, where, how many. */
#include "table_function.h"

SQLITE_EXTENSION_INIT3

enum {
    SEQUENCE,
    KIND,
    WORDS,
    START,
    END,
    CLUSTER,
    CODE,
    SECTOR,
    NAME,
    OFFICE,
    TYPE,
    VALUE,
    EDTF,
    FIRST_DAY,
    LAST_DAY,
    COMPARATOR,
    NUMBER,
    UNIT,
    PLACE,
    LAT,
    LON,
    GEONAMEID,
    JSON,
    N_COLUMNS,
};

static const char schema[] =
    "CREATE TABLE x(sequence INTEGER, kind TEXT, words TEXT, \"start\" INTEGER, "
    "\"end\" INTEGER, cluster INTEGER, code TEXT, sector TEXT, name TEXT, office TEXT, "
    "type TEXT, value TEXT, edtf TEXT, first_day TEXT, last_day TEXT, comparator TEXT, "
    "number REAL, unit TEXT, place TEXT, lat REAL, lon REAL, geonameid INTEGER, "
    "json TEXT, text HIDDEN, date HIDDEN, options HIDDEN)";

static size_t count(const demarche_document *doc)
{
    size_t n;
    demarche_document_mentions(doc, &n);
    return n;
}

/* As the lines of JSON name them. */
static const char *kind_name(demarche_mention_kind kind)
{
    static const char *const names[] = {
        [DEMARCHE_MENTION_STATE] = "state",       [DEMARCHE_MENTION_PERSON] = "person",
        [DEMARCHE_MENTION_ORG] = "organisation",  [DEMARCHE_MENTION_GROUP] = "group",
        [DEMARCHE_MENTION_PLACE] = "place",       [DEMARCHE_MENTION_TIME] = "time",
        [DEMARCHE_MENTION_QUANTITY] = "quantity",
    };
    return (size_t)kind < sizeof names / sizeof *names ? names[kind] : "other";
}

/* Codes of one, or of all that a plural stands for. */
static void give_code(sqlite3_context *context, const demarche_mention *m)
{
    ext_joined joined = {0};
    if (m->code.len || !m->n_members) {
        ext_give(context, m->code);
        return;
    }
    for (size_t i = 0; i < m->n_members; i++)
        ext_join(&joined, m->members[i].code);
    ext_give_joined(context, &joined);
}

static void give_day(sqlite3_context *context, demarche_str edtf, bool last)
{
    demarche_days days;
    if (demarche_edtf_days(&days, edtf))
        ext_give_c(context, last ? days.last : days.first);
}

/* Of times and quantities; false for another column. */
static bool give_measure(sqlite3_context *context, const demarche_mention *m, int number)
{
    switch (number) {
    case TYPE:
        ext_give(context, m->type);
        return true;
    case VALUE:
        ext_give(context, m->value);
        return true;
    case EDTF:
        ext_give(context, m->edtf);
        return true;
    case FIRST_DAY:
        give_day(context, m->edtf, false);
        return true;
    case LAST_DAY:
        give_day(context, m->edtf, true);
        return true;
    case COMPARATOR:
        ext_give(context, m->comparator);
        return true;
    case NUMBER:
        if (m->kind == DEMARCHE_MENTION_QUANTITY)
            ext_give_number(context, m->number);
        return true;
    case UNIT:
        ext_give(context, m->unit);
        return true;
    default:
        return false;
    }
}

/* Of states and places; false for another column. */
static bool give_place(sqlite3_context *context, const demarche_mention *m, int number)
{
    bool lies = m->kind == DEMARCHE_MENTION_STATE || m->kind == DEMARCHE_MENTION_PLACE;
    switch (number) {
    case PLACE:
        ext_give(context, m->place);
        return true;
    case LAT:
        if (lies)
            ext_give_number(context, m->lat);
        return true;
    case LON:
        if (lies)
            ext_give_number(context, m->lon);
        return true;
    case GEONAMEID:
        if (m->geonameid)
            sqlite3_result_int64(context, m->geonameid);
        return true;
    default:
        return false;
    }
}

static void column(sqlite3_context *context, const demarche_document *doc, size_t row,
                   int number)
{
    size_t n;
    const demarche_mention *m = &demarche_document_mentions(doc, &n)[row];
    if (give_measure(context, m, number) || give_place(context, m, number))
        return;
    switch (number) {
    case SEQUENCE:
        sqlite3_result_int64(context, (sqlite3_int64)m->sentence + 1);
        break;
    case KIND:
        ext_give_c(context, kind_name(m->kind));
        break;
    case WORDS:
        ext_give(context, m->text);
        break;
    case START:
        sqlite3_result_int64(context, (sqlite3_int64)m->start);
        break;
    case END:
        sqlite3_result_int64(context, (sqlite3_int64)m->end);
        break;
    case CLUSTER:
        if (m->cluster)
            sqlite3_result_int64(context, m->cluster);
        break;
    case CODE:
        give_code(context, m);
        break;
    case SECTOR:
        ext_give(context, m->sector);
        break;
    case NAME:
        ext_give(context, m->name);
        break;
    case OFFICE:
        ext_give(context, m->office);
        break;
    default:
        break;
    }
}

static demarche_status write_lines(const demarche_document *doc,
                                   const demarche_wanted *wanted, demarche_write_fn write,
                                   void *user, demarche_error *err)
{
    (void)wanted;
    return demarche_write_mentions(doc, ~0u, write, user, err);
}

const ext_table ext_mentions_table = {
    .name = "demarche_mentions",
    .schema = schema,
    .n_columns = N_COLUMNS,
    .json_column = JSON,
    .has_date = true,
    .options = 1u << EXT_OPTION_FORMAT | 1u << EXT_OPTION_ID | 1u << EXT_OPTION_AS_OF |
               1u << EXT_OPTION_TITLE | 1u << EXT_OPTION_SPEAKER,
    .stage = DEMARCHE_STAGE_MENTION,
    .count = count,
    .column = column,
    .write = write_lines,
};

/* demarche_code(text, date, options): events. */
#include "table_function.h"

SQLITE_EXTENSION_INIT3

enum {
    ID,
    TYPE,
    MODE,
    CAMEO,
    QUAD,
    SCALE,
    ACTOR,
    ACTOR_SECTOR,
    ACTOR_TEXT,
    RECIPIENT,
    RECIPIENT_SECTOR,
    RECIPIENT_TEXT,
    VIA,
    DATE_EDTF,
    FIRST_DAY,
    LAST_DAY,
    PLACE,
    COUNTRY_CODE,
    LAT,
    LON,
    CONTEXT,
    TRACK,
    MODALITY,
    CONFIDENCE,
    RULE,
    WORDS,
    SENTENCE,
    SEQUENCE,
    START,
    END,
    REPORTS,
    DOC,
    JSON,
    N_COLUMNS,
};

static const char schema[] =
    "CREATE TABLE x(id TEXT, type TEXT, mode TEXT, cameo TEXT, quad INTEGER, scale REAL, "
    "actor TEXT, actor_sector TEXT, actor_text TEXT, recipient TEXT, "
    "recipient_sector TEXT, recipient_text TEXT, via TEXT, date_edtf TEXT, "
    "first_day TEXT, last_day TEXT, place TEXT, country_code TEXT, lat REAL, lon REAL, "
    "context TEXT, track TEXT, modality TEXT, confidence REAL, rule TEXT, words TEXT, "
    "sentence TEXT, sequence INTEGER, \"start\" INTEGER, \"end\" INTEGER, "
    "reports INTEGER, doc TEXT, json TEXT, text HIDDEN, date HIDDEN, options HIDDEN)";

static size_t count(const demarche_document *doc)
{
    size_t n;
    demarche_document_events(doc, &n);
    return n;
}

static const demarche_event *event_at(const demarche_document *doc, size_t row)
{
    size_t n;
    return &demarche_document_events(doc, &n)[row];
}

static bool is_wanted(const demarche_document *doc, size_t row,
                      const demarche_wanted *wanted)
{
    return demarche_event_is_wanted(event_at(doc, row), wanted);
}

/* Codes, sectors or words of parties. */
static void give_parties(sqlite3_context *context, const demarche_entity *at, size_t n,
                         int what)
{
    ext_joined joined = {0};
    for (size_t i = 0; i < n; i++)
        ext_join(&joined, what == 0 ? at[i].code : what == 1 ? at[i].sector : at[i].text);
    ext_give_joined(context, &joined);
}

static void give_via(sqlite3_context *context, const demarche_event *e)
{
    ext_joined joined = {0};
    for (size_t i = 0; i < e->n_via; i++)
        ext_join(&joined, e->via[i].code.len ? e->via[i].code : e->via[i].text);
    ext_give_joined(context, &joined);
}

static void give_context(sqlite3_context *context, const demarche_event *e)
{
    ext_joined joined = {0};
    for (size_t i = 0; i < e->n_context; i++) {
        size_t n = 0;
        while (e->context[i][n])
            n++;
        ext_join(&joined, (demarche_str){e->context[i], n});
    }
    ext_give_joined(context, &joined);
}

/* What the sentence for which the event stands says; false for another column. */
static bool give_of_sentence(sqlite3_context *context, const demarche_document *doc,
                             const demarche_event *e, int column)
{
    size_t n;
    const demarche_sentence *sentences = demarche_document_sentences(doc, &n);
    demarche_sentence none = {0};
    const demarche_sentence *s = e->sentence < n ? &sentences[e->sentence] : &none;
    switch (column) {
    case SENTENCE:
        ext_give_slice(context, doc, s->start, s->end);
        return true;
    case SEQUENCE:
        sqlite3_result_int64(context, (sqlite3_int64)e->sentence + 1);
        return true;
    case START:
        sqlite3_result_int64(context, (sqlite3_int64)s->start);
        return true;
    case END:
        sqlite3_result_int64(context, (sqlite3_int64)s->end);
        return true;
    default:
        return false;
    }
}

/* When, where; false for another column. */
static bool give_of_scene(sqlite3_context *context, const demarche_event *e, int column)
{
    switch (column) {
    case DATE_EDTF:
        ext_give(context, e->date_edtf);
        return true;
    case FIRST_DAY:
        ext_give_c(context, e->date);
        return true;
    case LAST_DAY:
        ext_give_c(context, e->enddate);
        return true;
    case PLACE:
        ext_give(context, e->place_name.len ? e->place_name : e->place);
        return true;
    case COUNTRY_CODE:
        ext_give(context, e->place_country);
        return true;
    case LAT:
        ext_give_number(context, e->lat);
        return true;
    case LON:
        ext_give_number(context, e->lon);
        return true;
    default:
        return false;
    }
}

/* What was done; false for another column. */
static bool give_of_deed(sqlite3_context *context, const demarche_event *e, int column)
{
    switch (column) {
    case ID:
        ext_give_c(context, e->id);
        return true;
    case TYPE:
        ext_give_c(context, e->type);
        return true;
    case MODE:
        ext_give_c(context, e->mode);
        return true;
    case CAMEO:
        ext_give_c(context, e->cameo);
        return true;
    case QUAD:
        if (e->quad)
            sqlite3_result_int(context, e->quad);
        return true;
    case SCALE:
        ext_give_number(context, e->scale);
        return true;
    case CONTEXT:
        give_context(context, e);
        return true;
    case TRACK:
        ext_give_c(context, e->track);
        return true;
    case MODALITY:
        ext_give_c(context, e->modality);
        return true;
    case CONFIDENCE:
        ext_give_number(context, e->confidence);
        return true;
    case RULE:
        ext_give_c(context, e->rule);
        return true;
    case WORDS:
        ext_give(context, e->text);
        return true;
    case REPORTS:
        sqlite3_result_int64(context, (sqlite3_int64)e->n_reports);
        return true;
    default:
        return false;
    }
}

static void column(sqlite3_context *context, const demarche_document *doc, size_t row,
                   int number)
{
    const demarche_event *e = event_at(doc, row);
    if (number >= ACTOR && number <= ACTOR_TEXT)
        give_parties(context, e->actors, e->n_actors, number - ACTOR);
    else if (number >= RECIPIENT && number <= RECIPIENT_TEXT)
        give_parties(context, e->recipients, e->n_recipients, number - RECIPIENT);
    else if (number == VIA)
        give_via(context, e);
    else if (number == DOC)
        ext_give(context, demarche_document_meta(doc)->id);
    else if (!give_of_deed(context, e, number) && !give_of_scene(context, e, number))
        give_of_sentence(context, doc, e, number);
}

static demarche_status write_lines(const demarche_document *doc,
                                   const demarche_wanted *wanted, demarche_write_fn write,
                                   void *user, demarche_error *err)
{
    return demarche_write_events(doc, DEMARCHE_OUTPUT_JSONL, wanted, write, user, err);
}

const ext_table ext_code_table = {
    .name = "demarche_code",
    .schema = schema,
    .n_columns = N_COLUMNS,
    .json_column = JSON,
    .has_date = true,
    .options = (1u << EXT_N_OPTIONS) - 1,
    .stage = DEMARCHE_STAGE_EVENT,
    .count = count,
    .is_wanted = is_wanted,
    .column = column,
    .write = write_lines,
};

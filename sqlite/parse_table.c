/* demarche_parse(text, options): words and their tree. */
#include "table_function.h"

SQLITE_EXTENSION_INIT3

enum { SEQUENCE, ID, FORM, LEMMA, UPOS, HEAD, DEPREL, START, END, N_COLUMNS };

static const char schema[] =
    "CREATE TABLE x(sequence INTEGER, id INTEGER, form TEXT, lemma TEXT, upos TEXT, "
    "head INTEGER, deprel TEXT, \"start\" INTEGER, \"end\" INTEGER, text HIDDEN, "
    "options HIDDEN)";

static size_t count(const demarche_document *doc)
{
    size_t n;
    demarche_document_tokens(doc, &n);
    return n;
}

/* The sentence that the token is in: the last that does not begin behind it. */
static size_t sentence_of(const demarche_sentence *sentences, size_t n, size_t token)
{
    size_t from = 0, to = n;
    while (to - from > 1) {
        size_t middle = from + (to - from) / 2;
        if (sentences[middle].first_token <= token)
            from = middle;
        else
            to = middle;
    }
    return from;
}

static void column(sqlite3_context *context, const demarche_document *doc, size_t row,
                   int number)
{
    size_t n_tokens, n_sentences;
    const demarche_token *t = &demarche_document_tokens(doc, &n_tokens)[row];
    const demarche_sentence *sentences = demarche_document_sentences(doc, &n_sentences);
    size_t sentence = sentence_of(sentences, n_sentences, row);
    switch (number) {
    case SEQUENCE:
        sqlite3_result_int64(context, (sqlite3_int64)sentence + 1);
        break;
    case ID:
        sqlite3_result_int64(context,
                             (sqlite3_int64)(row - sentences[sentence].first_token) + 1);
        break;
    case FORM:
        ext_give_slice(context, doc, t->start, t->end);
        break;
    case LEMMA:
        ext_give(context, t->lemma);
        break;
    case UPOS:
        ext_give_c(context, t->upos);
        break;
    case HEAD:
        sqlite3_result_int(context, t->head + 1);
        break;
    case DEPREL:
        ext_give_c(context, t->deprel);
        break;
    case START:
        sqlite3_result_int64(context, (sqlite3_int64)t->start);
        break;
    case END:
        sqlite3_result_int64(context, (sqlite3_int64)t->end);
        break;
    default:
        break;
    }
}

const ext_table ext_parse_table = {
    .name = "demarche_parse",
    .schema = schema,
    .n_columns = N_COLUMNS,
    .json_column = -1,
    .options = 1u << EXT_OPTION_FORMAT,
    .stage = DEMARCHE_STAGE_PARSE,
    .count = count,
    .column = column,
};

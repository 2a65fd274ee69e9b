#include "document_text.h"
#include "passages.h"

#include <stdlib.h>
#include <string.h>

/* A stretch of the text that an event has as its trigger, party, date or place. */
typedef struct span {
    int64_t start, end;
    int part;     /* of parts[] */
    json_t *card; /* of the event; the model's */
} span;

static const char *const parts[] = {"trigger", "actor", "recipient",
                                    "via",     "date",  "place"};

enum { TRIGGER, ACTOR, PARTS = 6, SPANS_MOST = 20000 };

typedef struct text_part {
    page *p;
    json_t *sentences, *paragraphs, *cards, *discarded;
    int64_t from; /* byte of the document where `text` begins */
    const char *text;
    size_t n_text;
    span *spans; /* (n_spans) in the order of their beginnings */
    size_t n_spans;
    size_t next; /* the first card that the sentence at hand or one behind it may have */
} text_part;

static int64_t int_of(const json_t *row, const char *key)
{
    const json_t *v = json_object_get(row, key);
    return json_is_integer(v) ? (int64_t)json_integer_value(v) : -1;
}

/* ------------------------------------------------------------------------------- reading */

static demarche_status read_sentences(text_part *t, const document_part *d,
                                      const char *first, const char *last)
{
    const char *values[] = {d->reading_id, first, last};
    demarche_status status = page_rows(
        t->p, &t->sentences,
        "SELECT number, start_byte, end_byte, paragraph FROM sentence WHERE sentence_id "
        ">="
        " (CAST(?1 AS INTEGER) << 24) + CAST(?2 AS INTEGER) AND sentence_id <"
        " (CAST(?1 AS INTEGER) << 24) + CAST(?3 AS INTEGER) ORDER BY sentence_id",
        values, 3);
    if (status)
        return status;
    return page_rows(
        t->p, &t->paragraphs,
        "SELECT number, kind FROM paragraph WHERE reading_id = ?1 AND number IN (SELECT"
        " paragraph FROM sentence WHERE sentence_id >= (CAST(?1 AS INTEGER) << 24) +"
        " CAST(?2 AS INTEGER) AND sentence_id < (CAST(?1 AS INTEGER) << 24) +"
        " CAST(?3 AS INTEGER)) ORDER BY number",
        values, 3);
}

/* What was coded from the sentences, each event once, and in which of them it is told. */
static demarche_status read_cards(text_part *t, const document_part *d, const char *first,
                                  const char *last)
{
#define NAMES(role)                                                                      \
    "(SELECT group_concat(who, '; ') FROM (SELECT coalesce(code || ifnull(' ' || "       \
    "sector,"                                                                            \
    " ''), name, text) AS who FROM party_readable y WHERE y.event_key = e.event_key AND" \
    " role = '" role "' ORDER BY position)) AS " role
    const char *values[] = {d->reading_id, first, last, d->coding_id};
    return page_rows(
        t->p, &t->cards,
        "SELECT e.event_key, e.event_id, r.sentence_id & 16777215 AS sentence_number,"
        " e.date_edtf AS date, " NAMES("actor") ", r.type, r.mode, " NAMES(
            "recipient") ", " NAMES("via") ", r.track, r.quad, r.scale, "
                                           "coalesce((SELECT name FROM place "
                                           "WHERE place_id = ifnull(r.place_id, "
                                           "e.place_id)), r.place_text, "
                                           "e.place_text) AS place,"
                                           " r.modality, r.confidence, r.rule, r.text AS "
                                           "words, r.trigger_start,"
                                           " r.trigger_end, r.date_start, r.date_end, "
                                           "r.place_start, r.place_end, r.position,"
                                           " e.reports AS told FROM event_report r JOIN "
                                           "event e USING (event_key)"
                                           " WHERE r.sentence_id >= (CAST(?1 AS INTEGER) "
                                           "<< 24) + CAST(?2 AS INTEGER) AND"
                                           " r.sentence_id < (CAST(?1 AS INTEGER) << 24) "
                                           "+ CAST(?3 AS INTEGER)"
                                           " AND e.event_key >> 24 = CAST(?4 AS INTEGER) "
                                           "ORDER BY r.sentence_id,"
                                           " r.trigger_start, e.event_key LIMIT 2000",
        values, 4);
}

static demarche_status read_discarded(text_part *t, const document_part *d,
                                      const char *first, const char *last)
{
    const char *values[] = {d->coding_id, d->reading_id, first, last};
    return page_rows(
        t->p, &t->discarded,
        "SELECT sentence_id & 16777215 AS number, phrase FROM discarded WHERE"
        " coding_id = ?1 AND sentence_id >= (CAST(?2 AS INTEGER) << 24) +"
        " CAST(?3 AS INTEGER) AND sentence_id < (CAST(?2 AS INTEGER) << 24) +"
        " CAST(?4 AS INTEGER)",
        values, 4);
}

static int by_start(const void *a, const void *b)
{
    const span *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    if (x->end != y->end)
        return x->end > y->end ? -1 : 1;
    return (x->part > y->part) - (x->part < y->part);
}

static void add_span(text_part *t, int64_t start, int64_t end, int part, json_t *card)
{
    if (start >= 0 && end > start && t->n_spans < SPANS_MOST)
        t->spans[t->n_spans++] = (span){start, end, part, card};
}

/* A card by its event: events of many parties have many spans. */
typedef struct keyed {
    int64_t event_key;
    size_t at; /* of cards */
} keyed;

static int by_event(const void *a, const void *b)
{
    const keyed *x = a, *y = b;
    if (x->event_key != y->event_key)
        return x->event_key < y->event_key ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

/* (n) in the order of events; NULL for want of memory. */
static keyed *index_cards(const text_part *t)
{
    size_t n = json_array_size(t->cards);
    keyed *out = calloc(n + 1, sizeof *out);
    for (size_t i = 0; out && i < n; i++)
        out[i] = (keyed){int_of(json_array_get(t->cards, i), "event_key"), i};
    if (out && n)
        qsort(out, n, sizeof *out, by_event);
    return out;
}

/* The first card of an event. */
static json_t *card_of(const text_part *t, const keyed *index, int64_t event_key)
{
    size_t n = json_array_size(t->cards), low = 0, high = n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (index[middle].event_key < event_key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n && index[low].event_key == event_key
               ? json_array_get(t->cards, index[low].at)
               : NULL;
}

static demarche_status read_spans(text_part *t, const document_part *d, const char *first,
                                  const char *last)
{
    const char *values[] = {d->reading_id, first, last, d->coding_id};
    json_t *rows = NULL, *row;
    size_t i;
    demarche_status status = page_rows(
        t->p, &rows,
        "WITH k AS (SELECT DISTINCT event_key FROM event_report WHERE sentence_id >="
        " (CAST(?1 AS INTEGER) << 24) + CAST(?2 AS INTEGER) AND sentence_id <"
        " (CAST(?1 AS INTEGER) << 24) + CAST(?3 AS INTEGER) AND event_key >> 24 ="
        " CAST(?4 AS INTEGER)) SELECT event_key, role, start_byte, end_byte FROM k JOIN"
        " event_party USING (event_key) UNION SELECT event_key, role, start_byte, "
        "end_byte"
        " FROM k JOIN report_party USING (event_key) LIMIT 8000",
        values, 4);
    if (status)
        return status;
    keyed *index = index_cards(t);
    t->spans = index ? calloc(SPANS_MOST, sizeof *t->spans) : NULL;
    json_array_foreach(t->cards, i, row)
    {
        if (!t->spans)
            break;
        add_span(t, int_of(row, "trigger_start"), int_of(row, "trigger_end"), TRIGGER,
                 row);
        add_span(t, int_of(row, "date_start"), int_of(row, "date_end"), 4, row);
        add_span(t, int_of(row, "place_start"), int_of(row, "place_end"), 5, row);
    }
    json_array_foreach(rows, i, row)
    {
        const char *role = json_string_value(json_object_get(row, "role"));
        json_t *card = index ? card_of(t, index, int_of(row, "event_key")) : NULL;
        for (int part = ACTOR; role && card && t->spans && part <= 3; part++) {
            if (strcmp(role, parts[part]) == 0)
                add_span(t, int_of(row, "start_byte"), int_of(row, "end_byte"), part,
                         card);
        }
    }
    json_decref(rows);
    free(index);
    if (t->n_spans)
        qsort(t->spans, t->n_spans, sizeof *t->spans, by_start);
    return t->spans ? DEMARCHE_OK : DEMARCHE_E_MEMORY;
}

/* -------------------------------------------------------------------------------- pieces */

/* A stretch that the same spans cover. */
static json_t *piece_of(const text_part *t, int64_t start, int64_t end, size_t first,
                        size_t last)
{
    json_t *piece = json_object(), *kinds = json_array();
    const span *lead = NULL;
    bool has[PARTS] = {false};
    for (size_t i = first; i < last; i++) {
        const span *s = &t->spans[i];
        if (s->start >= end || s->end <= start)
            continue;
        has[s->part] = true;
        if (!lead || s->part < lead->part)
            lead = s;
    }
    page_put(
        piece, "text",
        page_text((demarche_str){t->text + (start - t->from), (size_t)(end - start)}));
    for (int part = 0; part < PARTS; part++) {
        if (has[part])
            json_array_append_new(kinds, json_string(parts[part]));
    }
    if (lead) {
        page_put(piece, "event", json_incref(json_object_get(lead->card, "event_id")));
        page_put(piece, "card", json_incref(json_object_get(lead->card, "card")));
        page_put(piece, "quad", json_incref(json_object_get(lead->card, "quad")));
        page_put(piece, "trigger", json_boolean(has[TRIGGER]));
    }
    page_put(piece, "kinds", kinds);
    return piece;
}

static int by_number(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* A sentence cut where spans begin and end. */
static json_t *pieces_of(const text_part *t, int64_t start, int64_t end)
{
    enum { CUTS = 256 };
    int64_t cuts[CUTS];
    size_t n = 0, first = 0, last;
    json_t *out = json_array();
    while (first < t->n_spans && t->spans[first].end <= start)
        first++;
    for (last = first; last < t->n_spans && t->spans[last].start < end; last++) {
        const span *s = &t->spans[last];
        if (n + 2 < CUTS && s->start > start)
            cuts[n++] = s->start;
        if (n + 2 < CUTS && s->end > start && s->end < end)
            cuts[n++] = s->end;
    }
    if (n)
        qsort(cuts, n, sizeof *cuts, by_number);
    cuts[n++] = end;
    for (size_t i = 0; i < n; i++) {
        if (cuts[i] <= start)
            continue;
        json_array_append_new(out, piece_of(t, start, cuts[i], first, last));
        start = cuts[i];
    }
    return out;
}

static const char *phrase_of(const text_part *t, int64_t number)
{
    json_t *row;
    size_t i;
    json_array_foreach(t->discarded, i, row)
    {
        if (int_of(row, "number") == number)
            return json_string_value(json_object_get(row, "phrase"));
    }
    return NULL;
}

/* Cards are in the order of their sentences, and sentences are asked for in theirs. */
static bool is_coded(text_part *t, int64_t number)
{
    int64_t at;
    while ((at = int_of(json_array_get(t->cards, t->next), "sentence_number")) >= 0 &&
           at < number)
        t->next++;
    return at == number;
}

static json_t *sentence_of(text_part *t, const json_t *row)
{
    int64_t start = int_of(row, "start_byte"), end = int_of(row, "end_byte");
    int64_t number = int_of(row, "number"), behind = t->from + (int64_t)t->n_text;
    json_t *out = json_object();
    start = start < t->from ? t->from : start;
    end = end > behind ? behind : end;
    page_put(out, "number", json_integer(number));
    page_put(out, "ordinal", json_integer(number + 1));
    page_put(out, "coded", json_boolean(is_coded(t, number)));
    page_put(out, "discarded", page_string(phrase_of(t, number)));
    page_put(out, "pieces", start < end ? pieces_of(t, start, end) : json_array());
    return out;
}

static void put_blocks(text_part *t)
{
    json_t *blocks = json_array(), *paragraph, *row;
    size_t i, k = 0;
    json_array_foreach(t->paragraphs, i, paragraph)
    {
        json_t *block = json_object(), *sentences = json_array();
        const char *kind = json_string_value(json_object_get(paragraph, "kind"));
        while ((row = json_array_get(t->sentences, k)) &&
               int_of(row, "paragraph") <= int_of(paragraph, "number")) {
            json_array_append_new(sentences, sentence_of(t, row));
            k++;
        }
        page_put(block, "heading", json_boolean(kind && strcmp(kind, "heading") == 0));
        page_put(block, "kind", page_string(kind));
        page_put(block, "sentences", sentences);
        json_array_append_new(blocks, block);
    }
    page_set(t->p, "blocks", blocks);
}

/* The bytes of the sentences that are shown. */
static demarche_status read_text(text_part *t, const document_part *d, json_t **text)
{
    const json_t *first = json_array_get(t->sentences, 0);
    size_t n = json_array_size(t->sentences);
    const json_t *last = n ? json_array_get(t->sentences, n - 1) : NULL;
    t->from = first ? int_of(first, "start_byte") : 0;
    int64_t length = last ? int_of(last, "end_byte") - t->from : 0;
    json_t *start = json_sprintf("%lld", (long long)t->from + 1);
    json_t *bytes = json_sprintf("%lld", (long long)(length > 0 ? length : 0));
    const char *values[] = {d->document_id, json_string_value(start),
                            json_string_value(bytes)};
    demarche_status status =
        page_rows(t->p, text,
                  "SELECT CAST(substr(CAST(text AS BLOB), CAST(?2 AS INTEGER), CAST(?3 "
                  "AS INTEGER)) AS"
                  " TEXT) AS text FROM document_text WHERE document_id = ?1",
                  values, 3);
    json_decref(start);
    json_decref(bytes);
    if (status)
        return status;
    const json_t *value = json_object_get(json_array_get(*text, 0), "text");
    t->text = json_is_string(value) ? json_string_value(value) : "";
    t->n_text = json_is_string(value) ? json_string_length(value) : 0;
    return DEMARCHE_OK;
}

/* Each has a name of its own on the page: that of its event, with a number from the second
 * telling on. For people sentences are counted from 1. */
static void name_cards(text_part *t)
{
    json_t *told = json_object(), *card;
    size_t i;
    json_array_foreach(t->cards, i, card)
    {
        const char *id = json_string_value(json_object_get(card, "event_id"));
        json_int_t n = id ? json_integer_value(json_object_get(told, id)) + 1 : 1;
        if (!id)
            continue;
        page_put(told, id, json_integer(n));
        page_put(card, "sentence_ordinal",
                 json_integer(int_of(card, "sentence_number") + 1));
        page_put(card, "card",
                 n == 1 ? json_string(id) : json_sprintf("%s-%lld", id, (long long)n));
    }
    json_decref(told);
}

demarche_status document_put_text(page *p, const document_part *d)
{
    text_part t = {.p = p};
    json_t *text = NULL;
    json_t *first = json_sprintf("%lld", (long long)(d->part - 1) * DOCUMENT_PART);
    json_t *last = json_sprintf("%lld", (long long)d->part * DOCUMENT_PART);
    const char *a = json_string_value(first), *b = json_string_value(last);
    demarche_status status = read_sentences(&t, d, a, b);
    if (!status)
        status = read_cards(&t, d, a, b);
    if (!status)
        status = read_discarded(&t, d, a, b);
    if (!status)
        status = read_spans(&t, d, a, b);
    if (!status)
        status = read_text(&t, d, &text);
    if (!status) {
        page_adorn_events(p, t.cards);
        name_cards(&t);
        put_blocks(&t);
        page_set(p, "rows", json_incref(t.cards));
        passages_put(p);
    }
    json_decref(first);
    json_decref(last);
    json_decref(text);
    json_decref(t.sentences);
    json_decref(t.paragraphs);
    json_decref(t.cards);
    json_decref(t.discarded);
    free(t.spans);
    return status;
}

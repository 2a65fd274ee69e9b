/* The document: taken through the stages, one after the other, and asked for results. */
#include <stdlib.h>

#include "base/error.h"
#include "event/discard.h"
#include "handles.h"

/* Bytes that one document may take: what hostile input can cost. */
#define DOCUMENT_LIMIT ((size_t)8 << 30)
/* Bytes that the trees, mentions and events of one piece may take. */
#define PIECE_LIMIT ((size_t)4 << 30)

void demarche_document_free(demarche_document *doc)
{
    if (!doc)
        return;
    free(doc->mentions.at);
    free(doc->copied.at);
    free(doc->tellings.at);
    free(doc->trace.at);
    pthread_mutex_destroy(&doc->lock);
    dmr_arena_free(doc->arena); /* the document lies in its own arena */
}

demarche_document *dmr_document_new(void)
{
    dmr_arena *arena = dmr_arena_new(DOCUMENT_LIMIT);
    demarche_document *doc = arena ? DMR_NEW(arena, demarche_document) : NULL;
    if (!doc) {
        dmr_arena_free(arena);
        return NULL;
    }
    doc->arena = arena;
    pthread_mutex_init(&doc->lock, NULL);
    return doc;
}

/* --------------------------------------------------------------------------- stages */

_Static_assert(DEMARCHE_SENTENCE_MAX == DMR_SENTENCE_MAX, "one bound, told to all");

/* Sentences that are longer than the parser takes. A text's are cut before; those of a
 * CoNLL-U file stay whole there and are parsed in pieces. */
static uint64_t count_long(const demarche_document *doc)
{
    uint64_t n = doc->tokens.n_long_sentences;
    for (size_t i = 0; doc->conllu && i < doc->tokens.n_sentences; i++)
        n += doc->tokens.sentences[i].n > DMR_SENTENCE_MAX;
    return n;
}

static demarche_status run_text(demarche_document *doc, demarche_worker *worker,
                                demarche_error *err)
{
    if (!doc->conllu)
        DMR_TRY(dmr_text_split(&doc->tokens, worker->engine->splitter, &doc->source,
                               doc->arena, err));
    DMR_TRY(dmr_publish_sentences(doc, err));
    doc->source.counts.sentences = doc->tokens.n_sentences;
    doc->source.counts.tokens = doc->tokens.n_tokens;
    doc->source.counts.long_sentences = count_long(doc);
    return DEMARCHE_OK;
}

/*
 * Trees that came with the text stay as they are. Their lemmas are whatever their lemmatizer
 * had ("welcom" of "welcomed"), and rules are written for ours: of a word that is the same
 * part of speech for both the lemma is ours, and so is what it stands for.
 */
static demarche_status run_given(demarche_document *doc, demarche_worker *worker,
                                 demarche_error *err)
{
    dmr_tree *own;
    DMR_TRY(dmr_parse(worker->parser, &doc->tokens, doc->arena, &own, NULL, err));
    for (size_t s = 0; s < doc->tokens.n_sentences; s++) {
        dmr_tree *given = &doc->given[s];
        for (int32_t i = 0; i < given->n; i++) {
            dmr_word *w = &given->words[i];
            if (w->upos == own[s].words[i].upos)
                w->lemma = own[s].words[i].lemma;
            w->ent = own[s].words[i].ent;
        }
    }
    doc->trees = doc->given;
    return DEMARCHE_OK;
}

static demarche_status run_parse(demarche_document *doc, demarche_worker *worker,
                                 demarche_error *err)
{
    if (doc->given)
        return run_given(doc, worker, err);
    return dmr_parse(worker->parser, &doc->tokens, doc->arena, &doc->trees, NULL, err);
}

static demarche_status run_mentions(demarche_document *doc, demarche_worker *worker,
                                    demarche_error *err)
{
    doc->reading = (dmr_reading){.gazetteer = worker->engine->gazetteer,
                                 .source = &doc->source,
                                 .tokens = &doc->tokens,
                                 .trees = doc->trees,
                                 .as_of = DMR_DAY_NONE};
    DMR_TRY(dmr_mention_find(&doc->reading, doc->arena, err));
    return dmr_publish_mentions(doc, &doc->reading, 0, false, err);
}

/* What the lexicon's discards leave out, of the whole document. */
static demarche_status find_discards(demarche_document *doc,
                                     const demarche_worker *worker, demarche_error *err)
{
    return dmr_discards_find(&doc->left_out, worker->engine->ontology->discards,
                             &doc->tokens, doc->arena, err);
}

/* Look at what a reading tells, while its trees are there. */
static demarche_status look_at_events(demarche_document *doc,
                                      const demarche_worker *worker,
                                      const dmr_reading *reading,
                                      const dmr_events *events, demarche_error *err)
{
    dmr_telling *tellings;
    DMR_TRY(dmr_publish_tellings(doc, events->n, &tellings, err));
    return dmr_fold_look(tellings, worker->engine->ontology->fold_words, reading, events,
                         err);
}

/* Make deeds of all that was told. */
static demarche_status fold_events(demarche_document *doc, const demarche_worker *worker,
                                   demarche_error *err)
{
    const demarche_engine *engine = worker->engine;
    const dmr_fold_words *words = engine->no_fold || engine->ontology->patterns
                                      ? NULL /* PETRARCH tells every telling */
                                      : engine->ontology->fold_words;
    return dmr_fold(&doc->events, doc->tellings.at, words, NULL, doc->arena, err);
}

/* Code a reading: the document's, or that of a piece that begins with `first_sentence`. */
static demarche_status code_reading(demarche_document *doc, const demarche_worker *worker,
                                    const dmr_reading *reading, uint32_t first_sentence,
                                    dmr_events *events, dmr_arena *arena,
                                    demarche_error *err)
{
    const dmr_ontology *ontology = worker->engine->ontology;
    dmr_trials trials = {.arena = arena};
    const dmr_trace trace = dmr_trials_trace(&trials);
    const dmr_fill fill = {.least = doc->fill};
    if (doc->fill > 0 && !ontology->fill_weights)
        return dmr_error_set(err, DEMARCHE_E_LEXICON, 0,
                             "the lexicon has no ontology/fills.tsv: nothing was learned "
                             "to fill gaps with; code without");
    if (doc->fill > 0 && ontology->patterns)
        return dmr_error_set(err, DEMARCHE_E_LEXICON, 0,
                             "patterns.tsv codes in place of the rules, and gaps of "
                             "patterns are not filled; code without");
    const dmr_code_how how = {doc->traced ? &trace : NULL, doc->fill > 0 ? &fill : NULL};
    DMR_TRY(dmr_event_code_how(events, ontology, reading, &how, arena, err));
    if (doc->traced)
        DMR_TRY(dmr_trace_add(doc, reading, &trials, events, first_sentence,
                              ontology->patterns != NULL, err));
    return look_at_events(doc, worker, reading, events, err);
}

static demarche_status run_events(demarche_document *doc, demarche_worker *worker,
                                  demarche_error *err)
{
    DMR_TRY(find_discards(doc, worker, err));
    doc->reading.left_out = doc->left_out;
    DMR_TRY(code_reading(doc, worker, &doc->reading, 0, &doc->events, doc->arena, err));
    DMR_TRY(fold_events(doc, worker, err));
    dmr_publish_event_counts(doc);
    return DEMARCHE_OK;
}

/* --------------------------------------------------------------------------- pieces */

/* The sentences [from, to) as tokens of their own, numbered from 0. */
static demarche_status cut_piece(dmr_tokens *out, const dmr_tokens *all, size_t from,
                                 size_t to, dmr_arena *arena, demarche_error *err)
{
    dmr_sentence *sentences = DMR_NEW_ARRAY(arena, dmr_sentence, to - from);
    if (!sentences)
        return dmr_error_memory(err);
    uint32_t first = all->sentences[from].first;
    size_t n = 0;
    for (size_t i = from; i < to; i++) {
        sentences[i - from] = all->sentences[i];
        sentences[i - from].first -= first;
        n += all->sentences[i].n;
    }
    *out = (dmr_tokens){.sentences = sentences,
                        .n_sentences = to - from,
                        .tokens = all->tokens + first,
                        .n_tokens = n};
    return DEMARCHE_OK;
}

static demarche_status run_piece(demarche_document *doc, demarche_worker *worker,
                                 demarche_stage last, size_t from, size_t to,
                                 dmr_arena *arena, demarche_error *err)
{
    dmr_tokens tokens;
    dmr_tree *trees;
    dmr_events events = {0};
    DMR_TRY(cut_piece(&tokens, &doc->tokens, from, to, arena, err));
    DMR_TRY(dmr_parse(worker->parser, &tokens, arena, &trees, NULL, err));
    dmr_reading reading = {.gazetteer = worker->engine->gazetteer,
                           .source = &doc->source,
                           .tokens = &tokens,
                           .trees = trees,
                           .as_of = DMR_DAY_NONE,
                           .left_out = doc->left_out ? doc->left_out + from : NULL};
    DMR_TRY(dmr_mention_find(&reading, arena, err));
    DMR_TRY(dmr_publish_mentions(doc, &reading, (uint32_t)from, true, err));
    if (last < DEMARCHE_STAGE_EVENT)
        return DEMARCHE_OK;
    DMR_TRY(code_reading(doc, worker, &reading, (uint32_t)from, &events, arena, err));
    for (size_t i = 0; i < events.n; i++)
        DMR_TRY(dmr_publish_event(doc, &events.at[i], (uint32_t)from, err));
    doc->events.n_rejected += events.n_rejected;
    return DEMARCHE_OK;
}

/*
 * A text that is too long to keep all its trees: parse, find and code some thousand
 * sentences at a time, and keep what comes out. Who is who is then asked within a piece.
 */
static demarche_status run_pieces(demarche_document *doc, demarche_worker *worker,
                                  demarche_stage last, demarche_error *err)
{
    size_t n = doc->tokens.n_sentences;
    demarche_status status = DEMARCHE_OK;
    if (last >= DEMARCHE_STAGE_EVENT)
        status = find_discards(doc, worker, err);
    for (size_t from = 0; !status && from < n;) {
        size_t to = from, words = 0;
        while (to < n && (to == from ||
                          words + doc->tokens.sentences[to].n <= DMR_PIECE_TOKENS / 4))
            words += doc->tokens.sentences[to++].n;
        dmr_arena *arena = dmr_arena_new(PIECE_LIMIT);
        if (!arena)
            return dmr_error_memory(err);
        status = run_piece(doc, worker, last, from, to, arena, err);
        dmr_arena_free(arena);
        from = to;
    }
    if (status)
        return status;
    doc->events.at = doc->copied.at;
    doc->events.n = doc->copied.n;
    DMR_TRY(fold_events(doc, worker, err));
    dmr_publish_event_counts(doc);
    return DEMARCHE_OK;
}

/* ------------------------------------------------------------------------------ run */

static demarche_status run_stage(demarche_document *doc, demarche_worker *worker,
                                 demarche_stage stage, demarche_error *err)
{
    switch (stage) {
    case DEMARCHE_STAGE_READ:
        return DEMARCHE_OK;
    case DEMARCHE_STAGE_TEXT:
        return run_text(doc, worker, err);
    case DEMARCHE_STAGE_PARSE:
        return run_parse(doc, worker, err);
    case DEMARCHE_STAGE_MENTION:
        return run_mentions(doc, worker, err);
    case DEMARCHE_STAGE_EVENT:
        return run_events(doc, worker, err);
    }
    return DEMARCHE_OK;
}

demarche_status demarche_document_run(demarche_document *doc, demarche_worker *worker,
                                      demarche_stage last, demarche_error *err)
{
    if (!doc || !worker || (unsigned)last > DEMARCHE_STAGE_EVENT)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "a document, a worker and a stage are needed");
    while (doc->stage < last) {
        bool in_pieces = doc->stage == DEMARCHE_STAGE_TEXT &&
                         last >= DEMARCHE_STAGE_MENTION && !doc->given &&
                         doc->tokens.n_tokens > DMR_PIECE_TOKENS;
        if (in_pieces) {
            DMR_TRY(run_pieces(doc, worker, last, err));
            doc->stage = DEMARCHE_STAGE_EVENT;
            break;
        }
        demarche_stage next = (demarche_stage)(doc->stage + 1);
        DMR_TRY(run_stage(doc, worker, next, err));
        doc->stage = next;
    }
    return DEMARCHE_OK;
}

/* -------------------------------------------------------------------------- results */

size_t demarche_document_source_byte(const demarche_document *doc, size_t offset)
{
    const dmr_source *source = &doc->source;
    if (offset >= source->text.len)
        return source->source_end;
    return dmr_origin_find(&source->origin, source->source_start, offset);
}

demarche_str demarche_document_text(const demarche_document *doc)
{
    return doc->source.text;
}

const demarche_meta *demarche_document_meta(const demarche_document *doc)
{
    return &doc->source.meta;
}

const demarche_counts *demarche_document_counts(const demarche_document *doc)
{
    return &doc->source.counts;
}

double demarche_document_fill(const demarche_document *doc)
{
    return doc->fill;
}

const demarche_paragraph *demarche_document_paragraphs(const demarche_document *doc,
                                                       size_t *n)
{
    *n = doc->source.n_paragraphs;
    return doc->paragraphs;
}

const demarche_named *demarche_document_named(const demarche_document *doc, size_t *n)
{
    *n = doc->source.n_named;
    return doc->source.named;
}

const demarche_sentence *demarche_document_sentences(const demarche_document *doc,
                                                     size_t *n)
{
    *n = doc->sentences ? doc->tokens.n_sentences : 0;
    return doc->sentences;
}

const demarche_token *demarche_document_tokens(const demarche_document *doc, size_t *n)
{
    /* To whoever asks the document stays what it was: only the form of its words is made
     * here, once. */
    demarche_document *mutable = (demarche_document *)(uintptr_t)doc;
    pthread_mutex_lock(&mutable->lock);
    if (doc->trees && !doc->public_tokens &&
        dmr_publish_tokens(mutable, NULL) != DEMARCHE_OK)
        mutable->public_tokens = NULL;
    const demarche_token *tokens = doc->public_tokens;
    pthread_mutex_unlock(&mutable->lock);
    *n = tokens ? doc->tokens.n_tokens : 0;
    return tokens;
}

const demarche_mention *demarche_document_mentions(const demarche_document *doc,
                                                   size_t *n)
{
    *n = doc->mentions.n;
    return doc->mentions.at;
}

const demarche_event *demarche_document_events(const demarche_document *doc, size_t *n)
{
    *n = doc->events.n;
    return doc->events.at;
}

/*
 * Inside of the public handles: what an engine, a worker and a document are. For the
 * files of src/ itself only; the stages below know none of it.
 */
#ifndef DMR_HANDLES_H
#define DMR_HANDLES_H

#include <pthread.h>

#include "base/file.h"
#include "base/json.h"
#include "event/fill.h"
#include "event/fold.h"
#include "event/trials.h"
#include "lexicon/compiled.h"
#include "mention/mention.h"
#include "parse/conllu.h"
#include "parse/parser.h"
#include "read/archive.h"
#include "read/documents.h"
#include "read/input.h"
#include "text/split.h"

/* Immutable once open. */
struct demarche_engine {
    dmr_arena *arena; /* holds lexicon and ontology */
    dmr_network *network;
    dmr_gazetteer *gazetteer;
    dmr_ontology *ontology;
    dmr_splitter *splitter;
    const dmr_tables *tables; /* all of the above is made of */
    dmr_file lexicon_file;    /* compiled, mapped; or closed */
    char lexicon_hash[17], model_hash[17];
    bool no_fold; /* each telling of a deed is an event of its own */
};

struct demarche_worker {
    const demarche_engine *engine;
    dmr_parser *parser;
    dmr_arena *scratch; /* reset by whoever uses it */
};

struct demarche_reader {
    dmr_input input;  /* closed where the bytes are the caller's */
    dmr_stream bytes; /* of those */
    dmr_archive archive;
    demarche_read_options opts; /* path is that of the member at hand */
    dmr_documents documents;    /* of that member */
    bool reading;               /* they are open */
    uint64_t left_out;          /* of the members before */
};

/* Arrays that grow without leaving copies behind, as they would in an arena: the results
 * of a long text are most of what it takes. On the heap; freed with the document. */
typedef struct dmr_heap_mentions {
    demarche_mention *at;
    size_t n, room;
} dmr_heap_mentions;

typedef struct dmr_heap_events {
    demarche_event *at;
    size_t n, room;
} dmr_heap_events;

typedef struct dmr_heap_tellings {
    dmr_telling *at;
    size_t n, room;
} dmr_heap_tellings;

/*
 * Results by stage. Where a text is so long that it is coded in pieces, `trees` and
 * `reading` stay empty: what is public (mentions, events) is copied out of each piece.
 */
struct demarche_document {
    dmr_arena *arena;
    demarche_stage stage; /* the last that was run */
    dmr_source source;    /* counts grow with the stages */
    dmr_conllu *conllu;   /* NULL: the input was no CoNLL-U */
    dmr_tokens tokens;
    dmr_tree *given; /* (tokens.n_sentences) that came with the text; NULL: none did */
    dmr_tree *trees; /* (tokens.n_sentences) */
    dmr_reading reading;
    const demarche_str *left_out; /* (tokens.n_sentences) as in the reading */
    dmr_events events;
    double fill;      /* how sure an event must be that fills a gap; 0: none does */
    bool traced;      /* keeps a trace of its coding */
    dmr_buffer trace; /* JSONL, of the sentences coded so far */

    /* What the public functions give. */
    const demarche_paragraph *paragraphs;
    demarche_sentence *sentences;        /* (tokens.n_sentences) */
    pthread_mutex_t lock;                /* guards public_tokens alone */
    const demarche_token *public_tokens; /* made when they are first asked for: few ask,
                                            and they are large */
    dmr_heap_mentions mentions;
    dmr_heap_events copied; /* of pieces: what was told, from which `events` are folded */
    dmr_heap_tellings tellings;
};

/*
 * The lexicon that the options name: the base, and what is added to it. Of a compiled one
 * to which nothing is added the gazetteer comes with it, where it is wanted. *file is the
 * compiled file, to be closed behind all that is made of it; closed where there is none.
 * E_IO, E_LEXICON, E_LIMIT, E_MEMORY.
 */
demarche_status dmr_engine_lexicon(dmr_compiled *out, dmr_file *file,
                                   const demarche_engine_options *opts,
                                   bool with_gazetteer, dmr_arena *arena,
                                   demarche_error *err);

/* The first layer whose rows are told and tried: where anything is laid over a base, the
 * base is not looked at. */
uint32_t dmr_engine_first_told(const dmr_compiled *lexicon);

/* Whether the options are of a version that is known here. NULL is fine. E_ARGUMENT. */
demarche_status dmr_engine_check_options(const demarche_engine_options *opts,
                                         demarche_error *err);

/* Longest text whose trees are kept until its events are there; in words. */
enum { DMR_PIECE_TOKENS = 200000 };

/* An empty document in an arena of its own; NULL for want of memory. */
demarche_document *dmr_document_new(void);

/* A plain text as a document, stage READ. The text is copied. E_LIMIT, E_MEMORY. */
demarche_status dmr_document_from_text(demarche_document **out, demarche_str text,
                                       demarche_error *err);

/* The public arrays of each stage, in the document's arena. E_MEMORY. */
demarche_status dmr_publish_paragraphs(demarche_document *doc, demarche_error *err);
demarche_status dmr_publish_sentences(demarche_document *doc, demarche_error *err);
demarche_status dmr_publish_tokens(demarche_document *doc, demarche_error *err);

/*
 * Add the mentions of a reading (of the whole document, or of a piece that begins with
 * `first_sentence`) to the document's. Strings that lie in the arena of the piece are
 * copied where `copy` is set. E_MEMORY.
 */
demarche_status dmr_publish_mentions(demarche_document *doc, const dmr_reading *reading,
                                     uint32_t first_sentence, bool copy,
                                     demarche_error *err);

/* Add a copy of an event of a piece, with all it points to, to the document's. */
demarche_status dmr_publish_event(demarche_document *doc, const demarche_event *event,
                                  uint32_t first_sentence, demarche_error *err);

/* Room in the document for `n` more tellings: *out is where they go. E_MEMORY. */
demarche_status dmr_publish_tellings(demarche_document *doc, size_t n, dmr_telling **out,
                                     demarche_error *err);

/*
 * Add the trace of a reading (as for mentions, of the whole or of a piece) to the
 * document's; `patterns`: these coded it. E_MEMORY.
 */
demarche_status dmr_trace_add(demarche_document *doc, const dmr_reading *reading,
                              const dmr_trials *trials, const dmr_events *events,
                              uint32_t first_sentence, bool patterns,
                              demarche_error *err);

/* Count events of each sentence, for first_event, n_events and sentences_uncoded. */
void dmr_publish_event_counts(demarche_document *doc);

#endif

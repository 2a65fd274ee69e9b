/*
 * demarche: who did what to whom, when, where, in which field, how certain.
 *
 * The only installed header. A minimal use:
 *
 *     demarche_error err;
 *     demarche_engine *engine = NULL;
 *     demarche_worker *worker = NULL;
 *     demarche_document *doc = NULL;
 *     if (demarche_engine_open(&engine, NULL, &err) ||
 *         demarche_worker_new(&worker, engine, &err) ||
 *         demarche_code(&doc, worker, text, NULL, &err))
 *             fprintf(stderr, "%s\n", err.message);
 *     size_t n;
 *     const demarche_event *events = demarche_document_events(doc, &n);
 *     ...
 *     demarche_document_free(doc);
 *     demarche_worker_free(worker);
 *     demarche_engine_free(engine);
 *
 * Ownership: what comes out through `**out` is yours to free with its `_free`;
 * everything else belongs to the object you asked and dies with it. Every `_free`
 * takes NULL.
 *
 * Threads: an engine is immutable once open and may be shared by any number of
 * threads. A worker belongs to one thread at a time. A document is immutable once it
 * is returned. A record has one thread at a time.
 *
 * Errors: fallible functions return a demarche_status, 0 for success, and fill the
 * caller's demarche_error (which may be NULL) with one line in the user's words. The
 * library never prints, never exits and trusts no input. A text without events is a
 * result, not an error.
 *
 * Offsets are bytes into the document's UTF-8 text as demarche_document_text gives it.
 */
#ifndef DEMARCHE_H
#define DEMARCHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define DEMARCHE_VERSION_MAJOR 0
#define DEMARCHE_VERSION_MINOR 1
#define DEMARCHE_VERSION_PATCH 0
#define DEMARCHE_VERSION "0.1.0"

#if defined(__GNUC__)
#define DEMARCHE_API __attribute__((visibility("default")))
#define DEMARCHE_MUST_CHECK __attribute__((warn_unused_result))
#else
#define DEMARCHE_API
#define DEMARCHE_MUST_CHECK
#endif

/* ---------------------------------------------------------------- status, error */

/* Values are only ever appended: a number once given keeps its meaning. */
typedef enum demarche_status {
    DEMARCHE_OK = 0,
    DEMARCHE_E_MEMORY = 1,   /* no memory, or a limit of the document reached */
    DEMARCHE_E_ARGUMENT = 2, /* the caller passed what the function cannot take */
    DEMARCHE_E_IO = 3,       /* a file could not be opened, read or written */
    DEMARCHE_E_FORMAT = 4,   /* bytes are not of the format they should be */
    DEMARCHE_E_MODEL = 5,    /* the model file is missing, damaged or foreign */
    DEMARCHE_E_LEXICON = 6,  /* a row of the lexicon is wrong: offset is its line */
    DEMARCHE_E_RECORD = 7,   /* the record (SQLite file) refused */
    DEMARCHE_E_LIMIT = 8,    /* input larger than a stated limit */
} demarche_status;

/* Caller-owned. `message` is one line: what, where, what to do. */
typedef struct demarche_error {
    demarche_status code;
    size_t offset; /* byte of the input, or line of a lexicon file; 0 if it has none */
    char message[256];
} demarche_error;

/* Not terminated by NUL; UTF-8 where it came from the library. {NULL, 0} is empty. */
typedef struct demarche_str {
    const char *ptr;
    size_t len; /* bytes */
} demarche_str;

/* Version of the library that runs, "major.minor.patch". Static, any thread. */
DEMARCHE_API const char *demarche_version(void);

/* A name for a status ("format", "model", ...). Static, any thread. */
DEMARCHE_API const char *demarche_status_name(demarche_status status);

/* ----------------------------------------------------------------------- engine */

typedef struct demarche_engine demarche_engine;     /* model and lexicon: immutable */
typedef struct demarche_worker demarche_worker;     /* one per thread: scratch memory */
typedef struct demarche_document demarche_document; /* owns its text and all results */

/*
 * The lexicon is a base and what is laid over it. A folder that is added holds any of the
 * tables; of rows for one name its own win over those of the base and of the folders
 * named before it, and a rule or class takes the place of one of the same name.
 * A lexicon that demarche_lexicon_compile made may stand for the base: as lexicon_dir, in
 * $DEMARCHE_LEXICON, or among those that are added. It is mapped: nobody may write to it
 * while the engine is open.
 * `ontology_dir` is a folder with types and rules of its own (ontology/types.tsv and
 * rules/; docs/CODING.md), which are used instead of all the base's; who, where and when
 * stay. Folders that are added are laid over it.
 */
typedef struct demarche_engine_options {
    uint32_t version;        /* DEMARCHE_ENGINE_OPTIONS_VERSION */
    const char *lexicon_dir; /* NULL: $DEMARCHE_LEXICON, else the installed one */
    const char *model_path;  /* NULL: $DEMARCHE_MODEL, else the installed one */
    const char *kernel;      /* NULL or "auto", "plain", "avx2", "avx512" */
    const char *const *lexicon_added; /* (n_lexicon_added) folders; may be NULL for 0 */
    size_t n_lexicon_added;
    const char *ontology_dir; /* NULL or "": the lexicon's own */
    bool no_fold;             /* each telling of a deed is an event of its own */
} demarche_engine_options;

#define DEMARCHE_ENGINE_OPTIONS_VERSION 3
#define DEMARCHE_ENGINE_OPTIONS_INIT                                                     \
    {                                                                                    \
        DEMARCHE_ENGINE_OPTIONS_VERSION, NULL, NULL, NULL, NULL, 0, NULL, false          \
    }

/*
 * Open the lexicon and the model. opts may be NULL for the defaults.
 * Fails with E_LEXICON (file and line in the message), E_MODEL, E_IO or E_MEMORY.
 */
DEMARCHE_API demarche_status
demarche_engine_open(demarche_engine **out, const demarche_engine_options *opts,
                     demarche_error *err) DEMARCHE_MUST_CHECK;

DEMARCHE_API void demarche_engine_free(demarche_engine *engine);

/* Name of the kernel in use ("plain", "avx2", "avx512"). */
DEMARCHE_API const char *demarche_engine_kernel(const demarche_engine *engine);

/* False where each telling of a deed is an event of its own (options.no_fold). */
DEMARCHE_API bool demarche_engine_folds(const demarche_engine *engine);

/* 16 hexadecimal digits over the lexicon's files (base, ontology, added), and over the
 * model. */
DEMARCHE_API const char *demarche_engine_lexicon_hash(const demarche_engine *engine);
DEMARCHE_API const char *demarche_engine_model_hash(const demarche_engine *engine);

DEMARCHE_API demarche_status demarche_worker_new(demarche_worker **out,
                                                 const demarche_engine *engine,
                                                 demarche_error *err) DEMARCHE_MUST_CHECK;

DEMARCHE_API void demarche_worker_free(demarche_worker *worker);

/* ---------------------------------------------------------------------- reading */

typedef enum demarche_format {
    DEMARCHE_FORMAT_AUTO = 0, /* told by name and content */
    DEMARCHE_FORMAT_TEXT,
    DEMARCHE_FORMAT_MARKDOWN,      /* with YAML front matter */
    DEMARCHE_FORMAT_COUNTRY_STUDY, /* a page with navigation lines and "Data as of" */
    DEMARCHE_FORMAT_JSONL,
    DEMARCHE_FORMAT_CONLLU,
    DEMARCHE_FORMAT_PETRARCH, /* its XML; a parse of ten columns is taken as it is */
    DEMARCHE_FORMAT_HTML,     /* the article, told from what leads around it */
    DEMARCHE_FORMAT_TEI,      /* volumes of documents, such as FRUS */
    DEMARCHE_FORMAT_JSON,     /* an object, or an array of them at any depth */
    DEMARCHE_FORMAT_CSV,
    DEMARCHE_FORMAT_TSV,
    DEMARCHE_FORMAT_WARC,    /* responses of a crawl */
    DEMARCHE_FORMAT_MAIL,    /* EML, mbox */
    DEMARCHE_FORMAT_REUTERS, /* SGML of the Reuters collections */
    DEMARCHE_FORMAT_PDF,     /* where built with poppler */
} demarche_format;

/* The format of that name ("text", "markdown", "country-study", "jsonl", "conllu",
 * "petrarch", "html", "tei", "json", "csv", "tsv", "warc", "mail", "reuters", "pdf",
 * "auto"); -1 if there is none. */
DEMARCHE_API int demarche_format_by_name(const char *name);

/*
 * A folder of HTML pages as one work, as country-study sites are: a listing of countries, for
 * each its contents, and pages that those lead to. It says of each page where in the work it
 * stands. Immutable once open, may be shared by any number of threads.
 */
typedef struct demarche_site demarche_site;

/*
 * Look over the HTML pages below `folder` (names and links only). *out is NULL where no page
 * is mostly links to others: a folder of ordinary pages. E_IO, E_LIMIT, E_MEMORY.
 */
DEMARCHE_API demarche_status demarche_site_open(demarche_site **out, const char *folder,
                                                demarche_error *err) DEMARCHE_MUST_CHECK;

DEMARCHE_API void demarche_site_free(demarche_site *site);

/* Names of JSONL fields, how to read, and how to code what is read. Every pointer may be NULL
 * for its default. */
typedef struct demarche_read_options {
    uint32_t version; /* DEMARCHE_READ_OPTIONS_VERSION */
    demarche_format format;
    const char *path; /* names the input in messages and in `doc`; not opened */
    const char *field_id, *field_text, *field_title, *field_date, *field_as_of;
    const char *field_source, *field_url, *field_language, *field_section, *field_speaker;
    size_t max_bytes; /* of one document's text; 0: 256 MiB */
    /* 0: only rules make events. Else up to 1: where no rule fires between two parties, what
     * was learned does if it is at least so sure; not with patterns (E_LEXICON) */
    double fill;
    bool trace; /* keep what was tried, for demarche_write_trace */
    /* Known from elsewhere, of every document that does not say so in its metadata; a date is
     * EDTF or a date in words that has but one meaning (else E_ARGUMENT) */
    const char *date, *as_of, *title, *speaker;
    const char *charset; /* of the input, as iconv names it; NULL: told by the bytes */
    /* The work that HTML pages are of: their section is taken from it, by `path`. Outlives
     * the reader. */
    const demarche_site *site;
} demarche_read_options;

#define DEMARCHE_READ_OPTIONS_VERSION 3
#define DEMARCHE_READ_OPTIONS_INIT                                                       \
    {                                                                                    \
        DEMARCHE_READ_OPTIONS_VERSION, DEMARCHE_FORMAT_AUTO, NULL, NULL, NULL, NULL,     \
            NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, false, NULL, NULL, NULL,     \
            NULL, NULL, NULL                                                             \
    }

/* Whether there is a character set of that name ("windows-1251", "KOI8-R", "latin1"). */
DEMARCHE_API bool demarche_charset_is_known(const char *name);

typedef struct demarche_reader demarche_reader; /* the documents of one input */

/*
 * Begin to read the documents that `bytes` holds. The bytes must outlive the reader;
 * documents do not point into them. They may be a zip or tar archive, or compressed (gzip,
 * zstd, xz, bzip2), one within another up to three deep: each member is read as an input of
 * its own whose path is "archive.zip/member.txt", in the archive's order, hidden ones not.
 */
DEMARCHE_API demarche_status demarche_reader_open(
    demarche_reader **out, demarche_worker *worker, demarche_str bytes,
    const demarche_read_options *opts, demarche_error *err) DEMARCHE_MUST_CHECK;

/*
 * The same of a file; "-" is standard input. It is read as it comes: memory is that of its
 * largest document, not of the file. Where the options have no path it names the input.
 * E_IO and E_MEMORY besides.
 */
DEMARCHE_API demarche_status demarche_reader_open_path(
    demarche_reader **out, demarche_worker *worker, const char *path,
    const demarche_read_options *opts, demarche_error *err) DEMARCHE_MUST_CHECK;

/*
 * The next document, read but not yet coded; *out is NULL at the end. A bad document
 * (say a line of JSONL that is not JSON) gives an error whose offset is its first byte,
 * and the next call goes on behind it; any other error ends the input, or the member of an
 * archive: the next call goes on with the next member, and gives NULL where there is none.
 * Only E_MEMORY may come again.
 */
DEMARCHE_API demarche_status
demarche_reader_next(demarche_reader *reader, demarche_document **out,
                     demarche_error *err) DEMARCHE_MUST_CHECK;

DEMARCHE_API void demarche_reader_free(demarche_reader *reader);

/* Bytes of the input behind which the reader stands, for progress: of an archive or a
 * compressed file its own bytes, not those unpacked; and how many the input has, 0 where it is
 * not known (standard input). */
DEMARCHE_API size_t demarche_reader_offset(const demarche_reader *reader);
DEMARCHE_API size_t demarche_reader_size(const demarche_reader *reader);

/* Parts of the input so far that are left out, as they hold no text (requests, pictures and
 * pages not found in a WARC). */
DEMARCHE_API uint64_t demarche_reader_left_out(const demarche_reader *reader);

/* Path of what is being read: the input's, or of the member of an archive
 * ("archive.zip/member.txt"). Good until the next call with the reader. */
DEMARCHE_API const char *demarche_reader_path(const demarche_reader *reader);

/* ----------------------------------------------------------------------- coding */

/* How far a document is taken. Each stage includes those before it. */
typedef enum demarche_stage {
    DEMARCHE_STAGE_READ = 0,
    DEMARCHE_STAGE_TEXT,
    DEMARCHE_STAGE_PARSE,
    DEMARCHE_STAGE_MENTION,
    DEMARCHE_STAGE_EVENT,
} demarche_stage;

/*
 * Take a document that a reader gave through the stages up to `last`. A second call
 * goes on where the first stopped.
 */
DEMARCHE_API demarche_status
demarche_document_run(demarche_document *doc, demarche_worker *worker,
                      demarche_stage last, demarche_error *err) DEMARCHE_MUST_CHECK;

/*
 * Read and code one text in one call: the first document of `bytes`, all stages. An
 * input without a document gives a document without text.
 */
DEMARCHE_API demarche_status demarche_code(demarche_document **out,
                                           demarche_worker *worker, demarche_str bytes,
                                           const demarche_read_options *opts,
                                           demarche_error *err) DEMARCHE_MUST_CHECK;

DEMARCHE_API void demarche_document_free(demarche_document *doc);

/* ---------------------------------------------------------------------- results */

/* What the document says of itself. Strings are empty where it says nothing. */
typedef struct demarche_meta {
    demarche_str id;   /* its own, else the path, "#n" for the nth of several */
    demarche_str path; /* as given in the read options */
    demarche_str title;
    demarche_str date;    /* of publication, EDTF */
    demarche_str as_of;   /* up to when it knows, EDTF */
    demarche_str source;  /* publisher, agency, archive */
    demarche_str speaker; /* of a speech: who speaks, or for which state; name or code */
    demarche_str url;
    demarche_str language;       /* BCP 47 */
    demarche_str format;         /* name of the format it was read as */
    demarche_str charset;        /* from which it was converted; empty: UTF-8 */
    const demarche_str *section; /* (n_section) path: country, part, section */
    size_t n_section;
    /* (n_section) which each step is among its siblings in the work's contents, from 1;
     * NULL: unknown */
    const uint32_t *section_place;
    size_t source_start, source_end; /* bytes of its input that the document takes */
    demarche_str place;              /* where it was written, as its dateline says */
} demarche_meta;

/* The longest sentence that is read as one, in words. What is longer (a list without a
 * stop, a table) is read in pieces, so that the cost stays linear, and counted. */
#define DEMARCHE_SENTENCE_MAX 400

/* What was read and what was left: nothing is lost in silence. */
typedef struct demarche_counts {
    uint64_t bytes;            /* of the input that this document took */
    uint64_t repaired;         /* sequences of no sign of the charset, made U+FFFD */
    uint64_t controls;         /* control characters (NUL among them) made spaces */
    uint64_t navigation_lines; /* told from prose and kept out of it */
    uint64_t paragraphs, sentences, tokens;
    uint64_t long_sentences;       /* over DEMARCHE_SENTENCE_MAX words: read in pieces */
    uint64_t mentions, unresolved; /* mentions; names among them without a code */
    uint64_t events, rejected;     /* events; candidates that had no party */
    uint64_t sentences_uncoded;    /* read, and no event found in them */
    uint64_t times_missed;         /* times to the network, but not read as such */
    uint64_t sentences_discarded;  /* uncoded for a phrase of discards.tsv */
    uint64_t folded;               /* tellings beyond the first of their event */
} demarche_counts;

/* A person whom the input itself points out, from its list of persons. */
typedef struct demarche_named {
    demarche_str name; /* as the list has it: "Kissinger, Henry A." */
    demarche_str note; /* who that is, as the list says; or empty */
    size_t start, end; /* bytes of the text: where the name stands */
} demarche_named;

typedef struct demarche_paragraph {
    size_t start, end; /* bytes */
    const char *kind;  /* "prose", "heading", "list", "byline", "navigation", ... */
} demarche_paragraph;

typedef struct demarche_sentence {
    size_t start, end;              /* bytes */
    uint32_t paragraph;             /* index */
    uint32_t first_token, n_tokens; /* into the document's tokens */
    uint32_t first_event, n_events; /* into the document's events: those for which this
                                       sentence stands */
    demarche_str discard; /* phrase of discards.tsv for which it gives no events (stage
                             EVENT); belongs to the engine; empty: none */
    uint32_t n_reports;   /* reports in it, of its events and of others */
} demarche_sentence;

typedef struct demarche_token {
    size_t start, end; /* bytes */
    demarche_str lemma;
    const char *upos, *deprel; /* UD names; static */
    int32_t head;              /* index of the head in its sentence, -1: the root */
} demarche_token;

typedef enum demarche_mention_kind {
    DEMARCHE_MENTION_STATE = 0, /* state, people, capital or seat that stands for it */
    DEMARCHE_MENTION_PERSON,
    DEMARCHE_MENTION_ORG,
    DEMARCHE_MENTION_GROUP, /* agent nouns: "officials", "protesters" */
    DEMARCHE_MENTION_PLACE,
    DEMARCHE_MENTION_TIME,
    DEMARCHE_MENTION_QUANTITY,
} demarche_mention_kind;

/* One of those that "the two countries", "they" stand for. */
typedef struct demarche_member {
    demarche_str code, sector, name;
} demarche_member;

typedef struct demarche_mention {
    demarche_mention_kind kind;
    size_t start, end; /* bytes */
    uint32_t sentence;
    uint32_t head;       /* token of the document */
    uint32_t cluster;    /* mentions of one entity share it; 0: none */
    demarche_str text;   /* slice of the text */
    demarche_str code;   /* state or organisation, as of the day; may be empty, and is
                                where its members are of several */
    demarche_str sector; /* GOV, MIL, BUS, ...; may be empty */
    demarche_str name;   /* canonical name */
    const demarche_member *members; /* (n_members) of a plural; NULL where it has none */
    size_t n_members;
    demarche_str office;     /* "president of KOTRA" */
    demarche_str type;       /* TIME: TIMEX3 type DATE, DURATION, SET */
    demarche_str value;      /* TIME: TIMEX3 value */
    demarche_str edtf;       /* TIME: EDTF; empty for durations. A range ("from 1979 to
                                1981") is followed by its two ends, which lie in it */
    demarche_str comparator; /* QUANTITY: "=", ">", "<", "~" */
    double number;           /* QUANTITY */
    demarche_str unit;       /* QUANTITY: lemma of what is counted */
    double lat, lon;         /* STATE, PLACE: degrees; NaN where unknown */
    int64_t geonameid;       /* STATE, PLACE: 0 where unknown */
    bool toponym;            /* STATE, PLACE: a place's name, no adjective or pronoun */
    demarche_str place; /* STATE: the place that stands for it, "Moscow"; may be empty */
} demarche_mention;

typedef struct demarche_span {
    size_t start, end; /* bytes; both 0: there is none */
} demarche_span;

/* A party of an event, as in PLOVER 2.0. */
typedef struct demarche_entity {
    demarche_str text;       /* the words, slice of the text */
    demarche_str identifier; /* the name in them, or the canonical name */
    demarche_str code;       /* three letters as of the day; may be empty */
    demarche_str sector;
    demarche_str office;
    demarche_str region; /* UN M49 number of a region; mostly empty */
    size_t start, end;   /* bytes */
} demarche_entity;

typedef struct demarche_quantity {
    demarche_str comparator, unit, text;
    double value;
    size_t start, end; /* bytes */
} demarche_quantity;

/*
 * One telling of an event. `told` is the deed as this one sentence tells it, with its own
 * parties, date, place, quantities, modality, confidence, rule and spans; it has no reports
 * of its own. The first report has likeness 1; that of the others says how much they are
 * like those before (0.5: just enough).
 */
typedef struct demarche_report {
    const struct demarche_event *told;
    double likeness; /* 0.5..1 */
} demarche_report;

/*
 * A deed. Where a document tells it more than once, `sentence` and the other words are
 * those of the fullest telling; what it does not say (the day, the place, who it was)
 * comes from the others, and spans may then lie in their sentences.
 */
/* A rule that was near where no rule fired: why an event was filled in, and why not by it. */
typedef struct demarche_reason {
    const char *rule, *event; /* its name and type; belong to the engine */
    demarche_str text;        /* the word at which it was tried, slice of the text */
    size_t start, end;        /* bytes */
    demarche_str why;         /* "obj:<place> does not hold", "no recipient in to|with" */
} demarche_reason;

typedef struct demarche_event {
    const char *id;    /* 16 hexadecimal digits: document, span, type, parties */
    const char *type;  /* "CONSULT" */
    const char *mode;  /* "visit"; "" if none */
    const char *cameo; /* "042"; "" if none */
    const char *track; /* political, security, trade, aid, sports, ...; may be "" */
    const char *const *context; /* (n_context) */
    size_t n_context;
    int quad;     /* 1..4; 0: the ontology has none */
    double scale; /* conflict-cooperation score, PLOVER's -10..10; NaN: none */
    const demarche_entity *actors, *recipients, *via;
    size_t n_actors, n_recipients, n_via;
    const demarche_quantity *quantities;
    size_t n_quantities;
    demarche_str date_edtf;     /* empty where the text gives none */
    char date[11], enddate[11]; /* first and last day, ISO; "" where there is none */
    demarche_str place;         /* words; empty if none */
    demarche_str place_name, place_country;
    double lat, lon; /* degrees; NaN where unknown */
    int64_t geonameid;
    const char *modality; /* asserted, reported, rumored, alleged, future, ... */
    double confidence;    /* 0..1 */
    const char *rule;     /* row of the lexicon that decided; "model": what was learned */
    demarche_str text;    /* the words of the event */
    uint32_t sentence;    /* index */
    demarche_span trigger, date_span, place_span;
    bool mutual; /* each party does it to the others; where only actors are named, they to
                    one another */
    const demarche_report *reports; /* (n_reports, 1 or more) in order of the text */
    size_t n_reports;
    const demarche_reason *reasons; /* (n_reasons) the nearest rules, of rule "model" */
    size_t n_reasons;
} demarche_event;

DEMARCHE_API demarche_str demarche_document_text(const demarche_document *doc);
/* The byte of its input that byte `offset` of the text came from: bytes of the file after
 * decompression and before its character set is converted. Of signs that were put in, the
 * byte where they were; of an offset behind the text, the end. */
DEMARCHE_API size_t demarche_document_source_byte(const demarche_document *doc,
                                                  size_t offset);
DEMARCHE_API const demarche_meta *demarche_document_meta(const demarche_document *doc);
DEMARCHE_API const demarche_counts *
demarche_document_counts(const demarche_document *doc);
/* How sure events must be that fill gaps, as it was read; 0: none are filled. */
DEMARCHE_API double demarche_document_fill(const demarche_document *doc);

/*
 * Arrays of the stages already run; *n is 0 before. They die with the document. A text of
 * over 200,000 words that is run straight to MENTION or EVENT is coded in pieces and keeps
 * no tokens; run to PARSE first it does.
 */
DEMARCHE_API const demarche_paragraph *
demarche_document_paragraphs(const demarche_document *doc, size_t *n);
DEMARCHE_API const demarche_sentence *
demarche_document_sentences(const demarche_document *doc, size_t *n);
DEMARCHE_API const demarche_token *demarche_document_tokens(const demarche_document *doc,
                                                            size_t *n);
DEMARCHE_API const demarche_mention *
demarche_document_mentions(const demarche_document *doc, size_t *n);
DEMARCHE_API const demarche_event *demarche_document_events(const demarche_document *doc,
                                                            size_t *n);

/* From stage READ on, where the format knows persons (TEI); in the order of the text. */
DEMARCHE_API const demarche_named *demarche_document_named(const demarche_document *doc,
                                                           size_t *n);

/* ------------------------------------------------------------------------ times */

/*
 * First and last possible day of a time in EDTF. Days are ISO 8601: "1989-06-02"; before year
 * 0 (1 BC) and after 9999 with a sign, as its expanded form has it: "-0043-03-15",
 * "+12345-01-01". "" where that end is open or unknown, or lies beyond some five million
 * years. Numbers are days since 1970-01-01, INT64_MIN and INT64_MAX at open ends.
 */
typedef struct demarche_days {
    int64_t first_number, last_number;
    char first[20], last[20];
} demarche_days;

/* False, and *out all open, where it is no EDTF (levels 0 and 1, sets, seasons, quarters). */
DEMARCHE_API bool demarche_edtf_days(demarche_days *out, demarche_str edtf);

/* ---------------------------------------------------------------------- writing */

/* Where writers put their bytes. A non-zero return stops the writer with E_IO. */
typedef int (*demarche_write_fn)(void *user, const char *bytes, size_t n);

typedef enum demarche_output {
    DEMARCHE_OUTPUT_JSONL = 0, /* DESIGN: PLOVER 2.0 names first */
    DEMARCHE_OUTPUT_TSV,
    DEMARCHE_OUTPUT_PETRARCH,   /* PETRARCH's twelve columns: a pair of parties a line */
    DEMARCHE_OUTPUT_ICEWS,      /* 20 columns */
    DEMARCHE_OUTPUT_POLECAT,    /* 40 columns */
    DEMARCHE_OUTPUT_PHOENIX,    /* 26 columns, no header */
    DEMARCHE_OUTPUT_GDELT1,     /* 58 columns, no header */
    DEMARCHE_OUTPUT_GDELT2,     /* 61 columns, no header; and the table of Mentions */
    DEMARCHE_OUTPUT_PLOVER,     /* JSONL of PLOVER's own fields alone */
    DEMARCHE_OUTPUT_CSV,        /* the columns of TSV, quoted */
    DEMARCHE_OUTPUT_CONLLU,     /* trees, as `parse` prints them */
    DEMARCHE_OUTPUT_TIMEX3,     /* TimeML: the text with its times marked */
    DEMARCHE_OUTPUT_ANNOTATION, /* W3C Web Annotation, one a line */
    DEMARCHE_OUTPUT_PROV,       /* PROV-JSON: who coded what from which words */
    DEMARCHE_OUTPUT_FTM,        /* FollowTheMoney entities, one a line */
    DEMARCHE_OUTPUT_FRICTIONLESS, /* a data package: datapackage.json and its CSVs */
    DEMARCHE_OUTPUT_GEOJSON,
    DEMARCHE_OUTPUT_GRAPHML, /* the network of parties */
    DEMARCHE_OUTPUT_GEXF,
} demarche_output;

/* The output of that name ("jsonl", "tsv", "petrarch", "icews", "polecat", "phoenix",
 * "gdelt1", "gdelt2", "plover", "csv", "conllu", "timex3", "annotation", "prov", "ftm",
 * "frictionless", "geojson", "graphml", "gexf"); -1 if there is none. "gdelt" is gdelt2. */
DEMARCHE_API int demarche_output_by_name(const char *name);

/* A header line where the output has one; nothing else. E_ARGUMENT for an output that is not
 * of lines (demarche_output_is_of_lines). */
DEMARCHE_API demarche_status
demarche_write_header(demarche_output output, demarche_write_fn write, void *user,
                      demarche_error *err) DEMARCHE_MUST_CHECK;

/*
 * Which of a document's events are asked for. Of the UN speeches, cables and country studies
 * that people have checked, four in five events from 0.55 upwards were right (docs/ERRORS.md).
 */
typedef struct demarche_wanted {
    bool all;          /* negated and hypothetical ones too */
    double confidence; /* none of the others of which the coder is less sure; those that
                          `fill` made are sure enough */
} demarche_wanted;

#define DEMARCHE_CONFIDENCE 0.55
#define DEMARCHE_WANTED_INIT                                                             \
    {                                                                                    \
        false, DEMARCHE_CONFIDENCE                                                       \
    }

/* True where the event is among those asked for; wanted may be NULL for the defaults. */
DEMARCHE_API bool demarche_event_is_wanted(const demarche_event *event,
                                           const demarche_wanted *wanted);

/* The document's events that are wanted (NULL: by default), one a line, or what else the
 * output has of a document. Only outputs of lines; others need an export: E_ARGUMENT. */
DEMARCHE_API demarche_status demarche_write_events(
    const demarche_document *doc, demarche_output output, const demarche_wanted *wanted,
    demarche_write_fn write, void *user, demarche_error *err) DEMARCHE_MUST_CHECK;

/*
 * Where an export puts its bytes: `file` is the name of the file within it, "" where it has
 * but one. Of a file the bytes come in order; those of several may come by turns. Non-zero
 * stops the export with E_IO.
 */
typedef int (*demarche_file_fn)(void *user, const char *file, const char *bytes,
                                size_t n);

/* A document that tells of a deed. */
typedef struct demarche_telling {
    demarche_str doc, title, url, source, date; /* as in demarche_meta */
    uint32_t sentence;                          /* index in that document */
    size_t start, end;                          /* bytes of the sentence there */
    double confidence;
} demarche_telling;

/* What is known of a deed beyond the one document. */
typedef struct demarche_deed {
    const char *id;
    const demarche_telling
        *tellings; /* (n_tellings) all reports, those of the event too */
    size_t n_tellings, n_documents;
    const char *recorded; /* UTC, when the record first had it */
} demarche_deed;

/*
 * Events in any of the outputs, one after the other, in one pass: open an export, put the
 * documents in, close it. One thread at a time.
 */
typedef struct demarche_export demarche_export;

typedef struct demarche_export_options {
    uint32_t version; /* DEMARCHE_EXPORT_OPTIONS_VERSION */
    demarche_output output;
    const char *title; /* of the whole, where the output has one; may be NULL */
    const char *made;  /* UTC time that it bears; NULL: none, the same bytes always */
    const char *lexicon_hash, *model_hash; /* of the coder, for PROV; may be NULL */
} demarche_export_options;

#define DEMARCHE_EXPORT_OPTIONS_VERSION 1
#define DEMARCHE_EXPORT_OPTIONS_INIT                                                     \
    {                                                                                    \
        DEMARCHE_EXPORT_OPTIONS_VERSION, DEMARCHE_OUTPUT_JSONL, NULL, NULL, NULL, NULL   \
    }

/* Begin: headers are written. E_ARGUMENT, E_IO, E_MEMORY. */
DEMARCHE_API demarche_status demarche_export_open(
    demarche_export **out, const demarche_export_options *opts, demarche_file_fn write,
    void *user, demarche_error *err) DEMARCHE_MUST_CHECK;

/* The document's events that are wanted (NULL: by default), or what else the output has of a
 * document. E_IO, E_MEMORY. */
DEMARCHE_API demarche_status demarche_export_document(
    demarche_export *exported, const demarche_document *doc,
    const demarche_wanted *wanted, demarche_error *err) DEMARCHE_MUST_CHECK;

/* One event of a document, with what is known of its deed (may be NULL). For outputs of
 * whole documents (conllu, timex3) E_ARGUMENT. */
DEMARCHE_API demarche_status demarche_export_event(
    demarche_export *exported, const demarche_document *doc, const demarche_event *event,
    const demarche_deed *deed, demarche_error *err) DEMARCHE_MUST_CHECK;

/* True where the output is of whole documents (conllu, timex3), not of events. */
DEMARCHE_API bool demarche_output_is_of_documents(demarche_output output);

/* True where what is written of an event or document stands by itself, in one file, so that
 * demarche_write_events can write it. */
DEMARCHE_API bool demarche_output_is_of_lines(demarche_output output);

/* True where the output can say of an event that it is negated or hypothetical. Others never
 * have those, whatever is wanted. */
DEMARCHE_API bool demarche_output_tells_undone(demarche_output output);

/* The files that the output has: their names from number 0 on, NULL behind the last. ""
 * alone where it is but one, which has no name. */
DEMARCHE_API const char *demarche_output_file(demarche_output output, size_t number);

/* Write what comes last; the export is freed, whatever comes of it. NULL is fine. */
DEMARCHE_API demarche_status demarche_export_close(demarche_export *exported,
                                                   demarche_error *err);

/* CoNLL-U of the document's sentences (stage PARSE). */
DEMARCHE_API demarche_status
demarche_write_conllu(const demarche_document *doc, demarche_write_fn write, void *user,
                      demarche_error *err) DEMARCHE_MUST_CHECK;

/* One line of JSON: what `read` found (stage READ or later). */
DEMARCHE_API demarche_status
demarche_write_structure(const demarche_document *doc, demarche_write_fn write,
                         void *user, demarche_error *err) DEMARCHE_MUST_CHECK;

/*
 * The document's mentions (stage MENTION), one line of JSON each: those of the kinds whose
 * bits (1u << DEMARCHE_MENTION_...) are set in `kinds`.
 */
DEMARCHE_API demarche_status demarche_write_mentions(
    const demarche_document *doc, unsigned kinds, demarche_write_fn write, void *user,
    demarche_error *err) DEMARCHE_MUST_CHECK;

/*
 * What was tried while the document was coded (stage EVENT, read with `trace`), one line of
 * JSON for each sentence: what became of it, its events, and the rules tried at its words with
 * what failed, or what patterns made of it. Nothing where no trace was kept.
 */
DEMARCHE_API demarche_status
demarche_write_trace(const demarche_document *doc, demarche_write_fn write, void *user,
                     demarche_error *err) DEMARCHE_MUST_CHECK;

/* For people: tree, mentions, rules that fired and that nearly did (stage EVENT). */
DEMARCHE_API demarche_status demarche_write_explanation(
    const demarche_document *doc, demarche_worker *worker, demarche_write_fn write,
    void *user, demarche_error *err) DEMARCHE_MUST_CHECK;

/* ---------------------------------------------------------------------- relating */

/* What `source` does to `target` in `sentence`: always an answer. */
typedef struct demarche_relation {
    const char *event, *mode, *cameo, *rule; /* belong to the engine */
    int quad;                                /* 1..4; 0: the ontology has none */
    double score;                            /* 0..1 */
} demarche_relation;

DEMARCHE_API demarche_status demarche_relate(demarche_relation *out,
                                             demarche_worker *worker,
                                             demarche_str sentence, demarche_str source,
                                             demarche_str target,
                                             demarche_error *err) DEMARCHE_MUST_CHECK;

/* -------------------------------------------------------------------- importing */

/*
 * Dictionaries of TABARI and PETRARCH as tables of our lexicon: make an import, add files,
 * write the tables that have rows. What cannot be taken is reported line by line, nothing
 * is lost in silence. An import has one thread at a time.
 */
typedef struct demarche_import demarche_import;

/* What a dictionary is. AUTO: told by its look (agents have "~" in their codes, discards
 * have no codes). */
typedef enum demarche_import_kind {
    DEMARCHE_IMPORT_AUTO = 0,
    DEMARCHE_IMPORT_ACTORS,
    DEMARCHE_IMPORT_AGENTS,
    DEMARCHE_IMPORT_DISCARDS,
    DEMARCHE_IMPORT_VERBS,
} demarche_import_kind;

/* Which of CAMEO's codes actors have: those of states and roles, or those of its
 * dictionaries of peoples and of beliefs, where the same letters mean others ("SHN" is
 * Saint Helena, or Shinto). AUTO: told by the codes. */
typedef enum demarche_import_codes {
    DEMARCHE_IMPORT_CODES_AUTO = 0,
    DEMARCHE_IMPORT_CODES_ACTORS,
    DEMARCHE_IMPORT_CODES_PEOPLES,
    DEMARCHE_IMPORT_CODES_BELIEFS,
} demarche_import_codes;

/* A line, or a part of one, that was not taken; or (`taken`) that was, but is odd. */
typedef struct demarche_import_report {
    size_t line;       /* from 1 */
    demarche_str what; /* slice of the file, at most 120 bytes; any bytes */
    const char *why;   /* what is wrong, what to do; until the function returns */
    bool taken;
} demarche_import_report;

typedef void (*demarche_import_report_fn)(void *user,
                                          const demarche_import_report *report);

typedef struct demarche_import_options {
    uint32_t version; /* DEMARCHE_IMPORT_OPTIONS_VERSION */
    demarche_import_kind kind;
    demarche_import_codes codes;
    const char *path;                 /* names the file in the notes; not opened */
    demarche_import_report_fn report; /* NULL: only counted */
    void *user;                       /* goes to `report` */
} demarche_import_options;

#define DEMARCHE_IMPORT_OPTIONS_VERSION 1
#define DEMARCHE_IMPORT_OPTIONS_INIT                                                     \
    {                                                                                    \
        DEMARCHE_IMPORT_OPTIONS_VERSION, DEMARCHE_IMPORT_AUTO,                           \
            DEMARCHE_IMPORT_CODES_AUTO, NULL, NULL, NULL                                 \
    }

/* Of all files added so far. */
typedef struct demarche_import_counts {
    uint64_t names; /* names, nouns, phrases, verbs and patterns taken */
    uint64_t
        rows; /* rows of all tables but actor_phrases.tsv and agent_phrases.tsv, which
                          have the same names once more */
    uint64_t refused;  /* reports of what was not taken */
    uint64_t remarks;  /* reports of what was taken, but is odd */
    uint64_t repeated; /* names and rows that stood there already */
    uint64_t stems;    /* taken names without "_" at the end: TABARI finds longer words
                          by them, we the word itself */
    uint64_t years;    /* discards that are a mere year */
} demarche_import_counts;

/* The first line of every table written, to know it by. */
#define DEMARCHE_IMPORT_MARK "# Imported by demarche."

/* The name of a kind ("auto", "actors", "agents", "discards", "verbs") or of codes
 * ("auto", "actors", "peoples", "beliefs") as its number; -1 if there is none. */
DEMARCHE_API int demarche_import_kind_by_name(const char *name);
DEMARCHE_API int demarche_import_codes_by_name(const char *name);

/*
 * Make an import. The lexicon of the options, base and added folders (NULL: the defaults),
 * says what states, roles and nouns there are, and in cameo.tsv what CAMEO's codes mean.
 * E_LEXICON, E_IO, E_MEMORY.
 */
DEMARCHE_API demarche_status demarche_import_new(demarche_import **out,
                                                 const demarche_engine_options *opts,
                                                 demarche_error *err) DEMARCHE_MUST_CHECK;

DEMARCHE_API void demarche_import_free(demarche_import *import);

/*
 * Add a dictionary. options may be NULL. *read_as (may be NULL) is the kind as which it was
 * read. E_FORMAT where it is no dictionary that can be read, E_MEMORY; lines that cannot be
 * taken are no error.
 */
DEMARCHE_API demarche_status demarche_import_add(demarche_import *import,
                                                 demarche_str bytes,
                                                 const demarche_import_options *options,
                                                 demarche_import_kind *read_as,
                                                 demarche_error *err) DEMARCHE_MUST_CHECK;

DEMARCHE_API const demarche_import_counts *
demarche_import_counted(const demarche_import *import);

/* File name of the table with that number, from 0; *n_rows is how many rows it has. NULL
 * behind the last. */
DEMARCHE_API const char *demarche_import_table(const demarche_import *import,
                                               size_t table, size_t *n_rows);

/* Write a table, header and rows. E_IO where `write` says so. */
DEMARCHE_API demarche_status demarche_import_write(
    const demarche_import *import, size_t table, demarche_write_fn write, void *user,
    demarche_error *err) DEMARCHE_MUST_CHECK;

/* ----------------------------------------------------------------------- lexicon */

/* The most bad rows that demarche_lexicon_check writes; the others it counts. */
#define DEMARCHE_LEXICON_COMPLAINTS 500

/*
 * Look over a lexicon, all of it: `write` gets a line "FILE:LINE: what; what to do" for
 * each bad row, in order. Told are rows that an engine would refuse, codes and sources
 * that no table has, offices that overlap, names that two rows claim on one day without a
 * rule, and types, modes and contexts that nothing uses (docs/LEXICON.md). Of the options
 * the base, the ontology and the added folders count (NULL: the defaults); where there is
 * an ontology or a folder beside the base, only their rows are told. *n_bad is the number
 * of bad rows; to find them is a success. E_IO, E_ARGUMENT, E_MEMORY.
 */
DEMARCHE_API demarche_status demarche_lexicon_check(
    const demarche_engine_options *opts, demarche_write_fn write, void *user,
    size_t *n_bad, demarche_error *err) DEMARCHE_MUST_CHECK;

/* What demarche_lexicon_try has coded. */
typedef struct demarche_lexicon_trial {
    uint64_t examples, counterexamples;
    uint64_t wrong; /* of both */
} demarche_lexicon_trial;

/*
 * Code the example of every rule, and its counter-example (column `not`): the first must
 * give an event by this very rule, of the type and with the parties that its row says, the
 * other none that is told as done. `write` gets a line "FILE:LINE: RULE: what (came: event):
 * sentence" for each that does not. Where folders or an ontology are added, their rules
 * alone are tried. Rules that are wrong are a success. E_LEXICON, E_MODEL, E_IO,
 * E_ARGUMENT, E_MEMORY.
 */
DEMARCHE_API demarche_status demarche_lexicon_try(
    demarche_lexicon_trial *out, const demarche_engine_options *opts,
    demarche_write_fn write, void *user, demarche_error *err) DEMARCHE_MUST_CHECK;

/*
 * Write figures of a lexicon, base and added folders: rows and names of each table, states
 * without a capital or people, persons by decade, sources. For people, in lines of 80
 * columns, or with `jsonl` one line of JSON for each figure. E_LEXICON, E_IO, E_MEMORY.
 */
DEMARCHE_API demarche_status demarche_lexicon_stats(
    const demarche_engine_options *opts, bool jsonl, demarche_write_fn write, void *user,
    demarche_error *err) DEMARCHE_MUST_CHECK;

/*
 * Write a lexicon, base and added folders, as one file that opens in milliseconds and
 * gives the same results and the same hash (docs/LEXICON-FORMAT.md). It is good for this
 * version of the library alone. E_LEXICON for a bad row, E_IO, E_MEMORY.
 */
DEMARCHE_API demarche_status
demarche_lexicon_compile(const demarche_engine_options *opts, const char *path,
                         demarche_error *err) DEMARCHE_MUST_CHECK;

/*
 * Write what codes and rules are in the words of the engine's lexicon, as an object of JSON:
 *
 *     {"codes": {"SUN": {"kind": "state", "name": "Soviet Union", "from": "1922-12-30",
 *                        "until": "1991-12-25"},
 *                "UNO": {"kind": "organisation", "name": "United Nations"}, ...},
 *      "rules": {"sign.treaty": {"pattern": ..., "parties": ..., "type": ..., "mode": ...,
 *                "cameo": ..., "context": ..., "example": ..., "coded": ..., "not": ...,
 *                "note": ...}, ...}}
 *
 * Members that would be empty are not there; docs/LEXICON.md and docs/RULES.md say what the
 * columns are. Any number of threads at a time. E_IO, E_LEXICON, E_MEMORY.
 */
DEMARCHE_API demarche_status
demarche_lexicon_write(const demarche_engine *engine, demarche_write_fn write, void *user,
                       demarche_error *err) DEMARCHE_MUST_CHECK;

/* ------------------------------------------------------------------------ record */

/*
 * A record: an SQLite file with documents, what was coded from them, and every version of
 * both (docs/RECORD.md). One writer at a time, any number of readers beside it.
 *
 *     demarche_record_open(&record, "r.db", DEMARCHE_RECORD_WRITE, &err);
 *     demarche_record_begin(record, engine, NULL, &err);
 *     for each document:
 *         demarche_record_has(record, doc, &has, &err);     // read, not yet coded
 *         if (!has) code it; demarche_record_add(record, doc, NULL, &err);
 *     demarche_record_finish(record, &err);
 *     demarche_record_close(record, &err);
 *
 * A program that is killed at any instant leaves a record with some of the documents, each
 * whole; the same calls again make of it what one clean run would have made.
 */
typedef struct demarche_record demarche_record;

typedef enum demarche_record_mode {
    DEMARCHE_RECORD_READ = 0, /* it must be there; nothing is written */
    DEMARCHE_RECORD_WRITE,    /* made where there is none */
} demarche_record_mode;

/* Open a record. E_RECORD or E_IO, with one line that says what to do. */
DEMARCHE_API demarche_status
demarche_record_open(demarche_record **out, const char *path, demarche_record_mode mode,
                     demarche_error *err) DEMARCHE_MUST_CHECK;

typedef struct demarche_run_options {
    uint32_t version;    /* DEMARCHE_RUN_OPTIONS_VERSION */
    double fill;         /* as in demarche_read_options: the documents' */
    const char *options; /* a JSON object that says how it was called; NULL: "{}" */
    uint32_t commit; /* documents after which they are committed at the latest; 0: as is
                            quick */
} demarche_run_options;

#define DEMARCHE_RUN_OPTIONS_VERSION 1
#define DEMARCHE_RUN_OPTIONS_INIT                                                        \
    {                                                                                    \
        DEMARCHE_RUN_OPTIONS_VERSION, 0, NULL, 0                                         \
    }

/*
 * From now on this engine codes: its version, lexicon and model, and `fill`, are who a coding
 * is by. Where the last run of the record was of the same and was broken off, it goes on.
 * Nothing is written before the first thing is added. opts may be NULL. E_ARGUMENT for an
 * engine that does not fold: a record keeps every telling, as a report of its event.
 */
DEMARCHE_API demarche_status demarche_record_begin(
    demarche_record *record, const demarche_engine *engine,
    const demarche_run_options *opts, demarche_error *err) DEMARCHE_MUST_CHECK;

/* Who coded what comes from elsewhere. Strings end with NUL; times are UTC,
 * "2026-11-26T21:53:59.123Z". */
typedef struct demarche_coder {
    uint32_t version;                      /* DEMARCHE_CODER_VERSION */
    const char *program;                   /* version of the library, "0.1.0" */
    const char *lexicon_hash, *model_hash; /* 16 hexadecimal digits */
    const char *kernel;                    /* "avx2" */
    const char *options;                   /* a JSON object; NULL: "{}" */
    const char *lexicon; /* what codes and rules are, as demarche_lexicon_write has it;
                            NULL: not known, or told before */
    const char *started, *finished; /* of the run; finished may be NULL or "" */
    double fill;                    /* as in demarche_read_options */
} demarche_coder;

#define DEMARCHE_CODER_VERSION 1

/*
 * From now on what is added was coded by that coder, in that run of it: one that began at the
 * same time is gone on with. Otherwise as demarche_record_begin. E_ARGUMENT for a coder that
 * cannot be.
 */
DEMARCHE_API demarche_status
demarche_record_begin_as(demarche_record *record, const demarche_coder *coder,
                         demarche_error *err) DEMARCHE_MUST_CHECK;

/*
 * Add a document that demarche_record_dump wrote: `line` is its line of JSON, which anybody
 * may have written; all of it is looked over. It is added as coded by the coder that it names
 * (demarche_record_begin_as), at the time that it gives. *added as of demarche_record_add.
 * E_FORMAT with what is wrong with it, and where; then nothing is added. E_LIMIT, E_RECORD,
 * E_MEMORY.
 */
DEMARCHE_API demarche_status
demarche_record_import(demarche_record *record, demarche_str line, bool *added,
                       demarche_error *err) DEMARCHE_MUST_CHECK;

/* Whether the document (stage READ is enough) is there as its latest version, coded by the
 * same: then it need not be coded again. */
DEMARCHE_API demarche_status demarche_record_has(demarche_record *record,
                                                 const demarche_document *doc, bool *has,
                                                 demarche_error *err) DEMARCHE_MUST_CHECK;

/*
 * Keep a coded document: its sentences, mentions and events with their spans, all or nothing.
 * *added (may be NULL) is false where this very document, coded by the same, is there
 * already; then nothing is written. Documents are committed some hundreds at a time, when
 * one comes after half a second, in a long run after four, or as the run's options say.
 */
DEMARCHE_API demarche_status demarche_record_add(demarche_record *record,
                                                 const demarche_document *doc,
                                                 bool *added,
                                                 demarche_error *err) DEMARCHE_MUST_CHECK;

/* List what could not be read or coded: once, however often it is tried. */
DEMARCHE_API demarche_status
demarche_record_fail(demarche_record *record, const char *path,
                     const demarche_error *what, demarche_error *err) DEMARCHE_MUST_CHECK;

/* Commit what was added so far. */
DEMARCHE_API demarche_status
demarche_record_commit(demarche_record *record, demarche_error *err) DEMARCHE_MUST_CHECK;

/* The run has come to its end: commit, and say so in the record. */
DEMARCHE_API demarche_status
demarche_record_finish(demarche_record *record, demarche_error *err) DEMARCHE_MUST_CHECK;

/* Commit and close; the record is freed, whatever comes of it. NULL is fine. */
DEMARCHE_API demarche_status demarche_record_close(demarche_record *record,
                                                   demarche_error *err);

/*
 * From now on all that is asked of a record, and the rows of answers that are there already,
 * must be had within so many milliseconds together: a question that is not answered by then
 * fails with E_LIMIT (one that costs next to nothing may not). Call it again for more time; 0:
 * any time, as at first. E_ARGUMENT for a record that is written to.
 */
DEMARCHE_API demarche_status
demarche_record_limit(demarche_record *record, uint32_t milliseconds,
                      demarche_error *err) DEMARCHE_MUST_CHECK;

/*
 * A document out of the record, with the mentions and events of that coding, as it was when
 * it was added (stage EVENT, without tokens and trees). E_RECORD where there is none.
 */
DEMARCHE_API demarche_status
demarche_record_document(demarche_document **out, demarche_record *record,
                         int64_t coding_id, demarche_error *err) DEMARCHE_MUST_CHECK;

/* The most lines that demarche_record_check writes; what more is bad it counts. */
#define DEMARCHE_RECORD_COMPLAINTS 500

/* What demarche_record_check has looked at and found. */
typedef struct demarche_record_checked {
    uint64_t documents, events;
    uint64_t bad;    /* things that are wrong still */
    uint64_t mended; /* rows that were made right */
} demarche_record_checked;

/*
 * Look over all of a record: the pages of the file, keys, that each document says what its
 * hash says, spans and words, counts, versions, what is derived, search. `write` gets a line
 * "what; where; what to do" for each bad thing. With `repair` (of a record that is open for
 * writing, and all or nothing) what follows from other rows is made anew: versions, counts of
 * runs, dyads, tallies, boxes, search, indexes; and a line says what. Texts, mentions and
 * events are never touched. To find bad things is a success. The words of search are looked
 * at only where the record is open for writing. E_RECORD, E_IO, E_ARGUMENT, E_MEMORY.
 */
DEMARCHE_API demarche_status demarche_record_check(
    demarche_record *record, bool repair, demarche_write_fn write, void *user,
    demarche_record_checked *out, demarche_error *err) DEMARCHE_MUST_CHECK;
/*
 * What a person says of an event. It stands beside what was coded and changes none of it, but
 * that `join` and `part` put the deeds together anew, and win over later runs (docs/RECORD.md).
 * An event is named by its id, or by its event_key in digits.
 */
typedef struct demarche_correction {
    uint32_t version;    /* DEMARCHE_CORRECTION_VERSION */
    const char *verdict; /* right, wrong, note, recode, join, part or withdraw */
    const char *const
        *events; /* (n_events) one; of a join all that are one deed; of a part
                                  the last is parted from those before it and from all of its
                                  deed */
    size_t n_events;
    const char *const *fields,
        *const *values; /* (n_fields) of a recoding: type, mode, actor,
                                  recipient, date, place, track, modality, quad; a value may
                                  be "" where an event can be without */
    size_t n_fields;
    const char *by;   /* the name of who says it */
    const char *note; /* NULL: none */
    const char *made; /* UTC, "2026-01-31T12:00:00.000Z"; NULL: now */
    int64_t
        withdraws; /* of a withdraw: which row; all that was said in one go with it counts
                          no more */
} demarche_correction;

#define DEMARCHE_CORRECTION_VERSION 1
#define DEMARCHE_CORRECTION_INIT                                                         \
    {                                                                                    \
        .version = DEMARCHE_CORRECTION_VERSION                                           \
    }

/*
 * Keep a correction, all of it or nothing; readers see it when it is committed. *id (may be
 * NULL) is its row, 0 where with this very time (`made`) it is there already. E_ARGUMENT for
 * an event that is not there and for what cannot be said, E_RECORD, E_LIMIT, E_MEMORY.
 */
DEMARCHE_API demarche_status
demarche_record_correct(demarche_record *record, const demarche_correction *correction,
                        int64_t *id, demarche_error *err) DEMARCHE_MUST_CHECK;

/* A line of corrections that was not taken. */
typedef struct demarche_correction_report {
    size_t line;     /* from 1 */
    const char *why; /* what is wrong, what to do; until the function returns */
} demarche_correction_report;

typedef void (*demarche_correction_report_fn)(void *user,
                                              const demarche_correction_report *report);

typedef struct demarche_correction_counts {
    uint64_t kept, refused;
    uint64_t there; /* that the record had already */
} demarche_correction_counts;

/*
 * Corrections from a table: lines of columns parted by tabs, the first with their names:
 * event, verdict, and field, value, note, by, made where they are needed; others are left out.
 * Of a join or part `value` has the ids of the other events, parted by blanks: of a part, from
 * which. `by` (may be NULL) says who it is of lines without. Bad lines are
 * reported, the others kept, each by itself. E_FORMAT where a column is missing.
 */
DEMARCHE_API demarche_status demarche_record_correct_all(
    demarche_record *record, demarche_str table, const char *by,
    demarche_correction_report_fn report, void *user, demarche_correction_counts *counts,
    demarche_error *err) DEMARCHE_MUST_CHECK;

/* ------------------------------------------------------------------------- asking */

typedef enum demarche_query_order {
    DEMARCHE_ORDER_DAY = 0, /* by first day; those without a date last */
    DEMARCHE_ORDER_DAY_DOWN,
    DEMARCHE_ORDER_SURE, /* the surest first */
    DEMARCHE_ORDER_DOCUMENT,
} demarche_query_order;

/*
 * What is asked of a record. Each field narrows the answer; NULL, 0 and NaN ask for anything.
 * Where a field takes several values they are parted by commas, and any of them will do.
 */
typedef struct demarche_query {
    uint32_t version; /* DEMARCHE_QUERY_VERSION */
    demarche_query_order order;
    const char *pair;  /* two codes, "KOR,SUN", either way; "KOR>SUN": the first does
                                  it to the second */
    const char *actor; /* a party by code, "KOR", code and sector, "KOR:BUS", or name,
                                  "Gorbachev", in any role; "=Mikhail Gorbachev": so and
                                  not otherwise */
    const char *role;  /* of `actor`: actor, recipient, via */
    const char *type, *mode, *context, *track, *modality,
        *rule;             /* rules may end in "*" */
    const char *quad;      /* 1 to 4 */
    const char *place;     /* a name, or a country's code */
    const double *box;     /* (4) south, west, north, east in degrees */
    const char *when;      /* EDTF, "1988", "1979-05/1990"; what may lie in it */
    const char *document;  /* its own id, or "prefix*" */
    const char *text;      /* words of the sentence, as FTS5 has queries */
    const char *as_known;  /* EDTF: by documents that know no more than that */
    int64_t at_run;        /* as the record was after that run; 0: as it is */
    double confidence;     /* none less sure; NaN: DEMARCHE_CONFIDENCE */
    const char *count_by;  /* NULL: rows are deeds or events; else one row for each month,
                                  year, type, mode, quad, track, context, modality, pair,
                                  partner (of `actor` by code, or of `pair`), actor,
                                  recipient, place, country, document or rule, or for up to
                                  three of these: "partner,year". Of a code that is asked
                                  for, pairs are its own. */
    int64_t limit, offset; /* limit 0: all */
    bool state_too;        /* of a party by name: all of its state's as well */
    bool undated;          /* those without a date as well */
    bool all;              /* negated and hypothetical ones too */
    bool corrected;        /* without those that a hand has called wrong; recoded ones as
                                  they were recoded */
    bool events;           /* a row for each document's event, not for each deed */
} demarche_query;

#define DEMARCHE_QUERY_VERSION 1
#define DEMARCHE_QUERY_INIT                                                              \
    {                                                                                    \
        .version = DEMARCHE_QUERY_VERSION, .confidence = DEMARCHE_CONFIDENCE             \
    }

/* An answer, row by row. It dies with its record at the latest: free it before. */
typedef struct demarche_answer demarche_answer;

/*
 * From now on all questions to a record that is open for reading are answered as of one time,
 * as if nobody wrote to it, until it is let go: what belongs together is asked so. Held for
 * long, it keeps the writer's log from being folded into the file. E_ARGUMENT where it is held
 * already or open for writing; E_RECORD.
 */
DEMARCHE_API demarche_status
demarche_record_hold(demarche_record *record, demarche_error *err) DEMARCHE_MUST_CHECK;

/* Answers that are still open go on as they are. NULL, and a record that is not held, are
 * fine. */
DEMARCHE_API void demarche_record_let_go(demarche_record *record);

/* Ask. E_ARGUMENT for what cannot be asked, with what can; E_RECORD. */
DEMARCHE_API demarche_status demarche_ask(demarche_answer **out, demarche_record *record,
                                          const demarche_query *query,
                                          demarche_error *err) DEMARCHE_MUST_CHECK;

/* Ask in SQL: one statement, which may only read. E_ARGUMENT with SQLite's own words. */
DEMARCHE_API demarche_status demarche_ask_sql(demarche_answer **out,
                                              demarche_record *record, const char *sql,
                                              demarche_error *err) DEMARCHE_MUST_CHECK;

/* The same with values for its parameters: ?1 is the first, as text, or NULL where `ptr` is
 * NULL. Where a column of numbers is compared with it, it counts as a number. Parameters
 * behind the last are NULL; E_ARGUMENT for values that no parameter takes. */
DEMARCHE_API demarche_status demarche_ask_sql_of(demarche_answer **out,
                                                 demarche_record *record, const char *sql,
                                                 const demarche_str *values, size_t n,
                                                 demarche_error *err) DEMARCHE_MUST_CHECK;

DEMARCHE_API size_t demarche_answer_columns(const demarche_answer *answer);
DEMARCHE_API const char *demarche_answer_name(const demarche_answer *answer,
                                              size_t column);

/* The next row; *got is false at the end. */
DEMARCHE_API demarche_status demarche_answer_next(
    demarche_answer *answer, bool *got, demarche_error *err) DEMARCHE_MUST_CHECK;

typedef enum demarche_cell_kind {
    DEMARCHE_CELL_NULL = 0,
    DEMARCHE_CELL_INT,
    DEMARCHE_CELL_REAL,
    DEMARCHE_CELL_TEXT,
} demarche_cell_kind;

/* A cell of the row at hand; text is good until the next row. A blob is NULL. */
typedef struct demarche_cell {
    demarche_cell_kind kind;
    int64_t number;
    double real;
    demarche_str text; /* of every kind but NULL */
} demarche_cell;

DEMARCHE_API demarche_cell demarche_answer_cell(demarche_answer *answer, size_t column);

/* What there is in a record, in lists for people. */
typedef enum demarche_listing {
    DEMARCHE_LIST_OVERVIEW = 0,
    DEMARCHE_LIST_RUNS,
    DEMARCHE_LIST_FAILURES,  /* what could not be read */
    DEMARCHE_LIST_DOCUMENTS, /* the latest version of each */
    DEMARCHE_LIST_DOCUMENT,  /* of one: its versions, and what held from when on */
    DEMARCHE_LIST_REPORTS,   /* of an event: each telling in its document */
    DEMARCHE_LIST_HISTORY,   /* of an event: how each run coded it */
    DEMARCHE_LIST_DEED,      /* of an event: the others of its deed */
    DEMARCHE_LIST_EVENT_CORRECTIONS, /* of an event: all that was said of it */
    DEMARCHE_LIST_CORRECTIONS,       /* those that count, as correct_all takes them */
    DEMARCHE_LIST_ALL_CORRECTIONS,   /* those that were withdrawn, too */
} demarche_listing;

/*
 * List. `of` is a document's own id or an event (its id, or its event_key in digits); else NULL.
 * `at_run`: as the record was after that run; 0: as it is. (Deeds and corrections are as they
 * are.) E_ARGUMENT where there is no such thing.
 */
DEMARCHE_API demarche_status demarche_record_list(
    demarche_answer **out, demarche_record *record, demarche_listing list, const char *of,
    int64_t at_run, demarche_error *err) DEMARCHE_MUST_CHECK;

/* The coding of a document's latest version that held after that run; 0: that holds now. */
DEMARCHE_API demarche_status
demarche_record_coding(demarche_record *record, const char *doc, int64_t at_run,
                       int64_t *coding_id, demarche_error *err) DEMARCHE_MUST_CHECK;

/* Documents that were not asked, as they do not say up to when they know (as_known). */
DEMARCHE_API uint64_t demarche_answer_unknown(const demarche_answer *answer);

DEMARCHE_API void demarche_answer_free(demarche_answer *answer);

/* ----------------------------------------------------------- two states of a record */

/* Why a row of a diff is there; the first that holds. */
typedef enum demarche_diff_reason {
    DEMARCHE_DIFF_NEW_DOCUMENT = 0, /* the state before has no such document */
    DEMARCHE_DIFF_DOCUMENT_GONE,    /* the state after has none */
    DEMARCHE_DIFF_NEW_TEXT, /* another version of the document tells it: its sentence is not
                               in the other one, or one coder coded both */
    DEMARCHE_DIFF_RULE, /* another rule, type, mode, modality, confidence or what else the
                               lexicon decides, between the same parties */
    DEMARCHE_DIFF_ACTOR, /* other parties, or other codes of them */
    DEMARCHE_DIFF_DATE,
    DEMARCHE_DIFF_PLACE,
    DEMARCHE_DIFF_FOUND,  /* in a sentence that both have */
    DEMARCHE_DIFF_LOST,   /* found no longer */
    DEMARCHE_DIFF_DEED,   /* counted to another deed */
    DEMARCHE_DIFF_HAND,   /* other corrections by hand */
    DEMARCHE_DIFF_DETAIL, /* words, quantities or how often it is told, and nothing else */
} demarche_diff_reason;

enum { DEMARCHE_DIFF_REASONS = DEMARCHE_DIFF_DETAIL + 1 };

/* "new-document", "document-gone", "new-text", "rule", ... */
DEMARCHE_API const char *demarche_diff_reason_name(demarche_diff_reason reason);

/*
 * What to hold against each other. A state is "now", "run:3" or "3" (after that run),
 * "known:1990-06" (what documents told that knew no more than that EDTF), "time:2026-01-31"
 * (what the record held then; the end of what is named counts), "coder:1a2b" (lexicon hash or
 * its beginning, of a version of the program where it is one) or "coder:3" (the coder of that
 * run); NULL is "now". Two coders are compared in what both have coded.
 */
typedef struct demarche_diff_query {
    uint32_t version;       /* DEMARCHE_DIFF_QUERY_VERSION */
    const char *before;     /* a state of the record */
    const char *after;      /* a state of `other`, else of the record */
    demarche_record *other; /* NULL: none; outlives the answer */
    const char *reason;     /* names of reasons, parted by commas; NULL: all */
    const char *document;   /* its own id, or "prefix*"; NULL: all */
    bool summary;           /* a row for each reason: reason, rows, documents */
    int64_t limit;          /* rows at most; 0: all */
} demarche_diff_query;

#define DEMARCHE_DIFF_QUERY_VERSION 1
#define DEMARCHE_DIFF_QUERY_INIT                                                         \
    {                                                                                    \
        .version = DEMARCHE_DIFF_QUERY_VERSION                                           \
    }

/*
 * What changed between two states, document by document in the order of their names: columns
 * reason, doc, fields (those that differ), before, after, rule_before, rule_after, sentence,
 * event_before, event_after. An event of before is held against that of after with the same
 * id, else the same sentence and trigger, else the same sentence, type and parties. Memory is
 * that of one document. E_ARGUMENT for a state or reason that there is not.
 */
DEMARCHE_API demarche_status demarche_record_diff(
    demarche_answer **out, demarche_record *record, const demarche_diff_query *query,
    demarche_error *err) DEMARCHE_MUST_CHECK;

/* What a diff has met so far: whole, when its last row was had and no limit ended it. */
typedef struct demarche_diff_counts {
    uint64_t rows[DEMARCHE_DIFF_REASONS]; /* by reason */
    uint64_t documents;                   /* of which one state or both have a coding */
    uint64_t new_documents, documents_gone, new_texts; /* with events or without */
    uint64_t changed;  /* documents with rows of any reason that was asked for */
    uint64_t left_out; /* that only one of two coders coded; or that do not say up to when
                          they know, where a state is "known:" */
} demarche_diff_counts;

/* All 0 for an answer that is no diff. */
DEMARCHE_API demarche_diff_counts demarche_answer_diff(const demarche_answer *answer);
/* What came out of a record. */
typedef struct demarche_exported {
    uint64_t events;    /* rows of deeds, or of events; 0 of outputs of whole documents */
    uint64_t documents; /* from which they are, or that were put out */
    uint64_t tellings;  /* of the deeds, in all documents */
    uint64_t left_out;  /* documents whose trees cannot be had again */
} demarche_exported;

/* Called after each document; non-zero stops with E_IO. */
typedef int (*demarche_exported_fn)(void *user, const demarche_exported *so_far);

typedef struct demarche_record_export_options {
    uint32_t version; /* DEMARCHE_RECORD_EXPORT_OPTIONS_VERSION */
    demarche_output output;
    const char *title;             /* NULL: the record's one work, if it has but one */
    demarche_exported_fn progress; /* may be NULL */
    void *progress_user;
    demarche_worker *worker; /* parses texts again, for conllu; NULL: that is refused */
} demarche_record_export_options;

#define DEMARCHE_RECORD_EXPORT_OPTIONS_VERSION 1
#define DEMARCHE_RECORD_EXPORT_OPTIONS_INIT                                              \
    {                                                                                    \
        DEMARCHE_RECORD_EXPORT_OPTIONS_VERSION, DEMARCHE_OUTPUT_JSONL, NULL, NULL, NULL, \
            NULL                                                                         \
    }

/*
 * What a query asks for in any of the outputs: of each deed the event of which the coder is
 * surest, with all that tells of it in all documents (demarche_deed), or with query.events
 * each document's event by itself. Outputs of whole documents have those that have such
 * events. Documents come in the order in which the record had them, each loaded once;
 * query.order only says which go where there is a limit. With query.corrected events are put
 * out as they were recoded. The export is as of when the last coding was finished: the same
 * record gives the same bytes. A record keeps no trees: for conllu texts are parsed again, and
 * those left out of which the trees would not be those that were coded (another model, trees
 * of their own, sentences that are cut otherwise by now). E_ARGUMENT as for demarche_ask;
 * E_RECORD, E_IO, E_MEMORY.
 */
DEMARCHE_API demarche_status demarche_record_export(
    demarche_exported *out, demarche_record *record, const demarche_query *query,
    const demarche_record_export_options *opts, demarche_file_fn write, void *user,
    demarche_error *err) DEMARCHE_MUST_CHECK;

typedef struct demarche_dump_options {
    uint32_t version;              /* DEMARCHE_DUMP_OPTIONS_VERSION */
    bool all_versions;             /* of the documents, their codings, and runs of them */
    demarche_exported_fn progress; /* may be NULL */
    void *progress_user;
} demarche_dump_options;

#define DEMARCHE_DUMP_OPTIONS_VERSION 1
#define DEMARCHE_DUMP_OPTIONS_INIT                                                       \
    {                                                                                    \
        DEMARCHE_DUMP_OPTIONS_VERSION, false, NULL, NULL                                 \
    }

/*
 * Whole documents as lines of JSON, with all that demarche_record_document gives and by whom
 * they were coded (docs/RECORD.md), for demarche_record_import: those that have events as the
 * query asks, or all where it names no more than documents. Errors as of
 * demarche_record_export.
 */
DEMARCHE_API demarche_status demarche_record_dump(
    demarche_exported *out, demarche_record *record, const demarche_query *query,
    const demarche_dump_options *opts, demarche_write_fn write, void *user,
    demarche_error *err) DEMARCHE_MUST_CHECK;

#ifdef __cplusplus
}
#endif

#endif

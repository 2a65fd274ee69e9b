/*
 * What a format is to those who read inputs: how it is told, and how documents come out of
 * it. Each format is a file of its own with one of these; format.c lists them.
 */
#ifndef DMR_READ_FORMAT_KIND_H
#define DMR_READ_FORMAT_KIND_H

#include "read/source.h"
#include "read/stream.h"

enum { DMR_FORMAT_HEAD = 64 * 1024 }; /* bytes by which a format is told, at the most */

/*
 * Formats are either `whole`, an input that is one document, or have `open`, `next` and
 * `close`, an input of any number of documents.
 */
typedef struct dmr_format_kind {
    demarche_format format;
    const char *name; /* as --input has it */
    const char *const
        *suffixes; /* ".csv", ..., NULL: names by which it is told; or NULL */
    /* Whether an input with that head is this one for certain. NULL: never by its content.
     * `path` may be NULL. */
    bool (*is)(demarche_str head, const char *path);
    /* Whether it looks like this one: asked where neither content nor name tell. */
    bool (*seems)(demarche_str head);

    /* Read all of an input into *source: text, paragraphs, meta, origin, counts (but for
     * bytes). `bytes` outlive the call alone. E_FORMAT, E_LIMIT, E_MEMORY. */
    demarche_status (*whole)(dmr_source *source, demarche_str bytes,
                             const demarche_read_options *opts, dmr_arena *arena,
                             demarche_error *err);

    /* Begin with an input of which nothing is taken yet. Stream and options outlive *state;
     * opts->max_bytes is set. E_FORMAT, E_IO, E_MEMORY. */
    demarche_status (*open)(void **state, dmr_stream *stream,
                            const demarche_read_options *opts, demarche_error *err);
    /*
     * The next document into *source, all of it in the arena; *got is false at the end.
     * After an error of one document (*goes_on) the next call goes on behind it. Sets
     * source_start, source_end and counts.bytes; the id where the document has one of its
     * own. What is read is taken off the stream, and nothing behind it.
     */
    demarche_status (*next)(void *state, dmr_source *source, bool *got, bool *goes_on,
                            dmr_arena *arena, demarche_error *err);
    void (*close)(void *state); /* NULL is fine */

    /* Whether an input's only document is named as one of several ("#1"): where it is not
     * known whether others follow. Else it is where more than blanks follow. */
    bool numbered;

    /* Parts of the input so far that are none of our business (requests of a crawl), and
     * are left out. NULL: there are none. */
    uint64_t (*left_out)(const void *state);
} dmr_format_kind;

extern const dmr_format_kind dmr_format_text;
extern const dmr_format_kind dmr_format_markdown;
extern const dmr_format_kind dmr_format_country_study;
extern const dmr_format_kind dmr_format_jsonl;
extern const dmr_format_kind dmr_format_conllu;
extern const dmr_format_kind dmr_format_petrarch;
extern const dmr_format_kind dmr_format_csv;
extern const dmr_format_kind dmr_format_tsv;
extern const dmr_format_kind dmr_format_json;
extern const dmr_format_kind dmr_format_mail;
extern const dmr_format_kind dmr_format_html;
extern const dmr_format_kind dmr_format_pdf;
extern const dmr_format_kind dmr_format_warc;
extern const dmr_format_kind dmr_format_reuters;
extern const dmr_format_kind dmr_format_tei;

#endif

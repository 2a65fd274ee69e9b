/*
 * The documents of one input, one after the other, each into an arena of its own.
 */
#ifndef DMR_READ_DOCUMENTS_H
#define DMR_READ_DOCUMENTS_H

#include "read/format_kind.h"

typedef struct dmr_documents {
    demarche_read_options *opts; /* ours, so that `state` may point to them */
    const dmr_format_kind *kind;
    dmr_stream *stream;
    dmr_stream *own; /* over bytes in memory; NULL where the stream is another's */
    void *state;     /* of the kind; NULL before its first document */
    size_t n;        /* documents and bad ones so far */
    bool done;
} dmr_documents;

/* Whether options are such as can be read by. E_ARGUMENT. */
demarche_status dmr_documents_check(const demarche_read_options *opts,
                                    demarche_error *err);

/* The documents of a stream, which must outlive *out, as must the strings of opts (which may
 * be NULL). E_ARGUMENT, E_FORMAT, E_IO, E_MEMORY. Close with dmr_documents_close, also after
 * an error. */
demarche_status dmr_documents_of(dmr_documents *out, dmr_stream *stream,
                                 const demarche_read_options *opts, demarche_error *err);

/* The same of bytes in memory, which must outlive *out. */
demarche_status dmr_documents_open(dmr_documents *out, demarche_str bytes,
                                   const demarche_read_options *opts,
                                   demarche_error *err);

/*
 * The next document into *source, all of it in the arena; *got is false at the end. After
 * an error whose cause lies in one document (a line of JSONL, a sentence of PETRARCH's XML)
 * the next call goes on behind it; after any other the input is at its end.
 */
demarche_status dmr_documents_next(dmr_documents *documents, dmr_source *source,
                                   bool *got, dmr_arena *arena, demarche_error *err);

/* First byte not yet read. */
size_t dmr_documents_offset(const dmr_documents *documents);

/* Parts of the input so far that are left out (format_kind.h). */
uint64_t dmr_documents_left_out(const dmr_documents *documents);

void dmr_documents_close(dmr_documents *documents);

#endif

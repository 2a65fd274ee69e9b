/* The public reader: documents out of bytes. */
#include <stdlib.h>

#include "base/error.h"
#include "base/vec.h"
#include "handles.h"
#include "parse/ud1.h"

static demarche_status new_reader(demarche_reader **out, const demarche_worker *worker,
                                  demarche_error *err)
{
    if (!out || !worker)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "a reader needs a worker");
    *out = calloc(1, sizeof **out);
    if (!*out)
        return dmr_error_memory(err);
    (*out)->input.fd = -1;
    return DEMARCHE_OK;
}

/* The reader itself, or none where opening it has failed. */
static demarche_status opened(demarche_reader **reader, demarche_status status)
{
    if (status) {
        demarche_reader_free(*reader);
        *reader = NULL;
    }
    return status;
}

/* The documents of the next member; `reading` is false at the end. */
static demarche_status next_input(demarche_reader *r, demarche_error *err)
{
    dmr_stream *stream;
    DMR_TRY(dmr_archive_next(&r->archive, &stream, err));
    if (!stream)
        return DEMARCHE_OK;
    r->opts.path = dmr_archive_path(&r->archive);
    demarche_status status = dmr_documents_of(&r->documents, stream, &r->opts, err);
    r->reading = !status;
    if (status)
        dmr_documents_close(&r->documents);
    return status;
}

/* Begin with the stream; of an input that is no archive it is told at once what is wrong. */
static demarche_status begin(demarche_reader *r, dmr_stream *stream,
                             const demarche_read_options *opts, demarche_error *err)
{
    static const demarche_read_options defaults = DEMARCHE_READ_OPTIONS_INIT;
    r->opts = opts ? *opts : defaults;
    DMR_TRY(dmr_documents_check(&r->opts, err));
    DMR_TRY(dmr_archive_open(&r->archive, stream, r->opts.path ? r->opts.path : "", err));
    return r->archive.depth ? DEMARCHE_OK : next_input(r, err);
}

demarche_status demarche_reader_open(demarche_reader **out, demarche_worker *worker,
                                     demarche_str bytes,
                                     const demarche_read_options *opts,
                                     demarche_error *err)
{
    if (bytes.len && !bytes.ptr)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "no bytes given to read");
    DMR_TRY(new_reader(out, worker, err));
    (*out)->bytes = dmr_stream_of(bytes);
    return opened(out, begin(*out, &(*out)->bytes, opts, err));
}

demarche_status demarche_reader_open_path(demarche_reader **out, demarche_worker *worker,
                                          const char *path,
                                          const demarche_read_options *opts,
                                          demarche_error *err)
{
    demarche_read_options named = DEMARCHE_READ_OPTIONS_INIT;
    if (!path)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "a path is needed");
    if (opts)
        named = *opts;
    if (!named.path)
        named.path = path;
    DMR_TRY(new_reader(out, worker, err));
    demarche_reader *reader = *out;
    demarche_status status = dmr_input_open(&reader->input, path, err);
    if (!status)
        status = begin(reader, &reader->input.feed.stream, &named, err);
    return opened(out, status);
}

void demarche_reader_free(demarche_reader *reader)
{
    if (!reader)
        return;
    dmr_documents_close(&reader->documents);
    dmr_archive_close(&reader->archive);
    dmr_input_close(&reader->input);
    free(reader);
}

size_t demarche_reader_offset(const demarche_reader *reader)
{
    return (size_t)reader->archive.base->at;
}

size_t demarche_reader_size(const demarche_reader *reader)
{
    return reader->input.fd < 0 ? reader->bytes.window.len + (size_t)reader->bytes.at
                                : reader->input.size;
}

uint64_t demarche_reader_left_out(const demarche_reader *reader)
{
    return reader->left_out + dmr_documents_left_out(&reader->documents);
}

const char *demarche_reader_path(const demarche_reader *reader)
{
    return dmr_archive_path(&reader->archive);
}

/* Where the words of a text made of rows stand in the input; `rows` are clean text that
 * source->origin leads back. */
static demarche_status lead_back(demarche_document *doc, demarche_str rows,
                                 demarche_error *err)
{
    dmr_origin words = {0}, whole;
    size_t n = 0;
    bool good = true;
    for (size_t i = 0; i < doc->conllu->n_lines && good; i++) {
        const dmr_conllu_line *l = &doc->conllu->lines[i];
        if (l->kind == DMR_CONLLU_WORD)
            good =
                dmr_origin_add(&words, doc->tokens.tokens[n++].start,
                               (size_t)(l->column[1].ptr - rows.ptr), 1, 1, doc->arena);
    }
    if (!good || !dmr_origin_chain(&whole, &doc->source.origin, &words, 0,
                                   doc->conllu->text.len, doc->arena))
        return dmr_error_memory(err);
    doc->source.origin = whole;
    return DEMARCHE_OK;
}

/* Its sentences are in the file; paragraphs are the runs of sentences that say so. */
static demarche_status read_conllu(demarche_document *doc, demarche_str rows,
                                   demarche_error *err)
{
    doc->conllu = DMR_NEW(doc->arena, dmr_conllu);
    if (!doc->conllu)
        return dmr_error_memory(err);
    DMR_TRY(dmr_conllu_read(doc->conllu, rows, doc->arena, err));
    doc->tokens = doc->conllu->tokens;
    DMR_TRY(lead_back(doc, rows, err));
    doc->source.text = doc->conllu->text;
    DMR_VEC(dmr_paragraph) list = {0};
    for (size_t i = 0; i < doc->tokens.n_sentences; i++) {
        const dmr_sentence *s = &doc->tokens.sentences[i];
        while (list.n <= s->paragraph) { /* one without sentences is empty */
            dmr_paragraph *p = DMR_PUSH(doc->arena, list);
            if (!p)
                return dmr_error_memory(err);
            p->start = p->end = s->start;
        }
        list.at[list.n - 1].end = s->end;
    }
    doc->source.paragraphs = list.at;
    doc->source.n_paragraphs = list.n;
    doc->source.counts.paragraphs = list.n;
    return DEMARCHE_OK;
}

/* A text that came with its trees, of whichever version of Universal Dependencies. */
static demarche_status read_trees(demarche_document *doc, demarche_error *err)
{
    DMR_TRY(read_conllu(doc, doc->source.parse, err));
    for (size_t i = 0; i < doc->tokens.n_sentences; i++) {
        if (doc->tokens.sentences[i].n > DMR_SENTENCE_MAX)
            return dmr_error_set(
                err, DEMARCHE_E_FORMAT, 0,
                "a parse of over %d words; take it out, then the text is "
                "parsed here",
                DMR_SENTENCE_MAX);
    }
    DMR_TRY(dmr_conllu_trees(&doc->given, doc->conllu, doc->arena, err));
    for (size_t i = 0; i < doc->tokens.n_sentences; i++)
        dmr_ud1_renew(&doc->given[i]);
    return DEMARCHE_OK;
}

/* The parse of one of several documents: says which, and where the document began. */
static demarche_status read_parse(demarche_document *doc, size_t offset,
                                  demarche_error *err)
{
    demarche_error why = {0};
    demarche_status status = read_trees(doc, &why);
    if (!status)
        return status;
    demarche_str id = doc->source.meta.id;
    return dmr_error_set(err, status, offset, "<Sentence> %.*s: %.150s",
                         (int)(id.len < 60 ? id.len : 60), id.ptr, why.message);
}

/* *out is NULL at the end of the input. */
static demarche_status next_document(demarche_document **out, dmr_documents *documents,
                                     demarche_error *err)
{
    *out = NULL;
    demarche_document *doc = dmr_document_new();
    if (!doc)
        return dmr_error_memory(err);
    bool got = false;
    size_t offset = dmr_documents_offset(documents);
    demarche_status status =
        dmr_documents_next(documents, &doc->source, &got, doc->arena, err);
    if (!status && got && documents->kind == &dmr_format_conllu)
        status = read_conllu(doc, doc->source.text, err);
    if (!status && got && doc->source.parse.len)
        status = read_parse(doc, offset, err);
    if (!status && got)
        status = dmr_publish_paragraphs(doc, err);
    if (status || !got) {
        demarche_document_free(doc);
        return status;
    }
    doc->fill = documents->opts->fill;
    doc->traced = documents->opts->trace;
    *out = doc;
    return DEMARCHE_OK;
}

demarche_status demarche_reader_next(demarche_reader *reader, demarche_document **out,
                                     demarche_error *err)
{
    if (!reader || !out)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "a reader is needed");
    *out = NULL;
    for (;;) {
        if (!reader->reading)
            DMR_TRY(next_input(reader, err));
        if (!reader->reading)
            return DEMARCHE_OK;
        demarche_status status = next_document(out, &reader->documents, err);
        if (status || *out)
            return status;
        reader->left_out += dmr_documents_left_out(&reader->documents);
        dmr_documents_close(&reader->documents);
        reader->reading = false;
    }
}

/* The first document, or one without text. */
static demarche_status first_document(demarche_document **out, demarche_str bytes,
                                      const demarche_read_options *opts,
                                      demarche_error *err)
{
    dmr_documents documents;
    demarche_status status = dmr_documents_open(&documents, bytes, opts, err);
    if (!status)
        status = next_document(out, &documents, err);
    dmr_documents_close(&documents);
    if (status || *out)
        return status;
    demarche_read_options empty = DEMARCHE_READ_OPTIONS_INIT;
    if (opts)
        empty = *opts;
    empty.format = DEMARCHE_FORMAT_TEXT;
    status = dmr_documents_open(&documents, dmr_str("", 0), &empty, err);
    if (!status)
        status = next_document(out, &documents, err);
    dmr_documents_close(&documents);
    return status;
}

demarche_status demarche_code(demarche_document **out, demarche_worker *worker,
                              demarche_str bytes, const demarche_read_options *opts,
                              demarche_error *err)
{
    if (!out || !worker)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "a worker is needed");
    *out = NULL;
    demarche_document *doc;
    DMR_TRY(first_document(&doc, bytes, opts, err));
    demarche_status status =
        demarche_document_run(doc, worker, DEMARCHE_STAGE_EVENT, err);
    if (status) {
        demarche_document_free(doc);
        return status;
    }
    *out = doc;
    return DEMARCHE_OK;
}

demarche_status dmr_document_from_text(demarche_document **out, demarche_str text,
                                       demarche_error *err)
{
    demarche_read_options opts = DEMARCHE_READ_OPTIONS_INIT;
    opts.format = DEMARCHE_FORMAT_TEXT;
    return first_document(out, text, &opts, err);
}

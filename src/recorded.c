/* A document out of the record: as it was when it was put in. */
#include <stdlib.h>

#include "base/error.h"
#include "document_dump.h"

const dmr_origin *dmr_record_origin_of(const demarche_document *doc)
{
    return &doc->source.origin;
}

demarche_status dmr_document_fill(demarche_document *doc, dmr_record_contents *c,
                                  demarche_error *err)
{
    doc->stage = DEMARCHE_STAGE_EVENT;
    doc->source.text = c->text;
    doc->source.meta = c->meta;
    doc->source.counts = c->counts;
    doc->source.source_start = c->meta.source_start;
    doc->source.source_end = c->meta.source_end;
    doc->source.origin = c->origin;
    doc->source.named = c->named;
    doc->source.n_named = c->n_named;
    doc->source.n_paragraphs = c->n_paragraphs;
    doc->paragraphs = c->paragraphs;
    doc->sentences = c->sentences;
    doc->tokens.n_sentences = c->n_sentences;
    doc->events.at = c->events;
    doc->events.n = c->n_events;
    size_t room = c->n_mentions ? c->n_mentions : 1;
    doc->mentions.at = malloc(room * sizeof *doc->mentions.at);
    if (!doc->mentions.at)
        return dmr_error_memory(err);
    if (c->n_mentions)
        memcpy(doc->mentions.at, c->mentions, c->n_mentions * sizeof *c->mentions);
    doc->mentions.n = c->n_mentions;
    doc->mentions.room = room;
    return DEMARCHE_OK;
}

demarche_status demarche_record_document(demarche_document **out, demarche_record *record,
                                         int64_t coding_id, demarche_error *err)
{
    dmr_record_contents c;
    if (!out || !record)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "a record is needed");
    *out = NULL;
    demarche_document *doc = dmr_document_new();
    if (!doc)
        return dmr_error_memory(err);
    demarche_status status = dmr_record_load(&c, record, coding_id, doc->arena, err);
    if (!status)
        status = dmr_document_fill(doc, &c, err);
    if (status) {
        demarche_document_free(doc);
        return status;
    }
    *out = doc;
    return DEMARCHE_OK;
}

/* Readings: how a document is cut into paragraphs and sentences, and its words for search. */
#include "record/record_db.h"

static void hash_number(uint64_t *hash, uint64_t n)
{
    unsigned char bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (unsigned char)(n >> (8 * i));
    *hash = dmr_hash(*hash, bytes, sizeof bytes);
}

static void cut_hash(const demarche_document *doc, char out[17])
{
    size_t n;
    uint64_t hash = DMR_HASH_SEED;
    const demarche_paragraph *p = demarche_document_paragraphs(doc, &n);
    for (size_t i = 0; i < n; i++) {
        hash = dmr_hash(hash, p[i].kind, strlen(p[i].kind) + 1);
        hash_number(&hash, p[i].start);
        hash_number(&hash, p[i].end);
    }
    const demarche_sentence *t = demarche_document_sentences(doc, &n);
    for (size_t i = 0; i < n; i++) {
        hash_number(&hash, t[i].start);
        hash_number(&hash, t[i].end);
        hash_number(&hash, t[i].n_tokens);
    }
    dmr_hash_hex(hash, out);
}

static demarche_status add_paragraphs(demarche_record *r, int64_t reading,
                                      const demarche_document *doc, demarche_error *err)
{
    size_t n;
    const demarche_paragraph *p = demarche_document_paragraphs(doc, &n);
    DMR_RECORD_STATEMENT(s, r, DMR_RECORD_ADD_PARAGRAPH, err);
    for (size_t i = 0; i < n; i++) {
        sqlite3_bind_int64(s, 1, reading);
        dmr_record_bind_size(s, 2, i);
        dmr_record_bind_text(s, 3, p[i].kind);
        dmr_record_bind_size(s, 4, p[i].start);
        dmr_record_bind_size(s, 5, p[i].end);
        DMR_TRY(dmr_record_run(r, s, err));
    }
    return DEMARCHE_OK;
}

static demarche_status add_sentences(demarche_record *r, int64_t reading,
                                     const demarche_document *doc, demarche_error *err)
{
    size_t n, n_paragraphs;
    const demarche_sentence *t = demarche_document_sentences(doc, &n);
    demarche_str text = demarche_document_text(doc);
    (void)demarche_document_paragraphs(doc, &n_paragraphs);
    DMR_RECORD_STATEMENT(s, r, DMR_RECORD_ADD_SENTENCE, err);
    for (size_t i = 0; i < n; i++) {
        if (t[i].end < t[i].start || t[i].end > text.len)
            return dmr_error_set(err, DEMARCHE_E_ARGUMENT, t[i].start,
                                 "%s: sentence %zu lies outside of its text", r->path, i);
        sqlite3_bind_int64(s, 1, dmr_record_id(reading, i));
        if (t[i].paragraph < n_paragraphs) /* CoNLL-U may have none */
            dmr_record_bind_size(s, 2, t[i].paragraph);
        else
            sqlite3_bind_null(s, 2);
        dmr_record_bind_size(s, 3, t[i].start);
        dmr_record_bind_size(s, 4, t[i].end);
        dmr_record_bind_size(s, 5, t[i].n_tokens);
        DMR_TRY(dmr_record_run(r, s, err));
        DMR_TRY(dmr_record_index(r, DMR_RECORD_INDEX_SENTENCE, dmr_record_id(reading, i),
                                 dmr_str(text.ptr + t[i].start, t[i].end - t[i].start),
                                 dmr_str(NULL, 0), err));
    }
    return DEMARCHE_OK;
}

demarche_status dmr_record_keep_reading(demarche_record *r, const demarche_document *doc,
                                        int64_t document, int64_t *reading,
                                        demarche_error *err)
{
    const demarche_counts *n = demarche_document_counts(doc);
    const uint64_t counts[] = {n->paragraphs, n->navigation_lines, n->sentences,
                               n->long_sentences, n->tokens};
    char cut[17];
    bool found;
    cut_hash(doc, cut);
    DMR_RECORD_STATEMENT(find, r, DMR_RECORD_FIND_READING, err);
    sqlite3_bind_int64(find, 1, document);
    dmr_record_bind_text(find, 2, cut);
    DMR_TRY(dmr_record_number(r, find, reading, &found, err));
    if (found)
        return DEMARCHE_OK;
    DMR_RECORD_STATEMENT(s, r, DMR_RECORD_ADD_READING, err);
    sqlite3_bind_int64(s, 1, document);
    dmr_record_bind_text(s, 2, cut);
    for (int i = 0; i < 5; i++)
        dmr_record_bind_size(s, 3 + i, counts[i]);
    DMR_TRY(dmr_record_run(r, s, err));
    *reading = sqlite3_last_insert_rowid(r->db);
    DMR_TRY(add_paragraphs(r, *reading, doc, err));
    return add_sentences(r, *reading, doc, err);
}

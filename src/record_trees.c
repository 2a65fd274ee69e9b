#include "record_trees.h"

#include <string.h>

#include "base/error.h"

/* Whether a run that came to the coding parsed with this model. */
static demarche_status is_by_model(demarche_record *record, int64_t coding,
                                   const char *model_hash, bool *is, demarche_error *err)
{
    static const char sql[] = "SELECT 1 FROM coded JOIN run USING (run_id)"
                              " WHERE coding_id = ?1 AND model_hash = ?2";
    sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v2(record->db, sql, -1, &s, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_bind_int64(s, 1, coding);
    if (code == SQLITE_OK)
        code = sqlite3_bind_text(s, 2, model_hash, -1, SQLITE_STATIC);
    if (code == SQLITE_OK)
        code = sqlite3_step(s);
    sqlite3_finalize(s);
    *is = code == SQLITE_ROW;
    return code == SQLITE_ROW || code == SQLITE_DONE
               ? DEMARCHE_OK
               : dmr_record_refuse(record, code, err);
}

/* Paragraphs as they were read. One whose last sentence ends behind it goes on. */
static dmr_paragraph *paragraphs_of(const demarche_document *doc, dmr_arena *arena)
{
    size_t n, n_sentences;
    const demarche_paragraph *p = demarche_document_paragraphs(doc, &n);
    const demarche_sentence *s = demarche_document_sentences(doc, &n_sentences);
    dmr_paragraph *out = DMR_NEW_ARRAY(arena, dmr_paragraph, n);
    for (size_t i = 0; out && i < n; i++) {
        out[i] = (dmr_paragraph){.start = p[i].start, .end = p[i].end};
        for (int k = 0; k <= DMR_PARAGRAPH_NOTE; k++) {
            if (strcmp(p[i].kind, dmr_paragraph_kind_name((dmr_paragraph_kind)k)) == 0)
                out[i].kind = (dmr_paragraph_kind)k;
        }
    }
    for (size_t i = 0; out && i < n_sentences; i++) {
        if (s[i].paragraph < n && s[i].end > out[s[i].paragraph].end)
            out[s[i].paragraph].goes_on = true;
    }
    return out;
}

static bool is_cut_alike(const demarche_document *a, const demarche_document *b)
{
    size_t n_a, n_b;
    const demarche_sentence *x = demarche_document_sentences(a, &n_a);
    const demarche_sentence *y = demarche_document_sentences(b, &n_b);
    for (size_t i = 0; i < n_a && i < n_b; i++) {
        if (x[i].start != y[i].start || x[i].end != y[i].end ||
            x[i].n_tokens != y[i].n_tokens)
            return false;
    }
    return n_a == n_b;
}

demarche_status dmr_record_parse_again(demarche_document **out, demarche_record *record,
                                       int64_t coding, const demarche_document *doc,
                                       demarche_worker *worker, demarche_error *err)
{
    bool good;
    demarche_str format = demarche_document_meta(doc)->format;
    *out = NULL;
    DMR_TRY(is_by_model(record, coding, demarche_engine_model_hash(worker->engine), &good,
                        err));
    if (!good || dmr_str_is(format, "conllu") || dmr_str_is(format, "petrarch"))
        return DEMARCHE_OK;
    demarche_document *again = dmr_document_new();
    if (!again)
        return dmr_error_memory(err);
    again->source = (dmr_source){.text = demarche_document_text(doc),
                                 .meta = *demarche_document_meta(doc),
                                 .paragraphs = paragraphs_of(doc, again->arena)};
    demarche_document_paragraphs(doc, &again->source.n_paragraphs);
    demarche_status status = again->source.paragraphs ? dmr_publish_paragraphs(again, err)
                                                      : dmr_error_memory(err);
    if (!status)
        status = demarche_document_run(again, worker, DEMARCHE_STAGE_PARSE, err);
    if (status || !is_cut_alike(doc, again)) {
        demarche_document_free(again);
        return status;
    }
    *out = again;
    return DEMARCHE_OK;
}

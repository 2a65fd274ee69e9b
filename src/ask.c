/* Questions about one sentence: what its source does to its target, and why it was coded
 * as it was. */
#include "ask.h"

#include "base/error.h"
#include "event/explain.h"

/* Where the words of a party stand in the sentence: as given, else without regard to
 * case, else nowhere. A whole word is better than a part of one ("Iran" in "Iranian"). */
static dmr_part find_part(demarche_str sentence, demarche_str words)
{
    dmr_part inside = {0, 0};
    words = dmr_str_trim(words);
    if (words.len == 0 || words.len > sentence.len)
        return inside;
    for (int fold = 0; fold < 2; fold++) {
        for (size_t i = 0; i + words.len <= sentence.len; i++) {
            demarche_str here = dmr_str(sentence.ptr + i, words.len);
            if (fold ? !dmr_str_eq_nocase(here, words) : !dmr_str_eq(here, words))
                continue;
            size_t end = i + words.len;
            bool whole = (i == 0 || !dmr_is_alpha(sentence.ptr[i - 1])) &&
                         (end == sentence.len || !dmr_is_alpha(sentence.ptr[end]));
            if (whole)
                return (dmr_part){i, end};
            if (inside.end == 0)
                inside = (dmr_part){i, end};
        }
        if (inside.end)
            return inside;
    }
    return inside;
}

static demarche_status take_to_mentions(demarche_document **out, demarche_worker *worker,
                                        demarche_str text, demarche_error *err)
{
    DMR_TRY(dmr_document_from_text(out, text, err));
    return demarche_document_run(*out, worker, DEMARCHE_STAGE_MENTION, err);
}

demarche_status dmr_ask_relation(dmr_related *out, demarche_document **doc,
                                 demarche_worker *worker, demarche_str sentence,
                                 demarche_str source, demarche_str target,
                                 demarche_error *err)
{
    *doc = NULL;
    demarche_status status = take_to_mentions(doc, worker, sentence, err);
    if (!status) {
        demarche_str text = (*doc)->source.text;
        status = dmr_event_relate(out, worker->engine->ontology, &(*doc)->reading,
                                  find_part(text, source), find_part(text, target),
                                  (*doc)->arena, err);
    }
    if (status) {
        demarche_document_free(*doc);
        *doc = NULL;
    }
    return status;
}

demarche_status demarche_relate(demarche_relation *out, demarche_worker *worker,
                                demarche_str sentence, demarche_str source,
                                demarche_str target, demarche_error *err)
{
    if (!out || !worker)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "a place for the answer and a worker are needed");
    demarche_document *doc;
    dmr_related found;
    DMR_TRY(dmr_ask_relation(&found, &doc, worker, sentence, source, target, err));
    *out = (demarche_relation){.event = found.type->name,
                               .mode = found.mode ? found.mode->name : "",
                               .cameo = found.cameo,
                               .rule = found.rule,
                               .quad = found.type->quad,
                               .score = found.score};
    demarche_document_free(doc);
    return DEMARCHE_OK;
}

demarche_status demarche_write_explanation(const demarche_document *doc,
                                           demarche_worker *worker,
                                           demarche_write_fn write, void *user,
                                           demarche_error *err)
{
    if (!doc || !worker || !write)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "a document, a worker and a function to write are needed");
    if (doc->stage < DEMARCHE_STAGE_MENTION || !doc->reading.trees)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "only a coded text of less than %d words can be explained",
                             DMR_PIECE_TOKENS);
    dmr_arena *arena = dmr_arena_new(0);
    if (!arena)
        return dmr_error_memory(err);
    demarche_str text;
    const dmr_fill fill = {.least = doc->fill};
    demarche_status status =
        dmr_event_explain(&text, worker->engine->ontology, &doc->reading,
                          doc->fill > 0 ? &fill : NULL, arena, err);
    if (!status && write(user, text.ptr, text.len) != 0)
        status =
            dmr_error_set(err, DEMARCHE_E_IO, 0, "the explanation cannot be written");
    dmr_arena_free(arena);
    return status;
}

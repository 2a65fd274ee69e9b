/* Events out: what every output shares. */
#include "export/writer_events.h"

#include "base/error.h"

demarche_status demarche_write_header(demarche_output output, demarche_write_fn write,
                                      void *user, demarche_error *err)
{
    dmr_json j;
    dmr_json_begin(&j, write, user);
    if (output == DEMARCHE_OUTPUT_TSV)
        dmr_event_tsv_header(&j);
    return dmr_json_finish(&j, err);
}

bool demarche_event_is_wanted(const demarche_event *event, const demarche_wanted *wanted)
{
    static const demarche_wanted defaults = DEMARCHE_WANTED_INIT;
    if (!event)
        return false;
    if (!wanted)
        wanted = &defaults;
    if (strcmp(event->modality, "negated") == 0 ||
        strcmp(event->modality, "hypothetical") == 0)
        return wanted->all; /* nobody is sure of what was not done */
    /* what was learned is sure enough by what `fill` asked for */
    return event->n_reasons > 0 || event->confidence >= wanted->confidence;
}

demarche_status demarche_write_events(const demarche_document *doc,
                                      demarche_output output,
                                      const demarche_wanted *wanted,
                                      demarche_write_fn write, void *user,
                                      demarche_error *err)
{
    size_t n;
    const demarche_event *events = demarche_document_events(doc, &n);
    if ((unsigned)output > DEMARCHE_OUTPUT_PETRARCH)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "no such output of events");
    dmr_json j;
    dmr_json_begin(&j, write, user);
    for (size_t i = 0; i < n; i++) {
        if (!demarche_event_is_wanted(&events[i], wanted))
            continue;
        if (output == DEMARCHE_OUTPUT_TSV)
            dmr_event_tsv(&j, doc, &events[i]);
        else if (output == DEMARCHE_OUTPUT_PETRARCH)
            dmr_event_petrarch(&j, doc, &events[i]);
        else
            dmr_event_jsonl(&j, doc, &events[i]);
    }
    return dmr_json_finish(&j, err);
}

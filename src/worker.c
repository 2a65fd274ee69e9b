/* The worker: what one thread needs besides the engine. */
#include <stdlib.h>

#include "base/error.h"
#include "handles.h"

demarche_status demarche_worker_new(demarche_worker **out, const demarche_engine *engine,
                                    demarche_error *err)
{
    if (!out || !engine)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "a worker needs an engine");
    *out = NULL;
    demarche_worker *worker = calloc(1, sizeof *worker);
    if (!worker)
        return dmr_error_memory(err);
    worker->engine = engine;
    worker->scratch = dmr_arena_new(0);
    demarche_status status = worker->scratch ? DEMARCHE_OK : dmr_error_memory(err);
    if (!status)
        status = dmr_parser_new(&worker->parser, engine->network, err);
    if (status) {
        demarche_worker_free(worker);
        return status;
    }
    *out = worker;
    return DEMARCHE_OK;
}

void demarche_worker_free(demarche_worker *worker)
{
    if (!worker)
        return;
    dmr_parser_free(worker->parser);
    dmr_arena_free(worker->scratch);
    free(worker);
}

/* The one engine of the process: its time and memory are spent once. */
#include <pthread.h>

#include "extension.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static demarche_engine *engine; /* guarded by the lock; immutable once it is there */

const demarche_engine *ext_engine(demarche_error *err)
{
    pthread_mutex_lock(&lock);
    if (!engine && demarche_engine_open(&engine, NULL, err))
        engine = NULL;
    const demarche_engine *opened = engine;
    pthread_mutex_unlock(&lock);
    return opened;
}

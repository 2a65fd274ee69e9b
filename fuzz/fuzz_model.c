/*
 * A model file of foreign bytes: refused with one clear line, or opened and used. The
 * bytes go through a file, as the engine maps it.
 */
#include <string.h>
#include <unistd.h>

#include "fuzz_engine.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    char path[] = "/tmp/demarche-fuzz-model-XXXXXX";
    int fd = mkstemp(path);
    if (fd < 0)
        return 0;
    size_t done = 0;
    while (done < n) {
        ssize_t wrote = write(fd, bytes + done, n - done);
        if (wrote <= 0)
            break;
        done += (size_t)wrote;
    }
    close(fd);
    demarche_engine_options opts = DEMARCHE_ENGINE_OPTIONS_INIT;
    opts.model_path = path;
    demarche_engine *engine = NULL;
    demarche_error err = {0};
    demarche_status status = demarche_engine_open(&engine, &opts, &err);
    FUZZ_PROMISE(status ? !engine && err.message[0] && !strchr(err.message, '\n')
                        : !!engine);
    demarche_engine_free(engine);
    unlink(path);
    return 0;
}

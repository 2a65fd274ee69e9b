#include "nn/kernels.h"

#include <string.h>

#include "base/error.h"

demarche_status dmr_kernels_pick(const dmr_kernels **out, const char *name,
                                 demarche_error *err)
{
    const dmr_kernels *fast = dmr_kernels_avx2();

    if (!name || strcmp(name, "auto") == 0) {
        *out = fast ? fast : dmr_kernels_plain();
    } else if (strcmp(name, "plain") == 0) {
        *out = dmr_kernels_plain();
    } else if (strcmp(name, "avx2") == 0) {
        if (!fast)
            return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                                 "kernel avx2: this processor has no AVX2 with FMA; "
                                 "take auto or plain");
        *out = fast;
    } else {
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "kernel %s: not one of auto, plain, avx2", name);
    }
    return DEMARCHE_OK;
}

#include "nn/kernels.h"

#include <string.h>

#include "base/error.h"

/* The kernels of that name: *known says whether there is such a name, NULL that they do
 * not run here. */
static const dmr_kernels *by_name(const char *name, bool *known)
{
    const dmr_kernels *k = NULL;

    *known = true;
    if (strcmp(name, "auto") == 0) {
        k = dmr_kernels_avx512();
        k = k ? k : dmr_kernels_avx2();
        return k ? k : dmr_kernels_plain();
    }
    if (strcmp(name, "plain") == 0)
        return dmr_kernels_plain();
    if (strcmp(name, "avx2") == 0)
        return dmr_kernels_avx2();
    if (strcmp(name, "avx512") == 0)
        return dmr_kernels_avx512();
    *known = false;
    return NULL;
}

demarche_status dmr_kernels_pick(const dmr_kernels **out, const char *name,
                                 demarche_error *err)
{
    bool known;

    name = name ? name : "auto";
    *out = by_name(name, &known);
    if (!known)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "kernel %s: not one of auto, plain, avx2, avx512", name);
    if (!*out)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "kernel %s: this processor has no %s; take auto or plain",
                             name, name[3] == '2' ? "AVX2" : "AVX-512 with VNNI");
    return DEMARCHE_OK;
}

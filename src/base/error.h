/*
 * Errors: the lowest function that knows the cause writes the message; everybody above
 * passes the status up untouched with DMR_TRY.
 */
#ifndef DMR_BASE_ERROR_H
#define DMR_BASE_ERROR_H

#include "demarche.h"

/*
 * Fill *err (which may be NULL) and return `code`. The message is one line: control
 * characters in it become spaces, and what is too long is cut at a whole character.
 */
demarche_status dmr_error_set(demarche_error *err, demarche_status code, size_t offset,
                              const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The message for want of memory. Inline, so that analyzers see that it is a failure. */
static inline demarche_status dmr_error_memory(demarche_error *err)
{
    (void)dmr_error_set(err, DEMARCHE_E_MEMORY, 0, "not enough memory");
    return DEMARCHE_E_MEMORY;
}

/* Pass a failure up. Functions with something to clean up use one `goto done`. */
#define DMR_TRY(expr)                                                                    \
    do {                                                                                 \
        demarche_status dmr_try_status_ = (expr);                                        \
        if (dmr_try_status_ != DEMARCHE_OK)                                              \
            return dmr_try_status_;                                                      \
    } while (0)

#endif

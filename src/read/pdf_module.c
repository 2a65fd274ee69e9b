#include "read/pdf_module.h"

#include <dlfcn.h>
#include <stdio.h>
#include <unistd.h>

#ifndef DMR_LIB_DIR
#define DMR_LIB_DIR "/usr/local/lib/demarche"
#endif

static void *open_in(const char *dir, size_t n)
{
    enum { LONGEST = 4096 };
    char path[LONGEST];
    int len = snprintf(path, sizeof path, "%.*s/%s", (int)n, dir, DMR_PDF_MODULE);
    if (n > LONGEST || len < 0 || len >= LONGEST)
        return NULL;
    return dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
}

/* In the folder of the program that runs, or in the one above it: tests of the build
 * directory lie one deeper. */
static void *open_beside(void)
{
    char exe[4096];
    ssize_t got = readlink("/proc/self/exe", exe, sizeof exe);
    size_t n = got > 0 && (size_t)got < sizeof exe ? (size_t)got : 0;
    void *module = NULL;
    for (int i = 0; i < 2 && n && !module; i++) {
        while (n && exe[n - 1] != '/')
            n--;
        n -= n > 0;
        module = n ? open_in(exe, n) : NULL;
    }
    return module;
}

void dmr_pdf_module_load(dmr_pdf_read_fn *out)
{
    *out = NULL;
    void *module = open_beside();
    if (!module)
        module = open_in(DMR_LIB_DIR, strlen(DMR_LIB_DIR));
    void *found = module ? dlsym(module, DMR_PDF_SYMBOL) : NULL;
    /* ISO C has no conversion from object to function pointers; POSIX has. */
    memcpy(out, &found, sizeof found);
    if (module)
        dlclose(module);
}

/*
 * Foreign bytes as a compiled lexicon: refused, or read and used. First as they are; then
 * as changes to a sound file, six bytes each (place, word), under a checksum that is right.
 */
#include "../tests/unit/lexicon/tiny_lexicon.h"
#include "fuzz_engine.h"

static void try_file(const char *bytes, size_t n)
{
    dmr_arena *arena = dmr_arena_new(0);
    dmr_compiled c;
    demarche_error err = {0};
    FUZZ_PROMISE(arena);
    demarche_status status =
        dmr_compiled_read(&c, "fuzz.lex", dmr_str(bytes, n), true, arena, &err);
    if (status)
        FUZZ_PROMISE(status == DEMARCHE_E_LEXICON && err.message[0]);
    else
        FUZZ_PROMISE(tiny_read(c.gazetteer, arena) < 100);
    dmr_arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    char *copy = malloc(n + !n); /* aligned, and of just that size */
    dmr_arena *arena = dmr_arena_new(0);
    FUZZ_PROMISE(copy && arena);
    if (n)
        memcpy(copy, bytes, n);
    try_file(copy, n);
    free(copy);
    demarche_str whole = tiny_compiled(arena);
    FUZZ_PROMISE(whole.len > TINY_HEADER);
    copy = malloc(whole.len);
    FUZZ_PROMISE(copy);
    memcpy(copy, whole.ptr, whole.len);
    for (size_t i = 0; i + 6 <= n; i += 6) {
        size_t at = 32 + 4 * (size_t)(bytes[i] | bytes[i + 1] << 8);
        if (at + 4 <= whole.len)
            memcpy(copy + at, bytes + i + 2, 4);
    }
    tiny_seal(copy, whole.len);
    try_file(copy, whole.len);
    free(copy);
    dmr_arena_free(arena);
    return 0;
}

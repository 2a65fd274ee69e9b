/* Foreign bytes in a character set: the first byte says which, or that it is to be told. */
#include "fuzz_engine.h"

#include "base/utf8.h"
#include "read/charset.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const char *const sets[] = {"",      "utf-16",  "utf-32",      "koi8-r",
                                       "cp932", "gb18030", "iso-2022-jp", "utf-7"};
    demarche_counts counts = {0};
    demarche_error err = {0};
    dmr_origin origin;
    demarche_str out;
    if (!n)
        return 0;
    dmr_arena *arena = dmr_arena_new(0);
    FUZZ_PROMISE(arena);
    demarche_str in = {(const char *)bytes + 1, n - 1};
    demarche_str set = dmr_str_c(sets[bytes[0] % (sizeof sets / sizeof *sets)]);
    FUZZ_PROMISE(!dmr_charset_decode(&out, &origin, in, set, &counts, arena, &err));
    FUZZ_PROMISE(dmr_utf8_invalid(out, 0) == SIZE_MAX);
    for (size_t i = 0, last = 0; i < out.len; i++) {
        size_t at = dmr_origin_find(&origin, 0, i);
        FUZZ_PROMISE(at >= last && at < in.len);
        last = at;
    }
    dmr_arena_free(arena);
    return 0;
}

/*
 * A model file of foreign bytes: refused with one clear line, or opened and used. Then
 * the same bytes with header and checksum made right, so that the fuzzer gets past these
 * to the directory. fuzz_network.c goes further, from a model that is sound.
 */
#include <string.h>

#include "fuzz_tiny.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    size_t size = (n + 63) / 64 * 64;
    unsigned char *file = aligned_alloc(64, size + 64);

    if (!file)
        return 0;
    memset(file, 0, size + 64);
    if (n > 0)
        memcpy(file, bytes, n);
    fuzz_model_bytes(file, n, NULL);
    if (size >= 128) {
        size_t whole;
        unsigned char *sound = fuzz_tiny_file(&whole);

        memcpy(file, sound, 16); /* its magic, version and byte order */
        free(sound);
        writer_seal(file, size);
        fuzz_model_bytes(file, size, NULL);
    }
    free(file);
    return 0;
}

/*
 * A plain driver: gives each file named on the command line to the fuzz target, so that
 * every seed and every crash once found is tried in every run of the tests, with any
 * compiler. Prints `ok FILE` behind each; a crash is a missing line.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static int replay(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f) {
        perror(path);
        return 1;
    }
    uint8_t *bytes = NULL;
    size_t n = 0, room = 0;
    for (;;) {
        if (n == room) {
            room = room ? 2 * room : 1 << 16;
            uint8_t *grown = realloc(bytes, room);
            if (!grown) {
                perror(path);
                free(bytes);
                fclose(f);
                return 1;
            }
            bytes = grown;
        }
        size_t got = fread(bytes + n, 1, room - n, f);
        if (got == 0)
            break;
        n += got;
    }
    fclose(f);
    /* A copy of the very size, so that AddressSanitizer sees a byte read too far. */
    uint8_t *exact = malloc(n ? n : 1);
    if (exact) {
        for (size_t i = 0; i < n; i++)
            exact[i] = bytes[i];
        LLVMFuzzerTestOneInput(exact, n);
        printf("ok %s\n", path);
        fflush(stdout);
    }
    free(exact);
    free(bytes);
    return exact ? 0 : 1;
}

int main(int argc, char **argv)
{
    int failed = 0;
    for (int i = 1; i < argc; i++)
        failed += replay(argv[i]);
    return failed ? 1 : 0;
}

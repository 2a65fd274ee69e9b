/*
 * A sound model with foreign changes: the input is a list of changes to the directory and
 * the data of the tiny network, made one after the other; size and checksum are set right
 * behind them. What comes of it is refused with one line, or opens and parses. So the
 * fuzzer works on what the checksum would hide, and follows the model's format by itself.
 *
 * A change is eight bytes: what (1), tensor (1), place (2), value (4), little-endian.
 */
#include <string.h>

#include "fuzz_tiny.h"

enum { CHANGE_BYTES = 8, CHANGES_MAX = 64 };

/* Fields of a tensor's entry in the directory: docs/MODEL-FORMAT.md. */
enum { ENTRY_TYPE = 32, ENTRY_ROWS = 40, ENTRY_COLS = 48, ENTRY_OFFSET = 56 };

typedef struct change {
    uint8_t what, tensor;
    uint16_t place;
    uint32_t value;
} change;

static uint64_t get(const unsigned char *p)
{
    uint64_t v;
    memcpy(&v, p, sizeof v);
    return v;
}

static void set(unsigned char *p, uint64_t v)
{
    memcpy(p, &v, sizeof v);
}

/* Four bytes of the tensor's data. */
static void set_data(unsigned char *file, size_t n, const unsigned char *entry,
                     const change *c)
{
    uint64_t at = get(entry + ENTRY_OFFSET), cells = get(entry + ENTRY_ROWS);
    uint64_t last = n - sizeof c->value;

    /* An earlier change may have spoilt the entry: then anywhere in the file. */
    cells = cells < n ? cells * (get(entry + ENTRY_COLS) % n) : n;
    at = at % n + (cells ? 4 * (uint64_t)c->place % (4 * cells) : 0);
    memcpy(file + (at < last ? at : last), &c->value, sizeof c->value);
}

static void make(unsigned char *file, size_t n, size_t n_tensors, const change *c)
{
    unsigned char *entry = file + 64 + 64 * (c->tensor % n_tensors);
    uint64_t rows = get(entry + ENTRY_ROWS), cols = get(entry + ENTRY_COLS);

    switch (c->what % 9) {
    case 0:
        set_data(file, n, entry, c);
        break;
    case 1:
        set(entry + ENTRY_ROWS, c->value);
        break;
    case 2:
        set(entry + ENTRY_COLS, c->value);
        break;
    case 3: /* the same number of cells in another shape */
        if (c->place && cols % c->place == 0) {
            set(entry + ENTRY_ROWS, rows * c->place);
            set(entry + ENTRY_COLS, cols / c->place);
        }
        break;
    case 4:
        entry[ENTRY_TYPE] = (unsigned char)c->value;
        break;
    case 5:
        set(entry + ENTRY_OFFSET, c->place % 2 ? (uint64_t)c->value << 6 : c->value);
        break;
    case 6: /* the data of another tensor */
        memcpy(entry + ENTRY_OFFSET,
               file + 64 + 64 * (c->value % n_tensors) + ENTRY_OFFSET, 8);
        break;
    case 7: /* the name of another tensor; then this one is missing, or one is there twice */
        memcpy(entry, file + 64 + 64 * (c->value % n_tensors), 32);
        break;
    default: /* very large numbers, in rows or columns */
        set(entry + (c->place % 2 ? ENTRY_ROWS : ENTRY_COLS),
            UINT64_MAX / ((uint64_t)c->value + 1));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    size_t size;
    unsigned char *file = fuzz_tiny_file(&size);
    uint32_t n_tensors;

    memcpy(&n_tensors, file + 32, sizeof n_tensors);
    for (size_t i = 0; i + CHANGE_BYTES <= n && i < CHANGES_MAX * CHANGE_BYTES;
         i += CHANGE_BYTES) {
        change c = {.what = bytes[i], .tensor = bytes[i + 1]};

        memcpy(&c.place, bytes + i + 2, sizeof c.place);
        memcpy(&c.value, bytes + i + 4, sizeof c.value);
        make(file, size, n_tensors, &c);
    }
    writer_seal(file, size);
    fuzz_model_bytes(file, size, n % 2 ? "plain" : NULL);
    free(file);
    return 0;
}

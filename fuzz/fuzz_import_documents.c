/* Foreign bytes as dumped documents: each line is refused with one line, or kept; and what
 * was kept comes out of the record and into another unchanged. */
#include <string.h>

#include "base/json.h"
#include "fuzz_engine.h"

static demarche_record *open_record(void)
{
    demarche_record *record = NULL;
    demarche_error err = {0};
    FUZZ_PROMISE(!demarche_record_open(&record, ":memory:", DEMARCHE_RECORD_WRITE, &err));
    return record;
}

/* Gives how many lines were taken. */
static size_t import_lines(demarche_record *record, const char *at, size_t n)
{
    size_t taken = 0;
    for (const char *end = at + n; at < end;) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        demarche_error err = {0};
        bool added = false;
        stop = stop ? stop : end;
        demarche_status status = demarche_record_import(
            record, (demarche_str){at, (size_t)(stop - at)}, &added, &err);
        FUZZ_PROMISE(!status || (err.message[0] && !strchr(err.message, '\n')));
        FUZZ_PROMISE(!status || status == DEMARCHE_E_FORMAT || !added);
        taken += !status;
        at = stop + 1;
    }
    return taken;
}

static dmr_buffer dump(demarche_record *record, uint64_t *documents)
{
    dmr_buffer out = {0};
    demarche_exported totals = {0};
    demarche_dump_options opts = DEMARCHE_DUMP_OPTIONS_INIT;
    demarche_error err = {0};
    opts.all_versions = true;
    FUZZ_PROMISE(!demarche_record_dump(&totals, record, NULL, &opts, dmr_buffer_write,
                                       &out, &err));
    *documents = totals.documents;
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    demarche_record *first = open_record(), *second = open_record();
    uint64_t n_first, n_second;
    import_lines(first, (const char *)bytes, n);
    dmr_buffer a = dump(first, &n_first);
    FUZZ_PROMISE(import_lines(second, a.at, a.n) == n_first);
    dmr_buffer b = dump(second, &n_second);
    FUZZ_PROMISE(n_first == n_second && a.n == b.n);
    FUZZ_PROMISE(!a.n || memcmp(a.at, b.at, a.n) == 0);
    free(a.at);
    free(b.at);
    FUZZ_PROMISE(!demarche_record_close(first, NULL));
    FUZZ_PROMISE(!demarche_record_close(second, NULL));
    return 0;
}

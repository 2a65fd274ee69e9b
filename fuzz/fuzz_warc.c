/* Foreign bytes read as DEMARCHE_FORMAT_WARC, through every stage and writer. */
#include "fuzz_engine.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    fuzz_documents(bytes, n, DEMARCHE_FORMAT_WARC);
    return 0;
}

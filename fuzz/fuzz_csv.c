/* Foreign bytes read as DEMARCHE_FORMAT_CSV and TSV, through every stage and writer. */
#include "fuzz_engine.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    fuzz_documents(bytes, n, DEMARCHE_FORMAT_CSV);
    fuzz_documents(bytes, n, DEMARCHE_FORMAT_TSV);
    return 0;
}

/* Foreign bytes read as DEMARCHE_FORMAT_REUTERS, through every stage and writer. */
#include "fuzz_engine.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    fuzz_documents(bytes, n, DEMARCHE_FORMAT_REUTERS);
    return 0;
}

/* Foreign bytes as an archive, or a compressed file, of any inputs. */
#include "fuzz_engine.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    fuzz_documents(bytes, n, DEMARCHE_FORMAT_AUTO);
    return 0;
}

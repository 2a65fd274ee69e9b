/* The sentences of whole documents as CoNLL-U. */
#include "export/export.h"

static int into_file(void *user, const char *bytes, size_t n)
{
    dmr_json_raw(user, bytes, n);
    return 0; /* what fails is seen by the frame */
}

static demarche_status document(demarche_export *x, const demarche_document *doc,
                                demarche_error *err)
{
    return demarche_write_conllu(doc, into_file, &x->files[0], err);
}

const dmr_export_kind dmr_export_conllu = {
    .output = DEMARCHE_OUTPUT_CONLLU,
    .name = "conllu",
    .files = {""},
    .document = document,
};

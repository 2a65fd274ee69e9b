/* CoNLL-U out: of a file that was CoNLL-U with its lines kept, of a text with its words. */
#include "base/error.h"
#include "handles.h"

demarche_status demarche_write_conllu(const demarche_document *doc,
                                      demarche_write_fn write, void *user,
                                      demarche_error *err)
{
    if (!doc->trees)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "no trees are kept of this document; run it to the stage "
                             "PARSE first");
    if (doc->conllu)
        return dmr_conllu_write(doc->conllu, doc->trees, write, user, err);
    return dmr_conllu_write_text(doc->source.meta.id, &doc->tokens, doc->trees, write,
                                 user, err);
}

/*
 * A compiled lexicon: one file that holds the tables and, without pointers, what was made
 * of the large ones, so that it opens in milliseconds. docs/LEXICON-FORMAT.md has the
 * layout. The file is untrusted: checked whole before anything of it is used.
 */
#ifndef DMR_LEXICON_COMPILED_H
#define DMR_LEXICON_COMPILED_H

#include "base/tables.h"
#include "mention/mention.h"

typedef struct dmr_compiled {
    dmr_tables *tables;       /* their bytes lie in the file */
    dmr_gazetteer *gazetteer; /* of these tables, none added; NULL: not asked for */
    uint32_t n_base_layers;   /* before any folder is laid over it */
} dmr_compiled;

/*
 * The bytes of a compiled lexicon, in the arena: of the tables that were asked for while
 * `gazetteer` and the rest were loaded. E_MEMORY, E_LIMIT.
 */
demarche_status dmr_compiled_make(demarche_str *out, const dmr_tables *tables,
                                  const dmr_gazetteer *gazetteer, dmr_arena *arena,
                                  demarche_error *err);

/*
 * Read one from `bytes`, which begin at a multiple of 8 and outlive all that is made;
 * `path` names it in messages. The gazetteer is made where `with_gazetteer` is set; else
 * the tables are there to be loaded, with others over them. E_LEXICON where the bytes are
 * no compiled lexicon, one of another version or damaged; E_MEMORY.
 */
demarche_status dmr_compiled_read(dmr_compiled *out, const char *path, demarche_str bytes,
                                  bool with_gazetteer, dmr_arena *arena,
                                  demarche_error *err);

#endif

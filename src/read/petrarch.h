/*
 * PETRARCH's XML: sentences with their date and source, and mostly with a parse.
 *
 *     <Sentence date="19950101" id="story_1" source="AFP" sentence="true">
 *     <Text>...</Text> <Parse>...</Parse> </Sentence>
 *
 * Each <Sentence> is a document; whatever stands around them is passed over. A parse of ten
 * columns (CoNLL, as UniversalPetrarch wants it) is given on; one in brackets (Penn
 * Treebank, as PETRARCH wants it) is not: the text is parsed here, or where there is none the
 * words of the tree. What a <Config> asks of the coder holds for the sentences behind it. The
 * file is read as it comes, sentence by sentence; one with a DOCTYPE, so with entities of its own or
 * of other files, is refused.
 */
#ifndef DMR_READ_PETRARCH_H
#define DMR_READ_PETRARCH_H

#include "read/source.h"

typedef struct dmr_petrarch dmr_petrarch;

/* Begin; the bytes must outlive *out. No more than max_bytes of text and parse are taken
 * of one sentence. E_MEMORY. Free with dmr_petrarch_free. */
demarche_status dmr_petrarch_open(dmr_petrarch **out, demarche_str bytes,
                                  size_t max_bytes, demarche_error *err);
void dmr_petrarch_free(dmr_petrarch *petrarch);

/*
 * The next sentence into *source (text, parse, meta, paragraphs), all of it in the arena;
 * *got is false at the end. After an error of one sentence (`*goes_on`) the next call goes
 * on behind it. E_FORMAT, with the line; E_LIMIT; E_MEMORY.
 */
demarche_status dmr_petrarch_next(dmr_petrarch *petrarch, dmr_source *source, bool *got,
                                  bool *goes_on, dmr_arena *arena, demarche_error *err);

/* First byte not yet read. */
size_t dmr_petrarch_offset(const dmr_petrarch *petrarch);

/* Whether an input is this: by its first element, behind declaration and comments. */
bool dmr_petrarch_is(demarche_str bytes);

#endif

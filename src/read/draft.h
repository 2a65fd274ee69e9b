/*
 * A text under construction, for formats in which it is not simply there: words go in with
 * the byte of the source where they stand, paragraphs are opened and closed, and out comes a
 * dmr_source whose every byte leads back.
 *
 *     dmr_draft d;
 *     dmr_draft_begin(&d, arena);
 *     dmr_draft_open(&d, DMR_PARAGRAPH_HEADING);
 *     dmr_draft_flow(&d, words, at);
 *     dmr_draft_open(&d, DMR_PARAGRAPH_PROSE);
 *     ...
 *     return dmr_draft_finish(&d, source, err);
 *
 * For want of memory a draft stops taking anything; finish says so. What is put in need not
 * be clean: invalid UTF-8 is repaired, controls become blanks, both are counted.
 */
#ifndef DMR_READ_DRAFT_H
#define DMR_READ_DRAFT_H

#include "base/json.h"
#include "read/source.h"

enum { DMR_DRAFT_NOTES = 4 }; /* how deep notes may stand in notes */

typedef struct dmr_draft_part {
    dmr_buffer text;
    dmr_origin origin;
    DMR_VEC(dmr_paragraph) paragraphs;
    bool open;  /* a paragraph is */
    bool blank; /* a blank is due before the next word */
    dmr_paragraph_kind kind;
    size_t from; /* first byte of the open paragraph */
} dmr_draft_part;

typedef struct dmr_draft {
    dmr_arena *arena; /* origins, paragraphs, and in the end the text */
    dmr_draft_part parts[1 + DMR_DRAFT_NOTES]; /* the text, and notes that are open */
    size_t depth;                              /* notes that are open */
    size_t deeper;                             /* and those beyond them */
    /* (depth + 1) notes that are closed, until the paragraph they belong to is */
    dmr_draft_part behind[1 + DMR_DRAFT_NOTES];
    size_t max; /* bytes of text; 0: no limit */
    demarche_counts counts;
    bool failed, too_long;
} dmr_draft;

void dmr_draft_begin(dmr_draft *draft, size_t max_bytes, dmr_arena *arena);

/* Close the open paragraph, if one is, and open another. One without words leaves nothing. */
void dmr_draft_open(dmr_draft *draft, dmr_paragraph_kind kind);
void dmr_draft_close(dmr_draft *draft);
bool dmr_draft_is_open(const dmr_draft *draft);

/* Words as HTML and XML have them: runs of blanks become one. `at`: their first byte in the
 * source. Where no paragraph is open, words open one of prose, mere blanks do nothing. */
void dmr_draft_flow(dmr_draft *draft, demarche_str words, size_t at);

/* The same where each sign took `source_n` bytes of the source as a whole: "&eacute;". */
void dmr_draft_sign(dmr_draft *draft, demarche_str sign, size_t at, size_t source_n);

/* Bytes as they are, line breaks and all. */
void dmr_draft_verbatim(dmr_draft *draft, demarche_str bytes, size_t at);

/* A blank, or a line break, before the next word of the paragraph, if any comes. */
void dmr_draft_space(dmr_draft *draft);
void dmr_draft_break(dmr_draft *draft);

/*
 * What comes until the end of the note is no part of the sentence it stands in: it becomes
 * paragraphs of kind NOTE behind the paragraph that is open. Notes deeper than
 * DMR_DRAFT_NOTES go into the one around them.
 */
void dmr_draft_note_begin(dmr_draft *draft);
void dmr_draft_note_end(dmr_draft *draft);

/* Words so far of the paragraph that is open; good until the next call. */
demarche_str dmr_draft_words(const dmr_draft *draft);

/* Set text, paragraphs, origin and counts of *source. E_MEMORY, E_LIMIT. The draft is at its
 * end, whatever comes of it; dmr_draft_drop ends one without a source. */
demarche_status dmr_draft_finish(dmr_draft *draft, dmr_source *source,
                                 demarche_error *err);
void dmr_draft_drop(dmr_draft *draft);

#endif

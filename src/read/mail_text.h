/*
 * The text of a message: its parts one behind the other, with what is quoted of other
 * messages and the signature told from what is written in it.
 */
#ifndef DMR_READ_MAIL_TEXT_H
#define DMR_READ_MAIL_TEXT_H

#include "read/led_bytes.h"
#include "read/source.h"

/* Under construction. */
typedef struct dmr_mail_text {
    dmr_arena *arena;
    size_t max; /* bytes of text */
    dmr_buffer text;
    dmr_origin origin;
    DMR_VEC(dmr_paragraph) paragraphs;
    demarche_counts counts; /* repaired, controls, navigation_lines */
} dmr_mail_text;

/* Add a part of plain text. E_LIMIT, E_MEMORY. */
demarche_status dmr_mail_text_add(dmr_mail_text *text, const dmr_led_bytes *part,
                                  demarche_error *err);

/*
 * Add a part that is HTML, as the kind of that format reads it. *left_out where there is no
 * such kind, or it finds none in it. E_LIMIT, E_MEMORY.
 */
demarche_status dmr_mail_text_add_html(dmr_mail_text *text, const dmr_led_bytes *part,
                                       const demarche_read_options *opts, bool *left_out,
                                       demarche_error *err);

/* Set text, paragraphs, origin and counts of *source; the text is at its end. E_MEMORY. */
demarche_status dmr_mail_text_finish(dmr_mail_text *text, dmr_source *source,
                                     demarche_error *err);
void dmr_mail_text_drop(dmr_mail_text *text);

#endif

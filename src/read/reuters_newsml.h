/*
 * A story of the Reuters corpus of 1996 and 1997 (RCV1), an XML file each:
 *
 *     <newsitem itemid="2286" date="1996-08-20" xml:lang="en"> <headline>...</headline>
 *     <byline/> <dateline>MEXICO CITY 1996-08-20</dateline> <text> <p>...</p> </text> ...
 */
#ifndef DMR_READ_REUTERS_NEWSML_H
#define DMR_READ_REUTERS_NEWSML_H

#include "read/source.h"
#include "read/stream.h"

typedef struct dmr_newsml dmr_newsml;

/* Stream outlives *out; of a story no more than max_bytes of text are taken. E_MEMORY. */
demarche_status dmr_newsml_open(dmr_newsml **out, dmr_stream *stream, size_t max_bytes,
                                demarche_error *err);
void dmr_newsml_close(dmr_newsml *newsml); /* NULL is fine */

/* As dmr_format_kind's `next`. */
demarche_status dmr_newsml_next(dmr_newsml *newsml, dmr_source *source, bool *got,
                                bool *goes_on, dmr_arena *arena, demarche_error *err);

#endif

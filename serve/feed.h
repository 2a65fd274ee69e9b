/* What was recorded last, as a feed (Atom, RFC 4287): of the whole record its documents, of a
 * country or pair its events. */
#ifndef DEMARCHE_SERVE_FEED_H
#define DEMARCHE_SERVE_FEED_H

#include "page.h"

/* Whether the page has one. */
bool feed_has(const page *p);

/* The latest 50. The model has to be made already. */
demarche_status feed_put(room_text *out, page *p);

#endif

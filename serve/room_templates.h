/* The templates of web/templates/, built in (tools/templates_to_c). */
#ifndef DEMARCHE_SERVE_ROOM_TEMPLATES_H
#define DEMARCHE_SERVE_ROOM_TEMPLATES_H

#include "template.h"

extern const template_source room_templates[];
extern const size_t n_room_templates;

#endif

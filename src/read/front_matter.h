/*
 * YAML front matter: the lines between "---" and "---" at the head of a Markdown file.
 * Read with libyaml, event by event: aliases are not followed, only the top level is
 * looked at. Where it is no good YAML ("title: Talks: the second day"), its lines are read
 * as "key: value".
 */
#ifndef DMR_READ_FRONT_MATTER_H
#define DMR_READ_FRONT_MATTER_H

#include "read/meta_field.h"

/* Bytes that front matter takes at the head of text, its last line break too; 0 where
 * there is none. *yaml (may be NULL) is what stands between the lines. */
size_t dmr_front_matter_find(demarche_str text, demarche_str *yaml);

/* Set the fields that `yaml` names. E_MEMORY only. */
demarche_status dmr_front_matter_read(dmr_meta *meta, demarche_str yaml,
                                      demarche_error *err);

#endif

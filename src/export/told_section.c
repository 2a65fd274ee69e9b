/* Parts of JSON that all lines of ours have alike. */
#include "export/told_section.h"

void dmr_json_put_section(dmr_json *j, const demarche_meta *meta)
{
    if (!meta->n_section)
        return;
    dmr_json_key(j, "section");
    dmr_json_open(j, '[');
    for (size_t i = 0; i < meta->n_section; i++)
        dmr_json_str(j, meta->section[i]);
    dmr_json_close(j, ']');
}

void dmr_json_put_span(dmr_json *j, size_t start, size_t end)
{
    dmr_json_key_uint(j, "start", start);
    dmr_json_key_uint(j, "end", end);
}

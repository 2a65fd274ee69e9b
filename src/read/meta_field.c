#include "read/meta_field.h"

#include "base/utf8.h"
#include "read/date_line.h"

dmr_field dmr_field_by_name(demarche_str name)
{
    /* Earlier rows of a field do not win over later ones: the document's order does. */
    static const struct {
        const char *name;
        dmr_field field;
    } names[] = {
        {"id", DMR_FIELD_ID},
        {"doc_id", DMR_FIELD_ID},
        {"identifier", DMR_FIELD_ID},
        {"title", DMR_FIELD_TITLE},
        {"headline", DMR_FIELD_TITLE},
        {"date", DMR_FIELD_DATE},
        {"doc_date", DMR_FIELD_DATE},
        {"created", DMR_FIELD_DATE},
        {"published", DMR_FIELD_DATE},
        {"pubdate", DMR_FIELD_DATE},
        {"publication_date", DMR_FIELD_DATE},
        {"published_at", DMR_FIELD_DATE},
        {"publishedAt", DMR_FIELD_DATE},
        {"as_of", DMR_FIELD_AS_OF},
        {"as-of", DMR_FIELD_AS_OF},
        {"data_as_of", DMR_FIELD_AS_OF},
        {"source", DMR_FIELD_SOURCE},
        {"publisher", DMR_FIELD_SOURCE},
        {"agency", DMR_FIELD_SOURCE},
        {"archive", DMR_FIELD_SOURCE},
        {"url", DMR_FIELD_URL},
        {"link", DMR_FIELD_URL},
        {"permalink", DMR_FIELD_URL},
        {"language", DMR_FIELD_LANGUAGE},
        {"lang", DMR_FIELD_LANGUAGE},
        {"section", DMR_FIELD_SECTION},
        {"sections", DMR_FIELD_SECTION},
        {"speaker", DMR_FIELD_SPEAKER},
        {"delegation", DMR_FIELD_SPEAKER},
        {"volume", DMR_FIELD_VOLUME},
        {"vol_title", DMR_FIELD_VOLUME},
        {"vol_full_title", DMR_FIELD_VOLUME},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (dmr_str_eq_nocase(name, dmr_str_c(names[i].name)))
            return names[i].field;
    }
    return DMR_FIELD_NONE;
}

size_t dmr_text_name_rank(demarche_str name)
{
    static const char *const names[] = {"text",    "full_text",    "fulltext",  "body",
                                        "content", "article_text", "story_text"};
    const size_t n = sizeof names / sizeof *names;
    for (size_t i = 0; i < n; i++) {
        if (dmr_str_eq_nocase(name, dmr_str_c(names[i])))
            return n - i;
    }
    return 0;
}

/* A copy on one line: runs of blanks and controls become one blank. */
static bool one_line(demarche_str *out, dmr_arena *arena, demarche_str value)
{
    char *p = dmr_arena_alloc(arena, value.len + 1);
    if (!p)
        return false;
    size_t n = 0;
    for (size_t i = 0; i < value.len;) {
        int32_t c;
        size_t took = dmr_utf8_decode(value.ptr + i, value.len - i, &c);
        bool blank = c <= 0x20 || (c >= 0x7F && c < 0xA0);
        if (!blank) {
            memcpy(p + n, value.ptr + i, took);
            n += took;
        } else if (n && p[n - 1] != ' ') {
            p[n++] = ' ';
        }
        i += took;
    }
    while (n && p[n - 1] == ' ')
        n--;
    p[n] = '\0';
    *out = dmr_str(p, n);
    return true;
}

static bool add_step(dmr_meta *meta, demarche_str step)
{
    demarche_str *place = DMR_PUSH(meta->arena, meta->section);
    if (place)
        *place = step;
    return place != NULL;
}

static void keep_first(demarche_str *place, demarche_str value)
{
    if (!place->len)
        *place = value;
}

bool dmr_meta_set(dmr_meta *meta, dmr_field field, demarche_str value)
{
    demarche_str v;
    if (field == DMR_FIELD_NONE)
        return true;
    if (!one_line(&v, meta->arena, value))
        return false;
    if (!v.len)
        return true;
    switch (field) {
    case DMR_FIELD_NONE:
        break;
    case DMR_FIELD_ID:
        keep_first(&meta->out->id, v);
        break;
    case DMR_FIELD_TITLE:
        keep_first(&meta->out->title, v);
        break;
    case DMR_FIELD_DATE:
        keep_first(&meta->out->date, dmr_date_line(v, meta->arena));
        break;
    case DMR_FIELD_AS_OF:
        keep_first(&meta->out->as_of, dmr_date_line(v, meta->arena));
        break;
    case DMR_FIELD_SOURCE:
        keep_first(&meta->out->source, v);
        break;
    case DMR_FIELD_URL:
        keep_first(&meta->out->url, v);
        break;
    case DMR_FIELD_LANGUAGE:
        keep_first(&meta->out->language, v);
        break;
    case DMR_FIELD_SECTION:
        return add_step(meta, v);
    case DMR_FIELD_SPEAKER:
        keep_first(&meta->out->speaker, v);
        break;
    case DMR_FIELD_PLACE:
        keep_first(&meta->out->place, v);
        break;
    case DMR_FIELD_VOLUME:
        keep_first(&meta->volume, v);
        break;
    }
    return true;
}

bool dmr_meta_finish(dmr_meta *meta)
{
    if (meta->section.n == 0 && meta->volume.len) {
        if (!add_step(meta, meta->volume) ||
            (meta->out->title.len && !add_step(meta, meta->out->title)))
            return false;
    }
    meta->out->section = meta->section.at;
    meta->out->n_section = meta->section.n;
    return true;
}

#include "export/export_parts.h"

#include <math.h>

#include "base/error.h"

demarche_str dmr_export_words(const demarche_document *doc, size_t start, size_t end)
{
    demarche_str text = demarche_document_text(doc);
    if (end > text.len || start >= end)
        return dmr_str(NULL, 0);
    return dmr_str(text.ptr + start, end - start);
}

const demarche_sentence *dmr_export_sentence(const demarche_document *doc,
                                             uint32_t number)
{
    size_t n;
    const demarche_sentence *at = demarche_document_sentences(doc, &n);
    return number < n ? &at[number] : NULL;
}

bool dmr_export_undone(const demarche_event *e)
{
    return strcmp(e->modality, "negated") == 0 ||
           strcmp(e->modality, "hypothetical") == 0;
}

demarche_str dmr_export_party_name(const demarche_entity *party)
{
    return party->identifier.len ? party->identifier : party->text;
}

static bool stands_in_urn(char c)
{
    return dmr_is_alpha(c) || dmr_is_digit(c) || (c && strchr("-._~:/", c));
}

demarche_str dmr_export_urn(dmr_arena *arena, const char *what, demarche_str id)
{
    static const char digits[] = "0123456789ABCDEF";
    demarche_str head = dmr_str_format(arena, "urn:demarche:%s:", what);
    char *out = head.ptr ? dmr_arena_alloc(arena, head.len + 3 * id.len + 1) : NULL;
    if (!out)
        return dmr_str(NULL, 0);
    memcpy(out, head.ptr, head.len);
    size_t n = head.len;
    for (size_t i = 0; i < id.len; i++) {
        unsigned char b = (unsigned char)id.ptr[i];
        if (stands_in_urn(id.ptr[i])) {
            out[n++] = id.ptr[i];
        } else {
            out[n++] = '%';
            out[n++] = digits[b >> 4];
            out[n++] = digits[b & 15];
        }
    }
    out[n] = '\0';
    return dmr_str(out, n);
}

bool dmr_export_is_url(demarche_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if ((unsigned char)s.ptr[i] <= ' ' || strchr("<>\"{}|\\^`\x7F", s.ptr[i]))
            return false;
    }
    return dmr_str_starts(s, DMR_STR("http://")) ||
           dmr_str_starts(s, DMR_STR("https://"));
}

void dmr_export_hash(char out[17], const demarche_str *parts, size_t n)
{
    uint64_t hash = DMR_HASH_SEED;
    for (size_t i = 0; i < n; i++) {
        hash = dmr_hash(hash, parts[i].ptr, parts[i].len);
        hash = dmr_hash(hash, "", 1);
    }
    dmr_hash_hex(hash, out);
}

demarche_str dmr_export_one_line(dmr_arena *arena, demarche_str s)
{
    char *out = dmr_arena_alloc(arena, s.len + 1);
    size_t n = 0;
    if (!out)
        return dmr_str(NULL, 0);
    for (size_t i = 0; i < s.len; i++) {
        if (!dmr_is_blank(s.ptr[i]))
            out[n++] = s.ptr[i];
        else if (n && out[n - 1] != ' ')
            out[n++] = ' ';
    }
    n -= n && out[n - 1] == ' ';
    out[n] = '\0';
    return dmr_str(out, n);
}

demarche_str dmr_export_simple_date(demarche_str edtf)
{
    bool sound = edtf.len == 4 || edtf.len == 7 || edtf.len == 10;
    for (size_t i = 0; i < edtf.len && sound; i++)
        sound = i == 4 || i == 7 ? edtf.ptr[i] == '-' : dmr_is_digit(edtf.ptr[i]);
    if (sound && edtf.len >= 7) /* seasons are months from 21 on */
        sound = edtf.ptr[5] == '0' || (edtf.ptr[5] == '1' && edtf.ptr[6] <= '2');
    return sound ? edtf : dmr_str(NULL, 0);
}

bool dmr_export_has_point(const demarche_event *e)
{
    return isfinite(e->lat) && isfinite(e->lon) && fabs(e->lat) <= 90 &&
           fabs(e->lon) <= 180;
}

bool dmr_export_pair(const demarche_event *e, size_t number, dmr_pair *out)
{
    size_t n = e->n_actors, m = e->n_recipients;
    if (m) {
        size_t at = e->mutual ? number / 2 : number;
        if (at >= n * m)
            return false;
        *out = (dmr_pair){at / m, n + at % m};
        if (e->mutual && number % 2)
            *out = (dmr_pair){out->to, out->from};
        return true;
    }
    if (!e->mutual || n < 2 || number >= n * (n - 1))
        return false;
    size_t from = number / (n - 1), to = number % (n - 1);
    *out = (dmr_pair){from, to + (to >= from)};
    return true;
}

demarche_status dmr_seen_begin(dmr_seen *seen, dmr_arena *arena, demarche_error *err)
{
    seen->arena = arena;
    seen->map = dmr_map_new(arena);
    return seen->map ? DEMARCHE_OK : dmr_error_memory(err);
}

demarche_status dmr_seen_put(dmr_seen *seen, demarche_str text, uint32_t *number,
                             bool *is_new, demarche_error *err)
{
    uint32_t at = dmr_map_get(seen->map, text, UINT32_MAX);
    *is_new = at == UINT32_MAX;
    if (*is_new) {
        at = (uint32_t)dmr_map_count(seen->map);
        demarche_str copy = dmr_str_copy(seen->arena, text);
        if (!copy.ptr || at == UINT32_MAX || !dmr_map_set(seen->map, copy, at))
            return dmr_error_memory(err);
    }
    if (number)
        *number = at;
    return DEMARCHE_OK;
}

size_t dmr_seen_count(const dmr_seen *seen)
{
    return dmr_map_count(seen->map);
}

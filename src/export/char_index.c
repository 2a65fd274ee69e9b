#include "export/char_index.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/utf8.h"
#include "export/export_parts.h"

enum { STEP = 1024 }; /* bytes */

/* In clean UTF-8 every character has one byte that does not go on with another. */
static size_t chars_in(const char *p, size_t n)
{
    size_t chars = 0;
    for (size_t i = 0; i < n; i++)
        chars += ((unsigned char)p[i] & 0xC0) != 0x80;
    return chars;
}

demarche_status dmr_char_index_make(dmr_char_index *index, const demarche_document *doc,
                                    demarche_error *err)
{
    demarche_str text = demarche_document_text(doc);
    char id[17];
    dmr_export_hash(id, &demarche_document_meta(doc)->id, 1);
    if (index->doc == doc && index->text.ptr == text.ptr && index->text.len == text.len &&
        memcmp(id, index->id, sizeof id) == 0)
        return DEMARCHE_OK;
    size_t n = text.len / STEP + 1;
    if (n > index->room) {
        size_t *more = realloc(index->before, n * sizeof *more);
        if (!more)
            return dmr_error_memory(err);
        index->before = more;
        index->room = n;
    }
    size_t chars = 0;
    for (size_t i = 0; i < n; i++) {
        index->before[i] = chars;
        size_t left = text.len - i * STEP;
        chars += chars_in(text.ptr + i * STEP, left < STEP ? left : STEP);
    }
    index->n = n;
    index->doc = doc;
    index->text = text;
    memcpy(index->id, id, sizeof id);
    return DEMARCHE_OK;
}

size_t dmr_char_index_at(const dmr_char_index *index, size_t byte)
{
    if (byte > index->text.len)
        byte = index->text.len;
    size_t step = byte / STEP;
    return index->before[step] +
           chars_in(index->text.ptr + step * STEP, byte - step * STEP);
}

void dmr_char_index_free(dmr_char_index *index)
{
    free(index->before);
    *index = (dmr_char_index){0};
}

demarche_str dmr_last_chars(demarche_str s, size_t most)
{
    size_t at = s.len;
    for (size_t i = 0; i < most && at > 0; i++)
        at = dmr_utf8_before(s, at);
    return dmr_str(s.ptr + at, s.len - at);
}

demarche_str dmr_first_chars(demarche_str s, size_t most)
{
    size_t at = 0;
    for (size_t i = 0; i < most && at < s.len; i++) {
        int32_t c;
        at += dmr_utf8_decode(s.ptr + at, s.len - at, &c);
    }
    return dmr_str(s.ptr, at);
}

/* Names and nouns as the dictionary has them, for patterns. */
#include "lexicon/import_phrase.h"

#include "base/error.h"

/* "KOFI_ANNAN_": without the "_" at its end, in capitals. */
static demarche_str bare(dmr_arena *arena, demarche_str raw)
{
    raw = dmr_str_trim(raw);
    while (raw.len && (raw.ptr[raw.len - 1] == '_' || raw.ptr[raw.len - 1] == ' '))
        raw.len--;
    char *p = dmr_arena_alloc(arena, raw.len + 1);
    for (size_t i = 0; p && i < raw.len; i++)
        p[i] = dmr_is_lower(raw.ptr[i]) ? (char)(raw.ptr[i] - 'a' + 'A') : raw.ptr[i];
    return dmr_str(p, p ? raw.len : 0);
}

demarche_status dmr_import_phrase(dmr_import_file *f, demarche_str phrase, bool agent,
                                  demarche_str code, demarche_str from,
                                  demarche_str until, demarche_str note, size_t line)
{
    demarche_str name = bare(f->import->scratch, phrase);
    if (!name.ptr)
        return dmr_error_memory(f->err);
    if (!name.len || !code.len)
        return DEMARCHE_OK;
    demarche_import_counts counts = f->import->counts;
    const demarche_str actor[] = {name, code, from, until}, noun[] = {name, code};
    demarche_status status =
        agent ? dmr_import_row(f, DMR_IMPORT_AGENT_PHRASES, noun, 2, note, line)
              : dmr_import_row(f, DMR_IMPORT_ACTOR_PHRASES, actor, 4, note, line);
    f->import->counts = counts; /* it is counted as a row of our other tables */
    return status;
}

demarche_str dmr_import_plural(dmr_arena *arena, demarche_str word)
{
    demarche_str w = word;
    char last = w.len ? w.ptr[w.len - 1] : 'S';
    if (last == 'Y' && w.len > 1 && !memchr("AEIOU", w.ptr[w.len - 2], 5))
        return dmr_str_format(arena, "%.*sIES", (int)(w.len - 1), w.ptr);
    bool hissing = memchr("SXZ", last, 3) || dmr_str_ends(w, DMR_STR("CH")) ||
                   dmr_str_ends(w, DMR_STR("SH"));
    return dmr_str_format(arena, hissing ? "%.*sES" : "%.*sS", (int)w.len, w.ptr);
}

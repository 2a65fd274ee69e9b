/* Dictionaries of discards: a phrase on each line; one behind "+" leaves out the whole
 * document, one without it the sentence. */
#include "lexicon/import.h"

#include "base/error.h"

static bool is_year(demarche_str s)
{
    bool year = s.len == 4;
    for (size_t i = 0; i < s.len; i++)
        year &= dmr_is_digit(s.ptr[i]);
    return year;
}

static demarche_status read_discard(dmr_import_file *f, const dmr_import_line *line)
{
    demarche_str raw = line->head;
    bool document = dmr_str_starts(raw, DMR_STR("+"));
    if (document)
        raw = dmr_str_trim(dmr_str(raw.ptr + 1, raw.len - 1));
    const char *wrong = line->wrong;
    if (!wrong && line->n_brackets)
        wrong = "a code among discards; actors and agents go into files of their own";
    dmr_import_name phrase = {.wrong = wrong};
    if (!wrong)
        DMR_TRY(
            dmr_import_noun_read(&phrase, raw, line->number, f->import->scratch, f->err));
    if (phrase.wrong) {
        dmr_import_refuse(f, line->number, line->whole, "%s", phrase.wrong);
        return DEMARCHE_OK;
    }
    const demarche_str cells[] = {phrase.text,
                                  document ? DMR_STR("document") : DMR_STR("sentence")};
    f->import->counts.names++;
    f->import->counts.years += is_year(phrase.text);
    return dmr_import_row(f, DMR_IMPORT_DISCARDS, cells, 2, line->comment, line->number);
}

demarche_status dmr_import_discards(dmr_import_file *f, demarche_str bytes)
{
    dmr_import_lines lines = {.rest = bytes};
    dmr_import_line line;
    while (dmr_import_next(&lines, &line)) {
        if (line.whole.len == 0)
            continue;
        dmr_arena_reset(f->import->scratch);
        DMR_TRY(read_discard(f, &line));
    }
    return DEMARCHE_OK;
}

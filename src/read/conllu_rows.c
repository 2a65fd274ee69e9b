/*
 * CoNLL-U as an input: its rows as they come. Sentences and tokens are read by `parse`.
 */
#include "read/blocks.h"
#include "read/clean_text.h"
#include "read/format_kind.h"

/* Comments, then a line of ten cells the first of which is a number. */
static bool is_conllu(demarche_str text, const char *path)
{
    enum { COMMENTS = 200 };
    demarche_str line;
    (void)path;
    for (int i = 0; i < COMMENTS && dmr_blocks_line(&text, &line); i++) {
        if (line.len == 0 || line.ptr[0] == '#' || line.ptr[0] == '\r')
            continue;
        size_t tabs = 0;
        for (size_t k = 0; k < line.len; k++)
            tabs += line.ptr[k] == '\t';
        return dmr_is_digit(line.ptr[0]) && tabs == 9;
    }
    return false;
}

static demarche_status whole(dmr_source *source, demarche_str bytes,
                             const demarche_read_options *opts, dmr_arena *arena,
                             demarche_error *err)
{
    return dmr_clean_input(source, bytes, opts, arena, err);
}

static const char *const suffixes[] = {".conllu", ".conll", NULL};

const dmr_format_kind dmr_format_conllu = {
    .format = DEMARCHE_FORMAT_CONLLU,
    .name = "conllu",
    .suffixes = suffixes,
    .is = is_conllu,
    .whole = whole,
};

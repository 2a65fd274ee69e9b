/* What a dictionary is, told by its look: agents have "~" in their codes, actors have none,
 * discards have no codes at all. */
#include "lexicon/import.h"

#include "base/error.h"

typedef struct look {
    size_t lines, codes, agents; /* codes with "~" */
    size_t actors, faiths, bare; /* codes that begin so; that have one step */
    size_t verbs;                /* lines as only dictionaries of verbs have them */
    size_t markup;               /* "<ISSUE ..." */
} look;

static void look_at_code(const demarche_import *im, look *l, demarche_str inside)
{
    l->codes++;
    if (inside.len && memchr(inside.ptr, '~', inside.len)) {
        l->agents++;
        return;
    }
    size_t n = 0;
    while (n < inside.len && dmr_is_upper(inside.ptr[n]))
        n++;
    l->bare += n == 3 && inside.len == 3;
    /* A state that is called as a belief ("MUS") counts for neither. */
    bool faith = dmr_cameo_is_faith(im, inside);
    l->faiths += faith;
    l->actors += !faith && dmr_cameo_is_actor(im, inside);
}

static bool is_verb_line(const dmr_import_line *line)
{
    demarche_str w = line->whole;
    return dmr_str_starts(w, DMR_STR("- ")) || dmr_str_starts(w, DMR_STR("---")) ||
           dmr_str_starts(w, DMR_STR("&")) || dmr_str_starts(w, DMR_STR("~ "));
}

/* Dictionaries of peoples and of beliefs have codes of their own, of which many are also
 * those of states. */
static demarche_import_codes codes_of(const look *l)
{
    enum { ENOUGH = 8 };
    size_t n = l->codes - l->agents;
    if (n >= ENOUGH && l->faiths * 2 > n)
        return DEMARCHE_IMPORT_CODES_BELIEFS;
    if (n >= ENOUGH && l->bare * 10 > n * 9 && l->actors * 2 < n)
        return DEMARCHE_IMPORT_CODES_PEOPLES;
    return DEMARCHE_IMPORT_CODES_ACTORS;
}

demarche_status dmr_import_look(const demarche_import *im, demarche_str bytes,
                                demarche_import_kind *kind, demarche_import_codes *codes,
                                demarche_error *err)
{
    dmr_import_lines lines = {.rest = bytes};
    dmr_import_line line;
    look l = {0};
    while (dmr_import_next(&lines, &line)) {
        if (line.whole.len == 0)
            continue;
        l.lines++;
        l.verbs += is_verb_line(&line);
        l.markup += line.whole.len > 1 && line.whole.ptr[0] == '<' &&
                    dmr_is_alpha(line.whole.ptr[1]);
        for (size_t i = 0; i < line.n_brackets; i++)
            look_at_code(im, &l, line.brackets[i]);
    }
    if (*kind == DEMARCHE_IMPORT_AUTO) {
        if (l.markup)
            return dmr_error_set(err, DEMARCHE_E_FORMAT, 0,
                                 "it looks like a dictionary of issues; actors, agents, "
                                 "discards and verbs can be read (--input says which)");
        if (l.lines == 0)
            return dmr_error_set(err, DEMARCHE_E_FORMAT, 0,
                                 "there is nothing in it but comments");
        *kind = l.verbs * 4 > l.lines    ? DEMARCHE_IMPORT_VERBS
                : l.codes == 0           ? DEMARCHE_IMPORT_DISCARDS
                : l.agents * 2 > l.codes ? DEMARCHE_IMPORT_AGENTS
                                         : DEMARCHE_IMPORT_ACTORS;
    }
    if (*codes == DEMARCHE_IMPORT_CODES_AUTO)
        *codes = codes_of(&l);
    return DEMARCHE_OK;
}

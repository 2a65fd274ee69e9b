#include "code_names.h"

#include <stdlib.h>
#include <string.h>

/* More would be a damaged record's doing. */
enum { NAMES_MOST = 100000 };

typedef struct entry {
    char *code; /* the others lie behind it */
    code_name is;
} entry;

struct code_names {
    entry *at; /* (n) in the order of their codes */
    size_t n, room;
};

void code_names_free(code_names *names)
{
    if (!names)
        return;
    for (size_t i = 0; i < names->n; i++)
        free(names->at[i].code);
    free(names->at);
    free(names);
}

/* A cell's copy with NUL at *to, which goes behind it; NULL where it is null. */
static const char *copy(char **to, demarche_cell cell)
{
    char *at = *to;
    if (cell.kind != DEMARCHE_CELL_TEXT)
        return NULL;
    memcpy(at, cell.text.ptr, cell.text.len);
    at[cell.text.len] = '\0';
    *to += cell.text.len + 1;
    return at;
}

/* Code, name, first day, last day, kind. */
static demarche_status add(code_names *names, demarche_answer *a)
{
    demarche_cell cells[5];
    size_t n = 0;
    if (names->n == NAMES_MOST)
        return DEMARCHE_OK;
    if (names->n == names->room) {
        size_t room = names->room ? 2 * names->room : 512;
        entry *at = realloc(names->at, room * sizeof *at);
        if (!at)
            return DEMARCHE_E_MEMORY;
        names->at = at;
        names->room = room;
    }
    for (size_t i = 0; i < 5; i++) {
        cells[i] = demarche_answer_cell(a, i);
        n += cells[i].kind == DEMARCHE_CELL_TEXT ? cells[i].text.len + 1 : 0;
    }
    entry *e = &names->at[names->n];
    char *to = malloc(n + 1);
    if (!to)
        return DEMARCHE_E_MEMORY;
    *e = (entry){.code = to};
    if (!copy(&to, cells[0]) || !(e->is.name = copy(&to, cells[1]))) {
        free(e->code);
        return DEMARCHE_OK;
    }
    e->is.from = copy(&to, cells[2]);
    e->is.until = copy(&to, cells[3]);
    const char *kind = copy(&to, cells[4]);
    e->is.organisation = kind && strcmp(kind, "organisation") == 0;
    names->n++;
    return DEMARCHE_OK;
}

demarche_status code_names_read(code_names **out, demarche_record *record,
                                demarche_error *err)
{
    demarche_answer *a = NULL;
    bool got = true;
    code_names *names = calloc(1, sizeof *names);
    *out = NULL;
    if (!names)
        return DEMARCHE_E_MEMORY;
    demarche_status status = demarche_ask_sql(
        &a, record,
        "SELECT code, name, first_day, last_day, kind FROM code_now ORDER BY code", err);
    while (!status && !(status = demarche_answer_next(a, &got, err)) && got)
        status = add(names, a);
    demarche_answer_free(a);
    if (status) {
        code_names_free(names);
        return status;
    }
    *out = names;
    return DEMARCHE_OK;
}

static int by_code(const void *key, const void *e)
{
    return strcmp(key, ((const entry *)e)->code);
}

const code_name *code_names_find(const code_names *names, const char *code)
{
    const entry *e = names && names->n
                         ? bsearch(code, names->at, names->n, sizeof *names->at, by_code)
                         : NULL;
    return e ? &e->is : NULL;
}

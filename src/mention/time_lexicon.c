#include "mention/time_lexicon.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/tables.h"
#include "base/vec.h"
#include "mention/day.h"
#include "mention/edtf.h"

typedef struct time_name {
    demarche_str text;
    uint32_t row;
    uint32_t next; /* name + 1 with the same first word; 0 ends */
} time_name;

struct dmr_time_lexicon {
    dmr_arena *arena; /* only while it is loaded */
    DMR_VEC(dmr_happening) rows;
    DMR_VEC(time_name) names;
    dmr_map *first; /* first word in lower case -> name + 1 */
};

enum { KEY_MAX = 40 };

/* Letters and digits that s begins with, in lower case: the key of a name or token. */
static demarche_str key_of(demarche_str s, char buf[KEY_MAX])
{
    size_t n = 0;
    while (n < s.len && n < KEY_MAX &&
           (dmr_is_alpha(s.ptr[n]) || dmr_is_digit(s.ptr[n]) || (s.ptr[n] & 0x80))) {
        buf[n] = dmr_to_lower(s.ptr[n]);
        n++;
    }
    return dmr_str(buf, n);
}

static demarche_status add_name(dmr_time_lexicon *lex, demarche_str text, size_t row,
                                demarche_error *err)
{
    char buf[KEY_MAX];
    demarche_str key = key_of(text, buf);
    time_name *name = DMR_PUSH(lex->arena, lex->names);
    if (!name)
        return dmr_error_memory(err);
    name->text = text;
    name->row = (uint32_t)row;
    name->next = dmr_map_get(lex->first, key, 0);
    key = dmr_str_copy(lex->arena, key);
    if (!key.ptr || !dmr_map_set(lex->first, key, (uint32_t)lex->names.n))
        return dmr_error_memory(err);
    return DEMARCHE_OK;
}

static dmr_happening *add_row(dmr_time_lexicon *lex, demarche_str id, demarche_str edtf,
                              demarche_str kind)
{
    dmr_happening *h = DMR_PUSH(lex->arena, lex->rows);
    if (h) {
        h->id = id;
        h->edtf = edtf;
        h->kind = kind;
    }
    return h;
}

/* ---------------------------------------------------------------------- loading */

enum { COL_ID, COL_NAMES, COL_EDTF, COL_KIND, COL_NOTE, COL_EXAMPLE };
static const char *const columns[] = {"id",    "names",    "edtf",    "kind",
                                      "?note", "?example", "?source", NULL};

static bool kind_known(demarche_str kind)
{
    static const char *const kinds[] = {
        "war",    "crisis",     "battle",  "games",      "fair",  "summit",
        "treaty", "conference", "death",   "revolution", "coup",  "disaster",
        "era",    "reign",      "holiday", "election",   "state", "attack"};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        if (dmr_str_is(kind, kinds[k]))
            return true;
    return false;
}

/*
 * A reign's names are those of the ruler; what is found in texts is "Gorbachev came to
 * power" (its first day), "Gorbachev's resignation" (its last) and "the Gorbachev years".
 */
static demarche_status add_reign(dmr_time_lexicon *lex, const dmr_table_row *row,
                                 const dmr_happening *whole, demarche_error *err)
{
    static const char *const rises[] = {"came to power",
                                        "took power",
                                        "came to office",
                                        "took office",
                                        "assumed power",
                                        "assumed office",
                                        "'s rise to power",
                                        "'s coming to power",
                                        "'s accession",
                                        "'s inauguration",
                                        NULL};
    static const char *const falls[] = {"left office", "fell from power", "lost power",
                                        "'s fall",     "'s downfall",     NULL};
    static const char *const spans[] = {
        "era",           "years",   "administration", "presidency",        "period",
        "'s presidency", "'s rule", "'s reign",       "'s years in power", NULL};
    static const char *const *const forms[] = {rises, falls, spans};
    static const char *const kinds[] = {"accession", "fall", "reign"};
    for (int k = 0; k < 3; k++) {
        dmr_day day = k == 1 ? whole->last : whole->first;
        if (day == DMR_DAY_OPEN || day == DMR_DAY_NONE)
            continue;
        demarche_str edtf = whole->edtf;
        size_t slash = dmr_str_find(edtf, DMR_STR("/"), 0);
        if (slash != SIZE_MAX && k == 0)
            edtf.len = slash;
        else if (slash != SIZE_MAX && k == 1)
            edtf = dmr_str(edtf.ptr + slash + 1, edtf.len - slash - 1);
        dmr_happening *h = add_row(lex, row->cells[COL_ID], edtf, dmr_str_c(kinds[k]));
        if (!h)
            return dmr_error_memory(err);
        h->name = whole->name;
        h->layer = whole->layer;
        (void)dmr_edtf_bounds(edtf, &h->first, &h->last);
        size_t at = lex->rows.n - 1;
        demarche_str rest = row->cells[COL_NAMES], name;
        while (dmr_str_split(&rest, '|', &name)) {
            name = dmr_str_trim(name);
            for (const char *const *f = forms[k]; *f; f++) {
                demarche_str text =
                    dmr_str_format(lex->arena, "%.*s%s%s", DMR_STR_ARG(name),
                                   **f == '\'' ? "" : " ", *f);
                if (!text.ptr)
                    return dmr_error_memory(err);
                DMR_TRY(add_name(lex, text, at, err));
            }
        }
    }
    return DEMARCHE_OK;
}

static demarche_status add_table_row(dmr_time_lexicon *lex, const dmr_table_row *row,
                                     demarche_error *err)
{
    demarche_str edtf = row->cells[COL_EDTF], kind = row->cells[COL_KIND];
    dmr_happening h = {
        .id = row->cells[COL_ID], .edtf = edtf, .kind = kind, .layer = row->layer};
    if (!h.id.len || !row->cells[COL_NAMES].len)
        return dmr_table_refuse(row, err, "id or names are empty; give both");
    if (!kind_known(kind))
        return dmr_table_refuse(row, err,
                                "unknown kind '%.*s'; see the head of "
                                "times.tsv",
                                DMR_STR_ARG(kind));
    if (!dmr_feast_read(edtf, &h.feast) && !dmr_edtf_bounds(edtf, &h.first, &h.last))
        return dmr_table_refuse(row, err,
                                "'%.*s' is no EDTF date; write 1988-09-17 "
                                "or 1988-09-17/1988-10-02",
                                DMR_STR_ARG(edtf));
    h.sure = h.feast.kind != DMR_FEAST_NONE;
    demarche_str rest = row->cells[COL_NAMES], name;
    (void)dmr_str_split(&rest, '|', &h.name);
    h.name = dmr_str_trim(h.name);
    if (dmr_str_is(kind, "reign"))
        return add_reign(lex, row, &h, err);
    dmr_happening *place = add_row(lex, h.id, edtf, kind);
    if (!place)
        return dmr_error_memory(err);
    *place = h;
    rest = row->cells[COL_NAMES];
    while (dmr_str_split(&rest, '|', &name)) {
        name = dmr_str_trim(name);
        char buf[KEY_MAX];
        if (!key_of(name, buf).len)
            return dmr_table_refuse(row, err,
                                    "a name is empty or begins with a "
                                    "sign; part names by one '|'");
        DMR_TRY(add_name(lex, name, lex->rows.n - 1, err));
    }
    return DEMARCHE_OK;
}

demarche_status dmr_time_lexicon_load(dmr_time_lexicon **out, dmr_tables *tables,
                                      dmr_arena *arena, demarche_error *err)
{
    *out = NULL;
    dmr_time_lexicon *lex = DMR_NEW(arena, dmr_time_lexicon);
    if (!lex || !(lex->first = dmr_map_new(arena)))
        return dmr_error_memory(err);
    lex->arena = arena;
    dmr_table table;
    DMR_TRY(dmr_tables_load(&table, tables, "times.tsv", columns, err));
    for (size_t i = 0; i < table.n_rows; i++) {
        const dmr_table_row *row = &table.rows[i];
        DMR_TRY(dmr_tables_row(tables, row, add_table_row(lex, row, err), err));
    }
    *out = lex;
    return DEMARCHE_OK;
}

/* ----------------------------------------------------------------------- as an image */

enum { HAPPENING_WORDS = 12, NAME_WORDS = 4 };

void dmr_time_lexicon_put(dmr_image_writer *w, const dmr_time_lexicon *lexicon)
{
    dmr_image_put(w, (uint32_t)lexicon->rows.n);
    for (size_t i = 0; i < lexicon->rows.n; i++) {
        const dmr_happening *h = &lexicon->rows.at[i];
        dmr_image_put_str(w, h->id);
        dmr_image_put_str(w, h->name);
        dmr_image_put_str(w, h->edtf);
        dmr_image_put_str(w, h->kind);
        dmr_image_put(w, (uint32_t)h->first);
        dmr_image_put(w, (uint32_t)h->last);
        dmr_image_put(w, h->sure);
        dmr_image_put(w, h->layer);
    }
    dmr_image_put(w, (uint32_t)lexicon->names.n);
    for (size_t i = 0; i < lexicon->names.n; i++) {
        dmr_image_put_str(w, lexicon->names.at[i].text);
        dmr_image_put(w, lexicon->names.at[i].row);
        dmr_image_put(w, lexicon->names.at[i].next);
    }
    dmr_image_put_map(w, lexicon->first);
}

static void get_happening(dmr_image_reader *r, dmr_happening *h)
{
    h->id = dmr_image_get_str(r);
    h->name = dmr_image_get_str(r);
    h->edtf = dmr_image_get_str(r);
    h->kind = dmr_image_get_str(r);
    h->first = (dmr_day)dmr_image_get(r);
    h->last = (dmr_day)dmr_image_get(r);
    h->sure = dmr_image_get_below(r, 2) != 0;
    h->layer = dmr_image_get(r);
    dmr_day first, last;
    r->bad |= !dmr_feast_read(h->edtf, &h->feast) &&
              (!dmr_edtf_bounds(h->edtf, &first, &last) || h->first != first ||
               h->last != last);
}

dmr_time_lexicon *dmr_time_lexicon_get(dmr_image_reader *r, dmr_arena *arena)
{
    dmr_time_lexicon *lex = DMR_NEW(arena, dmr_time_lexicon);
    size_t n = dmr_image_get_count(r, HAPPENING_WORDS);
    dmr_happening *rows = DMR_NEW_ARRAY(arena, dmr_happening, n);
    for (size_t i = 0; rows && i < n; i++)
        get_happening(r, &rows[i]);
    size_t n_names = dmr_image_get_count(r, NAME_WORDS);
    time_name *names = DMR_NEW_ARRAY(arena, time_name, n_names);
    for (size_t i = 0; names && i < n_names; i++) {
        names[i].text = dmr_image_get_str(r);
        names[i].row = dmr_image_get_below(r, n);
        names[i].next = dmr_image_get_below(r, i + 1); /* backwards: every chain ends */
    }
    if (!lex || !rows || !names || r->bad)
        return NULL;
    lex->rows.at = rows;
    lex->rows.n = lex->rows.room = n;
    lex->names.at = names;
    lex->names.n = lex->names.room = n_names;
    lex->first = dmr_image_get_map(r, 1, (uint32_t)n_names, arena);
    return lex->first ? lex : NULL;
}

size_t dmr_time_lexicon_count(const dmr_time_lexicon *lexicon)
{
    return lexicon->rows.n;
}

const dmr_happening *dmr_time_lexicon_at(const dmr_time_lexicon *lexicon, int32_t row)
{
    return &lexicon->rows.at[row];
}

/* ---------------------------------------------------------------------- finding */

/* ' and the apostrophe that is printed for it count as one. */
static bool same_letter(demarche_str name, size_t *p, demarche_str form, size_t *f)
{
    static const char curly[] = "\xe2\x80\x99";
    char a = name.ptr[*p], b = form.ptr[*f];
    if (a == '\'' && form.len - *f >= 3 && memcmp(form.ptr + *f, curly, 3) == 0) {
        *p += 1;
        *f += 3;
        return true;
    }
    ++*p;
    ++*f;
    return dmr_to_lower(a) == dmr_to_lower(b) && !(dmr_is_upper(a) && !dmr_is_upper(b));
}

/* The word behind the name that begins at word i, or i. */
static int32_t match_name(demarche_str name, const dmr_tree *tree, int32_t i)
{
    size_t p = 0;
    for (int32_t j = i; j < tree->n; j++) {
        demarche_str form = tree->tokens[j].form;
        for (size_t f = 0; f < form.len;)
            if (p >= name.len || !same_letter(name, &p, form, &f))
                return i;
        if (p == name.len)
            return j + 1;
        while (p < name.len && name.ptr[p] == ' ')
            p++;
    }
    return i;
}

int32_t dmr_time_lexicon_match(const dmr_time_lexicon *lexicon, const dmr_tree *tree,
                               int32_t i, dmr_day as_of, int32_t *row)
{
    if (i >= tree->n)
        return i;
    char buf[KEY_MAX];
    int32_t best = i;
    dmr_day best_first = DMR_DAY_NONE;
    uint32_t best_layer = 0;
    demarche_str key = key_of(tree->tokens[i].form, buf);
    for (uint32_t k = dmr_map_get(lexicon->first, key, 0); k;
         k = lexicon->names.at[k - 1].next) {
        const dmr_happening *h = &lexicon->rows.at[lexicon->names.at[k - 1].row];
        if (as_of != DMR_DAY_NONE && !h->feast.kind && h->first > as_of)
            continue;
        int32_t e = match_name(lexicon->names.at[k - 1].text, tree, i);
        if (e > best || (e == best && e > i &&
                         (h->layer > best_layer ||
                          (h->layer == best_layer && h->first > best_first)))) {
            best = e;
            best_first = h->first;
            best_layer = h->layer;
            *row = (int32_t)lexicon->names.at[k - 1].row;
        }
    }
    return best;
}

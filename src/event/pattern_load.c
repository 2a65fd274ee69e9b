/* patterns.tsv, actor_phrases.tsv and agent_phrases.tsv: read, checked and indexed by word. */
#include "event/pattern.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/vec.h"
#include "event/ontology.h"

#define ACTOR_PHRASES "actor_phrases.tsv"
#define AGENT_PHRASES "agent_phrases.tsv"

static bool is_phrases(const char *name)
{
    return strcmp(name, ACTOR_PHRASES) == 0 || strcmp(name, AGENT_PHRASES) == 0;
}

/* One use of a word, for sorting. */
typedef struct use {
    demarche_str word;
    uint32_t weight, index;
} use;

typedef DMR_VEC(use) use_list;

typedef struct pattern_loader {
    dmr_patterns *p;
    dmr_tables *tables;
    dmr_arena *arena;
    demarche_error *err;
    dmr_map *phrase_at, *set_at, *block_at; /* name -> index */
    dmr_map *verb_block;                    /* name of a verb -> index of its block */
    DMR_VEC(dmr_phrase) phrases;
    DMR_VEC(dmr_word_set) sets;
    DMR_VEC(dmr_pattern_verb) verbs;
    DMR_VEC(dmr_verb_form) forms;
    DMR_VEC(dmr_code_type) types;
    DMR_VEC(dmr_change) changes;
    struct {
        DMR_VEC(dmr_pattern) patterns;
        uint32_t layer;
    } * blocks; /* (n_blocks) */
    size_t n_blocks, room_blocks;
    uint32_t order;
    use_list phrase_uses, form_uses;
} pattern_loader;

/* ------------------------------------------------------------------------- phrases */

enum { PHRASE, PHRASE_CODE, FROM, UNTIL };

/* The bound of a cell: empty is open. */
static bool read_bound(demarche_str cell, bool last, dmr_day *out)
{
    dmr_day first_day, last_day;
    if (!cell.len)
        return true;
    if (!dmr_edtf_bounds(cell, &first_day, &last_day))
        return false;
    *out = last ? last_day : first_day;
    return true;
}

/* Which of its words stand right behind the one before: those with "_" between. */
static const bool *joints(demarche_str text, size_t n, dmr_arena *arena)
{
    bool *close = DMR_NEW_ARRAY(arena, bool, n);
    bool joined = false, inside = false;
    size_t word = 0;
    for (size_t i = 0; close && i < text.len; i++) {
        char c = text.ptr[i];
        if (c == ' ' || c == '_') {
            joined = c == '_';
            inside = false;
        } else if (!inside) {
            close[word++] = joined;
            inside = true;
        }
    }
    return close;
}

/* Words are compared as they stand, in capitals. */
static bool has_small(demarche_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (dmr_is_lower(s.ptr[i]))
            return true;
    return false;
}

static const char small_letters[] = "small letters; write words in capitals";

static demarche_status new_phrase(pattern_loader *l, const dmr_table_row *row, bool agent,
                                  dmr_phrase **out)
{
    const demarche_str *c = row->cells;
    dmr_phrase *phrase = DMR_PUSH(l->arena, l->phrases);
    if (!phrase || !dmr_words_parse(&phrase->words, c[PHRASE], l->arena))
        return dmr_error_memory(l->err);
    phrase->name = c[PHRASE];
    phrase->agent = agent;
    phrase->close = joints(c[PHRASE], phrase->words.n, l->arena);
    uint32_t at = (uint32_t)(l->phrases.n - 1);
    *out = phrase;
    use *u = DMR_PUSH(l->arena, l->phrase_uses);
    if (!u || !phrase->close || !dmr_map_set(l->phrase_at, c[PHRASE], at))
        return dmr_error_memory(l->err);
    *u = (use){phrase->words.at[0], (uint32_t)phrase->words.n, at};
    return DEMARCHE_OK;
}

static demarche_status add_phrase(pattern_loader *l, const dmr_table_row *row, bool agent)
{
    const demarche_str *c = row->cells;
    dmr_words words;
    if (!dmr_words_parse(&words, c[PHRASE], l->arena))
        return dmr_error_memory(l->err);
    if (words.n == 0)
        return dmr_table_refuse(row, l->err, "no phrase");
    if (has_small(c[PHRASE]))
        return dmr_table_refuse(row, l->err, "%s", small_letters);
    bool tilde = c[PHRASE_CODE].len > 1 && (c[PHRASE_CODE].ptr[0] == '~' ||
                                            dmr_str_ends(c[PHRASE_CODE], DMR_STR("~")));
    if (!c[PHRASE_CODE].len || tilde != agent)
        return dmr_table_refuse(
            row, l->err, "an actor has a code, an agent one with '~': ~GOV or NGO~");
    dmr_phrase_code code = {
        .code = c[PHRASE_CODE], .from = DMR_DAY_NONE, .until = DMR_DAY_OPEN};
    if (!agent) {
        code.dated = c[FROM].len || c[UNTIL].len;
        if (!read_bound(c[FROM], false, &code.from) ||
            !read_bound(c[UNTIL], true, &code.until))
            return dmr_table_refuse(row, l->err, "from and until are dates, 1989-12-31");
    }
    uint32_t at = dmr_map_get(l->phrase_at, c[PHRASE], UINT32_MAX);
    dmr_phrase *phrase = NULL;
    if (at == UINT32_MAX)
        DMR_TRY(new_phrase(l, row, agent, &phrase));
    else
        phrase = &l->phrases.at[at];
    if (!phrase || phrase->agent != agent)
        return DEMARCHE_OK; /* what came first holds */
    dmr_phrase_code *codes =
        dmr_arena_grow(l->arena, (void *)phrase->codes, phrase->n_codes * sizeof *codes,
                       (phrase->n_codes + 1) * sizeof *codes);
    if (!codes)
        return dmr_error_memory(l->err);
    codes[phrase->n_codes++] = code;
    phrase->codes = codes;
    return DEMARCHE_OK;
}

/* ------------------------------------------------------------------------ patterns */

enum { KIND, BLOCK, TEXT, FORMS, CODE };

static int more_words_first(const void *x, const void *y)
{
    const dmr_words *a = x, *b = y;
    return a->n > b->n ? -1 : a->n < b->n;
}

/* "A|B_C" as lists of words. */
static demarche_status read_entries(pattern_loader *l, demarche_str cell, dmr_words **out,
                                    size_t *n)
{
    DMR_VEC(dmr_words) list = {0};
    demarche_str rest = cell, part;
    while (dmr_str_split(&rest, '|', &part)) {
        dmr_words *w = DMR_PUSH(l->arena, list);
        if (!w || !dmr_words_parse(w, part, l->arena))
            return dmr_error_memory(l->err);
        list.n -= w->n == 0;
    }
    *out = list.at;
    *n = list.n;
    return DEMARCHE_OK;
}

static demarche_status add_set(pattern_loader *l, const dmr_table_row *row)
{
    demarche_str name = row->cells[BLOCK];
    dmr_words *entries;
    size_t n;
    DMR_TRY(read_entries(l, row->cells[TEXT], &entries, &n));
    if (!name.len || !n)
        return dmr_table_refuse(row, l->err, "a set has a name and words");
    if (has_small(row->cells[TEXT]))
        return dmr_table_refuse(row, l->err, "%s", small_letters);
    if (dmr_map_get(l->set_at, name, UINT32_MAX) != UINT32_MAX)
        return DEMARCHE_OK; /* what came first holds */
    qsort(entries, n, sizeof *entries, more_words_first);
    dmr_word_set *set = DMR_PUSH(l->arena, l->sets);
    if (!set || !dmr_map_set(l->set_at, name, (uint32_t)(l->sets.n - 1)))
        return dmr_error_memory(l->err);
    *set = (dmr_word_set){name, entries, n};
    return DEMARCHE_OK;
}

/* The block of a row; a block of one layer is not added to by those below it. */
static demarche_status block_of(pattern_loader *l, const dmr_table_row *row,
                                uint32_t *out)
{
    demarche_str name = row->cells[BLOCK];
    *out = dmr_map_get(l->block_at, name, UINT32_MAX);
    if (*out != UINT32_MAX)
        return DEMARCHE_OK;
    if (l->n_blocks == l->room_blocks) {
        size_t want = l->room_blocks ? 2 * l->room_blocks : 64;
        void *p = dmr_arena_grow(l->arena, l->blocks, l->n_blocks * sizeof *l->blocks,
                                 want * sizeof *l->blocks);
        if (!p)
            return dmr_error_memory(l->err);
        l->blocks = p;
        l->room_blocks = want;
    }
    memset(&l->blocks[l->n_blocks], 0, sizeof *l->blocks);
    l->blocks[l->n_blocks].layer = row->layer;
    *out = (uint32_t)l->n_blocks++;
    return dmr_map_set(l->block_at, name, *out) ? DEMARCHE_OK : dmr_error_memory(l->err);
}

/* A form of a verb: "BROKE_+DOWN" marks the word that is looked for. */
static demarche_status add_form(pattern_loader *l, const dmr_table_row *row,
                                demarche_str form)
{
    dmr_words words;
    size_t key = 0;
    if (!dmr_words_parse(&words, form, l->arena))
        return dmr_error_memory(l->err);
    if (words.n == 0)
        return DEMARCHE_OK;
    demarche_str *at = (demarche_str *)words.at;
    for (size_t i = 0; i < words.n; i++) {
        if (at[i].len > 1 && at[i].ptr[0] == '+') {
            at[i] = dmr_str(at[i].ptr + 1, at[i].len - 1);
            key = i;
        }
    }
    dmr_verb_form *f = DMR_PUSH(l->arena, l->forms);
    use *u = DMR_PUSH(l->arena, l->form_uses);
    if (!f || !u)
        return dmr_error_memory(l->err);
    f->before = (dmr_words){words.at, key};
    f->behind = (dmr_words){words.at + key + 1, words.n - key - 1};
    f->verb = (uint32_t)(l->verbs.n - 1);
    *u = (use){words.at[key], (uint32_t)words.n, (uint32_t)(l->forms.n - 1)};
    (void)row;
    return DEMARCHE_OK;
}

static demarche_status add_verb(pattern_loader *l, const dmr_table_row *row)
{
    const demarche_str *c = row->cells;
    uint32_t block;
    DMR_TRY(block_of(l, row, &block));
    if (l->blocks[block].layer != row->layer)
        return DEMARCHE_OK;
    dmr_pattern_verb *v = DMR_PUSH(l->arena, l->verbs);
    if (!v)
        return dmr_error_memory(l->err);
    v->block = block;
    if (!dmr_map_set(l->verb_block, c[TEXT], block))
        return dmr_error_memory(l->err);
    v->name = dmr_arena_copy(l->arena, c[TEXT].ptr, c[TEXT].len);
    const char *wrong = dmr_deed_parse(&v->deed, c[CODE], l->arena);
    if (!wrong && has_small(c[FORMS]))
        wrong = small_letters;
    if (wrong || !c[TEXT].len || !c[FORMS].len)
        return dmr_table_refuse(row, l->err, "%s",
                                wrong ? wrong : "a verb has a name and forms");
    demarche_str rest = c[FORMS], form;
    while (dmr_str_split(&rest, '|', &form))
        DMR_TRY(add_form(l, row, form));
    return v->name ? DEMARCHE_OK : dmr_error_memory(l->err);
}

static demarche_status add_pattern(pattern_loader *l, const dmr_table_row *row)
{
    const demarche_str *c = row->cells;
    uint32_t block;
    DMR_TRY(block_of(l, row, &block));
    if (l->blocks[block].layer != row->layer)
        return DEMARCHE_OK;
    dmr_pattern *p = DMR_PUSH(l->arena, l->blocks[block].patterns);
    const char *why = NULL;
    if (!p)
        return dmr_error_memory(l->err);
    if (has_small(c[TEXT]))
        return dmr_table_refuse(row, l->err, "%s", small_letters);
    if (!dmr_pattern_parse(p, c[TEXT], l->set_at, l->arena, &why))
        return dmr_table_refuse(row, l->err, "%s", why);
    why = dmr_deed_parse(&p->deed, c[CODE], l->arena);
    if (why)
        return dmr_table_refuse(row, l->err, "%s", why);
    p->in_clause = dmr_str_is(c[KIND], "clause");
    l->p->in_clause |= p->in_clause;
    p->order = l->order++;
    return DEMARCHE_OK;
}

static demarche_status add_change(pattern_loader *l, const dmr_table_row *row)
{
    dmr_change *c = DMR_PUSH(l->arena, l->changes);
    if (!c)
        return dmr_error_memory(l->err);
    const char *wrong = dmr_change_parse(c, row->cells[TEXT], l->arena);
    if (wrong)
        return dmr_table_refuse(row, l->err, "%s", wrong);
    c->outer = dmr_map_get(l->verb_block, c->verbs[0], UINT32_MAX);
    if (c->outer == UINT32_MAX)
        return dmr_table_refuse(row, l->err, "no verb \"%.*s\" in this table",
                                DMR_STR_ARG(c->verbs[0]));
    c->inner = dmr_map_get(l->verb_block, c->verbs[1], UINT32_MAX);
    if (c->inner == UINT32_MAX && !dmr_str_is(c->verbs[1], "Q"))
        return dmr_table_refuse(row, l->err, "no verb \"%.*s\" in this table",
                                DMR_STR_ARG(c->verbs[1]));
    return DEMARCHE_OK;
}

/* Patterns may name sets, and changes verbs, that stand below them: sets are read in the
 * first turn, changes in the last. */
enum { TURN_SETS, TURN_VERBS, TURN_CHANGES, N_TURNS };

static demarche_status add_row(pattern_loader *l, const dmr_table_row *row, int turn)
{
    demarche_str kind = row->cells[KIND];
    if (dmr_str_is(kind, "set"))
        return turn == TURN_SETS ? add_set(l, row) : DEMARCHE_OK;
    if (dmr_str_is(kind, "change"))
        return turn == TURN_CHANGES ? add_change(l, row) : DEMARCHE_OK;
    if (turn != TURN_VERBS)
        return DEMARCHE_OK;
    if (dmr_str_is(kind, "verb"))
        return add_verb(l, row);
    if (dmr_str_is(kind, "words") || dmr_str_is(kind, "clause"))
        return add_pattern(l, row);
    return dmr_table_refuse(row, l->err, "kind is set, verb, words, clause or change");
}

/* --------------------------------------------------------------------------- index */

static int by_word(const void *x, const void *y)
{
    const use *a = x, *b = y;
    int c = dmr_str_compare(a->word, b->word);
    if (c)
        return c;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

static demarche_status index_words(pattern_loader *l, use_list *uses, dmr_word_index *out)
{
    DMR_VEC(uint32_t) runs = {0};
    size_t start = 0;
    out->starts = dmr_map_new(l->arena);
    if (!out->starts)
        return dmr_error_memory(l->err);
    if (uses->n)
        qsort(uses->at, uses->n, sizeof *uses->at, by_word);
    for (size_t i = 0; i < uses->n; i++) {
        const use *u = &uses->at[i];
        if (i == 0 || !dmr_str_eq(uses->at[i - 1].word, u->word)) {
            start = runs.n;
            if (!DMR_PUSH(l->arena, runs) ||
                !dmr_map_set(out->starts, u->word, (uint32_t)start))
                return dmr_error_memory(l->err);
        }
        uint32_t *place = DMR_PUSH(l->arena, runs);
        if (!place)
            return dmr_error_memory(l->err);
        *place = u->index;
        runs.at[start]++;
    }
    out->runs = runs.at;
    return DEMARCHE_OK;
}

const uint32_t *dmr_word_index_get(const dmr_word_index *index, demarche_str word,
                                   size_t *n)
{
    uint32_t start = dmr_map_get(index->starts, word, UINT32_MAX);
    *n = start == UINT32_MAX ? 0 : index->runs[start];
    return start == UINT32_MAX ? NULL : &index->runs[start + 1];
}

static int longest_first(const void *x, const void *y)
{
    const dmr_pattern *a = x, *b = y;
    unsigned na = a->n_before + a->n_behind, nb = b->n_before + b->n_behind;
    if (na != nb)
        return na > nb ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

static demarche_status finish(pattern_loader *l)
{
    dmr_patterns *p = l->p;
    dmr_block *blocks = DMR_NEW_ARRAY(l->arena, dmr_block, l->n_blocks);
    if (!blocks)
        return dmr_error_memory(l->err);
    for (size_t i = 0; i < l->n_blocks; i++) {
        blocks[i] = (dmr_block){l->blocks[i].patterns.at, l->blocks[i].patterns.n};
        if (blocks[i].n)
            qsort(l->blocks[i].patterns.at, blocks[i].n, sizeof(dmr_pattern),
                  longest_first);
    }
    p->blocks = blocks;
    p->n_blocks = l->n_blocks;
    p->phrases = l->phrases.at;
    p->n_phrases = l->phrases.n;
    p->sets = l->sets.at;
    p->n_sets = l->sets.n;
    p->verbs = l->verbs.at;
    p->n_verbs = l->verbs.n;
    p->forms = l->forms.at;
    p->n_forms = l->forms.n;
    p->changes = l->changes.at;
    p->n_changes = l->changes.n;
    p->types = l->types.at;
    p->n_types = l->types.n;
    DMR_TRY(index_words(l, &l->phrase_uses, &p->phrase_index));
    return index_words(l, &l->form_uses, &p->form_index);
}

/* -------------------------------------------------------------------------- tables */

static demarche_status load_phrases(pattern_loader *l, bool agents)
{
    static const char *const actor_columns[] = {"phrase", "code",    "from", "until",
                                                "?note",  "?source", NULL};
    static const char *const agent_columns[] = {"phrase", "code", "?note", "?source",
                                                NULL};
    const char *name = agents ? AGENT_PHRASES : ACTOR_PHRASES;
    dmr_table t;
    if (!dmr_tables_has(l->tables, name))
        return DEMARCHE_OK;
    DMR_TRY(dmr_tables_load(&t, l->tables, name, agents ? agent_columns : actor_columns,
                            l->err));
    for (size_t i = 0; i < t.n_rows; i++)
        DMR_TRY(dmr_tables_row(l->tables, &t.rows[i], add_phrase(l, &t.rows[i], agents),
                               l->err));
    return DEMARCHE_OK;
}

static demarche_status load_patterns(pattern_loader *l)
{
    static const char *const columns[] = {"kind", "block", "text",    "forms",
                                          "code", "?note", "?source", NULL};
    dmr_table t;
    DMR_TRY(dmr_tables_load(&t, l->tables, "patterns.tsv", columns, l->err));
    for (int turn = 0; turn < N_TURNS; turn++)
        for (size_t i = 0; i < t.n_rows; i++)
            DMR_TRY(dmr_tables_row(l->tables, &t.rows[i], add_row(l, &t.rows[i], turn),
                                   l->err));
    return DEMARCHE_OK;
}

static demarche_status load_types(pattern_loader *l, const dmr_ontology *ontology)
{
    static const char *const columns[] = {"code", "type", "?note", NULL};
    dmr_table t;
    if (!dmr_tables_has(l->tables, "ontology/cameo.tsv"))
        return DEMARCHE_OK;
    DMR_TRY(dmr_tables_load(&t, l->tables, "ontology/cameo.tsv", columns, l->err));
    for (size_t i = 0; i < t.n_rows; i++) {
        const dmr_type *type = dmr_ontology_type(ontology, t.rows[i].cells[1]);
        demarche_status status =
            type ? DEMARCHE_OK
                 : dmr_table_refuse(&t.rows[i], l->err, "no such type in types.tsv");
        DMR_TRY(dmr_tables_row(l->tables, &t.rows[i], status, l->err));
        dmr_code_type *place = type ? DMR_PUSH(l->arena, l->types) : NULL;
        if (type && !place)
            return dmr_error_memory(l->err);
        if (place)
            *place = (dmr_code_type){t.rows[i].cells[0], type};
    }
    return DEMARCHE_OK;
}

demarche_status dmr_patterns_load(const dmr_patterns **out, const dmr_ontology *ontology,
                                  dmr_tables *tables, dmr_arena *arena,
                                  demarche_error *err)
{
    pattern_loader l = {.p = DMR_NEW(arena, dmr_patterns),
                        .tables = tables,
                        .arena = arena,
                        .err = err,
                        .phrase_at = dmr_map_new(arena),
                        .set_at = dmr_map_new(arena),
                        .block_at = dmr_map_new(arena),
                        .verb_block = dmr_map_new(arena)};
    *out = NULL;
    if (!l.p || !l.phrase_at || !l.set_at || !l.block_at || !l.verb_block)
        return dmr_error_memory(err);
    DMR_TRY(load_types(&l, ontology));
    if (!dmr_tables_has(tables, "patterns.tsv")) {
        for (size_t i = 0; i < tables->files.n; i++) /* of no use without them */
            tables->files.at[i].known |= is_phrases(tables->files.at[i].name);
        return DEMARCHE_OK;
    }
    if (!dmr_tables_has(tables, ACTOR_PHRASES) && !dmr_tables_has(tables, AGENT_PHRASES))
        return dmr_error_set(err, DEMARCHE_E_LEXICON, 1,
                             "patterns.tsv:1: no names to go with it; import "
                             "dictionaries of actors and agents too");
    DMR_TRY(load_phrases(&l, false));
    DMR_TRY(load_phrases(&l, true));
    DMR_TRY(load_patterns(&l));
    DMR_TRY(finish(&l));
    *out = l.p;
    return DEMARCHE_OK;
}

#include "event/discard.h"

#include "base/error.h"
#include "base/vec.h"
#include "mention/name_norm.h"

typedef struct discard {
    demarche_str phrase; /* as the table has it */
    demarche_str norm;   /* its words in normal form, joined by blanks */
    bool document;
    uint32_t next; /* index + 1 of the next with the same first word; 0 ends */
} discard;

struct dmr_discards {
    DMR_VEC(discard) list;
    dmr_map *by_first; /* first word -> index + 1 of the last row that begins so */
};

/* ------------------------------------------------------------------------- loading */

static demarche_str first_word(demarche_str norm)
{
    const char *blank = norm.len ? memchr(norm.ptr, ' ', norm.len) : NULL;
    return dmr_str(norm.ptr, blank ? (size_t)(blank - norm.ptr) : norm.len);
}

static demarche_status add_row(dmr_discards *d, const dmr_table_row *row,
                               dmr_arena *arena, demarche_error *err)
{
    enum { PHRASE, SCOPE };
    const demarche_str *c = row->cells;
    bool document = dmr_str_is(c[SCOPE], "document");
    if (!document && !dmr_str_is(c[SCOPE], "sentence"))
        return dmr_table_refuse(row, err, "scope '%.*s' is neither sentence nor document",
                                DMR_STR_ARG(c[SCOPE]));
    demarche_str norm = dmr_name_norm_copy(arena, c[PHRASE]);
    if (!norm.ptr)
        return dmr_error_memory(err);
    if (norm.len == 0)
        return dmr_table_refuse(row, err, "the phrase has no words");
    discard *p = DMR_PUSH(arena, d->list);
    if (!p)
        return dmr_error_memory(err);
    demarche_str first = first_word(norm);
    *p = (discard){c[PHRASE], norm, document, dmr_map_get(d->by_first, first, 0)};
    return dmr_map_set(d->by_first, first, (uint32_t)d->list.n) ? DEMARCHE_OK
                                                                : dmr_error_memory(err);
}

demarche_status dmr_discards_load(const dmr_discards **out, dmr_tables *tables,
                                  dmr_arena *arena, demarche_error *err)
{
    static const char *const columns[] = {"phrase",   "scope",   "?note",
                                          "?example", "?source", NULL};
    dmr_table t;
    dmr_discards *d = DMR_NEW(arena, dmr_discards);
    if (!d || !(d->by_first = dmr_map_new(arena)))
        return dmr_error_memory(err);
    *out = d;
    if (!dmr_tables_has(tables, "discards.tsv"))
        return DEMARCHE_OK;
    DMR_TRY(dmr_tables_load(&t, tables, "discards.tsv", columns, err));
    for (size_t i = 0; i < t.n_rows; i++) {
        const dmr_table_row *row = &t.rows[i];
        DMR_TRY(dmr_tables_row(tables, row, add_row(d, row, arena, err), err));
    }
    return DEMARCHE_OK;
}

size_t dmr_discards_count(const dmr_discards *discards)
{
    return discards->list.n;
}

/* ------------------------------------------------------------------------- finding */

/* The words of a sentence in normal form, a blank in front of each and one at the end. */
typedef struct words {
    char *at;
    size_t n, room;
} words;

/* "Women" and "'s" are "womens", as in the phrase; hyphens part words and say nothing; any
 * other sign stands in no phrase. */
static size_t put_token(words *w, const dmr_token *token, bool tight)
{
    demarche_str f = token->form;
    bool apostrophe =
        dmr_str_starts(f, DMR_STR("'")) || dmr_str_starts(f, DMR_STR("\u2019"));
    size_t n = dmr_name_norm(w->at + w->n + 1, w->room - w->n - 1, f);
    if (n == 0 || n == SIZE_MAX) {
        bool says_nothing = dmr_str_is(f, "-") || dmr_str_is(f, "\u2010") ||
                            dmr_str_is(f, "\u2011") || dmr_str_is(f, "\u2013") ||
                            (apostrophe && f.len <= 3);
        if (says_nothing)
            return 0;
        w->at[w->n + 1] = '\x01';
        n = 1;
    }
    if (tight && apostrophe && w->n) {
        memmove(w->at + w->n, w->at + w->n + 1, n);
        return n;
    }
    w->at[w->n] = ' ';
    return n + 1;
}

static demarche_status put_words(words *w, const dmr_tokens *tokens,
                                 const dmr_sentence *s, dmr_arena *arena,
                                 demarche_error *err)
{
    size_t need = 2;
    for (uint32_t i = s->first; i < s->first + s->n; i++)
        need += tokens->tokens[i].form.len * 3 + 3;
    if (!w->at || need > w->room) {
        w->at = dmr_arena_alloc(arena, need * 2);
        w->room = w->at ? need * 2 : 0;
        if (!w->at)
            return dmr_error_memory(err);
    }
    w->n = 0;
    for (uint32_t i = s->first; i < s->first + s->n; i++)
        w->n += put_token(w, &tokens->tokens[i],
                          i > s->first && !tokens->tokens[i - 1].space_after);
    w->at[w->n] = ' ';
    return DEMARCHE_OK;
}

/* Whether the phrase stands at w->at + from, with nothing behind it but a plural's end. */
static bool stands_at(const words *w, size_t from, demarche_str phrase)
{
    size_t left = w->n - from;
    if (left < phrase.len || memcmp(w->at + from, phrase.ptr, phrase.len) != 0)
        return false;
    const char *end = w->at + from + phrase.len;
    left -= phrase.len;
    return *end == ' ' || (left >= 1 && memcmp(end, "s ", 2) == 0) ||
           (left >= 2 && memcmp(end, "es ", 3) == 0);
}

/* The first phrase of the sentence for whole documents, or else for the sentence. A first
 * word in the plural begins a phrase of one word. */
static const discard *find_in(const dmr_discards *d, const words *w)
{
    const discard *found = NULL;
    for (size_t i = 0; i < w->n; i++) {
        if (w->at[i] != ' ')
            continue;
        demarche_str word =
            first_word(dmr_str(w->at + i + 1, w->n - i)); /* up to the next blank */
        for (size_t cut = 0; cut <= 2 && cut < word.len; cut++) {
            if (cut && word.ptr[word.len - 1] != 's')
                break;
            uint32_t k = dmr_map_get(d->by_first, dmr_str(word.ptr, word.len - cut), 0);
            for (; k; k = d->list.at[k - 1].next) {
                const discard *p = &d->list.at[k - 1];
                if (stands_at(w, i + 1, p->norm) &&
                    (!found || p->document > found->document))
                    found = p;
            }
        }
    }
    return found;
}

demarche_status dmr_discards_find(const demarche_str **out, const dmr_discards *discards,
                                  const dmr_tokens *tokens, dmr_arena *arena,
                                  demarche_error *err)
{
    *out = NULL;
    if (discards->list.n == 0)
        return DEMARCHE_OK;
    demarche_str *phrases = DMR_NEW_ARRAY(arena, demarche_str, tokens->n_sentences);
    if (!phrases)
        return dmr_error_memory(err);
    const discard *document = NULL;
    words w = {0};
    for (size_t s = 0; s < tokens->n_sentences && !document; s++) {
        DMR_TRY(put_words(&w, tokens, &tokens->sentences[s], arena, err));
        const discard *found = find_in(discards, &w);
        if (found && found->document)
            document = found;
        else if (found)
            phrases[s] = found->phrase;
    }
    for (size_t s = 0; document && s < tokens->n_sentences; s++)
        phrases[s] = document->phrase;
    *out = phrases;
    return DEMARCHE_OK;
}

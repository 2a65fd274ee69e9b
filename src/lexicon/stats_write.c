/* Figures of a lexicon: as lines of JSON, and as tables for people, 80 columns wide. */
#include <stdio.h>

#include "base/json.h"
#include "lexicon/lexicon_stats.h"

static const char *const kind_names[DMR_FIGURE_KINDS] = {"table", "kind", "states",
                                                         "decade", "source"};

demarche_status dmr_figures_write_jsonl(const dmr_figures *figures,
                                        demarche_write_fn write, void *user,
                                        demarche_error *err)
{
    dmr_json j;
    dmr_json_begin(&j, write, user);
    for (size_t i = 0; i < figures->list.n; i++) {
        const dmr_figure *f = &figures->list.at[i];
        dmr_json_open(&j, '{');
        dmr_json_key_c(&j, "of", kind_names[f->kind]);
        dmr_json_key_str(&j, "key", f->key);
        dmr_json_key_uint(&j, "rows", f->rows);
        if (f->names)
            dmr_json_key_uint(&j, "names", f->names);
        dmr_json_key_some(&j, "codes", f->list);
        dmr_json_close(&j, '}');
        dmr_json_newline(&j);
    }
    return dmr_json_finish(&j, err);
}

enum { WIDTH = 80, KEY_WIDTH = 24, NUMBER_WIDTH = 10 };

static void put(dmr_json *j, const char *s)
{
    dmr_json_raw(j, s, strlen(s));
}

/* "24,320" */
static void put_number(dmr_json *j, size_t n)
{
    char digits[32], out[48];
    int len = snprintf(digits, sizeof digits, "%zu", n), at = 0;
    for (int i = 0; i < len; i++) {
        if (i && (len - i) % 3 == 0)
            out[at++] = ',';
        out[at++] = digits[i];
    }
    for (int i = at; i < NUMBER_WIDTH; i++)
        put(j, " ");
    dmr_json_raw(j, out, (size_t)at);
}

static void put_key(dmr_json *j, demarche_str key)
{
    dmr_json_raw(j, key.ptr, key.len);
    for (size_t i = key.len; i < KEY_WIDTH; i++)
        put(j, " ");
}

static void put_row(dmr_json *j, const dmr_figure *f)
{
    put(j, "  ");
    put_key(j, f->key.len ? f->key : DMR_STR("(none told)"));
    put_number(j, f->rows);
    if (f->names)
        put_number(j, f->names);
    put(j, "\n");
}

/* Words behind one another, the lines broken. */
static void put_words(dmr_json *j, demarche_str words)
{
    demarche_str word;
    size_t column = 0;
    while (words.len && dmr_str_split(&words, ' ', &word)) {
        if (column + 1 + word.len > WIDTH) {
            put(j, "\n");
            column = 0;
        }
        put(j, column ? " " : "    ");
        column += (column ? 1 : 4) + word.len;
        dmr_json_raw(j, word.ptr, word.len);
    }
    put(j, "\n");
}

demarche_status dmr_figures_write(const dmr_figures *figures, demarche_write_fn write,
                                  void *user, demarche_error *err)
{
    static const char *const heads[DMR_FIGURE_KINDS] = {
        "tables                        rows     names\n",
        "\nkinds of states.tsv           rows     names\n", "\nstates\n",
        "\npersons by decade             rows\n",
        "\nsources                       rows\n"};
    dmr_json j;
    dmr_json_begin(&j, write, user);
    for (size_t i = 0; i < figures->list.n; i++) {
        const dmr_figure *f = &figures->list.at[i];
        if (!i || f->kind != figures->list.at[i - 1].kind)
            put(&j, heads[f->kind]);
        put_row(&j, f);
        if (f->list.len)
            put_words(&j, f->list);
    }
    return dmr_json_finish(&j, err);
}

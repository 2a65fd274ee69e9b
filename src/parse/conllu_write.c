#include <stdio.h>

#include "base/json.h"
#include "parse/conllu.h"

/* Here dmr_json is but a buffered writer of raw bytes. */

static void put(dmr_json *out, demarche_str s)
{
    dmr_json_raw(out, s.ptr, s.len);
}

static void put_c(dmr_json *out, const char *s)
{
    dmr_json_raw(out, s, strlen(s));
}

static void put_number(dmr_json *out, size_t n)
{
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%zu", n);

    dmr_json_raw(out, digits, (size_t)len);
}

/* A column or comment: tabs and line breaks as blanks, "_" for nothing. */
static void put_field(dmr_json *out, demarche_str s)
{
    size_t from = 0;

    if (s.len == 0)
        put_c(out, "_");
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '\t' || s.ptr[i] == '\n' || s.ptr[i] == '\r') {
            dmr_json_raw(out, s.ptr + from, i - from);
            put_c(out, " ");
            from = i + 1;
        }
    }
    if (s.len > from)
        dmr_json_raw(out, s.ptr + from, s.len - from);
}

/* Id to DEPS of word i, with the tabs between. */
static void put_word(dmr_json *out, const dmr_tree *tree, int32_t i, demarche_str form)
{
    const dmr_word *w = &tree->words[i];

    put_number(out, (size_t)i + 1);
    put_c(out, "\t");
    put_field(out, form);
    put_c(out, "\t");
    put_field(out, w->lemma);
    put_c(out, "\t");
    put_c(out, dmr_upos_name((dmr_upos)w->upos));
    put_c(out, "\t");
    put_field(out, w->xpos);
    put_c(out, "\t");
    put_field(out, w->feats);
    put_c(out, "\t");
    put_number(out, (size_t)((int64_t)w->head + 1));
    put_c(out, "\t");
    put_c(out, dmr_rel_name((dmr_rel)w->rel));
    put_c(out, "\t_\t");
}

demarche_status dmr_conllu_write(const dmr_conllu *file, const dmr_tree *trees,
                                 demarche_write_fn write, void *user, demarche_error *err)
{
    dmr_json out;

    dmr_json_begin(&out, write, user);
    for (size_t s = 0; s < file->tokens.n_sentences; s++) {
        const dmr_conllu_line *l = file->lines + file->sentences[s].first;
        int32_t word = 0;

        for (size_t i = 0; i < file->sentences[s].n; i++) {
            if (l[i].kind == DMR_CONLLU_WORD) {
                put_word(&out, &trees[s], word++, l[i].column[1]);
                put(&out, l[i].column[9]);
            } else {
                put(&out, l[i].text);
            }
            put_c(&out, "\n");
        }
        put_c(&out, "\n");
    }
    return dmr_json_finish(&out, err);
}

/* "# text = ...": runs of white space as one blank. */
static void put_text(dmr_json *out, demarche_str text)
{
    size_t from = 0;

    put_c(out, "# text = ");
    for (size_t i = 0; i < text.len; i++) {
        if (!dmr_is_blank(text.ptr[i]))
            continue;
        if (i > from)
            dmr_json_raw(out, text.ptr + from, i - from);
        if (i > 0 && !dmr_is_blank(text.ptr[i - 1]))
            put_c(out, " ");
        from = i + 1;
    }
    if (text.len > from)
        dmr_json_raw(out, text.ptr + from, text.len - from);
    put_c(out, "\n");
}

/* The line "3-4" of the words from i on that share a token; returns the last of them. */
static int32_t put_range(dmr_json *out, demarche_str text, const dmr_tree *tree,
                         int32_t i)
{
    int32_t last = i;

    while (last + 1 < tree->n && tree->tokens[last].joins_next)
        last++;
    if (last == i)
        return last;
    size_t start = tree->tokens[i].start, end = tree->tokens[last].end;
    put_number(out, (size_t)i + 1);
    put_c(out, "-");
    put_number(out, (size_t)last + 1);
    put_c(out, "\t");
    put_field(out, dmr_str(text.ptr + start, end - start));
    put_c(out, "\t_\t_\t_\t_\t_\t_\t_\t");
    put_c(out, tree->tokens[last].space_after ? "_\n" : "SpaceAfter=No\n");
    return last;
}

demarche_status dmr_conllu_write_text(demarche_str text, demarche_str doc_id,
                                      const dmr_tokens *tokens, const dmr_tree *trees,
                                      demarche_write_fn write, void *user,
                                      demarche_error *err)
{
    dmr_json out;

    dmr_json_begin(&out, write, user);
    for (size_t s = 0; s < tokens->n_sentences; s++) {
        const dmr_sentence *sentence = &tokens->sentences[s];
        const dmr_tree *tree = &trees[s];
        int32_t range_last = -1;

        if (s == 0 && doc_id.len > 0) {
            put_c(&out, "# newdoc id = ");
            put_field(&out, doc_id);
            put_c(&out, "\n");
        }
        if (s == 0 || sentence->paragraph != tokens->sentences[s - 1].paragraph)
            put_c(&out, "# newpar\n");
        put_c(&out, "# sent_id = ");
        put_number(&out, s + 1);
        put_c(&out, "\n");
        put_text(&out,
                 dmr_str(text.ptr + sentence->start, sentence->end - sentence->start));
        for (int32_t i = 0; i < tree->n; i++) {
            const dmr_token *t = &tree->tokens[i];
            bool inside = i <= range_last;

            if (!inside) {
                int32_t last = put_range(&out, text, tree, i);
                range_last = last > i ? last : range_last;
                inside = last > i;
            }
            put_word(&out, tree, i, t->form);
            put_c(&out, inside || t->space_after ? "_\n" : "SpaceAfter=No\n");
        }
        put_c(&out, "\n");
    }
    return dmr_json_finish(&out, err);
}

#include <stdio.h>

#include "base/json.h"
#include "parse/conllu.h"
#include "parse/entity_layer.h"

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

/* MISC: spans that begin or end here, what the word heads, then the entries of `rest`
 * ("_" for none) but for such. */
static void put_misc(dmr_json *out, dmr_entity_layer *layer, const dmr_tree *tree,
                     int32_t i, demarche_str rest)
{
    const dmr_word *w = &tree->words[i];
    demarche_str part;
    bool any = dmr_entity_layer_put(layer, out, i);

    if (w->ent != DMR_ENT_NONE) {
        put_c(out, any ? "|EntityHead=" : "EntityHead=");
        put_c(out, dmr_ent_name((dmr_entity_kind)w->ent));
        any = true;
    }
    while (dmr_str_split(&rest, '|', &part)) {
        if (dmr_str_is(part, "_") || dmr_str_starts(part, DMR_STR("EntityHead=")) ||
            (layer->arena && dmr_str_starts(part, DMR_STR("Entity="))))
            continue;
        if (any)
            put_c(out, "|");
        put(out, part);
        any = true;
    }
    put_c(out, any ? "\n" : "_\n");
}

static bool is_newdoc(const dmr_conllu_line *l)
{
    return l->kind == DMR_CONLLU_COMMENT && dmr_str_starts(l->text, DMR_STR("# newdoc"));
}

static bool begins_document(const dmr_conllu *file, size_t sentence)
{
    const dmr_conllu_lines *l = &file->sentences[sentence];

    for (size_t i = 0; i < l->n; i++) {
        if (is_newdoc(&file->lines[l->first + i]))
            return true;
    }
    return false;
}

/* Whether a word of the document that begins there heads an entity. */
static bool has_entities(const dmr_conllu *file, const dmr_tree *trees, size_t from)
{
    for (size_t s = from;
         s < file->tokens.n_sentences && (s == from || !begins_document(file, s)); s++) {
        for (int32_t i = 0; i < trees[s].n; i++) {
            if (trees[s].words[i].ent != DMR_ENT_NONE)
                return true;
        }
    }
    return false;
}

/* One sentence of a file: its lines with the words' analysis anew; `headed`: it is the first
 * of a document with entities. */
static void put_lines(dmr_json *out, dmr_entity_layer *layer, const dmr_tree *tree,
                      const dmr_conllu_line *l, size_t n, bool headed)
{
    int32_t word = 0;

    for (size_t i = 0; i < n; i++) {
        if (is_newdoc(&l[i])) {
            put(out, l[i].text);
            put_c(out, headed ? "\n" DMR_ENTITY_HEADER "\n" : "\n");
        } else if (l[i].kind == DMR_CONLLU_WORD) {
            put_word(out, tree, word, l[i].column[1]);
            put_misc(out, layer, tree, word++, l[i].column[9]);
        } else if (!layer->arena ||
                   !dmr_str_starts(l[i].text, DMR_STR("# global.Entity"))) {
            put(out, l[i].text);
            put_c(out, "\n");
        }
    }
    put_c(out, "\n");
}

demarche_status dmr_conllu_write(const dmr_conllu *file, const dmr_tree *trees,
                                 demarche_write_fn write, void *user, demarche_error *err)
{
    dmr_json out;
    dmr_entity_layer layer;
    size_t n = file->tokens.n_sentences;
    demarche_status status = dmr_entity_layer_open(&layer, trees, n, err);

    dmr_json_begin(&out, write, user);
    for (size_t s = 0; s < n && status == DEMARCHE_OK; s++) {
        /* each document of the file is as one of its own would be written */
        bool begins = begins_document(file, s);
        bool headed = layer.arena && (s == 0 || begins) && has_entities(file, trees, s);

        if (begins)
            dmr_entity_layer_restart(&layer);
        if (headed && !begins)
            put_c(&out, DMR_ENTITY_HEADER "\n");
        status = dmr_entity_layer_sentence(&layer, &trees[s], err);
        if (status == DEMARCHE_OK)
            put_lines(&out, &layer, &trees[s], file->lines + file->sentences[s].first,
                      file->sentences[s].n, headed);
    }
    dmr_entity_layer_close(&layer);
    return status == DEMARCHE_OK ? dmr_json_finish(&out, err) : status;
}

/* "# text = ...": of the words and not of the document's bytes, which may break a word at
 * a line's end ("govern-\nments") or have a page number inside the sentence. */
static void put_text(dmr_json *out, const dmr_tree *tree)
{
    put_c(out, "# text = ");
    for (int32_t i = 0; i < tree->n; i++) {
        const dmr_token *t = &tree->tokens[i];

        put_field(out, t->form);
        if (i + 1 < tree->n && t->space_after && !t->joins_next)
            put_c(out, " ");
    }
    put_c(out, "\n");
}

/* The line "3-4" of the words from i on that share a token; returns the last of them. */
static int32_t put_range(dmr_json *out, const dmr_tree *tree, int32_t i)
{
    int32_t last = i;

    while (last + 1 < tree->n && tree->tokens[last].joins_next)
        last++;
    if (last == i)
        return last;
    put_number(out, (size_t)i + 1);
    put_c(out, "-");
    put_number(out, (size_t)last + 1);
    put_c(out, "\t");
    for (int32_t k = i; k <= last; k++)
        put_field(out, tree->tokens[k].form);
    put_c(out, "\t_\t_\t_\t_\t_\t_\t_\t");
    put_c(out, tree->tokens[last].space_after ? "_\n" : "SpaceAfter=No\n");
    return last;
}

/* One sentence of a text, its comments done. */
static void put_sentence(dmr_json *out, dmr_entity_layer *layer, const dmr_tree *tree)
{
    int32_t range_last = -1;

    for (int32_t i = 0; i < tree->n; i++) {
        const dmr_token *t = &tree->tokens[i];
        bool inside = i <= range_last;

        if (!inside) {
            int32_t last = put_range(out, tree, i);
            range_last = last > i ? last : range_last;
            inside = last > i;
        }
        put_word(out, tree, i, t->form);
        put_misc(out, layer, tree, i,
                 inside || t->space_after ? DMR_STR("_") : DMR_STR("SpaceAfter=No"));
    }
    put_c(out, "\n");
}

demarche_status dmr_conllu_write_text(demarche_str doc_id, const dmr_tokens *tokens,
                                      const dmr_tree *trees, demarche_write_fn write,
                                      void *user, demarche_error *err)
{
    dmr_json out;
    dmr_entity_layer layer;
    demarche_status status =
        dmr_entity_layer_open(&layer, trees, tokens->n_sentences, err);

    dmr_json_begin(&out, write, user);
    for (size_t s = 0; s < tokens->n_sentences && status == DEMARCHE_OK; s++) {
        const dmr_sentence *sentence = &tokens->sentences[s];

        if (s == 0 && doc_id.len > 0) {
            put_c(&out, "# newdoc id = ");
            put_field(&out, doc_id);
            put_c(&out, "\n");
        }
        if (s == 0 && layer.arena)
            put_c(&out, DMR_ENTITY_HEADER "\n");
        if (s == 0 || sentence->paragraph != tokens->sentences[s - 1].paragraph)
            put_c(&out, "# newpar\n");
        put_c(&out, "# sent_id = ");
        put_number(&out, s + 1);
        put_c(&out, "\n");
        put_text(&out, &trees[s]);
        status = dmr_entity_layer_sentence(&layer, &trees[s], err);
        if (status == DEMARCHE_OK)
            put_sentence(&out, &layer, &trees[s]);
    }
    dmr_entity_layer_close(&layer);
    return status == DEMARCHE_OK ? dmr_json_finish(&out, err) : status;
}

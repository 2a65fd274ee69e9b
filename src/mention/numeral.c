#include "mention/numeral.h"

#include "mention/time_word.h"

typedef struct number_word {
    const char *form;
    double value;
} number_word;

static const number_word scales[] = {
    {"hundred", 1e2},   {"thousand", 1e3}, {"million", 1e6}, {"billion", 1e9},
    {"trillion", 1e12}, {"dozen", 12},     {"score", 20},    {"crore", 1e7},
    {"lakh", 1e5},      {"bn", 1e9},       {"mn", 1e6},      {"mln", 1e6},
};

static const number_word plurals[] = {
    {"tens", 10},       {"dozens", 12},    {"scores", 20},    {"hundreds", 1e2},
    {"thousands", 1e3}, {"millions", 1e6}, {"billions", 1e9},
};

static bool form_is(const dmr_tree *tree, int32_t i, const char *word)
{
    return i >= 0 && i < tree->n &&
           dmr_str_eq_nocase(tree->tokens[i].form, dmr_str_c(word));
}

static double look_up(const number_word *table, size_t n, const dmr_tree *tree, int32_t i)
{
    for (size_t k = 0; i < tree->n && k < n; k++)
        if (form_is(tree, i, table[k].form))
            return table[k].value;
    return 0;
}

static double scale_at(const dmr_tree *tree, int32_t i)
{
    return look_up(scales, sizeof scales / sizeof *scales, tree, i);
}

/* "6,000", "2.5", "6000", "1 500" is none; commas must part groups of three. */
static bool digits(demarche_str s, double *value, bool *comma)
{
    char plain[32];
    size_t n = 0, since = 0;
    bool point = false;
    *comma = false;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (c == ',' && !point && i > 0 && (!*comma ? i <= 3 : since == 3)) {
            *comma = true;
            since = 0;
            continue;
        }
        if (c == '.' && !point && i > 0 && i + 1 < s.len && (!*comma || since == 3)) {
            point = true;
        } else if (!dmr_is_digit(c)) {
            return false;
        }
        if (n + 1 >= sizeof plain)
            return false;
        plain[n++] = c;
        since++;
    }
    return n > 0 && (!*comma || point || since == 3) &&
           dmr_str_to_double(dmr_str(plain, n), value);
}

/* One to ninety-nine in words: "thirty-six" in one token or three. */
static int32_t small(const dmr_tree *tree, int32_t i, double *value)
{
    if (i >= tree->n)
        return i;
    dmr_time_atom a = dmr_time_atom_of(tree->tokens[i].form, true);
    if (a.kind != DMR_TW_NUMWORD || a.value >= 100)
        return form_is(tree, i, "zero") ? (*value = 0, i + 1) : i;
    *value = a.value;
    if (a.value < 20 || a.value % 10)
        return i + 1;
    int32_t j = i + 1;
    if (j < tree->n && tree->tokens[j].form.len == 1 &&
        tree->tokens[j].form.ptr[0] == '-')
        j++;
    if (j < tree->n) {
        dmr_time_atom b = dmr_time_atom_of(tree->tokens[j].form, true);
        if (b.kind == DMR_TW_NUMWORD && b.value < 10) {
            *value += b.value;
            return j + 1;
        }
    }
    return i + 1;
}

/* "two hundred and fifty thousand": sums of scaled parts. */
static int32_t words(const dmr_tree *tree, int32_t i, dmr_numeral *out)
{
    double total = 0, part = 0, v;
    int32_t j = i;
    bool any = false, fresh = true; /* fresh: a small number may follow */
    while (j < tree->n) {
        double scale = scale_at(tree, j);
        int32_t e = small(tree, j, &v);
        if (e > j && fresh) {
            part += v;
            j = e;
            fresh = false;
        } else if (scale > 0 && any) {
            out->scaled = true;
            if (scale < 1000) {
                part = (part > 0 ? part : 1) * scale;
            } else {
                total += (part > 0 ? part : 1) * scale;
                part = 0;
            }
            j++;
            fresh = true;
        } else if (any && fresh && form_is(tree, j, "and") &&
                   small(tree, j + 1, &v) > j + 1 && total + part >= 100) {
            j++;
            continue;
        } else {
            break;
        }
        any = true;
    }
    out->value = total + part;
    return any ? j : i;
}

/* "hundreds", "tens of thousands". */
static int32_t plural(const dmr_tree *tree, int32_t i, dmr_numeral *out)
{
    size_t n = sizeof plurals / sizeof *plurals;
    double v = look_up(plurals, n, tree, i);
    if (v <= 0)
        return i;
    int32_t e = i + 1;
    if (form_is(tree, e, "of")) {
        double w = look_up(plurals, n, tree, e + 1);
        if (w > v) {
            v *= w;
            e += 2;
        }
    }
    if (form_is(tree, i, "tens") && e == i + 1)
        return i;
    out->value = 2 * v;
    out->at_least = out->scaled = true;
    return e;
}

/* "a hundred", "a dozen", "half a million", "a million and a half". */
static int32_t with_article(const dmr_tree *tree, int32_t i, dmr_numeral *out)
{
    int32_t j = i;
    bool half = form_is(tree, j, "half");
    j += half;
    if (!form_is(tree, j, "a") && !form_is(tree, j, "an"))
        return i;
    double scale = scale_at(tree, ++j);
    if (scale <= 0)
        return i;
    out->scaled = true;
    out->value = half ? scale / 2 : scale;
    j++;
    while (!half && (scale = scale_at(tree, j)) >= 1000) {
        out->value *= scale; /* "a hundred thousand" */
        j++;
    }
    return j;
}

static int32_t in_digits(const dmr_tree *tree, int32_t i, dmr_numeral *out)
{
    bool comma;
    demarche_str form = tree->tokens[i].form;
    if (!digits(form, &out->value, &comma))
        return i;
    out->year_shape =
        form.len == 4 && !comma && dmr_str_find(form, DMR_STR("."), 0) == SIZE_MAX;
    out->digits = true;
    int32_t j = i + 1;
    if (j + 1 < tree->n && form_is(tree, j, "-") && scale_at(tree, j + 1) >= 100)
        j++; /* "5-million" */
    double scale;
    out->scale = 1;
    while ((scale = scale_at(tree, j)) > 0) {
        out->value *= scale;
        out->scale *= scale;
        out->scaled = true;
        out->year_shape = false;
        j++;
    }
    return j;
}

int32_t dmr_numeral_match(const dmr_tree *tree, int32_t i, dmr_numeral *out)
{
    *out = (dmr_numeral){.first = i};
    if (i < 0 || i >= tree->n || !tree->tokens[i].form.len)
        return i;
    int32_t e = dmr_is_digit(tree->tokens[i].form.ptr[0]) ? in_digits(tree, i, out)
                                                          : words(tree, i, out);
    if (e == i)
        e = with_article(tree, i, out);
    if (e == i)
        e = plural(tree, i, out);
    double half;
    if (e > i && form_is(tree, e, "and") && form_is(tree, e + 1, "a") &&
        form_is(tree, e + 2, "half")) { /* "two and a half million" */
        half = scale_at(tree, e + 3);
        if (half > 0 || !out->scaled) {
            out->value = (out->value + 0.5) * (half > 0 ? half : 1);
            out->scaled |= half > 0;
            e += half > 0 ? 4 : 3;
        }
    }
    out->last = out->word = e - 1;
    return e;
}

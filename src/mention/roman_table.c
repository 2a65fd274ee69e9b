/* lexicon/romanizations.tsv, and names read by it. */
#include "mention/roman_table.h"
#include "base/error.h"
#include "base/vec.h"
#include "mention/name_norm.h"

/* ----------------------------------------------------------------------- the table */

static const char *const columns[] = {
    "system", "ways", "kind", "spelling", "sounds", "?example", "?note", "?source", NULL};
enum { SYSTEM, WAYS, KIND, SPELLING, SOUNDS };

/* Bit of a sound's letter; 64 for what is none. */
static unsigned sound_bit(char c)
{
    if (dmr_is_lower(c))
        return (unsigned)(c - 'a');
    if (dmr_is_upper(c))
        return 26u + (unsigned)(c - 'A');
    if (dmr_is_digit(c))
        return 52u + (unsigned)(c - '0');
    return 64;
}

static uint8_t class_root(const dmr_roman_system *s, uint8_t c)
{
    while (s->class_of[c] != c)
        c = s->class_of[c];
    return c;
}

/* Sounds that one spelling may stand for are of one class, and all that are of it. */
static void join_classes(dmr_roman_system *s, uint64_t unit)
{
    uint8_t first = 64;
    for (unsigned i = 0; i < DMR_ROMAN_SOUNDS; i++) {
        if (!(unit >> i & 1))
            continue;
        uint8_t root = class_root(s, (uint8_t)i);
        if (first == 64)
            first = root;
        else if (root < first) {
            s->class_of[first] = root;
            first = root;
        } else
            s->class_of[root] = first;
    }
}

static dmr_roman_system *system_for(dmr_roman *r, demarche_str name)
{
    for (size_t i = 0; i < r->n_systems; i++)
        if (dmr_str_eq(r->systems[i].name, name))
            return &r->systems[i];
    if (r->n_systems == DMR_ROMAN_SYSTEMS_MAX)
        return NULL;
    dmr_roman_system *s = &r->systems[r->n_systems++];
    s->name = name;
    for (unsigned i = 0; i < DMR_ROMAN_SOUNDS; i++)
        s->class_of[i] = (uint8_t)i;
    return s;
}

static size_t way_named(const dmr_roman_system *s, demarche_str name)
{
    size_t i = 0;
    while (i < s->n_ways && !dmr_str_eq(s->ways[i], name))
        i++;
    return i;
}

/* "=": each letter is its own sound. */
static bool sounds_of_itself(dmr_roman_rule *rule)
{
    for (size_t i = 0; i < rule->text.len && i < DMR_ROMAN_RULE_UNITS; i++) {
        unsigned bit = sound_bit(rule->text.ptr[i]);
        if (bit >= DMR_ROMAN_SOUNDS)
            return false;
        rule->units[rule->n++] = UINT64_C(1) << bit;
    }
    return rule->n == rule->text.len;
}

/* "k oO N": each word a unit, each letter of it a sound; "-" is nothing. */
static bool sounds_read(dmr_roman_system *s, demarche_str cell, dmr_roman_rule *rule)
{
    if (dmr_str_is(cell, "="))
        return sounds_of_itself(rule);
    demarche_str rest = cell, part;
    while (dmr_str_split(&rest, ' ', &part)) {
        if (part.len == 0 || rule->n == DMR_ROMAN_RULE_UNITS)
            return false;
        if (dmr_str_is(part, "-"))
            continue;
        uint64_t unit = 0;
        for (size_t i = 0; i < part.len; i++) {
            unsigned bit = sound_bit(part.ptr[i]);
            if (bit >= DMR_ROMAN_SOUNDS)
                return false;
            unit |= UINT64_C(1) << bit;
        }
        join_classes(s, unit);
        rule->units[rule->n++] = unit;
    }
    return true;
}

static demarche_status ways_read(const dmr_roman_system *s, const dmr_table_row *row,
                                 uint32_t *out, demarche_error *err)
{
    *out = row->cells[WAYS].len ? 0 : UINT32_MAX;
    demarche_str rest = row->cells[WAYS], part;
    while (rest.len && dmr_str_split(&rest, '|', &part)) {
        size_t way = way_named(s, part);
        if (way == s->n_ways)
            return dmr_table_refuse(
                row, err, "way '%.*s' has no row of kind own, persons or foreign",
                DMR_STR_ARG(part));
        *out |= 1u << way;
    }
    return DEMARCHE_OK;
}

static demarche_status add_rule(dmr_roman_system *s, const dmr_table_row *row,
                                demarche_str spelling, dmr_roman_rule rule,
                                dmr_arena *arena, demarche_error *err)
{
    rule.text = dmr_name_norm_copy(arena, spelling);
    if (!rule.text.ptr)
        return dmr_error_memory(err);
    for (size_t i = 0; i < rule.text.len; i++)
        if (!dmr_is_lower(rule.text.ptr[i]))
            rule.text.len = 0;
    if (rule.text.len == 0 || rule.text.len > 16)
        return dmr_table_refuse(row, err, "spelling '%.*s' is not 1 to 16 letters",
                                DMR_STR_ARG(spelling));
    demarche_str sounds = row->cells[SOUNDS];
    rule.regular = sounds.len == 0;
    if (rule.regular && !rule.sign)
        return dmr_table_refuse(row, err, "it has no sounds");
    if (!rule.regular && !sounds_read(s, sounds, &rule))
        return dmr_table_refuse(row, err,
                                "sounds '%.*s' are not up to %d units of letters, "
                                "parted by blanks",
                                DMR_STR_ARG(sounds), DMR_ROMAN_RULE_UNITS);
    dmr_roman_rule *p = DMR_PUSH(arena, s->rules);
    if (!p)
        return dmr_error_memory(err);
    *p = rule;
    return DEMARCHE_OK;
}

/* A row of spellings, which are parted by '|'. */
static demarche_status add_spellings(dmr_roman_system *s, const dmr_table_row *row,
                                     dmr_arena *arena, demarche_error *err)
{
    static const struct {
        const char *word;
        uint8_t place;
        bool sign;
    } kinds[] = {{"any", DMR_ROMAN_ANY, false},  {"begin", DMR_ROMAN_BEGIN, false},
                 {"end", DMR_ROMAN_END, false},  {"word", DMR_ROMAN_WORD, false},
                 {"name", DMR_ROMAN_WORD, true}, {"family", DMR_ROMAN_WORD, true},
                 {"ending", DMR_ROMAN_END, true}};
    size_t k = 0, n_kinds = sizeof kinds / sizeof *kinds;
    while (k < n_kinds && !dmr_str_is(row->cells[KIND], kinds[k].word))
        k++;
    if (k == n_kinds)
        return dmr_table_refuse(
            row, err,
            "kind '%.*s' is none; write states, order, own, persons, foreign, any, "
            "begin, end, word, name, family or ending",
            DMR_STR_ARG(row->cells[KIND]));
    dmr_roman_rule rule = {.place = kinds[k].place,
                           .sign = kinds[k].sign,
                           .family = dmr_str_is(row->cells[KIND], "family")};
    s->has_families |= rule.family;
    DMR_TRY(ways_read(s, row, &rule.ways, err));
    demarche_str rest = row->cells[SPELLING], part;
    while (dmr_str_split(&rest, '|', &part))
        DMR_TRY(add_rule(s, row, part, rule, arena, err));
    return DEMARCHE_OK;
}

static demarche_status add_row(dmr_roman *r, const dmr_table_row *row, dmr_arena *arena,
                               demarche_error *err)
{
    dmr_roman_system *s = system_for(r, row->cells[SYSTEM]);
    if (!s)
        return dmr_table_refuse(row, err, "more than %d systems", DMR_ROMAN_SYSTEMS_MAX);
    demarche_str spelling = row->cells[SPELLING];
    bool own = dmr_str_is(row->cells[KIND], "own");
    if (dmr_str_is(row->cells[KIND], "states")) {
        s->states = spelling;
        return DEMARCHE_OK;
    }
    if (dmr_str_is(row->cells[KIND], "order")) {
        s->either_order = dmr_str_is(spelling, "either");
        return DEMARCHE_OK;
    }
    bool persons = dmr_str_is(row->cells[KIND], "persons");
    if (!own && !persons && !dmr_str_is(row->cells[KIND], "foreign"))
        return add_spellings(s, row, arena, err);
    if (s->n_ways == DMR_ROMAN_WAYS_MAX)
        return dmr_table_refuse(row, err, "more than %d ways", DMR_ROMAN_WAYS_MAX);
    s->own |= (uint32_t)(own || persons) << s->n_ways;
    s->persons |= (uint32_t)persons << s->n_ways;
    s->ways[s->n_ways++] = spelling;
    return DEMARCHE_OK;
}

/* The longest first, of equals that which says more of its place. */
static bool goes_before(const dmr_roman_rule *a, const dmr_roman_rule *b)
{
    return a->text.len != b->text.len ? a->text.len > b->text.len : a->place > b->place;
}

/* Rules by their first letter, in the order in which they are tried. */
static demarche_status order_rules(dmr_roman_system *s, dmr_arena *arena,
                                   demarche_error *err)
{
    size_t n = s->rules.n;
    s->words = dmr_map_new(arena);
    s->order = DMR_NEW_ARRAY(arena, uint32_t, n + 1);
    if (!s->order || !s->words)
        return dmr_error_memory(err);
    for (unsigned i = 0; i < DMR_ROMAN_SOUNDS; i++)
        s->class_of[i] = class_root(s, (uint8_t)i);
    size_t used = 0;
    for (size_t letter = 0; letter < 26; letter++) {
        s->first[letter] = (uint32_t)used;
        for (size_t i = 0; i < n; i++) {
            const dmr_roman_rule *rule = &s->rules.at[i];
            if (rule->place == DMR_ROMAN_WORD ||
                rule->text.ptr[0] != (char)('a' + letter))
                continue;
            size_t at = used++;
            for (; at > s->first[letter] &&
                   goes_before(rule, &s->rules.at[s->order[at - 1]]);
                 at--)
                s->order[at] = s->order[at - 1];
            s->order[at] = (uint32_t)i;
        }
    }
    s->first[26] = (uint32_t)used;
    for (size_t i = n; i > 0; i--) { /* the first row of a word stands at the head */
        dmr_roman_rule *rule = &s->rules.at[i - 1];
        if (rule->place != DMR_ROMAN_WORD)
            continue;
        rule->next = dmr_map_get(s->words, rule->text, 0);
        if (!dmr_map_set(s->words, rule->text, (uint32_t)i))
            return dmr_error_memory(err);
    }
    return DEMARCHE_OK;
}

demarche_status dmr_roman_load(const dmr_roman **out, dmr_tables *tables,
                               dmr_arena *arena, demarche_error *err)
{
    dmr_roman *r = DMR_NEW(arena, dmr_roman);
    dmr_table t;
    if (!r)
        return dmr_error_memory(err);
    DMR_TRY(dmr_tables_load(&t, tables, "romanizations.tsv", columns, err));
    for (size_t i = 0; i < t.n_rows; i++)
        DMR_TRY(
            dmr_tables_row(tables, &t.rows[i], add_row(r, &t.rows[i], arena, err), err));
    for (size_t i = 0; i < r->n_systems; i++)
        DMR_TRY(order_rules(&r->systems[i], arena, err));
    *out = r;
    return DEMARCHE_OK;
}

uint32_t dmr_roman_systems(const dmr_roman *r, demarche_str code)
{
    uint32_t bits = 0;
    for (size_t i = 0; i < r->n_systems && code.len == 3; i++)
        if (dmr_str_find(r->systems[i].states, code, 0) != SIZE_MAX)
            bits |= 1u << i;
    return bits;
}

demarche_str dmr_roman_system_name(const dmr_roman *r, uint8_t system)
{
    return r->systems[system].name;
}

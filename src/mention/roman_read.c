/* Readings of names, and collections of them. */
#include "base/vec.h"
#include "mention/roman_table.h"

/* Add units; one that is as the last is not heard: "dd", "n-n", "iy". */
static bool add_units(dmr_roman_reading *out, const uint64_t *units, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (out->n && out->units[out->n - 1] == units[i])
            continue;
        if (out->n == DMR_ROMAN_UNITS_MAX)
            return false;
        out->units[out->n++] = units[i];
    }
    return true;
}

static const dmr_roman_rule *word_rule(const dmr_roman_system *s, uint32_t way,
                                       demarche_str word)
{
    for (uint32_t i = dmr_map_get(s->words, word, 0); i; i = s->rules.at[i - 1].next)
        if (s->rules.at[i - 1].ways >> way & 1)
            return &s->rules.at[i - 1];
    return NULL;
}

/* The rule for the letters at `at`, or NULL. An ending without sounds is a sign only. */
static const dmr_roman_rule *part_rule(const dmr_roman_system *s, uint32_t way,
                                       demarche_str word, size_t at, bool *sign)
{
    char c = word.ptr[at];
    if (!dmr_is_lower(c))
        return NULL;
    for (uint32_t i = s->first[c - 'a']; i < s->first[c - 'a' + 1]; i++) {
        const dmr_roman_rule *rule = &s->rules.at[s->order[i]];
        if (!(rule->ways >> way & 1) || word.len - at < rule->text.len ||
            memcmp(word.ptr + at, rule->text.ptr, rule->text.len) != 0 ||
            (rule->place == DMR_ROMAN_BEGIN && at > 0) ||
            (rule->place == DMR_ROMAN_END && at + rule->text.len < word.len))
            continue;
        *sign |= rule->sign && at > 0;
        if (!rule->regular)
            return rule;
    }
    return NULL;
}

/* Read one word. *family is set where it is a family name of the list; an ending is a sign
 * in the last word alone: "Ter-Petrosyan", not "Bryan". */
static bool read_word(const dmr_roman_system *s, uint32_t way, demarche_str word,
                      bool last, dmr_roman_reading *out, bool *family)
{
    bool ending = false;
    const dmr_roman_rule *whole = word_rule(s, way, word);
    *family = whole && whole->family;
    out->sign |= whole && whole->sign;
    if (whole && !whole->regular)
        return add_units(out, whole->units, whole->n);
    for (size_t at = 0; at < word.len;) {
        const dmr_roman_rule *rule = part_rule(s, way, word, at, &ending);
        if (!rule || !add_units(out, rule->units, rule->n))
            return false;
        at += rule->text.len;
    }
    out->sign |= ending && last;
    return true;
}

static bool read_way(const dmr_roman_system *s, uint32_t way, demarche_str norm,
                     unsigned flags, dmr_roman_reading *out)
{
    bool named = false, family = false;
    demarche_str rest = norm, word;
    out->n = 0;
    out->sign = false;
    for (bool first = true; dmr_str_split(&rest, ' ', &word); first = false) {
        if (!read_word(s, way, word, rest.len == 0, out, &family))
            return false;
        named |= first && family;
    }
    out->family_first = named;
    out->family = s->has_families && (named || family);
    bool wants_sign = flags & DMR_ROMAN_SIGN;
    if (s->has_families && !(flags & DMR_ROMAN_PLACE)) {
        out->sign = named || family; /* the first word or the last */
        wants_sign = true;
    }
    return out->n > 0 && (out->sign || !wants_sign);
}

size_t dmr_roman_read(const dmr_roman *r, demarche_str norm, uint32_t systems,
                      unsigned flags, dmr_roman_reading out[DMR_ROMAN_READINGS_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < r->n_systems; i++) {
        const dmr_roman_system *s = &r->systems[i];
        if (!(systems >> i & 1))
            continue;
        for (uint32_t way = 0; way < s->n_ways; way++) {
            if (((flags & DMR_ROMAN_OWN) && !(s->own >> way & 1)) ||
                ((flags & DMR_ROMAN_PLACE) && (s->persons >> way & 1)) ||
                n == DMR_ROMAN_READINGS_MAX)
                continue;
            out[n].system = (uint8_t)i;
            out[n].way = (uint8_t)way;
            n += read_way(s, way, norm, flags, &out[n]);
        }
    }
    return n;
}

bool dmr_roman_is_common(const dmr_roman *r, demarche_str norm)
{
    for (size_t i = 0; i < r->n_systems; i++) {
        const dmr_roman_system *s = &r->systems[i];
        bool common = true;
        size_t heard = 0;
        demarche_str rest = norm, word;
        while (common && dmr_str_split(&rest, ' ', &word)) {
            uint32_t rule = dmr_map_get(s->words, word, 0);
            common = rule && s->rules.at[rule - 1].sign && !s->rules.at[rule - 1].family;
            heard += common && (s->rules.at[rule - 1].n || s->rules.at[rule - 1].regular);
        }
        if (common && heard <= 2)
            return true;
    }
    return false;
}

static bool agree(const uint64_t *a, const uint64_t *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!(a[i] & b[i]))
            return false;
    return true;
}

bool dmr_roman_same(const dmr_roman_reading *a, const dmr_roman_reading *b)
{
    return a->system == b->system && a->n == b->n && agree(a->units, b->units, a->n);
}

/* ---------------------------------------------------------------------- collections */

/* Of names alike in the rough so many are looked at, the last ones: a text made of such
 * names alone takes no longer than others. */
enum { ALIKE_MAX = 256 };

/* Readings that agree have the same rough form: the class of each unit. */
static demarche_str rough_form(const dmr_roman *r, const dmr_roman_reading *reading,
                               char buf[DMR_ROMAN_UNITS_MAX + 1])
{
    const dmr_roman_system *s = &r->systems[reading->system];
    buf[0] = (char)('0' + reading->system);
    for (size_t i = 0; i < reading->n; i++) {
        uint8_t bit = 0;
        while (!(reading->units[i] >> bit & 1))
            bit++;
        buf[i + 1] = (char)('0' + s->class_of[bit]);
    }
    return dmr_str(buf, (size_t)reading->n + 1);
}

bool dmr_roman_index_open(dmr_roman_index *index, dmr_arena *arena)
{
    *index = (dmr_roman_index){.rough = dmr_map_new(arena)};
    return index->rough != NULL;
}

bool dmr_roman_index_add(dmr_roman_index *index, const dmr_roman *roman,
                         const dmr_roman_reading *reading, uint32_t value,
                         dmr_arena *arena)
{
    char buf[DMR_ROMAN_UNITS_MAX + 1];
    demarche_str rough = rough_form(roman, reading, buf);
    uint32_t next = dmr_map_get(index->rough, rough, 0);
    size_t seen = 0;
    for (uint32_t i = next; i && seen < ALIKE_MAX; i = index->at[i - 1].next, seen++)
        if (index->at[i - 1].value == value &&
            memcmp(index->at[i - 1].units, reading->units,
                   reading->n * sizeof *reading->units) == 0)
            return true;
    dmr_roman_entry *e = DMR_PUSH(arena, *index);
    uint64_t *units = DMR_NEW_ARRAY(arena, uint64_t, reading->n);
    if (!next)
        rough = dmr_str_copy(arena, rough);
    if (!e || !units || !rough.ptr ||
        !dmr_map_set(index->rough, rough, (uint32_t)index->n))
        return false;
    memcpy(units, reading->units, reading->n * sizeof *units);
    *e = (dmr_roman_entry){units, reading->system, reading->n, value, next};
    return true;
}

bool dmr_roman_index_find(const dmr_roman_index *index, const dmr_roman *roman,
                          const dmr_roman_reading *reading, uint32_t *values, size_t *n,
                          size_t room)
{
    char buf[DMR_ROMAN_UNITS_MAX + 1];
    uint32_t i = dmr_map_get(index->rough, rough_form(roman, reading, buf), 0);
    for (size_t seen = 0; i && seen < ALIKE_MAX; i = index->at[i - 1].next, seen++) {
        const dmr_roman_entry *e = &index->at[i - 1];
        size_t k = 0;
        if (e->n != reading->n || !agree(e->units, reading->units, reading->n))
            continue;
        while (k < *n && values[k] != e->value)
            k++;
        if (k == room)
            return false;
        if (k == *n)
            values[(*n)++] = e->value;
    }
    return true;
}

/* "young sam kim" of "kim young sam": the first word last (left), or the last first. */
static demarche_str rotated(char *buf, size_t room, demarche_str norm, bool left)
{
    size_t cut = left ? 0 : norm.len;
    while (left ? cut < norm.len && norm.ptr[cut] != ' '
                : cut > 0 && norm.ptr[cut - 1] != ' ')
        left ? cut++ : cut--;
    if (norm.len > room || cut == 0 || cut == norm.len)
        return (demarche_str){"", 0};
    size_t head = left ? cut : cut - 1, tail = norm.len - head - 1;
    memcpy(buf, norm.ptr + head + 1, tail);
    buf[tail] = ' ';
    memcpy(buf + tail + 1, norm.ptr, head);
    return dmr_str(buf, norm.len);
}

static uint32_t either_order(const dmr_roman *roman)
{
    uint32_t systems = 0;
    for (size_t i = 0; i < roman->n_systems; i++)
        systems |= (uint32_t)roman->systems[i].either_order << i;
    return systems;
}

bool dmr_roman_index_find_name(const dmr_roman_index *index, const dmr_roman *roman,
                               demarche_str norm, unsigned flags, uint32_t *values,
                               size_t *n, size_t room)
{
    char buf[96];
    dmr_roman_reading readings[DMR_ROMAN_READINGS_MAX];
    if (norm.len > sizeof buf || index->n == 0)
        return true;
    uint32_t systems = UINT32_MAX;
    for (int turn = 0; turn < 3; turn++) {
        demarche_str name = turn == 0 ? norm : rotated(buf, sizeof buf, norm, turn == 1);
        size_t n_readings =
            name.len ? dmr_roman_read(roman, name, systems, flags, readings) : 0;
        for (size_t i = 0; i < n_readings; i++)
            if (!dmr_roman_index_find(index, roman, &readings[i], values, n, room))
                return false;
        systems &= either_order(roman);
    }
    return true;
}

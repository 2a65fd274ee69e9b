/* Collections of readings as part of an image (base/image.h), for compiled lexicons. */
#include "base/image.h"
#include "mention/roman.h"

enum { ENTRY_WORDS = 3, UNIT_WORDS = 2 };

void dmr_roman_index_put(dmr_image_writer *w, const dmr_roman_index *index)
{
    size_t n_units = 0;
    for (size_t i = 0; i < index->n; i++)
        n_units += index->at[i].n;
    dmr_image_put(w, (uint32_t)index->n);
    for (size_t i = 0; i < index->n; i++) {
        dmr_image_put(w, index->at[i].system | (uint32_t)index->at[i].n << 8);
        dmr_image_put(w, index->at[i].value);
        dmr_image_put(w, index->at[i].next);
    }
    dmr_image_put(w, (uint32_t)n_units);
    for (size_t i = 0; i < index->n; i++)
        for (size_t k = 0; k < index->at[i].n; k++) {
            dmr_image_put(w, (uint32_t)index->at[i].units[k]);
            dmr_image_put(w, (uint32_t)(index->at[i].units[k] >> 32));
        }
    dmr_image_put_map(w, index->rough);
}

static bool get_entries(dmr_image_reader *r, dmr_roman_index *index, uint32_t most,
                        dmr_arena *arena)
{
    index->n = index->room = dmr_image_get_count(r, ENTRY_WORDS);
    index->at = DMR_NEW_ARRAY(arena, dmr_roman_entry, index->n);
    for (size_t i = 0; index->at && i < index->n; i++) {
        dmr_roman_entry *e = &index->at[i];
        uint32_t word = dmr_image_get(r);
        e->system = word & 0xFF;
        e->n = (uint8_t)(word >> 8);
        e->value = dmr_image_get(r);
        e->next = dmr_image_get_below(r, i + 1); /* backwards: every chain ends */
        r->bad |= e->system >= DMR_ROMAN_SYSTEMS_MAX || word >> 8 > DMR_ROMAN_UNITS_MAX ||
                  e->value == 0 || e->value > most;
    }
    return index->at != NULL;
}

/* The units of all entries, behind one another. */
static bool get_units(dmr_image_reader *r, dmr_roman_index *index, dmr_arena *arena)
{
    size_t n = dmr_image_get_count(r, UNIT_WORDS), used = 0;
    uint64_t *units = DMR_NEW_ARRAY(arena, uint64_t, n);
    for (size_t i = 0; units && i < n; i++) {
        uint64_t low = dmr_image_get(r);
        units[i] = low | (uint64_t)dmr_image_get(r) << 32;
    }
    for (size_t i = 0; units && !r->bad && i < index->n; i++) {
        r->bad |= index->at[i].n > n - used;
        index->at[i].units = units + used;
        used += r->bad ? 0 : index->at[i].n;
    }
    return units != NULL;
}

bool dmr_roman_index_get(dmr_image_reader *r, dmr_roman_index *index, uint32_t most,
                         dmr_arena *arena)
{
    *index = (dmr_roman_index){0};
    if (!get_entries(r, index, most, arena) || !get_units(r, index, arena) || r->bad)
        return false;
    index->rough = dmr_image_get_map(r, 1, (uint32_t)index->n, arena);
    return index->rough != NULL;
}

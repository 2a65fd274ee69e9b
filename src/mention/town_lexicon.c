/*
 * Towns that only a text that shows them to be places leads to: lexicon/towns.tsv, some
 * hundred thousand rows in order of their keys. Opening only checks the order; a name is
 * found by halving, and its rows alone are parsed, so that the size of the table costs next
 * to nothing until a name is asked for.
 */
#include "base/error.h"
#include "mention/place_table.h"

enum { COL_KEY, COL_GEONAMEID, COL_NAME, COL_COUNTRY, COL_LAT, COL_LON, COL_POPULATION };
enum { N_COLUMNS = COL_POPULATION + 1 };
static const char columns[] = "key\tgeonameid\tname\tcountry\tlat\tlon\tpopulation";

/* The line that begins at byte `at`, without its end. */
static demarche_str line_at(const dmr_towns *towns, size_t at)
{
    const char *p = towns->text.ptr + at;
    const char *end = memchr(p, '\n', towns->text.len - at);
    return dmr_str(p, end ? (size_t)(end - p) : towns->text.len - at);
}

static demarche_str key_of(demarche_str line)
{
    const char *tab = memchr(line.ptr, '\t', line.len);
    return dmr_str(line.ptr, tab ? (size_t)(tab - line.ptr) : line.len);
}

static demarche_status refuse(const dmr_towns *towns, size_t at, demarche_error *err,
                              const char *what)
{
    size_t number = 1;
    for (size_t i = 0; i < at; i++)
        number += towns->text.ptr[i] == '\n';
    return dmr_error_set(err, DEMARCHE_E_LEXICON, number, "%s:%zu: %s", towns->path,
                         number, what);
}

static demarche_status check_order(dmr_towns *towns, demarche_error *err)
{
    demarche_str before = {"", 0};
    size_t at = 0;
    while (at < towns->text.len && towns->text.ptr[at] == '#')
        at += line_at(towns, at).len + 1;
    if (at >= towns->text.len || !dmr_str_is(line_at(towns, at), columns))
        return refuse(towns, at < towns->text.len ? at : 0, err,
                      "the columns are not key, geonameid, name, country, lat, lon, "
                      "population; make the file with tools/town_table");
    at += sizeof columns;
    towns->first = at < towns->text.len ? at : towns->text.len;
    while (at < towns->text.len) {
        demarche_str line = line_at(towns, at), key = key_of(line);
        if (key.len == 0 || dmr_str_compare(before, key) > 0)
            return refuse(towns, at, err,
                          "key is empty or not in order behind the line before; sort the "
                          "rows by their bytes");
        before = key;
        at += line.len + 1;
    }
    return DEMARCHE_OK;
}

static demarche_status parse(const dmr_towns *towns, size_t at, dmr_place *p,
                             demarche_error *err)
{
    demarche_str rest = line_at(towns, at), c[N_COLUMNS] = {{0}};
    uint64_t id = 0, population = 0;
    size_t n = 0;
    for (demarche_str cell; dmr_str_split(&rest, '\t', &cell); n++)
        if (n < N_COLUMNS)
            c[n] = cell;
    if (n != N_COLUMNS || !c[COL_NAME].len)
        return refuse(towns, at, err, "there are not seven cells, or the name is empty");
    *p = (dmr_place){.name = c[COL_NAME],
                     .kind = DMR_STR("town"),
                     .country = c[COL_COUNTRY],
                     .layer = towns->layer};
    if (!dmr_str_to_uint(c[COL_GEONAMEID], INT32_MAX, &id) ||
        !dmr_str_to_uint(c[COL_POPULATION], 100000, &population))
        return refuse(towns, at, err, "geonameid or population is no number");
    if (!dmr_place_is_country(p->country))
        return refuse(towns, at, err,
                      "country is not three capitals; write ISO 3166-1 alpha-3");
    if (!dmr_place_degrees(c[COL_LAT], 90, &p->lat) ||
        !dmr_place_degrees(c[COL_LON], 180, &p->lon))
        return refuse(towns, at, err, "lat or lon is wrong; write degrees as 55.75");
    p->geonameid = (int64_t)id;
    p->population = (uint32_t)population;
    return DEMARCHE_OK;
}

/* Every row, where all bad ones are wanted. */
static demarche_status check_rows(const dmr_towns *towns, const dmr_tables *tables,
                                  demarche_error *err)
{
    for (size_t at = towns->first; at < towns->text.len;) {
        dmr_place p;
        DMR_TRY(dmr_complaints_take(tables->complaints, parse(towns, at, &p, err),
                                    towns->path, err));
        at += line_at(towns, at).len + 1;
    }
    return DEMARCHE_OK;
}

demarche_status dmr_towns_load(dmr_places *places, dmr_tables *tables, dmr_arena *arena,
                               demarche_error *err)
{
    for (size_t i = 0; i < tables->files.n; i++) {
        dmr_tables_file *f = &tables->files.at[i];
        if (strcmp(f->name, "towns.tsv") != 0)
            continue;
        dmr_towns *towns = DMR_PUSH(arena, places->towns);
        if (!towns)
            return dmr_error_memory(err);
        *towns = (dmr_towns){f->file.path, f->file.bytes, 0, f->file.layer};
        f->known = true;
        DMR_TRY(dmr_complaints_take(tables->complaints, check_order(towns, err),
                                    towns->path, err));
        if (tables->complaints)
            DMR_TRY(check_rows(towns, tables, err));
    }
    return DEMARCHE_OK;
}

/* The first line whose key is not before `key`. */
static size_t lower_bound(const dmr_towns *towns, demarche_str key)
{
    size_t low = towns->first, high = towns->text.len;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        while (mid > low && towns->text.ptr[mid - 1] != '\n')
            mid--;
        demarche_str line = line_at(towns, mid);
        if (dmr_str_compare(key_of(line), key) < 0)
            low = mid + line.len + 1 < high ? mid + line.len + 1 : high;
        else
            high = mid;
    }
    return low;
}

demarche_status dmr_towns_find(const dmr_places *places, demarche_str key, dmr_place *out,
                               size_t room, size_t *n, demarche_error *err)
{
    *n = 0;
    for (size_t i = 0; i < places->towns.n; i++) {
        const dmr_towns *towns = &places->towns.at[i];
        for (size_t at = lower_bound(towns, key); at < towns->text.len && *n < room;) {
            demarche_str line = line_at(towns, at);
            if (!dmr_str_eq(key_of(line), key))
                break;
            DMR_TRY(parse(towns, at, &out[*n], err));
            ++*n;
            at += line.len + 1;
        }
    }
    return DEMARCHE_OK;
}

#include "read/site.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/vec.h"
#include "read/html_charset.h"
#include "read/site_links.h"

enum { NONE = -1, DEEPEST = 16, LONGEST_PATH = 12 };

/* A page while the site is looked over. */
typedef struct entry {
    dmr_site_page page;
    dmr_site_lines lines; /* of a page of links */
    bool leads, listing, placed, queued;
} entry;

struct demarche_site {
    dmr_arena *arena;
    dmr_map *by_path; /* to the index of `at` */
    entry *at;        /* (n) in order of their paths */
    size_t n;
};

static bool is_page(demarche_str path)
{
    static const char *const ends[] = {".html", ".htm", ".xhtml"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        demarche_str e = dmr_str_c(ends[i]);
        if (path.len > e.len &&
            dmr_str_eq_nocase(dmr_str(path.ptr + path.len - e.len, e.len), e))
            return true;
    }
    return false;
}

static uint32_t find(const demarche_site *site, demarche_str path)
{
    return path.len ? dmr_map_get(site->by_path, path, UINT32_MAX) : UINT32_MAX;
}

static demarche_status list_pages(demarche_site *site, const char *folder,
                                  demarche_error *err)
{
    dmr_file_list files;
    DMR_TRY(dmr_file_list_folder(&files, folder, NULL, DEEPEST, site->arena, err));
    site->by_path = dmr_map_new(site->arena);
    site->at = DMR_NEW_ARRAY(site->arena, entry, files.n + 1);
    if (!site->by_path || !site->at)
        return dmr_error_memory(err);
    for (size_t i = 0; i < files.n; i++) {
        if (!is_page(dmr_str_c(files.paths[i])))
            continue;
        entry *e = &site->at[site->n];
        e->page.path = dmr_site_path(dmr_str_c(files.paths[i]), site->arena);
        if (!e->page.path.ptr ||
            !dmr_map_set(site->by_path, e->page.path, (uint32_t)site->n))
            return dmr_error_memory(err);
        site->n++;
    }
    return DEMARCHE_OK;
}

/* Different pages of the folder that a page leads to; `leading`: those that lead on. */
static size_t count_targets(const demarche_site *site, const entry *e, size_t *leading)
{
    size_t n = 0;
    uint32_t last = UINT32_MAX;
    *leading = 0;
    for (size_t i = 0; i < e->lines.list.n; i++) {
        uint32_t to = find(site, e->lines.list.at[i].to);
        if (to == UINT32_MAX || to == last || &site->at[to] == e)
            continue;
        last = to;
        n++;
        *leading += site->at[to].leads;
    }
    return n;
}

static demarche_status read_lines(demarche_site *site, entry *e, demarche_str bytes,
                                  demarche_error *err)
{
    demarche_str text, charset;
    dmr_origin origin = {0};
    demarche_counts counts = {0};
    dmr_arena *own = dmr_arena_new(0);
    if (!own)
        return dmr_error_memory(err);
    demarche_status status = dmr_html_decode(&text, &origin, &charset, bytes,
                                             dmr_str(NULL, 0), &counts, own, err);
    if (!status)
        status = dmr_site_lines_read(&e->lines, text, e->page.path, site->arena, err);
    dmr_arena_free(own);
    return status;
}

/* Read the pages that are mostly links. One that cannot be read says so when its turn to be
 * read as a document comes. */
static demarche_status look_over(demarche_site *site, demarche_error *err)
{
    enum { FEWEST = 3 };
    for (size_t i = 0; i < site->n; i++) {
        entry *e = &site->at[i];
        dmr_file file;
        size_t leading;
        if (dmr_file_read(&file, e->page.path.ptr, DMR_HTML_MAX, NULL))
            continue;
        demarche_status status = DEMARCHE_OK;
        if (dmr_site_may_lead(file.bytes))
            status = read_lines(site, e, file.bytes, err);
        dmr_file_close(&file);
        DMR_TRY(status);
        e->leads = count_targets(site, e, &leading) >= FEWEST;
    }
    for (size_t i = 0; i < site->n; i++) {
        entry *e = &site->at[i];
        size_t leading, n = e->leads ? 0 : count_targets(site, e, &leading);
        /* Two countries make a listing. */
        e->leads = e->leads || (n == 2 && leading == 2);
    }
    for (size_t i = 0; i < site->n; i++) {
        entry *e = &site->at[i];
        size_t leading, n = e->leads ? count_targets(site, e, &leading) : 0;
        e->listing = n && leading * 2 > n;
    }
    return DEMARCHE_OK;
}

/* ------------------------------------------------------------------------------ places */

/* The page stands behind those steps. */
static demarche_status place(demarche_site *site, entry *e, const entry *above,
                             const demarche_str *titles, const uint32_t *places, size_t n,
                             demarche_error *err)
{
    size_t up = above ? above->page.n_section : 0;
    demarche_str *section = DMR_NEW_ARRAY(site->arena, demarche_str, up + n);
    uint32_t *at = DMR_NEW_ARRAY(site->arena, uint32_t, up + n);
    if (!section || !at)
        return dmr_error_memory(err);
    for (size_t i = 0; i < up; i++) {
        section[i] = above->page.section[i];
        at[i] = above->page.place[i];
    }
    for (size_t i = 0; i < n; i++) {
        section[up + i] = titles[i];
        at[up + i] = places[i];
    }
    e->page.section = section;
    e->page.place = at;
    e->page.n_section = up + n;
    e->page.leads = e->leads;
    e->placed = true;
    return DEMARCHE_OK;
}

/* Which lines are of the contents: items of lists, lines that lead to a page (it need not be
 * in the folder), and those above them; of a listing, lines that lead to one of its pages.
 * Their places among their siblings, from 1; 0 for the others. */
static uint32_t *count_places(const demarche_site *site, const entry *e)
{
    size_t n = e->lines.list.n;
    const dmr_site_line *at = e->lines.list.at;
    uint32_t *places = DMR_NEW_ARRAY(site->arena, uint32_t, n + 1);
    uint32_t *below = DMR_NEW_ARRAY(site->arena, uint32_t, n + 1); /* under each line */
    if (!places || !below)
        return NULL;
    for (size_t i = n; i-- > 0;) {
        uint32_t to = find(site, at[i].to);
        bool known = to != UINT32_MAX && &site->at[to] != e && !site->at[to].listing;
        bool line = at[i].to.len ? known || to == UINT32_MAX : at[i].indent >= 100;
        places[i] = places[i] || (e->listing ? known : line);
        if (places[i] && at[i].up && !e->listing)
            places[at[i].up - 1] = 1;
    }
    for (size_t i = 0; i < n; i++) {
        if (places[i])
            places[i] = ++below[e->listing ? 0 : at[i].up];
    }
    return places;
}

/* A line above all others that leads nowhere is the page's own title. */
static bool is_title(const demarche_site *site, const entry *e, size_t line,
                     const uint32_t *places)
{
    const dmr_site_line *at = e->lines.list.at;
    if (at[line].up || find(site, at[line].to) != UINT32_MAX)
        return false;
    for (size_t i = 0; i < e->lines.list.n; i++) {
        if (i != line && places[i] && !at[i].up)
            return false;
    }
    return true;
}

/* Give the pages that `e` leads to their places behind its own. */
static demarche_status place_below(demarche_site *site, entry *e, demarche_error *err)
{
    const dmr_site_line *at = e->lines.list.at;
    uint32_t *places = count_places(site, e);
    if (!places)
        return dmr_error_memory(err);
    for (size_t i = 0; i < e->lines.list.n; i++) {
        uint32_t to = places[i] ? find(site, at[i].to) : UINT32_MAX;
        if (to == UINT32_MAX || site->at[to].placed)
            continue;
        demarche_str titles[LONGEST_PATH];
        uint32_t numbers[LONGEST_PATH];
        size_t n = 0, first = LONGEST_PATH;
        for (size_t k = i + 1; k && first; k = e->listing ? 0 : at[k - 1].up) {
            if (k - 1 != i && is_title(site, e, k - 1, places))
                break;
            titles[--first] = at[k - 1].title;
            numbers[first] = places[k - 1];
            n++;
        }
        DMR_TRY(place(site, &site->at[to], e, titles + first, numbers + first, n, err));
    }
    return DEMARCHE_OK;
}

/* From a page of links on to those it leads to, level by level. */
static demarche_status place_from(demarche_site *site, entry *root, demarche_error *err)
{
    DMR_VEC(uint32_t) queue = {0};
    uint32_t *first = DMR_PUSH(site->arena, queue);
    if (!first)
        return dmr_error_memory(err);
    *first = (uint32_t)(root - site->at);
    for (size_t i = 0; i < queue.n; i++) {
        entry *e = &site->at[queue.at[i]];
        DMR_TRY(place_below(site, e, err));
        for (size_t k = 0; k < e->lines.list.n; k++) {
            uint32_t to = find(site, e->lines.list.at[k].to);
            if (to == UINT32_MAX || !site->at[to].leads || !site->at[to].placed ||
                &site->at[to] == root || site->at[to].listing || site->at[to].queued)
                continue;
            uint32_t *next = DMR_PUSH(site->arena, queue);
            if (!next)
                return dmr_error_memory(err);
            *next = to;
            site->at[to].queued = true;
        }
    }
    return DEMARCHE_OK;
}

/* Listings first, then contents that no listing leads to. */
static demarche_status place_all(demarche_site *site, demarche_error *err)
{
    uint32_t countries = 0;
    for (size_t i = 0; i < site->n; i++) {
        entry *e = &site->at[i];
        if (!e->listing || e->placed)
            continue;
        DMR_TRY(place(site, e, NULL, NULL, NULL, 0, err));
        DMR_TRY(place_from(site, e, err));
    }
    for (size_t i = 0; i < site->n; i++) {
        entry *e = &site->at[i];
        if (!e->leads || e->placed)
            continue;
        countries++;
        DMR_TRY(place(site, e, NULL, &e->lines.name, &countries,
                      e->lines.name.len ? 1 : 0, err));
        DMR_TRY(place_from(site, e, err));
    }
    return DEMARCHE_OK;
}

demarche_status demarche_site_open(demarche_site **out, const char *folder,
                                   demarche_error *err)
{
    if (!out || !folder)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "a site needs a folder");
    *out = NULL;
    demarche_site *site = calloc(1, sizeof *site);
    if (site)
        site->arena = dmr_arena_new(0);
    demarche_status status = site && site->arena ? DEMARCHE_OK : dmr_error_memory(err);
    if (!status)
        status = list_pages(site, folder, err);
    if (!status)
        status = look_over(site, err);
    if (!status)
        status = place_all(site, err);
    bool leads = false;
    for (size_t i = 0; !status && i < site->n && !leads; i++)
        leads = site->at[i].leads;
    if (status || !leads) {
        demarche_site_free(site);
        return status;
    }
    *out = site;
    return DEMARCHE_OK;
}

void demarche_site_free(demarche_site *site)
{
    if (site)
        dmr_arena_free(site->arena);
    free(site);
}

const dmr_site_page *dmr_site_find(const demarche_site *site, demarche_str path,
                                   dmr_arena *scratch)
{
    demarche_str normal = dmr_site_path(path, scratch);
    uint32_t at = normal.ptr ? find(site, normal) : UINT32_MAX;
    return at != UINT32_MAX && site->at[at].placed ? &site->at[at].page : NULL;
}

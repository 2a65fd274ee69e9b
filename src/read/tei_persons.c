#include "read/tei_persons.h"

#include <stdlib.h>

bool dmr_tei_persons_open(dmr_tei_persons *persons)
{
    *persons = (dmr_tei_persons){.arena = dmr_arena_new(0)};
    persons->by_id = persons->arena ? dmr_map_new(persons->arena) : NULL;
    return persons->by_id != NULL;
}

void dmr_tei_persons_close(dmr_tei_persons *persons)
{
    dmr_arena_free(persons->arena);
    free(persons->id.at);
    free(persons->name.at);
    *persons = (dmr_tei_persons){0};
}

/* ------------------------------------------------------------------------------- list */

/* A copy on one line, at most `max` bytes; {NULL, 0} for want of memory. */
static demarche_str one_line(dmr_arena *arena, demarche_str s, size_t max)
{
    char *p = dmr_arena_alloc(arena, s.len + 1);
    size_t n = 0;
    if (!p)
        return dmr_str(NULL, 0);
    for (size_t i = 0; i < s.len; i++) {
        bool blank = (unsigned char)s.ptr[i] <= ' ';
        if (!blank)
            p[n++] = s.ptr[i];
        else if (n && p[n - 1] != ' ')
            p[n++] = ' ';
    }
    if (n > max)
        for (n = max; n && ((unsigned char)p[n] & 0xC0) == 0x80; n--)
            ;
    while (n && p[n - 1] == ' ')
        n--;
    return dmr_str(p, n);
}

/* What an entry says besides the name: "Kissinger, Henry A., Assistant to ..." */
static demarche_str behind(demarche_str words, demarche_str name)
{
    size_t at = name.len ? dmr_str_find(words, name, 0) : SIZE_MAX;
    if (at != SIZE_MAX)
        words = dmr_str(words.ptr + at + name.len, words.len - at - name.len);
    while (words.len && (dmr_is_blank(words.ptr[0]) || strchr(",;:.", words.ptr[0])))
        words = dmr_str(words.ptr + 1, words.len - 1);
    return words;
}

bool dmr_tei_persons_add(dmr_tei_persons *persons, demarche_str id, demarche_str name,
                         demarche_str words)
{
    if (!id.len || !name.len || persons->list.n >= DMR_TEI_PERSONS_MAX ||
        dmr_arena_used(persons->arena) > DMR_TEI_PERSONS_BYTES ||
        dmr_map_get(persons->by_id, id, UINT32_MAX) != UINT32_MAX)
        return true;
    demarche_str key = dmr_str_copy(persons->arena, id);
    demarche_str whole = one_line(persons->arena, words, SIZE_MAX);
    dmr_tei_person *p = DMR_PUSH(persons->arena, persons->list);
    if (!key.ptr || !whole.ptr || !p)
        return false;
    p->name = one_line(persons->arena, name, DMR_TEI_PERSON_NOTE);
    p->note = one_line(persons->arena, behind(whole, p->name), DMR_TEI_PERSON_NOTE);
    return p->name.ptr && p->note.ptr &&
           dmr_map_set(persons->by_id, key, (uint32_t)(persons->list.n - 1));
}

/* ---------------------------------------------------------------------- names in texts */

bool dmr_tei_name_begins(dmr_tei_names *names, const dmr_tei_persons *persons,
                         demarche_str ref, size_t depth, size_t notes, dmr_arena *arena)
{
    if (ref.len < 2 || ref.ptr[0] != '#' || names->n_open == DMR_TEI_NAMES_OPEN)
        return true;
    uint32_t person =
        dmr_map_get(persons->by_id, dmr_str(ref.ptr + 1, ref.len - 1), UINT32_MAX);
    if (person == UINT32_MAX)
        return true;
    dmr_tei_name *name = DMR_PUSH(arena, names->list);
    if (!name)
        return false;
    name->person = person;
    names->open[names->n_open].name = names->list.n - 1;
    names->open[names->n_open].depth = depth;
    names->open[names->n_open++].notes = notes;
    return true;
}

void dmr_tei_name_words(dmr_tei_names *names, demarche_str words, size_t at, size_t took,
                        size_t notes)
{
    size_t first = 0, n = words.len;
    while (first < n && dmr_is_blank(words.ptr[first]))
        first++;
    while (n > first && dmr_is_blank(words.ptr[n - 1]))
        n--;
    if (first == n)
        return;
    bool plain = took == words.len; /* else the signs took other numbers of bytes */
    for (size_t i = 0; i < names->n_open; i++) {
        dmr_tei_name *name = &names->list.at[names->open[i].name];
        if (names->open[i].notes != notes)
            continue;
        if (!name->found)
            name->first = at + (plain ? first : 0);
        name->last = at + (plain ? n : took) - 1;
        name->found = true;
    }
}

void dmr_tei_name_ends(dmr_tei_names *names, size_t depth)
{
    while (names->n_open && names->open[names->n_open - 1].depth >= depth)
        names->n_open--;
}

/* A run of the origin, with the bytes that it takes of text and source. */
typedef struct stretch {
    dmr_origin_run run;
    size_t end; /* in the text */
} stretch;

static int by_source(const void *a, const void *b)
{
    const stretch *x = a, *y = b;
    if (x->run.source != y->run.source)
        return x->run.source < y->run.source ? -1 : 1;
    return (x->run.text > y->run.text) - (x->run.text < y->run.text);
}

/* The byte of the text that came from that byte of the source; SIZE_MAX where none did. */
static size_t text_of(const stretch *list, size_t n, size_t source)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list[middle].run.source <= source)
            low = middle + 1;
        else
            high = middle;
    }
    /* A blank that was put in may share its byte with what stands there: look further. */
    for (size_t i = 0; i < 3 && low > i; i++) {
        const stretch *s = &list[low - 1 - i];
        size_t steps = (source - s->run.source) / s->run.source_step;
        size_t text = s->run.text + steps * s->run.text_step;
        if (s->run.text_step == 1 && s->run.source_step == 1)
            text = s->run.text + (source - s->run.source);
        if (text < s->end)
            return text;
    }
    return SIZE_MAX;
}

static int by_start(const void *a, const void *b)
{
    const demarche_named *x = a, *y = b;
    return (x->start > y->start) - (x->start < y->start);
}

bool dmr_tei_names_finish(const dmr_tei_names *names, const dmr_tei_persons *persons,
                          dmr_source *source, dmr_arena *arena)
{
    size_t n = 0, n_runs = source->origin.runs.n, n_named = 0;
    if (!names->list.n || !n_runs)
        return true;
    stretch *list = DMR_NEW_ARRAY(arena, stretch, n_runs);
    demarche_named *named = DMR_NEW_ARRAY(arena, demarche_named, names->list.n);
    if (!list || !named)
        return false;
    for (size_t i = 0; i < n_runs; i++) {
        const dmr_origin_run *run = &source->origin.runs.at[i];
        size_t end =
            i + 1 < n_runs ? source->origin.runs.at[i + 1].text : source->text.len;
        if (run->source_step && end > run->text)
            list[n++] = (stretch){*run, end};
    }
    qsort(list, n, sizeof *list, by_source);
    for (size_t i = 0; i < names->list.n; i++) {
        const dmr_tei_name *name = &names->list.at[i];
        size_t start = name->found ? text_of(list, n, name->first) : SIZE_MAX;
        size_t last = name->found ? text_of(list, n, name->last) : SIZE_MAX;
        if (start == SIZE_MAX || last == SIZE_MAX || last < start)
            continue;
        for (last++; last < source->text.len &&
                     ((unsigned char)source->text.ptr[last] & 0xC0) == 0x80;)
            last++;
        const dmr_tei_person *p = &persons->list.at[name->person];
        named[n_named++] = (demarche_named){
            .name = dmr_str_copy(arena, p->name),
            .note = p->note.len ? dmr_str_copy(arena, p->note) : dmr_str("", 0),
            .start = start,
            .end = last};
        if (!named[n_named - 1].name.ptr || !named[n_named - 1].note.ptr)
            return false;
    }
    qsort(named, n_named, sizeof *named, by_start); /* those of notes stand behind */
    source->named = named;
    source->n_named = n_named;
    return true;
}

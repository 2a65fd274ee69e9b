/*
 * The persons list of a volume, and where its documents name them: <persName xml:id="p_KHA1">
 * in an <item> or <person> that says who that is, <persName corresp="#p_KHA1"> in a text.
 */
#ifndef DMR_READ_TEI_PERSONS_H
#define DMR_READ_TEI_PERSONS_H

#include "base/hash.h"
#include "base/vec.h"
#include "read/draft.h"

enum {
    DMR_TEI_PERSONS_MAX = 50000,              /* of a list */
    DMR_TEI_PERSONS_BYTES = 16 * 1024 * 1024, /* of a list, in all */
    DMR_TEI_PERSON_NOTE = 1000,               /* bytes of what is said of one */
    DMR_TEI_NAMES_OPEN = 8                    /* names in names */
};

typedef struct dmr_tei_person {
    demarche_str name, note;
} dmr_tei_person;

typedef struct dmr_tei_persons {
    dmr_arena *arena;
    dmr_map *by_id;
    DMR_VEC(dmr_tei_person) list;
    dmr_buffer id, name; /* of the entry that is read */
} dmr_tei_persons;

/* Names in a document, by the bytes of the input that they take. */
typedef struct dmr_tei_name {
    uint32_t person;
    size_t first, last; /* byte of the first word's first sign, of the last one's last */
    bool found;         /* has words */
} dmr_tei_name;

typedef struct dmr_tei_names {
    DMR_VEC(dmr_tei_name) list;
    struct {
        size_t name, depth, notes; /* place in the list; open elements, open notes */
    } open[DMR_TEI_NAMES_OPEN];
    size_t n_open;
} dmr_tei_names;

bool dmr_tei_persons_open(dmr_tei_persons *persons);
void dmr_tei_persons_close(dmr_tei_persons *persons);

/* Keep an entry: `words` are all of it, its name among them. False for want of memory; one
 * beyond the bounds is not kept. */
bool dmr_tei_persons_add(dmr_tei_persons *persons, demarche_str id, demarche_str name,
                         demarche_str words);

/* A name begins at that depth of elements and of notes; `ref` as written, "#p_KHA1". False for
 * want of memory. */
bool dmr_tei_name_begins(dmr_tei_names *names, const dmr_tei_persons *persons,
                         demarche_str ref, size_t depth, size_t notes, dmr_arena *arena);
/* Words at that depth of notes: those of a note in a name are none of the name. */
void dmr_tei_name_words(dmr_tei_names *names, demarche_str words, size_t at, size_t took,
                        size_t notes);
void dmr_tei_name_ends(dmr_tei_names *names, size_t depth);

/* Set `named` of a source whose text and origin are made. False for want of memory. */
bool dmr_tei_names_finish(const dmr_tei_names *names, const dmr_tei_persons *persons,
                          dmr_source *source, dmr_arena *arena);

#endif

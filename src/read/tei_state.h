/*
 * What the files of the TEI reader share: where in the XML it stands, and the documents that
 * it has in hand. Only tei*.c include this.
 *
 * At most three documents are in hand: one that is read (`now`), one that is complete but not
 * given out, because what stands behind it is still counted for it (`done`), and the one that
 * is given out with this call (`out`).
 */
#ifndef DMR_READ_TEI_STATE_H
#define DMR_READ_TEI_STATE_H

#include "read/meta_field.h"
#include "read/tei_element.h"
#include "read/tei_persons.h"
#include "read/xml_stream.h"

enum {
    DMR_TEI_IN_HAND = 3,       /* documents */
    DMR_TEI_DEPTH = 200,       /* elements that may be open */
    DMR_TEI_SECTIONS = 16,     /* divisions around a document that give its path a step */
    DMR_TEI_CAPTURE = 8 * 1024 /* bytes of a head, a name, a source */
};

/* An open element. What is said of it holds for those in it. */
typedef struct dmr_tei_open {
    dmr_tei_role role;
    dmr_paragraph_kind kind; /* of words in it */
    bool dropped;            /* its words are none of the text */
    bool around;             /* and count as navigation */
    bool in_note, in_cell, in_apart;
    bool block;  /* its end ends the paragraph */
    bool chosen; /* of a choice: one was taken */
    bool cells;  /* of a row: it had one */
    bool label;  /* of a list: a label waits for its item */
    bool joined; /* of an item: its words go on behind the label */
} dmr_tei_open;

/* Words that are gathered for metadata: from an element's begin to its end. */
typedef enum dmr_tei_capture_of {
    DMR_TEI_CAP_HEADER = 0, /* a field of the teiHeader */
    DMR_TEI_CAP_SECTION,    /* head of a division around documents */
    DMR_TEI_CAP_TITLE,      /* head of a document */
    DMR_TEI_CAP_SOURCE,
    DMR_TEI_CAP_DATE,
    DMR_TEI_CAP_PLACE,
    DMR_TEI_CAP_NAME, /* of the persons list */
    DMR_TEI_CAP_PERSON,
    DMR_TEI_CAPS,
} dmr_tei_capture_of;

typedef struct dmr_tei_capture {
    dmr_buffer words;
    size_t depth; /* of its element; 0: nothing is gathered */
    size_t notes; /* that were open: words of deeper ones are not gathered */
} dmr_tei_capture;

/* Fields of the teiHeader, each the best that was seen. */
typedef enum dmr_tei_field {
    DMR_TEI_NO_FIELD = 0,
    DMR_TEI_VOLUME_TITLE,
    DMR_TEI_VOLUME_ID,
    DMR_TEI_PUBLISHED,
    DMR_TEI_PUBLISHER,
    DMR_TEI_CREATED, /* when a text was written, or first printed */
    DMR_TEI_LANGUAGE,
    DMR_TEI_FIELDS,
} dmr_tei_field;

/* Where in the teiHeader. */
typedef enum dmr_tei_place {
    DMR_TEI_IN_TITLES = 0,
    DMR_TEI_IN_PUBLICATION,
    DMR_TEI_IN_CREATION,
    DMR_TEI_IN_SOURCE,
    DMR_TEI_PLACES,
} dmr_tei_place;

typedef struct dmr_tei_volume {
    dmr_buffer fields[DMR_TEI_FIELDS];
    int rank[DMR_TEI_FIELDS]; /* of what is there; 0: nothing is */
} dmr_tei_volume;

typedef struct dmr_tei_document {
    dmr_arena *arena;
    dmr_draft draft;
    dmr_source source;
    dmr_meta meta;
    dmr_tei_names names;
    bool in_use;
    bool first; /* of the bodies of a <TEI> */
    bool whole; /* a body: no document as long as it may hold some */
    bool note;  /* an editorial note */
    demarche_status status;
    demarche_error err;
} dmr_tei_document;

typedef struct dmr_tei {
    dmr_xml *xml;
    const demarche_read_options *opts;
    demarche_status failed; /* nothing comes behind what is `done` */
    demarche_error why;
    bool seen_root, corpus, seen_text;

    dmr_tei_open stack[DMR_TEI_DEPTH + 1]; /* 0: around all */
    size_t depth;
    size_t notes; /* that are open */
    size_t header, text, body;
    size_t places[DMR_TEI_PLACES]; /* depth of that part of the header; 0: not in it */
    dmr_tei_field field;           /* that the header's capture is for */
    int rank;
    dmr_tei_capture captures[DMR_TEI_CAPS];
    dmr_tei_volume volume;
    struct {
        size_t depth;
        dmr_buffer head;
    } sections[DMR_TEI_SECTIONS];
    size_t n_sections;
    dmr_tei_persons persons;

    dmr_tei_document documents[DMR_TEI_IN_HAND], *now, *done, *out;
    size_t document; /* depth of the element that `now` is */
    size_t n;        /* documents of this <TEI>, bodies not counted */
    size_t bodies;
    uint64_t left;   /* blocks passed over, not yet counted for a document */
    bool fresh;      /* the next words passed over begin one */
    bool held;       /* a blank at the end of a cell's words */
    size_t dateline; /* depth; 0: in none, or in one that dates no document */
} dmr_tei;

static inline dmr_tei_open *dmr_tei_top(dmr_tei *t)
{
    return &t->stack[t->depth];
}

static inline demarche_str dmr_tei_str(const dmr_buffer *buffer)
{
    return dmr_str_trim(dmr_str(buffer->n ? buffer->at : "", buffer->n));
}

void dmr_tei_no_memory(dmr_tei *t);

/* tei_head.c: what documents and volumes say of themselves. The element on top has begun, or
 * ends. */
void dmr_tei_capture_words(dmr_tei *t, demarche_str words);
void dmr_tei_volume_begins(dmr_tei *t, const char **attributes);
void dmr_tei_header_begins(dmr_tei *t, const char *local, const char **attributes);
void dmr_tei_header_ends(dmr_tei *t);
void dmr_tei_person_begins(dmr_tei *t, demarche_str id); /* an item, a <person> */
void dmr_tei_person_name_begins(dmr_tei *t, demarche_str id);
void dmr_tei_person_ends(dmr_tei *t);
void dmr_tei_section_begins(dmr_tei *t);
void dmr_tei_section_head_begins(dmr_tei *t);
void dmr_tei_section_ends(dmr_tei *t); /* or its head */
/* Of `now`: that it begins, that its element on top gives a field, that one ends that may, and
 * that all of it was read. */
void dmr_tei_document_begins(dmr_tei *t, const char **attributes);
void dmr_tei_capture_begin(dmr_tei *t, dmr_tei_capture_of which);
void dmr_tei_dateline_begins(dmr_tei *t,
                             const char **attributes); /* <date>, <placeName> */
void dmr_tei_document_head_ends(dmr_tei *t);
void dmr_tei_document_meta(dmr_tei *t);

/* tei_text.c: what of the XML is text. The element on top has begun, or ends. */
void dmr_tei_text_begins(dmr_tei *t, const char **attributes);
void dmr_tei_text_ends(dmr_tei *t);
void dmr_tei_text_words(dmr_tei *t, demarche_str words, size_t at, size_t took);

#endif

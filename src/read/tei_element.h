/*
 * What the elements of TEI are to a reader of its text: of the some six hundred names those
 * that make paragraphs, part them, or are to be left out. All others are but marks on words.
 */
#ifndef DMR_READ_TEI_ELEMENT_H
#define DMR_READ_TEI_ELEMENT_H

#include "base/str.h"

typedef enum dmr_tei_role {
    DMR_TEI_WORDS = 0, /* <hi>, <ref>, <gloss>, ...: only its words count */
    DMR_TEI_ROOT,
    DMR_TEI_CORPUS,
    DMR_TEI_HEADER,
    DMR_TEI_TEXT,  /* <text>: what documents stand in */
    DMR_TEI_BODY,  /* <body>: of TEI without documents the document */
    DMR_TEI_DIV,   /* a division; perhaps a document, a compilation, a chapter */
    DMR_TEI_BLOCK, /* stands by itself, its words are prose: <p>, <quote>, <postscript> */
    DMR_TEI_FRAME, /* holds blocks; blanks in it are none of the text: <list>, <table> */
    DMR_TEI_APART, /* a letter in the letter: <attachment>, <floatingText> */
    DMR_TEI_HEAD,
    DMR_TEI_SIDE, /* what stands at a letter's head and foot: <opener>, <signed> */
    DMR_TEI_DATELINE,
    DMR_TEI_ITEM,
    DMR_TEI_LABEL,
    DMR_TEI_ROW,
    DMR_TEI_CELL,
    DMR_TEI_LINE, /* ends where it ends: <l>, <addrLine> */
    DMR_TEI_BREAK,
    DMR_TEI_QUOTE, /* a block where it stands between blocks, else words */
    DMR_TEI_NOTE,
    DMR_TEI_GAP,
    DMR_TEI_CHOICE,
    DMR_TEI_SECOND,  /* <sic>, <orig>, <abbr>: left out where a choice has better */
    DMR_TEI_DROPPED, /* no words of the text: <del>, <rdg> */
    DMR_TEI_AROUND,  /* leads around the text: running titles, descriptions of pictures */
    DMR_TEI_NAME,    /* <persName> */
    DMR_TEI_PERSON,  /* <person> of a list */
    DMR_TEI_PLACE,
    DMR_TEI_DATE,
} dmr_tei_role;

/* By name, without its prefix. */
dmr_tei_role dmr_tei_role_of(const char *local);

#endif

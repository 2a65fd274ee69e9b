/*
 * An HTML page as blocks of text: what a reader sees as a paragraph, an item, a heading, a
 * row of a table. Which of them are the article is html_score.h's question.
 */
#ifndef DMR_READ_HTML_BLOCKS_H
#define DMR_READ_HTML_BLOCKS_H

#include "read/html_tree.h"
#include "read/source.h"

typedef enum dmr_html_piece_kind {
    DMR_HTML_WORDS = 0,
    DMR_HTML_BREAK, /* <br> */
    DMR_HTML_CELL,  /* the end of a table's cell, where another follows */
} dmr_html_piece_kind;

typedef struct dmr_html_piece {
    dmr_html_piece_kind kind;
    uint32_t node;
} dmr_html_piece;

typedef struct dmr_html_block {
    uint32_t first, n; /* pieces */
    uint32_t node;     /* the element that it lies in */
    dmr_paragraph_kind kind;
    bool verbatim;   /* of <pre> */
    bool row;        /* of a table of data */
    bool level_one;  /* <h1> */
    bool stops;      /* ends with the stop of a sentence */
    bool dated;      /* a number of four figures is in it */
    bool navigation; /* set by dmr_html_score */
    uint32_t words, link_words;
} dmr_html_block;

typedef struct dmr_html_page {
    dmr_html_tree tree;
    dmr_arena *arena; /* scratch: the tree's own */
    DMR_VEC(dmr_html_piece) pieces;
    DMR_VEC(dmr_html_block) blocks;
    uint32_t body; /* node under which the article lies; set by dmr_html_score */
} dmr_html_page;

/* Cut a parsed page into blocks. False for want of memory. Left out: scripts, styles,
 * templates and hidden elements, marks of footnotes in the text. */
bool dmr_html_blocks(dmr_html_page *page);

/* Whether an element is there for people to see. */
bool dmr_html_is_shown(const dmr_html_node *node);

#endif

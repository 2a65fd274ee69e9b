/*
 * What documents are called that have no title: who speaks, where, and when ("Mali, 1991"), with
 * the names of codes as the record has them; else the file, without its folders and its ending.
 * Their addresses are their ids all the same.
 */
#ifndef DEMARCHE_SERVE_DOCUMENT_TITLE_H
#define DEMARCHE_SERVE_DOCUMENT_TITLE_H

#include "page.h"

/* The name of a file without folders and ending: "MLI_46_1991" of "1991/MLI_46_1991.txt". What is
 * no path is left as it is; so is an address of the web. Lies within `doc`. */
demarche_str document_file_name(demarche_str doc);

/* Rows that have `doc`: `title` is put where there is none. Those without `doc` stay as they are. */
demarche_status document_title_rows(page *p, json_t *rows);

/* The same of one object. */
demarche_status document_title(page *p, json_t *row);

#endif

/*
 * A lexicon of a few rows, compiled in memory; its checksum made right again where bytes
 * were changed; and a text read with it. For the unit tests and the fuzz target.
 */
#ifndef TEST_TINY_LEXICON_H
#define TEST_TINY_LEXICON_H

#include <stdlib.h>

#include "lexicon/compiled.h"
#include "nn/model.h"
#include "parse/conllu.h"

static const struct {
    const char *name, *text;
} tiny_files[] = {
    {"states.tsv", "code\tkind\ttext\tfrom\tuntil\tsector\tnote\n"
                   "FRA\tstate\tFrance\t\t\t\t\n"
                   "FRA\tadjective\tFrench\t\t\t\t\n"
                   "FRA\tcapital\tParis\t\t\t\t\n"
                   "DZA\tstate\tAlgeria\t1962-07-05\t\t\t\n"
                   "FRA\theld\tDZA\t1830\t1962-07-04\t\t\n"
                   "FRA\tprefix\tFranco\t\t\t\t\n"
                   "015\tregion\tNorth Africa\t\t\t\t\n"},
    {"actors.tsv", "name\tnames\tcode\tsector\tfrom\tuntil\tnote\n"
                   "Renault\tRegie Renault\tFRA\tBUS\t\t\t\n"},
    {"persons.tsv", "name\tnames\tstate\tsector\toffice\tfrom\tuntil\tnote\n"
                    "Guy Mollet\tMollet\tFRA\tGOV\tprime minister\t1956\t1957\t\n"},
    {"offices.tsv", "noun\tsector\tkind\tnote\nminister\tGOV\trole,domestic\t\n"},
    {"agents.tsv", "noun\tsector\tkind\tnote\ntroop|troops\tMIL\tgroup,domestic\t\n"
                   "front\tREB\tbody,proper\t\n"},
    {"times.tsv", "id\tnames\tedtf\tkind\tnote\n"
                  "fair\tParis Fair\t1956-06-01/1956-06-30\tfair\t\n"
                  "feast\tBastille Day\t--07-14\tholiday\t\n"
                  "mollet\tMollet\t1956-02-01/1957-05-21\treign\t\n"},
    {"places.tsv",
     "geonameid\tname\taliases\tcountry\tkind\tlat\tlon\tpopulation\tonly\tnote\n"
     "2988507\tParis\t\tFRA\tcapital\t48.85\t2.35\t2138\t\t\n"
     "2990440\tNice\tNizza\tFRA\tcity\t43.70\t7.27\t338\tin\t\n"},
    {"middles.tsv", "code\tlat\tlon\nFRA\t46\t2\n015\t27\t13\n"},
    {"towns.tsv", "key\tgeonameid\tname\tcountry\tlat\tlon\tpopulation\n"
                  "biskra\t2509377\tBiskra\tDZA\t34.85\t5.73\t307\n"
                  "paris\t1\tParis\tUSA\t33.66\t-95.55\t25\n"},
    {"nouns.tsv", "noun\tuses\nport\tof|within\n"},
    {"genders.tsv", "words\tkind\tgender\tnote\nguy\tgiven\tm\t\n"},
    {"coreference.tsv", "feature\tvalues\tweight\nnew\tname\t1.5\n"},
    {"qualifiers.tsv", "word\tplace\teffect\toffice\tsector\tother\n"
                       "former|ex\tbefore\tpast\tformer\tELI\tCVL\n"},
    {"romanizations.tsv", "system\tways\tkind\tspelling\tsounds\texample\tnote\n"
                          "fr\t\tstates\tFRA\t\t\t\n"
                          "fr\t\town\tpress\t\t\t\n"
                          "fr\t\tany\ta|b|c|d|e|g|i|l|m|n|o|p|r|s|t|u|y|z\t=\t\t\n"},
};

/* The tables, in the arena; as if they had been read from a folder "tiny". */
static inline dmr_tables *tiny_tables(dmr_arena *arena)
{
    dmr_tables *t = DMR_NEW(arena, dmr_tables);
    *t = (dmr_tables){.arena = arena, .base = "tiny", .n_layers = 1, .hash = 42};
    for (size_t i = 0; i < sizeof tiny_files / sizeof *tiny_files; i++) {
        dmr_tables_file *f = DMR_PUSH(arena, t->files);
        *f = (dmr_tables_file){
            .name = tiny_files[i].name,
            .file = {.path = tiny_files[i].name, .bytes = dmr_str_c(tiny_files[i].text)}};
    }
    return t;
}

/* The compiled lexicon, in the arena; empty where that fails. */
static inline demarche_str tiny_compiled(dmr_arena *arena)
{
    dmr_tables *tables = tiny_tables(arena);
    dmr_gazetteer *gazetteer;
    demarche_str bytes = {NULL, 0};
    if (dmr_gazetteer_load(&gazetteer, tables, arena, NULL) ||
        dmr_compiled_make(&bytes, tables, gazetteer, arena, NULL))
        bytes.len = 0;
    return bytes;
}

/* Where the format has its checksum, and what that covers. */
enum { TINY_SUM = 8, TINY_SUMMED = 32, TINY_HEADER = 96 };

static inline void tiny_seal(char *bytes, size_t n)
{
    uint64_t sum = dmr_model_checksum(bytes + TINY_SUMMED, n - TINY_SUMMED);
    memcpy(bytes + TINY_SUM, &sum, sizeof sum);
}

static const char tiny_text[] =
    "1\tMollet\tMollet\tPROPN\tNNP\t_\t2\tnsubj\t_\t_\n"
    "2\tflew\tfly\tVERB\tVBD\t_\t0\troot\t_\t_\n"
    "3\tfrom\tfrom\tADP\tIN\t_\t4\tcase\t_\t_\n"
    "4\tParis\tParis\tPROPN\tNNP\t_\t2\tobl\t_\t_\n"
    "5\tto\tto\tADP\tIN\t_\t6\tcase\t_\t_\n"
    "6\tBiskra\tBiskra\tPROPN\tNNP\t_\t2\tobl\t_\t_\n"
    "7\ton\ton\tADP\tIN\t_\t9\tcase\t_\t_\n"
    "8\tBastille\tBastille\tPROPN\tNNP\t_\t9\tcompound\t_\t_\n"
    "9\tDay\tday\tPROPN\tNNP\t_\t2\tobl\t_\t_\n"
    "10\t1956\t1956\tNUM\tCD\t_\t9\tnummod\t_\t_\n"
    "\n"
    "1\tFrench\tFrench\tADJ\tJJ\t_\t2\tamod\t_\t_\n"
    "2\ttroops\ttroop\tNOUN\tNNS\t_\t3\tnsubj\t_\t_\n"
    "3\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_\n"
    "4\tAlgeria\tAlgeria\tPROPN\tNNP\t_\t3\tobj\t_\t_\n"
    "5\tand\tand\tCCONJ\tCC\t_\t6\tcc\t_\t_\n"
    "6\tNizza\tNizza\tPROPN\tNNP\t_\t4\tconj\t_\t_\n"
    "7\tduring\tduring\tADP\tIN\t_\t9\tcase\t_\t_\n"
    "8\tParis\tParis\tPROPN\tNNP\t_\t9\tcompound\t_\t_\n"
    "9\tFair\tfair\tPROPN\tNNP\t_\t3\tobl\t_\t_\n"
    "\n";

/* Read the text with a gazetteer: every look-up that a document makes. The number of its
 * mentions; 0 where it fails, which only want of memory may be the cause of. */
static inline size_t tiny_read(const dmr_gazetteer *gazetteer, dmr_arena *arena)
{
    dmr_conllu file;
    dmr_tree *trees = NULL;
    dmr_source source = {.meta.as_of = DMR_STR("1960")};
    if (dmr_conllu_read(&file, DMR_STR(tiny_text), arena, NULL) ||
        dmr_conllu_trees(&trees, &file, arena, NULL))
        return 0;
    source.text = file.text;
    dmr_reading reading = {.gazetteer = gazetteer,
                           .source = &source,
                           .tokens = &file.tokens,
                           .trees = trees};
    return dmr_mention_find(&reading, arena, NULL) ? 0 : reading.mentions.n;
}

#endif

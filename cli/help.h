/* Help texts, 80 columns. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

/* On stdout; gives the exit code. */
int cli_help(const char *text);

/* Parts that several verbs share. */
#define CLI_HELP_READ                                                                    \
    "  --input FORMAT     auto (told by content and name), text, markdown,\n"            \
    "                     country-study, html, tei, reuters, jsonl, json, csv, tsv,\n"   \
    "                     warc, mail, pdf, conllu or petrarch\n"                         \
    "  --charset NAME     character set of the inputs (told by their bytes)\n"           \
    "  --field-text NAME  field or column that has the text (text); so too\n"            \
    "                     --field-id, -title, -date, -as-of, -source, -url,\n"           \
    "                     -language, -section, -speaker\n"

#define CLI_HELP_JOBS                                                                    \
    "  -j, --jobs N       threads (as many as processors); the output is the same\n"

#define CLI_HELP_COMMON                                                                  \
    "  --lexicon DIR      add a folder of tables to the lexicon, again and again; its\n" \
    "                     rows win ($DEMARCHE_LEXICON, or a compiled file here, is\n"    \
    "                     used instead of ours)\n"                                       \
    "  --ontology DIR     types and rules of the folder instead of ours\n"               \
    "  --model FILE       model to use ($DEMARCHE_MODEL)\n"                              \
    "  --kernel NAME      auto, plain, avx2 or avx512\n"                                 \
    "  -q, --quiet        no progress, no closing line\n"                                \
    "  -h, --help         this text\n"

#define CLI_HELP_PATHS                                                                   \
    "PATH is a file, a folder (all files below it, in order of their names) or -\n"      \
    "for standard input: plain text, Markdown with front matter, a page of a\n"          \
    "country study, HTML, TEI, Reuters, JSONL, JSON, CSV, TSV, mail, WARC, PDF,\n"       \
    "CoNLL-U or PETRARCH's XML; alone, or in a zip or tar archive, or compressed by\n"   \
    "gzip, zstd, xz or bzip2. A folder of HTML pages with their contents is read as\n"   \
    "one work. docs/FORMATS.md says more.\n"

#endif

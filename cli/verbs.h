/* The verbs. Each gets its own name as argv[0] and gives the exit code. */
#ifndef CLI_VERBS_H
#define CLI_VERBS_H

int cli_verb_code(int argc, char **argv);
int cli_verb_parse(int argc, char **argv);
int cli_verb_relate(int argc, char **argv);
int cli_verb_read(int argc, char **argv);
int cli_verb_actors(int argc, char **argv);
int cli_verb_times(int argc, char **argv);
int cli_verb_places(int argc, char **argv);
int cli_verb_lexicon(int argc, char **argv);
int cli_verb_explain(int argc, char **argv);
int cli_verb_record(int argc, char **argv);
int cli_verb_query(int argc, char **argv);
int cli_verb_serve(int argc, char **argv);
int cli_verb_site(int argc, char **argv);

/* The commands of `lexicon`. */
int cli_lexicon_import(int argc, char **argv);

#endif

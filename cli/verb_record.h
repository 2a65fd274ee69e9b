/* The commands of `record`. Each gets its own name as argv[0] and gives the exit code. */
#ifndef CLI_VERB_RECORD_H
#define CLI_VERB_RECORD_H

int cli_record_init(int argc, char **argv);
int cli_record_add(int argc, char **argv);
int cli_record_check(int argc, char **argv);
int cli_record_diff(int argc, char **argv);
int cli_record_show(int argc, char **argv);
int cli_record_correct(int argc, char **argv);
int cli_record_join(int argc, char **argv);
int cli_record_part(int argc, char **argv);
int cli_record_withdraw(int argc, char **argv);
int cli_record_corrections(int argc, char **argv);
int cli_record_export(int argc, char **argv);
int cli_record_import(int argc, char **argv);

#endif

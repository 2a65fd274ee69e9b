/* demarche explain: why a sentence is coded as it is. */
#include <string.h>

#include "help.h"
#include "inputs.h"
#include "run.h"
#include "verbs.h"

static const char help[] =
    "usage: demarche explain [OPTION]... SENTENCE...\n"
    "\n"
    "Show, for people, how each SENTENCE (- for standard input) is read: its tree,\n"
    "its mentions, the rules that fired and those that nearly did.\n"
    "\n"
    "  --fill P           fill gaps as code does (above 0, up to 1)\n" CLI_HELP_COMMON
    "\n"
    "Example:\n"
    "  demarche explain 'KOTRA opened a trade office in Moscow in 1989.'\n";

static demarche_status explain(demarche_worker *worker, const cli_options *options,
                               demarche_str text, demarche_error *err)
{
    demarche_read_options read = options->read;
    demarche_document *doc = NULL;
    read.format = DEMARCHE_FORMAT_TEXT;
    demarche_status status = demarche_code(&doc, worker, text, &read, err);
    if (!status)
        status = demarche_write_explanation(doc, worker, cli_write, NULL, err);
    demarche_document_free(doc);
    return status;
}

static bool explain_argument(demarche_worker *worker, const cli_options *options,
                             const char *argument)
{
    demarche_error err = {0};
    cli_file file = {0};
    demarche_str text = {argument, strlen(argument)};
    demarche_status status = DEMARCHE_OK;
    if (strcmp(argument, "-") == 0) {
        status = cli_file_open(&file, argument, &err);
        text = file.bytes;
    }
    if (!status)
        status = explain(worker, options, text, &err);
    cli_file_close(&file);
    if (status)
        cli_complain(NULL, &err);
    return !status;
}

int cli_verb_explain(int argc, char **argv)
{
    cli_options options;
    demarche_engine *engine = NULL;
    demarche_worker *worker = NULL;
    demarche_error err = {0};
    int code = cli_options_read(&options, CLI_TAKES_FILL, argc, argv);
    if (code)
        return code;
    if (options.help)
        return cli_help(help);
    if (options.n_args == 0) {
        cli_say("demarche: explain: no SENTENCE given; see demarche explain --help");
        return CLI_WRONG_USE;
    }
    bool good = cli_open_engine(&engine, &options);
    if (good && demarche_worker_new(&worker, engine, &err)) {
        cli_complain(NULL, &err);
        good = false;
    }
    bool opened = good;
    for (int i = 0; opened && i < options.n_args && !cli_write_failed(); i++)
        good = explain_argument(worker, &options, options.args[i]) && good;
    demarche_worker_free(worker);
    demarche_engine_free(engine);
    return cli_flush() && good ? CLI_DONE : CLI_FAILED;
}

/* demarche actors, times, places: mentions. */
#include "help.h"
#include "run.h"
#include "verbs.h"

#define KIND(name) (1u << DEMARCHE_MENTION_##name)

static const char actors_help[] =
    "usage: demarche actors [OPTION]... PATH...\n"
    "\n"
    "Print the states, persons, organisations and groups that the texts name, one\n"
    "line of JSON each: bytes, words, three-letter code as of the day, sector, name,\n"
    "office; those of one cluster are the same.\n"
    "\n" CLI_HELP_PATHS "\n" CLI_HELP_READ CLI_HELP_JOBS CLI_HELP_COMMON "\n"
    "Example:\n"
    "  demarche actors report.txt | jq -r '[.text, .code] | @tsv'\n";

static const char times_help[] =
    "usage: demarche times [OPTION]... PATH...\n"
    "\n"
    "Print the dates and spans of time that the texts name, one line of JSON each:\n"
    "bytes, words, TIMEX3 type and value, EDTF. Behind a range (\"from 1979 to 1981\")\n"
    "its two ends have lines of their own.\n"
    "\n" CLI_HELP_PATHS "\n" CLI_HELP_READ CLI_HELP_JOBS CLI_HELP_COMMON "\n"
    "Example:\n"
    "  demarche times report.txt | jq -r '[.text, .edtf] | @tsv'\n";

static const char places_help[] =
    "usage: demarche places [OPTION]... PATH...\n"
    "\n"
    "Print the places and states that the texts name, one line of JSON each: bytes,\n"
    "words, name, country code, latitude and longitude in degrees, GeoNames number.\n"
    "\n" CLI_HELP_PATHS "\n" CLI_HELP_READ CLI_HELP_JOBS CLI_HELP_COMMON "\n"
    "Example:\n"
    "  demarche places report.txt | jq -r '[.text, .lat, .lon] | @tsv'\n";

static demarche_status print_actors(const cli_options *options,
                                    const demarche_document *doc, demarche_write_fn write,
                                    void *to, demarche_error *err)
{
    (void)options;
    return demarche_write_mentions(
        doc, KIND(STATE) | KIND(PERSON) | KIND(ORG) | KIND(GROUP), write, to, err);
}

static demarche_status print_times(const cli_options *options,
                                   const demarche_document *doc, demarche_write_fn write,
                                   void *to, demarche_error *err)
{
    (void)options;
    return demarche_write_mentions(doc, KIND(TIME), write, to, err);
}

static demarche_status print_places(const cli_options *options,
                                    const demarche_document *doc, demarche_write_fn write,
                                    void *to, demarche_error *err)
{
    (void)options;
    return demarche_write_mentions(doc, KIND(PLACE) | KIND(STATE), write, to, err);
}

static int run_mentions(int argc, char **argv, cli_print_fn print, const char *help)
{
    const cli_plan plan = {DEMARCHE_STAGE_MENTION, print, false};
    return cli_run_verb(help, &plan, argc, argv);
}

int cli_verb_actors(int argc, char **argv)
{
    return run_mentions(argc, argv, print_actors, actors_help);
}

int cli_verb_times(int argc, char **argv)
{
    return run_mentions(argc, argv, print_times, times_help);
}

int cli_verb_places(int argc, char **argv)
{
    return run_mentions(argc, argv, print_places, places_help);
}

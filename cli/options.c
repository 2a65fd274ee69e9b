#include "options.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "next_option.h"
#include "talk.h"

enum {
    OPT_HELP = 'h',
    OPT_QUIET = 'q',
    OPT_JOBS = 'j',
    OPT_OUTPUT = 'o',
    OPT_FORMAT = 256,
    OPT_RECORD,
    OPT_LEXICON,
    OPT_ONTOLOGY,
    OPT_MODEL,
    OPT_KERNEL,
    OPT_ALL,
    OPT_CONFIDENCE,
    OPT_NO_FOLD,
    OPT_FILL,
    OPT_TRACE,
    OPT_COMMIT,
    OPT_INPUT,
    OPT_CHARSET,
    OPT_FIELD_ID,
    OPT_FIELD_TEXT,
    OPT_FIELD_TITLE,
    OPT_FIELD_DATE,
    OPT_FIELD_AS_OF,
    OPT_FIELD_SOURCE,
    OPT_FIELD_URL,
    OPT_FIELD_LANGUAGE,
    OPT_FIELD_SECTION,
    OPT_FIELD_SPEAKER,
};

static const struct option long_options[] = {
    {"help", no_argument, NULL, OPT_HELP},
    {"quiet", no_argument, NULL, OPT_QUIET},
    {"jobs", required_argument, NULL, OPT_JOBS},
    {"format", required_argument, NULL, OPT_FORMAT},
    {"output", required_argument, NULL, OPT_OUTPUT},
    {"record", required_argument, NULL, OPT_RECORD},
    {"lexicon", required_argument, NULL, OPT_LEXICON},
    {"ontology", required_argument, NULL, OPT_ONTOLOGY},
    {"model", required_argument, NULL, OPT_MODEL},
    {"kernel", required_argument, NULL, OPT_KERNEL},
    {"all", no_argument, NULL, OPT_ALL},
    {"confidence", required_argument, NULL, OPT_CONFIDENCE},
    {"no-fold", no_argument, NULL, OPT_NO_FOLD},
    {"fill", required_argument, NULL, OPT_FILL},
    {"trace", required_argument, NULL, OPT_TRACE},
    {"commit", required_argument, NULL, OPT_COMMIT},
    {"input", required_argument, NULL, OPT_INPUT},
    {"charset", required_argument, NULL, OPT_CHARSET},
    {"field-id", required_argument, NULL, OPT_FIELD_ID},
    {"field-text", required_argument, NULL, OPT_FIELD_TEXT},
    {"field-title", required_argument, NULL, OPT_FIELD_TITLE},
    {"field-date", required_argument, NULL, OPT_FIELD_DATE},
    {"field-as-of", required_argument, NULL, OPT_FIELD_AS_OF},
    {"field-source", required_argument, NULL, OPT_FIELD_SOURCE},
    {"field-url", required_argument, NULL, OPT_FIELD_URL},
    {"field-language", required_argument, NULL, OPT_FIELD_LANGUAGE},
    {"field-section", required_argument, NULL, OPT_FIELD_SECTION},
    {"field-speaker", required_argument, NULL, OPT_FIELD_SPEAKER},
    {NULL, 0, NULL, 0},
};

static unsigned bit_of(int option)
{
    switch (option) {
    case OPT_JOBS:
        return CLI_TAKES_JOBS;
    case OPT_OUTPUT:
        return CLI_TAKES_OUTPUT;
    case OPT_FORMAT:
        return CLI_TAKES_FORMAT;
    case OPT_RECORD:
        return CLI_TAKES_RECORD;
    case OPT_ALL:
    case OPT_CONFIDENCE:
        return CLI_TAKES_WANTED;
    case OPT_NO_FOLD:
        return CLI_TAKES_NO_FOLD;
    case OPT_FILL:
        return CLI_TAKES_FILL;
    case OPT_TRACE:
        return CLI_TAKES_TRACE;
    case OPT_COMMIT:
        return CLI_TAKES_COMMIT;
    default:
        return option >= OPT_INPUT ? CLI_TAKES_INPUT : 0;
    }
}

static const char *option_name(int option)
{
    for (const struct option *o = long_options; o->name; o++) {
        if (o->val == option)
            return o->name;
    }
    return "?";
}

static long processors(void)
{
    enum { MOST = 16 };
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > MOST ? MOST : n;
}

/* A number from 1 to `most`. */
static bool read_number(long *out, const char *value, long most)
{
    char *end;
    errno = 0;
    long n = strtol(value, &end, 10);
    if (errno || end == value || *end || n < 1 || n > most)
        return false;
    *out = n;
    return true;
}

/* A probability, 0 to 1: "0.75", ".8", "1", whatever the locale has for a point. */
static bool read_probability(double *out, const char *value)
{
    double number = 0, unit = 1;
    bool point = false, digit = false;
    for (const char *c = value; *c; c++) {
        if (*c == '.' && !point) {
            point = true;
            continue;
        }
        if (*c < '0' || *c > '9')
            return false;
        digit = true;
        unit = point ? unit / 10 : unit;
        number = point ? number + unit * (*c - '0') : 10 * number + (*c - '0');
    }
    *out = number;
    return digit && number <= 1;
}

static int take_field(cli_options *o, int option, const char *value)
{
    const char **place[] = {
        &o->read.field_id,      &o->read.field_text,     &o->read.field_title,
        &o->read.field_date,    &o->read.field_as_of,    &o->read.field_source,
        &o->read.field_url,     &o->read.field_language, &o->read.field_section,
        &o->read.field_speaker,
    };
    *place[option - OPT_FIELD_ID] = value;
    return CLI_DONE;
}

static int take_option(cli_options *o, const char *verb, int option, const char *value)
{
    int found;
    switch (option) {
    case OPT_HELP:
        o->help = true;
        return CLI_DONE;
    case OPT_QUIET:
        o->quiet = true;
        return CLI_DONE;
    case OPT_JOBS:
        return read_number(&o->jobs, value, 256)
                   ? CLI_DONE
                   : cli_wrong_use(verb, "--jobs takes a number from 1 to 256, not ",
                                   value);
    case OPT_FORMAT:
        found = demarche_output_by_name(value);
        if (found < 0)
            return cli_wrong_use(verb, "--format takes " CLI_OUTPUTS ", not ", value);
        o->output = (demarche_output)found;
        o->has_output = true;
        return CLI_DONE;
    case OPT_OUTPUT:
        o->out = value;
        return CLI_DONE;
    case OPT_RECORD:
        o->record = value;
        return CLI_DONE;
    case OPT_LEXICON:
        if (o->n_lexicon == CLI_LEXICON_MAX)
            return cli_wrong_use(verb, "--lexicon is given too often at ", value);
        o->lexicon[o->n_lexicon++] = value;
        return CLI_DONE;
    case OPT_ONTOLOGY:
        o->engine.ontology_dir = value;
        return CLI_DONE;
    case OPT_MODEL:
        o->engine.model_path = value;
        return CLI_DONE;
    case OPT_KERNEL:
        if (strcmp(value, "plain") && strcmp(value, "avx2") && strcmp(value, "avx512") &&
            strcmp(value, "auto"))
            return cli_wrong_use(verb, "--kernel takes plain, avx2, avx512 or auto, not ",
                                 value);
        o->engine.kernel = value;
        return CLI_DONE;
    case OPT_ALL:
        o->wanted.all = true;
        return CLI_DONE;
    case OPT_CONFIDENCE:
        return read_probability(&o->wanted.confidence, value)
                   ? CLI_DONE
                   : cli_wrong_use(verb, "--confidence takes a number from 0 to 1, not ",
                                   value);
    case OPT_NO_FOLD:
        o->engine.no_fold = true;
        return CLI_DONE;
    case OPT_FILL:
        return read_probability(&o->read.fill, value) && o->read.fill > 0
                   ? CLI_DONE
                   : cli_wrong_use(verb, "--fill takes a number above 0, up to 1, not ",
                                   value);
    case OPT_COMMIT:
        return read_number(&o->commit, value, 1000000)
                   ? CLI_DONE
                   : cli_wrong_use(
                         verb, "--commit takes a number from 1 to 1000000, not ", value);
    case OPT_TRACE:
        o->trace = value;
        o->read.trace = true;
        return CLI_DONE;
    case OPT_INPUT:
        found = demarche_format_by_name(value);
        if (found < 0)
            return cli_wrong_use(
                verb,
                "--input takes auto, text, markdown, country-study, html, "
                "tei, reuters, jsonl, json, csv, tsv, warc, mail, pdf, conllu "
                "or petrarch, not ",
                value);
        o->read.format = (demarche_format)found;
        return CLI_DONE;
    case OPT_CHARSET:
        o->read.charset = value;
        return demarche_charset_is_known(value)
                   ? CLI_DONE
                   : cli_wrong_use(verb, "--charset: iconv -l lists what it takes; not ",
                                   value);
    default:
        return take_field(o, option, value);
    }
}

int cli_options_read(cli_options *out, unsigned takes, int argc, char **argv)
{
    const demarche_engine_options engine = DEMARCHE_ENGINE_OPTIONS_INIT;
    const demarche_read_options read = DEMARCHE_READ_OPTIONS_INIT;
    const demarche_wanted wanted = DEMARCHE_WANTED_INIT;
    *out = (cli_options){
        .engine = engine, .read = read, .wanted = wanted, .jobs = processors()};
    const char *verb = argv[0];
    cli_begin_options();
    for (;;) {
        int option = cli_next_option(argc, argv, ":hqj:o:", long_options);
        if (option == CLI_WRONG_OPTION)
            return CLI_WRONG_USE;
        if (option == CLI_NO_OPTION)
            break;
        unsigned bit = bit_of(option);
        if (bit && !(takes & bit))
            return cli_wrong_use(verb, "this verb does not take --", option_name(option));
        int code = take_option(out, verb, option, optarg);
        if (code)
            return code;
    }
    out->engine.lexicon_added = out->lexicon;
    out->engine.n_lexicon_added = (size_t)out->n_lexicon;
    out->args = argv + optind;
    out->n_args = argc - optind;
    return CLI_DONE;
}

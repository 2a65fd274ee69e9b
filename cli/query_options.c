#include "query_options.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "next_option.h"
#include "options.h"
#include "talk.h"

enum {
    Q_HELP = 'h',
    Q_QUIET = 'q',
    Q_OUTPUT = 'o',
    Q_FORMAT = 256,
    Q_SQL,
    Q_STATE_TOO,
    Q_UNDATED,
    Q_ALL,
    Q_CORRECTED,
    Q_EVENTS,
    Q_ALL_VERSIONS,
    Q_BOX,
    Q_AT,
    Q_CONFIDENCE,
    Q_ORDER,
    Q_LIMIT,
    Q_OFFSET,
    Q_PAIR, /* from here on: text fields, in the order of `text_field` */
    Q_ACTOR,
    Q_ROLE,
    Q_TYPE,
    Q_MODE,
    Q_CONTEXT,
    Q_TRACK,
    Q_MODALITY,
    Q_RULE,
    Q_QUAD,
    Q_PLACE,
    Q_WHEN,
    Q_DOC,
    Q_TEXT,
    Q_AS_KNOWN,
    Q_COUNT,
};

static const struct option long_options[] = {
    {"help", no_argument, NULL, Q_HELP},
    {"quiet", no_argument, NULL, Q_QUIET},
    {"output", required_argument, NULL, Q_OUTPUT},
    {"format", required_argument, NULL, Q_FORMAT},
    {"sql", required_argument, NULL, Q_SQL},
    {"state-too", no_argument, NULL, Q_STATE_TOO},
    {"undated", no_argument, NULL, Q_UNDATED},
    {"all", no_argument, NULL, Q_ALL},
    {"corrected", no_argument, NULL, Q_CORRECTED},
    {"events", no_argument, NULL, Q_EVENTS},
    {"all-versions", no_argument, NULL, Q_ALL_VERSIONS},
    {"box", required_argument, NULL, Q_BOX},
    {"at", required_argument, NULL, Q_AT},
    {"confidence", required_argument, NULL, Q_CONFIDENCE},
    {"order", required_argument, NULL, Q_ORDER},
    {"limit", required_argument, NULL, Q_LIMIT},
    {"offset", required_argument, NULL, Q_OFFSET},
    {"pair", required_argument, NULL, Q_PAIR},
    {"actor", required_argument, NULL, Q_ACTOR},
    {"role", required_argument, NULL, Q_ROLE},
    {"type", required_argument, NULL, Q_TYPE},
    {"mode", required_argument, NULL, Q_MODE},
    {"context", required_argument, NULL, Q_CONTEXT},
    {"track", required_argument, NULL, Q_TRACK},
    {"modality", required_argument, NULL, Q_MODALITY},
    {"rule", required_argument, NULL, Q_RULE},
    {"quad", required_argument, NULL, Q_QUAD},
    {"place", required_argument, NULL, Q_PLACE},
    {"when", required_argument, NULL, Q_WHEN},
    {"doc", required_argument, NULL, Q_DOC},
    {"text", required_argument, NULL, Q_TEXT},
    {"as-known", required_argument, NULL, Q_AS_KNOWN},
    {"count", required_argument, NULL, Q_COUNT},
    {NULL, 0, NULL, 0},
};

static const char **text_field(demarche_query *q, int option)
{
    const char **fields[] = {&q->pair,     &q->actor,   &q->role,     &q->type,
                             &q->mode,     &q->context, &q->track,    &q->modality,
                             &q->rule,     &q->quad,    &q->place,    &q->when,
                             &q->document, &q->text,    &q->as_known, &q->count_by};
    return fields[option - Q_PAIR];
}

/* A number of degrees, with a point whatever the locale has. */
static bool read_degrees(double *out, const char *text, const char **end)
{
    bool negative = *text == '-', digit = false;
    double number = 0, unit = 1;
    text += *text == '-' || *text == '+';
    for (bool point = false; (*text >= '0' && *text <= '9') || (*text == '.' && !point);
         text++) {
        if (*text == '.') {
            point = true;
            continue;
        }
        digit = true;
        unit = point ? unit / 10 : unit;
        number = point ? number + unit * (*text - '0') : 10 * number + (*text - '0');
    }
    *out = negative ? -number : number;
    *end = text;
    return digit && number <= 360;
}

static bool read_box(cli_query *o, const char *value)
{
    for (int i = 0; i < 4; i++) {
        if (!read_degrees(&o->box[i], value, &value) || *value != (i < 3 ? ',' : '\0'))
            return false;
        value++;
    }
    o->query.box = o->box;
    return o->box[0] <= o->box[2];
}

static bool read_number(int64_t *out, const char *value)
{
    char *end;
    errno = 0;
    long long n = strtoll(value, &end, 10);
    *out = n;
    return !errno && end != value && !*end && n >= 0;
}

static bool read_order(demarche_query *q, const char *value)
{
    static const char *const names[] = {"day", "day-down", "sure", "document"};
    for (int i = 0; i < 4; i++) {
        if (strcmp(value, names[i]) == 0) {
            q->order = (demarche_query_order)i;
            return true;
        }
    }
    return false;
}

/* Options with a value of their own kind. */
static int take_value(cli_query *o, const char *verb, int option, const char *value)
{
    demarche_query *q = &o->query;
    const char *end;
    switch (option) {
    case Q_BOX:
        return read_box(o, value)
                   ? CLI_DONE
                   : cli_wrong_use(verb,
                                   "--box takes SOUTH,WEST,NORTH,EAST in degrees, not ",
                                   value);
    case Q_AT:
        return read_number(&q->at_run, value) && q->at_run
                   ? CLI_DONE
                   : cli_wrong_use(verb, "--at takes the number of a run, not ", value);
    case Q_CONFIDENCE:
        return read_degrees(&q->confidence, value, &end) && !*end && q->confidence >= 0 &&
                       q->confidence <= 1
                   ? CLI_DONE
                   : cli_wrong_use(verb, "--confidence takes a number from 0 to 1, not ",
                                   value);
    case Q_ORDER:
        return read_order(q, value)
                   ? CLI_DONE
                   : cli_wrong_use(verb,
                                   "--order takes day, day-down, sure or document, not ",
                                   value);
    case Q_LIMIT:
        return read_number(&q->limit, value)
                   ? CLI_DONE
                   : cli_wrong_use(verb, "--limit takes a number, not ", value);
    case Q_OFFSET:
        return read_number(&q->offset, value)
                   ? CLI_DONE
                   : cli_wrong_use(verb, "--offset takes a number, not ", value);
    default:
        *text_field(q, option) = value;
        return CLI_DONE;
    }
}

static int take_option(cli_query *o, const char *verb, int option, const char *value)
{
    switch (option) {
    case Q_HELP:
        o->help = true;
        break;
    case Q_QUIET:
        o->quiet = true;
        break;
    case Q_OUTPUT:
        o->out = value;
        break;
    case Q_FORMAT:
        o->format = value;
        break;
    case Q_SQL:
        o->sql = value;
        break;
    case Q_STATE_TOO:
        o->query.state_too = true;
        break;
    case Q_UNDATED:
        o->query.undated = true;
        break;
    case Q_ALL:
        o->query.all = true;
        break;
    case Q_CORRECTED:
        o->query.corrected = true;
        break;
    case Q_EVENTS:
        o->query.events = true;
        break;
    case Q_ALL_VERSIONS:
        o->all_versions = true;
        break;
    default:
        return take_value(o, verb, option, value);
    }
    return CLI_DONE;
}

int cli_query_read(cli_query *out, int argc, char **argv)
{
    const demarche_query query = DEMARCHE_QUERY_INIT;
    *out = (cli_query){.query = query};
    const char *verb = argv[0];
    cli_begin_options();
    for (;;) {
        int option = cli_next_option(argc, argv, ":hqo:", long_options);
        if (option == CLI_WRONG_OPTION)
            return CLI_WRONG_USE;
        if (option == CLI_NO_OPTION)
            break;
        int code = take_option(out, verb, option, optarg);
        if (code)
            return code;
    }
    out->args = argv + optind;
    out->n_args = argc - optind;
    return CLI_DONE;
}

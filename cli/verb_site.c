/* demarche site: the reading room as a folder of files. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "help.h"
#include "next_option.h"
#include "options.h"
#include "progress.h"
#include "room_site.h"
#include "talk.h"
#include "verbs.h"

static const char help[] =
    "usage: demarche site R.db DIR [OPTION]...\n"
    "\n"
    "Write the reading room of a record into a folder: the country listing, contents,\n"
    "documents with their coded sentences, pairs, actors, places, events, rules, runs\n"
    "and the codebook, as complete HTML pages with relative links. Open\n"
    "DIR/index.html, or put DIR on any web server. Search, other dates and\n"
    "comparisons need `demarche serve`.\n"
    "\n"
    "  --data        the JSON and CSV of each page too\n"
    "  --most N      no more than N pages, those nearest to the listing first\n"
    "  -q, --quiet   no progress, no closing line\n"
    "  -h, --help    this text\n"
    "\n"
    "Example:\n"
    "  demarche site korea.db site/\n";

enum { OPTION_DATA = 256, OPTION_MOST };

static const struct option longs[] = {{"data", no_argument, NULL, OPTION_DATA},
                                      {"most", required_argument, NULL, OPTION_MOST},
                                      {"quiet", no_argument, NULL, 'q'},
                                      {"help", no_argument, NULL, 'h'},
                                      {NULL, 0, NULL, 0}};

static bool show(void *user, const site_counts *so_far)
{
    (void)user;
    cli_progress_tell("%llu pages, %llu more known", (unsigned long long)so_far->pages,
                      (unsigned long long)so_far->waiting);
    return true;
}

static void tell_failed(void *user, const char *address, const char *from,
                        const char *why)
{
    (void)user;
    cli_progress_clear();
    if (why)
        cli_say("demarche: site: the file of %s cannot be written: %s; left out", address,
                why);
    else
        cli_say("demarche: site: no page %s, which %s links to; left out", address,
                *from ? from : "nobody");
}

/* A number of pages; 0 for what is none. */
static uint64_t number_of(const char *text)
{
    char *end;
    unsigned long long n = strtoull(text, &end, 10);
    return *text < '0' || *text > '9' || *end ? 0 : n;
}

static int write_site(const site_options *options, bool quiet)
{
    demarche_error err = {0};
    site_counts counts;
    cli_progress_begin(0, quiet);
    demarche_status status = site_write(options, &counts, &err);
    cli_progress_clear();
    if (status) {
        cli_complain(NULL, &err);
        return CLI_FAILED;
    }
    if (counts.left_out)
        cli_say("demarche: site: %llu links lead to pages beyond --most %llu",
                (unsigned long long)counts.left_out, (unsigned long long)options->most);
    if (!quiet)
        cli_say("demarche: %llu files, %.1f MB in %s; open %s/index.html",
                (unsigned long long)counts.pages, (double)counts.bytes / 1e6,
                options->folder, options->folder);
    return counts.failed ? CLI_FAILED : CLI_DONE;
}

int cli_verb_site(int argc, char **argv)
{
    site_options options = {.progress = show, .failed = tell_failed};
    bool quiet = false;
    cli_begin_options();
    for (int option;
         (option = cli_next_option(argc, argv, ":qh", longs)) != CLI_NO_OPTION;) {
        switch (option) {
        case OPTION_DATA:
            options.data = true;
            break;
        case OPTION_MOST:
            options.most = number_of(optarg);
            if (!options.most)
                return cli_wrong_use("site", "--most takes a number of pages, not ",
                                     optarg);
            break;
        case 'q':
            quiet = true;
            break;
        case 'h':
            return cli_help(help);
        default:
            return CLI_WRONG_USE;
        }
    }
    if (argc - optind != 2)
        return cli_wrong_use(
            "site", argc - optind < 2 ? "R.db and DIR are needed" : "too many words", "");
    options.record = argv[optind];
    options.folder = argv[optind + 1];
    return write_site(&options, quiet);
}

/* demarche serve: the reading room of a record, over HTTP. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "help.h"
#include "http_server.h"
#include "next_option.h"
#include "options.h"
#include "talk.h"
#include "verbs.h"

static const char help[] =
    "usage: demarche serve R.db [OPTION]...\n"
    "\n"
    "Show a record in a browser: countries, their documents, what was coded of each\n"
    "sentence, pairs, actors, places, search. The record is only read (but with\n"
    "--edit), and may be added to meanwhile: pages tell what it holds when they are\n"
    "asked for. Ctrl-C (or SIGTERM) finishes what is being answered and ends with 0;\n"
    "a second one ends at once.\n"
    "\n"
    "  --port N           port (8080); 0: any that is free\n"
    "  --host ADDR        address to listen at (127.0.0.1: this machine alone)\n"
    "  --allow-host NAME  answer to this name too, again and again; on loopback only\n"
    "                     localhost, 127.0.0.1, [::1] and ADDR are answered to\n"
    "                     otherwise\n"
    "  --threads N        pages made at a time (as many as processors)\n"
    "  --patience SECONDS the questions of a page may take so long (2), else it is\n"
    "                     refused; 0: any time\n"
    "  --cache MIB        memory for pages that were made (64); 0: none are kept\n"
    "  --rate N           requests a second from one address (100; ten seconds of it\n"
    "                     at once); 0: no limit\n"
    "  --connections N    at the most (512)\n"
    "  --per-address N    of these from one address (all)\n"
    "  --edit             who opens the address that is printed (it has a token) may\n"
    "                     review and correct events; on loopback only\n"
    "  --edit-anywhere    the same at any --host\n"
    "  --log FILE         a line for each request, in Apache's \"combined\" format, at\n"
    "                     the end of FILE; - is standard output\n"
    "  -q, --quiet        do not say where it listens\n"
    "  -h, --help         this text\n"
    "\n"
    "docs/SERVE.md says how it stands behind another server, and what it refuses.\n"
    "\n"
    "Example:\n"
    "  demarche serve archive.db\n";

enum {
    HOSTS_MOST = 32,
    STOP_SECONDS = 10, /* for what is being answered when it is told to end */
    S_PORT = 256,
    S_HOST,
    S_ALLOW_HOST,
    S_THREADS,
    S_PATIENCE,
    S_CACHE,
    S_RATE,
    S_CONNECTIONS,
    S_PER_ADDRESS,
    S_LOG,
    S_EDIT,
    S_EDIT_ANYWHERE,
};

static const struct option long_options[] = {
    {"help", no_argument, NULL, 'h'},
    {"quiet", no_argument, NULL, 'q'},
    {"port", required_argument, NULL, S_PORT},
    {"host", required_argument, NULL, S_HOST},
    {"allow-host", required_argument, NULL, S_ALLOW_HOST},
    {"threads", required_argument, NULL, S_THREADS},
    {"patience", required_argument, NULL, S_PATIENCE},
    {"cache", required_argument, NULL, S_CACHE},
    {"rate", required_argument, NULL, S_RATE},
    {"connections", required_argument, NULL, S_CONNECTIONS},
    {"per-address", required_argument, NULL, S_PER_ADDRESS},
    {"edit", no_argument, NULL, S_EDIT},
    {"edit-anywhere", no_argument, NULL, S_EDIT_ANYWHERE},
    {"log", required_argument, NULL, S_LOG},
    {NULL, 0, NULL, 0},
};

typedef struct serve_options {
    http_options http;
    const char *hosts[HOSTS_MOST];
    const char *log;
    bool quiet, help;
} serve_options;

/* The log; the address of one is the `user` of log_line. */
typedef struct log_file {
    int fd;
    const char *path;
    atomic_bool failed;
} log_file;

/* A line in one call where the file takes it so, so that lines of several threads do not mix. */
static void log_line(void *user, const char *line, size_t n)
{
    log_file *file = user;
    while (n) {
        ssize_t written = write(file->fd, line, n);
        if (written > 0) {
            line += written;
            n -= (size_t)written;
        } else if (written == 0 || errno != EINTR) {
            const char *why = written ? strerror(errno) : "it takes no more";
            if (!atomic_exchange(&file->failed, true))
                cli_say("demarche: %s: lines of the log are lost: %s", file->path, why);
            return;
        }
    }
}

static int wrong_number(const char *what, const char *given)
{
    return cli_wrong_use("serve", what, given);
}

static bool read_number(long *out, const char *value, long least, long most)
{
    char *end;
    errno = 0;
    *out = strtol(value, &end, 10);
    return !errno && end != value && !*end && *out >= least && *out <= most;
}

static int take_number(http_options *http, int option, const char *value)
{
    long n = 0;
    switch (option) {
    case S_PORT:
        if (!read_number(&n, value, 0, 65535))
            return wrong_number("--port takes 0 to 65535, not ", value);
        http->port = (int)n;
        break;
    case S_THREADS:
        if (!read_number(&n, value, 1, 64))
            return wrong_number("--threads takes 1 to 64, not ", value);
        http->threads = (int)n;
        break;
    case S_PATIENCE:
        if (!read_number(&n, value, 0, 3600))
            return wrong_number("--patience takes seconds, up to 3600, not ", value);
        http->page_ms = (uint32_t)n * 1000;
        break;
    case S_CACHE:
        if (!read_number(&n, value, 0, 1 << 20))
            return wrong_number("--cache takes MiB, up to 1048576, not ", value);
        http->cache_bytes = (size_t)n << 20;
        break;
    case S_RATE:
        if (!read_number(&n, value, 0, 1000000))
            return wrong_number("--rate takes 0 to 1000000, not ", value);
        http->rate = (int)n;
        break;
    case S_CONNECTIONS:
        if (!read_number(&n, value, 1, 100000))
            return wrong_number("--connections takes 1 to 100000, not ", value);
        http->connections = (int)n;
        break;
    default:
        if (!read_number(&n, value, 1, 100000))
            return wrong_number("--per-address takes 1 to 100000, not ", value);
        http->per_address = (int)n;
        break;
    }
    return CLI_DONE;
}

static int take_option(serve_options *o, int option, const char *value)
{
    switch (option) {
    case 'h':
        o->help = true;
        break;
    case 'q':
        o->quiet = true;
        break;
    case S_EDIT_ANYWHERE:
        o->http.edit_anywhere = true;
        o->http.edit = true;
        break;
    case S_EDIT:
        o->http.edit = true;
        break;
    case S_HOST:
        o->http.address = value;
        break;
    case S_LOG:
        o->log = value;
        break;
    case S_ALLOW_HOST:
        if (o->http.n_hosts == HOSTS_MOST)
            return cli_wrong_use("serve", "more than 32 names, at --allow-host ", value);
        o->hosts[o->http.n_hosts++] = value;
        break;
    default:
        return take_number(&o->http, option, value);
    }
    return CLI_DONE;
}

static int read_options(serve_options *out, int argc, char **argv)
{
    const http_options http = HTTP_OPTIONS_INIT;
    *out = (serve_options){.http = http};
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    out->http.threads = processors < 2 ? 2 : processors > 16 ? 16 : (int)processors;
    cli_begin_options();
    for (;;) {
        int option = cli_next_option(argc, argv, ":hq", long_options);
        if (option == CLI_WRONG_OPTION)
            return CLI_WRONG_USE;
        if (option == CLI_NO_OPTION)
            break;
        int code = take_option(out, option, optarg);
        if (code)
            return code;
    }
    out->http.hosts = out->hosts;
    if (out->help)
        return CLI_DONE;
    if (argc - optind != 1)
        return cli_wrong_use("serve", "name one record", "");
    out->http.record = argv[optind];
    return CLI_DONE;
}

static bool open_log(log_file *file, const char *path)
{
    *file = (log_file){.fd = STDOUT_FILENO, .path = path};
    if (strcmp(path, "-") != 0)
        file->fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
    if (file->fd < 0)
        cli_say("demarche: %s: %s", path, strerror(errno));
    return file->fd >= 0;
}

/* Each connection is an open file, and so is much else. */
static void allow_files(int connections)
{
    enum { OTHERS = 256 };
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files))
        return;
    rlim_t wanted = (rlim_t)connections + OTHERS;
    if (files.rlim_cur >= wanted)
        return;
    files.rlim_cur = files.rlim_max < wanted ? files.rlim_max : wanted;
    setrlimit(RLIMIT_NOFILE, &files);
}

/* Until a signal says to end. They are blocked in all threads, and come to this one only. */
static int serve(const serve_options *o, const sigset_t *ends)
{
    demarche_error err = {0};
    http_server *server = NULL;
    int which = 0;
    if (http_server_start(&server, &o->http, &err)) {
        cli_complain(NULL, &err);
        return CLI_FAILED;
    }
    if (!o->quiet)
        cli_say("demarche: reading room of %s: %s (Ctrl-C ends it)", o->http.record,
                http_server_url(server));
    if (http_server_edit_url(server)) /* even where it is quiet: it cannot be guessed */
        cli_say("demarche: to review and correct, for you alone: %s",
                http_server_edit_url(server));
    while (sigwait(ends, &which) != 0)
        continue;
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    pthread_sigmask(SIG_UNBLOCK, ends, NULL); /* the next one ends it at once */
    size_t cut = http_server_stop(server, STOP_SECONDS);
    if (cut && !o->quiet)
        cli_say("demarche: ended; %zu answer%s cut off after %d seconds", cut,
                cut == 1 ? " was" : "s were", STOP_SECONDS);
    return CLI_DONE;
}

int cli_verb_serve(int argc, char **argv)
{
    serve_options o;
    log_file file;
    sigset_t ends;
    int code = read_options(&o, argc, argv);
    if (code)
        return code;
    if (o.help)
        return cli_help(help);
    if (o.log) {
        if (!open_log(&file, o.log))
            return CLI_FAILED;
        o.http.log = log_line;
        o.http.user = &file;
    }
    allow_files(o.http.connections);
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ends, NULL);
    return serve(&o, &ends);
}

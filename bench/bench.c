/*
 * How fast each stage is on one core, and the most memory it takes.
 *
 *     bench [--runs N] [--words N] FILE...
 *
 * Each file is one input. With --words the prose of the files is put behind one another,
 * again and again where it is too short, into one plain document of that many words: for
 * growth. Words are what blanks separate; the time of a stage is the median of the runs.
 * Prints one line a stage, tab-separated: stage, words, seconds, words a second; then
 * the peak of resident memory in MiB, which includes the mapped model.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "demarche.h"

enum { STAGES = DEMARCHE_STAGE_EVENT + 1, RUNS_MAX = 100 };

static const char *const stage_names[STAGES] = {"read", "text", "parse", "mention",
                                                "event"};

typedef struct input {
    const char *path; /* NULL: made by --words */
    char *bytes;
    size_t n;
} input;

typedef struct total {
    double seconds[STAGES];
    size_t words, events;
} total;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static size_t count_words(const char *p, size_t n)
{
    size_t words = 0;
    bool inside = false;
    for (size_t i = 0; i < n; i++) {
        bool blank = p[i] == ' ' || (p[i] >= '\t' && p[i] <= '\r');
        words += !blank && !inside;
        inside = !blank;
    }
    return words;
}

static int die(const char *what, const char *why)
{
    fprintf(stderr, "bench: %s: %s\n", what, why);
    return 1;
}

static int read_file(input *in, const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return die(path, "cannot be opened");
    size_t room = 0;
    in->path = path;
    for (;;) {
        if (in->n == room) {
            room = room ? 2 * room : 1 << 16;
            char *grown = realloc(in->bytes, room);
            if (!grown) {
                fclose(f);
                return die(path, "no memory");
            }
            in->bytes = grown;
        }
        size_t got = fread(in->bytes + in->n, 1, room - in->n, f);
        if (got == 0)
            break;
        in->n += got;
    }
    fclose(f);
    return 0;
}

/* One document of `words` words out of all inputs, over and over. */
static int make_long(input *out, const input *in, size_t n_in, size_t words)
{
    size_t room = words * 16 + 1024, n = 0, have = 0;
    char *text = malloc(room);
    if (!text)
        return die("--words", "no memory");
    for (size_t i = 0; have < words; i = (i + 1) % n_in) {
        size_t before = have;
        for (size_t k = 0; k < in[i].n && have < words && n + 3 < room; k++) {
            char c = in[i].bytes[k];
            text[n++] = c;
            bool blank = c == ' ' || c == '\n';
            bool next_blank = k + 1 >= in[i].n || in[i].bytes[k + 1] == ' ' ||
                              in[i].bytes[k + 1] == '\n';
            have += !blank && next_blank;
        }
        text[n++] = '\n';
        text[n++] = '\n';
        if (have == before || n + 3 >= room)
            break; /* nothing but blanks, or words of uncommon length */
    }
    *out = (input){NULL, text, n};
    return 0;
}

/* One input through all stages, the time of each added to *sum. */
static int run_input(total *sum, demarche_worker *worker, const input *in)
{
    demarche_read_options opts = DEMARCHE_READ_OPTIONS_INIT;
    demarche_error err = {0};
    demarche_reader *reader = NULL;
    opts.path = in->path;
    if (!in->path)
        opts.format = DEMARCHE_FORMAT_TEXT;
    double t = now();
    if (demarche_reader_open(&reader, worker, (demarche_str){in->bytes, in->n}, &opts,
                             &err))
        return die(in->path ? in->path : "text", err.message);
    for (;;) {
        demarche_document *doc = NULL;
        if (demarche_reader_next(reader, &doc, &err)) {
            demarche_reader_free(reader);
            return die(in->path ? in->path : "text", err.message);
        }
        double u = now();
        sum->seconds[DEMARCHE_STAGE_READ] += u - t;
        if (!doc)
            break;
        for (int stage = DEMARCHE_STAGE_TEXT; stage < STAGES; stage++) {
            t = u;
            if (demarche_document_run(doc, worker, (demarche_stage)stage, &err)) {
                demarche_document_free(doc);
                demarche_reader_free(reader);
                return die(in->path ? in->path : "text", err.message);
            }
            u = now();
            sum->seconds[stage] += u - t;
        }
        demarche_str text = demarche_document_text(doc);
        size_t n_events;
        (void)demarche_document_events(doc, &n_events);
        sum->words += count_words(text.ptr, text.len);
        sum->events += n_events;
        demarche_document_free(doc);
        t = now();
    }
    demarche_reader_free(reader);
    return 0;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *v, size_t n)
{
    qsort(v, n, sizeof *v, compare);
    return n % 2 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

static void print_line(const char *name, size_t words, double seconds)
{
    printf("%s\t%zu\t%.4f\t%.0f\n", name, words, seconds,
           seconds > 0 ? (double)words / seconds : 0.0);
}

/* Peak of resident memory in KiB. Linux's ru_maxrss may be the parent's, from before the
 * program was started; VmHWM is our own. */
static long peak_kib(void)
{
    struct rusage usage = {0};
    getrusage(RUSAGE_SELF, &usage);
    long peak = usage.ru_maxrss;
    FILE *f = fopen("/proc/self/status", "r");
    if (!f)
        return peak;
    char line[256];
    while (fgets(line, sizeof line, f)) {
        if (strncmp(line, "VmHWM:", 6) == 0)
            peak = strtol(line + 6, NULL, 10);
    }
    fclose(f);
    return peak;
}

static int measure(demarche_worker *worker, const input *in, size_t n_in, size_t runs)
{
    static double seconds[STAGES][RUNS_MAX], whole[RUNS_MAX];
    total sum = {0};
    for (size_t r = 0; r < runs; r++) {
        memset(&sum, 0, sizeof sum);
        for (size_t i = 0; i < n_in; i++) {
            if (run_input(&sum, worker, &in[i]))
                return 1;
        }
        whole[r] = 0;
        for (int s = 0; s < STAGES; s++) {
            seconds[s][r] = sum.seconds[s];
            whole[r] += sum.seconds[s];
        }
    }
    for (int s = 0; s < STAGES; s++)
        print_line(stage_names[s], sum.words, median(seconds[s], runs));
    print_line("all", sum.words, median(whole, runs));
    printf("events\t%zu\npeak MiB\t%.0f\n", sum.events, (double)peak_kib() / 1024);
    return 0;
}

static size_t number(const char *s)
{
    return s ? (size_t)strtoull(s, NULL, 10) : 0;
}

int main(int argc, char **argv)
{
    size_t runs = 3, words = 0, n_in = 0;
    input *in = calloc((size_t)argc + 1, sizeof *in), made = {0};
    int status = in ? 0 : 1;
    for (int i = 1; i < argc && !status; i++) {
        if (strcmp(argv[i], "--runs") == 0)
            runs = number(argv[++i]);
        else if (strcmp(argv[i], "--words") == 0)
            words = number(argv[++i]);
        else
            status = read_file(&in[n_in++], argv[i]);
    }
    if (!status && (n_in == 0 || runs == 0 || runs > RUNS_MAX))
        status = die("usage", "bench [--runs 1..100] [--words N] FILE...");
    if (!status && words)
        status = make_long(&made, in, n_in, words);

    demarche_engine *engine = NULL;
    demarche_worker *worker = NULL;
    demarche_error err = {0};
    if (!status && (demarche_engine_open(&engine, NULL, &err) ||
                    demarche_worker_new(&worker, engine, &err)))
        status = die("engine", err.message);
    if (!status) {
        printf("kernel\t%s\n", demarche_engine_kernel(engine));
        status =
            words ? measure(worker, &made, 1, runs) : measure(worker, in, n_in, runs);
    }
    demarche_worker_free(worker);
    demarche_engine_free(engine);
    free(made.bytes);
    for (size_t i = 0; i < n_in; i++)
        free(in[i].bytes);
    free(in);
    return status;
}

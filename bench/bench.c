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

#include "bench_text.h"
#include "demarche.h"

enum { STAGES = DEMARCHE_STAGE_EVENT + 1, RUNS_MAX = 100 };

static const char *const stage_names[STAGES] = {"read", "text", "parse", "mention",
                                                "event"};

typedef struct total {
    double seconds[STAGES];
    size_t words, events;
} total;

/* One input through all stages, the time of each added to *sum. */
static int run_input(total *sum, demarche_worker *worker, const bench_input *in)
{
    demarche_read_options opts = DEMARCHE_READ_OPTIONS_INIT;
    demarche_error err = {0};
    demarche_reader *reader = NULL;
    opts.path = in->path;
    if (!in->path)
        opts.format = DEMARCHE_FORMAT_TEXT;
    double t = bench_wall();
    if (demarche_reader_open(&reader, worker, (demarche_str){in->bytes, in->n}, &opts,
                             &err))
        return bench_die(in->path ? in->path : "text", err.message);
    for (;;) {
        demarche_document *doc = NULL;
        if (demarche_reader_next(reader, &doc, &err)) {
            demarche_reader_free(reader);
            return bench_die(in->path ? in->path : "text", err.message);
        }
        double u = bench_wall();
        sum->seconds[DEMARCHE_STAGE_READ] += u - t;
        if (!doc)
            break;
        for (int stage = DEMARCHE_STAGE_TEXT; stage < STAGES; stage++) {
            t = u;
            if (demarche_document_run(doc, worker, (demarche_stage)stage, &err)) {
                demarche_document_free(doc);
                demarche_reader_free(reader);
                return bench_die(in->path ? in->path : "text", err.message);
            }
            u = bench_wall();
            sum->seconds[stage] += u - t;
        }
        demarche_str text = demarche_document_text(doc);
        size_t n_events;
        (void)demarche_document_events(doc, &n_events);
        sum->words += bench_count_words(text.ptr, text.len);
        sum->events += n_events;
        demarche_document_free(doc);
        t = bench_wall();
    }
    demarche_reader_free(reader);
    return 0;
}

static void print_line(const char *name, size_t words, double seconds)
{
    printf("%s\t%zu\t%.4f\t%.0f\n", name, words, seconds,
           seconds > 0 ? (double)words / seconds : 0.0);
}

static int measure(demarche_worker *worker, const bench_input *in, size_t n_in,
                   size_t runs)
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
        print_line(stage_names[s], sum.words, bench_median(seconds[s], runs));
    print_line("all", sum.words, bench_median(whole, runs));
    printf("events\t%zu\npeak MiB\t%.0f\n", sum.events, (double)bench_peak_kib() / 1024);
    return 0;
}

int main(int argc, char **argv)
{
    size_t runs = 3, words = 0, n_in = 0;
    bench_input *in = calloc((size_t)argc + 1, sizeof *in), made = {0};
    int status = in ? 0 : 1;
    for (int i = 1; i < argc && !status; i++) {
        if (strcmp(argv[i], "--runs") == 0)
            runs = bench_number(argv[++i]);
        else if (strcmp(argv[i], "--words") == 0)
            words = bench_number(argv[++i]);
        else
            status = bench_read_file(&in[n_in++], argv[i]);
    }
    if (!status && (n_in == 0 || runs == 0 || runs > RUNS_MAX))
        status = bench_die("usage", "bench [--runs 1..100] [--words N] FILE...");
    if (!status && words)
        status = bench_make_long(&made, in, n_in, words);

    demarche_engine *engine = NULL;
    demarche_worker *worker = NULL;
    demarche_error err = {0};
    if (!status && (demarche_engine_open(&engine, NULL, &err) ||
                    demarche_worker_new(&worker, engine, &err)))
        status = bench_die("engine", err.message);
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

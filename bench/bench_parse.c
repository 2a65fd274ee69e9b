/*
 * How fast the parser is on one core, end to end from raw text to trees, and what it
 * takes: no mentions, no events.
 *
 *     bench_parse [--kernel K] [--runs N] [--words N | --sentence N] FILE...
 *     bench_parse [--kernel K] --open N MODEL
 *
 * Each file is one input and lies in memory before the clock starts. With --words they
 * are put behind one another into one plain document of that many words. With --sentence
 * they are made into sentences of N words each: the words of the prose in their order,
 * without their marks, N - 1 and a stop to a paragraph; 40,000 words of them, or one
 * sentence where N is more. --open opens MODEL N times as it lies in the page cache, N
 * times after that was told to forget it, and the whole engine (lexicon and model) N times.
 *
 * Prints lines `name TAB value`; seconds are those in which the process had a processor,
 * the median of the runs, and `wall` those of the clock: on an idle machine they are the
 * same. bench/parse drives it.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench_text.h"
#include "demarche.h"
#include "parse/network.h"

enum { STAGES = DEMARCHE_STAGE_PARSE + 1, RUNS_MAX = 100, SENTENCES_OF = 40000 };

typedef struct options {
    const char *kernel;
    size_t runs, words, sentence, open;
} options;

/* Of one run over all inputs. */
typedef struct total {
    double stage[STAGES]; /* seconds of the processor */
    size_t documents, sentences, tokens, words, bytes, long_sentences, longest;
} total;

/* ------------------------------------------------------------------------ a run */

static void count(total *sum, const demarche_document *doc)
{
    const demarche_counts *c = demarche_document_counts(doc);
    demarche_str text = demarche_document_text(doc);
    size_t n;
    const demarche_sentence *s = demarche_document_sentences(doc, &n);
    for (size_t i = 0; i < n; i++) {
        if (s[i].n_tokens > sum->longest)
            sum->longest = s[i].n_tokens;
    }
    sum->documents++;
    sum->sentences += c->sentences;
    sum->tokens += c->tokens;
    sum->long_sentences += c->long_sentences;
    sum->words += bench_count_words(text.ptr, text.len);
}

/* The documents of one input to trees. *most: the largest anonymous memory seen, KiB,
 * looked at where it is not NULL. */
static int run_input(total *sum, demarche_worker *worker, const bench_input *in,
                     long *most)
{
    demarche_read_options opts = DEMARCHE_READ_OPTIONS_INIT;
    demarche_error err = {0};
    demarche_reader *reader = NULL;
    const char *name = in->path ? in->path : "text";
    opts.path = in->path;
    if (!in->path)
        opts.format = DEMARCHE_FORMAT_TEXT;
    double t = bench_cpu();
    if (demarche_reader_open(&reader, worker, (demarche_str){in->bytes, in->n}, &opts,
                             &err))
        return bench_die(name, err.message);
    for (;;) {
        demarche_document *doc = NULL;
        demarche_status status = demarche_reader_next(reader, &doc, &err);
        double u = bench_cpu();
        sum->stage[DEMARCHE_STAGE_READ] += u - t;
        for (int stage = DEMARCHE_STAGE_TEXT; doc && !status && stage < STAGES; stage++) {
            t = u;
            status = demarche_document_run(doc, worker, (demarche_stage)stage, &err);
            u = bench_cpu();
            sum->stage[stage] += u - t;
        }
        if (status || !doc) {
            demarche_document_free(doc);
            demarche_reader_free(reader);
            return status ? bench_die(name, err.message) : 0;
        }
        count(sum, doc);
        long now = most ? bench_anonymous_kib() : 0;
        if (most && now > *most)
            *most = now;
        t = bench_cpu();
        demarche_document_free(doc);
        sum->stage[DEMARCHE_STAGE_READ] += bench_cpu() - t;
        t = bench_cpu();
    }
}

static void print_total(const total *sum, double cpu, double wall)
{
    printf("documents\t%zu\nsentences\t%zu\ntokens\t%zu\nwords\t%zu\nbytes\t%zu\n"
           "long\t%zu\nlongest\t%zu\n",
           sum->documents, sum->sentences, sum->tokens, sum->words, sum->bytes,
           sum->long_sentences, sum->longest);
    printf("seconds\t%.6f\nwall\t%.6f\n", cpu, wall);
}

static int measure(demarche_worker *worker, const bench_input *in, size_t n_in,
                   size_t runs, long anonymous)
{
    static double stage[STAGES][RUNS_MAX], cpu[RUNS_MAX], wall[RUNS_MAX];
    static const char *const names[STAGES] = {"read", "text", "parse"};
    total sum = {0};
    for (size_t r = 0; r < runs; r++) {
        double began = bench_wall();
        sum = (total){0};
        for (size_t i = 0; i < n_in; i++) {
            sum.bytes += in[i].n;
            if (run_input(&sum, worker, &in[i], NULL))
                return 1;
        }
        wall[r] = bench_wall() - began;
        for (int s = 0; s < STAGES; s++) {
            stage[s][r] = sum.stage[s];
            cpu[r] += sum.stage[s];
        }
    }
    print_total(&sum, bench_median(cpu, runs), bench_median(wall, runs));
    for (int s = 0; s < STAGES; s++)
        printf("%s\t%.6f\n", names[s], bench_median(stage[s], runs));
    /* Once more, now looking at the memory, which takes time. */
    long most = 0;
    for (size_t i = 0; i < n_in; i++) {
        if (run_input(&sum, worker, &in[i], &most))
            return 1;
    }
    printf("worker KiB\t%ld\npeak KiB\t%ld\n", most - anonymous, bench_peak_kib());
    return 0;
}

/* --------------------------------------------------------------------- sentences */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The next word of letters alone, marks at its ends taken off; 0 at the end. */
static size_t next_word(const bench_input *in, size_t *at)
{
    while (*at < in->n) {
        size_t from = *at, n = 0;
        while (from < in->n && !is_letter(in->bytes[from]))
            from++;
        while (from + n < in->n && is_letter(in->bytes[from + n]))
            n++;
        *at = from + n;
        bool whole = from + n == in->n || (unsigned char)in->bytes[from + n] <= ' ' ||
                     strchr(",.;:!?)\"", in->bytes[from + n]);
        bool begins = from == 0 || (unsigned char)in->bytes[from - 1] <= ' ';
        if (n > 1 && n < 30 && whole && begins)
            return n;
    }
    return 0;
}

static int make_sentences(bench_input *out, const bench_input *in, size_t n_in, size_t n)
{
    size_t want = n > SENTENCES_OF ? n : SENTENCES_OF / n * n;
    char *text = malloc(want * 32);
    size_t have = 0, size = 0, i = 0, at = 0, turns = 0;
    if (!text)
        return bench_die("--sentence", "no memory");
    while (have < want && turns < want) {
        if (have % n == n - 1) {
            memcpy(text + size, ".\n\n", 3);
            size += 3;
            have++;
            continue;
        }
        size_t word = next_word(&in[i], &at);
        if (word == 0) {
            i = (i + 1) % n_in;
            at = 0;
            turns++;
            continue;
        }
        memcpy(text + size, in[i].bytes + at - word, word);
        size += word;
        text[size++] = ' ';
        have++;
    }
    *out = (bench_input){NULL, text, size};
    return 0;
}

/* ------------------------------------------------------------------------- opening */

/* Ask the page cache to forget a file that nobody has mapped. */
static void forget(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return;
    (void)posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
    close(fd);
}

static int open_model(const char *path, const options *o, bool cold, const char *name)
{
    static double wall[RUNS_MAX];
    demarche_error err = {0};
    for (size_t i = 0; i < o->open; i++) {
        dmr_network *net = NULL;
        if (cold)
            forget(path);
        double began = bench_wall();
        if (dmr_network_open(&net, path, o->kernel, &err))
            return bench_die(path, err.message);
        wall[i] = bench_wall() - began;
        dmr_network_free(net);
    }
    printf("%s\t%.6f\n", name, bench_median(wall, o->open));
    return 0;
}

static int measure_open(const char *path, const options *o)
{
    static double wall[RUNS_MAX];
    demarche_error err = {0};
    if (open_model(path, o, false, "open") || open_model(path, o, true, "open cold"))
        return 1;
    for (size_t i = 0; i < o->open; i++) {
        demarche_engine_options opts = DEMARCHE_ENGINE_OPTIONS_INIT;
        demarche_engine *engine = NULL;
        demarche_worker *worker = NULL;
        opts.kernel = o->kernel;
        opts.model_path = path;
        double began = bench_wall();
        if (demarche_engine_open(&engine, &opts, &err) ||
            demarche_worker_new(&worker, engine, &err)) {
            demarche_engine_free(engine);
            return bench_die(path, err.message);
        }
        wall[i] = bench_wall() - began;
        demarche_worker_free(worker);
        demarche_engine_free(engine);
    }
    printf("open engine\t%.6f\n", bench_median(wall, o->open));
    return 0;
}

/* ---------------------------------------------------------------------------- main */

static int run(const options *o, bench_input *in, size_t n_in)
{
    demarche_engine_options opts = DEMARCHE_ENGINE_OPTIONS_INIT;
    demarche_engine *engine = NULL;
    demarche_worker *worker = NULL;
    demarche_error err = {0};
    bench_input made = {0};
    int status = 0;
    opts.kernel = o->kernel;
    if (o->words)
        status = bench_make_long(&made, in, n_in, o->words);
    else if (o->sentence)
        status = make_sentences(&made, in, n_in, o->sentence);
    if (!status && demarche_engine_open(&engine, &opts, &err))
        status = bench_die("engine", err.message);
    long anonymous = bench_anonymous_kib();
    if (!status && demarche_worker_new(&worker, engine, &err))
        status = bench_die("worker", err.message);
    if (!status) {
        printf("kernel\t%s\n", demarche_engine_kernel(engine));
        status = made.bytes ? measure(worker, &made, 1, o->runs, anonymous)
                            : measure(worker, in, n_in, o->runs, anonymous);
    }
    demarche_worker_free(worker);
    demarche_engine_free(engine);
    free(made.bytes);
    return status;
}

int main(int argc, char **argv)
{
    options o = {.runs = 3};
    size_t n_in = 0;
    bench_input *in = calloc((size_t)argc + 1, sizeof *in);
    int status = in ? 0 : 1;
    for (int i = 1; i < argc && !status; i++) {
        if (strcmp(argv[i], "--kernel") == 0)
            o.kernel = argv[++i];
        else if (strcmp(argv[i], "--runs") == 0)
            o.runs = bench_number(argv[++i]);
        else if (strcmp(argv[i], "--words") == 0)
            o.words = bench_number(argv[++i]);
        else if (strcmp(argv[i], "--sentence") == 0)
            o.sentence = bench_number(argv[++i]);
        else if (strcmp(argv[i], "--open") == 0)
            o.open = bench_number(argv[++i]);
        else
            status = bench_read_file(&in[n_in++], argv[i]);
    }
    if (!status && (n_in == 0 || o.runs == 0 || o.runs > RUNS_MAX || o.open > RUNS_MAX ||
                    o.sentence == 1))
        status = bench_die("usage", "bench_parse [--kernel K] [--runs 1..100] "
                                    "[--words N | --sentence N | --open 1..100] FILE...");
    if (!status)
        status = o.open ? measure_open(in[0].path, &o) : run(&o, in, n_in);
    for (size_t i = 0; in && i < n_in; i++)
        free(in[i].bytes);
    free(in);
    return status;
}

/*
 * How fast a lexicon opens, without the model.
 *
 *     bench_lexicon [--runs N] FOLDER COMPILED
 *
 * Prints a line each, parted by tabs, for the folder, the compiled lexicon as it lies in
 * the page cache ("compiled") and after that was told to forget it ("cold"): name; the
 * milliseconds of all, of names and places, of rules, ontology and abbreviations, in
 * which the process had a processor (medians of the runs); milliseconds of all by the
 * clock, the least; MiB of memory that are no file's.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "bench_text.h"
#include "event/event.h"
#include "lexicon/compiled.h"
#include "text/split.h"

enum { RUNS_MAX = 1000 };

/* Ask the page cache to forget a file that nobody has mapped. */
static void forget(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return;
    (void)posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
    close(fd);
}

/* Open once as an engine does; seconds of the gazetteer, of the rest, and of both by the
 * clock. */
static demarche_status open_once(const char *path, double seconds[3], double *mib,
                                 demarche_error *err)
{
    dmr_arena *arena = dmr_arena_new(0);
    dmr_file file = {0};
    dmr_compiled lexicon = {0};
    dmr_ontology *ontology;
    dmr_splitter *splitter;
    if (!arena)
        return DEMARCHE_E_MEMORY;
    double began = bench_cpu(), clock = bench_wall();
    demarche_status status;
    if (dmr_file_is_folder(path)) {
        status = dmr_tables_open(&lexicon.tables, path, arena, err);
        if (!status)
            status = dmr_gazetteer_load(&lexicon.gazetteer, lexicon.tables, arena, err);
    } else {
        status = dmr_file_map(&file, path, err);
        if (!status)
            status = dmr_compiled_read(&lexicon, path, file.bytes, true, arena, err);
    }
    double between = bench_cpu();
    if (!status)
        status = dmr_ontology_load(&ontology, lexicon.tables, arena, err);
    if (!status)
        status = dmr_splitter_load(&splitter, lexicon.tables, arena, err);
    seconds[0] = between - began;
    seconds[1] = bench_cpu() - between;
    seconds[2] = bench_wall() - clock;
    *mib = (double)dmr_arena_used(arena) / 1048576;
    dmr_arena_free(arena);
    dmr_file_close(&file);
    return status;
}

static int measure(const char *name, const char *path, bool cold, size_t runs)
{
    static double whole[RUNS_MAX], names[RUNS_MAX], rest[RUNS_MAX];
    demarche_error err = {0};
    double mib = 0, least = 1e9;
    for (size_t i = 0; i < runs; i++) {
        double seconds[3];
        if (cold)
            forget(path);
        if (open_once(path, seconds, &mib, &err))
            return bench_die(path, err.message);
        names[i] = seconds[0];
        rest[i] = seconds[1];
        whole[i] = seconds[0] + seconds[1];
        least = seconds[2] < least ? seconds[2] : least;
    }
    printf("%s\t%.2f\t%.2f\t%.2f\t%.2f\t%.1f\n", name, bench_median(whole, runs) * 1000,
           bench_median(names, runs) * 1000, bench_median(rest, runs) * 1000,
           least * 1000, mib);
    return 0;
}

int main(int argc, char **argv)
{
    size_t runs = 21;
    int i = 1;
    if (argc > 2 && strcmp(argv[1], "--runs") == 0) {
        runs = bench_number(argv[2]);
        i = 3;
    }
    if (argc - i != 2 || runs == 0 || runs > RUNS_MAX)
        return bench_die("usage", "bench_lexicon [--runs 1..1000] FOLDER COMPILED");
    return measure("folder", argv[i], false, runs) ||
           measure("compiled", argv[i + 1], false, runs) ||
           measure("cold", argv[i + 1], true, runs);
}

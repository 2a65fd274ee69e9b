/*
 * What the benchmarks share: reading files, counting words, clocks, memory.
 */
#ifndef BENCH_TEXT_H
#define BENCH_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* The bytes of one file; path NULL where they were made here. */
typedef struct bench_input {
    const char *path;
    char *bytes;
    size_t n;
} bench_input;

/* Say what is wrong; gives 1. */
int bench_die(const char *what, const char *why);

/* Read a file whole. 1 and a line on stderr where that fails. */
int bench_read_file(bench_input *in, const char *path);

/* Words as blanks separate them. */
size_t bench_count_words(const char *p, size_t n);

/* One text of `words` words out of all inputs, over and over. */
int bench_make_long(bench_input *out, const bench_input *in, size_t n_in, size_t words);

/* Seconds of the wall clock; seconds that this process had a processor. */
double bench_wall(void);
double bench_cpu(void);

/* KiB: the most that was ever resident; what is resident now and is no file's. */
long bench_peak_kib(void);
long bench_anonymous_kib(void);

double bench_median(double *v, size_t n);

/* The number in s, 0 for none. */
size_t bench_number(const char *s);

#endif

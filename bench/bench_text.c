#include "bench_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

int bench_die(const char *what, const char *why)
{
    fprintf(stderr, "bench: %s: %s\n", what, why);
    return 1;
}

static double seconds(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

double bench_wall(void)
{
    return seconds(CLOCK_MONOTONIC);
}

double bench_cpu(void)
{
    return seconds(CLOCK_PROCESS_CPUTIME_ID);
}

size_t bench_count_words(const char *p, size_t n)
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

int bench_read_file(bench_input *in, const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return bench_die(path, "cannot be opened");
    size_t room = 0;
    in->path = path;
    for (;;) {
        if (in->n == room) {
            room = room ? 2 * room : 1 << 16;
            char *grown = realloc(in->bytes, room);
            if (!grown) {
                fclose(f);
                return bench_die(path, "no memory");
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

int bench_make_long(bench_input *out, const bench_input *in, size_t n_in, size_t words)
{
    size_t room = words * 16 + 1024, n = 0, have = 0;
    char *text = malloc(room);
    if (!text)
        return bench_die("--words", "no memory");
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
    *out = (bench_input){NULL, text, n};
    return 0;
}

/* The number behind `name` in /proc/self/status, KiB; `otherwise` where there is none. */
static long status_kib(const char *name, long otherwise)
{
    FILE *f = fopen("/proc/self/status", "r");
    size_t n = strlen(name);
    char line[256];
    if (!f)
        return otherwise;
    while (fgets(line, sizeof line, f)) {
        if (strncmp(line, name, n) == 0)
            otherwise = strtol(line + n, NULL, 10);
    }
    fclose(f);
    return otherwise;
}

/* Linux's ru_maxrss may be the parent's, from before the program was started; VmHWM is
 * our own. */
long bench_peak_kib(void)
{
    struct rusage usage = {0};
    getrusage(RUSAGE_SELF, &usage);
    return status_kib("VmHWM:", usage.ru_maxrss);
}

long bench_anonymous_kib(void)
{
    return status_kib("RssAnon:", 0);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double bench_median(double *v, size_t n)
{
    qsort(v, n, sizeof *v, compare);
    return n % 2 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

size_t bench_number(const char *s)
{
    return s ? (size_t)strtoull(s, NULL, 10) : 0;
}

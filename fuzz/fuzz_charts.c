/* Charts of whatever a record and an address may hold: what is drawn is whole XML. */
#include <expat.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "chart.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

enum {
    DEEDS = 400,
    BANDS = 20,
    LANES = 50,
    YEARS = 300,
    STATES = 40,
    STRINGS = 64,
    LONGEST = 200
};

typedef struct source {
    const uint8_t *at;
    size_t left;
    char strings[STRINGS][LONGEST + 1];
    size_t n_strings;
} source;

static int64_t number(source *from, size_t bytes)
{
    uint64_t n = 0;
    for (; bytes && from->left; bytes--, from->left--)
        n = n << 8 | *from->at++;
    return (int64_t)n;
}

/* Days and counts are near each other, as they are in records, or anything at all. */
static int32_t day(source *from)
{
    int64_t kind = number(from, 1);
    if (kind % 16 == 0)
        return kind ? (int32_t)(uint32_t)number(from, 4) : CHART_NO_DAY;
    return (int32_t)(kind * 64 + number(from, 1));
}

static int64_t count(source *from)
{
    int64_t kind = number(from, 1);
    return kind < 250 ? kind : number(from, 8);
}

/* Of the few that the input has; NULL: none. */
static const char *words(source *from)
{
    size_t i = (size_t)number(from, 1);
    return i < from->n_strings ? from->strings[i] : NULL;
}

static void read_strings(source *from)
{
    size_t n = (size_t)number(from, 1) % STRINGS;
    for (; from->n_strings < n; from->n_strings++) {
        size_t length = (size_t)number(from, 1) % LONGEST;
        length = length < from->left ? length : from->left;
        memcpy(from->strings[from->n_strings], from->at, length);
        from->at += length;
        from->left -= length;
    }
}

static void draw_timeline(room_text *out, source *from)
{
    static chart_deed deeds[DEEDS];
    static chart_band bands[BANDS];
    static const char *lanes[LANES];
    size_t n_lanes = (size_t)number(from, 1) % LANES,
           n_bands = (size_t)number(from, 1) % BANDS;
    size_t n = 0, stages = n_bands ? (size_t)number(from, 1) % n_bands : 0;
    for (size_t i = 0; i < n_lanes; i++)
        lanes[i] = words(from);
    for (size_t i = 0; i < n_bands; i++) {
        bands[i].first = day(from);
        bands[i].last = day(from);
        bands[i].title = words(from);
    }
    chart_timeline chart = {.title = words(from),
                            .first_party = words(from),
                            .second_party = words(from),
                            .lanes = lanes,
                            .n_lanes = n_lanes,
                            .deeds = deeds,
                            .uncovered = bands + stages,
                            .n_uncovered = n_bands - stages,
                            .stages = bands,
                            .n_stages = stages};
    size_t most = (size_t)number(from, 2) % DEEDS;
    for (; n < most && from->left; n++) {
        int64_t flags = number(from, 1);
        deeds[n] = (chart_deed){.indirect = flags & 1,
                                .unsure = flags & 2,
                                .side = (int)(flags >> 2 & 3) - 1,
                                .quad = (int)(flags >> 4 & 7) - 1};
        deeds[n].first = day(from);
        deeds[n].last = flags & 128 ? deeds[n].first : day(from);
        deeds[n].lane = (int)number(from, 1) - 1;
        deeds[n].reports = (int)count(from);
        deeds[n].href = words(from);
        deeds[n].title = words(from);
    }
    chart.n_deeds = n;
    chart_put_timeline(out, &chart);
}

static void draw_years(room_text *out, source *from)
{
    static chart_year years[YEARS];
    size_t n = 0, most = (size_t)number(from, 2) % YEARS;
    const char *title = words(from);
    for (; n < most && from->left; n++) {
        years[n].year = number(from, 1) % 8 ? (int)number(from, 2) : (int)number(from, 4);
        for (int quad = 0; quad < 4; quad++)
            years[n].quads[quad] = count(from);
        years[n].events = count(from);
        years[n].reports = count(from);
        years[n].coverage = (double)(number(from, 1) - 20) / 100;
        years[n].href = words(from);
    }
    chart_put_years(out, title, years, n);
    const chart_partner partners[] = {
        {words(from), words(from), years, n / 2},
        {words(from), words(from), years + n / 2, n - n / 2}};
    chart_put_partners(out, title, partners, (size_t)number(from, 1) % 3);
}

static void draw_map(room_text *out, source *from)
{
    static chart_state states[STATES];
    size_t n = 0, most = (size_t)number(from, 1) % STATES;
    for (; n < most && from->left; n++) {
        states[n].code = words(from);
        states[n].name = words(from);
        states[n].href = words(from);
        states[n].count = count(from);
    }
    chart_put_map(out, words(from), states, n);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static source from; /* large */
    memset(&from, 0, sizeof from);
    from.at = bytes;
    from.left = n;
    read_strings(&from);
    room_text out = {0};
    room_put(&out, "<div>");
    draw_timeline(&out, &from);
    draw_years(&out, &from);
    draw_map(&out, &from);
    room_put(&out, "</div>");
    XML_Parser parser = XML_ParserCreate("UTF-8");
    if (parser && !out.failed && !XML_Parse(parser, out.at, (int)out.n, 1))
        abort();
    XML_ParserFree(parser);
    room_text_free(&out);
    return 0;
}

#include "read/line_width.h"

#include "base/utf8.h"

enum {
    LONGEST = 512,  /* bytes: longer lines count as this long */
    FEWEST = 4,     /* lines: fewer show no habit */
    PERCENTILE = 80 /* that many of a hundred lines are no longer than the width */
};

static bool is_blank_line(demarche_str line)
{
    return dmr_str_trim(line).len == 0;
}

/* Bytes of the first word. */
static size_t first_word(demarche_str line)
{
    size_t n = 0;
    line = dmr_str_trim(line);
    while (n < line.len && !dmr_is_blank(line.ptr[n]))
        n++;
    return n;
}

/* The next word had room in a quarter of the width that was left empty. */
static bool had_room(size_t width, demarche_str above, demarche_str below)
{
    above = dmr_str_trim(above);
    if (above.len && above.ptr[above.len - 1] == '-')
        return false; /* a broken word */
    return (above.len + 1 + first_word(below)) * 4 <= width * 3;
}

static bool begins_small(demarche_str line)
{
    return dmr_utf8_class_of(dmr_utf8_first(dmr_str_trim(line))) == DMR_UTF8_LOWER;
}

static size_t width_of(demarche_str block, size_t *lines)
{
    uint32_t count[LONGEST + 1] = {0};
    demarche_str line;
    size_t n = 0, width = 0;
    while (dmr_str_split(&block, '\n', &line) && !is_blank_line(line)) {
        size_t len = dmr_str_trim(line).len;
        count[len < LONGEST ? len : LONGEST]++;
        n++;
    }
    *lines = n;
    for (size_t below = count[0]; width < LONGEST && below * 100 < n * PERCENTILE;)
        below += count[++width];
    return width;
}

dmr_line_width dmr_line_width_of(demarche_str block)
{
    size_t lines, roomy = 0;
    dmr_line_width w = {.width = width_of(block, &lines)};
    if (lines < FEWEST)
        return w;
    demarche_str above, below;
    dmr_str_split(&block, '\n', &above);
    while (dmr_str_split(&block, '\n', &below) && !is_blank_line(below)) {
        roomy += had_room(w.width, above, below) && !begins_small(below);
        above = below;
    }
    w.own = roomy * 2 >= lines - 1;
    return w;
}

bool dmr_line_width_ends(const dmr_line_width *width, demarche_str above,
                         demarche_str below)
{
    return width->own && (!begins_small(below) || had_room(width->width, above, below));
}

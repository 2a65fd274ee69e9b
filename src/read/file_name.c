#include "read/file_name.h"

/* How many bytes from `at` on are of that kind. */
static size_t run_of(demarche_str s, size_t at, bool (*kind)(char))
{
    size_t n = 0;
    while (at + n < s.len && kind(s.ptr[at + n]))
        n++;
    return n;
}

void dmr_file_name_meta(demarche_meta *meta)
{
    enum { CODE = 3, YEAR = 4 };
    demarche_str name = meta->path;
    for (size_t i = name.len; i > 0; i--)
        if (name.ptr[i - 1] == '/') {
            name = dmr_str(name.ptr + i, name.len - i);
            break;
        }
    if (run_of(name, 0, dmr_is_upper) != CODE || name.len < CODE + 2 ||
        name.ptr[CODE] != '_')
        return;
    size_t session = run_of(name, CODE + 1, dmr_is_digit);
    size_t year = CODE + 1 + session + 1;
    if (session < 1 || session > 2 || year >= name.len || name.ptr[year - 1] != '_' ||
        run_of(name, year, dmr_is_digit) != YEAR ||
        !dmr_str_is(dmr_str(name.ptr + year + YEAR, name.len - year - YEAR), ".txt"))
        return;
    if (!meta->speaker.len)
        meta->speaker = dmr_str(name.ptr, CODE);
    if (!meta->date.len)
        meta->date = dmr_str(name.ptr + year, YEAR);
}

#include "mention/name_norm.h"

#include "base/utf8.h"

/* The letters that a code point folds to, without marks; 0 for none. */
static size_t fold_point(int32_t c, char out[16])
{
    char raw[4];
    size_t n = dmr_utf8_encode(c, raw);
    /* Folding wants an arena; small scratch of one's own would cost more than this table
     * of what names are written with. */
    static const struct {
        int32_t from, to;
        const char *as;
    } ranges[] = {
        {0xC0, 0xC5, "a"},     {0xC6, 0xC6, "ae"},    {0xC7, 0xC7, "c"},
        {0xC8, 0xCB, "e"},     {0xCC, 0xCF, "i"},     {0xD0, 0xD0, "d"},
        {0xD1, 0xD1, "n"},     {0xD2, 0xD6, "o"},     {0xD8, 0xD8, "o"},
        {0xD9, 0xDC, "u"},     {0xDD, 0xDD, "y"},     {0xDE, 0xDE, "th"},
        {0xDF, 0xDF, "ss"},    {0xE0, 0xE5, "a"},     {0xE6, 0xE6, "ae"},
        {0xE7, 0xE7, "c"},     {0xE8, 0xEB, "e"},     {0xEC, 0xEF, "i"},
        {0xF0, 0xF0, "d"},     {0xF1, 0xF1, "n"},     {0xF2, 0xF6, "o"},
        {0xF8, 0xF8, "o"},     {0xF9, 0xFC, "u"},     {0xFD, 0xFD, "y"},
        {0xFE, 0xFE, "th"},    {0xFF, 0xFF, "y"},     {0x100, 0x105, "a"},
        {0x106, 0x10D, "c"},   {0x10E, 0x111, "d"},   {0x112, 0x11B, "e"},
        {0x11C, 0x123, "g"},   {0x124, 0x127, "h"},   {0x128, 0x131, "i"},
        {0x132, 0x133, "ij"},  {0x134, 0x135, "j"},   {0x136, 0x138, "k"},
        {0x139, 0x142, "l"},   {0x143, 0x14B, "n"},   {0x14C, 0x151, "o"},
        {0x152, 0x153, "oe"},  {0x154, 0x159, "r"},   {0x15A, 0x161, "s"},
        {0x162, 0x167, "t"},   {0x168, 0x173, "u"},   {0x174, 0x175, "w"},
        {0x176, 0x178, "y"},   {0x179, 0x17E, "z"},   {0x1A0, 0x1A1, "o"},
        {0x1AF, 0x1B0, "u"},   {0x1CD, 0x1CE, "a"},   {0x1CF, 0x1D0, "i"},
        {0x1D1, 0x1D2, "o"},   {0x1D3, 0x1DC, "u"},   {0x218, 0x219, "s"},
        {0x21A, 0x21B, "t"},   {0x259, 0x259, "a"},   {0x1E0C, 0x1E0D, "d"},
        {0x1E24, 0x1E25, "h"}, {0x1E62, 0x1E63, "s"}, {0x1E6C, 0x1E6D, "t"},
        {0x1EA0, 0x1EB7, "a"}, {0x1EB8, 0x1EC7, "e"}, {0x1EC8, 0x1ECB, "i"},
        {0x1ECC, 0x1EE3, "o"}, {0x1EE4, 0x1EF1, "u"}, {0x1EF2, 0x1EF9, "y"},
    };
    size_t low = 0, high = sizeof ranges / sizeof *ranges;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (c > ranges[mid].to)
            low = mid + 1;
        else if (c < ranges[mid].from)
            high = mid;
        else {
            size_t k = strlen(ranges[mid].as);
            memcpy(out, ranges[mid].as, k);
            return k;
        }
    }
    if (c >= 0x300 && c <= 0x36F)
        return 0; /* combining marks */
    if (c > 0xFF && (dmr_utf8_is_letter(c) || dmr_utf8_class_of(c) == DMR_UTF8_DIGIT)) {
        n = dmr_utf8_encode(dmr_utf8_to_lower(c), raw);
        memcpy(out, raw, n);
        return n;
    }
    return 0;
}

size_t dmr_name_norm(char *buf, size_t room, demarche_str form)
{
    size_t n = 0;
    bool gap = false;
    for (size_t i = 0; i < form.len;) {
        char piece[16];
        size_t k = 0;
        unsigned char b = (unsigned char)form.ptr[i];
        if (b < 0x80) {
            i++;
            if (dmr_is_alpha((char)b) || dmr_is_digit((char)b))
                piece[k++] = dmr_to_lower((char)b);
            else if (b == '&')
                memcpy(piece, "and", k = 3);
            else if (b == '.' || b == '\'' || b == '`')
                continue;
            else {
                gap = n > 0;
                continue;
            }
        } else {
            int32_t c;
            i += dmr_utf8_decode(form.ptr + i, form.len - i, &c);
            if (dmr_utf8_is_apostrophe(c) || (c >= 0x300 && c <= 0x36F))
                continue;
            k = fold_point(c, piece);
            if (k == 0) {
                gap = n > 0;
                continue;
            }
        }
        if (n + k + 1 > room)
            return SIZE_MAX;
        if (gap)
            buf[n++] = ' ';
        gap = false;
        memcpy(buf + n, piece, k);
        n += k;
    }
    return n;
}

demarche_str dmr_name_norm_copy(dmr_arena *arena, demarche_str form)
{
    /* No code point folds to more than twice its bytes and a blank. */
    if (form.len > SIZE_MAX / 4)
        return (demarche_str){NULL, 0};
    size_t room = form.len * 3 + 8;
    char *buf = dmr_arena_alloc(arena, room);
    if (!buf)
        return (demarche_str){NULL, 0};
    size_t n = dmr_name_norm(buf, room, form);
    return n == SIZE_MAX ? (demarche_str){NULL, 0} : dmr_str(buf, n);
}

dmr_name_case dmr_name_case_of(demarche_str form)
{
    size_t letters = 0;
    bool first_upper = false, small = false;
    for (size_t i = 0; i < form.len;) {
        int32_t c;
        i += dmr_utf8_decode(form.ptr + i, form.len - i, &c);
        dmr_utf8_class k = c < 0x80 ? (dmr_is_upper((char)c)   ? DMR_UTF8_UPPER
                                       : dmr_is_lower((char)c) ? DMR_UTF8_LOWER
                                                               : DMR_UTF8_OTHER)
                                    : dmr_utf8_class_of(c);
        if (k != DMR_UTF8_UPPER && k != DMR_UTF8_LOWER)
            continue;
        if (letters++ == 0)
            first_upper = k == DMR_UTF8_UPPER;
        small |= k == DMR_UTF8_LOWER;
    }
    if (letters >= 2 && !small)
        return DMR_CASE_UPPER;
    return first_upper ? DMR_CASE_TITLE : DMR_CASE_LOWER;
}

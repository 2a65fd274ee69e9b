#include "percent.h"

static int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

int percent_byte(const char *p, const char *end)
{
    int high = end - p >= 2 ? digit_of(p[0]) : -1;
    int low = high >= 0 ? digit_of(p[1]) : -1;
    return low < 0 || !(high | low) ? -1 : high << 4 | low;
}

char *percent_decode(char *to, const char *from, size_t n, bool plus)
{
    for (const char *end = from + n; from < end;) {
        int c = (unsigned char)*from++;
        if (c == '%') {
            c = percent_byte(from, end);
            from += 2;
        } else if (c == '+' && plus) {
            c = ' ';
        }
        if (c <= 0)
            return NULL;
        *to++ = (char)c;
    }
    *to++ = '\0';
    return to;
}

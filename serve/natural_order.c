#include "natural_order.h"

#include <stdbool.h>
#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Two numbers of any length by value; behind both where they are the same. */
static int compare_numbers(const char **a, const char **b)
{
    const char *x = *a + strspn(*a, "0"), *y = *b + strspn(*b, "0");
    size_t n = strspn(x, "0123456789"), m = strspn(y, "0123456789");
    if (n != m)
        return n < m ? -1 : 1;
    *a = x + n;
    *b = y + m;
    return memcmp(x, y, n);
}

int natural_compare(const char *a, const char *b)
{
    const char *x = a ? a : "", *y = b ? b : "";
    while (*x && *y) {
        if (is_digit(*x) && is_digit(*y)) {
            int order = compare_numbers(&x, &y);
            if (order)
                return order;
        } else if (*x != *y) {
            return (unsigned char)*x < (unsigned char)*y ? -1 : 1;
        } else {
            x++;
            y++;
        }
    }
    if (*x || *y)
        return *x ? 1 : -1;
    return strcmp(a ? a : "", b ? b : ""); /* "01" and "1" */
}

#include "export/told_day.h"

#include "base/str.h"

static int number(const char *digits, size_t n)
{
    int value = 0;
    for (size_t i = 0; i < n; i++)
        value = 10 * value + (digits[i] - '0');
    return value;
}

bool dmr_first_day(demarche_str edtf, char out[DMR_DAY_ROOM])
{
    char digits[8];
    size_t n = 0;
    out[0] = '\0';
    for (size_t i = 0; i < edtf.len && n < sizeof digits; i++) {
        if (dmr_is_digit(edtf.ptr[i]))
            digits[n++] = edtf.ptr[i];
        else if (edtf.ptr[i] != '-' || n == 0)
            break;
    }
    if (n < 4 || number(digits, 4) == 0)
        return false;
    int month = n >= 6 ? number(digits + 4, 2) : 1;
    int day = n >= 8 ? number(digits + 6, 2) : 1;
    if (month < 1 || month > 12) /* 21 is spring */
        month = day = 1;
    if (day < 1 || day > 31)
        day = 1;
    memcpy(out, digits, 4);
    const char rest[] = {'-', (char)('0' + month / 10), (char)('0' + month % 10),
                         '-', (char)('0' + day / 10),   (char)('0' + day % 10),
                         '\0'};
    memcpy(out + 4, rest, sizeof rest);
    return true;
}

bool dmr_told_day(const dmr_told *told, char out[DMR_DAY_ROOM])
{
    if (dmr_first_day(dmr_str_c(told->event->date), out))
        return true;
    (void)dmr_first_day(told->meta->date, out);
    return false;
}

void dmr_day_digits(const char *day, char out[DMR_DAY_ROOM])
{
    size_t n = 0;
    for (; *day && n < DMR_DAY_ROOM - 1; day++) {
        if (dmr_is_digit(*day))
            out[n++] = *day;
    }
    out[n] = '\0';
}

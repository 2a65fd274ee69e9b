#include "mention/day.h"

#include <stdio.h>

/* Days from civil and back: Howard Hinnant's algorithms on 400-year eras that begin on
 * 1 March, so that the leap day is the last of its year.
 * http://howardhinnant.github.io/date_algorithms.html */
dmr_day dmr_day_from_civil(int year, int month, int day)
{
    int64_t y = (int64_t)year - (month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t yoe = y - era * 400;
    int64_t doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return (dmr_day)(era * 146097 + doe - 719468);
}

void dmr_day_to_civil(dmr_day day, int *year, int *month, int *mday)
{
    int64_t z = (int64_t)day + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;
    *mday = (int)(doy - (153 * mp + 2) / 5 + 1);
    *month = (int)(mp < 10 ? mp + 3 : mp - 9);
    *year = (int)(yoe + era * 400 + (*month <= 2));
}

int dmr_day_month_length(int year, int month)
{
    static const unsigned char length[] = {31, 28, 31, 30, 31, 30,
                                           31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12)
        return 0;
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return length[month - 1] + (month == 2 && leap);
}

bool dmr_day_valid(int year, int month, int day)
{
    return year >= DMR_YEAR_MIN && year <= DMR_YEAR_MAX && day >= 1 &&
           day <= dmr_day_month_length(year, month);
}

int dmr_day_weekday(dmr_day day)
{
    int64_t w = ((int64_t)day + 3) % 7; /* 1970-01-01 was a Thursday */
    return (int)(w < 0 ? w + 7 : w) + 1;
}

dmr_day dmr_day_add_months(dmr_day day, int months)
{
    int year, month, mday;
    dmr_day_to_civil(day, &year, &month, &mday);
    int64_t count = (int64_t)year * 12 + (month - 1) + months;
    int64_t to = count >= 0 ? count / 12 : (count - 11) / 12;
    month = (int)(count - to * 12) + 1;
    int length = dmr_day_month_length((int)to, month);
    return dmr_day_from_civil((int)to, month, mday < length ? mday : length);
}

dmr_day dmr_day_of_week(int iso_year, int week)
{
    dmr_day fourth = dmr_day_from_civil(iso_year, 1, 4); /* always in week 1 */
    return fourth - (dmr_day_weekday(fourth) - 1) + 7 * (week - 1);
}

void dmr_day_week(dmr_day day, int *iso_year, int *week)
{
    dmr_day thursday = day - (dmr_day_weekday(day) - 1) + 3; /* it decides the year */
    int month, mday;
    dmr_day_to_civil(thursday, iso_year, &month, &mday);
    *week = (thursday - dmr_day_from_civil(*iso_year, 1, 1)) / 7 + 1;
}

void dmr_day_write(dmr_day day, char out[DMR_DAY_ROOM])
{
    int year, month, mday;
    out[0] = '\0';
    if (day <= DMR_DAY_NONE + 1 || day >= DMR_DAY_OPEN - 1)
        return;
    dmr_day_to_civil(day, &year, &month, &mday);
    const char *sign = year < 0 ? "-" : year > DMR_YEAR_MAX ? "+" : "";
    snprintf(out, DMR_DAY_ROOM, "%s%04u-%02u-%02u", sign,
             (unsigned)(year < 0 ? -year : year), (unsigned)month % 100,
             (unsigned)mday % 100);
}

/* The bytes of strips. */
#include "record/strip.h"

static void put(unsigned char *out, uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        out[i] = (unsigned char)(value >> 8 * i);
}

void dmr_strip_put_event(unsigned char out[DMR_STRIP_EVENT_BYTES],
                         const dmr_strip_event *e)
{
    put(out, e->at, 4);
    put(out + 4, (uint32_t)e->first, 4);
    put(out + 8, (uint32_t)e->last, 4);
    put(out + 12, e->kind, 4);
    put(out + 16, e->sure, 4);
    put(out + 20, e->other, 4);
    put(out + 24, e->reports, 2);
    out[26] = (unsigned char)e->side;
    out[27] = e->roles;
}

void dmr_strip_put_deed(unsigned char out[DMR_STRIP_DEED_BYTES],
                        const dmr_strip_deed *deed)
{
    put(out, deed->at, 4);
    put(out + 4, (uint64_t)deed->deed, 8);
}

dmr_strip_deed dmr_strip_deed_at(const unsigned char *p)
{
    return (dmr_strip_deed){
        dmr_strip_u32(p),
        (int64_t)(dmr_strip_u32(p + 4) | (uint64_t)dmr_strip_u32(p + 8) << 32)};
}

void dmr_strip_put_coding(unsigned char out[DMR_STRIP_CODING_BYTES],
                          const dmr_strip_coding *coding)
{
    put(out, (uint32_t)coding->known_from, 4);
    put(out + 4, (uint32_t)coding->known_until, 4);
    out[8] = coding->holds;
}

dmr_strip_coding dmr_strip_coding_at(const unsigned char *p)
{
    return (dmr_strip_coding){(int32_t)dmr_strip_u32(p), (int32_t)dmr_strip_u32(p + 4),
                              p[8]};
}

void dmr_strip_put_report(unsigned char out[DMR_STRIP_REPORT_BYTES],
                          const dmr_strip_report *report)
{
    put(out, (uint64_t)report->sentence, 8);
    put(out + 8, report->at, 4);
}

int32_t dmr_strip_day(demarche_str day)
{
    int32_t number = 0;
    if (day.len != 10)
        return DMR_STRIP_NO_DAY;
    for (size_t i = 0; i < 10; i++) {
        bool dash = i == 4 || i == 7;
        if (dash ? day.ptr[i] != '-' : !dmr_is_digit(day.ptr[i]))
            return DMR_STRIP_NO_DAY;
        if (!dash)
            number = number * 10 + (day.ptr[i] - '0');
    }
    return number;
}

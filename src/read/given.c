#include "read/given.h"

#include "base/error.h"
#include "base/utf8.h"
#include "read/date_line.h"
#include "read/meta_field.h"

static demarche_status check_date(const char *name, const char *date, demarche_error *err)
{
    demarche_str said = dmr_str_trim(dmr_str_c(date));
    if (!said.len)
        return DEMARCHE_OK;
    dmr_arena *arena = dmr_arena_new(0);
    if (!arena)
        return dmr_error_memory(err);
    bool good = dmr_date_line(said, arena).len > 0;
    dmr_arena_free(arena);
    return good ? DEMARCHE_OK
                : dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                                "%s \"%.80s\" is no date that has but one meaning; give "
                                "EDTF (1989-06-02, 1989-06, 1989) or leave it out",
                                name, date);
}

demarche_status dmr_given_check(const demarche_read_options *opts, demarche_error *err)
{
    DMR_TRY(check_date("date", opts->date, err));
    return check_date("as_of", opts->as_of, err);
}

demarche_status dmr_given_take(demarche_meta *out, const demarche_read_options *opts,
                               dmr_arena *arena, demarche_error *err)
{
    const struct {
        dmr_field field;
        const char *value;
    } given[] = {
        {DMR_FIELD_DATE, opts->date},
        {DMR_FIELD_AS_OF, opts->as_of},
        {DMR_FIELD_TITLE, opts->title},
        {DMR_FIELD_SPEAKER, opts->speaker},
    };
    dmr_meta meta = {.out = out, .arena = arena};
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        demarche_str sound;
        uint64_t repaired = 0; /* of what is no part of the document */
        if (!given[i].value)
            continue;
        DMR_TRY(
            dmr_utf8_repair(&sound, dmr_str_c(given[i].value), arena, &repaired, err));
        if (!dmr_meta_set(&meta, given[i].field, sound))
            return dmr_error_memory(err);
    }
    return DEMARCHE_OK;
}

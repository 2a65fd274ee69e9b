#include "record/correct_value.h"

#include "base/utf8.h"
#include "mention/mention.h"

enum { VALUE_MOST = 500 };

demarche_status dmr_record_check_line(demarche_str text, size_t most, const char *what,
                                      demarche_error *err)
{
    if (text.len > most)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "%s is over %zu bytes long",
                             what, most);
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.ptr[i] < 0x20 || text.ptr[i] == 0x7f)
            return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                                 "%s has a control character in it (byte %zu)", what, i);
    }
    if (dmr_utf8_invalid(text, 0) < text.len)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "%s is not UTF-8", what);
    return DEMARCHE_OK;
}

static demarche_status wrong(const char *field, const char *takes, demarche_str value,
                             demarche_error *err)
{
    return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "%s takes %s, not %.*s", field,
                         takes, (int)(value.len > 80 ? 80 : value.len), value.ptr);
}

static bool is_among(const char *const *list, size_t n, demarche_str value)
{
    for (size_t i = 0; i < n; i++) {
        if (dmr_str_is(value, list[i]))
            return true;
    }
    return false;
}

/* Whether an event of the record has that in the column. */
static demarche_status is_known(demarche_record *r, dmr_record_statement which,
                                demarche_str value, bool *known, demarche_error *err)
{
    int64_t one;
    DMR_RECORD_STATEMENT(s, r, which, err);
    dmr_record_bind_str(s, 1, value);
    return dmr_record_number(r, s, &one, known, err);
}

static demarche_status check_type(demarche_record *r, demarche_str value,
                                  demarche_error *err)
{
    static const char *const plover[] = {"AGREE",     "CONSULT",  "SUPPORT",  "CONCEDE",
                                         "COOPERATE", "AID",      "RETREAT",  "REQUEST",
                                         "ACCUSE",    "REJECT",   "THREATEN", "PROTEST",
                                         "SANCTION",  "MOBILIZE", "COERCE",   "ASSAULT"};
    bool known = is_among(plover, sizeof plover / sizeof *plover, value);
    if (!known)
        DMR_TRY(is_known(r, DMR_RECORD_KNOWS_TYPE, value, &known, err));
    return known
               ? DEMARCHE_OK
               : wrong("type",
                       "a type of PLOVER (CONSULT, AID, ...) or one that the record has",
                       value, err);
}

/* A name of the ontology: "visit", "retaliate". */
static demarche_status check_name(const char *field, demarche_str value,
                                  demarche_error *err)
{
    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];
        if (!(dmr_is_lower(c) || (i && (dmr_is_digit(c) || c == '-' || c == '_'))))
            return wrong(field, "a name in small letters, such as visit or trade", value,
                         err);
    }
    return DEMARCHE_OK;
}

static bool is_letters(demarche_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (!dmr_is_upper(s.ptr[i]))
            return false;
    }
    return s.len == 3;
}

/* "KOR", "KOR BUS", "KOR:BUS", or the name of somebody whom the record knows; several parted
 * by ";". */
static demarche_status check_parties(demarche_record *r, const char *field,
                                     demarche_str value, demarche_error *err)
{
    demarche_str rest = value, who;
    while (dmr_str_split(&rest, ';', &who)) {
        bool known;
        who = dmr_str_trim(who);
        demarche_str code = dmr_str(who.ptr, who.len < 3 ? who.len : 3);
        demarche_str sector = dmr_str(who.ptr + code.len, who.len - code.len);
        known = is_letters(code) &&
                (!sector.len || ((sector.ptr[0] == ' ' || sector.ptr[0] == ':') &&
                                 is_letters(dmr_str(sector.ptr + 1, sector.len - 1))));
        if (!known && who.len)
            DMR_TRY(is_known(r, DMR_RECORD_KNOWS_NAME, who, &known, err));
        if (!known)
            return wrong(field,
                         "a code (KOR), code and sector (KOR BUS) or a name that the "
                         "record has, several parted by ;",
                         value, err);
    }
    return DEMARCHE_OK;
}

demarche_status dmr_record_check_value(demarche_record *record, demarche_str field,
                                       demarche_str value, demarche_error *err)
{
    static const char *const modalities[] = {"asserted", "reported", "rumored",
                                             "alleged",  "future",   "hypothetical",
                                             "negated"};
    dmr_day first, last;
    DMR_TRY(dmr_record_check_line(value, VALUE_MOST, "the value", err));
    bool needed = !(dmr_str_is(field, "mode") || dmr_str_is(field, "track") ||
                    dmr_str_is(field, "place") || dmr_str_is(field, "date") ||
                    dmr_str_is(field, "recipient"));
    if (dmr_str_is(field, "type") && value.len)
        return check_type(record, value, err);
    if (dmr_str_is(field, "mode") || dmr_str_is(field, "track"))
        return check_name(dmr_str_is(field, "mode") ? "mode" : "track", value, err);
    if ((dmr_str_is(field, "actor") || dmr_str_is(field, "recipient")) && value.len)
        return check_parties(record, dmr_str_is(field, "actor") ? "actor" : "recipient",
                             value, err);
    if (dmr_str_is(field, "date") && value.len)
        return dmr_edtf_bounds(value, &first, &last)
                   ? DEMARCHE_OK
                   : wrong("date", "EDTF (1988, 1988-06, 1979-05/1990)", value, err);
    if (dmr_str_is(field, "modality"))
        return is_among(modalities, sizeof modalities / sizeof *modalities, value)
                   ? DEMARCHE_OK
                   : wrong("modality",
                           "asserted, reported, rumored, alleged, future, hypothetical "
                           "or negated",
                           value, err);
    if (dmr_str_is(field, "quad"))
        return value.len == 1 && value.ptr[0] >= '1' && value.ptr[0] <= '4'
                   ? DEMARCHE_OK
                   : wrong("quad", "1, 2, 3 or 4", value, err);
    static const char *const others[] = {"type", "actor", "recipient", "date", "place"};
    if (!is_among(others, sizeof others / sizeof *others, field))
        return wrong("a recoding",
                     "type, mode, actor, recipient, date, place, track, modality or quad",
                     field, err);
    if (needed && !value.len)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "%.*s needs a value",
                             (int)field.len, field.ptr);
    return DEMARCHE_OK;
}

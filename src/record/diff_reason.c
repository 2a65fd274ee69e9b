/* In what two events differ, and why. */
#include "record/record_diff.h"

static const char *const reasons[DEMARCHE_DIFF_REASONS] = {
    [DEMARCHE_DIFF_NEW_DOCUMENT] = "new-document",
    [DEMARCHE_DIFF_DOCUMENT_GONE] = "document-gone",
    [DEMARCHE_DIFF_NEW_TEXT] = "new-text",
    [DEMARCHE_DIFF_RULE] = "rule",
    [DEMARCHE_DIFF_ACTOR] = "actor",
    [DEMARCHE_DIFF_DATE] = "date",
    [DEMARCHE_DIFF_PLACE] = "place",
    [DEMARCHE_DIFF_FOUND] = "found",
    [DEMARCHE_DIFF_LOST] = "lost",
    [DEMARCHE_DIFF_DEED] = "deed",
    [DEMARCHE_DIFF_HAND] = "hand",
    [DEMARCHE_DIFF_DETAIL] = "detail",
};

const char *demarche_diff_reason_name(demarche_diff_reason reason)
{
    return (unsigned)reason < DEMARCHE_DIFF_REASONS ? reasons[reason] : "";
}

/* Each field, and the reason that it is one of. */
static const struct {
    const char *name;
    demarche_diff_reason reason;
} fields_of[DMR_DIFF_FIELDS] = {
    [DMR_DIFF_ACTOR] = {"actor", DEMARCHE_DIFF_ACTOR},
    [DMR_DIFF_TYPE] = {"type", DEMARCHE_DIFF_RULE},
    [DMR_DIFF_MODE] = {"mode", DEMARCHE_DIFF_RULE},
    [DMR_DIFF_RECIPIENT] = {"recipient", DEMARCHE_DIFF_ACTOR},
    [DMR_DIFF_DATE] = {"date", DEMARCHE_DIFF_DATE},
    [DMR_DIFF_VIA] = {"via", DEMARCHE_DIFF_ACTOR},
    [DMR_DIFF_MUTUAL] = {"mutual", DEMARCHE_DIFF_RULE},
    [DMR_DIFF_RULE] = {"rule", DEMARCHE_DIFF_RULE},
    [DMR_DIFF_MODALITY] = {"modality", DEMARCHE_DIFF_RULE},
    [DMR_DIFF_CONFIDENCE] = {"confidence", DEMARCHE_DIFF_RULE},
    [DMR_DIFF_CONTEXT] = {"context", DEMARCHE_DIFF_RULE},
    [DMR_DIFF_CAMEO] = {"cameo", DEMARCHE_DIFF_RULE},
    [DMR_DIFF_TRACK] = {"track", DEMARCHE_DIFF_RULE},
    [DMR_DIFF_QUAD] = {"quad", DEMARCHE_DIFF_RULE},
    [DMR_DIFF_SCALE] = {"scale", DEMARCHE_DIFF_RULE},
    [DMR_DIFF_PLACE] = {"place", DEMARCHE_DIFF_PLACE},
    [DMR_DIFF_DEED] = {"deed", DEMARCHE_DIFF_DEED},
    [DMR_DIFF_HAND] = {"hand", DEMARCHE_DIFF_HAND},
    [DMR_DIFF_WORDS] = {"words", DEMARCHE_DIFF_DETAIL},
    [DMR_DIFF_QUANTITY] = {"quantity", DEMARCHE_DIFF_DETAIL},
    [DMR_DIFF_REPORTS] = {"reports", DEMARCHE_DIFF_DETAIL},
};

const char *dmr_diff_field_name(dmr_diff_field field)
{
    return fields_of[field].name;
}

uint32_t dmr_diff_fields(const dmr_diff_event *a, const dmr_diff_event *b)
{
    uint32_t fields = 0;
    for (int f = 0; f < DMR_DIFF_FIELDS; f++) {
        if (!dmr_str_eq(a->field[f], b->field[f]))
            fields |= UINT32_C(1) << f;
    }
    return fields;
}

static bool has(uint32_t fields, demarche_diff_reason reason)
{
    for (int f = 0; f < DMR_DIFF_FIELDS; f++) {
        if ((fields >> f & 1) && fields_of[f].reason == reason)
            return true;
    }
    return false;
}

/* The sureness of an event goes with its parties, so that these come first. */
demarche_diff_reason dmr_diff_reason_of(uint32_t fields)
{
    static const demarche_diff_reason order[] = {DEMARCHE_DIFF_ACTOR, DEMARCHE_DIFF_RULE,
                                                 DEMARCHE_DIFF_DATE,  DEMARCHE_DIFF_PLACE,
                                                 DEMARCHE_DIFF_DEED,  DEMARCHE_DIFF_HAND};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        if (has(fields, order[i]))
            return order[i];
    }
    return DEMARCHE_DIFF_DETAIL;
}

bool dmr_diff_is_of_text(uint32_t fields)
{
    uint32_t beside = UINT32_C(1) << DMR_DIFF_DEED | UINT32_C(1) << DMR_DIFF_HAND;
    return (fields & ~beside) != 0;
}

/* -------------------------------------------------------------------------------- lines */

typedef struct line {
    dmr_arena *arena;
    char *at;
    size_t n, room;
    bool failed;
} line;

static void put(line *l, const char *s, size_t n)
{
    while (!l->failed && l->n + n + 1 > l->room) {
        size_t want = l->room ? l->room * 2 : 256;
        char *grown = dmr_arena_grow(l->arena, l->at, l->n, want);
        l->failed = !grown;
        if (grown)
            l->at = grown;
        l->room = want;
    }
    if (l->failed)
        return;
    if (n)
        memcpy(l->at + l->n, s, n);
    l->n += n;
}

static void put_c(line *l, const char *s)
{
    put(l, s, strlen(s));
}

static void put_field(line *l, const char *before, demarche_str value)
{
    if (!value.len)
        return;
    put_c(l, l->n ? before : "");
    put(l, value.ptr, value.len);
}

demarche_str dmr_diff_line(const dmr_diff_event *event, uint32_t fields, dmr_arena *arena)
{
    line l = {.arena = arena};
    const demarche_str *f = event->field;
    bool typed = f[DMR_DIFF_TYPE].len > 0;
    put_field(&l, "", f[DMR_DIFF_ACTOR]);
    put_field(&l, " ", f[typed ? DMR_DIFF_TYPE : DMR_DIFF_CAMEO]);
    put_field(&l, "-", f[DMR_DIFF_MODE]);
    put_field(&l, " ", f[DMR_DIFF_RECIPIENT]);
    put_field(&l, ", ", f[DMR_DIFF_DATE]);
    for (int i = DMR_DIFF_ON_LINE; i < DMR_DIFF_FIELDS; i++) {
        if (!(fields >> i & 1))
            continue;
        put_c(&l, "; ");
        put_c(&l, fields_of[i].name);
        put_c(&l, " ");
        if (f[i].len)
            put(&l, f[i].ptr, f[i].len);
        else
            put_c(&l, "-");
    }
    put(&l, "", 0);
    return l.failed ? dmr_str(NULL, 0) : dmr_str(l.at, l.n);
}

/* ---------------------------------------------------------------------------------- list */

demarche_status dmr_diff_reasons_read(uint32_t *out, const char *list,
                                      demarche_error *err)
{
    demarche_str rest = dmr_str_c(list), part;
    *out = 0;
    if (!list) {
        *out = (UINT32_C(1) << DEMARCHE_DIFF_REASONS) - 1;
        return DEMARCHE_OK;
    }
    while (dmr_str_split(&rest, ',', &part)) {
        int which = -1;
        part = dmr_str_trim(part);
        for (int i = 0; i < DEMARCHE_DIFF_REASONS; i++) {
            if (dmr_str_is(part, reasons[i]))
                which = i;
        }
        if (which < 0)
            return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                                 "%.*s: no reason; one is new-document, document-gone, "
                                 "new-text, rule, actor, date, place, found, lost, deed, "
                                 "hand or detail",
                                 (int)(part.len < 60 ? part.len : 60),
                                 part.len ? part.ptr : "");
        *out |= UINT32_C(1) << which;
    }
    return DEMARCHE_OK;
}

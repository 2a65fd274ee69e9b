#include "lexicon/import_timeline.h"

#include <stdlib.h>

#include "base/error.h"

typedef struct spans {
    DMR_VEC(dmr_import_span) list; /* in order of time, no two overlap */
    dmr_arena *arena;
} spans;

/* "[GOV 641014-821110] [ELI 821110-...]": on the day of the change the later one holds. */
static void yield_last_day(dmr_import_code *codes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        dmr_import_code *c = &codes[i];
        if (!c->dated || c->until == DMR_DAY_OPEN || c->until == c->from)
            continue;
        for (size_t k = 0; k < n; k++) {
            if (k != i && codes[k].dated && codes[k].from == c->until) {
                c->until--;
                break;
            }
        }
    }
}

static bool insert(spans *s, size_t at, dmr_day from, dmr_day until, uint32_t code)
{
    if (!DMR_PUSH(s->arena, s->list))
        return false;
    for (size_t i = s->list.n - 1; i > at; i--)
        s->list.at[i] = s->list.at[i - 1];
    s->list.at[at] = (dmr_import_span){from, until, code};
    return true;
}

/* Give [from, until] to the code where it is nobody's yet. */
static bool claim(spans *s, dmr_day from, dmr_day until, uint32_t code)
{
    size_t i = 0;
    for (;;) {
        while (i < s->list.n && s->list.at[i].until < from)
            i++;
        if (i == s->list.n)
            return insert(s, i, from, until, code);
        dmr_import_span next = s->list.at[i];
        if (next.from > from) {
            dmr_day last = next.from > until ? until : next.from - 1;
            if (!insert(s, i, from, last, code))
                return false;
            i++;
        }
        if (next.until >= until)
            return true;
        from = next.until + 1;
        i++;
    }
}

static bool same_who(const dmr_import_who *a, const dmr_import_who *b)
{
    return dmr_str_eq(a->code, b->code) && dmr_str_eq(a->sector, b->sector) &&
           dmr_str_eq(a->region, b->region) && a->bare == b->bare;
}

static void join_neighbours(spans *s, const dmr_import_code *codes)
{
    size_t n = 0;
    for (size_t i = 0; i < s->list.n; i++) {
        dmr_import_span *last = n ? &s->list.at[n - 1] : NULL, now = s->list.at[i];
        if (last && last->until != DMR_DAY_OPEN && last->until + 1 == now.from &&
            same_who(&codes[last->code].who, &codes[now.code].who))
            last->until = now.until;
        else
            s->list.at[n++] = now;
    }
    s->list.n = n;
}

demarche_status dmr_import_timeline(dmr_import_span **out, size_t *n_out,
                                    dmr_import_code *codes, size_t n, dmr_arena *arena,
                                    demarche_error *err)
{
    spans s = {.arena = arena};
    yield_last_day(codes, n);
    for (int dated = 1; dated >= 0; dated--) {
        for (size_t i = 0; i < n; i++) {
            if (codes[i].dated == (dated == 1) &&
                !claim(&s, codes[i].from, codes[i].until, (uint32_t)i))
                return dmr_error_memory(err);
        }
    }
    join_neighbours(&s, codes);
    *out = s.list.at;
    *n_out = s.list.n;
    return DEMARCHE_OK;
}

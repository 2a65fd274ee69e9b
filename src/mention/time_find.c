#include "mention/time_find.h"

#include "base/error.h"
#include "mention/day.h"
#include "mention/time_lexicon.h"
#include "mention/time_resolve.h"
#include "mention/time_tense.h"

/* A time as it stands in a sentence: a point, or a range of two. */
typedef struct time_expr {
    int32_t first, last;
    bool range;
    bool offset; /* p counts from q: "two days after June 2" */
    bool ago;    /* q as it was by p ago: "ten years ago today" */
    int32_t
        cut; /* of a range with two dates in words of their own: the word between; or 0 */
    dmr_time_point p, q;
    dmr_tw governor; /* SINCE, UNTIL, BEFORE, AFTER, BY; OTHER: none that counts */
} time_expr;

typedef struct time_search {
    dmr_time_scan scan;
    DMR_VEC(time_expr) found;
} time_search;

/* ----------------------------------------------------------------------- ranges */

static bool bare_day(const dmr_time_scan *scan, int32_t i)
{
    if (i >= scan->n)
        return false;
    const dmr_time_atom *a = &scan->atoms[i];
    return ((a->kind == DMR_TW_NUMBER && a->digits <= 2) || a->kind == DMR_TW_ORDINAL) &&
           a->value >= 1 && a->value <= 31;
}

static bool dated(const dmr_time_point *p)
{
    return p->kind == DMR_POINT_CIVIL || p->kind == DMR_POINT_WEEKDAY ||
           p->kind == DMR_POINT_HAPPENING || (p->kind == DMR_POINT_SHIFT && p->anchor);
}

/* A point inside a range, where a number may be a year for no other reason. */
static int32_t range_point(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    int32_t e = dmr_time_point_match(scan, i, out);
    if (e == i || !dated(out))
        e = dmr_time_point_year(scan, i, out);
    return e > i && dated(out) ? e : i;
}

/* The year behind the hyphen of "1990-91". */
static int32_t short_year(const dmr_time_scan *scan, int32_t i, const dmr_time_point *p,
                          dmr_time_point *q)
{
    if (i >= scan->n || p->month || p->unknown || p->year < 1000)
        return i;
    const dmr_time_atom *a = &scan->atoms[i];
    int scale = a->digits == 1 ? 10 : 100;
    if (a->kind != DMR_TW_NUMBER || a->digits > 2 || a->digits < 1 ||
        a->value <= p->year % scale)
        return i;
    *q = dmr_time_point_new(DMR_POINT_CIVIL);
    q->year = (int16_t)(p->year - p->year % scale + a->value);
    return i + 1;
}

/* What the first date of a range leaves out it has from the second, and the other way. */
static void share_year(dmr_time_point *p, dmr_time_point *q)
{
    if (p->kind != DMR_POINT_CIVIL || q->kind != DMR_POINT_CIVIL || p->unknown ||
        q->unknown)
        return;
    if (p->year == DMR_NO_YEAR && q->year != DMR_NO_YEAR && p->month)
        p->year = (int16_t)(q->year - (q->month && q->month < p->month));
    else if (q->year == DMR_NO_YEAR && p->year != DMR_NO_YEAR && q->month)
        q->year = (int16_t)(p->year + (p->month && q->month < p->month));
}

static bool separates(dmr_tw k, dmr_tw lead)
{
    if (lead == DMR_TW_BETWEEN)
        return k == DMR_TW_AND;
    return k == DMR_TW_TO || k == DMR_TW_UNTIL || k == DMR_TW_THROUGH ||
           k == DMR_TW_HYPHEN;
}

/* Without "from", "to" joins only dates of one make: "June 2 to June 10". */
static bool joinable(const dmr_time_scan *scan, int32_t sep, dmr_tw lead,
                     const dmr_time_point *p, const dmr_time_point *q)
{
    if (lead != DMR_TW_OTHER)
        return true;
    if (p->kind != DMR_POINT_CIVIL || q->kind != DMR_POINT_CIVIL)
        return false;
    if (!p->month && !q->month)
        return q->year > p->year && !p->unknown == !q->unknown &&
               (dmr_time_kind(scan, sep) != DMR_TW_HYPHEN || scan->atoms[sep].glued ||
                p->year >= 1800);
    return !p->month == !q->month;
}

/* "2 to 10 June 1989" behind "from" and "between". */
static int32_t day_range(const dmr_time_scan *scan, int32_t j, dmr_tw lead, time_expr *e)
{
    if (!bare_day(scan, j) || !separates(dmr_time_kind(scan, j + 1), lead))
        return j;
    int32_t end = dmr_time_point_match(scan, j + 2, &e->q);
    if (end == j + 2 || e->q.kind != DMR_POINT_CIVIL || !e->q.day || !e->q.month)
        return j;
    e->p = e->q;
    e->p.day = (int8_t)scan->atoms[j].value;
    return e->p.day < e->q.day ? end : j;
}

static int32_t match_range(const dmr_time_scan *scan, int32_t i, time_expr *e)
{
    dmr_tw lead = dmr_time_kind(scan, i);
    int32_t j = i + 1;
    if (lead != DMR_TW_FROM && lead != DMR_TW_BETWEEN) {
        lead = DMR_TW_OTHER;
        j = i;
    }
    int32_t k = j;
    if (lead != DMR_TW_OTHER) {
        int32_t end = day_range(scan, j, lead, e);
        if (end > j)
            return end;
        k = range_point(scan, j, &e->p);
        if (k > j && lead == DMR_TW_BETWEEN && e->p.day2) { /* "between June 2 and 10" */
            e->p.days_apart = false;
            e->q = e->p;
            e->q.day = e->p.day2;
            e->p.day2 = e->q.day2 = 0;
            return k;
        }
    } else {
        k = dmr_time_point_match(scan, j, &e->p);
        if (k == j && dmr_time_kind(scan, j + 1) == DMR_TW_HYPHEN && scan->atoms[j].glued)
            k = dmr_time_point_year(scan, j, &e->p); /* "1990-91" needs no more */
    }
    if (k == j || !dated(&e->p) || e->p.day2)
        return i;
    if (dmr_time_kind(scan, k) == DMR_TW_SLASH) { /* "1990/91" */
        int32_t end = short_year(scan, k + 1, &e->p, &e->q);
        return end > k + 1 && e->q.year == e->p.year + 1 ? end : i;
    }
    k += dmr_time_kind(scan, k) == DMR_TW_COMMA &&
         separates(dmr_time_kind(scan, k + 1), lead);
    if (!separates(dmr_time_kind(scan, k), lead))
        return i;
    if (dmr_time_kind(scan, k) == DMR_TW_HYPHEN) {
        int32_t end = short_year(scan, k + 1, &e->p, &e->q);
        if (end > k + 1)
            return end;
    }
    int32_t end = range_point(scan, k + 1, &e->q);
    if (end == k + 1 || e->q.day2 || !joinable(scan, k, lead, &e->p, &e->q))
        return i;
    share_year(&e->p, &e->q);
    e->cut = dmr_time_kind(scan, k) == DMR_TW_HYPHEN ? 0 : k;
    return end;
}

/* ----------------------------------------------------------------------- offsets */

/* "after", "from", "before", "prior to" behind a length: the word behind it. */
static int32_t offset_word(const dmr_time_scan *scan, int32_t i, int *sign)
{
    *sign = 1;
    switch (dmr_time_kind(scan, i)) {
    case DMR_TW_AFTER:
    case DMR_TW_FOLLOWING:
    case DMR_TW_FROM:
        return i + 1;
    case DMR_TW_BEFORE:
        *sign = -1;
        return i + 1;
    case DMR_TW_PRIOR:
        *sign = -1;
        return dmr_time_kind(scan, i + 1) == DMR_TW_TO ? i + 2 : i;
    default:
        return i;
    }
}

/* "two days after June 2", "a week from Tuesday", "a month before June 1989". */
static int32_t match_offset(const dmr_time_scan *scan, int32_t i, time_expr *e)
{
    int32_t count;
    bool half;
    int sign;
    int32_t j = dmr_time_count(scan, i, &count, &half);
    dmr_tw lead = dmr_time_kind(scan, i - 1);
    if (j == i || count == DMR_COUNT_VAGUE || dmr_time_kind(scan, j) != DMR_TW_UNIT ||
        lead == DMR_TW_PREP || lead == DMR_TW_THE || lead == DMR_TW_IN)
        return i; /* "for two years after 1988" */
    int32_t k = offset_word(scan, j + 1, &sign);
    int32_t end = k == j + 1 ? k : dmr_time_point_match(scan, k, &e->q);
    bool from = dmr_time_kind(scan, j + 1) == DMR_TW_FROM;
    bool day = e->q.kind == DMR_POINT_WEEKDAY ||
               (e->q.kind == DMR_POINT_SHIFT && e->q.unit == DMR_UNIT_DAY);
    if (k == j + 1 || end == k || !dated(&e->q) || (from && !day) || e->q.day2)
        return i;
    e->p = dmr_time_point_new(DMR_POINT_SHIFT);
    e->p.unit = (uint8_t)scan->atoms[j].value;
    e->p.count = sign * count;
    e->p.anchor = DMR_ANCHOR_TALE;
    e->p.half = half;
    e->p.counted = true;
    e->p.bare = day; /* from a day to a day */
    e->offset = true;
    return end;
}

/* The verb that word i hangs on, by way of what is no verb; -1 where there is none. */
static int32_t verb_of(const dmr_tree *tree, int32_t i)
{
    for (int steps = 0; steps < 8 && i >= 0; steps++) {
        i = tree->words[i].head;
        if (i >= 0 && tree->words[i].upos == DMR_UPOS_VERB)
            return i;
    }
    return -1;
}

/*
 * "A year after Norway visited Poland in 1987, it signed": the length that is the kth found
 * counts from the date of the clause behind it. "Attacked in January 1979, three months
 * after Uganda had invaded": where that clause has no date, it is the one that is
 * counted, from the date of the clause above.
 */
static void count_from_clause(time_search *s, size_t k)
{
    const dmr_tree *tree = s->scan.tree;
    time_expr *e = &s->found.at[k];
    int32_t mark = e->last + 1;
    int sign;
    if (e->p.kind != DMR_POINT_DURATION || e->range || e->p.count == DMR_COUNT_VAGUE ||
        !tree || mark >= tree->n || offset_word(&s->scan, mark, &sign) != mark + 1 ||
        tree->words[mark].rel != DMR_REL_MARK)
        return;
    int32_t inner = tree->words[mark].head;
    int32_t outer = inner >= 0 ? tree->words[inner].head : -1;
    const time_expr *of_inner = NULL, *of_outer = NULL;
    for (size_t i = 0; i < s->found.n; i++) {
        const time_expr *other = &s->found.at[i];
        if (i == k || other->range || other->offset || !dated(&other->p) || other->p.day2)
            continue;
        int32_t verb = verb_of(tree, other->last);
        if (verb == inner && i > k && !of_inner)
            of_inner = other;
        else if (verb == outer && outer >= 0)
            of_outer = other;
    }
    const time_expr *base = of_inner ? of_inner : of_outer;
    if (!base)
        return;
    e->q = base->p;
    e->p.kind = DMR_POINT_SHIFT;
    e->p.count *= of_inner ? sign : -sign;
    e->p.anchor = DMR_ANCHOR_TALE;
    e->p.counted = true;
    e->offset = true;
}

/* "ten years ago today", "a year ago this week": behind "ago" at word i - 1. */
static int32_t match_ago(const dmr_time_scan *scan, int32_t i, time_expr *e)
{
    if (dmr_time_kind(scan, i - 1) != DMR_TW_AGO || e->p.kind != DMR_POINT_SHIFT ||
        e->p.count == DMR_COUNT_VAGUE)
        return i;
    int32_t end = dmr_time_point_match(scan, i, &e->q);
    bool now = e->q.kind == DMR_POINT_SHIFT && e->q.anchor == DMR_ANCHOR_DOCUMENT &&
               e->q.count == 0 && !e->q.counted;
    if (end == i || (!now && e->q.kind != DMR_POINT_WEEKDAY))
        return i;
    e->ago = true;
    return end;
}

/* --------------------------------------------------------------------- governors */

static bool form_is(const time_search *s, int32_t i, const char *word)
{
    return i >= 0 && i < s->scan.n && s->scan.tree &&
           dmr_str_eq_nocase(s->scan.tree->tokens[i].form, dmr_str_c(word));
}

/* The word before a time that opens it to one side, or says "about". */
static dmr_tw governor_of(const time_search *s, time_expr *e)
{
    const dmr_time_scan *scan = &s->scan;
    int32_t i = e->first - 1;
    if (e->first < scan->n && scan->atoms[e->first].prefix)
        return (dmr_tw)scan->atoms[e->first].prefix;
    dmr_tw k = dmr_time_kind(scan, i);
    if (k == DMR_TW_UNIT && dmr_time_kind(scan, i - 1) == DMR_TW_THE && e->p.year > 0)
        k = dmr_time_kind(scan, i -= 2); /* "by the year 2050" */
    if (k == DMR_TW_ABOUT) {
        e->p.approximate = e->p.kind == DMR_POINT_CIVIL;
        k = dmr_time_kind(scan, --i);
    }
    dmr_tw behind = dmr_time_kind(scan, e->last + 1);
    switch (k) {
    case DMR_TW_SINCE:
    case DMR_TW_AFTER:
    case DMR_TW_BY:
        return k;
    case DMR_TW_UNTIL: /* "not until 1972": then */
        return form_is(s, i - 1, "not") ? DMR_TW_OTHER : DMR_TW_UNTIL;
    case DMR_TW_BEFORE: /* "not before June" */
        return form_is(s, i - 1, "not") ? DMR_TW_SINCE : DMR_TW_BEFORE;
    case DMR_TW_WHEN: /* "since when" */
        return DMR_TW_OTHER;
    case DMR_TW_TO:
        if (dmr_time_kind(scan, i - 1) == DMR_TW_PRIOR)
            return DMR_TW_BEFORE;
        return form_is(s, i - 1, "up") && !(dmr_time_kind(scan, i - 2) == DMR_TW_HYPHEN)
                   ? DMR_TW_UNTIL /* but not "in the run-up to" */
                   : DMR_TW_OTHER;
    case DMR_TW_FROM:
        if (behind == DMR_TW_ONWARD ||
            (behind == DMR_TW_ON && !scan->atoms[e->last].glued))
            return DMR_TW_SINCE;
        return form_is(s, i - 1, "starting") || form_is(s, i - 1, "beginning")
                   ? DMR_TW_SINCE
                   : DMR_TW_OTHER;
    case DMR_TW_IN:
    case DMR_TW_ON:
        return form_is(s, i - 1, "starting") || form_is(s, i - 1, "beginning")
                   ? DMR_TW_SINCE
                   : DMR_TW_OTHER;
    case DMR_TW_FOLLOWING: /* "following the Seoul Olympics" */
        return e->p.kind == DMR_POINT_HAPPENING ? DMR_TW_AFTER : DMR_TW_OTHER;
    default:
        break;
    }
    if (form_is(s, i, "than") && dmr_time_kind(scan, i - 1) == DMR_TW_LATER &&
        (form_is(s, i - 2, "no") || form_is(s, i - 2, "not")))
        return DMR_TW_BY;
    if (form_is(s, i, "than") && dmr_time_kind(scan, i - 1) == DMR_TW_EARLIER &&
        (form_is(s, i - 2, "no") || form_is(s, i - 2, "not")))
        return DMR_TW_SINCE;
    return DMR_TW_OTHER;
}

/* "before the Seoul Olympics", "before Mikhail Gorbachev came to power": with a first
 * name or article between. */
static dmr_tw clause_governor(const time_search *s, const time_expr *e)
{
    for (int32_t i = e->first - 1, steps = 0; i >= 0 && steps < 3; i--, steps++) {
        dmr_tw k = dmr_time_kind(&s->scan, i);
        if (k == DMR_TW_BEFORE || k == DMR_TW_AFTER || k == DMR_TW_SINCE ||
            k == DMR_TW_UNTIL)
            return k;
        bool name = s->scan.atoms[i].capital;
        if (k != DMR_TW_THE && !name)
            break;
    }
    return DMR_TW_OTHER;
}

/* --------------------------------------------------------------------- searching */

/* "in the year 1988": the words that only lead to the date are no part of it. */
static demarche_status search(time_search *s, dmr_arena *arena, demarche_error *err)
{
    const dmr_time_scan *scan = &s->scan;
    for (int32_t i = 0; i < scan->n;) {
        time_expr e = {0};
        dmr_tw k = scan->atoms[i].kind;
        bool begins = dmr_time_begins(scan, i);
        bool leads = k == DMR_TW_FROM || k == DMR_TW_BETWEEN;
        int32_t end = begins || leads ? match_range(scan, i, &e) : i;
        e.range = end > i;
        if (!e.range && begins)
            end = match_offset(scan, i, &e);
        if (!e.range && !e.offset) {
            end = dmr_time_point_match(scan, i, &e.p);
            end = end > i ? match_ago(scan, end, &e) : end;
        }
        if (end == i) {
            i++;
            continue;
        }
        e.first = i;
        e.last = end - 1;
        time_expr *place = DMR_PUSH(arena, s->found);
        if (!place)
            return dmr_error_memory(err);
        *place = e;
        i = end;
    }
    return DEMARCHE_OK;
}

/* "in July and August 1988", "on June 2 and on June 10, 1989": the year at the end is
 * the year of all. */
static void share_along(time_search *s)
{
    for (size_t k = s->found.n; k-- > 1;) {
        time_expr *e = &s->found.at[k - 1], *next = &s->found.at[k];
        int32_t gap = next->first - e->last;
        dmr_tw join = dmr_time_kind(&s->scan, e->last + 1);
        bool joined = join == DMR_TW_AND || join == DMR_TW_OR || join == DMR_TW_COMMA ||
                      join == DMR_TW_SLASH;
        if (gap <= 3 && joined && !e->range && !e->p.has_rel && !next->p.has_rel &&
            e->p.month && next->p.month && e->p.year == DMR_NO_YEAR && !next->range)
            share_year(&e->p, &next->p);
    }
}

/* ---------------------------------------------------------------------- mentions */

static demarche_str governor_word(dmr_tw k)
{
    switch (k) {
    case DMR_TW_SINCE:
        return DMR_STR("since");
    case DMR_TW_UNTIL:
        return DMR_STR("until");
    case DMR_TW_BEFORE:
        return DMR_STR("before");
    case DMR_TW_AFTER:
        return DMR_STR("after");
    case DMR_TW_BY:
        return DMR_STR("by");
    default:
        return (demarche_str){0};
    }
}

/* The word of the phrase whose head lies outside it; the last one without a tree. */
static int32_t head_of(const dmr_tree *tree, int32_t first, int32_t last)
{
    for (int32_t i = last; i >= first; i--) {
        int32_t h = tree->words[i].head;
        uint8_t upos = tree->words[i].upos;
        if ((h < first || h > last) && upos != DMR_UPOS_ADP && upos != DMR_UPOS_PUNCT &&
            upos != DMR_UPOS_DET && upos != DMR_UPOS_CCONJ)
            return i;
    }
    return last;
}

/* "since its launch in 2003": a date of years ago that news give to a noun only is no date of
 * their tale. */
static bool of_old_noun(const dmr_time_state *state, const time_search *s,
                        const time_expr *e, dmr_day last)
{
    const dmr_tree *tree = s->scan.tree;
    if (!tree || state->published == DMR_DAY_NONE ||
        (int64_t)state->published - last <= 366)
        return false;
    int32_t at = head_of(tree, e->first, e->last), head = tree->words[at].head;
    return head >= 0 && tree->words[at].rel == DMR_REL_NMOD &&
           tree->words[head].upos == DMR_UPOS_NOUN;
}

static void remember(dmr_time_state *state, const time_search *s, const time_expr *e,
                     const dmr_time_value *v, uint32_t paragraph)
{
    if (!v->placed || v->one_of || e->p.kind == DMR_POINT_THEN)
        return;
    if (e->governor == DMR_TW_SINCE || e->governor == DMR_TW_BEFORE)
        return;
    bool only = !state->has_last && v->grain == DMR_GRAIN_DAY; /* "the note of May 5" */
    if (dmr_time_kind(&s->scan, e->first - 1) == DMR_TW_OF && !e->range && !only)
        return; /* "the treaty of 1944" */
    dmr_day first, last;
    dmr_time_value_bounds(v, &first, &last);
    if ((e->p.kind == DMR_POINT_HAPPENING && last - first > 366) ||
        of_old_noun(state, s, e, last))
        return;
    if (v->grain == DMR_GRAIN_COARSE) {
        state->has_wide = true;
        state->wide_first = first;
        state->wide_last = last;
        return;
    }
    state->has_wide = false;
    state->has_last = true;
    state->last_first = first;
    state->last_last = last;
    state->last_grain = v->grain;
    state->last_paragraph = paragraph;
}

/*
 * The interval that "since", "until" and so on make of a time. Of one that lasts,
 * "before" counts from its begin and "after" from its end; "since" and "until" take the
 * calendar's times in ("since the early 1980s" from 1980, "until" them up to 1983) and
 * leave happenings out ("since World War II" from 1945, "until the Olympics" up to their
 * begin).
 */
static demarche_str opened(const time_expr *e, const dmr_time_value *v, demarche_str edtf,
                           dmr_arena *arena)
{
    bool happening = e->p.kind == DMR_POINT_HAPPENING;
    size_t slash = v->interval ? dmr_str_find(edtf, DMR_STR("/"), 0) : SIZE_MAX;
    bool from_end =
        e->governor == DMR_TW_AFTER || (e->governor == DMR_TW_SINCE && happening);
    bool to_begin =
        e->governor == DMR_TW_BEFORE || (e->governor == DMR_TW_UNTIL && happening);
    if (slash != SIZE_MAX && from_end)
        edtf = dmr_str(edtf.ptr + slash + 1, edtf.len - slash - 1);
    else if (slash != SIZE_MAX && to_begin)
        edtf.len = slash;
    if (e->governor == DMR_TW_SINCE || e->governor == DMR_TW_AFTER)
        return dmr_edtf_open_end(edtf, arena);
    return e->governor == DMR_TW_OTHER ? edtf : dmr_edtf_open_start(edtf, arena);
}

/* The two dates of a range as times of their own; NULL for want of memory. */
static const dmr_time_end *ends_of(const time_search *s, const time_expr *e,
                                   const dmr_time_value ends[2], dmr_arena *arena)
{
    const dmr_time_scan *scan = &s->scan;
    dmr_time_end *out = DMR_NEW_ARRAY(arena, dmr_time_end, 2);
    if (!out)
        return NULL;
    dmr_tw lead = dmr_time_kind(scan, e->first);
    out[0].first = e->first + (lead == DMR_TW_FROM || lead == DMR_TW_BETWEEN);
    out[0].last = e->cut - 1 - (dmr_time_kind(scan, e->cut - 1) == DMR_TW_COMMA);
    out[1].first = e->cut + 1;
    out[1].last = e->last;
    for (int k = 0; k < 2; k++) {
        out[k].edtf = dmr_time_value_edtf(&ends[k], arena);
        out[k].timex_type = dmr_str_c(ends[k].type);
        out[k].timex_value = dmr_str_copy(arena, dmr_str_c(ends[k].timex));
        if (!out[k].edtf.ptr || !out[k].timex_value.ptr)
            return NULL;
    }
    return out;
}

static demarche_status add_mention(const time_search *s, const time_expr *e,
                                   const dmr_time_value *v, const dmr_time_value ends[2],
                                   uint32_t sentence, dmr_mention_list *list,
                                   dmr_arena *arena, demarche_error *err)
{
    dmr_mention *m =
        dmr_mention_list_add(list, arena, DEMARCHE_MENTION_TIME, sentence, e->first,
                             e->last, head_of(s->scan.tree, e->first, e->last));
    if (!m)
        return dmr_error_memory(err);
    m->name = governor_word(e->governor);
    m->time.timex_type = dmr_str_c(v->type);
    m->time.timex_value = dmr_str_copy(arena, dmr_str_c(v->timex));
    if (!v->placed || dmr_str_is(m->time.timex_type, "DURATION"))
        return DEMARCHE_OK;
    demarche_str edtf = opened(e, v, dmr_time_value_edtf(v, arena), arena);
    if (!edtf.ptr)
        return dmr_error_memory(err);
    if (dmr_edtf_bounds(edtf, &m->time.first, &m->time.last))
        m->time.edtf = edtf;
    if (e->range && e->cut > e->first && v->interval &&
        !(m->time.ends = ends_of(s, e, ends, arena)))
        return dmr_error_memory(err);
    return DEMARCHE_OK;
}

static bool keep(const time_expr *e, const dmr_time_value *v)
{
    dmr_day first, last;
    if (!e->range)
        return v->timex[0] != '\0';
    if (!v->placed)
        return false;
    dmr_time_value_bounds(v, &first, &last);
    return first <= last;
}

/* "two days after June 2": counted from there; "ten years ago today": today as it was
 * then. A length where that cannot be told. */
static void resolve_two(const time_expr *e, const dmr_time_lexicon *lexicon,
                        const dmr_time_state *state, bool future, dmr_time_value *v)
{
    dmr_time_state inner = *state;
    if (e->ago) {
        dmr_day day = state->published != DMR_DAY_NONE ? state->published : state->as_of;
        if (day == DMR_DAY_NONE) {
            dmr_time_resolve(v, &e->p, lexicon, state, future);
            return;
        }
        inner.published = dmr_time_day_shifted(day, e->p.unit, e->p.count);
        inner.has_last = false;
        dmr_time_resolve(v, &e->q, lexicon, &inner, future);
        return;
    }
    dmr_time_value base;
    dmr_time_resolve(&base, &e->q, lexicon, state, future);
    if (!base.placed) {
        dmr_time_point length = e->p;
        length.kind = DMR_POINT_DURATION;
        length.count = length.count < 0 ? -length.count : length.count;
        dmr_time_resolve(v, &length, lexicon, state, future);
        return;
    }
    inner.has_last = true;
    inner.has_wide = false;
    dmr_time_value_bounds(&base, &inner.last_first, &inner.last_last);
    inner.last_grain = base.grain;
    dmr_time_resolve(v, &e->p, lexicon, &inner, future);
    v->a.uncertain |= base.a.uncertain;
    v->b.uncertain |= base.a.uncertain;
}

/* A range whose ends could not both be placed, or that runs backwards, is its first. */
static void resolve(const time_expr *e, const dmr_time_lexicon *lexicon,
                    const dmr_time_state *state, bool future, dmr_time_value *v,
                    dmr_time_value ends[2])
{
    dmr_time_value second;
    if (e->offset || e->ago) {
        resolve_two(e, lexicon, state, future, v);
        return;
    }
    dmr_time_resolve(v, &e->p, lexicon, state, future);
    if (!e->range)
        return;
    dmr_time_state inner = *state; /* "from June 2 to Friday": on from the first */
    if (v->placed) {
        inner.has_last = true;
        dmr_time_value_bounds(v, &inner.last_first, &inner.last_last);
        inner.last_grain = v->grain;
    }
    dmr_time_point q = e->q;
    if (q.kind == DMR_POINT_CIVIL && q.year == DMR_NO_YEAR && !q.has_rel && v->placed &&
        q.month) {
        dmr_time_point p = e->p;
        p.year = (int16_t)v->a.year;
        share_year(&p, &q);
    }
    dmr_time_resolve(&second, &q, lexicon, &inner, future);
    dmr_day first, last, from, to;
    if (!v->placed || !second.placed) {
        v->placed = false;
        return;
    }
    ends[0] = *v;
    ends[1] = second;
    dmr_time_value_bounds(v, &first, &last);
    dmr_time_value_bounds(&second, &from, &to);
    if (to >= first)
        dmr_time_value_join(v, &second);
}

enum { CLOCK_REACH = 8 }; /* words between a time of day and its day */

/* "at 8 p.m. on June 26", "on Tuesday in Everett at 18:00": the day of the clock that is the
 * kth found, as the last of the tale. */
static void day_of_clock(const time_search *s, size_t k, const dmr_time_lexicon *lexicon,
                         dmr_time_state *state)
{
    const time_expr *clock = &s->found.at[k];
    int32_t best = CLOCK_REACH + 1;
    for (size_t i = 0; i < s->found.n; i++) {
        const time_expr *e = &s->found.at[i];
        int32_t gap = i < k ? clock->first - e->last : 2 * (e->first - clock->last);
        bool day = e->p.kind == DMR_POINT_WEEKDAY ||
                   (e->p.kind == DMR_POINT_CIVIL && e->p.day) ||
                   (e->p.kind == DMR_POINT_SHIFT && e->p.unit == DMR_UNIT_DAY);
        if (i == k || e->range || !day || gap > best)
            continue;
        dmr_time_value v;
        dmr_day first, last;
        dmr_time_resolve(&v, &e->p, lexicon, state,
                         dmr_time_is_ahead(&s->scan, e->first, e->last));
        if (!v.placed)
            continue;
        dmr_time_value_bounds(&v, &first, &last);
        if (first != last)
            continue;
        best = gap;
        state->has_last = true;
        state->last_first = state->last_last = first;
        state->last_grain = DMR_GRAIN_DAY;
        state->last_paragraph = state->paragraph;
    }
}

static demarche_status emit(time_search *s, const dmr_time_lexicon *lexicon,
                            uint32_t sentence, uint32_t paragraph, dmr_time_state *state,
                            dmr_mention_list *list, dmr_arena *arena, demarche_error *err)
{
    for (size_t k = 0; k < s->found.n; k++)
        if (s->found.at[k].p.order >= DMR_ORDER_DAY_FIRST)
            state->day_order = s->found.at[k].p.order;
    for (size_t k = 0; k < s->found.n; k++) {
        time_expr *e = &s->found.at[k];
        count_from_clause(s, k);
        if (e->p.kind == DMR_POINT_DURATION && e->p.bare)
            e->p.kind = DMR_POINT_NONE; /* "the day after he came", whenever that was */
    }
    for (size_t k = 0; k < s->found.n; k++) {
        time_expr *e = &s->found.at[k];
        e->governor = governor_of(s, e);
        if (e->governor == DMR_TW_OTHER && !e->range && e->p.kind == DMR_POINT_HAPPENING)
            e->governor = clause_governor(s, e);
        if (e->range || e->offset)
            e->governor = DMR_TW_OTHER;
        dmr_time_value v;
        /* "by Friday" sets a term, and terms lie ahead unless told as past ("by Friday he had
         * left"); so does "until Friday" */
        bool term =
            (e->governor == DMR_TW_BY || (e->governor == DMR_TW_UNTIL && e->p.weekday)) &&
            !dmr_time_is_past(&s->scan, e->first, e->last);
        bool future = term || dmr_time_is_ahead(&s->scan, e->first, e->last);
        dmr_time_state at = *state;
        if (e->p.kind == DMR_POINT_CLOCK)
            day_of_clock(s, k, lexicon, &at);
        dmr_time_value ends[2];
        resolve(e, lexicon, &at, future, &v, ends);
        if (!keep(e, &v))
            continue;
        DMR_TRY(add_mention(s, e, &v, ends, sentence, list, arena, err));
        remember(state, s, e, &v, paragraph);
    }
    return DEMARCHE_OK;
}

demarche_status dmr_time_find(const dmr_time_lexicon *lexicon, const dmr_tree *tree,
                              uint32_t sentence, dmr_time_state *state,
                              dmr_mention_list *list, dmr_arena *arena,
                              demarche_error *err)
{
    if (tree->n <= 0)
        return DEMARCHE_OK;
    dmr_time_atom *atoms = DMR_NEW_ARRAY(arena, dmr_time_atom, (size_t)tree->n);
    if (!atoms)
        return dmr_error_memory(err);
    bool any = lexicon != NULL;
    for (int32_t i = 0; i < tree->n; i++) {
        atoms[i] = dmr_time_atom_of(tree->tokens[i].form, tree->tokens[i].space_after);
        any |= atoms[i].kind != DMR_TW_OTHER;
    }
    if (!any)
        return DEMARCHE_OK;
    state->paragraph = tree->sentence ? tree->sentence->paragraph : 0;
    time_search s = {.scan = {atoms, tree->n, tree, lexicon, state->as_of}};
    DMR_TRY(search(&s, arena, err));
    share_along(&s);
    return emit(&s, lexicon, sentence, state->paragraph, state, list, arena, err);
}

static int month_or_year(dmr_day first, dmr_day last)
{
    return (int64_t)last - first > 31 ? DMR_GRAIN_YEAR : DMR_GRAIN_MONTH;
}

void dmr_time_state_init(dmr_time_state *state, const demarche_meta *meta)
{
    dmr_day first, last;
    *state = (dmr_time_state){
        .published = DMR_DAY_NONE, .as_of = DMR_DAY_NONE, .as_of_grain = DMR_GRAIN_MONTH};
    if (dmr_edtf_bounds(meta->date, &first, &last) && last != DMR_DAY_OPEN) {
        state->as_of = last;
        state->as_of_grain = month_or_year(first, last);
        state->dated = last - first <= 366;
        if (first == last)
            state->published = first;
    }
    if (dmr_edtf_bounds(meta->as_of, &first, &last) && last != DMR_DAY_OPEN) {
        state->as_of = last;
        state->as_of_grain = month_or_year(first, last);
    }
}

#include "event/event_date.h"

#include "mention/time_for.h"

/* An event takes the date of one told at most so many sentences before. */
enum { TALE_REACH = 4 };

static bool is_uncertain(const dmr_when *when)
{
    return dmr_str_find(when->edtf, DMR_STR("?"), 0) != SIZE_MAX;
}

/* A date that the text gives goes before one known from a happening that it names ("signed
 * the Treaty of Portsmouth on September 5, 1905"). */
static size_t drop_uncertain(dmr_when *whens, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (!is_uncertain(&whens[i]))
            whens[kept++] = whens[i];
    }
    return kept ? kept : n;
}

size_t dmr_date_find(const dmr_view *view, int32_t word, dmr_when out[DMR_WHENS_MAX])
{
    dmr_time_found found = dmr_time_for(view->reading, view->sentence, word);
    size_t n = 0;
    for (size_t i = 0; i < found.n && n < DMR_WHENS_MAX; i++) {
        const dmr_mention *m = &view->reading->mentions.at[found.mention[i]];
        if (m->time.edtf.len == 0)
            continue;
        out[n++] =
            (dmr_when){m->time.edtf, m->time.first, m->time.last, found.mention[i]};
    }
    return drop_uncertain(out, n);
}

static demarche_str first_code(const dmr_side *side)
{
    for (size_t i = 0; i < side->n; i++) {
        if (side->at[i].code.len)
            return side->at[i].code;
    }
    return dmr_str(NULL, 0);
}

/* The second member of a company stands for the other side. */
static void codes_of(const dmr_side *actor, const dmr_side *recipient,
                     demarche_str out[2])
{
    out[0] = first_code(actor);
    out[1] = first_code(recipient);
    if (out[1].len == 0 && actor->n > 1)
        out[1] = actor->at[1].code;
}

static uint32_t paragraph_of(const dmr_view *view)
{
    return view->reading->tokens->sentences[view->sentence].paragraph;
}

size_t dmr_date_told(const dmr_dates_told *told, const dmr_view *view,
                     const dmr_side *actor, const dmr_side *recipient,
                     dmr_modality modality, dmr_when out[DMR_WHENS_MAX])
{
    if (modality.past_perfect || modality.planned)
        return 0;
    demarche_str codes[2];
    codes_of(actor, recipient, codes);
    if (codes[0].len == 0 || codes[1].len == 0)
        return 0;
    size_t have = told->n < DMR_TOLD_MAX ? told->n : DMR_TOLD_MAX;
    for (size_t i = 1; i <= have; i++) {
        size_t k = (told->n - i) % DMR_TOLD_MAX;
        if (told->at[k].paragraph != paragraph_of(view) ||
            view->sentence - told->at[k].sentence > TALE_REACH)
            return 0;
        bool same = dmr_str_eq(codes[0], told->at[k].codes[0]) &&
                    dmr_str_eq(codes[1], told->at[k].codes[1]);
        bool turned = dmr_str_eq(codes[0], told->at[k].codes[1]) &&
                      dmr_str_eq(codes[1], told->at[k].codes[0]);
        if (same || turned) {
            /* The tale has gone on since, to another date. */
            const dmr_when *newest = &told->at[(told->n - 1) % DMR_TOLD_MAX].when;
            if (!dmr_str_eq(newest->edtf, told->at[k].when.edtf))
                return 0;
            out[0] = told->at[k].when;
            return 1;
        }
    }
    return 0;
}

void dmr_date_remember(dmr_dates_told *told, const dmr_view *view, const dmr_side *actor,
                       const dmr_side *recipient, const dmr_when *when)
{
    if (when->edtf.len == 0 || when->first == DMR_DAY_NONE || when->last == DMR_DAY_OPEN)
        return;
    size_t k = told->n++ % DMR_TOLD_MAX;
    told->at[k].paragraph = paragraph_of(view);
    told->at[k].sentence = view->sentence;
    codes_of(actor, recipient, told->at[k].codes);
    told->at[k].when = *when;
}

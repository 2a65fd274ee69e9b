#include "read/origin.h"

/* Where the run leads for that byte of the text. */
static size_t follow(const dmr_origin_run *run, size_t text)
{
    return run->source + (text - run->text) / run->text_step * run->source_step;
}

bool dmr_origin_add(dmr_origin *origin, size_t text, size_t source, uint32_t text_step,
                    uint32_t source_step, dmr_arena *arena)
{
    /* Nothing came of those that begin here, or behind where the text was cut again. */
    while (origin->runs.n && origin->runs.at[origin->runs.n - 1].text >= text)
        origin->runs.n--;
    dmr_origin_run *last = origin->runs.n ? &origin->runs.at[origin->runs.n - 1] : NULL;
    if (last && last->text_step == text_step && last->source_step == source_step &&
        (text - last->text) % text_step == 0 && follow(last, text) == source)
        return true;
    last = DMR_PUSH(arena, origin->runs);
    if (last)
        *last = (dmr_origin_run){text, source, text_step, source_step};
    return last != NULL;
}

/* The last run that begins at or before `text`; n where there is none. */
static size_t run_of(const dmr_origin *origin, size_t text)
{
    size_t low = 0, high = origin->runs.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (origin->runs.at[middle].text <= text)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? low - 1 : origin->runs.n;
}

size_t dmr_origin_find(const dmr_origin *origin, size_t start, size_t text)
{
    size_t at = run_of(origin, text);
    return at < origin->runs.n ? follow(&origin->runs.at[at], text) : start + text;
}

/* Where the bytes [text, end) of C, which `run` leads to B, come from in A: as far as one run
 * of `outer` goes. Gives how many bytes of C that are; 0 for want of memory. */
static size_t chain_run(dmr_origin *out, const dmr_origin *outer,
                        const dmr_origin_run *run, size_t text, size_t end,
                        dmr_arena *arena)
{
    size_t middle = follow(run, text), k = run_of(outer, middle);
    size_t source = dmr_origin_find(outer, 0, middle);
    if (run->text_step != 1 || run->source_step != 1) {
        /* Signs that took other numbers of bytes are rare and short: sign by sign. */
        size_t behind = dmr_origin_find(outer, 0, middle + run->source_step);
        size_t step = behind > source ? behind - source : 0;
        if (!dmr_origin_add(out, text, source, run->text_step,
                            step <= UINT32_MAX ? (uint32_t)step : 0, arena))
            return 0;
        return run->text_step < end - text ? run->text_step : end - text;
    }
    /* Where bytes stand as they stood, one step for each run of `outer`. */
    dmr_origin_run over = {0, 0, 1, 1};
    if (k < outer->runs.n)
        over = outer->runs.at[k];
    size_t next = k < outer->runs.n ? k + 1 : 0;
    size_t left = next < outer->runs.n ? outer->runs.at[next].text - middle : end - text;
    if (!dmr_origin_add(out, text, source, over.text_step, over.source_step, arena))
        return 0;
    return left < end - text ? left : end - text;
}

bool dmr_origin_chain(dmr_origin *out, const dmr_origin *outer, const dmr_origin *inner,
                      size_t inner_start, size_t n_text, dmr_arena *arena)
{
    const dmr_origin_run whole = {0, inner_start, 1, 1};
    const dmr_origin_run *runs = inner->runs.n ? inner->runs.at : &whole;
    size_t n = inner->runs.n ? inner->runs.n : 1;
    *out = (dmr_origin){0};
    for (size_t i = 0; i < n; i++) {
        size_t end = i + 1 < n ? runs[i + 1].text : n_text, step;
        for (size_t text = runs[i].text; text < end && text < n_text; text += step) {
            step = chain_run(out, outer, &runs[i], text, end, arena);
            if (!step)
                return false;
        }
    }
    return true;
}

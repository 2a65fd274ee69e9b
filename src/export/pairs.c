#include "export/pairs.h"

static const demarche_entity *at(const demarche_entity *side, size_t n, size_t i)
{
    return i < n ? &side[i] : NULL;
}

bool dmr_pair_next(dmr_pair *pair, const demarche_event *e)
{
    bool among = e->mutual && e->n_actors > 1 && e->n_recipients == 0;
    bool back = e->mutual && e->n_actors && e->n_recipients;
    const demarche_entity *others = among ? e->actors : e->recipients;
    size_t n_others = among ? e->n_actors : e->n_recipients;
    size_t rows = e->n_actors ? e->n_actors : 1, columns = n_others ? n_others : 1;
    size_t half = rows * columns, all = back ? 2 * half : half;
    for (; pair->step < all; pair->step++) {
        size_t step = pair->step % half;
        bool turned = pair->step >= half;
        /* the first of the side from which it goes with all of the other, then the second */
        size_t i = turned ? step % rows : step / columns;
        size_t k = turned ? step / rows : step % columns;
        if (among && i == k)
            continue;
        const demarche_entity *one = at(e->actors, e->n_actors, i);
        const demarche_entity *other = at(others, n_others, k);
        pair->source = turned ? other : one;
        pair->target = turned ? one : other;
        pair->number++;
        pair->step++;
        return true;
    }
    return false;
}

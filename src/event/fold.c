/* Through the tellings of a document in order: each joins the deed before it that it is most
 * like, or tells of a new one. */
#include "event/fold.h"

#include <math.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/vec.h"

/* A telling is compared with so many of the latest deeds that share a key, and with so many
 * tellings of each: a text of thousands of like events stays linear. */
enum { KEYS_MAX = 12, DEEDS_MAX = 32, MEMBERS_MAX = 12, PARTIES_MAX = 6 };

#define NOBODY UINT32_MAX

/* What stands beside a single party in a key: any telling, or one that names no other. */
enum { ALL = 1, LONE = 2 };

/* Keys under which a telling looks for its deed and is found by later ones: its type with
 * each pair of its parties; one that names a single party is found by that alone. */
typedef struct keys {
    uint64_t find[KEYS_MAX], enter[KEYS_MAX];
    size_t n_find, n_enter;
} keys;

typedef struct node {
    uint32_t deed, next; /* next: an earlier deed of that key */
} node;

typedef struct folder {
    const dmr_events *events;
    const dmr_telling *tellings;
    const dmr_fold_words *words;
    const dmr_fold_trace *trace;
    dmr_arena *arena;
    struct {
        uint64_t key;
        uint32_t head; /* of nodes; 0: the place is free */
    } * table;
    size_t size;         /* power of two */
    DMR_VEC(node) nodes; /* the first is none */
    uint32_t *deed_of;   /* (n) telling -> deed */
    uint32_t *before,
        *last; /* (n) telling -> the one of its deed before it; deed -> last */
    uint32_t *members,
        *seen;     /* (n) of deeds: tellings; the telling that looked at it last */
    double *score; /* (n) of tellings: likeness to its deed */
    uint32_t n_deeds;
} folder;

/* ---------------------------------------------------------------------------- keys */

static uint64_t hash_party(const demarche_entity *p)
{
    demarche_str name = p->code.len ? p->code : p->identifier;
    uint64_t h = DMR_HASH_SEED;
    for (size_t i = 0; i < name.len; i++) {
        char c = dmr_to_lower(name.ptr[i]);
        h = dmr_hash(h, &c, 1);
    }
    return h;
}

static uint64_t key_of(uint64_t type, uint64_t a, uint64_t b)
{
    const uint64_t odd = UINT64_C(0x9e3779b97f4a7c15);
    uint64_t key = ((type ^ (a < b ? a : b)) * odd ^ (a < b ? b : a)) * odd;
    return key ^ key >> 29;
}

static void add_key(uint64_t *at, size_t *n, uint64_t key)
{
    for (size_t i = 0; i < *n; i++) {
        if (at[i] == key)
            return;
    }
    if (*n < KEYS_MAX)
        at[(*n)++] = key;
}

static size_t parties_of(const demarche_event *e, uint64_t out[2 * PARTIES_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < e->n_actors && i < PARTIES_MAX; i++)
        add_key(out, &n, hash_party(&e->actors[i]));
    for (size_t i = 0; i < e->n_recipients && i < PARTIES_MAX; i++)
        add_key(out, &n, hash_party(&e->recipients[i]));
    return n;
}

static void find_keys(keys *out, const demarche_event *e)
{
    uint64_t type = dmr_hash_str(dmr_str_c(e->type)), parties[2 * PARTIES_MAX] = {0};
    size_t n = parties_of(e, parties);
    bool within = n == 1 && e->n_actors && e->n_recipients; /* in one country */
    bool lone = n == 1 && !within;
    *out = (keys){0};
    for (size_t i = 0; i < n; i++) {
        add_key(out->find, &out->n_find, key_of(type, parties[i], lone ? ALL : LONE));
        add_key(out->enter, &out->n_enter, key_of(type, parties[i], ALL));
        if (lone)
            add_key(out->enter, &out->n_enter, key_of(type, parties[i], LONE));
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t k = i + !within; k < n; k++) {
            uint64_t key = key_of(type, parties[i], parties[k]);
            add_key(out->find, &out->n_find, key);
            add_key(out->enter, &out->n_enter, key);
        }
    }
}

/* The place of the key in the table, or a free one. */
static size_t place_of(const folder *f, uint64_t key)
{
    size_t at = (size_t)(key ^ key >> 32) & (f->size - 1);
    while (f->table[at].head && f->table[at].key != key)
        at = (at + 1) & (f->size - 1);
    return at;
}

static bool enter(folder *f, const keys *k, uint32_t deed)
{
    for (size_t i = 0; i < k->n_enter; i++) {
        size_t at = place_of(f, k->enter[i]);
        uint32_t head = f->table[at].head;
        if (head && f->nodes.at[head].deed == deed)
            continue;
        node *n = DMR_PUSH(f->arena, f->nodes);
        if (!n)
            return false;
        *n = (node){deed, head};
        f->table[at].key = k->enter[i];
        f->table[at].head = (uint32_t)f->nodes.n - 1;
    }
    return true;
}

/* ------------------------------------------------------------------------ comparing */

/* Where a telling might belong. */
typedef struct candidate {
    uint32_t deed, telling; /* the telling that it is most like */
    dmr_fold_score score;
} candidate;

static void compare_deed(const folder *f, uint32_t deed, uint32_t telling, candidate *out)
{
    *out = (candidate){.deed = deed, .telling = NOBODY};
    uint32_t m = f->last[deed];
    for (size_t i = 0; i < MEMBERS_MAX && m != NOBODY; i++, m = f->before[m]) {
        dmr_fold_pair pair = {{&f->events->at[m], &f->events->at[telling]},
                              {&f->tellings[m], &f->tellings[telling]}};
        dmr_fold_score s;
        dmr_fold_compare(&s, f->words, &pair);
        bool better = out->telling == NOBODY || s.sum > out->score.sum;
        if (s.excluded || better) {
            out->telling = m;
            out->score = s;
        }
        if (s.excluded) /* what contradicts one telling is of another deed */
            return;
    }
}

/* The best deed for a telling among the latest that share a key with it. False: none. */
static bool find_deed(folder *f, const keys *k, uint32_t telling, candidate *best)
{
    bool found = false;
    for (size_t i = 0; i < k->n_find; i++) {
        size_t looked = 0;
        uint32_t head = f->table[place_of(f, k->find[i])].head;
        for (; head && looked < DEEDS_MAX; head = f->nodes.at[head].next, looked++) {
            uint32_t deed = f->nodes.at[head].deed;
            if (f->seen[deed] == telling)
                continue;
            f->seen[deed] = telling;
            candidate c;
            compare_deed(f, deed, telling, &c);
            bool sound = found && !best->score.excluded;
            bool better = !found || (!c.score.excluded &&
                                     (!sound || c.score.sum > best->score.sum));
            if (better)
                *best = c;
            found = true;
        }
    }
    return found;
}

static demarche_status take_telling(folder *f, uint32_t telling, demarche_error *err)
{
    keys k;
    candidate best;
    find_keys(&k, &f->events->at[telling]);
    bool found = find_deed(f, &k, telling, &best);
    bool folded = found && !best.score.excluded && best.score.sum >= f->words->threshold;
    if (found && f->trace)
        f->trace->call(f->trace->user, telling, best.telling, &best.score, folded);
    uint32_t deed = folded ? best.deed : f->n_deeds++;
    f->deed_of[telling] = deed;
    f->before[telling] = folded ? f->last[deed] : NOBODY;
    f->score[telling] = folded ? 1 / (1 + exp(f->words->threshold - best.score.sum)) : 1;
    f->last[deed] = telling;
    f->members[deed]++;
    return enter(f, &k, deed) ? DEMARCHE_OK : dmr_error_memory(err);
}

/* -------------------------------------------------------------------------- the deeds */

static void list_members(const folder *f, uint32_t deed, uint32_t *at, double *scores)
{
    size_t i = f->members[deed];
    for (uint32_t m = f->last[deed]; m != NOBODY; m = f->before[m]) {
        at[--i] = m;
        scores[i] = f->score[m];
    }
}

/* Deeds in order of their main tellings. */
static demarche_status make_events(folder *f, dmr_events *events, demarche_error *err)
{
    size_t n = events->n;
    demarche_event *out = DMR_NEW_ARRAY(f->arena, demarche_event, f->n_deeds);
    uint32_t *main_of = DMR_NEW_ARRAY(f->arena, uint32_t, f->n_deeds);
    uint32_t *at = DMR_NEW_ARRAY(f->arena, uint32_t, n);
    double *scores = DMR_NEW_ARRAY(f->arena, double, n);
    size_t filled = 0;
    if (!out || !main_of || !at || !scores)
        return dmr_error_memory(err);
    for (uint32_t d = 0; d < f->n_deeds; d++) {
        list_members(f, d, at, scores);
        main_of[d] = dmr_fold_main(events, f->tellings, at, f->members[d]);
    }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t d = f->deed_of[i];
        if (main_of[d] != i)
            continue;
        list_members(f, d, at, scores);
        DMR_TRY(dmr_fold_merge(&out[filled++], events, f->tellings, i, at, scores,
                               f->members[d], f->arena, err));
    }
    events->at = out;
    events->n = filled;
    return DEMARCHE_OK;
}

static bool make_room(folder *f, size_t n)
{
    f->size = 64;
    while (f->size < 2 * KEYS_MAX * n)
        f->size *= 2;
    f->table = dmr_arena_zalloc(f->arena, f->size, sizeof *f->table);
    f->deed_of = DMR_NEW_ARRAY(f->arena, uint32_t, n);
    f->before = DMR_NEW_ARRAY(f->arena, uint32_t, n);
    f->last = DMR_NEW_ARRAY(f->arena, uint32_t, n);
    f->members = DMR_NEW_ARRAY(f->arena, uint32_t, n);
    f->seen = DMR_NEW_ARRAY(f->arena, uint32_t, n);
    f->score = DMR_NEW_ARRAY(f->arena, double, n);
    if (!f->table || !f->deed_of || !f->before || !f->last || !f->members || !f->seen ||
        !f->score || !DMR_PUSH(f->arena, f->nodes))
        return false;
    for (size_t i = 0; i < n; i++)
        f->seen[i] = NOBODY;
    return true;
}

/* Each telling an event of its own. */
static void part_all(folder *f, size_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        f->deed_of[i] = f->last[i] = i;
        f->before[i] = NOBODY;
        f->members[i] = 1;
        f->score[i] = 1;
    }
    f->n_deeds = (uint32_t)n;
}

demarche_status dmr_fold(dmr_events *events, const dmr_telling *tellings,
                         const dmr_fold_words *words, const dmr_fold_trace *trace,
                         dmr_arena *arena, demarche_error *err)
{
    events->told = events->at;
    events->n_told = events->n;
    if (events->n == 0)
        return DEMARCHE_OK;
    folder f = {.events = events,
                .tellings = tellings,
                .words = words,
                .trace = trace,
                .arena = arena};
    if (!make_room(&f, events->n))
        return dmr_error_memory(err);
    if (!words)
        part_all(&f, events->n);
    for (uint32_t i = 0; words && i < events->n; i++)
        DMR_TRY(take_telling(&f, i, err));
    return make_events(&f, events, err);
}

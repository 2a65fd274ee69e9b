/* Two tellings: can they be of one deed, and what speaks for it? */
#include <math.h>

#include "base/hash.h"
#include "event/fold.h"

enum { NEAR_SENTENCES = 5, FAR_SENTENCES = 50, HEADING_REACH = 3 };

/* ------------------------------------------------------------------------- parties */

/* What a party is known by: its code, else its name. */
static demarche_str name_of(const demarche_entity *p)
{
    return p->code.len ? p->code : p->identifier;
}

static bool has(const demarche_entity *side, size_t n, const demarche_entity *p)
{
    for (size_t i = 0; i < n; i++) {
        if (dmr_str_eq_nocase(name_of(&side[i]), name_of(p)))
            return true;
    }
    return false;
}

static bool all_in(const demarche_entity *a, size_t n_a, const demarche_entity *b,
                   size_t n_b)
{
    for (size_t i = 0; i < n_a; i++) {
        if (!has(b, n_b, &a[i]))
            return false;
    }
    return true;
}

static dmr_fold_parties compare_side(const demarche_entity *a, size_t n_a,
                                     const demarche_entity *b, size_t n_b)
{
    bool a_in_b = all_in(a, n_a, b, n_b), b_in_a = all_in(b, n_b, a, n_a);
    if (!a_in_b && !b_in_a)
        return DMR_FOLD_APART;
    if (a_in_b && b_in_a)
        return DMR_FOLD_SAME;
    return n_a && n_b ? DMR_FOLD_MORE : DMR_FOLD_LACKS;
}

/* Every party of a, wherever it stands, is one of b. */
static bool all_among(const demarche_event *a, const demarche_event *b)
{
    const demarche_entity *const sides[] = {a->actors, a->recipients};
    const size_t n[] = {a->n_actors, a->n_recipients};
    for (size_t k = 0; k < 2; k++) {
        for (size_t i = 0; i < n[k]; i++) {
            if (!has(b->actors, b->n_actors, &sides[k][i]) &&
                !has(b->recipients, b->n_recipients, &sides[k][i]))
                return false;
        }
    }
    return true;
}

static dmr_fold_parties compare_mutual(const demarche_event *a, const demarche_event *b)
{
    bool a_in_b = all_among(a, b), b_in_a = all_among(b, a);
    size_t n_a = a->n_actors + a->n_recipients, n_b = b->n_actors + b->n_recipients;
    if (!a_in_b && !b_in_a)
        return DMR_FOLD_APART;
    if (a_in_b && b_in_a)
        return DMR_FOLD_SAME;
    return n_a > 1 && n_b > 1 ? DMR_FOLD_MORE : DMR_FOLD_LACKS;
}

dmr_fold_parties dmr_fold_compare_parties(const demarche_event *a,
                                          const demarche_event *b)
{
    if (a->mutual || b->mutual)
        return compare_mutual(a, b);
    /* "Seoul protested" and "Tokyo was protested to" share nobody */
    bool shared = (a->n_actors && b->n_actors) || (a->n_recipients && b->n_recipients);
    dmr_fold_parties actors =
        compare_side(a->actors, a->n_actors, b->actors, b->n_actors);
    dmr_fold_parties recipients =
        compare_side(a->recipients, a->n_recipients, b->recipients, b->n_recipients);
    if (!shared || actors == DMR_FOLD_APART || recipients == DMR_FOLD_APART)
        return DMR_FOLD_APART;
    return actors > recipients ? actors : recipients;
}

static bool is_organ(const dmr_fold_words *words, demarche_str sector)
{
    return sector.len == 0 || dmr_map_get(words->organs, sector, 0);
}

static bool same_sector(const dmr_fold_words *words, demarche_str a, demarche_str b)
{
    return dmr_str_eq(a, b) || (is_organ(words, a) && is_organ(words, b));
}

static demarche_str last_word(demarche_str name)
{
    size_t at = name.len;
    while (at > 0 && name.ptr[at - 1] != ' ')
        at--;
    return dmr_str(name.ptr + at, name.len - at);
}

/* "Nixon" and "Richard Nixon"; "Kim Il Sung" and "Kim" are not told apart either. */
static bool same_name(demarche_str a, demarche_str b)
{
    if (a.len < b.len) {
        demarche_str swap = a;
        a = b;
        b = swap;
    }
    return b.len == 0 || dmr_str_eq_nocase(a, b) ||
           dmr_str_find(a, last_word(b), 0) != SIZE_MAX ||
           dmr_str_find(a, b, 0) != SIZE_MAX;
}

/* "president of Brazil": "president". */
static demarche_str office_noun(demarche_str office)
{
    size_t end = dmr_str_find(office, DMR_STR(" of "), 0);
    return end == SIZE_MAX ? office : dmr_str(office.ptr, end);
}

typedef struct side {
    const demarche_entity *at;
    size_t n;
    const dmr_telling *telling;
    uint32_t bit; /* of its first party */
} side;

static side side_of(const dmr_fold_pair *p, int which, int role)
{
    const demarche_event *e = p->event[which];
    const dmr_telling *t = p->telling[which];
    return role ? (side){e->recipients, e->n_recipients, t, 16}
                : (side){e->actors, e->n_actors, t, 0};
}

static bool both_are(uint32_t bits_a, uint32_t bits_b, const side *a, size_t i,
                     const side *b, size_t k)
{
    return i < 16 && k < 16 && bits_a >> (a->bit + i) & 1 && bits_b >> (b->bit + k) & 1;
}

/* Whether two parties of one code may be the same: a person and another person, two towns,
 * the president and the minister, the army and a firm are not. */
static bool same_party(const dmr_fold_words *words, const side *x, size_t i,
                       const side *y, size_t k, bool *same_person)
{
    const demarche_entity *a = &x->at[i], *b = &y->at[k];
    const dmr_telling *t = x->telling, *u = y->telling;
    bool names = both_are(t->persons, u->persons, x, i, y, k);
    if (!same_sector(words, a->sector, b->sector))
        return false;
    if (both_are(t->towns, u->towns, x, i, y, k) &&
        !dmr_str_eq_nocase(a->identifier, b->identifier))
        return false;
    /* "bombed Haiphong", "bombed Hanoi" */
    if (both_are(t->towns, u->capitals, x, i, y, k) ||
        both_are(t->capitals, u->towns, x, i, y, k))
        return false;
    if ((names || both_are(t->bodies, u->bodies, x, i, y, k)) &&
        !same_name(a->identifier, b->identifier))
        return false;
    if (names && a->identifier.len && b->identifier.len) {
        *same_person = true;
        return true;
    }
    return !a->office.len || !b->office.len ||
           dmr_str_eq_nocase(office_noun(a->office), office_noun(b->office));
}

/* Each party of one has a likely counterpart of its code in the other. */
static bool sides_agree(const dmr_fold_words *words, side a, side b, bool *same_person)
{
    for (size_t i = 0; i < a.n; i++) {
        bool met = false, agreed = false;
        for (size_t k = 0; k < b.n && !agreed; k++) {
            if (!dmr_str_eq_nocase(name_of(&a.at[i]), name_of(&b.at[k])))
                continue;
            met = true;
            agreed = same_party(words, &a, i, &b, k, same_person);
        }
        if (met && !agreed)
            return false;
    }
    return true;
}

static bool parties_agree(const dmr_fold_words *words, const dmr_fold_pair *p,
                          bool *same_person)
{
    bool mutual = p->event[0]->mutual || p->event[1]->mutual;
    for (int i = 0; i < 2; i++) {
        for (int k = 0; k < 2; k++) {
            if ((mutual || i == k) &&
                !sides_agree(words, side_of(p, 0, i), side_of(p, 1, k), same_person))
                return false;
        }
    }
    return true;
}

/* -------------------------------------------------------------------- dates and places */

static bool dates_touch(const dmr_telling *a, const dmr_telling *b)
{
    return a->first <= b->last && b->first <= a->last;
}

static bool lies_in(const dmr_telling *a, const dmr_telling *b)
{
    return a->first >= b->first && a->last <= b->last;
}

static void score_dates(dmr_fold_score *out, const dmr_fold_pair *p)
{
    const dmr_telling *a = p->telling[0], *b = p->telling[1];
    if (!p->event[0]->date_edtf.len || !p->event[1]->date_edtf.len)
        return;
    bool touch = dates_touch(a, b), own = a->own_date && b->own_date;
    if (own && !touch)
        out->excluded = "date";
    else if (!touch)
        out->part[DMR_LIKE_TALE_APART] = 1;
    else if (!own)
        out->part[DMR_LIKE_TALE] = 1;
    else if (a->first == b->first && a->last == a->first && b->last == b->first)
        out->part[DMR_LIKE_DAY] = 1;
    else if (lies_in(a, b) || lies_in(b, a))
        out->part[DMR_LIKE_DATE] = 1;
}

static bool same_spot(const demarche_event *a, const demarche_event *b)
{
    if (a->geonameid && a->geonameid == b->geonameid)
        return true;
    if (dmr_str_eq_nocase(a->place_name, b->place_name))
        return true;
    /* about 30 km: an airport, a suburb */
    return isfinite(a->lat) && isfinite(b->lat) && fabs(a->lat - b->lat) < 0.3 &&
           fabs(a->lon - b->lon) < 0.4;
}

static void score_places(dmr_fold_score *out, const dmr_fold_pair *p)
{
    const demarche_event *a = p->event[0], *b = p->event[1];
    if (!a->place.len || !b->place.len)
        return;
    bool wide = p->telling[0]->wide_place || p->telling[1]->wide_place;
    if (!wide && same_spot(a, b))
        out->part[DMR_LIKE_PLACE] = 1;
    else if (!wide || (a->place_country.len && b->place_country.len &&
                       !dmr_str_eq(a->place_country, b->place_country)))
        out->excluded = "place";
}

static void score_quantities(dmr_fold_score *out, const demarche_event *a,
                             const demarche_event *b)
{
    bool same = false, differs = false;
    for (size_t i = 0; i < a->n_quantities; i++) {
        for (size_t k = 0; k < b->n_quantities; k++) {
            const demarche_quantity *x = &a->quantities[i], *y = &b->quantities[k];
            bool equal = x->value >= y->value && x->value <= y->value;
            bool exact = dmr_str_is(x->comparator, "=") && dmr_str_is(y->comparator, "=");
            if (!dmr_str_eq(x->unit, y->unit))
                continue;
            same |= equal;
            differs |= !equal && exact;
        }
    }
    if (same)
        out->part[DMR_LIKE_QUANTITY] = 1;
    else if (differs)
        out->excluded = "quantity";
}

/* --------------------------------------------------------------------- type, certainty */

static int certainty(const char *modality)
{
    static const char *const apart[] = {"future", "hypothetical", "negated"};
    for (int i = 0; i < 3; i++) {
        if (strcmp(modality, apart[i]) == 0)
            return i + 1;
    }
    return 0; /* it is told to have happened, whoever says so */
}

static bool same_code(const char *a, const char *b)
{
    size_t i = 0;
    while (i < 3 && a[i] && b[i] && a[i] == b[i])
        i++;
    return i == 3 || !a[i] || !b[i];
}

static void score_kind(dmr_fold_score *out, const demarche_event *a,
                       const demarche_event *b)
{
    bool modes = a->mode[0] && b->mode[0];
    if (strcmp(a->type, b->type) != 0)
        out->excluded = "type";
    else if (modes && strcmp(a->mode, b->mode) != 0)
        out->excluded = "mode";
    else if (certainty(a->modality) != certainty(b->modality))
        out->excluded = "certainty";
    out->part[DMR_LIKE_MODE] = modes;
    out->part[DMR_LIKE_MODE_LACKS] = !a->mode[0] != !b->mode[0];
    out->part[DMR_LIKE_CODE_APART] = !modes && !same_code(a->cameo, b->cameo);
}

/* ------------------------------------------------------------------------------- words */

static bool is_kindred(const char *a, const char *b)
{
    size_t n_a = strlen(a), n_b = strlen(b), n = 0;
    while (a[n] && a[n] == b[n])
        n++;
    size_t shorter = n_a < n_b ? n_a : n_b;
    return n >= 3 && 10 * n >= 6 * shorter;
}

static bool contains(const dmr_telling *t, const char *lemma)
{
    uint32_t hash = (uint32_t)dmr_hash_str(dmr_str_c(lemma));
    for (uint32_t i = 0; i < t->n_content; i++) {
        if (t->content[i] == hash)
            return true;
    }
    return false;
}

/* Words of both, and of the rest that is left of each when what both triggers have in common
 * is left out: "trade" and "cultural" of "signed a trade agreement" and "... a cultural
 * agreement". */
typedef struct overlap {
    uint32_t triggers, both, rest_a, rest_b;
} overlap;

static overlap compare_content(const dmr_telling *a, const dmr_telling *b)
{
    overlap o = {0, 0, a->n_content, b->n_content};
    for (uint32_t i = 0, k = 0; i < a->n_content && k < b->n_content;) {
        bool same = a->content[i] == b->content[k];
        bool triggers = same && a->within >> i & 1 && b->within >> k & 1;
        o.triggers += triggers;
        o.both += same && !triggers;
        o.rest_a -= triggers;
        o.rest_b -= triggers;
        bool first = a->content[i] <= b->content[k];
        bool second = b->content[k] <= a->content[i];
        i += first;
        k += second;
    }
    return o;
}

/* "Signed a declaration", "the declaration that they signed": what tells the one is content
 * of the other. */
static void add_heads(overlap *o, const dmr_telling *a, const dmr_telling *b)
{
    if (strcmp(a->lemma, b->lemma) == 0)
        return;
    /* a word that both have was left out already */
    bool in_a = contains(a, b->lemma) && !contains(b, b->lemma);
    bool in_b = contains(b, a->lemma) && !contains(a, a->lemma);
    o->rest_a -= in_a;
    o->rest_b -= in_b;
    o->triggers += in_a || in_b;
}

static void score_content(dmr_fold_score *out, const dmr_telling *a, const dmr_telling *b)
{
    overlap o = compare_content(a, b);
    add_heads(&o, a, b);
    uint32_t least = o.rest_a < o.rest_b ? o.rest_a : o.rest_b;
    if (a->n_content == 0 && b->n_content == 0)
        out->part[DMR_LIKE_NO_CONTENT] = 1;
    else if (least == 0 && o.triggers)
        out->part[DMR_LIKE_CONTENT] = 1;
    else if (least == 0)
        out->part[DMR_LIKE_LESS_CONTENT] = 1;
    else {
        out->part[DMR_LIKE_CONTENT] = (double)o.both / least;
        out->part[DMR_LIKE_CONTENT_APART] = 1 - (double)o.both / least;
    }
    out->part[DMR_LIKE_OTHER_THING] = a->thing && b->thing && a->thing != b->thing;
}

static void score_words(dmr_fold_score *out, const dmr_telling *a, const dmr_telling *b)
{
    if (strcmp(a->lemma, b->lemma) == 0)
        out->part[DMR_LIKE_WORDS] = 1;
    else if (is_kindred(a->lemma, b->lemma) || contains(a, b->lemma) ||
             contains(b, a->lemma))
        out->part[DMR_LIKE_KINDRED] = 1;
    score_content(out, a, b);
    /* "broke off relations", "the break": the rules differ, the deed need not */
    if (out->part[DMR_LIKE_WORDS] > 0 || out->part[DMR_LIKE_KINDRED] > 0)
        out->part[DMR_LIKE_CODE_APART] /= 2;
    /* headings have other, shorter words: "frees medics" */
    if (out->part[DMR_LIKE_HEADING] > 0) {
        out->part[DMR_LIKE_CONTENT_APART] /= 2;
        out->part[DMR_LIKE_OTHER_THING] /= 2;
    }
}

/* How the later one names the deed. */
static void score_name(dmr_fold_score *out, const dmr_telling *a, const dmr_telling *b)
{
    /* an attack is "the attack" when it is named again, accession need not be "the" */
    bool alike = a->noun && b->noun && strcmp(a->lemma, b->lemma) == 0;
    bool named = b->noun && (b->definite || b->bare);
    out->part[DMR_LIKE_NAMED_AGAIN] = b->noun && b->definite ? 1
                                      : alike && b->bare     ? 0.5
                                                             : 0;
    out->part[DMR_LIKE_NAMED_ALIKE] = alike && named && (a->definite || a->bare);
    out->part[DMR_LIKE_THING_AGAIN] = !b->noun && b->thing_definite;
    out->part[DMR_LIKE_KNOWN] = b->known;
    out->part[DMR_LIKE_INDEFINITE] = b->indefinite && !a->heading;
    if (a->figure && b->figure && a->figure != b->figure)
        out->excluded = "number";
    if (a->ordinal && b->ordinal && a->ordinal != b->ordinal)
        out->excluded = "ordinal";
    bool definite = b->noun ? b->definite : b->thing_definite;
    out->part[DMR_LIKE_ANEW] = (b->ordinal > 1 && a->ordinal != b->ordinal) ||
                               (b->anew && !a->anew && !definite);
}

static void score_distance(dmr_fold_score *out, const dmr_fold_pair *p)
{
    uint32_t apart = p->event[1]->sentence - p->event[0]->sentence;
    if (apart == 0)
        out->excluded = "sentence"; /* it tells of two deeds */
    out->part[DMR_LIKE_NEAR] = apart <= NEAR_SENTENCES;
    out->part[DMR_LIKE_FAR] = apart > FAR_SENTENCES;
    out->part[DMR_LIKE_HEADING] =
        p->telling[0]->heading && !p->telling[1]->heading && apart <= HEADING_REACH;
}

void dmr_fold_compare(dmr_fold_score *out, const dmr_fold_words *words,
                      const dmr_fold_pair *pair)
{
    const demarche_event *a = pair->event[0], *b = pair->event[1];
    bool same_person = false;
    dmr_fold_parties parties = dmr_fold_compare_parties(a, b);
    *out = (dmr_fold_score){0};
    score_kind(out, a, b);
    score_dates(out, pair);
    score_places(out, pair);
    score_quantities(out, a, b);
    score_distance(out, pair);
    score_words(out, pair->telling[0], pair->telling[1]);
    score_name(out, pair->telling[0], pair->telling[1]);
    if (!parties_agree(words, pair, &same_person) || parties == DMR_FOLD_APART)
        out->excluded = "parties";
    out->part[DMR_LIKE_PARTY_LACKS] = parties == DMR_FOLD_LACKS;
    out->part[DMR_LIKE_PARTY_MORE] = parties == DMR_FOLD_MORE;
    out->part[DMR_LIKE_PERSON] = same_person;
    for (int i = 0; i < DMR_LIKE_COUNT; i++) {
        out->part[i] *= words->weights[i];
        out->sum += out->part[i];
    }
}

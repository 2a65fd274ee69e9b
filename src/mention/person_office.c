#include "mention/person_office.h"

#include "mention/group.h"
#include "mention/name_norm.h"
#include "mention/qualifier.h"

/* Days by which a row may be off behind its end, and before its begin, and still hold:
 * whoever is about to take an office is spoken of for it. */
enum { SLACK = 31, SLACK_AHEAD = 366, OFFICE_MAX = 240 };

/* ---------------------------------------------------------------- the lexicon's rows */

/* How far the days of the sentence are from those on which the sense holds. */
static uint32_t away(const dmr_scene *scene, const dmr_sense *s)
{
    uint32_t a = dmr_sense_distance(s, scene->day);
    if (scene->day_last == DMR_DAY_NONE || scene->day_last == DMR_DAY_OPEN)
        return a;
    uint32_t b = dmr_sense_distance(s, scene->day_last);
    bool inside = scene->day < s->from && scene->day_last > s->until;
    return inside ? 0 : a < b ? a : b;
}

/* The row of the person that holds in the sentence, or on the document's day; NULL: none.
 * The chain runs backwards through the file: of equals the first row wins. */
static const dmr_sense *row_now(const dmr_scene *scene, uint32_t subject)
{
    const dmr_gazetteer *g = scene->g;
    const dmr_sense *best = NULL;
    for (int by_document = 0; by_document < 2 && !best; by_document++) {
        dmr_day day = by_document ? scene->document_day : scene->day;
        uint32_t least = UINT32_MAX;
        if (day == DMR_DAY_NONE)
            continue;
        for (uint32_t i = g->subjects[subject]; i; i = g->senses[i - 1].next_same) {
            const dmr_sense *s = &g->senses[i - 1];
            uint32_t d = by_document ? dmr_sense_distance(s, day) : away(scene, s);
            if (d <= least && d <= (s->from > day ? SLACK_AHEAD : SLACK)) {
                least = d;
                best = s;
            }
        }
    }
    return best;
}

/* The last row that was over by then; NULL: all lie ahead. */
static const dmr_sense *row_before(const dmr_scene *scene, uint32_t subject)
{
    const dmr_gazetteer *g = scene->g;
    const dmr_sense *best = NULL;
    for (uint32_t i = g->subjects[subject]; i; i = g->senses[i - 1].next_same) {
        const dmr_sense *s = &g->senses[i - 1];
        if (s->until < scene->day && (!best || s->until >= best->until))
            best = s;
    }
    return best;
}

static bool knows_day(const dmr_scene *scene)
{
    return scene->day != DMR_DAY_NONE && scene->day != DMR_DAY_OPEN;
}

static void put_row(dmr_scene *scene, uint32_t item, const dmr_sense *s)
{
    dmr_mention *m = dmr_scene_mention(scene, item);
    m->code = s->code;
    m->sector = s->sector;
    m->office = s->office;
    dmr_scene_link(scene, item)->lapsed = false;
    dmr_scene_link(scene, item)->told = false;
}

void dmr_person_as_of(dmr_scene *scene, uint32_t item)
{
    dmr_mention *m = dmr_scene_mention(scene, item);
    dmr_link *l = dmr_scene_link(scene, item);
    if (m->kind != DEMARCHE_MENTION_PERSON || !l->listed || !knows_day(scene))
        return;
    const dmr_sense *now = row_now(scene, l->subject - 1);
    if (l->told) { /* until a row begins to hold that did not when it was told */
        if (now && away(scene, now) == 0 && l->told_day != DMR_DAY_NONE &&
            dmr_sense_distance(now, l->told_day) > SLACK)
            put_row(scene, item, now);
        return;
    }
    if (now) {
        put_row(scene, item, now);
        return;
    }
    const dmr_qualifier *past = dmr_qualifier_at(scene, scene->g->qualifiers->past);
    const dmr_sense *before = row_before(scene, l->subject - 1);
    /* A surname alone, years ahead of its bearer's office, is as well another's. Without a
     * date of the document the tale may have left the last one that it told. */
    bool dated = scene->document_day != DMR_DAY_NONE;
    if (!past || (!before && m->first == m->last && !l->like) ||
        !(dated || (before ? scene->day_near : scene->day_told)))
        return;
    l->lapsed = true;
    m->office = m->sector = (demarche_str){"", 0};
    if (before) {
        m->code = before->code;
        m->sector = dmr_qualifier_sector(past, before->sector, false);
        m->office = dmr_qualifier_office(scene, past, before->office);
    }
}

/* ------------------------------------------------------------- what the text tells */

/* True where the office names the noun: "president of France" does "president"; a vice
 * president does not. */
static bool names(demarche_str office, demarche_str noun)
{
    char buf[OFFICE_MAX];
    size_t n =
        office.len < OFFICE_MAX / 2 ? dmr_name_norm(buf, sizeof buf, office) : SIZE_MAX;
    if (n == SIZE_MAX || noun.len == 0)
        return false;
    demarche_str norm = dmr_str(buf, n);
    size_t at = dmr_str_find(norm, noun, 0);
    if (at == SIZE_MAX || (at > 0 && norm.ptr[at - 1] != ' '))
        return false;
    size_t end = at + noun.len;
    demarche_str before = dmr_str(norm.ptr, at);
    return (end == n || norm.ptr[end] == ' ') &&
           !dmr_str_ends(before, DMR_STR("vice ")) &&
           !dmr_str_ends(before, DMR_STR("deputy "));
}

/* The person's row of that office, nearest to the day; NULL where there is none. */
static const dmr_sense *row_of(const dmr_scene *scene, uint32_t subject,
                               demarche_str noun)
{
    const dmr_gazetteer *g = scene->g;
    const dmr_sense *best = NULL;
    for (uint32_t i = g->subjects[subject]; i; i = g->senses[i - 1].next_same) {
        const dmr_sense *s = &g->senses[i - 1];
        if (names(s->office, noun) && (!best || dmr_sense_distance(s, scene->day) <=
                                                    dmr_sense_distance(best, scene->day)))
            best = s;
    }
    return best;
}

static bool is_rank(demarche_str sector)
{
    return sector.len == 0 || dmr_str_is(sector, "MIL") || dmr_str_is(sector, "REL") ||
           dmr_str_is(sector, "CVL");
}

static void tell(dmr_scene *scene, uint32_t item, demarche_str office,
                 demarche_str sector)
{
    dmr_mention *m = dmr_scene_mention(scene, item);
    dmr_link *l = dmr_scene_link(scene, item);
    m->office = office;
    m->sector = sector;
    l->told = true;
    l->told_day = scene->day;
    l->lapsed = false;
}

/* "Former president": over, though a row may not say so. */
static void tell_over(dmr_scene *scene, uint32_t item, uint32_t role,
                      const dmr_qualifier *q, const dmr_sense *same)
{
    const dmr_mention *r = dmr_scene_mention(scene, role);
    if (same) {
        tell(scene, item, dmr_qualifier_office(scene, q, same->office),
             dmr_qualifier_sector(q, same->sector, true));
        dmr_scene_mention(scene, item)->code = same->code;
        return;
    }
    tell(scene, item, r->office, r->sector);
    if (r->code.len && !dmr_str_eq(r->code, dmr_scene_mention(scene, item)->code))
        dmr_scene_inherit_state(scene, item, role);
}

/* The nearest sense of the name that was over by the day and names the office; NULL: none,
 * or of several states. */
static const dmr_sense *over_by_name(const dmr_scene *scene, uint32_t key,
                                     demarche_str noun)
{
    const dmr_gazetteer *g = scene->g;
    const dmr_sense *best = NULL;
    for (uint32_t i = key ? g->keys[key - 1].first : 0; i; i = g->senses[i - 1].next) {
        const dmr_sense *s = &g->senses[i - 1];
        if (s->kind != DMR_SENSE_PERSON || !names(s->office, noun) ||
            (knows_day(scene) && s->until >= scene->day))
            continue;
        if (best && !dmr_str_eq(best->code, s->code))
            return NULL;
        if (!best || s->until > best->until)
            best = s;
    }
    return best;
}

/* "Former President Bush", "the late President Nasser": of those of that name one whose
 * time is over. */
static void settle_former(dmr_scene *scene, uint32_t item, const dmr_qualifier *q,
                          demarche_str noun)
{
    const dmr_link *l = dmr_scene_link(scene, item);
    uint32_t key = l->maybe ? l->maybe : dmr_scene_mention(scene, item)->entity;
    bool over = q && (q->effect == DMR_EFFECT_PAST || q->effect == DMR_EFFECT_LATE);
    if (!over || l->like ||
        (l->listed && (!knows_day(scene) || row_before(scene, l->subject - 1))))
        return;
    const dmr_sense *s = over_by_name(scene, key, noun);
    if (s)
        dmr_person_fill(scene, item, s, key);
}

/* A person that the lexicon knows. */
static void take_known(dmr_scene *scene, uint32_t item, uint32_t role)
{
    const dmr_link *l = dmr_scene_link(scene, item), *lr = dmr_scene_link(scene, role);
    const dmr_mention *r = dmr_scene_mention(scene, role);
    const dmr_qualifier *q = dmr_qualifier_at(scene, lr->qualifier);
    int32_t first, last;
    const dmr_agent *a = dmr_group_agent(scene, r->head, &first, &last);
    if (r->office.len == 0 || !a || (q && q->effect == DMR_EFFECT_LATER))
        return;
    const dmr_sense *same = row_of(scene, l->subject - 1, a->text);
    const dmr_sense *now = knows_day(scene) ? row_now(scene, l->subject - 1) : NULL;
    if (q && (q->effect == DMR_EFFECT_PAST || q->effect == DMR_EFFECT_LATE)) {
        /* Who held another office that day has it still; the dead had it then. */
        if (now && (q->effect == DMR_EFFECT_LATE || !names(now->office, a->text)))
            return;
        tell_over(scene, item, role, q, same);
    } else if (q && q->effect == DMR_EFFECT_PLAIN) {
        bool state = r->sector.len == 0 && lr->sovereign;
        tell(scene, item, r->office, state ? DMR_STR("GOV") : r->sector);
    } else if (now && l->told && names(now->office, a->text)) {
        put_row(scene, item, now); /* what was told before is of another day */
        tell(scene, item, now->office, now->sector);
    } else if (now || (l->told && !q && l->told_day == scene->day)) {
        return;
    } else if (same) {
        put_row(scene, item, same);
        tell(scene, item, same->office, same->sector);
    } else if (r->sector.len && !dmr_str_is(r->sector, "CVL") &&
               (l->lapsed || l->told || q ||
                (!is_rank(r->sector) &&
                 !dmr_str_eq(r->sector, dmr_scene_mention(scene, item)->sector)))) {
        tell(scene, item, r->office, r->sector);
    }
}

/* A surname that the lexicon has is another's of that name, where the text gives it a state
 * to which none of the known one's rows belongs. */
static void another_of_the_name(dmr_scene *scene, uint32_t item, uint32_t role)
{
    const dmr_gazetteer *g = scene->g;
    dmr_mention *m = dmr_scene_mention(scene, item);
    dmr_link *l = dmr_scene_link(scene, item);
    demarche_str code = dmr_scene_mention(scene, role)->code;
    bool by_state = dmr_scene_link(scene, role)->key != 0; /* not by a body's name */
    if (l->name != DMR_NAME_SHORT || !m->entity || l->like || code.len == 0 || !by_state)
        return;
    for (uint32_t i = g->subjects[l->subject - 1]; i; i = g->senses[i - 1].next_same)
        if (dmr_str_eq(g->senses[i - 1].code, code))
            return;
    const dmr_sense *best = NULL;
    for (uint32_t i = g->keys[m->entity - 1].first; i; i = g->senses[i - 1].next) {
        const dmr_sense *s = &g->senses[i - 1];
        if (dmr_str_eq(s->code, code) &&
            (!best ||
             dmr_sense_distance(s, scene->day) < dmr_sense_distance(best, scene->day)))
            best = s;
    }
    if (best) {
        dmr_person_fill(scene, item, best, m->entity);
        return;
    }
    m->entity = 0;
    m->name = dmr_scene_text(scene, m->first, m->last);
    m->code = m->sector = m->office = (demarche_str){"", 0};
    m->cluster = ++scene->n_clusters;
    l->subject = 0;
    l->listed = false;
    l->lapsed = l->told = false;
}

void dmr_person_of_state(dmr_scene *scene, uint32_t item, demarche_str code)
{
    const dmr_gazetteer *g = scene->g;
    const dmr_link *l = dmr_scene_link(scene, item);
    const dmr_mention *m = dmr_scene_mention(scene, item);
    if (!l->listed || !m->entity || l->like || dmr_str_eq(m->code, code))
        return;
    for (uint32_t i = g->subjects[l->subject - 1]; i; i = g->senses[i - 1].next_same)
        if (dmr_str_eq(g->senses[i - 1].code, code))
            return;
    for (uint32_t i = g->keys[m->entity - 1].first; i; i = g->senses[i - 1].next)
        if (dmr_str_eq(g->senses[i - 1].code, code)) {
            dmr_person_fill(scene, item, &g->senses[i - 1], m->entity);
            return;
        }
}

void dmr_person_take(dmr_scene *scene, uint32_t item, uint32_t role)
{
    int32_t first, last;
    const dmr_mention *told = dmr_scene_mention(scene, role);
    const dmr_agent *noun = dmr_group_agent(scene, told->head, &first, &last);
    if (noun && dmr_scene_link(scene, role)->qualifier)
        settle_former(scene, item,
                      dmr_qualifier_at(scene, dmr_scene_link(scene, role)->qualifier),
                      noun->text);
    if (dmr_scene_link(scene, item)->listed)
        another_of_the_name(scene, item, role);
    dmr_link *l = dmr_scene_link(scene, item);
    const dmr_link *lr = dmr_scene_link(scene, role);
    if (l->listed) {
        take_known(scene, item, role);
        return;
    }
    const dmr_qualifier *q = dmr_qualifier_at(scene, lr->qualifier);
    if (q && q->effect == DMR_EFFECT_LATER)
        return;
    const dmr_mention *r = dmr_scene_mention(scene, role);
    dmr_mention *m = dmr_scene_mention(scene, item);
    bool group = lr->agent == DMR_AGENT_GROUP + 1; /* "a Republican": no office */
    if (group && m->office.len && m->sector.len)
        return;
    /* "The president's predecessor", "an expert" say less than an office. */
    bool less = (r->sector.len == 0 && !lr->sovereign) || dmr_str_is(r->sector, "CVL");
    if (m->office.len && m->sector.len && less)
        return;
    if (r->office.len)
        m->office = r->office;
    if (lr->plural) { /* "Ministers Zych and Cernat": each of them is one */
        m->office = noun ? noun->text : m->office;
        l->shares = true;
    }
    if (r->sector.len)
        m->sector = r->sector;
    l->sovereign = lr->sovereign;
    l->qualifier = lr->qualifier ? lr->qualifier : l->qualifier;
}

void dmr_person_qualify(dmr_scene *scene, uint32_t item, uint32_t row)
{
    const dmr_qualifier *q = dmr_qualifier_at(scene, row);
    dmr_link *l = dmr_scene_link(scene, item);
    dmr_mention *m = dmr_scene_mention(scene, item);
    if (!q || (q->effect != DMR_EFFECT_PAST && q->effect != DMR_EFFECT_LATE))
        return;
    const dmr_sense *now = NULL;
    if (l->listed && knows_day(scene))
        now = row_now(scene, l->subject - 1);
    if (now && q->effect == DMR_EFFECT_LATE)
        return;
    const dmr_sense *had = NULL;
    if (l->listed)
        had = now ? now
              : knows_day(scene)
                  ? row_before(scene, l->subject - 1)
                  : dmr_gazetteer_subject(scene->g, l->subject - 1, DMR_DAY_NONE);
    if (had)
        tell(scene, item, dmr_qualifier_office(scene, q, had->office),
             dmr_qualifier_sector(q, had->sector, false));
    else if (!l->listed && m->office.len && !l->qualifier) {
        m->office = dmr_qualifier_office(scene, q, m->office);
        m->sector = dmr_qualifier_sector(q, m->sector, l->sovereign);
        l->qualifier = row;
    }
}

#include "base/vec.h"
#include "event/rule.h"

typedef struct parser {
    dmr_arena *arena;
    const dmr_classes *classes;
    demarche_str why;
} parser;

static bool refuse(parser *p, const char *what, demarche_str at)
{
    p->why = dmr_str_format(p->arena, "%s: \"%.*s\"", what, (int)at.len, at.ptr);
    return false;
}

static bool memory(parser *p)
{
    p->why = DMR_STR("not enough memory");
    return false;
}

/* The next run of non-blanks of *rest. */
static bool next_word(demarche_str *rest, demarche_str *word)
{
    *rest = dmr_str_trim(*rest);
    if (rest->len == 0)
        return false;
    size_t n = 0;
    while (n < rest->len && !dmr_is_blank(rest->ptr[n]))
        n++;
    *word = dmr_str(rest->ptr, n);
    *rest = dmr_str(rest->ptr + n, rest->len - n);
    return true;
}

static const struct {
    const char *name;
    dmr_slot_kind kind;
} slot_names[] = {
    {"subj", DMR_SLOT_SUBJ},   {"obj", DMR_SLOT_OBJ},     {"iobj", DMR_SLOT_IOBJ},
    {"xcomp", DMR_SLOT_XCOMP}, {"ccomp", DMR_SLOT_CCOMP}, {"poss", DMR_SLOT_POSS},
    {"mod", DMR_SLOT_MOD},     {"any", DMR_SLOT_ANY},     {"told", DMR_SLOT_TOLD},
    {"?", DMR_SLOT_NONE},
};

static bool slot_word_ok(demarche_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (!dmr_is_lower(s.ptr[i]) && s.ptr[i] != '_')
            return false;
    }
    return s.len > 0;
}

static bool parse_slots(parser *p, demarche_str text, dmr_slots *out)
{
    DMR_VEC(dmr_slot) slots = {0};
    demarche_str part;
    while (dmr_str_split(&text, '|', &part)) {
        part = dmr_str_trim(part);
        dmr_slot *slot = DMR_PUSH(p->arena, slots);
        if (!slot)
            return memory(p);
        slot->kind = DMR_SLOT_PREP;
        for (size_t i = 0; i < sizeof slot_names / sizeof *slot_names; i++) {
            if (dmr_str_is(part, slot_names[i].name))
                slot->kind = slot_names[i].kind;
        }
        if (slot->kind == DMR_SLOT_PREP && !slot_word_ok(part))
            return refuse(p, "no such slot", part);
        slot->prep = part;
    }
    out->at = slots.at;
    out->n = slots.n;
    return true;
}

static const struct {
    const char *name;
    dmr_want want;
} wants[] = {
    {"*", DMR_WANT_ANY},         {"<party>", DMR_WANT_PARTY},
    {"<state>", DMR_WANT_STATE}, {"<actor>", DMR_WANT_ACTOR},
    {"<place>", DMR_WANT_PLACE}, {"<event>", DMR_WANT_EVENT},
    {"<money>", DMR_WANT_MONEY}, {"<number>", DMR_WANT_NUMBER},
};

static bool parse_class(parser *p, demarche_str name, dmr_test *test)
{
    demarche_str bare = dmr_str(name.ptr + 1, name.len - 2);
    uint32_t i = dmr_map_get(p->classes->index, bare, UINT32_MAX);
    if (i == UINT32_MAX)
        return refuse(p, "no such class in classes.tsv", name);
    test->words = p->classes->set[i];
    return true;
}

/* Lemmas with "|"; a class may stand among them. */
static bool parse_words(parser *p, demarche_str text, dmr_test *test)
{
    test->want = DMR_WANT_WORDS;
    bool is_class = text.len > 2 && text.ptr[0] == '{' && text.ptr[text.len - 1] == '}';
    if (is_class && !memchr(text.ptr, '|', text.len))
        return parse_class(p, text, test);
    dmr_map *set = dmr_map_new(p->arena);
    demarche_str part;
    while (set && dmr_str_split(&text, '|', &part)) {
        if (part.len == 0)
            return refuse(p, "empty word in a test", part);
        if (part.ptr[0] == '{' || part.ptr[0] == '<')
            return refuse(p,
                          "write classes and words in rows of their own, or make a "
                          "class that holds both",
                          part);
        if (!dmr_map_set(set, part, 1))
            return memory(p);
    }
    test->words = set;
    return set ? true : memory(p);
}

static bool parse_test(parser *p, demarche_str word, dmr_rule *rule)
{
    if (rule->n_tests == DMR_TESTS_MAX)
        return refuse(p, "too many tests (8 at most)", word);
    dmr_test *test = &rule->tests[rule->n_tests++];
    test->text = word;
    size_t colon = dmr_str_find(word, DMR_STR(":"), 0);
    if (colon == SIZE_MAX || colon + 1 == word.len)
        return refuse(p, "a test is SLOT:WORDS", word);
    if (!parse_slots(p, dmr_str(word.ptr, colon), &test->slots))
        return false;
    demarche_str words = dmr_str(word.ptr + colon + 1, word.len - colon - 1);
    if (words.ptr[0] == '!') {
        test->negated = true;
        words = dmr_str(words.ptr + 1, words.len - 1);
    }
    for (size_t i = 0; i < sizeof wants / sizeof *wants; i++) {
        if (dmr_str_is(words, wants[i].name)) {
            test->want = wants[i].want;
            return true;
        }
    }
    if (words.len && words.ptr[0] == '<')
        return refuse(p, "no such test", words);
    return parse_words(p, words, test);
}

static bool is_preposition(demarche_str s)
{
    static const char *const list[] = {"of", "to",   "in",   "for",  "on",
                                       "at", "with", "from", "into", "against"};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        if (dmr_str_is(s, list[i]))
            return true;
    }
    return false;
}

/* Which part of a noun of several words is its head: the last, or the one before a
 * preposition ("declaration_of_war"). */
static size_t noun_head(const demarche_str *parts, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        if (is_preposition(parts[i]))
            return i - 1;
    }
    return n - 1;
}

static bool parse_trigger(parser *p, demarche_str text, dmr_trigger_pos pos,
                          dmr_trigger *out)
{
    demarche_str parts[4], whole = text, part;
    size_t n = 0;
    while (dmr_str_split(&text, '_', &part)) {
        if (n == 4 || part.len == 0)
            return refuse(p, "a trigger has one to four words", whole);
        parts[n++] = part;
    }
    size_t head = pos == DMR_TRIGGER_NOUN ? noun_head(parts, n) : 0;
    out->key = parts[head];
    for (size_t i = 0; i < head; i++)
        out->before[out->n_before++] = parts[i];
    for (size_t i = head + 1; i < n; i++)
        out->after[out->n_after++] = parts[i];
    return true;
}

static bool parse_triggers(parser *p, demarche_str word, dmr_rule *rule)
{
    if (word.len < 3 || word.ptr[word.len - 2] != '/')
        return refuse(p, "a trigger ends in /V, /N or /A", word);
    switch (word.ptr[word.len - 1]) {
    case 'V':
        rule->pos = DMR_TRIGGER_VERB;
        break;
    case 'N':
        rule->pos = DMR_TRIGGER_NOUN;
        break;
    case 'A':
        rule->pos = DMR_TRIGGER_ADJ;
        break;
    default:
        return refuse(p, "a trigger ends in /V, /N or /A", word);
    }
    DMR_VEC(dmr_trigger) triggers = {0};
    demarche_str rest = dmr_str(word.ptr, word.len - 2), part;
    while (dmr_str_split(&rest, '|', &part)) {
        dmr_trigger *trigger = DMR_PUSH(p->arena, triggers);
        if (!trigger)
            return memory(p);
        if (!parse_trigger(p, part, rule->pos, trigger))
            return false;
    }
    rule->triggers = triggers.at;
    rule->n_triggers = triggers.n;
    return true;
}

/* "subj > to|with ? via through": split at the sign, then at " via ". */
static bool parse_parties(parser *p, demarche_str text, dmr_rule *rule)
{
    demarche_str whole = text;
    size_t via = dmr_str_find(text, DMR_STR(" via "), 0);
    if (via != SIZE_MAX) {
        demarche_str slots =
            dmr_str_trim(dmr_str(text.ptr + via + 5, text.len - via - 5));
        if (!parse_slots(p, slots, &rule->via))
            return false;
        text = dmr_str(text.ptr, via);
    }
    size_t sign = dmr_str_find(text, DMR_STR(" > "), 0);
    if (sign == SIZE_MAX) {
        sign = dmr_str_find(text, DMR_STR(" + "), 0);
        rule->mutual = sign != SIZE_MAX;
    }
    if (sign == SIZE_MAX)
        return refuse(p, "parties are written \"subj > obj\" or \"subj + with\"", whole);
    demarche_str left = dmr_str_trim(dmr_str(text.ptr, sign));
    demarche_str right = dmr_str_trim(dmr_str(text.ptr + sign + 3, text.len - sign - 3));
    if (!parse_slots(p, left, &rule->actor) || !parse_slots(p, right, &rule->recipient))
        return false;
    for (size_t i = 0; i < rule->actor.n; i++)
        rule->actor_may_lack |= rule->actor.at[i].kind == DMR_SLOT_NONE;
    for (size_t i = 0; i < rule->recipient.n; i++)
        rule->recipient_may_lack |= rule->recipient.at[i].kind == DMR_SLOT_NONE;
    return true;
}

/* What only keeps other senses out ("obj:!{unmet}", "subj:<actor>") makes no rule more
 * special than its kin; where nothing may stand, the rule is of another construction. */
static uint32_t weight_of(const dmr_rule *rule)
{
    uint32_t weight = 0;
    for (size_t i = 0; i < rule->n_tests; i++) {
        const dmr_test *test = &rule->tests[i];
        bool of_subject = test->slots.n == 1 && test->slots.at[0].kind == DMR_SLOT_SUBJ;
        if (test->want == DMR_WANT_ANY)
            weight += 1;
        else if (test->negated || (of_subject && test->want == DMR_WANT_ACTOR))
            weight += 0;
        else
            weight += test->want == DMR_WANT_WORDS ? 4 : 2;
    }
    return weight;
}

bool dmr_rule_parse(dmr_rule *rule, demarche_str pattern, demarche_str parties,
                    const dmr_classes *classes, dmr_arena *arena, demarche_str *why)
{
    parser p = {arena, classes, {NULL, 0}};
    demarche_str word = {NULL, 0};
    bool ok = next_word(&pattern, &word) ? parse_triggers(&p, word, rule)
                                         : refuse(&p, "empty pattern", pattern);
    while (ok && next_word(&pattern, &word))
        ok = parse_test(&p, word, rule);
    ok = ok && parse_parties(&p, dmr_str_trim(parties), rule);
    if (ok)
        rule->weight = weight_of(rule);
    *why = p.why;
    return ok;
}

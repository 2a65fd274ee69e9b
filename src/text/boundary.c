/*
 * Where a sentence ends. A stop ends one unless what is around it says otherwise; each
 * function answers one such question. Linear: every look ahead is bounded, and each piece
 * is passed once.
 */
#include "text/affix.h"
#include "text/piece.h"

enum {
    BRACKET_FAR = 80, /* pieces: a longer bracket does not hold sentences together */
    CLOSERS_MAX = 6,  /* closing quotes, brackets, footnote marks behind a stop */
};

static demarche_str form(const dmr_piece *p, demarche_str text)
{
    return dmr_str(text.ptr + p->start, p->end - p->start);
}

uint32_t *dmr_boundary_brackets(const dmr_pieces *pieces, demarche_str text,
                                dmr_arena *arena)
{
    size_t n = pieces->n;
    uint32_t *closers = DMR_NEW_ARRAY(arena, uint32_t, n + 1);
    /* the same array serves as stack: open[i] is the bracket that was open before i */
    uint32_t *open = DMR_NEW_ARRAY(arena, uint32_t, n + 1);
    if (!closers || !open)
        return NULL;
    uint32_t top = 0; /* index + 1 */
    for (size_t i = 0; i < n; i++) {
        const dmr_piece *p = &pieces->at[i];
        if (p->kind == DMR_PIECE_OPEN) {
            open[i] = top;
            top = (uint32_t)i + 1;
        } else if (p->kind == DMR_PIECE_CLOSE && top) {
            char o = text.ptr[pieces->at[top - 1].start], c = text.ptr[p->start];
            if ((o == '(') != (c == ')'))
                continue;
            if (i - (top - 1) <= BRACKET_FAR)
                closers[top - 1] = (uint32_t)i;
            top = open[top - 1];
        }
    }
    return closers;
}

/* True where the STOP at `at` can be a full stop: "TO STOP THE WAR" is a verb. */
static bool is_telegram_stop(const dmr_pieces *pieces, size_t at, demarche_str text)
{
    const dmr_piece *p = &pieces->at[at];
    if (p->kind != DMR_PIECE_WORD || at == 0 || !dmr_str_is(form(p, text), "STOP"))
        return false;
    bool last = at + 1 == pieces->n;
    if (!last && pieces->at[at + 1].kind == DMR_PIECE_STOP)
        return false;
    return last || dmr_str_is(form(p + 1, text), "STOP") ||
           !dmr_affix_is(DMR_AFFIX_MODAL, form(p - 1, text));
}

bool dmr_boundary_mark_cable(const dmr_pieces *pieces, demarche_str text, bool many)
{
    size_t upper = 0, lower = 0, stops = 0, end = 0, inside = 0;
    for (size_t i = 0; i < pieces->n; i++) {
        const dmr_piece *p = &pieces->at[i];
        if (p->kind != DMR_PIECE_WORD || p->end - p->start < 2)
            continue;
        if (is_telegram_stop(pieces, i, text)) {
            stops++;
            end = i + 1;
            inside += end < pieces->n && p[1].first == DMR_GLYPH_LOWER;
        } else if (dmr_is_lower(text.ptr[p->end - 1])) {
            lower++;
        } else if (dmr_is_upper(text.ptr[p->end - 1])) {
            upper++;
        }
    }
    bool shouted = upper > 4 * lower && (many || stops > 1 || end == pieces->n);
    if (!stops || (!shouted && (stops < 2 || inside)))
        return false;
    for (size_t i = 0; i < pieces->n; i++) {
        dmr_piece *p = &pieces->at[i];
        if (is_telegram_stop(pieces, i, text))
            p->sign = '.';
        else if (i > 0 && p->kind == DMR_PIECE_WORD && dmr_str_is(form(p, text), "COMMA"))
            p->sign = ',';
    }
    return true;
}

/* "*", "\u2020", "\u2021", "\u00B2": what footnotes are marked with. */
static bool is_note_sign(const dmr_piece *p, demarche_str text)
{
    static const char *const signs[] = {
        "*",
        "**",
        "***",
        "\xC2\xB9",
        "\xC2\xB2",
        "\xC2\xB3",
        "\xC2\xA7",
        "\xE2\x80\xA0",
        "\xE2\x80\xA1",
        "\xE2\x81\xB4",
        "\xE2\x81\xB5",
    };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (dmr_str_is(form(p, text), signs[i]))
            return true;
    }
    return false;
}

void dmr_boundary_mark_notes(const dmr_pieces *pieces, demarche_str text)
{
    enum { DIGITS = 2 };
    for (size_t i = 1; i < pieces->n; i++) {
        dmr_piece *p = &pieces->at[i];
        const dmr_piece *word = p - 1;
        if (p->kind != DMR_PIECE_NUMBER || p->end - p->start > DIGITS ||
            word->space_after ||
            (!p->space_after && i + 1 < pieces->n && p[1].kind != DMR_PIECE_COMMA &&
             p[1].kind != DMR_PIECE_STOP))
            continue;
        if (i > 1 && !word[-1].space_after &&
            (word->kind == DMR_PIECE_COMMA || word->kind == DMR_PIECE_STOP))
            word--;
        if (word->kind == DMR_PIECE_WORD && dmr_is_lower(text.ptr[word->end - 1]))
            p->sign = '*';
    }
}

/* A stop or mark behind a plain word, with a blank behind it. */
static bool is_plain_stop(const dmr_pieces *pieces, size_t at)
{
    enum { LETTERS = 3 }; /* shorter ones may be abbreviations that no list has */
    const dmr_piece *p = &pieces->at[at], *word = p - 1;
    return at > 0 &&
           (p->kind == DMR_PIECE_MARK ||
            (p->kind == DMR_PIECE_STOP && word->end - word->start >= LETTERS)) &&
           p->space_after && word->kind == DMR_PIECE_WORD && !word->space_after;
}

void dmr_boundary_mark_small(dmr_pieces *pieces, demarche_str text)
{
    size_t small = 0, capital = 0;
    bool lone_i = false;
    for (size_t i = 0; i + 1 < pieces->n; i++) {
        const dmr_piece *next = &pieces->at[i + 1];
        lone_i |= dmr_str_is(form(&pieces->at[i], text), "i") &&
                  pieces->at[i].kind == DMR_PIECE_WORD && pieces->at[i].space_after;
        if (is_plain_stop(pieces, i) && next->kind == DMR_PIECE_WORD) {
            small += next->first == DMR_GLYPH_LOWER;
            capital += next->first == DMR_GLYPH_UPPER;
        }
    }
    pieces->small = 3 * small >= capital && small >= (lone_i ? 1 : 2);
}

/* Passes what still belongs to the sentence behind its last stop: closing quotes and
 * brackets that touch it, footnote marks "[1]". Gives the index behind them. */
static size_t pass_closers(const dmr_pieces *pieces, size_t at, demarche_str text)
{
    for (int i = 0; i < CLOSERS_MAX && at < pieces->n; i++) {
        const dmr_piece *p = &pieces->at[at];
        bool touches = !pieces->at[at - 1].space_after;
        if (p->kind == DMR_PIECE_CLOSE || p->kind == DMR_PIECE_RQUOTE ||
            p->kind == DMR_PIECE_SMILEY) {
            at++;
        } else if (p->kind == DMR_PIECE_OPEN && at + 2 < pieces->n &&
                   (touches || text.ptr[p->start] == '[') &&
                   pieces->at[at + 1].kind == DMR_PIECE_NUMBER &&
                   pieces->at[at + 2].kind == DMR_PIECE_CLOSE) {
            at += 3;
        } else if (p->kind == DMR_PIECE_NUMBER && touches && p->end - p->start <= 3 &&
                   p->space_after) {
            at++; /* a footnote mark without bracket: "agreed.12 The" */
        } else if (touches && p->space_after && is_note_sign(p, text)) {
            at++;
        } else if (p->kind == DMR_PIECE_STOP || p->kind == DMR_PIECE_MARK ||
                   p->kind == DMR_PIECE_DOTS) {
            at++;
        } else {
            break;
        }
    }
    return at;
}

/* The first piece at or behind `at` that is no opening quote, bracket or dash. */
static size_t pass_openers(const dmr_pieces *pieces, size_t at)
{
    for (int i = 0; i < 4 && at < pieces->n; i++, at++) {
        int kind = pieces->at[at].kind;
        if (kind != DMR_PIECE_OPEN && kind != DMR_PIECE_LQUOTE &&
            kind != DMR_PIECE_DASH && kind != DMR_PIECE_RQUOTE)
            break;
    }
    return at;
}

/* "4", "117", "a", "IV": what numbers a paragraph. */
static bool is_ordinal(const dmr_piece *p, demarche_str text)
{
    demarche_str f = form(p, text);
    if (p->kind == DMR_PIECE_NUMBER)
        return f.len <= 4;
    if (f.len == 1 && dmr_is_alpha(f.ptr[0]))
        return true;
    if (p->kind != DMR_PIECE_WORD || f.len > 5)
        return false;
    for (size_t i = 0; i < f.len; i++)
        if (!strchr("IVXivx", f.ptr[i]))
            return false;
    return true;
}

/* "1." "a." "IV." "(2)." "Table 3." at the front of a sentence or behind a colon numbers
 * what comes. */
static bool is_enumerator(const dmr_pieces *pieces, size_t from, size_t at,
                          demarche_str text)
{
    size_t first = from;
    if (at > from + 2 && pieces->at[at - 2].kind == DMR_PIECE_COLON)
        first = at - 1;
    if (pieces->at[first].kind == DMR_PIECE_OPEN && first < at)
        first++;
    if (at - first > 2 || at == first)
        return false;
    if (at - first == 2 && pieces->at[at - 1].kind != DMR_PIECE_CLOSE &&
        text.ptr[pieces->at[at - 1].start] != '\\') /* Markdown writes "2\." */
        return from == 0 &&
               dmr_affix_is(DMR_AFFIX_NUMBERED, form(&pieces->at[0], text)) &&
               is_ordinal(&pieces->at[1], text);
    return is_ordinal(&pieces->at[first], text);
}

static bool is_capital(const dmr_piece *p)
{
    return p->first == DMR_GLYPH_UPPER;
}

/* '"Why?" Pak asked': the speech is part of a longer sentence. */
static bool goes_on_with_speaker(const dmr_pieces *pieces, size_t at, demarche_str text)
{
    if (pieces->at[at - 1].kind != DMR_PIECE_RQUOTE)
        return false;
    for (size_t i = at + 1; i < pieces->n && i < at + 3; i++)
        if (dmr_affix_is(DMR_AFFIX_REPORT, form(&pieces->at[i], text)))
            return true;
    return dmr_affix_is(DMR_AFFIX_REPORT, form(&pieces->at[at], text));
}

/* Whether the abbreviation at `at` also ends the sentence. `next` is the first word of what
 * follows. */
static bool abbreviation_ends(const dmr_piece *p, const dmr_piece *next,
                              demarche_str text)
{
    if (next->first == DMR_GLYPH_LOWER || next->kind == DMR_PIECE_COMMA)
        return false;
    demarche_str w = form(next, text);
    bool starter = is_capital(next) && dmr_affix_is(DMR_AFFIX_STARTER, w);
    if (w.len > 1 && dmr_is_upper(w.ptr[1])) /* "AT 10 A.M. IN GENEVA" */
        starter = false;
    switch (p->abbrev) {
    case DMR_ABBREV_END:
        return is_capital(next) && (starter || !dmr_is_upper(text.ptr[p->start])) &&
               !dmr_affix_is(DMR_AFFIX_CALENDAR, w);
    case DMR_ABBREV_NAME:
        return starter;
    case DMR_ABBREV_DATE:
        return starter && next->end - next->start > 1;
    default:
        return false;
    }
}

/* Whether dots end it: before a capital, where the dots end their word. */
static bool dots_end(const dmr_pieces *pieces, size_t at, const dmr_piece *next)
{
    return pieces->at[at].space_after && is_capital(next) &&
           !(at == 0 || pieces->at[at - 1].space_after);
}

/* Whether the sentence ends behind the terminator at `at`; *behind is then the first piece
 * of the next one. */
static bool ends_at(const dmr_pieces *pieces, size_t from, size_t at, demarche_str text,
                    size_t *behind)
{
    const dmr_piece *p = &pieces->at[at];
    *behind = pass_closers(pieces, at + 1, text);
    if (*behind >= pieces->n)
        return true;
    const dmr_piece *last = &pieces->at[*behind - 1];
    size_t word = pass_openers(pieces, *behind);
    if (word >= pieces->n)
        return false;
    const dmr_piece *next = &pieces->at[word];
    int follows = pieces->at[*behind].kind;
    if (follows == DMR_PIECE_COMMA || follows == DMR_PIECE_SEMI ||
        follows == DMR_PIECE_COLON)
        return false;
    if (next->first == DMR_GLYPH_LOWER && !(pieces->small && is_plain_stop(pieces, at)))
        return false;
    if (p->kind == DMR_PIECE_ABBREV || p->kind == DMR_PIECE_INITIAL)
        return *behind > at + 1 && pieces->at[at + 1].kind == DMR_PIECE_STOP
                   ? true
                   : abbreviation_ends(p, next, text);
    if (p->kind == DMR_PIECE_DOTS)
        return dots_end(pieces, at, next);
    if (p->kind == DMR_PIECE_STOP && is_enumerator(pieces, from, at, text))
        return false;
    if (!last->space_after) /* "made.The next" */
        return is_capital(next) && at > from &&
               pieces->at[at - 1].first == DMR_GLYPH_LOWER &&
               next->kind == DMR_PIECE_WORD && next->end - next->start > 1;
    return !(p->kind != DMR_PIECE_STOP && goes_on_with_speaker(pieces, *behind, text));
}

/* Letters, all of them capitals, three at the least. */
static bool is_shouted(const dmr_piece *p, demarche_str text)
{
    demarche_str f = form(p, text);
    size_t letters = 0;
    for (size_t i = 0; i < f.len; i++) {
        if (dmr_is_lower(f.ptr[i]))
            return false;
        letters += dmr_is_upper(f.ptr[i]);
    }
    return letters > 2;
}

/* The dash that ends a dateline: with blanks around it, "--", an em dash, or the "_" of
 * some agencies. */
static bool ends_dateline(const dmr_pieces *pieces, size_t at, demarche_str text)
{
    const dmr_piece *p = &pieces->at[at];
    demarche_str f = form(p, text);
    bool before = pieces->at[at - 1].space_after, behind = p->space_after;
    if (before && behind)
        return p->kind == DMR_PIECE_DASH || dmr_str_is(f, "_");
    return before == behind && at > 1 && p->kind == DMR_PIECE_DASH &&
           (dmr_str_is(f, "\xE2\x80\x94") || dmr_str_is(f, "--"));
}

/*
 * "SEOUL, Dec 3 --", "BAGHDAD, Iraq (Reuters) -", "Peking, September 9 (Hsinhua) --": the
 * dateline of a dispatch, up to its dash. It says where and when of all that follows and is
 * no part of its first sentence. Gives the number of its pieces, 0 where there is none.
 */
static size_t dateline(const dmr_pieces *pieces, demarche_str text)
{
    enum { LONGEST = 16, LEFT = 4 };
    if (pieces->n < LEFT || !is_capital(&pieces->at[0]))
        return 0;
    bool loud = is_shouted(&pieces->at[0], text); /* the place is in capitals */
    bool shouted = loud;                          /* all words so far are */
    bool told = false; /* something else than a name: a date, a comma, an agency */
    bool month = false, number = false;
    for (size_t i = 1; i < pieces->n && i < LONGEST; i++) {
        const dmr_piece *p = &pieces->at[i];
        if (ends_dateline(pieces, i, text))
            return (told || shouted) && (loud || (month && number)) &&
                           pieces->n - i > LEFT && is_capital(&pieces->at[i + 1])
                       ? i + 1
                       : 0;
        if (p->kind == DMR_PIECE_WORD || p->kind == DMR_PIECE_ABBREV) {
            shouted &= is_shouted(p, text);
            month |= dmr_affix_is(DMR_AFFIX_CALENDAR, form(p, text)) ||
                     p->abbrev == DMR_ABBREV_DATE;
            if (!is_capital(p))
                return 0;
        } else if (p->kind == DMR_PIECE_STOP) { /* "March 20. --" */
            if (!told || i + 1 == pieces->n || pieces->at[i + 1].kind != DMR_PIECE_DASH)
                return 0;
        } else {
            told = true;
            number |= p->kind == DMR_PIECE_NUMBER;
            if (p->kind != DMR_PIECE_NUMBER && p->kind != DMR_PIECE_COMMA &&
                p->kind != DMR_PIECE_OPEN && p->kind != DMR_PIECE_CLOSE)
                return 0;
        }
    }
    return 0;
}

size_t dmr_boundary_next(const dmr_pieces *pieces, size_t from, demarche_str text,
                         const uint32_t *closers, bool cable)
{
    size_t hold = 0; /* no end before this piece: inside a bracket */
    size_t head = from == 0 && !cable ? dateline(pieces, text) : 0;
    if (head)
        return head;
    for (size_t i = from; i < pieces->n; i++) {
        const dmr_piece *p = &pieces->at[i];
        size_t behind = i + 1;
        switch (p->kind) {
        case DMR_PIECE_OPEN:
            /* a bracket that stands around whole sentences begins one */
            if (i > from && closers[i] > hold)
                hold = closers[i];
            break;
        case DMR_PIECE_STOP:
        case DMR_PIECE_MARK:
        case DMR_PIECE_DOTS:
        case DMR_PIECE_ABBREV:
        case DMR_PIECE_INITIAL:
            if (i >= hold && ends_at(pieces, from, i, text, &behind))
                return behind - from;
            break;
        case DMR_PIECE_WORD:
            if (p->sign == '.' && i > from)
                return behind - from;
            break;
        default:
            break;
        }
    }
    return pieces->n - from;
}

/*
 * Words: what is inside them (apostrophes, hyphens, stops, slashes) and what is cut off
 * (clitics). The conventions are those of UD English EWT and GUM.
 */
#include "text/cutter.h"

/* The clitic that begins with the apostrophe at `apos` and ends at a word's end; its end,
 * or 0. "n't" is found by its t: then *start is the n. */
static size_t clitic_end(const dmr_cutter *c, size_t word, size_t apos, size_t *start)
{
    size_t len, behind_len;
    dmr_cutter_glyph(c, apos, &len);
    demarche_str tail = dmr_cutter_letters(c, apos + len);
    size_t end = apos + len + tail.len;
    if (!tail.len || tail.len > 2 || end > c->chunk_end ||
        dmr_glyph_is_alnum(dmr_cutter_glyph(c, end, &behind_len)))
        return 0;
    /* "Ch's-on" would be a name; no clitic has a hyphen and a letter behind it but 's */
    char a = dmr_to_lower(tail.ptr[0]), b = tail.len > 1 ? dmr_to_lower(tail.ptr[1]) : 0;
    *start = apos;
    if (!b && a == 't' && apos - word >= 2 && dmr_to_lower(c->text[apos - 1]) == 'n') {
        *start = apos - 1;
        return end;
    }
    if (!b)
        return a == 's' || a == 'd' ||
                       (a == 'm' && apos - word == 1 &&
                        dmr_to_lower(c->text[word]) == 'i')
                   ? end
                   : 0;
    return (a == 'l' && b == 'l') || (a == 'r' && b == 'e') || (a == 'v' && b == 'e')
               ? end
               : 0;
}

/* True where the word before is a Korean or Chinese family name. */
static bool behind_surname(const dmr_cutter *c)
{
    if (!c->out->n)
        return false;
    const dmr_piece *p = &c->out->at[c->out->n - 1];
    return dmr_affix_is(DMR_AFFIX_SURNAME,
                        dmr_str(c->text + p->start, p->end - p->start));
}

/* True where the hyphen at `hyphen` stays inside the word that began at `word`. */
static bool keeps_hyphen(const dmr_cutter *c, size_t word, size_t hyphen)
{
    if (hyphen - word > 24 || c->text[hyphen] != '-')
        return false;
    demarche_str left = dmr_str(c->text + word, hyphen - word);
    demarche_str right = dmr_cutter_letters(c, hyphen + 1);
    bool prefix = dmr_affix_is(DMR_AFFIX_PREFIX, left);
    /* "UN-led" is no prefix, "NON-ALIGNED" is one */
    if (prefix && dmr_is_upper(left.ptr[left.len - 1]))
        prefix = right.len && dmr_is_upper(right.ptr[right.len - 1]);
    if (!right.len) /* "mid-1980s", "pre- and post-war" */
        return prefix &&
               (hyphen + 1 == c->chunk_end || dmr_is_digit(c->text[hyphen + 1]));
    demarche_str whole = dmr_str(left.ptr, left.len + 1 + right.len);
    if (dmr_affix_is(DMR_AFFIX_HYPHENED, whole) || prefix ||
        (right.len > 3 && dmr_affix_is(DMR_AFFIX_SUFFIX, right)))
        return true;
    /* given names of two syllables: "Sun-gi", "Min-Woo", "Ch'or-on" */
    size_t end = hyphen + 1 + right.len, len;
    size_t apos_len;
    if (dmr_cutter_glyph(c, end, &apos_len) == DMR_GLYPH_APOS && c->text[end] == '\'') {
        demarche_str more = dmr_cutter_letters(c, end + 1);
        size_t start;
        if (more.len && !clitic_end(c, hyphen + 1, end, &start)) { /* "Nak-ch'ol" */
            right.len += 1 + more.len;
            end = hyphen + 1 + right.len;
        }
    }
    if (dmr_cutter_glyph(c, end, &len) == DMR_GLYPH_HYPHEN)
        return false;
    bool capital = dmr_is_upper(right.ptr[0]);
    if (!dmr_is_upper(left.ptr[0]) || left.len > 7 || right.len > 7 ||
        (left.len > 1 && dmr_is_upper(left.ptr[1])))
        return false;
    /* "Run-up" but "Kim Yong-sun", "Pak Ch'or-on" */
    if (dmr_affix_is(DMR_AFFIX_HYPHEN_TAIL, right) && !capital &&
        !memchr(left.ptr, '\'', left.len) && !behind_surname(c))
        return false;
    if (dmr_str_eq_nocase(left, DMR_STR("al")) || dmr_str_eq_nocase(left, DMR_STR("el")))
        return false;
    return dmr_affix_is_syllable(left) && dmr_affix_is_syllable(right);
}

/* "I/S", "l/c", "A/RES/43/1": single letters and the symbols of UN documents. */
static bool keeps_slash(const dmr_cutter *c, size_t word, size_t slash)
{
    size_t len;
    if (slash + 1 >= c->chunk_end || slash - word > DMR_CUTTER_LOOK)
        return false;
    if (slash - word != 1 && !memchr(c->text + word, '/', slash - word))
        return false;
    if (!dmr_glyph_is_alnum(dmr_cutter_glyph(c, slash + 1, &len)))
        return false;
    if (memchr(c->text + word, '/', slash - word))
        return true; /* the first slash has been judged */
    demarche_str right = dmr_cutter_letters(c, slash + 1);
    if (right.len == 1)
        return !(slash + 2 < c->chunk_end && c->text[slash + 2] == '/' &&
                 dmr_is_lower(c->text[word]));
    if (!dmr_is_upper(c->text[word]))
        return false;
    if (!right.len) /* "S/1988/12" */
        return true;
    return right.len <= 4 && dmr_is_upper(right.ptr[0]) &&
           dmr_is_upper(right.ptr[right.len - 1]) &&
           slash + 1 + right.len < c->chunk_end && c->text[slash + 1 + right.len] == '/';
}

/* "AT&T", "PG&E", "P&L". */
static bool keeps_ampersand(const dmr_cutter *c, size_t word, size_t amp)
{
    demarche_str right = dmr_cutter_letters(c, amp + 1);
    size_t left = amp - word;
    if (!right.len || right.len > 3 || !left || left > 4)
        return false;
    if (left == 1 && right.len == 1)
        return true;
    for (size_t i = word; i < amp; i++)
        if (!dmr_is_upper(c->text[i]))
            return false;
    for (size_t i = 0; i < right.len; i++)
        if (!dmr_is_upper(right.ptr[i]))
            return false;
    return true;
}

/* The end of "U.S.", "a.m", "J.F.K.", "Ph.D." that begins at `word`, whose first stop is at
 * `stop`; 0 where it is none. */
static size_t letters_with_stops(const dmr_cutter *c, size_t word, size_t stop)
{
    if (stop - word > 2 || !dmr_is_alpha(c->text[word]) ||
        (stop - word == 2 && !dmr_is_lower(c->text[word + 1])))
        return 0;
    size_t at = stop, letters = 1, limit = word + 24;
    while (at < c->chunk_end && at < limit && c->text[at] == '.') {
        size_t len;
        if (at + 1 >= c->chunk_end || !dmr_is_alpha(c->text[at + 1])) {
            at++; /* the last stop */
            break;
        }
        demarche_str run = dmr_cutter_letters(c, at + 1);
        if (run.len > 2 ||
            (run.len == 2 && stop - word == 1 && !dmr_is_upper(run.ptr[0])))
            return letters > 1 || dmr_is_upper(c->text[word]) ? at + 1 : 0;
        if (run.len == 2 && run.ptr[1] != 'c' && run.ptr[1] != 'h' && run.ptr[1] != 'd')
            return letters > 1 ? at + 1 : 0; /* "U.S.In" */
        if (dmr_glyph_is_alnum(dmr_cutter_glyph(c, at + 1 + run.len, &len)))
            return 0;
        letters++;
        at += 1 + run.len;
    }
    if (stop - word == 2 && letters < 2)
        return 0;
    return letters > 1 ? at : 0;
}

static bool is_date_word(const dmr_cutter *c, size_t at)
{
    dmr_abbrev kind = dmr_abbrev_find(c->splitter, dmr_cutter_letters(c, at));
    return kind == DMR_ABBREV_DATE || kind == DMR_ABBREV_NAME;
}

/* Whether a single capital with a stop is an initial, and not the end of a sentence. */
static bool is_initial(const dmr_cutter *c, size_t word, size_t next)
{
    if (next >= c->end)
        return false;
    size_t len;
    dmr_glyph g = dmr_glyph_at(c->text + next, c->end - next, &len);
    if (g == DMR_GLYPH_LOWER)
        return true;
    demarche_str follows = dmr_cutter_letters(c, next);
    bool letter = follows.len == 1 && next + 1 < c->end && c->text[next + 1] == '.';
    if (c->text[word] == 'I') {
        const dmr_piece *before = c->out->n ? &c->out->at[c->out->n - 1] : NULL;
        return letter || (before && (before->kind == DMR_PIECE_INITIAL ||
                                     before->abbrev == DMR_ABBREV_TITLE));
    }
    return letter ||
           (g == DMR_GLYPH_UPPER && !dmr_affix_is(DMR_AFFIX_STARTER, follows)) ||
           (g == DMR_GLYPH_DIGIT && follows.len == 0 && c->out->n &&
            c->out->at[c->out->n - 1].kind == DMR_PIECE_INITIAL);
}

/*
 * Judge the stop at `stop` behind text[word, stop): the kind of abbreviation that takes
 * it in, or NONE. A stop in the middle of the bytes ("No.5", "St.Petersburg") is judged
 * alike.
 */
static dmr_abbrev judge_stop(const dmr_cutter *c, size_t word, size_t stop,
                             dmr_piece_kind *kind)
{
    demarche_str w = dmr_str(c->text + word, stop - word);
    size_t behind = stop + 1, next = dmr_cutter_next_word(c, behind), len;
    bool number = next < c->end && dmr_is_digit(c->text[next]);
    bool last = next >= c->end;
    dmr_glyph follows = dmr_cutter_glyph(c, behind, &len);
    *kind = DMR_PIECE_ABBREV;
    if (follows == DMR_GLYPH_STOP || follows == DMR_GLYPH_DOTS)
        return DMR_ABBREV_NONE; /* "etc..." */
    bool comma = follows == DMR_GLYPH_COMMA;
    dmr_abbrev k = dmr_abbrev_find(c->splitter, w);
    switch (k) {
    case DMR_ABBREV_NONE:
        break;
    case DMR_ABBREV_TITLE:
        return last && !comma ? DMR_ABBREV_NONE : k;
    case DMR_ABBREV_NUMBER: {
        demarche_str roman = number ? w : dmr_cutter_letters(c, next);
        bool is_roman = roman.len > 0 && roman.len < 6;
        for (size_t i = 0; i < roman.len && !number; i++)
            is_roman &= strchr("IVXLC", roman.ptr[i]) != NULL;
        if (number || (is_roman && !last))
            return k;
        break;
    }
    case DMR_ABBREV_DATE:
        if (number || comma || (!last && is_date_word(c, next)))
            return k;
        break;
    default:
        return k;
    }
    if (w.len == 1 && dmr_is_upper(w.ptr[0]) &&
        (comma ? c->out->n > 0 && c->out->at[c->out->n - 1].kind == DMR_PIECE_INITIAL
               : is_initial(c, word, next))) {
        *kind = DMR_PIECE_INITIAL;
        return DMR_ABBREV_NAME;
    }
    return DMR_ABBREV_NONE;
}

/* Cut the base off the clitics text[from, to) that follow: "should" + "n't" + "'ve". */
static void put_with_clitic(dmr_cutter *c, size_t start, size_t end)
{
    dmr_cutter_put(c, start, DMR_PIECE_WORD);
    if (c->out->n)
        c->out->at[c->out->n - 1].joins_next = true;
    dmr_cutter_put(c, end, DMR_PIECE_WORD);
}

static void put_word(dmr_cutter *c, size_t end)
{
    size_t cuts[2], word = c->at;
    size_t n = dmr_affix_cuts(dmr_str(c->text + word, end - word), cuts);
    for (size_t i = 0; i < n; i++) {
        dmr_cutter_put(c, word + cuts[i], DMR_PIECE_WORD);
        if (c->out->n)
            c->out->at[c->out->n - 1].joins_next = true;
    }
    dmr_cutter_put(c, end, DMR_PIECE_WORD);
}

/* The apostrophe at `apos` ends the word: a possessive ("nations'") where no single quote
 * is open. */
static bool is_possessive(const dmr_cutter *c, size_t word, size_t apos)
{
    if (c->in_single || apos - word < 2)
        return false;
    char last = dmr_to_lower(c->text[apos - 1]);
    if (last != 's' && last != 'x' && last != 'z')
        return false;
    size_t len, behind_len;
    dmr_cutter_glyph(c, apos, &len);
    dmr_glyph g = dmr_cutter_glyph(c, apos + len, &behind_len);
    return g == DMR_GLYPH_BLANK || g == DMR_GLYPH_COMMA || g == DMR_GLYPH_STOP ||
           g == DMR_GLYPH_CLOSE || g == DMR_GLYPH_HYPHEN || g == DMR_GLYPH_SEMI ||
           g == DMR_GLYPH_COLON || g == DMR_GLYPH_QUOTE || g == DMR_GLYPH_RQUOTE ||
           g == DMR_GLYPH_MARK || g == DMR_GLYPH_SLASH;
}

/* The end of an abbreviation of the table that has stops inside ("M.Phil."); 0: none. */
static size_t known_with_stops(const dmr_cutter *c, size_t word, size_t stop)
{
    size_t at = stop + 1, found = 0;
    while (at < c->chunk_end && at - word < 16 &&
           (dmr_is_alpha(c->text[at]) || c->text[at] == '.')) {
        if (c->text[at] == '.' &&
            dmr_abbrev_find(c->splitter, dmr_str(c->text + word, at - word)))
            found = at + 1;
        at++;
    }
    return found;
}

/* At a stop inside or behind the word. True where the word has been put. */
static bool cut_at_stop(dmr_cutter *c, size_t word, size_t stop)
{
    size_t end = known_with_stops(c, word, stop);
    if (!end)
        end = letters_with_stops(c, word, stop);
    dmr_piece_kind kind = DMR_PIECE_ABBREV;
    dmr_abbrev abbrev = DMR_ABBREV_NONE;
    if (end) {
        bool ends = c->text[end - 1] == '.';
        abbrev = dmr_abbrev_find(c->splitter,
                                 dmr_str(c->text + word, end - word - (ends ? 1 : 0)));
        if (abbrev == DMR_ABBREV_NONE)
            abbrev = DMR_ABBREV_NAME;
        if (!ends)
            kind = DMR_PIECE_WORD; /* "U.S" */
    } else if ((end = dmr_cutter_dotted_name(c, word, stop)) != 0) {
        kind = DMR_PIECE_WORD;
    } else if ((abbrev = judge_stop(c, word, stop, &kind)) != DMR_ABBREV_NONE) {
        end = stop + 1;
    } else {
        return false;
    }
    size_t len;
    dmr_cutter_put(c, end, kind);
    if (kind != DMR_PIECE_WORD && c->out->n)
        c->out->at[c->out->n - 1].abbrev = (uint8_t)abbrev;
    /* "the U.S.'s", "the D.A.'s" */
    if (dmr_cutter_glyph(c, c->at, &len) == DMR_GLYPH_APOS) {
        size_t start, to = clitic_end(c, word, c->at, &start);
        if (to && start == c->at && c->out->n) {
            c->out->at[c->out->n - 1].joins_next = true;
            dmr_cutter_put(c, to, DMR_PIECE_WORD);
        }
    }
    return true;
}

/* At an apostrophe inside or behind the word. 1: the word has been put; 0: it ends before
 * the apostrophe; -1: it goes on. */
static int cut_at_apostrophe(dmr_cutter *c, size_t word, size_t apos)
{
    size_t start, end = clitic_end(c, word, apos, &start);
    if (end && dmr_is_digit(c->text[apos - 1]) && c->text[end - 1] == 's' &&
        c->text[word] != 'A') {
        dmr_cutter_put(c, end, DMR_PIECE_NUMBER); /* "1990's" */
        return 1;
    }
    if (end) {
        size_t again, len, second = 0;
        if (dmr_cutter_glyph(c, end, &len) == DMR_GLYPH_APOS)
            second = clitic_end(c, word, end, &again); /* "shouldn't've" */
        put_with_clitic(c, start, end);
        if (second && again == end && c->out->n) {
            c->out->at[c->out->n - 1].joins_next = true;
            dmr_cutter_put(c, second, DMR_PIECE_WORD);
        }
        return 1;
    }
    size_t len, behind_len;
    dmr_cutter_glyph(c, apos, &len);
    if (dmr_glyph_is_letter(dmr_cutter_glyph(c, apos + len, &behind_len)))
        return -1;
    if (is_possessive(c, word, apos)) {
        put_with_clitic(c, apos, apos + len);
        return 1;
    }
    return 0;
}

/* "agreement3 was": small letters, then a footnote's number that touches them. Gives where
 * the number begins; 0 where the word has none. */
static size_t note_mark(const dmr_cutter *c, size_t word, size_t end)
{
    enum { LETTERS = 5 };
    size_t at = end;
    while (at > word && dmr_is_digit(c->text[at - 1]))
        at--;
    if (at == end || end - at > 2 || at - word < LETTERS || c->text[at] == '0')
        return 0;
    for (size_t i = word; i < at; i++)
        if (!dmr_is_lower(c->text[i]))
            return 0;
    return at;
}

void dmr_cutter_word(dmr_cutter *c)
{
    size_t word = c->at, at = word, len;
    for (;; at += len) {
        dmr_glyph g = dmr_cutter_glyph(c, at, &len);
        if (!len)
            break;
        if (dmr_glyph_is_alnum(g))
            continue;
        if (g == DMR_GLYPH_STOP && c->text[at] == '.') {
            if (at - word < DMR_CUTTER_LOOK && memchr(c->text + word, '/', at - word) &&
                at + 1 < c->chunk_end && dmr_is_digit(c->text[at + 1]))
                continue; /* "A/73/PV.6" */
            if (cut_at_stop(c, word, at))
                return;
            break;
        }
        if (g == DMR_GLYPH_APOS) {
            int how = cut_at_apostrophe(c, word, at);
            if (how == 1)
                return;
            if (how == 0)
                break;
            continue;
        }
        if (g == DMR_GLYPH_HYPHEN && keeps_hyphen(c, word, at))
            continue;
        if (g == DMR_GLYPH_SLASH && keeps_slash(c, word, at))
            continue;
        if (g == DMR_GLYPH_AMP && keeps_ampersand(c, word, at))
            continue;
        size_t behind;
        bool inside = dmr_glyph_is_letter(dmr_cutter_glyph(c, at + len, &behind));
        if (inside && (g == DMR_GLYPH_AT || c->text[at] == '*'))
            continue;
        /* "US$5": the letters belong to the sign */
        if (g == DMR_GLYPH_MONEY && at - word <= 3 && dmr_is_upper(c->text[at - 1])) {
            dmr_cutter_put(c, at + len, DMR_PIECE_OTHER);
            return;
        }
        break;
    }
    size_t mark = note_mark(c, word, at);
    if (mark) {
        put_word(c, mark);
        dmr_cutter_put(c, at, DMR_PIECE_NUMBER);
    } else {
        put_word(c, at);
    }
}

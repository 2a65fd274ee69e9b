/* Names as dictionaries write them ("KOFI_ANNAN_"), and as we do ("Kofi Annan"). What
 * case a name has decides how it is found in a text: one short word all in capitals is
 * an acronym, and "IRAN" would never be found in "Iran". */
#include "lexicon/import.h"

#include "base/error.h"
#include "base/utf8.h"
#include "mention/name_norm.h"

enum { NAME_MAX_BYTES = 200 };

static bool is_one_of(demarche_str word, const char *const *words)
{
    for (; *words; words++)
        if (dmr_str_eq_nocase(word, dmr_str_c(*words)))
            return true;
    return false;
}

/* Small words within a name. */
static bool is_small(demarche_str word)
{
    static const char *const words[] = {
        "of",  "the", "and", "for", "in", "on",  "to",  "at",  "by",  "de",
        "del", "des", "du",  "di",  "da", "dos", "von", "van", "der", "den",
        "y",   "bin", "ibn", "und", "et", "la",  "el",  "al",  NULL};
    return is_one_of(word, words);
}

/* Words that stay in capitals within a name. */
static bool is_capitals(demarche_str word)
{
    static const char *const words[] = {"UN",   "US",  "UK",   "EU",   "USA",
                                        "USSR", "UAE", "NATO", "NGO",  "II",
                                        "III",  "IV",  "VII",  "VIII", NULL};
    static const char *const titles[] = {"MR",  "MRS", "MS", "DR",  "ST", "JR", "SR",
                                         "LTD", "MT",  "FT", "SGT", "LT", NULL};
    bool vowel = false, letters = true;
    for (size_t i = 0; i < word.len; i++) {
        vowel |= memchr("AEIOUY", word.ptr[i], 6) != NULL;
        letters &= dmr_is_upper(word.ptr[i]);
    }
    if (is_one_of(word, words))
        return true;
    return letters && !vowel && word.len >= 2 && word.len <= 6 &&
           !is_one_of(word, titles);
}

/* ----------------------------------------------------------------------- checking */

static const char *what_is_wrong(demarche_str s)
{
    if (dmr_utf8_invalid(s, 0) != SIZE_MAX)
        return "it is no UTF-8; convert the file (iconv -f WINDOWS-1252 -t UTF-8)";
    if (dmr_str_find(s, DMR_STR("\uFFFD"), 0) != SIZE_MAX)
        return "a character of it was lost (U+FFFD); write it again";
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if ((c < 0x20 && c != '\t') || c == 0x7F)
            return "there is a control character in it; write it again";
        if (strchr("[]{}", c) && c)
            return "there is a bracket in it; codes stand behind the name, as [CODE]";
        if (c == '+' && i + 1 < s.len && s.ptr[i + 1] == '_')
            return "'+' within it; give the second name a line of its own";
    }
    return s.len > NAME_MAX_BYTES ? "it is longer than 200 bytes" : NULL;
}

/* With "_", tabs and runs of blanks as one blank each; "|" parts names in our tables. */
static demarche_str with_blanks(demarche_str s, dmr_arena *arena)
{
    char *buf = dmr_arena_alloc(arena, s.len + 1);
    size_t n = 0;
    for (size_t i = 0; buf && i < s.len; i++) {
        char c = s.ptr[i];
        if (c == '_' || dmr_is_blank(c)) {
            if (n && buf[n - 1] != ' ')
                buf[n++] = ' ';
        } else {
            buf[n++] = c == '|' ? '/' : c;
        }
    }
    while (n && buf[n - 1] == ' ')
        n--;
    return dmr_str(buf, n);
}

/* "(ACTING", "HAMMARSKJOLD)": up to the bracket whose other half is missing. */
static demarche_str cut_half_bracket(demarche_str s, bool *odd)
{
    size_t open = SIZE_MAX;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '(' && open == SIZE_MAX) {
            open = i;
        } else if (s.ptr[i] == ')') {
            if (open == SIZE_MAX) {
                *odd = true;
                return dmr_str_trim(dmr_str(s.ptr, i));
            }
            open = SIZE_MAX;
        }
    }
    if (open == SIZE_MAX)
        return s;
    *odd = true;
    return dmr_str_trim(dmr_str(s.ptr, open));
}

/* ------------------------------------------------------------------------- writing */

static bool has_small_letters(demarche_str s)
{
    for (size_t i = 0; i < s.len;) {
        int32_t c;
        i += dmr_utf8_decode(s.ptr + i, s.len - i, &c);
        if (dmr_utf8_class_of(c) == DMR_UTF8_LOWER)
            return true;
    }
    return false;
}

static bool is_letter_at(demarche_str s, size_t at)
{
    int32_t c;
    if (at >= s.len)
        return false;
    dmr_utf8_decode(s.ptr + at, s.len - at, &c);
    return dmr_utf8_is_letter(c);
}

/* Write one word with a capital at the start and behind "-", "/", "(", "."; "O'NEILL" as
 * "O'Neill", "PEOPLE'S" as "People's", "MCCAIN" as "McCain". Gives the bytes written: a
 * letter's other case may take one byte more. */
static size_t write_word(demarche_str word, char *out)
{
    size_t n = 0, letters = 0; /* letters since the last sign */
    bool capital = true;
    for (size_t i = 0; i < word.len;) {
        int32_t c;
        size_t k = dmr_utf8_decode(word.ptr + i, word.len - i, &c);
        i += k;
        if (dmr_utf8_is_letter(c)) {
            c = capital ? dmr_utf8_to_upper(c) : dmr_utf8_to_lower(c);
            letters++;
            capital =
                letters == 2 && n && out[n - 1] == 'M' && c == 'c' && word.len - i >= 3;
        } else if (dmr_utf8_is_apostrophe(c)) {
            capital = letters == 0 || (letters == 1 && is_letter_at(word, i + 1));
            letters = 0;
        } else if (c == '-' || c == '/' || c == '(' || c == '.' || c == '"' || c == '&') {
            capital = true;
            letters = 0;
        }
        n += dmr_utf8_encode(c, out + n);
    }
    return n;
}

/* "KOFI_ANNAN" as "Kofi Annan". What has small letters is left as it is. */
static demarche_str in_our_case(demarche_str s, dmr_arena *arena)
{
    if (has_small_letters(s))
        return s;
    char *buf = dmr_arena_alloc(arena, s.len * 2 + 4);
    size_t n = 0;
    demarche_str rest = s, word;
    while (buf && dmr_str_split(&rest, ' ', &word)) {
        bool first = n == 0;
        if (!first)
            buf[n++] = ' ';
        if (is_capitals(word)) {
            memcpy(buf + n, word.ptr, word.len);
            n += word.len;
        } else if (!first && is_small(word)) {
            for (size_t i = 0; i < word.len; i++)
                buf[n++] = dmr_to_lower(word.ptr[i]);
        } else {
            n += write_word(word, buf + n);
        }
    }
    return dmr_str(buf, buf ? n : 0);
}

/* Everything that names and nouns have in common; *blanks is NULL where it is wrong. */
static demarche_status read_common(dmr_import_name *out, demarche_str raw, size_t line,
                                   demarche_str *blanks, dmr_arena *arena,
                                   demarche_error *err)
{
    char norm[NAME_MAX_BYTES * 3 + 8];
    *out = (dmr_import_name){.raw = raw, .line = line};
    out->stem = !dmr_str_ends(raw, DMR_STR("_"));
    out->wrong = what_is_wrong(raw);
    if (out->wrong)
        return DEMARCHE_OK;
    *blanks = with_blanks(raw, arena);
    if (!blanks->ptr)
        return dmr_error_memory(err);
    *blanks = cut_half_bracket(*blanks, &out->odd);
    size_t n = dmr_name_norm(norm, sizeof norm, *blanks);
    if (n == 0 || n == SIZE_MAX || n > NAME_MAX_BYTES)
        out->wrong = "there are no letters in it";
    return DEMARCHE_OK;
}

demarche_status dmr_import_name_read(dmr_import_name *out, demarche_str raw, size_t line,
                                     dmr_arena *arena, demarche_error *err)
{
    demarche_str blanks;
    DMR_TRY(read_common(out, raw, line, &blanks, arena, err));
    if (out->wrong)
        return DEMARCHE_OK;
    out->text = in_our_case(blanks, arena);
    return out->text.ptr ? DEMARCHE_OK : dmr_error_memory(err);
}

demarche_status dmr_import_noun_read(dmr_import_name *out, demarche_str raw, size_t line,
                                     dmr_arena *arena, demarche_error *err)
{
    demarche_str blanks;
    DMR_TRY(read_common(out, raw, line, &blanks, arena, err));
    if (out->wrong)
        return DEMARCHE_OK;
    out->text = dmr_utf8_lower(arena, blanks);
    return out->text.ptr ? DEMARCHE_OK : dmr_error_memory(err);
}

demarche_str dmr_import_name_of_person(demarche_str name, dmr_arena *arena)
{
    static const char *const words[] = {"in", "on", "at", "to", "by", "and", "the", NULL};
    char *copy = dmr_arena_copy(arena, name.ptr, name.len);
    demarche_str rest = name, word;
    while (copy && dmr_str_split(&rest, ' ', &word))
        if (is_one_of(word, words) && dmr_is_lower(word.ptr[0]))
            copy[word.ptr - name.ptr] = (char)(word.ptr[0] - 32);
    return dmr_str(copy, copy ? name.len : 0);
}

/* The next word of a name, parted by "_" or blanks. */
static bool next_word(demarche_str *rest, demarche_str *word)
{
    size_t n = 0;
    if (!rest->ptr)
        return false;
    while (n < rest->len && rest->ptr[n] != '_' && rest->ptr[n] != ' ')
        n++;
    *word = dmr_str(rest->ptr, n);
    *rest = n < rest->len ? dmr_str(rest->ptr + n + 1, rest->len - n - 1)
                          : (demarche_str){NULL, 0};
    return true;
}

bool dmr_import_is_initials(demarche_str word, demarche_str name)
{
    /* Without the small words, and with them. */
    for (int with_small = 0; with_small < 2; with_small++) {
        demarche_str rest = name, part;
        size_t at = 0;
        bool same = true;
        while (same && next_word(&rest, &part)) {
            if (part.len == 0 || (!with_small && is_small(part)))
                continue;
            same =
                at < word.len && dmr_to_lower(part.ptr[0]) == dmr_to_lower(word.ptr[at]);
            at++;
        }
        if (same && at == word.len && at >= 2)
            return true;
    }
    return false;
}

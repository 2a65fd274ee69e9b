/* What a sentence is about, in a few numbers, to tell how like two are without their texts. */
#include "record/record_db.h"

/* Words of four letters and more that say nothing of what a sentence is about. */
static bool is_empty_word(demarche_str word)
{
    static const char *const words[] = {
        "about", "after", "also",  "been",  "before", "between", "could", "during",
        "from",  "have",  "into",  "more",  "other",  "over",    "said",  "should",
        "some",  "such",  "than",  "that",  "their",  "them",    "then",  "there",
        "these", "they",  "this",  "those", "under",  "upon",    "were",  "what",
        "when",  "where", "which", "while", "will",   "with",    "would",
    };
    size_t low = 0, high = sizeof words / sizeof *words;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int c = dmr_str_compare(word, dmr_str_c(words[middle]));
        if (c == 0)
            return true;
        if (c < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

static bool is_word_byte(char c)
{
    return dmr_is_alpha(c) || dmr_is_digit(c) || (unsigned char)c >= 0x80;
}

#define NUMBER UINT32_C(0x80000000)

/* Hash of a word in small letters; 0: it does not count. */
static uint32_t hash_of(demarche_str word)
{
    enum { WORD_MOST = 32 };
    char small[WORD_MOST];
    bool digit = false, letter = false;
    size_t n = word.len < WORD_MOST ? word.len : WORD_MOST;
    for (size_t i = 0; i < n; i++) {
        small[i] = dmr_to_lower(word.ptr[i]);
        digit = digit || dmr_is_digit(small[i]);
        letter = letter || !dmr_is_digit(small[i]);
    }
    if ((!digit && n < 4) || is_empty_word(dmr_str(small, n)))
        return 0;
    uint64_t h = dmr_hash(DMR_HASH_SEED, small, n);
    uint32_t hash = (uint32_t)(h ^ h >> 32) & ~NUMBER;
    return digit && !letter ? hash | NUMBER : hash ? hash : 1;
}

/* Into the ascending `words`, once. Where there is no room more the largest goes. */
static size_t insert(uint32_t *words, size_t n, uint32_t hash)
{
    size_t at = n;
    while (at && words[at - 1] > hash)
        at--;
    if (at && words[at - 1] == hash)
        return n;
    if (at == DMR_RECORD_GIST_WORDS)
        return n;
    size_t keep = n < DMR_RECORD_GIST_WORDS ? n : n - 1;
    for (size_t i = keep; i > at; i--)
        words[i] = words[i - 1];
    words[at] = hash;
    return keep + 1;
}

size_t dmr_record_gist(demarche_str sentence, unsigned char out[DMR_RECORD_GIST_BYTES])
{
    uint32_t words[DMR_RECORD_GIST_WORDS];
    size_t n = 0, i = 0;
    while (i < sentence.len) {
        while (i < sentence.len && !is_word_byte(sentence.ptr[i]))
            i++;
        size_t from = i;
        while (i < sentence.len && is_word_byte(sentence.ptr[i]))
            i++;
        uint32_t hash = i > from ? hash_of(dmr_str(sentence.ptr + from, i - from)) : 0;
        if (hash)
            n = insert(words, n, hash);
    }
    for (size_t k = 0; k < n; k++) {
        for (int b = 0; b < 4; b++)
            out[4 * k + (size_t)b] = (unsigned char)(words[k] >> (8 * b));
    }
    return 4 * n;
}

static uint32_t word_at(const unsigned char *gist, size_t at)
{
    const unsigned char *p = gist + 4 * at;
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
           (uint32_t)p[3] << 24;
}

double dmr_record_gist_likeness(const unsigned char *a, size_t n_a,
                                const unsigned char *b, size_t n_b, bool *numbers_apart)
{
    size_t i = 0, k = 0, common = 0, numbers_a = 0, numbers_b = 0, numbers = 0;
    n_a /= 4;
    n_b /= 4;
    for (size_t x = 0; x < n_a; x++)
        numbers_a += (word_at(a, x) & NUMBER) != 0;
    for (size_t x = 0; x < n_b; x++)
        numbers_b += (word_at(b, x) & NUMBER) != 0;
    while (i < n_a && k < n_b) {
        uint32_t x = word_at(a, i), y = word_at(b, k);
        common += x == y;
        numbers += x == y && (x & NUMBER);
        i += x <= y;
        k += y <= x;
    }
    *numbers_apart = numbers_a && numbers_b && !numbers;
    size_t all = n_a + n_b - common;
    return all ? (double)common / (double)all : 0;
}

#include "parse/features.h"

#include "base/hash.h"

enum { KIND_PREFIX = 1, KIND_SUFFIX = 2, KIND_SHAPE = 3, KIND_GLUE = 4 };
enum { MAX_PREFIX = 4, MAX_SUFFIX = 5 };

/* Typographic characters and what stands for them; longest ASCII form is no longer than
 * the character. */
static const struct {
    char utf8[4];
    char plain[4];
} TYPOGRAPHY[] = {
    {"`", "'"},
    {"\xC2\xB4", "'"},
    {"\xCA\xBC", "'"},
    {"\xE2\x80\x98", "'"},
    {"\xE2\x80\x99", "'"},
    {"\xE2\x80\x9B", "'"},
    {"\xE2\x80\x9C", "\""},
    {"\xE2\x80\x9D", "\""},
    {"\xE2\x80\x90", "-"},
    {"\xE2\x80\x91", "-"},
    {"\xE2\x80\x92", "-"},
    {"\xE2\x80\x93", "-"},
    {"\xE2\x80\x94", "--"},
    {"\xE2\x80\xA6", "..."},
};

/* Length of the typographic character at p, and its plain form; 0 if it is none. */
static size_t typographic(const char *p, size_t left, const char **plain)
{
    for (size_t k = 0; k < sizeof TYPOGRAPHY / sizeof TYPOGRAPHY[0]; k++) {
        size_t n = strlen(TYPOGRAPHY[k].utf8);
        if (n <= left && memcmp(p, TYPOGRAPHY[k].utf8, n) == 0) {
            *plain = TYPOGRAPHY[k].plain;
            return n;
        }
    }
    return 0;
}

size_t dmr_features_plain(demarche_str form, char out[DMR_PLAIN_BYTES])
{
    size_t n = 0, len = form.len;

    if (len > DMR_WORD_BYTES) {
        len = DMR_WORD_BYTES;
        while (len > 0 && ((unsigned char)form.ptr[len] & 0xC0) == 0x80)
            len--;
    }
    for (size_t i = 0; i < len;) {
        unsigned char c = (unsigned char)form.ptr[i];
        const char *plain;
        size_t used =
            c == '`' || c >= 0xC2 ? typographic(form.ptr + i, len - i, &plain) : 0;
        if (used == 0) {
            out[n++] = form.ptr[i++];
            continue;
        }
        size_t add = strlen(plain);
        memcpy(out + n, plain, add);
        n += add;
        i += used;
    }
    return n;
}

static uint32_t bucket(const dmr_network *net, uint64_t hash)
{
    return (uint32_t)((hash ^ (hash >> 32)) & (net->n_buckets - 1));
}

static uint64_t begin(int kind)
{
    unsigned char k = (unsigned char)kind;
    return dmr_hash(DMR_HASH_SEED, &k, 1);
}

/* Letters X and x, digits 0, bytes from 128 on u; of equal neighbours two are kept. */
static uint64_t shape_hash(const char *plain, size_t n)
{
    uint64_t h = begin(KIND_SHAPE);
    int last = -1, before = -1;

    for (size_t i = 0; i < n; i++) {
        char c = plain[i];
        char s = dmr_is_upper(c)             ? 'X'
                 : dmr_is_lower(c)           ? 'x'
                 : dmr_is_digit(c)           ? '0'
                 : (unsigned char)c >= 0x80u ? 'u'
                                             : c;
        if (s == last && s == before)
            continue;
        h = dmr_hash(h, &s, 1);
        before = last;
        last = s;
    }
    return h;
}

static uint32_t word_row(const dmr_network *net, const char *key, size_t n)
{
    uint64_t h = dmr_hash(DMR_HASH_SEED, key, n);
    size_t mask = net->n_slots - 1;

    if (h == 0)
        h = 1;
    /* The table has an empty slot (network.c), so this ends. */
    for (size_t at = (size_t)(h ^ (h >> 32)) & mask;; at = (at + 1) & mask) {
        if (net->word_keys[at] == h)
            return net->word_slots[at];
        if (net->word_keys[at] == 0)
            return 0;
    }
}

void dmr_features_of(const dmr_network *net, demarche_str form, bool glued,
                     dmr_features *out)
{
    char plain[DMR_PLAIN_BYTES], key[DMR_PLAIN_BYTES];
    size_t n = dmr_features_plain(form, plain);
    char glue = glued ? '1' : '0';

    for (size_t i = 0; i < n; i++)
        key[i] = dmr_is_digit(plain[i]) ? '0' : dmr_to_lower(plain[i]);
    out->word = word_row(net, key, n);
    out->n = 0;
    uint64_t h = begin(KIND_PREFIX);
    for (size_t k = 1; k <= MAX_PREFIX && k <= n; k++) {
        h = dmr_hash(h, &key[k - 1], 1);
        out->hashed[out->n++] = bucket(net, dmr_hash(h, "<", 1));
    }
    for (size_t k = 1; k <= MAX_SUFFIX && k <= n; k++) {
        h = dmr_hash(begin(KIND_SUFFIX), key + n - k, k);
        out->hashed[out->n++] = bucket(net, dmr_hash(h, ">", 1));
    }
    out->hashed[out->n++] = bucket(net, shape_hash(plain, n));
    out->hashed[out->n++] = bucket(net, dmr_hash(begin(KIND_GLUE), &glue, 1));
}

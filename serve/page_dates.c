/* Dates of a model beside their words, for programs and for readers. */
#include "page.h"

#include <string.h>

#include "date_words.h"

/* A word behind the key: "date", "_words". Empty where it has no room. */
static void key_of(char out[48], const char *key, const char *end)
{
    size_t n = strlen(key), k = strlen(end);
    out[0] = '\0';
    if (n + k >= 48)
        return;
    memcpy(out, key, n);
    memcpy(out + n, end, k + 1);
}

bool page_is_said(const char *key)
{
    static const char *const keys[] = {"date_words", "date_time", "as_of_words",
                                       "as_of_time"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (strcmp(key, keys[i]) == 0)
            return true;
    }
    return false;
}

void page_say_date(json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    if (!value)
        return;
    demarche_str edtf = {json_string_value(value), json_string_length(value)};
    char words[DATE_WORDS_MAX], day[DATE_DAY_MAX], name[48];
    json_t *said = edtf.len ? json_object() : NULL;
    if (said) {
        bool known = date_words(words, edtf);
        bool same = !known || strcmp(words, edtf.ptr) == 0;
        page_put(said, "day", date_day(day, edtf) ? json_string(day) : NULL);
        page_put(said, "edtf", same ? NULL : page_text(edtf));
        page_put(said, "words", known ? json_string(words) : page_text(edtf));
    }
    key_of(name, key, "_words");
    page_put(object, name, json_incref(json_object_get(said, "words")));
    key_of(name, key, "_time");
    page_put(object, name, said);
}

void page_say_dates(json_t *rows, const char *key)
{
    json_t *row;
    size_t i;
    json_array_foreach(rows, i, row) page_say_date(row, key);
}

#include "read/format.h"

#include "base/error.h"
#include "base/str.h"
#include "read/blocks.h"
#include "read/country_study.h"
#include "read/front_matter.h"
#include "read/petrarch.h"

static const char *const names[] = {
    [DEMARCHE_FORMAT_AUTO] = "auto",
    [DEMARCHE_FORMAT_TEXT] = "text",
    [DEMARCHE_FORMAT_MARKDOWN] = "markdown",
    [DEMARCHE_FORMAT_COUNTRY_STUDY] = "country-study",
    [DEMARCHE_FORMAT_JSONL] = "jsonl",
    [DEMARCHE_FORMAT_CONLLU] = "conllu",
    [DEMARCHE_FORMAT_PETRARCH] = "petrarch",
};

enum { N_FORMATS = sizeof names / sizeof *names };

const char *dmr_format_name(demarche_format format)
{
    return (unsigned)format < N_FORMATS ? names[format] : "text";
}

int demarche_format_by_name(const char *name)
{
    for (int i = 0; name && i < N_FORMATS; i++) {
        if (strcmp(names[i], name) == 0)
            return i;
    }
    return -1;
}

/* What is no text, by its first bytes. */
static const char *foreign(demarche_str bytes)
{
    static const struct {
        const char *mark;
        size_t n;
        const char *what;
    } marks[] = {
        {"%PDF-", 5, "a PDF"},
        {"PK\3\4", 4, "a ZIP archive or office document"},
        {"\x1F\x8B", 2, "gzip-compressed"},
        {"BZh", 3, "bzip2-compressed"},
        {"\xFD"
         "7zXZ",
         5, "xz-compressed"},
        {"\x28\xB5\x2F\xFD", 4, "zstd-compressed"},
        {"7z\xBC\xAF", 4, "a 7z archive"},
        {"\x89PNG", 4, "a picture"},
        {"\xFF\xD8\xFF", 3, "a picture"},
        {"GIF8", 4, "a picture"},
        {"\x7F"
         "ELF",
         4, "a program"},
        {"SQLite format 3", 15, "a database"},
        {"{\\rtf", 5, "an RTF document"},
        {"\xD0\xCF\x11\xE0", 4, "an office document"},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (dmr_str_starts(bytes, dmr_str(marks[i].mark, marks[i].n)))
            return marks[i].what;
    }
    demarche_str head =
        dmr_str_trim(dmr_str(bytes.ptr, bytes.len > 512 ? 512 : bytes.len));
    if (head.len >= 14 &&
        (dmr_str_eq_nocase(dmr_str(head.ptr, 14), DMR_STR("<!doctype html")) ||
         dmr_str_eq_nocase(dmr_str(head.ptr, 5), DMR_STR("<html"))))
        return "HTML";
    return dmr_str_starts(head, DMR_STR("<?xml")) ? "XML" : NULL;
}

/* '{' and then a key or a line break. */
static bool looks_jsonl(demarche_str text)
{
    size_t i = 0;
    while (i < text.len && dmr_is_blank(text.ptr[i]))
        i++;
    if (i == text.len || text.ptr[i++] != '{')
        return false;
    while (i < text.len && (text.ptr[i] == ' ' || text.ptr[i] == '\t'))
        i++;
    return i < text.len && (text.ptr[i] == '"' || text.ptr[i] == '}');
}

/* Comments, then a line of ten cells the first of which is a number. */
static bool looks_conllu(demarche_str text)
{
    enum { COMMENTS = 200 };
    demarche_str line;
    for (int i = 0; i < COMMENTS && dmr_blocks_line(&text, &line); i++) {
        if (line.len == 0 || line.ptr[0] == '#' || line.ptr[0] == '\r')
            continue;
        size_t tabs = 0;
        for (size_t k = 0; k < line.len; k++)
            tabs += line.ptr[k] == '\t';
        return dmr_is_digit(line.ptr[0]) && tabs == 9;
    }
    return false;
}

static bool looks_markdown(demarche_str text)
{
    demarche_str line = {NULL, 0};
    if (dmr_front_matter_find(text, NULL))
        return true;
    while (dmr_blocks_line(&text, &line) && dmr_str_trim(line).len == 0)
        ;
    size_t n = 0;
    while (n < line.len && line.ptr[n] == '#')
        n++;
    return n >= 1 && n <= 6 && n < line.len && line.ptr[n] == ' ' &&
           !dmr_str_starts(line, DMR_STR("# Source:"));
}

static bool named(const char *path, const char *const *suffixes)
{
    demarche_str name = dmr_str_c(path);
    for (; *suffixes; suffixes++) {
        demarche_str s = dmr_str_c(*suffixes);
        if (name.len > s.len &&
            dmr_str_eq_nocase(dmr_str(name.ptr + name.len - s.len, s.len), s))
            return true;
    }
    return false;
}

demarche_status dmr_format_tell(demarche_format *out, demarche_str bytes,
                                const char *path, demarche_error *err)
{
    static const char *const jsonl[] = {".jsonl", ".ndjson", NULL};
    static const char *const conllu[] = {".conllu", ".conll", NULL};
    static const char *const markdown[] = {".md", ".markdown", NULL};
    static const char *const text[] = {".txt", ".text", NULL};
    if (dmr_petrarch_is(bytes)) {
        *out = DEMARCHE_FORMAT_PETRARCH;
        return DEMARCHE_OK;
    }
    const char *what = foreign(bytes);
    if (what)
        return dmr_error_set(err, DEMARCHE_E_FORMAT, 0,
                             "is %s, not text; convert it to plain text", what);
    if (dmr_str_starts(bytes, DMR_STR("\xEF\xBB\xBF")))
        bytes = dmr_str(bytes.ptr + 3, bytes.len - 3);
    if (looks_conllu(bytes))
        *out = DEMARCHE_FORMAT_CONLLU;
    else if (looks_jsonl(bytes) || named(path, jsonl))
        *out = DEMARCHE_FORMAT_JSONL;
    else if (dmr_front_matter_find(bytes, NULL))
        *out = DEMARCHE_FORMAT_MARKDOWN;
    else if (dmr_country_study_is(bytes))
        *out = DEMARCHE_FORMAT_COUNTRY_STUDY;
    else if (named(path, conllu))
        *out = DEMARCHE_FORMAT_CONLLU;
    else if (named(path, markdown) || (looks_markdown(bytes) && !named(path, text)))
        *out = DEMARCHE_FORMAT_MARKDOWN;
    else
        *out = DEMARCHE_FORMAT_TEXT;
    return DEMARCHE_OK;
}

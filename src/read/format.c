#include "read/format.h"

#include "base/error.h"
#include "base/str.h"

/* Formats with a mark that nothing else has, in which order they are asked. */
static const dmr_format_kind *const marked[] = {
    &dmr_format_petrarch, &dmr_format_html, &dmr_format_pdf,
    &dmr_format_warc,     &dmr_format_tei,  &dmr_format_reuters,
};

/* Formats of plain text, which are told by how it is built: asked where no other has its
 * mark, and the input is plainly text. Where names are the same, the first has it. */
static const dmr_format_kind *const textual[] = {
    &dmr_format_conllu,   &dmr_format_mail,          &dmr_format_json,
    &dmr_format_csv,      &dmr_format_tsv,           &dmr_format_jsonl,
    &dmr_format_markdown, &dmr_format_country_study, &dmr_format_text,
};

enum {
    N_MARKED = sizeof marked / sizeof *marked,
    N_TEXTUAL = sizeof textual / sizeof *textual
};

static const dmr_format_kind *kind_at(size_t i)
{
    return i < N_MARKED               ? marked[i]
           : i < N_MARKED + N_TEXTUAL ? textual[i - N_MARKED]
                                      : NULL;
}

const dmr_format_kind *dmr_format_kind_of(demarche_format format)
{
    const dmr_format_kind *kind;
    for (size_t i = 0; (kind = kind_at(i)); i++) {
        if (kind->format == format)
            return kind;
    }
    return NULL;
}

int demarche_format_by_name(const char *name)
{
    const dmr_format_kind *kind;
    if (name && strcmp(name, "auto") == 0)
        return DEMARCHE_FORMAT_AUTO;
    for (size_t i = 0; name && (kind = kind_at(i)); i++) {
        if (strcmp(kind->name, name) == 0)
            return (int)kind->format;
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
    return dmr_str_starts(head, DMR_STR("<?xml")) ? "XML" : NULL;
}

static bool named(const char *path, const char *const *suffixes)
{
    static const char *const packed[] = {".gz", ".zst", ".xz", ".bz2"};
    demarche_str name = dmr_str_c(path);
    for (size_t i = 0; i < sizeof packed / sizeof *packed; i++) {
        if (dmr_str_ends(name, dmr_str_c(packed[i])))
            name.len -= strlen(packed[i]); /* the name of what is in it */
    }
    for (; suffixes && *suffixes; suffixes++) {
        demarche_str s = dmr_str_c(*suffixes);
        if (name.len > s.len &&
            dmr_str_eq_nocase(dmr_str(name.ptr + name.len - s.len, s.len), s))
            return true;
    }
    return false;
}

static const dmr_format_kind *by_content(const dmr_format_kind *const *kinds, size_t n,
                                         demarche_str head, const char *path)
{
    for (size_t i = 0; i < n; i++) {
        if (kinds[i]->is && kinds[i]->is(head, path))
            return kinds[i];
    }
    return NULL;
}

/* By its name, else by its looks, else it is plain text. */
static const dmr_format_kind *by_name(demarche_str head, const char *path)
{
    const dmr_format_kind *kind;
    for (size_t i = 0; (kind = kind_at(i)); i++) {
        if (named(path, kind->suffixes))
            return kind;
    }
    for (size_t i = 0; (kind = kind_at(i)); i++) {
        if (kind->seems && kind->seems(head))
            return kind;
    }
    return &dmr_format_text;
}

demarche_status dmr_format_tell(const dmr_format_kind **out, demarche_str head,
                                const char *path, demarche_error *err)
{
    if (head.len > DMR_FORMAT_HEAD)
        head.len = DMR_FORMAT_HEAD;
    if (dmr_str_starts(head, DMR_STR("\xEF\xBB\xBF")))
        head = dmr_str(head.ptr + 3, head.len - 3);
    *out = by_content(marked, N_MARKED, head, path);
    if (*out)
        return DEMARCHE_OK;
    const char *what = foreign(head);
    if (what)
        return dmr_error_set(err, DEMARCHE_E_FORMAT, 0,
                             "is %s, not text; convert it to plain text", what);
    *out = by_content(textual, N_TEXTUAL, head, path);
    if (!*out)
        *out = by_name(head, path);
    return DEMARCHE_OK;
}

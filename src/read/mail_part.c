#include "read/mail_part.h"

#include "read/mail_header.h"

enum {
    DEEP = 16,        /* parts in parts */
    MAX_PARTS = 2000, /* of a message; those behind are left out */
};

typedef struct range {
    size_t from, to;
} range;

static bool gather(dmr_mail_parts *parts, range entity, const char *usual, size_t depth);

static bool is(demarche_str a, const char *b)
{
    return dmr_str_eq_nocase(a, dmr_str_c(b));
}

static bool starts(demarche_str s, const char *prefix)
{
    size_t n = strlen(prefix);
    return s.len >= n && dmr_str_eq_nocase(dmr_str(s.ptr, n), dmr_str_c(prefix));
}

/* ---------------------------------------------------------------------------- multipart */

typedef enum fence { FENCE_NONE = 0, FENCE_NEXT, FENCE_LAST } fence;

/* Whether the line parts two parts, or ends the last. */
static fence fence_of(demarche_str line, demarche_str boundary)
{
    if (!dmr_str_starts(line, DMR_STR("--")) ||
        !dmr_str_starts(dmr_str(line.ptr + 2, line.len - 2), boundary))
        return FENCE_NONE;
    demarche_str rest = dmr_str(line.ptr + 2 + boundary.len, line.len - 2 - boundary.len);
    if (dmr_str_starts(rest, DMR_STR("--")))
        return FENCE_LAST;
    return dmr_str_trim(rest).len == 0 ? FENCE_NEXT : FENCE_NONE;
}

/* The part that begins behind the fence that is at or behind *at; false at the end. */
static bool next_part(demarche_str all, range body, demarche_str boundary, size_t *at,
                      range *part)
{
    bool inside = false;
    while (*at < body.to) {
        const char *end = memchr(all.ptr + *at, '\n', body.to - *at);
        size_t to = end ? (size_t)(end - all.ptr) : body.to, next = to + (end != NULL);
        fence f = fence_of(dmr_str(all.ptr + *at, to - *at), boundary);
        if (f != FENCE_NONE && inside) {
            part->to = *at; /* the line break before the fence is part of it */
            if (part->to > part->from && all.ptr[part->to - 1] == '\n')
                part->to--;
            if (part->to > part->from && all.ptr[part->to - 1] == '\r')
                part->to--;
            return true;
        }
        if (f == FENCE_LAST)
            return false;
        if (f == FENCE_NEXT) {
            inside = true;
            part->from = next;
        }
        *at = next;
    }
    part->to = body.to;
    return inside;
}

/* Of alternatives one counts: plain text, else whatever came first. */
static void choose(dmr_mail_parts *parts, size_t first, size_t from)
{
    bool had = from > first, come = parts->text.n > from;
    if (!had || !come)
        return;
    bool better = parts->text.at[first].html && !parts->text.at[from].html;
    size_t n = better ? parts->text.n - from : from - first;
    if (better)
        memmove(parts->text.at + first, parts->text.at + from,
                n * sizeof *parts->text.at);
    parts->text.n = first + n;
}

static bool gather_multipart(dmr_mail_parts *parts, range body, demarche_str type,
                             demarche_str boundary, size_t depth)
{
    bool alternative = is(type, "multipart/alternative");
    const char *usual = is(type, "multipart/digest") ? "message/rfc822" : "text/plain";
    size_t at = body.from, first = parts->text.n;
    range part;
    while (next_part(parts->message, body, boundary, &at, &part)) {
        size_t from = parts->text.n;
        if (!gather(parts, part, usual, depth + 1))
            return false;
        if (alternative)
            choose(parts, first, from);
    }
    return true;
}

/* -------------------------------------------------------------------------------- parts */

static bool add_text(dmr_mail_parts *parts, range body, demarche_str content,
                     dmr_mail_encoding encoding)
{
    demarche_str format = dmr_mail_param(content, "format", parts->arena);
    demarche_str delsp = dmr_mail_param(content, "delsp", parts->arena);
    demarche_str charset = dmr_mail_param(content, "charset", parts->arena);
    dmr_mail_part *part = DMR_PUSH(parts->arena, parts->text);
    if (!part || !format.ptr || !delsp.ptr || !charset.ptr)
        return false;
    *part = (dmr_mail_part){
        .from = body.from,
        .to = body.to,
        .encoding = encoding,
        .charset = charset,
        .flowed = is(format, "flowed"),
        .delsp = is(delsp, "yes"),
        .html = is(dmr_mail_value(content), "text/html"),
    };
    return true;
}

/* A message or part: a head and a body. `usual`: its type where it names none. */
static bool gather(dmr_mail_parts *parts, range entity, const char *usual, size_t depth)
{
    dmr_mail_header header;
    demarche_str all = parts->message;
    if (++parts->n > MAX_PARTS || depth > DEEP) {
        parts->left_out++;
        return true;
    }
    if (!dmr_mail_header_read(&header,
                              dmr_str(all.ptr + entity.from, entity.to - entity.from),
                              parts->arena))
        return false;
    range body = {entity.from + header.body, entity.to};
    demarche_str content = dmr_mail_header_get(&header, "Content-Type");
    demarche_str type = content.len ? dmr_mail_value(content) : dmr_str_c(usual);
    demarche_str disposition = dmr_mail_header_get(&header, "Content-Disposition");
    dmr_mail_encoding encoding = dmr_mail_encoding_of(
        dmr_mail_value(dmr_mail_header_get(&header, "Content-Transfer-Encoding")));
    if (starts(type, "multipart/")) {
        demarche_str boundary = dmr_mail_param(content, "boundary", parts->arena);
        if (!boundary.ptr)
            return false;
        if (boundary.len)
            return gather_multipart(parts, body, type, boundary, depth);
    }
    bool attached = depth && is(dmr_mail_value(disposition), "attachment");
    if (is(type, "message/rfc822") && !attached && encoding == DMR_MAIL_PLAIN)
        return gather(parts, body, "text/plain", depth + 1);
    bool text = is(type, "text/plain") || is(type, "text/html") || is(type, "text") ||
                starts(type, "multipart/");
    if (!text || attached || encoding == DMR_MAIL_UNKNOWN) {
        parts->left_out++;
        return true;
    }
    return add_text(parts, body, content, encoding);
}

bool dmr_mail_parts_gather(dmr_mail_parts *parts)
{
    return gather(parts, (range){0, parts->message.len}, "text/plain", 0);
}

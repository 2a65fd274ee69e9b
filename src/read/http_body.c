#include "read/http_body.h"

#include <zlib.h>

#include "base/error.h"
#include "read/blocks.h"

demarche_str dmr_http_field(demarche_str lines, const char *name)
{
    demarche_str line, want = dmr_str_c(name);
    while (dmr_blocks_line(&lines, &line)) {
        if (line.len > want.len && line.ptr[want.len] == ':' &&
            dmr_str_eq_nocase(dmr_str(line.ptr, want.len), want))
            return dmr_str_trim(
                dmr_str(line.ptr + want.len + 1, line.len - want.len - 1));
    }
    return dmr_str(NULL, 0);
}

demarche_str dmr_http_parameter(demarche_str value, const char *name)
{
    demarche_str part, want = dmr_str_c(name);
    if (!value.len)
        return value;
    while (dmr_str_split(&value, ';', &part)) {
        part = dmr_str_trim(part);
        if (part.len <= want.len || part.ptr[want.len] != '=' ||
            !dmr_str_eq_nocase(dmr_str(part.ptr, want.len), want))
            continue;
        part = dmr_str_trim(dmr_str(part.ptr + want.len + 1, part.len - want.len - 1));
        if (part.len >= 2 && part.ptr[0] == '"' && part.ptr[part.len - 1] == '"')
            part = dmr_str(part.ptr + 1, part.len - 2);
        return part;
    }
    return dmr_str(NULL, 0);
}

/* A chunk's size in hexadecimal; false where the line has none. */
static bool chunk_size(demarche_str line, size_t *size)
{
    size_t n = 0;
    *size = 0;
    line = dmr_str_trim(line);
    for (; n < line.len; n++) {
        char c = dmr_to_lower(line.ptr[n]);
        int digit = dmr_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        if (digit < 0)
            break;
        if (*size > SIZE_MAX / 32)
            return false;
        *size = *size * 16 + (size_t)digit;
    }
    return n > 0 && (n == line.len || line.ptr[n] == ';' || dmr_is_blank(line.ptr[n]));
}

/* Out of chunks. Many archives keep the field and not the chunks: then *out is `sent`. A last
 * chunk that breaks off counts as far as it goes. */
static demarche_status join_chunks(demarche_str *out, dmr_origin *origin,
                                   demarche_str sent, dmr_arena *arena,
                                   demarche_error *err)
{
    demarche_str rest = sent, line;
    size_t n = 0, size;
    *out = sent;
    if (!dmr_blocks_line(&rest, &line) || !chunk_size(line, &size))
        return DEMARCHE_OK;
    char *p = dmr_arena_alloc(arena, sent.len + 1);
    if (!p)
        return dmr_error_memory(err);
    while (size && rest.len) {
        size = size < rest.len ? size : rest.len;
        if (!dmr_origin_add(origin, n, (size_t)(rest.ptr - sent.ptr), 1, 1, arena))
            return dmr_error_memory(err);
        memcpy(p + n, rest.ptr, size);
        n += size;
        rest = dmr_str(rest.ptr + size, rest.len - size);
        if (!dmr_blocks_line(&rest, &line) || !dmr_blocks_line(&rest, &line) ||
            !chunk_size(line, &size))
            break;
    }
    *out = dmr_str(p, n);
    return DEMARCHE_OK;
}

/* Unpacked by zlib, whose `bits` say how it is packed. *good is false where it is not so. */
static demarche_status inflate_all(demarche_str *out, bool *good, demarche_str in,
                                   int bits, size_t max, dmr_arena *arena,
                                   demarche_error *err)
{
    enum { FIRST = 64 * 1024 };
    z_stream z = {0};
    size_t room = 0, fed = 0;
    char *p = NULL;
    int result = inflateInit2(&z, bits);
    *good = false;
    if (result != Z_OK)
        return dmr_error_memory(err);
    demarche_status status = DEMARCHE_OK;
    while (result == Z_OK && !status) {
        if (z.total_out == room) {
            size_t more = room ? room * 2 : FIRST;
            char *grown = room <= max ? dmr_arena_grow(arena, p, room, more) : NULL;
            if (!grown)
                status = room > max ? dmr_error_set(err, DEMARCHE_E_LIMIT, 0,
                                                    "a page of over %zu bytes, and no "
                                                    "more are allowed",
                                                    max)
                                    : dmr_error_memory(err);
            p = grown ? grown : p;
            room = grown ? more : room;
            continue;
        }
        if (!z.avail_in) {
            size_t piece = in.len - fed < FIRST ? in.len - fed : FIRST;
            z.next_in = (Bytef *)(uintptr_t)(in.ptr + fed);
            z.avail_in = (uInt)piece;
            fed += piece;
        }
        size_t left = room - z.total_out;
        z.next_out = (Bytef *)p + z.total_out;
        z.avail_out = left < FIRST ? (uInt)left : FIRST;
        result = inflate(&z, Z_NO_FLUSH);
    }
    *good = result == Z_STREAM_END;
    *out = dmr_str(p ? p : "", z.total_out);
    inflateEnd(&z);
    return status;
}

static demarche_status unpack(demarche_str *body, bool *known, demarche_str encoding,
                              size_t max, dmr_arena *arena, demarche_error *err)
{
    enum { GZIP_OR_ZLIB = 15 + 32, RAW = -15 };
    bool gzip = dmr_str_eq_nocase(encoding, DMR_STR("gzip")) ||
                dmr_str_eq_nocase(encoding, DMR_STR("x-gzip"));
    bool deflate = dmr_str_eq_nocase(encoding, DMR_STR("deflate"));
    *known = gzip || deflate;
    if (!*known)
        return DEMARCHE_OK;
    demarche_str in = *body;
    bool good;
    /* Archives that have unpacked it often keep the field. */
    if (gzip && !dmr_str_starts(in, DMR_STR("\x1F\x8B")))
        return DEMARCHE_OK;
    DMR_TRY(inflate_all(body, &good, in, GZIP_OR_ZLIB, max, arena, err));
    if (!good && deflate)
        DMR_TRY(inflate_all(body, &good, in, RAW, max, arena, err));
    return good ? DEMARCHE_OK
                : dmr_error_set(err, DEMARCHE_E_FORMAT, 0,
                                "a page that cannot be unpacked; it is damaged");
}

demarche_status dmr_http_body(demarche_str *out, dmr_origin *origin, bool *known,
                              demarche_str lines, demarche_str sent, size_t max,
                              dmr_arena *arena, demarche_error *err)
{
    demarche_str encoding = dmr_http_field(lines, "Content-Encoding");
    *origin = (dmr_origin){0};
    *known = true;
    *out = sent;
    if (dmr_str_eq_nocase(dmr_http_field(lines, "Transfer-Encoding"), DMR_STR("chunked")))
        DMR_TRY(join_chunks(out, origin, sent, arena, err));
    if (!encoding.len || dmr_str_eq_nocase(encoding, DMR_STR("identity")))
        return DEMARCHE_OK;
    demarche_str packed = *out;
    DMR_TRY(unpack(out, known, encoding, max, arena, err));
    if (out->ptr == packed.ptr)
        return DEMARCHE_OK;
    *origin = (dmr_origin){0};
    return dmr_origin_add(origin, 0, 0, 1, 0, arena) ? DEMARCHE_OK
                                                     : dmr_error_memory(err);
}

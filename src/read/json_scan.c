#include "read/json_scan.h"

#include "base/error.h"

enum { STEP = 64 * 1024 };

demarche_status dmr_json_scan_peek(dmr_json_scan *scan, char *next, demarche_error *err)
{
    for (;;) {
        demarche_str w = scan->stream->window;
        size_t n = 0;
        while (n < w.len && dmr_is_blank(w.ptr[n]))
            n++;
        dmr_json_scan_take(scan, n);
        if (n < w.len) {
            *next = w.ptr[n];
            return DEMARCHE_OK;
        }
        if (scan->stream->ended) {
            *next = '\0';
            return DEMARCHE_OK;
        }
        DMR_TRY(dmr_stream_need(scan->stream, STEP, err));
    }
}

void dmr_json_scan_take(dmr_json_scan *scan, size_t n)
{
    demarche_str w = scan->stream->window;
    for (size_t i = 0; i < n; i++)
        scan->line += w.ptr[i] == '\n';
    dmr_stream_take(scan->stream, n);
}

/* How far a value has been followed. */
typedef struct follow {
    size_t i, depth;
    bool in_string, ended;
} follow;

static bool ends_scalar(char c)
{
    return dmr_is_blank(c) || c == ',' || c == ']' || c == '}' || c == '[' || c == '{';
}

static void look(follow *f, demarche_str w, bool last)
{
    while (f->i < w.len && !f->ended) {
        char c = w.ptr[f->i];
        if (f->in_string) {
            if (c == '\\' && f->i + 1 >= w.len && !last)
                return; /* what it escapes is not here yet */
            f->i += c == '\\' && f->i + 1 < w.len ? 2 : 1;
            f->in_string = c != '"';
            f->ended = c == '"' && !f->depth;
            continue;
        }
        if (!f->depth && f->i && ends_scalar(c)) {
            f->ended = true;
            return;
        }
        f->i++;
        if (c == '"') {
            f->in_string = true;
        } else if (c == '{' || c == '[') {
            f->depth++;
        } else if (c == '}' || c == ']') {
            f->depth -= f->depth > 0;
            f->ended = !f->depth;
        }
    }
    f->ended = f->ended || (last && !f->depth && !f->in_string);
}

demarche_status dmr_json_scan_value(dmr_json_scan *scan, size_t enough, size_t *n,
                                    bool *whole, demarche_error *err)
{
    dmr_stream *stream = scan->stream;
    follow f = {0};
    *whole = false;
    for (;;) {
        demarche_str w = stream->window;
        size_t most = enough < scan->max ? enough : scan->max;
        bool cut = w.len > most; /* look no further than that */
        look(&f, cut ? dmr_str(w.ptr, most) : w, stream->ended && !cut);
        *n = f.i;
        *whole = f.ended;
        if (f.ended || (cut && enough <= scan->max))
            return DEMARCHE_OK;
        if (cut)
            return dmr_error_set(
                err, DEMARCHE_E_LIMIT, (size_t)stream->at,
                "line %zu (byte %llu): a value of over %zu bytes, and no "
                "more are allowed; split it",
                scan->line, (unsigned long long)stream->at, scan->max);
        if (stream->ended)
            return dmr_error_set(err, DEMARCHE_E_FORMAT, (size_t)stream->at,
                                 "line %zu (byte %llu): not JSON (the input ends inside "
                                 "a value that begins here); mend it",
                                 scan->line, (unsigned long long)stream->at);
        DMR_TRY(dmr_stream_need(stream, w.len + (w.len > STEP ? w.len : STEP), err));
    }
}

/* ------------------------------------------------------------------ values in memory */

static void pass_blanks(dmr_json_walk *w)
{
    while (w->i < w->value.len && dmr_is_blank(w->value.ptr[w->i]))
        w->i++;
}

static bool at_sign(dmr_json_walk *w, char c)
{
    pass_blanks(w);
    return w->i < w->value.len && w->value.ptr[w->i] == c;
}

/* The value at the place reached; behind it then. */
static bool pass_value(dmr_json_walk *w, demarche_str *value)
{
    pass_blanks(w);
    demarche_str rest = dmr_str(w->value.ptr + w->i, w->value.len - w->i);
    follow f = {0};
    if (!rest.len || strchr(",:]}", rest.ptr[0]))
        return false;
    look(&f, rest, true);
    *value = dmr_str(rest.ptr, f.i);
    w->i += f.i;
    return f.ended;
}

bool dmr_json_walk_next(dmr_json_walk *w, demarche_str *key, demarche_str *value,
                        size_t *at)
{
    bool object = w->value.len && w->value.ptr[0] == '{';
    *key = dmr_str("", 0);
    if (!object && !(w->value.len && w->value.ptr[0] == '['))
        return false;
    if (w->i && !at_sign(w, ','))
        return false;
    w->i++;
    if (object) {
        if (!at_sign(w, '"') || !pass_value(w, key) || key->len < 2 || !at_sign(w, ':'))
            return false;
        *key = dmr_str(key->ptr + 1, key->len - 2);
        w->i++;
    }
    pass_blanks(w);
    *at = w->i;
    return pass_value(w, value);
}

/*
 * Mail: a message (EML, RFC 5322) or any number of them (mbox), each a document. Its text is
 * what is written in it, its title the subject, its date the day on the sender's clock.
 */
#include <stdlib.h>

#include "base/error.h"
#include "read/format_kind.h"
#include "read/mail_header.h"
#include "read/mail_part.h"
#include "read/mail_text.h"
#include "read/meta_field.h"

enum { STEP = 64 * 1024 };

typedef struct mail {
    dmr_stream *stream;
    const demarche_read_options *opts;
    bool begun, mbox;
} mail;

/* ------------------------------------------------------------------------------- mbox */

static demarche_str line_of(demarche_str s, size_t at)
{
    const char *end = at < s.len ? memchr(s.ptr + at, '\n', s.len - at) : NULL;
    size_t to = end ? (size_t)(end - s.ptr) : s.len;
    if (to > at && s.ptr[to - 1] == '\r')
        to--;
    return dmr_str(s.ptr + at, to - at);
}

/* "From ana@example.org Tue Jul  3 09:12:00 1990": who, a day's time and a year. */
static bool is_from_line(demarche_str line)
{
    bool time = false, year = false;
    if (!dmr_str_starts(line, DMR_STR("From ")))
        return false;
    for (size_t i = 5; i < line.len; i++) {
        const char *p = line.ptr + i;
        if (!dmr_is_digit(*p) || dmr_is_digit(p[-1]))
            continue;
        size_t n = 1;
        while (i + n < line.len && dmr_is_digit(p[n]))
            n++;
        year = year || (n == 4 && (*p == '1' || *p == '2'));
        time = time || (n == 2 && i + 4 < line.len && p[2] == ':' && dmr_is_digit(p[3]) &&
                        dmr_is_digit(p[4]));
    }
    return time && year;
}

/* Whether a message of an mbox begins at `at`: a From_ line, and a field behind it. */
static bool begins_message(demarche_str w, size_t at)
{
    demarche_str line = line_of(w, at);
    if (!is_from_line(line))
        return false;
    const char *end = memchr(w.ptr + at, '\n', w.len - at);
    return end && dmr_mail_field_name(line_of(w, (size_t)(end - w.ptr) + 1)) > 0;
}

/* Look for the next message behind the one that begins the window, from *i on. */
static bool find_next(demarche_str w, bool ended, size_t *i)
{
    enum { AHEAD = 2000 }; /* two lines lie within it */
    size_t to = ended ? w.len : w.len > AHEAD ? w.len - AHEAD : 0;
    while (*i < to) {
        const char *end = memchr(w.ptr + *i, '\n', w.len - *i);
        if (!end)
            break;
        size_t at = (size_t)(end - w.ptr) + 1;
        bool blank =
            at >= 2 && (w.ptr[at - 2] == '\n' ||
                        (at >= 3 && w.ptr[at - 2] == '\r' && w.ptr[at - 3] == '\n'));
        if (at >= to && !ended)
            break;
        *i = at;
        if (blank && begins_message(w, at))
            return true;
    }
    return false;
}

/* The bytes of the next message, at the front of the window; *n is 0 at the end. */
static demarche_status next_message(mail *m, size_t *n, demarche_error *err)
{
    dmr_stream *s = m->stream;
    size_t i = 0, max = m->opts->max_bytes;
    DMR_TRY(dmr_stream_need(s, STEP, err));
    if (!m->begun) {
        m->begun = true;
        if (dmr_str_starts(s->window, DMR_STR("\xEF\xBB\xBF")))
            dmr_stream_take(s, 3);
        m->mbox = begins_message(s->window, 0);
    }
    bool found = false;
    for (;;) {
        found = m->mbox && find_next(s->window, s->ended, &i);
        if (found || s->ended)
            break;
        size_t have = s->window.len;
        if (have > max)
            break;
        DMR_TRY(dmr_stream_need(s, have + (have > STEP ? have : STEP), err));
    }
    *n = found ? i : s->window.len;
    if (*n <= max)
        return DEMARCHE_OK;
    return dmr_error_set(err, DEMARCHE_E_LIMIT, (size_t)s->at,
                         "byte %llu: a message of over %zu bytes, and no more are "
                         "allowed; take its attachments off",
                         (unsigned long long)s->at, max);
}

/* Behind a message that is too long: to the next one. */
static demarche_status pass_message(mail *m, demarche_error *err)
{
    dmr_stream *s = m->stream;
    for (;;) {
        size_t i = 0;
        DMR_TRY(dmr_stream_need(s, 2 * (size_t)STEP, err));
        if (m->mbox && find_next(s->window, s->ended, &i)) {
            dmr_stream_take(s, i);
            return DEMARCHE_OK;
        }
        if (s->ended) {
            dmr_stream_take(s, s->window.len);
            return DEMARCHE_OK;
        }
        /* The line that is not wholly here may part two messages. */
        dmr_stream_take(s, i > 2 ? i - 2 : s->window.len / 2);
    }
}

/* --------------------------------------------------------------------------- documents */

static bool set_words(dmr_meta *meta, dmr_field field, demarche_str value)
{
    demarche_str words = dmr_mail_words(value, meta->arena);
    return words.ptr && dmr_meta_set(meta, field, words);
}

/* Whose it is: the list's, else the sender's domain. */
static bool set_source(dmr_meta *meta, const dmr_mail_header *header)
{
    demarche_str list = dmr_mail_angle(dmr_mail_header_get(header, "List-Id"));
    if (list.len)
        return dmr_meta_set(meta, DMR_FIELD_SOURCE, list);
    demarche_str from = dmr_mail_angle(dmr_mail_header_get(header, "From"));
    size_t at = from.len;
    while (at && from.ptr[at - 1] != '@')
        at--;
    size_t n = at;
    while (n < from.len && from.ptr[n] > ' ' && from.ptr[n] != '>')
        n++;
    return !at || dmr_meta_set(meta, DMR_FIELD_SOURCE, dmr_str(from.ptr + at, n - at));
}

static demarche_status take_header(dmr_source *source, demarche_str message,
                                   dmr_arena *arena, demarche_error *err)
{
    dmr_mail_header header;
    dmr_meta meta = {.out = &source->meta, .arena = arena};
    if (!dmr_mail_header_read(&header, message, arena))
        return dmr_error_memory(err);
    demarche_str day = dmr_mail_day(dmr_mail_header_get(&header, "Date"), arena);
    bool done =
        day.ptr && dmr_meta_set(&meta, DMR_FIELD_DATE, day) &&
        set_words(&meta, DMR_FIELD_ID,
                  dmr_mail_angle(dmr_mail_header_get(&header, "Message-ID"))) &&
        set_words(&meta, DMR_FIELD_TITLE, dmr_mail_header_get(&header, "Subject")) &&
        dmr_meta_set(&meta, DMR_FIELD_LANGUAGE,
                     dmr_mail_value(dmr_mail_header_get(&header, "Content-Language"))) &&
        set_source(&meta, &header) && dmr_meta_finish(&meta);
    return done ? DEMARCHE_OK : dmr_error_memory(err);
}

/* The character set that a part names; ASCII, which is what it is in that says nothing, is
 * told by the bytes. */
static demarche_str charset_of(const mail *m, const dmr_mail_part *part)
{
    bool named =
        part->charset.len && !dmr_str_eq_nocase(part->charset, DMR_STR("us-ascii"));
    return named ? part->charset : dmr_str_c(m->opts->charset);
}

static demarche_status add_part(const mail *m, dmr_mail_text *text,
                                const dmr_mail_part *part, demarche_str message,
                                size_t at, bool *left_out, demarche_error *err)
{
    dmr_led_bytes raw = {0}, signs = {0}, lines = {0};
    demarche_str body = dmr_str(message.ptr + part->from, part->to - part->from);
    dmr_arena *arena = text->arena;
    DMR_TRY(dmr_mail_decode(&raw, body, at + part->from, part->encoding, m->mbox, arena,
                            err));
    DMR_TRY(dmr_led_decode(&signs, &raw, charset_of(m, part), &text->counts, arena, err));
    *left_out = false;
    if (part->html)
        return dmr_mail_text_add_html(text, &signs, m->opts, left_out, err);
    if (part->flowed)
        DMR_TRY(dmr_mail_flow(&lines, &signs, part->delsp, arena, err));
    return dmr_mail_text_add(text, part->flowed ? &lines : &signs, err);
}

static demarche_status take_body(const mail *m, dmr_source *source, demarche_str message,
                                 size_t at, dmr_arena *arena, demarche_error *err)
{
    dmr_mail_parts parts = {.arena = arena, .message = message};
    dmr_mail_text text = {.arena = arena, .max = m->opts->max_bytes};
    demarche_status status = DEMARCHE_OK;
    if (!dmr_mail_parts_gather(&parts))
        return dmr_error_memory(err);
    for (size_t i = 0; i < parts.text.n && !status; i++) {
        bool left_out = false;
        status = add_part(m, &text, &parts.text.at[i], message, at, &left_out, err);
        parts.left_out += left_out;
    }
    source->counts.navigation_lines += parts.left_out;
    if (status) {
        dmr_mail_text_drop(&text);
        return status;
    }
    return dmr_mail_text_finish(&text, source, err);
}

static demarche_status mail_open(void **state, dmr_stream *stream,
                                 const demarche_read_options *opts, demarche_error *err)
{
    mail *m = calloc(1, sizeof *m);
    *state = m;
    if (!m)
        return dmr_error_memory(err);
    m->stream = stream;
    m->opts = opts;
    return DEMARCHE_OK;
}

static demarche_status mail_next(void *state, dmr_source *source, bool *got,
                                 bool *goes_on, dmr_arena *arena, demarche_error *err)
{
    mail *m = state;
    size_t n;
    *got = *goes_on = false;
    demarche_status status = next_message(m, &n, err);
    if (status == DEMARCHE_E_LIMIT) {
        DMR_TRY(pass_message(m, err));
        *goes_on = true;
    }
    if (status || !n)
        return status;
    demarche_str message = dmr_str(m->stream->window.ptr, n);
    size_t at = (size_t)m->stream->at, head = 0;
    if (m->mbox) {
        const char *end = memchr(message.ptr, '\n', n);
        head = end ? (size_t)(end - message.ptr) + 1 : n;
    }
    message = dmr_str(message.ptr + head, n - head);
    source->source_start = at + head;
    source->source_end = at + n;
    source->counts.bytes = n;
    *goes_on = true;
    status = take_header(source, message, arena, err);
    if (!status)
        status = take_body(m, source, message, at + head, arena, err);
    dmr_stream_take(m->stream, n);
    *got = !status;
    return status;
}

/* ------------------------------------------------------------------------------ telling */

/* Fields up to a blank line, three of those that each letter has and one that none but mail
 * has; or a From_ line. A cable has "FROM: ACCRA" and "SUBJECT:", and no Message-ID. */
static bool is_mail(demarche_str head, const char *path)
{
    static const char *const common[] = {"From", "Date", "Subject", "Message-ID"};
    static const char *const sure[] = {"Message-ID", "Received", "MIME-Version"};
    size_t n = 0, certain = 0, at = 0;
    unsigned seen = 0;
    (void)path;
    if (begins_message(head, 0))
        return true;
    while (at < head.len) {
        demarche_str line = line_of(head, at);
        const char *end = memchr(head.ptr + at, '\n', head.len - at);
        if (!line.len || !end)
            break;
        at = (size_t)(end - head.ptr) + 1;
        size_t name = dmr_mail_field_name(line);
        bool more = line.ptr[0] == ' ' || line.ptr[0] == '\t';
        if (!name && !(more && seen))
            return false;
        demarche_str field = dmr_str(line.ptr, name);
        for (unsigned i = 0; i < 4; i++) {
            bool is = !(seen & 1U << i) && dmr_str_eq_nocase(field, dmr_str_c(common[i]));
            seen |= is ? 1U << i : 0;
            n += is;
        }
        for (size_t i = 0; i < 3; i++)
            certain += dmr_str_eq_nocase(field, dmr_str_c(sure[i]));
        seen |= 1U << 4;
    }
    return n >= 3 && certain;
}

static const char *const mail_suffixes[] = {".eml", ".mbox", NULL};

const dmr_format_kind dmr_format_mail = {
    .format = DEMARCHE_FORMAT_MAIL,
    .name = "mail",
    .suffixes = mail_suffixes,
    .is = is_mail,
    .open = mail_open,
    .next = mail_next,
    .close = free,
};

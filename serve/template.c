#include "template.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    DEEP = 32,
    KEYS = 4
}; /* sections in each other, partials in each other; a.b.c.d */

typedef enum op_kind {
    OP_MARKUP,
    OP_VALUE,
    OP_THOUSANDS,
    OP_PLURAL,
    OP_DRAWN,
    OP_EACH,   /* to `end` */
    OP_ABSENT, /* to `end` */
    OP_END,
    OP_PARTIAL
} op_kind;

typedef struct op {
    op_kind kind;
    demarche_str text;      /* markup; or the name */
    size_t end;             /* of a section: its OP_END; of a partial: which template */
    demarche_str one, many; /* of OP_PLURAL */
} op;

typedef struct compiled {
    const char *name;
    op *ops; /* (n of room) */
    size_t n, room;
} compiled;

struct template_set {
    compiled *at; /* (n) */
    size_t n;
};

/* ---------------------------------------------------------------------------- compiling */

typedef struct compiler {
    template_set *set;
    compiled *out;
    const template_source *source;
    size_t at;         /* byte of the source */
    size_t open[DEEP]; /* sections that are open: their ops */
    size_t n_open;
    const char *wrong;
} compiler;

static op *add(compiler *c, op_kind kind, demarche_str text)
{
    compiled *t = c->out;
    if (t->n == t->room) {
        size_t room = t->room ? t->room * 2 : 64;
        op *more = realloc(t->ops, room * sizeof *more);
        if (!more) {
            c->wrong = "no memory";
            return NULL;
        }
        t->ops = more;
        t->room = room;
    }
    t->ops[t->n] = (op){.kind = kind, .text = text};
    return &t->ops[t->n++];
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static demarche_str trim(demarche_str s)
{
    while (s.len && (is_blank(s.ptr[0]) || s.ptr[0] == '\n')) {
        s.ptr++;
        s.len--;
    }
    while (s.len && (is_blank(s.ptr[s.len - 1]) || s.ptr[s.len - 1] == '\n'))
        s.len--;
    return s;
}

static bool is_same(demarche_str a, demarche_str b)
{
    return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

static bool begins(demarche_str s, const char *with)
{
    size_t n = strlen(with);
    return s.len > n && memcmp(s.ptr, with, n) == 0;
}

static void find_partial(compiler *c, demarche_str name)
{
    op *o = add(c, OP_PARTIAL, name);
    for (size_t i = 0; o && i < c->set->n; i++) {
        if (strlen(c->set->at[i].name) == name.len &&
            memcmp(c->set->at[i].name, name.ptr, name.len) == 0) {
            o->end = i;
            return;
        }
    }
    c->wrong = "there is no such template";
}

static void close_section(compiler *c, demarche_str name)
{
    if (!c->n_open || !is_same(c->out->ops[c->open[c->n_open - 1]].text, name)) {
        c->wrong = "closes what is not open";
        return;
    }
    c->out->ops[c->open[--c->n_open]].end = c->out->n;
    add(c, OP_END, name);
}

static void open_section(compiler *c, op_kind kind, demarche_str name)
{
    if (c->n_open == DEEP) {
        c->wrong = "too deep";
        return;
    }
    c->open[c->n_open++] = c->out->n;
    add(c, kind, name);
}

/* Letters, digits, "_", "." and "-" (of templates). */
static bool is_name(demarche_str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
              (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-'))
            return false;
    }
    return name.len > 0;
}

/* "deeds deed|deeds". */
static void put_plural(compiler *c, demarche_str tag)
{
    size_t blank = 0, bar = 0;
    while (blank < tag.len && !is_blank(tag.ptr[blank]))
        blank++;
    while (bar < tag.len && tag.ptr[bar] != '|')
        bar++;
    demarche_str name = {tag.ptr, blank};
    if (!is_name(name) || blank >= bar || bar == tag.len) {
        c->wrong = "one|many stand behind the name";
        return;
    }
    op *o = add(c, OP_PLURAL, name);
    if (!o)
        return;
    o->one = trim((demarche_str){tag.ptr + blank, bar - blank});
    o->many = trim((demarche_str){tag.ptr + bar + 1, tag.len - bar - 1});
}

/* A tag by what is between its braces. */
static void put_tag(compiler *c, demarche_str tag)
{
    char sign = tag.len ? tag.ptr[0] : '\0';
    demarche_str name = trim(
        strchr(",#^/>&!", sign) && sign ? (demarche_str){tag.ptr + 1, tag.len - 1} : tag);
    if (sign == '!')
        return;
    if (sign == '*') {
        put_plural(c, trim((demarche_str){tag.ptr + 1, tag.len - 1}));
        return;
    }
    if (!is_name(name)) {
        c->wrong = name.len ? "that is no name" : "a tag without a name";
        return;
    }
    switch (sign) {
    case ',':
        add(c, OP_THOUSANDS, name);
        break;
    case '#':
        open_section(c, OP_EACH, name);
        break;
    case '^':
        open_section(c, OP_ABSENT, name);
        break;
    case '/':
        close_section(c, name);
        break;
    case '>':
        find_partial(c, name);
        break;
    case '&':
        if (begins(name, "drawn."))
            add(c, OP_DRAWN, (demarche_str){name.ptr + 6, name.len - 6});
        else
            c->wrong = "only what is drawn is let through as it is";
        break;
    default:
        add(c, OP_VALUE, name);
    }
}

/* Whether a tag, from `from` to `to`, stands alone on its line; then where the line begins
 * and behind its end. */
static bool stands_alone(const template_source *s, size_t *from, size_t *to)
{
    size_t a = *from, b = *to;
    char sign = s->text[*from + 2];
    if (!strchr("#^/>!", sign))
        return false;
    while (a && is_blank(s->text[a - 1]))
        a--;
    while (b < s->n && is_blank(s->text[b]))
        b++;
    if ((a && s->text[a - 1] != '\n') || (b < s->n && s->text[b] != '\n'))
        return false;
    *from = a;
    *to = b < s->n ? b + 1 : b;
    return true;
}

static void put_literal(compiler *c, size_t from, size_t to)
{
    if (to > from)
        add(c, OP_MARKUP, (demarche_str){c->source->text + from, to - from});
}

static const char *find(const char *text, size_t n, const char *what)
{
    return n ? memmem(text, n, what, 2) : NULL;
}

static void compile(compiler *c)
{
    const template_source *s = c->source;
    size_t done = 0;
    while (!c->wrong) {
        const char *open = find(s->text + done, s->n - done, "{{");
        if (!open)
            break;
        size_t from = (size_t)(open - s->text), to, line = from;
        c->at = from;
        const char *close = find(open, s->n - from, "}}");
        if (!close) {
            c->wrong = "a tag without an end";
            return;
        }
        to = (size_t)(close - s->text) + 2;
        stands_alone(s, &line, &to);
        put_literal(c, done, line);
        put_tag(c, trim((demarche_str){open + 2, (size_t)(close - open) - 2}));
        done = to;
    }
    put_literal(c, done, s->n);
    if (c->n_open && !c->wrong)
        c->wrong = "a section is not closed";
}

/* What is of one line has no line end: it stands within a line of others. */
static template_source inline_of(const template_source *s)
{
    const char *end = s->n ? memchr(s->text, '\n', s->n) : NULL;
    bool one = end && end == s->text + s->n - 1;
    return (template_source){s->name, s->text, s->n - one};
}

static int line_of(const template_source *s, size_t at)
{
    int line = 1;
    for (size_t i = 0; i < at && i < s->n; i++)
        line += s->text[i] == '\n';
    return line;
}

template_set *template_compile(const template_source *sources, size_t n, char *why,
                               size_t room)
{
    template_set *set = calloc(1, sizeof *set);
    if (set)
        set->at = calloc(n ? n : 1, sizeof *set->at);
    if (!set || !set->at) {
        snprintf(why, room, "no memory");
        template_free(set);
        return NULL;
    }
    set->n = n;
    for (size_t i = 0; i < n; i++)
        set->at[i].name = sources[i].name;
    for (size_t i = 0; i < n; i++) {
        const template_source source = inline_of(&sources[i]);
        compiler c = {.set = set, .out = &set->at[i], .source = &source};
        compile(&c);
        if (c.wrong) {
            snprintf(why, room, "%s:%d: %s", sources[i].name, line_of(&sources[i], c.at),
                     c.wrong);
            template_free(set);
            return NULL;
        }
    }
    return set;
}

void template_free(template_set *set)
{
    if (!set)
        return;
    for (size_t i = 0; set->at && i < set->n; i++)
        free(set->at[i].ops);
    free(set->at);
    free(set);
}

/* ------------------------------------------------------------------------------ filling */

typedef struct filling {
    room_text *out;
    const template_set *set;
    json_t *drawn;
    json_t *stack[DEEP + 1]; /* the values at hand, the outermost first */
    size_t n;
    int partials;
} filling;

/* The value of a name: its first part is looked for from the inside out. */
static json_t *value_of(const filling *f, demarche_str name)
{
    json_t *value = NULL;
    if (name.len == 1 && name.ptr[0] == '.')
        return f->stack[f->n - 1];
    for (int part = 0; part < KEYS && name.len; part++) {
        const char *dot = memchr(name.ptr, '.', name.len);
        size_t n = dot ? (size_t)(dot - name.ptr) : name.len;
        if (part)
            value = json_object_getn(value, name.ptr, n);
        for (size_t i = f->n; !part && !value && i-- > 0;)
            value = json_object_getn(f->stack[i], name.ptr, n);
        name.ptr += dot ? n + 1 : n;
        name.len -= dot ? n + 1 : n;
    }
    return value;
}

static bool is_there(const json_t *v)
{
    if (!v || json_is_null(v) || json_is_false(v))
        return false;
    if (json_is_array(v))
        return json_array_size(v) > 0;
    return !json_is_string(v) || json_string_length(v) > 0;
}

static void put_value(room_text *out, const json_t *v)
{
    if (json_is_string(v))
        room_put_words(out, (demarche_str){json_string_value(v), json_string_length(v)});
    else if (json_is_integer(v))
        room_put_int(out, json_integer_value(v));
    else if (json_is_real(v))
        room_put_real(out, json_real_value(v), 3);
    else if (json_is_true(v))
        room_put(out, "true");
}

static void put_thousands(room_text *out, const json_t *v)
{
    char digits[24], parted[32];
    size_t n = 0;
    if (!json_is_integer(v)) {
        put_value(out, v);
        return;
    }
    int length =
        snprintf(digits, sizeof digits, "%lld", (long long)json_integer_value(v));
    for (int i = 0; i < length; i++) {
        if (i && digits[i - 1] != '-' && (length - i) % 3 == 0)
            parted[n++] = ',';
        parted[n++] = digits[i];
    }
    room_put_markup(out, parted, n);
}

static void fill(filling *f, const compiled *t, size_t from, size_t to);

static void fill_with(filling *f, const compiled *t, size_t from, size_t to,
                      json_t *value)
{
    if (f->n > DEEP)
        return;
    f->stack[f->n++] = value;
    fill(f, t, from, to);
    f->n--;
}

static void fill_each(filling *f, const compiled *t, size_t at, size_t end)
{
    json_t *v = value_of(f, t->ops[at].text), *one;
    size_t i;
    if (!is_there(v))
        return;
    if (!json_is_array(v)) {
        fill_with(f, t, at + 1, end, v);
        return;
    }
    json_array_foreach(v, i, one) fill_with(f, t, at + 1, end, one);
}

static void put_plural_of(filling *f, const op *o)
{
    const json_t *v = value_of(f, o->text);
    bool one = json_is_integer(v) && json_integer_value(v) == 1;
    room_put_markup(f->out, one ? o->one.ptr : o->many.ptr,
                    one ? o->one.len : o->many.len);
}

static void put_drawn(filling *f, demarche_str name)
{
    const json_t *v = json_object_getn(f->drawn, name.ptr, name.len);
    if (json_is_string(v))
        room_put_markup(f->out, json_string_value(v), json_string_length(v));
}

static void fill(filling *f, const compiled *t, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const op *o = &t->ops[i];
        switch (o->kind) {
        case OP_MARKUP:
            room_put_markup(f->out, o->text.ptr, o->text.len);
            break;
        case OP_VALUE:
            put_value(f->out, value_of(f, o->text));
            break;
        case OP_THOUSANDS:
            put_thousands(f->out, value_of(f, o->text));
            break;
        case OP_PLURAL:
            put_plural_of(f, o);
            break;
        case OP_DRAWN:
            put_drawn(f, o->text);
            break;
        case OP_EACH:
            fill_each(f, t, i, o->end);
            i = o->end;
            break;
        case OP_ABSENT:
            if (!is_there(value_of(f, o->text)))
                fill(f, t, i + 1, o->end);
            i = o->end;
            break;
        case OP_PARTIAL:
            if (f->partials < DEEP) {
                f->partials++;
                fill(f, &f->set->at[o->end], 0, f->set->at[o->end].n);
                f->partials--;
            }
            break;
        case OP_END:
            break;
        }
    }
}

bool template_fill(room_text *out, const template_set *set, const char *name,
                   json_t *model)
{
    filling f = {.out = out, .set = set, .drawn = json_object_get(model, "drawn")};
    for (size_t i = 0; i < set->n; i++) {
        if (strcmp(set->at[i].name, name) != 0)
            continue;
        f.stack[f.n++] = model;
        fill(&f, &set->at[i], 0, set->at[i].n);
        return true;
    }
    return false;
}

/* What documents and volumes say of themselves. */
#include "read/date_line.h"
#include "read/tei_state.h"

/* --------------------------------------------------------------------------- gathering */

void dmr_tei_capture_begin(dmr_tei *t, dmr_tei_capture_of which)
{
    dmr_tei_capture *c = &t->captures[which];
    c->depth = t->depth;
    c->notes = t->notes;
    c->words.n = 0;
}

void dmr_tei_capture_words(dmr_tei *t, demarche_str words)
{
    for (int i = 0; i < DMR_TEI_CAPS; i++) {
        dmr_tei_capture *c = &t->captures[i];
        if (!c->depth || c->notes != t->notes || c->words.n >= DMR_TEI_CAPTURE)
            continue;
        if (dmr_buffer_write(&c->words, words.ptr, words.len))
            dmr_tei_no_memory(t);
    }
}

static bool capture_ends(dmr_tei *t, dmr_tei_capture_of which)
{
    dmr_tei_capture *c = &t->captures[which];
    if (!c->depth || c->depth != t->depth)
        return false;
    c->depth = 0;
    return true;
}

static demarche_str captured(const dmr_tei *t, dmr_tei_capture_of which)
{
    return dmr_tei_str(&t->captures[which].words);
}

/* ------------------------------------------------------------------------------- dates */

/* The part of "1969-01-21T00:00:00-05:00" that is a date of EDTF; empty where none is. */
static demarche_str day_of(demarche_str value)
{
    const char *time = value.len ? memchr(value.ptr, 'T', value.len) : NULL;
    if (time)
        value = dmr_str(value.ptr, (size_t)(time - value.ptr));
    return dmr_date_is_edtf(value) ? value : dmr_str(NULL, 0);
}

enum { DATE_ROOM = 64 };

/* One date, or the interval of two, of which either may be open. Empty: neither is one. */
static demarche_str span_of(demarche_str from, demarche_str to, char room[DATE_ROOM])
{
    from = day_of(from);
    to = day_of(to);
    if (dmr_str_eq(from, to))
        return from;
    if (!from.len)
        from = DMR_STR("..");
    if (!to.len)
        to = DMR_STR("..");
    if (from.len + 1 + to.len > DATE_ROOM)
        return dmr_str(NULL, 0);
    memcpy(room, from.ptr, from.len);
    room[from.len] = '/';
    memcpy(room + from.len + 1, to.ptr, to.len);
    demarche_str span = dmr_str(room, from.len + 1 + to.len);
    return dmr_date_is_edtf(span) ? span : dmr_str(NULL, 0);
}

/* What the attributes of a <date> say. */
static demarche_str date_of(const char **attributes, char room[DATE_ROOM])
{
    demarche_str when = day_of(dmr_xml_attribute(attributes, "when"));
    if (when.len)
        return when;
    demarche_str from = dmr_xml_attribute(attributes, "from");
    demarche_str to = dmr_xml_attribute(attributes, "to");
    if (!from.len && !to.len) {
        from = dmr_xml_attribute(attributes, "notBefore");
        to = dmr_xml_attribute(attributes, "notAfter");
    }
    return span_of(from, to, room);
}

/* The last day of a date or interval; empty where that is open. */
static demarche_str last_of(demarche_str date)
{
    const char *slash = date.len ? memchr(date.ptr, '/', date.len) : NULL;
    if (slash)
        date = dmr_str(slash + 1, date.len - (size_t)(slash + 1 - date.ptr));
    return dmr_str_is(date, "..") ? dmr_str(NULL, 0) : date;
}

/* -------------------------------------------------------------------------- the header */

static void keep(dmr_tei *t, dmr_tei_field field, int rank, demarche_str value)
{
    dmr_tei_volume *v = &t->volume;
    if (!value.len || v->rank[field] >= rank)
        return;
    v->rank[field] = rank;
    v->fields[field].n = 0;
    if (dmr_buffer_write(&v->fields[field], value.ptr, value.len))
        dmr_tei_no_memory(t);
}

static demarche_str field_of(const dmr_tei *t, dmr_tei_field field)
{
    return t->volume.rank[field] ? dmr_tei_str(&t->volume.fields[field])
                                 : dmr_str(NULL, 0);
}

enum { OWN = 4 }; /* rank of what nothing else outdoes */

void dmr_tei_volume_begins(dmr_tei *t, const char **attributes)
{
    for (int i = 0; i < DMR_TEI_FIELDS; i++)
        t->volume.rank[i] = 0;
    t->n = t->bodies = 0;
    t->n_sections = 0;
    keep(t, DMR_TEI_VOLUME_ID, OWN, dmr_xml_attribute(attributes, "xml:id"));
    keep(t, DMR_TEI_LANGUAGE, OWN, dmr_xml_attribute(attributes, "xml:lang"));
}

/* A field that is told by its words: gather them. */
static void gather(dmr_tei *t, dmr_tei_field field, int rank)
{
    t->field = field;
    t->rank = rank;
    dmr_tei_capture_begin(t, DMR_TEI_CAP_HEADER);
}

/* Of "content-date" (what a volume tells of) and "publication-date" the second. */
static void header_date(dmr_tei *t, const char **attributes)
{
    char room[DATE_ROOM];
    demarche_str type = dmr_xml_attribute(attributes, "type");
    dmr_tei_field field = DMR_TEI_CREATED;
    int rank = 1;
    if (t->places[DMR_TEI_IN_PUBLICATION]) {
        field = DMR_TEI_PUBLISHED;
        rank = dmr_str_is(type, "publication-date") ? 2 : type.len ? 0 : 1;
    } else if (t->places[DMR_TEI_IN_CREATION]) {
        rank = 2;
    } else if (!t->places[DMR_TEI_IN_SOURCE]) {
        rank = 0;
    }
    demarche_str date = date_of(attributes, room);
    if (rank && date.len)
        keep(t, field, rank, date);
    else if (rank)
        gather(t, field, rank);
}

/* Of a series', a volume's and the complete title the last; else the main one. */
static int title_rank(demarche_str type)
{
    if (dmr_str_is(type, "complete"))
        return 3;
    return !type.len || dmr_str_is(type, "main") ? 2 : 1;
}

void dmr_tei_header_begins(dmr_tei *t, const char *local, const char **attributes)
{
    static const char *const places[DMR_TEI_PLACES] = {
        [DMR_TEI_IN_TITLES] = "titleStmt",
        [DMR_TEI_IN_PUBLICATION] = "publicationStmt",
        [DMR_TEI_IN_CREATION] = "creation",
        [DMR_TEI_IN_SOURCE] = "sourceDesc",
    };
    for (int i = 0; i < DMR_TEI_PLACES; i++) {
        if (!t->places[i] && strcmp(local, places[i]) == 0)
            t->places[i] = t->depth;
    }
    bool published = t->places[DMR_TEI_IN_PUBLICATION] > 0;
    demarche_str type = dmr_xml_attribute(attributes, "type");
    if (t->captures[DMR_TEI_CAP_HEADER].depth)
        return; /* <title>A <date>1969</date></title> */
    if (t->places[DMR_TEI_IN_TITLES] && strcmp(local, "title") == 0)
        gather(t, DMR_TEI_VOLUME_TITLE, title_rank(type));
    else if (published && strcmp(local, "idno") == 0 && dmr_str_is(type, "frus"))
        gather(t, DMR_TEI_VOLUME_ID, 2);
    else if (published && strcmp(local, "publisher") == 0)
        gather(t, DMR_TEI_PUBLISHER, 1);
    else if (strcmp(local, "language") == 0)
        keep(t, DMR_TEI_LANGUAGE, 1, dmr_xml_attribute(attributes, "ident"));
    else if (strcmp(local, "date") == 0)
        header_date(t, attributes);
    else if (strcmp(local, "person") == 0)
        dmr_tei_person_begins(t, dmr_xml_attribute(attributes, "xml:id"));
    else if (strcmp(local, "persName") == 0)
        dmr_tei_person_name_begins(t, dmr_xml_attribute(attributes, "xml:id"));
}

void dmr_tei_header_ends(dmr_tei *t)
{
    for (int i = 0; i < DMR_TEI_PLACES; i++) {
        if (t->places[i] == t->depth)
            t->places[i] = 0;
    }
    dmr_tei_person_ends(t);
    if (capture_ends(t, DMR_TEI_CAP_HEADER))
        keep(t, t->field, t->rank, captured(t, DMR_TEI_CAP_HEADER));
}

/* ----------------------------------------------------------------------- the persons */

void dmr_tei_person_begins(dmr_tei *t, demarche_str id)
{
    dmr_tei_capture_begin(t, DMR_TEI_CAP_PERSON);
    t->persons.id.n = t->persons.name.n = 0;
    if (id.len && dmr_buffer_write(&t->persons.id, id.ptr, id.len))
        dmr_tei_no_memory(t);
}

void dmr_tei_person_name_begins(dmr_tei *t, demarche_str id)
{
    if (!t->captures[DMR_TEI_CAP_PERSON].depth || t->persons.name.n)
        return;
    if (id.len && !t->persons.id.n && dmr_buffer_write(&t->persons.id, id.ptr, id.len))
        dmr_tei_no_memory(t);
    if (t->persons.id.n)
        dmr_tei_capture_begin(t, DMR_TEI_CAP_NAME);
}

void dmr_tei_person_ends(dmr_tei *t)
{
    if (capture_ends(t, DMR_TEI_CAP_NAME)) {
        demarche_str name = captured(t, DMR_TEI_CAP_NAME);
        if (name.len && dmr_buffer_write(&t->persons.name, name.ptr, name.len))
            dmr_tei_no_memory(t);
    }
    if (capture_ends(t, DMR_TEI_CAP_PERSON) &&
        !dmr_tei_persons_add(&t->persons, dmr_tei_str(&t->persons.id),
                             dmr_tei_str(&t->persons.name),
                             captured(t, DMR_TEI_CAP_PERSON)))
        dmr_tei_no_memory(t);
}

/* ---------------------------------------------------------------------- the documents */

static void set(dmr_tei *t, dmr_field field, demarche_str value)
{
    if (value.len && !dmr_meta_set(&t->now->meta, field, value))
        dmr_tei_no_memory(t);
}

static demarche_str stem(demarche_str path)
{
    for (size_t i = path.len; i > 0; i--) {
        if (path.ptr[i - 1] == '/') {
            path = dmr_str(path.ptr + i, path.len - i);
            break;
        }
    }
    const char *dot = path.len ? memchr(path.ptr, '.', path.len) : NULL;
    return dot && dot > path.ptr ? dmr_str(path.ptr, (size_t)(dot - path.ptr)) : path;
}

/* Its own id behind that of the volume: "frus1969-76v17/d203". */
static void set_id(dmr_tei *t, demarche_str own)
{
    demarche_str volume = field_of(t, DMR_TEI_VOLUME_ID);
    if (t->now->whole) {
        own = t->now->first ? volume : dmr_str(NULL, 0);
    } else if (own.len) {
        volume = volume.len ? volume : stem(dmr_str_c(t->opts->path));
        if (volume.len && !dmr_str_is(volume, "-"))
            own = dmr_str_format(t->now->arena, "%.*s/%.*s", (int)volume.len, volume.ptr,
                                 (int)own.len, own.ptr);
        if (!own.ptr)
            dmr_tei_no_memory(t);
    }
    if (!own.len && t->now->first && !t->corpus)
        own = dmr_str_c(t->opts->path); /* there is no other in this input */
    set(t, DMR_FIELD_ID, own);
}

void dmr_tei_document_begins(dmr_tei *t, const char **attributes)
{
    dmr_tei_document *d = t->now;
    char room[DATE_ROOM];
    set_id(t, dmr_xml_attribute(attributes, "xml:id"));
    set(t, DMR_FIELD_LANGUAGE, dmr_xml_attribute(attributes, "xml:lang"));
    set(t, DMR_FIELD_LANGUAGE, field_of(t, DMR_TEI_LANGUAGE));
    set(t, DMR_FIELD_SECTION, field_of(t, DMR_TEI_VOLUME_TITLE));
    for (size_t i = 0; !d->whole && i < t->n_sections; i++)
        set(t, DMR_FIELD_SECTION, dmr_tei_str(&t->sections[i].head));
    d->note = dmr_str_is(dmr_xml_attribute(attributes, "subtype"), "editorial-note");
    if (d->whole)
        set(t, DMR_FIELD_DATE, field_of(t, DMR_TEI_CREATED));
    if (d->note || d->whole)
        return; /* an editorial note has the dates of the whole volume */
    demarche_str from = {NULL, 0}, to = {NULL, 0};
    for (; *attributes; attributes += 2) {
        const char *local = dmr_xml_local(attributes[0]);
        if (strcmp(local, "doc-dateTime-min") == 0)
            from = dmr_str_c(attributes[1]);
        else if (strcmp(local, "doc-dateTime-max") == 0)
            to = dmr_str_c(attributes[1]);
    }
    set(t, DMR_FIELD_DATE, span_of(from, to, room));
}

/* Whether the words before a stop end a sentence: "Box 1022." does, "Vol." and "U.S." do not. */
static bool is_end(demarche_str before)
{
    size_t n = 0;
    while (n < before.len && (dmr_is_alpha(before.ptr[before.len - 1 - n]) ||
                              dmr_is_digit(before.ptr[before.len - 1 - n])))
        n++;
    return n >= 4 || (n && dmr_is_digit(before.ptr[before.len - 1]));
}

/* Of "Source: National Archives, Box 1022. Secret. Drafted ..." where it lies. */
static demarche_str archive(demarche_str note)
{
    static const char label[] = "Source:";
    size_t n = sizeof label - 1;
    if (note.len > n && dmr_str_eq_nocase(dmr_str(note.ptr, n), dmr_str_c(label)))
        note = dmr_str_trim(dmr_str(note.ptr + n, note.len - n));
    for (size_t i = 1; i < note.len; i++) {
        if (note.ptr[i] == '.' && is_end(dmr_str(note.ptr, i)) &&
            (i + 1 == note.len || dmr_is_blank(note.ptr[i + 1])))
            return dmr_str(note.ptr, i);
    }
    return note;
}

void dmr_tei_dateline_begins(dmr_tei *t, const char **attributes)
{
    char room[DATE_ROOM];
    demarche_meta *meta = &t->now->source.meta;
    if (dmr_tei_top(t)->role == DMR_TEI_PLACE) {
        if (!meta->place.len && !t->captures[DMR_TEI_CAP_PLACE].depth)
            dmr_tei_capture_begin(t, DMR_TEI_CAP_PLACE);
        return;
    }
    demarche_str date = date_of(attributes, room);
    if (date.len)
        set(t, DMR_FIELD_DATE, date);
    else if (!meta->date.len && !t->captures[DMR_TEI_CAP_DATE].depth)
        dmr_tei_capture_begin(t, DMR_TEI_CAP_DATE);
}

void dmr_tei_document_head_ends(dmr_tei *t)
{
    if (capture_ends(t, DMR_TEI_CAP_TITLE))
        set(t, DMR_FIELD_TITLE, captured(t, DMR_TEI_CAP_TITLE));
    if (capture_ends(t, DMR_TEI_CAP_SOURCE))
        set(t, DMR_FIELD_SOURCE, archive(captured(t, DMR_TEI_CAP_SOURCE)));
    if (capture_ends(t, DMR_TEI_CAP_DATE))
        set(t, DMR_FIELD_DATE, captured(t, DMR_TEI_CAP_DATE));
    if (capture_ends(t, DMR_TEI_CAP_PLACE))
        set(t, DMR_FIELD_PLACE, captured(t, DMR_TEI_CAP_PLACE));
}

/* Of a whole text; when it was written, or where its dateline says that, is known. */
static void body_meta(dmr_tei *t)
{
    set(t, DMR_FIELD_TITLE, field_of(t, DMR_TEI_VOLUME_TITLE));
    set(t, DMR_FIELD_DATE, field_of(t, DMR_TEI_PUBLISHED));
}

void dmr_tei_document_meta(dmr_tei *t)
{
    dmr_tei_document *d = t->now;
    demarche_meta *meta = &d->source.meta;
    if (d->whole)
        body_meta(t);
    else
        set(t, DMR_FIELD_SECTION, meta->title);
    set(t, DMR_FIELD_SOURCE, field_of(t, DMR_TEI_PUBLISHER));
    if (d->note)
        set(t, DMR_FIELD_AS_OF, field_of(t, DMR_TEI_PUBLISHED));
    else if (!d->whole)
        set(t, DMR_FIELD_AS_OF, last_of(meta->date));
    if (!dmr_meta_finish(&d->meta))
        dmr_tei_no_memory(t);
}

/* ----------------------------------------------------------------------- the sections */

void dmr_tei_section_begins(dmr_tei *t)
{
    if (t->n_sections == DMR_TEI_SECTIONS)
        return;
    t->sections[t->n_sections].depth = t->depth;
    t->sections[t->n_sections++].head.n = 0;
}

void dmr_tei_section_head_begins(dmr_tei *t)
{
    size_t n = t->n_sections;
    if (n && t->sections[n - 1].depth + 1 == t->depth && !t->sections[n - 1].head.n)
        dmr_tei_capture_begin(t, DMR_TEI_CAP_SECTION);
}

void dmr_tei_section_ends(dmr_tei *t)
{
    size_t n = t->n_sections;
    demarche_str head = captured(t, DMR_TEI_CAP_SECTION);
    if (capture_ends(t, DMR_TEI_CAP_SECTION) && n && head.len &&
        dmr_buffer_write(&t->sections[n - 1].head, head.ptr, head.len))
        dmr_tei_no_memory(t);
    if (n && t->sections[n - 1].depth == t->depth)
        t->n_sections--;
}

/* Documents: what they are called, what they say, in which work. */
#include <stdio.h>

#include "base/json.h"
#include "mention/mention.h"
#include "record/record_db.h"
#include "record/record_origin.h"

static uint64_t hash_field(uint64_t hash, demarche_str field)
{
    /* the length first, so that "a" + "bc" is not "ab" + "c" */
    unsigned char n[8];
    for (int i = 0; i < 8; i++)
        n[i] = (unsigned char)((uint64_t)field.len >> (8 * i));
    return dmr_hash(dmr_hash(hash, n, sizeof n), field.ptr, field.len);
}

void dmr_record_content_hash(demarche_str text, const demarche_meta *m, char out[17])
{
    const demarche_str fields[] = {text,        m->title,  m->place,   m->date,
                                   m->as_of,    m->source, m->speaker, m->url,
                                   m->language, m->format};
    uint64_t hash = DMR_HASH_SEED;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        hash = hash_field(hash, fields[i]);
    for (size_t i = 0; i < m->n_section; i++) {
        if (m->section[i].len) /* an empty one is no step */
            hash = hash_field(hash, m->section[i]);
    }
    dmr_hash_hex(hash, out);
}

/* ---------------------------------------------------------------------- works, sections */

/* A work whose place in the listing is known now, and perhaps was not before. */
static demarche_status set_place(demarche_record *r, dmr_record_statement which,
                                 int64_t id, uint32_t place, demarche_error *err)
{
    if (!place)
        return DEMARCHE_OK;
    DMR_RECORD_STATEMENT(s, r, which, err);
    sqlite3_bind_int64(s, 1, id);
    dmr_record_bind_id(s, 2, place);
    return dmr_record_run(r, s, err);
}

static demarche_status keep_work(demarche_record *r, demarche_str name, uint32_t place,
                                 int64_t *work, demarche_error *err)
{
    bool found;
    DMR_RECORD_STATEMENT(find, r, DMR_RECORD_FIND_WORK, err);
    dmr_record_bind_str(find, 1, name);
    DMR_TRY(dmr_record_number(r, find, work, &found, err));
    if (found)
        return set_place(r, DMR_RECORD_PLACE_WORK, *work, place, err);
    DMR_RECORD_STATEMENT(s, r, DMR_RECORD_ADD_WORK, err);
    dmr_record_bind_str(s, 1, name);
    dmr_record_bind_id(s, 2, place);
    DMR_TRY(dmr_record_run(r, s, err));
    *work = sqlite3_last_insert_rowid(r->db);
    return DEMARCHE_OK;
}

static demarche_status keep_section(demarche_record *r, int64_t work, int64_t parent,
                                    demarche_str name, uint32_t place, int64_t *section,
                                    demarche_error *err)
{
    bool found;
    DMR_RECORD_STATEMENT(find, r, DMR_RECORD_FIND_SECTION, err);
    sqlite3_bind_int64(find, 1, work);
    sqlite3_bind_int64(find, 2, parent);
    dmr_record_bind_str(find, 3, name);
    DMR_TRY(dmr_record_number(r, find, section, &found, err));
    if (found)
        return set_place(r, DMR_RECORD_PLACE_SECTION, *section, place, err);
    DMR_RECORD_STATEMENT(s, r, DMR_RECORD_ADD_SECTION, err);
    sqlite3_bind_int64(s, 1, work);
    dmr_record_bind_id(s, 2, parent);
    dmr_record_bind_str(s, 3, name);
    dmr_record_bind_id(s, 4, place);
    DMR_TRY(dmr_record_run(r, s, err));
    *section = sqlite3_last_insert_rowid(r->db);
    return DEMARCHE_OK;
}

/* The first step of the section path is the work. */
static demarche_status keep_path(demarche_record *r, const demarche_meta *m,
                                 int64_t *work, int64_t *section, demarche_error *err)
{
    *work = *section = 0;
    for (size_t i = 0; i < m->n_section; i++) {
        int64_t parent = *section;
        uint32_t place = m->section_place ? m->section_place[i] : 0;
        if (!m->section[i].len)
            continue;
        if (!*work)
            DMR_TRY(keep_work(r, m->section[i], place, work, err));
        else
            DMR_TRY(keep_section(r, *work, parent, m->section[i], place, section, err));
    }
    return DEMARCHE_OK;
}

/* --------------------------------------------------------------------- what they know */

/* The last day of an EDTF date as text; false where it has none. */
static bool last_day(demarche_str edtf, char out[11])
{
    dmr_day first, last;
    out[0] = '\0';
    if (edtf.len && dmr_edtf_bounds(edtf, &first, &last))
        dmr_day_text(out, last);
    return out[0] != '\0';
}

void dmr_record_known(const demarche_meta *m, char out[11])
{
    if (!last_day(m->as_of, out))
        last_day(m->date, out);
}

/* ------------------------------------------------------------------------------ keeping */

static demarche_status add_text(demarche_record *r, const demarche_document *doc,
                                int64_t document, demarche_error *err)
{
    demarche_str text = demarche_document_text(doc), origin;
    if (!dmr_record_pack_origin(&origin, dmr_record_origin_of(doc), r->scratch))
        return dmr_error_memory(err);
    DMR_RECORD_STATEMENT(s, r, DMR_RECORD_ADD_TEXT, err);
    sqlite3_bind_int64(s, 1, document);
    sqlite3_bind_text64(s, 2, text.len ? text.ptr : "", text.len, SQLITE_STATIC,
                        SQLITE_UTF8);
    if (origin.len)
        sqlite3_bind_blob64(s, 3, origin.ptr, origin.len, SQLITE_STATIC);
    else
        sqlite3_bind_null(s, 3);
    return dmr_record_run(r, s, err);
}

/* Whom the document itself says that its words name. */
static demarche_status add_persons(demarche_record *r, const demarche_document *doc,
                                   int64_t document, demarche_error *err)
{
    size_t n;
    const demarche_named *at = demarche_document_named(doc, &n);
    DMR_RECORD_STATEMENT(s, r, DMR_RECORD_ADD_PERSON, err);
    for (size_t i = 0; i < n; i++) {
        sqlite3_bind_int64(s, 1, document);
        dmr_record_bind_size(s, 2, i);
        dmr_record_bind_size(s, 3, at[i].start);
        dmr_record_bind_size(s, 4, at[i].end);
        dmr_record_bind_str(s, 5, at[i].name);
        dmr_record_bind_str(s, 6, at[i].note);
        DMR_TRY(dmr_record_run(r, s, err));
    }
    return DEMARCHE_OK;
}

static demarche_status add_document(demarche_record *r, const demarche_document *doc,
                                    demarche_str id, const char *content,
                                    int64_t *document, demarche_error *err)
{
    const demarche_meta *m = demarche_document_meta(doc);
    const demarche_counts *n = demarche_document_counts(doc);
    const demarche_str fields[] = {m->title,   m->place,   m->date, m->as_of,
                                   m->source,  m->speaker, m->url,  m->language,
                                   m->charset, m->format};
    char known[11] = "";
    int64_t work, section;
    DMR_TRY(keep_path(r, m, &work, &section, err));
    dmr_record_known(m, known);
    DMR_RECORD_STATEMENT(s, r, DMR_RECORD_ADD_DOCUMENT, err);
    dmr_record_bind_str(s, 1, id);
    dmr_record_bind_text(s, 2, content);
    dmr_record_bind_id(s, 3, work);
    dmr_record_bind_id(s, 4, section);
    dmr_record_bind_str(s, 5, m->path);
    dmr_record_bind_size(s, 6, m->source_start);
    dmr_record_bind_size(s, 7, m->source_end);
    for (int i = 0; i < (int)(sizeof fields / sizeof *fields); i++)
        dmr_record_bind_str(s, 8 + i, fields[i]);
    dmr_record_bind_size(s, 18, n->bytes);
    dmr_record_bind_size(s, 19, n->repaired);
    dmr_record_bind_size(s, 20, n->controls);
    dmr_record_bind_text(s, 21, known);
    DMR_TRY(dmr_record_run(r, s, err));
    *document = sqlite3_last_insert_rowid(r->db);
    DMR_TRY(add_text(r, doc, *document, err));
    DMR_TRY(add_persons(r, doc, *document, err));
    return dmr_record_index(r, DMR_RECORD_INDEX_TITLE, *document, m->title,
                            dmr_str(NULL, 0), err);
}

demarche_status dmr_record_keep_document(demarche_record *r, const demarche_document *doc,
                                         int64_t *document, bool *is_new,
                                         demarche_error *err)
{
    char content[17];
    bool found;
    dmr_record_content_hash(demarche_document_text(doc), demarche_document_meta(doc),
                            content);
    demarche_str id = demarche_document_meta(doc)->id;
    if (!id.len) /* it has no name at all */
        id = dmr_str_c(content);
    DMR_RECORD_STATEMENT(s, r, DMR_RECORD_FIND_DOCUMENT, err);
    dmr_record_bind_str(s, 1, id);
    dmr_record_bind_text(s, 2, content);
    DMR_TRY(dmr_record_number(r, s, document, &found, err));
    *is_new = !found;
    if (!found)
        DMR_TRY(add_document(r, doc, id, content, document, err));
    return dmr_record_put_on_top(r, id, *document, err);
}

demarche_status demarche_record_has(demarche_record *record, const demarche_document *doc,
                                    bool *has, demarche_error *err)
{
    if (!record || !record->coder.kernel[0] || !doc || !has)
        return dmr_error_set(
            err, DEMARCHE_E_ARGUMENT, 0,
            "asking a record for a document needs a run and the document");
    char content[17];
    int64_t on_top;
    dmr_record_content_hash(demarche_document_text(doc), demarche_document_meta(doc),
                            content);
    demarche_str id = demarche_document_meta(doc)->id;
    DMR_RECORD_STATEMENT(s, record, DMR_RECORD_HAS, err);
    dmr_record_bind_str(s, 1, id.len ? id : dmr_str_c(content));
    dmr_record_bind_text(s, 2, content);
    dmr_record_bind_coder(record, s, 3);
    /* One that another was put on top of may have to be put on top again. */
    *has = false;
    DMR_TRY(dmr_record_number(record, s, &on_top, NULL, err));
    *has = on_top != 0;
    return DEMARCHE_OK;
}

/* What of the XML is text, and in which paragraphs. Elements stand in documents or outside:
 * what they leave out is told for both, drafts are for documents alone. */
#include "read/tei_state.h"

static const char OMISSION[] = "\xE2\x80\xA6"; /* "…", for a <gap> */

static bool only_blanks(demarche_str s)
{
    return dmr_str_trim(s).len == 0;
}

static dmr_draft *draft_of(dmr_tei *t)
{
    return t->now ? &t->now->draft : NULL;
}

/* ---------------------------------------------------------------------- paragraphs */

/* Words from here on are a paragraph of their own. In the cell of a table they stay words of
 * its row. */
static void part(dmr_tei *t, dmr_tei_open *e, dmr_paragraph_kind kind)
{
    dmr_draft *d = draft_of(t);
    t->fresh = true;
    if (e->in_cell) {
        t->held = true;
        return;
    }
    e->kind = e->in_note ? DMR_PARAGRAPH_NOTE : kind;
    e->block = true;
    if (d)
        dmr_draft_close(d);
}

static void item_begins(dmr_tei *t, dmr_tei_open *e, dmr_tei_open *parent)
{
    dmr_draft *d = draft_of(t);
    if (!parent->label || !d || !dmr_draft_is_open(d)) {
        part(t, e, DMR_PARAGRAPH_LIST);
        return;
    }
    parent->label = false;
    e->joined = e->block = true;
    e->kind = e->in_note ? DMR_PARAGRAPH_NOTE : DMR_PARAGRAPH_LIST;
    dmr_draft_space(d);
}

static void block_begins(dmr_tei *t, dmr_tei_open *e, dmr_tei_open *parent)
{
    if (parent->joined) { /* the paragraph of an item whose label stands before it */
        parent->joined = false;
        e->block = true;
        return;
    }
    part(t, e,
         parent->kind == DMR_PARAGRAPH_LIST ? DMR_PARAGRAPH_LIST : DMR_PARAGRAPH_PROSE);
}

static void label_begins(dmr_tei *t, dmr_tei_open *e, dmr_tei_open *parent)
{
    if (parent->role != DMR_TEI_FRAME || e->in_cell)
        return;
    part(t, e, DMR_PARAGRAPH_LIST);
    e->block = false; /* the item goes on in it */
    parent->label = true;
}

static void cell_begins(dmr_tei *t, dmr_tei_open *e, dmr_tei_open *parent)
{
    dmr_draft *d = draft_of(t);
    if (d && parent->cells && dmr_draft_is_open(d) && dmr_draft_words(d).len)
        dmr_draft_verbatim(d, DMR_STR("\t"), dmr_xml_at(t->xml));
    parent->cells = e->in_cell = true;
    t->held = false;
}

static void note_begins(dmr_tei *t, dmr_tei_open *e, const char **attributes)
{
    dmr_draft *d = draft_of(t);
    e->in_note = true;
    e->in_cell = false;
    e->kind = DMR_PARAGRAPH_NOTE;
    t->notes++;
    if (!d)
        return;
    if (t->held)
        dmr_draft_space(d);
    t->held = false;
    dmr_draft_note_begin(d);
    if (dmr_str_is(dmr_xml_attribute(attributes, "type"), "source") && !e->in_apart &&
        !t->now->whole && !t->now->source.meta.source.len)
        dmr_tei_capture_begin(t, DMR_TEI_CAP_SOURCE);
}

static void line_begins(dmr_tei *t, const dmr_tei_open *e, const char **attributes)
{
    dmr_draft *d = draft_of(t);
    if (dmr_str_is(dmr_xml_attribute(attributes, "break"), "no"))
        return;
    dmr_tei_capture_words(t, DMR_STR(" "));
    if (e->in_cell)
        t->held = true;
    else if (d && dmr_draft_is_open(d))
        dmr_draft_break(d);
}

static void gap_begins(dmr_tei *t, dmr_tei_open *e)
{
    dmr_draft *d = draft_of(t);
    e->dropped = true; /* <desc> and the like */
    if (!d)
        return;
    if (!dmr_draft_is_open(d))
        dmr_draft_open(d, e->kind);
    if (t->held)
        dmr_draft_space(d);
    t->held = false;
    size_t at = dmr_xml_at(t->xml);
    dmr_draft_sign(d, DMR_STR(OMISSION), at, dmr_xml_behind(t->xml) - at);
}

static void head_begins(dmr_tei *t, dmr_tei_open *e)
{
    part(t, e, DMR_PARAGRAPH_HEADING);
    if (t->now && !t->now->whole && t->depth == t->document + 1 &&
        !t->now->source.meta.title.len)
        dmr_tei_capture_begin(t, DMR_TEI_CAP_TITLE);
    if (!t->now || t->now->whole)
        dmr_tei_section_head_begins(t);
}

static void name_begins(dmr_tei *t, const char **attributes)
{
    demarche_str ref = dmr_xml_attribute(attributes, "corresp");
    if (!ref.len)
        ref = dmr_xml_attribute(attributes, "ref");
    if (t->now && !dmr_tei_name_begins(&t->now->names, &t->persons, ref, t->depth,
                                       t->notes, t->now->arena))
        dmr_tei_no_memory(t);
    if (!t->now || t->now->whole)
        dmr_tei_person_name_begins(t, dmr_xml_attribute(attributes, "xml:id"));
}

/* ------------------------------------------------------------------------- left out */

/* Contents and index, which no author of the text wrote. */
static bool leads_around(const dmr_tei_open *e, const char **attributes)
{
    demarche_str type = dmr_xml_attribute(attributes, "type");
    return e->role == DMR_TEI_AROUND ||
           ((e->role == DMR_TEI_DIV || e->role == DMR_TEI_FRAME) &&
            (dmr_str_is(type, "toc") || dmr_str_is(type, "index")));
}

static void leave_out(dmr_tei *t, dmr_tei_open *e, dmr_tei_open *parent,
                      const char **attributes)
{
    if (parent->role == DMR_TEI_CHOICE) {
        e->dropped = e->dropped || e->role == DMR_TEI_SECOND || parent->chosen;
        parent->chosen = parent->chosen || e->role != DMR_TEI_SECOND;
    }
    if (leads_around(e, attributes)) {
        e->dropped = e->around = true;
        t->fresh = true;
    }
    e->dropped = e->dropped || e->role == DMR_TEI_DROPPED;
}

/* --------------------------------------------------------------------------- events */

static void by_role(dmr_tei *t, dmr_tei_open *e, dmr_tei_open *parent,
                    const char **attributes)
{
    const dmr_draft *d = draft_of(t);
    switch (e->role) {
    case DMR_TEI_BLOCK:
        block_begins(t, e, parent);
        break;
    case DMR_TEI_APART:
        e->in_apart = true;
        part(t, e, DMR_PARAGRAPH_PROSE);
        break;
    case DMR_TEI_DIV:
    case DMR_TEI_FRAME:
        part(t, e, DMR_PARAGRAPH_PROSE);
        break;
    case DMR_TEI_HEAD:
        head_begins(t, e);
        break;
    case DMR_TEI_DATELINE:
        if (!e->in_apart && t->now && !t->dateline)
            t->dateline = t->depth;
        part(t, e, DMR_PARAGRAPH_BYLINE);
        break;
    case DMR_TEI_SIDE:
        part(t, e, DMR_PARAGRAPH_BYLINE);
        break;
    case DMR_TEI_ITEM:
    case DMR_TEI_PERSON:
        item_begins(t, e, parent);
        if (!t->now || t->now->whole)
            dmr_tei_person_begins(t, e->role == DMR_TEI_PERSON
                                         ? dmr_xml_attribute(attributes, "xml:id")
                                         : dmr_str(NULL, 0));
        break;
    case DMR_TEI_LABEL:
        label_begins(t, e, parent);
        break;
    case DMR_TEI_ROW:
        part(t, e, DMR_PARAGRAPH_LIST);
        break;
    case DMR_TEI_CELL:
        cell_begins(t, e, parent);
        break;
    case DMR_TEI_LINE:
    case DMR_TEI_BREAK:
        line_begins(t, e, attributes);
        break;
    case DMR_TEI_QUOTE:
        if (d && !dmr_draft_is_open(d))
            part(t, e, parent->kind);
        break;
    case DMR_TEI_NOTE:
        note_begins(t, e, attributes);
        break;
    case DMR_TEI_GAP:
        gap_begins(t, e);
        break;
    case DMR_TEI_NAME:
        name_begins(t, attributes);
        break;
    case DMR_TEI_PLACE:
    case DMR_TEI_DATE:
        if (t->dateline && !e->in_note)
            dmr_tei_dateline_begins(t, attributes);
        break;
    default:
        break;
    }
}

void dmr_tei_text_begins(dmr_tei *t, const char **attributes)
{
    dmr_tei_open *e = dmr_tei_top(t), *parent = e - 1;
    if (e->around && e->role >= DMR_TEI_DIV && e->role <= DMR_TEI_ROW)
        t->fresh = true; /* another line that is passed over */
    if (!e->dropped)
        leave_out(t, e, parent, attributes);
    if (!e->dropped)
        by_role(t, e, parent, attributes);
}

void dmr_tei_text_ends(dmr_tei *t)
{
    const dmr_tei_open *e = dmr_tei_top(t);
    dmr_draft *d = draft_of(t);
    dmr_tei_person_ends(t);
    dmr_tei_section_ends(t);
    if (t->now) {
        dmr_tei_document_head_ends(t);
        dmr_tei_name_ends(&t->now->names, t->depth);
    }
    if (t->dateline == t->depth)
        t->dateline = 0;
    if (e->dropped)
        return;
    t->fresh = t->fresh || e->block;
    if (e->block && d)
        dmr_draft_close(d);
    if (e->role == DMR_TEI_NOTE) {
        t->notes--;
        if (d)
            dmr_draft_note_end(d);
    }
    if (e->in_cell)
        t->held = e->role != DMR_TEI_CELL && (t->held || e->role == DMR_TEI_BLOCK);
}

/* Words of a cell: blanks at both its ends are none of the text. */
static void cell_words(dmr_tei *t, dmr_draft *d, demarche_str words, size_t at)
{
    demarche_str core = dmr_str_trim(words), before = dmr_draft_words(d);
    size_t lead = core.len ? (size_t)(core.ptr - words.ptr) : 0;
    bool inside = before.len && before.ptr[before.len - 1] != '\t';
    if (core.len && inside && (lead || t->held))
        dmr_draft_space(d);
    if (core.len)
        dmr_draft_flow(d, core, at + lead);
    t->held = lead + core.len < words.len || (!core.len && t->held);
}

void dmr_tei_text_words(dmr_tei *t, demarche_str words, size_t at, size_t took)
{
    const dmr_tei_open *e = dmr_tei_top(t);
    dmr_draft *d = draft_of(t);
    bool blank = only_blanks(words);
    if (e->dropped ? e->around : !d) {
        t->left += t->fresh && !blank;
        t->fresh = t->fresh && blank;
    }
    if (e->dropped)
        return;
    dmr_tei_capture_words(t, words);
    if (!d || (blank && (e->role == DMR_TEI_FRAME || e->role == DMR_TEI_ROW)))
        return;
    if (!dmr_draft_is_open(d)) {
        if (blank)
            return;
        dmr_draft_open(d, e->kind);
    }
    dmr_tei_name_words(&t->now->names, words, at, took, t->notes);
    if (e->in_cell && words.len == took)
        cell_words(t, d, words, at);
    else
        dmr_xml_flow(d, words, at, took);
}

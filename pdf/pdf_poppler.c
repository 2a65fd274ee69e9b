/* demarche-pdf.so: the text of a PDF's pages, by poppler. See src/read/pdf_module.h. */
#include <poppler.h>
#include <stdint.h>
#include <string.h>

#include "read/pdf_module.h"

__attribute__((visibility("default"))) dmr_pdf_result
demarche_pdf_read_1(const char *bytes, size_t n, const dmr_pdf_out *out);

/* The boxes of a line's characters: where it begins, how high it is. */
typedef struct line_box {
    double left, top, bottom;
} line_box;

/* Whether a paragraph begins: more room above it than lines leave, or it sets in. */
static bool begins(const line_box *above, const line_box *line)
{
    double height = above->bottom - above->top;
    double room = line->top - above->bottom;
    bool below = line->top > above->top + height / 2;
    return !below || room > height * 0.6 ||
           (line->left > above->left + height * 0.8 &&
            line->left < above->left + height * 5);
}

/* The page's lines; boxes come one for each character, line breaks too. */
static GString *page_lines(PopplerPage *page)
{
    char *text = poppler_page_get_text(page);
    PopplerRectangle *boxes = NULL;
    guint n_boxes = 0, at = 0;
    GString *out = g_string_new(NULL);
    if (!poppler_page_get_text_layout(page, &boxes, &n_boxes))
        n_boxes = 0;
    line_box above = {0};
    bool first = true;
    for (const char *p = text; p && *p;) {
        const char *end = strchr(p, '\n');
        size_t n = end ? (size_t)(end - p) : strlen(p);
        guint signs = (guint)g_utf8_strlen(p, (gssize)n);
        if (at + signs <= n_boxes && signs) {
            line_box line = {boxes[at].x1, boxes[at].y1, boxes[at].y2};
            if (!first && begins(&above, &line))
                g_string_append_c(out, '\n');
            above = line;
            first = false;
        }
        g_string_append_len(out, p, (gssize)n);
        g_string_append_c(out, '\n');
        at += signs + (end != NULL);
        p += n + (end != NULL);
    }
    g_free(boxes);
    g_free(text);
    return out;
}

static dmr_pdf_result read_pages(PopplerDocument *doc, const dmr_pdf_out *out)
{
    char *title = poppler_document_get_title(doc);
    int stop =
        out->info(out->user, title ? title : "", poppler_document_get_creation_date(doc));
    g_free(title);
    int n = poppler_document_get_n_pages(doc);
    for (int i = 0; i < n && !stop; i++) {
        PopplerPage *page = poppler_document_get_page(doc, i);
        if (!page)
            return DMR_PDF_DAMAGED;
        GString *lines = page_lines(page);
        stop = out->page(out->user, lines->str, lines->len);
        g_string_free(lines, TRUE);
        g_object_unref(page);
    }
    return stop ? DMR_PDF_STOPPED : DMR_PDF_OK;
}

dmr_pdf_result demarche_pdf_read_1(const char *bytes, size_t n, const dmr_pdf_out *out)
{
    GError *error = NULL;
    GBytes *held = g_bytes_new_static(bytes, n);
    PopplerDocument *doc = poppler_document_new_from_bytes(held, NULL, &error);
    dmr_pdf_result result = DMR_PDF_DAMAGED;
    if (doc)
        result = read_pages(doc, out);
    else if (g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
        result = DMR_PDF_ENCRYPTED;
    if (doc)
        g_object_unref(doc);
    g_clear_error(&error);
    g_bytes_unref(held);
    return result;
}

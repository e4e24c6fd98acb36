/* The file: fonts, the two times that the document is laid out, and what it says about itself. */
#include "truce/document/pdf.h"

#include "pdf_parts.h"
#include "truce/base/utf8.h"

bool truce_document_pdf_built(void) {
    return true;
}

void pdf_out_of_memory(truce_pdf *pdf) {
    pdf_fail(pdf, TRUCE_ENOMEM, "no memory to set the pages");
}

/* ---- type ---- */

static const pdf_scale usual = {
    .title = {19, 23, true, true, PDF_TEXT},
    .subtitle = {10.5, 14, false, false, PDF_QUIET},
    .heading = {{13.5, 17, true, true, PDF_TEXT}, {10.5, 13.5, true, true, PDF_TEXT}},
    .body = {9.5, 12.8, false, false, PDF_TEXT},
    .table = {8.6, 11.2, false, false, PDF_TEXT},
    .label = {8.6, 12.8, true, false, PDF_TEXT},
    .foot = {7.5, 10, false, false, PDF_QUIET},
    .margin = 50,
    .top = 50,
    .bottom = 52,
    .gap = 9,
    .name_width = 96,
};

/* 78 lines of 100 letters on A4. */
static const pdf_scale dense = {
    .title = {14, 16.5, true, true, PDF_TEXT},
    .subtitle = {9, 11, false, false, PDF_QUIET},
    .heading = {{10, 11.8, true, true, PDF_TEXT}, {8.6, 10, true, true, PDF_TEXT}},
    .body = {8.1, 9.7, false, false, PDF_TEXT},
    .table = {7.6, 9.2, false, false, PDF_TEXT},
    .label = {7.6, 9.7, true, false, PDF_TEXT},
    .foot = {7, 9, false, false, PDF_QUIET},
    .margin = 42,
    .top = 34,
    .bottom = 42,
    .gap = 3.2,
    .name_width = 84,
};

/* Languages whose letters run from right to left. */
static bool runs_left(truce_str language) {
    static const char *const tags[] = {"ar", "ckb", "dv", "fa", "he", "ps",
                                       "sd", "syr", "ug", "ur", "yi"};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        const size_t n = strlen(tags[i]);
        if (language.size >= n && memcmp(language.data, tags[i], n) == 0 &&
            (language.size == n || language.data[n] == '-')) {
            return true;
        }
    }
    return false;
}

/* ---- fonts ---- */

static PangoContext *make_context(truce_pdf *pdf, const cairo_font_options_t *options,
                                  PangoDirection direction) {
    PangoContext *const context = pango_font_map_create_context(pdf->fonts);
    pango_cairo_context_set_resolution(context, 72);
    pango_cairo_context_set_font_options(context, options);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_base_dir(context, direction);
    pango_context_set_language(context, pango_language_from_string("en"));
    return context;
}

/* Fonts as they are: nothing is fitted to a screen's dots. */
static void open_fonts(truce_pdf *pdf) {
    PangoFontFamily **families = NULL;
    int n = 0;
    pdf->fonts = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    if (pdf->fonts != NULL) {
        pango_font_map_list_families(pdf->fonts, &families, &n);
        g_free(families);
    }
    if (n == 0) {
        pdf_fail(pdf, TRUCE_EIO,
                 "there is no font to set a PDF in; install one (Debian: fonts-dejavu-core)");
        return;
    }
    cairo_font_options_t *const options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    if (cairo_font_options_status(options) != CAIRO_STATUS_SUCCESS) {
        pdf_out_of_memory(pdf);
    } else {
        pdf->contexts[0] = make_context(pdf, options, PANGO_DIRECTION_LTR);
        pdf->contexts[1] = make_context(pdf, options, PANGO_DIRECTION_RTL);
    }
    cairo_font_options_destroy(options);
}

/* ---- the document ---- */

/* The title and what the paper is, with a line below. */
static void put_title(truce_pdf *pdf) {
    pdf_row row = pdf_row_new(pdf, 1);
    if (row.columns != NULL) {
        row.columns[0].width = pdf_line_width(pdf);
        row.columns[0].tag = "H1";
        pdf_text_plain(pdf, &row, &row.columns[0], 0, &pdf->scale.title, pdf->doc->title);
        pdf_row_put(pdf, &row);
    }
    pdf_row_clear(&row);
    row = pdf_row_new(pdf, 1);
    if (row.columns != NULL) {
        row.columns[0].width = pdf_line_width(pdf);
        row.columns[0].tag = "P";
        row.above = pdf->scale.gap * .3;
        row.below = pdf->scale.gap * .8;
        row.rule_below = .8;
        row.firm = true;
        if (pdf->doc->subtitle.size > 0) {
            pdf_text_plain(pdf, &row, &row.columns[0], 0, &pdf->scale.subtitle, pdf->doc->subtitle);
        }
        pdf_row_put(pdf, &row);
    }
    pdf_row_clear(&row);
    pdf->y += pdf->scale.gap;
}

static void lay_out(truce_pdf *pdf) {
    pdf_begin(pdf);
    put_title(pdf);
    for (size_t i = 0; i < pdf->doc->n_blocks && pdf->status == TRUCE_OK; i++) {
        pdf_block(pdf, i);
    }
    pdf_end_page(pdf);
}

/* ---- the file ---- */

/* Never an error: cairo 1.16 does not survive one in a document with links. The buffer remembers
 * that memory ran out. */
static cairo_status_t add_bytes(void *closure, const unsigned char *data, unsigned int size) {
    truce_buffer_add(closure, (truce_str){(const char *)data, size});
    return CAIRO_STATUS_SUCCESS;
}

static void say_about(truce_pdf *pdf, cairo_pdf_metadata_t what, truce_str text) {
    pdf->scratch.size = 0;
    truce_utf8_show(&pdf->scratch, text);
    truce_buffer_byte(&pdf->scratch, '\0');
    if (pdf->scratch.failed) {
        pdf_out_of_memory(pdf);
    } else {
        cairo_pdf_surface_set_metadata(pdf->surface, what, pdf->scratch.data);
    }
}

static void draw(truce_pdf *pdf) {
    pdf->surface =
        cairo_pdf_surface_create_for_stream(add_bytes, pdf->out, pdf->width, pdf->height);
    pdf->cr = cairo_create(pdf->surface);
    /* Cairo would write the time of day. */
    cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_CREATE_DATE, NULL);
    cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_CREATOR, "truce");
    say_about(pdf, CAIRO_PDF_METADATA_TITLE, pdf->doc->title);
    if (pdf->doc->subtitle.size > 0) {
        say_about(pdf, CAIRO_PDF_METADATA_SUBJECT, pdf->doc->subtitle);
    }
    pdf_tag(pdf, "Document");
    lay_out(pdf);
    pdf_untag(pdf, "Document");
}

static void close_surface(truce_pdf *pdf) {
    cairo_status_t status = cairo_status(pdf->cr);
    cairo_destroy(pdf->cr);
    cairo_surface_finish(pdf->surface);
    status = status == CAIRO_STATUS_SUCCESS ? cairo_surface_status(pdf->surface) : status;
    cairo_surface_destroy(pdf->surface);
    if (status == CAIRO_STATUS_NO_MEMORY || pdf->out->failed) {
        pdf_out_of_memory(pdf);
    } else if (status != CAIRO_STATUS_SUCCESS) {
        pdf_fail(pdf, TRUCE_EIO, "cairo cannot make the PDF: %s", cairo_status_to_string(status));
    }
}

/* Count the pages, then draw them. */
static void make(truce_pdf *pdf) {
    if (!truce_document_anchors_open(&pdf->anchors, pdf->doc)) {
        pdf_out_of_memory(pdf);
        return;
    }
    open_fonts(pdf);
    if (pdf->status == TRUCE_OK) {
        lay_out(pdf);
        pdf->pages = pdf->page;
    }
    if (pdf->status == TRUCE_OK) {
        pdf_begin(pdf);
        draw(pdf);
        close_surface(pdf);
    }
}

static void clear(truce_pdf *pdf) {
    for (size_t i = 0; i < 2; i++) {
        if (pdf->contexts[i] != NULL) {
            g_object_unref(pdf->contexts[i]);
        }
    }
    if (pdf->fonts != NULL) {
        g_object_unref(pdf->fonts);
    }
    truce_document_flow_clear(&pdf->flow);
    truce_document_anchors_clear(&pdf->anchors);
    truce_buffer_clear(&pdf->scratch);
    truce_buffer_clear(&pdf->words);
}

truce_status truce_document_pdf(const truce_document *doc, const truce_pdf_options *options,
                                truce_buffer *out, truce_error *err) {
    if (doc->failed) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to compose the document");
    }
    truce_pdf pdf = {.doc = doc,
                     .options = *options,
                     .out = out,
                     .scratch = truce_buffer_new(),
                     .words = truce_buffer_new(),
                     .flow = truce_document_flow_new(),
                     .scale = options->dense || doc->compact ? dense : usual,
                     .mirrored = runs_left(doc->language),
                     .err = err};
    make(&pdf);
    clear(&pdf);
    if (pdf.status == TRUCE_OK && options->made != NULL) {
        *options->made = (truce_pdf_made){.pages = pdf.pages, .unknown = pdf.unknown};
    }
    return pdf.status;
}

/* The sheets: where one ends and the next begins, its foot, and what can be drawn on it. */
#include "pdf_parts.h"

#include "truce/base/utf8.h"

/* ---- measures ---- */

double pdf_line_width(const truce_pdf *pdf) {
    return pdf->width - 2 * pdf->scale.margin;
}

double pdf_turned_width(const truce_pdf *pdf) {
    return (pdf->turned ? pdf->width : pdf->height) - 2 * pdf->scale.margin;
}

double pdf_page_room(const truce_pdf *pdf) {
    return pdf->height - pdf->scale.top - pdf->scale.bottom;
}

double pdf_room(const truce_pdf *pdf) {
    return pdf->height - pdf->scale.bottom - pdf->y;
}

double pdf_place(const truce_pdf *pdf, double x, double width) {
    return pdf->scale.margin + (pdf->mirrored ? pdf_line_width(pdf) - x - width : x);
}

/* ---- drawing ---- */

/* Black, and greys that keep a contrast of 4.5 to 1 or more on white where they are read. */
void pdf_ink_set(truce_pdf *pdf, pdf_ink ink) {
    static const double grey_of[PDF_INKS] = {
        [PDF_TEXT] = 0, [PDF_QUIET] = .29, [PDF_FIRM] = .47, [PDF_RULE] = .73, [PDF_PAPER] = 1};
    cairo_set_source_rgb(pdf->cr, grey_of[ink], grey_of[ink], grey_of[ink]);
}

void pdf_box(truce_pdf *pdf, double x, double y, double width, double height, pdf_ink ink) {
    if (pdf->cr != NULL) {
        pdf_ink_set(pdf, ink);
        cairo_rectangle(pdf->cr, x, y, width, height);
        cairo_fill(pdf->cr);
    }
}

void pdf_tag(truce_pdf *pdf, const char *tag) {
    if (pdf->cr != NULL && tag != NULL) {
        cairo_tag_begin(pdf->cr, tag, "");
    }
}

void pdf_untag(truce_pdf *pdf, const char *tag) {
    if (pdf->cr != NULL && tag != NULL) {
        cairo_tag_end(pdf->cr, tag);
    }
}

/* Hundredths, written without asking the locale for its decimal point. */
static void add_number(truce_buffer *out, double value) {
    const long hundredths = (long)(value * 100 + .5);
    truce_buffer_printf(out, " %ld.%02ld", hundredths / 100, hundredths % 100);
}

/* Begin and end a tag whose attributes are in `words`. */
static void tag_at_once(truce_pdf *pdf, const char *tag) {
    truce_buffer_byte(&pdf->words, '\0');
    if (pdf->words.failed) {
        pdf_out_of_memory(pdf);
        return;
    }
    cairo_tag_begin(pdf->cr, tag, pdf->words.data);
    cairo_tag_end(pdf->cr, tag);
}

static void begin_words(truce_pdf *pdf, const char *words) {
    pdf->words.size = 0;
    truce_buffer_add(&pdf->words, truce_str_of(words));
}

static void place_destination(truce_pdf *pdf, double y) {
    truce_buffer_lit(&pdf->words, "' x=");
    add_number(&pdf->words, pdf->scale.margin);
    truce_buffer_lit(&pdf->words, " y=");
    add_number(&pdf->words, y);
    tag_at_once(pdf, CAIRO_TAG_DEST);
}

void pdf_destination(truce_pdf *pdf, truce_str anchor, double y) {
    if (pdf->cr != NULL && anchor.size > 0 && truce_document_anchor_place(&pdf->anchors, anchor)) {
        begin_words(pdf, "name='");
        truce_document_fragment(&pdf->words, anchor);
        place_destination(pdf, y);
    }
}

void pdf_bookmark(truce_pdf *pdf, const truce_block *heading, size_t block, double y) {
    if (pdf->cr == NULL) {
        return;
    }
    begin_words(pdf, "name='part-");
    truce_buffer_printf(&pdf->words, "%zu", block);
    place_destination(pdf, y);
    pdf->scratch.size = 0;
    truce_utf8_show(&pdf->scratch, heading->title);
    truce_buffer_byte(&pdf->scratch, '\0');
    begin_words(pdf, "dest='part-");
    truce_buffer_printf(&pdf->words, "%zu'", block);
    truce_buffer_byte(&pdf->words, '\0');
    if (pdf->scratch.failed || pdf->words.failed) {
        pdf_out_of_memory(pdf);
        return;
    }
    const bool opens = heading->level == 2;
    const int id = cairo_pdf_surface_add_outline(
        pdf->surface, opens ? CAIRO_PDF_OUTLINE_ROOT : pdf->outline, pdf->scratch.data,
        pdf->words.data, opens ? CAIRO_PDF_OUTLINE_FLAG_OPEN : (cairo_pdf_outline_flags_t)0);
    pdf->outline = opens ? id : pdf->outline;
}

void pdf_link(truce_pdf *pdf, truce_str claim, double x, double y, double width, double height) {
    begin_words(pdf, "dest='");
    truce_document_fragment(&pdf->words, claim);
    truce_buffer_lit(&pdf->words, "' rect=[");
    add_number(&pdf->words, x);
    add_number(&pdf->words, y);
    add_number(&pdf->words, width);
    add_number(&pdf->words, height);
    truce_buffer_byte(&pdf->words, ']');
    tag_at_once(pdf, CAIRO_TAG_LINK);
}

/* ---- pages ---- */

static void check_cairo(truce_pdf *pdf) {
    if (pdf->cr == NULL || pdf->status != TRUCE_OK) {
        return;
    }
    cairo_status_t status = cairo_status(pdf->cr);
    status = status == CAIRO_STATUS_SUCCESS ? cairo_surface_status(pdf->surface) : status;
    if (status == CAIRO_STATUS_NO_MEMORY || pdf->out->failed) {
        pdf_out_of_memory(pdf);
    } else if (status != CAIRO_STATUS_SUCCESS) {
        pdf_fail(pdf, TRUCE_EIO, "cairo cannot make page %zu: %s", pdf->page,
                 cairo_status_to_string(status));
    }
}

void pdf_begin(truce_pdf *pdf) {
    static const double widths[] = {595.276, 612}, heights[] = {841.890, 792};
    pdf->turned = false;
    pdf->width = widths[pdf->options.sheet];
    pdf->height = heights[pdf->options.sheet];
    pdf->page = 1;
    pdf->y = pdf->scale.top;
    pdf->fresh = true;
    pdf->section = 0;
    pdf->outline = CAIRO_PDF_OUTLINE_ROOT;
}

/* The title, cut short, and the number of the page. */
static void draw_foot(truce_pdf *pdf) {
    char number[48];
    (void)snprintf(number, sizeof number, "%zu / %zu", pdf->page, pdf->pages);
    pdf_row row = pdf_row_new(pdf, 2);
    if (row.columns != NULL) {
        row.columns[0].width = pdf_line_width(pdf) * .85;
        row.columns[1].width = pdf_line_width(pdf) * .15;
        pdf_text_plain(pdf, &row, &row.columns[0], 0, &pdf->scale.foot, pdf->doc->title);
        pdf_text_plain(pdf, &row, &row.columns[1], 0, &pdf->scale.foot, truce_str_of(number));
    }
    if (pdf->status == TRUCE_OK && row.columns != NULL) {
        const double y = pdf->height - pdf->scale.bottom + pdf->scale.foot.pitch;
        const pdf_text *const title = &row.columns[0].texts[0];
        const pdf_text *const count = &row.columns[1].texts[0];
        const double count_width = count->n_lines > 0 ? count->lines[0].width : 0;
        if (title->n_lines > 0) {
            const double width = title->lines[0].width;
            const double aside = title->rtl ? title->width - width : 0; /* where it would begin */
            pdf_text_draw(pdf, title, 0, pdf_place(pdf, 0, width) - aside, y);
        }
        pdf_text_draw(pdf, count, 0, pdf_place(pdf, pdf_line_width(pdf) - count_width, count_width),
                      y);
    }
    pdf_row_clear(&row);
}

void pdf_end_page(truce_pdf *pdf) {
    const size_t asked = pdf->options.pages_max;
    const size_t most = asked > 0 && asked < TRUCE_PDF_PAGES_MAX ? asked : TRUCE_PDF_PAGES_MAX;
    if (pdf->page > most) {
        pdf_fail(pdf, TRUCE_ELIMIT,
                 "this takes more than %zu page%s of PDF; narrow it down (--at, --only, "
                 "--sections) or take another form",
                 most, most == 1 ? "" : "s");
    }
    if (pdf->cr != NULL && pdf->status == TRUCE_OK) {
        draw_foot(pdf);
        cairo_show_page(pdf->cr);
        check_cairo(pdf);
    }
}

static void begin_page(truce_pdf *pdf) {
    pdf->page++;
    pdf->y = pdf->scale.top;
    pdf_tag(pdf, pdf->open_tag);
    if (pdf->head != NULL) {
        pdf_row_repeat(pdf, pdf->head);
    }
    pdf->fresh = true;
}

void pdf_next_page(truce_pdf *pdf) {
    pdf_untag(pdf, pdf->open_tag);
    pdf_end_page(pdf);
    begin_page(pdf);
}

void pdf_turn(truce_pdf *pdf, bool turned) {
    if (pdf->turned == turned) {
        return;
    }
    const bool blank = pdf->fresh;
    if (!blank) {
        pdf_end_page(pdf);
    }
    const double width = pdf->width;
    pdf->width = pdf->height;
    pdf->height = width;
    pdf->turned = turned;
    if (pdf->surface != NULL) {
        cairo_pdf_surface_set_size(pdf->surface, pdf->width, pdf->height);
    }
    if (!blank) {
        begin_page(pdf);
    }
}

/* A text is written piece by piece into one string with attributes, then broken into lines by
 * pango. The direction it runs in is decided here, as a browser decides it: by the first letter
 * that has one and is not isolated. */
#include "pdf_parts.h"

#include <math.h>

#include "truce/base/utf8.h"

enum { TEXT_MAX = 1024 * 1024 };

#define ISOLATE     "\xE2\x81\xA8" /* U+2068, first strong isolate */
#define END_ISOLATE "\xE2\x81\xA9" /* U+2069 */

static void apply(pdf_writer *w, PangoAttribute *attribute, size_t from, size_t to) {
    attribute->start_index = (guint)from;
    attribute->end_index = (guint)to;
    pango_attr_list_insert(w->attrs, attribute);
}

/* Say the language of each stretch of another script. */
static void apply_languages(pdf_writer *w) {
    const truce_str all = truce_buffer_str(&w->pdf->scratch);
    const char *open = NULL;
    size_t from = 0;
    for (size_t at = 0; at <= all.size;) {
        uint32_t point = ' ';
        const size_t size =
            at < all.size ? truce_utf8_next((truce_str){all.data + at, all.size - at}, &point) : 1;
        const char *const language = pdf_language_of(point);
        if (language != open) {
            if (open != NULL) {
                apply(w, pango_attr_language_new(pango_language_from_string(open)), from, at);
            }
            open = language;
            from = at;
        }
        at += size > 0 ? size : 1;
    }
}

static pdf_text *add_text(pdf_row *row, pdf_column *column) {
    pdf_text *const texts =
        truce_arena_grow(&row->arena, column->texts, column->n, &column->cap, sizeof *texts);
    if (texts == NULL) {
        return NULL;
    }
    column->texts = texts;
    return &texts[column->n];
}

pdf_writer pdf_write_begin(truce_pdf *pdf, pdf_row *row, pdf_column *column, double before,
                           const pdf_face *face) {
    pdf_writer w = {.pdf = pdf,
                    .row = row,
                    .face = face,
                    .outside = PANGO_DIRECTION_NEUTRAL,
                    .inside = PANGO_DIRECTION_NEUTRAL};
    w.text = pdf->status == TRUCE_OK ? add_text(row, column) : NULL;
    if (w.text == NULL) {
        pdf_out_of_memory(pdf);
        return w;
    }
    *w.text =
        (pdf_text){.width = column->width, .size = face->size, .ink = face->ink, .before = before};
    column->n++;
    w.attrs = pango_attr_list_new();
    pdf->scratch.size = 0;
    return w;
}

size_t pdf_write_at(const pdf_writer *w) {
    return w->pdf->scratch.size;
}

/* What was written since `from` looks so. */
static void style(pdf_writer *w, pdf_look look, size_t from) {
    const size_t to = pdf_write_at(w);
    if (to == from || to > TEXT_MAX) {
        return;
    }
    if (look.ink != w->face->ink) {
        const guint16 grey = look.ink == PDF_PAPER ? 0xFFFF : look.ink == PDF_TEXT ? 0 : 0x4A4A;
        apply(w, pango_attr_foreground_new(grey, grey, grey), from, to);
    }
    if (look.struck) {
        apply(w, pango_attr_strikethrough_new(TRUE), from, to);
    }
    if (look.underlined) {
        apply(w, pango_attr_underline_new(PANGO_UNDERLINE_SINGLE), from, to);
    }
    if (look.strong != w->face->strong) {
        apply(w, pango_attr_weight_new(look.strong ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL), from,
              to);
    }
    if (look.scale < 1) {
        apply(w, pango_attr_scale_new(look.scale), from, to);
    }
}

void pdf_write_ours(pdf_writer *w, pdf_look look, const char *text) {
    if (w->text != NULL) {
        const size_t from = pdf_write_at(w);
        truce_buffer_add(&w->pdf->scratch, truce_str_of(text));
        style(w, look, from);
    }
}

static PangoDirection direction_since(const pdf_writer *w, size_t from) {
    const truce_buffer *const all = &w->pdf->scratch;
    return all->failed ? PANGO_DIRECTION_NEUTRAL
                       : pdf_direction_of((truce_str){all->data + from, all->size - from});
}

void pdf_write_data(pdf_writer *w, pdf_look look, truce_str text) {
    if (w->text != NULL) {
        const size_t from = pdf_write_at(w);
        truce_utf8_show(&w->pdf->scratch, text);
        style(w, look, from);
        w->outside = w->outside == PANGO_DIRECTION_NEUTRAL ? direction_since(w, from) : w->outside;
    }
}

void pdf_write_isolated(pdf_writer *w, pdf_look look, truce_str text) {
    if (w->text == NULL || text.size == 0) {
        return;
    }
    if (!w->mixed) {
        pdf_write_data(w, look, text);
        return;
    }
    const size_t from = pdf_write_at(w);
    truce_buffer_lit(&w->pdf->scratch, ISOLATE);
    const size_t inner = pdf_write_at(w);
    truce_utf8_show(&w->pdf->scratch, text);
    w->inside = w->inside == PANGO_DIRECTION_NEUTRAL ? direction_since(w, inner) : w->inside;
    truce_buffer_lit(&w->pdf->scratch, END_ISOLATE);
    style(w, look, from);
}

void pdf_write_mark(pdf_writer *w, pdf_mark mark) {
    if (w->text == NULL) {
        return;
    }
    mark.to = pdf_write_at(w);
    pdf_mark *const marks = truce_arena_grow(&w->row->arena, w->text->marks, w->text->n_marks,
                                             &w->text->cap_marks, sizeof *marks);
    if (marks == NULL) {
        pdf_out_of_memory(w->pdf);
        return;
    }
    w->text->marks = marks;
    marks[w->text->n_marks++] = mark;
}

/* Know the place that every line takes. Marks are in order and do not overlap, so the first that
 * may touch a line is not before that of the line above. */
static void measure(pdf_writer *w) {
    pdf_text *const t = w->text;
    t->n_lines = (size_t)pango_layout_get_line_count(t->layout);
    t->lines = truce_arena_zero(&w->row->arena, t->n_lines, sizeof *t->lines);
    if (t->lines == NULL) {
        t->n_lines = 0;
        pdf_out_of_memory(w->pdf);
        return;
    }
    size_t i = 0;
    size_t mark = 0;
    for (GSList *each = pango_layout_get_lines_readonly(t->layout); each != NULL && i < t->n_lines;
         each = each->next) {
        PangoLayoutLine *const line = each->data;
        PangoRectangle logical;
        pango_layout_line_get_extents(line, NULL, &logical);
        const double above = -(double)logical.y / PANGO_SCALE;
        const double height = (double)logical.height / PANGO_SCALE;
        while (mark < t->n_marks && t->marks[mark].to <= (size_t)line->start_index) {
            mark++;
        }
        pdf_line *const out = &t->lines[i++];
        out->line = line;
        out->height = fmax(w->face->pitch, height);
        out->ascent = (out->height - height) / 2 + above;
        out->width = (double)logical.width / PANGO_SCALE;
        out->mark = mark;
    }
}

static void lay_out(pdf_writer *w) {
    static const char sans[] = "Noto Sans,Liberation Sans,DejaVu Sans,sans-serif";
    static const char serif[] = "Noto Serif,Liberation Serif,DejaVu Serif,serif";
    truce_pdf *const pdf = w->pdf;
    pdf_text *const t = w->text;
    const PangoDirection direction = w->outside != PANGO_DIRECTION_NEUTRAL ? w->outside : w->inside;
    t->rtl = direction == PANGO_DIRECTION_RTL;
    t->layout = pango_layout_new(pdf->contexts[t->rtl ? 1 : 0]);
    PangoFontDescription *const font =
        pango_font_description_from_string(w->face->serif ? serif : sans);
    pango_font_description_set_absolute_size(font, w->face->size * PANGO_SCALE);
    pango_font_description_set_weight(font,
                                      w->face->strong ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(t->layout, font);
    pango_font_description_free(font);
    pango_layout_set_auto_dir(t->layout, FALSE);
    pango_layout_set_single_paragraph_mode(t->layout, w->lines ? FALSE : TRUE);
    pango_layout_set_width(t->layout, (int)(t->width * PANGO_SCALE));
    pango_layout_set_wrap(t->layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_text(t->layout, pdf->scratch.data, (int)pdf->scratch.size);
    pango_layout_set_attributes(t->layout, w->attrs);
}

void pdf_write_end(pdf_writer *w) {
    truce_pdf *const pdf = w->pdf;
    if (w->text == NULL) {
        return;
    }
    if (pdf->scratch.failed) {
        pdf_out_of_memory(pdf);
    } else if (pdf->scratch.size > TEXT_MAX) {
        pdf_fail(pdf, TRUCE_ELIMIT, "one passage is longer than a PDF takes, 1 MiB");
    } else if (pdf->scratch.size > 0) {
        apply_languages(w);
        /* A hyphen that is not in a name would be a false name. */
        apply(w, pango_attr_insert_hyphens_new(FALSE), 0, pdf->scratch.size);
        lay_out(w);
        measure(w);
        pdf->unknown +=
            pdf->cr == NULL ? (size_t)pango_layout_get_unknown_glyphs_count(w->text->layout) : 0;
    }
    pango_attr_list_unref(w->attrs);
}

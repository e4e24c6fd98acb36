/* A drawing within a page: SVG elements whose inks are classes, so that the style sheet colours
 * them for a bright screen, a dark one and paper. What a screen reader says is the title and the
 * alternative; a drawing with links is a group rather than an image, because what is within an
 * image cannot be reached by keyboard. */
#include "truce/document/parts.h"

#include <assert.h>

/* On a narrow screen a drawing shrinks to this share of its size, where letters can still be read;
 * then it scrolls. */
static const double LEAST_SCALE = 0.85;

static void lit(truce_html *html, const char *markup) {
    truce_buffer_add(html->out, truce_str_of(markup));
}

/* At most two decimals, none that says nothing. */
static void write_number(truce_html *html, double v) {
    assert(v > -TRUCE_DRAWING_MOST && v < TRUCE_DRAWING_MOST);
    const long long hundredths = (long long)(v * 100 + (v < 0 ? -0.5 : 0.5));
    const unsigned long long whole =
        (unsigned long long)(hundredths < 0 ? -hundredths : hundredths);
    truce_buffer_printf(html->out, "%s%llu", hundredths < 0 ? "-" : "", whole / 100);
    if (whole % 100 != 0) {
        truce_buffer_printf(html->out, whole % 10 == 0 ? ".%llu" : ".%02llu",
                            whole % 10 == 0 ? whole % 100 / 10 : whole % 100);
    }
}

static void write_measure(truce_html *html, const char *name, double v) {
    truce_buffer_printf(html->out, " %s=\"", name);
    write_number(html, v);
    truce_buffer_byte(html->out, '"');
}

static const char *ink_class(truce_ink ink) {
    static const char *const names[] = {"none", "text", "muted", "rule", "ground", "band", "s1",
                                        "s2",   "s3",   "s4",    "s5",   "s6",     "s7",   "s8"};
    return names[ink];
}

static void write_look(truce_html *html, const truce_shape *s) {
    truce_buffer_printf(html->out, " class=\"f-%s", ink_class(s->fill));
    if (s->stroke != TRUCE_INK_NONE) {
        truce_buffer_printf(html->out, " l-%s", ink_class(s->stroke));
    }
    lit(html, s->dashed ? " dash" : "");
    lit(html, s->faint ? " faint" : "");
    lit(html, s->strong ? " strong" : "");
    truce_buffer_byte(html->out, '"');
    if (s->stroke != TRUCE_INK_NONE) {
        write_measure(html, "stroke-width", s->stroke_width);
    }
}

static void write_points(truce_html *html, const truce_shape *s) {
    lit(html, " points=\"");
    for (size_t i = 0; i < s->n_points; i++) {
        lit(html, i > 0 ? " " : "");
        write_number(html, s->points[i].x);
        truce_buffer_byte(html->out, ',');
        write_number(html, s->points[i].y);
    }
    truce_buffer_byte(html->out, '"');
}

static void write_place(truce_html *html, const truce_shape *s) {
    static const char *const anchors[] = {"", " text-anchor=\"middle\"", " text-anchor=\"end\""};
    switch (s->kind) {
    case TRUCE_SHAPE_LINE:
        write_measure(html, "x1", s->at.x);
        write_measure(html, "y1", s->at.y);
        write_measure(html, "x2", s->to.x);
        write_measure(html, "y2", s->to.y);
        break;
    case TRUCE_SHAPE_BOX:
        write_measure(html, "x", s->at.x);
        write_measure(html, "y", s->at.y);
        write_measure(html, "width", s->to.x - s->at.x);
        write_measure(html, "height", s->to.y - s->at.y);
        if (s->radius > 0) {
            write_measure(html, "rx", s->radius);
        }
        break;
    case TRUCE_SHAPE_CIRCLE:
        write_measure(html, "cx", s->at.x);
        write_measure(html, "cy", s->at.y);
        write_measure(html, "r", s->radius);
        break;
    case TRUCE_SHAPE_PATH:
        write_points(html, s);
        break;
    case TRUCE_SHAPE_TEXT:
        write_measure(html, "x", s->at.x);
        write_measure(html, "y", s->at.y);
        write_measure(html, "font-size", s->size);
        lit(html, anchors[s->anchor]);
        break;
    }
}

static const char *element_of(const truce_shape *s) {
    switch (s->kind) {
    case TRUCE_SHAPE_LINE:
        return "line";
    case TRUCE_SHAPE_BOX:
        return "rect";
    case TRUCE_SHAPE_CIRCLE:
        return "circle";
    case TRUCE_SHAPE_PATH:
        return s->closed ? "polygon" : "polyline";
    case TRUCE_SHAPE_TEXT:
        break;
    }
    return "text";
}

static void write_shape(truce_html *html, const truce_shape *s) {
    const char *const element = element_of(s);
    truce_buffer_printf(html->out, "<%s", element);
    write_place(html, s);
    write_look(html, s);
    if (s->kind != TRUCE_SHAPE_TEXT && s->tip.size == 0) {
        lit(html, "/>");
        return;
    }
    lit(html, ">");
    if (s->tip.size > 0) {
        lit(html, "<title>");
        truce_document_html_escape(html, s->tip);
        lit(html, "</title>");
    }
    if (s->kind == TRUCE_SHAPE_TEXT) {
        truce_document_html_escape(html, s->text);
    }
    truce_buffer_printf(html->out, "</%s>", element);
}

/* Whether the shape leads somewhere in this document. */
static bool leads(truce_html *html, const truce_shape *s) {
    return s->link.size > 0 && truce_document_anchor_known(&html->anchors, s->link);
}

static void open_link(truce_html *html, const truce_shape *s) {
    lit(html, "<a href=\"#");
    truce_document_fragment(html->out, s->link);
    lit(html, "\" aria-label=\"");
    if (s->tip.size > 0) {
        truce_document_html_escape(html, s->tip);
        lit(html, " ");
    }
    truce_document_html_escape(html, s->link);
    lit(html, "\">");
}

/* Shapes that follow each other, lead to the same place and say the same are one link. */
static void write_shapes(truce_html *html, const truce_drawing *d) {
    const truce_shape *open = NULL;
    for (size_t i = 0; i < d->n_shapes; i++) {
        const truce_shape *const s = &d->shapes[i];
        if (open != NULL && !(truce_str_equal(open->link, s->link) &&
                              (s->tip.size == 0 || truce_str_equal(open->tip, s->tip)))) {
            lit(html, "</a>");
            open = NULL;
        }
        if (open == NULL && leads(html, s)) {
            lit(html, "\n");
            open_link(html, s);
            open = s;
        }
        write_shape(html, s);
    }
    lit(html, open != NULL ? "</a>" : "");
}

static void write_id(truce_html *html, truce_str id, size_t i, const char *part) {
    truce_document_html_escape(html, id);
    truce_buffer_printf(html->out, "-%zu-%s", i + 1, part);
}

static void write_said(truce_html *html, const char *element, truce_str id, size_t i,
                       truce_str text) {
    truce_buffer_printf(html->out, "<%s id=\"", element);
    write_id(html, id, i, element);
    lit(html, "\">");
    truce_document_html_escape(html, text);
    truce_buffer_printf(html->out, "</%s>", element);
}

void truce_drawing_svg(truce_html *html, const truce_drawing *d, truce_str id, size_t i) {
    bool linked = false;
    for (size_t k = 0; k < d->n_shapes && !linked; k++) {
        linked = leads(html, &d->shapes[k]);
    }
    lit(html, "<svg xmlns=\"http://www.w3.org/2000/svg\"");
    write_measure(html, "width", d->width);
    write_measure(html, "height", d->height);
    lit(html, " style=\"min-width:");
    write_number(html, d->width * LEAST_SCALE);
    lit(html, "px\"");
    lit(html, " viewBox=\"0 0 ");
    write_number(html, d->width);
    lit(html, " ");
    write_number(html, d->height);
    lit(html,
        linked ? "\" role=\"group\" aria-labelledby=\"" : "\" role=\"img\" aria-labelledby=\"");
    write_id(html, id, i, "title");
    lit(html, "\" aria-describedby=\"");
    write_id(html, id, i, "desc");
    lit(html, "\">");
    write_said(html, "title", id, i, d->title);
    write_said(html, "desc", id, i, d->alternative);
    write_shapes(html, d);
    lit(html, "</svg>");
}

void truce_document_html_figure(truce_html *html, const truce_block *figure) {
    lit(html, "<figure id=\"");
    truce_document_html_escape(html, figure->id);
    lit(html, "\"");
    if (figure->title.size > 0) {
        lit(html, " aria-label=\"");
        truce_document_html_escape(html, figure->title);
        lit(html, "\"");
    }
    lit(html, ">\n<div class=\"drawings\">\n");
    for (size_t i = 0; i < figure->n_drawings; i++) {
        lit(html, "<div class=\"drawing\">");
        truce_drawing_svg(html, &figure->drawings[i], figure->id, i);
        lit(html, "</div>\n");
    }
    lit(html, "</div>\n<figcaption dir=\"auto\">");
    for (size_t i = 0; i < figure->n_passages; i++) {
        lit(html, i > 0 ? " " : "");
        truce_document_html_passage(html, &figure->passages[i], true);
    }
    lit(html, "</figcaption>\n</figure>\n");
}

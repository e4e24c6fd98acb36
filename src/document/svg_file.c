/* The figures of a document as a file of their own: one drawing below another, on the page's
 * ground, with the page's inks. */
#include "truce/document/render.h"

#include "truce/document/parts.h"

enum { MARGIN = 16, GAP = 28 };

typedef struct extent {
    double width, height;
    size_t n;
} extent;

static extent measure(const truce_document *doc) {
    extent e = {.width = 0};
    for (size_t b = 0; b < doc->n_blocks; b++) {
        for (size_t i = 0; i < doc->blocks[b].n_drawings; i++) {
            const truce_drawing *const d = &doc->blocks[b].drawings[i];
            e.width = d->width > e.width ? d->width : e.width;
            e.height += d->height + (e.n++ > 0 ? GAP : 0);
        }
    }
    return e;
}

static void write_drawings(truce_html *html, const truce_document *doc) {
    double y = MARGIN;
    for (size_t b = 0; b < doc->n_blocks; b++) {
        const truce_block *const block = &doc->blocks[b];
        for (size_t i = 0; i < block->n_drawings; i++) {
            truce_buffer_printf(html->out, "\n<g transform=\"translate(%d %lld)\">", MARGIN,
                                (long long)y);
            truce_drawing_svg(html, &block->drawings[i], block->id, i);
            truce_buffer_lit(html->out, "</g>");
            y += block->drawings[i].height + GAP;
        }
    }
}

truce_status truce_document_svg(const truce_document *doc, truce_buffer *out, truce_error *err) {
    const extent e = measure(doc);
    if (e.n == 0 && !doc->failed) {
        return truce_fail(err, TRUCE_ENOTFOUND, "there is nothing to draw");
    }
    const truce_document nothing = truce_document_new(doc->arena, doc->title, doc->subtitle);
    truce_html html = {.out = out, .scratch = truce_buffer_new()};
    /* No claim is listed in the file, so no citation leads anywhere. */
    bool ok = truce_document_anchors_open(&html.anchors, &nothing) && !doc->failed;
    if (ok) {
        const long long width = (long long)e.width + 1 + 2 * MARGIN;
        const long long height = (long long)e.height + 1 + 2 * MARGIN;
        truce_buffer_printf(out,
                            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%lld\" "
                            "height=\"%lld\" viewBox=\"0 0 %lld %lld\">\n<style>\n",
                            width, height, width, height);
        truce_document_svg_style(&html);
        truce_buffer_lit(out,
                         "</style>\n<rect width=\"100%\" height=\"100%\" class=\"f-ground\"/>");
        write_drawings(&html, doc);
        truce_buffer_lit(out, "\n</svg>\n");
        ok = !out->failed && !html.scratch.failed;
    }
    truce_document_anchors_clear(&html.anchors);
    truce_buffer_clear(&html.scratch);
    return ok ? TRUCE_OK : truce_fail(err, TRUCE_ENOMEM, "out of memory");
}

/* The page: head, contents, and one section for each heading of level 2. */
#include "truce/document/render.h"

#include "truce/document/parts.h"

/* Nothing may be loaded or run, whatever a text managed to smuggle in. */
#define POLICY "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

static void lit(truce_html *html, const char *markup) {
    truce_buffer_add(html->out, truce_str_of(markup));
}

static bool opens_section(const truce_block *block) {
    return block->kind == TRUCE_BLOCK_HEADING && block->level == 2;
}

/* ---- anchors ---- */

void truce_document_html_id(truce_html *html, truce_str anchor) {
    if (truce_document_anchor_place(&html->anchors, anchor)) {
        lit(html, " id=\"");
        truce_document_fragment(html->out, anchor);
        lit(html, "\"");
    }
}

/* ---- blocks ---- */

/* Names stand in a column of their own, but on a tight page, where they open the line. */
static void write_list(truce_html *html, const truce_block *list, bool tight) {
    bool named = false;
    for (size_t i = 0; i < list->n_passages && !tight; i++) {
        named = named || list->passages[i].anchor.size + list->passages[i].label.size > 0;
    }
    lit(html, named ? "<ul class=\"named\">\n" : "<ul>\n");
    for (size_t i = 0; i < list->n_passages; i++) {
        const truce_passage *const item = &list->passages[i];
        const truce_str name = item->anchor.size > 0 ? item->anchor : item->label;
        lit(html, "<li");
        truce_document_html_id(html, item->anchor);
        lit(html, ">");
        if (named) {
            lit(html, "<span class=\"name\" dir=\"auto\">");
            truce_document_html_escape(html, name);
            lit(html, "</span> <span class=\"body\" dir=\"auto\">");
        }
        truce_document_html_passage(html, item, !named || !truce_str_equal(name, item->label));
        lit(html, named ? "</span></li>\n" : "</li>\n");
    }
    lit(html, "</ul>\n");
}

static void write_paragraph(truce_html *html, const truce_passage *passage, const char *tag,
                            const char *end) {
    lit(html, tag);
    truce_document_html_id(html, passage->anchor);
    lit(html, " dir=\"auto\">");
    truce_document_html_passage(html, passage, true);
    lit(html, end);
}

/* The id of a heading; one without a key is numbered by its place. */
static void heading_id(truce_html *html, const truce_document *doc, size_t i) {
    if (doc->blocks[i].id.size > 0) {
        truce_document_html_escape(html, doc->blocks[i].id);
    } else {
        truce_buffer_printf(html->out, "part-%zu", i + 1);
    }
}

static void write_heading(truce_html *html, const truce_document *doc, size_t i) {
    lit(html, "<h3 id=\"");
    heading_id(html, doc, i);
    lit(html, "\" dir=\"auto\">");
    truce_document_html_escape(html, doc->blocks[i].title);
    lit(html, "</h3>\n");
}

static void write_block(truce_html *html, const truce_document *doc, size_t i) {
    const truce_block *const block = &doc->blocks[i];
    switch (block->kind) {
    case TRUCE_BLOCK_HEADING:
        write_heading(html, doc, i);
        break;
    case TRUCE_BLOCK_PARAGRAPH:
        for (size_t k = 0; k < block->n_passages; k++) {
            write_paragraph(html, &block->passages[k], "<p", "</p>\n");
        }
        break;
    case TRUCE_BLOCK_NOTE:
        lit(html, "<div class=\"note\" role=\"note\">");
        for (size_t k = 0; k < block->n_passages; k++) {
            write_paragraph(html, &block->passages[k], "<p", "</p>");
        }
        lit(html, "</div>\n");
        break;
    case TRUCE_BLOCK_LIST:
        write_list(html, block, doc->compact);
        break;
    case TRUCE_BLOCK_TABLE:
        truce_document_html_table(html, block);
        break;
    case TRUCE_BLOCK_FIGURE:
        truce_document_html_figure(html, block);
        break;
    }
}

/* ---- the page ---- */

static void write_contents(truce_html *html, const truce_document *doc) {
    size_t n = 0;
    for (size_t i = 0; i < doc->n_blocks; i++) {
        n += opens_section(&doc->blocks[i]) ? 1 : 0;
    }
    if (n < 2 || doc->compact) {
        return;
    }
    lit(html, "<nav aria-label=\"Contents\">\n<ol>\n");
    for (size_t i = 0; i < doc->n_blocks; i++) {
        if (opens_section(&doc->blocks[i])) {
            lit(html, "<li><a href=\"#");
            heading_id(html, doc, i);
            lit(html, "\" dir=\"auto\">");
            truce_document_html_escape(html, doc->blocks[i].title);
            lit(html, "</a></li>\n");
        }
    }
    lit(html, "</ol>\n</nav>\n");
}

static void write_sections(truce_html *html, const truce_document *doc, size_t first) {
    bool open = false;
    for (size_t i = first; i < doc->n_blocks; i++) {
        if (!opens_section(&doc->blocks[i])) {
            write_block(html, doc, i);
            continue;
        }
        lit(html, open ? "</section>\n<section id=\"" : "<section id=\"");
        open = true;
        heading_id(html, doc, i);
        lit(html, "\" aria-labelledby=\"");
        heading_id(html, doc, i);
        lit(html, "-title\">\n<h2 id=\"");
        heading_id(html, doc, i);
        lit(html, "-title\" dir=\"auto\">");
        truce_document_html_escape(html, doc->blocks[i].title);
        lit(html, "</h2>\n");
    }
    lit(html, open ? "</section>\n" : "");
}

static void write_head(truce_html *html, const truce_document *doc) {
    lit(html, "<!DOCTYPE html>\n<html lang=\"");
    truce_document_html_escape(html, doc->language);
    lit(html, "\">\n<head>\n<meta charset=\"utf-8\">\n"
              "<meta http-equiv=\"Content-Security-Policy\" content=\"" POLICY "\">\n"
              "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
              "<meta name=\"referrer\" content=\"no-referrer\">\n"
              "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    truce_document_html_escape(html, doc->title);
    lit(html, "</title>\n<style>\n");
    truce_document_html_style(html, doc->title, doc->compact);
    lit(html, "</style>\n</head>\n");
}

static void write_body(truce_html *html, const truce_document *doc) {
    lit(html, doc->compact ? "<body class=\"tight\">\n" : "<body>\n");
    lit(html, "<a class=\"skip\" href=\"#text\">Skip to the text</a>\n"
              "<header>\n<h1 dir=\"auto\">");
    truce_document_html_escape(html, doc->title);
    lit(html, "</h1>\n");
    if (doc->subtitle.size > 0) {
        lit(html, "<p class=\"subtitle\" dir=\"auto\">");
        truce_document_html_escape(html, doc->subtitle);
        lit(html, "</p>\n");
    }
    lit(html, "</header>\n<main>\n<div id=\"text\" tabindex=\"-1\">\n");
    size_t first = 0;
    while (first < doc->n_blocks && !opens_section(&doc->blocks[first])) {
        write_block(html, doc, first++);
    }
    lit(html, "</div>\n");
    write_contents(html, doc);
    write_sections(html, doc, first);
    lit(html, "</main>\n<footer>\n<p dir=\"auto\">");
    truce_document_html_escape(html, doc->title);
    lit(html, "</p>\n</footer>\n</body>\n</html>\n");
}

truce_status truce_document_html(const truce_document *doc, truce_buffer *out, truce_error *err) {
    if (doc->failed) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to compose the document");
    }
    truce_html html = {.out = out, .scratch = truce_buffer_new()};
    bool ok = truce_document_anchors_open(&html.anchors, doc);
    if (ok) {
        write_head(&html, doc);
        write_body(&html, doc);
        ok = !html.scratch.failed;
    }
    truce_buffer_clear(&html.scratch);
    truce_document_anchors_clear(&html.anchors);
    if (!ok) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to lay out the page");
    }
    return truce_buffer_status(out, err);
}

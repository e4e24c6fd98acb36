/* Block after block, one blank line apart. Prose keeps to a readable measure even where the
 * terminal is wider; tables take all of it. */
#include "truce/document/render.h"

#include "truce/base/utf8.h"
#include "truce/document/parts.h"

enum {
    WIDTH_USUAL = 100,
    WIDTH_LEAST = 40,
    PROSE_WIDEST = 90, /* cells of running text that an eye still follows */
    NAME_WIDEST = 24   /* names of list items up to here stand in a column of their own */
};

typedef struct page {
    truce_buffer *out;
    truce_flow flow; /* scratch */
    size_t width;
    size_t prose;
    bool colour;
    bool compact;
} page;

static void spaces(page *p, size_t n) {
    truce_buffer_fill(p->out, ' ', n);
}

static void newline(page *p) {
    truce_buffer_byte(p->out, '\n');
}

/* Write what the flow holds: `first` before its first line and `rest` cells of blanks before the
 * others; both are `rest` cells wide. A `bar` stands before every line instead of `first`. */
static void write_flow(page *p, size_t rest, bool first_is_written, bool bar) {
    const size_t room = p->prose > rest + 12 ? p->prose - rest : 12;
    size_t next = 0;
    truce_flow_line line;
    for (bool first = true; truce_document_flow_next(&p->flow, &next, room, &line); first = false) {
        if (bar) {
            truce_document_look(p->out, TRUCE_LOOK_DIM, p->colour, TRUCE_STR("\xE2\x94\x82"));
            spaces(p, rest - 1 + line.indent);
        } else if (!first || !first_is_written) {
            spaces(p, rest + line.indent);
        }
        truce_document_flow_line(&p->flow, &line, p->colour, p->out);
        newline(p);
    }
}

/* A heading and, below it, a rule as wide as its longest line. */
static void write_heading(page *p, truce_str title, truce_str rule) {
    truce_document_flow_reset(&p->flow, 0);
    truce_document_flow_add(&p->flow, TRUCE_LOOK_BOLD, title);
    size_t natural = truce_document_flow_natural(&p->flow);
    natural = natural < p->prose ? natural : p->prose;
    write_flow(p, 0, false, false);
    for (size_t i = 0; rule.size > 0 && i < natural; i++) {
        truce_buffer_add(p->out, rule);
    }
    if (rule.size > 0 && natural > 0) {
        newline(p);
    }
}

static void write_passage(page *p, const truce_passage *passage, bool bar) {
    truce_document_flow_reset(&p->flow, 0);
    truce_document_flow_passage(&p->flow, passage, TRUCE_LOOK_PLAIN);
    write_flow(p, bar ? 2 : 0, false, bar);
}

/* The name that an item is cited by, else its label. */
static truce_str name_of(const truce_passage *item) {
    return item->anchor.size > 0 ? item->anchor : item->label;
}

static size_t shown_width(page *p, truce_str text) {
    truce_document_flow_reset(&p->flow, 0);
    truce_document_flow_add(&p->flow, TRUCE_LOOK_BOLD, text);
    return truce_document_flow_natural(&p->flow);
}

/* How wide the column of names is; longer names stand on a line of their own. */
static size_t name_column(page *p, const truce_block *list) {
    const size_t most = p->prose / 3 < NAME_WIDEST ? p->prose / 3 : NAME_WIDEST;
    size_t column = 0;
    for (size_t i = 0; i < list->n_passages; i++) {
        const size_t cells = shown_width(p, name_of(&list->passages[i]));
        column = cells > column && cells <= most ? cells : column;
    }
    return column;
}

static void write_item(page *p, const truce_passage *item, size_t column) {
    truce_passage body = *item;
    const truce_str name = name_of(item);
    if (truce_str_equal(name, item->label)) {
        body.label = (truce_str){NULL, 0};
    }
    const size_t cells = shown_width(p, name);
    if (cells > 0) {
        size_t next = 0;
        truce_flow_line line;
        while (truce_document_flow_next(&p->flow, &next, p->prose, &line)) {
            truce_document_flow_line(&p->flow, &line, p->colour, p->out);
            if (next < p->flow.n || cells > column) {
                newline(p);
            }
        }
    }
    truce_document_flow_reset(&p->flow, 0);
    truce_document_flow_passage(&p->flow, &body, TRUCE_LOOK_PLAIN);
    const bool beside = cells > 0 && cells <= column;
    if (beside && p->flow.n > 0) {
        spaces(p, column + 2 - cells);
    } else if (beside) {
        newline(p);
    }
    write_flow(p, column + 2, beside, false);
}

/* "- Label: text", in as few lines as it takes. */
static void write_tight_list(page *p, const truce_block *list) {
    for (size_t i = 0; i < list->n_passages; i++) {
        truce_passage body = list->passages[i];
        body.label = name_of(&body);
        truce_document_look(p->out, TRUCE_LOOK_DIM, p->colour, TRUCE_STR("-"));
        truce_document_flow_reset(&p->flow, 0);
        truce_document_flow_passage(&p->flow, &body, TRUCE_LOOK_PLAIN);
        if (p->flow.n == 0) {
            newline(p);
        } else {
            spaces(p, 1);
        }
        write_flow(p, 2, true, false);
    }
}

static void write_list(page *p, const truce_block *list) {
    const size_t column = name_column(p, list);
    for (size_t i = 0; i < list->n_passages; i++) {
        const truce_passage *const item = &list->passages[i];
        if (name_of(item).size > 0) {
            write_item(p, item, column);
            continue;
        }
        truce_document_look(p->out, TRUCE_LOOK_DIM, p->colour, TRUCE_STR("-"));
        truce_document_flow_reset(&p->flow, 0);
        truce_document_flow_passage(&p->flow, item, TRUCE_LOOK_PLAIN);
        if (p->flow.n == 0) {
            newline(p);
        } else {
            spaces(p, 1);
        }
        write_flow(p, 2, true, false);
    }
}

/* A figure in characters, then its caption. */
static void write_figure(page *p, const truce_block *figure) {
    for (size_t i = 0; i < figure->n_drawings; i++) {
        truce_str plain = figure->drawings[i].plain;
        truce_str line;
        if (i > 0 && plain.size > 0) {
            newline(p);
        }
        while (truce_document_plain_line(&plain, &line)) {
            truce_utf8_show(p->out, line);
            newline(p);
        }
    }
    for (size_t i = 0; i < figure->n_passages; i++) {
        newline(p);
        write_passage(p, &figure->passages[i], false);
    }
}

/* A list of a tight page follows its heading at once. */
static bool follows_closely(const page *p, const truce_block *block) {
    return p->compact && block->kind != TRUCE_BLOCK_TABLE && block->kind != TRUCE_BLOCK_NOTE &&
           !(block->kind == TRUCE_BLOCK_HEADING && block->level == 2);
}

static void write_block(page *p, const truce_block *block) {
    if (block->kind == TRUCE_BLOCK_FIGURE && !truce_document_has_plain(block, p->width)) {
        return;
    }
    if (!follows_closely(p, block)) {
        newline(p);
    }
    switch (block->kind) {
    case TRUCE_BLOCK_HEADING:
        if (block->level == 2 && !p->compact) {
            newline(p);
        }
        write_heading(p, block->title,
                      block->level == 2 && !p->compact ? TRUCE_STR("\xE2\x94\x80") : TRUCE_STR(""));
        break;
    case TRUCE_BLOCK_PARAGRAPH:
    case TRUCE_BLOCK_NOTE:
        for (size_t i = 0; i < block->n_passages; i++) {
            write_passage(p, &block->passages[i], block->kind == TRUCE_BLOCK_NOTE);
        }
        break;
    case TRUCE_BLOCK_LIST:
        if (p->compact) {
            write_tight_list(p, block);
        } else {
            write_list(p, block);
        }
        break;
    case TRUCE_BLOCK_TABLE:
        if (block->title.size > 0) {
            write_heading(p, block->title, TRUCE_STR(""));
            newline(p);
        }
        truce_document_text_table(block, p->width, p->colour, &p->flow, p->out);
        break;
    case TRUCE_BLOCK_FIGURE:
        write_figure(p, block);
        break;
    }
}

truce_status truce_document_text(const truce_document *doc, truce_text_style style,
                                 truce_buffer *out, truce_error *err) {
    if (doc->failed) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to compose the document");
    }
    const int asked = style.width == 0 ? WIDTH_USUAL : style.width;
    const size_t width = asked < WIDTH_LEAST ? WIDTH_LEAST : (size_t)asked;
    page p = {
        .out = out,
        .flow = truce_document_flow_new(),
        .width = width,
        .prose = width < PROSE_WIDEST || doc->compact ? width : PROSE_WIDEST,
        .colour = style.colour,
        .compact = doc->compact,
    };
    write_heading(&p, doc->title, TRUCE_STR("\xE2\x95\x90"));
    if (doc->subtitle.size > 0) {
        truce_document_flow_reset(&p.flow, 0);
        truce_document_flow_add(&p.flow, TRUCE_LOOK_DIM, doc->subtitle);
        write_flow(&p, 0, false, false);
    }
    for (size_t i = 0; i < doc->n_blocks; i++) {
        write_block(&p, &doc->blocks[i]);
    }
    const bool failed = p.flow.failed;
    truce_document_flow_clear(&p.flow);
    if (failed) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to set the document's lines");
    }
    return truce_buffer_status(out, err);
}

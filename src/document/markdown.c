/* CommonMark with pipe tables. Every passage is one line of source, so the only places where a
 * text could turn into structure are the front of a line and the punctuation within it; both are
 * escaped here, at one door. */
#include "truce/document/render.h"

#include <stdint.h>

#include "truce/base/utf8.h"
#include "truce/document/parts.h"

typedef struct markdown {
    truce_buffer *out;
    truce_buffer shown; /* scratch: a text before its markup is escaped */
    bool at_front;      /* nothing stands on this line yet that would keep a marker harmless */
} markdown;

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* How much of a line's front is the number of a list item: its digits, when '.' or ')' follow. */
static size_t item_number(truce_str text) {
    size_t i = 0;
    while (i < text.size && is_digit(text.data[i])) {
        i++;
    }
    return i < text.size && (text.data[i] == '.' || text.data[i] == ')') ? i : 0;
}

/* Always escaped: what can begin emphasis, code, a link, a tag, an entity, or end a cell. */
static bool is_markup(char c) {
    return c == '\\' || c == '`' || c == '*' || c == '_' || c == '[' || c == ']' || c == '<' ||
           c == '>' || c == '&' || c == '|' || c == '~' || c == '#';
}

static void add(markdown *m, truce_str text) {
    m->shown.size = 0;
    truce_utf8_show(&m->shown, text);
    truce_str rest = truce_buffer_str(&m->shown);
    while (m->at_front && rest.size > 0 && rest.data[0] == ' ') { /* four would be code */
        rest = (truce_str){rest.data + 1, rest.size - 1};
    }
    if (rest.size == 0) {
        return;
    }
    if (m->at_front) {
        const size_t number = item_number(rest);
        truce_buffer_add(m->out, (truce_str){rest.data, number});
        rest = (truce_str){rest.data + number, rest.size - number};
        if (number > 0 || strchr("-+=", rest.data[0]) != NULL) {
            truce_buffer_byte(m->out, '\\');
            truce_buffer_byte(m->out, rest.data[0]);
            rest = (truce_str){rest.data + 1, rest.size - 1};
        }
    }
    m->at_front = false;
    for (size_t i = 0; i < rest.size; i++) {
        if (is_markup(rest.data[i])) {
            truce_buffer_byte(m->out, '\\');
        }
        truce_buffer_byte(m->out, rest.data[i]);
    }
}

/* Our own markup. */
static void mark(markdown *m, const char *markup) {
    truce_buffer_add(m->out, truce_str_of(markup));
    m->at_front = false;
}

static truce_str without_outer_spaces(truce_str text) {
    while (text.size > 0 && text.data[0] == ' ') {
        text = (truce_str){text.data + 1, text.size - 1};
    }
    while (text.size > 0 && text.data[text.size - 1] == ' ') {
        text.size--;
    }
    return text;
}

/* Emphasis cannot begin or end with a space, so these stand outside of it. */
static void add_strong(markdown *m, truce_str text) {
    const truce_str core = without_outer_spaces(text);
    if (core.size == 0) {
        return;
    }
    if (core.data != text.data && !m->at_front) {
        mark(m, " ");
    }
    mark(m, "**");
    add(m, core);
    mark(m, "**");
    if (core.data + core.size != text.data + text.size) {
        mark(m, " ");
    }
}

static void add_label(markdown *m, truce_str label, const truce_passage *passage) {
    if (label.size > 0) {
        add_strong(m, label);
        mark(m, truce_document_wants_colon(label, passage) ? ": " : " ");
    }
}

static void add_span(markdown *m, const truce_span *span) {
    switch (span->style) {
    case TRUCE_SPAN_STRONG:
        add_strong(m, span->text);
        break;
    case TRUCE_SPAN_TERM:
        mark(m, TRUCE_QUOTE_OPEN);
        add(m, span->text);
        mark(m, TRUCE_QUOTE_CLOSE);
        break;
    case TRUCE_SPAN_TAKEN:
        mark(m, "~~");
        add(m, span->text);
        mark(m, "~~");
        break;
    case TRUCE_SPAN_PUT:
        add_strong(m, span->text);
        break;
    case TRUCE_SPAN_PLAIN:
    case TRUCE_SPAN_MUTED:
        add(m, span->text);
        break;
    }
}

static void add_behind(markdown *m, const truce_passage *passage, size_t i) {
    static const char *const open_of[] = {" \\[", " *\\[", " **\\["};
    static const char *const close_of[] = {"\\]", "\\]*", "\\]**"};
    const truce_sentence *const sentence = &passage->sentences[i];
    for (size_t k = 0; k < sentence->n_badges; k++) {
        mark(m, open_of[sentence->badges[k].tone]);
        add(m, sentence->badges[k].label);
        mark(m, close_of[sentence->badges[k].tone]);
    }
    for (size_t k = 0; k < sentence->n_claims; k++) {
        mark(m, k == 0 ? " (" : ", ");
        add(m, sentence->claims[k]);
    }
    mark(m, sentence->n_claims > 0 ? ")" : "");
    if (truce_document_basis_due(passage, i)) {
        mark(m, " (computed: ");
        add(m, sentence->basis);
        mark(m, ")");
    }
}

static void add_passage(markdown *m, const truce_passage *passage) {
    add_label(m, passage->label, passage);
    for (size_t i = 0; i < passage->n_sentences; i++) {
        const truce_sentence *const sentence = &passage->sentences[i];
        const truce_span *before = NULL;
        mark(m, i == 0 ? "" : truce_document_joint(sentence, "<br>"));
        m->at_front = i == 0 && passage->label.size == 0;
        for (size_t k = 0; k < sentence->n_spans; k++) {
            const truce_span *const span = &sentence->spans[k];
            if (span->text.size == 0) {
                continue;
            }
            if (truce_sentence_gap(before, span)) {
                mark(m, " ");
            }
            add_span(m, span);
            before = span;
        }
        add_behind(m, passage, i);
    }
}

static void begin_line(markdown *m, const char *prefix) {
    truce_buffer_add(m->out, truce_str_of(prefix));
    m->at_front = true;
}

static void end_line(markdown *m) {
    truce_buffer_byte(m->out, '\n');
}

static void write_list(markdown *m, const truce_block *list) {
    for (size_t i = 0; i < list->n_passages; i++) {
        truce_passage item = list->passages[i];
        begin_line(m, "- ");
        if (item.anchor.size > 0 && !truce_str_equal(item.anchor, item.label)) {
            add_label(m, item.anchor, &item);
        }
        add_passage(m, &item);
        end_line(m);
    }
}

static void write_table(markdown *m, const truce_block *table) {
    if (table->title.size > 0) {
        begin_line(m, "");
        add_strong(m, table->title);
        truce_buffer_lit(m->out, "\n\n");
    }
    for (size_t i = 0; i < table->n_columns; i++) {
        mark(m, i == 0 ? "| " : " | ");
        add(m, table->columns[i].title);
    }
    truce_buffer_lit(m->out, " |\n");
    for (size_t i = 0; i < table->n_columns; i++) {
        truce_buffer_add(m->out, i == 0 ? TRUCE_STR("| ---") : TRUCE_STR(" | ---"));
    }
    truce_buffer_lit(m->out, " |\n");
    for (size_t r = 0; r < table->n_rows; r++) {
        for (size_t i = 0; i < table->n_columns; i++) {
            const truce_cell *const cell = &table->rows[r].cells[i];
            mark(m, i == 0 ? "| " : " | ");
            for (size_t k = 0; k < cell->n_passages; k++) {
                mark(m, k > 0 ? "<br>" : "");
                add_passage(m, &cell->passages[k]);
            }
            mark(m, cell->n_passages == 0 ? TRUCE_DASH : "");
        }
        truce_buffer_lit(m->out, " |\n");
    }
}

/* Whether the first letter of a line could end a fenced block. */
static bool is_fence(truce_str line) {
    size_t i = 0;
    while (i < line.size && line.data[i] == ' ') {
        i++;
    }
    return i < line.size && line.data[i] == '~';
}

/* A figure in characters as fenced text. Its lines are not escaped: nothing but a line that begins
 * as the fence does could end it, and no line indented by four is one. */
static void write_figure(markdown *m, const truce_block *figure) {
    for (size_t i = 0; i < figure->n_drawings; i++) {
        truce_str plain = figure->drawings[i].plain;
        truce_str line;
        if (plain.size == 0) {
            continue;
        }
        begin_line(m, "~~~ text\n");
        while (truce_document_plain_line(&plain, &line)) {
            truce_buffer_fill(m->out, ' ', is_fence(line) ? 4 : 0);
            truce_utf8_show(m->out, line);
            end_line(m);
        }
        begin_line(m, "~~~\n");
    }
    for (size_t i = 0; i < figure->n_passages; i++) {
        end_line(m);
        begin_line(m, "");
        add_passage(m, &figure->passages[i]);
        end_line(m);
    }
}

static void write_block(markdown *m, const truce_block *block) {
    if (block->kind == TRUCE_BLOCK_FIGURE && !truce_document_has_plain(block, SIZE_MAX)) {
        return;
    }
    end_line(m);
    switch (block->kind) {
    case TRUCE_BLOCK_HEADING:
        begin_line(m, block->level == 2 ? "## " : "### ");
        add(m, block->title);
        end_line(m);
        break;
    case TRUCE_BLOCK_PARAGRAPH:
    case TRUCE_BLOCK_NOTE:
        begin_line(m, block->kind == TRUCE_BLOCK_NOTE ? "> " : "");
        for (size_t i = 0; i < block->n_passages; i++) {
            add_passage(m, &block->passages[i]);
        }
        end_line(m);
        break;
    case TRUCE_BLOCK_LIST:
        write_list(m, block);
        break;
    case TRUCE_BLOCK_TABLE:
        write_table(m, block);
        break;
    case TRUCE_BLOCK_FIGURE:
        write_figure(m, block);
        break;
    }
}

truce_status truce_document_markdown(const truce_document *doc, truce_buffer *out,
                                     truce_error *err) {
    if (doc->failed) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to compose the document");
    }
    markdown m = {.out = out, .shown = truce_buffer_new()};
    begin_line(&m, "# ");
    add(&m, doc->title);
    end_line(&m);
    if (doc->subtitle.size > 0) {
        end_line(&m);
        begin_line(&m, "");
        add(&m, doc->subtitle);
        end_line(&m);
    }
    for (size_t i = 0; i < doc->n_blocks; i++) {
        write_block(&m, &doc->blocks[i]);
    }
    const bool failed = m.shown.failed;
    truce_buffer_clear(&m.shown);
    if (failed) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the longest text");
    }
    return truce_buffer_status(out, err);
}

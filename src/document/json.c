/* The document as data: sections, blocks, passages, and every sentence with what it rests on. */
#include "truce/document/render.h"

#include "truce/base/prefetch.h"
#include "truce/document/parts.h"

typedef struct writer {
    truce_json *json;
    truce_buffer text; /* scratch: a sentence of several spans as one text */
} writer;

static void member_unless_empty(truce_json *json, const char *key, truce_str text) {
    if (text.size > 0) {
        truce_json_member_str(json, key, text);
    }
}

static void write_text(writer *w, const truce_sentence *sentence) {
    if (sentence->n_spans == 1 && sentence->spans[0].style < TRUCE_SPAN_TERM) {
        member_unless_empty(w->json, "text", sentence->spans[0].text);
        return;
    }
    w->text.size = 0;
    truce_sentence_text(sentence, &w->text);
    member_unless_empty(w->json, "text", truce_buffer_str(&w->text));
}

/* The names of claims lie all over the case, so they are asked for some steps ahead. */
enum { AHEAD = 8 };

static void write_sentence(writer *w, const truce_sentence *sentence) {
    truce_json *const json = w->json;
    truce_json_object(json);
    write_text(w, sentence);
    truce_json_key(json, "claims");
    truce_json_array_inline(json);
    for (size_t i = 0; i < sentence->n_claims; i++) {
        if (sentence->n_claims - i > AHEAD) {
            truce_prefetch(sentence->claims[i + AHEAD].data);
        }
        truce_json_str(json, sentence->claims[i]);
    }
    truce_json_close(json);
    if (sentence->n_badges > 0) {
        truce_json_key(json, "badges");
        truce_json_array_inline(json);
        for (size_t i = 0; i < sentence->n_badges; i++) {
            truce_json_str(json, sentence->badges[i].label);
        }
        truce_json_close(json);
    }
    member_unless_empty(json, "basis", sentence->basis);
    truce_json_close(json);
}

/* The members of a passage, within an object that is open. */
static void write_passage(writer *w, const truce_passage *passage) {
    member_unless_empty(w->json, "anchor", passage->anchor);
    member_unless_empty(w->json, "label", passage->label);
    if (passage->n_sentences > 0) {
        truce_json_key(w->json, "statements");
        truce_json_array(w->json);
        for (size_t i = 0; i < passage->n_sentences; i++) {
            write_sentence(w, &passage->sentences[i]);
        }
        truce_json_close(w->json);
    }
}

static void write_passages(writer *w, const truce_passage *passages, size_t n) {
    truce_json_array(w->json);
    for (size_t i = 0; i < n; i++) {
        truce_json_object(w->json);
        write_passage(w, &passages[i]);
        truce_json_close(w->json);
    }
    truce_json_close(w->json);
}

static void write_table(writer *w, const truce_block *table) {
    truce_json *const json = w->json;
    member_unless_empty(json, "caption", table->title);
    truce_json_key(json, "columns");
    truce_json_array_inline(json);
    for (size_t i = 0; i < table->n_columns; i++) {
        truce_json_str(json, table->columns[i].title);
    }
    truce_json_close(json);
    truce_json_key(json, "rows");
    truce_json_array(json);
    for (size_t r = 0; r < table->n_rows; r++) {
        truce_json_array(json);
        for (size_t i = 0; i < table->n_columns; i++) {
            const truce_cell *const cell = &table->rows[r].cells[i];
            write_passages(w, cell->passages, cell->n_passages);
        }
        truce_json_close(json);
    }
    truce_json_close(json);
}

/* What its drawings show, in words; shapes are for eyes. */
static void write_figure(writer *w, const truce_block *figure) {
    truce_json *const json = w->json;
    member_unless_empty(json, "id", figure->id);
    member_unless_empty(json, "title", figure->title);
    truce_json_key(json, "drawings");
    truce_json_array(json);
    for (size_t i = 0; i < figure->n_drawings; i++) {
        truce_json_object(json);
        member_unless_empty(json, "title", figure->drawings[i].title);
        member_unless_empty(json, "alternative", figure->drawings[i].alternative);
        truce_json_close(json);
    }
    truce_json_close(json);
    if (figure->n_passages > 0) {
        write_passage(w, &figure->passages[0]);
    }
}

static void write_block(writer *w, const truce_block *block) {
    static const char *const kinds[] = {"heading", "paragraph", "note", "list", "table", "figure"};
    truce_json *const json = w->json;
    truce_json_object(json);
    truce_json_member_str(json, "kind", truce_str_of(kinds[block->kind]));
    switch (block->kind) {
    case TRUCE_BLOCK_HEADING:
        truce_json_member_int(json, "level", block->level);
        member_unless_empty(json, "id", block->id);
        member_unless_empty(json, "title", block->title);
        break;
    case TRUCE_BLOCK_PARAGRAPH:
    case TRUCE_BLOCK_NOTE:
        if (block->n_passages > 0) {
            write_passage(w, &block->passages[0]);
        }
        break;
    case TRUCE_BLOCK_LIST:
        truce_json_key(json, "items");
        write_passages(w, block->passages, block->n_passages);
        break;
    case TRUCE_BLOCK_TABLE:
        write_table(w, block);
        break;
    case TRUCE_BLOCK_FIGURE:
        write_figure(w, block);
        break;
    }
    truce_json_close(json);
}

static bool opens_section(const truce_block *block) {
    return block->kind == TRUCE_BLOCK_HEADING && block->level == 2;
}

/* One section from block `i` on; what stands before the first heading has neither id nor title.
 * Returns the block behind it. */
static size_t write_section(writer *w, const truce_document *doc, size_t i) {
    truce_json_object(w->json);
    if (opens_section(&doc->blocks[i])) {
        member_unless_empty(w->json, "id", doc->blocks[i].id);
        member_unless_empty(w->json, "title", doc->blocks[i].title);
        i++;
    }
    truce_json_key(w->json, "blocks");
    truce_json_array(w->json);
    while (i < doc->n_blocks && !opens_section(&doc->blocks[i])) {
        write_block(w, &doc->blocks[i++]);
    }
    truce_json_close(w->json);
    truce_json_close(w->json);
    return i;
}

void truce_document_json(const truce_document *doc, truce_json *json) {
    writer w = {.json = json, .text = truce_buffer_new()};
    truce_json_object(json);
    member_unless_empty(json, "title", doc->title);
    member_unless_empty(json, "subtitle", doc->subtitle);
    truce_json_key(json, "sections");
    truce_json_array(json);
    for (size_t i = 0; i < doc->n_blocks;) {
        i = write_section(&w, doc, i);
    }
    truce_json_close(json);
    truce_json_close(json);
    json->out->failed = json->out->failed || w.text.failed || doc->failed;
    truce_buffer_clear(&w.text);
}

/* Arrays in arrays, all in one arena. Most of them hold a single element (a cell with one passage,
 * a passage with one sentence), so the first growth makes room for exactly one.
 *
 * What a full memory hands out instead is one scratch part of each kind, cleared each time and
 * never linked into the document; from then on every append goes there. */
#include "truce/document/document.h"

#include <assert.h>

/* Per thread, because two documents may run out of memory at the same time. */
static _Thread_local truce_block spare_block;
static _Thread_local truce_passage spare_passage;
static _Thread_local truce_sentence spare_sentence;
static _Thread_local truce_row spare_row;
static _Thread_local truce_cell spare_cells[TRUCE_DOCUMENT_COLUMNS_MAX];

/* `data` with room for one more behind `n`, and that one cleared; NULL when there is none. */
static void *grow(truce_document *doc, void *data, size_t n, size_t *cap, size_t size) {
    if (doc->failed) {
        return NULL;
    }
    void *grown;
    if (*cap == 0) {
        grown = truce_arena_take(doc->arena, size);
        *cap = grown != NULL;
    } else {
        grown = truce_arena_grow(doc->arena, data, n, cap, size);
    }
    if (grown == NULL) {
        doc->failed = true;
        return NULL;
    }
    memset((char *)grown + n * size, 0, size);
    return grown;
}

truce_document truce_document_new(truce_arena *arena, truce_str title, truce_str subtitle) {
    assert(arena != NULL);
    return (truce_document){
        .arena = arena, .title = title, .subtitle = subtitle, .language = TRUCE_STR("en")};
}

static truce_block *add_block(truce_document *doc, truce_block_kind kind) {
    truce_block *const blocks =
        grow(doc, doc->blocks, doc->n_blocks, &doc->cap_blocks, sizeof *blocks);
    if (blocks == NULL) {
        spare_block = (truce_block){.kind = kind};
        return &spare_block;
    }
    doc->blocks = blocks;
    truce_block *const block = &blocks[doc->n_blocks++];
    block->kind = kind;
    return block;
}

static truce_passage *spared_passage(void) {
    spare_passage = (truce_passage){.sentences = NULL};
    return &spare_passage;
}

static truce_passage *add_passage(truce_document *doc, truce_block *block) {
    truce_passage *const passages =
        grow(doc, block->passages, block->n_passages, &block->cap_passages, sizeof *passages);
    if (passages == NULL) {
        return spared_passage();
    }
    block->passages = passages;
    return &passages[block->n_passages++];
}

truce_block *truce_document_heading(truce_document *doc, int level, truce_str id, truce_str title) {
    assert(level == 2 || level == 3);
    truce_block *const block = add_block(doc, TRUCE_BLOCK_HEADING);
    block->level = level;
    block->id = id;
    block->title = title;
    return block;
}

truce_passage *truce_document_paragraph(truce_document *doc) {
    return add_passage(doc, add_block(doc, TRUCE_BLOCK_PARAGRAPH));
}

truce_passage *truce_document_note(truce_document *doc) {
    return add_passage(doc, add_block(doc, TRUCE_BLOCK_NOTE));
}

truce_block *truce_document_list(truce_document *doc) {
    return add_block(doc, TRUCE_BLOCK_LIST);
}

truce_passage *truce_document_item(truce_document *doc, truce_block *list, truce_str anchor,
                                   truce_str label) {
    assert(list->kind == TRUCE_BLOCK_LIST);
    truce_passage *const item = add_passage(doc, list);
    item->anchor = anchor;
    item->label = label;
    return item;
}

truce_block *truce_document_table(truce_document *doc, truce_str caption,
                                  const truce_column *columns, size_t n_columns) {
    assert(n_columns > 0 && n_columns <= TRUCE_DOCUMENT_COLUMNS_MAX);
    truce_block *const table = add_block(doc, TRUCE_BLOCK_TABLE);
    table->title = caption;
    truce_column *const copy =
        doc->failed ? NULL : truce_arena_take(doc->arena, n_columns * sizeof *copy);
    if (copy == NULL) {
        doc->failed = true;
        return table;
    }
    memcpy(copy, columns, n_columns * sizeof *copy);
    table->columns = copy;
    table->n_columns = n_columns;
    return table;
}

static truce_row *spared_row(void) {
    memset(spare_cells, 0, sizeof spare_cells);
    spare_row.cells = spare_cells;
    return &spare_row;
}

truce_row *truce_document_row(truce_document *doc, truce_block *table) {
    assert(table->kind == TRUCE_BLOCK_TABLE);
    truce_cell *const cells =
        doc->failed ? NULL : truce_arena_zero(doc->arena, table->n_columns, sizeof *cells);
    if (cells == NULL) {
        doc->failed = true;
        return spared_row();
    }
    truce_row *const rows = grow(doc, table->rows, table->n_rows, &table->cap_rows, sizeof *rows);
    if (rows == NULL) {
        return spared_row();
    }
    table->rows = rows;
    truce_row *const row = &rows[table->n_rows++];
    row->cells = cells;
    return row;
}

truce_passage *truce_document_cell(truce_document *doc, truce_cell *cell) {
    truce_passage *const passages =
        grow(doc, cell->passages, cell->n_passages, &cell->cap_passages, sizeof *passages);
    if (passages == NULL) {
        return spared_passage();
    }
    cell->passages = passages;
    return &passages[cell->n_passages++];
}

truce_block *truce_document_figure(truce_document *doc, truce_str id, truce_str title) {
    truce_block *const block = add_block(doc, TRUCE_BLOCK_FIGURE);
    block->id = id;
    block->title = title;
    return block;
}

truce_passage *truce_document_caption(truce_document *doc, truce_block *figure) {
    assert(figure->kind == TRUCE_BLOCK_FIGURE);
    return add_passage(doc, figure);
}

void truce_document_draw(truce_document *doc, truce_block *figure, const truce_drawing *drawing) {
    assert(figure->kind == TRUCE_BLOCK_FIGURE);
    doc->failed = doc->failed || drawing->failed;
    truce_drawing *const drawings =
        grow(doc, figure->drawings, figure->n_drawings, &figure->cap_drawings, sizeof *drawings);
    if (drawings != NULL) {
        figure->drawings = drawings;
        drawings[figure->n_drawings++] = *drawing;
    }
}

truce_sentence *truce_document_sentence(truce_document *doc, truce_passage *passage) {
    truce_sentence *const sentences = grow(doc, passage->sentences, passage->n_sentences,
                                           &passage->cap_sentences, sizeof *sentences);
    if (sentences == NULL) {
        spare_sentence = (truce_sentence){.spans = NULL};
        return &spare_sentence;
    }
    passage->sentences = sentences;
    return &sentences[passage->n_sentences++];
}

truce_sentence *truce_document_line(truce_document *doc, truce_passage *passage) {
    truce_sentence *const sentence = truce_document_sentence(doc, passage);
    sentence->join = doc->compact ? TRUCE_JOIN_DOT : TRUCE_JOIN_LINE;
    return sentence;
}

void truce_sentence_add(truce_document *doc, truce_sentence *sentence, truce_span_style style,
                        truce_str text) {
    truce_span *const spans =
        grow(doc, sentence->spans, sentence->n_spans, &sentence->cap_spans, sizeof *spans);
    if (spans != NULL) {
        sentence->spans = spans;
        spans[sentence->n_spans++] = (truce_span){.text = text, .style = style};
    }
}

void truce_sentence_badge(truce_document *doc, truce_sentence *sentence, truce_tone tone,
                          truce_str label) {
    truce_badge *const badges =
        grow(doc, sentence->badges, sentence->n_badges, &sentence->cap_badges, sizeof *badges);
    if (badges != NULL) {
        sentence->badges = badges;
        badges[sentence->n_badges++] = (truce_badge){.label = label, .tone = tone};
    }
}

void truce_sentence_claim(truce_document *doc, truce_sentence *sentence, truce_str claim) {
    truce_str *const claims =
        grow(doc, sentence->claims, sentence->n_claims, &sentence->cap_claims, sizeof *claims);
    if (claims != NULL) {
        sentence->claims = claims;
        claims[sentence->n_claims++] = claim;
    }
}

truce_sentence *truce_document_say(truce_document *doc, truce_passage *passage, truce_str text,
                                   truce_str basis) {
    truce_sentence *const sentence = truce_document_sentence(doc, passage);
    truce_sentence_add(doc, sentence, TRUCE_SPAN_PLAIN, text);
    sentence->basis = basis;
    return sentence;
}

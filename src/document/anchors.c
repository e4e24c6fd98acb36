/* The places of a document that a citation can lead to: known before the first line is set, so that
 * no link leads nowhere, and each placed once. */
#include "truce/document/parts.h"

static bool note(truce_anchors *anchors, truce_str anchor) {
    return anchor.size == 0 || truce_symbols_add(&anchors->names, anchor) != 0;
}

static bool note_all(truce_anchors *anchors, const truce_document *doc) {
    bool ok = true;
    for (size_t b = 0; b < doc->n_blocks; b++) {
        const truce_block *const block = &doc->blocks[b];
        for (size_t i = 0; ok && i < block->n_passages; i++) {
            ok = note(anchors, block->passages[i].anchor);
        }
        for (size_t i = 0; i < block->n_rows * block->n_columns; i++) {
            const truce_cell *const cell =
                &block->rows[i / block->n_columns].cells[i % block->n_columns];
            for (size_t k = 0; ok && k < cell->n_passages; k++) {
                ok = note(anchors, cell->passages[k].anchor);
            }
        }
    }
    return ok;
}

bool truce_document_anchors_open(truce_anchors *anchors, const truce_document *doc) {
    *anchors = (truce_anchors){.arena = truce_arena_new()};
    if (truce_symbols_init(&anchors->names, &anchors->arena, 0, NULL) != TRUCE_OK ||
        !note_all(anchors, doc)) {
        return false;
    }
    anchors->placed = truce_arena_zero(&anchors->arena, anchors->names.n, sizeof *anchors->placed);
    return anchors->placed != NULL;
}

void truce_document_anchors_clear(truce_anchors *anchors) {
    truce_arena_clear(&anchors->arena);
}

bool truce_document_anchor_known(const truce_anchors *anchors, truce_str anchor) {
    return truce_symbols_find(&anchors->names, anchor) != 0;
}

bool truce_document_anchor_place(truce_anchors *anchors, truce_str anchor) {
    const truce_symbol symbol = anchor.size > 0 ? truce_symbols_find(&anchors->names, anchor) : 0;
    if (symbol == 0 || anchors->placed[symbol]) {
        return false;
    }
    anchors->placed[symbol] = true;
    return true;
}

static bool is_fragment_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-' || c == ':';
}

/* `c:` keeps them apart from the ids of headings; `~` and two digits stand for any other byte. */
void truce_document_fragment(truce_buffer *out, truce_str anchor) {
    static const char digits[] = "0123456789abcdef";
    truce_buffer_lit(out, "c:");
    for (size_t i = 0; i < anchor.size; i++) {
        const unsigned char byte = (unsigned char)anchor.data[i];
        if (is_fragment_char(anchor.data[i])) {
            truce_buffer_byte(out, anchor.data[i]);
        } else {
            truce_buffer_byte(out, '~');
            truce_buffer_byte(out, digits[byte >> 4]);
            truce_buffer_byte(out, digits[byte & 15]);
        }
    }
}

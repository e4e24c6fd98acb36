/* What the renderings of a figure in characters share. */
#include "truce/document/parts.h"

#include "truce/base/utf8.h"

bool truce_document_plain_line(truce_str *plain, truce_str *line) {
    if (plain->size == 0) {
        return false;
    }
    const char *const end = memchr(plain->data, '\n', plain->size);
    size_t size = end != NULL ? (size_t)(end - plain->data) : plain->size;
    const size_t taken = size + (end != NULL ? 1 : 0);
    while (size > 0 && plain->data[size - 1] == ' ') {
        size--;
    }
    *line = (truce_str){plain->data, size};
    *plain = (truce_str){plain->data + taken, plain->size - taken};
    return true;
}

bool truce_document_has_plain(const truce_block *figure, size_t width) {
    bool any = false;
    for (size_t i = 0; i < figure->n_drawings; i++) {
        truce_str plain = figure->drawings[i].plain;
        truce_str line;
        while (truce_document_plain_line(&plain, &line)) {
            any = true;
            if (truce_utf8_width(line) > width) {
                return false;
            }
        }
    }
    return any;
}

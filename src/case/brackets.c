#include "truce/case/brackets.h"

#include "reader.h"

bool truce_piece_next(truce_str paragraph, size_t *at, truce_piece *piece) {
    const size_t rest = paragraph.size - *at;
    if (rest == 0) {
        return false;
    }
    const char *const p = paragraph.data + *at;
    truce_piece one = {TRUCE_PIECE_WORDS, {p, 0}, {NULL, 0}};
    if (*p != '[') {
        while (one.text.size < rest && p[one.text.size] != '[') {
            one.text.size++;
        }
    } else if (rest > 1 && p[1] == '[') {
        one.kind = TRUCE_PIECE_OPENING;
        one.text.size = 2;
    } else {
        size_t n = 1; /* a name is short, so no stray bracket is looked far behind */
        while (n < rest && n <= TRUCE_NAME_BYTES_MAX + 1 && p[n] != ']') {
            n++;
        }
        one.name = (truce_str){p + 1, n - 1};
        const bool named = n < rest && p[n] == ']' && is_name(one.name);
        one.kind = named ? TRUCE_PIECE_BRACKET : TRUCE_PIECE_STRAY;
        one.text.size = named ? n + 1 : 1;
    }
    *at += one.text.size;
    *piece = one;
    return true;
}

/* "Did you mean": the known word with the fewest single edits from the unknown one, taken only
 * when it is near enough that a person would agree. */
#include "truce/base/suggest.h"

#include <stdbool.h>

enum { WORD_MAX = 64 };

static size_t least(size_t a, size_t b, size_t c) {
    const size_t ab = a < b ? a : b;
    return ab < c ? ab : c;
}

/* Optimal string alignment over three rows. */
size_t truce_edit_distance(truce_str a, truce_str b, size_t most) {
    const size_t longer = a.size > b.size ? a.size : b.size;
    const size_t shorter = a.size > b.size ? b.size : a.size;
    if (longer > WORD_MAX || longer - shorter > most) {
        return most + 1;
    }
    size_t rows[3][WORD_MAX + 1];
    for (size_t j = 0; j <= b.size; j++) {
        rows[0][j] = j;
    }
    for (size_t i = 1; i <= a.size; i++) {
        size_t *const row = rows[i % 3];
        const size_t *const above = rows[(i + 2) % 3];
        const size_t *const two_above = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= b.size; j++) {
            const size_t changed = above[j - 1] + (a.data[i - 1] != b.data[j - 1]);
            row[j] = least(above[j] + 1, row[j - 1] + 1, changed);
            const bool swapped =
                i > 1 && j > 1 && a.data[i - 1] == b.data[j - 2] && a.data[i - 2] == b.data[j - 1];
            if (swapped && two_above[j - 2] + 1 < row[j]) {
                row[j] = two_above[j - 2] + 1;
            }
        }
    }
    return rows[a.size % 3][b.size];
}

truce_suggestion truce_suggest_for(truce_str word) {
    const size_t allowed = word.size < 6 ? 1 : word.size < 9 ? 2 : 3;
    return (truce_suggestion){.word = word, .distance = allowed + 1};
}

void truce_suggest_try(truce_suggestion *s, truce_str candidate) {
    if (candidate.size == 0 || s->distance == 0) {
        return;
    }
    const size_t d = truce_edit_distance(s->word, candidate, s->distance);
    if (d < s->distance && d < candidate.size) {
        s->distance = d;
        s->best = candidate;
    }
}

truce_str truce_suggest_hint(const truce_suggestion *s, truce_arena *arena) {
    if (s->best.size == 0) {
        return (truce_str){NULL, 0};
    }
    return truce_arena_printf(arena, "did you mean \"%.*s\"?", TRUCE_STR_ARGS(s->best));
}

#include "formats/names.h"

#include <stdio.h>

enum { PART_MAX = 40, NAME_ROOM = 64 };

/* Letters and digits with single hyphens between; empty where there are none. */
static size_t fold(truce_str title, char out[PART_MAX]) {
    size_t n = 0;
    bool gap = false;
    for (size_t i = 0; i < title.size; i++) {
        const char c = title.data[i];
        const bool upper = c >= 'A' && c <= 'Z';
        const bool small_before = i > 0 && title.data[i - 1] >= 'a' && title.data[i - 1] <= 'z';
        gap = gap || (upper && small_before); /* a new word: issueA */
        if (!upper && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) {
            gap = n > 0;
            continue;
        }
        if (n + gap >= PART_MAX) {
            break;
        }
        if (gap) {
            out[n++] = '-';
            gap = false;
        }
        out[n] = c;
        if (upper) {
            out[n] = (char)(c - 'A' + 'a');
        }
        n++;
    }
    return n;
}

static bool is_reserved(truce_str name, truce_reserved kind) {
    size_t n = 0;
    const char *const *words = kind < TRUCE_RESERVED_N ? truce_words_reserved(kind, &n) : NULL;
    for (size_t i = 0; i < n; i++) {
        if (truce_str_equal(name, truce_str_of(words[i]))) {
            return true;
        }
    }
    return false;
}

truce_str name_from(truce_str title, const char *kind, truce_reserved reserved,
                    truce_symbols *taken, truce_arena *arena) {
    char part[PART_MAX];
    char name[NAME_ROOM];
    const truce_str folded = {part, fold(title, part)};
    const char *const front = folded.size == 0                   ? kind
                              : part[0] >= '0' && part[0] <= '9' ? kind
                              : is_reserved(folded, reserved)    ? "the"
                                                                 : "";
    const int size =
        snprintf(name, sizeof name, "%s%s%.*s", front,
                 front[0] != '\0' && folded.size > 0 ? "-" : "", TRUCE_STR_ARGS(folded));
    const size_t stem = size > 0 ? (size_t)size : 0;
    truce_str whole = {name, stem};
    /* Titles without a Latin letter are many at times: they are numbered on. */
    const size_t others = taken->n;
    size_t again = folded.size == 0 && others > 2 ? others : 2;
    for (; truce_symbols_find(taken, whole) != 0; again++) {
        const int more = snprintf(name + stem, sizeof name - stem, "-%zu", again);
        whole.size = stem + (more > 0 ? (size_t)more : 0);
    }
    const truce_str kept = truce_arena_str(arena, whole);
    return kept.data != NULL && truce_symbols_add(taken, kept) != 0 ? kept : (truce_str){NULL, 0};
}

#include "book_first.h"

#include <string.h>

static truce_str first_line(truce_str text) {
    const char *const end = text.size > 0 ? memchr(text.data, '\n', text.size) : NULL;
    return (truce_str){text.data, end != NULL ? (size_t)(end - text.data) : text.size};
}

/* The event that says anew what `event` said; n: none. */
static size_t said_again(const truce_ledger_event *events, size_t n, size_t event, size_t by) {
    const truce_ledger_event *const e = &events[event];
    if (events[by].type == TRUCE_SAID_SUPERSEDE) {
        return truce_str_equal(first_line(events[by].text), first_line(e->text)) ? by : n;
    }
    const bool again =
        by + 1 < n && events[by].type == TRUCE_SAID_RETRACT &&
        events[by + 1].type == TRUCE_SAID_ADD && events[by + 1].committed == events[by].committed &&
        memcmp(events[by + 1].author, events[by].author, sizeof events[by].author) == 0 &&
        truce_str_equal(events[by + 1].text, e->text);
    return again ? by + 1 : n;
}

size_t *book_first(const truce_ledger_event *events, size_t n, const size_t *undone,
                   const bool *seen, truce_arena *arena) {
    size_t *const first = truce_arena_take(arena, (n + 1) * sizeof *first);
    for (size_t i = 0; i < n && first != NULL; i++) {
        first[i] = i;
    }
    for (size_t i = 0; i < n && first != NULL; i++) { /* what undoes it stands behind it */
        const bool says =
            events[i].type == TRUCE_SAID_ADD || events[i].type == TRUCE_SAID_SUPERSEDE;
        const size_t again =
            says && seen[i] && undone[i] > 0 ? said_again(events, n, i, undone[i] - 1) : n;
        if (again < n) {
            first[again] = first[i];
        }
    }
    return first;
}

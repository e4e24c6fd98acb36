/* Another ledger is merged into this one, and what came of it is told. */
#include <inttypes.h>

#include "truce/actions/book.h"

static const char *why_not(truce_merge_why why) {
    switch (why) {
    case TRUCE_MERGE_AUTHOR:
        return "its author may not add to this ledger";
    case TRUCE_MERGE_ROOM:
        return "its author is not in every compartment that it is for";
    case TRUCE_MERGE_UNDOES:
        return "it undoes what another said, and its author may not";
    case TRUCE_MERGE_PURGED:
        return "it was purged here";
    case TRUCE_MERGE_DIFFERENT:
        break;
    }
    return "another event with its id is here, signed by the same author: ask them";
}

static void tell(const truce_merge *m, truce_buffer *out) {
    truce_buffer_printf(out, "%zu %s taken, %zu here already.\n", m->taken,
                        m->taken == 1 ? "event" : "events", m->known);
    for (size_t i = 0; i < m->n_left; i++) {
        const truce_merge_left *const left = &m->left[i];
        truce_buffer_printf(out,
                            "Not taken: %02x%02x%02x%02x of %.*s (entry %" PRIu64 " there): %s\n",
                            left->id[0], left->id[1], left->id[2], left->id[3],
                            TRUCE_STR_ARGS(left->name), left->n, why_not(left->why));
    }
    if (m->copies && m->here > 0 && m->there > 0) {
        truce_buffer_printf(out,
                            "These are two copies of one ledger, the same up to entry %" PRIu64
                            "; then each went its own way, by %" PRIu64 " %s here and %" PRIu64
                            " there. Changes of who is there were not taken: make them again.\n",
                            m->agree, m->here, m->here == 1 ? "entry" : "entries", m->there);
    }
}

truce_status truce_book_merge(truce_book *book, const char *other, int64_t now, bool *all,
                              truce_buffer *out, truce_error *err) {
    truce_arena arena = truce_arena_new();
    truce_ledger *from = NULL;
    truce_merge merge;
    truce_status status =
        truce_ledger_open(other, book->me, (truce_ledger_options){.seen = NULL}, &from, err);
    if (status == TRUCE_OK) {
        status = truce_ledger_import(book->ledger, from, now, &arena, &merge, err);
    }
    if (status == TRUCE_OK) {
        *all = merge.n_left == 0 && !(merge.copies && merge.here > 0 && merge.there > 0);
        tell(&merge, out);
    }
    truce_ledger_close(from);
    truce_arena_clear(&arena);
    return status;
}

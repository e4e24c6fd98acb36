/* One person who counts as one of another category: a difference of two ratios. */
#include <assert.h>

#include "sequence/exchange_parts.h"

/* Behind the lines that are there, those of a ratio, or what takes them away. */
static uint32_t append(truce_exchange_line *lines, uint32_t n, const truce_exchange_ratio *ratio,
                       bool away) {
    for (uint32_t i = 0; i < ratio->n; i++) {
        const int64_t number = ratio->at[i].number; /* 0 or more, so its negative fits */
        lines[n++] = (truce_exchange_line){ratio->at[i].pool, away ? -number : number, 0};
    }
    return n;
}

truce_status truce_exchange_moved(const truce_exchange *exchange, uint32_t from, uint32_t to,
                                  truce_arena *arena, truce_exchange_move *move, truce_error *err) {
    const truce_exchange_deal *const d = exchange->deal;
    assert(from < d->n_categories && to < d->n_categories && move != NULL);
    const truce_exchange_ratio *const before = &d->categories[from].ratio;
    const truce_exchange_ratio *const after = &d->categories[to].ratio;
    const uint64_t entries = (uint64_t)before->n + after->n;
    if (entries > UINT32_MAX) {
        return truce_fail(err, TRUCE_ELIMIT, "two ratios have too many entries");
    }
    truce_arena scratch = truce_arena_new();
    truce_exchange_line *const lines = truce_arena_zero(&scratch, entries, sizeof *lines);
    truce_exchange_change *const at = truce_arena_zero(arena, entries, sizeof *at);
    if (lines == NULL || at == NULL) {
        truce_arena_clear(&scratch);
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the entries of two ratios");
    }
    uint32_t n = append(lines, append(lines, 0, before, true), after, false);
    truce_status status = exchange_merge(lines, &n, "what one person more changes", err);
    if (status == TRUCE_OK) {
        for (uint32_t i = 0; i < n; i++) {
            at[i] = (truce_exchange_change){lines[i].of, lines[i].number};
        }
        *move = (truce_exchange_move){
            .by = exchange->shares[to].due - exchange->shares[from].due, /* both 0 or more */
            .open = from != to && (before->open || after->open),
            .at = at,
            .n = n,
        };
    }
    truce_arena_clear(&scratch);
    return status;
}

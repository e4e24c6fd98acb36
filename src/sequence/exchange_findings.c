/* What does not add up, kind by kind. */
#include "sequence/exchange_parts.h"

#include <stdlib.h>

/* ---- totals that are the same ---------------------------------------------------------------- */

typedef struct stated_total {
    int64_t value;
    uint32_t at;
    bool released;
} stated_total;

static int by_side_and_value(const void *left, const void *right) {
    const stated_total *const l = left;
    const stated_total *const r = right;
    if (l->released != r->released) {
        return l->released ? -1 : 1;
    }
    if (l->value != r->value) {
        return l->value < r->value ? -1 : 1;
    }
    return (l->at > r->at) - (l->at < r->at);
}

truce_status exchange_totals_same(const truce_exchange *x, truce_exchange_stated *stated,
                                  truce_arena *scratch, truce_error *err) {
    const uint32_t n = x->deal->n_totals;
    stated_total *const sorted = truce_arena_zero(scratch, n, sizeof *sorted);
    if (sorted == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for %u totals", n);
    }
    for (uint32_t i = 0; i < n; i++) {
        sorted[i] = (stated_total){x->deal->totals[i].value, i, x->deal->totals[i].released};
    }
    if (n > 1) {
        qsort(sorted, n, sizeof *sorted, by_side_and_value);
    }
    for (uint32_t i = 0; i < n; i++) {
        const bool same = i > 0 && sorted[i].value == sorted[i - 1].value &&
                          sorted[i].released == sorted[i - 1].released;
        stated[sorted[i].at].same_as = same ? stated[sorted[i - 1].at].same_as : sorted[i].at;
    }
    return TRUCE_OK;
}

/* ---- findings -------------------------------------------------------------------------------- */

typedef struct list {
    truce_arena *arena;
    truce_exchange_finding *at;
    size_t n, room;
    bool out_of_memory;
} list;

static void add(list *l, truce_exchange_finding finding) {
    truce_exchange_finding *const at =
        l->out_of_memory ? NULL : truce_arena_grow(l->arena, l->at, l->n, &l->room, sizeof *l->at);
    if (at == NULL || l->n == UINT32_MAX) {
        l->out_of_memory = true;
        return;
    }
    l->at = at;
    l->at[l->n++] = finding;
}

/* A finding of this kind that speaks of nothing yet. */
static truce_exchange_finding of_kind(truce_exchange_finding_kind kind, int64_t number,
                                      int64_t stated) {
    return (truce_exchange_finding){.kind = kind,
                                    .tranche = TRUCE_EXCHANGE_NONE,
                                    .category = TRUCE_EXCHANGE_NONE,
                                    .pool = TRUCE_EXCHANGE_NONE,
                                    .total = TRUCE_EXCHANGE_NONE,
                                    .against = TRUCE_EXCHANGE_NONE,
                                    .number = number,
                                    .stated = stated};
}

static void shares(const truce_exchange *x, list *l) {
    for (uint32_t i = 0; i < x->deal->n_categories; i++) {
        if (x->shares[i].left.number > 0) {
            truce_exchange_finding f = of_kind(TRUCE_EXCHANGE_LEFT, x->shares[i].left.number, 0);
            f.category = i;
            add(l, f);
        }
    }
    for (uint32_t i = 0; i < x->deal->n_categories; i++) {
        if (x->shares[i].over > 0) {
            truce_exchange_finding f = of_kind(TRUCE_EXCHANGE_OVER, x->shares[i].over, 0);
            f.category = i;
            f.tranche = x->shares[i].over_from;
            add(l, f);
        }
    }
}

static void tranches(const truce_exchange *x, list *l) {
    const truce_exchange_deal *const d = x->deal;
    for (uint32_t i = 0; i < d->n_tranches; i++) {
        const truce_exchange_amount due = x->steps[i].due_all;
        const truce_exchange_amount ratios = x->steps[i].by_ratios;
        if ((due.number < ratios.number && !due.open) ||
            (due.number > ratios.number && !ratios.open)) {
            truce_exchange_finding f = of_kind(TRUCE_EXCHANGE_INSTEAD, ratios.number, due.number);
            f.tranche = i;
            add(l, f);
        }
    }
    int64_t latest = TRUCE_EXCHANGE_UNKNOWN;
    uint32_t latest_of = TRUCE_EXCHANGE_NONE;
    for (uint32_t i = 0; i < d->n_tranches; i++) {
        const int64_t day = d->tranches[i].day;
        if (day == TRUCE_EXCHANGE_UNKNOWN) {
            continue;
        }
        if (latest != TRUCE_EXCHANGE_UNKNOWN && day < latest) {
            truce_exchange_finding f = of_kind(TRUCE_EXCHANGE_BACK, day, latest);
            f.tranche = i;
            f.against = latest_of;
            add(l, f);
        } else {
            latest = day;
            latest_of = i;
        }
    }
}

static truce_status exclusions(const truce_exchange *x, list *l, truce_arena *scratch,
                               truce_error *err) {
    const truce_exchange_deal *const d = x->deal;
    uint32_t *const longest = truce_arena_take(scratch, (d->n_classes + 1U) * sizeof *longest);
    if (longest == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for %u classes", d->n_classes);
    }
    for (uint32_t i = 0; i < d->n_classes; i++) {
        longest[i] = TRUCE_EXCHANGE_NONE;
    }
    for (uint32_t i = 0; i < d->n_exclusions; i++) {
        const truce_exchange_exclusion *const e = &d->exclusions[i];
        uint32_t *const of = &longest[e->pool];
        if (e->number != TRUCE_EXCHANGE_ALL &&
            (*of == TRUCE_EXCHANGE_NONE || e->number > d->exclusions[*of].number)) {
            *of = i;
        }
    }
    for (uint32_t i = 0; i < d->n_classes; i++) {
        const int64_t size = d->classes[i].size;
        const int64_t most =
            longest[i] != TRUCE_EXCHANGE_NONE ? d->exclusions[longest[i]].number : 0;
        if (size != TRUCE_EXCHANGE_UNKNOWN && most > size) {
            truce_exchange_finding f = of_kind(TRUCE_EXCHANGE_EXCLUDED, size, most);
            f.pool = i;
            f.against = longest[i];
            add(l, f);
        }
    }
    return TRUCE_OK;
}

/* How many can be released from a class at most; unknown where nothing says. */
static int64_t most_of(const truce_exchange *x, uint32_t pool) {
    const truce_exchange_pool *const p = &x->pools[pool];
    int64_t most = p->available_most;
    int64_t due = p->due.number;
    if (!p->due.open && !x->any.open && !__builtin_add_overflow(due, x->any.number, &due) &&
        (most == TRUCE_EXCHANGE_UNKNOWN || due < most)) {
        most = due;
    }
    return most;
}

static void pools(const truce_exchange *x, list *l) {
    for (uint32_t i = 0; i < x->deal->n_classes; i++) {
        if (x->pools[i].short_most.number > 0) {
            truce_exchange_finding f =
                of_kind(TRUCE_EXCHANGE_SHORT, x->pools[i].short_most.number, 0);
            f.pool = i;
            f.tranche = x->pools[i].short_from;
            add(l, f);
        }
    }
    if (x->any_short_most.number > 0) {
        truce_exchange_finding f = of_kind(TRUCE_EXCHANGE_SHORT, x->any_short_most.number, 0);
        f.tranche = x->any_short_from;
        add(l, f);
    }
    for (uint32_t i = 0; i < x->deal->n_classes; i++) {
        const int64_t most = most_of(x, i);
        if (most != TRUCE_EXCHANGE_UNKNOWN && x->pools[i].abroad > most) {
            truce_exchange_finding f = of_kind(TRUCE_EXCHANGE_ABROAD, most, x->pools[i].abroad);
            f.pool = i;
            add(l, f);
        }
    }
}

static void totals(const truce_exchange *x, list *l) {
    const truce_exchange_deal *const d = x->deal;
    for (uint32_t i = 0; i < d->n_totals; i++) {
        if (!x->totals[i].agrees) {
            truce_exchange_finding f =
                of_kind(TRUCE_EXCHANGE_TOTAL, x->totals[i].computed.number, d->totals[i].value);
            f.total = i;
            add(l, f);
        }
    }
    uint32_t first[2] = {TRUCE_EXCHANGE_NONE, TRUCE_EXCHANGE_NONE};
    for (uint32_t i = 0; i < d->n_totals; i++) {
        uint32_t *const of = &first[d->totals[i].released];
        if (*of == TRUCE_EXCHANGE_NONE) {
            *of = i;
        } else if (d->totals[*of].value != d->totals[i].value) {
            truce_exchange_finding f =
                of_kind(TRUCE_EXCHANGE_TOTALS, d->totals[*of].value, d->totals[i].value);
            f.total = i;
            f.against = *of;
            add(l, f);
        }
    }
}

truce_status exchange_findings(truce_exchange *x, truce_arena *arena, truce_arena *scratch,
                               truce_error *err) {
    list l = {.arena = arena};
    shares(x, &l);
    tranches(x, &l);
    const truce_status status = exclusions(x, &l, scratch, err);
    if (status != TRUCE_OK) {
        return status;
    }
    pools(x, &l);
    totals(x, &l);
    if (l.out_of_memory) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to list what does not add up");
    }
    x->found = l.at;
    x->n_found = (uint32_t)l.n;
    return TRUCE_OK;
}

/* What the classes of the pool have, and what of the due is not there.
 *
 * What is due of a named class can only come from it, so it comes first; what is due of any class
 * is drawn from what is left in all of them together. Another order could only leave more unmet: a
 * person drawn from a class for `any` frees nobody of another class. */
#include "sequence/exchange_parts.h"

__extension__ typedef __int128 wide;

/* ---- what is there --------------------------------------------------------------------------- */

static truce_status exclude(const truce_exchange_deal *d, truce_exchange_pool *pools,
                            truce_error *err) {
    for (uint32_t i = 0; i < d->n_exclusions; i++) {
        const truce_exchange_exclusion *const e = &d->exclusions[i];
        truce_exchange_pool *const p = &pools[e->pool];
        if (e->number > p->excluded_least) {
            p->excluded_least = e->number;
        }
        if (e->number == TRUCE_EXCHANGE_ALL || p->excluded_most == TRUCE_EXCHANGE_ALL) {
            p->excluded_most = TRUCE_EXCHANGE_ALL;
            continue;
        }
        const truce_status status =
            exchange_add(&p->excluded_most, e->number, "what is excluded of a class", err);
        if (status != TRUCE_OK) {
            return status;
        }
    }
    return TRUCE_OK;
}

static int64_t at_most(int64_t number, int64_t most) {
    return number < most ? number : most;
}

/* A class whose size nobody knows has nobody left when all are excluded. */
static int64_t without(int64_t size, int64_t excluded) {
    if (excluded == TRUCE_EXCHANGE_ALL) {
        return 0;
    }
    return size == TRUCE_EXCHANGE_UNKNOWN ? size : size - at_most(excluded, size);
}

/* ---- what falls short ------------------------------------------------------------------------ */

static int64_t beyond(int64_t due, int64_t available) {
    return due > available ? due - available : 0;
}

static truce_exchange_amount class_short(truce_exchange_amount due, int64_t available) {
    if (available == TRUCE_EXCHANGE_UNKNOWN) {
        return (truce_exchange_amount){.open = due.number > 0 || due.open};
    }
    return (truce_exchange_amount){beyond(due.number, available), due.open};
}

/* What of any class is short, where each class has the most available or the least. */
static truce_exchange_amount any_short(const truce_exchange *x, const truce_exchange_pool *pools,
                                       bool most) {
    wide left = 0;                          /* at the due that is known */
    wide sure = 0;                          /* whatever is open */
    bool unknown = x->deal->n_classes == 0; /* nobody describes the pool */
    for (uint32_t i = 0; i < x->deal->n_classes; i++) {
        const int64_t available = most ? pools[i].available_most : pools[i].available_least;
        if (available == TRUCE_EXCHANGE_UNKNOWN) {
            unknown = true;
            continue;
        }
        const int64_t rest = beyond(available, pools[i].due.number);
        left += rest;
        sure += pools[i].due.open ? 0 : rest;
    }
    const wide any = x->any.number;
    const bool more = any > sure && (unknown || left > sure);
    return (truce_exchange_amount){.number = any > left && !unknown ? (int64_t)(any - left) : 0,
                                   .open = x->any.open || more};
}

/* ---- from which tranche ---------------------------------------------------------------------- */

/* The first tranche with which a class, and any class, falls short: what is left in all classes
 * together is kept up to date line by line. */
static truce_status find_first(truce_exchange *x, truce_exchange_pool *pools, truce_arena *scratch,
                               truce_error *err) {
    const truce_exchange_deal *const d = x->deal;
    int64_t *const due = truce_arena_zero(scratch, d->n_classes, sizeof *due);
    if (due == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for %u classes", d->n_classes);
    }
    bool known = d->n_classes > 0;
    wide left = 0;
    int64_t any = 0;
    for (uint32_t i = 0; i < d->n_classes; i++) {
        pools[i].short_from = TRUCE_EXCHANGE_NONE;
        known = known && pools[i].available_least != TRUCE_EXCHANGE_UNKNOWN;
        left += known ? pools[i].available_least : 0;
    }
    x->any_short_from = TRUCE_EXCHANGE_NONE;
    for (uint32_t t = 0; t < d->n_tranches; t++) {
        for (uint32_t k = 0; k < x->steps[t].n_due; k++) {
            const truce_exchange_line line = x->steps[t].due[k];
            if (line.of == TRUCE_EXCHANGE_ANY) {
                any = line.so_far;
                continue;
            }
            truce_exchange_pool *const p = &pools[line.of];
            if (p->available_least == TRUCE_EXCHANGE_UNKNOWN) {
                continue;
            }
            left -= beyond(p->available_least, due[line.of]);
            left += beyond(p->available_least, line.so_far);
            due[line.of] = line.so_far;
            if (line.so_far > p->available_least && p->short_from == TRUCE_EXCHANGE_NONE) {
                p->short_from = t;
            }
        }
        if (known && any > left && x->any_short_from == TRUCE_EXCHANGE_NONE) {
            x->any_short_from = t;
        }
    }
    return TRUCE_OK;
}

truce_status exchange_pools(truce_exchange *x, truce_exchange_pool *pools, truce_arena *scratch,
                            truce_error *err) {
    const truce_exchange_deal *const d = x->deal;
    truce_status status = exclude(d, pools, err);
    for (uint32_t i = 0; i < d->n_transfers && status == TRUCE_OK; i++) {
        status = exchange_add(&pools[d->transfers[i].pool].abroad, d->transfers[i].number,
                              "what goes to third countries", err);
    }
    if (status != TRUCE_OK) {
        return status;
    }
    for (uint32_t i = 0; i < d->n_classes; i++) {
        truce_exchange_pool *const p = &pools[i];
        const int64_t size = d->classes[i].size;
        p->available_most = without(size, p->excluded_least);
        p->available_least = without(size, p->excluded_most);
        if (size != TRUCE_EXCHANGE_UNKNOWN) {
            p->excluded_least = at_most(p->excluded_least, size);
            p->excluded_most = at_most(p->excluded_most, size);
        }
        p->short_least = class_short(p->due, p->available_most);
        p->short_most = class_short(p->due, p->available_least);
    }
    x->any_short_least = any_short(x, pools, true);
    x->any_short_most = any_short(x, pools, false);
    return find_first(x, pools, scratch, err);
}

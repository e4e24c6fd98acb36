/* Sums that say when they have become too large, and lines that are one per class. */
#include "sequence/exchange_parts.h"

#include <stdlib.h>

truce_status exchange_add(int64_t *sum, int64_t more, const char *what, truce_error *err) {
    int64_t total;
    if (__builtin_add_overflow(*sum, more, &total)) {
        return truce_fail(err, TRUCE_ELIMIT, "%s is too large a number", what);
    }
    *sum = total;
    return TRUCE_OK;
}

truce_status exchange_add_times(int64_t *sum, int64_t a, int64_t b, const char *what,
                                truce_error *err) {
    int64_t product;
    if (__builtin_mul_overflow(a, b, &product)) {
        return truce_fail(err, TRUCE_ELIMIT, "%s is too large a number", what);
    }
    return exchange_add(sum, product, what, err);
}

truce_status exchange_ratio_sum(const truce_exchange_ratio *ratio, int64_t *sum, truce_error *err) {
    int64_t all = 0;
    for (uint32_t i = 0; i < ratio->n; i++) {
        const truce_status status =
            exchange_add(&all, ratio->at[i].number, "what is due for one person", err);
        if (status != TRUCE_OK) {
            return status;
        }
    }
    *sum = all;
    return TRUCE_OK;
}

const truce_exchange_ratio *exchange_ratio_of(const truce_exchange_deal *deal,
                                              const truce_exchange_part *part) {
    return part->ratio != NULL ? part->ratio : &deal->categories[part->category].ratio;
}

/* Lines of the same stand together; their order among themselves changes no sum. */
static int by_what(const void *left, const void *right) {
    const uint32_t l = ((const truce_exchange_line *)left)->of;
    const uint32_t r = ((const truce_exchange_line *)right)->of;
    return (l > r) - (l < r);
}

truce_status exchange_merge(truce_exchange_line *lines, uint32_t *n, const char *what,
                            truce_error *err) {
    if (*n > 1) {
        qsort(lines, *n, sizeof *lines, by_what);
    }
    uint32_t kept = 0;
    for (uint32_t i = 0; i < *n;) {
        const uint32_t of = lines[i].of;
        int64_t number = 0;
        for (; i < *n && lines[i].of == of; i++) {
            const truce_status status = exchange_add(&number, lines[i].number, what, err);
            if (status != TRUCE_OK) {
                return status;
            }
        }
        if (number != 0) {
            lines[kept++] = (truce_exchange_line){.of = of, .number = number};
        }
    }
    *n = kept;
    return TRUCE_OK;
}

truce_status exchange_length(const truce_exchange_deal *deal, int64_t released, int64_t *length,
                             truce_error *err) {
    if (deal->days == 0) {
        *length = TRUCE_EXCHANGE_UNKNOWN;
        return TRUCE_OK;
    }
    int64_t days = deal->days;
    for (uint32_t i = 0; i < deal->n_extensions; i++) {
        const truce_exchange_extension *const e = &deal->extensions[i];
        const int64_t further = released > e->after ? (released - e->after) / e->each : 0;
        const truce_status status =
            exchange_add_times(&days, further, e->days, "the length of the truce in days", err);
        if (status != TRUCE_OK) {
            return status;
        }
    }
    *length = days;
    return TRUCE_OK;
}

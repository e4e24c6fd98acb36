/* Nogoods are sorted when they are added, so that everything behind can merge and compare them. */
#include "truce/solve/domain.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const uint32_t numbers_max = UINT32_MAX / 2;

truce_status truce_domain_init(truce_domain *d, const uint32_t *n_values, uint32_t n_variables,
                               uint32_t n_labels, uint32_t n_links, truce_arena *arena,
                               truce_error *err) {
    assert(d != NULL && arena != NULL);
    assert(n_variables == 0 || n_values != NULL);
    assert(n_labels <= numbers_max && n_links <= numbers_max);

    uint64_t values = 0;
    for (uint32_t v = 0; v < n_variables; v++) {
        values += n_values[v];
        if (values > numbers_max) {
            return truce_fail(err, TRUCE_ELIMIT, "more than %u values in all", numbers_max);
        }
    }
    uint32_t *copy = truce_arena_take(arena, n_variables * sizeof *copy);
    if (copy == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for %u variables", n_variables);
    }
    if (n_variables > 0) {
        memcpy(copy, n_values, n_variables * sizeof *copy);
    }
    *d = (truce_domain){.arena = arena,
                        .n_values = copy,
                        .n_variables = n_variables,
                        .n_labels = n_labels,
                        .n_links = n_links};
    return TRUCE_OK;
}

static int by_number(const void *left, const void *right) {
    const uint32_t l = *(const uint32_t *)left;
    const uint32_t r = *(const uint32_t *)right;
    return (l > r) - (l < r);
}

static int by_variable(const void *left, const void *right) {
    const truce_choice *l = left;
    const truce_choice *r = right;
    return l->variable != r->variable ? by_number(&l->variable, &r->variable)
                                      : by_number(&l->value, &r->value);
}

static uint32_t sort_labels(uint32_t *labels, uint32_t n) {
    uint32_t kept = 0;
    if (n > 1) {
        qsort(labels, n, sizeof *labels, by_number);
    }
    for (uint32_t i = 0; i < n; i++) {
        if (kept == 0 || labels[kept - 1] != labels[i]) {
            labels[kept++] = labels[i];
        }
    }
    return kept;
}

/* Do they rise by variable, as those do that were made from sorted ones? */
static bool is_sorted(const truce_choice *choices, uint32_t n) {
    uint32_t i = 1;
    while (i < n && choices[i - 1].variable < choices[i].variable) {
        i++;
    }
    return i >= n;
}

/* How many choices are left without repetition, or UINT32_MAX when two cannot be made together. */
static uint32_t sort_choices(truce_choice *choices, uint32_t n) {
    uint32_t kept = 0;
    if (is_sorted(choices, n)) {
        return n;
    }
    qsort(choices, n, sizeof *choices, by_variable);
    for (uint32_t i = 0; i < n; i++) {
        if (kept > 0 && choices[kept - 1].variable == choices[i].variable) {
            if (choices[kept - 1].value != choices[i].value) {
                return UINT32_MAX;
            }
            continue;
        }
        choices[kept++] = choices[i];
    }
    return kept;
}

truce_status truce_domain_forbid(truce_domain *d, const truce_choice *choices, uint32_t n_choices,
                                 const uint32_t *labels, uint32_t n_labels, uint32_t link,
                                 truce_error *err) {
    assert(d != NULL && (n_choices == 0 || choices != NULL) && (n_labels == 0 || labels != NULL));
    assert(link == TRUCE_NO_LINK || (link < d->n_links && n_labels == 0));
    for (uint32_t i = 0; i < n_choices; i++) {
        assert(choices[i].variable < d->n_variables);
        assert(choices[i].value < d->n_values[choices[i].variable]);
    }
    for (uint32_t i = 0; i < n_labels; i++) {
        assert(labels[i] < d->n_labels);
    }

    truce_choice *made = truce_arena_take(d->arena, n_choices * sizeof *made);
    uint32_t *under = truce_arena_take(d->arena, n_labels * sizeof *under);
    truce_nogood *all =
        truce_arena_grow(d->arena, d->nogoods, d->n_nogoods, &d->nogoods_cap, sizeof *d->nogoods);
    if (all != NULL) {
        d->nogoods = all;
    }
    if (made == NULL || under == NULL || all == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for a nogood of %u choices", n_choices);
    }
    if (n_choices > 0) {
        memcpy(made, choices, n_choices * sizeof *made);
    }
    if (n_labels > 0) {
        memcpy(under, labels, n_labels * sizeof *under);
    }
    const uint32_t kept = sort_choices(made, n_choices);
    if (kept != UINT32_MAX) {
        d->nogoods[d->n_nogoods++] = (truce_nogood){
            .choices = made,
            .n_choices = kept,
            .link = link,
            .labels = {.at = under, .n = sort_labels(under, n_labels)},
        };
    }
    return TRUCE_OK;
}

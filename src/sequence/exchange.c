/* One walk over the tranches, in the order of the deal, with what is so far released of each
 * category and due of each class. Those in no tranche come last, at the ratio of their category. */
#include "truce/sequence/exchange.h"

#include <assert.h>

#include "sequence/exchange_parts.h"

/* What runs along with the walk. */
typedef struct walk {
    const truce_exchange_deal *deal;
    truce_arena *arena;
    int64_t *released; /* [category] */
    int64_t *due;      /* [class], any class last */
    truce_exchange_share *shares;
    truce_exchange_pool *pools;
    int64_t persons_so_far;
    truce_exchange_amount due_so_far;
    bool any_open; /* an open ratio is used: of every class there may be more */
} walk;

/* The place of a class among the sums. */
static uint32_t place_of(const walk *w, uint32_t pool) {
    return pool == TRUCE_EXCHANGE_ANY ? w->deal->n_classes : pool;
}

static uint64_t parts_entries(const walk *w, const truce_exchange_tranche *t) {
    uint64_t n = 0;
    for (uint32_t i = 0; i < t->n_parts; i++) {
        n += exchange_ratio_of(w->deal, &t->parts[i])->n;
    }
    return t->instead != NULL && t->instead->n > n ? t->instead->n : n;
}

/* What so many times a ratio comes to: lines behind those that are there. */
static truce_status write_due(const truce_exchange_ratio *ratio, int64_t times,
                              truce_exchange_line *due, uint32_t *n, truce_error *err) {
    for (uint32_t k = 0; k < ratio->n; k++) {
        int64_t number = 0;
        const truce_status status = exchange_add_times(&number, times, ratio->at[k].number,
                                                       "what is due in a tranche", err);
        if (status != TRUCE_OK) {
            return status;
        }
        due[(*n)++] = (truce_exchange_line){ratio->at[k].pool, number, 0};
    }
    return TRUCE_OK;
}

/* The lines of a tranche: persons by category, and what is due for them. */
static truce_status write_lines(walk *w, const truce_exchange_tranche *t,
                                truce_exchange_line *released, truce_exchange_line *due,
                                truce_exchange_step *step, truce_error *err) {
    truce_status status = TRUCE_OK;
    for (uint32_t i = 0; i < t->n_parts && status == TRUCE_OK; i++) {
        const truce_exchange_part *const part = &t->parts[i];
        const truce_exchange_ratio *const ratio = exchange_ratio_of(w->deal, part);
        released[step->n_released++] = (truce_exchange_line){part->category, part->persons, 0};
        step->by_ratios.open = step->by_ratios.open || (ratio->open && part->persons > 0);
        status = write_due(ratio, part->persons, due, &step->n_due, err);
    }
    for (uint32_t i = 0; i < step->n_due && status == TRUCE_OK; i++) {
        status =
            exchange_add(&step->by_ratios.number, due[i].number, "what is due in a tranche", err);
    }
    step->due_all.open = step->by_ratios.open;
    if (t->instead != NULL && status == TRUCE_OK) {
        step->n_due = 0;
        step->due_all.open = t->instead->open;
        status = write_due(t->instead, 1, due, &step->n_due, err);
    }
    if (status == TRUCE_OK) {
        status = exchange_merge(released, &step->n_released, "the persons of a tranche", err);
    }
    if (status == TRUCE_OK) {
        status = exchange_merge(due, &step->n_due, "what is due in a tranche", err);
    }
    return status;
}

/* Add the merged lines to what was so far. */
static truce_status sum_lines(walk *w, uint32_t tranche, truce_exchange_line *released,
                              truce_exchange_line *due, truce_exchange_step *step,
                              truce_error *err) {
    truce_status status = TRUCE_OK;
    for (uint32_t i = 0; i < step->n_released && status == TRUCE_OK; i++) {
        truce_exchange_line *const line = &released[i];
        const int64_t persons = w->deal->categories[line->of].persons;
        truce_exchange_share *const share = &w->shares[line->of];
        status =
            exchange_add(&w->released[line->of], line->number, "the persons of a category", err);
        line->so_far = w->released[line->of];
        if (persons != TRUCE_EXCHANGE_UNKNOWN && line->so_far > persons &&
            share->over_from == TRUCE_EXCHANGE_NONE) {
            share->over_from = tranche;
        }
        if (status == TRUCE_OK) {
            status = exchange_add(&step->persons, line->number, "the persons of a tranche", err);
        }
    }
    for (uint32_t i = 0; i < step->n_due && status == TRUCE_OK; i++) {
        truce_exchange_line *const line = &due[i];
        int64_t *const so_far = &w->due[place_of(w, line->of)];
        status = exchange_add(so_far, line->number, "what is due of a class", err);
        line->so_far = *so_far;
        if (status == TRUCE_OK) {
            status =
                exchange_add(&step->due_all.number, line->number, "what is due in a tranche", err);
        }
    }
    return status;
}

static truce_status walk_tranche(walk *w, uint32_t tranche, truce_exchange_step *step,
                                 truce_error *err) {
    const truce_exchange_tranche *const t = &w->deal->tranches[tranche];
    const uint64_t entries = parts_entries(w, t);
    if (entries > UINT32_MAX) {
        return truce_fail(err, TRUCE_ELIMIT, "the ratios of tranche %u have too many entries",
                          tranche);
    }
    truce_exchange_line *const released = truce_arena_zero(w->arena, t->n_parts, sizeof *released);
    truce_exchange_line *const due = truce_arena_zero(w->arena, entries, sizeof *due);
    if (released == NULL || due == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to count tranche %u", tranche);
    }
    *step = (truce_exchange_step){.released = released, .due = due};
    truce_status status = write_lines(w, t, released, due, step, err);
    if (status == TRUCE_OK) {
        status = sum_lines(w, tranche, released, due, step, err);
    }
    if (status == TRUCE_OK) {
        status =
            exchange_add(&w->persons_so_far, step->persons, "all persons of the tranches", err);
    }
    if (status == TRUCE_OK) {
        status = exchange_add(&w->due_so_far.number, step->due_all.number,
                              "all that is due in the tranches", err);
    }
    w->due_so_far.open = w->due_so_far.open || step->due_all.open;
    w->any_open = w->any_open || step->due_all.open;
    step->persons_so_far = w->persons_so_far;
    step->due_so_far = w->due_so_far;
    return status;
}

/* What is due for those of a category who are in no tranche. */
static truce_status add_left(walk *w, uint32_t category, truce_exchange *x, truce_error *err) {
    const truce_exchange_amount left = w->shares[category].left;
    const truce_exchange_ratio *const ratio = &w->deal->categories[category].ratio;
    if (left.number == 0 && !left.open) {
        return TRUCE_OK;
    }
    truce_status status = TRUCE_OK;
    for (uint32_t i = 0; i < ratio->n && status == TRUCE_OK; i++) {
        const uint32_t pool = ratio->at[i].pool;
        int64_t due = 0;
        status = exchange_add_times(&due, left.number, ratio->at[i].number,
                                    "what is due for a category", err);
        if (status == TRUCE_OK) {
            status = exchange_add(&w->due[place_of(w, pool)], due, "what is due of a class", err);
        }
        if (status == TRUCE_OK) {
            status = exchange_add(&x->due.number, due, "all that is due", err);
        }
        if (left.open && ratio->at[i].number > 0) {
            x->due.open = true;
            if (pool == TRUCE_EXCHANGE_ANY) {
                x->any.open = true;
            } else {
                w->pools[pool].due.open = true;
            }
        }
    }
    w->any_open = w->any_open || ratio->open;
    return status;
}

static truce_status share_of(walk *w, uint32_t category, truce_exchange *x, truce_error *err) {
    const truce_exchange_category *const c = &w->deal->categories[category];
    truce_exchange_share *const share = &w->shares[category];
    share->distributed = w->released[category];
    if (c->persons == TRUCE_EXCHANGE_UNKNOWN) {
        share->left = (truce_exchange_amount){.open = true};
    } else if (c->persons >= share->distributed) {
        share->left = (truce_exchange_amount){.number = c->persons - share->distributed};
    } else {
        share->over = share->distributed - c->persons;
    }
    truce_status status = exchange_ratio_sum(&c->ratio, &share->due, err);
    if (status == TRUCE_OK) {
        status = exchange_add(&x->persons.number, share->distributed, "all persons", err);
    }
    if (status == TRUCE_OK) {
        status = exchange_add(&x->persons.number, share->left.number, "all persons", err);
    }
    x->persons.open = x->persons.open || share->left.open;
    return status == TRUCE_OK ? add_left(w, category, x, err) : status;
}

static bool totals_agree(truce_exchange_amount computed, int64_t stated) {
    return computed.open ? stated >= computed.number : stated == computed.number;
}

static truce_status walk_all(walk *w, truce_exchange *x, truce_exchange_step *steps,
                             truce_error *err) {
    truce_status status = TRUCE_OK;
    for (uint32_t i = 0; i < w->deal->n_tranches && status == TRUCE_OK; i++) {
        status = walk_tranche(w, i, &steps[i], err);
    }
    x->distributed_due = w->due_so_far;
    x->due = w->due_so_far;
    if (status == TRUCE_OK) {
        status = exchange_length(w->deal, w->persons_so_far, &x->length, err);
    }
    for (uint32_t i = 0; i < w->deal->n_categories && status == TRUCE_OK; i++) {
        status = share_of(w, i, x, err);
    }
    for (uint32_t i = 0; i < w->deal->n_classes; i++) {
        w->pools[i].due.number = w->due[i];
        w->pools[i].due.open = w->pools[i].due.open || w->any_open;
    }
    x->any.number = w->due[w->deal->n_classes];
    x->any.open = x->any.open || w->any_open;
    x->due.open = x->due.open || w->any_open;
    return status;
}

static void compare_totals(truce_exchange *x, truce_exchange_stated *stated) {
    for (uint32_t i = 0; i < x->deal->n_totals; i++) {
        const truce_exchange_total *const t = &x->deal->totals[i];
        stated[i].computed = t->released ? x->persons : x->due;
        stated[i].difference = t->value - stated[i].computed.number;
        stated[i].agrees = totals_agree(stated[i].computed, t->value);
    }
}

static truce_status count(const truce_exchange_deal *deal, truce_arena *arena, truce_arena *scratch,
                          truce_exchange *x, truce_error *err) {
    truce_exchange_step *const steps = truce_arena_zero(arena, deal->n_tranches, sizeof *steps);
    truce_exchange_stated *const totals = truce_arena_zero(arena, deal->n_totals, sizeof *totals);
    walk w = {.deal = deal, .arena = arena};
    w.shares = truce_arena_zero(arena, deal->n_categories, sizeof *w.shares);
    w.pools = truce_arena_zero(arena, deal->n_classes, sizeof *w.pools);
    w.released = truce_arena_zero(scratch, deal->n_categories, sizeof *w.released);
    w.due = truce_arena_zero(scratch, (size_t)deal->n_classes + 1, sizeof *w.due);
    if (steps == NULL || totals == NULL || w.shares == NULL || w.pools == NULL ||
        w.released == NULL || w.due == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to count %u tranches", deal->n_tranches);
    }
    for (uint32_t i = 0; i < deal->n_categories; i++) {
        w.shares[i].over_from = TRUCE_EXCHANGE_NONE;
    }
    *x = (truce_exchange){
        .deal = deal, .steps = steps, .shares = w.shares, .pools = w.pools, .totals = totals};
    truce_status status = walk_all(&w, x, steps, err);
    if (status == TRUCE_OK) {
        status = exchange_pools(x, w.pools, scratch, err);
    }
    if (status == TRUCE_OK) {
        compare_totals(x, totals);
        status = exchange_totals_same(x, totals, scratch, err);
    }
    return status == TRUCE_OK ? exchange_findings(x, arena, scratch, err) : status;
}

truce_status truce_exchange_count(const truce_exchange_deal *deal, truce_arena *arena,
                                  truce_exchange *exchange, truce_error *err) {
    assert(deal != NULL && arena != NULL && exchange != NULL);
    const truce_status checked = exchange_check(deal, err);
    if (checked != TRUCE_OK) {
        return checked;
    }
    truce_arena scratch = truce_arena_new();
    truce_exchange x;
    const truce_status status = count(deal, arena, &scratch, &x, err);
    truce_arena_clear(&scratch);
    if (status == TRUCE_OK) {
        *exchange = x;
    }
    return status;
}

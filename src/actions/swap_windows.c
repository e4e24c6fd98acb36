/* When tranches that have no day of their own can come: by the days of the whole plan, followed
 * from step to step as `truce sequence` does. Then each exchange is laid out over days twice: with
 * all of them on their first days, and with all on their last. Tranches come in their order and
 * quotas are worked off in it, so that nothing is over earlier than in the one or later than in the
 * other. */
#include "plan_steps.h"
#include "swaps.h"

static bool is_dated(const swap *s, uint32_t t) {
    return s->deal.tranches[t].day != TRUCE_EXCHANGE_UNKNOWN;
}

static bool any_undated(const swaps *all) {
    bool any = false;
    for (uint32_t i = 0; i < all->n && !any; i++) {
        const swap *const s = &all->at[i];
        for (uint32_t t = 0; t < s->deal.n_tranches && !any; t++) {
            any = !is_dated(s, t);
        }
    }
    return any;
}

/* ---- the days of the plan ---- */

static int64_t known(int64_t day) {
    return day == TRUCE_DAYS_OPEN_LOW || day == TRUCE_DAYS_OPEN_HIGH ? TRUCE_EXCHANGE_UNKNOWN : day;
}

/* The first and last day that the plan leaves to each tranche without a day. The things of an
 * exchange stand in a row from `first` on, two for each tranche, by number. Where no tranche has a
 * day, they are counted from the first of these. */
static void take_days(const truce_schedule *times, uint32_t first, swap *s) {
    const bool dated = s->day0 != TRUCE_EXCHANGE_UNKNOWN;
    for (uint32_t t = 0; t < s->deal.n_tranches && !dated; t++) {
        const int64_t day = known(times->earliest[first + 2 * t]);
        const bool before = s->day0 == TRUCE_EXCHANGE_UNKNOWN || day < s->day0;
        s->day0 = day != TRUCE_EXCHANGE_UNKNOWN && before ? day : s->day0;
    }
    for (uint32_t t = 0; t < s->deal.n_tranches; t++) {
        const int64_t days[] = {known(times->earliest[first + 2 * t]),
                                known(times->latest[first + 2 * t])};
        for (int end = 0; end < 2 && !is_dated(s, t); end++) {
            const bool counted =
                days[end] != TRUCE_EXCHANGE_UNKNOWN && s->day0 != TRUCE_EXCHANGE_UNKNOWN;
            s->windows[t].day[end] = counted ? days[end] - s->day0 : TRUCE_EXCHANGE_UNKNOWN;
        }
    }
}

static truce_status follow_plan(composer *k, swaps *all, truce_error *err) {
    plan_steps plan;
    truce_schedule times;
    truce_status status = plan_days_make(k, &plan, err);
    if (status != TRUCE_OK || !plan.calendar) {
        return status;
    }
    status = truce_times_find(&plan.lags, k->arena, &times, err);
    if (status == TRUCE_ELIMIT) { /* too many things to be timed: nothing is known of their days */
        return TRUCE_OK;
    }
    all->clash = status == TRUCE_OK && !times.consistent;
    if (status != TRUCE_OK || all->clash) {
        return status;
    }
    uint32_t first = k->c->n_steps;
    for (uint32_t i = 0; i < all->n; i++) {
        take_days(&times, first, &all->at[i]);
        first += 2 * all->at[i].deal.n_tranches;
    }
    return TRUCE_OK;
}

/* ---- laid out over days ---- */

/* With every tranche on the first (last) day that is known for it. */
static truce_status lay_out(composer *k, const swap *s, int end, truce_exchange_plan *out,
                            truce_error *err) {
    truce_exchange_tranche *const tranches =
        truce_arena_take(k->arena, (s->deal.n_tranches + 1U) * sizeof *tranches);
    truce_exchange_deal *const deal = truce_arena_take(k->arena, sizeof *deal);
    if (tranches == NULL || deal == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the days of an exchange");
    }
    for (uint32_t t = 0; t < s->deal.n_tranches; t++) {
        tranches[t] = s->deal.tranches[t];
        tranches[t].day = s->windows[t].day[end];
    }
    *deal = s->deal;
    deal->tranches = tranches;
    truce_exchange x = s->x; /* what is counted does not depend on days */
    x.deal = deal;
    return truce_exchange_lay_out(&x, k->arena, out, err);
}

static truce_status window_one(composer *k, swap *s, truce_error *err) {
    truce_status status = TRUCE_OK;
    bool moved = false;
    for (uint32_t t = 0; t < s->deal.n_tranches; t++) {
        moved = moved || s->windows[t].day[0] != s->deal.tranches[t].day;
    }
    for (int end = 0; end < 2 && status == TRUCE_OK; end++) {
        s->laid[end] = s->days;
        if (moved) {
            status = lay_out(k, s, end, &s->laid[end], err);
        }
    }
    for (uint32_t t = 0; t < s->deal.n_tranches && status == TRUCE_OK; t++) {
        for (int end = 0; end < 2; end++) {
            s->windows[t].released[end] = s->laid[end].spans[t].last;
            s->windows[t].given[end] = s->laid[end].spans[t].given;
        }
    }
    return status == TRUCE_ELIMIT ? TRUCE_OK : status; /* too many days: none is told */
}

truce_status swaps_window(composer *k, swaps *all, truce_error *err) {
    static const int64_t nothing = TRUCE_EXCHANGE_UNKNOWN;
    truce_status status = TRUCE_OK;
    for (uint32_t i = 0; i < all->n; i++) {
        swap *const s = &all->at[i];
        s->windows = truce_arena_take(k->arena, (s->deal.n_tranches + 1U) * sizeof *s->windows);
        if (s->windows == NULL) {
            return truce_fail(err, TRUCE_ENOMEM, "no memory for the days of an exchange");
        }
        for (uint32_t t = 0; t < s->deal.n_tranches; t++) {
            const int64_t day = s->deal.tranches[t].day;
            s->windows[t] = (swap_window){{day, day}, {nothing, nothing}, {nothing, nothing}};
        }
    }
    if (any_undated(all)) {
        status = follow_plan(k, all, err);
    }
    for (uint32_t i = 0; i < all->n && status == TRUCE_OK; i++) {
        if (all->at[i].refused.size == 0 && all->at[i].unlaid.size == 0) {
            status = window_one(k, &all->at[i], err);
        }
    }
    return status;
}

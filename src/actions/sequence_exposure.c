/* What each side has given and not yet received: in whose numbers, and in which orders. */
#include "compose_sequence.h"
#include "known.h"

#include <stdlib.h>

static truce_status set_amounts(composer *k, sequenced *s, truce_error *err) {
    truce_exposure_step *const amounts =
        truce_arena_zero(k->arena, (size_t)s->steps.n_things + 1, sizeof *amounts);
    if (amounts == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for what each side gives");
    }
    for (uint32_t t = 0; t < s->steps.n_things; t++) {
        const uint8_t giver = sequence_giver(k, s, t);
        amounts[t].giver = giver;
        amounts[t].receiver = giver != TRUCE_NO_SIDE ? (uint8_t)(1 - giver) : TRUCE_NO_SIDE;
    }
    s->amounts = amounts;
    return sequence_count(k, NULL, s->steps.n_things, &s->two, amounts, err);
}

/* The order of the plan, followed for the two sides. */
static truce_status follow_plan(composer *k, sequenced *s, truce_error *err) {
    const truce_exposure_plan plan = {
        .steps = s->amounts, .n_steps = s->steps.n_things, .moment = s->moment};
    return s->planned != NULL ? truce_exposure_follow(&plan, s->planned, k->arena, &s->path, err)
                              : TRUCE_OK;
}

/* ---- in which orders ---- */

const truce_exposure_path *sequence_safest(const sequenced *s, int side) {
    return &s->free.found.points[side == 0 ? 0 : s->free.found.n - 1].path;
}

/* The orders that expose least, of those that keep the plan's own rules and what `owner` demands
 * (TRUCE_NO_OWNER: nobody). Not possible where these run in a loop: that is told elsewhere. */
static truce_status find_frontier(composer *k, const sequenced *s, uint32_t owner, told_order *out,
                                  truce_error *err) {
    static const truce_exposure_limits limits = {.ideals_max = 20000000, .effort_max = 100000000};
    const truce_order_rules *const r = &s->steps.rules;
    truce_exposure_pair *const pairs =
        truce_arena_take(k->arena, ((size_t)r->n + 1) * sizeof *pairs);
    truce_order_line line;
    const bool *const off = sequence_without_demands(k, s, owner);
    *out = (told_order){.owner = owner};
    k->session->doing = "looking for the orders that expose each side least";
    if (pairs == NULL || off == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the orders of steps");
    }
    truce_status status = truce_order_lay(r, off, k->arena, &line, err);
    if (status != TRUCE_OK || !line.feasible) {
        return status;
    }
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->n; i++) {
        if (!off[i] && !r->at[i].together) {
            pairs[n++] = (truce_exposure_pair){r->at[i].before, r->at[i].after};
        }
    }
    truce_exposure_plan plan = {.steps = s->amounts,
                                .n_steps = s->steps.n_things,
                                .moment = line.moment,
                                .pairs = pairs,
                                .n_pairs = n};
    if (!sequence_add_days(k, s, &plan)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the days of steps");
    }
    status = truce_exposure_find(&plan, &limits, k->arena, &out->found, err);
    out->possible = status == TRUCE_OK;
    for (uint32_t i = 0; i < out->found.n && status == TRUCE_OK; i++) {
        if (plan.n_steps > s->steps.n_things &&
            !sequence_drop_days(k, s, &out->found.points[i].path)) {
            status = truce_fail(err, TRUCE_ENOMEM, "no memory for the orders of steps");
        }
    }
    out->against_days = status == TRUCE_EINVAL; /* what is demanded runs in a circle with them */
    return out->against_days ? TRUCE_OK : status;
}

/* Where a side is safest, in a unit in which the bound is whole. */
static truce_status split_path(composer *k, sequenced *s, int safe, truce_ratio bound,
                               truce_error *err) {
    const truce_exposure_path *const path = sequence_safest(s, safe);
    truce_exposure_path finer = *path;
    int64_t bounds[TRUCE_SIDES];
    bool fits = true;
    for (int side = 0; side < TRUCE_SIDES; side++) {
        finer.exposure[side] = truce_arena_take(k->arena, (path->n + 1) * sizeof(int64_t));
        if (finer.exposure[side] == NULL) {
            return truce_fail(err, TRUCE_ENOMEM, "no memory for the parts of an order");
        }
        for (uint32_t i = 0; i <= path->n; i++) {
            fits = fits && !__builtin_mul_overflow(path->exposure[side][i], bound.under,
                                                   &finer.exposure[side][i]);
        }
        fits = fits &&
               !__builtin_mul_overflow(path->worst[side].exposure, bound.under,
                                       &finer.worst[side].exposure) &&
               !__builtin_mul_overflow(s->two.whole[side], bound.over, &bounds[side]);
    }
    return fits ? truce_exposure_split_find(&finer, 0, path->n, bounds, 0, &s->split[safe], err)
                : truce_fail(err, TRUCE_EINVAL, "--at-most has too many digits");
}

/* --at-most: a part such as 1/4, or a number. */
static truce_status find_parts(composer *k, sequenced *s, truce_error *err) {
    const truce_str asked = k->session->request.at_most;
    const char *const slash = asked.size > 0 ? memchr(asked.data, '/', asked.size) : NULL;
    const size_t n = slash != NULL ? (size_t)(slash - asked.data) : asked.size;
    truce_decimal over = {0, 0};
    truce_decimal under = {1, 0};
    truce_ratio bound;
    if (asked.size == 0) {
        return TRUCE_OK;
    }
    if (truce_decimal_parse((truce_str){asked.data, n}, &over, NULL) != TRUCE_OK ||
        (slash != NULL && truce_decimal_parse((truce_str){slash + 1, asked.size - n - 1}, &under,
                                              NULL) != TRUCE_OK) ||
        over.units < 0 || under.units <= 0 ||
        !truce_ratio_divide(truce_ratio_of(over), truce_ratio_of(under), &bound)) {
        return truce_fail(err, TRUCE_EINVAL,
                          "--at-most is a part or a number, as in --at-most 1/4");
    }
    truce_status status = TRUCE_OK;
    for (int safe = 0; safe < TRUCE_SIDES && status == TRUCE_OK; safe++) {
        status = split_path(k, s, safe, bound, err);
    }
    s->bounded = status == TRUCE_OK;
    return status;
}

truce_status sequence_expose(composer *k, sequenced *s, truce_error *err) {
    truce_error found = {.message = ""};
    truce_status status = sequence_choose_sides(k, s, err);
    if (status != TRUCE_OK) {
        return status;
    }
    s->orders = truce_arena_zero(k->arena, (size_t)s->steps.rules.n_owners + 1, sizeof *s->orders);
    if (s->orders == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for what each side gives");
    }
    status = sequence_plan(k, s, err);
    if (status != TRUCE_OK || s->two.n_given[0] + s->two.n_given[1] == 0) {
        return status;
    }
    status = sequence_follow_pairs(k, s, &found);
    if (status == TRUCE_OK) {
        status = set_amounts(k, s, &found);
    }
    if (status == TRUCE_OK) {
        status = follow_plan(k, s, &found);
    }
    for (uint32_t i = 0; i < s->steps.rules.n_owners && status == TRUCE_OK; i++) {
        if (s->steps.owners[i] == s->two.sides[0] || s->steps.owners[i] == s->two.sides[1]) {
            status = find_frontier(k, s, i, &s->orders[s->n_orders], &found);
            s->n_orders += status == TRUCE_OK;
        }
    }
    if (status == TRUCE_OK) {
        status = find_frontier(k, s, TRUCE_NO_OWNER, &s->free, &found);
    }
    if (status == TRUCE_OK && s->free.possible) {
        status = find_parts(k, s, &found);
    }
    if (status == TRUCE_ELIMIT) { /* all else can still be told */
        s->refused = truce_arena_str(k->arena, truce_str_of(found.message));
        return s->refused.data != NULL ? TRUCE_OK
                                       : truce_fail(err, TRUCE_ENOMEM, "no memory for a message");
    }
    return status == TRUCE_OK ? status : truce_fail(err, status, "%s", found.message);
}

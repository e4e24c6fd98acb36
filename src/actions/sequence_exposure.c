/* What each side has given and not yet received: in whose numbers, and in which orders. */
#include "compose_sequence.h"
#include "known.h"

#include <stdlib.h>

enum { DAYS_COMPARED = 400 /* things of which the days are compared, each with each */ };
enum { POWERS_MAX = 15 /* decimals that values may have together with their size */ };

/* ---- in whose numbers ---- */

/* The record of values that a side's numbers are taken from: one that --values names, else the only
 * one; NULL: none, so shares. */
static truce_status choose_values(const composer *k, sequenced *s, truce_error *err) {
    const truce_request *const r = &k->session->request;
    for (int side = 0; side < TRUCE_SIDES; side++) {
        uint32_t n = 0;
        for (uint32_t i = 0; i < k->c->n_values; i++) {
            const uint32_t of = truce_case_find(k->c, TRUCE_KIND_ACTOR, k->c->values[i].top.what);
            if (of == s->sides[side]) {
                s->worth[side] = n++ == 0 ? &k->c->values[i] : NULL;
            }
        }
    }
    for (size_t i = 0; i < r->n_values; i++) {
        const truce_ref ref = {truce_symbols_find(&k->c->symbols, r->values[i]), 0};
        const uint32_t v = truce_case_find(k->c, TRUCE_KIND_VALUES, ref);
        if (v == TRUCE_NONE) {
            return known_refuse(k->session, TRUCE_KIND_VALUES, r->values[i], err);
        }
        const uint32_t of = truce_case_find(k->c, TRUCE_KIND_ACTOR, k->c->values[v].top.what);
        for (int side = 0; side < TRUCE_SIDES; side++) {
            if (of == s->sides[side]) {
                s->worth[side] = &k->c->values[v];
            }
        }
    }
    return TRUCE_OK;
}

/* As many decimals as the finest of the record's numbers has. */
static int scale_of(const truce_plan *values) {
    int scale = 0;
    for (uint32_t i = 0; i < values->n_lines; i++) {
        if (values->lines[i].kind == TRUCE_PLAN_WORTH) {
            const truce_plan_number n = values->lines[i].number;
            scale = n.low.scale > scale ? n.low.scale : scale;
            scale = n.high.scale > scale ? n.high.scale : scale;
        }
    }
    return scale;
}

static int64_t power(int n) {
    int64_t p = 1;
    while (n-- > 0) {
        p *= 10;
    }
    return p;
}

static bool scaled(truce_decimal d, int scale, int64_t *out) {
    return !__builtin_mul_overflow(d.units, power(scale - d.scale), out);
}

/* The side's own numbers: what it gives at the upper end, what it receives at the lower. */
static truce_status value_side(composer *k, sequenced *s, int side, truce_exposure_step *amounts,
                               truce_error *err) {
    const truce_plan *const values = s->worth[side];
    const int scale = scale_of(values);
    bool *const valued = truce_arena_zero(k->arena, (size_t)k->c->n_steps + 1, sizeof *valued);
    bool fits = scale <= POWERS_MAX;
    if (valued == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the values of steps");
    }
    for (uint32_t i = 0; i < values->n_lines && fits; i++) {
        const truce_plan_line *const line = &values->lines[i];
        const uint32_t t = truce_case_find(k->c, TRUCE_KIND_STEP, line->what);
        if (line->kind != TRUCE_PLAN_WORTH || t == TRUCE_NONE) {
            continue;
        }
        valued[t] = true;
        if (amounts[t].giver == side) {
            fits = scaled(line->number.high, scale, &amounts[t].cost);
        } else if (amounts[t].receiver == side) {
            fits = scaled(line->number.low, scale, &amounts[t].worth);
        }
    }
    for (uint32_t t = 0; t < s->steps.n_things; t++) {
        const bool counts = amounts[t].giver == side || amounts[t].receiver == side;
        s->n_unvalued[side] += counts && (t >= k->c->n_steps || !valued[t]);
    }
    s->whole[side] = fits ? power(scale) : 0;
    return fits ? TRUCE_OK
                : truce_fail(err, TRUCE_ELIMIT,
                             "the values \"%.*s\" have too many digits to be added",
                             TRUCE_STR_ARGS(truce_case_name(k->c, values->head.name)));
}

/* Part of its own total given, less part of the other's total received: each step counts alike. */
static void share_side(sequenced *s, int side, truce_exposure_step *amounts) {
    const int64_t own = s->n_given[side];
    const int64_t others = s->n_given[1 - side];
    for (uint32_t t = 0; t < s->steps.n_things; t++) {
        if (amounts[t].giver == side) {
            amounts[t].cost = others;
        } else if (amounts[t].receiver == side) {
            amounts[t].worth = own;
        }
    }
    s->whole[side] = own * others;
}

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
    truce_status status = TRUCE_OK;
    for (int side = 0; side < TRUCE_SIDES && status == TRUCE_OK; side++) {
        if (s->worth[side] != NULL) {
            status = value_side(k, s, side, amounts, err);
        } else {
            share_side(s, side, amounts);
        }
    }
    s->amounts = amounts;
    return status;
}

/* ---- in which orders ---- */

const truce_exposure_path *sequence_safest(const sequenced *s, int side) {
    return &s->free.found.points[side == 0 ? 0 : s->free.found.n - 1].path;
}

/* Rules that do not count: demands, but for those of `owner`. */
static bool *without_demands(composer *k, const sequenced *s, uint32_t owner) {
    const truce_order_rules *const r = &s->steps.rules;
    bool *const off = truce_arena_zero(k->arena, (size_t)r->n + 1, sizeof *off);
    for (uint32_t i = 0; off != NULL && i < r->n; i++) {
        off[i] = r->at[i].owner != TRUCE_NO_OWNER && r->at[i].owner != owner;
    }
    return off;
}

/* What surely happens on an earlier day comes before. How many pairs there are. */
static uint32_t add_days(const sequenced *s, const truce_order_line *line,
                         truce_exposure_pair *pairs) {
    uint32_t n = 0;
    if (!s->timed || !s->times.consistent || s->steps.n_things > DAYS_COMPARED) {
        return 0;
    }
    for (uint32_t a = 0; a < s->steps.n_things; a++) {
        for (uint32_t b = 0; b < s->steps.n_things; b++) {
            if (s->times.latest[a] < s->times.earliest[b] && line->moment[a] != line->moment[b]) {
                pairs[n++] = (truce_exposure_pair){a, b};
            }
        }
    }
    return n;
}

/* The orders that expose least, of those that keep the plan's own rules and what `owner` demands
 * (TRUCE_NO_OWNER: nobody). Not possible where these run in a loop: that is told elsewhere. */
static truce_status find_frontier(composer *k, const sequenced *s, uint32_t owner, told_order *out,
                                  truce_error *err) {
    static const truce_exposure_limits limits = {.ideals_max = 20000000, .effort_max = 100000000};
    const truce_order_rules *const r = &s->steps.rules;
    const size_t days = s->steps.n_things <= DAYS_COMPARED ? s->steps.n_things : 0;
    truce_exposure_pair *const pairs =
        truce_arena_zero(k->arena, (size_t)r->n + days * days + 1, sizeof *pairs);
    truce_order_line line;
    const bool *const off = without_demands(k, s, owner);
    *out = (told_order){.owner = owner};
    k->session->doing = "looking for the orders that expose each side least";
    if (pairs == NULL || off == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the orders of steps");
    }
    const truce_status laid = truce_order_lay(r, off, k->arena, &line, err);
    if (laid != TRUCE_OK || !line.feasible) {
        return laid;
    }
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->n; i++) {
        if (!off[i] && !r->at[i].together) {
            pairs[n++] = (truce_exposure_pair){r->at[i].before, r->at[i].after};
        }
    }
    const truce_exposure_plan plan = {.steps = s->amounts,
                                      .n_steps = s->steps.n_things,
                                      .moment = line.moment,
                                      .pairs = pairs,
                                      .n_pairs = n + add_days(s, &line, pairs + n)};
    out->possible = true;
    return truce_exposure_find(&plan, &limits, k->arena, &out->found, err);
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
               !__builtin_mul_overflow(s->whole[side], bound.over, &bounds[side]);
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
    if (s->n_given[0] + s->n_given[1] == 0) {
        return TRUCE_OK;
    }
    status = choose_values(k, s, &found);
    if (status == TRUCE_OK) {
        status = set_amounts(k, s, &found);
    }
    for (uint32_t i = 0; i < s->steps.rules.n_owners && status == TRUCE_OK; i++) {
        if (s->steps.owners[i] == s->sides[0] || s->steps.owners[i] == s->sides[1]) {
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

/* First the exact count; where it outgrows its bounds, one with losses rounded down, one with
 * losses rounded up, and draws. */
#include "truce/deals/zopa.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "deals/draw.h"
#include "deals/halves.h"
#include "deals/pairs.h"
#include "deals/wide.h"

enum { WORDS_MAX = 1 << 19 }; /* of the tables that the tree is planned for */

static const size_t vectors_default = 10000000;
static const size_t bytes_default = (size_t)2 << 30;
static const uint32_t samples_default = 1000;
static const double samples_least = 30; /* fewer say nothing */
static const double work_drawn = 5e9;   /* words gone through to draw them all, about */

truce_band truce_band_reserved(const truce_worth *worth) {
    return worth->reserve != NULL && worth->reserved != NULL
               ? (truce_band){.least = worth->reserve, .has_least = worth->reserved}
               : (truce_band){0};
}

typedef struct count {
    const truce_worth *worth;
    truce_zopa_options options;
    truce_arena *arena;
    truce_arena scratch;
    truce_band asked;
    band b;
    cliques all;
    truce_zopa made;
} count;

static sums_end count_once(count *c, passing_mode mode, size_t entries, truce_bigint *out) {
    /* Two halves, and their copies to pair them: one, and one more for each bound behind the
     * second. */
    const size_t copies = 2 * (size_t)(c->b.n_rows > 2 ? c->b.n_rows + 1 : 3);
    passing p;
    if (!passing_init(&p, c->worth, &c->b, &c->all, mode, entries, c->options.bytes_max / copies,
                      false)) {
        return SUMS_NO_MEMORY;
    }
    p.steps_max = c->options.steps_max;
    const sums_end end = halves_count(&p, c->arena, out);
    passing_clear(&p);
    return end;
}

/* All ways to choose the variables on which something hangs, without regard to links; or all ways
 * to choose the others. */
static truce_status count_ways(count *c, bool free, truce_bigint *out, truce_error *err) {
    const truce_domain *const d = c->worth->choices;
    truce_bigint *factors = truce_arena_zero(&c->scratch, d->n_variables, sizeof *factors);
    truce_status status = factors != NULL ? TRUCE_OK : TRUCE_ENOMEM;
    size_t n = 0;
    for (uint32_t v = 0; status == TRUCE_OK && v < d->n_variables; v++) {
        if (c->all.is_free[v] != free) {
            continue;
        }
        const uint64_t *const options = c->worth->options != NULL ? c->worth->options[v] : NULL;
        if (options == NULL) {
            status = truce_bigint_from(d->n_values[v], &c->scratch, &factors[n], err);
        }
        for (uint32_t i = 0; options != NULL && status == TRUCE_OK && i < d->n_values[v]; i++) {
            truce_bigint one;
            status = truce_bigint_from(options[i], &c->scratch, &one, err);
            if (status == TRUCE_OK) {
                status = truce_bigint_add(factors[n], one, &c->scratch, &factors[n], err);
            }
        }
        n++;
    }
    return status == TRUCE_OK ? truce_bigint_product(factors, n, c->arena, out, err) : status;
}

static truce_status count_all(count *c, truce_error *err) {
    return count_ways(c, false, &c->made.at_most, err);
}

/* What was counted goes with every way to choose the variables on which nothing hangs. */
static truce_status multiply_free(count *c, truce_error *err) {
    truce_bigint *const numbers[] = {&c->made.at_least, &c->made.at_most, &c->made.estimate};
    truce_bigint factor;
    truce_status status = count_ways(c, true, &factor, err);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers && status == TRUCE_OK; i++) {
        status = truce_bigint_multiply(*numbers[i], factor, c->arena, numbers[i], err);
    }
    return status;
}

/* ---- the estimate ---------------------------------------------------------------------------- */

/* words / divisor, rounded down. */
static void divide(uint64_t *words, size_t n, uint64_t divisor) {
    wide_pair rest = 0;
    for (size_t i = n; i-- > 0;) {
        rest = rest << 64 | words[i];
        words[i] = (uint64_t)(rest / divisor);
        rest %= divisor;
    }
}

/* All that can be drawn, times the share that kept the band. */
static sums_end scale(count *c, const draw *d, uint64_t kept) {
    const uint64_t samples = c->options.samples;
    uint64_t *words = truce_arena_zero(&c->scratch, (size_t)d->n_total + 1, sizeof *words);
    if (words == NULL) {
        return SUMS_NO_MEMORY;
    }
    wide_add_product(words, d->n_total + 1, d->total, d->n_total, &kept, 1);
    divide(words, (size_t)d->n_total + 1, samples);
    truce_zopa *const made = &c->made;
    truce_bigint all;
    if (halves_number(words, (size_t)d->n_total + 1, c->arena, &made->estimate) != TRUCE_OK ||
        halves_number(d->total, d->n_total, c->arena, &all) != TRUCE_OK) {
        return SUMS_NO_MEMORY;
    }
    if (truce_bigint_compare(all, made->at_most) < 0) {
        made->at_most = all;
    }
    if (truce_bigint_compare(made->estimate, made->at_least) < 0) {
        made->estimate = made->at_least;
    }
    if (truce_bigint_compare(made->estimate, made->at_most) > 0) {
        made->estimate = made->at_most;
    }
    /* With one more draw of each kind, so that no share passes for certain. */
    const double share = ((double)kept + 1) / ((double)samples + 2);
    made->estimated = kept > 0;
    made->error = made->estimated ? sqrt((1 - share) / share / (double)samples) : 0;
    return SUMS_DONE;
}

/* Entries of sums with losses rounded: so many that they can be gone through and paired. */
static size_t rounded_entries(const count *c) {
    enum { SHARE = 8 }; /* of the steps: down, up, one bound at a time, and what draws are from */
    const uint64_t steps = c->options.steps_max / SHARE;
    size_t n = draw_rounded(c->worth, &c->all, c->options.vectors_max, steps);
    while (steps > 0 && n > 1 && pairs_steps(&c->b, (double)n, (double)n) > (double)steps) {
        n /= 2;
    }
    return n;
}

static sums_end estimate(count *c) {
    const double steps = (double)c->options.steps_max;
    const double words = steps > 0 && steps < work_drawn ? steps : work_drawn;
    const double fit = words / draw_work(c->worth, &c->all);
    if (fit < samples_least) {
        return SUMS_DONE;
    }
    if (c->options.samples > fit) {
        c->options.samples = (uint32_t)fit;
    }
    const draw_bounds bounds = {.rounded = rounded_entries(c), .bytes = c->options.bytes_max};
    draw d;
    uint32_t *package =
        truce_arena_zero(&c->scratch, c->worth->choices->n_variables, sizeof *package);
    sums_end end =
        package != NULL ? draw_init(&d, c->worth, &c->b, &c->all, bounds) : SUMS_NO_MEMORY;
    if (package == NULL) {
        return end;
    }
    uint64_t kept = 0;
    if (end == SUMS_DONE && !wide_is_zero(d.total, d.n_total)) {
        bool ok = true;
        for (uint32_t i = 0; ok && i < c->options.samples; i++) {
            truce_random random = truce_random_new(c->options.seed, i);
            ok = draw_take(&d, &random, package);
            kept += ok && draw_keeps(&d, package);
        }
        end = ok ? scale(c, &d, kept) : SUMS_NO_MEMORY;
    }
    draw_clear(&d);
    return end == SUMS_TOO_MANY ? SUMS_DONE : end;
}

/* ---- one bound at a time --------------------------------------------------------------------- */

/* The band's bound number `row`, by itself: first all "at least", then all "at most". */
static bool single(count *c, uint32_t row, bool *any) {
    const truce_band *const asked = &c->asked;
    const uint32_t n = c->worth->n_parties;
    const bool most = row >= n;
    const uint32_t p = row % n;
    const bool *const has = most ? asked->has_most : asked->has_least;
    bool only[TRUCE_WORTH_PARTIES_MAX] = {false};
    *any = has != NULL && has[p];
    only[p] = true;
    const truce_band one = most ? (truce_band){.most = asked->most, .has_most = only}
                                : (truce_band){.least = asked->least, .has_least = only};
    return !*any || band_make(c->worth, &one, &c->scratch, &c->b);
}

/* sum -= number, unless that is more. */
static bool take_away(uint64_t *sum, const uint64_t *number, uint32_t n) {
    const bool enough = wide_compare(sum, number, n) >= 0;
    if (enough) {
        (void)wide_subtract(sum, sum, number, n);
    }
    return enough;
}

/* All packages, without those that miss a bound: of these it is known for each bound how many there
 * are at most, and the worst is that no package misses two. */
static sums_end leave_out(count *c, truce_bigint all, const truce_bigint *keep, uint32_t n_keep) {
    const uint32_t n = (uint32_t)(truce_bigint_bits(all) / 64 + 2);
    uint64_t *const left = truce_arena_zero(&c->scratch, n, sizeof *left);
    uint64_t *const missing = truce_arena_zero(&c->scratch, n, sizeof *missing);
    uint64_t *const kept = truce_arena_zero(&c->scratch, n, sizeof *kept);
    truce_bigint least;
    if (left == NULL || missing == NULL || kept == NULL ||
        truce_bigint_to_words(all, left, n, NULL) != TRUCE_OK) {
        return SUMS_NO_MEMORY;
    }
    for (uint32_t i = 0; i < n_keep; i++) {
        if (truce_bigint_to_words(all, missing, n, NULL) != TRUCE_OK ||
            truce_bigint_to_words(keep[i], kept, n, NULL) != TRUCE_OK) {
            return SUMS_NO_MEMORY;
        }
        if (!take_away(missing, kept, n) || !take_away(left, missing, n)) {
            return SUMS_DONE;
        }
    }
    if (halves_number(left, n, c->arena, &least) != TRUCE_OK) {
        return SUMS_NO_MEMORY;
    }
    if (truce_bigint_compare(least, c->made.at_least) > 0) {
        c->made.at_least = least;
    }
    return SUMS_DONE;
}

/* A grid for one bound has as many lines as one for all of them together has places, so of each by
 * itself much more is known; how they go together is not. */
static sums_end count_each_bound(count *c) {
    const band whole = c->b;
    truce_bigint keep[BAND_ROWS_MAX];
    uint32_t n_keep = 0;
    truce_bigint all;
    static const truce_band everything = {.least = NULL};
    sums_end end =
        band_make(c->worth, &everything, &c->scratch, &c->b) ? SUMS_DONE : SUMS_NO_MEMORY;
    end = end == SUMS_DONE ? count_once(c, PASSING_EXACT, c->options.vectors_max, &all) : end;
    bool known = end == SUMS_DONE; /* of every bound: how many packages keep it, at least */
    for (uint32_t row = 0; end == SUMS_DONE && row < 2 * c->worth->n_parties; row++) {
        truce_bigint most;
        bool any = false;
        if (!single(c, row, &any)) {
            end = SUMS_NO_MEMORY;
        } else if (any && c->b.n_rows > 0) {
            const size_t entries = rounded_entries(c);
            end = count_once(c, PASSING_DOWN, entries, &most);
            if (end == SUMS_DONE && truce_bigint_compare(most, c->made.at_most) < 0) {
                c->made.at_most = most;
            }
            if (end == SUMS_DONE) {
                end = count_once(c, PASSING_UP, entries, &keep[n_keep++]);
            }
        }
        known = known && end == SUMS_DONE;
        end = end == SUMS_TOO_MANY ? SUMS_DONE : end;
    }
    c->b = whole;
    end = end == SUMS_TOO_MANY ? SUMS_DONE : end;
    return end == SUMS_DONE && known ? leave_out(c, all, keep, n_keep) : end;
}

/* Is the one more than four times the other? */
static bool is_wide(const truce_zopa *z) {
    return truce_bigint_bits(z->at_most) > truce_bigint_bits(z->at_least) + 2;
}

/* ---- all of it ------------------------------------------------------------------------------- */

/* A round of bounds that does not fit leaves what is known without it. */
static sums_end count_bounds(count *c, truce_error *err) {
    const size_t entries = rounded_entries(c);
    sums_end end = count_once(c, PASSING_DOWN, entries, &c->made.at_most);
    if (end == SUMS_TOO_MANY) {
        end = count_all(c, err) == TRUCE_OK ? SUMS_DONE : SUMS_NO_MEMORY;
    }
    if (end == SUMS_DONE) {
        end = count_once(c, PASSING_UP, entries, &c->made.at_least);
    }
    if (end == SUMS_TOO_MANY) {
        c->made.at_least = (truce_bigint){0};
        end = SUMS_DONE;
    }
    if (end == SUMS_DONE && c->b.n_rows > 1 && is_wide(&c->made)) {
        end = count_each_bound(c);
    }
    c->made.exact =
        end == SUMS_DONE && truce_bigint_compare(c->made.at_least, c->made.at_most) == 0;
    return end == SUMS_DONE && !c->made.exact ? estimate(c) : end;
}

/* No issue without an option, no link that rules everything out. */
static bool is_possible(const truce_domain *d) {
    bool possible = true;
    for (uint32_t v = 0; v < d->n_variables; v++) {
        possible = possible && d->n_values[v] > 0;
    }
    for (size_t i = 0; i < d->n_nogoods; i++) {
        possible = possible && d->nogoods[i].n_choices > 0;
    }
    return possible;
}

static truce_status count_tied(count *c, truce_error *err) {
    if (c->all.too_tangled) {
        return count_all(c, err);
    }
    if (c->all.n == 0) {
        c->made.exact = true;
        const truce_status status = truce_bigint_from(1, c->arena, &c->made.at_least, err);
        c->made.at_most = c->made.at_least;
        return status;
    }
    sums_end end = count_once(c, PASSING_EXACT, c->options.vectors_max, &c->made.at_least);
    c->made.exact = end == SUMS_DONE;
    c->made.at_most = c->made.at_least;
    if (end == SUMS_TOO_MANY) {
        end = count_bounds(c, err);
    }
    return end == SUMS_DONE ? TRUCE_OK : TRUCE_ENOMEM;
}

static truce_status count_possible(count *c, truce_error *err) {
    truce_status status = cliques_make(c->worth, WORDS_MAX, true, &c->scratch, &c->all)
                              ? count_tied(c, err)
                              : TRUCE_ENOMEM;
    return status == TRUCE_OK ? multiply_free(c, err) : status;
}

truce_status truce_zopa_count(const truce_worth *worth, const truce_band *asked,
                              const truce_zopa_options *options, truce_arena *arena,
                              truce_zopa *out, truce_error *err) {
    assert(worth != NULL && arena != NULL && out != NULL);
    count c = {.worth = worth, .arena = arena, .scratch = truce_arena_new()};
    if (options != NULL) {
        c.options = *options;
    }
    c.options.vectors_max = c.options.vectors_max > 0 ? c.options.vectors_max : vectors_default;
    c.options.bytes_max = c.options.bytes_max > 0 ? c.options.bytes_max : bytes_default;
    c.options.samples = c.options.samples > 0 ? c.options.samples : samples_default;
    const truce_band reserved = truce_band_reserved(worth);
    truce_status status = TRUCE_OK;
    c.asked = asked != NULL ? *asked : reserved;
    if (!is_possible(worth->choices)) {
        c.made.exact = true;
    } else if (!band_make(worth, &c.asked, &c.scratch, &c.b)) {
        status = TRUCE_ENOMEM;
    } else if (c.b.impossible) {
        c.made.exact = true;
    } else {
        status = count_possible(&c, err);
    }
    truce_arena_clear(&c.scratch);
    if (status != TRUCE_OK) {
        return truce_fail(err, status, "no memory to count packages over %u issues",
                          worth->choices->n_variables);
    }
    *out = c.made;
    return TRUCE_OK;
}

/* One pass draws, finds the frontier and counts. Where profiles hang together a second pass counts
 * the listed packages again, walk by walk. */
#include "truce/deals/shares.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "deals/sampler.h"
#include "deals/spot.h"
#include "deals/tally.h"

__extension__ typedef unsigned __int128 wide;

enum { MOST = 20, PARTIES = TRUCE_DOUBT_PARTIES_MAX };

static const double CONFIDENCE = 0.95;
static const double STUDENT = 2.093; /* of 19 degrees of freedom, 95% between both ends */
static const size_t BYTES = (size_t)512 << 20;
static const uint64_t EFFORT = 2000000;

typedef struct counting {
    const truce_doubt *doubt;
    sampler sampler;
    spot spot;
    tally tally;
    int64_t floor[PARTIES];   /* the reservation value, or the own minimum where that is higher */
    int64_t reserve[PARTIES]; /* INT64_MIN: none */
    bool reserved;
    uint64_t points;
    uint32_t agreeable;
    uint32_t *agreeable_by_walk; /* [walk] */
} counting;

static truce_status no_memory(truce_error *err) {
    return truce_fail(err, TRUCE_ENOMEM, "no memory for shares");
}

static void find_floors(counting *c) {
    for (uint32_t p = 0; p < c->doubt->n_parties; p++) {
        int64_t reserve = 0;
        const bool has = sampler_reserve(&c->sampler, p, &reserve);
        c->reserved = c->reserved || has;
        c->reserve[p] = has ? reserve : INT64_MIN;
        c->floor[p] = has && reserve > c->spot.lowest[p] ? reserve : c->spot.lowest[p];
    }
}

static bool is_acceptable(const counting *c, const spot_point *point) {
    bool acceptable = true;
    for (uint32_t p = 0; acceptable && p < c->doubt->n_parties; p++) {
        acceptable = point->worth[p] >= c->reserve[p];
    }
    return acceptable;
}

/* ---- named points -----------------------------------------------------------------------------
 */

/* The product of gains above the floor. Of two parties it is exact; of more, it is that of their
 * shares of the range, in double. */
typedef struct merit {
    wide exact;
    double rough;
} merit;

static bool is_more(merit a, merit b) {
    return a.exact != b.exact ? a.exact > b.exact : a.rough > b.rough;
}

static bool is_same(merit a, merit b) {
    return a.exact == b.exact && !(a.rough > b.rough) && !(b.rough > a.rough);
}

static merit nash_of(const counting *c, const spot_point *point, const int64_t *most) {
    merit m = {0, 0};
    const uint32_t n = c->doubt->n_parties;
    if (n == 2) {
        m.exact = (wide)(point->worth[0] - c->floor[0]) * (wide)(point->worth[1] - c->floor[1]);
        return m;
    }
    m.rough = 1;
    for (uint32_t p = 0; p < n; p++) {
        const double range = (double)(most[p] - c->floor[p]);
        m.rough *= range > 0 ? (double)(point->worth[p] - c->floor[p]) / range : 1;
    }
    return m;
}

/* The smallest share of what each could gain, in 2^-63; what nobody could gain counts as had. */
static merit kalai_of(const counting *c, const spot_point *point, const int64_t *most) {
    merit m = {(wide)1 << 63, 0};
    for (uint32_t p = 0; p < c->doubt->n_parties; p++) {
        const uint64_t range = (uint64_t)(most[p] - c->floor[p]);
        const wide gain = (wide)(point->worth[p] - c->floor[p]) << 63;
        const wide share = range > 0 ? gain / range : (wide)1 << 63;
        m.exact = share < m.exact ? share : m.exact;
    }
    return m;
}

typedef merit (*merit_of)(const counting *, const spot_point *, const int64_t *);

/* Count a point for every acceptable package with the largest merit. */
static void count_named(counting *c, merit_of of, const int64_t *most, bool nash) {
    merit best = {0, -1};
    bool any = false;
    for (int turn = 0; turn < 2; turn++) {
        for (size_t i = 0; i < c->spot.n; i++) {
            const spot_point *point = spot_at(&c->spot, i);
            if (!is_acceptable(c, point)) {
                continue;
            }
            const merit here = of(c, point, most);
            if (turn == 0 && (!any || is_more(here, best))) {
                best = here;
                any = true;
            } else if (turn == 1 && is_same(here, best)) {
                bool out_of_memory = false;
                tally_entry *e = tally_find(&c->tally, point->package, 0, &out_of_memory);
                if (e != NULL && e->efficient > 0) {
                    e->nash += nash;
                    e->kalai_smorodinsky += !nash;
                }
            }
        }
    }
}

/* ---- counting ---------------------------------------------------------------------------------
 */

static truce_status count_profile(counting *c, uint32_t i, truce_error *err) {
    int64_t most[PARTIES] = {0};
    bool agreeable = false;
    sampler_draw(&c->sampler, i);
    const truce_status status = spot_find(&c->spot, c->sampler.profiles, err);
    if (status != TRUCE_OK) {
        return status;
    }
    find_floors(c);
    c->points += c->spot.n;
    for (size_t k = 0; k < c->spot.n; k++) {
        const spot_point *point = spot_at(&c->spot, k);
        bool out_of_memory = false;
        tally_entry *e = tally_find(&c->tally, point->package, i, &out_of_memory);
        if (out_of_memory) {
            return no_memory(err);
        }
        if (e != NULL) {
            e->efficient++;
        }
        if (is_acceptable(c, point)) {
            for (uint32_t p = 0; p < c->doubt->n_parties; p++) {
                most[p] = !agreeable || point->worth[p] > most[p] ? point->worth[p] : most[p];
            }
            agreeable = true;
        }
    }
    if (agreeable) {
        count_named(c, nash_of, most, true);
        count_named(c, kalai_of, most, false);
        c->agreeable++;
        c->agreeable_by_walk[c->sampler.per_walk == 0 ? 0 : i / c->sampler.per_walk]++;
    }
    return TRUCE_OK;
}

/* ---- what is listed ---------------------------------------------------------------------------
 */

static double root(double x) {
    double r = x > 1 ? x : 1;
    for (int i = 0; i < 200; i++) {
        r = (r + x / r) / 2;
    }
    return x > 0 ? r : 0;
}

/* The range of a share that so many profiles of each walk have. */
static truce_share_range range_of(const sampler *s, uint32_t hits, const uint32_t *by_walk) {
    truce_share_range range = truce_binomial_range(hits, s->n, CONFIDENCE);
    if (s->per_walk > 0) {
        const double mean = (double)hits / s->n;
        double squares = 0;
        for (uint32_t w = 0; w < TRUCE_SHARES_WALKS; w++) {
            const double off = (double)by_walk[w] / s->per_walk - mean;
            squares += off * off;
        }
        const double error =
            STUDENT * root(squares / (TRUCE_SHARES_WALKS - 1) / TRUCE_SHARES_WALKS);
        range.low = mean - error < range.low ? mean - error : range.low;
        range.high = mean + error > range.high ? mean + error : range.high;
        range.low = range.low < 0 ? 0 : range.low;
        range.high = range.high > 1 ? 1 : range.high;
    }
    return range;
}

/* Once more over all profiles: in how many a listed package is acceptable, and, walked through, in
 * how many of each walk it is efficient. */
static truce_status count_again(counting *c, truce_share *shares, uint32_t n,
                                const uint64_t *numbers, uint32_t *by_walk, truce_error *err) {
    for (uint32_t i = 0; i < c->sampler.n; i++) {
        sampler_draw(&c->sampler, i);
        for (uint32_t k = 0; c->reserved && k < n; k++) {
            bool acceptable = true;
            for (uint32_t p = 0; acceptable && p < c->doubt->n_parties; p++) {
                int64_t reserve = 0;
                acceptable = !sampler_reserve(&c->sampler, p, &reserve) ||
                             sampler_worth(&c->sampler, p, shares[k].package) >= reserve;
            }
            shares[k].acceptable += acceptable;
        }
        if (c->sampler.per_walk > 0) {
            const truce_status status = spot_find(&c->spot, c->sampler.profiles, err);
            if (status != TRUCE_OK) {
                return status;
            }
            for (size_t at = 0; at < c->spot.n; at++) {
                for (uint32_t k = 0; k < n; k++) {
                    by_walk[k * TRUCE_SHARES_WALKS + i / c->sampler.per_walk] +=
                        spot_at(&c->spot, at)->package == numbers[k];
                }
            }
        }
    }
    return TRUCE_OK;
}

static bool comes_before(const truce_share *a, const truce_share *b, uint32_t n_variables) {
    if (a->range.low > b->range.low || b->range.low > a->range.low) {
        return a->range.low > b->range.low;
    }
    if (a->efficient != b->efficient) {
        return a->efficient > b->efficient;
    }
    for (uint32_t v = 0; v < n_variables; v++) {
        if (a->package[v] != b->package[v]) {
            return a->package[v] < b->package[v];
        }
    }
    return false;
}

static void sort_shares(truce_share *shares, uint32_t n, uint32_t n_variables) {
    for (uint32_t i = 1; i < n; i++) {
        const truce_share here = shares[i];
        uint32_t at = i;
        for (; at > 0 && comes_before(&here, &shares[at - 1], n_variables); at--) {
            shares[at] = shares[at - 1];
        }
        shares[at] = here;
    }
}

static truce_status list(counting *c, const truce_shares_options *options, truce_arena *arena,
                         truce_shares *out, truce_error *err) {
    const uint32_t variables = c->doubt->choices->n_variables;
    const uint32_t most = options->most == 0 ? MOST : options->most;
    const uint64_t seen = c->tally.n;
    const uint32_t n = (uint32_t)tally_rank(&c->tally, most);
    truce_share *shares = truce_arena_zero(arena, n, sizeof *shares);
    uint32_t *packages = truce_arena_zero(arena, (size_t)n * variables, sizeof *packages);
    uint64_t *numbers = truce_arena_zero(arena, n, sizeof *numbers);
    uint32_t *by_walk = truce_arena_zero(arena, (size_t)n * TRUCE_SHARES_WALKS, sizeof *by_walk);
    if (shares == NULL || packages == NULL || numbers == NULL || by_walk == NULL) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < n; i++) {
        const tally_entry *e = &c->tally.at[i];
        uint32_t *package = packages + (size_t)i * variables;
        numbers[i] = e->package;
        spot_package(&c->spot, e->package, package);
        shares[i] = (truce_share){.package = package,
                                  .efficient = e->efficient,
                                  .nash = e->nash,
                                  .kalai_smorodinsky = e->kalai_smorodinsky,
                                  .first = e->first};
    }
    truce_status status = TRUCE_OK;
    if (c->reserved || c->sampler.per_walk > 0) {
        status = count_again(c, shares, n, numbers, by_walk, err);
    }
    const uint64_t effort = options->effort_max == 0 ? EFFORT : options->effort_max;
    for (uint32_t i = 0; i < n && status == TRUCE_OK; i++) {
        shares[i].acceptable = c->reserved ? shares[i].acceptable : c->sampler.n;
        shares[i].range =
            range_of(&c->sampler, shares[i].efficient, by_walk + (size_t)i * TRUCE_SHARES_WALKS);
        status = truce_doubt_beaten(c->doubt, shares[i].package, effort / n + 1, arena,
                                    &shares[i].beaten, err);
    }
    if (status == TRUCE_OK) {
        sort_shares(shares, n, variables);
        out->at = shares;
        out->n = n;
        out->seen = seen;
        out->counted = !c->tally.full;
    }
    return status;
}

/* So many profiles as there are steps for, by what the first few take. */
static truce_status choose_profiles(counting *c, truce_shares_options *options, truce_error *err) {
    enum { PROBED = 20, DRAWN = 4 }; /* to draw a value takes as long as to compare four pairs */
    const truce_domain *const d = c->doubt->choices;
    uint64_t drawn = 0;
    for (uint32_t v = 0; v < d->n_variables; v++) {
        drawn += (uint64_t)DRAWN * d->n_values[v];
    }
    c->spot.compared_max = options->steps_max / TRUCE_SHARES_LEAST + 1;
    for (uint32_t i = 0; i < PROBED; i++) {
        sampler_draw(&c->sampler, i);
        const truce_status status = spot_find(&c->spot, c->sampler.profiles, err);
        if (status != TRUCE_OK) {
            return status;
        }
    }
    const uint64_t each = c->spot.compared / PROBED + drawn * c->doubt->n_parties + 1;
    const uint64_t twice = c->sampler.per_walk > 0 ? 2 : 1;
    const uint64_t fit = options->steps_max / each / twice;
    if (fit < c->sampler.n) {
        options->profiles = fit > TRUCE_SHARES_LEAST ? (uint32_t)fit : TRUCE_SHARES_LEAST;
    }
    return TRUCE_OK;
}

static truce_status count_all(counting *c, truce_shares_options *options, truce_arena *arena,
                              truce_arena *work, truce_shares *out, truce_error *err) {
    truce_status status = sampler_open(c->doubt, options, work, &c->sampler, err);
    if (status == TRUCE_OK) {
        status = spot_open(c->doubt, work, &c->spot, err);
    }
    const uint32_t asked = c->sampler.n;
    if (status == TRUCE_OK && options->steps_max > 0 && asked > TRUCE_SHARES_LEAST) {
        status = choose_profiles(c, options, err);
    }
    if (status == TRUCE_OK && options->profiles > 0 && options->profiles < asked) {
        status = sampler_open(c->doubt, options, work, &c->sampler, err);
    }
    for (uint32_t i = 0; status == TRUCE_OK && i < c->sampler.n; i++) {
        status = count_profile(c, i, err);
    }
    if (status == TRUCE_OK) {
        status = list(c, options, arena, out, err);
    }
    if (status == TRUCE_OK) {
        status = truce_doubt_safe(c->doubt, options->effort_max, arena, &out->safe, err);
    }
    return status;
}

truce_status truce_doubt_shares(const truce_doubt *doubt, const truce_shares_options *options,
                                truce_arena *arena, truce_shares *out, truce_error *err) {
    truce_shares_options chosen = options != NULL ? *options : (truce_shares_options){0};
    truce_arena work = truce_arena_new();
    uint32_t by_walk[TRUCE_SHARES_WALKS] = {0};
    truce_shares made = {0};
    counting c = {.doubt = doubt,
                  .tally = tally_new(chosen.bytes_max == 0 ? BYTES : chosen.bytes_max),
                  .agreeable_by_walk = by_walk};
    const truce_status status = count_all(&c, &chosen, arena, &work, &made, err);
    if (status == TRUCE_OK) {
        made.seed = chosen.seed;
        made.n_profiles = c.sampler.n;
        made.n_walks = c.sampler.per_walk > 0 ? TRUCE_SHARES_WALKS : 0;
        made.ties_left_out = c.spot.ties_left_out;
        for (uint32_t p = 0; p < doubt->n_parties; p++) {
            made.crossed = made.crossed || c.sampler.draws[p].crossed;
        }
        made.frontier = (double)c.points / c.sampler.n;
        made.reserved = c.reserved;
        made.agreeable = c.agreeable;
        made.agreeable_range = range_of(&c.sampler, c.agreeable, by_walk);
        *out = made;
    }
    tally_close(&c.tally);
    spot_close(&c.spot);
    truce_arena_clear(&work);
    return status;
}

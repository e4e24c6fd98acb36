/* From a mind to sets of numbers that can be drawn: what ties becomes one number, what is a number
 * already is left out of the weights, and the grid is made as fine as the sums allow. */
#include "deals/chance.h"

#include <assert.h>
#include <string.h>

#include "deals/chance_set.h"

__extension__ typedef __int128 wide;

enum { LINES_TRIES = 10000 /* until the orders that name values on lines hold */ };

struct chance_members {
    uint32_t *number_of; /* [issue, or value] -> number of the set; TRUCE_NONE: fixed */
    int64_t *fixed;      /* [issue, or value] */
};

typedef struct building {
    const mind *m;
    truce_arena *arena;
    bool no_memory;
} building;

static void *take(building *b, size_t n, size_t size) {
    void *data = truce_arena_zero(b->arena, n, size);
    b->no_memory = b->no_memory || data == NULL;
    return data;
}

/* over[number a][number b]: is a at least as good? As pairs, without those that follow from others.
 */
static void set_pairs(building *b, chance_set *s, const bool *over) {
    const uint32_t n = s->n;
    chance_pair *pairs = take(b, (size_t)n * n, sizeof *pairs);
    uint32_t *rank = take(b, n, sizeof *rank);
    uint32_t in_row = 0;
    for (uint32_t i = 0; !b->no_memory && i < n; i++) {
        uint32_t above = 0;
        for (uint32_t k = 0; k < n; k++) {
            bool direct = k != i && over[(size_t)k * n + i];
            above += direct;
            for (uint32_t by = 0; direct && by < n; by++) {
                direct =
                    by == i || by == k || !(over[(size_t)k * n + by] && over[(size_t)by * n + i]);
            }
            if (direct) {
                pairs[s->n_pairs++] = (chance_pair){k, i};
            }
        }
        rank[above] = i; /* in one row everyone has a number above of their own */
    }
    for (uint32_t i = 0; !b->no_memory && i + 1 < n; i++) {
        in_row += over[(size_t)rank[i] * n + rank[i + 1]] && rank[i] != rank[i + 1];
    }
    s->pairs = pairs;
    s->rank = n > 0 && in_row + 1 == n ? rank : NULL;
}

static void take_numbers(building *b, chance_set *s) {
    s->now = take(b, s->n, sizeof *s->now);
    s->cuts = take(b, s->n + (size_t)1, sizeof *s->cuts);
}

/* ---- the values of an issue -------------------------------------------------------------------
 */

/* The best and worst numbers that leave most of the others open: what leaves fewer has no room. */
static void set_ends(building *b, chance_set *s, const mind_issue *issue, const uint32_t *first) {
    uint32_t most = 0;
    chance_ends *ends = take(b, (size_t)s->n * s->n, sizeof *ends);
    s->ends = ends;
    for (int turn = 0; turn < 2 && !b->no_memory; turn++) {
        double room = 0;
        for (uint32_t best = 0; best < s->n; best++) {
            for (uint32_t worst = 0; worst < s->n; worst++) {
                bool can = best != worst && mind_has(issue->best, first[best]) &&
                           mind_has(issue->worst, first[worst]);
                for (uint32_t k = 0; k < s->n_pairs; k++) {
                    can = can && s->pairs[k].worse != best && s->pairs[k].better != worst;
                }
                uint32_t open = 0;
                double here = 1;
                for (uint32_t i = 0; can && i < s->n; i++) {
                    if (i != best && i != worst && s->at[i].low < s->at[i].high) {
                        here *= (double)(s->at[i].high - s->at[i].low) / (double)s->unit;
                        open++;
                    }
                }
                if (turn == 0) {
                    most = can && open > most ? open : most;
                } else if (can && open == most) {
                    room += here;
                    ends[s->n_ends++] = (chance_ends){best, worst, room};
                }
            }
        }
    }
}

static void make_values(building *b, const chances *d, uint32_t issue, chance_set *s,
                        chance_members *members) {
    const mind_issue *said = &b->m->issues[issue];
    uint32_t *first = take(b, said->n_values, sizeof *first);
    mind_span *at = take(b, said->n_values, sizeof *at);
    int64_t *start = take(b, said->n_values, sizeof *start);
    int64_t *times = take(b, said->n_values, sizeof *times);
    members->number_of = take(b, said->n_values, sizeof *members->number_of);
    members->fixed = take(b, said->n_values, sizeof *members->fixed);
    *s = (chance_set){.unit = b->m->value_unit * d->value_by, .anchored = said->anchored};
    for (uint32_t v = 0; !b->no_memory && v < said->n_values; v++) {
        uint32_t k = 0;
        if (mind_is_on_line(said, v)) {
            members->number_of[v] = TRUCE_NONE;
            continue;
        }
        while (k < s->n && !(mind_over(said, first[k], v) && mind_over(said, v, first[k]))) {
            k++;
        }
        members->number_of[v] = said->weight.high > 0 ? k : TRUCE_NONE;
        if (k == s->n) {
            first[k] = v;
            at[k] = (mind_span){said->at[v].low * d->value_by, said->at[v].high * d->value_by};
            start[k] = at[k].low + (at[k].high - at[k].low) / 2;
            times[k] = 1;
            s->n++;
        }
    }
    s->n = said->weight.high > 0 ? s->n : 0;
    s->at = at;
    s->start = start;
    s->times = times;
    take_numbers(b, s);
    bool *over = take(b, (size_t)s->n * s->n, sizeof *over);
    for (uint32_t i = 0; !b->no_memory && i < s->n * s->n; i++) {
        over[i] = mind_over(said, first[i / s->n], first[i % s->n]);
    }
    set_pairs(b, s, over);
    if (!b->no_memory && s->anchored && s->n > 0) {
        set_ends(b, s, said, first);
        start[s->ends[0].best] = s->unit;
        start[s->ends[0].worst] = 0;
    }
}

/* ---- weights ----------------------------------------------------------------------------------
 */

/* The issues whose weight is open, with those that tie as one. */
static void find_open(building *b, const chances *d, chance_set *s, chance_members *members,
                      mind_span *at, int64_t *times) {
    const mind *m = b->m;
    for (uint32_t i = 0; i < m->n_issues; i++) {
        members->number_of[i] = i;
    }
    for (uint32_t turn = 0; turn < m->n_issues; turn++) { /* the lowest of those that tie */
        for (uint32_t k = 0; k < m->n_heavier; k++) {
            uint32_t *const a = &members->number_of[m->heavier[k].better];
            uint32_t *const c = &members->number_of[m->heavier[k].worse];
            if (m->heavier[k].tie) {
                *a = *c = *a < *c ? *a : *c;
            }
        }
    }
    for (uint32_t i = 0; i < m->n_issues; i++) {
        const mind_span w = m->issues[i].weight;
        const uint32_t lowest = members->number_of[i];
        members->fixed[i] = w.low * d->weight_by;
        if (w.low == w.high) {
            members->number_of[i] = TRUCE_NONE;
            s->unit -= m->summed ? w.low * d->weight_by : 0;
        } else if (lowest < i) {
            members->number_of[i] = members->number_of[lowest];
            times[members->number_of[i]]++;
        } else {
            members->number_of[i] = s->n;
            at[s->n] = (mind_span){w.low * d->weight_by, w.high * d->weight_by};
            times[s->n++] = 1;
        }
    }
}

/* What the orders say of the open weights, and all that follows. */
static bool *order_weights(building *b, const chance_set *s, const chance_members *members) {
    const mind *m = b->m;
    bool *over = take(b, (size_t)s->n * s->n, sizeof *over);
    for (uint32_t k = 0; over != NULL && k < m->n_heavier; k++) {
        const uint32_t better = members->number_of[m->heavier[k].better];
        const uint32_t worse = members->number_of[m->heavier[k].worse];
        if (better != TRUCE_NONE && worse != TRUCE_NONE) {
            over[(size_t)better * s->n + worse] = true;
        }
    }
    for (uint32_t by = 0; over != NULL && by < s->n; by++) {
        for (uint32_t i = 0; i < s->n * s->n; i++) {
            over[i] = over[i] ||
                      (over[(size_t)(i / s->n) * s->n + by] && over[(size_t)by * s->n + i % s->n]);
        }
    }
    return over;
}

/* The middle of the corners that are farthest out, one for each number and direction. */
static truce_status find_start(building *b, const chances *d, chance_set *s,
                               const chance_members *members, int64_t *start, truce_error *err) {
    const mind *m = b->m;
    truce_arena scratch = truce_arena_new();
    int64_t *form = truce_arena_zero(&scratch, m->n_issues, sizeof *form);
    truce_status status =
        form == NULL ? truce_fail(err, TRUCE_ENOMEM, "no memory for weights") : TRUCE_OK;
    for (uint32_t i = 0; i < m->n_issues && status == TRUCE_OK; i++) {
        for (int64_t sign = 1; sign >= -1 && status == TRUCE_OK; sign -= 2) {
            truce_linear_best best;
            form[i] = sign;
            status = truce_linear_maximise(&m->weights, form, &scratch, &best, err);
            form[i] = 0;
            for (uint32_t k = 0; k < m->n_issues && status == TRUCE_OK; k++) {
                if (members->number_of[k] != TRUCE_NONE) {
                    start[members->number_of[k]] =
                        (int64_t)((wide)best.variables[k] * d->weight_by / best.under /
                                  (2 * (int64_t)m->n_issues)) +
                        start[members->number_of[k]];
                }
            }
        }
    }
    truce_arena_clear(&scratch);
    int64_t left = s->unit;
    for (uint32_t i = 0; i < s->n && status == TRUCE_OK; i++) {
        start[i] /= s->times[i]; /* each that ties has added its own */
        start[i] = start[i] < s->at[i].low ? s->at[i].low : start[i];
        left -= s->times[i] * start[i];
    }
    for (uint32_t i = 0; i < s->n && status == TRUCE_OK; i++) { /* what rounding took away */
        const int64_t room = s->at[i].high - start[i];
        const int64_t part = left / s->times[i] < room ? left / s->times[i] : room;
        if (left > 0 && s->rank == NULL) {
            start[i] += part;
            left -= part * s->times[i];
        }
    }
    return status;
}

static truce_status make_weights(building *b, const chances *d, chance_set *s,
                                 chance_members *members, truce_error *err) {
    const mind *m = b->m;
    mind_span *at = take(b, m->n_issues, sizeof *at);
    int64_t *times = take(b, m->n_issues, sizeof *times);
    int64_t *start = take(b, m->n_issues, sizeof *start);
    members->number_of = take(b, m->n_issues, sizeof *members->number_of);
    members->fixed = take(b, m->n_issues, sizeof *members->fixed);
    *s = (chance_set){.at = at,
                      .times = times,
                      .start = start,
                      .summed = m->summed,
                      .unit = m->weight_unit * d->weight_by};
    if (b->no_memory) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for weights");
    }
    find_open(b, d, s, members, at, times);
    take_numbers(b, s);
    const bool *over = order_weights(b, s, members);
    set_pairs(b, s, over);
    if (b->no_memory) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for weights");
    }
    for (uint32_t i = 0; i < s->n; i++) {
        if (times[i] * (at[i].high - at[i].low) >
            times[s->loose] * (at[s->loose].high - at[s->loose].low)) {
            s->loose = i;
        }
    }
    return s->n > 0 ? find_start(b, d, s, members, start, err) : TRUCE_OK;
}

/* ---- a party ----------------------------------------------------------------------------------
 */

/* As fine as nine digits behind the point, and no finer than sums allow. */
static void find_grid(const mind *m, chances *d) {
    d->weight_by = m->summed ? MIND_UNIT_MAX / m->weight_unit : 1;
    d->value_by = MIND_UNIT_MAX / m->value_unit;
    while ((wide)m->worth_max * d->weight_by * d->value_by > INT64_MAX / 4) {
        if (d->value_by > 1) {
            d->value_by = d->value_by > 10 ? d->value_by / 10 : 1;
        } else {
            assert(d->weight_by > 1);
            d->weight_by = d->weight_by > 10 ? d->weight_by / 10 : 1;
        }
    }
}

truce_status chance_open(const mind *m, uint64_t seed, truce_arena *arena, chances *out,
                         truce_error *err) {
    building b = {m, arena, false};
    chances d = {.m = m};
    truce_random r = truce_random_new(seed, 0);
    find_grid(m, &d);
    d.weights = take(&b, 1, sizeof *d.weights);
    d.values = take(&b, m->n_issues, sizeof *d.values);
    d.of_weights = take(&b, 1, sizeof *d.of_weights);
    d.of_values = take(&b, m->n_issues, sizeof *d.of_values);
    if (b.no_memory) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for profiles");
    }
    const truce_status status = make_weights(&b, &d, d.weights, d.of_weights, err);
    if (status != TRUCE_OK) {
        return status;
    }
    for (uint32_t i = 0; i < m->n_issues && !b.no_memory; i++) {
        make_values(&b, &d, i, &d.values[i], &d.of_values[i]);
    }
    if (b.no_memory) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for profiles");
    }
    chance_set_decide(d.weights, &r);
    d.walks = d.weights->method == CHANCE_WALK;
    for (uint32_t i = 0; i < m->n_issues; i++) {
        chance_set_decide(&d.values[i], &r);
        d.walks = d.walks || d.values[i].method == CHANCE_WALK;
    }
    *out = d;
    return TRUCE_OK;
}

void chance_restart(chances *d, truce_random *r) {
    chance_set_restart(d->weights, r);
    for (uint32_t i = 0; i < d->m->n_issues; i++) {
        chance_set_restart(&d->values[i], r);
    }
}

static int64_t chance_span(mind_span s, int64_t by, truce_random *r) {
    const uint64_t width = (uint64_t)((s.high - s.low) * by);
    return s.low * by + (int64_t)(width > 0 ? truce_random_below(r, width + 1) : 0);
}

/* Values on lines follow from those they lie between. */
static void fill_lines(const mind_issue *issue, int64_t *values) {
    for (uint32_t v = 0; issue->lines != NULL && issue->weight.high > 0 && v < issue->n_values;
         v++) {
        const mind_line l = issue->lines[v];
        if (l.left != TRUCE_NONE) {
            values[v] = values[l.left] +
                        (int64_t)((wide)(values[l.right] - values[l.left]) * l.over / l.under);
        }
    }
}

/* Whether the orders that name values on lines hold. */
static bool lines_fit(const mind_issue *issue, const int64_t *values) {
    bool fit = true;
    for (uint32_t k = 0; fit && k < issue->n_crossed; k++) {
        fit = values[issue->crossed[k].better] >= values[issue->crossed[k].worse];
    }
    return fit;
}

static void draw_values(chances *d, uint32_t issue, int64_t *values, truce_random *r) {
    const chance_members *of = &d->of_values[issue];
    chance_set_next(&d->values[issue], r);
    for (uint32_t v = 0; v < d->m->issues[issue].n_values; v++) {
        const uint32_t number = of->number_of[v];
        values[v] = number == TRUCE_NONE ? 0 : d->values[issue].now[number];
    }
    fill_lines(&d->m->issues[issue], values);
}

void chance_next(chances *d, const uint32_t *offsets, truce_random *r, chance_profile *out) {
    const mind *m = d->m;
    chance_set_next(d->weights, r);
    for (uint32_t i = 0; i < m->n_issues; i++) {
        const uint32_t k = d->of_weights->number_of[i];
        out->weights[i] = k == TRUCE_NONE ? d->of_weights->fixed[i] : d->weights->now[k];
        uint32_t tries = 0;
        do {
            draw_values(d, i, out->values + offsets[i], r);
            tries++;
        } while (!lines_fit(&m->issues[i], out->values + offsets[i]) && tries < LINES_TRIES);
        d->crossed = d->crossed || tries == LINES_TRIES;
    }
    for (uint32_t j = 0; j < m->n_joints; j++) {
        const int64_t by =
            m->joints[j].replaces == TRUCE_NONE ? d->value_by * d->weight_by : d->value_by;
        out->amounts[j] = chance_span(m->joints[j].amount, by, r);
    }
    out->reserve = chance_span(m->reserve, d->value_by * d->weight_by, r);
}

/* Openings: from each component of conflicts one smallest set that meets them all. What such a set
 * costs each party is compared party by party, so the sets that nobody could improve on without
 * somebody else giving more are found component by component and merged; the product is never
 * written out. */
#include <stdlib.h>
#include <string.h>

#include "impasse_parts.h"
#include "truce/solve/count.h"
#include "truce/solve/hitting.h"

enum {
    OPENINGS_USUAL = 24,
    FRONTIER_MAX = 4096 /* openings kept while components are merged; more are left out, told */
};

/* An opening of the components merged so far. */
typedef struct candidate {
    const truce_set **of; /* one of each component, in their order */
    truce_cost *costs;    /* [party] */
    uint32_t n_positions;
} candidate;

typedef struct candidates {
    candidate *at;
    size_t n, cap;
} candidates;

typedef struct maker {
    const truce_stands *stands;
    truce_arena *arena;
    const truce_hitting_parts *parts;
    bool too_many;
} maker;

/* ---- costs ---- */

static int compare_cost(const truce_cost *a, const truce_cost *b) {
    for (int f = 0; f < TRUCE_STAND_FIRMNESS_N; f++) {
        if (a->given[f] != b->given[f]) {
            return a->given[f] < b->given[f] ? -1 : 1;
        }
    }
    return 0;
}

/* Whether `a` asks no more of any party than `b` does. */
static bool asks_no_more(const maker *m, const truce_cost *a, const truce_cost *b) {
    for (uint32_t p = 0; p < m->stands->n_parties; p++) {
        if (compare_cost(&a[p], &b[p]) > 0) {
            return false;
        }
    }
    return true;
}

static void add_cost(const maker *m, truce_cost *costs, truce_set set) {
    for (uint32_t i = 0; i < set.n; i++) {
        const truce_stand_holder holder = m->stands->positions[set.at[i]];
        costs[holder.party].given[holder.firmness]++;
    }
}

/* ---- candidates ---- */

/* `base` with one more component's set. */
static bool extend(maker *m, const candidate *base, uint32_t part, const truce_set *set,
                   candidate *out) {
    out->of = truce_arena_take(m->arena, m->parts->n * sizeof *out->of);
    out->costs = truce_arena_zero(m->arena, m->stands->n_parties, sizeof *out->costs);
    if (out->of == NULL || out->costs == NULL) {
        return false;
    }
    out->n_positions = set->n;
    if (base != NULL) {
        memcpy(out->of, base->of, part * sizeof *out->of);
        memcpy(out->costs, base->costs, m->stands->n_parties * sizeof *out->costs);
        out->n_positions += base->n_positions;
    }
    out->of[part] = set;
    add_cost(m, out->costs, *set);
    return true;
}

static bool append(maker *m, candidates *list, candidate c) {
    candidate *const at = truce_arena_grow(m->arena, list->at, list->n, &list->cap, sizeof *at);
    if (at == NULL) {
        return false;
    }
    list->at = at;
    list->at[list->n++] = c;
    return true;
}

static int compare_costs(const maker *m, const candidate *a, const candidate *b) {
    for (uint32_t p = 0; p < m->stands->n_parties; p++) {
        const int order = compare_cost(&a->costs[p], &b->costs[p]);
        if (order != 0) {
            return order;
        }
    }
    return 0;
}

/* Keep `next` if no other asks less, and drop those that it makes needless. Of equal costs the
 * first is kept. False when memory is out. */
static bool keep_if_efficient(maker *m, candidates *front, candidate next) {
    size_t kept = 0;
    for (size_t i = 0; i < front->n; i++) {
        if (asks_no_more(m, front->at[i].costs, next.costs)) {
            return true;
        }
    }
    for (size_t i = 0; i < front->n; i++) {
        if (!asks_no_more(m, next.costs, front->at[i].costs)) {
            front->at[kept++] = front->at[i];
        }
    }
    front->n = kept;
    if (kept == FRONTIER_MAX) {
        m->too_many = true;
        return true;
    }
    return append(m, front, next);
}

/* The Pareto openings of all components. */
static bool find_front(maker *m, candidates *front) {
    candidates now = {NULL, 0, 0};
    for (uint32_t part = 0; part < m->parts->n; part++) {
        const truce_sets sets = m->parts->at[part].hitting.sets;
        candidates next = {NULL, 0, 0};
        for (size_t b = 0; b < (part == 0 ? 1 : now.n); b++) {
            for (size_t i = 0; i < sets.n; i++) {
                candidate c;
                if (!extend(m, part == 0 ? NULL : &now.at[b], part, &sets.at[i], &c) ||
                    !keep_if_efficient(m, &next, c)) {
                    return false;
                }
            }
        }
        now = next;
    }
    *front = now;
    return true;
}

/* ---- openings ---- */

static int by_number(const void *left, const void *right) {
    const uint32_t l = *(const uint32_t *)left;
    const uint32_t r = *(const uint32_t *)right;
    return (l > r) - (l < r);
}

static bool is_symmetric(const maker *m, const truce_cost *costs) {
    for (uint32_t p = 1; p < m->stands->n_parties; p++) {
        if (compare_cost(&costs[p], &costs[0]) != 0) {
            return false;
        }
    }
    return true;
}

static bool make_opening(maker *m, const candidate *c, bool pareto, truce_opening *out) {
    uint32_t *const at = truce_arena_take(m->arena, c->n_positions * sizeof *at);
    uint32_t n = 0;
    if (at == NULL) {
        return false;
    }
    for (uint32_t part = 0; part < m->parts->n; part++) {
        for (uint32_t i = 0; i < c->of[part]->n; i++) {
            at[n++] = c->of[part]->at[i];
        }
    }
    if (n > 1) {
        qsort(at, n, sizeof *at, by_number);
    }
    *out = (truce_opening){.positions = at,
                           .n = n,
                           .costs = c->costs,
                           .pareto = pareto,
                           .symmetric = is_symmetric(m, c->costs),
                           .packages = TRUCE_STR("0")};
    return true;
}

static int by_place(const void *left, const void *right) {
    const truce_opening *const l = left;
    const truce_opening *const r = right;
    if (l->pareto != r->pareto) {
        return l->pareto ? -1 : 1;
    }
    if (l->symmetric != r->symmetric) {
        return l->symmetric ? -1 : 1;
    }
    return truce_set_compare((truce_set){l->positions, l->n}, (truce_set){r->positions, r->n});
}

/* Whether it is one of the Pareto openings already, or costs what one of them does. */
static bool is_in(const maker *m, const candidates *front, const candidate *c) {
    for (size_t i = 0; i < front->n; i++) {
        if (compare_costs(m, &front->at[i], c) == 0) {
            bool same = true;
            for (uint32_t part = 0; part < m->parts->n && same; part++) {
                same = front->at[i].of[part] == c->of[part];
            }
            if (same) {
                return true;
            }
        }
    }
    return false;
}

/* Further openings in the order of their components' sets, until `most` are there. */
static bool add_others(maker *m, const candidates *front, uint32_t most, truce_impasse *im) {
    size_t *const odometer = truce_arena_zero(m->arena, m->parts->n, sizeof *odometer);
    uint64_t tried = 0;
    if (odometer == NULL) {
        return false;
    }
    while (im->n_openings < most && tried++ < 4U * (uint64_t)most + front->n) {
        candidate c;
        const candidate *base = NULL;
        for (uint32_t part = 0; part < m->parts->n; part++) {
            if (!extend(m, base, part, &m->parts->at[part].hitting.sets.at[odometer[part]], &c)) {
                return false;
            }
            candidate *const kept = truce_arena_take(m->arena, sizeof *kept);
            if (kept == NULL) {
                return false;
            }
            *kept = c;
            base = kept;
        }
        bool efficient = true; /* as good as a Pareto one, and not one that stands already */
        for (size_t i = 0; i < front->n && efficient; i++) {
            efficient = !asks_no_more(m, front->at[i].costs, c.costs) ||
                        compare_costs(m, &front->at[i], &c) == 0;
        }
        if (!is_in(m, front, &c) &&
            !make_opening(m, &c, efficient, &im->openings[im->n_openings++])) {
            return false;
        }
        uint32_t part = m->parts->n;
        while (part > 0 && ++odometer[part - 1] == m->parts->at[part - 1].hitting.sets.n) {
            odometer[--part] = 0;
        }
        if (part == 0) {
            break;
        }
    }
    return true;
}

/* ---- what an opening opens ---- */

/* What is counted: the packages of one domain, with each assumption set as it rules out least. */
typedef struct counter {
    const truce_case *c;
    const truce_stands *stands;
    const truce_space *s;
    truce_arena *arena;
    truce_domain d;    /* assumptions free */
    unsigned *ruled;   /* [assumption]: bit 0, something rules packages out where it does not hold;
                          bit 1, where it holds */
    uint32_t first, n; /* the assumptions among the variables */
    bool options;      /* every value is one option, so that assignments are packages */
    bool pure;         /* no assumption rules out either way */
} counter;

static bool values_are_options(const truce_space *s, uint32_t n_variables) {
    for (uint32_t v = 0; v < n_variables; v++) {
        for (uint32_t k = 0; k < s->variables[v].n_values; k++) {
            if (s->variables[v].values[k].count != 1) {
                return false;
            }
        }
    }
    return true;
}

static truce_status begin_counting(counter *k, truce_error *err) {
    k->first = k->s->rows[k->c->n_issues];
    k->n = k->s->n_variables - k->first;
    k->options = values_are_options(k->s, k->first);
    k->pure = true;
    k->ruled = truce_arena_zero(k->arena, k->n, sizeof *k->ruled);
    if (k->ruled == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the assumptions");
    }
    const truce_status status = impasse_domain(k->c, k->stands, k->s, false, k->arena, &k->d, err);
    for (size_t i = 0; i < k->d.n_nogoods && status == TRUCE_OK; i++) {
        for (uint32_t x = 0; x < k->d.nogoods[i].n_choices; x++) {
            const truce_choice choice = k->d.nogoods[i].choices[x];
            if (choice.variable >= k->first) {
                k->ruled[choice.variable - k->first] |= 1U << choice.value;
            }
        }
    }
    for (uint32_t i = 0; i < k->n && status == TRUCE_OK; i++) {
        k->pure = k->pure && k->ruled[i] != 3;
    }
    return status;
}

/* The domain with its assumptions set: each as it rules out least, or, where it rules out either
 * way, as in the example; what is counted then is some of the packages. */
static truce_status settle(const counter *k, const uint32_t *example, truce_domain *d,
                           truce_error *err) {
    truce_status status = impasse_domain(k->c, k->stands, k->s, false, k->arena, d, err);
    for (uint32_t i = 0; i < k->n && status == TRUCE_OK; i++) {
        const uint32_t value = k->ruled[i] == 3 && example != NULL ? example[k->first + i]
                               : k->ruled[i] == 1                  ? 1
                                                                   : 0;
        const truce_choice other = {k->first + i, 1 - value};
        status = truce_domain_forbid(d, &other, 1, NULL, 0, TRUCE_NO_LINK, err);
    }
    return status;
}

/* How many packages are left where only the labels in `kept` are (NULL: all), and the first. */
static truce_status count_packages(const counter *k, const bool *kept, truce_str *packages,
                                   bool *exact, const uint32_t **example, truce_error *err) {
    truce_count count;
    truce_first first;
    truce_domain settled;
    truce_status status = truce_first_assignment(&k->d, kept, NULL, k->arena, &first, err);
    if (status == TRUCE_OK && k->n > 0) {
        status = settle(k, first.values, &settled, err);
    }
    if (status == TRUCE_OK) {
        status =
            truce_count_assignments(k->n > 0 ? &settled : &k->d, kept, NULL, k->arena, &count, err);
    }
    if (status == TRUCE_OK) {
        status = truce_bigint_decimal(count.n, k->arena, packages, err);
    }
    if (status == TRUCE_OK) {
        *exact = count.exact && k->options && k->pure;
        *example = first.values;
    }
    return status;
}

static truce_status count_all(const truce_case *c, const truce_stands *stands, truce_arena *arena,
                              truce_impasse *im, truce_error *err) {
    counter k = {.c = c, .stands = stands, .s = &im->space, .arena = arena};
    bool *const kept = truce_arena_take(arena, stands->n_positions * sizeof *kept);
    truce_status status = begin_counting(&k, err);
    if (status == TRUCE_OK && kept == NULL) {
        status = truce_fail(err, TRUCE_ENOMEM, "no memory for the openings");
    }
    if (status == TRUCE_OK && im->possible) {
        status = count_packages(&k, NULL, &im->packages, &im->exact, &im->example, err);
    }
    for (uint32_t i = 0; i < im->n_openings && status == TRUCE_OK; i++) {
        truce_opening *const o = &im->openings[i];
        memset(kept, true, stands->n_positions * sizeof *kept);
        for (uint32_t p = 0; p < o->n; p++) {
            kept[o->positions[p]] = false;
        }
        status = count_packages(&k, kept, &o->packages, &o->exact, &o->example, err);
    }
    return status;
}

truce_status impasse_openings(const truce_case *c, const truce_conflicts *found,
                              truce_impasse_options options, truce_arena *arena, truce_impasse *im,
                              truce_error *err) {
    const uint32_t most = options.openings_max > 0 ? options.openings_max : OPENINGS_USUAL;
    const truce_stands *const stands = im->stands;
    truce_hitting_parts parts;
    candidates front = {NULL, 0, 0};
    im->packages = TRUCE_STR("0");
    im->openings_total = TRUCE_STR("0");
    im->openings_exact = true;
    im->exact = true;
    im->pareto_complete = true;
    if (found->contradictory || found->sets.n == 0) {
        return count_all(c, stands, arena, im, err);
    }
    truce_status status = truce_hitting_by_part(found->sets, stands->n_positions,
                                                (truce_costs){NULL, 0}, NULL, arena, &parts, err);
    if (status == TRUCE_OK) {
        status = truce_bigint_decimal(parts.total, arena, &im->openings_total, err);
    }
    if (status != TRUCE_OK) {
        return status;
    }
    maker m = {.stands = stands, .arena = arena, .parts = &parts};
    im->openings_exact = parts.counted && found->complete;
    bool ok = find_front(&m, &front);
    im->openings = truce_arena_take(arena, (front.n + (size_t)most) * sizeof *im->openings);
    ok = ok && im->openings != NULL;
    for (size_t i = 0; i < front.n && im->n_openings < most && ok; i++) {
        ok = make_opening(&m, &front.at[i], true, &im->openings[im->n_openings++]);
    }
    if (!ok || !add_others(&m, &front, most, im)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the openings");
    }
    im->pareto_complete = parts.complete && found->complete && !m.too_many;
    if (im->n_openings > 1) {
        qsort(im->openings, im->n_openings, sizeof *im->openings, by_place);
    }
    return count_all(c, stands, arena, im, err);
}

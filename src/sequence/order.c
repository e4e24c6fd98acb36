/* Knots are the strongly connected components of what the rules say that have a `before` in them.
 * Each is solved apart; the line is laid through moments, which are steps put together. */
#include "truce/sequence/order.h"

#include <assert.h>
#include <stdlib.h>

#include "order_parts.h"

static truce_status no_memory(const truce_order_rules *rules, truce_error *err) {
    return truce_fail(err, TRUCE_ENOMEM, "no memory to order %u steps", rules->n_steps);
}

static truce_status check(const truce_order_rules *rules, truce_error *err) {
    assert(rules->n <= UINT32_MAX / 2 && rules->n_steps <= UINT32_MAX / 2);
    for (uint32_t i = 0; i < rules->n; i++) {
        const truce_order_rule *const r = &rules->at[i];
        if (r->before >= rules->n_steps || r->after >= rules->n_steps) {
            return truce_fail(err, TRUCE_EINVAL, "rule %u names step %u, and there are %u", i,
                              r->before >= rules->n_steps ? r->before : r->after, rules->n_steps);
        }
        if (r->owner != TRUCE_NO_OWNER && r->owner >= rules->n_owners) {
            return truce_fail(err, TRUCE_EINVAL, "rule %u is of owner %u, and there are %u", i,
                              r->owner, rules->n_owners);
        }
    }
    return TRUCE_OK;
}

/* ---- moments, and an order of them ----------------------------------------------------------- */

static uint32_t root_of(uint32_t *up, uint32_t v) {
    while (up[v] != v) {
        up[v] = up[up[v]];
        v = up[v];
    }
    return v;
}

/* Steps that kept rules put together; of two roots the lower leads, so a root is the lowest. */
static uint32_t *find_moments(const truce_order_rules *rules, const bool *given_up, bool plan_alone,
                              truce_arena *arena, uint32_t *n) {
    uint32_t *up = truce_arena_take(arena, rules->n_steps * sizeof *up);
    for (uint32_t s = 0; up != NULL && s < rules->n_steps; s++) {
        up[s] = s;
    }
    for (uint32_t i = 0; up != NULL && i < rules->n; i++) {
        const truce_order_rule *const r = &rules->at[i];
        const bool kept =
            (given_up == NULL || !given_up[i]) && (!plan_alone || r->owner == TRUCE_NO_OWNER);
        if (r->together && kept) {
            const uint32_t a = root_of(up, r->before);
            const uint32_t b = root_of(up, r->after);
            up[a > b ? a : b] = a < b ? a : b;
        }
    }
    uint32_t *moment = truce_arena_take(arena, rules->n_steps * sizeof *moment);
    *n = 0;
    for (uint32_t s = 0; up != NULL && moment != NULL && s < rules->n_steps; s++) {
        moment[s] = up[s] == s ? (*n)++ : moment[root_of(up, s)];
    }
    return up != NULL ? moment : NULL;
}

/* Of the moments that wait for nothing, always the lowest. `*feasible`: all of them could be laid.
 */
static bool lay_moments(const truce_arcs *arcs, key_heap *heap, truce_arena *arena, uint32_t *line,
                        bool *feasible) {
    uint32_t *waits = truce_arena_zero(arena, arcs->n, sizeof *waits);
    bool ok = waits != NULL;
    uint32_t n = 0;
    for (uint32_t i = 0; ok && i < arcs->begin[arcs->n]; i++) {
        waits[arcs->to[i]]++;
    }
    for (uint32_t m = 0; ok && m < arcs->n; m++) {
        ok = waits[m] > 0 || key_heap_put(heap, m, m);
    }
    while (ok && heap->n > 0) {
        const uint32_t m = key_heap_take(heap).number;
        line[n++] = m;
        for (uint32_t i = arcs->begin[m]; ok && i < arcs->begin[m + 1]; i++) {
            ok = --waits[arcs->to[i]] > 0 || key_heap_put(heap, arcs->to[i], arcs->to[i]);
        }
    }
    *feasible = n == arcs->n;
    return ok;
}

static bool lay(const truce_order_rules *rules, const bool *given_up, truce_arena *scratch,
                truce_arena *arena, truce_order_line *out) {
    truce_order_line made = {0};
    key_heap heap = {0};
    truce_arcs arcs;
    uint32_t n = 0;
    uint32_t *const moment = find_moments(rules, given_up, false, arena, &made.n_moments);
    truce_arc *list = truce_arena_take(scratch, rules->n * sizeof *list);
    uint32_t *line = truce_arena_take(arena, made.n_moments * sizeof *line);
    for (uint32_t i = 0; moment != NULL && list != NULL && i < rules->n; i++) {
        const truce_order_rule *const r = &rules->at[i];
        if (!r->together && (given_up == NULL || !given_up[i])) {
            list[n++] = (truce_arc){moment[r->before], moment[r->after], i};
        }
    }
    const bool ok = moment != NULL && list != NULL && line != NULL &&
                    truce_arcs_make(&arcs, made.n_moments, list, n, scratch) &&
                    lay_moments(&arcs, &heap, scratch, line, &made.feasible);
    free(heap.at);
    made.moment = moment;
    made.line = line;
    if (ok) {
        *out = made.feasible ? made : (truce_order_line){0};
    }
    return ok;
}

truce_status truce_order_lay(const truce_order_rules *rules, const bool *given_up,
                             truce_arena *arena, truce_order_line *out, truce_error *err) {
    truce_status status = check(rules, err);
    if (status == TRUCE_OK) {
        truce_arena scratch = truce_arena_new();
        status = lay(rules, given_up, &scratch, arena, out) ? TRUCE_OK : no_memory(rules, err);
        truce_arena_clear(&scratch);
    }
    return status;
}

/* ---- knots ----------------------------------------------------------------------------------- */

/* Everything sorted by component: which steps, which rules. */
typedef struct pile {
    const truce_order_rules *rules;
    uint32_t n_components;
    uint32_t *component; /* [step] */
    bool *knotted;       /* [component]: it has a `before` */
    truce_arcs steps;    /* component -> steps, rising */
    truce_arcs within;   /* component -> rules inside it, rising */
    uint32_t *local;     /* [step]: its number in its knot */
} pile;

static bool inside(const pile *p, uint32_t rule) {
    const truce_order_rule *const r = &p->rules->at[rule];
    return p->component[r->before] == p->component[r->after];
}

/* The arcs of all rules; one that says together has two. */
static bool say_all(const truce_order_rules *rules, truce_arena *arena, truce_arcs *out) {
    truce_arc *list = truce_arena_take(arena, 2 * (size_t)rules->n * sizeof *list);
    size_t n = 0;
    for (uint32_t i = 0; list != NULL && i < rules->n; i++) {
        const truce_order_rule *const r = &rules->at[i];
        list[n++] = (truce_arc){r->before, r->after, i};
        if (r->together) {
            list[n++] = (truce_arc){r->after, r->before, i};
        }
    }
    return list != NULL && truce_arcs_make(out, rules->n_steps, list, n, arena);
}

static bool pile_make(pile *p, const truce_order_rules *rules, truce_arena *arena) {
    *p = (pile){.rules = rules};
    truce_arcs all;
    truce_arc *list = truce_arena_take(
        arena, (rules->n > rules->n_steps ? rules->n : rules->n_steps) * sizeof *list);
    p->component = truce_arena_take(arena, rules->n_steps * sizeof *p->component);
    p->local = truce_arena_take(arena, rules->n_steps * sizeof *p->local);
    if (list == NULL || p->component == NULL || p->local == NULL || !say_all(rules, arena, &all) ||
        !truce_arcs_components(&all, p->component, &p->n_components, arena)) {
        return false;
    }
    for (uint32_t s = 0; s < rules->n_steps; s++) {
        list[s] = (truce_arc){p->component[s], s, s};
    }
    p->knotted = truce_arena_zero(arena, p->n_components, sizeof *p->knotted);
    if (p->knotted == NULL ||
        !truce_arcs_make(&p->steps, p->n_components, list, rules->n_steps, arena)) {
        return false;
    }
    uint32_t n = 0;
    for (uint32_t i = 0; i < rules->n; i++) {
        if (inside(p, i)) {
            const uint32_t component = p->component[rules->at[i].before];
            p->knotted[component] = p->knotted[component] || !rules->at[i].together;
            list[n++] = (truce_arc){component, 0, i};
        }
    }
    return truce_arcs_make(&p->within, p->n_components, list, n, arena);
}

/* The links of a component's rules, its demands in the caller's numbers. */
static uint32_t link_up(const pile *p, uint32_t component, knot_link *links, uint32_t *demands,
                        uint32_t *n_demands) {
    uint32_t n = 0;
    for (uint32_t i = p->within.begin[component]; i < p->within.begin[component + 1]; i++) {
        const uint32_t rule = p->within.edge[i];
        const truce_order_rule *const r = &p->rules->at[rule];
        if (r->together && r->before == r->after) {
            continue;
        }
        uint32_t demand = KNOT_PLAN;
        if (r->owner != TRUCE_NO_OWNER) {
            demand = (*n_demands)++;
            demands[demand] = rule;
        }
        const uint32_t from = p->local[r->before];
        const uint32_t to = p->local[r->after];
        links[n++] = (knot_link){{rule, r->before, r->after}, from, to, demand, !r->together};
        if (r->together) {
            links[n++] = (knot_link){{rule, r->after, r->before}, to, from, demand, false};
        }
    }
    return n;
}

static truce_status untie(const pile *p, uint32_t component, const truce_order_limits *limits,
                          truce_arena *arena, truce_order_knot *out, truce_error *err) {
    const uint32_t n = p->steps.begin[component + 1] - p->steps.begin[component];
    const size_t n_rules = p->within.begin[component + 1] - p->within.begin[component];
    truce_arena scratch = truce_arena_new();
    uint32_t *steps = truce_arena_take(arena, n * sizeof *steps);
    uint32_t *demands = truce_arena_take(arena, n_rules * sizeof *demands);
    knot_link *links = truce_arena_take(&scratch, 2 * n_rules * sizeof *links);
    uint32_t n_demands = 0;
    uint32_t n_links = 0;
    knot k = {0};
    truce_status status = TRUCE_OK;
    if (steps == NULL || demands == NULL || links == NULL) {
        status = no_memory(p->rules, err);
    } else {
        for (uint32_t i = 0; i < n; i++) {
            steps[i] = p->steps.to[p->steps.begin[component] + i];
            p->local[steps[i]] = i;
        }
        n_links = link_up(p, component, links, demands, &n_demands);
        status = knot_make(&k, n, links, n_links, n_demands, &scratch) ? TRUCE_OK
                                                                       : no_memory(p->rules, err);
    }
    if (status == TRUCE_OK) {
        *out = (truce_order_knot){.steps = {steps, n}, .demands = {demands, n_demands}};
        status = knot_cut(&k, p->rules, out->demands, limits, arena, out, err);
    }
    knot_clear(&k);
    truce_arena_clear(&scratch);
    return status;
}

/* By the lowest step: each component is met at its own. */
static truce_status untie_all(const pile *p, const truce_order_limits *limits, truce_arena *arena,
                              truce_ordering *out, truce_error *err) {
    uint32_t n = 0;
    for (uint32_t c = 0; c < p->n_components; c++) {
        n += p->knotted[c];
    }
    truce_arena scratch = truce_arena_new();
    truce_order_knot *knots = truce_arena_zero(arena, n, sizeof *knots);
    truce_bigint *factors = truce_arena_zero(&scratch, n, sizeof *factors);
    truce_status status = knots != NULL && factors != NULL ? TRUCE_OK : no_memory(p->rules, err);
    out->counted = true;
    for (uint32_t s = 0; status == TRUCE_OK && out->n_knots < n; s++) {
        const uint32_t c = p->component[s];
        if (!p->knotted[c] || p->steps.to[p->steps.begin[c]] != s) {
            continue;
        }
        truce_order_knot *const k = &knots[out->n_knots];
        status = untie(p, c, limits, arena, k, err);
        if (status == TRUCE_OK) {
            status = truce_bigint_from(k->n, &scratch, &factors[out->n_knots++], err);
            out->contradictory = out->contradictory || k->contradictory;
            out->counted = out->counted && k->counted;
        }
    }
    if (status == TRUCE_OK) {
        out->counted = out->counted || out->contradictory;
        status = truce_bigint_product(factors, n, arena, &out->total, err);
    }
    truce_arena_clear(&scratch);
    out->knots = knots;
    return status;
}

truce_status truce_order_find(const truce_order_rules *rules, const truce_order_limits *limits,
                              truce_arena *arena, truce_ordering *out, truce_error *err) {
    const truce_order_limits given = limits != NULL ? *limits : (truce_order_limits){0};
    truce_status status = check(rules, err);
    if (status != TRUCE_OK) {
        return status;
    }
    truce_arena scratch = truce_arena_new();
    truce_ordering made = {0};
    truce_order_line line = {0};
    pile p;
    if (pile_make(&p, rules, &scratch) && lay(rules, NULL, &scratch, arena, &line)) {
        status = untie_all(&p, &given, arena, &made, err);
        made.feasible = line.feasible;
        made.moment = line.moment;
        made.n_moments = line.n_moments;
        made.line = line.line;
        assert(status != TRUCE_OK || made.feasible == (made.n_knots == 0));
        if (status == TRUCE_OK && !made.feasible) {
            made.moment = find_moments(rules, NULL, true, arena, &made.n_moments);
            status = made.moment != NULL ? TRUCE_OK : no_memory(rules, err);
        }
    } else {
        status = no_memory(rules, err);
    }
    truce_arena_clear(&scratch);
    if (status == TRUCE_OK) {
        *out = made;
    }
    return status;
}

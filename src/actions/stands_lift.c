/* What is supposed of a party is its latest position: it lifts from the party's other positions on
 * the issue what they rule out of it, group by group, and leaves the rest of them standing. */
#include "stands_parts.h"

bool stands_supposed(const stands_maker *k, const truce_position *p) {
    return p->inferred &&
           p->evidence[p->n_evidence - 1].claim - k->ask->supposed < k->ask->n_supposed;
}

void stands_find_supposed(stands_maker *k) {
    size_t cap = 0;
    for (uint32_t i = 0; k->ask->n_supposed > 0 && i < k->m->n_positions && !k->failed; i++) {
        if (!stands_supposed(k, &k->m->positions[i])) {
            continue;
        }
        uint32_t *const at =
            truce_arena_grow(k->arena, k->supposed, k->n_supposed, &cap, sizeof *at);
        if (at == NULL) {
            k->failed = true;
            return;
        }
        k->supposed = at;
        at[k->n_supposed++] = i;
    }
}

/* ---- sets of options ---- */

/* The options of `a`, and those of `b`, or without them. */
static truce_option_set combine(stands_maker *k, truce_option_set a, truce_option_set b,
                                bool without) {
    truce_interval *const at = truce_arena_take(k->arena, ((size_t)a.n + b.n + 1) * sizeof *at);
    truce_option_set set = {at, 0};
    uint32_t i = 0;
    uint32_t x = 0;
    if (at == NULL) {
        k->failed = true;
        return set;
    }
    while (!without && (i < a.n || x < b.n)) {
        const bool from_a = x == b.n || (i < a.n && a.at[i].low <= b.at[x].low);
        const truce_interval next = from_a ? a.at[i++] : b.at[x++];
        if (set.n > 0 && next.low <= at[set.n - 1].high + 1) {
            at[set.n - 1].high = next.high > at[set.n - 1].high ? next.high : at[set.n - 1].high;
        } else {
            at[set.n++] = next;
        }
    }
    for (; without && i < a.n; i++) {
        int64_t low = a.at[i].low;
        while (x < b.n && b.at[x].high < low) {
            x++;
        }
        for (uint32_t y = x; y < b.n && b.at[y].low <= a.at[i].high; y++) {
            if (b.at[y].low > low) {
                at[set.n++] = (truce_interval){low, b.at[y].low - 1};
            }
            low = b.at[y].high + 1;
        }
        if (low <= a.at[i].high) {
            at[set.n++] = (truce_interval){low, a.at[i].high};
        }
    }
    return set;
}

static bool is_within(stands_maker *k, truce_option_set inner, truce_option_set outer) {
    return combine(k, inner, outer, true).n == 0;
}

/* ---- what is supposed ---- */

/* Whether it is the latest word on what `p` speaks of: of the side itself, or of the same actor. */
static bool speaks_to(const stands_maker *k, const truce_position *q, const truce_position *p) {
    return !stands_supposed(k, p) && q->issue == p->issue && q->column == p->column &&
           (q->actor == q->side || q->actor == p->actor) && q->options.n > 0 &&
           q->demand->order == TRUCE_ORDER_NONE && q->n_denied < q->n_evidence;
}

static bool is_for(const truce_position *q) {
    return q->stance == TRUCE_STANCE_REJECTS ? q->denied : !q->denied;
}

static bool has_group(const truce_position *q, const truce_issue *issue, uint32_t place) {
    bool has = q->groups.n == 0 || issue->per.n == 0;
    for (uint32_t i = 0; i < q->groups.n && !has; i++) {
        has = q->groups.at[i] == issue->per.at[place].symbol;
    }
    return has;
}

/* What is supposed for one group: options that are let in, and whether a demand for `options` is
 * taken back. */
static truce_option_set let_in(stands_maker *k, const truce_position *p, truce_option_set options,
                               uint32_t place, bool *taken_back) {
    truce_option_set in = {NULL, 0};
    for (uint32_t i = 0; i < k->n_supposed && !k->failed; i++) {
        const truce_position *const q = &k->m->positions[k->supposed[i]];
        if (!speaks_to(k, q, p) || !has_group(q, &k->c->issues[p->issue], place)) {
            continue;
        }
        if (is_for(q)) {
            in = combine(k, in, q->options, false);
        } else if (is_within(k, options, q->options)) {
            *taken_back = true;
        }
    }
    return in;
}

bool stands_spoken_to(const stands_maker *k, const truce_position *p) {
    for (uint32_t i = k->m->rows[p->issue]; k->ask->n_supposed > 0 && i < k->m->rows[p->issue + 1];
         i++) {
        if (speaks_to(k, &k->m->positions[i], p)) {
            return true;
        }
    }
    return false;
}

bool stands_let_in(stands_maker *k, const truce_position *p, int64_t option, uint32_t place) {
    for (uint32_t i = k->m->rows[p->issue]; k->ask->n_supposed > 0 && i < k->m->rows[p->issue + 1];
         i++) {
        const truce_position *const q = &k->m->positions[i];
        if (speaks_to(k, q, p) && is_for(q) && !q->conditional &&
            has_group(q, &k->c->issues[p->issue], place)) {
            for (uint32_t x = 0; x < q->options.n; x++) {
                if (q->options.at[x].low <= option && option <= q->options.at[x].high) {
                    return true;
                }
            }
        }
    }
    return false;
}

/* ---- terms ---- */

static truce_stand_term *take_terms(stands_maker *k, size_t n) {
    truce_stand_term *const at = truce_arena_take(k->arena, n * sizeof *at);
    k->failed = k->failed || at == NULL;
    return at;
}

/* One of the groups that a term is about. */
static uint32_t place_of(const truce_stand_term *term, uint32_t i) {
    return term->n_groups > 0 ? term->groups[i] : i;
}

/* The term for its i-th group alone, with other options. */
static truce_stand_term of_group(stands_maker *k, const truce_stand_term *term, uint32_t i,
                                 bool grouped, truce_option_set options) {
    truce_stand_term one = *term;
    uint32_t *const group = truce_arena_take(k->arena, sizeof *group);
    one.options = options;
    if (group == NULL) {
        k->failed = true;
    } else if (grouped) {
        *group = place_of(term, i);
        one.groups = group;
        one.n_groups = 1;
    }
    return one;
}

static uint32_t count_groups(const stands_maker *k, const truce_stand_term *term) {
    const uint32_t all = k->c->issues[term->issue].per.n;
    return term->n_groups > 0 ? term->n_groups : all > 0 ? all : 1;
}

const truce_stand_term *stands_eased_demand(stands_maker *k, const truce_position *p,
                                            const truce_stand_term *term, uint32_t *n) {
    const uint32_t n_groups = count_groups(k, term);
    truce_stand_term *const at = take_terms(k, n_groups);
    bool eased = false;
    *n = 0;
    for (uint32_t i = 0; i < n_groups && at != NULL && !k->failed; i++) {
        bool taken_back = false;
        const truce_option_set in = let_in(k, p, term->options, place_of(term, i), &taken_back);
        eased = eased || taken_back || !is_within(k, in, term->options);
        if (!taken_back) {
            at[(*n)++] = of_group(k, term, i, k->c->issues[term->issue].per.n > 0,
                                  combine(k, term->options, in, false));
        }
    }
    if (!eased) {
        *n = 1;
        return term;
    }
    k->held[k->n_held - 1].eased = true;
    return at;
}

truce_option_set stands_eased_options(stands_maker *k, const truce_position *p,
                                      const truce_stand_term *term) {
    truce_option_set all = term->options;
    bool taken_back = false;
    for (uint32_t i = 0; i < count_groups(k, term) && !k->failed; i++) {
        all = combine(k, all, let_in(k, p, term->options, place_of(term, i), &taken_back), false);
    }
    return all;
}

uint32_t stands_eased_refusal(stands_maker *k, const truce_position *p,
                              const truce_stand_term *term, const truce_stand_term **out) {
    const uint32_t n = count_groups(k, term);
    const bool grouped = k->c->issues[term->issue].per.n > 0;
    truce_option_set *const rest = truce_arena_take(k->arena, n * sizeof *rest);
    bool any = false;
    bool each = rest != NULL;
    uint32_t n_out = 0;
    k->failed = k->failed || rest == NULL;
    for (uint32_t i = 0; i < n && each; i++) {
        bool taken_back = false;
        const truce_option_set in = let_in(k, p, term->options, place_of(term, i), &taken_back);
        each = truce_options_meet(in, term->options);
        rest[i] = combine(k, term->options, in, true);
        any = any || rest[i].n > 0;
    }
    if (!each || k->failed) {
        out[0] = term;
        return 1;
    }
    k->held[k->n_held - 1].eased = true;
    for (uint32_t g = 0; g < n && any && !k->failed; g++) {
        truce_stand_term *const at = take_terms(k, n);
        for (uint32_t i = 0; i < n && at != NULL && rest[g].n > 0; i++) {
            at[i] = of_group(k, term, i, grouped, i == g ? rest[g] : term->options);
        }
        if (rest[g].n > 0) {
            out[n_out++] = at;
        }
    }
    return n_out;
}

uint32_t stands_groups(const stands_maker *k, const truce_stand_term *term) {
    return count_groups(k, term);
}

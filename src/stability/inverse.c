/* A strict order of R relevant states and s puts some k of them above s, in any order, and the
 * others below, in any order: k! (R - k)! orders for each choice of the k. Where conditions are
 * apart, the choices under which all hold are counted by a product of polynomials, one for each
 * condition: every choice of its states but all of them. Orders of all S states are S! / (R + 1)!
 * as many. */
#include "truce/stability/inverse.h"

#include "stability/conditions.h"

/* One failure stops everything. */
typedef struct sums {
    truce_arena *arena;
    truce_status status;
    truce_error *err;
} sums;

static truce_bigint number(sums *z, uint64_t value) {
    truce_bigint n = {NULL, 0};
    if (z->status == TRUCE_OK) {
        z->status = truce_bigint_from(value, z->arena, &n, z->err);
    }
    return n;
}

static truce_bigint plus(sums *z, truce_bigint a, truce_bigint b) {
    if (z->status == TRUCE_OK) {
        z->status = truce_bigint_add(a, b, z->arena, &a, z->err);
    }
    return a;
}

static truce_bigint times(sums *z, truce_bigint a, truce_bigint b) {
    if (z->status == TRUCE_OK) {
        z->status = truce_bigint_multiply(a, b, z->arena, &a, z->err);
    }
    return a;
}

static truce_bigint *new_numbers(sums *z, size_t n) {
    truce_bigint *const at = truce_arena_zero(z->arena, n, sizeof *at);
    if (at == NULL && z->status == TRUCE_OK) {
        z->status = truce_fail(z->err, TRUCE_ENOMEM, "no memory to count");
    }
    return at;
}

/* [R + 1]: how many choices of so many states leave every condition standing. */
static truce_bigint *choose_apart(sums *z, const truce_inverse *c) {
    truce_bigint *now = new_numbers(z, (size_t)c->n_relevant + 1);
    truce_bigint *const next = new_numbers(z, (size_t)c->n_relevant + 1);
    truce_bigint *const ways = new_numbers(z, (size_t)c->n_relevant + 2);
    uint32_t degree = 0;
    if (z->status == TRUCE_OK) {
        now[0] = number(z, 1);
    }
    for (uint32_t i = 0; i < c->n && z->status == TRUCE_OK; i++) {
        const uint32_t n = c->conditions[i].n;
        for (uint32_t k = 0; k <= n; k++) { /* row n of Pascal's triangle, by itself */
            ways[k] = number(z, 1);
            for (uint32_t m = k; m-- > 1;) {
                ways[m] = plus(z, ways[m], ways[m - 1]);
            }
        }
        for (uint32_t k = 0; k <= degree + n && k <= c->n_relevant; k++) {
            next[k] = (truce_bigint){NULL, 0};
            for (uint32_t of = 0; of < n && of <= k; of++) { /* not all n */
                if (k - of <= degree) {
                    next[k] = plus(z, next[k], times(z, now[k - of], ways[of]));
                }
            }
        }
        degree += n;
        for (uint32_t k = 0; k <= degree && k <= c->n_relevant; k++) {
            now[k] = next[k];
        }
    }
    return now;
}

/* The same by trying all choices. */
static truce_bigint *choose_all(sums *z, const truce_inverse *c) {
    uint64_t counts[TRUCE_INVERSE_TRIED_MAX + 1] = {0};
    truce_bigint *const now = new_numbers(z, (size_t)c->n_relevant + 1);
    masks m;
    if (z->status == TRUCE_OK && !masks_make(c, z->arena, &m)) {
        z->status = truce_fail(z->err, TRUCE_ENOMEM, "no memory to count");
    }
    for (uint64_t above = 0; z->status == TRUCE_OK && above >> c->n_relevant == 0; above++) {
        counts[__builtin_popcountll(above)] += masks_hold(&m, above);
    }
    for (uint32_t k = 0; k <= c->n_relevant && z->status == TRUCE_OK; k++) {
        now[k] = number(z, counts[k]);
    }
    return now;
}

static void count(sums *z, const truce_inverse *c, bool apart, uint32_t n_states,
                  truce_bigint *orders, truce_bigint *all) {
    const uint32_t r = c->n_relevant;
    const truce_bigint *const choices = apart ? choose_apart(z, c) : choose_all(z, c);
    truce_bigint *const factorial = new_numbers(z, (size_t)r + 2);
    if (z->status != TRUCE_OK) {
        return;
    }
    factorial[0] = number(z, 1);
    for (uint32_t k = 1; k <= r + 1; k++) {
        factorial[k] = times(z, factorial[k - 1], number(z, k));
    }
    truce_bigint sum = {NULL, 0};
    for (uint32_t k = 0; k <= r; k++) {
        sum = plus(z, sum, times(z, choices[k], times(z, factorial[k], factorial[r - k])));
    }
    truce_bigint rest = number(z, 1);
    for (uint32_t k = r + 2; k <= n_states; k++) {
        rest = times(z, rest, number(z, k));
    }
    *orders = times(z, sum, rest);
    *all = times(z, factorial[r + 1], rest);
}

static truce_status copy(truce_bigint from, truce_arena *arena, truce_bigint *to,
                         truce_error *err) {
    return truce_bigint_add(from, (truce_bigint){NULL, 0}, arena, to, err);
}

truce_status truce_inverse_find(const truce_graph_states *states, uint32_t s, uint32_t maker,
                                truce_graph_concept concept, truce_arena *arena, truce_inverse *out,
                                truce_error *err) {
    truce_inverse found = {.n = 0};
    bool apart = false;
    truce_status status = conditions_find(states, s, maker, concept, arena, &found, &apart, err);
    found.counted =
        states->n <= TRUCE_INVERSE_STATES_MAX &&
        found.n_relevant <= (apart ? TRUCE_INVERSE_RELEVANT_MAX : TRUCE_INVERSE_TRIED_MAX);
    if (status == TRUCE_OK && found.counted) {
        truce_arena scratch = truce_arena_new();
        sums z = {&scratch, TRUCE_OK, err};
        truce_bigint orders = {NULL, 0}, all = {NULL, 0};
        count(&z, &found, apart, states->n, &orders, &all);
        status = z.status;
        if (status == TRUCE_OK) {
            status = copy(orders, arena, &found.orders, err);
        }
        if (status == TRUCE_OK) {
            status = copy(all, arena, &found.all, err);
        }
        truce_arena_clear(&scratch);
    }
    if (status == TRUCE_OK) {
        *out = found;
    }
    return status;
}

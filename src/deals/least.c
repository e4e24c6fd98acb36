/* Components are merged from the one with the fewest costs to the one with the most. Of each only
 * the costs that none of its own betters take part, each with the first set that has it. */
#include "deals/least.h"

#include <stdlib.h>

#include "deals/amounts.h"

enum {
    WAYS_MAX = 1 << 17,
    WAYS_USUAL = 1 << 10, /* so many are kept in any case */
    CANDIDATES = 1 << 23, /* of all merges together, but for the above */
    DEARER = 16,          /* a candidate of more than three parties costs so much more */
    PARTIES_LEAST = 2     /* of a vector */
};

/* The costs of one component. */
typedef struct own {
    vectors v;
    uint32_t *sets; /* [n]: one that has it */
    uint32_t part;
} own;

typedef struct finder {
    least *l;
    truce_arena *arena;
    own *own;      /* [part], from the fewest costs on */
    size_t heads;  /* costs of those that are still to be merged */
    size_t work;   /* candidates so far */
    vectors spare; /* a set whose room is used again */
} finder;

/* ---- costs as vectors ------------------------------------------------------------------------ */

static uint32_t bits_of(uint64_t n) {
    uint32_t bits = 0;
    while (n >> bits != 0) {
        bits++;
    }
    return bits;
}

/* The parties of whom any set asks something, and the room that digits take. */
static bool measure(least *l, truce_arena *arena) {
    const uint32_t n_parties = l->stands->n_parties;
    uint64_t most = 0; /* positions of a way */
    l->column = truce_arena_take(arena, n_parties * sizeof *l->column);
    for (uint32_t p = 0; l->column != NULL && p < n_parties; p++) {
        l->column[p] = TRUCE_NONE;
    }
    for (uint32_t i = 0; l->column != NULL && i < l->parts->n; i++) {
        const truce_sets sets = l->parts->at[i].hitting.sets;
        uint32_t largest = 0;
        for (size_t k = 0; k < sets.n; k++) {
            for (uint32_t j = 0; j < sets.at[k].n; j++) {
                l->column[l->stands->positions[sets.at[k].at[j]].party] = 0;
            }
            largest = sets.at[k].n > largest ? sets.at[k].n : largest;
        }
        most += largest;
    }
    l->s.parties = 0;
    for (uint32_t p = 0; l->column != NULL && p < n_parties; p++) {
        l->column[p] = l->column[p] == 0 ? l->s.parties++ : TRUCE_NONE;
    }
    l->s.parties = l->s.parties < PARTIES_LEAST ? PARTIES_LEAST : l->s.parties;
    l->bits = bits_of(most);
    l->s.width = l->bits * TRUCE_STAND_FIRMNESS_N < 63 ? 1 : 2;
    return l->column != NULL;
}

/* One position less: a digit of its party falls by one. */
static void give_up(const least *l, truce_stand_holder holder, uint64_t *vector) {
    const uint32_t shift = l->bits * (TRUCE_STAND_FIRMNESS_N - 1 - (uint32_t)holder.firmness);
    const amount_two_bits one = (amount_two_bits)1 << shift;
    const uint64_t words[] = {(uint64_t)one, (uint64_t)(one >> 64)};
    uint64_t *const at = vector + (size_t)l->column[holder.party] * l->s.width;
    amount_subtract(at, at, words, l->s.width);
}

/* What a vector asks of one party, as it was put together. */
static truce_cost cost_at(const least *l, const uint64_t *at) {
    truce_cost cost;
    amount_two_bits rest = l->s.width == 1 ? (amount_two_bits) - (amount_two)(int64_t)*at
                                           : (amount_two_bits)-amount_two_of(at);
    for (uint32_t f = TRUCE_STAND_FIRMNESS_N; f-- > 0;) {
        cost.given[f] = (uint32_t)(rest & (((amount_two_bits)1 << l->bits) - 1));
        rest >>= l->bits;
    }
    return cost;
}

/* ---- the costs of a component ---------------------------------------------------------------- */

typedef struct priced {
    const uint64_t *vector;
    uint32_t set;
    shape s;
} priced;

/* Falling; of equal ones the first set. */
static int by_price(const void *left, const void *right) {
    const priced *const l = left;
    const priced *const r = right;
    const int order = vector_compare(r->vector, l->vector, l->s.parties, l->s.width);
    return order != 0 ? order : (l->set > r->set) - (l->set < r->set);
}

/* What each set of a component asks, each cost once; memory is of `scratch`. */
static priced *price(const least *l, truce_sets sets, truce_arena *scratch, uint32_t *n) {
    const size_t words = shape_words(l->s);
    uint64_t *const costs = truce_arena_zero(scratch, sets.n, words * sizeof *costs);
    priced *const at = truce_arena_take(scratch, sets.n * sizeof *at);
    *n = 0;
    if (costs == NULL || at == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < sets.n; i++) {
        for (uint32_t k = 0; k < sets.at[i].n; k++) {
            give_up(l, l->stands->positions[sets.at[i].at[k]], costs + i * words);
        }
        at[i] = (priced){costs + i * words, (uint32_t)i, l->s};
    }
    if (sets.n > 1) {
        qsort(at, sets.n, sizeof *at, by_price);
    }
    for (size_t i = 0; i < sets.n; i++) {
        if (*n == 0 || !vector_equal(at[*n - 1].vector, at[i].vector, l->s.parties, l->s.width)) {
            at[(*n)++] = at[i];
        }
    }
    return at;
}

static bool find_own(const least *l, uint32_t part, truce_arena *arena, own *out) {
    truce_arena scratch = truce_arena_new();
    uint32_t n = 0;
    const priced *const at = price(l, l->parts->at[part].hitting.sets, &scratch, &n);
    head *const heads = truce_arena_take(&scratch, n * sizeof *heads);
    const vectors nothing = {
        .at = truce_arena_zero(&scratch, shape_words(l->s), sizeof(uint64_t)), .n = 1, .cap = 1};
    bool ok = at != NULL && heads != NULL && nothing.at != NULL;
    for (uint32_t i = 0; ok && i < n; i++) {
        heads[i] = (head){.base = &nothing, .shift = at[i].vector};
    }
    *out = (own){.part = part};
    ok = ok && vectors_merge(l->s, heads, n, (merge_limits){.record = true, .uncounted = true},
                             &out->v) == MERGE_DONE;
    out->sets = ok ? truce_arena_take(arena, out->v.n * sizeof *out->sets) : NULL;
    for (size_t i = 0; out->sets != NULL && i < out->v.n; i++) {
        out->sets[i] = at[out->v.from[i]].set; /* a head has one place, 0 */
    }
    truce_arena_clear(&scratch);
    return out->sets != NULL;
}

static int by_size(const void *left, const void *right) {
    const own *const l = left;
    const own *const r = right;
    if (l->v.n != r->v.n) {
        return l->v.n < r->v.n ? -1 : 1;
    }
    return (l->part > r->part) - (l->part < r->part);
}

/* ---- merging --------------------------------------------------------------------------------- */

static uint32_t count_positions(const least *l, const uint64_t *vector) {
    uint32_t n = 0;
    for (uint32_t p = 0; p < l->s.parties; p++) {
        const truce_cost cost = cost_at(l, vector + (size_t)p * l->s.width);
        for (int f = 0; f < TRUCE_STAND_FIRMNESS_N; f++) {
            n += cost.given[f];
        }
    }
    return n;
}

static int by_number(const void *left, const void *right) {
    const uint32_t l = *(const uint32_t *)left;
    const uint32_t r = *(const uint32_t *)right;
    return (l > r) - (l < r);
}

/* Keep the half of the ways that takes the fewest positions; of those that take as many as the last
 * one, some from everywhere, so that no party's order of costs decides. False when memory is out.
 */
static bool halve(finder *f) {
    vectors *const v = &f->l->ways;
    const size_t words = shape_words(f->l->s);
    const size_t n = v->n / 2;
    uint32_t *const sizes = malloc(2 * v->n * sizeof *sizes);
    bool *const kept = malloc(v->n * sizeof *kept);
    if (sizes != NULL && kept != NULL) {
        for (size_t i = 0; i < v->n; i++) {
            sizes[i] = sizes[v->n + i] = count_positions(f->l, v->at + i * words);
        }
        qsort(sizes, v->n, sizeof *sizes, by_number);
        const uint32_t last = sizes[n - 1];
        size_t fewer = 0;
        size_t equal = 0;
        for (size_t i = 0; i < v->n; i++) {
            fewer += sizes[i] < last;
            equal += sizes[i] == last;
        }
        for (size_t i = 0, k = 0; i < v->n; i++) {
            const uint32_t size = sizes[v->n + i];
            kept[i] = size < last;
            if (size == last) { /* n - fewer of `equal` */
                kept[i] = (k + 1) * (n - fewer) / equal > k * (n - fewer) / equal;
                k++;
            }
        }
        vectors_keep(v, f->l->s, kept);
        f->l->complete = false;
    }
    free(sizes);
    free(kept);
    return sizes != NULL && kept != NULL;
}

/* The ways so far with one more component, into `next`. */
static merge_end merge(finder *f, const own *one, least_step *step, vectors *next) {
    const vectors *const ways = &f->l->ways;
    const size_t words = shape_words(f->l->s);
    step->swapped = one->v.n > ways->n;
    const vectors *const larger = step->swapped ? &one->v : ways;
    const vectors *const smaller = step->swapped ? ways : &one->v;
    const size_t most = f->l->s.parties > 3 ? CANDIDATES / DEARER : CANDIDATES;
    const size_t left = f->work < most ? (most - f->work) / f->heads : 0;
    const size_t n_max = left < WAYS_USUAL ? WAYS_USUAL : left > WAYS_MAX ? WAYS_MAX : left;
    const merge_limits limits = {
        .n_max = ways->n > 1 ? n_max : 0, .record = true, .uncounted = true};
    if (ways->n > 1 && (ways->n > n_max || larger->n > UINT32_MAX / smaller->n)) {
        return MERGE_TOO_LARGE;
    }
    head *const heads = malloc(smaller->n * sizeof *heads);
    if (heads == NULL) {
        return MERGE_NO_MEMORY;
    }
    for (size_t i = 0; i < smaller->n; i++) {
        heads[i] = (head){.base = larger, .shift = smaller->at + i * words};
    }
    step->n_heads = (uint32_t)smaller->n;
    f->work += larger->n * smaller->n;
    const merge_end end = vectors_merge(f->l->s, heads, step->n_heads, limits, next);
    free(heads);
    return end;
}

/* What the last step wrote down, now that no way of it is left out any more. */
static bool keep_from(finder *f, least_step *step) {
    const vectors *const ways = &f->l->ways;
    uint32_t *const from = truce_arena_take(f->arena, ways->n * sizeof *from);
    if (from != NULL && ways->from != NULL) {
        memcpy(from, ways->from, ways->n * sizeof *from);
    }
    step->from = from;
    return from != NULL;
}

static bool add_component(finder *f, const own *one, least_step *steps, uint32_t number) {
    least_step *const step = &steps[number];
    vectors next = f->spare;
    f->spare = (vectors){0};
    *step = (least_step){.part = one->part, .own = one->sets};
    merge_end end;
    while ((end = merge(f, one, step, &next)) == MERGE_TOO_LARGE && halve(f)) {
    }
    if (end != MERGE_DONE || (number > 0 && !keep_from(f, &steps[number - 1]))) {
        vectors_clear(&next);
        return false;
    }
    f->heads -= one->v.n;
    f->spare = f->l->ways;
    f->l->ways = next;
    return true;
}

static bool merge_all(finder *f) {
    least *const l = f->l;
    const uint32_t n = l->parts->n;
    least_step *const steps = truce_arena_zero(f->arena, n, sizeof *steps);
    l->ways = (vectors){.at = calloc(1, shape_words(l->s) * sizeof(uint64_t)), .n = 1, .cap = 1};
    bool ok = steps != NULL && l->ways.at != NULL;
    for (uint32_t i = 0; ok && i < n; i++) {
        ok = add_component(f, &f->own[i], steps, i);
    }
    ok = ok && (n == 0 || keep_from(f, &steps[n - 1]));
    l->steps = steps;
    free(l->ways.from);
    l->ways.from = NULL;
    vectors_clear(&f->spare);
    if (!ok) {
        vectors_clear(&l->ways);
    }
    return ok && vectors_move(&l->ways, l->s, f->arena);
}

bool least_find(const truce_stands *stands, const truce_hitting_parts *parts, truce_arena *arena,
                least *out) {
    least l = {.stands = stands, .parts = parts, .complete = true};
    finder f = {.l = &l, .arena = arena};
    f.own = calloc((size_t)parts->n + 1, sizeof *f.own);
    bool ok = f.own != NULL && measure(&l, arena);
    for (uint32_t i = 0; ok && i < parts->n; i++) {
        ok = find_own(&l, i, arena, &f.own[i]);
        f.heads += f.own[i].v.n;
    }
    if (ok && parts->n > 0) {
        qsort(f.own, parts->n, sizeof *f.own, by_size);
    }
    ok = ok && merge_all(&f);
    for (uint32_t i = 0; f.own != NULL && i < parts->n; i++) {
        vectors_clear(&f.own[i].v);
    }
    free(f.own);
    if (ok) {
        *out = l;
    }
    return ok;
}

/* ---- a way ----------------------------------------------------------------------------------- */

static const uint64_t *vector_of(const least *l, size_t way) {
    return l->ways.at + way * shape_words(l->s);
}

void least_costs(const least *l, size_t way, truce_cost *costs) {
    for (uint32_t p = 0; p < l->stands->n_parties; p++) {
        costs[p] = l->column[p] == TRUCE_NONE
                       ? (truce_cost){{0}}
                       : cost_at(l, vector_of(l, way) + (size_t)l->column[p] * l->s.width);
    }
}

uint32_t least_positions(const least *l, size_t way) {
    return count_positions(l, vector_of(l, way));
}

void least_sets(const least *l, size_t way, const truce_set **of) {
    for (uint32_t i = l->parts->n; i-- > 0;) {
        const least_step *const step = &l->steps[i];
        const uint32_t larger = step->from[way] / step->n_heads;
        const uint32_t smaller = step->from[way] % step->n_heads;
        const uint32_t set = step->own[step->swapped ? larger : smaller];
        of[step->part] = &l->parts->at[step->part].hitting.sets.at[set];
        way = step->swapped ? smaller : larger;
    }
}

/* One variable after the other, the one first whose elimination should make the fewest nogoods: the
 * product of how many nogoods each of its values has. The values are combined one by one, those
 * with few nogoods first, and each stage is an antichain; a combination that holds a nogood without
 * the variable adds nothing, whatever joins it later, and is left out at once.
 *
 * Estimates wait in a heap. Eliminating a variable renews those of its neighbours; one that became
 * wrong otherwise is found out when it is met and put back.
 *
 * PAPER: dechter1999 (elimination), tison1967 (all minimal nogoods), dekleer1986 (labels) */
#include "solve/eliminate.h"

#include <stdlib.h>

#include "solve/grow.h"
#include "solve/key_heap.h"

/* The nogoods of one value of the variable in hand, without that value, one behind the other. */
typedef struct share {
    size_t first, n; /* in `sets` */
} share;

typedef struct work {
    const part *p;
    const part_limits *limits;
    part_result *result;
    antichain *all;        /* every nogood that is left */
    antichain stage[2];    /* what is combined so far, and that with one more value */
    uint32_t *variable_of; /* [element]: whose value it is; a label: n_variables */
    uint32_t first_label;  /* the elements from here on are labels */
    bool *done;            /* [variable] */
    key_heap heap;         /* of variables, by what their elimination should cost */
    uint32_t *words;       /* elements of the sets below */
    size_t n_words, words_cap;
    size_t *sets; /* where each set begins in `words`; one more than there are */
    size_t n_sets, sets_cap;
    share *shares; /* [value] */
    size_t shares_cap;
    uint32_t *merged; /* [all elements]: room for a union */
    bool *near;       /* [variable]: among those whose estimate is to be renewed */
    uint32_t *neighbours;
    size_t n_neighbours;
    uint64_t unions;
} work;

/* ---- which variable next --------------------------------------------------------------------- */

static int64_t cost_of(const work *w, uint32_t v) {
    const int64_t most = INT64_MAX / 4;
    int64_t product = 1;
    int64_t sum = 0;
    for (uint32_t e = w->p->begin[v]; e < w->p->begin[v + 1]; e++) {
        const int64_t n = w->all->n_holders[e];
        product = n > 0 && product > most / n ? most : product * n;
        sum += n;
    }
    return product - sum;
}

static bool put_estimate(work *w, uint32_t v) {
    return key_heap_put(&w->heap, cost_of(w, v), v);
}

/* ---- the nogoods of a variable --------------------------------------------------------------- */

/* One of them: everything in it but the value. */
static bool copy_without(work *w, truce_set set, uint32_t value) {
    uint32_t *words = solve_grow(w->words, w->n_words, set.n, &w->words_cap, sizeof *words);
    if (words == NULL) {
        return false;
    }
    w->words = words;
    size_t *sets = solve_grow(w->sets, w->n_sets, 2, &w->sets_cap, sizeof *sets);
    if (sets == NULL) {
        return false;
    }
    w->sets = sets;
    sets[w->n_sets++] = w->n_words;
    for (uint32_t i = 0; i < set.n; i++) {
        const uint32_t e = set.at[i];
        if (e == value) {
            continue;
        }
        words[w->n_words++] = e;
        if (e < w->first_label && !w->near[w->variable_of[e]]) {
            w->near[w->variable_of[e]] = true;
            w->neighbours[w->n_neighbours++] = w->variable_of[e];
        }
    }
    sets[w->n_sets] = w->n_words;
    return true;
}

static truce_set copied(const work *w, size_t i) {
    return (truce_set){w->words + w->sets[i], (uint32_t)(w->sets[i + 1] - w->sets[i])};
}

static int by_length(const void *left, const void *right) {
    const share *l = left;
    const share *r = right;
    if (l->n != r->n) {
        return l->n < r->n ? -1 : 1;
    }
    return (l->first > r->first) - (l->first < r->first);
}

/* Take the nogoods of `v` out, into `shares`. */
static bool take_out(work *w, uint32_t v) {
    const uint32_t begin = w->p->begin[v];
    const uint32_t n = w->p->begin[v + 1] - begin;
    share *shares = solve_grow(w->shares, 0, n, &w->shares_cap, sizeof *shares);
    if (shares == NULL) {
        return false;
    }
    w->shares = shares;
    w->n_words = w->n_sets = 0;
    for (uint32_t a = 0; a < n; a++) {
        shares[a].first = w->n_sets;
        for (uint32_t i = w->all->holders[begin + a]; i != ANTICHAIN_END;
             i = w->all->nodes[i].next) {
            const uint32_t member = w->all->nodes[i].member;
            if (w->all->at[member].dead) {
                continue;
            }
            if (!copy_without(w, antichain_set(w->all, member), begin + a)) {
                return false;
            }
            antichain_drop(w->all, member);
        }
        shares[a].n = w->n_sets - shares[a].first;
    }
    if (n > 0) {
        qsort(shares, n, sizeof *shares, by_length);
    }
    return true;
}

/* ---- combining them -------------------------------------------------------------------------- */

/* The union of two sets into `merged`. False when no assignment holds both, or when the labels are
 * too many. */
static bool merge(work *w, truce_set a, truce_set b, uint32_t *n_merged) {
    uint32_t i = 0;
    uint32_t j = 0;
    uint32_t n = 0;
    uint32_t labels = 0;
    uint32_t last = w->p->n_variables;
    while (i < a.n || j < b.n) {
        uint32_t e = 0;
        if (i < a.n && (j == b.n || a.at[i] <= b.at[j])) {
            e = a.at[i++];
            j += j < b.n && b.at[j] == e;
        } else {
            e = b.at[j++];
        }
        if (e >= w->first_label) {
            labels++;
        } else if (w->variable_of[e] == last) {
            return false;
        } else {
            last = w->variable_of[e];
        }
        w->merged[n++] = e;
    }
    *n_merged = n;
    if (labels > w->limits->size_max) {
        w->result->dropped = true;
        return false;
    }
    return true;
}

static bool is_within(truce_set inner, truce_set outer) {
    uint32_t j = 0;
    for (uint32_t i = 0; i < inner.n; i++) {
        while (j < outer.n && outer.at[j] < inner.at[i]) {
            j++;
        }
        if (j == outer.n || outer.at[j] != inner.at[i]) {
            return false;
        }
    }
    return true;
}

static uint64_t effort_of(const work *w) {
    return w->unions + w->all->effort + w->stage[0].effort + w->stage[1].effort;
}

static part_end add_to(work *w, antichain *to, truce_set set) {
    if (antichain_add(to, set) == ANTICHAIN_NO_MEMORY) {
        return PART_NO_MEMORY;
    }
    const size_t n = (size_t)w->all->n_live + to->n_live;
    w->result->peak = n > w->result->peak ? n : w->result->peak;
    return n > w->limits->nogoods_max || effort_of(w) > w->limits->effort_max ? PART_OUTGROWN
                                                                              : PART_DONE;
}

/* `one` with each nogood of a value. When it holds one of them already, that is the whole answer:
 * all the others hold it. */
static part_end combine_one(work *w, truce_set one, share with, antichain *to) {
    w->unions += with.n;
    for (size_t i = 0; i < with.n; i++) {
        if (is_within(copied(w, with.first + i), one)) {
            return add_to(w, to, one);
        }
    }
    for (size_t i = 0; i < with.n; i++) {
        uint32_t n = 0;
        if (!merge(w, one, copied(w, with.first + i), &n)) {
            continue;
        }
        const truce_set both = {w->merged, n};
        if (antichain_holds(w->all, both)) {
            continue;
        }
        const part_end end = add_to(w, to, both);
        if (end != PART_DONE) {
            return end;
        }
    }
    const bool stopped = w->limits->stop != NULL && w->limits->stop(w->limits->stop_data);
    return stopped || effort_of(w) > w->limits->effort_max ? PART_OUTGROWN : PART_DONE;
}

/* What the nogoods of all values of the variable in hand come to: into *last. */
static part_end combine(work *w, uint32_t n_values, antichain **last) {
    antichain *from = &w->stage[0];
    antichain *to = &w->stage[1];
    antichain_empty(from);
    if (antichain_add(from, (truce_set){NULL, 0}) == ANTICHAIN_NO_MEMORY) {
        return PART_NO_MEMORY;
    }
    for (uint32_t a = 0; a < n_values; a++) {
        antichain_empty(to);
        part_end end = PART_DONE;
        if (from->has_empty) {
            end = combine_one(w, (truce_set){NULL, 0}, w->shares[a], to);
        }
        for (uint32_t i = 0; i < from->n && end == PART_DONE; i++) {
            if (!from->at[i].dead) {
                end = combine_one(w, antichain_set(from, i), w->shares[a], to);
            }
        }
        if (end != PART_DONE) {
            return end;
        }
        antichain *const swapped = from;
        from = to;
        to = swapped;
    }
    *last = from;
    return PART_DONE;
}

static part_end eliminate_variable(work *w, uint32_t v) {
    w->n_neighbours = 0;
    if (!take_out(w, v)) {
        return PART_NO_MEMORY;
    }
    antichain *left = NULL;
    part_end end = combine(w, w->p->begin[v + 1] - w->p->begin[v], &left);
    if (end == PART_DONE && left->has_empty) {
        end = add_to(w, w->all, (truce_set){NULL, 0});
    }
    for (uint32_t i = 0; end == PART_DONE && i < left->n; i++) {
        if (!left->at[i].dead) {
            end = add_to(w, w->all, antichain_set(left, i));
        }
    }
    for (size_t i = 0; i < w->n_neighbours; i++) {
        w->near[w->neighbours[i]] = false;
        if (end == PART_DONE && !put_estimate(w, w->neighbours[i])) {
            end = PART_NO_MEMORY;
        }
    }
    return end;
}

/* ---- all of them ----------------------------------------------------------------------------- */

static bool prepare(work *w) {
    const part *const p = w->p;
    const size_t n = (size_t)p->n_variables + 1;
    const uint32_t n_elements = w->first_label + p->n_labels;
    w->variable_of = malloc((size_t)n_elements * sizeof *w->variable_of + 1);
    w->merged = malloc((size_t)n_elements * sizeof *w->merged + 1);
    w->done = calloc(n, sizeof *w->done);
    w->near = calloc(n, sizeof *w->near);
    w->neighbours = malloc(n * sizeof *w->neighbours);
    if (!antichain_init(w->all, n_elements) || !antichain_init(&w->stage[0], n_elements) ||
        !antichain_init(&w->stage[1], n_elements) || w->variable_of == NULL || w->merged == NULL ||
        w->done == NULL || w->near == NULL || w->neighbours == NULL) {
        return false;
    }
    for (uint32_t v = 0; v < p->n_variables; v++) {
        for (uint32_t e = p->begin[v]; e < p->begin[v + 1]; e++) {
            w->variable_of[e] = v;
        }
    }
    return true;
}

static part_end begin_with(work *w) {
    for (size_t i = 0; i < w->p->nogoods.n; i++) {
        const truce_set set = w->p->nogoods.at[i];
        uint32_t labels = 0;
        for (uint32_t k = set.n; k > 0 && set.at[k - 1] >= w->first_label; k--) {
            labels++;
        }
        if (labels > w->limits->size_max) {
            w->result->dropped = true;
            continue;
        }
        const part_end end = add_to(w, w->all, set);
        if (end != PART_DONE) {
            return end;
        }
    }
    for (uint32_t v = 0; v < w->p->n_variables; v++) {
        if (!put_estimate(w, v)) {
            return PART_NO_MEMORY;
        }
    }
    return PART_DONE;
}

static part_end eliminate_all(work *w) {
    part_end end = begin_with(w);
    while (end == PART_DONE && w->heap.n > 0 && !w->all->has_empty) {
        const keyed next = key_heap_take(&w->heap);
        if (w->done[next.number]) {
            continue;
        }
        if (next.key != cost_of(w, next.number)) {
            end = put_estimate(w, next.number) ? PART_DONE : PART_NO_MEMORY;
            continue;
        }
        w->done[next.number] = true;
        end = eliminate_variable(w, next.number);
    }
    return end;
}

static void clear_work(work *w) {
    antichain_clear(&w->stage[0]);
    antichain_clear(&w->stage[1]);
    free(w->variable_of);
    free(w->done);
    free(w->heap.at);
    free(w->words);
    free(w->sets);
    free(w->shares);
    free(w->merged);
    free(w->near);
    free(w->neighbours);
}

part_end eliminate(const part *p, const part_limits *limits, antichain *left, part_result *result) {
    *left = (antichain){0};
    work w = {.p = p,
              .limits = limits,
              .result = result,
              .all = left,
              .first_label = p->begin[p->n_variables]};
    const part_end end = prepare(&w) ? eliminate_all(&w) : PART_NO_MEMORY;
    result->effort += effort_of(&w);
    clear_work(&w);
    return end;
}

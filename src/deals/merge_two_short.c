/* The merge of merge_two.c for amounts of one word. A vector is one number of 128 bits, ordered as
 * vectors are, and lies in the heap itself. Nearly all of the time goes into branches that cannot
 * be foreseen and into waiting for what is far away, so there is little of both. */
#include <stdlib.h>

#include "deals/merger.h"

typedef amount_two key; /* the first amount, then the second; see vector_number */

/* What a head has left. */
typedef struct rest {
    const uint64_t *at, *end;
    uint64_t shift[2];
} rest;

typedef struct node {
    key now;
    uint32_t head;
} node;

typedef struct two {
    merger *m;
    rest *rests; /* [head] */
    node *heap;  /* ordered as the merger's was */
    uint32_t n;
    key last; /* that was written */
} two;

static inline key key_of(const rest *r, const uint64_t *at) {
    const uint64_t vector[] = {at[0] + r->shift[0], at[1] + r->shift[1]};
    return vector_number(vector);
}

static inline uint64_t first_of(key k) {
    return (uint64_t)(k >> 64);
}

static inline uint64_t second_of(key k) {
    return (uint64_t)k ^ (uint64_t)1 << 63;
}

/* ---- the heap -------------------------------------------------------------------------------- */

/* Move what is on top to where it belongs. */
static inline void sink(two *t) {
    node *const heap = t->heap;
    const node moved = heap[0];
    uint32_t at = 0;
    for (uint32_t child = 1; child < t->n; child = 2 * at + 1) {
        const uint32_t other = child + 1 < t->n ? child + 1 : child;
        child = heap[other].now > heap[child].now ? other : child;
        if (heap[child].now <= moved.now) {
            break;
        }
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = moved;
}

/* The head on top has gone on to `at`. */
static inline void go_on(two *t, const uint64_t *at) {
    rest *const r = &t->rests[t->heap[0].head];
    r->at = at;
    if (at < r->end) {
        t->heap[0].now = key_of(r, at);
    } else {
        t->heap[0] = t->heap[--t->n];
    }
    if (t->n > 1) {
        sink(t);
    }
}

static inline size_t place_of(const two *t, uint32_t h, const uint64_t *at) {
    return (size_t)(at - t->m->heads[h].base->at) / 2;
}

/* ---- the merge ------------------------------------------------------------------------------- */

/* Copy from the head on top as long as it does not come before those after it; the first vector
 * does not. False ends the merge. */
static inline bool copy_run(two *t) {
    enum { AT_ONCE = 256 };
    merger *const m = t->m;
    const uint32_t h = t->heap[0].head;
    const rest r = t->rests[h];
    const bool alone = t->n < 2;
    key limit = alone ? 0 : t->heap[1].now;
    limit = t->n > 2 && t->heap[2].now > limit ? t->heap[2].now : limit;
    const uint64_t *at = r.at;
    key now = t->heap[0].now;
    for (bool runs = true; runs;) {
        const size_t left = (size_t)(r.end - at) / 2;
        const size_t some = left < AT_ONCE ? left : AT_ONCE;
        if (!merger_reserve(m, some)) {
            return false;
        }
        const uint64_t *const begin = at;
        const uint64_t *const stop = at + 2 * some;
        uint64_t *out = m->out->at + 2 * m->out->n;
        do {
            out[0] = first_of(now);
            out[1] = second_of(now);
            t->last = now;
            out += 2;
            at += 2;
            if (at == stop) {
                break;
            }
            now = key_of(&r, at);
        } while (alone || now >= limit);
        const size_t n = (size_t)(at - begin) / 2;
        merger_note(m, h, place_of(t, h, begin), n);
        m->out->n += n;
        runs = at == stop && at < r.end;
        if (runs) {
            now = key_of(&r, at);
            runs = alone || now >= limit;
        }
    }
    go_on(t, at);
    return true;
}

static void merge(two *t) {
    merger *const m = t->m;
    while (t->n > 0) {
        const key now = t->heap[0].now;
        if (m->out->n == 0 || (int64_t)second_of(now) > (int64_t)second_of(t->last)) {
            if (!copy_run(t)) {
                return;
            }
            continue;
        }
        const uint32_t h = t->heap[0].head;
        const rest *const r = &t->rests[h];
        if (now == t->last && !merger_again(m, h, place_of(t, h, r->at))) {
            return;
        }
        const uint64_t *const next = r->at + 2;
        const size_t left = (size_t)(r->end - next) / 2;
        const uint64_t sought = second_of(t->last) - r->shift[1];
        go_on(t, left > 0 ? next + 2 * amount_first(next + 1, 2, left, &sought, 1, 1) : next);
    }
}

void merge_two_short(merger *m) {
    two t = {.m = m, .n = m->n_heap};
    t.rests = malloc(((size_t)m->n_heads + 1) * sizeof *t.rests);
    t.heap = malloc(((size_t)m->n_heap + 1) * sizeof *t.heap);
    if (t.rests == NULL || t.heap == NULL) {
        m->end = MERGE_NO_MEMORY;
        t.n = 0;
    }
    for (uint32_t i = 0; i < t.n; i++) {
        const uint32_t h = m->heap[i];
        const head *const from = &m->heads[h];
        const uint64_t *const at = from->base->at;
        t.rests[h] = (rest){at, at + 2 * from->base->n, {from->shift[0], from->shift[1]}};
        t.heap[i] = (node){key_of(&t.rests[h], at), h};
    }
    merge(&t);
    free(t.rests);
    free(t.heap);
}

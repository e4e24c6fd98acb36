/* merger.h - what the merges for two, three and more parties have in common: a heap of the heads
 * by their next vector, and writing down what is kept. */
#ifndef TRUCE_DEALS_MERGER_H
#define TRUCE_DEALS_MERGER_H

#include "deals/amounts.h"
#include "deals/vectors.h"

typedef struct merger {
    shape s;
    const head *heads;
    uint32_t n_heads;
    merge_limits limits;
    size_t *next;   /* [head]: place of its next vector */
    uint64_t *now;  /* [head][party][word]: that vector, shifted */
    uint32_t *heap; /* of heads that have one; the largest is on top */
    uint32_t n_heap;
    vectors *out;
    merge_end end;
} merger;

AMOUNTS_INLINE uint64_t *merger_now(const merger *m, uint32_t h, uint32_t parties, uint32_t width) {
    return m->now + (size_t)h * parties * width;
}

/* Move the head on top of the heap down to where it belongs. */
AMOUNTS_INLINE void merger_sift(merger *m, uint32_t at, uint32_t parties, uint32_t width) {
    const uint32_t moved = m->heap[at];
    const uint64_t *const key = merger_now(m, moved, parties, width);
    for (;;) {
        uint32_t child = 2 * at + 1;
        if (child >= m->n_heap) {
            break;
        }
        if (child + 1 < m->n_heap &&
            vector_compare(merger_now(m, m->heap[child + 1], parties, width),
                           merger_now(m, m->heap[child], parties, width), parties, width) > 0) {
            child++;
        }
        if (vector_compare(merger_now(m, m->heap[child], parties, width), key, parties, width) <=
            0) {
            break;
        }
        m->heap[at] = m->heap[child];
        at = child;
    }
    m->heap[at] = moved;
}

/* The head on top has come to place `place` of its base. */
AMOUNTS_INLINE void merger_advance(merger *m, size_t place, uint32_t parties, uint32_t width) {
    const uint32_t h = m->heap[0];
    const vectors *const base = m->heads[h].base;
    m->next[h] = place;
    if (place < base->n) {
        vector_add(merger_now(m, h, parties, width), base->at + place * parties * width,
                   m->heads[h].shift, parties, width);
    } else {
        m->heap[0] = m->heap[--m->n_heap];
    }
    if (m->n_heap > 1) {
        merger_sift(m, 0, parties, width);
    }
}

/* Room for `more` vectors. False ends the merge. */
bool merger_reserve(merger *m, size_t more);

/* Write the count and the origin of `n` vectors of a head, from a place on, behind what is there;
 * the vectors themselves are the caller's, and so is out->n. */
void merger_note(merger *m, uint32_t h, size_t place, size_t n);

/* One more vector that is equal to the last one written. False ends the merge. */
bool merger_again(merger *m, uint32_t h, size_t place);

void merge_two(merger *m);
void merge_two_short(merger *m); /* amounts of one word */
void merge_three(merger *m);
void merge_many(merger *m);

#endif

/* Three parties: candidates come falling for the first, so one is beaten exactly when some vector
 * kept before gives both others at least as much. The best of those, seen by the other two parties,
 * are a staircase: rising for the second party, falling for the third. It lies in blocks, and the
 * last step of each block in a list, so that a look-up is two short binary searches and a new step
 * moves little. PAPER: kung1975 */
#include <stdlib.h>

#include "deals/merger.h"

enum { BLOCK = 64 }; /* steps */

typedef struct block {
    uint32_t n;
    uint64_t *steps; /* [n][second, third] */
} block;

typedef struct staircase {
    block *blocks;  /* none is empty */
    uint64_t *last; /* [block]: second amount of its last step */
    size_t n, cap;
} staircase;

static void clear(staircase *s) {
    for (size_t i = 0; i < s->n; i++) {
        free(s->blocks[i].steps);
    }
    free(s->blocks);
    free(s->last);
}

/* The first of n amounts, `stride` words apart and rising, that is at least `a`. */
AMOUNTS_INLINE size_t first_at_least(const uint64_t *at, size_t n, size_t stride, const uint64_t *a,
                                     uint32_t width) {
    size_t low = 0;
    while (n > 0) {
        const size_t half = n / 2;
        const bool less = amount_compare(at + (low + half) * stride, a, width) < 0;
        low = less ? low + half + 1 : low;
        n = less ? n - half - 1 : half;
    }
    return low;
}

/* An empty block as number `i`. */
static bool open_block(staircase *s, size_t i, uint32_t width) {
    if (s->n == s->cap) {
        const size_t cap = s->cap < 16 ? 16 : s->cap * 2;
        block *const blocks = realloc(s->blocks, cap * sizeof *blocks);
        s->blocks = blocks != NULL ? blocks : s->blocks;
        uint64_t *const last = realloc(s->last, cap * width * sizeof *last);
        s->last = last != NULL ? last : s->last;
        if (blocks == NULL || last == NULL) {
            return false;
        }
        s->cap = cap;
    }
    uint64_t *const steps = malloc(sizeof *steps * BLOCK * 2 * width);
    if (steps == NULL) {
        return false;
    }
    memmove(s->blocks + i + 1, s->blocks + i, (s->n - i) * sizeof *s->blocks);
    memmove(s->last + (i + 1) * width, s->last + i * width, (s->n - i) * width * sizeof *s->last);
    s->blocks[i] = (block){.steps = steps};
    s->n++;
    return true;
}

static void close_blocks(staircase *s, size_t from, size_t to, uint32_t width) {
    for (size_t i = from; i < to; i++) {
        free(s->blocks[i].steps);
    }
    memmove(s->blocks + from, s->blocks + to, (s->n - to) * sizeof *s->blocks);
    memmove(s->last + from * width, s->last + to * width, (s->n - to) * width * sizeof *s->last);
    s->n -= to - from;
}

/* A step: the one with at least as much for the second party that comes first; s->n: none has. */
typedef struct place {
    size_t block;
    size_t step;
} place;

AMOUNTS_INLINE place find(const staircase *s, const uint64_t *step, uint32_t width) {
    place p = {.block = first_at_least(s->last, s->n, width, step, width)};
    if (p.block < s->n) {
        const block *const b = &s->blocks[p.block];
        p.step = first_at_least(b->steps, b->n, (size_t)2 * width, step, width);
    }
    return p;
}

AMOUNTS_INLINE bool beaten(const staircase *s, place p, const uint64_t *step, uint32_t width) {
    return p.block < s->n && amount_compare(s->blocks[p.block].steps + p.step * 2 * width + width,
                                            step + width, width) >= 0;
}

/* How many of the first n steps have more for the third party than `a`: they come first. */
AMOUNTS_INLINE size_t above(const uint64_t *steps, size_t n, const uint64_t *a, uint32_t width) {
    while (n > 0 && amount_compare(steps + (n - 1) * 2 * width + width, a, width) <= 0) {
        n--;
    }
    return n;
}

/* Take away the blocks and ends of blocks before number `b` that `step` beats; says where that
 * block is now. */
AMOUNTS_INLINE size_t cut_before(staircase *s, size_t b, const uint64_t *step, uint32_t width) {
    const size_t words = (size_t)2 * width;
    size_t first = b;
    while (first > 0 &&
           amount_compare(s->blocks[first - 1].steps + width, step + width, width) <= 0) {
        first--;
    }
    if (first < b) {
        close_blocks(s, first, b, width);
    }
    if (first > 0) {
        block *const before = &s->blocks[first - 1];
        const size_t n = above(before->steps, before->n, step + width, width);
        if (n < before->n) {
            before->n = (uint32_t)n;
            memcpy(s->last + (first - 1) * width, before->steps + (n - 1) * words,
                   width * sizeof *s->last);
        }
    }
    return first;
}

/* Make two blocks of a full one. */
static bool split(staircase *s, size_t i, uint32_t width) {
    const size_t words = (size_t)2 * width;
    if (!open_block(s, i + 1, width)) {
        return false;
    }
    block *const left = &s->blocks[i];
    block *const right = &s->blocks[i + 1];
    right->n = BLOCK - BLOCK / 2;
    left->n = BLOCK / 2;
    memcpy(right->steps, left->steps + left->n * words, right->n * words * sizeof *right->steps);
    memcpy(s->last + (i + 1) * width, s->last + i * width, width * sizeof *s->last);
    memcpy(s->last + i * width, left->steps + (left->n - 1) * words, width * sizeof *s->last);
    return true;
}

/* Add a step that is not beaten, at its place, and take away what it beats. False when memory is
 * out. */
AMOUNTS_INLINE bool add_step(staircase *s, place p, const uint64_t *step, uint32_t width) {
    const size_t words = (size_t)2 * width;
    if (p.block == s->n) { /* behind all */
        if (s->n == 0 && !open_block(s, 0, width)) {
            return false;
        }
        p = (place){s->n - 1, s->blocks[s->n - 1].n};
    }
    if (s->blocks[p.block].n == BLOCK) {
        if (!split(s, p.block, width)) {
            return false;
        }
        if (p.step > BLOCK / 2) {
            p = (place){p.block + 1, p.step - BLOCK / 2};
        }
    }
    const block *const in = &s->blocks[p.block];
    const size_t first = above(in->steps, p.step, step + width, width);
    if (first == 0 && p.block > 0) {
        p.block = cut_before(s, p.block, step, width);
    }
    block *const b = &s->blocks[p.block];
    const bool same = p.step < b->n && amount_compare(b->steps + p.step * words, step, width) == 0;
    const size_t end = p.step + (same ? 1 : 0); /* first to end - 1 are beaten */
    memmove(b->steps + (first + 1) * words, b->steps + end * words,
            (b->n - end) * words * sizeof *b->steps);
    memcpy(b->steps + first * words, step, words * sizeof *step);
    b->n = (uint32_t)(b->n + first + 1 - end);
    memcpy(s->last + p.block * width, b->steps + (b->n - 1) * words, width * sizeof *s->last);
    return true;
}

AMOUNTS_INLINE bool keep(merger *m, staircase *s, place p, const uint64_t *now, uint32_t width) {
    const uint32_t h = m->heap[0];
    const size_t words = (size_t)3 * width;
    if (m->out->n == m->out->cap && !merger_reserve(m, 1)) {
        return false;
    }
    if (!add_step(s, p, now + width, width)) {
        m->end = MERGE_NO_MEMORY;
        return false;
    }
    memcpy(m->out->at + m->out->n * words, now, words * sizeof *now);
    if (m->out->counts != NULL || m->limits.record) {
        merger_note(m, h, m->next[h], 1);
    }
    m->out->n++;
    return true;
}

AMOUNTS_INLINE void merge(merger *m, staircase *s, uint32_t width) {
    const size_t words = (size_t)3 * width;
    while (m->n_heap > 0) {
        const uint32_t h = m->heap[0];
        const uint64_t *const now = merger_now(m, h, 3, width);
        const place p = find(s, now + width, width);
        if (!beaten(s, p, now + width, width)) {
            if (!keep(m, s, p, now, width)) {
                return;
            }
        } else if (vector_equal(now, m->out->at + (m->out->n - 1) * words, 3, width) &&
                   !merger_again(m, h, m->next[h])) {
            return;
        }
        merger_advance(m, m->next[h] + 1, 3, width);
    }
}

void merge_three(merger *m) {
    staircase s = {.n = 0};
    switch (m->s.width) {
    case 1:
        merge(m, &s, 1);
        break;
    case 2:
        merge(m, &s, 2);
        break;
    default:
        merge(m, &s, m->s.width);
    }
    clear(&s);
}

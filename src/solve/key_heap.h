/* key_heap.h - what is next: numbers that wait with a key, the least key first, then the least
 * number. A key that became wrong is put in again; whoever takes the old one out tells by the key.
 */
#ifndef TRUCE_SOLVE_KEY_HEAP_H
#define TRUCE_SOLVE_KEY_HEAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct keyed {
    int64_t key;
    uint32_t number;
} keyed;

typedef struct key_heap {
    keyed *at; /* the caller frees it */
    size_t n, cap;
} key_heap;

/* False when memory is out; the heap is then as it was. */
bool key_heap_put(key_heap *h, int64_t key, uint32_t number);

/* The first of at least one. */
keyed key_heap_take(key_heap *h);

#endif

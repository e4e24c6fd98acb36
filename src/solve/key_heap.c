#include "solve/key_heap.h"

#include <assert.h>

#include "solve/grow.h"

static bool comes_first(keyed a, keyed b) {
    return a.key != b.key ? a.key < b.key : a.number < b.number;
}

bool key_heap_put(key_heap *h, int64_t key, uint32_t number) {
    keyed *at = solve_grow(h->at, h->n, 1, &h->cap, sizeof *at);
    if (at == NULL) {
        return false;
    }
    h->at = at;
    const keyed put = {.key = key, .number = number};
    size_t i = h->n++;
    for (; i > 0 && comes_first(put, at[(i - 1) / 2]); i = (i - 1) / 2) {
        at[i] = at[(i - 1) / 2];
    }
    at[i] = put;
    return true;
}

keyed key_heap_take(key_heap *h) {
    assert(h->n > 0);
    keyed *const at = h->at;
    const keyed least = at[0];
    const keyed last = at[--h->n];
    size_t i = 0;
    for (;;) {
        size_t child = 2 * i + 1;
        if (child >= h->n) {
            break;
        }
        child += child + 1 < h->n && comes_first(at[child + 1], at[child]);
        if (!comes_first(at[child], last)) {
            break;
        }
        at[i] = at[child];
        i = child;
    }
    at[i] = last;
    return least;
}

/* grow.h - scratch arrays that grow; the engine's own memory, given back when it is done. */
#ifndef TRUCE_SOLVE_GROW_H
#define TRUCE_SOLVE_GROW_H

#include <stddef.h>

/* `data` with room for `more` elements of `size` bytes behind its `n`: itself, or moved to where
 * there is at least twice the room. NULL when memory is out; `data` and `*cap` are then as they
 * were. */
void *solve_grow(void *data, size_t n, size_t more, size_t *cap, size_t size);

#endif

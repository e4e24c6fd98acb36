/* arena.h - memory that is handed out piece by piece and given back all at once.
 *
 * A case and everything computed from it live in one arena, so nobody owns a single node and
 * nothing is freed twice. Each block is as large as all before it, up to a bound; what is larger
 * than a block gets one of its own. Never shared between threads.
 */
#ifndef TRUCE_BASE_ARENA_H
#define TRUCE_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "truce/base/error.h"
#include "truce/base/str.h"

typedef struct truce_arena {
    struct truce_arena_block *last; /* newest block; blocks link backwards */
    char *next;                     /* first free byte of the newest block */
    char *end;                      /* one past its last byte */
    size_t bytes;                   /* all that was taken from the system */
    bool secret;                    /* what it holds is overwritten before it is given back */
} truce_arena;

/* A fresh, empty arena; takes nothing from the system until first used. */
static inline truce_arena truce_arena_new(void) {
    return (truce_arena){.last = NULL};
}

/* The same for texts that nobody may find in memory later. Not for keys: it is neither locked nor
 * guarded. */
static inline truce_arena truce_arena_secret(void) {
    return (truce_arena){.secret = true};
}

/* Give everything back; the arena is then fresh again, and secret if it was. NULL is fine. */
void truce_arena_clear(truce_arena *arena);

/* The slow path of truce_arena_take: a new block. Not called directly. */
void *truce_arena_refill(truce_arena *arena, size_t size);

/* `size` bytes aligned to 8, not cleared (none: a place that may not be written to); NULL only when
 * the system has no more. Cost O(1). */
static inline void *truce_arena_take(truce_arena *arena, size_t size) {
    const size_t rounded = (size + 7) & ~(size_t)7;
    if (arena->next == NULL || rounded < size || rounded > (size_t)(arena->end - arena->next)) {
        return truce_arena_refill(arena, size);
    }
    void *p = arena->next;
    arena->next += rounded;
    return p;
}

/* `n` times `size` bytes, cleared; NULL on overflow or when the system has no more. */
void *truce_arena_zero(truce_arena *arena, size_t n, size_t size);

/* Make room for one more element behind the `n` that `data` holds: returns `data` itself while
 * `*cap` allows, or while it is the last piece that was handed out and its block has room; else a
 * copy twice as large (the old one stays in the arena unused, so the waste is at most what is in
 * use). NULL when the system has no more; `*cap` is then unchanged. */
void *truce_arena_grow(truce_arena *arena, void *data, size_t n, size_t *cap, size_t size);

/* From now on everything in `other` is in `arena`, which is secret if either was; `other` is fresh
 * again. Cost: O(blocks). */
void truce_arena_adopt(truce_arena *arena, truce_arena *other);

/* A copy of `text` with a NUL behind it, which the size does not count. Data NULL when out. */
truce_str truce_arena_str(truce_arena *arena, truce_str text);

/* printf into the arena. Data NULL when out of memory. */
truce_str truce_arena_printf(truce_arena *arena, const char *format, ...) TRUCE_PRINTF(2, 3);

#endif

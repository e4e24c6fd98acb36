/* Blocks are a list, newest first; the newest is the only one with room. A request that does
 * not fit opens a block as large as all before it, or one of just its own size when it is larger
 * than that, so that n bytes handed out never cost more than about 2n from the system. */
#include "truce/base/arena.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/pages.h"

enum { FIRST_BLOCK = 16 * 1024, LARGEST_BLOCK = 32 * 1024 * 1024 };

typedef struct truce_arena_block {
    struct truce_arena_block *previous;
    size_t used; /* bytes that follow and were handed out; of the newest the arena knows */
} truce_arena_block;

static size_t round_up(size_t size) {
    return (size + 7) & ~(size_t)7;
}

/* Overwritten so that no compiler leaves it out, though nobody reads it again. */
static void wipe(void *data, size_t size) {
    memset(data, 0, size);
    __asm__ volatile("" : : "r"(data) : "memory");
}

/* Nothing more is handed out of the newest block. */
static void close_newest(truce_arena *arena) {
    if (arena->last != NULL) {
        arena->last->used = (size_t)(arena->next - (char *)(arena->last + 1));
    }
}

void truce_arena_clear(truce_arena *arena) {
    if (arena == NULL) {
        return;
    }
    close_newest(arena);
    truce_arena_block *block = arena->last;
    while (block != NULL) {
        truce_arena_block *const previous = block->previous;
        if (arena->secret) {
            wipe(block + 1, block->used);
        }
        free(block);
        block = previous;
    }
    *arena = (truce_arena){.secret = arena->secret};
}

void *truce_arena_refill(truce_arena *arena, size_t size) {
    if (size > SIZE_MAX / 2) {
        return NULL;
    }
    const size_t rounded = round_up(size);
    size_t wanted = arena->last != NULL ? arena->bytes : FIRST_BLOCK;
    wanted = wanted > LARGEST_BLOCK ? LARGEST_BLOCK : wanted;
    wanted = wanted < rounded ? rounded : wanted;
    truce_arena_block *block = malloc(sizeof *block + wanted);
    if (block == NULL) {
        return NULL;
    }
    pages_make_large(block, sizeof *block + wanted);
    close_newest(arena);
    *block = (truce_arena_block){.previous = arena->last};
    arena->last = block;
    arena->bytes += sizeof *block + wanted;
    char *const start = (char *)(block + 1);
    arena->next = start + rounded;
    arena->end = start + wanted;
    return start;
}

void *truce_arena_zero(truce_arena *arena, size_t n, size_t size) {
    if (size != 0 && n > SIZE_MAX / size) {
        return NULL;
    }
    void *p = truce_arena_take(arena, n * size);
    if (p != NULL) {
        memset(p, 0, n * size);
    }
    return p;
}

void *truce_arena_grow(truce_arena *arena, void *data, size_t n, size_t *cap, size_t size) {
    assert(n <= *cap);
    if (n < *cap) {
        return data;
    }
    const size_t larger = *cap < 4 ? 4 : *cap * 2;
    if (larger < *cap || larger > SIZE_MAX / 2 / size) {
        return NULL;
    }
    /* What was handed out last grows where it is, while the block has room. */
    const size_t held = round_up(*cap * size);
    const size_t more = round_up(larger * size) - held;
    if (held > 0 && (char *)data + held == arena->next &&
        more <= (size_t)(arena->end - arena->next)) {
        arena->next += more;
        *cap = larger;
        return data;
    }
    void *copy = truce_arena_take(arena, larger * size);
    if (copy == NULL) {
        return NULL;
    }
    if (n > 0) {
        memcpy(copy, data, n * size);
    }
    *cap = larger;
    return copy;
}

void truce_arena_adopt(truce_arena *arena, truce_arena *other) {
    truce_arena_block *oldest = other->last;
    if (oldest == NULL) {
        return;
    }
    const bool secret = arena->secret || other->secret;
    if (arena->last == NULL) {
        *arena = *other;
    } else { /* below the newest block, which goes on to have the room */
        while (oldest->previous != NULL) {
            oldest = oldest->previous;
        }
        close_newest(other);
        oldest->previous = arena->last->previous;
        arena->last->previous = other->last;
        arena->bytes += other->bytes;
    }
    arena->secret = secret;
    *other = (truce_arena){.secret = other->secret};
}

truce_str truce_arena_str(truce_arena *arena, truce_str text) {
    char *copy = text.size < SIZE_MAX ? truce_arena_take(arena, text.size + 1) : NULL;
    if (copy == NULL) {
        return (truce_str){NULL, 0};
    }
    if (text.size > 0) {
        memcpy(copy, text.data, text.size);
    }
    copy[text.size] = '\0';
    return (truce_str){copy, text.size};
}

truce_str truce_arena_printf(truce_arena *arena, const char *format, ...) {
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    truce_str text = {NULL, 0};
    const int size = vsnprintf(NULL, 0, format, args);
    char *copy = size >= 0 ? truce_arena_take(arena, (size_t)size + 1) : NULL;
    if (copy != NULL) {
        (void)vsnprintf(copy, (size_t)size + 1, format, again);
        text = (truce_str){copy, (size_t)size};
    }
    va_end(again);
    va_end(args);
    return text;
}

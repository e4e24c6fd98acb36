/* memory.h - memory that runs out when a test says so. Link with WRAP_ALLOC (tests/CMakeLists.txt);
 * include it in one file of a test only. */
#ifndef TRUCE_TESTS_MEMORY_H
#define TRUCE_TESTS_MEMORY_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

/* How many more allocations succeed; negative once one was refused. */
static long allocations_left = LONG_MAX;
/* Only the one after those is refused: whoever goes on regardless is found out. */
static bool fails_once;

static bool may_allocate(void) {
    const long left = allocations_left--;
    return left > 0 || (fails_once && left < 0);
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *data, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *data, size_t size);

void *__wrap_malloc(size_t size) {
    return may_allocate() ? __real_malloc(size) : NULL;
}

void *__wrap_calloc(size_t n, size_t size) {
    return may_allocate() ? __real_calloc(n, size) : NULL;
}

void *__wrap_realloc(void *data, size_t size) {
    return may_allocate() ? __real_realloc(data, size) : NULL;
}

#endif

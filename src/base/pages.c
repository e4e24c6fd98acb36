/* POSIX has no word for it, so this one file asks Linux. */
#define _DEFAULT_SOURCE /* NOLINT(bugprone-reserved-identifier): of the C library */
#include "base/pages.h"

#include <stdint.h>
#include <sys/mman.h>

void pages_make_large(void *block, size_t size) {
#ifdef MADV_HUGEPAGE
    enum { LARGE = 4 * 1024 * 1024, PAGE = 4096 };
    if (size >= LARGE) {
        const size_t before = (size_t)(-(uintptr_t)block % PAGE);
        /* Refused where pages are of another size, or large ones are switched off: as good. */
        (void)madvise((char *)block + before, (size - before) / PAGE * PAGE, MADV_HUGEPAGE);
    }
#else
    (void)block;
    (void)size;
#endif
}

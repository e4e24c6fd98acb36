/* prefetch.h - asking for memory ahead of its use.
 *
 * In a case of 100,000 claims what is looked up in no order (a name in its table, a claim that is
 * told of an event) lies outside of the processor's caches, and each look waits for memory longer
 * than the work on it takes. Asked for some steps ahead, it is there when its turn comes.
 */
#ifndef TRUCE_BASE_PREFETCH_H
#define TRUCE_BASE_PREFETCH_H

#if defined(__GNUC__)
/* For functions that do nothing but ask ahead: gcc takes them for doing nothing, and leaves out the
 * calls that it has not made inline. */
#define TRUCE_ALWAYS_INLINE __attribute__((always_inline)) inline
#define TRUCE_PREFETCH_(p)  __builtin_prefetch(p)
#else
#define TRUCE_ALWAYS_INLINE inline
#define TRUCE_PREFETCH_(p)  ((void)(p))
#endif

/* Ask for the line of memory at `p`. A hint: it reads and changes nothing, `p` may be any address,
 * and a compiler that knows no such thing makes nothing of it. Cost: one instruction. */
static TRUCE_ALWAYS_INLINE void truce_prefetch(const void *p) {
    TRUCE_PREFETCH_(p);
}

#endif

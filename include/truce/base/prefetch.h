/* prefetch.h - asking for memory ahead of its use.
 *
 * In a case of 100,000 claims what is looked up in no order (a name in its table, a claim that is
 * told of an event) lies outside of the processor's caches, and each look waits for memory longer
 * than the work on it takes. Asked for some steps ahead, it is there when its turn comes.
 */
#ifndef TRUCE_BASE_PREFETCH_H
#define TRUCE_BASE_PREFETCH_H

/* Ask for the line of memory at `p`. A hint: it reads and changes nothing, `p` may be any address,
 * and a compiler that knows no such thing makes nothing of it. Cost: one instruction. */
static inline void truce_prefetch(const void *p) {
#if defined(__GNUC__)
    __builtin_prefetch(p);
#else
    (void)p;
#endif
}

#endif

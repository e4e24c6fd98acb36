/* parallel.h - a loop over many independent pieces, shared out among threads. */
#ifndef TRUCE_BASE_PARALLEL_H
#define TRUCE_BASE_PARALLEL_H

#include <stddef.h>

/* Work on the pieces from `from` up to, and not with, `to`. Each call has pieces of its own, and
 * takes no memory from an arena that another has, too. */
typedef void truce_work(void *with, size_t from, size_t to);

/* Call `work` so that each of the pieces 0 .. n-1 is worked on once, with a thread for each
 * processor, 16 at most, and for each `least` pieces (1 or more); the calling thread is one of
 * them. Returns when all is done. Where a thread cannot be had, this one does its share: there is
 * nothing that fails. What comes of it must not rest on how the pieces were shared out. Cost: about
 * 30 microseconds a thread. */
void truce_parallel(size_t n, size_t least, truce_work *work, void *with);

/* The same on as many threads as the caller says, 16 at most (0: one), and never more than there
 * are pieces: where each takes much memory. */
void truce_parallel_on(size_t n, size_t threads, truce_work *work, void *with);

/* Work on one piece. */
typedef void truce_one(void *with, size_t piece);

/* Call `work` for each of the pieces 0 .. n-1 once, where they are of very different size: each is
 * given, in this order, to whichever of `threads` threads is free next (0: one for each processor;
 * 16 at most). Otherwise as truce_parallel. */
void truce_parallel_each(size_t n, size_t threads, truce_one *work, void *with);

#endif

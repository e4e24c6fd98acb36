/* pages.h - large pages for large blocks, where the system has them (private to the room).
 *
 * Fresh memory comes in pages of 4 KiB, and each costs a fault when it is first touched; later each
 * needs an entry of its own in the processor's table of addresses, which knows some 2,000. A case
 * of 100,000 claims has 30,000 pages. On pages of 2 MiB both go away.
 */
#ifndef TRUCE_SRC_BASE_PAGES_H
#define TRUCE_SRC_BASE_PAGES_H

#include <stddef.h>

/* Ask for large pages in `size` bytes at `block`. A hint: it changes nothing else, and does nothing
 * for blocks below some megabytes or where the system has no such thing. */
void pages_make_large(void *block, size_t size);

#endif

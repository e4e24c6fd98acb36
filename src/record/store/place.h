/* place.h - whether a ledger may lie where it shall lie (private to the room).
 *
 * Locks and flushes are promises of the file system. One that is reached over a network breaks them
 * in ways that lose what was acknowledged, and shared memory, which SQLite's log needs, is not
 * shared between two machines at all.
 */
#ifndef TRUCE_SRC_RECORD_PLACE_H
#define TRUCE_SRC_RECORD_PLACE_H

#include <stdint.h>

#include "truce/base/error.h"

/* Look at the file system of `path`, which is there. TRUCE_EINVAL: it is one that a network is
 * behind, or may be; the message names it. TRUCE_EIO. */
truce_status record_place_check(const char *path, truce_error *err);

/* What Linux calls the file system of this magic number where a network is behind it; NULL where
 * none is. `kind` is what a mount of it is called ("fuse.sshfs"), and decides where the number does
 * not; NULL: not known. */
const char *record_place_network(uint64_t magic, const char *kind);

#endif

/* disk.h - a disk under SQLite that fails, fills up, or loses its power, when a test says so.
 *
 * It stands between SQLite and the files of this process, as SQLite's default VFS. Calls that
 * change a file (writing, flushing, truncating, making, deleting) are counted; one of them may
 * fail, or be the instant at which the power goes. What was not flushed then is lost, or is there,
 * or is there in parts: each sector of 512 bytes of each write by itself, whatever the order of the
 * writes; so is what was truncated, made or deleted. Nothing is really flushed, so this is fast.
 */
#ifndef TRUCE_TESTS_DISK_H
#define TRUCE_TESTS_DISK_H

#include <stdbool.h>
#include <stdint.h>

typedef enum disk_mishap {
    DISK_SOUND,
    DISK_FAILS_ONCE, /* one call fails, those after it do not */
    DISK_FAILS,      /* it fails, and so do all after it */
    DISK_FULL_ONCE,  /* a write finds no room, after half of it */
    DISK_FULL,       /* and so do all after it */
    DISK_LOSES_POWER /* that call, and all after it, change nothing any more */
} disk_mishap;

/* Stand between, or no more. No file may be open. */
void disk_install(void);
void disk_remove(void);

/* From now on: after `calls` more calls that change something comes the mishap. Power comes back,
 * and all that is on the disk now is flushed. */
void disk_set(disk_mishap mishap, unsigned calls);

/* How many such calls there were since, and whether the mishap came. */
unsigned disk_calls(void);
bool disk_came(void);

/* All files as they may be found after the power was lost; which way follows from `seed`. They must
 * be closed. */
void disk_settle(uint64_t seed);

#endif

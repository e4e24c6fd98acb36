/* load.h - the files of a case, from disk. */
#ifndef TRUCE_CASE_LOAD_H
#define TRUCE_CASE_LOAD_H

#include <stddef.h>

#include "truce/base/arena.h"
#include "truce/base/error.h"
#include "truce/case/view.h"

/* Read the files that make up a case.
 *
 * paths   `n` of them, borrowed: each a file, "-" for standard input, or a folder, which stands for
 *         the files in it whose names end in ".truce" and do not begin with a dot, in byte order of
 *         their names (its own folders are not entered).
 * inputs  receives the files in that order, `*n_inputs` of them. A file's name is its path as given
 *         ("-" is called "(standard input)"). Names and bytes live in `arena`.
 *
 * TRUCE_ENOTFOUND (no such file, or a folder without any), TRUCE_EIO (cannot be read, or is neither
 * a file nor a folder), TRUCE_ELIMIT (more than 4 GiB in all), TRUCE_ENOMEM; the message names the
 * path, and nothing is written then. Cost O(bytes). */
TRUCE_MUST_USE truce_status truce_case_load(const char *const *paths, size_t n, truce_arena *arena,
                                            truce_input **inputs, size_t *n_inputs,
                                            truce_error *err);

/* Put `bytes` into the file at `path` as a whole or not at all: they are written beside it, flushed
 * to disk and then renamed over it, keeping the permissions of a file that was there; a new one
 * has those that the umask leaves, which is looked at without care for other threads.
 * TRUCE_EIO: the message says why, and the file is as it was. */
TRUCE_MUST_USE truce_status truce_file_replace(const char *path, truce_str bytes, truce_error *err);

#endif

/* folder.h - a folder of a test's own, for files that it makes. */
#ifndef TRUCE_TESTS_FOLDER_H
#define TRUCE_TESTS_FOLDER_H

#include <stddef.h>

enum { FOLDER_PATH = 512 };

/* A new folder, where TMPDIR says, else in /tmp. Ends the program when there can be none. */
void folder_make(char path[FOLDER_PATH]);

/* The same on a disk in memory, where the system has one: for tests that make a thousand files and
 * do not mean the disk. */
void folder_make_fast(char path[FOLDER_PATH]);

/* Remove it and the files in it. */
void folder_remove(const char *path);

/* Remove the files in it. */
void folder_empty(const char *path);

/* PATH/NAME into `out`. */
const char *folder_file(const char *path, const char *name, char out[FOLDER_PATH]);

#endif

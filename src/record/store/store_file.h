/* store_file.h - a ledger in an SQLite file (private to the room). */
#ifndef TRUCE_SRC_RECORD_STORE_FILE_H
#define TRUCE_SRC_RECORD_STORE_FILE_H

#include "record/store/db.h"

typedef struct file_store {
    truce_store store;
    sqlite3 *db;
    sqlite3_stmt *last, *marks, *insert, *purge;
    int log_pages; /* in the write-ahead log, when it was last written to */
} file_store;

/* Where the log has this many pages (1 MiB), its pages are brought into the file: often enough for
 * a commit not to wait for long, rarely enough not to matter. */
#define RECORD_LOG_PAGES 250

#endif

/* db.h - SQLite, made safe: what every ledger file is opened with, and its words for what went
 * wrong (private to the room).
 */
#ifndef TRUCE_SRC_RECORD_DB_H
#define TRUCE_SRC_RECORD_DB_H

#include <sqlite3.h>

#include "record/store/store.h"

/* "trce", in the header of the file. */
#define RECORD_APPLICATION 0x74726365
#define RECORD_VERSION     1

/* Open the file at `path`, which is there, for reading and writing. Nothing is read yet. It cannot
 * run code of the file's: no extension, trigger or view, no function that a schema names; no row
 * larger than an entry may be is looked at. The caller closes `*db`. */
truce_status record_db_open(const char *path, sqlite3 **db, truce_error *err);

/* Refuse what is no ledger of this version: another application's id, another version, any table,
 * index, view or trigger but the two tables as record_db_format makes them. */
truce_status record_db_check(sqlite3 *db, truce_error *err);

/* Make the two tables and say what they are. */
truce_status record_db_format(sqlite3 *db, truce_error *err);

/* A commit is flushed before it returns; what is deleted is overwritten; no file elsewhere. */
truce_status record_db_durable(sqlite3 *db, truce_error *err);

truce_status record_db_run(sqlite3 *db, const char *sql, truce_error *err);
truce_status record_db_prepare(sqlite3 *db, const char *sql, sqlite3_stmt **out, truce_error *err);

/* The only value of the only row: `otherwise` where it is NULL. */
truce_status record_db_number(sqlite3 *db, const char *sql, int64_t otherwise, int64_t *value,
                              truce_error *err);

/* What SQLite's `code` is to us, in words. */
truce_status record_db_fail(sqlite3 *db, int code, truce_error *err);

/* The statement that inserts an entry; and do that. */
extern const char record_db_insert_sql[];
truce_status record_db_insert(sqlite3 *db, sqlite3_stmt *insert, const truce_entry *entry,
                              truce_error *err);

/* The statement that reads entries from place ?1 to ?2, and the entry in its row: its texts hold
 * until the next step. TRUCE_EINVAL: a field is not as it must be. */
extern const char record_db_read_sql[];
truce_status record_db_entry(sqlite3_stmt *row, truce_entry *entry, truce_error *err);

#endif

/* Entries are rows of one table; a commit is one transaction in the write-ahead log, flushed once.
 *
 * Pages come from the log into the file while the main lock is held, so that no writer adds to the
 * log meanwhile and it can begin anew: else it would grow for as long as writers are busy. */
/* realpath, of X/Open. */
#define _XOPEN_SOURCE 700 /* NOLINT(bugprone-reserved-identifier): of the C library */
#include "record/store/store_file.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "record/store/place.h"
#include "record/store/queue.h"

static file_store *of(truce_store *store) {
    return (file_store *)store;
}

static void close_file(truce_store *store) {
    file_store *f = of(store);
    sqlite3_stmt *statements[] = {f->last, f->marks, f->insert, f->purge};
    for (size_t i = 0; i < sizeof statements / sizeof statements[0]; i++) {
        (void)sqlite3_finalize(statements[i]);
    }
    (void)sqlite3_close(f->db);
    record_writers_close(store->writers);
    free(f);
}

static truce_status last_of_file(truce_store *store, uint64_t *n, truce_error *err) {
    file_store *f = of(store);
    truce_status status = TRUCE_OK;
    const int code = sqlite3_step(f->last);
    if (code != SQLITE_ROW) {
        status = record_db_fail(f->db, code, err);
    } else {
        const int64_t last = sqlite3_column_int64(f->last, 0); /* of no row: NULL, which is 0 */
        if (last < 0 || last > (int64_t)TRUCE_ENTRIES_MAX) {
            status = truce_fail(err, TRUCE_EINVAL,
                                "the ledger's file is damaged: its last entry "
                                "cannot be that");
        } else {
            *n = (uint64_t)last;
        }
    }
    (void)sqlite3_reset(f->last);
    return status;
}

static truce_status read_file(truce_store *store, uint64_t from, uint64_t until,
                              truce_store_visit *visit, void *with, truce_error *err) {
    file_store *f = of(store);
    /* A statement of its own: a visitor may read, too. As long as it runs, it sees one instant. */
    sqlite3_stmt *row = NULL;
    truce_status status = record_db_prepare(f->db, record_db_read_sql, &row, err);
    if (status != TRUCE_OK) {
        return status;
    }
    (void)sqlite3_bind_int64(row, 1, (int64_t)(from < INT64_MAX ? from : INT64_MAX));
    (void)sqlite3_bind_int64(row, 2, (int64_t)(until < INT64_MAX ? until : INT64_MAX));
    uint64_t before = 0;
    int code = SQLITE_DONE;
    while (status == TRUCE_OK && (code = sqlite3_step(row)) == SQLITE_ROW) {
        truce_entry entry;
        status = record_db_entry(row, &entry, err);
        if (status == TRUCE_OK && entry.n <= before) {
            status = truce_fail(err, TRUCE_EINVAL,
                                "the ledger's file is damaged: its entries are "
                                "not in order");
        }
        if (status == TRUCE_OK) {
            before = entry.n;
            status = visit(with, &entry, err);
        }
    }
    if (status == TRUCE_OK && code != SQLITE_DONE) {
        status = record_db_fail(f->db, code, err);
    }
    (void)sqlite3_finalize(row);
    return status;
}

static truce_status marks_of_file(truce_store *store, uint64_t from, store_mark *visit, void *with,
                                  truce_error *err) {
    file_store *f = of(store);
    (void)sqlite3_bind_int64(f->marks, 1, (int64_t)from);
    truce_status status = TRUCE_OK;
    int64_t before = 0;
    int code = SQLITE_DONE;
    while (status == TRUCE_OK && (code = sqlite3_step(f->marks)) == SQLITE_ROW) {
        const int64_t n = sqlite3_column_int64(f->marks, 0);
        const void *mark = sqlite3_column_blob(f->marks, 1);
        if (n <= before || mark == NULL || sqlite3_column_bytes(f->marks, 1) != TRUCE_MARK) {
            status = truce_fail(err, TRUCE_EINVAL,
                                "the ledger's file is damaged: the marks of its "
                                "entries cannot be read");
        } else {
            before = n;
            visit(with, (uint64_t)n, mark);
        }
    }
    if (status == TRUCE_OK && code != SQLITE_DONE) {
        status = record_db_fail(f->db, code, err);
    }
    (void)sqlite3_reset(f->marks);
    return status;
}

/* ---- writing ------------------------------------------------------------------------------- */

static truce_status purge_one(file_store *f, uint64_t place, const uint8_t *gone,
                              truce_error *err) {
    (void)sqlite3_bind_int64(f->purge, 1, (int64_t)place);
    int code = sqlite3_bind_blob(f->purge, 2, gone, TRUCE_GONE, SQLITE_STATIC);
    if (code == SQLITE_OK) {
        code = sqlite3_step(f->purge);
    }
    truce_status status = code == SQLITE_DONE ? TRUCE_OK : record_db_fail(f->db, code, err);
    if (status == TRUCE_OK && sqlite3_changes(f->db) != 1) {
        status = truce_fail(err, TRUCE_EINVAL, "entry %llu is not there, or was purged before",
                            (unsigned long long)place);
    }
    (void)sqlite3_reset(f->purge);
    (void)sqlite3_clear_bindings(f->purge);
    return status;
}

/* What was put in, as it is met again. */
typedef struct back {
    const store_change *change;
    size_t draft, n; /* the next one to be met; how many were */
    bool other;
} back;

static void meet(void *with, uint64_t n, const uint8_t *mark) {
    back *const b = with;
    const store_change *const change = b->change;
    while (b->draft < change->n && !change->commit->taken[b->draft]) {
        b->draft++;
    }
    b->other = b->other || b->draft == change->n || n != change->last + b->n + 1 ||
               memcmp(mark, change->drafts[b->draft].mark, TRUCE_MARK) != 0;
    b->draft += !b->other;
    b->n++;
}

/* In a damaged file SQLite may take rows and not have them: nothing is acknowledged that cannot be
 * read. */
static truce_status read_back(file_store *f, const store_change *change, truce_error *err) {
    back b = {.change = change};
    const truce_status status = marks_of_file(&f->store, change->last + 1, meet, &b, err);
    return status != TRUCE_OK || (!b.other && b.n == store_change_taken(change))
               ? status
               : truce_fail(err, TRUCE_EINVAL,
                            "the ledger's file is damaged: what is written to it cannot be read "
                            "back, and nothing was written");
}

static truce_status write_rows(file_store *f, const store_change *change, truce_error *err) {
    uint64_t last = 0;
    truce_status status = last_of_file(&f->store, &last, err);
    if (status == TRUCE_OK && last != change->last) {
        status = truce_fail(err, TRUCE_EIO,
                            "another program wrote to the ledger without asking "
                            "for its lock; nothing was written");
    }
    for (size_t i = 0; status == TRUCE_OK && i < change->n_places; i++) {
        status = purge_one(f, change->places[i], change->gone + i * TRUCE_GONE, err);
    }
    size_t left = store_change_taken(change);
    for (size_t i = 0; status == TRUCE_OK && i < change->n; i++) {
        if (change->commit->taken[i]) {
            truce_entry entry;
            store_change_entry(change, i, ++last, --left == 0, &entry);
            status = record_db_insert(f->db, f->insert, &entry, err);
        }
    }
    return status == TRUCE_OK ? read_back(f, change, err) : status;
}

static truce_status write_file(truce_store *store, const store_change *change, truce_error *err) {
    file_store *f = of(store);
    truce_status status = record_db_run(f->db, "BEGIN IMMEDIATE", err);
    if (status == TRUCE_OK) {
        status = write_rows(f, change, err);
        if (status == TRUCE_OK) {
            status = record_db_run(f->db, "COMMIT", err);
        }
        if (status != TRUCE_OK && sqlite3_get_autocommit(f->db) == 0) {
            (void)sqlite3_exec(f->db, "ROLLBACK", NULL, NULL, NULL);
        }
    }
    if (status == TRUCE_OK && f->log_pages >= RECORD_LOG_PAGES) {
        /* What was written is on disk already: if this fails, the log is longer, and that is all.
         */
        (void)sqlite3_wal_checkpoint_v2(f->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    }
    return status;
}

static truce_status scrub_file(truce_store *store, truce_error *err) {
    file_store *f = of(store);
    const int code = sqlite3_wal_checkpoint_v2(f->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    if (code == SQLITE_OK) {
        f->log_pages = 0;
        return TRUCE_OK;
    }
    if ((code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED) {
        return truce_fail(err, TRUCE_EIO,
                          "the ledger's log could not be emptied: another program "
                          "is still reading it");
    }
    return record_db_fail(f->db, code, err);
}

static const store_ops file_ops = {
    .close = close_file,
    .last = last_of_file,
    .read = read_file,
    .marks = marks_of_file,
    .write = write_file,
    .scrub = scrub_file,
    .poll_ms = 20,
};

/* ---- opening ------------------------------------------------------------------------------- */

static int note_log(void *with, sqlite3 *db, const char *name, int pages) {
    (void)db;
    (void)name;
    ((file_store *)with)->log_pages = pages;
    return SQLITE_OK;
}

static truce_status prepare_all(file_store *f, truce_error *err) {
    const struct {
        const char *sql;
        sqlite3_stmt **statement;
    } statements[] = {
        {"SELECT max(n) FROM entry", &f->last},
        {"SELECT n, mark FROM entry WHERE n >= ?1 ORDER BY n", &f->marks},
        {record_db_insert_sql, &f->insert},
        {"UPDATE entry SET body=NULL, wraps=NULL, gone=?2 WHERE n=?1 AND gone IS NULL", &f->purge},
    };
    truce_status status = TRUCE_OK;
    for (size_t i = 0; status == TRUCE_OK && i < sizeof statements / sizeof statements[0]; i++) {
        status = record_db_prepare(f->db, statements[i].sql, statements[i].statement, err);
    }
    return status;
}

static truce_status read_id(file_store *f, truce_error *err) {
    sqlite3_stmt *row = NULL;
    truce_status status = record_db_prepare(f->db, "SELECT id FROM ledger", &row, err);
    if (status != TRUCE_OK) {
        return status;
    }
    int code = sqlite3_step(row);
    if (code == SQLITE_ROW && sqlite3_column_type(row, 0) == SQLITE_BLOB &&
        sqlite3_column_bytes(row, 0) == TRUCE_LEDGER_ID) {
        const void *id = sqlite3_column_blob(row, 0);
        if (id != NULL) {
            memcpy(f->store.id, id, TRUCE_LEDGER_ID);
        }
        code = id != NULL ? sqlite3_step(row) : SQLITE_NOMEM;
    } else if (code == SQLITE_DONE) {
        code = SQLITE_ROW; /* no id is as wrong as two */
    }
    if (code == SQLITE_ROW) {
        status = truce_fail(err, TRUCE_EINVAL, "the ledger's file is damaged: it has no right id");
    } else if (code != SQLITE_DONE) {
        status = record_db_fail(f->db, code, err);
    }
    (void)sqlite3_finalize(row);
    return status;
}

/* A second name would have a second log: entries would be lost (sqlite.org/howtocorrupt.html). */
static truce_status check_path(const char *path, truce_error *err) {
    struct stat info;
    if (stat(path, &info) != 0) {
        return truce_fail(err, errno == ENOENT || errno == ENOTDIR ? TRUCE_ENOTFOUND : TRUCE_EIO,
                          "%s: %s", path, strerror(errno));
    }
    if (S_ISDIR(info.st_mode)) {
        return truce_fail(err, TRUCE_EINVAL, "%s: is a folder, no ledger", path);
    }
    if (!S_ISREG(info.st_mode)) {
        return truce_fail(err, TRUCE_EINVAL, "%s: is no plain file, so no ledger", path);
    }
    if (info.st_nlink > 1) {
        return truce_fail(err, TRUCE_EINVAL,
                          "%s: the file has a second name (a hard link), which "
                          "is not safe; remove that, or make a copy",
                          path);
    }
    return record_place_check(path, err);
}

static truce_status open_file(file_store *f, const char *path, truce_error *err) {
    truce_status status = record_writers_open(path, &f->store.writers, err);
    if (status == TRUCE_OK) {
        status = record_db_open(path, &f->db, err);
    }
    if (status == TRUCE_OK) {
        status = record_db_check(f->db, err);
    }
    if (status == TRUCE_OK && sqlite3_db_readonly(f->db, "main") != 0) {
        status = record_db_fail(NULL, SQLITE_READONLY, err);
    }
    if (status == TRUCE_OK) {
        status = record_db_durable(f->db, err);
    }
    if (status == TRUCE_OK) {
        (void)sqlite3_wal_hook(f->db, note_log, f);
        status = prepare_all(f, err);
    }
    return status == TRUCE_OK ? read_id(f, err) : status;
}

truce_status truce_store_open(const char *path, truce_store **store, truce_error *err) {
    assert(path != NULL && store != NULL);
    truce_status status = check_path(path, err);
    if (status != TRUCE_OK) {
        return status;
    }
    /* Beside the file itself lie its log and its locks, whatever link leads there. */
    char *real = realpath(path, NULL);
    file_store *f = real != NULL ? calloc(1, sizeof *f) : NULL;
    if (f == NULL) {
        status = real == NULL && errno != ENOMEM
                     ? truce_fail(err, TRUCE_EIO, "%s: %s", path, strerror(errno))
                     : truce_fail(err, TRUCE_ENOMEM, "no memory for the ledger");
    } else {
        f->store.ops = &file_ops;
        status = open_file(f, real, err);
        if (status == TRUCE_OK) {
            *store = &f->store;
        } else {
            close_file(&f->store);
        }
    }
    free(real);
    return status;
}

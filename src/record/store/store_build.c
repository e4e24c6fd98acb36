/* A new file, by truce_store_create or truce_store_copy. It is built under another name beside the
 * one it shall have, without a care for crashes, since nobody can have it yet; when it is on disk
 * it gets its name, which nothing else may have had. */
#include "truce/record/store.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "record/store/db.h"
#include "record/store/place.h"

typedef struct building {
    char *name;   /* under which it is built */
    char *folder; /* in which it is */
    sqlite3 *db;
    sqlite3_stmt *insert;
    truce_arena arena;
} building;

static truce_status add_entry(void *with, const truce_entry *entry, truce_error *err) {
    const building *b = with;
    return record_db_insert(b->db, b->insert, entry, err);
}

/* ---- names --------------------------------------------------------------------------------- */

/* What SQLite would take for the log of the new file, and replay. */
static truce_status check_free(const char *path, truce_arena *arena, truce_error *err) {
    static const char *const suffixes[] = {"", "-wal", "-journal"};
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
        struct stat info;
        const truce_str name = truce_arena_printf(arena, "%s%s", path, suffixes[i]);
        if (name.data == NULL) {
            return truce_fail(err, TRUCE_ENOMEM, "no memory for the ledger");
        }
        if (lstat(name.data, &info) == 0) {
            return truce_fail(err, TRUCE_EINVAL, "%s: is there already%s", name.data,
                              i == 0 ? "" : ", of another ledger of that name; move it away first");
        }
    }
    return TRUCE_OK;
}

/* The folder that `path` is in, and a name beside it. False when memory is out. */
static bool make_names(building *b, const char *path) {
    const char *slash = strrchr(path, '/');
    const size_t folder = slash == NULL ? 0 : (size_t)(slash - path) + 1;
    b->folder =
        (char *)truce_arena_str(&b->arena, folder == 0 ? TRUCE_STR(".") : (truce_str){path, folder})
            .data;
    b->name =
        (char *)truce_arena_printf(&b->arena, "%.*s.%s.XXXXXX", (int)folder, path, path + folder)
            .data;
    return b->folder != NULL && b->name != NULL;
}

/* Flush a file, or a folder, to the disk. */
static truce_status flush(const char *path, truce_error *err) {
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    const bool flushed = fd >= 0 && fsync(fd) == 0;
    const truce_status status =
        flushed ? TRUCE_OK : truce_fail(err, TRUCE_EIO, "%s: %s", path, strerror(errno));
    if (fd >= 0) {
        (void)close(fd);
    }
    return status;
}

/* A link fails where the name is taken, which renaming does not. Where there are no links, an empty
 * file holds the name. */
static truce_status give_name(const char *from, const char *path, truce_error *err) {
    if (link(from, path) == 0) {
        (void)unlink(from);
        return TRUCE_OK;
    }
    if (errno != EEXIST) {
        const int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
        if (fd >= 0) {
            (void)close(fd);
            if (rename(from, path) == 0) {
                return TRUCE_OK;
            }
            (void)unlink(path);
        }
    }
    return truce_fail(err, errno == EEXIST ? TRUCE_EINVAL : TRUCE_EIO, "%s: %s", path,
                      strerror(errno));
}

/* ---- building ------------------------------------------------------------------------------ */

static truce_status insert_id(building *b, const uint8_t *id, truce_error *err) {
    sqlite3_stmt *insert = NULL;
    truce_status status =
        record_db_prepare(b->db, "INSERT INTO ledger(id) VALUES(?1)", &insert, err);
    if (status == TRUCE_OK) {
        int code = sqlite3_bind_blob(insert, 1, id, TRUCE_LEDGER_ID, SQLITE_STATIC);
        code = code == SQLITE_OK ? sqlite3_step(insert) : code;
        status = code == SQLITE_DONE ? TRUCE_OK : record_db_fail(b->db, code, err);
    }
    (void)sqlite3_finalize(insert);
    return status;
}

static truce_status begin(building *b, const char *path, const uint8_t *id, truce_error *err) {
    *b = (building){.arena = truce_arena_new()};
    if (!make_names(b, path)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the ledger");
    }
    truce_status status = TRUCE_OK;
    const int fd = mkstemp(b->name); /* for its owner alone */
    if (fd < 0) {
        status = truce_fail(err, errno == ENOENT || errno == ENOTDIR ? TRUCE_ENOTFOUND : TRUCE_EIO,
                            "%s: %s", path, strerror(errno));
        b->name = NULL;
        return status;
    }
    (void)close(fd);
    status = record_place_check(b->name, err);
    if (status == TRUCE_OK) {
        status = record_db_open(b->name, &b->db, err);
    }
    if (status == TRUCE_OK) {
        status = record_db_run(b->db, "PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY", err);
    }
    if (status == TRUCE_OK) {
        status = record_db_run(b->db, "BEGIN", err);
    }
    if (status == TRUCE_OK) {
        status = record_db_format(b->db, err);
    }
    if (status == TRUCE_OK) {
        status = insert_id(b, id, err);
    }
    return status == TRUCE_OK ? record_db_prepare(b->db, record_db_insert_sql, &b->insert, err)
                              : status;
}

static truce_status finish(building *b, const char *path, truce_error *err) {
    (void)sqlite3_finalize(b->insert);
    b->insert = NULL;
    truce_status status = record_db_run(b->db, "COMMIT", err);
    if (status == TRUCE_OK) {
        status = record_db_durable(b->db, err); /* it has a log from now on */
    }
    if (status == TRUCE_OK) {
        const int code = sqlite3_close(b->db);
        status = code == SQLITE_OK ? TRUCE_OK : record_db_fail(b->db, code, err);
        b->db = code == SQLITE_OK ? NULL : b->db;
    }
    if (status == TRUCE_OK) {
        status = flush(b->name, err);
    }
    if (status == TRUCE_OK) {
        status = give_name(b->name, path, err);
    }
    if (status == TRUCE_OK) {
        b->name = NULL;
        status = flush(b->folder, err);
        if (status != TRUCE_OK) {
            (void)unlink(path);
        }
    }
    return status;
}

static void end(building *b) {
    (void)sqlite3_finalize(b->insert);
    (void)sqlite3_close(b->db);
    if (b->name != NULL) {
        (void)unlink(b->name);
    }
    truce_arena_clear(&b->arena);
}

static truce_status insert_all(building *b, const truce_draft *drafts, size_t n,
                               truce_store_sealer *sealer, void *with, truce_error *err) {
    truce_commit commit;
    truce_status status = store_seal(0, drafts, n, sealer, with, &b->arena, &commit, err);
    const store_change change = {.drafts = drafts, .n = n, .commit = &commit};
    if (status == TRUCE_OK && store_change_taken(&change) < n) {
        status = truce_fail(err, TRUCE_EINVAL, "the first entries of a ledger cannot be refused");
    }
    for (size_t i = 0; status == TRUCE_OK && i < n; i++) {
        truce_entry entry;
        store_change_entry(&change, i, i + 1, i + 1 == n, &entry);
        status = add_entry(b, &entry, err);
    }
    return status;
}

truce_status truce_store_create(const char *path, const uint8_t *id, const truce_draft *drafts,
                                size_t n, truce_store_sealer *sealer, void *with,
                                truce_error *err) {
    assert(path != NULL && id != NULL && drafts != NULL && n > 0 && sealer != NULL);
    truce_status status = store_check_drafts(drafts, n, err);
    if (status != TRUCE_OK) {
        return status;
    }
    building b;
    status = begin(&b, path, id, err);
    if (status == TRUCE_OK) {
        status = check_free(path, &b.arena, err);
    }
    if (status == TRUCE_OK) {
        status = insert_all(&b, drafts, n, sealer, with, err);
    }
    if (status == TRUCE_OK) {
        status = finish(&b, path, err);
    }
    end(&b);
    return status;
}

truce_status truce_store_copy(truce_store *store, const char *path, truce_error *err) {
    assert(store != NULL && path != NULL);
    building b;
    truce_status status = begin(&b, path, truce_store_id(store), err);
    if (status == TRUCE_OK) {
        status = check_free(path, &b.arena, err);
    }
    if (status == TRUCE_OK) {
        status = truce_store_read(store, 1, UINT64_MAX, add_entry, &b, err);
    }
    if (status == TRUCE_OK) {
        status = finish(&b, path, err);
    }
    end(&b);
    return status;
}

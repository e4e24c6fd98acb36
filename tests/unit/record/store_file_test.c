/* The file of a ledger: who may read it, what it is refused for, that a hostile one runs nothing
 * and misleads nobody, that what was purged is in no file any more, and that memory may run out
 * anywhere, in SQLite too. */
#define _XOPEN_SOURCE 700 /* NOLINT(bugprone-reserved-identifier): symlink, mkfifo */
#include "record/store/store_file.h"

#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "record/store/place.h"
#include "support/folder.h"
#include "support/ledger.h"
#include "support/memory.h"

enum { ENTRIES = 6 };

typedef struct fixture {
    char folder[FOLDER_PATH], path[FOLDER_PATH];
    truce_arena arena;
} fixture;

static truce_status append(truce_store *store, uint32_t number, size_t size, truce_error *err) {
    truce_arena arena = truce_arena_new();
    toy_sealer toy = {.store = store};
    uint64_t last = 0;
    uint64_t placed = 0;
    truce_status status = truce_store_last(store, &last, err);
    const truce_draft draft = toy_draft(1, number, size, last, &arena);
    if (status == TRUCE_OK && draft.body.data == NULL) {
        status = TRUCE_ENOMEM;
    }
    if (status == TRUCE_OK) {
        status = truce_store_append(store, &draft, 1, toy_seal, &toy, &placed, err);
    }
    truce_arena_clear(&arena);
    return status;
}

static truce_status create(const char *path, truce_error *err) {
    truce_arena arena = truce_arena_new();
    const truce_draft first = toy_draft(0, 0, 10, 0, &arena);
    toy_sealer toy = {0};
    const truce_status status =
        first.body.data == NULL ? TRUCE_ENOMEM
                                : truce_store_create(path, toy_id, &first, 1, toy_seal, &toy, err);
    truce_arena_clear(&arena);
    return status;
}

/* A ledger of some entries, closed. */
static int set_up(void **state) {
    fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    folder_make_fast(f->folder);
    (void)folder_file(f->folder, "talks.ledger", f->path);
    f->arena = truce_arena_new();
    truce_store *store = NULL;
    assert_int_equal(create(f->path, NULL), TRUCE_OK);
    assert_int_equal(truce_store_open(f->path, &store, NULL), TRUCE_OK);
    for (uint32_t i = 1; i < ENTRIES; i++) {
        assert_int_equal(append(store, i, 200 + 3000 * (i % 2), NULL), TRUCE_OK);
    }
    truce_store_close(store);
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    fixture *f = *state;
    truce_arena_clear(&f->arena);
    folder_remove(f->folder);
    free(f);
    return 0;
}

/* SQL by another hand, on the closed ledger. */
static void tamper(const char *path, const char *sql) {
    sqlite3 *db = NULL;
    char *message = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK) {
        fail_msg("%s: %s", sql, message);
    }
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void write_file(const char *path, const char *text) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

/* How many files there are in the folder. */
static size_t count_files(const char *path) {
    DIR *folder = opendir(path);
    assert_non_null(folder);
    size_t n = 0;
    const struct dirent *entry = NULL;
    while ((entry = readdir(folder)) != NULL) {
        n += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 ? 1 : 0;
    }
    assert_int_equal(closedir(folder), 0);
    return n;
}

static void expect_refused(const char *path, truce_status status, const char *why) {
    truce_error err = {0};
    truce_store *store = NULL;
    assert_int_equal(truce_store_open(path, &store, &err), status);
    assert_null(store);
    assert_int_equal(err.status, status);
    if (strstr(err.message, why) == NULL) {
        fail_msg("\"%s\" does not say \"%s\"", err.message, why);
    }
}

/* ---- who may have it ------------------------------------------------------------------------- */

static void all_files_are_for_their_owner_alone(void **state) {
    fixture *f = *state;
    const mode_t before = umask(0);
    folder_empty(f->folder);
    truce_store *store = NULL;
    assert_int_equal(create(f->path, NULL), TRUCE_OK);
    assert_int_equal(truce_store_open(f->path, &store, NULL), TRUCE_OK);
    assert_int_equal(append(store, 1, 10, NULL), TRUCE_OK);
    (void)umask(before);
    static const char *const names[] = {"talks.ledger", "talks.ledger-wal", "talks.ledger-shm",
                                        "talks.ledger-lock", "talks.ledger-queue"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[FOLDER_PATH];
        struct stat info;
        assert_int_equal(stat(folder_file(f->folder, names[i], path), &info), 0);
        assert_int_equal(info.st_mode & 07777, 0600);
    }
    assert_int_equal(count_files(f->folder), sizeof names / sizeof names[0]);
    truce_store_close(store);
}

static void what_may_not_be_written_is_refused(void **state) {
    fixture *f = *state;
    const bool is_root = geteuid() == 0;
    assert_int_equal(chmod(f->path, 0444), 0);
    assert_int_equal(chmod(f->folder, 0555), 0);
    assert_int_equal(is_root ? seteuid(65534) : 0, 0);
    expect_refused(f->path, TRUCE_EIO, "must be readable and writable");
    char path[FOLDER_PATH];
    truce_error err = {0};
    assert_int_equal(create(folder_file(f->folder, "new.ledger", path), &err), TRUCE_EIO);
    assert_non_null(strstr(err.message, "Permission denied"));
    assert_int_equal(is_root ? seteuid(0) : 0, 0);
    assert_int_equal(chmod(f->folder, 0700), 0);
}

/* ---- what is no ledger ----------------------------------------------------------------------- */

static void what_is_no_ledger_is_refused(void **state) {
    fixture *f = *state;
    char path[FOLDER_PATH];
    (void)folder_file(f->folder, "other", path);
    expect_refused(path, TRUCE_ENOTFOUND, "No such file");
    expect_refused(f->folder, TRUCE_EINVAL, "is a folder");
    write_file(path, "");
    expect_refused(path, TRUCE_EINVAL, "is no ledger");
    write_file(path, "truce 1\n\ncase talks \"Talks\"\n");
    expect_refused(path, TRUCE_EINVAL, "is no ledger");
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkfifo(path, 0600), 0);
    expect_refused(path, TRUCE_EINVAL, "is no plain file");
    assert_int_equal(unlink(path), 0);
    tamper(path, "CREATE TABLE t(x); INSERT INTO t VALUES(1)");
    expect_refused(path, TRUCE_EINVAL, "is no ledger");
    char inside[FOLDER_PATH];
    expect_refused(folder_file(path, "inside", inside), TRUCE_ENOTFOUND, "Not a directory");
}

static void a_later_version_is_refused_by_its_number(void **state) {
    fixture *f = *state;
    tamper(f->path, "PRAGMA user_version=2");
    expect_refused(f->path, TRUCE_EINVAL, "of version 2, and this truce knows version 1");
}

static void a_file_with_anything_else_in_it_is_refused(void **state) {
    fixture *f = *state;
    static const char *const objects[][2] = {
        {"CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM entry; END", "DROP TRIGGER t"},
        {"CREATE VIEW v AS SELECT * FROM entry", "DROP VIEW v"},
        {"CREATE INDEX i ON entry(mark)", "DROP INDEX i"},
        {"CREATE TABLE t(x)", "DROP TABLE t"},
        {"ANALYZE", "DROP TABLE sqlite_stat1"},
        {"ALTER TABLE entry ADD COLUMN x ANY DEFAULT 1", "ALTER TABLE entry DROP COLUMN x"},
        {"ALTER TABLE entry RENAME TO entries", "ALTER TABLE entries RENAME TO entry"},
    };
    for (size_t i = 0; i < sizeof objects / sizeof objects[0]; i++) {
        tamper(f->path, objects[i][0]);
        expect_refused(f->path, TRUCE_EINVAL, "no ledger as truce makes them");
        if (i + 2 < sizeof objects / sizeof objects[0]) {
            tamper(f->path, objects[i][1]);
            truce_store *store = NULL;
            assert_int_equal(truce_store_open(f->path, &store, NULL), TRUCE_OK);
            truce_store_close(store);
        }
    }
}

static void an_id_that_is_not_one_is_refused(void **state) {
    fixture *f = *state;
    static const char *const ids[] = {
        "UPDATE ledger SET id=x'00'",
        "INSERT INTO ledger VALUES(zeroblob(16))",
        "DELETE FROM ledger",
    };
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        tamper(f->path, ids[i]);
        expect_refused(f->path, TRUCE_EINVAL, "it has no right id");
    }
}

/* A file cut off at any length is refused, or what can be read of it is not taken for the whole. */
static void a_truncated_file_is_seen(void **state) {
    fixture *f = *state;
    struct stat info;
    char path[FOLDER_PATH];
    (void)folder_file(f->folder, "cut.ledger", path);
    assert_int_equal(stat(f->path, &info), 0);
    char *bytes = malloc((size_t)info.st_size);
    FILE *file = fopen(f->path, "rb");
    assert_non_null(bytes);
    assert_non_null(file);
    assert_int_equal(fread(bytes, 1, (size_t)info.st_size, file), info.st_size);
    assert_int_equal(fclose(file), 0);
    for (size_t size = 0; size < (size_t)info.st_size; size += 256) {
        file = fopen(path, "wb");
        assert_non_null(file);
        assert_int_equal(fwrite(bytes, 1, size, file), size);
        assert_int_equal(fclose(file), 0);
        truce_store *store = NULL;
        truce_error err = {0};
        truce_status status = truce_store_open(path, &store, &err);
        if (status == TRUCE_OK) {
            status = toy_verify(store, NULL, NULL, &err);
        }
        assert_int_equal(status, TRUCE_EINVAL);
        truce_store_close(store);
    }
    free(bytes);
}

static void a_second_name_is_refused(void **state) {
    fixture *f = *state;
    char path[FOLDER_PATH];
    assert_int_equal(link(f->path, folder_file(f->folder, "again.ledger", path)), 0);
    expect_refused(f->path, TRUCE_EINVAL, "has a second name");
    expect_refused(path, TRUCE_EINVAL, "has a second name");
}

static void behind_a_link_are_the_same_locks(void **state) {
    fixture *f = *state;
    char path[FOLDER_PATH];
    char lock[FOLDER_PATH];
    assert_int_equal(symlink(f->path, folder_file(f->folder, "link", path)), 0);
    (void)folder_file(f->folder, "talks.ledger-lock", lock);
    (void)unlink(lock);
    truce_store *store = NULL;
    struct stat info;
    assert_int_equal(truce_store_open(path, &store, NULL), TRUCE_OK);
    assert_int_equal(append(store, 50, 10, NULL), TRUCE_OK);
    truce_store_close(store);
    assert_int_equal(stat(lock, &info), 0);
}

/* ---- fields ---------------------------------------------------------------------------------- */

static truce_status ignore(void *with, const truce_entry *entry, truce_error *err) {
    (void)with;
    (void)entry;
    (void)err;
    return TRUCE_OK;
}

static void a_field_that_is_not_as_it_must_be_is_named(void **state) {
    fixture *f = *state;
    static const char *const fields[][3] = {
        {"kind=256", "kind", "kind=1"},
        {"kind=-1", "kind", "kind=1"},
        {"hour=-1", "hour", "hour=2"},
        {"hour=4294967296", "hour", "hour=2"},
        {"mark=zeroblob(31)", "mark", "mark=zeroblob(32)"},
        {"mark=zeroblob(100000000)", "damaged", "mark=zeroblob(32)"},
        {"link=x''", "link", "link=zeroblob(32)"},
        {"seal=zeroblob(143)", "seal", "seal=NULL"},
        {"gone=zeroblob(64)", "wraps", "gone=NULL"},
        {"gone=zeroblob(65)", "gone", "gone=NULL"},
        {"body=NULL", "body", "body=x''"},
        {"wraps=NULL", "wraps", "wraps=x''"},
        {"body=zeroblob(4194305)", "body", "body=x''"},
        {"wraps=zeroblob(16777217)", "wraps", "wraps=x''"},
        {"wraps=zeroblob(900000000)", "damaged", "wraps=x''"},
    };
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        char sql[200];
        truce_store *store = NULL;
        truce_error err = {0};
        (void)snprintf(sql, sizeof sql, "UPDATE entry SET %s WHERE n=3", fields[i][0]);
        tamper(f->path, sql);
        assert_int_equal(truce_store_open(f->path, &store, &err), TRUCE_OK);
        assert_int_equal(truce_store_read(store, 1, 2, ignore, NULL, &err), TRUCE_OK);
        assert_int_equal(truce_store_read(store, 1, 9, ignore, NULL, &err), TRUCE_EINVAL);
        if (strstr(err.message, fields[i][1]) == NULL) {
            fail_msg("%s: \"%s\" does not say \"%s\"", sql, err.message, fields[i][1]);
        }
        truce_store_close(store);
        (void)snprintf(sql, sizeof sql, "UPDATE entry SET %s WHERE n=3", fields[i][2]);
        tamper(f->path, sql);
    }
    truce_store *store = NULL;
    truce_error err = {0};
    uint64_t last = 0;
    tamper(f->path, "UPDATE entry SET n=4294967296 WHERE n=3");
    assert_int_equal(truce_store_open(f->path, &store, &err), TRUCE_OK);
    assert_int_equal(truce_store_last(store, &last, &err), TRUCE_EINVAL);
    assert_int_equal(append(store, 50, 10, &err), TRUCE_EINVAL);
    assert_int_equal(truce_store_read(store, 1, UINT64_MAX, ignore, NULL, &err), TRUCE_EINVAL);
    truce_store_close(store);
}

/* ---- making ---------------------------------------------------------------------------------- */

static void nothing_is_made_over_what_is_there(void **state) {
    fixture *f = *state;
    truce_error err = {0};
    char path[FOLDER_PATH];
    char log[FOLDER_PATH];
    const size_t files = count_files(f->folder);
    assert_int_equal(create(f->path, &err), TRUCE_EINVAL);
    assert_non_null(strstr(err.message, "is there already"));
    (void)folder_file(f->folder, "new.ledger", path);
    write_file(folder_file(f->folder, "new.ledger-wal", log), "what another ledger left");
    assert_int_equal(create(path, &err), TRUCE_EINVAL);
    assert_non_null(strstr(err.message, "move it away"));
    assert_int_equal(unlink(log), 0);
    assert_int_equal(create(folder_file(f->folder, "no/such.ledger", path), &err), TRUCE_ENOTFOUND);

    truce_arena arena = truce_arena_new();
    truce_draft first = toy_draft(0, 0, 10, 0, &arena);
    (void)folder_file(f->folder, "new.ledger", path);
    toy_sealer toy = {.fails = TRUCE_EDENIED};
    assert_int_equal(truce_store_create(path, toy_id, &first, 1, toy_seal, &toy, &err),
                     TRUCE_EDENIED);
    toy = (toy_sealer){.refuses = TRUCE_ENTRY_EVENT};
    assert_int_equal(truce_store_create(path, toy_id, &first, 1, toy_seal, &toy, &err),
                     TRUCE_EINVAL);
    first.body.size = TRUCE_BODY_MAX + 1;
    assert_int_equal(truce_store_create(path, toy_id, &first, 1, toy_seal, &toy, &err),
                     TRUCE_ELIMIT);
    truce_arena_clear(&arena);
    assert_int_equal(count_files(f->folder), files);
}

/* ---- others ---------------------------------------------------------------------------------- */

typedef struct meddler {
    toy_sealer toy;
    const char *path;
} meddler;

static truce_status seal_while_another_writes(void *with, uint64_t last, const truce_draft *drafts,
                                              size_t n, truce_commit *commit, truce_error *err) {
    meddler *m = with;
    tamper(m->path, "INSERT INTO entry(n,kind,hour,mark,link) SELECT max(n)+1,1,0,x'',x'' "
                    "FROM entry");
    return toy_seal(&m->toy, last, drafts, n, commit, err);
}

static void who_writes_without_the_lock_is_noticed(void **state) {
    fixture *f = *state;
    truce_store *store = NULL;
    truce_error err = {0};
    uint64_t placed = 77;
    assert_int_equal(truce_store_open(f->path, &store, NULL), TRUCE_OK);
    meddler m = {{.store = store}, f->path};
    const truce_draft draft = toy_draft(1, 50, 10, ENTRIES, &f->arena);
    assert_int_equal(
        truce_store_append(store, &draft, 1, seal_while_another_writes, &m, &placed, &err),
        TRUCE_EIO);
    assert_non_null(strstr(err.message, "without asking for its lock"));
    assert_int_equal(placed, 77);
    truce_store_close(store);
}

typedef struct reader {
    truce_store *other;
    uint32_t n;
} reader;

static truce_status write_meanwhile(void *with, const truce_entry *entry, truce_error *err) {
    (void)entry;
    reader *r = with;
    return append(r->other, 100 + r->n++, 5000, err);
}

static void a_reader_sees_one_instant_and_holds_nobody_up(void **state) {
    fixture *f = *state;
    truce_store *store = NULL;
    reader r = {0};
    uint64_t last = 0;
    assert_int_equal(truce_store_open(f->path, &store, NULL), TRUCE_OK);
    assert_int_equal(truce_store_open(f->path, &r.other, NULL), TRUCE_OK);
    assert_int_equal(truce_store_read(store, 1, UINT64_MAX, write_meanwhile, &r, NULL), TRUCE_OK);
    assert_int_equal(r.n, ENTRIES);
    assert_int_equal(truce_store_wait(store, ENTRIES, 1000, &last, NULL), TRUCE_OK);
    assert_int_equal(last, 2 * ENTRIES);
    assert_int_equal(toy_verify(store, NULL, NULL, NULL), TRUCE_OK);
    truce_store_close(r.other);
    truce_store_close(store);
}

/* ---- purging --------------------------------------------------------------------------------- */

static int compare_words(const void *left, const void *right) {
    return memcmp(left, right, 8);
}

/* Does any of the words, sorted, stand anywhere in a file of the folder? */
static bool stands_in(const char *path, const uint8_t (*words)[8], size_t n) {
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    uint8_t window[8] = {0};
    bool found = false;
    int byte = 0;
    while (!found && (byte = fgetc(file)) != EOF) {
        memmove(window, window + 1, 7);
        window[7] = (uint8_t)byte;
        found = bsearch(window, words, n, 8, compare_words) != NULL;
    }
    assert_int_equal(fclose(file), 0);
    return found;
}

static void what_was_purged_stands_in_no_file(void **state) {
    enum { ROWS = 120, EVERY = 4, WORDS = ROWS / EVERY * 2000 };
    static uint8_t words[WORDS][8];
    fixture *f = *state;
    truce_store *store = NULL;
    uint64_t places[ROWS];
    uint8_t gone[ROWS][TRUCE_GONE] = {{0}};
    size_t n = 0;
    size_t n_words = 0;
    assert_int_equal(truce_store_open(f->path, &store, NULL), TRUCE_OK);
    for (uint32_t i = 0; i < ROWS; i++) {
        const size_t size = i % 7 == 0 ? 7000 : 64 + 8 * (i % 60);
        assert_int_equal(append(store, 1000 + i, size, NULL), TRUCE_OK);
        if (i % EVERY != 0) {
            continue;
        }
        const truce_draft same = toy_draft(1, 1000 + i, size, 0, &f->arena);
        places[n++] = ENTRIES + i + 1;
        for (size_t k = 0; k + 8 <= size + size / 2; k += 8) {
            memcpy(words[n_words++], same.body.data + k, 8);
        }
    }
    assert_in_range(n_words, 1, WORDS);
    qsort(words, n_words, 8, compare_words);
    assert_int_equal(truce_store_scrub(store, NULL), TRUCE_OK);
    assert_true(stands_in(f->path, (const uint8_t(*)[8])words, n_words));

    const truce_draft draft = toy_draft(2, 0, 100, 0, &f->arena);
    toy_sealer toy = {.store = store};
    uint64_t placed = 0;
    assert_int_equal(
        truce_store_purge(store, places, gone[0], n, &draft, toy_seal, &toy, &placed, NULL),
        TRUCE_OK);
    static const char *const names[] = {"talks.ledger", "talks.ledger-wal", "talks.ledger-queue"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[FOLDER_PATH];
        assert_false(
            stands_in(folder_file(f->folder, names[i], path), (const uint8_t(*)[8])words, n_words));
    }
    assert_int_equal(toy_verify(store, NULL, NULL, NULL), TRUCE_OK);
    truce_store_close(store);
}

/* ---- places ---------------------------------------------------------------------------------- */

static void file_systems_behind_a_network_are_refused(void **state) {
    fixture *f = *state;
    assert_string_equal(record_place_network(0x6969, NULL), "NFS");
    assert_string_equal(record_place_network(0xFF534D42, NULL), "SMB (cifs)");
    assert_string_equal(record_place_network(0xFE534D42, NULL), "SMB");
    assert_string_equal(record_place_network(0x01021997, NULL), "9P");
    assert_string_equal(record_place_network(0x65735546, "fuse.sshfs"), "fuse.sshfs");
    assert_string_equal(record_place_network(0x65735546, NULL), "FUSE");
    assert_null(record_place_network(0x65735546, "fuseblk"));
    assert_null(record_place_network(0xEF53, NULL));     /* ext4 */
    assert_null(record_place_network(0x01021994, NULL)); /* tmpfs */
    assert_int_equal(record_place_check(f->folder, NULL), TRUCE_OK);
    assert_int_equal(record_place_check("/no/such/place", NULL), TRUCE_EIO);
}

/* ---- memory ---------------------------------------------------------------------------------- */

static sqlite3_mem_methods sqlite_memory;

static void *sqlite_take(int size) {
    return may_allocate() ? sqlite_memory.xMalloc(size) : NULL;
}

static void *sqlite_retake(void *memory, int size) {
    return may_allocate() ? sqlite_memory.xRealloc(memory, size) : NULL;
}

static truce_status work(fixture *f, truce_error *err) {
    truce_store *store = NULL;
    char path[FOLDER_PATH];
    truce_status status = truce_store_open(f->path, &store, err);
    if (status == TRUCE_OK) {
        status = append(store, 200, 6000, err);
    }
    if (status == TRUCE_OK) {
        status = truce_store_read(store, 1, UINT64_MAX, ignore, NULL, err);
    }
    if (status == TRUCE_OK) {
        const uint64_t place = 2;
        const uint8_t gone[TRUCE_GONE] = {0};
        uint64_t placed = 0;
        truce_arena arena = truce_arena_new();
        toy_sealer toy = {.store = store};
        const truce_draft draft = toy_draft(2, 0, 100, 0, &arena);
        status = draft.body.data == NULL ? TRUCE_ENOMEM
                                         : truce_store_purge(store, &place, gone, 1, &draft,
                                                             toy_seal, &toy, &placed, err);
        truce_arena_clear(&arena);
    }
    if (status == TRUCE_OK) {
        status = truce_store_copy(store, folder_file(f->folder, "copy.ledger", path), err);
    }
    truce_store_close(store);
    return status;
}

static void memory_may_run_out_anywhere(void **state) {
    fixture *f = *state;
    char backup[FOLDER_PATH];
    (void)folder_file(f->folder, "backup", backup);
    assert_int_equal(rename(f->path, backup), 0);
    unsigned refused = 0;
    for (int once = 0; once < 2; once++) {
        fails_once = once == 1;
        bool out = true;
        for (long n = 0; out; n += n < 100 ? 1 : 13) {
            char path[FOLDER_PATH];
            truce_error err = {0};
            truce_store *store = NULL;
            assert_int_equal(truce_store_open(backup, &store, NULL), TRUCE_OK);
            assert_int_equal(truce_store_copy(store, f->path, NULL), TRUCE_OK);
            truce_store_close(store);
            allocations_left = n;
            const truce_status status = work(f, &err);
            out = allocations_left < 0;
            allocations_left = LONG_MAX;
            if (status != TRUCE_OK && status != TRUCE_ENOMEM) {
                fail_msg("allocation %ld: %s", n, err.message);
            }
            refused += status == TRUCE_ENOMEM ? 1 : 0;
            store = NULL;
            assert_int_equal(truce_store_open(f->path, &store, &err), TRUCE_OK);
            assert_int_equal(toy_verify(store, NULL, NULL, &err), TRUCE_OK);
            truce_store_close(store);
            (void)unlink(f->path);
            (void)unlink(folder_file(f->folder, "copy.ledger", path));
        }
    }
    fails_once = false;
    print_message("memory ran out %u times\n", refused);
    assert_true(refused > 50);
}

int main(void) {
    /* Before anything else of SQLite's. */
    if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &sqlite_memory) != SQLITE_OK) {
        return 1;
    }
    sqlite3_mem_methods counted = sqlite_memory;
    counted.xMalloc = sqlite_take;
    counted.xRealloc = sqlite_retake;
    if (sqlite3_config(SQLITE_CONFIG_MALLOC, &counted) != SQLITE_OK) {
        return 1;
    }
#define ONE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        ONE(all_files_are_for_their_owner_alone),
        ONE(what_may_not_be_written_is_refused),
        ONE(what_is_no_ledger_is_refused),
        ONE(a_later_version_is_refused_by_its_number),
        ONE(a_file_with_anything_else_in_it_is_refused),
        ONE(an_id_that_is_not_one_is_refused),
        ONE(a_truncated_file_is_seen),
        ONE(a_second_name_is_refused),
        ONE(behind_a_link_are_the_same_locks),
        ONE(a_field_that_is_not_as_it_must_be_is_named),
        ONE(nothing_is_made_over_what_is_there),
        ONE(who_writes_without_the_lock_is_noticed),
        ONE(a_reader_sees_one_instant_and_holds_nobody_up),
        ONE(what_was_purged_stands_in_no_file),
        ONE(file_systems_behind_a_network_are_refused),
        ONE(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* store - how fast entries are committed and read, beside what SQLite and the disk do.
 *
 * Entries are committed one at a time, each flushed to disk before the next: by one process, and by
 * four at once, each through a store of its own. Beside them stand SQLite's bare insert of rows of
 * the same size, with the same log and the same flush, in a file of its own, and the bare flush of
 * a page. All take turns in short rounds, since a disk that others use is now fast and now slow.
 * The wait of a writer is from the call to the acknowledgement.
 *
 * Then a ledger of 10^6 entries is read from the page cache, best of three. Where that takes longer
 * than its time of the processor, others had the machine, and waits mean nothing either.
 *
 *   store [ROUNDS] [ENTRIES]      by default 8 and 1000000
 */
#define _DEFAULT_SOURCE /* NOLINT(bugprone-reserved-identifier): shared memory without a file */
#include <fcntl.h>
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "support/folder.h"
#include "support/ledger.h"

enum { ROUNDS = 8, PER_ROUND = 60, WRITERS = 4, SIZE = 256, BATCH = 10000 };

static char folder[FOLDER_PATH], ledger_path[FOLDER_PATH];

static void give_up(const char *what, const char *why) {
    (void)fprintf(stderr, "store: %s: %s\n", what, why);
    exit(1);
}

static double seconds(void) {
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* What was done in how long, and the longest single one. */
typedef struct figure {
    double n, seconds, longest;
} figure;

static void note(figure *f, double took) {
    f->n += 1;
    f->longest = took > f->longest ? took : f->longest;
}

static void add(figure *to, const figure *from) {
    to->n += from->n;
    to->seconds += from->seconds;
    to->longest = from->longest > to->longest ? from->longest : to->longest;
}

/* ---- what the machine does ------------------------------------------------------------------- */

static void flush_pages(int fd, figure *f) {
    static const char page[4096];
    const double began = seconds();
    for (int i = 0; i < PER_ROUND; i++) {
        const double before = seconds();
        if (pwrite(fd, page, sizeof page, (off_t)i * (off_t)sizeof page) < 0 ||
            fdatasync(fd) != 0) {
            give_up("flush", "the disk fails");
        }
        note(f, seconds() - before);
    }
    f->seconds += seconds() - began;
}

static void must(sqlite3 *db, int code) {
    if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW) {
        give_up("SQLite", sqlite3_errmsg(db));
    }
}

static sqlite3_stmt *prepare_bare(const char *path, sqlite3 **db) {
    sqlite3_stmt *insert = NULL;
    must(*db, sqlite3_open(path, db));
    must(*db, sqlite3_exec(*db,
                           "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                           "CREATE TABLE entry(n INTEGER PRIMARY KEY, row BLOB) STRICT",
                           NULL, NULL, NULL));
    must(*db, sqlite3_prepare_v2(*db, "INSERT INTO entry(row) VALUES(?1)", -1, &insert, NULL));
    return insert;
}

static void insert_bare(sqlite3 *db, sqlite3_stmt *insert, figure *f) {
    /* As many bytes as an entry of ours has, seal and all. */
    static const char row[SIZE + SIZE / 2 + TRUCE_MARK + TRUCE_LINK + TRUCE_SEAL];
    const double began = seconds();
    for (int i = 0; i < PER_ROUND; i++) {
        const double before = seconds();
        must(db, sqlite3_bind_blob(insert, 1, row, sizeof row, SQLITE_STATIC));
        must(db, sqlite3_step(insert));
        must(db, sqlite3_reset(insert));
        note(f, seconds() - before);
    }
    f->seconds += seconds() - began;
}

/* ---- ours ------------------------------------------------------------------------------------ */

static truce_store *open_ledger(void) {
    truce_error err;
    truce_store *store = NULL;
    if (truce_store_open(ledger_path, &store, &err) != TRUCE_OK) {
        give_up("open", err.message);
    }
    return store;
}

static void append(truce_store *store, uint32_t writer, int n, figure *f) {
    static uint32_t number;
    truce_error err;
    truce_arena arena = truce_arena_new();
    toy_sealer toy = {.store = store};
    const double began = seconds();
    for (int i = 0; i < n; i++) {
        uint64_t last = 0;
        uint64_t placed = 0;
        const double before = seconds();
        truce_status status = truce_store_last(store, &last, &err);
        const truce_draft draft = toy_draft(writer, number++, SIZE, last, &arena);
        if (status == TRUCE_OK) {
            status = truce_store_append(store, &draft, 1, toy_seal, &toy, &placed, &err);
        }
        if (status != TRUCE_OK || placed == 0) {
            give_up("append", err.message);
        }
        note(f, seconds() - before);
    }
    f->seconds += seconds() - began;
    truce_arena_clear(&arena);
}

/* What the writers share. */
typedef struct crew {
    volatile int ready, begin;
    figure each[WRITERS];
} crew;

/* Four processes, open and waiting, then all at once. */
static void append_together(crew *c, uint32_t round, figure *f) {
    pid_t children[WRITERS];
    memset((void *)c, 0, sizeof *c);
    for (uint32_t i = 0; i < WRITERS; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            truce_store *store = open_ledger();
            (void)__atomic_add_fetch(&c->ready, 1, __ATOMIC_SEQ_CST);
            while (__atomic_load_n(&c->begin, __ATOMIC_SEQ_CST) == 0) {
                (void)usleep(100);
            }
            append(store, 1000 + round * WRITERS + i, PER_ROUND, &c->each[i]);
            _exit(0);
        }
    }
    while (__atomic_load_n(&c->ready, __ATOMIC_SEQ_CST) < WRITERS) {
        (void)usleep(100);
    }
    const double began = seconds();
    __atomic_store_n(&c->begin, 1, __ATOMIC_SEQ_CST);
    for (uint32_t i = 0; i < WRITERS; i++) {
        int status = 0;
        if (waitpid(children[i], &status, 0) != children[i] || status != 0) {
            give_up("a writer", "failed");
        }
        c->each[i].seconds = 0;
        add(f, &c->each[i]);
    }
    f->seconds += seconds() - began;
}

static void print_rate(const char *what, const figure *f, const figure *beside) {
    const double rate = f->n / f->seconds;
    (void)printf("%-28s %8.0f a second", what, rate);
    if (beside != NULL) {
        (void)printf(", %.2f of SQLite's bare insert", rate / (beside->n / beside->seconds));
    }
    (void)printf("; longest wait %.1f ms\n", f->longest * 1e3);
}

static void measure_commits(int rounds) {
    char path[FOLDER_PATH];
    sqlite3 *db = NULL;
    sqlite3_stmt *insert = prepare_bare(folder_file(folder, "bare", path), &db);
    const int fd = open(folder_file(folder, "pages", path), O_RDWR | O_CREAT, 0600);
    crew *c = mmap(NULL, sizeof *c, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (fd < 0 || c == MAP_FAILED) {
        give_up("measure", "no memory");
    }
    figure flushed = {0};
    figure bare = {0};
    figure alone = {0};
    figure together = {0};
    for (int i = 0; i < rounds; i++) {
        flush_pages(fd, &flushed);
        insert_bare(db, insert, &bare);
        truce_store *store = open_ledger();
        append(store, 1, PER_ROUND, &alone);
        truce_store_close(store);
        append_together(c, (uint32_t)i, &together);
    }
    print_rate("a page flushed", &flushed, NULL);
    print_rate("SQLite, bare insert", &bare, NULL);
    print_rate("store, one process", &alone, &bare);
    print_rate("store, four processes", &together, &bare);
    (void)sqlite3_finalize(insert);
    (void)sqlite3_close(db);
    (void)close(fd);
    (void)munmap(c, sizeof *c);
}

/* ---- reading --------------------------------------------------------------------------------- */

static truce_status count(void *with, const truce_entry *entry, truce_error *err) {
    (void)err;
    uint64_t *bytes = with;
    *bytes += entry->body.size + entry->wraps.size + TRUCE_MARK + TRUCE_LINK;
    return TRUCE_OK;
}

static void measure_reading(uint32_t entries) {
    truce_error err;
    truce_store *store = open_ledger();
    toy_sealer toy = {.store = store};
    static truce_draft drafts[BATCH];
    static uint64_t placed[BATCH];
    double began = seconds();
    for (uint32_t n = 0; n < entries; n += BATCH) {
        truce_arena arena = truce_arena_new();
        uint64_t last = 0;
        truce_status status = truce_store_last(store, &last, &err);
        for (uint32_t i = 0; i < BATCH; i++) {
            drafts[i] = toy_draft(2, n + i, SIZE, last, &arena);
        }
        if (status == TRUCE_OK) {
            status = truce_store_append(store, drafts, BATCH, toy_seal, &toy, placed, &err);
        }
        if (status != TRUCE_OK) {
            give_up("append", err.message);
        }
        truce_arena_clear(&arena);
    }
    (void)printf("%" PRIu32 " entries, %d a commit: written in %.2f s\n", entries, BATCH,
                 seconds() - began);
    double best = 0;
    double best_cpu = 0;
    uint64_t bytes = 0;
    for (int i = 0; i < 3; i++) {
        bytes = 0;
        const clock_t cpu = clock();
        began = seconds();
        if (truce_store_read(store, 1, UINT64_MAX, count, &bytes, &err) != TRUCE_OK) {
            give_up("read", err.message);
        }
        const double took = seconds() - began;
        const double took_cpu = (double)(clock() - cpu) / CLOCKS_PER_SEC;
        best = i == 0 || took < best ? took : best;
        best_cpu = i == 0 || took_cpu < best_cpu ? took_cpu : best_cpu;
    }
    (void)printf("read from page cache in %.2f s: %.0f a second, %.0f MB/s; %.2f s of processor\n",
                 best, entries / best, (double)bytes / best / 1e6, best_cpu);
    truce_store_close(store);
}

int main(int argc, char **argv) {
    const int rounds = argc > 1 ? atoi(argv[1]) : ROUNDS;
    const uint32_t entries = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 1000000;
    truce_error err;
    truce_arena arena = truce_arena_new();
    folder_make(folder);
    (void)folder_file(folder, "talks.ledger", ledger_path);
    const truce_draft first = toy_draft(0, 0, 100, 0, &arena);
    toy_sealer toy = {0};
    if (truce_store_create(ledger_path, toy_id, &first, 1, toy_seal, &toy, &err) != TRUCE_OK) {
        give_up("create", err.message);
    }
    (void)printf("in %s\n", folder);
    measure_commits(rounds);
    measure_reading(entries);
    truce_arena_clear(&arena);
    folder_remove(folder);
    return 0;
}

/* store_kills - what killing writers does to a ledger: nothing that was acknowledged is lost,
 * nothing is there in half or twice, and no lock stays.
 *
 * Four processes write without a pause. One of them, or from time to time all at once, is killed
 * (SIGKILL) at a random instant, and another takes its place. A writer notes each entry in shared
 * memory when it was acknowledged. In the end, and after each time when all were killed, the whole
 * ledger is read and compared with the notes.
 *
 *   store_kills [KILLS]      by default 500
 */
/* Memory shared by processes without a file: of the C library, not of POSIX yet. */
#define _DEFAULT_SOURCE /* NOLINT(bugprone-reserved-identifier) */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "support/folder.h"
#include "support/ledger.h"
#include "support/random.h"

enum { WRITERS = 4, KILLS = 500, ALL_AT_ONCE = 25, PAUSE_US_MAX = 40000 };

/* What one writer says: it numbers its entries 1, 2, 3, ... and appends the next when the one
 * before was acknowledged. */
typedef struct note {
    volatile uint32_t acknowledged;
    volatile uint32_t longest_us;
} note;

static char ledger_path[FOLDER_PATH];
static pid_t children[WRITERS]; /* 0: none */
static bool is_writer;

static void give_up(const char *what, const char *why) {
    (void)fprintf(stderr, "store_kills: %s: %s\n", what, why);
    for (size_t i = 0; i < WRITERS && !is_writer; i++) {
        if (children[i] > 0) {
            (void)kill(children[i], SIGKILL);
        }
    }
    exit(1);
}

static int64_t now_us(void) {
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void write_without_end(uint32_t writer, note *mine) {
    truce_error err;
    truce_store *store = NULL;
    truce_arena arena = truce_arena_new();
    uint64_t seed = writer;
    if (truce_store_open(ledger_path, &store, &err) != TRUCE_OK) {
        give_up("open", err.message);
    }
    toy_sealer toy = {.store = store};
    for (;;) {
        uint64_t last = 0;
        uint64_t placed = 0;
        if (truce_store_last(store, &last, &err) != TRUCE_OK) {
            give_up("last", err.message);
        }
        const uint32_t number = mine->acknowledged + 1;
        const size_t size = percent(&seed, 5) ? 20000 : 200 + below(&seed, 800);
        const truce_draft draft = toy_draft(writer, number, size, last, &arena);
        const int64_t begin = now_us();
        if (truce_store_append(store, &draft, 1, toy_seal, &toy, &placed, &err) != TRUCE_OK ||
            placed == 0) {
            give_up("append", err.message);
        }
        const uint32_t took = (uint32_t)(now_us() - begin);
        mine->acknowledged = number;
        mine->longest_us = took > mine->longest_us ? took : mine->longest_us;
        truce_arena_clear(&arena);
    }
}

static pid_t start(uint32_t writer, note *mine) {
    const pid_t child = fork();
    if (child < 0) {
        give_up("fork", "no more processes");
    }
    if (child == 0) {
        is_writer = true;
        write_without_end(writer, mine);
    }
    return child;
}

static void end(pid_t child) {
    int status = 0;
    if (kill(child, SIGKILL) != 0 || waitpid(child, &status, 0) != child || !WIFSIGNALED(status)) {
        give_up("a writer", "ended before it was killed");
    }
}

typedef struct check {
    const note *notes;
    uint32_t writers;
    uint32_t *seen; /* [writers + 1], how many entries, which must be 1, 2, 3, ... */
    uint64_t doubles;
} check;

static void see(void *with, uint64_t n, uint32_t writer, uint32_t number) {
    (void)n;
    check *c = with;
    if (writer == 0) {
        return;
    }
    if (writer > c->writers || number != c->seen[writer] + 1) {
        c->doubles++;
    } else {
        c->seen[writer]++;
    }
}

/* All that was acknowledged is there once, in order; prints what is not, and returns how much. */
static uint64_t compare(const note *notes, uint32_t writers, uint64_t *acknowledged,
                        uint64_t *more) {
    truce_error err;
    truce_store *store = NULL;
    check c = {notes, writers, calloc((size_t)writers + 1, sizeof *c.seen), 0};
    if (c.seen == NULL || truce_store_open(ledger_path, &store, &err) != TRUCE_OK) {
        give_up("open", err.message);
    }
    if (toy_verify(store, see, &c, &err) != TRUCE_OK) {
        give_up("the ledger does not hold", err.message);
    }
    truce_store_close(store);
    uint64_t lost = c.doubles;
    *acknowledged = 0;
    *more = 0;
    for (uint32_t i = 1; i <= writers; i++) {
        const uint32_t said = notes[i].acknowledged;
        *acknowledged += said;
        lost += c.seen[i] < said ? said - c.seen[i] : 0;
        *more += c.seen[i] > said ? c.seen[i] - said : 0;
    }
    free(c.seen);
    return lost;
}

int main(int argc, char **argv) {
    const uint32_t kills = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : KILLS;
    const size_t n_notes = (size_t)kills + 2 * WRITERS + 2;
    note *notes = mmap(NULL, n_notes * sizeof *notes, PROT_READ | PROT_WRITE,
                       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (notes == MAP_FAILED) {
        give_up("mmap", "no memory");
    }
    char folder[FOLDER_PATH];
    folder_make(folder);
    (void)folder_file(folder, "talks.ledger", ledger_path);
    truce_error err;
    truce_arena arena = truce_arena_new();
    const truce_draft first = toy_draft(0, 0, 100, 0, &arena);
    toy_sealer toy = {0};
    if (truce_store_create(ledger_path, toy_id, &first, 1, toy_seal, &toy, &err) != TRUCE_OK) {
        give_up("create", err.message);
    }
    truce_arena_clear(&arena);

    uint32_t writer = 0;
    uint64_t lost = 0;
    uint64_t acknowledged = 0;
    uint64_t more = 0;
    uint64_t seed = 20240327;
    for (size_t i = 0; i < WRITERS; i++) {
        writer++;
        children[i] = start(writer, &notes[writer]);
    }
    const int64_t began = now_us();
    for (uint32_t killed = 0; killed < kills;) {
        const struct timespec pause = {0, (long)below(&seed, PAUSE_US_MAX) * 1000};
        (void)nanosleep(&pause, NULL);
        const bool all = kills - killed >= WRITERS && percent(&seed, 100 / ALL_AT_ONCE);
        const size_t one = below(&seed, WRITERS);
        for (size_t i = 0; i < WRITERS; i++) {
            if (all) {
                (void)kill(children[i], SIGSTOP); /* so that they die in the same instant */
            }
        }
        for (size_t i = 0; i < WRITERS; i++) {
            if (all || i == one) {
                end(children[i]);
                killed++;
            }
        }
        lost += all ? compare(notes, writer, &acknowledged, &more) : 0;
        for (size_t i = 0; i < WRITERS; i++) {
            if (all || i == one) {
                writer++;
                children[i] = start(writer, &notes[writer]);
            }
        }
    }
    for (size_t i = 0; i < WRITERS; i++) {
        end(children[i]);
    }
    lost += compare(notes, writer, &acknowledged, &more);
    uint32_t longest = 0;
    for (uint32_t i = 1; i <= writer; i++) {
        longest = notes[i].longest_us > longest ? notes[i].longest_us : longest;
    }
    (void)printf("%" PRIu32 " writers killed in %.1f s, %d writing at once\n", kills + WRITERS,
                 (double)(now_us() - began) / 1e6, WRITERS);
    (void)printf("%" PRIu64 " entries acknowledged, %" PRIu64 " of them lost, doubled or in half\n",
                 acknowledged, lost);
    (void)printf("%" PRIu64 " more are there whole, and were not acknowledged before the kill\n",
                 more);
    (void)printf("longest wait of a writer: %.1f ms\n", longest / 1000.0);
    folder_remove(folder);
    return lost == 0 ? 0 : 1;
}

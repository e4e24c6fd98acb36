/* Writers: who has the lock, what the queue keeps and what it drops, and that one commits for
 * another. Processes are forked where a lock must end with its holder. */
#define _XOPEN_SOURCE                                                                              \
    700 /* NOLINT(bugprone-reserved-identifier): usleep's successor and symlinks */
#include "record/store/queue.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "record/store/lock.h"
#include "support/folder.h"
#include "support/ledger.h"

enum { N = 5 };

typedef struct fixture {
    char folder[FOLDER_PATH], path[FOLDER_PATH], queue[FOLDER_PATH], lock[FOLDER_PATH];
    truce_arena arena;
    writers *one, *other;
    truce_draft drafts[N];
} fixture;

static int set_up(void **state) {
    fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    folder_make(f->folder);
    (void)folder_file(f->folder, "talks.ledger", f->path);
    (void)folder_file(f->folder, "talks.ledger-queue", f->queue);
    (void)folder_file(f->folder, "talks.ledger-lock", f->lock);
    assert_int_equal(record_writers_open(f->path, &f->one, NULL), TRUCE_OK);
    assert_int_equal(record_writers_open(f->path, &f->other, NULL), TRUCE_OK);
    f->arena = truce_arena_new();
    for (uint32_t i = 0; i < N; i++) {
        f->drafts[i] = toy_draft(7, i, i * 40, i, &f->arena);
        f->drafts[i].keys = UINT64_C(0x0102030405060708) + i;
        memset(f->drafts[i].proof, (int)i, TRUCE_PROOF);
    }
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    fixture *f = *state;
    record_writers_close(f->one);
    record_writers_close(f->other);
    truce_arena_clear(&f->arena);
    folder_remove(f->folder);
    free(f);
    return 0;
}

static void expect_draft(const truce_draft *got, const truce_draft *want) {
    assert_int_equal(got->kind, want->kind);
    assert_memory_equal(got->mark, want->mark, TRUCE_MARK);
    assert_int_equal(got->keys, want->keys);
    assert_int_equal(got->behind, want->behind);
    assert_memory_equal(got->proof, want->proof, TRUCE_PROOF);
    assert_true(truce_str_equal(got->body, want->body));
    assert_true(truce_str_equal(got->wraps, want->wraps));
}

/* Takes the queue, and expects the first `n` of the drafts in it. */
static void expect_queued(fixture *f, size_t most, size_t n) {
    truce_draft *got = NULL;
    size_t n_got = 77;
    record_queue_take(f->other, most, &f->arena, &got, &n_got);
    assert_int_equal(n_got, n);
    for (size_t i = 0; i < n; i++) {
        expect_draft(&got[i], &f->drafts[i]);
    }
    struct stat info;
    assert_int_equal(stat(f->queue, &info), 0);
    assert_int_equal(info.st_size, 0);
}

static void what_is_queued_is_taken_once_in_order(void **state) {
    fixture *f = *state;
    record_queue_put(f->one, f->drafts, 2, &f->arena);
    record_queue_put(f->other, f->drafts + 2, N - 2, &f->arena);
    expect_queued(f, 100, N);
    expect_queued(f, 100, 0);
    record_queue_put(f->one, f->drafts, N, &f->arena);
    expect_queued(f, 3, 3);
    expect_queued(f, 3, 0);
}

/* Wherever a crash cuts the queue off, the drafts that are whole come out, and no other. */
static void half_a_draft_is_dropped(void **state) {
    fixture *f = *state;
    record_queue_put(f->one, f->drafts, N, &f->arena);
    struct stat info;
    assert_int_equal(stat(f->queue, &info), 0);
    size_t ends[N];
    size_t end = 0;
    for (size_t i = 0; i < N; i++) {
        end += 16 + 89 + f->drafts[i].body.size + f->drafts[i].wraps.size;
        ends[i] = end;
    }
    assert_int_equal(info.st_size, end);
    for (size_t cut = 0; cut < end; cut++) {
        assert_int_equal(truncate(f->queue, 0), 0);
        record_queue_put(f->one, f->drafts, N, &f->arena);
        assert_int_equal(truncate(f->queue, (off_t)cut), 0);
        size_t whole = 0;
        while (ends[whole] <= cut) {
            whole++;
        }
        expect_queued(f, 100, whole);
    }
}

static void an_altered_draft_is_dropped_with_all_behind_it(void **state) {
    fixture *f = *state;
    const size_t first = 16 + 89;
    const size_t second = first + 16 + 89 + 60;
    for (size_t at = first; at < second; at++) {
        record_queue_put(f->one, f->drafts, N, &f->arena);
        const int fd = open(f->queue, O_RDWR);
        char byte = 0;
        assert_int_equal(pread(fd, &byte, 1, (off_t)at), 1);
        byte = (char)(byte ^ 0x10);
        assert_int_equal(pwrite(fd, &byte, 1, (off_t)at), 1);
        assert_int_equal(close(fd), 0);
        expect_queued(f, 100, 1);
    }
}

static void the_queue_is_bounded(void **state) {
    fixture *f = *state;
    char *body = calloc(1, TRUCE_BODY_MAX);
    assert_non_null(body);
    truce_draft large = f->drafts[0];
    large.body = (truce_str){body, TRUCE_BODY_MAX};
    for (size_t i = 0; i < RECORD_QUEUE_MAX / TRUCE_BODY_MAX + 3; i++) {
        truce_arena scratch = truce_arena_new();
        record_queue_put(f->one, &large, 1, &scratch);
        truce_arena_clear(&scratch);
    }
    struct stat info;
    assert_int_equal(stat(f->queue, &info), 0);
    assert_in_range(info.st_size, RECORD_QUEUE_MAX / 2, RECORD_QUEUE_MAX);
    /* Larger than we make them, it is not looked at. */
    assert_int_equal(truncate(f->queue, (off_t)RECORD_QUEUE_MAX + 1), 0);
    const size_t before = f->arena.bytes;
    expect_queued(f, 100, 0);
    assert_int_equal(f->arena.bytes, before);
    free(body);
}

static void only_one_has_the_lock(void **state) {
    fixture *f = *state;
    bool got = false;
    assert_int_equal(record_writers_try(f->one, &got, NULL), TRUCE_OK);
    assert_true(got);
    assert_int_equal(record_writers_try(f->other, &got, NULL), TRUCE_OK);
    assert_false(got);
    record_writers_release(f->one);
    assert_int_equal(record_writers_wait(f->other, NULL), TRUCE_OK);
    assert_int_equal(record_writers_try(f->one, &got, NULL), TRUCE_OK);
    assert_false(got);
    record_writers_release(f->other);
    struct stat info;
    assert_int_equal(stat(f->lock, &info), 0);
    assert_int_equal(info.st_mode & 07777, 0600);
}

static void rest(void) {
    const struct timespec pause = {0, 20 * 1000 * 1000};
    (void)nanosleep(&pause, NULL);
}

/* Who waits has the turn: nobody else gets the lock between its release and their waking. */
static void who_waits_is_not_overtaken(void **state) {
    fixture *f = *state;
    assert_int_equal(record_writers_wait(f->one, NULL), TRUCE_OK);
    const pid_t child = fork();
    if (child == 0) {
        const truce_status status = record_writers_wait(f->other, NULL);
        rest(); /* it has the lock, and nobody the turn */
        _exit(status == TRUCE_OK ? 0 : 1);
    }
    int lock = -1;
    bool turn_is_free = true;
    assert_int_equal(record_lock_open(f->lock, &lock, NULL), TRUCE_OK);
    while (turn_is_free) {
        assert_int_equal(record_lock_try(lock, RECORD_LOCK_TURN, &turn_is_free, NULL), TRUCE_OK);
        if (turn_is_free) {
            record_lock_release(lock, RECORD_LOCK_TURN);
            rest();
        }
    }
    bool got = true;
    assert_int_equal(kill(child, SIGSTOP), 0);
    record_writers_release(f->one); /* the child cannot wake, and yet */
    assert_int_equal(record_writers_try(f->one, &got, NULL), TRUCE_OK);
    assert_false(got);
    assert_int_equal(kill(child, SIGCONT), 0);
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_int_equal(record_writers_try(f->one, &got, NULL), TRUCE_OK);
    assert_true(got);
    record_writers_release(f->one);
    assert_int_equal(close(lock), 0);
}

static void the_killed_leave_no_lock(void **state) {
    fixture *f = *state;
    int ready[2];
    assert_int_equal(pipe(ready), 0);
    const pid_t child = fork();
    if (child == 0) {
        writers *own = NULL;
        if (record_writers_open(f->path, &own, NULL) == TRUCE_OK &&
            record_writers_wait(own, NULL) == TRUCE_OK) {
            (void)!write(ready[1], "!", 1);
        }
        for (;;) {
            (void)pause();
        }
    }
    char byte = 0;
    bool got = true;
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_int_equal(record_writers_try(f->one, &got, NULL), TRUCE_OK);
    assert_false(got);
    assert_int_equal(kill(child, SIGKILL), 0);
    assert_int_equal(waitpid(child, NULL, 0), child);
    assert_int_equal(record_writers_try(f->one, &got, NULL), TRUCE_OK);
    assert_true(got);
    record_writers_release(f->one);
    assert_int_equal(close(ready[0]), 0);
    assert_int_equal(close(ready[1]), 0);
}

static void a_lock_file_that_was_replaced_is_no_lock(void **state) {
    fixture *f = *state;
    bool got = false;
    assert_int_equal(record_writers_wait(f->one, NULL), TRUCE_OK);
    record_writers_release(f->one);
    assert_int_equal(unlink(f->lock), 0);
    assert_int_equal(record_writers_wait(f->other, NULL), TRUCE_OK); /* makes it again */
    assert_int_equal(record_writers_try(f->one, &got, NULL), TRUCE_OK);
    assert_false(got);
    record_writers_release(f->other);
    assert_int_equal(record_writers_wait(f->one, NULL), TRUCE_OK);
    record_writers_release(f->one);
}

static void what_is_no_plain_file_is_no_lock(void **state) {
    fixture *f = *state;
    truce_error err = {0};
    assert_int_equal(symlink("/tmp", f->lock), 0);
    assert_int_equal(record_writers_wait(f->one, &err), TRUCE_EINVAL);
    assert_int_equal(unlink(f->lock), 0);
    assert_int_equal(mkfifo(f->lock, 0600), 0);
    assert_int_equal(record_writers_wait(f->one, &err), TRUCE_EINVAL);
    assert_int_equal(symlink(f->path, f->queue), 0);
    record_queue_put(f->one, f->drafts, N, &f->arena);
    struct stat info;
    assert_int_not_equal(stat(f->path, &info), 0);
}

/* ---- one commits for another ----------------------------------------------------------------- */

static truce_store *make_ledger(fixture *f) {
    truce_store *store = NULL;
    const truce_draft first = toy_draft(0, 0, 10, 0, &f->arena);
    toy_sealer toy = {0};
    assert_int_equal(truce_store_create(f->path, toy_id, &first, 1, toy_seal, &toy, NULL),
                     TRUCE_OK);
    assert_int_equal(truce_store_open(f->path, &store, NULL), TRUCE_OK);
    return store;
}

static void expect_whole(truce_store *store, uint64_t n) {
    truce_error err = {0};
    uint64_t last = 0;
    if (toy_verify(store, NULL, NULL, &err) != TRUCE_OK) {
        fail_msg("%s", err.message);
    }
    assert_int_equal(truce_store_last(store, &last, NULL), TRUCE_OK);
    assert_int_equal(last, n);
}

static void who_commits_takes_along_what_is_queued(void **state) {
    fixture *f = *state;
    truce_store *mine = make_ledger(f);
    truce_store *theirs = NULL;
    assert_int_equal(truce_store_open(f->path, &theirs, NULL), TRUCE_OK);
    record_queue_put(f->one, f->drafts, N, &f->arena);
    const truce_draft draft = toy_draft(1, 0, 100, 1, &f->arena);
    uint64_t placed[N] = {0};
    toy_sealer toy = {.store = mine};
    assert_int_equal(truce_store_append(mine, &draft, 1, toy_seal, &toy, placed, NULL), TRUCE_OK);
    assert_int_equal(toy.calls, 1);
    assert_int_equal(placed[0], 2 + N); /* behind those that were there before */

    /* The writer of what was queued finds it placed, and asks nobody. */
    for (size_t i = 0; i < N; i++) {
        f->drafts[i].behind = 1;
    }
    toy_sealer other = {.store = theirs};
    assert_int_equal(truce_store_append(theirs, f->drafts, N, toy_seal, &other, placed, NULL),
                     TRUCE_OK);
    assert_int_equal(other.calls, 0);
    for (size_t i = 0; i < N; i++) {
        assert_int_equal(placed[i], i + 2);
    }
    expect_whole(theirs, N + 2);
    truce_store_close(mine);
    truce_store_close(theirs);
}

/* As after a crash between the commit and the emptying of the queue, or as somebody does who may
 * write to the folder. */
static void what_was_committed_is_not_taken_from_the_queue_again(void **state) {
    fixture *f = *state;
    truce_store *store = make_ledger(f);
    uint64_t placed[N] = {0};
    toy_sealer toy = {.store = store};
    for (size_t i = 0; i < N; i++) {
        f->drafts[i].behind = 1;
    }
    assert_int_equal(truce_store_append(store, f->drafts, N, toy_seal, &toy, placed, NULL),
                     TRUCE_OK);
    record_queue_put(f->one, f->drafts, N, &f->arena);
    const truce_draft draft = toy_draft(1, 0, 100, N + 1, &f->arena);
    assert_int_equal(truce_store_append(store, &draft, 1, toy_seal, &toy, placed, NULL), TRUCE_OK);
    expect_whole(store, N + 2);
    truce_store_close(store);
}

static void our_own_draft_goes_before_a_queued_one_of_its_mark(void **state) {
    fixture *f = *state;
    truce_store *store = make_ledger(f);
    truce_draft forged = toy_draft(1, 0, 100, 1, &f->arena);
    const truce_draft draft = forged;
    forged.body = TRUCE_STR("something else");
    record_queue_put(f->one, &forged, 1, &f->arena);
    uint64_t placed = 0;
    toy_sealer toy = {.store = store};
    assert_int_equal(truce_store_append(store, &draft, 1, toy_seal, &toy, &placed, NULL), TRUCE_OK);
    assert_int_equal(placed, 2);
    expect_whole(store, 2);
    truce_store_close(store);
}

static void what_the_sealer_refuses_of_the_queue_is_dropped(void **state) {
    fixture *f = *state;
    truce_store *store = make_ledger(f);
    f->drafts[1].kind = TRUCE_ENTRY_KEYS;
    record_queue_put(f->one, f->drafts, N, &f->arena);
    const truce_draft draft = toy_draft(1, 0, 100, 1, &f->arena);
    uint64_t placed = 0;
    toy_sealer toy = {.store = store, .refuses = TRUCE_ENTRY_KEYS};
    assert_int_equal(truce_store_append(store, &draft, 1, toy_seal, &toy, &placed, NULL), TRUCE_OK);
    assert_int_equal(placed, N + 1);
    expect_whole(store, N + 1);
    truce_store_close(store);
}

/* Four processes at once, whose commits overlap: each entry is there once, in its writer's order.
 */
static void seen(void *with, uint64_t n, uint32_t writer, uint32_t number) {
    (void)n;
    uint32_t *next = with;
    if (writer > 0) {
        assert_in_range(writer, 1, 4);
        assert_int_equal(number, next[writer]);
        next[writer]++;
    }
}

static void four_processes_write_at_once(void **state) {
    enum { EACH = 25 };
    fixture *f = *state;
    truce_store *store = make_ledger(f);
    truce_store_close(store);
    pid_t children[4];
    for (uint32_t i = 0; i < 4; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            truce_store *own = NULL;
            truce_status status = truce_store_open(f->path, &own, NULL);
            toy_sealer toy = {.store = own};
            for (uint32_t k = 0; status == TRUCE_OK && k < EACH; k++) {
                uint64_t placed = 0;
                uint64_t last = 0;
                status = truce_store_last(own, &last, NULL);
                const truce_draft draft = toy_draft(i + 1, k, 300 + 100 * k, last, &f->arena);
                if (status == TRUCE_OK) {
                    status = truce_store_append(own, &draft, 1, toy_seal, &toy, &placed, NULL);
                }
                status = status == TRUCE_OK && placed == 0 ? TRUCE_EINVAL : status;
            }
            _exit(status == TRUCE_OK ? 0 : 1);
        }
    }
    for (size_t i = 0; i < 4; i++) {
        int status = 0;
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_int_equal(status, 0);
    }
    assert_int_equal(truce_store_open(f->path, &store, NULL), TRUCE_OK);
    uint32_t next[5] = {0};
    assert_int_equal(toy_verify(store, seen, next, NULL), TRUCE_OK);
    expect_whole(store, 4 * EACH + 1);
    truce_store_close(store);
}

int main(void) {
#define ONE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        ONE(what_is_queued_is_taken_once_in_order),
        ONE(half_a_draft_is_dropped),
        ONE(an_altered_draft_is_dropped_with_all_behind_it),
        ONE(the_queue_is_bounded),
        ONE(only_one_has_the_lock),
        ONE(who_waits_is_not_overtaken),
        ONE(the_killed_leave_no_lock),
        ONE(a_lock_file_that_was_replaced_is_no_lock),
        ONE(what_is_no_plain_file_is_no_lock),
        ONE(who_commits_takes_along_what_is_queued),
        ONE(what_was_committed_is_not_taken_from_the_queue_again),
        ONE(our_own_draft_goes_before_a_queued_one_of_its_mark),
        ONE(what_the_sealer_refuses_of_the_queue_is_dropped),
        ONE(four_processes_write_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

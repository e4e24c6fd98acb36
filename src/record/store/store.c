/* What is the same for every store: the bounds, who commits, and that nothing is committed twice.
 *
 * A writer that has the lock looks for the marks of its drafts in the ledger first: another one may
 * have committed them. For those that are left, and all that is queued, it asks the sealer and
 * writes once. Marks are compared in sorted order, since a commit may have 65,536. */
#include "truce/record/store.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <time.h>

#include "record/store/queue.h"
#include "record/store/store.h"

void truce_store_close(truce_store *store) {
    if (store != NULL) {
        store->ops->close(store);
    }
}

const uint8_t *truce_store_id(const truce_store *store) {
    return store->id;
}

truce_status truce_store_last(truce_store *store, uint64_t *n, truce_error *err) {
    return store->ops->last(store, n, err);
}

truce_status truce_store_read(truce_store *store, uint64_t from, uint64_t until,
                              truce_store_visit *visit, void *with, truce_error *err) {
    assert(from > 0);
    return store->ops->read(store, from, until, visit, with, err);
}

truce_status truce_store_scrub(truce_store *store, truce_error *err) {
    return store->ops->scrub(store, err);
}

truce_status truce_store_wait(truce_store *store, uint64_t n, unsigned milliseconds, uint64_t *last,
                              truce_error *err) {
    const unsigned poll = store->ops->poll_ms;
    for (;;) {
        uint64_t now = 0;
        const truce_status status = store->ops->last(store, &now, err);
        if (status != TRUCE_OK || now > n || milliseconds == 0 || poll == 0) {
            if (status == TRUCE_OK) {
                *last = now;
            }
            return status;
        }
        const unsigned pause = milliseconds < poll ? milliseconds : poll;
        struct timespec time = {pause / 1000, (long)(pause % 1000) * 1000000};
        while (nanosleep(&time, &time) != 0 && errno == EINTR) {
        }
        milliseconds -= pause;
    }
}

size_t store_change_taken(const store_change *change) {
    size_t n = 0;
    for (size_t i = 0; i < change->n; i++) {
        n += change->commit->taken[i] ? 1 : 0;
    }
    return n;
}

void store_change_entry(const store_change *change, size_t i, uint64_t n, bool is_last,
                        truce_entry *entry) {
    const truce_draft *draft = &change->drafts[i];
    *entry = (truce_entry){.n = n,
                           .kind = draft->kind,
                           .hour = change->commit->hour,
                           .body = draft->body,
                           .wraps = draft->wraps,
                           .sealed = is_last};
    memcpy(entry->mark, draft->mark, TRUCE_MARK);
    memcpy(entry->link, change->commit->links[i], TRUCE_LINK);
    if (is_last) {
        memcpy(entry->seal, change->commit->seal, TRUCE_SEAL);
    }
}

/* ---- sealing ------------------------------------------------------------------------------- */

truce_status store_check_drafts(const truce_draft *drafts, size_t n, truce_error *err) {
    if (n > TRUCE_COMMIT_MAX) {
        return truce_fail(err, TRUCE_ELIMIT, "%zu entries are too many for one commit; at most %u",
                          n, (unsigned)TRUCE_COMMIT_MAX);
    }
    for (size_t i = 0; i < n; i++) {
        if (drafts[i].body.size > TRUCE_BODY_MAX || drafts[i].wraps.size > TRUCE_WRAPS_MAX) {
            return truce_fail(err, TRUCE_ELIMIT,
                              "an entry is too large: its text is %zu bytes, of at most %u",
                              drafts[i].body.size, (unsigned)TRUCE_BODY_MAX);
        }
    }
    return TRUCE_OK;
}

truce_status store_seal(uint64_t last, const truce_draft *drafts, size_t n,
                        truce_store_sealer *sealer, void *with, truce_arena *arena,
                        truce_commit *commit, truce_error *err) {
    *commit = (truce_commit){.taken = truce_arena_zero(arena, n, sizeof *commit->taken),
                             .links = truce_arena_zero(arena, n, sizeof *commit->links)};
    if (commit->taken == NULL || commit->links == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to commit %zu entries", n);
    }
    const truce_status status = sealer(with, last, drafts, n, commit, err);
    if (status != TRUCE_OK) {
        return status;
    }
    const store_change change = {.n = n, .commit = commit};
    return store_change_taken(&change) <= TRUCE_ENTRIES_MAX - last
               ? TRUCE_OK
               : truce_fail(err, TRUCE_ELIMIT, "the ledger is full: it has %u entries",
                            (unsigned)TRUCE_ENTRIES_MAX);
}

/* ---- what is wanted, and what is there already --------------------------------------------- */

typedef struct want {
    const truce_draft *draft;
    uint64_t place;    /* 0: none */
    struct want *same; /* the one of the same mark that stands for it; NULL: itself */
    bool own;
} want;

typedef struct wants {
    want *all; /* in the order in which they came */
    want **by_mark;
    size_t n;
} wants;

static int compare_marks(const void *left, const void *right) {
    const want *l = *(want *const *)left;
    const want *r = *(want *const *)right;
    const int order = memcmp(l->draft->mark, r->draft->mark, TRUCE_MARK);
    if (order != 0) {
        return order;
    }
    /* Our own draft before a queued one, which anybody may have written. */
    return l->own != r->own ? (l->own ? -1 : 1) : (l > r) - (l < r);
}

/* `n` drafts of ours behind what others queued. False when memory is out. */
static bool make_wants(const truce_draft *queued, size_t n_queued, const truce_draft *own, size_t n,
                       truce_arena *arena, wants *out) {
    *out = (wants){.n = n_queued + n};
    out->all = truce_arena_zero(arena, out->n, sizeof *out->all);
    out->by_mark = truce_arena_zero(arena, out->n, sizeof(want *));
    if (out->all == NULL || out->by_mark == NULL) {
        return false;
    }
    for (size_t i = 0; i < out->n; i++) {
        const bool is_own = i >= n_queued;
        out->all[i] = (want){.draft = is_own ? &own[i - n_queued] : &queued[i], .own = is_own};
        out->by_mark[i] = &out->all[i];
    }
    qsort(out->by_mark, out->n, sizeof(want *), compare_marks);
    for (size_t i = 1; i < out->n; i++) {
        want *before = out->by_mark[i - 1];
        if (memcmp(before->draft->mark, out->by_mark[i]->draft->mark, TRUCE_MARK) == 0) {
            out->by_mark[i]->same = before->same != NULL ? before->same : before;
        }
    }
    return true;
}

static uint64_t place_of(const want *w) {
    return w->same != NULL ? w->same->place : w->place;
}

static void note_mark(void *with, uint64_t n, const uint8_t *mark) {
    const wants *w = with;
    size_t low = 0; /* the first that is not before the mark, and so one that stands for itself */
    size_t high = w->n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (memcmp(w->by_mark[middle]->draft->mark, mark, TRUCE_MARK) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low < w->n && memcmp(w->by_mark[low]->draft->mark, mark, TRUCE_MARK) == 0) {
        w->by_mark[low]->place = n;
    }
}

/* What is wanted, with the places of those that are in the ledger: all marks are looked at behind
 * the lowest place behind which one can be. */
static truce_status find_wanted(truce_store *store, const truce_draft *queued, size_t n_queued,
                                const truce_draft *own, size_t n, uint64_t last, truce_arena *arena,
                                wants *w, truce_error *err) {
    if (!make_wants(queued, n_queued, own, n, arena, w)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to commit %zu entries", n_queued + n);
    }
    uint64_t behind = last;
    for (size_t i = 0; i < w->n; i++) {
        behind = w->all[i].draft->behind < behind ? w->all[i].draft->behind : behind;
    }
    return behind < last ? store->ops->marks(store, behind + 1, note_mark, w, err) : TRUCE_OK;
}

/* ---- committing ---------------------------------------------------------------------------- */

/* Commit those that have no place yet; with the lock held. */
static truce_status commit_wants(truce_store *store, wants *w, uint64_t last,
                                 truce_store_sealer *sealer, void *with, truce_arena *arena,
                                 truce_error *err) {
    truce_draft *drafts = truce_arena_zero(arena, w->n, sizeof *drafts);
    want **wanted = truce_arena_zero(arena, w->n, sizeof(want *));
    if (drafts == NULL || wanted == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to commit %zu entries", w->n);
    }
    size_t n = 0;
    for (size_t i = 0; i < w->n; i++) {
        if (w->all[i].same == NULL && w->all[i].place == 0) {
            wanted[n] = &w->all[i];
            drafts[n++] = *w->all[i].draft;
        }
    }
    if (n == 0) {
        return TRUCE_OK;
    }
    truce_commit commit;
    truce_status status = store_seal(last, drafts, n, sealer, with, arena, &commit, err);
    const store_change change = {.last = last, .drafts = drafts, .n = n, .commit = &commit};
    if (status == TRUCE_OK && store_change_taken(&change) > 0) {
        status = store->ops->write(store, &change, err);
    }
    for (size_t i = 0; status == TRUCE_OK && i < n; i++) {
        wanted[i]->place = commit.taken[i] ? ++last : 0;
    }
    return status;
}

/* What is queued, less drafts that were prepared so long ago that to look for their marks would
 * keep everybody waiting: those are left to their writers. */
static size_t take_queued(writers *w, uint64_t last, size_t most, truce_arena *arena,
                          truce_draft **queued) {
    enum { RECENT = 1 << 16 };
    size_t n = 0;
    size_t kept = 0;
    record_queue_take(w, most, arena, queued, &n);
    for (size_t i = 0; i < n; i++) {
        if ((*queued)[i].behind + RECENT >= last) {
            (*queued)[kept++] = (*queued)[i];
        }
    }
    return kept;
}

static bool all_placed(const wants *w) {
    for (size_t i = 0; i < w->n; i++) {
        if (place_of(&w->all[i]) == 0) {
            return false;
        }
    }
    return true;
}

/* All that append does while it has the lock. */
static truce_status append_locked(truce_store *store, const truce_draft *drafts, size_t n,
                                  truce_store_sealer *sealer, void *with, truce_arena *arena,
                                  uint64_t *placed, truce_error *err) {
    uint64_t last = 0;
    wants w = {0};
    truce_draft *queued = NULL;
    truce_status status = store->ops->last(store, &last, err);
    if (status == TRUCE_OK) {
        status = find_wanted(store, NULL, 0, drafts, n, last, arena, &w, err);
    }
    if (status == TRUCE_OK && !all_placed(&w)) {
        if (store->writers != NULL) {
            const size_t n_queued =
                take_queued(store->writers, last, TRUCE_COMMIT_MAX - n, arena, &queued);
            status = n_queued > 0
                         ? find_wanted(store, queued, n_queued, drafts, n, last, arena, &w, err)
                         : TRUCE_OK;
        }
        if (status == TRUCE_OK) {
            status = commit_wants(store, &w, last, sealer, with, arena, err);
        }
    }
    for (size_t i = 0; status == TRUCE_OK && i < n; i++) {
        placed[i] = place_of(&w.all[w.n - n + i]);
    }
    return status;
}

truce_status truce_store_append(truce_store *store, const truce_draft *drafts, size_t n,
                                truce_store_sealer *sealer, void *with, uint64_t *placed,
                                truce_error *err) {
    assert(store != NULL && (n == 0 || (drafts != NULL && placed != NULL)) && sealer != NULL);
    truce_status status = store_check_drafts(drafts, n, err);
    if (status != TRUCE_OK || n == 0) {
        return status;
    }
    truce_arena arena = truce_arena_new();
    bool locked = store->writers == NULL;
    if (!locked) {
        status = record_writers_try(store->writers, &locked, err);
    }
    if (status == TRUCE_OK && !locked) {
        record_queue_put(store->writers, drafts, n, &arena);
        status = record_writers_wait(store->writers, err);
    }
    if (status == TRUCE_OK) {
        status = append_locked(store, drafts, n, sealer, with, &arena, placed, err);
        if (store->writers != NULL) {
            record_writers_release(store->writers);
        }
    }
    truce_arena_clear(&arena);
    return status;
}

/* ---- purging ------------------------------------------------------------------------------- */

static truce_status purge_locked(truce_store *store, store_change change,
                                 truce_store_sealer *sealer, void *with, truce_arena *arena,
                                 uint64_t *placed, truce_error *err) {
    uint64_t last = 0;
    truce_commit commit;
    truce_status status = store->ops->last(store, &last, err);
    for (size_t i = 0; status == TRUCE_OK && i < change.n_places; i++) {
        assert(i == 0 || change.places[i] > change.places[i - 1]);
        if (change.places[i] == 0 || change.places[i] > last) {
            status = truce_fail(err, TRUCE_EINVAL, "there is no entry %llu to purge",
                                (unsigned long long)change.places[i]);
        }
    }
    if (status == TRUCE_OK) {
        status = store_seal(last, change.drafts, 1, sealer, with, arena, &commit, err);
    }
    if (status != TRUCE_OK || !commit.taken[0]) {
        return status;
    }
    change.last = last;
    change.commit = &commit;
    status = store->ops->write(store, &change, err);
    if (status == TRUCE_OK) {
        *placed = last + 1;
        status = store->ops->scrub(store, err);
    }
    return status;
}

truce_status truce_store_purge(truce_store *store, const uint64_t *places, const uint8_t *gone,
                               size_t n, const truce_draft *draft, truce_store_sealer *sealer,
                               void *with, uint64_t *placed, truce_error *err) {
    assert(store != NULL && (n == 0 || (places != NULL && gone != NULL)) && draft != NULL);
    assert(sealer != NULL && placed != NULL);
    *placed = 0;
    truce_status status = store_check_drafts(draft, 1, err);
    if (status == TRUCE_OK && store->writers != NULL) {
        status = record_writers_wait(store->writers, err);
    }
    if (status == TRUCE_OK) {
        truce_arena arena = truce_arena_new();
        const store_change change = {
            .places = places, .gone = gone, .n_places = n, .drafts = draft, .n = 1};
        status = purge_locked(store, change, sealer, with, &arena, placed, err);
        truce_arena_clear(&arena);
        if (store->writers != NULL) {
            record_writers_release(store->writers);
        }
    }
    return status;
}

#include "truce/base/parallel.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <unistd.h>

enum { MOST = 16 };

typedef struct share {
    truce_work *work;
    void *with;
    size_t from, to;
} share;

static void *do_share(void *of) {
    const share *const s = of;
    s->work(s->with, s->from, s->to);
    return NULL;
}

static size_t threads_for(size_t n, size_t least) {
    const long cores = sysconf(_SC_NPROCESSORS_ONLN);
    const size_t worth = (n - 1) / least + 1;
    size_t threads = cores > 1 ? (size_t)cores : 1;
    threads = threads > MOST ? MOST : threads;
    return threads > worth ? worth : threads;
}

/* `n * part / of`, which may be more than a size_t holds on the way there. */
static size_t begin_of(size_t n, size_t part, size_t of) {
    return n / of * part + n % of * part / of;
}

void truce_parallel(size_t n, size_t least, truce_work *work, void *with) {
    assert(least > 0);
    if (n > 0) {
        truce_parallel_on(n, threads_for(n, least), work, with);
    }
}

void truce_parallel_on(size_t n, size_t asked, truce_work *work, void *with) {
    if (n == 0) {
        return;
    }
    size_t threads = asked > MOST ? MOST : asked > 0 ? asked : 1;
    threads = threads > n ? n : threads;
    share shares[MOST];
    pthread_t others[MOST];
    bool started[MOST] = {false};
    for (size_t i = 0; i < threads; i++) {
        shares[i] = (share){work, with, begin_of(n, i, threads), begin_of(n, i + 1, threads)};
        started[i] = i > 0 && pthread_create(&others[i], NULL, do_share, &shares[i]) == 0;
    }
    for (size_t i = 0; i < threads; i++) {
        if (!started[i]) {
            (void)do_share(&shares[i]);
        }
    }
    for (size_t i = 1; i < threads; i++) {
        if (started[i]) {
            (void)pthread_join(others[i], NULL);
        }
    }
}

typedef struct queue {
    truce_one *work;
    void *with;
    size_t n;
    atomic_size_t next;
} queue;

/* One thread's share: what is still there. */
static void take_pieces(void *with, size_t from, size_t to) {
    queue *const q = with;
    (void)from;
    (void)to;
    for (size_t i = atomic_fetch_add(&q->next, 1); i < q->n; i = atomic_fetch_add(&q->next, 1)) {
        q->work(q->with, i);
    }
}

void truce_parallel_each(size_t n, size_t threads, truce_one *work, void *with) {
    if (n == 0) {
        return;
    }
    const size_t at_most = threads_for(n, 1);
    const size_t used = threads > 0 && threads < at_most ? threads : at_most;
    queue q = {.work = work, .with = with, .n = n};
    truce_parallel_on(used, used, take_pieces, &q);
}

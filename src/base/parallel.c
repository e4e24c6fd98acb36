#include "truce/base/parallel.h"

#include <assert.h>
#include <pthread.h>
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

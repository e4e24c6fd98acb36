/* A table without chains: a package goes to the next free place behind its own. The order of the
 * places is never seen: what comes out is ranked. */
#include "deals/tally.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 4096 };

tally tally_new(size_t bytes_max) {
    return (tally){.bytes_max = bytes_max};
}

void tally_close(tally *t) {
    free(t->at);
    *t = (tally){0};
}

static size_t place_of(const tally *t, uint64_t package) {
    uint64_t z = package * UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 29)) * UINT64_C(0xBF58476D1CE4E5B9);
    size_t i = (size_t)(z ^ (z >> 32)) & (t->room - 1);
    while (t->at[i].efficient != 0 && t->at[i].package != package) {
        i = (i + 1) & (t->room - 1);
    }
    return i;
}

static bool widen(tally *t, bool *out_of_memory) {
    tally wide = {.room = t->room == 0 ? FIRST_ROOM : 2 * t->room, .bytes_max = t->bytes_max};
    if (t->room > 0 && wide.room > t->bytes_max / sizeof *wide.at) {
        return false;
    }
    wide.at = calloc(wide.room, sizeof *wide.at);
    if (wide.at == NULL) {
        *out_of_memory = true;
        return false;
    }
    for (size_t i = 0; i < t->room; i++) {
        if (t->at[i].efficient != 0) {
            wide.at[place_of(&wide, t->at[i].package)] = t->at[i];
            wide.n++;
        }
    }
    free(t->at);
    *t = wide;
    return true;
}

tally_entry *tally_find(tally *t, uint64_t package, uint32_t profile, bool *out_of_memory) {
    if (t->room == 0 && !widen(t, out_of_memory)) {
        return NULL;
    }
    size_t i = place_of(t, package);
    if (t->at[i].efficient != 0) {
        return &t->at[i];
    }
    if (t->full || (t->n + 1 > t->room / 4 * 3 && !widen(t, out_of_memory))) {
        t->full = !*out_of_memory;
        return NULL;
    }
    i = place_of(t, package);
    t->at[i] = (tally_entry){.package = package, .first = profile};
    t->n++;
    return &t->at[i];
}

static int more_often(const void *a, const void *b) {
    const tally_entry *l = a;
    const tally_entry *r = b;
    if (l->efficient != r->efficient) {
        return l->efficient > r->efficient ? -1 : 1;
    }
    return (l->package > r->package) - (l->package < r->package);
}

/* Those at least as frequent as the `most`-th are moved to the front first, so that only they are
 * sorted. Frequencies are counted for that; the last kept may have many equals. */
size_t tally_rank(tally *t, size_t most) {
    size_t n = 0;
    for (size_t i = 0; i < t->room; i++) {
        if (t->at[i].efficient == 0) {
            continue;
        }
        t->at[n++] = t->at[i];
        if (n == 2 * most + 1024) { /* enough to choose from: the best stay */
            qsort(t->at, n, sizeof *t->at, more_often);
            n = most;
        }
    }
    if (n > 0) {
        qsort(t->at, n, sizeof *t->at, more_often);
    }
    return n < most ? n : most;
}

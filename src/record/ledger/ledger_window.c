/* Events are opened some thousand at a time, so that threads can share the work: their keys are
 * looked for, what was found is read, and then each is taken in its turn, as if it had been opened
 * alone. All in one window were committed under the same keys. */
#include "record/ledger/ledger_opening.h"
#include "truce/base/parallel.h"

enum { WINDOW = 2048, WINDOW_BYTES = 4 << 20, WORTH_A_THREAD = 64 };

/* Which rooms were most often the right ones. */
typedef struct guess {
    uint32_t *order, *uses; /* [rooms] */
    uint64_t of;            /* the keys entry of its epoch */
} guess;

struct ledger_window {
    opening *at; /* [cap] */
    size_t n, cap;
    truce_buffer
        sealed; /* bodies and wraps, which the store wants back; offsets until it is full */
    guess guess;
    const truce_ledger *l;
    const epoch *e;
};

static truce_status make(truce_ledger *l, truce_error *err) {
    l->window = truce_arena_zero(&l->arena, 1, sizeof *l->window);
    if (l->window == NULL) {
        return ledger_no_memory(err);
    }
    l->window->sealed = truce_buffer_new();
    return TRUCE_OK;
}

void ledger_window_close(truce_ledger *l) {
    if (l->window != NULL) {
        truce_buffer_clear(&l->window->sealed);
        l->window = NULL;
    }
}

void ledger_window_drop(truce_ledger *l) {
    if (l->window != NULL) {
        l->window->n = 0;
        l->window->sealed.size = 0;
    }
}

truce_status ledger_window_add(truce_ledger *l, const truce_entry *entry, bool *full,
                               truce_error *err) {
    truce_status status = l->window == NULL ? make(l, err) : TRUCE_OK;
    if (status != TRUCE_OK) {
        return status;
    }
    struct ledger_window *const w = l->window;
    opening *const at = truce_arena_grow(&l->arena, w->at, w->n, &w->cap, sizeof *at);
    if (at == NULL || !truce_buffer_reserve(&w->sealed, entry->body.size + entry->wraps.size)) {
        return ledger_no_memory(err);
    }
    w->at = at;
    opening *const o = &at[w->n++];
    o->entry = *entry;
    o->n_labels = 0;
    truce_buffer_add(&w->sealed, entry->body);
    truce_buffer_add(&w->sealed, entry->wraps);
    *full = w->n == WINDOW || w->sealed.size > WINDOW_BYTES;
    return TRUCE_OK;
}

/* ---- the work of threads --------------------------------------------------------------------- */

static void find_some(void *with, size_t from, size_t to) {
    const struct ledger_window *const w = with;
    for (size_t i = from; i < to; i++) {
        opening_find(w->l, w->e, w->guess.order, &w->at[i]);
    }
}

static void read_some(void *with, size_t from, size_t to) {
    const struct ledger_window *const w = with;
    for (size_t i = from; i < to; i++) {
        if (w->at[i].room != NO_ROOM) {
            opening_read(w->l, w->e, &w->at[i]);
        }
    }
}

/* ---- what is done around it ------------------------------------------------------------------ */

static truce_status begin_guess(truce_ledger *l, truce_error *err) {
    struct ledger_window *const w = l->window;
    if (w->guess.of == w->e->n) {
        return TRUCE_OK;
    }
    const size_t n = w->e->n_rooms;
    w->guess.order = truce_arena_take(&l->arena, n * sizeof *w->guess.order);
    w->guess.uses = truce_arena_zero(&l->arena, n, sizeof *w->guess.uses);
    if (w->guess.order == NULL || w->guess.uses == NULL) {
        w->guess.of = 0;
        return ledger_no_memory(err);
    }
    for (uint32_t i = 0; i < n; i++) {
        w->guess.order[i] = i;
    }
    w->guess.of = w->e->n;
    return TRUCE_OK;
}

/* Rooms that were used more come first; the order changes little from one time to the next. */
static void learn(struct ledger_window *w) {
    uint32_t *const order = w->guess.order;
    for (size_t i = 0; i < w->n; i++) {
        if (w->at[i].room != NO_ROOM) {
            w->guess.uses[w->at[i].room]++;
        }
    }
    for (size_t i = 1; i < w->e->n_rooms; i++) {
        const uint32_t used = order[i];
        size_t at = i;
        for (; at > 0 && w->guess.uses[order[at - 1]] < w->guess.uses[used]; at--) {
            order[at] = order[at - 1];
        }
        order[at] = used;
    }
}

static void find_texts(struct ledger_window *w) {
    const char *at = w->sealed.data;
    for (size_t i = 0; i < w->n; i++) {
        truce_entry *const entry = &w->at[i].entry;
        entry->body.data = at;
        entry->wraps.data = at + entry->body.size;
        at += entry->body.size + entry->wraps.size;
    }
}

static truce_status make_room(truce_ledger *l, truce_error *err) {
    struct ledger_window *const w = l->window;
    for (size_t i = 0; i < w->n; i++) {
        opening *const o = &w->at[i];
        o->text = o->room != NO_ROOM ? truce_arena_take(&l->arena, seal_room(&o->entry)) : NULL;
        if (o->room != NO_ROOM && o->text == NULL) {
            return ledger_no_memory(err);
        }
    }
    return TRUCE_OK;
}

truce_status ledger_window_empty(truce_ledger *l, ledger_take_opened *take, truce_error *err) {
    struct ledger_window *const w = l->window;
    if (w == NULL || w->n == 0) {
        return TRUCE_OK;
    }
    const size_t n = w->n;
    w->l = l;
    w->e = ledger_epoch(l);
    find_texts(w);
    truce_status status = begin_guess(l, err);
    if (status == TRUCE_OK) {
        truce_parallel(n, WORTH_A_THREAD, find_some, w);
        learn(w);
        status = make_room(l, err);
    }
    if (status == TRUCE_OK) {
        truce_parallel(n, WORTH_A_THREAD, read_some, w);
    }
    for (size_t i = 0; i < n; i++) {
        sodium_memzero(w->at[i].key, KEY);
        status = status == TRUCE_OK ? take(l, &w->at[i], err) : status;
    }
    ledger_window_drop(l);
    return status;
}

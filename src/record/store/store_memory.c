/* Entries in an arena, in order. What is purged is overwritten where it lies. */
#include "truce/record/store.h"

#include <assert.h>
#include <stdlib.h>

#include "record/store/store.h"

typedef struct memory_store {
    truce_store store;
    truce_arena arena;
    truce_entry *entries;
    size_t n, cap;
} memory_store;

static memory_store *of(truce_store *store) {
    return (memory_store *)store;
}

static void close_memory(truce_store *store) {
    truce_arena_clear(&of(store)->arena);
    free(store);
}

static truce_status last_of_memory(truce_store *store, uint64_t *n, truce_error *err) {
    (void)err;
    *n = of(store)->n;
    return TRUCE_OK;
}

static truce_status read_memory(truce_store *store, uint64_t from, uint64_t until,
                                truce_store_visit *visit, void *with, truce_error *err) {
    memory_store *m = of(store);
    truce_status status = TRUCE_OK;
    for (uint64_t n = from; status == TRUCE_OK && n <= m->n && n <= until; n++) {
        status = visit(with, &m->entries[n - 1], err);
    }
    return status;
}

static truce_status marks_of_memory(truce_store *store, uint64_t from, store_mark *visit,
                                    void *with, truce_error *err) {
    (void)err;
    memory_store *m = of(store);
    for (uint64_t n = from; n <= m->n; n++) {
        visit(with, n, m->entries[n - 1].mark);
    }
    return TRUCE_OK;
}

/* Texts of the entry's own. False when memory is out. */
static bool keep_texts(memory_store *m, truce_entry *entry) {
    entry->body = truce_arena_str(&m->arena, entry->body);
    entry->wraps = truce_arena_str(&m->arena, entry->wraps);
    return entry->body.data != NULL && entry->wraps.data != NULL;
}

static void purge_entry(truce_entry *entry, const uint8_t *gone) {
    memset((char *)entry->body.data, 0, entry->body.size);
    memset((char *)entry->wraps.data, 0, entry->wraps.size);
    entry->body = (truce_str){NULL, 0};
    entry->wraps = (truce_str){NULL, 0};
    entry->purged = true;
    memcpy(entry->gone, gone, TRUCE_GONE);
}

/* What can fail comes first; then nothing does. */
static truce_status write_memory(truce_store *store, const store_change *change, truce_error *err) {
    memory_store *m = of(store);
    for (size_t i = 0; i < change->n_places; i++) {
        if (m->entries[change->places[i] - 1].purged) {
            return truce_fail(err, TRUCE_EINVAL, "entry %llu is not there, or was purged before",
                              (unsigned long long)change->places[i]);
        }
    }
    size_t n = m->n;
    size_t left = store_change_taken(change);
    for (size_t i = 0; i < change->n; i++) {
        if (!change->commit->taken[i]) {
            continue;
        }
        truce_entry entry;
        store_change_entry(change, i, n + 1, --left == 0, &entry);
        truce_entry *entries =
            truce_arena_grow(&m->arena, m->entries, n, &m->cap, sizeof *m->entries);
        if (entries == NULL || !keep_texts(m, &entry)) {
            m->entries = entries != NULL ? entries : m->entries;
            return truce_fail(err, TRUCE_ENOMEM, "no memory for an entry of %zu bytes",
                              change->drafts[i].body.size);
        }
        m->entries = entries;
        m->entries[n++] = entry;
    }
    m->n = n;
    for (size_t i = 0; i < change->n_places; i++) {
        purge_entry(&m->entries[change->places[i] - 1], change->gone + i * TRUCE_GONE);
    }
    return TRUCE_OK;
}

static truce_status scrub_memory(truce_store *store, truce_error *err) {
    (void)store;
    (void)err;
    return TRUCE_OK;
}

static const store_ops memory_ops = {
    .close = close_memory,
    .last = last_of_memory,
    .read = read_memory,
    .marks = marks_of_memory,
    .write = write_memory,
    .scrub = scrub_memory,
};

truce_status truce_store_memory(const uint8_t *id, truce_store **store, truce_error *err) {
    assert(id != NULL && store != NULL);
    memory_store *m = calloc(1, sizeof *m);
    if (m == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for a ledger");
    }
    m->store.ops = &memory_ops;
    m->arena = truce_arena_new();
    memcpy(m->store.id, id, TRUCE_LEDGER_ID);
    *store = &m->store;
    return TRUCE_OK;
}

#include "support/ledger.h"

#include <string.h>

#include "support/random.h"

const uint8_t toy_id[TRUCE_LEDGER_ID] = "a toy ledger ..";

static void put(uint8_t *out, uint32_t value) {
    for (int i = 0; i < 4; i++) {
        out[i] = (uint8_t)(value >> (8 * i));
    }
}

static uint32_t get(const uint8_t *in) {
    uint32_t value = 0;
    for (int i = 0; i < 4; i++) {
        value |= (uint32_t)in[i] << (8 * i);
    }
    return value;
}

static uint64_t seed_of(uint32_t writer, uint32_t number) {
    return ((uint64_t)writer << 32 | number) * 2 + 1;
}

/* `size` bytes that follow from who made them. */
static void fill(uint64_t seed, char *out, size_t size) {
    for (size_t i = 0; i < size; i += 8) {
        const uint64_t word = next_random(&seed);
        memcpy(out + i, &word, size - i < 8 ? size - i : 8);
    }
}

void toy_unmark(const uint8_t *mark, uint32_t *writer, uint32_t *number) {
    *writer = get(mark);
    *number = get(mark + 4);
}

truce_draft toy_draft(uint32_t writer, uint32_t number, size_t size, uint64_t behind,
                      truce_arena *arena) {
    truce_draft draft = {.kind = TRUCE_ENTRY_EVENT, .behind = behind};
    put(draft.mark, writer);
    put(draft.mark + 4, number);
    put(draft.mark + 8, (uint32_t)size);
    memset(draft.mark + 12, 0xA5, TRUCE_MARK - 12);
    char *text = truce_arena_take(arena, size + size / 2 + 1);
    if (text == NULL) {
        return draft;
    }
    fill(seed_of(writer, number), text, size + size / 2);
    draft.body = (truce_str){text, size};
    draft.wraps = (truce_str){text + size, size / 2};
    return draft;
}

/* The toy chain: what stood before, the place and the mark, mixed. */
static void chain(uint8_t *link, uint64_t n, const uint8_t *mark) {
    uint64_t words[TRUCE_LINK / 8];
    uint64_t marks[TRUCE_MARK / 8];
    memcpy(words, link, sizeof words);
    memcpy(marks, mark, sizeof marks);
    for (size_t i = 0; i < TRUCE_LINK / 8; i++) {
        uint64_t seed = words[i] ^ marks[i % (TRUCE_MARK / 8)] * 31 ^ n;
        words[i] = next_random(&seed);
    }
    memcpy(link, words, sizeof words);
}

static void seal_of(const uint8_t *link, uint8_t *seal) {
    for (size_t i = 0; i < TRUCE_SEAL; i++) {
        seal[i] = (uint8_t)(link[i % TRUCE_LINK] + i);
    }
}

static truce_status keep_link(void *with, const truce_entry *entry, truce_error *err) {
    (void)err;
    memcpy(with, entry->link, TRUCE_LINK);
    return TRUCE_OK;
}

truce_status toy_seal(void *with, uint64_t last, const truce_draft *drafts, size_t n,
                      truce_commit *commit, truce_error *err) {
    toy_sealer *toy = with;
    toy->calls++;
    if (toy->fails != TRUCE_OK) {
        return truce_fail(err, toy->fails, "the toy sealer does not want to");
    }
    uint8_t link[TRUCE_LINK] = {0};
    if (last > 0) {
        const truce_status status = truce_store_read(toy->store, last, last, keep_link, link, err);
        if (status != TRUCE_OK) {
            return status;
        }
    }
    commit->hour = (uint32_t)last;
    for (size_t i = 0; i < n; i++) {
        commit->taken[i] = drafts[i].kind != toy->refuses;
        if (commit->taken[i]) {
            chain(link, ++last, drafts[i].mark);
            memcpy(commit->links[i], link, TRUCE_LINK);
        }
    }
    seal_of(link, commit->seal);
    return TRUCE_OK;
}

typedef struct verification {
    uint8_t link[TRUCE_LINK];
    uint64_t n, sealed, hour;
    toy_seen *seen;
    void *with;
} verification;

static truce_status verify_entry(void *with, const truce_entry *entry, truce_error *err) {
    verification *v = with;
    v->n++;
    if (entry->n != v->n) {
        return truce_fail(err, TRUCE_EINVAL, "entry %d is missing", (int)v->n);
    }
    chain(v->link, v->n, entry->mark);
    if (memcmp(v->link, entry->link, TRUCE_LINK) != 0) {
        return truce_fail(err, TRUCE_EINVAL, "the chain is broken at entry %d", (int)v->n);
    }
    uint32_t writer = 0;
    uint32_t number = 0;
    toy_unmark(entry->mark, &writer, &number);
    const size_t size = get(entry->mark + 8);
    truce_arena arena = truce_arena_new();
    const truce_draft draft = toy_draft(writer, number, size, 0, &arena);
    const bool whole = entry->purged || (truce_str_equal(draft.body, entry->body) &&
                                         truce_str_equal(draft.wraps, entry->wraps));
    truce_arena_clear(&arena);
    if (!whole) {
        return truce_fail(err, TRUCE_EINVAL, "entry %d is not whole", (int)v->n);
    }
    if (entry->hour != v->sealed) {
        return truce_fail(err, TRUCE_EINVAL, "entry %d is not of this commit", (int)v->n);
    }
    if (entry->sealed) {
        uint8_t seal[TRUCE_SEAL];
        seal_of(v->link, seal);
        if (memcmp(seal, entry->seal, TRUCE_SEAL) != 0) {
            return truce_fail(err, TRUCE_EINVAL, "the seal of entry %d is wrong", (int)v->n);
        }
        v->sealed = v->n;
    }
    if (v->seen != NULL) {
        v->seen(v->with, v->n, writer, number);
    }
    return TRUCE_OK;
}

truce_status toy_verify(truce_store *store, toy_seen *seen, void *with, truce_error *err) {
    verification v = {.seen = seen, .with = with};
    const truce_status status = truce_store_read(store, 1, UINT64_MAX, verify_entry, &v, err);
    if (status == TRUCE_OK && v.sealed != v.n) {
        return truce_fail(err, TRUCE_EINVAL, "the last commit is not whole: entry %d has no seal",
                          (int)v.n);
    }
    return status;
}

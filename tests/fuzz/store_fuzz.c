/* Any bytes are opened as a ledger's file; behind a line `queue` they are instead put beside a
 * sound one, as its queue. Whatever is in either, reading ends, no entry comes out that is not as
 * entries are, and what is appended to a file that can be read as a whole is read back. */
#include "fuzz.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/folder.h"
#include "support/ledger.h"

static char folder[FOLDER_PATH], ledger_path[FOLDER_PATH], queue_path[FOLDER_PATH];
static char *sound; /* the bytes of a small ledger */
static size_t n_sound;

static void remove_folder(void) {
    folder_remove(folder);
    free(sound);
}

static void write_file(const char *path, const void *data, size_t size) {
    FILE *file = fopen(path, "wb");
    assert(file != NULL);
    const size_t written = size > 0 ? fwrite(data, 1, size, file) : 0;
    assert(written == size);
    (void)fclose(file);
}

static void make_folder(void) {
    enum { MOST = 1 << 16 };
    folder_make_fast(folder);
    (void)atexit(remove_folder);
    (void)folder_file(folder, "talks.ledger", ledger_path);
    (void)folder_file(folder, "talks.ledger-queue", queue_path);
    truce_arena arena = truce_arena_new();
    const truce_draft first = toy_draft(0, 0, 10, 0, &arena);
    toy_sealer toy = {0};
    const truce_status status =
        truce_store_create(ledger_path, toy_id, &first, 1, toy_seal, &toy, NULL);
    assert(status == TRUCE_OK);
    truce_arena_clear(&arena);
    FILE *file = fopen(ledger_path, "rb");
    sound = malloc(MOST);
    assert(file != NULL && sound != NULL);
    n_sound = fread(sound, 1, MOST, file);
    assert(n_sound > 0 && n_sound < MOST);
    (void)fclose(file);
}

typedef struct reading {
    uint64_t n, bytes;
    bool damaged; /* places are missing, which is for the layer above to see */
} reading;

static truce_status look(void *with, const truce_entry *entry, truce_error *err) {
    (void)err;
    reading *r = with;
    assert(entry->n > r->n && entry->n <= TRUCE_ENTRIES_MAX);
    assert(entry->body.size <= TRUCE_BODY_MAX && entry->wraps.size <= TRUCE_WRAPS_MAX);
    assert(!entry->purged || (entry->body.size == 0 && entry->wraps.size == 0));
    r->damaged = r->damaged || entry->n != r->n + 1;
    r->n = entry->n;
    for (size_t i = 0; i < entry->body.size; i++) {
        r->bytes += (uint8_t)entry->body.data[i];
    }
    for (size_t i = 0; i < entry->wraps.size; i++) {
        r->bytes += (uint8_t)entry->wraps.data[i];
    }
    return TRUCE_OK;
}

static void expect_reason(truce_status status, const truce_error *err) {
    assert(status == TRUCE_OK || (err->status == status && err->message[0] != '\0'));
}

static void use(truce_store *store) {
    truce_error err = {0};
    reading before = {0};
    uint64_t last = 0;
    uint64_t placed = 0;
    const truce_status read = truce_store_read(store, 1, UINT64_MAX, look, &before, &err);
    expect_reason(read, &err);
    truce_status status = truce_store_last(store, &last, &err);
    expect_reason(status, &err);

    truce_arena arena = truce_arena_new();
    toy_sealer toy = {.store = store};
    const truce_draft draft = toy_draft(3, 7, 700, last, &arena);
    status = truce_store_append(store, &draft, 1, toy_seal, &toy, &placed, &err);
    expect_reason(status, &err);
    reading after = {0};
    if (status == TRUCE_OK && read == TRUCE_OK && placed > 0) {
        status = truce_store_read(store, placed, placed, look, &after, &err);
        assert(status != TRUCE_OK || after.n == placed);
    }
    const uint8_t gone[TRUCE_GONE] = {0};
    const uint64_t place = 1;
    const truce_draft mark = toy_draft(3, 8, 70, 0, &arena);
    status = truce_store_purge(store, &place, gone, 1, &mark, toy_seal, &toy, &placed, &err);
    expect_reason(status, &err);
    char path[FOLDER_PATH];
    status = truce_store_copy(store, folder_file(folder, "copy.ledger", path), &err);
    expect_reason(status, &err);
    truce_arena_clear(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (sound == NULL) {
        make_folder();
    }
    folder_empty(folder);
    const bool is_queue = size >= 6 && memcmp(data, "queue\n", 6) == 0;
    if (is_queue) {
        write_file(ledger_path, sound, n_sound);
        write_file(queue_path, data + 6, size - 6);
    } else {
        write_file(ledger_path, data, size);
    }
    truce_error err = {0};
    truce_store *store = NULL;
    const truce_status status = truce_store_open(ledger_path, &store, &err);
    expect_reason(status, &err);
    assert(!is_queue || status == TRUCE_OK);
    if (status == TRUCE_OK) {
        use(store);
        truce_store_close(store);
    }
    return 0;
}

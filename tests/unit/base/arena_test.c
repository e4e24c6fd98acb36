/* What an arena hands out, piece by piece, then many random pieces that must stay apart and keep
 * their bytes, then every way it has no more. */
#include "truce/base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/random.h"

/* Link with -Wl,--wrap=malloc: every allocation can be made to fail, and is counted. */
static bool memory_is_out;
static size_t bytes_taken;
static size_t n_blocks;
void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_malloc(size_t size) {
    bytes_taken += memory_is_out ? 0 : size;
    n_blocks += !memory_is_out;
    return memory_is_out ? NULL : __real_malloc(size);
}
void *__real_calloc(size_t n, size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_calloc(size_t n, size_t size) {
    return memory_is_out ? NULL : __real_calloc(n, size);
}
void *__real_realloc(void *p, size_t size);
void *__wrap_realloc(void *p, size_t size);
void *__wrap_realloc(void *p, size_t size) {
    return memory_is_out ? NULL : __real_realloc(p, size);
}

enum { MEGABYTE = 1024 * 1024 };

static void a_fresh_arena_takes_nothing_from_the_system(void **state) {
    (void)state;
    bytes_taken = 0;
    truce_arena arena = truce_arena_new();
    assert_int_equal(arena.bytes, 0);
    truce_arena_clear(&arena);
    truce_arena_clear(&arena);
    truce_arena_clear(NULL);
    assert_int_equal(bytes_taken, 0);
}

static void pieces_are_aligned_to_eight_and_follow_each_other(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    char *before = truce_arena_take(&arena, 8);
    assert_non_null(before);
    for (size_t size = 1; size < 100; size++) {
        char *p = truce_arena_take(&arena, size);
        assert_non_null(p);
        assert_int_equal((uintptr_t)p % 8, 0);
        assert_int_equal(p - before, size == 1 ? 8 : (size - 1 + 7) / 8 * 8);
        before = p;
    }
    truce_arena_clear(&arena);
    assert_int_equal(arena.bytes, 0);
    assert_non_null(truce_arena_take(&arena, 1)); /* and is usable again */
    truce_arena_clear(&arena);
}

static void each_block_is_as_large_as_those_before_it(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    n_blocks = 0;
    for (size_t taken = 0; taken < 100 * MEGABYTE; taken += 64) {
        assert_non_null(truce_arena_take(&arena, 64));
        assert_true(arena.bytes <= 2 * taken + 32 * 1024);
    }
    assert_int_equal(n_blocks, 13 + 2); /* 16 KiB, and what doubles to 64 MiB; then 2 of 32 MiB */
    truce_arena_clear(&arena);
}

static void zeroed_memory_is_zero_even_where_it_was_used_before(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    for (int round = 0; round < 2; round++) {
        unsigned char *p = truce_arena_zero(&arena, 1000, 13);
        assert_non_null(p);
        for (size_t i = 0; i < 13000; i++) {
            assert_int_equal(p[i], 0);
        }
        memset(p, 0xFF, 13000);
        truce_arena_clear(&arena);
    }
}

static void a_copied_text_has_a_nul_behind_it(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_str copy = truce_arena_str(&arena, (truce_str){"party line", 5});
    assert_int_equal(copy.size, 5);
    assert_string_equal(copy.data, "party");
    const truce_str empty = truce_arena_str(&arena, (truce_str){NULL, 0});
    assert_int_equal(empty.size, 0);
    assert_string_equal(empty.data, "");
    const truce_str printed = truce_arena_printf(&arena, "%s:%d", "talks.truce", 12);
    assert_int_equal(printed.size, 14);
    assert_string_equal(printed.data, "talks.truce:12");
    truce_arena_clear(&arena);
}

static void the_last_piece_grows_where_it_is(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    size_t cap = 0;
    uint32_t *const data = truce_arena_grow(&arena, NULL, 0, &cap, sizeof *data);
    assert_non_null(data);
    assert_int_equal(cap, 4);
    assert_ptr_equal(truce_arena_grow(&arena, data, 4, &cap, sizeof *data), data);
    assert_int_equal(cap, 8);
    char *const next = truce_arena_take(&arena, 1);
    assert_ptr_equal(next, data + 8); /* behind all that there is room for */
    memset(data, 7, 8 * sizeof *data);
    *next = 1;
    uint32_t *const moved = truce_arena_grow(&arena, data, 8, &cap, sizeof *data);
    assert_true(moved != NULL && moved != data);
    assert_memory_equal(moved, data, 8 * sizeof *data);
    assert_int_equal(*next, 1);
    truce_arena_clear(&arena);
}

static void an_array_grows_by_doubling_and_keeps_its_elements(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    uint32_t *data = NULL;
    size_t cap = 0;
    size_t n_moves = 0;
    size_t n_doublings = 0;
    for (uint32_t n = 0; n < 100000; n++) {
        const size_t before = cap;
        uint32_t *grown = truce_arena_grow(&arena, data, n, &cap, sizeof *data);
        assert_non_null(grown);
        assert_true(cap > n);
        n_moves += grown != data;
        n_doublings += cap != before;
        data = grown;
        data[n] = n * 7;
    }
    for (uint32_t i = 0; i < 100000; i++) {
        assert_int_equal(data[i], i * 7);
    }
    assert_in_range(n_doublings, 10, 20);
    assert_in_range(n_moves, 1, 8); /* only from block to block: nothing stands behind it */
    truce_arena_clear(&arena);
}

enum { PIECES = 2000 };

static void random_pieces_stay_apart_and_waste_little(void **state) {
    (void)state;
    static unsigned char *pieces[PIECES];
    static size_t sizes[PIECES];
    for (uint64_t round = 0; round < 30; round++) {
        uint64_t seed = round;
        truce_arena arena = truce_arena_new();
        size_t total = 0;
        bytes_taken = 0;
        for (size_t i = 0; i < PIECES; i++) {
            const uint64_t kind = next_random(&seed) % 200;
            sizes[i] = 1 + (size_t)(next_random(&seed) % (kind == 0 ? 100000 : 200));
            pieces[i] = truce_arena_take(&arena, sizes[i]);
            assert_non_null(pieces[i]);
            memset(pieces[i], (int)(i % 251), sizes[i]);
            total += (sizes[i] + 7) / 8 * 8;
        }
        for (size_t i = 0; i < PIECES; i++) {
            for (size_t k = 0; k < sizes[i]; k++) {
                assert_int_equal(pieces[i][k], i % 251);
            }
        }
        assert_int_equal(arena.bytes, bytes_taken);
        assert_true(arena.bytes <= 3 * total + 64 * 1024);
        truce_arena_clear(&arena);
    }
}

static void a_piece_larger_than_a_block_gets_its_own(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    char *large = truce_arena_take(&arena, 9 * MEGABYTE);
    assert_non_null(large);
    memset(large, 1, 9 * MEGABYTE);
    char *small = truce_arena_take(&arena, 10);
    assert_non_null(small);
    memset(small, 2, 10);
    assert_int_equal(large[9 * MEGABYTE - 1], 1);
    assert_true(arena.bytes < 19 * MEGABYTE);
    truce_arena_clear(&arena);
}

static void running_out_of_memory_is_null_and_spoils_nothing(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    memory_is_out = true;
    assert_null(truce_arena_take(&arena, 1));
    assert_null(truce_arena_zero(&arena, 1, 1));
    assert_null(truce_arena_str(&arena, TRUCE_STR("text")).data);
    assert_null(truce_arena_printf(&arena, "%d", 1).data);
    size_t cap = 0;
    assert_null(truce_arena_grow(&arena, NULL, 0, &cap, 8));
    assert_int_equal(cap, 0);
    assert_int_equal(arena.bytes, 0);
    memory_is_out = false;

    char *kept = truce_arena_take(&arena, 4);
    assert_non_null(kept);
    memcpy(kept, "kept", 4);
    const size_t bytes = arena.bytes;
    memory_is_out = true;
    assert_null(truce_arena_take(&arena, MEGABYTE));
    cap = MEGABYTE;
    assert_null(truce_arena_grow(&arena, kept, MEGABYTE, &cap, 8));
    assert_int_equal(cap, MEGABYTE);
    assert_non_null(truce_arena_take(&arena, 8)); /* the block that is there still has room */
    memory_is_out = false;
    assert_int_equal(arena.bytes, bytes);
    assert_memory_equal(kept, "kept", 4);
    truce_arena_clear(&arena);
}

static void sizes_beyond_all_memory_are_null_without_overflow(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    assert_non_null(truce_arena_take(&arena, 1));
    memory_is_out = true; /* none of these may come to a small allocation */
    assert_null(truce_arena_take(&arena, SIZE_MAX));
    assert_null(truce_arena_take(&arena, SIZE_MAX - 7));
    assert_null(truce_arena_take(&arena, SIZE_MAX / 2 + 1));
    assert_null(truce_arena_zero(&arena, SIZE_MAX / 2, 3));
    assert_null(truce_arena_zero(&arena, (size_t)1 << 33, (size_t)1 << 33));
    size_t cap = SIZE_MAX / 2 + 1;
    assert_null(truce_arena_grow(&arena, NULL, cap, &cap, 1));
    cap = SIZE_MAX / 16;
    assert_null(truce_arena_grow(&arena, NULL, cap, &cap, 64));
    assert_int_equal(cap, SIZE_MAX / 16);
    memory_is_out = false;
    truce_arena_clear(&arena);
}

static void what_is_adopted_stays_and_goes_with_its_new_arena(void **state) {
    (void)state;
    for (size_t blocks = 0; blocks < 4; blocks++) {
        for (size_t others = 0; others < 4; others++) {
            truce_arena arena = truce_arena_new();
            truce_arena other = truce_arena_new();
            char *pieces[8];
            for (size_t i = 0; i < blocks + others; i++) {
                pieces[i] = truce_arena_take(i < blocks ? &arena : &other, 1 << 20);
                memset(pieces[i], (int)i, 1 << 20);
            }
            const size_t bytes = arena.bytes + other.bytes;
            truce_arena_adopt(&arena, &other);
            assert_int_equal(arena.bytes, bytes);
            assert_int_equal(other.bytes, 0);
            assert_null(other.last);
            for (size_t i = 0; i < 100; i++) {
                memset(truce_arena_take(&arena, 50000), 0xEE, 50000);
            }
            for (size_t i = 0; i < blocks + others; i++) {
                assert_int_equal(pieces[i][0], i);
                assert_int_equal(pieces[i][(1 << 20) - 1], i);
            }
            truce_arena_clear(&other);
            truce_arena_clear(&arena);
        }
    }
}

/* The memory that is watched when it is given back, and whether all of it was zero then. */
static struct {
    unsigned char *at;
    size_t size;
    bool given_back, zero;
} watched;

void __real_free(void *data);
void __wrap_free(void *data);

void __wrap_free(void *data) {
    if (watched.at != NULL && (unsigned char *)data <= watched.at &&
        watched.at - (unsigned char *)data < 64) {
        watched.given_back = watched.zero = true;
        for (size_t i = 0; i < watched.size; i++) {
            watched.zero = watched.zero && watched.at[i] == 0;
        }
        watched.at = NULL;
    }
    __real_free(data);
}

static void what_a_secret_arena_held_is_overwritten(void **state) {
    (void)state;
    for (int secret = 0; secret < 2; secret++) {
        for (int adopted = 0; adopted < 2; adopted++) {
            truce_arena arena = secret ? truce_arena_secret() : truce_arena_new();
            truce_arena first = truce_arena_new();
            unsigned char *const text = truce_arena_take(adopted ? &first : &arena, 5000);
            memset(text, 's', 5000);
            if (adopted) {
                (void)truce_arena_take(&arena, 10);
                truce_arena_adopt(&arena, &first);
            }
            watched.at = text;
            watched.size = 5000;
            watched.given_back = false;
            truce_arena_clear(&arena);
            assert_true(watched.given_back);
            assert_int_equal(watched.zero, secret);
            assert_int_equal(arena.secret, secret);
            assert_false(first.secret);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fresh_arena_takes_nothing_from_the_system),
        cmocka_unit_test(pieces_are_aligned_to_eight_and_follow_each_other),
        cmocka_unit_test(each_block_is_as_large_as_those_before_it),
        cmocka_unit_test(zeroed_memory_is_zero_even_where_it_was_used_before),
        cmocka_unit_test(a_copied_text_has_a_nul_behind_it),
        cmocka_unit_test(the_last_piece_grows_where_it_is),
        cmocka_unit_test(an_array_grows_by_doubling_and_keeps_its_elements),
        cmocka_unit_test(random_pieces_stay_apart_and_waste_little),
        cmocka_unit_test(a_piece_larger_than_a_block_gets_its_own),
        cmocka_unit_test(what_is_adopted_stays_and_goes_with_its_new_arena),
        cmocka_unit_test(what_a_secret_arena_held_is_overwritten),
        cmocka_unit_test(running_out_of_memory_is_null_and_spoils_nothing),
        cmocka_unit_test(sizes_beyond_all_memory_are_null_without_overflow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

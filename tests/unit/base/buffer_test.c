/* A buffer on small texts, then against one plain array through random appends, then with every
 * growth made to fail. */
#include "truce/base/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/random.h"

/* Link with -Wl,--wrap=malloc,--wrap=realloc: every allocation can be made to fail. */
static bool memory_is_out;
void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_malloc(size_t size) {
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

static void expect(const truce_buffer *buffer, const char *want) {
    assert_int_equal(truce_buffer_status(buffer, NULL), TRUCE_OK);
    assert_true(truce_str_equal(truce_buffer_str(buffer), truce_str_of(want)));
}

static void a_new_buffer_is_empty_and_holds_no_memory(void **state) {
    (void)state;
    truce_buffer buffer = truce_buffer_new();
    expect(&buffer, "");
    assert_null(buffer.data);
    truce_buffer_clear(&buffer);
    truce_buffer_clear(&buffer);
}

static void appends_stand_one_behind_the_other(void **state) {
    (void)state;
    truce_buffer buffer = truce_buffer_new();
    truce_buffer_lit(&buffer, "deal ");
    truce_buffer_printf(&buffer, "%d of %s", 3, "nine");
    truce_buffer_byte(&buffer, ';');
    truce_buffer_fill(&buffer, ' ', 3);
    truce_buffer_add(&buffer, TRUCE_STR("end"));
    expect(&buffer, "deal 3 of nine;   end");
    truce_buffer_clear(&buffer);
    expect(&buffer, "");
    truce_buffer_byte(&buffer, 'x');
    expect(&buffer, "x");
    truce_buffer_clear(&buffer);
}

static void appending_nothing_changes_nothing(void **state) {
    (void)state;
    truce_buffer buffer = truce_buffer_new();
    truce_buffer_add(&buffer, (truce_str){NULL, 0});
    truce_buffer_lit(&buffer, "");
    truce_buffer_fill(&buffer, 'x', 0);
    truce_buffer_printf(&buffer, "%s", "");
    assert_true(truce_buffer_reserve(&buffer, 0));
    expect(&buffer, "");
    truce_buffer_clear(&buffer);
}

static void what_is_reserved_is_there_without_growing(void **state) {
    (void)state;
    truce_buffer buffer = truce_buffer_new();
    assert_true(truce_buffer_reserve(&buffer, 10000));
    assert_true(buffer.cap >= 10000);
    memory_is_out = true;
    truce_buffer_fill(&buffer, 'x', 10000);
    memory_is_out = false;
    assert_int_equal(truce_buffer_status(&buffer, NULL), TRUCE_OK);
    assert_int_equal(buffer.size, 10000);
    truce_buffer_clear(&buffer);
}

enum { STEPS = 300, STEP_MAX = 400 };

static void random_appends_make_the_text_they_spell(void **state) {
    (void)state;
    static char want[STEPS * STEP_MAX + 1];
    for (uint64_t round = 0; round < 200; round++) {
        uint64_t seed = round;
        truce_buffer buffer = truce_buffer_new();
        size_t size = 0;
        for (int step = 0; step < STEPS; step++) {
            const size_t n = (size_t)(next_random(&seed) % (step % 50 == 0 ? STEP_MAX : 20));
            const char byte = (char)(next_random(&seed) % 26 + 'a');
            char *const piece = want + size;
            memset(piece, byte, n);
            piece[n] = '\0';
            switch (next_random(&seed) % 4) {
            case 0:
                truce_buffer_add(&buffer, (truce_str){piece, n});
                break;
            case 1:
                truce_buffer_fill(&buffer, byte, n);
                break;
            case 2:
                truce_buffer_printf(&buffer, "%s", piece);
                break;
            default:
                for (size_t i = 0; i < n; i++) {
                    truce_buffer_byte(&buffer, byte);
                }
                break;
            }
            size += n;
        }
        assert_int_equal(buffer.size, size);
        assert_memory_equal(buffer.data, want, size);
        assert_true(buffer.cap <= 2 * size + 256);
        truce_buffer_clear(&buffer);
    }
}

static void append(truce_buffer *buffer, int how) {
    switch (how) {
    case 0:
        truce_buffer_add(buffer, TRUCE_STR("text"));
        break;
    case 1:
        truce_buffer_byte(buffer, 'b');
        break;
    case 2:
        truce_buffer_fill(buffer, ' ', 5);
        break;
    case 3:
        truce_buffer_printf(buffer, "%d", 12345);
        break;
    default:
        (void)truce_buffer_reserve(buffer, 1);
        break;
    }
}

static void running_out_of_memory_is_remembered_and_keeps_what_was_there(void **state) {
    (void)state;
    for (int how = 0; how < 5; how++) {
        truce_buffer buffer = truce_buffer_new();
        truce_buffer_fill(&buffer, 'x', 256);
        assert_int_equal(buffer.cap, 256);
        memory_is_out = true;
        append(&buffer, how);
        memory_is_out = false;
        assert_true(buffer.failed);
        assert_int_equal(buffer.size, 256);
        append(&buffer, how); /* memory is back, but something is missing already */
        assert_int_equal(buffer.size, 256);
        truce_error err = {0};
        assert_int_equal(truce_buffer_status(&buffer, &err), TRUCE_ENOMEM);
        assert_string_equal(err.message, "no memory for an output of more than 256 bytes");
        truce_buffer_clear(&buffer);
        assert_int_equal(truce_buffer_status(&buffer, NULL), TRUCE_OK);
    }
}

static void a_size_beyond_all_memory_fails_without_overflow(void **state) {
    (void)state;
    const size_t sizes[] = {SIZE_MAX, SIZE_MAX - 1, SIZE_MAX / 2 + 2};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        truce_buffer buffer = truce_buffer_new();
        truce_buffer_lit(&buffer, "abc");
        memory_is_out = true; /* should it ask at all */
        assert_false(truce_buffer_reserve(&buffer, sizes[i]));
        memory_is_out = false;
        assert_true(buffer.failed);
        assert_int_equal(buffer.size, 3);
        truce_buffer_clear(&buffer);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_buffer_is_empty_and_holds_no_memory),
        cmocka_unit_test(appends_stand_one_behind_the_other),
        cmocka_unit_test(appending_nothing_changes_nothing),
        cmocka_unit_test(what_is_reserved_is_there_without_growing),
        cmocka_unit_test(random_appends_make_the_text_they_spell),
        cmocka_unit_test(running_out_of_memory_is_remembered_and_keeps_what_was_there),
        cmocka_unit_test(a_size_beyond_all_memory_fails_without_overflow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

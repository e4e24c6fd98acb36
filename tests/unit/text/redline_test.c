/* A redline against the definition: all that was and all that is stands in its parts, byte by byte,
 * and no fewer words could be taken out and put in (a table of longest common rows). */
#include "truce/text/redline.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/memory.h"
#include "support/random.h"
#include "truce/base/buffer.h"

enum { ROUNDS = 4000, WORDS_MAX = 24 };

static truce_redline redline_of(const char *old, const char *now, truce_arena *arena) {
    truce_redline r;
    assert_int_equal(truce_redline_make(truce_str_of(old), truce_str_of(now), 0, arena, &r, NULL),
                     TRUCE_OK);
    return r;
}

/* "kept[-taken-]{+put+}kept", as wdiff writes it. */
static void show(const truce_redline *r, truce_buffer *out) {
    for (uint32_t i = 0; i < r->n; i++) {
        const truce_redline_part *const p = &r->parts[i];
        if (p->kept) {
            truce_buffer_add(out, p->now);
            continue;
        }
        if (p->old.size > 0) {
            truce_buffer_printf(out, "[-%.*s-]", TRUCE_STR_ARGS(p->old));
        }
        if (p->now.size > 0) {
            truce_buffer_printf(out, "{+%.*s+}", TRUCE_STR_ARGS(p->now));
        }
    }
}

static void expect_shown(const char *old, const char *now, const char *want) {
    truce_arena arena = truce_arena_new();
    truce_buffer shown = truce_buffer_new();
    const truce_redline r = redline_of(old, now, &arena);
    show(&r, &shown);
    if (!truce_str_equal(truce_buffer_str(&shown), truce_str_of(want))) {
        fail_msg("\"%.*s\", not \"%s\"", TRUCE_STR_ARGS(truce_buffer_str(&shown)), want);
    }
    truce_buffer_clear(&shown);
    truce_arena_clear(&arena);
}

static void words_are_taken_out_and_put_in(void **state) {
    (void)state;
    expect_shown("", "", "");
    expect_shown("All as it was.", "All as it was.", "All as it was.");
    expect_shown("The crews work.", "The crews may work.", "The crews {+may +}work.");
    expect_shown("Crews work.", "The crews work.", "[-Crews-]{+The crews+} work.");
    expect_shown("Both work here now.", "Both work.", "Both work[- here now-].");
    expect_shown("It ends.", "It ends.\n\nThen talks begin.", "It ends.{+\n\nThen talks begin.+}");
    expect_shown("a side's cease-fire of 4.5 days", "a side's cease-fire of 4.25 days",
                 "a side's cease-fire of [-4.5-]{+4.25+} days");
    expect_shown("one  two", "one two", "one [- -]two");
}

static void what_stands_in_brackets_is_one_word(void **state) {
    (void)state;
    expect_shown("It [a: shall | b: may] end.", "It [a: shall | b: will] end.",
                 "It [-[a: shall | b: may]-]{+[a: shall | b: will]+} end.");
    expect_shown("It [a: shall | b: may] end.", "It shall end.",
                 "It [-[a: shall | b: may]-]{+shall+} end.");
    expect_shown("an [ open bracket", "an [ shut bracket", "an [ [-open-]{+shut+} bracket");
}

static void scripts_without_spaces_are_compared_sign_by_sign(void **state) {
    (void)state;
    expect_shown("\xE5\x8F\x8C\xE6\x96\xB9\xE5\x81\x9C\xE7\x81\xAB",
                 "\xE5\x8F\x8C\xE6\x96\xB9\xE7\x81\xAB",
                 "\xE5\x8F\x8C\xE6\x96\xB9[-\xE5\x81\x9C-]\xE7\x81\xAB");
    expect_shown("\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xD7\xA2\xD7\x9B\xD7\xA9\xD7\x99\xD7\x95",
                 "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D",
                 "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D[- \xD7\xA2\xD7\x9B\xD7\xA9\xD7\x99\xD7\x95-]");
}

/* ---- against the definition ---- */

static const char *const vocabulary[] = {"a", "b", "c", "[x: y | z]", ".", ","};

static size_t draw_words(uint64_t *seed, size_t kinds, int *row, char *text) {
    const size_t n = (size_t)below(seed, WORDS_MAX + 1);
    text[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        row[i] = (int)below(seed, kinds);
        strcat(text, i > 0 ? " " : "");
        strcat(text, vocabulary[row[i]]);
    }
    return n;
}

static size_t longest_common(const int *a, size_t n, const int *b, size_t m) {
    size_t best[WORDS_MAX + 1][WORDS_MAX + 1] = {{0}};
    for (size_t i = 1; i <= n; i++) {
        for (size_t k = 1; k <= m; k++) {
            best[i][k] = best[i - 1][k] > best[i][k - 1] ? best[i - 1][k] : best[i][k - 1];
            if (a[i - 1] == b[k - 1] && best[i - 1][k - 1] + 1 > best[i][k]) {
                best[i][k] = best[i - 1][k - 1] + 1;
            }
        }
    }
    return best[n][m];
}

static void expect_both_sides(const truce_redline *r, const char *old, const char *now) {
    truce_buffer left = truce_buffer_new();
    truce_buffer right = truce_buffer_new();
    for (uint32_t i = 0; i < r->n; i++) {
        const truce_redline_part *const p = &r->parts[i];
        assert_true(p->old.size + p->now.size > 0);
        assert_true(i == 0 || p->kept != r->parts[i - 1].kept);
        assert_true(!p->kept || truce_str_equal(p->old, p->now));
        truce_buffer_add(&left, p->old);
        truce_buffer_add(&right, p->now);
    }
    assert_true(truce_str_equal(truce_buffer_str(&left), truce_str_of(old)));
    assert_true(truce_str_equal(truce_buffer_str(&right), truce_str_of(now)));
    truce_buffer_clear(&left);
    truce_buffer_clear(&right);
}

static void no_fewer_words_could_be_changed(void **state) {
    (void)state;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        uint64_t seed = round;
        const size_t kinds = 2 + (size_t)below(&seed, 5);
        int a[WORDS_MAX];
        int b[WORDS_MAX];
        char old[WORDS_MAX * 12] = "";
        char now[WORDS_MAX * 12] = "";
        const size_t n = draw_words(&seed, kinds, a, old);
        const size_t m = draw_words(&seed, kinds, b, now);
        truce_arena arena = truce_arena_new();
        const truce_redline r = redline_of(old, now, &arena);
        expect_both_sides(&r, old, now);
        const size_t common = longest_common(a, n, b, m);
        assert_int_equal(r.words_taken, n - common);
        assert_int_equal(r.words_put, m - common);
        assert_false(r.rough);
        truce_arena_clear(&arena);
    }
}

/* Bytes of every sort, spaces and brackets where they do not belong among them. */
static void any_text_comes_back(void **state) {
    (void)state;
    static const char *const pieces[] = {
        " ", "  ",       "\n\n",         "[",           "]", "a", "b.c", "-", "'", "4,5",
        ".", "\xD7\xA9", "\xE5\x8F\x8C", "\xE2\x80\x9C"};
    for (uint64_t round = 0; round < ROUNDS; round++) {
        uint64_t seed = round;
        char text[2][120] = {"", ""};
        for (size_t side = 0; side < 2; side++) {
            for (size_t i = (size_t)below(&seed, 20); i > 0; i--) {
                strcat(text[side], pieces[below(&seed, sizeof pieces / sizeof *pieces)]);
            }
        }
        truce_arena arena = truce_arena_new();
        const truce_redline r = redline_of(text[0], text[1], &arena);
        expect_both_sides(&r, text[0], text[1]);
        truce_arena_clear(&arena);
    }
}

static void without_effort_all_is_taken_out_and_put_in(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_redline r;
    const char *const old = "a b c d e f g";
    const char *const now = "a x c y e z g";
    assert_int_equal(truce_redline_make(truce_str_of(old), truce_str_of(now), 1, &arena, &r, NULL),
                     TRUCE_OK);
    assert_true(r.rough);
    assert_int_equal(r.words_taken, 5);
    expect_both_sides(&r, old, now);
    truce_arena_clear(&arena);
}

static void each_allocation_may_fail(void **state) {
    (void)state;
    truce_status status = TRUCE_ENOMEM;
    long n = 0;
    for (; status == TRUCE_ENOMEM; n++) {
        truce_arena arena = truce_arena_new();
        truce_redline r = {.n = 77};
        allocations_left = n;
        status =
            truce_redline_make(TRUCE_STR("a b c d"), TRUCE_STR("b x d a"), 0, &arena, &r, NULL);
        allocations_left = LONG_MAX;
        assert_true(status == TRUCE_OK || r.n == 77);
        truce_arena_clear(&arena);
    }
    assert_int_equal(status, TRUCE_OK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_taken_out_and_put_in),
        cmocka_unit_test(what_stands_in_brackets_is_one_word),
        cmocka_unit_test(scripts_without_spaces_are_compared_sign_by_sign),
        cmocka_unit_test(no_fewer_words_could_be_changed),
        cmocka_unit_test(any_text_comes_back),
        cmocka_unit_test(without_effort_all_is_taken_out_and_put_in),
        cmocka_unit_test(each_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

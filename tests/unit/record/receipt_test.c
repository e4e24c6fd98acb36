#include "truce/record/receipt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static truce_identity *make(const char *name) {
    truce_identity *identity = NULL;
    assert_int_equal(truce_identity_make(truce_str_of(name), &identity, NULL), TRUCE_OK);
    return identity;
}

static truce_str text_of(const truce_buffer *b) {
    return (truce_str){b->data, b->size};
}

static truce_receipt labels(void) {
    truce_receipt r = {.about = "bridge-0a1b2c3d",
                       .what = "conveyed",
                       .from = "council",
                       .to = "osmir, karda",
                       .at = "2031-04-28"};
    const uint8_t salt[TRUCE_CONTENT_SALT] = "salt of a text.";
    truce_content_hash(salt, TRUCE_STR("what it says\n"), r.content);
    return r;
}

static void content_is_of_salt_and_bytes(void **state) {
    (void)state;
    uint8_t salt[TRUCE_CONTENT_SALT] = "salt of a text.";
    uint8_t a[TRUCE_CONTENT];
    uint8_t b[TRUCE_CONTENT];
    char digits[TRUCE_CONTENT_DIGITS];
    char text[TRUCE_SALT_TEXT];
    uint8_t back[TRUCE_CONTENT_SALT];
    truce_content_hash(salt, TRUCE_STR("x"), a);
    truce_content_hash(salt, TRUCE_STR("y"), b);
    assert_memory_not_equal(a, b, sizeof a);
    truce_content_salt_text(salt, text);
    assert_true(truce_content_salt_read(truce_str_of(text), back));
    assert_memory_equal(salt, back, sizeof salt);
    salt[0] ^= 1;
    truce_content_hash(salt, TRUCE_STR("x"), b);
    assert_memory_not_equal(a, b, sizeof a);
    truce_content_digits(a, digits);
    assert_int_equal(strlen(digits), TRUCE_CONTENT_DIGITS - 1);
    assert_int_equal(strspn(digits, "0123456789 "), TRUCE_CONTENT_DIGITS - 1);
    static const char *const wrong[] = {"", "c2FsdA==", "c2FsdCBvZiBhIHRleHQuAA", "?"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_false(truce_content_salt_read(truce_str_of(wrong[i]), back));
    }
}

static void a_receipt_in_a_letter_says_what_was_written(void **state) {
    (void)state;
    truce_error err = {0};
    truce_identity *const carla = make("carla");
    truce_identity *const omar = make("omar");
    truce_buffer letter = truce_buffer_new();
    truce_buffer again = truce_buffer_new();
    const truce_receipt given = labels();
    truce_receipt r;
    truce_buffer_lit(&letter, "Dear colleague,\n\n");
    assert_int_equal(truce_receipt_write(carla, &given, &letter, &err), TRUCE_OK);
    truce_buffer_lit(&letter, "\nYours\n");
    assert_int_equal(truce_receipt_read(text_of(&letter), &r, &err), TRUCE_OK);
    assert_string_equal(r.about, given.about);
    assert_memory_equal(r.content, given.content, sizeof r.content);
    assert_string_equal(r.what, "conveyed");
    assert_string_equal(r.from, "council");
    assert_string_equal(r.to, "osmir, karda");
    assert_string_equal(r.at, "2031-04-28");
    assert_string_equal(r.by, "carla");
    assert_memory_equal(r.key, truce_identity_card(carla)->keys.sign, 32);
    assert_false(r.countered);
    truce_receipt_countersign(omar, &r, &again);
    assert_int_equal(truce_receipt_read(text_of(&again), &r, &err), TRUCE_OK);
    assert_true(r.countered);
    assert_string_equal(r.counter_by, "omar");
    assert_memory_equal(r.counter_key, truce_identity_card(omar)->keys.sign, 32);
    again.size = 0; /* a second countersignature takes the place of the first */
    truce_receipt_countersign(carla, &r, &again);
    assert_int_equal(truce_receipt_read(text_of(&again), &r, &err), TRUCE_OK);
    assert_string_equal(r.counter_by, "carla");
    truce_buffer_clear(&letter);
    truce_buffer_clear(&again);
    truce_identity_close(carla);
    truce_identity_close(omar);
}

static void labels_that_no_line_can_hold_are_refused(void **state) {
    (void)state;
    truce_identity *const carla = make("carla");
    truce_buffer block = truce_buffer_new();
    truce_error err = {0};
    for (size_t i = 0; i < 5; i++) {
        truce_receipt r = labels();
        char *const at[] = {r.about, r.what, r.from, r.to, r.at};
        static const char *const wrong[] = {"", " x", "x ", "a\nb", "caf\xC3\xA9"};
        (void)snprintf(at[i], TRUCE_RECEIPT_LABEL_MAX, "%s", wrong[i]);
        assert_int_equal(truce_receipt_write(carla, &r, &block, &err), TRUCE_EINVAL);
        assert_int_equal(block.size, 0);
    }
    truce_buffer_clear(&block);
    truce_identity_close(carla);
}

/* Each byte altered in several ways, and cut off anywhere, is refused or says the same. */
static void no_slip_passes(void **state) {
    (void)state;
    truce_identity *const carla = make("carla");
    truce_identity *const omar = make("omar");
    truce_buffer once = truce_buffer_new();
    truce_buffer twice = truce_buffer_new();
    const truce_receipt given = labels();
    truce_receipt first;
    truce_receipt both;
    truce_receipt slip;
    truce_error err = {0};
    assert_int_equal(truce_receipt_write(carla, &given, &once, &err), TRUCE_OK);
    assert_int_equal(truce_receipt_read(text_of(&once), &first, &err), TRUCE_OK);
    truce_receipt_countersign(omar, &first, &twice);
    assert_int_equal(truce_receipt_read(text_of(&twice), &both, &err), TRUCE_OK);
    static const char others[] = "x1 \n";
    for (size_t i = 0; i < twice.size; i++) {
        for (size_t k = 0; k < sizeof others; k++) { /* the NUL too */
            const char was = twice.data[i];
            twice.data[i] = others[k];
            if (truce_receipt_read(text_of(&twice), &slip, &err) == TRUCE_OK) {
                assert_memory_equal(&slip, &both, sizeof slip);
            } else {
                assert_int_equal(err.status, TRUCE_EPARSE);
            }
            twice.data[i] = was;
        }
    }
    truce_buffer_byte(&twice, '\0');
    const char *const end = strstr(twice.data, "-----END");
    assert_non_null(end);
    for (size_t n = 0; n < (size_t)(end - twice.data); n++) {
        assert_int_equal(truce_receipt_read((truce_str){twice.data, n}, &slip, &err), TRUCE_EPARSE);
    }
    truce_buffer_clear(&once);
    truce_buffer_clear(&twice);
    truce_identity_close(carla);
    truce_identity_close(omar);
}

/* A line of one is put into another that the same two signed. */
static void lines_of_two_receipts_do_not_mix(void **state) {
    (void)state;
    truce_error err = {0};
    truce_identity *const carla = make("carla");
    truce_identity *const omar = make("omar");
    truce_identity *const dora = make("dora");
    truce_receipt r = labels();
    truce_buffer blocks[2] = {truce_buffer_new(), truce_buffer_new()};
    for (size_t i = 0; i < 2; i++) {
        truce_buffer one = truce_buffer_new();
        truce_receipt read;
        assert_int_equal(truce_receipt_write(i == 0 ? carla : dora, &r, &one, &err), TRUCE_OK);
        assert_int_equal(truce_receipt_read(text_of(&one), &read, &err), TRUCE_OK);
        truce_receipt_countersign(i == 0 ? omar : carla, &read, &blocks[i]);
        truce_buffer_byte(&blocks[i], '\0');
        truce_buffer_clear(&one);
        r = (truce_receipt){.about = "other",
                            .content = {1},
                            .what = "handed",
                            .from = "lakeland",
                            .to = "karda",
                            .at = "-"};
    }
    const char *in_a = strchr(blocks[0].data, '\n') + 1;
    const char *in_b = strchr(blocks[1].data, '\n') + 1;
    for (int line = 0; line < 14; line++) {
        const char *const next_a = strchr(in_a, '\n') + 1;
        const char *const next_b = strchr(in_b, '\n') + 1;
        truce_buffer mixed = truce_buffer_new();
        truce_receipt read;
        truce_buffer_add(&mixed, (truce_str){blocks[0].data, (size_t)(in_a - blocks[0].data)});
        truce_buffer_add(&mixed, (truce_str){in_b, (size_t)(next_b - in_b)});
        truce_buffer_add(&mixed, truce_str_of(next_a));
        assert_int_equal(truce_receipt_read(text_of(&mixed), &read, &err), TRUCE_EPARSE);
        truce_buffer_clear(&mixed);
        in_a = next_a;
        in_b = next_b;
    }
    truce_buffer_clear(&blocks[0]);
    truce_buffer_clear(&blocks[1]);
    truce_identity_close(carla);
    truce_identity_close(omar);
    truce_identity_close(dora);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(content_is_of_salt_and_bytes),
        cmocka_unit_test(a_receipt_in_a_letter_says_what_was_written),
        cmocka_unit_test(labels_that_no_line_can_hold_are_refused),
        cmocka_unit_test(no_slip_passes),
        cmocka_unit_test(lines_of_two_receipts_do_not_mix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

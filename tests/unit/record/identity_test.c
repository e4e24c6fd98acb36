#include "truce/record/identity.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sodium.h>

/* The least that Argon2id takes: the form is the same, and the test is quick. */
static truce_key_cost cheap(void) {
    return (truce_key_cost){crypto_pwhash_argon2id_OPSLIMIT_MIN,
                            crypto_pwhash_argon2id_MEMLIMIT_MIN};
}

#define PASSPHRASE TRUCE_STR("seven slow boats")

static truce_identity *make(const char *name) {
    truce_identity *identity = NULL;
    assert_int_equal(truce_identity_make(truce_str_of(name), &identity, NULL), TRUCE_OK);
    return identity;
}

static truce_str text_of(const truce_buffer *b) {
    return (truce_str){b->data, b->size};
}

static void names_are_names_of_the_case_language(void **state) {
    (void)state;
    static const char *const good[] = {"a", "anna", "un-observer-2", "x9"};
    static const char *const bad[] = {
        "",           "Anna",
        "9x",         "a--b",
        "a-",         "-a",
        "a b",        "team",
        "public",     "someone",
        "\xc3\xa9va", "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklm"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        truce_identity_close(make(good[i]));
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        truce_identity *identity = NULL;
        assert_int_equal(truce_identity_make(truce_str_of(bad[i]), &identity, NULL), TRUCE_EINVAL);
        assert_null(identity);
    }
}

static void a_key_file_opens_with_its_passphrase_alone(void **state) {
    (void)state;
    truce_error err = {0};
    truce_identity *const anna = make("anna");
    truce_buffer file = truce_buffer_new();
    assert_int_equal(truce_identity_write(anna, PASSPHRASE, cheap(), &file, &err), TRUCE_OK);
    truce_identity *read = NULL;
    assert_int_equal(truce_identity_read(text_of(&file), PASSPHRASE, &read, &err), TRUCE_OK);
    assert_true(truce_card_equal(truce_identity_card(anna), truce_identity_card(read)));
    truce_identity_close(read);
    read = NULL;
    assert_int_equal(truce_identity_read(text_of(&file), TRUCE_STR("seven slow boat"), &read, &err),
                     TRUCE_EDENIED);
    assert_int_equal(truce_identity_read(text_of(&file), TRUCE_STR(""), &read, &err),
                     TRUCE_EDENIED);
    assert_int_equal(truce_identity_write(anna, TRUCE_STR(""), cheap(), &file, &err), TRUCE_EINVAL);
    assert_null(read);
    truce_buffer_clear(&file);
    truce_identity_close(anna);
}

static void no_byte_of_a_key_file_can_be_changed(void **state) {
    (void)state;
    truce_error err = {0};
    truce_identity *const anna = make("anna");
    truce_buffer file = truce_buffer_new();
    assert_int_equal(truce_identity_write(anna, PASSPHRASE, cheap(), &file, &err), TRUCE_OK);
    for (size_t i = 0; i < file.size; i++) {
        truce_identity *read = NULL;
        const char was = file.data[i];
        file.data[i] = was == 'A' ? 'B' : was == '1' ? '2' : '1';
        const truce_status status = truce_identity_read(text_of(&file), PASSPHRASE, &read, &err);
        file.data[i] = was;
        if (status == TRUCE_OK) { /* the line end behind the last line is not part of it */
            assert_int_equal(i, file.size - 1);
            truce_identity_close(read);
        }
        assert_true(status == TRUCE_OK || status == TRUCE_EDENIED || status == TRUCE_EPARSE ||
                    status == TRUCE_ELIMIT);
    }
    for (size_t n = 0; n + 1 < file.size; n++) { /* cut off anywhere */
        truce_identity *read = NULL;
        assert_int_equal(truce_identity_read((truce_str){file.data, n}, PASSPHRASE, &read, &err),
                         TRUCE_EPARSE);
    }
    truce_buffer_clear(&file);
    truce_identity_close(anna);
}

static void no_key_file_costs_more_than_it_may(void **state) {
    (void)state;
    truce_error err = {0};
    truce_identity *const anna = make("anna");
    truce_buffer file = truce_buffer_new();
    assert_int_equal(truce_identity_write(anna, PASSPHRASE, cheap(), &file, &err), TRUCE_OK);
    char *const bytes = strstr(file.data, "\nbytes ");
    assert_non_null(bytes);
    truce_buffer greedy = truce_buffer_new();
    truce_buffer_add(&greedy, (truce_str){file.data, (size_t)(bytes - file.data)});
    truce_buffer_lit(&greedy, "\nbytes 99999999999999");
    const char *const rest = strchr(bytes + 1, '\n');
    truce_buffer_add(&greedy, (truce_str){rest, file.size - (size_t)(rest - file.data)});
    truce_identity *read = NULL;
    assert_int_equal(truce_identity_read(text_of(&greedy), PASSPHRASE, &read, &err), TRUCE_ELIMIT);
    truce_buffer_clear(&greedy);
    truce_buffer_clear(&file);
    truce_identity_close(anna);
}

static void a_card_is_found_in_a_letter_and_no_slip_passes(void **state) {
    (void)state;
    truce_error err = {0};
    truce_identity *const anna = make("anna");
    truce_buffer letter = truce_buffer_new();
    truce_buffer_lit(&letter, "Dear Ben,\nhere is my card.\n\n");
    const size_t from = letter.size;
    truce_card_write(anna, &letter);
    const size_t until = letter.size;
    truce_buffer_lit(&letter, "\nYours, Anna\n");
    truce_card card;
    assert_int_equal(truce_card_read(text_of(&letter), &card, &err), TRUCE_OK);
    assert_true(truce_card_equal(&card, truce_identity_card(anna)));
    for (size_t i = from; i < until; i++) {
        const char was = letter.data[i];
        letter.data[i] = was == 'x' ? 'y' : 'x';
        truce_card slip;
        const truce_status status = truce_card_read(text_of(&letter), &slip, &err);
        letter.data[i] = was;
        /* What is behind the signature, and the rest of the first line, is not looked at. */
        assert_true(status == TRUCE_EPARSE || truce_card_equal(&slip, &card));
    }
    assert_int_equal(truce_card_read(TRUCE_STR("no card here"), &card, &err), TRUCE_EPARSE);
    assert_int_equal(truce_card_read((truce_str){letter.data, from + 60}, &card, &err),
                     TRUCE_EPARSE);
    truce_buffer_clear(&letter);
    truce_identity_close(anna);
}

static void fingerprints_are_forty_digits_that_differ(void **state) {
    (void)state;
    truce_identity *const anna = make("anna");
    truce_card other = *truce_identity_card(anna);
    char mine[TRUCE_FINGERPRINT];
    char theirs[TRUCE_FINGERPRINT];
    truce_card_fingerprint(&other, mine);
    assert_int_equal(strlen(mine), 47);
    for (size_t i = 0; i < 47; i++) {
        assert_true(i % 6 == 5 ? mine[i] == ' ' : mine[i] >= '0' && mine[i] <= '9');
    }
    truce_card_fingerprint(&other, theirs);
    assert_string_equal(mine, theirs);
    other.keys.box[31] ^= 1;
    truce_card_fingerprint(&other, theirs);
    assert_string_not_equal(mine, theirs);
    other = *truce_identity_card(anna);
    other.name[0] = 'h';
    truce_card_fingerprint(&other, theirs);
    assert_string_not_equal(mine, theirs);
    truce_identity_close(anna);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_names_of_the_case_language),
        cmocka_unit_test(a_key_file_opens_with_its_passphrase_alone),
        cmocka_unit_test(no_byte_of_a_key_file_can_be_changed),
        cmocka_unit_test(no_key_file_costs_more_than_it_may),
        cmocka_unit_test(a_card_is_found_in_a_letter_and_no_slip_passes),
        cmocka_unit_test(fingerprints_are_forty_digits_that_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

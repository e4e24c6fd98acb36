#include "truce/record/invitation.h"

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

static const uint8_t ledger[TRUCE_LEDGER_ID] = "a ledger's id..";
static const uint8_t head[TRUCE_LINK] = "the link at the place of a head";

static void an_invitation_in_a_letter_says_what_was_written(void **state) {
    (void)state;
    truce_error err = {0};
    truce_identity *const anna = make("anna");
    truce_identity *const ben = make("ben");
    truce_identity *const other = make("ben");
    truce_buffer letter = truce_buffer_new();
    truce_buffer_lit(&letter, "Dear Ben,\n\n");
    const size_t from = letter.size;
    truce_invitation_write(anna, ledger, UINT32_MAX, head, truce_identity_card(ben), &letter);
    truce_buffer_lit(&letter, "\nYours, Anna\n");
    truce_invitation v;
    assert_int_equal(truce_invitation_read(text_of(&letter), &v, &err), TRUCE_OK);
    assert_memory_equal(v.ledger, ledger, sizeof ledger);
    assert_memory_equal(v.head.link, head, sizeof head);
    assert_true(v.head.n == UINT32_MAX && v.head.size == TRUCE_LINK);
    assert_string_equal(v.name, "ben");
    assert_true(truce_card_equal(&v.by, truce_identity_card(anna)));
    assert_true(truce_invitation_is_for(&v, truce_identity_card(ben)));
    assert_false(truce_invitation_is_for(&v, truce_identity_card(other)));
    assert_false(truce_invitation_is_for(&v, truce_identity_card(anna)));
    assert_int_equal(truce_invitation_read((truce_str){letter.data, from}, &v, &err), TRUCE_EPARSE);
    truce_buffer_clear(&letter);
    truce_identity_close(anna);
    truce_identity_close(ben);
    truce_identity_close(other);
}

static bool same(const truce_invitation *a, const truce_invitation *b) {
    return memcmp(a->ledger, b->ledger, sizeof a->ledger) == 0 && a->head.n == b->head.n &&
           memcmp(a->head.link, b->head.link, sizeof a->head.link) == 0 &&
           strcmp(a->name, b->name) == 0 && memcmp(a->who, b->who, sizeof a->who) == 0 &&
           truce_card_equal(&a->by, &b->by);
}

static void no_slip_passes(void **state) {
    (void)state;
    truce_error err = {0};
    truce_identity *const anna = make("anna");
    truce_identity *const ben = make("ben");
    truce_buffer block = truce_buffer_new();
    truce_invitation v;
    truce_invitation slip;
    truce_invitation_write(anna, ledger, 17, head, truce_identity_card(ben), &block);
    truce_buffer_byte(&block, '\0');
    block.size--;
    assert_int_equal(truce_invitation_read(text_of(&block), &v, &err), TRUCE_OK);
    static const char others[] = "x1 \n";
    for (size_t i = 0; i < block.size; i++) {
        for (size_t k = 0; k < sizeof others; k++) { /* the NUL too */
            const char was = block.data[i];
            block.data[i] = others[k];
            if (truce_invitation_read(text_of(&block), &slip, &err) == TRUCE_OK) {
                assert_true(same(&slip, &v)); /* the end of the first line, and behind the last */
            }
            block.data[i] = was;
        }
    }
    const char *const end = strstr(block.data, "-----END");
    assert_non_null(end);
    for (size_t n = 0; n + 1 < (size_t)(end - block.data); n++) { /* cut off anywhere */
        assert_int_equal(truce_invitation_read((truce_str){block.data, n}, &slip, &err),
                         TRUCE_EPARSE);
    }
    truce_buffer_clear(&block);
    truce_identity_close(anna);
    truce_identity_close(ben);
}

/* A line of one is put into another that the same manager signed. */
static void lines_of_two_invitations_do_not_mix(void **state) {
    (void)state;
    truce_error err = {0};
    truce_identity *const anna = make("anna");
    truce_identity *const ben = make("ben");
    truce_identity *const carla = make("carla");
    uint8_t other[TRUCE_LINK] = "another link";
    truce_buffer a = truce_buffer_new();
    truce_buffer b = truce_buffer_new();
    truce_invitation_write(anna, ledger, 17, head, truce_identity_card(ben), &a);
    truce_invitation_write(carla, other, 18, other, truce_identity_card(carla), &b);
    truce_buffer_byte(&a, '\0');
    truce_buffer_byte(&b, '\0');
    const char *in_a = strchr(a.data, '\n') + 1;
    const char *in_b = strchr(b.data, '\n') + 1;
    for (int line = 0; line < 10; line++) {
        const char *const next_a = strchr(in_a, '\n') + 1;
        const char *const next_b = strchr(in_b, '\n') + 1;
        truce_buffer mixed = truce_buffer_new();
        truce_buffer_add(&mixed, (truce_str){a.data, (size_t)(in_a - a.data)});
        truce_buffer_add(&mixed, (truce_str){in_b, (size_t)(next_b - in_b)});
        truce_buffer_add(&mixed, truce_str_of(next_a));
        truce_invitation v;
        assert_int_equal(truce_invitation_read(text_of(&mixed), &v, &err), TRUCE_EPARSE);
        truce_buffer_clear(&mixed);
        in_a = next_a;
        in_b = next_b;
    }
    truce_buffer_clear(&a);
    truce_buffer_clear(&b);
    truce_identity_close(anna);
    truce_identity_close(ben);
    truce_identity_close(carla);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_invitation_in_a_letter_says_what_was_written),
        cmocka_unit_test(no_slip_passes),
        cmocka_unit_test(lines_of_two_invitations_do_not_mix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

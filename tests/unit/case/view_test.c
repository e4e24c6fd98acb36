/* Each rule of who sees what, as the bytes that are left; then what is unclear, which hides; then
 * that hiding by view and deleting by hand are the same; then memory. */
#include "truce/case/view.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static size_t allocations_left = SIZE_MAX;
void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t size);
static bool memory_is_out(void) {
    return allocations_left != SIZE_MAX && (allocations_left == 0 || allocations_left-- == 0);
}
void *__wrap_malloc(size_t size) {
    return memory_is_out() ? NULL : __real_malloc(size);
}
void *__wrap_calloc(size_t n, size_t size) {
    return memory_is_out() ? NULL : __real_calloc(n, size);
}
void *__wrap_realloc(void *p, size_t size) {
    return memory_is_out() ? NULL : __real_realloc(p, size);
}

static truce_arena arena;
static truce_view view;
static truce_input inputs[4];

static int forget(void **state) {
    (void)state;
    truce_arena_clear(&arena);
    return 0;
}

/* What `reader` sees of the files, laid end to end. */
static const char *seen_of(const char *const *texts, size_t n, const char *reader) {
    static char out[4000];
    size_t used = 0;
    for (size_t i = 0; i < n; i++) {
        inputs[i] = (truce_input){TRUCE_STR("t"), truce_str_of(texts[i])};
    }
    truce_arena_clear(&arena);
    assert_int_equal(truce_case_view(inputs, n, truce_str_of(reader), &arena, &view, NULL),
                     TRUCE_OK);
    assert_int_equal(view.n_inputs, n); /* no file is left out, whatever is left of it */
    for (size_t i = 0; i < n; i++) {
        assert_true(truce_str_equal(view.inputs[i].name, inputs[i].name));
        assert_true(view.inputs[i].bytes.size <= inputs[i].bytes.size);
        memcpy(out + used, view.inputs[i].bytes.data, view.inputs[i].bytes.size);
        used += view.inputs[i].bytes.size;
    }
    out[used] = '\0';
    return out;
}

static void expect_seen(const char *text, const char *reader, const char *want) {
    assert_string_equal(seen_of(&text, 1, reader), want);
}

/* Whether `reader` sees the actor x in `text`. */
static void expect_x(const char *text, const char *reader, bool want) {
    const bool got = strstr(seen_of(&text, 1, reader), "party x") != NULL;
    if (got != want) {
        fail_msg("%s %s x in:\n%s", reader, got ? "sees" : "does not see", text);
    }
}

static void the_team_sees_everything(void **state) {
    (void)state;
    static const char text[] = "anything\n  at all";
    expect_seen(text, "", text);
    assert_false(view.narrowed);
    expect_seen(text, "team", text);
    assert_false(view.narrowed);
    expect_seen(text, "public", "");
    assert_true(view.narrowed);
}

static void without_an_audience_a_record_is_the_teams(void **state) {
    (void)state;
    expect_x("truce 1\nparty x \"X\"\n", "public", false);
    expect_x("truce 1\nparty x \"X\"\n", "r", false);
    expect_x("truce 1\ncase k \"K\"\nparty x \"X\"\n", "r", false);
}

static void a_records_own_audience_decides(void **state) {
    (void)state;
    expect_x("truce 1\nparty x \"X\"\n  audience r, s\n", "r", true);
    expect_x("truce 1\nparty x \"X\"\n  audience r, s\n", "s", true);
    expect_x("truce 1\nparty x \"X\"\n  audience r, s\n", "public", false);
    expect_x("truce 1\nparty x \"X\"\n  audience r # only\n", "r", true);
    expect_x("truce 1\r\nparty x \"X\"\r\n  audience r\r\n", "r", true);
    expect_x("truce 1\nparty x \"X\"\n  audience public\n", "nobody", true);
    expect_x("truce 1\naudience public\nparty x \"X\"\n  audience team\n", "public", false);
}

static void the_file_comes_next_and_then_the_case(void **state) {
    (void)state;
    expect_x("truce 1\naudience r\nparty x \"X\"\n", "r", true);
    expect_x("\xEF\xBB\xBF# c\n\ntruce 1\n# c\naudience r\nparty x \"X\"\n", "r", true);
    expect_x("truce 1\naudience r\nparty x \"X\"\n", "s", false);
    expect_x("truce 1\nparty x \"X\"\ncase k \"K\"\n  audience r\n", "r", true);
    expect_x("truce 1\naudience s\nparty x \"X\"\ncase k \"K\"\n  audience r\n", "r", false);
    const char *const texts[] = {"truce 1\nparty x \"X\"\n",
                                 "truce 1\ncase k \"K\"\n  audience r\n"};
    assert_non_null(strstr(seen_of(texts, 2, "r"), "party x"));
    assert_null(strstr(seen_of(texts, 1, "r"), "party x"));
}

static void two_case_records_give_no_default(void **state) {
    (void)state;
    expect_x("truce 1\nparty x \"X\"\ncase k \"K\"\n  audience r\ncase l \"L\"\n  audience r\n",
             "r", false);
    expect_x("truce 1\nparty x \"X\"\n  audience r\ncase k \"K\"\ncase l \"L\"\n", "r", true);
}

static void members_see_what_their_compartment_sees(void **state) {
    (void)state;
    static const char text[] =
        "truce 1\ncompartment d \"D\"\n  members r, s\nparty x \"X\"\n  audience d\n";
    expect_x(text, "r", true);
    expect_x(text, "s", true);
    expect_x(text, "d", true);
    expect_x(text, "q", false);
    /* Not the other way round, and not through a second compartment. */
    expect_x("truce 1\ncompartment d \"D\"\n  members r\nparty x \"X\"\n  audience r\n", "d",
             false);
    expect_x("truce 1\ncompartment d \"D\"\n  members r\ncompartment e \"E\"\n  members d\nparty x "
             "\"X\"\n"
             "  audience e\n",
             "r", false);
}

static void compartments_are_seen_by_their_members_and_readers_by_themselves(void **state) {
    (void)state;
    static const char text[] =
        "truce 1\nreader r \"R\"\nreader s \"S\"\ncompartment d \"D\"\n  members r\n";
    expect_seen(text, "r", "truce 1\nreader r \"R\"\ncompartment d \"D\"\n  members r\n");
    expect_seen(text, "s", "truce 1\nreader s \"S\"\n");
    expect_seen(text, "d", "truce 1\ncompartment d \"D\"\n  members r\n");
    expect_seen(text, "public", "truce 1\n");
    expect_seen("truce 1\nreader r \"R\"\n  audience s\n", "r",
                "truce 1\nreader r \"R\"\n  audience s\n");
}

static void nobody_becomes_the_team(void **state) {
    (void)state;
    expect_x("truce 1\ncompartment team \"T\"\n  members r\nparty x \"X\"\n  audience team\n", "r",
             false);
    expect_x("truce 1\nreader team \"T\"\nparty x \"X\"\n", "r", false);
}

static void a_record_goes_with_its_lines_and_the_comments_behind_it(void **state) {
    (void)state;
    expect_seen("# head\ntruce 1\naudience public\n\n# a\nparty a \"A\"\n# x\n\nparty x \"X\"\n"
                "  audience r\n    deeper\n\n# b\nparty b \"B\"",
                "public",
                "# head\ntruce 1\naudience public\n\n# a\nparty a \"A\"\n# x\n\nparty b \"B\"");
    /* A file that loses nothing is the text that it was. */
    expect_seen("truce 1\naudience public\nparty a \"A\"\n", "r",
                "truce 1\naudience public\nparty a \"A\"\n");
    assert_ptr_equal(view.inputs[0].bytes.data, inputs[0].bytes.data);
}

static void a_malformed_audience_hides(void **state) {
    (void)state;
    static const char *const lines[] = {
        "  audience",
        "  audience r r",
        "  audience r,",
        "  audience , r",
        "  audience \"r\"",
        "  audience r\t",
        " audience r",
        "    audience r",
        "\taudience r",
        "  \taudience r",
        "  audience\tr",
        "  audience r \"x",
        "  audience r\n  audience r",
        "  audience r\n  note \"n\"\n  audience s",
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char text[200];
        (void)snprintf(text, sizeof text, "truce 1\naudience public\nparty x \"X\"\n%s\n",
                       lines[i]);
        expect_x(text, "r", false);
        expect_x(text, "public", false);
    }
}

static void a_misspelt_audience_hides(void **state) {
    (void)state;
    static const char *const words[] = {
        "audiense r",  "Audience r",        "AUDIENCE r", "audiences r",  "audince r",
        "audience: r", "audience:r",        "audience=r", "(audience r)", "\"audience\" r",
        "audienc r",   "\xD0\xB0udience r", "audience-r", "odience r",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        char text[200];
        (void)snprintf(text, sizeof text, "truce 1\naudience public\nparty x \"X\"\n  %s\n",
                       words[i]);
        expect_x(text, "public", false);
    }
    /* A line of obligations, which is three slips away. */
    expect_x("truce 1\naudience public\nparty x \"X\"\n  evidence \"the log\"\n", "public", true);
    expect_x("truce 1\naudience public\nparty x \"X\"\n  Evidence \"the log\"\n", "public", false);
    /* On the first line of a claim, where people put it first. */
    expect_seen("truce 1\naudience public\nclaim s:P1 by p audience r\n  talks slow\n", "public",
                "truce 1\naudience public\n");
    expect_seen("truce 1\naudience public\nevent audience \"An audience\" other\n", "public",
                "truce 1\naudience public\nevent audience \"An audience\" other\n");
}

static void a_head_that_is_not_as_it_should_be_gives_no_default(void **state) {
    (void)state;
    expect_x("audience public\nparty x \"X\"\n", "public", false);
    expect_x("party x \"X\"\n", "public", false);
    expect_x("truce 1\naudience public r\nparty x \"X\"\n", "public", false);
    expect_x("truce 1\n audience public\nparty x \"X\"\n", "public", false);
    expect_x("truce 1\n\taudience r\nparty x \"X\"\ncase k \"K\"\n  audience public\n", "public",
             false);
    expect_x("truce 1\naudience public\nparty x \"X\"\naudience r\n", "public", false);
    expect_x("truce 1\naudiense r\nparty x \"X\"\ncase k \"K\"\n  audience public\n", "public",
             false);
    /* A record that says it for itself is not concerned. */
    expect_x("party x \"X\"\n  audience public\n", "public", true);
}

static void malformed_members_give_nothing(void **state) {
    (void)state;
    static const char *const lines[] = {"  members r r", "  members r,", "  members r\n  members s",
                                        "    members r", "\tmembers r",  "  members"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char text[200];
        (void)snprintf(text, sizeof text,
                       "truce 1\ncompartment d \"D\"\n%s\nparty x \"X\"\n  audience d\n", lines[i]);
        expect_x(text, "r", false);
        assert_null(strstr(seen_of(&(const char *){text}, 1, "r"), "compartment"));
    }
}

static void the_head_of_a_file_is_everybodys(void **state) {
    (void)state;
    const char *const texts[] = {"# one\ntruce 1\n", "", "truce 1\naudience r\nparty x \"X\"\n"};
    assert_string_equal(seen_of(texts, 3, "q"), "# one\ntruce 1\ntruce 1\naudience r\n");
}

/* Records in every combination of audiences and readers: what a reader sees of the whole is what
 * the reader sees of the rest when the hidden records are deleted, whichever of them are. */
static void deleting_what_is_hidden_changes_nothing(void **state) {
    (void)state;
    static const char *const records[] = {
        "case k \"K\"\n  audience d\n",
        "case l \"L\"\n  audience team\n",
        "reader r \"R\"\n",
        "compartment d \"D\"\n  members r, s\n",
        "compartment e \"E\"\n  members s\n  audience team\n",
        "party a \"A\"\n",
        "party b \"B\"\n  audience e\n",
        "party c \"C\"\n  audience d, public\n",
        "party f \"F\"\n  audiense r\n",
    };
    static const char *const readers[] = {"r", "s", "d", "e", "public", "q"};
    enum { N = sizeof records / sizeof *records };
    for (unsigned set = 0; set < 1U << N; set++) {
        for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
            char text[2000] = "truce 1\n";
            char rest[2000];
            for (int k = 0; k < N; k++) {
                if ((set & 1U << k) != 0) {
                    strcat(text, records[k]);
                }
            }
            const char *const whole = text;
            (void)snprintf(rest, sizeof rest, "%s", seen_of(&whole, 1, readers[i]));
            const char *const left = rest;
            assert_string_equal(seen_of(&left, 1, readers[i]), rest);
        }
    }
}

static void when_memory_is_out_it_says_so(void **state) {
    (void)state;
    static char text[200000];
    size_t used = (size_t)sprintf(text, "truce 1\n");
    for (int i = 0; i < 3000; i++) {
        used += (size_t)sprintf(text + used, "party p%d \"P\"\n  audience r%d, s\n", i, i);
    }
    inputs[0] = (truce_input){TRUCE_STR("t"), {text, used}};
    size_t n = 0;
    for (truce_status status = TRUCE_ENOMEM; status != TRUCE_OK; n++) {
        truce_arena_clear(&arena);
        view = (truce_view){.n_inputs = 99};
        allocations_left = n;
        status = truce_case_view(inputs, 1, TRUCE_STR("r7"), &arena, &view, NULL);
        allocations_left = SIZE_MAX;
        assert_true(status == TRUCE_OK || (status == TRUCE_ENOMEM && view.n_inputs == 99));
    }
    assert_true(view.inputs[0].bytes.size < 60); /* the head and one record of 3000 */
    assert_true(n > 2);
}

#define T(name) cmocka_unit_test_teardown(name, forget)

int main(void) {
    const struct CMUnitTest tests[] = {
        T(the_team_sees_everything),
        T(without_an_audience_a_record_is_the_teams),
        T(a_records_own_audience_decides),
        T(the_file_comes_next_and_then_the_case),
        T(two_case_records_give_no_default),
        T(members_see_what_their_compartment_sees),
        T(compartments_are_seen_by_their_members_and_readers_by_themselves),
        T(nobody_becomes_the_team),
        T(a_record_goes_with_its_lines_and_the_comments_behind_it),
        T(a_malformed_audience_hides),
        T(a_misspelt_audience_hides),
        T(a_head_that_is_not_as_it_should_be_gives_no_default),
        T(malformed_members_give_nothing),
        T(the_head_of_a_file_is_everybodys),
        T(deleting_what_is_hidden_changes_nothing),
        T(when_memory_is_out_it_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

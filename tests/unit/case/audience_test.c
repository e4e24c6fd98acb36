/* "A record may not be seen more widely than what it names", by each way of being seen; then names
 * on audience lines. */
#include "truce/case/read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static truce_arena arena;
static truce_view view;
static truce_case c;
static truce_report report;

static int forget(void **state) {
    (void)state;
    truce_arena_clear(&arena);
    return 0;
}

static truce_status read_files(const char *const *texts, size_t n, const char *reader) {
    static truce_input inputs[4];
    for (size_t i = 0; i < n; i++) {
        inputs[i] = (truce_input){TRUCE_STR("t"), truce_str_of(texts[i])};
    }
    truce_arena_clear(&arena);
    report = truce_report_new(&arena);
    assert_int_equal(truce_case_view(inputs, n, truce_str_of(reader), &arena, &view, NULL),
                     TRUCE_OK);
    return truce_case_read(&view, (truce_read_options){.no_warnings = true}, &arena, &c, &report,
                           NULL);
}

/* `text` behind two readers and two compartments that everybody may see. The messages, as "NAME ".
 */
#define BASE                                                                                       \
    "truce 1\naudience public\nreader r1 \"R\"\nreader r2 \"R\"\nreader r3 \"R\"\n"                \
    "compartment d1 \"D\"\n  members r1\ncompartment d2 \"D\"\n  members r1, r2\nparty a \"A\"\n"

static void expect_too_wide(const char *text, const char *names) {
    static char whole[3000];
    char got[200] = "";
    size_t used = 0;
    (void)snprintf(whole, sizeof whole, BASE "%s", text);
    const char *const texts[] = {whole};
    const truce_status status = read_files(texts, 1, "");
    for (size_t i = 0; i < report.n; i++) {
        const truce_str m = report.problems[i].message;
        const char *const begin = strstr(m.data, "may not see \"");
        used += (size_t)snprintf(got + used, sizeof got - used, "%.*s ",
                                 begin != NULL ? (int)strcspn(begin + 13, "\"") : (int)m.size,
                                 begin != NULL ? begin + 13 : m.data);
    }
    assert_string_equal(got, names);
    assert_int_equal(status, *names == '\0' ? TRUCE_OK : TRUCE_EPARSE);
}

static void what_everybody_sees_names_only_what_everybody_sees(void **state) {
    (void)state;
    expect_too_wide("person p \"P\" of a\n", "");
    expect_too_wide("party b \"B\"\n  audience team\nperson p \"P\" of b\n", "b ");
    expect_too_wide("party b \"B\"\n  audience team\nperson p \"P\" of b\n  audience team\n", "");
    expect_too_wide("party b \"B\"\n  audience r1\nperson p \"P\" of b\n  audience r2\n", "b ");
    expect_too_wide("party b \"B\"\n  audience r1, r2\nperson p \"P\" of b\n  audience r2\n", "");
    expect_too_wide("party b \"B\"\n  audience r1\nperson p \"P\" of b\n  audience r1, r2\n", "b ");
    expect_too_wide("party b \"B\"\n  audience public\nperson p \"P\" of b\n  audience team\n", "");
}

static void a_compartment_is_its_members_and_itself(void **state) {
    (void)state;
    expect_too_wide("party b \"B\"\n  audience d2\nperson p \"P\" of b\n  audience r1, r2\n", "");
    expect_too_wide("party b \"B\"\n  audience d1\nperson p \"P\" of b\n  audience r2\n", "b ");
    expect_too_wide("party b \"B\"\n  audience d2\nperson p \"P\" of b\n  audience d2\n", "");
    expect_too_wide("party b \"B\"\n  audience r1, r2\nperson p \"P\" of b\n  audience d2\n", "b ");
    expect_too_wide(
        "party b \"B\"\n  audience r2, d2, r1\nperson p \"P\" of b\n  audience d2, r2\n", "");
    expect_too_wide(
        "party b \"B\"\n  audience team, r1\nperson p \"P\" of b\n  audience r1, team\n", "");
}

static void team_adds_nobody(void **state) {
    (void)state;
    expect_too_wide("party b \"B\"\n  audience r1\nperson p \"P\" of b\n  audience r1, team\n", "");
    expect_too_wide("party b \"B\"\n  audience r1, public\nperson p \"P\" of b\n", "");
}

static void every_use_in_a_record_counts(void **state) {
    (void)state;
    expect_too_wide(
        "source s \"S\" press\nparty b \"B\"\n  audience r1\nissue w \"W\"\n  audience r1\n"
        "  range 1..5 step 1 x\nevent e \"E\" other\n  audience r1\n"
        "claim s:P1 by one \"x\" of b\n  a demands w 5 if w 2\n  event e after e\n  b softens\n"
        "account x \"X\" fact between s:P1, s:P1\n",
        "b w w e e b ");
}

static void readers_and_compartments_are_seen_by_themselves(void **state) {
    (void)state;
    const char *const texts[] = {"truce 1\ncase k \"K\"\nreader r1 \"R\"\nreader r2 "
                                 "\"R\"\ncompartment d \"D\"\n  members r1\n"
                                 "source s \"S\" press\n  audience public\n"
                                 "dating x of s 2031 by r1\n  audience r1\n"};
    assert_int_equal(read_files(texts, 1, ""), TRUCE_OK);
    const char *const wider[] = {"truce 1\ncase k \"K\"\nreader r1 \"R\"\nreader r2 \"R\"\n"
                                 "source s \"S\" press\n  audience public\n"
                                 "dating x of s 2031 by r1\n  audience r1, r2\n"};
    assert_int_equal(read_files(wider, 1, ""), TRUCE_EPARSE);
    assert_int_equal(report.errors, 1);
}

static void the_file_goes_before_the_case_and_the_record_before_both(void **state) {
    (void)state;
    /* party b: by its file, public; party x: by the case, r1; party y: its own. */
    const char *const texts[] = {
        "truce 1\ncase k \"K\"\n  audience r1\nreader r1 \"R\"\n  audience public\nparty x \"X\"\n",
        "truce 1\naudience public\nparty b \"B\"\nparty y \"Y\" of x\n  audience r1\n",
        "truce 1\nparty z \"Z\" of b\n",
    };
    assert_int_equal(read_files(texts, 3, ""), TRUCE_OK);
    const char *const wide[] = {texts[0], "truce 1\naudience public\nparty b \"B\" of x\n"};
    assert_int_equal(read_files(wide, 2, ""), TRUCE_EPARSE);
    /* Without a case record, the team alone. */
    const char *const none[] = {"truce 1\nparty x \"X\"\n",
                                "truce 1\naudience public\nparty b \"B\" of x\n"};
    assert_int_equal(read_files(none, 2, ""), TRUCE_EPARSE);
}

static void an_audience_is_a_reader_a_compartment_an_actor_team_or_public(void **state) {
    (void)state;
    expect_too_wide("party b \"B\"\n  audience r1, d1, a, team, public\n", "");
    expect_too_wide("issue w \"W\"\nparty b \"B\"\n  audience w\n", "nobody is called \"w\" ");
    expect_too_wide("party b \"B\"\n  audience r4\n", "nobody is called \"r4\" ");
    expect_too_wide("party b \"B\"\n  audience someone\n", "nobody is called \"someone\" ");
    expect_too_wide("party b \"B\"\n  audience teem\nperson p \"P\" of b\n",
                    "nobody is called \"teem\" "); /* and nothing about who sees b */
    assert_true(truce_str_equal(report.problems[0].hint, TRUCE_STR("did you mean \"team\"?")));
    const char *const texts[] = {"truce 1\naudience publik\ncase k \"K\"\n"};
    assert_int_equal(read_files(texts, 1, ""), TRUCE_EPARSE);
    assert_int_equal(report.problems[0].place, 17);
}

static void a_lesser_reader_is_not_asked(void **state) {
    (void)state;
    /* The check is the owner's: who sees less never hears of it. */
    const char *const texts[] = {
        BASE "party b \"B\"\n  audience r1\nperson p \"P\" of a\n  audience r1, r2\n"};
    assert_int_equal(read_files(texts, 1, "r2"), TRUCE_OK);
    assert_int_equal(c.n_actors, 2);
}

/* Neither `team` nor `public` stands anywhere in it: the default must not be taken for either. */
static void a_case_that_names_nobody_is_the_teams(void **state) {
    (void)state;
    const char *const texts[] = {"truce 1\ncase k \"K\"\nparty a \"A\"\nissue i \"I\"\n  rung x\n"
                                 "source s \"S\" press\nclaim s:P1 by a\n  audience a\n"
                                 "  a demands i x\n"};
    assert_int_equal(read_files(texts, 1, ""), TRUCE_EPARSE);
    assert_int_equal(report.errors, 4); /* the source, the side twice, the issue */
}

#define T(name) cmocka_unit_test_teardown(name, forget)

int main(void) {
    const struct CMUnitTest tests[] = {
        T(what_everybody_sees_names_only_what_everybody_sees),
        T(a_compartment_is_its_members_and_itself),
        T(team_adds_nobody),
        T(every_use_in_a_record_counts),
        T(readers_and_compartments_are_seen_by_themselves),
        T(the_file_goes_before_the_case_and_the_record_before_both),
        T(an_audience_is_a_reader_a_compartment_an_actor_team_or_public),
        T(a_lesser_reader_is_not_asked),
        T(a_case_that_names_nobody_is_the_teams),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

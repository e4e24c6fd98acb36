/* What stands around the one offer that was asked for: what its sides did earlier and later, other
 * offers of its sources, and what was told before it was named. Then memory that runs out. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "answers.h"
#include "support/memory.h"
#include "truce/actions/offers.h"

#define PRELUDE                                                                                    \
    "truce 1\ncase c \"C\"\nparty a \"A\"\nparty b \"B\"\nactor m \"M\"\nperson pb \"P\" of b\n"   \
    "source s \"S\" press\n  published 2031-03-01\nsource t \"T\" press\n"                         \
    "  published 2031-01-01\nissue pay \"Pay\"\n  rung low\n  rung high\n"                         \
    "event vow \"Vow\" statement by a\nevent gone \"Gone\" leave by pb\n"                          \
    "event back \"Back\" resume by b\nevent talks-open \"Open\" open by b\n"                       \
    "event far \"Far\" other by a\nevent call \"Call\" pressure by m\n"                            \
    "event look \"Look\" review by b\noffer x \"X\" by a to b\noffer y \"Y\"\n"                    \
    "offer z \"Z\" by b to a\n"

static json_t *around(const char *text) {
    char all[4096];
    (void)snprintf(all, sizeof all, PRELUDE "%s", text);
    return json_text(truce_offers_answer, all,
                     &(truce_request){.seed = 1, .offer = TRUCE_STR("x")});
}

/* "earlier open; later gone back" */
static void expect_around(const char *text, const char *want) {
    char got[512] = "";
    size_t size = 0;
    size_t i;
    json_t *value;
    const char *order = "";
    json_t *const root = around(text);
    json_array_foreach(member(root, "around"), i, value) {
        const char *const now = text_of(value, "order");
        const char *const between = strcmp(order, now) == 0 ? "" : i > 0 ? "; " : "";
        size += (size_t)snprintf(got + size, sizeof got - size, "%s%s %s", between,
                                 strcmp(order, now) == 0 ? "" : now, text_of(value, "event"));
        order = now;
    }
    assert_string_equal(got, want);
    json_decref(root);
}

static void what_claims_put_after_a_stage_is_later_and_before_it_earlier(void **state) {
    (void)state;
    expect_around("claim s:P1\n  offer x reviewed by b before gone\nclaim s:P2\n  event gone\n"
                  "claim t:P1\n  event back after gone\n  event talks-open before far\n",
                  "later gone back");
    expect_around("claim s:P1\n  offer x issued after vow\n"
                  "claim t:P1\n  event talks-open before vow\n  event vow\n"
                  "  event gone after vow\n",
                  "earlier talks-open vow");
}

static void what_falls_between_two_stages_is_neither(void **state) {
    (void)state;
    expect_around("claim s:P1\n  offer x issued at 2031-02-01\n"
                  "  offer x reviewed by b at 2031-02-20\n"
                  "claim t:P1\n  event vow at 2031-01-15\n  event gone at 2031-02-10\n"
                  "  event back at 2031-03-10\n  event call at 2031-03-10\n",
                  "earlier vow; between gone; later back");
    expect_around("claim s:P1\n  offer x reviewed by b during vow\nclaim t:P1\n  event vow\n"
                  "  event gone after vow\n  event talks-open before vow\n",
                  "earlier talks-open; later gone");
}

static void what_the_same_source_tells_without_an_order_is_told_so(void **state) {
    (void)state;
    expect_around("claim s:P1\n  offer x reviewed by b\n  event look\nclaim s:P2\n  event gone\n"
                  "  event call\nclaim t:P1\n  event vow\n",
                  "unknown gone");
    /* a ring of orders places nothing, and what is denied gives no order */
    expect_around("claim s:P1\n  not offer x reviewed by b before gone\n"
                  "claim t:P1\n  event gone\n",
                  "");
}

static void other_offers_of_its_source_are_named_when_the_sides_may_be_the_same(void **state) {
    (void)state;
    json_t *const root = around("claim s:P1\n  offer x reviewed by b\nclaim s:P2\n"
                                "  offer y reviewed by b\n  offer z issued by b\n");
    const json_t *const named = member(root, "also_named");
    assert_int_equal(json_array_size(named), 1);
    assert_true(has_text(named, "y"));
    json_decref(root);
}

/* "the last week" is of the time of telling: a denial of two months before is not of this offer
 * for sure, and says so; a date of its own that is older takes the denial back in. */
static void a_denial_older_than_its_first_mention_stands_under_a_warning(void **state) {
    (void)state;
    static const char denial[] = "claim t:P1\n  not offer any received by b\n";
    static const char warning[] = "before this one is first";
    static const struct {
        const char *stage;
        bool warned;
    } rows[] = {{"claim s:P1\n  offer x reviewed by b at \"the last week\" before gone\n", true},
                {"claim s:P1\n  offer x reviewed by b at 2030-12-01\n", false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char all[4096];
        (void)snprintf(all, sizeof all, PRELUDE "%s%s", rows[i].stage, denial);
        truce_buffer out =
            answer_text(truce_offers_answer, all,
                        &(truce_request){.seed = 1, .offer = TRUCE_STR("x")}, TRUCE_PAPER_TEXT);
        truce_buffer_byte(&out, '\0');
        const char *const warned = strstr(out.data, warning);
        const char *const denied = strstr(out.data, "not received");
        assert_int_equal(warned != NULL, rows[i].warned);
        assert_non_null(denied);
        assert_true(warned == NULL || warned < denied);
        assert_null(strstr(denied + 1, "not received"));
        assert_null(strstr(out.data, "Stages of some offer"));
        truce_buffer_clear(&out);
    }
}

static void expect_whole_or_nothing(truce_paper_form form, const truce_input *input, bool once) {
    const truce_request request = {.seed = 1, .offer = TRUCE_STR("x")};
    long allowed = 0;
    for (bool failed = true; failed; allowed += 1 + allowed / 16) {
        truce_session session;
        truce_error err;
        truce_buffer out = truce_buffer_new();
        truce_buffer_lit(&out, "before");
        assert_int_equal(truce_session_open_inputs(&session, &request, input, 1, &err), TRUCE_OK);
        fails_once = once;
        allocations_left = allowed;
        const truce_status status = truce_offers_answer(
            &session, (truce_paper){.form = form, .text = {.width = 80}}, &out, &err);
        failed = allocations_left < 0;
        allocations_left = LONG_MAX;
        assert_int_equal(status, failed ? TRUCE_ENOMEM : TRUCE_OK);
        assert_true(failed ? out.size == 6 : out.size > 6);
        truce_buffer_clear(&out);
        truce_session_close(&session);
    }
    assert_true(allowed > 3);
}

static void without_memory_the_output_is_left_as_it_was(void **state) {
    (void)state;
    static const char text[] =
        PRELUDE "claim s:P1\n  offer x issued after vow\n  offer x reviewed by b before gone\n"
                "claim s:P2\n  event gone\n  event back after gone\n  not event vow\n"
                "  offer y reviewed by b\nclaim t:P1\n  not offer any received by b\n";
    const truce_input input = {TRUCE_STR("c.truce"), {text, sizeof text - 1}};
    for (int once = 0; once < 2; once++) {
        expect_whole_or_nothing(TRUCE_PAPER_TEXT, &input, once == 1);
        expect_whole_or_nothing(TRUCE_PAPER_JSON, &input, once == 1);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_claims_put_after_a_stage_is_later_and_before_it_earlier),
        cmocka_unit_test(what_falls_between_two_stages_is_neither),
        cmocka_unit_test(what_the_same_source_tells_without_an_order_is_told_so),
        cmocka_unit_test(other_offers_of_its_source_are_named_when_the_sides_may_be_the_same),
        cmocka_unit_test(a_denial_older_than_its_first_mention_stands_under_a_warning),
        cmocka_unit_test(without_memory_the_output_is_left_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Of a case's model on paper: memory may run out anywhere, and what is asked may not fit. The words
 * stand in tests/golden/stability/case.transcript. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/memory.h"
#include "truce/actions/brief.h"
#include "truce/actions/stability.h"

static const char *const text =
    "truce 1\ncase c \"C\"\nparty a \"A\"\nparty b \"B\"\nactor d \"D\"\n"
    "reader x \"X\"\nmodel m \"M?\" by x\n  status quo hold\n"
    "  target sign, hold\n"
    "move sign \"Sign\" of a in m\nmove go \"Go\" of b in m\n"
    "move hold \"Hold\" of d in m\n"
    "order o of a in m by x\n  prefers not go\n  prefers not sign\n"
    "order p of b in m by x\n  prefers go iff not hold\n"
    "order q of b in m by x\n  ranks go\n  ranks sign, go\n"
    "  ranks go, hold\n  ranks sign, go, hold\n  ranks nothing\n"
    "  ranks sign\n  ranks hold\n  equals sign, hold\n";

/* The same, where the owner of "hold" has an order too. */
static const char *const guarantor =
    "truce 1\ncase c \"C\"\nparty a \"A\"\nparty b \"B\"\nactor d \"D\"\n"
    "reader x \"X\"\nmodel m \"M?\" by x\n  status quo nothing\n  target sign, go\n"
    "move sign \"Sign\" of a in m\nmove go \"Go\" of b in m\nmove hold \"Hold\" of d in m\n"
    "order o of a in m by x\n  prefers go\n  prefers sign iff hold\n"
    "order p of b in m by x\n  prefers sign\n  prefers go iff hold\n"
    "order r of d in m by x\n  prefers not hold\n";

typedef truce_status answer(truce_session *session, truce_paper paper, truce_buffer *out,
                            truce_error *err);

static truce_status ask_of(const char *with, const truce_stability_query *query, answer *of,
                           truce_paper_form form) {
    const truce_input input = {TRUCE_STR("t.truce"), truce_str_of(with)};
    const truce_request request = {.sections = TRUCE_STR("stability")};
    truce_session session;
    truce_buffer out = truce_buffer_new();
    truce_status status = truce_session_open_inputs(&session, &request, &input, 1, NULL);
    if (status == TRUCE_OK) {
        session.request.stability = query;
        status = of(&session, (truce_paper){.form = form}, &out, NULL);
        truce_session_close(&session);
    }
    truce_buffer_clear(&out);
    return status;
}

static truce_status ask(const truce_stability_query *query, answer *of, truce_paper_form form) {
    return ask_of(text, query, of, form);
}

static void each_allocation_may_fail(void **state) {
    (void)state;
    static const truce_str first[] = {{"p", 1}};
    static const truce_stability_query queries[] = {{.in = "m"}, {.orders = first, .n_orders = 1}};
    static const struct {
        answer *of;
        truce_paper_form form;
    } answers[] = {{truce_stability_answer, TRUCE_PAPER_TEXT},
                   {truce_stability_answer, TRUCE_PAPER_JSON},
                   {truce_brief_answer, TRUCE_PAPER_TEXT}};
    for (size_t i = 0; i < 6; i++) {
        truce_status status = TRUCE_ENOMEM;
        long n = 0;
        for (; status == TRUCE_ENOMEM; n++) {
            allocations_left = n;
            status = ask(&queries[i / 3], answers[i % 3].of, answers[i % 3].form);
            allocations_left = LONG_MAX;
        }
        assert_int_equal(status, TRUCE_OK);
        assert_true(n > 10);
    }
}

static void memory_may_run_out_where_a_guarantor_has_an_order(void **state) {
    (void)state;
    static const truce_stability_query query = {.in = "m"};
    truce_status status = TRUCE_ENOMEM;
    for (long n = 0; status == TRUCE_ENOMEM; n++) {
        allocations_left = n;
        status = ask_of(guarantor, &query, truce_brief_answer, TRUCE_PAPER_TEXT);
        allocations_left = LONG_MAX;
    }
    assert_int_equal(status, TRUCE_OK);
}

static void what_does_not_fit_is_refused(void **state) {
    (void)state;
    static const truce_str both[] = {{"p, q", 4}};
    static const truce_str none[] = {{"z", 1}};
    const truce_stability_query rivals = {.orders = both, .n_orders = 1};
    const truce_stability_query unknown = {.orders = none, .n_orders = 1};
    const truce_stability_query several = {.state = "sign"};
    const truce_stability_query nowhere = {.in = "w"};
    assert_int_equal(ask(&rivals, truce_stability_answer, TRUCE_PAPER_TEXT), TRUCE_EINVAL);
    assert_int_equal(ask(&unknown, truce_stability_answer, TRUCE_PAPER_TEXT), TRUCE_ENOTFOUND);
    assert_int_equal(ask(&several, truce_stability_answer, TRUCE_PAPER_JSON), TRUCE_EINVAL);
    assert_int_equal(ask(&nowhere, truce_stability_answer, TRUCE_PAPER_TEXT), TRUCE_ENOTFOUND);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_allocation_may_fail),
        cmocka_unit_test(memory_may_run_out_where_a_guarantor_has_an_order),
        cmocka_unit_test(what_does_not_fit_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

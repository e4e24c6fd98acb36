/* Any bytes as a case with models, and any as what is asked of one: the first byte chooses which
 * question and which form, the first line is a state or options, the rest is the text. Never a
 * crash or a hang, never half an answer. */
#include "fuzz.h"

#include <assert.h>
#include <string.h>

#include "truce/actions/brief.h"
#include "truce/actions/check.h"
#include "truce/actions/stability.h"

enum { LINE_MAX = 200, MOVES_MAX = 7, ASKED = 8 };

static const truce_paper_form forms[] = {TRUCE_PAPER_TEXT, TRUCE_PAPER_JSON};

/* What the line is: a state to tell of, to begin from, to hold, and so on. */
static truce_stability_query query_of(unsigned choice, const char *line, truce_str *hold) {
    *hold = truce_str_of(line);
    switch (choice % ASKED) {
    case 0:
        return (truce_stability_query){.state = line};
    case 1:
        return (truce_stability_query){.from = line};
    case 2:
        return (truce_stability_query){.hold = hold, .n_hold = 1};
    case 3:
        return (truce_stability_query){.what_if = line};
    case 4:
        return (truce_stability_query){.what_if = "0", .target = line};
    case 5:
        return (truce_stability_query){.inverse = line};
    case 6:
        return (truce_stability_query){.orders = hold, .n_orders = 1};
    default:
        return (truce_stability_query){.state = line, .from = line};
    }
}

static void answer(truce_session *session, unsigned choice) {
    truce_buffer out = truce_buffer_new();
    truce_error err;
    const truce_paper paper = {.form = forms[choice / ASKED % 2]};
    const truce_status told = choice / ASKED / 2 % 4 == 0
                                  ? truce_brief_answer(session, paper, &out, &err)
                                  : truce_stability_answer(session, paper, &out, &err);
    assert(told == TRUCE_OK || told == TRUCE_ELIMIT || told == TRUCE_EINVAL ||
           told == TRUCE_EPARSE || told == TRUCE_ENOTFOUND);
    assert((out.size > 0) == (told == TRUCE_OK));
    assert(!out.failed);
    truce_buffer_clear(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char line[LINE_MAX + 1];
    const uint8_t *const end = size > 1 ? memchr(data + 1, '\n', size - 1) : NULL;
    if (end == NULL || end - data - 1 > LINE_MAX) {
        return 0;
    }
    const size_t n = (size_t)(end - data - 1);
    memcpy(line, data + 1, n);
    line[n] = '\0';
    const truce_input input = {{"case.truce", 10},
                               {(const char *)end + 1, size - (size_t)(end + 1 - data)}};
    truce_str hold;
    const truce_stability_query query = query_of(data[0], line, &hold);
    const truce_request request = {.sections = TRUCE_STR("stability")};
    truce_session session;
    truce_error err;
    const truce_status status = truce_session_open_inputs(&session, &request, &input, 1, &err);
    if (status == TRUCE_OK && session.c.n_moves <= MOVES_MAX && session.c.n_models > 0) {
        session.request.stability = &query;
        assert(truce_check_models(&session, &err) == TRUCE_OK);
        answer(&session, data[0]);
    }
    if (status == TRUCE_OK || status == TRUCE_EPARSE) {
        truce_session_close(&session);
    }
    return 0;
}

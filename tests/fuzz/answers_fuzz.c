/* Any bytes as the text of a case, and an answer to it on paper: the first byte chooses who reads,
 * which answer and which form, the rest is the text. Never a crash or a hang, never half an answer;
 * and the same answer again from tables that are seeded otherwise. */
#include "fuzz.h"

#include <assert.h>

#include "truce/actions/accounts.h"
#include "truce/actions/actors.h"
#include "truce/actions/agreement.h"
#include "truce/actions/brief.h"
#include "truce/actions/deals.h"
#include "truce/actions/gaps.h"
#include "truce/actions/impasse.h"
#include "truce/actions/matrix.h"
#include "truce/actions/offers.h"
#include "truce/actions/sequence.h"
#include "truce/actions/swaps.h"
#include "truce/actions/timeline.h"
#include "truce/actions/ways.h"

typedef truce_status answer_fn(truce_session *session, truce_paper paper, truce_buffer *out,
                               truce_error *err);

static answer_fn *const answers[] = {
    truce_brief_answer,    truce_impasse_answer,  truce_matrix_answer,    truce_accounts_answer,
    truce_timeline_answer, truce_offers_answer,   truce_actors_answer,    truce_gaps_answer,
    truce_deals_answer,    truce_sequence_answer, truce_agreement_answer, truce_swaps_answer,
    truce_ways_answer};
static const truce_paper_form forms[] = {TRUCE_PAPER_TEXT, TRUCE_PAPER_MARKDOWN, TRUCE_PAPER_HTML,
                                         TRUCE_PAPER_JSON};

enum { READERS = 2, ANSWERS = sizeof answers / sizeof *answers, FORMS = 4 };

static truce_buffer answer(truce_input input, unsigned choice, uint64_t seed) {
    const bool weighs = answers[choice / READERS % ANSWERS] == truce_deals_answer;
    const truce_request request = {
        .reader = choice % READERS == 0 ? TRUCE_STR("") : TRUCE_STR("public"),
        .one_page = choice / READERS / ANSWERS / FORMS % 2 == 1,
        .hold = choice / READERS / ANSWERS / FORMS % 2 == 1,
        .over_time = truce_str_of(choice / READERS / ANSWERS / FORMS % 2 == 1 ? "date" : ""),
        /* Millions of steps and thousands of draws find no more. */
        .effort = weighs ? 1 : 0,
        .profiles = 100,
        .seed = seed};
    truce_session session;
    truce_error err;
    truce_buffer out = truce_buffer_new();
    const truce_status status = truce_session_open_inputs(&session, &request, &input, 1, &err);
    if (status == TRUCE_OK) {
        const truce_paper paper = {.form = forms[choice / READERS / ANSWERS % FORMS]};
        const truce_status told = answers[choice / READERS % ANSWERS](&session, paper, &out, &err);
        assert(told == TRUCE_OK || told == TRUCE_ELIMIT || told == TRUCE_EINVAL ||
               told == TRUCE_EPARSE);
        assert((out.size > 0) == (told == TRUCE_OK));
    }
    if (status == TRUCE_OK || status == TRUCE_EPARSE) {
        truce_session_close(&session);
    }
    assert(!out.failed);
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0) {
        return 0;
    }
    const truce_input input = {{"case.truce", 10}, {(const char *)data + 1, size - 1}};
    truce_buffer first = answer(input, data[0], 7);
    truce_buffer second = answer(input, data[0], 9);
    assert(truce_str_equal(truce_buffer_str(&first), truce_buffer_str(&second)));
    truce_buffer_clear(&first);
    truce_buffer_clear(&second);
    return 0;
}

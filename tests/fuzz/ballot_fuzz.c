/* Any bytes are read as the blocks of a ballot: as a question, and as whatever answers it, or else
 * answers a question of our own. Every signature holds here. */
#include "fuzz.h"

#include <string.h>

#include "easy_keys.h"
#include "truce/record/ballot.h"

static const char ours[] = "-----BEGIN TRUCE QUESTION-----\n"
                           "id +6v+LpvXYly7aXgKyQXFew==\n"
                           "asks tXciWy7SVSZsb0nRgq1qLAvtNGIln1zaLPTsIGuGwUQ=\n"
                           "until 1928102399\n"
                           "sides 2\n"
                           "side karda\n"
                           "sign M9LbklWw2S/hJhJxmmw+xzsFOUOWVtnbY+lL7v/K28c=\n"
                           "box kc+haOO7JsB+oFOXvTeXGB5z4mTiwPtegGpNmn0jbDI=\n"
                           "side osmir\n"
                           "sign 7yD1ngiIu/qc9TA/pRv5quwH/fKg9/EL5ghXvUQ4OWI=\n"
                           "box Smhl39HsPp+reB/XUeu3x8adKIHorxLN3mZvXqBN3xQ=\n"
                           "trustees 2\n"
                           "trustee anna\n"
                           "sign 5YPI5BRXPc49kxappPYJ3cApPLtGaiFBogpLjc7ScbU=\n"
                           "box ra6h/U0RMwVloGVXk4utsL50YTFoN8jamCBnvI2bnjs=\n"
                           "trustee ben\n"
                           "sign Zq1n6mr1uQ9hZepJLuDQgfVA5PxjHWETkHaXOln+/cs=\n"
                           "box Bk1fhwmf+CbkUp0G5uYpIwFaU8pwR6HcaOAM7Fpi61E=\n"
                           "by anna\n"
                           "sign 5YPI5BRXPc49kxappPYJ3cApPLtGaiFBogpLjc7ScbU=\n"
                           "box ra6h/U0RMwVloGVXk4utsL50YTFoN8jamCBnvI2bnjs=\n"
                           "signed-1 CJvXM402BcqLBKYj31DGSyf+hlTqSlberp/UhVQXL/I=\n"
                           "signed-2 gCpCHNiqkuxE2ZVywEreORwbiF4jdnTBBGGPZq2twwI=\n"
                           "-----END TRUCE QUESTION-----\n";

static bool fails_well(truce_status status, const truce_error *err) {
    return (status == TRUCE_EPARSE || status == TRUCE_EINVAL) && strlen(err->message) > 0;
}

static void read_answer(const truce_question *q, truce_str text) {
    truce_answer answer;
    truce_error err = {0};
    bool yes = false;
    const truce_status status = truce_answer_read(q, text, &answer, &err);
    if (status == TRUCE_OK) {
        assert(answer.side < q->n_sides);
        const truce_status shown = truce_answer_show(q, &answer, text, &yes, &err);
        assert(shown == TRUCE_OK || fails_well(shown, &err));
    } else {
        assert(fails_well(status, &err));
    }
}

static void read_opening(const truce_question *q, truce_str text) {
    truce_opening opening;
    truce_arena arena = truce_arena_new();
    truce_error err = {0};
    const truce_status status = truce_opening_read(q, text, &arena, &opening, &err);
    assert(status == TRUCE_OK ? opening.trustee < q->n_trustees : fails_well(status, &err));
    truce_arena_clear(&arena);
}

static void read_outcome(const truce_question *q, truce_str text) {
    truce_outcome outcome;
    truce_error err = {0};
    bool all = false;
    const truce_status status = truce_outcome_read(q, text, &outcome, &err);
    if (status == TRUCE_OK) {
        assert(outcome.trustee < q->n_trustees);
        const truce_status told = truce_ballot_decide(q, &outcome, 1, &all, &err);
        assert(told == TRUCE_OK ? q->n_trustees == 1 && all == outcome.all
                                : fails_well(told, &err));
    } else {
        assert(fails_well(status, &err));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    truce_question q;
    truce_error err = {0};
    const truce_str text = {(const char *)data, size};
    const truce_status status = truce_question_read(text, &q, &err);
    if (status == TRUCE_OK) {
        assert(q.n_sides >= 2 && q.n_sides <= TRUCE_SIDES_MAX);
        assert(q.n_trustees >= 1 && q.n_trustees <= TRUCE_TRUSTEES_MAX && is_name(q.by.name));
    } else {
        assert(fails_well(status, &err));
        const truce_status own = truce_question_read((truce_str){ours, sizeof ours - 1}, &q, &err);
        assert(own == TRUCE_OK);
    }
    read_answer(&q, text);
    read_opening(&q, text);
    read_outcome(&q, text);
    return 0;
}

#include "truce/actions/sequence.h"

#include "compose_sequence.h"
#include "known.h"

/* --delay STEP=DAYS: what moves with it. */
static truce_status find_delay(composer *k, sequenced *s, truce_error *err) {
    const truce_str asked = k->session->request.delay;
    const char *const equals = asked.size > 0 ? memchr(asked.data, '=', asked.size) : NULL;
    if (asked.size == 0) {
        return TRUCE_OK;
    }
    const truce_str name = {asked.data,
                            equals != NULL ? (size_t)(equals - asked.data) : asked.size};
    truce_decimal days = {0, 0};
    if (equals == NULL ||
        truce_decimal_parse((truce_str){equals + 1, asked.size - name.size - 1}, &days, NULL) !=
            TRUCE_OK ||
        days.scale != 0 || days.units < 1 || days.units > TRUCE_DAYS_MAX) {
        return truce_fail(err, TRUCE_EINVAL,
                          "--delay is a step and a whole number of days, as in --delay release=7");
    }
    const truce_ref ref = {truce_symbols_find(&k->c->symbols, name), 0};
    const uint32_t step = truce_case_find(k->c, TRUCE_KIND_STEP, ref);
    if (step == TRUCE_NONE) {
        return known_refuse(k->session, TRUCE_KIND_STEP, name, err);
    }
    if (!s->timed || !s->times.consistent || s->times.earliest[step] == TRUCE_DAYS_OPEN_LOW) {
        return truce_fail(err, TRUCE_EINVAL,
                          "nothing says when \"%.*s\" is at the earliest, so that nothing follows "
                          "from a delay",
                          (int)name.size, name.data);
    }
    s->delayed = step;
    s->late = days.units;
    return truce_times_delay_step(&s->times, step, days.units, k->arena, &s->delay, err);
}

truce_status sequence_find(composer *k, bool exposure, sequenced *s, truce_error *err) {
    *s = (sequenced){0};
    k->session->doing = "looking at the order of steps";
    truce_status status = plan_steps_make(k, &s->steps, err);
    if (status == TRUCE_OK) {
        status = truce_order_find(&s->steps.rules, NULL, k->arena, &s->ordering, err);
    }
    if (status == TRUCE_OK && s->steps.in_days) {
        status = truce_times_find(&s->steps.lags, k->arena, &s->times, err);
        s->timed = status == TRUCE_OK;
    }
    s->delayed = TRUCE_NONE;
    if (status == TRUCE_OK) {
        status = find_delay(k, s, err);
    }
    return status == TRUCE_OK && exposure ? sequence_expose(k, s, err) : status;
}

truce_status compose_sequence(composer *k, bool whole, truce_error *err) {
    sequenced s;
    const truce_status status = sequence_find(k, whole, &s, err);
    if (status != TRUCE_OK || s.steps.n_things == 0) {
        return status;
    }
    (void)truce_document_heading(&k->doc, 2, TRUCE_STR("sequence"),
                                 TRUCE_STR("In which order, and can it be carried out"));
    if (!whole) {
        compose_order_short(k, &s);
        return status;
    }
    compose_order(k, &s);
    compose_exposure(k, &s);
    compose_times(k, &s);
    return status;
}

static truce_status document(composer *k, bool for_json, truce_error *err) {
    const size_t before = k->doc.n_blocks;
    (void)for_json;
    const truce_status status = compose_sequence(k, true, err);
    if (status == TRUCE_OK && k->doc.n_blocks == before) {
        (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_PLAIN,
                              TRUCE_STR("Nobody says anything of the order of steps, and the case "
                                        "lists none."),
                              "the steps, exchanges and positions on order of the case");
    }
    return status;
}

static truce_status facts(composer *k, truce_json *json, truce_error *err) {
    sequenced s;
    const truce_status status = sequence_find(k, true, &s, err);
    if (status == TRUCE_OK) {
        compose_sequence_json(k, &s, json);
    }
    return status;
}

truce_status truce_sequence_answer(truce_session *session, truce_paper paper, truce_buffer *out,
                                   truce_error *err) {
    const answer_parts parts = {"In which order things are to be done", document, facts, false,
                                false};
    return compose_answer(session, &parts, paper, out, err);
}

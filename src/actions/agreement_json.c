/* Agreements for machines. */
#include "deadlines.h"

static void day_member(const char *key, int64_t day, truce_json *json) {
    char text[TRUCE_DAY_BYTES];
    truce_json_member_str(json, key, (truce_str){text, truce_day_write(day, text)});
}

static void bound_member(const char *key, promised when, truce_json *json) {
    if (when.kind == PROMISED_NOT) {
        return;
    }
    truce_json_key(json, key);
    truce_json_object_inline(json);
    truce_json_member_str(json, "kind",
                          when.kind == PROMISED_ON        ? TRUCE_STR("on")
                          : when.kind == PROMISED_NOT_YET ? TRUCE_STR("not_yet")
                                                          : TRUCE_STR("unknown"));
    if (when.kind == PROMISED_ON && when.days.earliest != -TRUCE_OWED_DAY_MAX) {
        day_member("earliest", when.days.earliest, json);
    }
    if (when.kind == PROMISED_ON && when.days.latest != TRUCE_OWED_DAY_MAX) {
        day_member("latest", when.days.latest, json);
    }
    truce_json_close(json);
}

static void refs_member(composer *k, const char *key, truce_refs refs, truce_json *json) {
    truce_json_key(json, key);
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < refs.n; i++) {
        truce_json_str(json, truce_case_name(k->c, refs.at[i].symbol));
    }
    truce_json_close(json);
}

static void claims_member(composer *k, truce_refs refs, truce_json *json) {
    truce_json_key(json, "claims");
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < refs.n; i++) {
        const uint32_t claim = truce_case_find(k->c, TRUCE_KIND_CLAIM, refs.at[i]);
        if (claim != TRUCE_NONE && k->scope.in[claim]) {
            truce_json_str(json, claim_name(k->c, claim));
        }
    }
    truce_json_close(json);
}

/* units * 10^-scale as a decimal, or as a fraction where the decimal would not end. */
static void amount_member(composer *k, const char *key, truce_ratio amount, int32_t scale,
                          truce_json *json) {
    if (amount.under == 1) {
        char text[24];
        const size_t size = truce_decimal_write((truce_decimal){amount.over, scale}, text);
        truce_json_member_str(json, key, (truce_str){text, size});
        return;
    }
    int64_t under = amount.under;
    for (int32_t i = 0; i < scale && under <= INT64_MAX / 10; i++) {
        under *= 10;
    }
    truce_buffer_printf(&k->text, "%lld/%lld", (long long)amount.over, (long long)under);
    truce_json_member_str(json, key, truce_buffer_str(&k->text));
    k->text.size = 0;
}

static void words_member(composer *k, const char *key, truce_json *json) {
    truce_json_member_str(json, key, truce_buffer_str(&k->text));
    k->text.size = 0;
}

static void measure_members(composer *k, const promise *o, const truce_owed_standing *s,
                            truce_json *json) {
    static const char *const per[] = {"all", "day", "week", "month", "phase"};
    if (o->quantity == NULL) {
        return;
    }
    char text[24];
    truce_json_key(json, "quantity");
    truce_json_object_inline(json);
    truce_json_member_str(json, "amount",
                          (truce_str){text, truce_decimal_write(o->quantity->number.low, text)});
    truce_json_member_str(json, "unit", o->quantity->unit);
    truce_json_member_str(json, "per", truce_str_of(per[o->quantity->period]));
    truce_json_close(json);
    if (s->score_least >= 0) {
        amount_member(k, "measured", s->measured, o->scale, json);
        amount_member(k, "due_least", s->due_least, o->scale, json);
        amount_member(k, "due_most", s->due_most, o->scale, json);
        truce_json_member_int(json, "score_least", s->score_least);
        truce_json_member_int(json, "score_most", s->score_most);
        truce_json_member_int(json, "days_due", s->days_due);
        truce_json_member_int(json, "days_reported", s->days_reported);
    }
}

static void records_member(const promises *p, const char *key, truce_owed_indices at,
                           const promise_seen *seen, const truce_plan *plans, truce_json *json) {
    truce_json_key(json, key);
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < at.n; i++) {
        truce_json_str(json, truce_case_name(p->c, plans[seen[at.at[i]].record].head.name));
    }
    truce_json_close(json);
}

static void lacks_member(const truce_owed_obligation *o, truce_json *json) {
    static const char *const keys[] = {"verifier", "guarantor", "deadline",
                                       "measure",  "response",  "response_deadline"};
    const uint32_t lacks = truce_owed_lacks(o);
    truce_json_key(json, "lacks");
    truce_json_array_inline(json);
    for (unsigned b = 0; b < sizeof keys / sizeof *keys; b++) {
        if ((lacks >> b & 1U) != 0) {
            truce_json_str(json, truce_str_of(keys[b]));
        }
    }
    truce_json_close(json);
}

static void obligation_json(composer *k, const promises *p, uint32_t i, truce_json *json) {
    const promise *const o = &p->at[i];
    const truce_owed_standing *const s = &p->owed.standings[i];
    const truce_plan_line *const from = promises_line(o->plan, TRUCE_PLAN_FROM);
    truce_json_object(json);
    truce_json_member_str(json, "name", truce_case_name(k->c, o->plan->head.name));
    truce_json_member_str(json, "title", o->plan->head.title);
    if (o->agreement != TRUCE_NONE) {
        truce_json_member_str(json, "agreement",
                              truce_case_name(k->c, k->c->agreements[o->agreement].head.name));
    }
    if (o->in != NULL && o->in->text.size > 0) {
        truce_json_member_str(json, "clause", o->in->text);
    }
    refs_member(k, "of", o->plan->top.names, json);
    refs_member(k, "to", o->plan->top.to, json);
    truce_json_member_str(json, "state", truce_str_of(agreement_state_key(s->state)));
    truce_json_member_str(json, "rule", truce_str_of(truce_owed_rule_words(s->rule)));
    if (s->state == TRUCE_OWED_STATE_CANNOT_TELL) {
        truce_json_key(json, "possible");
        truce_json_array_inline(json);
        for (unsigned n = 0; n < TRUCE_OWED_STATES; n++) {
            if ((s->possible >> n & 1U) != 0) {
                truce_json_str(json, truce_str_of(agreement_state_key((truce_owed_state)n)));
            }
        }
        truce_json_close(json);
        agreement_why(k, s);
        words_member(k, "why", json);
    }
    if (s->rule == TRUCE_OWED_RULE_INCIDENT_ATTRIBUTED) {
        agreement_breach breach = {{NULL, 0}, {NULL, 0}};
        k->failed = k->failed || !agreement_breach_find(p, i, p->day, k->arena, &breach);
        refs_member(k, "attributed_to", breach.by, json);
        refs_member(k, "not_attributed_to", breach.others, json);
    }
    bound_member("from", o->from, json);
    bound_member("until", o->last, json);
    measure_members(k, o, s, json);
    refs_member(k, "verifier", o->verifier.names, json);
    refs_member(k, "guarantor", o->guarantor.names, json);
    refs_member(k, "dispute", o->dispute.names, json);
    lacks_member(&p->agreement->obligations[i], json);
    compose_unknown_json(k, p, i, json);
    records_member(p, "reports", s->reports, p->reports, k->c->reports, json);
    records_member(p, "incidents", s->incidents, p->incidents, k->c->incidents, json);
    claims_member(k, from != NULL ? from->claims : (truce_refs){NULL, 0}, json);
    truce_json_close(json);
}

static void stages_member(composer *k, const promises *p, const truce_plan *plan,
                          truce_json *json) {
    truce_json_key(json, "stages");
    truce_json_array(json);
    for (uint32_t i = 0; i < plan->n_lines; i++) {
        const truce_plan_line *const line = &plan->lines[i];
        const char *const stage = line->kind == TRUCE_PLAN_REPORTED     ? "reported"
                                  : line->kind == TRUCE_PLAN_VERIFIED   ? "verified"
                                  : line->kind == TRUCE_PLAN_ATTRIBUTED ? "attributed"
                                  : line->kind == TRUCE_PLAN_DISPUTED   ? "disputed"
                                                                        : NULL;
        if (stage == NULL || !promises_told(p->scope, line->claims)) {
            continue;
        }
        truce_json_object_inline(json);
        truce_json_member_str(json, "stage", truce_str_of(stage));
        day_member("day", promises_known(p, line->claims), json);
        refs_member(k, "by", line->by, json);
        refs_member(k, "to", line->to, json);
        claims_member(k, line->claims, json);
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void incident_json(composer *k, const promises *p, uint32_t i, truce_json *json) {
    const truce_plan *const plan = &k->c->incidents[p->incidents[i].record];
    const truce_owed_seen *const seen = &p->owed.incidents[i];
    truce_json_object(json);
    truce_json_member_str(json, "name", truce_case_name(k->c, plan->head.name));
    truce_json_member_str(json, "title", plan->head.title);
    truce_json_member_str(json, "concerns",
                          truce_case_name(k->c, p->at[p->incidents[i].promise].plan->head.name));
    truce_json_member_str(json, "stage",
                          seen->stage == TRUCE_OWED_STAGE_ATTRIBUTED ? TRUCE_STR("attributed")
                          : seen->stage == TRUCE_OWED_STAGE_VERIFIED ? TRUCE_STR("verified")
                                                                     : TRUCE_STR("reported"));
    truce_json_member_bool(json, "disputed", seen->disputed);
    truce_json_member_bool(json, "held_back", seen->held_back);
    truce_json_member_bool(json, "elsewhere", seen->elsewhere);
    stages_member(k, p, plan, json);
    truce_json_close(json);
}

static void unused_json(const promises *p, truce_json *json) {
    static const char *const whys[] = {[PROMISE_NO_VALUE] = "no_value",
                                       [PROMISE_OTHER_UNIT] = "other_unit",
                                       [PROMISE_TOO_LARGE] = "too_large"};
    truce_json_key(json, "unused");
    truce_json_array(json);
    for (uint32_t i = 0; i < p->n_unused; i++) {
        truce_json_object_inline(json);
        truce_json_member_str(json, "report",
                              truce_case_name(p->c, p->c->reports[p->unused[i].report].head.name));
        truce_json_member_str(json, "obligation",
                              truce_case_name(p->c, p->at[p->unused[i].promise].plan->head.name));
        truce_json_member_str(json, "why", truce_str_of(whys[p->unused[i].why]));
        truce_json_close(json);
    }
    truce_json_close(json);
}

truce_status compose_agreement_json(composer *k, const promises *p, truce_json *json,
                                    truce_error *err) {
    truce_json_key(json, "as_of");
    if (!p->dated) {
        truce_json_null(json);
        return TRUCE_OK;
    }
    truce_json_object_inline(json);
    day_member("day", p->day, json);
    truce_json_member_bool(json, "asked", p->asked);
    truce_json_close(json);
    truce_json_member_int(json, "left_out", p->n_left_out);
    truce_json_key(json, "obligations");
    truce_json_array(json);
    for (uint32_t i = 0; i < p->n; i++) {
        obligation_json(k, p, i, json);
    }
    truce_json_close(json);
    truce_json_key(json, "incidents");
    truce_json_array(json);
    for (uint32_t i = 0; i < p->agreement->n_incidents; i++) {
        incident_json(k, p, i, json);
    }
    truce_json_close(json);
    unused_json(p, json);
    compose_clauses_json(k, p, json);
    return deadlines_json(k, p, json, err);
}

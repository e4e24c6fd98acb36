/* Rules of the order in words, with what they rest on. */
#include "compose_order.h"

const truce_position *sequence_position(const composer *k, order_said said) {
    return said.position != TRUCE_NONE ? &k->matrix.positions[said.position] : NULL;
}

void sequence_cite(composer *k, const sequenced *s, truce_sentence *sentence, order_said said) {
    enum { CLAIMS_SHOWN = 4 };
    const truce_position *const p = sequence_position(k, said);
    (void)s;
    if (p != NULL) {
        truce_badge badges[POSITION_BADGES];
        const size_t n = compose_badges(k, p, badges);
        for (size_t i = 0; i < n; i++) {
            truce_sentence_badge(&k->doc, sentence, badges[i].tone, badges[i].label);
        }
        for (uint32_t i = 0; i < p->n_evidence && i < CLAIMS_SHOWN; i++) {
            truce_sentence_claim(&k->doc, sentence, claim_name(k->c, p->evidence[i].claim));
        }
        return;
    }
    for (uint32_t i = 0; said.plan != NULL && i < said.plan->n_lines; i++) {
        const truce_plan_line *const line = &said.plan->lines[i];
        for (uint32_t n = 0; line->kind == TRUCE_PLAN_FROM && n < line->claims.n; n++) {
            const uint32_t claim = truce_case_find(k->c, TRUCE_KIND_CLAIM, line->claims.at[n]);
            if (k->scope.in[claim]) { /* of the sources that were asked for */
                truce_sentence_claim(&k->doc, sentence, claim_name(k->c, claim));
            }
        }
    }
    if (sentence->n_claims == 0) {
        sentence->basis = TRUCE_STR("the plan as its author wrote it");
    }
}

void sequence_quote(composer *k, const sequenced *s, uint32_t t) {
    truce_buffer_lit(&k->text, "\xE2\x80\x9C");
    plan_thing_says(k, &s->steps.things[t]);
    truce_buffer_lit(&k->text, "\xE2\x80\x9D");
}

void sequence_rule_says(composer *k, const sequenced *s, uint32_t rule) {
    const truce_order_rule *const r = &s->steps.rules.at[rule];
    const truce_position *const p = sequence_position(k, s->steps.said[rule]);
    if (p != NULL) {
        truce_buffer_printf(&k->text, "%s",
                            p->inferred ? "As we read it, and nobody says so: " : "");
        truce_buffer_add(&k->text, k->c->actors[p->actor].head.title);
        truce_buffer_byte(&k->text, ' ');
        phrase_position_stance(&k->text, p);
        truce_buffer_lit(&k->text, ": ");
    }
    sequence_quote(k, s, r->before);
    truce_buffer_printf(&k->text, "%s", r->together ? " together with " : " before ");
    sequence_quote(k, s, r->after);
    if (p != NULL) {
        phrase_condition(&k->text, k->c, p->demand->condition);
        sequence_teller_says(k, p);
    }
}

/* Whether whoever holds the position says so in person. */
static bool says_so(const composer *k, const truce_position *p) {
    const truce_claim *const claim = &k->c->claims[p->evidence[0].claim];
    return claim->n_speakers == 1 && claim->speakers[0].kind == TRUCE_SPEAKER_NAMED &&
           truce_case_find(k->c, TRUCE_KIND_ACTOR, claim->speakers[0].actor) == p->actor;
}

void sequence_teller_says(composer *k, const truce_position *p) {
    if (!p->inferred && p->n_evidence > 0 && !says_so(k, p)) {
        truce_buffer_lit(&k->text, ", as told by ");
        phrase_speakers(&k->text, k->c, &k->c->claims[p->evidence[0].claim]);
        truce_buffer_printf(&k->text, "%s", p->n_evidence > 1 ? " and others" : "");
    }
}

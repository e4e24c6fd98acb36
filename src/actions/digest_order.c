/* The order of steps in a few lines: for a page, and what is new of it since a date. */
#include "compose_order.h"
#include "digest_since.h"

enum { RULES_SHOWN = 4 };

/* The demands of a loop, a line each. */
static void add_rules(composer *k, truce_passage *item, const sequenced *s,
                      const truce_order_loop *loop) {
    for (uint32_t i = 0; i < loop->n && i < RULES_SHOWN; i++) {
        truce_sentence *const sentence = truce_document_line(&k->doc, item);
        sequence_rule_says(k, s, loop->at[i].rule);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
        sequence_cite(k, s, sentence, s->steps.said[loop->at[i].rule]);
    }
}

static const truce_order_loop *first_loop(const sequenced *s) {
    return s->ordering.n_knots > 0 && s->ordering.knots[0].n_loops > 0
               ? &s->ordering.knots[0].loops[0]
               : NULL;
}

void digest_order_page(composer *k, const sequenced *s) {
    static const char *const basis = "the positions on order that stand, and the plan";
    const bool kept = !s->timed || s->times.consistent;
    if (s->ordering.feasible && kept) {
        return; /* nothing stands in the way */
    }
    truce_passage *const item =
        truce_document_item(&k->doc, digest_open(k, "sequence", "In which order"),
                            (truce_str){NULL, 0}, (truce_str){NULL, 0});
    if (!s->ordering.feasible) {
        (void)compose_quietly(k, item, TRUCE_SPAN_PLAIN,
                              s->ordering.contradictory
                                  ? TRUCE_STR("The plan contradicts itself:")
                                  : TRUCE_STR("The demands run in a loop, and none can be first:"),
                              basis);
        if (first_loop(s) != NULL) {
            add_rules(k, item, s, first_loop(s));
        }
    }
    if (!kept) {
        (void)compose_quietly(k, item, TRUCE_SPAN_PLAIN,
                              TRUCE_STR("The days that are set cannot all be kept."),
                              "the days and dates of the plan");
    }
}

/* ---- since a date ---- */

/* The first loop that rests on a position of which nothing was known before. */
static const truce_order_loop *new_loop(const composer *k, const before *b) {
    const sequenced *const s = &b->order_now;
    for (uint32_t i = 0; i < s->ordering.n_knots; i++) {
        const truce_order_knot *const knot = &s->ordering.knots[i];
        for (uint32_t n = 0; n < knot->n_loops; n++) {
            for (uint32_t l = 0; l < knot->loops[n].n; l++) {
                const truce_position *const p =
                    sequence_position(k, s->steps.said[knot->loops[n].at[l].rule]);
                bool fresh = p != NULL;
                for (uint32_t e = 0; fresh && e < p->n_evidence; e++) {
                    fresh = !b->scope.in[p->evidence[e].claim];
                }
                if (fresh) {
                    return &knot->loops[n];
                }
            }
        }
    }
    return NULL;
}

static bool days_kept(const sequenced *s) {
    return !s->timed || s->times.consistent;
}

static truce_passage *say(sort *s, const char *text) {
    if (!since_take(s)) {
        return NULL;
    }
    truce_passage *const item =
        truce_document_item(&s->k->doc, s->list, (truce_str){NULL, 0}, (truce_str){NULL, 0});
    (void)compose_quietly(s->k, item, TRUCE_SPAN_PLAIN, truce_str_of(text),
                          "what was demanded of the order then, beside what is now");
    return item;
}

void since_order(sort *s, const before *b) {
    const truce_ordering *const then = &b->order.ordering;
    const truce_ordering *const now = &b->order_now.ordering;
    const truce_order_loop *const fresh = now->feasible ? NULL : new_loop(s->k, b);
    truce_passage *item = NULL;
    if (then->feasible && !now->feasible) {
        item = say(s, "What is demanded of the order of steps could all be kept. Now the demands "
                      "run in a loop.");
    } else if (!then->feasible && now->feasible) {
        (void)say(s, "The demands on the order of steps ran in a loop. Now they can all be kept.");
    } else if (fresh != NULL) {
        item = say(s, "The demands on the order of steps run in a loop that was not known.");
    }
    const truce_order_loop *const loop = fresh != NULL ? fresh : first_loop(&b->order_now);
    if (item != NULL && loop != NULL) {
        add_rules(s->k, item, &b->order_now, loop);
    }
    const bool kept_then = days_kept(&b->order);
    const bool kept_now = days_kept(&b->order_now);
    if (kept_then != kept_now) {
        (void)say(s, kept_now ? "The days that are set could not all be kept; now they can."
                              : "The days that are set cannot all be kept any more.");
    }
}

static void rule_json(composer *k, const sequenced *s, uint32_t rule, truce_json *json) {
    const truce_order_rule *const r = &s->steps.rules.at[rule];
    const truce_position *const p = sequence_position(k, s->steps.said[rule]);
    truce_json_object_inline(json);
    if (p != NULL) {
        truce_json_member_str(json, "by", truce_case_name(k->c, k->c->actors[p->actor].head.name));
    }
    plan_thing_name(k, &s->steps.things[r->before]);
    truce_json_member_str(json, r->together ? "one" : "before", truce_buffer_str(&k->text));
    k->text.size = 0;
    plan_thing_name(k, &s->steps.things[r->after]);
    truce_json_member_str(json, r->together ? "with" : "after", truce_buffer_str(&k->text));
    k->text.size = 0;
    truce_json_key(json, "claims");
    truce_json_array_inline(json);
    for (uint32_t i = 0; p != NULL && i < p->n_evidence; i++) {
        truce_json_str(json, claim_name(k->c, p->evidence[i].claim));
    }
    truce_json_close(json);
    truce_json_close(json);
}

void since_order_json(composer *k, const before *b, truce_json *json) {
    const truce_order_loop *const loop = new_loop(k, b);
    truce_json_key(json, "order");
    truce_json_object(json);
    truce_json_member_bool(json, "feasible_before", b->order.ordering.feasible);
    truce_json_member_bool(json, "feasible", b->order_now.ordering.feasible);
    truce_json_member_bool(json, "days_can_be_kept_before", days_kept(&b->order));
    truce_json_member_bool(json, "days_can_be_kept", days_kept(&b->order_now));
    truce_json_key(json, "new_loop");
    truce_json_array(json);
    for (uint32_t l = 0; loop != NULL && l < loop->n; l++) {
        rule_json(k, &b->order_now, loop->at[l].rule, json);
    }
    truce_json_close(json);
    truce_json_close(json);
}

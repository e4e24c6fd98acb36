/* The order of steps for machines: the same facts under stable keys. */
#include "compose_sequence.h"

static void member_text(composer *k, truce_json *json, const char *key) {
    truce_json_member_str(json, key, truce_buffer_str(&k->text));
    k->text.size = 0;
}

static void thing_id(composer *k, const sequenced *s, uint32_t t) {
    static const char *const kinds[] = {[THING_STEP] = "step",
                                        [THING_RELEASE] = "release",
                                        [THING_RETURN] = "return",
                                        [THING_EVENT] = "event",
                                        [THING_ITEM] = "item"};
    truce_buffer_printf(&k->text, "%s-%u", kinds[s->steps.things[t].kind], t + 1);
}

static void thing_str(composer *k, const sequenced *s, uint32_t t, truce_json *json) {
    thing_id(k, s, t);
    truce_json_str(json, truce_buffer_str(&k->text));
    k->text.size = 0;
}

static void member_thing(composer *k, const sequenced *s, truce_json *json, const char *key,
                         uint32_t t) {
    truce_json_key(json, key);
    thing_str(k, s, t, json);
}

static void side_str(composer *k, uint32_t actor, truce_json *json) {
    truce_json_str(json, truce_case_name(k->c, k->c->actors[actor].head.name));
}

static void member_side(composer *k, truce_json *json, const char *key, uint32_t actor) {
    if (actor != TRUCE_NONE) {
        truce_json_key(json, key);
        side_str(k, actor, json);
    }
}

static void claims_json(composer *k, order_said said, truce_json *json) {
    truce_json_key(json, "claims");
    truce_json_array_inline(json);
    const truce_position *const p =
        said.position != TRUCE_NONE ? &k->matrix.positions[said.position] : NULL;
    for (uint32_t i = 0; p != NULL && i < p->n_evidence; i++) {
        truce_json_str(json, claim_name(k->c, p->evidence[i].claim));
    }
    for (uint32_t i = 0; p == NULL && said.plan != NULL && i < said.plan->n_lines; i++) {
        const truce_plan_line *const line = &said.plan->lines[i];
        for (uint32_t n = 0; line->kind == TRUCE_PLAN_FROM && n < line->claims.n; n++) {
            const uint32_t claim = truce_case_find(k->c, TRUCE_KIND_CLAIM, line->claims.at[n]);
            if (k->scope.in[claim]) {
                truce_json_str(json, claim_name(k->c, claim));
            }
        }
    }
    truce_json_close(json);
}

/* ---- days ---- */

static void member_day(const sequenced *s, truce_json *json, const char *key, int64_t day) {
    char text[24];
    if (day == TRUCE_DAYS_OPEN_LOW || day == TRUCE_DAYS_OPEN_HIGH) {
        return;
    }
    if (s->steps.calendar) {
        truce_json_member_str(json, key, (truce_str){text, truce_day_write(day, text)});
    } else {
        truce_json_member_int(json, key, day);
    }
}

/* ---- things and rules ---- */

static void things_json(composer *k, const sequenced *s, truce_json *json) {
    truce_json_key(json, "things");
    truce_json_array(json);
    for (uint32_t t = 0; t < s->steps.n_things; t++) {
        truce_json_object(json);
        member_thing(k, s, json, "id", t);
        plan_thing_name(k, &s->steps.things[t]);
        member_text(k, json, "name");
        plan_thing_says(k, &s->steps.things[t]);
        member_text(k, json, "says");
        member_side(k, json, "by", s->steps.things[t].giver);
        member_side(k, json, "for", s->steps.things[t].receiver);
        if (s->timed && s->times.consistent) {
            member_day(s, json, "earliest", s->times.earliest[t]);
            member_day(s, json, "latest", s->times.latest[t]);
            if (s->times.slack[t] != TRUCE_DAYS_OPEN_HIGH) {
                truce_json_member_int(json, "slack", s->times.slack[t]);
            }
        }
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void rules_json(composer *k, const sequenced *s, truce_json *json) {
    truce_json_key(json, "rules");
    truce_json_array(json);
    for (uint32_t i = 0; i < s->steps.rules.n; i++) {
        const truce_order_rule *const r = &s->steps.rules.at[i];
        const order_said said = s->steps.said[i];
        truce_json_object(json);
        truce_json_member_int(json, "id", i + 1);
        member_thing(k, s, json, r->together ? "one" : "before", r->before);
        member_thing(k, s, json, r->together ? "with" : "after", r->after);
        if (said.position != TRUCE_NONE) {
            const truce_position *const p = &k->matrix.positions[said.position];
            member_side(k, json, "by", p->actor);
            phrase_position_stance(&k->text, p);
            member_text(k, json, "stance");
        } else {
            truce_json_member_str(json, "plan", truce_case_name(k->c, said.plan->head.name));
        }
        if (sequence_against_days(s, i)) {
            truce_json_member_bool(json, "against_days", true);
        }
        claims_json(k, said, json);
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void set_json(truce_set set, truce_json *json) {
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < set.n; i++) {
        truce_json_int(json, (int64_t)set.at[i] + 1);
    }
    truce_json_close(json);
}

static void knots_json(composer *k, const sequenced *s, truce_json *json) {
    truce_json_key(json, "knots");
    truce_json_array(json);
    for (uint32_t i = 0; i < s->ordering.n_knots; i++) {
        const truce_order_knot *const knot = &s->ordering.knots[i];
        truce_json_object(json);
        truce_json_key(json, "things");
        truce_json_array_inline(json);
        for (uint32_t n = 0; n < knot->steps.n; n++) {
            thing_str(k, s, knot->steps.at[n], json);
        }
        truce_json_close(json);
        truce_json_key(json, "loops");
        truce_json_array(json);
        for (uint32_t n = 0; n < knot->n_loops; n++) {
            truce_json_array_inline(json);
            for (uint32_t l = 0; l < knot->loops[n].n; l++) {
                truce_json_int(json, (int64_t)knot->loops[n].at[l].rule + 1);
            }
            truce_json_close(json);
        }
        truce_json_close(json);
        truce_json_member_bool(json, "contradictory", knot->contradictory);
        truce_json_key(json, "cuts");
        truce_json_array(json);
        for (uint32_t n = 0; n < knot->n_cuts; n++) {
            set_json(knot->cuts[n].rules, json);
        }
        truce_json_close(json);
        truce_json_member_int(json, "n_cuts", (int64_t)knot->n);
        truce_json_member_bool(json, "counted", knot->counted);
        truce_json_close(json);
    }
    truce_json_close(json);
}

/* ---- exposure ---- */

enum { ORDERS_TOLD = 2000 /* moments: of longer orders only the plan's is told whole */ };

static void worst_json(const truce_exposure_path *path, truce_json *json) {
    truce_json_key(json, "worst");
    truce_json_array(json);
    for (int side = 0; side < TRUCE_SIDES; side++) {
        truce_json_object_inline(json);
        truce_json_member_int(json, "exposure", path->worst[side].exposure);
        truce_json_member_int(json, "after", path->worst[side].after);
        truce_json_member_int(json, "gain", path->worst[side].gain);
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void moments_json(composer *k, const sequenced *s, const truce_exposure_path *path,
                         truce_json *json) {
    truce_json_key(json, "order");
    truce_json_array(json);
    for (uint32_t m = 0; m < path->n; m++) {
        truce_json_object_inline(json);
        truce_json_key(json, "things");
        truce_json_array_inline(json);
        for (uint32_t i = path->begin[m]; i < path->begin[m + 1]; i++) {
            thing_str(k, s, path->steps[i], json);
        }
        truce_json_close(json);
        truce_json_key(json, "exposure");
        truce_json_array_inline(json);
        for (int side = 0; side < TRUCE_SIDES; side++) {
            truce_json_int(json, path->exposure[side][m + 1]);
        }
        truce_json_close(json);
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void path_json(composer *k, const sequenced *s, const truce_exposure_path *path,
                      truce_json *json) {
    truce_json_object(json);
    if (path->n <= ORDERS_TOLD) {
        moments_json(k, s, path, json);
    } else {
        truce_json_member_int(json, "moments_not_listed", path->n);
    }
    worst_json(path, json);
    truce_json_close(json);
}

static void order_json(composer *k, const sequenced *s, const told_order *o, truce_json *json) {
    truce_json_object(json);
    if (o->owner != TRUCE_NO_OWNER) {
        member_side(k, json, "as_asked_by", s->steps.owners[o->owner]);
    }
    truce_json_member_bool(json, "possible", o->possible);
    if (o->against_days) {
        truce_json_member_bool(json, "against_days", true);
    }
    if (o->possible) {
        truce_json_member_bool(json, "exact", o->found.exact);
        truce_json_member_bool(json, "complete", o->found.complete);
        truce_json_key(json, "least");
        truce_json_array_inline(json);
        truce_json_int(json, o->found.least[0]);
        truce_json_int(json, o->found.least[1]);
        truce_json_close(json);
        truce_json_key(json, "points");
        truce_json_array(json);
        for (uint32_t i = 0; i < o->found.n; i++) {
            path_json(k, s, &o->found.points[i].path, json);
        }
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void exposure_json(composer *k, const sequenced *s, truce_json *json) {
    if (s->refused.size > 0) {
        truce_json_member_str(json, "exposure_refused", s->refused);
    }
    truce_json_key(json, "pairs");
    truce_json_array(json);
    for (uint32_t i = 0; i < s->n_pairs; i++) {
        for (int side = 0; side < TRUCE_SIDES; side++) {
            truce_json_object_inline(json);
            const sequence_pair *const p = &s->pairs[i];
            member_side(k, json, "gives", p->two.sides[side]);
            member_side(k, json, "to", p->two.sides[1 - side]);
            truce_json_member_int(json, "steps", p->two.n_given[side]);
            if (p->followed) { /* in the order of the plan */
                truce_json_member_int(json, "of", p->two.whole[side]);
                truce_json_member_int(json, "exposed", p->path.worst[side].exposure);
                truce_json_member_int(json, "after", p->path.worst[side].after);
                truce_json_member_int(json, "gain", p->path.worst[side].gain);
            }
            truce_json_close(json);
        }
    }
    truce_json_close(json);
    truce_json_key(json, "exposure");
    if (s->two.n_given[0] + s->two.n_given[1] == 0 || s->refused.size > 0) {
        truce_json_null(json);
        return;
    }
    truce_json_object(json);
    truce_json_key(json, "sides");
    truce_json_array(json);
    for (int side = 0; side < TRUCE_SIDES; side++) {
        truce_json_object_inline(json);
        member_side(k, json, "side", s->two.sides[side]);
        truce_json_member_int(json, "gives", s->two.n_given[side]);
        truce_json_member_int(json, "of", s->two.whole[side]);
        if (s->two.worth[side] != NULL) {
            truce_json_member_str(json, "values",
                                  truce_case_name(k->c, s->two.worth[side]->head.name));
            truce_json_member_str(json, "author",
                                  truce_case_name(k->c, s->two.worth[side]->top.by.at[0].symbol));
        }
        truce_json_close(json);
    }
    truce_json_close(json);
    truce_json_key(json, "planned");
    if (s->has_plan && s->planned != NULL) {
        truce_json_object(json);
        moments_json(k, s, &s->path, json);
        worst_json(&s->path, json);
        truce_json_close(json);
    } else {
        truce_json_null(json);
    }
    truce_json_key(json, "orders");
    truce_json_array(json);
    for (uint32_t i = 0; i < s->n_orders; i++) {
        order_json(k, s, &s->orders[i], json);
    }
    order_json(k, s, &s->free, json);
    truce_json_close(json);
    if (s->bounded) { /* in the order safest for each side */
        truce_json_key(json, "parts");
        truce_json_array_inline(json);
        for (int side = 0; side < TRUCE_SIDES; side++) {
            if (s->split[side].possible) {
                truce_json_int(json, (int64_t)s->split[side].least);
            } else {
                truce_json_null(json);
            }
        }
        truce_json_close(json);
    }
    truce_json_close(json);
}

/* ---- all ---- */

void compose_sequence_json(composer *k, const sequenced *s, truce_json *json) {
    truce_str total = TRUCE_STR("");
    if (truce_bigint_decimal(s->ordering.total, k->arena, &total, NULL) != TRUCE_OK) {
        k->failed = true;
    }
    truce_json_member_bool(json, "feasible", s->ordering.feasible);
    truce_json_member_bool(json, "contradictory", s->ordering.contradictory);
    truce_json_member_str(json, "cuts_total", total);
    truce_json_member_bool(json, "counted", s->ordering.counted);
    things_json(k, s, json);
    rules_json(k, s, json);
    knots_json(k, s, json);
    if (s->timed) {
        truce_json_member_bool(json, "days_can_be_kept", s->times.consistent);
    }
    if (s->timed && !s->times.consistent) {
        truce_json_member_int(json, "short_by_days", -s->times.circle.days);
    }
    exposure_json(k, s, json);
}

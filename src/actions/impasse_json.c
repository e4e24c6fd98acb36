/* The impasse for machines: the same facts under stable keys. */
#include "compose_impasse.h"
#include "packages.h"

static void position_names(composer *k, const weighed *w, const uint32_t *at, uint32_t n,
                           truce_json *json) {
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < n; i++) {
        impasse_position_id(k, w, &w->held.positions[at[i]]);
        truce_json_str(json, truce_buffer_str(&k->text));
        k->text.size = 0;
    }
    truce_json_close(json);
}

/* The claims of these positions, each once, in the order of the positions. */
static void claims_of(composer *k, const weighed *w, const uint32_t *at, uint32_t n,
                      truce_json *json) {
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < n; i++) {
        const held_position *const p = &w->held.positions[at[i]];
        for (uint32_t c = 0; c < p->n_claims; c++) {
            bool told = false;
            for (uint32_t before = 0; before < i && !told; before++) {
                const held_position *const q = &w->held.positions[at[before]];
                for (uint32_t x = 0; x < q->n_claims && !told; x++) {
                    told = q->claims[x] == p->claims[c];
                }
            }
            if (!told) {
                truce_json_str(json, claim_name(k->c, p->claims[c]));
            }
        }
    }
    truce_json_close(json);
}

static void positions_json(composer *k, const weighed *w, truce_json *json) {
    static const char *const firmness[] = {[TRUCE_STAND_RED_LINE] = "red line",
                                           [TRUCE_STAND_STATED] = "stated",
                                           [TRUCE_STAND_FLEXIBLE] = "open"};
    truce_json_array(json);
    for (uint32_t i = 0; i < w->held.stands.n_positions; i++) {
        const held_position *const p = &w->held.positions[i];
        if (!impasse_shows_position(k, w, p)) {
            continue;
        }
        const truce_stand_holder holder = w->held.stands.positions[i];
        truce_json_object(json);
        impasse_position_id(k, w, p);
        truce_json_member_str(json, "id", truce_buffer_str(&k->text));
        k->text.size = 0;
        truce_json_member_str(
            json, "party",
            truce_case_name(k->c, k->c->actors[w->matrix.parties[holder.party]].head.name));
        truce_json_member_str(json, "actor",
                              truce_case_name(k->c, k->c->actors[p->actor].head.name));
        impasse_position_says(k, w, p, NULL, 0);
        truce_json_member_str(json, "says", truce_buffer_str(&k->text));
        k->text.size = 0;
        truce_json_member_str(json, "firmness", truce_str_of(firmness[holder.firmness]));
        if (p->supposed || p->eased || p->dropped) {
            truce_json_member_str(json, "if",
                                  p->dropped    ? TRUCE_STR("not insisted on")
                                  : p->supposed ? TRUCE_STR("supposed")
                                                : TRUCE_STR("less what is supposed"));
        }
        if (p->inferred) {
            truce_json_member_bool(json, "inferred", true);
        }
        truce_json_key(json, "claims");
        claims_of(k, w, &i, 1, json);
        truce_json_close(json);
    }
    truce_json_close(json);
}

void impasse_conflict_json(composer *k, const weighed *w, uint32_t conflict, const char *change,
                           truce_json *json) {
    const truce_conflict *const c = &w->impasse.conflicts[conflict];
    truce_json_object(json);
    truce_json_key(json, "positions");
    position_names(k, w, c->positions, c->n, json);
    truce_json_key(json, "claims");
    claims_of(k, w, c->positions, c->n, json);
    truce_json_member_bool(json, "internal", c->internal);
    if (w->told.conflicts[conflict]) {
        truce_json_member_bool(json, "told_apart", true);
    }
    truce_json_member_int(json, "component", c->component);
    truce_json_key(json, "attested");
    truce_json_array(json);
    for (uint32_t i = 0; i < c->n; i++) {
        impasse_attested_json(k, &w->attested.positions[c->positions[i]], json);
    }
    truce_json_close(json);
    if (change != NULL) {
        truce_json_member_str(json, "change", truce_str_of(change));
    }
    truce_json_close(json);
}

static void conflicts_json(composer *k, const weighed *w, const bool *kept, truce_json *json) {
    truce_json_array(json);
    for (uint32_t i = 0; i < w->impasse.n_conflicts; i++) {
        if (impasse_shows(k, w, i)) {
            impasse_conflict_json(k, w, i, kept == NULL ? NULL : kept[i] ? "remains" : "new", json);
        }
    }
    truce_json_close(json);
}

static void cost_json(composer *k, const weighed *w, const truce_opening *o, truce_json *json) {
    static const char *const keys[] = {"red_lines", "stated", "open"};
    truce_json_object(json);
    for (uint32_t p = 0; p < w->matrix.n_parties; p++) {
        truce_json_key_str(json,
                           truce_case_name(k->c, k->c->actors[w->matrix.parties[p]].head.name));
        truce_json_object_inline(json);
        for (int f = 0; f < TRUCE_STAND_FIRMNESS_N; f++) {
            truce_json_member_int(json, keys[f], o->costs[p].given[f]);
        }
        truce_json_close(json);
    }
    truce_json_close(json);
}

/* For whom, where an issue is decided for each group. */
static void groups_json(composer *k, const truce_issue *issue, const char *key,
                        const uint32_t *groups, uint32_t n, truce_json *json) {
    if (n == 0) {
        return;
    }
    truce_json_key(json, key);
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < n; i++) {
        truce_json_str(json, truce_case_name(k->c, issue->per.at[groups[i]].symbol));
    }
    truce_json_close(json);
}

/* The nearest options that would have to be let in: members of an open object. */
static void end_json(composer *k, const truce_issue *issue, const truce_enough_end *end,
                     truce_json *json) {
    for (int above = 0; above < 2; above++) {
        if (above == 1 ? !end->above : !end->below) {
            continue;
        }
        package_option_name(&k->text, k->c, issue, above == 1 ? end->high : end->low);
        truce_json_member_str(json, above == 1 ? "above" : "below", truce_buffer_str(&k->text));
        k->text.size = 0;
        groups_json(k, issue, above == 1 ? "above_for" : "below_for",
                    above == 1 ? end->above_for : end->below_for,
                    above == 1 ? end->n_above_for : end->n_below_for, json);
        if (above == 1 ? end->above_any : end->below_any) {
            truce_json_member_bool(json, above == 1 ? "above_any" : "below_any", true);
        }
    }
}

/* How little of each position is enough. */
static void nearest_json(composer *k, const weighed *w, const truce_opening *o,
                         const truce_enough_opening *near, truce_json *json) {
    truce_json_array(json);
    for (uint32_t i = 0; i < o->n && near->at != NULL; i++) {
        const truce_enough *const at = &near->at[i];
        truce_json_object(json);
        impasse_position_id(k, w, &w->held.positions[at->position]);
        truce_json_member_str(json, "position", truce_buffer_str(&k->text));
        k->text.size = 0;
        truce_json_key(json, "gives");
        truce_json_array(json);
        for (uint32_t g = 0; g < at->n_gives; g++) {
            const uint32_t issue = w->held.stands.at[at->gives[g]].terms[0].issue;
            truce_json_object_inline(json);
            truce_json_member_str(json, "issue",
                                  truce_case_name(k->c, k->c->issues[issue].head.name));
            end_json(k, &k->c->issues[issue], &at->ends[g], json);
            truce_json_close(json);
        }
        truce_json_close(json);
        truce_json_member_int(json, "of", at->n_stands);
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void openings_json(composer *k, const weighed *w, const bool *opened, truce_json *json) {
    truce_json_array(json);
    for (uint32_t i = 0; i < w->impasse.n_openings; i++) {
        const truce_opening *const o = &w->impasse.openings[i];
        if (!impasse_shows_opening(k, w, i)) {
            continue;
        }
        truce_json_object(json);
        truce_json_key(json, "relax");
        position_names(k, w, o->positions, o->n, json);
        truce_json_key(json, "by_party");
        cost_json(k, w, o, json);
        truce_json_member_str(json, "packages", o->packages);
        truce_json_member_bool(json, "exact", o->exact);
        truce_json_key(json, "example");
        package_json(k, &w->impasse.space, o->example, json);
        truce_json_member_bool(json, "pareto", o->pareto);
        truce_json_key(json, "nearest");
        nearest_json(k, w, o, &w->nearest[i], json);
        truce_json_member_bool(json, "nearest_together", w->nearest[i].together);
        if (w->nearest[i].example != NULL) {
            truce_json_key(json, "nearest_example");
            package_json(k, &w->impasse.space, w->nearest[i].example, json);
        }
        if (opened != NULL) {
            truce_json_member_bool(json, "new", opened[i]);
        }
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void assumptions_json(composer *k, const weighed *w, truce_json *json) {
    truce_json_array(json);
    for (uint32_t i = 0; i < w->held.stands.n_assumptions; i++) {
        if (!impasse_shows_position(k, w, &w->held.positions[w->held.assumed_by[i]])) {
            continue;
        }
        truce_json_object_inline(json);
        truce_json_member_str(json, "words", w->held.assumptions[i]);
        truce_json_key(json, "position");
        impasse_position_id(k, w, &w->held.positions[w->held.assumed_by[i]]);
        truce_json_str(json, truce_buffer_str(&k->text));
        k->text.size = 0;
        truce_json_close(json);
    }
    truce_json_close(json);
}

void impasse_facts_json(composer *k, const weighed *w, const bool *kept, const bool *opened,
                        truce_json *json) {
    const truce_impasse *const im = &w->impasse;
    truce_json_member_bool(json, "possible", im->possible);
    truce_json_member_bool(json, "acceptable", im->acceptable);
    truce_json_member_int(json, "unspoken", im->n_unspoken);
    truce_json_member_str(json, "packages", im->packages);
    truce_json_member_bool(json, "exact", im->exact);
    truce_json_member_bool(json, "complete", im->complete);
    if (!im->complete) {
        truce_json_member_int(json, "complete_to", im->complete_to);
    }
    truce_json_key(json, "conflicts");
    conflicts_json(k, w, kept, json);
    truce_json_key(json, "openings");
    openings_json(k, w, opened, json);
    truce_json_member_str(json, "openings_total", im->openings_total);
    truce_json_member_bool(json, "openings_exact", im->openings_exact);
    truce_json_member_int(json, "pareto_total", (int64_t)im->n_pareto);
    truce_json_member_bool(json, "pareto_complete", im->pareto_complete);
    truce_json_key(json, "evidence");
    impasse_evidence_json(k, &w->attested, json);
    truce_json_key(json, "positions");
    positions_json(k, w, json);
    truce_json_key(json, "assumptions");
    assumptions_json(k, w, json);
    truce_json_key(json, "aside");
    truce_json_object(json);
    truce_json_member_int(json, "accepted", w->held.aside.n_accepted);
    truce_json_member_int(json, "preferred", w->held.aside.n_preferred);
    truce_json_member_int(json, "denied", w->held.aside.n_denied);
    truce_json_member_int(json, "orders", w->held.aside.n_orders);
    truce_json_member_int(json, "unstated", w->held.aside.n_unstated);
    truce_json_close(json);
}

void compose_impasse_json(composer *k, const weighed *w, truce_json *json) {
    impasse_facts_json(k, w, NULL, NULL, json);
}

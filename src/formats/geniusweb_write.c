/* GeniusWeb JSON out: one profile for each party, with the whole domain in each. */
#include "truce/formats/foreign_write.h"

#include "formats/write_parts.h"
#include "truce/base/json.h"

typedef struct profile_out {
    foreign_writer *w;
    truce_json json;
} profile_out;

static void put_number(profile_out *o, const truce_numeral *number) {
    truce_buffer text = truce_buffer_new();
    truce_numeral_write(number, &text);
    truce_json_written(&o->json, text.failed ? TRUCE_STR("0") : truce_buffer_str(&text));
    o->w->out.failed = o->w->out.failed || text.failed;
    truce_buffer_clear(&text);
}

static void put_member(profile_out *o, const char *key, const truce_numeral *number) {
    truce_json_key(&o->json, key);
    put_number(o, number);
}

static void put_domain(profile_out *o) {
    const truce_scenario *const s = o->w->s;
    truce_json_key(&o->json, "domain");
    truce_json_object(&o->json);
    truce_json_member_str(&o->json, "name", s->title);
    truce_json_key(&o->json, "issuesValues");
    truce_json_object(&o->json);
    for (uint32_t i = 0; i < s->n_issues; i++) {
        const truce_scenario_issue *const issue = &s->issues[i];
        truce_json_key_str(&o->json, issue->title);
        truce_json_object_inline(&o->json);
        truce_json_key(&o->json, issue->range ? "range" : "values");
        if (issue->range) {
            truce_json_object_inline(&o->json);
            put_member(o, "low", &issue->low);
            put_member(o, "high", &issue->high);
            put_member(o, "step", &issue->step);
        } else {
            truce_json_array_inline(&o->json);
            for (uint32_t k = 0; k < issue->n_values; k++) {
                truce_json_str(&o->json, issue->values[k]);
            }
        }
        truce_json_close(&o->json);
        truce_json_close(&o->json);
    }
    truce_json_close(&o->json);
    truce_json_close(&o->json);
}

static void put_utilities(profile_out *o, const truce_scenario_party *party) {
    const truce_scenario *const s = o->w->s;
    truce_json_key(&o->json, "issueUtilities");
    truce_json_object(&o->json);
    for (uint32_t i = 0; i < s->n_issues; i++) {
        const truce_scenario_issue *const issue = &s->issues[i];
        const truce_scenario_worth *const worth = &party->worth[i];
        truce_json_key_str(&o->json, issue->title);
        truce_json_object(&o->json);
        truce_json_key(&o->json,
                       issue->range ? "NumberValueSetUtilities" : "DiscreteValueSetUtilities");
        truce_json_object(&o->json);
        if (issue->range) {
            const truce_scenario_point *const last = &worth->points[worth->n_points - 1];
            put_member(o, "lowValue", &worth->points[0].at);
            put_member(o, "lowUtility", &worth->points[0].worth.over);
            put_member(o, "highValue", &last->at);
            put_member(o, "highUtility", &last->worth.over);
        } else {
            truce_json_key(&o->json, "valueUtilities");
            truce_json_object(&o->json);
            for (uint32_t k = 0; k < issue->n_values; k++) {
                truce_json_key_str(&o->json, issue->values[k]);
                put_number(o, &worth->values[k].over);
            }
            truce_json_close(&o->json);
        }
        truce_json_close(&o->json);
        truce_json_close(&o->json);
    }
    truce_json_close(&o->json);
}

static void put_weights(profile_out *o, const truce_scenario_party *party) {
    truce_json_key(&o->json, "issueWeights");
    truce_json_object(&o->json);
    for (uint32_t i = 0; i < o->w->s->n_issues; i++) {
        truce_json_key_str(&o->json, o->w->s->issues[i].title);
        put_number(o, &party->worth[i].weight);
    }
    truce_json_close(&o->json);
}

/* low + k * step, which was a number of the case. */
static truce_numeral number_at(const truce_scenario_issue *issue, uint32_t k) {
    const truce_numeral by = truce_numeral_of(k);
    truce_numeral number = {0};
    return truce_numeral_multiply(&issue->step, &by, &number) &&
                   truce_numeral_add(&issue->low, &number, &number)
               ? number
               : issue->low;
}

static void put_bid(profile_out *o, const truce_scenario_party *party) {
    const truce_scenario *const s = o->w->s;
    truce_json_key(&o->json, "reservationBid");
    if (party->reserve_package == NULL) {
        truce_json_null(&o->json);
        return;
    }
    truce_json_object(&o->json);
    truce_json_key(&o->json, "issuevalues");
    truce_json_object(&o->json);
    for (uint32_t i = 0; i < s->n_issues; i++) {
        const uint32_t k = party->reserve_package[i];
        truce_json_key_str(&o->json, s->issues[i].title);
        if (s->issues[i].range) {
            const truce_numeral number = number_at(&s->issues[i], k);
            put_number(o, &number);
        } else {
            truce_json_str(&o->json, s->issues[i].values[k]);
        }
    }
    truce_json_close(&o->json);
    truce_json_close(&o->json);
}

/* Whether a number lies from 0 to 1. */
static bool is_share(const truce_numeral *number) {
    const truce_numeral one = truce_numeral_of(1);
    return !number->negative && truce_numeral_compare(number, &one) <= 0;
}

/* GeniusWeb takes weights that sum to 1 and utilities from 0 to 1, and a package as reservation. */
static void tell_of_limits(foreign_writer *w, const truce_scenario_party *party) {
    const truce_numeral one = truce_numeral_of(1);
    truce_numeral sum = {0};
    bool shares = true;
    for (uint32_t i = 0; i < w->s->n_issues; i++) {
        const truce_scenario_worth *const worth = &party->worth[i];
        shares = shares && truce_numeral_add(&sum, &worth->weight, &sum);
        for (uint32_t k = 0; k < w->s->issues[i].n_values; k++) {
            shares = shares && is_share(&worth->values[k].over);
        }
        for (uint32_t k = 0; k < worth->n_points; k++) {
            shares = shares && is_share(&worth->points[k].worth.over);
        }
    }
    if (!shares || truce_numeral_compare(&sum, &one) != 0) {
        note(&w->told,
             "%.*s: GeniusWeb takes only weights that sum to 1 and values from 0 to 1, which these "
             "are not",
             TRUCE_STR_ARGS(party->file));
    }
    if (party->reserved && party->reserve_package == NULL) {
        note(&w->told,
             "%.*s: the reservation value is left out; GeniusWeb knows only a reservation package "
             "of "
             "every issue",
             TRUCE_STR_ARGS(party->file));
    }
}

truce_status truce_geniusweb_write(const truce_scenario *scenario, truce_arena *arena,
                                   truce_foreign_files *out, truce_error *err) {
    foreign_writer w = foreign_begin(scenario, scenario->n_parties, arena, err);
    for (uint32_t p = 0; p < scenario->n_parties && w.status == TRUCE_OK; p++) {
        const truce_scenario_party *const party = &scenario->parties[p];
        profile_out o = {.w = &w, .json = truce_json_new(&w.out)};
        truce_json_object(&o.json);
        truce_json_key(&o.json, "LinearAdditiveUtilitySpace");
        truce_json_object(&o.json);
        truce_json_member_str(&o.json, "name", party->title);
        put_domain(&o);
        put_utilities(&o, party);
        put_weights(&o, party);
        put_bid(&o, party);
        truce_json_close(&o.json);
        truce_json_close(&o.json);
        truce_json_end(&o.json);
        tell_of_limits(&w, party);
        foreign_file(&w, party->file, ".json");
    }
    return foreign_end(&w, out);
}

/* What follows from what was supposed, for machines. */
#include "compose_impasse.h"

static void ignored_json(composer *k, const supposed *s, truce_json *json) {
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < k->c->n_claims; i++) {
        if (s->ignored[i]) {
            truce_json_str(json, claim_name(k->c, i));
        }
    }
    truce_json_close(json);
}

static void relaxed_json(composer *k, const supposed *s, truce_json *json) {
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < s->before->held.stands.n_positions; i++) {
        if (s->relaxed[i]) {
            impasse_position_id(k, s->before, &s->before->held.positions[i]);
            truce_json_str(json, truce_buffer_str(&k->text));
            k->text.size = 0;
        }
    }
    truce_json_close(json);
}

static void vanished_json(composer *k, const supposed *s, truce_json *json) {
    truce_json_key(json, "vanished");
    truce_json_array(json);
    for (uint32_t i = 0; i < s->before->impasse.n_conflicts; i++) {
        if (s->gone[i] && impasse_shows(k, s->before, i)) {
            impasse_conflict_json(k, s->before, i, NULL, json);
        }
    }
    truce_json_close(json);
}

void compose_held_json(composer *k, const supposed *s, truce_json *json) {
    const truce_impasse *const before = &s->before->impasse;
    impasse_facts_json(k, &s->after, s->kept, s->opened, json);
    truce_json_key(json, "without_hold");
    truce_json_object(json);
    truce_json_member_bool(json, "possible", before->possible);
    truce_json_member_bool(json, "acceptable", before->acceptable);
    truce_json_member_str(json, "packages", before->packages);
    truce_json_member_bool(json, "exact", before->exact);
    vanished_json(k, s, json);
    truce_json_close(json);
}

void compose_supposed_json(composer *k, const supposed *s, truce_json *json) {
    const truce_session *const session = k->session;
    truce_json_key(json, "if");
    truce_json_object(json);
    truce_json_key(json, "assume");
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < session->n_assumed; i++) {
        phrase_statement(&k->text, k->c, &k->c->claims[session->assumed + i].statements[0]);
        truce_json_str(json, truce_buffer_str(&k->text));
        k->text.size = 0;
    }
    truce_json_close(json);
    truce_json_key(json, "relax");
    relaxed_json(k, s, json);
    truce_json_key(json, "ignore");
    ignored_json(k, s, json);
    truce_json_member_bool(json, "firm_only", session->request.firm_only);
    truce_json_member_bool(json, "first_hand", session->request.first_hand);
    vanished_json(k, s, json);
    impasse_facts_json(k, &s->after, s->kept, s->opened, json);
    truce_json_close(json);
}

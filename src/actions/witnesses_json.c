/* Witnesses for machines. */
#include "witness_short.h"

static void point_json(composer *k, const truce_testimony *p, truce_json *json) {
    static const char *const kinds[] = {"state",    "event", "stage", "position",
                                        "movement", "tie",   "blame", "denial"};
    truce_json_object_inline(json);
    truce_json_member_str(json, "kind", truce_str_of(kinds[p->kind]));
    k->text.size = 0;
    witness_phrase(k, p);
    truce_json_member_str(json, "point", truce_buffer_str(&k->text));
    k->text.size = 0;
    if (p->kind == TRUCE_TESTIMONY_POSITION) {
        const uint32_t issue = k->matrix.positions[p->which].issue;
        truce_json_member_str(json, "issue", truce_case_name(k->c, k->c->issues[issue].head.name));
    }
    truce_json_key(json, "claims");
    compose_names_json(k, p->claims, p->n_claims, json);
    truce_json_close(json);
}

static void witness_json(composer *k, const witness_entry *e, truce_json *json) {
    truce_json_object(json);
    k->text.size = 0;
    phrase_speakers(&k->text, k->c, &k->c->claims[e->claims[0]]);
    truce_json_member_str(json, "witness", truce_buffer_str(&k->text));
    k->text.size = 0;
    truce_json_member_str(json, "grade", truce_str_of(truce_grade_called(e->grade)));
    truce_json_member_str(json, "voice", truce_str_of(witness_voice(e)));
    if (e->n_claims > 1) {
        truce_json_member_str(json, "why", truce_str_of(witness_why(e)));
    }
    truce_json_key(json, "claims");
    compose_names_json(k, e->claims, e->n_claims, json);
    truce_json_key(json, "alone");
    truce_json_array(json);
    for (uint32_t i = 0; i < e->n_alone; i++) {
        point_json(k, e->alone[i], json);
    }
    truce_json_close(json);
    truce_json_close(json);
}

truce_status compose_witnesses_json(composer *k, truce_json *json, truce_error *err) {
    witness_list l;
    bool some = false;
    truce_status status = witness_list_make(k, &l, err);
    if (status == TRUCE_OK) {
        status = witnesses_keep_asked(k, &l, &some, err);
    }
    if (status != TRUCE_OK) {
        return status;
    }
    truce_json_key(json, "witnesses");
    truce_json_array(json);
    for (uint32_t i = 0; i < l.n; i++) {
        witness_json(k, &l.at[i], json);
    }
    truce_json_close(json);
    truce_json_key(json, "several");
    truce_json_array(json);
    for (uint32_t i = 0; i < l.points.n && !some; i++) {
        if (l.points.at[i].witness == TRUCE_NONE && witness_shows(k, &l.points.at[i])) {
            point_json(k, &l.points.at[i], json);
        }
    }
    truce_json_close(json);
    return TRUCE_OK;
}

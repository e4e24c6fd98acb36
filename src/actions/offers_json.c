/* Offers for machines. */
#include "compose.h"
#include "ways.h"
#include "whom_words.h"

#include "truce/case/words.h"

static void name_member(truce_json *json, const char *key, const truce_case *c, truce_symbol name) {
    truce_json_member_str(json, key, truce_case_name(c, name));
}

static void refs_member(composer *k, const char *key, truce_refs refs, truce_json *json) {
    truce_json_key(json, key);
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < refs.n; i++) {
        truce_json_str(json, truce_case_name(k->c, refs.at[i].symbol));
    }
    truce_json_close(json);
}

static void told_member(composer *k, const char *key, const truce_told *told, uint32_t n,
                        truce_json *json) {
    truce_json_key(json, key);
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < n; i++) {
        truce_json_str(json, claim_name(k->c, told[i].claim));
    }
    truce_json_close(json);
}

static void claims_member(composer *k, const uint32_t *claims, uint32_t n, truce_json *json) {
    truce_json_key(json, "claims");
    compose_names_json(k, claims, n, json);
}

/* Every stage: one that nobody states has two empty lists. */
void compose_offer_stages_json(composer *k, const truce_offers *o, const truce_custody *stages,
                               truce_json *json) {
    truce_json_array(json);
    for (unsigned s = 0; s < TRUCE_STAGE_N; s++) {
        const truce_custody *const stage = &stages[s];
        truce_json_object(json);
        truce_json_member_str(json, "stage", truce_words_at(TRUCE_WORDS_STAGE, s));
        told_member(k, "claimed", stage->told, stage->n_claimed, json);
        told_member(k, "denied", stage->told + stage->n_claimed, stage->n_denied, json);
        if (stage->n_claimed > 0) {
            truce_json_key(json, "claimed_by");
            compose_told_json(k, stage->told, stage->n_claimed, o->denied_by, json);
        }
        if (stage->n_denied > 0) {
            truce_json_key(json, "denied_by");
            compose_told_json(k, stage->told + stage->n_claimed, stage->n_denied, o->denied_by,
                              json);
        }
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void any_json(composer *k, const truce_offer_file *f, truce_json *json) {
    truce_json_array(json);
    for (uint32_t i = 0; i < f->n_any; i++) {
        const truce_statement *const st = f->any[i].statement;
        truce_json_object_inline(json);
        truce_json_member_str(json, "stage",
                              truce_words_at(TRUCE_WORDS_STAGE, (size_t)st->as.offer.stage));
        truce_json_member_bool(json, "denied", st->denied);
        truce_json_member_str(json, "claim", claim_name(k->c, f->any[i].claim));
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void terms_json(composer *k, const truce_offer_file *f, truce_json *json) {
    truce_json_array(json);
    for (uint32_t i = 0; i < f->n_terms; i++) {
        const truce_offer_term *const term = &f->terms[i];
        truce_json_object_inline(json);
        name_member(json, "issue", k->c, k->c->issues[term->issue].head.name);
        k->text.size = 0;
        phrase_demand(&k->text, k->c, term->demand, false);
        truce_json_member_str(json, "text", truce_buffer_str(&k->text));
        k->text.size = 0;
        truce_json_member_str(json, "claim", claim_name(k->c, term->claim));
        truce_json_member_bool(json, "differs", term->differs);
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void questions_json(composer *k, const truce_offer_file *f, truce_json *json) {
    static const char *const kinds[] = {"delivery", "answer", "terms"};
    truce_json_array(json);
    for (uint32_t i = 0; i < f->n_questions; i++) {
        const truce_offer_question *const q = &f->questions[i];
        truce_json_object(json);
        truce_json_member_str(json, "kind", truce_str_of(kinds[q->kind]));
        if (q->recipient != TRUCE_NONE) {
            name_member(json, "recipient", k->c, k->c->actors[q->recipient].head.name);
        }
        truce_json_member_str(json, "text", compose_offer_question(k, q));
        truce_json_key(json, "who");
        truce_json_array(json);
        for (uint32_t w = 0; w < q->n_whom; w++) {
            const truce_whom *const whom = &q->whom[w];
            truce_json_object_inline(json);
            name_member(json, "actor", k->c, k->c->actors[whom->actor].head.name);
            truce_json_member_str(json, "because", truce_str_of(whom_because(whom->why)));
            if (whom->claim != TRUCE_NONE) {
                truce_json_member_str(json, "claim", claim_name(k->c, whom->claim));
            }
            if (whom->elsewhere) {
                truce_json_member_bool(json, "elsewhere", true);
            }
            truce_json_close(json);
        }
        truce_json_close(json);
        uint32_t claims[OFFER_QUESTION_CLAIMS];
        claims_member(k, claims, (uint32_t)compose_offer_question_claims(k, f, q, claims), json);
        truce_json_member_str(json, "basis", truce_str_of(compose_offer_question_basis(q->kind)));
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void alarms_json(composer *k, const truce_offer_file *f, truce_json *json) {
    static const char *const kinds[] = {"carriers", "terms", "replaced", "order"};
    truce_json_array(json);
    for (uint32_t i = 0; i < f->n_alarms; i++) {
        const truce_offer_alarm *const a = &f->alarms[i];
        truce_json_object(json);
        truce_json_member_str(json, "kind", truce_str_of(kinds[a->kind]));
        truce_json_member_str(json, "text", compose_offer_alarm(k, a));
        if (a->kind == TRUCE_ALARM_ORDER) {
            truce_json_member_str(json, "stage",
                                  truce_words_at(TRUCE_WORDS_STAGE, (size_t)a->late));
            truce_json_member_str(json, "before",
                                  truce_words_at(TRUCE_WORDS_STAGE, (size_t)a->early));
        }
        claims_member(k, a->claims, a->n_claims, json);
        truce_json_member_str(json, "basis", truce_str_of(compose_offer_alarm_basis(a->kind)));
        truce_json_close(json);
    }
    const ways_found *const all = ways_all(k);
    for (uint32_t i = ways_first_alarm(k, f->offer); i != TRUCE_NONE; i = all->another[i]) {
        compose_way_alarm_json(k, &all->ways.alarms[i], json);
    }
    truce_json_close(json);
}

static void offer_json(composer *k, const truce_offers *o, const truce_offer_file *f,
                       truce_json *json) {
    const truce_offer *const offer = &k->c->offers[f->offer];
    truce_json_object(json);
    name_member(json, "name", k->c, offer->head.name);
    truce_json_member_str(json, "title", offer->head.title);
    refs_member(k, "by", offer->by, json);
    refs_member(k, "to", offer->to, json);
    if (offer->replaces.symbol != 0) {
        name_member(json, "replaces", k->c, offer->replaces.symbol);
    }
    truce_json_key(json, "stages");
    compose_offer_stages_json(k, o, f->stages, json);
    const truce_way *const way = ways_booked(k, f->offer);
    if (way != NULL) {
        compose_way_records_json(k, way, json);
    }
    truce_json_key(json, "any");
    any_json(k, f, json);
    if (f->more_any) {
        truce_json_member_bool(json, "more_any", true);
    }
    truce_json_key(json, "terms");
    terms_json(k, f, json);
    truce_json_key(json, "questions");
    questions_json(k, f, json);
    truce_json_key(json, "alarms");
    alarms_json(k, f, json);
    truce_json_close(json);
}

void compose_offers_json(composer *k, const truce_offers *o, truce_json *json) {
    truce_json_key(json, "offers");
    truce_json_array(json);
    for (uint32_t i = 0; i < o->n; i++) {
        offer_json(k, o, &o->at[i], json);
    }
    truce_json_close(json);
    truce_json_key(json, "any");
    compose_offer_stages_json(k, o, o->any, json);
}

#include "truce/actions/offers.h"

#include "compose.h"
#include "issues.h"
#include "known.h"
#include "offer_around.h"
#include "offers.h"

/* By name, by title, or by words that stand in one title alone. */
static uint32_t find_offer(const truce_case *c, truce_str asked) {
    const truce_ref ref = {truce_symbols_find(&c->symbols, asked), 0};
    uint32_t offer = truce_case_find(c, TRUCE_KIND_OFFER, ref);
    for (int part = 0; part < 2 && offer == TRUCE_NONE; part++) {
        uint32_t n = 0;
        for (uint32_t i = 0; i < c->n_offers; i++) {
            const truce_str title = c->offers[i].head.title;
            if (part == 0 ? truce_str_equal(title, asked) : known_stands_in(title, asked)) {
                offer = i;
                n++;
            }
        }
        offer = n == 1 ? offer : TRUCE_NONE;
    }
    return offer;
}

truce_status offers_find_asked(composer *k, truce_error *err) {
    const truce_str asked = k->session->request.offer;
    if (asked.size == 0) {
        return TRUCE_OK;
    }
    k->offer = find_offer(k->c, asked);
    return k->offer != TRUCE_NONE ? TRUCE_OK
                                  : known_refuse(k->session, TRUCE_KIND_OFFER, asked, err);
}

static truce_status document(composer *k, bool for_json, truce_error *err) {
    (void)for_json;
    const truce_status status = offers_find_asked(k, err);
    return status == TRUCE_OK ? compose_offers(k, err) : status;
}

static truce_status facts(composer *k, truce_json *json, truce_error *err) {
    truce_offers o;
    truce_status status = offers_find_asked(k, err);
    if (status == TRUCE_OK) {
        status = truce_offers_make(&k->scope, k->arena, &o, err);
    }
    offer_around around = {.n = 0};
    if (status == TRUCE_OK && !offer_around_find(k, &o, &around)) {
        status = truce_fail(err, TRUCE_ENOMEM, "no memory for what happened around the offer");
    }
    if (status == TRUCE_OK) {
        keep_offers_asked(k, &o);
        compose_offers_json(k, &o, json);
        offer_around_json(k, &around, json);
    }
    return status;
}

truce_status truce_offers_answer(truce_session *session, truce_paper paper, truce_buffer *out,
                                 truce_error *err) {
    const answer_parts parts = {"Who holds what, according to whom", document, facts, false, true};
    return compose_answer(session, &parts, paper, out, err);
}

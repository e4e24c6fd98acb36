/* Before a paper is carried: is there a newer version, and who reads this one in the ledger? */
#include "truce/actions/custody.h"
#include "truce/actions/session.h"
#include "truce/case/content.h"
#include "truce/case/parts.h"

/* The last version along `replaces`; of several that replace the same one the last written. */
static uint32_t newest(const truce_case *c, uint32_t offer) {
    for (uint32_t steps = 0; steps < c->n_offers; steps++) {
        uint32_t next = TRUCE_NONE;
        for (uint32_t i = 0; i < c->n_offers; i++) {
            next = c->offers[i].replaces.symbol == c->offers[offer].head.name ? i : next;
        }
        if (next == TRUCE_NONE) {
            break;
        }
        offer = next;
    }
    return offer;
}

truce_status truce_custody_newer(const truce_input *inputs, size_t n, truce_str offer,
                                 truce_arena *arena, truce_str *name, truce_str *title,
                                 truce_error *err) {
    const truce_request request = {.n_paths = 0};
    truce_session session;
    *name = *title = (truce_str){NULL, 0};
    truce_status status = truce_session_open_inputs(&session, &request, inputs, n, err);
    if (status == TRUCE_EPARSE) { /* whoever adds to it is told */
        truce_session_close(&session);
        return TRUCE_OK;
    }
    if (status != TRUCE_OK) {
        return status;
    }
    const truce_case *const c = &session.c;
    const truce_ref ref = {truce_symbols_find(&c->symbols, offer), 0};
    const uint32_t given = truce_case_find(c, TRUCE_KIND_OFFER, ref);
    const uint32_t last = given != TRUCE_NONE ? newest(c, given) : TRUCE_NONE;
    if (last != given) {
        *name = truce_arena_str(arena, truce_case_name(c, c->offers[last].head.name));
        *title = truce_arena_str(arena, c->offers[last].head.title);
        status = name->data != NULL && title->data != NULL
                     ? TRUCE_OK
                     : truce_fail(err, TRUCE_ENOMEM, "no memory for a newer version");
    }
    truce_session_close(&session);
    return status;
}

truce_status truce_custody_audience(const truce_input *inputs, size_t n, truce_str offer,
                                    truce_arena *arena, const truce_str **names, size_t *n_names,
                                    truce_error *err) {
    truce_case_part *parts = NULL;
    size_t n_parts = 0;
    const truce_status status = truce_case_parts(inputs, n, arena, &parts, &n_parts, err);
    *names = NULL;
    *n_names = 0;
    for (size_t i = 0; status == TRUCE_OK && i < n_parts; i++) {
        if (truce_case_is_offer(&parts[i], offer)) {
            *names = parts[i].audience;
            *n_names = parts[i].n_audience;
        }
    }
    return status;
}

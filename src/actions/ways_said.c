/* In which order the custody records of a ledger were said first. */
#include "ways.h"

truce_status ways_said(truce_session *session, const uint64_t **said, truce_error *err) {
    const truce_case *const c = &session->c;
    *said = NULL;
    if (session->n_signed == 0) {
        return TRUCE_OK;
    }
    uint64_t *const order = truce_arena_take(&session->arena, (c->n_custody + 1U) * sizeof *order);
    if (order == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the order of custody records");
    }
    for (uint32_t i = 0; i < c->n_custody; i++) {
        const uint32_t file = c->custody[i].head.file;
        order[i] = file < session->n_signed ? session->signed_by[file].said : UINT64_MAX;
    }
    *said = order;
    return TRUCE_OK;
}

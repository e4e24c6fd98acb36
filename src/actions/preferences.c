/* Each record of preferences by itself, over one space that tells apart what any of them names. */
#include "preferences.h"

#include "truce/deals/belief.h"

/* Each belief is thrown away again, so that many records take no more memory than one. */
static truce_status check_each(truce_session *s, const truce_space *space, truce_error *err) {
    truce_status worst = TRUCE_OK;
    for (uint32_t i = 0; i < s->c.n_preferences; i++) {
        truce_arena scratch = truce_arena_new();
        truce_belief belief;
        truce_error now = {.message = ""};
        const truce_status status =
            truce_belief_make(&s->c, space, i, &scratch, &s->report, &belief, &now);
        truce_arena_clear(&scratch);
        if (status != TRUCE_OK && status != TRUCE_EPARSE) {
            if (err != NULL) {
                *err = now;
            }
            return status;
        }
        worst = status != TRUCE_OK ? status : worst;
    }
    return worst;
}

truce_status preferences_check(truce_session *session, truce_error *err) {
    static const truce_stands none;
    const uint32_t n = session->c.n_preferences;
    truce_space space;
    if (n == 0) {
        return TRUCE_OK;
    }
    uint32_t *const records = truce_arena_take(&session->arena, n * sizeof *records);
    if (records == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for preferences");
    }
    for (uint32_t i = 0; i < n; i++) {
        records[i] = i;
    }
    truce_status status =
        truce_space_make_with(&session->c, &none, records, n, &session->arena, &space, err);
    if (status == TRUCE_OK) {
        status = check_each(session, &space, err);
    }
    truce_report_sort(&session->report);
    if (status == TRUCE_EPARSE) {
        return truce_fail(err, TRUCE_EPARSE, "the case has %zu error%s", session->report.errors,
                          session->report.errors == 1 ? "" : "s");
    }
    return status;
}

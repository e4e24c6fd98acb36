/* What `truce check` says of offers on their way: an older version that moved, recipients with
 * different versions. */
#include "truce/actions/check.h"
#include "truce/case/words.h"
#include "truce/evidence/ways.h"
#include "ways.h"

static truce_str title_of(const truce_case *c, uint32_t offer) {
    return c->offers[offer].head.title;
}

/* At the record with which it came about: the last of those that it rests on. */
static void warn(truce_session *session, const truce_way_alarm *a) {
    static const truce_str hint = {"truce offer status tells who has which version", 46};
    const truce_case *const c = &session->c;
    const truce_custody_record *const last = &c->custody[a->records[a->n_records - 1]];
    const truce_place place = last->head.name_place;
    const size_t size = truce_case_name(c, last->head.name).size;
    const truce_str stage = truce_words_at(TRUCE_WORDS_STAGE, (size_t)last->stage);
    truce_report *const report = &session->report;
    switch (a->kind) {
    case TRUCE_WAY_STALE:
    case TRUCE_WAY_ANSWERED:
        truce_report_add(report, true, place, size, hint,
                         a->order == TRUCE_WAY_BY_DAYS
                             ? "\"%.*s\" was %.*s when a newer version, \"%.*s\", was under way"
                             : "\"%.*s\" was %.*s, and it is not known whether a newer version, "
                               "\"%.*s\", was under way before",
                         TRUCE_STR_ARGS(title_of(c, a->offer)), TRUCE_STR_ARGS(stage),
                         TRUCE_STR_ARGS(title_of(c, a->other)));
        break;
    case TRUCE_WAY_VERSIONS:
        truce_report_add(report, true, place, size, hint,
                         "%.*s has \"%.*s\", and %.*s has another version, \"%.*s\"",
                         TRUCE_STR_ARGS(c->actors[a->side].head.title),
                         TRUCE_STR_ARGS(title_of(c, a->offer)),
                         TRUCE_STR_ARGS(c->actors[a->other_side].head.title),
                         TRUCE_STR_ARGS(title_of(c, a->other)));
        break;
    case TRUCE_WAY_TWICE:
        truce_report_add(report, true, place, size, hint,
                         "\"%.*s\" was conveyed to %.*s by different carriers%s",
                         TRUCE_STR_ARGS(title_of(c, a->thread)),
                         TRUCE_STR_ARGS(c->actors[a->side].head.title),
                         a->other == TRUCE_NONE ? ", by the books the same text each time"
                                                : ": was it the same text?");
        break;
    case TRUCE_WAY_QUIET: /* needs a day until which it counts */
        break;
    }
}

truce_status truce_check_ways(truce_session *session, truce_error *err) {
    const truce_case *const c = &session->c;
    truce_arena *const arena = &session->arena;
    if (session->report.errors > 0 || c->n_custody == 0) {
        return TRUCE_OK;
    }
    truce_scope scope;
    truce_offers offers;
    truce_ways ways = {.n_alarms = 0};
    const uint64_t *said = NULL;
    truce_status status = ways_said(session, &said, err);
    status = status == TRUCE_OK ? truce_scope_make(c, session->at, session->only, session->n_only,
                                                   arena, &scope, err)
                                : status;
    status = status == TRUCE_OK ? truce_offers_make(&scope, arena, &offers, err) : status;
    status = status == TRUCE_OK
                 ? truce_ways_make(&scope, &offers, (truce_ways_options){.said = said}, arena,
                                   &ways, err)
                 : status;
    for (uint32_t i = 0; i < ways.n_alarms && status == TRUCE_OK; i++) {
        warn(session, &ways.alarms[i]);
    }
    if (status == TRUCE_OK && session->report.failed) {
        status = truce_fail(err, TRUCE_ENOMEM, "no memory to check offers");
    }
    truce_report_sort(&session->report);
    return status;
}

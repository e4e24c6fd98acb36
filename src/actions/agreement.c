#include "truce/actions/agreement.h"

#include "deadlines.h"
#include "named_parts.h"
#include "over_time.h"

/* Why nothing is said of a state; false where something is. */
static bool is_silent(composer *k, const promises *p, truce_passage *first) {
    if (k->c->n_obligations > 0 && p->dated && p->n > 0) {
        return false;
    }
    (void)truce_document_say(
        &k->doc, first,
        k->c->n_obligations == 0 ? TRUCE_STR("The case names no obligation.")
        : p->dated ? TRUCE_STR("No claim that is counted here tells of an obligation.")
                   : TRUCE_STR("Nothing here has a date, so nothing can be said as of a day; "
                               "--at gives one."),
        TRUCE_STR("the case's obligations, and the claims they rest on"));
    return true;
}

static void add_count(composer *k, truce_passage *first, const promises *p) {
    compose_agreement_count(k, first, p);
    if (p->n_left_out > 0) {
        truce_buffer_printf(&k->text,
                            "Of %u more no claim that is counted here tells; they are left out.",
                            p->n_left_out);
        (void)compose_quietly(k, first, TRUCE_SPAN_PLAIN, compose_keep(k),
                              "the claims that obligations and their agreements rest on");
    }
}

enum { OBLIGATIONS, TIME, DEADLINES, INCIDENTS, DISPUTES, UNKNOWN, FALLS, LACKS, CLAUSES, PARTS };
static const char *const part_names[] = {"obligations", "time",     "deadlines",
                                         "incidents",   "disputes", "unknown",
                                         "falls",       "lacks",    "clauses"};

/* The parts that are asked for, each whole; none: all but the times, long lists cut. */
static truce_status add_parts(composer *k, const promises *p, const deadlines *next, unsigned asked,
                              truce_error *err) {
    const bool whole = asked != 0;
    const unsigned shown = whole ? asked : ((1U << PARTS) - 1) & ~(1U << TIME);
    over_time t;
    const bool timed = (shown >> TIME & 1) != 0;
    truce_status status = TRUCE_OK;
    if (timed) {
        status = over_time_find(k, p, k->session->request.over_time, &t, err);
    } else if (!whole) {
        status = over_time_changes(k, p, &t, err);
    }
    if (status != TRUCE_OK) {
        return status;
    }
    if (timed || !whole) {
        agreement_figure(k, p, &t);
    }
    if ((shown >> OBLIGATIONS & 1) != 0) {
        compose_obligations(k, p);
    }
    if (timed) {
        compose_over_time(k, p, &t);
    }
    if ((shown >> DEADLINES & 1) != 0) {
        compose_deadlines(k, p, next, whole);
    }
    if ((shown >> INCIDENTS & 1) != 0) {
        compose_incidents(k, p);
    }
    if ((shown >> DISPUTES & 1) != 0) {
        compose_disputes(k, p);
    }
    if ((shown >> UNKNOWN & 1) != 0) {
        compose_unknown(k, p, whole);
    }
    if ((shown >> FALLS & 1) != 0) {
        status = compose_falls(k, p, whole, err);
    }
    if ((shown >> LACKS & 1) != 0) {
        compose_lacks(k, p);
    }
    if ((shown >> CLAUSES & 1) != 0) {
        compose_clauses(k, p, whole);
    }
    return status;
}

/* Whole: the parts that are asked for. */
static truce_status compose_parts(composer *k, bool whole, unsigned asked, truce_error *err) {
    promises p;
    deadlines next;
    truce_status status = compose_promises(k, &p, err);
    if (status != TRUCE_OK || (!whole && p.n == 0)) {
        return status;
    }
    (void)truce_document_heading(&k->doc, 2, TRUCE_STR("agreement"),
                                 TRUCE_STR("What was agreed, and how it stands"));
    truce_passage *const first = truce_document_paragraph(&k->doc);
    if (is_silent(k, &p, first)) {
        return TRUCE_OK;
    }
    add_count(k, first, &p);
    status = deadlines_find(k, &p, &next, err);
    if (status == TRUCE_OK && !whole) {
        compose_obligations_short(k, &p);
    } else if (status == TRUCE_OK) {
        status = add_parts(k, &p, &next, asked, err);
    }
    return status;
}

truce_status compose_agreement(composer *k, bool whole, truce_error *err) {
    return compose_parts(k, whole, 0, err);
}

/* The parts that are named; over time also where --over-time says by what. */
static truce_status find_parts(const composer *k, unsigned *asked, truce_error *err) {
    const truce_request *const request = &k->session->request;
    const truce_status status =
        named_parts(request->sections, "the answer on agreements has no section", part_names, PARTS,
                    asked, err);
    *asked |= request->over_time.size > 0 ? 1U << TIME : 0;
    return status;
}

static truce_status document(composer *k, bool for_json, truce_error *err) {
    (void)for_json;
    unsigned asked = 0;
    const truce_status status = find_parts(k, &asked, err);
    return status == TRUCE_OK ? compose_parts(k, true, asked, err) : status;
}

static truce_status facts(composer *k, truce_json *json, truce_error *err) {
    promises p;
    over_time t;
    unsigned asked = 0;
    truce_status status = find_parts(k, &asked, err);
    if (status == TRUCE_OK) {
        status = compose_promises(k, &p, err);
    }
    if (status == TRUCE_OK) {
        status = compose_agreement_json(k, &p, json, err);
    }
    if (status == TRUCE_OK && p.dated && (asked >> TIME & 1) != 0) {
        status = over_time_find(k, &p, k->session->request.over_time, &t, err);
        if (status == TRUCE_OK) {
            compose_over_time_json(k, &p, &t, json);
        }
    }
    return status;
}

static truce_status rows(composer *k, truce_buffer *out, truce_error *err) {
    promises p;
    deadlines all = {NULL, 0};
    over_time t = {.n = 0};
    const truce_str unit = k->session->request.over_time;
    truce_status status = compose_promises(k, &p, err);
    if (status != TRUCE_OK) {
        return status;
    }
    if (unit.size > 0) {
        status = p.dated ? over_time_find(k, &p, unit, &t, err) : TRUCE_OK;
        if (status == TRUCE_OK) {
            over_time_csv(k, &p, &t, out);
        }
        return status;
    }
    status = p.dated ? deadlines_find(k, &p, &all, err) : TRUCE_OK;
    if (status == TRUCE_OK) {
        deadlines_csv(k, &p, &all, out);
    }
    return status;
}

static truce_status calendar(composer *k, truce_buffer *out, truce_error *err) {
    promises p;
    deadlines all = {NULL, 0};
    truce_status status = compose_promises(k, &p, err);
    if (status == TRUCE_OK && p.dated) {
        status = deadlines_find(k, &p, &all, err);
    }
    if (status == TRUCE_OK) {
        status = deadlines_ics(k, &p, &all, out, err);
    }
    return status;
}

truce_status truce_agreement_answer(truce_session *session, truce_paper paper, truce_buffer *out,
                                    truce_error *err) {
    const answer_parts parts = {"What was promised, and what is reported of it", document, facts,
                                false, true};
    return paper.form == TRUCE_PAPER_CSV ? compose_rows(session, rows, out, err)
                                         : compose_answer(session, &parts, paper, out, err);
}

truce_status truce_agreement_calendar(truce_session *session, truce_buffer *out, truce_error *err) {
    return compose_rows(session, calendar, out, err);
}

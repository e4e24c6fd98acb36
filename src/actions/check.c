#include "truce/actions/check.h"

#include "truce/base/json.h"
#include "truce/stability/compile.h"

truce_counts truce_check_count(const truce_case *c) {
    truce_counts n = {.files = c->n_texts,
                      .actors = c->n_actors,
                      .issues = c->n_issues,
                      .links = c->n_links,
                      .terms = c->n_terms,
                      .offers = c->n_offers,
                      .events = c->n_events,
                      .claims = c->n_claims,
                      .accounts = c->n_accounts,
                      .datings = c->n_datings,
                      .preferences = c->n_preferences,
                      .models = c->n_models,
                      .moves = c->n_moves,
                      .orders = c->n_orders,
                      .readers = c->n_readers,
                      .compartments = c->n_compartments};
    for (uint32_t i = 0; i < c->n_sources; i++) {
        n.sources += !c->sources[i].unseen;
        n.unseen += c->sources[i].unseen;
    }
    for (uint32_t i = 0; i < c->n_actors; i++) {
        n.parties += c->actors[i].kind == TRUCE_ACTOR_PARTY;
    }
    for (uint32_t i = 0; i < c->n_claims; i++) {
        n.statements += c->claims[i].n_statements;
        for (uint32_t k = 0; k < c->claims[i].n_statements; k++) {
            const truce_statement *const st = &c->claims[i].statements[k];
            n.positions += st->kind == TRUCE_STATES_POSITION ? st->as.position.n : 0;
        }
    }
    return n;
}

truce_status truce_check_models(truce_session *session, truce_error *err) {
    truce_status status = TRUCE_OK;
    const uint32_t n = session->report.errors == 0 ? session->c.n_models : 0;
    for (uint32_t i = 0; i < n && status == TRUCE_OK; i++) {
        truce_modelled modelled;
        status = truce_modelled_find(&session->c, i, &session->arena, &modelled, err);
        if (status == TRUCE_OK) {
            status = truce_modelled_check(&modelled, &session->report, &session->arena, err);
        }
    }
    return status;
}

static void problems_json(const truce_report *report, bool warnings, truce_json *json) {
    truce_json_array(json);
    for (size_t i = 0; i < report->n; i++) {
        const truce_problem *const p = &report->problems[i];
        if (p->warning != warnings) {
            continue;
        }
        const truce_where w = truce_report_locate(report, p->place);
        truce_json_object(json);
        if (w.file.size > 0) {
            truce_json_member_str(json, "file", w.file);
        }
        if (w.record.size > 0) {
            truce_json_member_str(json, "record", w.record);
        }
        truce_json_member_int(json, "line", (int64_t)w.line);
        truce_json_member_int(json, "column", (int64_t)w.column);
        truce_json_member_str(json, "message", p->message);
        if (p->hint.size > 0) {
            truce_json_member_str(json, "hint", p->hint);
        }
        truce_json_close(json);
    }
    truce_json_close(json);
}

void truce_check_json(const truce_session *session, truce_buffer *out) {
    const truce_report *const report = &session->report;
    const truce_counts n = truce_check_count(&session->c);
    truce_json json = truce_json_new(out);
    truce_json_object(&json);
    truce_json_key(&json, "errors");
    problems_json(report, false, &json);
    truce_json_key(&json, "warnings");
    problems_json(report, true, &json);
    truce_json_key(&json, "more");
    truce_json_object_inline(&json);
    truce_json_member_int(
        &json, "errors",
        report->errors > TRUCE_ERRORS_SHOWN ? (int64_t)(report->errors - TRUCE_ERRORS_SHOWN) : 0);
    truce_json_member_int(&json, "warnings",
                          report->warnings > TRUCE_WARNINGS_SHOWN
                              ? (int64_t)(report->warnings - TRUCE_WARNINGS_SHOWN)
                              : 0);
    truce_json_close(&json);
    truce_json_key(&json, "counts");
    truce_json_object(&json);
#define COUNT(field) truce_json_member_int(&json, #field, (int64_t)n.field)
    COUNT(files);
    COUNT(sources);
    COUNT(unseen);
    COUNT(actors);
    COUNT(parties);
    COUNT(issues);
    COUNT(links);
    COUNT(terms);
    COUNT(offers);
    COUNT(events);
    COUNT(claims);
    COUNT(statements);
    COUNT(positions);
    COUNT(accounts);
    COUNT(datings);
    COUNT(preferences);
    COUNT(models);
    COUNT(moves);
    COUNT(orders);
    COUNT(readers);
    COUNT(compartments);
#undef COUNT
    truce_json_close(&json);
    truce_json_close(&json);
    truce_json_end(&json);
}

static void count_text(truce_buffer *out, const char *join, size_t n, const char *noun) {
    truce_buffer_printf(out, "%s%zu %s%s", join, n, noun, n == 1 ? "" : "s");
}

void truce_check_text(const truce_session *session, truce_buffer *out) {
    const truce_report *const report = &session->report;
    const truce_counts n = truce_check_count(&session->c);
    count_text(out, "", report->errors, "error");
    count_text(out, ", ", report->warnings, "warning");
    if (report->errors == 0) {
        count_text(out, ": ", n.sources, "source");
        if (n.unseen > 0) {
            truce_buffer_printf(out, " (and %zu unseen)", n.unseen);
        }
        count_text(out, ", ", n.actors, "actor");
        count_text(out, ", ", n.issues, "issue");
        count_text(out, ", ", n.events, "event");
        count_text(out, ", ", n.claims, "claim");
        count_text(out, ", ", n.positions, "position");
        if (n.models > 0) {
            count_text(out, ", ", n.models, "model");
            count_text(out, ", ", n.moves, "move");
            count_text(out, ", ", n.orders, "order");
        }
    }
    truce_buffer_byte(out, '\n');
}

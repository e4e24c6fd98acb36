/* Non-interference: what a reader gets from a case is what that reader gets from the case with
 * every record deleted that the reader may not see. The deletion is done here, by the rules as
 * docs/case-language.md has them and with none of the program's own code: an oracle so simple that
 * it can be checked by reading it.
 *
 * `property_interference SEED` runs one generated case and prints it. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/commands.h"
#include "support/folder.h"
#include "support/generate.h"
#include "support/program.h"
#include "support/random.h"
#include "truce/actions/accounts.h"
#include "truce/actions/actors.h"
#include "truce/actions/agreement.h"
#include "truce/actions/brief.h"
#include "truce/actions/check.h"
#include "truce/actions/deals.h"
#include "truce/actions/exchange.h"
#include "truce/actions/export.h"
#include "truce/actions/gaps.h"
#include "truce/actions/impasse.h"
#include "truce/actions/matrix.h"
#include "truce/actions/offers.h"
#include "truce/actions/sequence.h"
#include "truce/actions/stability.h"
#include "truce/actions/swaps.h"
#include "truce/actions/text.h"
#include "truce/actions/timeline.h"
#include "truce/actions/ways.h"
#include "truce/actions/witnesses.h"
#include "truce/case/view.h"

enum {
    CASES = 10000,
    PROGRAM_CASES = 24,
    PROGRAM_TURNS =
        3, /* each case asks every third command: starting programs is what takes long */
    PDF_ONE_IN = 2000
};

/* ---- what is run: one line for each command and format ------------------------------------------
 */

typedef struct entry {
    const char *name;
    bool on_errors;  /* answers from a case with errors too */
    unsigned one_in; /* what is dear is run for one in so many readers, in turn with its like */
    truce_status (*run)(truce_session *session, truce_buffer *out);
} entry;

static truce_status run_problems(truce_session *session, truce_buffer *out) {
    truce_report_show(&session->report, false, out);
    return TRUCE_OK;
}

static truce_status run_check_text(truce_session *session, truce_buffer *out) {
    truce_check_text(session, out);
    return TRUCE_OK;
}

static truce_status run_check_json(truce_session *session, truce_buffer *out) {
    truce_check_json(session, out);
    return TRUCE_OK;
}

static truce_status run_json(truce_session *session, truce_buffer *out) {
    truce_case_export(session, out);
    return TRUCE_OK;
}

/* The files, or why there are none, which names what is in the way. */
static truce_status run_export(truce_session *session, truce_tool tool, truce_buffer *out) {
    truce_foreign_files files = {NULL, 0, NULL, 0};
    truce_error err = {.message = ""};
    if (truce_export_scenario(session, tool, &files, &err) != TRUCE_OK) {
        truce_buffer_add(out, truce_str_of(err.message));
    }
    for (size_t i = 0; i < files.n; i++) {
        truce_buffer_add(out, files.at[i].name);
        truce_buffer_add(out, files.at[i].bytes);
    }
    for (size_t i = 0; i < files.n_told; i++) {
        truce_buffer_add(out, files.told[i]);
    }
    return TRUCE_OK;
}

static truce_status run_export_genius(truce_session *session, truce_buffer *out) {
    return run_export(session, TRUCE_TOOL_GENIUS, out);
}

static truce_status run_export_geniusweb(truce_session *session, truce_buffer *out) {
    return run_export(session, TRUCE_TOOL_GENIUSWEB, out);
}

/* Of what is put on paper, one function for each form. */
#define ON_PAPER(name, answer, paper_form)                                                         \
    static truce_status name(truce_session *session, truce_buffer *out) {                          \
        return answer(session, (truce_paper){.form = (paper_form)}, out, NULL);                    \
    }
/* A PDF is packed, so that chance bytes in it look like words; it is told by its size and a hash
 * (FNV-1a). Fonts are opened each time, which makes these the dearest of all. */
static truce_status on_sheets(truce_status (*answer)(truce_session *, truce_paper, truce_buffer *,
                                                     truce_error *),
                              truce_session *session, truce_buffer *out) {
    truce_buffer made = truce_buffer_new();
    uint64_t hash = UINT64_C(14695981039346656037);
    truce_status status = TRUCE_OK;
    if (truce_document_pdf_built()) {
        status = answer(session, (truce_paper){.form = TRUCE_PAPER_PDF}, &made, NULL);
        assert_int_equal(status, TRUCE_OK);
    }
    for (size_t i = 0; i < made.size; i++) {
        hash = (hash ^ (unsigned char)made.data[i]) * UINT64_C(1099511628211);
    }
    truce_buffer_printf(out, "%zu bytes, %016llx\n", made.size, (unsigned long long)hash);
    truce_buffer_clear(&made);
    return status;
}
#define ON_SHEETS(name, answer)                                                                    \
    static truce_status name(truce_session *session, truce_buffer *out) {                          \
        return on_sheets(answer, session, out);                                                    \
    }
ON_PAPER(run_actors_text, truce_actors_answer, TRUCE_PAPER_TEXT)
ON_PAPER(run_actors_markdown, truce_actors_answer, TRUCE_PAPER_MARKDOWN)
ON_PAPER(run_actors_html, truce_actors_answer, TRUCE_PAPER_HTML)
ON_PAPER(run_actors_json, truce_actors_answer, TRUCE_PAPER_JSON)
ON_SHEETS(run_actors_pdf, truce_actors_answer)
ON_PAPER(run_gaps_text, truce_gaps_answer, TRUCE_PAPER_TEXT)
ON_PAPER(run_gaps_markdown, truce_gaps_answer, TRUCE_PAPER_MARKDOWN)
ON_PAPER(run_gaps_html, truce_gaps_answer, TRUCE_PAPER_HTML)
ON_PAPER(run_gaps_json, truce_gaps_answer, TRUCE_PAPER_JSON)
ON_SHEETS(run_gaps_pdf, truce_gaps_answer)
/* The gaps for one answer. */
static truce_status run_gaps_for(truce_session *session, truce_buffer *out) {
    const truce_str before = session->request.answer;
    session->request.answer = TRUCE_STR("packages");
    const truce_status status =
        truce_gaps_answer(session, (truce_paper){.form = TRUCE_PAPER_TEXT}, out, NULL);
    session->request.answer = before;
    return status;
}
/* What to ask of one actor: the first that this reader sees; and one that may be hidden. */
static truce_status run_gaps_ask_of(truce_session *session, truce_str ask, truce_paper_form form,
                                    truce_buffer *out) {
    const truce_str before = session->request.ask;
    truce_error err = {.message = ""};
    session->request.ask = ask;
    truce_status status = truce_gaps_answer(session, (truce_paper){.form = form}, out, &err);
    session->request.ask = before;
    if (status == TRUCE_ENOTFOUND) {
        truce_buffer_printf(out, "%s\n", err.message);
        status = TRUCE_OK;
    }
    return status;
}
static truce_status run_gaps_ask(truce_session *session, truce_buffer *out) {
    const truce_case *const c = &session->c;
    return run_gaps_ask_of(session,
                           c->n_actors > 0 ? c->actors[0].head.title : TRUCE_STR("no-actor"),
                           TRUCE_PAPER_TEXT, out);
}
static truce_status run_gaps_ask_hidden(truce_session *session, truce_buffer *out) {
    return run_gaps_ask_of(session, TRUCE_STR("body3"), TRUCE_PAPER_JSON, out);
}
static truce_status run_gaps_ask_word(truce_session *session, truce_buffer *out) {
    return run_gaps_ask_of(session, TRUCE_STR("nobody-at-all"), TRUCE_PAPER_TEXT, out);
}
/* The accounts of some kinds; what is denied, of whatever kind. */
static truce_status run_accounts_of(truce_session *session, truce_buffer *out, truce_str kinds) {
    session->request.kinds = kinds;
    const truce_status status =
        truce_accounts_answer(session, (truce_paper){.form = TRUCE_PAPER_TEXT}, out, NULL);
    session->request.kinds = (truce_str){NULL, 0};
    return status;
}
static truce_status run_accounts_kind(truce_session *session, truce_buffer *out) {
    return run_accounts_of(session, out, TRUCE_STR("fact,time"));
}
static truce_status run_accounts_denied(truce_session *session, truce_buffer *out) {
    return run_accounts_of(session, out, TRUCE_STR("denied"));
}
/* What rests on some sorts of witnesses; parts of a timeline and of actors that are whole, of one
 * side that this reader sees or may not see. */
static truce_status run_parts(truce_session *session, truce_buffer *out, const char *sections,
                              const char *voices, truce_str of,
                              truce_status (*answer)(truce_session *session, truce_paper paper,
                                                     truce_buffer *out, truce_error *err)) {
    session->request.sections = truce_str_of(sections);
    session->request.voices = truce_str_of(voices);
    session->request.of = of;
    session->request.most = 5;
    const truce_status status = answer(session, (truce_paper){.form = TRUCE_PAPER_TEXT}, out, NULL);
    session->request.sections = (truce_str){NULL, 0};
    session->request.voices = (truce_str){NULL, 0};
    session->request.of = (truce_str){NULL, 0};
    session->request.most = 0;
    return status;
}
static truce_str first_actor(const truce_session *session) {
    return session->c.n_actors > 0 ? session->c.actors[0].head.title : TRUCE_STR("no-actor");
}
static truce_status run_witnesses_all(truce_session *session, truce_buffer *out) {
    return run_parts(session, out, "all", NULL, (truce_str){NULL, 0}, truce_witnesses_answer);
}
static truce_status run_witnesses_voice(truce_session *session, truce_buffer *out) {
    return run_parts(session, out, NULL, "anonymous,second-hand", (truce_str){NULL, 0},
                     truce_witnesses_answer);
}
static truce_status run_timeline_all(truce_session *session, truce_buffer *out) {
    return run_parts(session, out, "all", NULL, (truce_str){NULL, 0}, truce_timeline_answer);
}
static truce_status run_timeline_of(truce_session *session, truce_buffer *out) {
    return run_parts(session, out, "all", NULL, first_actor(session), truce_timeline_answer);
}
static truce_status run_actors_all(truce_session *session, truce_buffer *out) {
    return run_parts(session, out, "all", NULL, (truce_str){NULL, 0}, truce_actors_answer);
}
static truce_status run_actors_of(truce_session *session, truce_buffer *out) {
    return run_parts(session, out, NULL, NULL, TRUCE_STR("body3"), truce_actors_answer);
}
/* The same for machines: one side that this reader sees, and a sort of witnesses. */
static truce_status run_actors_of_json(truce_session *session, truce_buffer *out) {
    const truce_case *const c = &session->c;
    truce_error err = {.message = ""};
    session->request.of = c->n_actors > 0 ? c->actors[0].head.title : TRUCE_STR("nobody-at-all");
    const truce_status status =
        truce_actors_answer(session, (truce_paper){.form = TRUCE_PAPER_JSON}, out, &err);
    session->request.of = (truce_str){NULL, 0};
    return status == TRUCE_ENOTFOUND ? TRUCE_OK : status;
}
static truce_status run_witnesses_voice_json(truce_session *session, truce_buffer *out) {
    session->request.voices = TRUCE_STR("anonymous,second-hand");
    const truce_status status =
        truce_witnesses_answer(session, (truce_paper){.form = TRUCE_PAPER_JSON}, out, NULL);
    session->request.voices = (truce_str){NULL, 0};
    return status;
}
/* What answers of one issue: the first that this reader sees, by name or title; and one that may be
 * hidden. */
typedef truce_status paper_answer(truce_session *session, truce_paper paper, truce_buffer *out,
                                  truce_error *err);

static truce_status run_issue(truce_session *session, paper_answer *answer, truce_paper_form form,
                              truce_str issue, truce_buffer *out) {
    const truce_request before = session->request;
    truce_error err = {.message = ""};
    session->request.issues = &issue;
    session->request.n_issues = 1;
    const truce_status status = answer(session, (truce_paper){.form = form}, out, &err);
    session->request = before;
    if (status == TRUCE_ENOTFOUND) {
        truce_buffer_printf(out, "%s\n", err.message);
        return TRUCE_OK;
    }
    return status;
}
static truce_str first_issue(const truce_session *session, bool by_title) {
    const truce_case *const c = &session->c;
    return c->n_issues == 0 ? TRUCE_STR("no-issue")
           : by_title       ? c->issues[0].head.title
                            : truce_case_name(c, c->issues[0].head.name);
}
static truce_status run_matrix_issue(truce_session *session, truce_buffer *out) {
    return run_issue(session, truce_matrix_answer, TRUCE_PAPER_TEXT, first_issue(session, false),
                     out);
}
static truce_status run_matrix_issue_json(truce_session *session, truce_buffer *out) {
    return run_issue(session, truce_matrix_answer, TRUCE_PAPER_JSON, TRUCE_STR("matter12"), out);
}
/* A word that stands in options and in what is said, so that the refusal lists what there is. */
static truce_status run_matrix_issue_word(truce_session *session, truce_buffer *out) {
    return run_issue(session, truce_matrix_answer, TRUCE_PAPER_TEXT, TRUCE_STR("some"), out);
}
static truce_status run_accounts_issue(truce_session *session, truce_buffer *out) {
    return run_issue(session, truce_accounts_answer, TRUCE_PAPER_TEXT, first_issue(session, true),
                     out);
}
static truce_status run_accounts_issue_json(truce_session *session, truce_buffer *out) {
    return run_issue(session, truce_accounts_answer, TRUCE_PAPER_JSON, TRUCE_STR("matter12"), out);
}
static truce_status run_brief_issue(truce_session *session, truce_buffer *out) {
    return run_issue(session, truce_brief_answer, TRUCE_PAPER_TEXT, first_issue(session, false),
                     out);
}
static truce_status run_brief_issue_json(truce_session *session, truce_buffer *out) {
    return run_issue(session, truce_brief_answer, TRUCE_PAPER_JSON, TRUCE_STR("matter12"), out);
}
static truce_status run_gaps_issue(truce_session *session, truce_buffer *out) {
    return run_issue(session, truce_gaps_answer, TRUCE_PAPER_TEXT, first_issue(session, true), out);
}
/* One offer: the first that this reader sees; one that may be hidden; those on an issue. */
static truce_status run_offers_of(truce_session *session, truce_paper_form form, truce_str offer,
                                  truce_buffer *out) {
    const truce_str before = session->request.offer;
    truce_error err = {.message = ""};
    session->request.offer = offer;
    truce_status status = truce_offers_answer(session, (truce_paper){.form = form}, out, &err);
    session->request.offer = before;
    if (status == TRUCE_ENOTFOUND) {
        truce_buffer_printf(out, "%s\n", err.message);
        status = TRUCE_OK;
    }
    return status;
}
/* The way of each offer or message. */
static truce_status run_ways(truce_session *session, truce_paper_form form, bool messages,
                             truce_str quiet, truce_buffer *out) {
    const truce_request before = session->request;
    session->request.messages = messages;
    session->request.quiet = quiet;
    session->request.today = quiet.size > 0 ? TRUCE_STR("2031-04-01") : quiet;
    const truce_status status = truce_ways_answer(session, (truce_paper){.form = form}, out, NULL);
    session->request = before;
    return status;
}
static truce_status run_ways_text(truce_session *session, truce_buffer *out) {
    return run_ways(session, TRUCE_PAPER_TEXT, false, TRUCE_STR("7d"), out);
}
static truce_status run_ways_json(truce_session *session, truce_buffer *out) {
    return run_ways(session, TRUCE_PAPER_JSON, false, TRUCE_STR(""), out);
}
static truce_status run_ways_messages(truce_session *session, truce_buffer *out) {
    return run_ways(session, TRUCE_PAPER_HTML, true, TRUCE_STR(""), out);
}
static truce_status run_offers_one(truce_session *session, truce_buffer *out) {
    const truce_case *const c = &session->c;
    return run_offers_of(session, TRUCE_PAPER_TEXT,
                         c->n_offers > 0 ? c->offers[0].head.title : TRUCE_STR("no-offer"), out);
}
static truce_status run_offers_one_json(truce_session *session, truce_buffer *out) {
    return run_offers_of(session, TRUCE_PAPER_JSON, TRUCE_STR("nothing-so-called"), out);
}
static truce_status run_offers_issue(truce_session *session, truce_buffer *out) {
    return run_issue(session, truce_offers_answer, TRUCE_PAPER_TEXT, first_issue(session, false),
                     out);
}
static truce_status run_gaps_issue_json(truce_session *session, truce_buffer *out) {
    return run_issue(session, truce_gaps_answer, TRUCE_PAPER_JSON, TRUCE_STR("matter12"), out);
}
ON_PAPER(run_matrix_text, truce_matrix_answer, TRUCE_PAPER_TEXT)
ON_PAPER(run_matrix_markdown, truce_matrix_answer, TRUCE_PAPER_MARKDOWN)
ON_PAPER(run_matrix_html, truce_matrix_answer, TRUCE_PAPER_HTML)
ON_PAPER(run_matrix_json, truce_matrix_answer, TRUCE_PAPER_JSON)
ON_SHEETS(run_matrix_pdf, truce_matrix_answer)
ON_PAPER(run_accounts_text, truce_accounts_answer, TRUCE_PAPER_TEXT)
ON_PAPER(run_accounts_markdown, truce_accounts_answer, TRUCE_PAPER_MARKDOWN)
ON_PAPER(run_accounts_html, truce_accounts_answer, TRUCE_PAPER_HTML)
ON_PAPER(run_accounts_json, truce_accounts_answer, TRUCE_PAPER_JSON)
ON_SHEETS(run_accounts_pdf, truce_accounts_answer)
ON_PAPER(run_brief_text, truce_brief_answer, TRUCE_PAPER_TEXT)
ON_PAPER(run_brief_markdown, truce_brief_answer, TRUCE_PAPER_MARKDOWN)
ON_PAPER(run_brief_html, truce_brief_answer, TRUCE_PAPER_HTML)
ON_PAPER(run_brief_json, truce_brief_answer, TRUCE_PAPER_JSON)
ON_SHEETS(run_brief_pdf, truce_brief_answer)

/* One page of it, or two sections whole, and what is new since some day within the dates of the
 * generated cases. */
static truce_status run_since(truce_session *session, truce_buffer *out, truce_paper_form form,
                              const char *sections) {
    truce_error err;
    session->request.one_page = sections == NULL;
    session->request.sections = truce_str_of(sections);
    session->request.since = TRUCE_STR("2031-02-03");
    truce_status status = truce_date_parse(session->request.since, &session->since, &err);
    if (status == TRUCE_OK) {
        status = truce_brief_answer(session, (truce_paper){.form = form}, out, NULL);
    }
    session->request.one_page = false;
    session->request.sections = (truce_str){NULL, 0};
    session->request.since = (truce_str){NULL, 0};
    return status;
}
static truce_status run_page_text(truce_session *session, truce_buffer *out) {
    return run_since(session, out, TRUCE_PAPER_TEXT, NULL);
}
static truce_status run_page_json(truce_session *session, truce_buffer *out) {
    return run_since(session, out, TRUCE_PAPER_JSON, NULL);
}
static truce_status run_since_json(truce_session *session, truce_buffer *out) {
    return run_since(session, out, TRUCE_PAPER_JSON, "exchange,sequence");
}
static truce_status run_since_text(truce_session *session, truce_buffer *out) {
    return run_since(session, out, TRUCE_PAPER_TEXT, "between,accounts");
}
ON_PAPER(run_impasse_text, truce_impasse_answer, TRUCE_PAPER_TEXT)
ON_PAPER(run_impasse_markdown, truce_impasse_answer, TRUCE_PAPER_MARKDOWN)
ON_PAPER(run_impasse_html, truce_impasse_answer, TRUCE_PAPER_HTML)
ON_PAPER(run_impasse_json, truce_impasse_answer, TRUCE_PAPER_JSON)
ON_SHEETS(run_impasse_pdf, truce_impasse_answer)
ON_PAPER(run_sequence_text, truce_sequence_answer, TRUCE_PAPER_TEXT)
ON_PAPER(run_sequence_html, truce_sequence_answer, TRUCE_PAPER_HTML)
ON_PAPER(run_sequence_json, truce_sequence_answer, TRUCE_PAPER_JSON)
/* A step later than it can be, the first that this reader sees or one that may be hidden; in the
 * numbers of a record that may be; between two sides that may be. */
static truce_status run_sequence_asked(truce_session *session, truce_buffer *out,
                                       truce_paper_form form, truce_str delay, truce_str values,
                                       truce_str between) {
    const truce_request before = session->request;
    truce_error err = {.message = ""};
    session->request.delay = delay;
    session->request.values = &values;
    session->request.n_values = values.size > 0 ? 1 : 0;
    session->request.between = between;
    const truce_status status =
        truce_sequence_answer(session, (truce_paper){.form = form}, out, &err);
    session->request = before;
    if (status == TRUCE_EINVAL) { /* nothing says when the step is, or the two are of one side */
        truce_buffer_printf(out, "%s\n", err.message);
        return TRUCE_OK;
    }
    if (status == TRUCE_ENOTFOUND) { /* the message repeats the name that was asked for */
        truce_buffer_lit(out, "nothing is called so\n");
        return TRUCE_OK;
    }
    return status;
}
static truce_status run_sequence_delay(truce_session *session, truce_buffer *out) {
    char delay[100] = "no-step=3";
    if (session->c.n_steps > 0) {
        (void)snprintf(delay, sizeof delay, "%.*s=3",
                       TRUCE_STR_ARGS(truce_case_name(&session->c, session->c.steps[0].head.name)));
    }
    return run_sequence_asked(session, out, TRUCE_PAPER_TEXT, truce_str_of(delay),
                              (truce_str){NULL, 0}, (truce_str){NULL, 0});
}
static truce_status run_sequence_delay_json(truce_session *session, truce_buffer *out) {
    return run_sequence_asked(session, out, TRUCE_PAPER_JSON, TRUCE_STR("act15=40"),
                              (truce_str){NULL, 0}, (truce_str){NULL, 0});
}
static truce_status run_sequence_values(truce_session *session, truce_buffer *out) {
    const truce_str values = session->c.n_values > 0
                                 ? truce_case_name(&session->c, session->c.values[0].head.name)
                                 : (truce_str){NULL, 0};
    return run_sequence_asked(session, out, TRUCE_PAPER_TEXT, (truce_str){NULL, 0}, values,
                              (truce_str){NULL, 0});
}
static truce_status run_sequence_values_json(truce_session *session, truce_buffer *out) {
    return run_sequence_asked(session, out, TRUCE_PAPER_JSON, (truce_str){NULL, 0},
                              TRUCE_STR("gain18"), TRUCE_STR("union,company"));
}
/* A model that this reader sees or one that may be hidden, by all orders or one that may be. What
 * asks for a choice, or shows an order to be wrong, is an answer too. */
static truce_status run_stability(truce_session *session, truce_buffer *out, truce_paper_form form,
                                  const char *in, const char *order) {
    const truce_str orders = truce_str_of(order);
    const truce_stability_query ask = {
        .in = in, .orders = &orders, .n_orders = orders.size > 0 ? 1 : 0};
    truce_error err = {.message = ""};
    session->request.stability = &ask;
    const truce_status status =
        truce_stability_answer(session, (truce_paper){.form = form}, out, &err);
    session->request.stability = NULL;
    for (size_t i = 0; status == TRUCE_EPARSE && i < session->report.n; i++) {
        truce_buffer_add(out, session->report.problems[i].message);
    }
    if (status == TRUCE_EINVAL) {
        truce_buffer_printf(out, "%s\n", err.message);
    } else if (status == TRUCE_ENOTFOUND) { /* the message repeats the name that was asked for */
        truce_buffer_lit(out, "nothing is called so\n");
    }
    return status == TRUCE_EPARSE || status == TRUCE_EINVAL || status == TRUCE_ENOTFOUND ? TRUCE_OK
                                                                                         : status;
}
static truce_status run_stability_any(truce_session *session, truce_buffer *out) {
    return run_stability(session, out, TRUCE_PAPER_TEXT, NULL, "");
}
static truce_status run_stability_seen(truce_session *session, truce_buffer *out,
                                       truce_paper_form form) {
    char name[100] = "no-model";
    if (session->c.n_models > 0) {
        (void)snprintf(
            name, sizeof name, "%.*s",
            TRUCE_STR_ARGS(truce_case_name(&session->c, session->c.models[0].head.name)));
    }
    return run_stability(session, out, form, name, "");
}
static truce_status run_stability_text(truce_session *session, truce_buffer *out) {
    return run_stability_seen(session, out, TRUCE_PAPER_TEXT);
}
static truce_status run_stability_json(truce_session *session, truce_buffer *out) {
    return run_stability_seen(session, out, TRUCE_PAPER_JSON);
}
static truce_status run_stability_hidden(truce_session *session, truce_buffer *out) {
    return run_stability(session, out, TRUCE_PAPER_JSON, "game15", "liking18");
}
static truce_status run_impasse_whole(truce_session *session, truce_buffer *out) {
    const truce_request before = session->request;
    session->request.sections = TRUCE_STR("all");
    const truce_status status = run_impasse_text(session, out);
    session->request = before;
    return status;
}
/* Mostly there are not the preferences of two parties: then it is what is said instead. */
static truce_status run_deals(truce_session *session, truce_buffer *out, truce_paper_form form) {
    truce_error err = {.message = ""};
    const truce_status status = truce_deals_answer(session, (truce_paper){.form = form}, out, &err);
    if (status == TRUCE_EPARSE) {
        truce_report_show(&session->report, false, out);
    } else if (status != TRUCE_OK) {
        truce_buffer_printf(out, "%d %s", (int)status, err.message);
    }
    return TRUCE_OK;
}
static truce_status run_deals_text(truce_session *session, truce_buffer *out) {
    return run_deals(session, out, TRUCE_PAPER_TEXT);
}
static truce_status run_deals_html(truce_session *session, truce_buffer *out) {
    return run_deals(session, out, TRUCE_PAPER_HTML);
}
static truce_status run_deals_asked(truce_session *session, truce_buffer *out) {
    const truce_request before = session->request;
    session->request.best = TRUCE_STR("union");
    session->request.random = 2;
    session->request.effort = 1;
    const truce_status status = run_deals(session, out, TRUCE_PAPER_TEXT);
    session->request = before;
    return status;
}
static truce_status run_deals_json(truce_session *session, truce_buffer *out) {
    return run_deals(session, out, TRUCE_PAPER_JSON);
}
/* What would follow, without the first claim that this reader sees, and without what rests on one
 * that may be hidden; an offer that may be hidden is held. */
static truce_status run_impasse_if(truce_session *session, truce_buffer *out, truce_paper_form form,
                                   truce_str relax) {
    const truce_request before = session->request;
    const truce_str held = TRUCE_STR("bridge");
    const truce_str ignore =
        session->c.n_claims > 0 ? session->c.claim_names[0] : TRUCE_STR("s1:P1");
    truce_error err = {.message = ""};
    session->request.ignore = &ignore;
    session->request.n_ignore = 1;
    session->request.relax = &relax;
    session->request.n_relax = relax.size > 0 ? 1 : 0;
    session->request.hold_offers = &held;
    session->request.n_hold_offers = relax.size > 0 ? 1 : 0;
    session->request.first_hand = relax.size == 0;
    const truce_status status =
        truce_impasse_answer(session, (truce_paper){.form = form}, out, &err);
    session->request = before;
    if (status == TRUCE_EINVAL) { /* the offer binds nobody, as far as this reader sees */
        truce_buffer_printf(out, "%s\n", err.message);
        return TRUCE_OK;
    }
    if (status == TRUCE_ENOTFOUND) { /* the message repeats the name that was asked for */
        truce_buffer_lit(out, "nobody is called so\n");
        return TRUCE_OK;
    }
    return status;
}
static truce_status run_impasse_if_seen(truce_session *session, truce_buffer *out) {
    return run_impasse_if(session, out, TRUCE_PAPER_TEXT, (truce_str){NULL, 0});
}
static truce_status run_impasse_if_hidden(truce_session *session, truce_buffer *out) {
    return run_impasse_if(session, out, TRUCE_PAPER_JSON, TRUCE_STR("s1:G22.22"));
}
ON_PAPER(run_timeline_text, truce_timeline_answer, TRUCE_PAPER_TEXT)
ON_PAPER(run_timeline_markdown, truce_timeline_answer, TRUCE_PAPER_MARKDOWN)
ON_PAPER(run_timeline_html, truce_timeline_answer, TRUCE_PAPER_HTML)
ON_PAPER(run_timeline_json, truce_timeline_answer, TRUCE_PAPER_JSON)
ON_SHEETS(run_timeline_pdf, truce_timeline_answer)
ON_PAPER(run_witnesses_text, truce_witnesses_answer, TRUCE_PAPER_TEXT)
ON_PAPER(run_witnesses_markdown, truce_witnesses_answer, TRUCE_PAPER_MARKDOWN)
ON_PAPER(run_witnesses_html, truce_witnesses_answer, TRUCE_PAPER_HTML)
ON_PAPER(run_witnesses_json, truce_witnesses_answer, TRUCE_PAPER_JSON)
ON_SHEETS(run_witnesses_pdf, truce_witnesses_answer)
static truce_status run_witnesses_issue(truce_session *session, truce_buffer *out) {
    return run_issue(session, truce_witnesses_answer, TRUCE_PAPER_TEXT, first_issue(session, false),
                     out);
}
static truce_status run_witnesses_issue_json(truce_session *session, truce_buffer *out) {
    return run_issue(session, truce_witnesses_answer, TRUCE_PAPER_JSON, TRUCE_STR("matter12"), out);
}
ON_PAPER(run_agreement_text, truce_agreement_answer, TRUCE_PAPER_TEXT)
ON_PAPER(run_agreement_markdown, truce_agreement_answer, TRUCE_PAPER_MARKDOWN)
ON_PAPER(run_agreement_html, truce_agreement_answer, TRUCE_PAPER_HTML)
ON_PAPER(run_agreement_json, truce_agreement_answer, TRUCE_PAPER_JSON)
ON_SHEETS(run_agreement_pdf, truce_agreement_answer)
static truce_status run_agreement_all(truce_session *session, truce_buffer *out) {
    return run_parts(session, out, "all", NULL, (truce_str){NULL, 0}, truce_agreement_answer);
}
static truce_status run_agreement_ics(truce_session *session, truce_buffer *out) {
    return truce_agreement_calendar(session, out, NULL);
}
ON_PAPER(run_agreement_csv, truce_agreement_answer, TRUCE_PAPER_CSV)
static truce_status run_over_time(truce_session *session, truce_buffer *out, const char *unit,
                                  truce_paper_form form) {
    session->request.over_time = truce_str_of(unit);
    const truce_status status =
        truce_agreement_answer(session, (truce_paper){.form = form}, out, NULL);
    session->request.over_time = (truce_str){NULL, 0};
    return status;
}
static truce_status run_agreement_phases(truce_session *session, truce_buffer *out) {
    return run_over_time(session, out, "phase", TRUCE_PAPER_TEXT);
}
static truce_status run_agreement_dates(truce_session *session, truce_buffer *out) {
    return run_over_time(session, out, "date", TRUCE_PAPER_JSON);
}
static truce_status run_agreement_months(truce_session *session, truce_buffer *out) {
    return run_over_time(session, out, "month", TRUCE_PAPER_CSV);
}
ON_PAPER(run_single_text, truce_text_answer, TRUCE_PAPER_TEXT)
ON_PAPER(run_single_html, truce_text_answer, TRUCE_PAPER_HTML)
ON_PAPER(run_single_json, truce_text_answer, TRUCE_PAPER_JSON)
ON_SHEETS(run_single_pdf, truce_text_answer)
typedef struct single_asked {
    const char *redline, *falls, *clause, *version;
    bool history, draft, clean;
} single_asked;
static truce_status run_single(truce_session *session, truce_buffer *out, single_asked asked,
                               truce_paper_form form) {
    const truce_request before = session->request;
    truce_request *const r = &session->request;
    r->redline = truce_str_of(asked.redline);
    r->falls = truce_str_of(asked.falls);
    r->clause = truce_str_of(asked.clause);
    r->version = truce_str_of(asked.version);
    r->history = asked.history;
    r->draft = asked.draft;
    r->clean = asked.clean;
    const truce_status status = truce_text_answer(session, (truce_paper){.form = form}, out, NULL);
    session->request = before;
    return status;
}
static truce_status run_single_history(truce_session *session, truce_buffer *out) {
    return run_single(session, out, (single_asked){.history = true}, TRUCE_PAPER_TEXT);
}
static truce_status run_single_redline(truce_session *session, truce_buffer *out) {
    return run_single(session, out, (single_asked){.redline = "1..2"}, TRUCE_PAPER_JSON);
}
static truce_status run_single_falls(truce_session *session, truce_buffer *out) {
    return run_single(session, out, (single_asked){.falls = "2.1"}, TRUCE_PAPER_TEXT);
}
static truce_status run_single_clause(truce_session *session, truce_buffer *out) {
    return run_single(session, out, (single_asked){.clause = "4"}, TRUCE_PAPER_TEXT);
}
static truce_status run_single_draft(truce_session *session, truce_buffer *out) {
    return run_single(session, out, (single_asked){.draft = true}, TRUCE_PAPER_MARKDOWN);
}
static truce_status run_single_clean(truce_session *session, truce_buffer *out) {
    return run_single(session, out, (single_asked){.clean = true, .version = "2"},
                      TRUCE_PAPER_TEXT);
}
ON_PAPER(run_offers_text, truce_offers_answer, TRUCE_PAPER_TEXT)
ON_PAPER(run_offers_markdown, truce_offers_answer, TRUCE_PAPER_MARKDOWN)
ON_PAPER(run_offers_html, truce_offers_answer, TRUCE_PAPER_HTML)
ON_PAPER(run_offers_json, truce_offers_answer, TRUCE_PAPER_JSON)
ON_SHEETS(run_offers_pdf, truce_offers_answer)
ON_PAPER(run_exchange_text, truce_swaps_answer, TRUCE_PAPER_TEXT)
ON_PAPER(run_exchange_markdown, truce_swaps_answer, TRUCE_PAPER_MARKDOWN)
ON_PAPER(run_exchange_html, truce_swaps_answer, TRUCE_PAPER_HTML)
ON_PAPER(run_exchange_json, truce_swaps_answer, TRUCE_PAPER_JSON)
ON_PAPER(run_exchange_csv, truce_swaps_answer, TRUCE_PAPER_CSV)
ON_SHEETS(run_exchange_pdf, truce_swaps_answer)
static truce_status run_exchange_checklist(truce_session *session, truce_buffer *out) {
    session->request.checklist = true;
    const truce_status status = run_exchange_text(session, out);
    session->request.checklist = false;
    return status;
}

static const entry entries[] = {
    {"problems", true, 1, run_problems},
    {"check", true, 1, run_check_text},
    {"check --json", true, 1, run_check_json},
    {"json", false, 1, run_json},
    {"export --genius", false, 4, run_export_genius},
    {"export --geniusweb", false, 4, run_export_geniusweb},
    {"actors", false, 24, run_actors_text},
    {"actors --format md", false, 64, run_actors_markdown},
    {"actors --format html", false, 64, run_actors_html},
    {"actors --json", false, 24, run_actors_json},
    {"actors --of --json, seen", false, 48, run_actors_of_json},
    {"witnesses --voice --json", false, 48, run_witnesses_voice_json},
    {"actors --format pdf", false, PDF_ONE_IN, run_actors_pdf},
    {"gaps", false, 24, run_gaps_text},
    {"gaps --format md", false, 64, run_gaps_markdown},
    {"gaps --format html", false, 64, run_gaps_html},
    {"gaps --json", false, 24, run_gaps_json},
    {"gaps --format pdf", false, PDF_ONE_IN, run_gaps_pdf},
    {"gaps --for packages", false, 32, run_gaps_for},
    {"offer status --quiet", false, 24, run_ways_text},
    {"offer status --json", false, 24, run_ways_json},
    {"message status --format html", false, 48, run_ways_messages},
    {"offers --offer, seen", false, 48, run_offers_one},
    {"offers --offer, perhaps hidden", false, 48, run_offers_one_json},
    {"offers --issue, seen", false, 48, run_offers_issue},
    {"gaps --issue, seen, by title", false, 48, run_gaps_issue},
    {"gaps --issue, perhaps hidden", false, 48, run_gaps_issue_json},
    {"gaps --ask, seen", false, 48, run_gaps_ask},
    {"gaps --ask, perhaps hidden", false, 48, run_gaps_ask_hidden},
    {"matrix", false, 24, run_matrix_text},
    {"matrix --format md", false, 64, run_matrix_markdown},
    {"matrix --format html", false, 64, run_matrix_html},
    {"matrix --json", false, 24, run_matrix_json},
    {"matrix --issue, seen", false, 32, run_matrix_issue},
    {"matrix --issue, perhaps hidden", false, 32, run_matrix_issue_json},
    {"matrix --issue, a word", false, 32, run_matrix_issue_word},
    {"gaps --ask, a word", false, 48, run_gaps_ask_word},
    {"matrix --format pdf", false, PDF_ONE_IN, run_matrix_pdf},
    {"accounts", false, 24, run_accounts_text},
    {"accounts --format md", false, 64, run_accounts_markdown},
    {"accounts --format html", false, 64, run_accounts_html},
    {"accounts --json", false, 24, run_accounts_json},
    {"accounts --issue, seen, by title", false, 32, run_accounts_issue},
    {"accounts --issue, perhaps hidden", false, 32, run_accounts_issue_json},
    {"accounts --kind fact,time", false, 48, run_accounts_kind},
    {"accounts --kind denied", false, 48, run_accounts_denied},
    {"accounts --format pdf", false, PDF_ONE_IN, run_accounts_pdf},
    {"brief", false, 24, run_brief_text},
    {"brief --format md", false, 64, run_brief_markdown},
    {"brief --format html", false, 64, run_brief_html},
    {"brief --json", false, 24, run_brief_json},
    {"brief --issue, seen", false, 32, run_brief_issue},
    {"brief --issue, perhaps hidden", false, 48, run_brief_issue_json},
    {"brief --brief 1 --since 2031-02-03", false, 96, run_page_text},
    {"brief --brief 1 --since 2031-02-03 --json", false, 96, run_page_json},
    {"brief --since 2031-02-03 --sections between,accounts", false, 96, run_since_text},
    {"brief --since 2031-02-03 --sections exchange,sequence --json", false, 96, run_since_json},
    {"brief --format pdf", false, PDF_ONE_IN, run_brief_pdf},
    {"impasse", false, 24, run_impasse_text},
    {"impasse --sections all", false, 24, run_impasse_whole},
    {"impasse --format md", false, 64, run_impasse_markdown},
    {"impasse --format html", false, 64, run_impasse_html},
    {"impasse --json", false, 24, run_impasse_json},
    {"impasse --format pdf", false, PDF_ONE_IN, run_impasse_pdf},
    {"sequence", false, 24, run_sequence_text},
    {"sequence --format html", false, 64, run_sequence_html},
    {"sequence --json", false, 24, run_sequence_json},
    {"sequence --delay, seen", false, 48, run_sequence_delay},
    {"sequence --delay, perhaps hidden, --json", false, 48, run_sequence_delay_json},
    {"sequence --values, seen", false, 48, run_sequence_values},
    {"sequence --values, perhaps hidden, --between --json", false, 48, run_sequence_values_json},
    {"stability", false, 48, run_stability_any},
    {"stability --in, seen", false, 24, run_stability_text},
    {"stability --in, seen, --json", false, 24, run_stability_json},
    {"stability --in --order, perhaps hidden, --json", false, 48, run_stability_hidden},
    {"deals", false, 24, run_deals_text},
    {"deals --format html", false, 64, run_deals_html},
    {"deals --json", false, 24, run_deals_json},
    {"deals --best --random --effort", false, 24, run_deals_asked},
    {"impasse --ignore, seen, --first-hand", false, 32, run_impasse_if_seen},
    {"impasse --relax --hold, perhaps hidden", false, 32, run_impasse_if_hidden},
    {"timeline", false, 24, run_timeline_text},
    {"timeline --format md", false, 64, run_timeline_markdown},
    {"timeline --format html", false, 64, run_timeline_html},
    {"timeline --json", false, 24, run_timeline_json},
    {"timeline --format pdf", false, PDF_ONE_IN, run_timeline_pdf},
    {"witnesses", false, 32, run_witnesses_text},
    {"witnesses --format md", false, 96, run_witnesses_markdown},
    {"witnesses --format html", false, 96, run_witnesses_html},
    {"witnesses --json", false, 32, run_witnesses_json},
    {"witnesses --issue, seen", false, 48, run_witnesses_issue},
    {"witnesses --sections all", false, 48, run_witnesses_all},
    {"witnesses --voice anonymous,second-hand", false, 48, run_witnesses_voice},
    {"timeline --sections all", false, 48, run_timeline_all},
    {"timeline --of, seen", false, 48, run_timeline_of},
    {"actors --sections all", false, 48, run_actors_all},
    {"actors --of, perhaps hidden", false, 48, run_actors_of},
    {"witnesses --issue, perhaps hidden", false, 48, run_witnesses_issue_json},
    {"witnesses --format pdf", false, PDF_ONE_IN, run_witnesses_pdf},
    {"text", false, 12, run_single_text},
    {"text --format html", false, 64, run_single_html},
    {"text --json", false, 12, run_single_json},
    {"text --history", false, 24, run_single_history},
    {"text --redline 1..2 --json", false, 24, run_single_redline},
    {"text --falls 2.1", false, 24, run_single_falls},
    {"text --clause 4", false, 24, run_single_clause},
    {"text --draft --format md", false, 24, run_single_draft},
    {"text --clean --version 2", false, 24, run_single_clean},
    {"text --format pdf", false, PDF_ONE_IN, run_single_pdf},
    {"agreement", false, 24, run_agreement_text},
    {"agreement --format md", false, 64, run_agreement_markdown},
    {"agreement --format html", false, 64, run_agreement_html},
    {"agreement --json", false, 24, run_agreement_json},
    {"agreement --sections all", false, 48, run_agreement_all},
    {"agreement --over-time phase", false, 48, run_agreement_phases},
    {"agreement --over-time date --json", false, 48, run_agreement_dates},
    {"agreement --over-time month --format csv", false, 48, run_agreement_months},
    {"agreement --format ics", false, 64, run_agreement_ics},
    {"agreement --format csv", false, 64, run_agreement_csv},
    {"agreement --format pdf", false, PDF_ONE_IN, run_agreement_pdf},
    {"offers", false, 24, run_offers_text},
    {"offers --format md", false, 64, run_offers_markdown},
    {"offers --format html", false, 64, run_offers_html},
    {"offers --json", false, 24, run_offers_json},
    {"offers --format pdf", false, PDF_ONE_IN, run_offers_pdf},
    {"exchange", false, 24, run_exchange_text},
    {"exchange --format md", false, 64, run_exchange_markdown},
    {"exchange --format html", false, 64, run_exchange_html},
    {"exchange --json", false, 24, run_exchange_json},
    {"exchange --checklist", false, 32, run_exchange_checklist},
    {"exchange --checklist --format csv", false, 32, run_exchange_csv},
    {"exchange --format pdf", false, PDF_ONE_IN, run_exchange_pdf},
};

/* ---- the oracle
 * ---------------------------------------------------------------------------------- */

enum { NAMES_MAX = 64, SEEN_RECORDS_MAX = 256 };

/* What an `audience` or `members` line says. */
typedef struct said {
    bool stands;
    bool unclear;
    truce_str names[NAMES_MAX];
    size_t n;
} said;

typedef struct seen_record {
    size_t file, begin, end;
    truce_str word, name; /* the first two words of its first line */
    said audience, members;
    bool unclear;
} seen_record;

typedef struct oracle {
    const truce_input *files;
    size_t n_files;
    said file_audience[GENERATED_FILES_MAX];
    bool file_unclear[GENERATED_FILES_MAX];
    seen_record records[SEEN_RECORDS_MAX];
    size_t n;
} oracle;

static bool is(truce_str word, const char *text) {
    return truce_str_equal(word, truce_str_of(text));
}

static bool in_word(char b) {
    return (unsigned char)b > ' ' && b != ',' && b != '"' && b != '#' && b != '\\' && b != 0x7F;
}

/* The word that begins at or behind `*at`, past spaces (and tabs, if asked to); empty: none. */
static truce_str word_at(truce_str line, size_t *at, bool tabs) {
    while (*at < line.size && (line.data[*at] == ' ' || (tabs && line.data[*at] == '\t'))) {
        *at += 1;
    }
    const size_t begin = *at;
    while (*at < line.size && in_word(line.data[*at])) {
        *at += 1;
    }
    return (truce_str){line.data + begin, *at - begin};
}

/* How many letters must be changed, added, left out or swapped with their neighbour. */
static size_t slips(const char *a, size_t n, const char *b, size_t m) {
    size_t d[16][16];
    for (size_t i = 0; i <= n; i++) {
        for (size_t k = 0; k <= m; k++) {
            d[i][k] = i > k ? i - k : k - i;
            if (i == 0 || k == 0) {
                d[i][k] = i + k;
                continue;
            }
            d[i][k] = d[i - 1][k - 1] + (a[i - 1] != b[k - 1]);
            d[i][k] = d[i - 1][k] + 1 < d[i][k] ? d[i - 1][k] + 1 : d[i][k];
            d[i][k] = d[i][k - 1] + 1 < d[i][k] ? d[i][k - 1] + 1 : d[i][k];
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1] &&
                d[i - 2][k - 2] + 1 < d[i][k]) {
                d[i][k] = d[i - 2][k - 2] + 1;
            }
        }
    }
    return d[n][m];
}

static bool is_letter(char b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b & 0x80) != 0;
}

/* A word that somebody may have meant for `audience`, in small letters or large: one that has it
 * inside, or is three slips away from it, as a whole or in the letters it begins with. */
static bool seems_audience(truce_str word) {
    char small[32];
    size_t size = word.size < sizeof small - 1 ? word.size : sizeof small - 1;
    size_t letters = 0;
    for (size_t i = 0; i < size; i++) {
        const char b = word.data[i];
        small[i] = b >= 'A' && b <= 'Z' ? (char)(b - 'A' + 'a') : b;
    }
    small[size] = '\0';
    while (letters < size && is_letter(small[letters])) {
        letters++;
    }
    return strstr(small, "audience") != NULL ||
           (word.size >= 5 && word.size <= 12 && slips(small, word.size, "audience", 8) <= 3) ||
           (letters >= 5 && letters <= 12 && slips(small, letters, "audience", 8) <= 3);
}

/* The line's first word, or the inside of a text in quotes that it begins with. */
static truce_str first_word(truce_str line, size_t *behind) {
    size_t at = 0;
    while (at < line.size && (line.data[at] == ' ' || line.data[at] == '\t')) {
        at++;
    }
    if (at == line.size || line.data[at] != '"') {
        return word_at(line, behind, true);
    }
    const size_t begin = ++at;
    while (at < line.size && line.data[at] != '"') {
        at++;
    }
    *behind = at + 1;
    return (truce_str){line.data + begin, at < line.size ? at - begin : 0};
}

/* NAME, NAME behind the line's first word; anything else makes it unclear. */
static void read_said(truce_str line, size_t at, said *out) {
    out->unclear = out->unclear || out->stands;
    out->stands = true;
    for (size_t i = 0; i < line.size; i++) {
        out->unclear = out->unclear || (unsigned char)line.data[i] < ' ' || line.data[i] == 0x7F;
    }
    for (;;) {
        const truce_str name = word_at(line, &at, false);
        if (name.size == 0) {
            out->unclear = true;
            return;
        }
        assert_true(out->n < NAMES_MAX);
        out->names[out->n++] = name;
        while (at < line.size && line.data[at] == ' ') {
            at++;
        }
        if (at == line.size || line.data[at] == '#') {
            return;
        }
        if (line.data[at] != ',') {
            out->unclear = true;
            return;
        }
        at++;
    }
}

/* A line of a record behind its first. */
static void read_inside(seen_record *record, truce_str line) {
    size_t at = 0;
    const truce_str word = first_word(line, &at);
    const bool quoted = word.data > line.data && word.data[-1] == '"';
    const bool misplaced = line.size < 3 || memcmp(line.data, "  ", 2) != 0 ||
                           line.data[2] == ' ' || line.data[2] == '\t';
    if (is(word, "audience") && !quoted) {
        read_said(line, at, &record->audience);
        record->unclear = record->unclear || record->audience.unclear || misplaced;
    } else if (is(word, "members") && !quoted && is(record->word, "compartment")) {
        read_said(line, at, &record->members);
        record->unclear = record->unclear || record->members.unclear || misplaced;
    } else if (quoted || !is(word, "evidence")) { /* which is a word of the language */
        record->unclear = record->unclear || seems_audience(word);
    }
}

/* A record's first line. */
static void read_first(seen_record *record, truce_str line, size_t at) {
    record->name = word_at(line, &at, false);
    for (size_t from = at; from < line.size && is(record->word, "claim");) {
        const truce_str word = word_at(line, &from, false);
        if (word.size == 0 && from < line.size && line.data[from] == '#') {
            return;
        }
        if (word.size == 0 && from < line.size && line.data[from] == '"') {
            do { /* a text says nothing about who sees it */
                from += line.data[from] == '\\' ? 2 : 1;
            } while (from < line.size && line.data[from] != '"');
        }
        from += word.size == 0;
        record->unclear = record->unclear || is(word, "audience");
    }
}

static void read_oracle_file(oracle *o, size_t file) {
    const truce_str bytes = o->files[file].bytes;
    seen_record *record = NULL;
    bool headed = false; /* the first line that says something is `truce` */
    size_t said_before = 0;
    size_t at = bytes.size >= 3 && memcmp(bytes.data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (at < bytes.size) {
        const size_t begin = at;
        size_t end = begin;
        while (end < bytes.size && bytes.data[end] != '\n') {
            end++;
        }
        at = end < bytes.size ? end + 1 : end;
        if (end > begin && bytes.data[end - 1] == '\r') {
            end--;
        }
        const truce_str line = {bytes.data + begin, end - begin};
        size_t spaces = 0;
        while (spaces < line.size && line.data[spaces] == ' ') {
            spaces++;
        }
        size_t behind = 0;
        const truce_str word = first_word(line, &behind);
        const bool nothing = spaces == line.size || line.data[spaces] == '#';
        const bool tab = !nothing && line.data[spaces] == '\t';
        if (nothing) {
            /* Blank, or a comment. */
        } else if (record != NULL && (spaces > 0 || tab)) {
            read_inside(record, line);
        } else if (tab) {
            o->file_unclear[file] = true;
        } else if (said_before == 0 && is(word, "truce")) {
            headed = true;
            said_before++;
        } else if (said_before == 1 && headed && spaces == 0 && is(word, "audience")) {
            read_said(line, behind, &o->file_audience[file]);
            o->file_unclear[file] = o->file_unclear[file] || o->file_audience[file].unclear;
            said_before++;
        } else {
            o->file_unclear[file] =
                o->file_unclear[file] || said_before == 0 || seems_audience(word);
            if (spaces == 0) {
                assert_true(o->n < SEEN_RECORDS_MAX);
                record = &o->records[o->n++];
                *record = (seen_record){.file = file, .begin = begin, .word = word};
                read_first(record, line, behind);
            }
            said_before++;
        }
        if (record != NULL) {
            record->end = at;
        }
    }
}

static bool names(const said *list, truce_str name) {
    for (size_t i = 0; i < list->n; i++) {
        if (truce_str_equal(list->names[i], name)) {
            return true;
        }
    }
    return false;
}

/* Whether the reader is one of those named, or a member of one. */
static bool is_among(const oracle *o, const said *list, truce_str reader) {
    for (size_t i = 0; i < list->n; i++) {
        const truce_str name = list->names[i];
        if (is(name, "team")) {
            continue;
        }
        if (is(name, "public") || truce_str_equal(name, reader)) {
            return true;
        }
        for (size_t k = 0; k < o->n; k++) {
            const seen_record *const r = &o->records[k];
            if (is(r->word, "compartment") && truce_str_equal(r->name, name) && !r->unclear &&
                names(&r->members, reader)) {
                return true;
            }
        }
    }
    return false;
}

static bool sees(const oracle *o, const seen_record *record, truce_str reader) {
    const seen_record *only_case = NULL;
    size_t cases = 0;
    if (record->unclear) {
        return false;
    }
    if ((is(record->word, "reader") || is(record->word, "compartment")) &&
        truce_str_equal(record->name, reader)) {
        return true;
    }
    if (names(&record->members, reader)) {
        return true;
    }
    if (record->audience.stands) {
        return is_among(o, &record->audience, reader);
    }
    if (o->file_unclear[record->file]) {
        return false;
    }
    if (o->file_audience[record->file].stands) {
        return is_among(o, &o->file_audience[record->file], reader);
    }
    for (size_t i = 0; i < o->n; i++) {
        cases += is(o->records[i].word, "case");
        only_case = is(o->records[i].word, "case") ? &o->records[i] : only_case;
    }
    return cases == 1 && only_case->audience.stands && !only_case->unclear &&
           is_among(o, &only_case->audience, reader);
}

/* The case without the records that the reader does not see. Owned by the caller. */
static void delete_hidden(const oracle *o, truce_str reader, truce_buffer *texts) {
    for (size_t f = 0; f < o->n_files; f++) {
        size_t at = 0;
        for (size_t i = 0; i < o->n; i++) {
            const seen_record *const r = &o->records[i];
            if (r->file == f && !sees(o, r, reader)) {
                truce_buffer_add(&texts[f],
                                 (truce_str){o->files[f].bytes.data + at, r->begin - at});
                at = r->end;
            }
        }
        truce_buffer_add(&texts[f],
                         (truce_str){o->files[f].bytes.data + at, o->files[f].bytes.size - at});
    }
}

/* ---- readers to try
 * ------------------------------------------------------------------------------ */

typedef struct readers {
    truce_str at[NAMES_MAX];
    size_t n;
} readers;

static void add_reader(readers *list, truce_str name) {
    for (size_t i = 0; i < list->n; i++) {
        if (truce_str_equal(list->at[i], name)) {
            return;
        }
    }
    if (name.size > 0 && !is(name, "team") && list->n < NAMES_MAX) {
        list->at[list->n++] = name;
    }
}

static void find_readers(const oracle *o, readers *list) {
    list->n = 0;
    add_reader(list, TRUCE_STR("public"));
    add_reader(list, TRUCE_STR("nobody-of-that-name"));
    for (size_t i = 0; i < o->n; i++) {
        const seen_record *const r = &o->records[i];
        if (is(r->word, "reader") || is(r->word, "compartment")) {
            add_reader(list, r->name);
        }
        for (size_t k = 0; k < r->audience.n; k++) {
            add_reader(list, r->audience.names[k]);
        }
        for (size_t k = 0; k < r->members.n; k++) {
            add_reader(list, r->members.names[k]);
        }
    }
}

/* ---- comparing
 * ------------------------------------------------------------------------------------ */

/* Everything that the case gives this request: status, message, and the output of each entry whose
 * turn it is. */
static truce_status answer(const truce_input *files, size_t n, const truce_request *request,
                           uint64_t turn, truce_buffer *out) {
    truce_session session;
    truce_error err = {.message = ""};
    truce_status status = truce_session_open_inputs(&session, request, files, n, &err);
    truce_buffer_printf(out, "status %d %s\n", (int)status, status != TRUCE_OK ? err.message : "");
    if (status != TRUCE_OK && status != TRUCE_EPARSE) {
        return status;
    }
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        if ((status == TRUCE_OK || entries[i].on_errors) && (turn + i) % entries[i].one_in == 0) {
            truce_buffer_printf(out, "---- %s\n", entries[i].name);
            const truce_status ran = entries[i].run(&session, out);
            truce_buffer_printf(out, "---- %d\n", (int)ran);
        }
    }
    truce_session_close(&session);
    assert_false(out->failed);
    return status;
}

static bool contains(truce_str text, truce_str word) {
    for (size_t i = 0; word.size > 0 && i + word.size <= text.size; i++) {
        const char *const p = memchr(text.data + i, word.data[0], text.size - i - word.size + 1);
        if (p == NULL) {
            return false;
        }
        i = (size_t)(p - text.data);
        if (memcmp(p, word.data, word.size) == 0) {
            return true;
        }
    }
    return false;
}

/* Every "zq17z" in the output must be in a text that the reader may see. */
static bool marks_are_seen(truce_str output, const truce_buffer *seen, size_t n_seen) {
    for (size_t i = 0; i + 2 < output.size; i++) {
        if (output.data[i] != 'z' || output.data[i + 1] != 'q') {
            continue;
        }
        size_t end = i + 2;
        while (end < output.size && output.data[end] >= '0' && output.data[end] <= '9') {
            end++;
        }
        const truce_str mark = {output.data + i, end - i + (end < output.size)};
        bool found = false;
        for (size_t f = 0; f < n_seen && !found; f++) {
            found = contains(truce_buffer_str(&seen[f]), mark);
        }
        if (!found) {
            return false;
        }
    }
    return true;
}

/* What the reader may see names others on audience lines, and on members lines; of those that are
 * hidden from the reader an answer shows no name, as JSON would: in quotes. */
static bool hidden_names_are_not_shown(const oracle *o, truce_str reader, truce_str output) {
    for (size_t i = 0; i < o->n; i++) {
        const seen_record *const r = &o->records[i];
        char quoted[80];
        bool hidden = r->name.size > 0 && r->name.size < 70;
        for (size_t k = 0; k < o->n && hidden; k++) {
            hidden =
                !truce_str_equal(o->records[k].name, r->name) || !sees(o, &o->records[k], reader);
        }
        (void)snprintf(quoted, sizeof quoted, "\"%.*s\"", hidden ? (int)r->name.size : 0,
                       r->name.data);
        if (hidden && contains(output, truce_str_of(quoted))) {
            return false;
        }
    }
    return true;
}

static void print_files(const char *what, const truce_input *files, size_t n) {
    for (size_t i = 0; i < n; i++) {
        (void)fprintf(stderr, "==== %s: %.*s\n%.*s", what, TRUCE_STR_ARGS(files[i].name),
                      TRUCE_STR_ARGS(files[i].bytes));
    }
}

/* Say all that is needed to see what went wrong, and end the test. */
static void report(const char *what, uint64_t seed, truce_str reader, const oracle *o,
                   const truce_input *deleted, truce_str left, truce_str right) {
    print_files("the case", o->files, o->n_files);
    print_files("what may be seen", deleted, o->n_files);
    (void)fprintf(stderr, "==== from the case\n%.*s==== from what may be seen\n%.*s",
                  TRUCE_STR_ARGS(left), TRUCE_STR_ARGS(right));
    fail_msg("seed %llu, reader %.*s: %s", (unsigned long long)seed, TRUCE_STR_ARGS(reader), what);
}

static generate_options options_of(uint64_t seed) {
    uint64_t draw = seed * 77 + 1;
    return (generate_options){.seed = seed,
                              .records = (unsigned)below(&draw, 14),
                              .faults = percent(&draw, 40) ? 0 : 1 + (unsigned)below(&draw, 4),
                              .messy = percent(&draw, 40),
                              .one_file = percent(&draw, 30)};
}

/* What is known of all runs, so that a test that never gets anywhere is seen as such. */
static struct { size_t views, narrowed, answered, without_error; } tally;

static void check_reader(uint64_t seed, uint64_t turn, const oracle *o, truce_str reader,
                         bool team_ok) {
    static const truce_str only[] = {{"s1", 2}};
    truce_buffer texts[GENERATED_FILES_MAX] = {{0}};
    truce_input deleted[GENERATED_FILES_MAX];
    truce_buffer left = truce_buffer_new();
    truce_buffer right = truce_buffer_new();
    delete_hidden(o, reader, texts);
    bool narrowed = false;
    for (size_t f = 0; f < o->n_files; f++) {
        deleted[f] = (truce_input){o->files[f].name, truce_buffer_str(&texts[f])};
        narrowed = narrowed || deleted[f].bytes.size != o->files[f].bytes.size;
    }

    truce_arena arena = truce_arena_new();
    truce_view view;
    assert_int_equal(truce_case_view(o->files, o->n_files, reader, &arena, &view, NULL), TRUCE_OK);
    for (size_t f = 0; f < o->n_files; f++) {
        if (!truce_str_equal(view.inputs[f].bytes, deleted[f].bytes)) {
            report("the view is another than the rules give", seed, reader, o, deleted,
                   view.inputs[f].bytes, deleted[f].bytes);
        }
    }
    truce_arena_clear(&arena);

    const truce_request requests[] = {
        {.reader = reader, .seed = seed, .warnings = true},
        {.reader = reader,
         .seed = seed,
         .at = TRUCE_STR("2031-02-04"),
         .only = only,
         .n_only = seed % 2},
    };
    for (size_t i = 0; i < (seed % 4 == 0 ? 2U : 1U); i++) {
        truce_request other = requests[i];
        other.seed = ~seed; /* the hash tables' seed tells nothing */
        left.size = right.size = 0;
        const truce_status status = answer(o->files, o->n_files, &requests[i], turn, &left);
        (void)answer(deleted, o->n_files, &other, turn, &right);
        if (!truce_str_equal(truce_buffer_str(&left), truce_buffer_str(&right))) {
            report("the answers differ", seed, reader, o, deleted, truce_buffer_str(&left),
                   truce_buffer_str(&right));
        }
        if (!marks_are_seen(truce_buffer_str(&left), texts, o->n_files)) {
            report("a word of a hidden record", seed, reader, o, deleted, truce_buffer_str(&left),
                   truce_buffer_str(&right));
        }
        if (team_ok && status == TRUCE_OK && seed % 4 == 0 &&
            !hidden_names_are_not_shown(o, reader, truce_buffer_str(&left))) {
            report("the name of a hidden record", seed, reader, o, deleted, truce_buffer_str(&left),
                   truce_buffer_str(&right));
        }
        if (team_ok && status == TRUCE_EPARSE) {
            report("an error that the team does not get", seed, reader, o, deleted,
                   truce_buffer_str(&left), truce_buffer_str(&right));
        }
        tally.answered += narrowed && status == TRUCE_OK;
    }
    tally.views++;
    tally.narrowed += narrowed;
    truce_buffer_clear(&left);
    truce_buffer_clear(&right);
    for (size_t f = 0; f < o->n_files; f++) {
        truce_buffer_clear(&texts[f]);
    }
}

static void read_oracle(oracle *o, const generated *made) {
    *o = (oracle){.files = made->files, .n_files = made->n_files};
    for (size_t f = 0; f < o->n_files; f++) {
        read_oracle_file(o, f);
    }
}

static void check_case(uint64_t seed) {
    truce_arena arena = truce_arena_new();
    static oracle o; /* large */
    readers list;
    const generate_options options = options_of(seed);
    const generated made = generate_case(options, &arena);
    read_oracle(&o, &made);

    truce_buffer out = truce_buffer_new();
    const truce_request team = {.seed = seed, .warnings = true};
    const bool team_ok = answer(made.files, made.n_files, &team, seed, &out) == TRUCE_OK;
    if (options.faults == 0 && !team_ok) {
        report("a case without faults has errors", seed, TRUCE_STR("team"), &o, made.files,
               truce_buffer_str(&out), TRUCE_STR(""));
    }
    truce_buffer_clear(&out);
    tally.without_error += team_ok;

    find_readers(&o, &list);
    for (size_t i = 0; i < list.n; i++) {
        check_reader(seed, seed + i, &o, list.at[i], team_ok);
    }
    truce_arena_clear(&arena);
}

static void check_every_other_case(uint64_t first) {
    for (uint64_t seed = first; seed <= CASES; seed += 2) {
        check_case(seed);
    }
    print_message("%d cases (%zu without error), %zu views, %zu of them narrowed, %zu answered\n",
                  CASES / 2, tally.without_error, tally.views, tally.narrowed, tally.answered);
    assert_true(tally.without_error > CASES / 8);
    assert_true(tally.narrowed > tally.views / 2);
    assert_true(tally.answered > tally.narrowed / 4);
}

/* Half of the cases each for two processes. The last of the tests: the child that fails goes on to
 * the end of main(), and its exit status tells the parent. */
static void hidden_records_change_no_answer(void **state) {
    (void)state;
    int status = 0;
    (void)fflush(NULL);
    const pid_t child = fork();
    assert_true(child >= 0);
    check_every_other_case(child == 0 ? 2 : 1);
    if (child == 0) {
        exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

/* ---- the program itself
 * ---------------------------------------------------------------------------- */

static void write_files(const char *folder, const truce_input *files, size_t n) {
    char path[2 * FOLDER_PATH];
    for (size_t i = 0; i < n; i++) {
        (void)snprintf(path, sizeof path, "%s/case/%.*s", folder, TRUCE_STR_ARGS(files[i].name));
        FILE *const file = fopen(path, "wb");
        assert_non_null(file);
        assert_int_equal(fwrite(files[i].bytes.data, 1, files[i].bytes.size, file),
                         files[i].bytes.size);
        assert_int_equal(fclose(file), 0);
    }
}

/* Run `truce COMMAND --as READER case` in the folder. */
static void run_program(const char *folder, const char *const *command, truce_str reader,
                        truce_buffer *out) {
    char as[100];
    const char *args[COMMAND_WORDS + 3];
    size_t n = 0;
    for (; command[n] != NULL; n++) {
        args[n] = command[n];
    }
    (void)snprintf(as, sizeof as, "--as=%.*s", TRUCE_STR_ARGS(reader));
    args[n++] = as;
    args[n++] = "case";
    args[n] = NULL;
    program_run(folder, args, NULL, out);
}

static void make_folders(char folder[FOLDER_PATH], char inner[FOLDER_PATH]) {
    folder_make(folder);
    (void)folder_file(folder, "case", inner);
    assert_int_equal(mkdir(inner, 0700), 0);
}

static void remove_folders(const char *folder, const char *inner) {
    static const char *const files[] = {"case/a.truce", "case/b.truce", "case/c.truce", "out",
                                        "err"};
    char path[FOLDER_PATH];
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        (void)unlink(folder_file(folder, files[i], path));
    }
    assert_int_equal(rmdir(inner), 0);
    assert_int_equal(rmdir(folder), 0);
}

static void check_program(uint64_t seed, const oracle *o, truce_str reader) {
    char whole[FOLDER_PATH];
    char seen[FOLDER_PATH];
    char whole_case[FOLDER_PATH];
    char seen_case[FOLDER_PATH];
    truce_buffer texts[GENERATED_FILES_MAX] = {{0}};
    truce_input deleted[GENERATED_FILES_MAX];
    delete_hidden(o, reader, texts);
    for (size_t f = 0; f < o->n_files; f++) {
        deleted[f] = (truce_input){o->files[f].name, truce_buffer_str(&texts[f])};
    }
    make_folders(whole, whole_case);
    make_folders(seen, seen_case);
    write_files(whole, o->files, o->n_files);
    write_files(seen, deleted, o->n_files);
    for (size_t i = seed % PROGRAM_TURNS; i < n_commands; i += PROGRAM_TURNS) {
        truce_buffer left = truce_buffer_new();
        truce_buffer right = truce_buffer_new();
        run_program(whole, commands[i], reader, &left);
        run_program(seen, commands[i], reader, &right);
        if (!truce_str_equal(truce_buffer_str(&left), truce_buffer_str(&right)) ||
            !marks_are_seen(truce_buffer_str(&left), texts, o->n_files)) {
            report(commands[i][0], seed, reader, o, deleted, truce_buffer_str(&left),
                   truce_buffer_str(&right));
        }
        truce_buffer_clear(&left);
        truce_buffer_clear(&right);
    }
    remove_folders(whole, whole_case);
    remove_folders(seen, seen_case);
    for (size_t f = 0; f < o->n_files; f++) {
        truce_buffer_clear(&texts[f]);
    }
}

static void the_program_prints_the_same_too(void **state) {
    (void)state;
    static oracle o;
    for (uint64_t seed = 20001; seed <= 20000 + PROGRAM_CASES; seed++) {
        truce_arena arena = truce_arena_new();
        readers list;
        const generated made = generate_case(options_of(seed), &arena);
        read_oracle(&o, &made);
        find_readers(&o, &list);
        check_program(seed, &o, list.at[0]);
        check_program(seed, &o, list.at[seed % list.n]);
        truce_arena_clear(&arena);
    }
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_program_prints_the_same_too), /* first: forking is cheap yet */
        cmocka_unit_test(hidden_records_change_no_answer),
    };
    if (argc > 1) {
        const uint64_t seed = strtoull(argv[1], NULL, 10);
        truce_arena arena = truce_arena_new();
        const generated made = generate_case(options_of(seed), &arena);
        print_files("the case", made.files, made.n_files);
        truce_arena_clear(&arena);
        check_case(seed);
        return 0;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}

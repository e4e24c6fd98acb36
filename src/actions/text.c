#include "truce/actions/text.h"

#include <string.h>

#include "known.h"
#include "text_settles.h"
#include "truce/case/load.h"
#include "truce/evidence/told.h"
#include "truce/text/markdown.h"

/* ---- which records count ---- */

static bool counts(const void *data, const truce_plan *record) {
    const composer *const k = data;
    const truce_plan_line *const from = truce_draft_line(record, TRUCE_PLAN_FROM);
    const truce_plan_line *const at = truce_draft_line(record, TRUCE_PLAN_AT);
    const truce_date asked = k->session->at;
    if (at != NULL && (asked.marks & TRUCE_DATE_GIVEN) != 0 &&
        truce_date_compare(at->when.date, asked) == TRUCE_DATE_AFTER) {
        return false;
    }
    bool told = from == NULL;
    for (uint32_t i = 0; !told && i < from->claims.n; i++) {
        told = k->scope.in[truce_case_find(k->c, TRUCE_KIND_CLAIM, from->claims.at[i])];
    }
    return told;
}

/* ---- what is asked ---- */

/* By name, else by title; TRUCE_NONE: neither. */
static uint32_t find_plan(const truce_case *c, const truce_plan *plans, uint32_t n, truce_str asked,
                          uint32_t among) {
    for (uint32_t i = 0; i < n; i++) {
        if (truce_str_equal(truce_case_name(c, plans[i].head.name), asked)) {
            return i;
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        const bool there =
            among == TRUCE_NONE || truce_case_find(c, TRUCE_KIND_TEXT, plans[i].top.what) == among;
        if (there && truce_str_equal(plans[i].head.title, asked)) {
            return i;
        }
    }
    return TRUCE_NONE;
}

static truce_status find_clause(const text_page *p, truce_str asked, uint32_t *found,
                                truce_error *err) {
    *found = TRUCE_NONE;
    if (asked.size == 0) {
        return TRUCE_OK;
    }
    for (uint32_t i = 0; i < p->c->n_clauses && *found == TRUCE_NONE; i++) {
        const truce_draft_clause *const one = &p->d.clauses[i];
        if (text_shows(p, one->draft) && truce_str_equal(one->number, asked)) {
            *found = i;
        }
    }
    if (*found == TRUCE_NONE) {
        *found = find_plan(p->c, p->c->clauses, p->c->n_clauses, asked, p->only);
    }
    return *found != TRUCE_NONE ? TRUCE_OK
                                : known_refuse(p->k->session, TRUCE_KIND_CLAUSE, asked, err);
}

/* A version as people write it; 0: it is none. */
static int64_t version_in(truce_str text) {
    int64_t n = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] < '0' || text.data[i] > '9' || i >= 12) {
            return 0;
        }
        n = n * 10 + (text.data[i] - '0');
    }
    return n;
}

static truce_status find_versions(text_page *p, truce_error *err) {
    const truce_str asked = p->k->session->request.redline;
    for (size_t i = 0; i + 1 < asked.size && p->to == 0; i++) {
        if (asked.data[i] == '.' && asked.data[i + 1] == '.') {
            p->from = version_in((truce_str){asked.data, i});
            p->to = version_in((truce_str){asked.data + i + 2, asked.size - i - 2});
        }
    }
    return asked.size == 0 || (p->from > 0 && p->to > 0)
               ? TRUCE_OK
               : truce_fail(err, TRUCE_EINVAL,
                            "--redline is two versions with .. between them: 1..3");
}

static truce_status check_asked(const truce_request *r, truce_error *err) {
    const int asked =
        (r->redline.size > 0) + (r->falls.size > 0) + r->history + r->draft + r->clean;
    if (asked > 1 || (r->clause.size > 0 && (r->falls.size > 0 || r->draft || r->clean))) {
        return truce_fail(err, TRUCE_EINVAL,
                          "--redline, --history, --falls, --draft and --clean are asked one at a "
                          "time; --clause goes with the first two");
    }
    return r->version.size == 0 || version_in(r->version) > 0
               ? TRUCE_OK
               : truce_fail(err, TRUCE_EINVAL, "--version is a whole number from 1 on");
}

truce_status text_open(composer *k, int64_t version, text_page *p, truce_error *err) {
    *p = (text_page){
        .k = k, .c = k->c, .only = TRUCE_NONE, .clause = TRUCE_NONE, .falls = TRUCE_NONE};
    p->denied_by = truce_denials_find(&k->scope, k->arena);
    return p->denied_by == NULL
               ? truce_fail(err, TRUCE_ENOMEM, "no memory for the denials of claims")
               : truce_drafts_make(k->c, &(truce_draft_asked){version, counts, k}, k->arena, &p->d,
                                   err);
}

truce_status text_settle_with(text_page *p, const struct weighed *w, truce_error *err) {
    const uint32_t n = p->c->n_drafts;
    if (!settles_any(p)) {
        return TRUCE_OK;
    }
    settles *const all = truce_arena_zero(p->k->arena, n, sizeof *all);
    truce_status status =
        all != NULL ? TRUCE_OK : truce_fail(err, TRUCE_ENOMEM, "no memory for what a text settles");
    for (uint32_t i = 0; i < n && status == TRUCE_OK; i++) {
        status = text_shows(p, i) ? settles_find(p, i, w, &all[i], err) : TRUCE_OK;
    }
    p->settles = status == TRUCE_OK ? all : NULL;
    return status;
}

truce_status text_settle(text_page *p, truce_error *err) {
    if (!settles_any(p)) {
        return TRUCE_OK;
    }
    weighed *const w = truce_arena_zero(p->k->arena, 1, sizeof *w);
    const truce_status status =
        w != NULL ? settles_weigh(p->k, w, err)
                  : truce_fail(err, TRUCE_ENOMEM, "no memory to weigh the positions");
    return status == TRUCE_OK       ? text_settle_with(p, w, err)
           : status == TRUCE_ELIMIT ? TRUCE_OK /* more parties than a matrix has: none is held */
                                    : status;
}

static truce_status find_asked(composer *k, text_page *p, truce_error *err) {
    const truce_request *const r = &k->session->request;
    truce_status status = check_asked(r, err);
    if (status == TRUCE_OK) {
        status = text_open(k, version_in(r->version), p, err);
    }
    if (status == TRUCE_OK && r->single.size > 0) {
        p->only = find_plan(k->c, k->c->drafts, k->c->n_drafts, r->single, TRUCE_NONE);
        status = p->only != TRUCE_NONE ? TRUCE_OK
                                       : known_refuse(k->session, TRUCE_KIND_TEXT, r->single, err);
    }
    if (status == TRUCE_OK) {
        status = find_versions(p, err);
    }
    if (status == TRUCE_OK) {
        status = find_clause(p, r->clause, &p->clause, err);
    }
    return status == TRUCE_OK ? find_clause(p, r->falls, &p->falls, err) : status;
}

/* ---- on paper ---- */

/* Why a text cannot be handed out as final. */
static truce_status check_clean(const text_page *p, uint32_t draft, truce_error *err) {
    const truce_draft *const d = &p->d.drafts[draft];
    for (uint32_t i = 0; i < d->clauses.n; i++) {
        const truce_draft_clause *const one = &p->d.clauses[d->clauses.at[i]];
        if (one->state <= TRUCE_DRAFT_BRACKETED) {
            text_clause_name(p, d->clauses.at[i]);
            const truce_str name = compose_keep(p->k);
            const uint32_t more = d->in_state[TRUCE_DRAFT_UNWRITTEN] +
                                  d->in_state[TRUCE_DRAFT_FORKED] +
                                  d->in_state[TRUCE_DRAFT_BRACKETED] - 1;
            return truce_fail(err, TRUCE_EINVAL,
                              "there is no clean text yet: \"%.80s\" is %s%s; truce text --draft "
                              "shows it with its brackets",
                              name.data != NULL ? name.data : "",
                              truce_draft_state_words(one->state),
                              more == 0   ? ""
                              : more == 1 ? ", and one more clause likewise"
                                          : ", and more clauses likewise");
        }
    }
    return TRUCE_OK;
}

/* Whether the answer tells what clauses settle: how they stand, or one of them whole. */
static bool tells_settled(const text_page *p) {
    const truce_request *const r = &p->k->session->request;
    return p->to == 0 && !r->history && !r->draft && !r->clean && p->falls == TRUCE_NONE;
}

static truce_status add_text(const text_page *p, uint32_t draft, truce_error *err) {
    const truce_request *const r = &p->k->session->request;
    if (r->redline.size > 0) {
        return compose_text_redline(p, draft, err);
    }
    if (r->history) {
        return compose_text_history(p, draft, err);
    }
    if (r->clean) {
        const truce_status status = check_clean(p, draft, err);
        if (status != TRUCE_OK) {
            return status;
        }
    }
    if (r->draft || r->clean) {
        compose_text_draft(p, draft);
    } else {
        compose_text_status(p, draft);
    }
    return TRUCE_OK;
}

static truce_status document(composer *k, bool for_json, truce_error *err) {
    (void)for_json;
    text_page p;
    const truce_request *const r = &k->session->request;
    truce_status status = find_asked(k, &p, err);
    if (status == TRUCE_OK && k->c->n_drafts == 0) {
        (void)truce_document_say(&k->doc, truce_document_paragraph(&k->doc),
                                 TRUCE_STR("The case has no single text."),
                                 TRUCE_STR("the records text of the case"));
        return TRUCE_OK;
    }
    if (status == TRUCE_OK && tells_settled(&p)) {
        status = text_settle(&p, err);
    }
    if (status == TRUCE_OK && p.falls != TRUCE_NONE) {
        return compose_text_falls(&p, err);
    }
    if (status == TRUCE_OK && p.clause != TRUCE_NONE && r->redline.size == 0 && !r->history) {
        compose_text_clause(&p, p.clause);
        return TRUCE_OK;
    }
    for (uint32_t i = 0; status == TRUCE_OK && i < k->c->n_drafts; i++) {
        const bool of_clause = p.clause == TRUCE_NONE || p.d.clauses[p.clause].draft == i;
        if (text_shows(&p, i) && of_clause) {
            status = add_text(&p, i, err);
        }
    }
    return status;
}

static truce_status facts(composer *k, truce_json *json, truce_error *err) {
    text_page p;
    truce_status status = find_asked(k, &p, err);
    if (status == TRUCE_OK && tells_settled(&p)) {
        status = text_settle(&p, err);
    }
    return status == TRUCE_OK ? compose_text_json(&p, json, err) : status;
}

/* A draft in Markdown is not the paper: it is the text alone, to be read back; so where there is
 * none nothing can be written, and that is said. */
static truce_status draft_rows(composer *k, truce_buffer *out, truce_error *err) {
    text_page p;
    truce_status status = find_asked(k, &p, err);
    if (status == TRUCE_OK && k->c->n_drafts == 0) {
        status = truce_fail(err, TRUCE_ENOTFOUND, "the case has no single text");
    }
    for (uint32_t i = 0; status == TRUCE_OK && i < k->c->n_drafts; i++) {
        if (text_shows(&p, i)) {
            status = k->session->request.clean ? check_clean(&p, i, err) : TRUCE_OK;
            if (status == TRUCE_OK) {
                text_draft_markdown(&p, i, out);
            }
        }
    }
    return status;
}

truce_status truce_text_answer(truce_session *session, truce_paper paper, truce_buffer *out,
                               truce_error *err) {
    const truce_request *const r = &session->request;
    const answer_parts parts = {"The single text", document, facts, false, true};
    return paper.form == TRUCE_PAPER_MARKDOWN && (r->draft || r->clean)
               ? compose_rows(session, draft_rows, out, err)
               : compose_answer(session, &parts, paper, out, err);
}

/* ---- from Markdown ---- */

truce_status truce_text_import(const char *path, truce_str version, truce_arena *arena,
                               truce_buffer *out, truce_report *report, truce_error *err) {
    truce_input *inputs = NULL;
    size_t n = 0;
    const int64_t number = version_in(version);
    *report = truce_report_new(arena);
    if (number == 0) {
        return truce_fail(err, TRUCE_EINVAL, "--version is a whole number from 1 on");
    }
    const truce_status status = truce_case_load(&path, 1, arena, &inputs, &n, err);
    if (status != TRUCE_OK) {
        return status;
    }
    return n == 1 ? truce_markdown_read(inputs[0].name, inputs[0].bytes, number, arena, out, report,
                                        err)
                  : truce_fail(err, TRUCE_EINVAL, "\"%.100s\" is a folder; give one file", path);
}

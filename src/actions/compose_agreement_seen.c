/* Incidents, each as far as it has come: reported, verified, attributed; and what is disputed, side
 * by side. An incident is attributed to nobody but by claims and a named verifier. */
#include "compose_agreement.h"

static truce_passage *cell(composer *k, truce_row *row, unsigned column) {
    return truce_document_cell(&k->doc, &row->cells[column]);
}

static truce_sentence *say(composer *k, truce_passage *passage, truce_span_style style,
                           const char *basis) {
    return compose_quietly(k, passage, style, compose_keep(k), basis);
}

/* ---- stages ---- */

/* Whether the promise that stands for this record has it so: any of those it concerns. */
static bool named_verifier(const promises *p, uint32_t incident, const truce_plan_line *line) {
    return promises_verifier(p, &p->at[p->incidents[incident].promise], line->by);
}

static void add_stage(composer *k, truce_row *row, unsigned column, const promises *p,
                      uint32_t incident, truce_plan_kind kind) {
    const truce_plan *const plan = &k->c->incidents[p->incidents[incident].record];
    bool any = false;
    for (uint32_t i = 0; i < plan->n_lines; i++) {
        const truce_plan_line *const line = &plan->lines[i];
        if (line->kind != kind || !promises_told(p->scope, line->claims)) {
            continue;
        }
        any = true;
        agreement_day(k, promises_known(p, line->claims));
        if (line->to.n > 0) {
            truce_buffer_lit(&k->text, ", to ");
            agreement_names(k, line->to);
        }
        if (line->by.n > 0) {
            truce_buffer_lit(&k->text, ", by ");
            agreement_names(k, line->by);
        }
        truce_sentence *const sentence =
            say(k, cell(k, row, column), TRUCE_SPAN_PLAIN,
                "the incident's record; the day is the first on which one of its claims was known");
        compose_refs(k, sentence, line->claims);
        if ((kind == TRUCE_PLAN_VERIFIED || kind == TRUCE_PLAN_ATTRIBUTED) &&
            !named_verifier(p, incident, line)) {
            truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_CAUTION,
                                 TRUCE_STR("not by a named verifier: does not count"));
        }
    }
    if (!any) {
        (void)compose_quietly(k, cell(k, row, column), TRUCE_SPAN_MUTED,
                              kind == TRUCE_PLAN_DISPUTED ? TRUCE_STR("by nobody")
                                                          : TRUCE_STR("not by any claim yet"),
                              "the incident's record");
    }
}

static void add_where_it_stands(composer *k, truce_row *row, const promises *p, uint32_t i) {
    const truce_owed_seen *const seen = &p->owed.incidents[i];
    const char *const stage = seen->stage == TRUCE_OWED_STAGE_ATTRIBUTED ? "attributed"
                              : seen->stage == TRUCE_OWED_STAGE_VERIFIED ? "verified"
                                                                         : "reported";
    const bool attributed = seen->stage == TRUCE_OWED_STAGE_ATTRIBUTED;
    truce_buffer_printf(&k->text, "%s%s%s", stage, seen->disputed ? ", and disputed" : "",
                        !attributed ? "; attributed to nobody" : "");
    (void)say(k, cell(k, row, 1), TRUCE_SPAN_STRONG,
              "verified: a named verifier says so; attributed: with claims, by a named verifier");
    if (seen->elsewhere) {
        (void)compose_quietly(k, cell(k, row, 1), TRUCE_SPAN_PLAIN,
                              TRUCE_STR("Attributed to somebody who does not owe the obligation: "
                                        "that says nothing of whether it is kept."),
                              "who owes, by the obligation's record");
    }
}

static void add_incident(composer *k, truce_block *table, const promises *p, uint32_t i,
                         uint32_t end) {
    const truce_plan *const plan = &k->c->incidents[p->incidents[i].record];
    const truce_plan_line *const at = promises_line(plan, TRUCE_PLAN_AT);
    const truce_plan_line *const measured = promises_line(plan, TRUCE_PLAN_MEASURED);
    truce_row *const row = truce_document_row(&k->doc, table);
    (void)compose_quietly(k, cell(k, row, 0), TRUCE_SPAN_STRONG, plan->head.title,
                          "the incident's record");
    if (at != NULL) {
        truce_buffer_add(&k->text, at->when.text);
    }
    if (measured != NULL) {
        truce_buffer_printf(&k->text, "%slost: ", k->text.size > 0 ? ", " : "");
        agreement_amount(k, truce_ratio_of(measured->number.low), 0);
        truce_buffer_printf(&k->text, " %.*s", TRUCE_STR_ARGS(measured->unit));
    }
    if (k->text.size > 0) {
        (void)say(k, cell(k, row, 0), TRUCE_SPAN_PLAIN, "the incident's record");
    }
    truce_buffer_lit(&k->text, "concerns: ");
    for (uint32_t n = i; n < end; n++) {
        truce_buffer_printf(&k->text, "%s", n > i ? "; " : "");
        truce_buffer_add(&k->text, p->at[p->incidents[n].promise].plan->head.title);
    }
    (void)say(k, cell(k, row, 0), TRUCE_SPAN_MUTED, "the incident's record");
    add_where_it_stands(k, row, p, i);
    add_stage(k, row, 2, p, i, TRUCE_PLAN_REPORTED);
    add_stage(k, row, 3, p, i, TRUCE_PLAN_VERIFIED);
    add_stage(k, row, 4, p, i, TRUCE_PLAN_ATTRIBUTED);
    add_stage(k, row, 5, p, i, TRUCE_PLAN_DISPUTED);
}

void compose_incidents(composer *k, const promises *p) {
    static const truce_column columns[] = {{{"Incident", 8}, 22},    {{"Stands as", 9}, 16},
                                           {{"Reported", 8}, 15},    {{"Verified", 8}, 15},
                                           {{"Attributed", 10}, 16}, {{"Disputed", 8}, 16}};
    if (p->agreement->n_incidents == 0) {
        return;
    }
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("incidents"), TRUCE_STR("Incidents"));
    (void)compose_quietly(
        k, truce_document_paragraph(&k->doc), TRUCE_SPAN_MUTED,
        TRUCE_STR("An incident is first reported, then perhaps verified by somebody whom the "
                  "agreement names for it, then perhaps attributed by them, with claims. Of who "
                  "is responsible nothing more is said here."),
        "how truce works");
    truce_block *const table =
        truce_document_table(&k->doc, TRUCE_STR("Each incident, as far as it has come"), columns,
                             sizeof columns / sizeof *columns);
    for (uint32_t i = 0; i < p->agreement->n_incidents;) {
        uint32_t end = i + 1;
        while (end < p->agreement->n_incidents &&
               p->incidents[end].record == p->incidents[i].record) {
            end++;
        }
        add_incident(k, table, p, i, end);
        i = end;
    }
}

/* ---- disputes ---- */

static void add_claim(composer *k, truce_row *row, unsigned column, uint32_t claim) {
    const truce_claim *const said = &k->c->claims[claim];
    truce_sentence *const sentence = truce_document_sentence(&k->doc, cell(k, row, column));
    phrase_speakers(&k->text, k->c, said);
    truce_buffer_byte(&k->text, ':');
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, compose_keep(k));
    for (uint32_t i = 0; i < said->n_statements; i++) {
        truce_buffer_printf(&k->text, "%s", i > 0 ? "; " : "");
        phrase_statement(&k->text, k->c, &said->statements[i]);
    }
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    truce_sentence_claim(&k->doc, sentence, claim_name(k->c, claim));
}

static void add_side(composer *k, truce_row *row, unsigned column, const truce_plan *plan,
                     bool against) {
    for (uint32_t i = 0; i < plan->n_lines; i++) {
        const truce_plan_line *const line = &plan->lines[i];
        const bool is_stage = line->kind == TRUCE_PLAN_REPORTED ||
                              line->kind == TRUCE_PLAN_VERIFIED ||
                              line->kind == TRUCE_PLAN_ATTRIBUTED;
        if (against ? line->kind != TRUCE_PLAN_DISPUTED : !is_stage) {
            continue;
        }
        for (uint32_t n = 0; n < line->claims.n; n++) {
            const uint32_t claim = truce_case_find(k->c, TRUCE_KIND_CLAIM, line->claims.at[n]);
            if (claim != TRUCE_NONE && k->scope.in[claim]) {
                add_claim(k, row, column, claim);
            }
        }
    }
}

static bool is_disputed(const promises *p, const truce_plan *plan) {
    for (uint32_t i = 0; i < plan->n_lines; i++) {
        if (plan->lines[i].kind == TRUCE_PLAN_DISPUTED &&
            promises_told(p->scope, plan->lines[i].claims)) {
            return true;
        }
    }
    return false;
}

static truce_block *add_disputes(composer *k, truce_block *table, const promises *p,
                                 const promise_seen *seen, uint32_t n, const truce_plan *plans) {
    static const truce_column columns[] = {
        {{"What it is about", 16}, 24}, {{"Reported", 8}, 38}, {{"Disputed", 8}, 38}};
    for (uint32_t i = 0; i < n; i++) {
        const truce_plan *const plan = &plans[seen[i].record];
        if ((i > 0 && seen[i - 1].record == seen[i].record) || !is_disputed(p, plan)) {
            continue;
        }
        if (table == NULL) {
            (void)truce_document_heading(&k->doc, 3, TRUCE_STR("disputes"),
                                         TRUCE_STR("What is disputed"));
            table =
                truce_document_table(&k->doc, TRUCE_STR("What is said, and by whom, side by side"),
                                     columns, sizeof columns / sizeof *columns);
        }
        truce_row *const row = truce_document_row(&k->doc, table);
        (void)compose_quietly(k, cell(k, row, 0), TRUCE_SPAN_STRONG, plan->head.title,
                              "the record of it");
        const truce_refs settle = p->at[seen[i].promise].dispute.names;
        if (settle.n > 0) {
            truce_buffer_lit(&k->text, "to be settled by ");
            agreement_names(k, settle);
        } else {
            truce_buffer_lit(&k->text, "no clause here says who settles it");
        }
        (void)say(k, cell(k, row, 0), TRUCE_SPAN_MUTED,
                  "the obligation's and its agreement's record");
        add_side(k, row, 1, plan, false);
        add_side(k, row, 2, plan, true);
    }
    return table;
}

void compose_disputes(composer *k, const promises *p) {
    truce_block *const table =
        add_disputes(k, NULL, p, p->reports, p->agreement->n_reports, k->c->reports);
    (void)add_disputes(k, table, p, p->incidents, p->agreement->n_incidents, k->c->incidents);
}

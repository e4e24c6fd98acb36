/* What was promised and how it stands: a sentence, then each obligation with its state, the rule it
 * was told by, the measure, and what it is known from. */
#include "compose_agreement.h"

truce_status compose_promises(composer *k, promises *p, truce_error *err) {
    return promises_make(&k->scope, k->session->at, k->arena, p, err);
}

void compose_refs(composer *k, truce_sentence *sentence, truce_refs claims) {
    for (uint32_t i = 0; i < claims.n; i++) {
        const uint32_t claim = truce_case_find(k->c, TRUCE_KIND_CLAIM, claims.at[i]);
        if (claim != TRUCE_NONE && k->scope.in[claim]) {
            truce_sentence_claim(&k->doc, sentence, claim_name(k->c, claim));
        }
    }
}

uint32_t *compose_by_state(composer *k, const promises *p) {
    uint32_t *const order = truce_arena_take(k->arena, (p->n + 1U) * sizeof *order);
    uint32_t n = 0;
    for (unsigned s = 0; order != NULL && s < TRUCE_OWED_STATES; s++) {
        for (uint32_t i = 0; i < p->n; i++) {
            if (p->owed.standings[i].state == agreement_order[s]) {
                order[n++] = i;
            }
        }
    }
    k->failed = k->failed || order == NULL;
    return order;
}

static truce_passage *cell(composer *k, truce_row *row, unsigned column) {
    return truce_document_cell(&k->doc, &row->cells[column]);
}

static truce_sentence *say(composer *k, truce_passage *passage, truce_span_style style,
                           const char *basis) {
    return compose_quietly(k, passage, style, compose_keep(k), basis);
}

/* ---- how it stands ---- */

void compose_agreement_count(composer *k, truce_passage *passage, const promises *p) {
    uint32_t count[TRUCE_OWED_STATES] = {0};
    unsigned shown = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        count[p->owed.standings[i].state]++;
    }
    truce_buffer_lit(&k->text, "As of ");
    agreement_day(k, p->day);
    truce_buffer_printf(&k->text, "%s: of %u obligation%s ",
                        p->asked ? "" : ", the latest day of which a claim or a record here tells",
                        p->n, p->n == 1 ? "" : "s");
    for (unsigned i = 0; i < TRUCE_OWED_STATES; i++) {
        const truce_owed_state state = agreement_order[i];
        if (count[state] > 0) {
            const bool verb = state != TRUCE_OWED_STATE_CANNOT_TELL;
            truce_buffer_printf(&k->text, "%s%u %s%s", shown++ > 0 ? ", " : "", count[state],
                                !verb               ? ""
                                : count[state] == 1 ? "is "
                                                    : "are ",
                                truce_owed_state_words(state));
        }
    }
    truce_buffer_byte(&k->text, '.');
    (void)say(k, passage, TRUCE_SPAN_STRONG,
              "the state of each obligation, by the rule that stands with it");
}

/* ---- an obligation ---- */

static void add_what(composer *k, truce_row *row, const promise *o) {
    truce_passage *passage = cell(k, row, 0);
    truce_sentence *const sentence = truce_document_sentence(&k->doc, passage);
    const truce_plan_line *const from = promises_line(o->plan, TRUCE_PLAN_FROM);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, o->plan->head.title);
    if (o->in != NULL && o->in->text.size > 0) {
        truce_buffer_printf(&k->text, "(clause %.*s)", TRUCE_STR_ARGS(o->in->text));
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    }
    if (from != NULL) {
        compose_refs(k, sentence, from->claims);
    }
    sentence->basis = TRUCE_STR("the obligation's record");
    sentence->quiet = true;
    agreement_sides(k, o);
    (void)say(k, cell(k, row, 0), TRUCE_SPAN_PLAIN, "the obligation's record: who owes whom");
}

static void add_days(composer *k, truce_row *row, const promise *o) {
    if (o->from.kind == PROMISED_ON) {
        truce_buffer_lit(&k->text, "from ");
        agreement_when(k, o->from);
    }
    if (o->last.kind == PROMISED_ON) {
        truce_buffer_printf(&k->text, "%suntil ", k->text.size > 0 ? " " : "");
        agreement_when(k, o->last);
        truce_buffer_printf(&k->text, "%s", o->last_of_phase ? ", with its phase" : "");
    } else {
        truce_buffer_printf(&k->text, "%s", k->text.size > 0 ? "; " : "");
        truce_buffer_printf(&k->text, "%s",
                            o->last.kind == PROMISED_NOT ? "no last day is given"
                                                         : "its last day is not known yet");
    }
    (void)say(k, cell(k, row, 2), TRUCE_SPAN_PLAIN, "the obligation's record, and its phase's");
    for (uint32_t i = 0; i < o->plan->n_lines; i++) {
        const truce_plan_line *const line = &o->plan->lines[i];
        if (line->kind == TRUCE_PLAN_AFTER) {
            truce_buffer_lit(&k->text, "after ");
            agreement_trigger(k, line);
            if (line->days.place != 0) {
                truce_buffer_printf(&k->text, ", within %lld day%s",
                                    (long long)line->days.high.units,
                                    line->days.high.units == 1 ? "" : "s");
            }
            (void)say(k, cell(k, row, 2), TRUCE_SPAN_MUTED, "the obligation's record");
        }
    }
}

static void add_measure(composer *k, truce_row *row, const promise *o,
                        const truce_owed_standing *s) {
    if (o->quantity == NULL) {
        return;
    }
    static const char *const per[] = {"in all", "a day", "a week", "a month", "in its phase"};
    const truce_decimal quantity = o->quantity->number.low;
    agreement_amount(k, truce_ratio_of(quantity), 0);
    truce_buffer_printf(&k->text, " %.*s %s", TRUCE_STR_ARGS(o->quantity->unit),
                        per[o->quantity->period]);
    (void)say(k, cell(k, row, 2), TRUCE_SPAN_PLAIN, "the obligation's record");
    if (s->score_least < 0 || s->measured.over == 0) {
        return;
    }
    agreement_measure(k, o, s);
    if (s->days_due > 0 && s->days_reported > 0 && s->days_reported < s->days_due) {
        truce_buffer_printf(&k->text, " on the %lld of %lld days that reports speak of",
                            (long long)s->days_reported, (long long)s->days_due);
    }
    truce_sentence *const sentence =
        say(k, cell(k, row, 2), TRUCE_SPAN_STRONG,
            "what counting reports measure, against what is due on the days they speak of");
    truce_buffer_lit(&k->text, "(");
    agreement_score(k, s);
    truce_buffer_lit(&k->text, ")");
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
}

/* ---- what it is known from ---- */

static void add_told(composer *k, truce_row *row, const truce_plan *plan,
                     const truce_plan_line *line, const char *how) {
    truce_passage *const passage = cell(k, row, 3);
    truce_buffer_add(&k->text, plan->head.title);
    truce_buffer_printf(&k->text, ": %s", how);
    if (line->to.n > 0) {
        truce_buffer_lit(&k->text, " to ");
        agreement_names(k, line->to);
    }
    if (line->by.n > 0) {
        truce_buffer_lit(&k->text, " by ");
        agreement_names(k, line->by);
    }
    truce_sentence *const sentence = say(k, passage, TRUCE_SPAN_PLAIN, "the record of it");
    compose_refs(k, sentence, line->claims);
}

static void add_record(composer *k, truce_row *row, const promises *p, const truce_plan *plan) {
    static const struct {
        truce_plan_kind kind;
        const char *words;
    } stages[] = {{TRUCE_PLAN_REPORTED, "reported"},
                  {TRUCE_PLAN_VERIFIED, "verified"},
                  {TRUCE_PLAN_ATTRIBUTED, "attributed"},
                  {TRUCE_PLAN_DISPUTED, "disputed"}};
    bool any = false;
    for (size_t s = 0; s < sizeof stages / sizeof *stages; s++) {
        for (uint32_t i = 0; i < plan->n_lines; i++) {
            const truce_plan_line *const line = &plan->lines[i];
            if (line->kind == stages[s].kind && promises_told(p->scope, line->claims)) {
                add_told(k, row, plan, line, stages[s].words);
                any = true;
            }
        }
    }
    if (!any) {
        truce_buffer_add(&k->text, plan->head.title);
        truce_buffer_lit(&k->text, ": as whoever keeps the case has it; no claim is named");
        (void)say(k, cell(k, row, 3), TRUCE_SPAN_PLAIN, "the record of it");
    }
}

static void add_known(composer *k, truce_row *row, const promises *p, uint32_t o) {
    enum { SHOWN = 6 };
    const truce_owed_standing *const s = &p->owed.standings[o];
    uint32_t shown = 0;
    for (uint32_t i = 0; i < s->waivers.n; i++) {
        add_told(k, row, p->at[o].plan, p->waivers[s->waivers.at[i]], "waived");
        shown++;
    }
    for (uint32_t i = 0; i < s->incidents.n && shown < SHOWN; i++, shown++) {
        add_record(k, row, p, &p->c->incidents[p->incidents[s->incidents.at[i]].record]);
    }
    for (uint32_t i = 0; i < s->reports.n && shown < SHOWN; i++, shown++) {
        add_record(k, row, p, &p->c->reports[p->reports[s->reports.at[i]].record]);
    }
    for (uint32_t i = 0; i < s->obligations.n && shown < SHOWN; i++, shown++) {
        truce_buffer_lit(&k->text, "It falls with: ");
        truce_buffer_add(&k->text, p->at[s->obligations.at[i]].plan->head.title);
        (void)say(k, cell(k, row, 3), TRUCE_SPAN_PLAIN, "the obligation's record");
    }
    const uint32_t all = s->waivers.n + s->incidents.n + s->reports.n + s->obligations.n;
    if (all > shown) {
        truce_buffer_printf(&k->text, "and %u more; JSON has all", all - shown);
        (void)say(k, cell(k, row, 3), TRUCE_SPAN_MUTED, "the first of them are shown");
    }
    if (all == 0) {
        (void)compose_quietly(k, cell(k, row, 3), TRUCE_SPAN_MUTED,
                              TRUCE_STR("no report of it is counted"),
                              "the reports and incidents of the case");
    }
}

static void add_state(composer *k, truce_row *row, const promises *p, uint32_t i) {
    const promise *const o = &p->at[i];
    const truce_owed_standing *const s = &p->owed.standings[i];
    truce_buffer_printf(&k->text, "%s", truce_owed_state_words(s->state));
    (void)say(k, cell(k, row, 1), TRUCE_SPAN_STRONG, truce_owed_rule_words(s->rule));
    if (s->state == TRUCE_OWED_STATE_CANNOT_TELL) {
        agreement_states(k, s->possible);
        (void)say(k, cell(k, row, 1), TRUCE_SPAN_PLAIN, "what may be so, whatever is uncertain");
        agreement_why(k, s);
    } else if (s->rule == TRUCE_OWED_RULE_IN_TIME && o->last.kind == PROMISED_NOT) {
        truce_buffer_lit(&k->text, "no last day is given, and nothing says that it is done");
    } else {
        agreement_rule(k, p, i);
    }
    if (k->text.size > 0) {
        (void)say(k, cell(k, row, 1), TRUCE_SPAN_PLAIN, truce_owed_rule_words(s->rule));
    }
}

static void add_unused(composer *k, const promises *p) {
    static const char *const whys[] = {
        [PROMISE_NO_VALUE] = "says neither how much was done nor whether it was kept",
        [PROMISE_OTHER_UNIT] = "measures in another unit than the obligation",
        [PROMISE_TOO_LARGE] = "has a number that cannot be counted with",
    };
    if (p->n_unused == 0) {
        return;
    }
    enum { SHOWN = 12 };
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("agreement-unused"),
                                 TRUCE_STR("Reports that say nothing of a state"));
    truce_block *const list = truce_document_list(&k->doc);
    for (uint32_t i = 0; i < p->n_unused && i < SHOWN; i++) {
        const truce_plan *const report = &k->c->reports[p->unused[i].report];
        truce_passage *const item =
            truce_document_item(&k->doc, list, (truce_str){NULL, 0}, report->head.title);
        truce_buffer_printf(&k->text, "%s (%.*s).", whys[p->unused[i].why],
                            TRUCE_STR_ARGS(p->at[p->unused[i].promise].plan->head.title));
        truce_sentence *const sentence = say(k, item, TRUCE_SPAN_PLAIN, "the report's record");
        for (uint32_t l = 0; l < report->n_lines; l++) {
            compose_refs(k, sentence, report->lines[l].claims);
        }
    }
    if (p->n_unused > SHOWN) {
        truce_passage *const item =
            truce_document_item(&k->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0});
        truce_buffer_printf(&k->text, "and %u more; JSON has all", p->n_unused - SHOWN);
        (void)say(k, item, TRUCE_SPAN_MUTED, "the first of them are shown");
    }
}

void compose_obligations(composer *k, const promises *p) {
    static const truce_column columns[] = {{{"Obligation", 10}, 28},
                                           {{"State", 5}, 24},
                                           {{"When and how much", 17}, 26},
                                           {{"Known from", 10}, 26}};
    const uint32_t *const order = compose_by_state(k, p);
    truce_block *const table = truce_document_table(
        &k->doc, TRUCE_STR("Obligations, those first that need a look; then in the case's order"),
        columns, sizeof columns / sizeof *columns);
    for (uint32_t i = 0; order != NULL && i < p->n; i++) {
        truce_row *const row = truce_document_row(&k->doc, table);
        const promise *const o = &p->at[order[i]];
        const truce_owed_standing *const s = &p->owed.standings[order[i]];
        add_what(k, row, o);
        add_state(k, row, p, order[i]);
        add_days(k, row, o);
        add_measure(k, row, o, s);
        add_known(k, row, p, order[i]);
    }
    add_unused(k, p);
}

/* Cite what a state rests on. */
static void cite(composer *k, truce_sentence *sentence, const promises *p, uint32_t o) {
    enum { SHOWN = 4 };
    const truce_owed_standing *const s = &p->owed.standings[o];
    for (uint32_t i = 0; i < s->incidents.n && i < SHOWN; i++) {
        const truce_plan *const plan = &p->c->incidents[p->incidents[s->incidents.at[i]].record];
        for (uint32_t l = 0; l < plan->n_lines; l++) {
            compose_refs(k, sentence, plan->lines[l].claims);
        }
    }
    for (uint32_t i = 0; i < s->reports.n && i < SHOWN; i++) {
        const truce_plan *const plan = &p->c->reports[p->reports[s->reports.at[i]].record];
        for (uint32_t l = 0; l < plan->n_lines; l++) {
            compose_refs(k, sentence, plan->lines[l].claims);
        }
    }
}

static void add_short(composer *k, truce_block *list, const promises *p, uint32_t o) {
    const truce_owed_standing *const s = &p->owed.standings[o];
    truce_passage *const item =
        truce_document_item(&k->doc, list, (truce_str){NULL, 0}, p->at[o].plan->head.title);
    agreement_sides(k, &p->at[o]);
    truce_buffer_printf(&k->text, ": %s; ", truce_owed_state_words(s->state));
    agreement_rule(k, p, o);
    if (p->at[o].quantity != NULL && s->score_least >= 0 && s->measured.over > 0) {
        truce_buffer_lit(&k->text, ": ");
        agreement_measure(k, &p->at[o], s);
    }
    truce_buffer_byte(&k->text, '.');
    cite(k, say(k, item, TRUCE_SPAN_PLAIN, truce_owed_rule_words(s->rule)), p, o);
}

void compose_obligations_short(composer *k, const promises *p) {
    enum { SHOWN = 8 };
    const uint32_t *const order = compose_by_state(k, p);
    truce_block *const list = truce_document_list(&k->doc);
    uint32_t n = 0;
    for (uint32_t i = 0; order != NULL && i < p->n; i++) {
        const truce_owed_state state = p->owed.standings[order[i]].state;
        if (state == TRUCE_OWED_STATE_RUNNING || state == TRUCE_OWED_STATE_NOT_DUE ||
            state == TRUCE_OWED_STATE_KEPT || state == TRUCE_OWED_STATE_WAIVED ||
            state == TRUCE_OWED_STATE_VOID) {
            break; /* those that need a look come first */
        }
        if (n++ < SHOWN) {
            add_short(k, list, p, order[i]);
        }
    }
    truce_passage *const item =
        truce_document_item(&k->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0});
    if (n > SHOWN) {
        truce_buffer_printf(&k->text, "and %u more; ", n - SHOWN);
    }
    truce_buffer_lit(&k->text, "all of them, deadlines, incidents and what is lacking: truce "
                               "agreement");
    (void)say(k, item, TRUCE_SPAN_MUTED, "a brief shows those that need a look");
}

/* One issue on one paper: what is known of it from every answer, and nothing else. */
#include "brief_issue.h"

#include "gap_list.h"
#include "issues.h"
#include "truce/base/decimal.h"

const char *const brief_issue_sections[] = {"matrix", "accounts", "impasse",   "offers", "gaps",
                                            "claims", "between",  "witnesses", NULL};

/* Whether the row names an issue that was asked for among those that are said to matter most, so
 * that claims set it against others. */
static bool ranks_most(const composer *k, const truce_account_row *row) {
    bool most = false;
    for (uint32_t i = 0; i < row->n_parts && !most; i++) {
        most = row->parts[i].what < TRUCE_MUCH && compose_shows_issue(k, row->parts[i].what);
    }
    return most;
}

/* How much an issue matters to whom stands with its positions; that others are said to matter most
 * is an answer about it only where somebody says it of this one. */
static void leave_ranks(const composer *k, truce_accounts *a) {
    uint32_t n = 0;
    uint32_t clashes = 0;
    for (uint32_t i = 0; i < a->n; i++) {
        if (a->at[i].rule != TRUCE_RULE_RANK || ranks_most(k, &a->at[i])) {
            clashes += i < a->n_clashes;
            a->at[n++] = a->at[i];
        }
    }
    a->n = n;
    a->n_clashes = clashes;
}

truce_status brief_issue_narrow(composer *k, findings *f, truce_error *err) {
    keep_accounts_asked(k, &f->accounts);
    leave_ranks(k, &f->accounts);
    keep_clashes_asked(k, &f->clashes);
    keep_offers_asked(k, &f->offers);
    return keep_gaps_asked(k, &f->gaps) ? TRUCE_OK
                                        : truce_fail(err, TRUCE_ENOMEM, "no memory for the brief");
}

/* "from low to high: none; some; all", "1 to 12 miles, in steps of 0.5", "or: wider". */
static void add_options(composer *k, const truce_issue *issue) {
    char low[24];
    char high[24];
    char step[24];
    uint32_t ladder = 0;
    uint32_t n = 0;
    if (issue->has_range) {
        truce_buffer_printf(&k->text, "from %.*s to %.*s %.*s, in steps of %.*s",
                            (int)truce_decimal_write(issue->low, low), low,
                            (int)truce_decimal_write(issue->high, high), high,
                            TRUCE_STR_ARGS(truce_case_name(k->c, issue->unit)),
                            (int)truce_decimal_write(issue->step, step), step);
    }
    for (int rungs = 1; rungs >= 0; rungs--) {
        n = 0;
        for (uint32_t i = 0; i < issue->n_options; i++) {
            const truce_option *const o = &issue->options[i];
            if (o->rung != (rungs == 1)) {
                continue;
            }
            const bool first = n++ == 0;
            ladder += rungs == 1;
            truce_buffer_printf(&k->text, "%s",
                                !first                           ? "; "
                                : rungs == 1                     ? "from low to high: "
                                : issue->has_range || ladder > 0 ? "; beside that: "
                                                                 : "");
            truce_buffer_add(&k->text,
                             o->title.size > 0 ? o->title : truce_case_name(k->c, o->name));
        }
    }
    for (uint32_t i = 0; i < issue->per.n; i++) {
        truce_buffer_printf(&k->text, "%s", i == 0 ? "; decided apart for " : ", ");
        truce_buffer_add(&k->text, phrase_actor(k->c, issue->per.at[i]));
    }
}

/* "See also": the issues that links of the case tie to those asked for. */
static void add_see_also(composer *k, truce_block *list) {
    bool *const seen = truce_arena_zero(k->arena, k->c->n_issues, sizeof *seen);
    uint32_t n = 0;
    k->failed = k->failed || seen == NULL;
    for (uint32_t i = 0; seen != NULL && i < k->c->n_links; i++) {
        const uint32_t a = truce_case_find(k->c, TRUCE_KIND_ISSUE, k->c->links[i].a.issue);
        const uint32_t b = truce_case_find(k->c, TRUCE_KIND_ISSUE, k->c->links[i].b.issue);
        const uint32_t other = a == TRUCE_NONE || b == TRUCE_NONE || k->issues[a] == k->issues[b]
                                   ? TRUCE_NONE
                               : k->issues[a] ? b
                                              : a;
        if (other == TRUCE_NONE || seen[other]) {
            continue;
        }
        seen[other] = true;
        truce_buffer_printf(&k->text, "%s", n++ > 0 ? "; " : "");
        truce_buffer_add(&k->text, k->c->issues[other].head.title);
        truce_buffer_printf(&k->text, " (--issue %.*s)",
                            TRUCE_STR_ARGS(truce_case_name(k->c, k->c->issues[other].head.name)));
    }
    if (n > 0) {
        truce_buffer_byte(&k->text, '.');
        (void)compose_quietly(
            k, truce_document_item(&k->doc, list, (truce_str){NULL, 0}, TRUCE_STR("See also")),
            TRUCE_SPAN_MUTED, compose_keep(k), "the links of the case");
    }
}

void brief_issue_open(composer *k) {
    truce_block *const list = truce_document_list(&k->doc);
    bool any = false;
    for (uint32_t i = 0; i < k->c->n_issues; i++) {
        if (k->issues[i]) {
            truce_buffer_printf(&k->text, "%s", any ? "; " : "What is reported on: ");
            truce_buffer_add(&k->text, k->c->issues[i].head.title);
            any = true;
        }
    }
    k->doc.subtitle = compose_keep(k);
    for (uint32_t i = 0; i < k->c->n_issues; i++) {
        const truce_issue *const issue = &k->c->issues[i];
        if (!k->issues[i]) {
            continue;
        }
        truce_passage *const item =
            truce_document_item(&k->doc, list, (truce_str){NULL, 0}, issue->head.title);
        add_options(k, issue);
        truce_buffer_byte(&k->text, '.');
        (void)compose_quietly(k, item, TRUCE_SPAN_PLAIN, compose_keep(k),
                              "the case's list of issues");
        for (uint32_t n = 0; n < issue->head.n_notes; n++) {
            (void)compose_quietly(k, item, TRUCE_SPAN_MUTED, issue->head.notes[n].text,
                                  "note of whoever keeps the case");
        }
    }
    add_see_also(k, list);
    compose_other_side(k);
}

/* One issue on one paper: what is known of it from every answer, and nothing else. */
#include "brief_issue.h"

#include <stdlib.h>

#include "account_charges.h"
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

static bool speaks_of_asked(const composer *k, uint32_t claim) {
    const truce_claim *const cl = &k->c->claims[claim];
    bool speaks = false;
    for (uint32_t s = 0; s < cl->n_statements && !speaks; s++) {
        speaks = issue_is_spoken_of(k, &cl->statements[s]);
    }
    return speaks;
}

/* An accusation need not be about the talks. */
static bool is_blame(const account_charge *c) {
    return c->part->what < TRUCE_ACCUSED;
}

static bool is_denial(const account_charge *c) {
    return is_blame(c) && (c->part->what & TRUCE_CLEARED) != 0;
}

/* Whether a claim of the round that speaks of an issue asked for blames somebody, and others blame
 * somebody else or say that he is not to blame. */
static bool is_disputed(const composer *k, const account_charge *at, uint32_t n) {
    uint32_t side = TRUCE_NONE;
    bool about = false;
    bool other = false;
    for (uint32_t i = 0; i < n; i++) {
        if (!is_blame(&at[i])) {
            continue;
        }
        about = about || (!is_denial(&at[i]) && speaks_of_asked(k, at[i].claim));
        other = other || is_denial(&at[i]) || (side != TRUCE_NONE && side != at[i].part->what);
        side = at[i].part->what;
    }
    return about && other;
}

/* Blame of the rounds in which somebody is blamed over an issue asked for, with all that others say
 * of the same time: one half of a dispute does not stand alone. False where there is none. */
static bool narrow_blame(composer *k, const truce_accounts *a, truce_account_row *out) {
    const truce_account_row *row = NULL;
    for (uint32_t i = 0; i < a->n && row == NULL; i++) {
        row =
            a->at[i].rule == TRUCE_RULE_BLAME && a->at[i].declared == TRUCE_NONE ? &a->at[i] : NULL;
    }
    if (row == NULL) {
        return false;
    }
    const account_charges c = account_charges_of(k, row);
    truce_account_part *const parts = truce_arena_take(k->arena, c.n * sizeof *parts);
    uint32_t n = 0;
    k->failed = k->failed || parts == NULL;
    for (uint32_t i = 0, end = 0; i < c.n && parts != NULL; i = end) {
        end = account_round_end(&c, i);
        const bool disputed = is_disputed(k, &c.at[i], end - i);
        for (uint32_t at = i; at < end && disputed; at++) {
            if (is_blame(&c.at[at])) {
                parts[n] = *c.at[at].part;
                parts[n].claims = &c.at[at].claim;
                parts[n++].n_claims = 1;
            }
        }
    }
    *out = *row;
    out->parts = parts;
    out->n_parts = n;
    return n > 0;
}

/* Where rows of its kind stand; it was one of them, so there is room. */
static void put_back(truce_accounts *a, const truce_account_row *row) {
    uint32_t at = 0;
    while (at < a->n_clashes && a->at[at].kind < row->kind) {
        at++;
    }
    for (uint32_t i = a->n; i > at; i--) {
        a->at[i] = a->at[i - 1];
    }
    a->at[at] = *row;
    a->n++;
    a->n_clashes++;
}

truce_status brief_issue_narrow(composer *k, findings *f, truce_error *err) {
    truce_account_row blame;
    const uint32_t n_rows = f->accounts.n;
    const bool blamed = narrow_blame(k, &f->accounts, &blame);
    keep_accounts_asked(k, &f->accounts);
    leave_ranks(k, &f->accounts);
    if (blamed && f->accounts.n < n_rows) {
        put_back(&f->accounts, &blame);
    }
    keep_clashes_asked(k, &f->clashes);
    keep_offers_asked(k, &f->offers);
    return keep_gaps_asked(k, &f->gaps) && !k->failed
               ? TRUCE_OK
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

/* How strongly an issue is tied to those asked for. A link of the case, or a claim that speaks of
 * the two alone, ties them by TIE; a claim of more issues ties each of them by less, so that a long
 * list does not count as much as what is said of two things together. */
enum { TIE = 60, SEE_SHOWN = 4 };

typedef struct tied {
    uint32_t issue;
    uint64_t by;
} tied;

static int by_tie(const void *left, const void *right) {
    const tied *const l = left;
    const tied *const r = right;
    if (l->by != r->by) {
        return l->by > r->by ? -1 : 1;
    }
    return (l->issue > r->issue) - (l->issue < r->issue);
}

/* Issues that one claim speaks of, each once. */
typedef struct spoken {
    uint32_t *last; /* [issue]: the claim that named it last, + 1 */
    uint32_t *at;   /* of this claim */
    uint32_t n;
} spoken;

static void add_spoken(const composer *k, spoken *of, truce_ref ref, uint32_t claim) {
    const uint32_t issue =
        ref.symbol != 0 ? truce_case_find(k->c, TRUCE_KIND_ISSUE, ref) : TRUCE_NONE;
    if (issue != TRUCE_NONE && of->last[issue] != claim + 1) {
        of->last[issue] = claim + 1;
        of->at[of->n++] = issue;
    }
}

static void add_spoken_of(const composer *k, spoken *of, const truce_statement *st,
                          uint32_t claim) {
    switch (st->kind) {
    case TRUCE_STATES_POSITION:
        for (uint32_t i = 0; i < st->as.position.n; i++) {
            add_spoken(k, of, st->as.position.demands[i].item.issue, claim);
            if (st->as.position.demands[i].order != TRUCE_ORDER_NONE) {
                add_spoken(k, of, st->as.position.demands[i].other.issue, claim);
            }
        }
        break;
    case TRUCE_STATES_MOVEMENT:
        add_spoken(k, of, st->as.movement.on, claim);
        break;
    case TRUCE_STATES_RANK:
        add_spoken(k, of, st->subject, claim);
        break;
    case TRUCE_STATES_TRAIT:
        add_spoken(k, of, st->as.trait.on, claim);
        break;
    case TRUCE_STATES_SAYING:
        add_spoken(k, of, st->as.saying.on, claim);
        break;
    default:
        break;
    }
}

/* Claims that speak of an issue asked for tie to it all others of which they speak. */
static void tie_by_claims(const composer *k, spoken *of, tied *at) {
    for (uint32_t i = 0; i < k->c->n_claims; i++) {
        const truce_claim *const claim = &k->c->claims[i];
        uint32_t asked = 0;
        of->n = 0;
        for (uint32_t s = 0; s < claim->n_statements && k->scope.in[i]; s++) {
            add_spoken_of(k, of, &claim->statements[s], i);
        }
        for (uint32_t n = 0; n < of->n; n++) {
            asked += k->issues[of->at[n]];
        }
        for (uint32_t n = 0; n < of->n && asked > 0; n++) {
            at[of->at[n]].by += k->issues[of->at[n]] ? 0 : 1 + TIE / (of->n - asked);
        }
    }
}

static void tie_by_links(const composer *k, tied *at) {
    for (uint32_t i = 0; i < k->c->n_links; i++) {
        const uint32_t a = truce_case_find(k->c, TRUCE_KIND_ISSUE, k->c->links[i].a.issue);
        const uint32_t b = truce_case_find(k->c, TRUCE_KIND_ISSUE, k->c->links[i].b.issue);
        if (a != TRUCE_NONE && b != TRUCE_NONE && k->issues[a] != k->issues[b]) {
            at[k->issues[a] ? b : a].by += TIE;
        }
    }
}

/* "See also": the issues that links of the case and claims tie to those asked for. */
static void add_see_also(composer *k, truce_block *list) {
    const uint32_t n = k->c->n_issues;
    tied *const at = truce_arena_zero(k->arena, n, sizeof *at);
    spoken of = {.last = truce_arena_zero(k->arena, n, sizeof *of.last),
                 .at = truce_arena_zero(k->arena, n, sizeof *of.at)};
    if (at == NULL || of.last == NULL || of.at == NULL) {
        k->failed = true;
        return;
    }
    for (uint32_t i = 0; i < n; i++) {
        at[i].issue = i;
    }
    tie_by_claims(k, &of, at);
    tie_by_links(k, at);
    if (n > 1) {
        qsort(at, n, sizeof *at, by_tie);
    }
    for (uint32_t i = 0; i < n && i < SEE_SHOWN && at[i].by > 0; i++) {
        const truce_head *const head = &k->c->issues[at[i].issue].head;
        truce_buffer_printf(&k->text, "%s", i > 0 ? "; " : "");
        truce_buffer_add(&k->text, head->title);
        truce_buffer_printf(&k->text, " (--issue %.*s)",
                            TRUCE_STR_ARGS(truce_case_name(k->c, head->name)));
    }
    if (k->text.size > 0) {
        truce_buffer_byte(&k->text, '.');
        (void)compose_quietly(
            k, truce_document_item(&k->doc, list, (truce_str){NULL, 0}, TRUCE_STR("See also")),
            TRUCE_SPAN_MUTED, compose_keep(k),
            "the links of the case, and claims that speak of both; at most 4");
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

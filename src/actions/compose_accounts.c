/* What does not match: a table for each kind of account, and beside it what was looked at. */
#include <stdlib.h>

#include "account_charges.h"
#include "account_remarks.h"
#include "account_unblamed.h"
#include "account_words.h"
#include "issues.h"
#include "truce/case/words.h"
#include "ways.h"
#include "whom_words.h"

typedef struct kind_words {
    const char *id, *title, *caption;
} kind_words;

static const kind_words kinds[] = {
    [TRUCE_ACCOUNT_FACT] = {"accounts-fact", "Whether something happened, or what",
                            "Accounts of fact"},
    [TRUCE_ACCOUNT_BLAME] = {"accounts-blame", "Blame", "Accounts of blame"},
    [TRUCE_ACCOUNT_STATE] = {"accounts-state", "Where the talks stand",
                             "Accounts of the state of the talks"},
    [TRUCE_ACCOUNT_SCOPE] = {"accounts-scope", "How much is meant", "Accounts of scope"},
    [TRUCE_ACCOUNT_TIME] = {"accounts-time", "One thing, then another", "Accounts of other times"},
    [TRUCE_ACCOUNT_ROLE] = {"accounts-role", "Who does what", "Accounts of roles"},
    [TRUCE_ACCOUNT_SELF] = {"accounts-self", "A source, a speaker or a side against itself",
                            "Accounts within one source or side"},
    [TRUCE_ACCOUNT_RANK] = {"accounts-rank", "What matters most", "Accounts of rank"},
    [TRUCE_ACCOUNT_TERM] = {"accounts-term", "Words", "Rival words"},
    [TRUCE_ACCOUNT_NONE] = {"accounts-none", "Looked at: no conflict",
                            "Looked at by whoever keeps the case"},
};

/* ---- a row ---- */

static truce_str rule_basis(composer *k, const truce_account_row *row) {
    if (row->rule == TRUCE_RULE_DECLARED) {
        truce_buffer_lit(&k->text, "declared: account ");
    } else {
        truce_buffer_printf(&k->text, "found by the rule on %s", account_rule_called(row->rule));
        truce_buffer_printf(&k->text, "%s", row->declared != TRUCE_NONE ? "; account " : "");
    }
    if (row->declared != TRUCE_NONE) {
        truce_buffer_add(&k->text, truce_case_name(k->c, k->c->accounts[row->declared].head.name));
    }
    return compose_keep(k);
}

/* "2024-03~ (estimate) to 2024-03-30": from when the claims of a row are; nothing when none is
 * dated.
 */
typedef struct span {
    uint32_t first, last; /* claims; TRUCE_NONE: none is dated */
} span;

static void stretch(const composer *k, span *s, uint32_t claim) {
    const truce_date date = k->scope.times[claim].date;
    if ((date.marks & TRUCE_DATE_GIVEN) == 0) {
        return;
    }
    if (s->first == TRUCE_NONE || date.first < k->scope.times[s->first].date.first) {
        s->first = claim;
    }
    if (s->last == TRUCE_NONE || date.last > k->scope.times[s->last].date.last) {
        s->last = claim;
    }
}

static void say_span(composer *k, truce_passage *title, span s, truce_str basis) {
    phrase_date(&k->text, &k->scope, s.first);
    const truce_str from = compose_keep(k);
    phrase_date(&k->text, &k->scope, s.last);
    const truce_str to = compose_keep(k);
    truce_buffer_printf(&k->text, "\xE2\x80\x94 told %.*s", TRUCE_STR_ARGS(from));
    if (!truce_str_equal(from, to)) {
        truce_buffer_printf(&k->text, " to %.*s", TRUCE_STR_ARGS(to));
    }
    compose_quietly(k, title, TRUCE_SPAN_MUTED, compose_keep(k), "")->basis = basis;
}

static void add_span(composer *k, truce_passage *title, const truce_account_row *row,
                     truce_str basis) {
    span s = {TRUCE_NONE, TRUCE_NONE};
    for (uint32_t p = 0; p < row->n_parts; p++) {
        for (uint32_t i = 0; i < row->parts[p].n_claims; i++) {
            stretch(k, &s, row->parts[p].claims[i]);
        }
    }
    if (s.first != TRUCE_NONE) {
        say_span(k, title, s, basis);
    }
}

static void add_round_span(composer *k, truce_passage *title, const account_charges *c,
                           uint32_t begin, uint32_t end, truce_str basis) {
    span s = {TRUCE_NONE, TRUCE_NONE};
    for (uint32_t i = begin; i < end; i++) {
        stretch(k, &s, c->at[i].claim);
    }
    if (s.first != TRUCE_NONE) {
        say_span(k, title, s, basis);
    } else {
        compose_quietly(k, title, TRUCE_SPAN_MUTED, TRUCE_STR("\xE2\x80\x94 not dated"), "")
            ->basis = basis;
    }
}

static void add_what(composer *k, truce_cell *cell, const truce_account_row *row) {
    const truce_str basis = rule_basis(k, row);
    account_subject(k, row);
    truce_passage *const head = truce_document_cell(&k->doc, cell);
    truce_sentence *const title = compose_quietly(k, head, TRUCE_SPAN_STRONG, compose_keep(k), "");
    title->basis = basis;
    if (row->declared != TRUCE_NONE && row->rule != TRUCE_RULE_DECLARED) {
        truce_sentence_badge(&k->doc, title, TRUCE_TONE_PLAIN, TRUCE_STR("declared too"));
    } else if (row->declared != TRUCE_NONE) {
        truce_sentence_badge(&k->doc, title, TRUCE_TONE_PLAIN, TRUCE_STR("declared"));
    }
    add_span(k, head, row, basis);
    account_why(k, row);
    truce_sentence *const why = compose_quietly(k, truce_document_cell(&k->doc, cell),
                                                TRUCE_SPAN_PLAIN, compose_keep(k), "");
    why->basis = basis;
}

static void add_settle(composer *k, truce_cell *cell, const char *before, truce_str what,
                       const char *basis) {
    truce_passage *const passage = truce_document_cell(&k->doc, cell);
    truce_buffer_printf(&k->text, "%s", before);
    truce_buffer_add(&k->text, what);
    (void)compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k), basis);
}

static void add_who(composer *k, truce_cell *cell, const truce_account_row *row) {
    enum { SHOWN = 8 };
    if (row->n_who == 0) {
        return;
    }
    truce_buffer_lit(&k->text, "ask: ");
    whom_add_actors(&k->text, k->c, row->who, row->n_who, row->n_any, SHOWN);
    (void)compose_quietly(k, truce_document_cell(&k->doc, cell), TRUCE_SPAN_MUTED, compose_keep(k),
                          "who carries, mediates or holds it, by the claims");
}

/* What the account says would settle it, else what the rule knows. */
static void add_settles(composer *k, truce_cell *cell, const truce_account_row *row) {
    const truce_account *const account =
        row->declared != TRUCE_NONE ? &k->c->accounts[row->declared] : NULL;
    if (account != NULL && account->n_settles > 0) {
        for (uint32_t i = 0; i < account->n_settles; i++) {
            const truce_settle *const s = &account->settles[i];
            add_settle(k, cell, "", s->text, "the account record");
            if (s->by.symbol != 0) {
                add_settle(k, cell, "ask: ", phrase_actor(k->c, s->by), "the account record");
            }
        }
    } else if (account_settle(row)[0] != '\0' && row->kind != TRUCE_ACCOUNT_NONE) {
        add_settle(k, cell, "", truce_str_of(account_settle(row)), "the rule that found it");
        add_who(k, cell, row);
    }
}

/* [row]: a row before it on the positions of the same side on the same issue, or TRUCE_NONE; NULL
 * when memory is out. A side has few rows on an issue, and there are few sides. */
static uint32_t *find_before(composer *k, const truce_accounts *a) {
    enum { STEPS_MAX = 64 };
    uint32_t *const before = truce_arena_zero(k->arena, a->n + (size_t)1, sizeof *before);
    uint32_t *const next = truce_arena_zero(k->arena, a->n + (size_t)1, sizeof *next);
    uint32_t *const last = truce_arena_zero(k->arena, k->c->n_issues + (size_t)1, sizeof *last);
    if (before == NULL || next == NULL || last == NULL) {
        k->failed = true;
        return NULL;
    }
    for (uint32_t i = 0; i < k->c->n_issues; i++) {
        last[i] = TRUCE_NONE;
    }
    for (uint32_t i = 0; i < a->n; i++) {
        const truce_account_row *const row = &a->at[i];
        before[i] = TRUCE_NONE;
        if (row->rule != TRUCE_RULE_POSITION || row->other == TRUCE_NONE) {
            continue;
        }
        uint32_t at = last[row->other];
        for (uint32_t steps = 0; at != TRUCE_NONE && steps < STEPS_MAX; steps++) {
            if (a->at[at].subject == row->subject) {
                before[i] = at;
                break;
            }
            at = next[at];
        }
        next[i] = last[row->other];
        last[row->other] = i;
    }
    return before;
}

static bool has_denial(const account_charges *c, uint32_t begin, uint32_t end) {
    bool any = false;
    for (uint32_t i = begin; i < end && !any; i++) {
        any = c->at[i].part->what < TRUCE_ACCUSED && (c->at[i].part->what & TRUCE_CLEARED) != 0;
    }
    return any;
}

/* The side that all charges of a round are on, where nobody is said not to be to blame in it; or
 * TRUCE_NONE. */
static uint32_t only_on(const account_charges *c, uint32_t begin, uint32_t end) {
    const uint32_t flags = TRUCE_ACCUSED | TRUCE_CLEARED;
    const uint32_t side = c->at[begin].part->what & ~flags;
    bool only = !has_denial(c, begin, end);
    for (uint32_t i = begin; i < end && only; i++) {
        only = (c->at[i].part->what & ~flags) == side;
    }
    return only ? side : TRUCE_NONE;
}

/* Does nobody blame anybody in it, and is all of it accusation, told without a word of the talks?
 */
static bool is_of_other_things(const account_charges *c, uint32_t begin, uint32_t end,
                               const account_round *round) {
    bool accused = round->states == 0 && round->n_events == 0;
    for (uint32_t i = begin; i < end && accused; i++) {
        accused = (c->at[i].part->what & TRUCE_ACCUSED) != 0;
    }
    return accused;
}

static void say_of_other_things(composer *k, truce_cell *cell, truce_str basis) {
    truce_buffer_lit(&k->text, "These are accusations, of what stands behind each. None of these "
                               "claims blames anybody for where the talks stand.");
    compose_quietly(k, truce_document_cell(&k->doc, cell), TRUCE_SPAN_PLAIN, compose_keep(k), "")
        ->basis = basis;
}

static void add_remarks_beside(composer *k, truce_cell *cell, const account_remarks *remarks,
                               const account_charges *c, uint32_t begin, uint32_t end) {
    int64_t first = c->at[begin].date.first;
    int64_t last = c->at[begin].date.last;
    for (uint32_t i = begin + 1; i < end; i++) {
        first = c->at[i].date.first < first ? c->at[i].date.first : first;
        last = c->at[i].date.last > last ? c->at[i].date.last : last;
    }
    account_remarks_beside(k, cell, remarks, c->at[begin].dated, first, last);
}

/* Blame, a row for each round; what would settle it stands with the first. Where what is denied was
 * asked for, the rounds in which blame is. */
static void add_rounds(composer *k, truce_block *table, const truce_account_row *row,
                       const account_remarks *remarks) {
    enum { ROUNDS_SHOWN = 12 };
    const account_charges c = account_charges_of(k, row);
    account_rounds rounds;
    if (!account_rounds_make(k, &rounds)) {
        return;
    }
    const uint32_t n = c.n > 0 ? c.at[c.n - 1].round + 1 : 0;
    const bool denied = k->kinds != 0 && (k->kinds >> TRUCE_ACCOUNT_BLAME & 1) == 0;
    bool any = false;
    for (uint32_t i = 0, end = 0; i < c.n; i = end) {
        end = account_round_end(&c, i);
        if (c.at[i].round + ROUNDS_SHOWN < n || (denied && !has_denial(&c, i, end))) {
            continue; /* the latest are shown */
        }
        const bool first = !any;
        any = true;
        truce_row *const to = truce_document_row(&k->doc, table);
        const truce_str basis = rule_basis(k, row);
        truce_passage *const head = truce_document_cell(&k->doc, &to->cells[0]);
        const account_round round = account_round_of(k, &rounds, c.at + i, end - i);
        const bool other = is_of_other_things(&c, i, end, &round);
        if (other) {
            truce_buffer_lit(&k->text, "Of what sides are accused");
        } else {
            account_subject(k, row);
        }
        compose_quietly(k, head, TRUCE_SPAN_STRONG, compose_keep(k), "")->basis = basis;
        add_round_span(k, head, &c, i, end, basis);
        if (other) {
            say_of_other_things(k, &to->cells[0], basis);
        }
        if (first) {
            account_why(k, row);
            compose_quietly(k, truce_document_cell(&k->doc, &to->cells[0]), TRUCE_SPAN_PLAIN,
                            compose_keep(k), "")
                ->basis = basis;
            add_settles(k, &to->cells[2], row);
        } else {
            add_who(k, &to->cells[2], row);
        }
        const uint32_t alone = other ? TRUCE_NONE : only_on(&c, i, end);
        if (alone != TRUCE_NONE) {
            truce_buffer_lit(&k->text, "All of it is on ");
            truce_buffer_add(&k->text, k->c->actors[alone].head.title);
            truce_buffer_lit(&k->text, ". That another is to blame is not reported of this time.");
            compose_quietly(k, truce_document_cell(&k->doc, &to->cells[0]), TRUCE_SPAN_PLAIN,
                            compose_keep(k), "")
                ->basis = basis;
        }
        account_round_tell(k, &to->cells[0], &round);
        if (remarks != NULL) {
            add_remarks_beside(k, &to->cells[0], remarks, &c, i, end);
        }
        if (first && n > ROUNDS_SHOWN && !denied) {
            truce_buffer_printf(&k->text, "%u earlier rounds: --json has all", n - ROUNDS_SHOWN);
            (void)compose_quietly(k, truce_document_cell(&k->doc, &to->cells[0]), TRUCE_SPAN_MUTED,
                                  compose_keep(k), "the last 12 rounds are shown");
        }
        account_charges_add(k, &to->cells[1], row, c.at + i, end - i);
    }
}

/* `remarks`: those that stand below; NULL where they do not. */
static void add_table(composer *k, const truce_accounts *a, const uint32_t *before, uint32_t begin,
                      uint32_t end, const account_remarks *remarks) {
    static const truce_column columns[] = {
        {{"What", 4}, 30}, {{"Who says what", 13}, 46}, {{"What would settle it", 20}, 24}};
    truce_block *const table =
        truce_document_table(&k->doc, truce_str_of(kinds[a->at[begin].kind].caption), columns,
                             sizeof columns / sizeof *columns);
    for (uint32_t i = begin; i < end; i++) {
        if (a->at[i].rule == TRUCE_RULE_BLAME && a->at[i].declared == TRUCE_NONE) {
            add_rounds(k, table, &a->at[i], remarks);
            continue;
        }
        truce_row *const row = truce_document_row(&k->doc, table);
        add_what(k, &row->cells[0], &a->at[i]);
        account_parts(k, &row->cells[1], &a->at[i],
                      before[i] != TRUCE_NONE ? &a->at[before[i]] : NULL);
        add_settles(k, &row->cells[2], &a->at[i]);
    }
}

/* ---- the section ---- */

truce_str account_kind_title(truce_account_kind kind) {
    return truce_str_of(kinds[kind].title);
}

/* `books`: how many rows of books and claims there are besides. */
static void add_intro(composer *k, const truce_accounts *a, uint32_t books) {
    truce_passage *const note = truce_document_paragraph(&k->doc);
    const uint32_t n = a->n_clashes + books;
    if (a->n + books == 0 && (k->issues != NULL || k->kinds != 0)) {
        (void)truce_document_say(&k->doc, note,
                                 TRUCE_STR("Of what was asked for, no accounts are set against "
                                           "each other."),
                                 TRUCE_STR("the rules on accounts"));
        return;
    }
    if (a->n + books == 0) {
        (void)truce_document_say(&k->doc, note,
                                 TRUCE_STR("No rule found claims that do not match, and nobody "
                                           "declared any."),
                                 TRUCE_STR("the rules on accounts"));
        return;
    }
    truce_buffer_printf(&k->text,
                        "%u matter%s in which accounts do not match, or seem not to. All are shown "
                        "with who says so; none is called wrong.",
                        n, n == 1 ? "" : "s");
    (void)compose_quietly(k, note, TRUCE_SPAN_PLAIN, compose_keep(k), "the rules on accounts");
    if (a->partly_compared) {
        (void)truce_document_say(&k->doc, note,
                                 TRUCE_STR("A side holds too many positions on an issue to compare "
                                           "all of them."),
                                 TRUCE_STR("a limit of truce"));
    }
}

truce_status compose_accounts(composer *k, truce_error *err) {
    truce_accounts a;
    const truce_status status = truce_accounts_make(&k->matrix, k->arena, &a, err);
    if (status != TRUCE_OK) {
        return status;
    }
    keep_accounts_asked(k, &a);
    const uint32_t *const before = find_before(k, &a);
    if (before == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the accounts");
    }
    (void)truce_document_heading(&k->doc, 2, TRUCE_STR("accounts"),
                                 TRUCE_STR("What does not match"));
    if (k->issues != NULL) {
        (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_PLAIN,
                              TRUCE_STR("Only what is about the issues asked for is shown."),
                              "the issues asked for");
    }
    if (k->kinds != 0) {
        (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_PLAIN,
                              TRUCE_STR("Only the kinds asked for are shown."),
                              "the kinds asked for");
    }
    const bool blame =
        k->issues == NULL && (k->kinds == 0 || (k->kinds >> TRUCE_ACCOUNT_BLAME & 1));
    const bool listed = blame && k->kinds != 0; /* else how many there are is told */
    const account_remarks remarks = blame ? account_remarks_of(k) : (account_remarks){NULL, 0};
    const bool of_books =
        k->issues == NULL && (k->kinds == 0 || (k->kinds >> TRUCE_ACCOUNT_FACT & 1) != 0);
    add_intro(k, &a, of_books ? ways_count_accounts(k) : 0);
    for (uint32_t i = 0, end = 0; i < a.n; i = end) {
        const kind_words *const words = &kinds[a.at[i].kind];
        for (end = i + 1; end < a.n && a.at[end].kind == a.at[i].kind; end++) {
        }
        (void)truce_document_heading(&k->doc, 3, truce_str_of(words->id),
                                     truce_str_of(words->title));
        if (a.at[i].kind == TRUCE_ACCOUNT_TIME) {
            (void)compose_quietly(
                k, truce_document_paragraph(&k->doc), TRUCE_SPAN_MUTED,
                TRUCE_STR("Counted here: what anybody tells of a side at different times, and "
                          "movement beside refusals. Movement that a claim reports, and a side's "
                          "own later word that sets its earlier one aside, stand in truce "
                          "matrix."),
                "how truce works");
        }
        if (a.at[i].kind == TRUCE_ACCOUNT_BLAME) {
            (void)compose_quietly(
                k, truce_document_paragraph(&k->doc), TRUCE_SPAN_MUTED,
                TRUCE_STR(
                    "All blame is counted as one matter, and shown time by time. Of a time at "
                    "which it falls on one side alone, that row says so: there nothing is "
                    "set against it."),
                "how truce works");
        }
        add_table(k, &a, before, i, end, listed ? &remarks : NULL);
    }
    if (of_books) {
        compose_ways_accounts(k);
    }
    if ((k->kinds & KINDS_DENIED) != 0 && k->issues == NULL) {
        account_lone_denials(k, &a);
    }
    if (blame) {
        account_unmatched(k, &a, false); /* neither is on an issue */
    }
    if (listed) {
        account_unblamed(k);
        account_remarks_list(k, &remarks);
    } else {
        account_remarks_count(k, &remarks);
    }
    if (k->issues == NULL && k->kinds == 0) {
        account_unmatched(k, &a, true);
    }
    return TRUCE_OK;
}

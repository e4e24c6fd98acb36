/* What does not match: a table for each kind of account, and beside it what was looked at. */
#include <stdlib.h>

#include "account_words.h"
#include "issues.h"
#include "truce/case/words.h"
#include "whom_words.h"

enum { DECLARED_MAX = 64 /* claims that a person set side by side, of which equals are one */ };

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
static void add_span(composer *k, truce_passage *title, const truce_account_row *row,
                     truce_str basis) {
    uint32_t first = TRUCE_NONE;
    uint32_t last = TRUCE_NONE;
    for (uint32_t p = 0; p < row->n_parts; p++) {
        for (uint32_t i = 0; i < row->parts[p].n_claims; i++) {
            const uint32_t claim = row->parts[p].claims[i];
            const truce_date date = k->scope.times[claim].date;
            if ((date.marks & TRUCE_DATE_GIVEN) == 0) {
                continue;
            }
            if (first == TRUCE_NONE || date.first < k->scope.times[first].date.first) {
                first = claim;
            }
            if (last == TRUCE_NONE || date.last > k->scope.times[last].date.last) {
                last = claim;
            }
        }
    }
    if (first == TRUCE_NONE) {
        return;
    }
    phrase_date(&k->text, &k->scope, first);
    const truce_str from = compose_keep(k);
    phrase_date(&k->text, &k->scope, last);
    const truce_str to = compose_keep(k);
    truce_buffer_printf(&k->text, "\xE2\x80\x94 told %.*s", TRUCE_STR_ARGS(from));
    if (!truce_str_equal(from, to)) {
        truce_buffer_printf(&k->text, " to %.*s", TRUCE_STR_ARGS(to));
    }
    compose_quietly(k, title, TRUCE_SPAN_MUTED, compose_keep(k), "")->basis = basis;
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

/* Whether the same is told of the same claims in another row. */
static bool has_part(const truce_account_row *row, const truce_account_part *part) {
    enum { PARTS_MAX = 64 }; /* that are looked at */
    bool found = false;
    for (uint32_t i = 0; i < row->n_parts && i < PARTS_MAX && !found; i++) {
        const truce_account_part *const other = &row->parts[i];
        found = other->n_claims == part->n_claims && other->demand == part->demand &&
                memcmp(other->claims, part->claims, part->n_claims * sizeof *part->claims) == 0;
    }
    return found;
}

/* The part with the claims of all later ones that a person set beside it and that say the same;
 * `told` marks those. */
static truce_account_part gathered(composer *k, const truce_account_row *row, uint32_t at,
                                   const truce_str *says, bool *told) {
    truce_account_part out = row->parts[at];
    uint32_t *const claims =
        truce_arena_take(k->arena, (row->n_claims + (size_t)1) * sizeof *claims);
    k->failed = k->failed || claims == NULL;
    out.claims = claims;
    out.n_claims = 0;
    for (uint32_t i = at; claims != NULL && i < row->n_parts; i++) {
        const truce_account_part *const part = &row->parts[i];
        if (i == at || (part->statement == NULL && truce_str_equal(says[i], says[at]))) {
            told[i] = true;
            for (uint32_t c = 0; c < part->n_claims && out.n_claims < row->n_claims; c++) {
                claims[out.n_claims++] = part->claims[c];
            }
        }
    }
    return out;
}

/* A part that is a claim which a person set beside others, and all that say the same, as one. */
static void add_declared(composer *k, truce_cell *cell, const truce_account_row *row) {
    truce_str *const says = truce_arena_zero(k->arena, row->n_parts, sizeof *says);
    bool *const told = truce_arena_zero(k->arena, row->n_parts, sizeof *told);
    k->failed = k->failed || says == NULL || told == NULL;
    for (uint32_t i = 0; i < row->n_parts && says != NULL; i++) {
        account_says(k, row, &row->parts[i]);
        says[i] = compose_keep(k);
    }
    for (uint32_t i = 0; i < row->n_parts && says != NULL && told != NULL; i++) {
        if (told[i]) {
            continue;
        }
        const truce_account_part part =
            row->parts[i].statement == NULL ? gathered(k, row, i, says, told) : row->parts[i];
        truce_sentence *const sentence =
            truce_document_sentence(&k->doc, truce_document_cell(&k->doc, cell));
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, says[i]);
        account_speakers(k, sentence, row, &part, ACCOUNT_NAMES);
    }
}

/* Every part is set alike, however long: none may seem to be the one that counts. What a row before
 * tells of the same side on the same issue is not told again; `before` is NULL where there is none.
 */
static void add_parts(composer *k, truce_cell *cell, const truce_account_row *row,
                      const truce_account_row *before) {
    uint32_t again = 0;
    if (row->rule == TRUCE_RULE_BLAME && row->declared == TRUCE_NONE) {
        account_charges(k, cell, row);
        return;
    }
    if (row->declared != TRUCE_NONE && row->n_parts <= DECLARED_MAX) {
        add_declared(k, cell, row);
        return;
    }
    for (uint32_t i = 0; i < row->n_parts; i++) {
        if (before != NULL && has_part(before, &row->parts[i])) {
            again++;
            continue;
        }
        truce_sentence *const sentence =
            truce_document_sentence(&k->doc, truce_document_cell(&k->doc, cell));
        account_says(k, row, &row->parts[i]);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
        account_speakers(k, sentence, row, &row->parts[i], ACCOUNT_NAMES);
    }
    if (again > 0) {
        truce_buffer_printf(&k->text, "%s%u that stand%s above, under %.*s",
                            again < row->n_parts ? "and " : "", again, again == 1 ? "s" : "",
                            TRUCE_STR_ARGS(account_kind_title(before->kind)));
        (void)compose_quietly(k, truce_document_cell(&k->doc, cell), TRUCE_SPAN_MUTED,
                              compose_keep(k), "what is told twice is shown once");
    }
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

static void add_table(composer *k, const truce_accounts *a, const uint32_t *before, uint32_t begin,
                      uint32_t end, const char *caption) {
    static const truce_column columns[] = {
        {{"What", 4}, 30}, {{"Who says what", 13}, 46}, {{"What would settle it", 20}, 24}};
    truce_block *const table = truce_document_table(&k->doc, truce_str_of(caption), columns,
                                                    sizeof columns / sizeof *columns);
    for (uint32_t i = begin; i < end; i++) {
        truce_row *const row = truce_document_row(&k->doc, table);
        add_what(k, &row->cells[0], &a->at[i]);
        add_parts(k, &row->cells[1], &a->at[i], before[i] != TRUCE_NONE ? &a->at[before[i]] : NULL);
        add_settles(k, &row->cells[2], &a->at[i]);
    }
}

/* ---- the section ---- */

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

truce_str account_kind_title(truce_account_kind kind) {
    return truce_str_of(kinds[kind].title);
}

static void add_intro(composer *k, const truce_accounts *a) {
    truce_passage *const note = truce_document_paragraph(&k->doc);
    if (a->n == 0 && (k->issues != NULL || k->kinds != 0)) {
        (void)truce_document_say(&k->doc, note,
                                 TRUCE_STR("There is nothing of what was asked for."),
                                 TRUCE_STR("the rules on accounts"));
        return;
    }
    if (a->n == 0) {
        (void)truce_document_say(&k->doc, note,
                                 TRUCE_STR("No rule found claims that do not match, and nobody "
                                           "declared any."),
                                 TRUCE_STR("the rules on accounts"));
        return;
    }
    truce_buffer_printf(&k->text,
                        "%u matter%s in which accounts do not match, or seem not to. All are shown "
                        "with who says so; none is called wrong.",
                        a->n_clashes, a->n_clashes == 1 ? "" : "s");
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
    add_intro(k, &a);
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
        add_table(k, &a, before, i, end, words->caption);
    }
    if ((k->kinds & KINDS_DENIED) != 0 && k->issues == NULL) {
        account_lone_denials(k, &a);
    }
    if (k->issues == NULL && (k->kinds == 0 || (k->kinds >> TRUCE_ACCOUNT_BLAME & 1) != 0)) {
        account_unmatched(k, &a, false); /* neither is on an issue */
    }
    if (k->issues == NULL && k->kinds == 0) {
        account_unmatched(k, &a, true);
    }
    return TRUCE_OK;
}

/* What does not match, in short: what each part says, and who says it. */
#include <stdlib.h>

#include "account_charges.h"
#include "account_words.h"
#include "digest.h"
#include "truce/case/words.h"
#include "whom_words.h"

/* Blame by rounds, as truce accounts has it. */
static void add_charges(composer *k, truce_passage *item, const truce_account_row *row,
                        uint32_t most) {
    const account_charges c = account_charges_of(k, row);
    for (uint32_t i = 0; i < c.n && i < most; i++) {
        truce_sentence *const sentence = truce_document_line(&k->doc, item);
        if (i == 0) {
            truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_PLAIN,
                                 truce_words_at(TRUCE_WORDS_ACCOUNT, (size_t)row->kind));
        }
        account_charge_line(k, sentence, row, &c.at[i]);
    }
    if (c.n > most) {
        truce_buffer_printf(&k->text, "and %u more: truce accounts --kind blame", c.n - most);
        (void)compose_quietly(k, item, TRUCE_SPAN_MUTED, compose_keep(k), DIGEST_REST);
    }
}

truce_passage *digest_account(composer *k, truce_block *list, const truce_account_row *row) {
    enum { PARTS = 4, PARTS_OF_ISSUE = 16, TIGHT_LETTERS = 100 };
    const uint32_t most = k->issues != NULL ? PARTS_OF_ISSUE : PARTS;
    account_subject(k, row);
    truce_passage *const item =
        truce_document_item(&k->doc, list, (truce_str){NULL, 0}, compose_keep(k));
    if (row->rule == TRUCE_RULE_BLAME && row->declared == TRUCE_NONE) {
        add_charges(k, item, row, most);
        return item;
    }
    for (uint32_t i = 0; i < row->n_parts && i < most; i++) {
        truce_sentence *const sentence = truce_document_line(&k->doc, item);
        if (i == 0) {
            truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_PLAIN,
                                 truce_words_at(TRUCE_WORDS_ACCOUNT, (size_t)row->kind));
        }
        account_says(k, row, &row->parts[i]);
        const truce_str says = compose_keep(k);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN,
                           k->doc.compact ? digest_clip(k, says, TIGHT_LETTERS) : says);
        account_speakers(k, sentence, row, &row->parts[i], 2);
    }
    if (row->n_parts > most) {
        truce_buffer_printf(&k->text, "and told in %u more way%s", row->n_parts - most,
                            row->n_parts - most == 1 ? "" : "s");
        (void)compose_quietly(k, item, TRUCE_SPAN_MUTED, compose_keep(k), DIGEST_REST);
    }
    return item;
}

/* In what they differ, or whether both can be true. */
static void add_why(composer *k, truce_passage *item, const truce_account_row *row) {
    account_why(k, row);
    const truce_str why = compose_keep(k);
    if (why.size > 0) {
        compose_quietly(k, item, TRUCE_SPAN_PLAIN, why,
                        row->declared != TRUCE_NONE ? "the account record"
                                                    : "the rule that found it")
            ->join = TRUCE_JOIN_LINE;
    }
}

/* "Would settle it: its own word on what it holds now. Ask: Israel." By the account's record, else
 * by the rule. */
static void add_settle(composer *k, truce_passage *item, const truce_account_row *row) {
    enum { SHOWN = 4 };
    const truce_account *const account =
        row->declared != TRUCE_NONE ? &k->c->accounts[row->declared] : NULL;
    const uint32_t n = account != NULL ? account->n_settles : 0;
    const bool by_rule =
        n == 0 && account_settle(row)[0] != '\0' && row->kind != TRUCE_ACCOUNT_NONE;
    for (uint32_t i = 0; i < n; i++) {
        truce_buffer_printf(&k->text, "%s", i == 0 ? "Would settle it: " : "; ");
        truce_buffer_add(&k->text, account->settles[i].text);
        if (account->settles[i].by.symbol != 0) {
            truce_buffer_lit(&k->text, " (ask: ");
            truce_buffer_add(&k->text, phrase_actor(k->c, account->settles[i].by));
            truce_buffer_byte(&k->text, ')');
        }
    }
    if (by_rule) {
        truce_buffer_printf(&k->text, "Would settle it: %s", account_settle(row));
    }
    if (by_rule && row->n_who > 0) {
        truce_buffer_lit(&k->text, " (ask: ");
        whom_add_actors(&k->text, k->c, row->who, row->n_who, row->n_any, SHOWN);
        truce_buffer_byte(&k->text, ')');
    }
    if (n > 0 || by_rule) {
        truce_buffer_byte(&k->text, '.');
        compose_quietly(k, item, TRUCE_SPAN_PLAIN, compose_keep(k),
                        n > 0 ? "the account record" : "the rule that found it")
            ->join = TRUCE_JOIN_LINE;
    }
}

/* When all parties are found, no more claims are asked. */
uint32_t digest_account_parties(composer *k, const truce_account_row *row) {
    uint32_t sides[4];
    uint32_t n = 0;
    const uint32_t max = k->matrix.n_parties < 4 ? k->matrix.n_parties : 4;
    for (uint32_t i = 0; i < row->n_claims && n < max; i++) {
        const truce_claim *const claim = &k->c->claims[row->claims[i]];
        for (uint32_t s = 0; s < claim->n_speakers && n < max; s++) {
            const uint32_t side = truce_side_of(k->c, claim->speakers[s].actor);
            bool again = side == TRUCE_NONE || k->c->actors[side].kind != TRUCE_ACTOR_PARTY;
            for (uint32_t x = 0; x < n && !again; x++) {
                again = sides[x] == side;
            }
            if (!again) {
                sides[n++] = side;
            }
        }
    }
    return n;
}

static bool is_told_elsewhere(const truce_account_row *row) {
    return row->rule == TRUCE_RULE_OFFER || row->rule == TRUCE_RULE_CONTACT ||
           row->rule == TRUCE_RULE_HEADWAY || row->rule == TRUCE_RULE_PRESENCE;
}

/* A row to choose from, with its place in the choice. */
typedef struct candidate {
    uint32_t row, parties, round;
} candidate;

static int by_parties(const void *left, const void *right) {
    const candidate *const l = left;
    const candidate *const r = right;
    if (l->parties != r->parties) {
        return l->parties > r->parties ? -1 : 1;
    }
    return (l->row > r->row) - (l->row < r->row);
}

/* Matters in which no party speaks itself, such as how reports explain what happened, come last. */
static int by_round(const void *left, const void *right) {
    const candidate *const l = left;
    const candidate *const r = right;
    if ((l->parties == 0) != (r->parties == 0)) {
        return l->parties == 0 ? 1 : -1;
    }
    if (l->round != r->round) {
        return l->round < r->round ? -1 : 1;
    }
    return (l->row > r->row) - (l->row < r->row);
}

static int by_row(const void *left, const void *right) {
    const candidate *const l = left;
    const candidate *const r = right;
    return (l->row > r->row) - (l->row < r->row);
}

/* In each kind those come first in which more parties speak themselves; then the first of each kind
 * is taken, the second of each, and so on; where no party speaks itself, after all others. */
static uint32_t rank(composer *k, const truce_accounts *a, bool elsewhere, candidate *at) {
    uint32_t n = 0;
    for (uint32_t begin = 0, end = 0; begin < a->n_clashes; begin = end) {
        const uint32_t first = n;
        for (end = begin; end < a->n_clashes && a->at[end].kind == a->at[begin].kind; end++) {
            if (!elsewhere || !is_told_elsewhere(&a->at[end])) {
                at[n++] =
                    (candidate){.row = end, .parties = digest_account_parties(k, &a->at[end])};
            }
        }
        if (n - first > 1) {
            qsort(at + first, n - first, sizeof *at, by_parties);
        }
        for (uint32_t i = first; i < n; i++) {
            at[i].round = i - first;
        }
    }
    if (n > 1) {
        qsort(at, n, sizeof *at, by_round);
    }
    return n;
}

bool digest_accounts(composer *k, const truce_accounts *a, bool elsewhere, uint32_t max) {
    candidate *const at = truce_arena_take(k->arena, a->n_clashes * sizeof *at);
    if (at == NULL) {
        return false;
    }
    const uint32_t n = rank(k, a, elsewhere, at);
    const uint32_t shown = n < max ? n : max;
    if (n == 0) {
        return true;
    }
    if (shown > 1) {
        qsort(at, shown, sizeof *at, by_row);
    }
    truce_block *const list = digest_open(k, "accounts", "What does not match");
    for (uint32_t i = 0; i < shown; i++) {
        truce_passage *const item = digest_account(k, list, &a->at[at[i].row]);
        if (k->issues != NULL) {
            add_why(k, item, &a->at[at[i].row]);
            add_settle(k, item, &a->at[at[i].row]);
        }
    }
    digest_rest(k, list, a->n_clashes, shown, "accounts");
    return true;
}

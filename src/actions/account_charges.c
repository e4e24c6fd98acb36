/* Blame and accusation by rounds: what was told at one time, side by side, each claim with its own
 * name; and who is said not to be to blame beside those who say that he is. */
#include "account_charges.h"

#include <stdlib.h>

#include "account_words.h"

enum { APART_DAYS = 14, DAY = 86400 };

static uint32_t side_of(const truce_account_part *part) {
    return part->what & ~(TRUCE_ACCUSED | TRUCE_CLEARED);
}

static bool is_cleared(const truce_account_part *part) {
    return (part->what & TRUCE_CLEARED) != 0;
}

/* Those that are not dated last. */
static int by_age(const void *left, const void *right) {
    const account_charge *const l = left;
    const account_charge *const r = right;
    if (l->dated != r->dated) {
        return l->dated ? -1 : 1;
    }
    if (l->date.first != r->date.first) {
        return l->date.first < r->date.first ? -1 : 1;
    }
    return (l->claim > r->claim) - (l->claim < r->claim);
}

/* In a round by side, first what is laid to it, the oldest first; claims of one source together. */
static int by_round(const void *left, const void *right) {
    const account_charge *const l = left;
    const account_charge *const r = right;
    const uint32_t keys[][2] = {{l->round, r->round},
                                {side_of(l->part), side_of(r->part)},
                                {is_cleared(l->part), is_cleared(r->part)}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (keys[i][0] != keys[i][1]) {
            return keys[i][0] < keys[i][1] ? -1 : 1;
        }
    }
    if (l->date.first != r->date.first) {
        return l->date.first < r->date.first ? -1 : 1;
    }
    if (l->source != r->source) {
        return l->source < r->source ? -1 : 1;
    }
    if (l->claim != r->claim) {
        return l->claim < r->claim ? -1 : 1;
    }
    return (l->part->what > r->part->what) - (l->part->what < r->part->what);
}

/* A round ends where nothing was told for longer than a fortnight; what is not dated is one of its
 * own. */
static void number_rounds(account_charge *at, uint32_t n) {
    int64_t last = 0;
    for (uint32_t i = 0; i < n; i++) {
        const bool same = i > 0 && at[i].dated == at[i - 1].dated &&
                          (!at[i].dated || last >= INT64_MAX - (int64_t)APART_DAYS * DAY ||
                           at[i].date.first <= last + (int64_t)APART_DAYS * DAY);
        at[i].round = i == 0 ? 0 : at[i - 1].round + !same;
        last = !same || at[i].date.last > last ? at[i].date.last : last;
    }
}

/* A claim that blames and accuses the same side is one. */
static uint32_t merge(account_charge *at, uint32_t n) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        account_charge *const last = kept > 0 ? &at[kept - 1] : NULL;
        if (last != NULL && last->claim == at[i].claim &&
            side_of(last->part) == side_of(at[i].part) && !is_cleared(at[i].part)) {
            last->also = at[i].part;
        } else {
            at[kept++] = at[i];
        }
    }
    return kept;
}

account_charges account_charges_of(composer *k, const truce_account_row *row) {
    account_charges out = {NULL, 0};
    size_t room = 0;
    for (uint32_t p = 0; p < row->n_parts; p++) {
        room += row->parts[p].n_claims;
    }
    out.at = truce_arena_take(k->arena, room * sizeof *out.at);
    if (out.at == NULL) {
        k->failed = true;
        return out;
    }
    for (uint32_t p = 0; p < row->n_parts; p++) {
        const truce_account_part *const part = &row->parts[p];
        for (uint32_t i = 0; i < part->n_claims; i++) {
            const uint32_t claim = part->claims[i];
            const truce_date date = k->scope.times[claim].date;
            out.at[out.n++] = (account_charge){
                .source = truce_case_find(k->c, TRUCE_KIND_SOURCE, k->c->claims[claim].source),
                .claim = claim,
                .dated = (date.marks & TRUCE_DATE_GIVEN) != 0,
                .date = date,
                .part = part};
        }
    }
    if (out.n > 1) {
        qsort(out.at, out.n, sizeof *out.at, by_age);
    }
    number_rounds(out.at, out.n);
    if (out.n > 1) {
        qsort(out.at, out.n, sizeof *out.at, by_round);
    }
    out.n = merge(out.at, out.n);
    return out;
}

uint32_t account_round_end(const account_charges *c, uint32_t begin) {
    uint32_t end = begin;
    while (end < c->n && c->at[end].round == c->at[begin].round) {
        end++;
    }
    return end;
}

/* What of the claim is this part. */
static const truce_statement *statement_of(const composer *k, const account_charge *c) {
    const truce_claim *const claim = &k->c->claims[c->claim];
    for (uint32_t s = 0; s < claim->n_statements; s++) {
        if (account_is_charge(k->c, c->part, &claim->statements[s])) {
            return &claim->statements[s];
        }
    }
    return c->part->statement;
}

/* "blame on Benjamin Netanyahu (Israel)": whom the claim itself names, and of which side. */
static void add_head(composer *k, const account_charge *c) {
    const uint32_t side = side_of(c->part);
    const uint32_t whom =
        truce_case_find(k->c, TRUCE_KIND_ACTOR, statement_of(k, c)->as.blame.object);
    truce_buffer_printf(&k->text, "%s",
                        is_cleared(c->part)              ? "no blame on "
                        : c->part->what >= TRUCE_ACCUSED ? "accusation against "
                                                         : "blame on ");
    if (whom != TRUCE_NONE && whom != side) {
        truce_buffer_add(&k->text, k->c->actors[whom].head.title);
        truce_buffer_printf(&k->text, " (%.*s)", TRUCE_STR_ARGS(k->c->actors[side].head.title));
    } else {
        truce_buffer_add(&k->text, k->c->actors[side].head.title);
    }
}

void account_charge_line(composer *k, truce_sentence *sentence, const truce_account_row *row,
                         const account_charge *c) {
    add_head(k, c);
    if (c->also != NULL) {
        truce_buffer_lit(&k->text, ", and accusation against it");
        account_wording(k, row, c->also, &k->c->claims[c->claim]);
    }
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    const truce_str name = account_teller(k, row, c->part, c->claim);
    truce_buffer_printf(&k->text, "\xE2\x80\x94 %.*s", TRUCE_STR_ARGS(name));
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
    truce_sentence_claim(&k->doc, sentence, claim_name(k->c, c->claim));
    account_marks(k, sentence, k->c->claims[c->claim].marks);
}

void account_charges_add(composer *k, truce_cell *cell, const truce_account_row *row,
                         const account_charge *at, uint32_t n) {
    enum { CHARGES_SHOWN = 16 };
    uint32_t of_side = 0;
    for (uint32_t i = 0; i < n; i++) {
        const bool again = i > 0 && side_of(at[i].part) == side_of(at[i - 1].part);
        of_side = again ? of_side + 1 : 1;
        if (of_side <= CHARGES_SHOWN) {
            account_charge_line(
                k, truce_document_sentence(&k->doc, truce_document_cell(&k->doc, cell)), row,
                &at[i]);
        } else if (i + 1 == n || side_of(at[i + 1].part) != side_of(at[i].part)) {
            truce_buffer_printf(&k->text, "and %u more claims: --json has all",
                                of_side - CHARGES_SHOWN);
            (void)compose_quietly(k, truce_document_cell(&k->doc, cell), TRUCE_SPAN_MUTED,
                                  compose_keep(k), "at most 16 are shown of each side");
        }
    }
}

/* Blame and accusation: what each source tells of each side, the oldest first. */
#include <stdlib.h>

#include "account_words.h"

/* A claim that blames or accuses a side. */
typedef struct charge {
    uint32_t side, source, claim;
    int64_t when; /* the first second in which it was told; INT64_MAX: not known */
    const truce_account_part *part, *also; /* also: it accuses too, or NULL */
} charge;

/* Side by side, the oldest first, what is not dated last; claims of one source together. */
static int by_age(const void *left, const void *right) {
    const charge *const l = left;
    const charge *const r = right;
    if (l->side != r->side) {
        return l->side < r->side ? -1 : 1;
    }
    if (l->when != r->when) {
        return l->when < r->when ? -1 : 1;
    }
    if (l->source != r->source) {
        return l->source < r->source ? -1 : 1;
    }
    if (l->claim != r->claim) {
        return l->claim < r->claim ? -1 : 1;
    }
    return (l->part->what > r->part->what) - (l->part->what < r->part->what);
}

static uint32_t find_charges(const composer *k, const truce_account_row *row, charge *at) {
    uint32_t n = 0;
    uint32_t kept = 0;
    for (uint32_t p = 0; p < row->n_parts; p++) {
        const truce_account_part *const part = &row->parts[p];
        for (uint32_t i = 0; i < part->n_claims; i++) {
            const uint32_t claim = part->claims[i];
            const truce_date date = k->scope.times[claim].date;
            at[n++] = (charge){
                .side = part->what & ~TRUCE_ACCUSED,
                .source = truce_case_find(k->c, TRUCE_KIND_SOURCE, k->c->claims[claim].source),
                .claim = claim,
                .when = (date.marks & TRUCE_DATE_GIVEN) != 0 ? date.first : INT64_MAX,
                .part = part};
        }
    }
    if (n > 1) {
        qsort(at, n, sizeof *at, by_age);
    }
    for (uint32_t i = 0; i < n; i++) {
        if (kept > 0 && at[kept - 1].side == at[i].side && at[kept - 1].claim == at[i].claim) {
            at[kept - 1].also = at[i].part;
        } else {
            at[kept++] = at[i];
        }
    }
    return kept;
}

/* "accusation against Hamas - by Israel, told by the report s1: bad faith, 2025-07~ (s1:P3)" */
static void add_charge(composer *k, truce_passage *passage, const truce_account_row *row,
                       const charge *c) {
    truce_sentence *const sentence = truce_document_line(&k->doc, passage);
    const uint8_t marks = k->c->claims[c->claim].marks;
    account_says(k, row, c->part);
    if (c->also != NULL) {
        truce_buffer_lit(&k->text, ", and accusation against it");
        account_wording(k, row, c->also, &k->c->claims[c->claim]);
    }
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    const truce_str name = account_teller(k, row, c->part, c->claim);
    truce_buffer_printf(&k->text, "\xE2\x80\x94 %.*s", TRUCE_STR_ARGS(name));
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
    truce_sentence_claim(&k->doc, sentence, claim_name(k->c, c->claim));
    account_marks(k, sentence, marks);
}

void account_charges(composer *k, truce_cell *cell, const truce_account_row *row) {
    enum { CHARGES_SHOWN = 16 };
    uint32_t n = 0;
    for (uint32_t p = 0; p < row->n_parts; p++) {
        n += row->parts[p].n_claims;
    }
    charge *const at = truce_arena_take(k->arena, n * sizeof *at);
    if (at == NULL) {
        k->failed = true;
        return;
    }
    n = find_charges(k, row, at);
    truce_passage *passage = NULL;
    uint32_t of_side = 0;
    for (uint32_t i = 0; i < n; i++) {
        of_side = i > 0 && at[i].side == at[i - 1].side ? of_side + 1 : 1;
        if (of_side > CHARGES_SHOWN) {
            if (i + 1 == n || at[i + 1].side != at[i].side) {
                truce_buffer_printf(&k->text, "and %u more claims: --json has all",
                                    of_side - CHARGES_SHOWN);
                (void)compose_quietly(k, truce_document_cell(&k->doc, cell), TRUCE_SPAN_MUTED,
                                      compose_keep(k), "at most 16 are shown of each side");
            }
            continue;
        }
        if (i == 0 || at[i].side != at[i - 1].side || at[i].source != at[i - 1].source) {
            passage = truce_document_cell(&k->doc, cell);
        }
        add_charge(k, passage, row, &at[i]);
    }
}

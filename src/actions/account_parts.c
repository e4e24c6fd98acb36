/* What the parts of a row say: every part is set alike, however long, so that none may seem to be
 * the one that counts. */
#include "account_words.h"

#include <string.h>

enum { DECLARED_MAX = 64 /* claims that a person set side by side, of which equals are one */ };

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

void account_parts(composer *k, truce_cell *cell, const truce_account_row *row,
                   const truce_account_row *before) {
    uint32_t again = 0;
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

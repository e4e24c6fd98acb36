/* compose_swap_parts.h - the pieces that the sections on an exchange are made of (private to these
 * files). */
#ifndef TRUCE_SRC_ACTIONS_COMPOSE_SWAP_PARTS_H
#define TRUCE_SRC_ACTIONS_COMPOSE_SWAP_PARTS_H

#include "swaps.h"

static inline void lit(composer *k, const char *text) {
    truce_buffer_add(&k->text, truce_str_of(text));
}

static inline void str(composer *k, truce_str text) {
    truce_buffer_add(&k->text, text);
}

static inline void number(composer *k, int64_t n) {
    swap_number(&k->text, n);
}

static inline truce_sentence *say(composer *k, truce_passage *passage, const char *basis) {
    return compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k), basis);
}

static inline truce_sentence *mute(composer *k, truce_passage *passage, const char *basis) {
    return compose_quietly(k, passage, TRUCE_SPAN_MUTED, compose_keep(k), basis);
}

static inline void cell(composer *k, truce_row *row, size_t i, truce_span_style style,
                        const char *basis) {
    (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[i]), style, compose_keep(k),
                          basis);
}

static inline void heading(composer *k, const swap *s, const char *id, const char *title) {
    truce_buffer_printf(&k->text, "exchange-%.*s-%s",
                        TRUCE_STR_ARGS(truce_case_name(k->c, s->plan->head.name)), id);
    const truce_str key = compose_keep(k);
    (void)truce_document_heading(&k->doc, 3, key, truce_str_of(title));
}

/* What a table had no room for. */
static inline void add_rest(composer *k, uint64_t n, uint64_t shown, const char *what) {
    if (n > shown) {
        lit(k, "And ");
        number(k, (int64_t)(n - shown));
        lit(k, " more ");
        lit(k, what);
        lit(k, ": --json has them all.");
        (void)mute(k, truce_document_paragraph(&k->doc), "the record of the exchange");
    }
}

/* compose_swap_checks.c: what does not add up. */
void swap_checks(composer *k, const swap *s);
/* compose_swap_tables.c: tranche by tranche, class by class, one person elsewhere, day by day; each
 * with its heading, nothing where there is nothing to tell. */
void swap_tranche_table(composer *k, const swaps *all, const swap *s);
void swap_class_table(composer *k, const swap *s);
void swap_move_table(composer *k, const swap *s);
void swap_day_table(composer *k, const swap *s);

#endif

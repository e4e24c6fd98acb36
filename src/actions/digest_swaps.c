/* Exchanges in short: what each comes to, and what does not add up. */
#include "digest.h"
#include "swaps.h"

enum { FINDINGS_SHOWN = 4, FIGURES_SHOWN = 3 };

static void add_totals(composer *k, const swap *s, truce_passage *item) {
    for (uint32_t i = 0; i < s->deal.n_totals && i < FINDINGS_SHOWN; i++) {
        if (s->x.totals[i].agrees) {
            continue;
        }
        truce_sentence *const sentence = truce_document_line(&k->doc, item);
        swap_number(&k->text, s->deal.totals[i].value);
        truce_buffer_add(&k->text, s->totals[i]->claims.n > 0
                                       ? TRUCE_STR(" are stated in return elsewhere.")
                                       : TRUCE_STR(" are stated in return, without a claim."));
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
        swap_cite(k, sentence, s->totals[i]);
        sentence->basis = TRUCE_STR("totals as they are stated");
        sentence->quiet = true;
    }
}

static void add_swap(composer *k, truce_block *list, const swap *s) {
    truce_passage *const item =
        truce_document_item(&k->doc, list, (truce_str){NULL, 0}, s->plan->head.title);
    if (s->refused.size > 0) {
        (void)compose_quietly(k, item, TRUCE_SPAN_PLAIN, TRUCE_STR("This cannot be counted."),
                              "the bounds of the count");
        return;
    }
    swap_whole(&k->text, k, s);
    swap_cite(k, compose_quietly(k, item, TRUCE_SPAN_PLAIN, compose_keep(k), swap_whole_basis),
              s->from);
    add_totals(k, s, item);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->x.n_found; i++) {
        const truce_exchange_finding *const f = &s->x.found[i];
        if (f->kind == TRUCE_EXCHANGE_TOTAL || f->kind == TRUCE_EXCHANGE_TOTALS ||
            ++n > FINDINGS_SHOWN) {
            continue;
        }
        swap_finding(&k->text, k, s, f);
        truce_sentence *const sentence = truce_document_line(&k->doc, item);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
        sentence->basis = TRUCE_STR("the numbers of the record, compared with each other");
        sentence->quiet = true;
    }
    for (uint32_t i = 0; i < s->n_opens && i < FINDINGS_SHOWN; i++) {
        truce_buffer_printf(&k->text, "%s", i == 0 ? "Left open: " : "; ");
        truce_buffer_add(&k->text, s->opens[i]->text);
    }
    if (s->n_opens > 0) {
        truce_buffer_lit(&k->text, ".");
        truce_sentence *const sentence = truce_document_line(&k->doc, item);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
        sentence->basis = TRUCE_STR("the record of the exchange");
        sentence->quiet = true;
    }
}

truce_status digest_swaps(composer *k, uint32_t max, truce_error *err) {
    swaps all;
    if (k->c->n_exchanges == 0) {
        return TRUCE_OK;
    }
    const truce_status status = swaps_make(k, &all, err);
    if (status != TRUCE_OK) {
        return status;
    }
    truce_block *const list = digest_open(k, "exchange", "Who is released for whom");
    for (uint32_t i = 0; i < all.n && i < max; i++) {
        add_swap(k, list, &all.at[i]);
    }
    digest_rest(k, list, all.n, max, "exchange");
    for (uint32_t i = 0; i < all.n && i < FIGURES_SHOWN; i++) {
        k->failed = k->failed || !swap_figure(k, &all.at[i]);
    }
    return TRUCE_OK;
}

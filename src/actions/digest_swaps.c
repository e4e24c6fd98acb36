/* Exchanges in short: what each comes to, and what does not add up; on a page the first of that;
 * and what is new of them since a date. */
#include "digest_since.h"

enum { FINDINGS_SHOWN = 4, FIGURES_SHOWN = 3 };

/* Totals that are stated otherwise; returns how many were told, at most `max`. */
static uint32_t add_totals(composer *k, const swap *s, truce_passage *item, uint32_t max) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->deal.n_totals && n < max; i++) {
        if (s->x.totals[i].agrees) {
            continue;
        }
        n++;
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
    return n;
}

/* At most so many things that do not add up. */
static void add_swap(composer *k, truce_block *list, const swap *s, uint32_t max) {
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
    uint32_t n = add_totals(k, s, item, max);
    n = k->doc.compact ? n : 0; /* the one or the other */
    for (uint32_t i = 0; i < s->x.n_found; i++) {
        const truce_exchange_finding *const f = &s->x.found[i];
        if (f->kind == TRUCE_EXCHANGE_TOTAL || f->kind == TRUCE_EXCHANGE_TOTALS || ++n > max) {
            continue;
        }
        swap_finding(&k->text, k, s, f);
        truce_sentence *const sentence = truce_document_line(&k->doc, item);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
        sentence->basis = TRUCE_STR("the numbers of the record, compared with each other");
        sentence->quiet = true;
    }
    for (uint32_t i = 0; i < s->n_opens && i < FINDINGS_SHOWN && !k->doc.compact; i++) {
        truce_buffer_printf(&k->text, "%s", i == 0 ? "Left open: " : "; ");
        truce_buffer_add(&k->text, s->opens[i]->text);
    }
    if (k->text.size > 0) {
        truce_buffer_lit(&k->text, ".");
        truce_sentence *const sentence = truce_document_line(&k->doc, item);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
        sentence->basis = TRUCE_STR("the record of the exchange");
        sentence->quiet = true;
    }
}

static void add_all(composer *k, const swaps *all, uint32_t max, uint32_t findings) {
    truce_block *const list = digest_open(k, "exchange", "Who is released for whom");
    for (uint32_t i = 0; i < all->n && i < max; i++) {
        add_swap(k, list, &all->at[i], findings);
    }
    digest_rest(k, list, all->n, max, "exchange");
}

void digest_swaps_page(composer *k, const swaps *all, uint32_t max) {
    if (all->n > 0) {
        add_all(k, all, max, 1);
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
    add_all(k, &all, max, FINDINGS_SHOWN);
    for (uint32_t i = 0; i < all.n && i < FIGURES_SHOWN; i++) {
        k->failed = k->failed || !swap_figure(k, &all.at[i]);
    }
    return TRUCE_OK;
}

/* ---- since a date ---- */

/* Whether the line rests on claims of which none was known before. */
static bool is_new(const composer *k, const before *b, const truce_plan_line *line) {
    bool fresh = false;
    for (uint32_t i = 0; line != NULL && i < line->claims.n; i++) {
        const uint32_t claim = truce_case_find(k->c, TRUCE_KIND_CLAIM, line->claims.at[i]);
        if (claim != TRUCE_NONE && b->scope.in[claim]) {
            return false;
        }
        fresh = fresh || (claim != TRUCE_NONE && k->scope.in[claim]);
    }
    return fresh;
}

static void since_total(sort *s, const swap *at, uint32_t total) {
    composer *const k = s->k;
    const int64_t difference = at->x.totals[total].difference;
    truce_passage *const item =
        truce_document_item(&k->doc, s->list, (truce_str){NULL, 0}, at->plan->head.title);
    swap_number(&k->text, at->deal.totals[total].value);
    truce_buffer_lit(&k->text, " are stated in return, ");
    if (at->x.totals[total].agrees) {
        truce_buffer_lit(&k->text, "as the record comes to.");
    } else {
        swap_number(&k->text, difference < 0 ? -difference : difference);
        truce_buffer_printf(&k->text, " %s than the record comes to.",
                            difference < 0 ? "fewer" : "more");
    }
    swap_cite(k,
              compose_quietly(k, item, TRUCE_SPAN_PLAIN, compose_keep(k),
                              "totals as they are stated, beside the record of the exchange"),
              at->totals[total]);
}

void since_swaps(sort *s, const before *b) {
    composer *const k = s->k;
    for (uint32_t i = 0; i < b->swaps_now.n; i++) {
        const swap *const at = &b->swaps_now.at[i];
        if (at->refused.size > 0) {
            continue;
        }
        if (is_new(k, b, at->from) && since_take(s)) {
            truce_passage *const item =
                truce_document_item(&k->doc, s->list, (truce_str){NULL, 0}, at->plan->head.title);
            swap_whole(&k->text, k, at);
            swap_cite(k,
                      compose_quietly(k, item, TRUCE_SPAN_PLAIN, compose_keep(k), swap_whole_basis),
                      at->from);
        }
        for (uint32_t t = 0; t < at->deal.n_totals; t++) {
            if (is_new(k, b, at->totals[t]) && since_take(s)) {
                since_total(s, at, t);
            }
        }
    }
}

static void claims_json(composer *k, const truce_plan_line *line, truce_json *json) {
    truce_json_key(json, "claims");
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < line->claims.n; i++) {
        const uint32_t claim = truce_case_find(k->c, TRUCE_KIND_CLAIM, line->claims.at[i]);
        if (claim != TRUCE_NONE && k->scope.in[claim]) {
            truce_json_str(json, claim_name(k->c, claim));
        }
    }
    truce_json_close(json);
}

void since_swaps_json(composer *k, const before *b, truce_json *json) {
    truce_json_key(json, "exchanges");
    truce_json_array(json);
    for (uint32_t i = 0; i < b->swaps_now.n; i++) {
        const swap *const at = &b->swaps_now.at[i];
        const truce_str name = truce_case_name(k->c, at->plan->head.name);
        if (at->refused.size == 0 && is_new(k, b, at->from)) {
            truce_json_object_inline(json);
            truce_json_member_str(json, "exchange", name);
            truce_json_member_str(json, "new", TRUCE_STR("plan"));
            claims_json(k, at->from, json);
            truce_json_close(json);
        }
        for (uint32_t t = 0; t < at->deal.n_totals && at->refused.size == 0; t++) {
            if (is_new(k, b, at->totals[t])) {
                truce_json_object_inline(json);
                truce_json_member_str(json, "exchange", name);
                truce_json_member_str(json, "new", TRUCE_STR("total"));
                truce_json_member_int(json, "stated", at->deal.totals[t].value);
                truce_json_member_int(json, "difference", at->x.totals[t].difference);
                claims_json(k, at->totals[t], json);
                truce_json_close(json);
            }
        }
    }
    truce_json_close(json);
}

/* What the books hold, beside what other answers take from claims: the last record of an offer, and
 * where books and claims differ. */
#include "ways.h"

static void add_record(composer *k, truce_passage *item, const truce_custody_record *record,
                       bool alone) {
    truce_sentence *const sentence = truce_document_line(&k->doc, item);
    if (alone) {
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, TRUCE_STR("in the books:"));
    }
    ways_put_stage(k, record);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    truce_buffer_lit(&k->text, "\xE2\x80\x94 ");
    ways_put_proof(k, record);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
    if (record->n_receipt > 0) {
        truce_buffer_lit(&k->text, "; ");
        ways_put_receipt(k, record);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    }
    sentence->basis = TRUCE_STR("the custody record, and whose signature stands under it");
    sentence->quiet = true;
}

void compose_way_last(composer *k, truce_passage *item, const truce_way *way) {
    add_record(k, item, &k->c->custody[way->records[way->n_records - 1]], true);
}

void compose_way_records(composer *k, truce_passage *item, const truce_way *way, uint32_t most) {
    for (uint32_t i = 0; i < way->n_records && i < most; i++) {
        add_record(k, item, &k->c->custody[way->records[i]], false);
    }
}

void compose_ways_accounts(composer *k) {
    const ways_found *const all = ways_all(k);
    truce_block *list = NULL;
    for (uint32_t i = 0; all != NULL && i < all->ways.n; i++) {
        const truce_way *const way = &all->ways.at[i];
        for (uint32_t n = 0; n < way->n_clashes; n++) {
            const truce_way_clash *const clash = &way->clashes[n];
            if (list == NULL) {
                (void)truce_document_heading(&k->doc, 3, TRUCE_STR("accounts-books"),
                                             TRUCE_STR("Books and claims"));
                list = truce_document_list(&k->doc);
            }
            truce_passage *const item = truce_document_item(&k->doc, list, (truce_str){NULL, 0},
                                                            k->c->offers[way->offer].head.title);
            truce_sentence *const sentence = compose_quietly(
                k, item, TRUCE_SPAN_PLAIN, ways_clash(k, clash), ways_clash_basis(clash->kind));
            compose_told_behind(k, sentence, &clash->told, 1, all->offers.denied_by);
        }
    }
}

void compose_ways_accounts_json(composer *k, truce_json *json) {
    const ways_found *const all = ways_all(k);
    if (all == NULL) {
        return;
    }
    truce_json_key(json, "books");
    truce_json_array(json);
    for (uint32_t i = 0; i < all->ways.n; i++) {
        compose_way_clashes_json(k, &all->ways.at[i], json);
    }
    truce_json_close(json);
}

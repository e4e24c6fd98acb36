/* What the books hold, beside what other answers take from claims: the last record of an offer, and
 * where books and claims differ. */
#include "ways.h"

#include "truce/case/words.h"

static void add_record(composer *k, truce_passage *item, const truce_custody_record *record,
                       const char *lead) {
    truce_sentence *const sentence = truce_document_line(&k->doc, item);
    if (lead != NULL) {
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, truce_str_of(lead));
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

enum { RECEIPTS_READ = 64 /* of one offer: each is a few signatures to check */ };

/* The last record that a countersigned receipt shows, but for the last of all; NULL: none. */
static const truce_custody_record *shown_by_receipt(composer *k, const truce_way *way) {
    uint32_t read = 0;
    for (uint32_t i = way->n_records - 1; i > 0 && read < RECEIPTS_READ; i--) {
        const truce_custody_record *const record = &k->c->custody[way->records[i - 1]];
        read += record->n_receipt > 0;
        if (ways_receipt_of(k, record).state == WAYS_RECEIPT_COUNTERED) {
            return record;
        }
    }
    return NULL;
}

void compose_way_last(composer *k, truce_passage *item, const truce_way *way) {
    const truce_custody_record *const last = &k->c->custody[way->records[way->n_records - 1]];
    add_record(k, item, last, "in the books:");
    if (ways_receipt_of(k, last).state != WAYS_RECEIPT_COUNTERED) {
        const truce_custody_record *const shown = shown_by_receipt(k, way);
        if (shown != NULL) {
            add_record(k, item, shown, "shown by a receipt:");
        }
    }
}

uint32_t compose_way_alarms(composer *k, truce_passage *item, uint32_t offer, uint32_t most) {
    const ways_found *const all = ways_all(k);
    uint32_t n = 0;
    for (uint32_t i = ways_first_alarm(k, offer); i != TRUCE_NONE; i = all->another[i], n++) {
        const truce_way_alarm *const a = &all->ways.alarms[i];
        if (n < most) {
            truce_sentence *const sentence = truce_document_line(&k->doc, item);
            truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, TRUCE_STR("to look at:"));
            truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, ways_alarm(k, a));
            sentence->basis = truce_str_of(ways_alarm_basis(a->kind));
            sentence->quiet = true;
        }
    }
    return n > most ? n - most : 0;
}

void compose_way_records(composer *k, truce_passage *item, const truce_way *way, uint32_t most) {
    for (uint32_t i = 0; i < way->n_records && i < most; i++) {
        add_record(k, item, &k->c->custody[way->records[i]], NULL);
    }
}

/* ---- as accounts --------------------------------------------------------------------------- */

uint32_t ways_count_accounts(composer *k) {
    const ways_found *const all = ways_all(k);
    uint32_t n = 0;
    for (uint32_t i = 0; all != NULL && i < all->ways.n; i++) {
        n += all->ways.at[i].n_clashes;
    }
    return n;
}

static truce_sentence *in_cell(composer *k, truce_row *row, unsigned column, truce_span_style style,
                               const char *basis) {
    return compose_quietly(k, truce_document_cell(&k->doc, &row->cells[column]), style,
                           compose_keep(k), basis);
}

static void add_stage(composer *k, const truce_way_clash *clash) {
    truce_buffer_add(
        &k->text, truce_words_at(TRUCE_WORDS_STAGE, (size_t)clash->told.statement->as.offer.stage));
}

/* What the books hold, and what is claimed or denied, as two that speak. */
static void add_both(composer *k, truce_row *row, const ways_found *all, const truce_way *way,
                     const truce_way_clash *clash) {
    const char *const basis = ways_clash_basis(clash->kind);
    const bool denied = clash->kind == TRUCE_WAY_DENIED;
    if (denied) {
        const truce_custody_record *const record = &k->c->custody[clash->record];
        ways_put_stage(k, record);
        truce_buffer_lit(&k->text, " \xE2\x80\x94 the books (");
        ways_put_proof(k, record);
        truce_buffer_byte(&k->text, ')');
    } else {
        const truce_str now = ways_now(k, way);
        truce_buffer_lit(&k->text, "not that it was ");
        add_stage(k, clash);
        truce_buffer_lit(&k->text, " \xE2\x80\x94 the books. ");
        truce_buffer_add(&k->text, now);
    }
    (void)in_cell(k, row, 1, TRUCE_SPAN_PLAIN, basis);
    truce_buffer_printf(&k->text, "%s", denied ? "not " : "");
    add_stage(k, clash);
    truce_sentence *const said = in_cell(k, row, 1, TRUCE_SPAN_PLAIN, basis);
    compose_told_behind(k, said, &clash->told, 1, all->offers.denied_by);
}

static bool is_countersigned(composer *k, const truce_way *way) {
    bool any = false;
    for (uint32_t i = 0; i < way->n_records && !any; i++) {
        any = ways_receipt_of(k, &k->c->custody[way->records[i]]).state == WAYS_RECEIPT_COUNTERED;
    }
    return any;
}

static void add_settle(composer *k, truce_row *row, const truce_way *way) {
    uint32_t whom[WAYS_WHOM];
    uint32_t n = 0;
    if (is_countersigned(k, way)) {
        truce_buffer_lit(&k->text, "A countersigned receipt is there: truce offer status.");
        (void)in_cell(k, row, 2, TRUCE_SPAN_PLAIN, "the receipts of its records");
        return;
    }
    (void)ways_open(k, way, whom, &n);
    truce_buffer_lit(&k->text, "A countersigned receipt.");
    for (uint32_t i = 0; i < n; i++) {
        truce_buffer_printf(&k->text, "%s%.*s%s", i == 0 ? " Ask: " : "; ",
                            TRUCE_STR_ARGS(k->c->actors[whom[i]].head.title),
                            i + 1 == n ? "." : "");
    }
    (void)in_cell(k, row, 2, TRUCE_SPAN_PLAIN, "who carried it, and whom it is for");
}

void compose_ways_accounts(composer *k) {
    static const truce_column columns[] = {
        {{"What", 4}, 30}, {{"Who says what", 13}, 46}, {{"What would settle it", 20}, 24}};
    const ways_found *const all = ways_all(k);
    truce_block *table = NULL;
    for (uint32_t i = 0; all != NULL && i < all->ways.n; i++) {
        const truce_way *const way = &all->ways.at[i];
        for (uint32_t n = 0; n < way->n_clashes; n++) {
            if (table == NULL) {
                (void)truce_document_heading(&k->doc, 3, TRUCE_STR("accounts-books"),
                                             TRUCE_STR("Books and claims"));
                table = truce_document_table(
                    &k->doc, TRUCE_STR("Accounts of fact: the books, and what is claimed"), columns,
                    sizeof columns / sizeof *columns);
            }
            const truce_way_clash *const clash = &way->clashes[n];
            truce_row *const row = truce_document_row(&k->doc, table);
            truce_buffer_add(&k->text, k->c->offers[way->offer].head.title);
            (void)in_cell(k, row, 0, TRUCE_SPAN_STRONG, ways_clash_basis(clash->kind));
            truce_buffer_printf(&k->text, "The books hold %s.",
                                clash->kind == TRUCE_WAY_DENIED
                                    ? "a stage that is denied"
                                    : "no such stage, which is claimed");
            (void)in_cell(k, row, 0, TRUCE_SPAN_PLAIN, ways_clash_basis(clash->kind));
            add_both(k, row, all, way, clash);
            add_settle(k, row, way);
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
        compose_way_clashes_json(k, &all->ways.at[i], true, json);
    }
    truce_json_close(json);
}

/* The way of each offer or message: stage by stage what the books hold, by whom it was signed, what
 * is claimed and what is denied; who holds it; what to look at. */
#include "ways.h"

#include "truce/case/words.h"

enum { RECEIPTS_SHOWN = 64 /* of one offer, among those who hold it */ };

static const char about_record[] = "the custody record, and whose signature stands under it";

/* ---- what to look at ---- */

static void add_alarms(composer *k, const ways_found *found) {
    if (found->ways.n_alarms == 0) {
        return;
    }
    (void)truce_document_heading(&k->doc, 2, TRUCE_STR("look"), TRUCE_STR("To look at"));
    truce_block *const list = truce_document_list(&k->doc);
    for (uint32_t i = 0; i < found->ways.n_alarms; i++) {
        const truce_way_alarm *const a = &found->ways.alarms[i];
        truce_passage *const item = truce_document_item(&k->doc, list, (truce_str){NULL, 0},
                                                        k->c->offers[a->thread].head.title);
        (void)compose_quietly(k, item, TRUCE_SPAN_PLAIN, ways_alarm(k, a),
                              ways_alarm_basis(a->kind));
        truce_buffer_lit(&k->text, "Records: ");
        for (uint32_t r = 0; r < a->n_records; r++) {
            truce_buffer_printf(&k->text, "%s", r > 0 ? ", " : "");
            truce_buffer_add(&k->text,
                             truce_case_name(k->c, k->c->custody[a->records[r]].head.name));
        }
        truce_buffer_byte(&k->text, '.');
        (void)compose_quietly(k, item, TRUCE_SPAN_MUTED, compose_keep(k),
                              "their names in the case");
    }
}

/* ---- one offer ---- */

static void add_version(composer *k, const ways_found *found, const truce_way *way) {
    const truce_offer_file *const f = truce_offers_of(&found->offers, way->offer);
    const uint32_t by = f != NULL ? f->replaced_by : TRUCE_NONE;
    if (way->version == 1 && by == TRUCE_NONE) {
        return;
    }
    truce_buffer_printf(&k->text, "Version %u", way->version);
    if (by != TRUCE_NONE) {
        truce_buffer_printf(&k->text, "; \xE2\x80\x9C%.*s\xE2\x80\x9D replaces it",
                            TRUCE_STR_ARGS(k->c->offers[by].head.title));
    } else {
        truce_buffer_lit(&k->text, ", the newest");
    }
    truce_buffer_byte(&k->text, '.');
    (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_PLAIN, compose_keep(k),
                          "what the records of offers say that they replace");
}

static void add_content(composer *k, const truce_offer *offer) {
    const uint32_t index = (uint32_t)(offer - k->c->offers);
    uint8_t content[TRUCE_CONTENT];
    const bool salted = ways_content(k, index, content);
    if (offer->n_text == 0 && offer->issued == NULL && !salted) {
        return;
    }
    truce_block *const list = truce_document_list(&k->doc);
    for (uint32_t i = 0; i < offer->n_text; i++) {
        truce_passage *const item = truce_document_item(&k->doc, list, (truce_str){NULL, 0},
                                                        i == 0 ? TRUCE_STR("text") : TRUCE_STR(""));
        (void)compose_quietly(k, item, TRUCE_SPAN_PLAIN, offer->text[i], "the offer's own text");
    }
    for (uint32_t i = 0; offer->issued != NULL && i < offer->issued->n; i++) {
        truce_passage *const item = truce_document_item(
            &k->doc, list, (truce_str){NULL, 0}, i == 0 ? TRUCE_STR("terms") : TRUCE_STR(""));
        phrase_demand(&k->text, k->c, &offer->issued->demands[i], true);
        (void)compose_quietly(k, item, TRUCE_SPAN_PLAIN, compose_keep(k),
                              "the offer's terms as its maker wrote them");
    }
    if (salted) {
        char digits[TRUCE_CONTENT_DIGITS];
        truce_content_digits(content, digits);
        truce_passage *const item =
            truce_document_item(&k->doc, list, (truce_str){NULL, 0}, TRUCE_STR("aloud"));
        truce_buffer_add(&k->text, truce_str_of(digits));
        (void)compose_quietly(k, item, TRUCE_SPAN_PLAIN, compose_keep(k),
                              "what its text and terms come to, with its salt: whoever has the "
                              "same paper has the same digits");
    }
}

static void add_booked(composer *k, truce_cell *cell, const truce_custody_record *record) {
    truce_passage *const passage = truce_document_cell(&k->doc, cell);
    ways_put_record(k, record);
    truce_sentence *const sentence =
        compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k), about_record);
    truce_buffer_lit(&k->text, "\xE2\x80\x94 ");
    ways_put_proof(k, record);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
    if (record->n_receipt > 0) {
        truce_str receipt = {NULL, 0};
        ways_put_receipt(k, record);
        receipt = compose_keep(k);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, TRUCE_STR(";"));
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, receipt);
    }
    for (uint32_t i = 0; i < record->head.n_notes; i++) {
        (void)compose_quietly(k, passage, TRUCE_SPAN_MUTED, record->head.notes[i].text,
                              "note of whoever wrote the record");
    }
}

static void add_stages(composer *k, const ways_found *found, const truce_way *way) {
    static const truce_column columns[] = {
        {{"Stage", 5}, 16}, {{"In the books", 12}, 38}, {{"Claimed", 7}, 26}, {{"Denied", 6}, 20}};
    static const truce_custody nothing = {NULL, 0, 0};
    const truce_offer_file *const f = truce_offers_of(&found->offers, way->offer);
    truce_block *table = NULL;
    for (unsigned s = 0; s < TRUCE_STAGE_N; s++) {
        const truce_custody *const told = f != NULL ? &f->stages[s] : &nothing;
        uint32_t booked = 0;
        for (uint32_t i = 0; i < way->n_records; i++) {
            booked += k->c->custody[way->records[i]].stage == (truce_stage)s;
        }
        if (booked + told->n_claimed + told->n_denied == 0) {
            continue;
        }
        if (table == NULL) {
            table = truce_document_table(&k->doc, TRUCE_STR("Its way, stage by stage"), columns,
                                         sizeof columns / sizeof *columns);
        }
        truce_row *const row = truce_document_row(&k->doc, table);
        (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[0]), TRUCE_SPAN_STRONG,
                              truce_words_at(TRUCE_WORDS_STAGE, s), "the stages of an offer");
        for (uint32_t i = 0; i < way->n_records && booked > 0; i++) {
            if (k->c->custody[way->records[i]].stage == (truce_stage)s) {
                add_booked(k, &row->cells[1], &k->c->custody[way->records[i]]);
            }
        }
        compose_told(k, &row->cells[2], told->told, told->n_claimed, "", found->offers.denied_by);
        compose_told(k, &row->cells[3], told->told + told->n_claimed, told->n_denied, "",
                     found->offers.denied_by);
    }
}

/* A record with a receipt that was countersigned, by this actor; NULL: there is none. `at` are
 * those of the way that have one. */
static const truce_custody_record *shown_by(const composer *k, const uint32_t *at, uint32_t n,
                                            uint32_t actor) {
    const truce_custody_record *shown = NULL;
    for (uint32_t i = 0; i < n && shown == NULL; i++) {
        const truce_custody_record *const r = &k->c->custody[at[i]];
        const truce_refs has = r->stage >= TRUCE_STAGE_RECEIVED ? r->by : r->to;
        for (uint32_t b = 0; b < has.n && shown == NULL; b++) {
            shown = truce_case_find(k->c, TRUCE_KIND_ACTOR, has.at[b]) == actor ? r : NULL;
        }
    }
    return shown;
}

static void add_holders(composer *k, const truce_way *way) {
    uint32_t shown[RECEIPTS_SHOWN];
    uint32_t n_shown = 0;
    truce_block *list = NULL;
    for (uint32_t i = 0; i < way->n_records && n_shown < RECEIPTS_SHOWN; i++) {
        const truce_custody_record *const r = &k->c->custody[way->records[i]];
        if (r->n_receipt > 0 && ways_receipt_of(k, r).state == WAYS_RECEIPT_COUNTERED) {
            shown[n_shown++] = way->records[i];
        }
    }
    for (uint32_t i = 0; i < way->n_holders; i++) {
        const truce_way_holder *const h = &way->holders[i];
        const truce_custody_record *const receipt = shown_by(k, shown, n_shown, h->actor);
        const uint32_t first = h->own != TRUCE_NONE ? h->own : h->record;
        list = list != NULL ? list : truce_document_list(&k->doc);
        truce_passage *const item = truce_document_item(&k->doc, list, (truce_str){NULL, 0},
                                                        k->c->actors[h->actor].head.title);
        truce_buffer_lit(&k->text, "has it by the books: ");
        ways_put_stage(k, receipt != NULL ? receipt : &k->c->custody[first]);
        truce_buffer_printf(&k->text, "%s",
                            receipt != NULL ? "; a countersigned receipt shows it."
                                            : "; no receipt shows it.");
        (void)compose_quietly(k, item, TRUCE_SPAN_PLAIN, compose_keep(k),
                              "custody records that bring it there, or are by it, and receipts");
    }
}

static void add_clashes(composer *k, const ways_found *found, const truce_way *way) {
    truce_block *list = NULL;
    for (uint32_t i = 0; i < way->n_clashes; i++) {
        const truce_way_clash *const clash = &way->clashes[i];
        list = list != NULL ? list : truce_document_list(&k->doc);
        truce_passage *const item =
            truce_document_item(&k->doc, list, (truce_str){NULL, 0}, TRUCE_STR("two accounts"));
        truce_sentence *const sentence = compose_quietly(
            k, item, TRUCE_SPAN_PLAIN, ways_clash(k, clash), ways_clash_basis(clash->kind));
        compose_told_behind(k, sentence, &clash->told, 1, found->offers.denied_by);
    }
}

static void add_open(composer *k, const truce_way *way) {
    uint32_t whom[WAYS_WHOM];
    uint32_t n = 0;
    const truce_str open = ways_open(k, way, whom, &n);
    if (open.size > 0) {
        (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_PLAIN, open,
                              "the last stage that custody records show, its parts, and those it "
                              "was for");
    }
}

static void add_way(composer *k, const ways_found *found, const truce_way *way) {
    const truce_offer *const offer = &k->c->offers[way->offer];
    truce_buffer_printf(&k->text, "offer-%.*s",
                        TRUCE_STR_ARGS(truce_case_name(k->c, offer->head.name)));
    (void)truce_document_heading(&k->doc, 3, compose_keep(k), offer->head.title);
    compose_offer_record(k, offer);
    add_version(k, found, way);
    add_content(k, offer);
    add_stages(k, found, way);
    const truce_str now = ways_now(k, way);
    if (now.size > 0) {
        (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_STRONG, now,
                              "the last of its custody records, by date and then as they stand");
    } else {
        (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_MUTED,
                              TRUCE_STR("The books hold nothing of its way."),
                              "no custody record names it");
    }
    add_holders(k, way);
    add_open(k, way);
    add_clashes(k, found, way);
}

static void add_reading(composer *k) {
    const bool ledger = k->session->n_signed > 0;
    (void)compose_quietly(
        k, truce_document_paragraph(&k->doc), TRUCE_SPAN_MUTED,
        ledger
            ? TRUCE_STR("The books are custody records of this ledger: each was signed by the "
                        "member named, and the signature held when it was read. That shows who "
                        "wrote it and when, not that it is so. What is claimed is from sources.")
            : TRUCE_STR("The books are custody records of this case. It is a plain case, in which "
                        "nobody signs: they are worth the word of whoever wrote them. What is "
                        "claimed is from sources."),
        "how truce works");
}

void compose_ways(composer *k, const ways_found *found) {
    const bool messages = k->session->request.messages;
    const char *const noun = messages ? "message" : "offer";
    add_alarms(k, found);
    (void)truce_document_heading(&k->doc, 2, truce_str_of(messages ? "messages" : "offers"),
                                 messages ? TRUCE_STR("Messages") : TRUCE_STR("Offers"));
    if (found->ways.n == 0) {
        truce_buffer_printf(&k->text, "The case names no %s.", noun);
        (void)truce_document_say(&k->doc, truce_document_paragraph(&k->doc), compose_keep(k),
                                 TRUCE_STR("the records of the case"));
        return;
    }
    add_reading(k);
    for (uint32_t i = 0; i < found->ways.n; i++) {
        add_way(k, found, &found->ways.at[i]);
    }
}

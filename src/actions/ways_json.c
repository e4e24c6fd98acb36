/* The way of offers and messages for machines. */
#include "book_words.h"
#include "truce/case/words.h"
#include "ways.h"

static void refs_member(composer *k, const char *key, truce_refs refs, truce_json *json) {
    if (refs.n == 0) {
        return;
    }
    truce_json_key(json, key);
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < refs.n; i++) {
        truce_json_str(json, truce_case_name(k->c, refs.at[i].symbol));
    }
    truce_json_close(json);
}

static truce_str record_name(const composer *k, uint32_t record) {
    return truce_case_name(k->c, k->c->custody[record].head.name);
}

static truce_str offer_name(const composer *k, uint32_t offer) {
    return truce_case_name(k->c, k->c->offers[offer].head.name);
}

static void records_member(composer *k, const char *key, const uint32_t *records, uint32_t n,
                           truce_json *json) {
    truce_json_key(json, key);
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < n; i++) {
        truce_json_str(json, record_name(k, records[i]));
    }
    truce_json_close(json);
}

static void receipt_json(composer *k, const truce_custody_record *record, truce_json *json) {
    static const char *const states[] = {[WAYS_RECEIPT_BROKEN] = "altered",
                                         [WAYS_RECEIPT_OTHER] = "of something else",
                                         [WAYS_RECEIPT_OPEN] = "not countersigned",
                                         [WAYS_RECEIPT_COUNTERED] = "countersigned"};
    static const char *const keys[] = {
        [WAYS_KEY_UNKNOWN] = "unknown", [WAYS_KEY_MEMBER] = "member", [WAYS_KEY_CARD] = "card"};
    const ways_receipt r = ways_receipt_of(k, record);
    if (r.state == WAYS_NO_RECEIPT) {
        return;
    }
    truce_json_key(json, "receipt");
    truce_json_object_inline(json);
    truce_json_member_str(json, "state", truce_str_of(states[r.state]));
    if (r.state >= WAYS_RECEIPT_OPEN) {
        truce_json_member_str(json, "signed_by", truce_str_of(r.receipt.by));
        truce_json_member_str(json, "key", truce_str_of(keys[r.by]));
    }
    if (r.state == WAYS_RECEIPT_COUNTERED) {
        truce_json_member_str(json, "countersigned_by", truce_str_of(r.receipt.counter_by));
        truce_json_member_str(json, "counter_key", truce_str_of(keys[r.counter_by]));
    }
    truce_json_close(json);
}

static void record_json(composer *k, const truce_custody_record *r, truce_json *json) {
    const truce_signed *const by = ways_signed(k, r);
    truce_json_object(json);
    truce_json_member_str(json, "name", truce_case_name(k->c, r->head.name));
    truce_json_member_str(json, "stage", truce_words_at(TRUCE_WORDS_STAGE, (size_t)r->stage));
    refs_member(k, "by", r->by, json);
    refs_member(k, "to", r->to, json);
    refs_member(k, "from", r->from, json);
    if (r->at.text.size > 0) {
        truce_json_member_str(json, "at", r->at.text);
    }
    if (r->with.symbol != 0) {
        truce_json_member_str(json, "with", truce_case_name(k->c, r->with.symbol));
    }
    if (by != NULL) {
        truce_json_key(json, "signed");
        truce_json_object_inline(json);
        truce_json_member_str(json, "member", by->member);
        book_put_time(&k->text, by->committed);
        truce_json_member_str(json, "committed", compose_keep(k));
        truce_json_member_str(json, "event", truce_str_of(by->event));
        if (strcmp(by->event, by->first_event) != 0) {
            truce_json_member_str(json, "first_member", by->first_member);
            book_put_time(&k->text, by->first_committed);
            truce_json_member_str(json, "first_committed", compose_keep(k));
            truce_json_member_str(json, "first_event", truce_str_of(by->first_event));
        }
        truce_json_close(json);
    }
    receipt_json(k, r, json);
    truce_json_close(json);
}

void compose_way_records_json(composer *k, const truce_way *way, truce_json *json) {
    truce_json_key(json, "records");
    truce_json_array(json);
    for (uint32_t i = 0; i < way->n_records; i++) {
        record_json(k, &k->c->custody[way->records[i]], json);
    }
    truce_json_close(json);
}

static void holders_json(composer *k, const truce_way *way, truce_json *json) {
    truce_json_key(json, "holders");
    truce_json_array(json);
    for (uint32_t i = 0; i < way->n_holders; i++) {
        const truce_way_holder *const h = &way->holders[i];
        truce_json_object_inline(json);
        truce_json_member_str(json, "actor",
                              truce_case_name(k->c, k->c->actors[h->actor].head.name));
        truce_json_member_str(json, "record", record_name(k, h->record));
        if (h->own != TRUCE_NONE) {
            truce_json_member_str(json, "own", record_name(k, h->own));
        }
        truce_json_close(json);
    }
    truce_json_close(json);
}

void compose_way_clashes_json(composer *k, const truce_way *way, bool account, truce_json *json) {
    for (uint32_t i = 0; i < way->n_clashes; i++) {
        const truce_way_clash *const clash = &way->clashes[i];
        truce_json_object(json);
        if (account) {
            truce_json_member_str(json, "account", TRUCE_STR("fact"));
            truce_json_member_str(json, "rule", TRUCE_STR("books"));
        }
        truce_json_member_str(json, "kind",
                              clash->kind == TRUCE_WAY_DENIED ? TRUCE_STR("denied")
                                                              : TRUCE_STR("unbooked"));
        truce_json_member_str(json, "offer", offer_name(k, way->offer));
        truce_json_member_str(json, "text", ways_clash(k, clash));
        if (clash->record != TRUCE_NONE) {
            truce_json_member_str(json, "record", record_name(k, clash->record));
        }
        truce_json_member_str(json, "claim", claim_name(k->c, clash->told.claim));
        truce_json_member_str(json, "basis", truce_str_of(ways_clash_basis(clash->kind)));
        truce_json_close(json);
    }
}

static void open_json(composer *k, const truce_way *way, truce_json *json) {
    uint32_t whom[WAYS_WHOM];
    uint32_t n = 0;
    const truce_str open = ways_open(k, way, whom, &n);
    if (open.size == 0) {
        return;
    }
    truce_json_key(json, "open");
    truce_json_object(json);
    truce_json_member_str(json, "text", open);
    truce_json_key(json, "who");
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < n; i++) {
        truce_json_str(json, truce_case_name(k->c, k->c->actors[whom[i]].head.name));
    }
    truce_json_close(json);
    truce_json_close(json);
}

static void way_json(composer *k, const ways_found *found, const truce_way *way, truce_json *json) {
    static const truce_offer_file untold = {.offer = TRUCE_NONE};
    const truce_offer *const offer = &k->c->offers[way->offer];
    const truce_offer_file *const f = truce_offers_of(&found->offers, way->offer);
    truce_json_object(json);
    truce_json_member_str(json, "name", offer_name(k, way->offer));
    truce_json_member_str(json, "title", offer->head.title);
    refs_member(k, "by", offer->by, json);
    refs_member(k, "to", offer->to, json);
    truce_json_member_str(json, "thread", offer_name(k, way->thread));
    truce_json_member_int(json, "version", way->version);
    uint8_t content[TRUCE_CONTENT];
    if (ways_content(k, way->offer, content)) {
        char digits[TRUCE_CONTENT_DIGITS];
        truce_content_digits(content, digits);
        truce_json_member_str(json, "aloud", truce_str_of(digits));
    }
    if (f != NULL && f->replaced_by != TRUCE_NONE) {
        truce_json_member_str(json, "replaced_by", offer_name(k, f->replaced_by));
    }
    compose_way_records_json(k, way, json);
    truce_json_key(json, "stages");
    compose_offer_stages_json(k, &found->offers, (f != NULL ? f : &untold)->stages, json);
    holders_json(k, way, json);
    open_json(k, way, json);
    truce_json_key(json, "accounts");
    truce_json_array(json);
    compose_way_clashes_json(k, way, false, json);
    truce_json_close(json);
    truce_json_close(json);
}

void compose_way_alarm_json(composer *k, const truce_way_alarm *a, truce_json *json) {
    truce_json_object(json);
    truce_json_member_str(json, "kind", truce_str_of(ways_alarm_name(a->kind)));
    truce_json_member_str(json, "thread", offer_name(k, a->thread));
    truce_json_member_str(json, "text", ways_alarm(k, a));
    records_member(k, "records", a->records, a->n_records, json);
    truce_json_member_str(json, "basis", truce_str_of(ways_alarm_basis(a->kind)));
    truce_json_close(json);
}

void compose_ways_json(composer *k, const ways_found *found, truce_json *json) {
    truce_json_key(json, k->session->request.messages ? "messages" : "offers");
    truce_json_array(json);
    for (uint32_t i = 0; i < found->ways.n; i++) {
        way_json(k, found, &found->ways.at[i], json);
    }
    truce_json_close(json);
    truce_json_key(json, "alarms");
    truce_json_array(json);
    for (uint32_t i = 0; i < found->ways.n_alarms; i++) {
        compose_way_alarm_json(k, &found->ways.alarms[i], json);
    }
    truce_json_close(json);
}

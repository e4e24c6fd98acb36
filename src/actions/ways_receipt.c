/* What the receipt in a custody record shows, held to the offer as this reader sees it. */
#include "ways.h"

#include "truce/case/content.h"

/* The record's lines in the text that it was read from. */
static truce_str lines_of(const composer *k, const truce_head *head) {
    const truce_text *const text = &k->c->texts[head->file];
    const char *const begin = text->bytes.data + (head->place - text->base);
    const char *const end = text->bytes.data + text->bytes.size;
    const char *at = begin;
    do { /* up to the next line that begins in the first column with anything but a comment */
        const char *const stop = memchr(at, '\n', (size_t)(end - at));
        at = stop != NULL ? stop + 1 : end;
    } while (at < end && (*at == ' ' || *at == '#' || *at == '\n' || *at == '\r' || *at == '\t'));
    return (truce_str){begin, (size_t)(at - begin)};
}

bool ways_content(composer *k, uint32_t offer, uint8_t content[TRUCE_CONTENT]) {
    const truce_case_part part = {.text = lines_of(k, &k->c->offers[offer].head)};
    uint8_t salt[TRUCE_CONTENT_SALT];
    truce_str text = {NULL, 0};
    truce_buffer bytes = truce_buffer_new(); /* words may be waiting in k->text */
    truce_case_content(&part, &bytes, &text);
    const bool salted = truce_content_salt_read(text, salt) && !bytes.failed;
    if (salted) {
        truce_content_hash(salt, truce_buffer_str(&bytes), content);
    }
    k->failed = k->failed || bytes.failed;
    truce_buffer_clear(&bytes);
    return salted;
}

/* A name as it was given: a ledger may show it with its compartment behind. */
static truce_str as_given(const composer *k, truce_ref ref) {
    const truce_str name = truce_case_name(k->c, ref.symbol);
    const char *const at = memchr(name.data, '@', name.size);
    return at != NULL ? (truce_str){name.data, (size_t)(at - name.data)} : name;
}

/* "a, b" of the receipt names the actors of the record, in their order. */
static bool names(const composer *k, const char *label, truce_refs refs) {
    for (uint32_t i = 0; i < refs.n; i++) {
        const truce_str name = as_given(k, refs.at[i]);
        while (*label == ' ' || *label == ',') {
            label++;
        }
        if (strncmp(label, name.data, name.size) != 0) {
            return false;
        }
        label += name.size;
    }
    return *label == '\0';
}

static truce_status read(composer *k, const truce_custody_record *record, truce_receipt *receipt) {
    truce_buffer block = truce_buffer_new(); /* words may be waiting in k->text */
    truce_buffer_lit(&block, TRUCE_RECEIPT_BEGINS "\n");
    for (uint32_t i = 0; i < record->n_receipt; i++) {
        truce_buffer_add(&block, record->receipt[i]);
        truce_buffer_byte(&block, '\n');
    }
    truce_buffer_lit(&block, TRUCE_RECEIPT_ENDS "\n");
    const truce_status status =
        block.failed ? TRUCE_ENOMEM : truce_receipt_read(truce_buffer_str(&block), receipt, NULL);
    k->failed = k->failed || block.failed;
    truce_buffer_clear(&block);
    return status;
}

/* Keys of those who wrote something that this reader sees, and the card that was given. */
static ways_known known(const composer *k, const uint8_t key[32]) {
    const truce_card *const card = k->session->card;
    if (card != NULL && memcmp(card->keys.sign, key, 32) == 0) {
        return WAYS_KEY_CARD;
    }
    for (size_t i = 0; i < k->session->n_signed; i++) {
        if (k->session->signed_by[i].member.size > 0 &&
            memcmp(k->session->signed_by[i].key, key, 32) == 0) {
            return WAYS_KEY_MEMBER;
        }
    }
    return WAYS_KEY_UNKNOWN;
}

ways_receipt ways_receipt_of(composer *k, const truce_custody_record *record) {
    ways_receipt out = {.state = WAYS_NO_RECEIPT};
    uint8_t content[TRUCE_CONTENT];
    if (record->n_receipt == 0) {
        return out;
    }
    if (read(k, record, &out.receipt) != TRUCE_OK) {
        out.state = WAYS_RECEIPT_BROKEN;
        return out;
    }
    const uint32_t offer = truce_case_find(k->c, TRUCE_KIND_OFFER, record->of);
    const bool got = record->stage >= TRUCE_STAGE_RECEIVED;
    const bool same = truce_str_equal(truce_str_of(out.receipt.about), as_given(k, record->of)) &&
                      names(k, out.receipt.from, got ? record->from : record->by) &&
                      names(k, out.receipt.to, got ? record->by : record->to) &&
                      ways_content(k, offer, content) &&
                      memcmp(content, out.receipt.content, sizeof content) == 0;
    out.state = !same                   ? WAYS_RECEIPT_OTHER
                : out.receipt.countered ? WAYS_RECEIPT_COUNTERED
                                        : WAYS_RECEIPT_OPEN;
    out.by = known(k, out.receipt.key);
    out.counter_by = known(k, out.receipt.counter_key);
    return out;
}

static void put_key(composer *k, const char *name, ways_known by) {
    static const char *const how[] = {[WAYS_KEY_UNKNOWN] = " (by a key that nobody here knows)",
                                      [WAYS_KEY_MEMBER] = " (the key of a member who writes here)",
                                      [WAYS_KEY_CARD] = " (the key of the card that was given)"};
    truce_buffer_printf(&k->text, "%s%s", name, how[by]);
}

void ways_put_receipt(composer *k, const truce_custody_record *record) {
    const ways_receipt r = ways_receipt_of(k, record);
    switch (r.state) {
    case WAYS_NO_RECEIPT:
        return;
    case WAYS_RECEIPT_BROKEN:
        truce_buffer_lit(&k->text, "its receipt was altered: a signature in it does not hold");
        return;
    case WAYS_RECEIPT_OTHER:
        truce_buffer_lit(&k->text, "its receipt is for something else: another text, another "
                                   "offer or other hands");
        return;
    case WAYS_RECEIPT_OPEN:
        truce_buffer_lit(&k->text, "receipt signed by ");
        put_key(k, r.receipt.by, r.by);
        truce_buffer_lit(&k->text, ", not countersigned");
        return;
    case WAYS_RECEIPT_COUNTERED:
        truce_buffer_lit(&k->text, "receipt signed by ");
        put_key(k, r.receipt.by, r.by);
        truce_buffer_lit(&k->text, " and countersigned by ");
        put_key(k, r.receipt.counter_by, r.counter_by);
        return;
    }
}

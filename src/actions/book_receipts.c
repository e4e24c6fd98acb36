/* The receipts that events of a ledger hold: whether their signatures hold, whatever they are for.
 */
#include "book_words.h"
#include "truce/record/receipt.h"

/* The lines `receipt "..."` of a record as the block that they were. False: it has none. */
static bool block_of(truce_str text, truce_buffer *block) {
    static const char word[] = "receipt \"";
    bool any = false;
    truce_buffer_lit(block, TRUCE_RECEIPT_BEGINS "\n");
    while (text.size > 0) {
        const char *const stop = memchr(text.data, '\n', text.size);
        const size_t size = stop != NULL ? (size_t)(stop - text.data) : text.size;
        size_t at = 0;
        while (at < size && text.data[at] == ' ') {
            at++;
        }
        if (at > 0 && size - at >= sizeof word &&
            memcmp(text.data + at, word, sizeof word - 1) == 0) {
            any = true;
            for (at += sizeof word - 1; at < size && text.data[at] != '"'; at++) {
                at += text.data[at] == '\\' && at + 1 < size;
                truce_buffer_byte(block, text.data[at]);
            }
            truce_buffer_byte(block, '\n');
        }
        text = (truce_str){text.data + size + (stop != NULL), text.size - size - (stop != NULL)};
    }
    truce_buffer_lit(block, TRUCE_RECEIPT_ENDS "\n");
    return any;
}

bool book_put_receipts(const truce_book *book, truce_buffer *out) {
    truce_buffer block = truce_buffer_new();
    size_t n_events = 0;
    size_t n = 0;
    size_t n_countered = 0;
    size_t n_bad = 0;
    const truce_ledger_event *const events = truce_ledger_events(book->ledger, &n_events);
    for (size_t i = 0; i < n_events; i++) {
        truce_receipt receipt;
        const bool says =
            events[i].type == TRUCE_SAID_ADD || events[i].type == TRUCE_SAID_SUPERSEDE;
        block.size = 0;
        if (!says || !block_of(events[i].text, &block)) {
            continue;
        }
        n++;
        const bool good = !block.failed &&
                          truce_receipt_read(truce_buffer_str(&block), &receipt, NULL) == TRUCE_OK;
        n_countered += good && receipt.countered;
        n_bad += !good;
        if (!good) {
            truce_buffer_lit(out, "event ");
            book_put_id(out, events[i].id, 4);
            truce_buffer_lit(out, ": its receipt cannot be read, or a signature in it does not "
                                  "hold\n");
        }
    }
    if (n > 0) {
        truce_buffer_printf(out, "%zu %s, %zu countersigned%s\n", n,
                            n == 1 ? "receipt" : "receipts", n_countered,
                            n_bad == 0 ? "; their signatures hold" : "");
    }
    out->failed = out->failed || block.failed;
    truce_buffer_clear(&block);
    return n_bad == 0;
}

/* book_words.h - how what a ledger tells of itself writes times, ids and heads. */
#ifndef ACTIONS_BOOK_WORDS_H
#define ACTIONS_BOOK_WORDS_H

#include "truce/actions/book.h"

/* 2031-03-02 14:05, of UTC. */
void book_put_time(truce_buffer *out, int64_t seconds);

/* The first `bytes` of an id or a link, as hexadecimal digits. */
void book_put_id(truce_buffer *out, const uint8_t *id, size_t bytes);

/* How many receipts the events hold that this person reads, and which of them do not hold; nothing
 * where there are none. False: some do not. What they are for is asked by truce offer status. */
bool book_put_receipts(const truce_book *book, truce_buffer *out);

/* What is to be said of each head that the ledger was opened with. */
void book_put_heads(const truce_book *book, truce_buffer *out);

#endif

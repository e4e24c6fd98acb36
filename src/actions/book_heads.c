/* Heads that members read to one another, and what it means when they differ. */
#include <inttypes.h>

#include "book_words.h"
#include "truce/base/edtf.h"

void book_put_time(truce_buffer *out, int64_t seconds) {
    char day[TRUCE_DAY_BYTES];
    const int64_t at = truce_day_of(seconds);
    const int64_t minutes = (seconds - at * 86400) / 60;
    (void)truce_day_write(at, day);
    truce_buffer_printf(out, "%s %02d:%02d", day, (int)(minutes / 60), (int)(minutes % 60));
}

void book_put_id(truce_buffer *out, const uint8_t *id, size_t bytes) {
    for (size_t i = 0; i < bytes; i++) {
        truce_buffer_printf(out, "%02x", id[i]);
    }
}

/* ---- as they are read aloud ------------------------------------------------------------------ */

static int digit(char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

static bool take_link(const char *at, const char *end, truce_head_told *head) {
    size_t digits = 0;
    for (; at < end; at++) {
        const int half = digit(*at);
        if (*at == ' ') {
            continue;
        }
        if (half < 0 || digits == 2 * sizeof head->link) {
            return false;
        }
        head->link[digits / 2] = (uint8_t)(head->link[digits / 2] << 4 | half);
        digits++;
    }
    head->size = digits / 2;
    return digits % 2 == 0 && head->size >= TRUCE_HEAD_LEAST;
}

truce_status truce_book_head(truce_str text, truce_head_told *head, truce_error *err) {
    truce_head_told told = {.n = 0};
    size_t i = 0;
    while (i < text.size && i < 12 && text.data[i] >= '0' && text.data[i] <= '9') {
        told.n = 10 * told.n + (uint64_t)(text.data[i] - '0');
        i++;
    }
    const bool alone = i == text.size;
    if (told.n == 0 || told.n > TRUCE_ENTRIES_MAX ||
        (!alone &&
         (text.data[i] != ':' || !take_link(text.data + i + 1, text.data + text.size, &told)))) {
        return truce_fail(err, TRUCE_EINVAL,
                          "\"%.*s\" is no head: it is a place, a colon and 32 digits or more, as "
                          "the last line of verify; or a place alone",
                          text.size > 80 ? 80 : (int)text.size, text.size > 0 ? text.data : "");
    }
    *head = told;
    return TRUCE_OK;
}

/* ---- what is said of them -------------------------------------------------------------------- */

/* Whoever signs with this key, as far as the reader can name them. */
static truce_str called(const truce_book *book, const uint8_t key[32]) {
    size_t n = 0;
    const truce_roster *const r = truce_ledger_roster(book->ledger);
    const truce_ledger_event *const events = truce_ledger_events(book->ledger, &n);
    if (memcmp(truce_identity_card(book->me)->keys.sign, key, 32) == 0) {
        return TRUCE_STR("you");
    }
    for (size_t i = 0; i < r->n_members && r->team; i++) {
        if (memcmp(r->members[i].card.keys.sign, key, 32) == 0) {
            return truce_str_of(r->members[i].card.name);
        }
    }
    for (size_t i = 0; i < n; i++) {
        if (memcmp(events[i].author, key, 32) == 0) {
            return events[i].name;
        }
    }
    return TRUCE_STR("a member whose name you are not shown");
}

static void put_head(truce_buffer *out, uint64_t n, const uint8_t *link) {
    truce_buffer_printf(out, "%" PRIu64 ":", n);
    book_put_id(out, link, TRUCE_HEAD_LEAST);
}

/* The last place before `n` at which a head that was given is here too; 0: none. */
static uint64_t agreed_before(const truce_book *book, uint64_t n) {
    size_t n_heads = 0;
    uint64_t agreed = 0;
    const truce_head_found *const found = truce_ledger_heads(book->ledger, &n_heads);
    for (size_t i = 0; i < n_heads; i++) {
        const truce_head_told *const told = &book->heads[i];
        if (told->size > 0 && found[i].state == TRUCE_HEAD_AGREES && told->n < n &&
            told->n > agreed) {
            agreed = told->n;
        }
    }
    return agreed;
}

/* Is this the first place at which one differs? What is behind it differs for that reason. */
static bool first_other(const truce_book *book, uint64_t n) {
    size_t n_heads = 0;
    const truce_head_found *const found = truce_ledger_heads(book->ledger, &n_heads);
    for (size_t i = 0; i < n_heads; i++) {
        if (found[i].state == TRUCE_HEAD_OTHER && book->heads[i].n < n) {
            return false;
        }
    }
    return true;
}

static void put_fork(const truce_book *book, const truce_head_told *told,
                     const truce_head_found *found, truce_buffer *out) {
    const uint64_t agreed = agreed_before(book, told->n);
    truce_buffer_lit(out, "You were given ");
    put_head(out, told->n, told->link);
    truce_buffer_lit(out, "\n  and here stands ");
    put_head(out, told->n, found->link);
    if (found->by > 0) {
        const truce_str name = called(book, found->signer);
        truce_buffer_printf(out, ", signed by %.*s at ", TRUCE_STR_ARGS(name));
        book_put_time(out, found->time);
        truce_buffer_lit(out, " UTC");
    }
    truce_buffer_lit(out, ".\n");
    if (!first_other(book, told->n)) {
        return;
    }
    truce_buffer_lit(out, "  Have it read again first. If it stays so, there are two continuations "
                          "of this ledger: you and they\n  are shown different entries. ");
    if (agreed > 0) {
        truce_buffer_printf(out, "Both are known to agree up to %" PRIu64, agreed);
        truce_buffer_printf(out, "%s",
                            agreed + 1 < told->n ? ";\n  they part behind it" : " and part there");
    } else {
        truce_buffer_lit(out, "No head is known in which both agree");
    }
    if (agreed + 1 < told->n) {
        const uint64_t middle = agreed + (told->n - agreed) / 2;
        truce_buffer_printf(out,
                            ". To find where, let\n  both run truce ledger verify with --head "
                            "%" PRIu64 " and compare",
                            middle);
    }
    truce_buffer_lit(out, ".\n  Neither file alone can say which of them others have.\n");
}

void book_put_heads(const truce_book *book, truce_buffer *out) {
    size_t n = 0;
    const truce_head_found *const found = truce_ledger_heads(book->ledger, &n);
    for (size_t i = 0; i < n; i++) {
        const truce_head_told *const told = &book->heads[i];
        if (found[i].state == TRUCE_HEAD_OTHER) {
            put_fork(book, told, &found[i], out);
        } else if (found[i].state == TRUCE_HEAD_BEHIND) {
            truce_buffer_printf(out, "Nothing stands here at %" PRIu64, told->n);
            truce_buffer_printf(out, "%s",
                                told->size == 0
                                    ? ".\n"
                                    : ", where you were given a head: this file was cut off or put "
                                      "back, or is a copy\n  that did not come so far.\n");
        } else if (told->size == 0) {
            truce_buffer_lit(out, "Here stands ");
            put_head(out, told->n, found[i].link);
            truce_buffer_lit(out, ".\n");
        } else {
            truce_buffer_printf(out,
                                "The head that you were given for %" PRIu64
                                " is here too: up to there both have the same.\n",
                                told->n);
        }
    }
}

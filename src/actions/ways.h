/* ways.h - the way of offers and messages on paper: what the books hold, beside what is claimed
 * (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_WAYS_H
#define TRUCE_SRC_ACTIONS_WAYS_H

#include "compose.h"
#include "truce/actions/book.h"
#include "truce/evidence/ways.h"
#include "truce/record/receipt.h"

typedef struct ways_found {
    truce_offers offers; /* every one */
    truce_ways ways;     /* those that are shown */
    uint32_t *alarm;     /* ways_all: [offer] -> its first alarm, or TRUCE_NONE; */
    uint32_t *another;   /*           [alarm] -> the next of its offer, or TRUCE_NONE */
} ways_found;

/* What there is of all offers; where `messages` is not NULL, of messages or of offers alone, and of
 * --offer. TRUCE_EINVAL (--quiet, --today), TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status ways_find(composer *k, const bool *messages, ways_found *found,
                                      truce_error *err);

/* The same of every offer and message, made once for all parts of a paper; NULL where the case has
 * no custody records, or memory is out (k->failed). */
const ways_found *ways_all(composer *k);
/* The way of an offer by the books; NULL: they hold nothing of it. */
const truce_way *ways_booked(composer *k, uint32_t offer);

/* ways_words.c ------------------------------------------------------------------------------- */

/* "by Karda to River Council, at 2031-04-28": into k->text. */
void ways_put_record(composer *k, const truce_custody_record *record);
/* "handed by Karda to River Council, at 2031-04-28" */
void ways_put_stage(composer *k, const truce_custody_record *record);
/* What stands behind a record: "signed by carla, 2031-02-04 10:16 UTC (event b94aabed)", or that
 * nobody signed it. */
void ways_put_proof(composer *k, const truce_custody_record *record);
/* Who signed it; NULL: nobody. */
const truce_signed *ways_signed(const composer *k, const truce_custody_record *record);

/* ways_said.c: [custody record] -> its place in the order in which they were said first, for
 * truce_ways_options; NULL in a plain case, in which they stand as written. TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status ways_said(truce_session *session, const uint64_t **said,
                                      truce_error *err);

/* ways_receipt.c: what the receipt in a record shows. */
typedef enum ways_known { WAYS_KEY_UNKNOWN, WAYS_KEY_MEMBER, WAYS_KEY_CARD } ways_known;

typedef struct ways_receipt {
    enum {
        WAYS_NO_RECEIPT,
        WAYS_RECEIPT_BROKEN, /* it cannot be read, or a signature does not hold */
        WAYS_RECEIPT_OTHER,  /* it is of another offer, another text, or other hands */
        WAYS_RECEIPT_OPEN,   /* it is for this, and nobody countersigned */
        WAYS_RECEIPT_COUNTERED
    } state;
    truce_receipt receipt;     /* but of NO_RECEIPT and BROKEN */
    ways_known by, counter_by; /* likewise: whose keys */
} ways_receipt;

ways_receipt ways_receipt_of(composer *k, const truce_custody_record *record);
/* The same in words; nothing where there is no receipt. */
void ways_put_receipt(composer *k, const truce_custody_record *record);
/* What an offer says comes to; false: it has no salt. k->text has to be empty. */
bool ways_content(composer *k, uint32_t offer, uint8_t content[TRUCE_CONTENT]);

/* An alarm, why it is raised, and its kind for machines. */
truce_str ways_alarm(composer *k, const truce_way_alarm *alarm);
const char *ways_alarm_basis(truce_way_alarm_kind kind);
const char *ways_alarm_name(truce_way_alarm_kind kind);

/* What the books hold and a claim says otherwise, as the beginning of a sentence: who
 * says it, and where, follows. */
truce_str ways_clash(composer *k, const truce_way_clash *clash);
const char *ways_clash_basis(truce_way_clash_kind kind);

/* Where it is by the books, in one sentence; empty: they hold nothing of it. */
truce_str ways_now(composer *k, const truce_way *way);

/* What is unproven, and who could prove it: two sentences; empty where nothing is. `whom` (room for
 * WAYS_WHOM) receives those who could, actors. */
enum { WAYS_WHOM = 16 };
truce_str ways_open(composer *k, const truce_way *way, uint32_t *whom, uint32_t *n_whom);

/* ---- on paper ------------------------------------------------------------------------------ */

/* compose_ways.c */
void compose_ways(composer *k, const ways_found *found);
/* The last record of a way with its proof, on a line of its own; on another one, where it is not
 * the last, the last that a countersigned receipt shows: nothing proves more. */
void compose_way_last(composer *k, truce_passage *item, const truce_way *way);
/* Every record, each a line; `most` of them. */
void compose_way_records(composer *k, truce_passage *item, const truce_way *way, uint32_t most);
/* The first alarm that is raised about an offer by the books, the version that moved or was brought
 * to somebody, and the next (ways_found.another); TRUCE_NONE: there is none. */
uint32_t ways_first_alarm(composer *k, uint32_t offer);
/* Each alarm about it on a line, `most` of them; how many are left out. */
uint32_t compose_way_alarms(composer *k, truce_passage *item, uint32_t offer, uint32_t most);
/* Where books and claims differ, as a table of accounts, found by the rule "books"; nothing where
 * they do not. And how many there are. */
void compose_ways_accounts(composer *k);
uint32_t ways_count_accounts(composer *k);
/* ways_json.c: members "offers" (or "messages") and "alarms" of the object that is open. */
void compose_ways_json(composer *k, const ways_found *found, truce_json *json);
/* One alarm, as an element of the array that is open. */
void compose_way_alarm_json(composer *k, const truce_way_alarm *alarm, truce_json *json);
/* Member "records" of the object that is open. */
void compose_way_records_json(composer *k, const truce_way *way, truce_json *json);
/* Where books and claims differ on one offer, as elements of the array that is open; among accounts
 * with their kind and rule. */
void compose_way_clashes_json(composer *k, const truce_way *way, bool account, truce_json *json);
/* Member "books" of the object that is open: where books and claims differ. */
void compose_ways_accounts_json(composer *k, truce_json *json);

#endif

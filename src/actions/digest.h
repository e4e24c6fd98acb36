/* digest.h - the answers in short: what a brief shows of each, and one page of all (private to the
 * room).
 *
 * Each function appends a section with at most `max` entries and says how many more there are and
 * which command shows them. A section that would be empty is left out. */
#ifndef TRUCE_SRC_ACTIONS_DIGEST_H
#define TRUCE_SRC_ACTIONS_DIGEST_H

#include "compose.h"
#include "truce/evidence/accounts.h"
#include "truce/evidence/actors.h"
#include "truce/evidence/clashes.h"
#include "truce/evidence/gaps.h"

/* The states of the talks that stand, each with who says so, and those who left or take part. */
void digest_state(composer *k, const truce_timeline *t);

/* Issue by issue, the two positions that cannot both hold, and beside each at most so many others
 * of the same party, with their conditions (on a page those alone that it is open to). False when
 * memory is out. */
TRUCE_MUST_USE bool digest_clashes(composer *k, const truce_clashes *c, uint32_t max,
                                   uint32_t others);

/* What cannot be had together: the positions weighed (TRUCE_ENOMEM; *out is NULL where they were
 * too many to weigh), then at most `max` rows of clashes and so many openings; and for a page the
 * verdict and one opening less than `openings`. */
struct weighed;
TRUCE_MUST_USE truce_status digest_weigh(composer *k, struct weighed **out, truce_error *err);
void digest_impasse(composer *k, const struct weighed *w, uint32_t max, uint32_t openings);
void digest_impasse_page(composer *k, const struct weighed *w, uint32_t openings);

/* Movement that is reported, then positions that later ones set aside. */
void digest_moved(composer *k, uint32_t max);

/* What does not match: one of each kind, then the second of each kind, and so on; first those in
 * which the parties themselves speak. `elsewhere`: what offers and the state of the talks show
 * already is left out. False when memory is out. */
TRUCE_MUST_USE bool digest_accounts(composer *k, const truce_accounts *a, bool elsewhere,
                                    uint32_t max);

/* Offers of which something is said: the stages, denials first, and what is open. */
void digest_offers(composer *k, const truce_offers *o, uint32_t max);

/* The last events that dates place, but for those of long ago; then, apart, those that no date
 * does: by when they were told, half as many more, and as many of which nothing tells that. */
void digest_timeline(composer *k, const truce_timeline *t, uint32_t max);

/* States, stages of offers, positions and movement that one witness without a name alone tells.
 * False when memory is out. */
TRUCE_MUST_USE bool digest_witnesses(composer *k, uint32_t max);

/* The exchanges: what each comes to, and what does not add up. TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status digest_swaps(composer *k, uint32_t max, truce_error *err);

/* The same for a page: of each exchange one thing that does not add up. */
struct swaps;
void digest_swaps_page(composer *k, const struct swaps *all, uint32_t max);

/* For a page: what of the order of steps cannot be kept, with a loop; nothing where all can. */
struct sequenced;
void digest_order_page(composer *k, const struct sequenced *s);

/* For each party, who can press it directly. */
void digest_leverage(composer *k, const truce_actors *a, uint32_t max);

/* The first questions. */
void digest_gaps(composer *k, const truce_gaps *g, uint32_t max);

/* The case as it was known at the date of --since, beside what is known now; in the session's
 * arena. What is given is kept. Accounts and gaps may be NULL: then they are not compared, and none
 * of what is new of them may be asked for. */
typedef struct digest_before digest_before;
TRUCE_MUST_USE truce_status digest_before_make(composer *k, const truce_timeline *t,
                                               const truce_accounts *a, const truce_offers *o,
                                               const truce_gaps *g, digest_before **made,
                                               truce_error *err);

/* What became known since: states of the talks, events, movement, stages of offers, accounts
 * opened, of another kind and settled, positions, exchanges, the order of steps, gaps closed, and
 * the claims themselves; at most `max` of each. Where sections are asked for, all of what belongs
 * to them and no other. On a page only events, movement, offers, new accounts, exchanges and the
 * order of steps. For machines {"date", "claims", "claims_undated", "accounts_opened",
 * "accounts_changed", "accounts_settled"}. */
void digest_since(composer *k, const digest_before *b, uint32_t max);
void digest_since_json(composer *k, const digest_before *b, truce_json *json);

/* ---- for these files ---- */

/* The first `letters` code points and an ellipsis, at a space if there is one not too far back; or
 * all of it. */
truce_str digest_clip(composer *k, truce_str text, size_t letters);

/* "not issued", with who says so, in an item. */
void digest_stage(composer *k, truce_passage *item, const truce_offers *o, unsigned stage,
                  const truce_told *told, uint32_t n, bool denied);

/* One position of the matrix as a sentence: who, what, how well attested, by which claims. */
void digest_position(composer *k, truce_passage *item, uint32_t position);

/* An event as an item: when, what, who says so. */
void digest_event(composer *k, truce_block *list, const truce_timeline *t,
                  const truce_timeline_event *e);

/* How many parties, up to four, speak in a row by people of their own. */
uint32_t digest_account_parties(composer *k, const truce_account_row *row);

/* A row of what does not match as an item. */
truce_passage *digest_account(composer *k, truce_block *list, const truce_account_row *row);

/* A section, and the list that it is. */
truce_block *digest_open(composer *k, const char *id, const char *title);

/* What sentences rest on that tell how much more there is, and where: these are never shortened. */
#define DIGEST_REST "a brief shows the first of them"

/* "and 12 more: truce accounts", when `n` is more than `shown`. */
void digest_rest(composer *k, truce_block *list, uint32_t n, uint32_t shown, const char *command);

#endif

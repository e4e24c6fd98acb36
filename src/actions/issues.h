/* issues.h - what was asked for: by issue, and accounts by kind (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_ISSUES_H
#define TRUCE_SRC_ACTIONS_ISSUES_H

#include "compose.h"
#include "truce/evidence/accounts.h"
#include "truce/evidence/clashes.h"

/* Whether the statement says that something is not so: a denial of a claim, or any statement that
 * is denied but a position, for which not to accept is one of its own. */
bool account_is_denial(const truce_statement *st);

/* Whether a statement is about an issue that was asked for: a position by its lines, a movement, a
 * rank, a trait or a saying by what it is on. */
bool issue_is_about(const composer *k, const truce_statement *st);

/* The same, or it names such an issue in a condition. True of every statement when none was asked
 * for. */
bool issue_is_spoken_of(const composer *k, const truce_statement *st);

/* A position without its lines on other issues than those asked for, and how many these are; what
 * is no list, or of no such issue, as it is. The lines live in the arena. */
truce_statement issue_narrowed(composer *k, const truce_statement *st, uint32_t *others);

/* Leave the clashes on issues that were asked for, and the offers of which a claim gives terms on
 * one, or the one that was asked for; all when none was. Cost O(what there is). */
void keep_clashes_asked(const composer *k, truce_clashes *c);
void keep_offers_asked(const composer *k, truce_offers *o);

/* Leave the rows of a kind asked for, of which some part is about an issue asked for: a position, a
 * movement, a rank, a trait or a saying on it; of a part that only an account record names, any
 * statement of its claim. All rows when none was asked for. Cost O(rows and what they name). */
void keep_accounts_asked(const composer *k, truce_accounts *a);

#endif

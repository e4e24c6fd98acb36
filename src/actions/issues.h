/* issues.h - which accounts were asked for: by issue, by kind (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_ISSUES_H
#define TRUCE_SRC_ACTIONS_ISSUES_H

#include "compose.h"
#include "truce/evidence/accounts.h"

/* Whether the statement says that something is not so: a denial of a claim, or any statement that
 * is denied but a position, for which not to accept is one of its own. */
bool account_is_denial(const truce_statement *st);

/* Leave the rows of a kind asked for, of which some part is about an issue asked for: a position, a
 * movement, a rank, a trait or a saying on it; of a part that only an account record names, any
 * statement of its claim. All rows when none was asked for. Cost O(rows and what they name). */
void keep_accounts_asked(const composer *k, truce_accounts *a);

#endif

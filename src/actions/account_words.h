/* account_words.h - a row of what does not match, in words: for people and for machines (private to
 * the room). Each function appends to k->text. */
#ifndef TRUCE_SRC_ACTIONS_ACCOUNT_WORDS_H
#define TRUCE_SRC_ACTIONS_ACCOUNT_WORDS_H

#include "compose.h"
#include "truce/evidence/accounts.h"

/* What it is about: an offer's title, "Israel: Return of the displaced". */
void account_subject(composer *k, const truce_account_row *row);

/* Why it was flagged: the rule, on this matter. Of a declared account without rule, its own reason.
 */
void account_why(composer *k, const truce_account_row *row);

/* What one part says. */
void account_says(composer *k, const truce_account_row *row, const truce_account_part *part);

/* "- A (named person); B (several anonymous); and 3 more claims" behind what a part says: at most
 * `most` names, 1 to ACCOUNT_NAMES, all claims cited. In account_speakers.c. */
enum { ACCOUNT_NAMES = 6 };
void account_speakers(composer *k, truce_sentence *sentence, const truce_account_row *row,
                      const truce_account_part *part, uint32_t most);

/* One of them, with the words and the date of its claim; ": bad faith", the words in which a claim
 * blames, or tells of the state of the talks; and the marks of a claim behind it. */
truce_str account_teller(composer *k, const truce_account_row *row, const truce_account_part *part,
                         uint32_t claim);
void account_wording(composer *k, const truce_account_row *row, const truce_account_part *part,
                     const truce_claim *claim);
void account_marks(composer *k, truce_sentence *sentence, uint8_t marks);

/* " [headline only]" into `text`, behind a name whose claims all carry what others beside it do
 * not. */
void account_marks_said(composer *k, uint8_t marks);

/* Whether the claim tells what several sides hold. */
bool account_of_several(const composer *k, const truce_claim *claim);

/* Whether a statement is what this part of a row on blame says. */
bool account_is_charge(const truce_case *c, const truce_account_part *part,
                       const truce_statement *st);

/* account_parts.c: what each part of a row says, and who. What `before` tells of the same side on
 * the same issue is not told again; NULL where there is none. */
void account_parts(composer *k, truce_cell *cell, const truce_account_row *row,
                   const truce_account_row *before);

/* account_alone.c: blame that falls on one side only, or forecasts: no rule sets anything against
 * them. And what is denied and stands in no row: nobody says that it is so. */
void account_unmatched(composer *k, const truce_accounts *a, bool forecasts);
void account_lone_denials(composer *k, const truce_accounts *a);

/* What would settle it, by rule; no verdict. Empty for a declared account that no rule found. */
const char *account_settle(const truce_account_row *row);

/* Whether blame falls on several sides, and so has a row. */
bool account_has_blame(const truce_accounts *a);

/* Whether a statement blames or accuses and is part of no row on blame: of one side only, it is
 * listed as it is reported. `row` is as account_has_blame() gives it. */
bool account_is_lone_blame(const truce_case *c, const truce_statement *st, bool row);

/* "offer", "talks", ... */
const char *account_rule_called(truce_account_rule rule);

/* The heading under which rows of this kind stand: "How much is meant". */
truce_str account_kind_title(truce_account_kind kind);

#endif

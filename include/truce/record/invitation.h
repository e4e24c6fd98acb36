/* invitation.h - which ledger, up to where, by whom: what a manager gives somebody whom they
 * admitted.
 *
 * A new member can check nothing that was before them: whoever hands them a file could have made
 * all of it. An invitation is a block of text, signed by the manager, whose fingerprint the new
 * member compares aloud; it names the ledger and a head of it, so that the file either is the one
 * that the manager meant or is refused. It holds no secret. docs/security.md has its form.
 */
#ifndef TRUCE_RECORD_INVITATION_H
#define TRUCE_RECORD_INVITATION_H

#include "truce/record/ledger.h"

typedef struct truce_invitation {
    uint8_t ledger[TRUCE_LEDGER_ID];
    truce_head_told head;                 /* with its whole link */
    char name[TRUCE_MEMBER_NAME_MAX + 1]; /* whom it is for; and a hash of name and keys */
    uint8_t who[32];
    truce_card by; /* who signed it */
} truce_invitation;

/* Append an invitation for `to`, to the ledger `ledger` (TRUCE_LEDGER_ID bytes) with the head `n`
 * and `link`, signed by `by`. */
void truce_invitation_write(const truce_identity *by, const uint8_t *ledger, uint64_t n,
                            const uint8_t link[TRUCE_LINK], const truce_card *to,
                            truce_buffer *block);

/* The invitation in a block; what stands before and behind it is passed over. TRUCE_EPARSE: there
 * is none, it was cut, mistyped or altered, or the card in it did not sign it. Whose card that is,
 * is for people to compare. */
TRUCE_MUST_USE truce_status truce_invitation_read(truce_str text, truce_invitation *invitation,
                                                  truce_error *err);

/* Is it for whoever has this card? */
bool truce_invitation_is_for(const truce_invitation *invitation, const truce_card *card);

#endif

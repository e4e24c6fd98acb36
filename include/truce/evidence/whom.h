/* whom.h - whom a question goes to, and why them.
 *
 * A question goes first to those who can know by their own part in it: whose position it is, who
 * made the offer, carried it, got it or speaks of it. Those who are only called mediators are any
 * of several who may know: they come last, and are told as such.
 */
#ifndef TRUCE_EVIDENCE_WHOM_H
#define TRUCE_EVIDENCE_WHOM_H

#include <stdbool.h>
#include <stdint.h>

/* In the order in which to ask. */
typedef enum truce_whom_why {
    TRUCE_WHOM_OWN,       /* its own position, deed or decision */
    TRUCE_WHOM_MAKER,     /* the offer is its */
    TRUCE_WHOM_CARRIER,   /* a claim names it as carrier, be it to deny that it carried */
    TRUCE_WHOM_RECIPIENT, /* the offer is for it, or is said to have come to it */
    TRUCE_WHOM_HOST,      /* is said to host the talks */
    TRUCE_WHOM_TELLER,    /* a claim in question is its word */
    TRUCE_WHOM_MEDIATOR   /* is called a mediator, and nothing else is said: one of several */
} truce_whom_why;

typedef struct truce_whom {
    uint32_t actor;
    uint32_t claim; /* the claim that shows it, or TRUCE_NONE: a record of the case */
    truce_whom_why why;
    bool elsewhere; /* CARRIER, MEDIATOR: by a source that says nothing of the offer itself */
} truce_whom;

#endif

/* usual_clauses.h - what agreements of this kind usually have: a checklist with its sources.
 *
 * It says what is usual, never what ought to be. The table knows no case: rows have the words of
 * `covers` lines, in the order of the case language. PAPER: haysom, pilpgguide, pilpg2013,
 * molloy2019, pam, ross2017; docs/papers.md says what of each was read, and what is named unread.
 */
#ifndef TRUCE_AGREEMENT_USUAL_CLAUSES_H
#define TRUCE_AGREEMENT_USUAL_CLAUSES_H

#include <stddef.h>

typedef struct truce_usual_clause {
    const char *word;   /* of the case language: covers WORD */
    const char *name;   /* "where it holds" */
    const char *why;    /* why agreements have it: a sentence */
    const char *ask;    /* a question to ask when it is not there: a sentence */
    const char *source; /* a text that was read and has it, with the place; NULL: none */
    const char *see;    /* texts said to have it that were not read for this; NULL: none. Full
                           titles of both are in docs/papers.md */
} truce_usual_clause;

/* The table: `*n` rows, static. Each has a source or something to see. */
const truce_usual_clause *truce_usual_clauses(size_t *n);

#endif

/* session.h - a case opened for a reader: what every action starts from. */
#ifndef TRUCE_ACTIONS_SESSION_H
#define TRUCE_ACTIONS_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "truce/base/arena.h"
#include "truce/base/buffer.h"
#include "truce/base/edtf.h"
#include "truce/base/error.h"
#include "truce/case/read.h"

/* What is asked; the zero value of each field is its default. All texts are kept. */
typedef struct truce_request {
    const char *const *paths; /* files, folders, ledgers, or "-" */
    size_t n_paths;
    const struct truce_identity *me; /* who opens ledgers; NULL: nobody, and they are refused */
    const char *keys;                /* the key file that `me` came from */
    truce_str reader;                /* --as: empty means the team */
    truce_str at;                    /* --at: EDTF; only what was known by then. Empty: all */
    truce_str known_by;    /* --known-by: of a ledger, only what it held by then: a date, or
                              a day, T and HH:MM, in UTC. Empty: all */
    const truce_str *only; /* --only: names of sources; none: all */
    size_t n_only;
    const truce_str *issues; /* --issue of brief, matrix, accounts, witnesses, impasse, gaps and
                                offers: names or titles of issues, each perhaps several with commas
                                between; none: all */
    size_t n_issues;
    truce_str sections; /* --sections of a brief, an impasse, a timeline, an agreement, actors or
                           witnesses: their names, with commas, or all; each is then whole. Empty:
                           in short */
    truce_str of;       /* --of of a timeline or actors: an actor, by name or title. Empty: all */
    truce_str voices;   /* --voice of witnesses: sorts of witnesses, with commas. Empty: all */
    truce_str since;    /* --since of a brief: EDTF; what became known after it is shown as new */
    bool one_page;      /* --brief 1: a brief that fits one page */
    truce_str answer;   /* --for of gaps: the later answer that needs them. Empty: all */
    truce_str ask;      /* --ask of gaps: whom to ask, an actor by name or title. Empty: anybody */
    truce_str kinds;    /* --kind of accounts: their kinds, with commas. Empty: all */
    truce_str offer;    /* --offer of offers: by name or title. Empty: all */
    truce_str quiet;    /* --quiet of offer status: 7d, or 7; what has not moved for so many days.
                           Empty: not asked */
    truce_str today;    /* --today: EDTF; asked for with it */
    bool messages;      /* messages and not offers */
    const char *card; /* --card: a file with the card of whoever may have countersigned; or NULL */
    bool hold;        /* --hold of impasse: an offer is held as firmly as a demand */
    const truce_str *hold_offers; /* --hold=OFFER: the terms of these offers are */
    size_t n_hold_offers;
    const truce_str *assume; /* --assume of impasse: what follows if each of these were so; a
                                position as a claim states it, in one line */
    size_t n_assume;
    const truce_str *relax; /* --relax: positions or claims, perhaps several with commas between:
                               what follows if they were not insisted on */
    size_t n_relax;
    const truce_str *ignore; /* --ignore: claims likewise: if they were not in the case */
    size_t n_ignore;
    bool firm_only, first_hand;   /* if only red lines bound; only what a side says itself */
    const truce_str *preferences; /* --preferences of deals: names of records, each perhaps several
                                     with commas between; none: the only ones of each party */
    size_t n_preferences;
    truce_str
        delay; /* --delay of sequence: a step, =, and by how many days it is later. Empty: none */
    truce_str at_most; /* --at-most of sequence: 1/4, or a number: by how much a side may be
                          exposed. Empty: not asked */
    truce_str between; /* --between of sequence: two sides, with a comma between; empty: the two
                          that give each other most steps */
    const truce_str *values; /* --values: names of records of values; none: the only one of each
                                side */
    size_t n_values;
    bool unreserved;           /* --no-reservation of deals */
    truce_str best;            /* --best of deals: a party, by name: the best packages for it */
    const truce_str *at_least; /* --at-least: "party=number", perhaps several with commas between:
                                  packages that leave it at least so much */
    size_t n_at_least;
    const truce_str *near; /* --near: likewise, a number for every party: the nearest package */
    size_t n_near;
    uint32_t random;   /* --random: so many packages drawn */
    uint32_t points;   /* --points of deals: efficient packages given; 0: 1,000 */
    uint32_t profiles; /* --profiles of deals: ways to fill in orders and ranges; 0: 10,000 */
    uint64_t draws;    /* --seed of deals: of what is drawn */
    truce_str svg;     /* --svg of deals: a file for the figure. Empty: none */
    bool checklist;    /* --checklist of exchange */
    truce_str single;  /* --text of text: a text, by name or title. Empty: all */
    truce_str version; /* --version: as of that version of the text. Empty: the last */
    truce_str clause;  /* --clause: one clause, by name, number or title. Empty: all */
    truce_str redline; /* --redline: two versions with .. between. Empty: not asked */
    truce_str falls;   /* --falls: a clause, as above: what reopens with it. Empty: not asked */
    const struct truce_stability_query *stability; /* of stability: what is asked of a model; NULL:
                                                      nothing in particular */
    bool history, draft, clean;                    /* --history, --draft, --clean */
    truce_str over_time; /* --over-time of agreement: week, month, year, phase or date. Empty: not
                            over time; with its section: what is fitting */
    uint32_t
        most; /* --most: openings, packages, points, events or rows shown; 0: the usual number */
    uint64_t effort; /* --effort of impasse: calls of the solver; of deals: millions of steps, see
                        truce_frontier_options.steps_max; 0: the usual number */
    bool (*stop)(const void *data); /* --seconds of impasse: true once the time is over */
    const void *stop_data;
    uint64_t seed;                /* of hash tables: never changes a result */
    const truce_writers *writers; /* of texts in memory: who wrote what, if it is a ledger's */
    bool whole;    /* of a ledger: put nothing aside, and be told what cannot be read */
    bool warnings; /* look for what is legal and doubtful too, and whether preferences can hold */
} truce_request;

/* A record of a ledger that cannot be read with the others: it names what is not there any more, or
 * what only its author could see, or was written by a program that did not check. */
typedef struct truce_aside {
    truce_str event; /* the first digits of its id */
    size_t file;     /* which input it is */
} truce_aside;

typedef struct truce_session {
    truce_arena arena; /* owned: everything about the case lives here */
    /* What an answer has in hand, in a few words, for whoever waits for it; a text that stays, or
     * NULL. It may be looked at from a signal handler. */
    const char *volatile doing;
    truce_request request;
    truce_date at, since; /* GIVEN when asked for */
    int64_t known_until;  /* of a ledger, only what was committed by then, in seconds since 1970 */
    uint32_t *only;       /* indices of sources */
    size_t n_only;
    truce_view view;
    truce_case c;
    truce_report report;
    struct truce_signed *signed_by; /* [file]: of a ledger, who signed it (book.h) */
    size_t n_signed;                /* of a plain case: 0 */
    truce_aside *aside; /* of a ledger: what cannot be read with the rest and is left out */
    size_t n_aside;
    truce_writers writers;         /* and then, of what is left; see case/writers.h */
    const struct truce_card *card; /* that the request names, once an answer has read it */
    uint32_t assumed, n_assumed;   /* the claims that tell what is supposed, the last ones; they are
                                      of no report, and only what asks for them weighs them */
    uint32_t assumed_source;       /* their source, the last; if there are any */
} truce_session;

/* Load the files, take the reader's view, read it, and look up what the request names. Of a ledger,
 * records that cannot be read with the others are put aside, and what names them, unless `whole`:
 * no one of its authors can keep the others from an answer.
 *
 * TRUCE_OK: the session is open; close it. TRUCE_EPARSE: the case has errors, and the session is
 * open for its `report` only; close it. Anything else: nothing is open, and `err` says why:
 * TRUCE_ENOTFOUND (a file; a reader or source that nobody in this view is called), TRUCE_EINVAL (a
 * date, a supposition that is no position of a party; a ledger that is not in order, or one beside
 * other paths; known_by without a ledger), TRUCE_EDENIED (a ledger, and nobody to open it),
 * TRUCE_EIO, TRUCE_ELIMIT, TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_session_open(truce_session *session, const truce_request *request,
                                               truce_error *err);

/* The same of a ledger that is open, whose path is the request's one; it may be closed first. */
struct truce_book;
TRUCE_MUST_USE truce_status truce_session_open_book(truce_session *session,
                                                    const truce_request *request,
                                                    const struct truce_book *book,
                                                    truce_error *err);

/* The same on texts that are in memory: `paths` is not looked at, `inputs` are kept. */
TRUCE_MUST_USE truce_status truce_session_open_inputs(truce_session *session,
                                                      const truce_request *request,
                                                      const truce_input *inputs, size_t n_inputs,
                                                      truce_error *err);

/* After TRUCE_EPARSE: append what is wrong with --assume, each argument with a caret below it.
 * False when it is the case that is wrong; nothing is appended then. */
bool truce_session_show_assumed(const truce_session *session, truce_buffer *out);

/* NULL and a session that is not open are fine. */
void truce_session_close(truce_session *session);

#endif

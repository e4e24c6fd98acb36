/* stability.h - from which states of a graph model would nobody move away, and what follows? */
#ifndef TRUCE_ACTIONS_STABILITY_H
#define TRUCE_ACTIONS_STABILITY_H

#include "truce/actions/paper.h"
#include "truce/actions/session.h"
#include "truce/base/buffer.h"

/* What is asked of a model, in the words of who asks; zero values are the defaults. A state is a
 * letter for each option ("YNNY"), its number, or the options that are taken, by name with commas
 * ("accept,guarantee"; "nothing"); options that are held are as they are held.
 *
 * At most one of `state`, `inverse` and `what_if` is given; without them all states are told. */
typedef struct truce_stability_query {
    const char *concepts; /* with commas: nash, gmr, smr, seq, sseq, sim; mr1, mr2, ... ; l1, l2,
                             ... and non-myopic (two makers); NULL: the six basic ones */
    const char *sense; /* coalitions, unknown-a to unknown-d, strength or attitudes instead of what
                          each maker prefers for itself */
    const truce_str *hold; /* [n_hold]: options that stay as they are said to be, whoever owns them:
                              "guarantee", "not guarantee" */
    size_t n_hold;
    const char *from;    /* instead of the model's status quo */
    const char *state;   /* of this state alone, with reasons, without a list of all */
    const char *inverse; /* what each maker would have to prefer for this state to be stable */
    const char *what_if; /* what each combination of these options, held so, would do */
    const char *target;  /* of what_if: to this state too */
    uint32_t threads;    /* 0: one */

    /* Of a case only. */
    const char *in;          /* its model, by name or title; NULL: the only one */
    const truce_str *orders; /* [n_orders]: whose preferences are as which order has them, by name,
                                each perhaps several with commas between */
    size_t n_orders;
} truce_stability_query;

typedef struct truce_stability_request {
    const char *path; /* of a model in the exchange format; "-": standard input */
    bool model;       /* write the model back instead of an answer */
    bool colour;      /* of what is wrong with the file */
    truce_stability_query query;
} truce_stability_request;

/* Answer about a graph model in a file of its own, without a case, in any form but CSV; JSON is as
 * docs/stability.md has it.
 *
 * Fails as truce_case_load() does; with TRUCE_EPARSE where the file is no model (also where its
 * payoffs are not as many as its states), TRUCE_EINVAL where the question does not fit the model,
 * and as the functions of the room stability do. Messages begin with the path. With TRUCE_EPARSE
 * `out` has what is wrong as text for a person: place, message, the line and a caret; else it may
 * hold a part of an answer, which the caller throws away. */
TRUCE_MUST_USE truce_status truce_stability_graph(const truce_stability_request *request,
                                                  truce_paper paper, truce_buffer *out,
                                                  truce_error *err);

/* The same of a model of an open session, as its request asks: who could do what, what each is
 * taken to prefer and by whom, then the answer. A maker whose order nobody states keeps its moves
 * as things stand. Where there are several orders of one maker and none is chosen, each combination
 * is told in a line, at most 16. A case without a model says so.
 *
 * JSON is {"about", "model": {"name", "title", "by", "claims"}, "moves": [{"name", "title", "of",
 * "claims"}], "orders": [{"name", "of", "by", "claims"}], "readings": [{"orders", and as of a model
 * in a file}], "sources"}; without a model "model" is null and the next three are left out.
 *
 * `out` is left as it was on failure: TRUCE_ENOTFOUND (no such model or order; a figure alone, and
 * there is none), TRUCE_EINVAL (as above; several models; two orders of one maker; one reading is
 * needed, and there are several), TRUCE_EPARSE (an order by ranks leaves out an outcome; the
 * session's report tells it with its place), TRUCE_ELIMIT, TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_stability_answer(truce_session *session, truce_paper paper,
                                                   truce_buffer *out, truce_error *err);

/* Append the model of an open session, of one reading, in the exchange format of docs/stability.md.
 * Fails as above, and with TRUCE_ENOTFOUND where there is none. */
TRUCE_MUST_USE truce_status truce_stability_export(truce_session *session, truce_buffer *out,
                                                   truce_error *err);

#endif

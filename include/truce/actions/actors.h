/* actors.h - truce actors: in which capacities each stands, who can press whom, what moves them. */
#ifndef TRUCE_ACTIONS_ACTORS_H
#define TRUCE_ACTIONS_ACTORS_H

#include "truce/actions/paper.h"
#include "truce/actions/session.h"
#include "truce/base/buffer.h"

/* Append the actors of an open session: roles, relations and presence by source and time; paths of
 * leverage to each party; alliances; mediators with what else they are reported to be and accused
 * of; interests, stakes, alternatives, costs of no deal, divisions and pressure at home. In JSON
 * {"about", "actors": {"sides": [{"ties"}], "leverage": {"hops", "parties": [{"paths"}]},
 * "alliances", "mediators": [{"as", "denied", "also", "charges", "interests", "positions"}],
 * "facets", "sayings", "says": what each says else, "asked": [{"by", "of", "answer"}]: whom who is
 * said to press}}, each with its claims; what a claim gives a time for has it as "when". With --of
 * that side alone, on paper and in JSON; --sections and --most are for paper. `out` is left as it
 * was on failure: TRUCE_ENOTFOUND (a section, an actor), TRUCE_ELIMIT (too many parties),
 * TRUCE_ENOMEM.
 */
TRUCE_MUST_USE truce_status truce_actors_answer(truce_session *session, truce_paper paper,
                                                truce_buffer *out, truce_error *err);

#endif

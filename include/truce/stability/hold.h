/* hold.h - the same model where some options stay as they are, whoever owns them.
 *
 * What a mediator or an outsider has settled, or what is supposed for the sake of a question:
 * nobody changes these options any more, and states in which they are otherwise cannot be. Options
 * keep their places, so that states of both models have the same numbers.
 */
#ifndef TRUCE_STABILITY_HOLD_H
#define TRUCE_STABILITY_HOLD_H

#include "truce/base/arena.h"
#include "truce/stability/model.h"

/* Hold the options of `held` as they are there.
 *
 * model  checked; kept, but for what is changed
 * arena  `out` lives in it; it is checked
 *
 * The status quo of `out` has these options as they are held; where that cannot be, there is none.
 * Fails with TRUCE_EINVAL (payoffs that are not one for each feasible state), TRUCE_ELIMIT
 * (payoffs, and too many states, as truce_graph_list() has it) or TRUCE_ENOMEM; `out` is then left
 * as it was. Payoffs are kept for the states that are left: O(states); else O(options). */
TRUCE_MUST_USE truce_status truce_graph_hold(const truce_graph_model *model,
                                             truce_graph_pattern held, truce_arena *arena,
                                             truce_graph_model *out, truce_error *err);

#endif

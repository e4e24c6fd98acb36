/* packages.h - options and packages in words and for machines (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_PACKAGES_H
#define TRUCE_SRC_ACTIONS_PACKAGES_H

#include "compose.h"
#include "truce/deals/space.h"

/* The name of an option, or the number of a step, as the case writes it. `number` is as in a
 * truce_option_set. */
void package_option_name(truce_buffer *out, const truce_case *c, const truce_issue *issue,
                         int64_t number);

/* "after an incident only", "5.0 percent". */
void package_option(truce_buffer *out, const truce_case *c, const truce_issue *issue,
                    int64_t number);

/* "Return of the crews for Suspended foremen": what a variable that stands for an issue decides. */
void package_issue(truce_buffer *out, const truce_space *space, uint32_t variable);

/* "Rise over two years: 5.0 percent": one choice of a package. */
void package_choice(truce_buffer *out, const truce_space *space, uint32_t variable, uint32_t value);

/* A package for machines: {"duration": "permanent", "return:men": "home", ...}. `values` is
 * [variable] -> value, or TRUCE_NONE where it is left open; NULL: {}. */
void package_json(composer *k, const truce_space *space, const uint32_t *values, truce_json *json);

#endif

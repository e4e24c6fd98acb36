/* offers.h - the offer that --offer names (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_OFFERS_H
#define TRUCE_SRC_ACTIONS_OFFERS_H

#include "compose.h"

/* By name, by title, or by words that stand in one title alone: k->offer. TRUCE_ENOTFOUND. */
TRUCE_MUST_USE truce_status offers_find_asked(composer *k, truce_error *err);

#endif

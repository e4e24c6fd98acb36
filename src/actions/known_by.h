/* known_by.h - the ledger's own time: up to when what was committed to it counts. */
#ifndef ACTIONS_KNOWN_BY_H
#define ACTIONS_KNOWN_BY_H

#include <stdint.h>

#include "truce/base/error.h"
#include "truce/base/str.h"

/* The last second of a date (2031-02-04, 2031-02), or of the minute of a day (2031-02-04T10:15, or
 * a blank for the T, as a ledger's log shows it), in UTC. TRUCE_EINVAL. */
TRUCE_MUST_USE truce_status known_by_read(truce_str text, int64_t *until, truce_error *err);

#endif

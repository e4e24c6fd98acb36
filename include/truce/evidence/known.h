/* known.h - from when each claim counts as known. */
#ifndef TRUCE_EVIDENCE_KNOWN_H
#define TRUCE_EVIDENCE_KNOWN_H

#include "truce/base/arena.h"
#include "truce/evidence/scope.h"

/* [claim]: the first second from which a claim counts as known by the rules of truce_scope_make;
 * INT64_MAX: no date tells it. Lives in `arena`; NULL when memory is out. Cost O(claims + datings +
 * sources). */
int64_t *truce_scope_known(const truce_scope *scope, truce_arena *arena);

#endif

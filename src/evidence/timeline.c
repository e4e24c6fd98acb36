#include "truce/evidence/timeline.h"

#include "timeline_parts.h"

truce_status truce_timeline_make(const truce_scope *scope, truce_arena *arena,
                                 truce_timeline *timeline, truce_error *err) {
    truce_timeline t = {.scope = scope};
    uint32_t *at = NULL;
    truce_arcs laid;
    t.denied_by = truce_denials_find(scope, arena);
    if (t.denied_by == NULL || !collect_events(&t, &at, arena) ||
        !order_events(&t, at, &laid, arena) || !collect_talks(&t, at, &laid, arena)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the timeline");
    }
    *timeline = t;
    return TRUCE_OK;
}

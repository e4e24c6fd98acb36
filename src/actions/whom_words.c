#include "whom_words.h"

const char *whom_because(truce_whom_why why) {
    static const char *const because[] = {[TRUCE_WHOM_OWN] = "its own to say",
                                          [TRUCE_WHOM_MAKER] = "its maker",
                                          [TRUCE_WHOM_CARRIER] =
                                              "named as who would have brought it",
                                          [TRUCE_WHOM_RECIPIENT] = "its recipient",
                                          [TRUCE_WHOM_HOST] = "said to host the talks",
                                          [TRUCE_WHOM_TELLER] = "tells of it",
                                          [TRUCE_WHOM_MEDIATOR] = "called a mediator"};
    return because[why];
}

/* The i-th of n, of whom the last `n_any` are any of several. */
static void add_one(truce_buffer *out, const truce_case *c, uint32_t actor, uint32_t i, uint32_t n,
                    uint32_t n_any) {
    const uint32_t own = n - n_any;
    truce_buffer_printf(out, "%s",
                        i == 0 && (own > 0 || n_any < 2) ? ""
                        : i < own                        ? "; "
                        : i > own                        ? ", "
                        : n_any > 1                      ? (own > 0 ? "; or any of " : "any of ")
                                                         : "; or ");
    truce_buffer_add(out, c->actors[actor].head.title);
}

static void add_more(truce_buffer *out, uint32_t n, uint32_t max) {
    if (n > max) {
        truce_buffer_printf(out, " and %u more", n - max);
    }
}

void whom_add(truce_buffer *out, const truce_case *c, const truce_whom *whom, uint32_t n,
              uint32_t max) {
    uint32_t n_any = 0;
    while (n_any < n && whom[n - 1 - n_any].why == TRUCE_WHOM_MEDIATOR) {
        n_any++;
    }
    for (uint32_t i = 0; i < n && i < max; i++) {
        add_one(out, c, whom[i].actor, i, n, n_any);
    }
    add_more(out, n, max);
}

void whom_add_actors(truce_buffer *out, const truce_case *c, const uint32_t *actors, uint32_t n,
                     uint32_t n_any, uint32_t max) {
    for (uint32_t i = 0; i < n && i < max; i++) {
        add_one(out, c, actors[i], i, n, n_any);
    }
    add_more(out, n, max);
}

/* What those could settle who are no party, as if they were held to it. */
#include <string.h>

#include "graph_case_taking.h"

enum { WAYS_SHOWN = 4 };

/* "X (A; given up) and Y (B); or: Z (C)"; what changes in them. Of what undoes an outcome also
 * who would move away then. */
static truce_status add_ways(const taking *t, const outcome *of, uint32_t n, bool undo,
                             uint64_t *changed, truce_error *err) {
    truce_buffer *const text = &t->g->k->text;
    const uint64_t now = of->s & t->settled;
    truce_status status = TRUCE_OK;
    *changed = 0;
    for (uint32_t i = 0; i < n && i < WAYS_SHOWN && status == TRUCE_OK; i++) {
        const uint64_t taken = t->what.taken[t->found[i]];
        const char *before = i > 0 ? "; or: " : "";
        for (uint64_t left = (taken ^ now) & t->settled; left != 0; left &= left - 1) {
            const uint32_t o = (uint32_t)__builtin_ctzll(left);
            graph_case_add_move(t->g, o, before, (taken >> o & 1) != 0 ? "" : "; given up");
            *changed |= UINT64_C(1) << o;
            before = " and ";
        }
        if (taken == now) { /* only that their owners no longer move */
            taking_add_moves(t, t->settled & ~t->open, "that these are held as they are: ");
        }
        status = undo ? taking_add_undone(t, of, t->found[i], err) : TRUCE_OK;
    }
    if (n > WAYS_SHOWN) {
        truce_buffer_printf(text, "; and %u more", n - WAYS_SHOWN);
    }
    return status;
}

/* Who settles something and has an order of its own may not keep to it. */
static truce_status say_kept(taking *t, const outcome *of, truce_graph_concept concept, uint32_t n,
                             truce_error *err) {
    truce_buffer *const text = &t->g->k->text;
    const uint64_t own = t->settled & ~t->open;
    for (uint32_t i = 0; i < n && i < WAYS_SHOWN; i++) {
        const uint64_t taken = t->what.taken[t->found[i]];
        const uint64_t changed = (taken ^ of->s) & t->settled;
        truce_whatif_at at;
        if ((changed & own) == 0) {
            continue;
        }
        const truce_status status = taking_judge(t, (of->s & ~t->settled) | taken, &at, err);
        if (status != TRUCE_OK) {
            return status;
        }
        if (n > 1) {
            taking_add_moves(t, changed, "With ");
            truce_buffer_lit(text, ": ");
        }
        truce_buffer_add(text, truce_str_of(n > 1 ? "if nobody were held to it"
                                                  : "If nobody were held to that"));
        truce_buffer_lit(text, ", so that each moves by its own order, ");
        if (taking_all_stay(&at, concept)) {
            truce_buffer_lit(text, "nobody");
        } else {
            taking_add_who(t,
                           taking_leavers(t, &at, concept) |
                               (concept != TAKING_TOLD ? taking_leavers(t, &at, TAKING_TOLD) : 0));
        }
        truce_buffer_printf(text, " would move away from there (%s).",
                            truce_graph_concept_key(concept));
        taking_say(t);
    }
    return TRUCE_OK;
}

/* What makes everybody stay under `concept`, or undoes it: the smallest changes, each an
 * alternative. */
static uint32_t find_ways(const taking *t, const outcome *of, truce_graph_concept concept,
                          bool undo, uint32_t *found) {
    return truce_whatif_smallest(&t->what, of->asked, concept, of->s & t->settled, undo, found);
}

static truce_status say_ways(taking *t, const outcome *of, truce_graph_concept concept, uint32_t n,
                             const char *before, truce_error *err) {
    const bool undo = concept == TAKING_TOLD && taking_all_stay(&of->at, TAKING_TOLD);
    uint64_t changed = 0;
    truce_buffer_add(&t->g->k->text, truce_str_of(before));
    const truce_status status = add_ways(t, of, n, undo, &changed, err);
    if (status != TRUCE_OK) {
        return status;
    }
    truce_buffer_byte(&t->g->k->text, '.');
    taking_say(t);
    taking_cite(t, changed);
    return undo ? TRUCE_OK : say_kept(t, of, concept, n, err);
}

truce_status taking_say_changes(taking *t, const outcome *of, truce_error *err) {
    truce_buffer *const text = &t->g->k->text;
    const bool holds = taking_all_stay(&of->at, TAKING_TOLD);
    const bool strict = !taking_all_stay(&of->at, TRUCE_NASH); /* is asked about nash too */
    const uint32_t n_nash = strict ? find_ways(t, of, TRUCE_NASH, false, t->nash) : 0;
    const uint32_t n = find_ways(t, of, TAKING_TOLD, holds, t->found);
    const bool same =
        !holds && n > 0 && n == n_nash && memcmp(t->found, t->nash, n * sizeof *t->found) == 0;
    truce_status status = TRUCE_OK;
    if (n == 0) {
        truce_buffer_printf(text,
                            "Nothing that others could settle would %s it in this model (seq).",
                            holds ? "undo" : "hold");
        taking_say(t);
    } else {
        status = say_ways(t, of, TAKING_TOLD, n,
                          holds  ? "What would undo it in this model (seq): "
                          : same ? "What would hold it in this model (seq, and nash too): "
                                 : "What would hold it in this model (seq): ",
                          err);
    }
    if (!strict || same || (n == 0 && !holds) || status != TRUCE_OK) {
        return status;
    }
    if (n_nash == 0) {
        truce_buffer_lit(text, "Under nash nothing that others could settle would hold it.");
        taking_say(t);
        return TRUCE_OK;
    }
    memcpy(t->found, t->nash, n_nash * sizeof *t->found);
    return say_ways(t, of, TRUCE_NASH, n_nash, "Under nash, what would hold it: ", err);
}

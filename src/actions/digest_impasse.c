/* Why there is no deal, in short: what cannot be had together, how well that is known, and what
 * would open one. */
#include "compose_impasse.h"
#include "digest.h"

static void say(composer *k, truce_passage *passage, const char *basis) {
    (void)compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k), basis);
}

truce_status digest_weigh(composer *k, weighed **out, truce_error *err) {
    weighed *const w = truce_arena_zero(k->arena, 1, sizeof *w);
    if (w == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to weigh the positions");
    }
    const truce_status status = weigh(k, w, err);
    *out = status == TRUCE_OK ? w : NULL;
    return status == TRUCE_ELIMIT ? TRUCE_OK : status; /* it is said that they were not weighed */
}

/* Whether anything was weighed, or could not be. */
static bool is_told(const weighed *w) {
    return w == NULL || w->held.stands.n_positions > 0 || w->impasse.linked;
}

static void add_verdict(composer *k, truce_passage *passage, const weighed *w) {
    if (w == NULL) {
        truce_buffer_lit(&k->text, "The positions name too many options and groups at once to be "
                                   "weighed together: truce impasse tells which.");
        say(k, passage, "a limit of truce");
        return;
    }
    impasse_verdict(k, passage, w);
}

void digest_impasse(composer *k, const weighed *w, uint32_t max, uint32_t openings) {
    if (!is_told(w)) {
        return;
    }
    (void)truce_document_heading(&k->doc, 2, TRUCE_STR("impasse"),
                                 TRUCE_STR("What cannot be had together"));
    add_verdict(k, truce_document_paragraph(&k->doc), w);
    if (w == NULL) {
        return;
    }
    impasse_asked_note(k);
    if (w->impasse.linked) {
        impasse_links(k, w);
    }
    const bool any = impasse_clash_table(
        k, w,
        &(clash_table){.caption = "Positions that cannot all hold, with those who hold them",
                       .between = true,
                       .within = true,
                       .max = max,
                       .more = "truce impasse"});
    impasse_no_clash(k, w);
    for (uint32_t i = 0; i < w->told.n; i++) {
        if (!compose_shows_issue(k, w->told.at[i].issue)) {
            continue;
        }
        impasse_tell(k, truce_document_paragraph(&k->doc), w, &w->told.at[i]);
    }
    if (any || k->issues == NULL) {
        impasse_evidence(k, w, &w->attested, false);
        impasse_openings_short(k, w, openings);
    }
}

void digest_impasse_page(composer *k, const weighed *w, uint32_t openings) {
    if (!is_told(w)) {
        return;
    }
    truce_block *const list = digest_open(k, "impasse", "What cannot be had together");
    add_verdict(k, truce_document_item(&k->doc, list, (truce_str){NULL, 0}, TRUCE_STR("Together")),
                w);
    for (uint32_t i = 0; w != NULL && i < w->impasse.n_openings && i + 1 < openings; i++) {
        impasse_opening_brief(k, list, w, i);
    }
}

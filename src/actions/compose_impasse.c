/* Why there is no deal, for somebody who has never heard of satisfiability: which positions cannot
 * all hold, and what would have to give. */
#include "text_settles.h"

static void say(composer *k, truce_passage *passage, const char *basis) {
    (void)compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k), basis);
}

void impasse_verdict(composer *k, truce_passage *passage, const weighed *w) {
    const truce_impasse *const im = &w->impasse;
    if (im->linked) {
        truce_buffer_lit(&k->text,
                         "No package is possible: the links between issues, which whoever "
                         "keeps the case wrote, cannot all hold.");
    } else if (im->possible) {
        truce_buffer_printf(&k->text,
                            "Nothing that is reported rules out a deal: %s%.*s package%s would "
                            "contradict no position and no link.",
                            im->exact ? "" : "at least ", TRUCE_STR_ARGS(im->packages),
                            truce_str_equal(im->packages, TRUCE_STR("1")) ? "" : "s");
    } else if (im->n_conflicts > 0) {
        const uint32_t n = w->told.n_between + w->told.n_within;
        truce_buffer_printf(&k->text,
                            "As the positions are reported%s, no package is possible: however the "
                            "issues are settled together, some position is contradicted. ",
                            n > 0 && w->attested.n_read == n ? ", and by our own reading of them"
                                                             : "");
        if (n > 0) {
            truce_buffer_printf(&k->text, "There %s ",
                                (w->told.n_between > 0 ? w->told.n_between : n) == 1 ? "is"
                                                                                     : "are");
            impasse_count_words(k, w);
            truce_buffer_lit(&k->text, ": positions that cannot all hold");
        } else {
            truce_buffer_lit(&k->text, "But that is so only where what one side demands is told "
                                       "in several ways, which may not exclude one another");
        }
        if (im->n_components > 1 && w->told.n_told == 0) {
            truce_buffer_printf(&k->text, ", in %u groups that have no position in common",
                                im->n_components);
        }
        truce_buffer_byte(&k->text, '.');
    } else {
        truce_buffer_lit(&k->text, "Whether a package is possible could not be told within the "
                                   "effort allowed.");
    }
    say(k, passage,
        "every way to settle each issue, against what each standing position and each link of the "
        "case rules out");
    if (im->possible) {
        if (im->acceptable) {
            truce_buffer_lit(&k->text, "There is even one of which every part is something that "
                                       "each party demands, offers, accepts or prefers.");
        } else {
            truce_buffer_lit(&k->text,
                             "That is not yet a deal: nobody is reported to accept all of one.");
        }
        say(k, passage, "the options that each party demands, offers, accepts or prefers");
    }
    if (!im->complete) {
        truce_buffer_lit(&k->text, "The search ended at its limit: ");
        if (im->complete_to > 0) {
            truce_buffer_printf(&k->text,
                                "all clashes of up to %u position%s are here, larger "
                                "ones perhaps not.",
                                im->complete_to, im->complete_to == 1 ? "" : "s");
        } else {
            truce_buffer_lit(&k->text, "there may be other clashes.");
        }
        truce_buffer_lit(&k->text, " With more --effort it goes on.");
        say(k, passage, "a limit of truce");
    }
}

/* "; positions on the order of steps: 4", when there are any. */
static void add_count(composer *k, uint32_t n, const char *what, bool *any) {
    if (n > 0) {
        truce_buffer_printf(&k->text, "%s%s: %u", *any ? "; " : " Not weighed: ", what, n);
        *any = true;
    }
}

void impasse_readings(composer *k, const weighed *w) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->held.stands.n_positions; i++) {
        n += w->held.positions[i].inferred && !w->held.positions[i].dropped;
    }
    if (n > 0) {
        truce_buffer_printf(&k->text, " %u of them %s our own reading.", n, n == 1 ? "is" : "are");
    }
}

/* What was weighed, and what could not be. */
void impasse_weighed(composer *k, const weighed *w) {
    const held_aside *const a = &w->held.aside;
    truce_passage *const note = truce_document_note(&k->doc);
    bool any = false;
    uint32_t n = w->held.stands.n_positions;
    for (uint32_t i = 0; i < w->held.stands.n_positions; i++) {
        n -= w->held.positions[i].dropped;
    }
    truce_buffer_printf(&k->text, "Weighed: %u position%s of %u part%s.", n, n == 1 ? "" : "s",
                        w->matrix.n_parties, w->matrix.n_parties == 1 ? "y" : "ies");
    impasse_readings(k, w);
    add_count(k, a->n_accepted, "acceptances and offers on no condition, which rule out nothing",
              &any);
    add_count(k, a->n_preferred, "preferences and intentions", &any);
    add_count(k, a->n_denied, "reports that a side has not accepted or offered something", &any);
    add_count(k, a->n_orders, "positions on the order of steps", &any);
    add_count(k, a->n_unstated, "positions of which nobody says what they are", &any);
    truce_buffer_printf(&k->text, "%s", any ? "." : "");
    say(k, note, "the standing positions of the parties in the matrix");
}

void impasse_assumptions(composer *k, const weighed *w) {
    truce_block *list = NULL;
    for (uint32_t i = 0; i < w->held.stands.n_assumptions; i++) {
        const held_position *const p = &w->held.positions[w->held.assumed_by[i]];
        if (!impasse_shows_position(k, w, p)) {
            continue;
        }
        if (list == NULL) {
            (void)truce_document_heading(&k->doc, 3, TRUCE_STR("assumptions"),
                                         TRUCE_STR("Conditions that may hold or not"));
            list = truce_document_list(&k->doc);
        }
        truce_passage *const item = truce_document_item(&k->doc, list, (truce_str){NULL, 0},
                                                        k->c->actors[p->actor].head.title);
        truce_sentence *const sentence = truce_document_sentence(&k->doc, item);
        truce_buffer_lit(&k->text, "It ");
        impasse_position_says(k, w, p, NULL, 0);
        truce_buffer_byte(&k->text, '.');
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, p->claims[0]));
    }
}

void compose_impasse(composer *k, const weighed *w, unsigned whole) {
    (void)truce_document_heading(&k->doc, 2, TRUCE_STR("impasse"),
                                 TRUCE_STR("What blocks a deal, and what would open one"));
    if (whole == 0) {
        impasse_in_short(k, w);
        return;
    }
    impasse_verdict(k, truce_document_paragraph(&k->doc), w);
    impasse_asked_note(k);
    compose_impasse_text(k, w, NULL);
    if (w->impasse.linked) {
        impasse_links(k, w);
    }
    if ((whole & IMPASSE_CLASHES) != 0) {
        impasse_clashes(k, w);
        impasse_figure(k, w);
    }
    if ((whole & IMPASSE_KNOWN) != 0) {
        impasse_evidence(k, w, &w->attested, true);
    }
    if ((whole & IMPASSE_OPENINGS) != 0) {
        impasse_openings_found(k, w, "What would open one", NULL);
    }
    if ((whole & IMPASSE_CONDITIONS) != 0) {
        impasse_assumptions(k, w);
    }
    impasse_weighed(k, w);
}

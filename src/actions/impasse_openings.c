/* What would open a deal, on paper: what each side would not insist on, and an example. */
#include "compose_impasse.h"

enum { OPENINGS_SHOWN = 6 };

static void say(composer *k, truce_passage *passage, const char *basis) {
    (void)compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k), basis);
}

/* Whether some position that is given up speaks of the variable's issue. */
static bool is_touched(const weighed *w, const truce_opening *o, uint32_t issue) {
    for (uint32_t i = 0; i < o->n; i++) {
        const held_position *const p = &w->held.positions[o->positions[i]];
        for (uint32_t n = 0; n < p->n; n++) {
            if (w->matrix.positions[p->of[n]].issue == issue) {
                return true;
            }
        }
    }
    return false;
}

static void add_example(composer *k, truce_passage *item, const weighed *w,
                        const truce_opening *o) {
    bool any = false;
    for (uint32_t v = 0; v < w->impasse.space.n_variables && o->example != NULL; v++) {
        const uint32_t issue = w->impasse.space.variables[v].issue;
        if (issue != TRUCE_NONE && is_touched(w, o, issue)) {
            truce_buffer_printf(&k->text, "%s", any ? "; " : "For example: ");
            impasse_choice(k, w, v, o->example[v]);
            any = true;
        }
    }
    if (any) {
        truce_buffer_byte(&k->text, '.');
        (void)compose_quietly(k, item, TRUCE_SPAN_MUTED, compose_keep(k),
                              "the first package that is then possible, in the order of the case");
    }
}

/* What one party would not insist on: the issues, its whole lists by their length; the claims. */
static void add_given(composer *k, truce_passage *item, const weighed *w, const truce_opening *o,
                      uint32_t party) {
    truce_sentence *sentence = NULL;
    uint32_t last = TRUCE_NONE;
    bool any = false;
    for (uint32_t i = 0; i < o->n; i++) {
        const held_position *const p = &w->held.positions[o->positions[i]];
        const uint32_t issue = w->matrix.positions[p->of[0]].issue;
        if (w->held.stands.positions[o->positions[i]].party != party) {
            continue;
        }
        if (sentence == NULL) {
            sentence = truce_document_sentence(&k->doc, item);
            truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG,
                               k->c->actors[w->matrix.parties[party]].head.title);
            truce_buffer_lit(&k->text, "does not insist on: ");
        }
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, p->claims[0]));
        if (!p->package && issue == last) {
            continue; /* two positions on one issue */
        }
        truce_buffer_printf(&k->text, "%s", any ? "; " : "");
        if (p->offer != TRUCE_NONE) {
            truce_buffer_lit(&k->text, "its offer (");
            truce_buffer_add(&k->text, k->c->offers[p->offer].head.title);
            truce_buffer_byte(&k->text, ')');
        } else if (p->package) {
            truce_buffer_printf(&k->text, "its list of %u as a whole", p->n);
        } else {
            truce_buffer_add(&k->text, k->c->issues[issue].head.title);
            last = issue;
        }
        any = true;
    }
    if (sentence != NULL) {
        truce_buffer_byte(&k->text, '.');
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    }
}

static void add_opening(composer *k, truce_block *list, const weighed *w, uint32_t number,
                        bool opened) {
    const truce_opening *const o = &w->impasse.openings[number];
    truce_buffer_printf(&k->text, "%u", number + 1);
    truce_passage *const item =
        truce_document_item(&k->doc, list, (truce_str){NULL, 0}, compose_keep(k));
    for (uint32_t party = 0; party < w->matrix.n_parties; party++) {
        add_given(k, item, w, o, party);
    }
    truce_buffer_printf(&k->text, "%s%.*s package%s would then be possible.",
                        o->exact ? "" : "At least ", TRUCE_STR_ARGS(o->packages),
                        truce_str_equal(o->packages, TRUCE_STR("1")) ? "" : "s");
    truce_sentence *const count =
        compose_quietly(k, item, TRUCE_SPAN_STRONG, compose_keep(k),
                        "ways to settle all issues that no other position and no link rules out");
    if (opened) {
        truce_sentence_badge(&k->doc, count, TRUCE_TONE_STRONG,
                             TRUCE_STR("not as the case stands"));
    }
    add_example(k, item, w, o);
}

void impasse_openings_found(composer *k, const weighed *w, const char *title, const bool *opened) {
    const truce_impasse *const im = &w->impasse;
    if (im->n_openings == 0) {
        return;
    }
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("openings"), truce_str_of(title));
    truce_passage *const note = truce_document_paragraph(&k->doc);
    truce_buffer_printf(
        &k->text,
        "Each of these is a smallest choice of positions that, if not insisted on, "
        "leaves a package that contradicts none of the others; there are %s%.*s such "
        "choices. First come those than which no other asks less of one side and no "
        "more of another: red lines count before what is only stated, and that "
        "before what is called open. It is no advice: who should move, and whether a "
        "position would be dropped or only softened, is for the sides.",
        im->openings_exact ? "" : "at least ", TRUCE_STR_ARGS(im->openings_total));
    say(k, note, "clashes, and the smallest sets of positions that meet each of them");
    if (!im->pareto_complete) {
        (void)truce_document_say(
            &k->doc, note,
            TRUCE_STR("There are too many to look at each: others may ask less "
                      "than those shown first."),
            TRUCE_STR("a limit of truce"));
    }
    truce_block *const list = truce_document_list(&k->doc);
    const uint32_t most = k->session->request.most > 0 ? k->session->request.most : OPENINGS_SHOWN;
    for (uint32_t i = 0; i < im->n_openings && i < most; i++) {
        add_opening(k, list, w, i, opened != NULL && opened[i]);
    }
}

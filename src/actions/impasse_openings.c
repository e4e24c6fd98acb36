/* What would open a deal, on paper: what each side would not insist on, and an example. */
#include <stdio.h>

#include "compose_impasse.h"
#include "packages.h"

enum { OPENINGS_SHOWN = 6 };

static void say(composer *k, truce_passage *passage, const char *basis) {
    (void)compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k), basis);
}

/* ---- an example ---- */

static bool stand_is_on(const weighed *w, uint32_t stand, uint32_t issue) {
    const truce_stand *const s = &w->held.stands.at[stand];
    for (uint32_t i = 0; i < s->n_terms; i++) {
        if (s->terms[i].issue == issue) {
            return true;
        }
    }
    return false;
}

/* Whether what gives speaks of the issue. */
static bool is_touched(const weighed *w, uint32_t opening, uint32_t issue) {
    const truce_opening *const o = &w->impasse.openings[opening];
    for (uint32_t i = 0; i < o->n; i++) {
        const held_position *const p = &w->held.positions[o->positions[i]];
        const truce_enough *const near = impasse_nearest_of(w, opening, i);
        for (uint32_t n = 0; near != NULL && n < near->n_gives; n++) {
            if (stand_is_on(w, near->gives[n], issue)) {
                return true;
            }
        }
        for (uint32_t n = 0; near == NULL && n < p->n; n++) {
            if (w->matrix.positions[p->of[n]].issue == issue) {
                return true;
            }
        }
    }
    return false;
}

bool impasse_shows_opening(const composer *k, const weighed *w, uint32_t opening) {
    bool shows = k->issues == NULL;
    for (uint32_t i = 0; i < k->c->n_issues && !shows; i++) {
        shows = k->issues[i] && is_touched(w, opening, i);
    }
    return shows;
}

/* The end of the variables of one issue, and whether they all have the same value. */
static uint32_t end_of_issue(const weighed *w, const uint32_t *values, uint32_t v, bool *same) {
    const truce_space *const s = &w->impasse.space;
    uint32_t end = v + 1;
    *same = true;
    for (; end < s->n_variables && s->variables[end].issue == s->variables[v].issue; end++) {
        *same = *same && values[end] == values[v];
    }
    return end;
}

static void add_example(composer *k, truce_passage *item, const weighed *w, uint32_t opening) {
    const bool least = w->nearest[opening].example != NULL;
    const uint32_t *const values =
        least ? w->nearest[opening].example : w->impasse.openings[opening].example;
    bool any = false;
    for (uint32_t v = 0, end = 0; values != NULL && v < w->impasse.space.rows[k->c->n_issues];
         v = end) {
        bool same;
        end = end_of_issue(w, values, v, &same);
        if (!is_touched(w, opening, w->impasse.space.variables[v].issue)) {
            continue;
        }
        for (uint32_t g = v; g < (same ? v + 1 : end); g++) {
            truce_buffer_printf(&k->text, "%s", any ? "; " : "For example: ");
            if (same) {
                const truce_space_variable *const at = &w->impasse.space.variables[g];
                const truce_issue *const issue = &k->c->issues[at->issue];
                truce_buffer_add(&k->text, issue->head.title);
                truce_buffer_lit(&k->text, ": ");
                package_option(&k->text, k->c, issue, at->values[values[g]].first);
            } else {
                package_choice(&k->text, &w->impasse.space, g, values[g]);
            }
            any = true;
        }
    }
    if (any) {
        truce_buffer_byte(&k->text, '.');
        (void)compose_quietly(k, item, TRUCE_SPAN_MUTED, compose_keep(k),
                              least ? "the first package, in the order of the case, for which no "
                                      "more gives than is named"
                                    : "the first package that is then possible, in the order of "
                                      "the case");
    }
}

/* Whether less than the whole of it is enough. */
static bool gives_part(const truce_enough *near) {
    bool part = near != NULL && near->n_gives < near->n_stands;
    for (uint32_t i = 0; near != NULL && i < near->n_gives && !part; i++) {
        part = near->ends[i].below || near->ends[i].above;
    }
    return part;
}

/* Whether less than the whole of several positions was named. */
static bool is_partial(const weighed *w, uint32_t opening) {
    const truce_opening *const o = &w->impasse.openings[opening];
    bool partial = false;
    for (uint32_t i = 0; i < o->n && o->n > 1; i++) {
        const truce_enough *const near = impasse_nearest_of(w, opening, i);
        partial = partial || gives_part(near);
    }
    return partial && !w->nearest[opening].together;
}

/* Whether less than the whole of some position is named as enough. */
static bool says_part(const weighed *w, uint32_t number) {
    bool part = false;
    for (uint32_t i = 0; i < w->impasse.openings[number].n; i++) {
        const truce_enough *const near = impasse_nearest_of(w, number, i);
        part = part || gives_part(near);
    }
    return part;
}

static void add_opening(composer *k, truce_block *list, const weighed *w, uint32_t number,
                        bool opened) {
    const truce_opening *const o = &w->impasse.openings[number];
    truce_buffer_printf(&k->text, "%u", number + 1);
    truce_passage *const item =
        truce_document_item(&k->doc, list, (truce_str){NULL, 0}, compose_keep(k));
    for (uint32_t party = 0; party < w->matrix.n_parties; party++) {
        impasse_given(k, item, w, number, party);
    }
    const bool given = item->n_sentences > 0;
    impasse_taken(k, item, w, number);
    truce_buffer_printf(&k->text, "%s %s%.*s package%s would be possible.",
                        !given                 ? "Then"
                        : says_part(w, number) ? "Were these positions given up whole,"
                                               : "Without these positions",
                        o->exact ? "" : "at least ", TRUCE_STR_ARGS(o->packages),
                        truce_str_equal(o->packages, TRUCE_STR("1")) ? "" : "s");
    truce_sentence *const count =
        compose_quietly(k, item, TRUCE_SPAN_STRONG, compose_keep(k),
                        "ways to settle all issues that no other position and no link rules out");
    if (opened) {
        truce_sentence_badge(&k->doc, count, TRUCE_TONE_STRONG,
                             TRUCE_STR("not as the case stands"));
    }
    if (is_partial(w, number)) {
        (void)compose_quietly(k, item, TRUCE_SPAN_PLAIN,
                              TRUCE_STR("Each of the lesser steps is enough only while the other "
                                        "positions are given up as a whole."),
                              "the steps together, weighed once more");
    }
    add_example(k, item, w, number);
}

/* Of those that ask least only as many as were asked for were made. */
static void add_left_out(composer *k, truce_passage *note, const truce_impasse *im) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < im->n_openings; i++) {
        n += im->openings[i].pareto;
    }
    if (n < im->n_pareto) {
        truce_buffer_printf(&k->text,
                            "Of the choices that come first, %s%zu differ in what they ask of each "
                            "side; %u of them %s worked out: what asks the same of all sides, then "
                            "what takes the fewest positions.",
                            im->pareto_complete ? "" : "at least ", im->n_pareto, n,
                            n == 1 ? "was" : "were");
        say(k, note, "clashes, and the smallest sets of positions that meet each of them");
    }
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
        "before what is called open. It is no advice: who should move is for the "
        "sides. Where less than the whole position is enough, that is named.",
        im->openings_exact ? "" : "at least ", TRUCE_STR_ARGS(im->openings_total));
    say(k, note, "clashes, and the smallest sets of positions that meet each of them");
    if (!im->pareto_complete) {
        (void)truce_document_say(
            &k->doc, note,
            TRUCE_STR("There are too many to look at each: others may ask less "
                      "than those shown first."),
            TRUCE_STR("a limit of truce"));
    }
    add_left_out(k, note, im);
    for (uint32_t i = 0; i < im->n_openings; i++) {
        if (w->nearest[i].at == NULL) {
            (void)truce_document_say(
                &k->doc, note,
                TRUCE_STR("How little would be enough was not found for all of them; with more "
                          "--effort it is."),
                TRUCE_STR("a limit of truce"));
            break;
        }
    }
    truce_block *const list = truce_document_list(&k->doc);
    const uint32_t most = k->session->request.most > 0 ? k->session->request.most : OPENINGS_SHOWN;
    uint32_t shown = 0;
    uint32_t n = 0;
    for (uint32_t i = 0; i < im->n_openings; i++) {
        if (impasse_shows_opening(k, w, i)) {
            n++;
            if (shown < most) {
                shown++;
                add_opening(k, list, w, i, opened != NULL && opened[i]);
            }
        }
    }
    if (n > most) {
        truce_buffer_printf(&k->text, "and %u more: --most %u", n - most, im->n_openings);
        (void)compose_quietly(
            k, truce_document_item(&k->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0}),
            TRUCE_SPAN_MUTED, compose_keep(k), "a limit of the paper");
    }
}

/* ---- in short ---- */

void impasse_opening_brief(composer *k, truce_block *list, const weighed *w, uint32_t opening) {
    const truce_opening *const o = &w->impasse.openings[opening];
    truce_passage *const item =
        truce_document_item(&k->doc, list, (truce_str){NULL, 0}, TRUCE_STR("It would open if"));
    for (uint32_t party = 0; party < w->matrix.n_parties; party++) {
        impasse_given(k, item, w, opening, party);
    }
    if (k->issues != NULL) { /* the rest is of other issues: truce impasse */
        return;
    }
    impasse_taken(k, item, w, opening);
    truce_buffer_printf(&k->text, "%s%.*s package%s then.", o->exact ? "" : "At least ",
                        TRUCE_STR_ARGS(o->packages),
                        truce_str_equal(o->packages, TRUCE_STR("1")) ? "" : "s");
    (void)compose_quietly(k, item, TRUCE_SPAN_MUTED, compose_keep(k),
                          "ways to settle all issues that no other position and no link rules out");
}

/* Whether no opening was left out. */
static bool are_all(const truce_impasse *im) {
    char n[16];
    (void)snprintf(n, sizeof n, "%u", im->n_openings);
    return im->openings_exact && truce_str_equal(im->openings_total, truce_str_of(n));
}

void impasse_openings_short(composer *k, const weighed *w, uint32_t n) {
    const truce_impasse *const im = &w->impasse;
    uint32_t in_all = 0;
    for (uint32_t i = 0; i < im->n_openings; i++) {
        in_all += impasse_shows_opening(k, w, i);
    }
    if (in_all == 0 || n == 0) {
        return;
    }
    truce_passage *const note = truce_document_paragraph(&k->doc);
    truce_buffer_printf(
        &k->text,
        "What would open a deal: %s%.*s smallest choice%s of positions, not insisted on, would do; "
        "%s, first what asks least. It is no advice: who should move is for the sides. What would "
        "follow if a side moved: truce impasse --assume.",
        im->openings_exact ? "" : "at least ", TRUCE_STR_ARGS(im->openings_total),
        truce_str_equal(im->openings_total, TRUCE_STR("1")) ? "" : "s",
        n < im->n_openings || in_all < im->n_openings || !are_all(im) ? "here are some"
                                                                      : "here they are");
    say(k, note, "clashes, and the smallest sets of positions that meet each of them");
    truce_block *const list = truce_document_list(&k->doc);
    for (uint32_t i = 0, shown = 0; i < im->n_openings && shown < n; i++) {
        bool new = impasse_shows_opening(k, w, i);
        for (uint32_t before = 0; before < i && new; before++) {
            new = !impasse_asks_the_same(w, before, i);
        }
        if (new) {
            impasse_opening_brief(k, list, w, i);
            shown++;
        }
    }
}

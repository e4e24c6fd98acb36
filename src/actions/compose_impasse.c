/* Why there is no deal, for somebody who has never heard of satisfiability: which positions cannot
 * all hold, and what would have to give. Both sides are set alike, in the order of the case. */
#include "compose_impasse.h"

#include <stdlib.h>

enum { MATTERS_SHOWN = 24, CLAIMS_SHOWN = 4, OPENINGS_SHOWN = 6 };

static void say(composer *k, truce_passage *passage, const char *basis) {
    (void)compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k), basis);
}

/* ---- one position ---- */

/* How well it is known: badges of its first line, without those of a package. */
static void add_badges(composer *k, truce_sentence *sentence, const weighed *w, uint32_t position) {
    const held_position *const p = &w->held.positions[position];
    const truce_stand_firmness firm = w->held.stands.positions[position].firmness;
    truce_badge badges[POSITION_BADGES];
    if (firm != TRUCE_STAND_STATED) {
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_STRONG,
                             firm == TRUCE_STAND_RED_LINE ? TRUCE_STR("called a red line")
                                                          : TRUCE_STR("called open"));
    }
    if (p->package) {
        truce_buffer_printf(&k->text, "%s of %u", p->any ? "one" : "a package", p->n);
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_STRONG, compose_keep(k));
        return;
    }
    const size_t n = compose_badges(k, &k->matrix.positions[p->of[0]], badges);
    for (size_t i = 0; i < n; i++) {
        if (badges[i].tone != TRUCE_TONE_STRONG) {
            truce_sentence_badge(&k->doc, sentence, badges[i].tone, badges[i].label);
        }
    }
}

static void add_position(composer *k, truce_passage *item, const weighed *w, uint32_t position,
                         const bool *issues, uint32_t n_issues) {
    const held_position *const p = &w->held.positions[position];
    truce_sentence *const sentence = truce_document_sentence(&k->doc, item);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, k->c->actors[p->actor].head.title);
    impasse_position_says(k, p, issues, n_issues);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    add_badges(k, sentence, w, position);
    for (uint32_t i = 0; i < p->n_claims && i < CLAIMS_SHOWN; i++) {
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, p->claims[i]));
    }
    if (p->n_claims > CLAIMS_SHOWN) {
        truce_buffer_printf(&k->text, "%u claims", p->n_claims);
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_PLAIN, compose_keep(k));
    }
}

/* ---- whether there is one ---- */

static void add_verdict(composer *k, const weighed *w) {
    const truce_impasse *const im = &w->impasse;
    truce_passage *const passage = truce_document_paragraph(&k->doc);
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
        truce_buffer_printf(&k->text,
                            "As the positions are reported, no package is possible. There %s %u "
                            "clash%s: positions that cannot all hold",
                            im->n_conflicts == 1 ? "is" : "are", im->n_conflicts,
                            im->n_conflicts == 1 ? "" : "es");
        if (im->n_components > 1) {
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
    if (!im->complete && im->n_conflicts > 0) {
        truce_buffer_printf(&k->text,
                            "Larger clashes were not looked for: those of up to %u positions are "
                            "all here.",
                            im->complete_to);
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

/* What was weighed, and what could not be. */
static void add_weighed(composer *k, const weighed *w) {
    const held_aside *const a = &w->held.aside;
    truce_passage *const note = truce_document_note(&k->doc);
    bool any = false;
    truce_buffer_printf(&k->text, "Weighed: %u position%s of %u part%s.",
                        w->held.stands.n_positions, w->held.stands.n_positions == 1 ? "" : "s",
                        k->matrix.n_parties, k->matrix.n_parties == 1 ? "y" : "ies");
    add_count(k, a->n_accepted, "acceptances and offers on no condition, which rule out nothing",
              &any);
    add_count(k, a->n_preferred, "preferences and intentions", &any);
    add_count(k, a->n_denied, "reports that a side has not accepted or offered something", &any);
    add_count(k, a->n_orders, "positions on the order of steps", &any);
    add_count(k, a->n_unstated, "positions of which nobody says what they are", &any);
    truce_buffer_printf(&k->text, "%s", any ? "." : "");
    say(k, note, "the standing positions of the parties in the matrix");
}

/* ---- what clashes ---- */

static void add_links(composer *k, const weighed *w) {
    truce_block *const list = truce_document_list(&k->doc);
    for (size_t i = 0; i < w->impasse.link_sets.n; i++) {
        const truce_set set = w->impasse.link_sets.at[i];
        truce_passage *const item =
            truce_document_item(&k->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0});
        truce_buffer_lit(&k->text, "Links that cannot all hold: ");
        for (uint32_t n = 0; n < set.n; n++) {
            truce_buffer_printf(&k->text, "%s", n > 0 ? ", " : "");
            truce_buffer_add(&k->text, truce_case_name(k->c, k->c->links[set.at[n]].head.name));
        }
        say(k, item, "the links of the case");
    }
}

/* Links between two of the issues, without which these positions might go together. */
static void add_bound_links(composer *k, truce_passage *item, const weighed *w,
                            const bool *issues) {
    (void)w;
    for (uint32_t i = 0; i < k->c->n_links; i++) {
        const truce_link *const link = &k->c->links[i];
        const uint32_t a = truce_case_find(k->c, TRUCE_KIND_ISSUE, link->a.issue);
        const uint32_t b = truce_case_find(k->c, TRUCE_KIND_ISSUE, link->b.issue);
        if (link->kind == TRUCE_LINK_AFFECTS || a == b || !issues[a] || !issues[b]) {
            continue;
        }
        truce_sentence *const sentence = truce_document_sentence(&k->doc, item);
        truce_buffer_lit(&k->text, "Link: ");
        phrase_item(&k->text, k->c, &link->a);
        truce_buffer_printf(&k->text, " %s ",
                            link->kind == TRUCE_LINK_REQUIRES ? "requires" : "excludes");
        phrase_item(&k->text, k->c, &link->b);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
        for (uint32_t n = 0; n < link->from.n; n++) {
            truce_sentence_claim(&k->doc, sentence, truce_case_name(k->c, link->from.at[n].symbol));
        }
        sentence->basis = TRUCE_STR("the link of the case");
        sentence->quiet = true;
    }
}

/* Conflicts about the same issues are one matter on paper. */
typedef struct matter {
    const impasse_matter *of; /* of one conflict: the issues it is about */
    uint32_t conflict;
} matter;

static int by_matter(const void *left, const void *right) {
    const matter *const l = left;
    const matter *const r = right;
    for (uint32_t i = 0; i < l->of->n && i < r->of->n; i++) {
        if (l->of->issues[i] != r->of->issues[i]) {
            return l->of->issues[i] < r->of->issues[i] ? -1 : 1;
        }
    }
    if (l->of->n != r->of->n) {
        return l->of->n < r->of->n ? -1 : 1;
    }
    return (l->conflict > r->conflict) - (l->conflict < r->conflict);
}

static bool same_matter(const matter *a, const matter *b) {
    return a->of->n == b->of->n && (a->of->n == 0 || memcmp(a->of->issues, b->of->issues,
                                                            a->of->n * sizeof *a->of->issues) == 0);
}

/* Each position of these conflicts once, party by party. */
static void add_matter(composer *k, truce_block *list, const weighed *w, const matter *at,
                       uint32_t n, bool *shown, bool *issues) {
    for (uint32_t i = 0; i < at->of->n; i++) {
        truce_buffer_printf(&k->text, "%s", i > 0 ? "; " : "");
        truce_buffer_add(&k->text, k->c->issues[at->of->issues[i]].head.title);
        issues[at->of->issues[i]] = true;
    }
    truce_passage *const item =
        truce_document_item(&k->doc, list, (truce_str){NULL, 0}, compose_keep(k));
    for (uint32_t party = 0; party < k->matrix.n_parties; party++) {
        for (uint32_t i = 0; i < n; i++) {
            const truce_conflict *const c = &w->impasse.conflicts[at[i].conflict];
            for (uint32_t p = 0; p < c->n; p++) {
                if (w->held.stands.positions[c->positions[p]].party == party &&
                    !shown[c->positions[p]]) {
                    shown[c->positions[p]] = true;
                    add_position(k, item, w, c->positions[p], issues, at->of->n);
                }
            }
        }
    }
    add_bound_links(k, item, w, issues);
    if (n > 1) {
        truce_buffer_printf(&k->text, "%u clashes among these.", n);
        (void)compose_quietly(k, item, TRUCE_SPAN_MUTED, compose_keep(k),
                              "smallest sets of positions that cannot all hold");
    }
    for (uint32_t i = 0; i < n; i++) {
        const truce_conflict *const c = &w->impasse.conflicts[at[i].conflict];
        for (uint32_t p = 0; p < c->n; p++) {
            shown[c->positions[p]] = false;
        }
    }
    for (uint32_t i = 0; i < at->of->n; i++) {
        issues[at->of->issues[i]] = false;
    }
}

/* Between sides, or within one: the matters, those of fewest issues first. */
static void add_matters(composer *k, const weighed *w, const impasse_matter *matters,
                        bool internal) {
    matter *const at = truce_arena_take(k->arena, w->impasse.n_conflicts * sizeof *at);
    bool *const shown = truce_arena_zero(k->arena, w->held.stands.n_positions, sizeof *shown);
    bool *const issues = truce_arena_zero(k->arena, k->c->n_issues, sizeof *issues);
    uint32_t n = 0;
    uint32_t n_shown = 0;
    uint32_t n_all = 0;
    truce_block *list = NULL;
    if (at == NULL || shown == NULL || issues == NULL) {
        k->failed = true;
        return;
    }
    for (uint32_t i = 0; i < w->impasse.n_conflicts; i++) {
        if (w->impasse.conflicts[i].internal == internal) {
            at[n++] = (matter){&matters[i], i};
        }
    }
    if (n > 1) {
        qsort(at, n, sizeof *at, by_matter);
    }
    for (uint32_t begin = 0, end = 0; begin < n; begin = end) {
        for (end = begin + 1; end < n && same_matter(&at[begin], &at[end]); end++) {
        }
        if (list == NULL) {
            (void)truce_document_heading(
                &k->doc, 3, internal ? TRUCE_STR("within") : TRUCE_STR("clashes"),
                internal ? TRUCE_STR("Positions of one side that do not go together")
                         : TRUCE_STR("What blocks: positions that cannot all hold"));
            list = truce_document_list(&k->doc);
        }
        if (n_all++ < MATTERS_SHOWN) {
            add_matter(k, list, w, &at[begin], end - begin, shown, issues);
            n_shown++;
        }
    }
    if (n_all > n_shown) {
        truce_buffer_printf(&k->text, "and %u more: truce impasse --json has all", n_all - n_shown);
        (void)compose_quietly(
            k, truce_document_item(&k->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0}),
            TRUCE_SPAN_MUTED, compose_keep(k), "at most 24 are shown");
    }
}

static void add_conflicts(composer *k, const weighed *w) {
    const impasse_matter *const matters = impasse_matters(k, w);
    if (matters != NULL) {
        add_matters(k, w, matters, false);
        add_matters(k, w, matters, true);
    }
}

/* ---- what would open one ---- */

/* Whether some position that is given up speaks of the variable's issue. */
static bool is_touched(composer *k, const weighed *w, const truce_opening *o, uint32_t issue) {
    for (uint32_t i = 0; i < o->n; i++) {
        const held_position *const p = &w->held.positions[o->positions[i]];
        for (uint32_t n = 0; n < p->n; n++) {
            if (k->matrix.positions[p->of[n]].issue == issue) {
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
        if (issue != TRUCE_NONE && is_touched(k, w, o, issue)) {
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
        const uint32_t issue = k->matrix.positions[p->of[0]].issue;
        if (w->held.stands.positions[o->positions[i]].party != party) {
            continue;
        }
        if (sentence == NULL) {
            sentence = truce_document_sentence(&k->doc, item);
            truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG,
                               k->c->actors[k->matrix.parties[party]].head.title);
            truce_buffer_lit(&k->text, "does not insist on: ");
        }
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, p->claims[0]));
        if (!p->package && issue == last) {
            continue; /* two positions on one issue */
        }
        truce_buffer_printf(&k->text, "%s", any ? "; " : "");
        if (p->package) {
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

static void add_opening(composer *k, truce_block *list, const weighed *w, uint32_t number) {
    const truce_opening *const o = &w->impasse.openings[number];
    truce_buffer_printf(&k->text, "%u", number + 1);
    truce_passage *const item =
        truce_document_item(&k->doc, list, (truce_str){NULL, 0}, compose_keep(k));
    for (uint32_t party = 0; party < k->matrix.n_parties; party++) {
        add_given(k, item, w, o, party);
    }
    truce_buffer_printf(&k->text, "%s%.*s package%s would then be possible.",
                        o->exact ? "" : "At least ", TRUCE_STR_ARGS(o->packages),
                        truce_str_equal(o->packages, TRUCE_STR("1")) ? "" : "s");
    (void)compose_quietly(k, item, TRUCE_SPAN_STRONG, compose_keep(k),
                          "ways to settle all issues that no other position and no link rules out");
    add_example(k, item, w, o);
}

static void add_openings(composer *k, const weighed *w) {
    const truce_impasse *const im = &w->impasse;
    if (im->n_openings == 0) {
        return;
    }
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("openings"),
                                 TRUCE_STR("What would open one"));
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
        add_opening(k, list, w, i);
    }
}

static void add_assumptions(composer *k, const weighed *w) {
    if (w->held.stands.n_assumptions == 0) {
        return;
    }
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("assumptions"),
                                 TRUCE_STR("Conditions that may hold or not"));
    truce_block *const list = truce_document_list(&k->doc);
    for (uint32_t i = 0; i < w->held.stands.n_assumptions; i++) {
        const held_position *const p = &w->held.positions[w->held.assumed_by[i]];
        truce_passage *const item = truce_document_item(&k->doc, list, (truce_str){NULL, 0},
                                                        k->c->actors[p->actor].head.title);
        truce_sentence *const sentence = truce_document_sentence(&k->doc, item);
        if (w->held.assumptions[i].size > 0) {
            truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, w->held.assumptions[i]);
        } else {
            truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN,
                               TRUCE_STR("a condition that nobody stated"));
        }
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, p->claims[0]));
    }
}

void compose_impasse(composer *k, const weighed *w) {
    (void)truce_document_heading(&k->doc, 2, TRUCE_STR("impasse"),
                                 TRUCE_STR("What blocks a deal, and what would open one"));
    add_verdict(k, w);
    if (w->impasse.linked) {
        add_links(k, w);
    }
    add_conflicts(k, w);
    add_openings(k, w);
    add_assumptions(k, w);
    add_weighed(k, w);
}

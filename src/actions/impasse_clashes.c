/* What clashes, on paper: conflicts about the same issues are one matter, with each position once.
 * Both sides are set alike, in the order of the case. */
#include <stdlib.h>

#include "compose_impasse.h"

enum { MATTERS_SHOWN = 24, CLAIMS_SHOWN = 4 };

static void say(composer *k, truce_passage *passage, const char *basis) {
    (void)compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k), basis);
}

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
    if (p->kept) {
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_STRONG,
                             TRUCE_STR("taken as held, as asked"));
    }
    if (p->offer != TRUCE_NONE) {
        return;
    }
    if (p->package) {
        truce_buffer_printf(&k->text, "%s of %u", p->any ? "one" : "a package", p->n);
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_STRONG, compose_keep(k));
        return;
    }
    const truce_matrix shown = k->matrix; /* a brief shows one without the terms of offers */
    k->matrix = w->matrix;
    const size_t n = compose_badges(k, &w->matrix.positions[p->of[0]], badges);
    k->matrix = shown;
    for (size_t i = 0; i < n; i++) {
        if (badges[i].tone != TRUCE_TONE_STRONG) {
            truce_sentence_badge(&k->doc, sentence, badges[i].tone, badges[i].label);
        }
    }
}

void impasse_position(composer *k, truce_passage *item, const weighed *w, uint32_t position,
                      const bool *issues, uint32_t n_issues) {
    const held_position *const p = &w->held.positions[position];
    truce_sentence *const sentence = truce_document_sentence(&k->doc, item);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, k->c->actors[p->actor].head.title);
    impasse_position_says(k, w, p, issues, n_issues);
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

void impasse_links(composer *k, const weighed *w) {
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
    for (uint32_t party = 0; party < w->matrix.n_parties; party++) {
        for (uint32_t i = 0; i < n; i++) {
            const truce_conflict *const c = &w->impasse.conflicts[at[i].conflict];
            for (uint32_t p = 0; p < c->n; p++) {
                if (w->held.stands.positions[c->positions[p]].party == party &&
                    !shown[c->positions[p]]) {
                    shown[c->positions[p]] = true;
                    impasse_position(k, item, w, c->positions[p], issues, at->of->n);
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

void impasse_clashes(composer *k, const weighed *w) {
    const impasse_matter *const matters = impasse_matters(k, w);
    if (matters != NULL) {
        add_matters(k, w, matters, false);
        add_matters(k, w, matters, true);
    }
}

/* What clashes, on paper: conflicts about the same issues are one matter, with each position once.
 * Both sides are set alike, in the order of the case. */
#include <stdlib.h>

#include "compose_impasse.h"

enum { MATTERS_SHOWN = 24, CLAIMS_SHOWN = 4, CLAIMS_IN_BRIEF = 2 };

static void say(composer *k, truce_passage *passage, const char *basis) {
    (void)compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k), basis);
}

/* How firm it is; and how well it is known: badges of its first line, without those of a package.
 */
static void add_badges(composer *k, truce_sentence *sentence, const weighed *w, uint32_t position,
                       bool brief) {
    const held_position *const p = &w->held.positions[position];
    const truce_stand_firmness firm = w->held.stands.positions[position].firmness;
    truce_badge badges[POSITION_BADGES];
    if (firm != TRUCE_STAND_STATED) {
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_STRONG,
                             firm == TRUCE_STAND_RED_LINE ? TRUCE_STR("called a red line")
                                                          : TRUCE_STR("called open"));
    }
    if (p->supposed) {
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_STRONG, TRUCE_STR("supposed"));
        return;
    }
    if (p->inferred) {
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_STRONG, TRUCE_STR("our reading"));
    }
    if (p->eased) {
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_STRONG,
                             TRUCE_STR("less what is supposed"));
    }
    if (p->kept) {
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_STRONG,
                             TRUCE_STR("taken as held, as asked"));
    }
    if (brief || p->offer != TRUCE_NONE) {
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

/* Its holder is named where that is not the party of the column. */
static void add_position(composer *k, truce_cell *cell, const weighed *w, uint32_t position,
                         const bool *issues, uint32_t n_issues, bool brief) {
    const held_position *const p = &w->held.positions[position];
    const uint32_t party = w->matrix.parties[w->held.stands.positions[position].party];
    truce_passage *const passage = truce_document_cell(&k->doc, cell);
    truce_sentence *const sentence = truce_document_sentence(&k->doc, passage);
    if (p->actor != party) {
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, k->c->actors[p->actor].head.title);
    }
    impasse_position_says(k, w, p, issues, n_issues);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    add_badges(k, sentence, w, position, brief);
    if (p->supposed) {
        sentence->basis = TRUCE_STR("what was supposed");
        return;
    }
    const uint32_t shown = brief ? CLAIMS_IN_BRIEF : CLAIMS_SHOWN;
    for (uint32_t i = 0; i < p->n_claims && i < shown; i++) {
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, p->claims[i]));
    }
    if (p->n_claims > shown) {
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
static void add_bound_links(composer *k, truce_cell *cell, const bool *issues) {
    for (uint32_t i = 0; i < k->c->n_links; i++) {
        const truce_link *const link = &k->c->links[i];
        const uint32_t a = truce_case_find(k->c, TRUCE_KIND_ISSUE, link->a.issue);
        const uint32_t b = truce_case_find(k->c, TRUCE_KIND_ISSUE, link->b.issue);
        if (link->kind == TRUCE_LINK_AFFECTS || a == b || !issues[a] || !issues[b]) {
            continue;
        }
        truce_sentence *const sentence =
            truce_document_sentence(&k->doc, truce_document_cell(&k->doc, cell));
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
    bool internal;
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
    if (l->internal != r->internal) {
        return l->internal ? 1 : -1;
    }
    return (l->conflict > r->conflict) - (l->conflict < r->conflict);
}

static bool same_matter(const matter *a, const matter *b) {
    return a->internal == b->internal && a->of->n == b->of->n &&
           (a->of->n == 0 ||
            memcmp(a->of->issues, b->of->issues, a->of->n * sizeof *a->of->issues) == 0);
}

/* What the row is about, and how many clashes it holds. */
static void add_issues(composer *k, truce_cell *cell, const weighed *w, const clash_table *t,
                       const matter *at, uint32_t n, const bool *issues) {
    truce_passage *const passage = truce_document_cell(&k->doc, cell);
    for (uint32_t i = 0; i < at->of->n; i++) {
        truce_buffer_printf(&k->text, "%s", i > 0 ? "; " : "");
        truce_buffer_add(&k->text, k->c->issues[at->of->issues[i]].head.title);
    }
    (void)compose_quietly(k, passage, TRUCE_SPAN_STRONG, compose_keep(k),
                          "the case's list of issues");
    if (n > 1) {
        truce_buffer_printf(&k->text, "%u clashes", n);
        (void)compose_quietly(k, truce_document_cell(&k->doc, cell), TRUCE_SPAN_MUTED,
                              compose_keep(k), "smallest sets of positions that cannot all hold");
    }
    if (t->between && t->within && w->impasse.conflicts[at->conflict].internal) {
        (void)compose_quietly(k, truce_document_cell(&k->doc, cell), TRUCE_SPAN_MUTED,
                              TRUCE_STR("within one side"), "whose positions they are");
    }
    uint32_t *const conflicts = truce_arena_take(k->arena, n * sizeof *conflicts);
    for (uint32_t i = 0; conflicts != NULL && i < n; i++) {
        conflicts[i] = at[i].conflict;
    }
    k->failed = k->failed || conflicts == NULL;
    if (conflicts != NULL && !t->brief) {
        impasse_weakest(k, cell, w, &w->attested, conflicts, n);
    }
    add_bound_links(k, cell, issues);
}

/* Each position of these conflicts once, in its party's column. */
static void add_matter(composer *k, truce_block *table, const weighed *w, const clash_table *t,
                       const matter *at, uint32_t n, bool *shown, bool *issues) {
    truce_row *const row = truce_document_row(&k->doc, table);
    for (uint32_t i = 0; i < at->of->n; i++) {
        issues[at->of->issues[i]] = true;
    }
    add_issues(k, &row->cells[0], w, t, at, n, issues);
    for (uint32_t i = 0; i < n; i++) {
        const truce_conflict *const c = &w->impasse.conflicts[at[i].conflict];
        for (uint32_t p = 0; p < c->n; p++) {
            if (!shown[c->positions[p]]) {
                shown[c->positions[p]] = true;
                add_position(k, &row->cells[w->held.stands.positions[c->positions[p]].party + 1], w,
                             c->positions[p], issues, at->of->n, t->brief);
            }
        }
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

static truce_block *open_table(composer *k, const weighed *w, const clash_table *t) {
    truce_column columns[TRUCE_MATRIX_PARTIES_MAX + 1] = {{TRUCE_STR("Issue"), 16}};
    for (uint32_t i = 0; i < w->matrix.n_parties; i++) {
        columns[i + 1] = (truce_column){k->c->actors[w->matrix.parties[i]].head.title, 30};
    }
    if (t->title != NULL) {
        (void)truce_document_heading(&k->doc, 3, truce_str_of(t->id), truce_str_of(t->title));
    }
    return truce_document_table(&k->doc, truce_str_of(t->caption), columns,
                                w->matrix.n_parties + 1);
}

bool impasse_shows(const composer *k, const weighed *w, uint32_t conflict) {
    const impasse_matter *const about = &w->told.matters[conflict];
    bool shows = k->issues == NULL;
    for (uint32_t i = 0; i < about->n && !shows; i++) {
        shows = k->issues[about->issues[i]];
    }
    return shows;
}

bool impasse_clash_table(composer *k, const weighed *w, const clash_table *t) {
    const impasse_matter *const matters = w->told.matters;
    matter *const at = truce_arena_take(k->arena, w->impasse.n_conflicts * sizeof *at);
    bool *const shown = truce_arena_zero(k->arena, w->held.stands.n_positions, sizeof *shown);
    bool *const issues = truce_arena_zero(k->arena, k->c->n_issues, sizeof *issues);
    uint32_t n = 0;
    uint32_t n_all = 0;
    const uint32_t most = t->max > 0 ? t->max : MATTERS_SHOWN;
    truce_block *table = NULL;
    if (at == NULL || shown == NULL || issues == NULL) {
        k->failed = true;
        return false;
    }
    for (uint32_t i = 0; i < w->impasse.n_conflicts; i++) {
        if ((w->impasse.conflicts[i].internal ? t->within : t->between) && !w->told.conflicts[i] &&
            impasse_shows(k, w, i) && (t->which == NULL || t->which[i])) {
            at[n++] = (matter){&matters[i], i, w->impasse.conflicts[i].internal};
        }
    }
    if (n > 1) {
        qsort(at, n, sizeof *at, by_matter);
    }
    for (uint32_t begin = 0, end = 0; begin < n; begin = end) {
        for (end = begin + 1; end < n && same_matter(&at[begin], &at[end]); end++) {
        }
        table = table == NULL ? open_table(k, w, t) : table;
        if (n_all++ < most) {
            add_matter(k, table, w, t, &at[begin], end - begin, shown, issues);
        }
    }
    if (n_all > most) {
        truce_buffer_printf(&k->text, "And %u more: %s.", n_all - most,
                            t->more != NULL ? t->more : "truce impasse --json has all");
        (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_MUTED,
                              compose_keep(k), "the first of them are shown");
    }
    return n > 0;
}

void impasse_tellings_told(composer *k, const weighed *w, bool heading) {
    truce_block *list = NULL;
    for (uint32_t i = 0; i < w->told.n; i++) {
        const uint32_t issue = w->told.at[i].issue;
        if (!compose_shows_issue(k, issue)) {
            continue;
        }
        if (list == NULL) {
            if (heading) {
                (void)truce_document_heading(&k->doc, 3, TRUCE_STR("told"),
                                             TRUCE_STR("Told in several ways"));
            }
            list = truce_document_list(&k->doc);
        }
        impasse_tell(k,
                     truce_document_item(&k->doc, list, (truce_str){NULL, 0},
                                         k->c->issues[issue].head.title),
                     w, &w->told.at[i]);
    }
}

void impasse_clashes(composer *k, const weighed *w) {
    (void)impasse_clash_table(
        k, w,
        &(clash_table){.id = "clashes",
                       .title = "What blocks",
                       .caption = "Positions that cannot all hold, with those who hold them",
                       .between = true});
    (void)impasse_clash_table(
        k, w,
        &(clash_table){.id = "within",
                       .title = "Within one side",
                       .caption = "Positions of one side that do not go together",
                       .within = true});
    impasse_no_clash(k, w);
    impasse_tellings_told(k, w, true);
}

/* Words over which people can agree and mean different things. */
#include "gaps_parts.h"

typedef struct terms {
    truce_str *meaning; /* [term]: the first */
    bool *several;      /* [term]: another differs from it */
    bool *used;         /* [term]: some claim uses a word for it */
    bool *counted;      /* [term]: some claim gives a number for it */
} terms;

/* Whether it is asked what the term means: nobody says so, and it is not only a number. */
static bool is_undefined(const finder *f, const terms *t, uint32_t i) {
    return t->meaning[i].size == 0 && (t->used[i] || (!f->scope->narrowed && !t->counted[i]));
}

static uint32_t term_of(const finder *f, const truce_statement *st) {
    return st->kind == TRUCE_STATES_TERM && !st->denied
               ? truce_case_find(f->c, TRUCE_KIND_TERM, st->as.term.term)
               : TRUCE_NONE;
}

static void note_term(finder *f, uint32_t claim, const truce_statement *st, void *data) {
    terms *const t = data;
    const uint32_t i = term_of(f, st);
    const uint32_t counted = st->kind == TRUCE_STATES_COUNT
                                 ? truce_case_find(f->c, TRUCE_KIND_TERM, st->as.count.term)
                                 : TRUCE_NONE;
    (void)claim;
    if (counted != TRUCE_NONE) {
        t->counted[counted] = true;
    }
    if (i == TRUCE_NONE) {
        return;
    }
    t->used[i] = true;
    if (st->as.term.means && t->meaning[i].size == 0) {
        t->meaning[i] = st->text;
    } else if (st->as.term.means && !truce_str_equal(t->meaning[i], st->text)) {
        t->several[i] = true;
    }
}

/* Who uses a word is asked what it means. */
static void ask_user(finder *f, const truce_gap_item *item, uint32_t claim,
                     const truce_statement *st) {
    if (st->as.term.by.symbol != 0) {
        gap_ask(f, item, truce_case_find(f->c, TRUCE_KIND_ACTOR, st->as.term.by), TRUCE_WHOM_TELLER,
                claim);
        return;
    }
    gap_ask_speakers(f, item, claim);
}

static void add_term(finder *f, uint32_t claim, const truce_statement *st, void *data) {
    const terms *const t = data;
    const uint32_t i = term_of(f, st);
    const bool meanings = f->gap.kind == TRUCE_GAP_MEANING;
    if (i != TRUCE_NONE && st->as.term.means == meanings &&
        (meanings ? t->several[i] : t->meaning[i].size == 0)) {
        truce_gap_item *const item = gap_item(f, f->c->terms[i].head.name);
        gap_claim(f, item, claim);
        gap_word(f, item, st->text);
        ask_user(f, item, claim, st);
    }
}

/* A word that nobody in particular uses: the parties have to agree on it. */
static void ask_parties_else(finder *f) {
    bool *const used = truce_arena_zero(f->arena, f->gap.n_items, sizeof *used);
    f->failed = f->failed || used == NULL;
    for (size_t i = 0; i < f->n_asked && !f->failed; i++) {
        used[f->asked[i].item] = true;
    }
    for (uint32_t i = 0; i < f->gap.n_items && !f->failed; i++) {
        for (uint32_t p = 0; !used[i] && p < f->m->n_parties; p++) {
            gap_ask(f, &f->gap.items[i], f->m->parties[p], TRUCE_WHOM_OWN, TRUCE_NONE);
        }
    }
}

static void find_terms(finder *f, const terms *t, truce_gap_kind kind) {
    gap_begin(f, kind, TRUCE_NONE);
    for (uint32_t i = 0; i < f->c->n_terms; i++) {
        if (kind == TRUCE_GAP_MEANING ? t->several[i] : is_undefined(f, t, i)) {
            (void)gap_item(f, f->c->terms[i].head.name);
        }
    }
    each_statement(f, TRUCE_STATED(TRUCE_STATES_TERM), add_term, (void *)t);
    ask_parties_else(f);
    gap_end(f);
}

/* A position that its claims put in different words. */
static void find_words(finder *f) {
    gap_begin(f, TRUCE_GAP_WORDS, TRUCE_NONE);
    for (uint32_t i = 0; i < f->m->n_positions; i++) {
        const truce_position *const p = &f->m->positions[i];
        truce_str first = {NULL, 0};
        bool differ = false;
        for (uint32_t e = 0; e < p->n_evidence; e++) {
            const truce_str as = p->evidence[e].demand->as;
            differ = differ || (first.size > 0 && as.size > 0 && !truce_str_equal(as, first));
            first = first.size == 0 ? as : first;
        }
        for (uint32_t e = 0; differ && e < p->n_evidence; e++) {
            if (p->evidence[e].demand->as.size > 0) {
                truce_gap_item *const item = gap_item(f, f->c->issues[p->issue].head.name);
                gap_claim(f, item, p->evidence[e].claim);
                gap_word(f, item, p->evidence[e].demand->as);
                gap_ask(f, item, p->side, TRUCE_WHOM_OWN, TRUCE_NONE);
            }
        }
    }
    gap_end(f);
}

void find_gaps_of_words(finder *f) {
    const uint32_t n = f->c->n_terms;
    terms t = {truce_arena_zero(f->arena, n, sizeof *t.meaning),
               truce_arena_zero(f->arena, n, sizeof *t.several),
               truce_arena_zero(f->arena, n, sizeof *t.used),
               truce_arena_zero(f->arena, n, sizeof *t.counted)};
    if (t.meaning == NULL || t.several == NULL || t.used == NULL || t.counted == NULL) {
        f->failed = true;
        return;
    }
    each_statement(f, TRUCE_STATED(TRUCE_STATES_TERM) | TRUCE_STATED(TRUCE_STATES_COUNT), note_term,
                   &t);
    find_terms(f, &t, TRUCE_GAP_TERM);
    find_terms(f, &t, TRUCE_GAP_MEANING);
    find_words(f);
}

/* Why no clash is counted about an issue that was asked for: what of it was weighed, and what rules
 * out nothing. That sides do not clash is not that they agree, and it is not left to be read so. */
#include "compose_impasse.h"
#include "compose_order.h"
#include "truce/evidence/speaker.h"

enum { SHOWN = 12, CLAIMS_SHOWN = 2, OPPOSED_COMPARED = 64 };

static bool *find_touched(composer *k, const weighed *w) {
    bool *const touched = truce_arena_zero(k->arena, k->c->n_issues, sizeof *touched);
    for (uint32_t i = 0; touched != NULL && i < w->impasse.n_conflicts; i++) {
        const impasse_matter *const matter = &w->told.matters[i];
        for (uint32_t m = 0; m < matter->n; m++) {
            touched[matter->issues[m]] = true; /* also by what is told in several ways */
        }
    }
    return touched;
}

/* [position of w's matrix]: it was weighed. */
static bool *find_weighed(composer *k, const weighed *w) {
    bool *const is = truce_arena_zero(k->arena, w->matrix.n_positions, sizeof *is);
    for (uint32_t i = 0; is != NULL && i < w->held.stands.n_positions; i++) {
        for (uint32_t n = 0; n < w->held.positions[i].n; n++) {
            is[w->held.positions[i].of[n]] = !w->held.positions[i].dropped;
        }
    }
    return is;
}

static const char *why_not(const truce_position *p) {
    if (p->superseded) {
        return "a later word of the side stands instead";
    }
    if (p->n_denied == p->n_evidence) {
        return "all that is told of it is denied";
    }
    if (p->demand->order != TRUCE_ORDER_NONE) {
        return "on the order of steps, which truce sequence weighs";
    }
    if (p->demand->item.extent == TRUCE_EXTENT_UNSTATED) {
        return "nobody says which";
    }
    if (p->denied) {
        return "not to have taken it yet rules nothing out";
    }
    switch (p->stance) {
    case TRUCE_STANCE_PREFERS:
    case TRUCE_STANCE_INTENDS:
        return "a preference or an intention rules nothing out";
    case TRUCE_STANCE_ACCEPTS:
    case TRUCE_STANCE_OFFERS:
        return "what is accepted or offered rules nothing out";
    default:
        return "a later or wider word of the side stands instead";
    }
}

static void add_position(composer *k, truce_passage *item, const truce_position *p,
                         const char *why) {
    truce_sentence *const sentence = truce_document_line(&k->doc, item);
    truce_buffer_add(&k->text, k->c->actors[p->actor].head.title);
    truce_buffer_byte(&k->text, ' ');
    phrase_position_stance(&k->text, p);
    truce_buffer_lit(&k->text, ": ");
    phrase_asked(&k->text, k->c, p, false);
    phrase_condition(&k->text, k->c, p->statement->as.position.condition);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    if (why != NULL) {
        truce_buffer_printf(&k->text, "\xE2\x80\x94 %s", why);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
    }
    for (uint32_t e = 0; e < p->n_evidence && e < CLAIMS_SHOWN; e++) {
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, p->evidence[e].claim));
    }
}

/* The positions of the parties on it that were weighed, or those that were not. */
static void add_positions(composer *k, truce_block *list, const weighed *w, uint32_t issue,
                          const bool *is_weighed, bool which) {
    truce_passage *const item =
        truce_document_item(&k->doc, list, (truce_str){NULL, 0},
                            which ? TRUCE_STR("Weighed") : TRUCE_STR("Not weighed"));
    uint32_t n = 0;
    for (uint32_t i = w->matrix.rows[issue]; i < w->matrix.rows[issue + 1]; i++) {
        const truce_position *const p = &w->matrix.positions[i];
        if (p->column < w->matrix.n_parties && is_weighed[i] == which && n++ < SHOWN) {
            add_position(k, item, p, which ? NULL : why_not(p));
        }
    }
    if (n > SHOWN) {
        truce_buffer_printf(&k->text, "and %u more: truce matrix", n - SHOWN);
        (void)compose_quietly(k, item, TRUCE_SPAN_MUTED, compose_keep(k), "at most 12 are shown");
    } else if (n == 0) {
        (void)compose_quietly(k, item, TRUCE_SPAN_MUTED,
                              which ? TRUCE_STR("nothing of it: no side is reported to demand or "
                                                "reject here, or to accept on a condition alone")
                                    : TRUCE_STR("nothing else of it is reported"),
                              "the standing positions of the parties in the matrix");
    }
}

/* ---- opposed all the same ---- */

/* What a claim of the position tells its side has done, beside it: no mere statement. TRUCE_NONE:
 * nothing. */
static uint32_t deed_of(const composer *k, const truce_position *p) {
    for (uint32_t e = 0; e < p->n_evidence; e++) {
        const truce_claim *const claim = &k->c->claims[p->evidence[e].claim];
        for (uint32_t s = 0; s < claim->n_statements; s++) {
            const truce_statement *const st = &claim->statements[s];
            const uint32_t event = st->kind == TRUCE_STATES_EVENT && !st->denied
                                       ? truce_case_find(k->c, TRUCE_KIND_EVENT, st->as.event.event)
                                       : TRUCE_NONE;
            if (event == TRUCE_NONE || k->c->events[event].kind == TRUCE_EVENT_STATEMENT) {
                continue;
            }
            const truce_refs by = st->as.event.by.n > 0 ? st->as.event.by : k->c->events[event].by;
            for (uint32_t i = 0; i < by.n; i++) {
                if (truce_side_of(k->c, by.at[i]) == p->side) {
                    return event;
                }
            }
        }
    }
    return TRUCE_NONE;
}

static bool rules_nothing_out(const truce_position *p) {
    return !p->superseded && !p->inferred && !p->denied && p->n_denied < p->n_evidence &&
           (p->stance == TRUCE_STANCE_PREFERS || p->stance == TRUCE_STANCE_INTENDS);
}

/* A preference or an intention of one party that cannot hold with what was weighed of another: the
 * first of which a deed is told, else the first. The positions of an issue are compared as far as
 * they are shown. */
static bool find_opposed(const composer *k, const weighed *w, uint32_t issue,
                         const bool *is_weighed, uint32_t *held, uint32_t *wish) {
    const truce_matrix *const m = &w->matrix;
    const uint32_t begin = m->rows[issue];
    const uint32_t end = m->rows[issue + 1] - begin < OPPOSED_COMPARED ? m->rows[issue + 1]
                                                                       : begin + OPPOSED_COMPARED;
    bool found = false;
    for (uint32_t q = begin; q < end; q++) {
        const truce_position *const wished = &m->positions[q];
        const bool deed = wished->column < m->n_parties && rules_nothing_out(wished) &&
                          deed_of(k, wished) != TRUCE_NONE;
        for (uint32_t p = begin;
             p < end && wished->column < m->n_parties && rules_nothing_out(wished); p++) {
            const truce_position *const other = &m->positions[p];
            if (is_weighed[p] && other->column < m->n_parties && other->column != wished->column &&
                truce_positions_disagree(other, wished) && (!found || deed)) {
                *held = p;
                *wish = q;
                if (deed) {
                    return true;
                }
                found = true;
            }
        }
    }
    return found;
}

static void add_opposed(composer *k, const weighed *w, uint32_t issue, const bool *is_weighed) {
    uint32_t pair[2];
    if (!find_opposed(k, w, issue, is_weighed, &pair[0], &pair[1])) {
        return;
    }
    truce_sentence *const sentence =
        truce_document_sentence(&k->doc, truce_document_paragraph(&k->doc));
    const uint32_t deed = deed_of(k, &w->matrix.positions[pair[1]]);
    for (int i = 0; i < 2; i++) {
        const truce_position *const p = &w->matrix.positions[pair[i]];
        truce_buffer_printf(&k->text, "%s",
                            i == 0 ? "Opposed, and not counted as a clash: " : "; ");
        truce_buffer_add(&k->text, k->c->actors[p->actor].head.title);
        truce_buffer_byte(&k->text, ' ');
        phrase_position_stance(&k->text, p);
        truce_buffer_lit(&k->text, ": ");
        phrase_asked(&k->text, k->c, p, false);
        for (uint32_t e = 0; e < p->n_evidence && e < CLAIMS_SHOWN; e++) {
            truce_sentence_claim(&k->doc, sentence, claim_name(k->c, p->evidence[e].claim));
        }
    }
    if (deed != TRUCE_NONE) {
        truce_buffer_lit(&k->text, ", and is said to have acted: ");
        truce_buffer_add(&k->text, k->c->events[deed].head.title);
    }
    truce_buffer_byte(&k->text, '.');
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, compose_keep(k));
    sentence->basis = TRUCE_STR("a preference or an intention that cannot hold with a demand or a "
                                "refusal of another party; a deed is an event that a claim of it "
                                "tells too");
    sentence->quiet = true;
}

static bool has_order(const weighed *w, uint32_t issue) {
    bool any = false;
    for (uint32_t i = w->matrix.rows[issue]; i < w->matrix.rows[issue + 1] && !any; i++) {
        any = w->matrix.positions[i].column < w->matrix.n_parties &&
              w->matrix.positions[i].demand->order != TRUCE_ORDER_NONE;
    }
    return any;
}

/* An order of steps is no clash, and may be what blocks: its verdict stands first. */
static void add_order(composer *k) {
    sequenced s;
    truce_error err;
    truce_matrix plain; /* without the terms of offers, as truce sequence looks at it */
    const truce_matrix shown = k->matrix;
    if (truce_matrix_make(&k->scope, k->arena, &plain, NULL) != TRUCE_OK) {
        k->failed = true;
        return;
    }
    k->matrix = plain;
    const truce_status status = sequence_find(k, false, &s, &err);
    if (status == TRUCE_OK) {
        truce_passage *const passage = truce_document_paragraph(&k->doc);
        compose_order_verdict(k, passage, &s);
        (void)compose_quietly(k, passage, TRUCE_SPAN_MUTED, TRUCE_STR("More: truce sequence."),
                              "how truce works");
    }
    k->failed = k->failed || status == TRUCE_ENOMEM;
    k->matrix = shown;
}

void impasse_no_clash(composer *k, const weighed *w) {
    if (k->issues == NULL) {
        return;
    }
    const bool *const touched = find_touched(k, w);
    const bool *const is_weighed = find_weighed(k, w);
    k->failed = k->failed || touched == NULL || is_weighed == NULL;
    for (uint32_t i = 0; !k->failed && i < k->c->n_issues; i++) {
        if (!k->issues[i] || touched[i]) {
            continue;
        }
        if (has_order(w, i)) {
            add_order(k);
        }
        add_opposed(k, w, i, is_weighed);
        truce_buffer_lit(&k->text, "No clash is counted about ");
        truce_buffer_add(&k->text, k->c->issues[i].head.title);
        truce_buffer_lit(&k->text,
                         ". That is not to say that the sides agree on it: a clash takes positions "
                         "of several sides that rule one another out.");
        (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_PLAIN,
                              compose_keep(k), "smallest sets of positions that cannot all hold");
        truce_block *const list = truce_document_list(&k->doc);
        add_positions(k, list, w, i, is_weighed, true);
        add_positions(k, list, w, i, is_weighed, false);
    }
}

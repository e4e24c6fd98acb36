/* What blocks: on each issue the two positions that cannot both hold, set alike. */
#include <string.h>

#include "digest.h"

void digest_position(composer *k, truce_passage *item, uint32_t position) {
    enum { SHOWN = 3 };
    const truce_position *const p = &k->matrix.positions[position];
    truce_badge badges[POSITION_BADGES];
    truce_sentence *const sentence = truce_document_line(&k->doc, item);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, k->c->actors[p->actor].head.title);
    phrase_position_stance(&k->text, p);
    truce_buffer_byte(&k->text, ' ');
    phrase_asked(&k->text, k->c, p, false);
    phrase_condition(&k->text, k->c, p->statement->as.position.condition);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    const size_t n_badges = compose_badges(k, p, badges);
    if (p->n_firm > 0 && p->n_firm < p->n_evidence) {
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_STRONG, TRUCE_STR("called a red line"));
    }
    for (size_t i = 0; i < n_badges; i++) { /* how well it is known; what else it is in, the matrix
                                               tells */
        if (badges[i].tone != TRUCE_TONE_STRONG || p->n_denied > 0 || p->inferred) {
            truce_sentence_badge(&k->doc, sentence, badges[i].tone, badges[i].label);
        }
    }
    for (uint32_t e = 0; e < p->n_evidence; e++) {
        if (e < SHOWN) {
            truce_sentence_claim(&k->doc, sentence, claim_name(k->c, p->evidence[e].claim));
        }
    }
    if (p->n_evidence > SHOWN) {
        truce_buffer_printf(&k->text, "and %u more claim%s", p->n_evidence - SHOWN,
                            p->n_evidence - SHOWN == 1 ? "" : "s");
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_PLAIN, compose_keep(k));
    }
}

static bool same_content(const truce_position *a, const truce_position *b) {
    return truce_options_equal(a->options, b->options) && a->conditional == b->conditional &&
           a->groups.n == b->groups.n &&
           (a->groups.n == 0 ||
            memcmp(a->groups.at, b->groups.at, a->groups.n * sizeof *a->groups.at) == 0);
}

/* Positions on an order of steps, by each issue that they name beside their own: those of issue i
 * are at[first[i]] to at[first[i + 1] - 1]. */
typedef struct orders {
    uint32_t *first, *at;
} orders;

/* The two issues of an order, without the one that it stands under; TRUCE_NONE: none. */
static void named_in(const composer *k, const truce_position *p, uint32_t named[2]) {
    const truce_item *const items[] = {&p->demand->item, &p->demand->other};
    for (size_t i = 0; i < 2; i++) {
        named[i] = p->demand->order != TRUCE_ORDER_NONE
                       ? truce_case_find(k->c, TRUCE_KIND_ISSUE, items[i]->issue)
                       : TRUCE_NONE;
        named[i] = named[i] == p->issue || (i == 1 && named[1] == named[0]) ? TRUCE_NONE : named[i];
    }
}

static bool find_orders(composer *k, orders *o) {
    const truce_matrix *const m = &k->matrix;
    uint32_t named[2];
    uint32_t all = 0;
    o->first = truce_arena_zero(k->arena, k->c->n_issues + (size_t)2, sizeof *o->first);
    for (uint32_t i = 0; i < m->n_positions && o->first != NULL; i++) {
        named_in(k, &m->positions[i], named);
        for (size_t n = 0; n < 2; n++) {
            o->first[named[n] != TRUCE_NONE ? named[n] + 2 : 0] += named[n] != TRUCE_NONE;
            all += named[n] != TRUCE_NONE;
        }
    }
    o->at = truce_arena_take(k->arena, all * sizeof *o->at);
    if (o->first == NULL || o->at == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < k->c->n_issues; i++) {
        o->first[i + 2] += o->first[i + 1];
    }
    for (uint32_t i = 0; i < m->n_positions; i++) {
        named_in(k, &m->positions[i], named);
        for (size_t n = 0; n < 2; n++) {
            if (named[n] != TRUCE_NONE) {
                o->at[o->first[named[n] + 1]++] = i;
            }
        }
    }
    return true;
}

/* Whether it stands beside the one that is shown, as another thing that the same party holds. */
static bool stands_too(const composer *k, uint32_t at, uint32_t held) {
    const truce_position *const p = &k->matrix.positions[at];
    const truce_position *const q = &k->matrix.positions[held];
    return at != held && p->column == q->column && !p->superseded && !p->inferred &&
           p->n_denied < p->n_evidence;
}

/* Offers and acceptances, on a condition or not. */
static bool is_open(const truce_position *p) {
    return !p->denied && p->demand->order == TRUCE_ORDER_NONE &&
           (p->stance == TRUCE_STANCE_ACCEPTS || p->stance == TRUCE_STANCE_OFFERS);
}

/* What else the party holds on this issue: first what it is open to, then the rest with the
 * conditions, then what it says of the issue in an order of steps. On a page what it is open to
 * alone. */
static void add_others(composer *k, truce_passage *item, const orders *o, uint32_t issue,
                       uint32_t held, uint32_t most) {
    const truce_matrix *const m = &k->matrix;
    uint32_t n = 0;
    for (int open = 1; open >= (k->doc.compact ? 1 : 0); open--) {
        for (uint32_t i = m->rows[issue]; i < m->rows[issue + 1]; i++) {
            const truce_position *const p = &m->positions[i];
            if (!stands_too(k, i, held) || is_open(p) != (open == 1) ||
                (open == 1 && k->doc.compact && same_content(p, &m->positions[held]))) {
                continue;
            }
            if (n++ < most) {
                digest_position(k, item, i);
            }
        }
    }
    for (uint32_t i = o->first[issue]; i < o->first[issue + 1] && !k->doc.compact; i++) {
        if (stands_too(k, o->at[i], held) && n++ < most) {
            digest_position(k, item, o->at[i]);
        }
    }
    if (n > most && !k->doc.compact) {
        truce_buffer_printf(&k->text, "and %u more: truce matrix --issue %.*s", n - most,
                            TRUCE_STR_ARGS(truce_case_name(k->c, k->c->issues[issue].head.name)));
        compose_quietly(k, item, TRUCE_SPAN_MUTED, compose_keep(k), DIGEST_REST)->join =
            TRUCE_JOIN_LINE;
    }
}

bool digest_clashes(composer *k, const truce_clashes *c, uint32_t max, uint32_t others) {
    orders o;
    if (c->n == 0) {
        return true;
    }
    if (!find_orders(k, &o)) {
        return false;
    }
    truce_block *const list = digest_open(k, "between", "What stands between them");
    uint32_t i = 0;
    for (; i < c->n && i < max; i++) {
        truce_passage *const item = truce_document_item(&k->doc, list, (truce_str){NULL, 0},
                                                        k->c->issues[c->at[i].issue].head.title);
        const uint32_t pair[] = {c->at[i].a, c->at[i].b};
        for (size_t p = 0; p < 2; p++) {
            digest_position(k, item, pair[p]);
            add_others(k, item, &o, c->at[i].issue, pair[p], others);
        }
    }
    digest_rest(k, list, c->n, i, "brief --sections between");
    return true;
}

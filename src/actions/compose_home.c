/* At home: what divides each side, who of its own presses it, and what is at stake for its people.
 * It stands beside those who press from outside, in the same form for every party. */
#include "actor_words.h"
#include "digest.h"

enum { SHOWN = 8 /* of each side, in short */, CLAIMS_SHOWN = 8 };

/* What is at stake for the side as a whole is no matter of its home. */
static bool is_home(const truce_facet *f) {
    return f->kind == TRUCE_FACET_DIVISION || f->kind == TRUCE_FACET_PRESSURE ||
           (f->kind == TRUCE_FACET_STAKE && f->actor != f->side);
}

static uint32_t count_home(const truce_actors *a, uint32_t side) {
    uint32_t n = 0;
    for (uint32_t i = a->facet_rows[side]; i < a->facet_rows[side + 1]; i++) {
        n += is_home(&a->facets[i]);
    }
    return n;
}

/* "divided:", "at stake for Benjamin Netanyahu:", "Families: pressure on Benjamin Netanyahu:". */
static void add_front(composer *k, const truce_facet *f) {
    if (f->kind == TRUCE_FACET_PRESSURE) {
        truce_buffer_add(&k->text, f->actor != TRUCE_NONE ? k->c->actors[f->actor].head.title
                                                          : TRUCE_STR("Somebody not named"));
        truce_buffer_lit(&k->text, ": ");
        phrase_tie(&k->text, k->c, f->statement);
    } else {
        truce_buffer_printf(&k->text, "%s%s", f->statement->denied ? "not " : "",
                            f->kind == TRUCE_FACET_STAKE ? "at stake for " : "divided");
        if (f->kind == TRUCE_FACET_STAKE || f->actor != f->side) {
            truce_buffer_printf(&k->text, "%s", f->kind == TRUCE_FACET_STAKE ? "" : ", ");
            truce_buffer_add(&k->text, k->c->actors[f->actor].head.title);
        }
    }
    if (f->statement->text.size > 0) {
        if (f->kind == TRUCE_FACET_PRESSURE) { /* which has a colon already */
            truce_buffer_printf(&k->text, " (%.*s)", TRUCE_STR_ARGS(f->statement->text));
        } else {
            truce_buffer_lit(&k->text, ": ");
            phrase_trait_words(&k->text, f->statement);
        }
    }
    const uint32_t on = f->kind != TRUCE_FACET_PRESSURE
                            ? truce_case_find(k->c, TRUCE_KIND_ISSUE, f->statement->as.trait.on)
                            : TRUCE_NONE;
    if (on != TRUCE_NONE) {
        truce_buffer_lit(&k->text, ", on ");
        truce_buffer_add(&k->text, k->c->issues[on].head.title);
    }
}

static void add_facet(composer *k, truce_passage *item, const truce_facet *f) {
    truce_sentence *const sentence = truce_document_line(&k->doc, item);
    truce_str before = {NULL, 0};
    add_front(k, f);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    for (uint32_t i = 0; i < f->n_claims && i < CLAIMS_SHOWN; i++) {
        phrase_speakers(&k->text, k->c, &k->c->claims[f->claims[i]]);
        truce_buffer_lit(&k->text, ", ");
        phrase_date(&k->text, &k->scope, f->claims[i]);
        const truce_str who = compose_keep(k);
        if (!truce_str_equal(who, before)) {
            truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED,
                               i == 0 ? TRUCE_STR("\xE2\x80\x94") : TRUCE_STR(";"));
            truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, who);
        }
        before = who;
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, f->claims[i]));
    }
    if (f->n_claims > CLAIMS_SHOWN) {
        truce_buffer_printf(&k->text, "and %u more", f->n_claims - CLAIMS_SHOWN);
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_PLAIN, compose_keep(k));
    }
}

/* What the claims of the lines say besides in words of somebody of the side; each claim once:
 * `told` [claim] is the side for which it was looked at, + 1. */
static void add_sayings(composer *k, truce_passage *item, const truce_actors *a, uint32_t side,
                        uint32_t most, uint32_t *told) {
    uint32_t n = 0;
    for (uint32_t i = a->facet_rows[side]; i < a->facet_rows[side + 1]; i++) {
        const truce_facet *const f = &a->facets[i];
        if (!is_home(f) || n++ >= most) {
            continue;
        }
        for (uint32_t c = 0; c < f->n_claims && c < CLAIMS_SHOWN; c++) {
            if (told[f->claims[c]] != side + 1) {
                told[f->claims[c]] = side + 1;
                compose_sayings_in(k, item, NULL, f->claims[c], side);
            }
        }
    }
}

static void add_side(composer *k, truce_block *list, const truce_actors *a, uint32_t side,
                     uint32_t most, uint32_t *told) {
    truce_passage *const item =
        truce_document_item(&k->doc, list, (truce_str){NULL, 0}, k->c->actors[side].head.title);
    uint32_t n = 0;
    for (uint32_t i = a->facet_rows[side]; i < a->facet_rows[side + 1]; i++) {
        if (is_home(&a->facets[i]) && n++ < most) {
            add_facet(k, item, &a->facets[i]);
        }
    }
    if (k->of == TRUCE_NONE) { /* of one side all that is said stands together */
        add_sayings(k, item, a, side, most, told);
    }
    if (n == 0) {
        (void)compose_quietly(k, item, TRUCE_SPAN_MUTED, TRUCE_STR("nothing of this is reported"),
                              "no claim in view says so");
    } else if (n > most) {
        truce_sentence *const rest = truce_document_line(&k->doc, item);
        truce_buffer_printf(&k->text, "and %u more: truce actors --sections leverage", n - most);
        truce_sentence_add(&k->doc, rest, TRUCE_SPAN_MUTED, compose_keep(k));
        rest->basis = TRUCE_STR(DIGEST_REST);
        rest->quiet = true;
    }
}

void compose_home(composer *k, const truce_actors *a, bool whole) {
    const truce_leverage *const l = &a->leverage;
    uint32_t n = 0;
    for (uint32_t p = 0; p < l->n_parties; p++) {
        const uint32_t side = l->parties[p].party;
        n += k->of == TRUCE_NONE ? count_home(a, side) : k->of == side;
    }
    if (n == 0) {
        return;
    }
    (void)truce_document_heading(
        &k->doc, 3, TRUCE_STR("home"),
        TRUCE_STR("At home: what divides each side, and who of its own presses it"));
    truce_block *const list = truce_document_list(&k->doc);
    uint32_t *const told = truce_arena_zero(k->arena, k->c->n_claims, sizeof *told);
    k->failed = k->failed || told == NULL;
    for (uint32_t p = 0; p < l->n_parties && told != NULL; p++) {
        const uint32_t side = l->parties[p].party;
        if (k->of == TRUCE_NONE || k->of == side) {
            add_side(k, list, a, side, whole ? UINT32_MAX : SHOWN, told);
        }
    }
}

/* Ways out of a loop that give up no demand whole. */
#include "compose_order.h"

enum { THIRD_SHOWN = 6 };

static void say(composer *k, truce_passage *passage, const char *basis) {
    (void)compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k), basis);
}

/* Two things of the loop that different sides give; false: there are none. */
static bool opposite(const sequenced *s, const truce_order_loop *loop, uint32_t *one,
                     uint32_t *other) {
    for (uint32_t i = 0; i < loop->n; i++) {
        const thing *const a = &s->steps.things[loop->at[i].from];
        for (uint32_t n = i + 1; n < loop->n; n++) {
            const thing *const b = &s->steps.things[loop->at[n].from];
            if (a->giver != TRUCE_NONE && b->giver != TRUCE_NONE && a->giver != b->giver) {
                *one = loop->at[i].from;
                *other = loop->at[n].from;
                return true;
            }
        }
    }
    return false;
}

static void way(composer *k, truce_block *list, const char *label, const char *basis) {
    say(k, truce_document_item(&k->doc, list, (truce_str){NULL, 0}, truce_str_of(label)), basis);
}

/* Whether a claim that was asked for gives an actor this role. */
static uint32_t claim_of_role(const composer *k, uint32_t actor, truce_role role) {
    for (uint32_t i = 0; i < k->c->n_claims; i++) {
        for (uint32_t st = 0; k->scope.in[i] && st < k->c->claims[i].n_statements; st++) {
            const truce_statement *const at = &k->c->claims[i].statements[st];
            if (at->kind == TRUCE_STATES_ROLE && !at->denied && at->as.role.role == role &&
                truce_case_find(k->c, TRUCE_KIND_ACTOR, at->subject) == actor) {
                return i;
            }
        }
    }
    return TRUCE_NONE;
}

/* Who has a role, by declaration or by a claim: "Mediators in the case: Egypt, Qatar." */
static void add_role(composer *k, truce_passage *item, truce_role role, const char *named,
                     const char *nobody) {
    truce_sentence *const sentence = truce_document_line(&k->doc, item);
    uint32_t n = 0;
    uint32_t last = TRUCE_NONE;
    for (uint32_t i = 0; i < k->c->n_actors && n < THIRD_SHOWN; i++) {
        const bool declared =
            role == TRUCE_ROLE_MEDIATOR && k->c->actors[i].kind == TRUCE_ACTOR_MEDIATOR;
        const uint32_t claim = declared ? TRUCE_NONE : claim_of_role(k, i, role);
        if (declared || claim != TRUCE_NONE) {
            truce_buffer_printf(&k->text, "%s", n++ > 0 ? ", " : named);
            truce_buffer_add(&k->text, k->c->actors[i].head.title);
        }
        if (claim != TRUCE_NONE && claim != last) {
            truce_sentence_claim(&k->doc, sentence, claim_name(k->c, claim));
            last = claim;
        }
    }
    truce_buffer_printf(&k->text, "%s.", n > 0 ? "" : nobody);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
    if (sentence->n_claims == 0) {
        sentence->basis = TRUCE_STR("the actors of the case and their roles");
        sentence->quiet = true;
    }
}

/* Who could hold something for both, or vouch for it: as the case has them, and not more. */
static void add_third_parties(composer *k, truce_passage *item) {
    add_role(
        k, item, TRUCE_ROLE_MEDIATOR,
        "Mediators in the case, whether or not both accept them: ", "The case names no mediator");
    add_role(k, item, TRUCE_ROLE_GUARANTOR,
             "Named as guarantors: ", "Nobody is named as guarantor");
    add_role(k, item, TRUCE_ROLE_VERIFIER, "Named as verifiers: ", "Nobody is named as verifier");
}

void order_ways(composer *k, const sequenced *s) {
    const truce_order_loop *const loop = &s->ordering.knots[0].loops[0];
    uint32_t one = loop->at[0].from;
    uint32_t other = loop->at[loop->n > 1 ? 1 : 0].from;
    const bool sides = opposite(s, loop, &one, &other);
    if (one == other) {
        return;
    }
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("ways-out"),
                                 TRUCE_STR("Ways out that give up no demand whole"));
    truce_buffer_lit(&k->text,
                     "Known ways to open such a loop, with the first loop as the example. Each "
                     "changes what a demand means, so that whoever made it has to agree.");
    say(k, truce_document_paragraph(&k->doc), "the shapes of orders; nobody has offered them");
    truce_block *const list = truce_document_list(&k->doc);
    sequence_quote(k, s, one);
    truce_buffer_lit(&k->text, " and ");
    sequence_quote(k, s, other);
    truce_buffer_lit(&k->text, " begin at one moment. Nobody is first; each must be able to see "
                               "that the other begins.");
    way(k, list, "At the same time", "a moment has no order within it");
    truce_buffer_lit(&k->text, "Both are cut into parts that alternate, say three: a third of ");
    sequence_quote(k, s, one);
    truce_buffer_lit(&k->text, ", a third of ");
    sequence_quote(k, s, other);
    truce_buffer_printf(
        &k->text,
        ", and so on. Whoever goes first is then exposed by a third at most%s. More "
        "parts mean less at stake in each, and more moments at which it can stop. "
        "What cannot be divided stays as it is.",
        sides ? "" : ", if the parts are alike");
    way(k, list, "In parts",
        "k equal parts that alternate: nobody is exposed by more than one part");
    truce_passage *const item =
        truce_document_item(&k->doc, list, (truce_str){NULL, 0}, TRUCE_STR("In other hands"));
    sequence_quote(k, s, one);
    truce_buffer_lit(&k->text, " is handed to somebody whom both accept, who passes it on when ");
    sequence_quote(k, s, other);
    truce_buffer_lit(&k->text, " is done, or gives it back; or somebody guarantees it. Both then "
                               "depend on that third one.");
    say(k, item, "an escrow or a guarantee takes the place of going first");
    add_third_parties(k, item);
}

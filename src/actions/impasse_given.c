/* What a side would not insist on in an opening: no more than is enough, by issue, with the nearest
 * options that would have to be let in. */
#include "compose_impasse.h"
#include "packages.h"

const truce_enough *impasse_nearest_of(const weighed *w, uint32_t opening, uint32_t i) {
    return w->nearest[opening].at != NULL ? &w->nearest[opening].at[i] : NULL;
}

/* A claim is cited once. */
void impasse_cite(composer *k, truce_sentence *sentence, uint32_t claim) {
    const truce_str name = claim_name(k->c, claim);
    for (size_t i = 0; i < sentence->n_claims; i++) {
        if (truce_str_equal(sentence->claims[i], name)) {
            return;
        }
    }
    truce_sentence_claim(&k->doc, sentence, name);
}

/* "durable", "no free movement, for Men", "no free movement, for one of Women, Children, Men". */
static void add_near_option(composer *k, const truce_issue *issue, int64_t option,
                            const uint32_t *groups, uint32_t n, bool any) {
    package_option(&k->text, k->c, issue, option);
    for (uint32_t i = 0; i < n; i++) {
        truce_buffer_printf(&k->text, "%s",
                            i == 0             ? (any && n > 1 ? ", for one of " : ", for ")
                            : any || i + 1 < n ? ", "
                                               : " and ");
        truce_buffer_add(&k->text, phrase_actor(k->c, issue->per.at[groups[i]]));
    }
}

/* " (enough if it also takes: durable)", of the i-th stand that gives. */
static void add_nearest(composer *k, const weighed *w, const truce_enough *of, uint32_t i) {
    if (of == NULL || (!of->ends[i].below && !of->ends[i].above)) {
        return;
    }
    const truce_enough_end *const near = &of->ends[i];
    const truce_issue *const issue = &k->c->issues[w->held.stands.at[of->gives[i]].terms[0].issue];
    truce_buffer_lit(&k->text, " (enough if it also takes: ");
    if (near->below) {
        add_near_option(k, issue, near->low, near->below_for, near->n_below_for, near->below_any);
    }
    if (near->above) {
        truce_buffer_printf(&k->text, "%s", near->below ? "; or " : "");
        add_near_option(k, issue, near->high, near->above_for, near->n_above_for, near->above_any);
    }
    truce_buffer_byte(&k->text, ')');
}

/* The issues of the lines that give, each once. */
static void add_gives(composer *k, const weighed *w, const truce_opening *o,
                      const truce_enough *near) {
    uint32_t last = TRUCE_NONE;
    for (uint32_t i = 0; i < near->n_gives; i++) {
        const uint32_t issue = w->held.stands.at[near->gives[i]].terms[0].issue;
        if (issue != last && !impasse_gives_telling(w, o, near->position, issue)) {
            truce_buffer_printf(&k->text, "%s", last != TRUCE_NONE ? " and " : "");
            truce_buffer_add(&k->text, k->c->issues[issue].head.title);
            add_nearest(k, w, near, i);
            last = issue;
        }
    }
}

static void add_whole(composer *k, const weighed *w, const truce_opening *o, const held_position *p,
                      const truce_enough *near) {
    if (near != NULL && near->n_gives < near->n_stands) {
        if (p->offer != TRUCE_NONE) {
            truce_buffer_lit(&k->text, "of its offer (");
            truce_buffer_add(&k->text, k->c->offers[p->offer].head.title);
            truce_buffer_byte(&k->text, ')');
        } else {
            truce_buffer_printf(&k->text, "of its list of %u", p->n);
        }
        truce_buffer_lit(&k->text, " only ");
        add_gives(k, w, o, near);
    } else if (p->offer != TRUCE_NONE) {
        truce_buffer_lit(&k->text, "its offer (");
        truce_buffer_add(&k->text, k->c->offers[p->offer].head.title);
        truce_buffer_byte(&k->text, ')');
    } else {
        truce_buffer_printf(&k->text, "its list of %u as a whole", p->n);
    }
    if (near != NULL && near->n_gives == 1 && near->n_stands == 1) {
        add_nearest(k, w, near, 0);
    }
}

/* Whether nothing of it gives but what is told in several ways. */
static bool only_told(const weighed *w, const truce_opening *o, const held_position *p,
                      const truce_enough *near, uint32_t position) {
    bool only = !p->package || near != NULL;
    if (!p->package) {
        return impasse_gives_telling(w, o, position, w->matrix.positions[p->of[0]].issue);
    }
    for (uint32_t i = 0; only && i < near->n_gives; i++) {
        only =
            impasse_gives_telling(w, o, position, w->held.stands.at[near->gives[i]].terms[0].issue);
    }
    return only;
}

/* Whether a position alone of the same party, on this issue, gives in the opening. */
static bool gives_alone(const weighed *w, uint32_t opening, uint32_t party, uint32_t issue) {
    const truce_opening *const o = &w->impasse.openings[opening];
    for (uint32_t i = 0; i < o->n; i++) {
        const held_position *const p = &w->held.positions[o->positions[i]];
        if (!p->package && w->held.stands.positions[o->positions[i]].party == party &&
            w->matrix.positions[p->of[0]].issue == issue &&
            !impasse_gives_telling(w, o, o->positions[i], issue)) {
            return true;
        }
    }
    return false;
}

/* Whether all that a list gives is on issues that give alone too, and at most on `issue`. */
static bool is_covered(const weighed *w, uint32_t opening, uint32_t i, uint32_t issue) {
    const truce_opening *const o = &w->impasse.openings[opening];
    const truce_enough *const near = impasse_nearest_of(w, opening, i);
    const uint32_t party = w->held.stands.positions[o->positions[i]].party;
    const held_position *const p = &w->held.positions[o->positions[i]];
    bool on_issue = issue == TRUCE_NONE;
    if (!p->package || p->offer != TRUCE_NONE || near == NULL || near->n_gives == near->n_stands) {
        return false;
    }
    for (uint32_t n = 0; n < near->n_gives; n++) {
        const uint32_t at = w->held.stands.at[near->gives[n]].terms[0].issue;
        const bool told = impasse_gives_telling(w, o, near->position, at);
        if (!told && !gives_alone(w, opening, party, at)) {
            return false;
        }
        on_issue = on_issue || (!told && at == issue);
    }
    return on_issue;
}

/* ", in its list of 7 too". */
static void add_lists_too(composer *k, const weighed *w, uint32_t opening, uint32_t party,
                          uint32_t issue) {
    const truce_opening *const o = &w->impasse.openings[opening];
    for (uint32_t i = 0; i < o->n; i++) {
        if (w->held.stands.positions[o->positions[i]].party == party &&
            is_covered(w, opening, i, issue)) {
            truce_buffer_printf(&k->text, ", in its list of %u too",
                                w->held.positions[o->positions[i]].n);
        }
    }
}

/* The issues, of whole lists what matters of them, and the claims; as much as is enough. */
void impasse_given(composer *k, truce_passage *item, const weighed *w, uint32_t opening,
                   uint32_t party) {
    const truce_opening *const o = &w->impasse.openings[opening];
    truce_sentence *sentence = NULL;
    uint32_t last = TRUCE_NONE;
    bool any = false;
    for (uint32_t i = 0; i < o->n; i++) {
        const held_position *const p = &w->held.positions[o->positions[i]];
        const uint32_t issue = w->matrix.positions[p->of[0]].issue;
        const truce_enough *const near = impasse_nearest_of(w, opening, i);
        if (w->held.stands.positions[o->positions[i]].party != party ||
            only_told(w, o, p, near, o->positions[i])) {
            continue;
        }
        if (sentence == NULL) {
            sentence = truce_document_sentence(&k->doc, item);
            truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG,
                               k->c->actors[w->matrix.parties[party]].head.title);
            truce_buffer_lit(&k->text, "does not insist on: ");
        }
        impasse_cite(k, sentence, p->claims[0]);
        const bool told = impasse_telling_of(w, party, issue) != NULL;
        if (is_covered(w, opening, i, TRUCE_NONE) || (!p->package && issue == last && !told)) {
            continue; /* two positions on one issue */
        }
        truce_buffer_printf(&k->text, "%s", any ? "; " : "");
        if (p->package) {
            add_whole(k, w, o, p, near);
        } else {
            truce_buffer_add(&k->text, k->c->issues[issue].head.title);
            if (told) { /* which of the ways */
                truce_buffer_lit(&k->text, ": ");
                impasse_way(k, w, p, issue);
            }
            if (p->inferred) {
                truce_buffer_lit(&k->text, " (our reading: ask whether it does)");
            }
            add_lists_too(k, w, opening, party, issue);
            add_nearest(k, w, near, 0);
            last = issue;
        }
        any = true;
    }
    if (sentence != NULL) {
        truce_buffer_byte(&k->text, '.');
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    }
}

/* In an opening, what gives only because a side's demand is told in several ways: there nobody
 * gives anything, one of the tellings is taken. */
#include "compose_impasse.h"

static bool is_in(const uint32_t *at, uint32_t n, uint32_t value) {
    uint32_t low = 0;
    while (low < n) {
        const uint32_t middle = low + (n - low) / 2;
        if (at[middle] == value) {
            return true;
        }
        if (at[middle] < value) {
            low = middle + 1;
        } else {
            n = middle;
        }
    }
    return false;
}

static bool is_about(const impasse_matter *matter, uint32_t issue) {
    return is_in(matter->issues, matter->n, issue);
}

bool impasse_gives_telling(const weighed *w, const truce_opening *o, uint32_t position,
                           uint32_t issue) {
    bool any = false;
    for (uint32_t i = 0; w->told.n_told > 0 && i < w->impasse.n_conflicts; i++) {
        const truce_conflict *const c = &w->impasse.conflicts[i];
        uint32_t met = 0;
        if (!is_in(c->positions, c->n, position) || !is_about(&w->told.matters[i], issue)) {
            continue;
        }
        for (uint32_t p = 0; p < c->n; p++) {
            met += is_in(o->positions, o->n, c->positions[p]);
        }
        if (met == 1 && !w->told.conflicts[i]) {
            return false;
        }
        any = any || met == 1;
    }
    return any;
}

const impasse_telling *impasse_telling_of(const weighed *w, uint32_t party, uint32_t issue) {
    for (uint32_t i = 0; i < w->told.n; i++) {
        if (w->told.at[i].party == party && w->told.at[i].issue == issue) {
            return &w->told.at[i];
        }
    }
    return NULL;
}

/* Whether its line on the issue gives: that of a list does not where others of it are enough. */
static bool gives(const weighed *w, uint32_t opening, uint32_t position, uint32_t issue) {
    const truce_opening *const o = &w->impasse.openings[opening];
    for (uint32_t i = 0; i < o->n; i++) {
        if (o->positions[i] != position) {
            continue;
        }
        const truce_enough *const near =
            w->nearest[opening].at != NULL ? &w->nearest[opening].at[i] : NULL;
        bool line = near == NULL;
        for (uint32_t g = 0; near != NULL && g < near->n_gives; g++) {
            line = line || w->held.stands.at[near->gives[g]].terms[0].issue == issue;
        }
        return line;
    }
    return false;
}

/* Whether in the opening nobody gives what is told here, but one of the tellings is taken. */
static bool is_taken(const weighed *w, uint32_t opening, const impasse_telling *t) {
    for (uint32_t p = 0; p < t->n; p++) {
        if (gives(w, opening, t->positions[p], t->issue) &&
            impasse_gives_telling(w, &w->impasse.openings[opening], t->positions[p], t->issue)) {
            return true;
        }
    }
    return false;
}

void impasse_taken(composer *k, truce_passage *item, const weighed *w, uint32_t opening) {
    for (uint32_t party = 0; party < w->matrix.n_parties && w->told.n > 0; party++) {
        truce_sentence *sentence = NULL;
        for (uint32_t i = 0; i < w->told.n; i++) {
            const impasse_telling *const t = &w->told.at[i];
            if (t->party != party || !is_taken(w, opening, t)) {
                continue;
            }
            if (sentence == NULL) {
                sentence = truce_document_sentence(&k->doc, item);
                truce_buffer_lit(&k->text, "Of what is told of ");
                truce_buffer_add(&k->text, k->c->actors[w->matrix.parties[party]].head.title);
                truce_buffer_lit(&k->text, " in several ways, this is taken: ");
            } else {
                truce_buffer_lit(&k->text, "; ");
            }
            truce_buffer_add(&k->text, k->c->issues[t->issue].head.title);
            truce_buffer_lit(&k->text, ": ");
            bool some = false;
            for (uint32_t p = 0; p < t->n; p++) {
                const held_position *const held = &w->held.positions[t->positions[p]];
                if (!gives(w, opening, t->positions[p], t->issue)) {
                    truce_buffer_printf(&k->text, "%s", some ? " and " : "");
                    impasse_way(k, w, held, t->issue);
                    impasse_cite(k, sentence, held->claims[0]);
                    some = true;
                }
            }
            truce_buffer_printf(&k->text, "%s", some ? "" : "none of it");
        }
        if (sentence != NULL) {
            truce_buffer_byte(&k->text, '.');
            truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
            sentence->basis = TRUCE_STR("demands that are told in several ways");
            sentence->quiet = true;
        }
    }
}

/* Whether a line of a position gives in an opening, and is no telling among others. */
static bool asks(const weighed *w, uint32_t opening, uint32_t position, uint32_t issue) {
    return gives(w, opening, position, issue) &&
           !impasse_gives_telling(w, &w->impasse.openings[opening], position, issue);
}

static bool asks_within(const weighed *w, uint32_t a, uint32_t b) {
    const truce_opening *const o = &w->impasse.openings[a];
    for (uint32_t i = 0; i < o->n; i++) {
        const held_position *const p = &w->held.positions[o->positions[i]];
        for (uint32_t n = 0; n < p->n; n++) {
            const uint32_t issue = w->matrix.positions[p->of[n]].issue;
            if (asks(w, a, o->positions[i], issue) && !asks(w, b, o->positions[i], issue)) {
                return false;
            }
        }
    }
    return true;
}

bool impasse_asks_the_same(const weighed *w, uint32_t a, uint32_t b) {
    return w->told.n > 0 && asks_within(w, a, b) && asks_within(w, b, a);
}

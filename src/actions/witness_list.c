#include "witness_list.h"

bool witness_shows(const composer *k, const truce_testimony *point) {
    switch (point->kind) {
    case TRUCE_TESTIMONY_POSITION:
        return compose_shows_issue(k, k->matrix.positions[point->which].issue);
    case TRUCE_TESTIMONY_MOVEMENT:
        return compose_shows_issue(k, point->which);
    default:
        return k->issues == NULL;
    }
}

/* ---- the list ---- */

static bool counts(const composer *k, uint32_t claim) {
    return k->scope.in[claim] && (k->c->claims[claim].marks & TRUCE_MARK_INFERRED) == 0;
}

static bool list_claims(composer *k, witness_list *l, uint32_t *entry_of) {
    const truce_witnesses *const w = &l->witnesses;
    uint32_t *const n_claims = truce_arena_zero(k->arena, w->n, sizeof *n_claims);
    uint32_t *const claims = truce_arena_take(k->arena, k->c->n_claims * sizeof *claims);
    l->at = truce_arena_zero(k->arena, w->n, sizeof *l->at);
    if (n_claims == NULL || claims == NULL || l->at == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < k->c->n_claims; i++) {
        n_claims[w->of[i]] += counts(k, i);
    }
    uint32_t begin = 0;
    for (uint32_t i = 0; i < k->c->n_claims; i++) {
        const uint32_t witness = w->of[i];
        if (!counts(k, i)) {
            continue;
        }
        if (entry_of[witness] == TRUCE_NONE) {
            entry_of[witness] = l->n;
            l->at[l->n++] = (witness_entry){.voice = w->voice[witness],
                                            .grade = TRUCE_GRADE_NARRATOR,
                                            .claims = claims + begin};
            begin += n_claims[witness];
        }
        witness_entry *const e = &l->at[entry_of[witness]];
        const truce_grade grade = truce_claim_grade(k->c, &k->c->claims[i]);
        e->claims[e->n_claims++] = i;
        e->grade = grade < e->grade ? grade : e->grade;
    }
    l->n_claims = begin;
    return true;
}

static bool list_points(composer *k, witness_list *l, const uint32_t *entry_of) {
    const truce_testimony **const alone = truce_arena_take(k->arena, l->points.n * sizeof *alone);
    uint32_t begin = 0;
    if (alone == NULL) {
        return false;
    }
    for (int pass = 0; pass < 2; pass++) { /* counted, then listed */
        for (uint32_t i = 0; i < l->points.n; i++) {
            const truce_testimony *const p = &l->points.at[i];
            if (p->witness == TRUCE_NONE || !witness_shows(k, p)) {
                continue;
            }
            witness_entry *const e = &l->at[entry_of[p->witness]];
            if (pass == 1) {
                e->alone[e->n_alone] = p;
            }
            e->n_alone++;
        }
        for (uint32_t i = 0; i < l->n && pass == 0; i++) {
            l->at[i].alone = alone + begin;
            begin += l->at[i].n_alone;
            l->at[i].n_alone = 0;
        }
    }
    return true;
}

truce_status witness_list_make(composer *k, witness_list *list, truce_error *err) {
    truce_copies copies;
    truce_timeline line;
    *list = (witness_list){.n = 0};
    truce_status status = truce_timeline_make(&k->scope, k->arena, &line, err);
    if (status != TRUCE_OK) {
        return status;
    }
    if (!truce_copies_find(k->c, k->arena, &copies) ||
        !truce_witnesses_find(k->c, &copies, k->arena, &list->witnesses)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the witnesses");
    }
    status =
        truce_testimonies_make(&k->matrix, &line, &list->witnesses, k->arena, &list->points, err);
    if (status != TRUCE_OK) {
        return status;
    }
    uint32_t *const entry_of = truce_arena_take(k->arena, list->witnesses.n * sizeof *entry_of);
    for (uint32_t i = 0; i < list->witnesses.n && entry_of != NULL; i++) {
        entry_of[i] = TRUCE_NONE;
    }
    if (entry_of == NULL || !list_claims(k, list, entry_of) || !list_points(k, list, entry_of)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the witnesses");
    }
    return TRUCE_OK;
}

/* ---- in words ---- */

void witness_phrase(composer *k, const truce_testimony *point) {
    if (point->kind == TRUCE_TESTIMONY_POSITION) {
        const truce_position *const p = &k->matrix.positions[point->which];
        truce_buffer_add(&k->text, k->c->actors[p->actor].head.title);
        truce_buffer_byte(&k->text, ' ');
        phrase_position_stance(&k->text, p);
        truce_buffer_lit(&k->text, ": ");
        phrase_asked(&k->text, k->c, p, true);
        phrase_condition(&k->text, k->c, p->statement->as.position.condition);
    } else if (point->kind == TRUCE_TESTIMONY_STATE) {
        truce_buffer_printf(&k->text, "talks %s", point->statement->denied ? "not " : "");
        truce_buffer_add(&k->text, phrase_state(point->which));
    } else {
        phrase_statement(&k->text, k->c, point->statement);
    }
}

truce_sentence *witness_point(composer *k, truce_passage *passage, const truce_testimony *point) {
    truce_sentence *const sentence = truce_document_sentence(&k->doc, passage);
    witness_phrase(k, point);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    for (uint32_t i = 0; i < point->n_claims; i++) {
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, point->claims[i]));
    }
    return sentence;
}

const char *witness_why(const witness_entry *entry) {
    switch (entry->voice) {
    case TRUCE_VOICE_REPORT:
        return "what a report says in its own words, and what copies it or draws on it, is one "
               "witness";
    case TRUCE_VOICE_OUTLET:
        return "an outlet in its own words is one witness, whatever report carries them";
    case TRUCE_VOICE_SPEAKER:
        return "one named speaker in one report is one witness, however often";
    case TRUCE_VOICE_TELLING:
        return "one named speaker through one outlet is one witness, whatever report carries it";
    case TRUCE_VOICE_CLAIM:
        break;
    }
    return "a copy and its original are one witness";
}

const char *witness_voice(const witness_entry *entry) {
    static const char *const called[] = {"report", "outlet", "speaker", "telling", "claim"};
    return called[entry->voice];
}

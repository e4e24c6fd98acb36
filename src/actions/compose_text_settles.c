/* What the clauses settle and what is held on it, in words: each party of the text in turn, then
 * others, with the positions as truce impasse weighs them. */
#include "text_settles.h"

enum {
    LOOKED = 64, /* positions on one issue that are looked at for one row */
    SHOWN = 4,   /* of them, of one party */
    PARTIES = 8, /* of a text, that are named where nothing of theirs is weighed */
    CITED = 4,   /* claims of one position */
    ROWS = 500   /* of a text, on paper */
};

/* ---- one row ---- */

/* "Rise over two years: 5.25 percent", in k->text; of an alternative also whose it is. */
static void row_words(const settles *s, const settles_row *row, bool with_issue) {
    if (row->line->kind == TRUCE_PLAN_BRACKET) {
        truce_buffer_lit(&s->p->k->text, "in brackets, ");
        if (row->line->names.n > 0) {
            text_names(s->p, row->line->names);
        } else {
            truce_buffer_lit(&s->p->k->text, "nobody's");
        }
        truce_buffer_lit(&s->p->k->text, ": ");
    }
    if (with_issue) {
        phrase_item(&s->p->k->text, s->p->c, &row->line->item);
    } else {
        phrase_options(&s->p->k->text, s->p->c, &row->line->item);
    }
}

static void add_odds(const settles *s, const settles_row *row, truce_sentence *sentence) {
    if (settles_at_odds(s, row)) {
        truce_sentence_badge(&s->p->k->doc, sentence, TRUCE_TONE_STRONG,
                             TRUCE_STR("at odds with what another line settles"));
    }
}

/* Where sentences go: a passage each in a cell, or a line each of an item. */
typedef struct place {
    truce_cell *cell;
    truce_passage *item;
} place;

static truce_sentence *open_sentence(const settles *s, const place *to) {
    truce_document *const doc = &s->p->k->doc;
    return to->cell != NULL ? truce_document_sentence(doc, truce_document_cell(doc, to->cell))
                            : truce_document_line(doc, to->item);
}

static void add_note(const settles *s, const place *to, const char *basis) {
    truce_sentence *const sentence = open_sentence(s, to);
    truce_sentence_add(&s->p->k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(s->p->k));
    sentence->basis = truce_str_of(basis);
    sentence->quiet = true;
}

static void cite(composer *k, truce_sentence *sentence, const held_position *p) {
    for (uint32_t i = 0; i < p->n_claims && i < CITED; i++) {
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, p->claims[i]));
    }
    if (p->n_claims > CITED) {
        truce_buffer_printf(&k->text, "and %u more claims", p->n_claims - CITED);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
    }
}

static const char *how_words(truce_settled_how how) {
    return how == TRUCE_SETTLED_CONTRADICTED ? "contradicted"
           : how == TRUCE_SETTLED_OPEN       ? "left open"
                                             : "kept";
}

/* "Dockers' Union: firmly demands 6.0 percent or more [contradicted]". */
static void add_position(const settles *s, const place *to, uint32_t issue, uint32_t position,
                         truce_settled_how how) {
    composer *const k = s->p->k;
    const held_position *const p = &s->w->held.positions[position];
    truce_sentence *const sentence = open_sentence(s, to);
    truce_buffer_printf(&k->text, "%.*s: ", TRUCE_STR_ARGS(k->c->actors[p->actor].head.title));
    const bool own = s->w->matrix.positions[p->of[0]].issue == issue && !p->package;
    s->only[issue] = true;
    impasse_position_says(k, s->w, p, s->only, own ? 1 : 2);
    s->only[issue] = false;
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    cite(k, sentence, p);
    if (p->inferred) {
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_STRONG, TRUCE_STR("our reading"));
    }
    truce_sentence_badge(&k->doc, sentence,
                         how == TRUCE_SETTLED_CONTRADICTED ? TRUCE_TONE_STRONG
                         : how == TRUCE_SETTLED_OPEN       ? TRUCE_TONE_CAUTION
                                                           : TRUCE_TONE_PLAIN,
                         truce_str_of(how_words(how)));
}

/* The positions on the row's issue that are looked at. */
typedef struct looked {
    uint32_t at[LOOKED];
    truce_settled_how hows[LOOKED];
    bool told[LOOKED];
    uint32_t n;
} looked;

static uint32_t side_of(const settles *s, uint32_t position) {
    const uint32_t party = s->w->held.stands.positions[position].party;
    return s->p->c->actors[s->w->matrix.parties[party]].side;
}

/* Those of one side, what is contradicted first; of all that are left for TRUCE_NONE. */
static uint32_t add_side(const settles *s, const place *to, uint32_t issue, looked *l,
                         uint32_t side) {
    uint32_t n = 0;
    for (unsigned how = 0; how < TRUCE_SETTLED_HOWS; how++) {
        for (uint32_t i = 0; i < l->n; i++) {
            if (l->hows[i] != (truce_settled_how)how || l->told[i] ||
                (side != TRUCE_NONE && side_of(s, l->at[i]) != side)) {
                continue;
            }
            l->told[i] = true;
            if (n++ < SHOWN) {
                add_position(s, to, issue, l->at[i], l->hows[i]);
            }
        }
    }
    if (n > SHOWN) {
        truce_buffer_printf(&s->p->k->text, "and %u more; truce impasse has all", n - SHOWN);
        add_note(s, to, "the first of them are shown");
    }
    return n;
}

static void add_held(const settles *s, const place *to, const settles_row *row) {
    const uint32_t issue = row->term.issue;
    const truce_indices all = truce_drafts_of(&s->of_issue, issue);
    const truce_indices parties = s->p->d.drafts[s->draft].parties;
    looked l = {.n = 0};
    for (; l.n < all.n && l.n < LOOKED; l.n++) {
        l.at[l.n] = all.at[l.n];
        l.hows[l.n] = settles_how(s, row, all.at[l.n]);
    }
    for (uint32_t i = 0; i < parties.n && i < PARTIES; i++) {
        const truce_actor *const party = &s->p->c->actors[parties.at[i]];
        if (add_side(s, to, issue, &l, party->side) == 0) {
            truce_buffer_printf(&s->p->k->text, "%.*s: no position that rules anything out",
                                TRUCE_STR_ARGS(party->head.title));
            add_note(s, to, "the standing positions of the parties in the matrix");
        }
    }
    (void)add_side(s, to, issue, &l, TRUCE_NONE);
    if (all.n > LOOKED) {
        truce_buffer_printf(&s->p->k->text, "%u more positions on it were not looked at here",
                            all.n - LOOKED);
        add_note(s, to, "a limit of truce");
    }
}

/* ---- of a text ---- */

static void add_row_words(const settles *s, const settles_row *row, truce_passage *passage,
                          bool with_issue) {
    row_words(s, row, with_issue);
    truce_sentence *const sentence = text_say(
        s->p, passage, TRUCE_SPAN_PLAIN, text_wording(s->p, s->p->d.clauses[row->clause].last));
    add_odds(s, row, sentence);
}

/* That more is settled than is shown here. */
static void add_rest(const settles *s, uint32_t n) {
    if (n > ROWS) {
        truce_buffer_printf(&s->p->k->text,
                            "And %u more; truce text --clause shows one of them, JSON has all.",
                            n - ROWS);
        (void)text_compute(s->p, truce_document_paragraph(&s->p->k->doc), TRUCE_SPAN_MUTED,
                           "the first of them are shown");
    }
}

void compose_text_settles(const settles *s) {
    static const truce_column columns[] = {{{"Clause", 6}, 18},
                                           {{"What it settles", 15}, 30},
                                           {{"What is held on it, as reported", 31}, 52}};
    if (s->n == 0) {
        return;
    }
    compose_settles_count(s, truce_document_paragraph(&s->p->k->doc), false);
    truce_block *const table =
        truce_document_table(&s->p->k->doc, TRUCE_STR("What the clauses settle"), columns,
                             sizeof columns / sizeof *columns);
    for (uint32_t i = 0; i < s->n && i < ROWS; i++) {
        truce_row *const row = truce_document_row(&s->p->k->doc, table);
        text_clause_name(s->p, s->rows[i].clause);
        (void)text_say(s->p, truce_document_cell(&s->p->k->doc, &row->cells[0]), TRUCE_SPAN_STRONG,
                       &s->p->c->clauses[s->rows[i].clause]);
        add_row_words(s, &s->rows[i], truce_document_cell(&s->p->k->doc, &row->cells[1]), true);
        add_held(s, &(place){.cell = &row->cells[2]}, &s->rows[i]);
    }
    add_rest(s, s->n);
}

void compose_text_settles_clause(const settles *s, uint32_t clause) {
    truce_block *list = NULL;
    for (uint32_t i = s->begin[clause]; i < s->end[clause]; i++) {
        if (list == NULL) {
            (void)truce_document_heading(&s->p->k->doc, 3, TRUCE_STR("text-settles"),
                                         TRUCE_STR("What it settles, and what is held on it"));
            list = truce_document_list(&s->p->k->doc);
        }
        truce_passage *const item =
            truce_document_item(&s->p->k->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0});
        add_row_words(s, &s->rows[i], item, true);
        add_held(s, &(place){.item = item}, &s->rows[i]);
    }
}

/* ---- issue by issue ---- */

void compose_settles_issues(const settles *s) {
    composer *const k = s->p->k;
    truce_block *const list = truce_document_list(&k->doc);
    uint32_t *const next = truce_arena_take(k->arena, s->n * sizeof *next);
    uint32_t *const first = truce_arena_take(k->arena, k->c->n_issues * sizeof *first);
    if (next == NULL || first == NULL) {
        k->failed = true;
        return;
    }
    memset(first, 0xFF, k->c->n_issues * sizeof *first);
    for (uint32_t i = s->n; i-- > 0;) { /* chains, each from its first row */
        next[i] = first[s->rows[i].term.issue];
        first[s->rows[i].term.issue] = i;
    }
    uint32_t n = 0;
    for (uint32_t issue = 0; issue < k->c->n_issues; issue++) {
        for (uint32_t i = first[issue]; i != TRUCE_NONE && compose_shows_issue(k, issue);
             i = next[i]) {
            if (n++ >= ROWS) {
                continue;
            }
            truce_passage *const item = truce_document_item(&k->doc, list, (truce_str){NULL, 0},
                                                            k->c->issues[issue].head.title);
            text_clause_name(s->p, s->rows[i].clause);
            truce_buffer_lit(&k->text, ", ");
            truce_buffer_printf(
                &k->text, "version %lld: ",
                (long long)text_version(s->p, s->p->d.clauses[s->rows[i].clause].last));
            add_row_words(s, &s->rows[i], item, false);
            add_held(s, &(place){.item = item}, &s->rows[i]);
        }
    }
    add_rest(s, n);
}

/* ---- all clauses together ---- */

static void name_contradicted(const settles *s, truce_passage *passage) {
    composer *const k = s->p->k;
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->w->held.stands.n_positions && n < SHOWN; i++) {
        const held_position *const p = &s->w->held.positions[i];
        if (s->hows[i] != TRUCE_SETTLED_CONTRADICTED) {
            continue;
        }
        truce_buffer_printf(&k->text, "%s%.*s ", n++ == 0 ? "It contradicts: " : "",
                            TRUCE_STR_ARGS(k->c->actors[p->actor].head.title));
        impasse_position_says(k, s->w, p, NULL, 0);
        truce_buffer_byte(&k->text,
                          n == SHOWN || n == s->counts[TRUCE_SETTLED_CONTRADICTED] ? '.' : ';');
        truce_sentence *const sentence = truce_document_sentence(&k->doc, passage);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
        cite(k, sentence, p);
    }
    if (s->counts[TRUCE_SETTLED_CONTRADICTED] > SHOWN) {
        truce_buffer_printf(&k->text, "And %u more.",
                            s->counts[TRUCE_SETTLED_CONTRADICTED] - SHOWN);
        (void)text_compute(s->p, passage, TRUCE_SPAN_MUTED, "the first of them are shown");
    }
}

static void name_broken(const settles *s, truce_passage *passage) {
    composer *const k = s->p->k;
    for (uint32_t i = 0; i < s->n_broken && i < SHOWN; i++) {
        const truce_link *const link = &k->c->links[s->broken[i]];
        truce_buffer_printf(&k->text, "It cannot be had with the link %.*s: ",
                            TRUCE_STR_ARGS(truce_case_name(k->c, link->head.name)));
        phrase_item(&k->text, k->c, &link->a);
        truce_buffer_printf(&k->text, " %s ",
                            link->kind == TRUCE_LINK_REQUIRES ? "requires" : "excludes");
        phrase_item(&k->text, k->c, &link->b);
        truce_buffer_byte(&k->text, '.');
        truce_sentence *const sentence =
            text_compute(s->p, passage, TRUCE_SPAN_PLAIN, "a link of the case");
        for (uint32_t c = 0; c < link->from.n && c < CITED; c++) {
            const uint32_t claim = truce_case_find(k->c, TRUCE_KIND_CLAIM, link->from.at[c]);
            truce_sentence_claim(&k->doc, sentence, claim_name(k->c, claim));
        }
    }
    if (s->n_broken > SHOWN) {
        truce_buffer_printf(&k->text, "So it is with %u more links.", s->n_broken - SHOWN);
        (void)text_compute(s->p, passage, TRUCE_SPAN_MUTED, "the links of the case");
    }
}

void compose_settles_count(const settles *s, truce_passage *passage, bool positions) {
    composer *const k = s->p->k;
    const uint32_t n = s->counts[TRUCE_SETTLED_CONTRADICTED] + s->counts[TRUCE_SETTLED_OPEN] +
                       s->counts[TRUCE_SETTLED_KEPT];
    if (n == 0) {
        truce_buffer_lit(&k->text, "On what the text settles no position is reported that rules "
                                   "anything out.");
    } else {
        truce_buffer_printf(
            &k->text,
            "Of %u position%s reported on what the text settles, it contradicts %u, "
            "keeps to %u and leaves %u open; what is in brackets is not counted.",
            n, n == 1 ? "" : "s", s->counts[TRUCE_SETTLED_CONTRADICTED],
            s->counts[TRUCE_SETTLED_KEPT], s->counts[TRUCE_SETTLED_OPEN]);
    }
    (void)text_compute(
        s->p, passage, TRUCE_SPAN_PLAIN,
        "what each last wording says it settles, against the standing positions that "
        "truce impasse weighs");
    if (positions) {
        name_contradicted(s, passage);
    }
    name_broken(s, passage);
}

/* ---- for machines ---- */

static void positions_json(const settles *s, const settles_row *row, truce_json *json) {
    composer *const k = s->p->k;
    const truce_indices all = truce_drafts_of(&s->of_issue, row->term.issue);
    truce_json_key(json, "held");
    truce_json_array(json);
    for (uint32_t i = 0; i < all.n && i < LOOKED; i++) {
        truce_json_object_inline(json);
        impasse_position_id(k, s->w, &s->w->held.positions[all.at[i]]);
        truce_json_member_str(json, "position", truce_buffer_str(&k->text));
        k->text.size = 0;
        truce_json_member_str(json, "how", truce_str_of(how_words(settles_how(s, row, all.at[i]))));
        truce_json_close(json);
    }
    truce_json_close(json);
    if (all.n > LOOKED) {
        truce_json_member_int(json, "not_looked_at", all.n - LOOKED);
    }
}

void compose_settles_json(const settles *s, uint32_t clause, truce_json *json) {
    const truce_case *const c = s->p->c;
    truce_json_key(json, "settles");
    truce_json_array(json);
    for (uint32_t i = s->begin[clause]; i < s->end[clause]; i++) {
        const settles_row *const row = &s->rows[i];
        truce_json_object(json);
        truce_json_member_str(json, "issue",
                              truce_case_name(c, c->issues[row->term.issue].head.name));
        phrase_options(&s->p->k->text, c, &row->line->item);
        truce_json_member_str(json, "text", truce_buffer_str(&s->p->k->text));
        s->p->k->text.size = 0;
        if (row->line->kind == TRUCE_PLAN_BRACKET) {
            truce_json_member_str(json, "bracket", truce_case_name(c, row->line->what.symbol));
            truce_json_key(json, "of");
            truce_json_array_inline(json);
            for (uint32_t o = 0; o < row->line->names.n; o++) {
                truce_json_str(json, truce_case_name(c, row->line->names.at[o].symbol));
            }
            truce_json_close(json);
        }
        if (settles_at_odds(s, row)) {
            truce_json_member_bool(json, "at_odds", true);
        }
        positions_json(s, row, json);
        truce_json_close(json);
    }
    truce_json_close(json);
}

void compose_settles_held_json(const settles *s, truce_json *json) {
    composer *const k = s->p->k;
    truce_json_key(json, "held");
    truce_json_object(json);
    truce_json_member_int(json, "kept", s->counts[TRUCE_SETTLED_KEPT]);
    truce_json_member_int(json, "left_open", s->counts[TRUCE_SETTLED_OPEN]);
    truce_json_key(json, "contradicted");
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < s->w->held.stands.n_positions; i++) {
        if (s->hows[i] == TRUCE_SETTLED_CONTRADICTED) {
            impasse_position_id(k, s->w, &s->w->held.positions[i]);
            truce_json_str(json, truce_buffer_str(&k->text));
            k->text.size = 0;
        }
    }
    truce_json_close(json);
    truce_json_key(json, "links_broken");
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < s->n_broken; i++) {
        truce_json_str(json, truce_case_name(k->c, k->c->links[s->broken[i]].head.name));
    }
    truce_json_close(json);
    truce_json_close(json);
}

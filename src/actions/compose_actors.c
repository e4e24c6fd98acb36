/* In which capacities each actor stands, who can press whom, which mediators are something else
 * besides, and what moves each side: the same form for all, with who says so and when. */
#include "compose_actors.h"
#include "compose.h"
#include "digest.h"
#include "find_actor.h"
#include "named_parts.h"
#include "truce/case/words.h"

enum { CLAIMS_SHOWN = 8, TIES_SHOWN = 6, POSITIONS_SHOWN = 8 };

static const char LIST_BASIS[] = "the case's list of actors";

static void cite(composer *k, truce_sentence *sentence, const uint32_t *claims, uint32_t n) {
    bool ours = n > 0;
    for (uint32_t i = 0; i < n; i++) {
        ours = ours && (k->c->claims[claims[i]].marks & TRUCE_MARK_INFERRED) != 0;
        if (i < CLAIMS_SHOWN) {
            truce_sentence_claim(&k->doc, sentence, claim_name(k->c, claims[i]));
        }
    }
    if (ours) {
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_STRONG, TRUCE_STR("our reading"));
    }
    if (n > CLAIMS_SHOWN) {
        truce_buffer_printf(&k->text, "and %u more claim%s", n - CLAIMS_SHOWN,
                            n - CLAIMS_SHOWN == 1 ? "" : "s");
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_PLAIN, compose_keep(k));
    }
}

/* The words given with a relation, which are those of its one claim; several may differ. */
static void add_words(composer *k, truce_sentence *sentence, const truce_tie *tie) {
    if (tie->statement->kind == TRUCE_STATES_RELATION && tie->n_claims == 1 &&
        tie->statement->text.size > 0) {
        truce_buffer_printf(&k->text, "(%.*s)", TRUCE_STR_ARGS(tie->statement->text));
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    }
}

static truce_str title(const composer *k, uint32_t actor) {
    return k->c->actors[actor].head.title;
}

/* ---- capacities, by source and time ---- */

/* The time that the statement gives; when the claim was made too, unless that time is a date. */
static void add_time(truce_buffer *out, composer *k, uint32_t claim, const truce_statement *st) {
    bool dated = false;
    for (uint32_t i = 0; i < st->times.n && !dated; i++) {
        dated = st->times.at[i].kind == TRUCE_TIME_AT &&
                (st->times.at[i].when.date.marks & TRUCE_DATE_GIVEN) != 0;
    }
    phrase_times(out, k->c, st->times);
    truce_buffer_printf(out, "%s", st->times.n > 0 && !dated ? ", told " : "");
    if (!dated) {
        phrase_date(out, &k->scope, claim);
    }
}

/* "s0, undated; s1, 2025-07~ (estimate)": each source once for each of its dates. */
static void add_sources(composer *k, truce_sentence *sentence, const truce_tie *tie) {
    truce_buffer before = truce_buffer_new();
    truce_buffer now = truce_buffer_new();
    truce_buffer_lit(&k->text, "\xE2\x80\x94 ");
    for (uint32_t i = 0; i < tie->n_claims && i < CLAIMS_SHOWN; i++) {
        now.size = 0;
        truce_buffer_add(&now, truce_case_name(k->c, k->c->claims[tie->claims[i]].source.symbol));
        truce_buffer_lit(&now, ", ");
        add_time(&now, k, tie->claims[i], tie->told[i]);
        if (!truce_str_equal(truce_buffer_str(&now), truce_buffer_str(&before))) {
            truce_buffer_printf(&k->text, "%s", i > 0 ? "; " : "");
            truce_buffer_add(&k->text, truce_buffer_str(&now));
        }
        before.size = 0;
        truce_buffer_add(&before, truce_buffer_str(&now));
    }
    k->failed = k->failed || before.failed || now.failed;
    truce_buffer_clear(&before);
    truce_buffer_clear(&now);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
}

static void add_tie(composer *k, truce_cell *cell, const truce_tie *tie, uint32_t side) {
    truce_sentence *const sentence =
        truce_document_sentence(&k->doc, truce_document_cell(&k->doc, cell));
    if (tie->actor != side) {
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, title(k, tie->actor));
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, TRUCE_STR(":"));
    }
    phrase_tie(&k->text, k->c, tie->statement);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    add_words(k, sentence, tie);
    add_sources(k, sentence, tie);
    cite(k, sentence, tie->claims, tie->n_claims);
}

static void add_capacities(composer *k, const truce_actors *a, const actor_sides *sides) {
    static const truce_column columns[] = {{{"Who", 3}, 20},
                                           {{"Declared as", 11}, 12},
                                           {{"Reported, in which source and when", 34}, 68}};
    truce_block *const table = truce_document_table(
        &k->doc, TRUCE_STR("Roles, relations and presence, by source and time"), columns,
        sizeof columns / sizeof *columns);
    for (uint32_t i = 0; i < sides->n; i++) {
        const uint32_t side = sides->at[i];
        truce_row *const row = truce_document_row(&k->doc, table);
        (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[0]), TRUCE_SPAN_PLAIN,
                              title(k, side), LIST_BASIS);
        (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[1]), TRUCE_SPAN_MUTED,
                              truce_words_at(TRUCE_WORDS_ACTOR, (size_t)k->c->actors[side].kind),
                              LIST_BASIS);
        for (uint32_t m = sides->begins[side]; m < sides->begins[side + 1]; m++) {
            const uint32_t actor = sides->members[m];
            for (uint32_t t = a->ties.rows[actor]; t < a->ties.rows[actor + 1]; t++) {
                add_tie(k, &row->cells[2], &a->ties.at[t], side);
            }
        }
    }
}

/* Whether --of asks for it; everything is shown when it asks for nobody. */
static bool shows_side(const composer *k, uint32_t side) {
    return k->of == TRUCE_NONE || side == k->of;
}

/* ---- who can press whom ---- */

/* "- Antonio Guterres; the report s1, 2025-07~ (estimate)": who says so, each once for each date.
 */
static void add_tellers(composer *k, truce_sentence *sentence, const truce_tie *tie) {
    enum { SHOWN = 4 };
    truce_str names[SHOWN];
    uint32_t n = 0;
    uint32_t rest = 0;
    for (uint32_t i = 0; i < tie->n_claims && i < CLAIMS_SHOWN; i++) {
        phrase_speakers(&k->text, k->c, &k->c->claims[tie->claims[i]]);
        truce_buffer_lit(&k->text, ", ");
        add_time(&k->text, k, tie->claims[i], tie->told[i]);
        uint32_t at = 0;
        while (at < n && !truce_str_equal(names[at], truce_buffer_str(&k->text))) {
            at++;
        }
        if (at == n && n < SHOWN) {
            names[n++] = compose_keep(k);
        } else {
            rest += at == n;
            k->text.size = 0;
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        truce_buffer_printf(&k->text, "%s", i == 0 ? "\xE2\x80\x94 " : "; ");
        truce_buffer_add(&k->text, names[i]);
    }
    truce_buffer_printf(&k->text, "%s", rest > 0 ? "; and others" : "");
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
}

static void add_hold(composer *k, truce_cell *cell, const truce_actors *a, const truce_hold *hold,
                     const forecasts *foreseen) {
    const truce_tie *const tie = &a->ties.at[hold->tie];
    truce_sentence *const sentence =
        truce_document_sentence(&k->doc, truce_document_cell(&k->doc, cell));
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, title(k, tie->actor));
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, TRUCE_STR(":"));
    phrase_tie(&k->text, k->c, tie->statement);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    add_words(k, sentence, tie);
    add_tellers(k, sentence, tie);
    cite(k, sentence, tie->claims, tie->n_claims);
    if (hold->denied_by != TRUCE_NONE) {
        truce_sentence *const denial =
            truce_document_sentence(&k->doc, &cell->passages[cell->n_passages - 1]);
        truce_sentence_add(&k->doc, denial, TRUCE_SPAN_PLAIN, TRUCE_STR("Denied:"));
        add_tellers(k, denial, &a->ties.at[hold->denied_by]);
        cite(k, denial, a->ties.at[hold->denied_by].claims, a->ties.at[hold->denied_by].n_claims);
    }
    if (hold->beside != TRUCE_NONE) {
        const truce_tie *const other = &a->ties.at[hold->beside];
        truce_sentence *const see =
            truce_document_sentence(&k->doc, &cell->passages[cell->n_passages - 1]);
        compose_beside_front(k, see, tie, other);
        add_tellers(k, see, other);
        cite(k, see, other->claims, other->n_claims);
    }
    compose_foreseen(k, &cell->passages[cell->n_passages - 1], foreseen, tie, CLAIMS_SHOWN);
}

/* What a hop rests on: "leverage and pressure". */
static void add_kinds(composer *k, const truce_actors *a, const truce_hop *hop) {
    bool told[TRUCE_RELATION_WORDS + 1] = {false};
    const char *before = "";
    for (uint32_t h = hop->first; h < hop->first + hop->n; h++) {
        const truce_statement *const st = a->ties.at[a->leverage.holds[h].tie].statement;
        const bool host = st->kind == TRUCE_STATES_ROLE;
        const truce_relation relation = host ? TRUCE_RELATION_WORDS : st->as.relation.relation;
        if (!a->leverage.holds[h].ally && !told[relation]) {
            told[relation] = true;
            truce_buffer_printf(&k->text, "%s", before);
            truce_buffer_add(&k->text,
                             host ? TRUCE_STR("host")
                                  : truce_words_at(TRUCE_WORDS_RELATION, (size_t)relation));
            before = " and ";
        }
    }
}

static void add_path(composer *k, truce_block *table, const truce_actors *a, const truce_path *path,
                     const forecasts *foreseen) {
    static const char BASIS[] = "leverage, pressure, finance, hosting and dependence, as claimed";
    const truce_leverage *const l = &a->leverage;
    truce_row *const row = truce_document_row(&k->doc, table);
    truce_passage *const head = truce_document_cell(&k->doc, &row->cells[0]);
    truce_buffer_add(&k->text, title(k, l->hops[path->hops[0]].from));
    for (uint32_t i = 0; i < path->n; i++) {
        truce_buffer_lit(&k->text, " \xE2\x86\x92 ");
        truce_buffer_add(&k->text, title(k, l->hops[path->hops[i]].to));
    }
    (void)compose_quietly(k, head, TRUCE_SPAN_PLAIN, compose_keep(k), BASIS);
    for (uint32_t i = 0; i < path->n; i++) {
        truce_buffer_printf(&k->text, "%s", i == 0 ? "(" : ", then ");
        add_kinds(k, a, &l->hops[path->hops[i]]);
    }
    truce_buffer_byte(&k->text, ')');
    (void)compose_quietly(k, head, TRUCE_SPAN_MUTED, compose_keep(k), BASIS);
    for (uint32_t i = 0; i < path->n; i++) {
        const truce_hop *const hop = &l->hops[path->hops[i]];
        uint32_t pressing = 0;
        for (uint32_t h = hop->first; h < hop->first + hop->n; h++) {
            if (!l->holds[h].ally && pressing++ < TIES_SHOWN) {
                add_hold(k, &row->cells[1], a, &l->holds[h], foreseen);
            }
        }
        if (pressing > TIES_SHOWN) {
            truce_buffer_printf(&k->text, "and %u more", pressing - TIES_SHOWN);
            (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[1]), TRUCE_SPAN_MUTED,
                                  compose_keep(k), "at most 6 are shown");
        }
    }
}

/* What is to be shown, and the sides that are shown: all, or one. */
typedef struct whole {
    truce_actors actors;
    actor_sides sides;
    uint32_t *mediators; /* the sides that are mediators, all of them */
    uint32_t n_mediators;
} whole;

static void add_mediators_toward(composer *k, const whole *w, uint32_t party) {
    if (party == k->of) {
        compose_mediators_toward(k, &w->actors, &w->sides, w->mediators, w->n_mediators, party);
    }
}

static void add_leverage(composer *k, const whole *w) {
    const truce_actors *const a = &w->actors;
    forecasts foreseen;
    static const truce_column columns[] = {{{"Path", 4}, 34}, {{"By what, as reported", 20}, 66}};
    const truce_leverage *const l = &a->leverage;
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("leverage"),
                                 TRUCE_STR("Who can press whom"));
    truce_passage *const note = truce_document_paragraph(&k->doc);
    (void)compose_quietly(
        k, note, TRUCE_SPAN_MUTED,
        TRUCE_STR("Directly or through one or two others, shorter paths first: by leverage, "
                  "pressure, finance, as host, or by the other's dependence. A path says that "
                  "claims join up; whether anybody would use it, or it would help, is not said. "
                  "What other claims tell stands beside a path; whether it weakens it is not said. "
                  "An alliance makes no path; these are in truce actors --sections alliances. "
                  "What presses a side at home stands apart."),
        "how truce works");
    if (!forecasts_find(k, &foreseen)) {
        k->failed = true;
        return;
    }
    if (k->of != TRUCE_NONE && l->n_hops == 0) {
        truce_buffer_lit(&k->text, "No path to, from or through ");
        truce_buffer_add(&k->text, title(k, k->of));
        truce_buffer_lit(&k->text, " is reported.");
        (void)truce_document_say(&k->doc, truce_document_paragraph(&k->doc), compose_keep(k),
                                 TRUCE_STR("claims of leverage, pressure, finance, hosting and "
                                           "dependence in view"));
        return;
    }
    for (uint32_t i = 0; i < l->n_parties; i++) {
        const truce_paths *const of = &l->parties[i];
        truce_buffer_lit(&k->text, "Towards ");
        truce_buffer_add(&k->text, title(k, of->party));
        const truce_str caption = compose_keep(k);
        if (of->n == 0 && !shows_side(k, of->party)) {
            continue;
        }
        if (of->n == 0) {
            truce_buffer_add(&k->text, caption);
            truce_buffer_lit(&k->text, ": no path is reported.");
            (void)truce_document_say(&k->doc, truce_document_paragraph(&k->doc), compose_keep(k),
                                     TRUCE_STR("no claim in view gives anybody a hold on it"));
            add_mediators_toward(k, w, of->party);
            continue;
        }
        truce_block *const table =
            truce_document_table(&k->doc, caption, columns, sizeof columns / sizeof *columns);
        for (uint32_t p = 0; p < of->n; p++) {
            add_path(k, table, a, &l->paths[of->first + p], &foreseen);
        }
        if (of->more) {
            (void)truce_document_say(&k->doc, truce_document_paragraph(&k->doc),
                                     TRUCE_STR("There are more paths than these 24; the hops that "
                                               "they are made of are all in --json."),
                                     TRUCE_STR("at most 24 for each party"));
        }
        add_mediators_toward(k, w, of->party);
    }
}

/* ---- who is close to whom ---- */

static void add_alliances(composer *k, const truce_actors *a) {
    static const truce_column columns[] = {{{"Who", 3}, 34},
                                           {{"Reported, in which source and when", 34}, 66}};
    truce_block *table = NULL;
    for (uint32_t t = 0; t < a->ties.n; t++) {
        const truce_tie *const tie = &a->ties.at[t];
        if (tie->statement->kind != TRUCE_STATES_RELATION ||
            tie->statement->as.relation.relation != TRUCE_RELATION_ALLIANCE ||
            !(shows_side(k, k->c->actors[tie->actor].side) ||
              shows_side(k, truce_side_of(k->c, tie->statement->as.relation.object)))) {
            continue;
        }
        if (table == NULL) {
            (void)truce_document_heading(&k->doc, 3, TRUCE_STR("alliances"),
                                         TRUCE_STR("Who is close to whom"));
            table = truce_document_table(
                &k->doc, TRUCE_STR("Alliances, as reported; none of them makes a path above"),
                columns, sizeof columns / sizeof *columns);
        }
        truce_row *const row = truce_document_row(&k->doc, table);
        (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[0]), TRUCE_SPAN_PLAIN,
                              title(k, tie->actor), LIST_BASIS);
        add_tie(k, &row->cells[1], tie, tie->actor);
    }
}

/* ---- mediators ---- */

/* "- the report s1, 2025-07~": who says it, each once; of our reading its mark tells. */
static void add_facet_tellers(composer *k, truce_sentence *sentence, const truce_facet *f) {
    enum { SHOWN = 3 };
    truce_str names[SHOWN];
    uint32_t n = 0;
    uint32_t rest = 0;
    for (uint32_t i = 0; i < f->n_claims && i < CLAIMS_SHOWN; i++) {
        const truce_claim *const claim = &k->c->claims[f->claims[i]];
        if ((claim->marks & TRUCE_MARK_INFERRED) != 0) {
            continue;
        }
        phrase_speakers(&k->text, k->c, claim);
        truce_buffer_lit(&k->text, ", ");
        phrase_date(&k->text, &k->scope, f->claims[i]);
        const truce_str who = compose_keep(k);
        uint32_t at = 0;
        while (at < n && !truce_str_equal(names[at], who)) {
            at++;
        }
        rest += at == n && n == SHOWN;
        if (at == n && n < SHOWN) {
            names[n++] = who;
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        truce_buffer_printf(&k->text, "%s", i == 0 ? "\xE2\x80\x94 " : "; ");
        truce_buffer_add(&k->text, names[i]);
    }
    truce_buffer_printf(&k->text, "%s", rest > 0 ? "; and others" : "");
    if (n > 0) {
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
    }
}

static void add_facet(composer *k, truce_cell *cell, const truce_facet *f, bool with_kind) {
    truce_sentence *const sentence =
        truce_document_sentence(&k->doc, truce_document_cell(&k->doc, cell));
    if (f->kind == TRUCE_FACET_PRESSURE) {
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG,
                           f->actor != TRUCE_NONE ? title(k, f->actor)
                                                  : TRUCE_STR("Somebody who is not named"));
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, TRUCE_STR(":"));
        phrase_tie(&k->text, k->c, f->statement);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    } else {
        if (f->actor != f->side) {
            truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, title(k, f->actor));
            truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, TRUCE_STR(":"));
        }
        if (with_kind) {
            truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN,
                               truce_words_at(TRUCE_WORDS_TRAIT, (size_t)f->kind));
            truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, TRUCE_STR(":"));
        }
        if (f->statement->denied) {
            truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, TRUCE_STR("not:"));
        }
    }
    if (f->kind != TRUCE_FACET_PRESSURE) {
        phrase_trait_words(&k->text, f->statement);
    } else if (f->statement->text.size > 0) {
        truce_buffer_printf(&k->text, "(%.*s)", TRUCE_STR_ARGS(f->statement->text));
    }
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    const uint32_t on = f->kind != TRUCE_FACET_PRESSURE
                            ? truce_case_find(k->c, TRUCE_KIND_ISSUE, f->statement->as.trait.on)
                            : TRUCE_NONE;
    if (on != TRUCE_NONE) {
        truce_buffer_printf(&k->text, "(on %.*s)", TRUCE_STR_ARGS(k->c->issues[on].head.title));
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
    }
    add_facet_tellers(k, sentence, f);
    cite(k, sentence, f->claims, f->n_claims);
}

static void add_position(composer *k, truce_cell *cell, const truce_position *p) {
    truce_sentence *const sentence =
        truce_document_sentence(&k->doc, truce_document_cell(&k->doc, cell));
    uint32_t shown = 0;
    if (p->actor != p->side) {
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, title(k, p->actor));
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, TRUCE_STR(":"));
    }
    phrase_position_stance(&k->text, p);
    truce_buffer_byte(&k->text, ' ');
    phrase_asked(&k->text, k->c, p, true);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    for (uint32_t e = 0; e < p->n_evidence && shown < CLAIMS_SHOWN; e++) {
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, p->evidence[e].claim));
        shown++;
    }
}

/* "Somebody who is not named accuses: ..." with who says so. */
static void add_charge(composer *k, truce_cell *cell, const truce_told *charge) {
    truce_sentence *const sentence =
        truce_document_sentence(&k->doc, truce_document_cell(&k->doc, cell));
    const truce_claim *const claim = &k->c->claims[charge->claim];
    phrase_statement(&k->text, k->c, charge->statement);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    truce_buffer_lit(&k->text, "\xE2\x80\x94 ");
    phrase_speakers(&k->text, k->c, claim);
    truce_buffer_lit(&k->text, ", ");
    if (claim->n_speakers > 0) {
        truce_buffer_add(&k->text, truce_case_name(k->c, claim->source.symbol));
        truce_buffer_lit(&k->text, ", ");
    }
    phrase_statement_date(&k->text, &k->scope, charge->claim, charge->statement);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
    cite(k, sentence, &charge->claim, 1);
}

static void add_mediator(composer *k, truce_block *table, const truce_actors *a,
                         const truce_mediator *m) {
    truce_row *const row = truce_document_row(&k->doc, table);
    (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[0]), TRUCE_SPAN_PLAIN,
                          title(k, m->side), LIST_BASIS);
    for (uint32_t i = 0; i < m->n_as; i++) {
        add_tie(k, &row->cells[1], &a->ties.at[m->as[i]], m->side);
    }
    for (uint32_t i = 0; i < m->n_denied; i++) {
        add_tie(k, &row->cells[1], &a->ties.at[m->denied[i]], m->side);
    }
    if (m->n_as == 0) {
        (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[1]), TRUCE_SPAN_MUTED,
                              TRUCE_STR("declared as mediator"), LIST_BASIS);
    }
    for (uint32_t i = 0; i < m->n_also; i++) {
        add_tie(k, &row->cells[2], &a->ties.at[m->also[i]], m->side);
    }
    for (uint32_t i = 0; i < m->n_charges && i < POSITIONS_SHOWN; i++) {
        add_charge(k, &row->cells[2], &m->charges[i]);
    }
    if (m->n_charges > POSITIONS_SHOWN) {
        truce_buffer_printf(&k->text, "and %u more accusations", m->n_charges - POSITIONS_SHOWN);
        (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[2]), TRUCE_SPAN_MUTED,
                              compose_keep(k), "at most 8 are shown");
    }
    for (uint32_t i = a->facet_rows[m->side]; i < a->facet_rows[m->side + 1]; i++) {
        if (a->facets[i].kind <= TRUCE_FACET_STAKE) {
            add_facet(k, &row->cells[2], &a->facets[i], true);
        }
    }
    for (uint32_t i = 0; i < m->n_positions && i < POSITIONS_SHOWN; i++) {
        add_position(k, &row->cells[2], &a->matrix->positions[m->positions[i]]);
    }
    if (m->n_positions > POSITIONS_SHOWN) {
        truce_buffer_printf(&k->text, "%u more positions: truce matrix",
                            m->n_positions - POSITIONS_SHOWN);
        (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[2]), TRUCE_SPAN_MUTED,
                              compose_keep(k), "at most 8 are shown; the matrix has all");
    }
    if (row->cells[2].n_passages == 0) {
        (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[2]), TRUCE_SPAN_MUTED,
                              TRUCE_STR("nothing reported"), "no claim in view says so");
    }
}

static void add_mediators(composer *k, const truce_actors *a) {
    static const truce_column columns[] = {
        {{"Who", 3}, 18}, {{"Mediator, according to", 22}, 32}, {{"Also reported", 13}, 50}};
    if (a->n_mediators == 0) {
        return;
    }
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("mediators"),
                                 TRUCE_STR("Mediators, and what else they are reported to be"));
    truce_block *const table = truce_document_table(
        &k->doc,
        TRUCE_STR(
            "Host, ally, financier, withdrawn, accused; interests and positions of their own"),
        columns, sizeof columns / sizeof *columns);
    for (uint32_t i = 0; i < a->n_mediators; i++) {
        add_mediator(k, table, a, &a->mediators[i]);
    }
}

/* ---- what moves each side ---- */

/* What moves one side, line by line. */
static void add_facets_of(composer *k, const truce_actors *a) {
    static const truce_column columns[] = {{{"As reported", 11}, 24}, {{"What", 4}, 76}};
    static const char *const called[] = {
        "Interests", "Stakes", "Alternatives", "Costs of no deal", "Divisions at home", "Pressure"};
    truce_block *table = NULL;
    for (uint32_t i = a->facet_rows[k->of]; i < a->facet_rows[k->of + 1]; i++) {
        if (table == NULL) {
            (void)truce_document_heading(&k->doc, 3, TRUCE_STR("moves"),
                                         TRUCE_STR("What moves it"));
            table = truce_document_table(&k->doc,
                                         TRUCE_STR("Interests, stakes, alternatives, costs of no "
                                                   "deal; at home"),
                                         columns, sizeof columns / sizeof *columns);
        }
        truce_row *const row = truce_document_row(&k->doc, table);
        (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[0]), TRUCE_SPAN_PLAIN,
                              truce_str_of(called[a->facets[i].kind]),
                              "how truce sorts what is reported");
        add_facet(k, &row->cells[1], &a->facets[i], false);
    }
}

static void add_facets(composer *k, const truce_actors *a, const actor_sides *sides) {
    static const char *const called[] = {"Interests",
                                         "Stakes",
                                         "Alternatives to a deal",
                                         "Costs of no deal",
                                         "Divisions at home",
                                         "Pressure by its own, or by somebody not named"};
    static const char NONE_BASIS[] = "no claim in view says so";
    truce_column columns[TRUCE_MATRIX_PARTIES_MAX + 2] = {{TRUCE_STR("As reported"), 16}};
    const uint32_t n = a->matrix->n_parties;
    bool others = false;
    if (k->of != TRUCE_NONE) {
        add_facets_of(k, a);
        return;
    }
    for (uint32_t i = 0; i < n; i++) {
        columns[i + 1] = (truce_column){title(k, a->matrix->parties[i]), 30};
    }
    for (uint32_t i = 0; i < a->n_facets && !others; i++) {
        others = k->c->actors[a->facets[i].side].kind != TRUCE_ACTOR_PARTY;
    }
    columns[n + 1] = (truce_column){TRUCE_STR("Others"), 24};
    if (a->n_facets == 0) {
        return;
    }
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("moves"), TRUCE_STR("What moves each side"));
    truce_block *const table = truce_document_table(
        &k->doc, TRUCE_STR("Interests, stakes, alternatives, costs of no deal; at home"), columns,
        n + 1 + (others ? 1U : 0U));
    for (int kind = TRUCE_FACET_INTEREST; kind < TRUCE_FACET_N; kind++) {
        truce_row *const row = truce_document_row(&k->doc, table);
        (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[0]), TRUCE_SPAN_PLAIN,
                              truce_str_of(called[kind]), "how truce sorts what is reported");
        for (uint32_t p = 0; p < n; p++) {
            const uint32_t side = a->matrix->parties[p];
            for (uint32_t i = a->facet_rows[side]; i < a->facet_rows[side + 1]; i++) {
                if ((int)a->facets[i].kind == kind) {
                    add_facet(k, &row->cells[p + 1], &a->facets[i], false);
                }
            }
            if (row->cells[p + 1].n_passages == 0) {
                (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[p + 1]),
                                      TRUCE_SPAN_MUTED, TRUCE_STR("none reported"), NONE_BASIS);
            }
        }
        for (uint32_t s = 0; others && s < sides->n_all; s++) {
            const uint32_t side = sides->all[s];
            for (uint32_t i = a->facet_rows[side];
                 k->c->actors[side].kind != TRUCE_ACTOR_PARTY && i < a->facet_rows[side + 1]; i++) {
                if ((int)a->facets[i].kind == kind) {
                    truce_cell *const cell = &row->cells[n + 1];
                    const size_t before = cell->n_passages;
                    add_facet(k, cell, &a->facets[i], false);
                    if (a->facets[i].actor == side && cell->n_passages > before) {
                        cell->passages[before].label = title(k, side);
                    }
                }
            }
        }
    }
}

/* ---- the section ---- */

static void show_leverage(composer *k, const whole *w) {
    add_leverage(k, w);
    compose_home(k, &w->actors, true);
}

static void show_alliances(composer *k, const whole *w) {
    add_alliances(k, &w->actors);
}

static void show_mediators(composer *k, const whole *w) {
    add_mediators(k, &w->actors);
}

static void show_roles(composer *k, const whole *w) {
    add_capacities(k, &w->actors, &w->sides);
}

static void show_moves(composer *k, const whole *w) {
    add_facets(k, &w->actors, &w->sides);
}

static const char *const parts[] = {"leverage", "alliances", "mediators", "roles", "moves"};
static void (*const show[])(composer *k, const whole *w) = {show_leverage, show_alliances,
                                                            show_mediators, show_roles, show_moves};
enum { PARTS = sizeof parts / sizeof *parts };

static truce_status make(composer *k, whole *w, truce_error *err) {
    const truce_status status = truce_actors_make(&k->matrix, k->arena, &w->actors, err);
    if (status != TRUCE_OK) {
        return status;
    }
    w->n_mediators = w->actors.n_mediators;
    w->mediators = truce_arena_zero(k->arena, w->n_mediators, sizeof *w->mediators);
    if (w->mediators == NULL || !actor_sides_find(k, &w->actors, &w->sides)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the list of actors");
    }
    for (uint32_t i = 0; i < w->n_mediators; i++) {
        w->mediators[i] = w->actors.mediators[i].side;
    }
    return TRUCE_OK;
}

truce_status compose_actors(composer *k, truce_error *err) {
    whole w;
    const truce_status status = make(k, &w, err);
    if (status != TRUCE_OK || k->c->n_actors == 0) {
        return status;
    }
    (void)truce_document_heading(&k->doc, 2, TRUCE_STR("actors"), TRUCE_STR("Actors and leverage"));
    compose_network(k, &w.actors);
    for (unsigned i = 0; i < PARTS; i++) {
        show[i](k, &w);
    }
    return TRUCE_OK;
}

truce_status compose_actors_asked(composer *k, truce_error *err) {
    enum { HOLDS_SHOWN = 16 };
    const truce_request *const r = &k->session->request;
    uint32_t side = TRUCE_NONE;
    unsigned asked = 0;
    whole w;
    truce_status status =
        named_parts(r->sections, "the answer on actors has no section", parts, PARTS, &asked, err);
    if (status == TRUCE_OK) {
        status = find_actor(k, r->of, &side, err);
    }
    if (status == TRUCE_OK) {
        status = make(k, &w, err);
    }
    if (status == TRUCE_OK && side != TRUCE_NONE && !actors_keep_of(k, &w.actors, &w.sides, side)) {
        status = truce_fail(err, TRUCE_ENOMEM, "no memory for one actor");
    }
    if (status != TRUCE_OK || k->c->n_actors == 0) {
        return status;
    }
    const bool in_short = r->sections.size == 0;
    if (in_short && side == TRUCE_NONE) {
        digest_leverage(k, &w.actors, r->most > 0 ? r->most : HOLDS_SHOWN);
        compose_home(k, &w.actors, false);
        compose_network(k, &w.actors);
        show_mediators(k, &w);
        (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_MUTED,
                              TRUCE_STR("This is in short; whole: truce actors --sections all; all "
                                        "of one actor: --of NAME."),
                              "how truce works");
        return TRUCE_OK;
    }
    (void)truce_document_heading(&k->doc, 2, TRUCE_STR("actors"), TRUCE_STR("Actors and leverage"));
    if (side != TRUCE_NONE) {
        find_actor_note(k, r->of, side);
        k->of = side;
    } else {
        compose_network(k, &w.actors);
    }
    for (unsigned i = 0; i < PARTS; i++) {
        if (in_short || (asked >> i & 1) != 0) {
            show[i](k, &w);
        }
    }
    return TRUCE_OK;
}

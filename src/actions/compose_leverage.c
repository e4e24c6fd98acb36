/* Who can press whom, path by path, by what, with who says so; and who is close to whom. */
#include "actor_words.h"
#include "truce/case/words.h"

enum { CLAIMS_SHOWN = ACTOR_CLAIMS, TIES_SHOWN = 6 };

static const char LIST_BASIS[] = "the case's list of actors";

static void add_hold(composer *k, truce_cell *cell, const truce_actors *a, const truce_hold *hold,
                     const forecasts *foreseen) {
    const truce_tie *const tie = &a->ties.at[hold->tie];
    truce_sentence *const sentence =
        truce_document_sentence(&k->doc, truce_document_cell(&k->doc, cell));
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, actor_title(k, tie->actor));
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, TRUCE_STR(":"));
    phrase_tie(&k->text, k->c, tie->statement);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    actor_tie_words(k, sentence, tie);
    actor_tellers(k, sentence, tie);
    actor_cite(k, sentence, tie->claims, tie->n_claims);
    if (hold->denied_by != TRUCE_NONE) {
        truce_sentence *const denial =
            truce_document_sentence(&k->doc, &cell->passages[cell->n_passages - 1]);
        truce_sentence_add(&k->doc, denial, TRUCE_SPAN_PLAIN, TRUCE_STR("Denied:"));
        actor_tellers(k, denial, &a->ties.at[hold->denied_by]);
        actor_cite(k, denial, a->ties.at[hold->denied_by].claims,
                   a->ties.at[hold->denied_by].n_claims);
    }
    if (hold->beside != TRUCE_NONE) {
        const truce_tie *const other = &a->ties.at[hold->beside];
        truce_sentence *const see =
            truce_document_sentence(&k->doc, &cell->passages[cell->n_passages - 1]);
        compose_beside_front(k, see, tie, other);
        actor_tellers(k, see, other);
        actor_cite(k, see, other->claims, other->n_claims);
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
    truce_buffer_add(&k->text, actor_title(k, l->hops[path->hops[0]].from));
    for (uint32_t i = 0; i < path->n; i++) {
        truce_buffer_lit(&k->text, " \xE2\x86\x92 ");
        truce_buffer_add(&k->text, actor_title(k, l->hops[path->hops[i]].to));
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

static void add_mediators_toward(composer *k, const truce_actors *a, const actor_sides *sides,
                                 const uint32_t *mediators, uint32_t n_mediators, uint32_t party) {
    if (party == k->of) {
        compose_mediators_toward(k, a, sides, mediators, n_mediators, party);
    }
}

void compose_leverage(composer *k, const truce_actors *a, const actor_sides *sides,
                      const uint32_t *mediators, uint32_t n_mediators) {
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
        truce_buffer_add(&k->text, actor_title(k, k->of));
        truce_buffer_lit(&k->text, " is reported.");
        (void)truce_document_say(&k->doc, truce_document_paragraph(&k->doc), compose_keep(k),
                                 TRUCE_STR("claims of leverage, pressure, finance, hosting and "
                                           "dependence in view"));
        return;
    }
    for (uint32_t i = 0; i < l->n_parties; i++) {
        const truce_paths *const of = &l->parties[i];
        truce_buffer_lit(&k->text, "Towards ");
        truce_buffer_add(&k->text, actor_title(k, of->party));
        const truce_str caption = compose_keep(k);
        if (of->n == 0 && !actor_is_shown(k, of->party)) {
            continue;
        }
        if (of->n == 0) {
            truce_buffer_add(&k->text, caption);
            truce_buffer_lit(&k->text, ": no path is reported.");
            (void)truce_document_say(&k->doc, truce_document_paragraph(&k->doc), compose_keep(k),
                                     TRUCE_STR("no claim in view gives anybody a hold on it"));
            add_mediators_toward(k, a, sides, mediators, n_mediators, of->party);
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
        add_mediators_toward(k, a, sides, mediators, n_mediators, of->party);
    }
}

/* ---- who is close to whom ---- */

void compose_alliances(composer *k, const truce_actors *a) {
    static const truce_column columns[] = {{{"Who", 3}, 34},
                                           {{"Reported, in which source and when", 34}, 66}};
    truce_block *table = NULL;
    for (uint32_t t = 0; t < a->ties.n; t++) {
        const truce_tie *const tie = &a->ties.at[t];
        if (tie->statement->kind != TRUCE_STATES_RELATION ||
            tie->statement->as.relation.relation != TRUCE_RELATION_ALLIANCE ||
            !(actor_is_shown(k, k->c->actors[tie->actor].side) ||
              actor_is_shown(k, truce_side_of(k->c, tie->statement->as.relation.object)))) {
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
                              actor_title(k, tie->actor), LIST_BASIS);
        actor_tie(k, &row->cells[1], tie, tie->actor);
    }
}

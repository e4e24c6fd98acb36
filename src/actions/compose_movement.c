/* Packages, which stand or fall whole, and what is said or follows to have moved. */
#include "compose.h"

static void add_statement(composer *k, truce_sentence *sentence, uint32_t actor,
                          const truce_statement *st) {
    static const char *const lists[] = {":", " all of:", " any of:", ":"};
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, k->c->actors[actor].head.title);
    phrase_stance(&k->text, st->as.position.stance, st->denied,
                  st->as.position.firmness == TRUCE_FIRMNESS_FIRM,
                  st->as.position.firmness == TRUCE_FIRMNESS_FLEXIBLE);
    truce_buffer_printf(&k->text, "%s", lists[st->as.position.list]);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, compose_keep(k));
    for (uint32_t i = 0; i < st->as.position.n; i++) {
        truce_buffer_printf(&k->text, "%s", i > 0 ? "; " : "");
        phrase_stated(&k->text, k->c, st, &st->as.position.demands[i], true);
    }
    phrase_condition(&k->text, k->c, st->as.position.condition);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
}

static void add_source(composer *k, truce_sentence *sentence, uint32_t claim, truce_hand hand,
                       bool with_time) {
    truce_buffer_lit(&k->text, "\xE2\x80\x94 ");
    phrase_speakers(&k->text, k->c, &k->c->claims[claim]);
    if (with_time) {
        truce_buffer_lit(&k->text, "; ");
        phrase_date(&k->text, &k->scope, claim);
    }
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
    const uint8_t marks = k->c->claims[claim].marks;
    if ((marks & TRUCE_MARK_INFERRED) != 0) {
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_STRONG, TRUCE_STR("our reading"));
    } else if (hand == TRUCE_HAND_SECOND) {
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_CAUTION, TRUCE_STR("second-hand"));
    } else if (hand == TRUCE_HAND_NARRATOR) {
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_CAUTION, TRUCE_STR("narrator"));
    } else if (hand == TRUCE_HAND_SIDE_UNKNOWN) {
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_CAUTION, TRUCE_STR("side unknown"));
    }
    if ((marks & TRUCE_MARK_REPORTEDLY) != 0) {
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_CAUTION, TRUCE_STR("reportedly"));
    }
    if ((marks & TRUCE_MARK_HEADLINE) != 0) {
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_CAUTION, TRUCE_STR("headline only"));
    }
    truce_sentence_claim(&k->doc, sentence, claim_name(k->c, claim));
}

bool compose_shows_package(const composer *k, const truce_package *package) {
    const truce_statement *const st = package->statement;
    bool shown = k->issues == NULL;
    for (uint32_t i = 0; i < st->as.position.n && !shown; i++) {
        shown = compose_shows_issue(
            k, truce_case_find(k->c, TRUCE_KIND_ISSUE, st->as.position.demands[i].item.issue));
    }
    return shown;
}

void compose_packages(composer *k) {
    const truce_matrix *const m = &k->matrix;
    truce_block *list = NULL;
    for (uint32_t i = 0; i < m->n_packages; i++) {
        const truce_package *const p = &m->packages[i];
        if (!compose_shows_package(k, p)) {
            continue;
        }
        if (list == NULL) {
            (void)truce_document_heading(&k->doc, 3, TRUCE_STR("packages"),
                                         TRUCE_STR("Demands made as one package"));
            list = truce_document_list(&k->doc);
        }
        truce_passage *const item =
            truce_document_item(&k->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0});
        truce_sentence *const sentence = truce_document_sentence(&k->doc, item);
        add_statement(k, sentence, p->actor, p->statement);
        add_source(k, sentence, p->claim, p->hand, false);
        truce_buffer_printf(&k->text, "one package of %u", p->statement->as.position.n);
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_STRONG, compose_keep(k));
    }
}

static void add_refusals(composer *k, truce_block *list, const uint32_t *at, uint32_t n,
                         bool known) {
    for (uint32_t i = 0; i < n; i++) {
        const truce_refusal *const r = &k->matrix.refusals[at[i]];
        truce_passage *const item =
            truce_document_item(&k->doc, list, (truce_str){NULL, 0},
                                known ? TRUCE_STR("before that") : TRUCE_STR("before or after"));
        truce_sentence *const sentence = truce_document_sentence(&k->doc, item);
        add_statement(k, sentence, r->actor, r->statement);
        add_source(k, sentence, r->claim, truce_claim_hand(k->c, &k->c->claims[r->claim], r->side),
                   true);
        if (!known) {
            truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_CAUTION, TRUCE_STR("order unknown"));
        }
    }
}

/* That somebody says a side softens or hardens, and from what that could be. */
static void add_movement(composer *k, truce_block *list, const truce_movement *mv) {
    truce_passage *const item =
        truce_document_item(&k->doc, list, (truce_str){NULL, 0}, k->c->actors[mv->side].head.title);
    truce_sentence *const sentence = truce_document_sentence(&k->doc, item);
    if (mv->actor != mv->side) {
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, k->c->actors[mv->actor].head.title);
    }
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG,
                       mv->statement->as.movement.hardens ? TRUCE_STR("hardens")
                                                          : TRUCE_STR("softens"));
    if (mv->issue != TRUCE_NONE) {
        truce_buffer_lit(&k->text, "on ");
        truce_buffer_add(&k->text, k->c->issues[mv->issue].head.title);
    } else {
        truce_buffer_lit(&k->text, "; the claim does not say on what");
    }
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    if (mv->statement->times.n > 0) {
        phrase_times(&k->text, k->c, mv->statement->times);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    }
    /* Of what is told later with its own time, nothing is open. */
    add_source(k, sentence, mv->claim, mv->hand,
               mv->statement->times.n == 0 ||
                   k->scope.times[mv->claim].basis != TRUCE_BASIS_TOLD_LATER);
}

/* What it could be a movement from: refusals before it, and those that dates do not order. */
static void add_background(composer *k, truce_block *list, const truce_movement *mv) {
    add_refusals(k, list, mv->before, mv->n_before, true);
    add_refusals(k, list, mv->unknown, mv->n_unknown, false);
    if (mv->more) {
        truce_passage *const rest =
            truce_document_item(&k->doc, list, (truce_str){NULL, 0}, TRUCE_STR("and more"));
        truce_buffer_printf(&k->text, "at most %d of each sort are shown", TRUCE_MOVEMENT_SHOWN);
        (void)truce_document_say(&k->doc, rest, TRUCE_STR("There are more than are shown here."),
                                 compose_keep(k));
    }
}

/* Up or down the ladder, when both name options on it. */
static const char *ladder_way(const composer *k, const truce_position *from,
                              const truce_position *to) {
    const truce_issue *const issue = &k->c->issues[from->issue];
    const int64_t top = issue->has_range ? issue->steps : (int64_t)issue->n_rungs - 1;
    if (from->direction != TRUCE_DIRECTION_FOR || to->direction != TRUCE_DIRECTION_FOR ||
        from->options.at[from->options.n - 1].high > top ||
        to->options.at[to->options.n - 1].high > top) {
        return "";
    }
    const int64_t low = to->options.at[0].low - from->options.at[0].low;
    const int64_t high =
        to->options.at[to->options.n - 1].high - from->options.at[from->options.n - 1].high;
    if (low >= 0 && high >= 0) {
        return issue->has_range ? " (upwards)" : " (up the ladder)";
    }
    if (low <= 0 && high <= 0) {
        return issue->has_range ? " (downwards)" : " (down the ladder)";
    }
    return low < 0 ? " (a wider span)" : " (a narrower span)";
}

/* One of two positions, by the claim that dates it; its cell of the table names all others. */
static void add_half(composer *k, truce_sentence *sentence, const truce_position *p,
                     truce_str before) {
    const truce_evidence *const e = &p->evidence[p->newest];
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, before);
    phrase_position_stance(&k->text, p);
    truce_buffer_byte(&k->text, ':');
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, compose_keep(k));
    phrase_asked(&k->text, k->c, p, false);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    truce_buffer_lit(&k->text, "(");
    phrase_speakers(&k->text, k->c, &k->c->claims[e->claim]);
    truce_buffer_lit(&k->text, ", ");
    phrase_date(&k->text, &k->scope, e->claim);
    truce_buffer_byte(&k->text, ')');
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
    truce_sentence_claim(&k->doc, sentence, claim_name(k->c, e->claim));
}

/* That a side's later word supersedes an earlier one, or asks for something else. */
static void add_change(composer *k, truce_block *list, const truce_position *from) {
    const truce_position *const to =
        &k->matrix.positions[from->superseded ? from->by : from->shifted];
    truce_passage *const item = truce_document_item(&k->doc, list, (truce_str){NULL, 0},
                                                    k->c->actors[from->side].head.title);
    truce_sentence *const sentence = truce_document_sentence(&k->doc, item);
    truce_buffer_lit(&k->text, "moves on ");
    truce_buffer_add(&k->text, k->c->issues[from->issue].head.title);
    truce_buffer_printf(&k->text, "%s, from:", ladder_way(k, from, to));
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    add_half(k, sentence, from, (truce_str){NULL, 0});
    add_half(k, sentence, to, TRUCE_STR("to:"));
    sentence->basis = from->superseded
                          ? TRUCE_STR("of two positions that disagree, the later")
                          : TRUCE_STR("a later position asks for something else; the earlier "
                                      "was not withdrawn");
    sentence->quiet = k->doc.compact;
}

/* Only what is attested alike is movement: what a named speaker says after an unnamed one may be
 * the same position, told better. */
static bool has_moved(const truce_matrix *m, const truce_position *p) {
    const uint32_t to = p->superseded ? p->by : p->shifted;
    return to != TRUCE_NONE && m->positions[to].weight == p->weight;
}

static bool shows_change(const composer *k, const truce_position *p) {
    return has_moved(&k->matrix, p) && compose_shows_issue(k, p->issue);
}

/* Whether both are dates, and the one is surely before the other. */
static bool is_before(truce_date a, truce_date b) {
    return (a.marks & b.marks & TRUCE_DATE_GIVEN) != 0 &&
           truce_date_compare(a, b) == TRUCE_DATE_BEFORE;
}

/* The earliest date of a position on an issue that was asked for; not GIVEN where one of them is
 * not dated. */
static truce_date first_told(const composer *k) {
    const truce_matrix *const m = &k->matrix;
    truce_date first = {0};
    for (uint32_t i = 0; i < m->n_positions; i++) {
        const truce_position *const p = &m->positions[i];
        if (!compose_shows_issue(k, p->issue)) {
            continue;
        }
        if (p->undated || (p->first.marks & TRUCE_DATE_GIVEN) == 0) {
            return (truce_date){0};
        }
        if ((first.marks & TRUCE_DATE_GIVEN) == 0 || is_before(p->first, first)) {
            first = p->first;
        }
    }
    return first;
}

/* That a side moves, and nobody says on what: it may be about what was asked for, unless it was
 * told before anybody took a position on that. */
static void add_loose(composer *k) {
    enum { LOOSE_SHOWN = 4 };
    const truce_date since = first_told(k);
    const truce_matrix *const m = &k->matrix;
    truce_block *list = NULL;
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->n_movements; i++) {
        if (m->movements[i].issue != TRUCE_NONE ||
            is_before(k->scope.times[m->movements[i].claim].date, since) || n++ >= LOOSE_SHOWN) {
            continue;
        }
        if (list == NULL) {
            (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_PLAIN,
                                  TRUCE_STR("Told without a word on what; it may be this or "
                                            "something else:"),
                                  "how truce sorts what is reported");
            list = truce_document_list(&k->doc);
        }
        add_movement(k, list, &m->movements[i]);
    }
    if (n > LOOSE_SHOWN) {
        truce_buffer_printf(&k->text, "and %u more: truce matrix", n - LOOSE_SHOWN);
        (void)compose_quietly(
            k, truce_document_item(&k->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0}),
            TRUCE_SPAN_MUTED, compose_keep(k), "at most 4 are shown");
    }
}

/* Of an issue that was asked for, that nobody moved is an answer too. */
static void answer_nobody(composer *k) {
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("movement"), TRUCE_STR("Who moved"));
    (void)compose_quietly(
        k, truce_document_paragraph(&k->doc), TRUCE_SPAN_PLAIN,
        TRUCE_STR("Nobody is reported to have moved on this: no claim tells of it, and no side's "
                  "own later word is known to differ from its earlier one."),
        "claims of movement, and each side's own words in order of time");
    add_loose(k);
}

void compose_movements(composer *k) {
    const truce_matrix *const m = &k->matrix;
    bool any = false;
    for (uint32_t i = 0; i < m->n_movements && !any; i++) {
        any = compose_shows_issue(k, m->movements[i].issue);
    }
    for (uint32_t i = 0; i < m->n_positions && !any; i++) {
        any = shows_change(k, &m->positions[i]);
    }
    if (!any && k->issues != NULL && m->n_positions > 0) {
        answer_nobody(k);
    }
    if (!any) {
        return;
    }
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("movement"),
                                 k->issues != NULL ? TRUCE_STR("Who moved")
                                                   : TRUCE_STR("What has moved"));
    (void)compose_quietly(
        k, truce_document_paragraph(&k->doc), TRUCE_SPAN_MUTED,
        TRUCE_STR("Counted here: movement that a claim reports, and a side's own later word that "
                  "sets its own earlier word aside. What others tell of a side at different times "
                  "may be movement, or they may differ: truce accounts --kind time."),
        "how truce works");
    truce_block *const list = truce_document_list(&k->doc);
    for (uint32_t i = 0; i < m->n_movements; i++) {
        if (compose_shows_issue(k, m->movements[i].issue)) {
            add_movement(k, list, &m->movements[i]);
            add_background(k, list, &m->movements[i]);
        }
    }
    for (uint32_t i = 0; i < m->n_positions; i++) {
        if (shows_change(k, &m->positions[i])) {
            add_change(k, list, &m->positions[i]);
        }
    }
    if (k->issues != NULL) {
        add_loose(k);
    }
}

/* Whether the claim that shows the movement is not in `before`, if that is given. */
static bool is_new(const composer *k, const truce_position *from, const truce_scope *before) {
    const truce_position *const to =
        &k->matrix.positions[from->superseded ? from->by : from->shifted];
    return before == NULL || !before->in[to->evidence[to->newest].claim];
}

uint32_t compose_moved(composer *k, truce_block *list, uint32_t max, const truce_scope *before) {
    const truce_matrix *const m = &k->matrix;
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->n_movements; i++) {
        if (before != NULL && before->in[m->movements[i].claim]) {
            continue;
        }
        if (n++ < max) {
            add_movement(k, list, &m->movements[i]);
        }
    }
    for (uint32_t i = 0; i < m->n_positions; i++) {
        if (has_moved(m, &m->positions[i]) && is_new(k, &m->positions[i], before) && n++ < max) {
            add_change(k, list, &m->positions[i]);
        }
    }
    return n;
}

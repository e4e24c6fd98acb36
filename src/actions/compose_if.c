/* What would follow from what was supposed, on paper: always "if", and next to the case as it
 * stands. */
#include "compose_impasse.h"

static void say(composer *k, truce_passage *passage, const char *basis) {
    (void)compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k), basis);
}

static truce_passage *add_item(composer *k, truce_block *list, const char *label) {
    return truce_document_item(&k->doc, list, (truce_str){NULL, 0}, truce_str_of(label));
}

/* ---- what is supposed ---- */

static void add_relaxed(composer *k, truce_block *list, const supposed *s) {
    bool any = false;
    for (uint32_t i = 0; i < s->before->held.stands.n_positions; i++) {
        const held_position *const p = &s->before->held.positions[i];
        if (!s->relaxed[i]) {
            continue;
        }
        truce_sentence *const sentence =
            truce_document_sentence(&k->doc, add_item(k, list, "Not insisted on"));
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, k->c->actors[p->actor].head.title);
        impasse_position_says(k, s->before, p, NULL, 0);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, p->claims[0]));
        any = true;
    }
    if (!any) {
        truce_buffer_lit(&k->text, "nothing that is weighed rests on what --relax names");
        say(k, add_item(k, list, "Not insisted on"), "asked for with --relax");
    }
}

/* Sources that are left out are named, and their claims are not told one by one. */
static bool *add_ignored_sources(composer *k, truce_block *list, const supposed *s) {
    const truce_request *const r = &k->session->request;
    bool *const left = truce_arena_take(k->arena, k->c->n_claims * sizeof *left);
    for (uint32_t i = 0; i < k->c->n_claims && left != NULL; i++) {
        left[i] = s->ignored[i];
    }
    for (size_t i = 0; i < r->n_ignore && left != NULL; i++) {
        truce_str rest = r->ignore[i];
        truce_str name;
        while (impasse_next_name(&rest, &name)) {
            const uint32_t source = impasse_find_source(k, name);
            uint32_t n = 0;
            for (uint32_t c = 0; c < k->c->n_claims && source != TRUCE_NONE; c++) {
                if (k->c->claims[c].source.symbol == k->c->sources[source].head.name) {
                    left[c] = false;
                    n++;
                }
            }
            if (source != TRUCE_NONE) {
                truce_buffer_add(&k->text, name);
                truce_buffer_printf(&k->text, ", as if its %u claim%s not in the case", n,
                                    n == 1 ? " were" : "s were");
                say(k, add_item(k, list, "Left out"), "asked for with --ignore");
            }
        }
    }
    return left;
}

static void add_ignored(composer *k, truce_block *list, const supposed *s) {
    const bool *const left = add_ignored_sources(k, list, s);
    uint32_t n = 0;
    for (uint32_t i = 0; i < k->c->n_claims && left != NULL; i++) {
        n += left[i];
    }
    k->failed = k->failed || left == NULL;
    if (n == 0) {
        return;
    }
    truce_sentence *const sentence =
        truce_document_sentence(&k->doc, add_item(k, list, "Left out"));
    for (uint32_t i = 0; i < k->c->n_claims; i++) {
        if (left[i]) {
            truce_sentence_claim(&k->doc, sentence, claim_name(k->c, i));
        }
    }
    truce_buffer_printf(&k->text, "as if %s not in the case", n == 1 ? "it were" : "they were");
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
}

static void add_held(composer *k, truce_block *list, const supposed *s) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->after.held.stands.n_positions; i++) {
        const held_position *const p = &s->after.held.positions[i];
        if (!p->kept) {
            continue;
        }
        truce_sentence *const sentence =
            truce_document_sentence(&k->doc, add_item(k, list, "Held"));
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, k->c->actors[p->actor].head.title);
        impasse_position_says(k, &s->after, p, NULL, 0);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, p->claims[0]));
        n++;
    }
    if (k->session->request.hold) {
        truce_buffer_printf(&k->text, "whatever else a side offers is held as firmly as a demand%s",
                            n == 0 ? "; no offer with terms is on the table" : "");
        say(k, add_item(k, list, "Held"), "asked for with --hold");
    }
}

/* ---- what a supposition leaves as it is ---- */

static bool is_about(const weighed *w, const held_position *p, uint32_t issue) {
    for (uint32_t i = 0; i < p->n; i++) {
        if (w->matrix.positions[p->of[i]].issue == issue) {
            return true;
        }
    }
    return false;
}

/* What is reported of the side on the issue, where nothing of it is lifted: `sentence` gets its
 * claims, if given. How many positions; 0 when one is lifted. */
static uint32_t find_left(composer *k, const supposed *s, uint32_t side, uint32_t issue,
                          truce_sentence *sentence) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->after.held.stands.n_positions; i++) {
        const held_position *const p = &s->after.held.positions[i];
        if (p->supposed || p->dropped || p->only_if || k->c->actors[p->actor].side != side ||
            !is_about(&s->after, p, issue)) {
            continue;
        }
        if (p->eased) {
            return 0;
        }
        n++;
        if (sentence != NULL) {
            truce_sentence_claim(&k->doc, sentence, claim_name(k->c, p->claims[0]));
        }
    }
    return n;
}

/* A supposition that lifts nothing is told so: a person's word binds the person alone, and a demand
 * for less than what is demanded already leaves that as it is. */
static void add_unmoved(composer *k, truce_passage *item, const supposed *s,
                        const truce_statement *st) {
    const uint32_t actor = truce_case_find(k->c, TRUCE_KIND_ACTOR, st->subject);
    const uint32_t side = k->c->actors[actor].side;
    for (uint32_t i = 0; i < st->as.position.n; i++) {
        const uint32_t issue =
            truce_case_find(k->c, TRUCE_KIND_ISSUE, st->as.position.demands[i].item.issue);
        if (find_left(k, s, side, issue, NULL) == 0) {
            continue;
        }
        truce_sentence *const sentence = truce_document_sentence(&k->doc, item);
        truce_buffer_lit(&k->text, "This lifts nothing of what ");
        truce_buffer_add(&k->text, k->c->actors[side].head.title);
        truce_buffer_lit(&k->text, " is reported to hold on ");
        truce_buffer_add(&k->text, k->c->issues[issue].head.title);
        truce_buffer_printf(&k->text, "%s.",
                            actor != side
                                ? ": it is the word of one of its people, not the side's"
                                : ": it lets nothing in that is ruled out there (suppose what "
                                  "it accepts, or --relax these)");
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, compose_keep(k));
        (void)find_left(k, s, side, issue, sentence);
    }
}

static void add_suppositions(composer *k, const supposed *s) {
    const truce_session *const session = k->session;
    truce_block *const list = truce_document_list(&k->doc);
    if (session->request.hold || session->request.n_hold_offers > 0) {
        add_held(k, list, s);
    }
    for (uint32_t i = 0; i < session->n_assumed; i++) {
        const truce_statement *const st = &k->c->claims[session->assumed + i].statements[0];
        truce_passage *const item = add_item(k, list, "Supposed");
        phrase_statement(&k->text, k->c, st);
        truce_buffer_byte(&k->text, '.');
        say(k, item, "asked for with --assume");
        add_unmoved(k, item, s, st);
    }
    if (session->request.n_relax > 0) {
        add_relaxed(k, list, s);
    }
    if (session->request.n_ignore > 0) {
        add_ignored(k, list, s);
    }
    if (session->request.firm_only) {
        truce_buffer_lit(&k->text, "only what is called a red line binds");
        say(k, add_item(k, list, "Supposed"), "asked for with --firm-only");
    }
    if (session->request.first_hand) {
        truce_buffer_lit(&k->text, "only what somebody of the side itself says binds it");
        say(k, add_item(k, list, "Supposed"), "asked for with --first-hand");
    }
}

/* ---- what follows ---- */

static void add_packages(composer *k, const truce_impasse *im) {
    truce_buffer_printf(&k->text, "%s%.*s package%s would contradict no position and no link",
                        im->exact ? "" : "at least ", TRUCE_STR_ARGS(im->packages),
                        truce_str_equal(im->packages, TRUCE_STR("1")) ? "" : "s");
}

static void add_outcome(composer *k, const supposed *s) {
    const truce_impasse *const before = &s->before->impasse;
    const truce_impasse *const after = &s->after.impasse;
    truce_passage *const passage = truce_document_paragraph(&k->doc);
    truce_buffer_lit(&k->text, "If that were so, ");
    if (after->possible) {
        add_packages(k, after);
        truce_buffer_byte(&k->text, '.');
    } else if (after->n_conflicts > 0 || after->linked) {
        truce_buffer_printf(&k->text, "%sno package would be possible.",
                            before->possible ? "" : "still ");
    } else {
        truce_buffer_lit(&k->text, "whether a package would be possible could not be told within "
                                   "the effort allowed.");
    }
    say(k, passage, "the positions weighed once more, with what is supposed");
    truce_buffer_lit(&k->text, "As the case stands, ");
    if (before->possible) {
        add_packages(k, before);
    } else if (before->n_conflicts == 0) {
        truce_buffer_printf(&k->text, "%s",
                            before->linked ? "none is possible: its links cannot all hold"
                                           : "that could not be told");
    } else {
        truce_buffer_lit(&k->text, "none is possible: there ");
        const impasse_tellings *const t = &s->before->told;
        const uint32_t n = t->n_between > 0 ? t->n_between : t->n_within;
        truce_buffer_printf(&k->text, "%s ", n == 1 ? "is" : "are");
        impasse_count_words(k, s->before);
    }
    truce_buffer_byte(&k->text, '.');
    say(k, passage, "the positions that stand");
    if (s->n_gone + s->n_kept + s->n_new == 0) {
        return;
    }
    truce_buffer_printf(&k->text,
                        "Of the clashes %u would vanish, %u would remain and %u would be new.",
                        s->n_gone, s->n_kept, s->n_new);
    say(k, passage, "clashes are the same where their positions state the same");
    if (!before->complete || !after->complete) {
        truce_buffer_lit(&k->text, "Not all larger clashes were looked for.");
        say(k, passage, "a limit of truce");
    }
}

static void add_tables(composer *k, const supposed *s, const bool *fresh, bool brief) {
    clash_table t = {.between = true, .within = true, .brief = brief};
    t.id = "vanished";
    t.title = "What would vanish";
    t.caption = "Clashes there would not be then";
    t.which = s->gone;
    (void)impasse_clash_table(k, s->before, &t);
    t.id = "remaining";
    t.title = "What would remain";
    t.caption = "Clashes as the case has them";
    t.which = s->kept;
    (void)impasse_clash_table(k, &s->after, &t);
    t.id = "new";
    t.title = "What would be new";
    t.caption = "Clashes that the case does not have";
    t.which = fresh;
    (void)impasse_clash_table(k, &s->after, &t);
}

void compose_supposed(composer *k, const supposed *s, unsigned whole) {
    const uint32_t n = s->after.impasse.n_conflicts;
    bool *const fresh = truce_arena_take(k->arena, n * sizeof *fresh);
    (void)truce_document_heading(&k->doc, 2, TRUCE_STR("if"), TRUCE_STR("What would follow, if"));
    truce_buffer_lit(&k->text, "A question of whoever asks; nobody reports this:");
    say(k, truce_document_paragraph(&k->doc), "the options of this answer");
    add_suppositions(k, s);
    add_outcome(k, s);
    if (fresh == NULL) {
        k->failed = true;
        return;
    }
    for (uint32_t i = 0; i < n; i++) {
        fresh[i] = !s->kept[i];
    }
    impasse_asked_note(k);
    if (whole == 0 || (whole & IMPASSE_CLASHES) != 0) {
        add_tables(k, s, fresh, whole == 0);
        impasse_tellings_told(k, &s->after, whole != 0);
    }
    if (whole == 0) {
        impasse_short_end(k, &s->after);
        return;
    }
    if ((whole & IMPASSE_KNOWN) != 0) {
        impasse_evidence(k, &s->after, &s->after.attested, true);
    }
    if ((whole & IMPASSE_OPENINGS) != 0) {
        impasse_openings_found(k, &s->after, "What would then open one", s->opened);
    }
    if ((whole & IMPASSE_CONDITIONS) != 0) {
        impasse_assumptions(k, &s->after);
    }
    impasse_weighed(k, &s->after);
}

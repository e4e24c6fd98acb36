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

static void add_ignored(composer *k, truce_block *list, const supposed *s) {
    truce_passage *const item = add_item(k, list, "Left out");
    truce_sentence *const sentence = truce_document_sentence(&k->doc, item);
    uint32_t n = 0;
    for (uint32_t i = 0; i < k->c->n_claims; i++) {
        if (s->ignored[i]) {
            truce_sentence_claim(&k->doc, sentence, claim_name(k->c, i));
            n++;
        }
    }
    truce_buffer_printf(&k->text, "as if %s not in the case", n == 1 ? "it were" : "they were");
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
}

static void add_suppositions(composer *k, const supposed *s) {
    const truce_session *const session = k->session;
    truce_block *const list = truce_document_list(&k->doc);
    for (uint32_t i = 0; i < session->n_assumed; i++) {
        phrase_statement(&k->text, k->c, &k->c->claims[session->assumed + i].statements[0]);
        say(k, add_item(k, list, "Supposed"), "asked for with --assume");
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

/* Why there is no deal, in short: the answer in three lines, the clashes as rows, the openings that
 * come first. And which parts are asked for whole. */
#include "text_settles.h"

enum { ROWS = 12, OPENINGS = 3 };

static void say(composer *k, truce_passage *passage, const char *basis) {
    (void)compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k), basis);
}

/* ---- what is asked for ---- */

truce_status impasse_find_parts(const composer *k, unsigned *whole, truce_error *err) {
    static const char *const parts[] = {"clashes", "known", "openings", "conditions", "all"};
    static const unsigned bits[] = {IMPASSE_CLASHES, IMPASSE_KNOWN, IMPASSE_OPENINGS,
                                    IMPASSE_CONDITIONS, IMPASSE_WHOLE};
    const truce_str names = k->session->request.sections;
    *whole = 0;
    for (size_t begin = 0, end = 0; names.size > 0 && begin <= names.size; begin = end + 1) {
        for (end = begin; end < names.size && names.data[end] != ','; end++) {
        }
        const truce_str name = {names.data + begin, end - begin};
        unsigned found = 0;
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
            found |= truce_str_equal(name, truce_str_of(parts[i])) ? bits[i] : 0;
        }
        if (found == 0) {
            return truce_fail(err, TRUCE_ENOTFOUND,
                              "an impasse has no section \"%.*s\"; it has clashes, known, "
                              "openings, conditions, or all",
                              name.size > 40 ? 40 : (int)name.size, name.data);
        }
        *whole |= found;
    }
    return TRUCE_OK;
}

bool impasse_shows_position(const composer *k, const weighed *w, const held_position *p) {
    bool shows = k->issues == NULL;
    for (uint32_t i = 0; i < p->n && !shows; i++) {
        shows = k->issues[w->matrix.positions[p->of[i]].issue];
    }
    return shows;
}

void impasse_asked_note(composer *k) {
    bool any = false;
    for (uint32_t i = 0; k->issues != NULL && i < k->c->n_issues; i++) {
        if (k->issues[i]) {
            truce_buffer_printf(&k->text, "%s", any ? "; " : "Shown is only what touches ");
            truce_buffer_add(&k->text, k->c->issues[i].head.title);
            any = true;
        }
    }
    if (any) {
        truce_buffer_lit(&k->text, ". Counts are of the whole case.");
        say(k, truce_document_paragraph(&k->doc), "asked for with --issue");
    }
}

/* ---- the answer in three lines ---- */

static truce_passage *add_line(composer *k, truce_block *list, const char *label) {
    return truce_document_item(&k->doc, list, (truce_str){NULL, 0}, truce_str_of(label));
}

static void add_packages(composer *k, const truce_impasse *im) {
    truce_buffer_printf(&k->text, "%s%.*s package%s", im->exact ? "" : "at least ",
                        TRUCE_STR_ARGS(im->packages),
                        truce_str_equal(im->packages, TRUCE_STR("1")) ? "" : "s");
}

static void add_possible(composer *k, truce_passage *passage, const weighed *w) {
    const truce_impasse *const im = &w->impasse;
    if (im->linked) {
        truce_buffer_lit(&k->text, "no: the links between issues, which whoever keeps the case "
                                   "wrote, cannot all hold");
    } else if (im->possible) {
        truce_buffer_lit(&k->text, "yes: ");
        add_packages(k, im);
        truce_buffer_lit(&k->text, " would contradict no position and no link");
    } else if (im->n_conflicts > w->told.n_told) {
        truce_buffer_printf(&k->text,
                            "no%s: however the issues are settled together, some %sposition is "
                            "contradicted",
                            w->attested.n_read == im->n_conflicts - w->told.n_told
                                ? ", if our own reading holds"
                                : "",
                            w->attested.n_read > 0 ? "" : "reported ");
    } else if (im->n_conflicts > 0) {
        truce_buffer_lit(&k->text, "not all that is reported at once: what one side demands is "
                                   "told in several ways, which may not exclude one another");
    } else {
        truce_buffer_lit(&k->text, "not known: it could not be told within the effort allowed");
    }
    say(k, passage,
        "every way to settle each issue, against what each standing position and each link of the "
        "case rules out");
}

static void add_acceptable(composer *k, truce_passage *passage, const truce_impasse *im) {
    if (im->acceptable) {
        truce_buffer_lit(&k->text, "yes: of one, every part is something that each party demands, "
                                   "offers, accepts or prefers");
    } else if (!im->possible) {
        truce_buffer_lit(&k->text, "no, as none is possible");
    } else {
        truce_buffer_lit(&k->text, "not yet: nobody is reported to accept all of one");
        if (im->n_unspoken > 0) {
            truce_buffer_printf(&k->text,
                                "; %u time%s a party is reported to take no position on an issue",
                                im->n_unspoken, im->n_unspoken == 1 ? "" : "s");
        }
    }
    say(k, passage, "the options that each party demands, offers, accepts or prefers");
}

/* On how many issues the clashes are, each counted once. */
static uint32_t count_issues(composer *k, const weighed *w) {
    bool *const seen = truce_arena_zero(k->arena, k->c->n_issues, sizeof *seen);
    uint32_t n = 0;
    k->failed = k->failed || seen == NULL;
    for (uint32_t i = 0; i < w->impasse.n_conflicts && seen != NULL; i++) {
        const impasse_matter *const matter = &w->told.matters[i];
        for (uint32_t m = 0; m < matter->n && !w->told.conflicts[i]; m++) {
            n += !seen[matter->issues[m]];
            seen[matter->issues[m]] = true;
        }
    }
    return n;
}

static void add_clashes(composer *k, truce_passage *passage, const weighed *w) {
    const truce_impasse *const im = &w->impasse;
    const uint32_t n_issues = count_issues(k, w);
    const impasse_tellings *const t = &w->told;
    truce_buffer_printf(&k->text, "%u between the sides, %u within one side", t->n_between,
                        t->n_within);
    if (n_issues > 0) {
        truce_buffer_printf(&k->text, "; about %u issue%s", n_issues, n_issues == 1 ? "" : "s");
    }
    if (t->n > 0) {
        truce_buffer_printf(&k->text,
                            ". Not counted: what one side demands on %u issue%s is told in "
                            "several ways",
                            t->n, t->n == 1 ? "" : "s");
    }
    say(k, passage, "smallest sets of positions that cannot all hold");
    if (!im->complete) {
        truce_buffer_lit(&k->text, "The search ended at its limit: ");
        if (im->complete_to > 0) {
            truce_buffer_printf(&k->text,
                                "all of up to %u position%s are here, larger ones "
                                "perhaps not.",
                                im->complete_to, im->complete_to == 1 ? "" : "s");
        } else {
            truce_buffer_lit(&k->text, "there may be others.");
        }
        truce_buffer_lit(&k->text, " With more --effort it goes on.");
        say(k, passage, "a limit of truce");
    }
}

/* ---- the rest ---- */

void impasse_short_end(composer *k, const weighed *w) {
    const held_aside *const a = &w->held.aside;
    const uint32_t aside =
        a->n_accepted + a->n_preferred + a->n_denied + a->n_orders + a->n_unstated;
    uint32_t n = w->held.stands.n_positions;
    const uint32_t most = k->session->request.most;
    impasse_evidence(k, w, &w->attested, false);
    impasse_openings_short(k, w, most > 0 ? most : OPENINGS);
    for (uint32_t i = 0; i < w->held.stands.n_positions; i++) {
        n -= w->held.positions[i].dropped;
    }
    truce_passage *const note = truce_document_note(&k->doc);
    truce_buffer_printf(&k->text, "Weighed: %u position%s of %u part%s.", n, n == 1 ? "" : "s",
                        w->matrix.n_parties, w->matrix.n_parties == 1 ? "y" : "ies");
    impasse_readings(k, w);
    if (aside > 0) {
        truce_buffer_printf(&k->text, " %u more rule%s out nothing, or could not be weighed.",
                            aside, aside == 1 ? "s" : "");
    }
    if (w->held.stands.n_assumptions > 0) {
        truce_buffer_printf(&k->text,
                            " Conditions in words, or that nobody stated, may hold or "
                            "not: %u.",
                            w->held.stands.n_assumptions);
    }
    truce_buffer_lit(&k->text, " This is in short; whole: truce impasse --sections all.");
    say(k, note, "the standing positions of the parties in the matrix");
}

void impasse_in_short(composer *k, const weighed *w) {
    truce_block *const list = truce_document_list(&k->doc);
    add_possible(k, add_line(k, list, "Is a deal possible?"), w);
    add_acceptable(k, add_line(k, list, "Acceptable to all?"), &w->impasse);
    add_clashes(k, add_line(k, list, "Clashes"), w);
    compose_impasse_text(k, w, list);
    impasse_asked_note(k);
    if (w->impasse.linked) {
        impasse_links(k, w);
    }
    (void)impasse_clash_table(
        k, w,
        &(clash_table){.caption = "Positions that cannot all hold, with those who hold them",
                       .between = true,
                       .within = true,
                       .brief = true,
                       .max = ROWS,
                       .more = "truce impasse --sections clashes"});
    impasse_no_clash(k, w);
    impasse_tellings_told(k, w, false);
    impasse_figure(k, w);
    impasse_short_end(k, w);
}

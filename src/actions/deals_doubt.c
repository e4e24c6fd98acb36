/* What can be said where preferences are orders and ranges: of packages that are efficient in some
 * of the ways to fill them in with numbers, in how many, and whether in all. */
#include "compose_deals.h"
#include "packages.h"

static void say(composer *k, truce_passage *passage, const char *basis) {
    (void)compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k), basis);
}

static void lit(composer *k, const char *text) {
    truce_buffer_add(&k->text, truce_str_of(text));
}

/* "62 to 71 percent", at the outside. */
static void add_range(composer *k, truce_share_range range) {
    deal_number(&k->text, (double)(int64_t)(range.low * 1000) / 10);
    lit(k, " to ");
    deal_number(&k->text, (double)((int64_t)(range.high * 1000) + (range.high < 1)) / 10);
    lit(k, " percent");
}

static void add_share(composer *k, uint32_t hits, uint32_t n) {
    deal_number(&k->text, (double)((uint64_t)hits * 1000 / n) / 10);
    lit(k, " percent");
}

static void add_drawn(composer *k, const dealt *d) {
    truce_passage *const passage = truce_document_paragraph(&k->doc);
    const truce_shares *const s = &d->shares;
    truce_buffer_printf(&k->text,
                        "Some of these preferences are orders or ranges, so which packages are "
                        "efficient depends on numbers that nobody stated. %u ways to fill them in "
                        "were drawn, every one that fits what is stated as likely as another (seed "
                        "%llu). A share below is a fact about the statements; it is no forecast.",
                        s->n_profiles, (unsigned long long)s->seed);
    say(k, passage, "weights and values drawn evenly from all that fit what is stated");
    if (s->n_profiles < d->profiles) {
        truce_buffer_printf(&k->text,
                            "%u were asked for: the effort allowed no more, so the ranges are "
                            "wider. With more --effort there are more.",
                            d->profiles);
        say(k, passage, "a limit of the effort");
    }
    deal_missing(k, d, passage);
    if (s->n_walks > 0) {
        truce_buffer_printf(&k->text,
                            "They were reached by %u random walks, because too few of those drawn "
                            "at large fit; the ranges allow for that.",
                            s->n_walks);
        say(k, passage, "hit-and-run walks");
    }
    if (truce_doubt_is_rounded(d->doubt)) {
        lit(k, "Some numbers were rounded to billionths.");
        say(k, passage, "a limit of truce");
    }
}

static void add_package_words(composer *k, const dealt *d, const uint32_t *package) {
    deal_package(k, d, package);
    lit(k, ".");
}

static void add_room(composer *k, const dealt *d) {
    truce_passage *const passage = truce_document_paragraph(&k->doc);
    const truce_shares *const s = &d->shares;
    if (!s->reserved) {
        lit(k, "No reservation value is stated for any side: nothing tells which packages a side "
               "would take rather than have no deal.");
        say(k, passage, "the preferences of the case");
        return;
    }
    if (s->agreeable == s->n_profiles) {
        truce_buffer_printf(&k->text,
                            "However they were filled in, some package was worth at least its "
                            "reservation value to %s.",
                            deal_every_side(d));
    } else if (s->agreeable == 0) {
        truce_buffer_printf(&k->text,
                            "However they were filled in, no package was worth at least its "
                            "reservation value to %s.",
                            deal_every_side(d));
    } else {
        truce_buffer_printf(&k->text,
                            "Some package was worth at least its reservation value to %s in ",
                            deal_every_side(d));
        add_share(k, s->agreeable, s->n_profiles);
        lit(k, " of the ways to fill them in (95 percent range: ");
        add_range(k, s->agreeable_range);
        lit(k, ").");
    }
    say(k, passage, "each profile's packages against its reservation values");
    if (s->safe.found == TRUCE_FOUND_ONE) {
        lit(k, "One package is so whatever the numbers are: ");
        add_package_words(k, d, s->safe.package);
        say(k, passage, "the least that it can be worth to each side, exactly");
    } else {
        lit(k,
            s->safe.found == TRUCE_FOUND_NONE
                ? "No single package is so whatever the numbers are."
                : "Whether one package is so whatever the numbers are was not decided within the "
                  "effort allowed.");
        say(k, passage, "the least that packages can be worth to each side, exactly");
    }
}

static void add_cell(composer *k, truce_row *row, size_t column, const char *basis) {
    say(k, truce_document_cell(&k->doc, &row->cells[column]), basis);
}

/* How often it is efficient and what else is told of it, in one cell. */
static void add_often(composer *k, const dealt *d, truce_row *row, const truce_share *share) {
    const truce_shares *const s = &d->shares;
    const bool always = share->beaten.found == TRUCE_FOUND_NONE;
    if (always) {
        lit(k, "whatever the numbers are");
    } else {
        add_range(k, share->range);
    }
    add_cell(k, row, 1,
             always ? "the largest gain of each side by another package, exactly"
                    : "profiles in which no package beats it; 95 percent range");
    if (share->nash > 0) {
        lit(k, "named by Nash: ");
        add_share(k, share->nash, s->n_profiles);
        add_cell(k, row, 1, "profiles in which its product of gains is the largest");
    }
    if (s->reserved && share->acceptable < s->n_profiles) {
        lit(k, "worth enough to all: ");
        add_share(k, share->acceptable, s->n_profiles);
        add_cell(k, row, 1, "profiles in which each side gets its reservation value");
    }
}

static truce_block *open_table(composer *k, const dealt *d) {
    truce_column columns[TRUCE_WORTH_PARTIES_MAX + 2];
    size_t n = 0;
    columns[n++] = (truce_column){TRUCE_STR("Package"), 36};
    columns[n++] = (truce_column){TRUCE_STR("Efficient"), 26};
    for (uint32_t p = 0; p < d->n_parties; p++) {
        truce_buffer_lit(&k->text, "Asks of ");
        truce_buffer_add(&k->text, deal_party(k, d, p));
        columns[n++] = (truce_column){compose_keep(k), 24};
    }
    return truce_document_table(
        &k->doc,
        TRUCE_STR("Packages that are efficient in some of the ways to fill them in, how often, and "
                  "what each asks of each side"),
        columns, n);
}

/* Packages that are never worth enough to all are counted, and not shown. */
static bool is_vain(const truce_shares *s, const truce_share *share) {
    return s->reserved && s->agreeable > 0 && share->acceptable == 0;
}

/* What the table says, in sentences: what holds whatever the numbers are, what is most often so of
 * the others, and what Nash's rule would name. */
static void add_summary(composer *k, const dealt *d, const uint32_t *listed, uint32_t n) {
    const truce_shares *const s = &d->shares;
    truce_passage *const passage = truce_document_paragraph(&k->doc);
    const truce_share *always = NULL;
    const truce_share *often = NULL;
    const truce_share *nash = NULL;
    uint32_t n_always = 0;
    for (uint32_t i = 0; i < n; i++) {
        const truce_share *const share = &s->at[listed[i]];
        const bool sure = share->beaten.found == TRUCE_FOUND_NONE;
        n_always += sure;
        always = sure && always == NULL ? share : always;
        often = !sure && often == NULL ? share : often;
        nash = share->nash > 0 && (nash == NULL || share->nash > nash->nash) ? share : nash;
    }
    if (n_always == 1) {
        lit(k, "One package is efficient whatever the numbers are: ");
    } else if (n_always > 1) {
        truce_buffer_printf(&k->text,
                            "%u packages are efficient whatever the numbers are; the first of them "
                            "below: ",
                            n_always);
    }
    if (n_always > 0) {
        deal_package(k, d, always->package);
        lit(k, ".");
        say(k, passage, "the largest gain of each side by another package, exactly");
    }
    if (often != NULL) {
        truce_buffer_printf(&k->text, "%s most often efficient: ",
                            n_always > 0 ? "Of the others this one is" : "This package is");
        deal_package(k, d, often->package);
        lit(k, " (in ");
        add_range(k, often->range);
        lit(k, " of the ways to fill them in).");
        say(k, passage, "profiles in which no package beats it; 95 percent range");
    }
    if (nash != NULL) {
        lit(k, "Nash's rule, the largest product of what each side gains, would most often name: ");
        deal_package(k, d, nash->package);
        lit(k, " (in ");
        add_share(k, nash->nash, s->n_profiles);
        lit(k, "). That is no advice.");
        say(k, passage, "profiles in which its product of gains is the largest");
    }
}

void deal_shares(composer *k, const dealt *d) {
    const truce_shares *const s = &d->shares;
    uint32_t *const listed = truce_arena_take(k->arena, (s->n + 1U) * sizeof *listed);
    uint32_t n_listed = 0;
    k->failed = k->failed || listed == NULL;
    add_drawn(k, d);
    add_room(k, d);
    for (uint32_t i = 0; i < s->n && listed != NULL; i++) {
        if (!is_vain(s, &s->at[i])) {
            listed[n_listed++] = i;
        }
    }
    if (n_listed > 0) {
        add_summary(k, d, listed, n_listed);
        compose_often(k, d, listed, n_listed);
    }
    const uint32_t n_vain = s->n - n_listed;
    truce_block *const table = n_listed > 0 ? open_table(k, d) : NULL;
    for (uint32_t i = 0; i < n_listed; i++) {
        const truce_share *const share = &s->at[listed[i]];
        truce_row *const row = truce_document_row(&k->doc, table);
        deal_package_cell(k, d, &row->cells[0], share->package, NULL);
        add_often(k, d, row, share);
        for (uint32_t p = 0; p < d->n_parties; p++) {
            deal_asks_of(k, d, &row->cells[2 + p], p, share->package);
        }
    }
    if (s->n == 0) {
        return;
    }
    truce_buffer_printf(
        &k->text,
        "%u of %llu packages that were efficient in some way to fill them in, those "
        "that are surely so most often first.",
        s->n - n_vain, (unsigned long long)s->seen);
    if (n_vain > 0) {
        truce_buffer_printf(&k->text,
                            " Left out: %u that %s never worth its reservation value to %s.",
                            n_vain, n_vain == 1 ? "was" : "were", deal_every_side(d));
    }
    (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_MUTED, compose_keep(k),
                          "by the lower end of the range");
}

/* ---- for machines ---- */

static void range_json(truce_json *json, const char *key, truce_share_range range) {
    truce_json_key(json, key);
    truce_json_array_inline(json);
    truce_json_double(json, range.low);
    truce_json_double(json, range.high);
    truce_json_close(json);
}

static const char *found_words(truce_found found) {
    return found == TRUCE_FOUND_NONE ? "none" : found == TRUCE_FOUND_ONE ? "one" : "undecided";
}

void deal_shares_json(composer *k, const dealt *d, truce_json *json) {
    const truce_shares *const s = &d->shares;
    truce_json_object(json);
    truce_json_member_int(json, "profiles", s->n_profiles);
    truce_json_member_int(json, "profiles_asked", d->profiles);
    truce_json_member_int(json, "seed", (int64_t)s->seed);
    truce_json_member_int(json, "walks", s->n_walks);
    truce_json_member_bool(json, "rounded", truce_doubt_is_rounded(d->doubt));
    truce_json_member_int(json, "seen", (int64_t)s->seen);
    truce_json_member_bool(json, "counted", s->counted);
    truce_json_key(json, "packages");
    truce_json_array(json);
    for (uint32_t i = 0; i < s->n; i++) {
        const truce_share *const share = &s->at[i];
        truce_json_object(json);
        truce_json_key(json, "package");
        package_json(k, &d->space, share->package, json);
        truce_json_member_int(json, "efficient", share->efficient);
        range_json(json, "range", share->range);
        truce_json_member_str(json, "beaten_by", truce_str_of(found_words(share->beaten.found)));
        truce_json_member_int(json, "nash", share->nash);
        truce_json_member_int(json, "kalai_smorodinsky", share->kalai_smorodinsky);
        truce_json_member_int(json, "acceptable", share->acceptable);
        truce_json_member_int(json, "witness", share->first);
        truce_json_close(json);
    }
    truce_json_close(json);
    if (s->reserved) {
        truce_json_member_int(json, "agreeable", s->agreeable);
        range_json(json, "agreeable_range", s->agreeable_range);
        truce_json_member_str(json, "safe", truce_str_of(found_words(s->safe.found)));
        truce_json_key(json, "safe_package");
        package_json(k, &d->space, s->safe.package, json);
    }
    truce_json_close(json);
}

#include "phrase.h"

#include "truce/case/words.h"

static void add(truce_buffer *out, truce_str text) {
    truce_buffer_add(out, text);
}

truce_str phrase_keep(truce_buffer *out, truce_arena *arena, bool *failed) {
    const truce_str kept = truce_arena_str(arena, truce_buffer_str(out));
    *failed = *failed || kept.data == NULL || out->failed;
    out->size = 0;
    return kept;
}

truce_str phrase_actor(const truce_case *c, truce_ref ref) {
    const uint32_t i = truce_case_find(c, TRUCE_KIND_ACTOR, ref);
    return i != TRUCE_NONE ? c->actors[i].head.title : TRUCE_STR("someone");
}

static void join(truce_buffer *out, uint32_t i, uint32_t n, const char *last) {
    if (i > 0) {
        truce_buffer_printf(out, "%s", i + 1 == n ? last : ", ");
    }
}

static void add_decimal(truce_buffer *out, truce_decimal value) {
    char text[24];
    add(out, (truce_str){text, truce_decimal_write(value, text)});
}

static void add_value(truce_buffer *out, const truce_case *c, const truce_issue *issue,
                      const truce_value *value) {
    if (value->kind == TRUCE_VALUE_OPTION) {
        const truce_str title = issue->options[value->index].title;
        add(out, title.size > 0 ? title : truce_case_name(c, value->option));
        return;
    }
    add_decimal(out, value->low);
    if (value->kind == TRUCE_VALUE_RANGE) {
        truce_buffer_lit(out, " to ");
        add_decimal(out, value->high);
    }
}

/* Where no group is named all are meant, which nobody has said in so many words; of what nobody
 * states, nobody says for whom. Who rejects something for several groups does not reject it for one
 * of them: only for all `at_once`.
 */
static void add_groups(truce_buffer *out, const truce_case *c, const truce_issue *issue,
                       const truce_item *item, bool at_once) {
    const truce_refs groups = item->groups;
    if (groups.n == 0) {
        const bool all = issue->per.n > 0 && item->extent != TRUCE_EXTENT_UNSTATED;
        truce_buffer_printf(out, "%s",
                            !all                          ? ""
                            : at_once && issue->per.n > 1 ? " (for all together; no group named)"
                                                          : " (no group named)");
        return;
    }
    truce_buffer_lit(out, " (for: ");
    for (uint32_t i = 0; i < groups.n; i++) {
        truce_buffer_printf(out, "%s", i > 0 ? ", " : "");
        add(out, phrase_actor(c, groups.at[i]));
    }
    truce_buffer_printf(out, "%s)", at_once && groups.n > 1 ? ", all together" : "");
}

/* A rung and those above or below it: by name while they are few, so that nobody has to know which
 * way the ladder goes. */
static void add_rungs(truce_buffer *out, const truce_case *c, const truce_issue *issue,
                      const truce_item *item) {
    enum { NAMED = 4 };
    const bool up = item->extent == TRUCE_EXTENT_OR_MORE;
    const uint32_t from = issue->options[item->values[0].index].rank;
    const uint32_t n = up ? issue->n_rungs - from : from + 1;
    truce_str titles[NAMED] = {{NULL, 0}};
    if (n > NAMED) {
        add_value(out, c, issue, &item->values[0]);
        truce_buffer_printf(out, ", or anything further %s the list", up ? "up" : "down");
        return;
    }
    for (uint32_t i = 0; i < issue->n_options; i++) {
        const truce_option *const option = &issue->options[i];
        const uint32_t away = up ? option->rank - from : from - option->rank;
        if (option->rung && away < n) {
            titles[away] =
                option->title.size > 0 ? option->title : truce_case_name(c, option->name);
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        join(out, i, n, " or ");
        add(out, titles[i]);
    }
}

static void add_options(truce_buffer *out, const truce_case *c, const truce_item *item,
                        bool at_once) {
    const truce_issue *const issue = &c->issues[truce_case_find(c, TRUCE_KIND_ISSUE, item->issue)];
    const bool open = item->extent == TRUCE_EXTENT_OR_MORE || item->extent == TRUCE_EXTENT_OR_LESS;
    if (item->extent == TRUCE_EXTENT_UNSTATED) {
        truce_buffer_lit(out, "something, not stated which");
    }
    if (open && !issue->has_range) {
        add_rungs(out, c, issue, item);
    }
    for (uint32_t i = 0; i < item->n_values && (!open || issue->has_range); i++) {
        join(out, i, item->n_values, " or ");
        add_value(out, c, issue, &item->values[i]);
    }
    if (issue->has_range && item->n_values > 0) {
        truce_buffer_byte(out, ' ');
        add(out, truce_case_name(c, issue->unit));
    }
    if (open && issue->has_range) {
        truce_buffer_printf(out, "%s",
                            item->extent == TRUCE_EXTENT_OR_MORE ? " or more" : " or less");
    }
    if (item->extent != TRUCE_EXTENT_BARE) {
        add_groups(out, c, issue, item, at_once);
    }
}

void phrase_options(truce_buffer *out, const truce_case *c, const truce_item *item) {
    add_options(out, c, item, false);
}

static void add_item(truce_buffer *out, const truce_case *c, const truce_item *item, bool at_once) {
    const uint32_t i = truce_case_find(c, TRUCE_KIND_ISSUE, item->issue);
    add(out, c->issues[i].head.title);
    if (item->extent != TRUCE_EXTENT_BARE) {
        truce_buffer_lit(out, ": ");
        add_options(out, c, item, at_once);
    }
}

void phrase_item(truce_buffer *out, const truce_case *c, const truce_item *item) {
    add_item(out, c, item, false);
}

void phrase_condition(truce_buffer *out, const truce_case *c, truce_condition condition) {
    for (uint32_t i = 0; i < condition.n; i++) {
        const truce_part *const part = &condition.parts[i];
        const bool unless = part->denied && condition.n == 1;
        truce_buffer_printf(out, "%s", unless ? "; " : i == 0 ? ", " : " and ");
        switch (part->kind) {
        case TRUCE_PART_UNSTATED:
            truce_buffer_lit(out, "on a condition that is not stated");
            break;
        case TRUCE_PART_WORDS:
            truce_buffer_lit(out, "if ");
            add(out, part->words);
            break;
        case TRUCE_PART_ITEM:
            truce_buffer_printf(out, "%s", unless ? "unless " : part->denied ? "if not " : "if ");
            phrase_item(out, c, &part->item);
            break;
        }
    }
}

static void add_demand(truce_buffer *out, const truce_case *c, const truce_demand *demand,
                       bool with_issue, bool at_once) {
    if (demand->order == TRUCE_ORDER_NONE) {
        (with_issue ? add_item : add_options)(out, c, &demand->item, at_once);
    } else {
        truce_buffer_byte(out, '[');
        phrase_item(out, c, &demand->item);
        truce_buffer_lit(out, "] ");
        add(out, truce_words_at(TRUCE_WORDS_ORDER, (size_t)demand->order));
        truce_buffer_lit(out, " [");
        phrase_item(out, c, &demand->other);
        truce_buffer_byte(out, ']');
    }
    phrase_condition(out, c, demand->condition);
}

void phrase_demand(truce_buffer *out, const truce_case *c, const truce_demand *demand,
                   bool with_issue) {
    add_demand(out, c, demand, with_issue, false);
}

void phrase_stated(truce_buffer *out, const truce_case *c, const truce_statement *st,
                   const truce_demand *demand, bool with_issue) {
    add_demand(out, c, demand, with_issue,
               st->as.position.stance == TRUCE_STANCE_REJECTS && !st->denied);
}

void phrase_asked(truce_buffer *out, const truce_case *c, const truce_position *p,
                  bool with_issue) {
    add_demand(out, c, p->demand, with_issue, p->stance == TRUCE_STANCE_REJECTS && !p->denied);
}

void phrase_stance(truce_buffer *out, truce_stance stance, bool denied, bool firm, bool flexible) {
    static const char *const has_not[] = {"does not demand",  "does not prefer",
                                          "has not offered",  "has not accepted",
                                          "has not rejected", "does not intend"};
    if (denied) {
        truce_buffer_printf(out, "%s", has_not[stance]);
        return;
    }
    truce_buffer_printf(out, "%s", firm ? "firmly " : flexible ? "flexibly " : "");
    add(out, truce_words_at(TRUCE_WORDS_STANCE, (size_t)stance));
}

void phrase_position_stance(truce_buffer *out, const truce_position *p) {
    phrase_stance(out, p->stance, p->denied, p->n_firm == p->n_evidence,
                  p->n_flexible == p->n_evidence);
}

void phrase_speaker(truce_buffer *out, const truce_case *c, const truce_speaker *speaker) {
    switch (speaker->kind) {
    case TRUCE_SPEAKER_NAMED:
        add(out, phrase_actor(c, speaker->actor));
        return;
    case TRUCE_SPEAKER_ONE:
        truce_buffer_lit(out, "one ");
        break;
    case TRUCE_SPEAKER_SOME:
        truce_buffer_lit(out, "some ");
        break;
    case TRUCE_SPEAKER_COUNTED:
        add_decimal(out, speaker->count);
        truce_buffer_byte(out, ' ');
        break;
    case TRUCE_SPEAKER_DANGLING:
        truce_buffer_lit(out, "\xE2\x80\x9C");
        add(out, speaker->words);
        truce_buffer_lit(out, "\xE2\x80\x9D, never introduced");
        return;
    }
    add(out, speaker->words);
    if (speaker->actor.symbol != 0) {
        truce_buffer_lit(out, " of ");
        add(out, phrase_actor(c, speaker->actor));
    }
}

/* "s2:P7" of "s2:P7.reading": where one reads it. */
static truce_str place_of(truce_str claim) {
    size_t n = 0;
    while (n < claim.size && claim.data[n] != ':') {
        n++;
    }
    while (n < claim.size && claim.data[n] != '.') {
        n++;
    }
    return (truce_str){claim.data, n};
}

/* The report's own voice: by its publisher, else by what it is. `passes`: it passes on the words of
 * an outlet. */
static void add_narrator(truce_buffer *out, const truce_case *c, truce_ref source, bool passes) {
    const truce_source *const s = &c->sources[truce_case_find(c, TRUCE_KIND_SOURCE, source)];
    if (s->publisher.size > 0) {
        add(out, s->publisher);
        truce_buffer_printf(out, "%s", passes ? "" : " itself");
        return;
    }
    truce_buffer_lit(out, "the ");
    add(out, s->kind == TRUCE_SOURCE_PRESS ? TRUCE_STR("report")
                                           : truce_words_at(TRUCE_WORDS_SOURCE, (size_t)s->kind));
    truce_buffer_byte(out, ' ');
    add(out, truce_case_name(c, source.symbol));
}

void phrase_speakers(truce_buffer *out, const truce_case *c, const truce_claim *claim) {
    if ((claim->marks & TRUCE_MARK_INFERRED) != 0) {
        truce_buffer_lit(out, "our reading of ");
        add(out, place_of(truce_case_name(c, claim->head.name)));
        truce_buffer_lit(out, "; nobody says so");
        return;
    }
    if (claim->n_speakers == 0 && (claim->via.symbol != 0 || claim->via_words.size > 0)) {
        add(out, claim->via.symbol != 0 ? phrase_actor(c, claim->via) : claim->via_words);
        truce_buffer_lit(out, ", passed on by ");
        add_narrator(out, c, claim->source, true);
        return;
    }
    if (claim->n_speakers == 0) {
        add_narrator(out, c, claim->source, false);
    }
    for (uint32_t i = 0; i < claim->n_speakers; i++) {
        join(out, i, claim->n_speakers, " and ");
        phrase_speaker(out, c, &claim->speakers[i]);
    }
    if (claim->via.symbol != 0) {
        truce_buffer_lit(out, " via ");
        add(out, phrase_actor(c, claim->via));
    } else if (claim->via_words.size > 0) {
        truce_buffer_lit(out, " via ");
        add(out, claim->via_words);
    }
}

static void add_role(truce_buffer *out, const truce_case *c, const truce_statement *st) {
    if (st->as.role.role == TRUCE_ROLE_WORDS) {
        add(out, st->text);
    } else {
        add(out, truce_words_at(TRUCE_WORDS_ROLE, (size_t)st->as.role.role));
    }
    if (st->as.role.of.symbol != 0) {
        truce_buffer_lit(out, " of ");
        add(out, phrase_actor(c, st->as.role.of));
    }
}

static void add_relation(truce_buffer *out, const truce_case *c, const truce_statement *st) {
    const size_t relation = (size_t)st->as.relation.relation;
    if (st->as.relation.relation == TRUCE_RELATION_WORDS) { /* words that take no "with" */
        add(out, st->as.relation.name);
        truce_buffer_lit(out, " (");
        add(out, phrase_actor(c, st->as.relation.object));
        truce_buffer_byte(out, ')');
        return;
    }
    add(out, truce_words_at(TRUCE_WORDS_RELATION, relation));
    truce_buffer_byte(out, ' ');
    add(out, truce_words_at(TRUCE_WORDS_PREPOSITION, relation));
    truce_buffer_byte(out, ' ');
    add(out, phrase_actor(c, st->as.relation.object));
}

void phrase_tie(truce_buffer *out, const truce_case *c, const truce_statement *st) {
    truce_buffer_printf(out, "%s", st->denied ? "not: " : "");
    if (st->kind == TRUCE_STATES_ROLE) {
        add_role(out, c, st);
    } else if (st->kind == TRUCE_STATES_RELATION) {
        add_relation(out, c, st);
    } else {
        truce_buffer_printf(out, "%s", st->as.presence.withdraws ? "withdrawn" : "taking part");
    }
}

void phrase_trait_words(truce_buffer *out, const truce_statement *st) {
    add(out, st->text);
    truce_buffer_printf(out, "%s", st->as.trait.unstated ? "; not said which" : "");
}

/* A date without its time of day, which no row of a table has need of. */
static void add_day(truce_buffer *out, truce_str date) {
    bool clock = false;
    for (size_t i = 0; i < date.size; i++) {
        clock = (clock || date.data[i] == 'T') && date.data[i] != '/';
        if (!clock) {
            truce_buffer_byte(out, date.data[i]);
        }
    }
}

void phrase_date(truce_buffer *out, const truce_scope *scope, uint32_t claim) {
    const truce_case *const c = scope->c;
    const truce_claim *const cl = &c->claims[claim];
    switch (scope->times[claim].basis) {
    case TRUCE_BASIS_SAID:
        add_day(out, cl->said.text);
        return;
    case TRUCE_BASIS_PUBLISHED:
        add_day(out, cl->published.text);
        return;
    case TRUCE_BASIS_SOURCE_PUBLISHED:
        add_day(out, c->sources[truce_case_find(c, TRUCE_KIND_SOURCE, cl->source)].published.text);
        return;
    case TRUCE_BASIS_DATING:
        add_day(out, c->datings[scope->times[claim].dating].date.text);
        truce_buffer_lit(out, " (estimate)");
        return;
    case TRUCE_BASIS_TOLD_LATER:
        truce_buffer_lit(out, "told later, undated");
        return;
    case TRUCE_BASIS_NONE:
        break;
    }
    truce_buffer_lit(out, "undated");
}

void phrase_time(truce_buffer *out, const truce_scope *scope, uint32_t claim) {
    const truce_case *const c = scope->c;
    const truce_claim *const cl = &c->claims[claim];
    const uint32_t source = truce_case_find(c, TRUCE_KIND_SOURCE, cl->source);
    const truce_claim_time *const time = &scope->times[claim];
    switch (time->basis) {
    case TRUCE_BASIS_SAID:
        truce_buffer_lit(out, "said ");
        add(out, cl->said.text);
        return;
    case TRUCE_BASIS_PUBLISHED:
        truce_buffer_lit(out, "published ");
        add(out, cl->published.text);
        return;
    case TRUCE_BASIS_SOURCE_PUBLISHED:
        truce_buffer_lit(out, "published ");
        add(out, c->sources[source].published.text);
        return;
    case TRUCE_BASIS_DATING: {
        const truce_dating *const d = &c->datings[time->dating];
        const uint32_t by = truce_case_find(c, TRUCE_KIND_READER, d->by);
        truce_buffer_lit(out, "dated ");
        add(out, d->date.text);
        truce_buffer_lit(out, " by estimate of the case's ");
        add(out, by != TRUCE_NONE ? c->readers[by].head.title : truce_case_name(c, d->by.symbol));
        return;
    }
    case TRUCE_BASIS_TOLD_LATER:
    case TRUCE_BASIS_NONE:
        break;
    }
    if (cl->said.text.size > 0) {
        truce_buffer_lit(out, "said \xE2\x80\x9C");
        add(out, cl->said.text);
        truce_buffer_lit(out, "\xE2\x80\x9D, otherwise undated");
        return;
    }
    if (time->basis == TRUCE_BASIS_TOLD_LATER) {
        truce_buffer_lit(out, "told later; when it held is not said");
        return;
    }
    truce_buffer_lit(out, "undated");
}

void phrase_statement_date(truce_buffer *out, const truce_scope *scope, uint32_t claim,
                           const truce_statement *st) {
    if (st->times.n > 0) {
        phrase_times(out, scope->c, st->times);
    } else {
        phrase_date(out, scope, claim);
    }
}

truce_str phrase_state(size_t state) {
    /* "close" alone reads like "closed" */
    return state == TRUCE_STATE_CLOSE ? TRUCE_STR("close to a deal")
                                      : truce_words_at(TRUCE_WORDS_STATE, state);
}

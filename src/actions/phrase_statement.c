/* A statement in words, whatever it states: what stands behind a claim's name. */
#include "phrase.h"

#include "truce/case/words.h"

static void add(truce_buffer *out, truce_str text) {
    truce_buffer_add(out, text);
}

static void quote(truce_buffer *out, truce_str words) {
    truce_buffer_lit(out, "\xE2\x80\x9C");
    add(out, words);
    truce_buffer_lit(out, "\xE2\x80\x9D");
}

/* The wording that the case gives with it, behind it. It may be a paraphrase: quotation marks stand
 * only where the language says that a word is somebody's own. */
static void words_behind(truce_buffer *out, truce_str words) {
    if (words.size > 0) {
        truce_buffer_lit(out, " (");
        add(out, words);
        truce_buffer_byte(out, ')');
    }
}

/* A record by its title, or by its name when it has none. */
static void add_record(truce_buffer *out, const truce_case *c, truce_ref ref) {
    const truce_declared d = truce_case_named(c, ref.symbol);
    const truce_head *const head = d.kind != TRUCE_KIND_NONE ? truce_case_head(c, d) : NULL;
    add(out, head != NULL && head->title.size > 0 ? head->title : truce_case_name(c, ref.symbol));
}

static void add_actors(truce_buffer *out, const truce_case *c, const char *before,
                       truce_refs refs) {
    for (uint32_t i = 0; i < refs.n; i++) {
        truce_buffer_printf(out, "%s", i == 0 ? before : i + 1 == refs.n ? " and " : ", ");
        add(out, phrase_actor(c, refs.at[i]));
    }
}

void phrase_times(truce_buffer *out, const truce_case *c, truce_times times) {
    for (uint32_t i = 0; i < times.n; i++) {
        const truce_time *const t = &times.at[i];
        truce_buffer_printf(out, "%s", i > 0 ? ", " : "");
        add(out, truce_words_at(TRUCE_WORDS_TIME, (size_t)t->kind));
        truce_buffer_byte(out, ' ');
        if (t->kind != TRUCE_TIME_AT) {
            quote(out, c->events[truce_case_find(c, TRUCE_KIND_EVENT, t->event)].head.title);
        } else if ((t->when.date.marks & TRUCE_DATE_GIVEN) != 0) {
            add(out, t->when.text);
        } else {
            quote(out, t->when.text);
        }
    }
}

static void add_offer(truce_buffer *out, const truce_case *c, const truce_statement *st) {
    if (st->as.offer.offer.symbol == 0) {
        truce_buffer_lit(out, "some offer");
    } else {
        truce_buffer_lit(out, "offer ");
        quote(out, c->offers[truce_case_find(c, TRUCE_KIND_OFFER, st->as.offer.offer)].head.title);
    }
    truce_buffer_printf(out, "%s", st->denied ? " not " : " ");
    add(out, truce_words_at(TRUCE_WORDS_STAGE, (size_t)st->as.offer.stage));
    add_actors(out, c, " by ", st->as.offer.by);
    add_actors(out, c, " to ", st->as.offer.to);
    add_actors(out, c, " from ", st->as.offer.from);
    words_behind(out, st->text);
}

static void add_talks(truce_buffer *out, const truce_statement *st) {
    truce_buffer_printf(out, "%s", st->denied ? "talks not " : "talks ");
    for (uint32_t i = 0; i < st->as.talks.n; i++) {
        truce_buffer_printf(out, "%s", i > 0 ? ", " : "");
        add(out, phrase_state(st->as.talks.at[i]));
    }
    words_behind(out, st->text);
}

/* The subject with a blank behind it; nothing for a speaker's own speech. */
static void add_subject(truce_buffer *out, const truce_case *c, const truce_statement *st) {
    if (st->subject.symbol != 0) {
        add(out, phrase_actor(c, st->subject));
        truce_buffer_byte(out, ' ');
    }
}

static void add_speech(truce_buffer *out, const truce_case *c, const truce_statement *st) {
    add_subject(out, c, st);
    switch (st->kind) {
    case TRUCE_STATES_BLAME:
    case TRUCE_STATES_ACCUSATION:
        truce_buffer_printf(out, "%s%s", st->denied ? "does not " : "",
                            st->kind == TRUCE_STATES_BLAME ? "blame" : "accuse");
        truce_buffer_printf(out, "%s", st->denied ? " " : "s ");
        add(out, phrase_actor(c, st->as.blame.object));
        words_behind(out, st->text);
        return;
    case TRUCE_STATES_SAYING:
        truce_buffer_lit(out, "says: ");
        add(out, st->text);
        if (st->as.saying.on.symbol != 0) {
            truce_buffer_lit(out, ", on ");
            add_record(out, c, st->as.saying.on);
        }
        return;
    case TRUCE_STATES_NARRATIVE:
        truce_buffer_lit(out, "explains ");
        quote(out, truce_case_head(c, truce_case_named(c, st->as.narrative.event.symbol))->title);
        truce_buffer_lit(out, ": ");
        add(out, st->text);
        return;
    case TRUCE_STATES_FORECAST:
        truce_buffer_lit(out, "predicts: ");
        add(out, st->text);
        return;
    default:
        truce_buffer_lit(out, "denies ");
        add(out, truce_case_name(c, st->as.denial.claim.symbol));
        return;
    }
}

static void add_position(truce_buffer *out, const truce_case *c, const truce_statement *st) {
    static const char *const lists[] = {": ", " all of: ", " any of: ", ": "};
    add_subject(out, c, st);
    phrase_stance(out, st->as.position.stance, st->denied,
                  st->as.position.firmness == TRUCE_FIRMNESS_FIRM,
                  st->as.position.firmness == TRUCE_FIRMNESS_FLEXIBLE);
    truce_buffer_printf(out, "%s", lists[st->as.position.list]);
    for (uint32_t i = 0; i < st->as.position.n; i++) {
        const truce_demand *const d = &st->as.position.demands[i];
        truce_buffer_printf(out, "%s", i > 0 ? "; " : "");
        phrase_stated(out, c, st, d, true);
        if (d->as.size > 0) {
            truce_buffer_byte(out, ' ');
            quote(out, d->as);
        }
        words_behind(out, d->words);
    }
    phrase_condition(out, c, st->as.position.condition);
}

static void add_rank(truce_buffer *out, const truce_case *c, const truce_statement *st) {
    const uint32_t issue = truce_case_find(c, TRUCE_KIND_ISSUE, st->subject);
    add(out, c->issues[issue].head.title);
    truce_buffer_lit(out, " matters ");
    add(out, truce_words_at(TRUCE_WORDS_RANK, (size_t)st->as.rank.rank));
    if (st->as.rank.over.symbol != 0) {
        truce_buffer_byte(out, ' ');
        add_record(out, c, st->as.rank.over);
    }
    if (st->as.rank.to.symbol != 0) {
        truce_buffer_lit(out, " to ");
        add(out, phrase_actor(c, st->as.rank.to));
    }
}

static void add_on(truce_buffer *out, const truce_case *c, truce_ref issue) {
    if (issue.symbol != 0) {
        truce_buffer_lit(out, ", on ");
        add_record(out, c, issue);
    }
}

void phrase_statement(truce_buffer *out, const truce_case *c, const truce_statement *st) {
    const bool says_not_itself =
        st->kind == TRUCE_STATES_POSITION || st->kind == TRUCE_STATES_OFFER ||
        st->kind == TRUCE_STATES_TALKS || st->kind == TRUCE_STATES_ROLE ||
        st->kind == TRUCE_STATES_RELATION || st->kind == TRUCE_STATES_PRESENCE ||
        st->kind == TRUCE_STATES_BLAME || st->kind == TRUCE_STATES_ACCUSATION;
    truce_buffer_printf(out, "%s", st->denied && !says_not_itself ? "not: " : "");
    switch (st->kind) {
    case TRUCE_STATES_EVENT:
        truce_buffer_lit(out, "event ");
        quote(out, c->events[truce_case_find(c, TRUCE_KIND_EVENT, st->as.event.event)].head.title);
        add_actors(out, c, " by ", st->as.event.by);
        break;
    case TRUCE_STATES_OFFER:
        add_offer(out, c, st);
        break;
    case TRUCE_STATES_TALKS:
        add_talks(out, st);
        break;
    case TRUCE_STATES_TERM:
        add_record(out, c, st->as.term.term);
        truce_buffer_printf(out, "%s", st->as.term.means ? " means " : ": called ");
        quote(out, st->text);
        if (st->as.term.by.symbol != 0) {
            truce_buffer_lit(out, " by ");
            add(out, phrase_actor(c, st->as.term.by));
        }
        break;
    case TRUCE_STATES_COUNT: {
        char number[24];
        add_record(out, c, st->as.count.term);
        truce_buffer_lit(out, ": counted as ");
        add(out, (truce_str){number, truce_decimal_write(st->as.count.number, number)});
        break;
    }
    case TRUCE_STATES_BLAME:
    case TRUCE_STATES_ACCUSATION:
    case TRUCE_STATES_SAYING:
    case TRUCE_STATES_NARRATIVE:
    case TRUCE_STATES_FORECAST:
    case TRUCE_STATES_DENIAL:
        add_speech(out, c, st);
        break;
    case TRUCE_STATES_POSITION:
        add_position(out, c, st);
        break;
    case TRUCE_STATES_MOVEMENT:
        add_subject(out, c, st);
        truce_buffer_printf(out, "%s", st->as.movement.hardens ? "hardens" : "softens");
        add_on(out, c, st->as.movement.on);
        break;
    case TRUCE_STATES_PRESENCE:
    case TRUCE_STATES_ROLE:
    case TRUCE_STATES_RELATION:
        add(out, phrase_actor(c, st->subject));
        truce_buffer_lit(out, ": ");
        phrase_tie(out, c, st);
        if (st->kind == TRUCE_STATES_RELATION) {
            words_behind(out, st->text);
        }
        break;
    case TRUCE_STATES_TRAIT:
        add(out, phrase_actor(c, st->subject));
        truce_buffer_lit(out, ": ");
        add(out, truce_words_at(TRUCE_WORDS_TRAIT, (size_t)st->as.trait.trait));
        truce_buffer_lit(out, " (");
        phrase_trait_words(out, st);
        truce_buffer_byte(out, ')');
        add_on(out, c, st->as.trait.on);
        break;
    case TRUCE_STATES_RANK:
        add_rank(out, c, st);
        break;
    }
    truce_buffer_printf(out, "%s", st->times.n > 0 ? ", " : "");
    phrase_times(out, c, st->times);
}

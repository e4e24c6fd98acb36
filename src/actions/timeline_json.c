/* The timeline for machines. */
#include "ahead.h"
#include "compose.h"

#include "truce/case/words.h"

static void name_member(truce_json *json, const char *key, const truce_case *c, truce_symbol name) {
    truce_json_member_str(json, key, truce_case_name(c, name));
}

static void event_member(composer *k, const char *key, uint32_t event, truce_json *json) {
    name_member(json, key, k->c, k->c->events[event].head.name);
}

static void claims_member(composer *k, const uint32_t *claims, uint32_t n, truce_json *json) {
    truce_json_key(json, "claims");
    compose_names_json(k, claims, n, json);
}

static void sides_json(composer *k, const truce_told *told, uint32_t n, truce_json *json) {
    uint32_t n_sides = 0;
    const uint32_t *const sides = compose_sides(k, told, n, &n_sides);
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < n_sides && sides != NULL; i++) {
        if (sides[i] != TRUCE_NONE) {
            truce_json_str(json, truce_case_name(k->c, k->c->actors[sides[i]].head.name));
        } else {
            truce_json_null(json);
        }
    }
    truce_json_close(json);
}

/* ---- events ---- */

/* Every time that a claim gives, as it stands there. */
static void when_json(composer *k, const truce_timeline_event *e, truce_json *json) {
    truce_json_array(json);
    for (uint32_t i = 0; i < e->n_said; i++) {
        const truce_times times = e->told[i].statement->times;
        ahead_told(k, e->told, e->n_said, i);
        for (uint32_t t = 0; t < times.n; t++) {
            const truce_time *const time = &times.at[t];
            const bool date = (time->when.date.marks & TRUCE_DATE_GIVEN) != 0;
            truce_json_object_inline(json);
            if (time->kind == TRUCE_TIME_AT) {
                truce_json_member_str(json, date ? "at" : "words", time->when.text);
            } else {
                truce_json_key_str(json, truce_words_at(TRUCE_WORDS_TIME, (size_t)time->kind));
                truce_json_str(json, truce_case_name(k->c, time->event.symbol));
            }
            truce_json_member_str(json, "claim", claim_name(k->c, e->told[i].claim));
            truce_json_close(json);
        }
    }
    truce_json_close(json);
}

static void event_json(composer *k, const truce_timeline *t, const truce_timeline_event *e,
                       truce_json *json) {
    static const char *const groups[] = {"ordered", "words", "none"};
    static const char *const follows[] = {"unknown", "surely", "within"};
    const truce_event *const event = &k->c->events[e->event];
    truce_json_object(json);
    event_member(k, "event", e->event, json);
    truce_json_member_str(json, "title", event->head.title);
    truce_json_member_str(json, "kind", truce_words_at(TRUCE_WORDS_EVENT, (size_t)event->kind));
    truce_json_member_str(json, "group", truce_str_of(groups[e->group]));
    if (e->group == TRUCE_EVENT_ORDERED) {
        truce_json_member_str(json, "follows", truce_str_of(follows[e->follows]));
    }
    truce_json_key(json, "when");
    when_json(k, e, json);
    if (e->dating != TRUCE_NONE) {
        const truce_dating *const d = &k->c->datings[e->dating];
        truce_json_key(json, "estimate");
        truce_json_object_inline(json);
        truce_json_member_str(json, "at", d->date.text);
        name_member(json, "by_dating", k->c, d->head.name);
        name_member(json, "by", k->c, d->by.symbol);
        truce_json_close(json);
    }
    if (e->dates_differ) {
        truce_json_member_bool(json, "dates_differ", true);
    }
    if (e->date_unused) {
        truce_json_member_bool(json, "date_unused", true);
    }
    truce_json_key(json, "said");
    compose_told_json(k, e->told, e->n_said, t->denied_by, json);
    truce_json_key(json, "denied");
    compose_told_json(k, e->told + e->n_said, e->n_denied, t->denied_by, json);
    truce_json_key(json, "sides");
    sides_json(k, e->told, e->n_said, json);
    truce_json_close(json);
}

static void order_json(composer *k, const truce_timeline *t, truce_json *json) {
    truce_json_array(json);
    for (uint32_t i = 0; i < t->n_edges; i++) {
        const truce_order_edge *const e = &t->edges[i];
        truce_json_object_inline(json);
        event_member(k, "event", e->first, json);
        event_member(k, e->during ? "during" : "before", e->second, json);
        claims_member(k, e->claims, e->n_claims, json);
        if (e->cycle != TRUCE_NONE) {
            truce_json_member_int(json, "cycle", e->cycle);
        }
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void cycles_json(composer *k, const truce_timeline *t, truce_json *json) {
    truce_json_array(json);
    for (uint32_t i = 0; i < t->n_cycles; i++) {
        const truce_order_cycle *const y = &t->cycles[i];
        truce_json_object_inline(json);
        truce_json_key(json, "events");
        truce_json_array_inline(json);
        for (uint32_t e = 0; e < y->n_events; e++) {
            truce_json_str(json, truce_case_name(k->c, k->c->events[y->events[e]].head.name));
        }
        truce_json_close(json);
        claims_member(k, y->claims, y->n_claims, json);
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void clashes_json(composer *k, const truce_timeline *t, truce_json *json) {
    truce_json_array(json);
    for (uint32_t i = 0; i < t->n_clashes; i++) {
        const truce_order_clash *const clash = &t->clashes[i];
        truce_json_object_inline(json);
        event_member(k, "event", clash->first, json);
        event_member(k, "before", clash->second, json);
        claims_member(k, clash->claims, clash->n_claims, json);
        if (clash->more) {
            truce_json_member_bool(json, "more", true);
        }
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void reports_json(composer *k, const truce_timeline *t, truce_json *json) {
    truce_json_array(json);
    for (uint32_t i = 0; i < t->n_reports; i++) {
        const truce_claim *const claim = &k->c->claims[t->reports[i]];
        truce_json_object(json);
        truce_json_member_str(json, "claim", claim_name(k->c, t->reports[i]));
        truce_json_member_str(json, "published", claim->published.text);
        k->text.size = 0;
        phrase_speakers(&k->text, k->c, claim);
        truce_json_member_str(json, "speaker", truce_buffer_str(&k->text));
        truce_json_key(json, "states");
        truce_json_array(json);
        for (uint32_t s = 0; s < claim->n_statements; s++) {
            k->text.size = 0;
            phrase_statement(&k->text, k->c, &claim->statements[s]);
            truce_json_str(json, truce_buffer_str(&k->text));
        }
        k->text.size = 0;
        truce_json_close(json);
        truce_json_key(json, "marks");
        truce_json_array_inline(json);
        for (size_t m = 0; m < truce_words_count(TRUCE_WORDS_MARK); m++) {
            if ((claim->marks & 1U << m) != 0) {
                truce_json_str(json, truce_words_at(TRUCE_WORDS_MARK, m));
            }
        }
        truce_json_close(json);
        if (claim->copy_of.symbol != 0) {
            name_member(json, "copy_of", k->c, claim->copy_of.symbol);
        }
        truce_json_close(json);
    }
    truce_json_close(json);
}

/* ---- the talks ---- */

static void words_json(truce_json *json, unsigned states) {
    truce_json_array_inline(json);
    for (unsigned s = 0; s < TRUCE_STATE_N; s++) {
        if ((states & 1U << s) != 0) {
            truce_json_str(json, truce_words_at(TRUCE_WORDS_STATE, s));
        }
    }
    truce_json_close(json);
}

/* What a statement says of the talks: a bit for each state. */
static unsigned states_of(const truce_statement *st) {
    unsigned states = 0;
    for (uint32_t s = 0; s < st->as.talks.n; s++) {
        states |= 1U << st->as.talks.at[s];
    }
    return states;
}

enum { DENIED = 1U << TRUCE_STATE_N };

/* [talks]: what each says, with DENIED; 0 when it does not stand. */
static unsigned *states_that_stand(composer *k, const truce_timeline *t) {
    unsigned *const states = truce_arena_zero(k->arena, t->n_talks, sizeof *states);
    k->failed = k->failed || states == NULL;
    for (uint32_t i = 0; i < t->n_talks && states != NULL; i++) {
        if (truce_talks_stands(&t->talks[i])) {
            const truce_statement *const st = t->talks[i].told.statement;
            states[i] = states_of(st) | (st->denied ? DENIED : 0U);
        }
    }
    return states;
}

static uint32_t standing(const truce_timeline *t, const unsigned *states, unsigned state,
                         bool denied, truce_told *told) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < t->n_talks; i++) {
        if ((states[i] >> state & 1) != 0 && ((states[i] & DENIED) != 0) == denied) {
            told[n++] = t->talks[i].told;
        }
    }
    return n;
}

static void now_json(composer *k, const truce_timeline *t, truce_json *json) {
    truce_told *const told = truce_arena_take(k->arena, t->n_talks * sizeof *told);
    const unsigned *const states = states_that_stand(k, t);
    k->failed = k->failed || told == NULL;
    truce_json_object(json);
    truce_json_member_bool(json, "contested", t->now.contested != 0);
    truce_json_key(json, "states");
    truce_json_array(json);
    for (unsigned s = 0; s < TRUCE_STATE_N && told != NULL && states != NULL; s++) {
        const uint32_t n_said = standing(t, states, s, false, told);
        if (n_said + standing(t, states, s, true, told) == 0) {
            continue;
        }
        truce_json_object(json);
        truce_json_member_str(json, "state", truce_words_at(TRUCE_WORDS_STATE, s));
        truce_json_member_bool(json, "contested", (t->now.contested & 1U << s) != 0);
        truce_json_key(json, "excluded_by");
        words_json(json, n_said > 0 ? t->now.said & truce_state_excludes((truce_state)s) : 0);
        truce_json_key(json, "said");
        compose_told_json(k, told, standing(t, states, s, false, told), t->denied_by, json);
        truce_json_key(json, "sides");
        sides_json(k, told, n_said, json);
        truce_json_key(json, "denied");
        compose_told_json(k, told, standing(t, states, s, true, told), t->denied_by, json);
        truce_json_close(json);
    }
    truce_json_close(json);
    truce_json_close(json);
}

static void states_json(composer *k, const truce_timeline *t, truce_json *json) {
    truce_json_array(json);
    for (uint32_t i = 0; i < t->n_talks; i++) {
        const truce_talks *const talks = &t->talks[i];
        if (t->n_talks - i > AHEAD_FAR) {
            ahead_far(k, &talks[AHEAD_FAR].told);
            ahead_near(k, &talks[AHEAD_NEAR].told);
        }
        truce_json_object(json);
        if (talks->told.statement->denied) {
            truce_json_member_bool(json, "not", true);
        }
        truce_json_key(json, "states");
        words_json(json, states_of(talks->told.statement));
        truce_json_member_bool(json, "stands", truce_talks_stands(talks));
        truce_json_key(json, "said");
        compose_told_json(k, &talks->told, 1, t->denied_by, json);
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void presence_json(composer *k, const truce_timeline *t, truce_json *json) {
    static const char *const called[] = {"left", "withdraws", "participates"};
    truce_json_array(json);
    for (uint32_t i = 0; i < t->n_presence; i++) {
        const truce_presence_claim *const p = &t->presence[i];
        const truce_statement *const st = p->told.statement;
        truce_json_object(json);
        name_member(json, "side", k->c, k->c->actors[p->side].head.name);
        name_member(json, "actor", k->c, k->c->actors[p->actor].head.name);
        truce_json_member_str(json, "presence", truce_str_of(called[p->presence]));
        if (st->denied) {
            truce_json_member_bool(json, "not", true);
        }
        if (st->kind == TRUCE_STATES_EVENT) {
            name_member(json, "event", k->c, st->as.event.event.symbol);
        }
        truce_json_key(json, "said");
        compose_told_json(k, &p->told, 1, t->denied_by, json);
        truce_json_close(json);
    }
    truce_json_close(json);
}

void compose_timeline_json(composer *k, const truce_timeline *t, truce_json *json) {
    truce_json_object(json);
    truce_json_key(json, "now");
    now_json(k, t, json);
    truce_json_key(json, "states");
    states_json(k, t, json);
    truce_json_key(json, "presence");
    presence_json(k, t, json);
    truce_json_key(json, "events");
    truce_json_array(json);
    for (uint32_t i = 0; i < t->n_events; i++) {
        event_json(k, t, &t->events[i], json);
    }
    truce_json_close(json);
    truce_json_key(json, "order");
    order_json(k, t, json);
    truce_json_key(json, "cycles");
    cycles_json(k, t, json);
    truce_json_key(json, "clashes");
    clashes_json(k, t, json);
    truce_json_key(json, "reports");
    reports_json(k, t, json);
    truce_json_close(json);
}

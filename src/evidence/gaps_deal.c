/* What an agreement needs beside the positions: guarantor, verifier, mandate, numbers, times,
 * lines, and people who can decide. It is asked for where the topics of the issues promise
 * something over time, and is there when a claim says so. */
#include "gaps_parts.h"

typedef struct deal {
    bool guarantor, verifier, mandate, violation, length, ratio;
    bool *numbered;   /* [issue]: some position gives a number */
    bool *documented; /* [issue]: a document or message speaks on it */
    bool *decided;    /* [actor], a side */
    bool *ratified;   /* [actor], a side */
} deal;

/* ---- words that tell what a name or a unit is about ---- */

static char small(char b) {
    return (char)(b >= 'A' && b <= 'Z' ? b - 'A' + 'a' : b);
}

/* The next group of a name such as "working-days", from `*at` on; empty at the end. */
static truce_str next_group(truce_str name, size_t *at) {
    const size_t begin = *at;
    size_t end = begin;
    while (end < name.size && name.data[end] != '-') {
        end++;
    }
    *at = end < name.size ? end + 1 : end;
    return (truce_str){name.data + begin, end - begin};
}

static bool has_group(truce_str name, const char *const *words, size_t n) {
    for (size_t at = 0; at < name.size;) {
        const truce_str group = next_group(name, &at);
        for (size_t i = 0; i < n; i++) {
            if (truce_str_equal(group, truce_str_of(words[i]))) {
                return true;
            }
        }
    }
    return false;
}

bool truce_unit_is_time(truce_str unit) {
    static const char *const words[] = {"minute", "minutes", "hour",  "hours",  "day",  "days",
                                        "week",   "weeks",   "month", "months", "year", "years"};
    return !truce_unit_is_ratio(unit) && has_group(unit, words, sizeof words / sizeof *words);
}

bool truce_unit_is_ratio(truce_str unit) {
    static const char *const words[] = {"per", "for"};
    return has_group(unit, words, sizeof words / sizeof *words);
}

/* Whether the words of a role speak of ratifying. */
static bool speaks_of_ratifying(truce_str text) {
    static const char ratif[] = "ratif";
    for (size_t i = 0; i + 5 <= text.size; i++) {
        size_t n = 0;
        while (n < 5 && small(text.data[i + n]) == ratif[n]) {
            n++;
        }
        if (n == 5) {
            return true;
        }
    }
    return false;
}

/* ---- what is there ---- */

static void note_role(finder *f, deal *d, const truce_statement *st) {
    const uint32_t actor = truce_case_find(f->c, TRUCE_KIND_ACTOR, st->subject);
    const uint32_t of = truce_case_find(f->c, TRUCE_KIND_ACTOR, st->as.role.of);
    if (actor == TRUCE_NONE || st->denied) {
        return;
    }
    const uint32_t side = f->c->actors[of != TRUCE_NONE ? of : actor].side;
    const truce_role role = st->as.role.role;
    d->guarantor = d->guarantor || role == TRUCE_ROLE_GUARANTOR;
    d->verifier = d->verifier || role == TRUCE_ROLE_VERIFIER || role == TRUCE_ROLE_OBSERVER;
    d->decided[side] = d->decided[side] || role == TRUCE_ROLE_DECIDER;
    d->ratified[side] =
        d->ratified[side] || (role == TRUCE_ROLE_WORDS && speaks_of_ratifying(st->text));
}

static void note_issue(finder *f, deal *d, uint32_t claim, truce_ref ref) {
    const uint32_t issue = truce_case_find(f->c, TRUCE_KIND_ISSUE, ref);
    const uint32_t source = truce_case_find(f->c, TRUCE_KIND_SOURCE, f->c->claims[claim].source);
    const truce_source_kind kind = f->c->sources[source].kind;
    if (issue != TRUCE_NONE && (kind == TRUCE_SOURCE_DOCUMENT || kind == TRUCE_SOURCE_MESSAGE)) {
        d->documented[issue] = true;
    }
}

static void note(finder *f, uint32_t claim, const truce_statement *st, void *data) {
    static const char *const violation[] = {"violation", "violations", "breach", "breaches"};
    deal *const d = data;
    switch (st->kind) {
    case TRUCE_STATES_ROLE:
        note_role(f, d, st);
        break;
    case TRUCE_STATES_SAYING:
        note_issue(f, d, claim, st->as.saying.on);
        break;
    case TRUCE_STATES_POSITION:
        for (uint32_t i = 0; i < st->as.position.n; i++) {
            note_issue(f, d, claim, st->as.position.demands[i].item.issue);
        }
        break;
    case TRUCE_STATES_TERM:
        d->violation = d->violation ||
                       (st->as.term.means && !st->denied &&
                        has_group(truce_case_name(f->c, st->as.term.term.symbol), violation, 4));
        break;
    default:
        break;
    }
}

static void note_numbers(finder *f, deal *d) {
    for (uint32_t i = 0; i < f->m->n_positions; i++) {
        const truce_position *const p = &f->m->positions[i];
        const truce_issue *const issue = &f->c->issues[p->issue];
        const uint32_t named = truce_case_find(f->c, TRUCE_KIND_ISSUE, p->demand->item.issue);
        if (p->inferred || named != p->issue || p->demand->item.n_values == 0) {
            continue;
        }
        d->mandate = d->mandate || issue->topic == TRUCE_TOPIC_MONITORING;
        if (issue->has_range) {
            const truce_str unit = truce_case_name(f->c, issue->unit);
            d->numbered[p->issue] = true;
            d->length = d->length || truce_unit_is_time(unit);
            d->ratio = d->ratio || truce_unit_is_ratio(unit);
        }
    }
}

/* ---- what is not ---- */

static bool has_topic(const finder *f, uint32_t issue, unsigned topics) {
    return (1U << f->c->issues[issue].topic & topics) != 0;
}

/* The issues of `prime` topics, else those of the others; none: the gap is not asked about. */
static void add_issues(finder *f, unsigned prime, unsigned others, const bool *but) {
    for (int second = 0; second < 2 && f->gap.n_items == 0; second++) {
        for (uint32_t i = 0; i < f->c->n_issues; i++) {
            const uint32_t issue = f->by_topic[i];
            if (has_topic(f, issue, second == 1 ? others : prime) && (but == NULL || !but[issue])) {
                (void)gap_item(f, f->c->issues[issue].head.name);
            }
        }
    }
}

static void ask_for(finder *f, truce_gap_kind kind, bool said, unsigned prime, unsigned others) {
    if (said) {
        return;
    }
    gap_begin(f, kind, TRUCE_NONE);
    add_issues(f, prime, others, NULL);
    gap_ask_parties(f);
    gap_ask_mediators(f);
    gap_end(f);
}

/* Issues of one topic, without those of which it is known. */
static void ask_of(finder *f, truce_gap_kind kind, const bool *known, unsigned topic) {
    gap_begin(f, kind, TRUCE_NONE);
    add_issues(f, topic, 0, known);
    gap_ask_parties(f);
    gap_end(f);
}

static uint32_t count(const finder *f, unsigned topics, const bool *only) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->c->n_issues; i++) {
        n += has_topic(f, i, topics) && (only == NULL || only[i]);
    }
    return n;
}

static bool note_all(finder *f, deal *d) {
    d->numbered = truce_arena_zero(f->arena, f->c->n_issues, sizeof *d->numbered);
    d->documented = truce_arena_zero(f->arena, f->c->n_issues, sizeof *d->documented);
    d->decided = truce_arena_zero(f->arena, f->c->n_actors, sizeof *d->decided);
    d->ratified = truce_arena_zero(f->arena, f->c->n_actors, sizeof *d->ratified);
    if (d->numbered == NULL || d->documented == NULL || d->decided == NULL || d->ratified == NULL) {
        f->failed = true;
        return false;
    }
    each_statement(f,
                   TRUCE_STATED(TRUCE_STATES_ROLE) | TRUCE_STATED(TRUCE_STATES_SAYING) |
                       TRUCE_STATED(TRUCE_STATES_POSITION) | TRUCE_STATED(TRUCE_STATES_TERM),
                   note, d);
    note_numbers(f, d);
    return true;
}

void find_gaps_of_deal(finder *f) {
    const unsigned promises = TOPICS_PROMISED;
    deal d = {0};
    if (!note_all(f, &d)) {
        return;
    }
    ask_for(f, TRUCE_GAP_GUARANTOR, d.guarantor, TOPIC(GUARANTEE), promises | TOPIC(MONITORING));
    ask_for(f, TRUCE_GAP_VERIFIER, d.verifier, TOPIC(MONITORING), promises | TOPIC(GUARANTEE));
    ask_for(f, TRUCE_GAP_MANDATE, d.mandate, TOPIC(MONITORING), promises | TOPIC(GUARANTEE));
    ask_for(f, TRUCE_GAP_VIOLATION, d.violation, TOPIC(GUARANTEE) | TOPIC(MONITORING), promises);
    ask_of(f, TRUCE_GAP_NUMBER, d.numbered, TOPIC(EXCHANGE));
    /* A ratio is there as such, or follows from numbers of both sides of the exchange. */
    if (!d.ratio && count(f, TOPIC(EXCHANGE), d.numbered) < 2) {
        ask_of(f, TRUCE_GAP_RATIO, NULL, TOPIC(EXCHANGE));
    }
    ask_of(f, TRUCE_GAP_LIST, d.documented, TOPIC(EXCHANGE));
    ask_for(f, TRUCE_GAP_TIMETABLE, d.length, promises | TOPIC(SEQUENCE), 0);
    for (uint32_t i = 0; i < f->c->n_issues; i++) {
        d.documented[i] = d.documented[i] || d.numbered[i];
    }
    ask_of(f, TRUCE_GAP_LINE, d.documented, TOPIC(WITHDRAWAL));
}

/* Who decides, and who must approve, on each side. */
void find_gaps_of_deciding(finder *f) {
    deal d = {0};
    if (f->failed || !note_all(f, &d)) {
        return;
    }
    for (int kind = TRUCE_GAP_DECIDER; kind <= TRUCE_GAP_RATIFIER; kind++) {
        const bool *const known = kind == TRUCE_GAP_DECIDER ? d.decided : d.ratified;
        gap_begin(f, (truce_gap_kind)kind, TRUCE_NONE);
        for (uint32_t p = 0; p < f->m->n_parties; p++) {
            const uint32_t party = f->m->parties[p];
            if (!known[f->c->actors[party].side]) {
                gap_ask(f, gap_item(f, f->c->actors[party].head.name), party, TRUCE_WHOM_OWN,
                        TRUCE_NONE);
            }
        }
        gap_end(f);
    }
}

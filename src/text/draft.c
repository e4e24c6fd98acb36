/* One pass over each array of records puts them in lists by what they are of; a clause then looks
 * only at its own. */
#include "truce/text/draft.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

typedef struct maker {
    const truce_draft_asked *asked;
    truce_arena *arena;
    truce_drafts *d;
    uint32_t *bracket_in; /* [symbol]: the last wording with such a bracket, from 1 */
    uint32_t *stood;      /* [actor]: where its stand to the wording looked at is, from 1 */
    uint32_t *stood_in;   /* [actor]: of which clause that is, from 1 */
    uint32_t *said_in;    /* [actor, a party]: the last clause on which its side spoke, from 1 */
    uint32_t *party_of;   /* [actor, a side]: its party where a text names its parties, */
    uint32_t *party_in;   /* [side]: and the last text for which it does, from 1 */
    uint32_t *usual;      /* [side]: its party where a text names none, or TRUCE_NONE */
    truce_indices usual_parties;
} maker;

static bool counts(const maker *m, const truce_plan *record) {
    return m->asked->counts == NULL || m->asked->counts(m->asked->data, record);
}

const truce_plan_line *truce_draft_line(const truce_plan *record, truce_plan_kind kind) {
    for (uint32_t i = 0; i < record->n_lines; i++) {
        if (record->lines[i].kind == kind) {
            return &record->lines[i];
        }
    }
    return NULL;
}

/* Those of `n` records that count, by the record of `kind` they are of; as written. */
static bool list_by(const maker *m, const truce_plan *records, uint32_t n, truce_kind kind,
                    uint32_t n_targets, truce_drafts_lists *out) {
    out->start = truce_arena_zero(m->arena, (size_t)n_targets + 2, sizeof *out->start);
    out->at = truce_arena_take(m->arena, n * sizeof *out->at);
    if (out->start == NULL || out->at == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (counts(m, &records[i])) {
            out->start[truce_case_find(m->d->c, kind, records[i].top.what) + 2]++;
        }
    }
    for (uint32_t i = 2; i < n_targets + 2; i++) {
        out->start[i] += out->start[i - 1];
    }
    for (uint32_t i = 0; i < n; i++) {
        if (counts(m, &records[i])) {
            out->at[out->start[truce_case_find(m->d->c, kind, records[i].top.what) + 1]++] = i;
        }
    }
    return true;
}

/* ---- numbers ---- */

static bool is_digit(char b) {
    return b >= '0' && b <= '9';
}

/* The digits from `i` on, without leading zeros. */
static truce_str digits(truce_str s, size_t *i) {
    while (*i + 1 < s.size && s.data[*i] == '0' && is_digit(s.data[*i + 1])) {
        ++*i;
    }
    const size_t from = *i;
    while (*i < s.size && is_digit(s.data[*i])) {
        ++*i;
    }
    return (truce_str){s.data + from, *i - from};
}

int truce_draft_number_compare(truce_str a, truce_str b) {
    size_t i = 0;
    size_t k = 0;
    while (i < a.size && k < b.size) {
        if (is_digit(a.data[i]) && is_digit(b.data[k])) {
            const truce_str x = digits(a, &i);
            const truce_str y = digits(b, &k);
            const int order =
                x.size != y.size ? (x.size < y.size ? -1 : 1) : memcmp(x.data, y.data, x.size);
            if (order != 0) {
                return order;
            }
        } else if (a.data[i] != b.data[k]) {
            return (unsigned char)a.data[i] < (unsigned char)b.data[k] ? -1 : 1;
        } else {
            i++;
            k++;
        }
    }
    return (i < a.size) - (k < b.size);
}

typedef struct numbered {
    truce_str number;
    uint32_t clause;
} numbered;

static int by_number(const void *left, const void *right) {
    const numbered *const l = left;
    const numbered *const r = right;
    if ((l->number.size == 0) != (r->number.size == 0)) {
        return l->number.size == 0 ? 1 : -1;
    }
    const int order = truce_draft_number_compare(l->number, r->number);
    return order != 0 ? order : (l->clause > r->clause) - (l->clause < r->clause);
}

/* ---- wordings ---- */

typedef struct versioned {
    int64_t version;
    uint32_t wording;
} versioned;

static int by_version(const void *left, const void *right) {
    const versioned *const l = left;
    const versioned *const r = right;
    return l->version != r->version ? (l->version > r->version) - (l->version < r->version)
                                    : (l->wording > r->wording) - (l->wording < r->wording);
}

static int64_t version_of(const truce_drafts *d, uint32_t wording) {
    return d->c->wordings[wording].top.number.low.units;
}

/* How many of the clause's wordings are of that version or an earlier one. */
static uint32_t up_to(const truce_drafts *d, truce_indices wordings, int64_t version) {
    uint32_t low = 0;
    uint32_t high = wordings.n;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (version_of(d, wordings.at[mid]) <= version) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low;
}

uint32_t truce_draft_wording(const truce_drafts *d, const truce_draft_clause *clause,
                             int64_t version) {
    const uint32_t n = up_to(d, clause->wordings, version);
    return n > 0 ? clause->wordings.at[n - 1] : TRUCE_NONE;
}

/* By version, as far as asked for, and what the last of them says. */
static bool order_wordings(maker *m, uint32_t i, truce_indices written, truce_draft_clause *out) {
    truce_drafts *const d = m->d;
    versioned *const order = truce_arena_take(m->arena, (written.n + 1U) * sizeof *order);
    uint32_t *const at = truce_arena_take(m->arena, (written.n + 1U) * sizeof *at);
    if (order == NULL || at == NULL) {
        return false;
    }
    uint32_t n = 0;
    for (uint32_t w = 0; w < written.n; w++) {
        const int64_t version = version_of(d, written.at[w]);
        if (m->asked->version == 0 || version <= m->asked->version) {
            order[n++] = (versioned){version, written.at[w]};
        }
    }
    qsort(order, n, sizeof *order, by_version);
    out->number = d->c->clauses[i].top.text;
    for (uint32_t w = 0; w < n; w++) {
        const truce_plan_line *const number =
            truce_draft_line(&d->c->wordings[order[w].wording], TRUCE_PLAN_NUMBER);
        out->number = number != NULL ? number->text : out->number;
        at[w] = order[w].wording;
        out->n_last = w > 0 && order[w].version == order[w - 1].version ? out->n_last + 1 : 1;
    }
    out->wordings = (truce_indices){at, n};
    out->last = n > 0 ? at[n - 1] : TRUCE_NONE;
    return true;
}

static void count_brackets(maker *m, truce_draft_clause *out) {
    const truce_plan *const wording = &m->d->c->wordings[out->last];
    for (uint32_t i = 0; i < wording->n_lines; i++) {
        const truce_plan_line *const line = &wording->lines[i];
        out->struck = out->struck || line->kind == TRUCE_PLAN_STRUCK;
        if (line->kind == TRUCE_PLAN_BRACKET && m->bracket_in[line->what.symbol] != out->last + 1) {
            m->bracket_in[line->what.symbol] = out->last + 1;
            out->n_brackets++;
        }
    }
}

/* ---- how the parties stand ---- */

static uint32_t party_of(const maker *m, uint32_t draft, uint32_t actor) {
    const uint32_t side = m->d->c->actors[actor].side;
    return m->d->c->drafts[draft].top.names.n == 0 ? m->usual[side]
           : m->party_in[side] == draft + 1        ? m->party_of[side]
                                                   : TRUCE_NONE;
}

static bool find_stands(maker *m, uint32_t i, truce_draft_clause *out) {
    const truce_drafts *const d = m->d;
    const truce_indices said = truce_drafts_of(&d->standings, out->last);
    uint32_t most = 0;
    for (uint32_t s = 0; s < said.n; s++) {
        most += d->c->standings[said.at[s]].top.by.n;
    }
    truce_draft_stand *const stands = truce_arena_take(m->arena, (most + 1U) * sizeof *stands);
    if (stands == NULL) {
        return false;
    }
    for (uint32_t s = 0; s < said.n; s++) {
        const truce_refs by = d->c->standings[said.at[s]].top.by;
        for (uint32_t b = 0; b < by.n; b++) {
            const uint32_t actor = truce_case_find(d->c, TRUCE_KIND_ACTOR, by.at[b]);
            const uint32_t party = party_of(m, out->draft, actor);
            if (m->stood_in[actor] != i + 1) {
                m->stood_in[actor] = i + 1;
                m->stood[actor] = out->n_stands++;
            }
            stands[m->stood[actor]] = (truce_draft_stand){actor, party, said.at[s]};
            if (party != TRUCE_NONE && m->said_in[party] != i + 1) {
                m->said_in[party] = i + 1;
                out->n_said++;
            }
        }
    }
    out->stands = stands;
    return true;
}

/* The least settled of what the parties say; what others say counts for nothing. */
static truce_draft_state state_of(const truce_drafts *d, const truce_draft_clause *clause) {
    static const truce_draft_state states[] = {
        [TRUCE_STANDING_UNSAID] = TRUCE_DRAFT_UNSAID,
        [TRUCE_STANDING_OPEN] = TRUCE_DRAFT_OPEN,
        [TRUCE_STANDING_PROVISIONAL] = TRUCE_DRAFT_PROVISIONAL,
        [TRUCE_STANDING_CONDITIONAL] = TRUCE_DRAFT_CONDITIONAL,
        [TRUCE_STANDING_CLOSED] = TRUCE_DRAFT_CLOSED};
    if (clause->last == TRUCE_NONE) {
        return TRUCE_DRAFT_UNWRITTEN;
    }
    if (clause->n_last > 1) {
        return TRUCE_DRAFT_FORKED;
    }
    if (clause->n_brackets > 0) {
        return TRUCE_DRAFT_BRACKETED;
    }
    const uint32_t n_parties = d->drafts[clause->draft].parties.n;
    truce_draft_state state =
        clause->n_said < n_parties || n_parties == 0 ? TRUCE_DRAFT_UNSAID : TRUCE_DRAFT_CLOSED;
    for (uint32_t i = 0; i < clause->n_stands; i++) {
        const truce_draft_state one =
            states[d->c->standings[clause->stands[i].standing].top.standing];
        state = clause->stands[i].party != TRUCE_NONE && one < state ? one : state;
    }
    return state;
}

/* ---- texts ---- */

/* Every party of the case; two of one side are one. */
static bool find_usual_parties(maker *m) {
    const truce_case *const c = m->d->c;
    uint32_t *const at = truce_arena_take(m->arena, c->n_actors * sizeof *at);
    if (at == NULL) {
        return false;
    }
    uint32_t n = 0;
    memset(m->usual, 0xFF, c->n_actors * sizeof *m->usual);
    for (uint32_t i = 0; i < c->n_actors; i++) {
        if (c->actors[i].kind == TRUCE_ACTOR_PARTY && m->usual[c->actors[i].side] == TRUCE_NONE) {
            m->usual[c->actors[i].side] = i;
            at[n++] = i;
        }
    }
    m->usual_parties = (truce_indices){at, n};
    return true;
}

static bool find_parties(maker *m, uint32_t draft) {
    const truce_case *const c = m->d->c;
    const truce_refs of = c->drafts[draft].top.names;
    uint32_t *const at = truce_arena_take(m->arena, of.n * sizeof *at);
    if (at == NULL) {
        return false;
    }
    uint32_t n = 0;
    for (uint32_t i = 0; i < of.n; i++) {
        const uint32_t actor = truce_case_find(c, TRUCE_KIND_ACTOR, of.at[i]);
        const uint32_t side = c->actors[actor].side;
        if (m->party_in[side] != draft + 1) {
            m->party_in[side] = draft + 1;
            m->party_of[side] = actor;
            at[n++] = actor;
        }
    }
    m->d->drafts[draft].parties = of.n > 0 ? (truce_indices){at, n} : m->usual_parties;
    return true;
}

static bool make_clause(maker *m, uint32_t draft, uint32_t i, truce_indices wordings) {
    truce_draft *const of = &m->d->drafts[draft];
    truce_draft_clause *const clause = &m->d->clauses[i];
    *clause = (truce_draft_clause){.draft = draft, .last = TRUCE_NONE};
    if (!order_wordings(m, i, wordings, clause)) {
        return false;
    }
    if (clause->last != TRUCE_NONE) {
        const int64_t version = version_of(m->d, clause->last);
        of->version = version > of->version ? version : of->version;
        count_brackets(m, clause);
        if (!find_stands(m, i, clause)) {
            return false;
        }
    }
    clause->state = state_of(m->d, clause);
    of->in_state[clause->state]++;
    return true;
}

static bool make_draft(maker *m, uint32_t i, truce_indices clauses,
                       const truce_drafts_lists *wordings) {
    truce_draft *const draft = &m->d->drafts[i];
    numbered *const order = truce_arena_take(m->arena, (clauses.n + 1U) * sizeof *order);
    uint32_t *const at = truce_arena_take(m->arena, (clauses.n + 1U) * sizeof *at);
    if (order == NULL || at == NULL || !find_parties(m, i)) {
        return false;
    }
    draft->indivisible = truce_draft_line(&m->d->c->drafts[i], TRUCE_PLAN_INDIVISIBLE) != NULL;
    for (uint32_t k = 0; k < clauses.n; k++) {
        const uint32_t clause = clauses.at[k];
        if (!make_clause(m, i, clause, truce_drafts_of(wordings, clause))) {
            return false;
        }
        order[k] = (numbered){m->d->clauses[clause].number, clause};
    }
    qsort(order, clauses.n, sizeof *order, by_number);
    for (uint32_t k = 0; k < clauses.n; k++) {
        at[k] = order[k].clause;
    }
    draft->clauses = (truce_indices){at, clauses.n};
    return true;
}

static bool take_scratch(maker *m) {
    const truce_case *const c = m->d->c;
    m->bracket_in = truce_arena_zero(m->arena, c->symbols.n, sizeof *m->bracket_in);
    m->stood = truce_arena_zero(m->arena, c->n_actors, sizeof *m->stood);
    m->stood_in = truce_arena_zero(m->arena, c->n_actors, sizeof *m->stood_in);
    m->said_in = truce_arena_zero(m->arena, c->n_actors, sizeof *m->said_in);
    m->party_of = truce_arena_zero(m->arena, c->n_actors, sizeof *m->party_of);
    m->party_in = truce_arena_zero(m->arena, c->n_actors, sizeof *m->party_in);
    m->usual = truce_arena_zero(m->arena, c->n_actors, sizeof *m->usual);
    m->d->drafts = truce_arena_zero(m->arena, c->n_drafts, sizeof *m->d->drafts);
    m->d->clauses = truce_arena_zero(m->arena, c->n_clauses, sizeof *m->d->clauses);
    return m->bracket_in != NULL && m->stood != NULL && m->stood_in != NULL && m->said_in != NULL &&
           m->party_of != NULL && m->party_in != NULL && m->usual != NULL && m->d->drafts != NULL &&
           m->d->clauses != NULL;
}

static bool make(maker *m) {
    truce_drafts *const d = m->d;
    const truce_case *const c = d->c;
    truce_drafts_lists clauses;
    truce_drafts_lists wordings;
    truce_drafts_lists definitions;
    if (!take_scratch(m) || !find_usual_parties(m) ||
        !list_by(m, c->clauses, c->n_clauses, TRUCE_KIND_TEXT, c->n_drafts, &clauses) ||
        !list_by(m, c->wordings, c->n_wordings, TRUCE_KIND_CLAUSE, c->n_clauses, &wordings) ||
        !list_by(m, c->definitions, c->n_definitions, TRUCE_KIND_TEXT, c->n_drafts, &definitions) ||
        !list_by(m, c->criticisms, c->n_criticisms, TRUCE_KIND_WORDING, c->n_wordings,
                 &d->criticisms) ||
        !list_by(m, c->changes, c->n_changes, TRUCE_KIND_WORDING, c->n_wordings, &d->changes) ||
        !list_by(m, c->readings, c->n_readings, TRUCE_KIND_WORDING, c->n_wordings, &d->readings) ||
        !list_by(m, c->standings, c->n_standings, TRUCE_KIND_WORDING, c->n_wordings,
                 &d->standings)) {
        return false;
    }
    for (uint32_t i = 0; i < c->n_drafts; i++) {
        d->drafts[i].definitions = truce_drafts_of(&definitions, i);
        if (!make_draft(m, i, truce_drafts_of(&clauses, i), &wordings)) {
            return false;
        }
    }
    return true;
}

truce_status truce_drafts_make(const truce_case *c, const truce_draft_asked *asked,
                               truce_arena *arena, truce_drafts *out, truce_error *err) {
    assert(c != NULL && asked != NULL && asked->version >= 0 && out != NULL);
    truce_drafts made = {.c = c};
    maker m = {.asked = asked, .arena = arena, .d = &made};
    if (!make(&m)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for a text of %u clauses", c->n_clauses);
    }
    *out = made;
    return TRUCE_OK;
}

const char *truce_draft_state_words(truce_draft_state state) {
    static const char *const words[TRUCE_DRAFT_STATES] = {
        [TRUCE_DRAFT_UNWRITTEN] = "without a wording",
        [TRUCE_DRAFT_FORKED] = "worded twice in one version",
        [TRUCE_DRAFT_BRACKETED] = "in brackets",
        [TRUCE_DRAFT_OPEN] = "open",
        [TRUCE_DRAFT_UNSAID] = "not yet answered by all",
        [TRUCE_DRAFT_CONDITIONAL] = "conditional",
        [TRUCE_DRAFT_PROVISIONAL] = "provisional",
        [TRUCE_DRAFT_CLOSED] = "closed",
    };
    return words[state];
}

#include "graph_question.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "truce/base/suggest.h"

static const char *const senses[] = {"",          "coalitions", "unknown-a", "unknown-b",
                                     "unknown-c", "unknown-d",  "strength",  "attitudes"};

const char *graph_sense_key(graph_sense sense) {
    return senses[sense];
}

/* Cut off what stands before the next comma; false at the end. */
static bool next_piece(truce_str *rest, truce_str *piece) {
    if (rest->data == NULL) {
        return false;
    }
    const char *const comma = rest->size > 0 ? memchr(rest->data, ',', rest->size) : NULL;
    const size_t size = comma != NULL ? (size_t)(comma - rest->data) : rest->size;
    *piece = (truce_str){rest->data, size};
    *rest = comma != NULL ? (truce_str){comma + 1, rest->size - size - 1} : (truce_str){NULL, 0};
    while (piece->size > 0 && piece->data[0] == ' ') {
        *piece = (truce_str){piece->data + 1, piece->size - 1};
    }
    while (piece->size > 0 && piece->data[piece->size - 1] == ' ') {
        piece->size--;
    }
    return true;
}

static bool is(truce_str text, const char *word) {
    return truce_str_equal(text, truce_str_of(word));
}

/* A whole number from 0 to `most`, and nothing else. */
static bool number(truce_str text, uint64_t most, uint64_t *out) {
    uint64_t n = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] < '0' || text.data[i] > '9' ||
            n > (most - (uint64_t)(text.data[i] - '0')) / 10) {
            return false;
        }
        n = n * 10 + (uint64_t)(text.data[i] - '0');
    }
    *out = n;
    return text.size > 0 && n <= most;
}

/* ---- concepts
 * ------------------------------------------------------------------------------------- */

static bool read_concept(truce_str word, truce_arena *arena, graph_concept *out) {
    uint64_t n = 0;
    for (truce_graph_concept c = TRUCE_NASH; c < TRUCE_CONCEPTS; c++) {
        if (is(word, truce_graph_concept_key(c))) {
            *out = (graph_concept){GRAPH_BASIC, c, 0, truce_graph_concept_key(c)};
            return true;
        }
    }
    if (is(word, "non-myopic")) {
        *out = (graph_concept){GRAPH_NONMYOPIC, TRUCE_NASH, 0, "non-myopic"};
        return true;
    }
    const size_t head = word.size > 2 && memcmp(word.data, "mr", 2) == 0 ? 2
                        : word.size > 1 && word.data[0] == 'l'           ? 1
                                                                         : 0;
    if (head == 0 ||
        !number((truce_str){word.data + head, word.size - head}, GRAPH_AHEAD_MAX, &n) || n == 0) {
        return false;
    }
    *out = (graph_concept){
        head == 2 ? GRAPH_METARATIONAL : GRAPH_LIMITED, TRUCE_NASH, (uint32_t)n,
        truce_arena_printf(arena, "%s%u", head == 2 ? "mr" : "l", (unsigned)n).data};
    return true;
}

static truce_status read_concepts(const char *text, truce_arena *arena, graph_question *q,
                                  truce_error *err) {
    truce_str rest = truce_str_of(text), word;
    while (next_piece(&rest, &word)) {
        if (q->n_concepts == GRAPH_CONCEPTS_MAX) {
            return truce_fail(err, TRUCE_EINVAL, "--concept: at most %d at a time",
                              GRAPH_CONCEPTS_MAX);
        }
        if (!read_concept(word, arena, &q->concepts[q->n_concepts])) {
            return truce_fail(err, TRUCE_EINVAL,
                              "--concept: %.*s is none of nash, gmr, smr, seq, sseq, sim, "
                              "non-myopic, l1 to l%d and mr1 to mr%d",
                              TRUCE_STR_ARGS(word), GRAPH_AHEAD_MAX, GRAPH_AHEAD_MAX);
        }
        if (q->concepts[q->n_concepts].key == NULL) {
            return truce_fail(err, TRUCE_ENOMEM, "no memory for a question");
        }
        for (uint32_t i = 0; i < q->n_concepts; i++) {
            if (strcmp(q->concepts[i].key, q->concepts[q->n_concepts].key) == 0) {
                return truce_fail(err, TRUCE_EINVAL, "--concept: %s stands there twice",
                                  q->concepts[i].key);
            }
        }
        q->n_concepts++;
    }
    return TRUCE_OK;
}

/* Which of them do for what is asked. */
static truce_status check_concepts(const graph_question *q, truce_error *err) {
    for (uint32_t i = 0; i < q->n_concepts; i++) {
        const graph_concept *const c = &q->concepts[i];
        if (q->about == GRAPH_STATE) {
            return truce_fail(err, TRUCE_EINVAL,
                              "--state tells of all six concepts; leave out --concept");
        }
        if (q->about != GRAPH_ALL && c->kind != GRAPH_BASIC) {
            return truce_fail(err, TRUCE_EINVAL,
                              "--concept: here one of nash, gmr, smr, seq, sseq and sim, not %s",
                              c->key);
        }
        if (q->sense != GRAPH_OWN && (c->kind != GRAPH_BASIC || c->basic > TRUCE_SEQ)) {
            return truce_fail(err, TRUCE_EINVAL,
                              "--concept: in the sense %s one of nash, gmr, smr and seq, not %s",
                              senses[q->sense], c->key);
        }
    }
    return q->sense != GRAPH_OWN && q->about != GRAPH_ALL
               ? truce_fail(err, TRUCE_EINVAL, "--sense is asked of all states")
               : TRUCE_OK;
}

static truce_status read_sense(const char *text, graph_question *q, truce_error *err) {
    for (size_t i = 1; i < sizeof senses / sizeof *senses; i++) {
        if (strcmp(text, senses[i]) == 0) {
            q->sense = (graph_sense)i;
            return TRUCE_OK;
        }
    }
    return truce_fail(err, TRUCE_EINVAL,
                      "--sense is coalitions, unknown-a, unknown-b, unknown-c, unknown-d, strength "
                      "or attitudes");
}

/* ---- options and states
 * --------------------------------------------------------------------------- */

/* By name, or by number where no option has that name. */
static bool find_option(const truce_graph_model *m, truce_str word, uint32_t *out) {
    uint64_t k = 0;
    for (uint32_t i = 0; i < m->n_options; i++) {
        if (m->options[i].name.size > 0 && truce_str_equal(m->options[i].name, word)) {
            *out = i;
            return true;
        }
    }
    if (number(word, m->n_options - 1, &k)) {
        *out = (uint32_t)k;
        return true;
    }
    return false;
}

/* The option that a word may have been meant for: "did you mean"; or nothing. */
static truce_str near_option(const truce_graph_model *m, truce_str word, truce_arena *arena) {
    truce_suggestion near = truce_suggest_for(word);
    for (uint32_t i = 0; i < m->n_options; i++) {
        truce_suggest_try(&near, m->options[i].name);
    }
    return truce_suggest_hint(&near, arena);
}

static truce_status no_state(const truce_graph_model *m, const char *where, truce_str word,
                             truce_arena *arena, truce_error *err) {
    const truce_str hint = near_option(m, word, arena);
    return truce_fail(err, TRUCE_EINVAL,
                      "%s: a state is %" PRIu32 " letters Y and N, its number, or the options that "
                      "are taken with commas between; %.*s is none%s%.*s",
                      where, m->n_options, TRUCE_STR_ARGS(word), hint.size > 0 ? "; " : "",
                      TRUCE_STR_ARGS(hint));
}

static truce_status no_option(const truce_graph_model *m, const char *where, truce_str word,
                              truce_arena *arena, truce_error *err) {
    const truce_str hint = near_option(m, word, arena);
    return truce_fail(err, TRUCE_EINVAL, "%s: no option is called \"%.*s\"%s%.*s", where,
                      TRUCE_STR_ARGS(word), hint.size > 0 ? "; " : "", TRUCE_STR_ARGS(hint));
}

static truce_status read_options(const truce_graph_model *m, const char *where, truce_str text,
                                 truce_arena *arena, uint64_t *out, truce_error *err) {
    truce_str word;
    uint32_t k = 0;
    while (next_piece(&text, &word)) {
        if (!find_option(m, word, &k)) {
            return no_option(m, where, word, arena, err);
        }
        *out |= UINT64_C(1) << k;
    }
    return TRUCE_OK;
}

/* A letter for each option, the state's number, or the options that are taken. `exact`: those
 * forms that say of each option how it is. */
static truce_status read_state(const truce_graph_model *m, const char *where, const char *text,
                               truce_arena *arena, truce_graph_state *out, bool *exact,
                               truce_error *err) {
    const truce_str word = truce_str_of(text);
    const bool letters = word.size == m->n_options && strspn(text, "YN") == word.size;
    truce_graph_state s = 0;
    uint32_t k = 0;
    for (uint32_t i = 0; letters && i < m->n_options; i++) {
        s |= (uint64_t)(text[i] == 'Y') << i;
    }
    *exact = letters;
    if (!letters && !is(word, "nothing") &&
        !(*exact = number(word, (UINT64_C(1) << m->n_options) - 1, &s))) {
        if (strspn(text, "0123456789") == word.size) {
            return truce_fail(err, TRUCE_EINVAL, "%s: %s is no state of %" PRIu32 " options", where,
                              text, m->n_options);
        }
        const bool one = memchr(text, ',', word.size) == NULL;
        if (one && !find_option(m, word, &k)) {
            return no_state(m, where, word, arena, err);
        }
        const truce_status status = read_options(m, where, word, arena, &s, err);
        if (status != TRUCE_OK) {
            return status;
        }
    }
    *out = s;
    return TRUCE_OK;
}

static truce_status read_held(const truce_graph_model *m, truce_str text, truce_arena *arena,
                              truce_graph_pattern *held, truce_error *err) {
    static const truce_str not = {"not ", 4};
    uint32_t k = 0;
    bool taken = true;
    truce_str word = text;
    if (!find_option(m, word, &k)) {
        if (word.size > not .size && memcmp(word.data, not .data, not .size) == 0) {
            taken = false;
            word = (truce_str){word.data + not .size, word.size - not .size};
        }
        if (!find_option(m, word, &k)) {
            return no_option(m, "--hold", word, arena, err);
        }
    }
    const uint64_t option = UINT64_C(1) << k;
    if ((held->care & option) != 0 && ((held->taken & option) != 0) != taken) {
        return truce_fail(err, TRUCE_EINVAL, "--hold: %.*s cannot be taken and not taken",
                          TRUCE_STR_ARGS(word));
    }
    held->care |= option;
    held->taken |= taken ? option : 0;
    return TRUCE_OK;
}

/* A state of which something is held: it has that as it is held, unless it says otherwise. */
static truce_status read_state_held(const truce_graph_model *m, const char *where, const char *text,
                                    truce_graph_pattern held, truce_arena *arena,
                                    truce_graph_state *out, bool *exact, truce_error *err) {
    truce_status status = read_state(m, where, text, arena, out, exact, err);
    if (status != TRUCE_OK) {
        return status;
    }
    const uint64_t other =
        (*out & held.care & ~held.taken) | (*exact ? held.taken & ~*out : UINT64_C(0));
    if (other != 0) {
        const uint32_t k = (uint32_t)__builtin_ctzll(other);
        const bool taken = (held.taken >> k & 1) != 0;
        return truce_fail(err, TRUCE_EINVAL,
                          "%s and --hold settle option %" PRIu32 "%s%.*s%s in two ways: it is "
                          "held %staken; ask twice",
                          where, k, m->options[k].name.size > 0 ? " (" : "",
                          TRUCE_STR_ARGS(m->options[k].name),
                          m->options[k].name.size > 0 ? ")" : "", taken ? "" : "not ");
    }
    *out |= held.taken;
    return TRUCE_OK;
}

static truce_status read_states(const truce_graph_model *m, const truce_stability_query *ask,
                                truce_arena *arena, graph_question *q, truce_error *err) {
    truce_status status = TRUCE_OK;
    q->state_text = ask->state != NULL     ? ask->state
                    : ask->inverse != NULL ? ask->inverse
                                           : ask->target;
    q->state_of = ask->state != NULL ? "--state" : ask->inverse != NULL ? "--inverse" : "--target";
    q->has_state = q->state_text != NULL;
    q->from_text = ask->from;
    q->has_from = ask->from != NULL;
    if (q->has_state) {
        status = read_state_held(m, q->state_of, q->state_text, q->held, arena, &q->state,
                                 &q->exact, err);
    }
    if (q->has_from && status == TRUCE_OK) {
        status =
            read_state_held(m, "--from", ask->from, q->held, arena, &q->from, &q->from_exact, err);
    }
    return status;
}

/* The model's own target is asked about too, so that what does nothing as things stand is not taken
 * to do nothing at all. */
static void add_target(const uint64_t *target, graph_question *q) {
    if (q->about != GRAPH_WHAT_IF || q->has_state || target == NULL ||
        (*target & q->held.care & ~q->held.taken) != 0) {
        return;
    }
    q->has_state = true;
    q->of_model = true;
    q->state = *target | q->held.taken;
}

/* A state that is told by the options taken: who has no order leaves those alone that it does not
 * name, so they are as in `as`. */
static uint64_t keep(uint64_t as, uint64_t unstated, bool exact, const graph_question *q,
                     truce_graph_state *state) {
    const uint64_t kept = exact ? 0 : as & ~*state & unstated & ~q->held.care;
    *state |= kept;
    return kept;
}

/* Who has no order is taken to leave its moves alone: they are held as the state that is asked
 * about has them. */
static truce_status settle(const truce_graph_model *m, uint64_t unstated, graph_question *q,
                           truce_error *err) {
    const uint64_t open = unstated & ~q->held.care & ~q->options;
    const bool own = q->has_state && q->about != GRAPH_WHAT_IF;
    if (q->has_from && m->has_status_quo) {
        q->from_kept = keep(m->status_quo, unstated, q->from_exact, q, &q->from);
    }
    if (q->has_state && (q->has_from || m->has_status_quo)) {
        q->kept = keep(q->has_from ? q->from : m->status_quo, unstated, q->exact, q, &q->state);
    }
    const truce_graph_state as = own ? q->state : q->has_from ? q->from : m->status_quo;
    const bool settled = own || q->has_from || m->has_status_quo;
    const uint64_t other = own && q->has_from ? (q->state ^ q->from) & open : 0;
    if (other != 0) {
        const uint32_t k = (uint32_t)__builtin_ctzll(other);
        return truce_fail(err, TRUCE_EINVAL,
                          "%s and --from settle %.*s in two ways, and nobody states what its owner "
                          "prefers, so it is held in one: leave out --from, or ask twice",
                          q->state_of, TRUCE_STR_ARGS(m->options[k].name));
    }
    q->by_default = settled ? open : 0;
    q->target_held = q->held;
    q->target_held.care |= q->by_default;
    q->target_held.taken |= q->state & q->by_default;
    q->held.care |= q->by_default;
    q->held.taken |= as & q->by_default;
    return TRUCE_OK;
}

truce_status graph_question_read(const truce_graph_model *m, const truce_stability_query *ask,
                                 uint64_t unstated, const uint64_t *target, truce_arena *arena,
                                 graph_question *out, truce_error *err) {
    graph_question q = {.about = ask->state != NULL     ? GRAPH_STATE
                                 : ask->inverse != NULL ? GRAPH_INVERSE
                                 : ask->what_if != NULL ? GRAPH_WHAT_IF
                                                        : GRAPH_ALL,
                        .threads = ask->threads};
    truce_status status = TRUCE_OK;
    if (ask->concepts != NULL) {
        status = read_concepts(ask->concepts, arena, &q, err);
    }
    if (ask->sense != NULL && status == TRUCE_OK) {
        status = read_sense(ask->sense, &q, err);
    }
    if (status == TRUCE_OK) {
        status = check_concepts(&q, err);
    }
    const truce_graph_concept last = q.sense == GRAPH_OWN ? TRUCE_SIM : TRUCE_SEQ;
    for (truce_graph_concept c = TRUCE_NASH; ask->concepts == NULL && c <= last; c++) {
        q.concepts[q.n_concepts++] = (graph_concept){GRAPH_BASIC, c, 0, truce_graph_concept_key(c)};
    }
    for (size_t i = 0; i < ask->n_hold && status == TRUCE_OK; i++) {
        status = read_held(m, ask->hold[i], arena, &q.held, err);
    }
    if (status == TRUCE_OK) {
        status = read_states(m, ask, arena, &q, err);
    }
    if (ask->what_if != NULL && status == TRUCE_OK) {
        status = read_options(m, "--what-if", truce_str_of(ask->what_if), arena, &q.options, err);
    }
    if (status == TRUCE_OK) {
        add_target(target, &q);
        status = settle(m, unstated, &q, err);
    }
    if (status == TRUCE_OK) {
        *out = q;
    }
    return status;
}

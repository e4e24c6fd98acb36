/* To say something: it is prepared under the present keys, queued, and prepared again when the
 * keys changed meanwhile. */
#include "record/ledger/ledger_in.h"

enum { ATTEMPTS = 100 };

typedef struct saying {
    truce_ledger *l;
    const truce_ledger_message *messages;
    size_t n;
    int64_t now;
    truce_arena arena; /* secret */
    uint8_t (*ids)[TRUCE_SAID_ID];
    truce_error *err;
} saying;

static truce_status check_target(const saying *s, const truce_ledger_message *m) {
    const truce_ledger *const l = s->l;
    if (m->type != TRUCE_SAID_SUPERSEDE && m->type != TRUCE_SAID_RETRACT) {
        return TRUCE_OK;
    }
    const opened *const of = ledger_event(l, m->of, NULL);
    if (of == NULL || of->refused) {
        return truce_fail(s->err, TRUCE_ENOTFOUND, "there is no such event");
    }
    if ((l->roster.rights & TRUCE_RIGHT_MANAGE) == 0 &&
        memcmp(of->said.author, l->me->card.keys.sign, sizeof of->said.author) != 0) {
        return truce_fail(s->err, TRUCE_EDENIED,
                          "only its author, or a manager, may undo an event");
    }
    return TRUCE_OK;
}

/* May this be said? The same for all that a reader may not see: it is not there. */
static truce_status check(const saying *s, const truce_ledger_message *m) {
    const epoch *const e = ledger_epoch(s->l);
    if (m->n_labels == 0) {
        return truce_fail(s->err, TRUCE_EINVAL, "an event is for somebody: name a compartment");
    }
    if (m->n_labels > TRUCE_LABELS_MAX) {
        return truce_fail(s->err, TRUCE_ELIMIT, "an event is for at most %d compartments",
                          TRUCE_LABELS_MAX);
    }
    for (size_t i = 0; i < m->n_labels; i++) {
        if (epoch_room(e, m->labels[i]) == NO_ROOM) {
            return truce_fail(s->err, TRUCE_ENOTFOUND, "you are in no compartment \"%.*s\"",
                              m->labels[i].size > 80 ? 80 : (int)m->labels[i].size,
                              m->labels[i].size > 0 ? m->labels[i].data : "");
        }
    }
    return check_target(s, m);
}

/* Labels rising, each once, and the keys of their rooms. */
static size_t sort_labels(const truce_ledger_message *m, truce_str *labels) {
    size_t n = 0;
    for (size_t i = 0; i < m->n_labels; i++) {
        size_t at = n;
        while (at > 0 && truce_str_compare(labels[at - 1], m->labels[i]) >= 0) {
            at--;
        }
        if (at < n && truce_str_equal(labels[at], m->labels[i])) {
            continue;
        }
        memmove(labels + at + 1, labels + at, (n - at) * sizeof *labels);
        labels[at] = m->labels[i];
        n++;
    }
    return n;
}

static truce_status prepare(saying *s, size_t i, truce_draft *draft) {
    const truce_ledger_message *const m = &s->messages[i];
    truce_str labels[TRUCE_LABELS_MAX];
    uint8_t to[TRUCE_LABELS_MAX][KEY];
    uint8_t tags[TRUCE_LABELS_MAX][STATEMENT_TAG];
    truce_status status = check(s, m);
    if (status != TRUCE_OK) {
        return status;
    }
    const epoch *const e = ledger_epoch(s->l);
    const size_t n = sort_labels(m, labels);
    for (size_t k = 0; k < n; k++) {
        const room *const r = &e->rooms[epoch_room(e, labels[k])];
        memcpy(to[k], r->key, KEY);
        statement_tag(r->id, s->ids[i], tags[k]);
    }
    statement said = {.type = (uint8_t)m->type,
                      .time = s->now,
                      .tags = (const uint8_t(*)[STATEMENT_TAG])tags,
                      .n_tags = n,
                      .text = m->text};
    memcpy(said.id, s->ids[i], sizeof said.id);
    if (m->type == TRUCE_SAID_SUPERSEDE || m->type == TRUCE_SAID_RETRACT) {
        memcpy(said.of, m->of, sizeof said.of);
    }
    status = ledger_draft(s->l, &said, TRUCE_ENTRY_EVENT, (const uint8_t(*)[KEY])to, n, &s->arena,
                          draft, s->err);
    sodium_memzero(to, sizeof to);
    return status;
}

/* Those that are not in the ledger yet, `left` of them by index. */
static truce_status attempt(saying *s, size_t *left, size_t *n_left) {
    truce_ledger *const l = s->l;
    truce_status status = truce_ledger_refresh(l, s->err);
    status = status == TRUCE_OK ? truce_ledger_sound(l, s->err) : status;
    if (status != TRUCE_OK) {
        return status;
    }
    if ((l->roster.rights & TRUCE_RIGHT_ADD) == 0) {
        return truce_fail(s->err, TRUCE_EDENIED, "you have not the right to add to this ledger");
    }
    truce_draft *const drafts = truce_arena_zero(&s->arena, *n_left, sizeof *drafts);
    uint64_t *const placed = truce_arena_zero(&s->arena, *n_left, sizeof *placed);
    if (drafts == NULL || placed == NULL) {
        return ledger_no_memory(s->err);
    }
    for (size_t i = 0; i < *n_left && status == TRUCE_OK; i++) {
        status = prepare(s, left[i], &drafts[i]);
    }
    commit_plan plan = {.l = l, .ledger = truce_store_id(l->store), .me = l->me, .now = s->now};
    if (status == TRUCE_OK) {
        status = truce_store_append(l->store, drafts, *n_left, ledger_seal, &plan, placed, s->err);
    }
    if (status != TRUCE_OK) {
        return status;
    }
    size_t still = 0;
    for (size_t i = 0; i < *n_left; i++) {
        if (placed[i] == 0) {
            left[still++] = left[i];
        }
    }
    *n_left = still;
    return TRUCE_OK;
}

truce_status truce_ledger_say(truce_ledger *ledger, const truce_ledger_message *messages, size_t n,
                              int64_t now, uint8_t (*ids)[TRUCE_SAID_ID], truce_error *err) {
    saying s = {ledger, messages, n, now, truce_arena_secret(), NULL, err};
    truce_status status = TRUCE_OK;
    size_t n_left = n;
    size_t *const left = truce_arena_take(&s.arena, (n + 1) * sizeof *left);
    s.ids = truce_arena_take(&s.arena, (n + 1) * sizeof *s.ids);
    if (left == NULL || s.ids == NULL) {
        status = ledger_no_memory(err);
    } else if (n > TRUCE_COMMIT_MAX) {
        status =
            truce_fail(err, TRUCE_ELIMIT, "at most %u events are said at once", TRUCE_COMMIT_MAX);
    } else {
        randombytes_buf(s.ids, n * sizeof *s.ids);
    }
    for (size_t i = 0; i < n && status == TRUCE_OK; i++) {
        left[i] = i;
    }
    for (int i = 0; n_left > 0 && status == TRUCE_OK; i++) {
        status = i < ATTEMPTS ? attempt(&s, left, &n_left)
                              : truce_fail(err, TRUCE_ELIMIT,
                                           "the keys change all the time: "
                                           "nothing could be said; try again");
    }
    if (status == TRUCE_OK && n > 0) {
        if (ids != NULL) {
            memcpy(ids, s.ids, n * sizeof *ids);
        }
        status = truce_ledger_refresh(ledger, err);
    }
    truce_arena_clear(&s.arena);
    return status;
}

/* To merge: events that another ledger tells are committed here, by their ids, as their authors
 * signed them. Two who merge at once must not commit one event twice, so these drafts are proved to
 * nobody: only who prepared them commits them, and looks again with the lock held. */
#include <stdlib.h>

#include "record/ledger/ledger_in.h"

enum { ATTEMPTS = 100, AT_ONCE = 4096 };

typedef struct merging {
    truce_ledger *l, *other;
    int64_t now;
    truce_arena *arena;
    truce_error *err;
    truce_merge *merge;
    truce_merge_left *left;
    size_t left_cap;
    const opened **chosen; /* of the other's, in order; those of one attempt */
    size_t n_chosen;
    truce_draft *drafts; /* of the batch in hand: for `chosen` from `from` on */
    size_t n_drafts, from;
} merging;

/* ---- may it be here? ------------------------------------------------------------------------- */

static bool same_said(const statement *a, const statement *b) {
    return truce_str_equal(a->signs, b->signs) &&
           memcmp(a->signature, b->signature, STATEMENT_SIGNATURE) == 0;
}

static bool writes_to(const epoch *e, const room *r, uint32_t member) {
    bool in = r->role == TRUCE_ROOM_PUBLIC;
    for (size_t i = 0; i < e->rooms[1].n_members && !in; i++) { /* the team */
        in = e->rooms[1].members[i] == member;
    }
    for (size_t i = 0; i < r->n_members && !in; i++) {
        in = r->members[i] == member;
    }
    return in;
}

static uint32_t member_by_key(const epoch *e, const uint8_t key[32]) {
    for (uint32_t i = 0; i < e->n_members; i++) {
        if (memcmp(e->members[i].card.keys.sign, key, 32) == 0) {
            return i;
        }
    }
    return TRUCE_MEMBERS_MAX;
}

/* The keys of the rooms that it is for; how many; 0 when its author is not in each. */
static size_t rooms_of(const epoch *e, const opened *o, uint8_t (*to)[KEY]) {
    const uint32_t member = member_by_key(e, o->said.author);
    size_t n = 0;
    for (size_t i = 0; i < e->n_rooms && n < TRUCE_LABELS_MAX; i++) {
        const room *const r = &e->rooms[i];
        if (statement_is_for(&o->said, r->id)) {
            if (!writes_to(e, r, member)) {
                return 0;
            }
            if (to != NULL) {
                memcpy(to[n], r->key, KEY);
            }
            n++;
        }
    }
    return n;
}

/* Does it undo what is another's, though its author may not? What it undoes may be here, or come
 * with it. */
static bool undoes_anothers(const merging *m, const opened *o, uint8_t rights) {
    if (o->said.type == TRUCE_SAID_ADD || (rights & TRUCE_RIGHT_MANAGE) != 0) {
        return false;
    }
    const opened *of = ledger_event(m->l, o->said.of, NULL);
    of = of != NULL ? of : ledger_event(m->other, o->said.of, NULL);
    return of != NULL && memcmp(of->said.author, o->said.author, sizeof o->said.author) != 0;
}

static bool refused(const merging *m, const opened *o, truce_merge_why *why) {
    const epoch *const e = ledger_epoch(m->l);
    const uint8_t rights = epoch_rights(e, o->said.author);
    if ((rights & TRUCE_RIGHT_ADD) == 0 || !epoch_names(e, &o->said)) {
        *why = TRUCE_MERGE_AUTHOR;
    } else if (rooms_of(e, o, NULL) == 0) {
        *why = TRUCE_MERGE_ROOM;
    } else if (undoes_anothers(m, o, rights)) {
        *why = TRUCE_MERGE_UNDOES;
    } else {
        return false;
    }
    return true;
}

static truce_status leave(merging *m, const opened *o, truce_merge_why why) {
    truce_merge_left *const left =
        truce_arena_grow(m->arena, m->left, m->merge->n_left, &m->left_cap, sizeof *left);
    const truce_str name = truce_arena_str(m->arena, o->said.name);
    if (left == NULL || name.data == NULL) {
        return ledger_no_memory(m->err);
    }
    m->left = left;
    left[m->merge->n_left] = (truce_merge_left){.why = why, .name = name, .n = o->n};
    memcpy(left[m->merge->n_left++].id, o->said.id, TRUCE_SAID_ID);
    m->merge->left = left;
    return TRUCE_OK;
}

/* Sort the other's events into those that are here, that cannot be, and that come. */
static truce_status choose(merging *m) {
    m->n_chosen = 0;
    m->merge->known = m->merge->n_left = 0;
    for (size_t i = 0; i < m->other->n_opened; i++) {
        const opened *const o = &m->other->opened[i];
        bool gone = false;
        truce_merge_why why = TRUCE_MERGE_PURGED;
        if (o->refused || o->said.type == TRUCE_SAID_OLDER_KEYS) {
            continue;
        }
        const opened *const here = ledger_event(m->l, o->said.id, &gone);
        bool not = gone;
        if (here != NULL && same_said(&here->said, &o->said)) {
            m->merge->known++;
            continue;
        }
        if (here != NULL) {
            why = TRUCE_MERGE_DIFFERENT;
            not = true;
        }
        not = not || refused(m, o, &why);
        if (not ) {
            const truce_status status = leave(m, o, why);
            if (status != TRUCE_OK) {
                return status;
            }
        } else {
            m->chosen[m->n_chosen++] = o;
        }
    }
    return TRUCE_OK;
}

/* ---- bringing it here ------------------------------------------------------------------------ */

/* Asked with the lock held, of a draft that nobody proved: is it one of these, and not here yet? */
static bool is_mine(const void *with, const truce_draft *draft) {
    const merging *const m = with;
    for (size_t i = 0; i < m->n_drafts; i++) {
        if (memcmp(m->drafts[i].mark, draft->mark, TRUCE_MARK) == 0) {
            bool gone = false;
            const uint8_t *const id = m->chosen[m->from + i]->said.id;
            return ledger_event(m->l, id, &gone) == NULL && !gone;
        }
    }
    return false;
}

static truce_status draft_batch(merging *m, truce_arena *texts) {
    const epoch *const e = ledger_epoch(m->l);
    uint8_t to[TRUCE_LABELS_MAX][KEY];
    truce_status status = TRUCE_OK;
    for (size_t i = 0; i < m->n_drafts && status == TRUCE_OK; i++) {
        const opened *const o = m->chosen[m->from + i];
        const size_t n = rooms_of(e, o, to);
        const truce_str plain = {o->said.signs.data, o->said.signs.size + STATEMENT_SIGNATURE};
        status = ledger_draft_signed(m->l, plain, TRUCE_ENTRY_EVENT, (const uint8_t(*)[KEY])to, n,
                                     texts, &m->drafts[i], m->err);
    }
    sodium_memzero(to, sizeof to);
    return status;
}

static truce_status commit_batch(merging *m, uint64_t *placed) {
    truce_arena texts = truce_arena_new();
    truce_status status = draft_batch(m, &texts);
    commit_plan plan = {.l = m->l,
                        .ledger = truce_store_id(m->l->store),
                        .me = m->l->me,
                        .now = m->now,
                        .mine = is_mine,
                        .with = m};
    if (status == TRUCE_OK) {
        status = truce_store_append(m->l->store, m->drafts, m->n_drafts, ledger_seal, &plan, placed,
                                    m->err);
    }
    for (size_t i = 0; i < m->n_drafts && status == TRUCE_OK; i++) {
        m->merge->taken += placed[i] != 0;
    }
    truce_arena_clear(&texts);
    return status;
}

static truce_status check(truce_ledger *l, const char *which, truce_error *err) {
    truce_status status = truce_ledger_refresh(l, err);
    truce_error why;
    if (status == TRUCE_OK && truce_ledger_sound(l, &why) != TRUCE_OK) {
        status = truce_fail(err, TRUCE_EINVAL, "%s: %s", which, why.message);
    }
    return status;
}

/* One pass over what the other tells; again when the keys changed meanwhile. */
static truce_status attempt(merging *m, uint64_t *placed, bool *again) {
    truce_status status = check(m->l, "here", m->err);
    if (status != TRUCE_OK) {
        return status;
    }
    const epoch *const e = ledger_epoch(m->l);
    if (e == NULL || !e->team || (m->l->roster.rights & TRUCE_RIGHT_ADD) == 0) {
        return truce_fail(m->err, TRUCE_EDENIED, "to merge takes a member of the team who may add");
    }
    *again = false;
    const uint64_t under = e->n;
    const size_t before = m->merge->taken;
    status = choose(m);
    m->merge->known -= status == TRUCE_OK ? before : 0;
    for (m->from = 0; m->from < m->n_chosen && status == TRUCE_OK && !*again; m->from += AT_ONCE) {
        const epoch *const now = ledger_epoch(m->l);
        if (now == NULL || now->n != under) { /* it was asked by other keys whether they may be */
            *again = true;
            break;
        }
        const size_t rest = m->n_chosen - m->from;
        m->n_drafts = rest < AT_ONCE ? rest : AT_ONCE;
        status = commit_batch(m, placed);
        for (size_t i = 0; i < m->n_drafts && status == TRUCE_OK; i++) {
            *again = *again || placed[i] == 0;
        }
    }
    return status;
}

/* ---- two copies of one ledger ---------------------------------------------------------------- */

typedef struct links {
    uint8_t (*at)[HASH]; /* of the first one, [n] */
    uint64_t n, agree;
    bool apart;
} links;

static truce_status take_link(void *with, const truce_entry *entry, truce_error *err) {
    links *const k = with;
    (void)err;
    if (entry->n <= k->n) {
        memcpy(k->at[entry->n - 1], entry->link, HASH);
    }
    return TRUCE_OK;
}

static truce_status hold_link(void *with, const truce_entry *entry, truce_error *err) {
    links *const k = with;
    (void)err;
    k->apart = k->apart || entry->n > k->n || memcmp(k->at[entry->n - 1], entry->link, HASH) != 0;
    k->agree += !k->apart;
    return TRUCE_OK;
}

static truce_status find_fork(merging *m) {
    links k = {.n = m->l->n};
    m->merge->copies =
        memcmp(truce_store_id(m->l->store), truce_store_id(m->other->store), TRUCE_LEDGER_ID) == 0;
    if (!m->merge->copies) {
        return TRUCE_OK;
    }
    k.at = truce_arena_zero(m->arena, k.n + 1, sizeof *k.at);
    if (k.at == NULL) {
        return ledger_no_memory(m->err);
    }
    truce_status status = truce_store_read(m->l->store, 1, k.n, take_link, &k, m->err);
    status = status == TRUCE_OK
                 ? truce_store_read(m->other->store, 1, m->other->n, hold_link, &k, m->err)
                 : status;
    m->merge->agree = k.agree;
    m->merge->here = m->l->n - k.agree;
    m->merge->there = m->other->n - k.agree;
    return status;
}

truce_status truce_ledger_import(truce_ledger *ledger, truce_ledger *other, int64_t now,
                                 truce_arena *arena, truce_merge *merge, truce_error *err) {
    merging m = {.l = ledger, .other = other, .now = now, .arena = arena, .err = err};
    *merge = (truce_merge){.taken = 0};
    m.merge = merge;
    truce_status status = check(other, "there", err);
    status = status == TRUCE_OK ? check(ledger, "here", err) : status;
    if (status == TRUCE_OK &&
        memcmp(ledger->epochs[0].origin, other->epochs[0].origin, TRUCE_LEDGER_ID) != 0) {
        status = truce_fail(err, TRUCE_EINVAL,
                            "neither ledger was exported from the other, nor are they copies of "
                            "one: there is nothing to merge");
    }
    status = status == TRUCE_OK ? find_fork(&m) : status;
    truce_arena memory = truce_arena_new();
    m.chosen = truce_arena_take(&memory, (other->n_opened + 1) * sizeof(const opened *));
    m.drafts = truce_arena_take(&memory, AT_ONCE * sizeof *m.drafts);
    uint64_t *const placed = truce_arena_take(&memory, AT_ONCE * sizeof *placed);
    if (status == TRUCE_OK && (m.chosen == NULL || m.drafts == NULL || placed == NULL)) {
        status = ledger_no_memory(err);
    }
    bool again = true;
    for (int i = 0; again && status == TRUCE_OK; i++) {
        status = i < ATTEMPTS ? attempt(&m, placed, &again)
                              : truce_fail(err, TRUCE_ELIMIT,
                                           "the keys change all the time: not all was merged; try "
                                           "again");
    }
    truce_arena_clear(&memory);
    return status == TRUCE_OK ? truce_ledger_refresh(ledger, err) : status;
}

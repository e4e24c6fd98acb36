/* Drafts, and the chain that is made of them while the store holds its lock. */
#include "record/chain/seal.h"
#include "record/chain/wrap.h"
#include "record/ledger/ledger_in.h"

static void proof(const uint8_t *ledger, const epoch *e, const truce_draft *draft,
                  uint8_t out[TRUCE_PROOF]) {
    uint8_t key[HASH];
    uint8_t text[HASH];
    hash_derive(e->rooms[0].key, "truce queue 1", ledger, key);
    hashing h;
    hash_begin(&h, "truce draft 1", key, TRUCE_PROOF);
    hash_u8(&h, draft->kind);
    hash_bytes(&h, draft->mark, TRUCE_MARK);
    hash_u64(&h, draft->keys);
    hash_u64(&h, draft->behind);
    hash_text(draft->body, text);
    hash_bytes(&h, text, sizeof text);
    hash_text(draft->wraps, text);
    hash_bytes(&h, text, sizeof text);
    hash_end(&h, out, TRUCE_PROOF);
    sodium_memzero(key, sizeof key);
}

void ledger_prove(const uint8_t *ledger, const epoch *e, truce_draft *draft) {
    proof(ledger, e, draft, draft->proof);
}

static void wipe(truce_buffer *buffer) {
    if (buffer->data != NULL) {
        sodium_memzero(buffer->data, buffer->cap);
    }
    truce_buffer_clear(buffer);
}

truce_status ledger_draft_signed(const truce_ledger *l, truce_str plain, uint8_t kind,
                                 const uint8_t (*to)[KEY], size_t n, truce_arena *arena,
                                 truce_draft *draft, truce_error *err) {
    const epoch *const e = ledger_epoch(l);
    const uint8_t *const ledger = truce_store_id(l->store);
    truce_buffer sealed = truce_buffer_new();
    uint8_t key[KEY];
    randombytes_buf(key, sizeof key);
    *draft = (truce_draft){.kind = kind, .keys = e->n, .behind = l->n};
    seal_mark(ledger, key, draft->mark);
    truce_status status = seal_close(ledger, key, kind, plain, &sealed, err);
    const size_t body = sealed.size;
    if (status == TRUCE_OK) {
        status = wrap_key(ledger, draft->mark, key, to, n, &sealed, err);
    }
    sodium_memzero(key, sizeof key);
    if (status == TRUCE_OK) {
        const truce_str both = truce_arena_str(arena, (truce_str){sealed.data, sealed.size});
        status = both.data != NULL ? TRUCE_OK : ledger_no_memory(err);
        draft->body = (truce_str){both.data, body};
        draft->wraps = (truce_str){both.data != NULL ? both.data + body : NULL, both.size - body};
    }
    truce_buffer_clear(&sealed);
    return status;
}

truce_status ledger_draft(truce_ledger *l, const statement *said, uint8_t kind,
                          const uint8_t (*to)[KEY], size_t n, truce_arena *arena,
                          truce_draft *draft, truce_error *err) {
    const epoch *const e = ledger_epoch(l);
    truce_buffer plain = truce_buffer_new();
    statement mine = *said;
    epoch_salt(e, truce_str_of(l->me->card.name), mine.salt);
    /* Room for all of it at once, so that nothing is left behind where the buffer grew. */
    (void)truce_buffer_reserve(&plain, said->text.size + 8192);
    statement_write(&mine, e->origin, l->me, &plain);
    truce_status status = plain.failed ? ledger_no_memory(err) : TRUCE_OK;
    if (status == TRUCE_OK) {
        status = ledger_draft_signed(l, (truce_str){plain.data, plain.size}, kind, to, n, arena,
                                     draft, err);
    }
    wipe(&plain);
    if (status == TRUCE_OK) {
        ledger_prove(truce_store_id(l->store), e, draft);
    }
    return status;
}

/* Is a draft to be committed in the epoch `e`, the one in force? */
static bool takes(const commit_plan *plan, const epoch *e, const truce_draft *draft) {
    if (plan->next != NULL) {
        return memcmp(draft->mark, plan->mark, TRUCE_MARK) == 0 &&
               draft->keys == (e != NULL ? e->n : 0);
    }
    uint8_t right[TRUCE_PROOF];
    if (e == NULL || draft->kind == TRUCE_ENTRY_KEYS || draft->keys != e->n) {
        return false;
    }
    proof(plan->ledger, e, draft, right);
    return sodium_memcmp(right, draft->proof, sizeof right) == 0 ||
           (plan->mine != NULL && plan->mine(plan->with, draft));
}

static truce_status catch_up(truce_ledger *l, uint64_t last, truce_error *err) {
    truce_status status = last > l->n ? ledger_take(l, last, err) : TRUCE_OK;
    if (status == TRUCE_OK && !l->member) {
        status = truce_fail(err, TRUCE_EDENIED, "you are no member of this ledger any more");
    }
    return status == TRUCE_OK ? truce_ledger_sound(l, err) : status;
}

truce_status ledger_seal(void *with, uint64_t last, const truce_draft *drafts, size_t n,
                         truce_commit *commit, truce_error *err) {
    const commit_plan *const plan = with;
    truce_ledger *const l = plan->l;
    const truce_status status = l != NULL ? catch_up(l, last, err) : TRUCE_OK;
    if (status != TRUCE_OK) {
        return status;
    }
    const epoch *const e = l != NULL ? ledger_epoch(l) : NULL;
    chain_head head = {.time = l != NULL && l->time > plan->now ? l->time : plan->now};
    memcpy(head.signer, plan->me->card.keys.sign, sizeof head.signer);
    commit->hour = (uint32_t)(head.time / 3600);
    uint8_t link[HASH];
    if (l != NULL) {
        memcpy(link, l->link, HASH);
    } else {
        chain_begin(plan->ledger, link);
    }
    uint64_t place = last;
    size_t end = 0;
    for (size_t i = 0; i < n; i++) {
        commit->taken[i] = takes(plan, e, &drafts[i]);
        if (commit->taken[i]) {
            truce_entry entry = {.n = ++place,
                                 .kind = drafts[i].kind,
                                 .hour = commit->hour,
                                 .body = drafts[i].body,
                                 .wraps = drafts[i].wraps};
            memcpy(entry.mark, drafts[i].mark, TRUCE_MARK);
            chain_entry(link, &entry, link);
            memcpy(commit->links[i], link, HASH);
            end = i;
        }
    }
    if (place > last) {
        const epoch *const now = plan->next != NULL ? plan->next : e;
        head_sign(plan->ledger, now->rooms[0].key, place, link, &head, plan->me->sign,
                  commit->seal);
        chain_seal(link, commit->seal);
        memcpy(commit->links[end], link, HASH);
    }
    return TRUCE_OK;
}

#include "chosen.h"

#include "known.h"
#include "phrase.h"

/* The next of several names with commas between, from `*at` on; false behind the last. */
static bool next_name(truce_str names, size_t *at, truce_str *name) {
    const size_t begin = *at;
    if (begin > names.size) {
        return false;
    }
    size_t end = begin;
    while (end < names.size && names.data[end] != ',') {
        end++;
    }
    *name = (truce_str){names.data + begin, end - begin};
    *at = end + 1;
    return true;
}

/* Whether a record was named by --preferences. */
static bool is_named(const truce_session *s, uint32_t record) {
    const truce_request *const r = &s->request;
    const truce_str name = truce_case_name(&s->c, s->c.preferences[record].head.name);
    for (size_t i = 0; i < r->n_preferences; i++) {
        truce_str asked;
        for (size_t at = 0; next_name(r->preferences[i], &at, &asked);) {
            if (truce_str_equal(asked, name)) {
                return true;
            }
        }
    }
    return false;
}

/* Whether it is one to take: where some record of its party was named, only what was. */
static bool is_meant(const truce_session *s, uint32_t record) {
    const truce_case *const c = &s->c;
    const uint32_t of = truce_case_find(c, TRUCE_KIND_ACTOR, c->preferences[record].of);
    bool some = false;
    for (uint32_t i = 0; i < c->n_preferences && !some; i++) {
        some = truce_case_find(c, TRUCE_KIND_ACTOR, c->preferences[i].of) == of && is_named(s, i);
    }
    return !some || is_named(s, record);
}

/* Every name that was asked for is that of some preferences. */
static truce_status check_names(truce_session *s, truce_error *err) {
    const truce_request *const r = &s->request;
    for (size_t i = 0; i < r->n_preferences; i++) {
        truce_str asked;
        for (size_t at = 0; next_name(r->preferences[i], &at, &asked);) {
            const truce_ref ref = {truce_symbols_find(&s->c.symbols, asked), 0};
            if (truce_case_find(&s->c, TRUCE_KIND_PREFERENCES, ref) == TRUCE_NONE) {
                return known_refuse(s, TRUCE_KIND_PREFERENCES, asked, err);
            }
        }
    }
    return TRUCE_OK;
}

static truce_status say_several(const truce_session *s, uint32_t first, uint32_t second,
                                truce_error *err) {
    const truce_preferences *const a = &s->c.preferences[first];
    const truce_preferences *const b = &s->c.preferences[second];
    return truce_fail(
        err, TRUCE_EINVAL,
        "%.*s has several preferences: say which are meant, as in --preferences %.*s (or %.*s)",
        TRUCE_STR_ARGS(phrase_actor(&s->c, a->of)),
        TRUCE_STR_ARGS(truce_case_name(&s->c, a->head.name)),
        TRUCE_STR_ARGS(truce_case_name(&s->c, b->head.name)));
}

truce_status chosen_records(truce_session *session, const uint32_t *parties, uint32_t n,
                            uint32_t *records, uint32_t *n_records, truce_error *err) {
    const truce_case *const c = &session->c;
    truce_status status = check_names(session, err);
    uint32_t found = 0;
    for (uint32_t p = 0; p < n && status == TRUCE_OK; p++) {
        uint32_t chosen = TRUCE_NONE;
        for (uint32_t i = 0; i < c->n_preferences && status == TRUCE_OK; i++) {
            const uint32_t of = truce_case_find(c, TRUCE_KIND_ACTOR, c->preferences[i].of);
            if (of != parties[p] || !is_meant(session, i)) {
                continue;
            }
            if (chosen != TRUCE_NONE) {
                status = say_several(session, chosen, i, err);
            }
            chosen = i;
        }
        if (chosen != TRUCE_NONE) {
            records[found++] = chosen;
        }
    }
    if (status == TRUCE_OK) {
        *n_records = found;
    }
    return status;
}

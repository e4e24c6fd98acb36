#include "truce/actions/ways.h"

#include "known.h"
#include "offers.h"
#include "truce/case/load.h"
#include "ways.h"

/* "7d", "7 days" or "7". */
static bool days_of(truce_str text, int64_t *days) {
    size_t i = 0;
    for (*days = 0; i < text.size && i < 6 && text.data[i] >= '0' && text.data[i] <= '9'; i++) {
        *days = 10 * *days + (text.data[i] - '0');
    }
    const truce_str unit = {text.data + i, text.size - i};
    return i > 0 && *days > 0 &&
           (unit.size == 0 || truce_str_equal(unit, TRUCE_STR("d")) ||
            truce_str_equal(unit, TRUCE_STR(" days")) || truce_str_equal(unit, TRUCE_STR(" day")));
}

static truce_status read_quiet(const truce_request *request, truce_ways_options *options,
                               truce_error *err) {
    truce_error why;
    if (request->quiet.size == 0 && request->today.size == 0) {
        return TRUCE_OK;
    }
    if (request->quiet.size == 0 || request->today.size == 0) {
        return truce_fail(err, TRUCE_EINVAL,
                          "--quiet says for how many days nothing has moved, and --today until "
                          "when: give both");
    }
    if (!days_of(request->quiet, &options->quiet_days)) {
        return truce_fail(err, TRUCE_EINVAL, "--quiet is a number of days: 7d");
    }
    if (truce_date_parse(request->today, &options->today, &why) != TRUCE_OK ||
        options->today.first == INT64_MIN) {
        return truce_fail(err, TRUCE_EINVAL, "--today is a day: 2031-04-01");
    }
    return TRUCE_OK;
}

/* Keep those that are asked for. */
static void keep_ways(const composer *k, bool messages, truce_ways *ways) {
    uint32_t n = 0;
    uint32_t n_alarms = 0;
    uint32_t thread = TRUCE_NONE;
    for (uint32_t i = 0; i < ways->n; i++) {
        thread = ways->at[i].offer == k->offer ? ways->at[i].thread : thread;
    }
    for (uint32_t i = 0; i < ways->n_alarms; i++) {
        const truce_way_alarm *const a = &ways->alarms[i];
        if (k->c->offers[a->thread].message == messages &&
            (k->offer == TRUCE_NONE || a->thread == thread)) {
            ways->alarms[n_alarms++] = *a;
        }
    }
    for (uint32_t i = 0; i < ways->n; i++) {
        if (k->c->offers[ways->at[i].offer].message == messages &&
            (k->offer == TRUCE_NONE || ways->at[i].offer == k->offer)) {
            ways->at[n++] = ways->at[i];
        }
    }
    ways->n = n;
    ways->n_alarms = n_alarms;
}

truce_status ways_find(composer *k, const bool *messages, ways_found *found, truce_error *err) {
    truce_ways_options options = {.at = k->session->at, .no_records = k->session->n_only > 0};
    truce_status status = read_quiet(&k->session->request, &options, err);
    status = status == TRUCE_OK ? ways_said(k->session, &options.said, err) : status;
    if (status == TRUCE_OK) {
        status = truce_offers_make(&k->scope, k->arena, &found->offers, err);
    }
    if (status == TRUCE_OK) {
        status = truce_ways_make(&k->scope, &found->offers, options, k->arena, &found->ways, err);
    }
    if (status == TRUCE_OK && messages != NULL) {
        keep_ways(k, *messages, &found->ways);
    }
    return status;
}

/* The card that may be that of whoever countersigned. */
static truce_status read_card(composer *k, truce_error *err) {
    truce_input *inputs = NULL;
    size_t n = 0;
    if (k->session->request.card == NULL) {
        return TRUCE_OK;
    }
    truce_card *const card = truce_arena_take(k->arena, sizeof *card);
    if (card == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for a card");
    }
    truce_status status = truce_case_load(&k->session->request.card, 1, k->arena, &inputs, &n, err);
    status = status == TRUCE_OK ? truce_card_read(inputs[0].bytes, card, err) : status;
    if (status == TRUCE_EPARSE) { /* it is not the case that cannot be read */
        err->status = TRUCE_EINVAL;
        status = TRUCE_EINVAL;
    }
    k->session->card = status == TRUCE_OK ? card : NULL;
    return status;
}

/* The alarms of each offer, in their order: of what moved or was answered, of the version that
 * somebody has who has an older one, and of the first that came twice. */
static bool list_alarms(const composer *k, ways_found *found) {
    const truce_ways *const w = &found->ways;
    found->alarm = truce_arena_take(k->arena, (k->c->n_offers + 1U) * sizeof *found->alarm);
    found->another = truce_arena_take(k->arena, (w->n_alarms + 1U) * sizeof *found->another);
    if (found->alarm == NULL || found->another == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < k->c->n_offers; i++) {
        found->alarm[i] = TRUCE_NONE;
    }
    for (uint32_t i = w->n_alarms; i > 0; i--) {
        const truce_way_alarm *const a = &w->alarms[i - 1];
        const uint32_t offer = a->kind == TRUCE_WAY_VERSIONS ? a->other : a->offer;
        found->another[i - 1] = found->alarm[offer];
        found->alarm[offer] = i - 1;
    }
    return true;
}

uint32_t ways_first_alarm(composer *k, uint32_t offer) {
    const ways_found *const all = ways_all(k);
    return all != NULL ? all->alarm[offer] : TRUCE_NONE;
}

const ways_found *ways_all(composer *k) {
    truce_error err;
    if (k->ways == NULL && k->c->n_custody > 0 && !k->failed) {
        ways_found *const made = truce_arena_zero(k->arena, 1, sizeof *made);
        truce_ways_options options = {.at = k->session->at, .no_records = k->session->n_only > 0};
        k->failed = made == NULL || ways_said(k->session, &options.said, &err) != TRUCE_OK ||
                    truce_offers_make(&k->scope, k->arena, &made->offers, &err) != TRUCE_OK ||
                    truce_ways_make(&k->scope, &made->offers, options, k->arena, &made->ways,
                                    &err) != TRUCE_OK ||
                    !list_alarms(k, made);
        k->ways = k->failed ? NULL : made;
    }
    return k->ways;
}

const truce_way *ways_booked(composer *k, uint32_t offer) {
    const ways_found *const all = ways_all(k);
    const truce_way *const way = all != NULL ? truce_ways_of(&all->ways, offer) : NULL;
    return way != NULL && way->n_records > 0 ? way : NULL;
}

static truce_status find(composer *k, ways_found *found, truce_error *err) {
    truce_status status = read_card(k, err);
    status = status == TRUCE_OK ? offers_find_asked(k, err) : status;
    return status == TRUCE_OK ? ways_find(k, &k->session->request.messages, found, err) : status;
}

static truce_status document(composer *k, bool for_json, truce_error *err) {
    (void)for_json;
    ways_found found;
    const truce_status status = find(k, &found, err);
    if (status == TRUCE_OK) {
        compose_ways(k, &found);
    }
    return status;
}

static truce_status facts(composer *k, truce_json *json, truce_error *err) {
    ways_found found;
    const truce_status status = find(k, &found, err);
    if (status == TRUCE_OK) {
        compose_ways_json(k, &found, json);
    }
    return status;
}

truce_status truce_ways_answer(truce_session *session, truce_paper paper, truce_buffer *out,
                               truce_error *err) {
    const answer_parts parts = {session->request.messages ? "The way of each message"
                                                          : "The way of each offer",
                                document, facts, false, true};
    return compose_answer(session, &parts, paper, out, err);
}

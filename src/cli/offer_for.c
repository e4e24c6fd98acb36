/* truce offer, truce message, on a ledger: for whom is what was just recorded, and who is left
 * behind by it. */
#include "offer.h"
#include "truce/actions/custody.h"

/* The last event of this member; NULL: there is none. */
static const truce_ledger_event *last_of_mine(const ledger_work *w) {
    const truce_card *const me = truce_identity_card(w->me);
    size_t n = 0;
    const truce_ledger_event *const events = truce_ledger_events(w->book.ledger, &n);
    while (n > 0 && memcmp(events[n - 1].author, me->keys.sign, sizeof me->keys.sign) != 0) {
        n--;
    }
    return n > 0 ? &events[n - 1] : NULL;
}

static bool is_for(const truce_ledger_event *event, truce_str label) {
    bool is = false;
    for (size_t i = 0; i < event->n_labels && !is; i++) {
        is = truce_str_equal(event->labels[i], label);
    }
    return is;
}

static void put_names(const truce_str *names, size_t n, truce_buffer *out) {
    for (size_t i = 0; i < n; i++) {
        truce_buffer_printf(out, "%s%.*s",
                            i == 0       ? ""
                            : i + 1 == n ? " and "
                                         : ", ",
                            TRUCE_STR_ARGS(names[i]));
    }
}

static void put_whom(const ledger_work *w, const truce_ledger_event *event, truce_buffer *out) {
    const truce_str me = truce_str_of(truce_identity_card(w->me)->name);
    if (is_for(event, TRUCE_STR("public"))) {
        truce_buffer_lit(out, "all members");
    } else if (event->n_labels == 1 && truce_str_equal(event->labels[0], TRUCE_STR("team"))) {
        truce_buffer_lit(out, "the team alone");
    } else if (event->n_labels == 1 && truce_str_equal(event->labels[0], me)) {
        truce_buffer_lit(out, "you and the team alone");
    } else {
        put_names(event->labels, event->n_labels, out);
    }
}

void cli_offer_put_whom(const ledger_work *w, truce_buffer *out) {
    const truce_ledger_event *const event = last_of_mine(w);
    if (event != NULL) {
        truce_buffer_lit(out, ", for ");
        put_whom(w, event, out);
    }
}

/* Those of `names` who do not see the event, in front; how many. The team knows who is in which
 * compartment; others go by the names. */
static size_t keep_left_out(const ledger_work *w, const truce_ledger_event *event, truce_str *names,
                            size_t n) {
    const truce_str me = truce_str_of(truce_identity_card(w->me)->name);
    const bool team = truce_ledger_roster(w->book.ledger)->team;
    size_t left = 0;
    for (size_t i = 0; i < n; i++) {
        const truce_str name = names[i];
        const bool sees = truce_str_equal(name, TRUCE_STR("team")) || truce_str_equal(name, me) ||
                          is_for(event, TRUCE_STR("public")) || is_for(event, name) ||
                          (team && truce_book_sees(&w->book, name, event));
        if (!sees) {
            names[left++] = name;
        }
    }
    return left;
}

/* Who reads `offer` and not what was just recorded. */
static truce_status find_left_out(const ledger_work *w, const truce_ledger_event *event,
                                  const truce_input *inputs, size_t n, truce_str offer,
                                  truce_arena *arena, truce_str **names, size_t *n_names,
                                  truce_error *err) {
    const truce_str *seen = NULL;
    const truce_status status =
        truce_custody_audience(inputs, n, offer, arena, &seen, n_names, err);
    *names = status == TRUCE_OK ? truce_arena_take(arena, (*n_names + 1) * sizeof **names) : NULL;
    if (*names == NULL) {
        *n_names = 0;
        return status != TRUCE_OK ? status : truce_fail(err, TRUCE_ENOMEM, "no memory for names");
    }
    for (size_t i = 0; i < *n_names; i++) {
        (*names)[i] = seen[i];
    }
    *n_names = event != NULL ? keep_left_out(w, event, *names, *n_names) : 0;
    return TRUCE_OK;
}

static void put_event(const truce_ledger_event *event, truce_buffer *out) {
    for (size_t i = 0; i < 4; i++) {
        truce_buffer_printf(out, "%02x", event->id[i]);
    }
}

static void put_for(const truce_str *names, size_t n, truce_buffer *out) {
    for (size_t i = 0; i < n; i++) {
        truce_buffer_printf(out, "%s%.*s", i == 0 ? " --for " : ",", TRUCE_STR_ARGS(names[i]));
    }
}

/* "carriers and watch"; "the members" where it is for everybody. */
static void put_readers(const truce_str *names, size_t n, truce_buffer *out) {
    if (n == 1 && truce_str_equal(names[0], TRUCE_STR("public"))) {
        truce_buffer_lit(out, "the members");
    } else {
        put_names(names, n, out);
    }
}

int cli_offer_warn_stage(const ledger_work *w, const truce_input *inputs, size_t n, truce_str offer,
                         truce_arena *arena) {
    truce_error err;
    truce_str *names = NULL;
    size_t n_names = 0;
    const truce_ledger_event *const event = last_of_mine(w);
    if (find_left_out(w, event, inputs, n, offer, arena, &names, &n_names, &err) != TRUCE_OK) {
        return cli_fail(w->command->name, &err);
    }
    if (n_names > 0) {
        truce_buffer text = truce_buffer_new();
        truce_buffer_printf(&text, "truce %s: warning: ", w->command->name);
        put_readers(names, n_names, &text);
        truce_buffer_printf(&text,
                            " can read %.*s and do not see this record. For them too: "
                            "truce ledger supersede %s ",
                            TRUCE_STR_ARGS(offer), w->args.operands[0]);
        put_event(event, &text);
        put_for(names, n_names, &text);
        truce_buffer_byte(&text, '\n');
        cli_complain(&text);
    }
    return -1;
}

int cli_offer_warn_replaced(const ledger_work *w, const truce_input *inputs, size_t n,
                            truce_str text, truce_arena *arena) {
    truce_error err;
    truce_str *names = NULL;
    size_t n_names = 0;
    const truce_ledger_event *const issued = last_of_mine(w);
    truce_str older;
    if (truce_custody_replaced(text, arena, &older, &err) != TRUCE_OK) {
        return cli_fail(w->command->name, &err);
    }
    if (older.size == 0) {
        return -1;
    }
    if (find_left_out(w, issued, inputs, n, older, arena, &names, &n_names, &err) != TRUCE_OK) {
        return cli_fail(w->command->name, &err);
    }
    if (n_names > 0) { /* the offer itself stands before that it was issued */
        truce_buffer out = truce_buffer_new();
        truce_buffer_printf(&out, "truce %s: warning: it replaces %.*s, which ", w->command->name,
                            TRUCE_STR_ARGS(older));
        put_readers(names, n_names, &out);
        truce_buffer_printf(&out,
                            " can read. They do not see this one, so whoever of them carries "
                            "the older one goes on with it, unwarned. For them too: "
                            "truce ledger supersede %s ",
                            w->args.operands[0]);
        put_event(issued - 1, &out);
        put_for(names, n_names, &out);
        truce_buffer_lit(&out, ", then the same with ");
        put_event(issued, &out);
        truce_buffer_byte(&out, '\n');
        cli_complain(&out);
    }
    return -1;
}

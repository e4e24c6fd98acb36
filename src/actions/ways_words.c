/* The way of an offer in words that papers and machines share. */
#include "book_words.h"
#include "truce/case/words.h"
#include "ways.h"

static void add_names(composer *k, const char *before, truce_refs refs) {
    for (uint32_t i = 0; i < refs.n; i++) {
        truce_buffer_printf(&k->text, "%s", i == 0 ? before : i + 1 == refs.n ? " and " : ", ");
        truce_buffer_add(&k->text, phrase_actor(k->c, refs.at[i]));
    }
}

static void add_title(composer *k, uint32_t offer) {
    truce_buffer_printf(&k->text, "\xE2\x80\x9C%.*s\xE2\x80\x9D",
                        TRUCE_STR_ARGS(k->c->offers[offer].head.title));
}

void ways_put_record(composer *k, const truce_custody_record *record) {
    const size_t before = k->text.size;
    add_names(k, "by ", record->by);
    add_names(k, k->text.size > before ? " to " : "to ", record->to);
    add_names(k, k->text.size > before ? " from " : "from ", record->from);
    const uint32_t with = truce_case_find(k->c, TRUCE_KIND_OFFER, record->with);
    if (with != TRUCE_NONE) {
        truce_buffer_printf(&k->text, "%swith ", k->text.size > before ? ", " : "");
        add_title(k, with);
    }
    if (record->at.text.size > 0) {
        truce_buffer_printf(&k->text, "%sat %.*s", k->text.size > before ? ", " : "",
                            TRUCE_STR_ARGS(record->at.text));
    }
    if (k->text.size == before) {
        truce_buffer_lit(&k->text, "nothing more is said");
    }
}

void ways_put_stage(composer *k, const truce_custody_record *record) {
    truce_buffer_add(&k->text, truce_words_at(TRUCE_WORDS_STAGE, (size_t)record->stage));
    if (record->by.n + record->to.n + record->from.n > 0 || record->at.text.size > 0) {
        truce_buffer_lit(&k->text, " ");
        ways_put_record(k, record);
    }
}

const truce_signed *ways_signed(const composer *k, const truce_custody_record *record) {
    const truce_session *const s = k->session;
    const uint32_t file = record->head.file;
    return file < s->n_signed && s->signed_by[file].member.size > 0 ? &s->signed_by[file] : NULL;
}

void ways_put_proof(composer *k, const truce_custody_record *record) {
    const truce_signed *const by = ways_signed(k, record);
    if (by == NULL) {
        truce_buffer_lit(&k->text, "record ");
        truce_buffer_add(&k->text, truce_case_name(k->c, record->head.name));
        truce_buffer_lit(&k->text, ", not signed");
        return;
    }
    const bool anew = strcmp(by->event, by->first_event) != 0;
    if (anew) { /* whose word it is comes before who handed it on */
        truce_buffer_printf(&k->text, "first signed by %.*s, committed ",
                            TRUCE_STR_ARGS(by->first_member));
        book_put_time(&k->text, by->first_committed);
        truce_buffer_printf(&k->text, " UTC, event %s; ", by->first_event);
    }
    truce_buffer_printf(&k->text, "%s by %.*s, committed ", anew ? "said anew" : "signed",
                        TRUCE_STR_ARGS(by->member));
    book_put_time(&k->text, by->committed);
    truce_buffer_printf(&k->text, " UTC, event %s", by->event);
}

/* ---- alarms ---------------------------------------------------------------------------------- */

static truce_str side_title(const composer *k, uint32_t side) {
    return k->c->actors[side].head.title;
}

enum { STALE_SHOWN = 6 /* of those by which an older version moved */ };

/* That it moved, and how that stands to the newer version: only days can say that it came later. */
static void add_stale(composer *k, const truce_way_alarm *a) {
    const bool one = a->n_records == 2;
    add_title(k, a->offer);
    truce_buffer_lit(&k->text, " was ");
    for (uint32_t i = 1; i < a->n_records && i <= STALE_SHOWN; i++) {
        truce_buffer_printf(&k->text, "%s", i > 1 ? "; and " : "");
        ways_put_stage(k, &k->c->custody[a->records[i]]);
    }
    if (a->n_records > STALE_SHOWN + 1) {
        truce_buffer_printf(&k->text, "; and %u times more", a->n_records - 1 - STALE_SHOWN);
    }
    switch (a->order) {
    case TRUCE_WAY_BY_DAYS:
        truce_buffer_printf(&k->text, ", %swhen a newer version, ", one ? "" : "each time ");
        add_title(k, a->other);
        truce_buffer_lit(&k->text, ", had been issued or told of already");
        break;
    case TRUCE_WAY_SAME_DAYS:
        truce_buffer_lit(&k->text, ". By the days told a newer version, ");
        add_title(k, a->other);
        truce_buffer_lit(&k->text, ", was issued or told of at the same time; which came first is "
                                   "not known");
        break;
    case TRUCE_WAY_UNDATED:
        truce_buffer_lit(&k->text, ". In the books that stands behind a newer version, ");
        add_title(k, a->other);
        truce_buffer_lit(&k->text, ", and not all days are told: which came first is not known");
        break;
    }
    truce_buffer_printf(&k->text, "%s",
                        a->kind == TRUCE_WAY_STALE ? "."
                        : one                      ? ": to which one is this the answer?"
                                                   : ": to which one are these the answers?");
}

truce_str ways_alarm(composer *k, const truce_way_alarm *a) {
    const truce_custody_record *const last = &k->c->custody[a->records[a->n_records - 1]];
    switch (a->kind) {
    case TRUCE_WAY_VERSIONS:
        truce_buffer_add(&k->text, side_title(k, a->side));
        truce_buffer_lit(&k->text, " has ");
        add_title(k, a->offer);
        truce_buffer_lit(&k->text, ", and ");
        truce_buffer_add(&k->text, side_title(k, a->other_side));
        truce_buffer_lit(&k->text, " has another version, ");
        add_title(k, a->other);
        truce_buffer_lit(&k->text, ": they may speak of different things.");
        break;
    case TRUCE_WAY_STALE:
    case TRUCE_WAY_ANSWERED:
        add_stale(k, a);
        break;
    case TRUCE_WAY_TWICE:
        truce_buffer_lit(&k->text, "It was conveyed to ");
        truce_buffer_add(&k->text, side_title(k, a->side));
        truce_buffer_printf(&k->text, " by different carriers%s",
                            a->other == TRUCE_NONE ? ", by the books the same text each time."
                                                   : ": was it the same text?");
        break;
    case TRUCE_WAY_QUIET:
        truce_buffer_lit(&k->text, "Nothing has moved since ");
        add_title(k, a->offer);
        truce_buffer_lit(&k->text, " was ");
        ways_put_stage(k, last);
        truce_buffer_printf(&k->text, "; today is %.*s.",
                            TRUCE_STR_ARGS(k->session->request.today));
        break;
    }
    return compose_keep(k);
}

const char *ways_alarm_basis(truce_way_alarm_kind kind) {
    static const char *const basis[] = {
        [TRUCE_WAY_VERSIONS] = "the newest version that custody records bring to each recipient",
        [TRUCE_WAY_STALE] = "custody records by date; where dates are equal or not said, the "
                            "order in which they were first recorded, which proves nothing",
        [TRUCE_WAY_ANSWERED] = "custody records by date; where dates are equal or not said, the "
                               "order in which they were first recorded, which proves nothing",
        [TRUCE_WAY_TWICE] = "custody records of one recipient whose carriers share nobody",
        [TRUCE_WAY_QUIET] = "the last custody record that has a date, against --today and --quiet",
    };
    return basis[kind];
}

const char *ways_alarm_name(truce_way_alarm_kind kind) {
    static const char *const names[] = {[TRUCE_WAY_VERSIONS] = "versions",
                                        [TRUCE_WAY_STALE] = "stale",
                                        [TRUCE_WAY_ANSWERED] = "answered",
                                        [TRUCE_WAY_TWICE] = "twice",
                                        [TRUCE_WAY_QUIET] = "quiet"};
    return names[kind];
}

/* ---- books and claims ------------------------------------------------------------------------ */

truce_str ways_clash(composer *k, const truce_way_clash *clash) {
    if (clash->kind == TRUCE_WAY_DENIED) {
        const truce_custody_record *const record = &k->c->custody[clash->record];
        truce_buffer_lit(&k->text, "The books hold that it was ");
        ways_put_stage(k, record);
        truce_buffer_lit(&k->text, " (");
        ways_put_proof(k, record);
        truce_buffer_lit(&k->text, "). It is denied that it was ");
    } else {
        truce_buffer_lit(&k->text, "The books do not hold that it was ");
    }
    const truce_statement *const st = clash->told.statement;
    truce_buffer_add(&k->text, truce_words_at(TRUCE_WORDS_STAGE, (size_t)st->as.offer.stage));
    if (clash->kind == TRUCE_WAY_UNBOOKED) {
        truce_buffer_lit(&k->text, ", which is claimed");
    }
    return compose_keep(k);
}

const char *ways_clash_basis(truce_way_clash_kind kind) {
    return kind == TRUCE_WAY_DENIED
               ? "a custody record against a claim that denies the stage, or of what was conveyed "
                 "or answered that it was received"
               : "a claim of a stage, of an offer of which the books hold other stages";
}

/* ---- where it is ----------------------------------------------------------------------------- */

truce_str ways_now(composer *k, const truce_way *way) {
    if (way->n_records == 0) {
        return (truce_str){NULL, 0};
    }
    const truce_custody_record *const last = &k->c->custody[way->records[way->n_records - 1]];
    truce_buffer_lit(&k->text, "The last that the books hold: ");
    ways_put_stage(k, last);
    truce_buffer_lit(&k->text, ".");
    return compose_keep(k);
}

static void add_whom(uint32_t *whom, uint32_t *n, uint32_t actor) {
    bool there = actor == TRUCE_NONE || *n == WAYS_WHOM;
    for (uint32_t i = 0; i < *n && !there; i++) {
        there = whom[i] == actor;
    }
    if (!there) {
        whom[(*n)++] = actor;
    }
}

static void add_whom_of(const composer *k, uint32_t *whom, uint32_t *n, truce_refs refs) {
    for (uint32_t i = 0; i < refs.n; i++) {
        add_whom(whom, n, truce_case_find(k->c, TRUCE_KIND_ACTOR, refs.at[i]));
    }
}

/* The first stage that the books do not show, of what has to happen for it to arrive. */
truce_str ways_open(composer *k, const truce_way *way, uint32_t *whom, uint32_t *n_whom) {
    const truce_offer *const offer = &k->c->offers[way->offer];
    const truce_custody_record *handed = NULL;
    const truce_custody_record *conveyed = NULL;
    bool arrived = false;
    bool withdrawn = false;
    *n_whom = 0;
    for (uint32_t i = 0; i < way->n_records; i++) {
        const truce_custody_record *const r = &k->c->custody[way->records[i]];
        handed = r->stage == TRUCE_STAGE_HANDED ? r : handed;
        conveyed = r->stage == TRUCE_STAGE_CONVEYED ? r : conveyed;
        arrived = arrived || (r->stage >= TRUCE_STAGE_RECEIVED && r->stage < TRUCE_STAGE_WITHDRAWN);
        withdrawn = withdrawn || r->stage == TRUCE_STAGE_WITHDRAWN;
    }
    if (way->n_records == 0 || arrived || withdrawn) {
        return (truce_str){NULL, 0};
    }
    if (conveyed != NULL) {
        truce_buffer_lit(&k->text, "Unproven: that it arrived. The books hold that it was ");
        ways_put_stage(k, conveyed);
        truce_buffer_lit(&k->text, "; its recipient's own word is not in them. A receipt that "
                                   "the recipient countersigns would show it.");
        add_whom_of(k, whom, n_whom, conveyed->to);
        add_whom_of(k, whom, n_whom, conveyed->by);
    } else if (handed != NULL) {
        truce_buffer_lit(&k->text, "Unproven: that it was conveyed");
        add_names(k, " to ", offer->to);
        truce_buffer_lit(&k->text, ". The books hold that it was ");
        ways_put_stage(k, handed);
        truce_buffer_lit(&k->text, ", and no more.");
        add_whom_of(k, whom, n_whom, handed->to);
        add_whom_of(k, whom, n_whom, offer->to);
    } else {
        truce_buffer_lit(&k->text, "Unproven: that it left its maker. The books hold no one to "
                                   "whom it was handed or conveyed.");
        add_whom_of(k, whom, n_whom, offer->by);
        add_whom_of(k, whom, n_whom, offer->to);
    }
    if (*n_whom > 0) {
        truce_buffer_lit(&k->text, " Who could prove it: ");
        for (uint32_t i = 0; i < *n_whom; i++) {
            truce_buffer_printf(&k->text, "%s", i > 0 ? "; " : "");
            truce_buffer_add(&k->text, k->c->actors[whom[i]].head.title);
        }
        truce_buffer_byte(&k->text, '.');
    }
    return compose_keep(k);
}

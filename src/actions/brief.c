/* The brief is a list of sections, each of which can be had alone. */
#include "truce/actions/brief.h"

#include "brief_issue.h"
#include "compose_actors.h"
#include "compose_agreement.h"
#include "compose_impasse.h"
#include "fork.h"
#include "graph_case.h"
#include "swaps.h"
#include "text_settles.h"
#include "truce/base/parallel.h"

static truce_status write_matrix(composer *k, truce_error *err) {
    (void)err;
    compose_matrix(k);
    compose_packages(k);
    compose_movements(k);
    return TRUCE_OK;
}

static truce_status write_sources(composer *k, truce_error *err) {
    (void)err;
    compose_sources(k);
    return TRUCE_OK;
}

static truce_status write_claims(composer *k, truce_error *err) {
    (void)err;
    compose_claims(k);
    return TRUCE_OK;
}

static truce_status write_reading(composer *k, truce_error *err) {
    (void)err;
    compose_reading(k);
    return TRUCE_OK;
}

static truce_status write_deals(composer *k, truce_error *err) {
    (void)err;
    compose_deals_section(k, true);
    return TRUCE_OK;
}

static truce_status write_impasse(composer *k, truce_error *err) {
    weighed w;
    const truce_status status = weigh(k, &w, err);
    if (status == TRUCE_OK) {
        compose_impasse(k, &w, IMPASSE_WHOLE);
    }
    return status;
}

static truce_status write_sequence(composer *k, truce_error *err) {
    return compose_sequence(k, true, err);
}

/* A section whole, and in short: NULL where there is only one form of it. */
typedef struct section {
    const char *name;
    truce_status (*write)(composer *k, truce_error *err);
    bool (*shorten)(composer *k, const findings *f);
    unsigned needs;     /* in short: of the findings */
    unsigned since;     /* what is new of it: of the findings, now and then */
    bool table_in_json; /* for machines it is a table of its own, beside the document */
} section;

/* Entries of each section that is in short. */
enum { CLASHES_SHOWN = 24, HELD_SHOWN = 5 };
enum { ACCOUNTS_SHOWN = 16, OFFERS_SHOWN = 8, EVENTS_SHOWN = 16 };
enum { MATTERS_SHOWN = 8, OPENINGS_SHOWN = 3, OPENINGS_OF_ISSUE = 2 };
enum { SWAPS_SHOWN = 6 };
enum { HOLDS_SHOWN = 16, GAPS_SHOWN = 12, NEWS_SHOWN = 12, WITNESSES_SHOWN = 12 };

static bool state_short(composer *k, const findings *f) {
    digest_state(k, &f->timeline);
    return true;
}

static bool between_short(composer *k, const findings *f) {
    const bool named = k->session->request.sections.size > 0;
    return digest_clashes(k, &f->clashes, named ? UINT32_MAX : CLASHES_SHOWN,
                          named ? UINT32_MAX : HELD_SHOWN);
}

static bool deals_short(composer *k, const findings *f) {
    (void)f;
    compose_deals_section(k, false);
    return true;
}

static bool stability_short(composer *k, const findings *f) {
    truce_error err;
    (void)f;
    return compose_stability(k, &err) == TRUCE_OK;
}

static bool impasse_short(composer *k, const findings *f) {
    digest_impasse(k, f->impasse, MATTERS_SHOWN,
                   k->issues != NULL ? OPENINGS_OF_ISSUE : OPENINGS_SHOWN);
    return true;
}

static bool sequence_short(composer *k, const findings *f) {
    truce_error err;
    (void)f;
    return compose_sequence(k, false, &err) == TRUCE_OK;
}

static truce_status write_swaps(composer *k, truce_error *err) {
    swaps all;
    const truce_status status = swaps_make(k, &all, err);
    if (status == TRUCE_OK) {
        compose_swaps(k, &all);
    }
    return status;
}

static bool swaps_short(composer *k, const findings *f) {
    (void)f;
    return digest_swaps(k, SWAPS_SHOWN, NULL) == TRUCE_OK;
}

static truce_status write_agreement(composer *k, truce_error *err) {
    return compose_agreement(k, true, err);
}

static bool agreement_short(composer *k, const findings *f) {
    truce_error err;
    (void)f;
    return compose_agreement(k, false, &err) == TRUCE_OK;
}

static truce_status write_text(composer *k, truce_error *err) {
    return compose_text_section(k, true, err);
}

static bool text_short(composer *k, const findings *f) {
    truce_error err;
    (void)f;
    return compose_text_section(k, false, &err) == TRUCE_OK;
}

static bool accounts_short(composer *k, const findings *f) {
    return digest_accounts(k, &f->accounts, false, ACCOUNTS_SHOWN);
}

static bool offers_short(composer *k, const findings *f) {
    digest_offers(k, &f->offers, OFFERS_SHOWN);
    return true;
}

/* A figure stands in its section, so only where there is one. */
static bool timeline_short(composer *k, const findings *f) {
    const size_t before = k->doc.n_blocks;
    digest_timeline(k, &f->timeline, EVENTS_SHOWN);
    if (k->doc.n_blocks > before) {
        compose_chronology(k, &f->timeline);
    }
    return true;
}

static bool actors_short(composer *k, const findings *f) {
    const size_t before = k->doc.n_blocks;
    digest_leverage(k, &f->actors, HOLDS_SHOWN);
    compose_home(k, &f->actors, false);
    if (k->doc.n_blocks > before) {
        compose_network(k, &f->actors);
    }
    return true;
}

static bool witnesses_short(composer *k, const findings *f) {
    (void)f;
    return digest_witnesses(k, WITNESSES_SHOWN);
}

static bool gaps_short(composer *k, const findings *f) {
    digest_gaps(k, &f->gaps, GAPS_SHOWN);
    return true;
}

/* What must be known by morning first, then what it rests on. */
static const section sections[] = {
    {"state", NULL, state_short, NEED_TIMELINE, NEED_TIMELINE, false},
    {"between", NULL, between_short, NEED_CLASHES, 0, false},
    {"impasse", write_impasse, impasse_short, NEED_IMPASSE, 0, false},
    {"deals", write_deals, deals_short, 0, 0, false},
    {"stability", compose_stability, stability_short, 0, 0, false},
    {"sequence", write_sequence, sequence_short, 0, 0, false},
    {"exchange", write_swaps, swaps_short, 0, 0, false},
    {"agreement", write_agreement, agreement_short, 0, 0, false},
    {"text", write_text, text_short, 0, 0, false},
    {"offers", compose_offers, offers_short, NEED_OFFERS, NEED_OFFERS, false},
    {"accounts", compose_accounts, accounts_short, NEED_ACCOUNTS, NEED_ACCOUNTS, false},
    {"witnesses", compose_witnesses, witnesses_short, 0, 0, false},
    {"gaps", compose_gaps, gaps_short, NEED_GAPS, NEED_GAPS, false},
    {"actors", compose_actors, actors_short, NEED_ACTORS, 0, false},
    {"matrix", write_matrix, NULL, 0, 0, false},
    {"who", compose_who, NULL, 0, 0, false},
    {"timeline", compose_timeline, timeline_short, NEED_TIMELINE, NEED_TIMELINE, false},
    {"sources", write_sources, NULL, 0, 0, false},
    {"claims", write_claims, NULL, 0, 0, true},
    {"reading", write_reading, NULL, 0, 0, false},
};
enum { SECTIONS = sizeof sections / sizeof *sections };

/* The section of a name, or SECTIONS. */
static unsigned find_section(truce_str name) {
    unsigned i = 0;
    while (i < SECTIONS && !truce_str_equal(name, truce_str_of(sections[i].name))) {
        i++;
    }
    return i;
}

/* Which of them a brief of some issues shows: those named, of the ones that can be narrowed. */
static truce_status find_narrowed(truce_str names, unsigned *asked, truce_error *err) {
    unsigned all = 0;
    unsigned usual = 0;
    for (unsigned i = 0; brief_issue_sections[i] != NULL; i++) {
        all |= 1U << find_section(truce_str_of(brief_issue_sections[i]));
        usual = i + 1 == BRIEF_ISSUE_USUAL ? all : usual;
    }
    if (names.size == 0 || truce_str_equal(names, TRUCE_STR("all"))) {
        *asked = names.size == 0 ? usual : all;
        return TRUCE_OK;
    }
    if ((*asked & ~all) != 0) {
        return truce_fail(err, TRUCE_EINVAL,
                          "of one issue a brief has the sections matrix, accounts, impasse, "
                          "offers, gaps, claims, between and witnesses; others are not on issues");
    }
    return TRUCE_OK;
}

/* Which sections are asked for, a bit each; none named: all. */
static truce_status find_asked(truce_str names, unsigned *asked, truce_error *err) {
    *asked = 0;
    if (names.size == 0 || truce_str_equal(names, TRUCE_STR("all"))) {
        *asked = (1U << SECTIONS) - 1;
        return TRUCE_OK;
    }
    while (names.size > 0) {
        const char *const comma = memchr(names.data, ',', names.size);
        const truce_str name = {names.data,
                                comma != NULL ? (size_t)(comma - names.data) : names.size};
        const unsigned found = find_section(name);
        if (found == SECTIONS) {
            return truce_fail(
                err, TRUCE_ENOTFOUND,
                "a brief has no section \"%.*s\"; it has state, between, impasse, deals, "
                "stability, sequence, "
                "exchange, agreement, text, offers, accounts, witnesses, gaps, actors, matrix, "
                "who, timeline, sources, claims, reading, or all",
                name.size > 40 ? 40 : (int)name.size, name.data);
        }
        *asked |= 1U << found;
        const size_t taken = name.size + (comma != NULL);
        names = (truce_str){names.data + taken, names.size - taken};
    }
    return TRUCE_OK;
}

/* What is to be written, and by whom. */
typedef struct writing {
    const composer *k;
    const findings *f;
    bool named;
    unsigned sections[SECTIONS];
    size_t n;
    composer_fork forks[SECTIONS]; /* in a large case */
} writing;

/* Named sections are whole; without names the long ones are in short. */
static truce_status write_section(composer *k, const writing *w, size_t i, truce_error *err) {
    const section *const s = &sections[w->sections[i]];
    if (s->write != NULL && (w->named || s->shorten == NULL)) {
        return s->write(k, err);
    }
    return s->shorten(k, w->f) ? TRUCE_OK
                               : truce_fail(err, TRUCE_ENOMEM, "no memory for the brief");
}

static void write_one(void *with, size_t i) {
    writing *const w = with;
    composer_fork *const fork = &w->forks[i];
    composer_fork_begin(w->k, true, fork);
    if (!fork->k.failed) {
        fork->status = write_section(&fork->k, w, i, &fork->err);
    }
}

/* Sections know nothing of each other. */
static truce_status write_at_once(composer *k, writing *w, truce_error *err) {
    truce_status status = TRUCE_OK;
    truce_parallel_each(w->n, 0, write_one, w);
    for (size_t i = 0; i < w->n; i++) {
        const truce_status one =
            composer_fork_end(k, &w->forks[i], status == TRUCE_OK ? err : NULL);
        status = status == TRUCE_OK ? one : status;
    }
    return status;
}

static truce_status write_sections(composer *k, unsigned asked, const findings *f, bool for_json,
                                   truce_error *err) {
    writing *const w = truce_arena_zero(k->arena, 1, sizeof *w);
    if (w == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the brief");
    }
    w->k = k;
    w->f = f;
    w->named = k->session->request.sections.size > 0;
    for (unsigned n = 0; n < SECTIONS; n++) {
        if (k->issues != NULL && brief_issue_sections[n] == NULL) {
            break;
        }
        const unsigned i =
            k->issues != NULL ? find_section(truce_str_of(brief_issue_sections[n])) : n;
        if ((asked & 1U << i) != 0 && !(for_json && sections[i].table_in_json)) {
            w->sections[w->n++] = i;
        }
    }
    if (k->c->n_claims >= FORK_CLAIMS) {
        return write_at_once(k, w, err);
    }
    truce_status status = TRUCE_OK;
    for (size_t i = 0; i < w->n && status == TRUCE_OK; i++) {
        status = write_section(k, w, i, err);
    }
    return status;
}

/* Which findings the sections rest on. What is new is told to machines of all accounts. */
static unsigned find_needs(const truce_session *s, unsigned asked, bool for_json) {
    const bool since = s->request.since.size > 0;
    unsigned needs = s->request.one_page ? NEED_ALL : since && for_json ? NEED_ACCOUNTS : 0;
    needs |= for_json ? NEED_CLAIMS_JSON : 0;
    for (unsigned i = 0; i < SECTIONS; i++) {
        const bool shown = (asked & 1U << i) != 0;
        if (shown && (sections[i].write == NULL || s->request.sections.size == 0)) {
            needs |= sections[i].needs;
        }
        needs |= shown && since ? sections[i].since : 0;
    }
    return needs;
}

static truce_status document(composer *k, bool for_json, truce_error *err) {
    const truce_session *const s = k->session;
    findings *const f = truce_arena_zero(k->arena, 1, sizeof *f);
    unsigned asked = 0;
    truce_status status = f != NULL ? find_asked(s->request.sections, &asked, err)
                                    : truce_fail(err, TRUCE_ENOMEM, "no memory for the brief");
    if (status == TRUCE_OK && k->issues != NULL) {
        status = s->request.one_page || s->request.since.size > 0
                     ? truce_fail(err, TRUCE_EINVAL,
                                  "a brief of one issue is whole: --issue goes with neither "
                                  "--brief nor --since")
                     : find_narrowed(s->request.sections, &asked, err);
    }
    if (status == TRUCE_OK) {
        status = findings_make(k, find_needs(s, asked, for_json), f, err);
    }
    if (status == TRUCE_OK && k->issues != NULL) {
        status = brief_issue_narrow(k, f, err);
    }
    if (status != TRUCE_OK) {
        return status;
    }
    k->before = f->before;
    if (k->issues != NULL) {
        brief_issue_open(k);
    }
    if (s->request.one_page) {
        return brief_page(k, f, err);
    }
    if (f->before != NULL) {
        digest_since(k, f->before, NEWS_SHOWN);
    }
    return write_sections(k, asked, f, for_json, err);
}

/* The two largest tables, of which neither needs the other. */
typedef struct tables {
    composer *k;
    truce_json *json, apart;
} tables;

static void write_table(void *with, size_t piece) {
    tables *const t = with;
    truce_json *const json = piece == 0 ? t->json : &t->apart;
    truce_json_key(json, piece == 0 ? "document" : "matrix");
    if (piece == 0) {
        truce_document_json(&t->k->doc, json);
    } else {
        compose_matrix_json(t->k, json);
    }
}

static truce_status facts(composer *k, truce_json *json, truce_error *err) {
    (void)err;
    truce_buffer matrix = truce_buffer_new();
    tables t = {.k = k, .json = json, .apart = truce_json_within(json, &matrix)};
    truce_parallel_each(2, k->c->n_claims >= FORK_CLAIMS ? 0 : 1, write_table, &t);
    k->failed = k->failed || matrix.failed;
    truce_json_members(json, truce_buffer_str(&matrix));
    truce_buffer_clear(&matrix);
    truce_json_key(json, "claims");
    compose_claims_json(k, json);
    truce_json_key(json, "sources");
    compose_sources_json(k, json);
    if (k->before != NULL) {
        truce_json_key(json, "since");
        digest_since_json(k, k->before, json);
    }
    return TRUCE_OK;
}

truce_status truce_brief_answer(truce_session *session, truce_paper paper, truce_buffer *out,
                                truce_error *err) {
    const answer_parts parts = {"What the parties are reported to have said", document, facts, true,
                                false};
    return compose_answer(session, &parts, paper, out, err);
}

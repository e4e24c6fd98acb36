/* ledger - what it costs that a case is kept in a ledger.
 *
 * A ledger of 10^6 events that are for others is read by a member who can open none of them: the
 * chain over all entries, and the signature of its head. Signatures of authors are checked, beside
 * libsodium's bare verification of as many. Then a ledger that is a case of 10^5 events is opened
 * by a reader who has seen it before, and a brief is made; and one more event is said, taken in
 * where the ledger is held open, and briefed. All from the page cache, best of three.
 *
 *   ledger [ENTRIES] [EVENTS]     by default 1000000 and 100000
 */
#include <inttypes.h>
#include <limits.h>
#include <malloc.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "generated.h"
#include "record/ledger/ledger_in.h"
#include "support/folder.h"
#include "truce/actions/book.h"
#include "truce/actions/brief.h"
#include "truce/actions/held.h"
#include "truce/case/parts.h"

enum { NOW = 1900000000, BATCH = 50000, TRIES = 3, CHECKED = 20000 };

static char folder[FOLDER_PATH];
static truce_identity *anna, *ben;

static void must(truce_status status, const truce_error *err) {
    if (status != TRUCE_OK) {
        (void)fprintf(stderr, "ledger: %s\n", err->message);
        exit(1);
    }
}

static double seconds(clockid_t clock) {
    struct timespec t;
    (void)clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* By the processor, and by the wall. */
typedef struct span {
    double cpu, wall;
} span;

static span now(void) {
    return (span){seconds(CLOCK_PROCESS_CPUTIME_ID), seconds(CLOCK_MONOTONIC)};
}

static span since(span before) {
    const span at = now();
    return (span){at.cpu - before.cpu, at.wall - before.wall};
}

static void tell(const char *what, span took, const char *asked) {
    (void)printf("%-58s %8.3f s  (wall %.3f; asked: %s)\n", what, took.cpu, took.wall, asked);
    (void)fflush(stdout);
}

enum { ROOMS = 5 };

static const char *const rooms[ROOMS] = {"room-a", "room-b", "room-c", "room-d", "room-e"};

/* A ledger of Anna's with five rooms; Ben is in the first. */
static truce_ledger *make(const char *name, char path[FOLDER_PATH]) {
    truce_error err;
    truce_ledger *ledger = NULL;
    truce_roster_change changes[ROOMS + 2] = {
        {.what = TRUCE_CHANGE_ADMIT, .card = truce_identity_card(ben), .rights = TRUCE_RIGHT_ADD}};
    for (size_t i = 0; i < ROOMS; i++) {
        changes[1 + i] = (truce_roster_change){
            .what = TRUCE_CHANGE_FOUND, .label = truce_str_of(rooms[i]), .role = TRUCE_ROOM_PARTY};
    }
    changes[ROOMS + 1] = (truce_roster_change){
        .what = TRUCE_CHANGE_PUT, .name = TRUCE_STR("ben"), .label = truce_str_of(rooms[0])};
    must(truce_ledger_create(folder_file(folder, name, path), anna, NOW, &err), &err);
    must(truce_ledger_open(path, anna, (truce_ledger_options){.whole = true}, &ledger, &err), &err);
    must(truce_ledger_change(ledger, changes, ROOMS + 2, NOW, &err), &err);
    return ledger;
}

/* ---- the chain ------------------------------------------------------------------------------- */

/* Entries that nobody opens: for Ben, who is asked, as good as those of others. */
static void fill(truce_ledger *l, size_t entries) {
    truce_error err;
    truce_arena arena = truce_arena_new();
    truce_draft *const drafts = truce_arena_take(&arena, BATCH * sizeof *drafts);
    uint64_t *const placed = truce_arena_take(&arena, BATCH * sizeof *placed);
    char *const texts = truce_arena_take(&arena, BATCH * (size_t)448);
    const epoch *const e = ledger_epoch(l);
    for (size_t done = 0; done < entries;) {
        const size_t n = entries - done < BATCH ? entries - done : BATCH;
        randombytes_buf(texts, n * 448);
        for (size_t i = 0; i < n; i++) {
            drafts[i] = (truce_draft){.kind = TRUCE_ENTRY_EVENT, .keys = e->n, .behind = l->n};
            randombytes_buf(drafts[i].mark, sizeof drafts[i].mark);
            drafts[i].body = (truce_str){texts + i * 448, 256};
            drafts[i].wraps = (truce_str){texts + i * 448 + 256, 192};
            ledger_prove(truce_store_id(l->store), e, &drafts[i]);
        }
        commit_plan plan = {.l = l, .ledger = truce_store_id(l->store), .me = anna, .now = NOW};
        must(truce_store_append(l->store, drafts, n, ledger_seal, &plan, placed, &err), &err);
        done += n;
    }
    truce_arena_clear(&arena);
}

static void measure_chain(size_t entries) {
    char path[FOLDER_PATH];
    char what[80];
    truce_error err;
    span best = {1e9, 1e9};
    truce_ledger *ledger = make("chain", path);
    fill(ledger, entries);
    truce_ledger_close(ledger);
    for (int i = 0; i < TRIES; i++) {
        const span began = now();
        must(truce_ledger_open(path, ben, (truce_ledger_options){.seen = NULL}, &ledger, &err),
             &err);
        must(truce_ledger_sound(ledger, &err), &err);
        const span took = since(began);
        best = took.cpu < best.cpu ? took : best;
        truce_ledger_close(ledger);
    }
    (void)snprintf(what, sizeof what, "chain and signed head of %zu events", entries);
    tell(what, best, "3 for 10^6");
}

/* ---- signatures ------------------------------------------------------------------------------ */

static void measure_signatures(const truce_ledger *l) {
    const size_t n = l->n_opened < CHECKED ? l->n_opened : CHECKED;
    double ours = 1e9;
    double bare = 1e9;
    uint8_t text[48] = "as many bytes as are signed of a statement";
    uint8_t signature[crypto_sign_BYTES];
    size_t good = 0;
    (void)crypto_sign_detached(signature, NULL, text, sizeof text, anna->sign);
    for (int i = 0; i < TRIES; i++) {
        const double began = seconds(CLOCK_PROCESS_CPUTIME_ID);
        for (size_t k = 0; k < n; k++) {
            good += statement_signed(&l->opened[k].said, l->epochs[0].origin);
        }
        const double between = seconds(CLOCK_PROCESS_CPUTIME_ID);
        for (size_t k = 0; k < n; k++) {
            good += crypto_sign_verify_detached(signature, text, sizeof text,
                                                anna->card.keys.sign) == 0;
        }
        const double took = between - began;
        const double took_bare = seconds(CLOCK_PROCESS_CPUTIME_ID) - between;
        ours = took < ours ? took : ours;
        bare = took_bare < bare ? took_bare : bare;
    }
    if (good != 2 * TRIES * n) {
        (void)fprintf(stderr, "ledger: a signature does not hold\n");
        exit(1);
    }
    (void)printf("%-58s %8.3f     (0.9; %.0f a second)\n",
                 "signatures of authors, beside libsodium's verification", bare / ours,
                 (double)n / ours);
}

/* ---- a case ---------------------------------------------------------------------------------- */

/* Its records as events for Ben. */
static size_t say_case(truce_ledger *l, size_t events) {
    truce_error err;
    truce_arena arena = truce_arena_new();
    truce_case_part *parts = NULL;
    size_t n = 0;
    const unsigned frames = PEOPLE + ISSUES + SOURCES + EVENTS + 3;
    const truce_buffer text = generate((unsigned)(events > frames ? events - frames : 1));
    const truce_input input = {TRUCE_STR("generated"), {text.data, text.size}};
    const truce_str everybody = TRUCE_STR("public");
    truce_str labels[ROOMS];
    for (size_t i = 0; i < ROOMS; i++) {
        labels[i] = truce_str_of(rooms[i]);
    }
    must(truce_case_parts(&input, 1, &arena, &parts, &n, &err), &err);
    truce_ledger_message *const said = truce_arena_take(&arena, BATCH * sizeof *said);
    for (size_t from = 0; from < n; from += BATCH) {
        const size_t some = n - from < BATCH ? n - from : BATCH;
        for (size_t i = 0; i < some; i++) {
            const truce_case_part *const p = &parts[from + i];
            const bool claim = truce_str_equal(p->kind, TRUCE_STR("claim"));
            said[i] =
                (truce_ledger_message){.type = TRUCE_SAID_ADD,
                                       .labels = claim ? &labels[(from + i) % ROOMS] : &everybody,
                                       .n_labels = 1,
                                       .text = p->text};
        }
        must(truce_ledger_say(l, said, some, NOW, NULL, &err), &err);
    }
    truce_arena_clear(&arena);
    return n;
}

typedef struct took {
    span whole, open, make, brief;
    size_t events;
} took;

/* Open it, make the case of it, and brief that. */
static took brief_once(const char *path, const truce_identity *who, const uint8_t *seen,
                       truce_ledger **held) {
    truce_error err;
    truce_arena arena = truce_arena_secret();
    truce_book_texts texts;
    truce_request request = {.warnings = false};
    truce_session session;
    truce_buffer out = truce_buffer_new();
    took t;
    const span began = now();
    truce_book book = {.path = path, .me = who};
    must(truce_ledger_open(path, who, (truce_ledger_options){.seen = seen}, &book.ledger, &err),
         &err);
    must(truce_ledger_sound(book.ledger, &err), &err);
    t.open = since(began);
    const span ready = now();
    must(truce_book_case(&book, (truce_str){NULL, 0}, INT64_MAX, &arena, &texts, &err), &err);
    request.reader = texts.as;
    request.writers = &texts.writers;
    t.make = since(ready);
    const span made = now();
    must(truce_session_open_inputs(&session, &request, texts.inputs, texts.n, &err), &err);
    must(truce_brief_answer(&session, (truce_paper){.form = TRUCE_PAPER_JSON}, &out, &err), &err);
    t.brief = since(made);
    t.whole = since(began);
    truce_buffer_clear(&out);
    truce_session_close(&session);
    truce_arena_clear(&arena);
    (void)truce_ledger_events(book.ledger, &t.events);
    *held = book.ledger;
    return t;
}

/* The ledger is left open in `held`. */
static void measure_brief(const char *path, const truce_identity *who, const char *asked,
                          truce_ledger **held) {
    truce_error err;
    char what[80];
    uint8_t seen[TRUCE_SEEN];
    const span first = now();
    must(truce_ledger_open(path, who, (truce_ledger_options){.seen = NULL}, held, &err), &err);
    const span unseen = since(first);
    truce_ledger_seen(*held, seen);
    took best = {.whole = {1e9, 1e9}};
    for (int i = 0; i < TRIES; i++) {
        truce_ledger_close(*held);
        const took t = brief_once(path, who, seen, held);
        best = t.whole.cpu < best.whole.cpu ? t : best;
    }
    (void)snprintf(what, sizeof what, "brief for a reader of %zu of them", best.events);
    tell(what, best.whole, asked);
    tell("  opened, where it was seen before", best.open, "part of it");
    tell("  made a case", best.make, "part of it");
    tell("  read and briefed, as a plain case is", best.brief, "part of it");
    tell("  opened by a machine that has not seen it", unseen, "nothing");
}

static void say_one_more(truce_ledger *team, int number) {
    truce_error err;
    char text[160];
    const truce_str label = truce_str_of(rooms[0]);
    (void)snprintf(text, sizeof text,
                   "claim source-1:P9000.more-%d by person-1\n  north demands issue-1 rung-1\n",
                   number);
    const truce_ledger_message m = {
        .type = TRUCE_SAID_ADD, .labels = &label, .n_labels = 1, .text = truce_str_of(text)};
    must(truce_ledger_say(team, &m, 1, NOW, NULL, &err), &err);
}

/* One more event, in a process that holds the case: taken in, and briefed. */
static void measure_held(truce_ledger *team, const char *path, const truce_identity *who) {
    truce_error err;
    char keys[FOLDER_PATH];
    char what[80];
    static int number;
    const char *const paths[] = {path};
    const truce_request request = {
        .paths = paths, .n_paths = 1, .me = who, .keys = folder_file(folder, "keys", keys)};
    truce_held *held = NULL;
    span taken = {1e9, 1e9};
    span best = {1e9, 1e9};
    must(truce_held_open(&request, &held, &err), &err);
    for (int i = 0; i < TRIES; i++) {
        truce_buffer out = truce_buffer_new();
        bool changed = false;
        say_one_more(team, number++);
        const span began = now();
        must(truce_held_refresh(held, &changed, &err), &err);
        const span read = since(began);
        must(truce_brief_answer(truce_held_session(held), (truce_paper){.form = TRUCE_PAPER_JSON},
                                &out, &err),
             &err);
        const span t = since(began);
        best = t.wall < best.wall ? t : best;
        taken = read.wall < taken.wall ? read : taken;
        truce_buffer_clear(&out);
        if (!changed) {
            (void)fprintf(stderr, "ledger: an event did not come in\n");
            exit(1);
        }
    }
    (void)snprintf(what, sizeof what, "one more event where the case is held, and its brief");
    tell(what, best, "0.05 by the wall");
    tell("  taken in, and the case read", taken, "part of it");
    truce_held_close(held);
}

static void measure_case(size_t events) {
    char path[FOLDER_PATH];
    char what[80];
    truce_ledger *team = make("case", path);
    truce_ledger *held = NULL;
    const span began = now();
    const size_t n = say_case(team, events);
    (void)snprintf(what, sizeof what, "%zu events said, in commits of %d", n, BATCH);
    tell(what, since(began), "nothing");
    measure_signatures(team);
    measure_brief(path, ben, "1.5", &held);
    truce_ledger_close(held);
    measure_brief(path, anna, "1.5, where they read all", &held);
    truce_ledger_close(held);
    measure_held(team, path, ben);
    measure_held(team, path, anna);
    truce_ledger_close(team);
}

int main(int argc, char **argv) {
    truce_error err;
    folder_make(folder);
    /* A process that holds a case keeps the memory that one answer gave back for the next. */
    (void)mallopt(M_MMAP_MAX, 0);
    (void)mallopt(M_TRIM_THRESHOLD, INT_MAX);
    must(truce_identity_make(TRUCE_STR("anna"), &anna, &err), &err);
    must(truce_identity_make(TRUCE_STR("ben"), &ben, &err), &err);
    measure_chain(argc > 1 ? strtoul(argv[1], NULL, 10) : 1000000);
    measure_case(argc > 2 ? strtoul(argv[2], NULL, 10) : 100000);
    truce_identity_close(anna);
    truce_identity_close(ben);
    folder_remove(folder);
    return 0;
}

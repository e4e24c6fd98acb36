/* Names that several people give unseen by each other (case/writers.h), against the rules said
 * plainly: people who see some of a ledger's records add, take back and supersede; a record means
 * by a name the same one to everybody who sees it, now and after whatever comes later. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/memory.h"
#include "support/random.h"
#include "truce/actions/session.h"

enum { HISTORIES = 3000, EVENTS = 40, NAMES = 3, PEOPLE = 4, LABELS = 7, NOBODY = -1 };

/* Who is there: x in north and both, y in south and both, z in south; anna is the team's. */
static const char *const people[PEOPLE] = {"anna", "x", "y", "z"};
static const char *const labels[LABELS] = {"public", "team", "north", "south", "both", "x", "y"};
static const char roster[] =
    "truce 1\naudience team\n"
    "reader anna \"anna\"\nreader x \"x\"\nreader y \"y\"\nreader z \"z\"\n"
    "compartment north \"north\"\n  members x\n"
    "compartment south \"south\"\n  members y, z\n"
    "compartment both \"both\"\n  members x, y\n";

/* The people who see what is for a label; the team sees all. */
static unsigned seen_by(int label) {
    static const unsigned seen[LABELS] = {15, 1, 1 | 2, 1 | 4 | 8, 1 | 2 | 4, 1 | 2, 1 | 4};
    return seen[label];
}

typedef struct said {
    bool claim;
    int name;     /* of the source that it is, or that it cites */
    int place;    /* of a claim, in its source */
    int label;    /* whom it is for */
    int author;   /* a person */
    int undone;   /* the event that undid it, or NOBODY */
    bool undoing; /* it takes something back, and says no more */
    int instead;  /* what it superseded */
    int cites;    /* a claim: the source that is meant, at first */
} said;

typedef struct history {
    said at[EVENTS];
    int n;
    uint64_t seed;
} history;

/* Does everybody see what is for `wide` who sees what is for `narrow`, whoever joins later? */
static bool covers(int wide, int narrow) {
    const bool person = narrow >= 5;
    return wide == 0 || wide == narrow || narrow == 1 ||
           (person && wide != 1 && (seen_by(narrow) & ~seen_by(wide)) == 0);
}

/* What stands in the place of a source that was undone, to those who see what is for `label`; or
 * NOBODY. */
static int stands_for(const history *h, int i, int label) {
    while (i != NOBODY && h->at[i].undone != NOBODY) {
        const said *const was = &h->at[i];
        const bool superseded = !h->at[was->undone].undoing;
        int next = superseded ? was->undone : NOBODY;
        for (int k = was->undone + 1; k < h->n && next == NOBODY; k++) {
            const said *const s = &h->at[k];
            const bool again = !s->undoing && !s->claim && s->name == was->name &&
                               s->author == h->at[was->undone].author && covers(s->label, label);
            next = again ? k : NOBODY;
        }
        i = next;
    }
    return i;
}

/* Was it, or what superseded it, taken back? */
static bool is_back(const history *h, int i) {
    while (h->at[i].undone != NOBODY && !h->at[h->at[i].undone].undoing) {
        i = h->at[i].undone;
    }
    return h->at[i].undone != NOBODY;
}

/* The source that somebody means who writes for `label` at `when`, by the rules; NOBODY: none. */
static int means(const history *h, int name, int label, int author, int when) {
    int best = NOBODY;
    int best_rank = 3;
    for (int i = 0; i < h->n; i++) {
        const said *const s = &h->at[i];
        if (s->undoing || s->claim || s->name != name || !covers(s->label, label) ||
            is_back(h, i)) {
            continue;
        }
        const int rank = i > when ? 2 : s->author == author ? 0 : 1;
        if (rank < best_rank) {
            best = i;
            best_rank = rank;
        }
    }
    return best;
}

static bool sees(int person, const said *s) {
    return (seen_by(s->label) & 1U << person) != 0;
}

/* ---- as the program has it ---- */

typedef struct texts {
    truce_input inputs[EVENTS + 1];
    truce_writer of[EVENTS + 1];
    truce_gone gone[EVENTS];
    truce_str label[EVENTS];
    char name[EVENTS][16], text[EVENTS][160];
    uint8_t key[PEOPLE][32];
    truce_writers writers;
} texts;

static void text_of(const history *h, int i, bool head, char *out, size_t size) {
    const said *const s = &h->at[i];
    char first[48] = "";
    if (head) {
        (void)snprintf(first, sizeof first, "truce 1\naudience %s\n", labels[s->label]);
    }
    if (s->claim) {
        (void)snprintf(out, size, "%sclaim s%d:P%d\n  says \"%d\"\n", first, s->name, s->place, i);
    } else {
        (void)snprintf(out, size, "%ssource s%d \"T%d\" press\n  published 2031\n", first, s->name,
                       i);
    }
}

static void make_texts(const history *h, int person, texts *t) {
    t->writers = (truce_writers){.of = t->of, .gone = t->gone};
    size_t n = 0;
    for (int p = 0; p < PEOPLE; p++) {
        memset(t->key[p], p + 1, sizeof t->key[p]);
    }
    t->of[n] = (truce_writer){.order = 0};
    t->inputs[n++] = (truce_input){TRUCE_STR("members"), {roster, sizeof roster - 1}};
    for (int i = 0; i < h->n; i++) {
        const said *const s = &h->at[i];
        if (s->undoing || !sees(person, s)) {
            continue;
        }
        (void)snprintf(t->name[i], sizeof t->name[i], "e%d", i);
        const truce_writer writer = {.order = (uint64_t)i + 1,
                                     .committed = i,
                                     .author = t->key[s->author],
                                     .event = truce_str_of(t->name[i])};
        text_of(h, i, s->undone == NOBODY, t->text[i], sizeof t->text[i]);
        if (s->undone == NOBODY) {
            t->of[n] = writer;
            t->inputs[n++] = (truce_input){truce_str_of(t->name[i]), truce_str_of(t->text[i])};
            continue;
        }
        const said *const by = &h->at[s->undone];
        t->label[i] = truce_str_of(labels[s->label]);
        t->gone[t->writers.n_gone++] =
            (truce_gone){.writer = writer,
                         .text = truce_str_of(t->text[i]),
                         .labels = &t->label[i],
                         .n_labels = 1,
                         .next = by->undoing ? TRUCE_ORDER_OF_NONE : (uint64_t)s->undone + 1,
                         .undone = (uint64_t)s->undone + 1,
                         .undone_by = t->key[by->author]};
    }
    t->writers.n = n;
}

static void print_history(const history *h) {
    for (int i = 0; i < h->n; i++) {
        const said *const s = &h->at[i];
        print_message("%2d %s %s s%d P%d for %s, cites %d, instead of %d, undone by %d\n", i,
                      people[s->author],
                      s->undoing ? "takes back"
                      : s->claim ? "claims"
                                 : "source",
                      s->name, s->place, labels[s->label], s->cites, s->instead, s->undone);
    }
}

/* How many claims were looked at. */
static int check_person(const history *h, int person) {
    static texts t;
    truce_error err;
    truce_session session;
    make_texts(h, person, &t);
    const truce_request request = {.writers = &t.writers, .seed = h->seed};
    const truce_status status =
        truce_session_open_inputs(&session, &request, t.inputs, t.writers.n, &err);
    if (status == TRUCE_EPARSE) {
        truce_buffer why = truce_buffer_new();
        truce_report_show(&session.report, false, &why);
        print_history(h);
        fail_msg("seed %llu, for %s:\n%.*s", (unsigned long long)h->seed, people[person],
                 (int)why.size, why.data);
    }
    assert_int_equal(status, TRUCE_OK);
    int looked = 0;
    size_t n_aside = 0;
    for (int i = 0; i < h->n; i++) {
        const said *const s = &h->at[i];
        const int cited = s->claim ? stands_for(h, s->cites, s->label) : i;
        n_aside += s->claim && !s->undoing && s->undone == NOBODY && sees(person, s) &&
                   (cited == NOBODY || !sees(person, &h->at[cited]));
    }
    if (n_aside != session.n_aside) {
        print_history(h);
        fail_msg("seed %llu, for %s: %zu aside, not %zu", (unsigned long long)h->seed,
                 people[person], session.n_aside, n_aside);
    }
    for (uint32_t i = 0; i < session.c.n_claims; i++) {
        const truce_claim *const claim = &session.c.claims[i];
        const int event = atoi(session.c.texts[claim->head.file].name.data + 1);
        const uint32_t source = truce_case_find(&session.c, TRUCE_KIND_SOURCE, claim->source);
        assert_int_not_equal(source, TRUCE_NONE);
        const int found = atoi(session.c.sources[source].head.title.data + 1);
        if (found != stands_for(h, h->at[event].cites, h->at[event].label)) {
            print_history(h);
            fail_msg("seed %llu, for %s: claim %d is of source %d, not %d",
                     (unsigned long long)h->seed, people[person], event, found,
                     stands_for(h, h->at[event].cites, h->at[event].label));
        }
        looked++;
    }
    truce_session_close(&session);
    return looked;
}

/* ---- people who write ---- */

static int one_of_those(const history *h, uint64_t *seed, bool claim, int author) {
    int fits[EVENTS];
    size_t n = 0;
    for (int i = 0; i < h->n; i++) {
        const said *const s = &h->at[i];
        if (!s->undoing && s->undone == NOBODY && s->claim == claim && sees(author, s)) {
            fits[n++] = i;
        }
    }
    return n > 0 ? fits[below(seed, n)] : NOBODY;
}

static void go_on(history *h, uint64_t *seed) {
    const int author = (int)below(seed, PEOPLE);
    const int name = (int)below(seed, NAMES);
    const int label = (int)below(seed, LABELS);
    said s = {.name = name,
              .label = label,
              .author = author,
              .undone = NOBODY,
              .instead = NOBODY,
              .cites = NOBODY};
    const int of = one_of_those(h, seed, false, author);
    const size_t what = below(seed, 10);
    history tried = *h;
    s.claim = what >= 3 && what < 8;
    s.place = s.claim ? 1 + (int)below(seed, 4) : 0;
    for (int i = 0; i < h->n && what < 8; i++) { /* nobody gives a name that they see */
        const said *const other = &h->at[i];
        if (!other->undoing && other->claim == s.claim && other->undone == NOBODY &&
            other->name == name && other->place == s.place && sees(author, other)) {
            return;
        }
    }
    if (s.claim) {
        s.cites = means(h, name, label, author, h->n);
        if (s.cites == NOBODY) {
            return;
        }
    } else if (what >= 8 && of != NOBODY) {
        s.undoing = what == 8;
        s.instead = of;
        s.name = h->at[of].name;
        s.place = 0;
        s.label = h->at[of].label;
        tried.at[of].undone = h->n;
    } else if (what >= 8) {
        return;
    }
    tried.at[tried.n++] = s;
    *h = tried;
}

static void the_same_to_everybody(void **state) {
    (void)state;
    uint64_t seed = 20311105;
    int looked = 0;
    int met = 0; /* histories in which somebody sees a name twice */
    for (int i = 0; i < HISTORIES; i++) {
        history h = {.seed = seed};
        for (int k = 0; k < EVENTS; k++) {
            go_on(&h, &seed);
        }
        for (int p = 0; p < PEOPLE; p++) {
            looked += check_person(&h, p);
        }
        bool twice = false;
        for (int a = 0; a < h.n; a++) {
            for (int b = 0; b < a; b++) {
                const said *const x = &h.at[a];
                const said *const y = &h.at[b];
                twice = twice || (!x->claim && !y->claim && !x->undoing && !y->undoing &&
                                  x->undone == NOBODY && y->undone == NOBODY && x->name == y->name);
            }
        }
        met += twice;
    }
    print_message("%d histories, in %d of them names met; %d claims looked up\n", HISTORIES, met,
                  looked);
    assert_true(met > HISTORIES / 4);
}

/* Each allocation on the way is refused, alone or with all that follow: then there is no answer. */
static size_t refuse_each(const texts *t, bool once) {
    size_t refused = 0;
    truce_status status = TRUCE_ENOMEM;
    for (long n = 0; status == TRUCE_ENOMEM; n++) {
        truce_error err;
        truce_session session;
        const truce_request request = {.writers = &t->writers};
        fails_once = once;
        allocations_left = n;
        status = truce_session_open_inputs(&session, &request, t->inputs, t->writers.n, &err);
        const bool was_refused = allocations_left < 0;
        allocations_left = LONG_MAX;
        assert_int_equal(status, was_refused ? TRUCE_ENOMEM : TRUCE_OK);
        refused += was_refused;
        if (status == TRUCE_OK) {
            truce_session_close(&session);
        }
    }
    return refused;
}

static void memory_runs_out(void **state) {
    (void)state;
    uint64_t seed = 7;
    size_t refused = 0;
    for (int i = 0; i < 60; i++) {
        static texts t;
        history h = {.seed = seed};
        for (int k = 0; k < EVENTS; k++) {
            go_on(&h, &seed);
        }
        make_texts(&h, i % PEOPLE, &t);
        refused += refuse_each(&t, false) + refuse_each(&t, true);
    }
    assert_true(refused > 120);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_same_to_everybody),
                                       cmocka_unit_test(memory_runs_out)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

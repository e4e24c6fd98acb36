/* Every form of the grammar, read into the model and looked at there; then what is refused, where
 * and with which words; then the limits; then memory. */
#include "truce/case/read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "truce/case/words.h"

static size_t allocations_left = SIZE_MAX;
void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t size);
static bool memory_is_out(void) {
    return allocations_left != SIZE_MAX && (allocations_left == 0 || allocations_left-- == 0);
}
void *__wrap_malloc(size_t size) {
    return memory_is_out() ? NULL : __real_malloc(size);
}
void *__wrap_calloc(size_t n, size_t size) {
    return memory_is_out() ? NULL : __real_calloc(n, size);
}
void *__wrap_realloc(void *p, size_t size) {
    return memory_is_out() ? NULL : __real_realloc(p, size);
}

/* ---- reading a text ---- */

static truce_arena arena;
static truce_input input;
static truce_view view;
static truce_case c;
static truce_report report;

static int forget(void **state) {
    (void)state;
    truce_arena_clear(&arena);
    return 0;
}

static truce_status read_bytes(truce_str bytes, truce_read_options options, truce_error *err) {
    truce_arena_clear(&arena);
    input = (truce_input){TRUCE_STR("t.truce"), bytes};
    report = truce_report_new(&arena);
    const truce_status status =
        truce_case_view(&input, 1, (truce_str){NULL, 0}, &arena, &view, err);
    return status == TRUCE_OK ? truce_case_read(&view, options, &arena, &c, &report, err) : status;
}

static truce_status read_text(const char *text) {
    return read_bytes(truce_str_of(text), (truce_read_options){0}, NULL);
}

static void expect_read(const char *text) {
    if (read_text(text) != TRUCE_OK) {
        truce_buffer out = truce_buffer_new();
        truce_report_show(&report, false, &out);
        print_message("%.*s\n", TRUCE_STR_ARGS(truce_buffer_str(&out)));
        truce_buffer_clear(&out);
        fail_msg("this must be read:\n%s", text);
    }
    assert_int_equal(report.errors, 0);
}

/* One error, at `where` ("3:7"), with `part` in its message or hint. */
static void expect_refused(const char *text, const char *where, const char *part) {
    truce_error err;
    if (read_bytes(truce_str_of(text), (truce_read_options){0}, &err) != TRUCE_EPARSE) {
        fail_msg("this must be refused:\n%s", text);
    }
    assert_int_equal(err.status, TRUCE_EPARSE);
    const truce_problem *const problem = &report.problems[0];
    char got[700];
    const truce_where w = truce_report_locate(&report, problem->place);
    (void)snprintf(got, sizeof got, "%zu:%zu: %.*s / %.*s (%zu errors)", w.line, w.column,
                   TRUCE_STR_ARGS(problem->message), TRUCE_STR_ARGS(problem->hint), report.errors);
    if (strncmp(got, where, strlen(where)) != 0 || got[strlen(where)] != ':' ||
        strstr(got, part) == NULL || report.errors != 1) {
        fail_msg("not the one error at %s with \"%s\":\n%s\n%s", where, part, got, text);
    }
}

static bool named(truce_symbol symbol, const char *name) {
    return truce_str_equal(truce_case_name(&c, symbol), truce_str_of(name));
}

static void expect_refs(truce_refs refs, const char *first, const char *second) {
    assert_int_equal(refs.n, second != NULL ? 2 : 1);
    assert_true(named(refs.at[0].symbol, first));
    assert_true(second == NULL || named(refs.at[1].symbol, second));
}

static void expect_str(truce_str got, const char *want) {
    if (!truce_str_equal(got, truce_str_of(want))) {
        fail_msg("\"%.*s\" is not \"%s\"", TRUCE_STR_ARGS(got), want);
    }
}

static void expect_number(truce_decimal got, int64_t units, int scale) {
    assert_int_equal(got.units, units);
    assert_int_equal(got.scale, scale);
}

/* Something to make claims about: lines 1 to 26. */
#define PRELUDE                                                                                    \
    "truce 1\ncase k \"K\"\nparty a \"A\"\nparty b \"B\"\nperson p \"P\" of a\n"                   \
    "group g \"G\" of a\ngroup h \"H\" of a\noutlet o \"O\"\n"                                     \
    "issue w \"W\"\n  range 2.0..8.0 step 0.25 percent\n"                                          \
    "issue l \"L\"\n  per g, h\n  rung low\n  rung mid \"M\"\n  rung high\n  option off\n"         \
    "issue q \"Q\"\n  topic sequence\n"                                                            \
    "term t \"T\"\nevent e \"E\" round\nevent e2 \"E2\" other\noffer f \"F\"\n"                    \
    "source s \"S\" press\nclaim s:P1\n  talks slow\nclaim s:P2"

/* The first statement of a claim that says `line` (line 27). */
static const truce_statement *statement(const char *line) {
    static char text[2000];
    (void)snprintf(text, sizeof text, "%s by p\n  %s\n", PRELUDE, line);
    expect_read(text);
    assert_int_equal(c.n_claims, 2);
    return &c.claims[1].statements[0];
}

static const truce_demand *demand(const char *item) {
    static char line[500];
    (void)snprintf(line, sizeof line, "a demands %s", item);
    const truce_statement *const st = statement(line);
    assert_int_equal(st->kind, TRUCE_STATES_POSITION);
    assert_int_equal(st->as.position.n, 1);
    return &st->as.position.demands[0];
}

/* A claim that says `line` is refused at `column` of line 27. */
static void expect_line_refused(const char *line, int column, const char *part) {
    static char text[70000];
    char where[16];
    (void)snprintf(text, sizeof text, "%s by p\n  %s\n", PRELUDE, line);
    (void)snprintf(where, sizeof where, "27:%d", column);
    expect_refused(text, where, part);
}

/* A record `text` behind "truce 1" and a case record is refused at `where`. */
static void expect_record_refused(const char *record, const char *where, const char *part) {
    static char text[70000];
    (void)snprintf(text, sizeof text, "truce 1\ncase k \"K\"\n%s", record);
    expect_refused(text, where, part);
}

/* ---- records ---- */

static void a_case_says_its_title_and_period(void **state) {
    (void)state;
    expect_read("truce 1\ncase k \"A \\\"case\\\" \\\\\"\n  period 2031-01/2031-03\n  note \"n\"\n"
                "  why \"w\"\n  note \"m\"\n  audience team, public\n");
    assert_int_equal(c.n_cases, 1);
    const truce_head *const head = &c.cases[0].head;
    assert_int_equal(head->kind, TRUCE_KIND_CASE);
    assert_true(named(head->name, "k"));
    expect_str(head->title, "A \"case\" \\");
    assert_int_equal(head->n_notes, 3);
    assert_false(head->notes[0].why);
    assert_true(head->notes[1].why);
    expect_str(head->notes[2].text, "m");
    expect_refs(head->audience, "team", "public");
    expect_str(c.cases[0].period.text, "2031-01/2031-03");
    assert_int_equal(c.cases[0].period.date.marks & TRUCE_DATE_GIVEN, TRUCE_DATE_GIVEN);
    assert_int_equal(head->place, 8);
    assert_int_equal(head->name_place, 13);
}

static void every_kind_of_actor_is_read_and_has_a_side(void **state) {
    (void)state;
    expect_read("truce 1\ncase k \"K\"\nparty a \"A\"\nactor b \"B\" of c\nmediator c \"C\" of d\n"
                "person d \"D\" of a\noffice e \"E\" of b\ngroup f \"F\"\noutlet g \"G\" of f\n");
    assert_int_equal(c.n_actors, 7);
    const uint32_t sides[] = {0, 0, 0, 0, 0, 5, 5};
    for (uint32_t i = 0; i < 7; i++) {
        assert_int_equal(c.actors[i].kind, i);
        assert_int_equal(c.actors[i].side, sides[i]);
    }
    assert_int_equal(c.actors[0].of.symbol, 0);
    assert_true(named(c.actors[1].of.symbol, "c"));
}

static void a_source_says_where_it_comes_from(void **state) {
    (void)state;
    expect_read(
        "truce 1\ncase k \"K\"\nsource s \"S\" press\n  publisher \"P\"\n  published 2031-02-03\n"
        "  captured 2031~\n  file \"f\"\n  url \"u\"\n  reliability B\n  copies u\n"
        "  draws on v\nsource u \"U\" statement\nsource v \"V\" document\n  unseen\n"
        "source x \"X\" interview\nsource y \"Y\" minute\nsource z \"Z\" message\n");
    const truce_source *const s = &c.sources[0];
    expect_str(s->publisher, "P");
    expect_str(s->published.text, "2031-02-03");
    expect_str(s->captured.text, "2031~");
    expect_str(s->file, "f");
    expect_str(s->url, "u");
    assert_int_equal(s->reliability, 'B');
    assert_true(named(s->copies.symbol, "u"));
    assert_true(named(s->draws_on.symbol, "v"));
    assert_false(s->unseen);
    assert_true(c.sources[2].unseen);
    assert_int_equal(c.sources[2].reliability, 0);
    for (uint32_t i = 0; i < 6; i++) {
        assert_int_equal(c.sources[i].kind, i);
    }
}

static void an_issue_has_options_a_range_or_nothing(void **state) {
    (void)state;
    expect_read("truce 1\ncase k \"K\"\ngroup g \"G\"\ngroup h \"H\"\n"
                "issue i \"I\"\n  topic return\n  per g, h\n  rung a \"A\"\n  option b\n  rung c\n"
                "issue r \"R\"\n  range -1.50..8 step 0.25 per-cent\nissue n \"N\"\n");
    const truce_issue *const i = &c.issues[0];
    assert_int_equal(i->topic, TRUCE_TOPIC_RETURN);
    assert_true(i->topic_said);
    expect_refs(i->per, "g", "h");
    assert_int_equal(i->n_options, 3);
    assert_int_equal(i->n_rungs, 2);
    assert_true(named(i->options[0].name, "a"));
    expect_str(i->options[0].title, "A");
    assert_int_equal(i->options[0].rank, 0);
    assert_false(i->options[1].rung);
    assert_int_equal(i->options[1].rank, TRUCE_NONE);
    assert_int_equal(i->options[2].rank, 1);
    assert_false(i->has_range);
    const truce_issue *const r = &c.issues[1];
    assert_true(r->has_range);
    expect_number(r->low, -150, 2);
    expect_number(r->high, 8, 0);
    expect_number(r->step, 25, 2);
    assert_true(named(r->unit, "per-cent"));
    assert_int_equal(r->steps, 38);
    assert_int_equal(r->topic, TRUCE_TOPIC_OTHER);
    assert_false(r->topic_said);
    assert_int_equal(c.issues[2].n_options, 0);
}

static void links_come_in_three_kinds(void **state) {
    (void)state;
    expect_read(PRELUDE "\n  talks slow\nlink x l low or off for g requires w 5 or more\n"
                        "  from s:P1, s:P2\nlink y w excludes l\nlink z q affects w unstated\n");
    assert_int_equal(c.n_links, 3);
    const truce_link *const x = &c.links[0];
    assert_int_equal(x->kind, TRUCE_LINK_REQUIRES);
    assert_int_equal(x->a.n_values, 2);
    assert_int_equal(x->a.values[1].index, 3);
    expect_refs(x->a.groups, "g", NULL);
    assert_int_equal(x->b.extent, TRUCE_EXTENT_OR_MORE);
    expect_refs(x->from, "s:P1", "s:P2");
    assert_int_equal(c.links[1].kind, TRUCE_LINK_EXCLUDES);
    assert_int_equal(c.links[1].a.extent, TRUCE_EXTENT_BARE);
    assert_int_equal(c.links[1].from.n, 0);
    assert_int_equal(c.links[2].kind, TRUCE_LINK_AFFECTS);
    assert_int_equal(c.links[2].b.extent, TRUCE_EXTENT_UNSTATED);
}

static void an_offer_has_sides_and_terms_by_each_report(void **state) {
    (void)state;
    expect_read(PRELUDE "\n  talks slow\noffer y \"Y\" by a, someone to b replaces f\n"
                        "  terms from s:P1\n    w 5\n    l low \"words\"\n  note \"n\"\n"
                        "  terms from s:P2\n    w 4..5\noffer z \"Z\" to b\n");
    const truce_offer *const y = &c.offers[1];
    expect_refs(y->by, "a", "someone");
    expect_refs(y->to, "b", NULL);
    assert_true(named(y->replaces.symbol, "f"));
    assert_int_equal(y->n_terms, 2);
    assert_true(named(y->terms[0].from.symbol, "s:P1"));
    assert_int_equal(y->terms[0].n, 2);
    expect_str(y->terms[0].demands[1].words, "words");
    assert_int_equal(y->terms[1].n, 1);
    assert_int_equal(y->terms[1].demands[0].item.values[0].kind, TRUCE_VALUE_RANGE);
    assert_int_equal(c.offers[2].by.n, 0);
    assert_int_equal(c.offers[2].n_terms, 0);
}

static void an_offer_holds_what_its_maker_wrote(void **state) {
    (void)state;
    expect_read(PRELUDE "\n  talks slow\noffer y \"Y\" by a to b\n  text \"one\"\n"
                        "  terms from s:P1\n    w 5\n  terms\n    w 4\n    l low\n"
                        "  text \"two\"\n  salt \"c2FsdA==\"\n"
                        "message m \"M\" by a to b replaces y\n  text \"three\"\n");
    const truce_offer *const y = &c.offers[1];
    assert_false(y->message);
    assert_int_equal(y->n_terms, 1);
    assert_non_null(y->issued);
    assert_int_equal(y->issued->from.symbol, 0);
    assert_int_equal(y->issued->n, 2);
    assert_int_equal(y->n_text, 2);
    expect_str(y->text[0], "one");
    expect_str(y->text[1], "two");
    expect_str(y->salt, "c2FsdA==");
    const truce_offer *const m = &c.offers[2];
    assert_true(m->message);
    assert_null(m->issued);
    assert_true(named(m->replaces.symbol, "y"));
    expect_str(m->text[0], "three");
}

static void custody_of_an_offer_is_read_stage_by_stage(void **state) {
    (void)state;
    for (size_t i = 0; i < truce_words_count(TRUCE_WORDS_STAGE); i++) {
        char text[1200];
        (void)snprintf(text, sizeof text,
                       "%s\n  talks slow\ncustody f-1 of f %.*s by a, someone to b from p\n"
                       "  at 2031-05~\n  receipt \"x 1\"\n  receipt \"y 2\"\n  note \"n\"\n",
                       PRELUDE, TRUCE_STR_ARGS(truce_words_at(TRUCE_WORDS_STAGE, i)));
        expect_read(text);
        const truce_custody_record *const r = &c.custody[0];
        assert_int_equal(c.n_custody, 1);
        assert_true(named(r->of.symbol, "f"));
        assert_int_equal(r->stage, i);
        expect_refs(r->by, "a", "someone");
        expect_refs(r->to, "b", NULL);
        expect_refs(r->from, "p", NULL);
        expect_str(r->at.text, "2031-05~");
        assert_int_equal(r->n_receipt, 2);
        expect_str(r->receipt[1], "y 2");
        assert_int_equal(r->head.n_notes, 1);
    }
    expect_read(PRELUDE "\n  talks slow\noffer y \"Y\"\ncustody x of f countered by b\n  with y\n");
    assert_true(named(c.custody[0].with.symbol, "y"));
}

static void what_custody_and_offers_cannot_say_is_refused(void **state) {
    (void)state;
    static const char *const wrong[][3] = {
        {"custody x of f\n", "4:15", "a stage of an offer"},
        {"custody x f issued\n", "4:11", "\"of\""},
        {"custody x of f issued by a by a\n", "4:28", "a second \"by\""},
        {"custody x of f issued\n  with f\n", "5:3", "is countered"},
        {"custody x of f issued\n  at \"Sunday\"\n", "5:6", "a date"},
        {"custody x of f issued\n  at 2031\n  at 2032\n", "6:3", "says this already"},
        {"custody x of f issued\n  text \"x\"\n", "5:3", "at with receipt"},
        {"custody x of f issued\n  receipt x\n", "5:11", "a text in quotes"},
        {"custody x \"X\" of f issued\n", "4:11", "\"of\""},
        {"custody x of a issued\nparty a \"A\"\n", "4:14", "an offer is meant"},
        {"offer g \"G\"\n  terms\n", "5:8", "\"terms\""},
        {"offer g \"G\"\n  salt \"a\"\n  salt \"b\"\n", "6:3", "says this already"},
        {"offer g \"G\"\n  receipt \"a\"\n", "5:3", "terms text salt"},
        {"message g \"G\"\n  terms\n    i o\n", "5:3", "a message has no terms"},
        {"issue i \"I\"\n  rung o\noffer g \"G\"\n  terms\n    i o\n  terms\n    i o\n", "9:3",
         "says this already"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char text[300];
        (void)snprintf(text, sizeof text, "offer f \"F\"\n%s%s", wrong[i][0],
                       strstr(wrong[i][0], "by a") != NULL ? "party a \"A\"\n" : "");
        expect_record_refused(text, wrong[i][1], wrong[i][2]);
    }
}

static void every_kind_of_event_is_read(void **state) {
    (void)state;
    for (size_t i = 0; i < truce_words_count(TRUCE_WORDS_EVENT); i++) {
        char text[200];
        (void)snprintf(text, sizeof text,
                       "truce 1\nparty a \"A\"\nevent e \"E\" %.*s by someone, a\n",
                       TRUCE_STR_ARGS(truce_words_at(TRUCE_WORDS_EVENT, i)));
        expect_read(text);
        assert_int_equal(c.events[0].kind, i);
        expect_refs(c.events[0].by, "someone", "a");
    }
}

static void accounts_say_between_what_and_how_to_settle(void **state) {
    (void)state;
    for (size_t i = 0; i < truce_words_count(TRUCE_WORDS_ACCOUNT); i++) {
        char text[2000];
        (void)snprintf(text, sizeof text,
                       "%s\n  talks slow\naccount x \"X\" %.*s between s:P1, s:P2\n"
                       "  settle \"one\"\n  settle \"two\" by a\n  why \"w\"\n",
                       PRELUDE, TRUCE_STR_ARGS(truce_words_at(TRUCE_WORDS_ACCOUNT, i)));
        expect_read(text);
        const truce_account *const x = &c.accounts[0];
        assert_int_equal(x->kind, i);
        expect_refs(x->claims, "s:P1", "s:P2");
        assert_int_equal(x->n_settles, 2);
        expect_str(x->settles[0].text, "one");
        assert_int_equal(x->settles[0].by.symbol, 0);
        assert_true(named(x->settles[1].by.symbol, "a"));
    }
}

static void datings_readers_and_compartments_are_read(void **state) {
    (void)state;
    expect_read(PRELUDE "\n  talks slow\nreader r \"R\"\ncompartment x \"X\"\n  members r, a\n"
                        "dating d1 of s 2031-04~ by r\ndating d2 of s:P1 2031 by r\n"
                        "dating d3 of e ../2031 by r\n  why \"w\"\n");
    assert_int_equal(c.n_datings, 3);
    assert_true(named(c.datings[1].of.symbol, "s:P1"));
    expect_str(c.datings[0].date.text, "2031-04~");
    assert_true(named(c.datings[2].by.symbol, "r"));
    assert_int_equal(c.datings[2].head.n_notes, 1);
    expect_refs(c.compartments[0].members, "r", "a");
    expect_str(c.readers[0].head.title, "R");
}

static void records_keep_their_order_and_their_file(void **state) {
    (void)state;
    const truce_input files[] = {
        {TRUCE_STR("1"), TRUCE_STR("truce 1\naudience public, r\nparty a \"A\"\ncase k \"K\"\n")},
        {TRUCE_STR("2"), TRUCE_STR("truce 1\n")},
        {TRUCE_STR("3"), TRUCE_STR("truce 1\nreader r \"R\"\nparty b \"B\" of a\n")},
    };
    truce_arena_clear(&arena);
    report = truce_report_new(&arena);
    assert_int_equal(truce_case_view(files, 3, (truce_str){NULL, 0}, &arena, &view, NULL),
                     TRUCE_OK);
    assert_int_equal(truce_case_read(&view, (truce_read_options){0}, &arena, &c, &report, NULL),
                     TRUCE_OK);
    assert_int_equal(c.n_texts, 3);
    assert_int_equal(c.n_records, 4);
    const truce_kind kinds[] = {TRUCE_KIND_ACTOR, TRUCE_KIND_CASE, TRUCE_KIND_READER,
                                TRUCE_KIND_ACTOR};
    const uint32_t in_file[] = {0, 0, 2, 2};
    for (uint32_t i = 0; i < 4; i++) {
        assert_int_equal(c.records[i].kind, kinds[i]);
        assert_int_equal(truce_case_head(&c, c.records[i])->file, in_file[i]);
    }
    expect_refs(c.texts[0].audience, "public", "r");
    assert_int_equal(c.texts[1].n_records, 0);
    assert_int_equal(c.texts[2].first_record, 2);
    assert_int_equal(c.texts[2].n_records, 2);
    assert_int_equal(c.texts[1].base, files[0].bytes.size + 1);
}

/* ---- claims ---- */

static const truce_claim *claim(const char *head, const char *lines) {
    static char text[3000];
    (void)snprintf(text, sizeof text, "%s\n  talks slow\nclaim %s\n%s  talks running\n", PRELUDE,
                   head, lines);
    expect_read(text);
    assert_int_equal(c.n_claims, 3);
    return &c.claims[2];
}

static void a_citation_is_source_place_and_label(void **state) {
    (void)state;
    static const struct {
        const char *name, *locator, *label;
    } names[] = {
        {"s:P3", "P3", ""},        {"s:G12.x", "G12", "x"}, {"s:L1-4", "L1-4", ""},
        {"s:B0.2-a", "B0", "2-a"}, {"s:S90.1", "S90", "1"}, {"s:?", "?", ""},
        {"s:?.x", "?", "x"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const truce_claim *const cl = claim(names[i].name, "");
        assert_true(named(cl->head.name, names[i].name));
        assert_true(named(cl->source.symbol, "s"));
        expect_str(cl->locator, names[i].locator);
        expect_str(cl->label, names[i].label);
    }
    static const char *const wrongs[] = {"s",    "s:",    ":P1",   "s:P",     "s:p1", "s:X1",
                                         "s:1",  "s:P1.", "s:P1-", "s:P1.A",  "S:P1", "s:P1.a.b",
                                         "s:??", "s:P-1", "s:P1a", "s:P1.-a", "s-:P1"};
    for (size_t i = 0; i < sizeof wrongs / sizeof *wrongs; i++) {
        char text[200];
        (void)snprintf(text, sizeof text, "source s \"S\" press\nclaim %s\n  talks slow\n",
                       wrongs[i]);
        expect_record_refused(text, "4:7", "is not a citation");
    }
}

#define SOURCED(claim) claim "source s \"S\" press\n"

static void speakers_come_in_five_kinds(void **state) {
    (void)state;
    assert_int_equal(claim("s:P3", "")->n_speakers, 0);
    const truce_claim *const cl =
        claim("s:P3 by p and one \"x\" and some \"y\" of b and 12 \"z\" of a and \"u\"", "");
    assert_int_equal(cl->n_speakers, 5);
    for (uint32_t i = 0; i < 5; i++) {
        static const truce_speaker_kind kinds[] = {TRUCE_SPEAKER_NAMED, TRUCE_SPEAKER_ONE,
                                                   TRUCE_SPEAKER_SOME, TRUCE_SPEAKER_COUNTED,
                                                   TRUCE_SPEAKER_DANGLING};
        assert_int_equal(cl->speakers[i].kind, kinds[i]);
    }
    assert_true(named(cl->speakers[0].actor.symbol, "p"));
    assert_int_equal(cl->speakers[1].actor.symbol, 0);
    expect_str(cl->speakers[1].words, "x");
    assert_true(named(cl->speakers[2].actor.symbol, "b"));
    expect_number(cl->speakers[3].count, 12, 0);
    expect_str(cl->speakers[4].words, "u");
    expect_record_refused(SOURCED("claim s:P1 by 1 \"x\"\n  talks slow\n"), "3:15",
                          "one \"official\"");
    expect_record_refused(SOURCED("claim s:P1 by 2.5 \"x\"\n  talks slow\n"), "3:15",
                          "whole number");
    expect_record_refused(SOURCED("claim s:P1 by one\n  talks slow\n"), "3:18", "a text in quotes");
    expect_record_refused(SOURCED("claim s:P1 by\n  talks slow\n"), "3:14", "who speaks");
    expect_record_refused(SOURCED("claim s:P1 by p and\n  talks slow\n"), "3:20", "who speaks");
}

static void the_way_and_the_marks_of_a_claim_are_read(void **state) {
    (void)state;
    const truce_claim *cl = claim("s:P3 by p via o reportedly headline inferred", "");
    assert_true(named(cl->via.symbol, "o"));
    assert_int_equal(cl->marks, TRUCE_MARK_REPORTEDLY | TRUCE_MARK_HEADLINE | TRUCE_MARK_INFERRED);
    cl = claim("s:P3 via \"phone\" inferred", "");
    expect_str(cl->via_words, "phone");
    assert_int_equal(cl->marks, TRUCE_MARK_INFERRED);
    expect_record_refused(SOURCED("claim s:P1 headline headline\n  talks slow\n"), "3:21", "twice");
    expect_record_refused(SOURCED("claim s:P1 headline by p\n  talks slow\n"), "3:21",
                          "end of the line");
}

static void the_lines_of_a_claim_are_read(void **state) {
    (void)state;
    const truce_claim *cl = claim("s:P3", "  said 2031-02-01\n  published 2031-02-02\n"
                                          "  credibility 2\n  copy of s:P1\n  also P9, P12-13, ?\n"
                                          "  note \"n\"\n  audience team\n");
    expect_str(cl->said.text, "2031-02-01");
    assert_int_equal(cl->said.date.marks & TRUCE_DATE_GIVEN, TRUCE_DATE_GIVEN);
    expect_str(cl->published.text, "2031-02-02");
    assert_int_equal(cl->credibility, 2);
    assert_true(named(cl->copy_of.symbol, "s:P1"));
    assert_int_equal(cl->n_also, 3);
    expect_str(cl->also[1], "P12-13");
    assert_int_equal(cl->head.n_notes, 1);
    expect_refs(cl->head.audience, "team", NULL);
    assert_int_equal(cl->n_statements, 1);
    cl = claim("s:P3", "  said \"Sunday\"\n");
    expect_str(cl->said.text, "Sunday");
    assert_int_equal(cl->said.date.marks & TRUCE_DATE_GIVEN, 0);
    assert_int_equal(cl->credibility, 0);
}

static void attributes_of_a_claim_stand_once(void **state) {
    (void)state;
    static const char *const lines[] = {"said 2031", "published 2031", "credibility 3",
                                        "copy of s:P1", "also P1"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char text[300];
        (void)snprintf(text, sizeof text, "%s\n  %s\n", lines[i], lines[i]);
        char all[2000];
        (void)snprintf(all, sizeof all, "%s\n  talks slow\n  %s", PRELUDE, text);
        expect_refused(all, "29:3", "already");
    }
}

/* ---- statements ---- */

static void events_say_by_whom_and_when(void **state) {
    (void)state;
    const truce_statement *st = statement("event e");
    assert_int_equal(st->kind, TRUCE_STATES_EVENT);
    assert_false(st->denied);
    assert_int_equal(st->times.n, 0);
    st = statement("not event e by a, someone at 2031-02-01 before e2 after e during e2");
    assert_true(st->denied);
    expect_refs(st->as.event.by, "a", "someone");
    assert_int_equal(st->times.n, 4);
    for (uint32_t i = 0; i < 4; i++) {
        assert_int_equal(st->times.at[i].kind, i);
    }
    expect_str(st->times.at[0].when.text, "2031-02-01");
    assert_true(named(st->times.at[1].event.symbol, "e2"));
    st = statement("event e at \"last week\"");
    expect_str(st->times.at[0].when.text, "last week");
    expect_line_refused("event e at 2031 at 2032", 19, "twice");
}

static void every_stage_of_an_offer_is_read(void **state) {
    (void)state;
    for (size_t i = 0; i < truce_words_count(TRUCE_WORDS_STAGE); i++) {
        char line[100];
        (void)snprintf(line, sizeof line, "offer f %.*s",
                       TRUCE_STR_ARGS(truce_words_at(TRUCE_WORDS_STAGE, i)));
        const truce_statement *const st = statement(line);
        assert_int_equal(st->kind, TRUCE_STATES_OFFER);
        assert_int_equal(st->as.offer.stage, i);
        assert_true(named(st->as.offer.offer.symbol, "f"));
    }
    const truce_statement *st =
        statement("not offer any received to b from a, someone by p \"words\" at 2031");
    assert_int_equal(st->as.offer.offer.symbol, 0);
    expect_refs(st->as.offer.to, "b", NULL);
    expect_refs(st->as.offer.from, "a", "someone");
    expect_refs(st->as.offer.by, "p", NULL);
    expect_str(st->text, "words");
    assert_int_equal(st->times.n, 1);
    expect_line_refused("offer f issued by a by b", 23, "commas");
}

static void every_state_of_the_talks_is_read(void **state) {
    (void)state;
    char line[300] = "talks";
    for (size_t i = 0; i < truce_words_count(TRUCE_WORDS_STATE); i++) {
        const size_t used = strlen(line);
        (void)snprintf(line + used, sizeof line - used, " %.*s",
                       TRUCE_STR_ARGS(truce_words_at(TRUCE_WORDS_STATE, i)));
        const truce_statement *const st = statement(line);
        assert_int_equal(st->kind, TRUCE_STATES_TALKS);
        assert_int_equal(st->as.talks.n, i + 1);
        assert_int_equal(st->as.talks.at[i], i);
    }
    const truce_statement *const st = statement("talks slow \"words\" after e");
    expect_str(st->text, "words");
    assert_int_equal(st->times.at[0].kind, TRUCE_TIME_AFTER);
    expect_line_refused("talks slow moving slow", 21, "twice");
    expect_line_refused("talks", 8, "a state of the talks");
}

static void terms_and_counts_are_read(void **state) {
    (void)state;
    const truce_statement *st = statement("term t as \"word\" by someone");
    assert_int_equal(st->kind, TRUCE_STATES_TERM);
    assert_false(st->as.term.means);
    expect_str(st->text, "word");
    assert_true(named(st->as.term.by.symbol, "someone"));
    st = statement("term t means \"that\"");
    assert_true(st->as.term.means);
    assert_int_equal(st->as.term.by.symbol, 0);
    st = statement("count t -12.50");
    assert_int_equal(st->kind, TRUCE_STATES_COUNT);
    expect_number(st->as.count.number, -1250, 2);
    expect_line_refused("term t is \"x\"", 10, "\"as\" or \"means\"");
    expect_line_refused("count t many", 11, "a number");
    expect_line_refused("count t 1234567890123456789", 11, "more than 18 digits");
    expect_line_refused("count t +5", 11, "a number");
    expect_line_refused("count t 5.", 11, "a number");
    expect_line_refused("count t 1e3", 11, "a number");
}

static void speech_is_the_speakers_own_or_an_actors(void **state) {
    (void)state;
    static const struct {
        const char *line;
        truce_statement_kind kind;
    } lines[] = {
        {"blames b \"x\"", TRUCE_STATES_BLAME},
        {"accuses someone \"x\"", TRUCE_STATES_ACCUSATION},
        {"says \"x\" on w", TRUCE_STATES_SAYING},
        {"explains s:P1 \"x\"", TRUCE_STATES_NARRATIVE},
        {"predicts \"x\" at 2032", TRUCE_STATES_FORECAST},
        {"denies s:P1", TRUCE_STATES_DENIAL},
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const truce_statement *st = statement(lines[i].line);
        assert_int_equal(st->kind, lines[i].kind);
        assert_int_equal(st->subject.symbol, 0);
        assert_true(st->kind == TRUCE_STATES_DENIAL || truce_str_equal(st->text, TRUCE_STR("x")));
        char line[100];
        (void)snprintf(line, sizeof line, "b %s", lines[i].line);
        st = statement(line);
        assert_int_equal(st->kind, lines[i].kind);
        assert_true(named(st->subject.symbol, "b"));
    }
    assert_true(named(statement("denies s:P1")->as.denial.claim.symbol, "s:P1"));
    assert_true(named(statement("says \"x\" on s:P1")->as.saying.on.symbol, "s:P1"));
    assert_int_equal(statement("says \"x\"")->as.saying.on.symbol, 0);
    assert_true(named(statement("accuses b")->as.blame.object.symbol, "b"));
    assert_true(named(statement("explains e \"x\"")->as.narrative.event.symbol, "e"));
    expect_line_refused("denies w", 10, "a claim");
}

static void every_stance_and_firmness_is_read(void **state) {
    (void)state;
    static const char *const firm[] = {"", "firmly ", "flexibly "};
    for (size_t i = 0; i < truce_words_count(TRUCE_WORDS_STANCE); i++) {
        for (size_t k = 0; k < 3; k++) {
            char line[100];
            (void)snprintf(line, sizeof line, "a %s%.*s w 5", firm[k],
                           TRUCE_STR_ARGS(truce_words_at(TRUCE_WORDS_STANCE, i)));
            const truce_statement *const st = statement(line);
            assert_int_equal(st->kind, TRUCE_STATES_POSITION);
            assert_int_equal(st->as.position.stance, i);
            assert_int_equal(st->as.position.firmness, k);
            assert_int_equal(st->as.position.list, TRUCE_LIST_NONE);
        }
    }
    expect_line_refused("a firmly w 5", 12, "a stance");
    expect_line_refused("a demands", 12, "an issue");
    expect_line_refused("a demands w", 14, "an option of this issue");
}

static void lists_have_a_demand_a_line(void **state) {
    (void)state;
    static const char *const words[] = {"all", "any", "each"};
    for (size_t i = 0; i < 3; i++) {
        char line[200];
        (void)snprintf(
            line, sizeof line,
            "not a accepts %s of if \"x\" and w 5\n    w 6\n    l low before w 3 as \"y\"\n"
            "  talks slow",
            words[i]);
        const truce_statement *const st = statement(line);
        assert_true(st->denied);
        assert_int_equal(st->as.position.list, i + 1);
        assert_int_equal(st->as.position.n, 2);
        assert_int_equal(st->as.position.condition.n, 2);
        assert_int_equal(st->as.position.demands[1].order, TRUCE_ORDER_BEFORE);
        expect_str(st->as.position.demands[1].as, "y");
        assert_int_equal(c.claims[1].n_statements, 2);
    }
    expect_line_refused("a demands all of", 19, "needs its list");
    expect_line_refused("a demands all\n    w 5", 16, "\"of\"");
    expect_line_refused("a demands all of w 5\n    w 5", 20, "the end of the line");
}

static void an_item_names_options_numbers_or_ranges(void **state) {
    (void)state;
    const truce_item *it = &demand("w 6.50")->item;
    assert_int_equal(it->extent, TRUCE_EXTENT_VALUES);
    assert_int_equal(it->values[0].kind, TRUCE_VALUE_NUMBER);
    expect_number(it->values[0].low, 650, 2);
    expect_number(it->values[0].high, 650, 2);
    assert_int_equal(it->values[0].index, TRUCE_NONE);
    it = &demand("w 4.0..5 or 6 or 7..8")->item;
    assert_int_equal(it->n_values, 3);
    assert_int_equal(it->values[0].kind, TRUCE_VALUE_RANGE);
    expect_number(it->values[0].low, 40, 1);
    expect_number(it->values[0].high, 5, 0);
    it = &demand("w 6 or more")->item;
    assert_int_equal(it->extent, TRUCE_EXTENT_OR_MORE);
    it = &demand("l mid or less for g, h")->item;
    assert_int_equal(it->extent, TRUCE_EXTENT_OR_LESS);
    assert_int_equal(it->values[0].kind, TRUCE_VALUE_OPTION);
    assert_int_equal(it->values[0].index, 1);
    expect_refs(it->groups, "g", "h");
    it = &demand("l off or low or high")->item;
    assert_int_equal(it->n_values, 3);
    assert_int_equal(it->values[0].index, 3);
    it = &demand("q unstated")->item;
    assert_int_equal(it->extent, TRUCE_EXTENT_UNSTATED);
    expect_line_refused("a demands w 5..4", 15, "ends before it begins");
    expect_line_refused("a demands w 5..", 15, "a range");
    expect_line_refused("a demands w 4%", 15, "the unit is said once");
    expect_line_refused("a demands w 6,5", 16, "with a point");
    expect_line_refused("a demands l low, high", 18, "join options with \"or\"");
    expect_line_refused("a demands w 5 or", 19, "an option, a number or a range");
    expect_line_refused("a demands w 5 or 6 or more", 25, "after several options");
    expect_line_refused("a demands w 5 for", 20, "the name of a group");
}

static void a_demand_has_an_order_wording_and_conditions(void **state) {
    (void)state;
    for (int i = 1; i < 4; i++) {
        char item[100];
        (void)snprintf(item, sizeof item, "w %.*s l",
                       TRUCE_STR_ARGS(truce_words_at(TRUCE_WORDS_ORDER, (size_t)i)));
        const truce_demand *const d = demand(item);
        assert_int_equal(d->order, i);
        assert_int_equal(d->item.extent, TRUCE_EXTENT_BARE);
        assert_true(named(d->other.issue.symbol, "l"));
    }
    const truce_demand *d =
        demand("w 5 as \"x\" \"y\" if \"z\" and unstated and not l low or more and w 2");
    expect_str(d->as, "x");
    expect_str(d->words, "y");
    assert_int_equal(d->condition.n, 4);
    assert_int_equal(d->condition.parts[0].kind, TRUCE_PART_WORDS);
    expect_str(d->condition.parts[0].words, "z");
    assert_int_equal(d->condition.parts[1].kind, TRUCE_PART_UNSTATED);
    assert_int_equal(d->condition.parts[2].kind, TRUCE_PART_ITEM);
    assert_true(d->condition.parts[2].denied);
    assert_int_equal(d->condition.parts[2].item.extent, TRUCE_EXTENT_OR_MORE);
    assert_false(d->condition.parts[3].denied);
    d = demand("l low if l high");
    assert_int_equal(d->words.size, 0);
    assert_int_equal(d->condition.n, 1);
    expect_line_refused("a demands w 5 if l", 21, "an option of this issue");
    expect_line_refused("a demands w 5 if", 19, "an issue");
    expect_line_refused("a demands w 5 \"y\" as \"x\"", 21, "the end of the line");
}

static void movement_and_presence_are_read(void **state) {
    (void)state;
    const truce_statement *st = statement("a softens");
    assert_int_equal(st->kind, TRUCE_STATES_MOVEMENT);
    assert_false(st->as.movement.hardens);
    st = statement("a hardens on w after e");
    assert_true(st->as.movement.hardens);
    assert_true(named(st->as.movement.on.symbol, "w"));
    assert_int_equal(st->times.n, 1);
    st = statement("someone withdraws during e");
    assert_int_equal(st->kind, TRUCE_STATES_PRESENCE);
    assert_true(st->as.presence.withdraws);
    assert_true(named(st->subject.symbol, "someone"));
    assert_false(statement("a participates")->as.presence.withdraws);
}

static void every_role_trait_and_relation_is_read(void **state) {
    (void)state;
    char line[100];
    for (size_t i = 0; i < truce_words_count(TRUCE_WORDS_ROLE); i++) {
        (void)snprintf(line, sizeof line, "a is %.*s of b at 2031",
                       TRUCE_STR_ARGS(truce_words_at(TRUCE_WORDS_ROLE, i)));
        const truce_statement *const st = statement(line);
        assert_int_equal(st->kind, TRUCE_STATES_ROLE);
        assert_int_equal(st->as.role.role, i);
        assert_true(named(st->as.role.of.symbol, "b"));
        assert_int_equal(st->times.n, 1);
    }
    const truce_statement *st = statement("a is \"the bank\"");
    assert_int_equal(st->as.role.role, TRUCE_ROLE_WORDS);
    expect_str(st->text, "the bank");
    for (size_t i = 0; i < truce_words_count(TRUCE_WORDS_TRAIT); i++) {
        (void)snprintf(line, sizeof line, "a has %.*s \"x\" on w",
                       TRUCE_STR_ARGS(truce_words_at(TRUCE_WORDS_TRAIT, i)));
        st = statement(line);
        assert_int_equal(st->kind, TRUCE_STATES_TRAIT);
        assert_int_equal(st->as.trait.trait, i);
        assert_true(named(st->as.trait.on.symbol, "w"));
        assert_false(st->as.trait.unstated);
    }
    st = statement("a has alternative unstated \"ways of its own\" on w");
    assert_true(st->as.trait.unstated);
    expect_str(st->text, "ways of its own");
    assert_true(named(st->as.trait.on.symbol, "w"));
    expect_line_refused("a has alternative unstated", 29, "a text in quotes");
    expect_line_refused("a has pressure unstated", 18, "\"on\" behind \"pressure\"");
    for (size_t i = 0; i < truce_words_count(TRUCE_WORDS_RELATION); i++) {
        (void)snprintf(line, sizeof line, "a has %.*s %.*s b \"x\" at 2031",
                       TRUCE_STR_ARGS(truce_words_at(TRUCE_WORDS_RELATION, i)),
                       TRUCE_STR_ARGS(truce_words_at(TRUCE_WORDS_PREPOSITION, i)));
        st = statement(line);
        assert_int_equal(st->kind, TRUCE_STATES_RELATION);
        assert_int_equal(st->as.relation.relation, i);
        assert_true(named(st->as.relation.object.symbol, "b"));
        expect_str(st->text, "x");
        assert_int_equal(st->times.n, 1);
    }
    st = statement("a has \"old ties\" with someone");
    assert_int_equal(st->as.relation.relation, TRUCE_RELATION_WORDS);
    expect_str(st->as.relation.name, "old ties");
    expect_line_refused("a has pressure over b", 18, "\"on\" behind \"pressure\"");
    expect_line_refused("a has", 8, "a trait");
    expect_line_refused("a is banker", 8, "or words in quotes");
}

static void every_rank_is_read(void **state) {
    (void)state;
    const truce_statement *st = statement("w matters most");
    assert_int_equal(st->kind, TRUCE_STATES_RANK);
    assert_int_equal(st->as.rank.rank, TRUCE_RANK_MOST);
    assert_true(named(st->subject.symbol, "w"));
    assert_int_equal(statement("w matters much")->as.rank.rank, TRUCE_RANK_MUCH);
    assert_int_equal(statement("w matters little")->as.rank.rank, TRUCE_RANK_LITTLE);
    st = statement("w matters over l to someone");
    assert_int_equal(st->as.rank.rank, TRUCE_RANK_OVER);
    assert_true(named(st->as.rank.over.symbol, "l"));
    assert_true(named(st->as.rank.to.symbol, "someone"));
}

static void what_is_no_statement_is_refused(void **state) {
    (void)state;
    expect_line_refused("not", 6, "a statement");
    expect_line_refused("not not talks slow", 7, "a statement");
    expect_line_refused("not note \"x\"", 7, "a statement");
    expect_line_refused("\"x\"", 3, "a statement, not a text");
    expect_line_refused(", talks slow", 3, "a statement, not a comma");
    expect_line_refused("a", 4, "what the actor does");
    expect_line_refused("a demnads w 5", 5, "did you mean \"demands\"?");
    expect_line_refused("a talks slow", 5, "is not something an actor does");
    expect_line_refused("talks slow now", 14, "the end of the line, not \"now\"");
    expect_line_refused("talks slow,", 13, "not a comma");
    expect_line_refused("talks slow at 31.1.2031", 17, "year of four digits");
    expect_line_refused("talks slow at sunday", 17, "the source's own words");
    expect_line_refused("talks slow before", 20, "the name of an event");
}

/* ---- names ---- */

static void every_reserved_word_is_refused_where_it_competes(void **state) {
    (void)state;
    static const char *const forms[TRUCE_RESERVED_N][2] = {
        [TRUCE_RESERVED_ACTOR] = {"person %s \"X\"\n", "3:8"},
        [TRUCE_RESERVED_ISSUE] = {"issue %s \"X\"\n", "3:7"},
        [TRUCE_RESERVED_OPTION] = {"issue i \"X\"\n  option %s\n", "4:10"},
        [TRUCE_RESERVED_MOVE] = {"move %s \"X\" of a in m\n", "3:6"},
        [TRUCE_RESERVED_OFFER] = {"offer %s \"X\"\n", "3:7"},
        [TRUCE_RESERVED_READER] = {"compartment %s \"X\"\n", "3:13"},
    };
    for (int kind = 0; kind < TRUCE_RESERVED_N; kind++) {
        size_t n = 0;
        const char *const *const words = truce_words_reserved((truce_reserved)kind, &n);
        for (size_t i = 0; i < n; i++) {
            char record[100];
            char hint[100];
            const char *const gap = strstr(forms[kind][0], "%s");
            (void)snprintf(record, sizeof record, "%.*s%s%s", (int)(gap - forms[kind][0]),
                           forms[kind][0], words[i], gap + 2);
            (void)snprintf(hint, sizeof hint, "use \"the-%s\"", words[i]);
            expect_record_refused(record, forms[kind][1], hint);
            if (kind !=
                TRUCE_RESERVED_READER) { /* elsewhere the same word is a name like any other */
                (void)snprintf(record, sizeof record,
                               "truce 1\ncase k \"K\"\nevent %s \"X\" other\n", words[i]);
                expect_read(record);
            }
        }
    }
    expect_record_refused("reader team \"X\"\n", "3:8", "the-team");
}

static void a_name_is_lower_case_with_single_inner_hyphens(void **state) {
    (void)state;
    expect_read("truce 1\ncase a \"A\"\nparty b-2-c \"B\"\nparty z9 \"Z\"\n");
    static const char *const wrongs[] = {"A",   "aB",       "2a",  "-a",  "a-",  "a--b",
                                         "a_b", "\xC3\xA4", "a.b", "a:b", "a/b", "'a'"};
    for (size_t i = 0; i < sizeof wrongs / sizeof *wrongs; i++) {
        char record[60];
        (void)snprintf(record, sizeof record, "party %s \"X\"\n", wrongs[i]);
        expect_record_refused(record, "3:7", "cannot be a name");
    }
    expect_record_refused("party \"X\"\n", "3:7", "expected a name, not a text");
    expect_record_refused("party\n", "3:6", "expected a name, but the line ends");
}

static void a_refused_name_is_complained_about_once(void **state) {
    (void)state;
    expect_record_refused("party Union \"U\"\nperson p \"P\" of Union\n", "3:7", "lower-case");
    expect_record_refused("party some \"U\"\nperson p \"P\" of some\n", "3:7", "the-some");
    expect_record_refused("prty u \"U\"\nperson p \"P\" of u\n", "3:1", "did you mean \"party\"?");
    expect_record_refused("party u\nperson p \"P\" of u\n", "3:8", "a text in quotes");
    expect_record_refused("party \"U\"\nperson p \"P\" of u\n", "3:7", "expected a name");
    expect_record_refused("issue i \"I\"\n  rung Low\nissue j \"J\"\nlink l i low affects j\n",
                          "4:8", "lower-case");
}

/* ---- files, lines, bytes ---- */

static void the_first_line_is_truce_1(void **state) {
    (void)state;
    expect_read("# comment\n\n   # another\ntruce 1 # here\ncase k \"K\"\n");
    expect_refused("", "1:1", "begin the file with: truce 1");
    expect_refused("# nothing\n", "1:1", "must be \"truce 1\"");
    expect_refused("case k \"K\"\n", "1:1", "must be \"truce 1\"");
    expect_refused("truce 2\ncase k \"K\"\n", "1:7", "version 1");
    expect_refused("truce 1.0\n", "1:7", "version 1");
    expect_refused("truce\n", "1:6", "version 1");
    expect_refused("truce 1 2\n", "1:9", "the end of the line");
    expect_refused(" truce 1\n", "1:1", "first column");
    expect_refused("Truce 1\ncase k \"K\"\n", "1:1", "must be \"truce 1\"");
    expect_refused("truce1\ncase k \"K\"\n", "1:1", "must be \"truce 1\"");
    expect_refused("truce 1\ncase k \"K\"\naudience public\n", "3:1", "does not begin a record");
    expect_refused("truce 1\naudience\n", "2:9", "team or public");
}

static void crlf_and_a_byte_order_mark_change_nothing(void **state) {
    (void)state;
    expect_read("\xEF\xBB\xBFtruce 1\r\ncase k \"K\"\r\n  note \"n\"\r\n\r\n# c\r\nparty a \"A\"");
    expect_str(c.cases[0].head.notes[0].text, "n");
    expect_str(c.actors[0].head.title, "A");
    expect_refused("\xEF\xBB\xBFtruce 2\r\ncase k \"K\"\r\n", "1:7", "version 1");
    expect_refused("truce 1\r\ncase k \"K\r\n", "2:8", "no closing quote");
    expect_refused("truce 1\ncase k \"K\" \xEF\xBB\xBF\n", "2:12", "the end of the line");
}

static void indentation_is_two_or_four(void **state) {
    (void)state;
    static const char *const spaces[] = {" ", "   ", "     ", "      "};
    for (size_t i = 0; i < 4; i++) {
        char text[100];
        (void)snprintf(text, sizeof text, "party a \"A\"\n%snote \"n\"\n", spaces[i]);
        expect_record_refused(text, "4:1", "indented by");
    }
    expect_record_refused("party a \"A\"\n    note \"n\"\n    note \"m\"\n", "4:1",
                          "nothing may stand");
    expect_refused("truce 1\n  note \"n\"\n", "2:1", "belongs to no record");
    expect_record_refused("claim s:P1\n   talks slow\nsource s \"S\" press\n", "4:1",
                          "by 3 spaces");
    expect_record_refused("claim s:P1\n\ttalks slow\nsource s \"S\" press\n", "4:1", "a tab");
    expect_record_refused(
        "offer f \"F\"\n  terms from s:P1\n\tw 5\nsource s \"S\" press\nclaim s:P1\n"
        "  talks slow\nissue w \"W\"\n  range 1..5 step 1 x\n",
        "5:1", "a tab");
}

static void tabs_and_controls_are_refused_everywhere(void **state) {
    (void)state;
    expect_record_refused("party a \"A\"\t\n", "3:12", "a tab");
    expect_record_refused("party a \"A\tB\"\n", "3:11", "a tab");
    expect_record_refused("party a \"A\" # a\tb\n", "3:16", "a tab");
    expect_record_refused("# a\x1b[m\nparty a \"A\"\n", "3:4", "byte 0x1B");
    expect_record_refused("party a \"A\x7f\"\n", "3:11", "byte 0x7F");
    const char nul[] = "truce 1\ncase k \"K\0\"\n";
    assert_int_equal(read_bytes((truce_str){nul, sizeof nul - 1}, (truce_read_options){0}, NULL),
                     TRUCE_EPARSE);
    expect_record_refused("party a \"A\\n\"\n", "3:11", "a backslash");
    expect_record_refused("party a \"\"\n", "3:9", "an empty text");
}

static void what_is_not_utf8_is_refused_and_nothing_follows_from_it(void **state) {
    (void)state;
    expect_refused("truce 1\ncase k \"K\xE4\"\nperson p \"P\" of nobody\n", "2:10", "0xE4");
    expect_refused("truce 1\n# \xC3\n", "2:3", "0xC3");
    expect_refused("truce 1\ncase k \"\xED\xA0\x80\"\n", "2:9", "0xED");
    expect_read("truce 1\ncase k \"\xD0\x9C\xD0\xB8\xD1\x80 \xE5\xB9\xB3 \xD8\xB3\"\n");
}

static void an_unknown_record_takes_its_lines_with_it(void **state) {
    (void)state;
    expect_record_refused("prson p \"P\"\n  anything \"at all\n    or deeper\n", "3:1",
                          "did you mean \"person\"?");
    expect_record_refused("protocol x of a\n  strict\n", "3:1", "later version");
    expect_record_refused("zzz zz\n", "3:1", "a record begins with");
    expect_record_refused("\"a\"\n", "3:1", "expected a record");
}

static void lines_that_may_stand_once_do(void **state) {
    (void)state;
    static const char *const twice[][3] = {
        {"case x \"X\"\n", "period 2031", ""},
        {"source s \"S\" press\n", "publisher \"P\"", ""},
        {"source s \"S\" press\n", "published 2031", ""},
        {"source s \"S\" press\n", "captured 2031", ""},
        {"source s \"S\" press\n", "file \"f\"", ""},
        {"source s \"S\" press\n", "url \"u\"", ""},
        {"source s \"S\" press\n", "reliability A", ""},
        {"source s \"S\" press\n", "copies t", "source t \"T\" press\n"},
        {"source s \"S\" press\n", "draws on t", "source t \"T\" press\n"},
        {"source s \"S\" press\n", "unseen", ""},
        {"issue i \"I\"\n", "topic aid", ""},
        {"issue i \"I\"\n", "per g", "group g \"G\"\n"},
        {"issue i \"I\"\n", "range 1..5 step 1 x", ""},
        {"compartment x \"X\"\n", "members r", "reader r \"R\"\n"},
    };
    for (size_t i = 0; i < sizeof twice / sizeof *twice; i++) {
        char text[300];
        (void)snprintf(text, sizeof text, "truce 1\n%s  %s\n  %s\n%s", twice[i][0], twice[i][1],
                       twice[i][1], twice[i][2]);
        expect_refused(text, "4:3", "already");
    }
    expect_record_refused("party a \"A\"\n  audience a\n  audience a\n", "5:3", "second audience");
    expect_record_refused("issue i \"I\"\n  range 1..5 step 1 x\n  rung a\n", "5:3", "not both");
    expect_record_refused("issue i \"I\"\n  rung a\n  range 1..5 step 1 x\n", "5:3", "not both");
    expect_record_refused("party a \"A\"\n  publisher \"P\"\n", "4:3", "note why audience");
    expect_record_refused("source s \"S\" press\n  publishd 2031\n", "4:3", "did you mean");
}

/* ---- limits ---- */

static char *big;
static size_t big_size;

static void big_begin(const char *text) {
    big_size = 0;
    big = big != NULL ? big : malloc(1 << 20);
    assert_non_null(big);
    memcpy(big, text, strlen(text));
    big_size = strlen(text);
}

static void big_add(const char *text) {
    assert_true(big_size + strlen(text) < 1 << 20);
    memcpy(big + big_size, text, strlen(text));
    big_size += strlen(text);
}

static void big_fill(char byte, size_t n) {
    assert_true(big_size + n < 1 << 20);
    memset(big + big_size, byte, n);
    big_size += n;
}

static void expect_big(bool fits, const char *part) {
    big[big_size] = '\0';
    const truce_status status = read_text(big);
    assert_int_equal(status, fits ? TRUCE_OK : TRUCE_EPARSE);
    if (!fits) {
        assert_int_equal(report.errors, 1);
        assert_non_null(strstr(report.problems[0].message.data, part));
    }
}

static void a_line_has_at_most_64_kibibytes(void **state) {
    (void)state;
    for (size_t over = 0; over < 2; over++) {
        big_begin("truce 1\ncase k \"K\"\n  note \"");
        big_fill('x', TRUCE_LINE_BYTES_MAX - 9 + over);
        big_add("\"\n");
        expect_big(over == 0, "a line of more than 65536 bytes");
        big_begin("truce 1\ncase k \"");
        big_fill('x', TRUCE_LINE_BYTES_MAX - 9 + over);
        big_add("\"\n");
        expect_big(over == 0, "a line of more than 65536 bytes");
        big_begin("truce 1\ncase k \"K\"\n#");
        big_fill('x', TRUCE_LINE_BYTES_MAX - 1 + over);
        big_add("\r\n");
        expect_big(over == 0, "a line of more than 65536 bytes");
    }
}

static void a_name_has_at_most_64_bytes_and_a_citation_160(void **state) {
    (void)state;
    for (size_t over = 0; over < 2; over++) {
        big_begin("truce 1\ncase ");
        big_fill('x', TRUCE_NAME_BYTES_MAX + over);
        big_add(" \"K\"\n");
        expect_big(over == 0, "cannot be a name");
        big_begin("truce 1\ncase k \"K\"\nsource s \"S\" press\nclaim s:P1.");
        big_fill('x', TRUCE_CLAIM_NAME_BYTES_MAX - 5 + over);
        big_add("\n  talks slow\n");
        expect_big(over == 0, "a citation has at most 160 bytes");
    }
}

static void a_record_has_at_most_4096_lines(void **state) {
    (void)state;
    for (int over = 0; over < 2; over++) {
        big_begin("truce 1\ncase k \"K\"\nissue i \"I\"\n");
        for (int i = 1; i < TRUCE_RECORD_LINES_MAX + over; i++) {
            char line[32];
            (void)snprintf(line, sizeof line, "  rung r%d\n", i);
            big_add(line);
        }
        big_add("party a \"A\"\n");
        expect_big(over == 0, "a record of more than 4096 lines");
        assert_int_equal(c.n_actors, 1);
    }
}

static void a_list_has_at_most_1024_names(void **state) {
    (void)state;
    for (int over = 0; over < 2; over++) {
        big_begin("truce 1\ncase k \"K\"\nparty a \"A\"\nevent e \"E\" other by a");
        for (int i = 1; i < TRUCE_LIST_MAX + over; i++) {
            big_add(", a");
        }
        big_add("\n");
        expect_big(over == 0, "more than 1024 names in one list");
        big_begin("truce 1\ncase k \"K\"\nissue w \"W\"\n  range 1..5 step 1 x\nissue v \"V\"\n"
                  "link l w 5");
        for (int i = 1; i < TRUCE_LIST_MAX + over; i++) {
            big_add(" or 5");
        }
        big_add(" affects v\n");
        expect_big(over == 0, "more than 1024 options in one item");
    }
    free(big);
    big = NULL;
}

static void more_than_a_view_may_hold_is_a_limit(void **state) {
    (void)state;
    char *const bytes = calloc(TRUCE_FILE_BYTES_MAX + 1, 1);
    assert_non_null(bytes);
    truce_error err;
    assert_int_equal(
        read_bytes((truce_str){bytes, TRUCE_FILE_BYTES_MAX + 1}, (truce_read_options){0}, &err),
        TRUCE_ELIMIT);
    assert_non_null(strstr(err.message, "64 MiB"));
    truce_input files[5];
    for (int i = 0; i < 5; i++) {
        files[i] = (truce_input){TRUCE_STR("x"), {bytes, TRUCE_FILE_BYTES_MAX}};
    }
    assert_int_equal(truce_case_view(files, 5, (truce_str){NULL, 0}, &arena, &view, &err),
                     TRUCE_OK);
    assert_int_equal(truce_case_read(&view, (truce_read_options){0}, &arena, &c, &report, &err),
                     TRUCE_ELIMIT);
    assert_non_null(strstr(err.message, "256 MiB"));
    free(bytes);
    truce_input *const many = calloc(TRUCE_FILES_MAX + 1, sizeof *many);
    assert_non_null(many);
    for (int i = 0; i <= TRUCE_FILES_MAX; i++) {
        many[i] = (truce_input){TRUCE_STR("x"), TRUCE_STR("truce 1\n")};
    }
    assert_int_equal(
        truce_case_view(many, TRUCE_FILES_MAX + 1, (truce_str){NULL, 0}, &arena, &view, &err),
        TRUCE_OK);
    assert_int_equal(truce_case_read(&view, (truce_read_options){0}, &arena, &c, &report, &err),
                     TRUCE_ELIMIT);
    assert_non_null(strstr(err.message, "1048576 files"));
    free(many);
}

/* ---- options of reading, and memory ---- */

static void syntax_alone_asks_for_no_names(void **state) {
    (void)state;
    const truce_str text =
        TRUCE_STR("truce 1\nclaim s:P1 by nobody\n  a demands w 5 or more for g\n");
    assert_int_equal(read_bytes(text, (truce_read_options){.syntax_only = true}, NULL), TRUCE_OK);
    assert_int_equal(read_bytes(text, (truce_read_options){0}, NULL), TRUCE_EPARSE);
    assert_int_equal(report.errors, 5);
}

static void the_seed_changes_nothing_and_warnings_may_be_left_out(void **state) {
    (void)state;
    const truce_str text =
        TRUCE_STR("truce 1\nsource s \"S\" press\nparty a \"A\"\nissue w \"W\"\n");
    for (uint64_t seed = 0; seed < 100; seed++) {
        assert_int_equal(read_bytes(text, (truce_read_options){.seed = seed}, NULL), TRUCE_OK);
        assert_int_equal(report.warnings, 3);
        expect_str(report.problems[1].message, "no claim comes from the source \"s\"");
        assert_true(named(c.actors[0].head.name, "a"));
    }
    assert_int_equal(read_bytes(text, (truce_read_options){.no_warnings = true}, NULL), TRUCE_OK);
    assert_int_equal(report.warnings, 0);
}

static void no_files_are_an_empty_case(void **state) {
    (void)state;
    truce_arena_clear(&arena);
    report = truce_report_new(&arena);
    assert_int_equal(truce_case_view(NULL, 0, (truce_str){NULL, 0}, &arena, &view, NULL), TRUCE_OK);
    assert_int_equal(truce_case_read(&view, (truce_read_options){0}, &arena, &c, &report, NULL),
                     TRUCE_OK);
    assert_int_equal(c.n_records, 0);
    assert_int_equal(report.warnings, 0);
}

/* A case with everything in it: each allocation fails once, for the team and for a reader. */
static void each_allocation_may_fail(void **state) {
    (void)state;
    static const char *const readers[] = {"", "analyst-1"};
    static const char *const paths[] = {
        TRUCE_SOURCE_DIR "/cases/harbour-strike.truce",
        TRUCE_SOURCE_DIR "/tests/golden/check/many.truce",
        TRUCE_SOURCE_DIR "/tests/golden/check/rings.truce",
    };
    for (size_t k = 0; k < 6; k++) {
        size_t n = 0;
        truce_status status = TRUCE_ENOMEM;
        for (; status == TRUCE_ENOMEM; n++) {
            truce_arena_clear(&arena);
            FILE *const file = fopen(paths[k % 3], "rb");
            static char bytes[1 << 16];
            assert_non_null(file);
            const size_t size = fread(bytes, 1, sizeof bytes, file);
            (void)fclose(file);
            input = (truce_input){TRUCE_STR("t.truce"), {bytes, size}};
            report = truce_report_new(&arena);
            truce_error err = {0};
            allocations_left = n;
            status = truce_case_view(&input, 1, truce_str_of(readers[k / 3]), &arena, &view, &err);
            if (status == TRUCE_OK) {
                status = truce_case_read(&view, (truce_read_options){0}, &arena, &c, &report, &err);
            }
            allocations_left = SIZE_MAX;
            assert_int_equal(err.status, status);
        }
        assert_int_equal(status, k % 3 != 0 && k < 3 ? TRUCE_EPARSE : TRUCE_OK);
        assert_true(n > 2);
    }
}

static void custody_may_run_out_of_memory(void **state) {
    (void)state;
    truce_status status = TRUCE_ENOMEM;
    size_t n = 0;
    for (; status == TRUCE_ENOMEM; n++) {
        allocations_left = n;
        status = read_text("truce 1\ncase k \"K\"\nparty a \"A\"\nissue i \"I\"\n  rung o\n"
                           "offer f \"F\" by a\n  text \"x\"\n  terms\n    i o\n  salt \"s\"\n"
                           "custody f-1 of f issued by a\n  receipt \"x\"\n  at 2031\n");
        allocations_left = SIZE_MAX;
    }
    assert_int_equal(status, TRUCE_OK);
    assert_true(n > 2);
}

/* The scratch stack of the reader grows within a list: what was on it must not be left behind. */
static void a_long_list_may_run_out_of_memory(void **state) {
    (void)state;
    char *const text = malloc(1 << 16);
    assert_non_null(text);
    size_t used =
        (size_t)sprintf(text, "truce 1\nparty a \"A\"\naccount x \"X\" fact between s:P1");
    for (int i = 0; i < 1000; i++) {
        used += (size_t)sprintf(text + used, ", s:P%d", i + 1);
    }
    (void)sprintf(text + used, "\n  settle \"s\"\n");
    truce_status status = TRUCE_ENOMEM;
    for (size_t n = 0; status == TRUCE_ENOMEM; n++) {
        allocations_left = n;
        status = read_bytes(truce_str_of(text), (truce_read_options){.syntax_only = true}, NULL);
        allocations_left = SIZE_MAX;
    }
    assert_int_equal(status, TRUCE_OK);
    assert_int_equal(c.accounts[0].claims.n, 1001);
    free(text);
}

#define T(name) cmocka_unit_test_teardown(name, forget)

int main(void) {
    const struct CMUnitTest tests[] = {
        T(a_case_says_its_title_and_period),
        T(every_kind_of_actor_is_read_and_has_a_side),
        T(a_source_says_where_it_comes_from),
        T(an_issue_has_options_a_range_or_nothing),
        T(links_come_in_three_kinds),
        T(an_offer_has_sides_and_terms_by_each_report),
        T(an_offer_holds_what_its_maker_wrote),
        T(custody_of_an_offer_is_read_stage_by_stage),
        T(what_custody_and_offers_cannot_say_is_refused),
        T(every_kind_of_event_is_read),
        T(accounts_say_between_what_and_how_to_settle),
        T(datings_readers_and_compartments_are_read),
        T(records_keep_their_order_and_their_file),
        T(a_citation_is_source_place_and_label),
        T(speakers_come_in_five_kinds),
        T(the_way_and_the_marks_of_a_claim_are_read),
        T(the_lines_of_a_claim_are_read),
        T(attributes_of_a_claim_stand_once),
        T(events_say_by_whom_and_when),
        T(every_stage_of_an_offer_is_read),
        T(every_state_of_the_talks_is_read),
        T(terms_and_counts_are_read),
        T(speech_is_the_speakers_own_or_an_actors),
        T(every_stance_and_firmness_is_read),
        T(lists_have_a_demand_a_line),
        T(an_item_names_options_numbers_or_ranges),
        T(a_demand_has_an_order_wording_and_conditions),
        T(movement_and_presence_are_read),
        T(every_role_trait_and_relation_is_read),
        T(every_rank_is_read),
        T(what_is_no_statement_is_refused),
        T(every_reserved_word_is_refused_where_it_competes),
        T(a_name_is_lower_case_with_single_inner_hyphens),
        T(a_refused_name_is_complained_about_once),
        T(the_first_line_is_truce_1),
        T(crlf_and_a_byte_order_mark_change_nothing),
        T(indentation_is_two_or_four),
        T(tabs_and_controls_are_refused_everywhere),
        T(what_is_not_utf8_is_refused_and_nothing_follows_from_it),
        T(an_unknown_record_takes_its_lines_with_it),
        T(lines_that_may_stand_once_do),
        T(a_line_has_at_most_64_kibibytes),
        T(a_name_has_at_most_64_bytes_and_a_citation_160),
        T(a_record_has_at_most_4096_lines),
        T(a_list_has_at_most_1024_names),
        T(more_than_a_view_may_hold_is_a_limit),
        T(syntax_alone_asks_for_no_names),
        T(the_seed_changes_nothing_and_warnings_may_be_left_out),
        T(no_files_are_an_empty_case),
        T(each_allocation_may_fail),
        T(a_long_list_may_run_out_of_memory),
        T(custody_may_run_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

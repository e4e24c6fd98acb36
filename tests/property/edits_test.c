/* Single texts that are edited at random, version after version, with criticisms that some versions
 * answer, several at once, and others do not: what `truce text` tells of them, applied change by
 * change, gives each version that was written, and each change names the criticisms it was made for
 * and no others.
 *
 * `property_edits SEED` prints one case. */
#include "truce/actions/text.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/random.h"
#include "unit/actions/answers.h"

enum {
    CASES = 400,
    CLAUSES = 3,
    VERSIONS = 6,
    PARAGRAPHS = 4,
    WORDS = 14,
    CRITICISMS_MAX = 64,
    CHANGES_MAX = 64,
    TEXT = 4096
};

#define PICK(seed, words) ((words)[below((seed), sizeof(words) / sizeof *(words))])

/* A word as the case writes it and as it reads. The first three are brackets, whose alternatives
 * stand in lines of their own. */
typedef struct vocable {
    const char *written, *reads;
} vocable;
static const vocable vocabulary[] = {
    {"[b1]", "[union: shall | company: may, at times]"},
    {"[b2]", "[union: (nothing) | company: on request]"},
    {"[b3].", "[each day | union: on Mondays]."},
    {"crews", "crews"},
    {"the", "the"},
    {"the", "the"},
    {"the", "the"},
    {"work,", "work,"},
    {"[[x]", "[x]"},
    {"caf\xC3\xA9", "caf\xC3\xA9"},
    {"\xD7\xA2\xD7\x91\xD7\xA8\xD7\x99\xD7\xAA", "\xD7\xA2\xD7\x91\xD7\xA8\xD7\x99\xD7\xAA"},
    {"\xE4\xBA\x8C\xE4\xB8\x89", "\xE4\xBA\x8C\xE4\xB8\x89"},
    {"{+not+}", "{+not+}"},
    {"record.", "record."},
};
enum { VOCABLES = sizeof vocabulary / sizeof *vocabulary, BRACKETS = 3 };
static const char *const brackets[BRACKETS] = {
    "  bracket b1 \"shall\" of union\n  bracket b1 \"may, at times\" of company\n",
    "  bracket b2 of union\n  bracket b2 \"on request\" of company\n",
    "  bracket b3 \"each day\"\n  bracket b3 \"on Mondays\" of union\n"};

typedef struct paragraph {
    uint32_t at[WORDS]; /* of the vocabulary */
    uint32_t n;
} paragraph;

typedef struct written {
    paragraph paragraphs[PARAGRAPHS];
    uint32_t n;
    bool struck;
} written;

/* A change as it was written: of which wording, which paragraph (0: none is named), for whom. */
typedef struct change {
    uint32_t clause, version, number, n;
    uint32_t criticisms[CRITICISMS_MAX];
} change;

typedef struct edits {
    written at[CLAUSES][VERSIONS + 1]; /* from 1 */
    bool there[CLAUSES][VERSIONS + 1]; /* a wording was written for it */
    uint32_t of_clause[CRITICISMS_MAX];
    uint32_t by_company[CRITICISMS_MAX];
    uint32_t n_criticisms;
    change changes[CHANGES_MAX];
    uint32_t n_changes;
    truce_buffer text;
} edits;

/* ---- editing ---- */

static void edit_paragraph(uint64_t *seed, paragraph *p) {
    const size_t times = 1 + below(seed, 3);
    for (size_t i = 0; i < times; i++) {
        const uint32_t at = (uint32_t)below(seed, p->n + 1U);
        if (percent(seed, 50) && p->n < WORDS) {
            memmove(&p->at[at + 1], &p->at[at], (p->n - at) * sizeof *p->at);
            p->at[at] = (uint32_t)below(seed, VOCABLES);
            p->n++;
        } else if (percent(seed, 50) && p->n > 1 && at < p->n) {
            memmove(&p->at[at], &p->at[at + 1], (p->n - at - 1) * sizeof *p->at);
            p->n--;
        } else if (at < p->n) {
            p->at[at] = (uint32_t)below(seed, VOCABLES);
        }
    }
}

/* Words change, paragraphs come, go and change places; or the clause is taken out. */
static void edit(uint64_t *seed, written *w) {
    w->struck = percent(seed, 4);
    if (w->n > 1 && percent(seed, 15)) {
        const paragraph first = w->paragraphs[0];
        w->paragraphs[0] = w->paragraphs[w->n - 1];
        w->paragraphs[w->n - 1] = first;
    }
    if (w->n == 0 || (w->n < PARAGRAPHS && percent(seed, 25))) {
        paragraph *const new = &w->paragraphs[w->n++];
        *new = (paragraph){.n = 1};
        new->at[0] = (uint32_t)below(seed, VOCABLES);
        for (unsigned i = 0; i < 4; i++) {
            edit_paragraph(seed, new);
        }
    } else if (w->n > 1 && percent(seed, 15)) {
        w->n--;
    }
    edit_paragraph(seed, &w->paragraphs[below(seed, w->n)]);
}

static void write_wording(edits *e, uint32_t clause, uint32_t version) {
    const written *const w = &e->at[clause][version];
    bool used[BRACKETS] = {false};
    truce_buffer_printf(&e->text, "wording w%u-%u of c%u version %u\n", clause, version, clause,
                        version);
    if (w->struck) {
        truce_buffer_lit(&e->text, "  struck\n");
        return;
    }
    for (uint32_t i = 0; i < w->n; i++) {
        truce_buffer_lit(&e->text, "  paragraph \"");
        for (uint32_t k = 0; k < w->paragraphs[i].n; k++) {
            const uint32_t word = w->paragraphs[i].at[k];
            truce_buffer_printf(&e->text, "%s%s", k > 0 ? " " : "", vocabulary[word].written);
            used[word < BRACKETS ? word : 0] |= word < BRACKETS;
        }
        truce_buffer_lit(&e->text, "\"\n");
    }
    for (unsigned b = 0; b < BRACKETS; b++) {
        truce_buffer_printf(&e->text, "%s", used[b] ? brackets[b] : "");
    }
}

static void criticize(edits *e, uint64_t *seed, uint32_t clause, uint32_t version) {
    while (percent(seed, 45) && e->n_criticisms < CRITICISMS_MAX) {
        const uint32_t k = e->n_criticisms++;
        e->of_clause[k] = clause;
        e->by_company[k] = percent(seed, 50);
        truce_buffer_printf(&e->text, "criticism k%u \"q%uz, too long\" of w%u-%u by %s\n", k, k,
                            clause, version, e->by_company[k] ? "company" : "union");
    }
}

/* Changes of a wording, each for some of the criticisms of its clause. */
static void answer_criticisms(edits *e, uint64_t *seed, uint32_t clause, uint32_t version) {
    const written *const w = &e->at[clause][version];
    while (percent(seed, 50) && e->n_changes < CHANGES_MAX) {
        change made = {.clause = clause, .version = version};
        made.number = !w->struck && percent(seed, 60) ? 1 + (uint32_t)below(seed, w->n) : 0;
        for (uint32_t k = 0; k < e->n_criticisms; k++) {
            if (e->of_clause[k] == clause && percent(seed, 40)) {
                made.criticisms[made.n++] = k;
            }
        }
        if (made.n == 0) {
            continue;
        }
        truce_buffer_printf(&e->text, "change ch%u of w%u-%u", e->n_changes, clause, version);
        if (made.number > 0) {
            truce_buffer_printf(&e->text, " paragraph %u", made.number);
        }
        for (uint32_t i = 0; i < made.n; i++) {
            truce_buffer_printf(&e->text, "%sk%u", i == 0 ? " for " : ", ", made.criticisms[i]);
        }
        truce_buffer_byte(&e->text, '\n');
        e->changes[e->n_changes++] = made;
    }
}

static void make_edits(edits *e, uint64_t seed) {
    *e = (edits){.text = truce_buffer_new()};
    truce_buffer_lit(&e->text,
                     "truce 1\ncase edits \"Edited\"\nparty union \"Union\"\n"
                     "party company \"Company\"\ntext paper \"Paper\" of union, company\n");
    for (uint32_t c = 0; c < CLAUSES; c++) {
        truce_buffer_printf(&e->text, "clause c%u \"Clause %u\" of paper number \"%u\"\n", c, c,
                            c + 1);
    }
    for (uint32_t v = 1; v <= VERSIONS; v++) {
        for (uint32_t c = 0; c < CLAUSES; c++) {
            e->at[c][v] = e->at[c][v - 1];
            if (!percent(&seed, 70)) {
                continue;
            }
            e->there[c][v] = true;
            edit(&seed, &e->at[c][v]);
            write_wording(e, c, v);
            answer_criticisms(e, &seed, c, v);
            criticize(e, &seed, c, v);
        }
    }
}

/* ---- how a wording reads, by this test's own rules ---- */

static void read_wording(const written *w, char *out) {
    size_t n = 0;
    out[0] = '\0';
    for (uint32_t i = 0; i < w->n && !w->struck; i++) {
        n += (size_t)snprintf(out + n, TEXT - n, "%s", i > 0 ? "\n\n" : "");
        for (uint32_t k = 0; k < w->paragraphs[i].n; k++) {
            n += (size_t)snprintf(out + n, TEXT - n, "%s%s", k > 0 ? " " : "",
                                  vocabulary[w->paragraphs[i].at[k]].reads);
        }
    }
    assert_true(n < TEXT);
}

/* ---- what is told ---- */

static const char *words_of(const json_t *part, const char *key) {
    const char *const found = json_string_value(json_object_get(part, key));
    return found != NULL ? found : "";
}

/* A redline taken apart: what it was made of, and what applying each of its changes gives. */
static void expect_redline(const json_t *redline, const char *old, const char *now) {
    char before[2 * TEXT] = "";
    char after[2 * TEXT] = "";
    size_t i = 0;
    json_t *part = NULL;
    bool kept = true;
    json_array_foreach(redline, i, part) {
        const bool keeps = json_object_get(part, "kept") != NULL;
        assert_true(i == 0 || kept != keeps); /* no two of a sort stand together */
        kept = keeps;
        strcat(before, keeps ? words_of(part, "kept") : words_of(part, "taken"));
        strcat(after, keeps ? words_of(part, "kept") : words_of(part, "put"));
        assert_true(keeps || strcmp(words_of(part, "taken"), words_of(part, "put")) != 0);
    }
    assert_string_equal(before, old);
    assert_string_equal(after, now);
}

/* The changes of a clause, in the order of its wordings, as they were written. */
static void expect_changes(const edits *e, uint32_t clause, const json_t *told) {
    size_t n = 0;
    for (uint32_t v = 1; v <= VERSIONS; v++) {
        for (uint32_t i = 0; i < e->n_changes; i++) {
            const change *const made = &e->changes[i];
            if (made->clause != clause || made->version != v) {
                continue;
            }
            const json_t *const one = json_array_get(told, n++);
            char name[32];
            (void)snprintf(name, sizeof name, "ch%u", i);
            assert_string_equal(words_of(one, "name"), name);
            assert_int_equal(json_integer_value(json_object_get(one, "version")), v);
            assert_int_equal(json_integer_value(json_object_get(one, "paragraph")), made->number);
            const json_t *const given = json_object_get(one, "for");
            assert_int_equal(json_array_size(given), made->n);
            for (uint32_t k = 0; k < made->n; k++) {
                (void)snprintf(name, sizeof name, "k%u", made->criticisms[k]);
                assert_string_equal(json_string_value(json_array_get(given, k)), name);
            }
        }
    }
    assert_int_equal(json_array_size(told), n);
}

static const json_t *clauses_of(const json_t *root) {
    return json_object_get(json_array_get(json_object_get(root, "texts"), 0), "clauses");
}

/* From nothing, version by version, by what each changed. */
static void expect_history(const edits *e) {
    const truce_request request = {.history = true};
    json_t *const root = json_text(truce_text_answer, e->text.data, &request);
    for (uint32_t c = 0; c < CLAUSES; c++) {
        const json_t *const clause = json_array_get(clauses_of(root), c);
        const json_t *const versions = json_object_get(clause, "versions");
        char old[TEXT] = "";
        size_t n = 0;
        for (uint32_t v = 1; v <= VERSIONS; v++) {
            if (e->there[c][v]) {
                char now[TEXT];
                const json_t *const one = json_array_get(versions, n++);
                read_wording(&e->at[c][v], now);
                assert_int_equal(json_integer_value(json_object_get(one, "version")), v);
                expect_redline(json_object_get(one, "redline"), old, now);
                memcpy(old, now, sizeof old);
            }
        }
        assert_int_equal(json_array_size(versions), n);
        expect_changes(e, c, json_object_get(clause, "changes"));
    }
    json_decref(root);
}

/* Whether words stand on a page whose lines may be broken anywhere between words. */
static bool stands(const truce_buffer *page, const char *words) {
    return strstr(page->data, words) != NULL;
}

/* Between two versions: both texts, and on paper the criticisms that were answered in between. */
static void expect_between(const edits *e, uint32_t from, uint32_t to) {
    char asked[32];
    (void)snprintf(asked, sizeof asked, "%u..%u", from, to);
    const truce_request request = {.redline = truce_str_of(asked)};
    json_t *const root = json_text(truce_text_answer, e->text.data, &request);
    truce_buffer page = answer_text(truce_text_answer, e->text.data, &request, TRUCE_PAPER_TEXT);
    truce_buffer_byte(&page, '\0');
    bool named[CRITICISMS_MAX] = {false};
    for (uint32_t c = 0; c < CLAUSES; c++) {
        char old[TEXT];
        char now[TEXT];
        bool before = false;
        bool changed = false;
        for (uint32_t v = 1; v <= to; v++) {
            before = before || (v <= from && e->there[c][v]);
            changed = changed || (v > from && e->there[c][v]);
        }
        read_wording(&e->at[c][from], old);
        read_wording(&e->at[c][to], now);
        const json_t *const clause = json_array_get(clauses_of(root), c);
        expect_redline(json_object_get(clause, "redline"), old, now);
        for (uint32_t i = 0; i < e->n_changes && before && changed; i++) {
            const change *const made = &e->changes[i];
            for (uint32_t k = 0; k < made->n && made->clause == c; k++) {
                named[made->criticisms[k]] |= made->version > from && made->version <= to;
            }
        }
    }
    for (uint32_t k = 0; k < e->n_criticisms; k++) {
        char words[64];
        (void)snprintf(words, sizeof words, "for %s: q%uz", e->by_company[k] ? "Company" : "Union",
                       k);
        assert_int_equal(stands(&page, words), named[k]);
    }
    truce_buffer_clear(&page);
    json_decref(root);
}

static uint32_t last_version(const edits *e) {
    uint32_t last = 0;
    for (uint32_t v = 1; v <= VERSIONS; v++) {
        for (uint32_t c = 0; c < CLAUSES; c++) {
            last = e->there[c][v] ? v : last;
        }
    }
    return last;
}

static void changes_applied_give_each_version_and_name_their_criticisms(void **state) {
    unsigned answered = 0;
    unsigned several = 0;
    unsigned unanswered = 0;
    (void)state;
    for (uint64_t seed = 1; seed <= CASES; seed++) {
        edits e;
        uint64_t more = seed;
        make_edits(&e, seed);
        truce_buffer_byte(&e.text, '\0');
        expect_history(&e);
        const uint32_t last = last_version(&e);
        if (last > 1) {
            const uint32_t from = 1 + (uint32_t)below(&more, last - 1U);
            expect_between(&e, from, from + 1 + (uint32_t)below(&more, last - from));
        }
        for (uint32_t i = 0; i < e.n_changes; i++) {
            answered++;
            several += e.changes[i].n > 1;
        }
        unanswered += e.n_criticisms > 0 && e.n_changes == 0;
        truce_buffer_clear(&e.text);
    }
    assert_true(answered > 1000 && several > 300 && unanswered > 5);
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_applied_give_each_version_and_name_their_criticisms),
    };
    if (argc > 1) {
        edits e;
        make_edits(&e, strtoull(argv[1], NULL, 10));
        (void)fwrite(e.text.data, 1, e.text.size, stdout);
        truce_buffer_clear(&e.text);
        return 0;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}

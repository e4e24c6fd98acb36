/* One realistic brief, rendered in all four ways: what must hold of every rendering whatever the
 * texts are, then what happens when memory runs out at each single allocation. */
#include "truce/document/render.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/memory.h"
#include "support/random.h"
#include <jansson.h>

#include "truce/base/utf8.h"
#include "truce/document/parts.h"

/* ---- the sample: indirect talks as a brief shows them ---- */

#define S(literal) TRUCE_STR(literal)

typedef struct stance {
    const char *verb, *what, *term, *badge, *claims; /* claims: separated by blanks */
    truce_tone tone;
} stance;

enum { ISSUES = 8, PARTIES = 3, STANCES = 3 };

static const struct {
    const char *issue;
    stance by[PARTIES][STANCES];
} matrix[ISSUES] = {
    {"Return of the displaced to the north",
     {{{"demands", "home, for all, without inspection on the way and without a quota for any day:",
        "freedom of movement", "second-hand", "s2:P6 s2:P7.naeim", TRUCE_TONE_PLAIN},
       {"rejects", "any age limit", NULL, "one source", "s4:P11", TRUCE_TONE_CAUTION}},
      {{"offers", "2,000 people a day, women and children first, through two checkpoints:",
        "a gradual return", "one source", "s2:P8.office", TRUCE_TONE_CAUTION},
       {"rejects", "the return of men of fighting age", NULL, NULL, "s4:P12 s5:P3", 0}},
      {{"proposes", "a return in two phases", NULL, "narrator", "s3:P2", TRUCE_TONE_STRONG}}}},
    {"Length of the first pause",
     {{{"demands", "a permanent end:",
        "\xD9\x88\xD9\x82\xD9\x81 \xD8\xAF\xD8\xA7\xD8\xA6\xD9\x85 "
        "\xD9\x84\xD8\xA5\xD8\xB7\xD9\x84\xD8\xA7\xD9\x82 "
        "\xD8\xA7\xD9\x84\xD9\x86\xD8\xA7\xD8\xB1",
        NULL, "s1:P4 s2:P9", 0}},
      {{"accepts", "six weeks:", "\xD7\x94\xD7\xA4\xD7\x95\xD7\x92\xD7\x94", "second-hand",
        "s2:P10.official s6:P1", TRUCE_TONE_PLAIN}},
      {{"prefers", "six weeks, to be extended while talks go on", NULL, NULL, "s3:P5", 0}}}},
    {"Release ratio",
     {{{"demands", "fifty prisoners for each soldier", NULL, "one source", "s4:P2",
        TRUCE_TONE_CAUTION}},
      {{"accepts", "five for each civilian", NULL, NULL, "s4:P4", 0},
       {"rejects", "a veto-free list", "heavy prisoners", "second-hand", "s4:P5 s5:P9",
        TRUCE_TONE_PLAIN}},
      {{NULL, NULL, NULL, NULL, NULL, 0}}}},
    {"Withdrawal from the corridor",
     {{{"demands", "full withdrawal in the first phase", NULL, NULL, "s1:P6 s2:P12 s7:P3", 0}},
      {{"rejects", "withdrawal before the last tranche", "security perimeter", "narrator",
        "s6:P8.spokesman-of-the-ministry", TRUCE_TONE_STRONG}},
      {{NULL, NULL, NULL, NULL, NULL, 0}}}},
    {"Aid",
     {{{"demands", "500 trucks a day", NULL, NULL, "s1:P7", 0}},
      {{"accepts", "500 trucks a day", NULL, NULL, "s5:P2", 0}},
      {{"offers", "monitoring at the crossing", NULL, NULL, "s3:P9", 0}}}},
    {"Who guarantees",
     {{{"demands", "a written guarantee from all three mediators", NULL, "second-hand", "s2:P15",
        TRUCE_TONE_PLAIN}},
      {{NULL, NULL, NULL, NULL, NULL, 0}},
      {{"intends", "to give a letter, not a guarantee", "letter of comfort", "one source", "s3:P12",
        TRUCE_TONE_CAUTION}}}},
    {"List of the living",
     {{{"rejects", "a list before a pause", NULL, NULL, "s4:P20", 0}},
      {{"demands", "a list of names before the next round", NULL, NULL, "s5:P11 s6:P4", 0}},
      {{NULL, NULL, NULL, NULL, NULL, 0}}}},
    {"Reconstruction",
     {{{"demands", "a start within the second phase", NULL, NULL, "s1:P9", 0}},
      {{NULL, NULL, NULL, NULL, NULL, 0}},
      {{NULL, NULL, NULL, NULL, NULL, 0}}}},
};

static void add_stance(truce_document *doc, truce_cell *cell, const stance *s) {
    truce_sentence *const t = truce_document_sentence(doc, truce_document_cell(doc, cell));
    truce_sentence_add(doc, t, TRUCE_SPAN_STRONG, truce_str_of(s->verb));
    truce_sentence_add(doc, t, TRUCE_SPAN_PLAIN, truce_str_of(s->what));
    if (s->term != NULL) {
        truce_sentence_add(doc, t, TRUCE_SPAN_TERM, truce_str_of(s->term));
    }
    if (s->badge != NULL) {
        truce_sentence_badge(doc, t, s->tone, truce_str_of(s->badge));
    }
    for (const char *at = s->claims; *at != '\0';) {
        const size_t n = strcspn(at, " ");
        truce_sentence_claim(doc, t, (truce_str){at, n});
        at += n + (at[n] == ' ' ? 1 : 0);
    }
}

static void add_matrix(truce_document *doc) {
    const truce_column columns[] = {
        {S("Issue"), 18}, {S("Hamas"), 28}, {S("Government of Israel"), 28}, {S("Qatar"), 26}};
    truce_document_heading(doc, 2, S("matrix"), S("Where each side stands"));
    truce_document_say(doc, truce_document_paragraph(doc),
                       S("Each cell holds the latest position that a side took, in the words of "
                         "whoever reported it. The two sides agree on one issue of eight."),
                       S("latest position for each issue and side, equal options counted"));
    truce_block *const table =
        truce_document_table(doc, S("Positions as of 30 March 2024"), columns, 4);
    for (size_t i = 0; i < ISSUES; i++) {
        truce_row *const row = truce_document_row(doc, table);
        (void)truce_document_say(doc, truce_document_cell(doc, &row->cells[0]),
                                 truce_str_of(matrix[i].issue), S(""));
        for (size_t p = 0; p < PARTIES; p++) {
            for (size_t k = 0; k < STANCES && matrix[i].by[p][k].verb != NULL; k++) {
                add_stance(doc, &row->cells[p + 1], &matrix[i].by[p][k]);
            }
        }
    }
}

static void add_who(truce_document *doc) {
    truce_document_heading(doc, 2, S("who"), S("Who"));
    truce_document_heading(doc, 3, S("principals"), S("Principals"));
    truce_block *const list = truce_document_list(doc);
    truce_document_say(doc, truce_document_item(doc, list, S(""), S("Hamas")),
                       S("Party. Its own name: \xD8\xAD\xD9\x85\xD8\xA7\xD8\xB3."), S(""));
    truce_document_say(doc, truce_document_item(doc, list, S(""), S("Government of Israel")),
                       S("Party. Speaks through the Prime Minister's office."), S(""));
    truce_document_heading(doc, 3, S("mediators"), S("Mediators"));
    truce_block *const plain = truce_document_list(doc);
    truce_document_say(doc, truce_document_item(doc, plain, S(""), S("")),
                       S("Qatar hosts, and carries messages between rooms."), S(""));
    truce_document_say(doc, truce_document_item(doc, plain, S(""), S("")),
                       S("Egypt controls the crossing, and so is also a party to one issue."),
                       S(""));
}

/* Two drawings side by side, the second without a form in characters. */
static void add_figure(truce_document *doc, truce_arena *arena) {
    truce_block *const figure = truce_document_figure(doc, S("pauses"), S("Length of a pause"));
    const truce_spot corner[] = {{0, 0}, {10, 0}, {10, 10}};
    truce_drawing d = truce_drawing_new(arena, 340, S("First <pause> & second"));
    d.height = 120;
    d.alternative = S("One side stands at six weeks, the other at an end of the war.");
    d.plain = S("six weeks --o--\n~~~\nno end    ---x  \n");
    truce_drawing_line(&d, (truce_spot){0, 1}, (truce_spot){2, 3}, TRUCE_INK_RULE, 1)->dashed =
        true;
    truce_drawing_box(&d, (truce_spot){0, 1}, (truce_spot){2, 3}, 3, TRUCE_INK_BAND)->faint = true;
    truce_shape *mark = truce_drawing_circle(&d, (truce_spot){5, 5}, 4, TRUCE_INK_SERIES_1);
    mark->link = S("s1:P4");
    mark->tip = S("Six weeks \"at least\", second-hand");
    truce_drawing_text(&d, (truce_spot){12, 8}, TRUCE_ANCHOR_END, 12, TRUCE_INK_TEXT,
                       S("\xD7\x94\xD7\xA4\xD7\x95\xD7\x92\xD7\x94 \xE2\x80\xAE</text>"))
        ->link = S("s1:P4");
    mark = truce_drawing_path(&d, corner, 3, false, TRUCE_INK_NONE);
    mark->link = S("s9:unknown");
    truce_drawing_arrowhead(&d, corner[0], corner[2], 6, TRUCE_INK_SERIES_2);
    (void)truce_drawing_lines(&d, (truce_spot){0, 60}, TRUCE_ANCHOR_START, 12, TRUCE_INK_MUTED,
                              true, 60, 2, S("a text that is longer than its place"));
    truce_document_draw(doc, figure, &d);
    d = truce_drawing_new(arena, 700.25, S("Nothing in it"));
    truce_document_draw(doc, figure, &d);
    truce_sentence *const s = truce_document_say(doc, truce_document_caption(doc, figure),
                                                 S("Where each stands."), S("latest positions"));
    truce_sentence_claim(doc, s, S("s1:P4"));
}

static const char *const source_names[] = {"s1", "s2", "s3", "s4", "s5", "s6", "s7"};

static void add_sources(truce_document *doc, truce_arena *arena) {
    truce_document_heading(doc, 2, S("sources"), S("Sources"));
    truce_block *list = truce_document_list(doc);
    for (size_t i = 0; i < 7; i++) {
        truce_passage *const item =
            truce_document_item(doc, list, truce_str_of(source_names[i]), S("A press agency"));
        truce_sentence *const s = truce_document_say(
            doc, item, S("Report, published 2024-03-27, captured two days later."), S(""));
        truce_sentence_badge(doc, s, TRUCE_TONE_PLAIN, S("B"));
    }
    truce_document_heading(doc, 2, S("claims"), S("Claims"));
    list = truce_document_list(doc);
    for (size_t i = 0; i < 120; i++) {
        const truce_str name = truce_arena_printf(arena, "s%zu:P%zu", i % 7 + 1, i / 7 + 1);
        truce_passage *const item = truce_document_item(doc, list, name, name);
        truce_sentence *const s = truce_document_sentence(doc, item);
        truce_sentence_add(doc, s, TRUCE_SPAN_PLAIN,
                           S("A senior official, who asked not to be named, said that the answer "
                             "had been"));
        truce_sentence_add(doc, s, TRUCE_SPAN_TERM, S("conveyed, but not in writing"));
        truce_sentence_add(doc, s, TRUCE_SPAN_MUTED, S("on a Sunday"));
        truce_sentence_badge(doc, s, TRUCE_TONE_CAUTION, S("one anonymous"));
        truce_sentence_claim(doc, s, truce_str_of(source_names[i % 7]));
    }
}

static truce_document sample(truce_arena *arena) {
    truce_document doc = truce_document_new(
        arena,
        S("Talks of March 2024 <script>alert(\"1\")</script> \xE2\x80\xAE"
          "evil\x1b[31m & co"),
        S("For the Minister. As of 30 March 2024, from 7 sources and 120 claims."));
    truce_document_say(&doc, truce_document_note(&doc),
                       S("Nothing in this paper is a judgement on who is right. Where accounts "
                         "contradict each other, both are shown."),
                       S(""));
    truce_document_heading(&doc, 2, S("what"), S("What this is"));
    truce_passage *const p = truce_document_paragraph(&doc);
    truce_sentence *s = truce_document_say(
        &doc, p,
        S("The talks are indirect: two delegations in two hotels, with mediators between."), S(""));
    truce_sentence_claim(&doc, s, S("s1:P1"));
    s = truce_document_sentence(&doc, p);
    truce_sentence_add(&doc, s, TRUCE_SPAN_PLAIN, S("An Israeli spokesman called them"));
    truce_sentence_add(&doc, s, TRUCE_SPAN_TERM, S("\xD7\xA9\xD7\x99\xD7\x97\xD7\x95\xD7\xAA"));
    truce_sentence_add(&doc, s, TRUCE_SPAN_PLAIN, S(", a word that commits to nothing."));
    truce_sentence_claim(&doc, s, S("s2:P2"));
    truce_sentence_claim(&doc, s, S("s9:unknown"));
    truce_document_say(&doc, truce_document_paragraph(&doc),
                       S("\xD9\x82\xD8\xA7\xD9\x84 \xD8\xA7\xD9\x84\xD9\x85\xD8\xAA\xD8\xAD\xD8\xAF"
                         "\xD8\xAB (2024) \xD8\xA5\xD9\x86 \xD8\xA7\xD9\x84\xD8\xB1\xD8\xAF "
                         "\xD9\x88\xD8\xB5\xD9\x84."),
                       S(""));
    add_who(&doc);
    add_matrix(&doc);
    add_figure(&doc, arena);
    add_sources(&doc, arena);
    truce_document_heading(&doc, 2, S("reading"), S("How to read this"));
    truce_document_say(&doc, truce_document_paragraph(&doc),
                       S("A name in brackets, such as s2:P6, is a claim: the sixth paragraph of "
                         "source s2. Hostile bytes are shown: \x01 \xFF \xE2\x81\xA6 and "
                         "a|pipe, *star*, </style>, https://example.org/"
                         "a-rather-long-address-that-nobody-can-break/without-harm/really-not."),
                       S(""));
    return doc;
}

/* ---- rendering for the tests ---- */

typedef enum form { TEXT, COLOUR, MARKDOWN, HTML, JSON, FORMS } form;

static truce_status render(const truce_document *doc, form f, int width, truce_buffer *out,
                           truce_error *err) {
    truce_json json;
    switch (f) {
    case TEXT:
    case COLOUR:
        return truce_document_text(doc, (truce_text_style){.width = width, .colour = f == COLOUR},
                                   out, err);
    case MARKDOWN:
        return truce_document_markdown(doc, out, err);
    case HTML:
        return truce_document_html(doc, out, err);
    case JSON:
    default:
        json = truce_json_new(out);
        truce_document_json(doc, &json);
        truce_json_end(&json);
        return truce_buffer_status(out, err);
    }
}

static truce_buffer rendered(form f, int width) {
    truce_arena arena = truce_arena_new();
    const truce_document doc = sample(&arena);
    assert_false(doc.failed);
    truce_buffer out = truce_buffer_new();
    truce_error err;
    assert_int_equal(render(&doc, f, width, &out, &err), TRUCE_OK);
    truce_arena_clear(&arena);
    return out;
}

static bool contains(const truce_buffer *out, const char *needle) {
    const size_t n = strlen(needle);
    for (size_t i = 0; i + n <= out->size; i++) {
        if (memcmp(out->data + i, needle, n) == 0) {
            return true;
        }
    }
    return false;
}

/* ---- what holds of all ---- */

static void expect_nothing_hidden(const truce_buffer *out) {
    for (size_t i = 0; i < out->size;) {
        uint32_t point = 0;
        const size_t n = truce_utf8_next((truce_str){out->data + i, out->size - i}, &point);
        assert_true(n > 0);
        assert_true(point == '\n' || !truce_utf8_is_hidden(point));
        i += n;
    }
}

static void nothing_hidden_reaches_any_reader(void **state) {
    (void)state;
    for (form f = TEXT; f < FORMS; f++) {
        if (f != COLOUR) { /* its escape sequences are ours */
            truce_buffer out = rendered(f, 100);
            expect_nothing_hidden(&out);
            truce_buffer_clear(&out);
        }
    }
}

static void the_only_escape_sequences_are_our_own(void **state) {
    (void)state;
    static const char *const ours[] = {"0m", "1m", "2m", "33m", "36m"};
    truce_buffer out = rendered(COLOUR, 100);
    size_t open = 0;
    for (size_t i = 0; i + 3 < out.size; i++) {
        if (out.data[i] == '\n') {
            assert_int_equal(open, 0);
        }
        if (out.data[i] != '\033') {
            continue;
        }
        assert_int_equal(out.data[i + 1], '[');
        bool known = false;
        for (size_t k = 0; k < sizeof ours / sizeof *ours; k++) {
            if (memcmp(out.data + i + 2, ours[k], strlen(ours[k])) == 0) {
                known = true;
                open = k > 0;
            }
        }
        assert_true(known);
    }
    truce_buffer_clear(&out);
}

static void colour_adds_nothing_but_sequences(void **state) {
    (void)state;
    for (int width = 40; width <= 160; width += 20) {
        truce_buffer plain = rendered(TEXT, width);
        truce_buffer bright = rendered(COLOUR, width);
        size_t k = 0;
        for (size_t i = 0; i < bright.size; i++) {
            if (bright.data[i] == '\033') {
                while (bright.data[i] != 'm') {
                    i++;
                }
                continue;
            }
            assert_true(k < plain.size);
            assert_int_equal(bright.data[i], plain.data[k++]);
        }
        assert_int_equal(k, plain.size);
        truce_buffer_clear(&plain);
        truce_buffer_clear(&bright);
    }
}

static void the_same_document_gives_the_same_bytes(void **state) {
    (void)state;
    for (form f = TEXT; f < FORMS; f++) {
        truce_buffer a = rendered(f, 77);
        truce_buffer b = rendered(f, 77);
        assert_int_equal(a.size, b.size);
        assert_memory_equal(a.data, b.data, a.size);
        truce_buffer_clear(&a);
        truce_buffer_clear(&b);
    }
}

static void every_claim_and_badge_is_in_every_rendering(void **state) {
    (void)state;
    for (form f = TEXT; f < FORMS; f++) {
        truce_buffer out = rendered(f, 200);
        assert_true(contains(&out, "s2:P7.naeim"));
        assert_true(contains(&out, "second-hand"));
        assert_true(contains(&out, "narrator"));
        assert_true(contains(&out, "perimeter"));
        assert_true(contains(&out, "s7:P17"));
        assert_true(contains(&out, "equal options counted"));
        truce_buffer_clear(&out);
    }
}

/* ---- text ---- */

enum { DEEPEST = 26 }; /* the widest indentation: a column of names and the gap behind it */

/* A line may be wider only when its last word fits on no line at all. */
static void expect_lines_to_fit(const truce_buffer *out, size_t width) {
    for (size_t i = 0; i < out->size;) {
        const char *const end = memchr(out->data + i, '\n', out->size - i);
        assert_non_null(end);
        const truce_str line = {out->data + i, (size_t)(end - out->data) - i};
        i += line.size + 1;
        assert_true(line.size == 0 || line.data[line.size - 1] != ' ');
        size_t last = line.size;
        while (last > 0 && line.data[last - 1] != ' ') {
            last--;
        }
        const truce_str word = {line.data + last, line.size - last};
        assert_true(truce_utf8_width(line) <= width || truce_utf8_width(word) + DEEPEST > width);
    }
}

static void no_line_of_text_is_wider_than_asked(void **state) {
    (void)state;
    for (int width = 40; width <= 200; width++) {
        truce_buffer out = rendered(TEXT, width);
        expect_lines_to_fit(&out, (size_t)width);
        truce_buffer_clear(&out);
    }
}

/* ---- HTML ---- */

static bool is_void_tag(const char *name) {
    static const char *const names[] = {"meta", "col", "br", "!doctype"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(name, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* Walk all tags: every one is closed by its own, and quotes are even. Returns how many. */
static size_t expect_balanced_tags(truce_buffer *out) {
    truce_buffer_byte(out, '\0');
    char open[64][16];
    size_t depth = 0;
    size_t tags = 0;
    for (const char *at = strchr(out->data, '<'); at != NULL; at = strchr(at, '<'), tags++) {
        const bool closes = at[1] == '/';
        const char *const name = at + 1 + (closes ? 1 : 0);
        const size_t n = strcspn(name, " >\n");
        char tag[16] = "";
        assert_in_range(n, 1, sizeof tag - 1);
        for (size_t i = 0; i < n; i++) {
            tag[i] = (char)(name[i] >= 'A' && name[i] <= 'Z' ? name[i] + 32 : name[i]);
        }
        assert_string_not_equal(tag, "script");
        bool quoted = false;
        const char *end = name;
        while (quoted || *end != '>') {
            assert_true(*end != '\0' && *end != '<');
            quoted = quoted != (*end == '"');
            end++;
        }
        if (end[-1] == '/') {
            /* nothing in it, and closed */
        } else if (closes) {
            assert_true(depth > 0);
            assert_string_equal(open[--depth], tag);
        } else if (!is_void_tag(tag)) {
            assert_in_range(depth, 0, 63);
            memcpy(open[depth++], tag, sizeof tag);
        }
        at = end;
        if (!closes && strcmp(tag, "style") == 0) { /* raw text */
            at = strstr(at, "</style>");
            assert_non_null(at);
        }
    }
    assert_int_equal(depth, 0);
    return tags;
}

static void every_tag_of_the_page_is_closed(void **state) {
    (void)state;
    truce_buffer out = rendered(HTML, 0);
    assert_true(expect_balanced_tags(&out) > 1000);
    truce_buffer_clear(&out);
}

static bool points_to_an_id(const char *page, const char *fragment, size_t n) {
    char wanted[160];
    const int size = snprintf(wanted, sizeof wanted, " id=\"%.*s\"", (int)n, fragment);
    assert_in_range(size, 1, sizeof wanted - 1);
    const char *const found = strstr(page, wanted);
    return found != NULL && strstr(found + 1, wanted) == NULL; /* and to one only */
}

static void every_link_of_the_page_leads_to_one_place_in_it(void **state) {
    (void)state;
    truce_buffer out = rendered(HTML, 0);
    truce_buffer_byte(&out, '\0');
    size_t links = 0;
    for (const char *at = strstr(out.data, "href="); at != NULL; at = strstr(at + 1, "href=")) {
        assert_memory_equal(at, "href=\"#", 7);
        assert_true(points_to_an_id(out.data, at + 7, strcspn(at + 7, "\"")));
        links++;
    }
    assert_true(links > 130);
    assert_null(strstr(out.data, "src="));
    assert_null(strstr(out.data, "url("));
    assert_non_null(strstr(out.data, "default-src 'none'"));
    assert_null(strstr(out.data, "c:s9:unknown"));
    truce_buffer_clear(&out);
}

static void hostile_titles_stay_text(void **state) {
    (void)state;
    truce_buffer out = rendered(HTML, 0);
    assert_true(contains(&out, "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; \\u{202E}evil"));
    assert_true(contains(&out, "\\3c script\\3e alert"));
    assert_false(contains(&out, "<script"));
    truce_buffer_clear(&out);
    out = rendered(MARKDOWN, 0);
    assert_false(contains(&out, "\n# Talks of March 2024 <"));
    assert_true(contains(&out, "\\<script\\>"));
    truce_buffer_clear(&out);
}

/* ---- JSON ---- */

static size_t check_statements(const json_t *value) {
    size_t n = 0;
    if (json_is_object(value)) {
        const json_t *const statements = json_object_get(value, "statements");
        size_t i;
        json_t *sentence;
        json_array_foreach(statements, i, sentence) {
            assert_true(json_is_array(json_object_get(sentence, "claims")));
            assert_true(json_is_string(json_object_get(sentence, "text")));
            n++;
        }
        const char *key;
        json_t *member;
        json_object_foreach((json_t *)(uintptr_t)value, key, member) {
            n += check_statements(member);
        }
    } else if (json_is_array(value)) {
        for (size_t i = 0; i < json_array_size(value); i++) {
            n += check_statements(json_array_get(value, i));
        }
    }
    return n;
}

static void every_sentence_in_json_has_its_claims(void **state) {
    (void)state;
    truce_buffer out = rendered(JSON, 0);
    json_error_t problem;
    json_t *const root = json_loadb(out.data, out.size, JSON_REJECT_DUPLICATES, &problem);
    assert_non_null(root);
    assert_int_equal(check_statements(root), 120 + 7 + 4 + 5 + 1 + 8 + 21 + 1);
    assert_int_equal(json_array_size(json_object_get(root, "sections")), 7);
    json_decref(root);
    truce_buffer_clear(&out);
}

/* ---- documents that nobody would write ---- */

/* A text of a few pieces, each of which is a nuisance somewhere. */
static truce_str nasty(truce_arena *arena, uint64_t *seed) {
    static const char *const pieces[] = {"",
                                         " ",
                                         "   ",
                                         "a",
                                         "word",
                                         "</p>",
                                         "<!--",
                                         "-->",
                                         "]]>",
                                         "\"",
                                         "'",
                                         "&",
                                         "&lt;",
                                         "\\",
                                         "**",
                                         "_",
                                         "`",
                                         "|",
                                         "\n",
                                         "\t",
                                         "\r\n",
                                         "\033[31m",
                                         "\x7f",
                                         "\xC2\x85",
                                         "\xE2\x80\xAE",
                                         "\xE2\x81\xA9",
                                         "\xE2\x80\x8B",
                                         "\xF0\x9F\x95\x8A",
                                         "\xE4\xB8\xAD\xE6\x96\x87",
                                         "\xD8\xAD\xD9\x85\xD8\xA7\xD8\xB3",
                                         "\xCC\x81",
                                         "\xFF",
                                         "\xED\xA0\x80",
                                         "\xE2\x80",
                                         "</style>",
                                         "</script>",
                                         "javascript:",
                                         "a-very-long-word-that-fits-no-column-of-a-table",
                                         ", ",
                                         "(",
                                         ")",
                                         "1. ",
                                         "- ",
                                         "# ",
                                         "http://x/?a=b&c",
                                         "}",
                                         "{",
                                         "%s%n",
                                         "~~~"};
    truce_str text = {NULL, 0};
    for (size_t n = below(seed, 6); n > 0; n--) {
        text = truce_arena_printf(arena, "%.*s%s", TRUCE_STR_ARGS(text),
                                  pieces[below(seed, sizeof pieces / sizeof *pieces)]);
    }
    return text;
}

static void fill_passage(truce_document *doc, truce_passage *passage, truce_arena *arena,
                         uint64_t *seed) {
    for (size_t n = below(seed, 4); n > 0; n--) {
        truce_sentence *const s = truce_document_sentence(doc, passage);
        s->basis = nasty(arena, seed);
        for (size_t k = below(seed, 4); k > 0; k--) {
            truce_sentence_add(doc, s, (truce_span_style)below(seed, 4), nasty(arena, seed));
        }
        for (size_t k = below(seed, 3); k > 0; k--) {
            truce_sentence_badge(doc, s, (truce_tone)below(seed, 3), nasty(arena, seed));
            truce_sentence_claim(doc, s, nasty(arena, seed));
        }
    }
}

static void fill_table(truce_document *doc, truce_arena *arena, uint64_t *seed) {
    truce_column columns[9];
    const size_t n = 1 + below(seed, 9);
    for (size_t i = 0; i < n; i++) {
        columns[i] = (truce_column){nasty(arena, seed), (int)below(seed, 101)};
    }
    truce_block *const table = truce_document_table(doc, nasty(arena, seed), columns, n);
    for (size_t r = below(seed, 4); r > 0; r--) {
        truce_row *const row = truce_document_row(doc, table);
        for (size_t i = 0; i < n; i++) {
            for (size_t k = below(seed, 3); k > 0; k--) {
                truce_passage *const passage = truce_document_cell(doc, &row->cells[i]);
                passage->anchor = nasty(arena, seed);
                passage->label = nasty(arena, seed);
                fill_passage(doc, passage, arena, seed);
            }
        }
    }
}

static void fill_figure(truce_document *doc, truce_arena *arena, uint64_t *seed) {
    truce_block *const figure = truce_document_figure(doc, nasty(arena, seed), nasty(arena, seed));
    for (size_t n = below(seed, 3); n > 0; n--) {
        truce_drawing d = truce_drawing_new(arena, (double)below(seed, 900), nasty(arena, seed));
        d.alternative = nasty(arena, seed);
        d.plain = nasty(arena, seed);
        for (size_t k = below(seed, 4); k > 0; k--) {
            truce_shape *const s =
                truce_drawing_text(&d, (truce_spot){(double)below(seed, 99), 3}, TRUCE_ANCHOR_START,
                                   9, TRUCE_INK_TEXT, nasty(arena, seed));
            s->tip = nasty(arena, seed);
            s->link = nasty(arena, seed);
        }
        (void)truce_drawing_lines(&d, (truce_spot){0, 0}, TRUCE_ANCHOR_START, 9, TRUCE_INK_TEXT,
                                  false, (double)below(seed, 60), 1 + below(seed, 3),
                                  nasty(arena, seed));
        truce_document_draw(doc, figure, &d);
    }
    if (below(seed, 2) == 1) {
        fill_passage(doc, truce_document_caption(doc, figure), arena, seed);
    }
}

static truce_document random_document(truce_arena *arena, uint64_t *seed) {
    truce_document doc = truce_document_new(arena, nasty(arena, seed), nasty(arena, seed));
    for (size_t n = below(seed, 8); n > 0; n--) {
        truce_block *list;
        switch (below(seed, 6)) {
        case 0:
            truce_document_heading(&doc, 2 + (int)below(seed, 2), S("key"), nasty(arena, seed));
            break;
        case 1:
            fill_passage(&doc, truce_document_paragraph(&doc), arena, seed);
            break;
        case 2:
            fill_passage(&doc, truce_document_note(&doc), arena, seed);
            break;
        case 3:
            list = truce_document_list(&doc);
            for (size_t k = below(seed, 4); k > 0; k--) {
                fill_passage(
                    &doc, truce_document_item(&doc, list, nasty(arena, seed), nasty(arena, seed)),
                    arena, seed);
            }
            break;
        case 4:
            fill_figure(&doc, arena, seed);
            break;
        default:
            fill_table(&doc, arena, seed);
        }
    }
    return doc;
}

static void hostile_texts_break_no_rendering(void **state) {
    (void)state;
    for (uint64_t round = 0; round < 1500; round++) {
        uint64_t seed = round; /* a failing round reproduces itself */
        truce_arena arena = truce_arena_new();
        const truce_document doc = random_document(&arena, &seed);
        const int width = 40 + (int)below(&seed, 161);
        for (form f = TEXT; f < FORMS; f++) {
            truce_buffer out = truce_buffer_new();
            assert_int_equal(render(&doc, f, width, &out, NULL), TRUCE_OK);
            if (f != COLOUR) {
                expect_nothing_hidden(&out);
            }
            if (f == TEXT) {
                expect_lines_to_fit(&out, (size_t)width);
            } else if (f == HTML) {
                (void)expect_balanced_tags(&out);
            } else if (f == JSON) {
                json_t *const root = json_loadb(out.data, out.size, JSON_REJECT_DUPLICATES, NULL);
                assert_non_null(root);
                json_decref(root);
            }
            truce_buffer_clear(&out);
        }
        truce_arena_clear(&arena);
    }
}

/* ---- running out of memory ---- */

static void running_out_while_composing_is_remembered(void **state) {
    (void)state;
    for (long allowed = 0;; allowed++) {
        truce_arena arena = truce_arena_new();
        allocations_left = allowed;
        const truce_document doc = sample(&arena);
        const bool ran_out = allocations_left < 0;
        allocations_left = LONG_MAX;
        if (!ran_out) {
            assert_false(doc.failed);
            assert_true(allowed > 1);
            truce_arena_clear(&arena);
            break;
        }
        assert_true(doc.failed);
        for (form f = TEXT; f < FORMS; f++) {
            truce_buffer out = truce_buffer_new();
            assert_int_equal(render(&doc, f, 80, &out, NULL), TRUCE_ENOMEM);
            truce_buffer_clear(&out);
        }
        truce_arena_clear(&arena);
    }
}

static void running_out_at_any_allocation_of_a_rendering_is_reported(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_document doc = sample(&arena);
    for (form f = TEXT; f < FORMS; f++) {
        long allowed = 0;
        for (;; allowed++) {
            truce_buffer out = truce_buffer_new();
            truce_error err = {.status = TRUCE_OK};
            allocations_left = allowed;
            const truce_status status = render(&doc, f, 80, &out, &err);
            const bool ran_out = allocations_left < 0;
            allocations_left = LONG_MAX;
            truce_buffer_clear(&out);
            if (!ran_out) {
                assert_int_equal(status, TRUCE_OK);
                break;
            }
            assert_int_equal(status, TRUCE_ENOMEM);
            assert_int_equal(err.status, TRUCE_ENOMEM);
        }
        assert_true(allowed > 3);
    }
    truce_arena_clear(&arena);
}

/* Whoever cannot see ink reads by marks what is taken out and what is put in. */
static void a_redline_is_marked_in_every_rendering(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_document doc = truce_document_new(&arena, S("T"), S(""));
    truce_sentence *const s =
        truce_document_say(&doc, truce_document_paragraph(&doc), S("Both"), S(""));
    truce_sentence_add(&doc, s, TRUCE_SPAN_TAKEN, S("may"));
    truce_sentence_add(&doc, s, TRUCE_SPAN_PUT, S("shall"));
    truce_sentence_add(&doc, s, TRUCE_SPAN_PLAIN, S("leave."));
    truce_buffer out[4] = {truce_buffer_new(), truce_buffer_new(), truce_buffer_new(),
                           truce_buffer_new()};
    assert_int_equal(truce_document_text(&doc, (truce_text_style){.width = 80}, &out[0], NULL),
                     TRUCE_OK);
    assert_int_equal(truce_document_markdown(&doc, &out[1], NULL), TRUCE_OK);
    assert_int_equal(truce_document_html(&doc, &out[2], NULL), TRUCE_OK);
    truce_sentence_text(s, &out[3]);
    static const char *const want[] = {
        "Both [-may-] {+shall+} leave.", "Both ~~may~~ **shall** leave.",
        "<del>may</del> <ins>shall</ins>", "Both [-may-] {+shall+} leave."};
    for (size_t i = 0; i < 4; i++) {
        truce_buffer_byte(&out[i], '\0');
        assert_non_null(strstr(out[i].data, want[i]));
        truce_buffer_clear(&out[i]);
    }
    truce_arena_clear(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_hidden_reaches_any_reader),
        cmocka_unit_test(the_only_escape_sequences_are_our_own),
        cmocka_unit_test(colour_adds_nothing_but_sequences),
        cmocka_unit_test(the_same_document_gives_the_same_bytes),
        cmocka_unit_test(every_claim_and_badge_is_in_every_rendering),
        cmocka_unit_test(no_line_of_text_is_wider_than_asked),
        cmocka_unit_test(every_tag_of_the_page_is_closed),
        cmocka_unit_test(every_link_of_the_page_leads_to_one_place_in_it),
        cmocka_unit_test(hostile_titles_stay_text),
        cmocka_unit_test(every_sentence_in_json_has_its_claims),
        cmocka_unit_test(hostile_texts_break_no_rendering),
        cmocka_unit_test(a_redline_is_marked_in_every_rendering),
        cmocka_unit_test(running_out_while_composing_is_remembered),
        cmocka_unit_test(running_out_at_any_allocation_of_a_rendering_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

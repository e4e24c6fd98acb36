/* Pieces of pages, to the byte; the style sheet between them is looked at, not compared. What
 * holds of every page is in render_test.c. */
#include "truce/document/render.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define S(literal) TRUCE_STR(literal)

/* That the body of the page contains `want`. */
static void expect_within(const truce_document *doc, const char *want) {
    truce_buffer out = truce_buffer_new();
    assert_int_equal(truce_document_html(doc, &out, NULL), TRUCE_OK);
    truce_buffer_byte(&out, '\0');
    const char *const body = strstr(out.data, "<body>");
    assert_non_null(body);
    if (strstr(body, want) == NULL) {
        fail_msg("no %s\nin %s", want, body);
    }
    truce_buffer_clear(&out);
}

static void a_small_page(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_document doc = truce_document_new(&arena, S("T & <b>"), S("Sub"));
    truce_document_say(&doc, truce_document_note(&doc), S("A note."), S(""));
    (void)truce_document_heading(&doc, 2, S("one"), S("One"));
    (void)truce_document_heading(&doc, 2, S(""), S("Two"));
    expect_within(&doc, "<body>\n<a class=\"skip\" href=\"#text\">Skip to the text</a>\n"
                        "<header>\n<h1 dir=\"auto\">T &amp; &lt;b&gt;</h1>\n"
                        "<p class=\"subtitle\" dir=\"auto\">Sub</p>\n</header>\n"
                        "<main>\n<div id=\"text\" tabindex=\"-1\">\n"
                        "<div class=\"note\" role=\"note\"><p dir=\"auto\">A note.</p></div>\n"
                        "</div>\n<nav aria-label=\"Contents\">\n<ol>\n"
                        "<li><a href=\"#one\" dir=\"auto\">One</a></li>\n"
                        "<li><a href=\"#part-3\" dir=\"auto\">Two</a></li>\n</ol>\n</nav>\n"
                        "<section id=\"one\" aria-labelledby=\"one-title\">\n"
                        "<h2 id=\"one-title\" dir=\"auto\">One</h2>\n</section>\n"
                        "<section id=\"part-3\" aria-labelledby=\"part-3-title\">\n"
                        "<h2 id=\"part-3-title\" dir=\"auto\">Two</h2>\n</section>\n"
                        "</main>\n<footer>\n<p dir=\"auto\">T &amp; &lt;b&gt;</p>\n</footer>\n"
                        "</body>\n</html>\n");
    truce_arena_clear(&arena);
}

static void a_citation_links_to_the_first_passage_of_that_name(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_document doc = truce_document_new(&arena, S("T"), S(""));
    truce_sentence *const s =
        truce_document_say(&doc, truce_document_paragraph(&doc), S("So."), S("a rule"));
    truce_sentence_badge(&doc, s, TRUCE_TONE_CAUTION, S("one source"));
    truce_sentence_claim(&doc, s, S("s2:P6"));
    truce_sentence_claim(&doc, s, S("elsewhere"));
    truce_sentence_claim(&doc, s, S("a b~\xC3\xA9"));
    truce_block *const list = truce_document_list(&doc);
    truce_document_say(&doc, truce_document_item(&doc, list, S("s2:P6"), S("s2:P6")), S("x"),
                       S(""));
    truce_document_say(&doc, truce_document_item(&doc, list, S("s2:P6"), S("L")), S("y"), S(""));
    (void)truce_document_item(&doc, list, S("a b~\xC3\xA9"), S(""));
    expect_within(&doc,
                  "<p dir=\"auto\">So. <span class=\"badge caution\" dir=\"auto\">one source"
                  "</span> <span class=\"cites\" dir=\"ltr\">(<a href=\"#c:s2:P6\">s2:P6</a>, "
                  "elsewhere, <a href=\"#c:a~20b~7e~c3~a9\">a b~\xC3\xA9</a>)</span> "
                  "<span class=\"basis\" dir=\"auto\">(computed: a rule)</span></p>\n"
                  "<ul class=\"named\">\n"
                  "<li id=\"c:s2:P6\"><span class=\"name\" dir=\"auto\">s2:P6</span> "
                  "<span class=\"body\" dir=\"auto\">x</span></li>\n"
                  "<li><span class=\"name\" dir=\"auto\">s2:P6</span> "
                  "<span class=\"body\" dir=\"auto\"><strong>L:</strong> y</span></li>\n"
                  "<li id=\"c:a~20b~7e~c3~a9\">");
    truce_arena_clear(&arena);
}

static void a_table_says_what_each_cell_belongs_to(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_document doc = truce_document_new(&arena, S("T"), S(""));
    const truce_column columns[] = {{S("Issue"), 1}, {S("A \"&\" B"), 2}};
    truce_block *const table = truce_document_table(&doc, S("Now"), columns, 2);
    for (size_t i = 0; i < 2; i++) {
        truce_row *const row = truce_document_row(&doc, table);
        truce_document_say(&doc, truce_document_cell(&doc, &row->cells[i]), S("x"), S(""));
    }
    expect_within(
        &doc,
        "<table role=\"table\">\n<caption dir=\"auto\">Now</caption>\n"
        "<colgroup><col style=\"width:33.3%\"><col style=\"width:66.6%\"></colgroup>\n"
        "<thead role=\"rowgroup\">\n<tr role=\"row\">"
        "<th scope=\"col\" role=\"columnheader\" dir=\"auto\">Issue</th>"
        "<th scope=\"col\" role=\"columnheader\" dir=\"auto\">A &quot;&amp;&quot; B</th></tr>\n"
        "</thead>\n<tbody role=\"rowgroup\">\n"
        "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\"><p dir=\"auto\">x</p></th>\n"
        "<td role=\"cell\" data-label=\"A &quot;&amp;&quot; B\"><span class=\"empty\">"
        "<span aria-hidden=\"true\">—</span><span class=\"unseen\">nothing recorded</span></span>"
        "</td></tr>\n");
    truce_arena_clear(&arena);
}

static void pieces_from_right_to_left_are_isolated(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_document doc = truce_document_new(&arena, S("T"), S(""));
    truce_sentence *const s =
        truce_document_say(&doc, truce_document_paragraph(&doc), S("It is called"), S(""));
    truce_sentence_add(&doc, s, TRUCE_SPAN_TERM, S("שיחות"));
    truce_sentence_add(&doc, s, TRUCE_SPAN_PLAIN, S("or شيء (2024)"));
    truce_document_say(&doc, truce_document_paragraph(&doc), S("قال (2024)"), S(""));
    expect_within(&doc,
                  "<p dir=\"auto\">It is called <span class=\"term\">“<bdi>שיחות</bdi>”</span>"
                  " <bdi>or شيء (2024)</bdi></p>\n<p dir=\"auto\">قال (2024)</p>\n");
    truce_arena_clear(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_page),
        cmocka_unit_test(a_citation_links_to_the_first_passage_of_that_name),
        cmocka_unit_test(a_table_says_what_each_cell_belongs_to),
        cmocka_unit_test(pieces_from_right_to_left_are_isolated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

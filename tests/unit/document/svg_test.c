/* Figures in a page, in text, in Markdown and in JSON, to the byte. */
#include "truce/document/render.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define S(literal) TRUCE_STR(literal)

static void expect_within(truce_buffer *out, const char *want) {
    truce_buffer_byte(out, '\0');
    if (strstr(out->data, want) == NULL) {
        fail_msg("no %s\nin %s", want, out->data);
    }
    truce_buffer_clear(out);
}

/* A figure with one drawing, and a claim to link to. */
static truce_document sample(truce_arena *arena, truce_str plain) {
    truce_document doc = truce_document_new(arena, S("T"), S(""));
    truce_block *const figure = truce_document_figure(&doc, S("fig"), S("Pauses & ends"));
    truce_drawing d = truce_drawing_new(arena, 340, S("A <pause>"));
    d.height = 20.5;
    d.alternative = S("Two sides, far apart.");
    d.plain = plain;
    truce_drawing_line(&d, (truce_spot){-0.004, 1}, (truce_spot){12.345, -2.5}, TRUCE_INK_RULE, 1)
        ->dashed = true;
    truce_drawing_box(&d, (truce_spot){1, 2}, (truce_spot){4, 8}, 2, TRUCE_INK_BAND)->faint = true;
    truce_shape *const c = truce_drawing_circle(&d, (truce_spot){5, 5}, 4, TRUCE_INK_GROUND);
    c->stroke = TRUCE_INK_SERIES_1;
    c->stroke_width = 1.6;
    c->tip = S("second-hand");
    c->link = S("s1:P4");
    truce_shape *const t = truce_drawing_text(&d, (truce_spot){9, 8}, TRUCE_ANCHOR_END, 12,
                                              TRUCE_INK_TEXT, S("a & b"));
    t->link = S("s1:P4");
    t->strong = true;
    const truce_spot points[] = {{0, 0}, {1, 1}, {2, 0}};
    truce_drawing_path(&d, points, 3, true, TRUCE_INK_SERIES_8)->link = S("nowhere");
    truce_document_draw(&doc, figure, &d);
    (void)truce_document_say(&doc, truce_document_caption(&doc, figure), S("So it is."),
                             S("a rule"));
    truce_block *const list = truce_document_list(&doc);
    (void)truce_document_item(&doc, list, S("s1:P4"), S(""));
    return doc;
}

static void a_drawing_is_shapes_with_classes_and_says_what_it_shows(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_document doc = sample(&arena, S(""));
    truce_buffer out = truce_buffer_new();
    assert_int_equal(truce_document_html(&doc, &out, NULL), TRUCE_OK);
    expect_within(
        &out, "<figure id=\"fig\" aria-label=\"Pauses &amp; ends\">\n"
              "<div class=\"drawings\">\n<div class=\"drawing\">"
              "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"340\" height=\"20.5\" "
              "style=\"min-width:289px\" "
              "viewBox=\"0 0 340 20.5\" role=\"group\" aria-labelledby=\"fig-1-title\" "
              "aria-describedby=\"fig-1-desc\"><title id=\"fig-1-title\">A &lt;pause&gt;</title>"
              "<desc id=\"fig-1-desc\">Two sides, far apart.</desc>"
              "<line x1=\"0\" y1=\"1\" x2=\"12.35\" y2=\"-2.5\" class=\"f-none l-rule dash\" "
              "stroke-width=\"1\"/>"
              "<rect x=\"1\" y=\"2\" width=\"3\" height=\"6\" rx=\"2\" class=\"f-band faint\"/>\n"
              "<a href=\"#c:s1:P4\" aria-label=\"second-hand s1:P4\">"
              "<circle cx=\"5\" cy=\"5\" r=\"4\" class=\"f-ground l-s1\" stroke-width=\"1.6\">"
              "<title>second-hand</title></circle>"
              "<text x=\"9\" y=\"8\" font-size=\"12\" text-anchor=\"end\" class=\"f-text strong\">"
              "a &amp; b</text></a>"
              "<polygon points=\"0,0 1,1 2,0\" class=\"f-s8\"/></svg></div>\n</div>\n"
              "<figcaption dir=\"auto\">So it is. <span class=\"basis\" dir=\"auto\">"
              "(computed: a rule)</span></figcaption>\n</figure>\n");
    truce_arena_clear(&arena);
}

static void a_drawing_without_links_is_an_image(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_document doc = truce_document_new(&arena, S("T"), S(""));
    truce_drawing d = truce_drawing_new(&arena, 10, S("D"));
    truce_drawing_circle(&d, (truce_spot){1, 1}, 1, TRUCE_INK_TEXT)->link = S("nowhere");
    truce_document_draw(&doc, truce_document_figure(&doc, S("f"), S("")), &d);
    truce_buffer out = truce_buffer_new();
    assert_int_equal(truce_document_html(&doc, &out, NULL), TRUCE_OK);
    expect_within(&out, "viewBox=\"0 0 10 0\" role=\"img\" aria-labelledby=\"f-1-title\"");
    truce_arena_clear(&arena);
}

static void a_sentence_may_begin_a_line_but_not_where_lines_are_dear(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_buffer out = truce_buffer_new();
    for (int compact = 0; compact < 2; compact++) {
        truce_document doc = truce_document_new(&arena, S("T"), S(""));
        doc.compact = compact == 1;
        truce_block *const list = truce_document_list(&doc);
        truce_passage *const item = truce_document_item(&doc, list, S(""), S("pay"));
        for (int i = 0; i < 2; i++) {
            truce_sentence *const sentence = truce_document_line(&doc, item);
            truce_sentence_add(&doc, sentence, TRUCE_SPAN_PLAIN, i == 0 ? S("One.") : S("Two."));
            truce_sentence_claim(&doc, sentence, S("s1:P4"));
        }
        assert_int_equal(truce_document_text(&doc, (truce_text_style){.width = 0}, &out, NULL),
                         TRUCE_OK);
        expect_within(&out, compact == 1 ? "- pay: One. (s1:P4) \xC2\xB7 Two. (s1:P4)\n"
                                         : "pay  One. (s1:P4)\n     Two. (s1:P4)\n");
        assert_int_equal(truce_document_markdown(&doc, &out, NULL), TRUCE_OK);
        expect_within(&out, compact == 1 ? "One. (s1:P4) \xC2\xB7 Two." : "One. (s1:P4)<br>Two.");
        assert_int_equal(truce_document_html(&doc, &out, NULL), TRUCE_OK);
        expect_within(&out, compact == 1 ? ")</span> \xC2\xB7 Two." : ")</span><br>Two.");
    }
    truce_arena_clear(&arena);
}

static void what_has_a_form_in_characters_is_shown_in_them(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_document doc = sample(&arena, S("a -o-  \n ~~~ b\n"));
    const truce_document bare = sample(&arena, S(""));
    truce_buffer out = truce_buffer_new();
    assert_int_equal(truce_document_text(&doc, (truce_text_style){.width = 0}, &out, NULL),
                     TRUCE_OK);
    expect_within(&out,
                  "T\n\xE2\x95\x90\n\na -o-\n ~~~ b\n\nSo it is. (computed: a rule)\n\ns1:P4");
    assert_int_equal(truce_document_markdown(&doc, &out, NULL), TRUCE_OK);
    expect_within(&out, "# T\n\n~~~ text\na -o-\n     ~~~ b\n~~~\n\nSo it is.");
    assert_int_equal(truce_document_text(&bare, (truce_text_style){.width = 0}, &out, NULL),
                     TRUCE_OK);
    expect_within(&out, "T\n\xE2\x95\x90\n\ns1:P4");
    assert_int_equal(truce_document_markdown(&bare, &out, NULL), TRUCE_OK);
    expect_within(&out, "# T\n\n- ");
    truce_arena_clear(&arena);
}

static void a_form_in_characters_that_is_too_wide_is_left_out(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_document doc =
        sample(&arena, S("short\n12345678901234567890123456789012345678901\n"));
    truce_buffer out = truce_buffer_new();
    assert_int_equal(truce_document_text(&doc, (truce_text_style){.width = 40}, &out, NULL),
                     TRUCE_OK);
    expect_within(&out, "T\n\xE2\x95\x90\n\ns1:P4");
    assert_int_equal(truce_document_text(&doc, (truce_text_style){.width = 41}, &out, NULL),
                     TRUCE_OK);
    expect_within(&out, "\n\nshort\n1234");
    truce_arena_clear(&arena);
}

static void figures_are_a_file_of_their_own(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_document doc = sample(&arena, S(""));
    truce_drawing d = truce_drawing_new(&arena, 400, S("Second"));
    d.height = 10;
    truce_document_draw(&doc, truce_document_figure(&doc, S("g"), S("")), &d);
    truce_buffer out = truce_buffer_new();
    assert_int_equal(truce_document_svg(&doc, &out, NULL), TRUCE_OK);
    assert_null(memchr(out.data, '\0', out.size));
    truce_buffer_byte(&out, '\0');
    /* 400 wide, 20.5 and 10 high, with margins and a gap; no link where no claim is listed. */
    assert_non_null(strstr(out.data, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns="));
    assert_non_null(strstr(out.data, "width=\"433\" height=\"91\" viewBox=\"0 0 433 91\">"));
    assert_non_null(strstr(out.data, ".f-ground{fill:var(--paper)}"));
    assert_non_null(strstr(out.data, "<g transform=\"translate(16 64)\"><svg"));
    assert_null(strstr(out.data, "<a "));
    truce_buffer_clear(&out);
    truce_document none = truce_document_new(&arena, S("T"), S(""));
    truce_error err;
    assert_int_equal(truce_document_svg(&none, &out, &err), TRUCE_ENOTFOUND);
    assert_int_equal(out.size, 0);
    doc.failed = true;
    assert_int_equal(truce_document_svg(&doc, &out, &err), TRUCE_ENOMEM);
    truce_buffer_clear(&out);
    truce_arena_clear(&arena);
}

static void for_machines_a_figure_is_what_it_says(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    const truce_document doc = sample(&arena, S("x\n"));
    truce_buffer out = truce_buffer_new();
    truce_json json = truce_json_new(&out);
    truce_document_json(&doc, &json);
    truce_json_end(&json);
    expect_within(&out, "          \"kind\": \"figure\",\n"
                        "          \"id\": \"fig\",\n"
                        "          \"title\": \"Pauses & ends\",\n"
                        "          \"drawings\": [\n"
                        "            {\n"
                        "              \"title\": \"A <pause>\",\n"
                        "              \"alternative\": \"Two sides, far apart.\"\n"
                        "            }\n"
                        "          ],\n"
                        "          \"statements\": [\n"
                        "            {\n"
                        "              \"text\": \"So it is.\",\n"
                        "              \"claims\": [],\n"
                        "              \"basis\": \"a rule\"\n");
    truce_arena_clear(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_drawing_is_shapes_with_classes_and_says_what_it_shows),
        cmocka_unit_test(a_drawing_without_links_is_an_image),
        cmocka_unit_test(a_sentence_may_begin_a_line_but_not_where_lines_are_dear),
        cmocka_unit_test(what_has_a_form_in_characters_is_shown_in_them),
        cmocka_unit_test(a_form_in_characters_that_is_too_wide_is_left_out),
        cmocka_unit_test(figures_are_a_file_of_their_own),
        cmocka_unit_test(for_machines_a_figure_is_what_it_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* A small paper as data, to the byte. */
#include "truce/document/render.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define S(literal) TRUCE_STR(literal)

static void expect_json(const truce_document *doc, const char *want) {
    truce_buffer out = truce_buffer_new();
    truce_json json = truce_json_new(&out);
    truce_document_json(doc, &json);
    truce_json_end(&json);
    assert_false(out.failed);
    truce_buffer_byte(&out, '\0');
    assert_string_equal(out.data, want);
    truce_buffer_clear(&out);
}

static void sections_hold_blocks_and_blocks_hold_statements(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_document doc = truce_document_new(&arena, S("T"), S(""));
    truce_document_say(&doc, truce_document_note(&doc), S("A note."), S("a rule"));
    (void)truce_document_heading(&doc, 2, S("who"), S("Who"));
    (void)truce_document_heading(&doc, 3, S("sub"), S("Sub"));
    truce_block *const list = truce_document_list(&doc);
    truce_sentence *const s = truce_document_say(
        &doc, truce_document_item(&doc, list, S("s2"), S("Agency")), S("They demand"), S(""));
    truce_sentence_add(&doc, s, TRUCE_SPAN_TERM, S("home"));
    truce_sentence_badge(&doc, s, TRUCE_TONE_CAUTION, S("one source"));
    truce_sentence_claim(&doc, s, S("s2:P6"));
    truce_sentence_claim(&doc, s, S("s2:P7"));
    expect_json(&doc, "{\n"
                      "  \"title\": \"T\",\n"
                      "  \"sections\": [\n"
                      "    {\n"
                      "      \"blocks\": [\n"
                      "        {\n"
                      "          \"kind\": \"note\",\n"
                      "          \"statements\": [\n"
                      "            {\n"
                      "              \"text\": \"A note.\",\n"
                      "              \"claims\": [],\n"
                      "              \"basis\": \"a rule\"\n"
                      "            }\n"
                      "          ]\n"
                      "        }\n"
                      "      ]\n"
                      "    },\n"
                      "    {\n"
                      "      \"id\": \"who\",\n"
                      "      \"title\": \"Who\",\n"
                      "      \"blocks\": [\n"
                      "        {\n"
                      "          \"kind\": \"heading\",\n"
                      "          \"level\": 3,\n"
                      "          \"id\": \"sub\",\n"
                      "          \"title\": \"Sub\"\n"
                      "        },\n"
                      "        {\n"
                      "          \"kind\": \"list\",\n"
                      "          \"items\": [\n"
                      "            {\n"
                      "              \"anchor\": \"s2\",\n"
                      "              \"label\": \"Agency\",\n"
                      "              \"statements\": [\n"
                      "                {\n"
                      "                  \"text\": \"They demand “home”\",\n"
                      "                  \"claims\": [\"s2:P6\", \"s2:P7\"],\n"
                      "                  \"badges\": [\"one source\"]\n"
                      "                }\n"
                      "              ]\n"
                      "            }\n"
                      "          ]\n"
                      "        }\n"
                      "      ]\n"
                      "    }\n"
                      "  ]\n"
                      "}\n");
    truce_arena_clear(&arena);
}

static void a_table_is_rows_of_cells_of_passages(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_document doc = truce_document_new(&arena, S(""), S(""));
    const truce_column columns[] = {{S("Issue"), 1}, {S("A"), 1}};
    truce_block *const table = truce_document_table(&doc, S("Now"), columns, 2);
    truce_row *const row = truce_document_row(&doc, table);
    truce_document_say(&doc, truce_document_cell(&doc, &row->cells[0]), S("x"), S(""));
    expect_json(&doc, "{\n"
                      "  \"sections\": [\n"
                      "    {\n"
                      "      \"blocks\": [\n"
                      "        {\n"
                      "          \"kind\": \"table\",\n"
                      "          \"caption\": \"Now\",\n"
                      "          \"columns\": [\"Issue\", \"A\"],\n"
                      "          \"rows\": [\n"
                      "            [\n"
                      "              [\n"
                      "                {\n"
                      "                  \"statements\": [\n"
                      "                    {\n"
                      "                      \"text\": \"x\",\n"
                      "                      \"claims\": []\n"
                      "                    }\n"
                      "                  ]\n"
                      "                }\n"
                      "              ],\n"
                      "              []\n"
                      "            ]\n"
                      "          ]\n"
                      "        }\n"
                      "      ]\n"
                      "    }\n"
                      "  ]\n"
                      "}\n");
    truce_arena_clear(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sections_hold_blocks_and_blocks_hold_statements),
        cmocka_unit_test(a_table_is_rows_of_cells_of_passages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

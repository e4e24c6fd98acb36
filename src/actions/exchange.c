#include "truce/actions/exchange.h"

void truce_case_export(const truce_session *session, truce_buffer *out) {
    truce_json json = truce_json_new(out);
    truce_case_to_json(&session->c, &json);
    truce_json_end(&json);
}

/* The starter: a case in miniature, every line of which is meant to be replaced. */
static const char before_title[] =
    "truce 1\n"
    "\n"
    "# A case is plain text: what was said, by whom, and where you read it. Replace these lines "
    "with\n"
    "# your own. `truce check` tells what is wrong; `truce brief` puts it on paper.\n"
    "# docs/case-language.md describes everything that may stand here.\n"
    "\n"
    "case ";
static const char behind_title[] =
    "\n"
    "\n"
    "# Who. A party is a side of the talks; people and offices belong to one with `of`.\n"
    "party north \"Northern side\"\n"
    "party south \"Southern side\"\n"
    "actor go-between \"The mediator\"\n"
    "person north-minister \"Minister of the north\" of north\n"
    "\n"
    "# Where you read it. Reliability runs from A (completely reliable) to F (cannot be judged).\n"
    "source paper \"Title of the report\" press\n"
    "  publisher \"Name of the paper\"\n"
    "  published 2031-02-03\n"
    "  reliability C\n"
    "\n"
    "# What is disputed. Rungs are a ladder, low to high; a range is for numbers.\n"
    "issue border \"Opening of the border post\"\n"
    "  rung shut \"stays shut\"\n"
    "  rung weekdays \"open on weekdays\"\n"
    "  rung always \"always open\"\n"
    "\n"
    "issue fee \"Fee for a lorry\"\n"
    "  range 0..50 step 5 euros\n"
    "\n"
    "# Who said what. A claim is named by its citation: source, paragraph, and a label of your "
    "own.\n"
    "# Without `by`, it is the report itself that says so.\n"
    "claim paper:P2.minister by north-minister\n"
    "  north firmly demands border always\n"
    "  north accepts fee 20 or less if border always\n"
    "\n"
    "claim paper:P3.source by one \"official\" of south\n"
    "  said \"last week\"\n"
    "  south accepts border weekdays\n"
    "  south demands fee 30 or more\n"
    "\n"
    "claim paper:P4\n"
    "  go-between is mediator\n"
    "  talks running slow\n";

static void add_escaped(truce_buffer *out, truce_str text) {
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '"' || text.data[i] == '\\') {
            truce_buffer_byte(out, '\\');
        }
        truce_buffer_byte(out, text.data[i]);
    }
}

void truce_case_starter(truce_str name, truce_str title, truce_buffer *out) {
    truce_buffer_add(out, truce_str_of(before_title));
    truce_buffer_add(out, name);
    truce_buffer_lit(out, " \"");
    add_escaped(out, title);
    truce_buffer_byte(out, '"');
    truce_buffer_add(out, truce_str_of(behind_title));
}

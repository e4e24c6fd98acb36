/* graph_words.h - makers, states and moves of a graph model in words (private). Texts live in the
 * writer's arena; memory that runs out is remembered by its document. */
#ifndef TRUCE_SRC_ACTIONS_GRAPH_WORDS_H
#define TRUCE_SRC_ACTIONS_GRAPH_WORDS_H

#include "graph_parts.h"

/* Its name, or "maker 1". */
truce_str graph_maker(graph_writer *w, uint32_t maker);

/* "YNNY" */
truce_str graph_letters(graph_writer *w, truce_graph_state s);

/* "accept, guarantee", or "no move taken" */
truce_str graph_taken(graph_writer *w, truce_graph_state s);

/* "sign, accept; with, as the model takes things to stand: pressure": those of `kept` apart */
truce_str graph_taken_kept(graph_writer *w, truce_graph_state s, uint64_t kept);

/* What a move changes: "takes accept and gives up walk-out" of "it"; "took accept" and "take
 * accept" do behind any name, be it of one or of several. */
truce_str graph_change(graph_writer *w, truce_graph_state from, truce_graph_state to);

truce_str graph_changed(graph_writer *w, truce_graph_state from, truce_graph_state to);
truce_str graph_to_change(graph_writer *w, truce_graph_state from, truce_graph_state to);

truce_str graph_number(graph_writer *w, uint32_t n);

/* What the writer's buffer holds, which is emptied. The functions above leave it alone. */
truce_str graph_keep(graph_writer *w);

/* "State NNYY. Options taken: accept, guarantee." */
void graph_say_state(graph_writer *w, truce_passage *to, truce_graph_state s);

/* A sentence that rests on the model; its basis is shown, or stands nearby already. */
void graph_say(graph_writer *w, truce_passage *to, truce_str text);
void graph_say_quietly(graph_writer *w, truce_passage *to, truce_str text);

#endif

/* graph_parts.h - an answer about a graph model, and the parts that put it on paper (private).
 *
 * What is found lives in the answer; a part has a function that adds to a document, and one that
 * adds to JSON.
 */
#ifndef TRUCE_SRC_ACTIONS_GRAPH_PARTS_H
#define TRUCE_SRC_ACTIONS_GRAPH_PARTS_H

#include "graph_answer.h"
#include "graph_found.h"
#include "truce/stability/addition.h"
#include "truce/stability/ask.h"
#include "truce/stability/inverse.h"
#include "truce/stability/paths.h"
#include "truce/stability/whatif.h"

/* Who would move away from one state, and why not. */
typedef struct graph_told {
    truce_graph_state s;
    truce_ask (*of)[TRUCE_CONCEPTS]; /* [maker][concept] */
} graph_told;

enum {
    GRAPH_TOLD = 5,          /* equilibria of which more is told */
    GRAPH_EQUILIBRIA = 64,   /* to which a way is told */
    GRAPH_WAYS_MAX = 1 << 20 /* states, where ways are looked for */
};

/* What stands out among all states. */
typedef struct graph_picked {
    uint32_t equilibria[GRAPH_EQUILIBRIA]; /* under most concepts first, then as they stand */
    uint32_t n;
    bool with_told;                    /* all six are among what is asked about */
    graph_told from, told[GRAPH_TOLD]; /* of `from`, where there is one, and of the first */
    uint32_t target; /* the place of the outcome that the model names; TRUCE_GRAPH_NONE: it names
                        none, or it has otherwise what is held */
    graph_told of_target;
    bool with_ways; /* there is a `from`, and not too many states */
    truce_paths improving, any;
} graph_picked;

typedef struct graph_what_if {
    truce_graph_state asked[2]; /* how things stand, where that is known; the target, if any */
    uint32_t n_asked;
    uint64_t as_asked[2]; /* [asked]: those of the options that are taken in that state */
    truce_whatif found;
} graph_what_if;

/* Of one maker and concept. */
typedef struct graph_inverse {
    truce_inverse inverse;
    int32_t
        share; /* of the orders in which it stays, in hundredths of a percent; -1: not counted */
    truce_sensitivity smallest;
    truce_additions first;
} graph_inverse;

struct graph_answer {
    graph_task task;
    graph_question q;
    truce_graph_model model;        /* with what is held */
    truce_graph_model target_model; /* of WHAT_IF: with what is held as the target has it */
    truce_graph_states states;
    bool listed; /* else `states` was not made */
    bool has_from;
    truce_graph_state from;       /* the status quo, or what was given for it */
    uint32_t from_at;             /* its place in the list */
    graph_found found;            /* of ALL */
    graph_picked picked;          /* of ALL */
    graph_told told;              /* of STATE */
    graph_what_if what_if;        /* of WHAT_IF */
    const graph_inverse *inverse; /* of INVERSE: [maker * concepts asked about + concept] */
};

/* A document that an answer is put into. */
typedef struct graph_writer {
    const graph_answer *a;
    const truce_graph_model *m;
    truce_document *doc;
    truce_arena *arena;
    truce_buffer text; /* a sentence that is being made */
} graph_writer;

/* graph_state.c; `states` may be NULL where nobody's preferences are payoffs. Fails as
 * truce_ask_stable() does. */
TRUCE_MUST_USE truce_status graph_tell(const truce_graph_model *m, const truce_graph_states *states,
                                       truce_graph_state s, uint64_t effort, truce_arena *arena,
                                       graph_told *out, truce_error *err);
void graph_state_document(graph_writer *w, const graph_told *told);
/* The same in a list, a line for each maker. */
void graph_state_short(graph_writer *w, const graph_told *told);
void graph_state_json(const graph_answer *a, const graph_told *told, truce_json *json);

/* graph_picked.c: choose what is told of all states, once these are found. */
TRUCE_MUST_USE truce_status graph_pick(graph_answer *a, truce_arena *arena, truce_error *err);

/* graph_way.c: the way by improvements, where there is one; else by any moves; else NULL. */
const truce_paths *graph_way_to(const graph_answer *a, uint32_t state);
/* "From how the model takes things to stand, by moves that each gain who makes them, in 2 moves: A
 * takes x, then B gives up y." Where some do not, also who loses by which; quietly into `to`. */
void graph_way_document(graph_writer *w, truce_passage *to, uint32_t state);
/* Members "from", "paths" and "target". */
void graph_ways_json(const graph_answer *a, truce_arena *arena, truce_json *json);

/* graph_asked.c: does anybody state what that maker prefers? Else whether it would stay is not
 * known, and nothing is told of it: its moves are held. */
bool graph_is_asked(const graph_answer *a, uint32_t maker);
/* "Everybody", or where some are not asked "Everybody whose preferences are stated"; NULL: nobody
 * is asked, and nothing can be told. */
const char *graph_everybody(const graph_answer *a);
/* A line for those who are not asked, if any, in a list of makers. */
void graph_not_asked_document(graph_writer *w, truce_block *list);
/* Member "not_asked": makers from 0; none where all are. */
void graph_not_asked_json(const graph_answer *a, truce_json *json);

/* graph_held.c: is it asked about otherwise than the model takes things to stand? */
bool graph_supposed(const graph_answer *a);
/* "As the model takes things to stand (First analyst)", or "Supposed" */
truce_str graph_stand_title(graph_writer *w);
/* "The target (First analyst)": of the outcome that the model names */
truce_str graph_target_title(graph_writer *w);

/* graph_paper.c and graph_json.c: all states. */
/* "Held, whoever owns them: guarantee taken." or nothing; and what is held as in a state of which
 * nothing else was asked. */
void graph_held_document(graph_writer *w, truce_passage *to);
/* Of WHAT_IF: what the target has otherwise than things stand. */
void graph_held_apart_document(graph_writer *w, truce_passage *to);
/* Member "held" of an open object. */
void graph_held_json(const graph_answer *a, truce_json *json);
/* "nash and so all", "gmr, smr, sim", or a dash: of one maker, or of all where it is n_makers. */
truce_str graph_concepts_of(graph_writer *w, uint32_t maker, uint32_t s);
/* graph_meanings.c: what the concepts asked about mean. */
void graph_meanings_document(graph_writer *w);
void graph_all_document(graph_writer *w);
void graph_all_json(const graph_answer *a, truce_json *json);

/* graph_inverse.c and graph_inverse_json.c; the states have been listed */
TRUCE_MUST_USE truce_status graph_inverse_find(graph_answer *a, truce_arena *arena,
                                               truce_error *err);
void graph_inverse_document(graph_writer *w);
void graph_inverse_json(const graph_answer *a, truce_json *json);

/* graph_whatif.c and graph_whatif_json.c */
TRUCE_MUST_USE truce_status graph_what_if_find(graph_answer *a, truce_arena *arena,
                                               truce_error *err);
void graph_what_if_document(graph_writer *w);
void graph_what_if_json(const graph_answer *a, truce_json *json);

#endif

/* How one state could lead to another: by which moves, and who loses by which of them. */
#include <inttypes.h>

#include "graph_parts.h"
#include "graph_words.h"

const truce_paths *graph_way_to(const graph_answer *a, uint32_t state) {
    const graph_picked *const p = &a->picked;
    return p->improving.length[state] != TRUCE_GRAPH_NONE ? &p->improving
           : p->any.length[state] != TRUCE_GRAPH_NONE     ? &p->any
                                                          : NULL;
}

/* Of a maker, from one state to another, by places in the list: 1 better, 0 as good, -1 worse. */
static int change_for(const graph_answer *a, uint32_t maker, uint32_t from, uint32_t to) {
    const uint32_t *const rank = a->states.rank[maker];
    return (rank[to] > rank[from]) - (rank[to] < rank[from]);
}

/* "A and B"; nothing for none. */
static void add_makers(graph_writer *w, uint32_t set) {
    for (const char *before = ""; set != 0; set &= set - 1) {
        const truce_str who = graph_maker(w, (uint32_t)__builtin_ctz(set));
        const uint32_t rest = set & (set - 1);
        truce_buffer_printf(&w->text, "%s%.*s", before, TRUCE_STR_ARGS(who));
        before = (rest & (rest - 1)) == 0 ? " and " : ", ";
    }
}

/* Who is better off in the end than at the beginning, and who is worse off. */
static void say_end(graph_writer *w, truce_passage *to, uint32_t end) {
    const graph_answer *const a = w->a;
    uint32_t better = 0;
    uint32_t worse = 0;
    for (uint32_t i = 0; i < w->m->n_makers; i++) {
        const int change = graph_is_asked(a, i) ? change_for(a, i, a->from_at, end) : 0;
        better |= change > 0 ? UINT32_C(1) << i : 0;
        worse |= change < 0 ? UINT32_C(1) << i : 0;
    }
    truce_buffer_lit(&w->text, "At the end of it, against its beginning, ");
    if (better == 0 && worse == 0) {
        truce_buffer_lit(&w->text, "nobody asked about would be better or worse off");
    }
    add_makers(w, better);
    truce_buffer_add(&w->text, better != 0 ? TRUCE_STR(" would be better off") : TRUCE_STR(""));
    truce_buffer_add(&w->text, better != 0 && worse != 0 ? TRUCE_STR(", ") : TRUCE_STR(""));
    add_makers(w, worse);
    truce_buffer_add(&w->text, worse != 0 ? TRUCE_STR(" would be worse off") : TRUCE_STR(""));
    truce_buffer_byte(&w->text, '.');
    graph_say_quietly(w, to, graph_keep(w));
}

/* "Upstream would take water (which would leave it worse off), then Downstream would take pay" */
static bool add_moves(graph_writer *w, const truce_paths *way, uint32_t state) {
    const graph_answer *const a = w->a;
    const uint32_t n = way->length[state];
    truce_paths_move *const moves = truce_arena_take(w->arena, n * sizeof *moves);
    if (moves == NULL) {
        w->doc->failed = true;
        return false;
    }
    truce_paths_to(way, state, moves);
    uint32_t at = a->from_at;
    for (uint32_t k = 0; k < n; k++) {
        const truce_str who = graph_maker(w, moves[k].maker);
        const truce_str change = graph_to_change(w, truce_graph_at(&a->states, at),
                                                 truce_graph_at(&a->states, moves[k].to));
        const int gain = change_for(a, moves[k].maker, at, moves[k].to);
        truce_buffer_printf(&w->text, "%s%.*s would %.*s%s", k > 0 ? ", then " : "",
                            TRUCE_STR_ARGS(who), TRUCE_STR_ARGS(change),
                            gain < 0    ? " (which would leave it worse off than before)"
                            : gain == 0 ? " (which would gain it nothing)"
                                        : "");
        at = moves[k].to;
    }
    truce_buffer_byte(&w->text, '.');
    return true;
}

void graph_way_document(graph_writer *w, truce_passage *to, uint32_t state) {
    const graph_answer *const a = w->a;
    const truce_paths *const way = graph_way_to(a, state);
    const bool supposed = graph_supposed(a);
    if (way == NULL) {
        graph_say_quietly(w, to,
                          supposed ? TRUCE_STR("No moves lead there from what is supposed.")
                                   : TRUCE_STR("No moves lead there from how the model takes "
                                               "things to stand."));
        return;
    }
    const uint32_t n = way->length[state];
    if (n == 0) {
        graph_say_quietly(w, to,
                          supposed ? TRUCE_STR("This is what is supposed.")
                                   : TRUCE_STR("This is how the model takes things to stand."));
        return;
    }
    truce_buffer_printf(&w->text, "From %s, %s in %" PRIu32 " move%s: ",
                        supposed ? "what is supposed" : "how the model takes things to stand",
                        way->improving ? "by moves that each gain who makes them,"
                                       : "by moves that do not all gain who makes them,",
                        n, n == 1 ? "" : "s");
    if (!add_moves(w, way, state)) {
        return;
    }
    graph_say_quietly(w, to, graph_keep(w));
    if (!way->improving) {
        say_end(w, to, state);
    }
}

/* ---- for machines
 * -------------------------------------------------------------------------------- */

static void json_moves(const graph_answer *a, const truce_paths *way, uint32_t state,
                       truce_arena *arena, truce_json *json) {
    static const char *const changes[] = {"worse", "same", "better"};
    const uint32_t n = way->length[state];
    truce_paths_move *const moves = truce_arena_take(arena, n * sizeof *moves);
    if (moves == NULL) {
        json->out->failed = true;
        return;
    }
    truce_paths_to(way, state, moves);
    truce_json_member_bool(json, "improving", way->improving);
    truce_json_key(json, "moves");
    truce_json_array(json);
    uint32_t at = a->from_at;
    for (uint32_t k = 0; k < n; k++) {
        const int change = change_for(a, moves[k].maker, at, moves[k].to);
        truce_json_object(json);
        truce_json_member_int(json, "maker", moves[k].maker);
        truce_json_member_int(json, "to", (int64_t)truce_graph_at(&a->states, moves[k].to));
        truce_json_member_str(json, "mover", truce_str_of(changes[change + 1]));
        truce_json_close(json);
        at = moves[k].to;
    }
    truce_json_close(json);
}

static void json_way(const graph_answer *a, uint32_t state, truce_arena *arena, truce_json *json) {
    const truce_paths *const way = graph_way_to(a, state);
    truce_json_object_inline(json);
    truce_json_member_int(json, "to", (int64_t)truce_graph_at(&a->states, state));
    if (way != NULL) {
        json_moves(a, way, state, arena, json);
    }
    truce_json_close(json);
}

void graph_ways_json(const graph_answer *a, truce_arena *arena, truce_json *json) {
    if (!a->has_from) {
        return;
    }
    truce_json_member_int(json, "from", (int64_t)a->from);
    truce_json_key(json, "paths");
    truce_json_array(json);
    for (uint32_t i = 0; i < a->picked.n && a->picked.with_ways; i++) {
        json_way(a, a->picked.equilibria[i], arena, json);
    }
    truce_json_close(json);
    if (a->picked.target != TRUCE_GRAPH_NONE && a->picked.with_ways) {
        truce_json_key(json, "target");
        json_way(a, a->picked.target, arena, json);
    }
}

/* From the improvement, the others' moves are followed from the state that is worst for the maker
 * among those met. Who moved last is followed along where moves are not transitive. */
#include <stdlib.h>
#include <string.h>

#include "stability/ask_parts.h"

enum { NOBODY = UINT8_MAX };

typedef struct node {
    truce_graph_state state;
    uint64_t worth; /* to the maker */
    uint32_t before;
    uint8_t by;
} node;

typedef struct search {
    asking *a;
    node *nodes;
    size_t n, cap;
    uint32_t *heap; /* of nodes, the worst on top; [heap_n], room as nodes */
    size_t heap_n;
    uint32_t *table; /* node + 1 by hash; 0: free */
    size_t table_size;
    uint32_t from; /* the node that is left now */
    uint8_t mover;
    uint64_t worth;  /* to the mover, of the node that is left */
    uint32_t answer; /* a node */
    bool found, failed, given_up;
} search;

static size_t slot_of(const search *q, truce_graph_state s, uint8_t by) {
    uint64_t h = (s + by * UINT64_C(0xD1B54A32D192ED03)) * UINT64_C(0x9E3779B97F4A7C15);
    return (size_t)((h ^ h >> 29) & (q->table_size - 1));
}

/* Its place in the table, or the free one where it would be. Who moved counts where moves are not
 * transitive. */
static size_t find_slot(const search *q, truce_graph_state s, uint8_t by) {
    const uint8_t layer = q->a->m->n_common > 0 ? by : 0;
    size_t slot = slot_of(q, s, layer);
    for (; q->table[slot] != 0; slot = (slot + 1) & (q->table_size - 1)) {
        const node *const at = &q->nodes[q->table[slot] - 1];
        if (at->state == s && (q->a->m->n_common == 0 || at->by == by)) {
            break;
        }
    }
    return slot;
}

/* Room for one node more. */
static bool grow(search *q) {
    if (q->n < q->cap) {
        return true;
    }
    const size_t cap = q->cap == 0 ? 1024 : q->cap * 2;
    node *const nodes = realloc(q->nodes, cap * sizeof *nodes);
    q->nodes = nodes != NULL ? nodes : q->nodes;
    uint32_t *const heap = realloc(q->heap, cap * sizeof *heap);
    q->heap = heap != NULL ? heap : q->heap;
    uint32_t *const table = calloc(2 * cap, sizeof *table);
    if (nodes == NULL || heap == NULL || table == NULL) {
        free(table);
        return false;
    }
    free(q->table);
    q->table = table;
    q->table_size = 2 * cap;
    q->cap = cap;
    for (size_t i = 0; i < q->n; i++) {
        q->table[find_slot(q, q->nodes[i].state, q->nodes[i].by)] = (uint32_t)i + 1;
    }
    return true;
}

static bool worse(const search *q, uint32_t a, uint32_t b) {
    const node *const x = &q->nodes[a], *const y = &q->nodes[b];
    return x->worth != y->worth ? x->worth < y->worth : a < b;
}

static void push(search *q, uint32_t item) {
    size_t at = q->heap_n++;
    for (; at > 0 && worse(q, item, q->heap[(at - 1) / 2]); at = (at - 1) / 2) {
        q->heap[at] = q->heap[(at - 1) / 2];
    }
    q->heap[at] = item;
}

static uint32_t pop(search *q) {
    const uint32_t top = q->heap[0], last = q->heap[--q->heap_n];
    size_t at = 0;
    for (size_t child = 1; child < q->heap_n; child = 2 * at + 1) {
        child += child + 1 < q->heap_n && worse(q, q->heap[child + 1], q->heap[child]);
        if (!worse(q, q->heap[child], last)) {
            break;
        }
        q->heap[at] = q->heap[child];
        at = child;
    }
    q->heap[at] = last;
    return top;
}

static bool add(search *q, truce_graph_state s, uint8_t by) {
    if (!grow(q)) {
        q->failed = true;
        return false;
    }
    const size_t slot = find_slot(q, s, by);
    if (q->table[slot] != 0) {
        return false;
    }
    q->nodes[q->n] = (node){s, asking_worth(q->a, q->a->maker, s), q->from, by};
    q->table[slot] = (uint32_t)++q->n;
    push(q, (uint32_t)q->n - 1);
    return true;
}

static bool see(void *context, truce_graph_state to) {
    search *const q = context;
    asking *const a = q->a;
    if (++a->effort > a->limits.effort_max) {
        q->given_up = true;
        return true;
    }
    if (a->improving && asking_worth(a, q->mover, to) <= q->worth) {
        return false;
    }
    if (add(q, to, q->mover) && asking_answers(a, to)) {
        q->answer = (uint32_t)q->n - 1;
        q->found = true;
    }
    return q->found || q->failed;
}

/* Where moves are transitive, a way may have the same mover twice in a row: the two are one. */
static bool tell(const search *q, truce_graph_state t, truce_ask_reply *reply) {
    uint32_t n = 0;
    for (uint32_t i = q->answer; i != 0; i = q->nodes[i].before) {
        n++;
    }
    truce_ask_move *const moves_made = truce_arena_take(q->a->arena, n * sizeof *moves_made);
    if (moves_made == NULL) {
        return false;
    }
    uint32_t at = n, kept = 0;
    for (uint32_t i = q->answer; i != 0; i = q->nodes[i].before) {
        moves_made[--at] = (truce_ask_move){q->nodes[i].by, q->nodes[i].state};
    }
    for (uint32_t i = 0; i < n; i++) {
        const bool same = kept > 0 && moves_made[kept - 1].maker == moves_made[i].maker;
        kept -= same && q->a->m->n_common == 0;
        moves_made[kept++] = moves_made[i];
    }
    *reply = (truce_ask_reply){t, moves_made, kept};
    return true;
}

truce_status asking_search(asking *a, truce_graph_state t, truce_ask_answer *answer,
                           truce_ask_reply *reply, truce_error *err) {
    search q = {.a = a};
    bool stop = !add(&q, t, NOBODY);
    while (q.heap_n > 0 && !stop) {
        q.from = pop(&q);
        for (uint32_t j = 0; j < a->m->n_makers && !stop; j++) {
            q.mover = (uint8_t)j;
            if (j == a->maker || (a->m->n_common > 0 && q.nodes[q.from].by == j)) {
                continue;
            }
            q.given_up = !asking_can_try(a, j, q.nodes[q.from].state);
            q.worth = asking_worth(a, j, q.nodes[q.from].state);
            stop = q.given_up || asking_moves(a, j, q.nodes[q.from].state, see, &q);
        }
    }
    bool room = !q.failed;
    if (room && q.found) {
        room = tell(&q, t, reply);
    }
    free(q.nodes);
    free(q.heap);
    free(q.table);
    if (!room) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to search for an answer");
    }
    *answer = q.found ? TRUCE_ASK_STABLE : q.given_up ? TRUCE_ASK_UNKNOWN : TRUCE_ASK_UNSTABLE;
    return TRUCE_OK;
}

#include "graph_map.h"

/* The settings of these options that some state has, rising; their number, or most + 1 for more. */
static uint32_t settings(const truce_graph_states *states, uint64_t options, uint64_t *out,
                         uint32_t most) {
    uint32_t n = 0;
    for (uint32_t s = 0; s < states->n; s++) {
        const uint64_t taken = truce_graph_at(states, s) & options;
        uint32_t k = 0;
        while (k < n && out[k] < taken) {
            k++;
        }
        if (k < n && out[k] == taken) {
            continue;
        }
        if (n == most) {
            return most + 1;
        }
        for (uint32_t j = n; j > k; j--) {
            out[j] = out[j - 1];
        }
        out[k] = taken;
        n++;
    }
    return n;
}

/* Each maker goes where fewer stand by now, if there is room. */
static bool choose_directions(const truce_graph_states *states, graph_map *map) {
    uint64_t tried[GRAPH_MAP_ROWS + 1];
    uint32_t across = 1, down = 1;
    for (uint32_t i = 0; i < states->model->n_makers; i++) {
        const uint64_t own = truce_graph_own(states->model, i);
        const uint32_t more_across = settings(states, map->across | own, tried, GRAPH_MAP_COLUMNS);
        const uint32_t more_down = settings(states, map->down | own, tried, GRAPH_MAP_ROWS);
        const bool fits_across = more_across <= GRAPH_MAP_COLUMNS;
        const bool fits_down = more_down <= GRAPH_MAP_ROWS;
        if (fits_across && (more_across <= more_down || !fits_down)) {
            map->across |= own;
            across = more_across;
        } else if (fits_down) {
            map->down |= own;
            down = more_down;
        } else {
            return false;
        }
    }
    map->columns = across;
    map->rows = down;
    (void)settings(states, map->across, map->column_taken, GRAPH_MAP_COLUMNS);
    (void)settings(states, map->down, map->row_taken, GRAPH_MAP_ROWS);
    return true;
}

static bool leads(const truce_graph_model *m, uint32_t maker, truce_graph_state s,
                  truce_graph_state t) {
    bool can = ((s ^ t) & ~truce_graph_own(m, maker)) == 0 && truce_graph_directed(m, s, t);
    for (uint32_t c = 0; c < m->n_common && !can; c++) {
        const truce_graph_common *const move = &m->common[c];
        can = (move->makers >> maker & 1) != 0 && truce_graph_matches(move->from, s) &&
              t == ((s & ~move->to.care) | move->to.taken);
    }
    return can && s != t;
}

static void find_gains(const truce_graph_states *states, graph_map *map) {
    for (uint32_t i = 0; i < states->model->n_makers; i++) {
        const uint32_t *const rank = states->rank[i];
        for (uint32_t s = 0; s < states->n; s++) {
            uint32_t best = s;
            for (uint32_t t = 0; t < states->n; t++) {
                if (rank[t] > rank[best] &&
                    leads(states->model, i, truce_graph_at(states, s), truce_graph_at(states, t))) {
                    best = t;
                }
            }
            if (best != s) {
                map->gains[map->n_gains++] = (graph_arrow){i, s, best};
            }
        }
    }
}

bool graph_map_make(const truce_graph_states *states, graph_map *out) {
    *out = (graph_map){.columns = 0};
    if (states->n > GRAPH_MAP_STATES || states->model->n_makers > GRAPH_MAP_MAKERS ||
        !choose_directions(states, out)) {
        return false;
    }
    for (uint32_t s = 0; s < states->n; s++) {
        const truce_graph_state at = truce_graph_at(states, s);
        while (out->column_taken[out->column[s]] != (at & out->across)) {
            out->column[s]++;
        }
        while (out->row_taken[out->row[s]] != (at & out->down)) {
            out->row[s]++;
        }
    }
    find_gains(states, out);
    return true;
}

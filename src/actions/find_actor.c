#include "find_actor.h"

#include "known.h"

uint32_t find_named(const truce_case *c, truce_str asked) {
    const truce_ref ref = {truce_symbols_find(&c->symbols, asked), 0};
    uint32_t actor = asked.size > 0 ? truce_case_find(c, TRUCE_KIND_ACTOR, ref) : TRUCE_NONE;
    for (uint32_t i = 0; i < c->n_actors && asked.size > 0 && actor == TRUCE_NONE; i++) {
        actor = truce_str_equal(c->actors[i].head.title, asked) ? i : actor;
    }
    uint32_t n = 0;
    uint32_t holds = TRUCE_NONE;
    for (uint32_t i = 0; i < c->n_actors && actor == TRUCE_NONE; i++) {
        if (known_stands_in(c->actors[i].head.title, asked)) {
            holds = i;
            n++;
        }
    }
    return n == 1 ? holds : actor;
}

truce_status find_actor(composer *k, truce_str asked, uint32_t *side, truce_error *err) {
    const truce_case *const c = k->c;
    const uint32_t actor = find_named(c, asked);
    *side = actor != TRUCE_NONE ? c->actors[actor].side : TRUCE_NONE;
    return asked.size == 0 || actor != TRUCE_NONE
               ? TRUCE_OK
               : known_refuse(k->session, TRUCE_KIND_ACTOR, asked, err);
}

void find_actor_note(composer *k, truce_str asked, uint32_t side) {
    const uint32_t actor = find_named(k->c, asked);
    if (actor != side && actor != TRUCE_NONE) {
        truce_buffer_printf(&k->text, "%.*s is of %.*s: what is shown is of the whole side.",
                            TRUCE_STR_ARGS(k->c->actors[actor].head.title),
                            TRUCE_STR_ARGS(k->c->actors[side].head.title));
        (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_PLAIN,
                              compose_keep(k), "the case's list of actors");
    }
}

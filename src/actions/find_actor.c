#include "find_actor.h"

#include "known.h"

truce_status find_actor(composer *k, truce_str asked, uint32_t *side, truce_error *err) {
    const truce_case *const c = k->c;
    const truce_ref ref = {truce_symbols_find(&c->symbols, asked), 0};
    uint32_t actor = asked.size > 0 ? truce_case_find(c, TRUCE_KIND_ACTOR, ref) : TRUCE_NONE;
    for (uint32_t i = 0; i < c->n_actors && asked.size > 0 && actor == TRUCE_NONE; i++) {
        actor = truce_str_equal(c->actors[i].head.title, asked) ? i : actor;
    }
    *side = actor != TRUCE_NONE ? c->actors[actor].side : TRUCE_NONE;
    return asked.size == 0 || actor != TRUCE_NONE
               ? TRUCE_OK
               : known_refuse(k->session, TRUCE_KIND_ACTOR, asked, err);
}

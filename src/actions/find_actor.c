#include "find_actor.h"

#include "truce/base/suggest.h"

truce_status find_actor(composer *k, truce_str asked, uint32_t *side, truce_error *err) {
    const truce_case *const c = k->c;
    const truce_ref ref = {truce_symbols_find(&c->symbols, asked), 0};
    truce_suggestion s = truce_suggest_for(asked);
    uint32_t actor = asked.size > 0 ? truce_case_find(c, TRUCE_KIND_ACTOR, ref) : TRUCE_NONE;
    for (uint32_t i = 0; i < c->n_actors && asked.size > 0; i++) {
        const truce_head *const head = &c->actors[i].head;
        actor = actor == TRUCE_NONE && truce_str_equal(head->title, asked) ? i : actor;
        truce_suggest_try(&s, truce_case_name(c, head->name));
        truce_suggest_try(&s, head->title);
    }
    *side = actor != TRUCE_NONE ? c->actors[actor].side : TRUCE_NONE;
    if (asked.size == 0 || actor != TRUCE_NONE) {
        return TRUCE_OK;
    }
    const truce_str hint = truce_suggest_hint(&s, k->arena);
    return truce_fail(err, TRUCE_ENOTFOUND, "no actor is called \"%.*s\"%s%.*s",
                      asked.size > 60 ? 60 : (int)asked.size, asked.data, hint.size > 0 ? "; " : "",
                      (int)hint.size, hint.size > 0 ? hint.data : "");
}

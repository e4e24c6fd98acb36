/* compile.h - what each stand and link rules out, as cubes of a space (private to the room). */
#ifndef TRUCE_SRC_DEALS_COMPILE_H
#define TRUCE_SRC_DEALS_COMPILE_H

#include "cubes.h"
#include "truce/deals/space.h"

/* Whether some stand is sure to rule out too many: one whose conditions speak of variables of their
 * own, so that the ways multiply. It is then noted in `m` before anything is compiled. Cost: of
 * each condition alone. */
void compile_foresee(cube_maker *m, const truce_space *space, const truce_stand *stands,
                     uint32_t n);

/* The packages that a stand rules out. */
cubes compile_stand(cube_maker *m, const truce_space *space, const truce_stand *stand);

/* The packages that a link rules out; nothing for one that does not bind, or that names no option.
 */
cubes compile_link(cube_maker *m, const truce_space *space, const truce_link *link);

/* Whether what was compiled stayed within limits and memory. */
TRUCE_MUST_USE truce_status compile_limit(const cube_maker *m, truce_error *err);

/* Forbid these packages under a label, or with TRUCE_NONE hard, from a link or TRUCE_NO_LINK. */
TRUCE_MUST_USE truce_status compile_forbid(truce_domain *d, const cubes *list, uint32_t label,
                                           uint32_t link, truce_error *err);

/* Forbid, hard, what those links of the case rule out that bind; links by their number. */
TRUCE_MUST_USE truce_status compile_links(const truce_case *c, const truce_space *space,
                                          truce_domain *d, truce_arena *arena, truce_error *err);

#endif

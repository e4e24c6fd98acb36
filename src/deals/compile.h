/* compile.h - what each stand and link rules out, as cubes of a space (private to the room). */
#ifndef TRUCE_SRC_DEALS_COMPILE_H
#define TRUCE_SRC_DEALS_COMPILE_H

#include "cubes.h"
#include "truce/deals/space.h"

/* The packages that a stand rules out. */
cubes compile_stand(cube_maker *m, const truce_space *space, const truce_stand *stand);

/* The packages that a link rules out; nothing for one that does not bind, or that names no option.
 */
cubes compile_link(cube_maker *m, const truce_space *space, const truce_link *link);

#endif

/* apart.h - names that several people gave (private to the room). */
#ifndef TRUCE_SRC_CASE_APART_H
#define TRUCE_SRC_CASE_APART_H

#include "reader.h"
#include "truce/case/writers.h"

/* Give records whose names meet names of their own, and have each use mean its record, by the rules
 * of case/writers.h. Readers and compartments are declared, the others not yet. False when memory
 * is out. Expected O(records), and where names meet O(uses x records of one name). */
bool keep_names_apart(reader *r, const truce_writers *writers);

#endif

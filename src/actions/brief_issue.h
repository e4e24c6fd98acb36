/* brief_issue.h - a brief of some issues alone (private to the room). */
#ifndef TRUCE_SRC_ACTIONS_BRIEF_ISSUE_H
#define TRUCE_SRC_ACTIONS_BRIEF_ISSUE_H

#include "brief_page.h"

/* The sections that can be narrowed to some issues, in the order in which such a brief has them;
 * the first BRIEF_ISSUE_USUAL are shown where none is named. NULL ends them. */
enum { BRIEF_ISSUE_USUAL = 6 };
extern const char *const brief_issue_sections[];

/* Leave of the findings what is about an issue that was asked for. TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status brief_issue_narrow(composer *k, findings *f, truce_error *err);

/* Which issues these are, and what can be chosen on each: ladders from low to high. */
void brief_issue_open(composer *k);

#endif

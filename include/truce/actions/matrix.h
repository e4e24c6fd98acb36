/* matrix.h - truce matrix: the positions of each side on each issue, on paper. */
#ifndef TRUCE_ACTIONS_MATRIX_H
#define TRUCE_ACTIONS_MATRIX_H

#include "truce/actions/paper.h"
#include "truce/actions/session.h"
#include "truce/base/buffer.h"

/* Append the matrix of an open session: a table issue by party, whole packages, and movement; in
 * JSON {"matrix": {"parties", "issues": [{"cells": [{"positions", "earlier"}]}], "packages",
 * "movements"}, "about"}. `out` is left as it was on failure: TRUCE_ELIMIT (too many parties),
 * TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_matrix_answer(truce_session *session, truce_paper paper,
                                                truce_buffer *out, truce_error *err);

#endif

/* exchange.h - a case on its way to machines and back, and a case to start from. */
#ifndef TRUCE_ACTIONS_EXCHANGE_H
#define TRUCE_ACTIONS_EXCHANGE_H

#include "truce/actions/session.h"
#include "truce/base/buffer.h"
#include "truce/case/json.h"

/* Append the case as JSON (docs/case.schema.json). What the reader may not see is not in it; names
 * of an audience that a narrowed reader does not see are left out. */
void truce_case_export(const truce_session *session, truce_buffer *out);

/* Append a commented starter case called `name`: it checks clean as it stands. */
void truce_case_starter(truce_str name, truce_str title, truce_buffer *out);

#endif

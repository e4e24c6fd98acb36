/* ok.h - a call that has to succeed: it fills the `err` of whoever writes it. Behind cmocka.h. */
#ifndef TRUCE_TESTS_OK_H
#define TRUCE_TESTS_OK_H

#include "truce/base/error.h"

#define ok(call)                                                                                   \
    do {                                                                                           \
        if ((call) != TRUCE_OK) {                                                                  \
            fail_msg("%s:%d: %s (%s:%d)", __FILE__, __LINE__, err.message, err.file, err.line);    \
        }                                                                                          \
    } while (0)

#endif

#include "truce/base/error.h"

#include <stdarg.h>
#include <stdio.h>

truce_status truce_error_set(truce_error *err, truce_status status, const char *file, int line,
                             const char *format, ...) {
    if (err != NULL) {
        va_list args;
        va_start(args, format);
        err->status = status;
        err->file = file;
        err->line = line;
        (void)vsnprintf(err->message, sizeof err->message, format, args);
        va_end(args);
    }
    return status;
}

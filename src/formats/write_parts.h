/* write_parts.h - what the writers of other tools' files share (private to the room). */
#ifndef TRUCE_SRC_FORMATS_WRITE_PARTS_H
#define TRUCE_SRC_FORMATS_WRITE_PARTS_H

#include "formats/notes.h"
#include "truce/base/buffer.h"
#include "truce/formats/foreign_write.h"

typedef struct foreign_writer {
    const truce_scenario *s;
    truce_arena *arena;
    truce_buffer out; /* of the file so far */
    notes told;
    truce_foreign_files files;
    truce_error *err;
    truce_status status;
} foreign_writer;

/* Room for `n` files. */
foreign_writer foreign_begin(const truce_scenario *s, size_t n, truce_arena *arena,
                             truce_error *err);
/* What was written so far becomes a file called `stem` and `ending`. */
void foreign_file(foreign_writer *w, truce_str stem, const char *ending);
/* Hand the files over, or clean up. */
truce_status foreign_end(foreign_writer *w, truce_foreign_files *out);

/* The largest of the values of an issue, or NULL for a range. */
const truce_numeral *largest_value(const truce_scenario_issue *issue,
                                   const truce_scenario_worth *worth);

#endif

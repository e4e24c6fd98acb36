/* Any bytes as the profiles of a GeniusWeb scenario. */
#include "fuzz.h"

#include "scenario.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    truce_input inputs[SCENARIO_FILES_MAX];
    const size_t n = split_files(data, size, inputs);
    truce_arena arena = truce_arena_new();
    truce_scenario scenario;
    truce_error err = {.message = ""};
    const truce_status status = truce_geniusweb_read(inputs, n, &arena, &scenario, &err);
    check_read(status, &scenario, &err, &arena);
    truce_arena_clear(&arena);
    free_files(inputs, n);
    return 0;
}

/* Any bytes as a Genius domain and its profiles, in both readings. */
#include "fuzz.h"

#include "scenario.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    truce_input inputs[SCENARIO_FILES_MAX];
    const size_t n = split_files(data, size, inputs);
    for (int reading = 0; reading < 2; reading++) {
        truce_arena arena = truce_arena_new();
        truce_scenario scenario;
        truce_error err = {.message = ""};
        const truce_status status =
            truce_genius_read(inputs, n, (truce_genius_reading)reading, &arena, &scenario, &err);
        check_read(status, &scenario, &err, &arena);
        truce_arena_clear(&arena);
    }
    free_files(inputs, n);
    return 0;
}

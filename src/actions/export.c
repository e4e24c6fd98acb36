#include "truce/actions/export.h"

#include "chosen.h"
#include "folder.h"
#include "truce/formats/case_scenario.h"

truce_status truce_export_scenario(truce_session *session, truce_tool tool,
                                   truce_foreign_files *files, truce_error *err) {
    const truce_case *const c = &session->c;
    truce_arena *const arena = &session->arena;
    uint32_t *const parties = truce_arena_zero(arena, c->n_actors, sizeof *parties);
    uint32_t *const chosen = truce_arena_zero(arena, c->n_actors, sizeof *chosen);
    uint32_t n_parties = 0;
    uint32_t n = 0;
    if (parties == NULL || chosen == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to choose preferences");
    }
    for (uint32_t i = 0; i < c->n_actors; i++) {
        if (c->actors[i].kind == TRUCE_ACTOR_PARTY) {
            parties[n_parties++] = i;
        }
    }
    truce_status status = chosen_records(session, parties, n_parties, chosen, &n, err);
    if (status != TRUCE_OK) {
        return status;
    }
    if (tool != TRUCE_TOOL_GENIUS && tool != TRUCE_TOOL_GENIUSWEB) {
        return truce_fail(err, TRUCE_EINVAL, "only files of Genius and GeniusWeb are written");
    }
    truce_scenario scenario = {0};
    truce_foreign_files made = {NULL, 0, NULL, 0};
    status =
        truce_scenario_from_case(c, tool == TRUCE_TOOL_GENIUS, chosen, n, arena, &scenario, err);
    if (status == TRUCE_OK) {
        status = tool == TRUCE_TOOL_GENIUS ? truce_genius_write(&scenario, arena, &made, err)
                                           : truce_geniusweb_write(&scenario, arena, &made, err);
    }
    if (status != TRUCE_OK) {
        return status;
    }
    truce_str *const told =
        truce_arena_zero(arena, scenario.n_assumptions + made.n_told, sizeof *told);
    if (told == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for what is to be told");
    }
    for (size_t i = 0; i < scenario.n_assumptions; i++) {
        told[i] = scenario.assumptions[i];
    }
    for (size_t i = 0; i < made.n_told; i++) {
        told[scenario.n_assumptions + i] = made.told[i];
    }
    *files = (truce_foreign_files){made.at, made.n, told, scenario.n_assumptions + made.n_told};
    return TRUCE_OK;
}

truce_status truce_folder_new(const char *folder, const truce_input *files, size_t n,
                              truce_arena *arena, truce_error *err) {
    new_folder made;
    truce_status status = folder_begin(folder, 0777, arena, &made, err);
    if (status != TRUCE_OK) {
        return status;
    }
    for (size_t i = 0; i < n && status == TRUCE_OK; i++) {
        status = folder_add(&made, files[i].name, files[i].bytes);
    }
    return folder_end(&made, status);
}

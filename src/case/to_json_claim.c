/* Claims and what they state, as JSON: one statement is one line, but for the list of a position,
 * which has a line for each demand. */
#include "to_json.h"

const char *const statement_words[] = {
    "event",  "offer",     "talks",    "term",   "count",    "blame",    "accusation",
    "saying", "narrative", "forecast", "denial", "position", "movement", "presence",
    "role",   "trait",     "relation", "rank",   NULL,
};

static void out_speaker(const json_out *out, const truce_speaker *speaker) {
    truce_json_object_inline(out->json);
    switch (speaker->kind) {
    case TRUCE_SPEAKER_NAMED:
        out_name(out, "actor", speaker->actor);
        break;
    case TRUCE_SPEAKER_ONE:
        out_text(out, "anonymous", TRUCE_STR("one"));
        break;
    case TRUCE_SPEAKER_SOME:
        out_text(out, "anonymous", TRUCE_STR("some"));
        break;
    case TRUCE_SPEAKER_COUNTED:
        out_number(out, "anonymous", speaker->count);
        break;
    case TRUCE_SPEAKER_DANGLING:
        break;
    }
    out_text(out, "words", speaker->words);
    if (speaker->kind != TRUCE_SPEAKER_NAMED) {
        out_name(out, "of", speaker->actor);
    }
    truce_json_close(out->json);
}

static void out_times(const json_out *out, truce_times times) {
    if (times.n == 0) {
        return;
    }
    static const char *const keys[] = {"at", "before", "after", "during"};
    truce_json_key(out->json, "times");
    truce_json_array_inline(out->json);
    for (uint32_t i = 0; i < times.n; i++) {
        const truce_time *const time = &times.at[i];
        truce_json_object_inline(out->json);
        if (time->kind == TRUCE_TIME_AT) {
            out_when(out, keys[time->kind], time->when);
        } else {
            out_name(out, keys[time->kind], time->event);
        }
        truce_json_close(out->json);
    }
    truce_json_close(out->json);
}

static void out_talks(const json_out *out, const truce_statement *s) {
    truce_json_key(out->json, "states");
    truce_json_array_inline(out->json);
    for (uint8_t i = 0; i < s->as.talks.n; i++) {
        truce_json_str(out->json, truce_words_at(TRUCE_WORDS_STATE, s->as.talks.at[i]));
    }
    truce_json_close(out->json);
}

static void out_position(const json_out *out, const truce_statement *s) {
    out_name(out, "actor", s->subject);
    out_word(out, "firmness", TRUCE_WORDS_FIRMNESS, s->as.position.firmness);
    out_word(out, "stance", TRUCE_WORDS_STANCE, s->as.position.stance);
    out_word(out, "list", TRUCE_WORDS_LISTED, s->as.position.list);
    out_condition(out, &s->as.position.condition);
    out_demands(out, s->as.position.demands, s->as.position.n);
}

static void out_rank(const json_out *out, const truce_statement *s) {
    out_name(out, "issue", s->subject);
    out_word(out, "rank", TRUCE_WORDS_RANK, s->as.rank.rank);
    out_name(out, "over", s->as.rank.over);
    out_name(out, "to", s->as.rank.to);
}

/* The members of its kind; those of several kinds, "words" and "times", follow behind. */
static void out_kind(const json_out *out, const truce_statement *s) {
    if (s->kind != TRUCE_STATES_POSITION && s->kind != TRUCE_STATES_RANK) {
        out_name(out, "actor", s->subject);
    }
    switch (s->kind) {
    case TRUCE_STATES_EVENT:
        out_name(out, "event", s->as.event.event);
        out_names(out, "by", s->as.event.by);
        break;
    case TRUCE_STATES_OFFER:
        if (s->as.offer.offer.symbol == 0) {
            out_text(out, "offer", TRUCE_STR("any"));
        }
        out_name(out, "offer", s->as.offer.offer);
        out_word(out, "stage", TRUCE_WORDS_STAGE, s->as.offer.stage);
        out_names(out, "by", s->as.offer.by);
        out_names(out, "to", s->as.offer.to);
        out_names(out, "from", s->as.offer.from);
        break;
    case TRUCE_STATES_TALKS:
        out_talks(out, s);
        break;
    case TRUCE_STATES_TERM:
        out_name(out, "term", s->as.term.term);
        out_text(out, s->as.term.means ? "means" : "as", s->text);
        out_name(out, "by", s->as.term.by);
        break;
    case TRUCE_STATES_COUNT:
        out_name(out, "term", s->as.count.term);
        out_number(out, "number", s->as.count.number);
        break;
    case TRUCE_STATES_BLAME:
        out_name(out, "blames", s->as.blame.object);
        break;
    case TRUCE_STATES_ACCUSATION:
        out_name(out, "accuses", s->as.blame.object);
        break;
    case TRUCE_STATES_SAYING:
        out_name(out, "on", s->as.saying.on);
        break;
    case TRUCE_STATES_NARRATIVE:
        out_name(out, "explains", s->as.narrative.event);
        break;
    case TRUCE_STATES_FORECAST:
        break;
    case TRUCE_STATES_DENIAL:
        out_name(out, "denies", s->as.denial.claim);
        break;
    case TRUCE_STATES_POSITION:
        out_position(out, s);
        break;
    case TRUCE_STATES_MOVEMENT:
        out_text(out, "movement",
                 s->as.movement.hardens ? TRUCE_STR("hardens") : TRUCE_STR("softens"));
        out_name(out, "on", s->as.movement.on);
        break;
    case TRUCE_STATES_PRESENCE:
        out_text(out, "presence",
                 s->as.presence.withdraws ? TRUCE_STR("withdraws") : TRUCE_STR("participates"));
        break;
    case TRUCE_STATES_ROLE:
        out_word_or_words(out, "role", TRUCE_WORDS_ROLE, s->as.role.role, s->text);
        out_name(out, "of", s->as.role.of);
        break;
    case TRUCE_STATES_TRAIT:
        out_word(out, "trait", TRUCE_WORDS_TRAIT, s->as.trait.trait);
        if (s->as.trait.unstated) {
            truce_json_member_bool(out->json, "unstated", true);
        }
        out_name(out, "on", s->as.trait.on);
        break;
    case TRUCE_STATES_RELATION:
        out_word_or_words(out, "relation", TRUCE_WORDS_RELATION, s->as.relation.relation,
                          s->as.relation.name);
        out_name(out, "object", s->as.relation.object);
        break;
    case TRUCE_STATES_RANK:
        out_rank(out, s);
        break;
    }
}

static void out_statement(const json_out *out, const truce_statement *s) {
    const bool listed = s->kind == TRUCE_STATES_POSITION && s->as.position.list != TRUCE_LIST_NONE;
    if (listed) {
        truce_json_object(out->json);
    } else {
        truce_json_object_inline(out->json);
    }
    truce_json_member_str(out->json, "statement", truce_str_of(statement_words[s->kind]));
    if (s->denied) {
        truce_json_member_bool(out->json, "not", true);
    }
    out_kind(out, s);
    if (s->kind != TRUCE_STATES_TERM && s->kind != TRUCE_STATES_ROLE) {
        out_text(out, "words", s->text);
    }
    out_times(out, s->times);
    truce_json_close(out->json);
}

static void out_speakers(const json_out *out, const truce_claim *claim) {
    if (claim->n_speakers > 0) {
        truce_json_key(out->json, "by");
        truce_json_array_inline(out->json);
        for (uint32_t i = 0; i < claim->n_speakers; i++) {
            out_speaker(out, &claim->speakers[i]);
        }
        truce_json_close(out->json);
    }
    out_name(out, "via", claim->via);
    if (claim->via_words.size > 0) {
        truce_json_key(out->json, "via");
        out_words(out, claim->via_words);
    }
}

static void out_marks(const json_out *out, uint8_t marks) {
    if (marks == 0) {
        return;
    }
    truce_json_key(out->json, "marks");
    truce_json_array_inline(out->json);
    for (size_t i = 0; i < truce_words_count(TRUCE_WORDS_MARK); i++) {
        if ((marks >> i & 1) != 0) {
            truce_json_str(out->json, truce_words_at(TRUCE_WORDS_MARK, i));
        }
    }
    truce_json_close(out->json);
}

static void out_also(const json_out *out, const truce_claim *claim) {
    if (claim->n_also == 0) {
        return;
    }
    truce_json_key(out->json, "also");
    truce_json_array_inline(out->json);
    for (uint32_t i = 0; i < claim->n_also; i++) {
        truce_json_str(out->json, claim->also[i]);
    }
    truce_json_close(out->json);
}

void out_claim(const json_out *out, const truce_claim *claim) {
    out_name(out, "source", claim->source);
    out_text(out, "locator", claim->locator);
    out_text(out, "label", claim->label);
    out_speakers(out, claim);
    out_marks(out, claim->marks);
    out_when(out, "said", claim->said);
    out_when(out, "published", claim->published);
    if (claim->credibility != 0) {
        truce_json_member_int(out->json, "credibility", claim->credibility);
    }
    out_name(out, "copy_of", claim->copy_of);
    out_also(out, claim);
    if (claim->n_statements == 0) {
        return;
    }
    truce_json_key(out->json, "statements");
    truce_json_array(out->json);
    for (uint32_t i = 0; i < claim->n_statements; i++) {
        out_statement(out, &claim->statements[i]);
    }
    truce_json_close(out->json);
}

/* Entries to libical's components and those to text. Ours are only the days, which it would else
 * take from a clock, and texts without the control characters that no calendar holds. */
#include "truce/document/calendar.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <libical/ical.h>

#include "truce/base/edtf.h"

bool truce_calendar_built(void) {
    return true;
}

/* A day as libical has it; a whole one, or its start in UTC. */
static struct icaltimetype time_of(int64_t day, bool whole) {
    char text[TRUCE_DAY_BYTES + 1];
    struct icaltimetype t = icaltime_null_time();
    text[truce_day_write(day, text)] = '\0';
    t.year = (int)strtol(text, NULL, 10);
    t.month = (int)strtol(text + 5, NULL, 10);
    t.day = (int)strtol(text + 8, NULL, 10);
    t.is_date = whole;
    t.zone = whole ? NULL : icaltimezone_get_utc_timezone();
    return t;
}

/* The text with a NUL behind it, in memory to be freed; NULL: there is none. */
static char *plain(truce_str text) {
    char *const copy = malloc(text.size + 1);
    size_t n = 0;
    for (size_t i = 0; copy != NULL && i < text.size; i++) {
        const unsigned char c = (unsigned char)text.data[i];
        if (c == '\n' || (c >= ' ' && c != 0x7F)) {
            copy[n++] = (char)c;
        }
    }
    if (copy != NULL) {
        copy[n] = '\0';
    }
    return copy;
}

/* Hand a property over to a component; false: there was no memory to make it. */
static bool add(icalcomponent *to, icalproperty *property) {
    if (property != NULL) {
        icalcomponent_add_property(to, property);
    }
    return property != NULL;
}

static bool add_text(icalcomponent *to, icalproperty *(*make)(const char *), truce_str text) {
    char *const copy = plain(text);
    const bool made = copy != NULL && add(to, make(copy));
    free(copy);
    return made;
}

static bool add_entry(icalcomponent *calendar, const truce_calendar_entry *e, int64_t stamp) {
    icalcomponent *const event = icalcomponent_new_vevent();
    const bool made = event != NULL && add_text(event, icalproperty_new_uid, e->id) &&
                      add(event, icalproperty_new_dtstamp(time_of(stamp, false))) &&
                      add(event, icalproperty_new_dtstart(time_of(e->day, true))) &&
                      add_text(event, icalproperty_new_summary, e->summary) &&
                      add_text(event, icalproperty_new_description, e->description) &&
                      add(event, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
    if (made) {
        icalcomponent_add_component(calendar, event);
    } else if (event != NULL) {
        icalcomponent_free(event);
    }
    return made;
}

static bool in_bounds(int64_t day) {
    return day >= TRUCE_CALENDAR_FIRST && day <= TRUCE_CALENDAR_LAST;
}

truce_status truce_calendar_write(const truce_calendar_entry *entries, size_t n, int64_t stamp,
                                  truce_buffer *out, truce_error *err) {
    assert((n == 0 || entries != NULL) && out != NULL);
    if (!in_bounds(stamp)) {
        return truce_fail(err, TRUCE_EINVAL,
                          "a calendar is stamped with a day of the years 1 to 3000");
    }
    icalcomponent *const calendar = icalcomponent_new_vcalendar();
    bool made = calendar != NULL && add(calendar, icalproperty_new_version("2.0")) &&
                add(calendar, icalproperty_new_prodid("-//truce//agreement//EN")) &&
                add(calendar, icalproperty_new_calscale("GREGORIAN"));
    for (size_t i = 0; i < n && made; i++) {
        made = !in_bounds(entries[i].day) || add_entry(calendar, &entries[i], stamp);
    }
    char *const text = made ? icalcomponent_as_ical_string_r(calendar) : NULL;
    if (text != NULL) {
        truce_buffer_add(out, truce_str_of(text));
    }
    icalmemory_free_buffer(text);
    if (calendar != NULL) {
        icalcomponent_free(calendar);
    }
    return text != NULL ? truce_buffer_status(out, err)
                        : truce_fail(err, TRUCE_ENOMEM, "no memory for a calendar");
}

#!/bin/bash
# file_test.sh PROGRAM - the deadlines of a case as a calendar: each entry, unfolded, as it should be;
# a case without any is an empty calendar; as of another day only the stamp and the states differ.
# Skipped where truce is built without libical; then that it says so, and writes nothing.
set -euo pipefail

truce=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() {
    echo "file_test: $*" >&2
    exit 1
}

if ! "$truce" agreement cases/phased-deal.truce --format ics >"$scratch/out" 2>"$scratch/said"; then
    grep -q "built without calendars" "$scratch/said" || fail "$(<"$scratch/said")"
    [[ ! -s $scratch/out ]] || fail "something was written although a calendar cannot be had"
    echo "skipped: this truce is built without libical"
    exit 77
fi

unfolded() { # OPTION...: where lines are broken is libical's affair
    "$truce" agreement "$@" --format ics | tr -d '\r' | sed -e ':a' -e 'N' -e '$!ba' -e 's/\n //g'
}

unfolded cases/phased-deal.truce >"$scratch/deal"
[[ $(grep -c '^BEGIN:VEVENT$' "$scratch/deal") == 8 ]] || fail "there are 8 deadlines"
[[ $(grep -c '^DTSTAMP:20320602T000000Z$' "$scratch/deal") == 8 ]] || fail "stamped with its day"
diff - <(sed -n '/^UID:hold-fire.ford@/,/^END/p; /^UID:release-prisoners@/,/^END/p' "$scratch/deal") <<'END' ||
UID:hold-fire.ford@phased-deal.truce
DTSTAMP:20320602T000000Z
DTSTART;VALUE=DATE:20320602
SUMMARY:No shot is fired: response to “A convoy is hit at the ford”: the guarantors meet
DESCRIPTION:Republic of Norrin and Valdra Front.\nAs of 2032-06-02: breached (an incident is attributed to Republic of Norrin\, with evidence\, by a named verifier\; none is attributed to Valdra Front).
TRANSP:TRANSPARENT
END:VEVENT
UID:release-prisoners@phased-deal.truce
DTSTAMP:20320602T000000Z
DTSTART;VALUE=DATE:20320620
SUMMARY:The prisoners are released: last day\, or later
DESCRIPTION:Republic of Norrin to Valdra Front.\nAs of 2032-06-02: running (its last day is not over).
TRANSP:TRANSPARENT
END:VEVENT
END
    fail "an entry is not as it should be"
diff - <(unfolded cases/harbour-strike.truce) <<'END' || fail "a case without deadlines"
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//truce//agreement//EN
CALSCALE:GREGORIAN
END:VCALENDAR
END
TZ=Pacific/Kiritimati unfolded cases/phased-deal.truce | cmp - "$scratch/deal" || fail "a time zone"
unfolded cases/phased-deal.truce --at 2032-05-20 | grep -q '^DTSTAMP:20320520T000000Z$' ||
    fail "as of another day"

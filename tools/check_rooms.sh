#!/bin/bash
# check_rooms.sh [FOLDER] - hold the sources of a checkout to the room table of ARCHITECTURE.md.
#
# The table is the Markdown table whose head begins `| room |`; its third column lists the rooms
# a room may include besides itself. Then, for every quoted #include of include/, src/ and tests/:
#
#   - "truce/<room>/x.h" and "<room>/x.h" name a file that exists, of a room that may be included;
#     a bare "x.h" is a private header beside the file
#   - a public header includes no private one, and no header includes itself through others
#   - src/<room>/x.c starts with truce/<room>/x.h if that exists, else with a header of its room;
#     a public header that declares functions is where some source of its room starts
#   - tests include public headers, their own folder's, and a unit test its room's private ones; fuzz
#     targets may include any, as they make by hand what only an enemy would
#
# and every source is named in CMakeLists.txt, every unit test in tests/CMakeLists.txt.
# Prints `file:line: what is wrong` for each offence. Exits 0 when there is none, 1 when there is,
# 2 when there is no table to go by. Needs bash, grep and sort.
set -euo pipefail
export LC_ALL=C

cd "${1:-$(dirname "${BASH_SOURCE[0]}")/..}"
table=ARCHITECTURE.md
[[ -f $table ]] || { echo "check_rooms: there is no $table" >&2; exit 2; }

offences=0
offend() { # PLACE MESSAGE
    echo "$1: $2"
    offences=$((offences + 1))
}

# ---- the room table --------------------------------------------------------------------------

declare -A may_include=() # room -> " itself other other "

read_table() {
    local line room allowed cells other in_table=no
    while IFS= read -r line; do
        if [[ $line =~ ^\|[[:space:]]*room[[:space:]]*\| ]]; then
            in_table=yes
        elif [[ $in_table == yes && $line == '|'* ]]; then
            IFS='|' read -ra cells <<<"$line"
            room=${cells[1]//[\`[:space:]]/}
            allowed=${cells[3]//[\`,]/ }
            [[ $room != *---* ]] || continue
            [[ $allowed != *nothing* ]] || allowed=""
            may_include[$room]=" $room "
            for other in $allowed; do
                may_include[$room]+="$other "
            done
        else
            in_table=no
        fi
    done <"$table"
}
read_table
if [[ ${#may_include[@]} -eq 0 ]]; then
    echo "check_rooms: $table has no table that begins \`| room | holds | may include'" >&2
    exit 2
fi

for room in "${!may_include[@]}"; do
    for other in ${may_include[$room]}; do
        [[ -n ${may_include[$other]-} ]] || offend "$table" "room $room may include $other, which is no room"
    done
done

# ---- what each file includes -----------------------------------------------------------------

shopt -s nullglob globstar
headers=(include/**/*.h src/**/*.h)
sources=(src/**/*.c)
tests=(tests/**/*.[ch])

room_of() { # FILE: into `room`
    case $1 in
    include/truce/*/*) room=${1#include/truce/} ;;
    src/*/*) room=${1#src/} ;;
    *) room=""; return ;;
    esac
    room=${room%%/*}
}

for file in "${headers[@]}" "${sources[@]}"; do
    room_of "$file"
    if [[ -z $room ]]; then
        offend "$file" "lies in no room"
    elif [[ -z ${may_include[$room]-} ]]; then
        offend "$file" "room $room is not in the table of $table"
    fi
done

declare -A includes=()    # header -> the headers it includes, as files
declare -A starts_with=() # source -> the file it includes first
declare -A started=()     # public header -> a source of its room that starts with it

# Find the file that `"$2"` names when `$1` includes it, into `target`; empty when it is none.
resolve() { # FILE NAME
    local beside=${1%/*}/$2
    target=""
    if [[ $2 == truce/* ]]; then
        target=include/$2
    elif [[ $2 != */* ]]; then
        target=$beside
        if [[ ! -f $target && $1 == tests/* && -f tests/${2##*/} ]]; then
            target=tests/$2
        fi
    elif [[ $1 == tests/* && -f tests/$2 ]]; then
        target=tests/$2
    else
        target=src/$2
    fi
    [[ -f $target ]] || target=""
}

check_include() { # FILE LINE NAME
    local file=$1 place=$1:$2 name=$3 room other target
    resolve "$file" "$name"
    if [[ -z $target ]]; then
        offend "$place" "\"$name\" is no file of include/, src/ or this folder"
        return
    fi
    case $file in
    *.h) includes[$file]+=" $target" ;;
    *) [[ -n ${starts_with[$file]-} ]] || starts_with[$file]=$target ;;
    esac
    if [[ $file == include/* && $target == src/* ]]; then
        offend "$place" "a public header includes the private \"$name\""
        return
    fi
    room_of "$target"
    other=$room
    if [[ $file == tests/* ]]; then
        if [[ $target == src/* && $file != tests/unit/"$other"/* && $file != tests/fuzz/* ]]; then
            offend "$place" "\"$name\" is private to $other, and so to tests/unit/$other"
        fi
        return
    fi
    room_of "$file"
    if [[ -n $room && -n $other && " ${may_include[$room]-} " != *" $other "* ]]; then
        offend "$place" "$room may not include $other (\"$name\"); see the table of $table"
    fi
}

pattern='^([^:]+):([0-9]+):[[:space:]]*#[[:space:]]*include[[:space:]]*"([^"]+)"'
while IFS= read -r line; do
    [[ ! $line =~ $pattern ]] ||
        check_include "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}" "${BASH_REMATCH[3]}"
done < <(grep -HnE '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' \
    "${headers[@]}" "${sources[@]}" "${tests[@]}" /dev/null | sort -t: -k1,1 -k2,2n)

# ---- headers and the sources behind them -----------------------------------------------------

for file in "${sources[@]}"; do
    room_of "$file"
    public=include/truce/$room/$(basename "$file" .c).h
    first=${starts_with[$file]-}
    [[ $first != include/truce/$room/* ]] || started[$first]=$file
    if [[ -f $public && $first != "$public" ]]; then
        offend "$file" "its first quoted include is not \"${public#include/}\""
    elif [[ ! -f $public && $first != include/truce/$room/* && $first != src/$room/* && $room != cli ]]; then
        offend "$file" "its first quoted include is no header of its own room"
    fi
done

# A prototype: a line that starts in the first column with a name and has `truce_x(` in it.
for file in "${headers[@]}"; do
    [[ $file == include/* && -z ${started[$file]-} ]] || continue
    where=$(grep -nE '^[A-Za-z_][A-Za-z_0-9 *]*[ *]truce_[a-z0-9_]+\(' "$file" |
        grep -vE '^[0-9]+:(static|typedef) ' | head -n 1) || true
    if [[ -n $where ]]; then
        offend "$file:${where%%:*}" "declares functions, and no source of its room starts with it"
    fi
done

# Walk the headers depth first; one that is met again while it is still open closes a cycle.
declare -A state=() # header -> open, done
walk() { # HEADER TRAIL
    local next
    state[$1]=open
    for next in ${includes[$1]-}; do
        case ${state[$next]-} in
        open) offend "$1" "includes itself: $2 > $next" ;;
        'done') ;;
        *) walk "$next" "$2 > $next" ;;
        esac
    done
    state[$1]='done'
}
for file in "${headers[@]}"; do
    [[ -n ${state[$file]-} ]] || walk "$file" "$file"
done

# ---- the build's lists -----------------------------------------------------------------------

declare -A listed=()
if [[ -f CMakeLists.txt ]]; then
    room=""
    while IFS= read -r line; do
        line=${line%%#*}
        if [[ $line =~ ^[[:space:]]*truce_room\(([a-z]+)(.*)$ ]]; then
            room=${BASH_REMATCH[1]}
            line=${BASH_REMATCH[2]}
        fi
        [[ -n $room ]] || continue
        for word in ${line//)/ }; do
            listed[src/$room/$word.c]=yes
        done
        [[ $line != *')'* ]] || room=""
    done <CMakeLists.txt
    for file in "${sources[@]}"; do
        [[ -n ${listed[$file]-} ]] || offend "$file" "no truce_room() of CMakeLists.txt names it"
    done
fi
if [[ -f tests/CMakeLists.txt ]]; then
    for file in tests/unit/*/*_test.c; do
        room=${file#tests/unit/}
        module=$(basename "$file" _test.c)
        grep -qE "^truce_unit_test\(${room%%/*} ${module}[ )]" tests/CMakeLists.txt ||
            offend "$file" "no truce_unit_test() of tests/CMakeLists.txt names it"
    done
fi

if [[ $offences -gt 0 ]]; then
    echo "check_rooms: $offences offences against the rooms" >&2
    exit 1
fi

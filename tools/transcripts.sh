#!/bin/bash
# transcripts.sh PROGRAM FILE [--bless] - run the commands a file shows, and hold it to what it
# says they print. CONTRIBUTING.md and the heads of the functions below give the three forms:
#
#   *.transcript   the whole file, after `#` comments at its top
#   *.md           every block fenced ```console; blocks fenced ```truce become files or are checked
#   *.[1-9]        every .EX ... .EE example of a man page that starts with `$ `
#
# A command is a line `$ COMMAND`; it goes on over a trailing backslash and to the end of its
# here-documents. The lines up to the next `$ ` are exactly what it prints, both streams in order,
# and `[exit N]` follows when N is not 0. A last line without its newline is followed by
# `[no newline at end]`. All commands of a file run in one empty folder, which holds `cases` and,
# for a transcript, `golden`, the folder the transcript lies in; each has a shell of its own.
#
# Exits 0 when all is as written, 1 with a unified diff when not, 2 for wrong use. With --bless
# the file is rewritten to say what happened. Needs bash, coreutils and diff.
set -euo pipefail

usage() {
    echo "usage: tools/transcripts.sh PROGRAM FILE [--bless]" >&2
    exit 2
}

[[ $# -eq 2 || ( $# -eq 3 && $3 == --bless ) ]] || usage
[[ -x $1 && ! -d $1 ]] || { echo "transcripts: no program $1" >&2; exit 2; }
[[ -f $2 ]] || { echo "transcripts: no file $2" >&2; exit 2; }
program=$(realpath "$1")
file=$2
bless=${3-}
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder=$(cd "$(dirname "$file")" && pwd)

case $file in
*.transcript) form=transcript ;;
*.md) form=page ;;
*.[1-9]) form='man' ;;
*) echo "transcripts: $file is neither .transcript, .md nor a man page" >&2; exit 2 ;;
esac

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
work=$scratch/work
mkdir "$work" "$scratch/bin"
ln -s "$program" "$scratch/bin/truce"
ln -s "$root/cases" "$work/cases"
[[ $form != transcript ]] || ln -s "$folder" "$work/golden"

want=$scratch/want   # the file as it is, man examples in plain text
got=$scratch/got     # the same, saying what happened
blessed=$scratch/new # `got` in the file's own form
exec 3>"$want" 4>"$got" 5>"$blessed"
faults=0 # what no diff can show

# Read the file once; everything below walks `lines` with `at`.
lines=()
while IFS= read -r line || [[ -n $line ]]; do
    lines+=("$line")
done <"$file"
at=0

fault() { # LINE_INDEX MESSAGE
    echo "$file:$(($1 + 1)): $2" >&2
    faults=$((faults + 1))
}

# ---- the text of a man example ---------------------------------------------------------------

from_man() { # LINE: to standard output, plain
    local s=$1
    s=${s//'\&'/}
    s=${s//'\-'/-}
    s=${s//'\(aq'/\'}
    s=${s//'\(dq'/\"}
    s=${s//'\(ga'/\`}
    s=${s//'\(ha'/^}
    s=${s//'\(ti'/'~'}
    s=${s//"\\e"/"\\"}
    printf '%s\n' "$s"
}

to_man() { # standard input to standard output, as roff
    local s
    while IFS= read -r s; do
        s=${s//"\\"/"\\e"}
        s=${s//-/'\-'}
        case $s in
        [.\']*) s='\&'$s ;;
        esac
        printf '%s\n' "$s"
    done
}

# ---- writing the three files -----------------------------------------------------------------

keep_line() { # LINE: as it stands, in all three
    keep_text "$1" "$1"
}

keep_text() { # LINE PLAIN: a line of the file that is `PLAIN` to a reader
    printf '%s\n' "$2" >&3
    printf '%s\n' "$2" >&4
    printf '%s\n' "$1" >&5
}

in_form() { # standard input to standard output, as the file writes it
    if [[ $form == man ]]; then to_man; else cat; fi
}

# ---- one command -----------------------------------------------------------------------------

run() { # COMMAND: its output, then what must be said about it, to standard output
    local status=0 out=$scratch/out
    (
        cd "$work"
        exec env -u NO_COLOR -u COLUMNS -u LINES -u CDPATH -u BASH_ENV -u TRUCE_SOURCE_DIR \
            LC_ALL=C.UTF-8 TERM=dumb TZ=UTC HOME="$work" PATH="$scratch/bin:$PATH" \
            bash --noprofile --norc -c "$1"
    ) >"$out" 2>&1 </dev/null 3>&- 4>&- 5>&- || status=$?
    cat "$out"
    if [[ -s $out && $(tail -c 1 "$out" | od -An -tx1) != *0a* ]]; then
        printf '\n[no newline at end]\n'
    fi
    if [[ $status -ne 0 ]]; then
        echo "[exit $status]"
    fi
}

# The words that end the here-documents a line opens, one to a line; `-` before one that strips
# tabs. Quotes and backslashes round the word are taken off; `<<<` is not a here-document.
here_words() { # LINE
    local rest=${1//'<<<'/} pattern='<<(-?)[[:space:]]*["'\''\\]?([A-Za-z_][A-Za-z_0-9]*)'
    while [[ $rest =~ $pattern ]]; do
        printf '%s%s\n' "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}"
        rest=${rest#*"${BASH_REMATCH[0]}"}
    done
}

plain() { # LINE: what a reader sees, into `text`
    if [[ $form == man && $1 == *\\* ]]; then text=$(from_man "$1"); else text=$1; fi
}

# Take one command, starting at line `at`, into `command`, and move past it. `end` is where the
# block ends.
take_command() { # END
    local end=$1 word strip found text
    plain "${lines[at]}"
    keep_text "${lines[at]}" "$text"
    command=${text#'$ '}
    local last=$command
    at=$((at + 1))
    while [[ $last == *\\ && $at -lt $end ]]; do
        plain "${lines[at]}"
        keep_text "${lines[at]}" "$text"
        last=$text
        command+=$'\n'$text
        at=$((at + 1))
    done
    for word in $(here_words "$command"); do
        strip=${word%%[!-]*}
        word=${word#-}
        found=no
        while [[ $found == no && $at -lt $end ]]; do
            plain "${lines[at]}"
            keep_text "${lines[at]}" "$text"
            command+=$'\n'$text
            at=$((at + 1))
            if [[ -n $strip ]]; then
                text=${text#"${text%%[!$'\t']*}"}
            fi
            [[ $text != "$word" ]] || found=yes
        done
        [[ $found == yes ]] || fault $((end - 1)) "the here-document has no line $word"
    done
}

# Run the commands of lines at..END-1, where the first line is a command.
run_block() { # END
    local end=$1 command text
    while [[ $at -lt $end ]]; do
        take_command "$end"
        run "$command" >"$scratch/shown"
        cat "$scratch/shown" >&4
        in_form <"$scratch/shown" >&5
        while [[ $at -lt $end ]]; do
            plain "${lines[at]}"
            [[ $text != '$ '* ]] || break
            printf '%s\n' "$text" >&3
            at=$((at + 1))
        done
    done
}

# ---- the three forms -------------------------------------------------------------------------

run_transcript() {
    local end=${#lines[@]}
    while [[ $at -lt $end && ( ${lines[at]} == '#'* || -z ${lines[at]} ) ]]; do
        keep_line "${lines[at]}"
        at=$((at + 1))
    done
    if [[ $at -eq $end || ${lines[at]} != '$ '* ]]; then
        fault "$at" "a transcript starts with comments and a command, \`\$ ...'"
        return
    fi
    run_block "$end"
}

run_man() {
    local end
    while [[ $at -lt ${#lines[@]} ]]; do
        keep_line "${lines[at]}"
        at=$((at + 1))
        if [[ ${lines[at - 1]} == .EX* && $at -lt ${#lines[@]} && ${lines[at]} == '$ '* ]]; then
            end=$at
            while [[ $end -lt ${#lines[@]} && ${lines[end]} != .EE* ]]; do
                end=$((end + 1))
            done
            run_block "$end"
        fi
    done
}

# A block fenced ```truce is written to a file when the line before it (blank ones apart) is the
# comment `<!-- file: NAME -->`; NAME may lie in a folder. Otherwise, when it has a line `truce 1`,
# it is a whole case and `truce check` must find it right. Anything else is a fragment.
case_block() { # FIRST END NAME
    local first=$1 end=$2 name=$3 whole=no i target=$scratch/checked/block.truce
    rm -rf "$scratch/checked"
    mkdir "$scratch/checked"
    if [[ -n $name ]]; then
        if [[ $name == /* || $name == *..* ]]; then
            fault "$first" "the file $name would lie outside of the folder"
            return
        fi
        target=$work/$name
        mkdir -p "$(dirname "$target")"
    fi
    : >"$target"
    for ((i = first; i < end; i++)); do
        [[ ${lines[i]} != 'truce 1' ]] || whole=yes
        printf '%s\n' "${lines[i]}" >>"$target"
    done
    if [[ -z $name && $whole == yes ]]; then
        run "truce check ../checked/block.truce" >"$scratch/shown"
        if [[ $(tail -n 1 "$scratch/shown") == '[exit '* ]]; then
            fault "$first" "this case does not check:"
            cat "$scratch/shown" >&2
        fi
    fi
}

run_page() {
    local fence info end name="" pattern
    # shellcheck disable=SC2016 # the backticks are Markdown's
    pattern='^(`{3,}|~{3,})[[:space:]]*([^[:space:]`]*)'
    while [[ $at -lt ${#lines[@]} ]]; do
        keep_line "${lines[at]}"
        local line=${lines[at]}
        at=$((at + 1))
        if [[ ! $line =~ $pattern ]]; then
            if [[ $line =~ ^'<!-- file: '([^[:space:]]+)' -->'$ ]]; then
                name=${BASH_REMATCH[1]}
            elif [[ -n $line ]]; then
                name=""
            fi
            continue
        fi
        fence=${BASH_REMATCH[1]}
        info=${BASH_REMATCH[2]}
        end=$at
        while [[ $end -lt ${#lines[@]} && ${lines[end]} != "$fence" ]]; do
            end=$((end + 1))
        done
        [[ $end -lt ${#lines[@]} ]] || fault $((at - 1)) "nothing closes this block"
        if [[ $info == console ]]; then
            if [[ $at -lt $end && ${lines[at]} == '$ '* ]]; then
                run_block "$end"
            else
                fault "$at" "a console block starts with a command, \`\$ ...'"
            fi
        elif [[ $info == truce ]]; then
            case_block "$at" "$end" "$name"
        fi
        name=""
        while [[ $at -le $end && $at -lt ${#lines[@]} ]]; do
            keep_line "${lines[at]}"
            at=$((at + 1))
        done
    done
}

run_"$form"

if [[ $bless == --bless ]]; then
    if [[ $faults -eq 0 ]] && ! cmp -s "$blessed" "$file"; then
        cat "$blessed" >"$file"
        echo "blessed $file"
    fi
elif ! diff -u --label "$file (as written)" --label "$file (as it is)" "$want" "$got"; then
    faults=$((faults + 1))
fi
[[ $faults -eq 0 ]] || exit 1

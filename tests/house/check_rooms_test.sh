#!/bin/bash
# check_rooms_test.sh - tools/check_rooms.sh finds what it says it finds, and nothing else.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT

write() { # FILE, its text on standard input
    mkdir -p "$(dirname "$tree/$1")"
    cat >"$tree/$1"
}

good_tree() {
    rm -rf "${tree:?}"/*
    write ARCHITECTURE.md <<'END'
| room | holds | may include, besides itself |
|---|---|---|
| base | errors | nothing |
| `case` | nouns | base |
| cli | the program | base case |
END
    write CMakeLists.txt <<'END'
truce_room(base
  error)
truce_room(case
  read
  lex # private
)
truce_room(cli main)
END
    write tests/CMakeLists.txt <<<'truce_unit_test(case lex WRAP_ALLOC)'
    write include/truce/base/error.h <<<'int truce_error_set(int status);'
    write include/truce/case/model.h <<<'#include "truce/base/error.h"'
    printf '%s\n' '#include "truce/case/model.h"' 'int truce_case_read(int n);' |
        write include/truce/case/read.h
    write src/base/error.c <<<'#include "truce/base/error.h"'
    write src/case/lex.h <<<'int lex(void);'
    write src/case/lex.c <<<'#include "lex.h"'
    printf '%s\n' '#include "truce/case/read.h"' '#include "case/lex.h"' | write src/case/read.c
    write src/cli/main.c <<<'#include "truce/case/read.h"'
    printf '%s\n' '#include "case/lex.h"' '#include "truce/base/error.h"' |
        write tests/unit/case/lex_test.c
}

says() { # EXIT TEXT...: the check of the tree ends so, and says each text
    local want=$1 status=0 text
    shift
    "$root/tools/check_rooms.sh" "$tree" >"$tree/said" 2>&1 || status=$?
    if [[ $status -ne $want ]]; then
        cat "$tree/said"
        echo "check_rooms exits with $status, and not with $want, when it should say: $*"
        exit 1
    fi
    for text in "$@"; do
        grep -qF -- "$text" "$tree/said" || {
            cat "$tree/said"
            echo "check_rooms does not say: $text"
            exit 1
        }
    done
}

good_tree
says 0

rm "$tree/ARCHITECTURE.md"
says 2 "there is no ARCHITECTURE.md"

good_tree
write src/base/error.c <<'END'
#include "truce/base/error.h"

#  include "truce/case/model.h"
END
says 1 'src/base/error.c:3: base may not include case ("truce/case/model.h")'

good_tree
write include/truce/case/model.h <<<'#include "case/lex.h"'
says 1 'include/truce/case/model.h:1: a public header includes the private "case/lex.h"'

good_tree
write include/truce/case/model.h <<<'#include "truce/case/read.h"'
says 1 'includes itself: include/truce/case/model.h > include/truce/case/read.h > include/truce/case/model.h'

good_tree
write src/case/read.c <<<'#include "case/lex.h"'
says 1 'src/case/read.c: its first quoted include is not "truce/case/read.h"' \
    'include/truce/case/read.h:2: declares functions, and no source of its room starts with it'

good_tree
write src/case/stray.c <<<'#include "truce/base/error.h"'
says 1 'src/case/stray.c: its first quoted include is no header of its own room' \
    'src/case/stray.c: no truce_room() of CMakeLists.txt names it'

good_tree
write src/attic/old.c <<<'#include "truce/gone.h"'
says 1 'src/attic/old.c: room attic is not in the table' \
    'src/attic/old.c:1: "truce/gone.h" is no file'

good_tree
write tests/unit/base/error_test.c <<<'#include "case/lex.h"'
says 1 'tests/unit/base/error_test.c:1: "case/lex.h" is private to case' \
    'tests/unit/base/error_test.c: no truce_unit_test() of tests/CMakeLists.txt names it'

echo "check_rooms finds each offence, and none in a clean tree"

#!/bin/bash
# headers_test.sh COMPILER - every public header compiles alone, as C17 and without a warning.
set -euo pipefail

compiler=$1
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
shopt -s globstar nullglob
headers=(include/truce/**/*.h)
failed=0
for header in "${headers[@]}"; do
    "$compiler" -std=c17 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Wpedantic -Wconversion -Wshadow \
        -Wstrict-prototypes -Wundef -Wvla -Werror -Iinclude -fsyntax-only -x c "$header" ||
        failed=$((failed + 1))
done
echo "${#headers[@]} headers, $failed do not compile alone"
[[ ${#headers[@]} -gt 0 && $failed -eq 0 ]]

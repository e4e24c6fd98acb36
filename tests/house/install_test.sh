#!/bin/bash
# install_test.sh CMAKE BUILD_FOLDER COMPILER [FLAG...] - what is installed works where it lies: a
# stranger's program finds libtruce by pkg-config, links either library and runs; the shared one
# exports names of ours only, under a version.
set -euo pipefail

cmake=$1
build=$2
compiler=$3
shift 3
flags=("$@") # the sanitizers the library was built with

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$cmake" --install "$build" --prefix "$scratch/first" >"$scratch/install.log"
mv "$scratch/first" "$scratch/moved" # an installed tree may be moved as a whole

fail() {
    echo "install_test: $*" >&2
    exit 1
}

pc=$(find "$scratch/moved" -name truce.pc)
[[ -n $pc ]] || fail "truce.pc is not installed"
export PKG_CONFIG_PATH=${pc%/*}
[[ -f $scratch/moved/include/truce/base/error.h ]] || fail "the headers are not installed"
libdir=$(pkg-config --variable=libdir truce)
[[ -e $libdir/libtruce.a ]] || fail "the static library is not installed"

cat >"$scratch/stranger.c" <<'END'
#include <stdio.h>
#include <truce/base/error.h>

int main(void) {
    truce_error err;
    const truce_status status = truce_fail(&err, TRUCE_ENOTFOUND, "nobody is called %s", "x");
    puts(err.message);
    return status == TRUCE_ENOTFOUND ? 0 : 1;
}
END

read -ra shared <<<"$(pkg-config --cflags --libs truce)"
"$compiler" -std=c17 "${flags[@]}" -o "$scratch/shared" "$scratch/stranger.c" "${shared[@]}"
[[ $(LD_LIBRARY_PATH=$libdir "$scratch/shared") == "nobody is called x" ]] ||
    fail "a program linked to the shared library does not run"

read -ra static <<<"$(pkg-config --static --cflags --libs truce)"
static=("${static[@]/-ltruce/$libdir/libtruce.a}")
"$compiler" -std=c17 "${flags[@]}" -o "$scratch/static" "$scratch/stranger.c" "${static[@]}"
[[ $("$scratch/static") == "nobody is called x" ]] ||
    fail "a program linked to the static library does not run"

shared=("$libdir"/libtruce.so.0)
if [[ -e ${shared[0]} ]] && command -v nm >/dev/null; then
    while read -r _ _ name; do
        case $name in
        truce_*@@TRUCE_0 | TRUCE_0@@TRUCE_0 | TRUCE_0) ;;
        *) fail "the shared library exports $name" ;;
        esac
    done < <(nm --dynamic --defined-only --with-symbol-versions "${shared[0]}")
fi
echo "the installed library is found, links and runs"

#!/bin/bash
# file_test.sh PROGRAM - what a reader's own tools find in a PDF that truce made: a sound file, all
# fonts embedded as subsets, words in reading order, scripts from right to left in the order in which
# they are read, headings as bookmarks, every page with its number, and no date. Skipped where truce
# is built without cairo and pango, or where poppler's tools and qpdf are not there.
set -euo pipefail

truce=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() {
    echo "file_test: $*" >&2
    exit 1
}

if ! "$truce" brief tests/pdf/rtl.truce --format pdf >"$scratch/rtl.pdf" 2>"$scratch/said"; then
    grep -q "built without PDF" "$scratch/said" || fail "$(<"$scratch/said")"
    [[ ! -s $scratch/rtl.pdf ]] || fail "something was written although a PDF cannot be had"
    echo "skipped: this truce is built without cairo and pango"
    exit 77
fi
[[ ! -s $scratch/said ]] || fail "$(<"$scratch/said")"
for tool in pdftotext pdffonts pdfinfo qpdf; do
    if ! command -v "$tool" >/dev/null; then
        echo "skipped: $tool is not installed (Debian: poppler-utils, qpdf)"
        exit 77
    fi
done

brief=$scratch/brief.pdf
"$truce" brief cases/gaza-talks --format pdf >"$brief"
for file in "$brief" "$scratch/rtl.pdf"; do
    qpdf --check "$file" >"$scratch/check" 2>&1 || fail "qpdf: $(<"$scratch/check")"
    # name, type (two words at times), encoding, emb, sub, uni, object (two numbers)
    pdffonts "$file" | tail -n +3 >"$scratch/fonts"
    [[ -s $scratch/fonts ]] || fail "no font at all in $file"
    while read -r -a font; do
        [[ "${font[-5]} ${font[-4]} ${font[-3]}" == "yes yes yes" ]] ||
            fail "a font is not embedded, no subset, or has no Unicode: ${font[*]}"
    done <"$scratch/fonts"
    pdfinfo "$file" >"$scratch/info"
    ! grep -qE '^(CreationDate|ModDate|Author):' "$scratch/info" || fail "a date or an author"
    grep -qE '^Tagged: +yes' "$scratch/info" || fail "not tagged"
done

# Every page has its number, and there is text on each.
pages=$(pdfinfo "$brief" | sed -n 's/^Pages: *//p')
[[ $pages -gt 5 && $pages -lt 40 ]] || fail "$pages pages"
for ((page = 1; page <= pages; page++)); do
    pdftotext -f "$page" -l "$page" "$brief" "$scratch/page"
    grep -qx "$page / $pages" "$scratch/page" || fail "page $page has no number"
    [[ $(wc -w <"$scratch/page") -gt 40 ]] || fail "page $page is almost empty"
done

# Structure, in the order of the paper; links and where they lead.
pdfinfo -struct-text "$brief" >"$scratch/struct"
for tag in H1 H2 Table TR TH TD L LI LBody Link Note; do
    grep -qE "^ *$tag( |$)" "$scratch/struct" || fail "nothing is tagged $tag"
done
grep -q '"in control of Gaza' "$scratch/struct" || fail "the text of a cell is not in its tag"
pdfinfo -dests "$brief" >"$scratch/dests"
grep -q '"c:s2:P6.facts"' "$scratch/dests" || fail "a claim cannot be linked to"
pdftotext "$brief" "$scratch/text"
first=$(grep -n 'Where each side stands' "$scratch/text" | head -n 1 | cut -d: -f1)
second=$(grep -n 'How to read this' "$scratch/text" | tail -n 1 | cut -d: -f1)
[[ -n $first && -n $second && $first -lt $second ]] || fail "the sections are not in order"

# From right to left: words as they are read, and names within English where they belong.
pdftotext "$scratch/rtl.pdf" "$scratch/text"
for words in 'המחלוקת על הבאר' 'القرية' 'نصف الماء' 'דינה לוי' 'פתוח ביום'; do
    grep -q "$words" "$scratch/text" || fail "the words $words are not there as they are read"
done
# ($scratch/info is that of this file.)
grep -q 'המחלוקת על הבאר' "$scratch/info" || fail "the title is not its metadata"

# Neither the clock nor the zone nor the languages of who runs it decide a byte.
sleep 1.1
TZ=Asia/Kathmandu LC_ALL=C.UTF-8 LANG=ar_EG.UTF-8 LANGUAGE=fa:ur PANGO_LANGUAGE=yi \
    "$truce" brief tests/pdf/rtl.truce --format pdf >"$scratch/again.pdf"
cmp "$scratch/rtl.pdf" "$scratch/again.pdf" || fail "two runs differ"

# A terminal gets a sentence instead. `script` makes one, where the system has any to give.
if script -qec true /dev/null </dev/null >/dev/null 2>&1; then
    script -qec "'$truce' brief cases/gaza-talks --format pdf" /dev/null </dev/null >"$scratch/tty" 2>&1 &&
        fail "a PDF went to a terminal"
    grep -q 'not for a terminal' "$scratch/tty" || fail "no reason is given on a terminal"
fi

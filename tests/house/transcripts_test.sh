#!/bin/bash
# transcripts_test.sh - tools/transcripts.sh passes what is true, shows what is not, and blesses.
# A small script stands in for truce: it prints its arguments, and what it reads.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

cat >program <<'END'
#!/bin/bash
case ${1-} in
fail) echo "truce: no" >&2; exit 3 ;;
check) ! grep -q wrong "$2" || { echo "$2:1:1: wrong"; exit 3; } ;;
bare) printf 'no newline' ;;
slash) printf '%s\n' '\- .x' '.y' ;;
colour) echo "${NO_COLOR-unset} $LC_ALL $TERM ${COLUMNS-unset} $TZ" ;;
*) echo "truce $*" ;;
esac
END
chmod +x program

transcripts() { # EXIT ARGUMENT...
    local want=$1 status=0
    shift
    NO_COLOR=1 COLUMNS=7 "$root/tools/transcripts.sh" ./program "$@" >said 2>&1 || status=$?
    if [[ $status -ne $want ]]; then
        cat said
        echo "transcripts exits with $status, and not with $want: $*"
        exit 1
    fi
}

says() { # TEXT
    grep -qF -- "$1" said || { cat said; echo "transcripts does not say: $1"; exit 1; }
}

cat >good.transcript <<'END'
# What a transcript may hold.

$ truce one 'two  three'
truce one two  three
$ truce fail
truce: no
[exit 3]
$ truce colour
unset C.UTF-8 dumb unset UTC
$ cat > a.truce <<'EOF'
$ this is text, not a command
EOF
$ wc -l < a.truce
1
$ truce bare
no newline
[no newline at end]
$ cat <<-A <<B; truce \
  and on
	A
b
B
b
truce and on
$ ls
a.truce
cases
golden
$ test -d cases && test -f golden/good.transcript
END
transcripts 0 good.transcript

sed 's/^truce and on$/truce and off/' good.transcript >bad.transcript
transcripts 1 bad.transcript
says '-truce and off'
says '+truce and on'
sed -i 's/good\.transcript/bad.transcript/' bad.transcript
transcripts 0 bad.transcript --bless
transcripts 0 bad.transcript

echo 'words first' >wordy.transcript
transcripts 1 wordy.transcript
says 'wordy.transcript:1: a transcript starts with'
transcripts 1 wordy.transcript --bless
[[ $(<wordy.transcript) == 'words first' ]]

cat >good.md <<'END'
# A page

<!-- file: folder/mine.truce -->
```truce
case mine
```

```console
$ cat folder/mine.truce
case mine
$ truce two > two
```

```truce
truce 1
all is right
```

```truce
a fragment, wrong
```

```sh
$ not run
```

````
```console
$ not run either
```
````

```console
$ cat two
truce two
```
END
transcripts 0 good.md
sed 's/^case mine$/case yours/; s/^all is right$/all is wrong/; s/^truce two$/truce too/' good.md >bad.md
transcripts 1 bad.md
says 'bad.md:15: this case does not check:'
says '-truce too'
sed -i 's/^all is wrong$/all is right/' bad.md
transcripts 0 bad.md --bless
transcripts 0 bad.md
grep -q '^truce two$' bad.md

cat >good.1 <<'END'
.TH TRUCE 1
.EX
$ truce slash \-\-json
\e\- .x
\&.y
.EE
.EX
case mine
.EE
END
transcripts 0 good.1
grep -v '^.&' good.1 | sed 's/^.e.- .x$/gone/' >bad.1
transcripts 1 bad.1
transcripts 0 bad.1 --bless
cmp good.1 bad.1

transcripts 2 missing.transcript
echo "transcripts passes what is true and shows what is not"

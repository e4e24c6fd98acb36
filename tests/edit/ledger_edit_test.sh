#!/bin/bash
# ledger_edit_test.sh PROGRAM - run ledger_edit.transcript, where the system has a folder in memory.
set -euo pipefail
[[ $(stat -f -c %T /dev/shm 2>/dev/null) == tmpfs ]] || { echo "no /dev/shm in memory"; exit 77; }
unset XDG_RUNTIME_DIR VISUAL EDITOR
exec bash tools/transcripts.sh "$1" tests/edit/ledger_edit.transcript

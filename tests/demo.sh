#!/bin/sh
# The demo, with the program under test: tests/demo.sh SOURCE_DIR PEIL
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
PEIL=$2 "$1/demo" "$place/out" >"$place/said" 2>&1 || { cat "$place/said"; exit 1; }
tail -n 5 "$place/said"
# Everyone who gave assent has a row, each marked as practice, with an id of its own.
awk -F, '{ gsub(/"/, "") }
    NR == 1 { for (i = 1; i <= NF; i++) if ($i == "synthetic") s = i }
    NR > 1 { rows++; if ($s != 1) unmarked++; if (seen[$1]++) twice++ }
    END { print rows, "rows"; exit !(rows > 130 && rows <= 153 && !unmarked && !twice) }' \
    "$place/out/responses.csv"
grep -q '<svg' "$place/out/report.html"
# Who forgets the questionnaire is told.
"$2" analyze "$place/out/responses.csv" --freq bekend 2>&1 >/dev/null | grep -q 'lies beside it'

#!/bin/sh
# Every instrument through the commands: tests/instruments.sh SOURCE_DIR PEIL
# Checked without a warning, answered by 20 made-up respondents, counted.
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
for file in "$1"/questionnaires/instruments/*.xml; do
    name=$(basename "$file" .xml)
    "$2" check --strict "$file" >"$place/said" 2>&1 || { cat "$place/said"; exit 1; }
    [ "$name" = study ] && continue
    "$2" simulate "$file" -n 20 -o "$place/$name.csv" >"$place/said" 2>&1 &&
        "$2" analyze "$file" "$place/$name.csv" --internal --format csv \
            >"$place/tables.csv" 2>>"$place/said" || { cat "$place/said"; exit 1; }
    rows=$(($(wc -l <"$place/$name.csv") - 1))
    echo "$name: $rows responses, $(wc -l <"$place/tables.csv") lines of tables"
    [ "$rows" -ge 15 ]
    [ -s "$place/tables.csv" ]
    ! grep -q 'warning\|error' "$place/said" || { cat "$place/said"; exit 1; }
done

#!/bin/sh
# Runs the commands of README.md as written: tests/readme.sh SOURCE_DIR PEIL
# All ```sh blocks, one after another, in one empty directory.
set -eu
blocks=$(sed -n '/^```sh$/,/^```$/p' "$1/README.md" | grep -v '^```')
[ -n "$blocks" ] || { echo "README.md shows no commands"; exit 1; }
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
ln -s "$2" "$place/peil"
cd "$place"
PATH=$place:$PATH
echo "$blocks" | while read -r command; do
    echo "\$ $command"
    sh -c "$command" >out 2>err </dev/null || { cat out err; exit 1; }
done
[ -s report.html ] && [ "$(wc -l <responses.csv)" -gt 50 ]
